//! Whether a reading is the first, the lowest or the best of all: "the lowest yet", "for the first time below where it
//! started".

use chrono::{Datelike, Months, NaiveDate};

use super::compared::is_time;
use super::goals::{GOALS, Standing};
use super::whole::is_placed;
use super::{Spoken, claim, clause_of, figure, is_one, is_open, year_of};
use crate::check::claims::Claim;
use crate::check::claims::verbs::Way;
use crate::check::reading::{Sentence, Token};
use crate::derive::measure::{Goal, Point};
use crate::model::plan::Better;
use crate::read::date::in_words;

/// Words for the most and the least, and for the best and the worst.
const MOST: [&str; 5] = ["highest", "largest", "longest", "greatest", "biggest"];
const LEAST: [&str; 4] = ["lowest", "smallest", "shortest", "fewest"];
const BEST: [&str; 1] = ["best"];
const WORST: [&str; 1] = ["worst"];
/// Words for a reading.
const READINGS: [&str; 6] = ["reading", "figure", "level", "point", "result", "value"];
/// Words that make it the most or least of all readings.
const OF_ALL: [&str; 4] = ["yet", "far", "date", "ever"];
/// How many tokens after such a word to look for `OF_ALL`.
const REACH: usize = 5;
/// Words before "time" for how often something was so.
const TIMES: [(&str, usize); 4] = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4)];
/// Words for the level of a measure before the plan.
const START: [&str; 5] = ["started", "start", "baseline", "began", "outset"];

/// Reports words such as "the lowest yet" that no readings bear out.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let found = (0..tokens.len()).filter_map(|at| {
        let most = || most(sentence, spoken, at).or_else(|| then(sentence, spoken, at));
        let data = most().or_else(|| times(sentence, spoken, at))?;
        let mut claim = claim(sentence, spoken, at, &data);
        claim.data = Some(spoken.data(false));
        tokens[at].typed.then_some(claim)
    });
    found.collect()
}

/// What the data have if the reading said to be the most or the least of all is not.
fn most(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize) -> Option<String> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let way = way(&tokens[at])?;
    let behind = at + 1..tokens.len().min(at + 1 + REACH);
    let mut of_all = behind.clone().filter(|at| tokens[*at].is(&OF_ALL));
    let since = behind.clone().find(|at| tokens[*at].is(&["since"]));
    let since = since.and_then(|at| spoken.reference(tokens, at));
    let first = match since.as_ref().map(|then| then.first().map(|point| point.on)) {
        Some(then) => then,
        None => of_all.next().map(|_| None)?,
    };
    let said = (0..tokens.len()).rev().find_map(|at| {
        let said = figure(measure, &tokens[at])?;
        spoken.points().find(|point| is_one(said, point.value))
    });
    let latest = said.or(measure.latest.as_ref())?;
    let others = || spoken.points().filter(|point| first.is_none_or(|first| point.on >= first));
    let beyond = others().find(|other| spoken.went(latest, other, way))?;
    Some(was(spoken, beyond))
}

/// The way in which a word says that nothing goes beyond.
fn way(token: &Token) -> Option<Way> {
    match () {
        () if token.is(&MOST) => Some(Way::Up),
        () if token.is(&LEAST) => Some(Way::Down),
        () if token.is(&BEST) => Some(Way::Better),
        () if token.is(&WORST) => Some(Way::Worse),
        () => None,
    }
}

/// What the data have of a reading that goes beyond one said to be the most or the least.
fn was(spoken: &Spoken<'_>, beyond: &Point) -> String {
    let name = &spoken.measure.name;
    format!("by the data, “{name}” was {} on {}", beyond.words, in_words(beyond.on))
}

/// What the data have if the reading of a time is said to be the most or the least, of all or of its year, and is not:
/// "at its highest in June", "the lowest figure was in March", "the best of the year".
fn then(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize) -> Option<String> {
    let tokens = &sentence.tokens;
    let way = way(&tokens[at])?;
    let clause = clause_of(tokens, at);
    if is_open(tokens, spoken, &clause) || is_placed(spoken, tokens) {
        return None;
    }
    let is_year =
        ["of", "the", "year"].iter().enumerate().all(|(n, one)| sentence.is(at + 1 + n, &[*one]));
    let noun = usize::from(sentence.is(at + 1, &READINGS));
    let its = at.checked_sub(1).is_some_and(|before| tokens[before].is(&["its", "their"]));
    let verb = (at + 1 + noun..tokens.len()).find(|at| tokens[*at].is(&["is", "was", "came"]));
    let joins = match () {
        () if is_year => None,
        () if its => Some(at + 1 + noun),
        () if noun > 0 => Some(verb? + 1).filter(|verb| spoken.end < *verb),
        () => return None,
    };
    let all: Vec<&Point> = spoken.points().collect();
    let Some(joins) = joins else {
        let of_day = |token: &&Token| year_of(&token.word).is_none();
        let mut times = tokens.iter().filter(of_day).filter_map(|token| spoken.in_time(token));
        let named = times.next().filter(|_| times.next().is_none());
        let is_now = sentence.is(at.wrapping_sub(2), &["is", "are"]);
        let own = named.or_else(|| is_now.then(|| spoken.measure.latest.iter().collect()))?;
        let beaten: Option<Vec<&Point>> =
            own.iter().map(|one| of_year(spoken, &all, one, way)).collect();
        return beaten?.first().map(|beyond| was(spoken, beyond));
    };
    let rest = tokens.get(joins + 1..)?;
    let ends = rest.iter().take_while(|token| !token.apart && is_time(token)).count();
    let is_whole =
        sentence.is(joins, &["in", "at", "on"]) && rest.get(ends).is_none_or(|one| one.apart);
    let mut times = rest[..ends].iter().filter_map(|token| spoken.in_time(token));
    let own = times.next().filter(|_| is_whole && times.next().is_none())?;
    let beyond = |one: &&Point| all.iter().find(|other| spoken.went(one, other, way)).copied();
    let beaten: Option<Vec<&Point>> = own.iter().map(beyond).collect();
    beaten?.first().map(|beyond| was(spoken, beyond))
}

