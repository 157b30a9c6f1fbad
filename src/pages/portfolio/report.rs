//! What became of each row of an imported list, in words.

use ip_health_engine::exchange::{Doubt, Import, ImportError, LeftOut, MergeReason, RowOutcome, RowReport};
use yew::prelude::*;

use crate::texts::Texts;

/// How many rows were read, merged, doubtful, left out.
pub fn counts(texts: Texts, import: &Import) -> String {
    let count = |of: fn(&RowReport) -> bool| import.rows.iter().filter(|row| of(row)).count().to_string();
    texts.portfolio_import_counts(
        &count(|row| matches!(row.outcome, RowOutcome::Read(_))),
        &count(|row| matches!(row.outcome, RowOutcome::Merged { .. })),
        &count(|row| !row.doubts.is_empty()),
        &count(|row| matches!(row.outcome, RowOutcome::LeftOut(_))),
    )
}

/// Every row, and the columns that were not used.
pub fn rows(texts: Texts, import: &Import) -> Html {
    let columns = import.sheets.iter().flat_map(|sheet| &sheet.columns);
    let unused: Vec<&str> =
        columns.filter(|column| column.read_as.is_none()).map(|column| column.header.as_str()).collect();
    html! {
        <details>
            <summary>{ texts.portfolio_import_rows() }</summary>
            if !unused.is_empty() {
                <p class="portfolio__quiet">{ texts.portfolio_import_columns(&unused.join("、")) }</p>
            }
            <ol class="portfolio__rows">
                for row in &import.rows {
                    <li>{ texts.portfolio_row(&row.row.to_string()) }{ "：" }{ outcome(texts, &row.outcome) }
                        for doubt in &row.doubts { <small>{ doubt_text(texts, doubt) }</small> }
                    </li>
                }
            </ol>
        </details>
    }
}

fn outcome(texts: Texts, outcome: &RowOutcome) -> &'static str {
    match outcome {
        RowOutcome::Read(_) => texts.row_read(),
        RowOutcome::Merged { reason: MergeReason::Duplicate, .. } => texts.row_merged_duplicate(),
        RowOutcome::Merged { reason: MergeReason::PublicationAndGrant, .. } => texts.row_merged_grant(),
        RowOutcome::Merged { reason: MergeReason::FurtherClass, .. } => texts.row_merged_class(),
        RowOutcome::LeftOut(LeftOut::Title) => texts.row_left_title(),
        RowOutcome::LeftOut(LeftOut::Header) => texts.row_left_header(),
        RowOutcome::LeftOut(LeftOut::Total) => texts.row_left_total(),
        RowOutcome::LeftOut(LeftOut::NothingToIdentify) => texts.row_left_nothing(),
        RowOutcome::LeftOut(_) => texts.row_left_sheet(),
    }
}

fn doubt_text(texts: Texts, doubt: &Doubt) -> String {
    match doubt {
        Doubt::NumberUnreadable { text, .. } | Doubt::NumberOdd { text, .. } => texts.row_doubt_number(text),
        Doubt::CellUnreadable { text, .. } | Doubt::WordUnknown { text, .. } => texts.row_doubt_cell(text),
        _ => texts.row_doubt_other().to_owned(),
    }
}

/// Why a file could not be read and what to do; no error is a worker that stopped.
pub fn error_text(texts: Texts, error: Option<&ImportError>) -> String {
    match error {
        Some(ImportError::Empty) => texts.import_error_empty().to_owned(),
        Some(ImportError::LegacyXls) => texts.import_error_legacy().to_owned(),
        Some(ImportError::Encrypted) => texts.import_error_encrypted().to_owned(),
        Some(ImportError::NotATable) => texts.import_error_table().to_owned(),
        Some(ImportError::Damaged { .. }) => texts.import_error_damaged().to_owned(),
        Some(ImportError::NeedsMapping(layout)) => texts.import_error_layout(&layout.headers.join("、")),
        _ => texts.import_error_stopped().to_owned(),
    }
}
