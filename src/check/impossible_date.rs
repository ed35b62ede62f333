//! Finds dates that no calendar has ("31 September 2026", "29/02/2027"), dates with the month first ("12/31/2026",
//! "December 31, 2026") and periods that end before they begin ("from 5 December 2026 to 13 November 2026", "from 4.30pm
//! to 2pm").

use std::ops::Range;

use chrono::{Month, NaiveDate};

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::language::calendar::{self, Written};

/// A word with its range.
type Word<'a> = (Range<usize>, &'a str);

/// A year in which February has 29 days.
const LEAP: i32 = 2024;

/// Reports impossible dates and reversed periods.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let raise = |passage: &Passage<'_>, range: Range<usize>| {
        let message = format!("there is no `{}`", &passage.text[range.clone()]);
        Diagnostic::of(Rule::ImpossibleDate, passage.place_of(range), message)
            .hint("check the day, the month and the year")
    };
    // Without a figure there is neither a date nor a time.
    let dated = passages.iter().filter(|one| one.text.contains(|next: char| next.is_ascii_digit()));
    let found = dated.flat_map(|passage| {
        let text = &passage.text;
        let words: Vec<_> = passage.words().collect();
        let words = words.as_slice();
        let none = impossible(text, words).into_iter().map(|range| raise(passage, range));
        let swapped = swapped(words).into_iter().chain(month_first(text, words)).map(|range| {
            let message = format!("`{}` has its month first", &text[range.clone()]);
            Diagnostic::of(Rule::ImpossibleDate, passage.place_of(range), message)
                .hint("write the day first")
        });
        let late = no_times(words).into_iter().map(|range| {
            let message = format!("there is no time `{}`", &text[range.clone()]);
            Diagnostic::of(Rule::ImpossibleDate, passage.place_of(range), message)
                .hint("check the hour and the minutes")
        });
        let ends = backwards(words).into_iter().map(|range| (range, "days"));
        let ends = ends.chain(back_in_time(words).into_iter().map(|range| (range, "times")));
        let ends = ends.map(|(range, what)| {
            let message = format!("`{}` ends before it begins", &text[range.clone()]);
            Diagnostic::of(Rule::ImpossibleDate, passage.place_of(range), message)
                .hint(format!("correct one of the two {what}"))
        });
        none.chain(swapped).chain(late).chain(ends).collect::<Vec<_>>()
    });
    found.collect()
}

/// The ranges of periods whose second date is before the first: "from 5 December 2026 to 13 November 2026".
fn backwards(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let found = (0..words.len()).filter_map(|at| {
        let (from, length) = Written::at(words.get(at + 1..)?)?;
        let to = at + 1 + length;
        let joins =
            matches!(words.get(to)?.1, "to" | "until") && words[at].1.eq_ignore_ascii_case("from");
        let (until, more) = Written::at(words.get(to + 1..)?)?;
        let is_back = joins && until.date()? < from.date()?;
        is_back.then(|| words[at].0.start..words[to + more].0.end)
    });
    found.collect()
}

/// The ranges of periods within one half of a day whose second time is before the first: "from 4.30pm to 2pm".
fn back_in_time(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let found = words.windows(4).filter_map(|four| {
        let [(_, from), (start, begins), (_, to), (end, ends)] = four else { return None };
        let joins = matches!(
            (from.to_lowercase().as_str(), *to),
            ("from", "to" | "until") | ("between", "and")
        );
        let ((first, half), (last, other)) = (time(begins)?, time(ends)?);
        (joins && half == other && last < first).then_some(start.start..end.end)
    });
    found.collect()
}

/// A time of day as minutes since midnight or noon, with its half of the day: `4.30pm`.
fn time(word: &str) -> Option<(u32, &str)> {
    let (figures, half) = word.split_at_checked(word.len().checked_sub(2)?)?;
    let (hour, minutes) = figures.split_once(['.', ':']).unwrap_or((figures, "0"));
    let (hour, minutes): (u32, u32) = (hour.parse().ok()?, minutes.parse().ok()?);
    let sound = matches!(half, "am" | "pm") && (1..=12).contains(&hour) && minutes < 60;
    sound.then_some((hour % 12 * 60 + minutes, half))
}

/// The ranges of dates that do not exist.
fn impossible(text: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    let named = (0..words.len()).filter_map(|at| {
        let (day, length) = Written::at(&words[at..])?;
        let is_near = &text[words[at].0.end..words[at + 1].0.start] == " ";
        // A number before a month without a year may belong to something else.
        let is_none = match day.year {
            Some(_) => day.date().is_none(),
            None => {
                matches!(day.day, Some(30 | 31))
                    && Written { year: Some(LEAP), ..day }.date().is_none()
            }
        };
        let range = words[at].0.start..words[at + length - 1].0.end;
        (is_near && day.day.is_some() && is_none).then_some(range)
    });
    let is_none = |word: &str| matches!(in_figures(word), Some((None, None)));
    let written = words.iter().filter(|(_, word)| is_none(word)).map(|(range, _)| range.clone());
    named.chain(written).collect()
}

