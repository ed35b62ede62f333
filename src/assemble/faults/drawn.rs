//! Checks the content of pages and drawings for what PDF/A rules out.
//!
//! In come the bytes of one content after another; what they use is noted. Operators are read but not carried out.

use std::collections::BTreeSet;

use lopdf::{Object, StringFormat};

use super::Broken;
use super::tags::wrong_language;
use crate::assemble::content::operators;
use crate::assemble::look::decoded;

/// The operators of PDF 1.7 (ISO 32000-1, annex A).
const OPERATORS: &str = " b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J k K l m M MP n q Q \
    re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" ";

/// The rendering intents (ISO 32000-1, 8.6.5.8).
pub(super) const INTENTS: [&[u8]; 4] =
    [b"AbsoluteColorimetric", b"RelativeColorimetric", b"Saturation", b"Perceptual"];

/// The longest string in a content, in bytes, and the most graphics states saved at once.
const LONGEST: usize = 32_767;
const STATES: usize = 28;

/// The smallest number above 0 (ISO 19005-2, 6.1.13).
const SMALLEST: f32 = 1.175e-38;

/// What the contents of a part use.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Whether pictures and other objects use device colours (red, green and blue; inks) without saying which are
    /// meant.
    pub(super) colours: Colours,
    /// Whether contents draw in device colours that their resources do not define either.
    pub(super) bare: Colours,
    /// Whether some of their text has replacement text.
    pub(super) is_spoken: bool,
    /// The faults found in them.
    pub(super) found: BTreeSet<(Broken, &'static str)>,
}

/// Whether red, green and blue are used, and whether inks are.
pub(super) type Colours = [bool; 2];

/// What one content uses.
#[derive(Default)]
pub(super) struct Used<'b> {
    /// The resources that it names, each with its kind.
    pub(super) names: BTreeSet<(&'static [u8], &'b [u8])>,
    /// The names of the drawings and pictures that it shows, once for each time.
    pub(super) drawings: Vec<&'b [u8]>,
    /// The device colours that it uses directly.
    pub(super) colours: Colours,
    /// Whether it contains tags.
    pub(super) is_tagged: bool,
}

/// Notes a colour space by its name.
pub(super) fn note(colours: &mut Colours, name: &[u8]) {
    colours[0] |= matches!(name, b"DeviceRGB" | b"RGB");
    colours[1] |= matches!(name, b"DeviceCMYK" | b"CMYK");
}

impl Drawn {
    /// Checks one content and returns what it uses.
    pub(super) fn look<'b>(&mut self, bytes: &'b [u8]) -> Used<'b> {
        let mut used = Used::default();
        // For each open marked content, whether it is tagged and whether it is an artifact.
        let mut open: Vec<(bool, bool)> = Vec::new();
        let mut states = 0_usize;
        // The end of an inline image is a guess, so what follows it may not be content at all.
        let mut is_sure = true;
        for (operands, operator) in operators(bytes) {
            let last = operands.last().copied().unwrap_or_default();
            let mut is_odd = operands.iter().any(|operand| is_odd(operand));
            if let Some((kind, name)) = named(&operands, operator).filter(|_| is_sure) {
                used.names.insert((kind, name));
                used.drawings.extend((operator == b"Do").then_some(name));
            }
            match operator {
                b"rg" | b"RG" => used.colours[0] = true,
                b"k" | b"K" => used.colours[1] = true,
                b"cs" | b"CS" => {
                    note(&mut used.colours, last.strip_prefix(b"/").unwrap_or_default())
                }
                b"ri" if !INTENTS.contains(&last.strip_prefix(b"/").unwrap_or_default()) => {
                    self.found
                        .insert((Broken::Archival, "ways to render colours that do not exist"));
                }
                b"q" => {
                    states += 1;
                    is_odd |= states > STATES;
                }
                b"Q" => states = states.saturating_sub(1),
                b"BMC" | b"BDC" => {
                    let artifact = operands.first() == Some(&&b"/Artifact"[..]);
                    let tagged = last.windows(5).any(|window| window == b"/MCID");
                    used.is_tagged |= tagged;
                    let (in_tag, in_artifact) = open.last().copied().unwrap_or_default();
                    self.is_spoken |= last.windows(11).any(|window| window == b"/ActualText");
                    if let Some(language) = language(last) {
                        self.found.extend(wrong_language(&language));
                    }
                    if artifact && in_tag || tagged && in_artifact {
                        self.found.insert((Broken::Accessible, "decoration that is tagged"));
                    }
                    open.push((tagged || in_tag, artifact || in_artifact));
                }
                b"EMC" => {
                    open.pop();
                }
                b"ID" => {
                    self.picture(&operands, &mut used.colours);
                    is_sure = false;
                }
                _ => {
                    let known = std::str::from_utf8(operator).ok();
                    is_odd |= !known.is_some_and(|name| OPERATORS.contains(&format!(" {name} ")));
                }
            }
            if is_odd && is_sure {
                self.found.insert((Broken::Archival, "content that is not as PDF/A has it"));
            }
        }
        used
    }

    /// Checks the entries of an inline image.
    fn picture(&mut self, entries: &[&[u8]], colours: &mut Colours) {
        for pair in entries.windows(2) {
            match pair[0] {
                b"/CS" | b"/ColorSpace" => {
                    note(colours, pair[1].strip_prefix(b"/").unwrap_or(pair[1]))
                }
                b"/I" | b"/Interpolate" if pair[1] == b"true" => {
                    self.found.insert((Broken::Archival, "pictures that are smoothed"));
                }
                b"/F" | b"/Filter" if pair[1].windows(4).any(|part| part == b"/LZW") => {
                    self.found.insert((Broken::Archival, "content that is packed in LZW"));
                }
                b"/Intent"
                    if !INTENTS.contains(&pair[1].strip_prefix(b"/").unwrap_or_default()) =>
                {
                    self.found
                        .insert((Broken::Archival, "ways to render colours that do not exist"));
                }
                _ => {}
            }
        }
    }
}

