//! The closed vocabularies of the dossier with their words on screen.

use std::collections::BTreeSet;

use ip_health_engine::dossier::{
    AssetKind, AssetStatus, AuditOpinion, BusinessModel, Certificate, Contributor, DisputeKind, DisputeRole,
    Encumbrance, EvaluationReport, Exploitation, Guarantee, IssueState, LegalForm, LicenceDirection,
    LicenceExclusivity, ListingStage, LoanClass, MarkKind, PracticeItem, RedChip, RightDispute, Sector, SizeClass,
    Stage, StarSector, UseOfFunds,
};

use super::{Answer, Say};
use crate::texts::Texts;

/// One choice: its word.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// On screen.
    pub label: Say,
    /// As it stands in the file.
    pub code: fn() -> String,
}

/// A code as it stands in the file.
fn written(code: impl serde::Serialize) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A closed vocabulary.
pub trait Coded: Copy + Ord + 'static {
    /// All codes, in the order of the lists on screen.
    const ALL: &'static [Self];
    /// Their words, in the same order.
    const CHOICES: &'static [Choice];

    /// Position in [`Coded::ALL`].
    fn position(self) -> usize {
        Self::ALL.iter().position(|code| *code == self).unwrap_or(0)
    }

    /// The word for this code.
    fn label(self, texts: Texts) -> &'static str {
        Self::CHOICES.get(self.position()).map_or("", |choice| (choice.label)(texts))
    }

    /// An optional code as an answer.
    fn answer(code: Option<Self>) -> Answer {
        code.map(Coded::position).into()
    }

    /// The code an answer chose.
    fn chosen(answer: Answer) -> Option<Self> {
        answer.one().and_then(|place| Self::ALL.get(place).copied())
    }

    /// A set as an answer.
    fn set_answer(set: Option<&BTreeSet<Self>>) -> Answer {
        set.map_or(Answer::Unknown, |set| Answer::Any(set.iter().fold(0, |bits, code| bits | 1 << code.position())))
    }

    /// The set an answer chose.
    fn chosen_set(answer: Answer) -> Option<BTreeSet<Self>> {
        let Answer::Any(bits) = answer else { return None };
        Some(Self::ALL.iter().copied().filter(|code| bits & (1 << code.position()) != 0).collect())
    }
}

macro_rules! coded {
    ($type:ident { $($code:ident => $label:ident),+ $(,)? }) => {
        impl Coded for $type {
            const ALL: &'static [Self] = &[$($type::$code),+];
            const CHOICES: &'static [Choice] = &[$(Choice { label: Texts::$label, code: || written($type::$code) }),+];
        }

        // A code of the engine without a word here does not compile.
        const _: fn($type) = |code| match code {
            $($type::$code => (),)+
        };
    };
}

