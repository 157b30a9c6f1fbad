//! The dossier as an insurer reads it 保险公司视角: exposures, underwriting questions, sums and premiums, what a claim
//! would turn on.

use serde::{Deserialize, Serialize};

use super::question::{Answer, Fact, Question, clean_record, confirmed, count, granted, of_each, questions};
use crate::dossier::{Dispute, DisputeKind, PracticeItem, RightDispute};
use crate::financing::context::Context;
use crate::financing::{Channel, ChannelDetails, FinancingAssessment, FinancingError, InsuranceProduct};
use crate::rules::Unit;
use crate::working::{Figure, Origin, Sheet, Term, Workings};

/// The dossier as an insurer reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InsurerView {
    /// Granted patents in the list.
    pub patents: usize,
    /// Of them those that meet the insurer's terms 可投保专利; the rights that an open question might still exclude are
    /// not among them.
    pub insurable: Vec<String>,
    /// What could go wrong, how large.
    pub exposures: Vec<Exposure>,
    /// Every kind of cover with its range.
    pub quotes: Vec<Quote>,
    /// Underwriting questions 核保问题.
    pub questions: Vec<Question>,
    /// What a claim would turn on 理赔要点, by the insurance law, with what the file says of it.
    pub claims: Vec<Question>,
}

/// An exposure 风险敞口.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exposure {
    /// What.
    pub kind: ExposureKind,
    /// Share of revenue, 0–1; `None` is not known.
    pub share: Option<f64>,
    /// Amount; `None` is not known.
    pub amount: Option<Figure>,
    /// Cases or licences behind it.
    pub count: Option<u32>,
}

/// What an insurer could have to pay for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExposureKind {
    /// Revenue from abroad 出口收入.
    Exports,
    /// Revenue that stands on the right with the largest share 最依赖单项权利的收入.
    LargestRight,
    /// Claims in pending suits against the enterprise 未决被诉金额.
    PendingClaims,
    /// Royalties of a year 年许可费.
    Royalties,
    /// Statutory damages for one patent at most 单项专利法定赔偿上限.
    StatutoryDamages,
}

/// A kind of cover on offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// As the channel assessed it.
    pub product: InsuranceProduct,
    /// Premium at the low and the high end of the rates on line, yuan a year.
    pub premium: Option<[Figure; 2]>,
    /// Smallest and largest sum usually written, yuan.
    pub sums: [f64; 2],
    /// Rates on line 费率, low, usual, high.
    pub rates: [f64; 3],
    /// Deductible 免赔额, yuan.
    pub deductible: f64,
    /// Co-insurance 共保（自担）比例.
    pub coinsurance: f64,
}

/// Reads a dossier as an insurer does.
pub(super) fn insurer(
    context: &Context,
    assessment: &FinancingAssessment,
    workings: &mut Workings,
) -> Result<InsurerView, FinancingError> {
    let patents = granted(context, |asset| asset.kind.is_patent());
    let least_years = context.threshold("IN-H04")?;
    let meets = |item: &&&crate::financing::context::Item| {
        item.ownership_clear == Some(true)
            && item.remaining_years.is_some_and(|years| years >= least_years)
            && matches!(item.asset.dispute, Some(RightDispute::None | RightDispute::Upheld))
    };
    let insurable: Vec<String> = patents.iter().filter(meets).map(|item| item.asset.id.clone()).collect();
    let products = match assessment.channel(Channel::Insurance).map(|channel| &channel.details) {
        Some(ChannelDetails::Insurance(details)) => details.products.as_slice(),
        _ => &[],
    };
    let mut quotes = Vec::new();
    for product in products {
        quotes.push(quote(context, product, workings)?);
    }
    let competitors = context.rules.list("financing.insurance.exposure-scale")?.get(1).copied().unwrap_or(f64::MAX);
    let answer = |id: &str| answer(context, insurable.len(), competitors, id);
    Ok(InsurerView {
        patents: patents.len(),
        exposures: exposures(context, workings)?,
        quotes,
        questions: questions(context.rules, "INSURER", "UWQ-", answer),
        claims: questions(context.rules, "INSURER", "CLM-", |id| claim(context, id)),
        insurable,
    })
}

