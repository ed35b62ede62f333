//! Computes counts and their shares of a whole.
//!
//! Counts come in; percentages go out, each rounded by itself, as a reader with a calculator finds it. Shares that
//! are shown together are not made to sum to 100; where they do not, a note says why.

use serde::Serialize;

use super::action::ActionState;

/// A group of a plan's actions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Group {
    /// The number of actions in the group.
    pub count: usize,
    /// The denominator: the number of all actions.
    pub of: usize,
    /// The share in whole per cent; `None` where there are no actions.
    pub share: Option<u32>,
    /// The numbers of the actions, in the plan's order.
    pub ids: Vec<String>,
}

impl Group {
    /// The actions that `keep` accepts.
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
        Self::new(ids, of)
    }

    /// The union with a group of other actions of the same whole. Its share is computed from both counts together,
    /// and need not equal the sum of their shares.
    pub(super) fn and(&self, other: &Self) -> Self {
        Self::new(self.ids.iter().chain(&other.ids).cloned().collect(), self.of)
    }

    /// A group with these actions, out of `of`.
    fn new(ids: Vec<String>, of: usize) -> Self {
        Self { count: ids.len(), of, share: share(ids.len(), of), ids }
    }
}

/// A share in whole per cent, half a point rounded up; `None` where the whole is 0.
pub(crate) fn share(count: usize, of: usize) -> Option<u32> {
    let (count, of) = (count as u128, of as u128);
    let rounded = (count * 200 + of).checked_div(of * 2)?;
    u32::try_from(rounded).ok()
}

/// Whether shares that are shown together sum to something other than 100.
pub(crate) fn need_note(shares: impl IntoIterator<Item = Option<u32>>) -> bool {
    shares.into_iter().sum::<Option<u32>>().is_some_and(|sum| sum != 100)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_share_is_rounded_as_a_person_would() {
        assert_eq!((share(3, 6), share(1, 3), share(2, 3)), (Some(50), Some(33), Some(67)));
        assert_eq!((share(1, 8), share(1, 200), share(1, 201)), (Some(13), Some(1), Some(0)));
        assert_eq!((share(0, 5), share(5, 5), share(0, 0)), (Some(0), Some(100), None));
    }

    #[test]
    fn a_note_is_needed_where_shares_do_not_sum_to_a_hundred() {
        let shares = |counts: &[usize]| {
            let all = counts.iter().sum();
            counts.iter().map(|count| share(*count, all)).collect::<Vec<_>>()
        };
        assert!(need_note(shares(&[1, 1, 1])) && need_note(shares(&[1, 1, 1, 1, 2])));
        assert!(!need_note(shares(&[60, 6, 34])) && !need_note(shares(&[0, 0])));
    }

    proptest! {
        #[test]
        fn a_share_is_within_half_a_point_of_the_truth(count in any::<u32>(), more in any::<u32>()) {
            let (count, all) = (count as usize, count as usize + more as usize);
            if let Some(share) = share(count, all) {
                let (twice, exact) = (u128::from(share) * 2 * all as u128, count as u128 * 200);
                prop_assert!(twice.abs_diff(exact) <= all as u128);
                prop_assert!(twice >= exact || twice.abs_diff(exact) < all as u128, "half goes up");
            }
        }

        #[test]
        fn no_count_is_too_large(count in any::<usize>()) {
            prop_assert_eq!(share(count, count), (count > 0).then_some(100));
        }
    }
}
