//! Whom to ask: contacts read from the lines and tables in which drafts have them.

use super::names::is_any;
use super::remarks::Remarks;
use super::tree::{Block, lines, plain};

/// Someone to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Contact {
    pub(super) role: String,
    pub(super) name: String,
    pub(super) job_title: String,
    pub(super) telephone: String,
    pub(super) email: String,
}

/// What a label asks for of someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    JobTitle,
    Telephone,
    Email,
}

/// Reads contacts; nothing where any of the words cannot be placed, so that they are kept as they are.
pub(super) fn read(blocks: &[Block], remarks: &mut Remarks) -> Option<Vec<Contact>> {
    let mut contacts: Vec<Contact> = Vec::new();
    let mut labels = Vec::new();
    for (label, value) in pieces(blocks)? {
        let part = match &label {
            Some(label) => part_of(label),
            None => guess(&value, contacts.last()),
        };
        if let Some(label) = &label {
            labels.push(label.clone());
        }
        match part {
            Some(Part::Telephone) => {
                contacts.last_mut()?.telephone = once(&contacts.last()?.telephone, value)?
            }
            Some(Part::Email) => contacts.last_mut()?.email = once(&contacts.last()?.email, value)?,
            Some(Part::JobTitle) => {
                contacts.last_mut()?.job_title = once(&contacts.last()?.job_title, value)?
            }
            Some(Part::Name) | None => {
                let role = match label.as_deref() {
                    Some(label) if part != Some(Part::Name) => label.to_owned(),
                    _ => "Contact".to_owned(),
                };
                let (name, post) = value.split_once(", ").unwrap_or((&value, ""));
                let telephone = String::new();
                let (name, job_title, email) = (name.to_owned(), post.to_owned(), String::new());
                contacts.push(Contact { role, name, job_title, telephone, email });
            }
        }
    }
    let whole =
        !contacts.is_empty() && contacts.iter().all(|contact| contact.name.split(' ').count() <= 6);
    if whole {
        labels.iter().for_each(|label| remarks.leave_out(label));
    }
    whole.then_some(contacts)
}

/// A value, unless there is one already.
fn once(old: &str, value: String) -> Option<String> {
    old.is_empty().then_some(value)
}

/// What a label asks for; `None` for what someone is to the paper.
fn part_of(label: &str) -> Option<Part> {
    let is = |names: &[&str]| is_any(label, names);
    if is(&["name"]) {
        Some(Part::Name)
    } else if is(&["job title", "title", "post", "position", "designation"]) {
        Some(Part::JobTitle)
    } else if is(&[
        "tel",
        "tel no",
        "telephone",
        "telephone number",
        "phone",
        "mobile",
        "telephone no",
        "phone number",
    ]) {
        Some(Part::Telephone)
    } else if is(&["email", "e-mail", "email address", "e-mail address"]) {
        Some(Part::Email)
    } else {
        None
    }
}

/// Whether a line says whom to ask, and no more: “Contact officer: Alex Example, Head of Parks. Tel: 01632 960123”.
pub(super) fn is_contact(line: &str) -> bool {
    let Some((label, value)) = line.split_once(':') else { return false };
    let asks = is_any(
        label,
        &[
            "contact",
            "contact officer",
            "contact details",
            "for further information",
            "for further information contact",
            "for further information please contact",
            "further information",
            "report author",
            "author",
            "lead officer",
            "officer contact",
        ],
    );
    asks && !value.trim().is_empty() && line.split(' ').count() <= 24
}

/// What words without a label are of someone.
fn guess(value: &str, last: Option<&Contact>) -> Option<Part> {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let name_only = |last: &Contact| {
        last.job_title.is_empty() && last.email.is_empty() && last.telephone.is_empty()
    };
    if value.contains('@') && !value.contains(' ') {
        Some(Part::Email)
    } else if digits >= 9 && !value.chars().any(char::is_alphabetic) {
        Some(Part::Telephone)
    } else if last.is_some_and(name_only) {
        Some(Part::JobTitle)
    } else {
        Some(Part::Name)
    }
}

/// A label before a number or an address that has no colon: `Tel 01632 960123`.
fn without_colon(part: &str) -> Option<(&str, &str)> {
    let (label, value) = part.split_once(' ')?;
    let reach = matches!(guess(value.trim(), None), Some(Part::Email | Part::Telephone));
    (reach && part_of(label).is_some()).then_some((label, value))
}

