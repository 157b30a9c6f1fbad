//! A deal of a similar right 可比交易, for the market approach.

use ip_health_engine::dossier::Comparable;

use super::super::{Answer, Field, Kind};
use crate::texts::Texts;

/// 交易名称与出处 What it was and where it is published.
pub static NAME: Field<Comparable> = Field {
    key: "name",
    kind: Kind::Text,
    label: Texts::comparable_name,
    hint: None,
    why: None,
    get: |record| Answer::name(&record.name),
    set: |record, answer| record.name = answer.text().unwrap_or_default(),
};

/// 价格 Price.
pub static PRICE: Field<Comparable> = Field {
    key: "price",
    kind: Kind::Money,
    label: Texts::comparable_price,
    hint: None,
    why: None,
    get: |record| record.price.into(),
    set: |record, answer| record.price = answer.money(),
};

/// 时间修正 Adjustment for time.
pub static TIME: Field<Comparable> = Field {
    key: "adjustments.0",
    kind: Kind::Number,
    label: Texts::comparable_time,
    hint: Some(Texts::comparable_adjustment_hint),
    why: None,
    get: |record| record.adjustments[0].into(),
    set: |record, answer| record.adjustments[0] = answer.number(),
};

/// 法律修正 Adjustment for the legal state.
pub static LEGAL: Field<Comparable> = Field {
    key: "adjustments.1",
    kind: Kind::Number,
    label: Texts::comparable_legal,
    hint: Some(Texts::comparable_adjustment_hint),
    why: None,
    get: |record| record.adjustments[1].into(),
    set: |record, answer| record.adjustments[1] = answer.number(),
};

/// 技术修正 Adjustment for the technology.
pub static TECHNICAL: Field<Comparable> = Field {
    key: "adjustments.2",
    kind: Kind::Number,
    label: Texts::comparable_technical,
    hint: Some(Texts::comparable_adjustment_hint),
    why: None,
    get: |record| record.adjustments[2].into(),
    set: |record, answer| record.adjustments[2] = answer.number(),
};

/// 经济修正 Adjustment for the economics.
pub static ECONOMIC: Field<Comparable> = Field {
    key: "adjustments.3",
    kind: Kind::Number,
    label: Texts::comparable_economic,
    hint: Some(Texts::comparable_adjustment_hint),
    why: None,
    get: |record| record.adjustments[3].into(),
    set: |record, answer| record.adjustments[3] = answer.number(),
};

/// 交易条件修正 Adjustment for the terms.
pub static TERMS: Field<Comparable> = Field {
    key: "adjustments.4",
    kind: Kind::Number,
    label: Texts::comparable_terms,
    hint: Some(Texts::comparable_adjustment_hint),
    why: None,
    get: |record| record.adjustments[4].into(),
    set: |record, answer| record.adjustments[4] = answer.number(),
};

/// 权重 Weight.
pub static WEIGHT: Field<Comparable> = Field {
    key: "weight",
    kind: Kind::Number,
    label: Texts::comparable_weight,
    hint: Some(Texts::comparable_weight_hint),
    why: None,
    get: |record| record.weight.into(),
    set: |record, answer| record.weight = answer.number(),
};

/// All, in the order of the dialog.
pub static ALL: [&Field<Comparable>; 8] = [&NAME, &PRICE, &TIME, &LEGAL, &TECHNICAL, &ECONOMIC, &TERMS, &WEIGHT];
