//! Tells words that mark text as not for publication from the same words in a subject: "Prices (exempt)" from "Exempt
//! accommodation".
//!
//! In comes a line of a draft; out comes whether it contains such a mark. What the mark withholds is left to
//! [`withheld`](super::withheld) and [`closing`](super::closing).

#[cfg(test)]
mod tests;

use unicode_normalization::UnicodeNormalization;

use super::fields::is_committee;
use super::vocabulary::{Vocabulary, vocabulary};
use crate::read::mark::{Words, can_say_that, is_mark_elsewhere, says_so_alone};

/// How certain it is that a word is a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// A mark only if its line says nothing else.
    Alone,
    /// As often a word of a subject.
    Likely,
    /// Hardly ever anything but a mark in a paper.
    Sure,
}

/// The most words of a line with a mark that must be alone.
const LONGEST_ALONE: usize = 5;

/// The fewest spaced letters that make a word: "E X E M P T".
const FEWEST_LETTERS: usize = 4;

/// A part of a line between brackets, dashes, colons or full stops.
struct Stretch {
    words: Vec<Word>,
}

/// A word of a line.
#[derive(Clone)]
struct Word {
    small: String,
    /// Whether it is in capitals.
    loud: bool,
}

/// A mark in a stretch: its range of words, and how certain it is.
struct Mark {
    start: usize,
    end: usize,
    strength: Strength,
    /// Whether the mark is in capitals in a line that is not.
    loud: bool,
}

/// Whether a heading, a title or a line of a front sheet marks what is below it. An ambiguous line counts as a mark:
/// the author can say that it is none.
pub(super) fn heading_marks(line: &str) -> bool {
    let shouted = !line.chars().any(char::is_lowercase);
    is_lone(line)
        || stretches(line).iter().any(|stretch| {
            let mut marks = stretch.marks(shouted);
            marks.retain(|mark| mark.loud || mark.strength != Strength::Alone);
            let last = stretch.words.len();
            stretch.is_only(&marks)
                || marks.iter().any(|mark| {
                    let subject = stretch.is_subject(mark);
                    let outer = mark.start == 0
                        || mark.end == last && stretch.words[mark.start].small != "closed";
                    let noun = stretch
                        .words
                        .get(mark.end)
                        .is_some_and(|next| vocabulary().nouns.contains(&next.small));
                    mark.loud || !subject && (mark.strength == Strength::Sure || outer || noun)
                })
        })
}

/// Whether a line of text starts or ends with a mark for its own words.
pub(super) fn text_marks(line: &str) -> bool {
    let shouted = !line.chars().any(char::is_lowercase);
    let stretches = stretches(line);
    let apart = |stretch: &Stretch| {
        let marks = stretch.marks(shouted);
        let sure = |mark: &Mark| mark.strength == Strength::Sure || mark.loud || shouted;
        stretch.is_only(&marks) && marks.iter().any(sure)
    };
    let starts = stretches.first().is_some_and(|first| {
        first.marks(shouted).first().is_some_and(|mark| mark.start == 0 && mark.loud)
    });
    // An action that is "closed" is done.
    let is_done = |stretch: &Stretch| {
        let mut pairs =
            stretch.words.iter().zip(stretch.words.iter().skip(1).map(Some).chain([None]));
        pairs.any(|(word, next)| {
            word.small == "closed"
                && next.is_none_or(|next| !vocabulary().sessions.contains(&next.small))
        })
    };
    let lone = is_lone(line) && !stretches.iter().any(is_done);
    lone || starts || stretches.first().is_some_and(apart) || stretches.last().is_some_and(apart)
}

/// Whether the heading of a column only asks whether something is public.
pub(super) fn asks_for_release(heading: &str) -> bool {
    let asked: Vec<&str> = heading
        .split(|next: char| !next.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let releases = |word: &&str| vocabulary().releases.contains(word);
    asked.iter().any(releases)
        && asked.iter().all(|word| releases(word) || vocabulary().asks_release.contains(word))
}

/// Whether the heading of a column only asks why something is exempt.
pub(super) fn asks_why(heading: &str) -> bool {
    let asked =
        || heading.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty());
    asked().any(|word| word.starts_with("exempt"))
        && asked().all(|word| vocabulary().asks_why.contains(word))
}

/// The name of a sheet without the words at either end for the kind of thing in it.
pub(super) fn without_kind(name: &str) -> String {
    let is_kind = |word: &&str| vocabulary().kinds.contains(&word.to_lowercase());
    let words: Vec<&str> = name.split_whitespace().collect();
    let start = words.iter().take_while(|word| is_kind(word)).count();
    let end = words.iter().rev().take_while(|word| is_kind(word)).count();
    words.get(start..words.len() - end).unwrap_or(&words).join(" ")
}

