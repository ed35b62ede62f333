//! Evaluates `{{ … }}` in prose and sets the values aside, so that Markdown never sees them.
//!
//! Prose comes in; Markdown goes out, in which each expression is a placeholder of characters that nobody can type,
//! with the value of each beside it. Values are inserted after the Markdown was read, so no value is ever markup.

use std::ops::Range;
use std::sync::Arc;

use minijinja::{Environment, Value};

use super::address::{is_picture, spaced};
use super::value::{Inserted, inserted};
use crate::diag::{Diagnostic, Place, apart};
use crate::document::plain;
use crate::read::Prose;
use crate::read::character::LESS;

/// Opens a placeholder; the number of the expression follows. A Unicode noncharacter, which no text holds.
pub(super) const OPEN: char = '\u{FDD0}';
/// Closes a placeholder.
pub(super) const CLOSE: char = '\u{FDD1}';
/// Stands for a `{` that a backslash before two braces makes a plain character.
const BRACE: char = '\u{FDD3}';

/// The longest link in angle brackets, in bytes.
const LONGEST_LINK: usize = 2000;

/// Prose ready to be read as Markdown.
pub(super) struct Prepared<'a> {
    /// The Markdown, with placeholders.
    pub(super) markdown: String,
    /// The value of each expression; `None` where it failed, which was reported.
    pub(super) inserted: Vec<Option<Inserted>>,
    /// The places of the expressions.
    pub(super) places: Vec<Place>,
    /// The expressions, as their author wrote them.
    pub(super) sources: Vec<Arc<str>>,
    /// Whether the whole text is withheld.
    pub(super) is_withheld: bool,
    /// Pairs of offsets, in the Markdown and in the prose, at which runs of equal text begin.
    runs: Vec<(usize, usize)>,
    prose: &'a Prose,
}

/// The character to print for one of the Markdown.
pub(super) fn shown(next: char) -> char {
    match next {
        LESS => '<',
        BRACE => '{',
        other => other,
    }
}

impl Prepared<'_> {
    /// The same text for a place that takes a single line, where a list or quotation mark at the start is plain text.
    pub(super) fn into_line(mut self) -> Self {
        let words = self.markdown.trim_start();
        let start = self.markdown.len() - words.len();
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        let (sign, after) = words.split_at(digits).1.split_at_checked(1).unwrap_or_default();
        let begins = match sign {
            "." | ")" => digits > 0 && (after.is_empty() || after.starts_with(' ')),
            "+" | "-" | "*" => digits == 0 && (after.is_empty() || after.starts_with(' ')),
            ">" => digits == 0,
            _ => false,
        };
        if begins && !words.trim_end().contains('\n') {
            let at = start + digits;
            let theirs = self.locate(at);
            let next = self.runs.partition_point(|&(ours, _)| ours <= at);
            self.runs[next..].iter_mut().for_each(|(ours, _)| *ours += 1);
            self.runs.insert(next, (at + 1, theirs));
            self.markdown.insert(at, '\\');
        }
        self
    }

    /// The place of a byte range of the Markdown.
    pub(super) fn place_of(&self, range: Range<usize>) -> Place {
        let start = self.locate(range.start);
        let end = self.locate(range.end).max(start);
        self.prose.place_of(start..end)
    }

    /// How an author writes a markup character so that it is printed.
    pub(super) fn literal(&self, character: &str) -> String {
        self.prose.literal(character)
    }

    /// Whether the program made the prose, so that its bytes have no places.
    pub(super) fn is_made(&self) -> bool {
        self.prose.is_made()
    }

    /// The byte of the prose for a byte of the Markdown.
    fn locate(&self, offset: usize) -> usize {
        let after = self.runs.partition_point(|&(ours, _)| ours <= offset);
        let (ours, theirs) = self.runs[after - 1];
        let next = self.runs.get(after).map_or(self.prose.text.len(), |&(_, theirs)| theirs);
        (theirs + (offset - ours)).min(next)
    }
}

/// Evaluates the expressions of prose and prepares its Markdown.
pub(super) fn prepare<'a>(
    prose: &'a Prose,
    environment: &Environment<'_>,
    context: &Value,
    problems: &mut Vec<Diagnostic>,
) -> Prepared<'a> {
    let text = &prose.text;
    let mut prepared = Prepared {
        markdown: String::with_capacity(text.len()),
        inserted: Vec::new(),
        places: Vec::new(),
        sources: Vec::new(),
        is_withheld: false,
        runs: vec![(0, 0)],
        prose,
    };
    let mut at = 0;
    let mut escaped_next = false;
    while let Some(next) = text[at..].chars().next() {
        let escaped = std::mem::replace(&mut escaped_next, false);
        escaped_next = next == '\\' && !escaped;
        if !escaped && (text[at..].starts_with("\\{{") || text[at..].starts_with("\\{%")) {
            for length in [2, 1].into_iter().take(1 + usize::from(text[at + 2..].starts_with('{')))
            {
                prepared.markdown.push(BRACE);
                at += length;
                prepared.runs.push((prepared.markdown.len(), at));
            }
            escaped_next = false;
        } else if text[at..].starts_with("{{") && !escaped {
            let Some(length) = expression(&text[at..]) else {
                problems.push(unclosed(prose, at));
                at += 2;
                prepared.runs.push((prepared.markdown.len(), at));
                continue;
            };
            let inside = at + 2..at + length - 2;
            let (found, said) = apart(inserted(prose, inside, environment, context));
            problems.extend(said);
            let mark = format!("{OPEN}{}{CLOSE}", prepared.inserted.len());
            prepared.inserted.push(found);
            prepared.places.push(prose.place_of(at..at + length));
            prepared.sources.push(text[at + 2..at + length - 2].trim().into());
            prepared.markdown.push_str(&mark);
            at += length;
            prepared.runs.push((prepared.markdown.len(), at));
        } else if text[at..].starts_with("{%") && !escaped {
            problems.push(statement(prose, at));
            at += 2;
            prepared.runs.push((prepared.markdown.len(), at));
        } else if let Some(address) = spaced(text, at).filter(|_| !escaped && is_picture(text, at))
        {
            for part in ["](<", &text[address.clone()], ">"] {
                prepared.markdown.push_str(part);
                at = if part == "](<" { address.start } else { address.end };
                prepared.runs.push((prepared.markdown.len(), at));
            }
        } else if next == '<'
            && !escaped
            && !text[..at].ends_with("](")
            && !is_autolink(&text[at..])
        {
            prepared.markdown.push(LESS);
            at += 1;
            prepared.runs.push((prepared.markdown.len(), at));
        } else {
            if matches!(next, '\u{FDD0}'..='\u{FDEF}') {
                problems.push(noncharacter(next, prose.place_of(at..at + next.len_utf8())));
            } else if next == '\t' && !indents(&text[..at]) {
                // A tab has no width in a paragraph, so the words around it would join.
                prepared.markdown.push(' ');
            } else {
                prepared.markdown.push(next);
            }
            at += next.len_utf8();
            if matches!(next, '\u{FDD0}'..='\u{FDEF}') {
                prepared.runs.push((prepared.markdown.len(), at));
            }
        }
    }
    prepared
}

