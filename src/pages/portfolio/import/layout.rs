//! Checking the columns of a list: its first rows as found, and what each column holds.

use ip_health_engine::dossier::AssetKind;
use ip_health_engine::exchange::{Column, LayoutQuery, Mapping, PreviewRow, TextEncoding, UnknownLayout};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::words::{ENCODINGS, column_name, encoding_name, letters};
use crate::components::{ImportProgress, focus};
use crate::fields::Coded;
use crate::hooks::{ImportRequest, use_import, use_texts};
use crate::state::{Laid, Shared};
use crate::texts::Texts;

/// Id of the heading.
const TITLE: &str = "layout-title";
/// Id of the sentence on what is missing.
const ERROR: &str = "layout-error";

/// Properties of [`ImportLayout`].
#[derive(Properties, PartialEq)]
pub struct ImportLayoutProps {
    /// The list and its layout.
    pub laid: Laid,
}

/// The columns of a list, to be checked and read.
#[component]
pub fn ImportLayout(props: &ImportLayoutProps) -> Html {
    let texts = use_texts();
    let context = use_import();
    let layout = &props.laid.layout;
    let mapping = use_state_eq(|| layout.guess.clone());
    let missing = use_state_eq(|| false);
    {
        // Another sheet, other headings or another encoding bring a guess of their own.
        let (mapping, missing) = (mapping.clone(), missing.clone());
        use_effect_with(layout.clone(), move |layout| {
            mapping.set(layout.guess.clone());
            missing.set(false);
        });
    }
    use_effect_with((), |()| focus(TITLE));

    let show = |sheet: usize, header_row: Option<u32>, encoding: Option<TextEncoding>| {
        ImportRequest::ShowLayout(LayoutQuery { sheet: Some(sheet), header_row }, encoding)
    };
    let sheet = layout.guess.sheet;
    let on_sheet = context.act.reform(move |event: Event| show(chosen(&event).unwrap_or(0), None, None));
    let on_encoding = context
        .act
        .reform(move |event: Event| show(sheet, None, chosen(&event).and_then(|place| ENCODINGS.get(place).copied())));
    let on_header = context.act.reform(move |row: u32| show(sheet, Some(row), None));
    let on_kind = {
        let mapping = mapping.clone();
        Callback::from(move |event: Event| {
            let kind = chosen(&event).and_then(|place| AssetKind::ALL.get(place).copied());
            mapping.set(Mapping { kind, ..(*mapping).clone() });
        })
    };
    let on_column = {
        let (mapping, missing) = (mapping.clone(), missing.clone());
        Callback::from(move |(position, column): (usize, Option<Column>)| {
            let next = with_column(&mapping, position, column);
            // What was missing is said until it is there, not longer.
            missing.set(*missing && !next.names_a_right());
            mapping.set(next);
        })
    };
    let read = {
        let (act, mapping, missing) = (context.act.clone(), mapping.clone(), missing.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if mapping.names_a_right() {
                act.emit(ImportRequest::Read((*mapping).clone()));
            } else {
                missing.set(true);
                focus(&select_id(0));
            }
        })
    };
    let close = context.act.reform(|_: MouseEvent| ImportRequest::CloseLayout);
    let name = props.laid.source.file.name();
    let known = context.importing.taken.is_some();

    html! {
        <form class="card import-layout" aria-labelledby={TITLE} onsubmit={read} novalidate=true>
            <header>
                <h2 id={TITLE} tabindex="-1">{ texts.mapping_title() }</h2>
                <p>{ if known { texts.mapping_known(&name) } else { texts.mapping_unknown(&name) } }</p>
            </header>
            <div class="import-layout__settings">
                if layout.sheets.len() > 1 {
                    { setting("layout-sheet", texts.mapping_sheet(), None, on_sheet, options(&layout.sheets, sheet)) }
                }
                if let Some(encoding) = layout.encoding {
                    { setting("layout-encoding", texts.mapping_encoding(), Some(texts.mapping_encoding_hint()), on_encoding,
                        options(&ENCODINGS.map(|one| encoding_name(texts, one)),
                            ENCODINGS.iter().position(|one| *one == encoding).unwrap_or(0))) }
                }
                { setting("layout-kind", texts.mapping_kind(), None, on_kind, kind_options(texts, mapping.kind)) }
            </div>
            if layout.unreadable_characters > 0 {
                <p class="import-alert">{ texts.mapping_unreadable(&layout.unreadable_characters.to_string()) }</p>
            }
            <HeaderChoice layout={layout.clone()} on_choose={on_header} />
            <fieldset class="import-layout__columns">
                <legend>{ texts.mapping_columns() }</legend>
                if *missing {
                    <p id={ERROR} class="field__error" role="alert">{ texts.mapping_error() }</p>
                }
                <div class="import-layout__row import-layout__row--head" aria-hidden="true">
                    <span>{ texts.mapping_column() }</span><span>{ texts.mapping_samples() }</span><span>{ texts.mapping_reads() }</span>
                </div>
                for position in 0..layout.headers.len() {
                    <ColumnRow key={position} {position} layout={layout.clone()} missing={*missing}
                        column={mapping.columns.get(&position).copied()} on_choose={&on_column} />
                }
            </fieldset>
            <footer class="import-layout__foot">
                <button type="submit" class="button button--first">{ texts.mapping_read() }</button>
                <button type="button" class="button" onclick={close}>{ texts.cancel() }</button>
                <ImportProgress within=true />
            </footer>
        </form>
    }
}

