//! Holds the contents of a Word file that came back: its lines in order, letter by letter, and the comments on them.
//!
//! [`read`](super::read) makes a page from a file; matching its lines with those sent is left to
//! [`pair`](super::pair).

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// The character for the mark of a footnote.
pub(super) const NOTE: char = '\u{FFFC}';

/// The character before what the letters of a paper cannot express: an equation, a sign of a picture font, a tick
/// box, raised words, and invisible words.
pub(super) const ODD: char = '\u{FDD0}';

/// The contents of a file.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its lines with letters.
    pub(super) lines: Vec<Line>,
    /// The comments, in the order of the words they are attached to.
    pub(super) comments: Vec<Comment>,
    /// The text of text boxes, which belongs to no line.
    pub(super) boxes: Vec<String>,
    /// The alternative texts of its pictures; empty for those without.
    pub(super) pictures: Vec<String>,
    /// The texts in its headers and footers, and across its pages.
    pub(super) margins: BTreeSet<String>,
    /// Comments and text boxes, which may be markings.
    pub(super) asides: BTreeSet<String>,
    /// Names and properties that may be markings.
    pub(super) names: BTreeSet<String>,
    /// Whether there are tracked changes.
    pub(super) tracked: bool,
    /// Whether there are macros.
    pub(super) macros: bool,
}

/// A paragraph of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// The part of the document that it belongs to.
    pub(super) home: Home,
    /// The form that its style gives it.
    pub(super) form: Form,
    /// The level in its list, from 0.
    pub(super) depth: usize,
    /// Its text, letter by letter.
    pub(super) letters: Vec<Letter>,
    /// Its words that somebody coloured or highlighted.
    pub(super) coloured: String,
    /// The bookmarks in it, each with its range of letters.
    pub(super) marks: Vec<(String, Range<usize>)>,
}

/// The part of a document that a line belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    /// The body text.
    #[default]
    Body,
    /// A table cell: the table, the row and the column, each from 0.
    Cell(usize, usize, usize),
    /// A footnote, by its number in the file.
    Note(usize),
}

/// The form of a line, according to its style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// A paragraph.
    #[default]
    Plain,
    /// The title.
    Title,
    /// A heading, from level 1.
    Heading(u8),
    /// An item of a list, and whether the list is numbered.
    Item(bool),
    /// A quotation.
    Quotation,
}

/// A letter and its look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    /// The letter; [`NOTE`] for the mark of a footnote.
    pub(super) sign: char,
    /// Its look.
    pub(super) look: Look,
    /// The number of the footnote, for a footnote mark.
    pub(super) note: Option<usize>,
    /// Whether it is in a content control, as output of an expression is.
    pub(super) held: bool,
    /// The content control in the line that holds the letter: an index, and its tag.
    pub(super) control: Option<(usize, Arc<str>)>,
}

/// The look of a letter, as far as Markdown can express it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Bold, for importance.
    pub(super) bold: bool,
    /// Italic, for stress.
    pub(super) italic: bool,
    /// Struck out, for what no longer holds.
    pub(super) struck: bool,
    /// The address of its link; a bookmark after `#`.
    pub(super) link: Option<Arc<str>>,
}

/// A comment.
#[derive(Debug, Clone)]
pub(super) struct Comment {
    /// Who made it.
    pub(super) author: String,
    /// Its text.
    pub(super) words: String,
    /// The line that it is attached to; `None` if it is attached to no words.
    pub(super) line: Option<usize>,
    /// The words that it is attached to.
    pub(super) on: String,
}

impl Page {
    /// The alternative texts of pictures that were not sent.
    pub(super) fn pictures_beside(&self, sent: &[String]) -> impl Iterator<Item = &String> {
        let mut sent: Vec<&String> = sent.iter().collect();
        self.pictures.iter().filter(move |text| {
            let known = sent.iter().position(|known| known == text);
            known.map(|known| sent.swap_remove(known)).is_none()
        })
    }
}

impl Page {
    /// The headers and footers that were not sent, ignoring numbers.
    pub(super) fn margins_beside(&self, sent: &BTreeSet<String>) -> impl Iterator<Item = &String> {
        let bare = |words: &String| -> String {
            words.chars().filter(|next| next.is_alphabetic()).collect()
        };
        let sent: BTreeSet<String> = sent.iter().map(bare).collect();
        self.margins.iter().filter(move |words| !sent.contains(&bare(words)))
    }
}

impl Line {
    /// Whether it contains something that the letters of a paper cannot express.
    pub(super) fn is_odd(&self) -> bool {
        self.letters.iter().any(|letter| letter.sign == ODD)
    }

    /// The text of the line, without the marks of footnotes.
    pub(super) fn words(&self) -> String {
        words_of(&self.letters)
    }
}

/// The text of letters, without the marks of footnotes and with spaces normalised.
pub(super) fn words_of(letters: &[Letter]) -> String {
    let signs = letters.iter().map(|letter| letter.sign);
    let signs: String = signs.filter(|sign| ![NOTE, ODD].contains(sign)).collect();
    signs.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The form in which lines have a character; `None` for an invisible one.
pub(super) fn kept(sign: char) -> Option<char> {
    match sign {
        '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}' | '\u{FDD0}'..='\u{FDEF}' => None,
        '\n' | '\t' => Some(sign),
        sign if sign.is_control() => Some(' '),
        sign => Some(sign),
    }
}
