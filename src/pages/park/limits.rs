//! The limits of a pool: measured, required, and what to do where one fails.

use std::collections::BTreeSet;
use std::rc::Rc;

use ip_health_engine::park::{LimitKind, Pool, PoolLimit, PoolRules};
use ip_health_engine::rules::{Outcome, Provenance};
use yew::prelude::*;

use super::super::report::{outcome_word, state};
use super::View;
use crate::components::sources;
use crate::format::{decimal, money, percent};
use crate::state::park::{ParkEdit, edit};

/// Properties of [`Limits`].
#[derive(Properties, PartialEq)]
pub(super) struct LimitsProps {
    pub view: View,
    pub pool: Pool,
}

/// The limits in a table.
#[component]
pub(super) fn Limits(props: &LimitsProps) -> Html {
    let LimitsProps { view, pool } = props;
    let texts = view.texts;
    let rules = view.desk.as_of.and_then(|day| PoolRules::of(&view.rules.on(day)).ok());
    let Some(rules) = rules else { return Html::default() };
    html! {
        <>
            <h3>{ texts.park_limits() }</h3>
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.park_limits()}>
                <table class="report__table report__table--dense" id="pool-limits">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.park_limit() }</th>
                            <th scope="col">{ texts.park_limit_measured() }</th>
                            <th scope="col">{ texts.park_limit_bound() }</th>
                            <th scope="col">{ texts.park_limit_outcome() }</th>
                            <th scope="col">{ texts.park_limit_advice() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for limit in &pool.limits {
                            <tr key={limit.kind.record()} data-limit={limit.kind.record()}>
                                <th scope="row">{ name(limit.kind, view) }{ source(limit.kind, view) }</th>
                                <td>{ measured(limit, view) }</td>
                                <td>{ bound(limit, &rules, view) }</td>
                                <td>{ state(limit.outcome.into(), outcome_word(limit.outcome, texts)) }</td>
                                <td>{ advice(limit, view) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
        </>
    }
}

fn name(kind: LimitKind, view: &View) -> &'static str {
    let texts = view.texts;
    match kind {
        LimitKind::Debtors => texts.park_limit_debtors(),
        LimitKind::Largest => texts.park_limit_largest(),
        LimitKind::Three => texts.park_limit_three(),
        LimitKind::Sectors => texts.park_limit_sectors(),
        LimitKind::Tickets => texts.park_limit_tickets(),
        LimitKind::Cover => texts.park_limit_cover(),
        LimitKind::Overcollateral => texts.park_limit_over(),
    }
}

fn measured(limit: &PoolLimit, view: &View) -> String {
    let texts = view.texts;
    let Some(value) = limit.measured else { return texts.park_unknown().to_owned() };
    match limit.kind {
        LimitKind::Debtors => texts.park_limit_firms(&decimal(value, 0)),
        LimitKind::Largest | LimitKind::Three | LimitKind::Sectors => percent(value),
        LimitKind::Tickets => texts.park_limit_outside(&decimal(value, 0)),
        LimitKind::Cover | LimitKind::Overcollateral => texts.park_limit_times(&decimal(value, 2)),
    }
}

fn bound(limit: &PoolLimit, rules: &PoolRules, view: &View) -> String {
    let texts = view.texts;
    match limit.kind {
        LimitKind::Debtors => texts.park_limit_at_least(&texts.park_limit_firms(&decimal(limit.limit, 0))),
        LimitKind::Largest | LimitKind::Three | LimitKind::Sectors => texts.park_limit_at_most(&percent(limit.limit)),
        LimitKind::Tickets => {
            let [low, high] = rules.ticket.map(|end| money(end, texts));
            texts.park_limit_between(&low, &high)
        }
        LimitKind::Cover => texts.park_limit_at_least(&texts.park_limit_times(&decimal(limit.limit, 2))),
        LimitKind::Overcollateral => {
            let [low, high] = rules.overcollateral.map(|end| decimal(end, 1));
            texts.park_limit_times(&texts.park_limit_between(&low, &high))
        }
    }
}

/// What to do about a limit that is not met: who leaves, with a button that has them leave.
fn advice(limit: &PoolLimit, view: &View) -> Html {
    let texts = view.texts;
    if limit.outcome == Outcome::Pass {
        return html! { { "—" } };
    }
    let names = view.names(&limit.firms);
    let words = match (limit.kind, limit.outcome) {
        (LimitKind::Debtors, _) => {
            let have = limit.measured.unwrap_or_default();
            texts.park_advice_more(&decimal((limit.limit - have).max(0.0), 0))
        }
        (_, Outcome::Unknown) => texts.park_advice_unknown(&names),
        (LimitKind::Tickets, _) => texts.park_advice_tickets(&names),
        (LimitKind::Cover, _) => texts.park_advice_weak(&names),
        (LimitKind::Overcollateral, _) => "—".to_owned(),
        _ => match &limit.take_out {
            None => texts.park_advice_none().to_owned(),
            Some(leave) => {
                let (names, after) = (view.names(&leave.firms), percent(leave.after));
                if leave.cures {
                    texts.park_advice_out(&names, &after)
                } else {
                    texts.park_advice_out_not(&names, &after)
                }
            }
        },
    };
    let leave = limit.take_out.as_ref().map(|leave| {
        let mut chosen = BTreeSet::clone(&view.desk.chosen);
        leave.firms.iter().for_each(|place| {
            chosen.remove(place);
        });
        let chosen = Rc::new(chosen);
        Callback::from(move |_: MouseEvent| edit(ParkEdit::Choose(Rc::clone(&chosen))))
    });
    html! {
        <>
            { words }
            if limit.kind == LimitKind::Largest && !view.desk.options.cap {
                { " " }{ texts.park_advice_cut() }
            }
            if let Some(onclick) = leave {
                { " " }<button type="button" class="button button--small" {onclick} aria-label={[texts.park_take_out(), " · ", name(limit.kind, view)].concat()}>{ texts.park_take_out() }</button>
            }
        </>
    }
}

fn source(kind: LimitKind, view: &View) -> Html {
    let pack = view.rules.pack();
    let id = kind.record();
    let criterion = pack.criteria.iter().find(|record| record.id == id).map(|record| &record.provenance);
    let parameter = || pack.parameters.iter().find(|record| record.id == id).map(|record| &record.provenance);
    let found: Option<&Provenance> = criterion.or_else(parameter);
    html! {
        if let Some(provenance) = found {
            <details class="park__source">
                <summary aria-label={[view.texts.park_source(), " · ", name(kind, view)].concat()}>{ view.texts.park_source() }</summary>
                { sources(provenance, &view.rules, view.texts) }
            </details>
        }
    }
}
