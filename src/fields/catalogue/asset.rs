//! A right 知识产权.

use ip_health_engine::dossier::{
    Asset, AssetKind, AssetStatus, Encumbrance, EvaluationReport, Exploitation, MarkKind, RightDispute,
};

use super::super::{Answer, Coded, Field, Kind};
use crate::texts::Texts;

/// 类型 Kind.
pub static KIND: Field<Asset> = Field {
    key: "kind",
    kind: Kind::One(AssetKind::CHOICES),
    label: Texts::asset_kind,
    hint: None,
    why: None,
    get: |record| Coded::answer(Some(record.kind)),
    set: |record, answer| record.kind = Coded::chosen(answer).unwrap_or(record.kind),
};

/// 名称 Title.
pub static TITLE: Field<Asset> = Field {
    key: "title",
    kind: Kind::Text,
    label: Texts::asset_title,
    hint: None,
    why: None,
    get: |record| Answer::name(&record.title),
    set: |record, answer| record.title = answer.text().unwrap_or_default(),
};

/// 申请号或登记号 Application or registration number.
pub static NUMBER: Field<Asset> = Field {
    key: "number",
    kind: Kind::RightNumber,
    label: Texts::asset_number,
    hint: Some(Texts::asset_number_hint),
    why: None,
    get: |record| record.number.clone().into(),
    set: |record, answer| record.number = answer.text(),
};

/// 公开（公告）号 Publication number.
pub static PUBLICATION_NUMBER: Field<Asset> = Field {
    key: "publication_number",
    kind: Kind::Text,
    label: Texts::asset_publication_number,
    hint: None,
    why: None,
    get: |record| record.publication_number.clone().into(),
    set: |record, answer| record.publication_number = answer.text(),
};

/// 法律状态 Legal status.
pub static STATUS: Field<Asset> = Field {
    key: "status",
    kind: Kind::One(AssetStatus::CHOICES),
    label: Texts::asset_status,
    hint: None,
    why: Some(Texts::asset_status_why),
    get: |record| Coded::answer(record.status),
    set: |record, answer| record.status = Coded::chosen(answer),
};

/// 申请日 Filing date.
pub static FILING_DATE: Field<Asset> = Field {
    key: "filing_date",
    kind: Kind::Date,
    label: Texts::asset_filing_date,
    hint: None,
    why: None,
    get: |record| record.filing_date.into(),
    set: |record, answer| record.filing_date = answer.date(),
};

/// 优先权日 Priority date.
pub static PRIORITY_DATE: Field<Asset> = Field {
    key: "priority_date",
    kind: Kind::Date,
    label: Texts::asset_priority_date,
    hint: None,
    why: None,
    get: |record| record.priority_date.into(),
    set: |record, answer| record.priority_date = answer.date(),
};

/// 授权或注册日 Date of grant or registration.
pub static GRANT_DATE: Field<Asset> = Field {
    key: "grant_date",
    kind: Kind::Date,
    label: Texts::asset_grant_date,
    hint: None,
    why: None,
    get: |record| record.grant_date.into(),
    set: |record, answer| record.grant_date = answer.date(),
};

/// 首次发表或商业利用日 First publication or commercial use.
pub static FIRST_USE_DATE: Field<Asset> = Field {
    key: "first_use_date",
    kind: Kind::Date,
    label: Texts::asset_first_use_date,
    hint: None,
    why: None,
    get: |record| record.first_use_date.into(),
    set: |record, answer| record.first_use_date = answer.date(),
};

/// 创作完成日 Completion of creation.
pub static CREATION_DATE: Field<Asset> = Field {
    key: "creation_date",
    kind: Kind::Date,
    label: Texts::asset_creation_date,
    hint: None,
    why: None,
    get: |record| record.creation_date.into(),
    set: |record, answer| record.creation_date = answer.date(),
};

/// 保护期届满日 End of protection.
pub static EXPIRY_DATE: Field<Asset> = Field {
    key: "expiry_date",
    kind: Kind::Date,
    label: Texts::asset_expiry_date,
    hint: Some(Texts::asset_expiry_date_hint),
    why: None,
    get: |record| record.expiry_date.into(),
    set: |record, answer| record.expiry_date = answer.date(),
};

