//! Finds passages of prose that their author marked as not for publication, from the prose alone.
//!
//! In comes prose as written; out come its passages, each with whether it is withheld. The reading is coarse: at
//! worst it withholds too much, and the search then asks about words that are public.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// The marks that withhold something.
const MARKS: [&str; 2] = [".exempt-", ".confidential"];

/// A piece of prose: at the top level, or a paragraph, an item or a cell inside another piece.
struct Piece {
    range: Range<usize>,
    depth: usize,
    kind: Kind,
}

/// The kind of a piece.
#[derive(PartialEq)]
enum Kind {
    Paragraph,
    Heading,
    /// A footnote, or the target of a reference link, with its name.
    Named(String),
    Other,
}

/// The passages of prose in order, and whether each is withheld.
pub(crate) fn passages(text: &str) -> Vec<(String, bool)> {
    let pieces = pieces(text);
    let mut withheld: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('{') {
        // A nested brace is looked at on its own.
        let inside = text[at + 1..].split(['{', '}']).next().unwrap_or_default();
        // An escaped brace is printed.
        let printed = text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        if !printed && MARKS.iter().any(|mark| inside.contains(mark)) {
            withheld.extend(marked(text, &pieces, at));
        }
    }
    let is_withheld = |range: &Range<usize>| {
        withheld.iter().any(|out| out.start < range.end && range.start < out.end)
    };
    // A note or the address of a link goes with the passages that use it.
    let mut open = String::new();
    for piece in pieces.iter().filter(|piece| piece.depth == 0) {
        if !matches!(piece.kind, Kind::Named(_)) {
            open.extend(text[piece.range.clone()].char_indices().filter_map(|(at, next)| {
                let at = piece.range.start + at;
                (!is_withheld(&(at..at + 1))).then_some(next)
            }));
        }
    }
    let open = open.to_lowercase();
    let mut passages = Vec::new();
    for piece in pieces.iter().filter(|piece| piece.depth == 0) {
        if let Kind::Named(name) = &piece.kind {
            let name = name.to_lowercase();
            let used = [format!("[^{name}]"), format!("[{name}]")];
            let out = !withheld.is_empty() && !used.iter().any(|used| open.contains(used));
            passages.push((text[piece.range.clone()].to_owned(), out));
            continue;
        }
        let mut at = piece.range.start;
        let mut parts: Vec<_> =
            withheld.iter().filter(|out| is_inside(out, &piece.range)).collect();
        parts.sort_by_key(|out| out.start);
        for out in parts {
            let start = out.start.max(at);
            let end = out.end.min(piece.range.end).max(start);
            passages.push((text[at..start].to_owned(), false));
            passages.push((text[start..end].to_owned(), true));
            at = end;
        }
        passages.push((text[at..piece.range.end].to_owned(), false));
    }
    passages.retain(|(words, _)| !words.trim().is_empty());
    passages
}

