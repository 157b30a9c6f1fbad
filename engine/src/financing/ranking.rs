//! Ranking of the channels: fit, amount, cost, time, dilution and risk, with vetoes and sensitivity to the weights.

use super::{ChannelAssessment, FinancingError, RankCriterion, RankInputs, RankRange, Verdict};
use crate::rules::Rules;

/// Weights and lines of the ranking, read once.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// Weights in the order of [`RankCriterion::ALL`].
    pub weights: [f64; 6],
    cost_band: [f64; 2],
    veto_line: f64,
    veto_cap: f64,
    shift: f64,
}

/// What is ranked of one channel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Offer {
    /// Fit, 0–100.
    pub fit: Option<f64>,
    /// Amount, yuan.
    pub amount: Option<f64>,
    /// All-in annual cost.
    pub cost: Option<f64>,
    /// Days to money.
    pub days: f64,
    /// Dilution, 0–1; `None` is not known.
    pub dilution: Option<f64>,
    /// Risk, 0–1.
    pub risk: f64,
}

/// What the offers are measured against; `None` is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Amount, yuan.
    pub amount: Option<f64>,
    /// Days.
    pub days: Option<f64>,
    /// Largest dilution, 0–1.
    pub dilution_cap: Option<f64>,
}

impl Ranking {
    /// Reads the weights.
    ///
    /// # Errors
    /// [`FinancingError`] when a record is missing or has another number of places.
    pub fn load(rules: &Rules) -> Result<Self, FinancingError> {
        let weights = rules.list("financing.rank.weights")?;
        let band = rules.list("financing.rank.cost-band")?;
        let wrong = |id: &str| FinancingError::Shape { id: id.to_owned() };
        Ok(Ranking {
            weights: weights.try_into().map_err(|_| wrong("financing.rank.weights"))?,
            cost_band: band.try_into().map_err(|_| wrong("financing.rank.cost-band"))?,
            veto_line: rules.number("financing.rank.veto-line")?,
            veto_cap: rules.number("financing.rank.veto-cap")?,
            shift: rules.number("financing.rank.weight-shift")?,
        })
    }

    /// The six inputs of an offer, each brought to 0–1.
    #[must_use]
    pub fn normalise(&self, offer: &Offer, wanted: &Wanted) -> RankInputs {
        let [cheap, dear] = self.cost_band;
        let unit = |value: f64| value.clamp(0.0, 1.0);
        RankInputs {
            fit: offer.fit.map(|fit| unit(fit / 100.0)),
            amount: offer.amount.zip(wanted.amount).map(|(amount, need)| unit(amount / need)),
            cost: offer.cost.map(|cost| unit((dear - cost) / (dear - cheap))),
            time: wanted.days.map(|days| if days > 0.0 { unit(1.0 - offer.days / days) } else { 0.0 }),
            dilution: match (offer.dilution, wanted.dilution_cap) {
                (Some(dilution), _) if dilution <= 0.0 => Some(1.0),
                (Some(_), Some(cap)) if cap <= 0.0 => Some(0.0),
                (Some(dilution), Some(cap)) => Some(unit(1.0 - dilution / cap)),
                _ => None,
            },
            risk: Some(unit(1.0 - offer.risk)),
        }
    }

    /// The score `100 · Σ w·n / Σ w`, capped when an input falls below the veto line; and the vetoes.
    #[must_use]
    pub fn score(&self, inputs: &RankInputs) -> (f64, Vec<RankCriterion>) {
        self.score_with(&self.weights, inputs)
    }

