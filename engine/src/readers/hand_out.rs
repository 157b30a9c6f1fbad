//! One page for a reader 一页纸: everything on it has passed the owner's redaction before it leaves the engine, so no
//! screen and no printer can show what is withheld.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::question::{Fact, Finding};
use super::{Readings, band, redact};
use crate::Assessment;
use crate::dossier::{
    AmountDetail, Asset, AssetKind, Certificate, LicenceDirection, Reader, Redaction, Sector, SizeClass,
};
use crate::financing::context::Context;
use crate::financing::{Channel, ChannelDetails, InsuranceAdvice, Verdict};
use crate::star::result::{AttributeVerdict, IndicatorCode, Status, Verdict as IndicatorVerdict};

/// Rights, products, licences, lines on one page.
const RIGHTS: usize = 6;
const PARTS: usize = 3;
const CONCERNS: usize = 5;
const OPEN: usize = 4;

/// The page for a reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandOut {
    /// For whom.
    pub reader: Reader,
    /// Day of the assessment.
    pub day: Date,
    /// What was withheld.
    pub redaction: Redaction,
    /// Name of the enterprise; `None` is withheld or not known.
    pub name: Option<String>,
    /// Social credit code.
    pub credit_code: Option<String>,
    /// Whom to contact.
    pub contact: Option<String>,
    /// District by code.
    pub district: Option<String>,
    /// Main industry.
    pub sector: Option<Sector>,
    /// Size class.
    pub size: Option<SizeClass>,
    /// Official recognition.
    pub certificates: Vec<Certificate>,
    /// Day of foundation.
    pub founded: Option<Date>,
    /// Rights alive, by kind.
    pub kinds: Vec<(AssetKind, usize)>,
    /// The most valuable rights.
    pub rights: Vec<HandOutRight>,
    /// The largest products with their share of revenue.
    pub products: Vec<HandOutPart>,
    /// The largest licences to others.
    pub licences: Vec<HandOutLicence>,
    /// Inventors, the most frequent first; empty when withheld.
    pub inventors: Vec<String>,
    /// Key figures in order; `None` is not known.
    pub figures: Vec<(HandOutFigure, Option<Shown>)>,
    /// What gives the reader pause.
    pub concerns: Vec<HandOutLine>,
    /// Concerns that the page has no room for.
    pub more_concerns: usize,
    /// Ids of the questions the file does not answer.
    pub open: Vec<String>,
    /// Open questions that the page has no room for.
    pub more_open: usize,
    /// Questions answered with nothing to object.
    pub settled: usize,
    /// What this reader decides on.
    pub details: HandOutDetails,
}

/// A value as the reader sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// Yuan.
    Amount(f64),
    /// Yuan from and to: a range, or the band of an amount.
    Between(f64, f64),
    /// Withheld by the owner.
    Withheld,
    /// A share, 0–1.
    Share(f64),
    /// A rate per year.
    Rate(f64),
    /// So many times.
    Times(f64),
    /// Years.
    Years(f64),
    /// Months.
    Months(u32),
    /// A number of things.
    Count(u32),
    /// Points of a hundred.
    Points(f64),
}

/// A key figure of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HandOutFigure {
    /// Value of the portfolio, P10 to P90 知识产权价值区间.
    Value,
    /// Revenue of the last year 营业收入.
    Revenue,
    /// Its growth 收入增长率.
    Growth,
    /// R&D share of revenue 研发投入占比.
    Research,
    /// Money wanted 拟融资金额.
    Need,
    /// For so long 期限.
    Tenor,
    /// Value that a bank lends on 银行认定价值.
    BankValue,
    /// Limit of the self-review 自评授信额度.
    Limit,
    /// Debt-service cover 偿债覆盖倍数.
    Cover,
    /// Risk card 风险卡.
    Risk,
    /// White-list score 白名单得分.
    WhiteList,
    /// Exports over revenue 出口占比.
    Exports,
    /// Patents that can be insured 可投保专利.
    Insurable,
    /// Cases told 近三年纠纷.
    Cases,
    /// Revenue abroad 出口收入.
    ExportRevenue,
    /// Money claimed in pending suits 未决被诉金额.
    Claims,
    /// Pre-money value 投前估值.
    PreMoney,
    /// The most valuable right over the portfolio 第一大权利价值占比.
    TopRight,
    /// The largest product over revenue 第一大产品收入占比.
    TopProduct,
    /// Value of a warrant 认股权价值.
    Warrant,
    /// Its share of the company on exercise 行权后占比.
    WarrantShare,
    /// Share kept after contributing the rights 作价入股后原股东占比.
    KeptShare,
}

