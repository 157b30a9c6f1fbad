//! Goals 目标 and how near a dossier is to one.

use serde::{Deserialize, Serialize};

use super::outlook::{DEBT, cheapest, lent};
use crate::Money;
use crate::assess::{AssessError, Assessment};
use crate::dossier::Dossier;
use crate::financing::{AssetValues, Channel, FinancingAssessment, LimitKind, assess_channels};
use crate::health::{Dimension, grade_of, overall_score};
use crate::rules::{Outcome, Rules};
use crate::star::assess_star;
use crate::star::result::{IndicatorCode, Projection, ProjectionYear};
use crate::valuation::{Grade, PortfolioValuation};
use crate::working::Workings;

/// What is to be true.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// One open channel lends at least this much in the base case 债权融资达到.
    Debt {
        /// Amount.
        amount: Money,
    },
    /// The least all-in annual cost of an open channel that lends is at most this 综合成本不高于.
    Cost {
        /// Rate per year, decimal.
        rate: f64,
    },
    /// The STAR attribute is met on the figures of a base year 科创属性在该年达标.
    Attribute {
        /// Fiscal year.
        year: i16,
    },
    /// The overall grade of the check-up is at least this 总评等级.
    Grade {
        /// A to D.
        grade: Grade,
    },
}

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

/// What stands in the way of a goal that no change reaches 制约因素.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Binding {
    /// The channel that lends most, and the bound on its amount.
    Limit {
        /// Channel.
        channel: Channel,
        /// Its amount, yuan.
        amount: f64,
        /// What binds.
        limit: Option<LimitKind>,
    },
    /// A channel that lends stays closed.
    Closed {
        /// Channel.
        channel: Channel,
        /// Ids of the requirements that fail.
        failed: Vec<String>,
        /// Ids of requirements still unknown.
        unknown: Vec<String>,
    },
    /// The cheapest channel, and its cost.
    Price {
        /// Channel.
        channel: Channel,
        /// All-in annual cost.
        cost: f64,
    },
    /// Indicators of the year that fail or cannot be computed, with the best arm over its threshold.
    Indicator {
        /// Which.
        indicator: IndicatorCode,
        /// Best arm over threshold; `None` when it cannot be computed.
        headroom: Option<f64>,
    },
    /// The year is not projected: three years of figures or a planned growth are missing, or it is too far.
    NotProjected {
        /// Last year projected.
        until: Option<i16>,
    },
    /// The dimensions of the check-up that hold the grade back, weakest first.
    Dimension {
        /// Which.
        dimension: Dimension,
        /// Its score, 0–100.
        score: f64,
    },
    /// Nothing is known that a score could be computed from.
    NoScore,
}

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
        let mut workings = Workings::default();
        Ok(match (self, valued) {
            (Goal::Debt { .. } | Goal::Cost { .. }, Some((_, values))) => {
                self.of_channels(&assess_channels(dossier, values, rules, &mut workings)?)
            }
            (Goal::Grade { .. }, Some((valuation, _))) => {
                self.of_score(overall_score(dossier, valuation, rules)?, rules.list("health.grade-bounds")?)
            }
            (Goal::Attribute { .. }, _) => {
                self.of_projection(assess_star(dossier, rules, &mut workings)?.projection.as_ref())
            }
            (Goal::Debt { .. } | Goal::Cost { .. } | Goal::Grade { .. }, None) => Standing::NOWHERE,
        })
    }

    /// Whether an assessment reaches it.
    #[must_use]
    pub fn reached_in(&self, assessment: &Assessment) -> bool {
        match self {
            Goal::Debt { .. } | Goal::Cost { .. } => self.of_channels(&assessment.financing).reached,
            Goal::Attribute { .. } => self.of_projection(assessment.star.projection.as_ref()).reached,
            Goal::Grade { grade } => assessment.health.grade.is_some_and(|found| found <= *grade),
        }
    }

    fn of_channels(&self, financing: &FinancingAssessment) -> Standing {
        match self {
            Goal::Debt { amount } => {
                let most = lent(financing).map_or(0.0, |(_, most)| most);
                // Half a fen: amounts are computed, not counted.
                Standing { reached: amount.to_yuan() <= most + 0.005, level: most }
            }
            Goal::Cost { rate } => match cheapest(financing) {
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

    /// What binds an assessment that misses the goal.
    pub(super) fn bindings(&self, assessment: &Assessment) -> Vec<Binding> {
        let financing = &assessment.financing;
        let closed = || {
            let lend = financing.channels.iter().filter(|found| DEBT.contains(&found.channel));
            let shut = lend.filter(|found| !found.failed.is_empty() || !found.data_needed.is_empty());
            shut.map(|found| Binding::Closed {
                channel: found.channel,
                failed: found.failed.clone(),
                unknown: found.data_needed.clone(),
            })
        };
        match self {
            Goal::Debt { .. } => {
                let best = lent(financing).and_then(|(best, amount)| {
                    let found = financing.channels.iter().find(|found| found.channel == best)?;
                    Some(Binding::Limit { channel: best, amount, limit: found.binding })
                });
                best.into_iter().chain(closed().take(CLOSED)).collect()
            }
            Goal::Cost { .. } => {
                let best = cheapest(financing).map(|(channel, cost)| Binding::Price { channel, cost });
                best.into_iter().chain(closed().take(CLOSED)).collect()
            }
            Goal::Attribute { year } => of_year(*year, assessment),
            Goal::Grade { .. } => {
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
        }
    }
}

/// How many closed channels are named.
const CLOSED: usize = 3;
/// How many weak dimensions are named.
const WEAKEST: usize = 3;

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
