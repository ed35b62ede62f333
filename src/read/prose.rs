//! Prose as its author wrote it, with the place in the file of every byte.

use std::ops::{Deref, Range};

use serde::{Serialize, Serializer};

use crate::diag::Place;

/// Markdown with `{{ … }}`, decoded from a TOML string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prose {
    /// The text, without TOML's quotation marks and escapes.
    pub text: String,
    /// The whole string in the file, quotation marks included.
    pub place: Place,
    /// Pairs of offsets, in `text` and in the file, at which runs of equal text begin, in ascending order.
    runs: Vec<(usize, usize)>,
    /// How a backslash is written between the quotation marks of this prose.
    backslash: &'static str,
}

impl Prose {
    /// Prose decoded from the TOML string `raw` at `place`.
    pub(crate) fn new(text: String, raw: &str, place: Place) -> Self {
        let runs = runs(&text, raw, place.start);
        let backslash = if raw.starts_with('"') { "\\\\" } else { "\\" };
        Self { text, place, runs, backslash }
    }

    /// The same prose in a file whose bytes have moved: it is at `place`, and each byte of it where `locate` says.
    pub(crate) fn moved(mut self, place: Place, locate: &dyn Fn(usize) -> usize) -> Self {
        self.runs.iter_mut().for_each(|(_, source)| *source = locate(*source));
        Self { place, ..self }
    }

    /// Prose that the program made, placed where it came from.
    pub(crate) fn made(text: impl Into<String>, place: Place) -> Self {
        Self { text: text.into(), place, runs: Vec::new(), backslash: "\\" }
    }

    /// How an author writes markup characters here so that they are printed: after a backslash.
    pub(crate) fn literal(&self, characters: &str) -> String {
        format!("{}{characters}", self.backslash)
    }

    /// Whether the program made it, so that its bytes have no places.
    pub(crate) fn is_made(&self) -> bool {
        self.runs.is_empty()
    }

    /// The place of a byte range of `text`.
    pub(crate) fn place_of(&self, range: Range<usize>) -> Place {
        if self.is_made() {
            return self.place;
        }
        let start = self.locate(range.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if last >= range.start => self.locate(last) + 1,
            _ => start,
        };
        Place {
            file: self.place.file,
            start: start.min(self.place.end),
            end: end.clamp(start.min(self.place.end), self.place.end),
        }
    }

    /// Whether it is white space only.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The byte of `text` decoded from a byte of the file, or from the escape that starts there.
    pub(crate) fn offset_of(&self, source: usize) -> Option<usize> {
        let after = self.runs.partition_point(|&(_, start)| start <= source);
        let (decoded, start) = self.runs[after.checked_sub(1)?];
        let next = self.runs.get(after).map_or(self.text.len(), |&(next, _)| next);
        Some((decoded + (source - start)).min(next))
    }

    /// The byte of the file that a byte of `text` was decoded from.
    fn locate(&self, offset: usize) -> usize {
        let after = self.runs.partition_point(|&(decoded, _)| decoded <= offset);
        match after.checked_sub(1).map(|index| self.runs[index]) {
            Some((decoded, source)) => source + (offset - decoded),
            None => self.place.start,
        }
    }
}

impl Serialize for Prose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}

/// A line of prose in data, such as a note or a conclusion: words with `{{ … }}`, and no other markup.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The words; until its expressions are evaluated, as written.
    pub value: String,
    /// The whole string in the file, quotation marks included.
    pub place: Place,
    /// The prose as written, until its expressions are evaluated.
    written: Option<Prose>,
}

impl Line {
    /// The prose as written; `None` once its expressions are evaluated.
    pub(crate) fn written(&self) -> Option<&Prose> {
        self.written.as_ref()
    }

    /// Replaces the prose by the words that it evaluates to.
    pub(crate) fn say(&mut self, words: String) {
        self.value = words;
        self.written = None;
    }
}

impl From<Prose> for Line {
    fn from(written: Prose) -> Self {
        Self { value: written.text.clone(), place: written.place, written: Some(written) }
    }
}

impl Deref for Line {
    type Target = String;