/// A right on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandOutRight {
    /// Kind.
    pub kind: AssetKind,
    /// Title; `None` is withheld or not known.
    pub title: Option<String>,
    /// Number.
    pub number: Option<String>,
    /// Years of protection left; `None` when unlimited or not known.
    pub years: Option<f64>,
    /// Median value.
    pub value: Option<Shown>,
}

/// A product on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandOutPart {
    /// Name; `None` is withheld.
    pub name: Option<String>,
    /// Share of revenue, 0–1.
    pub share: Option<f64>,
}

/// A licence on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandOutLicence {
    /// Licensee; `None` is withheld.
    pub party: Option<String>,
    /// Royalty a year.
    pub royalty: Option<Shown>,
}

/// A question with what the file says, as the reader sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandOutLine {
    /// Id of the note.
    pub note: String,
    /// What the file says; rights are counted, not named.
    pub fact: Option<Shown>,
}

/// What one kind of reader decides on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HandOutDetails {
    /// Loans that could be had.
    Bank(Vec<HandOutChannel>),
    /// Covers advised or worth a thought.
    Insurer(Vec<HandOutCover>),
    /// STAR verdict.
    Investor {
        /// Attribute verdict 科创属性.
        attribute: AttributeVerdict,
        /// Each indicator.
        indicators: Vec<(IndicatorCode, IndicatorVerdict)>,
        /// Readiness.
        readiness: Status,
        /// Issues open or being cured.
        issues: usize,
    },
}

/// A channel on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandOutChannel {
    /// Which.
    pub channel: Channel,
    /// Open or not.
    pub verdict: Verdict,
    /// Amount, low to high.
    pub amount: Option<Shown>,
    /// All-in cost, rate per year.
    pub cost: Option<f64>,
}

/// A cover on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandOutCover {
    /// Id of the product's note.
    pub product: String,
    /// Advice.
    pub advice: InsuranceAdvice,
    /// Sum insured.
    pub sum: Option<Shown>,
    /// Premium a year, low to high.
    pub premium: Option<Shown>,
}

impl Redaction {
    /// An amount in yuan as this reader sees it.
    #[must_use]
    pub fn amount(&self, yuan: f64) -> Shown {
        self.range(yuan, yuan)
    }

    /// A range in yuan as this reader sees it: in bands, from the lower end of the lower band to the upper of the upper.
    #[must_use]
    pub fn range(&self, low: f64, high: f64) -> Shown {
        match self.amounts {
            AmountDetail::Withheld => Shown::Withheld,
            AmountDetail::Exact if low == high => Shown::Amount(low),
            AmountDetail::Exact => Shown::Between(low, high),
            AmountDetail::Banded => {
                let of = |yuan: f64| crate::Money::from_yuan_f64(yuan).map(band);
                match of(low).zip(of(high)) {
                    Some(((from, _), (_, to))) => Shown::Between(from.to_yuan(), to.to_yuan()),
                    // Too large for money; no such amount is worth a band.
                    None => Shown::Withheld,
                }
            }
        }
    }
}

