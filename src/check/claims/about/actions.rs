//! Checks what is said of single actions: their status, when they are due, and when they began or ended.
//!
//! In come a sentence and the actions that it names; out come the claims that the history of an action contradicts. A
//! day is compared with every due date that the action ever had; how late it is said to be is left to
//! [`lengths`](super::lengths).

use chrono::NaiveDate;

use super::tenses::{is_own, is_whole};
use super::{About, Doing, Mention, listed, stem};
use crate::check::claims::facts::status_at;
use crate::check::claims::moved::History;
use crate::check::claims::times::{Time, time_at};
use crate::check::claims::{Claim, Data};
use crate::check::reading::{Sentence, Token, What};
use crate::derive::plan::Figures;
use crate::diag::Place;
use crate::model::plan::Status;
use crate::read::date::in_words;

/// Words that may come between an action and its status.
const BETWEEN: [&str; 16] = [
    "is", "was", "are", "were", "has", "had", "have", "been", "remains", "remained", "now",
    "still", "judged", "rated", "already", "also",
];
/// Words that deny a status, and words that may follow one.
const NOT: [&str; 6] = ["not", "never", "no", "longer", "nor", "neither"];
const DENIES: [&str; 5] = ["not", "no", "longer", "yet", "currently"];
const BEHIND: [&str; 18] = [
    "and", "but", "or", "because", "since", "as", "though", "although", "while", "by", "with",
    "so", "now", "again", "owing", "due", "until", "at",
];
/// Words that belong to the name of an action: "work on", "in the north".
const BELONGS: [&str; 6] = ["of", "in", "for", "at", "with", "on"];
/// Prepositions between a thing and the name, words between these two, and things that mean the action itself.
const OF: [&str; 7] = ["of", "for", "by", "with", "from", "about", "on"];
const DETERMINE: [&str; 6] = ["the", "a", "an", "our", "its", "new"];
const WORK: [&str; 9] =
    ["work", "action", "rest", "remainder", "delivery", "completion", "progress", "those", "one"];
/// Words for a day, before "of" and what it is the day of.
const DATES: [&str; 9] =
    ["end", "start", "beginning", "middle", "date", "dates", "deadline", "target", "finish"];
/// The most words that belong to a name, or come between two commas after it.
const FEW: usize = 4;
const ASIDE: usize = 14;
/// Words near a day for when an action is due, when it began, and when it was done.
const DUE: [&str; 10] = [
    "due",
    "expected",
    "expects",
    "deadline",
    "revised",
    "finish",
    "finishes",
    "postponed",
    "deferred",
    "target",
];
const BEGUN: [&str; 8] =
    ["start", "starts", "started", "begin", "begins", "began", "begun", "starting"];
pub(super) const DONE: [&str; 11] = [
    "completed",
    "finished",
    "opened",
    "launched",
    "approved",
    "agreed",
    "signed",
    "live",
    "running",
    "introduced",
    "done",
];
/// Words just before a day, and how far before it to look for the words that say what it is.
const JOINS: [&str; 7] = ["by", "on", "in", "until", "is", "to", "of"];
const NEAR: usize = 7;
/// Words of a sentence about a day of only part of an action.
const PART: [&str; 7] = ["milestone", "milestones", "step", "first", "phase", "half", "part"];
/// Verbs for something that lasts until a day.
const LASTS: [&str; 8] = ["take", "takes", "last", "lasts", "run", "runs", "need", "needs"];

/// Reports statements about actions that the data contradict.
pub(super) fn check(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let mut claims = standings(about);
    claims.extend(days(about));
    claims.extend(listed::check(about));
    claims.extend(moved(about));
    claims
}

/// Reports changes of status that an action did not make.
fn moved(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let tokens = &about.sentence.tokens;
    let from = (1..tokens.len()).filter(|at| tokens[*at].is(&["from"]));
    let moved = from.filter_map(|at| about.action_at(at)?.history().moved(about.sentence, at));
    moved.collect()
}

