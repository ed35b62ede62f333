//! Joins PDFs into a pack: their pages, tags, bookmarks and links in one file.
//!
//! In come the furniture (our own PDF of agenda and cover lines, whose pages are blank but for a stamp where a part
//! goes) and the parts: our own papers and PDFs from outside, by the same path. Out comes one PDF in which each blank
//! page is filled with a page of a part, and in which the tags, bookmarks, links and destinations of every part still
//! work; with it, what had to be left out, and which part cost the pack its claim to a standard. What the agenda
//! says, and which part goes where, is left to the caller.
//!
//! ```text
//! read       bytes -> a source: pages and sizes, title, tags, claims; or why it cannot be used
//! prepare    a part -> its pages, annotations, tags, bookmarks, numbered on their own (in parallel)
//! join       furniture + parts -> one list of objects, one of each tree
//! tidy       stores identical objects once, drops those that are not reached
//! write      objects -> bytes
//! compare    bytes + sources -> words that are missing from the pack
//! ```
//!
//! Nothing here trusts a file. Look-ups return `None` rather than fail, walks keep their own stack and visit nothing
//! twice, and trees are built anew rather than patched.

mod annotations;
mod bookmarks;
mod compare;
mod content;
mod copy;
mod damage;
mod destinations;
mod edges;
mod faults;
mod fields;
mod fill;
mod findings;
mod furniture;
mod gaps;
mod graft;
mod hidden;
mod join;
mod layers;
mod lenient;
mod look;
mod mend;
mod metadata;
mod moved;
mod outline;
mod pages;
mod photographs;
mod prepare;
mod report;
mod roles;
mod source;
mod structure;
mod tagging;
#[cfg(test)]
pub(crate) mod tests;
mod tidy;
mod trees;
mod typeface;
mod unpack;
mod unread;
mod view;
mod whole;
mod write;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

pub(crate) use edges::Rectangle;
pub(crate) use metadata::Claims;
pub(crate) use pages::Size;
pub(crate) use report::{Cost, Finding};
pub(crate) use source::{Source, Unusable};

use furniture::Furniture;
use prepare::Prepared;
use report::Report;

/// A PDF and the pages of the furniture that it fills.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// The PDF.
    pub source: Source,
    /// The furniture page, counted from 0, that its first page fills. Its other pages fill those that follow.
    pub first_page: usize,
    /// The title of its bookmark and of its element in the tags.
    pub title: String,
    /// The depth of its own bookmark (0 is the top), which follows those that lead to its first page or an earlier
    /// page.
    pub depth: usize,
    /// For each page, the alternative text used if the page has no tags. Where it is missing or blank, a sentence
    /// that names the part and the page.
    pub alternatives: Vec<String>,
    /// Whether it was made by someone else, so that nothing in it can be taken for granted.
    pub outside: bool,
}

/// A finished pack and what to tell its users about its parts.
#[derive(Debug, Clone)]
pub(crate) struct Pack {
    /// The file.
    pub pdf: Vec<u8>,
    /// The standards that it claims to conform to.
    pub claims: Claims,
    /// The claims of the furniture that the pack has to give up, each with the part to blame.
    pub costs: Vec<Cost>,
    /// Anything else to report about the parts, in their order.
    pub findings: Vec<Finding>,
}

impl Part {
    /// A part from outside whose bookmark is at the top level.
    pub(crate) fn new(source: Source, first_page: usize, title: impl Into<String>) -> Self {
        let title = title.into();
        Self { source, first_page, title, depth: 0, alternatives: Vec::new(), outside: true }
    }

    /// The alternative text of a page without tags.
    fn alternative(&self, page: usize) -> String {
        let given = self.alternatives.get(page).filter(|text| !text.trim().is_empty()).cloned();
        let pages = self.source.pages().len();
        given.unwrap_or_else(|| format!("{}, page {} of {pages}", self.title, page + 1))
    }
}

/// Fills the pages of a furniture PDF with parts.
///
/// # Errors
///
/// When the furniture cannot be read, or has too few pages for a part at the place it asks for.
pub(crate) fn assemble(furniture: &[u8], parts: Vec<Part>) -> Result<Pack, Unusable> {
    let furniture = Source::read("agenda", furniture)?;
    let claimed = furniture.claims();
    let opened = furniture.open()?;
    let packet = metadata::packet(&opened.document);
    let mut furniture = Furniture::new(opened);
    let intent = furniture.intent();
    let mut filled = BTreeSet::new();
    for part in &parts {
        for page in (part.first_page..).take(part.source.pages().len()) {
            if page >= furniture.pages.len() || !filled.insert(page) {
                return Err(Unusable {
                    message: format!(
                        "there is no blank page {} in the pack for `{}`",
                        page + 1,
                        part.source.name()
                    ),
                    hint: "this is a fault in this program, not in your files: please report it"
                        .to_owned(),
                });
            }
        }
    }
    let mut slots = furniture.slots(&filled);
    let top = furniture.top;
    let jobs: Vec<_> = parts
        .into_iter()
        .map(|part| {
            let after = slots.split_off(&(part.first_page + part.source.pages().len()));
            let own: Vec<_> = slots.split_off(&part.first_page).into_values().collect();
            slots.extend(after);
            (part, own)
        })
        .collect();
    let prepared: Vec<(Prepared, Part)> = jobs
        .into_par_iter()
        .enumerate()
        .map(|(index, (part, slots))| Ok((prepare::prepare(&part, index, &slots, top)?, part)))
        .collect::<Result<_, Unusable>>()?;
    let (mut prepared, parts): (Vec<_>, Vec<_>) = prepared.into_iter().unzip();
    let reports: Vec<Report> =
        prepared.iter_mut().map(|ready| std::mem::take(&mut ready.report)).collect();
    let costs: Vec<Cost> = (0..)
        .zip(parts.iter().zip(&reports))
        .flat_map(|(index, (part, report))| {
            report::costs(index, &part.source, report, claimed, intent)
        })
        .collect();
    let claims = report::remaining(claimed, &costs);
    let failed = || Unusable {
        message: "the pack could not be put together".to_owned(),
        hint: "this is a fault in this program, not in your files: please report it".to_owned(),
    };
    let mut joined = join::join(furniture, prepared, &parts).ok_or_else(failed)?;
    tidy::tidy(&mut joined);
    let claim = |identifier: &str| {
        Some(metadata::with_claims(packet.as_deref()?, claims, identifier).into_bytes())
    };
    let pdf = Arc::new(write::write(joined, claim).map_err(|_| failed())?);
    let missing = compare::compare(&pdf, &parts, &reports);
    let findings = (0..).zip(parts.iter().zip(&reports)).zip(missing);
    let findings = findings.flat_map(|((index, (part, report)), missing)| {
        findings::findings(index, part.source.name(), report, &missing)
    });
    let findings = findings.collect();
    Ok(Pack { pdf: Arc::unwrap_or_clone(pdf), claims, costs, findings })
}
