//! Where the paragraphs of prose begin and end, without evaluating anything in it.
//!
//! In comes prose as it was written; out come its top-level pieces in order, each with its range of bytes
//! and, for a paragraph, the attributes that its author gave it. What to do with them is left to
//! [`withhold`](crate::withhold).

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::attributes::Attributes;
use super::insert::skeleton;
use crate::model::exempt::Paragraph;

/// A top-level piece of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its bytes in the prose.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: PieceKind,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// A paragraph.
    Paragraph(Marks),
    /// A heading.
    Heading {
        /// Its label.
        label: Option<String>,
    },
    /// A footnote of that name.
    Note(String),
    /// Where a link of that name leads.
    Definition(String),
    /// Anything else: a list, a table, a quotation, or blocks that an expression gives.
    Block,
}

/// What the author said of a paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// The name that references use.
    pub(crate) label: Option<String>,
    /// Numbered below the paragraph before it.
    pub(crate) sub: bool,
    /// Not numbered.
    pub(crate) unnumbered: bool,
    /// Goes on with the paragraph before it.
    pub(crate) continued: bool,
    /// The paragraphs of Schedule 12A that make it exempt.
    pub(crate) exempt: Vec<Paragraph>,
    /// Whether it is confidential.
    pub(crate) confidential: bool,
    /// The bytes that say so, braces included, within the prose.
    pub(crate) written: Option<Range<usize>>,
}

/// Splits prose into its top-level pieces.
pub(crate) fn split(text: &str) -> Vec<Piece> {
    let skeleton = skeleton(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(&skeleton, options);
    let definitions: Vec<_> = parser
        .reference_definitions()
        .iter()
        .map(|(name, definition)| Piece {
            range: definition.span.clone(),
            kind: PieceKind::Definition(name.to_owned()),
        })
        .collect();
    let mut pieces = Vec::new();
    let mut depth = 0usize;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    pieces.push(Piece { kind: kind(&tag, text, range.clone()), range });
                }
                depth += 1;
            }
            Event::End(TagEnd::HtmlBlock) | Event::End(_) => depth = depth.saturating_sub(1),
            Event::Rule if depth == 0 => pieces.push(Piece { range, kind: PieceKind::Block }),
            _ => {}
        }
    }
    pieces.extend(definitions);
    pieces.sort_by_key(|piece| (piece.range.start, piece.range.end));
    pieces
}

/// What a piece with that tag is.
fn kind(tag: &Tag<'_>, text: &str, range: Range<usize>) -> PieceKind {
    match tag {
        Tag::Paragraph => {
            let source = text.get(range.clone()).unwrap_or_default();
            if gives_blocks(source) {
                return PieceKind::Block;
            }
            PieceKind::Paragraph(marks(source, range.start))
        }
        Tag::Heading { id, .. } => {
            PieceKind::Heading { label: id.as_ref().map(ToString::to_string) }
        }
        Tag::FootnoteDefinition(name) => PieceKind::Note(name.to_string()),
        _ => PieceKind::Block,
    }
}

/// Whether a paragraph is one expression that calls for blocks, such as `{{ plan.table() }}`.
fn gives_blocks(source: &str) -> bool {
    let Some(inside) = source.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"))
    else {
        return false;
    };
    let inside = inside.trim();
    inside.ends_with(')')
        && !inside.starts_with("ref(")
        && !inside.contains("}}")
        && !inside.contains('|')
}

/// The attributes at the end of a paragraph that starts at a byte of the prose.
fn marks(source: &str, start: usize) -> Marks {
    let source = source.trim_end();
    let Some(at) = source.rfind('{').filter(|at| !source[..*at].ends_with(['\\', '{'])) else {
        return Marks::default();
    };
    let Some(attributes) = Attributes::parse(&source[at..]) else { return Marks::default() };
    Marks {
        label: attributes.label,
        sub: attributes.sub,
        unnumbered: attributes.unnumbered,
        continued: attributes.continued,
        exempt: attributes.exempt,
        confidential: attributes.confidential,
        written: Some(start + at..start + source.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_those_of_the_top_level_with_their_marks() {
        let text = "One {{ a.b | date }} <c>. {.exempt-3 #one}\n\n- x\n- y\n\n## Two\n\nThree[^n]. {.sub .confidential}\n\n{{ plan.table() }}\n\n[^n]: A note.\n\n[far]: https://example.org\n";
        let pieces = split(text);
        let kinds: Vec<_> = pieces.iter().map(|piece| &piece.kind).collect();
        assert!(
            matches!(kinds[0], PieceKind::Paragraph(marks) if marks.exempt == [Paragraph::from(3)] && marks.label.as_deref() == Some("one"))
        );
        assert!(matches!(kinds[1], PieceKind::Block));
        assert!(matches!(kinds[2], PieceKind::Heading { .. }));
        assert!(matches!(kinds[3], PieceKind::Paragraph(marks) if marks.sub && marks.confidential));
        assert!(matches!(kinds[4], PieceKind::Block));
        assert!(matches!(kinds[5], PieceKind::Note(name) if name == "n"));
        assert!(matches!(kinds[6], PieceKind::Definition(name) if name == "far"));
        assert_eq!(kinds.len(), 7);
    }
}
