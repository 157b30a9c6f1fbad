//! Whole assessments of financing: gates, unknowns, evidence, and what a practitioner expects of a few companies.

mod companies;

use std::collections::BTreeSet;
use std::sync::Arc;

use companies::{company, edit, licensed, ratio, sound, valued, wan};
use ip_health_engine::Money;
use ip_health_engine::dossier::{Asset, AssetKind, AssetStatus, Contributor, Dossier, RightDispute, UseOfFunds};
use ip_health_engine::financing::{
    AssetValues, Channel, ChannelDetails, FinancingAssessment, InsuranceAdvice, LeaseStatus, LimitKind, PolicyStatus,
    TaxPath, Verdict, assess_channels,
};
use ip_health_engine::rules::{NoteKind, Outcome, RulePack};
use ip_health_engine::working::Workings;
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);

fn assess_on(day: Date, dossier: &Dossier, values: &AssetValues) -> (FinancingAssessment, Workings) {
    let pack = RulePack::built_in().expect("the built-in pack");
    let mut workings = Workings::default();
    let found = assess_channels(dossier, values, &pack.on(day), &mut workings).expect("the pack is whole");
    (found, workings)
}

fn assess(dossier: &Dossier, values: &AssetValues) -> FinancingAssessment {
    assess_on(TODAY, dossier, values).0
}

#[test]
fn a_sound_company_gets_a_pledge_loan_and_a_larger_package() {
    let (dossier, values) = company();
    let found = assess(&dossier, &values);
    let pledge = found.channel(Channel::Pledge).expect("assessed");
    assert_eq!(pledge.verdict, Verdict::Available);
    assert!(pledge.failed.is_empty());
    assert_eq!(pledge.eligible_assets, ["i1", "i2", "t1", "s1"]);
    // 900·0.30 + 700·0.30 + 600·0.30 + 400·0.20 = 740 万元, below need, cash and cap.
    let amount = pledge.amount.as_ref().expect("sized");
    assert!((amount.base.value - wan(740.0)).abs() < 1.0, "{}", amount.base.value);
    assert!(amount.low.value <= amount.base.value && amount.base.value <= amount.high.value);
    assert_eq!(pledge.binding, Some(LimitKind::Collateral));
    let package = found.channel(Channel::CombinedCredit).expect("assessed");
    assert_eq!(package.verdict, Verdict::Available);
    // Three kinds, one line: uplift 0.15, so 851 万元.
    assert!((package.amount.as_ref().expect("sized").base.value - wan(851.0)).abs() < 1.0);
    // LPR 3.00 % + 0.45 % + guarantee 0.50 %, and a little for fees.
    let cost = pledge.cost.as_ref().expect("priced").value;
    assert!((0.0395..0.042).contains(&cost), "{cost}");
    assert!(pledge.rank.is_some() && pledge.score.is_some_and(|score| score > 70.0));
    assert_eq!(found.white_list.listed, Some(true));
}

#[test]
fn every_figure_opens_a_working_of_the_same_value() {
    let (mut dossier, values) = company();
    licensed(&mut dossier);
    dossier.need.local_lessor = Some(true);
    dossier.need.leasing_basis = Some(true);
    dossier.need.cash_investor = Some(Money::from_wan(500));
    dossier.need.contributor = Some(Contributor::Individual);
    dossier.need.floor_price = ratio(0.4);
    let (found, workings) = assess_on(TODAY, &dossier, &values);
    let pack = RulePack::built_in().expect("the built-in pack");
    let known: BTreeSet<&str> = {
        let pack = pack.pack();
        let notes = pack.notes.iter().map(|note| note.id.as_str());
        pack.parameters.iter().map(|record| record.id.as_str()).chain(notes).collect()
    };
    let mut figures = 0;
    visit(&serde_json::to_value(&found).expect("serialisable"), &mut |id, value| {
        figures += 1;
        let working = workings.get(id).unwrap_or_else(|| panic!("no working {id}"));
        assert_eq!(Some(working.value()), value.as_f64(), "{id}");
        for rule in working.rules() {
            assert!(known.contains(rule), "{id} rests on {rule}, which is no record");
        }
    });
    assert!(figures > 80, "{figures}");
    for kind in [Channel::LicenceRevenue, Channel::Lease, Channel::Trust, Channel::InvestLoan, Channel::LicenceSale] {
        assert!(found.channel(kind).is_some_and(|channel| channel.amount.is_some()), "{kind} has no amount");
    }
}

