//! Checks targets of measures: "the target is 95% by December 2026", "missed the target", "comfortably inside the
//! target of 330".
//!
//! In come a sentence and the measure that it, or the one before, mentions; out come the figures and days that it
//! wrongly calls a target, and wrong statements of whether the measure met its target.

use super::gaps::Side;
use super::{Spoken, clause_of, figure, is_denied, is_one, is_to_be};
use crate::check::claims::{Claim, Data};
use crate::check::reading::{Sentence, Token, What, year_of};
use crate::derive::measure::{Goal, Point};
use crate::model::plan::Better;
use crate::read::date::in_words;

/// Words before the target of the measure that is spoken of.
const OURS: [&str; 8] = ["the", "its", "our", "their", "a", "this", "of", "next"];
/// Verbs of what was wanted, before "for" or "to".
const WANTED: [&str; 4] = ["hoped", "aimed", "hoping", "aiming"];
/// Words between it and its figure.
const BETWEEN: [&str; 18] = [
    "is", "was", "of", "remains", "now", "still", "to", "be", "for", "this", "set", "had", "been",
    "by", "reach", "at", "least", "have",
];
/// What a target is called, and what is called so after its figure.
const NAMES: [&str; 6] = ["target", "aim", "goal", "ambition", "objective", "trajectory"];
/// Words for what the measure is to reach: its names, and what was done with it.
pub(super) const GOALS: [&str; 14] = [
    "target",
    "targets",
    "goal",
    "aim",
    "ambition",
    "objective",
    "trajectory",
    "aimed",
    "aiming",
    "hoped",
    "hoping",
    "planned",
    "intended",
    "wanted",
];

/// How far before the target its figure stands, and how far the words that say how the measure stands to it.
const REACH: usize = 4;
const FAR: usize = 9;
/// Words that say so, and those that do only where they are denied: "did not meet".
const MET: [&str; 16] = [
    "met",
    "meets",
    "meeting",
    "reached",
    "hit",
    "achieved",
    "attained",
    "inside",
    "within",
    "beat",
    "beats",
    "beaten",
    "beating",
    "ahead",
    "passed",
    "fulfilled",
];
const EXCEEDED: [&str; 5] = ["exceeded", "exceeds", "exceeding", "surpassed", "bettered"];
const MISSED: [&str; 9] =
    ["missed", "misses", "missing", "short", "outside", "behind", "adrift", "shy", "off"];
const ABOVE: [&str; 5] = ["above", "over", "higher", "longer", "more"];
const BELOW: [&str; 6] = ["below", "under", "lower", "fewer", "shorter", "less"];
const MEET: [&str; 7] = ["meet", "reach", "achieve", "attain", "got", "come", "came"];
/// Words that deny what is behind them: "failed to meet"; "yet" does before "to": "has yet to reach".
const FAILS: [&str; 3] = ["failed", "fails", "failing"];
/// Words between these and the target.
const PLAIN: [&str; 28] = [
    "the", "its", "our", "their", "this", "that", "of", "than", "to", "we", "had", "have", "has",
    "were", "was", "been", "is", "for", "by", "from", "down", "up", "what", "where", "set",
    "council", "which", "in",
];

/// How a measure is said to stand to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Met,
    Exceeded,
    Missed,
    Above,
    Below,
}

impl Standing {
    /// What a word says.
    pub(super) fn of(token: &Token) -> Option<Self> {
        let words: [(&[&str], Self); 6] = [
            (&MET, Self::Met),
            (&MEET, Self::Met),
            (&EXCEEDED, Self::Exceeded),
            (&MISSED, Self::Missed),
            (&ABOVE, Self::Above),
            (&BELOW, Self::Below),
        ];
        words.into_iter().find(|(words, _)| token.is(words)).map(|(_, standing)| standing)
    }

