//! Decides whether a day counts as a clear day, by each way of counting.
//!
//! A day and the known [`Holidays`] come in; the reason why the day does not count under a [`Counting`] goes out, if
//! there is one. Adding up days is left to the level above.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{BeyondCoverage, Holidays};
use crate::model::meeting::Counting;

impl Counting {
    /// The days left out, in words that follow "not counting".
    pub(crate) fn left_out(self) -> &'static str {
        match self {
            Self::WorkingDays => "Saturdays, Sundays and bank holidays",
            Self::Parish => {
                "Sundays, bank holidays, the Christmas and Easter breaks and days of mourning"
            }
            Self::CalendarDays => "the days of publication and meeting only",
        }
    }

    /// The reason why a day does not count; `None` if it counts.
    pub(super) fn why_skipped(
        self,
        date: NaiveDate,
        holidays: &Holidays,
    ) -> Result<Option<String>, BeyondCoverage> {
        if self == Self::CalendarDays {
            return Ok(None);
        }
        if !holidays.covers(date) {
            return Err(BeyondCoverage::Years { reached: date, covered: holidays.years_covered() });
        }
        let weekday = date.weekday();
        let why = if let Some(name) = holidays.bank_holiday(date) {
            Some(name)
        } else if weekday == Weekday::Sun {
            Some("Sunday")
        } else if self == Self::WorkingDays {
            (weekday == Weekday::Sat).then_some("Saturday")
        } else if let Some(name) = holidays.mourning(date) {
            Some(name)
        } else if in_christmas_break(date, holidays) {
            Some("Christmas break")
        } else {
            in_easter_break(date).then_some("Easter break")
        };
        Ok(why.map(str::to_owned))
    }
}

impl fmt::Display for Counting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::WORDS[*self as usize])
    }
}

/// Whether a day is in the Christmas break: from the last weekday before Christmas Day to the first weekday after it
/// that is not a bank holiday.
///
/// Weekdays are Monday to Friday here, which makes the break longer where Christmas Day is near a weekend: of two
/// readings of the law, the one that requires earlier notice is safe.
fn in_christmas_break(date: NaiveDate, holidays: &Holidays) -> bool {
    let (12, day) = (date.month(), date.day()) else { return false };
    // The day is in the break if no day between it and Christmas Day would have ended it.
    let between = if day < 25 { day + 1..25 } else { 26..day };
    !between
        .filter_map(|day| date.with_day(day))
        .any(|other| !is_weekend(other) && (day < 25 || holidays.bank_holiday(other).is_none()))
}

/// Whether a day is in the Easter break: from the Thursday before Easter Day to the Tuesday after.
fn in_easter_break(date: NaiveDate) -> bool {
    easter(date.year()).is_some_and(|easter| {
        let from_easter = (date - easter).num_days();
        (-3..=2).contains(&from_easter)
    })
}

/// Easter Day of a year in the Gregorian calendar, computed from the age of the paschal moon.
fn easter(year: i32) -> Option<NaiveDate> {
    let century = year.div_euclid(100);
    let golden = year.rem_euclid(19);
    let lunar_correction = (8 * century + 13).div_euclid(25);
    let epact =
        (19 * golden + century - century.div_euclid(4) - lunar_correction + 15).rem_euclid(30);
    // The paschal moon is never later than 18 April, nor on that day late in the cycle.
    let moon = epact - i32::from(epact == 29 || (epact == 28 && golden > 10));
    let full_moon =
        NaiveDate::from_ymd_opt(year, 3, 21)?.checked_add_days(Days::new(moon.try_into().ok()?))?;
    let to_sunday = 7 - full_moon.weekday().num_days_from_sunday();
    full_moon.checked_add_days(Days::new(to_sunday.into()))
}

/// Whether a day is a Saturday or Sunday.
fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn the_christmas_break_runs_from_weekday_to_weekday() {
        let holidays = Holidays::built_in();
        for (first, last) in [
            (day(2015, 12, 24), day(2015, 12, 29)),
            (day(2016, 12, 23), day(2016, 12, 28)),
            (day(2017, 12, 22), day(2017, 12, 27)),
            (day(2018, 12, 24), day(2018, 12, 27)),
            (day(2019, 12, 24), day(2019, 12, 27)),
            (day(2020, 12, 24), day(2020, 12, 29)),
            (day(2021, 12, 24), day(2021, 12, 29)),
            (day(2022, 12, 23), day(2022, 12, 28)),
            (day(2023, 12, 22), day(2023, 12, 27)),
            (day(2024, 12, 24), day(2024, 12, 27)),
            (day(2025, 12, 24), day(2025, 12, 29)),
        ] {
            let year = day(first.year(), 1, 1).iter_days().take_while(|d| d.year() == first.year());
            let found: Vec<_> = year.filter(|date| in_christmas_break(*date, &holidays)).collect();
            assert_eq!((found[0], *found.last().unwrap()), (first, last));
            assert_eq!(found.len() as i64, (last - first).num_days() + 1, "no gap in {found:?}");
        }
    }

    #[test]
    fn easter_is_where_the_almanacs_have_it() {
        for (year, month, date) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (1954, 4, 18),
            (1981, 4, 19),
            (2000, 4, 23),
            (2019, 4, 21),
            (2024, 3, 31),
            (2028, 4, 16),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
        ] {
            assert_eq!(easter(year), Some(day(year, month, date)));
        }
    }

    #[test]
    fn easter_falls_in_the_first_and_last_years_of_the_calendar() {
        assert!([NaiveDate::MIN, NaiveDate::MAX].iter().all(|date| easter(date.year()).is_some()));
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_from_22_march_to_25_april(year in -200_000..200_000) {
            let easter = easter(year).unwrap();
            prop_assert_eq!(easter.weekday(), Weekday::Sun);
            let after = (easter - day(year, 3, 22)).num_days();
            prop_assert!((0..=34).contains(&after), "{}", easter);
        }
    }
}
