//! Reduces a text to what it is about: the stems of its significant words.
//!
//! In comes a text; out come stems, without the small words of English and those that every committee paper has. Two
//! forms of a word share a stem; occasionally two different words do, which makes rules that look for a word milder,
//! never stricter.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::language::sentences::words;

/// The length of a stem, in letters.
const STEM: usize = 5;
/// The fewest letters of a significant word.
const SHORTEST: usize = 4;
/// Words that do not say what a text is about.
const EMPTY: &str = "about above after again against agreed agreement also among and annual another any appendix approach \
    appropriate approval april area asked attached august authorise authority autumn based because been before \
    being below between board body both briefing bring brought cabinet carried chair citizens clear come comment \
    committee committees concerning contents could council councillor councillors current date december decide \
    decision decisions delegate delegated delegation described detail detailed determine development director \
    document does done draft during each either endorse ensure every executive february finding following forum \
    from further future general given have head here identified implement implication implications include \
    including information into issue issues item items january july june last leader local made make making march \
    matter matters meeting meetings member members month monthly months more most necessary need next note noted \
    notes november october officer officers only order other others outcome outline outlined over overview page \
    panel paper papers paragraph part period position powers prepared present principle progress proposal \
    proposals propose proposed provide provided purpose quarterly reason reasons receive received recommend \
    recommendation recommendations regard regarding relating relevant report reported reports request resolve \
    respect review scrutiny section september service services set should since some spring subject such summary \
    summer support take taken than that their them then there these they this those through under until update \
    updated updates upon view views week well were what when where whether which while whom will winter wish with \
    within without work would year years your";

/// Those words without a final `e`, which is dropped before endings.
static EMPTY_STEMS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| EMPTY.split_whitespace().map(without_e).collect());

/// The endings that forms of a word add.
const ENDINGS: [&str; 7] = ["", "e", "s", "es", "d", "ed", "ing"];

/// The distinct stems of the significant words in a text.
pub(super) fn stems(text: &str) -> Vec<String> {
    let mut stems: Vec<String> = words(text).filter_map(|(_, word)| stem(word)).collect();
    stems.sort();
    stems.dedup();
    stems
}

/// The stem of a word; `None` if it is not significant.
pub(super) fn stem(word: &str) -> Option<String> {
    let small = word.to_lowercase();
    let small = small.trim_end_matches("’s").trim_end_matches("'s");
    let means = small.chars().count() >= SHORTEST
        && small.chars().all(|next| next.is_alphabetic() || next == '-')
        && !ENDINGS
            .iter()
            .filter_map(|end| small.strip_suffix(end))
            .any(|own| EMPTY_STEMS.contains(own));
    let one = small.strip_suffix('s').filter(|one| one.len() >= SHORTEST).unwrap_or(small);
    means.then(|| one.chars().take(STEM).collect())
}

/// Whether a word is another one with an ending: "supports", "noting".
pub(super) fn is_form(word: &str, of: &str) -> bool {
    word.strip_prefix(without_e(of)).is_some_and(|end| ENDINGS.contains(&end))
}

/// A word without a final `e`.
fn without_e(word: &str) -> &str {
    word.strip_suffix('e').unwrap_or(word)
}

/// Whether some stems include this one, or one that begins with it or that it begins with.
pub(super) fn has(stems: &[String], stem: &str) -> bool {
    stems.iter().any(|own| own.starts_with(stem) || stem.starts_with(own.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem_and_empty_words_have_none() {
        assert_eq!(stems("noting the report on repairs to schools"), ["repai", "schoo"]);
        assert!(has(&stems("The school’s bridge was repaired."), &stem("repairs").unwrap()));
        assert_eq!(stem("supports"), None);
    }
}
