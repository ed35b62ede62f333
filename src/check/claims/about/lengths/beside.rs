//! Finds the days that a sentence gives beside a length of time, in any year of the data and as precisely as it gives
//! them.
//!
//! In come a sentence, a length of time in it and what the data know; out come the tokens of its days, and the days
//! that these may mean.

use chrono::{Datelike, Days, Month, Months, NaiveDate, Weekday};

use super::Known;
use super::relations::Length;
use crate::check::reading::{Token, What};

/// Words between a length of time and a day that ends it: ", on Monday 18 November", ", to the end of December".
const JOINS: [&str; 15] = [
    "on", "by", "in", "to", "until", "from", "the", "end", "of", "start", "that", "is", "was",
    "which", "namely",
];
/// The first and the last day that may be meant.
pub(super) type Range = (NaiveDate, NaiveDate);

impl Known<'_, '_, '_, '_, '_> {
    /// The token of the day at one end of the length: just after the length, or else the nearest before it; or just
    /// before it.
    pub(super) fn beside(&self, length: Length, right: bool) -> Option<usize> {
        let tokens = &self.sentence().tokens;
        let is_join = |token: &Token| token.is(&JOINS) || token.word.parse::<Weekday>().is_ok();
        let behind = (length.end..tokens.len()).find(|at| !is_join(&tokens[*at]));
        let behind = behind.filter(|at| tokens[*at].gives_day() && *at < length.end + 7);
        let before = || {
            let day = (0..length.start).rev().find(|at| tokens[*at].gives_day())?;
            let mut between = self.about.actions();
            let is_other = between.any(|(mention, _)| {
                mention.sure && day < mention.start && mention.end <= length.start
            });
            let is_near = !right || day + 1 == length.start && tokens[length.start].apart;
            (is_near && !is_other).then_some(day)
        };
        behind.or_else(before)
    }

    /// The days that a token may mean; after "the end of", the last of its month.
    pub(super) fn ranges(&self, at: usize) -> Vec<Range> {
        let sentence = self.sentence();
        let ends = at > 1 && sentence.is(at - 1, &["of"]) && sentence.is(at - 2, &["end"]);
        self.ranges_of(&sentence.tokens[at], ends)
    }

    /// The days that a token may mean; without its year, in any year of the data.
    pub(super) fn ranges_of(&self, token: &Token, ends: bool) -> Vec<Range> {
        let month = |from: NaiveDate| {
            let to = from + Months::new(1) - Days::new(1);
            if ends { (to, to) } else { (from, to) }
        };
        let years = self.years().into_iter();
        match token.what {
            What::Day(day) => match day.since {
                Some(since) => vec![(since, since), (day.to, day.to)],
                None if ends => vec![(day.to, day.to)],
                None => vec![(day.from, day.to)],
            },
            What::MonthDay(month, day) => {
                let days = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
                days.map(|day| (day, day)).collect()
            }
            What::Month => {
                let of = |year: i32| {
                    let number = token.word.parse::<Month>().ok()?.number_from_month();
                    NaiveDate::from_ymd_opt(year, number, 1).map(month)
                };
                years.filter_map(of).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The years of the data, and of the days that the sentence gives.
    pub(super) fn years(&self) -> Vec<i32> {
        let events = self.events.iter().flat_map(|event| [event.from.year(), event.to.year()]);
        let doings = self.about.records.doings().flat_map(|doing| doing.pairs());
        let own = doings.flat_map(|(due, end)| [due.year(), end.year()]);
        let said = self.sentence().tokens.iter().filter_map(|token| match token.what {
            What::Day(day) => Some(day.to.year()),
            _ => None,
        });
        let mut years: Vec<i32> = events.chain(own).chain(said).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}