    /// Whether a reading stands so to a target.
    pub(super) fn is_so(self, point: &Point, goal: &Goal, better: Better) -> bool {
        let (value, goal) = (point.value, goal.value);
        let is_better = value != goal && (value > goal) == (better == Better::Higher);
        match self {
            Self::Met => is_better || value == goal,
            Self::Exceeded => is_better,
            Self::Missed => !is_better && value != goal,
            Self::Above => value > goal,
            Self::Below => value < goal,
        }
    }
}

/// Whether the figure at a token, with the hedge that begins at `from`, is said to be a target.
pub(super) fn is_goal(tokens: &[Token], from: usize, at: usize) -> bool {
    let before = tokens[from.saturating_sub(REACH)..from].iter().rev();
    let named = before.take_while(|token| {
        token.is(&BETWEEN)
            || token.is(&NAMES)
            || matches!(token.what, What::Month | What::MonthDay(..) | What::Day(_))
            || token.is(&["for", "by"])
    });
    let behind = tokens[at + 1..].iter().take(REACH).take_while(|token| !token.apart);
    named.chain(behind).any(|token| token.is(&NAMES))
}

/// Reports wrong statements of whether the measure met its target, if they are true of none of its targets.
pub(super) fn met(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let is_goal = |at: &usize| {
        let next = tokens.get(at + 1);
        let is_named =
            tokens[*at].is(&GOALS) && !next.is_some_and(|next| next.is(&["date", "dates"]));
        // "Although the one for June had been met".
        let stands = ["one", "that", "those"].contains(&tokens[*at].word.as_str())
            && sentence.is(at + 1, &["for"])
            && tokens.get(at + 2).is_some_and(Token::gives_day)
            && tokens[..*at].iter().any(|token| token.is(&GOALS));
        is_named || stands
    };
    let found = (0..sentence.tokens.len()).filter(is_goal);
    found.filter_map(|target| wrong(sentence, spoken, target)).collect()
}

/// On which side of a target the measure is said to be by what stands behind the "by" at a token: "missed it by 15".
pub(super) fn by(spoken: &Spoken<'_>, tokens: &[Token], by: usize) -> Option<Side> {
    let mut goal = false;
    for at in (by.saturating_sub(FAR)..by).rev() {
        let token = &tokens[at];
        goal |= token.is(&GOALS) || at + 1 == by && token.is(&["it", "that", "this"]);
        match Standing::of(token).filter(|_| goal) {
            Some(Standing::Met | Standing::Exceeded) => return Some(Side::Better),
            Some(Standing::Missed) => return Some(Side::Worse),
            Some(Standing::Above | Standing::Below) => return None,
            None => {}
        }
        let between = token.is(&GOALS) || token.is(&PLAIN) || token.is(&["it"]);
        if !between && !token.gives_day() && !spoken.is_within(at) || tokens[at + 1].apart {
            return None;
        }
    }
    None
}

/// The word that relates the measure to the target at a token: before it, or after it as in "the target was
/// exceeded".
fn standing(tokens: &[Token], spoken: &Spoken<'_>, target: usize) -> Option<(usize, Standing)> {
    let is_plain = |token: &Token| {
        token.is(&PLAIN) && !token.apart
            || token.gives_day()
            || spoken.measure.unit.as_ref().is_some_and(|unit| token.word == *unit)
            || figure(spoken.measure, token).is_some()
            || token.count().is_some()
    };
    let before = (target.saturating_sub(FAR)..target).rev();
    let mut before = before
        .take_while(|at| tokens[at + 1..target].iter().all(is_plain) && !tokens[at + 1].apart);
    let found = before.find_map(|at| Some((at, Standing::of(&tokens[at])?)));
    let behind = || {
        // "The target of 85% for supervision held on time was met."
        let is_between = |token: &Token| {
            is_plain(token)
                || spoken.names(token)
                || token.is(&["not", "also", "never"])
                || token.word.ends_with("ly")
                || token.is(&["therefore", "thus", "just", "already", "again"])
        };
        let name = if target < spoken.start { spoken.end - spoken.start } else { 0 };
        let behind = target + 1..tokens.len().min(target + FAR + name);
        let mut behind = behind.take_while(|at| tokens[target + 1..*at].iter().all(is_between));
        let is_done = |at: &usize| tokens[*at - 1].word != "to" && !tokens[*at].apart;
        let found = behind.find_map(|at| Some((at, Standing::of(&tokens[at])?)));
        found.filter(|(at, said)| {
            is_done(at) && matches!(said, Standing::Met | Standing::Exceeded | Standing::Missed)
        })
    };
    found.or_else(behind)
}

