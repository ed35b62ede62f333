//! Reads the sections at the end of papers: appendices, background papers and contacts.

use super::fields::{Asked, asked, split_label};
use super::markings::title_after;
use super::outline::{Appendix, Arranging, UNTITLED};
use super::people;
use super::places::appendix_label;
use super::remarks::Remarks;
use super::tree::{Block, Inline, Manner, Paragraph, Shape, Standing, line, lines};
use super::withheld;

impl Arranging<'_> {
    /// Moves the names of appendices into the outline and returns the other blocks.
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

    /// Adds an appendix to the outline.
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

    /// Keeps an appendix that is part of the draft itself, as a section.
    pub(super) fn appended(&mut self, heading: &str, blocks: Vec<Block>) -> Vec<Block> {
        let (label, end) = appendix_label(heading).unwrap_or_default();
        let known = self.outline.appendices.iter().any(|appendix| appendix.is_called(&label));
        if !known {
            let title = &heading[end.min(heading.len())..];
            let title = title[title_after(title)..].to_owned();
            let closed = withheld::in_heading(heading, None);
            let title = vec![Inline::Text(self.spelling.heading(&title), Manner::default())];
            self.outline.appendices.push(Appendix {
                label: label.clone(),
                title,
                closed,
                referred: false,
            });
        }
        if blocks.is_empty() {
            self.remarks.leave_out(heading);
            return blocks;
        }
        self.noted(&label, blocks)
    }

    /// Gives the current appendix its title, if that is the next heading, and puts a note before the text below.
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
        self.noted(label, blocks)
    }

    /// The text of an appendix with a note before it that it should become a file of its own. The note includes the
    /// label, so that those of an open and of a withheld appendix differ.
    fn noted(&mut self, label: &str, blocks: Vec<Block>) -> Vec<Block> {
        let spot = self.remarks.at(
            "this appendix stands in the draft itself, and is kept as a section",
            "make it a paper or a PDF of its own, and name that under `[[appendix]]` with `file` or `source`",
        );
        let note = super::body::note(
            &format!("Delete this note, and appendix “{label}” below it, once that is a file."),
            spot,
        );
        let mut kept = vec![Block::Paragraph(note)];
        kept.extend(blocks);
        kept
    }

    /// Moves background papers into the outline and returns the other blocks.
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

    /// Moves contacts in the last lines of a draft into the outline, if they have no heading of their own.
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
            // A placeholder heading goes with the text that it was made for.
            self.outline.sections.pop_if(|section| {
                section.blocks.is_empty() && line(&section.heading).starts_with(UNTITLED)
            });
        }
    }

    /// Moves contacts into the outline; returns all blocks if they cannot be understood.
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

/// Splits a line into the text without footnotes, and remarks that contain their words.
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

/// Splits a line from the web address at its end.
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
