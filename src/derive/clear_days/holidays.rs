//! Reads bank holidays and days of mourning from data.
//!
//! The text of a `bank-holidays` file comes in, the program's own or a workspace's; [`Holidays`] go out: the days by
//! date and name, and the years that the data covers. Which of them a notice excludes is decided one level up; the
//! caller reads the file and reports its problems.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, de};
use toml::{Spanned, Value};
use typst::syntax::FileId;

use crate::diag::{Diagnostic, Place};

/// The bank holidays that ship with the program.
const BUILT_IN: &str = include_str!("../../../data/reference/bank-holidays.toml");

/// An example of a day in the file.
const EXAMPLE: &str = "{ date = 2029-01-01, name = \"New Year's Day\" }";

/// The longest period of mourning, in days; a longer one is a slip in a year.
const LONGEST_MOURNING: usize = 60;

/// The days that a notice may exclude, and the years for which they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Holidays {
    years: BTreeSet<i32>,
    bank: BTreeMap<NaiveDate, String>,
    mourning: BTreeMap<NaiveDate, String>,
    removed: BTreeSet<NaiveDate>,
}

/// A problem in a `bank-holidays` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The bytes of the file that it concerns; `None` for the whole file.
    pub range: Option<Range<usize>>,
    /// The message: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Problem {
    fn new(range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { range: Some(range), message: message.into(), hint: hint.into() }
    }

    /// The problem as a diagnostic in its file.
    pub(crate) fn at(self, file: FileId) -> Diagnostic {
        let place = self.range.map(|range| Place::new(file, range));
        Diagnostic::error(place, self.message).hint(self.hint)
    }
}

impl Holidays {
    /// The bank holidays of England and Wales that ship with the program.
    pub(crate) fn built_in() -> Self {
        Self::parse(BUILT_IN).expect("the file is part of the program, and a test reads it")
    }

    /// Reads a `bank-holidays` file, or returns all its problems.
    pub(crate) fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let file: File = toml::from_str(text).map_err(|error| {
            vec![Problem {
                range: error.span(),
                message: error.message().into(),
                hint: format!("a day is written `{EXAMPLE}`"),
            }]
        })?;
        let mut problems = Vec::new();
        if file.kind.get_ref() != "bank-holidays" {
            problems.push(Problem::new(
                file.kind.span(),
                format!("`{}` is not the kind of this file", file.kind.get_ref()),
                "write `kind = \"bank-holidays\"`",
            ));
        }
        let mut holidays = Self::default();
        if let Some(years) = file.years {
            holidays.cover(&years).unwrap_or_else(|problem| problems.push(problem));
        }
        for holiday in file.holiday {
            holidays.add(holiday).unwrap_or_else(|problem| problems.push(problem));
        }
        for mourning in file.mourning {
            holidays.mourn(mourning).unwrap_or_else(|problem| problems.push(problem));
        }
        holidays.removed.extend(file.removed.iter().map(|day| day.0));
        if problems.is_empty() { Ok(holidays) } else { Err(problems) }
    }

    /// Marks years as covered.
    fn cover(&mut self, years: &Spanned<Years>) -> Result<(), Problem> {
        let Years { from, to } = *years.get_ref();
        match (i32::try_from(from), i32::try_from(to)) {
            (Ok(from @ 1..=9999), Ok(to @ 1..=9999)) if from <= to => {
                self.years.extend(from..=to);
                Ok(())
            }
            (Ok(1..=9999), Ok(1..=9999)) => Err(Problem::new(
                years.span(),
                format!("the years run backwards, from {from} to {to}"),
                "give the first year as `from` and the last as `to`",
            )),
            _ => Err(Problem::new(
                years.span(),
                format!("{from} to {to} are not years"),
                "write years with four digits: `years = { from = 2029, to = 2030 }`",
            )),
        }
    }

    /// Adds a bank holiday; an error if its date is there already.
    fn add(&mut self, Holiday { date, name }: Holiday) -> Result<(), Problem> {
        let (range, date) = (date.span(), date.into_inner().0);
        if self.bank.insert(date, named(name)?).is_some() {
            return Err(Problem::new(
                range,
                format!("{date} is listed twice"),
                "keep one of the two, or correct the date of the other",
            ));
        }
        Ok(())
    }

    /// Adds a period of mourning.
    fn mourn(&mut self, Mourning { from, to, name }: Mourning) -> Result<(), Problem> {
        let (range, first, last) = (to.span(), from.0, to.into_inner().0);
        let name = named(name)?;
        let days: Vec<NaiveDate> =
            first.iter_days().take_while(|day| *day <= last).take(LONGEST_MOURNING + 1).collect();
        if days.is_empty() || days.len() > LONGEST_MOURNING {
            return Err(Problem::new(
                range,
                format!("mourning cannot last from {first} to {last}"),
                format!("give the first and the last day, at most {LONGEST_MOURNING} days"),
            ));
        }
        self.mourning.extend(days.into_iter().map(|day| (day, name.clone())));
        Ok(())
    }

    /// These holidays overlaid with a later file, which adds years and days, renames days and takes removed ones out.
    #[must_use]
    pub(crate) fn with(mut self, later: Self) -> Self {
        self.bank.retain(|date, _| !later.removed.contains(date));
        self.years.extend(later.years);
        self.bank.extend(later.bank);
        self.mourning.extend(later.mourning);
        self
    }

    /// The name of the bank holiday on a date, if there is one.
    pub(crate) fn bank_holiday(&self, date: NaiveDate) -> Option<&str> {
        self.bank.get(&date).map(String::as_str)
    }

    /// The name of the mourning on a date, if it is a day of mourning.
    pub(crate) fn mourning(&self, date: NaiveDate) -> Option<&str> {
        self.mourning.get(&date).map(String::as_str)
    }

    /// Whether every bank holiday of a date's year is known.
    pub(crate) fn covers(&self, date: NaiveDate) -> bool {
        self.years.contains(&date.year())
    }

    /// The years covered, in words: "2015 to 2028, and 2031".
    pub(crate) fn years_covered(&self) -> String {
        let mut runs: Vec<(i32, i32)> = Vec::new();
        for &year in &self.years {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == year => *last = year,
                _ => runs.push((year, year)),
            }
        }
        let mut words: Vec<String> = runs
            .into_iter()
            .map(|(a, b)| if a == b { a.to_string() } else { format!("{a} to {b}") })
            .collect();
        match words.pop() {
            None => "no year".into(),
            Some(last) if words.is_empty() => last,
            Some(last) => format!("{}, and {last}", words.join(", ")),
        }
    }
}

