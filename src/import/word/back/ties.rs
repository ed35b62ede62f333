//! Finds edits that must be made together, because one takes away words that another puts in.
//!
//! A paragraph that is split, joined to another or moved with some of its words comes back as several edits. In come
//! all edits; out comes, for each, which others depend on it, so that all of them are made or none.

use super::Change;
use crate::import::stretch::{contains, folded, runs};

/// The fewest words that make a move when one edit takes them away and another puts them in.
const FEWEST: usize = 2;

/// For each edit, the indexes of those that must be made with it.
pub(super) fn ties(changes: &[Change]) -> Vec<Vec<usize>> {
    let mut ties = vec![Vec::new(); changes.len()];
    for (from, lost) in changes.iter().enumerate().filter(|(_, change)| !change.lost.is_empty()) {
        for (to, gained) in changes.iter().enumerate().filter(|(to, _)| *to != from) {
            if is_moved(&lost.lost, &gained.gained) {
                ties[from].push(to);
                ties[to].push(from);
            }
        }
    }
    ties
}

/// Whether words lost at one place are among the words gained at another.
fn is_moved(lost: &str, gained: &str) -> bool {
    let (lost_words, gained_words) = (folded(lost), folded(gained));
    if gained_words.is_empty() || lost_words.len().min(gained_words.len()) < FEWEST {
        return false;
    }
    let (lost_words, gained_words) = (lost_words.join(" "), gained_words.join(" "));
    contains(&gained_words, &lost_words)
        || contains(&lost_words, &gained_words)
        || runs(lost).iter().any(|run| contains(&gained_words, run))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_went_elsewhere_are_known_and_common_ones_are_not() {
        assert!(is_moved("It is late.", "So it is late, we hear."));
        assert!(is_moved("The yard of the firm is to be sold.", "The firm is to be found"));
        assert!(!is_moved("late", "It is late."));
        assert!(!is_moved("The yard is sold.", "The yard of the firm"));
        assert!(!is_moved("The yard is sold.", ""));
    }
}
