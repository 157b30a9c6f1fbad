//! One right in the table.

use ip_health_engine::Assessment;
use ip_health_engine::dossier::{AssetKind, AssetStatus, Dossier};
use ip_health_engine::valuation::{AssetValuation, Grade, NoValue};
use yew::prelude::*;

use super::rows::{Hint, NumberMark, Row};
use super::sort::Column;
use crate::components::{FigureButton, number_error_words, number_warning_words};
use crate::fields::Coded;
use crate::format::{date, decimal, range};
use crate::texts::Texts;

/// Years of life at which the bar is full.
const FULL_LIFE: &str = "20";

/// What a row is drawn with.
pub struct Drawing<'a> {
    /// Words.
    pub texts: Texts,
    /// Names of products.
    pub dossier: &'a Dossier,
    /// Scores, values and workings.
    pub assessment: Option<&'a Assessment>,
}

/// The title of a right, or that it has none.
pub fn title_of(title: &str, texts: Texts) -> String {
    if title.is_empty() { texts.portfolio_untitled().to_owned() } else { title.to_owned() }
}

/// The cells of a row, after the box to choose it.
pub fn cells(row: &Row, drawing: &Drawing, onopen: Callback<MouseEvent>) -> Html {
    let Drawing { texts, dossier, assessment } = *drawing;
    let asset = &row.asset;
    let valued = assessment.and_then(|assessment| assessment.valuation.assets.get(row.valued?));
    let products: Vec<&str> = asset
        .uses
        .iter()
        .filter_map(|used| dossier.product(&used.product))
        .map(|product| product.name.as_str())
        .collect();
    let products = products.join(texts.list_separator());
    let cell = |column: Column, content: Html| html! { <td role="cell" class={column.class()}>{ content }</td> };
    html! {
        <>
            { cell(Column::Kind, html! { <span class="portfolio__kind" title={asset.kind.label(texts)}>{ short_kind(asset.kind, texts) }</span> }) }
            { cell(Column::Title, html! {
                <>
                    <button type="button" class="button--link" onclick={onopen}>{ title_of(&asset.title, texts) }</button>
                    { family(row, texts) }
                    if !products.is_empty() {
                        <small class="portfolio__products" title={products.clone()}>
                            <span class="unseen">{ texts.portfolio_products() }{ ": " }</span>{ products }
                        </small>
                    }
                </>
            }) }
            { cell(Column::Number, number(row, texts)) }
            { cell(Column::Status, html! { asset.status.map_or_else(|| texts.unsure(), |status| short_status(status, texts)) }) }
            { cell(Column::Life, valued.map(|valued| life(valued, texts)).unwrap_or_default()) }
            { cell(Column::Next, html! { row.next.map(date).unwrap_or_default() }) }
            { cell(Column::Score, valued.map(|valued| score(valued, drawing)).unwrap_or_default()) }
            { cell(Column::Value, valued.map(|valued| value(valued, drawing)).unwrap_or_default()) }
            { cell(Column::Hint, hint(row.hint, texts)) }
        </>
    }
}

fn family(row: &Row, texts: Texts) -> Html {
    html! {
        <>
            if row.family > 1 {
                <span class="portfolio__mark" title={texts.table_family(&row.family.to_string())}>
                    <span aria-hidden="true">{ "⧉" }{ row.family }</span>
                    <span class="unseen">{ texts.table_family(&row.family.to_string()) }</span>
                </span>
            }
            if row.repeats > 1 {
                <span class="portfolio__mark portfolio__mark--watch" title={texts.table_repeats(&row.repeats.to_string())}>
                    <span aria-hidden="true">{ "＝" }{ row.repeats }</span>
                    <span class="unseen">{ texts.table_repeats(&row.repeats.to_string()) }</span>
                </span>
            }
        </>
    }
}

/// The number and what its check found, in words for who does not see or know the sign.
fn number(row: &Row, texts: Texts) -> Html {
    let (sign, class, words) = match &row.facts.mark {
        NumberMark::None => ("", "", String::new()),
        NumberMark::Good => ("✓", "portfolio__check", texts.table_number_good().to_owned()),
        NumberMark::Odd(odd) => ("△", "portfolio__check portfolio__check--watch", number_warning_words(odd, texts)),
        NumberMark::Bad(error) => ("✕", "portfolio__check portfolio__check--bad", number_error_words(error, texts)),
    };
    html! {
        <>
            { row.asset.number.clone().unwrap_or_default() }
            if !sign.is_empty() {
                <span {class} title={words.clone()}>
                    <span aria-hidden="true">{ sign }</span><span class="unseen">{ words }</span>
                </span>
            }
        </>
    }
}