fn quote(context: &Context, product: &InsuranceProduct, workings: &mut Workings) -> Result<Quote, FinancingError> {
    let note = context.rules.note(&product.product)?;
    let number = |name: &str| note.number(name).ok_or_else(|| FinancingError::Shape { id: note.id.to_string() });
    let rates = [number("rate-low")?, number("rate")?, number("rate-high")?];
    let [low, _, high] = rates;
    let premium = product.sum_insured.as_ref().map(|sum| {
        [("low", low), ("high", high)].map(|(end, rate)| {
            let mut sheet = Sheet::new();
            let origin = Origin::Figure { id: sum.working.clone() };
            let sum = sheet.given(Term::SUM_INSURED, sum.value, Unit::Yuan, origin);
            let rate = sheet.given(
                Term::RATE_ON_LINE,
                rate,
                Unit::RatePerYear,
                Origin::Rule { id: product.product.as_str().into() },
            );
            sheet.compute(Term::PREMIUM, Unit::Yuan, sum * rate);
            workings.file(format!("readers.insurer.{}.premium-{end}", product.product), sheet)
        })
    });
    Ok(Quote {
        product: product.clone(),
        premium,
        sums: [number("sum-low")?, number("sum-high")?],
        rates,
        deductible: number("deductible")?,
        coinsurance: number("coinsurance")?,
    })
}

/// Cases of the last three years, and those that may still cost something.
fn pending<'c>(context: &Context<'c>) -> impl Iterator<Item = &'c Dispute> + use<'c> {
    let dossier = context.dossier;
    dossier.disputes.iter().filter(|dispute| dispute.pending != Some(false))
}

fn exposures(context: &Context, workings: &mut Workings) -> Result<Vec<Exposure>, FinancingError> {
    let mut of_revenue = |name: &str, share: Option<f64>, path: &str| {
        let share = share?;
        let mut sheet = Sheet::new();
        let revenue = context.answer(&mut sheet, Term::REVENUE, "revenue", |year| year.revenue)?;
        let part = sheet.given(Term::PART_SHARE, share, Unit::Ratio, Origin::Answered { path: path.into() });
        sheet.compute(Term::EXPOSED_REVENUE, Unit::Yuan, revenue * part);
        Some(workings.file(format!("readers.insurer.{name}"), sheet))
    };
    let exports = context.dossier.enterprise.export_share.map(crate::Ratio::get);
    let exported = of_revenue("exports", exports, "enterprise.export_share");
    let shares = context.items.iter().filter(|item| item.asset.kind.is_patent());
    let largest = shares.filter_map(|item| item.revenue_share).reduce(libm::fmax);
    let resting = of_revenue("largest-right", largest, "assets");
    let mut sum = |name: &str, path: &str, amounts: Vec<Option<f64>>| {
        let amounts: Vec<f64> = amounts.into_iter().collect::<Option<_>>().filter(|all: &Vec<f64>| !all.is_empty())?;
        let mut sheet = Sheet::new();
        let origin = Origin::Answered { path: path.into() };
        let each = sheet.given_series(Term::PART_AMOUNT, amounts, Unit::Yuan, origin);
        sheet.compute(Term::SUM_OF_PARTS, Unit::Yuan, crate::working::Expr::from(each).sum());
        Some(workings.file(format!("readers.insurer.{name}"), sheet))
    };
    let sued = |dispute: &&Dispute| dispute.role == Some(crate::dossier::DisputeRole::Defendant);
    let against: Vec<&Dispute> = pending(context).filter(sued).collect();
    let yuan = |amount: Option<crate::Money>| amount.map(crate::Money::to_yuan);
    let claimed = sum("claims", "disputes", against.iter().map(|dispute| yuan(dispute.amount)).collect());
    let licences = &context.licences;
    let royalties = licences.iter().map(|licence| yuan(licence.annual_royalty)).collect();
    let earned = sum("royalties", "licences", royalties);
    let mut sheet = Sheet::new();
    let id = "financing.insurance.damages.patent";
    let most = context.rules.list(id)?.last().copied().unwrap_or_default();
    let most = sheet.given(Term::LARGEST_SUM, most, Unit::Yuan, Origin::Rule { id: id.into() });
    sheet.compute(Term::LARGEST_SUM, Unit::Yuan, most);
    let damages = workings.file("readers.insurer.damages", sheet);
    let share_of = |amount: &Option<Figure>| {
        let revenue = context.revenue().filter(|revenue| *revenue > 0.0)?;
        amount.as_ref().map(|amount| amount.value / revenue)
    };
    let number = |number: usize| u32::try_from(number).ok();
    let row = |kind, share, amount, count| Exposure { kind, share, amount, count };
    Ok(vec![
        row(ExposureKind::Exports, exports, exported, None),
        row(ExposureKind::LargestRight, largest, resting, None),
        row(ExposureKind::PendingClaims, share_of(&claimed), claimed, number(against.len())),
        row(ExposureKind::Royalties, share_of(&earned), earned, number(licences.len())),
        row(ExposureKind::StatutoryDamages, share_of(&Some(damages.clone())), Some(damages), None),
    ])
}

