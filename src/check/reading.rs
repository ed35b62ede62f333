//! Reads prose closely: its sentences as words, numbers and days, each with whether somebody typed it.
//!
//! In comes a passage; out come its sentences. What they claim is left to the rules of the checks. Numbers and months
//! are read as the language of the paper writes them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use chrono::{Datelike, Month, NaiveDate, Weekday};

use crate::check::passage::Passage;
use crate::language::Language;
use crate::language::sentences::words;
use crate::read::Name;
use crate::read::date::numbered;
use crate::read::number::Number;

/// Words between "of" and the number of a whole: "of its forty posts".
pub(super) const DETERMINE: [&str; 7] = ["the", "all", "its", "their", "our", "these", "those"];

/// The greatest number that is recognised when written in words.
const IN_WORDS: i64 = 200;
/// Within how many days of the last full day a day without a year is taken to follow it.
const NEXT: i64 = 200;

/// A sentence.
pub(super) struct Sentence<'p, 'd> {
    /// The passage that contains the sentence.
    pub(super) passage: &'p Passage<'d>,
    /// Its words, numbers and days.
    pub(super) tokens: Vec<Token>,
}

/// A word, a number or a day; "30 June 2026" and "61 per cent" are one token each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    /// The byte range of the token in the passage.
    pub(crate) range: Range<usize>,
    /// The word in lower case; empty for a quotation and for several words that make one token.
    pub(crate) word: String,
    /// The kind of token, with its value.
    pub(crate) what: What,
    /// Whether somebody typed the token, so that no expression keeps it true.
    pub(crate) typed: bool,
    /// Whether a comma, a dash or a bracket stands before it.
    pub(crate) apart: bool,
}

/// The kind of a token, with its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum What {
    /// A word.
    Word,
    /// A number without a unit.
    Number(Number),
    /// A number in per cent.
    Percent(Number),
    /// A day, a month with its year, or a period of days.
    Day(Day),
    /// A month without its year.
    Month,
    /// A day without a year: the number of the month, then the day.
    MonthDay(u32, u32),
    /// A word between quotation marks, which is what others said.
    Quoted,
}

/// A day or a month, as exactly as it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    /// The first day that may be meant.
    pub(crate) from: NaiveDate,
    /// The last day that may be meant.
    pub(crate) to: NaiveDate,
    /// The first day of a period that ends with this day: "18 to 20 January 2022".
    pub(crate) since: Option<NaiveDate>,
}

/// Recognises numbers and months in the words of a language.
pub(crate) struct Reader {
    numbers: HashMap<String, i64>,
    months: Vec<String>,
    short: Vec<String>,
}

