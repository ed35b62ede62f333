//! Packs parts into an archive whose bytes depend on the parts alone.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::diag::Diagnostic;

/// Packs parts under their names, in order.
pub(super) fn pack(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Diagnostic> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The earliest day that an archive can hold, so that no clock is read.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options).map_err(failed)?;
        archive.write_all(bytes).map_err(failed)?;
    }
    Ok(archive.finish().map_err(failed)?.into_inner())
}

/// The error for an archive that cannot be written, which in memory only a fault of the program can cause.
fn failed(error: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(None, format!("the Word file cannot be put together: {error}"))
        .hint("this is a fault of this program, not of your files; please report it with the paper")
}
