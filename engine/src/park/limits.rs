//! What a pool is held to, and which firm to take out where it fails.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::pool::{Pool, PoolEntry, PoolRules};
use crate::dossier::Sector;
use crate::rules::Outcome;

/// A limit on pools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LimitKind {
    /// Enough debtors 户数.
    Debtors,
    /// Share of the largest debtor 单户占比.
    Largest,
    /// Share of the three largest 前三户占比.
    Three,
    /// Share of the two largest sectors 前两大行业占比.
    Sectors,
    /// Every ticket within the usual size 单户金额.
    Tickets,
    /// Debt-service cover of every firm 偿债覆盖.
    Cover,
    /// Pool over senior notes 超额担保.
    Overcollateral,
}

impl LimitKind {
    /// Id of the rule record behind it.
    #[must_use]
    pub fn record(self) -> &'static str {
        match self {
            LimitKind::Debtors => "financing.securitisation.pool-debtors",
            LimitKind::Largest => "financing.securitisation.pool-share",
            LimitKind::Three => "financing.securitisation.pool-top3",
            LimitKind::Sectors => "financing.securitisation.pool-sector",
            LimitKind::Tickets => "AB-S07",
            LimitKind::Cover => "AB-H03",
            LimitKind::Overcollateral => "financing.securitisation.overcollateral",
        }
    }
}

/// A limit and the pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoolLimit {
    /// Which.
    pub kind: LimitKind,
    /// What the pool has: firms, shares, times; `None` of an empty pool or while not known.
    pub measured: Option<f64>,
    /// What it may have, or must.
    pub limit: f64,
    /// Met or not.
    pub outcome: Outcome,
    /// Rows at fault, or about which it cannot be said: those outside the usual ticket, those without known cover, those
    /// without a sector.
    pub firms: Vec<usize>,
    /// Which firms to take out so that it is met; only where it fails by shares.
    pub take_out: Option<TakeOut>,
}

/// Firms whose leaving brings a share down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TakeOut {
    /// Rows, in the order in which they go.
    pub firms: Vec<usize>,
    /// The share afterwards.
    pub after: f64,
    /// The limit is met then.
    pub cures: bool,
}

/// How many firms are proposed to leave at most: beyond that another pool is meant.
const MOST: usize = 10;

pub(super) fn check(pool: &Pool, rules: &PoolRules) -> Vec<PoolLimit> {
    let entries = &pool.entries;
    let filled = !entries.is_empty();
    let debtors = entries.len() as f64;
    let plain = |kind, measured: f64, limit, met: bool| PoolLimit {
        kind,
        measured: filled.then_some(measured),
        limit,
        outcome: if filled { Outcome::from(met) } else { Outcome::Unknown },
        firms: Vec::new(),
        take_out: None,
    };
    let share = |kind, measured: f64, limit: f64| {
        let mut found = plain(kind, measured, limit, within(measured, limit));
        if found.outcome == Outcome::Fail {
            found.take_out = take_out(entries, kind, limit);
        }
        found
    };
    let mut limits = vec![
        plain(LimitKind::Debtors, debtors, rules.debtors, debtors >= rules.debtors),
        share(LimitKind::Largest, pool.largest, rules.largest),
        share(LimitKind::Three, pool.three, rules.three),
    ];
    let named = two_sectors(entries.iter());
    let mut sectors = share(LimitKind::Sectors, named, rules.sectors);
    // Firms without a sector may be of one of the largest.
    let nameless = entries.iter().filter(|entry| entry.sector.is_none());
    let hidden: f64 = nameless.clone().map(|entry| entry.share).sum();
    if sectors.outcome == Outcome::Pass && !within(named + hidden, rules.sectors) {
        sectors.outcome = Outcome::Unknown;
        sectors.firms = nameless.map(|entry| entry.firm).collect();
    }
    limits.push(sectors);
    let [least, most] = rules.ticket;
    let odd: Vec<usize> =
        entries.iter().filter(|entry| entry.ticket < least || entry.ticket > most).map(|entry| entry.firm).collect();
    limits.push(PoolLimit { firms: odd.clone(), ..plain(LimitKind::Tickets, odd.len() as f64, 0.0, odd.is_empty()) });
    limits.push(cover(entries, rules.cover));
    if let Some(flow) = &pool.flow {
        let [low, high] = rules.overcollateral;
        let met = (low..=high).contains(&flow.overcollateral);
        limits.push(plain(LimitKind::Overcollateral, flow.overcollateral, high, met));
    }
    limits
}

