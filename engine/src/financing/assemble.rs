//! From the parts of a channel to its assessment: verdict, fit, documents, steps, rank inputs.

use smol_str::SmolStr;

use super::context::Context;
use super::criteria::{Screen, Standing};
use super::ranking::{Offer, Ranking, Wanted};
use super::{
    Channel, ChannelAssessment, ChannelDetails, DayRange, DocumentState, Figure, FigureRange, FinancingError, Limit,
    LimitKind, RankInputs, RedFlag, StepTime, Verdict,
};
use crate::dossier::AssetKind;
use crate::rules::NoteKind;
use crate::working::joined;

/// What a channel found out.
pub(super) struct Draft {
    pub channel: Channel,
    pub screen: Screen,
    /// The channel needs at least one right of the portfolio.
    pub on_assets: bool,
    pub experimental: bool,
    /// Blocked whatever the criteria say.
    pub barred: bool,
    pub amount: Option<FigureRange>,
    pub limits: Vec<Limit>,
    pub binding: Option<LimitKind>,
    pub cost: Option<Figure>,
    pub cost_after_subsidy: Option<Figure>,
    pub cost_in_scenario: Option<Figure>,
    pub cost_in_high_scenario: Option<Figure>,
    pub days: DayRange,
    /// `None` when it does not dilute.
    pub dilution: Option<Figure>,
    /// It dilutes, by how much is not known.
    pub dilution_unknown: bool,
    pub upfront: Option<Figure>,
    pub red_flags: Vec<RedFlag>,
    pub details: ChannelDetails,
    /// An appraisal report is not needed.
    pub internal_valuation: bool,
    /// Further criteria or fields still needed.
    pub data_needed: Vec<String>,
}

impl Draft {
    pub fn new(channel: Channel, screen: Screen, days: DayRange) -> Self {
        Draft {
            channel,
            screen,
            on_assets: true,
            experimental: false,
            barred: false,
            amount: None,
            limits: Vec::new(),
            binding: None,
            cost: None,
            cost_after_subsidy: None,
            cost_in_scenario: None,
            cost_in_high_scenario: None,
            days,
            dilution: None,
            dilution_unknown: false,
            upfront: None,
            red_flags: Vec::new(),
            details: ChannelDetails::None,
            internal_valuation: false,
            data_needed: Vec::new(),
        }
    }

    pub fn finish(self, context: &Context, ranking: &Ranking) -> Result<ChannelAssessment, FinancingError> {
        let code = self.channel.code();
        let usable = self.screen.usable();
        let low = context.rules.number("financing.fit.low-coverage")?;
        let cap = context.rules.number("financing.fit.cap")?;
        let (fit, coverage) = self.screen.fit(low, cap);
        let mut verdict = if self.barred { Verdict::Blocked } else { self.screen.verdict(self.on_assets) };
        let wanted_days = context.dossier.need.days_available.map(f64::from);
        if verdict == Verdict::Available && self.experimental {
            verdict = Verdict::Experimental;
        }
        // A channel whose bounds leave nothing is closed, whatever the criteria say; `binding` tells which bound.
        if self.amount.as_ref().is_some_and(|amount| amount.high.value <= 0.0) {
            verdict = Verdict::Blocked;
        }
        if verdict != Verdict::Blocked && wanted_days.is_some_and(|days| self.days.base > days) {
            verdict = Verdict::TooSlow;
        }
        let dilution = match (&self.dilution, self.dilution_unknown) {
            (Some(figure), _) => Some(figure.value),
            (None, true) => None,
            (None, false) => Some(0.0),
        };
        let risk = match context.rules.number(&joined(&["financing.rank.risk.", code])) {
            Ok(risk) => risk,
            // Channels without cash have no risk record and are not scored.
            Err(crate::rules::RuleError::Missing { .. }) => 1.0,
            Err(error) => return Err(error.into()),
        };
        let relief = match context.dossier.need.floor_price {
            Some(share) if share.get() > 0.0 && matches!(self.channel, Channel::Pledge | Channel::CombinedCredit) => {
                context.rules.number("financing.floor-price.risk")?
            }
            _ => 0.0,
        };
        let offer = Offer {
            fit,
            amount: self.amount.as_ref().map(|amount| amount.base.value),
            cost: self.cost_after_subsidy.as_ref().or(self.cost.as_ref()).map(|cost| cost.value),
            days: self.days.base,
            dilution,
            risk: libm::fmax(0.0, risk - relief),
        };
        let wanted = Wanted {
            amount: context.need(),
            days: wanted_days,
            dilution_cap: context.dossier.need.dilution_cap.map(crate::Ratio::get),
        };
        let rank_inputs =
            if self.amount.is_some() { ranking.normalise(&offer, &wanted) } else { RankInputs::default() };
        let supported = self.cost_after_subsidy.is_some();
        let (documents, steps, legal_basis, eligible_assets) = match context.in_whole() {
            true => (
                documents(context, code, &usable, self.internal_valuation, supported),
                steps(context, code, self.internal_valuation),
                context.rules.notes(NoteKind::LegalBasis, code).map(|note| note.id.clone()).collect(),
                ids(context, &usable),
            ),
            false => Default::default(),
        };
        let unconfirmed = self.screen.standings.iter().filter(|standing| **standing == Standing::Unconfirmed).count();
        let mut data_needed = self.screen.data_needed;
        data_needed.extend(self.data_needed);
        data_needed.sort();
        data_needed.dedup();
        Ok(ChannelAssessment {
            channel: self.channel,
            verdict,
            fit,
            coverage,
            score: None,
            rank_inputs,
            rank: None,
            veto: Vec::new(),
            drivers: Vec::new(),
            criteria: self.screen.criteria,
            asset_criteria: self.screen.asset_criteria,
            failed: self.screen.failed,
            data_needed,
            eligible_assets,
            unconfirmed_assets: unconfirmed,
            amount: self.amount,
            limits: self.limits,
            binding: self.binding,
            cost: self.cost,
            cost_after_subsidy: self.cost_after_subsidy,
            cost_in_scenario: self.cost_in_scenario,
            cost_in_high_scenario: self.cost_in_high_scenario,
            days: self.days,
            dilution: self.dilution,
            upfront: self.upfront,
            documents,
            steps,
            red_flags: self.red_flags,
            legal_basis,
            details: self.details,
        })
    }
}

