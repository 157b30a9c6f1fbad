//! Words and small views that the trainer's window and the projector share.

use ip_health_engine::financing::Channel;
use ip_health_engine::health::Dimension;
use ip_health_engine::rules::{Outcome, RulePack, Unit};
use ip_health_engine::workshop::{Ballot, Case, CaseResult, Closed, Gap, Masked, Place, Question, StarAnswer, bands};
use jiff::civil::Date;
use yew::prelude::*;

use super::super::report::{
    Tone, channel_word, dimension_word, grade_words, limit_word, state, status_words, verdict_words,
};
use crate::charts::{ChartSpec, Radar, RadarSeries, Reading as Plotted};
use crate::format::{decimal, money, percent, quantity};
use crate::texts::Texts;

/// How many firms are laid over each other in one radar.
pub const OVERLAID: usize = 6;

/// A question in words.
pub fn question_word(question: Question, texts: Texts) -> &'static str {
    match question {
        Question::Channel => texts.workshop_question_channel(),
        Question::Amount => texts.workshop_question_amount(),
        Question::Star => texts.workshop_question_star(),
    }
}

/// An answer on the attribute in words.
pub fn star_word(answer: StarAnswer, texts: Texts) -> (Tone, &'static str) {
    match answer {
        StarAnswer::Meets => (Tone::Good, texts.workshop_star_meets()),
        StarAnswer::AtRisk => (Tone::Watch, texts.workshop_star_at_risk()),
        StarAnswer::Fails => (Tone::Bad, texts.workshop_star_fails()),
    }
}

/// The edges of the bands of an amount; none where the pack has none.
pub fn edges(rules: &RulePack, day: Date) -> Vec<f64> {
    bands(&rules.on(day)).map(<[f64]>::to_vec).unwrap_or_default()
}

/// The options of a question in words.
pub fn options(question: Question, edges: &[f64], texts: Texts) -> Vec<String> {
    match question {
        Question::Channel => {
            Question::CHANNELS.iter().map(|channel| channel_word(*channel, texts).to_owned()).collect()
        }
        Question::Star => StarAnswer::ALL.iter().map(|answer| star_word(*answer, texts).1.to_owned()).collect(),
        Question::Amount => {
            let mut names = Vec::new();
            names.extend(edges.first().map(|edge| texts.workshop_below(&money(*edge, texts))));
            names.extend(edges.windows(2).filter_map(|pair| match pair {
                [low, high] => Some(crate::format::range(*low, *high, texts)),
                _ => None,
            }));
            names.extend(edges.last().map(|edge| texts.workshop_above(&money(*edge, texts))));
            names
        }
    }
}

/// What closes a channel, in words.
pub fn closed_words(reason: &Closed, rules: &RulePack, texts: Texts) -> String {
    match reason {
        Closed::CashFlow => texts.workshop_closed_cash_flow().to_owned(),
        Closed::TooSlow => texts.workshop_closed_too_slow().to_owned(),
        Closed::NoObject => texts.workshop_closed_no_object().to_owned(),
        Closed::Criterion(id) => texts.workshop_closed_criterion(&requirement(id, rules, texts)),
    }
}

/// A requirement as a sentence, by the id of its criterion.
pub fn requirement(id: &str, rules: &RulePack, texts: Texts) -> String {
    let found = rules.pack().criteria.iter().find(|criterion| criterion.id == id);
    found.map_or_else(|| id.to_owned(), |criterion| criterion.text.get(texts.language()).to_owned())
}

/// Channels by name.
pub fn channels(channels: &[Channel], texts: Texts) -> String {
    channels.iter().map(|channel| channel_word(*channel, texts)).collect::<Vec<_>>().join(texts.list_separator())
}

/// The vote on a question beside the result.
pub struct Verdict {
    pub question: Question,
    /// What the group says: the options with most votes.
    pub voted: String,
    /// What the result says.
    pub found: String,
    pub tone: Tone,
    pub word: &'static str,
    /// The distance as a sentence; empty without votes.
    pub gap: String,
}

/// The votes on every question beside the result.
pub fn verdicts(case: &Case, ballots: &[Ballot; 3], result: &CaseResult, edges: &[f64], texts: Texts) -> Vec<Verdict> {
    let verdict = |(question, ballot): (Question, &Ballot)| {
        let names = options(question, edges, texts);
        let right = result.right(question, &case.expected.first, edges);
        let named = |places: &[usize]| {
            let names: Vec<&str> = places.iter().filter_map(|place| names.get(*place)).map(String::as_str).collect();
            names.join(texts.list_separator())
        };
        let found = match question {
            Question::Amount => result.first().and_then(|first| first.amount).map(|[_, base, _]| money(base, texts)),
            Question::Channel | Question::Star => Some(named(&right)).filter(|names| !names.is_empty()),
        };
        let gap = ballot.gap(&right);
        let (tone, word) = match &gap {
            None => (Tone::Unknown, texts.workshop_nobody()),
            Some(gap) if gap.agrees => (Tone::Good, texts.workshop_agrees()),
            Some(gap) if gap.tied => (Tone::Watch, texts.workshop_tied()),
            Some(_) => (Tone::Bad, texts.workshop_differs()),
        };
        Verdict {
            question,
            voted: named(&ballot.leaders()),
            found: found.unwrap_or_else(|| texts.workshop_star_unknown().to_owned()),
            tone,
            word,
            gap: gap.map(|gap| gap_words(question, &gap, ballot, texts)).unwrap_or_default(),
        }
    };
    Question::ALL.into_iter().zip(ballots).map(verdict).collect()
}