impl Reader {
    /// The shared reader for the language of papers that name none; it is built once.
    pub(in crate::check) fn common() -> &'static Self {
        static COMMON: OnceLock<Reader> = OnceLock::new();
        COMMON.get_or_init(|| Self::of(&Language::common()))
    }

    /// A reader of a language.
    pub(crate) fn of(language: &Language) -> Self {
        let numbers = (0..=IN_WORDS).map(|n| (language.numbers.words(n).to_lowercase(), n));
        let small = |names: &[Name]| names.iter().map(|name| name.to_lowercase()).collect();
        let (months, short) = (small(&language.dates.months), small(&language.dates.months_short));
        Self { numbers: numbers.collect(), months, short }
    }

    /// Splits a passage into sentences. `is_typed` says whether the text at a byte of it was typed.
    pub(super) fn sentences<'p, 'd>(
        &self,
        passage: &'p Passage<'d>,
        is_typed: impl Fn(usize) -> bool,
    ) -> Vec<Sentence<'p, 'd>> {
        let sentences = self.read(&passage.text, is_typed).into_iter();
        sentences.map(|tokens| Sentence { passage, tokens }).collect()
    }

    /// Splits a text into the tokens of its sentences. `is_typed` says whether the text at a byte of it was typed.
    pub(crate) fn read(&self, text: &str, is_typed: impl Fn(usize) -> bool) -> Vec<Vec<Token>> {
        let mut sentences = Vec::new();
        let mut tokens: Vec<Token> = Vec::new();
        let mut end = 0;
        let quoted = quoted(text);
        for (range, written) in words(text) {
            let between = &text[end..range.start];
            let ends = between.contains(['.', ';', ':', '!', '?', '|']);
            if ends && !tokens.is_empty() {
                sentences.push(self.joined(std::mem::take(&mut tokens)));
            }
            let after = &text[range.end..];
            let money = between.ends_with('£');
            let word = written.to_lowercase();
            let what = match self.number(&word) {
                Some(number) if after.starts_with('%') => What::Percent(number),
                Some(number) if !money => What::Number(number),
                _ if !written.starts_with(char::is_lowercase) && self.month(&word).is_some() => {
                    What::Month
                }
                _ => What::Word,
            };
            let is_quoted = quoted.iter().any(|quoted| quoted.contains(&range.start));
            let (what, word) = match is_quoted {
                true => (What::Quoted, String::new()),
                false => (what, word),
            };
            let apart = between.contains([',', '(', ')', '–', '—', '“', '”']);
            let typed = is_typed(range.start);
            end = range.end;
            tokens.push(Token { range, word, what, typed, apart });
        }
        if !tokens.is_empty() {
            sentences.push(self.joined(tokens));
        }
        sentences
    }

    /// The value of a lower-case word that is a number in figures, or in words up to [`IN_WORDS`].
    pub(in crate::check) fn number(&self, word: &str) -> Option<Number> {
        let figures = word.starts_with(|first: char| first.is_ascii_digit());
        match figures {
            true => word.replace(',', "").parse().ok(),
            false => self.numbers.get(word).map(|number| Number::from(*number)),
        }
    }

    /// Merges the tokens that make up one day, month, period or percentage.
    fn joined(&self, tokens: Vec<Token>) -> Vec<Token> {
        let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
        let mut rest = tokens.into_iter();
        while !rest.as_slice().is_empty() {
            match self.merged(rest.as_slice()) {
                Some((token, taken)) => {
                    joined.push(token);
                    rest.by_ref().take(taken).for_each(drop);
                }
                None => joined.extend(rest.next()),
            }
        }
        dated(joined)
    }

    /// The token that several at the start of `tokens` make up together, if they do, and how many they are.
    fn merged(&self, tokens: &[Token]) -> Option<(Token, usize)> {
        let first = tokens.first()?;
        let spread = |last: usize, what: What| Token {
            range: first.range.start..tokens[last].range.end,
            word: String::new(),
            what,
            typed: tokens[..=last].iter().any(|token| token.typed),
            apart: first.apart,
        };
        let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
        if let What::Number(number) = first.what
            && word(1) == "per"
            && word(2) == "cent"
        {
            return Some((spread(2, What::Percent(number)), 3));
        }
        // "Four and a half".
        if let What::Number(number) = first.what
            && ["and", "a", "half"].iter().enumerate().all(|(n, own)| word(n + 1) == *own)
            && let Ok(number) = format!("{number}.5").parse()
        {
            return Some((spread(3, What::Number(number)), 4));
        }
        if let Some(day) = day_of(word(0)) {
            if let Some((from, to)) = self.date(day, word(1), word(2)) {
                return Some((spread(2, What::Day(Day { from, to, since: None })), 3));
            }
            // "18 to 20 January 2022", "30 January to 2 February 2024"; "5 January 2021 to …" is two.
            for month in [None, Some(1)] {
                let to = 1 + month.unwrap_or(0);
                // "Monday 12 to Thursday 15 May 2025".
                let end = to + 1 + usize::from(word(to + 1).parse::<Weekday>().is_ok());
                if matches!(word(to), "to" | "and" | "until")
                    && let Some(last) = day_of(word(end))
                    && let Some((from, last)) = self.date(last, word(end + 1), word(end + 2))
                    && let Some((since, _)) =
                        self.date(day, word(month.unwrap_or(end + 1)), word(end + 2))
                {
                    let day = Day { from, to: last, since: Some(since) };
                    return Some((spread(end + 2, What::Day(day)), end + 3));
                }
            }
        }
        if let Some(day) = day_of(word(0))
            && tokens.get(1).is_some_and(|next| next.what == What::Month && !next.apart)
            && let Some(month) = self.month(word(1))
        {
            return Some((spread(1, What::MonthDay(month, day)), 2));
        }
        if let Some(year) = year_of(word(1))
            && let Some(month) = self.month(word(0))
            && let Some(from) = NaiveDate::from_ymd_opt(year, month, 1)
        {
            let to = from + chrono::Months::new(1) - chrono::Days::new(1);
            return Some((spread(1, What::Day(Day { from, to, since: None })), 2));
        }
        None
    }

    /// The day of a month and year, as the first and last day that may be meant.
    fn date(&self, day: u32, month: &str, year: &str) -> Option<(NaiveDate, NaiveDate)> {
        let date = NaiveDate::from_ymd_opt(year_of(year)?, self.month(month)?, day)?;
        Some((date, date))
    }

    /// The number of a month, from 1, by its full or short name.
    fn month(&self, word: &str) -> Option<u32> {
        let at = |months: &[String]| months.iter().position(|month| month == word);
        let at = at(&self.months).or_else(|| at(&self.short))?;
        u32::try_from(at + 1).ok()
    }
}

/// Whether the byte `at` of a text lies between quotation marks.
pub(crate) fn is_quoted(text: &str, at: usize) -> bool {
    quoted(text).iter().any(|quoted| quoted.contains(&at))
}

/// The byte ranges of a text that lie between quotation marks; an unclosed quotation runs to the end.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut quoted = Vec::new();
    // Most texts quote nothing.
    if !['“', '‘', '"'].into_iter().any(|open| text.contains(open)) {
        return quoted;
    }
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in text.char_indices() {
        let next = text[at + mark.len_utf8()..].chars().next();
        let ends_word = next.is_none_or(|next| !next.is_alphanumeric());
        match (mark, open) {
            ('“', None) => open = Some((at, '”')),
            ('‘', None) => open = Some((at, '’')),
            ('"', None) => open = Some((at, '"')),
            (mark, Some((from, close))) if mark == close && (mark != '’' || ends_word) => {
                quoted.push(from..at);
                open = None;
            }
            _ => {}
        }
    }
    quoted.extend(open.map(|(from, _)| from..text.len()));
    quoted
}

