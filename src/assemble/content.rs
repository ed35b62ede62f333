//! Reads what a content stream does, as far as joining needs to know.
//!
//! In come the decoded bytes of a page's content; out goes a [`Scan`]: which marked-content
//! identifiers it uses, what it leaves open, whether it paints outside any tag. The operators are
//! read as tokens and never carried out.

mod clips;
mod inline;
mod plain;
mod spoken;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lopdf::{Dictionary, Document};

use self::tokens::{Token, image_end, next};
use super::look::{dictionary_at, integer_at, name_at};

pub(super) use self::clips::without_blind_clips;
pub(super) use self::plain::plain;
pub(super) use self::spoken::{Spoken, spoken};
pub(super) use self::tokens::{last_whole, operators};

/// The findings from one content stream.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Scan {
    /// The marked-content identifiers in use.
    pub(super) marks: BTreeSet<u32>,
    /// Operators (with their operands) that begin marked content with an identifier.
    pub(super) marked: Vec<Range<usize>>,
    /// The identifiers of marked content whose words have replacement text (`ActualText`).
    pub(super) spoken: BTreeSet<Option<u32>>,
    /// For each identifier, the bytes inside its marked content where it is first used.
    pub(super) spans: BTreeMap<u32, Range<usize>>,
    /// `Q` operators that close nothing.
    pub(super) surplus_restores: usize,
    /// `q` operators that are never closed.
    pub(super) open_states: usize,
    /// `EMC` operators that close nothing.
    pub(super) surplus_ends: usize,
    /// Marked content that is never closed.
    pub(super) open_marks: usize,
    /// Whether a text object is never closed.
    pub(super) open_text: bool,
    /// Whether something is painted that is neither tagged nor an artifact.
    pub(super) unmarked_paint: bool,
    /// Whether it shows a drawing, or uses a font, that its resources do not have.
    pub(super) lacks: bool,
    /// Whether it shows a drawing that is neither tagged nor an artifact, even if everything inside the drawing is.
    pub(super) unmarked_drawing: bool,
}

/// Identifiers below this are always believed, however little content there is and even if it cannot be read.
pub(super) const SPARSE: u32 = 256;

/// The largest identifier that is believed.
const MARK_LIMIT: i64 = 1 << 20;

/// Marked content that is open.
struct Open {
    /// Whether it, or marked content around it, is tagged or an artifact.
    marked: bool,
    /// Its own identifier.
    mark: Option<u32>,
    /// The nearest identifier: its own or that of marked content around it.
    within: Option<u32>,
    /// Whether it, or marked content around it, has replacement text.
    speaks: bool,
}

/// Reads a content stream, of which the `resources` name the fonts, drawings and property lists.
pub(super) fn scan(bytes: &[u8], document: &Document, resources: Option<&Dictionary>) -> Scan {
    let named = |kind| resources.and_then(|resources| dictionary_at(document, resources, kind));
    let mut scanning = Scanning {
        bytes,
        document,
        properties: named(b"Properties"),
        drawings: named(b"XObject"),
        fonts: named(b"Font"),
        scan: Scan::default(),
        has_type: true,
        open: Vec::new(),
    };
    let mut tag: &[u8] = b"";
    let mut property: Option<Token> = None;
    let mut start: Option<usize> = None;
    let mut at = 0;
    while let Some((token, end)) = next(bytes, at) {
        let begin = match &token {
            Token::Name(range) => range.start.saturating_sub(1),
            Token::Dictionary(range) | Token::Operator(range) | Token::Operand(range) => {
                range.start
            }
        };
        let from = *start.get_or_insert(begin);
        at = end;
        match token {
            Token::Operator(range) => {
                let operator = &bytes[range];
                scanning.take_in(operator, tag, property.as_ref(), from..end);
                if operator == b"ID" {
                    at = image_end(bytes, end);
                }
                (tag, property, start) = (b"", None, None);
            }
            Token::Name(range) if property.is_none() && tag.is_empty() => tag = &bytes[range],
            other => property = Some(other),
        }
    }
    scanning.finish()
}

/// The reading of a content stream.
struct Scanning<'a> {
    bytes: &'a [u8],
    document: &'a Document,
    /// The named property lists.
    properties: Option<&'a Dictionary>,
    drawings: Option<&'a Dictionary>,
    fonts: Option<&'a Dictionary>,
    /// What was found so far.
    scan: Scan,
    /// Whether the font that was chosen last is there.
    has_type: bool,
    /// The marked content that is open, the outermost first.
    open: Vec<Open>,
}

