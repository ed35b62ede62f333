//! Checks how many grades are said to have improved, fallen or stayed: "two of the four grades improved", "one judgement
//! went down", "only one grade is unchanged", "scores rose for five of the nine statements".
//!
//! In comes a sentence; out comes a number of grades that no two visits bear out. Where a sentence names two visits, these
//! are meant; else it may be any two.

use crate::check::claims::Claim;
use crate::check::claims::counts::Said;
use crate::check::claims::facts::{Facts, InspectionOf, phrase};
use crate::check::claims::verbs::{Way, way};
use crate::check::reading::{Sentence, Token};
use crate::model::inspection::Visit;

/// Words for what visits give, beside those of the framework.
const GRADES: [&str; 9] = [
    "grades",
    "judgements",
    "judgments",
    "ratings",
    "scores",
    "statements",
    "grade",
    "judgement",
    "statement",
];
/// Words before one of these.
const KINDS: [&str; 3] = ["quality", "key", "core"];
/// Verbs between grades and the way they went.
const HAS: [&str; 7] = ["has", "have", "had", "also", "each", "is", "are"];
/// What is said of grades that did not move.
const STAYED: [&[&str]; 7] = [
    &["unchanged"],
    &["stayed", "the", "same"],
    &["stayed", "where"],
    &["stayed", "as"],
    &["remained", "the", "same"],
    &["did", "not", "change"],
    &["not", "changed"],
];
/// Words of a sentence that does not say what happened, or is about some of the grades.
const UNSURE: [&str; 9] = ["if", "will", "would", "could", "should", "may", "than", "or", "by"];

/// Reports a number of grades that moved so between no two visits.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let noun = tokens.iter().position(|token| token.is(&GRADES))?;
    let verb = noun + 1 + tokens[noun + 1..].iter().take_while(|token| token.is(&HAS)).count();
    let (said, end) = moved(sentence, verb)?;
    let (at, many, whole, end) = counted(sentence, noun, end)?;
    if tokens.iter().any(|token| token.is(&UNSURE)) || !sentence.is_typed(at..end) {
        return None;
    }
    let [one] = facts.inspections.as_slice() else { return None };
    let visits = one.inspected.inspection.visit.iter();
    let named = visits.clone().filter(|visit| is_named(sentence, visit));
    let (named, all): (Vec<&Visit>, Vec<&Visit>) = (named.collect(), visits.collect());
    let meant = match named.len() {
        0 => all,
        2 => named,
        _ => return None,
    };
    let pairs = (0..meant.len()).flat_map(|to| (0..to).map(move |from| (from, to)));
    let counted = pairs.flat_map(|(from, to)| {
        let ways = ways(one, meant[from], meant[to]).into_iter().filter(|ways| {
            ways.len() > 1 && whole.is_none_or(|whole| usize::try_from(whole) == Ok(ways.len()))
        });
        let counts = ways.map(|ways| {
            (ways.iter().filter(|way| **way == said).count(), ways.len(), meant[from], meant[to])
        });
        counts.collect::<Vec<_>>()
    });
    let counted: Vec<_> = counted.collect();
    let (count, whole, from, to) = *counted.last()?;
    if counted.iter().any(|(count, whole, ..)| many.holds(*count, *whole)) {
        return None;
    }
    let did = match said {
        1.. => "were better",
        0 => "were the same",
        _ => "were worse",
    };
    let (from, to) = (&from.name.value, &to.name.value);
    let says = format!("{count} of {whole} {did} at the {to} than at the {from}");
    let says = if said == 0 {
        format!("{count} of {whole} {did} at the {from} and the {to}")
    } else {
        says
    };
    Some(Claim::of(sentence, at..end, &says, one.inspected.inspection.framework.place))
}

