//! Recognises references to a part of a paper, beside which words may say that the part is withheld.

use super::words::words;

/// Words that name a part of a paper with a letter or number after them.
const LABELS: [&str; 9] =
    ["annex", "appendix", "class", "item", "paper", "part", "report", "schedule", "section"];

/// Whether words end in a reference to a part of a paper, which the words after it may withhold: `Appendix 2`.
pub(super) fn refers(before: &str) -> bool {
    ends_in_one_of(&LABELS, before) && before.ends_with(' ')
}

/// Whether words that say that something is withheld say of what: `exempt appendix 2`.
pub(crate) fn names_a_part(said: &str) -> bool {
    ends_in_one_of(&["annex", "annexe", "appendix", "item", "report"], said)
}

/// Whether a text ends in one of some words and a number or letter after it.
fn ends_in_one_of(labels: &[&str], text: &str) -> bool {
    let words: Vec<_> = words(text).collect();
    matches!(&*words, [.., label, number] if number.len() <= 4 && labels.contains(&&**label))
}
