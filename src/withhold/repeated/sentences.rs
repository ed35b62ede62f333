//! Finds withheld titles and sentences in open texts.
//!
//! The withheld texts come in, then the open ones; the open ones that repeat a title, a sentence, half of one, or a
//! name with its sum go out. Runs of letters are found by hash, so that the time grows with the length of the texts
//! only. Common wording is no secret: phrases that the program prints, and sentences in several open files.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use typst::syntax::FileId;

use super::public::is_of_a_place;
use super::record::Record;
use super::said::{Kind, Open, Withheld};
use crate::language::sentences::bare;
use crate::search::{Folded, is_day, is_known, is_standing, rolling, telling};

/// The fewest letters of a title that is looked for.
const TITLE: usize = 12;

/// The fewest letters of a sentence that is looked for.
pub(super) const SENTENCE: usize = 25;

/// The fewest letters of half a sentence.
const HALF: usize = 28;

/// The letters of a sentence that give it away, however long the sentence is.
const PART: usize = 60;

/// The distance between the hashed runs of a sentence: half a sentence always holds a whole run.
const STEP: usize = HALF - SENTENCE;

/// The fewest letters of a name, or digits of a sum, that counts.
const TELLING: usize = 4;

/// The number of open files that makes a sentence common wording.
const STOCK: usize = 3;

/// Withheld titles, sentences and pairs, indexed for the search.
pub(super) struct Sentences<'a> {
    all: Vec<Sentence<'a>>,
    /// Sentences by the length and hash of a run: the number of each, and the run's offset in it.
    runs: HashMap<(usize, u64), Vec<(usize, usize)>>,
    pairs: Vec<Pairs<'a>>,
}

/// A withheld title, or one sentence of a withheld text.
struct Sentence<'a> {
    text: &'a str,
    folded: Folded,
    file: FileId,
    kind: Kind,
}

/// The names and sums of a withheld text; a name with a sum gives it away.
struct Pairs<'a> {
    names: Vec<(&'a str, Folded)>,
    sums: Vec<(&'a str, Folded)>,
    file: FileId,
}

/// A repetition: the open text, the withheld words, and the file that withholds them.
type Repeated<'o> = (&'o Open, String, FileId);

impl<'a> Sentences<'a> {
    /// Indexes withheld texts and records.
    pub(super) fn new(withheld: &'a [Withheld], records: &'a [Record]) -> Self {
        let all: Vec<Sentence<'a>> = withheld.iter().flat_map(Sentence::of).collect();
        let mut runs: HashMap<(usize, u64), Vec<(usize, usize)>> = HashMap::new();
        for (number, sentence) in all.iter().enumerate() {
            let (length, step) = match sentence.is_sentence() {
                true => (SENTENCE, STEP),
                false => (TITLE, usize::MAX),
            };
            for (at, hash) in rolling(sentence.folded.letters(), length).step_by(step) {
                runs.entry((length, hash)).or_default().push((number, at));
            }
        }
        let pairs = withheld.iter().filter_map(Pairs::of);
        let closed = records.iter().filter(|record| !record.is_open);
        Self { all, runs, pairs: pairs.chain(closed.filter_map(Pairs::of_record)).collect() }
    }

    /// The open texts that repeat something withheld, each with the first repetition in it.
    pub(super) fn repeated<'o>(&self, all: &'o [Open]) -> Vec<Repeated<'o>> {
        let said: Vec<Vec<(usize, Range<usize>)>> =
            all.iter().map(|open| self.said_by(&open.folded)).collect();
        let stock = Self::stock(all, &said);
        let found = all.iter().zip(&said).filter_map(|(open, said)| {
            let mut secrets = said.iter().map(|(number, range)| {
                let sentence = &self.all[*number];
                (number, sentence.folded.said(sentence.text, range.clone()).trim(), sentence.file)
            });
            let secret = secrets.find(|(number, words, _)| {
                let is_stock = stock.contains(number) && !telling(words).into_iter().any(is_sum);
                let is_heading = self.all[**number].kind == Kind::Heading;
                !is_stock && (!is_heading || tells_alone(words, open, all))
            });
            let (words, file) = match secret {
                Some((_, words, file)) => (words.to_owned(), file),
                None => self.pairs.iter().find_map(|pairs| pairs.said_by(&open.folded))?,
            };
            Some((open, words, file))
        });
        found.collect()
    }

    /// The sentences that an open text repeats enough of, each with the range that it repeats.
    fn said_by(&self, open: &Folded) -> Vec<(usize, Range<usize>)> {
        let letters = open.letters().as_bytes();
        let mut found: BTreeMap<usize, Range<usize>> = BTreeMap::new();
        for length in [TITLE, SENTENCE] {
            for (at, hash) in rolling(open.letters(), length) {
                for &(number, start) in self.runs.get(&(length, hash)).into_iter().flatten() {
                    let sentence = &self.all[number];
                    let own = sentence.folded.letters().as_bytes();
                    let after = letters[at..].iter().zip(&own[start..]);
                    let after = after.take_while(|(one, other)| one == other).count();
                    let before = letters[..at].iter().rev().zip(own[..start].iter().rev());
                    let before = before.take_while(|(one, other)| one == other).count();
                    let range = start - before..start + after;
                    if after >= length && sentence.tells(&range) {
                        found.entry(number).or_insert(range);
                    }
                }
            }
        }
        found.into_iter().collect()
    }

    /// The sentences in so many open files that they are common wording.
    fn stock(open: &[Open], said: &[Vec<(usize, Range<usize>)>]) -> BTreeSet<usize> {
        let mut files: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for (open, said) in open.iter().zip(said) {
            let file = super::name(open.place.file);
            said.iter().for_each(|(number, _)| {
                files.entry(*number).or_default().insert(file);
            });
        }
        let stock = files.into_iter().filter(|(_, files)| files.len() >= STOCK);
        stock.map(|(number, _)| number).collect()
    }
}

