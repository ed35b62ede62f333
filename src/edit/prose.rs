//! Converts prose between a file, where long lines are broken, and a form, where each paragraph is one line.
//!
//! In Markdown the end of a line is a space, so both mean the same. Where it is not (tables, code, headings, text
//! after a mark), no line is joined or broken.

use std::collections::VecDeque;

/// The line length for a text that had no lines before.
const WIDTH: usize = 116;

/// Puts each paragraph, item and quotation of prose on one line.
pub(crate) fn flow(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut fence = None;
    // Whether the last line can continue: not if it is blank, or one in which every space counts.
    let mut open = false;
    for line in text.trim_end().split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        let bare = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        if fence.is_some() || mark.is_some() {
            fence = if fence.is_some() && fence == mark { None } else { fence.or(mark) };
            lines.push(line.to_owned());
            open = false;
            continue;
        }
        let quoted = bare.strip_prefix('>').map(str::trim_start);
        let last = lines.last_mut().filter(|_| open);
        match (last, quoted) {
            (Some(last), None) if !starts_block(bare) => *last = format!("{last} {bare}"),
            (Some(last), Some(inner))
                if last.trim_start().starts_with('>')
                    && !inner.is_empty()
                    && !starts_block(inner) =>
            {
                *last = format!("{last} {inner}");
            }
            _ => lines.push(line.to_owned()),
        }
        let inner = quoted.unwrap_or(bare);
        let is_code = line.starts_with("    ") || line.starts_with('\t');
        let is_code = is_code && lines.last().is_some_and(|last| last == line);
        let is_whole = inner.is_empty() || inner.starts_with(['#', '|', '<']) || is_code;
        let is_stop = line.ends_with("  ") || line.ends_with('\\');
        open = !is_whole && !is_stop;
    }
    lines.join("\n")
}

/// Breaks prose with one line for each paragraph into lines of readable length. `old` is the previous text, whose
/// line breaks are kept in paragraphs that are unchanged.
pub(super) fn fold(text: &str, old: &str) -> String {
    let longest = old.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    let width = if old.trim_end().contains('\n') { longest.clamp(72, 120) } else { WIDTH };
    let mut known: VecDeque<(String, &str)> =
        pieces(old.trim_end()).into_iter().map(|piece| (flow(piece), piece)).collect();
    let folded = pieces(text).into_iter().map(|piece| {
        let flowing = flow(piece);
        match known.iter().position(|(said, _)| *said == flowing) {
            Some(at) => {
                known.drain(..at);
                known.pop_front().map_or(String::new(), |(_, lines)| lines.to_owned())
            }
            None => piece.split('\n').map(|line| wrap(line, width)).collect::<Vec<_>>().join("\n"),
        }
    });
    let folded = folded.collect::<Vec<_>>().join("\n\n");
    // If breaking lines would change the meaning, the text stays as it is.
    if flow(&folded) == flow(text) { folded } else { text.to_owned() }
}

/// The pieces of a text between blank lines; a text with code is one piece.
fn pieces(text: &str) -> Vec<&str> {
    if text.contains("```") || text.contains("~~~") {
        vec![text]
    } else {
        text.split("\n\n").collect()
    }
}

/// Whether a line begins something of its own: an item, a quotation, a heading, a row, a note, a rule.
fn starts_block(line: &str) -> bool {
    let digits = line.trim_start_matches(|next: char| next.is_ascii_digit());
    let is_numbered = digits.len() < line.len() && digits.starts_with(['.', ')']);
    let is_mark = |mark: char| {
        line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let is_rule = |mark: char| {
        line.len() > 1 && line.trim_end().chars().all(|next| next == mark || next == ' ')
    };
    line.is_empty()
        || is_numbered
        || ['-', '*', '+'].into_iter().any(is_mark)
        || ['-', '*', '_', '='].into_iter().any(is_rule)
        || line.starts_with(['>', '#', '|', '<', '='])
        || line.starts_with("[^")
        || line.starts_with("```")
        || line.starts_with("~~~")
}

/// Breaks a line into several, each no longer than `width` if possible.
fn wrap(line: &str, width: usize) -> String {
    let bare = line.trim_start();
    if line.chars().count() <= width
        || bare.starts_with(['#', '|', '<'])
        || line.starts_with("    ")
        || bare.starts_with("[^")
    {
        return line.to_owned();
    }
    let room = line.len() - bare.len();
    let mark = marker(bare);
    let next_line = match bare.starts_with('>') {
        true => format!("{}> ", &line[..room]),
        false => " ".repeat(room + mark),
    };
    let mut out = line[..room + mark].to_owned();
    let mut length = out.chars().count();
    for (at, word) in words(&line[room + mark..]).into_iter().enumerate() {
        let size = word.chars().count();
        let may_break =
            at > 0 && !starts_block(word) && !word.starts_with("{#") && !word.starts_with("{.");
        let after_stop = out.ends_with('\\') || out.ends_with(' ');
        if may_break && !after_stop && length + 1 + size > width {
            out.push('\n');
            out.push_str(&next_line);
            length = next_line.len();
        } else if at > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += size;
    }
    out
}

/// The length of the mark at the start of a line, such as `- ` or `12. `, with the spaces after it.
fn marker(line: &str) -> usize {
    let digits = line.len() - line.trim_start_matches(|next: char| next.is_ascii_digit()).len();
    let mark = match line.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => digits + 1,
        Some(b'-' | b'*' | b'+' | b'>') if digits == 0 => 1,
        _ => return 0,
    };
    let rest = &line[mark..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    if spaces == 0 { 0 } else { mark + spaces }
}

/// The words of a line; text inside braces or code marks counts as one word.
fn words(line: &str) -> Vec<&str> {
    let (mut words, mut start) = (Vec::new(), 0);
    let (mut braces, mut code) = (0usize, false);
    for (at, next) in line.char_indices() {
        match next {
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            '`' => code = !code,
            ' ' if braces == 0 && !code => {
                words.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    words.push(&line[start..]);
    words
}
