//! Recognises references to a part of a paper, beside which words may say that the part is withheld.

use super::words::{Said, words};

/// Whether words end in a reference to a part of a paper, which the words after it may withhold: `Appendix 2`.
pub(super) fn refers(before: &str) -> bool {
    ends_in_one_of(|word| Said::all().labels.contains(word), before) && before.ends_with(' ')
}

/// Whether words that say that something is withheld say of what: `exempt appendix 2`.
pub(crate) fn names_a_part(said: &str) -> bool {
    let names = |word: &str| matches!(word, "annex" | "annexe" | "appendix" | "item" | "report");
    ends_in_one_of(names, said)
}

/// Whether a text ends in one of some words and a number or letter after it.
fn ends_in_one_of(is_label: impl Fn(&str) -> bool, text: &str) -> bool {
    let words: Vec<_> = words(text).collect();
    matches!(&*words, [.., label, number] if number.len() <= 4 && is_label(label))
}
