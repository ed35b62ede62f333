//! Interprets the labels of a front sheet: title, committee, day, and the fields of the house style under the various
//! names that councils use.

use super::answers;
use super::names::{is_any, tokens};
use crate::model::style::{Field, Style};

/// The longest label of a field, in words.
pub(super) const LONGEST_LABEL: usize = 9;

/// Other names for the fields of house styles.
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

/// What a label asks for.
pub(super) enum Asked {
    Title,
    Committee,
    Meeting,
    Field(String),
    /// Whether the paper is exempt; holds the label.
    Whether(String),
}

/// Splits a line into a label and the text after it, if it has both.
pub(super) fn split_label(words: &str) -> Option<(&str, &str)> {
    let (label, value) = words.split_once(':')?;
    let label = label.trim();
    (!label.is_empty() && label.split(' ').count() <= LONGEST_LABEL).then(|| (label, value.trim()))
}

/// What a label asks for, if it is known.
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
    if let Some(field) = own_field(label, style) {
        return Some(Asked::Field(field.name.value.clone()));
    }
    let (name, _) = ALSO.iter().find(|(_, names)| is_any(label, names))?;
    // The field is found by this name, whether the style defines it or reads it for another one.
    Some(Asked::Field((*name).to_owned()))
}

/// The field of the house style that a label names.
fn own_field<'s>(label: &str, style: &'s Style) -> Option<&'s Field> {
    let wanted = tokens(label);
    style.field.iter().find(|field| {
        tokens(&field.label) == wanted || tokens(&field.name.replace('-', " ")) == wanted
    })
}

/// Whether a label asks if the paper is exempt, without being a field of the house style.
pub(super) fn asks_whether(label: &str, style: &Style) -> bool {
    answers::asks_whether(label) && own_field(label, style).is_none()
}

/// Whether a line names a body that receives papers.
pub(super) fn is_committee(words: &str) -> bool {
    let small = words.split('(').next().unwrap_or_default().to_lowercase();
    let all: Vec<&str> =
        small.split(|next: char| !next.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let bodies = ["cabinet", "panel", "board", "commission", "forum"];
    let authorities = ["fire", "rescue", "police", "park", "combined", "waste", "transport"];
    let named = match all.last() {
        Some(&"executive") => !all.contains(&"chief") && !all.contains(&"director"),
        Some(&"authority") => all.iter().any(|word| authorities.contains(word)),
        Some(&"council") => all.len() == 1 || all.contains(&"full"),
        Some(last) => bodies.contains(last) || all.iter().any(|word| word.ends_with("committee")),
        None => false,
    };
    named && all.len() <= 14 && !small.contains("report of") && !all.contains(&"member")
}

/// The field for the author that a line names, and how many bytes of the line lead in to it.
pub(super) fn report_of(words: &str, style: &Style) -> Option<(String, usize)> {
    let small = words.to_ascii_lowercase();
    let starts = [
        ("report of ", "report-of"),
        ("joint report of ", "report-of"),
        ("report by ", "report-of"),
        ("report from ", "report-from"),
    ];
    let (start, key) = starts.into_iter().find(|(start, _)| small.starts_with(start))?;
    let own = match asked(start, style) {
        Some(Asked::Field(name)) => name,
        _ => key.to_owned(),
    };
    Some((own, start.len()))
}

/// Splits text with tick boxes into the ticked options and the others; `None` if it has none.
pub(super) fn chosen(words: &str) -> Option<(String, String)> {
    const TICKED: [char; 5] = ['☒', '☑', '✓', '✔', '✗'];
    const EMPTY: [char; 3] = ['☐', '□', '❏'];
    let is_box = |next: char| TICKED.contains(&next) || EMPTY.contains(&next);
    if !words.contains(EMPTY) || !words.contains(TICKED) {
        return None;
    }
    let (mut ticked, mut others) = (Vec::new(), Vec::new());
    let boxes: Vec<usize> =
        words.char_indices().filter(|(_, next)| is_box(*next)).map(|(at, _)| at).collect();
    others.push(words[..*boxes.first()?].trim());
    for (n, at) in boxes.iter().enumerate() {
        let end = boxes.get(n + 1).copied().unwrap_or(words.len());
        let option = words[*at..end].trim_start_matches(is_box).trim();
        (if words[*at..].starts_with(TICKED) { &mut ticked } else { &mut others }).push(option);
    }
    Some((ticked.join(", "), others.join(" ").trim().to_owned()))
}

/// Text in capitals changed to the usual form for committees.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_that_receive_papers_are_told_from_those_that_do_not() {
        for words in [
            "Cabinet",
            "CHILDREN’S SCRUTINY PANEL",
            "Audit and Governance Committee (North)",
            "Scrutiny Board (City Development)",
            "Full Council",
            "Executive",
            "Fire and Rescue Authority",
        ] {
            assert!(is_committee(words), "{words}");
        }
        for words in [
            "Executive summary",
            "Chief Executive",
            "Anyshire Council",
            "The local authority",
            "Cabinet Member for Housing",
            "Report of the Board",
        ] {
            assert!(!is_committee(words), "{words}");
        }
    }

    #[test]
    fn the_ticked_box_is_chosen() {
        assert_eq!(chosen("☒ Yes ☐ No"), Some(("Yes".into(), "No".into())));
        assert_eq!(chosen("☐ Open ☑ Exempt"), Some(("Exempt".into(), "Open".into())));
        assert_eq!(chosen("Yes"), None);
    }
}