/// Days of a channel, from `financing.days.<key>`.
pub(super) fn days(context: &Context, key: &str) -> Result<DayRange, FinancingError> {
    let [low, base, high] = context.rules.triple(&joined(&["financing.days.", key]))?;
    Ok(DayRange { low, base, high })
}

/// A red flag on the whole channel.
pub(super) fn flag(note: &str) -> RedFlag {
    RedFlag { note: note.into(), assets: Vec::new() }
}

/// A red flag on some rights, when there are any; the first ones are named.
pub(super) fn flag_on<'a>(
    context: &Context<'a>,
    note: &str,
    usable: &[usize],
    concerned: impl Fn(&super::context::Item<'a>) -> bool,
) -> Option<RedFlag> {
    let assets: Vec<String> = usable
        .iter()
        .filter_map(|place| context.items.get(*place))
        .filter(|item| concerned(item))
        .take(super::AssetCriterion::EXAMPLES)
        .map(|item| item.asset.id.clone())
        .collect();
    (!assets.is_empty()).then(|| RedFlag { note: note.into(), assets })
}

fn ids(context: &Context, places: &[usize]) -> Vec<String> {
    places.iter().filter_map(|place| context.items.get(*place)).map(|item| item.asset.id.clone()).collect()
}

fn documents(context: &Context, code: &str, usable: &[usize], internal: bool, supported: bool) -> Vec<DocumentState> {
    let items = || usable.iter().filter_map(|place| context.items.get(*place));
    let relevant = |id: &str| match id {
        "D13" => items().any(|item| matches!(item.asset.kind, AssetKind::UtilityModel | AssetKind::Design)),
        "D14" => items().any(|item| {
            item.asset.same_day_dual == Some(true)
                || item.asset.dispute == Some(crate::dossier::RightDispute::InvalidationPending)
        }),
        "D15" => items().any(|item| item.sole == Some(false)),
        "D16" => !context.licences.is_empty(),
        "D17" => items().any(|item| item.asset.kind.is_patent()),
        "D27" => supported,
        "D29" => context.dossier.enterprise.export_share.is_none_or(|share| share.get() > 0.0),
        "D31" => items().any(|item| item.asset.kind == AssetKind::DataIp),
        "D32" => context.dossier.need.floor_price.is_some_and(|share| share.get() > 0.0),
        "D23" | "D24" => items().any(|item| super::equity_tax::is_technology(item.asset.kind)),
        _ => true,
    };
    let has = |codes: &[SmolStr]| codes.iter().any(|channel| channel == code);
    context
        .rules
        .notes(NoteKind::Document, code)
        .filter_map(|note| {
            let always = has(note.codes("always"));
            let conditional = has(note.codes("when-relevant")) && relevant(&note.id);
            let spared = internal && note.id == "D07";
            ((always && !spared) || conditional).then(|| DocumentState {
                document: note.id.clone(),
                held: context.document(&note.id),
                conditional: !always,
            })
        })
        .collect()
}

fn steps(context: &Context, code: &str, internal: bool) -> Vec<StepTime> {
    let when = if internal { "internal" } else { "external" };
    context
        .rules
        .notes(NoteKind::Step, code)
        .filter(|note| {
            let only = note.codes("when");
            only.is_empty() || only.iter().any(|case| case == when)
        })
        .map(|note| StepTime { step: note.id.clone(), days: note.number("days").unwrap_or(0.0) })
        .collect()
}
