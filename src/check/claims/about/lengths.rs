//! Checks lengths of time between two days: "held on 4 June 2026, and written up on 15 June, eleven days later",
//! "submitted on 12 January 2026, three months after the report came out", "the dashboard was six weeks late", "the
//! very day on which it was due".
//!
//! In come a sentence and what it mentions; out come the lengths of time in it that fit no two days that may be
//! meant. One end is the day beside the length, or one of the action or event named; the other is what the length is
//! counted from. If nothing is known of either, the length is not checked.
//!
//! ```text
//! beside     the days that a sentence gives beside a time
//! relations  what a time is counted from, by the words around it
//! ```

mod beside;
mod relations;

use chrono::NaiveDate;

use self::beside::Range;

use self::relations::{Length, Origin, Side, lengths};
use super::actions::is_of_thing;
use super::{About, Doing, Mention};
use crate::check::claims::counts::names_data;
use crate::check::claims::days::{Event, Happening, PAPERS, events, is_other};
use crate::check::claims::facts::{Facts, phrase};
use crate::check::claims::{Claim, Data};
use crate::check::reading::Sentence;
use crate::derive::inspection::expected;
use crate::diag::Place;
use crate::read::date::in_words;

/// Words that say which visit or paper a sentence means, where it gives no day.
const PUBLISHED: [&str; 3] = ["published", "issued", "out"];
const CAME: [&str; 4] = ["returned", "back", "revisited", "came"];
/// Words of a sentence about the future.
const UNSURE: [&str; 9] =
    ["will", "would", "should", "within", "if", "not", "must", "expected", "usually"];
/// Words that say that something is late.
pub(super) const LATE: [&str; 5] = ["late", "later", "delayed", "behind", "slipped"];

/// Reports lengths of time in a sentence that do not fit their days.
pub(super) fn check(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let (facts, sentence) = (about.facts, about.sentence);
    let tokens = &sentence.tokens;
    let is_late = about.last.late || tokens.iter().any(|token| token.is(&LATE));
    let found: Vec<_> = lengths(sentence, is_late)
        .into_iter()
        .filter(|length| sentence.is_typed(length.start..length.end))
        .filter(|length| !about.is_measured(&tokens[length.span.end - 1]))
        // "Take place a month late on average".
        .filter(|_| !tokens.iter().any(|token| token.is(&["average"])))
        .collect();
    if found.is_empty() {
        return Vec::new();
    }
    let known = Known { about, events: events(facts), deadlines: deadlines(facts) };
    found.into_iter().filter_map(|length| known.wrong(length)).collect()
}

/// What is known about the days around a length of time.
struct Known<'a, 's, 'p, 'd, 'f> {
    about: &'a About<'s, 'p, 'd, 'f>,
    events: Vec<Event>,
    /// The days by which plans were to be submitted, with those on which they were.
    deadlines: Vec<(NaiveDate, NaiveDate, String, Place)>,
}

impl<'f> Known<'_, '_, '_, '_, 'f> {
    /// The claim that a length of time is wrong, if it is.
    fn wrong(&self, length: Length) -> Option<Claim> {
        match length.from {
            Origin::Plan => self.of_plan(length),
            Origin::Given => self.of_given(length),
            _ => self.of_event(length),
        }
    }

    /// The sentence.
    fn sentence(&self) -> &Sentence<'_, '_> {
        self.about.sentence
    }

