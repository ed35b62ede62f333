//! Proves that nothing of a part is lost: a walk through a pack's tags equals the walk of its furniture with the walk
//! of each part grafted under the element for it.

use std::sync::LazyLock;

use lopdf::{Document, Object, SaveOptions};
use proptest::prelude::*;

use super::fixture::{Builder, Read, furniture, part, stream, tagged, untagged};
use super::typeset::{PAPER, typeset};
use crate::assemble::tests::walk::{self, Content, Tag};
use crate::assemble::{Part, Source, assemble};

/// The walk that a pack of these parts should have. The contents of figures for pages without tags are left out on
/// both sides.
pub(crate) fn expected(furniture: &[u8], parts: &[Part]) -> Vec<Tag> {
    let own = walk::tags(furniture).unwrap();
    let mut trees: Vec<(usize, Vec<Tag>)> = Vec::new();
    let mut at = 0;
    for tree in below(&own) {
        at = begins(tree).unwrap_or(at).max(at);
        trees.push((at, tree.to_vec()));
    }
    for part in parts {
        let place = trees.iter().rposition(|(page, _)| *page <= part.first_page);
        trees.insert(place.map_or(0, |place| place + 1), (part.first_page, grafted(part)));
    }
    let top = own[0].clone();
    comparable(std::iter::once(top).chain(trees.into_iter().flat_map(|(_, tree)| tree)).collect())
}

/// The walk of a pack without the contents of figures for pages without tags.
pub(crate) fn compared(pack: &[u8]) -> Vec<Tag> {
    comparable(walk::tags(pack).unwrap())
}

fn comparable(mut tags: Vec<Tag>) -> Vec<Tag> {
    tags.iter_mut().filter(|tag| is_whole_page(tag)).for_each(empty);
    tags
}

fn is_whole_page(tag: &Tag) -> bool {
    let lone = matches!(tag.content[..], [Content::Marked { mark: 0, .. }]);
    lone && tag.depth == 2 && tag.role == "Figure" && tag.alternative.is_some()
}

fn empty(tag: &mut Tag) {
    for content in &mut tag.content {
        if let Content::Marked { operators, .. } = content {
            operators.clear();
        }
    }
}

/// The elements of a part under the one for it, as they appear in the pack.
fn grafted(part: &Part) -> Vec<Tag> {
    let mut top = Tag {
        depth: 1,
        role: "Part".to_owned(),
        title: Some(part.title.clone()),
        alternative: None,
        content: Vec::new(),
    };
    let own = walk::tags_of(&part.source).unwrap();
    if !part.source.is_tagged() {
        let mut all = vec![top];
        for page in 0..part.source.pages().len() {
            all.push(Tag {
                depth: 2,
                role: "Figure".to_owned(),
                title: None,
                alternative: Some(part.alternative(page)),
                content: vec![Content::Marked {
                    page: part.first_page + page,
                    mark: 0,
                    operators: Vec::new(),
                }],
            });
            all.extend((0..links(&part.source, page)).map(|_| Tag {
                depth: 2,
                role: "Link".to_owned(),
                title: None,
                alternative: None,
                content: vec![Content::Object { page: Some(part.first_page + page) }],
            }));
        }
        return all;
    }
    let tops = own.iter().filter(|tag| tag.depth == 0).count();
    let lone = tops == 1 && ["Document", "Part"].contains(&own[0].role.as_str());
    let (deeper, kept) = if lone { (1, &own[1..]) } else { (2, &own[..]) };
    if lone {
        top.alternative.clone_from(&own[0].alternative);
        top.content.clone_from(&own[0].content);
    }
    let below = kept.iter().map(|tag| Tag { depth: tag.depth + deeper, ..tag.clone() });
    let mut all: Vec<Tag> = std::iter::once(top).chain(below).collect();
    for content in all.iter_mut().flat_map(|tag| &mut tag.content) {
        match content {
            Content::Marked { page, .. } | Content::Object { page: Some(page) } => {
                *page += part.first_page;
            }
            Content::Object { page: None } => {}
        }
    }
    all
}