/// Every object with `working` and `value` in an assessment.
fn visit(json: &serde_json::Value, see: &mut dyn FnMut(&str, &serde_json::Value)) {
    match json {
        serde_json::Value::Object(object) => {
            if let (Some(serde_json::Value::String(id)), Some(value)) = (object.get("working"), object.get("value")) {
                see(id, value);
            }
            object.values().for_each(|part| visit(part, see));
        }
        serde_json::Value::Array(parts) => parts.iter().for_each(|part| visit(part, see)),
        _ => {}
    }
}

#[test]
fn every_hard_reason_of_refusal_excludes_the_right() {
    type Change = fn(&mut Asset);
    let cases: [(&str, Change); 8] = [
        ("PL-H01", |asset| asset.registered_owner = Some(false)),
        ("PL-H02", |asset| asset.status = Some(AssetStatus::Terminated)),
        ("PL-H03", |asset| asset.status = Some(AssetStatus::Pending)),
        ("PL-H04", |asset| asset.fee_arrears = Some(true)),
        ("PL-H05", |asset| asset.dispute = Some(RightDispute::Ownership)),
        ("PL-H07", |asset| {
            asset.owner_share = ratio(0.5);
            asset.coowners_consent = Some(false);
        }),
        ("PL-H08", |asset| {
            asset.encumbrances = Some(BTreeSet::from([ip_health_engine::dossier::Encumbrance::Pledged]));
        }),
        ("PL-H11", |asset| {
            asset.encumbrances = Some(BTreeSet::from([ip_health_engine::dossier::Encumbrance::Trust]));
        }),
    ];
    for (criterion, change) in cases {
        let (mut dossier, values) = company();
        edit(&mut dossier, "i1", change);
        let found = assess(&dossier, &values);
        let pledge = found.channel(Channel::Pledge).expect("assessed");
        assert_eq!(pledge.eligible_assets, ["i2", "t1", "s1"], "{criterion}");
        let tally = pledge.asset_criteria.iter().find(|tally| tally.criterion == criterion).expect("asked");
        assert_eq!(tally.fail, 1, "{criterion}");
        assert_eq!(tally.examples.first().and_then(|example| example.asset.as_deref()), Some("i1"));
    }
}

#[test]
fn a_debt_longer_than_the_patent_is_refused() {
    let (mut dossier, values) = company();
    dossier.need.tenor_months = Some(12 * 12);
    let found = assess(&dossier, &values);
    let pledge = found.channel(Channel::Pledge).expect("assessed");
    assert!(!pledge.eligible_assets.contains(&"i2".to_owned()));
    assert!(pledge.eligible_assets.contains(&"i1".to_owned()));
}

#[test]
fn a_pending_invalidation_needs_the_declaration() {
    let (mut dossier, values) = company();
    edit(&mut dossier, "i1", |asset| asset.dispute = Some(RightDispute::InvalidationPending));
    let before = assess(&dossier, &values);
    assert!(!before.channel(Channel::Pledge).expect("assessed").eligible_assets.contains(&"i1".to_owned()));
    dossier.need.waivers.insert("PL-C10/i1".to_owned());
    let after = assess(&dossier, &values);
    let pledge = after.channel(Channel::Pledge).expect("assessed");
    assert!(pledge.eligible_assets.contains(&"i1".to_owned()));
    assert!(pledge.documents.iter().any(|document| document.document == "D14"));
}

