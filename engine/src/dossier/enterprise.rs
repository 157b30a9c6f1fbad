//! The enterprise.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Money, Ratio};

/// Who the enterprise is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Enterprise {
    /// Name 企业名称.
    pub name: String,
    /// Unified social credit code 统一社会信用代码, normalised.
    pub credit_code: Option<String>,
    /// District by GB/T 2260 code: `310115` is 浦东新区.
    pub district: Option<String>,
    /// Main industry; selects share bands and lives.
    pub sector: Option<Sector>,
    /// Industry class by GB/T 4754: `I65`.
    pub industry_class: Option<String>,
    /// 大/中/小/微.
    pub size_class: Option<SizeClass>,
    /// Certificates held; `None` is not known, an empty set is none.
    pub certificates: Option<BTreeSet<Certificate>>,
    /// Day of foundation 成立日期.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub founded: Option<Date>,
    /// Full years of operation, when the day is not known.
    pub years_operating: Option<f64>,
    /// Limited liability company or joint stock company.
    pub legal_form: Option<LegalForm>,
    /// Privately owned 民营.
    pub private: Option<bool>,
    /// Overdue credit entries in the last 24 months.
    pub credit_overdue_24m: Option<u32>,
    /// On the list of dishonest debtors 失信被执行人.
    pub dishonest_list: Option<bool>,
    /// Accounts kept by audited books 查账征收.
    pub book_audited_taxpayer: Option<bool>,
    /// Share of revenue from exports.
    pub export_share: Option<Ratio>,
    /// Rate of corporate income tax, when other than the certificates imply.
    pub income_tax_rate: Option<Ratio>,
    /// Pre-money valuation of the last or planned round 投前估值.
    pub pre_money: Option<Money>,
    /// Registered capital 注册资本.
    pub registered_capital: Option<Money>,
    /// Months since the last round of equity finance 距上轮融资月数.
    pub last_round_months: Option<f64>,
    /// Competitors' patents in the main classes, when counted 竞争对手同类专利数.
    pub competitor_patents: Option<u32>,
    /// Taxable income of the previous year 上年度应纳税所得额.
    pub taxable_income: Option<Money>,
    /// Reduction of patent fees recorded with the office 已办费减备案.
    pub fee_reduction: Option<bool>,
    /// State-owned or controlled 国有或国有控股.
    pub state_owned: Option<bool>,
    /// What a newer version wrote.
    #[serde(skip)]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

/// Main industry. Keys of the share-rate bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Sector {
    /// 集成电路.
    IntegratedCircuits,
    /// 生物医药.
    Biomedicine,
    /// 医疗器械.
    MedicalDevices,
    /// 人工智能、软件.
    Software,
    /// 电子信息.
    Electronics,
    /// 高端装备、机械.
    Equipment,
    /// 仪器仪表.
    Instruments,
    /// 新能源汽车及零部件.
    NewEnergyVehicles,
    /// 新材料、化工.
    NewMaterials,
    /// 节能环保.
    Environment,
    /// 时尚消费品、食品.
    ConsumerGoods,
    /// 其他制造.
    OtherManufacturing,
}

impl Sector {
    /// All, in the order of the share-band table.
    pub const ALL: [Sector; 12] = [
        Sector::IntegratedCircuits,
        Sector::Biomedicine,
        Sector::MedicalDevices,
        Sector::Software,
        Sector::Electronics,
        Sector::Equipment,
        Sector::Instruments,
        Sector::NewEnergyVehicles,
        Sector::NewMaterials,
        Sector::Environment,
        Sector::ConsumerGoods,
        Sector::OtherManufacturing,
    ];

    /// The code in files and rule ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Sector::IntegratedCircuits => "integrated-circuits",
            Sector::Biomedicine => "biomedicine",
            Sector::MedicalDevices => "medical-devices",
            Sector::Software => "software",
            Sector::Electronics => "electronics",
            Sector::Equipment => "equipment",
            Sector::Instruments => "instruments",
            Sector::NewEnergyVehicles => "new-energy-vehicles",
            Sector::NewMaterials => "new-materials",
            Sector::Environment => "environment",
            Sector::ConsumerGoods => "consumer-goods",
            Sector::OtherManufacturing => "other-manufacturing",
        }
    }
}

/// Size class of enterprises 企业划型.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SizeClass {
    /// 微型.
    Micro,
    /// 小型.
    Small,
    /// 中型.
    Medium,
    /// 大型.
    Large,
}

/// Official recognition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Certificate {
    /// 高新技术企业.
    HighTech,
    /// 科技型中小企业.
    TechSme,
    /// 创新型中小企业.
    InnovativeSme,
    /// 专精特新中小企业.
    Specialised,
    /// 专精特新“小巨人”.
    LittleGiant,
    /// 知识产权优势、示范企业.
    IpDemonstration,
}

/// Legal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LegalForm {
    /// 有限责任公司.
    LimitedLiability,
    /// 股份有限公司.
    JointStock,
}

impl Enterprise {
    /// Whether a certificate is held; `None` when certificates are not known.
    #[must_use]
    pub fn holds(&self, certificate: Certificate) -> Option<bool> {
        self.certificates.as_ref().map(|held| held.contains(&certificate))
    }

    /// Years of operation on a day.
    #[must_use]
    pub fn years_operating_on(&self, day: Date) -> Option<f64> {
        let from_day = self.founded.map(|founded| {
            let days = founded.until(day).map_or(0, |span| span.get_days());
            f64::from(days) / 365.25
        });
        from_day.or(self.years_operating)
    }

    /// Registered in Shanghai, by district code.
    #[must_use]
    pub fn registered_in_shanghai(&self) -> Option<bool> {
        self.district.as_ref().map(|code| code.starts_with("31"))
    }
}
