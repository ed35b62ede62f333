//! What stands at the end of papers: recommendations, appendices, background papers and contacts, taken from the sections
//! in which a draft has them.

use super::fields::{Asked, asked, report_of, split_label};
use super::markings::title_after;
use super::outline::{Appendix, Arranging, UNTITLED};
use super::people;
use super::places::appendix_label;
use super::remarks::Remarks;
use super::tree::{Block, Inline, LabelKind, Manner, Paragraph, Shape, Standing, line, lines};
use super::withheld;
use crate::model::style::PartKind;

impl Arranging<'_> {
    /// Takes recommendations; gives what is none.
    pub(super) fn recommendations(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let first = blocks.iter().position(|block| match block {
            Block::Paragraph(one) if one.standing == Standing::Item => true,
            Block::Paragraph(one) => {
                one.standing != Standing::Free && !is_lead(&line(&one.content))
            }
            _ => false,
        });
        let mut kept = Vec::new();
        let mut rest = Vec::new();
        let mut current: Option<Vec<Block>> = None;
        let mut lead: Option<String> = None;
        let mut outer: Option<(Standing, LabelKind, usize)> = None;
        for (at, block) in blocks.into_iter().enumerate() {
            let Block::Paragraph(mut paragraph) = block else {
                match &mut current {
                    Some(current) => current.push(block),
                    None => kept.push(block),
                }
                continue;
            };
            let words = line(&paragraph.content);
            if first.is_some_and(|first| at < first)
                || first.is_none() && is_lead(&words) && words.ends_with(':')
            {
                if is_lead(&words) || at + 1 == first.unwrap_or(0) {
                    self.remarks.leave_out(&words);
                    lead = Some(words);
                } else {
                    kept.push(Block::Paragraph(paragraph));
                }
                continue;
            }
            let label =
                paragraph.label.as_ref().map(|label| (paragraph.standing, label.kind, label.level));
            let own = first.is_none() || label.is_some() && (outer.is_none() || outer == label);
            if own && (first.is_none() || paragraph.standing != Standing::Free) {
                outer = outer.or(label);
                rest.extend(current.take());
                if let Some(cut) = lead_in(&words) {
                    self.remarks.leave_out(&words[..cut]);
                    lead = Some(words[..cut].to_owned());
                    paragraph.cut(words[..cut].chars().count());
                }
                (paragraph.standing, paragraph.label) = (Standing::Free, None);
                current = Some(vec![Block::Paragraph(paragraph)]);
            } else if let Some(current) =
                current.as_mut().filter(|_| label.is_some() || paragraph.indent > 0)
            {
                current.push(Block::Paragraph(paragraph));
            } else if let Some((field, length)) = report_of(&words, self.style) {
                self.remarks.leave_out(&words[..length]);
                paragraph.cut(length);
                self.outline.fields.push((field, paragraph.content));
            } else {
                kept.push(Block::Paragraph(paragraph));
            }
        }
        rest.extend(current);
        if let Some(lead) = lead.filter(|lead| leads_to(lead) != self.leads_to())
            && let Some(Block::Paragraph(first)) =
                rest.first_mut().and_then(|first| first.first_mut())
        {
            let spot = self.remarks.at(
                format!("the recommendations followed “{lead}” in the draft, and follow other words in the house style"),
                "read each after the words that the house style prints before it",
            );
            first.content.insert(0, spot);
        }
        self.outline.recommendations.extend(rest);
        kept
    }

    /// Whether the house style leads in to recommendations with "… to", after which no verb has an ending.
    fn leads_to(&self) -> bool {
        let part = self.style.part.iter().find(|part| part.kind == PartKind::Recommendations);
        part.and_then(|part| part.text.as_ref()).is_some_and(|text| leads_to(&text.text))
    }

    /// Takes the names of appendices; gives what is none.
    pub(super) fn appendices(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut kept = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let words = line(&paragraph.content);
                    if is_none(&words) || words.ends_with(':') {
                        self.remarks.leave_out(&words);
                        continue;
                    }
                    self.appendix(paragraph);
                }
                Block::Table(table) => {
                    for row in table.rows.iter().skip(table.head) {
                        let cells = row.iter().flat_map(|cell| lines(&cell.blocks));
                        let mut cells: Vec<String> = cells.collect();
                        // A number or letter in a cell of its own is that of the appendix.
                        if cells.len() > 1 && cells[0].chars().count() <= 3 {
                            cells[0] = format!("Appendix {}", cells[0]);
                        }
                        let content = vec![Inline::Text(cells.join(" "), Manner::default())];
                        self.appendix(Paragraph { content, ..Paragraph::default() });
                    }
                    let head = table
                        .rows
                        .iter()
                        .take(table.head)
                        .flatten()
                        .flat_map(|cell| lines(&cell.blocks));
                    head.for_each(|words| self.remarks.leave_out(&words));
                }
                other => kept.push(other),
            }
        }
        kept
    }

    /// Takes the name of one appendix.
    fn appendix(&mut self, mut paragraph: Paragraph) {
        let words = super::tree::plain(&paragraph.content);
        let said = line(&paragraph.content);
        let mut label = String::new();
        let trimmed = words.len() - words.trim_start().len();
        if let Some((found, end)) = appendix_label(words.trim_start()) {
            let end = trimmed + end;
            let end = end + title_after(&words[end..]);
            self.remarks.leave_out(&words[..end]);
            paragraph.cut(words[..end].chars().count());
            label = found;
        }
        let closed = withheld::in_heading(&said, None);
        let (content, notes) = without_notes(paragraph.content, self.remarks);
        let mut title = content;
        title.extend(notes);
        self.outline.appendices.push(Appendix { label, title, closed, referred: false });
    }

    /// Keeps an appendix that stands in the draft itself, as a section.
    pub(super) fn appended(&mut self, heading: &str, blocks: Vec<Block>) -> Vec<Block> {
        let (label, end) = appendix_label(heading).unwrap_or_default();
        let known = self.outline.appendices.iter().any(|appendix| appendix.is_called(&label));
        if !known {
            let title = &heading[end.min(heading.len())..];
            let title = title[title_after(title)..].to_owned();
            let closed = withheld::in_heading(heading, None);
            let title = vec![Inline::Text(self.spelling.heading(&title), Manner::default())];
            self.outline.appendices.push(Appendix { label, title, closed, referred: false });
        }
        if blocks.is_empty() {
            self.remarks.leave_out(heading);
            return blocks;
        }
        self.noted(blocks)
    }

    /// Gives the appendix that the draft has come to its title, where that is the next heading; what stands below is noted.
    pub(super) fn title_appendix(
        &mut self,
        label: &str,
        heading: &str,
        blocks: Vec<Block>,
    ) -> Vec<Block> {
        let untitled = |one: &&mut Appendix| one.is_called(label) && line(&one.title).is_empty();
        let Some(appendix) = self.outline.appendices.iter_mut().find(untitled) else {
            return blocks;
        };
        let title = self.spelling.heading(heading);
        appendix.title.push(Inline::Text(title, Manner::default()));
        self.noted(blocks)
    }

    /// The text of an appendix with a note before it that it is to be a file of its own.
    fn noted(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let spot = self.remarks.at(
            "this appendix stands in the draft itself, and is kept as a section",
            "make it a paper or a PDF of its own, and name that under `[[appendix]]` with `file` or `source`",
        );
        let note = super::body::note(
            "Delete this note and this section once the appendix is a file of its own.",
            spot,
        );
        let mut kept = vec![Block::Paragraph(note)];
        kept.extend(blocks);
        kept
    }

    /// Takes background papers; gives what is none.
    pub(super) fn papers(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut kept = Vec::new();
        let several = blocks.len() > 1;
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let words = line(&paragraph.content);
                    let led = several
                        && paragraph.standing == Standing::Free
                        && (words.ends_with(':')
                            || words.to_lowercase().contains("proper officer"));
                    if is_none(&words) || led {
                        self.remarks.leave_out(&words);
                        continue;
                    }
                    if let Some((label, value)) = split_label(&words)
                        && let Some(Asked::Field(name)) = asked(label, self.style)
                        && self.style.field.iter().any(|field| field.name.value == name)
                    {
                        self.remarks.leave_out(label);
                        let content = vec![Inline::Text(value.to_owned(), Manner::default())];
                        self.outline.fields.push((name, content));
                        continue;
                    }
                    let (content, notes) = without_notes(paragraph.content, self.remarks);
                    let urls: Vec<&String> = content
                        .iter()
                        .filter_map(|inline| match inline {
                            Inline::Link(url, _) => Some(url),
                            _ => None,
                        })
                        .collect();
                    let mut url = match urls[..] {
                        [url] => Some(url.clone()),
                        _ => None,
                    };
                    let mut title: Vec<Inline> = content
                        .iter()
                        .cloned()
                        .flat_map(|inline| match inline {
                            Inline::Link(_, words) if url.is_some() => words,
                            other => vec![other],
                        })
                        .collect();
                    if url.is_none()
                        && let Some((words, address)) = without_address(&line(&title))
                    {
                        title = vec![Inline::Text(words, Manner::default())];
                        url = Some(address);
                    }
                    title.extend(notes);
                    self.outline.papers.push((title, url));
                }
                other => kept.push(other),
            }
        }
        kept
    }

    /// Takes whom to ask where that is said in the last lines of a draft, below no heading of its own.
    pub(super) fn last_contacts(&mut self) {
        let Some(section) = self.outline.sections.last_mut() else { return };
        let mut before = section.blocks.len();
        while let Some(Block::Paragraph(one)) = before.checked_sub(1).map(|at| &section.blocks[at])
            && one.standing == Standing::Free
            && one.shape == Shape::Plain
            && people::is_contact(&line(&one.content))
        {
            before -= 1;
        }
        let is_open = section.closed.is_none() && section.inner.is_empty();
        let last = &section.blocks[before..];
        let read = Some(last).filter(|last| is_open && !last.is_empty());
        if let Some(contacts) = read.and_then(|last| people::read(last, self.remarks)) {
            self.outline.contacts.extend(contacts);
            section.blocks.truncate(before);
            // A heading that is not of the draft goes with what it was given for.
            self.outline.sections.pop_if(|section| {
                section.blocks.is_empty() && line(&section.heading).starts_with(UNTITLED)
            });
        }
    }

    /// Takes contacts; gives all back where they cannot be told.
    pub(super) fn contacts(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        match people::read(&blocks, self.remarks) {
            Some(contacts) => {
                self.outline.contacts.extend(contacts);
                Vec::new()
            }
            None => blocks,
        }
    }
}