/// How the measure is said to stand to the target at a token, where that is wrong.
fn wrong(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, target: usize) -> Option<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let (at, said) = standing(tokens, spoken, target)?;
    let clause = clause_of(tokens, at);
    let (first, last) = (at.min(target), at.max(target));
    let is_fail = |at: usize| {
        tokens[at].is(&FAILS) || tokens[at].is(&["yet"]) && sentence.is(at + 1, &["to"])
    };
    let fails = (clause.start..at).any(is_fail);
    let denied = fails || is_denied(tokens, spoken, &(clause.start..at));
    let is_about = at >= spoken.end || spoken.start > target;
    // "To meet the target" says nothing, "did not meet" and "got down to" do.
    let is_done = !tokens[at].is(&MEET) || denied || sentence.is(at + 1, &["down", "up"]);
    // "No measure met its target but one" is said of all.
    let is_of_all = (clause.start..at).any(|at| {
        tokens[at].is(&["measures", "indicators"])
            || at > 0 && tokens[at].is(&["measure"]) && tokens[at - 1].is(&["no", "every", "each"])
    });
    let is_said = is_about && tokens[at].typed && is_done && !is_of_all;
    if !is_said || is_to_be(tokens, spoken, &clause) {
        return None;
    }
    // "Since March" says from when.
    let starts = |time: &usize| !tokens[time - 1].is(&["since", "from", "than"]);
    let then =
        |time: usize| spoken.at_time(&tokens[time]).or_else(|| spoken.of_year(&tokens[time]));
    let behind = at + 1..clause_of(tokens, last).end.max(at + 1);
    let goals = meant(tokens, spoken, first, target);
    let points = (1..at).rev().filter(starts).find_map(then);
    let latest = measure.latest.iter();
    let points = match (points, behind.clone().find_map(then)) {
        (Some(points), _) => points,
        // "Its target for June" may be met in June, or later.
        (None, Some(points)) if tokens[behind].iter().any(|token| token.is(&["for"])) => {
            points.into_iter().chain(latest).collect()
        }
        (None, Some(points)) => points,
        (None, None) => latest.collect(),
    };
    let stands = points.last()?;
    let mut pairs = points.iter().flat_map(|point| goals.iter().map(move |goal| (point, goal)));
    if goals.is_empty()
        || pairs.any(|(point, goal)| said.is_so(point, goal, measure.better) != denied)
    {
        return None;
    }
    let (name, is, target) = (&measure.name, &stands.words, &goals[0].words);
    let says = format!("“{name}” stands at {is}, and its target is {target}");
    Some(Claim::of(sentence, first..last + 1, &says, spoken.place))
}

