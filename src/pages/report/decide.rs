//! From report to decision: the ways on to what-if, goal seek and comparison, and keeping this check-up for the next.

use ip_health_engine::decide::check_up;
use yew::prelude::*;

use super::reading::{SectionProps, head};
use crate::format;
use crate::hooks::{use_edit, use_session};
use crate::route::Route;
use crate::state::{Decision, Edit};

/// Check-ups kept that are listed, the newest first.
const LISTED: usize = 6;

/// The card.
#[component]
pub fn Decide(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let edit = use_edit();
    let read_only = use_session().session.read_only;
    let day = reading.assessment.as_of;
    let now = check_up(&reading.assessment);
    let check_ups = &reading.dossier.decisions.check_ups;
    let kept = check_ups.contains(&now);
    let listed: Vec<String> = check_ups
        .iter()
        .rev()
        .take(LISTED)
        .map(|kept| {
            let day = format::date(kept.day);
            if kept.automatic { texts.check_up_by_itself(&day) } else { texts.check_up_by_hand(&day) }
        })
        .collect();
    let keep = move |_: MouseEvent| edit.emit(Edit::Decide(Decision::Keep(Box::new(now.clone()))));
    html! {
        <section class="report__card" id="report-decide">
            { head(texts.report_decide_title(), "") }
            <ul class="report__ways">
                <li><a href={Route::WhatIf.to_string()}>{ texts.report_decide_what_if() }</a></li>
                <li><a href={Route::WhatIf.to_string()}>{ texts.report_decide_seek() }</a></li>
                <li><a href={Route::Compare.to_string()}>{ texts.report_decide_compare() }</a></li>
            </ul>
            <div class="report__export">
                <button type="button" class="button" onclick={keep} disabled={kept || read_only}>{ texts.check_up_keep() }</button>
                <span class="report__quiet report__small" role="status">
                    { if kept { texts.check_up_kept(&format::date(day)) } else { texts.check_up_remark().to_owned() } }
                </span>
            </div>
            if !listed.is_empty() {
                <p class="report__quiet report__small" id="check-ups-kept">
                    { texts.check_up_list(&listed.join(texts.list_separator())) }
                </p>
            }
        </section>
    }
}
