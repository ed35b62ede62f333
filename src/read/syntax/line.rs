//! Mends lines that are not a key with a value: group headers, comments, lines outside the text they belong to, and
//! invisible characters.
//!
//! The text of a file and the range of the lines come in; their mistake goes out.

use std::ops::Range;

use super::scalar::scalar;
use super::slip::{Edit, Slip, is_sound, shortened};
use super::statement::{is_space, trimmed};
use crate::read::character::described;

/// The longest word that can be a key, in bytes.
const LONGEST_KEY: usize = 40;

/// Beginnings of comments in other formats.
const COMMENTS: [&str; 4] = ["//", ";", "<!--", "/*"];

/// Beginnings of list items in prose.
const BULLETS: [&str; 4] = ["- ", "* ", "+ ", "• "];

/// The hint for lines outside the text they belong to.
const OUTSIDE: &str = "text over several lines stands between `\"\"\"` and `\"\"\"`; look whether the text above ends too early";

impl Slip {
    /// Whether the mistake is a line outside the text it belongs to.
    pub(super) fn is_outside(&self) -> bool {
        self.hint == OUTSIDE
    }
}

/// The mistake in a group header.
pub(super) fn header(text: &str, range: Range<usize>) -> Slip {
    let range = trimmed(text, range);
    let raw = &text[range.clone()];
    let inside = raw.trim_start_matches(['[', ' ']);
    let end = inside.find([']', '#']).unwrap_or(inside.len());
    let (name, after) = (inside[..end].trim_matches(is_space), &inside[end..]);
    let closing = after.len() - after.trim_start_matches([']', ' ']).len();
    let (before, rest) = (&raw[..raw.len() - inside.len()], after[closing..].trim());
    let two = [before, &after[..closing]].iter().any(|part| part.matches(['[', ']']).count() > 1);
    let is_part = |next: char| next.is_alphanumeric() || "_-.".contains(next);
    let words = name.split(|next| !is_part(next)).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-");
    let made = if two { format!("[[{joined}]]") } else { format!("[{joined}]") };
    if !is_sound(&made) {
        return unclear(text, range);
    }
    let message = if joined != name {
        format!(
            "`{name}` cannot be the name of a group, which is one word or words joined by hyphens"
        )
    } else if !rest.is_empty() && is_sound(&raw[..raw.len() - rest.len()]) {
        "nothing but a comment follows the name of a group on its line".to_owned()
    } else {
        "a name has as many square brackets after it as before it".to_owned()
    };
    let comment = if rest.starts_with('#') { rest.len() } else { 0 };
    let edit = Edit::new(range.start..range.end - comment, made.clone());
    Slip { at: range, message, hint: format!("write `{made}`"), edits: vec![edit] }
}

/// The mistake in a line that is neither a pair nor a group header.
pub(super) fn stray(text: &str, range: Range<usize>) -> Slip {
    let range = trimmed(text, range);
    let raw = &text[range.clone()];
    if let Some(start) = COMMENTS.iter().find(|start| raw.starts_with(*start)) {
        return Slip {
            at: range.start..range.start + start.len(),
            message: "a comment starts with `#`".to_owned(),
            hint: format!("write {}", shortened(&format!("# {}", raw[start.len()..].trim()))),
            edits: vec![Edit::new(range.start..range.start, "# ")],
        };
    }
    if raw.starts_with('=') {
        return Slip {
            at: range.start..range.start + 1,
            message: "there is no key before this `=`".to_owned(),
            hint: "write the key, or remove the line".to_owned(),
            edits: vec![Edit::new(range, "")],
        };
    }
    let end = raw.find(|next: char| !(next.is_alphanumeric() || "_-.".contains(next)));
    let (key, rest) = raw.split_at(end.unwrap_or(raw.len()));
    let word = key.contains(char::is_alphabetic);
    if word && rest.is_empty() && key.len() < LONGEST_KEY {
        let end = range.end;
        return Slip {
            at: range,
            message: format!("there is no `=` after `{key}`, and no value"),
            hint: format!("write `{key} = …`, or remove the line"),
            edits: vec![Edit::new(end..end, " = "), Edit::unknown(end..end)],
        };
    }
    unequal(&range, key, rest).unwrap_or_else(|| unclear(text, range))
}

/// The mistake of a key and a value with something other than `=` between them, if a line is that.
fn unequal(range: &Range<usize>, key: &str, rest: &str) -> Option<Slip> {
    let value = rest.trim_start_matches([':', '=', ' ', '\t']);
    let colon = rest.trim_start().starts_with(':');
    let word = value.chars().all(char::is_alphanumeric);
    let starts = |next: char| next.is_ascii_digit() || "\"'“‘[{".contains(next);
    if key.is_empty() || !(value.starts_with(starts) || colon && word && !value.is_empty()) {
        return None;
    }
    let value = match scalar(value, None) {
        Some(corrected) => corrected.value,
        None if word && !value.starts_with(|next: char| next.is_ascii_digit()) => {
            format!("\"{value}\"")
        }
        None => value.to_owned(),
    };
    let made = format!("{key} = {value}");
    let message = match colon {
        true => format!("`=` stands between `{key}` and its value, not `:`"),
        false => format!("there is no `=` between `{key}` and its value"),
    };
    is_sound(&made).then(|| Slip {
        at: range.start + key.len()..range.start + key.len() + 1,
        message,
        hint: format!("write {}", shortened(&made)),
        edits: vec![Edit::new(range.clone(), made)],
    })
}

/// The mistake of lines that cannot be read at all.
pub(super) fn unclear(text: &str, range: Range<usize>) -> Slip {
    let words = &text[range.clone()];
    let line = words.lines().next().map_or(0, str::len);
    let sentence = words.split_whitespace().count() > 2 && !words.contains(['=', '[', '{', '<']);
    let (message, hint) = if words.starts_with("\"\"\"") || words.starts_with("'''") {
        (
            "no text that this could end starts above",
            "remove the line, or start the text with `key = \"\"\"`",
        )
    } else if words.starts_with([']', '}']) {
        (
            "no bracket that this could close is open above",
            "remove it, or open the list with `key = [`",
        )
    } else if sentence || BULLETS.iter().any(|bullet| words.starts_with(bullet)) {
        ("this line stands outside any text", OUTSIDE)
    } else {
        (
            "this cannot be read",
            "each line is `key = value`, the name of a group, `[name]` or `[[name]]`, or goes on with the value above it",
        )
    };
    Slip {
        at: range.start..range.start + line,
        message: message.to_owned(),
        hint: hint.to_owned(),
        edits: vec![Edit::new(range, "")],
    }
}

/// The mistake of an invisible character in a line without words.
pub(super) fn space(text: &str, range: Range<usize>) -> Slip {
    let plain =
        |next: char| matches!(next, ' ' | '\t' | '\r') || !(is_space(next) || next.is_control());
    let found = text[range.clone()].char_indices().find(|(_, next)| !plain(*next));
    let (at, next) = found.unwrap_or((0, ' '));
    Slip {
        at: range.start + at..range.start + at + next.len_utf8(),
        message: format!("there is {} here", described(next)),
        hint: "delete it".to_owned(),
        edits: vec![Edit::new(range, "")],
    }
}
