//! The account of an import, shown: how many rows came in, and every row to be looked at, merged or left out.

use ip_health_engine::exchange::Import;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::account::{Class, Entry, Filter, csv, entries, kinds};
use super::notes::{advice, class_name, kind_name, place, reason};
use super::words::{column_name, letters, source_name};
use crate::components::focus;
use crate::format::decimal;
use crate::hooks::{ImportRequest, use_dossier, use_import, use_texts};
use crate::state::{Shared, Standing, Taken, disk};
use crate::texts::Texts;

/// Id of the heading.
const TITLE: &str = "summary-title";
/// Entries on one page: ten thousand at once would stall the browser.
const PAGE: usize = 50;

/// Properties of [`ImportSummary`].
#[derive(Properties, PartialEq)]
pub struct ImportSummaryProps {
    /// The import.
    pub taken: Taken,
}

/// The account of an import that was taken in, with ways to undo it, to correct its columns and to keep the account.
#[component]
pub fn ImportSummary(props: &ImportSummaryProps) -> Html {
    let texts = use_texts();
    let context = use_import();
    let taken = &props.taken;
    let import = &taken.import;
    let standing = taken.standing(&use_dossier());
    let refused = use_state_eq(|| false);
    // A new import is announced by the focus on its heading.
    use_effect_with(import.clone(), |_| focus(TITLE));

    let undo = context.act.reform(|_: MouseEvent| {
        // Its button is gone afterwards; the heading says what happened.
        focus(TITLE);
        ImportRequest::Undo
    });
    let act = |request: fn() -> ImportRequest| context.act.reform(move |_: MouseEvent| request());
    let download = {
        let (import, refused) = (import.clone(), refused.clone());
        Callback::from(move |_: MouseEvent| {
            let name = texts.summary_file(&import.file_name);
            refused.set(disk::download(&name, &account_csv(texts, &import), "text/csv;charset=utf-8").is_err());
        })
    };
    let counts = import.counts();
    let number = |count: u32| decimal(f64::from(count), 0);

    html! {
        <section class="card import-summary" aria-labelledby={TITLE}>
            <header class="import-summary__head">
                <div>
                    <h2 id={TITLE} tabindex="-1">{ title(texts, taken, standing) }</h2>
                    <p>{ sources(texts, import) }{ texts.summary_counts(&number(counts.read), &number(counts.merged), &number(counts.left_out), &number(counts.doubtful)) }</p>
                </div>
                <button type="button" class="button button--small button--quiet" onclick={act(|| ImportRequest::Close)}>{ texts.close() }</button>
            </header>
            if import.unreadable_characters > 0 {
                <p class="import-alert">{ texts.summary_unreadable(&import.unreadable_characters.to_string()) }</p>
            }
            <div class="import-summary__actions">
                if standing == Standing::Last {
                    <button type="button" id="import-undo" class="button button--small" onclick={undo}>{ texts.summary_undo() }</button>
                }
                <button type="button" id="import-adjust" class="button button--small" onclick={act(adjust)}>{ texts.summary_adjust() }</button>
                <button type="button" id="import-download" class="button button--small" onclick={download}>{ texts.summary_download() }</button>
                if standing == Standing::Overlaid {
                    <small>{ texts.summary_overlaid() }</small>
                }
                if standing == Standing::Unchanged && !import.assets.is_empty() {
                    <small>{ texts.summary_unchanged() }</small>
                }
            </div>
            if *refused {
                <p class="import-alert" role="alert">{ texts.summary_refused() }</p>
            }
            <Account import={import.clone()} />
            { columns(texts, import) }
        </section>
    }
}

fn adjust() -> ImportRequest {
    ImportRequest::ShowLayout(ip_health_engine::exchange::LayoutQuery::default(), None)
}

fn title(texts: Texts, taken: &Taken, standing: Standing) -> String {
    let name = &taken.import.file_name;
    if taken.import.assets.is_empty() {
        texts.summary_nothing(name)
    } else if standing == Standing::Undone {
        texts.summary_undone(name)
    } else {
        texts.summary_title(name, &taken.added.to_string(), &taken.renewed.to_string())
    }
}

/// Who wrote the list, sheet by sheet.
fn sources(texts: Texts, import: &Import) -> String {
    let mut names: Vec<&str> =
        import.sheets.iter().filter_map(|sheet| sheet.source).map(|source| source_name(texts, source)).collect();
    names.dedup();
    if names.is_empty() { String::new() } else { [&names.join(texts.list_separator()), " · "].concat() }
}

/// Properties of [`Account`].
#[derive(Properties, PartialEq)]
struct AccountProps {
    /// The import.
    import: Shared<Import>,
}

