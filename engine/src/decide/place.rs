//! What a result is of, read from the id of its working, so that a comparison names it without showing an id: the
//! right, the stream of income, the channel, the listing standard; and what tells it from others of the same quantity.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::assess::Assessment;
use crate::dossier::Dossier;
use crate::financing::Channel;
use crate::health::Dimension;
use crate::rules::RulePack;
use crate::valuation::{Method, PoolClass};
use crate::working::Term;

/// What a result belongs to 归属.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// A right by its title, else its number; empty where it has neither.
    Named(String),
    /// A stream of income: name of the product or counterparty, empty when implied; and its class.
    Pool(String, PoolClass),
    /// A channel.
    Channel(Channel),
    /// Whatever a note of the rule pack names: `star.S1a`, `IN-D`, `result.portfolio`.
    Note(String),
}

/// What tells a result from others of its quantity and place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// A method of valuation.
    Method(Method),
    /// A dimension of the check-up.
    Dimension(Dimension),
    /// The year of an annual fee.
    FeeYear(u32),
    /// Whatever a note names: `result.low`, `star.rd-share`.
    Note(String),
}

/// Names of the records of both sides of a comparison, and the pack that names the rest.
pub(super) struct Names<'a> {
    pack: &'a RulePack,
    records: BTreeMap<&'a str, &'a str>,
    pools: BTreeMap<&'a str, (&'a str, PoolClass)>,
}

impl<'a> Names<'a> {
    /// Where both sides know a record, the later side's name counts.
    pub fn of(sides: [(&'a Dossier, &'a Assessment); 2], pack: &'a RulePack) -> Self {
        let (mut records, mut pools) = (BTreeMap::new(), BTreeMap::new());
        for (dossier, assessment) in sides {
            for asset in &dossier.assets {
                let named = [Some(asset.title.as_str()), asset.number.as_deref()];
                let name = named.into_iter().flatten().find(|name| !name.is_empty());
                records.extend(name.map(|name| (asset.id.as_str(), name)));
            }
            records.extend(dossier.products.iter().map(|product| (product.id.as_str(), product.name.as_str())));
            records.extend(dossier.licences.iter().map(|licence| (licence.id.as_str(), licence.party.as_str())));
            let found = &assessment.valuation.pools;
            pools.extend(found.iter().map(|pool| (pool.id.as_str(), (pool.name.as_str(), pool.class))));
        }
        Names { pack, records, pools }
    }

    /// The name of a right, product or licence; nothing where it has none.
    pub fn record(&self, id: &str) -> String {
        self.records.get(id).map_or_else(String::new, |name| (*name).to_owned())
    }

    fn right(&self, id: &str) -> Place {
        Place::Named(self.record(id))
    }

    /// The note `star.<code>` of a code written in small letters.
    fn star_note(&self, code: &str) -> Option<String> {
        let wanted = ["star.", &code.replace("chinext-", "chi-")].concat();
        self.pack.pack().notes.iter().find(|note| note.id.eq_ignore_ascii_case(&wanted)).map(|note| note.id.to_string())
    }

    /// What the working of an id is of, whose quantity is `term`; `None` for ids of no known form.
    pub fn place(&self, id: &str, term: Term) -> Option<(Place, Vec<Detail>)> {
        let (module, rest) = id.split_once('.')?;
        match module {
            "valuation" => self.valuation(rest),
            "deadlines" => self.deadline(rest),
            "financing" => Some(financing(rest)),
            "health" => Some((result("health"), dimension(rest).map(Detail::Dimension).into_iter().collect())),
            "star" => Some(self.star(rest, term)),
            _ => None,
        }
    }

    fn valuation(&self, rest: &str) -> Option<(Place, Vec<Detail>)> {
        let (kind, rest) = rest.split_once('.')?;
        if kind == "portfolio" {
            let part = rest.strip_prefix("method.").unwrap_or(rest);
            return Some((result("portfolio"), part_of_value(part)));
        }
        // Ids of records may hold dots, names of parts never do.
        let (owner, part) = rest.rsplit_once('.')?;
        let place = match kind {
            "asset" => self.right(owner),
            _ => {
                let (name, class) = self.pools.get(owner)?;
                Place::Pool((*name).to_owned(), *class)
            }
        };
        Some((place, part_of_value(part)))
    }