/// The reading that goes beyond another within its year, whichever year is meant: that of the calendar, the financial
/// year from April, or the twelve months before. A year with a single reading says nothing.
fn of_year<'f>(spoken: &Spoken<'_>, all: &[&'f Point], one: &Point, way: Way) -> Option<&'f Point> {
    let day = one.on.0;
    let financial = |on: NaiveDate| on.checked_sub_months(Months::new(3)).map(|on| on.year());
    let years: [&dyn Fn(NaiveDate) -> bool; 3] =
        [&|on| on.year() == day.year(), &|on| financial(on) == financial(day), &|on| {
            day.checked_sub_months(Months::new(12)).is_some_and(|from| from < on && on <= day)
        }];
    let within = years
        .map(|is_in| all.iter().copied().filter(|point| is_in(point.on.0)).collect::<Vec<_>>());
    let several: Vec<_> = within.iter().filter(|points| points.len() > 1).collect();
    let beyond = |points: &&Vec<&'f Point>| {
        points.iter().find(|other| spoken.went(one, other, way)).copied()
    };
    let all: Option<Vec<&Point>> = several.iter().map(beyond).collect();
    all?.first().copied()
}

/// What the data have if something said to be so for the first time, or another, was so as often at no reading.
fn times(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize) -> Option<String> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let often = how_often(sentence, at)?;
    let side_of = |at: usize| Some((at, Standing::of(&tokens[at])?));
    let (side, standing) = (at + 2..tokens.len()).chain((0..at).rev()).find_map(side_of)?;
    let rest = &tokens[side + 1..];
    let figure = rest.iter().find_map(|token| figure(measure, token));
    let start = measure.baseline.as_ref().filter(|_| rest.iter().any(|token| token.is(&START)));
    let is_goal = tokens.iter().any(|token| token.is(&GOALS));
    let readings: Vec<_> = spoken.points().map(|point| point.words.as_str()).collect();
    let latest = measure.latest.as_ref()?;
    if is_goal && start.is_none() {
        // Of the targets whose day has come, by the time that is named.
        let then = tokens.iter().find_map(|token| spoken.at_time(token));
        let until = then.and_then(|then| then.last().map(|point| point.on)).unwrap_or(latest.on);
        let due = measure.targets.iter().filter(|goal| goal.by <= until);
        let is_so = |goal: &&Goal| {
            let point = spoken.points().rev().find(|point| point.on <= goal.by);
            point.is_some_and(|point| standing.is_so(point, goal, measure.better))
        };
        let due: Vec<&Goal> = due.collect();
        let count = due.iter().filter(|goal| is_so(goal)).count();
        let goals: Vec<_> = due.iter().map(|goal| goal.words.as_str()).collect();
        let right = count == often && due.last().is_some_and(is_so);
        return (!due.is_empty() && !right).then(|| {
            let (name, read, goals) =
                (&measure.name, readings.join(", then "), goals.join(", then "));
            format!("by the data, “{name}” has been {read}, and its target {goals}")
        });
    }
    let limit = start.map(|start| start.value).or(figure)?;
    let higher = measure.better == Better::Higher;
    let (is_above, reaches) = match standing {
        Standing::Above => (true, false),
        Standing::Below => (false, false),
        Standing::Met => (higher, true),
        Standing::Exceeded => (higher, false),
        Standing::Missed => (!higher, false),
    };
    let is_so = |point: &&Point| {
        let beyond = if is_above { point.value > limit } else { point.value < limit };
        beyond || reaches && point.value == limit
    };
    let count = spoken.points().filter(is_so).count();
    let right = is_so(&latest) && count == often;
    (!right)
        .then(|| format!("by the data, “{}” has been {}", measure.name, readings.join(", then ")))
}

/// How often something was so by the words at a token: "the second time", "twice running", "twice in a row".
fn how_often(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let token = &sentence.tokens[at];
    let in_a_row = sentence.is(at + 1, &["running"])
        || sentence.is(at + 1, &["in"]) && sentence.is(at + 3, &["row"]);
    let ordinal = TIMES.iter().find(|(word, _)| token.is(&[*word])).map(|(_, often)| *often);
    ordinal
        .filter(|_| sentence.is(at + 1, &["time"]))
        .or_else(|| (token.is(&["twice"]) && in_a_row).then_some(2))
}