/// Every row to be known of, filtered and paged.
#[component]
fn Account(props: &AccountProps) -> Html {
    let texts = use_texts();
    let import = &props.import;
    let filter = use_state_eq(Filter::default);
    let page = use_state_eq(|| 0_usize);
    {
        let (filter, page) = (filter.clone(), page.clone());
        use_effect_with(import.clone(), move |_| {
            filter.set(Filter::default());
            page.set(0);
        });
    }
    let all = entries(import);
    if all.is_empty() {
        return html! { <p class="portfolio__quiet">{ texts.summary_clean() }</p> };
    }
    let shown: Vec<&Entry<'_>> = all.iter().filter(|entry| filter.passes(entry)).collect();
    let of_class = |class| all.iter().filter(|entry| Filter { class, kind: None }.passes(entry)).count();
    let choose = |class| {
        let (filter, page) = (filter.clone(), page.clone());
        Callback::from(move |_: MouseEvent| {
            filter.set(Filter { class, kind: None });
            page.set(0);
        })
    };
    let kinds: Vec<_> = kinds(&all, filter.class).into_iter().collect();
    let on_kind = {
        let (filter, page) = (filter.clone(), page.clone());
        let kinds: Vec<_> = kinds.iter().map(|(kind, _)| *kind).collect();
        Callback::from(move |event: Event| {
            let place: Option<usize> = event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok();
            filter.set(Filter { kind: place.and_then(|place| kinds.get(place).copied()), ..*filter });
            page.set(0);
        })
    };
    let chip = |class: Option<Class>, name: &'static str| {
        html! {
            <button type="button" class="portfolio__chip" aria-pressed={(filter.class == class).to_string()} disabled={of_class(class) == 0} onclick={choose(class)}>
                { name }{ " " }{ count(of_class(class)) }
            </button>
        }
    };

    html! {
        <>
            <div class="import-summary__filters" role="group" aria-label={texts.summary_filter()}>
                { chip(None, texts.summary_all()) }
                for class in Class::ALL { { chip(Some(class), class_name(texts, class)) } }
                <span class="field__box import-summary__kinds">
                    <select id="import-kind" aria-label={texts.summary_kinds()} onchange={on_kind}>
                        <option value="" selected={filter.kind.is_none()}>{ texts.summary_kinds_all() }</option>
                        for (place, (kind, number)) in kinds.iter().enumerate() {
                            <option value={place.to_string()} selected={filter.kind == Some(*kind)}>
                                { texts.summary_kind_count(kind_name(texts, *kind), &count(*number)) }
                            </option>
                        }
                    </select>
                </span>
            </div>
            // Another page or another choice starts at its top.
            <div key={[page.to_string(), shown.len().to_string()].join("-")} class="import-summary__scroll" tabindex="0" role="region" aria-label={texts.summary_filter()}>
                <table class="import-summary__table">
                    <thead>
                        <tr><th scope="col">{ texts.summary_row() }</th><th scope="col">{ texts.summary_said() }</th><th scope="col">{ texts.summary_reason() }</th><th scope="col">{ texts.summary_advice() }</th></tr>
                    </thead>
                    <tbody>
                        for (place, entry) in shown.iter().enumerate().skip(*page * PAGE).take(PAGE) { { line(texts, import, place, entry) } }
                    </tbody>
                </table>
            </div>
            if shown.len() > PAGE {
                { pager(texts, &page, shown.len()) }
            }
        </>
    }
}

fn line(texts: Texts, import: &Import, key: usize, entry: &Entry<'_>) -> Html {
    let (class, mark) = match entry.note.class() {
        Class::Doubtful => ("state state--watch", "▲ "),
        Class::Merged => ("state state--good", "✓ "),
        Class::LeftOut => ("state state--unknown", "○ "),
    };
    let several = import.sheets.len() > 1;
    html! {
        <tr {key}>
            <th scope="row">{ if several { place(texts, import, entry.row) } else { texts.summary_row_number(&entry.row.row.to_string()) } }</th>
            <td class="import-summary__said">{ &entry.row.said }</td>
            <td>
                <span {class}><span aria-hidden="true">{ mark }</span>{ kind_name(texts, entry.note.kind()) }</span>
                <span class="import-summary__reason">{ reason(texts, import, entry.note) }</span>
            </td>
            <td>{ advice(texts, entry.note) }</td>
        </tr>
    }
}

fn pager(texts: Texts, page: &UseStateHandle<usize>, entries: usize) -> Html {
    let last = (entries - 1) / PAGE;
    let to = |place: usize| {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| page.set(place))
    };
    let (first, end) = (**page * PAGE + 1, entries.min((**page + 1) * PAGE));
    html! {
        <nav class="import-summary__pager" aria-label={texts.summary_filter()}>
            <button type="button" class="button button--small" disabled={**page == 0} onclick={to(page.saturating_sub(1))}>{ texts.summary_previous() }</button>
            <span role="status">{ texts.summary_page(&count(first), &count(end), &count(entries)) }</span>
            <button type="button" class="button button--small" disabled={**page >= last} onclick={to(last.min(**page + 1))}>{ texts.summary_next() }</button>
        </nav>
    }
}

/// How each column of each recognised sheet was read.
fn columns(texts: Texts, import: &Import) -> Html {
    let columns = import.sheets.iter().flat_map(|sheet| &sheet.columns);
    html! {
        <details class="import-summary__columns">
            <summary>{ texts.summary_columns() }</summary>
            <ul>
                for column in columns {
                    <li class={column.read_as.is_none().then_some("is-unused")}>
                        <b>{ letters(column.position) }</b>{ " " }{ &column.header }<span aria-hidden="true">{ " → " }</span>
                        { column.read_as.map_or(texts.summary_column_unused(), |column| column_name(texts, column)) }
                    </li>
                }
            </ul>
        </details>
    }
}

/// The whole account as a file for a spreadsheet program, whatever the filter shows.
fn account_csv(texts: Texts, import: &Import) -> String {
    let head = [
        texts.summary_sheet(),
        texts.summary_row(),
        texts.summary_said(),
        texts.summary_class(),
        texts.summary_kinds(),
        texts.summary_reason(),
        texts.summary_advice(),
    ];
    let rows = entries(import).into_iter().map(|Entry { row, note }| {
        vec![
            import.sheets.get(row.sheet).map(|sheet| sheet.name.clone()).unwrap_or_default(),
            row.row.to_string(),
            row.said.clone(),
            class_name(texts, note.class()).to_owned(),
            kind_name(texts, note.kind()).to_owned(),
            reason(texts, import, note),
            advice(texts, note),
        ]
    });
    csv(std::iter::once(head.map(str::to_owned).to_vec()).chain(rows))
}

fn count(number: usize) -> String {
    // Exact for any count of rows that a browser can hold.
    decimal(number as f64, 0)
}
