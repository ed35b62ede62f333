//! Recognises words that only withhold something, or only say that it is for some readers.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::vocabulary::{Words, lists, lists_elsewhere};
use crate::read::character::is_unseen;

/// The keys and marks that withhold something.
pub(crate) const MARKS: [&str; 2] = ["exempt", "confidential"];

/// The letters and digits of a text in small letters, with its dashes as hyphens, whatever signs and invisible
/// characters are between them.
pub(crate) fn bare(written: &str) -> String {
    let letter = |next: char| match next {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' => Some('-'),
        '-' => Some('-'),
        next if next.is_alphanumeric() => Some(next),
        _ => None,
    };
    written.chars().filter_map(letter).flat_map(char::to_lowercase).collect()
}

/// The words of a text in small letters; invisible characters do not separate words.
pub(super) fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let unseen = |next: char| is_unseen(next) || next == '\u{FEFF}';
    let is_bare = |word: &str| word.bytes().all(|next| matches!(next, b'a'..=b'z' | b'0'..=b'9'));
    text.split(move |next: char| !next.is_alphanumeric() && !unseen(next))
        // Most words are in small letters already.
        .map(move |word| if is_bare(word) { Cow::from(word) } else { bare(word).into() })
        .filter(|word| !word.is_empty())
}

/// Whether a text says, or may be meant to say, that something in it is withheld.
pub(crate) fn is_mentioned(text: &str) -> bool {
    words(text).any(|word| is_near_a_mark(&word))
}

/// Whether a word contains a mark's word, or is at most two typing mistakes away from one.
fn is_near_a_mark(word: &str) -> bool {
    let word = word.trim_end_matches(|next: char| next.is_ascii_digit());
    let near =
        |mark: &&str| is_close(word, mark, 2) || lost(word, mark) == 0 && word.contains(*mark);
    word.len() > 3 && MARKS.iter().any(near)
}

/// Whether a word is at most so many typing mistakes away from a mark's word.
fn is_close(word: &str, mark: &str, mistakes: usize) -> bool {
    // Each mistake loses at most one letter of the mark's word, and few words have all the others.
    word.len().abs_diff(mark.len()) <= 2
        && lost(word, mark) <= mistakes
        && strsim::osa_distance(word, mark) <= mistakes
}

/// How many letters of a mark's word are nowhere in a word in small letters.
fn lost(word: &str, mark: &str) -> usize {
    let letters = letters(word);
    mark.bytes().filter(|one| letters & bit(*one) == 0).count()
}

/// The letters from a to z that a word in small letters has, a bit each.
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |all, next| all | bit(next))
}

/// The bit of a letter from a to z, and none for any other byte.
fn bit(letter: u8) -> u32 {
    if letter.is_ascii_lowercase() { 1 << (letter - b'a') } else { 0 }
}

/// The phrases of all languages.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Said {
    /// Words that withhold something, besides [`MARKS`].
    marks: Words,
    /// Words that add nothing beside such a word.
    beside: Words,
    /// Phrases that say that something is for some readers only.
    readers: Words,
    /// Words that withhold something if they are by themselves, and are otherwise common in headings.
    alone: Words,
    /// The first two words of a sentence that gives the reason for withholding.
    why: Words,
    /// Words for what something can be withheld from.
    releases: Words,
    /// Words that begin the name of a part of a paper, or of the colour of its pages.
    parts: Words,
    /// Words that name a part of a paper with a letter or number after them.
    pub(super) labels: Words,
    /// Documents whose parts can be named in brackets.
    pub(super) instruments: Words,
    /// Words after which capitals only quote a word.
    pub(super) naming: Words,
    /// Words for what is below.
    pub(super) following: Words,
    /// The number of words in the longest phrase of `readers`.
    #[serde(skip)]
    longest: usize,
    /// Phrases in languages other than English that withhold the whole text they are in.
    #[serde(skip)]
    foreign: Vec<String>,
}

impl Said {
    /// The phrases of all languages, read once.
    pub(super) fn all() -> &'static Self {
        static ALL: LazyLock<Said> = LazyLock::new(|| {
            let count = |phrase: &str| phrase.split(' ').count();
            let (all, elsewhere): (Said, Said) = (lists(), lists_elsewhere());
            let long = elsewhere.readers.iter().filter(|phrase| count(phrase) > 2);
            let foreign = long.map(str::to_owned).collect();
            let longest = all.readers.iter().map(count).max().unwrap_or_default();
            Said { longest, foreign, ..all }
        });
        &ALL
    }
}

/// Whether a line says in a language other than English that it is not for publication.
pub(crate) fn says_elsewhere(line: &str) -> bool {
    let words: Vec<_> = self::words(line).collect();
    let said = words.join(" ");
    let marks = words.iter().any(|word| is_mark_elsewhere(word));
    marks && says_only_that(line) || Said::all().foreign.iter().any(|phrase| said.contains(phrase))
}

/// Whether words give the reason for withholding: `this contains exempt information`.
pub(super) fn explains(said: &str) -> bool {
    Said::all().why.contains(&words(said).take(2).collect::<Vec<_>>().join(" "))
}