fn gap_words(question: Question, gap: &Gap, ballot: &Ballot, texts: Texts) -> String {
    let mut words = Vec::new();
    if !ballot.single {
        words.push(texts.workshop_hits(&gap.hits.to_string(), &gap.total.to_string(), &percent(gap.share)));
    }
    if question == Question::Amount && gap.apart > 0 {
        words.push(texts.workshop_apart(&gap.apart.to_string()));
    }
    words.join(texts.list_separator())
}

/// The ranking as a table.
pub fn ranking(result: &CaseResult, texts: Texts) -> Html {
    let dash = || "—".to_owned();
    let amount = |place: &Place| match place.amount {
        Some([low, _, high]) if low < high => crate::format::range(low, high, texts),
        Some([_, base, _]) => money(base, texts),
        None => dash(),
    };
    html! {
        <table class="report__table report__table--dense workshop__ranking">
            <thead>
                <tr>
                    <th scope="col">{ texts.workshop_rank() }</th>
                    <th scope="col">{ texts.park_channel() }</th>
                    <th scope="col">{ texts.park_verdict() }</th>
                    <th scope="col" class="is-number">{ texts.park_amount() }</th>
                    <th scope="col">{ texts.workshop_bound() }</th>
                    <th scope="col" class="is-number">{ texts.park_cost() }</th>
                </tr>
            </thead>
            <tbody>
                for (at, place) in result.ranking.iter().enumerate() {
                    <tr>
                        <td>{ at + 1 }</td>
                        <th scope="row">{ channel_word(place.channel, texts) }</th>
                        <td>{ tag(verdict_words(place.verdict, texts)) }</td>
                        <td class="is-number">{ amount(place) }</td>
                        <td>{ place.binding.map_or_else(dash, |kind| limit_word(kind, texts).to_owned()) }</td>
                        <td class="is-number">{ place.cost.map_or_else(dash, |cost| quantity(cost, Unit::RatePerYear, texts)) }</td>
                    </tr>
                }
            </tbody>
        </table>
    }
}

/// The class of a box by its tone; mark and word stand inside it.
pub fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "is-good",
        Tone::Watch => "is-watch",
        Tone::Bad => "is-bad",
        Tone::Unknown => "is-unknown",
    }
}

/// A state as tone and word.
pub fn tag((tone, word): (Tone, &'static str)) -> Html {
    state(tone, word)
}

fn plotted(score: Option<f64>, texts: Texts) -> Plotted {
    match score {
        Some(score) => Plotted::known(score, decimal(score, 0)),
        None => Plotted::unknown(texts.word_unknown()),
    }
}

fn axes(texts: Texts) -> Vec<crate::charts::Text> {
    Dimension::ALL.iter().map(|dimension| dimension_word(*dimension, texts).into()).collect()
}

/// The radar of a case.
pub fn case_radar(result: &CaseResult, texts: Texts) -> ChartSpec {
    let readings = result.dimensions.iter().map(|score| plotted(*score, texts)).collect();
    let series = RadarSeries { name: texts.workshop_radar_of().into(), readings, dashed: false };
    ChartSpec::Radar(Radar { axes: axes(texts), series: vec![series], axis_heading: texts.report_dimension().into() })
}

/// The message of the radar of a case: strongest and weakest side.
pub fn case_radar_summary(result: &CaseResult, texts: Texts) -> String {
    let known = || Dimension::ALL.iter().zip(&result.dimensions).filter_map(|(name, score)| Some((*name, (*score)?)));
    let best = known().max_by(|a, b| a.1.total_cmp(&b.1));
    let worst = known().min_by(|a, b| a.1.total_cmp(&b.1));
    match (best, worst) {
        (Some((best, high)), Some((worst, low))) => texts.report_radar_summary(
            dimension_word(best, texts),
            &decimal(high, 0),
            dimension_word(worst, texts),
            &decimal(low, 0),
        ),
        _ => texts.report_radar_unknown().to_owned(),
    }
}

/// The radar of several firms, laid over each other; the first few where they are many.
pub fn firms_radar(firms: &[Masked], texts: Texts) -> ChartSpec {
    let few = firms.len() <= 3;
    let series = firms.iter().take(OVERLAID).enumerate().map(|(place, firm)| RadarSeries {
        name: firm.letter.as_str().into(),
        readings: firm.dimensions.iter().map(|score| plotted(*score, texts)).collect(),
        // Six filled shapes hide each other: only the first stays one.
        dashed: !few && place > 0,
    });
    ChartSpec::Radar(Radar {
        axes: axes(texts),
        series: series.collect(),
        axis_heading: texts.report_dimension().into(),
    })
}

/// Where firms are furthest apart.
pub fn firms_radar_summary(firms: &[Masked], texts: Texts) -> String {
    let spread = Dimension::ALL.iter().enumerate().filter_map(|(place, dimension)| {
        let known = || {
            firms
                .iter()
                .filter_map(move |firm| Some((firm.letter.as_str(), firm.dimensions.get(place).copied().flatten()?)))
        };
        let high = known().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let low = known().min_by(|a, b| a.1.total_cmp(&b.1))?;
        Some((high.1 - low.1, *dimension, high.0, low.0))
    });
    match spread.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, dimension, high, low)) => {
            texts.workshop_radar_summary(&firms.len().to_string(), dimension_word(dimension, texts), high, low)
        }
        None => texts.workshop_radar_nothing().to_owned(),
    }
}

