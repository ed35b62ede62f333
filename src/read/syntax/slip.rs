//! Describes what is wrong with a statement, in words for people who do not know TOML's grammar, and mends it so that
//! the rest of the file can be read.
//!
//! A statement comes in; its mistakes go out, none if it is valid. A mending is offered only if it makes valid TOML.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::backslash;
use super::brackets::brackets;
use super::fix::Fix;
use super::line::{header, space, stray, unclear};
use super::quoted::quoted;
use super::scalar::scalar;
use super::statement::{Form, Statement, Written, is_odd, trimmed};
use super::unit::unit_at;
use crate::read::character::described;

/// The longest line that a hint shows in full, in characters.
const LONGEST: usize = 100;

/// The message for words without quotation marks, which may turn out not to be text at all.
pub(in crate::read) const BARE: &str = "text stands between quotation marks";

/// A mistake in the text of a file.
#[derive(Debug)]
pub(super) struct Slip {
    /// The bytes that are wrong.
    pub(super) at: Range<usize>,
    /// What is wrong with them: lower case, no full stop.
    pub(super) message: String,
    /// What to do about it.
    pub(super) hint: String,
    /// The edits that mend it.
    pub(super) edits: Vec<Edit>,
}

/// An edit of the text of a file.
#[derive(Debug)]
pub(super) struct Edit {
    /// The bytes that it replaces.
    pub(super) range: Range<usize>,
    /// The replacement.
    pub(super) text: String,
    /// Whether the replacement is a dummy for a value that could not be read.
    pub(super) unknown: bool,
}

impl Edit {
    /// An edit that replaces bytes by text.
    pub(super) fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into(), unknown: false }
    }

    /// An edit that replaces an unreadable value by a dummy.
    pub(super) fn unknown(range: Range<usize>) -> Self {
        Self { range, text: "0".to_owned(), unknown: true }
    }
}

/// Whether a text is valid TOML.
pub(super) fn is_sound(text: &str) -> bool {
    DeTable::parse(text).is_ok()
}

/// Whether a text is a valid TOML value.
pub(super) fn is_value(raw: &str) -> bool {
    is_sound(&format!("x = {raw}"))
}

/// The mistakes in a statement; none if it is valid.
pub(super) fn slips(text: &str, statement: &Statement) -> Vec<Slip> {
    let range = statement.range.clone();
    if let Ok(sound) = DeTable::parse(&text[range.clone()]) {
        return paths(text, range.start, sound.get_ref());
    }
    let one = match &statement.form {
        Form::Blank => space(text, range),
        Form::Header => header(text, range),
        Form::Stray => stray(text, range),
        Form::Pair { key, value } => return pair(text, range, key, value),
    };
    vec![one]
}

/// The paths in valid TOML, at a byte of a text, that would lose their backslashes.
pub(super) fn paths(text: &str, start: usize, table: &DeTable<'_>) -> Vec<Slip> {
    let pairs = table.iter().flat_map(|(key, value)| {
        paths_in(text, start, value, &|value| format!("{} = {value}", key.get_ref()))
    });
    pairs.collect()
}

