//! Figures that are nearly those of the data: "5,130 pupils in Stafford" where the data have 5,310.
//!
//! In comes a sentence; out come the numbers in it that are a figure of the data but for a slip of the hand, where the
//! sentence names what that figure is of. A number that the data have anywhere is none of these.

use std::ops::Range;

use super::facts::{Facts, Known};
use super::reading::{Sentence, Token, What, year_of};
use super::{Claim, Data};
use crate::check::money::sums;
use crate::check::totals::is_slip;
use crate::read::number::Number;

/// The fewest digits of a number that is looked at: shorter ones are alike by chance.
const FEWEST: usize = 4;
/// The fewest letters of a word that names something.
const TELLING: usize = 4;
/// The share of such words of its name that a sentence has to have to name it, in per cent.
const ENOUGH: usize = 60;

/// The fewest digits of a sum that is given in millions or thousands.
const IN_UNITS: usize = 3;

/// The numbers and sums of a sentence that are nearly those of the data.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    numbers(facts, sentence).into_iter().chain(paid(facts, sentence)).collect()
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
    let found = sums(&text[start..last.range.end]).into_iter().filter_map(|sum| {
        let range = start + sum.range.start..start + sum.range.end;
        let (said, _) = sum.value.over(sum.unit)?;
        let digits = said.to_string().chars().filter(char::is_ascii_digit).count();
        let in_unit =
            |known: &Known| known.value.over(sum.unit)?.0.rounded(i32::try_from(sum.places).ok()?);
        if sum.unit == 1.into() || digits < IN_UNITS || !sentence.passage.is_typed(range.start) {
            return None;
        }
        if facts.known.iter().any(|known| known.value == said || in_unit(known) == Some(said)) {
            return None;
        }
        let meant = |known: &&Known| {
            in_unit(known).is_some_and(|known| is_slip(said, known)) && is_named(known, sentence)
        };
        facts.known.iter().find(meant).map(|known| claim(known, sentence, range))
    });
    found.collect()
}

/// The numbers that are nearly those of the data.
fn numbers(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let all = sentence.tokens.iter().filter_map(|token| Some((token, number(token)?)));
    let wrong = all.filter(|(_, said)| !facts.known.iter().any(|known| known.value == *said));
    let found = wrong.filter_map(|(token, said)| {
        let meant = |known: &&Known| is_slip(said, known.value) && is_named(known, sentence);
        facts.known.iter().find(meant).map(|known| claim(known, sentence, token.range.clone()))
    });
    found.collect()
}

/// What the paper says and what the data have.
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

/// The number that somebody typed, if it has enough digits and is no year.
fn number(token: &Token) -> Option<Number> {
    let digits = token.word.chars().filter(char::is_ascii_digit).count();
    let is_figure = matches!(token.what, What::Number(_) | What::Percent(_) | What::Word);
    let sound = token.typed && is_figure && digits >= FEWEST && year_of(&token.word).is_none();
    sound.then(|| token.word.replace(',', "").parse().ok()).flatten()
}

/// Whether a sentence names what a figure is of.
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
