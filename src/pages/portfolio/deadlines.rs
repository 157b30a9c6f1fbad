//! Fees and deadlines 期限与年费: the next twelve months, what is overdue, what to keep, what expires.

use std::collections::BTreeMap;

use ip_health_engine::Assessment;
use ip_health_engine::deadlines::{
    Advice, AdviceReason, Deadline, DeadlineKind, DeadlineState, Deadlines, Outlook, Reduction,
};
use ip_health_engine::dossier::Dossier;
use ip_health_engine::exchange::write_calendar;
use yew::prelude::*;

use super::calendar::events;
use super::row::title_of;
use crate::components::FigureButton;
use crate::format::{date, decimal, money, percent};
use crate::hooks::{use_dossier, use_texts};
use crate::route::{Route, Section};
use crate::state::{Shared, disk};
use crate::texts::Texts;

/// Id of the section, to which the head of the page leads.
pub const DEADLINES: &str = "deadlines";

/// Lines shown of a list before all are asked for.
const FIRST_LINES: usize = 12;

/// Properties of [`DeadlineSection`].
#[derive(Properties, PartialEq)]
pub struct DeadlineSectionProps {
    /// What falls due.
    pub assessment: Shared<Assessment>,
}

/// What the parts of the section are drawn with.
struct Drawing<'a> {
    texts: Texts,
    /// Titles of rights and names of licences by id.
    names: BTreeMap<&'a str, String>,
}

/// The section.
#[component]
pub fn DeadlineSection(props: &DeadlineSectionProps) -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let deadlines = &props.assessment.deadlines;
    let whole_list = use_state_eq(|| false);
    let whole_advice = use_state_eq(|| false);
    let drawing = Drawing { texts, names: names(&document.dossier, texts) };
    let download = {
        let (assessment, dossier) = (props.assessment.clone(), Shared::from(document.dossier.clone()));
        move |_: MouseEvent| {
            let deadlines = &assessment.deadlines;
            let text =
                write_calendar(texts.deadlines_calendar_name(), deadlines.day, &events(deadlines, &dossier, texts));
            // Refused only without memory for the file, where nothing could be said either.
            let _ = disk::download(&texts.deadlines_file(&deadlines.day.to_string()), &text, "text/calendar");
        }
    };
    let count = deadlines.overdue.len() + deadlines.coming.len();
    html! {
        <section class="deadlines" aria-labelledby={DEADLINES}>
            <div class="deadlines__head">
                <h2 id={DEADLINES} tabindex="-1">{ texts.deadlines_title() }</h2>
                if count > 0 {
                    <button type="button" class="button button--small" onclick={download}>{ texts.deadlines_calendar() }</button>
                }
            </div>
            if count == 0 && deadlines.outlooks.is_empty() {
                <p class="portfolio__quiet">{ texts.deadlines_none() }</p>
            } else {
                <p class="portfolio__quiet">{ texts.deadlines_lead(&date(deadlines.day)) }</p>
                { tiles(deadlines, &drawing) }
                { reduction(deadlines, texts) }
                <div class="deadlines__pair">
                    <div>
                        <h3>{ texts.deadlines_list() }</h3>
                        { list(deadlines, &drawing, &whole_list) }
                    </div>
                    <div>
                        <h3>{ texts.deadlines_months() }</h3>
                        { months(deadlines, texts) }
                    </div>
                </div>
                <div class="deadlines__pair">
                    if !deadlines.outlooks.is_empty() {
                        <div>
                            <h3>{ texts.deadlines_advice() }</h3>
                            { advice(deadlines, &drawing, &whole_advice) }
                        </div>
                    }
                    if !deadlines.expiries.is_empty() {
                        <div>
                            <h3>{ texts.deadlines_expiries() }</h3>
                            { expiries(deadlines, texts) }
                        </div>
                    }
                </div>
            }
        </section>
    }
}

fn names(dossier: &Dossier, texts: Texts) -> BTreeMap<&str, String> {
    let rights = dossier.assets.iter().map(|asset| (asset.id.as_str(), title_of(&asset.title, texts)));
    let licences = dossier.licences.iter().enumerate().map(|(place, licence)| {
        let own = licence.party.trim();
        let name = if own.is_empty() { texts.records_licence(&(place + 1).to_string()) } else { own.to_owned() };
        (licence.id.as_str(), name)
    });
    rights.chain(licences).collect()
}