/// The labels and values of contacts, one after another; nothing where there is more than lines and rows.
fn pieces(blocks: &[Block]) -> Option<Vec<(Option<String>, String)>> {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                for line in plain(&paragraph.content).split('\n') {
                    of_line(line, &mut all);
                }
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<String> =
                        row.iter().map(|cell| lines(&cell.blocks).join(", ")).collect();
                    let filled: Vec<&String> =
                        cells.iter().filter(|cell| !cell.is_empty()).collect();
                    match filled[..] {
                        [] => {}
                        [line] => of_line(line, &mut all),
                        [label, value] => all.push((Some(bare(label)), value.clone())),
                        _ => return None,
                    }
                }
            }
            Block::Picture(_) => return None,
        }
    }
    Some(all)
}

/// The labels and values of a line: `Email: a@example.org`, or a name, a post and numbers one after another.
fn of_line(line: &str, all: &mut Vec<(Option<String>, String)>) {
    let line = parted(&line.replace(":\t", ": "));
    let mut rest = Vec::new();
    for part in line.split(['\t', ';', '|']).flat_map(|part| part.split(" – ")) {
        let part = part.trim().trim_end_matches(',').trim();
        match part.split_once(':').or_else(|| without_colon(part)) {
            Some((label, value))
                if label.split(' ').count() <= 6
                    && !value.trim().is_empty()
                    && !label.contains('@') =>
            {
                all.push((Some(bare(label)), value.trim().to_owned()));
            }
            _ if !part.is_empty() => rest.push(part),
            _ => {}
        }
    }
    for part in rest {
        let mut names = Vec::new();
        for word in part.split(", ") {
            let reach = matches!(guess(word, None), Some(Part::Email | Part::Telephone));
            if reach { all.push((None, word.to_owned())) } else { names.push(word) }
        }
        if !names.is_empty() {
            let at = all.len() - (part.split(", ").count() - names.len()).min(all.len());
            all.insert(at, (None, names.join(", ")));
        }
    }
}

/// A line with a mark before each label inside it: “Alex Example. Tel: 01632 960123” has one before “Tel”.
fn parted(line: &str) -> String {
    let mut parted = String::new();
    for part in line.split_inclusive([' ', '\t']) {
        let ends = parted.trim_end().ends_with(['.', ',']);
        let label = part.trim().trim_end_matches(':');
        if ends && part.trim().ends_with(':') && part_of(label).is_some() {
            let kept = parted.trim_end().trim_end_matches(['.', ',']).len();
            parted.truncate(kept);
            parted.push_str("; ");
        }
        parted.push_str(part);
    }
    parted
}

/// A label without its colon.
fn bare(label: &str) -> String {
    label.trim().trim_end_matches(':').trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::tree::{Inline, Paragraph};
    use super::*;

    fn read_lines(lines: &[&str]) -> Option<Vec<Contact>> {
        let block = |line: &&str| {
            let content = vec![Inline::Text((*line).to_owned(), Default::default())];
            Block::Paragraph(Paragraph { content, ..Paragraph::default() })
        };
        read(&lines.iter().map(block).collect::<Vec<_>>(), &mut Remarks::default())
    }

    #[test]
    fn contacts_are_read_from_labelled_lines_and_from_plain_ones() {
        let labelled = read_lines(&[
            "Report author: Alex Example",
            "Job title: Head of SEND",
            "Telephone: 01632 960123",
            "E-mail: alex@example.org",
        ]);
        let plain = read_lines(&["Alex Example, Head of SEND, 01632 960123, alex@example.org"]);
        let alex = |role: &str| Contact {
            role: role.into(),
            name: "Alex Example".into(),
            job_title: "Head of SEND".into(),
            telephone: "01632 960123".into(),
            email: "alex@example.org".into(),
        };
        assert_eq!(labelled, Some(vec![alex("Report author")]));
        assert_eq!(plain, Some(vec![alex("Contact")]));
        assert_eq!(
            read_lines(&[
                "Anyone who would like to know more can ask the scrutiny team for help at any time"
            ]),
            None
        );
    }
}
