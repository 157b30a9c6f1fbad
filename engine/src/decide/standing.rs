//! How a dossier stands to a goal, by the parts of an assessment that decide it; and what binds one that misses it.

use super::goal::{Binding, Goal};
use super::outlook::{DEBT, cheapest, lent};
use super::raise::{self, Sense};
use crate::assess::{AssessError, Assessment, asset_values};
use crate::dossier::Dossier;
use crate::financing::mix::ROUNDING;
use crate::financing::{AssetValues, FinancingAssessment, Verdict, assess_channels};
use crate::health::{Dimension, grade_of, overall_score};
use crate::rules::{Outcome, Rules};
use crate::star::assess_star;
use crate::star::result::{IndicatorCode, Projection, ProjectionYear};
use crate::valuation::PortfolioValuation;
use crate::working::Workings;

/// How a dossier stands to a goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Standing {
    pub reached: bool,
    /// The higher, the nearer: yuan, minus the rate, indicators met, points.
    pub level: f64,
}

impl Standing {
    const NOWHERE: Standing = Standing { reached: false, level: f64::NEG_INFINITY };
}

/// How many closed channels, and how many bounds, are named.
const NAMED: usize = 3;
/// How many weak dimensions are named.
const WEAKEST: usize = 3;

impl Goal {
    /// Whether the valuation decides it.
    pub(super) fn reads_values(&self) -> bool {
        !matches!(self, Goal::Attribute { .. })
    }

    /// How a dossier stands, by the parts that decide it alone.
    pub(super) fn standing(
        &self,
        dossier: &Dossier,
        valued: Option<&(PortfolioValuation, AssetValues)>,
        rules: &Rules<'_>,
    ) -> Result<Standing, AssessError> {
        let mut workings = Workings::unkept();
        Ok(match (self, valued) {
            (
                Goal::Debt { sense: Sense::Combined, .. } | Goal::Cost { sense: Sense::Combined, .. },
                Some((_, values)),
            ) => self.of_combination(dossier, values, rules)?,
            (Goal::Debt { .. } | Goal::Cost { .. }, Some((_, values))) => {
                self.of_channels(&assess_channels(dossier, values, rules, &mut workings)?)
            }
            (Goal::Grade { .. }, Some((valuation, _))) => {
                self.of_score(overall_score(dossier, valuation, rules, &[])?, rules.list("health.grade-bounds")?)
            }
            (Goal::Attribute { .. }, _) => {
                self.of_projection(assess_star(dossier, rules, &mut workings)?.projection.as_ref())
            }
            (Goal::Debt { .. } | Goal::Cost { .. } | Goal::Grade { .. }, None) => Standing::NOWHERE,
        })
    }

    /// Whether the assessment of a dossier reaches it; a combination is solved anew from the assessment's values.
    ///
    /// # Errors
    /// [`AssessError`] when the pack lacks a record or the solver of the combination fails.
    pub fn reached_in(
        &self,
        assessment: &Assessment,
        dossier: &Dossier,
        rules: &Rules<'_>,
    ) -> Result<bool, AssessError> {
        Ok(match self {
            Goal::Debt { sense: Sense::Combined, .. } | Goal::Cost { sense: Sense::Combined, .. } => {
                self.of_combination(dossier, &asset_values(&assessment.valuation), rules)?.reached
            }
            Goal::Debt { .. } | Goal::Cost { .. } => self.of_channels(&assessment.financing).reached,
            Goal::Attribute { .. } => self.of_projection(assessment.star.projection.as_ref()).reached,
            Goal::Grade { grade } => assessment.health.grade.is_some_and(|found| found <= *grade),
        })
    }

    fn of_combination(
        &self,
        dossier: &Dossier,
        values: &AssetValues,
        rules: &Rules<'_>,
    ) -> Result<Standing, AssessError> {
        let asked = self.combined().flatten();
        let Some(program) = raise::program(dossier, asked, values, rules)? else { return Ok(Standing::NOWHERE) };
        Ok(match self {
            Goal::Debt { amount, .. } => {
                let most = program.most()?;
                Standing { reached: amount.to_yuan() <= most + ROUNDING, level: most }
            }
            Goal::Cost { rate, .. } => match program.best()?.cost {
                Some(cost) => Standing { reached: cost <= *rate, level: -cost },
                None => Standing::NOWHERE,
            },
            Goal::Attribute { .. } | Goal::Grade { .. } => Standing::NOWHERE,
        })
    }

    fn of_channels(&self, financing: &FinancingAssessment) -> Standing {
        match self {
            Goal::Debt { amount, .. } => {
                let most = lent(financing.open_now()).map_or(0.0, |(_, most)| most);
                // Half a fen: amounts are computed, not counted.
                Standing { reached: amount.to_yuan() <= most + 0.005, level: most }
            }
            Goal::Cost { rate, .. } => match cheapest(financing.open_now()) {
                Some((_, least)) => Standing { reached: least <= *rate, level: -least },
                None => Standing::NOWHERE,
            },
            Goal::Attribute { .. } | Goal::Grade { .. } => Standing::NOWHERE,
        }
    }

