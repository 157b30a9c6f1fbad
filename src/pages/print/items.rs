//! Item tables as in a medical check-up: item, result, reference range, unit, remark.

use std::rc::Rc;

use ip_health_engine::rules::Unit;
use ip_health_engine::star::result::{Indicator, Limb};
use ip_health_engine::valuation::{LicensedIn, MethodOutcome, PoolValuation, Range};
use ip_health_engine::working::Figure;
use yew::prelude::*;

use super::part;
use crate::charts::Chart;
use crate::format;
use crate::pages::report::{
    Reading, Tone, chart_labels, dimension_word, distribution, evidence_words, indicator_words, licensor, method_word,
    no_saving_word, pool_name, range_summary, severity_words, star_summary, state, tag, thresholds,
};
use crate::texts::Texts;

/// A row of an item table.
struct Item {
    name: String,
    result: String,
    reference: String,
    unit: &'static str,
    remark: Html,
}

fn item_table(items: Vec<Item>, texts: Texts) -> Html {
    html! {
        <table class="paper__table">
            <thead>
                <tr>
                    <th scope="col">{ texts.print_item() }</th>
                    <th scope="col" class="is-number">{ texts.print_result_column() }</th>
                    <th scope="col">{ texts.print_reference() }</th>
                    <th scope="col">{ texts.print_unit() }</th>
                    <th scope="col">{ texts.print_remark() }</th>
                </tr>
            </thead>
            <tbody>
                for item in items {
                    <tr>
                        <th scope="row">{ item.name }</th>
                        <td class="is-number">{ item.result }</td>
                        <td>{ item.reference }</td>
                        <td>{ item.unit }</td>
                        <td>{ item.remark }</td>
                    </tr>
                }
            </tbody>
        </table>
    }
}

/// A number without its unit, and the unit's word for the column beside it.
fn bare(figure: &Figure, texts: Texts) -> (String, &'static str) {
    match figure.unit {
        Unit::Yuan => (format::short_money(figure.value), texts.unit_name_wan()),
        Unit::Ratio | Unit::RatePerYear => (format::decimal(figure.value * 100.0, 2), "%"),
        Unit::PercentagePoint => (format::decimal(figure.value * 100.0, 2), texts.unit_name_points_of_percent()),
        Unit::Year => (format::decimal(figure.value, 1), texts.unit_name_years()),
        Unit::Month => (format::decimal(figure.value, 1), texts.unit_name_months()),
        Unit::Day => (format::decimal(figure.value, 0), texts.unit_name_days()),
        Unit::Count => (format::decimal(figure.value, 1), texts.unit_name_count()),
        Unit::Point => (format::decimal(figure.value, 1), texts.unit_name_points()),
        Unit::Factor | Unit::None => (format::decimal(figure.value, 4), "—"),
    }
}

/// Abnormal items in one table 异常指标汇总.
pub fn abnormal(reading: &Reading) -> Html {
    let texts = reading.texts;
    let language = texts.language();
    let findings = &reading.assessment.health.findings;
    let advice = |id: &str| {
        let action = reading.note(id).and_then(|note| note.action.as_ref());
        action.map(|action| action.get(language).to_owned()).unwrap_or_default()
    };
    let content = if findings.is_empty() {
        html! { <p>{ texts.report_findings_none() }</p> }
    } else {
        html! {
            <table class="paper__table">
                <thead>
                    <tr>
                        <th scope="col">{ texts.print_grade_of_finding() }</th>
                        <th scope="col">{ texts.print_item() }</th>
                        <th scope="col">{ texts.finding_evidence() }</th>
                        <th scope="col">{ texts.finding_what_to_do() }</th>
                    </tr>
                </thead>
                <tbody>
                    for finding in findings {
                        <tr>
                            <td>{ tag(severity_words(finding.severity, texts)) }</td>
                            <th scope="row">{ reading.title(&finding.id) }<br /><small>{ dimension_word(finding.dimension, texts) }</small></th>
                            <td>
                                for evidence in &finding.evidence {
                                    <div>{ evidence_words(evidence, reading) }</div>
                                }
                            </td>
                            <td>{ advice(&finding.id) }</td>
                        </tr>
                    }
                </tbody>
            </table>
        }
    };
    part(texts.print_numeral_1(), texts.print_abnormal(), content)
}

