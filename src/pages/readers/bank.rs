//! The bank's computations 银行测算: self-review from risk to value to credit, pricing, tolerance of bad loans.

use ip_health_engine::dossier::ReaderNotes;
use ip_health_engine::financing::bank::{Decision, Grade, SelfReview};
use ip_health_engine::rules::{Outcome, RulePack, Unit};
use yew::prelude::*;

use super::ViewProps;
use crate::components::Field;
use crate::components::sources;
use crate::fields::{Field as Asked, readers};
use crate::format::{decimal, percent, quantity};
use crate::pages::report::{Reading, Tone, head, line, outcome_word, state};
use crate::state::Place;

/// The chain of a bank's own review, ending in its decision and what that stands on.
#[component]
pub fn SelfReviewCard(props: &ViewProps) -> Html {
    let ViewProps { reading, readings } = props;
    let texts = reading.texts;
    let content = match &readings.bank.review {
        Some(review) => chain(review, reading),
        None => html! { <p>{ texts.review_none() }</p> },
    };
    html! {
        <section class="report__card" id="readers-review">
            { head(texts.review_title(), texts.review_remark()) }
            { content }
        </section>
    }
}

/// The tone and word of a decision.
fn decision_words(decision: Decision, reading: &Reading) -> (Tone, &'static str) {
    let texts = reading.texts;
    match decision {
        Decision::Approve => (Tone::Good, texts.decision_approve()),
        Decision::Refer => (Tone::Watch, texts.decision_refer()),
        Decision::Decline => (Tone::Bad, texts.decision_decline()),
        Decision::NeedsData => (Tone::Unknown, texts.decision_needs_data()),
    }
}

fn chain(review: &SelfReview, reading: &Reading) -> Html {
    let texts = reading.texts;
    let names =
        [texts.risk_title_part(), texts.risk_stability(), texts.risk_dispute(), texts.risk_life(), texts.risk_market()];
    let points = points(&reading.rules, "financing.bank.risk-points");
    let grade = match review.grade {
        Some(Grade::A) => "A",
        Some(Grade::B) => "B",
        Some(Grade::C) => "C",
        None => "—",
    };
    let (tone, word) = decision_words(review.decision, reading);
    html! {
        <>
            <ol class="readers__chain">
                <li>
                    <h3>{ texts.review_risk() }</h3>
                    <p class="readers__big">{ reading.figure(&review.risk) }</p>
                    <dl class="readers__parts">
                        for (place, name) in names.into_iter().enumerate() {
                            <div key={name}>
                                <dt>{ name }</dt>
                                <dd>{ part_words(
                                    review.parts.get(place).copied().flatten(),
                                    points.get(place).copied().unwrap_or_default(),
                                    reading,
                                ) }</dd>
                            </div>
                        }
                    </dl>
                    if review.risk_at_best > review.risk.value + 0.05 {
                        <small>{ texts.review_at_best(&decimal(review.risk_at_best, 1)) }</small>
                    }
                </li>
                <li>
                    <h3>{ texts.review_value() }</h3>
                    <p class="readers__big">{ reading.figure(&review.value) }</p>
                    <small>{ texts.review_value_rule() }</small>
                </li>
                <li>
                    <h3>{ texts.review_credit() }</h3>
                    <p class="readers__big">{ reading.figure_or_dash(review.limit.as_ref()) }</p>
                    <small>{ texts.review_grade(grade) }</small>
                </li>
                <li>
                    <h3>{ texts.review_decision() }</h3>
                    <p class="readers__big">{ state(tone, word) }</p>
                    { grounds(review, reading) }
                </li>
            </ol>
        </>
    }
}

/// `18.4 / 25`, or not known of so many.
fn part_words(part: Option<f64>, most: f64, reading: &Reading) -> String {
    let reached = part.map_or_else(|| reading.texts.word_unknown().to_owned(), |part| decimal(part * most, 1));
    [reached, decimal(most, 0)].join(" / ")
}

