//! What drafted papers say: sentences and headings, each a template in `templates/wording.toml`, or in the house style's
//! `[wording]` under the same key.
//!
//! In come a key and figures; out comes the sentence. A mistake in a style's wording is raised at its place, once.

use std::cell::RefCell;
use std::collections::BTreeMap;

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use crate::diag::Diagnostic;
use crate::language::dates::{self, Names};
use crate::language::words::{and_list, words};
use crate::load::house::House;
use crate::model::style::wording::common;
use crate::read::Name;
use crate::read::date::Date;

/// The form of a date in a sentence.
const DATE: &str = "%-d %B %Y";

/// How much work one sentence may be, in minijinja's instructions.
const FUEL: u64 = 1_000_000;

/// The wording of one house style.
pub(super) struct Wording<'a> {
    environment: Environment<'a>,
    /// The style's own sentences.
    own: BTreeMap<&'a str, &'a Name>,
    problems: RefCell<Vec<Diagnostic>>,
}

impl<'a> Wording<'a> {
    /// The wording of a house style.
    pub(super) fn of(house: &'a House) -> Self {
        let mut environment = environment(house.style.labels.names(&house.language));
        for (key, text) in common() {
            environment
                .add_template_owned(key, text)
                .expect("the wording is part of the program, and a test reads it");
        }
        let mut own = BTreeMap::new();
        let mut problems = Vec::new();
        for (key, text) in house.style.wording.iter() {
            match environment.add_template_owned(key.value.clone(), text.value.clone()) {
                Ok(()) => {
                    own.insert(key.as_str(), text);
                }
                Err(error) => problems.push(wrong(text, &error)),
            }
        }
        Self { environment, own, problems: RefCell::new(problems) }
    }

    /// The sentence of a key, made from values.
    pub(super) fn say(&self, key: &str, values: Value) -> String {
        let said = self.environment.get_template(key).and_then(|text| text.render(values));
        match said {
            Ok(said) => said.trim_matches('\n').to_owned(),
            Err(error) => {
                let problem = match self.own.get(key) {
                    Some(text) => wrong(text, &error),
                    None => Diagnostic::error(None, format!("the wording `{key}` fails: {error}"))
                        .hint("this is a fault of this program; please report it"),
                };
                let mut problems = self.problems.borrow_mut();
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
                String::new()
            }
        }
    }

    /// The lines of a key, each a paragraph.
    pub(super) fn lines(&self, key: &str, values: Value) -> Vec<String> {
        let said = self.say(key, values);
        said.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// Everything that was wrong with the style's wording.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.problems.into_inner()
    }
}

/// The error for a sentence of a style that cannot be made.
fn wrong(text: &Name, error: &Error) -> Diagnostic {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Diagnostic::error(text.place, format!("this wording cannot be used: {detail}")).hint(
        "start from the common wording, in `templates/wording.toml`; it has every figure that this one can name",
    )
}

/// The environment in which sentences are made.
fn environment(names: Names) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.add_filter("date", move |value: &Value, form: Option<String>| {
        let date = value
            .downcast_object_ref::<Date>()
            .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "`date` is for dates"))?;
        dates::format_date_in(&names, date.0, form.as_deref().unwrap_or(DATE))
            .map_err(|problem| Error::new(ErrorKind::InvalidOperation, problem.to_string()))
    });
    environment.add_filter("number", number);
    environment.add_filter("opening", opening);
    environment.add_filter("counted", |count: usize, one: &str, many: &str| {
        format!("{} {}", number(count), if count == 1 { one } else { many })
    });
    environment.add_filter("capital", capital);
    environment.add_filter("inside", inside);
    environment.add_filter("bare", |text: &str| text.trim_end_matches('.').to_owned());
    environment.add_filter("and_list", |value: &Value| {
        if !matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable) {
            return Err(Error::new(ErrorKind::InvalidOperation, "`and_list` is for lists"));
        }
        Ok(and_list(&value.try_iter()?.map(|item| item.to_string()).collect::<Vec<_>>()))
    });
    environment
}

/// A number inside a sentence: in words below ten.
fn number(number: usize) -> String {
    match i64::try_from(number) {
        Ok(small @ 0..10) => words(small),
        _ => number.to_string(),
    }
}

/// A number at the start of a sentence: in words below a hundred, "No" for none.
fn opening(number: usize) -> String {
    match i64::try_from(number) {
        Ok(0) => "No".into(),
        Ok(small @ 1..100) => capital(&words(small)),
        _ => number.to_string(),
    }
}

/// Text with its first letter a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The words of an action inside a sentence: without its full stop, its first letter small unless it is a name's.
pub(super) fn inside(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_common_sentence_is_a_template() {
        let mut environment = environment(Names::default());
        for (key, text) in common() {
            assert!(environment.add_template_owned(key.clone(), text).is_ok(), "{key}");
        }
    }

    #[test]
    fn a_style_says_sentences_in_its_own_words_and_a_mistake_is_raised_at_them() {
        use crate::world::{Workspace, World};
        let style = |wording: &str| {
            format!(
                "kind = 'style'\nname = 'Own'\nsummary = 'Own'\npage = {{ paper = 'a4', margin = '2cm' }}\n\
                 part = [{{ kind = 'title' }}]\n[wording]\n{wording}\n"
            )
        };
        let plan = "kind = 'plan'\nname = 'Plan'\nsubmitted = 2022-04-01\n";
        let built = |wording: &str| {
            let style = style(wording);
            let council = "kind = 'council'\nname = 'X'\nstyle = 'own'\n";
            let world = Workspace::memory([
                ("council.toml", council.as_bytes()),
                ("plan.toml", plan.as_bytes()),
                ("styles/own/style.toml", style.as_bytes()),
            ])
            .world();
            let file = World::id(&typst::syntax::VirtualPath::new("plan.toml").unwrap());
            let mut problems = Vec::new();
            let made = crate::compose(&world, file, &crate::Options::default(), &mut problems);
            let mut words = String::new();
            if let Some(made) = &made {
                made.document.each_text(&mut |text| words.push_str(&text.text));
            }
            (words, problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>())
        };
        let (words, problems) = built("position = 'Nothing in {{ plan.name }}.'");
        assert!(words.contains("Nothing in Plan."), "{words} {problems:?}");
        assert_eq!(problems, Vec::<String>::new());
        let (_, problems) = built("position = '{{ plan.nmae }}'\nlateness = '{% if %}'");
        assert_eq!(problems.len(), 2, "{problems:?}");
        let (_, problems) = built("positoin = 'x'");
        assert!(problems.iter().any(|said| said.contains("`positoin`")), "{problems:?}");
    }

    #[test]
    fn numbers_are_written_as_sentences_have_them() {
        assert_eq!((number(9), number(10)), ("nine".into(), "10".into()));
        assert_eq!(
            (opening(0), opening(12), opening(100)),
            ("No".into(), "Twelve".into(), "100".into())
        );
        assert_eq!((inside("Do it."), inside("EHC plans")), ("do it".into(), "EHC plans".into()));
    }
}
