//! Finds figures in a sentence that do not add up to the total it gives: "£2.4m, £1.1m and £0.5m, a total of £4.1m",
//! "216 replies: 118 from residents, 83 from licence holders and 25 from others".
//!
//! A list is added up only if each figure begins an item, or is in brackets after one, and only if words or a colon
//! say that it is complete. Figures that are approximate, or so many each, have no total. If parts are given more
//! precisely than their total, they are rounded to its precision.

use std::ops::Range;

use chrono::Month;

use super::money::{self, Money};
use super::passage::Passage;
use super::reading::{Reader, year_of};
use super::totals::is_slip;
use crate::diag::{Diagnostic, Rule};
use crate::language::sentences::{sentences, words};
use crate::read::number::Number;

/// What is between a total and its parts.
const PARTED: [&str; 8] = [
    ": ",
    " made up of ",
    " comprising ",
    " comprises ",
    " consisting of ",
    " consists of ",
    " being ",
    " (",
];
/// What precedes a total after its parts, and what follows one.
const TOTALLED: [&str; 8] = [
    "a total of",
    "totalling",
    "making",
    "come to",
    "comes to",
    "adds up to",
    "add up to",
    "adding up to",
];
const IN_ALL: [&str; 4] = ["in total", "in all", "altogether", "together"];
/// The beginnings of a sentence about what the previous one counts.
const OF_THESE: [&str; 8] = [
    "of these",
    "of them",
    "of those",
    "they came",
    "these came",
    "they were",
    "these were",
    "these are",
];
/// What precedes a figure that begins an item.
const JOINS: [&str; 4] = [",", ";", "and", "plus"];
/// Words in a sentence whose figures have no total, or are incomplete.
const NO_SUM: [&str; 26] = [
    "including",
    "includes",
    "include",
    "about",
    "around",
    "nearly",
    "almost",
    "over",
    "than",
    "least",
    "up",
    "each",
    "per",
    "every",
    "times",
    "some",
    "approximately",
    "roughly",
    "mainly",
    "mostly",
    "example",
    "remaining",
    "rest",
    "balance",
    "remainder",
    "if",
];
/// Phrases in which "up" means that the list is complete.
const ADDS_UP: [&str; 4] = ["made up of", "adds up to", "add up to", "adding up to"];
/// Words before a number that is only a name.
const NAMES: [&str; 12] = [
    "paragraph",
    "paragraphs",
    "section",
    "sections",
    "table",
    "appendix",
    "part",
    "page",
    "item",
    "schedule",
    "no",
    "number",
];
/// The smallest total before its parts without a word that says so: smaller ones agree by chance.
const TELLING: i64 = 100;

/// A figure of a sentence.
#[derive(Debug, Clone)]
struct Figure {
    range: Range<usize>,
    value: Number,
    /// The value of one of its unit, and the number of decimal places given.
    unit: Number,
    places: u32,
}

/// A total and its stated parts.
struct Sum<'f> {
    total: &'f Figure,
    parts: &'f [Figure],
    /// Whether words say that the parts are complete.
    sure: bool,
}

/// Reports each total that its parts do not add up to.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let open = passages.iter().filter(|passage| !passage.is_quoted() && passage.place().is_some());
    open.filter(|passage| !passage.text.contains("round")).flat_map(wrong).collect()
}

/// The wrong totals of a paragraph.
fn wrong(passage: &Passage<'_>) -> Vec<Diagnostic> {
    let text = &passage.text;
    let mut findings = Vec::new();
    let mut before: Vec<Figure> = Vec::new();
    for range in sentences(text) {
        let counted = counts(text, range.clone());
        let paid = paid(text, range.clone());
        let small = text[range.clone()].trim_start().to_lowercase();
        let goes_on = OF_THESE.iter().any(|start| small.starts_with(start));
        let mut sums: Vec<_> =
            [&paid, &counted].into_iter().filter_map(|all| sum(text, range.clone(), all)).collect();
        if let [total] = before.as_slice()
            && goes_on
            && is_list(text, &counted)
        {
            sums.push(Sum { total, parts: &counted, sure: false });
        }
        findings.extend(sums.into_iter().filter_map(|sum| sum.finding(passage, &small)));
        before = counted;
    }
    findings
}