#[test]
fn nothing_known_is_neither_pass_nor_zero() {
    let found = assess(&Dossier::default(), &AssetValues::new());
    for channel in &found.channels {
        assert_ne!(channel.verdict, Verdict::Available, "{}", channel.channel);
    }
    let mut dossier = Dossier::default();
    dossier.counts.inventions = Some(3);
    let mut values = AssetValues::new();
    for asset in dossier.portfolio() {
        values.insert(asset.id.clone(), valued(500.0, None));
    }
    let found = assess(&dossier, &values);
    let pledge = found.channel(Channel::Pledge).expect("assessed");
    assert_eq!(pledge.verdict, Verdict::NeedsData);
    assert_eq!(pledge.unconfirmed_assets, 3);
    let amount = pledge.amount.as_ref().expect("sized on what may be");
    assert!(amount.low.value < amount.base.value && amount.base.value < amount.high.value);
    for wanted in ["PL-E01", "PL-H01", "PL-H04", "need.amount", "accounts.ebitda"] {
        assert!(pledge.data_needed.iter().any(|id| id == wanted), "{wanted}");
    }
    assert!(pledge.criteria.iter().all(|result| result.outcome == Outcome::Unknown));
    assert!(pledge.fit.is_none_or(|fit| fit <= 60.0));
    assert_eq!(found.white_list.listed, None);
}

#[test]
fn the_dishonest_list_closes_all_lending() {
    let (mut dossier, values) = company();
    dossier.enterprise.dishonest_list = Some(true);
    let found = assess(&dossier, &values);
    for kind in [Channel::Pledge, Channel::CombinedCredit, Channel::InvestLoan, Channel::Securitisation] {
        let channel = found.channel(kind).expect("assessed");
        assert_eq!(channel.verdict, Verdict::Blocked, "{kind}");
        assert!(channel.failed.iter().any(|id| id == "PL-E01"), "{kind}");
        assert_eq!(channel.rank, None);
    }
}

#[test]
fn leasing_is_barred_unless_lessor_and_basis_are_recorded() {
    let (mut dossier, values) = company();
    let lease = |dossier: &Dossier| {
        let found = assess(dossier, &values);
        let channel = found.channel(Channel::Lease).expect("assessed").clone();
        let ChannelDetails::Lease(details) = &channel.details else { panic!("lease details") };
        (channel.verdict, details.status, details.restrictions.clone())
    };
    let (verdict, status, restrictions) = lease(&dossier);
    assert_eq!((verdict, status), (Verdict::Blocked, LeaseStatus::BlockedRegulatory));
    assert_eq!(restrictions, ["LS-L05", "LS-L06", "LS-L07", "LS-L08"]);
    dossier.need.local_lessor = Some(true);
    assert_eq!(lease(&dossier).1, LeaseStatus::BlockedRegulatory);
    dossier.need.leasing_basis = Some(true);
    dossier.need.confirmations.insert("transfer-to-lessor".to_owned(), true);
    let (verdict, status, _) = lease(&dossier);
    assert_eq!((verdict, status), (Verdict::Experimental, LeaseStatus::Experimental));
    dossier.need.local_lessor = Some(false);
    assert_eq!(lease(&dossier).0, Verdict::Blocked);
}

#[test]
fn what_comes_too_late_is_kept_and_marked() {
    let (mut dossier, values) = company();
    dossier.need.days_available = Some(30);
    let found = assess(&dossier, &values);
    assert_eq!(found.channel(Channel::Pledge).map(|channel| channel.verdict), Some(Verdict::Available));
    assert_eq!(found.channel(Channel::CombinedCredit).map(|channel| channel.verdict), Some(Verdict::TooSlow));
}

#[test]
fn trademark_articles_change_with_the_new_law() {
    let (dossier, values) = company();
    let flags = |day: Date| {
        let (found, _) = assess_on(day, &dossier, &values);
        let pledge = found.channel(Channel::Pledge).expect("assessed").clone();
        pledge.red_flags.iter().any(|flag| flag.note == "PL-R8")
    };
    assert!(!flags(date(2026, 12, 31)));
    assert!(flags(date(2027, 1, 1)));
    let pack = RulePack::built_in().expect("the built-in pack");
    let cited = |day: Date| {
        let rules = pack.on(day);
        let criterion = rules.criteria("PL").find(|criterion| criterion.id == "PL-H13").expect("in force").clone();
        criterion.provenance.citations.first().map(|citation| citation.article.clone())
    };
    assert_eq!(cited(date(2026, 12, 31)).as_deref(), Some("商标法 42"));
    assert_eq!(cited(date(2027, 1, 1)).as_deref(), Some("商标法（2026 修订）46"));
}

