//! Legal terms 法定保护期 and what is left of them.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::dossier::{Asset, AssetKind, AssetStatus};
use crate::rules::{RuleError, Rules, Value};

/// Days of a year on average; years of the valuation are days over this.
const DAYS_PER_YEAR: f64 = 365.25;

/// Years from one day to another; negative when `to` is earlier.
#[must_use]
pub fn years_between(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days())) / DAYS_PER_YEAR
}

/// Legal terms, read once.
#[derive(Clone, Debug)]
pub struct Terms {
    invention: i32,
    utility_model: i32,
    design: i32,
    design_before: i32,
    design_change: Option<Date>,
    trademark: i32,
    software: i32,
    other_copyright: i32,
    layout: i32,
    layout_creation: i32,
    geographical: i32,
    plant_variety: i32,
    grace_months: i32,
    unknown_share: f64,
}

/// How long a right is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Protection {
    /// Last day of the current term; `None` when unlimited or not known.
    pub until: Option<Date>,
    /// The term can be renewed, or there is none.
    pub renewable: bool,
    /// Years left of the current term; `None` as for `until`.
    pub years_left: Option<f64>,
    /// The term is over.
    pub over: bool,
    /// Years to reckon with: the years left, or a stated share of the term when its start is not known; infinite when
    /// renewable or unlimited.
    pub benefit_years: f64,
}

impl Terms {
    /// Reads the records.
    ///
    /// # Errors
    /// A record is missing or of another kind.
    pub fn read(rules: &Rules) -> Result<Self, RuleError> {
        let whole = |id: &str| rules.number(id).map(|years| years as i32);
        let design_change = match rules.parameter("valuation.life.design-change")?.value {
            Value::Day(day) => Some(day),
            _ => None,
        };
        Ok(Terms {
            invention: whole("valuation.life.term.invention")?,
            utility_model: whole("valuation.life.term.utility-model")?,
            design: whole("valuation.life.term.design")?,
            design_before: whole("valuation.life.term.design-before")?,
            design_change,
            trademark: whole("valuation.life.term.trademark")?,
            software: whole("valuation.life.term.software-copyright")?,
            other_copyright: whole("valuation.life.term.other-copyright")?,
            layout: whole("valuation.life.term.layout-design")?,
            layout_creation: whole("valuation.life.term.layout-design-creation")?,
            geographical: whole("valuation.life.term.geographical-indication")?,
            plant_variety: whole("valuation.life.term.plant-variety")?,
            grace_months: whole("valuation.fee.grace-months")?,
            unknown_share: rules.number("valuation.life.unknown-legal-share")?,
        })
    }

    /// The protection of a right on `day`.
    ///
    /// # Source
    /// 专利法第四十二条；商标法第三十九、四十条；著作权法第二十三条；计算机软件保护条例第十四条；集成电路布图设计保护
    /// 条例第十二条.
    #[must_use]
    pub fn protection(&self, asset: &Asset, day: Date) -> Protection {
        let (until, term, renewable) = self.term(asset, day);
        let until = asset.expiry_date.or(until);
        let years_left = until.map(|until| years_between(day, until));
        let over = !renewable && years_left.is_some_and(|years| years < 0.0);
        let benefit_years = match (renewable, years_left, term) {
            (true, ..) => f64::INFINITY,
            (false, Some(years), _) => libm::fmax(years, 0.0),
            (false, None, Some(term)) => f64::from(term) * self.unknown_share,
            (false, None, None) => f64::INFINITY,
        };
        Protection { until, renewable, years_left, over, benefit_years }
    }

    /// End of the current term, its length, and whether it can be renewed.
    fn term(&self, asset: &Asset, day: Date) -> (Option<Date>, Option<i32>, bool) {
        let after = |from: Option<Date>, years: i32| from.and_then(|from| from.checked_add(years.years()).ok());
        let filed = asset.filing_date;
        match asset.kind {
            AssetKind::Invention => (after(filed, self.invention), Some(self.invention), false),
            AssetKind::UtilityModel => (after(filed, self.utility_model), Some(self.utility_model), false),
            AssetKind::Design => {
                let new_law = match (filed, self.design_change) {
                    (Some(filed), Some(change)) => filed >= change,
                    _ => false,
                };
                let term = if new_law { self.design } else { self.design_before };
                (after(filed, term), Some(term), false)
            }
            AssetKind::Trademark => (self.renewed(asset.grant_date, self.trademark, day), Some(self.trademark), true),
            AssetKind::GeographicalIndication => {
                (self.renewed(asset.grant_date, self.geographical, day), Some(self.geographical), true)
            }
            AssetKind::SoftwareCopyright | AssetKind::OtherCopyright => {
                let term =
                    if asset.kind == AssetKind::SoftwareCopyright { self.software } else { self.other_copyright };
                let from = asset.first_use_date.or(asset.creation_date);
                let until = after(from, term).and_then(|end| Date::new(end.year(), 12, 31).ok());
                (until, Some(term), false)
            }
            AssetKind::LayoutDesign => {
                let from = [filed, asset.first_use_date].into_iter().flatten().min();
                let ends = [after(from, self.layout), after(asset.creation_date, self.layout_creation)];
                (ends.into_iter().flatten().min(), Some(self.layout), false)
            }
            AssetKind::PlantVariety => (after(asset.grant_date, self.plant_variety), Some(self.plant_variety), false),
            AssetKind::LicenceRevenue | AssetKind::DataIp | AssetKind::TradeSecret => (None, None, false),
        }
    }

    /// End of the running ten-year term of a right that is renewed term after term.
    fn renewed(&self, registered: Option<Date>, term: i32, day: Date) -> Option<Date> {
        let mut until = registered?.checked_add(term.years()).ok()?;
        // The mark is alive, so the earlier terms were renewed.
        while until < day {
            until = until.checked_add(term.years()).ok()?;
        }
        Some(until)
    }

    /// Whether the right is in force, or applied for, on `day`: by status, by term, and by the grace period of its fee.
    #[must_use]
    pub fn in_force(&self, asset: &Asset, protection: &Protection, day: Date) -> bool {
        let status = asset.status.is_none_or(AssetStatus::is_alive);
        let expired_mark = protection.renewable
            && asset.mark.renewal_filed == Some(false)
            && asset.expiry_date.is_some_and(|end| self.after_grace(end) < day);
        let fee_lost =
            asset.fee_arrears == Some(true) && asset.next_fee_due.is_some_and(|due| self.after_grace(due) < day);
        status && !protection.over && !expired_mark && !fee_lost
    }

    fn after_grace(&self, due: Date) -> Date {
        let grace: Span = self.grace_months.months();
        due.checked_add(grace).unwrap_or(due)
    }
}
