//! What a column of a list can hold.

use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// Title of the invention, mark, name of the software.
    Title,
    /// Application number 申请号, or patent number 专利号.
    ApplicationNumber,
    /// Publication or announcement number 公开（公告）号.
    PublicationNumber,
    /// Registration number of software, works, layout designs 登记号.
    RegistrationNumber,
    /// Trademark number 商标申请/注册号.
    TrademarkNumber,
    /// Kind of right 专利类型.
    Kind,
    /// Legal status 法律状态.
    Status,
    /// Further legal events 法律事件.
    Events,
    /// Filing date 申请日.
    FilingDate,
    /// Earliest priority date 最早优先权日.
    PriorityDate,
    /// Date of publication 公开（公告）日.
    PublicationDate,
    /// Date of grant or registration 授权公告日、注册日、登记日.
    GrantDate,
    /// Expected or stated end 预估到期日.
    ExpiryDate,
    /// Term from–to of a trademark 专用权期限.
    Term,
    /// First publication or commercial use 首次发表、首次商业利用日.
    FirstUseDate,
    /// Completion 创作完成日、开发完成日.
    CreationDate,
    /// Present owners 当前权利人.
    Owners,
    /// Applicants at filing 原始申请人.
    Applicants,
    /// Inventors or authors 发明人.
    Inventors,
    /// International patent classes.
    Ipc,
    /// Main class 主分类号.
    MainIpc,
    /// Nice classes 国际分类.
    NiceClasses,
    /// Number of claims 权利要求数量.
    Claims,
    /// Forward citations 被引证次数.
    Citations,
    /// Priority numbers 优先权.
    Priorities,
    /// Members of the family.
    FamilyMembers,
    /// Office 受理局.
    Office,
    /// Kind code of the document, such as `B2`.
    KindCode,
    /// Credit code of the owner 工商统一社会信用代码.
    CreditCode,
}

impl Column {
    /// All, in the order in which a person would look for them.
    pub const ALL: [Column; 29] = [
        Column::Title,
        Column::ApplicationNumber,
        Column::PublicationNumber,
        Column::RegistrationNumber,
        Column::TrademarkNumber,
        Column::Kind,
        Column::Status,
        Column::Events,
        Column::FilingDate,
        Column::PriorityDate,
        Column::PublicationDate,
        Column::GrantDate,
        Column::ExpiryDate,
        Column::Term,
        Column::FirstUseDate,
        Column::CreationDate,
        Column::Owners,
        Column::Applicants,
        Column::Inventors,
        Column::Ipc,
        Column::MainIpc,
        Column::NiceClasses,
        Column::Claims,
        Column::Citations,
        Column::Priorities,
        Column::FamilyMembers,
        Column::Office,
        Column::KindCode,
        Column::CreditCode,
    ];

    /// Whether the column numbers a right, so that it can be told from others.
    #[must_use]
    pub const fn identifies(self) -> bool {
        matches!(
            self,
            Column::ApplicationNumber
                | Column::PublicationNumber
                | Column::RegistrationNumber
                | Column::TrademarkNumber
        )
    }
}