/// Reports a wrong status, now or earlier, and a status that is wrongly denied.
fn standings(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let (facts, sentence) = (about.facts, about.sentence);
    let claims = (1..sentence.tokens.len()).filter_map(|at| {
        let (start, doing) = subject(about, at)?;
        let is_unstarted =
            status_at(sentence, at).is_some_and(|(one, _)| one == Status::NotStarted);
        let denied = sentence.tokens[at..].iter().take_while(|one| one.is(&DENIES)).count();
        let denied = if is_unstarted { 0 } else { denied };
        let (status, length) = status_at(sentence, at + denied)?;
        let end = at + denied + length;
        let time = time_at(facts, sentence, true, &[], at);
        let is_then = matches!(time, Time::Then(_));
        let behind = sentence.tokens.get(end);
        let is_else = behind
            .is_some_and(|next| !(next.apart || next.is(&BEHIND) || is_then && next.is(&JOINS)));
        let id = &doing.state.id;
        let (is, figures) = match time {
            // The plan may have several days, those of a review and of its paper; the status on any one will do.
            Time::Now => ("is", facts.plans.iter().map(|plan| plan.figures.clone()).collect()),
            Time::Then(time) => ("was", facts.figures_then(time)),
            Time::Unclear => return None,
        };
        let states = figures.iter().flat_map(Figures::actions).filter(|one| one.id == *id);
        let states: Vec<_> = states.collect();
        let is_so = states.iter().any(|one| (one.status == status) != (denied > 0));
        let first = states.first().filter(|_| !is_else && !is_so)?;
        let on = figures.first()?.as_at.0.format(" on %-d %B %Y");
        let on = if is_then { on.to_string() } else { String::new() };
        let place = doing.action.update.last().map_or(doing.action.place, |update| update.place);
        let data = doing.data(&format!("action(\"{id}\").status_words"), place);
        sentence.is_typed(start..end).then(|| Claim {
            range: sentence.tokens[at].range.start..sentence.tokens[end - 1].range.end,
            message: format!(
                "`{}`: by the data, action {id} {is} {}{on}",
                sentence.written(start, end - 1),
                first.status.word().replace('-', " ")
            ),
            data: Some(Data {
                expression: data.expression.filter(|_| !is_then && denied == 0),
                ..data
            }),
        })
    });
    claims.collect()
}

/// The action whose status is at a token, and the first token of both: it is named before the verb, or referred back
/// to, as in "which was behind in March".
fn subject<'f>(about: &About<'_, '_, '_, 'f>, at: usize) -> Option<(usize, Doing<'f>)> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    // "No action on damp is behind."
    let is_some =
        |mention: &Mention<'_>| !tokens[..mention.start].iter().any(|one| one.is(&["no", "none"]));
    let named = about.actions().find(|(mention, _)| past(sentence, mention) == Some(at));
    if let Some((mention, doing)) = named {
        return is_some(mention).then_some((mention.start, doing));
    }
    let verbs = tokens[..at].iter().rev().take_while(|token| token.is(&BETWEEN)).count();
    let verb = at - verbs;
    let before = verb.checked_sub(1).filter(|_| verbs > 0)?;
    let refers = tokens[before].is(&["which"]) && tokens[before].apart
        || tokens[before].is(&["it", "action"]) && before < 2
        || tokens[before].is(&["and", "but"]) && tokens[at - 1].is(&["now"]);
    // The past tense needs a day.
    let is_past = tokens[verb].is(&["was", "were", "had"]);
    let is_then = matches!(time_at(about.facts, sentence, true, &[], at), Time::Then(_));
    let doing = about.action_at(verb).filter(|_| refers && is_past == is_then)?;
    Some((verb, doing))
}

/// The token after words that join an action and its status.
fn past(sentence: &Sentence<'_, '_>, mention: &Mention<'_>) -> Option<usize> {
    let tokens = &sentence.tokens;
    let at = past_aside(sentence, mention)?;
    let from = at + tokens[at..].iter().take_while(|token| token.is(&BETWEEN)).count();
    (mention.sure && from > at && from < tokens.len()).then_some(from)
}

