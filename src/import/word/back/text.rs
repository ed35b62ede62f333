//! A string of a TOML file in which lines were written, with the mapping from places in the file to its bytes.

use std::ops::Range;

use typst::syntax::FileId;

use super::base::Glyph;
use crate::diag::Place;
use crate::edit::{Path, Step, stands, string_at};
use crate::read::Prose;

/// A string of the file.
#[derive(Debug)]
pub(super) struct Text {
    /// Its path in the file.
    pub(super) path: Path,
    /// Its text, without TOML's quotation marks and escapes.
    pub(super) words: String,
    /// Whether it is written as a block of lines.
    pub(super) block: bool,
    prose: Prose,
}

impl Text {
    /// The string that contains a byte of the file.
    pub(super) fn at(file: FileId, toml: &str, byte: usize) -> Option<Self> {
        Self::of(file, toml, stands(toml)(byte)?.path)
    }

    /// The string at a path.
    pub(super) fn of(file: FileId, toml: &str, path: Path) -> Option<Self> {
        let (words, range) = string_at(toml, &path)?;
        let raw = &toml[range.clone()];
        let block = raw.starts_with("\"\"\"") || raw.starts_with("'''");
        let prose = Prose::new(words.clone(), raw, Place::new(file, range));
        Some(Self { path, words, block, prose })
    }

    /// Whether it holds paragraphs rather than a single line.
    pub(super) fn is_prose(&self) -> bool {
        let key =
            |step: Option<&Step>, name: &str| matches!(step, Some(Step::Key(key)) if key == name);
        let first = self.path.first();
        key(self.path.last(), "text") && (key(first, "section") || key(first, "appendix"))
    }

    /// Whether it is the text of a recommendation.
    pub(super) fn is_recommendation(&self) -> bool {
        matches!(self.path.first(), Some(Step::Key(key)) if key == "recommendation")
    }

    /// The section whose heading it is, if any.
    pub(super) fn section(&self) -> Option<&[Step]> {
        let (last, section) = self.path.split_last()?;
        let heads = matches!(last, Step::Key(key) if key == "heading");
        (heads && matches!(section.last(), Some(Step::At(_)))).then_some(section)
    }

    /// Whether it contains a place of the file.
    pub(super) fn holds(&self, place: Place) -> bool {
        let own = self.prose.place;
        place.file == own.file && own.start <= place.start && place.start < own.end
    }

    /// The place in the file of one of its bytes.
    pub(super) fn place_of(&self, byte: usize) -> Place {
        self.prose.place_of(byte..byte)
    }

    /// The bytes of a letter written at a place, with the escape before it.
    pub(super) fn letter(&self, place: Place, sign: char) -> Option<Range<usize>> {
        let start = self.prose.offset_of(place.start).filter(|_| self.holds(place))?;
        let found = self.words.get(start..)?.chars().next()?;
        let alike = found == sign || found.is_whitespace() && sign.is_whitespace();
        let before = &self.words[..start];
        let escapes = before.len() - before.trim_end_matches('\\').len();
        let escaped = found.is_ascii_punctuation() && escapes % 2 == 1;
        alike.then(|| start - usize::from(escaped)..start + found.len_utf8())
    }

    /// The bytes of an expression, or of a letter, that was written at a place.
    pub(super) fn expression(&self, place: Place) -> Option<Range<usize>> {
        let start = self.prose.offset_of(place.start).filter(|_| self.holds(place))?;
        // A letter has at most four bytes, and `place.end` may lie inside it.
        let ends = (1..=4).filter_map(|back| place.end.checked_sub(back));
        let last = ends.filter(|end| *end >= place.start).find_map(|end| {
            self.prose.offset_of(end).filter(|at| self.words.is_char_boundary(*at))
        })?;
        let end = last + self.words.get(last..)?.chars().next()?.len_utf8();
        (start < end).then_some(start..end)
    }

    /// Whether there is only white space between two letters, including line ends and the marks at the start of the
    /// next line.
    pub(super) fn is_room(&self, range: Range<usize>) -> bool {
        let room = |next: char| next.is_whitespace() || next == '>' || next == '\\';
        self.words.get(range).is_some_and(|between| between.chars().all(room))
    }

    /// The bytes of the line between its first and last letter, with the marks of emphasis and links around them.
    pub(super) fn line(&self, start: usize, end: usize, glyphs: &[Glyph]) -> Range<usize> {
        let is_around = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| !glyph.around.is_empty());
        let mark = |next: char| "*_~[<".contains(next);
        let mut range = start..end;
        if is_around(glyphs.first()) {
            range.start = self.words[..start].trim_end_matches(mark).len();
        }
        if is_around(glyphs.last()) {
            let rest = &self.words[end..];
            let after = rest.trim_start_matches(['*', '_', '~', '>']);
            range.end += rest.len() - after.len();
            if let Some(close) = after.strip_prefix("](").and_then(|address| address.find(')')) {
                let after = &after[close + 3..];
                range.end = self.words.len() - after.trim_start_matches(['*', '_', '~']).len();
            }
        }
        range
    }

    /// The mark of a footnote after a byte, skipping `passed` of them.
    pub(super) fn note(&self, from: usize, passed: usize) -> Option<Range<usize>> {
        let rest = &self.words[from..];
        let (at, _) = rest.match_indices("[^").nth(passed)?;
        let end = rest[at..].find(']')?;
        Some(from + at..from + at + end + 1)
    }

    /// The lines of the block around a range: a paragraph or an item, with any mark on a line of its own below.
    pub(super) fn block_of(&self, range: Range<usize>) -> Range<usize> {
        let start = self.words[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let mut end = self.end_of_line(range.end);
        while let Some(next) = self.words.get(end + 1..).filter(|next| is_mark(next)) {
            end = self.end_of_line(self.words.len() - next.len());
        }
        start..end
    }

    /// The end of the table that contains a byte.
    pub(super) fn table_end(&self, at: usize) -> usize {
        let mut end = self.end_of_line(at);
        while self
            .words
            .get(end + 1..)
            .is_some_and(|next| next.trim_start().starts_with('|') || is_mark(next))
        {
            end = self.end_of_line(end + 1);
        }
        end
    }

    /// The end of the line that contains a byte.
    pub(super) fn end_of_line(&self, at: usize) -> usize {
        self.words[at..].find('\n').map_or(self.words.len(), |end| at + end)
    }

    /// The marker of a list item: indentation, and the bullet or number with the space after it.
    pub(super) fn marker(&self, start_of_line: usize) -> Option<&str> {
        let line = &self.words[start_of_line..self.end_of_line(start_of_line)];
        let bare = line.trim_start();
        let digits = bare.len() - bare.trim_start_matches(|next: char| next.is_ascii_digit()).len();
        let mark = match bare.as_bytes().get(digits) {
            Some(b'.' | b')') if digits > 0 => digits + 1,
            Some(b'-' | b'*' | b'+') if digits == 0 => 1,
            _ => return None,
        };
        let rest = &bare[mark..];
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        (spaces > 0).then(|| &line[..line.len() - bare.len() + mark + spaces])
    }
}

/// Whether a text begins with a line that is only a mark in braces or brackets.
fn is_mark(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default().trim();
    let between = |open, close| line.starts_with(open) && line.ends_with(close);
    between("{.", "}") || between("{#", "}") || (between("[", "]") && !line.contains("]("))
}
