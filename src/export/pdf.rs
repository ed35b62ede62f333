//! Writes pages as a PDF.

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::compile::said;
use crate::diag::{Outcome, Warned};
use crate::document::{Cleared, Document};

/// Writes pages as a PDF that conforms to PDF/UA-1 and PDF/A-2a. `identity` identifies this paper.
pub fn pdf(
    pages: &PagedDocument,
    identity: &str,
    document: &Document<Cleared>,
) -> Outcome<Vec<u8>> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]);
    let creator = concat!("committee-papers ", env!("CARGO_PKG_VERSION"));
    let options = PdfOptions {
        ident: Smart::Custom(identity.to_owned()),
        creator: Smart::Custom(Some(creator.to_owned())),
        standards: standards.expect("these two standards go together"),
        ..PdfOptions::default()
    };
    match typst_pdf::pdf(pages, &options) {
        Ok(value) => Ok(Warned { value, findings: Vec::new() }),
        Err(errors) => Err(errors.iter().map(|error| said(error, document)).collect()),
    }
}