/// The numbers of a list of the rules; empty when the pack lacks it.
pub fn points<'r>(rules: &'r RulePack, id: &str) -> &'r [f64] {
    let record = rules.pack().parameters.iter().find(|record| record.id == id);
    record.and_then(|record| record.list()).unwrap_or_default()
}

/// The three grounds of the decision, each with its line, and the criteria that fail or are open.
fn grounds(review: &SelfReview, reading: &Reading) -> Html {
    let texts = reading.texts;
    let grounds = &review.grounds;
    let [approve, refer] = grounds.risk_lines;
    let risk = if review.risk.value >= approve {
        Tone::Good
    } else if review.risk_at_best < refer {
        Tone::Bad
    } else if review.risk_at_best > review.risk.value {
        Tone::Unknown
    } else {
        Tone::Watch
    };
    let met = |met: Option<bool>| met.map_or(Tone::Unknown, |met| if met { Tone::Good } else { Tone::Bad });
    let cover = met(grounds.cover.map(|cover| cover >= grounds.cover_line));
    let known_cover = grounds.cover.map_or_else(|| texts.word_unknown().to_owned(), |cover| decimal(cover, 2));
    let word = |tone: Tone| match tone {
        Tone::Good => texts.outcome_pass(),
        Tone::Bad => texts.outcome_fail(),
        Tone::Watch => texts.decision_refer(),
        Tone::Unknown => texts.outcome_unknown(),
    };
    let requirements = met(grounds.requirements);
    let criteria = grounds.failed.iter().chain(grounds.open.iter().filter(|_| grounds.failed.is_empty()));
    html! {
        <>
            <ul class="lines report__small">
                { line(risk, word(risk), html! {
                    <span>{ texts.ground_risk(&decimal(approve, 0), &decimal(refer, 0)) }</span>
                }) }
                { line(cover, word(cover), html! {
                    <span>{ texts.ground_cover(&known_cover, &decimal(grounds.cover_line, 2)) }</span>
                }) }
                { line(requirements, word(requirements), html! { <span>{ texts.ground_requirements() }</span> }) }
            </ul>
            if grounds.requirements != Some(true) {
                <ul class="readers__reasons">
                    for id in criteria.take(6) {
                        <li key={id.clone()}>{ reading.requirement(id) }</li>
                    }
                </ul>
            }
        </>
    }
}

