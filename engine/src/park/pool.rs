//! The pool builder 资产池: tickets of firms, how concentrated they are, and what an issue over them pays.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::limits::{PoolLimit, check};
use super::{Duplicate, Firm};
use crate::dossier::{AssetKind, Sector};
use crate::financing::FinancingError;
use crate::rules::{Rules, Value};

/// What the rules say of pools: `rules/financing/securitisation.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolRules {
    /// Fewest debtors.
    pub debtors: f64,
    /// Largest share of one debtor.
    pub largest: f64,
    /// Largest share of three debtors.
    pub three: f64,
    /// Largest share of the two largest sectors together.
    pub sectors: f64,
    /// Usual tickets, yuan.
    pub ticket: [f64; 2],
    /// Least debt-service cover of a firm.
    pub cover: f64,
    /// Senior share of the issue.
    pub senior: f64,
    /// Usual multiples of pool over senior notes.
    pub overcollateral: [f64; 2],
    /// Coupon of the senior notes, a year.
    pub coupon: f64,
    /// What firms pay above the coupon, a year.
    pub spread: f64,
    /// Months to maturity.
    pub months: f64,
}

impl PoolRules {
    /// Reads them.
    ///
    /// # Errors
    /// [`FinancingError`] when the rule pack lacks a record or holds the wrong numbers.
    pub fn of(rules: &Rules) -> Result<Self, FinancingError> {
        let number = |id: &str| rules.number(&format!("financing.securitisation.{id}"));
        let shape = |id: &str| FinancingError::Shape { id: id.to_owned() };
        let threshold = |id: &'static str| {
            let found = rules.criteria("AB").find(|criterion| criterion.id == id);
            found.map(|criterion| &criterion.threshold).ok_or_else(|| shape(id))
        };
        let two = |numbers: &[f64], id: &str| <[f64; 2]>::try_from(numbers).map_err(|_| shape(id));
        let ticket = match threshold("AB-S07")? {
            Value::List(ends) => two(ends, "AB-S07")?,
            _ => return Err(shape("AB-S07")),
        };
        let cover = match threshold("AB-H03")? {
            Value::Number(cover) => *cover,
            _ => return Err(shape("AB-H03")),
        };
        let [_, spread, _] = rules.triple("financing.securitisation.spread")?;
        let over = "financing.securitisation.overcollateral";
        Ok(PoolRules {
            debtors: number("pool-debtors")?,
            largest: number("pool-share")?,
            three: number("pool-top3")?,
            sectors: number("pool-sector")?,
            ticket,
            cover,
            senior: number("senior")?,
            overcollateral: two(rules.list(over)?, over)?,
            coupon: number("coupon")?,
            spread,
            months: number("tenor-months")?,
        })
    }
}

/// How the pool is put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolOptions {
    /// Kinds of right that stay out.
    pub without: BTreeSet<AssetKind>,
    /// Tickets are cut so that no debtor is above the largest share.
    pub cap: bool,
}

/// A firm in the pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoolEntry {
    /// Its row.
    pub firm: usize,
    /// Its main industry.
    pub sector: Option<Sector>,
    /// Its district.
    pub district: Option<String>,
    /// Rights that secure the ticket.
    pub rights: usize,
    /// Their lending value, yuan.
    pub value: f64,
    /// Amount, yuan: the least of value times advance rates, need, and, where tickets are cut, the cap.
    pub ticket: f64,
    /// Ticket over pool.
    pub share: f64,
    /// Debt-service cover, where known.
    pub cover: Option<f64>,
    /// Ids of criteria that cannot be judged yet.
    pub open: Vec<String>,
}

/// A chosen firm that is not in the pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its row.
    pub firm: usize,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why a chosen firm is not in the pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeftOutReason {
    /// Another row stands for the same firm.
    Duplicate(Duplicate),
    /// Hard criteria of securitisation fail: their ids.
    Failed(Vec<String>),
    /// No right with a value can enter.
    NoRight,
    /// It needs no money.
    NoNeed,
}

/// A part of the pool by sector or district.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group<K> {
    /// Which; `None` is not known.
    pub key: Option<K>,
    /// Firms in it.
    pub firms: usize,
    /// Tickets, yuan.
    pub amount: f64,
    /// Over the pool.
    pub share: f64,
}

