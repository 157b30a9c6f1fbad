//! The pool builder: who is in it, how concentrated it is, what it covers.

use std::collections::BTreeSet;
use std::rc::Rc;

use ip_health_engine::dossier::AssetKind;
use ip_health_engine::park::{Group, LeftOutReason, Pool, PoolOptions, PoolRules, build_pool};
use ip_health_engine::rules::Outcome;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::report::{chart_labels, head};
use super::limits::Limits;
use super::{View, words};
use crate::charts::{Chart, ChartSpec, CountRow, Counts, Reading};
use crate::fields::{self, Coded};
use crate::format::{decimal, money, percent};
use crate::state::park::{ParkEdit, edit};
use crate::texts::Texts;

/// How many firms of a pool are listed; the workbook has all.
const LISTED: usize = 30;

/// Properties of [`PoolCard`].
#[derive(Properties, PartialEq)]
pub(super) struct PoolProps {
    pub view: View,
    /// Rows listed now.
    pub shown: Rc<Vec<usize>>,
}

/// The card of the pool.
#[component]
pub(super) fn PoolCard(props: &PoolProps) -> Html {
    let PoolProps { view, shown } = props;
    let (texts, desk) = (view.texts, &view.desk);
    let built = use_memo(view.clone(), |view| {
        let rules = PoolRules::of(&view.rules.on(view.desk.as_of?)).ok()?;
        let chosen = view.desk.chosen.iter().filter_map(|place| Some((*place, &**view.firm(*place)?)));
        Some((build_pool(chosen, &view.twins, &view.desk.options, &rules), rules))
    });
    let counted: BTreeSet<usize> = view.counted().map(|(place, _)| place).collect();
    let of_shown: BTreeSet<usize> = shown.iter().copied().filter(|place| counted.contains(place)).collect();
    let of_list: BTreeSet<usize> =
        view.counted().filter(|(_, firm)| firm.screening.listed == Outcome::Pass).map(|(place, _)| place).collect();
    let take = |places: BTreeSet<usize>| {
        let places = Rc::new(places);
        Callback::from(move |_: MouseEvent| edit(ParkEdit::Choose(Rc::clone(&places))))
    };
    let kinds: BTreeSet<AssetKind> =
        desk.firms.iter().flat_map(|firm| firm.candidate.collateral.iter().map(|part| part.kind)).collect();
    let options = desk.options.clone();
    let on_kind = |kind: AssetKind| {
        let options = options.clone();
        move |event: Event| {
            let mut next = options.clone();
            if event.target_unchecked_into::<HtmlInputElement>().checked() {
                next.without.remove(&kind);
            } else {
                next.without.insert(kind);
            }
            edit(ParkEdit::Pool(next));
        }
    };
    let on_cap = {
        let options = options.clone();
        move |event: Event| {
            let cap = event.target_unchecked_into::<HtmlInputElement>().checked();
            edit(ParkEdit::Pool(PoolOptions { cap, ..options.clone() }));
        }
    };

    html! {
        <section class="report__card" id="park-pool">
            { head(texts.park_pool(), texts.park_pool_remark()) }
            <div class="park__acts">
                <button type="button" class="button" id="pool-shown" onclick={take(of_shown.clone())}>{ texts.park_pool_take_shown(&of_shown.len().to_string()) }</button>
                <button type="button" class="button" id="pool-listed" onclick={take(of_list.clone())}>{ texts.park_pool_take_listed(&of_list.len().to_string()) }</button>
                <button type="button" class="button button--quiet" id="pool-none" onclick={take(BTreeSet::new())}>{ texts.park_pool_drop_all() }</button>
            </div>
            <fieldset class="park__kinds">
                <legend>{ texts.park_pool_kinds() }</legend>
                for kind in kinds {
                    <label class="segment">
                        <input type="checkbox" id={["pool-kind-", kind.code()].concat()} checked={!options.without.contains(&kind)} onchange={on_kind(kind)} />
                        { kind.label(texts) }
                    </label>
                }
                <label class="segment">
                    <input type="checkbox" id="pool-cap" checked={options.cap} onchange={on_cap} />
                    { texts.park_pool_cap() }
                </label>
            </fieldset>
            if let Some((pool, rules)) = &*built {
                if pool.entries.is_empty() {
                    <p class="report__quiet" role="status">{ texts.park_pool_empty() }</p>
                } else {
                    { figures(view, pool) }
                    { flow(pool, rules, texts) }
                    if options.cap && pool.cap.is_none() {
                        <p class="report__small" role="status">{ texts.park_pool_no_cap() }</p>
                    }
                    <Limits view={view.clone()} pool={pool.clone()} />
                    { groups(view, pool) }
                    { firms(view, pool) }
                }
                { left_out(view, pool) }
            }
        </section>
    }
}

