//! What a right cost to create 研发成本, for the cost approach.

use ip_health_engine::dossier::{Asset, DevelopmentCost};

use super::super::{Answer, Field, Kind};
use crate::texts::Texts;

/// Changes the cost record, which exists only while it says something.
fn store(record: &mut Asset, change: impl FnOnce(&mut DevelopmentCost)) {
    let mut cost = record.cost.take().unwrap_or_default();
    change(&mut cost);
    record.cost = (cost != DevelopmentCost::default()).then_some(cost);
}

/// 人工 Labour.
pub static LABOUR: Field<Asset> = Field {
    key: "cost.labour",
    kind: Kind::Money,
    label: Texts::cost_labour,
    hint: None,
    why: None,
    get: |record| record.cost.as_ref().map_or(Answer::Unknown, |cost| cost.labour.into()),
    set: |record, answer| store(record, |cost| cost.labour = answer.money()),
};

/// 材料 Materials.
pub static MATERIALS: Field<Asset> = Field {
    key: "cost.materials",
    kind: Kind::Money,
    label: Texts::cost_materials,
    hint: None,
    why: None,
    get: |record| record.cost.as_ref().map_or(Answer::Unknown, |cost| cost.materials.into()),
    set: |record, answer| store(record, |cost| cost.materials = answer.money()),
};

/// 设备使用 Use of equipment.
pub static EQUIPMENT: Field<Asset> = Field {
    key: "cost.equipment",
    kind: Kind::Money,
    label: Texts::cost_equipment,
    hint: None,
    why: None,
    get: |record| record.cost.as_ref().map_or(Answer::Unknown, |cost| cost.equipment.into()),
    set: |record, answer| store(record, |cost| cost.equipment = answer.money()),
};

/// 试验检测 Tests.
pub static TESTS: Field<Asset> = Field {
    key: "cost.tests",
    kind: Kind::Money,
    label: Texts::cost_tests,
    hint: None,
    why: None,
    get: |record| record.cost.as_ref().map_or(Answer::Unknown, |cost| cost.tests.into()),
    set: |record, answer| store(record, |cost| cost.tests = answer.money()),
};

/// 申请代理官费 Filing, examination, agency.
pub static FILING: Field<Asset> = Field {
    key: "cost.filing",
    kind: Kind::Money,
    label: Texts::cost_filing,
    hint: None,
    why: None,
    get: |record| record.cost.as_ref().map_or(Answer::Unknown, |cost| cost.filing.into()),
    set: |record, answer| store(record, |cost| cost.filing = answer.money()),
};

/// 研发年数 Development time.
pub static YEARS: Field<Asset> = Field {
    key: "cost.years",
    kind: Kind::Number,
    label: Texts::cost_years,
    hint: None,
    why: None,
    get: |record| record.cost.as_ref().map_or(Answer::Unknown, |cost| cost.years.into()),
    set: |record, answer| store(record, |cost| cost.years = answer.number()),
};

/// 价格指数 Price index.
pub static PRICE_INDEX: Field<Asset> = Field {
    key: "cost.price_index",
    kind: Kind::Number,
    label: Texts::cost_price_index,
    hint: Some(Texts::cost_price_index_hint),
    why: None,
    get: |record| record.cost.as_ref().map_or(Answer::Unknown, |cost| cost.price_index.into()),
    set: |record, answer| store(record, |cost| cost.price_index = answer.number()),
};

/// 已使用年数 Years already used.
pub static USED_YEARS: Field<Asset> = Field {
    key: "cost.used_years",
    kind: Kind::Number,
    label: Texts::cost_used_years,
    hint: Some(Texts::cost_used_years_hint),
    why: None,
    get: |record| record.cost.as_ref().map_or(Answer::Unknown, |cost| cost.used_years.into()),
    set: |record, answer| store(record, |cost| cost.used_years = answer.number()),
};

/// 经济性贬值 Economic obsolescence.
pub static ECONOMIC_OBSOLESCENCE: Field<Asset> = Field {
    key: "cost.economic_obsolescence",
    kind: Kind::Percent,
    label: Texts::cost_economic_obsolescence,
    hint: Some(Texts::cost_economic_obsolescence_hint),
    why: None,
    get: |record| record.cost.as_ref().map_or(Answer::Unknown, |cost| cost.economic_obsolescence.into()),
    set: |record, answer| store(record, |cost| cost.economic_obsolescence = answer.ratio()),
};

/// All, in the order of the dialog.
pub static ALL: [&Field<Asset>; 9] =
    [&LABOUR, &MATERIALS, &EQUIPMENT, &TESTS, &FILING, &YEARS, &PRICE_INDEX, &USED_YEARS, &ECONOMIC_OBSOLESCENCE];
