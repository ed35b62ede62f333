//! Finds faults in the colours of a part: its colour spaces, its inks, and how colours are blended.

use lopdf::{Dictionary, Object};

use super::Broken;
use super::drawn::{INTENTS, note};
use super::objects::{Look, RENDERED, number};
use crate::assemble::look::dictionary;

/// The blend modes of PDF (ISO 32000-1, 11.3.5).
const BLENDS: [&[u8]; 17] = [
    b"Normal",
    b"Compatible",
    b"Multiply",
    b"Screen",
    b"Overlay",
    b"Darken",
    b"Lighten",
    b"ColorDodge",
    b"ColorBurn",
    b"HardLight",
    b"SoftLight",
    b"Difference",
    b"Exclusion",
    b"Hue",
    b"Saturation",
    b"Color",
    b"Luminosity",
];

/// Inks that need no description.
const INKS: [&[u8]; 5] = [b"Cyan", b"Magenta", b"Yellow", b"Black", b"None"];

/// The most inks that a colour is mixed from, in PDF/A-1 and in later parts.
const MOST_INKS: [usize; 2] = [8, 32];

const SPOT: &str = "inks that are not described";

impl<'a> Look<'a> {
    /// Notes a colour space by its name.
    pub(super) fn colour(&mut self, name: &[u8]) {
        note(&mut self.contents.drawn.colours, name);
    }

    /// Checks a halftone screen, and those that it has for each ink.
    fn screen(&mut self, screen: &'a Dictionary) {
        let is_plain = |screen: &Dictionary| {
            let kind = screen.get(b"HalftoneType").and_then(Object::as_i64);
            matches!(kind, Ok(1 | 5)) && !screen.has(b"HalftoneName")
        };
        let transfers = |screen: &Dictionary| screen.has(b"TransferFunction");
        let is_of_one = |ink: &[u8], screen: &Dictionary| match ink {
            b"Default" => true,
            ink => is_plain(screen) && transfers(screen) != INKS.contains(&ink),
        };
        let below = screen
            .iter()
            .filter_map(|(ink, _)| Some((ink.as_slice(), self.objects.dictionary(screen, ink)?)));
        let fits = below.into_iter().all(|(ink, screen)| is_of_one(ink, screen));
        let may = is_plain(screen) && !transfers(screen) && fits;
        self.note(!may, Broken::Archival, "screens of a kind that PDF/A does not have");
    }

    /// Checks the entries of a graphics state.
    pub(super) fn state(&mut self, entries: &'a Dictionary) {
        if let Some(screen) = self.objects.dictionary(entries, b"HT") {
            self.screen(screen);
        }
        let value = |key: &[u8]| entries.get(key).ok().map(|value| self.objects.resolve(value));
        let is_name = |key: &[u8], names: &[&[u8]]| {
            value(key).is_none_or(|value| value.as_name().is_ok_and(|name| names.contains(&name)))
        };
        let renders = is_name(b"RI", &INTENTS);
        let transfers =
            entries.has(b"TR") || !is_name(b"TR2", &[b"Default"]) || entries.has(b"HTP");
        let blends = value(b"BM").is_none_or(|blend| match blend {
            Object::Array(all) => {
                all.iter().all(|name| name.as_name().is_ok_and(|name| BLENDS.contains(&name)))
            }
            one => one.as_name().is_ok_and(|name| BLENDS.contains(&name)),
        });
        let opaque = |key: &[u8]| {
            value(key).is_none_or(|value| value.as_float().is_ok_and(|full| full >= 1.0))
        };
        let shines = !opaque(b"CA")
            || !opaque(b"ca")
            || !is_name(b"SMask", &[b"None"])
            || !is_name(b"BM", &[b"Normal", b"Compatible"]);
        let over = value(b"OPM").is_some_and(|mode| mode.as_i64().is_ok_and(|mode| mode == 1))
            && [&b"OP"[..], b"op"]
                .iter()
                .any(|key| matches!(value(key), Some(Object::Boolean(true))));
        self.note(!renders, Broken::Archival, RENDERED);
        self.note(
            transfers || !blends,
            Broken::Archival,
            "colours that are changed as PDF/A does not have it",
        );
        self.note(
            shines && self.objects.archival == Some(1),
            Broken::Archival,
            "colours that shine through",
        );
        self.over[0] |= over;
    }

    /// Checks an array that may be a colour space.
    pub(super) fn space(&mut self, items: &'a [Object]) {
        let Some(Object::Name(kind)) = items.first() else { return };
        let item = |place: usize| items.get(place).map(|item| self.objects.resolve(item));
        let named = |place| item(place).and_then(|item| item.as_name().ok());
        match kind.as_slice() {
            b"Indexed" | b"Pattern" => {
                let base = named(1).unwrap_or_default();
                note(&mut self.contents.drawn.colours, base);
            }
            b"ICCBased" => {
                let is_new =
                    items.get(1).and_then(number).is_some_and(|at| self.profiles.insert(at));
                let Some(Object::Stream(profile)) = item(1).filter(|_| is_new) else { return };
                let count = profile.dict.get(b"N").and_then(Object::as_i64).ok();
                let own = self.objects.decode(profile).as_deref().and_then(colours_of);
                let misfits = own.is_some_and(|own| count != Some(own));
                self.note(misfits, Broken::Archival, "colours that are described as others");
            }
            b"Separation" => {
                let (ink, other, tint) = (named(1), item(2), item(3));
                note(&mut self.contents.drawn.colours, named(2).unwrap_or_default());
                if let (Some(ink), Some(other), Some(tint)) = (ink, other, tint) {
                    let known = *self.spots.entry(ink).or_insert([other, tint]);
                    self.note(
                        known != [other, tint],
                        Broken::Archival,
                        "inks that mean two things",
                    );
                }
            }
            b"DeviceN" => {
                note(&mut self.contents.drawn.colours, named(2).unwrap_or_default());
                let described = item(4).and_then(dictionary);
                let described =
                    described.and_then(|entries| self.objects.dictionary(entries, b"Colorants"));
                let inks = item(1).and_then(|inks| inks.as_array().ok()).map(Vec::as_slice);
                let inks = inks.unwrap_or_default();
                let is_bare = inks.iter().filter_map(|ink| ink.as_name().ok()).any(|ink| {
                    !INKS.contains(&ink) && !described.is_some_and(|described| described.has(ink))
                });
                let most =
                    if self.objects.archival == Some(1) { MOST_INKS[0] } else { MOST_INKS[1] };
                self.note(is_bare, Broken::Archival, SPOT);
                self.note(inks.len() > most, Broken::Archival, "more inks in one than PDF/A has");
            }
            _ => {}
        }
    }
}

/// How many components the colour space of an ICC profile has.
fn colours_of(profile: &[u8]) -> Option<i64> {
    match profile.get(16..20)? {
        b"GRAY" => Some(1),
        b"RGB " | b"Lab " => Some(3),
        b"CMYK" => Some(4),
        _ => None,
    }
}