/// The resource that an operator names, with its kind; colour spaces that need no resource are left out.
fn named<'b>(operands: &[&'b [u8]], operator: &[u8]) -> Option<(&'static [u8], &'b [u8])> {
    let (kind, name): (&[u8], _) = match operator {
        b"Do" => (b"XObject", operands.last()),
        b"Tf" => (b"Font", operands.first()),
        b"gs" => (b"ExtGState", operands.last()),
        b"sh" => (b"Shading", operands.last()),
        b"scn" | b"SCN" => (b"Pattern", operands.last()),
        b"BDC" | b"DP" => (b"Properties", operands.get(1)),
        b"cs" | b"CS" => (b"ColorSpace", operands.last()),
        _ => return None,
    };
    let name = name?.strip_prefix(b"/")?;
    (kind != b"ColorSpace" || !name.starts_with(b"Device") && name != b"Pattern")
        .then_some((kind, name))
}

/// The language (`/Lang`) of a property list written in the content.
fn language(list: &[u8]) -> Option<String> {
    let at = list.windows(5).position(|window| window == b"/Lang")? + 5;
    match list[at..].trim_ascii_start() {
        [b'(', said @ ..] => {
            let end = said.iter().position(|byte| *byte == b')')?;
            Some(String::from_utf8_lossy(&said[..end]).into_owned())
        }
        [b'<', said @ ..] => {
            let digits = said.iter().take_while(|byte| **byte != b'>');
            let digits = digits.filter_map(|digit| char::from(*digit).to_digit(16));
            let digits: Vec<u32> = digits.collect();
            let bytes = digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, one| sum * 16 + one));
            let bytes = bytes.filter_map(|byte| u8::try_from(byte).ok()).collect();
            decoded(&Object::String(bytes, StringFormat::Hexadecimal))
        }
        _ => None,
    }
}

/// Whether a number is closer to 0 than PDF/A allows.
pub(super) fn is_too_small(number: f32) -> bool {
    number != 0.0 && number.abs() < SMALLEST
}

/// Whether an operand is a number that is too large or too small, a string that is too long, or a hexadecimal string
/// that is malformed.
fn is_odd(operand: &[u8]) -> bool {
    match operand {
        [b'<', b'<', ..] => false,
        [b'<', digits @ .., b'>'] => {
            let digits = digits.iter().filter(|byte| !byte.is_ascii_whitespace());
            digits.clone().count() % 2 == 1
                || digits.into_iter().any(|byte| !byte.is_ascii_hexdigit())
        }
        [b'(', rest @ ..] => rest.len() > LONGEST,
        number => {
            let number = std::str::from_utf8(number).unwrap_or_default();
            number.parse().is_ok_and(|whole: i64| i32::try_from(whole).is_err())
                || number.parse().is_ok_and(is_too_small)
        }
    }
}
