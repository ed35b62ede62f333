//! What is said of measures besides a bare figure: which way they went to one, by how much, how they stand to their target,
//! whether they are above half.
//!
//! In comes a sentence and the measures that it names, or goes on about; out come the claims that the readings contradict.
//! A claim holds where any two readings, or a reading and a target, bear it out.

mod apart;
mod targets;

use chrono::NaiveDate;

use super::{About, Gauge};
use crate::check::claims::measures::{figure, is_one};
use crate::check::claims::reading::{Token, What, year_of};
use crate::check::claims::{Claim, Data};
use crate::model::plan::Better;
use crate::read::number::Number;

/// Words that say that a figure went up, went down, became better and became worse.
const UP: [&str; 16] = [
    "rose",
    "risen",
    "rise",
    "rises",
    "rising",
    "increased",
    "increase",
    "grew",
    "grown",
    "growth",
    "climbed",
    "up",
    "higher",
    "lengthened",
    "longer",
    "gained",
];
const DOWN: [&str; 19] = [
    "fell",
    "fallen",
    "fall",
    "falls",
    "falling",
    "decreased",
    "decrease",
    "dropped",
    "drop",
    "declined",
    "decline",
    "reduced",
    "reduction",
    "cut",
    "down",
    "lower",
    "shortened",
    "shorter",
    "lost",
];
const BETTER: [&str; 4] = ["better", "improved", "improvement", "improving"];
const WORSE: [&str; 5] = ["worse", "worsened", "deteriorated", "slipped", "backwards"];
/// Words of which "up" and "down" say the way: "had crept up to", not "up to 20".
const MOVES: [&str; 16] = [
    "is", "was", "are", "were", "went", "gone", "come", "came", "crept", "moved", "edged", "now",
    "back", "again", "further", "it",
];
/// Words with which a sentence only says when.
const WHEN: [&str; 20] = [
    "a", "year", "years", "month", "months", "earlier", "before", "in", "at", "by", "on", "of",
    "the", "last", "start", "then", "ago", "end", "that", "quarter",
];
/// Words for what was spoken of last.
const IT: [&str; 6] = ["it", "this", "figure", "share", "number", "rate"];
/// Words of a sentence that speaks of another place or of a part of what is measured, or of what is to come.
const OTHER: [&str; 22] = [
    "england",
    "wales",
    "national",
    "nationally",
    "regional",
    "regionally",
    "elsewhere",
    "neighbours",
    "similar",
    "among",
    "boys",
    "girls",
    "will",
    "would",
    "should",
    "could",
    "might",
    "if",
    "expect",
    "expected",
    "hope",
    "forecast",
];

/// The way that a figure went.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Up,
    Down,
    Better,
    Worse,
}

impl Way {
    /// The way that a word says.
    fn of(token: &Token) -> Option<Self> {
        let ways = [
            (&UP[..], Self::Up),
            (&DOWN, Self::Down),
            (&BETTER, Self::Better),
            (&WORSE, Self::Worse),
        ];
        ways.into_iter().find(|(words, _)| token.is(words)).map(|(_, way)| way)
    }

    /// Whether a measure of which such values are better goes this way where it changes by so much.
    fn is(self, better: Better, change: f64) -> bool {
        let higher = better == Better::Higher;
        match self {
            Self::Up => change > 0.0,
            Self::Down => change < 0.0,
            Self::Better => (change > 0.0) == higher && change != 0.0,
            Self::Worse => (change > 0.0) != higher && change != 0.0,
        }
    }
}

/// What a sentence says of measures that the data contradict.
pub(super) fn check(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let tokens = &about.sentence.tokens;
    let is_named =
        |at: usize| about.measures().any(|(mention, _)| (mention.start..mention.end).contains(&at));
    if (0..tokens.len()).any(|at| tokens[at].is(&OTHER) && !is_named(at)) {
        return Vec::new();
    }
    let mut claims: Vec<Claim> = (1..tokens.len()).filter_map(|at| went(about, at)).collect();
    claims.extend(apart::check(about));
    claims.extend(targets::check(about));
    claims.extend((0..tokens.len()).filter_map(|at| half(about, at)));
    claims.extend((2..tokens.len()).filter_map(|at| stood(about, at)));
    claims
}

