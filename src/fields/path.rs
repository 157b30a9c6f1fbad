//! From a field path, as in workings and lists of missing answers, to the question it names.

use super::catalogue::{
    accounts, asset, comparable, cost, counts, dispute, enterprise, licence, need, product, readers, star,
};
use super::{Coded, Kind, Say};
use crate::format::{date, decimal, difference, money, percent, signed};
use crate::route::{Route, Section};
use crate::texts::Texts;
use ip_health_engine::dossier::{PracticeItem, Reader, parse_date};
use ip_health_engine::rules::Unit;

/// Keys, names and kinds of the fields of one record.
type Names = &'static [(&'static str, Say, Kind)];

macro_rules! names {
    ($name:ident, $module:ident, $($field:ident),+ $(,)?) => {
        static $name: Names = &[$(($module::$field.key, $module::$field.label, $module::$field.kind)),+];
    };
}

names!(
    ENTERPRISE_NAMES,
    enterprise,
    NAME,
    CREDIT_CODE,
    DISTRICT,
    SECTOR,
    INDUSTRY_CLASS,
    SIZE_CLASS,
    CERTIFICATES,
    FOUNDED,
    YEARS_OPERATING,
    LEGAL_FORM,
    PRIVATE,
    CREDIT_OVERDUE_24M,
    DISHONEST_LIST,
    BOOK_AUDITED_TAXPAYER,
    EXPORT_SHARE,
    INCOME_TAX_RATE,
    PRE_MONEY,
    REGISTERED_CAPITAL,
    LAST_ROUND_MONTHS,
    COMPETITOR_PATENTS,
    STATE_OWNED,
    TAXABLE_INCOME,
    FEE_REDUCTION
);
names!(
    ACCOUNTS_NAMES,
    accounts,
    AUDITED,
    REVENUE,
    RD,
    RD_CAPITALISED,
    RD_SHARE_BASED,
    RD_EXECUTIVE_PAY,
    RD_OUTSOURCED,
    OPERATING_PROFIT,
    NET_PROFIT,
    NET_PROFIT_RECURRING,
    EBITDA,
    DEPRECIATION,
    OPERATING_CASH_FLOW,
    CASH,
    TOTAL_ASSETS,
    TOTAL_LIABILITIES,
    FIXED_ASSETS,
    WORKING_CAPITAL,
    DEBT,
    DEBT_SERVICE,
    EMPLOYEES,
    RD_EMPLOYEES
);
names!(COUNTS_NAMES, counts, INVENTIONS, PENDING_INVENTIONS, UTILITY_MODELS, TRADEMARKS, SOFTWARE, LAYOUT_DESIGNS);
names!(
    NEED_NAMES,
    need,
    AMOUNT,
    DAYS_AVAILABLE,
    TENOR_MONTHS,
    USE_OF_FUNDS,
    DILUTION_CAP,
    UPFRONT_BUDGET,
    OWN_FUNDS,
    EXISTING_WORKING_CAPITAL_LOANS,
    WORKING_CAPITAL_TURNOVER,
    EXPECTED_GROWTH,
    INTERNAL_VALUATION,
    PLANS_CONTRIBUTION,
    LEASING_BASIS,
    LOCAL_LESSOR,
    CASH_INVESTOR,
    GUARANTEE,
    FLOOR_PRICE,
    CONTRIBUTOR,
    CONTRIBUTION_VALUE,
    CONTRIBUTION_BASIS,
    SALE_PRICE
);
names!(
    STAR_NAMES,
    star,
    INTENDS,
    SECTOR,
    BUSINESS_MODEL,
    SOFTWARE,
    ACCEPTANCE_DATE,
    TARGET_FILING,
    EXPECTED_MARKET_CAP,
    STANDARD_FIVE,
    STANDARD_FIVE_MILESTONE,
    RED_CHIP,
    OVERSEAS_MARKET_VALUE,
    LEADING_TECHNOLOGY,
    WEIGHTED_VOTING,
    CORE_PATENTS,
    QUALIFYING_PATENTS,
    CORE_REVENUE_SHARE,
    AUDIT_OPINION,
    STABLE_TWO_YEARS,
    GROWTH_CONCENTRATED,
    STAGE,
    GUIDELINE_VERSION,
    STRICT_PATENTS,
    RESALE_SHARE,
    SECTOR_RELABELLED,
    CAPITAL_AFTER_ISSUE,
    PUBLIC_SHARE,
    SENIOR_INVESTOR,
    RETURN_ON_EQUITY,
    BEATS_PEERS_IN_DOWNTURN,
    GROWTH_TEST_EXEMPT,
    PLAN_GROWTH,
    PLAN_RD_RATIO,
    PLAN_HIRES,
    PLAN_RD_HIRES,
    PLAN_FILINGS,
    PLAN_GRANT_PROBABILITY
);
names!(
    ASSET_NAMES,
    asset,
    KIND,
    TITLE,
    NUMBER,
    PUBLICATION_NUMBER,
    STATUS,
    FILING_DATE,
    PRIORITY_DATE,
    GRANT_DATE,
    FIRST_USE_DATE,
    CREATION_DATE,
    EXPIRY_DATE,
    OWNERS,
    INVENTORS,
    REGISTERED_OWNER,
    OWNER_SHARE,
    COOWNERS_CONSENT,
    FREE_EXPLOITATION,
    SELF_FILED,
    ACQUIRED_DATE,
    INVENTOR_EMPLOYMENT_CHECKED,
    FEE_ARREARS,
    NEXT_FEE_DUE,
    ENCUMBRANCES,
    DISPUTE,
    SAME_DAY_DUAL,
    EVALUATION_REPORT,
    FAMILY,
    FAMILY_OFFICES,
    IPC,
    CLAIMS,
    CLAIM_FEATURES,
    PRODUCT_CLAIM,
    CITATIONS,
    TRL,
    EXPLOITATION,
    REVENUE_SHARE,
    CORE,
    MAIN_BUSINESS,
    INDUSTRIALISATION,
    DEFENCE,
    STANDARD_ESSENTIAL,
    AWARD,
    FTO_CLEAR,
    REGISTERED,
    TAPED_OUT,
    MARK_KIND,
    MARK_CLASSES,
    MARK_SIMILAR_INCLUDED,
    MARK_LAST_USE_YEARS,
    MARK_RENEWAL_FILED,
    BOOK_VALUE
);
names!(
    PRODUCT_NAMES,
    product,
    NAME,
    STAGE,
    REVENUE_SHARE,
    GROWTH,
    OPERATING_MARGIN,
    FIRST_SALE,
    END_OF_LIFE,
    CONSUMER,
    DEVELOPMENT_COST,
    SECTOR
);
names!(
    LICENCE_NAMES,
    licence,
    PARTY,
    DIRECTION,
    EXCLUSIVITY,
    ANNUAL_ROYALTY,
    ROYALTY_RATE,
    LICENSED_SALES,
    MARKET_ROYALTY_RATE,
    TRANSFERABLE,
    FIXED,
    FROM,
    TO,
    RECORDED,
    UNRELATED_PARTY,
    PAYMENT_HISTORY_YEARS,
    DEBTOR_CONFIRMED,
    ASSIGNMENT_BARRED,
    SIGNED,
    TERMINABLE_AT_WILL,
    PLEDGEE_CONSENTED
);
names!(
    COST_NAMES,
    cost,
    LABOUR,
    MATERIALS,
    EQUIPMENT,
    TESTS,
    FILING,
    YEARS,
    PRICE_INDEX,
    USED_YEARS,
    ECONOMIC_OBSOLESCENCE
);
names!(
    READERS_NAMES,
    readers,
    CONTACT,
    LOAN,
    BRANCH,
    REGISTRATION,
    BAD_IP,
    ALL_IP,
    BAD_ALL,
    ALL_LOANS,
    PRINCIPAL,
    BALANCE,
    RECOVERED,
    FUNDING_COST,
    OPERATING_COST,
    CAPITAL_CHARGE,
    DEFAULT_PROBABILITY,
    LOSS_GIVEN_DEFAULT,
    SHARED_LOSS,
    PAID,
    FILED,
    REGISTERED,
    FIRST_LOAN,
    CLASS
);
names!(COMPARABLE_NAMES, comparable, NAME, PRICE, TIME, LEGAL, TECHNICAL, ECONOMIC, TERMS, WEIGHT);
names!(DISPUTE_NAMES, dispute, KIND, ROLE, PENDING, DATE, OVERSEAS, AMOUNT, REVENUE_AT_RISK);