/// Whether a line says that all text of one look is not for publication: "Text in pink is exempt."
pub(super) fn marks_by_looks(line: &str) -> bool {
    let Vocabulary { looks, texts, .. } = vocabulary();
    stretches(line).iter().any(|stretch| {
        let words: Vec<&str> = stretch.words.iter().map(|word| &*word.small).collect();
        let Some(verb) = words.iter().position(|word| matches!(*word, "is" | "are")) else {
            return false;
        };
        let (of, said) = (&words[..verb], Stretch { words: stretch.words[verb + 1..].to_vec() });
        let can_be =
            |word: &&str| looks.contains(word) || texts.contains(word) || can_say_that(word);
        let marks = said.marks(false);
        of.iter().any(|word| looks.contains(word))
            && of.iter().all(can_be)
            && said.is_only(&marks)
            && marks.iter().any(|mark| mark.strength == Strength::Sure)
    })
}

/// Whether a line has an unmistakable mark.
pub(super) fn is_sure(line: &str) -> bool {
    let shouted = !line.chars().any(char::is_lowercase);
    let sure = |stretch: &Stretch, mark: &Mark| {
        mark.strength == Strength::Sure && (mark.loud || !stretch.is_subject(mark))
    };
    let phrase = |mark: &Mark| mark.strength == Strength::Alone && mark.end > mark.start + 1;
    let says = |stretch: &Stretch| stretch.marks(shouted).iter().any(phrase);
    is_lone(line) && stretches(line).iter().any(says)
        || stretches(line)
            .iter()
            .any(|stretch| stretch.marks(shouted).iter().any(|mark| sure(stretch, mark)))
}

/// Whether a line is only a mark.
pub(super) fn is_lone(line: &str) -> bool {
    let stretches = stretches(line);
    let marks = stretches.iter().any(|stretch| stretch.is_only(&stretch.marks(false)));
    marks && stretches.iter().all(Stretch::says_no_more)
}

/// The byte at which the title of an appendix goes on after brackets that only mark it: after "(exempt) – ".
pub(super) fn title_after(title: &str) -> usize {
    let inside = title.strip_prefix(['(', '[']).and_then(|rest| rest.split_once([')', ']']));
    let rest = inside.filter(|(inside, _)| is_lone(inside)).map_or(title, |(_, rest)| rest);
    let own = rest.trim_start_matches([' ', '–', '—', '-', ':', '.']);
    if own.is_empty() { 0 } else { title.len() - own.len() }
}

/// Whether a heading begins the part that is not for publication.
pub(super) fn divides(heading: &str) -> bool {
    stretches(heading).iter().any(|stretch| {
        let begun: Vec<&str> = stretch.words.iter().take(2).map(|word| &*word.small).collect();
        vocabulary().second.contains(&begun.join(" "))
    })
}

/// Whether a heading begins a public part: it says so, or names another part than the second.
pub(super) fn opens(heading: &str) -> bool {
    let Vocabulary { second, public, .. } = vocabulary();
    let is_other = |part: &str, number: &str| {
        let names = |one: &str| one.split_once(' ').is_some_and(|(name, _)| name == part);
        second.iter().any(names)
            && number.chars().count() <= 4
            && !second.contains(&format!("{part} {number}"))
    };
    let open = |words: &[&str]| {
        matches!(words, [part, number, ..] if is_other(part, number))
            || public.contains(&words.join(" "))
    };
    stretches(heading).iter().any(|stretch| {
        let words: Vec<&str> = stretch.words.iter().map(|word| &*word.small).collect();
        open(&words)
    })
}

/// Splits a line at brackets, dashes, colons and full stops.
fn stretches(line: &str) -> Vec<Stretch> {
    let line: String = line.nfkc().collect();
    let spaced = line.replace(" - ", "–").replace("- ", "–").replace(". ", "–");
    let parted = spaced.split(|next: char| "()[]{}:;|*–—!?".contains(next));
    let stretches = parted.map(|words| {
        let words =
            words.split(|next: char| !next.is_alphanumeric() && next != '’' && next != '\'');
        let words = words.filter(|word| !word.is_empty()).map(|word| Word {
            small: word.to_lowercase(),
            loud: word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase),
        });
        Stretch { words: without_label(joined(words)) }
    });
    stretches.filter(|stretch| !stretch.words.is_empty()).collect()
}

