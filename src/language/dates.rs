//! Formats dates as papers print them.
//!
//! A date and a pattern such as `%A %-d %B %Y` come in, from a house style or a filter; the text goes out, with the
//! names that a language has for days and months, or an error with the wrong part of the pattern.

use std::fmt::{self, Write};

use chrono::format::{Item, StrftimeItems};
use chrono::{Datelike, NaiveDate};

use super::Language;
use crate::read::Name;
use crate::read::record::record;

/// The directives of a pattern, each with what it prints. `-`, `_` or `0` before the letter prints a number without
/// padding, with spaces or with noughts.
pub(crate) const DIRECTIVES: [(char, &str); 18] = [
    ('d', "the day of the month with two digits: 07; `%-d` for 7"),
    ('e', "the day of the month padded with a space"),
    ('o', "the day of the month as an ordinal: 7th"),
    ('O', "the day of the month as an ordinal in words: seventh"),
    ('j', "the day of the year with three digits"),
    ('A', "the day of the week: Thursday"),
    ('a', "the day of the week, short: Thu"),
    ('u', "the day of the week as a number from Monday, 1"),
    ('B', "the month: November"),
    ('b', "the month, short: Nov"),
    ('h', "the month, short: Nov"),
    ('m', "the month with two digits: 11; `%-m` for 11 or 7"),
    ('V', "the week of the year by ISO 8601 with two digits"),
    ('G', "the year to which that week belongs"),
    ('Y', "the year: 2022"),
    ('y', "the year's last two digits"),
    ('F', "the date by ISO 8601: 2022-11-07"),
    ('%', "a per cent sign"),
];

/// The error for a pattern with a part that dates do not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadPattern {
    /// The wrong part, as written.
    pub directive: String,
}

impl BadPattern {
    /// What to write instead.
    pub(crate) fn hint(&self) -> String {
        "dates are written with `%A` (Thursday), `%-d` (7), `%d` (07), `%o` (7th), `%B` (November), \
         `%b` (Nov), `%m` (11) and `%Y` (2022); `%%` is a per cent sign"
            .into()
    }
}

impl fmt::Display for BadPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.directive == "%" {
            f.write_str("the date pattern ends in a lone `%`")
        } else if !self.directive.starts_with('%') {
            write!(f, "the date pattern `{}` has no part of a date in it", self.directive)
        } else {
            write!(f, "`{}` in the date pattern is not a part of a date", self.directive)
        }
    }
}

impl std::error::Error for BadPattern {}

record! {
    /// The words of dates.
    pub struct DateWords("the words of dates") {
        /// The months, from January.
        pub months: Vec<Name>,
        /// The short names of the months.
        pub months_short: Vec<Name>,
        /// The days of the week, from Monday.
        pub weekdays: Vec<Name>,
        /// The short names of the days.
        pub weekdays_short: Vec<Name>,
        /// The days of the month as ordinals in words, from the first.
        pub ordinals: Vec<Name>,
    }
}

impl DateWords {
    /// The name for a directive, if the language has it.
    fn named(&self, date: NaiveDate, letter: char) -> Option<&Name> {
        let weekday = date.weekday().num_days_from_monday() as usize;
        match letter {
            'B' => self.months.get(date.month0() as usize),
            'b' | 'h' => self.months_short.get(date.month0() as usize),
            'A' => self.weekdays.get(weekday),
            'a' => self.weekdays_short.get(weekday),
            'O' => self.ordinals.get(date.day0() as usize),
            _ => None,
        }
    }
}

/// A date in the form of a pattern: `%A %o %B %Y` gives "Thursday 10th November 2022".
pub(crate) fn format_date(
    language: &Language,
    date: NaiveDate,
    pattern: &str,
) -> Result<String, BadPattern> {
    if !pattern.contains('%') {
        return Err(BadPattern { directive: pattern.to_owned() });
    }
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(start) = rest.find('%') {
        text.push_str(&rest[..start]);
        let directive = first_directive(&rest[start..]);
        write_directive(&mut text, language, date, directive)
            .map_err(|fmt::Error| BadPattern { directive: directive.into() })?;
        rest = &rest[start + directive.len()..];
    }
    text.push_str(rest);
    Ok(text)
}

/// The directive at the start of a text: `%`, perhaps a padding, and a letter if there is one.
fn first_directive(text: &str) -> &str {
    let mut end = 1;
    for character in text.chars().skip(1).take(2) {
        end += character.len_utf8();
        if !matches!(character, '-' | '_' | '0') {
            break;
        }
    }
    &text[..end]
}