/// The name of the question at a path: `accounts.2025.revenue` is 营业收入（2025）. Parts of the path that name a year
/// are shown, ids of records are not. An unknown path is shown as it is, so that nothing is hidden.
#[must_use]
pub fn path_name(path: &str, texts: Texts) -> String {
    let (record, rest) = path.split_once('.').unwrap_or((path, ""));
    match record {
        "assets" if rest.contains("scores.") => return texts.path_scores().to_owned(),
        "assets" if rest.contains("share_factors") => return texts.path_share_factors().to_owned(),
        "products" if rest.contains("risk_scores") => return texts.path_risk_scores().to_owned(),
        "products" if rest.contains("history") => return texts.path_history().to_owned(),
        "products" if rest.contains("forecast") => return texts.path_forecast().to_owned(),
        "practice" => return practice_name(rest, texts),
        _ => {}
    }
    let Some(names) = names_of(record, rest) else { return path.to_owned() };
    // `accounts.revenue`, `accounts.2025.revenue`, `assets.a7.mark.kind`: the key is what stands at the end.
    let found = names.iter().find(|(key, ..)| ends_with_key(rest, key));
    let name = match (found, record) {
        (Some((_, label, _)), _) => label(texts),
        (None, "assets") if ends_with_key(rest, "scores") => texts.path_scores(),
        (None, "assets") if ends_with_key(rest, "uses") => texts.path_uses(),
        (None, "assets") => texts.path_assets(),
        (None, "products") => texts.path_products(),
        (None, "licences") => texts.path_licences(),
        (None, "disputes") => texts.path_disputes(),
        (None, "accounts") => texts.path_accounts(),
        (None, "need") => texts.path_need(),
        (None, "star") => texts.path_star(),
        (None, "readers") => texts.path_readers(),
        _ => return path.to_owned(),
    };
    match rest.split('.').next().filter(|_| record == "accounts") {
        Some(year) if year.parse::<i16>().is_ok() => texts.path_of_year(name, year),
        _ => name.to_owned(),
    }
}

