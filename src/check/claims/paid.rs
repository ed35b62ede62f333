//! Checks sums beside the name of a row in the council's own tables: "fire safety takes £4.3m; repairs come second
//! with £3.9m".
//!
//! In comes a sentence; out come the sums in it that are beside the name of one row and are not a figure of that row,
//! in a paragraph that gives another figure of the table.

use std::collections::BTreeMap;

use super::facts::{self, Facts};
use super::{Claim, Data};
use crate::check::hedge::Hedge;
use crate::check::money::{Money, sums};
use crate::check::reading::{Sentence, Token};
use crate::language::sentences::words;
use crate::read::number::Number;

/// The fewest letters of a word of a row's name that must be in the sentence.
const TELLING: usize = 4;
/// Words that make a sum the total of a table.
const ALL: [&str; 8] =
    ["all", "total", "totals", "altogether", "cost", "costs", "together", "overall"];
/// Units in which a table may give its sums, in pounds.
const UNITS: [i64; 3] = [1, 1000, 1_000_000];
/// Words that make a sum something other than a figure of a row.
const OTHERS: [&str; 10] =
    ["more", "less", "last", "previous", "than", "each", "per", "each", "another", "saving"];

/// Reports the sums in a sentence that are not figures of the row named beside them.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let text = &sentence.passage.text;
    let all = sums(text);
    if all.is_empty() {
        return Vec::new();
    }
    let mut tables: BTreeMap<String, Vec<&facts::Known>> = BTreeMap::new();
    for known in &facts.known {
        let parts: Vec<_> = known.expression.iter().flat_map(|own| own.split('.')).collect();
        if let [file, table, _, ..] = parts.as_slice() {
            tables.entry(format!("{file}.{table}")).or_default().push(known);
        }
    }
    let own = (0..all.len()).filter_map(|at| Some((at, token_of(sentence, &all[at])?)));
    let own: Vec<_> = own.collect();
    let found = own.iter().enumerate().filter_map(|(n, (at, token))| {
        let (tokens, sum) = (&sentence.tokens, &all[*at]);
        let from = n.checked_sub(1).map_or(0, |before| own[before].1 + 1);
        let to = own.get(n + 1).map_or(tokens.len(), |(_, next)| *next);
        let hedged = Hedge::before(tokens, *token).0 != Hedge::Exactly;
        let is_other = tokens[from..to].iter().any(|one| one.is(&OTHERS));
        if hedged || is_other || !tokens[*token].typed {
            return None;
        }
        let found = tables.values().find_map(|rows| {
            let others = all.iter().enumerate().filter(|(other, _)| other != at);
            let others = others.filter(|(_, sum)| sum.is_telling());
            let is_of_table =
                others.clone().any(|(_, sum)| rows.iter().any(|row| is_sum(sum, row.value)));
            let named = |part: &[Token]| one(rows, part);
            // "£2.9m for repairs".
            let of =
                tokens.get(token + 1).is_some_and(|next| next.is(&["for", "on", "to", "goes"]));
            let behind = || named(&tokens[token + 1..to]).filter(|_| of);
            let row = named(&tokens[from..*token]).or_else(behind);
            let of = row.or_else(|| {
                // "In all it costs £2.45m", in a paragraph that gives several of the parts.
                let given = others.filter(|(_, sum)| rows.iter().any(|row| is_sum(sum, row.value)));
                let is_all = tokens[from..*token].iter().any(|one| one.is(&ALL));
                let total = rows.last().filter(|last| last.of != rows[0].of && is_all);
                total.filter(|_| given.count() > 1).copied()
            })?;
            // Another table may have a row of the same name, such as what was agreed and what was done.
            let mut figures = facts.known.iter().filter(|known| known.of == of.of);
            let right = figures.any(|known| is_sum(sum, known.value));
            (is_of_table && !right).then_some(of)
        })?;
        Some(Claim {
            range: sum.range.clone(),
            message: format!(
                "`{}`: by the data, “{}” is {}",
                &text[sum.range.clone()],
                found.of,
                found.value
            ),
            data: Some(Data {
                expression: found.expression.clone(),
                words: false,
                place: found.place,
            }),
        })
    });
    found.collect()
}

/// The first token that a sum overlaps.
fn token_of(sentence: &Sentence<'_, '_>, sum: &Money) -> Option<usize> {
    sentence
        .tokens
        .iter()
        .position(|token| sum.range.start < token.range.end && token.range.start < sum.range.end)
}

/// The row whose name the words contain; the longest name counts, and `None` if several fit equally.
fn one<'f>(rows: &[&'f facts::Known], part: &[Token]) -> Option<&'f facts::Known> {
    let stem = |word: &str| word.to_lowercase().trim_end_matches('s').to_owned();
    let said: Vec<String> = part.iter().map(|token| stem(&token.word)).collect();
    let named = |row: &'f facts::Known| {
        let telling = words(&row.of).filter(|(_, word)| word.len() >= TELLING);
        let telling: Vec<_> = telling.map(|(_, word)| stem(word)).collect();
        let is_named = !telling.is_empty() && telling.iter().all(|word| said.contains(word));
        is_named.then_some((telling.len(), row))
    };
    // Of "training" and "training centre", the second.
    let named: Vec<_> = rows.iter().filter_map(|row| named(row)).collect();
    let most = named.iter().map(|(count, _)| *count).max()?;
    let mut best = named.iter().filter(|(count, _)| *count == most).map(|(_, row)| *row);
    let first = best.next()?;
    best.all(|other| other.of == first.of).then_some(first)
}

/// Whether a sum equals a figure in any of [`UNITS`], to the precision given.
fn is_sum(sum: &Money, figure: Number) -> bool {
    let said = sum.value.over(sum.unit).map(|(said, _)| said);
    let places = i32::try_from(sum.places).unwrap_or(0);
    UNITS.iter().any(|unit| {
        let known = figure.times((*unit).into()).and_then(|known| known.over(sum.unit));
        known.and_then(|(known, _)| known.rounded(places)) == said
    })
}
