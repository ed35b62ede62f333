//! Writes blocks of a draft as the Markdown of a section.
//!
//! In come blocks whose labels and headings are known; out comes prose as someone would type it. Tables are written
//! in [`rows`](super::rows), the words of a line in [`inline`](super::inline).

use std::collections::BTreeMap;

use super::inline::{marker, written};
use super::remarks::Remarks;
use super::tree::{
    Block, Inline, Label, LabelKind, Paragraph, Picture, Shape, Standing, unadorned,
};

/// The width of lines, in characters.
const WIDTH: usize = 100;
/// The least width of lines inside lists.
const NARROWEST: usize = 50;

/// Writes prose.
pub(super) struct Writer<'a> {
    /// Whether the house style numbers paragraphs.
    pub(super) numbers: bool,
    /// The file names of pictures, by the names of their parts.
    pub(super) files: &'a BTreeMap<String, String>,
    pub(super) remarks: &'a mut Remarks,
    /// The number of footnotes written so far.
    pub(super) notes: usize,
    /// The footnotes of the current text.
    pub(super) below: Vec<(usize, Vec<Block>)>,
}

impl<'a> Writer<'a> {
    /// A writer at its start.
    pub(super) fn new(files: &'a BTreeMap<String, String>, remarks: &'a mut Remarks) -> Self {
        Self { numbers: false, files, remarks, notes: 0, below: Vec::new() }
    }
}

