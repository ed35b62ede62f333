//! Reads the parts of a Word file in turn: styles, lists, comments, notes, margins, and the text itself.
//!
//! In come the bytes of a draft; out comes the [`Draft`], and remarks on what has no place in a paper: headers and
//! footers, tables of contents, macros, and the number of changes and comments.

use std::collections::BTreeSet;

use super::Wanted;
use super::body::{Changes, Reader};
use super::numbering::Numbering;
use super::package::{Package, Relations};
use super::remarks::Remarks;
use super::styles::Styles;
use super::tree::{Around, Block, Draft, lines};
use super::xml::{attribute, child, children, is, words};
use crate::diag::Diagnostic;

/// Reads a draft as a tree, with remarks on what has no place in a paper.
pub(super) fn read(bytes: &[u8], wanted: &Wanted<'_>) -> Result<(Draft, Remarks), Diagnostic> {
    let mut package = Package::open(bytes, wanted.shown)?;
    let main = package.main()?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let relations = package.relations(&main)?;
    let part = |kind: &str, name: &str| {
        let named = relations.values().find(|relation| relation.kind == kind && !relation.external);
        named.map_or_else(|| format!("{folder}/{name}.xml"), |relation| relation.target.clone())
    };
    let styles = match package.text(&part("styles", "styles"))? {
        Some(text) => Styles::read(package.parse(&text)?.root_element()),
        None => Styles::default(),
    };
    let numbering = match package.text(&part("numbering", "numbering"))? {
        Some(text) => Numbering::read(package.parse(&text)?.root_element()),
        None => Numbering::default(),
    };
    let (title, mut around) = properties(&mut package)?;
    let margins = margins(&mut package, &relations)?;
    let macros = package.names().iter().any(|name| name.ends_with("vbaProject.bin"));
    let mut reader = Reader::new(&mut package, styles, numbering, wanted.changes);
    if let Some(text) = reader.package.text(&part("comments", "comments"))? {
        let document = reader.package.parse(&text)?;
        reader.read_comments(document.root_element());
        around.extend(
            reader.comments.values().map(|comment| ("in a comment", comment.words.clone())),
        );
    }
    for (kind, name) in [("footnote", "footnotes"), ("endnote", "endnotes")] {
        let part = part(name, name);
        let Some(text) = reader.package.text(&part)? else { continue };
        let document = reader.package.parse(&text)?;
        reader.relations = reader.package.relations(&part)?;
        for note in children(document.root_element(), kind) {
            let common = matches!(attribute(note, "type"), None | Some("normal"));
            if let Some(id) = attribute(note, "id").filter(|_| common) {
                let blocks = reader.blocks_apart(note);
                reader.notes.insert((kind, id.to_owned()), blocks);
            }
        }
    }
    let Some(text) = reader.package.text(&main)? else {
        return reader.package.main().map(|_| Default::default());
    };
    let document = reader.package.parse(&text)?;
    reader.relations = relations.clone();
    let Some(body) = child(document.root_element(), "body") else {
        return Err(Diagnostic::error(None, format!("`{}` has no text", wanted.shown))
            .hint("open it in Word, and check that it is the right file"));
    };
    let page = child(document.root_element(), "background");
    reader.ground = reader.ground.filter(|_| page.is_none());
    let blocks = reader.blocks(body);
    if let Some(error) = reader.error.take() {
        return Err(error);
    }
    if lines(&blocks).is_empty() && !blocks.iter().any(|block| matches!(block, Block::Picture(_))) {
        return Err(Diagnostic::error(None, format!("`{}` has no words", wanted.shown))
            .hint("check that it is the right file; words that were scanned are pictures"));
    }
    let pictures = reader.take_pictures();
    reader.say_colours(&lines(&blocks));
    reader.say_all(macros, &margins);
    around.extend(margins.into_iter().map(|words| ("in a header, a footer or a watermark", words)));
    let remarks = std::mem::take(&mut reader.remarks);
    Ok((Draft { blocks, title, around, pictures }, remarks))
}

/// The texts in the headers and footers of a file, and across its pages.
pub(super) fn margins(
    package: &mut Package<'_>,
    relations: &Relations,
) -> Result<BTreeSet<String>, Diagnostic> {
    let mut margins = BTreeSet::new();
    for relation in
        relations.values().filter(|relation| matches!(relation.kind.as_str(), "header" | "footer"))
    {
        let Some(text) = package.text(&relation.target)? else { continue };
        let document = package.parse(&text)?;
        let drawn = document.descendants().filter(|node| is(*node, "textpath"));
        let drawn = drawn.filter_map(|node| attribute(node, "string")).map(str::to_owned);
        margins.extend(
            drawn.chain([words(document.root_element())]).filter(|words| !words.is_empty()),
        );
    }
    Ok(margins)
}