fn times(value: f64) -> String {
    decimal(value, 2)
}

fn figures(view: &View, pool: &Pool) -> Html {
    let texts = view.texts;
    let yuan = |value: f64| money(value, texts);
    let largest = pool.entries.first().map(|entry| view.name(entry.firm)).unwrap_or_default();
    let mut cards = vec![
        (
            "amount",
            texts.park_pool_amount(),
            yuan(pool.amount),
            texts.park_pool_amount_remark(&pool.entries.len().to_string(), &view.desk.chosen.len().to_string()),
        ),
        (
            "value-cover",
            texts.park_pool_value_cover(),
            pool.value_cover().map_or_else(|| "—".to_owned(), times),
            texts.park_pool_value_cover_remark(&yuan(pool.value)),
        ),
        ("largest", texts.park_pool_largest(), percent(pool.largest), texts.park_pool_largest_remark(&largest)),
        (
            "hhi",
            texts.park_pool_hhi(),
            decimal(pool.hhi, 4),
            texts.park_pool_hhi_remark(&decimal(pool.equal_debtors(), 1)),
        ),
    ];
    if let Some(flow) = &pool.flow {
        cards.push((
            "cover",
            texts.park_pool_cover(),
            times(flow.cover),
            texts.park_pool_cover_remark(&times(flow.cover_without_largest), &percent(flow.bearable)),
        ));
        cards.push((
            "senior",
            texts.park_pool_senior(),
            yuan(flow.senior),
            texts.park_pool_senior_remark(&yuan(flow.subordinated), &times(flow.overcollateral)),
        ));
    }
    if let Some((cover, share)) = pool.cover {
        cards.push((
            "debt-cover",
            texts.park_pool_debt_cover(),
            times(cover),
            texts.park_pool_debt_cover_remark(&percent(share)),
        ));
    }
    html! {
        <dl class="park__figures" id="pool-figures">
            for (id, name, value, remark) in cards {
                <div id={["pool-", id].concat()}><dt>{ name }</dt><dd><strong>{ value }</strong><small>{ remark }</small></dd></div>
            }
        </dl>
    }
}

fn flow(pool: &Pool, rules: &PoolRules, texts: Texts) -> Html {
    let Some(flow) = &pool.flow else { return Html::default() };
    let months = texts.unit_months(&decimal(rules.months, 2));
    let [principal, interest, senior, coupon] =
        [pool.amount, flow.interest, flow.senior, flow.coupon].map(|value| money(value, texts));
    html! {
        <>
            <p class="report__small"><strong>{ texts.park_pool_flow() }</strong>{ " " }
                { texts.park_pool_flow_text(&months, &principal, &interest, &senior, &coupon) }
            </p>
            if let Some(cap) = pool.cap {
                <p class="report__small" role="status">{ texts.park_pool_capped(&money(cap, texts)) }</p>
            }
        </>
    }
}