    /// Checks a length counted from a due date.
    fn of_plan(&self, length: Length) -> Option<Claim> {
        let day = self.beside(length, false);
        let said = day.map(|at| self.ranges(at)).unwrap_or_default();
        let doings = self.doings(length, &said);
        if doings.is_empty() {
            return self.of_deadline(length, &said);
        }
        let pairs = |doing: &Doing<'f>| {
            let all = doing.pairs();
            let own = |day: &NaiveDate| said.iter().any(|(from, to)| from <= day && day <= to);
            let with: Vec<_> =
                all.iter().filter(|(due, end)| own(due) || own(end)).copied().collect();
            // "Delayed by three months, to the end of December" ends then.
            let ends = day.is_some_and(|at| at >= length.end);
            match with.is_empty() {
                false => with,
                true if ends => {
                    let due = doing.action.due.value.0;
                    said.iter().map(|(_, to)| (due, *to)).collect()
                }
                true => all,
            }
        };
        let all: Vec<(NaiveDate, NaiveDate)> = doings.iter().flat_map(pairs).collect();
        let is_so = all.iter().any(|(due, end)| length.is((*due, *due), (*end, *end)));
        (!all.is_empty() && !is_so).then(|| self.claim_of(length, doings[0], day))
    }

    /// Checks a length counted from the day by which a plan had to be submitted.
    fn of_deadline(&self, length: Length, said: &[Range]) -> Option<Claim> {
        let tokens = &self.sentence().tokens;
        let is_named = tokens[..length.start].iter().any(|token| token.is(&["submitted"]));
        let is_of = |day: NaiveDate| said.iter().any(|(from, to)| *from <= day && day <= *to);
        let meant = self.deadlines.iter().filter(|(_, on, ..)| is_named && is_of(*on));
        let meant: Vec<_> = meant.collect();
        let is_so = meant.iter().any(|(by, on, ..)| length.is((*by, *by), (*on, *on)));
        let (_, _, says, place) = meant.first().filter(|_| !is_so)?;
        Some(self.claim(length, says, Some(*place)))
    }

    /// The actions that a length may be about: the one named, or those with the day beside it.
    fn doings(&self, length: Length, said: &[Range]) -> Vec<Doing<'f>> {
        let about = self.about;
        let own = |doing: &Doing<'f>| {
            doing.pairs().iter().any(|(due, end)| {
                said.iter().any(|(from, to)| from <= due && due <= to || from <= end && end <= to)
            })
        };
        // "The letter to the inspectors went out two weeks late."
        let is_other = |(mention, _): (&Mention<'_>, Doing<'_>)| {
            mention.end <= length.start && is_of_thing(&self.sentence().tokens, mention.start)
        };
        if about.actions().any(is_other) {
            return Vec::new();
        }
        let mentioned = about.actions().any(|(mention, _)| mention.sure);
        let named = about.action_at(length.start).filter(|_| length.side != Side::Apart);
        let named = named.or_else(|| about.barely_named(length.start));
        if let Some(named) = named.filter(|one| mentioned || said.is_empty() || own(one)) {
            return vec![named];
        }
        let all = about.records.doings().filter(|_| !mentioned && length.side != Side::Apart);
        all.filter(own).collect()
    }

    /// Checks a length counted from the day mentioned before: "eleven days later", "five months on".
    fn of_given(&self, length: Length) -> Option<Claim> {
        let tokens = &self.sentence().tokens;
        let Some(day) = self.beside(length, true) else { return self.of_event(length) };
        let said = self.ranges(day);
        let before = (0..day.min(length.start)).filter(|at| tokens[*at].gives_day());
        let before: Vec<Range> = before.flat_map(|at| self.ranges(at)).collect();
        let earlier = self.about.last.days.iter().flat_map(|token| self.ranges_of(token, false));
        let doings = self.doings(length, &said);
        let mut pairs = doings.iter().flat_map(Doing::pairs);
        let own = |day: NaiveDate| said.iter().any(|(from, to)| *from <= day && day <= *to);
        let by_plan = pairs.any(|(due, end)| own(end) && length.is((due, due), (end, end)));
        let mut all = before.iter().copied().chain(earlier);
        let is_so = by_plan || all.any(|from| said.iter().any(|to| length.is(from, *to)));
        let moved = doings.iter().find(|doing| doing.pairs().iter().any(|(_, end)| own(*end)));
        match (moved, before.last()) {
            _ if is_so => None,
            (Some(moved), _) => Some(self.claim_of(length, *moved, Some(day))),
            (None, Some(from)) => {
                let to = said.first()?;
                let much = (to.1 - from.1).num_days().abs();
                let says =
                    format!("from {} to {} it is {much} days", in_words(from.1), in_words(to.1));
                let mut claim = self.claim(length, &says, None);
                claim.message = claim.message.replace("by the data, ", "");
                Some(claim)
            }
            (None, None) => None,
        }
    }

    /// Checks a length counted from a visit, a report, a plan or a day.
    fn of_event(&self, length: Length) -> Option<Claim> {
        let (sentence, facts) = (self.sentence(), self.about.facts);
        let tokens = &sentence.tokens;
        let day = self.beside(length, false).filter(|_| length.from != Origin::Given);
        let day = day.or_else(|| {
            let behind = length.within.then_some(length.end)?;
            (behind..tokens.len()).find(|at| tokens[*at].gives_day())
        });
        let from = self.counted_from(length)?;
        let is_other = length.from != Origin::Given && is_other(facts, &tokens[length.end..]);
        if is_other {
            return None;
        }
        let (to, says): (Vec<Range>, Option<String>) = match day {
            Some(at) => {
                let said = self.ranges(at);
                let is_of_data = length.within || length.from == Origin::End;
                let ours = self.is_known(&said) || is_of_data && names_data(facts, sentence);
                (said.into_iter().filter(|_| ours).collect(), None)
            }
            None if length.from == Origin::End => {
                let plan = facts.plans.first().filter(|_| names_data(facts, sentence))?;
                let now = plan.figures.as_at.0;
                (vec![(now, now)], None)
            }
            None => {
                let to = self.of_words(length)?;
                (to.iter().map(|event| (event.from, event.to)).collect(), Some(to[0].says.clone()))
            }
        };
        let is_so = from.iter().any(|(one, _)| to.iter().any(|other| length.is(*one, *other)));
        // The message gives the pair of days nearest to the length.
        let pairs = from.iter().flat_map(|one| to.iter().map(move |other| (one, other)));
        let far = |one: &Range, other: &Range| (other.1 - one.1).num_days().abs();
        let (first, to) = pairs.min_by_key(|(one, other)| far(&one.0, other))?;
        (!is_so).then(|| {
            let says = match (says, first.1) {
                (Some(says), None) => says,
                (Some(says), Some(event)) => format!("{}, and {says}", event.says),
                (None, None) => {
                    let much = (to.1 - first.0.1).num_days().abs();
                    format!("from {} to {} it is {much} days", in_words(to.1), in_words(first.0.1))
                }
                (None, Some(event)) => {
                    let much = (to.1 - event.to).num_days().abs();
                    format!("{}, {much} days from {}", event.says, in_words(to.1))
                }
            };
            self.claim(length, &says, first.1.map(|event| event.place))
        })
    }

    /// The days that a length may be counted from, with the event on each.
    fn counted_from(&self, length: Length) -> Option<Vec<(Range, Option<&Event>)>> {
        let of = |happening: Happening| {
            self.events.iter().filter(move |event| event.happening == happening)
        };
        let all = |happening| of(happening).map(|event| ((event.from, event.to), Some(event)));
        let received =
            received(self.about.facts).map(|on| ((on, on), of(Happening::Published).next()));
        let found: Vec<_> = match length.from {
            Origin::Received => received.collect(),
            Origin::Published => all(Happening::Published).collect(),
            Origin::Told => all(Happening::Published).chain(received).collect(),
            Origin::Submitted => all(Happening::Submitted).collect(),
            Origin::Left => {
                of(Happening::Visited).map(|event| ((event.to, event.to), Some(event))).collect()
            }
            Origin::Visited => all(Happening::Visited).collect(),
            Origin::Christmas => {
                let years = self.years().into_iter();
                let days = years.filter_map(|year| NaiveDate::from_ymd_opt(year, 12, 25));
                days.map(|day| ((day, day), None)).collect()
            }
            Origin::End => {
                let ends = self.about.facts.plans.iter().filter_map(|plan| plan.planned.plan.end);
                ends.map(|end| ((end.value.0, end.value.0), None)).collect()
            }
            Origin::Day(at) => self.ranges(at).into_iter().map(|range| (range, None)).collect(),
            // "We had their report on 8 November; ten days later it was published", "they came back a year later".
            Origin::Given => {
                let mut given = self.about.last.days.iter().rev();
                let visits = of(Happening::Visited).count() > 1;
                match given.next().filter(|_| length.start == 0) {
                    Some(token) => {
                        let said = self.ranges_of(token, false);
                        let is_known = self.is_known(&said);
                        said.into_iter().filter(|_| is_known).map(|one| (one, None)).collect()
                    }
                    None => {
                        let came = length.start.checked_sub(1);
                        let came = came.is_some_and(|at| self.sentence().is(at, &CAME));
                        all(Happening::Visited).filter(|_| came && visits).collect()
                    }
                }
            }
            Origin::Plan => Vec::new(),
        };
        (!found.is_empty()).then_some(found)
    }

    /// The events that the words of a sentence without a day mean.
    fn of_words(&self, length: Length) -> Option<Vec<&Event>> {
        let sentence = self.sentence();
        let tokens = &sentence.tokens;
        let opens = length.start == 0;
        let own = if opens { &tokens[length.end..] } else { &tokens[..length.start] };
        let is = |words: &[&str]| own.iter().any(|token| token.is(words));
        if tokens.iter().any(|token| token.gives_day() || token.is(&UNSURE)) {
            return None;
        }
        let ours = opens || is(&PAPERS) || is(&["plan", "we", "council", "it", "they"]);
        let facts = self.about.facts;
        let who = is(&["it", "they", "inspectors", "assessors", "peers"])
            || facts.inspectors().any(|who| sentence.says(0, &phrase(who)));
        let visits = self.events.iter().filter(|event| event.happening == Happening::Visited);
        let by_name = visits.clone().filter(|visit| {
            let name = phrase(visit.name());
            (0..length.start.min(4)).any(|at| sentence.says(at, &name))
        });
        let by_name: Vec<&Event> = by_name.collect();
        let came = visits.skip(1).filter(|_| who && is(&CAME));
        let came: Vec<&Event> = came.collect();
        let of = |happening: Happening| -> Vec<&Event> {
            self.events.iter().filter(|event| event.happening == happening).collect()
        };
        let found = match () {
            () if is(&PUBLISHED) && ours => of(Happening::Published),
            () if is(&["submitted"]) && ours => of(Happening::Submitted),
            () if !by_name.is_empty() && length.from != Origin::Given => by_name,
            () => came,
        };
        (!found.is_empty()).then_some(found)
    }

    /// Whether the data have an event on one of these days.
    fn is_known(&self, said: &[Range]) -> bool {
        let ends = self.events.iter().map(|event| (event.from, event.to));
        let received = received(self.about.facts).map(|on| (on, on));
        let doings = self.about.records.doings().flat_map(|doing| doing.pairs());
        let own = doings.flat_map(|(due, end)| [(due, due), (end, end)]);
        let mut all = ends.chain(received).chain(own);
        all.any(|(from, to)| said.iter().any(|one| one.0 <= to && from <= one.1))
    }

    /// A claim that an action was not late, or early, by this length.
    fn claim_of(&self, length: Length, doing: Doing<'_>, day: Option<usize>) -> Claim {
        let state = doing.state;
        let ended = match state.completed {
            Some(done) if !state.completed_by_report => {
                format!(" and was completed on {}", in_words(done.0))
            }
            _ if state.due != state.first_due => {
                format!(" and is now due on {}", in_words(state.due.0))
            }
            _ => String::new(),
        };
        let says = format!("action {} was due on {}{ended}", state.id, in_words(state.first_due.0));
        // If the day after the length is not one of the action, it is part of the error.
        let is_own = |at: usize| {
            let said = self.ranges(at);
            doing.pairs().iter().any(|(due, end)| {
                said.iter()
                    .any(|(from, to)| [due, end].iter().any(|one| from <= *one && *one <= to))
            })
        };
        let end =
            day.filter(|at| *at >= length.end && !is_own(*at)).map_or(length.end, |at| at + 1);
        self.claim(Length { end, ..length }, &says, Some(doing.action.due.place))
    }

    /// A claim that the data contradict a length of time.
    fn claim(&self, length: Length, says: &str, place: Option<Place>) -> Claim {
        let (sentence, Length { start, end, .. }) = (self.sentence(), length);
        Claim {
            range: sentence.tokens[start].range.start..sentence.tokens[end - 1].range.end,
            message: format!("`{}`: by the data, {says}", sentence.written(start, end - 1)),
            data: place.map(|place| Data { expression: None, words: false, place }),
        }
    }
}