/// How many grades are said to have moved, at which token; of how many, if the sentence says; and the token after all that.
/// `noun` and `end` are the token for the grades and the one after the way that they went.
fn counted(
    sentence: &Sentence<'_, '_>,
    noun: usize,
    end: usize,
) -> Option<(usize, Said, Option<i64>, usize)> {
    let tokens = &sentence.tokens;
    // "Scores rose for five of the nine statements".
    let begins = noun == 0 || noun == 1 && tokens[0].is(&["the", "our"]);
    if begins && sentence.is(end, &["for", "in", "on"]) {
        let many = Said::of(tokens, end + 1)?;
        let of = end + 2;
        let all = of + 1 + usize::from(sentence.is(of + 1, &["the", "our"]));
        let whole = tokens.get(all).filter(|_| sentence.is(of, &["of"])).and_then(Token::count);
        let whole = whole.map(|whole| (whole, all + 1));
        let is_last = |at: usize| tokens[at..].iter().all(|one| one.is(&GRADES) || one.is(&KINDS));
        let (whole, after) = whole.unzip();
        let after = after.unwrap_or(of);
        return is_last(after).then_some((end + 1, many, whole, tokens.len()));
    }
    // "Two of the four key grades".
    let noun = noun - tokens[..noun].iter().rev().take_while(|one| one.is(&KINDS)).count();
    let all = noun.checked_sub(1).and_then(|at| Some((at, tokens[at].count()?)));
    // "Two grades", "two of the four grades", "none of the grades".
    let mut from = all.map_or(noun, |(at, _)| at);
    while from > 0 && tokens[from - 1].is(&["the", "our", "its", "these"]) {
        from -= 1;
    }
    let of = from.checked_sub(1).filter(|of| tokens[*of].is(&["of"]));
    let at =
        of.and_then(|of| of.checked_sub(1)).or(all.map(|(at, _)| at)).or(noun.checked_sub(1))?;
    let many = Said::of(tokens, at)?;
    Some((at, many, of.and(all).map(|(_, whole)| whole), end))
}

/// Whether a sentence names a visit.
fn is_named(sentence: &Sentence<'_, '_>, visit: &Visit) -> bool {
    let name = phrase(&visit.name);
    // "Round 3" is the Round 3 inspection.
    let short = name.strip_suffix(&["inspection".to_owned()]).filter(|short| short.len() > 1);
    let names = [Some(name.as_slice()), short];
    let is_there = |name: &[String]| (0..sentence.tokens.len()).any(|at| sentence.says(at, name));
    names.into_iter().flatten().any(is_there)
}

/// The way that the words at a token say that grades went, up (1), down (-1) or not (0), and the token after them.
fn moved(sentence: &Sentence<'_, '_>, at: usize) -> Option<(i8, usize)> {
    let is = |words: &&&[&str]| (0..words.len()).all(|n| sentence.is(at + n, &[words[n]]));
    if let Some(stayed) = STAYED.iter().find(is) {
        return Some((0, at + stayed.len()));
    }
    let (way, end) = way(&sentence.tokens, at)?;
    Some((if matches!(way, Way::Up | Way::Better) { 1 } else { -1 }, end))
}

/// The way that each subject went from one visit to another, better (1), worse (-1) or neither (0): those of each scale
/// together, as an overall rating is none of the scores of which a paper speaks.
fn ways(one: &InspectionOf<'_>, from: &Visit, to: &Visit) -> Vec<Vec<i8>> {
    let mut scales: Vec<(&str, Vec<i8>)> = Vec::new();
    for judged in &one.figures.subjects {
        let Some((from, to)) = judged.standing.at(from).zip(judged.standing.at(to)) else {
            continue;
        };
        let Some((before, now)) = from.rank.zip(to.rank).filter(|_| from.scale == to.scale) else {
            continue;
        };
        let way = match now.cmp(&before) {
            std::cmp::Ordering::Less => 1,
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Greater => -1,
        };
        match scales.iter_mut().find(|(scale, _)| *scale == to.scale) {
            Some((_, ways)) => ways.push(way),
            None => scales.push((&to.scale, vec![way])),
        }
    }
    scales.into_iter().map(|(_, ways)| ways).collect()
}
