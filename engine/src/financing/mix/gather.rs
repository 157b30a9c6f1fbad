//! From the assessed channels to the program: rights, products, bounds.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::{MixProblem, MixProduct, MixRight};
use super::{LeftOut, MixError, SubsidyScenario};
use crate::dossier::{AssetKind, Contributor, Dossier, LicenceDirection};
use crate::financing::context::Context;
use crate::financing::sizing::{Advance, Case, annuity, collateral_of, lending_values};
use crate::financing::{
    AssetValues, Channel, ChannelAssessment, ChannelDetails, FinancingAssessment, FinancingError, LimitKind, Verdict,
    combined, equity, pledge,
};
use crate::rules::{Rules, Unit};
use crate::working::{Figure, Origin, Sheet, Term};

/// The program with what the result must say of it.
pub(super) struct Gathered {
    pub problem: MixProblem,
    /// By product.
    pub verdicts: Vec<Verdict>,
    pub left_out: Vec<(Channel, LeftOut)>,
    pub unbounded: Vec<String>,
    pub grouped: usize,
    pub dropped: usize,
}

/// A product before the rights are put in order: advance rates by place in the portfolio.
struct Offer {
    product: MixProduct,
    advance: BTreeMap<usize, f64>,
    verdict: Verdict,
}

/// Licence income as a right of its own.
const LICENCES: &str = "licence-revenue";

pub(super) fn gather(
    scenario: SubsidyScenario,
    assessment: &FinancingAssessment,
    dossier: &Dossier,
    values: &AssetValues,
    rules: &Rules,
) -> Result<Gathered, MixError> {
    let portfolio = dossier.portfolio();
    let context = Context::new(dossier, &portfolio, values, rules)?;
    let need = context.need().ok_or(MixError::NoNeed)?;
    let mut left_out = Vec::new();
    let mut offers: Vec<Offer> = Vec::new();
    for channel in assessment.channels.iter().filter(|channel| brings_cash(channel.channel)) {
        match offers_of(&context, channel, scenario)? {
            Ok(found) => offers.extend(found),
            Err(reason) => left_out.push((channel.channel, reason)),
        }
    }
    left_out.sort();
    // A fixed order, whatever the ranking: the same program whatever the weights.
    offers.sort_by_key(|offer| (offer.product.channel, offer.product.kinds));
    let mut problem = bounds(&context, need)?;
    let placed = place_rights(&context, &mut problem, &mut offers)?;
    let mut unbounded: Vec<String> = [
        (problem.budget.is_none(), "need.upfront_budget"),
        (problem.days.is_none(), "need.days_available"),
        (problem.cash_flow.is_none(), "accounts.ebitda"),
        (problem.dilution.is_none() && offers.iter().any(|offer| offer.product.equity > 0.0), "need.dilution_cap"),
    ]
    .into_iter()
    .filter(|(missing, _)| *missing)
    .map(|(_, path)| path.to_owned())
    .collect();
    unbounded.sort();
    let verdicts = offers.iter().map(|offer| offer.verdict).collect();
    problem.products = offers.into_iter().map(|offer| offer.product).collect();
    add_licences(&context, assessment, &mut problem);
    Ok(Gathered { problem, verdicts, left_out, unbounded, grouped: placed.grouped, dropped: placed.dropped })
}

fn brings_cash(channel: Channel) -> bool {
    !matches!(channel, Channel::Insurance | Channel::Policy)
}

/// The bounds of the dossier and the prices of the rules.
fn bounds(context: &Context, need: f64) -> Result<MixProblem, MixError> {
    let number = |id: &str| context.rules.number(&format!("financing.mix.{id}"));
    let wanted = &context.dossier.need;
    let mut sheet = Sheet::new();
    let cash_flow = match context.ebitda(&mut sheet).zip(context.debt_service(&mut sheet)) {
        Some((ebitda, service)) => {
            let cover = context.rules.number("financing.dscr-min")?;
            Some(libm::fmax(0.0, sheet.value(ebitda) / cover - sheet.value(service)))
        }
        None => None,
    };
    Ok(MixProblem {
        need,
        over_raise: number("over-raise")?,
        days: wanted.days_available.map(f64::from),
        budget: wanted.upfront_budget.map(crate::Money::to_yuan),
        dilution: wanted.dilution_cap.map(crate::Ratio::get),
        pre_money: context.pre_money(),
        cash_flow,
        count: libm::fmax(1.0, number("count")?) as usize,
        trial_share: Some(number("trial-share")?),
        horizon: libm::fmax(number("horizon")?, 0.1),
        shortfall_price: number("shortfall-price")?,
        risk_price: number("risk-price")?,
        binding_price: number("binding-price")?,
        ..MixProblem::default()
    })
}