fn life(valued: &AssetValuation, texts: Texts) -> Html {
    let renewable = matches!(valued.kind, AssetKind::Trademark | AssetKind::GeographicalIndication);
    match valued.remaining_years {
        Some(years) if years < 0.0 => html! { texts.table_over() },
        Some(years) => html! {
            <>
                <progress class="portfolio__life" max={FULL_LIFE} value={years.to_string()} aria-hidden="true"></progress>
                { texts.unit_years(&decimal(years, 1)) }
            </>
        },
        None if renewable => html! { texts.table_unlimited() },
        None => html! {},
    }
}

/// A figure that opens its working.
fn figure(id: &str, text: String) -> Html {
    html! { <FigureButton working={id.to_owned()} {text} /> }
}

fn score(valued: &AssetValuation, drawing: &Drawing) -> Html {
    let index = &valued.score.index;
    let letter = grade_letter(valued.score.grade, drawing.texts);
    if valued.score.grade == Grade::Void {
        return html! { letter };
    }
    html! {
        <>
            { figure(&index.working, decimal(index.value, 0)) }{ " " }
            <span class="portfolio__grade" title={drawing.texts.table_grade()}>{ letter }</span>
        </>
    }
}

/// The kind of a right in a word or two.
fn short_kind(kind: AssetKind, texts: Texts) -> &'static str {
    match kind {
        AssetKind::Invention => texts.short_invention(),
        AssetKind::UtilityModel => texts.short_utility(),
        AssetKind::Design => texts.short_design(),
        AssetKind::Trademark => texts.short_mark(),
        AssetKind::SoftwareCopyright => texts.short_software(),
        AssetKind::OtherCopyright => texts.short_copyright(),
        AssetKind::LayoutDesign => texts.short_layout(),
        AssetKind::GeographicalIndication => texts.short_indication(),
        AssetKind::LicenceRevenue => texts.short_revenue(),
        AssetKind::DataIp => texts.short_data(),
        AssetKind::PlantVariety => texts.short_plant(),
        AssetKind::TradeSecret => texts.short_secret(),
    }
}

/// The state of a right in a word or two.
fn short_status(status: AssetStatus, texts: Texts) -> &'static str {
    match status {
        AssetStatus::Granted => texts.short_granted(),
        AssetStatus::Pending => texts.short_pending(),
        AssetStatus::Terminated => texts.short_terminated(),
        AssetStatus::Invalidated => texts.short_invalidated(),
        AssetStatus::Lapsed => texts.short_lapsed(),
    }
}

/// The letter of a grade.
pub fn grade_letter(grade: Grade, texts: Texts) -> &'static str {
    match grade {
        Grade::A => "A",
        Grade::B => "B",
        Grade::C => "C",
        Grade::D => "D",
        Grade::E => "E",
        Grade::Void => texts.grade_void(),
    }
}

fn value(valued: &AssetValuation, drawing: &Drawing) -> Html {
    let texts = drawing.texts;
    if let Some(reason) = valued.reason {
        let words = match reason {
            NoValue::NotInForce => texts.table_zero_not_in_force(),
            NoValue::NotOwned => texts.table_zero_not_owned(),
            NoValue::SameFamily => texts.table_zero_same_family(),
            NoValue::MarkUnused => texts.table_zero_mark_unused(),
            NoValue::AssociationOwned => texts.table_zero_association(),
            NoValue::NoBasis => texts.table_no_value(),
        };
        return html! { <span class="portfolio__quiet">{ words }</span> };
    }
    match (valued.value, &valued.figure) {
        (Some(ends), Some(median)) => figure(&median.working, range(ends.p10, ends.p90, texts)),
        _ => html! {},
    }
}

fn hint(hint: Hint, texts: Texts) -> Html {
    let bad = |text: &str| ("state state--bad", ["■ ", text].concat());
    let watch = |text: &str| ("state state--watch", ["▲ ", text].concat());
    let (class, words) = match hint {
        Hint::Lapsed => bad(texts.hint_lapsed()),
        Hint::NotOwner => bad(texts.portfolio_hint_owner()),
        Hint::Dispute => bad(texts.hint_dispute()),
        Hint::Late(month) => watch(&texts.hint_late(&month.to_string())),
        Hint::RenewalLate => watch(texts.hint_renewal_late()),
        Hint::Unconfirmed => watch(texts.hint_unconfirmed()),
        Hint::Arrears => watch(texts.hint_arrears()),
        Hint::Number => watch(texts.hint_number()),
        Hint::Repeated => watch(texts.hint_repeated()),
        Hint::Encumbered => watch(texts.hint_encumbered()),
        Hint::NoReport => watch(texts.hint_no_report()),
        Hint::Pending => ("state state--unknown", ["○ ", texts.portfolio_hint_pending()].concat()),
        Hint::RenewalOpen => watch(texts.hint_renewal_open()),
        Hint::FeeSoon => watch(texts.hint_fee_soon()),
        Hint::Pledgeable => ("state state--good", ["✓ ", texts.portfolio_hint_pledgeable()].concat()),
        Hint::None => return html! {},
    };
    html! { <span {class}>{ words }</span> }
}
