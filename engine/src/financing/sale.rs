//! Licence and sale through an exchange 许可与转让 (SL): what is left of a price.

use super::assemble::{Draft, days, flag_on};
use super::context::{Context, rule_cell};
use super::criteria::{ChannelMeasures, screen};
use super::equity_tax::is_technology;
use super::licence_form;
use super::pledge::missing;
use super::sizing::{Case, CommonLimits, by_case};
use super::{Channel, ChannelDetails, FinancingError, LicenceSaleDetails, SaleDetails};
use crate::dossier::{Certificate, LicenceExclusivity};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings, joined};

/// A sale on a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Sale {
    /// Price, yuan.
    pub price: Cell,
    /// Tax basis, yuan.
    pub basis: Cell,
    /// Fees, yuan.
    pub fees: Cell,
    /// Exempt gain, yuan; 0 when the relief does not apply.
    pub exempt: Cell,
    /// Rate on the gain above it.
    pub rate: Cell,
    /// Inventors' share of what is left after fees and tax.
    pub reward: Cell,
}

/// What a sale leaves.
#[derive(Clone, Copy, Debug)]
pub struct SaleCells {
    /// Tax, yuan.
    pub tax: Cell,
    /// Reward of the inventors, yuan.
    pub reward: Cell,
    /// Net proceeds, yuan; the last line.
    pub net: Cell,
}

/// `net = price − fees − tax − reward` with the tax on the gain above the exempt amount.
///
/// # Source
/// 企业所得税法实施条例 90; 专利法 15; 专利法实施细则 92–94.
pub fn net_proceeds(sheet: &mut Sheet, sale: &Sale) -> SaleCells {
    let gain = sheet.compute(Term::SALE_GAIN, Unit::Yuan, (sale.price - sale.basis - sale.fees).max(0.0));
    let tax = sheet.compute(Term::SALE_TAX, Unit::Yuan, (gain - sale.exempt).max(0.0) * sale.rate);
    let reward = sheet.compute(Term::INVENTOR_REWARD, Unit::Yuan, (sale.price - sale.fees - tax) * sale.reward);
    let net = sheet.compute(Term::NET_PROCEEDS, Unit::Yuan, sale.price - sale.fees - tax - reward);
    SaleCells { tax, reward, net }
}

