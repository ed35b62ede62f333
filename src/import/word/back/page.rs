//! What a Word file that comes back says: its lines in their order, letter by letter, and the comments on them.
//!
//! [`read`](super::read) makes it of a file. What a line was and where it belongs is left to the others.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Stands for the mark of a footnote among letters.
pub(super) const NOTE: char = '\u{FFFC}';

/// Stands before what no letters of a paper say: an equation, a sign of a picture font, a box to tick, raised words, and words that
/// nobody sees.
pub(super) const ODD: char = '\u{FDD0}';

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its lines that have letters.
    pub(super) lines: Vec<Line>,
    /// The comments, in the order of the words that they are on.
    pub(super) comments: Vec<Comment>,
    /// The words of text boxes, which belong to no line.
    pub(super) boxes: Vec<String>,
    /// The alternative texts of its pictures, empty where they have none.
    pub(super) pictures: Vec<String>,
    /// What stands in its headers and footers, and across its pages.
    pub(super) margins: BTreeSet<String>,
    /// What says something beside its lines and can say that they are not for publication: comments and text boxes.
    pub(super) asides: BTreeSet<String>,
    /// The names and properties that can say so.
    pub(super) names: BTreeSet<String>,
    /// Whether there are tracked changes.
    pub(super) tracked: bool,
    /// Whether there are macros.
    pub(super) macros: bool,
}

/// A paragraph of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Where it stands.
    pub(super) home: Home,
    /// What its style makes of it.
    pub(super) form: Form,
    /// What it says.
    pub(super) letters: Vec<Letter>,
    /// The bookmarks in it, with the letters between their ends.
    pub(super) marks: Vec<(String, Range<usize>)>,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    /// In the text.
    #[default]
    Body,
    /// In a cell: the table, the row and the column, each counted from 0.
    Cell(usize, usize, usize),
    /// In a footnote, by its number in the file.
    Note(usize),
}

/// What the style of a line makes of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// A paragraph.
    #[default]
    Plain,
    /// The title.
    Title,
    /// A heading, from level 1.
    Heading(u8),
    /// An item of a list, and whether that is one with numbers.
    Item(bool),
    /// A quotation.
    Quotation,
}

/// A letter, and how it looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    /// The letter; [`NOTE`] for the mark of a footnote.
    pub(super) sign: char,
    /// How it looks.
    pub(super) look: Look,
    /// The number of the footnote that it marks.
    pub(super) note: Option<usize>,
    /// Whether it stands in a content control, as what an expression gave does.
    pub(super) held: bool,
}

/// How a letter looks, as far as Markdown can say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Important.
    pub(super) bold: bool,
    /// Stressed.
    pub(super) italic: bool,
    /// No longer true.
    pub(super) struck: bool,
    /// Where it leads; a bookmark after `#`.
    pub(super) link: Option<Arc<str>>,
}

/// A comment.
#[derive(Debug, Clone)]
pub(super) struct Comment {
    /// Who made it.
    pub(super) author: String,
    /// What it says.
    pub(super) words: String,
    /// The line that it is on; `None` where it is on no words.
    pub(super) line: Option<usize>,
    /// The words that it is on.
    pub(super) on: String,
}

impl Page {
    /// The alternative texts of those of its pictures that are not among some.
    pub(super) fn pictures_beside(&self, sent: &[String]) -> impl Iterator<Item = &String> {
        let mut sent: Vec<&String> = sent.iter().collect();
        self.pictures.iter().filter(move |text| {
            let known = sent.iter().position(|known| known == text);
            known.map(|known| sent.swap_remove(known)).is_none()
        })
    }
}

impl Page {
    /// What stands in its headers and footers and not in some others, whatever their numbers.
    pub(super) fn margins_beside(&self, sent: &BTreeSet<String>) -> impl Iterator<Item = &String> {
        let bare = |words: &String| -> String {
            words.chars().filter(|next| next.is_alphabetic()).collect()
        };
        let sent: BTreeSet<String> = sent.iter().map(bare).collect();
        self.margins.iter().filter(move |words| !sent.contains(&bare(words)))
    }
}

impl Line {
    /// Whether something stands in it that no letters of a paper say.
    pub(super) fn is_odd(&self) -> bool {
        self.letters.iter().any(|letter| letter.sign == ODD)
    }

    /// The words of the line, without the marks of footnotes.
    pub(super) fn words(&self) -> String {
        words_of(&self.letters)
    }
}

/// The words that letters make, without the marks of footnotes, spaced as words are.
pub(super) fn words_of(letters: &[Letter]) -> String {
    let signs = letters.iter().map(|letter| letter.sign);
    let signs: String = signs.filter(|sign| ![NOTE, ODD].contains(sign)).collect();
    signs.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A letter as lines have it, if they have it: what is not seen is left out.
pub(super) fn kept(sign: char) -> Option<char> {
    match sign {
        '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}' | '\u{FDD0}'..='\u{FDEF}' => None,
        '\n' | '\t' => Some(sign),
        sign if sign.is_control() => Some(' '),
        sign => Some(sign),
    }
}
