//! Turns Word drafts into reports: `papers import paper.docx`.
//!
//! In come the bytes of a draft and the house style; out come the text of `report.toml`, the pictures beside it, and
//! everything that its author should look at. Each step is a file: the [package], its [body], typed [labels],
//! [headings], the [front] sheet, the [outline] of the rest, [Markdown](markdown) and [TOML](toml). No word of a
//! draft is lost: it is in the report, or in a remark.

mod answers;
pub(crate) mod back;
mod body;
mod closing;
mod controls;
mod dates;
mod drawing;
mod endings;
mod escape;
mod fields;
mod forms;
mod front;
mod head;
mod headings;
mod heights;
mod inline;
mod labels;
mod layout;
mod markdown;
mod markings;
mod names;
mod numbering;
mod outline;
mod package;
mod parts;
mod people;
mod places;
mod recommended;
mod references;
mod remarks;
mod rows;
mod runs;
mod seen;
mod styles;
mod symbols;
mod tables;
#[cfg(test)]
mod tests;
mod toml;
mod tree;
mod vocabulary;
mod withheld;
mod xml;

use std::collections::BTreeMap;

use typst::syntax::FileId;

pub(crate) use self::body::Changes;
use self::outline::Outline;
pub(crate) use self::package::LARGEST_FILE;
use self::remarks::Remarks;
pub(super) use self::toml::reason;
use self::tree::{Block, Draft, Inline};
pub(super) use self::withheld::{
    Closed, in_answer, in_aside, in_cell, in_heading, in_sheet, in_sheet_name, is_lone_marking,
    is_marking,
};
use crate::diag::{Outcome, Place, Warned};
use crate::model::style::Style;
use crate::world::pictures::{self, Kind};

/// The options for importing a draft.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// The name of the draft in messages.
    pub(crate) shown: &'a str,
    /// The file of the new report.
    pub(crate) file: FileId,
    /// The beginning of its pictures' names, from the name of that file.
    pub(crate) stem: &'a str,
    /// The house style of the report.
    pub(crate) style: &'a Style,
    /// The name of that style, if it is not the council's.
    pub(crate) own_style: Option<&'a str>,
    /// The name of the council.
    pub(crate) council: &'a str,
    /// Whether a font of the paper has a character.
    pub(crate) shows: &'a dyn Fn(char) -> bool,
    /// How to take tracked changes.
    pub(crate) changes: Changes,
}

/// The result of importing a draft.
#[derive(Debug)]
pub(crate) struct Report {
    /// The text of the report.
    pub(crate) text: String,
    /// The pictures, by the names of their files.
    pub(crate) pictures: Vec<(String, Vec<u8>)>,
    /// A summary of its contents in words.
    pub(crate) summary: String,
}

/// Turns a draft into a report.
pub(crate) fn import(bytes: &[u8], wanted: &Wanted<'_>) -> Outcome<Report> {
    let (draft, mut remarks) = parts::read(bytes, wanted).map_err(|error| vec![error])?;
    let Draft { blocks, title, around, pictures } = draft;
    let style = wanted.style;
    let known = |heading: &str| places::is_known(heading, style);
    let blocks = layout::opened(blocks, &mut remarks);
    let mut blocks = layout::with_labels(blocks, &mut remarks);
    labels::find_typed(&mut blocks, &mut remarks);
    headings::find(&mut blocks, &known);
    let mut front = front::read(&mut blocks, style, wanted.council, &known, &mut remarks);
    let mut blocks = layout::tabbed(blocks);
    layout::captioned(&mut blocks);
    labels::find_typed(&mut front.boxed, &mut remarks);
    blocks.splice(0..0, std::mem::take(&mut front.boxed));
    for blocks in [&mut blocks, &mut front.rest] {
        symbols::name_unshown(blocks, wanted.shows, &mut remarks);
    }
    labels::settle(&mut blocks);
    references::find(&mut blocks, &mut remarks);
    if front.title.is_empty() && !title.is_empty() {
        remarks.add(
            format!("the title was taken from the properties of the draft: “{title}”"),
            "correct `title` if it is another one",
        );
        front.said.push(title.clone());
        front.title = vec![Inline::Text(title, Default::default())];
    }
    let spelling = headings::Spelling::of(&blocks);
    let title = spelling.heading(&tree::line(&front.title));
    front.title.retain(|inline| matches!(inline, Inline::Spot(_) | Inline::Note(_)));
    front.title.insert(0, Inline::Text(title, Default::default()));
    let rest = std::mem::take(&mut front.rest);
    repeated_title(&mut blocks, &tree::line(&front.title), &mut remarks);
    let mut outline = outline::of(blocks, style, &spelling, &mut remarks);
    references::to_appendices(&mut outline);
    for (name, content) in std::mem::take(&mut outline.fields) {
        front.field(name, content, &mut remarks);
    }
    let lines_of_front = front.fields.iter_mut().map(|(_, content)| content);
    for content in [&mut front.title, &mut front.committee].into_iter().chain(lines_of_front) {
        let (kept, notes) = endings::without_notes(std::mem::take(content), &mut remarks);
        content.extend(kept.into_iter().chain(notes));
        symbols::in_line(content, wanted.shows, &mut remarks);
    }
    keep_rest(rest, &mut outline, &mut remarks);
    recommended::none_found(&mut outline, style, &mut remarks);
    closing::withhold(&mut outline, &front.said, &around, &mut remarks);
    let files = named(&pictures, wanted.stem);
    let text = toml::report(&front, &outline, wanted, &files, &mut remarks);
    let (text, spots) = inline::settle(&text);
    let places = places(&text, &spots, wanted.file);
    let mut pictures = pictures;
    let pictures =
        files.iter().filter_map(|(part, file)| Some((file.clone(), pictures.remove(part)?)));
    let pictures: Vec<_> = pictures.collect();
    let summary = summary(&outline, pictures.len());
    Ok(Warned {
        value: Report { text, pictures, summary },
        findings: remarks.into_findings(&places),
    })
}