/// The all-in cost of a channel with the support of a scenario. What holds today is never given up for an assumption.
fn cost_in(channel: &ChannelAssessment, scenario: SubsidyScenario) -> Option<f64> {
    let value = |figure: &Option<Figure>| figure.as_ref().map(|cost| cost.value);
    let (before, today) = (value(&channel.cost), value(&channel.cost_after_subsidy));
    let assumed = match scenario {
        SubsidyScenario::None => return before,
        SubsidyScenario::Today => None,
        // Of securitisation there is one scenario only, the award of another city.
        SubsidyScenario::Low => value(&channel.cost_in_scenario),
        SubsidyScenario::High => value(&channel.cost_in_high_scenario).or(value(&channel.cost_in_scenario)),
    };
    let cheapest = [today, assumed].into_iter().flatten().reduce(libm::fmin);
    cheapest.or(before)
}

/// The products of a channel, or why it offers none.
fn offers_of(
    context: &Context,
    channel: &ChannelAssessment,
    scenario: SubsidyScenario,
) -> Result<Result<Vec<Offer>, LeftOut>, MixError> {
    match channel.verdict {
        Verdict::Blocked => return Ok(Err(LeftOut::Blocked)),
        Verdict::NeedsWaiver => return Ok(Err(LeftOut::NeedsWaiver)),
        Verdict::Available | Verdict::NeedsData | Verdict::Experimental | Verdict::TooSlow => {}
    }
    let Some(amount) = channel.amount.as_ref().map(|amount| amount.base.value).filter(|amount| *amount > 0.0) else {
        return Ok(Err(LeftOut::NoAmount));
    };
    let Some(cost) = cost_in(channel, scenario) else {
        return Ok(Err(LeftOut::NoCost));
    };
    let equity = match equity_of(context, channel)? {
        Ok(equity) => equity,
        Err(reason) => return Ok(Err(reason)),
    };
    let places = eligible(context, channel);
    let fixed = fixed_cost(context, channel, &places, amount)?;
    let in_cost = !matches!(channel.channel, Channel::Equity);
    let rate = libm::fmax(0.0, if in_cost { cost - fixed / (amount * context.tenor) } else { cost });
    let upfront = channel.upfront.as_ref().map_or(0.0, |upfront| libm::fmax(0.0, upfront.value - fixed) / amount);
    let [least, most] = ticket(context, channel, amount)?;
    let product = MixProduct {
        channel: channel.channel,
        least,
        most,
        rate,
        fixed,
        upfront,
        days: channel.days.base,
        risk: channel.rank_inputs.risk.map_or(0.0, |safety| 1.0 - safety),
        equity: equity.share,
        equity_fixed: equity.fixed,
        service: if channel.channel == Channel::Equity { 0.0 } else { service(context, channel.channel, rate)? },
        trial: matches!(channel.channel, Channel::Lease | Channel::Trust),
        secured: !matches!(channel.channel, Channel::Equity | Channel::InvestLoan),
        takes_all: channel.channel == Channel::Equity,
        advance: Vec::new(),
        kinds: 0,
        family: matches!(channel.channel, Channel::Pledge | Channel::CombinedCredit).then_some(0),
        cover: None,
    };
    let advance = match channel.channel {
        Channel::Equity => equity.rights.into_iter().map(|place| (place, 0.0)).collect(),
        _ => advances(context, channel.channel, &places)?,
    };
    let offer = Offer { product, advance, verdict: channel.verdict };
    Ok(Ok(if channel.channel == Channel::CombinedCredit { packages(context, channel, offer)? } else { vec![offer] }))
}

