//! The words of a page number, around the number of the page and of all pages.

/// A piece of these words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberPiece<'a> {
    /// Words around the numbers.
    Words(&'a str),
    /// The number of this page.
    Page,
    /// The number of pages.
    Pages,
}

/// The pieces of the words of a page number; an error with the first part in braces that is unknown.
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