    fn deref(&self) -> &String {
        &self.value
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// The runs of a decoded text: a new one begins wherever raw and decoded text differ in length, which is after the
/// opening marks, an escape, a line ending with `\`, and `\r\n`.
fn runs(text: &str, raw: &str, start: usize) -> Vec<(usize, usize)> {
    let multi_line = raw.starts_with("\"\"\"") || raw.starts_with("'''");
    let escapes = raw.starts_with('"');
    let mut source = match (multi_line, raw.starts_with(['"', '\''])) {
        (true, _) => 3 + newline(&raw[3..]),
        (false, true) => 1,
        (false, false) => 0,
    };
    let mut decoded = 0;
    let mut runs = vec![(0, start + source)];
    while decoded < text.len() {
        let rest = &raw[source.min(raw.len())..];
        let Some(next) = rest.chars().next() else { break };
        let written = text[decoded..].chars().next().map_or(1, char::len_utf8);
        if escapes && next == '\\' {
            let length = escape(rest);
            source += length.bytes;
            if length.decodes {
                decoded += written;
            }
            runs.push((decoded, start + source));
        } else if newline(rest) == 2 && text[decoded..].starts_with('\n') {
            source += 2;
            decoded += 1;
            runs.push((decoded, start + source));
        } else {
            source += next.len_utf8();
            decoded += written;
        }
    }
    runs
}

/// The length of an escape in raw TOML, and whether it stands for a character.
struct Escape {
    bytes: usize,
    decodes: bool,
}

/// Measures the escape at the start of `raw`.
fn escape(raw: &str) -> Escape {
    let digits = match raw.as_bytes().get(1) {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        Some(b' ' | b'\t' | b'\r' | b'\n') => {
            let rest = raw[1..].trim_start_matches([' ', '\t', '\r', '\n']);
            return Escape { bytes: raw.len() - rest.len(), decodes: false };
        }
        _ => 0,
    };
    Escape { bytes: 2 + digits, decodes: true }
}

/// The length of the line ending at the start of `raw`, or zero.
fn newline(raw: &str) -> usize {
    if raw.starts_with("\r\n") { 2 } else { usize::from(raw.starts_with('\n')) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

    use super::*;

    fn file() -> FileId {
        RootedPath::new(VirtualRoot::Project, VirtualPath::new("a.toml").unwrap()).intern()
    }

    fn prose(toml: &str) -> Prose {
        let table = toml::de::DeTable::parse(toml).unwrap();
        let (_, value) = table.get_ref().iter().next().unwrap();
        let place = Place::new(file(), value.span());
        Prose::new(value.get_ref().as_str().unwrap().to_owned(), &toml[value.span()], place)
    }

    fn source_of<'a>(toml: &'a str, found: &str) -> &'a str {
        let prose = prose(toml);
        let at = prose.text.find(found).unwrap();
        &toml[prose.place_of(at..at + found.len()).range()]
    }

    #[test]
    fn a_word_is_found_behind_escapes_line_continuations_and_line_endings() {
        assert_eq!(source_of("a = \"one\\ttwo \\u00e9 {{ x }}\"", "{{ x }}"), "{{ x }}");
        assert_eq!(source_of("a = \"\"\"\none \\\n   two\n{{ x }}\"\"\"", "{{ x }}"), "{{ x }}");
        assert_eq!(source_of("a = '''\r\none\r\ntwo {{ x }}'''", "{{ x }}"), "{{ x }}");
        assert_eq!(source_of("a = 'C:\\temp {{ x }}'", "{{ x }}"), "{{ x }}");
    }

    proptest! {
        #[test]
        fn any_range_has_a_place_inside_the_string(text in "\\PC{0,40}", from in 0usize..60, to in 0usize..60) {
            let toml = format!("a = \"{}\"", text.replace('\\', "\\u005C").replace('"', "\\\""));
            if toml::de::DeTable::parse(&toml).is_ok() {
                let prose = prose(&toml);
                let place = prose.place_of(from..to);
                prop_assert!(place.start <= place.end && place.end <= toml.len());
            }
        }
    }
}