/// Properties of [`HeaderChoice`].
#[derive(Properties, PartialEq)]
struct HeaderChoiceProps {
    /// The layout.
    layout: Shared<UnknownLayout>,
    /// Another row names the columns; 0 is none.
    on_choose: Callback<u32>,
}

/// The first rows of the file, each of which can be the one that names the columns.
#[component]
fn HeaderChoice(props: &HeaderChoiceProps) -> Html {
    let texts = use_texts();
    let layout = &props.layout;
    let chosen_row = layout.guess.header_row;
    let radio = |row: u32, label: AttrValue| {
        let onchange = props.on_choose.reform(move |_: Event| row);
        html! { <input type="radio" name="layout-header" aria-label={label} checked={row == chosen_row} {onchange} /> }
    };
    let line = |row: &PreviewRow| {
        let class = (row.number == chosen_row).then_some("is-header");
        html! {
            <tr key={row.number} {class}>
                <th scope="row">
                    <label>{ radio(row.number, texts.mapping_header_row(&row.number.to_string()).into()) }<span aria-hidden="true">{ row.number }</span></label>
                </th>
                for cell in &row.cells { <td>{ cell }</td> }
            </tr>
        }
    };

    html! {
        <fieldset class="import-layout__preview">
            <legend>{ texts.mapping_header() }</legend>
            <div class="portfolio__scroll" tabindex="0" role="region" aria-label={texts.mapping_preview()}>
                <table class="import-layout__table">
                    <caption class="unseen">{ texts.mapping_preview() }</caption>
                    <thead><tr><td></td>for position in 0..layout.headers.len() { <th scope="col">{ letters(position) }</th> }</tr></thead>
                    <tbody>for row in &layout.top { { line(row) } }</tbody>
                </table>
            </div>
            <label class="import-layout__none">{ radio(0, texts.mapping_header_none().into()) }{ texts.mapping_header_none() }</label>
        </fieldset>
    }
}

/// Properties of [`ColumnRow`].
#[derive(Properties, PartialEq)]
struct ColumnRowProps {
    /// Position of the column.
    position: usize,
    /// The layout.
    layout: Shared<UnknownLayout>,
    /// What it is read as.
    column: Option<Column>,
    /// No column names a right yet, and the person wanted to go on.
    missing: bool,
    /// It is read as something else.
    on_choose: Callback<(usize, Option<Column>)>,
}