/// A line without its footnotes; their words as remarks.
pub(super) fn without_notes(
    content: Vec<Inline>,
    remarks: &mut Remarks,
) -> (Vec<Inline>, Vec<Inline>) {
    let mut notes = Vec::new();
    let kept = content.into_iter().filter(|inline| match inline {
        Inline::Note(blocks) => {
            let said = lines(blocks).join(" ");
            notes.push(remarks.at(
                format!("a footnote is left out here: “{said}”"),
                "say it in a section; footnotes stand there",
            ));
            false
        }
        _ => true,
    });
    (kept.collect(), notes)
}

/// A line without the address at its end, and that address.
fn without_address(words: &str) -> Option<(String, String)> {
    let (before, address) = words.rsplit_once(' ')?;
    let address = address.trim_matches(['(', ')', '<', '>', '[', ']', ',', '.']);
    let known = address.starts_with("https://") || address.starts_with("http://");
    let before = before.trim_end_matches([' ', ',', ':', ';', '–', '-', '(']);
    (known && !before.is_empty()).then(|| (before.to_owned(), address.to_owned()))
}

/// Whether a line says that there is nothing.
fn is_none(words: &str) -> bool {
    let small = words.to_lowercase();
    let small = small.trim_end_matches('.');
    matches!(small, "none" | "n/a" | "not applicable" | "nil" | "no appendices")
        || small.starts_with("there are no ") && small.len() < 60
}

