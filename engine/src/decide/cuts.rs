//! Cuts 割集: sets of changes of which each set that reaches a goal holds at least one.
//!
//! Fill a set that misses the goal with all that can be added while it still misses it. What is then left is a cut, as long
//! as changes do no harm: who takes none of it has at most the filled set. Sets that reach the goal are therefore sought
//! among those that meet every cut known, and each one that still misses gives a further cut (implicit hitting sets). A
//! handful of cuts stands for the many thousand sets that need not be tried one by one.

/// Cuts that are known, each an ascending list of places.
#[derive(Clone, Debug, Default)]
pub(super) struct Cuts(Vec<Vec<usize>>);

impl Cuts {
    pub fn add(&mut self, mut cut: Vec<usize>) {
        cut.sort_unstable();
        // What contains another cut asks nothing that the other does not.
        if !self.0.iter().any(|known| known.iter().all(|place| cut.contains(place))) {
            self.0.retain(|known| !cut.iter().all(|place| known.contains(place)));
            self.0.push(cut);
        }
    }

    /// The cut that is met by none of `chosen` and by the fewest others that are not `banned`: these others. `None` when
    /// all are met.
    pub fn open(&self, chosen: &[usize], banned: &[usize]) -> Option<Vec<usize>> {
        let left =
            |cut: &Vec<usize>| -> Vec<usize> { cut.iter().filter(|place| !banned.contains(place)).copied().collect() };
        self.unmet(chosen).map(left).min_by_key(Vec::len)
    }

    /// How many more changes it takes at least to meet every cut: as many as there are unmet cuts that have nothing in
    /// common.
    pub fn at_least(&self, chosen: &[usize]) -> usize {
        let mut taken: Vec<usize> = Vec::new();
        let mut unmet: Vec<&Vec<usize>> = self.unmet(chosen).collect();
        unmet.sort_by_key(|cut| cut.len());
        let mut count = 0;
        for cut in unmet {
            if !cut.iter().any(|place| taken.contains(place)) {
                taken.extend(cut);
                count += 1;
            }
        }
        count
    }

    fn unmet<'a>(&'a self, chosen: &'a [usize]) -> impl Iterator<Item = &'a Vec<usize>> {
        self.0.iter().filter(|cut| !cut.iter().any(|place| chosen.contains(place)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_that_contains_another_is_not_kept() {
        let mut cuts = Cuts::default();
        cuts.add(vec![3, 1, 2]);
        cuts.add(vec![2, 1]);
        cuts.add(vec![1, 2, 5]);
        cuts.add(vec![4]);
        assert_eq!(cuts.0, [vec![1, 2], vec![4]]);
        assert_eq!(cuts.open(&[], &[]), Some(vec![4]));
        assert_eq!(cuts.open(&[4], &[1]), Some(vec![2]));
        assert_eq!(cuts.open(&[4, 2], &[]), None);
        assert_eq!([cuts.at_least(&[]), cuts.at_least(&[1]), cuts.at_least(&[1, 4])], [2, 1, 0]);
    }
}
