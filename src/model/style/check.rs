//! Checks a style file before any paper is made in the style.
//!
//! A style that was read whole comes in; its problems go out, each at its line. Nothing of a style reaches
//! typesetting that was not checked here or when it was read.

mod looks;
mod parts;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::page_number::pieces;
use super::pattern::counts;
use super::{FieldValue, Length, Style};
use crate::diag::{Diagnostic, Place, closest};
use crate::language::{Language, dates};
use crate::read::Name;

/// The paper sizes that can be used.
const SHEETS: [&str; 5] = ["a3", "a4", "a5", "us-letter", "us-legal"];

/// The widest margin, in points.
const WIDEST_MARGIN: f64 = 200.0;

/// The longest pattern of a number, in bytes.
const LONGEST_PATTERN: usize = 16;

impl Style {
    /// Everything that is wrong with the style. `trouble` gives the message and remedy for a file in its folder that
    /// cannot be used.
    pub(crate) fn check(
        &self,
        trouble: &dyn Fn(&str) -> Option<(String, String)>,
    ) -> Vec<Diagnostic> {
        let mut check = Check { style: self, trouble, problems: Vec::new() };
        check.page();
        check.numbers();
        check.fields();
        check.sections();
        check.parts();
        check.looks();
        check.wording();
        check.problems
    }
}

/// The checking of one style.
struct Check<'a> {
    style: &'a Style,
    trouble: &'a dyn Fn(&str) -> Option<(String, String)>,
    problems: Vec<Diagnostic>,
}