/// Gives a day without a year the year that follows on from the last full day: "on 4 June 2026 and on 15 June".
fn dated(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut last: Option<NaiveDate> = None;
    for token in &mut tokens {
        if let (What::MonthDay(month, day), Some(last)) = (token.what, last) {
            let days = [last.year(), last.year() + 1]
                .map(|year| NaiveDate::from_ymd_opt(year, month, day));
            if let Some(day) =
                days.into_iter().flatten().find(|day| (0..NEXT).contains(&(*day - last).num_days()))
            {
                token.what = What::Day(Day { from: day, to: day, since: None });
            }
        }
        if let What::Day(day) = token.what {
            last = Some(day.from).filter(|_| day.from == day.to);
        }
    }
    tokens
}

/// The number of a day of the month: `11`, `11th`.
fn day_of(word: &str) -> Option<u32> {
    numbered(word).filter(|day| (1..=31).contains(day))
}

/// The range of the tokens in the same clause as the token `at`.
pub(super) fn clause_of(tokens: &[Token], at: usize) -> Range<usize> {
    let begins = |at: &usize| {
        let token = &tokens[*at];
        let all_but = token.is(&["but"]) && *at > 0 && tokens[*at - 1].is(&["all"]);
        token.apart
            || !all_but && token.is(&["and", "but", "while", "although", "though", "whereas", "so"])
    };
    let from = (1..=at).rev().find(begins).unwrap_or(0);
    from..(at + 1..tokens.len()).find(begins).unwrap_or(tokens.len())
}

/// Whether words leave open that something is otherwise: "or are yet to come", "or have no target".
pub(super) fn may_be_otherwise(tokens: &[Token]) -> bool {
    const VERBS: [&str; 9] = ["is", "are", "was", "were", "has", "have", "had", "do", "did"];
    let own = tokens.iter().take_while(|token| !token.apart).count();
    tokens[..own].windows(2).any(|two| two[0].is(&["or"]) && two[1].is(&VERBS))
}

/// A year of four figures, from 1900 to 2199.
pub(in crate::check) fn year_of(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..2200).contains(year))
}

impl Token {
    /// The value of a token that is a whole number.
    pub(in crate::check) fn count(&self) -> Option<i64> {
        match self.what {
            What::Number(number) if number.places() == 0 => number.whole(),
            _ => None,
        }
    }

    /// Whether the token is one of these words.
    pub(in crate::check) fn is(&self, words: &[&str]) -> bool {
        self.what == What::Word && words.contains(&self.word.as_str())
    }
}

impl Day {
    /// Whether a day is within what is meant.
    pub(super) fn is(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

impl Token {
    /// Whether a day matches the date, month or year that the token gives; `None` if it gives none.
    pub(super) fn is_day(&self, day: NaiveDate) -> Option<bool> {
        match self.what {
            What::Day(said) => Some(said.is(day)),
            What::MonthDay(month, of) => Some(day.month() == month && day.day() == of),
            What::Month => {
                let month = self.word.parse::<Month>().ok()?;
                Some(day.month() == month.number_from_month())
            }
            What::Number(_) => Some(day.year() == year_of(&self.word)?),
            _ => None,
        }
    }

    /// Whether the token gives a day or a month.
    pub(super) fn gives_day(&self) -> bool {
        matches!(self.what, What::Day(_) | What::MonthDay(..) | What::Month)
    }
}

impl Sentence<'_, '_> {
    /// Whether the token `at` is one of these words; `false` past the end.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(words))
    }

    /// Whether any token in a range was typed.
    pub(super) fn is_typed(&self, range: Range<usize>) -> bool {
        self.tokens[range].iter().any(|token| token.typed)
    }

    /// The text from the token `from` to the token `to`, as written.
    pub(super) fn written(&self, from: usize, to: usize) -> &str {
        &self.passage.text[self.tokens[from].range.start..self.tokens[to].range.end]
    }

    /// Whether a phrase starts at the token `at`.
    pub(super) fn says(&self, at: usize, phrase: &[String]) -> bool {
        let words = self.tokens.get(at..at + phrase.len());
        words.is_some_and(|words| words.iter().zip(phrase).all(|(token, word)| &token.word == word))
    }

    /// Whether a name starts at the token `at`, also as a possessive: "the Head of Safety’s".
    pub(super) fn names(&self, at: usize, name: &[String]) -> bool {
        let Some((last, rest)) = name.split_last() else { return false };
        let owner = self.tokens.get(at + rest.len());
        let is_last =
            owner.is_some_and(|one| one.word.trim_end_matches("’s").trim_end_matches("'s") == last);
        is_last && self.says(at, rest)
    }
}
