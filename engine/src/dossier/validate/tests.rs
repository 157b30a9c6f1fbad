use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::dossier::{Asset, AssetKind, AssetStatus, ProductUse, read_file};

/// The paths at fault, with `!` before errors.
#[track_caller]
fn check(dossier: &Dossier, expected: &[&str]) -> Vec<FieldProblem> {
    let problems = validate(dossier);
    let found: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}{}", if problem.severity == Severity::Error { "!" } else { "" }, problem.path))
        .collect();
    assert_eq!(found, expected, "{problems:?}");
    problems
}

fn year(year: i16, revenue: i64) -> FiscalYear {
    FiscalYear { year, revenue: Some(Money::from_wan(revenue)), ..FiscalYear::default() }
}

fn of_assets(assets: Vec<Asset>) -> Dossier {
    Dossier { assets: assets.into_iter().map(Arc::new).collect(), ..Dossier::default() }
}

fn patent(id: &str) -> Asset {
    Asset { id: id.to_owned(), ..Asset::default() }
}

#[test]
fn an_empty_dossier_and_the_samples_have_no_error() {
    check(&Dossier::default(), &[]);
    for text in [
        include_str!("../../../../tests/data/samples/biotech.iphc.json"),
        include_str!("../../../../tests/data/samples/chip.iphc.json"),
        include_str!("../../../../tests/data/samples/food.iphc.json"),
    ] {
        let dossier = read_file(text.as_bytes()).unwrap().file.dossier;
        let errors: Vec<FieldProblem> =
            validate(&dossier).into_iter().filter(|problem| problem.severity == Severity::Error).collect();
        assert_eq!(errors, []);
    }
}

#[test]
fn parts_and_wholes_of_the_accounts() {
    let accounts = vec![FiscalYear {
        rd: Some(Money::from_wan(900)),
        rd_capitalised: Some(Money::from_wan(901)),
        employees: Some(80),
        rd_employees: Some(81),
        ..year(2025, 800)
    }];
    let dossier = Dossier { accounts, ..Dossier::default() };
    check(&dossier, &["!accounts.0.rd_capitalised", "accounts.0.rd", "!accounts.0.rd_employees"]);
}

#[test]
fn years_repeat_or_miss() {
    let accounts = vec![year(2022, 800), year(2024, 900), year(2024, 900)];
    let dossier = Dossier { accounts, ..Dossier::default() };
    let problems = check(&dossier, &["!accounts.2.year", "accounts"]);
    assert_eq!(problems[1].kind, ProblemKind::MissingYear { year: 2023 });
}

#[test]
fn yuan_taken_for_ten_thousand_yuan() {
    let accounts = vec![year(2024, 3_000), year(2025, 31_000_000)];
    let dossier = Dossier { accounts, ..Dossier::default() };
    let problems = check(&dossier, &["accounts.1.revenue"]);
    assert_eq!(problems[0].kind, ProblemKind::ImplausibleUnit { compared_with: "accounts.0.revenue".into() });
    let accounts = vec![year(2024, 30), year(2025, 3_000)];
    check(&Dossier { accounts, ..Dossier::default() }, &[]);
}

#[test]
fn negative_and_excessive_values() {
    let mut dossier = Dossier { accounts: vec![year(2025, -1)], ..Dossier::default() };
    dossier.enterprise.export_share = Ratio::new(1.2);
    dossier.enterprise.credit_code = Some("91110000600037341M".into());
    let problems = check(&dossier, &["enterprise.credit_code", "!enterprise.export_share", "!accounts.0.revenue"]);
    assert_eq!(problems[1].kind, ProblemKind::Bounds(FieldError::TooLarge { maximum: 1.0 }));
    assert_eq!(problems[2].kind, ProblemKind::Bounds(FieldError::TooSmall { minimum: 0.0 }));
}

#[test]
fn shares_ids_and_references() {
    let product =
        |id: &str, share: f64| Product { id: id.to_owned(), revenue_share: Ratio::new(share), ..Product::default() };
    let mut asset = patent("a");
    asset.uses = vec![ProductUse { product: "q".into(), coverage: None }];
    let mut dossier = of_assets(vec![asset, patent("a"), patent("")]);
    dossier.products = vec![product("p", 0.7), product("p", 0.4)];
    dossier.licences = vec![Licence { id: "l".into(), assets: vec!["a".into(), "z".into()], ..Licence::default() }];
    check(
        &dossier,
        &[
            "!products.1.id",
            "!products",
            "!assets.1.id",
            "!assets.2.id",
            "!assets.0.uses.0.product",
            "!licences.0.assets.1",
        ],
    );
}

#[test]
fn numbers_and_dates_of_patents() {
    let mut swapped = patent("a");
    swapped.number = Some("202110333395.7".into());
    swapped.kind = AssetKind::UtilityModel;
    swapped.filing_date = Some(date(2022, 1, 1));
    swapped.grant_date = Some(date(2021, 1, 1));
    let mut pending = patent("b");
    pending.number = Some("ZL202110333395.7".into());
    pending.status = Some(AssetStatus::Pending);
    let mut odd = patent("c");
    odd.number = Some("202110333395.1".into());
    odd.publication_number = Some("CN113077361B".into());
    odd.status = Some(AssetStatus::Pending);
    let mut secret = patent("d");
    secret.kind = AssetKind::TradeSecret;
    secret.number = Some("秘-7".into());
    let problems = check(
        &of_assets(vec![swapped, pending, odd, secret]),
        &[
            "assets.0.number",
            "!assets.0.grant_date",
            "assets.1.number",
            "assets.1.number",
            "assets.2.publication_number",
            "assets.2.number",
        ],
    );
    assert_eq!(
        problems[0].kind,
        ProblemKind::NumberOdd(NumberWarning::KindDisagrees { implied: AssetKind::Invention })
    );
    assert_eq!(problems[2].kind, ProblemKind::GrantedNumberButPending);
    assert_eq!(problems[3].kind, ProblemKind::RepeatedNumber { other: "assets.0.number".into() });
    assert_eq!(problems[4].kind, ProblemKind::GrantedNumberButPending);
    assert_eq!(problems[5].kind, ProblemKind::NumberOdd(NumberWarning::CheckDigit { expected: '7', found: '1' }));
}

#[test]
fn scores_out_of_scale() {
    let mut asset = patent("a");
    asset.scores.insert("L1.1".into(), 11.0);
    asset.trl = Some(10);
    check(&of_assets(vec![asset]), &["!assets.0.trl", "!assets.0.scores.L1.1"]);
}
