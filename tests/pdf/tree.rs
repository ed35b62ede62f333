//! The structure tree in reading order, as a screen reader hears it.
//!
//! In comes a file; out come its elements with their text, lines for golden tests, the whole text,
//! and the marks that nothing reaches. Decoding text is left to `content`.

use std::collections::BTreeMap;
use std::fmt::Write;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, MaybeRef, Name, Object, ObjectIdentifier, String as Bytes};

use super::content::{Mark, marks};
use super::strings::text_string;

/// Elements nested deeper than this are an error of the file.
const MAX_DEPTH: usize = 100;

/// The roles that stand within a line of text.
const INLINE: [&str; 9] =
    ["Span", "Link", "Quote", "Code", "Reference", "BibEntry", "Annot", "Ruby", "Formula"];

/// One element of the structure tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// The standard role, after the file's own names are mapped: `P`, `H1`, `TH`.
    pub(crate) role: String,
    /// The name that header cells and notes go by.
    pub(crate) id: Option<String>,
    /// The alternative text.
    pub(crate) alt: Option<String>,
    /// The text that is read instead of what is shown.
    pub(crate) actual_text: Option<String>,
    /// The element's title.
    pub(crate) title: Option<String>,
    /// The language, where it is not the document's.
    pub(crate) language: Option<String>,
    /// What a header cell heads: `Row`, `Column` or `Both`.
    pub(crate) scope: Option<String>,
    /// The names of the header cells of a cell.
    pub(crate) headers: Vec<String>,
    /// How many columns and rows a cell spans.
    pub(crate) span: (i32, i32),
    /// How a list is numbered: `Decimal`, `Disc`.
    pub(crate) numbering: Option<String>,
    /// What is inside, in reading order.
    pub(crate) kids: Vec<Kid>,
}

/// What stands inside an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kid {
    /// Text shown on a page; pieces that follow each other are one.
    Text(String),
    /// An element.
    Element(Box<Element>),
    /// An annotation, by its object number.
    Annotation(i32),
}

impl Element {
    /// The elements directly inside.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(element) => Some(&**element),
            _ => None,
        })
    }

    /// This element and all inside with a role, in reading order.
    pub(crate) fn find<'a>(&'a self, role: &str) -> Vec<&'a Element> {
        let own = (self.role == role).then_some(self);
        own.into_iter().chain(self.children().flat_map(|child| child.find(role))).collect()
    }

    /// The text as it is read out: paragraphs, cells and list items each on a line.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.read_out(&mut text);
        text.trim_matches('\n').into()
    }

    fn read_out(&self, out: &mut String) {
        let block = !INLINE.contains(&&*self.role) && !["Lbl", "LBody"].contains(&&*self.role);
        if block && !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        if let Some(text) = &self.actual_text {
            out.push_str(text);
        } else {
            for kid in &self.kids {
                match kid {
                    Kid::Text(text) => out.push_str(text),
                    Kid::Element(element) => {
                        element.read_out(out);
                        // The number of a list item or a note stands apart from its text.
                        if element.role == "Lbl" && ["LI", "Note"].contains(&&*self.role) {
                            out.push(' ');
                        }
                    }
                    Kid::Annotation(_) => {}
                }
            }
        }
        if block && !out.ends_with('\n') {
            out.push('\n');
        }
    }

    fn write(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        write!(out, "{indent}{}", self.role).expect("a string takes all");
        let mut notes: Vec<String> = self.scope.iter().chain(&self.numbering).cloned().collect();
        notes.extend((self.span.0 > 1).then(|| format!("{} columns", self.span.0)));
        notes.extend((self.span.1 > 1).then(|| format!("{} rows", self.span.1)));
        notes.extend(self.language.clone());
        if !notes.is_empty() {
            write!(out, "[{}]", notes.join(", ")).expect("a string takes all");
        }
        // A heading's title is its text, which the line shows anyway.
        let title = self.title.clone().filter(|title| *title != self.text());
        let named = [("title", &title), ("alt", &self.alt), ("actual", &self.actual_text)];
        for (name, value) in named {
            if let Some(value) = value {
                write!(out, " {name}={value:?}").expect("a string takes all");
            }
        }
        let mut kids = self.kids.iter().peekable();
        if let Some(Kid::Text(text)) = kids.next_if(|kid| matches!(kid, Kid::Text(_))) {
            write!(out, " {text:?}").expect("a string takes all");
        }
        out.push('\n');
        for kid in kids {
            match kid {
                Kid::Text(text) => writeln!(out, "{indent}  {text:?}").expect("a string takes all"),
                Kid::Element(element) => element.write(depth + 1, out),
                Kid::Annotation(_) => {}
            }
        }
    }
}

