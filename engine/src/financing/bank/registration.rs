//! Pledge-registration pack 质押登记材料: one form a registrar, filled from the dossier.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Money;
use crate::dossier::{AssetKind, LicenceDirection};
use crate::financing::context::{Context, Item};
use crate::financing::sizing::lending_values;
use crate::financing::{Channel, ChannelDetails, DocumentState, FinancingAssessment, FinancingError};

/// Who keeps the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Registrar {
    /// Patents 国家知识产权局专利.
    Patent,
    /// Trademarks 国家知识产权局商标.
    Trademark,
    /// Copyright 著作权登记机构.
    Copyright,
    /// Layout designs 集成电路布图设计.
    Layout,
    /// Receivables 动产融资统一登记公示系统（中登网）.
    Receivables,
}

impl Registrar {
    /// The registrar of a kind of right; `None` where a pledge is not registered.
    #[must_use]
    pub fn of(kind: AssetKind) -> Option<Registrar> {
        match kind {
            AssetKind::Invention | AssetKind::UtilityModel | AssetKind::Design => Some(Registrar::Patent),
            AssetKind::Trademark | AssetKind::GeographicalIndication => Some(Registrar::Trademark),
            AssetKind::SoftwareCopyright | AssetKind::OtherCopyright => Some(Registrar::Copyright),
            AssetKind::LayoutDesign => Some(Registrar::Layout),
            _ => None,
        }
    }
}

/// An application to one registrar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegistrationForm {
    /// To whom.
    pub registrar: Registrar,
    /// Fields in the order of the form.
    pub fields: Vec<FormField>,
    /// Rights, or licences of receivables.
    pub rights: Vec<FormRight>,
    /// Papers to be handed in.
    pub documents: Vec<DocumentState>,
    /// Ids of the fields that are still empty.
    pub missing: Vec<String>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormField {
    /// Id of the note that names it: `REG-PLEDGOR`.
    pub field: String,
    /// What is filled in; `None` is to be written by hand.
    pub value: Option<FormValue>,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormValue {
    /// Words or a number as written.
    Text(String),
    /// An amount.
    Amount(Money),
    /// A count of things.
    Count(u32),
    /// Months.
    Months(u32),
}

/// A right on a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormRight {
    /// Id in the dossier.
    pub id: String,
    /// Number of the right; `None` is to be added.
    pub number: Option<String>,
    /// Name.
    pub title: String,
    /// Day of filing.
    pub filed: Option<Date>,
    /// Registered owners.
    pub owners: Vec<String>,
    /// Papers only this right asks for: `D13`, `D14`, `D15`.
    pub papers: Vec<String>,
}

/// Documents every registrar asks for.
const ALWAYS: [&str; 5] = ["D10", "D08", "D09", "D11", "D12"];

/// The forms for the rights that a bank would take and for the licence income.
pub(super) fn registration(
    context: &Context,
    assessment: &FinancingAssessment,
    rights: &[usize],
) -> Result<Vec<RegistrationForm>, FinancingError> {
    let mut by_registrar: BTreeMap<Registrar, Vec<usize>> = BTreeMap::new();
    for place in rights {
        if let Some(registrar) = context.items.get(*place).and_then(|item| Registrar::of(item.asset.kind)) {
            by_registrar.entry(registrar).or_default().push(*place);
        }
    }
    let mut forms = Vec::new();
    for (registrar, places) in by_registrar {
        // Each registrar is told of its own rights only.
        let value: f64 = lending_values(context, &places)?.iter().sum();
        let mine = places.iter().filter_map(|place| context.items.get(*place)).map(form_right).collect();
        forms.push(form(context, assessment, registrar, mine, (value > 0.0).then_some(value)));
    }
    let income = assessment.channel(Channel::LicenceRevenue).map(|channel| &channel.details);
    if let Some(ChannelDetails::LicenceRevenue(income)) = income {
        let counted = context.dossier.licences.iter().filter(|licence| {
            licence.direction == Some(LicenceDirection::Out) && income.licences.contains(&licence.id)
        });
        let rights = counted.map(|licence| FormRight {
            id: licence.id.clone(),
            number: None,
            title: licence.party.clone(),
            filed: licence.from,
            owners: Vec::new(),
            papers: vec!["D21".to_owned()],
        });
        let value = Some(income.present_value.value);
        forms.push(form(context, assessment, Registrar::Receivables, rights.collect(), value));
    }
    Ok(forms)
}

fn form_right(item: &Item) -> FormRight {
    let asset = item.asset;
    let invalidation = asset.dispute == Some(crate::dossier::RightDispute::InvalidationPending);
    let papers = [
        (matches!(asset.kind, AssetKind::UtilityModel | AssetKind::Design), "D13"),
        (asset.same_day_dual == Some(true) || invalidation, "D14"),
        (item.sole == Some(false), "D15"),
    ];
    FormRight {
        id: asset.id.clone(),
        number: asset.number.clone(),
        title: asset.title.clone(),
        filed: asset.filing_date,
        owners: asset.owners.clone(),
        papers: papers.iter().filter(|(asked, _)| *asked).map(|(_, paper)| (*paper).to_owned()).collect(),
    }
}

fn form(
    context: &Context,
    assessment: &FinancingAssessment,
    registrar: Registrar,
    rights: Vec<FormRight>,
    value: Option<f64>,
) -> RegistrationForm {
    let enterprise = &context.dossier.enterprise;
    let need = &context.dossier.need;
    let text = |text: &str| (!text.is_empty()).then(|| FormValue::Text(text.to_owned()));
    let channel = if registrar == Registrar::Receivables { Channel::LicenceRevenue } else { Channel::Pledge };
    let amount = assessment.channel(channel).and_then(|channel| channel.amount.as_ref());
    let money = |yuan: Option<f64>| yuan.and_then(Money::from_yuan_f64).map(FormValue::Amount);
    let fields = [
        ("REG-PLEDGOR", text(&enterprise.name)),
        ("REG-CODE", enterprise.credit_code.as_deref().and_then(text)),
        ("REG-PLEDGEE", None),
        ("REG-DEBTOR", text(&enterprise.name)),
        ("REG-CONTRACT", None),
        ("REG-AMOUNT", money(amount.map(|amount| amount.base.value))),
        ("REG-TERM", need.tenor_months.map(FormValue::Months)),
        ("REG-VALUE", money(value)),
        ("REG-COUNT", u32::try_from(rights.len()).ok().map(FormValue::Count)),
        ("REG-AGENT", context.dossier.readers.contact.as_deref().and_then(text)),
    ];
    let fields: Vec<FormField> =
        fields.into_iter().map(|(field, value)| FormField { field: field.to_owned(), value }).collect();
    let appraised = context.document("D07") == Some(true);
    let mut papers: Vec<&str> = ALWAYS.to_vec();
    if appraised {
        papers.push("D07");
    }
    let own = rights.iter().flat_map(|right| right.papers.iter().map(String::as_str));
    let mut own: Vec<&str> = own.collect();
    own.sort_unstable();
    own.dedup();
    let state = |id: &str, conditional| DocumentState { document: id.into(), held: context.document(id), conditional };
    let documents =
        papers.iter().map(|id| state(id, *id == "D07")).chain(own.into_iter().map(|id| state(id, true))).collect();
    let mut missing: Vec<String> =
        fields.iter().filter(|field| field.value.is_none()).map(|field| field.field.clone()).collect();
    if registrar != Registrar::Receivables && rights.iter().any(|right| right.number.is_none()) {
        missing.push("REG-NUMBER".to_owned());
    }
    RegistrationForm { registrar, fields, rights, documents, missing }
}
