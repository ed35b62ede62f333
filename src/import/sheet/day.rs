//! Reads days as people write them in spreadsheets.
//!
//! In comes a text; out come the days in it, each with the bytes that name it. A month, a quarter or a term becomes
//! its last day, and is marked as taken so; a text that could mean several days gives none. Days alone, as they are
//! typed into TOML, are read by [`read`](crate::read).

mod deadline;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};

use super::words::{DayWords, plain};

/// A day that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The day.
    pub(super) day: NaiveDate,
    /// The first day of the time that the text names; `None` if that is not known, as for a school term.
    pub(super) from: Option<NaiveDate>,
    /// The range of the words that name it.
    pub(super) range: Range<usize>,
    /// Whether the words name a longer time, of which this is the last day.
    pub(super) taken: bool,
}

/// The content of a cell for a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing.
    Nothing,
    /// A day, and what else the cell says.
    Day(Found, String),
    /// A day that was moved to another.
    Moved(Found, Found),
    /// A time from one day to another.
    Span(Found, Found),
    /// A day that nobody knows: `TBC`, `ongoing`.
    Open,
    /// Something that could mean several days, or none.
    Unclear,
}

/// A day, or a longer time by its last day.
struct When {
    from: Option<NaiveDate>,
    day: NaiveDate,
    taken: bool,
}

impl When {
    /// A time of this many months that ends with a day.
    fn months(day: NaiveDate, count: u32) -> Self {
        let first = day.with_day(1).and_then(|day| day.checked_sub_months(Months::new(count - 1)));
        Self { from: first, day, taken: true }
    }
}

/// The most bytes of a cell that is a day, perhaps with a time.
const LONGEST_DAY: usize = 24;

/// Words around a day that add nothing to it.
const FILLER: [&str; 21] = [
    "by", "before", "until", "till", "to", "on", "of", "the", "end", "due", "target", "date", "no",
    "later", "than", "in", "at", "latest", "a", "m", "00",
];

/// A word or a number of a text.
#[derive(Debug, Clone)]
struct Token<'t> {
    text: &'t str,
    small: String,
    range: Range<usize>,
}

impl Token<'_> {
    /// The number that it is, if it has at most so many digits.
    fn number(&self, digits: usize) -> Option<u32> {
        let plain =
            self.text.bytes().all(|byte| byte.is_ascii_digit()) && self.text.len() <= digits;
        self.text.parse().ok().filter(|_| plain)
    }

    /// The day of a month that it is: `3`, `31st`.
    fn day(&self) -> Option<u32> {
        let digits = self.small.trim_end_matches(char::is_alphabetic);
        let ending = self.small.get(digits.len()..)?;
        let known = ["", "st", "nd", "rd", "th"].contains(&ending);
        digits.parse().ok().filter(|day| known && digits.len() <= 2 && (1..=31).contains(day))
    }

    /// The year of four digits that it is.
    fn year(&self) -> Option<i32> {
        let year = self.number(4).filter(|_| self.text.len() == 4)?;
        i32::try_from(year).ok().filter(|year| (1950..2150).contains(year))
    }

    /// The year that it is, of four digits or of two.
    fn short_year(&self) -> Option<i32> {
        let short = self.number(2).filter(|_| self.text.len() == 2);
        self.year().or_else(|| Some(2000 + i32::try_from(short?).ok()?))
    }
}

/// The words and numbers of a text; letters right after digits are one with them only as the ending of an ordinal.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, next) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, next.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = &text[from..at];
                tokens.push(Token { text: word, small: word.to_lowercase(), range: from..at });
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// The words of a text in small letters.
fn small(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|token| token.small).collect()
}

/// Reads days by the words that they are made of.
pub(super) struct Days<'w> {
    words: &'w DayWords,
    /// Whether "Oct 26" is a month, as in a heading, and not the 26th of October.
    heads: bool,
    /// Whether days in numbers have the month first, as 12/31/2026 has.
    month_first: bool,
}

impl<'w> Days<'w> {
    /// A reader of days in some words.
    pub(super) fn new(words: &'w DayWords) -> Self {
        Self { words, heads: false, month_first: false }
    }

    /// A reader of days in headings, in which "Oct 26" is a month.
    pub(super) fn of_headings(words: &'w DayWords) -> Self {
        Self { words, heads: true, month_first: false }
    }