impl<'a> Sentence<'a> {
    /// The title, or the sentences, of a withheld text that are long enough.
    fn of(withheld: &'a Withheld) -> Vec<Self> {
        let (parts, shortest): (Vec<&str>, _) = match withheld.kind {
            Kind::Title | Kind::Heading => (vec![&withheld.text], TITLE),
            Kind::Name | Kind::Text => {
                (withheld.text.split_inclusive(['.', '!', '?', '\n', ';']).collect(), SENTENCE)
            }
        };
        let parts = parts.into_iter().map(|text| {
            let folded = Folded::new(text);
            Self { text, folded, file: withheld.file, kind: withheld.kind }
        });
        parts.filter(|part| part.folded.letters().len() >= shortest).collect()
    }

    /// Whether parts of it count as well as the whole.
    fn is_sentence(&self) -> bool {
        matches!(self.kind, Kind::Name | Kind::Text)
    }

    /// Whether a range of letters gives the sentence away: the whole of it, 60 letters, or about half; not if the
    /// words are ones that the program prints itself.
    fn tells(&self, range: &Range<usize>) -> bool {
        let (said, whole) = (range.len(), self.folded.letters().len());
        let is_half = self.is_sentence() && said >= HALF && 5 * said >= 2 * whole;
        let words = || Folded::new(self.folded.said(self.text, range.clone()));
        match said >= PART {
            true => !is_standing(&words()),
            false => (said == whole || is_half) && !is_known(&words()),
        }
    }
}

impl<'a> Pairs<'a> {
    /// The names and sums of a withheld text; `None` unless it has both.
    fn of(withheld: &'a Withheld) -> Option<Self> {
        let tells = telling(&withheld.text).into_iter().map(|word| (word, Folded::new(word)));
        let tells = tells.filter(|(_, word)| word.letters().len() >= TELLING && !is_day(word));
        let (sums, names): (Vec<_>, Vec<_>) = tells.partition(|(word, _)| is_sum(word));
        let has_both = !sums.is_empty() && !names.is_empty();
        has_both.then_some(Self { names, sums, file: withheld.file })
    }

    /// The name and the telling figures of a record; `None` unless it has both.
    fn of_record(record: &'a Record) -> Option<Self> {
        let folded = |text: &'a String| (text.as_str(), Folded::new(text));
        let mut names: Vec<_> = telling(&record.name)
            .into_iter()
            .map(|word| (word, Folded::new(word)))
            .filter(|(word, folded)| folded.letters().len() >= TELLING && !is_sum(word))
            .collect();
        names.extend(Some(folded(&record.name)).filter(|(_, name)| name.letters().len() >= TITLE));
        let figures = record.figures.iter().map(folded);
        let sums: Vec<_> =
            figures.filter(|(_, figure)| is_telling_figure(figure.letters())).collect();
        (!names.is_empty() && !sums.is_empty()).then_some(Self { names, sums, file: record.file })
    }

    /// The first name and sum that an open text both has, and the file that withholds them.
    fn said_by(&self, open: &Folded) -> Option<(String, FileId)> {
        let stands = |(_, folded): &&(&str, Folded)| open.letters().contains(folded.letters());
        let ((name, _), (sum, _)) =
            (self.names.iter().find(stands)?, self.sums.iter().find(stands)?);
        Some((format!("{name} … {sum}"), self.file))
    }
}

/// Whether a figure is long enough to give something away, and not a year.
fn is_telling_figure(digits: &str) -> bool {
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    digits.len() >= TELLING && !is_year
}

/// Whether a heading that an open text repeats says a name, sum or reference that no other open text has. A name of a
/// place or public body does not count where all other words are common.
fn tells_alone(heading: &str, open: &Open, all: &[Open]) -> bool {
    let is_said = |word: &str| {
        let word = Folded::new(word);
        let has = |other: &Open| other.folded.letters().contains(word.letters());
        all.iter().any(|other| other.place != open.place && has(other))
    };
    let unsaid: Vec<&str> = telling(heading).into_iter().filter(|word| !is_said(word)).collect();
    let words: Vec<&str> = heading.split_whitespace().map(bare).collect();
    let is_told = |word: &&str| {
        unsaid.iter().any(|name| name.split_whitespace().any(|one| bare(one) == *word))
    };
    let is_plain = |(at, word): (usize, &&str)| match is_told(word) {
        true => !is_sum(word) && is_of_a_place(&words, at),
        false => is_said(word) || is_known(&Folded::new(word)),
    };
    !unsaid.is_empty() && !words.iter().enumerate().all(is_plain)
}

/// Whether a telling word is a sum or reference, not a name.
fn is_sum(word: &str) -> bool {
    word.contains(|next: char| next.is_ascii_digit())
}