/// Whether the rate pays for the loan, with the bank's own figures.
#[component]
pub fn PricingCard(props: &ViewProps) -> Html {
    let ViewProps { reading, readings } = props;
    let texts = reading.texts;
    let pricing = &readings.bank.pricing;
    let fields: [(&'static Asked<ReaderNotes>, &str); 6] = [
        (&readers::FUNDING_COST, "financing.bank.ftp"),
        (&readers::OPERATING_COST, "financing.bank.opex"),
        (&readers::CAPITAL_CHARGE, "financing.bank.capital"),
        (&readers::DEFAULT_PROBABILITY, "financing.bank.pd"),
        (&readers::LOSS_GIVEN_DEFAULT, "financing.bank.lgd"),
        (&readers::SHARED_LOSS, ""),
    ];
    let (tone, word) = match pricing.pays {
        Some(true) => (Tone::Good, texts.pricing_pays()),
        Some(false) => (Tone::Bad, texts.pricing_does_not()),
        None => (Tone::Unknown, texts.pricing_no_loan()),
    };
    html! {
        <section class="report__card" id="readers-pricing">
            { head(texts.pricing_title(), texts.pricing_remark()) }
            <dl class="pairs">
                <dt>{ texts.pricing_alone() }</dt><dd>{ reading.figure(&pricing.alone) }</dd>
                <dt>{ texts.pricing_shared() }</dt><dd>{ reading.figure(&pricing.shared) }</dd>
                <dt>{ texts.pricing_rate() }</dt>
                <dd>{ pricing.rate.map_or_else(|| "—".to_owned(), |rate| quantity(rate, Unit::RatePerYear, texts)) }</dd>
                <dt>{ texts.report_verdict() }</dt><dd>{ state(tone, word) }</dd>
            </dl>
            <p class="report__small">{ texts.pricing_formula() }</p>
            <div class="readers__fields">
                for (field, id) in fields {
                    <Field key={field.key} place={Place::Readers(field)} hint={assumed(id, reading)} bare=true />
                }
            </div>
        </section>
    }
}

/// What the rules assume where the bank gives no figure of its own.
fn assumed(id: &str, reading: &Reading) -> AttrValue {
    let texts = reading.texts;
    let record = reading.rules.pack().parameters.iter().find(|record| record.id == id);
    match record.and_then(|record| record.number()) {
        Some(number) => texts.pricing_assumed(&percent(number)).into(),
        None => texts.pricing_by_guarantee().into(),
    }
}

/// The tolerance of bad loans, from four balances of the bank.
#[component]
pub fn ToleranceCard(props: &ViewProps) -> Html {
    let ViewProps { reading, readings } = props;
    let texts = reading.texts;
    let fields = [&readers::BAD_IP, &readers::ALL_IP, &readers::BAD_ALL, &readers::ALL_LOANS];
    let share = |share: Option<f64>| share.map_or_else(|| "—".to_owned(), percent_exact);
    let result = readings.bank.tolerance.as_ref().map(|found| {
        let (tone, word) = match found.outcome {
            Outcome::Pass => (Tone::Good, texts.tolerance_within()),
            Outcome::Fail => (Tone::Bad, texts.tolerance_beyond()),
            Outcome::Unknown => (Tone::Unknown, texts.tolerance_not_applicable()),
        };
        let money = |amount: Option<ip_health_engine::Money>| {
            amount.map_or_else(|| "—".to_owned(), |amount| reading.money(amount.to_yuan()))
        };
        html! {
            <dl class="pairs" aria-live="polite">
                <dt>{ texts.report_verdict() }</dt><dd>{ state(tone, word) }</dd>
                <dt>{ texts.tolerance_ratios() }</dt>
                <dd>{ share(found.ip_ratio) }{ " / " }{ share(found.all_ratio) }</dd>
                <dt>{ texts.tolerance_gap() }</dt>
                <dd>{ found.gap.map_or_else(|| "—".to_owned(), |gap| texts.tolerance_points(&decimal(gap * 100.0, 4))) }</dd>
                <dt>{ texts.tolerance_largest() }</dt><dd>{ money(found.largest_bad) }</dd>
                <dt>{ texts.tolerance_headroom() }</dt><dd>{ money(found.headroom) }</dd>
                <dt>{ texts.tolerance_whole() }</dt><dd>{ share(found.all_ratio_at_limit) }</dd>
            </dl>
        }
    });
    html! {
        <section class="report__card" id="readers-tolerance">
            { head(texts.tolerance_title(), texts.tolerance_remark()) }
            <div class="readers__fields">
                for field in fields {
                    <Field key={field.key} place={Place::Readers(field)} bare=true />
                }
            </div>
            { result.unwrap_or_else(|| html! { <p class="report__quiet">{ texts.tolerance_missing() }</p> }) }
            <p class="report__small report__quiet">{ texts.readers_bank_data() }</p>
            { source("GUIDANCE-NPL", reading) }
        </section>
    }
}

/// A ratio with two decimals, as banks report it.
fn percent_exact(share: f64) -> String {
    [decimal(share * 100.0, 4), "%".to_owned()].concat()
}

/// The sources of a note.
pub fn source(id: &str, reading: &Reading) -> Html {
    reading.note(id).map(|note| sources(&note.provenance, &reading.rules, reading.texts)).unwrap_or_default()
}

/// The word of an outcome as a state.
pub fn outcome_state(met: Option<bool>, reading: &Reading) -> Html {
    let outcome = match met {
        Some(true) => Outcome::Pass,
        Some(false) => Outcome::Fail,
        None => Outcome::Unknown,
    };
    state(outcome.into(), outcome_word(outcome, reading.texts))
}
