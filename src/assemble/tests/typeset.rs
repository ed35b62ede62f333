//! Packs of papers that Typst typesets, tags and all.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source as Markup, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::fixture::Read;
use crate::assemble::metadata::Level;
use crate::assemble::tests::walk::{self, Content, Tag};
use crate::assemble::{Claims, Part, Source, assemble};

/// One file of markup and two fonts.
struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    markup: Markup,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.markup.id()
    }

    fn source(&self, _: FileId) -> FileResult<Markup> {
        Ok(self.markup.clone())
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

/// A PDF that conforms to PDF/UA-1 and PDF/A-2a.
pub(super) fn typeset(markup: &str) -> Vec<u8> {
    let markup = format!(
        "#set document(title: \"Paper\", date: datetime(year: 2022, month: 7, day: 6))\n\
         #set text(lang: \"en\", font: \"Liberation Sans\")\n{markup}"
    );
    let path = VirtualPath::new("main.typ").unwrap();
    let id = FileId::new(RootedPath::new(VirtualRoot::Project, path));
    let data: [&[u8]; 2] = [
        include_bytes!("../../../fonts/LiberationSans-Regular.ttf"),
        include_bytes!("../../../fonts/LiberationSans-Bold.ttf"),
    ];
    let fonts: Vec<Font> = data.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect();
    let desk = Desk {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        markup: Markup::new(id, markup),
    };
    let document = typst::compile::<PagedDocument>(&desk).output.unwrap();
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).unwrap();
    let options = PdfOptions { standards, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).unwrap()
}

pub(super) const PAPER: &str = r#"
#set heading(numbering: "1.")
= Overview <over>
Some text#footnote[A note.], see @over, #link("https://example.org")[a page] and @figures.
#figure(table(columns: 2, table.header[Area][Count], [North], [1]), caption: [Counts]) <figures>
#pagebreak()
== Second
- a point
- another
#set page(flipped: true)
= Third <third>
See @over.
"#;

const FURNITURE: &str = r#"
#let stamp = context [Page #counter(page).display()]
= Agenda
#link(<item>)[An item]
== An item <item>
== Another
#set page(foreground: pdf.artifact(kind: "page", place(top + right, stamp)))
#page[] #page[] #page(flipped: true)[]
#page[] #page[] #page(flipped: true)[]
#page(foreground: none)[= End]
"#;

/// The title, text and operators of a tag, without its page.
fn said(tag: &Tag) -> (String, Option<String>, Vec<Vec<u8>>) {
    let content = tag.content.iter().map(|content| match content {
        Content::Marked { operators, .. } => operators.clone(),
        Content::Object { .. } => b"an object".to_vec(),
    });
    (tag.role.clone(), tag.alternative.clone(), content.collect())
}

#[test]
fn a_pack_of_typeset_papers_has_the_tags_of_each_and_claims_what_they_do() {
    let paper = typeset(PAPER);
    let source = Source::read("paper.pdf", paper.clone()).unwrap();
    assert_eq!(source.pages().len(), 3);
    assert!(source.pages()[2].width > source.pages()[2].height);
    let parts =
        vec![Part::new(source.clone(), 1, "First paper"), Part::new(source, 4, "Second paper")];
    let pack = assemble(&typeset(FURNITURE), parts).unwrap();
    assert_eq!(pack.claims, Claims { ua: Some(1), a: Some((2, Level::A)) });
    assert!(pack.findings.is_empty() && pack.costs.is_empty());
    assert_eq!(walk::loose_ends(&pack.pdf).unwrap(), Vec::<String>::new());

    let tags = walk::tags(&pack.pdf).unwrap();
    let own: Vec<_> = walk::tags(&paper).unwrap()[1..].iter().map(said).collect();
    let tops: Vec<usize> = (0..tags.len()).filter(|&index| tags[index].role == "Part").collect();
    assert_eq!(tops.len(), 2);
    for (top, title) in tops.iter().zip(["First paper", "Second paper"]) {
        assert_eq!(tags[*top].title.as_deref(), Some(title));
        let below: Vec<_> = tags[top + 1..][..own.len()].iter().map(said).collect();
        assert_eq!(below, own);
    }
    assert_eq!(tags[tops[1] + own.len() + 1].role, "H1");
}

#[test]
fn links_and_bookmarks_of_typeset_papers_lead_where_they_did() {
    let paper = typeset(PAPER);
    let source = Source::read("paper.pdf", paper.clone()).unwrap();
    let parts =
        vec![Part::new(source.clone(), 1, "First paper"), Part::new(source, 4, "Second paper")];
    let pack = Read::new(&assemble(&typeset(FURNITURE), parts).unwrap().pdf);
    let own = Read::new(&paper);
    let targets = |read: &Read, page: usize| -> Vec<Option<usize>> {
        let to = |link: &&lopdf::Dictionary| {
            let action = link.get(b"A").and_then(lopdf::Object::as_dict);
            let to = link.get(b"Dest").or_else(|_| action.and_then(|action| action.get(b"D")));
            to.ok().and_then(|to| read.leads_to(to))
        };
        read.annotations(page).iter().map(to).collect()
    };
    let mut links = 0;
    for first in [1, 4] {
        for page in 0..3 {
            let expected: Vec<_> =
                targets(&own, page).into_iter().map(|to| to.map(|to| to + first)).collect();
            links += expected.iter().flatten().count();
            assert_eq!(targets(&pack, first + page), expected);
        }
    }
    assert!(links >= 6);
    let found = pack.bookmarks();
    let found: Vec<_> =
        found.iter().map(|(depth, title, page)| (*depth, title.as_str(), *page)).collect();
    let of = |first: usize, title| {
        [(0, title, 0), (1, "1. Overview", 0), (2, "1.1. Second", 1), (1, "2. Third", 2)]
            .map(|(depth, title, page)| (depth, title, Some(first + page)))
    };
    let mut expected =
        vec![(0, "Agenda", Some(0)), (1, "An item", Some(0)), (1, "Another", Some(0))];
    expected.extend(of(1, "First paper"));
    expected.extend(of(4, "Second paper"));
    expected.push((0, "End", Some(7)));
    assert_eq!(found, expected);
}
