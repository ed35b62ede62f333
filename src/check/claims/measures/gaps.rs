//! Checks differences between two readings, or between a reading and its target: "94 lower than in December", "28
//! more than the target", "up by more than four points".

use super::goals::{self, GOALS};
use super::levels::unit_of;
use super::ways;
use super::whole::ELSEWHERE;
use super::{Spoken, claim, clause_of, figure, is_one, is_open};
use crate::check::claims::Claim;
use crate::check::claims::verbs::Way;
use crate::check::hedge::Hedge;
use crate::check::portions::portion;
use crate::check::reading::{Sentence, Token, What, year_of};
use crate::derive::measure::{Goal, Point};
use crate::model::plan::Better;
use crate::read::number::Number;

/// Words behind a figure that say how far above another it is, how far below, and that it is better and worse by that.
const ABOVE: [&str; 11] = [
    "more", "higher", "longer", "above", "over", "greater", "up", "older", "larger", "later",
    "slower",
];
const BELOW: [&str; 11] = [
    "fewer", "less", "lower", "shorter", "below", "under", "down", "smaller", "sooner", "faster",
    "quicker",
];
const BETTER: [&str; 1] = ["better"];
const WORSE: [&str; 1] = ["worse"];
/// Words between the figure and one of these.
const UNITS: [&str; 5] = ["percentage", "point", "points", "cent", "per"];
/// What a distance may be named as, before "of".
pub(super) const RISES: [&str; 5] = ["rise", "increase", "growth", "gain", "climb"];
pub(super) const FALLS: [&str; 6] = ["fall", "decrease", "drop", "reduction", "decline", "cut"];
/// Words that say how far a figure is on the wrong side of its target, and on the right one.
const SHORT: [&str; 7] = ["short", "adrift", "away", "off", "shy", "behind", "outside"];
const AHEAD: [&str; 4] = ["ahead", "inside", "within", "clear"];
/// Words for a comparison with a figure that the data do not have.
const UNKNOWN: [&str; 6] = ["expected", "feared", "forecast", "predicted", "thought", "needed"];

/// How far "between" may stand from the second of its two times.
const REACH: usize = 4;

/// The direction of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Above,
    Below,
    Better,
    Worse,
}

/// Whether the figure at a token is given as a difference.
pub(super) fn is_gap(spoken: &Spoken<'_>, tokens: &[Token], at: usize) -> bool {
    side(spoken, tokens, at).is_some() || is_points(tokens, at)
}

/// Whether points are counted.
fn is_points(tokens: &[Token], at: usize) -> bool {
    let mut rest = tokens[at + 1..].iter().skip_while(|next| next.is(&["percentage", "single"]));
    rest.next().is_some_and(|next| next.is(&["point", "points"]))
}

/// How many days the unit behind the number at a token has, where a measure counts days: "a fortnight sooner".
fn days_in(spoken: &Spoken<'_>, tokens: &[Token], at: usize) -> Option<i64> {
    let in_days = matches!(spoken.measure.unit.as_deref(), Some("day" | "days"));
    match tokens.get(at + 1).filter(|next| in_days && !next.apart)? {
        week if week.is(&["week", "weeks"]) => Some(7),
        fortnight if fortnight.is(&["fortnight"]) => Some(14),
        _ => None,
    }
}

/// The number at a token: "a point" is one, "a week" seven days.
fn number(spoken: &Spoken<'_>, tokens: &[Token], at: usize) -> Option<Number> {
    match tokens[at].what {
        What::Number(number) => {
            days_in(spoken, tokens, at).map_or(Some(number), |days| number.times(days.into()))
        }
        What::Word if tokens[at].is(&["a"]) && days_in(spoken, tokens, at).is_some() => {
            days_in(spoken, tokens, at).map(Number::from)
        }
        What::Word if figure(spoken.measure, &tokens[at]).is_some() => {
            figure(spoken.measure, &tokens[at])
        }
        _ => (tokens[at].is(&["a"]) && is_points(tokens, at)).then(|| Number::from(1)),
    }
}

