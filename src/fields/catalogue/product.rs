//! A product 产品.

use ip_health_engine::dossier::{Product, Sector, Stage};

use super::super::{Answer, Coded, Field, Kind};
use crate::texts::Texts;

/// 产品名称 Product.
pub static NAME: Field<Product> = Field {
    key: "name",
    kind: Kind::Text,
    label: Texts::product_name,
    hint: None,
    why: None,
    get: |record| Answer::name(&record.name),
    set: |record, answer| record.name = answer.text().unwrap_or_default(),
};

/// 阶段 Stage.
pub static STAGE: Field<Product> = Field {
    key: "stage",
    kind: Kind::One(Stage::CHOICES),
    label: Texts::product_stage,
    hint: None,
    why: Some(Texts::product_stage_why),
    get: |record| Coded::answer(record.stage),
    set: |record, answer| record.stage = Coded::chosen(answer),
};

/// 占上年收入 Share of last year’s revenue.
pub static REVENUE_SHARE: Field<Product> = Field {
    key: "revenue_share",
    kind: Kind::Percent,
    label: Texts::product_revenue_share,
    hint: None,
    why: None,
    get: |record| record.revenue_share.into(),
    set: |record, answer| record.revenue_share = answer.ratio(),
};

/// 预计年增长 Expected growth a year.
pub static GROWTH: Field<Product> = Field {
    key: "growth",
    kind: Kind::Percent,
    label: Texts::product_growth,
    hint: None,
    why: None,
    get: |record| record.growth.into(),
    set: |record, answer| record.growth = answer.ratio(),
};

/// 营业利润率 Operating margin.
pub static OPERATING_MARGIN: Field<Product> = Field {
    key: "operating_margin",
    kind: Kind::Percent,
    label: Texts::product_operating_margin,
    hint: None,
    why: None,
    get: |record| record.operating_margin.into(),
    set: |record, answer| record.operating_margin = answer.ratio(),
};

/// 首次销售日 First sale.
pub static FIRST_SALE: Field<Product> = Field {
    key: "first_sale",
    kind: Kind::Date,
    label: Texts::product_first_sale,
    hint: None,
    why: None,
    get: |record| record.first_sale.into(),
    set: |record, answer| record.first_sale = answer.date(),
};

/// 预计退市日 Expected end of life.
pub static END_OF_LIFE: Field<Product> = Field {
    key: "end_of_life",
    kind: Kind::Date,
    label: Texts::product_end_of_life,
    hint: None,
    why: None,
    get: |record| record.end_of_life.into(),
    set: |record, answer| record.end_of_life = answer.date(),
};

/// 是否面向消费者 Sold to consumers.
pub static CONSUMER: Field<Product> = Field {
    key: "consumer",
    kind: Kind::Flag,
    label: Texts::product_consumer,
    hint: None,
    why: None,
    get: |record| record.consumer.into(),
    set: |record, answer| record.consumer = answer.flag(),
};

/// 上市前还需投入 Capital needed before first sale.
pub static DEVELOPMENT_COST: Field<Product> = Field {
    key: "development_cost",
    kind: Kind::Money,
    label: Texts::product_development_cost,
    hint: None,
    why: None,
    get: |record| record.development_cost.into(),
    set: |record, answer| record.development_cost = answer.money(),
};

/// 行业 Industry.
pub static SECTOR: Field<Product> = Field {
    key: "sector",
    kind: Kind::One(Sector::CHOICES),
    label: Texts::product_sector,
    hint: Some(Texts::product_sector_hint),
    why: None,
    get: |record| Coded::answer(record.sector),
    set: |record, answer| record.sector = Coded::chosen(answer),
};
