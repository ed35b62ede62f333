//! Finds faults in Type 1 and Type 3 fonts by comparing them with their own programs.
//!
//! In come a font and access to the objects of its part; out go the faults: glyphs that are not as wide as the PDF
//! says, that it does not list, or whose names mean nothing. TrueType is checked where letters are shown.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object};
use skrifa::raw::ps::encoding::PredefinedEncoding;

use super::Broken;
use super::fonts::{Fault, UNREAD, is_listed};
use super::objects::Objects;
use crate::assemble::content::operators;
use crate::assemble::typeface::{Named, agree};

/// The fault of a glyph that is not as wide as the PDF says.
pub(super) const MISFIT: &str = "type whose letters are not as wide as it says";

/// The glyph shown where a program lacks one.
const MISSING: &str = ".notdef";

/// The faults of a font whose glyphs go by name, as in Type 1.
pub(super) fn named<'a>(font: &'a Dictionary, objects: &mut Objects<'a>) -> Vec<Fault> {
    let mut found = Vec::new();
    let described = objects.dictionary(font, b"FontDescriptor");
    let program = described.and_then(|described| {
        let files = [&b"FontFile"[..], b"FontFile3"];
        files.iter().find_map(|key| described.get(key).ok())
    });
    let Some(Object::Stream(program)) = program.map(|program| objects.resolve(program)) else {
        return found;
    };
    let Some(program) = objects.decode(program).and_then(|bytes| Named::of(&bytes)) else {
        return found;
    };
    let names = names(font, objects, &program);
    let fits = |(code, said): (u8, f32)| {
        let name = names.get(&code).filter(|name| *name != MISSING);
        let width = name.and_then(|name| program.widths.get(name));
        // Programs write 0 for glyphs that are not used.
        said == 0.0 || width.is_none_or(|width| agree(said, *width))
    };
    let widths = widths(font, objects);
    if !widths.iter().all(|(code, said)| fits((*code, *said))) {
        found.push((Broken::Both, MISFIT));
    }
    // A glyph with a width may be shown.
    let may_show = widths.keys().filter_map(|code| names.get(code));
    let mut may_show = may_show.filter(|name| program.widths.contains_key(*name));
    if !font.has(b"ToUnicode") && !may_show.all(|name| is_listed(name)) {
        found.push(UNREAD);
    }
    let name = |key: &[u8]| font.get(key).and_then(Object::as_name).unwrap_or_default();
    let is_subset = name(b"Subtype") == b"Type1" && name(b"BaseFont").get(6) == Some(&b'+');
    let is_listing = described.is_some_and(|described| described.has(b"CharSet"));
    if objects.archival == Some(1) && is_subset && !is_listing {
        found.push((Broken::Archival, "type in part of which it does not list the letters"));
    }
    if let Some(listed) = described.and_then(|described| described.get(b"CharSet").ok()) {
        let listed = objects.resolve(listed).as_str().unwrap_or_default();
        let listed: BTreeSet<&[u8]> =
            listed.split(|byte| *byte == b'/').map(<[u8]>::trim_ascii).collect();
        let held = program.widths.keys().filter(|name| *name != MISSING);
        let held: BTreeSet<&[u8]> = held.map(String::as_bytes).collect();
        if !listed.is_superset(&held) {
            found.push((Broken::Both, "type that leaves letters out of its own list"));
        } else if listed.iter().any(|name| !name.is_empty() && !held.contains(name)) {
            found.push((Broken::Accessible, "type that lists letters that it does not have"));
        }
    }
    found
}