/// The direction of the difference at a token, and the token after the words for it.
fn side(spoken: &Spoken<'_>, tokens: &[Token], at: usize) -> Option<(Side, usize)> {
    let unit = spoken.measure.unit.as_deref().unwrap_or_default();
    let mut next = at + 1 + usize::from(days_in(spoken, tokens, at).is_some());
    while tokens.get(next).is_some_and(|token| {
        token.is(&UNITS) || spoken.names(token) || !unit.is_empty() && token.word == unit
    }) {
        next += 1;
    }
    let behind = tokens.get(next).filter(|token| !token.apart);
    let is = |words: &[&str]| behind.is_some_and(|token| token.is(words));
    let of = tokens.get(next + 1);
    // "24 more volunteers than in March".
    let is_name = |at: &usize| spoken.names(&tokens[*at]) || spoken.is_of_name(tokens, *at);
    let named = (next + 1..tokens.len()).take_while(is_name).count();
    let than = next + 1 + named;
    let is_more = behind.is_some_and(|token| token.is(&["more", "fewer"]));
    if is_more && named > 0 && tokens.get(than).is_some_and(|than| than.is(&["than"])) {
        let is_up = behind.is_some_and(|token| token.is(&ABOVE));
        return Some((if is_up { Side::Above } else { Side::Below }, than));
    }
    let compares = of.is_some_and(|of| of.is(&["than", "of", "the", "its", "our", "target", "on"]))
        || of.is_none_or(|of| of.apart);
    // "Rose to 530 over the winter" is no distance; "ten over the target" is.
    let near = tokens.iter().skip(next + 1).take(5).any(|token| token.is(&GOALS));
    // "The next target, 75 per cent, is nine points away."
    let is_last = of.is_none_or(|of| of.apart || of.is(&["and", "but"]));
    let near = near || is_last && tokens[..at].iter().any(|token| token.is(&GOALS));
    let compares = compares && (near || !is(&["over", "above", "under", "below"]));
    let found = match () {
        () if near && is(&SHORT) => Some(Side::Worse),
        () if near && is(&AHEAD) => Some(Side::Better),
        () if is(&ABOVE) && compares => Some(Side::Above),
        () if is(&BELOW) && compares => Some(Side::Below),
        () if is(&BETTER) => Some(Side::Better),
        () if is(&WORSE) => Some(Side::Worse),
        () => None,
    };
    if let Some(side) = found {
        return Some((side, next + 1));
    }
    // "Up by more than four points", "up four points", "a rise of 12".
    let (_, from) = Hedge::before(tokens, at);
    let cue = from.checked_sub(1)?;
    let before = |words: &[&str]| cue.checked_sub(1).is_some_and(|before| tokens[before].is(words));
    if tokens[cue].is(&["of"]) && !tokens[cue].apart {
        let side = if before(&RISES) {
            Side::Above
        } else if before(&FALLS) {
            Side::Below
        } else {
            return None;
        };
        return Some((side, next));
    }
    if tokens[cue].is(&["by"]) {
        let of_goal = || Some((goals::by(spoken, tokens, cue)?, next));
        let way = ways::moves_before(spoken, tokens, cue);
        return of_goal().or_else(|| way.map(|way| (side_of(way), next)));
    }
    let is_alone =
        is_points(tokens, at) || tokens.get(at + 1).is_some_and(|next| next.is(&["on", "since"]));
    let side = match () {
        () if tokens[cue].is(&["up"]) && !before(&["made", "make"]) => Side::Above,
        () if tokens[cue].is(&["down"]) => Side::Below,
        () => return None,
    };
    is_alone.then_some((side, next))
}

/// The direction of a difference after a change in direction `way`.
fn side_of(way: Way) -> Side {
    match way {
        Way::Up => Side::Above,
        Way::Down => Side::Below,
        Way::Better => Side::Better,
        Way::Worse => Side::Worse,
    }
}

/// Reports differences that no two readings have.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let is_open = |at: usize| is_open(tokens, spoken, &clause_of(tokens, at));
    let found = (0..tokens.len()).filter(|at| !is_open(*at));
    found.filter_map(|at| wrong(sentence, spoken, at)).collect()
}