fn answer(context: &Context, insurable: usize, competitors: f64, id: &str) -> Answer {
    let dossier = context.dossier;
    let patents = || granted(context, |asset| asset.kind.is_patent());
    let practised = |item: PracticeItem, code: &str| {
        Answer::of(dossier.practice.get(&item).copied(), None).at(format!("practice.{code}"))
    };
    match id {
        "UWQ-01" => confirmed(dossier, "policyholder-is-insured"),
        "UWQ-02" => of_each(&patents(), |item| item.ownership_clear),
        "UWQ-03" => {
            let known = !context.items.is_empty();
            Answer::of(known.then_some(insurable > 0), known.then(|| count(insurable))).at("assets")
        }
        "UWQ-04" => of_each(&patents(), |item| {
            item.asset.dispute.map(|dispute| matches!(dispute, RightDispute::None | RightDispute::Upheld))
        }),
        "UWQ-05" => {
            let cases = dossier.disputes.len();
            let none = (cases == 0).then(|| context.confirmed("no-disputes")).flatten();
            let clear = if cases > 0 { Some(false) } else { none };
            let at = if cases > 0 { "disputes" } else { "need.confirmations.no-disputes" };
            Answer::of(clear, clear.map(|_| count(cases))).at(at)
        }
        "UWQ-06" => {
            let share = dossier.enterprise.export_share.map(crate::Ratio::get);
            Answer::of(share.map(|_| true), share.map(Fact::Share)).at("enterprise.export_share")
        }
        "UWQ-07" => confirmed(dossier, "no-known-overseas-claim"),
        "UWQ-08" => {
            let searched = dossier.practice.get(&PracticeItem::FreedomToOperate).copied();
            let report = context.document("D19");
            let good = if searched == Some(false) { Some(false) } else { report.and(searched).and(report) };
            Answer::of(good, None).at("practice.freedom-to-operate")
        }
        "UWQ-09" => practised(PracticeItem::Watch, "watch"),
        "UWQ-10" => {
            let found = dossier.enterprise.competitor_patents;
            Answer::of(found.map(|found| f64::from(found) < competitors), found.map(Fact::Count))
                .at("enterprise.competitor_patents")
        }
        "UWQ-11" => {
            let soon = |day: jiff::civil::Date| (0..=366).contains(&context.days_until(day));
            let launched = dossier.products.iter().filter(|product| product.first_sale.is_some_and(soon)).count();
            let known = !dossier.products.is_empty();
            Answer::of(known.then_some(true), known.then(|| count(launched))).at("products")
        }
        "UWQ-12" => {
            let none = context.licences.is_empty().then(|| context.confirmed("no-licences")).flatten();
            let known = if context.licences.is_empty() { none } else { Some(true) };
            Answer::of(known.map(|_| true), known.map(|_| count(context.licences.len()))).at("licences")
        }
        "UWQ-13" => clean_record(dossier),
        "UWQ-14" => practised(PracticeItem::TradeSecrets, "trade-secrets"),
        _ => Answer::to_ask(),
    }
}

/// What the file says of a rule that decides claims: a concern where it would keep the insurer from paying.
fn claim(context: &Context, id: &str) -> Answer {
    match id {
        // Known disputes are excluded from cover.
        "CLM-02" => {
            let known = pending(context).filter(|dispute| dispute.kind != Some(DisputeKind::Contract)).count();
            Answer::of(Some(known == 0), Some(count(known))).at("disputes")
        }
        // Insurable interest: the right must be the insured's.
        "CLM-03" => of_each(&granted(context, |_| true), |item| item.asset.registered_owner),
        // Evidence that the right was used, for the loss.
        "CLM-05" => Answer::of(context.document("D18"), None),
        _ => Answer::of(Some(true), None),
    }
}
