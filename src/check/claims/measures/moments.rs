//! Finds the readings that a word of time means: "in June", "at the start", "a year earlier".

use std::ops::Range;

use chrono::{Datelike, Months};

use super::Spoken;
use super::gaps::clause;
use crate::check::claims::about::spans::spans;
use crate::check::claims::verbs::Way;
use crate::check::hedge::Hedge;
use crate::check::reading::{Day, Token, What};
use crate::derive::measure::{Goal, MeasureState, Point};
use crate::model::plan::Better;

/// Words for the time before the plan.
pub(super) const START: [&str; 7] =
    ["start", "outset", "baseline", "beginning", "started", "began", "drawn"];
/// Words behind which "before", "earlier" and "ago" mean a time that has a name, and how many months that is.
const SPANS: [(&str, u32); 3] = [("year", 12), ("quarter", 3), ("month", 1)];
/// Words for the time at which inspectors looked, and how many days from that a reading of that time may lie.
const VISITS: [&str; 4] = ["inspection", "inspected", "inspectors", "assessors"];
const NEAR_VISIT: i64 = 120;
/// Within how many days of a reading a day given may lie to mean it.
const NEAR_DAY: i64 = 10;
/// Words with which a month is not the last of its name, and how many days the readings of one month are apart at most.
const EARLY: [&str; 6] = ["last", "previous", "year", "years", "plan", "first"];
const SAME_MONTH: i64 = 31;
/// Words with which a time with two ends begins, and words before a day at either end.
const BEGINS: [&str; 2] = ["between", "from"];
const OF_DAY: [&str; 5] = ["the", "end", "start", "beginning", "of"];
/// How many tokens a word of time may be from its figure.
const REACH: usize = 9;

/// Whether a measure moved in direction `way` from one reading to another.
pub(super) fn went(measure: &MeasureState, from: &Point, to: &Point, way: Way) -> bool {
    let is_up = to.value > from.value;
    let is_better = is_up == (measure.better == Better::Higher);
    let is_so = match way {
        Way::Up => is_up,
        Way::Down => !is_up,
        Way::Better => is_better,
        Way::Worse => !is_better,
    };
    is_so && to.value != from.value
}

/// The token before a figure and the words that say how exactly it is given.
fn joined(tokens: &[Token], at: usize) -> Option<&Token> {
    Some(&tokens[Hedge::before(tokens, at).1.checked_sub(1)?])
}

/// The readings of a time that is named.
pub(super) type Named<'m> = Vec<&'m Point>;

/// Of the readings of a month that a sentence names without a year, those of the last one before `end`, unless the
/// sentence looks further back: "since last June", "in June, when the plan began".
pub(super) fn recent<'m>(
    tokens: &[Token],
    mut named: Named<'m>,
    end: Option<&Named<'_>>,
) -> Named<'m> {
    let is_bare = tokens.iter().any(|token| matches!(token.what, What::Month | What::MonthDay(..)));
    let is_early = tokens.iter().any(|token| token.is(&START) || token.is(&EARLY));
    let end = end.and_then(|end| end.last()).map(|end| end.on);
    let is_before = |point: &&Point| end.is_none_or(|end| point.on < end);
    let last = named.iter().rev().find(|point| is_before(point)).map(|point| point.on.0);
    if let Some(last) = last.filter(|_| is_bare && !is_early) {
        named.retain(|point| is_before(point) && (last - point.on.0).num_days() < SAME_MONTH);
    }
    named
}

impl<'f> Spoken<'f> {
    /// All readings, the baseline first.
    pub(super) fn points(&self) -> impl DoubleEndedIterator<Item = &'f Point> + use<'f> {
        self.measure.baseline.iter().chain(&self.measure.readings)
    }

    /// Whether from one reading to another it went a way.
    pub(super) fn went(&self, from: &Point, to: &Point, way: Way) -> bool {
        went(self.measure, from, to, way)
    }

