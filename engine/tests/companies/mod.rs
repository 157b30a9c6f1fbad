//! Made-up companies for the tests of financing.

use std::collections::BTreeSet;
use std::sync::Arc;

use ip_health_engine::dossier::{
    Asset, AssetKind, AssetStatus, Certificate, Dossier, EvaluationReport, Exploitation, FiscalYear, Guarantee,
    Licence, LicenceDirection, Product, ProductUse, RightDispute, SizeClass, UseOfFunds, YearAmount,
};
use ip_health_engine::financing::{AssetValue, AssetValues};
use ip_health_engine::{Money, Ratio};
use jiff::civil::date;

pub fn ratio(value: f64) -> Option<Ratio> {
    Ratio::new(value)
}

/// A right about which everything is known and well.
pub fn sound(id: &str, kind: AssetKind) -> Asset {
    let mut asset = Asset {
        id: id.to_owned(),
        kind,
        status: Some(AssetStatus::Granted),
        owners: vec!["本公司".to_owned()],
        registered_owner: Some(true),
        fee_arrears: Some(false),
        encumbrances: Some(BTreeSet::new()),
        dispute: Some(RightDispute::None),
        same_day_dual: Some(false),
        evaluation_report: Some(EvaluationReport::Favourable),
        exploitation: Some(Exploitation::CoreProduct),
        uses: vec![ProductUse { product: "p1".to_owned(), coverage: None }],
        inventor_employment_checked: Some(true),
        registered: Some(true),
        core: Some(false),
        ..Asset::default()
    };
    asset.mark.similar_included = Some(true);
    asset.mark.last_use_years = Some(0.0);
    asset.mark.kind = Some(ip_health_engine::dossier::MarkKind::Ordinary);
    asset
}

pub fn wan(value: f64) -> f64 {
    value * 10_000.0
}

pub fn valued(low: f64, years: Option<f64>) -> AssetValue {
    AssetValue {
        low: wan(low),
        base: wan(low * 1.4),
        high: wan(low * 2.0),
        remaining_years: years,
        stability: Some(0.8),
        ..AssetValue::default()
    }
}

/// A sound company with inventions, a trademark and software, asking for 1,000 万元 within half a year.
pub fn company() -> (Dossier, AssetValues) {
    let mut dossier = Dossier::default();
    let enterprise = &mut dossier.enterprise;
    enterprise.district = Some("310104".to_owned());
    enterprise.size_class = Some(SizeClass::Small);
    enterprise.certificates = Some(BTreeSet::from([Certificate::HighTech, Certificate::Specialised]));
    enterprise.founded = Some(date(2015, 3, 1));
    enterprise.private = Some(true);
    enterprise.credit_overdue_24m = Some(0);
    enterprise.dishonest_list = Some(false);
    enterprise.book_audited_taxpayer = Some(true);
    enterprise.export_share = ratio(0.45);
    enterprise.pre_money = Some(Money::from_wan(10_000));
    enterprise.registered_capital = Some(Money::from_wan(2000));
    for (year, revenue, profit) in [(2024, 3200, 300), (2025, 4000, 420)] {
        dossier.accounts.push(FiscalYear {
            year,
            revenue: Some(Money::from_wan(revenue)),
            rd: Some(Money::from_wan(revenue / 10)),
            operating_profit: Some(Money::from_wan(profit)),
            net_profit: Some(Money::from_wan(profit - 50)),
            ebitda: Some(Money::from_wan(profit + 180)),
            depreciation: Some(Money::from_wan(180)),
            cash: Some(Money::from_wan(900)),
            total_assets: Some(Money::from_wan(6000)),
            total_liabilities: Some(Money::from_wan(2400)),
            debt: Some(Money::from_wan(300)),
            debt_service: Some(Money::from_wan(60)),
            ..FiscalYear::default()
        });
    }
    dossier.products.push(Product {
        id: "p1".to_owned(),
        history: vec![YearAmount { year: 2025, amount: Money::from_wan(3000) }],
        ..Product::default()
    });
    dossier.need.amount = Some(Money::from_wan(1000));
    dossier.need.days_available = Some(180);
    dossier.need.tenor_months = Some(12);
    dossier.need.use_of_funds = Some(UseOfFunds::WorkingCapital);
    dossier.need.dilution_cap = ratio(0.10);
    dossier.need.internal_valuation = Some(true);
    dossier.need.guarantee = Some(Guarantee::CityFund);
    dossier.need.confirmations.insert("no-disputes".to_owned(), true);
    let mut values = AssetValues::new();
    for (id, kind, low, years) in [
        ("i1", AssetKind::Invention, 900.0, Some(14.0)),
        ("i2", AssetKind::Invention, 700.0, Some(11.0)),
        ("t1", AssetKind::Trademark, 600.0, Some(6.0)),
        ("s1", AssetKind::SoftwareCopyright, 400.0, Some(45.0)),
    ] {
        dossier.assets.push(Arc::new(sound(id, kind)));
        values.insert(id, valued(low, years));
    }
    (dossier, values)
}

pub fn edit(dossier: &mut Dossier, id: &str, change: impl FnOnce(&mut Asset)) {
    let asset = dossier.assets.iter_mut().find(|asset| asset.id == id).expect("the right");
    change(Arc::make_mut(asset));
}

pub fn licensed(dossier: &mut Dossier) {
    dossier.licences.push(Licence {
        id: "l1".to_owned(),
        direction: Some(LicenceDirection::Out),
        assets: vec!["i1".to_owned()],
        annual_royalty: Some(Money::from_wan(120)),
        fixed: Some(true),
        to: Some(date(2030, 12, 1)),
        signed: Some(true),
        unrelated_party: Some(true),
        payment_history_years: Some(3.0),
        debtor_confirmed: Some(true),
        assignment_barred: Some(false),
        terminable_at_will: Some(false),
        ..Licence::default()
    });
}