fn groups(view: &View, pool: &Pool) -> Html {
    let texts = view.texts;
    let unknown = || texts.park_unknown().to_owned();
    let sectors =
        rows(&pool.sectors, |key| key.map_or_else(unknown, |sector| fields::sector_name(*sector, texts).to_owned()));
    let districts = rows(&pool.districts, |key| key.map_or_else(unknown, |code| fields::district_name(code, texts)));
    let chart = |title: &'static str, heading: &'static str, rows: Vec<CountRow>| {
        let summary =
            rows.first().map_or_else(String::new, |row| texts.park_pool_sectors_summary(&row.name, &row.count.text));
        let spec = ChartSpec::Counts(Counts { rows, headings: [heading.into(), texts.park_share().into()] });
        html! {
            <div>
                <h3>{ title }</h3>
                <Chart spec={Rc::new(spec)} {summary} labels={chart_labels(texts)} file_name={texts.park_file_pool()} />
            </div>
        }
    };
    html! {
        <div class="park__charts">
            { chart(texts.park_pool_sectors(), texts.park_head_sector(), sectors) }
            if !view.desk.masked {
                { chart(texts.park_pool_districts(), texts.park_district(), districts) }
            }
        </div>
    }
}

fn rows<K>(groups: &[Group<K>], name: impl Fn(Option<&K>) -> String) -> Vec<CountRow> {
    let row = |group: &Group<K>| CountRow {
        name: name(group.key.as_ref()).into(),
        count: Reading::known(group.share, percent(group.share)),
    };
    groups.iter().map(row).collect()
}

fn firms(view: &View, pool: &Pool) -> Html {
    let texts = view.texts;
    let more = pool.entries.len().saturating_sub(LISTED);
    html! {
        <>
            <h3>{ texts.park_pool_firms() }</h3>
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.park_pool_firms()}>
                <table class="report__table report__table--dense" id="pool-firms">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.park_head_firm() }</th>
                            <th scope="col" class="is-number">{ texts.park_pool_ticket() }</th>
                            <th scope="col" class="is-number">{ texts.park_pool_share() }</th>
                            <th scope="col" class="is-number">{ texts.park_pool_rights() }</th>
                            <th scope="col" class="is-number">{ texts.park_pool_debt_service() }</th>
                            <th scope="col">{ texts.park_pool_open() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for entry in pool.entries.iter().take(LISTED) {
                            <tr key={entry.firm}>
                                <th scope="row">{ view.name(entry.firm) }</th>
                                <td class="is-number">{ money(entry.ticket, texts) }</td>
                                <td class="is-number">{ percent(entry.share) }</td>
                                <td class="is-number">{ entry.rights }</td>
                                <td class="is-number">{ entry.cover.map_or_else(|| texts.park_unknown().to_owned(), times) }</td>
                                <td>{ open(view, &entry.open) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            if more > 0 {
                <p class="report__quiet report__small">{ texts.park_pool_more(&more.to_string()) }</p>
            }
        </>
    }
}

/// Requirements that cannot be judged yet.
fn open(view: &View, ids: &[String]) -> String {
    let words: Vec<String> = ids.iter().map(|id| words::requirement(id, &view.rules, view.texts)).collect();
    if words.is_empty() { "—".to_owned() } else { words.join(view.texts.list_separator()) }
}

fn left_out(view: &View, pool: &Pool) -> Html {
    let texts = view.texts;
    if pool.left_out.is_empty() {
        return Html::default();
    }
    let reason = |reason: &LeftOutReason| match reason {
        LeftOutReason::Duplicate(twin) => texts.park_left_duplicate(&view.name(twin.of)),
        LeftOutReason::Failed(ids) => texts.park_left_failed(&open(view, ids)),
        LeftOutReason::NoRight => texts.park_left_no_right().to_owned(),
        LeftOutReason::NoNeed => texts.park_left_no_need().to_owned(),
    };
    let more = pool.left_out.len().saturating_sub(LISTED);
    html! {
        <details class="fold" id="pool-left-out">
            <summary>{ texts.park_pool_left_out(&pool.left_out.len().to_string()) }</summary>
            <ul class="park__unread">
                for left in pool.left_out.iter().take(LISTED) {
                    <li key={left.firm}><strong>{ view.name(left.firm) }</strong>{ " " }{ reason(&left.reason) }</li>
                }
                if more > 0 {
                    <li>{ texts.park_pool_more(&more.to_string()) }</li>
                }
            </ul>
        </details>
    }
}
