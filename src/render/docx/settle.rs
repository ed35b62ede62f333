//! What stands between pieces is given to them: new pages, spaces, and the ends of sheets.

use super::piece::{Paragraph, Piece};

/// The space between a table and what follows it, in twentieths of a point.
const AFTER_TABLE: i32 = 160;

/// Pieces whose paragraphs end the sheets where they turn; and whether the last sheets lie on their side.
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
    // Nothing follows the sheets that lie on their side.
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

/// Ends the sheets so far: with their last paragraph, or one after them.
fn end_sheets(pieces: &mut Vec<Piece>, landscape: bool) {
    match pieces.last_mut() {
        None => {}
        Some(Piece::Paragraph(last)) if last.ends.is_none() => last.ends = Some(landscape),
        Some(_) => pieces
            .push(Piece::Paragraph(Paragraph { ends: Some(landscape), ..Paragraph::default() })),
    }
}

/// Pieces with what stands between them given to them: new pages, and the space after tables. Two tables that touch
/// would be one.
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

/// What stands last in a piece.
fn last_of(piece: &Piece) -> &Piece {
    match piece {
        Piece::Control(control) => control.content.last().map_or(piece, last_of),
        other => other,
    }
}

/// Whether a paragraph is of a list.
fn is_item(paragraph: &Paragraph) -> bool {
    paragraph.style.as_deref().is_some_and(|style| style.starts_with("List"))
}

/// Whether the style of a paragraph brings a space above it, or brings it near to what is before it.
fn is_spaced(paragraph: &Paragraph) -> bool {
    let style = paragraph.style.as_deref().unwrap_or_default();
    style.starts_with("Heading") || style == "Title" || is_item(paragraph)
}