impl Writer<'_> {
    /// Blocks as prose, with their footnotes at the end.
    pub(super) fn prose(&mut self, blocks: &[Block]) -> String {
        let mut chunks = self.chunks(blocks, 0);
        let mut at = 0;
        while at < self.below.len() {
            let (number, note) = self.below[at].clone();
            let inner = self.plain_chunks(&note, 4).join("\n\n");
            let text = indented(&inner, 4);
            chunks.push(format!("[^{number}]: {}", text.trim_start()));
            at += 1;
        }
        self.below.clear();
        chunks.retain(|chunk| !chunk.trim().is_empty());
        chunks.join("\n\n")
    }

    /// A line as prose, without line breaks in the file.
    pub(super) fn line(&mut self, content: &[Inline]) -> String {
        written(content, false, self)
    }

    /// Blocks inside a footnote, a quotation or an item, where nothing is numbered.
    fn plain_chunks(&mut self, blocks: &[Block], indent: usize) -> Vec<String> {
        let numbers = std::mem::replace(&mut self.numbers, false);
        let chunks = self.chunks(blocks, indent);
        self.numbers = numbers;
        chunks
    }

    /// The blocks as separate pieces of text.
    fn chunks(&mut self, blocks: &[Block], indent: usize) -> Vec<String> {
        let numbered = |block: &Block| matches!(block, Block::Paragraph(one) if matches!(one.standing, Standing::Numbered | Standing::Sub));
        let marks = self.numbers && blocks.iter().any(numbered);
        let mut chunks = Vec::new();
        let mut follows = false;
        let mut at = 0;
        while at < blocks.len() {
            match &blocks[at] {
                Block::Paragraph(paragraph) if paragraph.standing == Standing::Item => {
                    let end = end_of_list(blocks, at);
                    chunks.push(self.list(&blocks[at..end], indent));
                    at = end;
                    continue;
                }
                Block::Paragraph(paragraph) if paragraph.shape == Shape::Quotation => {
                    let is_quoted = |block: &&Block| matches!(block, Block::Paragraph(next) if next.shape == Shape::Quotation && next.standing != Standing::Item);
                    let end = at + blocks[at..].iter().take_while(is_quoted).count();
                    let inside: Vec<Block> = blocks[at..end].iter().map(unshaped).collect();
                    let inner = self.plain_chunks(&inside, indent + 2).join("\n\n");
                    chunks.push(prefixed(&inner, "> "));
                    at = end;
                    continue;
                }
                Block::Paragraph(paragraph) => {
                    if let Shape::Heading(level) = paragraph.shape {
                        follows = false;
                        let signs = "#".repeat(usize::from(level).clamp(2, 5) + 1);
                        chunks.push(format!(
                            "{signs} {}",
                            self.line(&unadorned(paragraph.content.clone()))
                        ));
                        at += 1;
                        continue;
                    }
                    let mark = match paragraph.standing {
                        _ if self.numbers && paragraph.shape == Shape::Caption => " {.unnumbered}",
                        _ if !marks => "",
                        Standing::Sub => " {.sub}",
                        Standing::Free if follows => " {.continued}",
                        Standing::Free => " {.unnumbered}",
                        _ => "",
                    };
                    follows |= numbered(&blocks[at]);
                    let content = match paragraph.shape {
                        Shape::Caption => unadorned(paragraph.content.clone()),
                        _ => paragraph.content.clone(),
                    };
                    let text = written(&content, false, self);
                    chunks.push(wrapped(
                        &format!("{text}{mark}"),
                        WIDTH.saturating_sub(indent).max(NARROWEST),
                    ));
                }
                Block::Table(table) => chunks.extend(self.table(table)),
                Block::Picture(picture) => chunks.push(self.picture(picture)),
            }
            at += 1;
        }
        chunks
    }

    /// A picture with its alternative text, or a placeholder for one.
    pub(super) fn picture(&mut self, picture: &Picture) -> String {
        let Some(file) = self.files.get(&picture.part) else { return String::new() };
        let words = match picture.alternative.as_str() {
            "" => {
                let spot = self.remarks.at(
                    "this picture has no alternative text in the draft",
                    "say between the brackets what it shows those who can see it",
                );
                let Inline::Spot(spot) = spot else { return String::new() };
                return format!("![{}[Insert what this picture shows]]({file})", marker(spot));
            }
            words => words,
        };
        let words = written(&[Inline::Text(words.to_owned(), Default::default())], true, self);
        format!("![{words}]({file})")
    }

    /// A list, with the contents of its items.
    fn list(&mut self, blocks: &[Block], indent: usize) -> String {
        let mut out = String::new();
        // The items that may enclose the next one: indentation, label, and the indentation of its text.
        let mut above: Vec<(i32, Label, usize, usize)> = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            let item = match block {
                Block::Paragraph(paragraph) if paragraph.standing == Standing::Item => paragraph,
                other => {
                    let room = above.last().map_or(0, |(.., room)| *room);
                    let inner =
                        self.plain_chunks(std::slice::from_ref(other), indent + room).join("\n\n");
                    out.push_str(&format!("\n{}\n", indented(&inner, room)));
                    continue;
                }
            };
            let Some(label) = &item.label else { continue };
            while above.last().is_some_and(|last| leaves(last, item, label)) {
                above.pop();
            }
            let same = above.last().is_some_and(|last| is_beside(last, item, label));
            let count = match above.last() {
                Some((.., count, _)) if same => count + 1,
                _ => label.number.max(1),
            };
            if same {
                above.pop();
            }
            let outer = above.last().map_or(0, |(.., room)| *room);
            let sign = match label.kind {
                LabelKind::Bullet => "- ".to_owned(),
                _ => format!("{count}. "),
            };
            let room = outer + sign.len();
            let text = written(&item.content, false, self);
            let text = wrapped(&text, WIDTH.saturating_sub(indent + room).max(NARROWEST));
            // A list that does not start with 1 needs an empty line before it, even inside an item.
            if at > 0 && !same && count != 1 && label.kind != LabelKind::Bullet {
                out.push('\n');
            }
            out.push_str(&format!(
                "{}{sign}{}\n",
                " ".repeat(outer),
                indented(&text, room).trim_start()
            ));
            above.push((item.indent, label.clone(), count, room));
        }
        out.trim_end().to_owned()
    }
}

/// Whether an item is outside the one before it: its list is further out.
fn leaves(
    (indent, last, ..): &(i32, Label, usize, usize),
    item: &Paragraph,
    label: &Label,
) -> bool {
    match (&last.list, &label.list) {
        (Some(one), Some(other)) if one == other => label.level < last.level,
        _ if item.indent < indent - 60 => true,
        // Typed letters below typed numbers are deeper, and end where the numbers continue.
        _ => last.kind != label.kind && label.number > 1 && item.indent <= indent + 60,
    }
}

