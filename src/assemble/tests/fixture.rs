//! Small PDFs for tests, written as text so that a test shows what it tests, and a reader for packs.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::assemble::{Pack, Part, Source, assemble, look, outline, trees};

/// A file of objects, the first of which is the catalog, with a cross-reference table.
pub(crate) fn file(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let start = bytes.len();
    bytes.extend_from_slice(table.as_bytes());
    let size = objects.len() + 1;
    bytes.extend_from_slice(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    bytes
}

/// A stream object.
pub(crate) fn stream(dictionary: &str, data: &str) -> String {
    format!("<<{dictionary}/Length {}>>\nstream\n{data}\nendstream", data.len())
}

/// Metadata that claims PDF/UA-1 and a level of PDF/A-2.
pub(crate) fn metadata(level: &str) -> String {
    let packet = format!(
        "<rdf xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\
         <pdfaid:part>2</pdfaid:part><pdfaid:conformance>{level}</pdfaid:conformance>\
         <pdfuaid:part>1</pdfuaid:part><dc:title xmlns:dc=\"http://purl.org/dc/elements/1.1/\">Part</dc:title></rdf>"
    );
    stream("/Type/Metadata/Subtype/XML", &packet)
}

/// A PDF that is put together object by object: pages are 2 to n + 1 under the page tree at the end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Builder {
    /// Entries of the catalog.
    pub(crate) catalog: String,
    /// Entries of the root of the page tree, which pages inherit.
    pub(crate) inherited: String,
    /// For each page its entries and its content.
    pub(crate) pages: Vec<(String, String)>,
    /// Further objects; the first has the number that [`Builder::next`] gives.
    pub(crate) more: Vec<String>,
}

impl Builder {
    /// The number of the next further object, once all pages are there.
    pub(crate) fn next(&self) -> usize {
        2 + 2 * self.pages.len() + 1 + self.more.len()
    }

    /// Adds an object and gives its number.
    pub(crate) fn add(&mut self, object: impl Into<String>) -> usize {
        let number = self.next();
        self.more.push(object.into());
        number
    }

    /// The number of a page.
    pub(crate) fn page(&self, index: usize) -> usize {
        2 + index
    }

    /// The file.
    pub(crate) fn build(&self) -> Vec<u8> {
        let count = self.pages.len();
        let tree = 2 + 2 * count;
        let mut objects = vec![format!("<</Type/Catalog/Pages {tree} 0 R{}>>", self.catalog)];
        for (index, (entries, _)) in self.pages.iter().enumerate() {
            let content = 2 + count + index;
            let size = if entries.contains("/MediaBox") { "" } else { "/MediaBox[0 0 300 400]" };
            let own = format!("/Contents {content} 0 R");
            let contents = if entries.contains("/Contents") { "" } else { &own };
            objects.push(format!("<</Type/Page/Parent {tree} 0 R{contents}{size}{entries}>>"));
        }
        objects.extend(self.pages.iter().map(|(_, content)| stream("", content)));
        let kids: Vec<String> =
            (0..count).map(|index| format!("{} 0 R", self.page(index))).collect();
        let own = format!("/Kids[{}]", kids.join(" "));
        let kids = if self.inherited.contains("/Kids") { "" } else { &own };
        objects.push(format!("<</Type/Pages/Count {count}{kids}{}>>", self.inherited));
        objects.extend(self.more.iter().cloned());
        file(&objects)
    }
}

/// A furniture of so many pages: the first has a tagged word and a bookmark, all have a stamp.
pub(crate) fn furniture(pages: usize) -> Vec<u8> {
    let mut builder = Builder::default();
    for page in 0..pages {
        let stamp = format!("/Artifact BMC (Stamp {}) Tj EMC", page + 1);
        builder.pages.push(match page {
            0 => (
                "/StructParents 0".to_owned(),
                format!("/P <</MCID 0>> BDC (Agenda) Tj EMC {stamp}"),
            ),
            _ => (String::new(), stamp),
        });
    }
    let next = builder.next();
    let (root, top, word, metadata_id, outline) = (next, next + 1, next + 2, next + 3, next + 4);
    builder.catalog = format!(
        "/MarkInfo<</Marked true>>/Lang(en)/StructTreeRoot {root} 0 R/Metadata {metadata_id} 0 R/Outlines {outline} 0 R"
    );
    builder.add(format!("<</Type/StructTreeRoot/K {top} 0 R/ParentTree<</Nums[0[{word} 0 R]]>>>>"));
    builder.add(format!("<</Type/StructElem/S/Document/P {root} 0 R/K[{word} 0 R]>>"));
    builder.add(format!("<</Type/StructElem/S/P/P {top} 0 R/Pg 2 0 R/K 0>>"));
    builder.add(metadata("A"));
    builder.add(format!("<</First {0} 0 R/Last {0} 0 R/Count 1>>", outline + 1));
    builder.add(format!("<</Title(Agenda)/Parent {outline} 0 R/Dest[2 0 R/Fit]>>"));
    builder.build()
}