#[test]
fn exports_without_cover_call_for_overseas_insurance() {
    let (mut dossier, values) = company();
    dossier
        .need
        .confirmations
        .extend([("policyholder-is-insured".to_owned(), true), ("no-known-overseas-claim".to_owned(), true)]);
    let products = |dossier: &Dossier| {
        let found = assess(dossier, &values);
        let channel = found.channel(Channel::Insurance).expect("assessed").clone();
        let ChannelDetails::Insurance(details) = channel.details else { panic!("insurance details") };
        assert_eq!(channel.score, None, "insurance brings no cash");
        details.products
    };
    let found = products(&dossier);
    assert_eq!(found.len(), 8);
    let overseas = found.iter().find(|product| product.product == "IN-O").expect("assessed");
    assert_eq!(overseas.verdict, Verdict::Available);
    assert_eq!(overseas.factors.first(), Some(&Some(0.9)));
    assert!(overseas.sum_insured.is_some() && overseas.premium.is_some());
    dossier.enterprise.export_share = ratio(0.0);
    let home = products(&dossier);
    let overseas = home.iter().find(|product| product.product == "IN-O").expect("assessed");
    assert_eq!(overseas.advice, InsuranceAdvice::NotApplicable);
}

#[test]
fn tax_paths_follow_contributor_and_kind() {
    let (mut dossier, values) = company();
    dossier.need.contributor = Some(Contributor::Enterprise);
    dossier.need.confirmations.insert("consideration-all-shares".to_owned(), true);
    let paths = |dossier: &Dossier| {
        let found = assess(dossier, &values);
        let channel = found.channel(Channel::Equity).expect("assessed").clone();
        let ChannelDetails::Equity(details) = channel.details else { panic!("equity details") };
        details.tax_paths
    };
    let enterprise = paths(&dossier);
    assert_eq!(enterprise.len(), 4);
    assert_eq!(enterprise.first().map(|path| (path.path, path.best)), Some((TaxPath::Deferral, true)));
    dossier.assets.retain(|asset| asset.kind == AssetKind::Trademark);
    let marks = paths(&dossier);
    let allowed = |path: TaxPath| marks.iter().find(|found| found.path == path).and_then(|found| found.allowed);
    assert_eq!(allowed(TaxPath::Deferral), Some(false));
    assert_eq!(allowed(TaxPath::TransferRelief), Some(false));
    assert_eq!(allowed(TaxPath::Spread), Some(true));
    dossier.need.contributor = Some(Contributor::Individual);
    let individual: Vec<TaxPath> = paths(&dossier).iter().map(|path| path.path).collect();
    assert!(!individual.contains(&TaxPath::Spread) && individual.contains(&TaxPath::Instalments));
}

#[test]
fn equity_dilutes_and_brings_only_the_investors_cash() {
    let (mut dossier, values) = company();
    let found = assess(&dossier, &values);
    assert_eq!(found.channel(Channel::Equity).and_then(|channel| channel.score), None);
    dossier.need.cash_investor = Some(Money::from_wan(500));
    dossier.need.contributor = Some(Contributor::Individual);
    dossier.need.contribution_value = Some(Money::from_wan(1500));
    dossier.enterprise.pre_money = Some(Money::from_wan(6000));
    let found = assess(&dossier, &values);
    let equity = found.channel(Channel::Equity).expect("assessed");
    assert_eq!(equity.amount.as_ref().map(|amount| amount.base.value), Some(wan(500.0)));
    assert!((equity.dilution.as_ref().expect("known").value - 0.25).abs() < 1e-12);
    assert!(equity.veto.contains(&ip_health_engine::financing::RankCriterion::Dilution));
    assert!(equity.score.is_some_and(|score| score <= 40.0));
}

