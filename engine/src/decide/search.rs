//! Goal seek 目标求解: the smallest set of changes that reaches a goal, found by trying them on the dossier.
//!
//! All changes are first taken all the way. Sets are sought by size, among those that meet every cut known (`cuts.rs`): each
//! set that misses the goal shows what the others must hold some of. That is a bound only while changes do no harm, so
//! those that work against others, as a longer tenor that eases cash flow but eats collateral, are decided first, each
//! both ways, and the cuts hold below them. Once a set is found, the smaller ones are tried each for itself where they
//! are few. Beyond a number of trials the search goes on greedily. Levers of a set that is found are then taken back as
//! far as the goal allows, by bisection.

use std::collections::BTreeMap;

use super::answer::{Proof, SeekProgress, Variant};
use super::bench::{Bench, Made};
use super::cuts::Cuts;
use crate::assess::AssessError;

/// What the search itself found.
pub(super) enum Found {
    Already,
    /// Every set that was found, levers taken back; none contains another.
    Sets {
        sets: Vec<Made>,
        proof: Proof,
        /// Largest size of the sets that were gone through.
        compared: u32,
    },
    /// None.
    Never {
        /// The nearest that was come.
        nearest: Made,
        proof: Proof,
    },
}

/// A running search.
pub(super) struct Search<'a, 'r> {
    pub bench: Bench<'a>,
    most: u32,
    largest: usize,
    report: &'r mut dyn FnMut(SeekProgress),
    /// Changes that work against others: alone, or among all.
    contrary: Vec<usize>,
    /// What the harmless changes must hold some of, by the others that are taken.
    cuts: BTreeMap<Vec<usize>, Cuts>,
}

fn without(places: &[usize], place: usize) -> Vec<usize> {
    places.iter().filter(|other| **other != place).copied().collect()
}

/// The sets with one more of some places than these, which are all of their size.
fn longer(sets: &[Vec<usize>], places: &[usize]) -> Vec<Vec<usize>> {
    let with = |set: &Vec<usize>| -> Vec<Vec<usize>> {
        let after = places.iter().filter(|place| set.last().is_none_or(|last| last < *place));
        after.map(|place| set.iter().chain([place]).copied().collect()).collect()
    };
    sets.iter().flat_map(with).collect()
}

fn sorted<'a>(places: impl Iterator<Item = &'a usize>) -> Vec<usize> {
    let mut set: Vec<usize> = places.copied().collect();
    set.sort_unstable();
    set
}

/// Where sets are sought: which of the changes that work against others are taken, and the changes that do no harm.
struct Below<'a> {
    base: &'a [usize],
    harmless: &'a [usize],
}

/// How many sets are kept of those found; more differ little.
const KEPT: usize = 40;

/// Which part of the trials may go into trying each smaller set without a bound, once an answer is known.
const FOR_PROOF: u32 = 4;

/// Up to so many changes that work against others are decided both ways; beyond, that is no bound any more.
const BOTH_WAYS: usize = 7;

impl<'a, 'r> Search<'a, 'r> {
    /// A search over what may be changed, in at most `most` trials and sets of at most `largest` changes.
    pub fn new(bench: Bench<'a>, most: u32, largest: usize, report: &'r mut dyn FnMut(SeekProgress)) -> Self {
        Search { bench, most, largest, report, contrary: Vec::new(), cuts: BTreeMap::new() }
    }

    pub fn run(&mut self) -> Result<Found, AssessError> {
        if self.bench.standing(&Made::new())?.reached {
            return Ok(Found::Already);
        }
        let all: Vec<usize> = (0..self.bench.candidates.len()).collect();
        self.contrary = self.contrary(&all)?;
        let near = self.nearest(&all)?;
        if !self.reaches(&near)? {
            return self.never(&near, &all);
        }
        let (mut hits, mut first, mut whole, mut compared) = (Vec::new(), None, true, 0);
        for size in 1..=all.len().min(self.largest) {
            // One size beyond the smallest: a set of more changes may be cheaper, faster or surer.
            if first.is_some_and(|first| first + 1 < size) {
                break;
            }
            whole = self.of_size(size, &all, &mut hits)?;
            if !whole {
                break;
            }
            compared = size;
            if !hits.is_empty() && first.is_none() {
                first = Some(size);
            }
        }
        let smallest = hits.iter().map(Vec::len).min();
        let mut proof = match smallest {
            Some(smallest) if smallest <= compared + 1 => Proof::Bounded,
            _ => Proof::Tried,
        };
        if hits.is_empty() || !whole {
            for variant in Variant::ALL {
                let set = self.greedy(variant, &all)?;
                if set.len() <= self.largest && !hits.contains(&set) && self.reaches(&set)? {
                    hits.push(set);
                }
            }
        } else if let Some(smallest) = smallest
            && self.each_below(&all, smallest, &mut hits)?
        {
            proof = Proof::Every;
        }
        if hits.is_empty() {
            return Ok(Found::Never { nearest: self.full(&near), proof: Proof::Tried });
        }
        hits.sort_by_key(Vec::len);
        let mut sets = Vec::new();
        for hit in hits.iter().take(KEPT) {
            sets.push(self.taken_back(hit)?);
        }
        Ok(Found::Sets { sets, proof, compared: compared as u32 })
    }