    fn score_with(&self, weights: &[f64; 6], inputs: &RankInputs) -> (f64, Vec<RankCriterion>) {
        let (mut sum, mut whole) = (0.0, 0.0);
        let mut vetoes = Vec::new();
        for ((criterion, weight), input) in RankCriterion::ALL.into_iter().zip(weights).zip(inputs.all()) {
            // What is not known neither helps nor harms: it counts as the middle and vetoes nothing.
            sum += weight * input.unwrap_or(0.5);
            whole += weight;
            if input.is_some_and(|input| input < self.veto_line) {
                vetoes.push(criterion);
            }
        }
        let score = if whole > 0.0 { 100.0 * sum / whole } else { 0.0 };
        (if vetoes.is_empty() { score } else { libm::fmin(score, self.veto_cap) }, vetoes)
    }

    /// The criteria that moved a score most, three at most, strongest first.
    #[must_use]
    pub fn drivers(&self, inputs: &RankInputs) -> Vec<RankCriterion> {
        let mut moved: Vec<(f64, RankCriterion)> = RankCriterion::ALL
            .into_iter()
            .zip(self.weights)
            .zip(inputs.all())
            .filter_map(|((criterion, weight), input)| Some((weight * libm::fabs(input? - 0.5), criterion)))
            .collect();
        moved.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        moved.into_iter().take(3).map(|(_, criterion)| criterion).collect()
    }

    /// Place of each set of inputs, from 1, with the best and worst place when each weight in turn moves by
    /// `financing.rank.weight-shift` up and down. Equal scores keep their order.
    #[must_use]
    pub fn places(&self, channels: &[RankInputs]) -> Vec<RankRange> {
        let base = self.order(&self.weights, channels);
        let mut ranges: Vec<RankRange> =
            base.iter().map(|place| RankRange { base: *place, best: *place, worst: *place }).collect();
        for moved in 0..self.weights.len() {
            for factor in [1.0 - self.shift, 1.0 + self.shift] {
                let mut weights = self.weights;
                if let Some(weight) = weights.get_mut(moved) {
                    *weight *= factor;
                }
                for (range, place) in ranges.iter_mut().zip(self.order(&weights, channels)) {
                    range.best = range.best.min(place);
                    range.worst = range.worst.max(place);
                }
            }
        }
        ranges
    }

    fn order(&self, weights: &[f64; 6], channels: &[RankInputs]) -> Vec<usize> {
        let scores: Vec<f64> = channels.iter().map(|inputs| self.score_with(weights, inputs).0).collect();
        scores
            .iter()
            .enumerate()
            .map(|(here, score)| {
                let ahead = |(there, other): (usize, &f64)| *other > *score || (*other == *score && there < here);
                1 + scores.iter().enumerate().filter(|pair| ahead(*pair)).count()
            })
            .collect()
    }

    /// Scores and orders the assessed channels; the place is that of the score among the open ones.
    pub(super) fn apply(&self, channels: &mut [ChannelAssessment]) {
        for channel in channels.iter_mut().filter(|channel| channel.amount.is_some()) {
            let (score, vetoes) = self.score(&channel.rank_inputs);
            channel.score = Some(score);
            channel.veto = vetoes;
            channel.drivers = self.drivers(&channel.rank_inputs);
        }
        let open = |channel: &ChannelAssessment| channel.score.is_some() && channel.verdict != Verdict::Blocked;
        // What comes in time first, then what comes too late, what is closed, what brings no cash.
        let group = |channel: &ChannelAssessment| match (channel.score, channel.verdict) {
            (None, _) => 3,
            (Some(_), Verdict::Blocked) => 2,
            (Some(_), Verdict::TooSlow) => 1,
            (Some(_), _) => 0,
        };
        let score = |channel: &ChannelAssessment| channel.score.unwrap_or(0.0);
        channels.sort_by(|a, b| {
            group(a).cmp(&group(b)).then(score(b).total_cmp(&score(a))).then(a.channel.cmp(&b.channel))
        });
        let ranked: Vec<RankInputs> =
            channels.iter().filter(|channel| open(channel)).map(|channel| channel.rank_inputs).collect();
        for (channel, place) in channels.iter_mut().zip(self.places(&ranked)) {
            channel.rank = Some(place);
        }
    }
}