/// The sale of rights that are not core, and licences beside it.
pub(super) fn assess(
    context: &Context,
    common: &CommonLimits,
    workings: &mut Workings,
) -> Result<Draft, FinancingError> {
    let kinds = context.kinds("SL")?;
    let borrowed = |criterion: &crate::rules::Criterion| criterion.id == "PL-H11";
    let screened = screen(context, "SL", &borrowed, &kinds, &ChannelMeasures::new())?;
    let usable = screened.usable();
    let mut draft = Draft::new(Channel::LicenceSale, screened, days(context, "SL")?);
    let stated = context.dossier.need.sale_price.map(crate::Money::to_yuan);
    // Core rights are not offered; a right of which it is not known is left out too.
    let offered: Vec<usize> = usable
        .iter()
        .copied()
        .filter(|place| context.items.get(*place).is_some_and(|item| item.asset.core == Some(false)))
        .collect();
    let price = |case: Case| {
        stated.unwrap_or_else(|| {
            let values = offered.iter().filter_map(|place| context.items.get(*place)?.value);
            match case {
                Case::Low => values.map(|value| value.low).sum(),
                Case::Base => values.map(|value| value.base).sum(),
                Case::High => values.map(|value| value.high).sum(),
            }
        })
    };
    let mut sale = None;
    if price(Case::Base) > 0.0 {
        // A stated price without named rights is taken for all that may be sold.
        let sold = if offered.is_empty() { &usable } else { &offered };
        let technology =
            sold.iter().filter_map(|place| context.items.get(*place)).all(|item| is_technology(item.asset.kind));
        let amount = by_case(context, |case| {
            let path = if stated.is_some() { "need.sale_price" } else { "assets" };
            let (sheet, cells) = sheet_of(context, price(case), path, technology, case)?;
            if case == Case::Base {
                let mut of = |name: &str, term: Term, cell: Cell| {
                    workings.file_line(joined(&["financing.SL.", name]), &sheet, term, Unit::Yuan, cell)
                };
                sale = Some(SaleDetails {
                    net_proceeds: of("net", Term::NET_PROCEEDS, cells.net),
                    tax: of("tax", Term::SALE_TAX, cells.tax),
                    reward: of("reward", Term::INVENTOR_REWARD, cells.reward),
                });
            }
            Ok(workings.file(joined(&["financing.SL.amount.", case.code()]), sheet))
        })?;
        draft.amount = Some(amount);
    } else if usable.iter().any(|place| context.items.get(*place).is_some_and(|item| item.asset.core.is_none())) {
        draft.data_needed.push("assets.core".to_owned());
    }
    let licences = if context.in_whole() { licence_form::forms(context, &offered, workings)? } else { Vec::new() };
    if sale.is_some() || !licences.is_empty() {
        draft.details = ChannelDetails::LicenceSale(LicenceSaleDetails { sale, licences });
    }
    draft.red_flags.extend(flag_on(context, "SL-R1", &usable, |item| item.asset.core == Some(true)));
    if context.licences.iter().any(|licence| licence.exclusivity == Some(LicenceExclusivity::Exclusive)) {
        draft.red_flags.push(super::assemble::flag("SL-R2"));
    }
    missing(&mut draft, context, common);
    Ok(draft)
}

fn sheet_of(
    context: &Context,
    price: f64,
    path: &str,
    technology: bool,
    case: Case,
) -> Result<(Sheet, SaleCells), FinancingError> {
    let rules = context.rules;
    let mut sheet = Sheet::new();
    let price = sheet.given(Term::SALE_PRICE, price, Unit::Yuan, Origin::Answered { path: path.into() });
    let basis = match context.dossier.need.contribution_basis {
        Some(basis) => {
            sheet.given(Term::TAX_BASIS, basis.to_yuan(), Unit::Yuan, Origin::answered("need.contribution_basis"))
        }
        None => sheet.rule(Term::TAX_BASIS, rules.parameter("financing.equity.basis-default")?),
    };
    // The low price meets the high fee.
    let place = 2 - case.place();
    let fee = rule_cell(&mut sheet, rules, Term::SALE_FEE, "financing.sale.fee", place)?;
    let fees = sheet.compute(Term::FEES, Unit::Yuan, price * fee);
    // Relief asks for a registered technology contract.
    let relief = technology && context.document("D24") == Some(true);
    let (exempt, rate) = if relief {
        (
            sheet.rule(Term::EXEMPT_GAIN, rules.parameter("financing.tax.relief-exempt")?),
            sheet.rule(Term::RELIEF_RATE, rules.parameter("financing.tax.relief-rate")?),
        )
    } else {
        let high_tech = context.dossier.enterprise.holds(Certificate::HighTech) == Some(true);
        let id = if high_tech { "financing.tax.high-tech" } else { "financing.tax.corporate" };
        let none = sheet.given(Term::EXEMPT_GAIN, 0.0, Unit::Yuan, Origin::Stated);
        (none, rule_cell(&mut sheet, rules, Term::INCOME_TAX_RATE, id, 1)?)
    };
    let reward = rule_cell(&mut sheet, rules, Term::REWARD_RATE, "financing.sale.reward", 1)?;
    let cells = net_proceeds(&mut sheet, &Sale { price, basis, fees, exempt, rate, reward });
    Ok((sheet, cells))
}

/// Present value of a licence after the exchange's fees.
#[must_use]
pub fn licence_value(present: Cell, fee: Cell) -> Expr {
    present * (1.0 - fee)
}
