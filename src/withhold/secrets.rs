//! The words of the data that are withheld, and those that are not.
//!
//! In comes a report as its author wrote it; out go [`Words`], for the search of the finished public files.
//! This walks the data on its own: it shares nothing with the code that removes what is withheld but the
//! reading of marks in prose, so that a slip in the one is caught by the other.

use serde::Serialize;

use super::prose;
use crate::model::exempt::Withheld;
use crate::model::meeting::Item;
use crate::model::report::{Report, Section};
use crate::read::Prose;

/// Words of the data.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Those that must not reach a public file.
    pub withheld: Vec<String>,
    /// Those that may.
    pub open: Vec<String>,
}

impl Words {
    /// Adds the words of a report. `whole` is whether all of it is withheld, `titled` whether its title is
    /// public all the same.
    pub fn report(&mut self, report: &Report, whole: bool, titled: bool) {
        self.open(&report.committee);
        if titled {
            self.open(&report.title)
        } else {
            self.withheld(&report.title)
        }
        let public_title = report.withheld().and_then(Withheld::public_title);
        public_title.into_iter().for_each(|title| self.open(title));
        let rest = strings(&(
            &report.recommendation,
            &report.background_paper,
            &report.contact,
            &report.front,
        ));
        if whole { &mut self.withheld } else { &mut self.open }.extend(rest);
        for section in &report.section {
            self.section(section, whole);
        }
        for appendix in &report.appendix {
            let withheld = appendix.withheld();
            let paths = [&appendix.source, &appendix.file, &appendix.label];
            let paths = paths.into_iter().flatten().map(|path| path.value.clone());
            if !whole && withheld.is_none() {
                self.open.extend(paths);
                self.open(&appendix.title);
                continue;
            }
            self.withheld.extend(paths);
            match withheld.and_then(|withheld| withheld.public_title()) {
                None if !whole => self.open(&appendix.title),
                title => {
                    self.withheld(&appendix.title);
                    title.into_iter().for_each(|title| self.open(title));
                }
            }
        }
    }

    /// Adds the words of an item of a meeting.
    pub fn item(&mut self, item: &Item) {
        let withheld = item.withheld();
        let public_title = withheld.and_then(|withheld| withheld.public_title());
        if let Some(title) = &item.title {
            if public_title.is_some() { self.withheld(title) } else { self.open(title) }
        }
        public_title.into_iter().for_each(|title| self.open(title));
        if let Some(text) = &item.text {
            if withheld.is_some() { self.withheld(text) } else { self.open(text) }
        }
        for path in [&item.report, &item.file].into_iter().flatten() {
            if withheld.is_some() {
                self.withheld.push(path.value.clone());
            } else {
                self.open.push(path.value.clone());
            }
        }
    }

    /// Adds the words of a section.
    fn section(&mut self, section: &Section, whole: bool) {
        let withheld = section.withheld();
        let whole = whole || withheld.is_some();
        if let Some(heading) = &section.heading {
            if whole { self.withheld(heading) } else { self.open(heading) }
        }
        withheld
            .and_then(|withheld| withheld.public_title())
            .into_iter()
            .for_each(|title| self.open(title));
        if let Some(label) = &section.label {
            let words = if whole { &mut self.withheld } else { &mut self.open };
            words.push(label.value.clone());
        }
        if let Some(text) = &section.text {
            for (piece, out) in prose::sorted(&text.text) {
                let words = text.text.get(piece.range).unwrap_or_default();
                if whole || out { &mut self.withheld } else { &mut self.open }
                    .push(words.to_owned());
            }
        }
        section.section.iter().for_each(|inner| self.section(inner, whole));
    }

    fn withheld(&mut self, prose: &Prose) {
        self.withheld.push(prose.text.clone());
    }

    fn open(&mut self, prose: &Prose) {
        self.open.push(prose.text.clone());
    }
}

/// All texts in a value, however deep.
fn strings(value: &impl Serialize) -> Vec<String> {
    let mut strings = Vec::new();
    let mut waiting = vec![serde_json::to_value(value).unwrap_or_default()];
    while let Some(value) = waiting.pop() {
        match value {
            serde_json::Value::String(text) => strings.push(text),
            serde_json::Value::Array(values) => waiting.extend(values),
            serde_json::Value::Object(values) => {
                waiting.extend(values.into_iter().map(|(_, value)| value))
            }
            _ => {}
        }
    }
    strings
}