/// The sums of money in a sentence.
fn paid(text: &str, sentence: Range<usize>) -> Vec<Figure> {
    let found = money::sums(&text[sentence.clone()]).into_iter();
    let figure = |Money { range, value, unit, places }| Figure {
        range: sentence.start + range.start..sentence.start + range.end,
        value,
        unit,
        places,
    };
    found.map(figure).collect()
}

/// The counts in a sentence: no percentages, dates, years, or paragraph numbers; none if it mentions money.
fn counts(text: &str, sentence: Range<usize>) -> Vec<Figure> {
    let said = &text[sentence.clone()];
    if said.contains('£') {
        return Vec::new();
    }
    let reader = Reader::common();
    let words: Vec<_> = words(said).collect();
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |(_, word)| *word);
    let found = words.iter().enumerate().filter_map(|(at, (range, written))| {
        let small = written.to_lowercase();
        let value = reader.number(&small).filter(|value| *value > Number::ZERO)?;
        let (before, next) = (word(at.checked_sub(1)).to_lowercase(), word(Some(at + 1)));
        let is_other = said[range.end..].starts_with('%')
            || year_of(written).is_some()
            || next.parse::<Month>().is_ok()
            || next.starts_with("per")
            || NAMES.contains(&before.as_str());
        let range = sentence.start + range.start..sentence.start + range.end;
        (!is_other).then_some(Figure { range, value, unit: 1.into(), places: value.places() })
    });
    found.collect()
}

/// The total of a sentence with its parts, if it gives one.
fn sum<'f>(text: &str, sentence: Range<usize>, all: &'f [Figure]) -> Option<Sum<'f>> {
    parted(text, all).or_else(|| totalled(text, sentence, all))
}

/// A total before its parts: "£2.4m, made up of £1.3m for gritting, …".
fn parted<'f>(text: &str, all: &'f [Figure]) -> Option<Sum<'f>> {
    let (total, parts) = all.split_first()?;
    let first = parts.first()?;
    let between = &text[total.range.end..first.range.start];
    let brackets = parts.iter().all(|part| is_bracketed(text, part));
    let sure = PARTED.iter().any(|mark| {
        between.rfind(mark).is_some_and(|at| {
            let rest = between[at + mark.len()..].trim();
            // After a colon, an item may begin with its name if its figure is in brackets.
            rest.is_empty() && (*mark != " (" || !brackets) || *mark == ": " && brackets
        })
    });
    // If all figures are in brackets, the first is one of the parts.
    if brackets && is_bracketed(text, total) {
        return None;
    }
    ((sure || brackets) && is_list(text, parts)).then_some(Sum { total, parts, sure })
}

/// A total after its parts: "£2.4m, £1.1m and £0.5m, a total of £4.0m".
fn totalled<'f>(text: &str, sentence: Range<usize>, all: &'f [Figure]) -> Option<Sum<'f>> {
    let (total, parts) = all.split_last()?;
    let last = parts.last()?;
    let between = text[last.range.end..total.range.start].trim_end();
    let after = text[total.range.end..sentence.end].trim_start();
    let sure = TOTALLED.iter().any(|mark| between.ends_with(mark))
        || IN_ALL.iter().any(|mark| after.starts_with(mark));
    let listed = is_list(text, parts) || end_items(text, parts);
    (sure && listed).then_some(Sum { total, parts, sure })
}

