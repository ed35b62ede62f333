//! Finds texts of an Excel file that are partly struck out.
//!
//! In come the tags inside texts; out comes each partly struck text, split in two. What becomes of the halves is left
//! to [`xlsx`](super::xlsx).

use std::collections::BTreeMap;
use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::geometry::attribute;
use super::ods::resolved;
use super::parts::Parts;

/// A text split by strike-through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Struck {
    /// The text that is not struck out.
    pub(super) kept: String,
    /// The text that is struck out.
    pub(super) struck: String,
}

impl Struck {
    /// The text, if it has both kinds.
    pub(super) fn in_part(self) -> Option<Self> {
        let both = !self.kept.trim().is_empty() && !self.struck.trim().is_empty();
        both.then_some(self)
    }
}

/// The runs of a text while it is read.
#[derive(Default)]
pub(super) struct Runs {
    text: Struck,
    /// Whether the current run is struck out, and whether its text is being read.
    is_struck: bool,
    in_words: bool,
}

impl Runs {
    /// Handles an opening tag.
    pub(super) fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "si" | "is" => *self = Self::default(),
            "r" => self.is_struck = false,
            "strike" => {
                self.is_struck = !matches!(attribute(tag, "val").as_deref(), Some("0" | "false"));
            }
            "t" => self.in_words = true,
            _ => {}
        }
    }

    /// Adds text to the current run.
    pub(super) fn text(&mut self, words: &str) {
        if self.in_words {
            let part = if self.is_struck { &mut self.text.struck } else { &mut self.text.kept };
            part.push_str(words);
        }
    }

    /// Handles a closing tag.
    pub(super) fn close(&mut self, tag: &str) {
        self.in_words &= tag != "t";
    }

    /// The text, if it is partly struck out.
    pub(super) fn take(&mut self) -> Option<Struck> {
        std::mem::take(self).text.in_part()
    }
}

/// The shared strings that are partly struck out, by index.
pub(super) fn texts(parts: &mut Parts<'_>, part: &str) -> BTreeMap<usize, Struck> {
    let mut texts = BTreeMap::new();
    let Some(part) = parts.reader(part) else { return texts };
    let mut reader = Reader::from_reader(BufReader::new(part));
    let (mut runs, mut number, mut buffer) = (Runs::default(), 0, Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                runs.open(&tag);
            }
            Ok(Event::Text(words)) => runs.text(&words.xml10_content()),
            Ok(Event::GeneralRef(reference)) => runs.text(&resolved(&reference)),
            Ok(Event::End(tag)) => {
                runs.close(tag.local_name().as_ref());
                if tag.local_name().as_ref() == "si" {
                    texts.extend(runs.take().map(|text| (number, text)));
                    number += 1;
                }
            }
            Ok(Event::Eof) | Err(_) => return texts,
            Ok(_) => {}
        }
    }
}
