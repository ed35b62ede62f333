//! Finds faults in the dictionaries of fonts.
//!
//! In come a font and access to the objects of its part; out go the faults that a standard rules out. The letters
//! that pages show are checked elsewhere.

use std::collections::HashSet;
use std::sync::LazyLock;

use lopdf::{Dictionary, Object};

use super::objects::Objects;
use super::{Broken, simple};

/// The encodings of Latin fonts.
const LATIN: [&[u8]; 2] = [b"MacRomanEncoding", b"WinAnsiEncoding"];

/// The character collections that every reader knows.
pub(super) const KNOWN_ORDERS: [&[u8]; 4] = [b"CNS1", b"GB1", b"Japan1", b"Korea1"];

/// The predefined CMaps, without `-H` and `-V` for the writing direction, in the order of [`KNOWN_ORDERS`] (ISO
/// 32000-1, table 118).
const PREDEFINED: [&str; 4] = [
    " B5pc HKscs-B5 ETen-B5 ETenms-B5 CNS-EUC UniCNS-UCS2 UniCNS-UTF16 ",
    " GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16 ",
    " 83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 UniJIS-UCS2-HW UniJIS-UTF16 ",
    " KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16 ",
];

/// The glyph names that have a known meaning.
const LETTERS: &str = include_str!("../../../data/reference/letters.txt");

/// A fault and the standard that it breaks.
pub(super) type Fault = (Broken, &'static str);

const NOT_THERE: Fault = (Broken::Both, "type that is not in the file");
const MISSPELT: Fault = (Broken::Both, "type that does not say which letters are which");
pub(super) const UNREAD: Fault = (Broken::Text, "type without the letters that it stands for");

/// The faults of a font.
pub(super) fn faults<'a>(font: &'a Dictionary, objects: &mut Objects<'a>) -> Vec<Fault> {
    let name = |key: &[u8]| font.get(key).and_then(Object::as_name).unwrap_or_default();
    if name(b"Type") != b"Font" {
        return Vec::new();
    }
    match name(b"Subtype") {
        b"Type0" => composite(font, objects),
        b"Type3" => simple::drawn(font, objects),
        kind => {
            let mut found = simple::named(font, objects);
            let described = objects.dictionary(font, b"FontDescriptor");
            let files = [&b"FontFile"[..], b"FontFile2", b"FontFile3"];
            if !described.is_some_and(|described| files.iter().any(|key| described.has(key))) {
                found.push(NOT_THERE);
            }
            let flags = described.and_then(|described| described.get(b"Flags").ok()?.as_i64().ok());
            if let (b"TrueType", Some(flags)) = (kind, flags)
                && !spells(font, objects, flags)
            {
                found.push(MISSPELT);
            }
            found
        }
    }
}

/// Whether a TrueType font maps codes to glyphs in the one way that all readers understand.
fn spells(font: &Dictionary, objects: &Objects<'_>, flags: i64) -> bool {
    let encoding = font.get(b"Encoding").ok().map(|encoding| objects.resolve(encoding));
    let (is_symbolic, is_latin) = (flags & 4 != 0, flags & 32 != 0);
    match encoding {
        _ if is_symbolic == is_latin => false,
        Some(_) if is_symbolic => false,
        None => is_symbolic,
        Some(Object::Name(name)) => LATIN.contains(&name.as_slice()),
        Some(Object::Dictionary(encoding)) => {
            let base = encoding.get(b"BaseEncoding").and_then(Object::as_name);
            base.is_ok_and(|base| LATIN.contains(&base))
                && simple::differences(encoding, objects).values().all(|name| is_listed(name))
        }
        Some(_) => false,
    }
}

/// Whether a letter has a name by which it is known.
pub(in crate::assemble) fn is_listed(name: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let lines = LETTERS.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    // Names made from the number of the character, such as `uni20AC`.
    let number = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'));
    let is_number = number.is_some_and(|number| {
        (4..=6).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_hexdigit())
    });
    name == ".notdef" || is_number || NAMES.contains(name)
}

