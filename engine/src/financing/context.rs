//! What the channels read: the dossier, the values and the figures derived from both, taken together once.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{AssetValue, AssetValues, FinancingError, RoyaltyPart};
use crate::dossier::{Asset, AssetKind, Certificate, Dossier, Encumbrance, FiscalYear, Guarantee, Licence};
use crate::dossier::{DisputeRole, LicenceDirection, SizeClass};
use crate::rules::{Rules, Unit};
use crate::working::{Cell, Expr, Origin, Sheet, Term};

/// One right with what is derived of it.
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    pub asset: &'a Asset,
    pub value: Option<&'a AssetValue>,
    /// Share of the last year's revenue from products that use it.
    pub revenue_share: Option<f64>,
    /// Years of protection left; `None` when unlimited or not known.
    pub remaining_years: Option<f64>,
    /// Sole owner, or all co-owners consent.
    pub ownership_clear: Option<bool>,
    /// Sole owner.
    pub sole: Option<bool>,
}

impl<'a> Item<'a> {
    /// What its pools take of the revenue of products.
    pub fn royalties(&self) -> &'a [RoyaltyPart] {
        self.value.map_or(&[], |value| &value.royalties)
    }

    /// Years left after `tenor` years; a renewable or unlimited right outlives any tenor.
    pub fn years_beyond(&self, tenor: f64) -> Option<f64> {
        self.remaining_years.map(|years| years - tenor)
    }

    pub fn burdened(&self, burden: Encumbrance) -> Option<bool> {
        self.asset.encumbrances.as_ref().map(|burdens| burdens.contains(&burden))
    }
}

/// How far the channels are worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// All that is shown.
    Whole,
    /// Which channels are open, in the order of their rank, the base amount of each and its cost after today's subsidies:
    /// what an action changes. Nothing else of the result means anything.
    Open,
}

/// Everything a channel reads.
pub(crate) struct Context<'a> {
    pub depth: Depth,
    pub dossier: &'a Dossier,
    pub rules: &'a Rules<'a>,
    pub day: Date,
    pub items: Vec<Item<'a>>,
    /// Outward licences with their licensed rights.
    pub licences: Vec<&'a Licence>,
    /// Last fiscal year with revenue.
    pub year: Option<&'a FiscalYear>,
    /// The one before.
    pub year_before: Option<&'a FiscalYear>,
    /// Tenor of the loan, years.
    pub tenor: f64,
    /// The tenor is the default, not an answer.
    pub tenor_assumed: bool,
    /// Years of punctual payment that make a debtor good.
    pub payment_history: f64,
    /// Years left below which a mark's renewal must be filed.
    pub renewal_margin: f64,
}

impl<'a> Context<'a> {
    pub fn new(
        dossier: &'a Dossier,
        portfolio: &'a [Arc<Asset>],
        values: &'a AssetValues,
        rules: &'a Rules<'a>,
    ) -> Result<Self, FinancingError> {
        let year = dossier.last_year();
        let year_before = year.and_then(|last| dossier.accounts.iter().find(|year| year.year == last.year - 1));
        let shares = revenue_shares(dossier, year);
        let items = portfolio.iter().map(|asset| item(asset, values, &shares)).collect();
        let months = match dossier.need.tenor_months {
            Some(months) if months > 0 => f64::from(months),
            _ => rules.number("financing.tenor-default")?,
        };
        Ok(Context {
            depth: Depth::Whole,
            dossier,
            rules,
            day: rules.day(),
            items,
            licences: dossier
                .licences
                .iter()
                .filter(|licence| licence.direction == Some(LicenceDirection::Out))
                .collect(),
            year,
            year_before,
            tenor: months / 12.0,
            tenor_assumed: dossier.need.tenor_months.is_none(),
            payment_history: rules.number("financing.licence-revenue.history-years")?,
            renewal_margin: rules.number("financing.renewal-margin")?,
        })
    }

    /// Whether what only a reader asks for is worked out too, as far as it takes time.
    pub fn in_whole(&self) -> bool {
        self.depth == Depth::Whole
    }

    pub fn confirmed(&self, what: &str) -> Option<bool> {
        self.dossier.need.confirmations.get(what).copied()
    }

    pub fn document(&self, id: &str) -> Option<bool> {
        self.dossier.need.documents.get(id).copied()
    }

    pub fn revenue(&self) -> Option<f64> {
        self.year.and_then(|year| year.revenue).map(crate::Money::to_yuan)
    }

    pub fn revenue_growth(&self) -> Option<f64> {
        let before = self.year_before.and_then(|year| year.revenue).map(crate::Money::to_yuan)?;
        (before > 0.0).then(|| self.revenue().map(|revenue| revenue / before - 1.0)).flatten()
    }