    /// Reads days with the month first from here on, if some text can only be read so and none only with the day
    /// first; returns such a text.
    pub(super) fn learn<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> Option<&'t str> {
        let mut shows = None;
        for text in texts.filter(|text| text.len() <= LONGEST_DAY) {
            let numbers = tokens(text);
            let [first, second, year, ..] = numbers.as_slice() else { continue };
            let between = &text[first.range.end..second.range.start];
            let (Some(first), Some(second), Some(_), "/") =
                (first.number(2), second.number(2), year.year(), between)
            else {
                continue;
            };
            match (first, second) {
                (13.., _) => return None,
                (_, 13..=31) => shows = shows.or(Some(text)),
                _ => {}
            }
        }
        self.month_first = shows.is_some();
        shows
    }

    /// The days that a text names, in its order.
    pub(super) fn all(&self, text: &str) -> Vec<Found> {
        let tokens = tokens(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.at(text, &tokens[at..]) {
                Some((When { from, day, taken }, count)) => {
                    let range = tokens[at].range.start..tokens[at + count - 1].range.end;
                    found.push(Found { day, from, range, taken });
                    at += count;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The day that a text begins with, perhaps after a bullet or a bracket.
    pub(super) fn first(&self, text: &str) -> Option<Found> {
        let found = self.all(text).into_iter().next()?;
        let before = &text[..found.range.start];
        let only_marks = !before.contains(char::is_alphanumeric);
        let filler = tokens(before).iter().all(|token| FILLER.contains(&token.small.as_str()));
        (only_marks || filler && before.len() < 12).then_some(found)
    }

    /// The day in a cell, or what the cell has in its place.
    pub(super) fn said(&self, text: &str) -> Said {
        if text.trim().is_empty() {
            return Said::Nothing;
        }
        let days = self.all(text);
        let words = plain(text);
        let open = |word: &str| self.words.open.iter().any(|open| open.value == word);
        match days.as_slice() {
            [] if open(&words) || words.is_empty() => Said::Open,
            [] => {
                let starts = self.words.open.iter().any(|open| {
                    words.strip_prefix(open.as_str()).is_some_and(|rest| rest.starts_with(' '))
                });
                if starts { Said::Open } else { Said::Unclear }
            }
            [one] => Said::Day(one.clone(), beside(text, &one.range)),
            [first, second] => {
                let between = &text[first.range.end..second.range.start];
                let said = small(between);
                let spans = said.is_empty() || said == ["to"] || said == ["until"];
                match self.moved(&small(&text[..first.range.start]), &said, between) {
                    Some(true) => Said::Moved(first.clone(), second.clone()),
                    Some(false) => Said::Moved(second.clone(), first.clone()),
                    None if spans && between.contains(['-', '–', '—'])
                        || said == ["to"]
                        || said == ["until"] =>
                    {
                        Said::Span(first.clone(), second.clone())
                    }
                    None => Said::Unclear,
                }
            }
            _ => Said::Unclear,
        }
    }

    /// Whether words before two days and between them say that one was moved to the other: `true` if the first to the
    /// second; `false` if, as in "30/09/2026 (was 30/06/2026)", the second to the first. The last such word decides.
    fn moved(&self, before: &[String], between: &[String], text: &str) -> Option<bool> {
        let moves = |word: &String| self.words.moved.iter().any(|moved| moved.value == *word);
        let was = |word: &String| self.words.formerly.iter().any(|was| was.value == *word);
        let is_moved = before.iter().chain(between).any(|word| moves(word) || was(word));
        let says = |word: &String| match word.as_str() {
            "to" if is_moved => Some(true),
            "from" if is_moved => Some(false),
            _ if moves(word) => Some(true),
            _ if was(word) => Some(false),
            _ => None,
        };
        let arrow = || (text.contains('→') || text.contains("->")).then_some(true);
        between.iter().rev().find_map(says).or_else(arrow)
    }

    /// The day or longer time at the start of the tokens, and the number of tokens that name it.
    fn at(&self, text: &str, tokens: &[Token<'_>]) -> Option<(When, usize)> {
        let gap = |at: usize| {
            let (one, other) = (tokens.get(at)?, tokens.get(at + 1)?);
            Some(text[one.range.end..other.range.start].trim())
        };
        let get = |at: usize| tokens.get(at);
        let month = |at: usize| get(at).and_then(|token| self.month(&token.small));
        let exact = |year, month, day, count| {
            let day = NaiveDate::from_ymd_opt(year, month, day)?;
            Some((When { from: Some(day), day, taken: false }, count))
        };
        let first = get(0)?;
        // 2026-03-31, perhaps with a time after it.
        if let (Some(year), Some(month), Some(day)) = (
            first.year(),
            get(1).and_then(|t| t.number(2)),
            get(2).and_then(|t| t.text.get(..2)?.trim_end_matches('T').parse().ok()),
        ) && gap(0) == gap(1)
            && matches!(gap(0), Some("-" | "/" | "."))
        {
            return exact(year, month, day, 3);
        }
        // 31/03/2026, 31.3.26
        if let (Some(day), Some(month), Some(year)) =
            (first.number(2), get(1).and_then(|t| t.number(2)), get(2).and_then(Token::short_year))
            && gap(0) == gap(1)
            && matches!(gap(0), Some("/" | "." | "-"))
        {
            let turned = self.month_first && gap(0) == Some("/");
            let (day, month) = if turned { (month, day) } else { (day, month) };
            return exact(year, month, day, 3);
        }
        // 31st of March 2026, 31-Mar-26
        if let Some(day) = first.day() {
            let of = usize::from(get(1).is_some_and(|token| token.small == "of"));
            if let (Some(month), Some(year)) =
                (month(1 + of), get(2 + of).and_then(Token::short_year))
            {
                return exact(year, month, day, 3 + of);
            }
        }
        if let Some(month) = month(0) {
            // March 31st, 2026
            if let (Some(day), Some(year)) =
                (get(1).and_then(Token::day), get(2).and_then(Token::year))
            {
                return exact(year, month, day, 3);
            }
            // March 2026, Mar-26; in headings and after "end of" also Mar 26
            let before = text[..first.range.start].trim_end().to_lowercase();
            let is_end = ["end", "end of"].iter().any(|end| before.ends_with(end));
            let year = get(1).and_then(|token| match gap(0)? {
                "-" | "/" | "'" | "’" | "‘" => token.short_year(),
                _ if self.heads || is_end => token.short_year().filter(|year| *year >= 2015),
                _ => token.year(),
            });
            return Some((When::months(last_day(year?, month)?, 1), 2));
        }
        self.quarter(text, tokens)
            .or_else(|| self.term(text, tokens))
            .or_else(|| self.year_end(text, tokens))
    }

    /// The month that a text of one word names; January is 1.
    pub(super) fn month_in(&self, text: &str) -> Option<u32> {
        let tokens = tokens(text);
        let mut months = tokens.iter().filter_map(|token| self.month(&token.small));
        months.next().filter(|first| months.all(|other| other == *first))
    }

    /// The number of the month with this name.
    fn month(&self, word: &str) -> Option<u32> {
        let at = self
            .words
            .months
            .iter()
            .position(|names| names.iter().any(|name| name.value == word))?;
        u32::try_from(at + 1).ok()
    }

    /// A quarter of a financial year: `Q3 2025/26`, `quarter 3 of 2025-26`.
    fn quarter(&self, text: &str, tokens: &[Token<'_>]) -> Option<(When, usize)> {
        let first = tokens.first()?;
        let (quarter, mut count) = match first.small.as_str() {
            "q" | "quarter" | "qtr" => (tokens.get(1)?.number(1)?, 2),
            word => (word.strip_prefix('q')?.parse().ok()?, 1),
        };
        while tokens.get(count).is_some_and(|token| ["of", "fy"].contains(&token.small.as_str())) {
            count += 1;
        }
        let (year, used) = financial_year(text, tokens.get(count..)?)?;
        let from = u32::try_from(self.words.year_from).ok()?;
        let months = (1..=4).contains(&quarter).then_some(from + 3 * quarter - 1)?;
        let (year, month) = if months > 12 { (year + 1, months - 12) } else { (year, months) };
        Some((When::months(last_day(year, month)?, 3), count + used))
    }

    /// A school term or a season: `autumn term 2025`, `spring term 2025/26`, `Spring 2026`.
    fn term(&self, text: &str, tokens: &[Token<'_>]) -> Option<(When, usize)> {
        let name = tokens.first()?.small.as_str();
        let term = tokens.get(1).is_some_and(|token| token.small == "term");
        let ends = if term { &self.words.term_ends } else { &self.words.season_ends };
        let month = u32::try_from(*ends.get(name)?).ok()?;
        let rest = tokens.get(1 + usize::from(term)..)?;
        let years = financial_year(text, rest);
        let (year, used) = match years {
            // A school year starts in autumn, so that its other terms are in the second of its years.
            Some((first, used)) => (if month > 8 { first } else { first + 1 }, used),
            None => (rest.first()?.year()?, 1),
        };
        let when = When { from: None, day: last_day(year, month)?, taken: true };
        Some((when, 1 + usize::from(term) + used))
    }

    /// The end of a financial year: `2025/26`.
    fn year_end(&self, text: &str, tokens: &[Token<'_>]) -> Option<(When, usize)> {
        let (year, used) = financial_year(text, tokens)?;
        let from = u32::try_from(self.words.year_from).ok()?;
        let (year, month) = if from == 1 { (year, 12) } else { (year + 1, from - 1) };
        Some((When::months(last_day(year, month)?, 12), used))
    }
}

/// The first of the two years that `2025/26`, `2025-2026` or `25/26` names, and how many tokens it takes.
fn financial_year(text: &str, tokens: &[Token<'_>]) -> Option<(i32, usize)> {
    let (first, second) = (tokens.first()?, tokens.get(1)?);
    // The last two numbers of 12/25/2026 are not two years.
    if text[..first.range.start].ends_with(['/', '.', '-']) {
        return None;
    }
    let between = text[first.range.end..second.range.start].trim();
    let (year, next) = (first.short_year()?, second.short_year()?);
    (["/", "-", "–", "to"].contains(&between) && next == year + 1).then_some((year, 2))
}

/// The last day of a month.
fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}

/// The text beside the bytes that name a day, unless it is only filler words.
fn beside(text: &str, range: &Range<usize>) -> String {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let says = |part: &str| {
        tokens(part).iter().any(|token| {
            let weekday = token.small.get(..3).is_some_and(|start| weekdays.contains(&start));
            !FILLER.contains(&token.small.as_str()) && !weekday
        })
    };
    match (says(before), says(after)) {
        (false, false) => String::new(),
        _ => format!("{} {}", before.trim(), after.trim()).trim().to_owned(),
    }
}

/// The day in the form of messages.
pub(super) fn written(day: NaiveDate) -> String {
    format!("{} {}", day.day(), day.format("%B %Y"))
}