/// Joins spaced letters into a word: "E X E M P T".
fn joined(words: impl Iterator<Item = Word>) -> Vec<Word> {
    let words: Vec<Word> = words.collect();
    let is_letter = |word: &Word| word.small.chars().count() == 1 && !is_number(word);
    let runs = words.chunk_by(|one, next| is_letter(one) && is_letter(next));
    let word = |run: &[Word]| match run.len() {
        0..FEWEST_LETTERS => run.to_vec(),
        _ => {
            let small = run.iter().map(|letter| letter.small.as_str()).collect();
            vec![Word { small, loud: run.iter().all(|letter| letter.loud) }]
        }
    };
    runs.flat_map(word).collect()
}

/// Whether a word is a number.
fn is_number(word: &Word) -> bool {
    word.small.chars().all(|next| next.is_ascii_digit())
}

/// Words without the number or the label of an appendix before them.
fn without_label(mut words: Vec<Word>) -> Vec<Word> {
    let numbers = words.iter().take_while(|word| is_number(word)).count();
    words.drain(..numbers);
    let labelled = words.len() > 2
        && ["appendix", "annex", "annexe"].contains(&&*words[0].small)
        && words[1].small.chars().count() <= 3;
    words.drain(..if labelled { 2 } else { 0 });
    words
}

impl Stretch {
    /// The marks in the stretch. `shouted` is whether the whole line is in capitals.
    fn marks(&self, shouted: bool) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for start in 0..self.words.len() {
            let rest = &self.words[start..];
            let length = |phrase: &str| {
                let words = phrase.split(' ').count();
                let own = rest.iter().zip(phrase.split(' '));
                let own = own.take_while(|(own, word)| own.small == *word);
                // Between spaced letters, the spaces between words are lost.
                let as_one = || rest[0].small == phrase.replace(' ', "");
                (own.count() == words).then_some(words).or_else(|| as_one().then_some(1))
            };
            let Vocabulary { sure, likely, second, .. } = vocabulary();
            let as_likely = |length| (length, Strength::Likely);
            let found = sure.iter().find_map(length).map(|length| (length, Strength::Sure));
            let found = found
                .or_else(|| likely.iter().chain(second.iter()).find_map(length).map(as_likely));
            let elsewhere = || is_mark_elsewhere(&rest[0].small).then_some((1, Strength::Sure));
            let alone = || {
                let near = rest.iter().take(LONGEST_ALONE);
                let small: Vec<&str> = near.map(|word| &*word.small).collect();
                let mut lengths = (1..=small.len()).rev();
                let length = lengths.find(|length| says_so_alone(&small[..*length].join(" ")))?;
                Some((length, Strength::Alone))
            };
            if let Some((length, strength)) = found.or_else(elsewhere).or_else(alone) {
                let end = start + length;
                let loud = !shouted
                    && self.words[start..end].iter().all(|word| word.loud || word.small.len() < 2);
                marks.push(Mark { start, end, strength, loud });
            }
        }
        marks
    }

    /// Whether the stretch is only its marks, and words that add nothing to them.
    fn is_only(&self, marks: &[Mark]) -> bool {
        !marks.is_empty() && self.says_no_more()
    }

    /// Whether all words of the stretch are marks or add nothing to one.
    fn says_no_more(&self) -> bool {
        let marks = self.marks(false);
        let within = |at: usize| marks.iter().any(|mark| (mark.start..mark.end).contains(&at));
        let number =
            |word: &str| word.len() <= 3 && word.starts_with(|next: char| next.is_ascii_digit());
        let says_no_more =
            |word: &str| number(word) || vocabulary().beside.contains(word) || can_say_that(word);
        let all: Vec<&str> = self.words.iter().map(|word| &*word.small).collect();
        let until = all.iter().position(|word| vocabulary().until.contains(word)).filter(|until| {
            let holds = |mark: &Mark| mark.strength != Strength::Likely && mark.end <= *until;
            marks.iter().any(holds)
        });
        let mut words = all[..until.unwrap_or(all.len())].iter().enumerate();
        words.all(|(at, word)| within(at) || says_no_more(word)) || is_committee(&all.join(" "))
    }

    /// Whether a mark is the start of a subject's name.
    fn is_subject(&self, mark: &Mark) -> bool {
        let Vocabulary { before, known, subjects, kept_from, .. } = vocabulary();
        let is = |word: Option<&Word>, words: &Words| {
            word.is_some_and(|word| words.contains(&word.small))
        };
        let after = self.words.get(mark.end);
        let kept = after.is_some_and(|after| after.small == "from")
            && self.words[mark.end..].iter().any(|word| kept_from.contains(&word.small));
        let previous = mark.start.checked_sub(1).and_then(|at| self.words.get(at));
        let subjects = if mark.strength == Strength::Sure { known } else { subjects };
        is(after, subjects) && !kept || is(previous, before)
    }
}
