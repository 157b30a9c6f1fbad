//! The tax of a contribution to capital: five paths, payments year by year, present value.

use crate::dossier::AssetKind;
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Sheet, Term};

use super::TaxPath;

/// Whether a right is a technology result 技术成果, for which deferral and relief exist. Trademarks are not.
///
/// # Source
/// 财税〔2016〕101号; 企业所得税法实施条例 90.
#[must_use]
pub fn is_technology(kind: AssetKind) -> bool {
    matches!(
        kind,
        AssetKind::Invention
            | AssetKind::UtilityModel
            | AssetKind::Design
            | AssetKind::SoftwareCopyright
            | AssetKind::LayoutDesign
            | AssetKind::PlantVariety
    )
}

/// The case to be taxed, on a sheet; money in yuan.
#[derive(Clone, Copy, Debug)]
pub struct TaxCase {
    /// Agreed value of the contribution.
    pub value: Cell,
    /// Tax basis of what is contributed.
    pub basis: Cell,
    /// Price of the shares when sold.
    pub sale: Cell,
    /// Rate on the gain.
    pub rate: Cell,
    /// Discount rate.
    pub discount: Cell,
    /// Years until the sale.
    pub holding: u32,
}

/// Lines of relief and spreading, on a sheet.
#[derive(Clone, Copy, Debug)]
pub struct TaxTerms {
    /// Exempt gain of a technology transfer, yuan.
    pub exempt: Cell,
    /// Rate on the rest.
    pub relief_rate: Cell,
    /// Years of spreading or instalments.
    pub spread_years: u32,
}

/// How the instalments of an individual are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instalments {
    /// Evenly over the years.
    Even,
    /// All in the last year.
    Last,
}

/// Cells of a computed path.
#[derive(Clone, Copy, Debug)]
pub struct TaxCells {
    /// Payments, one a year from the contribution.
    pub payments: Cell,
    /// Their sum.
    pub nominal: Cell,
    /// Their present value; the last line.
    pub present: Cell,
}

/// Payments of a path, with their sum and present value.
///
/// - T0: `(V − B)·τ` now, `max(0, S − V)·τ` at the sale.
/// - T1, T4: the same first amount evenly over the years (T4 may wait for the last).
/// - T2: `(S − B)·τ` at the sale.
/// - T3: `max(0, V − B − exempt) · half rate` now, `max(0, S − V)·τ` at the sale.
///
/// A loss on the sale refunds nothing.
///
/// # Source
/// 企业所得税法 4, 实施条例 90; 财税〔2014〕116号; 财税〔2016〕101号; 财税〔2015〕41号.
pub fn payments(
    sheet: &mut Sheet,
    path: TaxPath,
    case: &TaxCase,
    terms: &TaxTerms,
    instalments: Instalments,
) -> TaxCells {
    let years = case.holding.max(terms.spread_years.saturating_sub(1));
    let places = |share: &dyn Fn(u32) -> f64| (0..=years).map(share).collect::<Vec<f64>>();
    let spread = f64::from(terms.spread_years.max(1));
    let first = places(&|year| match (path, instalments) {
        (TaxPath::Spread, _) | (TaxPath::Instalments, Instalments::Even) => {
            if year < terms.spread_years {
                1.0 / spread
            } else {
                0.0
            }
        }
        (TaxPath::Instalments, Instalments::Last) => f64::from(u8::from(year + 1 == terms.spread_years)),
        (TaxPath::Deferral, _) => 0.0,
        _ => f64::from(u8::from(year == 0)),
    });
    let last = places(&|year| f64::from(u8::from(year == case.holding)));
    let times = sheet.given_series(Term::FLOW_TIME, places(&f64::from), Unit::Year, Origin::Stated);
    let first = sheet.given_series(Term::TAX_SCHEDULE, first, Unit::Ratio, Origin::Stated);
    let last = sheet.given_series(Term::SALE_YEAR, last, Unit::Ratio, Origin::Stated);
    let gain = sheet.compute(Term::CONTRIBUTION_GAIN, Unit::Yuan, (case.value - case.basis).max(0.0));
    let tax = match path {
        TaxPath::TransferRelief => (gain - terms.exempt).max(0.0) * terms.relief_rate,
        _ => gain * case.rate,
    };
    let tax = sheet.compute(Term::CONTRIBUTION_TAX, Unit::Yuan, tax);
    let taxed_basis = if path == TaxPath::Deferral { case.basis } else { case.value };
    let on_sale = sheet.compute(Term::SALE_TAX, Unit::Yuan, (case.sale - taxed_basis).max(0.0) * case.rate);
    let payments = sheet.compute(Term::TAX_PAYMENT, Unit::Yuan, tax * first + on_sale * last);
    let nominal = sheet.compute(Term::TAX_NOMINAL, Unit::Yuan, Expr::from(payments).sum());
    let present = (payments * (1.0 + case.discount).pow(-times)).sum();
    let present = sheet.compute(Term::TAX_PRESENT_VALUE, Unit::Yuan, present);
    TaxCells { payments, nominal, present }
}

/// Present value of the tax saved by amortising the contribution: `V / years · τ` a year.
#[must_use]
pub fn amortisation_shield(value: Cell, years: Cell, rate: Cell, discount: Cell) -> Expr {
    (value / years * rate) * ((1.0 - (1.0 + discount).pow(-years)) / discount)
}