/// Whether two ranges overlap.
fn is_inside(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The ranges that the mark at a byte withholds.
fn marked(text: &str, pieces: &[Piece], at: usize) -> Vec<Range<usize>> {
    let outer = pieces.iter().position(|piece| piece.depth == 0 && piece.range.contains(&at));
    let Some(outer) = outer else { return Vec::new() };
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    let alone = line.chars().all(|next| " \t>|".contains(next));
    let whole = &pieces[outer];
    let only = text[whole.range.clone()].trim_start().starts_with('{') && alone;
    if only && whole.kind == Kind::Paragraph {
        let above = pieces[..outer].iter().rev().find(|piece| piece.depth == 0);
        return above.map(|above| vec![above.range.clone()]).unwrap_or_default();
    }
    if whole.kind != Kind::Paragraph && !alone {
        let inner = pieces.iter().filter(|piece| piece.depth > 0 && piece.range.contains(&at));
        let inner = inner.min_by_key(|piece| piece.range.len());
        return vec![inner.unwrap_or(whole).range.clone()];
    }
    // The continuation of a paragraph goes with it.
    let after = pieces[outer + 1..].iter().filter(|piece| piece.depth == 0);
    let belongs = |piece: &&Piece| match &piece.kind {
        Kind::Paragraph => text[piece.range.clone()].contains(".continued"),
        Kind::Heading => false,
        Kind::Named(_) | Kind::Other => true,
    };
    let belongings = after
        .take_while(|piece| whole.kind == Kind::Paragraph && belongs(piece))
        .filter(|piece| !matches!(piece.kind, Kind::Named(_)));
    std::iter::once(whole).chain(belongings).map(|piece| piece.range.clone()).collect()
}

/// The pieces of prose, in the order of their starts.
fn pieces(text: &str) -> Vec<Piece> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(text, options);
    let definitions = parser.reference_definitions().iter();
    let mut pieces: Vec<Piece> = definitions
        .map(|(name, definition)| Piece {
            range: definition.span.clone(),
            depth: 0,
            kind: Kind::Named(name.to_owned()),
        })
        .collect();
    let mut depth = 0usize;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(tag) => {
                let kind = match tag {
                    Tag::Paragraph if depth == 0 && gives_blocks(&text[range.clone()]) => {
                        Some(Kind::Other)
                    }
                    Tag::Paragraph => Some(Kind::Paragraph),
                    Tag::Heading { .. } => Some(Kind::Heading),
                    Tag::FootnoteDefinition(name) => Some(Kind::Named(name.to_string())),
                    Tag::Item | Tag::TableCell => Some(Kind::Other),
                    _ => (depth == 0).then_some(Kind::Other),
                };
                pieces.extend(kind.map(|kind| Piece { range, depth, kind }));
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    pieces.sort_by_key(|piece| (piece.range.start, piece.depth));
    pieces
}

/// Whether a paragraph consists only of expressions, which may give blocks.
fn gives_blocks(paragraph: &str) -> bool {
    let mut rest = paragraph.trim();
    while let Some(inside) = rest.strip_prefix("{{") {
        rest = inside.split_once("}}").map_or("", |(_, after)| after).trim_start();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The withheld words in prose.
    fn withheld(text: &str) -> String {
        let out = passages(text).into_iter().filter(|(_, out)| *out);
        out.map(|(words, _)| words).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn what_belongs_to_a_marked_paragraph_is_withheld_with_it() {
        let text = "Open.\n\nSecret: {.exempt-3}\n\n- one\n- two\n\nmore {.continued}\n\n| a |\n|---|\n| b |\n\n{{ plan.table() }}\n\nOpen again.";
        let found = withheld(text);
        for words in ["Secret", "one", "more", "| b |", "plan.table"] {
            assert!(found.contains(words), "{words}: {found}");
        }
        assert!(!found.contains("Open"), "{found}");
    }

    #[test]
    fn a_mark_inside_a_block_withholds_its_item_or_cell_and_one_alone_all_of_it() {
        assert!(withheld("- a\n- b {.exempt-3}\n- c").contains("b {"));
        assert!(!withheld("- a\n- b {.exempt-3}\n- c").contains("a"));
        for below in ["- a\n- b\n\n{.exempt-3}", "- a\n- b\n{.exempt-3}", "> a\n> b\n{.exempt-3}"] {
            let found = withheld(&format!("Open.\n\n{below}\n\nOpen."));
            assert!(
                found.contains('a') && found.contains('b') && !found.contains("Open"),
                "{found}"
            );
        }
    }

    #[test]
    fn a_mark_whose_brace_is_to_be_printed_withholds_nothing() {
        assert_eq!(
            withheld("| a |\n|---|\n| \\{.exempt-3} ends it |\n\nWrite \\{.confidential}."),
            ""
        );
        assert!(withheld("Two: \\\\{.exempt-3}").contains("Two"));
    }

    #[test]
    fn a_note_stays_only_where_a_public_passage_uses_it() {
        let found =
            withheld("Open[^a].\n\nSecret[^b]. {.confidential}\n\n[^a]: Kept.\n\n[^b]: Hidden.");
        assert!(found.contains("Hidden") && !found.contains("Kept"), "{found}");
    }
}
