//! Resolves the meaning of tags.
//!
//! In come the roles that a source uses, its role map and its namespaces; out go for each role a name and the
//! standard type (ISO 32000-1, 14.8.4) that it stands for, and one role map in which no name means different things
//! in two parts. Types of PDF 2.0 become their nearest in PDF 1.7.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use super::look::{catalog, dictionary, dictionary_at, name_at, resolve, string_at};

const STANDARD: [&[u8]; 49] = [
    b"Document",
    b"Part",
    b"Art",
    b"Sect",
    b"Div",
    b"BlockQuote",
    b"Caption",
    b"TOC",
    b"TOCI",
    b"Index",
    b"NonStruct",
    b"Private",
    b"P",
    b"H",
    b"H1",
    b"H2",
    b"H3",
    b"H4",
    b"H5",
    b"H6",
    b"L",
    b"LI",
    b"Lbl",
    b"LBody",
    b"Table",
    b"TR",
    b"TH",
    b"TD",
    b"THead",
    b"TBody",
    b"TFoot",
    b"Span",
    b"Quote",
    b"Note",
    b"Reference",
    b"BibEntry",
    b"Code",
    b"Link",
    b"Annot",
    b"Ruby",
    b"RB",
    b"RT",
    b"RP",
    b"Warichu",
    b"WT",
    b"WP",
    b"Figure",
    b"Formula",
    b"Form",
];

/// Whether a type is a standard one.
pub(super) fn is_standard(kind: &[u8]) -> bool {
    STANDARD.contains(&kind)
}

/// A role as an element names it, and the standard type that it maps to, if that is another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Role {
    pub(super) name: Vec<u8>,
    pub(super) stands_for: Option<Vec<u8>>,
}

impl Role {
    /// A standard type by its own name.
    pub(super) fn standard(name: &str) -> Self {
        Self { name: name.as_bytes().to_vec(), stands_for: None }
    }

    /// The standard type, or the name itself if it maps to none.
    pub(super) fn kind(&self) -> &[u8] {
        self.stands_for.as_deref().unwrap_or(&self.name)
    }
}

/// The type in PDF 1.7 that is nearest to one of PDF 2.0 alone.
fn nearest(name: &[u8]) -> Option<&'static [u8]> {
    Some(match name {
        b"Title" => b"P",
        b"FENote" => b"Note",
        b"Sub" | b"Em" | b"Strong" => b"Span",
        b"Aside" => b"Sect",
        b"DocumentFragment" => b"Sect",
        b"Artifact" => b"NonStruct",
        [b'H', digits @ ..]
            if digits.len() < 4 && digits.iter().all(u8::is_ascii_digit) && !digits.is_empty() =>
        {
            b"H6"
        }
        _ => return None,
    })
}

/// A document's own role map.
#[derive(Clone, Copy)]
pub(super) struct Roles<'a> {
    document: &'a Document,
    map: Option<&'a Dictionary>,
}

impl<'a> Roles<'a> {
    /// The role map of a document.
    pub(super) fn new(document: &'a Document) -> Self {
        let root = catalog(document)
            .and_then(|catalog| dictionary_at(document, catalog, b"StructTreeRoot"));
        Self { document, map: root.and_then(|root| dictionary_at(document, root, b"RoleMap")) }
    }

    /// The role of an element, resolved through its namespace or the role map.
    pub(super) fn of(&self, element: &Dictionary) -> Role {
        role(self.document, self.map, element)
    }
}

fn role(document: &Document, map: Option<&Dictionary>, element: &Dictionary) -> Role {
    let name = name_at(document, element, b"S").unwrap_or(b"NonStruct").to_vec();
    let mut namespace = dictionary_at(document, element, b"NS");
    let mut at = name.as_slice();
    for _ in 0..32 {
        let next = match namespace {
            Some(space) => {
                dictionary_at(document, space, b"RoleMapNS").and_then(|map| map.get(at).ok())
            }
            None => map.and_then(|map| map.get(at).ok()),
        };
        match next.map(|next| resolve(document, next)) {
            Some(Object::Name(next)) if next != at => {
                // Within a namespace, a bare name belongs to the default namespace.
                namespace = None;
                at = next;
            }
            Some(Object::Array(pair)) => {
                let Some(next) =
                    pair.first().and_then(|next| resolve(document, next).as_name().ok())
                else {
                    break;
                };
                namespace = pair.get(1).and_then(|space| dictionary(resolve(document, space)));
                at = next;
            }
            _ => break,
        }
    }
    let foreign = namespace
        .and_then(|space| string_at(document, space, b"NS"))
        .is_some_and(|space| !space.starts_with(b"http://iso.org/pdf"));
    let kind = if STANDARD.contains(&at) && !foreign {
        Some(at)
    } else {
        nearest(at).or(foreign.then_some(b"Span"))
    };
    let stands_for = kind.filter(|kind| *kind != name.as_slice()).map(<[u8]>::to_vec);
    // A name that leads nowhere is kept as it is, standing for nothing.
    Role { name, stands_for }
}

/// The pack's role map, with the standard types, which no part may redefine.
pub(super) struct RoleMap {
    known: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
}

impl RoleMap {
    /// Starts from the furniture's role map.
    pub(super) fn new(document: &Document) -> Self {
        let mut known: BTreeMap<_, _> = STANDARD.iter().map(|name| (name.to_vec(), None)).collect();
        let own = catalog(document)
            .and_then(|catalog| dictionary_at(document, catalog, b"StructTreeRoot"))
            .and_then(|root| dictionary_at(document, root, b"RoleMap"));
        for (name, object) in own.into_iter().flatten() {
            if let Ok(kind) = resolve(document, object).as_name() {
                known.insert(name.clone(), Some(kind.to_vec()));
            }
        }
        Self { known }
    }

    /// Adds a role and returns its name in the pack: its own, or another if that already means something else.
    pub(super) fn admit(&mut self, role: &Role) -> Vec<u8> {
        let mut name = role.name.clone();
        let mut tried = 1;
        loop {
            match self.known.get(&name) {
                Some(known) if *known == role.stands_for => return name,
                Some(_) => {
                    tried += 1;
                    name.clone_from(&role.name);
                    name.extend_from_slice(format!("-{tried}").as_bytes());
                }
                None => {
                    self.known.insert(name.clone(), role.stands_for.clone());
                    return name;
                }
            }
        }
    }

    /// The role map as it is written.
    pub(super) fn dictionary(&self) -> Dictionary {
        self.known
            .iter()
            .filter_map(|(name, kind)| Some((name.clone(), Object::Name(kind.clone()?))))
            .collect()
    }
}
