//! Settles what is between pieces: page breaks, spaces, and the ends of sections.

use super::piece::{Paragraph, Piece};

/// The space between a table and what follows it, in twentieths of a point.
const AFTER_TABLE: i32 = 160;

/// Ends a section where the page direction changes, in the paragraphs before; also returns whether the last section
/// is landscape.
pub(super) fn in_sheets(pieces: Vec<Piece>) -> (Vec<Piece>, bool) {
    let mut laid: Vec<Piece> = Vec::new();
    let mut landscape = false;
    for piece in pieces {
        match piece {
            Piece::Turn { landscape: turned } if turned != landscape => {
                end_sheets(&mut laid, landscape);
                landscape = turned;
            }
            Piece::Turn { .. } => {}
            other => laid.push(other),
        }
    }
    // Nothing follows the last landscape pages.
    if let Some(Piece::Paragraph(last)) = laid.last_mut()
        && let Some(turned) = last.ends
        && !landscape
    {
        (last.ends, landscape) = (None, turned);
    }
    if !matches!(laid.last(), Some(Piece::Paragraph(_))) {
        laid.push(Piece::Paragraph(Paragraph::default()));
    }
    (laid, landscape)
}

/// Ends the section so far, in its last paragraph or in one after it.
fn end_sheets(pieces: &mut Vec<Piece>, landscape: bool) {
    match pieces.last_mut() {
        None => {}
        Some(Piece::Paragraph(last)) if last.ends.is_none() => last.ends = Some(landscape),
        Some(_) => pieces
            .push(Piece::Paragraph(Paragraph { ends: Some(landscape), ..Paragraph::default() })),
    }
}

/// Gives page breaks and the space after tables to the paragraphs that follow. Two tables that touch would become
/// one, so a paragraph goes between.
pub(super) fn settled(pieces: Vec<Piece>, after_list: i32) -> Vec<Piece> {
    let mut settled: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut new_page = false;
    for piece in pieces {
        let above = match settled.last().map(last_of) {
            Some(Piece::Table(_)) => AFTER_TABLE,
            Some(Piece::Paragraph(last)) if is_item(last) => after_list,
            _ => 0,
        };
        let after_table = above == AFTER_TABLE;
        match piece {
            Piece::NewPage => new_page = !settled.is_empty(),
            Piece::Paragraph(mut paragraph) => {
                paragraph.starts_page |= std::mem::take(&mut new_page);
                if above > 0 && paragraph.above.is_none() && !is_spaced(&paragraph) {
                    paragraph.above = Some(above);
                }
                settled.push(Piece::Paragraph(paragraph));
            }
            other => {
                let starts_page = std::mem::take(&mut new_page);
                let turns = matches!(other, Piece::Turn { .. });
                if !turns && (after_table || starts_page) {
                    let style = Some("TableGap".to_owned());
                    let between = Paragraph { style, starts_page, ..Paragraph::default() };
                    settled.push(Piece::Paragraph(between));
                }
                settled.push(other);
            }
        }
    }
    settled
}

/// The last piece inside a piece.
fn last_of(piece: &Piece) -> &Piece {
    match piece {
        Piece::Control(control) => control.content.last().map_or(piece, last_of),
        other => other,
    }
}

/// Whether a paragraph is a list item.
fn is_item(paragraph: &Paragraph) -> bool {
    paragraph.style.as_deref().is_some_and(|style| style.starts_with("List"))
}

/// Whether the style of a paragraph sets the space above it.
fn is_spaced(paragraph: &Paragraph) -> bool {
    let style = paragraph.style.as_deref().unwrap_or_default();
    style.starts_with("Heading") || style == "Title" || is_item(paragraph)
}
