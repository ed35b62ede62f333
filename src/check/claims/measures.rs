//! Readings of measures: "schools in contact with their hub rose to 61%".
//!
//! In comes a sentence that speaks of a measure of the data; out come the figures in it that the measure never had, and
//! the ways that it did not go.

use chrono::Datelike;

use super::facts::Facts;
use super::reading::{Sentence, What, year_of};
use super::{Claim, Data};
use crate::derive::measure::MeasureState;
use crate::diag::Place;
use crate::read::number::Number;

/// The share of the words of a measure's name that a sentence has to have to speak of it, in per cent.
const ENOUGH: usize = 60;
/// The fewest letters of a word that tells measures apart.
const TELLING: usize = 4;
/// Words that say that a figure went up, and that it went down.
const UP: [&str; 8] = ["rose", "risen", "rise", "increased", "grew", "grown", "climbed", "up"];
const DOWN: [&str; 8] =
    ["fell", "fallen", "fall", "decreased", "dropped", "declined", "reduced", "down"];
/// Words that say what a figure is.
const STANDS: [&str; 6] = ["is", "was", "are", "stood", "stands", "reached"];
/// Words that may follow the figure of all that is measured; after others it is that of a part, or of something else.
const FOLLOWS: [&str; 12] = [
    "from", "to", "and", "but", "by", "at", "on", "against", "compared", "across", "after", "while",
];
/// Words for a wider place than the data speak of, and what stands before what the measure is held against.
const ELSEWHERE: [&str; 8] = [
    "england",
    "wales",
    "national",
    "nationally",
    "regional",
    "regionally",
    "elsewhere",
    "neighbours",
];
const AGAINST: [&str; 6] = ["against", "above", "below", "compared", "than", "while"];
/// Words that say that a figure became better, and worse.
const BETTER: [&str; 2] = ["improved", "improving"];
const WORSE: [&str; 3] = ["worsened", "worsening", "deteriorated"];

/// The figures and the ways in a sentence that the data contradict.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    claims.extend(backwards(sentence));
    let Some(spoken) = spoken_of(facts, sentence) else { return claims };
    if !is_of_whole(sentence, &spoken) {
        return claims;
    }
    claims.extend(figures(sentence, &spoken));
    if claims.is_empty() {
        claims.extend(way(sentence, &spoken));
    }
    claims
}

/// A measure of which a sentence speaks.
struct Spoken<'f> {
    /// The token after its name.
    end: usize,
    measure: &'f MeasureState,
    expression: String,
    place: Place,
}

/// The one measure that a sentence speaks of.
fn spoken_of<'f>(facts: &'f Facts<'_>, sentence: &Sentence<'_, '_>) -> Option<Spoken<'f>> {
    let telling = |word: &&str| word.len() >= TELLING && *word != "with" && *word != "their";
    let said = |word: &str| {
        let stem = word.trim_end_matches('s');
        sentence.tokens.iter().position(|token| token.word.trim_end_matches('s') == stem)
    };
    let scored =
        facts.plans.iter().flat_map(|plan| plan.figures.measures().map(move |one| (plan, one)));
    let mut scored: Vec<_> = scored
        .filter_map(|(plan, measure)| {
            let name = measure.name.to_lowercase();
            let words: Vec<&str> =
                name.split(|next: char| !next.is_alphanumeric()).filter(telling).collect();
            let there: Vec<usize> = words.iter().filter_map(|word| said(word)).collect();
            let enough = there.len() >= 2 && there.len() * 100 >= words.len() * ENOUGH;
            let end = there.iter().max()? + 1;
            enough.then(|| (there.len() * 100 / words.len(), plan, measure, end))
        })
        .collect();
    scored.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    let &(best, plan, measure, end) = scored.first()?;
    if scored.iter().any(|(score, _, other, _)| *score == best && other.name != measure.name) {
        return None;
    }
    let own = plan.planned.plan.area.iter().flat_map(|area| &area.measure);
    let place = own.clone().find(|one| one.name.value == measure.name)?.place;
    let areas = plan.figures.areas.iter().enumerate();
    let mut nth = areas.flat_map(|(n, area)| {
        area.measures.iter().enumerate().map(move |(m, one)| (n, m, &one.name))
    });
    let expression = match &measure.id {
        Some(id) => format!("{}.measure(\"{id}\").latest.words", plan.name),
        None => {
            let (n, m, _) = nth.find(|(.., name)| **name == measure.name)?;
            format!("{}.areas[{n}].measures[{m}].latest.words", plan.name)
        }
    };
    Some(Spoken { end, measure, expression, place })
}

