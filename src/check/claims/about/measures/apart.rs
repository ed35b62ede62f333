//! How far a measure is said to be from an earlier reading or from its target: "94 lower than in December", "up by four
//! points", "17 points short of the target".
//!
//! In comes a sentence; out come the differences in it that no reading of the measure has.

use super::super::{About, Gauge};
use super::{Way, number};
use crate::check::claims::Claim;
use crate::check::claims::reading::Token;
use crate::model::plan::Better;

/// Words after a difference that say the way.
const MORE: [&str; 3] = ["more", "greater", "above"];
const FEWER: [&str; 3] = ["fewer", "less", "below"];
const SHORT: [&str; 2] = ["short", "off"];
/// Words for what is to be reached, and for what was at the start.
const GOALS: [&str; 6] = ["target", "targets", "aimed", "aim", "goal", "planned"];
const OUTSET: [&str; 4] = ["start", "outset", "beginning", "baseline"];
/// Units that a number of things does not have.
const UNITS: [&str; 12] = [
    "point",
    "points",
    "percentage",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "per",
];
/// Words before a difference that is only about so large, or larger or smaller.
const ROUGH: [&str; 4] = ["about", "around", "some", "roughly"];
const UNDER: [&str; 5] = ["nearly", "almost", "under", "less", "fewer"];
const OVER: [&str; 2] = ["over", "more"];
/// Words before a part of what is measured, and words with which they only give a time.
const PART: [&str; 7] = ["to", "for", "in", "at", "by", "with", "from"];
const TIMES: [&str; 12] = [
    "year", "quarter", "month", "term", "time", "months", "weeks", "years", "quarters", "period",
    "total", "all",
];
/// Words with which a comparison is one with an earlier reading.
const EARLIER: [&str; 11] = [
    "since",
    "before",
    "last",
    "earlier",
    "previous",
    "previously",
    "was",
    "were",
    "had",
    "ago",
    "then",
];
/// Words with which the last reading is meant.
const NOW: [&str; 4] = ["is", "are", "now", "stands"];
/// How far behind a difference what it is from is looked for.
const REACH: usize = 9;

/// The differences that no reading has.
pub(super) fn check(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let tokens = &about.sentence.tokens;
    (0..tokens.len()).filter_map(|at| difference(about, at)).collect()
}

/// A difference and what is said of it.
struct Said {
    least: f64,
    most: f64,
    way: Way,
    /// Whether it is one from what was to be reached, below or beyond.
    short: bool,
}

/// The difference whose figure stands at a token, if no reading has it.
fn difference(about: &About<'_, '_, '_, '_>, at: usize) -> Option<Claim> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let much = number(&tokens[at]).filter(|_| !tokens[at].apart || at == 0)?;
    let (gauge, sure) = about.measure_at(at)?;
    let after = unit(tokens, at, gauge)?;
    let sure = sure && !is_of_part(about, at) && !is_somewhere(tokens, after);
    let by = at.checked_sub(1).map(|before| past(tokens, before))?;
    let (start, end, way, short) = match () {
        () if tokens.get(after).is_some_and(|next| !next.apart && next.is(&MORE)) => {
            (at, after, Way::Up, false)
        }
        () if tokens.get(after).is_some_and(|next| !next.apart && next.is(&FEWER)) => {
            (at, after, Way::Down, false)
        }
        () if sentence.is(after, &SHORT) && sentence.is(after + 1, &["of", "target"]) => {
            (at, after, Way::Worse, true)
        }
        () => match tokens.get(after).filter(|next| !next.apart).and_then(Way::of) {
            Some(way) => (at, after, way, false),
            None => {
                let verb = match tokens[by].is(&["by", "of"]) {
                    true => by.checked_sub(1)?,
                    false if tokens[by].is(&["up", "down"]) => by,
                    false => return None,
                };
                // An increase "of" so many; "by the reduction of 20 staff" is none.
                (verb, after - 1, Way::of(&tokens[verb])?, false)
            }
        },
    };
    let (least, most) = hedged(tokens, at, much);
    let said = Said { least, most, way, short };
    let reach = tokens[after..].iter().take(REACH);
    let stops = |token: &Token| token.apart || token.is(&["and", "but", "although", "though"]);
    let reach = reach.take_while(|token| !stops(token)).count();
    let end_of = after + reach;
    let is_goal = said.short || tokens[after..end_of].iter().any(|token| token.is(&GOALS));
    let is_outset = tokens[after..end_of].iter().any(|token| token.is(&OUTSET));
    let days = || tokens[end.min(after)..end_of].iter().filter(|token| token.gives_day());
    let points = gauge.points();
    let from_goal: Vec<f64> = gauge.state.targets.iter().map(|goal| goal.value.nearest()).collect();
    // "Are up by" is said of the last reading.
    let is_now = tokens[start.saturating_sub(2)..start].iter().any(|token| token.is(&NOW));
    let mut known = Vec::new();
    for (n, (_, value, _)) in points.iter().enumerate() {
        if is_now && n + 1 < points.len() {
            continue;
        }
        if is_goal {
            known.extend(from_goal.iter().map(|goal| value - goal));
        } else {
            let earlier = points[..n].iter().enumerate().filter(|(m, (day, ..))| {
                (!is_outset || *m == 0)
                    && (days().next().is_none()
                        || days().any(|token| token.is_day(*day) == Some(true)))
            });
            known.extend(earlier.map(|(_, (_, before, _))| value - before));
        }
    }
    let better = gauge.state.better;
    let is_so = |change: &f64| said.is(better, *change);
    // Where it is not sure what is spoken of, the figure has to be one that goes the other way.
    let sure = sure || known.iter().any(|change| said.is(better, -change));
    // A comparison without anything that it is with may be one with something else.
    let compared = is_goal
        || is_outset
        || tokens[after..end_of].iter().any(|token| token.gives_day() || token.is(&EARLIER))
        || start < at;
    let wrong = sure && compared && !known.is_empty() && !known.iter().any(is_so);
    (wrong && sentence.is_typed(start..end + 1)).then(|| {
        let written = sentence.written(start, end);
        let message = match (is_goal, &gauge.state.latest) {
            (true, Some(latest)) => {
                let goals = gauge.state.targets.iter().map(|goal| goal.words.as_str());
                let goals: Vec<_> = goals.collect();
                format!(
                    "`{written}`: by the data, “{}” stands at {}, and its target is {}",
                    gauge.state.name,
                    latest.words,
                    goals.join(" and then ")
                )
            }
            _ => gauge.went(written),
        };
        let range = tokens[start].range.start..tokens[end].range.end;
        Claim { range, message, data: Some(gauge.data()) }
    })
}