/// Whether figures form a list: two or more, each at the start of an item, or each in brackets.
fn is_list(text: &str, parts: &[Figure]) -> bool {
    let joined = parts.windows(2).all(|two| {
        let between = text[two[0].range.end..two[1].range.start].trim_end();
        JOINS.iter().any(|join| between.ends_with(join))
            && !between.contains(['(', ':'])
            && !between.contains("which")
    });
    // "Questions 1, 2 and 3" are not.
    let counts_up = parts
        .windows(2)
        .all(|two| two[1].value.minus(two[0].value) == Some(1.into()) && two[1].unit == 1.into());
    parts.len() > 1 && !counts_up && (joined || parts.iter().all(|part| is_bracketed(text, part)))
}

/// Whether figures end the items of a list: "roads £2.4m, lights £1.1m and signs £0.5m".
fn end_items(text: &str, parts: &[Figure]) -> bool {
    let ends = parts.windows(2).all(|two| {
        let between = text[two[0].range.end..two[1].range.start].trim_start();
        JOINS.iter().any(|join| between.starts_with(join)) && !between.contains(['(', ':'])
    });
    parts.len() > 1 && ends
}

/// Whether a figure is alone in brackets.
fn is_bracketed(text: &str, figure: &Figure) -> bool {
    text[..figure.range.start].ends_with('(') && text[figure.range.end..].starts_with(')')
}

impl Sum<'_> {
    /// The finding about the total in a sentence, if it is wrong.
    fn finding(&self, passage: &Passage<'_>, small: &str) -> Option<Diagnostic> {
        let Self { total, parts, sure } = self;
        let sum = parts.iter().try_fold(Number::ZERO, |sum, part| sum.plus(part.value))?;
        let typed = parts.iter().chain([*total]).any(|one| passage.is_typed(one.range.start));
        // "Made up of" and "adds up to" say that the list is complete.
        let plain = ADDS_UP.iter().fold(small.to_owned(), |said, words| said.replace(words, ""));
        let guarded = words(&plain).any(|(_, word)| NO_SUM.contains(&word));
        let largest = parts.iter().map(|part| part.value).max()?;
        let off = sum.minus(total.value)?.size();
        let is_near = off.times(2.into())? <= sum && largest < total.value;
        let is_meant = match sure {
            true => is_near,
            false => total.value >= TELLING.into() && is_slip(sum, total.value),
        };
        if !typed || guarded || !is_meant || self.is_rounded(sum, off) {
            return None;
        }
        let written = &passage.text[total.range.clone()];
        let figures = |one: char| one.is_ascii_digit() || one == ',' || one == '.';
        let in_unit = total.unit_of(sum)?;
        let adds = match written.starts_with('£') {
            true => {
                format!("£{in_unit}{}", written.trim_start_matches('£').trim_start_matches(figures))
            }
            false => in_unit.to_string(),
        };
        let message = format!("`{written}`: the parts that are given add up to {adds}");
        let place = passage.place_of(total.range.clone());
        let found = Diagnostic::of(Rule::WrongSum, place, message);
        Some(found.hint(
            "correct the sum or the part that is wrong, or say that the figures were rounded",
        ))
    }

    /// Whether the parts add up to the total within the precision of all of them.
    fn is_rounded(&self, sum: Number, off: Number) -> bool {
        let step = self.total.step();
        let coarser = self.parts.iter().filter(|part| part.step() > step);
        let strays = coarser.map(|part| part.step() / 2.0).sum::<f64>();
        let places = i32::try_from(self.total.places).unwrap_or(0);
        let rounded = self.total.unit_of(sum).and_then(|sum| sum.rounded(places));
        rounded == self.total.unit_of(self.total.value).and_then(|total| total.rounded(places))
            || off.nearest() <= strays
    }
}

impl Figure {
    /// The value of its last decimal place.
    fn step(&self) -> f64 {
        self.unit.nearest() / 10_f64.powi(i32::try_from(self.places).unwrap_or(0))
    }

    /// A value in the figure's unit.
    fn unit_of(&self, value: Number) -> Option<Number> {
        value.over(self.unit).map(|(value, _)| value.shortest())
    }
}
