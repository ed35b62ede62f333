//! Decides where the text below a heading goes: to the recommendations, the appendices, the background papers, the
//! contacts, or the sections.

use super::names::{is_any, nearness, tokens};
use crate::model::style::{FieldValue, PartKind, Style};
use crate::read::recommended::heads_recommendations;

/// Names that councils give to the part with the recommendations.
const RECOMMENDATIONS: [&str; 10] = [
    "decision required",
    "decision sought",
    "decision requested",
    "committee is asked to",
    "committee is being asked to",
    "action required",
    "action requested",
    "matter for decision",
    "what the committee is asked to do",
    "proposed resolution",
];
/// Names that councils give to the list of appendices.
const APPENDICES: [&str; 8] = [
    "appendix",
    "list of appendices",
    "annex",
    "attachments",
    "enclosures",
    "appendices attached",
    "supporting document",
    "list of annexes",
];
/// Names that councils give to the contacts.
const CONTACTS: [&str; 8] = [
    "report author",
    "author",
    "further information",
    "officer to contact",
    "for further information contact",
    "lead officer",
    "contact details",
    "contact",
];

/// The place for the text below a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Recommendations,
    Appendices,
    Papers,
    Contacts,
    /// Nowhere: all sections are below it, and it has no text of its own.
    Dissolved,
    /// The text of an appendix itself, not only its name.
    Appended,
    Section,
}

/// Whether the house style has a place for a heading, or every style has one.
pub(super) fn is_known(heading: &str, style: &Style) -> bool {
    let exact = |name: &str| nearness(heading, name) == Some(100);
    place(heading, style) != Place::Section
        || style.section.iter().any(|section| exact(&section.heading))
        || style.field.iter().any(|field| field.value == FieldValue::Text && exact(&field.label))
}

/// Whether a heading is that of the recommendations.
pub(super) fn is_of_recommendations(heading: &str, style: &Style) -> bool {
    place(heading, style) == Place::Recommendations
}

/// The place for the text below a heading.
pub(super) fn place(heading: &str, style: &Style) -> Place {
    let heading = heading.trim_end_matches(':');
    let part = |kind: PartKind| {
        style.part.iter().any(|part| {
            part.kind == kind
                && part
                    .heading
                    .as_ref()
                    .is_some_and(|own| nearness(heading, &own.text) == Some(100))
        })
    };
    let tokens = tokens(heading);
    let has = |word: &str| tokens.contains(word);
    let small = heading.to_lowercase();
    if part(PartKind::Recommendations)
        || is_any(heading, &RECOMMENDATIONS)
        || heads_recommendations(heading)
    {
        Place::Recommendations
    } else if appendix_label(heading).is_some() {
        Place::Appended
    } else if part(PartKind::Appendices) || is_any(heading, &APPENDICES) {
        Place::Appendices
    } else if part(PartKind::BackgroundPapers)
        || small.contains("background paper")
        || small.contains("background document")
        || has("1985") && has("access")
    {
        if small.contains("appendi") { Place::Appendices } else { Place::Papers }
    } else if part(PartKind::Contacts)
        || is_any(heading, &CONTACTS)
        || has("contact") && tokens.len() <= 4
    {
        Place::Contacts
    } else if part(PartKind::Sections) {
        Place::Dissolved
    } else {
        Place::Section
    }
}

/// The label of the appendix at the beginning of some text, and where it ends.
pub(super) fn appendix_label(words: &str) -> Option<(String, usize)> {
    let small = words.to_lowercase();
    let start = ["appendix ", "annex ", "annexe ", "appendix\u{A0}"]
        .into_iter()
        .find(|start| small.starts_with(start))?;
    let rest = &words[start.len()..];
    let end = rest.find(|next: char| !next.is_alphanumeric()).unwrap_or(rest.len());
    let label = &rest[..end];
    let short = !label.is_empty()
        && (label.chars().count() <= 2 || label.bytes().all(|byte| b"ivxIVX".contains(&byte)));
    let after = rest[end..].trim_start_matches([' ', ':', '–', '—', '-', '.', ')', '\u{A0}']);
    short.then(|| (label.to_owned(), words.len() - after.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appendices_are_known_by_their_labels() {
        assert_eq!(
            appendix_label("Appendix A – The plan"),
            Some(("A".into(), "Appendix A – ".len()))
        );
        assert_eq!(appendix_label("APPENDIX 12: The plan"), Some(("12".into(), 13)));
        assert_eq!(appendix_label("Appendix"), None);
        assert_eq!(appendix_label("Appendices"), None);
    }
}
