//! Checks what a house style requires of a report, and what a report has that the style does not know.

use std::collections::BTreeSet;

use super::sections::is_row;
use super::values::is_given_at_all;
use crate::compose::Composer;
use crate::diag::{Diagnostic, Place, Rule, closest};
use crate::model::report::{Report, Section};
use crate::model::style::Layout;
use crate::read::fields::spelt;
use crate::read::mark::is_mentioned;
use crate::read::{Decode, Name};

/// The finding for something missing: an error where it is required, else one of a rule.
fn missing(place: Place, message: String, required: bool, rule: Rule) -> Diagnostic {
    match required {
        true => Diagnostic::error(place, message),
        false => Diagnostic::of(rule, place, message),
    }
}

/// The error for a name meant to withhold something, at a place where it withholds nothing.
fn withholds_nothing(name: &Name, whence: &str) -> Diagnostic {
    let message = format!("`{}` {whence} withholds nothing", name.value);
    Diagnostic::error(name.place, message).hint(
        "to withhold the whole report, move it above the first line in square brackets; to withhold a part, put it below the `[[section]]` or the `[[appendix]]`",
    )
}

impl Composer<'_> {
    /// Reports missing and unknown fields and sections.
    pub(super) fn check_needs(&mut self) {
        self.check_fields();
        self.check_sections();
    }

    /// Reports fields that the house style requires and the report lacks, and fields that the style does not know.
    fn check_fields(&mut self) {
        let style = &self.style.name.value;
        for field in self.style.field.iter().filter(|field| field.required || field.expected) {
            let given = field.given(&self.report.front).is_some_and(is_given_at_all);
            if !given && self.first_contact(field).is_none() {
                let name = &field.name.value;
                let verb = if field.required { "needs" } else { "expects" };
                let message = format!(
                    "the house style {style} {verb} `{name}` ({})",
                    field.label.trim_end_matches(':')
                );
                let place = self.report.kind.place;
                self.problems.push(
                    missing(place, message, field.required, Rule::MissingField)
                        .hint(format!("add `{name} = …` under `[front]`")),
                );
            }
        }
        let fields = self.style.field.iter();
        let known: BTreeSet<_> = fields
            .flat_map(|field| std::iter::once(&field.name).chain(&field.also))
            .map(|name| name.as_str())
            .collect();
        for (name, _) in self.report.front.iter().filter(|(name, _)| !known.contains(name.as_str()))
        {
            if is_mentioned(name) {
                self.problems.push(withholds_nothing(name, "under `[front]`"));
                continue;
            }
            let message = format!(
                "the house style {style} has no place for `{}`, so it is not printed",
                name.value
            );
            let warning = Diagnostic::of(Rule::UnplacedField, name.place, message);
            self.problems.push(match closest(name, known.iter().copied()) {
                Some(near) => warning.hint(format!("did you mean `{near}`?")),
                None if Report::KEYS.iter().any(|key| spelt(key) == **name) => warning
                    .hint("it is a key of the report itself: move it above the first line in square brackets"),
                None => warning.hint("`papers styles NAME` lists the fields of a style"),
            });
        }
    }

    /// Reports sections that the house style requires and the report lacks, and sections that the style does not
    /// know.
    fn check_sections(&mut self) {
        let style = self.style;
        for known in style.section.iter().filter(|known| known.required || known.expected) {
            if self.find_section(&known.id).is_none() {
                let verb = if known.required { "needs" } else { "expects" };
                let message = format!(
                    "the house style {} {verb} a section `{}` ({})",
                    style.name.value, known.id.value, known.heading.value
                );
                let place = self.report.kind.place;
                self.problems.push(
                    missing(place, message, known.required, Rule::MissingSection).hint(format!(
                        "add a `[[section]]` with `id = \"{}\"` and its `text`",
                        known.id.value
                    )),
                );
            }
        }
        self.check_unsaid();
        let report = self.report;
        self.check_known(&report.section);
        self.check_once(&report.section);
    }

    /// Reports sections that the report leaves out and for which the house style prints that there is nothing.
    fn check_unsaid(&mut self) {
        let unsaid = self.style.section.iter().filter(|known| {
            known.empty.is_some()
                && !(known.required || known.expected)
                && self.find_section(&known.id).is_none()
        });
        let unsaid: Vec<_> = unsaid.map(|known| known.heading.as_str()).collect();
        if unsaid.is_empty() {
            return;
        }
        let message = format!(
            "nothing is said of these, so the paper prints what the house style has for none: {}",
            unsaid.join(", ")
        );
        self.problems.push(Diagnostic::of(Rule::AssumedNone, self.report.kind.place, message).hint(
            "add each as a `[[section]]` with its `id` and a `text`, even if that is `None`, so that somebody has thought of it",
        ));
    }

    /// Reports sections that repeat an `id`, since both would be under one heading.
    fn check_once(&mut self, sections: &[Section]) {
        for (at, section) in sections.iter().enumerate() {
            let Some(id) = &section.id else { continue };
            let before = &sections[..at];
            if before.iter().any(|one| one.id.as_ref().is_some_and(|one| one.value == id.value)) {
                let message = format!("two sections have the id `{}`", id.value);
                self.problems.push(
                    Diagnostic::of(Rule::RepeatedSection, id.place, message)
                        .hint("put both texts under one `[[section]]`, or give the second a `heading` and no `id`"),
                );
            }
        }
    }

    /// Reports keys of a section that the house style has no column for.
    fn check_beside(&mut self, section: &Section) {
        let id = section.id.as_ref().filter(|_| is_row(section)).map(|id| id.as_str());
        let mut tables = self.style.part.iter().filter(|part| part.layout == Some(Layout::Table));
        let columns = tables
            .find(|part| part.sections.iter().any(|named| id == Some(named.as_str())))
            .map_or(&[][..], |part| &part.column);
        for (name, _) in section.beside.iter() {
            if columns.iter().any(|column| column.name.value == name.value) {
                continue;
            }
            if is_mentioned(name) {
                self.problems.push(withholds_nothing(name, "beside a section"));
            } else {
                let message = format!(
                    "the house style {} has no column for `{}` beside this section, so it is not printed",
                    self.style.name.value, name.value
                );
                let warning = Diagnostic::of(Rule::UnplacedField, name.place, message);
                let known = columns.iter().map(|column| column.name.as_str());
                self.problems.push(match closest(name, known) {
                    Some(near) => warning.hint(format!("did you mean `{near}`?")),
                    None => warning.hint("put it into the text of the section"),
                });
            }
        }
    }

    /// Reports sections with an `id` that the style does not know.
    fn check_known(&mut self, sections: &[Section]) {
        let style = self.style;
        for section in sections {
            if let Some(id) = section.id.as_ref().filter(|_| self.known_section(section).is_none())
            {
                let message = format!(
                    "the house style {} has no section `{}`, so it stands among the others, in the order of the paper",
                    style.name.value, id.value
                );
                let warning = Diagnostic::of(Rule::UnplacedSection, id.place, message);
                let known = style.section.iter().map(|known| known.id.as_str());
                self.problems.push(match closest(id, known) {
                    Some(near) => warning.hint(format!("did you mean `{near}`?")),
                    None => warning.hint("`papers styles NAME` lists the sections of a style"),
                });
            }
            self.check_beside(section);
            self.check_known(&section.section);
        }
    }
}
