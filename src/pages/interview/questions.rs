//! Which questions each section asks, in which order.

use ip_health_engine::dossier::{Dossier, Exception, FiscalYear, PracticeItem};
use ip_health_engine::rules::{Note, NoteKind, RulePack};
use ip_health_engine::star::result::note_id;
use jiff::civil::Date;
use yew::AttrValue;

use super::records::Records;
use crate::fields::{Field, accounts, counts, enterprise, need, star};
use crate::route::Section;
use crate::state::{Document, Place};
use crate::texts::Texts;

/// A question and, where the section words it anew, its words.
#[derive(Clone, PartialEq)]
pub struct Question {
    /// Where the answer goes.
    pub place: Place,
    /// In place of the question's own label.
    pub label: Option<AttrValue>,
    /// In place of the question's own hint.
    pub hint: Option<AttrValue>,
}

/// What a group holds.
pub enum Block {
    /// Questions one below the other.
    Questions(Vec<Question>),
    /// Questions asked of each fiscal year, the years side by side.
    Years(Vec<&'static Field<FiscalYear>>),
    /// Records to be added and removed.
    Records(Records),
    /// The list of rights, in short.
    Rights,
    /// The questions examiners raise, each with severity, evidence and cure.
    Issues,
}

/// Questions that belong together.
pub struct Group {
    /// What they are about.
    pub title: &'static str,
    /// Closed at first: few need them.
    pub folded: bool,
    /// The questions.
    pub block: Block,
}

/// What decides which questions are asked.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// What was told so far.
    pub dossier: &'a Dossier,
    /// Names exceptional situations and issues.
    pub rules: &'a RulePack,
    /// Today.
    pub day: Date,
    /// Words.
    pub texts: Texts,
}

fn plain(places: impl IntoIterator<Item = Place>) -> Block {
    Block::Questions(places.into_iter().map(|place| Question { place, label: None, hint: None }).collect())
}

/// The question that a path seeks: itself, else its like of any year or record, else the first of its group. Paths of
/// what is still needed name no year, and lists of practices only the list.
pub fn sought(places: &[Place], path: &str) -> Option<String> {
    let paths: Vec<String> = places.iter().map(Place::path).collect();
    let (record, key) = (path.split('.').next().unwrap_or(path), path.rsplit('.').next().unwrap_or(path));
    let of_record = |known: &&String| known.split('.').next() == Some(record);
    let like = |known: &&String| of_record(known) && known.rsplit('.').next() == Some(key);
    let found = paths.iter().find(|known| *known == path).or_else(|| paths.iter().rfind(like));
    found.or_else(|| paths.iter().find(of_record)).cloned()
}