/// How many links a page has.
fn links(source: &Source, page: usize) -> usize {
    let opened = source.open().unwrap();
    let page = opened.pages[page].id;
    let annotations = opened.document.get_page_annotations(page).unwrap_or_default();
    let is_link = |annotation: &&&lopdf::Dictionary| {
        annotation.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Link")
    };
    annotations.iter().filter(is_link).count()
}

/// The trees below the first element.
fn below(tags: &[Tag]) -> Vec<&[Tag]> {
    let starts: Vec<usize> = (1..tags.len()).filter(|&at| tags[at].depth == 1).collect();
    let ends = starts.iter().skip(1).copied().chain([tags.len()]);
    starts.iter().zip(ends).map(|(&start, end)| &tags[start..end]).collect()
}

/// The page that a tree begins on.
fn begins(tree: &[Tag]) -> Option<usize> {
    tree.iter().flat_map(|tag| &tag.content).find_map(|content| match content {
        Content::Marked { page, .. } => Some(*page),
        Content::Object { page } => *page,
    })
}

/// Papers that Typst made: tagged, with links, tables, notes, and pages that lie across.
static TYPESET: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    [
        typeset(PAPER),
        typeset(
            "= One\n#link(<there>)[over there]\n- a\n  + b\n#pagebreak()\n== Two <there>\n/ Term: meaning\n#table(columns: 2, [a], [b])",
        ),
    ]
});

/// How the file of a part is written.
#[derive(Debug, Clone, Copy)]
enum Form {
    Plain,
    ObjectStreams,
    WithoutIndex,
}

/// A generated part.
#[derive(Debug, Clone)]
enum Kind {
    Typeset(usize),
    Built {
        tagged: bool,
        version: &'static str,
        form: Form,
        /// Entries of each page.
        pages: Vec<&'static str>,
        /// From which page to which.
        links: Vec<(usize, usize)>,
        inherits: bool,
    },
}

fn kind() -> impl Strategy<Value = Kind> {
    let entries = prop::sample::select(vec![
        "",
        "/Rotate 90",
        "/Rotate 270/CropBox[10 20 200 300]",
        "/MediaBox[-50 -50 500 700]/CropBox[0 0 400 600]",
        "/UserUnit 2",
        "/MediaBox[0 0 842 595]/Rotate 180",
    ]);
    let forms = prop::sample::select(vec![Form::Plain, Form::ObjectStreams, Form::WithoutIndex]);
    let versions = prop::sample::select(vec!["1.3", "1.4", "1.7", "2.0"]);
    let built =
        (any::<bool>(), versions, forms, prop::collection::vec(entries, 1..5), any::<bool>())
            .prop_flat_map(|(tagged, version, form, pages, inherits)| {
                let count = pages.len();
                let links = prop::collection::vec((0..count, 0..count), 0..4);
                links.prop_map(move |links| Kind::Built {
                    tagged,
                    version,
                    form,
                    pages: pages.clone(),
                    links,
                    inherits,
                })
            });
    prop_oneof![1 => (0usize..2).prop_map(Kind::Typeset), 4 => built]
}

impl Kind {
    fn file(&self, word: &str) -> Vec<u8> {
        match self {
            Self::Typeset(which) => TYPESET[*which].clone(),
            Self::Built { tagged: with_tags, version, form, pages, links, inherits } => {
                let count = pages.len();
                let mut builder =
                    if *with_tags { tagged(count, word) } else { untagged(count, word) };
                for (page, entries) in pages.iter().enumerate() {
                    builder.pages[page].0.push_str(entries);
                }
                if *inherits {
                    let picture = builder.add(stream(
                        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]",
                        "0 0 9 9 re f %picture",
                    ));
                    builder.inherited = format!("/Resources<</XObject<</X {picture} 0 R>>>>");
                    for page in &mut builder.pages {
                        page.1.push_str(" /Artifact BMC /X Do EMC");
                    }
                }
                add_links(&mut builder, links, *with_tags);
                written(&builder.build(), version, *form)
            }
        }
    }
}

