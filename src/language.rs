//! The words and dates of a language: numbers in words, lists with "and", months and days of the week.

pub mod dates;
pub mod words;