/// The dimensions of health.
pub fn health(reading: &Reading) -> Html {
    let texts = reading.texts;
    // The lowest score of grade B: from there on a side counts as sound.
    let bounds = reading
        .rules
        .pack()
        .parameters
        .iter()
        .find(|record| record.id == "health.grade-bounds")
        .and_then(|record| record.list())
        .unwrap_or_default();
    let (sound, fair) = (bounds.get(1).copied(), bounds.get(2).copied());
    let reference = sound.map_or_else(|| "—".to_owned(), |sound| format!("≥ {}", format::decimal(sound, 0)));
    let judge = |score: f64| match (sound, fair) {
        (Some(sound), _) if score >= sound => state(Tone::Good, texts.print_normal()),
        (_, Some(fair)) if score >= fair => state(Tone::Watch, texts.print_watch()),
        _ => state(Tone::Bad, texts.print_abnormal_word()),
    };
    let items = reading
        .assessment
        .health
        .dimensions
        .iter()
        .map(|found| Item {
            name: dimension_word(found.dimension, texts).to_owned(),
            result: found.score.as_ref().map_or_else(|| "—".to_owned(), |score| bare(score, texts).0),
            reference: reference.clone(),
            unit: texts.unit_name_points(),
            remark: match &found.score {
                Some(score) => html! {
                    <>{ judge(score.value) }{ " " }<small>{ texts.print_coverage(&reading.percent(found.coverage)) }</small></>
                },
                None => state(Tone::Unknown, texts.word_unknown()),
            },
        })
        .collect();
    part(texts.print_numeral_2(), texts.report_portrait(), item_table(items, texts))
}

/// What the rights are worth.
pub fn value(reading: &Reading) -> Html {
    let texts = reading.texts;
    let valuation = &reading.assessment.valuation;
    let content = html! {
        <>
            if valuation.range.p90 > 0.0 {
                <div class="paper__chart">
                    <Chart
                        spec={Rc::new(distribution(reading))}
                        summary={range_summary(reading)}
                        labels={chart_labels(texts)}
                        file_name={texts.file_value()}
                    />
                </div>
            }
            for pool in &valuation.pools {
                <h3>{ pool_name(pool, texts) }</h3>
                { pool_table(pool, reading) }
            }
            { licences_in(&valuation.licensed_in, texts) }
            <p class="paper__notice">{ texts.report_not_appraisal() }</p>
        </>
    };
    part(texts.print_numeral_3(), texts.report_value_title(), content)
}

fn pool_table(pool: &PoolValuation, reading: &Reading) -> Html {
    let texts = reading.texts;
    let mut items = Vec::new();
    for result in &pool.methods {
        let MethodOutcome::Applied { value, range, weight } = &result.outcome else { continue };
        let (number, unit) = bare(value, texts);
        items.push(Item {
            name: method_word(result.method, texts).to_owned(),
            result: number,
            reference: range.map_or_else(|| "—".to_owned(), ends),
            unit,
            remark: html! {
                if *weight > 0.0 {
                    { texts.report_weight_of(&reading.percent(*weight)) }
                } else {
                    { texts.report_cross_check() }
                }
            },
        });
    }
    let basis = [
        (texts.report_reconciled(), Some(&pool.value)),
        (texts.report_share_rate(), pool.rate.as_ref()),
        (texts.report_discount_rate(), pool.discount_rate.as_ref()),
        (texts.report_life(), pool.life.as_ref()),
    ];
    for (name, figure) in basis {
        let Some(figure) = figure else { continue };
        let (number, unit) = bare(figure, texts);
        let reference = if figure.unit == Unit::Yuan { ends(pool.range) } else { "—".to_owned() };
        items.push(Item { name: name.to_owned(), result: number, reference, unit, remark: Html::default() });
    }
    item_table(items, texts)
}

/// Both ends of a range as bare numbers.
fn ends(range: Range) -> String {
    [format::short_money(range.p10), format::short_money(range.p90)].join(" – ")
}

