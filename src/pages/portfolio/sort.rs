//! The columns of the table and the order they give.

use yew::prelude::*;

use crate::texts::Texts;

/// A column that can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// 类型.
    Kind,
    /// 名称.
    Title,
    /// 号码.
    Number,
    /// 状态.
    Status,
    /// 剩余保护期.
    Life,
    /// 下一期限.
    Next,
    /// 评分.
    Score,
    /// 价值.
    Value,
    /// 提示.
    Hint,
}

impl Column {
    /// Its name.
    pub fn label(self, texts: Texts) -> &'static str {
        match self {
            Column::Kind => texts.portfolio_kind(),
            Column::Title => texts.portfolio_name(),
            Column::Number => texts.portfolio_number(),
            Column::Status => texts.portfolio_state(),
            Column::Life => texts.portfolio_life(),
            Column::Next => texts.table_next(),
            Column::Score => texts.portfolio_score(),
            Column::Value => texts.portfolio_value(),
            Column::Hint => texts.portfolio_hint(),
        }
    }

    /// Class of its cells.
    pub const fn class(self) -> &'static str {
        match self {
            Column::Kind => "is-kind",
            Column::Title => "is-title",
            Column::Number => "is-code",
            Column::Status => "is-status",
            Column::Life => "is-life",
            Column::Next => "is-next",
            Column::Score => "is-score is-number",
            Column::Value => "is-value is-number",
            Column::Hint => "is-hint",
        }
    }

    /// Whether the first click shows the largest first.
    const fn falls_first(self) -> bool {
        matches!(self, Column::Score | Column::Value)
    }
}

/// The head of a column: a button that sorts, turns round, and lets go.
pub fn head(column: Column, sort: &UseStateHandle<Option<(Column, bool)>>, texts: Texts) -> Html {
    let now = sort.filter(|(by, _)| *by == column).map(|(_, ascending)| ascending);
    let order = match now {
        Some(true) => "ascending",
        Some(false) => "descending",
        None => "none",
    };
    let onclick = {
        let sort = sort.clone();
        move |_: MouseEvent| {
            let first = !column.falls_first();
            sort.set(match now {
                None => Some((column, first)),
                Some(ascending) if ascending == first => Some((column, !first)),
                Some(_) => None,
            });
        }
    };
    let arrow = match now {
        Some(true) => " ↑",
        Some(false) => " ↓",
        None => "",
    };
    html! {
        <th scope="col" role="columnheader" class={column.class()} aria-sort={order}>
            <button type="button" class="portfolio__sort" title={texts.table_sort(column.label(texts))} {onclick}>
                { column.label(texts) }<span aria-hidden="true">{ arrow }</span>
            </button>
        </th>
    }
}
