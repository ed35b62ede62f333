//! Which words say that something is withheld, or for some readers only, and nothing else.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::read::character::is_unseen;

/// The keys and marks that say that something is not for publication.
pub(crate) const MARKS: [&str; 2] = ["exempt", "confidential"];

/// The letters and digits of a text in small letters, its dashes as hyphens: what it means, whatever was typed around
/// it, invisible characters among it.
pub(crate) fn bare(written: &str) -> String {
    let letter = |next: char| match next {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' => Some('-'),
        '-' => Some('-'),
        next if next.is_alphanumeric() => Some(next),
        _ => None,
    };
    written.chars().filter_map(letter).flat_map(char::to_lowercase).collect()
}

/// The words of a text in small letters; what nobody sees parts none.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let unseen = |next: char| is_unseen(next) || next == '\u{FEFF}';
    text.split(move |next: char| !next.is_alphanumeric() && !unseen(next))
        .map(bare)
        .filter(|word| !word.is_empty())
}

/// Whether a text says of anything that it is not for publication, or can have been meant to.
pub(crate) fn is_mentioned(text: &str) -> bool {
    words(text).any(|word| is_near_a_mark(&word))
}

/// Whether a word is that of a mark with anything around it, or two slips away from one.
fn is_near_a_mark(word: &str) -> bool {
    let word = word.trim_end_matches(|next: char| next.is_ascii_digit());
    // Two slips leave all letters of a mark but two; few words have them.
    let shares =
        |mark: &str| mark.chars().filter(|one| word.contains(*one)).count() + 2 >= mark.len();
    let near = |mark: &&str| {
        shares(mark) && (word.contains(*mark) || strsim::osa_distance(word, mark) <= 2)
    };
    word.len() > 3 && MARKS.iter().any(near)
}

/// The words beside a mark's own in brackets that say no more than the mark does.
const BESIDE: &str = " 12a a act and annex annexe appendix begin by class commercially contains disclosure div end for from government in information is item \
    local not of para paragraph paragraphs paras part private public publication release sch schedule section span start strictly the \
    this to under virtue x ";

/// What says, where it stands by itself in square brackets, that something is for some readers only.
const FOR_SOME: [&str; 40] = [
    "below the line",
    "closed",
    "commercial in confidence",
    "commercially sensitive",
    "do not circulate",
    "do not publish",
    "do not release",
    "embargoed",
    "in confidence",
    "internal only",
    "members only",
    "non public",
    "not public",
    "not to be circulated",
    "not to be disclosed",
    "not to be published",
    "officers only",
    "official sensitive",
    "part 2",
    "part 2 only",
    "part b",
    "part ii",
    "part ii only",
    "part two",
    "pink",
    "pink pages",
    "pink papers",
    "private",
    "redact",
    "redact before publication",
    "redacted",
    "restricted",
    "secret",
    "sensitive",
    "strictly private",
    "to be redacted",
    "to be withheld",
    "withheld",
    "yellow paper",
    "yellow papers",
];

/// What something can be withheld from.
const RELEASES: [&str; 3] = ["publication", "release", "disclosure"];

/// Whether words say that something is withheld, and nothing else.
pub(crate) fn says_only_that(words: &str) -> bool {
    let words: Vec<String> = self::words(words).collect();
    let says = |wanted: &str| words.iter().any(|word| word == wanted);
    let is_said = words.iter().any(|word| is_mark(word))
        || says("not") && words.iter().any(|word| is_release(word));
    is_said && words.iter().all(|word| can_say_that(word))
}

/// Whether a word is one of a mark, or can stand beside one in words that say nothing else.
pub(super) fn can_say_that(word: &str) -> bool {
    BESIDE.contains(&format!(" {word} "))
        || word.chars().all(|next| next.is_ascii_digit())
        || is_mark(word)
}

/// Whether a word is what something can be withheld from.
pub(super) fn is_release(word: &str) -> bool {
    RELEASES.contains(&word)
}

/// Whether a word is that of a mark, or one slip away from it.
pub(super) fn is_mark(word: &str) -> bool {
    let word = word.trim_end_matches(|next: char| next.is_ascii_digit() || next == '-');
    MARKS
        .into_iter()
        .any(|mark| word.len().abs_diff(mark.len()) <= 2 && strsim::osa_distance(word, mark) <= 1)
}

/// Whether a text has any word of those that say that something is withheld; most have none.
pub(super) fn has_any(text: &str) -> bool {
    static LAST: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        let last = FOR_SOME.iter().filter_map(|said| said.rsplit(' ').next());
        last.chain(["12a"]).chain(RELEASES).collect()
    });
    words(text).any(|word| LAST.contains(word.as_str()) || is_near_a_mark(&word))
}

/// Whether words name the law by which matter is exempt, and nothing else: `Schedule 12A, paragraph 3`.
pub(super) fn cites_the_law(said: &str) -> bool {
    words(said).any(|word| word == "12a") && words(said).all(|word| can_say_that(&word))
}

/// Whether words say that something is for some readers only, and nothing else.
pub(super) fn is_for_some(said: &str) -> bool {
    FOR_SOME.contains(&words(said).collect::<Vec<_>>().join(" ").as_str())
}
