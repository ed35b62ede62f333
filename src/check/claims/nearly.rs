//! Finds figures that are nearly those of the data: "5,130 pupils in Stafford" where the data have 5,310.
//!
//! In comes a sentence; out come the numbers in it that differ from a figure of the data by a slip, if the sentence
//! names the subject of that figure. A number that is anywhere in the data is never reported.

use std::ops::Range;

use super::facts::{Facts, Known};
use super::{Claim, Data};
use crate::check::money::sums;
use crate::check::reading::{Sentence, Token, What, year_of};
use crate::check::totals::is_slip;
use crate::read::number::Number;

/// The fewest digits of a number to check: shorter ones match by chance.
const FEWEST: usize = 4;
/// The fewest letters of a word that carries meaning.
const TELLING: usize = 4;
/// The share of the words of a name that must be in a sentence that names it, in per cent.
const ENOUGH: usize = 60;

/// How many words before or after a sum to look for the name of its row.
const BESIDE: usize = 4;
/// The fewest digits of a sum in millions or thousands to check.
const IN_UNITS: usize = 3;

/// Reports numbers and sums in a sentence that are nearly those of the data, or belong to another row.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let nearly = numbers(facts, sentence).into_iter().chain(paid(facts, sentence));
    nearly.chain(swapped(facts, sentence)).collect()
}

/// The sums in millions or thousands that are nearly those of the data: "£2.57 million" where the data have 2,750,000.
fn paid(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let (Some(first), Some(last)) = (sentence.tokens.first(), sentence.tokens.last()) else {
        return Vec::new();
    };
    // The sign of the first sum stands before its word.
    let text = &sentence.passage.text;
    let start = first.range.start
        - if text[..first.range.start].ends_with('£') { '£'.len_utf8() } else { 0 };
    let all = sums(&text[start..last.range.end]);
    let found = all.iter().filter_map(|sum| {
        let range = start + sum.range.start..start + sum.range.end;
        let (said, _) = sum.value.over(sum.unit)?;
        let digits = said.to_string().chars().filter(char::is_ascii_digit).count();
        let in_unit =
            |known: &Known| known.value.over(sum.unit)?.0.rounded(i32::try_from(sum.places).ok()?);
        if sum.unit == 1.into() || digits < IN_UNITS || !sentence.passage.is_typed(range.start) {
            return None;
        }
        // The difference of two other sums in the sentence is not a slip.
        let beside: Vec<Number> = all.iter().map(|other| other.value).collect();
        let is_left = beside.iter().any(|one| {
            let mut rest = beside.iter().filter_map(|other| one.minus(*other));
            *one != sum.value && rest.any(|left| left.size() == sum.value)
        });
        if is_left
            || facts.known.iter().any(|known| known.value == said || in_unit(known) == Some(said))
        {
            return None;
        }
        let meant = |known: &&Known| {
            in_unit(known).is_some_and(|known| is_slip(said, known)) && is_named(known, sentence)
        };
        facts.known.iter().find(meant).map(|known| claim(known, sentence, range))
    });
    found.collect()
}

