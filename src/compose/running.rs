//! Composes the header and footer of papers that the program words itself.
//!
//! A house style and a title and day come in; what each page repeats goes out. A style's wording may name things that
//! only a report has, such as its committee: these are empty, and the punctuation around them goes.

use minijinja::Value;

use super::prose::Reading;
use super::{parts, value};
use crate::diag::Warned;
use crate::document::{Inline, Inlines, Running, is_blank};
use crate::load::house::House;
use crate::read::Prose;
use crate::read::date::Date;

/// The separators that are left at the ends of a line where words are missing.
const SEPARATORS: [char; 9] = [' ', '–', '—', '-', '|', '·', ',', ':', '/'];

/// The header and footer of a paper with this title and day: the title above and the council below, unless the style
/// has its own.
pub(super) fn running(house: &House, title: &str, date: Date) -> Warned<Running> {
    let style = &house.style;
    let reading = Reading::new(house);
    let words = |text: &str| vec![Inline::text(text, None)];
    let fields = style.field.iter().map(|field| (field.name.replace('-', "_"), parts::absent()));
    let data = Value::from_pairs([
        ("title", value::words(words(title))),
        ("committee", parts::absent()),
        ("council", value::words(words(&house.council.name))),
        ("meeting", Value::from_object(date)),
        ("front", Value::from_pairs(fields)),
    ]);
    let mut findings = Vec::new();
    let mut line = |prose: &Option<Prose>, otherwise: &str| {
        let said = prose.as_ref().map(|prose| {
            let line = reading.line(prose, &data);
            findings.extend(line.findings);
            trimmed(line.value)
        });
        said.filter(|said| !is_blank(said)).unwrap_or_else(|| words(otherwise))
    };
    let header = line(&style.page.header, title);
    let footer = line(&style.page.footer, &house.council.name);
    Warned { value: Running { header, footer, marking: None }, findings }
}

/// A line without separators at its ends.
fn trimmed(mut line: Inlines) -> Inlines {
    while let Some(Inline::Text(first)) = line.first_mut() {
        first.text = first.text.trim_start_matches(SEPARATORS).to_owned();
        first.place = None;
        if !first.text.is_empty() {
            break;
        }
        line.remove(0);
    }
    while let Some(Inline::Text(last)) = line.last_mut() {
        last.text = last.text.trim_end_matches(SEPARATORS).to_owned();
        last.place = None;
        if !last.text.is_empty() {
            break;
        }
        line.pop();
    }
    line
}