/// The questions of a record, and of the parts of a right.
fn names_of(record: &str, rest: &str) -> Option<Names> {
    Some(match record {
        "enterprise" => ENTERPRISE_NAMES,
        "accounts" => ACCOUNTS_NAMES,
        "counts" => COUNTS_NAMES,
        "need" => NEED_NAMES,
        "star" => STAR_NAMES,
        "assets" if rest.contains(".cost.") => COST_NAMES,
        "assets" if rest.contains(".comparables.") => COMPARABLE_NAMES,
        "assets" => ASSET_NAMES,
        "products" => PRODUCT_NAMES,
        "licences" => LICENCE_NAMES,
        "disputes" => DISPUTE_NAMES,
        "readers" => READERS_NAMES,
        _ => return None,
    })
}

/// How the question of a place in the dossier is answered; `None` where no question explains it.
fn kind_of(path: &str) -> Option<Kind> {
    let (record, rest) = path.split_once('.').unwrap_or((path, ""));
    let found = names_of(record, rest).and_then(|names| names.iter().find(|(key, ..)| ends_with_key(rest, key)));
    found.map(|(.., kind)| *kind)
}

/// The difference of two numbers that answer a question, with its sign: shares differ by percentage points 百分点.
#[must_use]
pub fn change_word(path: &str, change: f64, texts: Texts) -> String {
    match kind_of(path) {
        Some(Kind::Percent) => difference(change, Unit::Ratio, texts),
        _ => signed(change, |size| value_word(path, &size.to_string(), texts)),
    }
}

/// An answer as it stands in the file, in the words of its question: amounts and shares with their unit, codes by their
/// words. What no question explains is shown as it is.
#[must_use]
pub fn value_word(path: &str, text: &str, texts: Texts) -> String {
    let (record, rest) = path.split_once('.').unwrap_or((path, ""));
    let found = kind_of(path);
    let number = || text.parse::<f64>().ok();
    let words = match found {
        Some(Kind::Money) => number().map(|yuan| money(yuan, texts)),
        // A plan has a share for each year.
        Some(Kind::Percent) => {
            let shares: Option<Vec<String>> = text.split(", ").map(|share| share.parse().ok().map(percent)).collect();
            shares.map(|shares| shares.join(texts.list_separator()))
        }
        Some(Kind::Count | Kind::Number) => number().map(|number| decimal(number, 6)),
        Some(Kind::Date) => parse_date(text).ok().map(date),
        Some(Kind::One(choices) | Kind::Any(choices)) => {
            let word =
                |code: &str| choices.iter().find(|choice| (choice.code)() == code).map(|choice| (choice.label)(texts));
            let words: Option<Vec<&str>> = text.split(", ").map(word).collect();
            words.map(|words| words.join(texts.list_separator()))
        }
        // The history and the forecast of a product are amounts under a year.
        None if record == "products" && (rest.contains("history") || rest.contains("forecast")) => {
            number().map(|yuan| money(yuan, texts))
        }
        None if text.contains(['_', '-']) => None,
        _ => number().filter(|_| text.len() != 4).map(|number| decimal(number, 6)),
    };
    words.unwrap_or_else(|| match text {
        "true" => texts.yes().to_owned(),
        "false" => texts.no().to_owned(),
        text => text.to_owned(),
    })
}