/// The targets that may be meant at a token: those of the figure or month beside it, or else those in force and those
/// that fell due last.
fn meant<'f>(tokens: &[Token], spoken: &Spoken<'f>, from: usize, target: usize) -> Vec<&'f Goal> {
    let measure = spoken.measure;
    let behind = tokens[target + 1..].iter().take(REACH).take_while(|token| !token.apart);
    let near = behind.clone().chain(&tokens[from..target]);
    let said = near.clone().find_map(|token| figure(measure, token));
    let all = measure.targets.iter();
    let of_time = |token: &Token| -> Option<Vec<&'f Goal>> {
        let then: Vec<_> =
            all.clone().filter(|goal| token.is_day(goal.by.0) == Some(true)).collect();
        let is_time = token.gives_day() || year_of(&token.word).is_some();
        (is_time && !then.is_empty()).then_some(then)
    };
    let then = behind.chain(&tokens[target.saturating_sub(1)..target]).find_map(of_time);
    // "In June the measure met its target".
    let then = then.or_else(|| tokens[..from].iter().rev().find_map(of_time));
    if let Some(said) = said.filter(|said| all.clone().any(|goal| is_one(*said, goal.value))) {
        return all.filter(|goal| is_one(said, goal.value)).collect();
    }
    if let Some(then) = then {
        return then;
    }
    measure.target.iter().chain(&measure.fell_due).collect()
}

/// Reports targets that the measure does not have.
pub(super) fn named(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    let of_ours = |at: usize| at.checked_sub(1).is_none_or(|before| is(before, &OURS));
    let named = (0..tokens.len()).find(|at| {
        is(*at, &NAMES) && of_ours(*at) || is(*at, &WANTED) && is(at + 1, &["for", "to"])
    });
    let Some(named) = named.filter(|_| !measure.targets.is_empty()) else { return Vec::new() };
    let is_between = |at: usize| is(at, &BETWEEN) || tokens[at].gives_day();
    // "Beats the target by 30" says how far it is from it.
    let is_by = |at: usize| is(at - 1, &["by"]) && by(spoken, tokens, at - 1).is_some();
    let at = (named + 1..tokens.len()).find(|at| !is_between(*at)).unwrap_or(named);
    let said = tokens.get(at).filter(|_| !is_by(at)).and_then(|token| figure(measure, token));
    let Some(said) = said else { return Vec::new() };
    let goals: Vec<_> = measure
        .targets
        .iter()
        .map(|goal| format!("{} by {}", goal.words, in_words(goal.by)))
        .collect();
    let claim = |range, written: &str| Claim {
        range,
        message: format!(
            "`{written}`: by the data, the target of “{}” is {}",
            measure.name,
            goals.join(" and ")
        ),
        data: Some(Data { expression: None, words: false, place: spoken.place }),
    };
    // "The target for June", "the next target", "we had hoped for": those of then.
    let day = tokens[named + 1..at].iter().find(|token| token.gives_day());
    let is_next = named.checked_sub(1).is_some_and(|before| is(before, &["next"]));
    let had = named.checked_sub(1).is_some_and(|before| is(before, &["had"]));
    let latest = measure.latest.as_ref().map(|latest| latest.on);
    let is_then = |goal: &&Goal| match day {
        Some(day) => day.is_day(goal.by.0) != Some(false),
        None if is_next => spoken.next_goal().is_none_or(|next| next == *goal),
        None if had => latest.is_none_or(|latest| goal.by <= latest),
        None => true,
    };
    let is_any = !measure.targets.iter().any(|goal| is_then(&goal));
    let all = measure.targets.iter().filter(|goal| is_any || is_then(goal));
    let figured: Vec<_> = all.filter(|goal| is_one(said, goal.value)).collect();
    if figured.is_empty() {
        let written = spoken.written(sentence, at);
        let wrong = tokens[at].typed.then(|| claim(spoken.range(sentence, at), written));
        return wrong.into_iter().collect();
    }
    let by = tokens.get(at + 2).filter(|_| is(at + 1, &["by"]));
    let Some((token, day)) = by.and_then(|token| match token.what {
        What::Day(day) => Some((token, day)),
        _ => None,
    }) else {
        return Vec::new();
    };
    let is_then = figured.iter().any(|goal| day.from <= goal.by.0 && goal.by.0 <= day.to);
    let wrong = (token.typed && !is_then)
        .then(|| claim(token.range.clone(), &sentence.passage.text[token.range.clone()]));
    wrong.into_iter().collect()
}
