//! What the rights are worth: the range, the methods side by side, pools, the most valuable rights.

use std::rc::Rc;

use ip_health_engine::valuation::{
    LicensedIn, Method, MethodOutcome, MethodResult, MissingAnswer, NoSaving, NotApplied, PoolClass, PoolValuation,
    Range, RangeBasis, ValuationNote,
};
use yew::prelude::*;

use super::portrait::chart_labels;
use super::reading::{Reading, SectionProps, head};
use crate::charts::{
    Bin, Chart, ChartSpec, Distribution, Figure as Named, Marker, MethodRow, Methods, Reading as Plotted, nice_ticks,
};
use crate::route::Route;
use crate::texts::Texts;

/// The word of a method.
pub fn method_word(method: Method, texts: Texts) -> &'static str {
    match method {
        Method::RevenueShare => texts.method_revenue_share(),
        Method::ProfitShare => texts.method_profit_share(),
        Method::ReliefFromRoyalty => texts.method_relief_from_royalty(),
        Method::IncrementalIncome => texts.method_incremental_income(),
        Method::ExcessEarnings => texts.method_excess_earnings(),
        Method::EquivalentInvestment => texts.method_equivalent_investment(),
        Method::WithAndWithout => texts.method_with_and_without(),
        Method::LicenceIncome => texts.method_licence_income(),
        Method::Cost => texts.method_cost(),
        Method::Market => texts.method_market(),
        Method::DelayOption => texts.method_delay_option(),
    }
}

fn reason_word(reason: NotApplied, texts: Texts) -> &'static str {
    match reason {
        NotApplied::DoesNotFit => texts.not_applied_does_not_fit(),
        NotApplied::NoRevenue => texts.not_applied_no_revenue(),
        NotApplied::NoMargin => texts.not_applied_no_margin(),
        NotApplied::NoCost => texts.not_applied_no_cost(),
        NotApplied::TooFewComparables => texts.not_applied_too_few_comparables(),
        NotApplied::NoDevelopmentCost => texts.not_applied_no_development_cost(),
        NotApplied::NoMember => texts.not_applied_no_member(),
        NotApplied::NoData => texts.not_applied_no_data(),
        NotApplied::SameIncome => texts.not_applied_same_income(),
    }
}

/// What a stream of income values.
pub fn class_word(class: PoolClass, texts: Texts) -> &'static str {
    match class {
        PoolClass::Technology => texts.pool_technology(),
        PoolClass::Brand => texts.pool_brand(),
        PoolClass::Licence => texts.pool_licence(),
        PoolClass::Reserve => texts.pool_reserve(),
    }
}

/// The name of a pool: its product, and the class of rights.
pub fn pool_name(pool: &PoolValuation, texts: Texts) -> String {
    let class = class_word(pool.class, texts);
    if pool.name.is_empty() { class.to_owned() } else { format!("{} · {class}", pool.name) }
}

/// The range of the whole portfolio with the methods under it.
pub fn distribution(reading: &Reading) -> ChartSpec {
    let valuation = &reading.assessment.valuation;
    let methods = valuation.methods.iter().map(|total| (total.method, total.value.value));
    distribution_of(valuation.range, Vec::new(), methods, reading)
}

/// A range, with the histogram where there is one, and methods under it.
pub fn distribution_of(
    range: Range,
    bins: Vec<Bin>,
    methods: impl Iterator<Item = (Method, f64)>,
    reading: &Reading,
) -> ChartSpec {
    let texts = reading.texts;
    let named = |name: &str, yuan: f64| Named::new(name, yuan, reading.money(yuan));
    ChartSpec::Distribution(Distribution {
        bins,
        low: named("P10", range.p10),
        middle: named("P50", range.p50),
        high: named("P90", range.p90),
        methods: methods.map(|(method, yuan)| named(method_word(method, texts), yuan)).collect(),
        headings: [texts.report_quantity().into(), texts.report_value().into()],
    })
}

/// The methods of one pool side by side.
pub fn methods(pool: &PoolValuation, reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let rows: Vec<MethodRow> = pool.methods.iter().filter_map(|result| method_row(result, reading)).collect();
    let values = || rows.iter().flat_map(|row| [row.low.value, row.point.value, row.high.value]).flatten();
    let most = values().fold(pool.range.p90, f64::max);
    let least = values().fold(pool.range.p10, f64::min);
    ChartSpec::Methods(Methods {
        conclusion: Some(Marker::new(pool.value.value, texts.report_conclusion(&reading.money(pool.value.value)))),
        ticks: nice_ticks(least, most, 4).into_iter().map(|at| Marker::new(at, reading.money(at))).collect(),
        headings: [
            texts.report_method().into(),
            "P10".into(),
            texts.report_result().into(),
            "P90".into(),
            texts.report_weight().into(),
        ],
        rows,
    })
}