/// Writes a directive's part of a date; an error if there is no such directive.
fn write_directive(
    text: &mut String,
    language: &Language,
    date: NaiveDate,
    directive: &str,
) -> fmt::Result {
    let letter = directive.chars().last().filter(|_| directive.len() > 1).ok_or(fmt::Error)?;
    if !DIRECTIVES.iter().any(|(known, _)| *known == letter) {
        return Err(fmt::Error);
    }
    if let Some(name) = language.dates.named(date, letter).filter(|_| directive.len() == 2) {
        text.push_str(name);
        return Ok(());
    }
    match directive {
        "%o" => text.push_str(&language.numbers.ordinal(date.day().into())),
        _ => {
            let items: Vec<Item<'_>> = StrftimeItems::new(directive).collect();
            write!(text, "{}", date.format_with_items(items.iter()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn format_date(date: NaiveDate, pattern: &str) -> Result<String, BadPattern> {
        super::format_date(&Language::common(), date, pattern)
    }

    #[test]
    fn welsh_papers_have_welsh_dates() {
        let welsh = Language::built_in("cy").unwrap();
        let date = super::format_date(&welsh, day(2022, 11, 10), "%A %-d %B %Y, %a %b, y %O, %o");
        assert_eq!(date.unwrap(), "Dydd Iau 10 Tachwedd 2022, Iau Tach, y degfed, 10fed");
    }

    #[test]
    fn dates_read_as_papers_print_them() {
        let date = day(2022, 11, 7);
        for (pattern, printed) in [
            ("%A %-d %B %Y", "Monday 7 November 2022"),
            ("%A %o %B %Y", "Monday 7th November 2022"),
            ("the %O of %B", "the seventh of November"),
            ("%d/%m/%y", "07/11/22"),
            ("%a %e %b", "Mon  7 Nov"),
            ("%F", "2022-11-07"),
            ("%j, %u, %G-W%V, %h", "311, 1, 2022-W45, Nov"),
            ("100%% of %Y", "100% of 2022"),
        ] {
            assert_eq!(format_date(date, pattern).as_deref(), Ok(printed), "{pattern}");
        }
    }

    #[test]
    fn a_bad_directive_is_named() {
        let date = day(2022, 11, 7);
        for (pattern, directive) in [
            ("at %H:%M", "%H"),
            ("%d %Q", "%Q"),
            ("%-", "%-"),
            ("%é", "%é"),
            ("%-é!", "%-é"),
            ("%:z", "%:"),
            ("%-o", "%-o"),
            ("%-F", "%-F"),
            ("%s", "%s"),
        ] {
            let error = format_date(date, pattern).unwrap_err();
            assert_eq!(error.directive, directive);
            assert_eq!(
                error.to_string(),
                format!("`{directive}` in the date pattern is not a part of a date")
            );
        }
        let error = format_date(date, "dd.mm.yyyy").unwrap_err();
        assert_eq!(error.to_string(), "the date pattern `dd.mm.yyyy` has no part of a date in it");
        let error = format_date(date, "100%").unwrap_err();
        assert_eq!(error.to_string(), "the date pattern ends in a lone `%`");
        assert!(error.hint().contains("`%%` is a per cent sign"));
    }

    #[test]
    fn every_directive_prints_something_at_any_date() {
        for (letter, meaning) in DIRECTIVES {
            for date in [NaiveDate::MIN, day(0, 1, 1), day(2024, 2, 29), NaiveDate::MAX] {
                let printed = format_date(date, &format!("%{letter}"));
                assert!(printed.is_ok_and(|text| !text.is_empty()), "{meaning} at {date}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_pattern_panics(pattern in prop_oneof!["\\PC*", "(%[-_0.:#+3]?\\PC){0,6}%?"], days in any::<i32>()) {
            let date = NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MIN);
            if let Err(error) = format_date(date, &pattern) {
                prop_assert!(pattern.contains(&error.directive));
            }
        }

        #[test]
        fn text_around_directives_stays_as_it_is(text in "[^%]*") {
            let printed = format_date(day(2022, 11, 7), &format!("{text}%Y"));
            prop_assert_eq!(printed, Ok(format!("{text}2022")));
        }

        #[test]
        fn a_printed_date_is_the_date(days in 0i32..3_000_000) {
            let date = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            let printed = format_date(date, "%F").unwrap();
            prop_assert_eq!(printed.parse(), Ok(date));
            let long = format_date(date, "%-d %B %Y").unwrap();
            prop_assert_eq!(NaiveDate::parse_from_str(&long, "%d %B %Y"), Ok(date));
        }
    }
}