/// Removes a heading that repeats the title with nothing below it, as above the text of a paper with a form.
fn repeated_title(blocks: &mut Vec<Block>, title: &str, remarks: &mut Remarks) {
    let heading = |block: &Block| match block {
        Block::Paragraph(paragraph) if matches!(paragraph.shape, tree::Shape::Heading(_)) => {
            Some(tree::line(&paragraph.content))
        }
        _ => None,
    };
    let again = blocks.windows(2).position(|pair| {
        heading(&pair[0]).is_some_and(|words| words.to_lowercase() == title.to_lowercase())
            && heading(&pair[1]).is_some()
    });
    if let Some(at) = again {
        remarks.leave_out(&tree::line(match &blocks[at] {
            Block::Paragraph(paragraph) => &paragraph.content,
            _ => &[],
        }));
        blocks.remove(at);
    }
}

/// Keeps blocks from the head of a draft that are not fields.
fn keep_rest(mut rest: Vec<Block>, outline: &mut Outline, remarks: &mut Remarks) {
    rest.retain(|block| match block {
        Block::Paragraph(paragraph) => {
            !paragraph.content.iter().all(|one| matches!(one, Inline::Break))
        }
        Block::Table(_) | Block::Picture(_) => true,
    });
    if rest.is_empty() {
        return;
    }
    let spot = remarks.at(
        "these words stood at the head of the draft, and are no field of the house style",
        "move them to where they belong, or remove them",
    );
    let heading = vec![
        spot,
        Inline::Text(
            "[Delete this section: what stood at the head of the draft]".to_owned(),
            Default::default(),
        ),
    ];
    let mut blocks = rest;
    for block in &mut blocks {
        if let Block::Paragraph(paragraph) = block {
            (paragraph.shape, paragraph.standing) = (tree::Shape::Plain, tree::Standing::Free);
        }
    }
    outline.sections.insert(0, outline::Section { heading, blocks, ..Default::default() });
}

/// The beginning of picture names beside a report: only letters, digits and hyphens.
pub(crate) fn picture_stem(stem: &str) -> String {
    let key = names::key(stem);
    if key.is_empty() { "report".to_owned() } else { key }
}

/// The file names of pictures, by the names of their parts.
fn named(found: &BTreeMap<String, Vec<u8>>, stem: &str) -> BTreeMap<String, String> {
    let name = |(at, (part, bytes)): (usize, (&String, &Vec<u8>))| {
        let kind = match pictures::kind(bytes) {
            Some(Kind::Jpeg) => "jpg",
            Some(Kind::Gif) => "gif",
            Some(Kind::WebP) => "webp",
            Some(Kind::Png) | None => "png",
        };
        (part.clone(), format!("{stem}-picture-{}.{kind}", at + 1))
    };
    found.iter().enumerate().map(name).collect()
}

/// The places of remarks in the text written, by their numbers.
fn places(text: &str, spots: &[(usize, usize)], file: FileId) -> Vec<Option<Place>> {
    let last = spots.iter().map(|(spot, _)| *spot).max().map_or(0, |last| last + 1);
    let mut places = vec![None; last];
    for (spot, at) in spots {
        // At the end of a line, the word before is meant.
        let ends = text[*at..].starts_with(['\n', '\r']) || text[*at..].is_empty();
        let before = text[..*at].trim_end();
        let start = match ends {
            true => {
                let mut signs = before.char_indices().rev();
                let space = signs.find(|(_, sign)| sign.is_whitespace());
                space.map_or(0, |(at, space)| at + space.len_utf8())
            }
            false => at + (text[*at..].len() - text[*at..].trim_start().len()),
        };
        let end = text[start..].find(char::is_whitespace).map_or(text.len(), |end| start + end);
        places[*spot].get_or_insert(Place::new(file, start..end.max(start)));
    }
    places
}

/// The contents of a report in words.
fn summary(outline: &Outline, pictures: usize) -> String {
    let parts = [
        (outline.sections.len(), "section"),
        (outline.recommendations.len(), "recommendation"),
        (outline.appendices.len(), "appendix"),
        (outline.papers.len(), "background paper"),
        (outline.contacts.len(), "contact"),
        (pictures, "picture"),
    ];
    let said = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| {
        match (count, what) {
            (1, what) => format!("1 {what}"),
            (count, "appendix") => format!("{count} appendices"),
            (count, what) => format!("{count} {what}s"),
        }
    });
    said.collect::<Vec<_>>().join(", ")
}