impl Check<'_> {
    /// Adds an error.
    fn error(&mut self, place: Place, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Diagnostic::error(place, message).hint(hint));
    }

    /// Adds an error for an unknown name.
    fn unknown<'n>(
        &mut self,
        name: &Name,
        what: &str,
        known: impl Iterator<Item = &'n str> + Clone,
        hint: &str,
    ) {
        let error = Diagnostic::error(name.place, format!("{what} `{}`", name.value));
        self.problems.push(match closest(name, known) {
            Some(near) => error.hint(format!("did you mean \"{near}\"?")),
            None => error.hint(hint),
        });
    }

    /// Checks the page.
    fn page(&mut self) {
        let page = &self.style.page;
        if !SHEETS.contains(&page.paper.as_str()) {
            self.unknown(
                &page.paper,
                "there is no paper size",
                SHEETS.into_iter(),
                &format!("the sizes are {}", SHEETS.join(", ")),
            );
        }
        if page.margin.points().is_none_or(|points| points > WIDEST_MARGIN) {
            let hint = "write it in cm, mm, in or pt, and no wider than 7 cm";
            self.error(
                page.place,
                format!("the margin cannot be `{}`", page.margin.as_str()),
                hint,
            );
        }
        if let Some(crest) = &page.crest {
            self.file(&crest.file);
            self.width(&crest.width, crest.place);
        }
        if let Some(number) = &page.number
            && let Err(part) = pieces(number)
        {
            let message = format!("`{part}` is not a part of a page number");
            self.error(number.place, message, "write text around `{{ page }}` and `{{ pages }}`");
        }
    }

    /// Checks the date format and the patterns of numbers.
    fn numbers(&mut self) {
        let style = self.style;
        self.date(&style.date);
        let numbering = &style.numbering;
        let patterns = [
            &numbering.sections,
            &numbering.subsections,
            &numbering.pattern,
            &numbering.appendices,
        ];
        if let Some(pattern) =
            numbering.subsections.as_ref().filter(|_| numbering.sections.is_none())
        {
            self.error(
                pattern.place,
                "headings inside sections are numbered, and sections are not",
                "add `sections = \"1.\"`",
            );
        }
        for pattern in patterns.into_iter().flatten().chain(&style.lists.ordered) {
            self.pattern(pattern);
            if !counts(pattern) {
                let message = format!("`{}` has no place for the number", pattern.value);
                self.error(
                    pattern.place,
                    message,
                    "put one of 1, a, A, i, I where the number goes: \"1.\", \"a)\" or \"Part A\"",
                );
            }
        }
        for bullet in style.lists.bullets.iter().chain(&style.lists.quotations) {
            self.pattern(bullet);
        }
    }

    /// Checks the pattern of a number, or a bullet.
    fn pattern(&mut self, pattern: &Name) {
        if pattern.is_empty()
            || pattern.len() > LONGEST_PATTERN
            || pattern.contains(char::is_control)
        {
            let message = format!("`{}` cannot stand before an item", pattern.value);
            self.error(
                pattern.place,
                message,
                "write a few characters, such as \"1.\", \"a)\" or \"•\"",
            );
        } else if pattern.contains(char::is_alphanumeric)
            && pattern.ends_with([')', '.', ':', ']'])
            && !counts(pattern)
        {
            self.error(
                pattern.place,
                format!(
                    "`{}` would stand before every item, since nothing in it counts",
                    pattern.value
                ),
                "write the first of the row: \"1.\", \"(a)\" or \"i)\"",
            );
        }
    }

    /// Checks a date format.
    fn date(&mut self, form: &Name) {
        if let Err(problem) = dates::format_date(&Language::common(), NaiveDate::default(), form) {
            self.error(form.place, problem.to_string(), problem.hint());
        }
    }

    /// Checks the front-matter fields.
    fn fields(&mut self) {
        let style = self.style;
        let mut seen = BTreeSet::new();
        for field in &style.field {
            let name = &field.name;
            if !seen.insert(name.as_str()) {
                self.error(
                    name.place,
                    format!("the field `{}` is declared twice", name.value),
                    "remove one of them",
                );
            }
            if let Some(form) = &field.date {
                self.date(form);
            }
            if field.value == FieldValue::Choice && field.options.is_empty() {
                let message = format!("the field `{}` is a choice without options", name.value);
                self.error(name.place, message, "add `options = [\"…\", \"…\"]`");
            }
            if field.value == FieldValue::Rows && field.column.is_empty() {
                let message = format!("the field `{}` has rows without columns", name.value);
                self.error(
                    name.place,
                    message,
                    "add a `[[field.column]]` with `name` and `label` for each",
                );
            }
            for column in &field.column {
                self.share(column.share.unwrap_or(1.0), column.place);
            }
        }
    }

    /// Checks the sections.
    fn sections(&mut self) {
        let style = self.style;
        let mut seen = BTreeSet::new();
        for section in &style.section {
            let id = &section.id;
            if !seen.insert(id.as_str()) {
                self.error(
                    id.place,
                    format!("the section `{}` is declared twice", id.value),
                    "remove one of them",
                );
            }
        }
    }

    /// Checks the keys of the wording.
    fn wording(&mut self) {
        for (key, _) in self.style.wording.iter() {
            if !Language::keys().any(|known| known == key.as_str()) {
                let keys: Vec<_> = Language::keys().collect();
                let hint = "the keys are those of `templates/wording/en.toml`";
                self.unknown(key, "nothing says", keys.into_iter(), hint);
            }
        }
    }

    /// Checks a file of the style.
    fn file(&mut self, file: &Name) {
        if file.starts_with(['/', '\\', '.'])
            || file.contains([':', '\\'])
            || file.split('/').any(|part| part == "..")
        {
            self.error(
                file.place,
                format!("`{}` is not a file in the style's folder", file.value),
                "name a file that stands beside `style.toml`",
            );
        } else if let Some((message, remedy)) = (self.trouble)(file) {
            self.error(file.place, message, &remedy);
        }
    }

    /// Checks a width.
    fn width(&mut self, width: &Length, place: Place) {
        if width.as_str().starts_with("0") && width.points().is_some_and(|points| points <= 0.0) {
            self.error(place, "the width is nothing", "write a width such as \"3cm\"");
        }
    }

    /// Checks a share of the width.
    fn share(&mut self, share: f64, place: Place) {
        if !(0.0..=100.0).contains(&share) {
            self.error(
                place,
                format!("a column cannot have a share of {share}"),
                "write a number from 0 to 100",
            );
        }
    }
}
