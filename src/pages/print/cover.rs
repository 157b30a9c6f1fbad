//! Cover and conclusion.

use std::rc::Rc;

use ip_health_engine::health::Severity;
use yew::prelude::*;

use super::part;
use crate::charts::Chart;
use crate::format;
use crate::kiosk::station;
use crate::pages::report::{
    Reading, Tone, chart_labels, dimension_word, grade_words, open_now, radar, radar_summary, star_count, state,
    verdict_word,
};

/// Eight digits that change with every answer, the date and the rules, so that a print-out names its inputs.
///
/// FNV-1a, 32 bits: a label to tell print-outs apart, no protection against forgery.
pub fn report_number(reading: &Reading) -> String {
    let dossier = serde_json::to_string(&*reading.dossier).unwrap_or_default();
    let pack = reading.rules.pack();
    let inputs = [dossier, format::date(reading.assessment.as_of), pack.id.clone(), pack.version.clone()].join("\n");
    let hash = inputs.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let digit = |place: u32| char::from_digit(hash >> (28 - 4 * place) & 15, 16).unwrap_or('0');
    (0..8).map(digit).collect::<String>().to_uppercase()
}

/// The cover.
pub fn cover(reading: &Reading) -> Html {
    let texts = reading.texts;
    let enterprise = &reading.dossier.enterprise;
    let name = if enterprise.name.is_empty() { texts.report_unnamed() } else { &enterprise.name };
    let pack = reading.rules.pack();
    let rows = [
        (texts.print_enterprise(), name.to_owned()),
        (
            texts.print_credit_code(),
            enterprise.credit_code.clone().unwrap_or_else(|| texts.word_not_given().to_owned()),
        ),
        (texts.print_as_of(), format::date(reading.assessment.as_of)),
        (texts.print_rules(), format!("{} {}", pack.title.get(texts.language()), pack.version)),
        (texts.print_number(), report_number(reading)),
    ];
    html! {
        <section class="paper__cover">
            <p class="paper__brand">
                if let Some(station) = station() {
                    if let Some(logo) = &station.logo {
                        <img class="paper__logo" src={logo.clone()} alt="" />
                    }
                    if let Some(name) = &station.desk.name {
                        { name.get(texts.language()).to_owned() }{ " · " }
                    }
                }
                { texts.app_name() }
            </p>
            <h1>{ texts.print_title() }</h1>
            if reading.dossier.sample.is_some() {
                <p class="paper__sample">{ texts.report_sample() }</p>
            }
            <dl>
                for (term, value) in rows {
                    <dt>{ term }</dt><dd>{ value }</dd>
                }
            </dl>
            <p class="paper__notice">{ texts.report_not_appraisal() }</p>
        </section>
    }
}

/// The conclusion on one page.
pub fn conclusion(reading: &Reading) -> Html {
    let texts = reading.texts;
    let assessment = &reading.assessment;
    let range = assessment.valuation.range;
    let (met, of) = star_count(&assessment.star);
    let health = &assessment.health;
    let grade = health.grade.map_or_else(
        || state(Tone::Unknown, texts.report_no_grade()),
        |grade| {
            let (tone, letter, word) = grade_words(grade, texts);
            state(tone, texts.report_grade(letter, word))
        },
    );
    let grave = health.findings.iter().filter(|finding| finding.severity >= Severity::Abnormal).count();
    let open = open_now(reading).and_then(|channel| Some((channel, channel.amount.as_ref()?)));
    let content = html! {
        <>
            <table class="paper__table paper__table--key">
                <tbody>
                    <tr><th scope="row">{ texts.print_grade() }</th><td>{ grade }</td></tr>
                    <tr>
                        <th scope="row">{ texts.report_portfolio_value() }</th>
                        <td>
                            if range.p90 > 0.0 {
                                <strong>{ reading.show(&assessment.valuation.value) }</strong>
                                { " · " }{ texts.report_range() }{ " " }{ format::range(range.p10, range.p90, texts) }
                            } else {
                                { texts.report_value_unknown() }
                            }
                        </td>
                    </tr>
                    <tr>
                        <th scope="row">{ texts.report_open_now() }</th>
                        <td>
                            if let Some((channel, amount)) = open {
                                <strong>{ reading.show(&amount.base) }</strong>{ " · " }
                                { reading.channel(channel.channel) }{ " · " }
                                { texts.report_fastest(&reading.days(channel.days.low)) }
                            } else {
                                { texts.report_nothing_open() }
                            }
                        </td>
                    </tr>
                    <tr>
                        <th scope="row">{ texts.report_star_readiness() }</th>
                        <td>
                            <strong>{ texts.report_met_of(&met.to_string(), &of.to_string()) }</strong>{ " · " }
                            { verdict_word(assessment.star.attribute.verdict, texts) }
                        </td>
                    </tr>
                    <tr>
                        <th scope="row">{ texts.print_abnormal_count() }</th>
                        <td>{ texts.print_findings_of(&grave.to_string(), &health.findings.len().to_string()) }</td>
                    </tr>
                    <tr>
                        <th scope="row">{ texts.print_completeness() }</th>
                        <td>{ reading.percent(assessment.completeness.share) }</td>
                    </tr>
                </tbody>
            </table>
            <div class="paper__side">
                <div class="paper__chart">
                    <Chart
                        spec={Rc::new(radar(reading))}
                        summary={radar_summary(reading)}
                        labels={chart_labels(texts)}
                        file_name={texts.file_radar()}
                    />
                </div>
                <div>
                    <p class="paper__quiet">{ weakest(reading) }</p>
                </div>
            </div>
        </>
    };
    part("", texts.print_conclusion(), content)
}

/// The weakest side of the portrait, which the plan addresses first.
fn weakest(reading: &Reading) -> String {
    let texts = reading.texts;
    let known = reading.assessment.health.dimensions.iter().filter_map(|found| Some((found, found.score.as_ref()?)));
    known.min_by(|a, b| a.1.value.total_cmp(&b.1.value)).map_or_else(String::new, |(found, score)| {
        texts.print_weakest(dimension_word(found.dimension, texts), &reading.show(score))
    })
}
