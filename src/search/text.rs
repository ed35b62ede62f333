//! Reads every word in a finished file, wherever it is.
//!
//! In come the bytes of a PDF, HTML or Word file; out come its texts, each with where it was found. This reads for a
//! search, not for people: order and layout do not matter, but nothing may be missed. It uses another reader than the
//! code that made the file, so that a mistake there is not repeated here.

mod font;
mod markup;
mod objects;
mod outline;
mod predictor;
mod shown;
mod strings;
mod unpack;
mod word;

use hayro_syntax::Pdf;

use self::objects::File;
use self::outline::Outline;
use super::fold::MOVE;
use super::short::Manner;

/// A text and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it was found, in words that follow "stands".
    pub(crate) place: String,
    /// Whether it is for people or for programs.
    pub(super) manner: Manner,
    /// The text, or several with [`APART`] between them.
    pub(crate) text: String,
}

/// Separates texts that do not belong together. No text contains it.
pub(crate) const APART: char = '\u{FDD0}';

/// The words on the pages of a PDF, page by page; empty if it cannot be read.
#[cfg(test)]
pub(crate) fn words(pdf: &[u8]) -> Vec<String> {
    let pdf = Pdf::new(pdf.to_vec());
    pdf.map(|pdf| File::new(&pdf).page_texts()).unwrap_or_default()
}

/// The words on the pages of a PDF as people read them, page by page, or why they cannot be read.
pub(crate) fn pages(pdf: &[u8]) -> Result<Vec<String>, String> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| "it is not a PDF that can be read".to_owned())?;
    let file = File::new(&pdf);
    let pages = file.page_texts().iter().map(|text| read_out(text)).collect();
    match file.is_too_large() {
        true => Err("it unpacks to more than two gigabytes".to_owned()),
        false => Ok(pages),
    }
}

/// The text of a page in one line. Pieces that are set separately become separate words, unless a hyphen joins them.
fn read_out(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    for piece in text.split('\n') {
        let piece = piece.replace(MOVE, "");
        let hyphen = |next: Option<char>| matches!(next, Some('-' | '\u{2010}' | '\u{2011}'));
        let joined = hyphen(piece.chars().next()) || hyphen(said.chars().next_back());
        if !piece.is_empty() {
            said.push_str(if joined { "" } else { " " });
            said.push_str(&piece);
        }
    }
    said
}

/// The texts for people anywhere in a PDF; empty if it cannot be read.
pub(crate) fn texts(pdf: &[u8]) -> Vec<String> {
    let found = all(pdf).unwrap_or_default().into_iter();
    let read = found.filter(|found| found.manner == Manner::Read);
    read.flat_map(|found| found.text.split(APART).map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Every text in a PDF, or why it cannot be read.
pub(crate) fn all(pdf: &[u8]) -> Result<Vec<Found>, String> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| "it is not a PDF that can be read".to_owned())?;
    let file = File::new(&pdf);
    let outline = Outline::of(&file);
    let pages = file.page_texts().into_iter().zip(1..).map(|(text, page)| Found {
        place: place(page, &outline),
        manner: Manner::Read,
        text,
    });
    let found = pages.chain(file.texts(&outline)).collect();
    match file.is_too_large() {
        true => Err("it unpacks to more than two gigabytes".to_owned()),
        false => Ok(found),
    }
}

/// A page, and the bookmark above it.
fn place(page: usize, outline: &Outline) -> String {
    let under = outline.above(page).map(|title| format!(", under “{}”", title.trim()));
    format!("on page {page} of the file{}", under.unwrap_or_default())
}

/// The texts of an HTML file: its text and its attributes.
pub(crate) fn html(html: &str) -> Vec<Found> {
    in_markup(markup::texts(html))
}

/// The texts of a Word file, in all of its parts, or why it cannot be read.
pub(crate) fn docx(docx: &[u8]) -> Result<Vec<Found>, String> {
    word::texts(docx).map(in_markup)
}

/// Texts from markup, each with where it was found.
fn in_markup(markup: markup::Markup) -> Vec<Found> {
    let found = |place: &str, manner, texts: Vec<String>| Found {
        place: place.to_owned(),
        manner,
        text: texts.join(&APART.to_string()),
    };
    vec![
        found("in its text", Manner::Read, markup.text),
        found("in a description or title that is not shown", Manner::Read, markup.read),
        found("in its source", Manner::Named, markup.named),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_out_in_one_line() {
        let page = format!("\n{MOVE}The \n\n{MOVE}re\n\n{MOVE}-\n\n{MOVE}visit.\nNext");
        let words: Vec<String> = read_out(&page).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["The", "re-visit.", "Next"]);
    }
}