/// A tagged part: so many pages with a heading and a paragraph each.
pub(crate) fn tagged(pages: usize, word: &str) -> Builder {
    let mut builder = Builder::default();
    for page in 0..pages {
        let content = format!(
            "/H1 <</MCID 0>> BDC ({word} {page}) Tj EMC /P <</MCID 1>> BDC (text {page}) Tj EMC"
        );
        builder.pages.push((format!("/StructParents {page}"), content));
    }
    let root = builder.next();
    let top = root + 1;
    let metadata_id = root + 2;
    builder.catalog = format!(
        "/MarkInfo<</Marked true>>/Lang(en-GB)/ViewerPreferences<</DisplayDocTitle true>>\
         /StructTreeRoot {root} 0 R/Metadata {metadata_id} 0 R"
    );
    let first = root + 3;
    let elements: Vec<String> =
        (0..2 * pages).map(|index| format!("{} 0 R", first + index)).collect();
    let nums: Vec<String> = (0..pages)
        .map(|page| format!("{page}[{}]", elements[2 * page..2 * page + 2].join(" ")))
        .collect();
    builder.add(format!(
        "<</Type/StructTreeRoot/K {top} 0 R/ParentTree<</Nums[{}]>>>>",
        nums.join(" ")
    ));
    builder.add(format!("<</Type/StructElem/S/Document/P {root} 0 R/K[{}]>>", elements.join(" ")));
    builder.add(metadata("A"));
    for page in 0..pages {
        for (mark, role) in ["H1", "P"].into_iter().enumerate() {
            builder.add(format!(
                "<</Type/StructElem/S/{role}/P {top} 0 R/Pg {} 0 R/K {mark}>>",
                builder.page(page)
            ));
        }
    }
    builder
}

/// A part without tags: so many pages with a word each.
pub(crate) fn untagged(pages: usize, word: &str) -> Builder {
    let pages = (0..pages).map(|page| (String::new(), format!("({word} {page}) Tj"))).collect();
    Builder { pages, ..Builder::default() }
}

/// A part under the name `part.pdf`.
pub(crate) fn part(pdf: impl Into<Vec<u8>>, first_page: usize) -> Part {
    Part::new(Source::read("part.pdf", pdf.into()).unwrap(), first_page, "Part")
}

/// A pack of parts one after another from the second page of a furniture that has just enough.
pub(crate) fn pack(parts: impl IntoIterator<Item = Vec<u8>>) -> Pack {
    let mut next = 1;
    let parts: Vec<Part> = parts
        .into_iter()
        .map(|pdf| {
            let part = part(pdf, next);
            next += part.source.pages().len();
            part
        })
        .collect();
    assemble(&furniture(next), parts).unwrap()
}

/// A pack opened for looking into.
pub(crate) struct Read {
    pub(crate) document: Document,
    pub(crate) pages: Vec<ObjectId>,
}

impl Read {
    pub(crate) fn new(pdf: &[u8]) -> Self {
        let document = Document::load_mem(pdf).unwrap();
        let pages = document.page_iter().collect();
        Self { document, pages }
    }

    /// The content of a page.
    pub(crate) fn content(&self, page: usize) -> String {
        String::from_utf8_lossy(&self.document.get_page_content(self.pages[page])).into_owned()
    }

    /// The place of the page that a destination leads to.
    pub(crate) fn leads_to(&self, destination: &Object) -> Option<usize> {
        let (_, found) = self.document.dereference(destination).ok()?;
        let named = match found {
            Object::String(name, _) => Some(self.names().get(name)?.clone()),
            _ => None,
        };
        let array = named.as_ref().unwrap_or(found).as_array().ok()?;
        let page = array.first()?.as_reference().ok()?;
        self.pages.iter().position(|&other| other == page)
    }

    /// The named destinations.
    pub(crate) fn names(&self) -> BTreeMap<Vec<u8>, Object> {
        let catalog = self.document.catalog().unwrap();
        let names = look::dictionary_at(&self.document, catalog, b"Names").unwrap();
        trees::name_tree(&self.document, names.get(b"Dests").unwrap())
            .into_iter()
            .map(|(name, object)| {
                (name.to_vec(), self.document.dereference(object).unwrap().1.clone())
            })
            .collect()
    }

    /// The annotations of a page.
    pub(crate) fn annotations(&self, page: usize) -> Vec<&Dictionary> {
        self.document.get_page_annotations(self.pages[page]).unwrap()
    }

    /// The titles of all bookmarks, each below how many, and the page it leads to.
    pub(crate) fn bookmarks(&self) -> Vec<(usize, String, Option<usize>)> {
        let entries = outline::read(&self.document, |item| {
            item.get(b"Dest")
                .map(|to| [("Dest", to.clone())].into_iter().collect())
                .unwrap_or_default()
        });
        let leads = |entry: &outline::Entry| self.leads_to(entry.dictionary.get(b"Dest").ok()?);
        entries.iter().map(|entry| (entry.depth, entry.title.clone(), leads(entry))).collect()
    }

    /// References to objects that are not there.
    pub(crate) fn dangling(&self) -> Vec<ObjectId> {
        let mut document = self.document.clone();
        document
            .traverse_objects(|_| {})
            .into_iter()
            .filter(|id| !document.has_object(*id))
            .collect()
    }

    /// Everything in the file, unpacked.
    pub(crate) fn everything(&self) -> String {
        let mut all = String::new();
        for object in self.document.objects.values() {
            all.push_str(&format!("{object:?}\n"));
            if let Object::Stream(stream) = object {
                let bytes =
                    stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                all.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
        all
    }
}

/// A document that only asks its owner for a password, as a file.
pub(crate) fn encrypted(document: &mut lopdf::Document) -> Vec<u8> {
    document.trailer.set("ID", vec![lopdf::Object::string_literal("0123456789abcdef"); 2]);
    let version = lopdf::EncryptionVersion::V2 {
        document: &*document,
        owner_password: "owner",
        user_password: "",
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).unwrap();
    pdf
}