/// A share that is cut to its limit is within it, whatever the last bit says.
fn within(share: f64, limit: f64) -> bool {
    share <= limit * (1.0 + 1e-12)
}

/// The least debt-service cover. A firm whose cover is not known does not pass.
fn cover(entries: &[PoolEntry], least: f64) -> PoolLimit {
    let known = || entries.iter().filter_map(|entry| Some((entry.firm, entry.cover?)));
    let weak: Vec<usize> = known().filter(|(_, cover)| *cover < least).map(|(firm, _)| firm).collect();
    let unknown: Vec<usize> = entries.iter().filter(|entry| entry.cover.is_none()).map(|entry| entry.firm).collect();
    let (outcome, firms) = if !weak.is_empty() {
        (Outcome::Fail, weak)
    } else if entries.is_empty() || !unknown.is_empty() {
        (Outcome::Unknown, unknown)
    } else {
        (Outcome::Pass, Vec::new())
    };
    let measured = known().map(|(_, cover)| cover).reduce(libm::fmin);
    PoolLimit { kind: LimitKind::Cover, measured, limit: least, outcome, firms, take_out: None }
}

/// Share of the two largest named sectors.
fn two_sectors<'a>(entries: impl Iterator<Item = &'a PoolEntry>) -> f64 {
    let mut sums: BTreeMap<Sector, f64> = BTreeMap::new();
    let mut all = 0.0;
    for entry in entries {
        all += entry.ticket;
        if let Some(sector) = entry.sector {
            *sums.entry(sector).or_default() += entry.ticket;
        }
    }
    let mut sums: Vec<f64> = sums.into_values().collect();
    sums.sort_by(|a, b| b.total_cmp(a));
    if all > 0.0 { sums.iter().take(2).sum::<f64>() / all } else { 0.0 }
}

fn share_of(kind: LimitKind, entries: &[&PoolEntry]) -> f64 {
    let all: f64 = entries.iter().map(|entry| entry.ticket).sum();
    if all <= 0.0 {
        return 0.0;
    }
    match kind {
        LimitKind::Sectors => two_sectors(entries.iter().copied()),
        // Largest first, whoever has left.
        LimitKind::Three => entries.iter().take(3).map(|entry| entry.ticket).sum::<f64>() / all,
        _ => entries.first().map_or(0.0, |entry| entry.ticket) / all,
    }
}

/// One after the other the firm whose leaving lowers the share most, until the limit is met; of equals the smaller
/// ticket. The tickets of the others stay as they are. `None` where no firm's leaving lowers it.
fn take_out(entries: &[PoolEntry], kind: LimitKind, limit: f64) -> Option<TakeOut> {
    let mut left: Vec<&PoolEntry> = entries.iter().collect();
    let mut firms = Vec::new();
    let mut share = share_of(kind, &left);
    while firms.len() < MOST && !within(share, limit) && left.len() > 1 {
        let without = |place: usize| {
            let mut rest = left.clone();
            rest.remove(place);
            share_of(kind, &rest)
        };
        let tried = leavers(kind, &left).into_iter().map(|place| (without(place), place));
        // From the largest ticket down: of equal shares the later is the smaller ticket.
        let Some((after, place)) = tried.min_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) else { break };
        if after >= share {
            break;
        }
        firms.push(left.remove(place).firm);
        share = after;
    }
    (!firms.is_empty()).then(|| TakeOut { firms, after: share, cures: within(share, limit) })
}

/// Whose leaving can lower the share: only those in its numerator, and of a sector its largest.
fn leavers(kind: LimitKind, left: &[&PoolEntry]) -> Vec<usize> {
    match kind {
        LimitKind::Largest => (0..left.len().min(1)).collect(),
        LimitKind::Three => (0..left.len().min(3)).collect(),
        _ => {
            let mut first_of: BTreeMap<Sector, usize> = BTreeMap::new();
            for (place, entry) in left.iter().enumerate() {
                if let Some(sector) = entry.sector {
                    first_of.entry(sector).or_insert(place);
                }
            }
            first_of.into_values().collect()
        }
    }
}