/// The page for a reader, with what the file says to withhold from them.
pub(super) fn hand_out(reader: Reader, context: &Context, assessment: &Assessment, readings: &Readings) -> HandOut {
    let redaction = context.dossier.readers.redaction(reader);
    // Names come from the redacted copy alone: what it strikes out of a text is struck out here.
    let copy = redact(context.dossier, &redaction);
    let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let enterprise = &copy.enterprise;
    let (concerns, more_concerns) = concerns(reader, readings, &redaction);
    let questions = readings.questions(reader);
    let open: Vec<&str> =
        questions.iter().filter(|q| q.finding == Finding::Open).map(|question| question.note.as_str()).collect();
    HandOut {
        reader,
        day: assessment.as_of,
        redaction,
        name: told(&enterprise.name).filter(|_| !redaction.identity),
        credit_code: enterprise.credit_code.clone(),
        contact: copy.readers.contact.clone(),
        district: enterprise.district.clone(),
        sector: enterprise.sector,
        size: enterprise.size_class,
        certificates: enterprise.certificates.iter().flatten().copied().collect(),
        founded: enterprise.founded,
        kinds: kinds(context),
        rights: rights(context, assessment, &copy.assets, &redaction),
        products: products(context, &copy.products, &redaction),
        licences: licences(&copy.licences, context, &redaction),
        inventors: if redaction.people { Vec::new() } else { inventors(&copy.assets) },
        figures: figures(reader, context, assessment, readings, &redaction),
        concerns,
        more_concerns,
        more_open: open.len().saturating_sub(OPEN),
        open: open.into_iter().take(OPEN).map(str::to_owned).collect(),
        settled: questions.iter().filter(|question| question.finding == Finding::Settled).count(),
        details: details(reader, assessment, readings, &redaction),
    }
}