/// Whether a sentence speaks of the measure as it is taken: of all of it, on days that it has.
fn is_of_whole(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> bool {
    let measure = spoken.measure;
    let readings = measure.baseline.iter().chain(&measure.readings).map(|point| point.on.0);
    let goals = measure.targets.iter().map(|goal| goal.by.0);
    let days = readings.chain(goals).chain(measure.comparators.iter().map(|other| other.on.0));
    let days: Vec<_> = days.collect();
    sentence.tokens.iter().enumerate().all(|(at, token)| match token.what {
        What::Day(day) => days.iter().any(|one| day.from <= *one && *one <= day.to),
        What::Month => false,
        What::Number(_) => {
            year_of(&token.word).is_none_or(|year| days.iter().any(|one| one.year() == year))
        }
        // "Among special schools", "for boys": a part of what is measured.
        What::Word => {
            let is_part =
                !(0 < at && at < spoken.end) && token.is(&["of", "among", "for", "if", "should"]);
            let before = sentence.tokens[..at].iter();
            let is_other = token.is(&ELSEWHERE) && !before.clone().any(|word| word.is(&AGAINST));
            !is_part && !is_other
        }
        What::Percent(_) | What::Quoted => true,
    })
}

/// The figures that a sentence gives for the measure: "rose from 56% to 61%", "was 61%", "(61%)".
fn readings(sentence: &Sentence<'_, '_>, from: usize) -> Vec<usize> {
    let tokens = &sentence.tokens;
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    let is_share = |at: &usize| {
        tokens.get(*at).is_some_and(|token| matches!(token.what, What::Percent(_)))
            && tokens.get(at + 1).is_none_or(|next| {
                next.apart || matches!(next.what, What::Day(_)) || next.is(&FOLLOWS)
            })
    };
    // "Each term" may stand between a name and its verb.
    let verb = (from..from + 3).find(|at| is(*at, &UP) || is(*at, &DOWN) || is(*at, &STANDS));
    let Some(mut at) = verb else { return [from].into_iter().filter(is_share).collect() };
    while is(at, &STANDS) || is(at, &UP) || is(at, &DOWN) {
        at += 1;
    }
    let moved = is(at - 1, &UP) || is(at - 1, &DOWN);
    if is(at, &["from"]) {
        let to = [at + 3].into_iter().filter(|_| is(at + 2, &["to"]));
        return [at + 1].into_iter().chain(to).filter(is_share).collect();
    }
    at += usize::from(is(at, &["at", "to"]));
    [at].into_iter().filter(|at| !moved || is(at - 1, &["to"])).filter(is_share).collect()
}

/// The figures that the measure never had.
fn figures(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let measure = spoken.measure;
    if measure.unit.as_deref() != Some("%") {
        return Vec::new();
    }
    let points = measure.baseline.iter().chain(&measure.readings).map(|point| point.value);
    let goals = measure.targets.iter().map(|goal| goal.value);
    let others = measure.comparators.iter().map(|other| other.value);
    let known: Vec<Number> = points.chain(goals).chain(others).collect();
    let mut claims = Vec::new();
    for at in readings(sentence, spoken.end) {
        let token = &sentence.tokens[at];
        let What::Percent(said) = token.what else { continue };
        let places = i32::try_from(said.places()).unwrap_or(0);
        let is_one = |one: &Number| *one == said || one.rounded(places) == Some(said);
        if !token.typed || known.iter().any(is_one) {
            continue;
        }
        let Some(latest) = measure.latest.as_ref().or(measure.baseline.as_ref()) else { continue };
        let message = format!(
            "`{}%`: the data have no such figure of “{}”; its last is {}",
            sentence.written(at, at).trim_end_matches('%'),
            measure.name,
            latest.words
        );
        // The sign is part of what the expression gives.
        let sign = sentence.passage.text[token.range.end..].starts_with('%');
        let range = token.range.start..token.range.end + usize::from(sign);
        claims.push(Claim { range, message, data: Some(data(spoken, true)) });
    }
    claims
}

/// The way that the measure did not go.
fn way(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Option<Claim> {
    let measure = spoken.measure;
    let latest = measure.latest.as_ref()?;
    let before = measure.readings.iter().rev().nth(1);
    let earlier: Vec<Number> =
        measure.baseline.iter().chain(before).map(|point| point.value).collect();
    if earlier.is_empty() {
        return None;
    }
    let higher = measure.better == crate::model::plan::Better::Higher;
    let negated = sentence
        .tokens
        .iter()
        .any(|token| token.is(&["not", "no", "never", "to", "should", "will"]));
    let after = sentence.tokens[spoken.end..].iter().take(2);
    after.filter(|token| token.typed && !negated).find_map(|token| {
        let up = match () {
            () if token.is(&UP) => true,
            () if token.is(&DOWN) => false,
            () if token.is(&BETTER) => higher,
            () if token.is(&WORSE) => !higher,
            () => return None,
        };
        let is_so = |then: &Number| if up { latest.value > *then } else { latest.value < *then };
        (!earlier.iter().any(is_so)).then(|| Claim {
            range: token.range.clone(),
            message: format!(
                "`{}`: by the data, “{}” went from {} to {}",
                token.word,
                measure.name,
                measure.baseline.iter().chain(before).next().map_or("", |point| &point.words),
                latest.words
            ),
            data: Some(data(spoken, false)),
        })
    })
}

/// A figure that rose to less, or fell to more: "rose from 56% to 48%".
fn backwards(sentence: &Sentence<'_, '_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let value = |at: usize| match tokens.get(at)?.what {
        What::Percent(value) => Some(value),
        _ => None,
    };
    (0..tokens.len()).find_map(|at| {
        let up = tokens[at].is(&UP);
        if !up && !tokens[at].is(&DOWN) || !tokens.get(at + 1)?.is(&["from"]) {
            return None;
        }
        let (from, to) = (value(at + 2)?, value(at + 4)?);
        let typed = tokens[at..at + 5].iter().any(|token| token.typed);
        let wrong = typed && tokens[at + 3].is(&["to"]) && if up { from > to } else { from < to };
        wrong.then(|| Claim {
            range: tokens[at].range.start..tokens[at + 4].range.end,
            message: format!("`{}`: the figures go the other way", sentence.written(at, at + 4)),
            data: None,
        })
    })
}

/// What the data say. A figure can be brought in; the way that it went is for words to say.
fn data(spoken: &Spoken<'_>, is_figure: bool) -> Data {
    Data {
        expression: is_figure.then(|| spoken.expression.clone()),
        words: false,
        place: spoken.place,
    }
}