/// A figure to which, or from which, a measure did not go: "had crept up to 318", "up from 66%".
fn went(about: &About<'_, '_, '_, '_>, at: usize) -> Option<Claim> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let joins = at.checked_sub(1).filter(|at| sentence.is(*at, &["to", "from", "at"]))?;
    let verb = joins.checked_sub(1)?;
    let way = Way::of(&tokens[verb])?;
    let is_bare = tokens[verb].is(&["up", "down"]);
    let moves =
        verb.checked_sub(1).is_none_or(|before| sentence.is(before, &MOVES)) || tokens[verb].apart;
    if is_bare && !moves
        || !sentence.is_typed(verb..at + 1)
        || tokens[joins].is(&["at"]) && !is_bare
    {
        return None;
    }
    let (gauge, _) = about.measure_at(at)?;
    let said = figure(gauge.state, &tokens[at])?;
    let points = gauge.points();
    // The figure has to be one of the measure, so that it is the measure that went there.
    let n = points.iter().rposition(|(.., number)| is_one(said, *number))?;
    let value = points[n].1;
    let others: Vec<f64> = match tokens[joins].is(&["from"]) {
        true => points[n + 1..].iter().map(|(_, later, _)| later - value).collect(),
        false => {
            // From the figure that was given before, or else from any.
            let last = about.figure_from(gauge, at).or_else(|| about.figure_before(gauge, verb));
            let last = last.or(about.last.figure);
            let is_last = |point: &&(NaiveDate, f64, Number)| last == Some(point.1);
            let known = points[..n].iter().any(|point| is_last(&point));
            let earlier = points[..n].iter().filter(|point| !known || is_last(point));
            earlier.map(|(_, earlier, _)| value - earlier).collect()
        }
    };
    let better = gauge.state.better;
    (!others.is_empty() && !others.iter().any(|change| way.is(better, *change))).then(|| Claim {
        range: tokens[verb].range.start..tokens[at].range.end,
        message: gauge.went(sentence.written(verb, at)),
        data: Some(gauge.data()),
    })
}

/// A share that is said to be above or below half, and is not: "fewer than half of carers".
fn half(about: &About<'_, '_, '_, '_>, at: usize) -> Option<Claim> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let half = sentence.is(at, &["half"]) && at > 1 && sentence.is(at - 1, &["than"]);
    let start = at.checked_sub(2)?;
    let above = match () {
        () if half && sentence.is(start, &["more"]) => true,
        () if half && sentence.is(start, &["fewer", "less"]) => false,
        () => return None,
    };
    let (gauge, sure) = about.measure_at(at)?;
    let named = about.measures().next().is_some_and(|(mention, _)| mention.start >= start);
    let latest = gauge.state.latest.as_ref()?;
    // Where a day is given, it has to be that of the last reading.
    let is_then = tokens.iter().all(|token| token.is_day(latest.on.0) != Some(false));
    let value = latest.value.nearest();
    let is_so = if above { value > 50.0 } else { value < 50.0 };
    // What is said of those that are counted is said of a part: "of carers who".
    let is_part = tokens[at..].iter().any(|token| token.is(&["who", "that", "which", "not"]));
    let is_share = !is_part && gauge.state.unit.as_deref() == Some("%");
    (is_share && sure && named && is_then && !is_so && sentence.is_typed(start..at + 1)).then(
        || Claim {
            range: tokens[start].range.start..tokens[at].range.end,
            message: format!(
                "`{}`: by the data, “{}” stands at {}",
                sentence.written(start, at),
                gauge.state.name,
                latest.words
            ),
            data: Some(gauge.data()),
        },
    )
}

