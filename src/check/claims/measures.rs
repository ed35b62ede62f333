//! Readings of measures: "schools in contact with their hub rose to 61%".
//!
//! In comes a sentence that speaks of a measure of the data, or goes on about its target; out come the figures in it that
//! the measure never had, the ways that it did not go, and the targets that it has not.

mod goals;

use super::facts::Facts;
use super::reading::{Sentence, Token, What, year_of};
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
/// Words between one of these and the figure.
const NOW: [&str; 5] = ["now", "still", "only", "currently", "just"];
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

/// The figures and the ways in a sentence that the data contradict. `last` is the measure of which the paragraph spoke last.
pub(super) fn check<'f>(
    facts: &'f Facts<'_>,
    sentence: &Sentence<'_, '_>,
    last: &mut Option<Spoken<'f>>,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    claims.extend(backwards(sentence));
    let own = spoken_of(facts, sentence);
    let speaks = own.is_some();
    *last = own.or(last.take());
    let Some(spoken) = last else { return claims };
    claims.extend(goals::check(sentence, spoken));
    if !speaks || !is_of_whole(sentence, spoken) {
        return claims;
    }
    claims.extend(figures(sentence, spoken));
    if claims.is_empty() {
        claims.extend(way(sentence, spoken));
    }
    claims
}

/// A measure of which a sentence speaks.
pub(super) struct Spoken<'f> {
    /// The first token of its name, and the one after it.
    start: usize,
    end: usize,
    /// Whether all words of its name that tell it from others are there.
    whole: bool,
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
            let (start, end) = (*there.iter().min()?, there.iter().max()? + 1);
            enough.then(|| (there.len() * 100 / words.len(), plan, measure, (start, end)))
        })
        .collect();
    scored.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    let &(best, plan, measure, (start, end)) = scored.first()?;
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
    Some(Spoken { start, end, whole: best == 100, measure, expression, place })
}