impl Asking<'_> {
    /// The fiscal years asked for, oldest first: the last three that are over, and those already told.
    pub fn years(&self) -> Vec<i16> {
        let last = self.day.year() - 1;
        let mut years: Vec<i16> = (last - 2..=last).chain(self.dossier.accounts.iter().map(|year| year.year)).collect();
        years.sort_unstable();
        years.dedup();
        let first = years.len().saturating_sub(4);
        years.split_off(first)
    }

    /// The groups of a section. The check asks nothing.
    pub fn groups(&self, section: Section) -> Vec<Group> {
        match section {
            Section::Quick => self.quick(),
            Section::Enterprise => self.enterprise(),
            Section::Rights => vec![
                Group { title: self.texts.group_rights(), folded: false, block: Block::Rights },
                self.open(self.texts.group_products(), Block::Records(Records::Products)),
            ],
            Section::Accounts => self.accounts(),
            Section::Risk => vec![
                self.open(self.texts.group_practice(), plain(PracticeItem::ALL.into_iter().map(Place::Practice))),
                self.open(self.texts.group_disputes(), Block::Records(Records::Disputes)),
                self.open(self.texts.group_licences(), Block::Records(Records::Licences)),
            ],
            Section::Need => self.need(),
            Section::Star => self.star(),
            Section::Check => Vec::new(),
        }
    }

    /// Every place of a group, in the order of the page.
    pub fn places(&self, group: &Group) -> Vec<Place> {
        match &group.block {
            Block::Questions(questions) => questions.iter().map(|question| question.place.clone()).collect(),
            Block::Years(fields) => {
                let years = self.years();
                fields.iter().flat_map(|field| years.iter().map(|year| Place::Year(*year, field))).collect()
            }
            Block::Records(records) => {
                records.ids(self.dossier).iter().flat_map(|(id, _)| records.places(id, self.day)).collect()
            }
            Block::Rights => Vec::new(),
            Block::Issues => self.issues().into_iter().map(|question| question.place).collect(),
        }
    }

    /// Every place of a section.
    pub fn section_places(&self, section: Section) -> Vec<Place> {
        self.groups(section).iter().flat_map(|group| self.places(group)).collect()
    }

    /// How many questions of a section are answered, 不清楚 included, and how many are asked of everybody.
    pub fn progress(&self, section: Section, document: &Document) -> (usize, usize) {
        let groups = self.groups(section);
        let asked = |group: &Group| match &group.block {
            // What refines a record is folded, like groups that are not asked of everybody.
            Block::Records(records) => {
                records.ids(self.dossier).iter().flat_map(|(id, _)| records.main_places(id)).collect()
            }
            _ => self.places(group),
        };
        let places: Vec<Place> = groups.iter().filter(|group| !group.folded).flat_map(asked).collect();
        let answered = |place: &&Place| place.answer(self.dossier).is_known() || document.is_unsure(place);
        (places.iter().filter(answered).count(), places.len())
    }

    fn open(&self, title: &'static str, block: Block) -> Group {
        Group { title, folded: false, block }
    }

    fn folded(&self, title: &'static str, block: Block) -> Group {
        Group { title, folded: true, block }
    }

    fn quick(&self) -> Vec<Group> {
        let texts = self.texts;
        let last = self.years().last().copied().unwrap_or(self.day.year() - 1);
        let of_year = |field: &'static Field<FiscalYear>| Question {
            place: Place::Year(last, field),
            label: Some(texts.path_of_year((field.label)(texts), &last.to_string()).into()),
            hint: None,
        };
        let company = vec![
            Place::Enterprise(&enterprise::SECTOR),
            Place::Enterprise(&enterprise::SIZE_CLASS),
            Place::Enterprise(&enterprise::CERTIFICATES),
        ];
        let mut groups = vec![
            self.open(texts.group_company(), plain(company)),
            self.open(
                texts.group_last_year(),
                Block::Questions(vec![of_year(&accounts::REVENUE), of_year(&accounts::RD)]),
            ),
        ];
        groups.push(if self.dossier.assets.is_empty() {
            let rough = [&counts::INVENTIONS, &counts::UTILITY_MODELS, &counts::TRADEMARKS, &counts::SOFTWARE];
            self.open(texts.group_counts(), plain(rough.into_iter().map(Place::Counts)))
        } else {
            // The list knows better than a count.
            self.open(texts.group_rights(), Block::Rights)
        });
        let wanted = vec![Place::Need(&need::AMOUNT), Place::Need(&need::DAYS_AVAILABLE), Place::Star(&star::INTENDS)];
        groups.push(self.open(texts.group_need(), plain(wanted)));
        groups
    }

    fn enterprise(&self) -> Vec<Group> {
        use enterprise as e;
        let mut who = vec![&e::NAME, &e::CREDIT_CODE, &e::DISTRICT, &e::SECTOR, &e::INDUSTRY_CLASS, &e::SIZE_CLASS];
        who.extend([&e::CERTIFICATES, &e::LEGAL_FORM, &e::PRIVATE, &e::FOUNDED]);
        if self.dossier.enterprise.founded.is_none() {
            who.push(&e::YEARS_OPERATING);
        }
        let credit = [&e::CREDIT_OVERDUE_24M, &e::DISHONEST_LIST];
        let money = [&e::BOOK_AUDITED_TAXPAYER, &e::INCOME_TAX_RATE, &e::EXPORT_SHARE, &e::PRE_MONEY];
        let fees = [&e::TAXABLE_INCOME, &e::FEE_REDUCTION];
        let more = [&e::REGISTERED_CAPITAL, &e::LAST_ROUND_MONTHS, &e::STATE_OWNED, &e::COMPETITOR_PATENTS];
        vec![
            self.open(self.texts.group_company(), plain(who.into_iter().map(Place::Enterprise))),
            self.open(self.texts.group_credit(), plain(credit.into_iter().map(Place::Enterprise))),
            self.open(self.texts.group_tax(), plain(money.into_iter().map(Place::Enterprise))),
            self.folded(self.texts.group_fees(), plain(fees.into_iter().map(Place::Enterprise))),
            self.folded(self.texts.group_more_company(), plain(more.into_iter().map(Place::Enterprise))),
        ]
    }

    fn accounts(&self) -> Vec<Group> {
        use accounts as a;
        let texts = self.texts;
        let earned = vec![&a::REVENUE, &a::NET_PROFIT, &a::NET_PROFIT_RECURRING, &a::EBITDA, &a::OPERATING_CASH_FLOW];
        let research = vec![&a::RD, &a::EMPLOYEES, &a::RD_EMPLOYEES];
        let balance = vec![&a::TOTAL_ASSETS, &a::TOTAL_LIABILITIES, &a::DEBT, &a::DEBT_SERVICE];
        let mut more =
            vec![&a::AUDITED, &a::RD_CAPITALISED, &a::RD_SHARE_BASED, &a::RD_EXECUTIVE_PAY, &a::RD_OUTSOURCED];
        more.extend([&a::OPERATING_PROFIT, &a::DEPRECIATION]);
        more.extend([&a::CASH, &a::FIXED_ASSETS, &a::WORKING_CAPITAL]);
        vec![
            self.open(texts.group_earnings(), Block::Years(earned)),
            self.open(texts.group_research(), Block::Years(research)),
            self.open(texts.group_balance(), Block::Years(balance)),
            self.folded(texts.group_more_accounts(), Block::Years(more)),
        ]
    }

    fn need(&self) -> Vec<Group> {
        use need as n;
        let mut main = vec![&n::AMOUNT, &n::DAYS_AVAILABLE, &n::TENOR_MONTHS, &n::USE_OF_FUNDS];
        main.extend([&n::DILUTION_CAP, &n::UPFRONT_BUDGET, &n::OWN_FUNDS]);
        let bank = [
            &n::EXISTING_WORKING_CAPITAL_LOANS,
            &n::WORKING_CAPITAL_TURNOVER,
            &n::EXPECTED_GROWTH,
            &n::INTERNAL_VALUATION,
            &n::GUARANTEE,
            &n::FLOOR_PRICE,
            &n::PLANS_CONTRIBUTION,
        ];
        let other = [
            &n::LEASING_BASIS,
            &n::LOCAL_LESSOR,
            &n::CONTRIBUTOR,
            &n::CONTRIBUTION_VALUE,
            &n::CONTRIBUTION_BASIS,
            &n::CASH_INVESTOR,
            &n::SALE_PRICE,
        ];
        vec![
            self.open(self.texts.group_need(), plain(main.into_iter().map(Place::Need))),
            self.folded(self.texts.group_need_bank(), plain(bank.into_iter().map(Place::Need))),
            self.folded(self.texts.group_need_other(), plain(other.into_iter().map(Place::Need))),
        ]
    }

    fn star(&self) -> Vec<Group> {
        use star as s;
        let texts = self.texts;
        let position = [&s::INTENDS, &s::STAGE, &s::SECTOR, &s::BUSINESS_MODEL, &s::SOFTWARE];
        let mut patents = vec![&s::CORE_PATENTS, &s::QUALIFYING_PATENTS];
        if self.dossier.assets.is_empty() {
            // The list knows better than a count.
            patents.push(&s::STRICT_PATENTS);
        }
        patents.extend([&s::CORE_REVENUE_SHARE, &s::RESALE_SHARE]);
        let mut listing = vec![&s::EXPECTED_MARKET_CAP, &s::TARGET_FILING, &s::ACCEPTANCE_DATE, &s::AUDIT_OPINION];
        listing.extend([&s::STABLE_TWO_YEARS, &s::GROWTH_CONCENTRATED]);
        let mut plan = vec![&s::PLAN_GROWTH, &s::PLAN_RD_RATIO, &s::PLAN_HIRES, &s::PLAN_RD_HIRES, &s::PLAN_FILINGS];
        plan.push(&s::PLAN_GRANT_PROBABILITY);
        let more = [
            &s::GUIDELINE_VERSION,
            &s::SECTOR_RELABELLED,
            &s::CAPITAL_AFTER_ISSUE,
            &s::PUBLIC_SHARE,
            &s::SENIOR_INVESTOR,
            &s::RETURN_ON_EQUITY,
        ];
        let special = [
            &s::STANDARD_FIVE,
            &s::STANDARD_FIVE_MILESTONE,
            &s::RED_CHIP,
            &s::OVERSEAS_MARKET_VALUE,
            &s::LEADING_TECHNOLOGY,
            &s::BEATS_PEERS_IN_DOWNTURN,
            &s::GROWTH_TEST_EXEMPT,
            &s::WEIGHTED_VOTING,
        ];
        vec![
            self.open(texts.group_star_position(), plain(position.into_iter().map(Place::Star))),
            self.open(texts.group_star_patents(), plain(patents.into_iter().map(Place::Star))),
            self.open(texts.group_star_listing(), plain(listing.into_iter().map(Place::Star))),
            self.folded(texts.group_star_plan(), plain(plan.into_iter().map(Place::Star))),
            self.folded(texts.group_star_issues(), Block::Issues),
            self.folded(texts.group_star_exceptions(), Block::Questions(self.exceptions())),
            self.folded(texts.group_star_special(), plain(special.into_iter().map(Place::Star))),
            self.folded(texts.group_star_more(), plain(more.into_iter().map(Place::Star))),
        ]
    }

    fn exceptions(&self) -> Vec<Question> {
        let rules = self.rules.on(self.day);
        let named = [Exception::E1, Exception::E2, Exception::E3, Exception::E4].map(|exception| {
            let place = Place::Exception(exception);
            let note = rules.note(&note_id(&place.label(self.texts))).ok();
            self.of_note(place, note)
        });
        named.into()
    }

    /// The questions of the issue list.
    pub fn issues(&self) -> Vec<Question> {
        let rules = self.rules.on(self.day);
        rules
            .notes_of(NoteKind::Issue)
            .map(|note| self.of_note(Place::Issue(note.id.to_string().into()), Some(note)))
            .collect()
    }

    fn of_note(&self, place: Place, note: Option<&Note>) -> Question {
        let language = self.texts.language();
        Question {
            place,
            label: note.map(|note| note.title.get(language).to_owned().into()),
            hint: note.and_then(|note| note.body.as_ref()).map(|body| body.get(language).to_owned().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use ip_health_engine::dossier::{FiscalYear, Product};
    use ip_health_engine::health::completeness;
    use ip_health_engine::rules::Language;
    use jiff::civil::date;

    use super::*;
    use crate::fields::route_of;
    use crate::route::Route;

    const DAY: Date = date(2026, 11, 23);

    fn check(dossier: &Dossier, test: impl Fn(Asking)) {
        let rules = RulePack::built_in().unwrap();
        test(Asking { dossier, rules: &rules, day: DAY, texts: Texts::new(Language::Chinese) });
    }

    #[test]
    fn what_is_still_needed_is_asked_where_its_link_leads() {
        let product = Product { id: "p1".to_owned(), ..Product::default() };
        let dossier = Dossier { products: vec![product], ..Dossier::default() };
        check(&dossier, |asking| {
            for needed in completeness(&dossier, &asking.rules.on(DAY)).unwrap().needed {
                if let Route::Interview(section, _) = route_of(&needed.path) {
                    let places = asking.section_places(section);
                    assert!(
                        sought(&places, &needed.path).is_some() || matches!(&*needed.path, "licences" | "disputes"),
                        "{} is not asked in {section:?}",
                        needed.path
                    );
                }
            }
        });
    }

    #[test]
    fn the_last_three_years_are_asked_and_those_already_told() {
        let told = FiscalYear { year: 2022, ..FiscalYear::default() };
        check(&Dossier::default(), |asking| assert_eq!(asking.years(), [2023, 2024, 2025]));
        let dossier = Dossier { accounts: vec![told], ..Dossier::default() };
        check(&dossier, |asking| assert_eq!(asking.years(), [2022, 2023, 2024, 2025]));
    }

    #[test]
    fn no_section_asks_a_question_twice_and_the_quick_start_is_quick() {
        check(&Dossier::default(), |asking| {
            for section in Section::ALL {
                let mut paths: Vec<String> = asking.section_places(section).iter().map(Place::path).collect();
                paths.sort();
                let all = paths.len();
                paths.dedup();
                assert_eq!(paths.len(), all, "{section:?}");
            }
            assert!((8..=12).contains(&asking.section_places(Section::Quick).len()));
        });
    }

    #[test]
    fn not_sure_counts_as_answered() {
        let mut dossier = Dossier::default();
        dossier.unsure.insert("need.amount".to_owned());
        let document = Document::new(dossier.clone());
        check(&dossier, |asking| assert_eq!(asking.progress(Section::Need, &document), (1, 7)));
    }

    #[test]
    fn every_issue_and_exception_has_words() {
        check(&Dossier::default(), |asking| {
            for question in asking.issues().into_iter().chain(asking.exceptions()) {
                assert!(question.label.is_some() && question.hint.is_some(), "{}", question.place.path());
            }
            assert!(asking.issues().len() >= 25);
        });
    }
}