/// The claim that the difference at a token is wrong, if it is one.
fn wrong(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize) -> Option<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let said = number(spoken, tokens, at)?;
    let in_percent = measure.unit.as_deref() == Some("%");
    let is_year = year_of(&tokens[at].word).is_some();
    let is_share = portion(tokens, at).is_some();
    let found = side(spoken, tokens, at);
    // "Two points lower than in March and nine short of the target".
    let goes_on = (0..at).any(|at| tokens[at].count().is_some() && is_points(tokens, at))
        && found.is_some_and(|(_, from)| from == at + 2);
    let in_points = is_points(tokens, at) || goes_on;
    if !tokens[at].typed || is_year || is_share || in_percent && !in_points {
        return None;
    }
    // Points are those between two of its figures, whatever is said of them.
    let found = found.map(|(side, from)| (Some(side), from));
    let (side, from) = found.or_else(|| in_percent.then_some((None, at + 2)))?;
    let (hedge, _) = Hedge::before(tokens, at);
    let rest = &tokens[from..];
    let rest = &rest[..clause(rest)];
    if rest.iter().any(|token| token.is(&ELSEWHERE) || token.is(&UNKNOWN)) {
        return None;
    }
    // "Nine points away" is so from a target that was named before.
    let is_short = tokens[from - 1].is(&SHORT) || tokens[from - 1].is(&AHEAD);
    let by = Hedge::before(tokens, at).1.checked_sub(1).filter(|by| tokens[*by].is(&["by"]));
    let is_met = by.is_some_and(|by| goals::by(spoken, tokens, by).is_some());
    let is_goal = is_short || is_met || rest.iter().any(|token| token.is(&GOALS));
    // "In the second half of 2025" is a time that only some readings are of.
    if rest.windows(2).any(|two| two[0].is(&["half", "quarter"]) && two[1].is(&["of"])) {
        return None;
    }
    // "By eight points by June": that is when it stood so.
    let starts = ["than", "since", "from", "on", "compared", "between", "after", "against"];
    let until = (1..rest.len()).find_map(|n| {
        let then = spoken.at_time(&rest[n])?;
        let starts = rest[..n].iter().any(|token| token.is(&starts));
        (rest[n - 1].is(&["by", "in", "to"]) && !starts).then_some((n, then))
    });
    let reference = match &until {
        Some((n, _)) => rest.get(n + 1).and_then(|_| spoken.reference(tokens, from + n + 1)),
        None => spoken.reference(tokens, from.saturating_sub(1)),
    };
    let compares = rest.iter().any(|token| token.is(&["than"]))
        || rest.first().is_some_and(|token| token.is(&["on"]));
    // Than what, is not known: then it is one of all that the data have.
    let is_any = side.is_none() || reference.is_none() && !is_goal && compares;
    let higher = measure.better == Better::Higher;
    let points: Vec<_> = spoken.points().collect();
    let now = spoken.of_figure(&tokens[..at], at);
    let now = until.as_ref().map(|(_, then)| then.clone()).or(now);
    let now = now.unwrap_or_else(|| measure.latest.iter().collect());
    // "412, 94 more than in June": the figure before is what is away from another.
    let given = tokens[..at].iter().rev().find_map(|token| figure(measure, token));
    let given =
        points.iter().copied().filter(|point| given.is_some_and(|one| is_one(one, point.value)));
    let now: Vec<_> = now.into_iter().chain(given).collect();
    let times: Vec<_> = rest.iter().flat_map(|token| spoken.at_times(token)).collect();
    let spans = rest.iter().any(|token| token.is(&["between", "from"]));
    // "By five points, then by three": from one reading to another.
    let is_step = tokens.iter().any(|token| token.is(&["then", "followed"]));
    let period = spoken.period(tokens).filter(|_| reference.is_none());
    let is_any = period.is_none() && (is_any || is_step && reference.is_none() && !is_goal);
    let (now, reference) = match (spans, times.as_slice()) {
        _ if period.is_some() => period.clone().map(|(from, to)| (to, Some(from)))?,
        (true, [from, to]) => (to.clone(), Some(from.clone())),
        // Two other readings than the last may be meant.
        (true, _) => return None,
        (false, _) if is_any => (points.clone(), reference),
        (false, _) if until.is_some() => (now, reference),
        (false, _) => ([now, measure.latest.iter().collect()].concat(), reference),
    };
    let aims = measure.targets.iter().map(|goal| goal.value);
    let others = aims.chain(measure.comparators.iter().map(|other| other.value));
    let refs: Vec<f64> = match (is_goal, &reference) {
        _ if is_any => {
            let others = others.filter(|_| !is_step);
            let all = points.iter().map(|point| point.value).chain(others);
            all.map(Number::nearest).collect()
        }
        (true, _) => {
            let goals = aimed(spoken, tokens, at).into_iter();
            goals.map(|goal| goal.value.nearest()).collect()
        }
        (false, Some(then)) => then.iter().map(|point| point.value.nearest()).collect(),
        (false, None) => points.iter().map(|point| point.value.nearest()).collect(),
    };
    let unit = days_in(spoken, tokens, at).map_or(unit_of(said), |days| days as f64);
    let is_so = |value: f64, other: f64| {
        let far = value - other;
        let is_on_side = match side {
            None => true,
            Some(Side::Above) => far > 0.0,
            Some(Side::Below) => far < 0.0,
            Some(Side::Better) => (far > 0.0) == higher,
            Some(Side::Worse) => (far > 0.0) != higher,
        };
        is_on_side && hedge.fits(said.nearest(), far.abs(), unit)
    };
    let all = now.iter().flat_map(|point| refs.iter().map(|other| (point.value.nearest(), *other)));
    let mut pairs: Vec<(f64, f64)> = all.collect();
    let meant: Vec<f64> = salient(sentence, spoken, at);
    if is_any {
        // "To be 16, three fewer than now": a target may be what is away from a reading.
        let of_goals: Vec<_> = pairs.iter().map(|(value, other)| (*other, *value)).collect();
        pairs.extend(of_goals);
    }
    if is_any && !is_step && !meant.is_empty() {
        let is_read = |value: f64| points.iter().any(|point| point.value.nearest() == value);
        let is = |value: f64| meant.contains(&value) || !is_read(value);
        pairs.retain(|(value, other)| is(*value) && is(*other));
    }
    if pairs.is_empty() || pairs.iter().any(|(value, other)| is_so(*value, *other)) {
        return None;
    }
    let last = now.last()?;
    let against = match (is_goal, reference.as_ref().and_then(|then| then.first())) {
        (true, _) => format!("its target {}", targets(spoken)),
        (false, Some(then)) => format!("it was {} before", then.words),
        (false, None) => format!("it was {} before", points.first()?.words),
    };
    let latest = &measure.latest.as_ref().unwrap_or(last).words;
    let between = reference.as_ref().and_then(|then| then.first()).zip(now.first());
    let is_between = period.is_some() || spans && times.len() == 2;
    let data = match between.filter(|_| is_between) {
        Some((from, to)) => {
            format!("by the data, “{}” went from {} to {}", measure.name, from.words, to.words)
        }
        None => format!("by the data, “{}” is {latest}, and {against}", measure.name),
    };
    let mut claim = claim(sentence, spoken, at, &data);
    claim.range = claim.range.start..tokens[from - 1].range.end.max(tokens[at].range.end);
    claim.message = format!("`{}`: {data}", &sentence.passage.text[claim.range.clone()]);
    claim.data = Some(spoken.data(false));
    Some(claim)
}

