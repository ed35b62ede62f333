//! Finds days in a text, in words or in figures: "3 February 2027", "3/2/2027", "2027-02-03".

use std::ops::Range;

use chrono::NaiveDate;

use super::names::places;
use crate::language::calendar::dates;

/// The days in a text, each with its range.
pub(super) fn days(text: &str) -> Vec<(Range<usize>, NaiveDate)> {
    let in_words = dates(text).into_iter().filter_map(|(at, day)| Some((at, day?)));
    let in_figures = places(text)
        .into_iter()
        .filter_map(|(start, word)| Some((start..start + word.len(), figures(word)?)));
    in_words.chain(in_figures).collect()
}

/// The day that a word of figures gives, with the year first or last; `None` if it gives none.
fn figures(word: &str) -> Option<NaiveDate> {
    let sign = ['/', '.', '-'].into_iter().find(|sign| word.contains(*sign))?;
    let parts: Vec<&str> = word.split(sign).collect();
    let [first, month, last] = parts[..] else { return None };
    let (year, day) = match (first.len(), last.len()) {
        (4, 1 | 2) => (first, last),
        (1 | 2, 4) => (last, first),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_known_in_words_and_in_figures() {
        let found = |text: &str| days(text).into_iter().map(|(_, day)| day).collect::<Vec<_>>();
        let day = NaiveDate::from_ymd_opt(2027, 2, 3).unwrap();
        for text in ["3rd February 2027", "(3/2/2027)", "03.02.2027,", "2027-02-03", "3-2-2027."] {
            assert_eq!(found(text), [day], "{text}");
        }
        for text in ["2026/27", "3/2", "3.2.27", "31/2/2027", "0123-456-7890", "12/13/2027"] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
