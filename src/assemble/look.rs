//! Looks things up in a PDF whose author may have been careless or hostile.
//!
//! In come a document and an object; out goes what the object leads to, or `None`. Every look-up follows a limited
//! number of references, treats `null` as absent, and never fails: what is missing or of the wrong type counts as not
//! there.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

static NULL: Object = Object::Null;

/// What an object leads to, after following references; `null` if it leads nowhere.
pub(super) fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(&NULL, |(_, found)| found)
}

/// The last reference on the way to what an object leads to, if it leads anywhere by reference.
pub(super) fn target(document: &Document, object: &Object) -> Option<ObjectId> {
    match object {
        Object::Reference(_) => document.dereference(object).ok()?.0,
        _ => None,
    }
}

/// An entry of a dictionary, resolved; `None` if it is absent or null.
pub(super) fn entry<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Object> {
    Some(resolve(document, dictionary.get(key).ok()?)).filter(|found| !found.is_null())
}

/// The dictionary that an object is, or that a stream has.
pub(super) fn dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// An entry that is a dictionary or a stream.
pub(super) fn dictionary_at<'a>(
    document: &'a Document,
    within: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    dictionary(entry(document, within, key)?)
}

/// An entry that is an array.
pub(super) fn array_at<'a>(
    document: &'a Document,
    within: &'a Dictionary,
    key: &[u8],
) -> Option<&'a [Object]> {
    entry(document, within, key)?.as_array().ok().map(Vec::as_slice)
}

/// An entry that is a name.
pub(super) fn name_at<'a>(
    document: &'a Document,
    within: &'a Dictionary,
    key: &[u8],
) -> Option<&'a [u8]> {
    entry(document, within, key)?.as_name().ok()
}

/// An entry that is a string.
pub(super) fn string_at<'a>(
    document: &'a Document,
    within: &'a Dictionary,
    key: &[u8],
) -> Option<&'a [u8]> {
    entry(document, within, key)?.as_str().ok()
}

/// An entry that is an integer.
pub(super) fn integer_at(document: &Document, within: &Dictionary, key: &[u8]) -> Option<i64> {
    entry(document, within, key)?.as_i64().ok()
}

/// An entry that is a text string, decoded; empty ones count as absent.
pub(super) fn text_at(document: &Document, within: &Dictionary, key: &[u8]) -> Option<String> {
    let text = decoded(entry(document, within, key)?)?;
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned();
    (!text.is_empty()).then_some(text)
}

/// Decodes a text string, in any of the encodings that programs use.
pub(super) fn decoded(object: &Object) -> Option<String> {
    let utf16 = |units: &[u8], read: fn([u8; 2]) -> u16| {
        let units = units.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        let letters =
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
        without_languages(letters)
    };
    match object.as_str().ok()? {
        [0xFE, 0xFF, units @ ..] => Some(utf16(units, u16::from_be_bytes)),
        [0xFF, 0xFE, units @ ..] => Some(utf16(units, u16::from_le_bytes)),
        [0xEF, 0xBB, 0xBF, text @ ..] => {
            Some(without_languages(String::from_utf8_lossy(text).chars()))
        }
        _ => lopdf::decode_text_string(object).ok(),
    }
}

/// Letters without the language codes that escape characters enclose.
fn without_languages(letters: impl Iterator<Item = char>) -> String {
    let mut within = false;
    let kept = letters.filter(|&letter| {
        let escape = letter == '\u{1B}';
        within ^= escape;
        !escape && !within
    });
    kept.collect()
}

/// A text string in an encoding of PDF 1.7: one in UTF-8 or little-endian UTF-16 becomes big-endian UTF-16.
pub(super) fn retold(object: &Object) -> Object {
    match object.as_str() {
        Ok([0xFF, 0xFE, ..] | [0xEF, 0xBB, 0xBF, ..]) => {
            decoded(object).map_or_else(|| object.clone(), |words| text(&words))
        }
        _ => object.clone(),
    }
}

/// A finite number.
pub(super) fn number(document: &Document, object: &Object) -> Option<f32> {
    resolve(document, object).as_float().ok().filter(|number| number.is_finite())
}

/// A rectangle or matrix: exactly `N` finite numbers.
pub(super) fn numbers<const N: usize>(document: &Document, object: &Object) -> Option<[f32; N]> {
    let array = resolve(document, object).as_array().ok()?;
    let found: Vec<f32> = array.iter().filter_map(|item| number(document, item)).collect();
    found.try_into().ok()
}

/// The catalog; `None` if it is missing.
pub(super) fn catalog(document: &Document) -> Option<&Dictionary> {
    dictionary(resolve(document, document.trailer.get(b"Root").ok()?))
}

/// A text string as PDF stores it.
pub(super) fn text(text: &str) -> Object {
    if text.is_ascii() {
        Object::string_literal(text)
    } else {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
    }
}