/// The token after the name of an action, the words that belong to it and any aside between commas; `None` if what
/// follows is about something else.
pub(super) fn past_aside(sentence: &Sentence<'_, '_>, mention: &Mention<'_>) -> Option<usize> {
    let tokens = &sentence.tokens;
    let joins =
        |at: usize| tokens.get(at).is_some_and(|token| token.is(&BETWEEN) || token.is(&["will"]));
    let mut at = mention.end;
    // Words that belong to the name, or an aside between two commas.
    let is_aside = tokens.get(at)?.apart && !joins(at);
    let most = if is_aside { ASIDE } else { FEW };
    if !mention.sure || is_aside || tokens[at].is(&BELONGS) {
        let mut next = at + 1..tokens.len().min(at + most + 1);
        at = next.find(|at| joins(*at) && (!is_aside || tokens[*at].apart))?;
    }
    // This may be about another thing: "and one, the training centre, is".
    let is_joined = tokens[mention.end..at]
        .iter()
        .any(|token| token.is(&["and", "but", "or", "while"]) || token.count().is_some());
    if is_joined {
        return None;
    }
    (mention.sure && !is_of_other(tokens, mention.start)).then_some(at)
}

/// Whether a name only describes another thing: "the board for the training centre", not "work on the centre".
pub(super) fn is_of_other(tokens: &[Token], start: usize) -> bool {
    let is_known = |token: &Token| token.is(&DETERMINE) || token.count().is_some();
    let of = (0..start).rev().find(|at| !is_known(&tokens[*at]));
    // "The letter to the new inspectors", but not "to recruit inspectors".
    let is_to = |of: usize| tokens[of].is(&["to"]) && of + 1 < start;
    let Some(of) = of.filter(|of| (tokens[*of].is(&OF) || is_to(*of)) && *of > 0) else {
        return false;
    };
    let thing = &tokens[of - 1];
    !thing.word.ends_with("ing") && !thing.is(&WORK)
}

/// Whether a name only describes a thing that has days of its own: "the report on action 3", not "the deadline for it"
/// or "the introduction of it".
pub(super) fn is_of_thing(tokens: &[Token], start: usize) -> bool {
    let is_known = |token: &Token| token.is(&DETERMINE) || token.count().is_some();
    let of = (0..start).rev().find(|at| !is_known(&tokens[*at]));
    let thing = of.and_then(|of| of.checked_sub(1)).map(|thing| &tokens[thing]);
    let is_doing = |thing: &Token| {
        thing.is(&DATES)
            || ["tion", "sion", "ment", "al"].iter().any(|end| thing.word.ends_with(end))
    };
    is_of_other(tokens, start) && !thing.is_some_and(is_doing)
}

/// Reports days that an action never had.
fn days(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let sentence = about.sentence;
    let tokens = &sentence.tokens;
    // "All homes must have been surveyed by March" says what is required, not what happened.
    let is_part = |at: usize| {
        let was_due = sentence.is(at, &["first"]) && sentence.is(at + 1, &["due"]);
        tokens[at].is(&PART) && !was_due || tokens[at].is(&["must"])
    };
    if (0..tokens.len()).any(is_part) {
        return Vec::new();
    }
    let found = (1..tokens.len()).filter_map(|at| {
        if !tokens[at].gives_day() || !tokens[at].typed {
            return None;
        }
        let doing = about.action_at(at)?;
        let is_known = |day: &NaiveDate| tokens[at].is_day(*day) == Some(true);
        let what = said_of_day(about, doing, at)?;
        // What was done on a day was not done on the one by which it was due.
        let on = what == OfDay::Done && tokens[at - 1].is(&["on"]);
        let mut days = if on { doing.happened() } else { doing.days() }.into_iter();
        (!days.any(|day| is_known(&day))).then(|| claim_of_day(about, doing, at, what))
    });
    found.collect()
}

/// What a day of an action is said to be.
#[derive(Clone, Copy, PartialEq)]
enum OfDay {
    Due,
    Begun,
    Done,
}