/// Whether a line leads in to what is recommended.
fn is_lead(words: &str) -> bool {
    let small = words.to_lowercase();
    words.ends_with([':', '–', '-'])
        || small.ends_with(" to")
        || small.ends_with(" that")
        || small.ends_with("recommended that the committee")
}

/// Whether words lead in with "… to", after which no verb has an ending.
fn leads_to(words: &str) -> bool {
    words.trim_end_matches(|next: char| !next.is_alphanumeric()).to_lowercase().ends_with(" to")
}

/// Where the words end that only lead in to a recommendation: "It is recommended that the Committee".
fn lead_in(words: &str) -> Option<usize> {
    let small = words.to_ascii_lowercase();
    let asked = ["asked to ", "recommended to ", "requested to ", "invited to "];
    let start = small.starts_with("the ")
        || small.starts_with("that ")
        || small.starts_with("members ")
        || small.starts_with("cabinet ")
        || small.starts_with("it is ")
        || small.starts_with("i recommend ");
    if !start {
        return None;
    }
    if let Some(end) = asked
        .iter()
        .filter_map(|asked| small.find(asked).map(|at| at + asked.len()))
        .min()
        .filter(|end| *end < 110)
    {
        return Some(end);
    }
    let that = small.find("recommended that ").map(|at| at + "recommended that ".len());
    let that =
        that.or_else(|| small.find("recommend that ").map(|at| at + "recommend that ".len()))?;
    let bodies =
        ["committee ", "cabinet ", "panel ", "board ", "council ", "members ", "executive "];
    let end = bodies
        .iter()
        .filter_map(|body| small[that..].find(body).map(|at| that + at + body.len()))
        .min();
    Some(end.filter(|end| *end < that + 70).unwrap_or(that))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_in_to_a_recommendation_is_told_from_it() {
        let rest = |words: &str| lead_in(words).map(|end| words[end..].to_owned());
        assert_eq!(
            rest("It is recommended that the Scrutiny Committee notes the report."),
            Some("notes the report.".into())
        );
        assert_eq!(
            rest("The Committee is asked to note the report."),
            Some("note the report.".into())
        );
        assert_eq!(rest("Note the report."), None);
    }
}
