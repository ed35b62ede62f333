//! Finds replacement text (`ActualText`): words that are read aloud and copied instead of what is shown.
//!
//! In come the decoded bytes of a content stream; out come those words, and the content in which the only marks are
//! the places of those words, by which another reader can tell what is shown there.

use lopdf::{Dictionary, Document};

use super::super::lenient;
use super::super::look::{dictionary, dictionary_at, text_at};
use super::tokens::{Token, image_end, next};

/// Content in which each mark is the place of some replacement text.
#[derive(Debug, PartialEq)]
pub(in crate::assemble) struct Spoken {
    /// The content; the number of a mark is the index of its words.
    pub(in crate::assemble) content: Vec<u8>,
    pub(in crate::assemble) words: Vec<String>,
}

/// Finds the replacement text in a content; `None` if it has none. `resources` hold its named property lists.
pub(in crate::assemble) fn spoken(
    bytes: &[u8],
    document: &Document,
    resources: Option<&Dictionary>,
) -> Option<Spoken> {
    if !bytes.windows(3).any(|part| part == b"BDC") {
        return None;
    }
    let lists = resources.and_then(|resources| dictionary_at(document, resources, b"Properties"));
    let (mut content, mut words) = (Vec::new(), Vec::new());
    let (mut kept, mut at, mut names) = (0, 0, Vec::new());
    let mut list = None;
    while let Some((token, end)) = next(bytes, at) {
        at = end;
        let operator = match token {
            Token::Operator(range) => range,
            Token::Name(range) => {
                names.push(range);
                continue;
            }
            Token::Dictionary(range) => {
                list = Some(range);
                continue;
            }
            Token::Operand(_) => continue,
        };
        match &bytes[operator.clone()] {
            b"BDC" => {
                let written = list.take().map(|list| lenient::direct(bytes, list.start));
                let named = || dictionary_at(document, lists?, &bytes[names.get(1)?.clone()]);
                let said = match &written {
                    Some(written) => dictionary(written),
                    None => named(),
                };
                let said = said.and_then(|said| text_at(document, said, b"ActualText"));
                let start = names.first().map_or(operator.start, |name| name.start - 1);
                content.extend_from_slice(&bytes[kept..start]);
                match said {
                    Some(said) => {
                        content.extend(format!("/Span<</MCID {}>>BDC", words.len()).into_bytes());
                        words.push(said);
                    }
                    None => content.extend_from_slice(b"/Span BMC"),
                }
                kept = end;
            }
            b"ID" => at = image_end(bytes, end),
            _ => {}
        }
        names.clear();
        list = None;
    }
    content.extend_from_slice(&bytes[kept..]);
    (!words.is_empty()).then_some(Spoken { content, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stand_for_others_are_found_with_their_places() {
        let content = "/P <</MCID 7>> BDC (a) Tj /Span<</ActualText(b)>>BDC (c) Tj EMC EMC";
        let found = spoken(content.as_bytes(), &Document::new(), None).unwrap();
        assert_eq!(found.words, ["b"]);
        let content = String::from_utf8(found.content).unwrap();
        assert_eq!(content, "/Span BMC (a) Tj /Span<</MCID 0>>BDC (c) Tj EMC EMC");
        assert_eq!(spoken(b"/P <</MCID 7>> BDC (a) Tj EMC", &Document::new(), None), None);
    }
}