/// What the sentence says the day at a token is for an action.
fn said_of_day(about: &About<'_, '_, '_, '_>, doing: Doing<'_>, at: usize) -> Option<OfDay> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let mut joins = at - 1;
    // "At the end of", "by the end of", "by Friday".
    while joins > 0
        && sentence.is(
            joins,
            &[
                "the",
                "end",
                "of",
                "start",
                "at",
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
            ],
        )
    {
        joins -= 1;
    }
    // "Action 3 (due November 2026)"; "before the review of November" is of the review.
    let is_of_event = at > 1 && tokens[at - 1].is(&["of"]) && !tokens[at - 2].is(&DATES);
    let is_joined = tokens[at - 1].is(&JOINS)
        || tokens[at - 1].is(&["due"])
        || tokens[joins].is(&JOINS)
        || joins + 1 < at;
    let before = (0..joins).rev().find(|at| tokens[*at].gives_day()).map_or(0, |before| before + 1);
    let near = &tokens[before.max(joins.saturating_sub(NEAR))..=joins];
    if !is_joined || is_of_event || near.iter().any(|token| token.is(&NOT)) {
        return None;
    }
    let last = |words: &[&str]| near.iter().rposition(|token| token.is(words));
    let own = |token: &Token| {
        let verb = stem(doing.action.action.value.split_whitespace().next().unwrap_or_default());
        token.word.ends_with("ed") && verb.is_some() && stem(&token.word) == verb
    };
    let ended = doing.state.completed.is_some() && !doing.state.completed_by_report;
    let ended = ended && !near.iter().any(|token| token.is(&["will"]));
    let done = near.iter().rposition(|token| token.is(&DONE) || own(token)).filter(|_| ended);
    let (due, begun) = (last(&DUE), last(&BEGUN));
    let named = about.actions().find(|(mention, _)| mention.end <= at);
    let to_be = tokens[..joins].windows(2).any(|two| two[0].is(&["to"]) && two[1].is(&["be"]));
    // "The report on action 3 is due" is about the report.
    if named.is_some_and(|(mention, _)| is_of_thing(tokens, mention.start)) {
        return None;
    }
    let ends = tokens[joins].is(&["in", "on"]) && joins > 0 && tokens[joins - 1].is(&DONE);
    let will = (tokens[joins].is(&["by"]) || ends)
        && (to_be || tokens[..joins].iter().any(|token| token.is(&["will"])));
    let best = due.max(begun).max(done);
    let named_whole = named.is_some_and(|(mention, _)| mention.whole);
    let is_end = near.iter().any(|token| token.is(&DONE));
    let lasts = tokens[joins].is(&["until"]) && last(&LASTS).is_some();
    match best {
        None if lasts => Some(OfDay::Due),
        // For an action still to be done, the whole name must be there.
        None => {
            let is_its = || named.is_some_and(|(mention, _)| is_to_be_done(about, mention, doing));
            (will && (named_whole || is_end || is_its())).then_some(OfDay::Due)
        }
        // Only part of the action may have begun, unless the sentence says that work on it did.
        best if best == begun => {
            let past = near[best.unwrap_or(0)].is(&["began", "begun", "started"]);
            let is_work = tokens.iter().any(|token| token.is(&["work", "action"]));
            let is_all = named.is_some_and(|(mention, _)| mention.whole);
            (!past || is_work || is_all).then_some(OfDay::Begun)
        }
        best if best == due => Some(OfDay::Due),
        _ => (doing.state.completed.is_some() && !doing.state.completed_by_report)
            .then_some(OfDay::Done),
    }
}

