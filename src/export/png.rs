//! Draws a page as a picture, for formats that cannot draw what Typst can.

use typst_layout::PagedDocument;
use typst_render::{RenderOptions, render};

use crate::diag::Diagnostic;

/// Pixels for each point; enough for print.
const DOTS: f64 = 3.0;

/// A picture.
#[derive(Debug, Clone)]
pub(crate) struct Png {
    /// The content of its PNG file.
    pub(crate) bytes: Vec<u8>,
    /// Its width in points.
    pub(crate) width: f64,
    /// Its height in points.
    pub(crate) height: f64,
}

/// Draws the first page as a picture.
pub(crate) fn png(pages: &PagedDocument) -> Result<Png, Diagnostic> {
    let failed = |why: &str| {
        Diagnostic::error(None, format!("a picture cannot be drawn: {why}"))
            .hint("this is a fault of this program, not of your text; please report it")
    };
    let page = pages.pages().first().ok_or_else(|| failed("there is no page"))?;
    let options = RenderOptions { pixel_per_pt: DOTS.into(), ..RenderOptions::default() };
    let bytes = render(page, &options).encode_png().map_err(|error| failed(&error.to_string()))?;
    let size = page.frame.size();
    Ok(Png { bytes, width: size.x.to_pt(), height: size.y.to_pt() })
}