/// 权利人 Owners.
pub static OWNERS: Field<Asset> = Field {
    key: "owners",
    kind: Kind::Text,
    label: Texts::asset_owners,
    hint: Some(Texts::asset_owners_hint),
    why: None,
    get: |record| Answer::list(&record.owners),
    set: |record, answer| record.owners = answer.names(),
};

/// 发明人、作者 Inventors or authors.
pub static INVENTORS: Field<Asset> = Field {
    key: "inventors",
    kind: Kind::Text,
    label: Texts::asset_inventors,
    hint: Some(Texts::asset_inventors_hint),
    why: None,
    get: |record| Answer::list(&record.inventors),
    set: |record, answer| record.inventors = answer.names(),
};

/// 登记权利人是否为本企业 Is the company the registered owner.
pub static REGISTERED_OWNER: Field<Asset> = Field {
    key: "registered_owner",
    kind: Kind::Flag,
    label: Texts::asset_registered_owner,
    hint: None,
    why: Some(Texts::asset_registered_owner_why),
    get: |record| record.registered_owner.into(),
    set: |record, answer| record.registered_owner = answer.flag(),
};

/// 本企业占份 The company’s share.
pub static OWNER_SHARE: Field<Asset> = Field {
    key: "owner_share",
    kind: Kind::Percent,
    label: Texts::asset_owner_share,
    hint: Some(Texts::asset_owner_share_hint),
    why: None,
    get: |record| record.owner_share.into(),
    set: |record, answer| record.owner_share = answer.ratio(),
};

/// 共有人是否书面同意 Written consent of co-owners.
pub static COOWNERS_CONSENT: Field<Asset> = Field {
    key: "coowners_consent",
    kind: Kind::Flag,
    label: Texts::asset_coowners_consent,
    hint: None,
    why: None,
    get: |record| record.coowners_consent.into(),
    set: |record, answer| record.coowners_consent = answer.flag(),
};

/// 共有协议是否允许无偿永久使用 Free and perpetual use by co-ownership agreement.
pub static FREE_EXPLOITATION: Field<Asset> = Field {
    key: "free_exploitation",
    kind: Kind::Flag,
    label: Texts::asset_free_exploitation,
    hint: None,
    why: None,
    get: |record| record.free_exploitation.into(),
    set: |record, answer| record.free_exploitation = answer.flag(),
};

/// 是否自行申请取得 Filed by the company itself.
pub static SELF_FILED: Field<Asset> = Field {
    key: "self_filed",
    kind: Kind::Flag,
    label: Texts::asset_self_filed,
    hint: None,
    why: None,
    get: |record| record.self_filed.into(),
    set: |record, answer| record.self_filed = answer.flag(),
};

/// 受让登记日 Day the purchase was recorded.
pub static ACQUIRED_DATE: Field<Asset> = Field {
    key: "acquired_date",
    kind: Kind::Date,
    label: Texts::asset_acquired_date,
    hint: None,
    why: None,
    get: |record| record.acquired_date.into(),
    set: |record, answer| record.acquired_date = answer.date(),
};

/// 是否做过职务发明核查 Service-invention check done.
pub static INVENTOR_EMPLOYMENT_CHECKED: Field<Asset> = Field {
    key: "inventor_employment_checked",
    kind: Kind::Flag,
    label: Texts::asset_inventor_employment_checked,
    hint: None,
    why: None,
    get: |record| record.inventor_employment_checked.into(),
    set: |record, answer| record.inventor_employment_checked = answer.flag(),
};

/// 年费是否欠缴 Annual fee unpaid.
pub static FEE_ARREARS: Field<Asset> = Field {
    key: "fee_arrears",
    kind: Kind::Flag,
    label: Texts::asset_fee_arrears,
    hint: None,
    why: None,
    get: |record| record.fee_arrears.into(),
    set: |record, answer| record.fee_arrears = answer.flag(),
};

/// 下次年费到期日 Next annual fee due.
pub static NEXT_FEE_DUE: Field<Asset> = Field {
    key: "next_fee_due",
    kind: Kind::Date,
    label: Texts::asset_next_fee_due,
    hint: None,
    why: None,
    get: |record| record.next_fee_due.into(),
    set: |record, answer| record.next_fee_due = answer.date(),
};

