//! Finds what a length of time is counted from, by the words around it: "three weeks after publication", "slipped by
//! two months", "with three days in hand", "on the very day that it was due".
//!
//! In come the tokens of a sentence; out come its lengths of time, each with its direction and what it is counted
//! from. Which day that is in the data is left to the parent module.

use crate::check::claims::about::spans::{Span, spans};
use crate::check::reading::{Sentence, Token};

/// Words after a length of time for late, for early, and for before or after another day.
const LATE: [&str; 2] = ["late", "overdue"];
const LATER: [&str; 6] = ["later", "longer", "after", "behind", "beyond", "past"];
const EARLIER: [&str; 4] = ["earlier", "sooner", "before", "ahead"];
/// Pairs of words with the same meaning.
const PAIRS: [(&str, &str, Side); 6] = [
    ("too", "long", Side::After),
    ("too", "late", Side::After),
    ("in", "hand", Side::Before),
    ("to", "spare", Side::Before),
    ("behind", "time", Side::After),
    ("ahead", "time", Side::Before),
];
/// Words before a length of time that say that something was put back.
const PUT_BACK: [&str; 8] =
    ["slipped", "delayed", "postponed", "late", "overdue", "behind", "extended", "deferred"];
/// Words for a planned day, verbs of intention, and words before these.
const PLANNED: [&str; 10] = [
    "planned",
    "due",
    "schedule",
    "deadline",
    "intended",
    "expected",
    "originally",
    "target",
    "date",
    "plan",
];
const WANTED: [&str; 5] = ["set", "promised", "hoped", "agreed", "thought"];
const HAD: [&str; 9] = ["had", "was", "were", "been", "we", "originally", "first", "than", "as"];
/// Words for the report of a visit, by whether it was received or published, and for visits and plans.
const RECEIVED: [&str; 2] = ["received", "reached"];
const PUBLISHED: [&str; 4] = ["publication", "published", "issued", "public"];
const PAPERS: [&str; 4] = ["report", "letter", "findings", "judgement"];
const SUBMITTED: [&str; 2] = ["submitted", "submission"];
const LEFT: [&str; 6] = ["left", "leaving", "ended", "finished", "concluded", "gone"];
const VISITED: [&str; 7] =
    ["inspection", "visit", "inspectors", "assessors", "assessment", "revisit", "re-visit"];
/// How many tokens after a length of time to look for what it is counted from.
const NEAR: usize = 9;

/// The direction in which a length is counted from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    After,
    Before,
    /// In either direction.
    Apart,
}

/// What a length of time is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The day on which something was due.
    Plan,
    Received,
    Published,
    /// A report, be it received or published.
    Told,
    Submitted,
    /// The last day of a visit, and any of its days.
    Left,
    Visited,
    Christmas,
    /// The last day of a plan.
    End,
    /// The day at a token.
    Day(usize),
    /// The day mentioned before.
    Given,
}

/// A length of time with what it is counted from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    pub(super) span: Span,
    /// The first token of the length, and the one after the words that say what it is counted from.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) side: Side,
    pub(super) from: Origin,
    /// Whether it is a maximum: "within 28 days of".
    pub(super) within: bool,
}

/// The lengths of time in a sentence that are counted from something. `is_late` says whether this sentence, or the
/// one before, is about something late.
pub(super) fn lengths(sentence: &Sentence<'_, '_>, is_late: bool) -> Vec<Length> {
    let tokens = &sentence.tokens;
    let days = (0..tokens.len()).filter_map(|at| on_the_day(sentence, at));
    let spans = spans(tokens).into_iter().filter(|span| span.start < span.end);
    days.chain(spans.filter_map(|span| length(sentence, span, is_late))).collect()
}

/// A length of no days or one day said in words: "on the very day that it was due", "the day after it was due".
fn on_the_day(sentence: &Sentence<'_, '_>, at: usize) -> Option<Length> {
    let tokens = &sentence.tokens;
    let very = usize::from(sentence.is(at + 1, &["very", "same", "exact"]));
    if !sentence.is(at, &["the"]) || !sentence.is(at + 1 + very, &["day"]) {
        return None;
    }
    let behind = at + 2 + very;
    let (days, side, joins) = match () {
        () if sentence.is(behind, &["after"]) => (1, Side::After, 1),
        () if sentence.is(behind, &["before"]) => (1, Side::Before, 1),
        () if sentence.is(behind, &["that", "when"]) => (0, Side::After, 1),
        () if sentence.is(behind, &["on"]) && sentence.is(behind + 1, &["which"]) => {
            (0, Side::After, 2)
        }
        () => (0, Side::After, 0),
    };
    let from = behind + joins;
    let (named, end) = named(tokens, from)?;
    let is_plain = days > 0 || named == Origin::Plan && tokens[end - 1].is(&["due", "planned"]);
    let span = Span::exactly(at, behind, days);
    let is_said = is_plain && !matches!(named, Origin::Day(_));
    is_said.then_some(Length { span, start: at, end, side, from: named, within: false })
}