/// Whether a sentence says that all of an action will be done, in its own words and no others: "every crew will have been
/// trained".
fn is_to_be_done(about: &About<'_, '_, '_, '_>, mention: &Mention<'_>, doing: Doing<'_>) -> bool {
    const TO_BE: [&str; 10] =
        ["will", "have", "been", "be", "now", "all", "every", "each", "to", "the"];
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let verb = (mention.start + 1..tokens.len()).find(|at| is_own(sentence, doing, *at));
    let own = super::stems(&doing.action.action.value);
    let is_its = |token: &Token| {
        token.is(&TO_BE) || stem(&token.word).is_some_and(|stem| own.contains(&stem))
    };
    verb.is_some_and(|verb| {
        let words = &tokens[mention.start..=verb];
        words.iter().any(|token| token.is(&["will"]))
            && words.iter().all(is_its)
            && is_whole(sentence, doing, verb)
            && tokens.get(verb + 1).is_some_and(|next| next.is(&JOINS))
    })
}

/// A claim that a day is wrong, with the days that the data have.
fn claim_of_day(about: &About<'_, '_, '_, '_>, doing: Doing<'_>, at: usize, what: OfDay) -> Claim {
    let (sentence, state) = (about.sentence, doing.state);
    let form = match sentence.tokens[at].what {
        What::Day(day) if day.from == day.to => "",
        What::Day(_) => "(\"%B %Y\")",
        What::MonthDay(..) => "(\"%-d %B\")",
        _ => "(\"%B\")",
    };
    let due = ("is due on", state.due, "due", doing.action.due.place);
    let (is, day, key, place) = match (what, state.start, state.completed) {
        (OfDay::Begun, Some(start), _) => ("is to start on", start, "start", doing.action.place),
        (OfDay::Done, _, Some(done)) => ("was completed on", done, "completed", doing.action.place),
        _ => due,
    };
    // If no update says when the action began, only its planned start and its end are known.
    let is_planned = what == OfDay::Begun && state.started.is_none();
    if let Some(done) = state.completed.filter(|_| is_planned && key == "start") {
        let says = format!(
            "action {} was to start on {} and was completed on {}",
            state.id,
            in_words(day),
            in_words(done)
        );
        return Claim::of(sentence, at..at + 1, &says, place);
    }
    let expression = format!("action(\"{}\").{key} | date{form}", state.id);
    Claim {
        range: sentence.tokens[at].range.clone(),
        message: format!(
            "`{}`: by the data, action {} {is} {}",
            sentence.written(at, at),
            state.id,
            in_words(day)
        ),
        data: Some(doing.data(&expression, place)),
    }
}

impl Doing<'_> {
    /// A datum of the action, with its expression.
    pub(super) fn data(self, expression: &str, place: Place) -> Data {
        let expression = Some(format!("{}.{expression}", self.plan.name));
        Data { expression, words: false, place }
    }

    /// The status of the action over time, from its updates up to the day of the figures.
    fn history(self) -> History {
        let as_at = self.plan.figures.as_at.0;
        let updates = self.action.update.iter().map(|update| (update.on.value.0, update.status));
        let steps = updates.filter(|(day, _)| *day <= as_at);
        let mut steps: Vec<_> = steps.filter_map(|(day, status)| Some((day, status?))).collect();
        steps.sort_by_key(|(day, _)| *day);
        History { of: format!("action {}", self.state.id), steps, place: self.action.place }
    }

    /// The days on which something of the action is known to have happened.
    fn happened(self) -> Vec<NaiveDate> {
        let updates = self.action.update.iter();
        let updates =
            updates.flat_map(|update| [Some(update.on), update.started, update.completed]);
        let met = self.action.milestone.iter().map(|milestone| milestone.met);
        let days = updates.chain(met).flatten().map(|day| day.value.0);
        days.chain(self.state.completed.map(|day| day.0)).collect()
    }

    /// Every day that the action, or a part of it, ever had.
    fn days(self) -> Vec<NaiveDate> {
        let Self { action, .. } = self;
        let updates = action
            .update
            .iter()
            .flat_map(|update| [Some(update.on), update.due, update.started, update.completed]);
        let next = action.update.iter().filter_map(|update| Some(update.next.as_ref()?.by));
        let parts =
            action.milestone.iter().flat_map(|milestone| [Some(milestone.by), milestone.met]);
        let own =
            updates.chain(parts).chain([action.start]).flatten().chain(next).chain([action.due]);
        own.map(|day| day.value.0).collect()
    }
}
