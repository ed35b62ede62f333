//! Takes the notes of cameras and editors out of photographs that are written inside a content stream.
//!
//! In come the entries and the data of an inline image; out come both rewritten, if notes were removed. Knowing what
//! a photograph holds is left to [`photographs`].

use lopdf::{Object, Stream, dictionary};

use super::tokens::{Token, next};
use crate::assemble::photographs;

/// The names of filters, abbreviated as inline images may have them, and in full (ISO 32000-1, table 94).
const FILTERS: [(&[u8], &str); 5] = [
    (b"AHx", "ASCIIHexDecode"),
    (b"A85", "ASCII85Decode"),
    (b"LZW", "LZWDecode"),
    (b"Fl", "FlateDecode"),
    (b"DCT", "DCTDecode"),
];

/// The entries and the data of an inline image without its notes; `None` if there are none to remove.
pub(super) fn without_notes(entries: &[u8], data: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let Filters { start, end, names } = filters(entries)?;
    let names = names.into_iter().map(|name| Object::Name(name.into())).collect();
    let mut stream = Stream::new(dictionary! { "Filter" => Object::Array(names) }, data.to_vec());
    if !photographs::clean(&mut stream) || stream.content == data {
        return None;
    }
    let entries = match stream.dict.get(b"Filter") {
        Ok(Object::Name(_)) => [&entries[..start], b"/DCT", &entries[end..]].concat(),
        _ => entries.to_vec(),
    };
    Some((entries, stream.content))
}

/// The filters that an inline image names, and where it names them.
struct Filters {
    start: usize,
    end: usize,
    names: Vec<&'static str>,
}

/// The filters among the entries of an inline image; `None` if they do not hold a photograph.
fn filters(entries: &[u8]) -> Option<Filters> {
    let mut at = 0;
    let mut found = None;
    let mut is_wanted = false;
    while let Some((token, end)) = next(entries, at) {
        match token {
            Token::Name(name) if is_wanted => found = Some((name.start - 1, end)),
            Token::Operand(value) if is_wanted => found = Some((value.start, end)),
            // Parameters would have to be changed together with the filters that they are for.
            Token::Name(name) if matches!(&entries[name.clone()], b"DP" | b"DecodeParms") => {
                return None;
            }
            Token::Name(name) => {
                is_wanted = matches!(&entries[name], b"F" | b"Filter");
                at = end;
                continue;
            }
            _ => {}
        }
        is_wanted = false;
        at = end;
    }
    let (start, end) = found?;
    let written = entries[start..end].split(|byte| b"/[] \r\n\t".contains(byte));
    let known = |name: &[u8]| {
        FILTERS.iter().find(|(short, full)| name == *short || name == full.as_bytes())
    };
    let names: Option<Vec<&str>> =
        written.filter(|name| !name.is_empty()).map(|name| Some(known(name)?.1)).collect();
    names.filter(|names| names.last() == Some(&"DCTDecode")).map(|names| Filters {
        start,
        end,
        names,
    })
}
