//! The wording of a page number: words around the number of the page and of all pages.

/// A piece of the wording of a page number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberPiece<'a> {
    /// Words.
    Words(&'a str),
    /// The number of this page.
    Page,
    /// How many pages there are.
    Pages,
}

/// The pieces of the wording of a page number, or the part of it that is none.
pub(crate) fn pieces(wording: &str) -> Result<Vec<NumberPiece<'_>>, &str> {
    let mut pieces = Vec::new();
    let mut rest = wording;
    while let Some(start) = rest.find("{{") {
        let end = rest[start..].find("}}").map(|end| start + end + 2).ok_or(&rest[start..])?;
        pieces.push(NumberPiece::Words(&rest[..start]));
        pieces.push(match rest[start + 2..end - 2].trim() {
            "page" => NumberPiece::Page,
            "pages" => NumberPiece::Pages,
            _ => return Err(&rest[start..end]),
        });
        rest = &rest[end..];
    }
    pieces.push(NumberPiece::Words(rest));
    Ok(pieces)
}