/// Licences from others, which stand beside the value of the rights.
fn licences_in(licences: &[LicensedIn], texts: Texts) -> Html {
    if licences.is_empty() {
        return Html::default();
    }
    let items = licences.iter().map(|found| licence_item(found, texts)).collect();
    html! {
        <>
            <h3>{ texts.report_licences_in() }</h3>
            { item_table(items, texts) }
            <p class="paper__note">{ texts.report_licences_in_remark() }</p>
        </>
    }
}

fn licence_item(found: &LicensedIn, texts: Texts) -> Item {
    let name = licensor(found, texts).to_owned();
    match &found.value {
        Some(value) => {
            let (result, unit) = bare(value, texts);
            Item { name, result, reference: ends(found.range), unit, remark: Html::default() }
        }
        None => Item {
            name,
            result: "—".to_owned(),
            reference: "—".to_owned(),
            unit: "—",
            remark: no_saving_word(found.reason, texts).into(),
        },
    }
}

/// The STAR indicators, listing standards and gates.
pub fn star(reading: &Reading) -> Html {
    let texts = reading.texts;
    let star = &reading.assessment.star;
    let items = star.indicators.iter().flat_map(|indicator| indicator_items(indicator, reading)).collect();
    let content = html! {
        <>
            <div class="paper__chart">
                <Chart
                    spec={Rc::new(thresholds(reading))}
                    summary={star_summary(reading)}
                    labels={chart_labels(texts)}
                    file_name={texts.file_star()}
                />
            </div>
            { item_table(items, texts) }
            <p>{ star_summary(reading) }</p>
        </>
    };
    part(texts.print_numeral_4(), texts.report_star_title(), content)
}

fn indicator_items<'a>(indicator: &'a Indicator, reading: &'a Reading) -> impl Iterator<Item = Item> + 'a {
    let texts = reading.texts;
    indicator.arms.iter().map(move |arm: &Limb| {
        let (result, unit) = arm.value.as_ref().map_or_else(|| ("—".to_owned(), "—"), |value| bare(value, texts));
        let threshold = arm.threshold.as_ref().map(|threshold| bare(threshold, texts));
        Item {
            name: reading.star_name(arm.code),
            result,
            reference: threshold.map_or_else(|| "—".to_owned(), |(number, _)| format!("≥ {number}")),
            unit,
            remark: tag(indicator_words(indicator.verdict, texts)),
        }
    })
}

#[cfg(test)]
mod tests {
    use ip_health_engine::rules::Language;
    use ip_health_engine::valuation::NoSaving;

    use super::*;

    fn licence(value: Option<f64>) -> LicensedIn {
        let working = "valuation.licence.l1.saving".into();
        LicensedIn {
            licence: "l1".to_owned(),
            party: if value.is_some() { "某大学".to_owned() } else { String::new() },
            value: value.map(|value| Figure { value, unit: Unit::Yuan, working }),
            range: value.map_or(Range::ZERO, |value| Range { p10: value / 2.0, p50: value, p90: value * 2.0 }),
            reason: value.is_none().then_some(NoSaving::NotTransferable),
        }
    }

    #[test]
    fn a_licence_from_another_stands_with_its_range_or_with_the_reason() {
        let chinese = Texts::new(Language::Chinese);
        let valued = licence_item(&licence(Some(508_000.0)), chinese);
        assert_eq!(
            [&valued.name, &valued.result, &valued.reference, valued.unit],
            ["某大学", "50.8", "25.4 – 102", "万元"]
        );
        assert_eq!(valued.remark, Html::default());
        for (texts, name, reason) in [
            (chinese, "许可方未填", "合同不能转让，不算资产"),
            (Texts::new(Language::English), "Licensor not named", "May not be passed on: no asset"),
        ] {
            let unvalued = licence_item(&licence(None), texts);
            assert_eq!([&unvalued.name, &unvalued.result, &unvalued.reference], [name, "—", "—"]);
            assert_eq!(unvalued.remark, Html::from(reason));
        }
    }

    #[test]
    fn nothing_is_printed_where_there_is_no_licence_from_another() {
        let texts = Texts::new(Language::Chinese);
        assert_eq!(licences_in(&[], texts), Html::default());
        assert_ne!(licences_in(&[licence(None)], texts), Html::default());
    }
}