/// Whether a line explains the meaning of a colour.
fn speaks_of(line: &str, name: &str) -> bool {
    const OF: [&str; 12] = [
        "denotes",
        "entries",
        "figures",
        "font",
        "indicates",
        "items",
        "lines",
        "means",
        "names",
        "shows",
        "text",
        "words",
    ];
    let small = line.to_lowercase();
    let words: Vec<&str> =
        small.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words
        .windows(2)
        .any(|pair| pair[0] == "in" && pair[1] == name || pair[0] == name && OF.contains(&pair[1]))
}

/// The title in the properties of a file, and other properties that may be markings.
pub(super) fn properties(package: &mut Package<'_>) -> Result<(String, Around), Diagnostic> {
    let mut title = String::new();
    let mut around = Vec::new();
    for name in ["docProps/core.xml", "docProps/custom.xml"] {
        let Some(text) = package.text(name)? else { continue };
        let document = package.parse(&text)?;
        for property in document.descendants().filter(|node| node.is_element()) {
            let said = property.text().unwrap_or_default().trim();
            match property.tag_name().name() {
                "title" => said.clone_into(&mut title),
                "creator" | "lastModifiedBy" | "created" | "modified" | "revision" => {}
                _ if !said.is_empty() => {
                    around.push(("in a property of the file", said.to_owned()))
                }
                _ => {}
            }
        }
    }
    Ok((title, around))
}

impl Reader<'_, '_> {
    /// Remarks on words in a colour that some line explains: "Items in red are late."
    fn say_colours(&mut self, lines: &[String]) {
        for (spot, name, words) in std::mem::take(&mut self.tally.coloured) {
            if lines.iter().any(|line| speaks_of(line, name)) {
                let message = format!(
                    "these words are in {name} in the draft, which the paper does not show: “{}”",
                    words.trim()
                );
                self.remarks.amend(&spot, message);
            }
        }
    }

    /// Remarks on the draft as a whole.
    fn say_all(&mut self, macros: bool, margins: &BTreeSet<String>) {
        let tally = std::mem::take(&mut self.tally);
        let taken = match self.changes {
            Changes::Accepted => ("accepted", "rejected"),
            Changes::Rejected => ("rejected", "accepted"),
        };
        if tally.insertions + tally.deletions > 0 {
            let count = |count: usize, what: &str| {
                format!("{count} {what}{}", if count == 1 { "" } else { "s" })
            };
            self.remarks.add(
                format!(
                    "the draft has tracked changes, which are taken as {}: {} and {}",
                    taken.0,
                    count(tally.insertions, "insertion"),
                    count(tally.deletions, "deletion")
                ),
                &format!("decide them in Word, or import it again with `--changes {}`", taken.1),
            );
        }
        if tally.comments > 0 {
            let are = if tally.comments == 1 {
                "1 comment, which is"
            } else {
                &format!("{} comments, each of which is", tally.comments)
            };
            self.remarks.add(
                format!("the draft has {are} said at its place"),
                "answer them; they are not in the paper",
            );
        }
        let strays: Vec<_> = std::mem::take(&mut self.comments).into_values().collect();
        for comment in strays {
            self.remarks.add(
                format!(
                    "comment by {} on no words in particular: “{}”",
                    comment.author, comment.words
                ),
                "answer it; comments are not kept in the paper",
            );
        }
        for said in margins {
            self.remarks.add(
                format!("a header, a footer or a watermark of the draft is left out: “{said}”"),
                "the house style has its own; put the words into a section if they belong to the paper",
            );
        }
        if !tally.contents.is_empty() {
            let said = tally.contents.join(" ");
            self.remarks.add(
                format!("the table of contents of the draft is left out: “{}”", said.trim()),
                "a PDF has bookmarks, and a page for reading on screen has its own contents",
            );
        }
        if tally.endnotes > 0 {
            self.remarks
                .add("the endnotes of the draft become footnotes", "papers have footnotes alone");
        }
        let unused: Vec<String> = std::mem::take(&mut self.notes)
            .into_values()
            .flat_map(|blocks| lines(&blocks))
            .collect();
        if !unused.is_empty() {
            self.remarks.add(
                format!(
                    "footnotes to which nothing refers are left out: “{}”",
                    unused.join("”, “")
                ),
                "put them in where they belong",
            );
        }
        if macros {
            self.remarks.add(
                "the draft has macros, which were neither run nor kept",
                "nothing needs to be done",
            );
        }
    }
}