/// What an issue over the pool takes in and pays, all tickets repaid at maturity 到期一次还本.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct IssueFlow {
    /// Senior notes, yuan.
    pub senior: f64,
    /// Subordinated notes, yuan.
    pub subordinated: f64,
    /// Pool over senior notes 超额担保倍数.
    pub overcollateral: f64,
    /// Interest of the firms to maturity, yuan.
    pub interest: f64,
    /// Interest of the senior notes to maturity, yuan.
    pub coupon: f64,
    /// Collections over what the senior notes are owed 优先级现金覆盖倍数.
    pub cover: f64,
    /// The same if the largest debtor pays nothing.
    pub cover_without_largest: f64,
    /// Share of collections that may fail before the senior notes are touched.
    pub bearable: f64,
}

/// A pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pool {
    /// Firms in it, largest ticket first.
    pub entries: Vec<PoolEntry>,
    /// Chosen firms that are not.
    pub left_out: Vec<LeftOut>,
    /// Sum of the tickets, yuan.
    pub amount: f64,
    /// Lending value of the rights behind, yuan.
    pub value: f64,
    /// The cap on tickets, where they are cut and one exists.
    pub cap: Option<f64>,
    /// Herfindahl–Hirschman index of the debtors 赫芬达尔指数, 0–1.
    pub hhi: f64,
    /// Share of the largest debtor.
    pub largest: f64,
    /// Share of the three largest.
    pub three: f64,
    /// By sector, largest first.
    pub sectors: Vec<Group<Sector>>,
    /// By district, largest first.
    pub districts: Vec<Group<String>>,
    /// Mean debt-service cover by ticket over the firms where it is known, with their share of the pool.
    pub cover: Option<(f64, f64)>,
    /// What an issue pays; `None` of an empty pool.
    pub flow: Option<IssueFlow>,
    /// The limits, each with its outcome.
    pub limits: Vec<PoolLimit>,
}

impl Pool {
    /// Lending value over tickets 价值覆盖倍数; `None` of an empty pool.
    #[must_use]
    pub fn value_cover(&self) -> Option<f64> {
        (self.amount > 0.0).then(|| self.value / self.amount)
    }

    /// How many debtors of equal size are as concentrated: 1/HHI; 0 of an empty pool.
    #[must_use]
    pub fn equal_debtors(&self) -> f64 {
        if self.hhi > 0.0 { 1.0 / self.hhi } else { 0.0 }
    }
}

/// Puts the chosen rows into a pool. `duplicates` are those of all rows: a firm enters once.
#[must_use]
pub fn build_pool<'a>(
    chosen: impl IntoIterator<Item = (usize, &'a Firm)>,
    duplicates: &[Option<Duplicate>],
    options: &PoolOptions,
    rules: &PoolRules,
) -> Pool {
    let mut entries = Vec::new();
    let mut left_out = Vec::new();
    for (place, firm) in chosen {
        let twin = duplicates.get(place).copied().flatten();
        match enter(place, firm, twin, options) {
            Ok(entry) => entries.push(entry),
            Err(reason) => left_out.push(LeftOut { firm: place, reason }),
        }
    }
    entries.sort_by(|a, b| b.ticket.total_cmp(&a.ticket).then(a.firm.cmp(&b.firm)));
    let tickets: Vec<f64> = entries.iter().map(|entry| entry.ticket).collect();
    let cap = if options.cap { largest_cap(&tickets, rules.largest) } else { None };
    if let Some(cap) = cap {
        entries.iter_mut().for_each(|entry| entry.ticket = libm::fmin(entry.ticket, cap));
    }
    measured(entries, left_out, cap, rules)
}

fn enter(
    place: usize,
    firm: &Firm,
    twin: Option<Duplicate>,
    options: &PoolOptions,
) -> Result<PoolEntry, LeftOutReason> {
    if let Some(twin) = twin {
        return Err(LeftOutReason::Duplicate(twin));
    }
    let candidate = &firm.candidate;
    if !candidate.failed.is_empty() {
        return Err(LeftOutReason::Failed(candidate.failed.clone()));
    }
    let parts = || candidate.collateral.iter().filter(|part| !options.without.contains(&part.kind));
    let limit: f64 = parts().map(|part| part.value * part.rate).sum();
    if limit <= 0.0 {
        return Err(LeftOutReason::NoRight);
    }
    let ticket = candidate.need.map_or(limit, |need| libm::fmin(limit, need));
    if ticket <= 0.0 {
        return Err(LeftOutReason::NoNeed);
    }
    Ok(PoolEntry {
        firm: place,
        sector: firm.sector,
        district: firm.district.clone(),
        rights: parts().map(|part| part.rights).sum(),
        value: parts().map(|part| part.value).sum(),
        ticket,
        share: 0.0,
        cover: candidate.cover,
        open: candidate.open.clone(),
    })
}

