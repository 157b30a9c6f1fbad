//! The headline: who, how healthy, worth what, how much money now, how far to the STAR Market.

use ip_health_engine::dossier::RulesStamp;
use ip_health_engine::financing::{ChannelAssessment, Verdict};
use ip_health_engine::rules::Outcome;
use ip_health_engine::star::StarAssessment;
use ip_health_engine::star::result::SectorVerdict;
use ip_health_engine::valuation::Grade;
use yew::prelude::*;

use super::reading::{Reading, SectionProps, Tone, state};
use crate::fields;
use crate::format;
use crate::hooks::use_dossier;
use crate::route::Route;
use crate::texts::Texts;

/// The headline card.
#[component]
pub fn Headline(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let document = use_dossier();
    html! {
        <section class="report__card report__lede" aria-label={texts.report_headline()}>
            { who(reading, document.carried.rules.as_ref()) }
            { value(reading) }
            { finance(reading) }
            { star(reading) }
        </section>
    }
}

/// Who it is about, on which day and under which rules; `stamp` says under which it was looked at before.
fn who(reading: &Reading, stamp: Option<&RulesStamp>) -> Html {
    let Reading { texts, assessment, dossier, rules } = reading;
    let enterprise = &dossier.enterprise;
    let name = if enterprise.name.is_empty() { texts.report_unnamed() } else { &enterprise.name };
    let place = [
        enterprise.sector.map(|sector| fields::sector_name(sector, *texts).to_owned()),
        enterprise.district.as_deref().map(|code| fields::district_name(code, *texts)),
    ];
    let place: Vec<String> = place.into_iter().flatten().collect();
    let pack = rules.pack();
    let before = stamp.filter(|stamp| (&stamp.id, &stamp.version) != (&pack.id, &pack.version));
    html! {
        <div>
            { grade(reading) }
            <h1>{ name.to_owned() }</h1>
            <p>
                if !place.is_empty() {
                    { place.join(" · ") }<br />
                }
                { texts.report_as_of(&format::date(assessment.as_of)) }<br />
                { texts.report_pack(pack.title.get(texts.language()), &pack.version) }{ " · " }
                { texts.report_completeness(&reading.percent(assessment.completeness.share)) }
                if let Some(stamp) = before {
                    <br /><span id="report-rules-before" role="status">
                        { texts.report_rules_before(&stamp.version, &format::date(stamp.as_of)) }{ " " }
                        <a href={Route::Rules.to_string()}>{ texts.rules_title() }</a>
                    </span>
                }
                if dossier.sample.is_some() {
                    <br />{ texts.report_sample() }
                }
            </p>
        </div>
    }
}

fn grade(reading: &Reading) -> Html {
    let texts = reading.texts;
    let Some(grade) = reading.assessment.health.grade else {
        return state(Tone::Unknown, texts.report_no_grade());
    };
    let (tone, letter, word) = grade_words(grade, texts);
    state(tone, texts.report_grade(letter, word))
}

/// The tone, letter and word of a grade.
pub fn grade_words(grade: Grade, texts: Texts) -> (Tone, &'static str, &'static str) {
    match grade {
        Grade::A => (Tone::Good, "A", texts.grade_a()),
        Grade::B => (Tone::Good, "B", texts.grade_b()),
        Grade::C => (Tone::Watch, "C", texts.grade_c()),
        Grade::D => (Tone::Watch, "D", texts.grade_d()),
        Grade::E | Grade::Void => (Tone::Bad, "E", texts.grade_e()),
    }
}

fn value(reading: &Reading) -> Html {
    let texts = reading.texts;
    let valuation = &reading.assessment.valuation;
    let range = valuation.range;
    let known = range.p90 > 0.0;
    html! {
        <div class={classes!("report__figure", (!known).then_some("report__figure--unknown"))}>
            <span>{ texts.report_portfolio_value() }</span>
            if known {
                <strong>{ reading.figure(&valuation.value) }</strong>
                <span>{ texts.report_range() }{ " " }<em>{ format::range(range.p10, range.p90, texts) }</em></span>
            } else {
                <strong>{ "—" }</strong>
                <span>{ texts.report_value_unknown() }</span>
            }
        </div>
    }
}

/// The best-ranked channel that is open now and brings cash.
pub fn open_now(reading: &Reading) -> Option<&ChannelAssessment> {
    let channels = &reading.assessment.financing.channels;
    channels.iter().find(|channel| {
        let brings = channel.amount.as_ref().is_some_and(|amount| amount.base.value > 0.0);
        channel.verdict == Verdict::Available && channel.rank.is_some() && brings
    })
}

fn finance(reading: &Reading) -> Html {
    let texts = reading.texts;
    let open = open_now(reading);
    let Some((channel, amount)) = open.and_then(|channel| Some((channel, channel.amount.as_ref()?))) else {
        return html! {
            <div class="report__figure report__figure--watch">
                <span>{ texts.report_open_now() }</span>
                <strong>{ "—" }</strong>
                <span>{ texts.report_nothing_open() }</span>
            </div>
        };
    };
    html! {
        <div class="report__figure">
            <span>{ texts.report_open_now() }</span>
            <strong>{ reading.figure(&amount.base) }</strong>
            <span>
                <em>{ reading.channel(channel.channel) }</em>{ " · " }
                if let Some(cost) = channel.cost_today() {
                    { texts.report_all_in_cost() }{ " " }<em>{ reading.figure(cost) }</em>{ " · " }
                }
                { texts.report_fastest(&reading.days(channel.days.low)) }
            </span>
        </div>
    }
}

/// Sector gate, four indicators and the listing standard: what of the six is met.
pub fn star_count(star: &StarAssessment) -> (usize, usize) {
    let sector = matches!(star.sector.verdict, SectorVerdict::Supported | SectorVerdict::Other);
    let indicators = star.indicators.iter().filter(|indicator| indicator.verdict.outcome() == Outcome::Pass).count();
    let listing = star.listing.outcome == Outcome::Pass;
    (usize::from(sector) + indicators + usize::from(listing), star.indicators.len() + 2)
}

fn star(reading: &Reading) -> Html {
    let texts = reading.texts;
    let star = &reading.assessment.star;
    let (met, of) = star_count(star);
    let tone = (met < of).then_some("report__figure--watch");
    let failing: Vec<String> = star.attribute.failing.iter().map(|code| reading.star_name(code.code())).collect();
    let first = star.projection.as_ref().and_then(|projection| projection.first.attribute);
    html! {
        <div class={classes!("report__figure", tone)}>
            <span>{ texts.report_star_readiness() }</span>
            <strong>{ texts.report_met_of(&met.to_string(), &of.to_string()) }</strong>
            <span>
                { texts.report_attribute() }{ " " }<em>{ super::star::verdict_word(star.attribute.verdict, texts) }</em>
                if !failing.is_empty() {
                    { " · " }{ texts.report_star_failing(&failing.join(texts.list_separator())) }
                }
                if let Some(year) = first {
                    { " · " }{ texts.report_first_year(&year.to_string()) }
                }
            </span>
        </div>
    }
}