impl Length {
    /// Whether the length may lie between a day in `from` and one in `to`.
    fn is(&self, from: Range, to: Range) -> bool {
        let (least, most) = ((to.0 - from.1).num_days(), (to.1 - from.0).num_days());
        let is_so = |least: i64, most: i64| {
            if self.within {
                most >= 0 && self.span.holds(least)
            } else {
                self.span.meets(least, most)
            }
        };
        match self.side {
            Side::After => is_so(least, most),
            Side::Before => is_so(-most, -least),
            Side::Apart => is_so(least, most) || is_so(-most, -least),
        }
    }
}

impl Doing<'_> {
    /// Each pair of days between which the action was late or early: a day on which it was due, and the day on which
    /// it is due now, was done, or is looked at while it is not done.
    fn pairs(&self) -> Vec<(NaiveDate, NaiveDate)> {
        let Self { action, state, plan } = self;
        let moved = action.update.iter().filter_map(|update| update.due);
        let dues: Vec<_> = [action.due].into_iter().chain(moved).map(|day| day.value.0).collect();
        let done = state.completed.filter(|_| !state.completed_by_report).map(|day| day.0);
        let now = (state.completed.is_none() && state.overdue).then_some(plan.figures.as_at.0);
        let ends = dues.iter().skip(1).copied().chain(done).chain(now);
        ends.flat_map(|end| dues.iter().map(move |due| (*due, end)))
            .filter(|(due, end)| due != end || done.is_some())
            .collect()
    }
}

/// The day on which the report of each visit was received.
fn received(facts: &Facts<'_>) -> impl Iterator<Item = NaiveDate> {
    let visits = facts.inspections.iter().flat_map(|one| &one.inspected.inspection.visit);
    visits.filter_map(|visit| Some(visit.received?.value.0))
}

/// Each day by which a plan had to be submitted and the day on which it was, with the words for it and its place.
fn deadlines(facts: &Facts<'_>) -> Vec<(NaiveDate, NaiveDate, String, Place)> {
    let found = facts.plans.iter().filter_map(|plan| {
        let (own, inspected) = (&plan.planned.plan, plan.planned.inspections.first()?);
        let kinds = inspected.framework.plan.iter().map(|kind| kind.id.value.as_str());
        let of_name = own.r#type.as_ref().map(|kind| kind.value.clone());
        let kind = of_name.or_else(|| kinds.clone().next().map(str::to_owned))?;
        let by = expected(inspected, Some(own), &kind).ok()?.0;
        let on = own.submitted.value.0;
        let says = format!(
            "the {} was submitted on {}, and was to be by {}",
            plan.figures.short,
            in_words(on),
            in_words(by)
        );
        Some((by, on, says, own.submitted.place))
    });
    found.collect()
}
