//! Stage seven: pages become files, whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::compile::said;
use crate::compose::document::Document;
use crate::diag::Diagnostic;

/// Pages as a PDF that conforms to PDF/UA-1 and PDF/A-2a. `identity` tells this paper from others.
pub fn pdf(
    pages: &PagedDocument,
    identity: &str,
    document: &Document,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<u8>> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]);
    let options = PdfOptions {
        ident: Smart::Custom(identity.to_owned()),
        creator: Smart::Custom(Some(
            concat!("committee-papers ", env!("CARGO_PKG_VERSION")).to_owned(),
        )),
        standards: standards.expect("these two standards go together"),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(pages, &options)
        .map_err(|errors| problems.extend(errors.iter().map(|error| said(error, document))))
        .ok()
}

/// Writes a file so that whoever looks finds the old one or the new one, never a part.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