/// The name of a day; an error where it is blank.
fn named(name: Spanned<String>) -> Result<String, Problem> {
    if name.get_ref().trim().is_empty() {
        return Err(Problem::new(
            name.span(),
            "the day has no name",
            "write the name as it should stand in a notice",
        ));
    }
    Ok(name.into_inner())
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: Spanned<String>,
    years: Option<Spanned<Years>>,
    #[serde(default)]
    removed: Vec<Day>,
    #[serde(default)]
    holiday: Vec<Holiday>,
    #[serde(default)]
    mourning: Vec<Mourning>,
}

/// The years whose bank holidays are all listed.
#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
struct Years {
    from: i64,
    to: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    date: Spanned<Day>,
    name: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mourning {
    from: Day,
    to: Spanned<Day>,
    name: Spanned<String>,
}

/// A TOML date without a time.
struct Day(NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let Value::Datetime(datetime) = value else {
            return Err(de::Error::custom("this is not a date, which is written without quotes"));
        };
        match (datetime.date, datetime.time) {
            (Some(date), None) => {
                NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
                    .map(Self)
                    .ok_or_else(|| de::Error::custom(format!("{datetime} is not in the calendar")))
            }
            _ => Err(de::Error::custom(format!("{datetime} is not a date alone"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;

    /// Easter Sundays from almanacs.
    const EASTER: [(i32, u32, u32); 14] = [
        (2015, 4, 5),
        (2016, 3, 27),
        (2017, 4, 16),
        (2018, 4, 1),
        (2019, 4, 21),
        (2020, 4, 12),
        (2021, 4, 4),
        (2022, 4, 17),
        (2023, 4, 9),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2028, 4, 16),
    ];

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    /// The holidays of a year by the rules, without those proclaimed for single years.
    fn regular(year: i32, easter: NaiveDate) -> BTreeMap<NaiveDate, String> {
        let first_monday =
            |month| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 1);
        let last_monday = |month| {
            NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 5)
                .or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 4))
        };
        let mut holidays = BTreeMap::from([
            (easter.pred_opt().unwrap().pred_opt().unwrap(), "Good Friday".to_owned()),
            (easter.succ_opt().unwrap(), "Easter Monday".to_owned()),
            (first_monday(5).unwrap(), "Early May bank holiday".to_owned()),
            (last_monday(5).unwrap(), "Spring bank holiday".to_owned()),
            (last_monday(8).unwrap(), "Summer bank holiday".to_owned()),
        ]);
        let fixed = [(1, 1, "New Year's Day"), (12, 26, "Boxing Day"), (12, 25, "Christmas Day")];
        // Boxing Day comes first: when Christmas Day is a Sunday, its substitute is after Boxing Day.
        let (at_weekend, in_week): (Vec<_>, Vec<_>) = fixed
            .into_iter()
            .map(|(month, date, name)| (day(year, month, date), name))
            .partition(|(date, _)| matches!(date.weekday(), Weekday::Sat | Weekday::Sun));
        for (date, name) in in_week {
            holidays.insert(date, name.to_owned());
        }
        // Where both are at the weekend, the earlier gets the Monday.
        for (date, name) in at_weekend.into_iter().rev() {
            let substitute = date
                .iter_days()
                .find(|d| d.weekday().number_from_monday() < 6 && !holidays.contains_key(d))
                .unwrap();
            holidays.insert(substitute, format!("{name} (substitute day)"));
        }
        holidays
    }