impl Said {
    /// Whether a change is as large, and goes that way.
    fn is(&self, better: Better, change: f64) -> bool {
        let size = change.abs();
        self.least - 1e-6 <= size && size <= self.most + 1e-6 && self.way.is(better, change)
    }
}

/// Whether words between the name of a measure and a token say that a part of it is meant: "visits to care homes fell by 40".
fn is_of_part(about: &About<'_, '_, '_, '_>, at: usize) -> bool {
    let tokens = &about.sentence.tokens;
    let named = about.measures().rev().find(|(mention, _)| mention.end <= at);
    named.is_some_and(|(mention, gauge)| {
        let name = gauge.state.name.to_lowercase();
        let verb = (mention.end..at).find(|at| Way::of(&tokens[*at]).is_some()).unwrap_or(at);
        (mention.end..verb).any(|at| {
            let is_own = tokens.get(at + 1).is_some_and(|next| name.contains(&next.word));
            tokens[at].is(&PART) && !is_time(tokens, at) && !is_own
        })
    })
}

/// Whether a difference is said to be that in a place, or among some: "is 12 points higher in the north".
fn is_somewhere(tokens: &[Token], from: usize) -> bool {
    let to = tokens.len().min(from + REACH);
    (from..to).any(|at| tokens[at].is(&["in", "at", "for", "across"]) && !is_time(tokens, at))
}

/// Whether a word goes on with a time, or with what was to be reached.
fn is_time(tokens: &[Token], at: usize) -> bool {
    let next = &tokens[at + 1..tokens.len().min(at + 4)];
    let is_it = |token: &Token| {
        token.gives_day()
            || token.is(&TIMES)
            || token.is(&OUTSET)
            || token.is(&GOALS)
            || token.is(&EARLIER)
    };
    next.is_empty() || next.iter().any(is_it)
}

/// The token after the unit of a difference of a measure, if it has that.
fn unit(tokens: &[Token], at: usize, gauge: Gauge<'_>) -> Option<usize> {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    let own = gauge.state.unit.as_deref().unwrap_or_default();
    match own {
        "%" => {
            let from = at + 1 + usize::from(is(at + 1, &["percentage"]));
            is(from, &["point", "points"]).then_some(from + 1)
        }
        _ if is(at + 1, &[own, own.trim_end_matches('s')]) => Some(at + 2),
        // "94 lower", "28 more than", but no weeks of people.
        _ => (!is(at + 1, &UNITS)).then_some(at + 1),
    }
}

/// The place before words that say how exact a figure is.
fn past(tokens: &[Token], mut at: usize) -> usize {
    let hedges = |token: &Token| {
        token.is(&ROUGH)
            || token.is(&UNDER)
            || token.is(&OVER)
            || token.is(&["than", "just", "a", "further"])
    };
    while at > 0 && hedges(&tokens[at]) {
        at -= 1;
    }
    at
}

/// The least and the most that a difference may be.
fn hedged(tokens: &[Token], at: usize, much: f64) -> (f64, f64) {
    let places = 10_f64.powi(match tokens[at].word.split_once('.') {
        Some((_, places)) => -i32::try_from(places.len()).unwrap_or(0),
        None => 0,
    });
    let from = at.saturating_sub(3);
    let near = &tokens[from..at];
    let is = |words: &[&str]| near.iter().any(|token| token.is(words));
    let wide = (0.1 * much).max(places);
    match () {
        () if is(&ROUGH) => (much - wide, much + wide),
        () if is(&UNDER) => (much - wide, much),
        () if is(&OVER) => (much, much + wide),
        () => (much - 0.5 * places, much + 0.5 * places),
    }
}