/// The paths in one value of it; `show` writes a value with its key.
fn paths_in(
    text: &str,
    start: usize,
    value: &Spanned<DeValue<'_>>,
    show: &dyn Fn(&str) -> String,
) -> Vec<Slip> {
    match value.get_ref() {
        DeValue::Table(table) => paths(text, start, table),
        DeValue::Array(all) => {
            all.iter().flat_map(|one| paths_in(text, start, one, &str::to_owned)).collect()
        }
        DeValue::String(_) => {
            let range = start + value.span().start..start + value.span().end;
            let raw = text.get(range.clone()).unwrap_or_default();
            let fix = raw.contains('\\').then(|| backslash::path(raw)).flatten();
            fix.map(|fix| slip(raw, range.start, fix, show)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The mistakes in a pair: in its key, and in each value.
fn pair(text: &str, range: Range<usize>, key: &Range<usize>, value: &Written) -> Vec<Slip> {
    let mut slips = Vec::from_iter(wrong_key(text, key));
    let name = slips.first().map_or(&text[key.clone()], |slip| &slip.edits[0].text).to_owned();
    slips.extend(odd_spaces(text, range.start..key.start));
    slips.extend(odd_spaces(text, key.end..value.start()));
    match value {
        Written::One(value) => slips.extend(line_value(text, key, value, &name)),
        Written::Endless(value) => slips.push(endless(text, value)),
        Written::Spread(value) => slips.push(spread(text, value, &name)),
        Written::Brackets(slots) => slips.extend(brackets(text, &range, slots)),
    }
    if !slips.is_empty() && is_sound(&apply(text, range.clone(), &slips)) {
        return slips;
    }
    // The rest of it cannot be read, but the rest of the file can.
    let rest = trimmed(text, value.start()..range.end);
    if slips.is_empty() {
        slips.push(unclear(text, rest.clone()));
    }
    slips.iter_mut().for_each(|slip| slip.edits.retain(|edit| edit.range.end <= value.start()));
    slips[0].edits.push(Edit::unknown(rest));
    slips
}

/// A part of a text with its mistakes mended.
pub(super) fn apply(text: &str, range: Range<usize>, slips: &[Slip]) -> String {
    let mut edits: Vec<_> = slips.iter().flat_map(|slip| &slip.edits).collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut made = String::new();
    let mut at = range.start;
    for edit in edits {
        made.push_str(text.get(at..edit.range.start).unwrap_or_default());
        made.push_str(&edit.text);
        at = at.max(edit.range.end);
    }
    made + text.get(at..range.end).unwrap_or_default()
}

/// The mistake in a key.
fn wrong_key(text: &str, range: &Range<usize>) -> Option<Slip> {
    let key = &text[range.clone()];
    if is_sound(&format!("{key} = 0")) {
        return None;
    }
    let is_part = |next: char| next.is_alphanumeric() || "_-.".contains(next);
    let words = key.split(|next| !is_part(next)).filter(|word| !word.is_empty());
    let made = words.collect::<Vec<_>>().join("-");
    let made = if is_sound(&format!("{made} = 0")) { made } else { format!("\"{made}\"") };
    Some(Slip {
        at: range.clone(),
        message: format!("`{key}` cannot be a key, which is one word or words joined by hyphens"),
        hint: format!("write `{made} = …`"),
        edits: vec![Edit::new(range.clone(), made)],
    })
}

/// Spaces in a part of a text that TOML does not allow.
fn odd_spaces(text: &str, range: Range<usize>) -> Option<Slip> {
    let odd = text[range.clone()].char_indices().filter(|(_, next)| is_odd(*next));
    let odd: Vec<_> = odd.map(|(at, next)| (range.start + at, next)).collect();
    let &(at, first) = odd.first()?;
    let edit = |&(at, next): &(usize, char)| Edit::new(at..at + next.len_utf8(), " ");
    Some(Slip {
        at: at..at + first.len_utf8(),
        message: format!("there is {} here, which is no ordinary space", described(first)),
        hint: "delete it, and press the space bar where one is wanted".to_owned(),
        edits: odd.iter().map(edit).collect(),
    })
}

/// The mistake in a value with a line of its own.
fn line_value(text: &str, at: &Range<usize>, range: &Range<usize>, key: &str) -> Option<Slip> {
    let raw = &text[range.clone()];
    if is_value(raw) {
        return None;
    }
    if raw.is_empty() {
        return Some(missing(text, at, range.clone()));
    }
    let show = |value: &str| format!("{key} = {value}");
    impossible(raw, range).or_else(|| {
        let fix = sound(raw, followed(raw)).or_else(|| sound(raw, quoted(raw)));
        let fix = fix.or_else(|| sound(raw, plain(raw, unit_at(text, range.start))))?;
        Some(slip(raw, range.start, fix, &show))
    })
}

/// The mistake of a key without a value.
pub(super) fn missing(text: &str, key: &Range<usize>, value: Range<usize>) -> Slip {
    Slip {
        at: key.clone(),
        message: format!("`{}` has no value", &text[key.clone()]),
        hint: "write it after the `=`, or remove the key".to_owned(),
        edits: vec![Edit::unknown(value)],
    }
}

/// The mistake of a value that is well-formed and impossible: a day that is in no calendar.
pub(super) fn impossible(raw: &str, range: &Range<usize>) -> Option<Slip> {
    let corrected = scalar(raw, None).filter(|corrected| corrected.value.is_empty())?;
    Some(Slip {
        at: range.clone(),
        message: corrected.message,
        hint: "check it; a date is written as year-month-day".to_owned(),
        edits: vec![Edit::unknown(range.clone())],
    })
}

/// A fix that makes a value valid, or a value and the pair after it; `None` for any other.
pub(super) fn sound(raw: &str, fix: Option<Fix>) -> Option<Fix> {
    fix.filter(|fix| {
        let made = fix.apply(raw);
        let value = made.split("\n").next().filter(|_| !raw.contains('\n')).unwrap_or(&made);
        is_value(value)
    })
}

/// The mistake that a fix mends, in a value that starts at a byte; `show` writes the corrected line.
pub(super) fn slip(raw: &str, start: usize, fix: Fix, show: &dyn Fn(&str) -> String) -> Slip {
    let made = fix.apply(raw);
    let hint = match fix.remedy {
        "" => {
            "delete it, and start a new line or press the space bar where one is wanted".to_owned()
        }
        // Shows the wrong line of a text of several.
        remedy if raw.contains('\n') => {
            let line = made.lines().nth(raw[..fix.at.start].matches('\n').count());
            format!("{remedy} {}", shortened(line.unwrap_or_default()))
        }
        remedy => format!("{remedy} {}{}", shortened(&show(&made)), fix.aside),
    };
    let edits = fix.edits.into_iter();
    let edits = edits.map(|(range, text)| Edit::new(start + range.start..start + range.end, text));
    let at = start + fix.at.start..start + fix.at.end;
    Slip { at, message: fix.message, hint, edits: edits.collect() }
}

/// Lines as hints show them; the middle of a long one is left out.
pub(super) fn shortened(lines: &str) -> String {
    let shown = lines.lines().map(|line| {
        let length = line.chars().count();
        if length <= LONGEST {
            return format!("`{line}`");
        }
        let start: String = line.chars().take(LONGEST / 2).collect();
        let end: String = line.chars().skip(length - LONGEST / 3).collect();
        format!("`{start} … {end}`")
    });
    shown.collect::<Vec<_>>().join(" and below it ")
}

/// The fix for a valid value with something after it on its line.
fn followed(raw: &str) -> Option<Fix> {
    let bare = raw.trim_end_matches([',', ';', ' ']);
    if bare.len() < raw.len() && is_value(bare) {
        let edits = vec![(bare.len()..raw.len(), String::new())];
        let message = "nothing but a comment follows a value on its line".to_owned();
        return Some(Fix::new(bare.len()..raw.len(), message, "write", edits));
    }
    // The first part that is a valid value.
    let cuts = raw.match_indices([' ', ',', '(', ';']).map(|(at, _)| at);
    let cut = cuts.take(40).find(|at| is_value(raw[..*at].trim_end()))?;
    let rest = raw[cut..].trim_start_matches([' ', ',', ';']);
    let (at, end) = (raw.len() - rest.len(), raw[..cut].trim_end().len());
    let key = rest.split('=').next().unwrap_or_default().trim();
    let is_part = |next: char| next.is_alphanumeric() || "_-".contains(next);
    if rest.contains('=') && !key.is_empty() && key.chars().all(is_part) {
        let message = format!("`{key}` stands on the line of another key");
        return Some(Fix::new(
            at..at + key.len(),
            message,
            "write",
            vec![(end..at, "\n".to_owned())],
        ));
    }
    // Words after a number belong to it, as in `12 weeks`.
    let ended = raw.starts_with(['"', '\'']) || raw.as_bytes().get(4) == Some(&b'-');
    let message = "nothing but a comment follows a value on its line".to_owned();
    ended.then(|| Fix::new(at..raw.len(), message, "write", vec![(at..at, "# ".to_owned())]))
}

/// The fix for a value that starts without a mark; `unit` is that of its row.
pub(super) fn plain(raw: &str, unit: Option<&str>) -> Option<Fix> {
    if raw.starts_with('=') {
        let cut = raw.len() - raw.trim_start_matches(['=', ' ']).len();
        let message = "one `=` stands between a key and its value".to_owned();
        return Some(Fix::new(0..1, message, "write", vec![(0..cut, String::new())]));
    }
    if let Some(text) = raw.strip_suffix(['"', '”', '\'', '’']) {
        let mark = if text.contains('"') { "'" } else { "\"" };
        let edits = vec![(0..0, mark.to_owned()), (text.len()..raw.len(), mark.to_owned())];
        let message = "this text has no quotation mark before it".to_owned();
        return Some(Fix::new(0..raw.len(), message, "write", edits));
    }
    if let Some(corrected) = scalar(raw, unit) {
        return Some(Fix::replaced(raw.len(), corrected));
    }
    let mark = if raw.contains(['"', '\\']) { "'" } else { "\"" };
    let edits = vec![(0..0, mark.to_owned()), (raw.len()..raw.len(), mark.to_owned())];
    Some(Fix::new(0..raw.len(), BARE.to_owned(), "write", edits))
}

/// The mistake of a multi-line text that is not closed.
fn endless(text: &str, range: &Range<usize>) -> Slip {
    let mark = &text[range.start..range.start + 3];
    let rest = text[range.end..].trim_start();
    let number = 1 + text[..text.len() - rest.len()].matches('\n').count();
    let before = match rest.lines().next() {
        Some(line) => format!("before line {number}, {}", shortened(line.trim())),
        None => "at the end of the file".to_owned(),
    };
    if let Some(short) = ended_short(text, range, mark) {
        return short;
    }
    Slip {
        at: range.start..range.start + 3,
        message: format!("the text that starts here has no `{mark}` at its end"),
        hint: format!("write `{mark}` on a line of its own {before}"),
        edits: vec![Edit::new(range.end..range.end, mark)],
    }
}

/// The mistake of a multi-line text that is closed by too few marks.
fn ended_short(text: &str, range: &Range<usize>, mark: &str) -> Option<Slip> {
    let line = text[range.clone()].lines().next_back()?;
    let words = line.trim_end_matches(&mark[..1]);
    let count = line.len() - words.len();
    // A single mark at the end of a line may close a quotation in it.
    let ends = count == 2 || count == 1 && words.matches(&mark[..1]).count() % 2 == 0;
    (ends && range.len() > line.len()).then(|| Slip {
        at: range.end - count..range.end,
        message: format!("the text that starts with `{mark}` ends with `{}`", &mark[..count]),
        hint: format!("write {}", shortened(&format!("{words}{mark}"))),
        edits: vec![Edit::new(range.end - count..range.end, mark)],
    })
}

/// The mistake of a multi-line text between marks for a single line.
fn spread(text: &str, range: &Range<usize>, key: &str) -> Slip {
    let raw = &text[range.clone()];
    let is_mark = |next: char| matches!(next, '"' | '“' | '”');
    let open = raw.len() - raw.trim_start_matches(is_mark).len();
    let close = raw.len() - raw.trim_end_matches(is_mark).len();
    Slip {
        at: range.start..range.start + open,
        message:
            "text over several lines stands between three straight quotation marks at each end"
                .to_owned(),
        hint: format!("write `{key} = \"\"\"` before it, and `\"\"\"` after it"),
        edits: vec![
            Edit::new(range.start..range.start + open, "\"\"\""),
            Edit::new(range.end - close..range.end, "\"\"\""),
        ],
    }
}
