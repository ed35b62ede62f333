//! What the labels of a front sheet ask for: title, committee, day, and the fields of the house style under whatever name
//! councils have for them.

use super::names::{is_any, tokens};
use crate::model::style::Style;

/// The longest label of a field, in words.
pub(super) const LONGEST_LABEL: usize = 9;

/// Other names of fields that house styles have.
const ALSO: [(&str, &[&str]); 12] = [
    ("report-of", &["report of", "report by", "joint report of"]),
    ("report-from", &["report from", "from"]),
    (
        "author",
        &["author", "report author", "lead officer", "prepared by", "written by", "officer"],
    ),
    (
        "contact-officer",
        &["contact officer", "contact", "contact details", "for further information contact"],
    ),
    ("contact-telephone", &["tel", "tel no", "telephone", "telephone number", "phone"]),
    (
        "cabinet-member",
        &[
            "cabinet member",
            "cabinet member responsible",
            "lead member",
            "executive member",
            "lead cabinet member",
        ],
    ),
    ("portfolio-holder", &["portfolio holder", "portfolio", "relevant portfolio holder"]),
    (
        "wards",
        &["ward", "wards affected", "electoral division", "divisions affected", "ward affected"],
    ),
    ("key-decision", &["key decision", "is this a key decision"]),
    (
        "classification",
        &[
            "classification",
            "status",
            "access to information",
            "open or exempt",
            "public or exempt",
            "exempt",
        ],
    ),
    (
        "agenda-item",
        &["agenda item", "agenda item no", "item no", "item number", "item", "agenda item number"],
    ),
    (
        "local-members-interest",
        &["local members interest", "local member interest", "local members"],
    ),
];

/// What a label of a front sheet asks for.
pub(super) enum Asked {
    Title,
    Committee,
    Meeting,
    Field(String),
}

/// Parts a line into a label and what follows it, where it has both.
pub(super) fn split_label(words: &str) -> Option<(&str, &str)> {
    let (label, value) = words.split_once(':')?;
    let label = label.trim();
    (!label.is_empty() && label.split(' ').count() <= LONGEST_LABEL).then(|| (label, value.trim()))
}

/// What a label asks for, if anything is known of it.
pub(super) fn asked(label: &str, style: &Style) -> Option<Asked> {
    if is_any(label, &["title", "subject", "report title", "title of report", "subject of report"])
    {
        let own = style.field.iter().find(|field| is_any(label, &[&field.label]));
        return Some(own.map_or(Asked::Title, |field| match field.default.as_ref() {
            Some(_) => Asked::Title,
            None => Asked::Field(field.name.value.clone()),
        }));
    }
    if is_any(
        label,
        &[
            "committee",
            "meeting",
            "report to",
            "to",
            "name of committee",
            "decision maker",
            "board",
            "meeting of",
            "panel",
            "committee name",
        ],
    ) {
        return Some(Asked::Committee);
    }
    if is_any(
        label,
        &[
            "date",
            "meeting date",
            "date of meeting",
            "date of committee",
            "committee date",
            "meeting held on",
        ],
    ) {
        return Some(Asked::Meeting);
    }
    let wanted = tokens(label);
    let own = style.field.iter().find(|field| {
        tokens(&field.label) == wanted || tokens(&field.name.replace('-', " ")) == wanted
    });
    if let Some(field) = own {
        return Some(Asked::Field(field.name.value.clone()));
    }
    let (name, _) = ALSO.iter().find(|(_, names)| is_any(label, names))?;
    // Whether the style has it under that name or reads it for another one, it is found by it.
    Some(Asked::Field((*name).to_owned()))
}

/// Whether a line names a body that receives papers.
pub(super) fn is_committee(words: &str) -> bool {
    let small = words.to_lowercase();
    let named =
        ["committee", "cabinet", "panel", "board", "executive", "commission", "forum", "council"];
    let bodies =
        small.split(|next: char| !next.is_alphabetic()).filter(|word| named.contains(word)).count();
    bodies > 0
        && words.split(' ').count() <= 14
        && !small.contains("report of")
        && !small.contains("member")
}

/// Words in capitals as the names of committees are written.
pub(super) fn in_title_case(words: &str) -> String {
    let small = ["and", "of", "the", "for", "in", "to"];
    let word = |(at, word): (usize, &str)| {
        let lower = word.to_lowercase();
        if at > 0 && small.contains(&lower.as_str()) {
            lower
        } else {
            crate::language::case::capital(&lower)
        }
    };
    words.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}