/// Firms beside each other, best first.
pub fn firms_table(firms: &[Masked], rules: &RulePack, texts: Texts) -> Html {
    let dash = || "—".to_owned();
    let value = |firm: &Masked| firm.value.map_or_else(dash, |range| crate::format::range(range.p10, range.p90, texts));
    let best = |firm: &Masked| match firm.best {
        Some(channel) => channel_word(channel, texts).to_owned(),
        None => texts.park_no_channel().to_owned(),
    };
    let attribute = |firm: &Masked| match firm.attribute {
        Outcome::Unknown => (Tone::Unknown, texts.park_open()),
        Outcome::Pass => star_word(StarAnswer::Meets, texts),
        Outcome::Fail => star_word(StarAnswer::Fails, texts),
    };
    html! {
        <table class="report__table report__table--dense workshop__firms">
            <thead>
                <tr>
                    <th scope="col">{ texts.workshop_firm() }</th>
                    <th scope="col" class="is-number">{ texts.park_head_score() }</th>
                    <th scope="col" class="is-number">{ texts.workshop_value() }</th>
                    <th scope="col">{ texts.workshop_best() }</th>
                    <th scope="col">{ texts.workshop_star() }</th>
                    <th scope="col">{ texts.workshop_lacks() }</th>
                </tr>
            </thead>
            <tbody>
                for firm in firms {
                    <tr data-firm={firm.letter.clone()}>
                        <th scope="row"><span class="workshop__letter">{ &firm.letter }</span></th>
                        <td class="is-number">
                            { firm.score.map_or_else(dash, |score| decimal(score, 0)) }
                            if let Some(grade) = firm.grade { <small>{ grade_words(grade, texts).1 }</small> }
                        </td>
                        <td class="is-number">{ value(firm) }</td>
                        <td>{ best(firm) }<small>{ firm.debt.map_or_else(dash, |debt| money(debt, texts)) }</small></td>
                        <td>{ tag(attribute(firm)) }<small>{ texts.workshop_indicators(&firm.indicators.to_string(), status_words(firm.status, texts).1) }</small></td>
                        <td>{ lacks(firm, rules, texts) }</td>
                    </tr>
                }
            </tbody>
        </table>
    }
}

/// What a firm lacks: its weak sides, then what keeps its rights from a pledge.
fn lacks(firm: &Masked, rules: &RulePack, texts: Texts) -> Html {
    let weak: Vec<&str> = firm
        .weak
        .iter()
        .filter_map(|place| Dimension::ALL.get(*place))
        .map(|dimension| dimension_word(*dimension, texts))
        .collect();
    let closed = firm.lacks.iter().map(|id| texts.workshop_closed_criterion(&requirement(id, rules, texts)));
    let words: Vec<String> = (!weak.is_empty())
        .then(|| texts.workshop_weak(&weak.join(texts.list_separator())))
        .into_iter()
        .chain(closed)
        .collect();
    if words.is_empty() {
        return html! { texts.workshop_nothing_lacks() };
    }
    html! { <ul class="workshop__lacks">for word in words { <li>{ word }</li> }</ul> }
}

/// A time as minutes and seconds: 07:05.
pub fn minutes(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    let two = |number: u64| if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() };
    [two(whole / 60), two(whole % 60)].join(":")
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn a_time_has_two_digits_each() {
        assert_eq!(minutes(0.0), "00:00");
        assert_eq!(minutes(425.9), "07:05");
        assert_eq!(minutes(2700.0), "45:00");
        assert_eq!(minutes(-1.0), "00:00");
        assert_eq!(minutes(6000.0), "100:00");
    }
}