/// The readings between which a difference may be meant, in a sentence that names one besides the last: that one, the
/// last and the one given before. Empty if it names no other.
fn salient(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize) -> Vec<f64> {
    let tokens = &sentence.tokens;
    let named = tokens.iter().enumerate().filter(|(near, _)| *near != at).flat_map(|(_, token)| {
        let said = figure(spoken.measure, token);
        let read =
            spoken.points().filter(move |point| said.is_some_and(|said| is_one(said, point.value)));
        let then = spoken.at_time(token).or_else(|| spoken.of_year(token));
        read.chain(then.into_iter().flatten())
    });
    let said = |point: &&Point| spoken.said.is_some_and(|said| is_one(said, point.value));
    let known = spoken.points().filter(said).chain(&spoken.measure.latest);
    let known: Vec<f64> = known.map(|point| point.value.nearest()).collect();
    let named: Vec<f64> = named.map(|point| point.value.nearest()).collect();
    match named.iter().any(|value| !known.contains(value)) {
        true => [known, named].concat(),
        false => Vec::new(),
    }
}

/// The targets from which a difference may be counted: the next, those that the sentence gives, or all.
fn aimed<'f>(spoken: &Spoken<'f>, tokens: &[Token], at: usize) -> Vec<&'f Goal> {
    let measure = spoken.measure;
    let given = |goal: &Goal| {
        let mut said = tokens.iter().enumerate().filter(|(near, _)| *near != at);
        said.any(|(_, token)| figure(measure, token).is_some_and(|said| is_one(said, goal.value)))
    };
    let is_given = measure.targets.iter().any(given);
    let is_next = tokens.windows(2).any(|two| two[0].is(&["next"]) && two[1].is(&GOALS));
    let next = spoken.next_goal().filter(|_| is_next);
    // "Missed the target for June by …".
    let of_time = tokens[..at].iter().rposition(|token| token.is(&GOALS)).map(|goal| {
        let near = &tokens[goal.saturating_sub(1)..at];
        measure.targets.iter().filter(|goal| {
            near.iter().any(|token| token.gives_day() && token.is_day(goal.by.0) == Some(true))
        })
    });
    let of_time: Vec<_> = of_time.into_iter().flatten().collect();
    if !of_time.is_empty() {
        return of_time;
    }
    let is_meant = |goal: &&Goal| match next {
        Some(next) => next == *goal,
        None => !is_given || given(goal),
    };
    measure.targets.iter().filter(is_meant).collect()
}

