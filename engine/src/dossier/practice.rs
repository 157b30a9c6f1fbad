//! Management practice.

use serde::{Deserialize, Serialize};

/// A practice that is in place or not 管理实践.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PracticeItem {
    /// Written IP policy 知识产权管理制度.
    Policy,
    /// A person in charge 专人负责.
    Officer,
    /// IP budget 专项预算.
    Budget,
    /// Assignment and confidentiality agreements with all R&D staff 职务发明与保密协议.
    StaffAgreements,
    /// Inventor rewards paid 发明人奖酬.
    InventorReward,
    /// Trade-secret regime: marking, access, logs 商业秘密管理.
    TradeSecrets,
    /// Search before R&D and freedom-to-operate before launch 检索与防侵权分析.
    FreedomToOperate,
    /// Watch on competitors and infringement 侵权监测.
    Watch,
    /// Fee calendar kept 年费监控.
    FeeCalendar,
    /// Open-source scan 开源合规扫描.
    OpenSource,
    /// Training data and data rights documented 数据来源合规.
    DataRights,
    /// R&D ledger by project 研发项目辅助账.
    ProjectLedger,
    /// Timesheets 研发工时记录.
    Timesheets,
    /// Capitalisation policy 资本化政策.
    CapitalisationPolicy,
    /// List of R&D staff with hours 研发人员清单与工时.
    StaffList,
    /// Yearly IP audit 年度知识产权审计.
    AnnualAudit,
}

impl PracticeItem {
    /// All.
    pub const ALL: [PracticeItem; 16] = [
        PracticeItem::Policy,
        PracticeItem::Officer,
        PracticeItem::Budget,
        PracticeItem::StaffAgreements,
        PracticeItem::InventorReward,
        PracticeItem::TradeSecrets,
        PracticeItem::FreedomToOperate,
        PracticeItem::Watch,
        PracticeItem::FeeCalendar,
        PracticeItem::OpenSource,
        PracticeItem::DataRights,
        PracticeItem::ProjectLedger,
        PracticeItem::Timesheets,
        PracticeItem::CapitalisationPolicy,
        PracticeItem::StaffList,
        PracticeItem::AnnualAudit,
    ];
}
