//! A dispute 纠纷.

use ip_health_engine::dossier::{Dispute, DisputeKind, DisputeRole};

use super::super::{Coded, Field, Kind};
use crate::texts::Texts;

/// 事由 Subject.
pub static KIND: Field<Dispute> = Field {
    key: "kind",
    kind: Kind::One(DisputeKind::CHOICES),
    label: Texts::dispute_kind,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.kind),
    set: |record, answer| record.kind = Coded::chosen(answer),
};

/// 本企业地位 Role.
pub static ROLE: Field<Dispute> = Field {
    key: "role",
    kind: Kind::One(DisputeRole::CHOICES),
    label: Texts::dispute_role,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.role),
    set: |record, answer| record.role = Coded::chosen(answer),
};

/// 是否未结 Still pending.
pub static PENDING: Field<Dispute> = Field {
    key: "pending",
    kind: Kind::Flag,
    label: Texts::dispute_pending,
    hint: None,
    why: None,
    get: |record| record.pending.into(),
    set: |record, answer| record.pending = answer.flag(),
};

/// 起始日 Began.
pub static DATE: Field<Dispute> = Field {
    key: "date",
    kind: Kind::Date,
    label: Texts::dispute_date,
    hint: None,
    why: None,
    get: |record| record.date.into(),
    set: |record, answer| record.date = answer.date(),
};

/// 是否在境外 Abroad.
pub static OVERSEAS: Field<Dispute> = Field {
    key: "overseas",
    kind: Kind::Flag,
    label: Texts::dispute_overseas,
    hint: None,
    why: None,
    get: |record| record.overseas.into(),
    set: |record, answer| record.overseas = answer.flag(),
};

/// 涉案金额 Amount claimed.
pub static AMOUNT: Field<Dispute> = Field {
    key: "amount",
    kind: Kind::Money,
    label: Texts::dispute_amount,
    hint: None,
    why: None,
    get: |record| record.amount.into(),
    set: |record, answer| record.amount = answer.money(),
};

/// 受影响收入占比 Share of revenue at risk.
pub static REVENUE_AT_RISK: Field<Dispute> = Field {
    key: "revenue_at_risk",
    kind: Kind::Percent,
    label: Texts::dispute_revenue_at_risk,
    hint: None,
    why: None,
    get: |record| record.revenue_at_risk.into(),
    set: |record, answer| record.revenue_at_risk = answer.ratio(),
};
