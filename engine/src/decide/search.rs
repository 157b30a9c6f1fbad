//! Goal seek 目标求解: the smallest set of changes that reaches a goal, found by trying them on the dossier.
//!
//! All changes are first taken all the way. Sets are tried by size, branch and bound: a branch is left as soon as it misses
//! the goal even with all that is left to choose from. That is a bound only while what is left does no harm, so the
//! changes that work against others, as a longer tenor that eases cash flow but eats collateral, are decided first, each
//! both ways, and the bound holds below them. Once a set is found, the smaller ones are tried each for itself where they
//! are few. Beyond a number of trials the search goes on greedily. Levers of a set that is found are then taken back as
//! far as the goal allows, by bisection.

use super::answer::{Proof, SeekProgress, Variant};
use super::bench::{Bench, Made};
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
}

fn without(places: &[usize], place: usize) -> Vec<usize> {
    places.iter().filter(|other| **other != place).copied().collect()
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
        Search { bench, most, largest, report, contrary: Vec::new() }
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
        let (needed, others) = self.sorted_out(&all)?;
        let (mut hits, mut first, mut whole, mut compared) = (Vec::new(), None, true, needed.len());
        for size in 0..=others.len().min(self.largest.saturating_sub(needed.len())) {
            // One size beyond the smallest: a set of more changes may be cheaper, faster or surer.
            if first.is_some_and(|first| first + 1 < size) {
                break;
            }
            whole = self.walk(&needed, &others, size, &mut hits)?;
            if !whole {
                break;
            }
            compared = needed.len() + size;
            if !hits.is_empty() && first.is_none() {
                first = Some(size);
            }
        }
        let smallest = hits.iter().map(Vec::len).min();
        let mut proof = match smallest {
            Some(smallest) if smallest <= compared && self.contrary.len() <= BOTH_WAYS => Proof::Bounded,
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

    /// Moves that matter: alone, or to all the rest; and those that work against others.
    fn telling(&mut self, all: &[usize]) -> Result<Vec<usize>, AssessError> {
        let (none, whole) = (self.level(&[])?, self.level(all)?);
        let mut found = Vec::new();
        for place in all {
            if self.contrary.contains(place)
                || self.level(&without(all, *place))? != whole
                || self.level(&[*place])? != none
            {
                found.push(*place);
            }
        }
        Ok(found)
    }

    /// Moves that no set does without, and the others that matter, those that work against others first.
    fn sorted_out(&mut self, all: &[usize]) -> Result<(Vec<usize>, Vec<usize>), AssessError> {
        let (mut needed, mut others) = (Vec::new(), Vec::new());
        for place in self.telling(all)? {
            // Where changes work against others, to miss without one of them says nothing about it.
            if !self.contrary.is_empty() || self.reaches(&without(all, place))? {
                others.push(place);
            } else {
                needed.push(place);
            }
        }
        others.sort_by_key(|place| !self.contrary.contains(place));
        Ok((needed, others))
    }

    /// Tries every set of `needed` and `size` of the others. False when the trials ran out.
    fn walk(
        &mut self,
        needed: &[usize],
        others: &[usize],
        size: usize,
        hits: &mut Vec<Vec<usize>>,
    ) -> Result<bool, AssessError> {
        let Some(left) = size.checked_sub(1) else {
            if self.reaches(needed)? {
                hits.push(needed.to_vec());
            }
            return Ok(true);
        };
        // What contains a set that reaches the goal has a change too many.
        if hits.iter().any(|hit| hit.iter().all(|place| needed.contains(place))) {
            return Ok(true);
        }
        for (at, place) in others.iter().enumerate() {
            if self.most <= self.bench.tried {
                return Ok(false);
            }
            let after = others.get(at..).unwrap_or_default();
            if after.len() < size {
                break;
            }
            // With all that is left to choose from the goal is missed: so it is with any part of it that does no harm.
            if !after.iter().any(|place| self.contrary.contains(place)) {
                let bound: Vec<usize> = needed.iter().chain(after).copied().collect();
                if !self.reaches(&bound)? {
                    break;
                }
            }
            let chosen: Vec<usize> = needed.iter().copied().chain([*place]).collect();
            if hits.iter().any(|hit| hit.iter().all(|place| chosen.contains(place))) {
                continue;
            }
            let rest = after.get(1..).unwrap_or_default();
            if !self.walk(&chosen, rest, left, hits)? {
                return Ok(false);
            }
        }
        Ok(true)
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
