//! Reads and changes the standards that a PDF claims in its metadata.
//!
//! In comes the text of an XMP packet; out go its claims, or the packet with claims removed. The packet is searched,
//! not parsed: it is RDF in any of its forms, and only two ways of writing one property matter here.

use std::ops::Range;

use lopdf::Document;

use super::look::{catalog, entry};
use super::unpack::Budget;

/// The standards that a PDF says it conforms to.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Claims {
    /// The part of PDF/UA: 1 or 2.
    pub ua: Option<u8>,
    /// The part of PDF/A, and its level of conformance.
    pub a: Option<(u8, Level)>,
}

/// A level of conformance to PDF/A, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Looks the same for ever.
    B,
    /// Its text can also be searched and copied.
    U,
    /// It is also tagged.
    A,
}

const UA: &str = "http://www.aiim.org/pdfua/ns/id/";
const A: &str = "http://www.aiim.org/pdfa/ns/id/";
const TITLES: &str = "http://purl.org/dc/elements/1.1/";
const MANAGEMENT: &str = "http://ns.adobe.com/xap/1.0/mm/";

/// The metadata of a document as text.
pub(super) fn packet(document: &Document) -> Option<String> {
    let stream = entry(document, catalog(document)?, b"Metadata")?.as_stream().ok()?;
    let bytes = Budget::default().decode(stream)?;
    match bytes.as_slice() {
        [0xFE, 0xFF, units @ ..] => {
            let units = units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            Some(char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect())
        }
        _ => Some(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

/// The claims in a packet.
pub(super) fn claims(packet: &str) -> Claims {
    let part =
        |space| value(packet, space, "part").and_then(|found| packet[found].trim().parse().ok());
    let level = value(packet, A, "conformance").map(|found| packet[found].trim());
    Claims {
        ua: part(UA),
        a: part(A).map(|part| {
            (
                part,
                match level {
                    Some("A" | "a") => Level::A,
                    Some("U" | "u") => Level::U,
                    _ => Level::B,
                },
            )
        }),
    }
}

/// Whether a packet has a title, in any language.
pub(super) fn has_title(packet: &str) -> bool {
    let found = prefix(packet, TITLES).and_then(|prefix| {
        let (_, title) = packet.split_once(&format!("<{prefix}:title"))?;
        title.split_once(&format!("</{prefix}:title"))
    });
    // The text between the tags is the title.
    found.is_some_and(|(title, _)| {
        let said = title.split('<').filter_map(|part| part.split_once('>'));
        said.into_iter().any(|(_, text)| !text.trim().is_empty())
    })
}

/// The packet with no more than these claims and another identifier.
pub(super) fn with_claims(packet: &str, claims: Claims, identifier: &str) -> String {
    let mut packet = packet.to_owned();
    if claims.ua.is_none() {
        remove(&mut packet, UA, "part");
        remove(&mut packet, UA, "rev");
    }
    match claims.a {
        None => {
            for name in ["part", "conformance", "amd", "rev"] {
                remove(&mut packet, A, name);
            }
        }
        Some((_, level)) => {
            if let Some(found) = value(&packet, A, "conformance") {
                packet.replace_range(
                    found,
                    match level {
                        Level::A => "A",
                        Level::U => "U",
                        Level::B => "B",
                    },
                );
            }
        }
    }
    if let Some(found) = value(&packet, MANAGEMENT, "InstanceID") {
        packet.replace_range(found, identifier);
    }
    packet
}

/// The prefix that a packet gives a namespace.
fn prefix<'a>(packet: &'a str, space: &str) -> Option<&'a str> {
    packet.match_indices(space).find_map(|(at, _)| {
        let before =
            packet[..at].strip_suffix(['"', '\''])?.trim_end().strip_suffix('=')?.trim_end();
        let (_, prefix) = before.rsplit_once("xmlns:")?;
        prefix.chars().all(char::is_alphanumeric).then_some(prefix)
    })
}

/// Where the value of a property is, as the text of an element or as an attribute.
fn value(packet: &str, space: &str, name: &str) -> Option<Range<usize>> {
    property(packet, space, name).map(|(_, value)| value)
}

fn remove(packet: &mut String, space: &str, name: &str) {
    while let Some((whole, _)) = property(packet, space, name) {
        packet.replace_range(whole, "");
    }
}

/// Where a property is, and where its value is within that.
fn property(packet: &str, space: &str, name: &str) -> Option<(Range<usize>, Range<usize>)> {
    let name = format!("{}:{name}", prefix(packet, space)?);
    packet.match_indices(&name).find_map(|(at, _)| {
        let start = at + name.len();
        let rest = packet[start..].trim_start();
        let skipped = start + (packet[start..].len() - rest.len());
        if packet[..at].ends_with('<') && rest.starts_with('>') {
            let value = skipped + 1..skipped + 1 + packet[skipped + 1..].find('<')?;
            let close = format!("</{name}>");
            packet[value.end..]
                .starts_with(&close)
                .then(|| (at - 1..value.end + close.len(), value))
        } else {
            let quoted = rest.strip_prefix('=')?.trim_start();
            let quote = quoted.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let begin = packet.len() - quoted.len() + 1;
            let value = begin..begin + packet[begin..].find(quote)?;
            Some((at..value.end + 1, value))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ELEMENTS: &str = r#"<d xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:u="http://www.aiim.org/pdfua/ns/id/"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><u:part>1</u:part></d>"#;
    const ATTRIBUTES: &str = r#"<d xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/' pdfaid:part="3" pdfaid:conformance = 'B'/>"#;

    #[test]
    fn claims_are_read_from_elements_and_from_attributes() {
        assert_eq!(claims(ELEMENTS), Claims { ua: Some(1), a: Some((2, Level::A)) });
        assert_eq!(claims(ATTRIBUTES), Claims { ua: None, a: Some((3, Level::B)) });
        assert_eq!(claims("<pdfuaid:part>1</pdfuaid:part>"), Claims::default());
    }

    #[test]
    fn a_title_is_found_in_any_language() {
        let titled = |words: &str| {
            format!(
                "<d xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>\n<rdf:Alt><rdf:li xml:lang=\"cy\">{words}</rdf:li>\
                 </rdf:Alt></dc:title></d>"
            )
        };
        assert!(has_title(&titled("Cynllun")));
        assert!(!has_title(&titled(" ")) && !has_title(ELEMENTS));
    }

    #[test]
    fn claims_are_taken_back_and_lowered() {
        let none = with_claims(ELEMENTS, Claims::default(), "x");
        assert_eq!(claims(&none), Claims::default());
        assert!(!none.contains(":part"));
        let lower = Claims { ua: Some(1), a: Some((2, Level::U)) };
        assert_eq!(claims(&with_claims(ELEMENTS, lower, "x")), lower);
        assert_eq!(claims(&with_claims(ATTRIBUTES, Claims::default(), "x")), Claims::default());
    }
}
