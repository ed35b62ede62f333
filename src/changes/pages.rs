//! Finds what changed between two finished files of which only the words on their pages are known.
//!
//! In come the texts of the pages; out come the changes, each with its page. Running headers and footers are left
//! out, so that words which only moved to another page are not a change.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::mark::Labels;
use super::words::exchange;
use super::{Change, What};
use crate::document::Inline;
use crate::language::Wording;

/// The number of unchanged words quoted on each side of a change.
const BESIDE: usize = 6;

/// Two changes with no more common words than this between them are reported as one.
const BETWEEN: usize = 2;

/// The most words of a running header or footer.
const RUNNING: usize = 40;

/// Finds the changes, each with its page in the newer file, counted from 1.
pub(crate) fn between_pages(
    old: &[String],
    new: &[String],
    wording: &Wording,
) -> Vec<(usize, Change)> {
    let labels = Labels::of(wording);
    let (was, is) = (words(old), words(new));
    let keys = |words: &[(&str, usize)]| words.iter().map(|(word, _)| word.to_string()).collect();
    let (was_keys, is_keys): (Vec<String>, Vec<String>) = (keys(&was), keys(&is));
    let ops = capture_diff_slices(Algorithm::Patience, &was_keys, &is_keys);
    let said = |words: &[String]| vec![Inline::text(words.join(" "), None)];
    let changes = hunks(&ops).into_iter().filter_map(|(olds, news)| {
        let around = |range: &std::ops::Range<usize>, all: usize| {
            range.start.saturating_sub(BESIDE)..(range.end + BESIDE).min(all)
        };
        let before = said(&was_keys[around(&olds, was.len())]);
        let after = said(&is_keys[around(&news, is.len())]);
        let words = exchange(&before, &after, &labels).excerpt?;
        let what = match (olds.is_empty(), news.is_empty()) {
            (true, _) => What::Added,
            (_, true) => What::Removed,
            _ => What::Changed,
        };
        let page = is.get(news.start).or(is.last()).map_or(1, |(_, page)| *page);
        let line = words.clone();
        Some((page, Change { section: None, part: None, what, words, line }))
    });
    changes.collect()
}

/// The ranges of words in which the two files differ.
fn hunks(ops: &[DiffOp]) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let mut hunks: Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> = Vec::new();
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (old, new) = (op.old_range(), op.new_range());
        match hunks.last_mut().filter(|(_, last)| new.start <= last.end + BETWEEN) {
            Some((olds, news)) => (olds.end, news.end) = (old.end, new.end),
            None => hunks.push((old, new)),
        }
    }
    hunks
}

/// The words of pages, each with its page, without running headers and footers.
fn words(pages: &[String]) -> Vec<(&str, usize)> {
    let pages: Vec<Vec<&str>> =
        pages.iter().map(|page| page.split_whitespace().collect()).collect();
    // The first page may have a header of its own.
    let rest = pages.get(1..).filter(|rest| rest.len() > 1).unwrap_or_default();
    let at = |page: &Vec<&str>, n: usize| page.get(n).map(|word| key(word));
    let from_end = |page: &Vec<&str>, n: usize| {
        page.len().checked_sub(n + 1).and_then(|at| page.get(at)).map(|word| key(word))
    };
    let running = |of: &dyn Fn(&Vec<&str>, usize) -> Option<String>| {
        let alike = |n: &usize| {
            let first = rest.first().and_then(|page| of(page, *n));
            first.is_some() && rest.iter().all(|page| of(page, *n) == first)
        };
        (0..RUNNING).take_while(alike).count()
    };
    let (top, bottom) = (running(&at), running(&from_end));
    let mut own = Vec::new();
    for (page, number) in pages.iter().zip(1..) {
        // A first page without running headers keeps all of its words.
        let other = rest.first();
        let is_like = other.is_some_and(|other| {
            (0..top).all(|n| at(page, n) == at(other, n))
                && (0..bottom).all(|n| from_end(page, n) == from_end(other, n))
        });
        let (start, end) = match is_like {
            true => (top, page.len().saturating_sub(bottom).max(top)),
            false => (0, page.len()),
        };
        own.extend(page.get(start..end).unwrap_or_default().iter().map(|word| (*word, number)));
    }
    own
}

/// A word in the form in which headers are compared: digits become 0, as page numbers differ.
fn key(word: &str) -> String {
    word.chars().map(|next| if next.is_ascii_digit() { '0' } else { next }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(old: &[&str], new: &[&str]) -> Vec<String> {
        let all = |pages: &[&str]| pages.iter().map(|page| (*page).to_owned()).collect::<Vec<_>>();
        let changes = between_pages(&all(old), &all(new), &Wording::default());
        changes.into_iter().map(|(page, change)| format!("{page}: {}", change.line)).collect()
    }

    #[test]
    fn words_that_changed_are_told_with_their_page() {
        let first = "Roads report The Council mends its roads in the summer of each year.";
        let second = "The cost in 2026 was £4.9m and it will fall after that by a tenth.";
        assert_eq!(found(&[first, second], &[first, second]), [""; 0]);
        let dearer = second.replace("£4.9m", "£5.1m");
        let told = found(&[first, second], &[first, &dearer]);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].starts_with("2: ") && told[0].contains("£[was 4.9m, now 5.1m]"),
            "{told:?}"
        );
        let shorter = first.replace(" in the summer", "");
        let told = found(&[first, second], &[&shorter, second]);
        assert!(told.len() == 1 && told[0].contains("in the summer"), "{told:?}");
    }

    #[test]
    fn words_that_moved_to_another_page_are_no_change() {
        let page = |number: usize, words: &str| format!("Roads report {words} Page {number}");
        let pages = |all: &[&str]| {
            all.iter().zip(1..).map(|(words, number)| page(number, words)).collect::<Vec<_>>()
        };
        let old = pages(&["one two three", "four five six", "seven eight nine", "ten"]);
        let new = pages(&["one two", "three four five", "six seven eight", "nine ten"]);
        assert!(between_pages(&old, &new, &Wording::default()).is_empty());
    }
}