impl Scanning<'_> {
    /// Takes in an operator with the name and the other operand before it; `span` is the range of them all.
    fn take_in(
        &mut self,
        operator: &[u8],
        tag: &[u8],
        property: Option<&Token>,
        span: Range<usize>,
    ) {
        let (document, scan) = (self.document, &mut self.scan);
        let around = self.open.last().is_some_and(|open| open.marked);
        let drawing = || self.drawings.and_then(|all| dictionary_at(document, all, tag));
        match operator {
            b"Tf" => {
                let font = self.fonts.and_then(|all| dictionary_at(document, all, tag));
                self.has_type = font.is_some();
            }
            b"Tj" | b"TJ" | b"'" | b"\"" => {
                scan.lacks |= !self.has_type;
                scan.unmarked_paint |= !around;
            }
            b"Do" => {
                let drawing = drawing();
                scan.lacks |= drawing.is_none();
                let kind = drawing.and_then(|drawing| name_at(document, drawing, b"Subtype"));
                match kind {
                    _ if around => {}
                    Some(b"Form") => scan.unmarked_drawing = true,
                    _ => scan.unmarked_paint = true,
                }
            }
            b"q" => scan.open_states += 1,
            b"Q" if scan.open_states == 0 => scan.surplus_restores += 1,
            b"Q" => scan.open_states -= 1,
            b"BT" => scan.open_text = true,
            b"ET" => scan.open_text = false,
            b"BMC" | b"BDC" => self.begin(tag, property, span),
            b"EMC" => self.end(span.start),
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"sh" | b"ID" => {
                scan.unmarked_paint |= !around;
            }
            _ => {}
        }
    }

    /// Begins marked content, which a range of operands and their operator opens.
    fn begin(&mut self, tag: &[u8], property: Option<&Token>, span: Range<usize>) {
        let (mark, speaks) = self.properties_of(property);
        let around = self.open.last();
        let within = mark.or(around.and_then(|around| around.within));
        let speaks = speaks || around.is_some_and(|around| around.speaks);
        let marked = around.is_some_and(|open| open.marked) || mark.is_some() || tag == b"Artifact";
        if speaks {
            self.scan.spoken.insert(within);
        }
        if let Some(mark) = mark {
            self.scan.marks.insert(mark);
            self.scan.spans.entry(mark).or_insert(span.end..self.bytes.len());
            self.scan.marked.push(span);
        }
        self.open.push(Open { marked, mark, within, speaks });
    }

    /// The identifier that the properties of marked content give it, and whether they have replacement text.
    fn properties_of(&self, property: Option<&Token>) -> (Option<u32>, bool) {
        match property {
            Some(Token::Dictionary(range)) => {
                let list = &self.bytes[range.clone()];
                (inline_mark(list), list.windows(11).any(|part| part == b"/ActualText"))
            }
            Some(Token::Name(range)) => {
                let name = &self.bytes[range.clone()];
                let list = self.properties.and_then(|all| dictionary_at(self.document, all, name));
                let mark = list.and_then(|list| integer_at(self.document, list, b"MCID"));
                let mark = mark.filter(|mark| (0..MARK_LIMIT).contains(mark));
                let speaks = list.is_some_and(|list| list.has(b"ActualText"));
                (mark.and_then(|mark| u32::try_from(mark).ok()), speaks)
            }
            _ => (None, false),
        }
    }

    /// Ends marked content, before the byte `at`.
    fn end(&mut self, at: usize) {
        match self.open.pop() {
            None => self.scan.surplus_ends += 1,
            Some(Open { mark: Some(mark), .. }) => {
                let span = self.scan.spans.entry(mark).or_insert(at..at);
                span.end = span.end.min(at.max(span.start));
            }
            Some(_) => {}
        }
    }

    /// What was found, without marks that are too many.
    fn finish(self) -> Scan {
        let mut scan = self.scan;
        // The parent tree has a place for every number up to the last, so a few marks with huge numbers
        // would fill the memory.
        let most = SPARSE + 16 * u32::try_from(scan.marks.len()).unwrap_or(0);
        scan.marks.retain(|&mark| mark < most);
        scan.spans.retain(|&mark, _| mark < most);
        scan.open_marks = self.open.len();
        scan
    }
}