/// Reports comparisons of two figures in the wrong direction: "11.9 per cent, slightly less than the 11.6 per cent
/// from which we set out".
pub(super) fn compared(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let higher = measure.better == Better::Higher;
    let known = |at: usize| {
        let said = figure(measure, &tokens[at])?;
        let goals = measure.targets.iter().map(|goal| goal.value);
        let mut all = spoken.points().map(|point| point.value).chain(goals);
        all.any(|one| is_one(said, one)).then_some(said)
    };
    let found = (1..tokens.len()).filter_map(|at| {
        let is_up = match () {
            () if tokens[at].is(&ABOVE) => true,
            () if tokens[at].is(&BELOW) => false,
            () if tokens[at].is(&BETTER) => higher,
            () if tokens[at].is(&WORSE) => !higher,
            () => return None,
        };
        let than = at + 1 + usize::from(sentence.is(at + 1, &["than"]));
        let other = than + usize::from(sentence.is(than, &["the", "our", "its"]));
        let one = (0..at).rev().find(|at| known(*at).is_some())?;
        let (said, from) = (known(one)?, tokens.get(other).and_then(|_| known(other))?);
        let near =
            tokens[at].typed && tokens[one + 1..at].iter().filter(|token| token.apart).count() < 2;
        let is_gap = (one + 1..at)
            .any(|near| tokens[near].count().is_some() && !spoken.is_named(sentence, near));
        let wrong = if is_up { said < from } else { said > from };
        (near && !is_gap && wrong && than > at + 1).then(|| Claim {
            range: tokens[at].range.start..tokens[other].range.end,
            message: format!(
                "`{}`: {} is {} than {}",
                sentence.written(at, other),
                spoken.written(sentence, one),
                if said < from { "less" } else { "more" },
                spoken.written(sentence, other)
            ),
            data: None,
        })
    });
    found.collect()
}

/// The number of tokens before the next clause begins.
pub(super) fn clause(tokens: &[Token]) -> usize {
    let is_next = |at: &usize| {
        let token = &tokens[*at];
        // "Between March and June" is one time.
        let between = tokens[..*at].iter().rposition(|token| token.is(&["between"]));
        let joins = between.is_some_and(|between| between + REACH >= *at)
            && tokens[at.saturating_sub(1)].gives_day();
        token.apart || token.is(&["and", "but", "while", "although"]) && !joins
    };
    (0..tokens.len()).find(is_next).unwrap_or(tokens.len())
}

/// The targets of a measure, in words.
fn targets(spoken: &Spoken<'_>) -> String {
    let all = spoken.measure.targets.iter().map(|goal| goal.words.as_str());
    all.collect::<Vec<_>>().join(", then ")
}