#[test]
fn policies_keep_their_dates_and_districts() {
    let (mut dossier, values) = company();
    dossier.need.use_of_funds = Some(UseOfFunds::CapitalExpenditure);
    dossier.need.confirmations.insert("named-chain".to_owned(), true);
    let status = |day: Date, id: &str| {
        let (found, _) = assess_on(day, &dossier, &values);
        found.policies.iter().find(|policy| policy.policy == id).cloned().expect("registered")
    };
    let national = status(TODAY, "PO-N1");
    assert_eq!((national.status, national.eligible), (PolicyStatus::Active, Some(true)));
    assert_eq!(national.expires_in_days, Some(38));
    // 1.5 points on 1,000 万元.
    assert!((national.annual_benefit.expect("computed").value - wan(15.0)).abs() < 1e-6);
    assert_eq!(status(date(2027, 1, 1), "PO-N1").status, PolicyStatus::Expired);
    assert_eq!(status(TODAY, "PO-D4").status, PolicyStatus::Stale);
    assert_eq!(status(TODAY, "PO-D4").eligible, Some(false));
    assert_eq!(status(TODAY, "PO-D6").status, PolicyStatus::Unverified);
    assert_eq!(status(TODAY, "PO-R1").status, PolicyStatus::Reference);
    let pledge = assess(&dossier, &values).channel(Channel::Pledge).expect("assessed").clone();
    let (before, after) = pledge.cost.zip(pledge.cost_after_subsidy).expect("both costs");
    assert!(after.value < before.value - 0.01);
}

#[test]
fn the_sixteen_articles_are_all_served() {
    let pack = RulePack::built_in().expect("the built-in pack");
    let rules = pack.on(TODAY);
    let articles: Vec<f64> = rules.notes_of(NoteKind::Article).filter_map(|note| note.number("article")).collect();
    assert_eq!(articles, (1..=16).map(f64::from).collect::<Vec<_>>());
    let actors = ["enterprise", "bank", "insurer", "agency", "appraiser", "platform", "institution"];
    for note in rules.notes_of(NoteKind::Article) {
        assert!(note.channels.iter().all(|code| Channel::from_code(code).is_some()), "{}", note.id);
        assert!(note.body.is_some() && note.action.is_some(), "{}", note.id);
        assert!(!note.codes("routes").is_empty() && !note.codes("serves").is_empty(), "{}", note.id);
        assert!(!note.codes("actor").is_empty(), "{}", note.id);
        assert!(note.codes("actor").iter().all(|actor| actors.contains(&actor.as_str())), "{}", note.id);
        for id in note.codes("serves") {
            let known = rules.parameter(id).is_ok()
                || rules.note(id).is_ok()
                || rules.all_criteria().any(|criterion| criterion.id == *id);
            assert!(known, "{} names {id}, which does not exist", note.id);
        }
    }
}

#[test]
fn every_channel_has_documents_steps_and_a_legal_basis() {
    let (dossier, values) = company();
    let found = assess(&dossier, &values);
    assert_eq!(found.channels.len(), 11);
    for channel in &found.channels {
        assert!(!channel.documents.is_empty(), "{}", channel.channel);
        assert!(!channel.steps.is_empty(), "{}", channel.channel);
        assert!(!channel.legal_basis.is_empty(), "{}", channel.channel);
        assert!(channel.days.low <= channel.days.base && channel.days.base <= channel.days.high);
        let steps: f64 = channel.steps.iter().map(|step| step.days).sum();
        assert!(channel.channel == Channel::ExtendedCollateral || steps == channel.days.base, "{}", channel.channel);
    }
}

#[test]
fn ten_thousand_rights_give_few_workings() {
    let (mut dossier, mut values) = company();
    for number in 0..10_000 {
        let id = format!("n{number}");
        dossier.assets.push(Arc::new(sound(&id, AssetKind::UtilityModel)));
        values.insert(id, valued(2.0, Some(6.0)));
    }
    let (found, workings) = assess_on(TODAY, &dossier, &values);
    assert!(workings.iter().count() < 200);
    let pledge = found.channel(Channel::Pledge).expect("assessed");
    assert_eq!(pledge.eligible_assets.len(), 10_004);
    assert!(pledge.red_flags.iter().any(|flag| flag.note == "PL-R2"));
    assert!(pledge.asset_criteria.iter().all(|tally| tally.examples.len() <= 40));
}

