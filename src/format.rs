//! The formats in which papers are published: how a file of each is named, made and read back.
//!
//! In comes an edition of a paper; out comes its file. A format is a folder of [`render`] and an arm of each function
//! here; nothing else asks which formats there are.

use serde::{Deserialize, Serialize};
use typst::syntax::FileId;

use crate::compile::compile;
use crate::diag::{Findings, Outcome};
use crate::document::Edition;
use crate::export::{self, Output};
use crate::load::house::House;
use crate::memory::Memory;
use crate::render::{self, Typst};
use crate::search::text::{self, Found};
use crate::typeset;
use crate::world::World;

/// A form in which a paper is published.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    clap::ValueEnum,
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Tagged PDF, conforming to PDF/UA-1 and PDF/A-2a.
    Pdf,
    /// One HTML file, to WCAG 2.2 AA.
    Html,
    /// A Word file, for comments.
    Docx,
}

impl Format {
    /// The extension of a file of this format.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Docx => "docx",
        }
    }

    /// Runs the stages from an edition of a paper to one file of this format: render, compile, export. `beside_pdf`
    /// says whether the edition is published as a PDF too, to which the HTML then links.
    pub(crate) fn publish(
        self,
        world: &World,
        file: FileId,
        house: &House,
        edition: &Edition,
        beside_pdf: bool,
    ) -> Outcome<Output> {
        let mut findings = Findings::default();
        let (document, suffix) = (&edition.document, edition.audience.suffix());
        let output =
            |bytes, pages| Output { suffix: suffix.to_owned(), format: self, bytes, pages };
        let output = match self {
            Self::Pdf => {
                let (seen, identity) = (Typst::paper(document, house), World::path(file));
                let typeset = typeset::typeset(world, &seen, identity, document, &Memory::none());
                findings.take(typeset).map(|made| output(made.pdf, Some(made.pages)))
            }
            Self::Html => {
                let name = file.get().vpath().file_stem().unwrap_or_default();
                let pdf = beside_pdf.then(|| format!("{name}{suffix}.pdf"));
                let page = findings.note(render::html(world, document, house, pdf.as_deref()));
                page.map(|page| output(page.into_bytes(), None))
            }
            Self::Docx => {
                let draw = |source| {
                    let mut findings = Findings::default();
                    let pages = findings.take(compile(world, source, document));
                    let drawn = pages.and_then(|pages| findings.note(export::png::png(&pages)));
                    findings.finish(drawn)
                };
                let word = findings.take(render::docx(world, document, house, &draw));
                word.map(|word| output(word.bytes, None))
            }
        };
        findings.finish(output)
    }

    /// Every text in a finished file of this format, or why it cannot be read.
    pub(crate) fn texts(self, bytes: &[u8]) -> Result<Vec<Found>, String> {
        match self {
            Self::Pdf => text::all(bytes),
            Self::Html => Ok(text::html(&String::from_utf8_lossy(bytes))),
            Self::Docx => text::docx(bytes),
        }
    }
}
