//! Finds names, days, sums, addresses and telephone numbers of withheld text in open prose.
//!
//! All texts of a workspace come in; the open ones that say such a word go out, for a secret need not be a whole
//! sentence. Words of open data are no secrets, nor are the names of places, public bodies and laws. Only the author
//! can know whether any other name is one, so each is a warning.

mod figures;
mod names;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use aho_corasick::AhoCorasick;
use chrono::{Datelike, NaiveDate};
use typst::syntax::FileId;

use self::figures::figures;
use self::names::{Surety, is_public, names, places, starts_sentence};
use super::said::{Open, Said, Standing};
use crate::language::calendar::dates;
use crate::search::{Folded, is_known};
use crate::withhold::elsewhere::name;

/// The number of open texts in which a word is too well known to be a secret, where it may not be a name at all.
const KNOWN: usize = 2;

/// A secret found in a text: the word, its range there, and the file that withholds it.
pub(super) type Told = (String, Range<usize>, FileId);

/// The words and days that withheld texts say and open data does not.
#[derive(Debug, Default)]
pub(in crate::withhold) struct Secrets {
    words: Vec<Secret>,
    finder: Option<AhoCorasick>,
    days: BTreeMap<NaiveDate, FileId>,
}

/// A name, sum, address or telephone number of a withheld text.
#[derive(Debug)]
struct Secret {
    letters: String,
    /// How certain it is that the word names someone.
    surety: Surety,
    /// Whether it is a name, which counts only with a capital.
    is_name: bool,
    file: FileId,
}

impl Secret {
    /// Whether the word, at this place in a text, may be the name of a place, a public body or a law.
    fn may_be_public(&self, text: &str, at: &Range<usize>) -> bool {
        self.surety < Surety::Someone && is_public(text, at.start)
    }
}

impl Secrets {
    /// The secrets of a workspace.
    pub(super) fn of(said: &Said) -> Self {
        let small = small(said);
        let is_common =
            |word: &str| small.contains(&*word.to_lowercase()) || is_known(&Folded::new(word));
        let mut words: BTreeMap<String, (String, Secret)> = BTreeMap::new();
        let mut days = BTreeMap::new();
        for withheld in &said.withheld {
            let (text, file) = (&withheld.text, withheld.file);
            let mut add = |said: &str, bare: &str, surety, is_name| {
                let (letters, bare) = (folded(said), folded(bare));
                let secret = || (bare, Secret { letters: letters.clone(), surety, is_name, file });
                let (_, known) = words.entry(letters.clone()).or_insert_with(secret);
                known.surety = known.surety.max(surety);
            };
            figures(text)
                .into_iter()
                .for_each(|figure| add(figure, figure, Surety::Someone, false));
            for name in names(text, &is_common)
                .into_iter()
                .filter(|name| !is_known(&Folded::new(name.said)))
            {
                add(name.said, name.bare, name.surety, true);
            }
            for day in dates(text).into_iter().filter_map(|(_, day)| day) {
                days.entry(day).or_insert(file);
            }
        }
        let (bare, words): (Vec<_>, Vec<_>) = words
            .into_values()
            .filter(|(bare, secret)| !bare.is_empty() && !secret.letters.is_empty())
            .unzip();
        let mut open = BTreeSet::new();
        if let Some(finder) = finder(&bare) {
            for data in said.open.iter().filter(|open| open.standing == Standing::Data) {
                open.extend(wholes(&finder, &data.folded).map(|(number, _)| number));
            }
        }
        let words: Vec<Secret> = words
            .into_iter()
            .enumerate()
            .filter(|(number, _)| !open.contains(number))
            .map(|(_, secret)| secret)
            .collect();
        days.retain(|day, _| !said.days.contains(day) && !ends_a_year(*day));
        let mut secrets =
            Self { finder: finder(words.iter().map(|secret| &secret.letters)), words, days };
        secrets.forget_what_is_known(said);
        secrets
    }

    /// Drops words that prose uses as the name of a place, and uncertain names and days that it says in several
    /// texts.
    fn forget_what_is_known(&mut self, said: &Said) {
        let (mut times, mut open_days) = (BTreeMap::new(), BTreeMap::new());
        let mut public = BTreeSet::new();
        for open in said.open.iter().filter(|open| open.standing == Standing::Prose) {
            let (mut own, mut own_days) = (BTreeSet::new(), BTreeSet::new());
            for (number, at) in self.stand(&open.text, &open.folded) {
                own.insert(number);
                if self.words[number].may_be_public(&open.text, &at) {
                    public.insert(number);
                }
            }
            own_days.extend(dates(&open.text).into_iter().filter_map(|(_, day)| day));
            own.into_iter().for_each(|number| *times.entry(number).or_insert(0) += 1);
            own_days.into_iter().for_each(|day| *open_days.entry(day).or_insert(0) += 1);
        }
        let often = |times: Option<&usize>| times.is_some_and(|times| *times >= KNOWN);
        let mut number = 0;
        self.words.retain(|secret| {
            let own = number;
            number += 1;
            !public.contains(&own) && ((secret.surety > Surety::Word) || !often(times.get(&own)))
        });
        self.finder = finder(self.words.iter().map(|secret| &secret.letters));
        self.days.retain(|day, _| !often(open_days.get(day)));
    }