#[test]
fn without_debt_capacity_there_is_no_loan_and_equity_leads() {
    let (mut dossier, values) = company();
    for year in &mut dossier.accounts {
        year.ebitda = Some(Money::from_wan(-800));
        year.operating_profit = Some(Money::from_wan(-900));
        year.net_profit = Some(Money::from_wan(-900));
    }
    dossier.need.cash_investor = Some(Money::from_wan(900));
    dossier.need.contributor = Some(Contributor::Enterprise);
    for id in ["i1", "i2", "t1", "s1"] {
        edit(&mut dossier, id, |asset| asset.core = Some(true));
    }
    let found = assess(&dossier, &values);
    let pledge = found.channel(Channel::Pledge).expect("assessed");
    assert_eq!((pledge.verdict, pledge.binding), (Verdict::Blocked, Some(LimitKind::CashFlow)));
    let first = found.channels.first().expect("ranked").channel;
    assert!(matches!(first, Channel::Equity | Channel::InvestLoan), "{first}");
}

#[test]
fn a_right_without_value_is_not_worth_zero() {
    let (dossier, _) = company();
    let found = assess(&dossier, &AssetValues::new());
    let pledge = found.channel(Channel::Pledge).expect("assessed");
    assert_eq!(pledge.amount, None);
    assert_eq!(pledge.eligible_assets.len(), 4);
    assert!(pledge.data_needed.iter().any(|path| path == "products"));
}

#[test]
fn every_criterion_of_the_channels_is_a_record() {
    let pack = RulePack::built_in().expect("the built-in pack");
    let rules = pack.on(TODAY);
    let known: BTreeSet<&str> = rules.all_criteria().map(|criterion| criterion.id.as_str()).collect();
    let lists: [(&str, &[&str]); 10] = [
        ("PL-H", &["01", "02", "03", "04", "05", "06", "07", "08", "11", "12", "13", "15", "16", "17"]),
        ("PL-", &["C09", "C10", "S14", "I18", "E01", "E02", "E03", "E04", "E05", "E06", "E07", "E08", "E10"]),
        ("PL-E09-", &["INV", "UM"]),
        ("CC-", &["H01", "H02", "S03", "S04"]),
        ("XC-", &["H01", "S02", "H03", "H04", "H05"]),
        ("LR-", &["H01", "H02", "H03", "H04", "S05", "S06"]),
        ("IN-", &["H01", "H02", "H03", "H04", "H05", "H06", "H07", "S08"]),
        ("EQ-", &["H01", "H02", "H03", "H04", "H05", "H06", "S07", "S08", "S09", "S10"]),
        ("LS-", &["H01", "H02", "H03", "H04", "H05", "S06", "S07", "S08"]),
        ("AB-", &["H01", "H02", "H03", "S04", "S05", "S06", "S07", "S08"]),
    ];
    let rest = ["TR-H01", "TR-H02", "TR-H03", "TR-S04", "TR-S05", "WL-H01", "WL-H02", "WL-S03", "WL-S04", "WL-S05"];
    let listed = lists.iter().flat_map(|(head, tails)| tails.iter().map(move |tail| format!("{head}{tail}")));
    let missing: Vec<String> =
        listed.chain(rest.map(str::to_owned)).filter(|id| !known.contains(id.as_str())).collect();
    assert!(missing.is_empty(), "no record for {missing:?}");
}

#[test]
fn an_award_shows_in_the_scenario_of_securitisation_only() {
    let (dossier, values) = company();
    let found = assess(&dossier, &values);
    let channel = found.channel(Channel::Securitisation).expect("it");
    let cost = channel.cost.as_ref().expect("a cost").value;
    let scenario = channel.cost_in_scenario.as_ref().expect("a scenario").value;
    assert!(channel.cost_after_subsidy.is_none(), "no award of Shanghai is known");
    // 3 % of the amount, capped, over fourteen months: some two and a half points.
    assert!(cost - scenario > 0.015 && cost - scenario < 0.035, "{cost} {scenario}");
}
