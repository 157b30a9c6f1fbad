//! Rough counts of rights 件数.

use ip_health_engine::dossier::AssetCounts;

use super::super::{Field, Kind};
use crate::texts::Texts;

/// 发明专利（授权） Inventions, granted.
pub static INVENTIONS: Field<AssetCounts> = Field {
    key: "inventions",
    kind: Kind::Count,
    label: Texts::counts_inventions,
    hint: None,
    why: None,
    get: |record| record.inventions.into(),
    set: |record, answer| record.inventions = answer.count(),
};

/// 发明专利（在审） Inventions, pending.
pub static PENDING_INVENTIONS: Field<AssetCounts> = Field {
    key: "pending_inventions",
    kind: Kind::Count,
    label: Texts::counts_pending_inventions,
    hint: None,
    why: None,
    get: |record| record.pending_inventions.into(),
    set: |record, answer| record.pending_inventions = answer.count(),
};

/// 实用新型、外观设计 Utility models and designs.
pub static UTILITY_MODELS: Field<AssetCounts> = Field {
    key: "utility_models",
    kind: Kind::Count,
    label: Texts::counts_utility_models,
    hint: None,
    why: None,
    get: |record| record.utility_models.into(),
    set: |record, answer| record.utility_models = answer.count(),
};

/// 注册商标 Trade marks.
pub static TRADEMARKS: Field<AssetCounts> = Field {
    key: "trademarks",
    kind: Kind::Count,
    label: Texts::counts_trademarks,
    hint: None,
    why: None,
    get: |record| record.trademarks.into(),
    set: |record, answer| record.trademarks = answer.count(),
};

/// 软件著作权 Software copyrights.
pub static SOFTWARE: Field<AssetCounts> = Field {
    key: "software",
    kind: Kind::Count,
    label: Texts::counts_software,
    hint: None,
    why: None,
    get: |record| record.software.into(),
    set: |record, answer| record.software = answer.count(),
};

/// 集成电路布图设计 IC layout designs.
pub static LAYOUT_DESIGNS: Field<AssetCounts> = Field {
    key: "layout_designs",
    kind: Kind::Count,
    label: Texts::counts_layout_designs,
    hint: None,
    why: None,
    get: |record| record.layout_designs.into(),
    set: |record, answer| record.layout_designs = answer.count(),
};
