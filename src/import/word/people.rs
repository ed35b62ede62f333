//! Reads contacts from the lines and tables of a draft.

use super::names::is_any;
use super::remarks::Remarks;
use super::tree::{Block, lines, plain};

/// The fewest digits of a telephone number.
const FEWEST_FIGURES: usize = 9;

/// A contact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Contact {
    pub(super) role: String,
    pub(super) name: String,
    pub(super) job_title: String,
    pub(super) telephone: String,
    pub(super) email: String,
}

/// The part of a contact that a label asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    JobTitle,
    Telephone,
    Email,
}

/// Reads contacts; `None` if any of the words cannot be placed, so that all are kept as they are.
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
    // A name or post with a number left in it was not understood.
    let plainly = |words: &str| !words.contains('@') && figures(words) < FEWEST_FIGURES;
    let named = |contact: &Contact| {
        contact.name.split(' ').count() <= 6
            && plainly(&contact.name)
            && plainly(&contact.job_title)
    };
    let whole = !contacts.is_empty() && contacts.iter().all(named);
    if whole {
        labels.iter().for_each(|label| remarks.leave_out(label));
    }
    whole.then_some(contacts)
}

/// A value, unless there is one already.
fn once(old: &str, value: String) -> Option<String> {
    old.is_empty().then_some(value)
}

/// The part that a label asks for; `None` if it gives someone's role in the paper.
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

/// Whether a line only gives a contact: “Contact officer: Alex Example, Head of Parks. Tel: 01632 960123”.
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

/// The part of a contact that unlabelled words are.
fn guess(value: &str, last: Option<&Contact>) -> Option<Part> {
    let name_only = |last: &Contact| {
        last.job_title.is_empty() && last.email.is_empty() && last.telephone.is_empty()
    };
    if value.contains('@') && !value.contains(' ') {
        Some(Part::Email)
    } else if is_telephone(value) {
        Some(Part::Telephone)
    } else if last.is_some_and(name_only) {
        Some(Part::JobTitle)
    } else {
        Some(Part::Name)
    }
}

/// Whether words are a telephone number, with or without an extension, or an extension alone.
fn is_telephone(words: &str) -> bool {
    let number = words.replacen("ext", "", 1);
    let enough = figures(words) >= FEWEST_FIGURES || words.starts_with("ext") && figures(words) > 0;
    enough && !number.chars().any(char::is_alphabetic)
}

/// Whether a label is that of a telephone number or an address.
fn is_reach(label: &str) -> bool {
    matches!(part_of(label), Some(Part::Telephone | Part::Email))
}

/// The number of digits in a text.
fn figures(words: &str) -> usize {
    words.bytes().filter(u8::is_ascii_digit).count()
}

/// Splits text into the remaining words and the numbers and addresses in it, each with its label: "Jo Example, Head
/// of Roads" remains of "Jo Example, Head of Roads, Tel 01632 960123".
fn reaches(words: &str) -> (String, Vec<(Option<String>, String)>) {
    let is_open = |next: char| "(),;<>[]".contains(next);
    let is_number = |word: &str| {
        !word.is_empty() && word.chars().all(|next| next.is_ascii_digit() || "+-/".contains(next))
    };
    let words: Vec<&str> = words.split_whitespace().collect();
    let bare = |at: usize| words[at].trim_matches(is_open);
    let (mut left, mut found): (Vec<&str>, Vec<_>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < words.len() {
        let extension = is_any(bare(at).trim_end_matches('.'), &["ext", "extension"]);
        let start = at + usize::from(extension);
        let numbers = (start..words.len()).take_while(|at| is_number(bare(*at))).count();
        let number: Vec<&str> = (at..start + numbers).map(bare).collect();
        let number = number.join(" ");
        let (value, taken) = if bare(at).contains('@') {
            (bare(at).to_owned(), 1)
        } else if figures(&number) >= FEWEST_FIGURES || extension && numbers > 0 {
            // An extension continues the number: "01632 960123 ext 44".
            let after = start + numbers;
            let number = if extension { number.replacen(bare(at), "ext", 1) } else { number };
            let more = after + 1 < words.len()
                && is_any(bare(after).trim_end_matches('.'), &["ext", "extension"])
                && is_number(bare(after + 1));
            match more {
                true => (format!("{number} ext {}", bare(after + 1)), after + 2 - at),
                false => (number, after - at),
            }
        } else {
            left.push(words[at]);
            at += 1;
            continue;
        };
        // "Tel", or "Tel no".
        let label = (left.len().saturating_sub(2)..left.len()).find_map(|start| {
            let label = left[start..].join(" ");
            let label = self::bare(label.trim_matches(is_open));
            is_reach(&label).then_some((start, label))
        });
        if let Some((start, _)) = &label {
            left.truncate(*start);
        }
        found.push((label.map(|(_, label)| label), value));
        at += taken;
    }
    let left: Vec<&str> = left.into_iter().filter(|word| !word.chars().all(is_open)).collect();
    (left.join(" ").trim_end_matches(is_open).to_owned(), found)
}

/// Adds the person named after a label, if any, and how to reach them.
fn add(label: Option<String>, value: &str, all: &mut Vec<(Option<String>, String)>) {
    if label.as_deref().is_some_and(is_reach) {
        all.push((label, value.to_owned()));
        return;
    }
    let (name, found) = reaches(value);
    if !name.is_empty() {
        all.push((label, name));
    }
    all.extend(found);
}

/// The labels and values of contacts, in order; `None` if there are other blocks than lines and rows.
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
                        [label, value] => add(Some(bare(label)), value, &mut all),
                        _ => return None,
                    }
                }
            }
            Block::Picture(_) => return None,
        }
    }
    Some(all)
}

/// The labels and values in a line: `Email: a@example.org`, or a name, a post and numbers in a row.
fn of_line(line: &str, all: &mut Vec<(Option<String>, String)>) {
    let line = parted(&line.replace(":\t", ": "));
    let mut rest = Vec::new();
    for part in line.split(['\t', ';', '|']).flat_map(|part| part.split(" – ")) {
        let part = part.trim().trim_end_matches(',').trim();
        match part.split_once(':') {
            Some((label, value))
                if label.split(' ').count() <= 6
                    && !value.trim().is_empty()
                    && !label.contains('@') =>
            {
                add(Some(bare(label)), value.trim(), all);
            }
            _ if !part.is_empty() => rest.push(part),
            _ => {}
        }
    }
    rest.into_iter().for_each(|part| add(None, part, all));
}

/// A line with a semicolon before each label inside it: “Alex Example. Tel: 01632 960123” gets one before “Tel”.
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
        for line in [
            "Alex Example, Head of SEND, Tel 01632 960123, alex@example.org",
            "Contact: Alex Example, Head of SEND (01632 960123) alex@example.org",
            "Alex Example, Head of SEND, E-mail alex@example.org, 01632 960123",
        ] {
            assert_eq!(read_lines(&[line]), Some(vec![alex("Contact")]), "{line}");
        }
        let jo = read_lines(&["Report author: Jo Example, ext 4471, jo@example.org"]);
        let jo = &jo.unwrap()[0];
        assert_eq!(
            (&*jo.name, &*jo.telephone, &*jo.email),
            ("Jo Example", "ext 4471", "jo@example.org")
        );
        assert_eq!(read_lines(&["Alex Example, room 01632960123x, Castle House"]), None);
        assert_eq!(
            read_lines(&[
                "Anyone who would like to know more can ask the scrutiny team for help at any time"
            ]),
            None
        );
    }
}