impl Drawing<'_> {
    /// An amount that opens its working.
    fn figure(&self, id: &str, yuan: f64) -> Html {
        html! { <FigureButton working={id.to_owned()} text={money(yuan, self.texts)} /> }
    }

    fn name<'b>(&'b self, id: &'b str) -> &'b str {
        self.names.get(id).map_or(id, String::as_str)
    }
}

fn tiles(deadlines: &Deadlines, drawing: &Drawing) -> Html {
    let texts = drawing.texts;
    let tile = |word: &str, value: Html, class: &'static str| {
        html! { <div class={classes!("deadlines__tile", class)}><dt>{ word }</dt><dd>{ value }</dd></div> }
    };
    let overdue = deadlines.overdue.len();
    let late = if overdue == 0 {
        html! { <span class="state state--good">{ "✓ " }{ texts.deadlines_overdue_none() }</span> }
    } else {
        html! { <span class="state state--bad">{ "■ " }{ texts.deadlines_count(&overdue.to_string()) }</span> }
    };
    html! {
        <dl class="deadlines__tiles">
            { tile(texts.deadlines_total(), drawing.figure(&deadlines.total.working, deadlines.total.value), "") }
            { tile(texts.deadlines_overdue(), late, "") }
            if deadlines.saving > 0.0 {
                { tile(texts.deadlines_saving(), html! { money(deadlines.saving, texts) }, "") }
            }
            if deadlines.prunable.value > 0.0 {
                { tile(texts.deadlines_prunable(), drawing.figure(&deadlines.prunable.working, deadlines.prunable.value), "") }
            }
        </dl>
    }
}

fn reduction(deadlines: &Deadlines, texts: Texts) -> Html {
    let words = match deadlines.reduction {
        Reduction::Recorded => texts.deadlines_reduction_recorded(),
        Reduction::Open => texts.deadlines_reduction_open(),
        Reduction::Barred => texts.deadlines_reduction_barred(),
        Reduction::Unknown => texts.deadlines_reduction_unknown(),
    };
    let goal = Route::Interview(Section::Enterprise, Some("enterprise.taxable_income".into()));
    html! {
        <p class="portfolio__quiet">{ words }{ " · " }<a href={goal.to_string()}>{ texts.deadlines_reduction_edit() }</a></p>
    }
}

/// The bar of a share, for the eye; the number stands beside it.
fn bar(part: f64, whole: f64) -> Html {
    html! {
        <progress class="deadlines__bar" max={whole.max(1.0).to_string()} value={part.to_string()} aria-hidden="true"></progress>
    }
}

fn months(deadlines: &Deadlines, texts: Texts) -> Html {
    let most = deadlines.months.iter().map(|month| month.amount).fold(0.0, f64::max);
    html! {
        <table class="deadlines__table">
            <thead><tr>
                <th scope="col">{ texts.deadlines_month() }</th>
                <th scope="col" class="is-number">{ texts.deadlines_items() }</th>
                <th scope="col" class="is-number">{ texts.deadlines_amount() }</th>
                <th scope="col" class="is-bar"><span class="unseen">{ texts.deadlines_share_of_peak() }</span></th>
            </tr></thead>
            <tbody>
                for month in &deadlines.months {
                    <tr class={classes!((month.count == 0).then_some("is-empty"))}>
                        <th scope="row">{ texts.deadlines_month_of(&month.month.year().to_string(), &month.month.month().to_string()) }</th>
                        <td class="is-number">{ if month.count > 0 { month.count.to_string() } else { "—".to_owned() } }</td>
                        <td class="is-number">{ if month.amount > 0.0 { money(month.amount, texts) } else { "—".to_owned() } }</td>
                        <td class="is-bar">{ bar(month.amount, most) }</td>
                    </tr>
                }
            </tbody>
        </table>
    }
}

/// What a deadline is about.
pub fn kind_words(kind: DeadlineKind, texts: Texts) -> String {
    match kind {
        DeadlineKind::AnnualFee { year: Some(year) } => texts.deadlines_fee(&year.to_string()),
        DeadlineKind::AnnualFee { year: None } => texts.deadlines_fee_unknown().to_owned(),
        DeadlineKind::Renewal { classes: Some(count) } => texts.deadlines_renewal_classes(&count.to_string()),
        DeadlineKind::Renewal { classes: None } => texts.deadlines_renewal().to_owned(),
        DeadlineKind::Expiry => texts.deadlines_expiry().to_owned(),
        DeadlineKind::LicenceEnd => texts.deadlines_licence().to_owned(),
    }
}

