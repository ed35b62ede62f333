//! The wording of a paper, in its language and house style: words, and sentences made from figures.
//!
//! A key and figures come in; the words go out: the house style's own, or the language's. A mistake in a house
//! style's wording is reported once, at its place.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::{Language, case, dates, numbers};
use crate::bounds::bounded;
use crate::diag::Diagnostic;
use crate::read::Name;
use crate::read::date::Date;

/// The format of a date in a sentence.
const DATE: &str = "%-d %B %Y";

/// The format of a date in tables.
const SHORT_DATE: &str = "%-d %b %Y";

/// The most work that one sentence may take, in minijinja's instructions.
const FUEL: u64 = 1_000_000;

/// The wording of a paper.
#[derive(Debug, Clone)]
pub(crate) struct Wording(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    language: Arc<Language>,
    /// Wording that replaces the language's, by key.
    own: BTreeMap<String, Name>,
    environment: Environment<'static>,
    problems: Mutex<Vec<Diagnostic>>,
}

impl Default for Wording {
    fn default() -> Self {
        Self::new(Language::common(), BTreeMap::new())
    }
}

impl Wording {
    /// The wording of a language, with some of it replaced by other texts under the same keys.
    pub(crate) fn new(language: Arc<Language>, own: BTreeMap<String, Name>) -> Self {
        let environment = environment(&language);
        let compiled =
            own.iter().map(|(key, text)| (text, environment.template_from_named_str(key, text)));
        let problems =
            compiled.filter_map(|(text, made)| Some(wrong(text, &made.err()?))).collect();
        Self(Arc::new(Inner { language, own, environment, problems: Mutex::new(problems) }))
    }

    /// The language, without the replacements.
    pub(crate) fn language(&self) -> &Arc<Language> {
        &self.0.language
    }

    /// A word by its key.
    pub(crate) fn word(&self, key: &str) -> String {
        self.say(key, Value::UNDEFINED)
    }

    /// The text with a key, filled with values; empty where a mistake in it was reported.
    pub(crate) fn say(&self, key: &str, values: Value) -> String {
        let Inner { language, own, environment, .. } = &*self.0;
        let text = own.get(key).or_else(|| language.wording.get(key));
        debug_assert!(text.is_some(), "no language says `{key}`");
        let Some(text) = text else { return String::new() };
        if !text.contains('{') {
            return text.trim_matches('\n').to_owned();
        }
        match environment.render_named_str(key, text, values) {
            Ok(said) => said.trim_matches('\n').to_owned(),
            Err(error) => {
                self.raise(wrong(text, &error));
                String::new()
            }
        }
    }

    /// The lines of the text with a key, each a paragraph.
    pub(crate) fn lines(&self, key: &str, values: Value) -> Vec<String> {
        let said = self.say(key, values);
        said.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// The word for a truth: "Yes" or "No".
    pub(crate) fn truth(&self, truth: bool) -> String {
        self.word(if truth { "yes" } else { "no" })
    }

    /// A reference to a thing by its number: "paragraph 4.11"; the number alone where it names the thing already, as
    /// "Part B" does.
    pub(crate) fn numbered(&self, key: &str, number: &str) -> String {
        let label = self.word(key);
        let names_itself =
            number.starts_with(|first: char| first.is_alphabetic()) && number.contains(' ');
        if label.is_empty() || names_itself {
            return number.to_owned();
        }
        format!("{label}\u{A0}{number}")
    }

    /// Every text in it, without expressions.
    pub(crate) fn fixed(&self) -> Vec<String> {
        let own = self.0.own.values().map(|text| text.as_str());
        own.chain(self.0.language.texts()).map(fixed).collect()
    }

    /// A date in a format of the house style, which was checked when that was loaded.
    pub(crate) fn date_as(&self, date: Date, pattern: &str) -> String {
        dates::format_date(&self.0.language, date.0, pattern).unwrap_or_else(|_| date.to_string())
    }

    /// A date for sentences: "29 September 2022".
    pub(crate) fn date(&self, date: Date) -> String {
        self.date_as(date, DATE)
    }

    /// A date for tables: "29 Sep 2022".
    pub(crate) fn short_date(&self, date: Date) -> String {
        self.date_as(date, SHORT_DATE)
    }

    /// Takes out all mistakes found in the house style's wording so far.
    pub(crate) fn take_problems(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut *self.0.problems.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes a mistake in the wording, once.
    fn raise(&self, problem: Diagnostic) {
        let mut problems = self.0.problems.lock().unwrap_or_else(PoisonError::into_inner);
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
}

/// A template without its expressions.
pub(crate) fn fixed(template: &str) -> String {
    let mut left = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        left.push_str(&rest[..start]);
        left.push(' ');
        let close = if rest[start..].starts_with("{{") { "}}" } else { "%}" };
        rest = rest[start..].find(close).map_or("", |end| &rest[start + end + 2..]);
    }
    left + rest
}

/// The error for wording that cannot be used.
fn wrong(text: &Name, error: &Error) -> Diagnostic {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Diagnostic::error(text.place, format!("this wording cannot be used: {detail}")).hint(
        "start from the common wording, in `templates/wording/en.toml`; it has every figure that this one can name",
    )
}

/// A count with its noun; `written` is the count as printed.
fn counted(language: &Language, count: usize, noun: &str, written: &str) -> String {
    match language.noun.get(noun) {
        Some(forms) => numbers::counted(forms, count, written),
        None => format!("{written} {noun}"),
    }
}

/// The environment that evaluates sentences.
fn environment(language: &Arc<Language>) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    bounded(&mut environment);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    let own = language.clone();
    environment.add_filter("date", move |value: &Value, form: Option<String>| {
        let date =
            value.downcast_object_ref::<Date>().ok_or_else(|| invalid("`date` is for dates"))?;
        dates::format_date(&own, date.0, form.as_deref().unwrap_or(DATE)).map_err(invalid)
    });
    let own = language.clone();
    environment.add_filter("short_date", move |value: &Value| {
        let date = value
            .downcast_object_ref::<Date>()
            .ok_or_else(|| invalid("`short_date` is for dates"))?;
        dates::format_date(&own, date.0, SHORT_DATE).map_err(invalid)
    });
    let own = language.clone();
    environment.add_filter("number", move |count: usize| own.numbers.inside(count));
    let own = language.clone();
    environment.add_filter("opening", move |count: usize| own.numbers.opening(count));
    let own = language.clone();
    environment.add_filter("counted", move |count: usize, noun: &str, many: Option<&str>| {
        let written = own.numbers.inside(count);
        match many {
            Some(many) => format!("{written} {}", if count == 1 { noun } else { many }),
            None => counted(&own, count, noun, &written),
        }
    });
    let own = language.clone();
    environment.add_filter("figures", move |count: usize, noun: &str| {
        counted(&own, count, noun, &count.to_string())
    });
    environment.add_filter("capital", case::capital);
    environment.add_filter("sentence", case::sentence);
    environment.add_filter("inside", case::inside);
    environment.add_filter("bare", |text: &str| text.trim_end_matches('.').to_owned());
    let own = language.clone();
    environment.add_filter("and_list", move |value: &Value| {
        if !matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable) {
            return Err(invalid("`and_list` is for lists"));
        }
        Ok(own.lists.list(&value.try_iter()?.map(|item| item.to_string()).collect::<Vec<_>>()))
    });
    environment
}

/// The error for a value that a filter is not for.
fn invalid(message: impl fmt::Display) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.to_string())
}