/// The faults of a font whose glyphs are drawings (Type 3).
pub(super) fn drawn<'a>(font: &'a Dictionary, objects: &mut Objects<'a>) -> Vec<Fault> {
    let mut found = Vec::new();
    let encoding = objects.dictionary(font, b"Encoding");
    let names = encoding.map(|encoding| differences(encoding, objects)).unwrap_or_default();
    let matrix = font.get(b"FontMatrix").and_then(Object::as_array).ok();
    let scale = matrix.and_then(|matrix| matrix.first()?.as_float().ok()).unwrap_or(0.001) * 1000.0;
    let Some(drawings) = objects.dictionary(font, b"CharProcs") else { return found };
    for (code, said) in widths(font, objects) {
        let Some(name) = names.get(&code) else { continue };
        let Ok(drawing) = drawings.get(name.as_bytes()) else { continue };
        let Object::Stream(drawing) = objects.resolve(drawing) else { continue };
        let Some(bytes) = objects.decode(drawing) else { continue };
        let first = operators(&bytes).next().and_then(|(operands, operator)| {
            let is_width = matches!(operator, b"d0" | b"d1");
            let width = is_width.then(|| operands.first())??;
            std::str::from_utf8(width).ok()?.parse::<f32>().ok()
        });
        if first.is_some_and(|width| !agree(said * scale, width * scale)) {
            found.push((Broken::Both, MISFIT));
        }
    }
    if !font.has(b"ToUnicode") && !names.values().all(|name| is_listed(name)) {
        found.push(UNREAD);
    }
    found
}

/// The width that a font gives for each code.
fn widths<'a>(font: &'a Dictionary, objects: &Objects<'a>) -> BTreeMap<u8, f32> {
    let first = font.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0);
    let widths = font.get(b"Widths").ok().map(|widths| objects.resolve(widths));
    let widths = widths.and_then(|widths| widths.as_array().ok()).into_iter().flatten();
    (first..)
        .zip(widths)
        .filter_map(|(code, width)| {
            Some((u8::try_from(code).ok()?, objects.resolve(width).as_float().ok()?))
        })
        .collect()
}

/// The glyph names for each code, as far as they can be known.
fn names<'a>(font: &'a Dictionary, objects: &Objects<'a>, own: &Named) -> BTreeMap<u8, String> {
    let encoding = font.get(b"Encoding").ok().map(|encoding| objects.resolve(encoding));
    let (base, encoding) = match encoding {
        Some(Object::Name(base)) => (Some(base.as_slice()), None),
        Some(Object::Dictionary(encoding)) => {
            (encoding.get(b"BaseEncoding").and_then(Object::as_name).ok(), Some(encoding))
        }
        _ => (None, None),
    };
    let mut names: BTreeMap<u8, String> = match base {
        None => own.codes.clone(),
        Some(base) => (0..=u8::MAX).filter_map(|code| Some((code, latin(base, code)?))).collect(),
    };
    names.extend(encoding.map(|encoding| differences(encoding, objects)).unwrap_or_default());
    names
}

/// The glyph name of a code in a predefined encoding, where all programs agree on it.
fn latin(base: &[u8], code: u8) -> Option<String> {
    let name = match (base, code) {
        (b"StandardEncoding", _) => PredefinedEncoding::Standard.name(code),
        (b"WinAnsiEncoding" | b"MacRomanEncoding", 0x27 | 0x60) => return None,
        (b"WinAnsiEncoding" | b"MacRomanEncoding", 0x20..0x7F) => {
            PredefinedEncoding::Standard.name(code)
        }
        (b"WinAnsiEncoding", 0xA1..=0xAC | 0xAE..) => PredefinedEncoding::IsoLatin1.name(code),
        _ => return None,
    };
    Some(name.to_owned())
}

/// The glyph names that an encoding defines itself (`Differences`).
pub(super) fn differences<'a>(
    encoding: &'a Dictionary,
    objects: &Objects<'a>,
) -> BTreeMap<u8, String> {
    let given = encoding.get(b"Differences").ok().map(|given| objects.resolve(given));
    let given = given.and_then(|given| given.as_array().ok()).into_iter().flatten();
    let (mut names, mut code) = (BTreeMap::new(), 0_i64);
    for item in given {
        match objects.resolve(item) {
            Object::Integer(next) => code = *next,
            Object::Name(name) => {
                if let Ok(code) = u8::try_from(code) {
                    names.insert(code, String::from_utf8_lossy(name).into_owned());
                }
                code += 1;
            }
            _ => {}
        }
    }
    names
}