/// The day that a date in figures and strokes gives, and the day that it gives with the month first; `None` if the
/// word is no such date.
fn in_figures(word: &str) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let parts: Vec<&str> = word.split('/').collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (first, second, year) = (first.parse().ok()?, second.parse().ok()?, calendar::year(year)?);
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    Some((day(second, first), day(first, second)))
}

/// The ranges of dates in figures with the month first: `12/31/2026`.
fn swapped(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let found = words.iter().filter(|(_, word)| matches!(in_figures(word), Some((None, Some(_)))));
    found.map(|(range, _)| range.clone()).collect()
}

/// Words before a date by which a month, a number and no year are one: "by December 31st".
const BEFORE: [&str; 8] = ["on", "by", "until", "before", "after", "from", "since", "to"];

/// The ranges of dates in words with the month first: `December 31, 2026`. Without a year they have to be certain: "in
/// May 31 homes were let".
fn month_first(text: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    let between = |at: usize| {
        let range = words.get(at).zip(words.get(at + 1));
        range.map_or("", |((one, _), (next, _))| &text[one.end..next.start])
    };
    let found = (0..words.len()).filter_map(|at| {
        let name = word(at);
        let is_month = name.starts_with(char::is_uppercase) && name.parse::<Month>().is_ok();
        let day = calendar::number(word(at + 1)).filter(|day| *day <= 31 && between(at) == " ");
        // In “3 May 12 2026 homes” the number before the month is the day.
        let before = at.checked_sub(1).map_or("", word);
        day.filter(|_| is_month && calendar::number(before).is_none())?;
        let is_dated =
            calendar::year(word(at + 2)).is_some() && [" ", ", "].contains(&between(at + 1));
        let is_ordinal = word(at + 1).ends_with(char::is_alphabetic);
        let end = match is_dated {
            true => at + 2,
            false if is_ordinal && BEFORE.contains(&&*before.to_lowercase()) => at + 1,
            false => return None,
        };
        Some(words[at].0.start..words[end].0.end)
    });
    found.collect()
}

/// The ranges of times that no clock shows: `at 25:00`, `10.75am`.
fn no_times(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let parts = |figures: &str| -> Option<(u32, u32)> {
        let (hour, minutes) = figures.split_once(['.', ':'])?;
        Some((hour.parse().ok()?, minutes.parse().ok().filter(|_| minutes.len() == 2)?))
    };
    let is_none = |at: usize| {
        let word = words[at].1;
        let half = word.strip_suffix("am").or_else(|| word.strip_suffix("pm")).and_then(parts);
        // Without “at”, it may be a ratio.
        let full = at.checked_sub(1).filter(|before| words[*before].1.eq_ignore_ascii_case("at"));
        let full = full.and_then(|_| parts(word).filter(|_| word.contains(':')));
        half.is_some_and(|(hour, minutes)| !(1..=12).contains(&hour) || minutes > 59)
            || full.is_some_and(|(hour, minutes)| hour > 24 || minutes > 59)
    };
    (0..words.len()).filter(|at| is_none(*at)).map(|at| words[at].0.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::sentences::words;

    /// The words of a text.
    fn read(text: &str) -> Vec<Word<'_>> {
        words(text).collect()
    }

    #[test]
    fn days_are_held_against_the_calendar() {
        let found = |text: &'static str| {
            let found = impossible(text, &read(text)).into_iter();
            found.map(|range| &text[range]).collect::<Vec<_>>()
        };
        assert_eq!(found("on 31 September 2026, and"), ["31 September 2026"]);
        assert_eq!(found("by 29 February 2026 or 29 February 2028"), ["29 February 2026"]);
        assert_eq!(
            found("30th February at noon; 31/11/2026, 12/31/2026"),
            ["30th February", "31/11/2026"]
        );
        let text = "by 12/31/2026, 31/12/2026 or 3/4/2026";
        let first: Vec<_> = swapped(&read(text)).into_iter().map(|range| &text[range]).collect();
        assert_eq!(first, ["12/31/2026"]);
        let text = "By December 31, 2026, Dec 31 2026 or on May 1st, in May 31 homes, May 2026, on 3 May 12 2026 homes, \
                    by May 31 homes, in May 1st prizes";
        let first: Vec<_> =
            month_first(text, &read(text)).into_iter().map(|range| &text[range]).collect();
        assert_eq!(first, ["December 31, 2026", "Dec 31 2026", "May 1st"]);
        assert_eq!(
            no_times(&read("at 25:00, 10.75am, 10.45am, 0.30pm, a 60:40 split, at 24:00")),
            [3..8, 10..17, 28..34]
        );
        assert_eq!(found("in item 45 March 2026 was named; 31 May may"), ["45 March 2026"]);
        let back = backwards(&read("from 5 December 2026 to 13 November 2026,"));
        assert_eq!((back.len(), back.first()), (1, Some(&(0..40))));
        assert!(backwards(&read("from 5 December 2025 to 13 November 2026")).is_empty());
        assert!(found("of 30 April and 31 December 2026; 29 February").is_empty());
    }
}
