//! Counts and their shares of a whole.
//!
//! In come counts; out come whole percentages that sum to 100, so that a reader who adds them up
//! finds nothing missing.

use serde::Serialize;

use super::action::ActionState;

/// Some of a plan's actions: how many, and of how many.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Group {
    /// How many.
    pub count: usize,
    /// The denominator: how many there are in all.
    pub of: usize,
    /// The share in per cent, rounded together with the shares it is shown beside so that they sum to 100.
    pub share: u32,
    /// The numbers of the actions, in the plan's order.
    pub ids: Vec<String>,
}

impl Group {
    /// The actions that a rule picks. Its share is rounded alone: there is nothing it must sum with.
    pub(super) fn of<'a>(
        actions: impl IntoIterator<Item = &'a ActionState>,
        keep: impl Fn(&ActionState) -> bool,
    ) -> Self {
        let mut of = 0;
        let mut ids = Vec::new();
        for action in actions {
            of += 1;
            if keep(action) {
                ids.push(action.id.clone());
            }
        }
        let share = shares(&[ids.len(), of - ids.len()])[0];
        Self { count: ids.len(), of, share, ids }
    }

    /// This group and another that it has nothing in common with, of the same actions.
    pub(super) fn and(&self, other: &Self) -> Self {
        let ids = self.ids.iter().chain(&other.ids).cloned().collect();
        Self { count: self.count + other.count, of: self.of, share: self.share + other.share, ids }
    }
}

/// Shares in whole per cent by the largest remainder: each is rounded down, and the points that are
/// left go to the counts that lost most. They sum to 100 unless all counts are zero; of equal
/// remainders the earlier wins.
pub fn shares(counts: &[usize]) -> Vec<u32> {
    let total: u128 = counts.iter().map(|count| *count as u128).sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let exact = counts.iter().map(|count| *count as u128 * 100);
    let mut shares: Vec<u128> = exact.clone().map(|count| count / total).collect();
    let left = 100 - shares.iter().sum::<u128>();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    let remainders: Vec<u128> = exact.map(|count| count % total).collect();
    order.sort_by_key(|at| std::cmp::Reverse(remainders[*at]));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[at] += 1;
    }
    shares.into_iter().map(|share| u32::try_from(share).unwrap_or(100)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn thirds_sum_to_a_hundred() {
        assert_eq!(shares(&[1, 1, 1]), [34, 33, 33]);
        assert_eq!(shares(&[60, 6, 34]), [60, 6, 34]);
        assert_eq!(shares(&[2, 4, 1]), [29, 57, 14]);
        assert_eq!(shares(&[0, 0]), [0, 0]);
        assert!(shares(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn shares_sum_to_a_hundred_and_are_within_a_point(counts in prop::collection::vec(0usize..500, 1..8)) {
            let total: usize = counts.iter().sum();
            let shares = shares(&counts);
            prop_assert_eq!(shares.iter().sum::<u32>(), if total == 0 { 0 } else { 100 });
            for (count, share) in counts.iter().zip(shares) {
                let exact = if total == 0 { 0.0 } else { *count as f64 * 100.0 / total as f64 };
                prop_assert!((f64::from(share) - exact).abs() < 1.0);
            }
        }

        #[test]
        fn no_count_is_too_large(counts in prop::collection::vec(any::<usize>(), 1..5)) {
            let sum: u32 = shares(&counts).iter().sum();
            prop_assert!(sum == 100 || counts.iter().all(|count| *count == 0));
        }
    }
}