/// Returns a content stream whose marks have no identifiers, so that they tag nothing.
pub(super) fn without_marks(bytes: &[u8], scan: &Scan) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for range in &scan.marked {
        out.extend_from_slice(&bytes[at..range.start]);
        out.extend_from_slice(b" /Span BMC ");
        at = range.end;
    }
    out.extend_from_slice(&bytes[at..]);
    out
}

/// The cost of carrying out a content stream.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Work<'a> {
    /// The drawings that it draws, by name.
    pub(super) drawings: Vec<&'a [u8]>,
    /// The most graphics states saved at once.
    pub(super) states: usize,
    /// How deeply its arrays and dictionaries are nested.
    pub(super) nested: usize,
}

/// Measures the cost of a content stream.
pub(super) fn work(bytes: &[u8]) -> Work<'_> {
    let mut work = Work::default();
    let (mut name, mut states, mut at) = (None, 0usize, 0);
    while let Some((token, end)) = next(bytes, at) {
        let from = std::mem::replace(&mut at, end);
        match token {
            Token::Name(range) => name = Some(&bytes[range]),
            Token::Operator(range) => match &bytes[range] {
                b"q" => {
                    states += 1;
                    work.states = work.states.max(states);
                }
                b"Q" => states = states.saturating_sub(1),
                b"Do" => work.drawings.extend(name.take()),
                b"ID" => at = image_end(bytes, end),
                _ => {}
            },
            Token::Dictionary(_) | Token::Operand(_) => {
                work.nested = work.nested.max(nesting(&bytes[from..end], b"[<", b"]>"));
            }
        }
    }
    work
}

/// How deeply brackets are nested at most, even inside strings.
pub(super) fn nesting(bytes: &[u8], opening: &[u8], closing: &[u8]) -> usize {
    let (mut open, mut deepest) = (0usize, 0);
    for byte in bytes {
        open = match byte {
            byte if opening.contains(byte) => open + 1,
            byte if closing.contains(byte) => open.saturating_sub(1),
            _ => open,
        };
        deepest = deepest.max(open);
    }
    deepest
}

/// The `/MCID` of a property list that is written in the content itself.
fn inline_mark(list: &[u8]) -> Option<u32> {
    let mut at = list.windows(5).position(|window| window == b"/MCID")? + 5;
    while list.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    let digits = list[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&list[at..at + digits]).ok()?.parse::<i64>().ok()?;
    u32::try_from(number).ok().filter(|_| number < MARK_LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> Scan {
        scan(content.as_bytes(), &Document::new(), None)
    }

    #[test]
    fn marks_are_found_however_they_are_written() {
        let found = read(
            "/P<</MCID 0>>BDC(a\\)/X <</MCID 9>> BDC)Tj EMC/Span <</Lang(en)/MCID 12>> BDC EMC",
        );
        assert_eq!(found.marks.into_iter().collect::<Vec<_>>(), [0, 12]);
        assert!(!found.unmarked_paint);
    }

    #[test]
    fn what_is_left_open_is_counted() {
        let found = read("Q q q BT /P BMC EMC EMC /A BMC (x) Tj");
        assert_eq!((found.surplus_restores, found.open_states), (1, 2));
        assert_eq!((found.surplus_ends, found.open_marks), (1, 1));
        assert!(found.open_text && found.unmarked_paint);
        assert!(!read("/P BMC q Q EMC q Q").unmarked_paint);
    }

    #[test]
    fn the_data_of_an_inline_image_is_not_read_as_operators() {
        let found = read("BI /W 1 /H 1 ID \x01 EI\u{1} q q EI Q\n EI Q");
        assert_eq!(found.surplus_restores, 2);
        assert_eq!(found.open_states, 0);
    }

    #[test]
    fn marks_are_taken_off_and_nothing_else() {
        let content = "q /P <</MCID 3>> BDC (t) Tj EMC /Artifact BMC f EMC Q";
        let bare = without_marks(content.as_bytes(), &read(content));
        let bare = String::from_utf8(bare).unwrap();
        assert_eq!(bare, "q  /Span BMC  (t) Tj EMC /Artifact BMC f EMC Q");
    }

    #[test]
    fn unfinished_tokens_end_with_the_content() {
        for content in
            ["(abc", "<<", "[[[", "<41", "/", "BI ID", "\\", "(\\", "<</A (", "ID EI", ">>", "%"]
        {
            scan(content.as_bytes(), &Document::new(), None);
        }
    }
}