/// The elements at the top of the structure tree, each with all that is inside.
pub(crate) fn walk(file: &[u8]) -> Vec<Element> {
    let pdf = super::open(file);
    Walk::new(&pdf).elements
}

/// The structure tree as lines: one an element with its text, indented; text after an inner element
/// has a line of its own.
pub(crate) fn tags(file: &[u8]) -> String {
    let mut out = String::new();
    for element in walk(file) {
        element.write(0, &mut out);
    }
    out
}

/// The whole text in reading order.
pub(crate) fn text(file: &[u8]) -> String {
    walk(file).iter().map(Element::text).collect::<Vec<_>>().join("\n")
}

/// The marked words of each page, in the order of their marks.
pub(crate) fn words_by_page(file: &[u8]) -> Vec<String> {
    let pdf = super::open(file);
    let marks = marks(&pdf);
    let words = |page: &hayro_syntax::page::Page<'_>| {
        let own = |(owner, _): &Mark| page.raw().obj_id() == Some(*owner);
        marks.iter().filter(|(mark, _)| own(mark)).map(|(_, words)| words.as_str()).collect()
    };
    pdf.pages().iter().map(words).collect()
}

/// Marks that no element points to, and marks that an element points to and no page has; one
/// sentence each.
pub(crate) fn unreachable_marks(file: &[u8]) -> Vec<String> {
    let pdf = super::open(file);
    let walk = Walk::new(&pdf);
    let pages: BTreeMap<_, _> = pdf
        .pages()
        .iter()
        .zip(1..)
        .filter_map(|(page, n)| Some((page.raw().obj_id()?, n)))
        .collect();
    let place = |owner: &ObjectIdentifier| match pages.get(owner) {
        Some(page) => format!("page {page}"),
        None => format!("object {}", owner.obj_number),
    };
    let mut wrong = Vec::new();
    for (owner, number) in walk.marks.keys().filter(|mark| !walk.reached.contains_key(mark)) {
        wrong.push(format!("{}: no element reaches mark {number}", place(owner)));
    }
    for ((owner, number), roles) in &walk.reached {
        if !walk.marks.contains_key(&(*owner, *number)) {
            wrong.push(format!(
                "{}: {} points to mark {number}, which does not exist",
                place(owner),
                roles[0]
            ));
        }
        if roles.len() > 1 {
            wrong.push(format!(
                "{}: mark {number} belongs to {}",
                place(owner),
                roles.join(" and ")
            ));
        }
    }
    wrong
}

/// The structure tree while it is read.
struct Walk<'a> {
    pdf: &'a Pdf,
    roles: Dict<'a>,
    /// The text of every mark of every page.
    marks: BTreeMap<Mark, String>,
    /// The roles of the elements that point to a mark.
    reached: BTreeMap<Mark, Vec<String>>,
    elements: Vec<Element>,
}

impl<'a> Walk<'a> {
    fn new(pdf: &'a Pdf) -> Self {
        let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a file has a catalogue");
        let tree: Dict<'_> = root.get(b"StructTreeRoot").expect("the file is tagged");
        let mut walk = Self {
            pdf,
            roles: tree.get(b"RoleMap").unwrap_or_default(),
            marks: marks(pdf),
            reached: BTreeMap::new(),
            elements: Vec::new(),
        };
        let mut top = Element::default();
        walk.read_kids(&tree, &mut top, None, 0);
        walk.elements = top
            .kids
            .into_iter()
            .map(|kid| match kid {
                Kid::Element(element) => *element,
                other => panic!("{other:?} stands above all elements"),
            })
            .collect();
        walk
    }