    fn of_projection(&self, projection: Option<&Projection>) -> Standing {
        let Goal::Attribute { year } = self else { return Standing::NOWHERE };
        match projection.and_then(|found| found.years.iter().find(|row| row.year == *year)) {
            Some(row) => Standing { reached: row.attribute == Outcome::Pass, level: nearness(row) },
            None => Standing::NOWHERE,
        }
    }

    fn of_score(&self, score: Option<f64>, bounds: &[f64]) -> Standing {
        match (self, score) {
            (Goal::Grade { grade }, Some(score)) => {
                Standing { reached: grade_of(score, bounds) <= *grade, level: score }
            }
            _ => Standing::NOWHERE,
        }
    }

    /// What binds an assessment of a dossier that misses the goal.
    pub(super) fn bindings(
        &self,
        assessment: &Assessment,
        dossier: &Dossier,
        rules: &Rules<'_>,
    ) -> Result<Vec<Binding>, AssessError> {
        let financing = &assessment.financing;
        Ok(match self {
            Goal::Debt { sense: Sense::Combined, .. } | Goal::Cost { sense: Sense::Combined, .. } => {
                let mut found = self.of_loans(assessment, dossier, rules)?;
                found.extend(closed(financing));
                found
            }
            Goal::Debt { .. } => {
                let best = lent(financing.open_now()).and_then(|(best, amount)| {
                    let found = financing.channels.iter().find(|found| found.channel == best)?;
                    Some(Binding::Limit { channel: best, amount, limit: found.binding })
                });
                best.into_iter().chain(closed(financing)).collect()
            }
            Goal::Cost { .. } => {
                let best = cheapest(financing.open_now()).map(|(channel, cost)| Binding::Price { channel, cost });
                best.into_iter().chain(closed(financing)).collect()
            }
            Goal::Attribute { year } => of_year(*year, assessment),
            Goal::Grade { .. } => weakest(assessment),
        })
    }

    fn of_loans(
        &self,
        assessment: &Assessment,
        dossier: &Dossier,
        rules: &Rules<'_>,
    ) -> Result<Vec<Binding>, AssessError> {
        let asked = self.combined().flatten();
        let values = asset_values(&assessment.valuation);
        let Some(program) = raise::program(dossier, asked, &values, rules)? else { return Ok(vec![Binding::NoNeed]) };
        let best = program.best()?;
        Ok(match (self, best.cost) {
            (_, None) => vec![Binding::NothingLent],
            (Goal::Cost { .. }, Some(cost)) => vec![Binding::CombinedPrice { cost, parts: best.parts }],
            (_, Some(_)) => raise::bounds(&program)?.into_iter().take(NAMED).map(Binding::Bound).collect(),
        })
    }
}

/// Channels that lend and stay closed, with the reasons.
fn closed(financing: &FinancingAssessment) -> impl Iterator<Item = Binding> {
    let lend = financing.channels.iter().filter(|found| DEBT.contains(&found.channel));
    let open = [Verdict::Available, Verdict::Experimental, Verdict::TooSlow];
    let shut = lend.filter(move |found| {
        let told = !found.failed.is_empty() || !found.data_needed.is_empty();
        told && !open.contains(&found.verdict)
    });
    let binding = shut.map(|found| Binding::Closed {
        channel: found.channel,
        failed: found.failed.clone(),
        unknown: found.data_needed.clone(),
    });
    binding.take(NAMED)
}

fn weakest(assessment: &Assessment) -> Vec<Binding> {
    let scored = assessment.health.dimensions.iter();
    let mut known: Vec<(Dimension, f64)> =
        scored.filter_map(|found| Some((found.dimension, found.score.as_ref()?.value))).collect();
    known.sort_by(|a, b| a.1.total_cmp(&b.1));
    if known.is_empty() {
        return vec![Binding::NoScore];
    }
    let weak = known.into_iter().take(WEAKEST);
    weak.map(|(dimension, score)| Binding::Dimension { dimension, score }).collect()
}

fn of_year(year: i16, assessment: &Assessment) -> Vec<Binding> {
    let projection = assessment.star.projection.as_ref();
    let Some(row) = projection.and_then(|found| found.years.iter().find(|row| row.year == year)) else {
        return vec![Binding::NotProjected { until: projection.and_then(|found| Some(found.years.last()?.year)) }];
    };
    let codes = [IndicatorCode::I1, IndicatorCode::I2, IndicatorCode::I3, IndicatorCode::I4];
    let rows = codes.into_iter().zip(row.indicators).zip(row.headroom);
    rows.filter(|((_, verdict), _)| verdict.outcome() != Outcome::Pass)
        .map(|((indicator, _), headroom)| Binding::Indicator { indicator, headroom })
        .collect()
}

/// Indicators met; one that is not counts by how much of its threshold it has.
fn nearness(row: &ProjectionYear) -> f64 {
    let parts = row.indicators.iter().zip(row.headroom).map(|(verdict, headroom)| match verdict.outcome() {
        Outcome::Pass => 1.0,
        Outcome::Fail | Outcome::Unknown => headroom.map_or(0.0, |part| part.clamp(0.0, 0.999)),
    });
    parts.sum()
}