/// A method that gave a value; the others are listed with their reason under the chart.
fn method_row(result: &MethodResult, reading: &Reading) -> Option<MethodRow> {
    let MethodOutcome::Applied { value, range, weight } = &result.outcome else { return None };
    let texts = reading.texts;
    let end = |yuan: Option<f64>| match yuan {
        Some(yuan) => Plotted::known(yuan, reading.money(yuan)),
        None => Plotted::unknown("—"),
    };
    let note = if *weight > 0.0 {
        texts.report_weight_of(&reading.percent(*weight))
    } else {
        texts.report_cross_check().into()
    };
    Some(MethodRow {
        name: method_word(result.method, texts).into(),
        low: end(range.map(|range| range.p10)),
        point: Plotted::known(value.value, reading.money(value.value)),
        high: end(range.map(|range| range.p90)),
        note: note.into(),
        counts: *weight > 0.0,
    })
}

/// The message of the chart in a sentence.
pub fn range_summary(reading: &Reading) -> String {
    let range = reading.assessment.valuation.range;
    reading.texts.report_range_summary(&reading.money(range.p50), &reading.money(range.p10), &reading.money(range.p90))
}

/// How the range was found, in words.
pub fn basis_words(basis: &RangeBasis, reading: &Reading) -> String {
    let texts = reading.texts;
    match basis {
        RangeBasis::Simulated { draws, .. } => texts.basis_simulated(&crate::format::decimal(f64::from(*draws), 0)),
        RangeBasis::Aggregated { correlation } => texts.basis_aggregated(&format!("{correlation}")),
        RangeBasis::Spread { .. } => texts.basis_spread().to_owned(),
    }
}

/// The card of the value.
#[component]
pub fn Value(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let valuation = &reading.assessment.valuation;
    let known = valuation.range.p90 > 0.0;
    html! {
        <section class="report__card" id="report-value">
            { head(texts.report_value_title(), basis_words(&valuation.basis, reading)) }
            if known {
                <Chart
                    spec={Rc::new(distribution(reading))}
                    summary={range_summary(reading)}
                    labels={chart_labels(texts)}
                    file_name={texts.file_value()}
                />
                { totals(reading) }
                <p class="report__more"><a href={Route::Value.to_string()}>{ texts.report_value_more() }</a></p>
            } else {
                <p>{ texts.report_value_unknown() }</p>
            }
            { licences_in(reading) }
            for note in &valuation.notes {
                <p class="report__quiet report__small">{ note_words(note, reading) }</p>
            }
            <p class="report__notice">{ texts.report_not_appraisal() }</p>
        </section>
    }
}

/// The methods over all pools, each opening its working.
pub fn totals(reading: &Reading) -> Html {
    let texts = reading.texts;
    let methods = &reading.assessment.valuation.methods;
    if methods.is_empty() {
        return Html::default();
    }
    html! {
        <dl class="dimensions">
            for total in methods {
                <div>
                    <dt>{ method_word(total.method, texts) }</dt>
                    <dd>{ reading.figure(&total.value) }</dd>
                </div>
            }
        </dl>
    }
}

/// Licences from others, which stand beside the value of the rights.
fn licences_in(reading: &Reading) -> Html {
    let texts = reading.texts;
    let licences = &reading.assessment.valuation.licensed_in;
    if licences.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ texts.report_licences_in() }</h3>
            <dl class="pairs" id="report-licences-in">
                for found in licences {
                    <dt>{ licensor(found, texts) }</dt>
                    <dd>{ licence_in(found, reading) }</dd>
                }
            </dl>
            <p class="report__quiet report__small">{ texts.report_licences_in_remark() }</p>
        </>
    }
}

fn licence_in(found: &LicensedIn, reading: &Reading) -> Html {
    let texts = reading.texts;
    let Some(value) = &found.value else { return no_saving_word(found.reason, texts).into() };
    html! { <>{ reading.figure(value) }{ " " }<small>{ crate::format::range(found.range.p10, found.range.p90, texts) }</small></> }
}