    #[test]
    fn built_in_holidays_are_those_of_the_rules_and_the_proclamations() {
        let mut expected = BTreeMap::new();
        for (year, month, date) in EASTER {
            expected.extend(regular(year, day(year, month, date)));
        }
        expected.remove(&day(2020, 5, 4));
        expected.insert(day(2020, 5, 8), "Early May bank holiday (VE Day)".into());
        expected.remove(&day(2022, 5, 30));
        expected.insert(day(2022, 6, 2), "Spring bank holiday".into());
        expected.insert(day(2022, 6, 3), "Platinum Jubilee bank holiday".into());
        expected.insert(day(2022, 9, 19), "State Funeral of Queen Elizabeth II".into());
        expected.insert(day(2023, 5, 8), "Coronation of King Charles III".into());
        assert_eq!(Holidays::built_in().bank, expected);
    }

    #[test]
    fn built_in_holidays_are_on_weekdays_of_the_years_covered() {
        let holidays = Holidays::built_in();
        assert_eq!(holidays.years_covered(), "2015 to 2028");
        for date in holidays.bank.keys() {
            assert!(date.weekday().number_from_monday() < 6, "{date}");
            assert!(holidays.covers(*date), "{date}");
        }
    }

    #[test]
    fn built_in_mourning_lasts_from_its_first_day_to_its_last() {
        let holidays = Holidays::built_in();
        let days: Vec<_> = holidays.mourning.keys().copied().collect();
        assert_eq!(days.len(), 9 + 12);
        assert_eq!((days[0], days[8]), (day(2021, 4, 9), day(2021, 4, 17)));
        assert_eq!((days[9], days[20]), (day(2022, 9, 8), day(2022, 9, 19)));
        assert_eq!(holidays.mourning(days[9]), Some("mourning for Queen Elizabeth II"));
    }

    #[test]
    fn a_later_file_adds_renames_and_removes() {
        let own = "kind = 'bank-holidays'\nyears = { from = 2030, to = 2031 }\nremoved = [2027-05-03]\n\
                   [[holiday]]\ndate = 2027-05-10\nname = 'Early May bank holiday'\n\
                   [[holiday]]\ndate = 2028-12-25\nname = 'Christmas'";
        let holidays = Holidays::built_in().with(Holidays::parse(own).unwrap());
        assert_eq!(holidays.bank_holiday(day(2027, 5, 3)), None);
        assert_eq!(holidays.bank_holiday(day(2027, 5, 10)), Some("Early May bank holiday"));
        assert_eq!(holidays.bank_holiday(day(2028, 12, 25)), Some("Christmas"));
        assert_eq!(holidays.bank_holiday(day(2028, 12, 26)), Some("Boxing Day"));
        assert_eq!(holidays.years_covered(), "2015 to 2028, and 2030 to 2031");
        assert!(!holidays.covers(day(2029, 6, 1)) && holidays.covers(day(2031, 6, 1)));
    }

    #[test]
    fn all_that_is_wrong_is_said_at_its_place() {
        let text = "kind = 'holidays'\nyears = { from = 2031, to = 2030 }\n\
                    holiday = [{ date = 2030-01-01, name = 'A' }, { date = 2030-01-01, name = 'B' }, { date = 2030-01-02, name = ' ' }]\n\
                    [[mourning]]\nfrom = 2030-02-01\nto = 2031-02-01\nname = 'B'\n\
                    [[mourning]]\nfrom = 2030-02-02\nto = 2030-02-01\nname = 'C'\n";
        let problems = Holidays::parse(text).unwrap_err();
        let said: Vec<(&str, &str)> =
            problems.iter().map(|p| (&text[p.range.clone().unwrap()], &*p.message)).collect();
        assert_eq!(
            said,
            [
                ("'holidays'", "`holidays` is not the kind of this file"),
                ("{ from = 2031, to = 2030 }", "the years run backwards, from 2031 to 2030"),
                ("2030-01-01", "2030-01-01 is listed twice"),
                ("' '", "the day has no name"),
                ("2031-02-01", "mourning cannot last from 2030-02-01 to 2031-02-01"),
                ("2030-02-01", "mourning cannot last from 2030-02-02 to 2030-02-01"),
            ]
        );
    }

    #[test]
    fn a_date_that_is_none_is_said_in_plain_words() {
        for (value, message) in [
            ("'2030-01-01'", "this is not a date, which is written without quotes"),
            ("2030-01-01T09:00:00", "2030-01-01T09:00:00 is not a date alone"),
            ("20300101", "this is not a date, which is written without quotes"),
        ] {
            let text = format!("kind = 'bank-holidays'\n[[holiday]]\nname = 'A'\ndate = {value}\n");
            let problems = Holidays::parse(&text).unwrap_err();
            assert_eq!(problems[0].message, message);
            assert_eq!(&text[problems[0].range.clone().unwrap()], value);
        }
        for text in
            ["", "kind", "kind = 3", "kind = 'bank-holidays'\nyears = { from = -9, to = 99999 }"]
        {
            assert_eq!(Holidays::parse(text).unwrap_err().len(), 1, "{text}");
        }
    }
}