/// 权利负担 Burdens.
pub static ENCUMBRANCES: Field<Asset> = Field {
    key: "encumbrances",
    kind: Kind::Any(Encumbrance::CHOICES),
    label: Texts::asset_encumbrances,
    hint: Some(Texts::asset_encumbrances_hint),
    why: Some(Texts::asset_encumbrances_why),
    get: |record| Coded::set_answer(record.encumbrances.as_ref()),
    set: |record, answer| record.encumbrances = Coded::chosen_set(answer),
};

/// 纠纷 Dispute.
pub static DISPUTE: Field<Asset> = Field {
    key: "dispute",
    kind: Kind::One(RightDispute::CHOICES),
    label: Texts::asset_dispute,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.dispute),
    set: |record, answer| record.dispute = Coded::chosen(answer),
};

/// 是否同日申请发明与实用新型 Invention and utility model filed on the same day.
pub static SAME_DAY_DUAL: Field<Asset> = Field {
    key: "same_day_dual",
    kind: Kind::Flag,
    label: Texts::asset_same_day_dual,
    hint: None,
    why: None,
    get: |record| record.same_day_dual.into(),
    set: |record, answer| record.same_day_dual = answer.flag(),
};

/// 专利权评价报告 Patent evaluation report.
pub static EVALUATION_REPORT: Field<Asset> = Field {
    key: "evaluation_report",
    kind: Kind::One(EvaluationReport::CHOICES),
    label: Texts::asset_evaluation_report,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.evaluation_report),
    set: |record, answer| record.evaluation_report = Coded::chosen(answer),
};

/// 同族编号 Family id.
pub static FAMILY: Field<Asset> = Field {
    key: "family",
    kind: Kind::Text,
    label: Texts::asset_family,
    hint: None,
    why: None,
    get: |record| record.family.clone().into(),
    set: |record, answer| record.family = answer.text(),
};

/// 同族已授权国家、地区 Offices where the family is granted.
pub static FAMILY_OFFICES: Field<Asset> = Field {
    key: "family_offices",
    kind: Kind::Text,
    label: Texts::asset_family_offices,
    hint: Some(Texts::asset_family_offices_hint),
    why: None,
    get: |record| Answer::list(&record.family_offices),
    set: |record, answer| record.family_offices = answer.names().into_iter().collect(),
};

/// IPC 分类号 IPC classes.
pub static IPC: Field<Asset> = Field {
    key: "ipc",
    kind: Kind::Text,
    label: Texts::asset_ipc,
    hint: Some(Texts::asset_ipc_hint),
    why: None,
    get: |record| Answer::list(&record.ipc),
    set: |record, answer| record.ipc = answer.names(),
};

/// 权利要求项数 Claims.
pub static CLAIMS: Field<Asset> = Field {
    key: "claims",
    kind: Kind::Count,
    label: Texts::asset_claims,
    hint: None,
    why: None,
    get: |record| record.claims.into(),
    set: |record, answer| record.claims = answer.count(),
};

/// 首项权利要求特征数 Features of the first claim.
pub static CLAIM_FEATURES: Field<Asset> = Field {
    key: "claim_features",
    kind: Kind::Count,
    label: Texts::asset_claim_features,
    hint: None,
    why: None,
    get: |record| record.claim_features.into(),
    set: |record, answer| record.claim_features = answer.count(),
};

/// 主权利要求是否为产品权利要求 Is the main claim a product claim.
pub static PRODUCT_CLAIM: Field<Asset> = Field {
    key: "product_claim",
    kind: Kind::Flag,
    label: Texts::asset_product_claim,
    hint: None,
    why: None,
    get: |record| record.product_claim.into(),
    set: |record, answer| record.product_claim = answer.flag(),
};

/// 被引证次数 Forward citations.
pub static CITATIONS: Field<Asset> = Field {
    key: "citations",
    kind: Kind::Count,
    label: Texts::asset_citations,
    hint: None,
    why: None,
    get: |record| record.citations.into(),
    set: |record, answer| record.citations = answer.count(),
};

/// 技术就绪度（1–9 级） Technology readiness level (1–9).
pub static TRL: Field<Asset> = Field {
    key: "trl",
    kind: Kind::Count,
    label: Texts::asset_trl,
    hint: None,
    why: None,
    get: |record| record.trl.map(u32::from).into(),
    set: |record, answer| record.trl = answer.count().and_then(|level| u8::try_from(level).ok()),
};