fn state(deadline: &Deadline, texts: Texts) -> Html {
    let renewal = matches!(deadline.kind, DeadlineKind::Renewal { .. });
    let (class, words) = match deadline.state {
        DeadlineState::Coming => ("state state--unknown", ["○ ", texts.deadlines_coming()].concat()),
        DeadlineState::Open => ("state state--good", ["✓ ", texts.deadlines_renew_now()].concat()),
        DeadlineState::Late { month } if renewal => {
            ("state state--watch", ["▲ ", &texts.deadlines_late_renewal(&month.to_string())].concat())
        }
        DeadlineState::Late { month } => {
            ("state state--watch", ["▲ ", &texts.deadlines_late(&month.to_string())].concat())
        }
        DeadlineState::Unconfirmed => ("state state--watch", ["▲ ", texts.deadlines_unconfirmed()].concat()),
        DeadlineState::Lapsed if renewal => ("state state--bad", ["■ ", texts.deadlines_lapsed_renewal()].concat()),
        DeadlineState::Lapsed => ("state state--bad", ["■ ", texts.deadlines_lapsed()].concat()),
    };
    let overdue = matches!(deadline.state, DeadlineState::Late { .. } | DeadlineState::Unconfirmed);
    html! {
        <>
            <span {class}>{ words }</span>
            if let Some(last) = deadline.last_day.filter(|_| overdue) {
                <small>{ texts.deadlines_last_day(&date(last)) }</small>
            }
        </>
    }
}

