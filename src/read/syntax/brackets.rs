//! Mends lists and groups in brackets: values in them, missing commas and brackets, and the signs of other formats.
//!
//! The parts of the brackets come in; their mistakes go out. A value with a line of its own is left to
//! [`slip`](super::slip).

use std::ops::Range;

use super::fix::Fix;
use super::quoted::quoted;
use super::scalar::number;
use super::slip::{
    Edit, Slip, apply, impossible, is_value, missing, plain, shortened, slip, sound,
};
use super::slots::Slots;
use super::statement::trimmed;
use super::unit::unit_at;

/// Signs in brackets in the place of `=` and of commas.
fn wrong_signs(text: &str, signs: &[usize]) -> Option<Slip> {
    let &first = signs.first()?;
    let edit =
        |&at: &usize| Edit::new(at..at + 1, if text[at..].starts_with(':') { " =" } else { "," });
    let message = match text[first..].starts_with(':') {
        true => "`=` stands between a key and its value, not `:`",
        false => "a comma stands between values, not `;`",
    };
    let start = text[..first].rfind('\n').map_or(0, |end| end + 1);
    let line = start..first + text[first..].find('\n').unwrap_or(text.len() - first);
    let on_line = signs.iter().filter(|at| line.contains(at)).map(edit).collect();
    let mut slip = Slip {
        at: first..first + 1,
        message: message.to_owned(),
        hint: String::new(),
        edits: on_line,
    };
    slip.hint =
        format!("write {}", shortened(apply(text, line, std::slice::from_ref(&slip)).trim()));
    slip.edits = signs.iter().map(edit).collect();
    Some(slip)
}

/// The mistakes in a list or a group.
pub(super) fn brackets(text: &str, lines: &Range<usize>, found: &Slots) -> Vec<Slip> {
    let mut slips = Vec::new();
    for slot in &found.slots {
        let raw = &text[slot.range.clone()];
        let show = |value: &str| match &slot.key {
            Some(key) => format!("{} = {value}", &text[key.clone()]),
            None => value.to_owned(),
        };
        let unit = || unit_at(text, slot.range.start);
        let number = || number(raw, unit()).map(|made| Fix::replaced(raw.len(), made));
        let fixed = || {
            let fix = sound(raw, quoted(raw)).or_else(|| sound(raw, number()));
            let fix = fix.or_else(|| sound(raw, plain(raw, unit())))?;
            Some(slip(raw, slot.range.start, fix, &show))
        };
        if let (Some(key), "") = (&slot.key, raw) {
            slips.push(missing(text, key, slot.range.clone()));
        } else if !is_value(raw) {
            slips.extend(impossible(raw, &slot.range).or_else(fixed));
        }
    }
    for &at in &found.commas {
        let before = text[lines.start..at].rsplit(['\n', ',', '[', '{']).next().unwrap_or_default();
        let last = at - before.chars().next_back().map_or(0, char::len_utf8);
        let bracket = before.rfind(['}', ']']).unwrap_or_default();
        slips.push(Slip {
            at: last..at,
            message: "a comma is missing after this".to_owned(),
            hint: format!("write {}", shortened(&format!("{},", before[bracket..].trim()))),
            edits: vec![Edit::new(at..at, ",")],
        });
    }
    slips.extend(wrong_signs(text, &found.signs));
    if let Some(at) = found.open {
        let (open, close) = if text[at..].starts_with('[') { ("[", "]") } else { ("{", "}") };
        slips.push(Slip {
            at: at..at + 1,
            message: format!("nothing closes this `{open}`"),
            hint: format!("write `{close}` after the last value"),
            edits: vec![Edit::new(found.end..found.end, close)],
        });
        return slips;
    }
    let after = trimmed(text, found.end..lines.end);
    if text[after.clone()].starts_with([']', '}', ',', ';']) {
        slips.push(Slip {
            at: after.clone(),
            message: format!("`{}` is too much here", &text[after.clone()]),
            hint: "remove it".to_owned(),
            edits: vec![Edit::new(after, "")],
        });
    }
    slips
}