/// The licensor of a licence from another.
pub fn licensor(found: &LicensedIn, texts: Texts) -> &str {
    if found.party.is_empty() { texts.report_licensor_unnamed() } else { &found.party }
}

/// Why a licence from another has no value.
pub fn no_saving_word(reason: Option<NoSaving>, texts: Texts) -> &'static str {
    match reason {
        Some(NoSaving::NotTransferable) => texts.no_saving_not_transferable(),
        Some(NoSaving::Ended) => texts.no_saving_ended(),
        Some(NoSaving::NoSales) => texts.no_saving_no_sales(),
        Some(NoSaving::NotCheaper) => texts.no_saving_not_cheaper(),
        Some(NoSaving::TransferUnknown) | None => texts.no_saving_transfer_unknown(),
    }
}

/// What the reader of the valuation must know.
pub fn note_words(note: &ValuationNote, reading: &Reading) -> String {
    let texts = reading.texts;
    let pool = |id: &str| {
        let found = reading.assessment.valuation.pools.iter().find(|pool| pool.id == id);
        found.map_or_else(|| id.to_owned(), |pool| pool_name(pool, texts))
    };
    match note {
        ValuationNote::MethodsDisagree { pool: id, ratio } => {
            texts.note_methods_disagree(&pool(id), &format!("{ratio:.1}"))
        }
        ValuationNote::RateCut { pool: id, from, to } => {
            texts.note_rate_cut(&pool(id), &reading.percent(*from), &reading.percent(*to))
        }
        ValuationNote::ScaledToEnterpriseValue { factor } => texts.note_scaled(&reading.percent(*factor)),
        ValuationNote::EnterpriseValueTooLow => texts.note_enterprise_value_too_low().to_owned(),
        ValuationNote::ImpliedProduct => texts.note_implied_product().to_owned(),
        ValuationNote::NoRevenue => texts.note_no_revenue().to_owned(),
        ValuationNote::WeakComparables { pool: id, .. } => texts.note_weak_comparables(&pool(id)),
        ValuationNote::Assumed { pool: id, method, answer } => {
            let answer = match answer {
                MissingAnswer::DevelopmentCost => texts.assumed_development_cost(),
                _ => texts.assumed_margin(),
            };
            texts.note_assumed(&pool(id), answer, method_word(*method, texts))
        }
        ValuationNote::ExclusiveLicence { asset } => texts.note_exclusive_licence(&reading.asset_name(asset)),
    }
}

/// The card of the pools: methods side by side, rate, discount rate, life, members.
#[component]
pub fn Pools(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let pools = &reading.assessment.valuation.pools;
    if pools.is_empty() {
        return Html::default();
    }
    html! {
        <section class="report__card" id="report-pools">
            { head(texts.report_pools_title(), texts.report_pools_remark()) }
            for (index, pool) in pools.iter().enumerate() {
                <details class="fold" open={index == 0} key={pool.id.clone()}>
                    <summary>
                        <strong>{ pool_name(pool, texts) }</strong>
                        <span class="is-end">{ reading.money(pool.range.p50) }</span>
                    </summary>
                    <div class="fold__body">{ pool_body(pool, reading) }</div>
                </details>
            }
        </section>
    }
}

fn pool_body(pool: &PoolValuation, reading: &Reading) -> Html {
    let texts = reading.texts;
    let mut left_out: Vec<(NotApplied, Vec<&str>)> = Vec::new();
    for result in &pool.methods {
        let MethodOutcome::NotApplied { reason } = result.outcome else { continue };
        let word = method_word(result.method, texts);
        match left_out.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, methods)) => methods.push(word),
            None => left_out.push((reason, vec![word])),
        }
    }
    // What does not fit at all comes last.
    left_out.sort_by_key(|(reason, _)| (*reason == NotApplied::DoesNotFit, *reason));
    let summary = texts.report_methods_summary(
        &pool_name(pool, texts),
        &reading.money(pool.range.p10),
        &reading.money(pool.range.p90),
    );
    html! {
        <>
            <Chart
                spec={Rc::new(methods(pool, reading))}
                {summary}
                labels={chart_labels(texts)}
                file_name={texts.file_methods()}
            />
            <div class="fold__columns">
                <div>
                    <h3>{ texts.report_pool_figures() }</h3>
                    <dl class="pairs">{ pool_figures(pool, reading) }</dl>
                </div>
                <div>
                    <h3>{ texts.report_members() }</h3>
                    { members(pool, reading) }
                </div>
            </div>
            <ul class="lines">
                for sentence in why(pool, reading) {
                    <li>
                        <span class="lines__mark" aria-hidden="true">{ "◇" }</span>
                        <span class="report__small">{ sentence }</span>
                    </li>
                }
                for (reason, methods) in left_out {
                    <li>
                        <span class="lines__mark" aria-hidden="true">{ "◇" }</span>
                        <span class="report__small report__quiet">
                            { texts.report_method_left_out(&methods.join(texts.list_separator()), reason_word(reason, texts)) }
                        </span>
                    </li>
                }
            </ul>
        </>
    }
}