/// The largest ticket at which no debtor has more than `share` of the pool, given tickets in falling order; `None` where
/// there is none, as with four debtors and a fifth of the pool each at most.
///
/// With the k largest cut to c and the rest R as it is, c = share · (k·c + R), so c = share · R / (1 − share · k).
#[must_use]
pub fn largest_cap(falling: &[f64], share: f64) -> Option<f64> {
    // Added from the smallest up: taking the largest away from the sum would lose the small ones.
    let mut rest = 0.0;
    let mut rests: Vec<f64> = Vec::with_capacity(falling.len());
    for ticket in falling.iter().rev() {
        rest += ticket;
        rests.push(rest);
    }
    for (cut, (ticket, rest)) in falling.iter().zip(rests.iter().rev()).enumerate() {
        let left = 1.0 - share * cut as f64;
        if left <= 0.0 {
            return None;
        }
        let cap = share * rest / left;
        // The largest that is not cut is within the cap, but for rounding: this many are cut.
        if *ticket <= cap * (1.0 + 1e-12) {
            return Some(cap);
        }
    }
    None
}

/// Measures a pool whose tickets are set.
fn measured(mut entries: Vec<PoolEntry>, left_out: Vec<LeftOut>, cap: Option<f64>, rules: &PoolRules) -> Pool {
    let amount: f64 = entries.iter().map(|entry| entry.ticket).sum();
    if amount > 0.0 {
        entries.iter_mut().for_each(|entry| entry.share = entry.ticket / amount);
    }
    let largest = entries.iter().map(|entry| entry.share).fold(0.0, libm::fmax);
    let known: Vec<(f64, f64)> = entries.iter().filter_map(|entry| Some((entry.share, entry.cover?))).collect();
    let weight: f64 = known.iter().map(|(share, _)| share).sum();
    let mut pool = Pool {
        value: entries.iter().map(|entry| entry.value).sum(),
        hhi: entries.iter().map(|entry| entry.share * entry.share).sum(),
        largest,
        three: entries.iter().take(3).map(|entry| entry.share).sum(),
        sectors: groups(&entries, |entry| entry.sector, amount),
        districts: groups(&entries, |entry| entry.district.clone(), amount),
        cover: (weight > 0.0).then(|| (known.iter().map(|(share, cover)| share * cover).sum::<f64>() / weight, weight)),
        flow: (amount > 0.0).then(|| flow(amount, largest, rules)),
        limits: Vec::new(),
        entries,
        left_out,
        amount,
        cap,
    };
    pool.limits = check(&pool, rules);
    pool
}

fn flow(amount: f64, largest: f64, rules: &PoolRules) -> IssueFlow {
    let years = rules.months / 12.0;
    let senior = amount * rules.senior;
    let interest = amount * (rules.coupon + rules.spread) * years;
    let coupon = senior * rules.coupon * years;
    let (collected, owed) = (amount + interest, senior + coupon);
    IssueFlow {
        senior,
        subordinated: amount - senior,
        overcollateral: amount / senior,
        interest,
        coupon,
        cover: collected / owed,
        cover_without_largest: collected * (1.0 - largest) / owed,
        bearable: libm::fmax(0.0, 1.0 - owed / collected),
    }
}

/// The parts of a pool by a key, largest first, the unknown last.
fn groups<K: Ord>(entries: &[PoolEntry], key: impl Fn(&PoolEntry) -> Option<K>, amount: f64) -> Vec<Group<K>> {
    let mut found: BTreeMap<Option<K>, (usize, f64)> = BTreeMap::new();
    for entry in entries {
        let (firms, sum) = found.entry(key(entry)).or_default();
        *firms += 1;
        *sum += entry.ticket;
    }
    let mut groups: Vec<Group<K>> = found
        .into_iter()
        .map(|(key, (firms, sum))| Group {
            key,
            firms,
            amount: sum,
            share: if amount > 0.0 { sum / amount } else { 0.0 },
        })
        .collect();
    groups.sort_by(|a, b| a.key.is_none().cmp(&b.key.is_none()).then(b.amount.total_cmp(&a.amount)));
    groups
}