/// Whether a word in small letters is a mark in a language other than English.
pub(crate) fn is_mark_elsewhere(word: &str) -> bool {
    Said::all().marks.contains(word)
}

/// Whether words only say that something is withheld.
pub(crate) fn says_only_that(words: &str) -> bool {
    let words: Vec<_> = self::words(words).collect();
    let says = |wanted: &str| words.iter().any(|word| word == wanted);
    let is_marked = words.iter().any(|word| is_mark(word));
    let is_said = is_marked || says("not") && words.iter().any(|word| is_release(word));
    is_said && words.iter().all(|word| can_say_that(word)) || are_for_some(&words, is_marked)
}

/// Whether every word belongs to a mark, adds nothing to one, or is part of a phrase that says that something is for
/// some readers only: `confidential - not for the public version`. Without a mark there must be such a phrase: `by
/// virtue of paragraph 3, the following is not open to the press and public`.
fn are_for_some(words: &[Cow<'_, str>], is_marked: bool) -> bool {
    let mut at = 0;
    let mut is_said = is_marked;
    while at < words.len() {
        let counts = (FEWEST_TO_GO_ON..=Said::all().longest.min(words.len() - at)).rev();
        let mut known =
            counts.filter(|count| Said::all().readers.contains(&words[at..at + count].join(" ")));
        at += match known.next() {
            Some(count) => {
                is_said |= !names_a_part(&words[at]);
                count
            }
            None if can_say_that(&words[at]) => 1,
            None => return false,
        };
    }
    is_said
}

/// Whether a word is a mark's, or can be beside one in words that only withhold.
pub(crate) fn can_say_that(word: &str) -> bool {
    Said::all().beside.contains(word)
        || word.chars().all(|next| next.is_ascii_digit())
        || is_mark(word)
}

/// Whether a word is one for what something can be withheld from.
pub(super) fn is_release(word: &str) -> bool {
    Said::all().releases.contains(word)
}

/// Whether a word is a mark's, or one typing mistake away from it.
pub(super) fn is_mark(word: &str) -> bool {
    let word = word.trim_end_matches(|next: char| next.is_ascii_digit() || next == '-');
    MARKS.into_iter().any(|mark| is_close(word, mark, 1)) || is_mark_elsewhere(word)
}

/// Whether a text has any word that can withhold something; most texts have none.
pub(super) fn has_any(text: &str) -> bool {
    // By the last word of each phrase for some readers, the words that can be before it; for a word that withholds
    // alone, an empty text.
    static LAST: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let said = Said::all();
        let last = said.readers.iter().map(|said| match said.rsplit_once(' ') {
            Some((before, last)) => (before.rsplit(' ').next().unwrap_or_default(), last),
            None => ("", said),
        });
        let alone = said.marks.iter().chain(["12a"]).chain(said.releases.iter());
        let mut all = HashMap::<_, Vec<_>>::new();
        let last = last.chain(alone.map(|word| ("", word)));
        last.for_each(|(before, last)| all.entry(last).or_default().push(before));
        all
    });
    let mut before = Cow::from("");
    words(text).any(|word| {
        let ends = LAST.get(&*word).is_some_and(|befores| {
            befores.iter().any(|known| known.is_empty() || **known == before)
        });
        let is_any = ends || is_near_a_mark(&word);
        before = word;
        is_any
    })
}

/// Whether words only cite the law on exempt information: `Schedule 12A, paragraph 3`.
pub(crate) fn cites_the_law(said: &str) -> bool {
    words(said).any(|word| word == "12a") && words(said).all(|word| can_say_that(&word))
}

/// Whether words say no more than that something is for some readers only; they may name what is below: `do not
/// publish the following`.
pub(crate) fn is_for_some(said: &str) -> bool {
    let words: Vec<_> = words(said).collect();
    let said = Said::all();
    let starts =
        |count: usize| count <= said.longest && said.readers.contains(&words[..count].join(" "));
    starts(words.len())
        || (FEWEST_TO_GO_ON..words.len().min(said.longest + 1)).any(|count| {
            starts(count) && words[count..].iter().all(|word| said.beside.contains(word))
        })
}

/// Whether words say until when something is withheld: `not for publication until 1 March`.
pub(crate) fn is_for_now(said: &str) -> bool {
    let small = said.to_lowercase();
    let until = [" until ", " before "].into_iter().find_map(|until| small.split_once(until));
    until.is_some_and(|(said, _)| says_only_that(said) || is_for_some(said))
}

/// Whether words for some readers may name a part of any paper, or the colour of its pages.
pub(crate) fn names_a_part(said: &str) -> bool {
    words(said).next().is_some_and(|first| Said::all().parts.contains(&first))
}

/// The fewest words for some readers after which others may follow.
const FEWEST_TO_GO_ON: usize = 3;

/// Whether words withhold something if they are the whole line: words for some readers only, or words that are
/// otherwise common in headings.
pub(crate) fn says_so_alone(words: &str) -> bool {
    let said = Said::all();
    said.readers.contains(words) || said.alone.contains(words)
}