    /// No set was found: each is tried where they are few enough.
    fn never(&mut self, near: &[usize], all: &[usize]) -> Result<Found, AssessError> {
        let mut hits = Vec::new();
        let each = self.each_below(all, all.len() + 1, &mut hits)?;
        if !hits.is_empty() {
            let mut sets = Vec::new();
            for hit in hits.iter().take(KEPT) {
                sets.push(self.taken_back(hit)?);
            }
            let compared = hits.iter().map(Vec::len).min().unwrap_or(0) as u32;
            return Ok(Found::Sets { sets, proof: if each { Proof::Every } else { Proof::Tried }, compared });
        }
        let proof = match self.contrary.len() {
            _ if each => Proof::Every,
            0..=BOTH_WAYS => Proof::Bounded,
            _ => Proof::Tried,
        };
        Ok(Found::Never { nearest: self.full(near), proof })
    }

    /// Tries every set of fewer than `size` changes, without a bound, if the trials suffice; those that reach the goal take
    /// the place of the larger ones. False when they do not suffice.
    fn each_below(&mut self, all: &[usize], size: usize, hits: &mut Vec<Vec<usize>>) -> Result<bool, AssessError> {
        let (mut sets, mut of_size) = (1.0_f64, 1.0_f64);
        for taken in 1..size.min(all.len() + 1) {
            of_size *= (all.len() + 1 - taken) as f64 / taken as f64;
            sets += of_size;
        }
        let left = self.most.saturating_sub(self.bench.tried).min(self.most / FOR_PROOF);
        if f64::from(left) < sets {
            return Ok(false);
        }
        for size in 1..size.min(all.len() + 1) {
            let mut smaller = Vec::new();
            self.each(&mut Vec::new(), all, size, &mut smaller)?;
            if !smaller.is_empty() {
                *hits = smaller;
                break;
            }
        }
        Ok(true)
    }

    fn each(
        &mut self,
        chosen: &mut Vec<usize>,
        rest: &[usize],
        size: usize,
        hits: &mut Vec<Vec<usize>>,
    ) -> Result<(), AssessError> {
        if size == 0 {
            if self.reaches(chosen)? {
                hits.push(chosen.clone());
            }
            return Ok(());
        }
        for (at, place) in rest.iter().enumerate() {
            let after = rest.get(at + 1..).unwrap_or_default();
            if after.len() + 1 < size {
                break;
            }
            chosen.push(*place);
            self.each(chosen, after, size - 1, hits)?;
            chosen.pop();
        }
        Ok(())
    }

    /// The best set by each variant.
    pub fn best(&self, sets: Vec<Made>) -> Vec<(Made, Vec<Variant>)> {
        let mut best: Vec<(Made, Vec<Variant>)> = Vec::new();
        for variant in Variant::ALL {
            let order = |made: &&Made| variant.order(&self.bench.effort(made), made.len());
            let least = sets.iter().min_by(|a, b| {
                let (first, second) = (order(a), order(b));
                first
                    .iter()
                    .zip(&second)
                    .map(|(a, b)| a.total_cmp(b))
                    .find(|found| found.is_ne())
                    .unwrap_or_else(|| a.cmp(b))
            });
            let Some(least) = least else { continue };
            match best.iter_mut().find(|(made, _)| made == least) {
                Some((_, variants)) => variants.push(variant),
                None => best.push((least.clone(), vec![variant])),
            }
        }
        best
    }

    fn full(&self, places: &[usize]) -> Made {
        let of = |place: &usize| Some((*place, self.bench.candidates.get(*place)?.steps));
        let mut made: Made = places.iter().filter_map(of).collect();
        made.sort_unstable();
        made
    }

    fn level(&mut self, places: &[usize]) -> Result<f64, AssessError> {
        let made = self.full(places);
        self.bench.standing(&made).map(|standing| standing.level)
    }