/// One column: its heading, its first contents, what it is read as.
#[component]
fn ColumnRow(props: &ColumnRowProps) -> Html {
    let texts = use_texts();
    let position = props.position;
    let header = props.layout.headers.get(position).map_or("", String::as_str);
    let samples = samples(&props.layout, position);
    let id = select_id(position);
    let onchange = props
        .on_choose
        .reform(move |event: Event| (position, chosen(&event).and_then(|place| Column::ALL.get(place).copied())));

    html! {
        <div class="import-layout__row">
            <span class="import-layout__heading"><b>{ letters(position) }</b>{ header }</span>
            <span class="import-layout__samples">{ samples }</span>
            <span class="field__box">
                <select {id} aria-label={texts.mapping_reads_of(&letters(position), header)} aria-invalid={props.missing.to_string()}
                    aria-describedby={props.missing.then_some(ERROR)} {onchange}>
                    <option value="" selected={props.column.is_none()}>{ texts.mapping_none() }</option>
                    for (place, column) in Column::ALL.into_iter().enumerate() {
                        <option value={place.to_string()} selected={props.column == Some(column)}>{ column_name(texts, column) }</option>
                    }
                </select>
            </span>
        </div>
    }
}

/// A labelled choice above the columns.
fn setting(
    id: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    onchange: Callback<Event>,
    options: Html,
) -> Html {
    let hint_id = hint.map(|_| [id, "-hint"].concat());
    html! {
        <div class="field">
            <label class="field__label" for={id}>{ label }</label>
            <div class="field__box"><select {id} aria-describedby={hint_id.clone()} {onchange}>{ options }</select></div>
            if let Some(hint) = hint {
                <p class="field__hint" id={hint_id}>{ hint }</p>
            }
        </div>
    }
}

fn options<T: AsRef<str>>(names: &[T], chosen: usize) -> Html {
    names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            html! { <option value={place.to_string()} selected={place == chosen}>{ name.as_ref() }</option> }
        })
        .collect()
}

fn kind_options(texts: Texts, chosen: Option<AssetKind>) -> Html {
    html! {
        <>
            <option value="" selected={chosen.is_none()}>{ texts.mapping_kind_auto() }</option>
            for (place, kind) in AssetKind::ALL.into_iter().enumerate() {
                <option value={place.to_string()} selected={chosen == Some(kind)}>{ kind.label(texts) }</option>
            }
        </>
    }
}

/// The place chosen in a select; `None` for the option without a value.
fn chosen(event: &Event) -> Option<usize> {
    event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok()
}

fn select_id(position: usize) -> String {
    ["layout-column-", &position.to_string()].concat()
}

/// A mapping in which a column is read otherwise.
fn with_column(mapping: &Mapping, position: usize, column: Option<Column>) -> Mapping {
    let mut next = mapping.clone();
    match column {
        Some(column) => next.columns.insert(position, column),
        None => next.columns.remove(&position),
    };
    next
}

/// The first contents of a column, each once.
fn samples(layout: &UnknownLayout, position: usize) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for text in layout.samples.iter().filter_map(|row| row.get(position)).map(String::as_str) {
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.truncate(3);
    texts.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_read_otherwise_or_not_at_all() {
        let mapping = with_column(&Mapping::default(), 2, Some(Column::Title));
        assert!(mapping.names_a_right());
        assert!(!with_column(&mapping, 2, None).names_a_right());
        assert_eq!(with_column(&mapping, 2, Some(Column::Claims)).columns.get(&2), Some(&Column::Claims));
    }

    #[test]
    fn samples_show_different_contents() {
        let rows = ["a", "", "a", "b", "c", "d"].map(|cell| vec![cell.to_owned()]);
        let layout = UnknownLayout { samples: rows.to_vec(), ..UnknownLayout::default() };
        assert_eq!(samples(&layout, 0), "a / b / c");
        assert_eq!(samples(&layout, 1), "");
    }
}