/// The length with what it is counted from; `None` if no words say that.
fn length(sentence: &Sentence<'_, '_>, span: Span, is_late: bool) -> Option<Length> {
    let tokens = &sentence.tokens;
    let next = span.end;
    let is = |at: usize, words: &[&str]| sentence.is(at, words);
    let plain = Length {
        span,
        start: span.start,
        end: next + 1,
        side: Side::After,
        from: Origin::Plan,
        within: false,
    };
    let pair = PAIRS.iter().find(|(one, two, _)| is(next, &[one]) && is(next + 1, &[two]));
    let pair = pair.or_else(|| {
        let of = |one: &str| is(next, &[one]) && is(next + 1, &["of"]) && is(next + 2, &["time"]);
        PAIRS.iter().find(|(one, two, _)| *two == "time" && of(one))
    });
    if let Some((_, two, side)) = pair {
        let of = usize::from(*two == "time" && is(next + 1, &["of"]));
        return Some(Length { end: next + 2 + of, side: *side, ..plain });
    }
    if is(next, &LATE) || is(next, &["early"]) {
        let side = if is(next, &["early"]) { Side::Before } else { Side::After };
        return Some(Length { side, ..plain });
    }
    // "The plan has five months left to run."
    let to_go = usize::from(is(next, &["left"])) + next;
    let is_to_go = is(to_go, &["to"]) && is(to_go + 1, &["run", "go"]);
    if is_to_go {
        return Some(Length { end: to_go + 2, side: Side::Before, from: Origin::End, ..plain });
    }
    let within = is(span.start, &["within"]) && is(next, &["of", "after"]);
    let is_after = within || is(next, &LATER);
    if is_after || is(next, &EARLIER) {
        let side = if is_after { Side::After } else { Side::Before };
        let compares = is(next, &["later", "longer", "earlier", "sooner"]);
        let than = is(next + 1, &["than"]);
        let said = named(tokens, next + 1).filter(|_| than || !compares);
        let given = || compares && !than && (span.start == 0 || ends(tokens, next + 1));
        return match said {
            Some((from, end)) => Some(Length { side, from, end, within, ..plain }),
            None => given().then_some(Length { side, from: Origin::Given, ..plain }),
        };
    }
    if is(next, &["on"]) && ends(tokens, next + 1) {
        return Some(Length { from: Origin::Given, ..plain });
    }
    // "Has been delayed by three months", "the dashboard by six weeks".
    let by = span.start.checked_sub(1).filter(|at| is(*at, &["by"]));
    let put = by.unwrap_or(span.start).checked_sub(1)?;
    let is_back = is(put, &["back"])
        && put.checked_sub(1).is_some_and(|at| is(at, &["put", "moved", "pushed", "set"]));
    if is(put, &PUT_BACK) || is_back {
        return Some(Length { start: put, end: next, ..plain });
    }
    let is_listed = by.is_some() && is_late && ends(tokens, next);
    is_listed.then_some(Length { end: next, side: Side::Apart, ..plain })
}

/// Whether a clause ends before a token.
fn ends(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_none_or(|next| next.apart || next.is(&["and", "but", "because", "as"]))
}

/// What the words from a token on name as the start of a length, and the token after them.
fn named(tokens: &[Token], from: usize) -> Option<(Origin, usize)> {
    let end = tokens.len().min(from + NEAR);
    let goes_on = |at: &usize| !tokens[*at].apart && !tokens[*at].is(&["and", "but"]);
    let near: Vec<usize> = (from..end).take_while(goes_on).collect();
    let find = |words: &[&str]| near.iter().copied().find(|at| tokens[*at].is(words));
    let day = near.iter().copied().find(|at| tokens[*at].gives_day());
    let near_day = |at: usize| day.is_none_or(|day| at < day);
    let planned = near.iter().copied().find(|at| is_planned(tokens, *at));
    let of = [
        (Origin::Plan, planned),
        (Origin::Received, find(&RECEIVED)),
        (Origin::Published, find(&PUBLISHED)),
        (Origin::Told, find(&PAPERS)),
        (Origin::Submitted, find(&SUBMITTED)),
        (Origin::Left, find(&LEFT)),
        (Origin::Visited, find(&VISITED)),
        (Origin::Christmas, find(&["christmas"])),
    ];
    let said = of.into_iter().find_map(|(from, at)| Some((from, at.filter(|at| near_day(*at))?)));
    said.map(|(from, at)| (from, at + 1)).or_else(|| {
        // "Three weeks after 6 May".
        let day = day.filter(|day| *day <= from + 3)?;
        Some((Origin::Day(day), day + 1))
    })
}

/// Whether a word is about what was planned: "before they should have been", "after the date that we had set", "than
/// first agreed", "before it had to".
fn is_planned(tokens: &[Token], at: usize) -> bool {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    let before = |words: &[&str]| at.checked_sub(1).is_some_and(|at| is(at, words));
    let is_plan = is(at, &["plan"]) && before(&["behind", "ahead", "of", "in"]);
    is(at, &PLANNED) && !is(at, &["plan"])
        || is_plan
        || is(at, &WANTED) && before(&HAD)
        || is(at, &["should", "could"]) && is(at + 1, &["have"])
        || is(at, &["to"]) && before(&["had"]) && ends(tokens, at + 1)
}