    fn reaches(&mut self, places: &[usize]) -> Result<bool, AssessError> {
        let made = self.full(places);
        let reached = self.bench.standing(&made)?.reached;
        if self.bench.tried.is_multiple_of(16) {
            self.tell(places.len());
        }
        Ok(reached)
    }

    fn tell(&mut self, size: usize) {
        (self.report)(SeekProgress { tried: self.bench.tried, most: self.most, size: size as u32 });
    }

    /// Changes that work against others: alone they do harm, or without them all the rest comes nearer.
    fn contrary(&mut self, all: &[usize]) -> Result<Vec<usize>, AssessError> {
        let (none, whole) = (self.level(&[])?, self.level(all)?);
        let mut found = Vec::new();
        for place in all {
            if self.level(&[*place])? < none || whole < self.level(&without(all, *place))? {
                found.push(*place);
            }
        }
        Ok(found)
    }

    /// All changes that do no harm, with those of the others that come nearest: each decided both ways, or, where they are
    /// too many, with all of them, none of them, or what a greedy search takes.
    fn nearest(&mut self, all: &[usize]) -> Result<Vec<usize>, AssessError> {
        let contrary = self.contrary.clone();
        let harmless: Vec<usize> = all.iter().filter(|place| !contrary.contains(place)).copied().collect();
        let mut tried: Vec<Vec<usize>> = vec![all.to_vec(), harmless.clone()];
        if contrary.len() <= BOTH_WAYS {
            for chosen in 1..(1_u32 << contrary.len()) {
                let with =
                    contrary.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1).map(|(_, place)| *place);
                tried.push(harmless.iter().copied().chain(with).collect());
            }
        } else {
            let greedy = self.greedy(Variant::Smallest, all)?;
            tried.push(greedy);
        }
        let mut best = all.to_vec();
        for set in tried {
            if self.reaches(&set)? {
                return Ok(set);
            }
            if self.level(&best)? < self.level(&set)? {
                best = set;
            }
        }
        Ok(best)
    }

    /// Finds every set of at most `size` changes that reaches the goal and of which none can be spared. Those of fewer are
    /// known. False when the trials ran out.
    fn of_size(&mut self, size: usize, all: &[usize], hits: &mut Vec<Vec<usize>>) -> Result<bool, AssessError> {
        let harmless: Vec<usize> = all.iter().filter(|place| !self.contrary.contains(place)).copied().collect();
        let mut bases: Vec<Vec<usize>> = vec![Vec::new()];
        for left in (0..=size).rev() {
            for base in &bases {
                if self.most <= self.bench.tried {
                    return Ok(false);
                }
                let full: Vec<usize> = base.iter().chain(&harmless).copied().collect();
                // With all that does no harm it is missed: so it is with any part of that.
                let open = self.reaches(&full)?;
                let at = Below { base, harmless: &harmless };
                if open && !self.below(&at, &mut Vec::new(), &mut Vec::new(), left, hits)? {
                    return Ok(false);
                }
            }
            bases = longer(&bases, &self.contrary);
        }
        Ok(true)
    }

    /// The sets over `chosen` of at most `left` harmless changes more, none of them `banned`.
    fn below(
        &mut self,
        at: &Below,
        chosen: &mut Vec<usize>,
        banned: &mut Vec<usize>,
        left: usize,
        hits: &mut Vec<Vec<usize>>,
    ) -> Result<bool, AssessError> {
        loop {
            if self.most <= self.bench.tried {
                return Ok(false);
            }
            let set = sorted(at.base.iter().chain(chosen.iter()));
            // What contains a set that reaches the goal has a change too many.
            if hits.iter().any(|hit| hit.iter().all(|place| set.contains(place))) {
                return Ok(true);
            }
            let cuts = self.cuts.entry(at.base.to_vec()).or_default();
            if left < cuts.at_least(chosen) {
                return Ok(true);
            }
            if let Some(open) = cuts.open(chosen, banned) {
                let before = banned.len();
                for place in open {
                    chosen.push(place);
                    let whole = self.below(at, chosen, banned, left - 1, hits)?;
                    chosen.pop();
                    if !whole {
                        return Ok(false);
                    }
                    // Sets with it are all found.
                    banned.push(place);
                }
                banned.truncate(before);
                return Ok(true);
            }
            if self.reaches(&set)? {
                hits.push(set);
                return Ok(true);
            }
            if left == 0 {
                return Ok(true);
            }
            let cut = self.cut(at, chosen)?;
            self.cuts.entry(at.base.to_vec()).or_default().add(cut);
        }
    }

    /// A cut that `chosen`, which misses the goal, does not meet.
    fn cut(&mut self, at: &Below, chosen: &[usize]) -> Result<Vec<usize>, AssessError> {
        let mut filled: Vec<usize> = at.base.iter().chain(chosen).copied().collect();
        let rest: Vec<usize> = at.harmless.iter().filter(|place| !chosen.contains(place)).copied().collect();
        let mut cut = Vec::new();
        self.fill(&mut filled, &rest, &mut cut)?;
        Ok(cut)
    }

    /// Adds of `rest` what can be added while the goal is missed, by halves, and puts what cannot into `cut`.
    fn fill(&mut self, filled: &mut Vec<usize>, rest: &[usize], cut: &mut Vec<usize>) -> Result<(), AssessError> {
        let with: Vec<usize> = filled.iter().chain(rest).copied().collect();
        if !self.reaches(&with)? {
            *filled = with;
        } else if rest.len() <= 1 {
            cut.extend(rest);
        } else {
            let (one, other) = rest.split_at(rest.len() / 2);
            self.fill(filled, one, cut)?;
            self.fill(filled, other, cut)?;
        }
        Ok(())
    }

    fn weight(&self, variant: Variant, place: usize) -> f64 {
        self.bench.candidates.get(place).map_or(1.0, |found| variant.weight(&found.effort))
    }

    /// Adds the move that brings the goal nearest for its weight until it is reached, then drops what is not needed.
    fn greedy(&mut self, variant: Variant, all: &[usize]) -> Result<Vec<usize>, AssessError> {
        let mut chosen: Vec<usize> = Vec::new();
        while !self.reaches(&chosen)? {
            let now = self.level(&chosen)?;
            let mut best: Option<(f64, usize)> = None;
            for place in all.iter().filter(|place| !chosen.contains(place)).copied().collect::<Vec<_>>() {
                let with: Vec<usize> = chosen.iter().copied().chain([place]).collect();
                let level = self.level(&with)?;
                let weight = self.weight(variant, place);
                // From nowhere any level is infinitely better; the lighter move then goes first.
                let gain = if now.is_finite() {
                    (level - now) / weight
                } else if level.is_finite() {
                    1.0 / weight
                } else {
                    0.0
                };
                if gain > 0.0 && best.is_none_or(|(most, _)| most < gain) {
                    best = Some((gain, place));
                }
            }
            match best {
                Some((_, place)) => chosen.push(place),
                // No move alone brings it nearer: take all and drop what can be spared.
                None if chosen.len() < all.len() => chosen = all.to_vec(),
                None => return Ok(chosen),
            }
        }
        let mut heaviest = chosen.clone();
        heaviest.sort_by(|a, b| self.weight(variant, *b).total_cmp(&self.weight(variant, *a)).then_with(|| a.cmp(b)));
        for place in heaviest {
            let fewer = without(&chosen, place);
            if self.reaches(&fewer)? {
                chosen = fewer;
            }
        }
        chosen.sort_unstable();
        Ok(chosen)
    }

    /// The set with its levers taken back as far as the goal allows, the costliest first.
    fn taken_back(&mut self, places: &[usize]) -> Result<Made, AssessError> {
        let mut made = self.full(places);
        let cost = |place: usize| self.bench.candidates.get(place).map_or(0.0, |found| found.effort.middle());
        let mut order: Vec<usize> = (0..made.len()).collect();
        order.sort_by(|a, b| {
            let costs = [*a, *b].map(|at| made.get(at).map_or(0.0, |(place, _)| cost(*place)));
            costs[1].total_cmp(&costs[0]).then_with(|| a.cmp(b))
        });
        for at in order {
            // `far` reaches, `near` misses or is untried below the first step.
            let (mut near, mut far) = (0, made.get(at).map_or(1, |(_, steps)| *steps));
            while near + 1 < far {
                let middle = near + (far - near) / 2;
                let mut tried = made.clone();
                if let Some((_, steps)) = tried.get_mut(at) {
                    *steps = middle;
                }
                if self.bench.standing(&tried)?.reached {
                    far = middle;
                } else {
                    near = middle;
                }
            }
            if let Some((_, steps)) = made.get_mut(at) {
                *steps = far;
            }
        }
        self.spared(made)
    }

    /// Without the moves that can be spared: where changes work against each other some may be left.
    fn spared(&mut self, mut made: Made) -> Result<Made, AssessError> {
        let mut at = 0;
        while at < made.len() {
            let mut without = made.clone();
            without.remove(at);
            if self.bench.standing(&without)?.reached {
                made = without;
                at = 0;
            } else {
                at += 1;
            }
        }
        Ok(made)
    }
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
