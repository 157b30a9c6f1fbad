//! The report 体检报告: what the rights are worth, which finance fits, what is missing, what to do next.

mod actions;
mod assumptions;
mod channel;
mod channel_answers;
mod channel_special;
mod channels;
mod criteria;
mod decide;
mod findings;
mod headline;
mod mix;
mod needed;
mod policies;
mod portrait;
mod readers;
mod reading;
mod star;
mod value;
mod workbook;

use ip_health_engine::financing::mix::SubsidyScenario;
use yew::prelude::*;

pub use self::actions::{cost_band, effects as action_effects, planned, stage_word};
pub use self::assumptions::{doubtful, table as assumption_table};
pub use self::channel::{body as channel_body, limit_word, rank_words};
pub use self::channel_special::{advice_words, cover_head, special};
pub use self::channels::{key_condition, price, verdict_words};
pub use self::criteria::outcome_word;
pub use self::findings::{evidence_words, severity_words};
pub use self::headline::{grade_words, open_now, star_count};
pub use self::mix::{bound_name, quantity_of};
pub use self::needed::{serves, worth};
pub use self::policies::policy_words;
pub use self::portrait::{chart_labels, dimension_word, radar, radar_summary};
pub use self::reading::{Reading, SectionProps, Tone, channel_word, head, line, state, tag, use_reading};
pub use self::star::{
    attribute_tone, cure_view, exceptions, indicator_words, indicators, standard_view, star_summary, status_words,
    thresholds, verdict_word,
};
pub use self::value::{
    Pools, class_word, distribution, distribution_of, licensor, method_word, no_saving_word, pool_name, range_summary,
    totals,
};
use crate::components::{WorkingProvider, pending};
use crate::hooks::{use_mix, use_texts};
use crate::state::Shared;

/// The report of the document at hand.
#[component]
pub fn Report() -> Html {
    let texts = use_texts();
    let scenario = use_state_eq(SubsidyScenario::default);
    let mix = use_mix(*scenario);
    // One panel shows the workings of the report and of the combination.
    let beside = use_memo(mix.clone(), |mix| {
        mix.as_ref().and_then(|found| found.as_ref().ok()).map(|found| Shared::new(found.workings.clone()))
    });
    let Some(reading) = use_reading() else {
        return pending(texts.nav_report(), texts.report_pending());
    };
    let Reading { assessment, rules, .. } = reading.clone();
    html! {
        <WorkingProvider {assessment} {rules} beside={(*beside).clone()}>
            <div class="report">
                <headline::Headline reading={reading.clone()} />
                <workbook::ExportWorkbook reading={reading.clone()} />
                <div class="report__pair report__pair--narrow-left">
                    <portrait::Portrait reading={reading.clone()} />
                    <value::Value reading={reading.clone()} />
                </div>
                <channels::Channels reading={reading.clone()} />
                <mix::Mix reading={reading.clone()} found={mix} {scenario} />
                <div class="report__pair report__pair--narrow-right">
                    <star::Star reading={reading.clone()} />
                    <actions::Actions reading={reading.clone()} />
                </div>
                <decide::Decide reading={reading.clone()} />
                <readers::ReaderLinks reading={reading.clone()} />
                <findings::Findings reading={reading.clone()} />
                <value::Pools reading={reading.clone()} />
                <needed::Needed reading={reading.clone()} />
                <policies::Policies reading={reading.clone()} />
                <assumptions::Assumptions {reading} />
            </div>
        </WorkingProvider>
    }
}