    fn deadline(&self, rest: &str) -> Option<(Place, Vec<Detail>)> {
        let Some((kind, rest)) = rest.split_once('.') else { return Some((result("fees"), Vec::new())) };
        if kind == "fee" {
            let (owner, year) = rest.rsplit_once('.')?;
            return Some((self.right(owner), year.parse().ok().map(Detail::FeeYear).into_iter().collect()));
        }
        Some((self.right(rest), Vec::new()))
    }

    fn star(&self, rest: &str, term: Term) -> (Place, Vec<Detail>) {
        // These quantities do not say of what they are.
        let general = term == Term::INDICATOR_THRESHOLD || term == Term::PART_POINTS;
        let mut parts: Vec<&str> = rest.split('.').collect();
        let first = parts.first().copied().unwrap_or_default();
        let place = match first {
            "must" => Some(result("star")),
            // What the readiness score is made of, not the score of a standard.
            "score" | "patents" | "structure" | "cap-hint" => None,
            code => self.star_note(code).map(Place::Note),
        };
        let mut details = Vec::new();
        if place.is_some() {
            parts.remove(0);
        }
        if first == "must" {
            details.push(note("must"));
        }
        for part in parts {
            details.extend(match part {
                "threshold" | "score" | "structure" => None,
                "cap-hint" => Some(note("estimate")),
                "stressed" => Some(note("stressed")),
                "profit-y0" => Some(note("year-0")),
                "profit-last" if !general => Some(note("year-0")),
                "profit-y1" => Some(note("year-1")),
                "profit-y2" => Some(note("year-2")),
                "revenue-by-growth" => Some(note("by-growth")),
                "revenue-by-size" => Some(note("by-size")),
                other if general => self.star_note(limb(other)).map(Detail::Note),
                // The quantity says it.
                _ => None,
            });
        }
        (place.unwrap_or_else(|| result("star")), details)
    }
}

fn result(code: &str) -> Place {
    Place::Note(["result.", code].concat())
}

fn note(code: &str) -> Detail {
    Detail::Note(["result.", code].concat())
}

fn dimension(code: &str) -> Option<Dimension> {
    Dimension::ALL.into_iter().find(|dimension| dimension.code() == code)
}

/// What the last part of the id of a value says beside its quantity.
fn part_of_value(part: &str) -> Vec<Detail> {
    let method = Method::ALL.into_iter().find(|method| method.code() == part);
    match part {
        "p10" | "p90" => vec![note(part)],
        _ => method.map(Detail::Method).into_iter().collect(),
    }
}

/// `PL.amount.low`, `EQ-T1.nominal`, `policy.PO-C1`, `limit.cash`.
fn financing(rest: &str) -> (Place, Vec<Detail>) {
    let mut parts = rest.split('.');
    let first = parts.next().unwrap_or_default();
    let place = match (Channel::from_code(first), first) {
        (Some(channel), _) => Place::Channel(channel),
        (None, "policy") => return (Place::Note(parts.collect::<Vec<_>>().join(".")), Vec::new()),
        (None, "limit") => result("bounds"),
        // `IN-D`, `EQ-T1`: a product or a treatment that has a note of its own.
        (None, code) if code.contains('-') && code.starts_with(char::is_uppercase) => Place::Note(code.to_owned()),
        (None, _) => result("finance"),
    };
    let details = parts.filter_map(|part| match part {
        "low" | "base" | "high" | "floor-price" | "contract" | "estimate" | "ordinary" | "sole" | "exclusive" => {
            Some(note(part))
        }
        "cost-after-subsidy" => Some(note("after-subsidy")),
        "cost-in-scenario" => Some(note("subsidy-low")),
        "cost-in-high-scenario" => Some(note("subsidy-high")),
        // The quantity says the rest.
        _ => None,
    });
    (place, details.collect())
}

/// The code that names a limb 条件项, where the id of its working abbreviates it.
fn limb(part: &str) -> &str {
    match part {
        "revenue" => "last-revenue",
        "roe" => "return-on-equity",
        "growth" => "annual-growth",
        "value" => "market-value-abroad",
        "capital" => "capital-after-issue",
        "years" => "operating-years",
        other => other,
    }
}