    /// The open prose that says a secret: for each secret, the first text of each file.
    pub(super) fn said<'o>(&self, said: &'o Said) -> Vec<(&'o Open, Told)> {
        let mut known = BTreeSet::new();
        let prose = said.open.iter().filter(|open| open.standing == Standing::Prose);
        let found =
            prose.flat_map(|open| self.told(&open.text).into_iter().map(move |told| (open, told)));
        found
            .filter(|(open, (word, ..))| known.insert((name(open.place.file), folded(word))))
            .collect()
    }

    /// The secrets in a text from outside, whose writer may mean a place by a name that is also a secret.
    pub(super) fn told_by_others(&self, text: &str) -> Vec<Told> {
        self.tell(text, |secret, at| !secret.may_be_public(text, at))
    }

    /// The secrets in an open text, each once; one inside another is left out.
    fn told(&self, text: &str) -> Vec<Told> {
        self.tell(text, |_, _| true)
    }

    /// The secrets in a text for which `is_meant` holds, each once; one inside another is left out.
    fn tell(&self, text: &str, is_meant: impl Fn(&Secret, &Range<usize>) -> bool) -> Vec<Told> {
        let found = self.stand(text, &Folded::new(text)).into_iter();
        let found = found.map(|(number, at)| (&self.words[number], at));
        let found = found.filter(|(secret, at)| is_meant(secret, at));
        let mut found: Vec<(Range<usize>, FileId)> =
            found.map(|(secret, at)| (at, secret.file)).collect();
        if !self.days.is_empty() {
            let days = dates(text).into_iter();
            found.extend(days.filter_map(|(at, day)| Some((at, *self.days.get(&day?)?))));
        }
        let is_part = |one: &Range<usize>| {
            found.iter().any(|(other, _)| {
                other.start <= one.start && one.end <= other.end && other.len() > one.len()
            })
        };
        let mut known = BTreeSet::new();
        let whole =
            found.iter().filter(|(at, _)| !is_part(at) && known.insert(folded(&text[at.clone()])));
        whole
            .map(|(at, file)| {
                (
                    text[at.clone()].split_whitespace().collect::<Vec<_>>().join(" "),
                    at.clone(),
                    *file,
                )
            })
            .collect()
    }

    /// The secrets in a text as whole words, each by number with its range. A name counts only with a capital, and an
    /// uncertain one not at the start of a sentence, where any word has a capital.
    fn stand(&self, text: &str, folded: &Folded) -> Vec<(usize, Range<usize>)> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let found = wholes(finder, folded)
            .map(|(number, letters)| (number, with_sign(text, folded.range(text, letters))));
        let is_meant = |(number, at): &(usize, Range<usize>)| {
            let secret = &self.words[*number];
            let said = text.get(at.clone()).unwrap_or_default();
            !secret.is_name
                || said.starts_with(char::is_uppercase)
                    && ((secret.surety > Surety::Word) || !starts_sentence(text, at.start))
        };
        found.filter(is_meant).collect()
    }
}

/// A range of a text, widened by the pound sign before it.
fn with_sign(text: &str, Range { start, end }: Range<usize>) -> Range<usize> {
    start - if text[..start].ends_with('£') { '£'.len_utf8() } else { 0 }..end
}

/// A search automaton for some texts; `None` where there are none.
fn finder<T: AsRef<[u8]>>(texts: impl IntoIterator<Item = T>) -> Option<AhoCorasick> {
    let finder = AhoCorasick::new(texts).ok()?;
    (finder.patterns_len() > 0).then_some(finder)
}

/// The matches of the automaton that are whole words: the number of the text, and the range of letters.
fn wholes<'a>(
    finder: &'a AhoCorasick,
    text: &'a Folded,
) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
    let found = finder.find_overlapping_iter(text.letters());
    found
        .filter(|found| text.is_whole(&found.range()))
        .map(|found| (found.pattern().as_usize(), found.range()))
}

/// The words that any text of a workspace has in small letters.
fn small(said: &Said) -> HashSet<&str> {
    let texts = said
        .open
        .iter()
        .map(|open| &open.text)
        .chain(said.withheld.iter().map(|withheld| &withheld.text));
    let words = texts.flat_map(|text| places(text)).map(|(_, word)| word);
    words.filter(|word| word.starts_with(char::is_lowercase)).collect()
}

/// The letters and digits of a text, folded.
fn folded(text: &str) -> String {
    Folded::new(text).letters().to_owned()
}

/// Whether a council's financial year begins or ends on a day (Local Government Finance Act 1992, section 116).
fn ends_a_year(day: NaiveDate) -> bool {
    matches!((day.month(), day.day()), (3, 31) | (4, 1))
}
