//! Finds names, days, sums, references, addresses and telephone numbers of withheld texts in open texts.
//!
//! In comes every text of a workspace; out come the open texts that contain such a word, or a short withheld
//! sentence. Left out are words of open data, words that both a field of an open paper and another open text have,
//! and the names of places, public bodies and laws. Only the author can know whether any other name is a secret, so
//! each is reported.

mod days;
mod figures;
mod names;
mod phrases;
mod sums;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use aho_corasick::AhoCorasick;
use chrono::{Datelike, NaiveDate};
use typst::syntax::FileId;

use self::days::days;
use self::figures::figures;
use self::names::{Surety, is_in_address, is_public, names, places, shortened, starts_sentence};
use self::phrases::phrases;
use self::sums::{Sum, sums};
use super::said::{Kind, Open, Said, Standing};
use crate::search::{Folded, is_known};
use crate::withhold::elsewhere::name;

/// The number of open texts from which a word is too well known to be a secret, if it may not be a name.
const KNOWN: usize = 2;

/// Titles of councillors, in English and in Welsh.
const COUNCILLORS: [&str; 6] = ["Cllr", "Cllrs", "Councillor", "Councillors", "Cyng", "Cynghorydd"];

/// A secret in a text: its words, their range, and the file that withholds them.
pub(super) type Told = (String, Range<usize>, FileId);

/// The words and days that withheld texts say and open data does not.
#[derive(Debug, Default)]
pub(in crate::withhold) struct Secrets {
    words: Vec<Secret>,
    finder: Option<AhoCorasick>,
    days: BTreeMap<NaiveDate, FileId>,
    /// The sums by their worth, whatever form they are written in.
    sums: Vec<(Sum, FileId)>,
}

/// A name, a sum, an address, a number or a sentence of a withheld text.
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
    /// Whether the word, at this range of a text, may be the name of a place, a public body or a law.
    fn may_be_public(&self, text: &str, at: &Range<usize>) -> bool {
        self.is_name && self.surety < Surety::Someone && is_public(text, at.start)
    }
}

impl Secrets {
    /// Collects the secrets of a workspace.
    pub(super) fn of(said: &Said) -> Self {
        let small = small(said);
        let is_common =
            |word: &str| small.contains(&*word.to_lowercase()) || is_known(&Folded::new(word));
        let mut open: BTreeMap<String, usize> = BTreeMap::new();
        for text in &said.open {
            let words: BTreeSet<_> =
                places(&text.text).iter().map(|(_, word)| word.to_lowercase()).collect();
            words.into_iter().for_each(|word| *open.entry(word).or_default() += 1);
        }
        // A text that has the word may be the very text to report.
        let is_own = |word: &str| {
            places(word).iter().any(|(_, word)| {
                let times = open.get(&word.to_lowercase()).copied().unwrap_or_default();
                times < KNOWN && !is_known(&Folded::new(word))
            })
        };
        let mut words: BTreeMap<String, (String, Secret)> = BTreeMap::new();
        let mut secrets = Self::default();
        for withheld in &said.withheld {
            let (text, file) = (&withheld.text, withheld.file);
            let mut add = |said: &str, bare: &str, surety, is_name| {
                let (letters, bare) = (folded(said), folded(bare));
                let secret = || (bare, Secret { letters: letters.clone(), surety, is_name, file });
                let (_, known) = words.entry(letters.clone()).or_insert_with(secret);
                known.surety = known.surety.max(surety);
            };
            for (figure, surety) in figures(text) {
                add(&figure, &figure, surety, false);
            }
            for name in names(text, &is_common)
                .into_iter()
                .filter(|name| !is_known(&Folded::new(name.said)))
            {
                add(name.said, name.bare, name.surety, true);
                if let Some(short) = shortened(text, &name) {
                    add(short, short, name.surety, true);
                }
            }
            if withheld.kind == Kind::Text {
                for phrase in phrases(text, &is_own) {
                    add(phrase, phrase, Surety::Word, false);
                }
            }
            for (_, day) in days(text) {
                secrets.days.entry(day).or_insert(file);
            }
            for form in sums(text).iter().flat_map(Sum::forms) {
                add(&form, &form, Surety::Word, false);
            }
            secrets.sums.extend(sums(text).into_iter().map(|sum| (sum, file)));
        }
        let words = words
            .into_values()
            .filter(|(bare, secret)| !bare.is_empty() && !secret.letters.is_empty());
        let (bare, words): (Vec<_>, Vec<_>) = words.unzip();
        let mut times = Times::default();
        if let Some(finder) = finder(&bare) {
            said.open.iter().for_each(|open| times.add(open, wholes(&finder, &open.folded)));
        }
        let words = words.into_iter().enumerate().filter(|(number, _)| !times.is_open(*number));
        secrets.words = words.map(|(_, secret)| secret).collect();
        secrets.finder = finder(secrets.words.iter().map(|secret| &secret.letters));
        secrets.days.retain(|day, _| !said.days.contains(day) && !ends_a_year(*day));
        secrets.forget_sums(said);
        secrets.forget_what_is_known(said);
        secrets
    }