    pub fn cash(&self) -> Option<f64> {
        self.year.and_then(|year| year.cash).map(crate::Money::to_yuan)
    }

    pub fn need(&self) -> Option<f64> {
        self.dossier.need.amount.map(crate::Money::to_yuan).filter(|amount| *amount > 0.0)
    }

    pub fn pre_money(&self) -> Option<f64> {
        self.dossier.enterprise.pre_money.map(crate::Money::to_yuan).filter(|amount| *amount > 0.0)
    }

    /// High-tech, technology SME or specialised.
    pub fn tech_status(&self) -> Option<bool> {
        let held = self.dossier.enterprise.certificates.as_ref()?;
        let counted = [Certificate::HighTech, Certificate::TechSme, Certificate::Specialised, Certificate::LittleGiant];
        Some(counted.iter().any(|certificate| held.contains(certificate)))
    }

    pub fn specialised(&self) -> Option<bool> {
        let held = self.dossier.enterprise.certificates.as_ref()?;
        Some(held.contains(&Certificate::Specialised) || held.contains(&Certificate::LittleGiant))
    }

    pub fn is_sme(&self) -> Option<bool> {
        self.dossier.enterprise.size_class.map(|size| size != SizeClass::Large)
    }

    /// Cases of the last three years by role; one without a date counts.
    pub fn cases(&self, role: DisputeRole) -> usize {
        let recent = |day: Option<Date>| day.is_none_or(|day| self.days_until(day) >= -3 * 366);
        self.dossier.disputes.iter().filter(|case| case.role == Some(role) && recent(case.date)).count()
    }

    /// The numeric threshold of a criterion, where a measure or a formula turns on it too.
    pub fn threshold(&self, id: &str) -> Result<f64, FinancingError> {
        match self.rules.criterion(id)?.threshold {
            crate::rules::Value::Number(number) => Ok(number),
            _ => Err(FinancingError::Shape { id: id.to_owned() }),
        }
    }

    pub fn guarantee(&self) -> Guarantee {
        self.dossier.need.guarantee.unwrap_or(Guarantee::None)
    }

    /// The items of a channel, by `financing.kinds.<code>`.
    pub fn kinds(&self, code: &str) -> Result<Vec<AssetKind>, FinancingError> {
        let id = format!("financing.kinds.{code}");
        let codes = match &self.rules.parameter(&id)?.value {
            crate::rules::Value::Codes(codes) => codes.as_slice(),
            _ => return Err(crate::rules::RuleError::WrongKind { id, expected: "list of codes" }.into()),
        };
        Ok(AssetKind::ALL.into_iter().filter(|kind| codes.iter().any(|code| code == kind.code())).collect())
    }

    /// A figure of the last fiscal year on a sheet; `None` when not known.
    pub fn answer(
        &self,
        sheet: &mut Sheet,
        term: Term,
        field: &str,
        value: fn(&FiscalYear) -> Option<crate::Money>,
    ) -> Option<Cell> {
        let year = self.year?;
        let amount = value(year)?.to_yuan();
        Some(sheet.given(
            term,
            amount,
            Unit::Yuan,
            Origin::Answered { path: format!("accounts.{}.{field}", year.year).into() },
        ))
    }

    /// EBITDA on a sheet: as answered, or operating profit plus depreciation and amortisation.
    pub fn ebitda(&self, sheet: &mut Sheet) -> Option<Cell> {
        let stated = self.answer(sheet, Term::EBITDA, "ebitda", |year| year.ebitda);
        if stated.is_some() {
            return stated;
        }
        let year = self.year?;
        let known = year.operating_profit.is_some() && year.depreciation.is_some();
        known.then_some(())?;
        let profit = self.answer(sheet, Term::OPERATING_PROFIT, "operating_profit", |year| year.operating_profit)?;
        let depreciation = self.answer(sheet, Term::DEPRECIATION, "depreciation", |year| year.depreciation)?;
        Some(sheet.compute(Term::EBITDA, Unit::Yuan, profit + depreciation))
    }

    /// Debt service on a sheet; a company without debt owes none.
    pub fn debt_service(&self, sheet: &mut Sheet) -> Option<Cell> {
        let free = |year: &FiscalYear| year.debt.filter(|debt| debt.fen() == 0);
        let stated = self.answer(sheet, Term::DEBT_SERVICE, "debt_service", |year| year.debt_service);
        stated.or_else(|| self.answer(sheet, Term::DEBT_SERVICE, "debt", free))
    }