    /// The readings at a time that a token names: a month, with its year or without.
    pub(super) fn at_time(&self, token: &Token) -> Option<Named<'f>> {
        let of = |is: &dyn Fn(&Point) -> bool| {
            let found: Vec<_> = self.points().filter(|point| is(point)).collect();
            (!found.is_empty()).then_some(found)
        };
        match token.what {
            What::Day(_) | What::MonthDay(..) | What::Month => {
                of(&|point| token.is_day(point.on.0) == Some(true))
            }
            _ => None,
        }
    }

    /// The readings at each time that a token names: both ends of "30 June and 30 September 2026".
    pub(super) fn at_times(&self, token: &Token) -> impl Iterator<Item = Named<'f>> + use<'f> {
        let first = match token.what {
            What::Day(Day { since: Some(since), .. }) => {
                let day = Day { from: since, to: since, since: None };
                self.at_time(&Token { what: What::Day(day), ..token.clone() })
            }
            _ => None,
        };
        first.into_iter().chain(self.at_time(token))
    }

    /// The readings of the time that belongs to the figure at a token: just after it, or else before it with no other
    /// figure between.
    pub(super) fn of_figure(&self, tokens: &[Token], at: usize) -> Option<Named<'f>> {
        // "From June to September it fell from 140 to 96": each end on its own day.
        let joins = joined(tokens, at);
        let is_end = joins.is_some_and(|joins| joins.is(&["from", "to"]));
        let ends = self.interval(tokens, at).or_else(|| self.period(tokens).filter(|_| is_end));
        match (ends, joins) {
            (Some((since, _)), Some(from)) if from.is(&["from"]) => return Some(since),
            (Some((_, until)), Some(to)) if to.is(&["to"]) => return Some(until),
            (Some((since, until)), _) => return Some([since, until].concat()),
            (None, _) => {}
        }
        let is_figure = |token: &Token| super::figure(self.measure, token).is_some();
        // "In the year to September it rose from eight to 15": only the second is of September.
        let is_start = joined(tokens, at).is_some_and(|joins| joins.is(&["from"]))
            && tokens.get(at + 1).is_some_and(|next| next.is(&["to"]));
        let name = if at < self.end { self.end - self.start } else { 0 };
        let after = tokens.iter().skip(at + 1).take(REACH + name);
        // Behind a comma, a time belongs to what follows, and behind "than" to what the figure is compared with.
        let ends = |token: &Token| is_figure(token) || token.apart || token.is(&["than"]);
        let after = after.take_while(|token| !ends(token));
        let nearest = (0..at).rev().take_while(|before| !is_figure(&tokens[*before]));
        let before = nearest.filter_map(|before| Some((before, self.at_time(&tokens[before])?)));
        // A time right behind another figure is that one's.
        // "Has fallen since March, to 61%": that is not of March.
        let is_end = joined(tokens, at).is_some_and(|joins| joins.is(&["to"]));
        let is_since = |at: usize| {
            let of = tokens[..at].iter().rev().find(|token| !token.is(&["the", "end", "of"]));
            is_end && of.is_some_and(|of| of.is(&["since"]))
        };
        let own = |before: &usize| {
            !is_start
                && !is_since(*before)
                && before.checked_sub(2).is_none_or(|at| !is_figure(&tokens[at]))
        };
        let before = before.take(1).find(|(before, _)| own(before)).map(|(_, then)| then);
        after.into_iter().find_map(|token| self.at_time(token)).or(before)
    }

    /// The readings that a figure is compared with, if the words after a token say which: "than in March", "since the
    /// end of 2025", "than the quarter before".
    pub(super) fn reference(&self, tokens: &[Token], from: usize) -> Option<Named<'f>> {
        let rest = tokens.get(from..)?;
        let rest = &rest[..1 + clause(rest.get(1..)?)];
        if let Some(found) = rest.iter().find_map(|token| self.at_time(token)) {
            return Some(found);
        }
        if rest.iter().any(|token| super::year_of(&token.word).is_some()) {
            return rest.iter().find_map(|token| self.in_year(token));
        }
        // "Than when the plan was written", "since before the plan".
        let is_plan = rest.windows(3).any(|three| {
            three[0].is(&["when", "before"]) && three[1].is(&["the"]) && three[2].is(&["plan"])
        });
        if is_plan || rest.iter().any(|token| token.is(&START)) {
            return self.measure.baseline.as_ref().map(|point| vec![point]);
        }
        if rest.iter().any(|token| token.is(&VISITS)) {
            let first = self.visits.first()?;
            let far = |point: &&Point| (point.on.0 - *first).num_days().abs();
            let near = self.points().filter(|point| far(point) <= NEAR_VISIT);
            return near.min_by_key(far).or(self.measure.baseline.as_ref()).map(|one| vec![one]);
        }
        let latest = self.measure.latest.as_ref()?;
        let earlier =
            rest.iter().any(|token| token.is(&["before", "earlier", "ago", "previous", "last"]));
        let named = SPANS.iter().find(|(word, _)| rest.iter().any(|token| token.is(&[*word])));
        let then = named.and_then(|(_, months)| {
            latest.on.0.checked_sub_months(Months::new(*months)).filter(|_| earlier)
        });
        // "In a year", "over 18 months", "six months ago".
        let span = spans(rest)
            .into_iter()
            .find(|span| earlier || span.start > 0 && rest[span.start - 1].is(&["in", "over"]));
        let near = self.points().filter(|point| match (span, then) {
            (Some(span), _) => span.is_near((latest.on.0 - point.on.0).num_days()),
            (None, Some(then)) => (point.on.0 - then).num_days().abs() <= NEAR_DAY,
            (None, None) => false,
        });
        let found: Vec<_> = near.collect();
        (!found.is_empty()).then_some(found)
    }

    /// The readings of the time given as so much earlier than what was said last: "a year before it had been 34".
    pub(super) fn ago(&self, tokens: &[Token], at: usize) -> Option<Named<'f>> {
        let from = super::clause_of(tokens, at).start;
        let span = spans(&tokens[from..at]).into_iter().next_back()?;
        let word = tokens.get(from + span.end)?;
        let between = &tokens[from + span.end..at];
        let is_other = between.iter().any(|token| super::figure(self.measure, token).is_some());
        let said = |point: &&Point| self.said.is_some_and(|said| super::is_one(said, point.value));
        let last = self.points().rev().find(said).filter(|_| !word.is(&["ago"]));
        let last = last.or(self.measure.latest.as_ref())?.on.0;
        let then = self.points().filter(|point| span.is_near((last - point.on.0).num_days()));
        let then: Vec<_> = then.collect();
        let is_before = word.is(&["before", "earlier", "ago", "previously"]) && !word.apart;
        (is_before && !is_other && !then.is_empty()).then_some(then)
    }

    /// The readings from which and to which a sentence says that it looks: "in the nine months to the end of 2025".
    pub(super) fn period(&self, tokens: &[Token]) -> Option<(Named<'f>, Named<'f>)> {
        if let Some(ends) = self.opening(tokens) {
            return Some(ends);
        }
        let (span, end) = spans(tokens).into_iter().find_map(|span| {
            let to = tokens.get(span.end).filter(|to| to.is(&["to"]))?;
            let in_it = tokens[..span.start].iter().rev().take(2);
            let is_in = !to.apart && in_it.clone().any(|token| token.is(&["in", "over", "during"]));
            let rest = tokens[span.end + 1..].iter().take(4).take_while(|token| !token.apart);
            let mut ends =
                rest.filter_map(|token| self.at_time(token).or_else(|| self.of_year(token)));
            Some((span, ends.next().filter(|_| is_in)?))
        })?;
        let last = end.last()?.on.0;
        let first: Named<'f> =
            self.points().filter(|point| span.is_near((last - point.on.0).num_days())).collect();
        let to = end.into_iter().filter(|point| point.on.0 == last).collect();
        (!first.is_empty()).then_some((first, to))
    }

    /// The readings at both ends of the period that opens a sentence: "between March and June", "from June to
    /// September".
    fn opening(&self, tokens: &[Token]) -> Option<(Named<'f>, Named<'f>)> {
        tokens.first().filter(|first| first.is(&BEGINS))?;
        let end = (1..tokens.len()).find(|at| tokens[*at].apart || *at == self.start)?;
        let mut times = tokens[1..end].iter().flat_map(|token| self.at_times(token));
        let ends = times.next().zip(times.next());
        ends.filter(|_| times.next().is_none())
    }

    /// The readings at both ends of the period to which the words at a token belong: the one that opens the sentence,
    /// or one beside them with no figure of its own: "doubled between March and September, from eight to 16".
    pub(super) fn interval(&self, tokens: &[Token], at: usize) -> Option<(Named<'f>, Named<'f>)> {
        self.opening(tokens).or_else(|| {
            let begins = |from: &usize| tokens[*from].is(&BEGINS);
            let all = (1..tokens.len()).filter(begins);
            let mut all = all.filter_map(|from| self.between(tokens, from));
            let (range, ends) = all.next().filter(|_| all.next().is_none())?;
            let (from, to) = if at < range.start { (at + 1, range.start) } else { (range.end, at) };
            // "From eight to 16" is one figure with two ends, and "rose from eight in March" another time.
            let is_end =
                |at: usize| joined(tokens, at).is_some_and(|joins| joins.is(&["from", "to"]));
            let is_other = |near: usize| {
                tokens[near].gives_day()
                    || super::figure(self.measure, &tokens[near]).is_some() && !is_end(near)
            };
            let is_beside = from <= to && !(from..to).any(is_other);
            let is_figure = super::figure(self.measure, &tokens[at]).is_some();
            (is_beside && (is_end(at) || !is_figure)).then_some(ends)
        })
    }

    /// The period with two ends that begins at a token, with the readings at both: "between March and June 2026".
    fn between(
        &self,
        tokens: &[Token],
        at: usize,
    ) -> Option<(Range<usize>, (Named<'f>, Named<'f>))> {
        let past = |from: usize| {
            from + tokens[from.min(tokens.len())..].iter().take_while(|one| one.is(&OF_DAY)).count()
        };
        let first = past(at + 1);
        let mut times: Vec<_> = self.at_times(tokens.get(first)?).collect();
        let mut last = first;
        if times.len() == 1 {
            tokens.get(first + 1).filter(|joins| joins.is(&["and", "to", "until"]))?;
            last = past(first + 2);
            times.extend(self.at_times(tokens.get(last)?));
        }
        let [since, until] = <[Named<'f>; 2]>::try_from(times).ok()?;
        Some((at..last + 1, (since, until)))
    }

    /// The readings of a year that a token names.
    pub(super) fn in_year(&self, token: &Token) -> Option<Named<'f>> {
        let year = super::year_of(&token.word)?;
        let found: Vec<_> = self.points().filter(|point| point.on.0.year() == year).collect();
        (!found.is_empty()).then_some(found)
    }

    /// The readings of a day, a month or a year that a token names; of a month without its year, the last.
    pub(super) fn in_time(&self, token: &Token) -> Option<Named<'f>> {
        let mut named = self.at_time(token).or_else(|| self.in_year(token))?;
        if matches!(token.what, What::Month | What::MonthDay(..)) {
            named.drain(..named.len() - 1);
        }
        Some(named)
    }

    /// The last reading of a year that a token names.
    pub(super) fn of_year(&self, token: &Token) -> Option<Named<'f>> {
        let year = super::year_of(&token.word)?;
        let last = self.points().rfind(|point| point.on.0.year() == year)?;
        Some(vec![last])
    }

    /// The first target whose day comes after that of the last reading.
    pub(super) fn next_goal(&self) -> Option<&'f Goal> {
        let latest = self.measure.latest.as_ref()?;
        self.measure.targets.iter().find(|goal| goal.by > latest.on)
    }
}