    /// Drops the sums that are in data or in several open texts.
    fn forget_sums(&mut self, said: &Said) {
        if self.sums.is_empty() {
            return;
        }
        let mut times = Times::default();
        for open in &said.open {
            let open_sums = sums(&open.text);
            let is_said = |sum: &Sum| match open.standing {
                Standing::Data => sum.is(&open.text) || open_sums.iter().any(|open| open.says(sum)),
                _ => open_sums.iter().any(|open| open.says(sum)),
            };
            let all = self.sums.iter().enumerate().filter(|(_, (sum, _))| is_said(sum));
            times.add(open, all.map(|(number, _)| (number, 0..0)));
        }
        let mut number = 0..;
        self.sums.retain(|_| number.next().is_some_and(|number| !times.is_often(number)));
    }

    /// Drops the names of places in open prose, and days and uncertain names that are in [`KNOWN`] open texts.
    fn forget_what_is_known(&mut self, said: &Said) {
        let (mut times, mut open_days) = (BTreeMap::new(), BTreeMap::new());
        let mut public = BTreeSet::new();
        for open in said.open.iter().filter(|open| open.standing.is_asked()) {
            let (mut own, mut own_days) = (BTreeSet::new(), BTreeSet::new());
            for (number, at) in self.stand(&open.text, &open.folded) {
                own.insert(number);
                if self.words[number].may_be_public(&open.text, &at) {
                    public.insert(number);
                }
            }
            own_days.extend(days(&open.text).into_iter().map(|(_, day)| day));
            own.into_iter().for_each(|number| *times.entry(number).or_insert(0) += 1);
            own_days.into_iter().for_each(|day| *open_days.entry(day).or_insert(0) += 1);
        }
        let often = |times: Option<&usize>| times.is_some_and(|times| *times >= KNOWN);
        let mut number = 0;
        self.words.retain(|secret| {
            let own = number;
            number += 1;
            !public.contains(&own) && ((secret.surety > Surety::Part) || !often(times.get(&own)))
        });
        self.finder = finder(self.words.iter().map(|secret| &secret.letters));
        self.days.retain(|day, _| !often(open_days.get(day)));
    }