/// 实施情况 Use.
pub static EXPLOITATION: Field<Asset> = Field {
    key: "exploitation",
    kind: Kind::One(Exploitation::CHOICES),
    label: Texts::asset_exploitation,
    hint: None,
    why: Some(Texts::asset_exploitation_why),
    get: |record| Coded::answer(record.exploitation),
    set: |record, answer| record.exploitation = Coded::chosen(answer),
};

/// 相关产品占上年收入 Share of last year’s revenue.
pub static REVENUE_SHARE: Field<Asset> = Field {
    key: "revenue_share",
    kind: Kind::Percent,
    label: Texts::asset_revenue_share,
    hint: None,
    why: None,
    get: |record| record.revenue_share.into(),
    set: |record, answer| record.revenue_share = answer.ratio(),
};

/// 是否核心技术 Core technology.
pub static CORE: Field<Asset> = Field {
    key: "core",
    kind: Kind::Flag,
    label: Texts::asset_core,
    hint: None,
    why: None,
    get: |record| record.core.into(),
    set: |record, answer| record.core = answer.flag(),
};

/// 是否用于主营业务 Used in the main business.
pub static MAIN_BUSINESS: Field<Asset> = Field {
    key: "main_business",
    kind: Kind::Flag,
    label: Texts::asset_main_business,
    hint: None,
    why: None,
    get: |record| record.main_business.into(),
    set: |record, answer| record.main_business = answer.flag(),
};

/// 产业化程度（0–4 级） Industrialisation (0–4).
pub static INDUSTRIALISATION: Field<Asset> = Field {
    key: "industrialisation",
    kind: Kind::Count,
    label: Texts::asset_industrialisation,
    hint: Some(Texts::asset_industrialisation_hint),
    why: None,
    get: |record| record.industrialisation.map(u32::from).into(),
    set: |record, answer| record.industrialisation = answer.count().and_then(|level| u8::try_from(level).ok()),
};

/// 是否国防专利 Defence patent.
pub static DEFENCE: Field<Asset> = Field {
    key: "defence",
    kind: Kind::Flag,
    label: Texts::asset_defence,
    hint: None,
    why: None,
    get: |record| record.defence.into(),
    set: |record, answer| record.defence = answer.flag(),
};

/// 是否声明为标准必要专利 Declared standard-essential.
pub static STANDARD_ESSENTIAL: Field<Asset> = Field {
    key: "standard_essential",
    kind: Kind::Flag,
    label: Texts::asset_standard_essential,
    hint: None,
    why: None,
    get: |record| record.standard_essential.into(),
    set: |record, answer| record.standard_essential = answer.flag(),
};

/// 是否获省部级以上奖项 National or provincial award.
pub static AWARD: Field<Asset> = Field {
    key: "award",
    kind: Kind::Flag,
    label: Texts::asset_award,
    hint: None,
    why: None,
    get: |record| record.award.into(),
    set: |record, answer| record.award = answer.flag(),
};

/// 防侵权检索是否无风险 Freedom to operate searched and clear.
pub static FTO_CLEAR: Field<Asset> = Field {
    key: "fto_clear",
    kind: Kind::Flag,
    label: Texts::asset_fto_clear,
    hint: None,
    why: None,
    get: |record| record.fto_clear.into(),
    set: |record, answer| record.fto_clear = answer.flag(),
};

/// 是否已登记 Registered.
pub static REGISTERED: Field<Asset> = Field {
    key: "registered",
    kind: Kind::Flag,
    label: Texts::asset_registered,
    hint: Some(Texts::asset_registered_hint),
    why: None,
    get: |record| record.registered.into(),
    set: |record, answer| record.registered = answer.flag(),
};

/// 布图设计是否已流片销售 Layout taped out and sold.
pub static TAPED_OUT: Field<Asset> = Field {
    key: "taped_out",
    kind: Kind::Flag,
    label: Texts::asset_taped_out,
    hint: None,
    why: None,
    get: |record| record.taped_out.into(),
    set: |record, answer| record.taped_out = answer.flag(),
};

/// 商标种类 Kind of mark.
pub static MARK_KIND: Field<Asset> = Field {
    key: "mark.kind",
    kind: Kind::One(MarkKind::CHOICES),
    label: Texts::asset_mark_kind,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.mark.kind),
    set: |record, answer| record.mark.kind = Coded::chosen(answer),
};

