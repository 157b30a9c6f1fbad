//! The columns of the table and the order they give.

use crate::components::SortHead;
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

    /// What stands over it.
    pub fn head(self, texts: Texts) -> SortHead {
        let falls_first = matches!(self, Column::Score | Column::Value);
        SortHead { label: self.label(texts), class: self.class(), falls_first }
    }
}