/// The faults of a composite font, whose codes are several bytes long.
fn composite(font: &Dictionary, objects: &mut Objects<'_>) -> Vec<Fault> {
    let mut found = Vec::new();
    let below = font.get(b"DescendantFonts").ok().map(|below| objects.resolve(below));
    let below = below.and_then(|below| below.as_array().ok()?.first());
    let below = below.and_then(|below| objects.resolve(below).as_dict().ok());
    let order = |within: &Dictionary, objects: &Objects<'_>| {
        let system = objects.dictionary(within, b"CIDSystemInfo")?;
        let text =
            |key: &[u8]| system.get(key).and_then(Object::as_str).unwrap_or_default().to_vec();
        let supplement = system.get(b"Supplement").and_then(Object::as_i64).unwrap_or(0);
        Some(([text(b"Registry"), text(b"Ordering")], supplement))
    };
    let own = below.and_then(|below| order(below, objects));
    let encoding = font.get(b"Encoding").ok().map(|encoding| objects.resolve(encoding));
    let is_known =
        own.as_ref().is_some_and(|([_, order], _)| KNOWN_ORDERS.contains(&order.as_slice()));
    let is_identity = |name: &[u8]| collection(name) == Some(None);
    match encoding {
        Some(Object::Name(name)) if is_predefined(name) => {
            let fits = |order: &&[u8]| own.as_ref().is_some_and(|([_, own], _)| own == order);
            if collection(name).flatten().is_some_and(|order| !fits(&order)) {
                found.push(MISSPELT);
            }
            if !font.has(b"ToUnicode") && (is_identity(name) && !is_known || own.is_none()) {
                found.push(UNREAD);
            }
        }
        Some(Object::Stream(map)) => {
            let (dictionary, bytes) = (&map.dict, objects.decode(map));
            let says = bytes.as_deref().map(Map::of).unwrap_or_default();
            let of_map = order(dictionary, objects);
            let turned = dictionary.get(b"WMode").and_then(Object::as_i64).unwrap_or(0);
            let uses = dictionary.get(b"UseCMap").ok().map(|uses| objects.resolve(uses));
            let uses = uses.and_then(|uses| match uses {
                Object::Stream(map) => map.dict.get(b"CMapName").and_then(Object::as_name).ok(),
                name => name.as_name().ok(),
            });
            let is_covered = match (&of_map, &own) {
                (Some((map, holds)), Some((font, needs))) => map == font && needs <= holds,
                (map, font) => map.is_none() && font.is_none(),
            };
            if !is_covered
                || turned != says.turned
                || says.largest > i64::from(u16::MAX)
                || uses.is_some_and(|name| !is_predefined(name))
                || says.uses.is_some_and(|name| !is_predefined(&name))
            {
                found.push(MISSPELT);
            }
            if !font.has(b"ToUnicode") && !is_known {
                found.push(UNREAD);
            }
        }
        _ => found.push(MISSPELT),
    }
    let kind = below.and_then(|below| below.get(b"Subtype").ok()?.as_name().ok());
    let letters = below.and_then(|below| objects.dictionary(below, b"FontDescriptor"));
    let is_there = letters.is_some_and(|letters| letters.has(b"FontFile2"));
    let places = below.and_then(|below| below.get(b"CIDToGIDMap").ok());
    let places = places.map(|places| objects.resolve(places));
    if kind == Some(b"CIDFontType2") && is_there {
        match places {
            Some(Object::Stream(_)) => {}
            Some(Object::Name(name)) if name == b"Identity" => {}
            _ => found.push(MISSPELT),
        }
    }
    found
}

/// Whether a CMap is one that all readers have.
fn is_predefined(name: &[u8]) -> bool {
    collection(name).is_some()
}

/// The character collection of a predefined CMap; `Some(None)` for `Identity`, which fits all of them.
fn collection(name: &[u8]) -> Option<Option<&'static [u8]>> {
    let name = std::str::from_utf8(name).ok()?;
    if matches!(name, "H" | "V") {
        return Some(Some(b"Japan1"));
    }
    let stem = name.strip_suffix("-H").or_else(|| name.strip_suffix("-V"))?;
    if stem == "Identity" {
        return Some(None);
    }
    let place = PREDEFINED.iter().position(|all| all.contains(&format!(" {stem} ")))?;
    Some(Some(KNOWN_ORDERS[place]))
}

/// What an embedded CMap says.
#[derive(Default)]
struct Map {
    /// 1 if lines run from top to bottom.
    turned: i64,
    /// The largest number that it maps to.
    largest: i64,
    /// The CMap that it extends.
    uses: Option<Vec<u8>>,
}

impl Map {
    fn of(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let words = bytes.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty());
        let mut before: &[u8] = b"";
        for word in words {
            let number: Option<i64> =
                std::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
            match number {
                Some(number) if before == b"/WMode" => map.turned = number,
                Some(number) => map.largest = map.largest.max(number),
                None if word == b"usecmap" => {
                    map.uses = before.strip_prefix(b"/").map(<[u8]>::to_vec);
                }
                None => {}
            }
            before = word;
        }
        map
    }
}