    /// The open prose and fields that contain a secret; for each secret, the first text of each file.
    pub(super) fn said<'o>(&self, said: &'o Said) -> Vec<(&'o Open, Told)> {
        let mut known = BTreeSet::new();
        let prose = said.open.iter().filter(|open| open.standing.is_asked());
        let found =
            prose.flat_map(|open| self.told(&open.text).into_iter().map(move |told| (open, told)));
        found
            .filter(|(open, (word, ..))| known.insert((name(open.place.file), folded(word))))
            .collect()
    }

    /// The secrets in a text from outside. Names that may be those of places are left out, and so are rough sums,
    /// which may be sums of other things.
    pub(super) fn told_by_others(&self, text: &str) -> Vec<Told> {
        self.tell(text, |secret, at| !secret.may_be_public(text, at), |sum| !sum.is_rough())
    }

    /// The secrets in an open text, each once; a secret inside another is left out.
    fn told(&self, text: &str) -> Vec<Told> {
        self.tell(text, |_, _| true, |_| true)
    }

    /// The secrets in a text whose words and sums pass these tests.
    fn tell(
        &self,
        text: &str,
        is_meant: impl Fn(&Secret, &Range<usize>) -> bool,
        is_meant_sum: impl Fn(&Sum) -> bool,
    ) -> Vec<Told> {
        let found = self.stand(text, &Folded::new(text)).into_iter();
        let found = found.map(|(number, at)| (&self.words[number], at));
        let found = found.filter(|(secret, at)| is_meant(secret, at));
        let mut found: Vec<(Range<usize>, FileId)> =
            found.map(|(secret, at)| (at, secret.file)).collect();
        if !self.days.is_empty() {
            let days = days(text).into_iter();
            found.extend(days.filter_map(|(at, day)| Some((at, *self.days.get(&day)?))));
        }
        if !self.sums.is_empty() {
            let of = |open: &Sum| self.sums.iter().find(|(sum, _)| open.says(sum));
            let sums = sums(text).into_iter().filter(is_meant_sum);
            found.extend(sums.filter_map(|open| Some((open.at.clone(), of(&open)?.1))));
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

    /// The secrets in a text as whole words, by index, each with its range. A name counts only with a capital or in an
    /// address, and an uncertain one not at the start of a sentence, where any word has a capital.
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
                || secret.surety > Surety::Word && is_in_address(text, at.start)
        };
        found.filter(is_meant).collect()
    }
}

/// The number of open texts that contain each secret, by index, and the secrets that some text contains by right.
#[derive(Default)]
struct Times {
    times: BTreeMap<usize, usize>,
    by_right: BTreeSet<usize>,
}

impl Times {
    /// Counts an open text with these secrets. Figures that are printed only where prose inserts them do not count.
    fn add(&mut self, open: &Open, said: impl Iterator<Item = (usize, Range<usize>)>) {
        let times = match open.standing {
            Standing::Source => return,
            Standing::Data => KNOWN,
            Standing::Field if names_a_councillor(&open.text) => KNOWN,
            Standing::Field | Standing::Prose => 1,
        };
        for number in said.map(|(number, _)| number).collect::<BTreeSet<_>>() {
            *self.times.entry(number).or_default() += times;
            if open.standing != Standing::Prose {
                self.by_right.insert(number);
            }
        }
    }

    /// Whether a secret is in several texts, or in data.
    fn is_often(&self, number: usize) -> bool {
        self.times.get(&number).is_some_and(|times| *times >= KNOWN)
    }

    /// Whether some text contains a secret by right, and it is in several texts or in data.
    fn is_open(&self, number: usize) -> bool {
        self.by_right.contains(&number) && self.is_often(number)
    }
}

/// Whether a text names a councillor, who is known to everyone.
fn names_a_councillor(text: &str) -> bool {
    places(text).iter().any(|(_, word)| COUNCILLORS.contains(word))
}

/// A range of a text, extended by a `£` or `+` directly before it.
fn with_sign(text: &str, Range { start, end }: Range<usize>) -> Range<usize> {
    let sign = text[..start].chars().next_back().filter(|sign| ['£', '+'].contains(sign));
    start - sign.map_or(0, char::len_utf8)..end
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

/// The words that a workspace has in small letters, other than one-word identifiers.
fn small(said: &Said) -> HashSet<&str> {
    let texts = said
        .open
        .iter()
        .map(|open| &open.text)
        .chain(said.withheld.iter().map(|withheld| &withheld.text));
    let texts = texts.filter(|text| text.trim().contains(char::is_whitespace));
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
