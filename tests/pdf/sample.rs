//! Small PDFs to try the reader on, typeset straight from Typst markup.
//!
//! In comes markup; out comes a file that claims PDF/UA-1 and PDF/A-2a. The program's own way to
//! such a file is left to the program.

use std::path::{Path, PathBuf};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// What every sample starts with.
const PREAMBLE: &str = r#"
#set document(title: "Café & <review>", date: datetime(year: 2022, month: 11, day: 10))
#set text(lang: "en", region: "GB", font: "Liberation Sans")
#set list(marker: [•])
"#;

/// One source, the fonts of this project, and nothing else.
struct Sample {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    source: Source,
}

/// Typesets a sample.
pub(super) fn typeset(markup: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of fonts can be read")
        .map(|entry| entry.expect("an entry of the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ttf"))
        .collect();
    paths.sort();
    let fonts: Vec<Font> = paths
        .iter()
        .map(|path| Bytes::new(std::fs::read(path).expect("a font can be read")))
        .flat_map(Font::iter)
        .collect();
    let path = VirtualPath::new("sample.typ").expect("a path inside the project");
    let id = FileId::new(RootedPath::new(VirtualRoot::Project, path));
    let world = Sample {
        library: LazyHash::new(
            Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
        ),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        source: Source::new(id, format!("{PREAMBLE}{markup}")),
    };
    let document: PagedDocument = typst::compile(&world).output.expect("the sample can be typeset");
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]);
    let options = PdfOptions {
        standards: standards.expect("the two standards go together"),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).expect("the sample conforms")
}

impl World for Sample {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