/// 相同近似商标是否全部列入 Are all similar marks in the list.
pub static MARK_SIMILAR_INCLUDED: Field<Asset> = Field {
    key: "mark.similar_included",
    kind: Kind::Flag,
    label: Texts::asset_mark_similar_included,
    hint: None,
    why: Some(Texts::asset_mark_similar_included_why),
    get: |record| record.mark.similar_included.into(),
    set: |record, answer| record.mark.similar_included = answer.flag(),
};

/// 距上次使用年数 Years since last use.
pub static MARK_LAST_USE_YEARS: Field<Asset> = Field {
    key: "mark.last_use_years",
    kind: Kind::Number,
    label: Texts::asset_mark_last_use_years,
    hint: Some(Texts::asset_mark_last_use_years_hint),
    why: None,
    get: |record| record.mark.last_use_years.into(),
    set: |record, answer| record.mark.last_use_years = answer.number(),
};

/// 是否已提交续展 Renewal filed.
pub static MARK_RENEWAL_FILED: Field<Asset> = Field {
    key: "mark.renewal_filed",
    kind: Kind::Flag,
    label: Texts::asset_mark_renewal_filed,
    hint: None,
    why: None,
    get: |record| record.mark.renewal_filed.into(),
    set: |record, answer| record.mark.renewal_filed = answer.flag(),
};

/// 国际分类 Nice classes.
pub static MARK_CLASSES: Field<Asset> = Field {
    key: "mark.classes",
    kind: Kind::Text,
    label: Texts::asset_mark_classes,
    hint: Some(Texts::asset_mark_classes_hint),
    why: None,
    get: |record| Answer::name(&classes(record)),
    set: |record, answer| record.mark.classes = read_classes(answer),
};

/// 账面价值 Book value.
pub static BOOK_VALUE: Field<Asset> = Field {
    key: "book_value",
    kind: Kind::Money,
    label: Texts::asset_book_value,
    hint: None,
    why: None,
    get: |record| record.book_value.into(),
    set: |record, answer| record.book_value = answer.money(),
};

/// Every question of a right, in the order of the dialog.
pub static ALL: [&Field<Asset>; 51] = [
    &KIND,
    &TITLE,
    &NUMBER,
    &PUBLICATION_NUMBER,
    &STATUS,
    &FILING_DATE,
    &PRIORITY_DATE,
    &GRANT_DATE,
    &FIRST_USE_DATE,
    &CREATION_DATE,
    &EXPIRY_DATE,
    &OWNERS,
    &INVENTORS,
    &REGISTERED_OWNER,
    &OWNER_SHARE,
    &COOWNERS_CONSENT,
    &FREE_EXPLOITATION,
    &SELF_FILED,
    &ACQUIRED_DATE,
    &INVENTOR_EMPLOYMENT_CHECKED,
    &FEE_ARREARS,
    &NEXT_FEE_DUE,
    &ENCUMBRANCES,
    &DISPUTE,
    &SAME_DAY_DUAL,
    &EVALUATION_REPORT,
    &FAMILY,
    &FAMILY_OFFICES,
    &IPC,
    &CLAIMS,
    &CLAIM_FEATURES,
    &PRODUCT_CLAIM,
    &CITATIONS,
    &TRL,
    &EXPLOITATION,
    &REVENUE_SHARE,
    &CORE,
    &MAIN_BUSINESS,
    &INDUSTRIALISATION,
    &DEFENCE,
    &STANDARD_ESSENTIAL,
    &AWARD,
    &FTO_CLEAR,
    &REGISTERED,
    &TAPED_OUT,
    &MARK_KIND,
    &MARK_CLASSES,
    &MARK_SIMILAR_INCLUDED,
    &MARK_LAST_USE_YEARS,
    &MARK_RENEWAL_FILED,
    &BOOK_VALUE,
];

/// Nice classes as people list them.
fn classes(record: &Asset) -> String {
    let classes: Vec<String> = record.mark.classes.iter().map(u8::to_string).collect();
    classes.join("、")
}

/// The classes of a list; what is no number is left out, and the box keeps what was typed.
fn read_classes(answer: Answer) -> Vec<u8> {
    let text = answer.text().unwrap_or_default();
    text.split(|character: char| !character.is_ascii_digit()).filter_map(|class| class.parse().ok()).collect()
}