/// Places of the rights that the channel takes and that have a value.
fn eligible(context: &Context, channel: &ChannelAssessment) -> Vec<usize> {
    let ids: BTreeSet<&str> = channel.eligible_assets.iter().map(String::as_str).collect();
    let items = context.items.iter().enumerate();
    let places = items.filter(|(_, item)| ids.contains(item.asset.id.as_str())).map(|(place, _)| place).collect();
    context.valued(places)
}

/// One-off cost that does not grow with the amount, yuan.
fn fixed_cost(
    context: &Context,
    channel: &ChannelAssessment,
    places: &[usize],
    amount: f64,
) -> Result<f64, FinancingError> {
    let rules = context.rules;
    Ok(match (channel.channel, &channel.details) {
        (Channel::Pledge | Channel::CombinedCredit | Channel::ExtendedCollateral, ChannelDetails::Credit(credit)) => {
            let kinds = pledge::used_kinds(context, places);
            let package = channel.channel == Channel::CombinedCredit;
            pledge::one_off_fees(context, &kinds, credit.value.value, amount, package)?.0
        }
        (Channel::LicenceRevenue, _) => rules.number("financing.legal-fee")?,
        (Channel::Trust, _) => middle(rules, "financing.trust.setup")?,
        (Channel::Equity, _) => middle(rules, "financing.equity.setup-cost")?,
        _ => 0.0,
    })
}

fn middle(rules: &Rules, id: &str) -> Result<f64, FinancingError> {
    let [_, base, _] = rules.triple(id)?;
    Ok(base)
}

/// Smallest and largest amount: the ticket, and the bounds of the channel that do not depend on the choice.
fn ticket(context: &Context, channel: &ChannelAssessment, amount: f64) -> Result<[f64; 2], FinancingError> {
    let id = format!("financing.mix.ticket.{}", channel.channel.code());
    let [least, most]: [f64; 2] =
        context.rules.list(&id)?.try_into().map_err(|_| FinancingError::Shape { id: id.clone() })?;
    if channel.channel == Channel::Equity {
        return Ok([libm::fmin(least, amount), libm::fmin(most, amount)]);
    }
    let own = |kind: LimitKind| {
        let more_than_rights = matches!(channel.channel, Channel::ExtendedCollateral | Channel::Trust);
        matches!(kind, LimitKind::ProductCap | LimitKind::LicenceIncome | LimitKind::PoolShare)
            || (kind == LimitKind::Collateral && more_than_rights)
    };
    let limits = channel.limits.iter().filter(|limit| own(limit.kind)).map(|limit| limit.figure.value);
    Ok([least, limits.fold(most, libm::fmin)])
}

/// First-year debt service per yuan: the annuity over the notional years.
fn service(context: &Context, channel: Channel, rate: f64) -> Result<f64, FinancingError> {
    let rules = context.rules;
    let years = match channel {
        Channel::Securitisation => rules.number("financing.mix.notional-years.AB")?,
        _ => rules.number("financing.notional-years")?,
    };
    if rate <= 1e-9 {
        return Ok(1.0 / years);
    }
    let mut sheet = Sheet::new();
    let rate = sheet.given(Term::TOTAL_RATE, rate, Unit::RatePerYear, Origin::Stated);
    let years = sheet.given(Term::NOTIONAL_YEARS, years, Unit::Year, Origin::Stated);
    let factor = sheet.compute(Term::ANNUITY_FACTOR, Unit::Factor, annuity(rate, years));
    Ok(sheet.value(factor))
}

/// New equity that a product brings, and the rights contributed with it.
#[derive(Default)]
struct NewEquity {
    share: f64,
    fixed: f64,
    rights: Vec<usize>,
}

fn equity_of(context: &Context, channel: &ChannelAssessment) -> Result<Result<NewEquity, LeftOut>, FinancingError> {
    match channel.channel {
        Channel::InvestLoan => {
            let share = middle(context.rules, "financing.invest-loan.coverage")?;
            Ok(Ok(NewEquity { share, ..NewEquity::default() }))
        }
        Channel::Equity => {
            let wanted = &context.dossier.need;
            // The venture gets the investor's cash, not the enterprise.
            if wanted.contributor == Some(Contributor::Enterprise) {
                return Ok(Err(LeftOut::CashElsewhere));
            }
            if context.pre_money().is_none() {
                return Ok(Err(LeftOut::DilutionUnknown));
            }
            let planned = wanted.contributor.is_some()
                || wanted.contribution_value.is_some()
                || wanted.plans_contribution == Some(true);
            if !planned {
                return Ok(Ok(NewEquity { share: 1.0, ..NewEquity::default() }));
            }
            let (rights, fixed) = equity::contributed(context, &eligible(context, channel));
            Ok(Ok(NewEquity { share: 1.0, fixed, rights }))
        }
        _ => Ok(Ok(NewEquity::default())),
    }
}