    /// Cash for debt service over debt service, `(EBITDA − 25 % of what is taxed) / service`.
    pub fn debt_service_cover(&self) -> Result<Option<f64>, FinancingError> {
        let mut sheet = Sheet::new();
        let Some((ebitda, service)) = self.ebitda(&mut sheet).zip(self.debt_service(&mut sheet)) else {
            return Ok(None);
        };
        let depreciation = self.year.and_then(|year| year.depreciation).map(crate::Money::to_yuan);
        let tax = self.rules.number("financing.ebitda-tax-share")?;
        // Without depreciation the whole EBITDA counts as taxed: the cautious reading.
        let taxed = libm::fmax(0.0, sheet.value(ebitda) - depreciation.unwrap_or(0.0));
        let cash = sheet.value(ebitda) - tax * taxed;
        let ceiling = self.rules.number("financing.ebitda-cover-ceiling")?;
        let service = sheet.value(service);
        Ok(Some(if service > 0.0 { libm::fmin(cash / service, ceiling) } else { libm::copysign(ceiling, cash) }))
    }

    /// Distinct products used by each kind of right among some items, for the overlap of a package.
    pub fn products_by_kind(&self, chosen: &[usize]) -> BTreeMap<AssetKind, std::collections::BTreeSet<&str>> {
        let mut products: BTreeMap<AssetKind, std::collections::BTreeSet<&str>> = BTreeMap::new();
        for item in chosen.iter().filter_map(|place| self.items.get(*place)) {
            let uses = item.asset.uses.iter().map(|used| used.product.as_str());
            products.entry(item.asset.kind).or_default().extend(uses);
        }
        products
    }

    /// Products with their share of the last year's revenue, where it is known.
    pub fn products_by_share(&self) -> Vec<(&'a str, f64)> {
        revenue_shares(self.dossier, self.year).into_iter().collect()
    }

    /// Those of some rights that have a value: a right without one is not worth zero, its value is not known.
    pub fn valued(&self, places: Vec<usize>) -> Vec<usize> {
        places.into_iter().filter(|place| self.items.get(*place).is_some_and(|item| item.value.is_some())).collect()
    }

    /// A day in the future, as days from today.
    pub fn days_until(&self, day: Date) -> i32 {
        self.day.until(day).map_or(0, |span| span.get_days())
    }
}

/// A single-number record, or one place (0 low, 1 mode, 2 high) of a triple, on a sheet.
pub(super) fn rule_cell(
    sheet: &mut Sheet,
    rules: &Rules,
    term: Term,
    id: &str,
    place: usize,
) -> Result<Cell, FinancingError> {
    let unit = rules.parameter(id)?.unit;
    let value = rules.triple(id)?.get(place).copied().unwrap_or_default();
    Ok(sheet.given(term, value, unit, Origin::Rule { id: id.into() }))
}

/// The smallest of several lines.
pub(super) fn smallest(cells: &[Cell]) -> Option<Expr> {
    let mut cells = cells.iter().copied();
    let first = Expr::from(cells.next()?);
    Some(cells.fold(first, |least, cell| least.min(cell)))
}

/// Share of revenue by product id.
fn revenue_shares<'a>(dossier: &'a Dossier, year: Option<&FiscalYear>) -> BTreeMap<&'a str, f64> {
    let revenue = year.and_then(|year| year.revenue.map(|revenue| (year.year, revenue.to_yuan())));
    let share = |product: &'a crate::dossier::Product| {
        let from_history = revenue.and_then(|(year, whole)| {
            let amount = product.history.iter().find(|entry| entry.year == year)?.amount.to_yuan();
            (whole > 0.0).then_some(amount / whole)
        });
        let share = from_history.or(product.revenue_share.map(crate::Ratio::get))?;
        Some((product.id.as_str(), share))
    };
    dossier.products.iter().filter_map(share).collect()
}

fn item<'a>(asset: &'a Asset, values: &'a AssetValues, shares: &BTreeMap<&str, f64>) -> Item<'a> {
    let used: Option<f64> = if asset.uses.is_empty() {
        None
    } else {
        // Unknown as a whole when one of the products has no known share.
        asset.uses.iter().map(|used| shares.get(used.product.as_str()).copied()).sum()
    };
    let unused = matches!(
        asset.exploitation,
        Some(crate::dossier::Exploitation::Unused | crate::dossier::Exploitation::Defensive)
    );
    let revenue_share = used
        .or(asset.revenue_share.map(crate::Ratio::get))
        .map(|share| libm::fmin(share, 1.0))
        .or(unused.then_some(0.0));
    let sole = match (asset.owner_share, asset.owners.len()) {
        (Some(share), _) => Some(share.get() >= 1.0),
        (None, 0) => None,
        (None, 1) => Some(true),
        (None, _) => Some(false),
    };
    let ownership_clear = match (sole, asset.coowners_consent) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    };
    let remaining_years = values.remaining_years(&asset.id);
    Item { asset, value: values.get(&asset.id), remaining_years, revenue_share, ownership_clear, sole }
}