/// Every question that stands once in the interview, by path and name; those of the accounts for a fiscal year.
#[must_use]
pub fn questions(texts: Texts, year: Option<i16>) -> Vec<(String, String)> {
    let records =
        [("enterprise", ENTERPRISE_NAMES), ("need", NEED_NAMES), ("star", STAR_NAMES), ("counts", COUNTS_NAMES)];
    let mut found: Vec<(String, String)> = records
        .iter()
        .flat_map(|(record, names)| {
            names.iter().map(move |(key, label, _)| ([record, ".", key].concat(), label(texts).to_owned()))
        })
        .collect();
    if let Some(year) = year {
        let path = |key: &str| ["accounts.", &year.to_string(), ".", key].concat();
        found.extend(ACCOUNTS_NAMES.iter().map(|(key, label, _)| (path(key), label(texts).to_owned())));
    }
    found
}

fn ends_with_key(rest: &str, key: &str) -> bool {
    rest.strip_suffix(key).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

fn practice_name(code: &str, texts: Texts) -> String {
    let item = serde_json::from_value::<PracticeItem>(code.into());
    item.map_or_else(|_| texts.path_practice(), |item| item.label(texts)).to_owned()
}

/// The screen on which the question at a path is answered.
#[must_use]
pub fn route_of(path: &str) -> Route {
    let field = || Some(path.to_owned().into());
    match path.split('.').next().unwrap_or_default() {
        "enterprise" => Route::Interview(Section::Enterprise, field()),
        "accounts" => Route::Interview(Section::Accounts, field()),
        "products" => Route::Interview(Section::Rights, field()),
        "counts" => Route::Interview(Section::Quick, field()),
        "licences" | "disputes" | "practice" => Route::Interview(Section::Risk, field()),
        "need" => Route::Interview(Section::Need, field()),
        "star" => Route::Interview(Section::Star, field()),
        "readers" => Route::Readers(Reader::Bank),
        _ => Route::Portfolio,
    }
}

#[cfg(test)]
mod tests {
    use ip_health_engine::dossier::{AssetStatus, Dossier, Guarantee};
    use ip_health_engine::health::completeness;
    use ip_health_engine::rules::{Language, RulePack};

    use super::*;

    const ZH: Texts = Texts::new(Language::Chinese);

    #[test]
    fn a_path_is_named_as_its_question() {
        assert_eq!(path_name("enterprise.sector", ZH), "主营行业");
        assert_eq!(path_name("accounts.2025.revenue", ZH), "营业收入（2025）");
        assert_eq!(path_name("accounts.revenue", ZH), "营业收入");
        assert_eq!(path_name("elsewhere.x", ZH), "elsewhere.x");
    }

    #[test]
    fn an_answer_is_shown_in_the_words_of_its_question() {
        assert_eq!(value_word("need.amount", "12000000", ZH), money(12_000_000.0, ZH));
        assert_eq!(value_word("assets.a1.status", "granted", ZH), AssetStatus::Granted.label(ZH));
        assert_eq!(value_word("need.guarantee", "city-fund", ZH), Guarantee::CityFund.label(ZH));
        assert_eq!(value_word("products.p1.growth", "0.25", ZH), percent(0.25));
        assert_eq!(value_word("star.plan.growth", "0.26, 0.24, 0.2", ZH), "26%、24%、20%");
        assert_eq!(value_word("enterprise.private", "true", ZH), ZH.yes());
        assert_eq!(value_word("enterprise.name", "甲乙", ZH), "甲乙");
    }

    #[test]
    fn shares_differ_by_percentage_points_and_amounts_by_amounts() {
        const EN: Texts = Texts::new(Language::English);
        let both = |path: &str, change: f64| [ZH, EN].map(|texts| change_word(path, change, texts));
        assert_eq!(both("products.p1.growth", 0.05), ["+5 个百分点", "+5 percentage points"]);
        assert_eq!(both("products.p1.operating_margin", -0.01), ["−1 个百分点", "−1 percentage point"]);
        assert_eq!(both("need.floor_price", 0.3), ["+30 个百分点", "+30 percentage points"]);
        assert_eq!(both("need.amount", -3_000_000.0), ["−300 万元", "−CNY 3 million"]);
        assert_eq!(both("need.tenor_months", 12.0), ["+12", "+12"]);
    }

    #[test]
    fn every_path_that_completeness_asks_for_has_a_name() {
        let pack = RulePack::built_in().unwrap();
        let asked = completeness(&Dossier::default(), &pack.on(jiff::civil::date(2026, 11, 23))).unwrap();
        assert!(!asked.needed.is_empty());
        for needed in asked.needed {
            assert_ne!(path_name(&needed.path, ZH), needed.path);
        }
    }

    #[test]
    fn a_key_is_not_mistaken_for_the_end_of_another() {
        assert_ne!(path_name("accounts.2025.rd_employees", ZH), path_name("accounts.2025.employees", ZH));
    }

    /// Every field that a file can hold, told from what the record writes, has a question of its own.
    fn check_complete(record: &str, written: serde_json::Value, names: Names, elsewhere: &[&str]) {
        let own = |key: &'static str| key.strip_prefix("cost.").unwrap_or(key);
        let keys = names.iter().map(|(key, ..)| own(key).split('.').next().unwrap_or(key));
        let asked: std::collections::BTreeSet<&str> = keys.chain(elsewhere.iter().copied()).collect();
        for key in written.as_object().unwrap().keys() {
            assert!(asked.contains(key.as_str()), "nobody asks for {record}.{key}");
        }
    }

    #[test]
    fn every_field_of_the_dossier_is_asked_somewhere() {
        use ip_health_engine::dossier::{Asset, Comparable, DevelopmentCost, Dispute, Enterprise, Licence, Product};
        check_complete("enterprise", serde_json::to_value(Enterprise::default()).unwrap(), ENTERPRISE_NAMES, &[]);
        // Ids are not asked; products, scales, cost and deals have parts of the dialog of their own.
        let parts = ["id", "uses", "scores", "share_factors", "cost", "comparables"];
        check_complete("assets", serde_json::to_value(Asset::default()).unwrap(), ASSET_NAMES, &parts);
        check_complete("cost", serde_json::to_value(DevelopmentCost::default()).unwrap(), COST_NAMES, &[]);
        check_complete("comparable", serde_json::to_value(Comparable::default()).unwrap(), COMPARABLE_NAMES, &[]);
        let parts = ["id", "history", "forecast", "risk_scores"];
        check_complete("products", serde_json::to_value(Product::default()).unwrap(), PRODUCT_NAMES, &parts);
        check_complete("licences", serde_json::to_value(Licence::default()).unwrap(), LICENCE_NAMES, &["id", "assets"]);
        // Papers, facts and waivers are ticked where the channel that asks for them is read.
        let parts = ["documents", "waivers", "confirmations"];
        let given = serde_json::to_value(ip_health_engine::dossier::FinancingNeed::default()).unwrap();
        check_complete("need", given, NEED_NAMES, &parts);
        let given = serde_json::to_value(ip_health_engine::dossier::ReaderNotes::default()).unwrap();
        check_complete("readers", given, READERS_NAMES, &["redactions"]);
        check_complete("disputes", serde_json::to_value(Dispute::default()).unwrap(), DISPUTE_NAMES, &["id", "assets"]);
    }

    #[test]
    fn parts_of_a_right_are_named() {
        assert_eq!(path_name("assets.a1.cost.labour", ZH), "人工");
        assert_eq!(path_name("assets.a1.scores.L1.1", ZH), "评分指标");
        assert_eq!(path_name("assets.a1.comparables.0.price", ZH), "成交价");
        assert_eq!(path_name("products.p1.risk_scores", ZH), "风险因素打分");
        assert_eq!(path_name("products.p1.history.2025", ZH), "历史收入");
    }
}