/// Advance rates of a channel on its rights, by place.
fn advances(context: &Context, channel: Channel, places: &[usize]) -> Result<BTreeMap<usize, f64>, FinancingError> {
    let rules = context.rules;
    let values = lending_values(context, places)?;
    let plain = |rate: f64| places.iter().map(|place| (*place, rate)).collect();
    match channel {
        Channel::Pledge | Channel::CombinedCredit | Channel::ExtendedCollateral => {
            let kinds = pledge::used_kinds(context, places);
            let advance = Advance::load(rules, "ltv", &kinds)?;
            let mut sheet = Sheet::new();
            let collateral = collateral_of(&mut sheet, context, &advance, places, Case::Base)?;
            let rates = sheet.values(collateral.rate);
            let scales = match channel {
                Channel::CombinedCredit => combined::overlap_scales(context, places)?,
                _ => vec![1.0; places.len()],
            };
            Ok(places.iter().copied().zip(rates.iter().zip(scales).map(|(rate, scale)| rate * scale)).collect())
        }
        Channel::Lease => {
            let by_book = rules.parameter("financing.lease.book-value")?.value == crate::rules::Value::Flag(true);
            let advance = middle(rules, "financing.lease.advance")?;
            let share = |place: usize, value: f64| {
                let book = context.items.get(place).and_then(|item| item.asset.book_value).filter(|_| by_book);
                book.map_or(1.0, |book| if value > 0.0 { libm::fmin(1.0, book.to_yuan() / value) } else { 0.0 })
            };
            Ok(places.iter().zip(values).map(|(place, value)| (*place, advance * share(*place, value))).collect())
        }
        Channel::Securitisation => {
            let mut rates = BTreeMap::new();
            for place in places {
                let Some(item) = context.items.get(*place) else { continue };
                let id = format!("financing.securitisation.advance.{}", item.asset.kind.code());
                rates.insert(*place, middle(rules, &id)?);
            }
            Ok(rates)
        }
        Channel::Trust => Ok(plain(middle(rules, "financing.trust.value-advance")?)),
        _ => Ok(BTreeMap::new()),
    }
}

/// One product for each number of kinds that raises the uplift of the package.
fn packages(context: &Context, channel: &ChannelAssessment, offer: Offer) -> Result<Vec<Offer>, FinancingError> {
    let rules = context.rules;
    let number = |id: &str| rules.number(&format!("financing.uplift.{id}"));
    let (step, line, most) = (number("kind")?, number("line")?, number("max")?);
    let same_line = channel
        .criteria
        .iter()
        .any(|result| result.criterion == "CC-S03" && result.outcome == crate::rules::Outcome::Pass);
    let kinds: BTreeSet<AssetKind> =
        offer.advance.keys().filter_map(|place| context.items.get(*place)).map(|item| item.asset.kind).collect();
    let mut found = Vec::new();
    for count in 2..=kinds.len() {
        let plain = step * (count as f64 - 1.0) + if same_line { line } else { 0.0 };
        let uplift = libm::fmin(plain, most);
        let product = MixProduct { kinds: count, ..offer.product.clone() };
        let advance = offer.advance.iter().map(|(place, rate)| (*place, rate * (1.0 + uplift))).collect();
        found.push(Offer { product, advance, verdict: offer.verdict });
        if plain >= most {
            break;
        }
    }
    Ok(found)
}

/// A right by its place, and its value, yuan.
type Valued = (usize, f64);

/// Rights of one kind that the same products take.
type Alike = (AssetKind, Vec<bool>);

struct Placed {
    grouped: usize,
    dropped: usize,
}