/// A figure that what was spoken of last never had: "a year earlier it was 43 per cent".
fn stood(about: &About<'_, '_, '_, '_>, at: usize) -> Option<Claim> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let verb = if sentence.is(at - 1, &["at"]) { at.checked_sub(2)? } else { at - 1 };
    let who = verb.checked_sub(1)?;
    let is_it = sentence.is(verb, &["was", "is", "stood", "stands"]) && sentence.is(who, &IT);
    let (gauge, sure) = about.last.measure?;
    let said = figure(gauge.state, &tokens[at])?;
    let ends = tokens
        .get(at + 1)
        .is_none_or(|next| next.apart || next.gives_day() || next.is(&["in", "at", "and"]));
    let goals = gauge.state.targets.iter().map(|goal| goal.value);
    let others = gauge.state.comparators.iter().map(|other| other.value);
    let own = gauge.points().into_iter().map(|(.., own)| own);
    let is_known = own.chain(goals).chain(others).any(|own| is_one(said, own));
    // "In the north it was" is said of a part.
    let is_when = |token: &Token| token.gives_day() || token.count().is_some() || token.is(&WHEN);
    let is_whole = tokens[..who].iter().all(is_when);
    let is_ours =
        sure && is_whole && is_it && ends && about.mentions.is_empty() && tokens[at].typed;
    (is_ours && !is_known).then(|| Claim {
        range: tokens[who].range.start..tokens[at].range.end,
        message: gauge.went(sentence.written(who, at)),
        data: Some(gauge.data()),
    })
}

impl<'f> About<'_, '_, '_, 'f> {
    /// The measure of which what stands at a token is said, and whether that is sure: the last that is named before, the
    /// only one of the sentence, or the one that was spoken of last.
    fn measure_at(&self, at: usize) -> Option<(Gauge<'f>, bool)> {
        let before = self.measures().rev().find(|(mention, _)| mention.start < at);
        let mut all = self.measures();
        let only = all.next().filter(|_| all.next().is_none());
        match before.or(only) {
            Some((mention, gauge)) => Some((gauge, mention.sure)),
            None => self.last.measure.map(|(gauge, sure)| (gauge, sure && self.goes_on)),
        }
    }

    /// The last figure that the sentence gives of its measure.
    pub(super) fn last_figure(&self) -> Option<f64> {
        let named = self.measures().last().map(|(_, gauge)| gauge);
        let gauge = named.or(self.last.measure.map(|(gauge, _)| gauge))?;
        self.figure_before(gauge, self.sentence.tokens.len())
    }

    /// The figure of a measure from which it is said behind a token to have come: "to 46% in June, from 52%".
    fn figure_from(&self, gauge: Gauge<'_>, at: usize) -> Option<f64> {
        let tokens = &self.sentence.tokens;
        let from = (at + 1..tokens.len().min(at + 6)).find(|at| tokens[*at].is(&["from"]))?;
        let said = figure(gauge.state, tokens.get(from + 1)?)?;
        gauge.points().iter().find(|(.., own)| is_one(said, *own)).map(|(_, value, _)| *value)
    }

    /// The last figure of a measure in the sentence before a token.
    fn figure_before(&self, gauge: Gauge<'_>, at: usize) -> Option<f64> {
        let tokens = self.sentence.tokens[..at].iter().rev();
        let mut figures = tokens.filter_map(|token| figure(gauge.state, token));
        figures.find_map(|said| {
            gauge.points().iter().find(|(.., own)| is_one(said, *own)).map(|(_, value, _)| *value)
        })
    }
}

impl Gauge<'_> {
    /// Its values from the first, each with its day.
    fn points(self) -> Vec<(NaiveDate, f64, Number)> {
        let state = self.state;
        let all = state.baseline.iter().chain(&state.readings);
        all.map(|point| (point.on.0, point.value.nearest(), point.value)).collect()
    }

    /// What the data say.
    fn data(self) -> Data {
        Data { expression: None, words: false, place: self.measure.place }
    }

    /// What a paper says of the way that it went, and how it did.
    fn went(self, written: &str) -> String {
        let state = self.state;
        let all = state.baseline.iter().chain(&state.readings);
        let all: Vec<_> = all.map(|point| point.words.as_str()).collect();
        format!("`{written}`: by the data, “{}” went from {}", state.name, all.join(" to "))
    }
}

/// Whether a token is a number of things, and no year.
fn number(token: &Token) -> Option<f64> {
    match token.what {
        What::Number(number) if year_of(&token.word).is_none() => Some(number.nearest()),
        _ => None,
    }
}
