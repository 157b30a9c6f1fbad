//! Who cures an issue of the STAR list, and at what cost.

use ip_health_engine::dossier::IssueAnswer;

use super::super::{Answer, Field, Kind};
use crate::texts::Texts;

/// 责任人 Who sees to it.
pub static OWNER: Field<IssueAnswer> = Field {
    key: "owner",
    kind: Kind::Text,
    label: Texts::issue_owner,
    hint: None,
    why: None,
    get: |record| Answer::name(record.owner.as_deref().unwrap_or_default()),
    set: |record, answer| record.owner = answer.text(),
};

/// 预计整改费用 Expected cost of the cure.
pub static COST: Field<IssueAnswer> = Field {
    key: "cost",
    kind: Kind::Money,
    label: Texts::issue_cost,
    hint: None,
    why: None,
    get: |record| record.cost.into(),
    set: |record, answer| record.cost = answer.money(),
};
