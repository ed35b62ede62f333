//! Computes clear days: the last day to publish a notice, and whether it was met.
//!
//! Dates, the days of notice required, a [`Counting`] and the known [`Holidays`] come in; a [`Notice`] or a count
//! goes out. Clear days exclude both the day of publication and the day of the meeting. No statute says which days
//! between them count: the courts and practice exclude weekends and bank holidays, parish councils follow section 243
//! of the Local Government Act 1972, so the way of counting is named. Reading the file of holidays and wording a late
//! item are left to others.

mod counting;
mod holidays;
#[cfg(test)]
mod tests;

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::model::meeting::Counting;

use crate::diag::{Diagnostic, Place};
use crate::read::date::in_words;

pub(crate) use self::holidays::Holidays;

/// The reason why a count could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BeyondCoverage {
    /// The count reached a year whose bank holidays are not known.
    Years {
        /// The day at which counting stopped.
        reached: NaiveDate,
        /// The years with known bank holidays, in words.
        covered: String,
    },
    /// The count ran off the calendar.
    Calendar,
}

impl BeyondCoverage {
    /// The reason as a diagnostic at the date that the count began from.
    pub(crate) fn at(&self, place: impl Into<Option<Place>>) -> Diagnostic {
        Diagnostic::error(place, self.to_string()).hint(self.hint())
    }

    /// What to do about it.
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::Years { reached, .. } => {
                let year = reached.year();
                format!(
                    "check the date; if it is right, add the bank holidays of {year} to a file of the \
                     workspace with `kind = \"bank-holidays\"`, `years = {{ from = {year}, to = {year} }}` \
                     and a `[[holiday]]` with `date` and `name` for each"
                )
            }
            Self::Calendar => "check the date and the days of notice".into(),
        }
    }
}

impl fmt::Display for BeyondCoverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Years { reached, covered } => write!(
                f,
                "bank holidays are known for {covered}, and the count of clear days reached {}",
                in_words(*reached)
            ),
            Self::Calendar => f.write_str("the count of clear days ran off the calendar"),
        }
    }
}

impl std::error::Error for BeyondCoverage {}

/// A day that was not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Skipped {
    /// The day.
    pub date: NaiveDate,
    /// The reason: the holiday's name, or "Saturday", "Sunday", "Christmas break", "Easter break".
    pub why: String,
}

/// The last day to publish the notice of a meeting, and how it was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Notice {
    /// The day of the meeting.
    pub meeting: NaiveDate,
    /// The clear days required.
    pub days_required: u16,
    /// The way of counting.
    pub profile: Counting,
    /// The latest lawful day to publish, which is a counting day itself.
    pub last_day: NaiveDate,
    /// The days counted, in order, as many as required.
    pub counted: Vec<NaiveDate>,
    /// The other days between publication and meeting, in order, with the reasons.
    pub skipped: Vec<Skipped>,
}

impl Notice {
    /// Whether a notice published on a day is in time.
    pub(crate) fn meets(&self, published: NaiveDate) -> bool {
        published <= self.last_day
    }
}

/// The latest lawful day to publish the notice of a meeting, with the days counted and skipped.
///
/// The count goes back from the meeting. A notice cannot be published on a day that does not count either, so
/// publication moves back to one that does.
pub(crate) fn last_day_to_publish(
    meeting: NaiveDate,
    days: u16,
    profile: Counting,
    holidays: &Holidays,
) -> Result<Notice, BeyondCoverage> {
    let mut counted = Vec::new();
    let mut skipped = Vec::new();
    let mut date = meeting;
    let last_day = loop {
        date = date.pred_opt().ok_or(BeyondCoverage::Calendar)?;
        match profile.why_skipped(date, holidays)? {
            Some(why) => skipped.push(Skipped { date, why }),
            None if counted.len() == usize::from(days) => break date,
            None => counted.push(date),
        }
    };
    counted.reverse();
    skipped.reverse();
    Ok(Notice { meeting, days_required: days, profile, last_day, counted, skipped })
}

/// The working days after one date up to and including another; negative if the second is earlier.
pub(crate) fn working_days_between(
    from: NaiveDate,
    to: NaiveDate,
    holidays: &Holidays,
) -> Result<i32, BeyondCoverage> {
    let (early, late) = (from.min(to), from.max(to));
    if early == late {
        return Ok(0);
    }
    let next = |date: NaiveDate| date.succ_opt().ok_or(BeyondCoverage::Calendar);
    let days = count(next(early)?, next(late)?, Counting::WorkingDays, holidays)?;
    let days = i32::try_from(days).map_err(|_| BeyondCoverage::Calendar)?;
    Ok(if to < from { -days } else { days })
}

/// The date on which that many working days after another have passed.
pub(crate) fn working_days_after(
    from: NaiveDate,
    days: u32,
    holidays: &Holidays,
) -> Result<NaiveDate, BeyondCoverage> {
    let mut date = from;
    let mut left = days;
    while left > 0 {
        date = date.succ_opt().ok_or(BeyondCoverage::Calendar)?;
        left -= u32::from(Counting::WorkingDays.why_skipped(date, holidays)?.is_none());
    }
    Ok(date)
}

/// The counting days from one date up to, but not including, another.
fn count(
    from: NaiveDate,
    to: NaiveDate,
    profile: Counting,
    holidays: &Holidays,
) -> Result<u32, BeyondCoverage> {
    if profile == Counting::CalendarDays {
        let days = (to - from).num_days().max(0);
        return u32::try_from(days).map_err(|_| BeyondCoverage::Calendar);
    }
    let mut counting = 0;
    for date in from.iter_days().take_while(|date| *date < to) {
        counting += u32::from(profile.why_skipped(date, holidays)?.is_none());
    }
    Ok(counting)
}