/// Reports the only sum of a sentence if it belongs to another row of the table than the one named: "the smallest
/// item is staff, at £0.35m".
fn swapped(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Option<Claim> {
    let (first, last) = (sentence.tokens.first()?, sentence.tokens.last()?);
    let text = &sentence.passage.text[first.range.start..last.range.end];
    let sums = sums(text);
    let [sum] = sums.as_slice() else { return None };
    let range = first.range.start + sum.range.start..first.range.start + sum.range.end;
    let is_it = |known: &&Known| {
        let units = [Number::from(1), Number::from(1000), Number::from(1_000_000)];
        units.into_iter().any(|unit| known.value.times(unit) == Some(sum.value))
    };
    let table = |known: &Known| {
        known.expression.as_ref().and_then(|own| Some(own.rsplit_once('.')?.0.to_owned()))
    };
    let mut meant = facts.known.iter().filter(is_it);
    let meant = meant.next().filter(|_| meant.next().is_none())?;
    let same = |known: &&Known| {
        table(known).is_some() && table(known) == table(meant) && known.besides == meant.besides
    };
    let mut named = facts.known.iter().filter(same).filter(|known| is_named(known, sentence));
    let named = named.next().filter(|_| named.next().is_none())?;
    // The row must be named near the sum, and the sentence must give no day or year.
    let tokens = &sentence.tokens;
    let at = tokens.iter().position(|token| token.range.end > range.start)?;
    let near = &tokens[at.saturating_sub(BESIDE)..tokens.len().min(at + BESIDE)];
    let stems = named.of.to_lowercase();
    let is_beside =
        near.iter().any(|token| token.word.len() >= TELLING && stems.contains(&token.word));
    let is_dated = tokens.iter().any(|token| token.gives_day() || year_of(&token.word).is_some());
    if !is_beside || is_dated {
        return None;
    }
    (named.of != meant.of && sentence.passage.is_typed(range.start)).then(|| Claim {
        message: format!(
            "`{}` is what the data have of “{}”; of “{}” they have {}",
            &sentence.passage.text[range.clone()],
            meant.of,
            named.of,
            named.value
        ),
        range,
        data: Some(Data { expression: named.expression.clone(), words: false, place: named.place }),
    })
}

/// Reports numbers that are nearly those of the data.
fn numbers(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let all = sentence.tokens.iter().filter_map(|token| Some((token, number(token)?)));
    let wrong = all.filter(|(_, said)| !facts.known.iter().any(|known| known.value == *said));
    let found = wrong.filter_map(|(token, said)| {
        let meant = |known: &&Known| is_slip(said, known.value) && is_named(known, sentence);
        facts.known.iter().find(meant).map(|known| claim(known, sentence, token.range.clone()))
    });
    found.collect()
}

/// A claim that the text at `range` is nearly the known figure.
fn claim(known: &Known, sentence: &Sentence<'_, '_>, range: Range<usize>) -> Claim {
    let of = [known.of.as_str(), known.besides.as_str()].join(", ");
    let message = format!(
        "`{}` is nearly what the data have of “{}”: {}",
        &sentence.passage.text[range.clone()],
        of.trim_end_matches([',', ' ']),
        known.value
    );
    let data = Data { expression: known.expression.clone(), words: false, place: known.place };
    Claim { range, message, data: Some(data) }
}

/// The value of a typed token that has enough digits and is not a year.
fn number(token: &Token) -> Option<Number> {
    let digits = token.word.chars().filter(char::is_ascii_digit).count();
    let is_figure = matches!(token.what, What::Number(_) | What::Percent(_) | What::Word);
    let sound = token.typed && is_figure && digits >= FEWEST && year_of(&token.word).is_none();
    sound.then(|| token.word.replace(',', "").parse().ok()).flatten()
}

/// Whether a sentence has enough words of the figure's row, and any year in its column.
fn is_named(known: &Known, sentence: &Sentence<'_, '_>) -> bool {
    let says = |word: &str| {
        let stem = word.trim_end_matches('s');
        let is_it = |token: &Token| {
            let word = token.word.trim_end_matches("’s").trim_end_matches("'s");
            word.trim_end_matches('s') == stem
        };
        sentence.tokens.iter().any(is_it)
    };
    let parts = |text: &str| -> Vec<String> {
        let small = text.to_lowercase();
        small.split(|next: char| !next.is_alphanumeric()).map(str::to_owned).collect()
    };
    let telling: Vec<_> =
        parts(&known.of).into_iter().filter(|word| word.len() >= TELLING).collect();
    let said = telling.iter().filter(|word| says(word)).count();
    let mut years = parts(&known.besides).into_iter().filter(|word| year_of(word).is_some());
    said > 0 && said * 100 >= telling.len() * ENOUGH && years.all(|year| says(&year))
}
