//! Writes words that came back as Markdown that prints exactly these words.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::escape::Line;
use super::super::inline::written;
use super::super::markdown::Writer;
use super::super::remarks::Remarks;
use super::super::tree::{Inline, Manner};
use super::page::{Letter, Look, NOTE, ODD};

/// The first of the placeholder characters for what is kept while Markdown is made (private use).
const KEPT: u32 = 0xF0000;

/// A letter that came back, or text that stays as it was written.
#[derive(Debug, Clone)]
pub(super) enum Word {
    /// A letter.
    New(Letter),
    /// Markdown, such as an expression, with its look.
    Kept(String, Look),
}

impl Word {
    /// Sets the look.
    pub(super) fn look(&mut self, look: Look) {
        match self {
            Self::New(letter) => letter.look = look,
            Self::Kept(_, own) => *own = look,
        }
    }
}

/// The names of new footnotes, by their numbers in the file.
pub(super) type Notes = BTreeMap<usize, String>;

/// Words as Markdown, including spaces at their ends; `cell` says that a line cannot break. `None` if a letter would
/// be lost.
pub(super) fn markdown(words: &[Word], cell: bool, notes: &Notes) -> Option<String> {
    let mut kept = Vec::new();
    let mut content: Vec<Inline> = Vec::new();
    let (mut before, mut after) = (String::new(), String::new());
    for word in words {
        let (made, look) = match word {
            Word::New(letter) if letter.sign == NOTE => {
                (Some(format!("[^{}]", notes.get(&letter.note?)?)), &letter.look)
            }
            Word::New(letter) if letter.sign == ODD => return None,
            Word::New(letter) => (None, &letter.look),
            Word::Kept(text, look) => (Some(text.clone()), look),
        };
        let sign = match (made, word) {
            (None, Word::New(letter)) => letter.sign,
            (made, _) => {
                kept.extend(made);
                char::from_u32(KEPT + u32::try_from(kept.len() - 1).ok()?)?
            }
        };
        match sign.is_whitespace() {
            true if content.is_empty() => {
                before.push(if sign == '\n' { ' ' } else { sign });
                continue;
            }
            true => after.push(if sign == '\n' { ' ' } else { sign }),
            false => after.clear(),
        }
        if sign == '\n' {
            content.push(Inline::Break);
            continue;
        }
        let manner =
            Manner { bold: look.bold, italic: look.italic, struck: look.struck, underlined: false };
        let link = look.link.as_ref().filter(|_| sign < char::from_u32(KEPT).unwrap_or(sign));
        match (content.last_mut(), link) {
            (Some(Inline::Text(text, last)), None) if *last == manner => text.push(sign),
            (Some(Inline::Link(target, inner)), Some(link)) if **target == **link => {
                match inner.last_mut() {
                    Some(Inline::Text(text, _)) => text.push(sign),
                    _ => inner.push(Inline::Text(sign.to_string(), manner)),
                }
            }
            (_, Some(link)) => {
                let inner = vec![Inline::Text(sign.to_string(), manner)];
                content.push(Inline::Link(link.to_string(), inner));
            }
            (_, None) => content.push(Inline::Text(sign.to_string(), manner)),
        }
    }
    let (files, mut remarks) = (BTreeMap::new(), Remarks::default());
    let mut writer = Writer::new(&files, &mut remarks);
    let mut text = written(&content, cell, &mut writer);
    for (at, kept) in (KEPT..).zip(&kept) {
        let sign = char::from_u32(at)?;
        text = text.replace(sign, kept);
    }
    let spaces = |words: String| words.replace(['\t', '\n'], " ");
    Some(format!("{}{text}{}", spaces(before), spaces(after)))
}

/// Part of a line as Markdown, looking like the text around it; `linked` says that it is the text of a link.
pub(super) fn escaped(whole: &str, range: Range<usize>, cell: bool, linked: bool) -> String {
    let whole = whole.replace('\t', " ");
    let start = whole[..range.start].trim().is_empty();
    let mut out = String::new();
    Line::new(&whole, cell).write(range, start, linked, &mut out);
    out
}