    fn read(&mut self, dict: &Dict<'a>, page: Option<ObjectIdentifier>, depth: usize) -> Element {
        assert!(depth < MAX_DEPTH, "the structure tree is nested too deeply");
        let string = |key: &[u8]| dict.get::<Bytes<'_>>(key).map(|bytes| text_string(&bytes));
        let attributes = attributes(dict);
        let attribute =
            |key: &[u8]| attributes.iter().find_map(|entry| entry.get::<Object<'_>>(key));
        let name = |key: &[u8]| attribute(key)?.into_name().map(|name| name.as_str().to_owned());
        let number = |key: &[u8]| attribute(key).and_then(Object::into_i32).unwrap_or(1);
        let headers = attribute(b"Headers").and_then(Object::into_array);
        let headers = headers.iter().flat_map(|array| array.iter::<Bytes<'_>>());
        let mut element = Element {
            role: self.role(dict),
            id: string(b"ID"),
            alt: string(b"Alt"),
            actual_text: string(b"ActualText"),
            title: string(b"T"),
            language: string(b"Lang"),
            scope: name(b"Scope"),
            headers: headers.map(|bytes| text_string(&bytes)).collect(),
            span: (number(b"ColSpan"), number(b"RowSpan")),
            numbering: name(b"ListNumbering"),
            kids: Vec::new(),
        };
        let page = dict.get_ref(b"Pg").map(ObjectIdentifier::from).or(page);
        self.read_kids(dict, &mut element, page, depth);
        element
    }

    fn read_kids(
        &mut self,
        dict: &Dict<'a>,
        element: &mut Element,
        page: Option<ObjectIdentifier>,
        depth: usize,
    ) {
        let kids: Vec<MaybeRef<Object<'_>>> = match dict.get::<Object<'_>>(b"K") {
            Some(Object::Array(array)) => array.raw_iter().collect(),
            Some(_) => dict.get_raw(b"K").into_iter().collect(),
            None => Vec::new(),
        };
        for kid in kids {
            let kid = match kid {
                MaybeRef::Ref(reference) => {
                    self.pdf.xref().get(reference.into()).expect("an element that exists")
                }
                MaybeRef::NotRef(object) => object,
            };
            match kid {
                Object::Number(number) => {
                    let number = i32::try_from(number.as_i64()).expect("a mark's number is small");
                    self.reach(page.expect("a mark stands on a page"), number, element);
                }
                Object::Dict(kid) => {
                    let kind = kid.get::<Name<'_>>(b"Type");
                    match kind.as_deref() {
                        Some(b"MCR") => {
                            let page = kid.get_ref(b"Pg").map(ObjectIdentifier::from).or(page);
                            let owner = kid.get_ref(b"Stm").map(ObjectIdentifier::from).or(page);
                            let number = kid.get(b"MCID").expect("a reference names its mark");
                            self.reach(owner.expect("a mark stands on a page"), number, element);
                        }
                        Some(b"OBJR") => {
                            let object = kid.get_ref(b"Obj").expect("a reference names its object");
                            element
                                .kids
                                .push(Kid::Annotation(ObjectIdentifier::from(object).obj_number));
                        }
                        _ => element.kids.push(Kid::Element(Box::new(self.read(
                            &kid,
                            page,
                            depth + 1,
                        )))),
                    }
                }
                other => panic!("{other:?} stands in the structure tree"),
            }
        }
    }

    /// Adds the text of a mark to an element.
    fn reach(&mut self, owner: ObjectIdentifier, number: i32, element: &mut Element) {
        self.reached.entry((owner, number)).or_default().push(element.role.clone());
        let text = self.marks.get(&(owner, number)).map_or("", String::as_str);
        match element.kids.last_mut() {
            Some(Kid::Text(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => element.kids.push(Kid::Text(text.into())),
        }
    }

    /// The standard role of an element.
    fn role(&self, dict: &Dict<'a>) -> String {
        let mut role = dict.get::<Name<'_>>(b"S").expect("an element has a role");
        for _ in 0..8 {
            match self.roles.get::<Name<'_>>(&*role) {
                Some(standard) => role = standard,
                None => break,
            }
        }
        role.as_str().into()
    }
}

/// The attribute dictionaries of an element.
fn attributes<'a>(dict: &Dict<'a>) -> Vec<Dict<'a>> {
    match dict.get::<Object<'_>>(b"A") {
        Some(Object::Dict(one)) => vec![one],
        Some(Object::Array(array)) => {
            array.iter::<Object<'_>>().filter_map(Object::into_dict).collect()
        }
        _ => Vec::new(),
    }
}