fn kinds(context: &Context) -> Vec<(AssetKind, usize)> {
    let alive = || context.items.iter().filter(|item| item.asset.status.is_none_or(|status| status.is_alive()));
    let counted = AssetKind::ALL.map(|kind| (kind, alive().filter(|item| item.asset.kind == kind).count()));
    counted.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn rights(
    context: &Context,
    assessment: &Assessment,
    copies: &[std::sync::Arc<Asset>],
    redaction: &Redaction,
) -> Vec<HandOutRight> {
    let mut valued: Vec<(usize, f64)> = Vec::new();
    for (place, asset) in assessment.valuation.assets.iter().enumerate() {
        if let Some(figure) = &asset.figure {
            valued.push((place, figure.value));
        }
    }
    valued.sort_by(|a, b| b.1.total_cmp(&a.1));
    // Copies stand in the order of the dossier; quick-start counts have none.
    let right = |(place, value): &(usize, f64)| {
        let asset = context.items.get(*place)?.asset;
        let copy = copies.get(*place)?;
        Some(HandOutRight {
            kind: asset.kind,
            title: (!redaction.titles && !copy.title.is_empty()).then(|| copy.title.clone()),
            number: copy.number.clone(),
            years: assessment.valuation.assets.get(*place).and_then(|asset| asset.remaining_years),
            value: Some(redaction.amount(*value)),
        })
    };
    valued.iter().filter(|(_, value)| *value > 0.0).take(RIGHTS).filter_map(right).collect()
}

fn products(context: &Context, copies: &[crate::dossier::Product], redaction: &Redaction) -> Vec<HandOutPart> {
    let shares = context.products_by_share();
    let originals = context.dossier.products.iter().zip(copies);
    let mut parts: Vec<HandOutPart> = originals
        .map(|(product, copy)| HandOutPart {
            name: (!redaction.titles && !copy.name.is_empty()).then(|| copy.name.clone()),
            share: shares.iter().find(|(id, _)| *id == product.id).map(|(_, share)| *share),
        })
        .collect();
    parts.sort_by(|a, b| b.share.unwrap_or(0.0).total_cmp(&a.share.unwrap_or(0.0)));
    parts.truncate(PARTS);
    parts
}

fn licences(copies: &[crate::dossier::Licence], context: &Context, redaction: &Redaction) -> Vec<HandOutLicence> {
    let originals = context.dossier.licences.iter().zip(copies);
    let out = originals.filter(|(licence, _)| licence.direction == Some(LicenceDirection::Out));
    let mut out: Vec<_> = out.collect();
    out.sort_by_key(|(licence, _)| std::cmp::Reverse(licence.annual_royalty));
    let row = |(licence, copy): (&crate::dossier::Licence, &crate::dossier::Licence)| HandOutLicence {
        party: (!redaction.parties && !copy.party.is_empty()).then(|| copy.party.clone()),
        royalty: licence.annual_royalty.map(|royalty| redaction.amount(royalty.to_yuan())),
    };
    out.into_iter().take(PARTS).map(row).collect()
}

fn inventors(copies: &[std::sync::Arc<Asset>]) -> Vec<String> {
    let mut taken: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for name in copies.iter().flat_map(|asset| &asset.inventors) {
        *taken.entry(name.trim()).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = taken.into_iter().filter(|(name, _)| !name.is_empty()).collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    names.into_iter().take(PARTS).map(|(name, _)| name.to_owned()).collect()
}

fn concerns(reader: Reader, readings: &Readings, redaction: &Redaction) -> (Vec<HandOutLine>, usize) {
    let concerns = readings.questions(reader).iter().filter(|question| question.finding == Finding::Concern);
    let lines: Vec<HandOutLine> = concerns
        .map(|question| HandOutLine {
            note: question.note.clone(),
            fact: question.fact.as_ref().map(|fact| match fact {
                Fact::Count(number) => Shown::Count(*number),
                Fact::Share(share) => Shown::Share(*share),
                Fact::Times(times) => Shown::Times(*times),
                Fact::Years(years) => Shown::Years(*years),
                Fact::Amount(yuan) => redaction.amount(*yuan),
                Fact::Rights(ids) => Shown::Count(u32::try_from(ids.len()).unwrap_or(u32::MAX)),
            }),
        })
        .collect();
    let more = lines.len().saturating_sub(CONCERNS);
    (lines.into_iter().take(CONCERNS).collect(), more)
}

fn figures(
    reader: Reader,
    context: &Context,
    assessment: &Assessment,
    readings: &Readings,
    redaction: &Redaction,
) -> Vec<(HandOutFigure, Option<Shown>)> {
    use HandOutFigure as F;
    let amount = |yuan: Option<f64>| yuan.map(|yuan| redaction.amount(yuan));
    let range = &assessment.valuation.range;
    let value = (range.p90 > 0.0).then(|| redaction.range(range.p10, range.p90));
    let rd = context.year.and_then(|year| year.rd.zip(year.revenue)).filter(|(_, revenue)| revenue.fen() > 0);
    let rd = rd.map(|(rd, revenue)| Shown::Share(rd.to_yuan() / revenue.to_yuan()));
    let mut rows = vec![
        (F::Value, value),
        (F::Revenue, amount(context.revenue())),
        (F::Growth, context.revenue_growth().map(Shown::Share)),
    ];
    let review = readings.bank.review.as_ref();
    let financing = &assessment.financing;
    rows.extend(match reader {
        Reader::Bank => vec![
            (F::Need, amount(context.need())),
            (F::Tenor, context.dossier.need.tenor_months.map(Shown::Months)),
            (F::BankValue, amount(review.map(|review| review.value.value))),
            (F::Limit, amount(review.and_then(|review| review.limit.as_ref()).map(|limit| limit.value))),
            (F::Cover, review.and_then(|review| review.grounds.cover).map(Shown::Times)),
            (F::Risk, review.map(|review| Shown::Points(review.risk.value))),
            (F::WhiteList, Some(Shown::Points(financing.white_list.score.value))),
        ],
        Reader::Insurer => {
            let exposure = |kind| readings.insurer.exposures.iter().find(move |exposure| exposure.kind == kind);
            let yuan = |kind| exposure(kind).and_then(|exposure| exposure.amount.as_ref()).map(|amount| amount.value);
            let count = |number: usize| Shown::Count(u32::try_from(number).unwrap_or(u32::MAX));
            let cases = context.dossier.disputes.len();
            let told = cases > 0 || context.confirmed("no-disputes") == Some(true);
            vec![
                (F::Insurable, Some(count(readings.insurer.insurable.len()))),
                (F::Exports, context.dossier.enterprise.export_share.map(|share| Shown::Share(share.get()))),
                (F::ExportRevenue, amount(yuan(super::ExposureKind::Exports))),
                (F::Cases, told.then(|| count(cases))),
                (F::Claims, amount(yuan(super::ExposureKind::PendingClaims))),
                (F::Research, rd),
            ]
        }
        Reader::Investor => {
            let shares = |kind| {
                let rows = readings.investor.concentration.iter();
                rows.filter(move |row| row.kind == kind)
                    .find_map(|row| row.share.as_ref().map(|s| Shown::Share(s.value)))
            };
            let details = |channel| financing.channel(channel).map(|channel| &channel.details);
            let warrant = match details(Channel::InvestLoan) {
                Some(ChannelDetails::InvestLoan(warrant)) => Some(warrant),
                _ => None,
            };
            let kept = match details(Channel::Equity) {
                Some(ChannelDetails::Equity(equity)) => equity.kept_share.as_ref(),
                _ => None,
            };
            vec![
                (F::Research, rd),
                (F::PreMoney, amount(context.pre_money())),
                (F::TopRight, shares(super::ConcentrationKind::Right)),
                (F::TopProduct, shares(super::ConcentrationKind::Product)),
                (F::Warrant, amount(warrant.map(|warrant| warrant.warrant_value.value))),
                (F::WarrantShare, warrant.map(|warrant| Shown::Share(warrant.ownership.value))),
                (F::KeptShare, kept.map(|kept| Shown::Share(kept.value))),
            ]
        }
    });
    rows
}

fn details(reader: Reader, assessment: &Assessment, readings: &Readings, redaction: &Redaction) -> HandOutDetails {
    match reader {
        Reader::Bank => {
            let credit = [
                Channel::Pledge,
                Channel::CombinedCredit,
                Channel::ExtendedCollateral,
                Channel::LicenceRevenue,
                Channel::InvestLoan,
            ];
            let channels = assessment.financing.channels.iter();
            let open = channels.filter(|row| credit.contains(&row.channel) && row.verdict != Verdict::Blocked);
            let row = |row: &crate::financing::ChannelAssessment| HandOutChannel {
                channel: row.channel,
                verdict: row.verdict,
                amount: row.amount.as_ref().map(|range| redaction.range(range.low.value, range.high.value)),
                cost: row.cost_today().map(|cost| cost.value),
            };
            HandOutDetails::Bank(open.map(row).collect())
        }
        Reader::Insurer => {
            let rank = |advice: InsuranceAdvice| match advice {
                InsuranceAdvice::Recommend => 0,
                InsuranceAdvice::Consider => 1,
                _ => 2,
            };
            let quotes = readings.insurer.quotes.iter().filter(|quote| {
                !matches!(quote.product.advice, InsuranceAdvice::NotApplicable | InsuranceAdvice::Unknown)
            });
            let mut covers: Vec<HandOutCover> = quotes
                .map(|quote| HandOutCover {
                    product: quote.product.product.clone(),
                    advice: quote.product.advice,
                    sum: quote.product.sum_insured.as_ref().map(|sum| redaction.amount(sum.value)),
                    premium: quote.premium.as_ref().map(|[low, high]| redaction.range(low.value, high.value)),
                })
                .collect();
            covers.sort_by_key(|cover| rank(cover.advice));
            covers.truncate(RIGHTS);
            HandOutDetails::Insurer(covers)
        }
        Reader::Investor => {
            let star = &assessment.star;
            HandOutDetails::Investor {
                attribute: star.attribute.verdict,
                indicators: star.indicators.iter().map(|indicator| (indicator.code, indicator.verdict)).collect(),
                readiness: star.readiness.status,
                issues: star.issues.iter().filter(|issue| issue.is_live()).count(),
            }
        }
    }
}