/// Whether an item is on the same level as the one before it.
fn is_beside(
    (indent, last, ..): &(i32, Label, usize, usize),
    item: &Paragraph,
    label: &Label,
) -> bool {
    match (&last.list, &label.list) {
        (Some(one), Some(other)) if one == other => label.level == last.level,
        _ => {
            item.indent <= indent + 60
                && (last.kind == label.kind || last.list.is_some() && label.list.is_some())
        }
    }
}

/// The end of the list that starts at a block: after its last item and the continuation of that.
fn end_of_list(blocks: &[Block], start: usize) -> usize {
    let mut end = start;
    let mut last_indent = 0;
    for (at, block) in blocks.iter().enumerate().skip(start) {
        match block {
            Block::Paragraph(paragraph) if paragraph.standing == Standing::Item => {
                end = at + 1;
                last_indent = paragraph.indent;
            }
            Block::Paragraph(paragraph)
                if paragraph.standing == Standing::Free
                    && matches!(paragraph.shape, Shape::Plain | Shape::Continued)
                    && (paragraph.shape == Shape::Continued
                        || paragraph.indent > 0 && paragraph.indent >= last_indent) =>
            {
                // It belongs to the item if another one follows, or its style says so.
                if paragraph.shape == Shape::Continued {
                    end = at + 1;
                }
            }
            Block::Picture(_) => {}
            _ => break,
        }
    }
    end
}

/// A block as it is written inside a quotation.
fn unshaped(block: &Block) -> Block {
    match block {
        Block::Paragraph(paragraph) => {
            let alike =
                super::headings::all(&paragraph.content, &|manner| manner.italic || manner.bold);
            let content = paragraph.content.clone();
            let content = if alike { unadorned(content) } else { content };
            Block::Paragraph(Paragraph { shape: Shape::Plain, content, ..paragraph.clone() })
        }
        other => other.clone(),
    }
}

/// Text with each line but the first indented, and empty lines left empty.
fn indented(text: &str, by: usize) -> String {
    prefixed(text, &" ".repeat(by))
}

/// Text with a prefix before each line.
fn prefixed(text: &str, prefix: &str) -> String {
    let line = |line: &str| format!("{prefix}{line}").trim_end().to_owned();
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Breaks text into lines no longer than `width`, as far as its words allow. No line begins with something that would
/// start a list, a heading or a quotation.
pub(super) fn wrapped(text: &str, width: usize) -> String {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let mut current = String::new();
        let mut length = 0;
        for word in line.split(' ') {
            let wide = super::inline::width(word);
            if !current.is_empty() && length + 1 + wide > width && can_start(word) {
                lines.push(std::mem::take(&mut current));
                length = 0;
            } else if !current.is_empty() {
                current.push(' ');
                length += 1;
            }
            current.push_str(word);
            length += wide;
        }
        lines.push(current);
    }
    lines.join("\n")
}

/// Whether a word can begin a line inside a paragraph without being read as markup.
fn can_start(word: &str) -> bool {
    let word = super::inline::without_markers(word);
    let digits = word.trim_start_matches(|next: char| next.is_ascii_digit());
    let counts = digits.len() < word.len() && digits.starts_with(['.', ')']);
    let rule = word.chars().all(|next| "-+*_=".contains(next));
    let signs = ["#", ">", "|", ":", "[^", "~~~"];
    let mark = word.starts_with('{') && !word.starts_with("{{");
    !(counts || rule || mark || signs.iter().any(|sign| word.starts_with(sign)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_nothing_else_is_read_from_it() {
        let text = "It rose by 5 - 6 points, item 1. of the list, in all of the years since 2019";
        for width in 5..40 {
            let text = wrapped(text, width);
            assert!(text.lines().skip(1).all(|line| !line.starts_with(['-', '1'])), "{text}");
        }
        assert_eq!(wrapped("a b", 100), "a b");
    }
}