/// Why the value and its range are what they are: the weights, the disagreement, what missing answers add.
fn why(pool: &PoolValuation, reading: &Reading) -> Vec<String> {
    let texts = reading.texts;
    let weighted: Vec<(Method, f64)> = pool
        .methods
        .iter()
        .filter_map(|result| match &result.outcome {
            MethodOutcome::Applied { weight, .. } if *weight > 0.0 => Some((result.method, *weight)),
            _ => None,
        })
        .collect();
    let heaviest = weighted.iter().fold(None, |best: Option<(Method, f64)>, next| match best {
        Some(best) if best.1 >= next.1 => Some(best),
        _ => Some(*next),
    });
    let Some((leader, _)) = heaviest else { return Vec::new() };
    let leader = method_word(leader, texts);
    let apart = reading.assessment.valuation.notes.iter().find_map(|note| match note {
        ValuationNote::MethodsDisagree { pool: id, ratio } if *id == pool.id => Some(*ratio),
        _ => None,
    });
    let said = match (apart, weighted.len()) {
        (Some(ratio), _) => texts.report_why_apart(&crate::format::decimal(ratio, 1), leader),
        (None, 1) => texts.report_why_single(leader),
        (None, _) => {
            let parts: Vec<String> = weighted
                .iter()
                .map(|(method, weight)| [method_word(*method, texts), " ", &reading.percent(*weight)].concat())
                .collect();
            texts.report_why_weighted(&parts.join(texts.list_separator()), leader)
        }
    };
    let mut sentences = vec![said];
    if !pool.missing.is_empty() {
        sentences.push(texts.report_why_missing(&pool.missing.len().to_string()));
    }
    sentences
}

fn pool_figures(pool: &PoolValuation, reading: &Reading) -> Html {
    let texts = reading.texts;
    let figures = [
        (texts.report_reconciled(), Some(&pool.value)),
        ("P10", Some(&pool.low)),
        ("P90", Some(&pool.high)),
        (texts.report_share_rate(), pool.rate.as_ref()),
        (texts.report_discount_rate(), pool.discount_rate.as_ref()),
        (texts.report_life(), pool.life.as_ref()),
    ];
    let applied = pool.methods.iter().filter_map(|result| match &result.outcome {
        MethodOutcome::Applied { value, .. } => Some((method_word(result.method, texts), value)),
        MethodOutcome::NotApplied { .. } => None,
    });
    let known = figures.into_iter().filter_map(|(name, figure)| Some((name, figure?)));
    html! {
        <>
            for (name, figure) in known.chain(applied) {
                <dt>{ name }</dt><dd>{ reading.figure(figure) }</dd>
            }
            if let Some(disagreement) = pool.disagreement {
                <dt>{ texts.report_disagreement() }</dt><dd>{ reading.percent(disagreement) }</dd>
            }
        </>
    }
}

/// The members with the largest parts.
fn members(pool: &PoolValuation, reading: &Reading) -> Html {
    const SHOWN: usize = 6;
    let texts = reading.texts;
    let mut shares: Vec<_> = pool.members.iter().collect();
    shares.sort_by(|a, b| b.share.total_cmp(&a.share));
    let rest = shares.len().saturating_sub(SHOWN);
    html! {
        <>
            <ul class="lines">
                for share in shares.into_iter().take(SHOWN) {
                    <li>
                        <span class="lines__mark lines__mark--share">{ reading.percent(share.share) }</span>
                        <span>{ reading.asset_name(&share.asset) }{ " " }<small>{ reading.money(share.range.p50) }</small></span>
                    </li>
                }
            </ul>
            if rest > 0 {
                <p class="report__small report__quiet">{ texts.report_more_rights(&rest.to_string()) }</p>
            }
        </>
    }
}