/// Puts the rights in order, the most valuable one by one, the others together by kind and by who takes them.
fn place_rights(context: &Context, problem: &mut MixProblem, offers: &mut [Offer]) -> Result<Placed, MixError> {
    let single = context.rules.number("financing.mix.rights")? as usize;
    let most_groups = context.rules.number("financing.mix.groups")? as usize;
    let places: BTreeSet<usize> = offers.iter().flat_map(|offer| offer.advance.keys().copied()).collect();
    let places: Vec<usize> = places.into_iter().collect();
    let values = lending_values(context, &places)?;
    let mut rights: Vec<Valued> = places.into_iter().zip(values).collect();
    rights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let rest = rights.split_off(single.min(rights.len()));
    let mut sets: Vec<Vec<Valued>> = rights.into_iter().map(|right| vec![right]).collect();
    let mut groups: BTreeMap<Alike, Vec<Valued>> = BTreeMap::new();
    for (place, value) in rest {
        let Some(item) = context.items.get(place) else { continue };
        let takers = offers.iter().map(|offer| offer.advance.contains_key(&place)).collect();
        groups.entry((item.asset.kind, takers)).or_default().push((place, value));
    }
    let mut groups: Vec<Vec<Valued>> = groups.into_values().collect();
    let first = |group: &[Valued]| group.first().map(|(place, _)| *place);
    let worth = |group: &[Valued]| group.iter().map(|(_, value)| value).sum::<f64>();
    groups.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(first(a).cmp(&first(b))));
    let dropped = groups.split_off(most_groups.min(groups.len())).iter().map(Vec::len).sum();
    let grouped = groups.iter().map(Vec::len).sum();
    sets.extend(groups);
    for set in &sets {
        let items = || set.iter().filter_map(|(place, _)| context.items.get(*place));
        problem.rights.push(MixRight {
            members: items().map(|item| item.asset.id.clone()).collect(),
            kind: items().next().map_or_else(String::new, |item| item.asset.kind.code().to_owned()),
            value: worth(set),
        });
    }
    for offer in offers {
        let rate = |set: &Vec<Valued>| {
            let taken = set.iter().filter_map(|(place, value)| Some(offer.advance.get(place)? * value));
            let all = set.first().is_some_and(|(place, _)| offer.advance.contains_key(place));
            all.then(|| if worth(set) > 0.0 { taken.sum::<f64>() / worth(set) } else { 0.0 })
        };
        offer.product.advance = sets.iter().map(rate).collect();
    }
    Ok(Placed { grouped, dropped })
}

/// Licence income as a right that only the licence-revenue pledge takes, and what it excludes.
///
/// A licensed right may be pledged beside its income only with the pledgee's written consent 质权人书面同意; it can be
/// neither leased nor contributed.
fn add_licences(context: &Context, assessment: &FinancingAssessment, problem: &mut MixProblem) {
    let Some(place) = problem.products.iter().position(|product| product.channel == Channel::LicenceRevenue) else {
        return;
    };
    let details = assessment.channel(Channel::LicenceRevenue).map(|channel| &channel.details);
    let Some(ChannelDetails::LicenceRevenue(details)) = details else { return };
    let value = details.present_value.value;
    let right = problem.rights.len();
    problem.rights.push(MixRight { members: details.licences.clone(), kind: LICENCES.to_owned(), value });
    for (other, product) in problem.products.iter_mut().enumerate() {
        // What bounds the amount is the limit of the channel, which the ticket carries already.
        product.advance.push((other == place).then(|| if value > 0.0 { product.most / value } else { 0.0 }));
    }
    let mut clashes = Vec::new();
    let counted =
        context.dossier.licences.iter().filter(|licence| {
            licence.direction == Some(LicenceDirection::Out) && details.licences.contains(&licence.id)
        });
    for licence in counted {
        let licensed = problem.rights.iter().enumerate().filter(|(_, right)| {
            right.kind != LICENCES && right.members.iter().any(|member| licence.assets.contains(member))
        });
        for (licensed, _) in licensed {
            for (other, product) in problem.products.iter().enumerate() {
                let consent = licence.pledgee_consented == Some(true)
                    && !matches!(product.channel, Channel::Lease | Channel::Equity | Channel::LicenceSale);
                let takes = product.advance.get(licensed).copied().flatten().is_some();
                if other != place && takes && !consent {
                    clashes.push([(licensed, other), (right, place)]);
                }
            }
        }
    }
    clashes.sort_unstable();
    clashes.dedup();
    problem.clashes = clashes;
}