/// Whether a sentence speaks of the measure as it is taken: of all of it, on days that it has.
fn is_of_whole(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> bool {
    let measure = spoken.measure;
    let readings = measure.baseline.iter().chain(&measure.readings).map(|point| point.on.0);
    let goals = measure.targets.iter().map(|goal| goal.by.0);
    let days = readings.chain(goals).chain(measure.comparators.iter().map(|other| other.on.0));
    let days: Vec<_> = days.collect();
    sentence.tokens.iter().enumerate().all(|(at, token)| match token.what {
        What::Day(_) | What::MonthDay(..) | What::Month | What::Number(_) => {
            let mut said = days.iter().filter_map(|day| token.is_day(*day));
            said.clone().next().is_none() || said.any(|is_it| is_it)
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

/// The figure that a token may give of a measure: a share where that is measured in per cent, or else a number that is no
/// year.
pub(super) fn figure(measure: &MeasureState, token: &Token) -> Option<Number> {
    let in_percent = measure.unit.as_deref() == Some("%");
    match token.what {
        What::Percent(share) if in_percent => Some(share),
        What::Number(number) if !in_percent && year_of(&token.word).is_none() => Some(number),
        _ => None,
    }
}

/// The figures that a sentence gives for the measure: "rose from 56% to 61%", "was 61%", "fell from 412 in March to 274".
fn readings(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<usize> {
    let (tokens, from) = (&sentence.tokens, spoken.end);
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    let is_time = |at: usize| {
        let day = tokens.get(at + 1).map(|token| token.what);
        is(at, &["in", "on"])
            && matches!(day, Some(What::Day(_) | What::MonthDay(..) | What::Month))
    };
    let unit = spoken.measure.unit.as_deref().unwrap_or_default();
    let is_figure = |at: &usize| {
        tokens.get(*at).is_some_and(|token| figure(spoken.measure, token).is_some())
            && (is_time(at + 1)
                || tokens.get(at + 1).is_none_or(|next| {
                    let ends = matches!(next.what, What::Day(_)) || next.is(&[unit]);
                    next.apart || ends || next.is(&FOLLOWS)
                }))
    };
    if let Some(at) = spoken.figure_before(tokens) {
        return vec![at];
    }
    // "Each term" may stand between a name and its verb.
    let moves = |at: usize| [&UP[..], &DOWN, &BETTER, &WORSE].iter().any(|words| is(at, words));
    let verb = (from..from + 3).find(|at| moves(*at) || is(*at, &STANDS));
    // "In Leek", "at one school": a part of what is measured.
    let is_part = |at: usize| is(at, &["in", "at", "to", "by", "with"]) && !is_time(at);
    if verb.is_some_and(|verb| (from..verb).any(is_part)) {
        return Vec::new();
    }
    let Some(mut at) = verb else {
        return [from].into_iter().filter(is_figure).collect();
    };
    while moves(at) || is(at, &STANDS) {
        at += 1;
    }
    let moved = moves(at - 1);
    at += usize::from(is(at, &NOW));
    if is(at, &["from"]) {
        let past = at + 2 + if is_time(at + 2) { 2 } else { 0 };
        let to = [past + 1].into_iter().filter(|_| is(past, &["to"]));
        return [at + 1].into_iter().chain(to).filter(is_figure).collect();
    }
    at += usize::from(is(at, &["at", "to"]));
    [at].into_iter().filter(|at| !moved || is(at - 1, &["to"])).filter(is_figure).collect()
}

/// The figures that the measure never had.
fn figures(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let measure = spoken.measure;
    let points = measure.baseline.iter().chain(&measure.readings).map(|point| point.value);
    let goals = measure.targets.iter().map(|goal| goal.value);
    let others = measure.comparators.iter().map(|other| other.value);
    let known: Vec<Number> = points.chain(goals).chain(others).collect();
    let mut claims = Vec::new();
    for at in readings(sentence, spoken) {
        let token = &sentence.tokens[at];
        let Some(said) = figure(measure, token) else { continue };
        if !token.typed || known.iter().any(|one| is_one(said, *one)) {
            continue;
        }
        let Some(latest) = measure.latest.as_ref().or(measure.baseline.as_ref()) else { continue };
        let written = spoken.written(sentence, at);
        let message = format!(
            "`{written}`: the data have no such figure of “{}”; its last is {}",
            measure.name, latest.words
        );
        // The sign is part of what the expression gives.
        let range = token.range.start..token.range.start + written.len();
        claims.push(Claim { range, message, data: Some(data(spoken, true)) });
    }
    claims
}

/// Whether a figure is another as exactly as it is said.
pub(super) fn is_one(said: Number, known: Number) -> bool {
    let places = i32::try_from(said.places()).unwrap_or(0);
    known == said || known.rounded(places) == Some(said)
}

impl Spoken<'_> {
    /// The figure before the name, where the sentence says no more than that name: "74.1% of damp reports were inspected in
    /// ten days".
    fn figure_before(&self, tokens: &[Token]) -> Option<usize> {
        let at = self.start.checked_sub(2).filter(|at| tokens[at + 1].is(&["of"]))?;
        let name: Vec<_> = self.measure.name.split_whitespace().map(str::to_lowercase).collect();
        let mut rest = tokens[self.end..].iter();
        let next = rest.find(|next| next.apart || !name.contains(&next.word));
        let ends = next.is_none_or(|next| next.apart || next.is(&FOLLOWS));
        (self.whole && ends && figure(self.measure, &tokens[at]).is_some()).then_some(at)
    }

    /// A figure of the measure as it is written, with its sign.
    fn written<'s>(&self, sentence: &Sentence<'s, '_>, at: usize) -> &'s str {
        let range = &sentence.tokens[at].range;
        let text = &sentence.passage.text;
        &text[range.start..range.end + usize::from(text[range.end..].starts_with('%'))]
    }
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
    let tokens = &sentence.tokens;
    let negated = tokens.iter().any(|token| token.is(&["not", "no", "never", "should", "will"]));
    let is_meant = |at: &usize| {
        tokens[*at].typed && !negated && !tokens[..*at].iter().any(|token| token.is(&["to"]))
    };
    let after = (spoken.end..tokens.len()).take(2);
    after.filter(is_meant).map(|at| &tokens[at]).find_map(|token| {
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