fn list(deadlines: &Deadlines, drawing: &Drawing, whole: &UseStateHandle<bool>) -> Html {
    let texts = drawing.texts;
    let all: Vec<&Deadline> = deadlines.overdue.iter().chain(&deadlines.coming).collect();
    // What is overdue is always in sight.
    let shown = if **whole { all.len() } else { FIRST_LINES.max(deadlines.overdue.len()) };
    html! {
        <>
            <div class="deadlines__scroll" tabindex="0" role="region" aria-label={texts.deadlines_list()}>
                <table class="deadlines__table">
                    <thead><tr>
                        <th scope="col">{ texts.deadlines_due() }</th>
                        <th scope="col">{ texts.deadlines_what() }</th>
                        <th scope="col">{ texts.deadlines_state() }</th>
                        <th scope="col" class="is-number">{ texts.deadlines_amount() }</th>
                    </tr></thead>
                    <tbody>
                        for deadline in all.iter().take(shown) {
                            <tr key={deadline.id.clone()}>
                                <td class="is-day">
                                    { date(deadline.due) }
                                    if deadline.derived { <small>{ texts.deadlines_derived() }</small> }
                                </td>
                                <td>{ kind_words(deadline.kind, texts) }<small>{ drawing.name(&deadline.subject).to_owned() }</small></td>
                                <td>{ state(deadline, texts) }</td>
                                <td class="is-number">
                                    if let Some(amount) = &deadline.amount { { drawing.figure(&amount.working, amount.value) } } else { { "—" } }
                                </td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            { more(all.len(), shown, whole, texts) }
        </>
    }
}

fn more(all: usize, shown: usize, whole: &UseStateHandle<bool>, texts: Texts) -> Html {
    let whole = whole.clone();
    html! {
        if all > shown {
            <button type="button" class="button button--small" onclick={move |_: MouseEvent| whole.set(true)}>
                { texts.deadlines_show_all(&all.to_string()) }
            </button>
        }
    }
}

fn advice_words(outlook: &Outlook, texts: Texts) -> (&'static str, String, &'static str) {
    let (class, sign, words) = match outlook.advice {
        Advice::Keep => ("state state--good", "✓ ", texts.renewal_keep()),
        Advice::Review => ("state state--watch", "▲ ", texts.renewal_review()),
        Advice::Prune => ("state state--bad", "■ ", texts.renewal_prune()),
        Advice::Unknown => ("state state--unknown", "○ ", texts.renewal_unknown()),
    };
    let why = match outlook.reason {
        AdviceReason::Bound => texts.renewal_why_bound(),
        AdviceReason::StandardEssential => texts.renewal_why_standard_essential(),
        AdviceReason::Licensed => texts.renewal_why_licensed(),
        AdviceReason::ListingCount => texts.renewal_why_listing(),
        AdviceReason::HighTechCount => texts.renewal_why_high_tech(),
        AdviceReason::Worth => texts.renewal_why_worth(),
        AdviceReason::SmallMargin => texts.renewal_why_small_margin(),
        AdviceReason::LowGrade => texts.renewal_why_low_grade(),
        AdviceReason::NotWorthFee => texts.renewal_why_not_worth(),
        AdviceReason::GradeAgainstValue => texts.renewal_why_grade_against_value(),
        AdviceReason::ValueUnknown => texts.renewal_why_value_unknown(),
    };
    (class, [sign, words].concat(), why)
}

fn advice(deadlines: &Deadlines, drawing: &Drawing, whole: &UseStateHandle<bool>) -> Html {
    let texts = drawing.texts;
    let count =
        |advice: Advice| deadlines.outlooks.iter().filter(|outlook| outlook.advice == advice).count().to_string();
    let counts = texts.deadlines_advice_counts(
        &count(Advice::Keep),
        &count(Advice::Review),
        &count(Advice::Prune),
        &count(Advice::Unknown),
    );
    let mut rows: Vec<&Outlook> = deadlines.outlooks.iter().collect();
    // What to let go first, then what to look at, what cannot be told, and what is kept.
    rows.sort_by_key(|outlook| match outlook.advice {
        Advice::Prune => 0,
        Advice::Review => 1,
        Advice::Unknown => 2,
        Advice::Keep => 3,
    });
    let telling = rows.iter().filter(|outlook| matches!(outlook.advice, Advice::Prune | Advice::Review)).count();
    let shown = if **whole { rows.len() } else { FIRST_LINES };
    html! {
        <>
            <p class="portfolio__quiet">{ texts.deadlines_advice_lead() }</p>
            <p>{ counts }</p>
            if telling == 0 {
                <p>{ texts.deadlines_advice_none() }</p>
            }
            <div class="deadlines__scroll" tabindex="0" role="region" aria-label={texts.deadlines_advice()}>
                <table class="deadlines__table">
                    <thead><tr>
                        <th scope="col">{ texts.deadlines_right() }</th>
                        <th scope="col" class="is-number">{ texts.deadlines_next_fee() }</th>
                        <th scope="col" class="is-number">{ texts.deadlines_worth() }</th>
                        <th scope="col">{ texts.deadlines_until() }</th>
                        <th scope="col">{ texts.deadlines_hint() }</th>
                    </tr></thead>
                    <tbody>
                        for outlook in rows.iter().take(shown) {
                            { advice_row(outlook, drawing) }
                        }
                    </tbody>
                </table>
            </div>
            { more(rows.len(), shown, whole, texts) }
        </>
    }
}

fn advice_row(outlook: &Outlook, drawing: &Drawing) -> Html {
    let texts = drawing.texts;
    let (class, words, why) = advice_words(outlook, texts);
    html! {
        <tr key={outlook.asset.clone()}>
            <th scope="row">{ drawing.name(&outlook.asset).to_owned() }</th>
            <td class="is-number">{ money(outlook.next_fee, texts) }<small>{ texts.deadlines_until_year(&outlook.next_year.to_string()) }</small></td>
            <td class="is-number">
                if let Some(worth) = &outlook.worth { { drawing.figure(&worth.working, worth.value) } } else { { "—" } }
            </td>
            <td>{ outlook.keep_until.map_or_else(|| "—".to_owned(), |year| texts.deadlines_until_year(&year.to_string())) }</td>
            <td><span {class}>{ words }</span><small>{ why }</small></td>
        </tr>
    }
}

fn expiries(deadlines: &Deadlines, texts: Texts) -> Html {
    html! {
        <>
            <p class="portfolio__quiet">{ texts.deadlines_expiries_lead() }</p>
            <table class="deadlines__table">
                <thead><tr>
                    <th scope="col">{ texts.deadlines_year() }</th>
                    <th scope="col" class="is-number">{ texts.deadlines_rights() }</th>
                    <th scope="col" class="is-number">{ texts.deadlines_value() }</th>
                    <th scope="col" class="is-number">{ texts.deadlines_share() }</th>
                    <th scope="col" class="is-bar"><span class="unseen">{ texts.deadlines_share() }</span></th>
                </tr></thead>
                <tbody>
                    for year in &deadlines.expiries {
                        <tr>
                            <th scope="row">{ year.year }</th>
                            <td class="is-number">{ decimal(f64::from(year.rights), 0) }</td>
                            <td class="is-number">{ money(year.value, texts) }</td>
                            <td class="is-number">{ percent(year.share) }</td>
                            <td class="is-bar">{ bar(year.share, 1.0) }</td>
                        </tr>
                    }
                </tbody>
            </table>
        </>
    }
}