/// A line of prose with its expressions as words; the line as written where one fails.
pub(super) fn words(
    prose: &Prose,
    environment: &Environment<'_>,
    context: &Value,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let text = &prose.text;
    let mut words = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        if rest.starts_with("\\{{") || rest.starts_with("\\{%") {
            words.push_str(&rest[1..3]);
            at += 3;
        } else if rest.starts_with("{%") && rest.contains("%}") {
            problems.push(statement(prose, at));
            at += 2;
        } else if rest.starts_with("{{") {
            let Some(length) = expression(rest) else {
                problems.push(unclosed(prose, at));
                return text.clone();
            };
            let (found, said) =
                apart(inserted(prose, at + 2..at + length - 2, environment, context));
            problems.extend(said);
            match found {
                Some(Inserted::Inlines(inlines)) if plain(&inlines).contains("{{") => {
                    problems.push(unsettled(prose.place_of(at..at + length)));
                }
                Some(Inserted::Inlines(inlines)) => words.push_str(&plain(&inlines)),
                Some(Inserted::Blocks(_)) => {
                    problems.push(in_a_sentence(prose.place_of(at..at + length)));
                }
                None => {}
            }
            at += length;
        } else {
            words.push(next);
            at += next.len_utf8();
        }
    }
    words
}

/// The error for a line of data whose expression names another line with expressions.
fn unsettled(place: Place) -> Diagnostic {
    Diagnostic::error(place, "this is prose that has an expression itself")
        .hint("name the figure that it names, instead of the whole text")
}

/// The error for blocks in the middle of a sentence.
pub(super) fn in_a_sentence(place: Place) -> Diagnostic {
    Diagnostic::error(place, "a table, list or picture cannot stand inside a sentence")
        .hint("put it in a paragraph of its own, with an empty line before and after it")
}

/// The error for a template statement, `{% … %}`.
fn statement(prose: &Prose, at: usize) -> Diagnostic {
    Diagnostic::error(prose.place_of(at..at + 2), "`{% … %}` cannot be used in prose")
        .hint("to choose between words, write `{{ \"these\" if name else \"those\" }}`")
        .hint("for a list or a table of data, use a block such as `{{ plan.action_table() }}`")
        .hint(format!("write `{}` to print the characters", prose.literal("{%")))
}

/// Whether the last line of a text is white space alone.
fn indents(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or_default();
    line.chars().all(char::is_whitespace)
}

/// The length of the expression at the start of `text`, braces included; `None` where it is not closed.
fn expression(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, next) in text.char_indices().skip(2) {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if next == '\\' => escaped = true,
            Some(open) if next == open => quote = None,
            Some(_) => {}
            None if next == '"' || next == '\'' => quote = Some(next),
            None if text[at..].starts_with("}}") => return Some(at + 2),
            None if text[at..].starts_with("{{") => return None,
            None => {}
        }
    }
    None
}

/// Whether `text` starts with a link in angle brackets: `<https://…>` or `<name@example.org>`.
fn is_autolink(text: &str) -> bool {
    let near = &text[..text.floor_char_boundary(LONGEST_LINK)];
    let Some(end) = near.find('>') else { return false };
    let inside = &text[1..end];
    let whole = !inside.contains(|next: char| next.is_whitespace() || next == '<' || next == '{');
    let scheme =
        ["https:", "http:", "mailto:", "tel:"].iter().any(|scheme| inside.starts_with(scheme));
    whole && (scheme || (inside.contains('@') && !inside.contains([':', '/', '\\', '"'])))
}

/// The error for `{{` without `}}`.
fn unclosed(prose: &Prose, at: usize) -> Diagnostic {
    let literal = prose.literal("{{");
    Diagnostic::error(prose.place_of(at..at + 2), "`{{` has no `}}` after it")
        .hint(format!("close it with `}}}}`, or write `{literal}` to print two braces"))
}

/// The error for a code point that is not a character.
fn noncharacter(found: char, place: Place) -> Diagnostic {
    Diagnostic::error(
        place,
        format!("U+{:04X} is not a character and cannot be printed", u32::from(found)),
    )
    .hint("remove it; it often comes from damaged text that was pasted in")
}