coded!(Sector {
    IntegratedCircuits => sector_integrated_circuits,
    Biomedicine => sector_biomedicine,
    MedicalDevices => sector_medical_devices,
    Software => sector_software,
    Electronics => sector_electronics,
    Equipment => sector_equipment,
    Instruments => sector_instruments,
    NewEnergyVehicles => sector_new_energy_vehicles,
    NewMaterials => sector_new_materials,
    Environment => sector_environment,
    ConsumerGoods => sector_consumer_goods,
    OtherManufacturing => sector_other_manufacturing,
});
coded!(LoanClass {
    Pass => loan_class_pass,
    SpecialMention => loan_class_special_mention,
    Substandard => loan_class_substandard,
    Doubtful => loan_class_doubtful,
    Loss => loan_class_loss,
});
coded!(SizeClass {
    Micro => size_micro,
    Small => size_small,
    Medium => size_medium,
    Large => size_large,
});
coded!(Certificate {
    HighTech => certificate_high_tech,
    TechSme => certificate_tech_sme,
    InnovativeSme => certificate_innovative_sme,
    Specialised => certificate_specialised,
    LittleGiant => certificate_little_giant,
    IpDemonstration => certificate_ip_demonstration,
});
coded!(Guarantee {
    None => guarantee_none,
    CityFund => guarantee_city_fund,
    Commercial => guarantee_commercial,
    Insurance => guarantee_insurance,
});
coded!(Contributor {
    Individual => contributor_individual,
    Enterprise => contributor_enterprise,
    Institute => contributor_institute,
});
coded!(LegalForm {
    LimitedLiability => legal_form_limited,
    JointStock => legal_form_joint_stock,
});
coded!(AssetKind {
    Invention => kind_invention,
    UtilityModel => kind_utility_model,
    Design => kind_design,
    Trademark => kind_trademark,
    SoftwareCopyright => kind_software_copyright,
    OtherCopyright => kind_other_copyright,
    LayoutDesign => kind_layout_design,
    GeographicalIndication => kind_geographical_indication,
    LicenceRevenue => kind_licence_revenue,
    DataIp => kind_data_ip,
    PlantVariety => kind_plant_variety,
    TradeSecret => kind_trade_secret,
});
coded!(AssetStatus {
    Granted => status_granted,
    Pending => status_pending,
    Terminated => status_terminated,
    Invalidated => status_invalidated,
    Lapsed => status_lapsed,
});
coded!(Encumbrance {
    Pledged => encumbrance_pledged,
    Preserved => encumbrance_preserved,
    Leaseback => encumbrance_leaseback,
    Contributed => encumbrance_contributed,
    Trust => encumbrance_trust,
    AbsPool => encumbrance_abs_pool,
    ExclusiveLicence => encumbrance_exclusive_licence,
});
coded!(RightDispute {
    None => right_dispute_none,
    Ownership => right_dispute_ownership,
    InvalidationPending => right_dispute_invalidation,
    Upheld => right_dispute_upheld,
    InfringementPlaintiff => right_dispute_plaintiff,
    InfringementDefendant => right_dispute_defendant,
});
coded!(EvaluationReport {
    None => evaluation_none,
    Favourable => evaluation_favourable,
    Unfavourable => evaluation_unfavourable,
});
coded!(Exploitation {
    Unused => exploitation_unused,
    Defensive => exploitation_defensive,
    Pilot => exploitation_pilot,
    Sold => exploitation_sold,
    CoreProduct => exploitation_core,
});
coded!(MarkKind {
    Ordinary => mark_ordinary,
    Collective => mark_collective,
    Certification => mark_certification,
});
coded!(Stage {
    Laboratory => stage_laboratory,
    Pilot => stage_pilot,
    SmallBatch => stage_small_batch,
    Volume => stage_volume,
    Mature => stage_mature,
});
coded!(LicenceDirection {
    In => licence_in,
    Out => licence_out,
});
coded!(LicenceExclusivity {
    Exclusive => exclusivity_exclusive,
    Sole => exclusivity_sole,
    Ordinary => exclusivity_ordinary,
});
coded!(DisputeKind {
    Infringement => dispute_infringement,
    Ownership => dispute_ownership,
    Invalidation => dispute_invalidation,
    TradeSecret => dispute_trade_secret,
    Contract => dispute_contract,
});
coded!(DisputeRole {
    Plaintiff => role_plaintiff,
    Defendant => role_defendant,
});
coded!(UseOfFunds {
    WorkingCapital => funds_working_capital,
    CapitalExpenditure => funds_capital_expenditure,
    Research => funds_research,
    Acquisition => funds_acquisition,
});
coded!(StarSector {
    InformationTechnology => star_sector_information,
    Equipment => star_sector_equipment,
    NewMaterials => star_sector_materials,
    NewEnergy => star_sector_energy,
    Environment => star_sector_environment,
    Biomedicine => star_sector_biomedicine,
    Other => star_sector_other,
});
coded!(BusinessModel {
    Technology => business_technology,
    FinancialTechnology => business_fintech,
    ModelInnovation => business_model_innovation,
    RealEstate => business_real_estate,
    FinanceInvestment => business_finance,
});
coded!(ListingStage {
    Seed => listing_stage_seed,
    PreTutoring => listing_stage_pre_tutoring,
    Tutoring => listing_stage_tutoring,
    Filed => listing_stage_filed,
});
coded!(RedChip {
    No => red_chip_no,
    ListedAbroad => red_chip_listed,
    Unlisted => red_chip_unlisted,
});
coded!(AuditOpinion {
    Unqualified => audit_unqualified,
    Other => audit_other,
    NotAudited => audit_none,
});
coded!(IssueState {
    Absent => issue_absent,
    Open => issue_open,
    Mitigated => issue_mitigated,
    Closed => issue_closed,
});
coded!(PracticeItem {
    Policy => practice_policy,
    Officer => practice_officer,
    Budget => practice_budget,
    StaffAgreements => practice_staff_agreements,
    InventorReward => practice_inventor_reward,
    TradeSecrets => practice_trade_secrets,
    FreedomToOperate => practice_freedom_to_operate,
    Watch => practice_watch,
    FeeCalendar => practice_fee_calendar,
    OpenSource => practice_open_source,
    DataRights => practice_data_rights,
    ProjectLedger => practice_project_ledger,
    Timesheets => practice_timesheets,
    CapitalisationPolicy => practice_capitalisation_policy,
    StaffList => practice_staff_list,
    AnnualAudit => practice_annual_audit,
});

/// The word of an industry.
#[must_use]
pub fn sector_name(sector: Sector, texts: Texts) -> &'static str {
    sector.label(texts)
}