/// Adds links, with an element each where there are tags.
fn add_links(builder: &mut Builder, links: &[(usize, usize)], with_tags: bool) {
    let mut elements = String::new();
    let mut on_page = vec![String::new(); builder.pages.len()];
    for (from, to) in links {
        let link = builder.add(format!(
            "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Contents(x)/Dest[{} 0 R/XYZ 1 2 0]>>",
            builder.page(*to)
        ));
        on_page[*from].push_str(&format!("{link} 0 R "));
        if with_tags {
            let top = 3 + 2 * builder.pages.len() + 1;
            let page = builder.page(*from);
            let element = builder.add(format!(
                "<</Type/StructElem/S/Link/P {top} 0 R/Pg {page} 0 R/Alt(a link)/K<</Type/OBJR/Obj {link} 0 R>>>>"
            ));
            elements.push_str(&format!(" {element} 0 R"));
        }
    }
    for (page, links) in builder.pages.iter_mut().zip(on_page) {
        page.0.push_str(&format!("/Annots[{links}]"));
    }
    if with_tags {
        builder.more[1] = builder.more[1].replace("]>>", &format!("{elements}]>>"));
    }
}

/// A file in another version and form.
fn written(plain: &[u8], version: &str, form: Form) -> Vec<u8> {
    let mut bytes = plain.to_vec();
    match form {
        Form::Plain => {}
        Form::ObjectStreams => {
            let mut document = Document::load_mem(plain).unwrap();
            bytes.clear();
            let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true);
            document.save_with_options(&mut bytes, options.build()).unwrap();
        }
        Form::WithoutIndex => {
            let at = bytes.windows(9).rposition(|bytes| bytes == b"startxref").unwrap();
            bytes.truncate(at);
        }
    }
    bytes[5..8].copy_from_slice(version.as_bytes());
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_tags_of_a_pack_are_those_of_its_parts(
        kinds in prop::collection::vec(kind(), 1..5),
        gap in 0usize..2,
    ) {
        let mut parts: Vec<Part> = Vec::new();
        let mut files = Vec::new();
        let mut next = 1;
        for (index, kind) in kinds.iter().enumerate() {
            let file = kind.file(&format!("Word{index}"));
            let mut made = part(file.clone(), next);
            made.title = format!("Part {index}");
            next += made.source.pages().len() + gap;
            parts.push(made);
            files.push(file);
        }
        let furniture = furniture(next);
        let pack = assemble(&furniture, parts.clone()).unwrap();
        prop_assert_eq!(compared(&pack.pdf), expected(&furniture, &parts));
        prop_assert_eq!(walk::loose_ends(&pack.pdf).unwrap(), Vec::<String>::new());

        let read = Read::new(&pack.pdf);
        prop_assert_eq!(read.pages.len(), next);
        for (part, file) in parts.iter().zip(&files) {
            let own = Read::new(file);
            for page in 0..own.pages.len() {
                let at = part.first_page + page;
                let text = own.content(page);
                prop_assert!(read.content(at).contains(text.trim_end()), "{}", read.content(at));
                prop_assert_eq!(targets(&read, at, 0), targets(&own, page, part.first_page));
            }
        }
    }
}

/// The pages that the links of a page lead to, so many pages further on.
fn targets(read: &Read, page: usize, further: usize) -> Vec<Option<usize>> {
    let to = |link: &&lopdf::Dictionary| {
        let action = link.get(b"A").and_then(Object::as_dict);
        let to = link.get(b"Dest").or_else(|_| action.and_then(|action| action.get(b"D")));
        to.ok().and_then(|to| read.leads_to(to)).map(|to| to + further)
    };
    read.annotations(page).iter().map(to).collect()
}
