//! What the tests read from the dossier: the window of fiscal years, the filing day, the desk that files figures.

use jiff::civil::Date;
use jiff::{ToSpan, Unit as Span};

use super::exact::{Threshold, parts, yuan};
use super::result::{ExactComparison, Limb};
use crate::Money;
use crate::dossier::{Dossier, FiscalYear};
use crate::rules::{Outcome, Rules, Unit};
use crate::working::{Figure, Origin, Sheet, Term, Workings, joined};

/// The dossier with the window of three full fiscal years.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// Day of the assessment.
    pub today: Date,
    /// Day on which patents are counted: acceptance, else target filing, else today.
    pub filing: Date,
    /// Y-2, Y-1, Y0 as far as the accounts have them.
    pub years: [Option<&'a FiscalYear>; 3],
}

impl<'a> Facts<'a> {
    /// Y0 is the last year with revenue that had ended on the day of acceptance and on the day of the assessment:
    /// interim figures and forecasts never count.
    pub fn of(dossier: &'a Dossier, today: Date) -> Self {
        let acceptance = dossier.star.acceptance_date;
        let filing = acceptance.or(dossier.star.target_filing).unwrap_or(today);
        let known = acceptance.map_or(today, |day| day.min(today));
        let ended = || dossier.accounts.iter().filter(|year| year.year < known.year());
        let last = ended().filter(|year| year.revenue.is_some()).map(|year| year.year).max();
        let find = |back: i16| {
            let wanted = last?.checked_sub(back)?;
            ended().find(|year| year.year == wanted)
        };
        Facts { dossier, today, filing, years: [find(2), find(1), find(0)] }
    }

    /// The three years, when all are there.
    pub fn window(&self) -> Option<[i16; 3]> {
        match self.years {
            [Some(a), Some(b), Some(c)] => Some([a.year, b.year, c.year]),
            _ => None,
        }
    }

    /// Full calendar months of operation on the filing day: three years after the founding day are 36, leap day or not.
    pub fn operating_months(&self) -> Option<i128> {
        let enterprise = &self.dossier.enterprise;
        match enterprise.founded {
            Some(founded) => {
                let span = founded.until((Span::Month, self.filing)).ok()?;
                Some(i128::from(span.get_months()).max(0))
            }
            None => enterprise.years_operating.map(|years| parts(libm::floor(years * 12.0 + 1e-6), 1.0)),
        }
    }

    /// Path of a field of the year at `place` (0 is Y-2).
    pub fn path(&self, place: usize, field: &str) -> String {
        match self.years.get(place).copied().flatten() {
            Some(year) => format!("accounts.{}.{field}", year.year),
            None => format!("accounts.y-{}.{field}", 2_usize.saturating_sub(place)),
        }
    }

    /// Paths of a field over the window.
    pub fn paths(&self, field: &str) -> Vec<String> {
        (0..3).map(|place| self.path(place, field)).collect()
    }

    /// Paths of those years whose value is missing.
    pub fn missing<T>(&self, field: &str, values: &[Option<T>; 3]) -> Vec<String> {
        (0..3)
            .filter(|place| values.get(*place).is_some_and(Option::is_none))
            .map(|place| self.path(place, field))
            .collect()
    }

    /// Where a series over the window comes from.
    pub fn series_origin(&self, field: &str) -> Origin {
        let [first, second, third] = [0, 1, 2].map(|place| self.path(place, field));
        Origin::Answered { path: joined(&[&first, " ", &second, " ", &third]) }
    }
}

/// A day moved by calendar months, the day of the month cut to the month's end.
pub(super) fn add_months(day: Date, months: i32) -> Option<Date> {
    day.checked_add(months.months()).ok()
}

/// Whole days from one day to another; negative when `to` is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Files figures and makes limbs.
#[derive(Debug)]
pub(super) struct Desk<'d, 'r, 'p> {
    /// Rules in force.
    pub rules: &'r Rules<'p>,
    /// Where workings are filed.
    pub workings: &'d mut Workings,
}

impl Desk<'_, '_, '_> {
    /// Files the threshold of a limb as a figure that opens to its rule.
    pub fn threshold(&mut self, id: &str, threshold: &Threshold) -> Figure {
        let mut sheet = Sheet::new();
        let origin = Origin::Rule { id: threshold.id.as_str().into() };
        sheet.given(Term::INDICATOR_THRESHOLD, threshold.decimal(), threshold.unit, origin);
        self.workings.file(joined(&[id, ".threshold"]), sheet)
    }

    /// A limb whose measure is one number told by the user.
    pub fn told(
        &mut self,
        id: &str,
        code: &'static str,
        measure: Told<'_>,
        threshold: &Threshold,
        comparison: Option<ExactComparison>,
    ) -> Limb {
        let value = measure.value.map(|value| {
            let mut sheet = Sheet::new();
            sheet.given(measure.term, value, threshold.unit, Origin::Answered { path: measure.path.into() });
            self.workings.file(id, sheet)
        });
        let missing = if measure.value.is_none() { vec![measure.path.to_owned()] } else { Vec::new() };
        self.limb(id, code, value, threshold, comparison, missing)
    }

    /// A limb that compares an amount told by the user with a threshold in yuan.
    pub fn told_amount(
        &mut self,
        id: &str,
        code: &'static str,
        term: Term,
        amount: Option<Money>,
        path: &str,
        threshold: &Threshold,
    ) -> Limb {
        let fen = amount.map(super::exact::fen);
        let measure = Told { term, value: fen.map(yuan), path };
        self.told(id, code, measure, threshold, fen.map(|fen| threshold.amount(fen)))
    }

    /// A limb from its parts; unknown when there is no comparison.
    pub fn limb(
        &mut self,
        id: &str,
        code: &'static str,
        value: Option<Figure>,
        threshold: &Threshold,
        comparison: Option<ExactComparison>,
        missing: Vec<String>,
    ) -> Limb {
        let threshold = Some(self.threshold(id, threshold));
        Limb { code, outcome: super::numeric::outcome(comparison), value, threshold, comparison, missing }
    }

    /// Files a single stated or derived number.
    pub fn number(&mut self, id: &str, term: Term, value: f64, unit: Unit, origin: Origin) -> Figure {
        let mut sheet = Sheet::new();
        sheet.given(term, value, unit, origin);
        self.workings.file(id, sheet)
    }
}

/// A measure told by the user.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    /// Its name.
    pub term: Term,
    /// Its value, in the unit of the threshold.
    pub value: Option<f64>,
    /// Field of the dossier.
    pub path: &'a str,
}

/// A limb that is answered yes or no.
pub(super) fn answered(code: &'static str, answer: Option<bool>, path: &str) -> Limb {
    let missing = if answer.is_none() { vec![path.to_owned()] } else { Vec::new() };
    Limb {
        code,
        outcome: answer.map_or(Outcome::Unknown, Outcome::from),
        value: None,
        threshold: None,
        comparison: None,
        missing,
    }
}
