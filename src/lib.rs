//! Committee papers from data: one source of truth, so that every paper agrees.
//!
//! An officer keeps a plan, an inspection and its reviews as TOML; the papers that a council publishes
//! from them are generated, say the same numbers, and are accessible by construction.
//!
//! # The pipeline
//!
//! Each stage is a function over a value, in the file or folder of its name. [`build`] runs them in this order; the
//! first four give a [`Composed`], the others run for each of its editions and formats:
//!
//! | stage | from | to |
//! |---|---|---|
//! | `load` | TOML files | typed data (`model`), every value of which knows its file and line |
//! | `derive` | data | figures: counts, groups, clear days |
//! | `compose` | data, figures and prose | a [document]: blocks and inlines, numbers and references resolved |
//! | `check` | the document | findings, each with a place and a remedy |
//! | `withhold` | the document | its editions: one for everyone, one for those who may see all of it |
//! | `render` | an edition and its house style | Typst source, the HTML twin, and the Word file for comments |
//! | [`compile`](fn@compile) | Typst source | pages |
//! | `export` | pages | a PDF, whole or not at all |
//! | `search` | a finished public file | the proof that it holds nothing withheld |
//! | `assemble` | the PDFs of papers and others | an agenda pack, tags and all (`pack` says how) |
//!
//! Beside them, `edit` changes the files that people write, `begin` starts new ones, `schema` tells editors of TOML
//! what such files can hold, `import` makes them from the files of other programs, `changes` compares two versions,
//! `trace` says where each figure comes from, and `desk` is the page in a browser on which all of them are written.
//! `format` is the one place that knows how a file of each format is made and read back. Below them are the vocabulary
//! of reading (`read`), the `language` and the one shape of findings ([`diag`]). Every read goes through one [`World`];
//! everything wrong is reported as a [`Diagnostic`], and one run reports all that it can find.
//!
//! # An example
//!
//! The command, [`cli::run`], is all that most need. A program of its own can build a paper that is only in memory:
//!
//! ```
//! use committee_papers::{Format, Options, Workspace, World, build};
//! use typst::syntax::VirtualPath;
//!
//! let council = "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"staffordshire\"\n";
//! let report = r#"
//! kind = "report"
//! title = "Libraries"
//! committee = "Cabinet"
//! meeting = 2026-11-11
//! front.local-members-interest = "N/A"
//! front.report-of = "Leader of the Council"
//! [[section]]
//! id = "summary"
//! text = "Loans of books rose by a tenth."
//! "#;
//! let workspace =
//!     Workspace::memory([("council.toml", council.as_bytes()), ("report.toml", report.as_bytes())]);
//! let file = World::id(&VirtualPath::new("report.toml").unwrap());
//! let options = Options { formats: vec![Format::Html], ..Options::default() };
//! let built = build(&workspace.world(), file, &options).unwrap();
//! assert!(built.findings.is_empty(), "{:?}", built.findings);
//! assert!(String::from_utf8_lossy(&built.value[0].bytes).contains("Loans of books rose by a tenth."));
//! ```
//!
//! # The seams
//!
//! The document in the middle is small and plain. Every output and every check reads the same one, so
//! no two outputs can say different things. What the templates see can be printed (`--emit data`), and
//! so can the Typst source (`--emit typst`), which the stock `typst compile` accepts.

mod assemble;
mod begin;
mod bounds;
mod changes;
mod check;
pub mod cli;
mod compile;
mod compose;
mod derive;
mod desk;
pub mod diag;
pub mod document;
mod edit;
mod export;
mod format;
mod import;
mod language;
mod load;
mod memory;
mod model;
mod pack;
mod parallel;
mod read;
mod render;
mod schema;
mod search;
mod trace;
mod typeset;
mod withhold;
mod world;

pub use crate::compile::compile;
pub use crate::document::{Audience, Edition};
pub use crate::export::Output;
pub use crate::export::pdf::pdf;
pub use crate::format::Format;
pub use crate::memory::Memory;
pub use crate::pack::{Pack, Page, Step, build as build_pack};
pub use crate::read::date::Date;
pub use crate::withhold::Elsewhere;
pub use crate::world::{Workspace, World};

use typst::syntax::FileId;

use crate::compose::Composition;
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Findings, Outcome, Rule, Warned};
use crate::document::{Closed, Document, Whole};
use crate::load::paper::Paper;
use crate::render::Typst;
use crate::search::{Evidence, Search};

/// How to build a paper, beyond what its own file says.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The formats to build.
    pub formats: Vec<Format>,
    /// The day that figures are as at; `None` for the paper's own.
    pub as_at: Option<Date>,
    /// The variant of the house style; `None` for the paper's own.
    pub variant: Option<String>,
    /// What the files of the workspace withhold.
    pub elsewhere: Elsewhere,
}

/// The mark that another file withholds a whole paper.
#[derive(Debug, Clone)]
struct ClosedElsewhere {
    /// The grounds for withholding it, as far as that file gives them.
    grounds: Option<Grounds>,
}

/// A paper before it is published: its data and its document.
#[derive(Debug)]
pub struct Composed {
    /// The paper as loaded, with its sources and its house style.
    pub(crate) paper: Paper,
    /// The document, with everything in it that is withheld.
    pub document: Document,
    /// The values that its prose can name.
    pub data: minijinja::Value,
}

impl Composed {
    /// The editions of the paper, the public one first.
    pub fn editions(&self) -> Vec<Edition> {
        withhold::editions(self.document.clone(), self.paper.house.statements())
    }

    /// The Typst source of one of its editions, which [`compile`](fn@compile) makes into pages.
    pub fn typst(&self, world: &World, edition: &Edition) -> Result<String, Diagnostic> {
        Typst::paper(&edition.document, &self.paper.house).source(world)
    }
}

/// Builds the paper in a file: all stages in order, for each of its editions and formats.
pub fn build(world: &World, file: FileId, options: &Options) -> Outcome<Vec<Output>> {
    let mut findings = Findings::default();
    let composed = findings.take(compose(world, file, options));
    let outputs =
        composed.and_then(|composed| findings.take(outputs(world, file, options, &composed)));
    findings.finish(outputs)
}

/// Runs the stages from a composed paper to its files: withhold, then render, compile, export and search for each
/// edition and format.
fn outputs(
    world: &World,
    file: FileId,
    options: &Options,
    composed: &Composed,
) -> Outcome<Vec<Output>> {
    let mut findings =
        withhold::outside::check_appendices(world, file, composed, &options.elsewhere);
    let mut editions = composed.editions();
    let evidence = Evidence::of(world, composed, &editions);
    let search = Search::new(&[&evidence]);
    let document = &composed.document;
    let (grounds, closed) = (withhold::grounds(document), document.closed.is_some());
    let mut outputs = Vec::new();
    for edition in &mut editions {
        withhold::mark_alone(edition, &grounds, closed, composed.paper.house.statements());
        for &format in &options.formats {
            let pdf = options.formats.contains(&Format::Pdf);
            let house = &composed.paper.house;
            let output = format.publish(world, file, house, edition, pdf);
            let Some(output) = findings.take(output) else { continue };
            if edition.audience == Audience::Public {
                let leaks = search.output(&output);
                findings.extend(leaks.iter().map(|leak| leak.diagnostic("edition", world)));
            }
            outputs.push(output);
        }
    }
    findings.finish(Some(outputs))
}

/// Runs the stages up to the document of a paper that is built by itself: load, derive, compose, check. Warns where
/// anything in it is withheld.
pub fn compose(world: &World, file: FileId, options: &Options) -> Outcome<Composed> {
    let mut findings = Findings::default();
    let place = options.elsewhere.place(file);
    let closed = place.map(|_| ClosedElsewhere { grounds: None });
    let composed = findings.take(compose_part(world, file, options, closed, &Memory::none()));
    findings.extend(composed.as_ref().and_then(|composed| {
        withhold::warn(&composed.paper, &composed.document, file, &options.elsewhere)
    }));
    findings.finish(composed)
}

/// Runs the stages up to the document of any paper, also one in a pack. `closed` is given where another file
/// withholds all of it. `memory` keeps what the rules found before, so that an unchanged paper is not checked again.
fn compose_part(
    world: &World,
    file: FileId,
    options: &Options,
    closed: Option<ClosedElsewhere>,
    memory: &Memory,
) -> Outcome<Composed> {
    let mut findings = Findings::default();
    let is_closed = closed.is_some();
    let Some(paper) = findings.take(load::paper::paper(world, file, options.variant.as_deref()))
    else {
        return findings.finish(None);
    };
    let whole = !findings.has_errors();
    findings.extend(withhold::check(&paper));
    findings.extend(check::adrift(world, file));
    let Warned { value: composed, findings: found } = drafted(paper, options.as_at, closed);
    // Updates that could not be read may be the very ones that a plan seems to lack.
    let is_sure = |found: &Diagnostic| whole || found.rule != Some(Rule::StaleData);
    findings.extend(found.into_iter().filter(is_sure));
    let Composed { paper, mut document, data } = composed;
    if document.closed.is_none() {
        findings.extend(options.elsewhere.unsure(file).cloned());
        findings.extend(withhold::check_drawn(&paper, &options.elsewhere));
        let files = paper.drawn.iter().map(|drawn| drawn.file).chain([file]);
        findings.extend(files.flat_map(|file| options.elsewhere.repeated(file).to_vec()));
    }
    findings.extend(compose::pictures(world, file, &mut document));
    // Prose is checked against data only where all of both could be read.
    if whole {
        let check = || check::paper(world, &paper, &document, options.as_at);
        let Options { as_at, variant, .. } = options;
        let key = || format!("{:?} {as_at:?} {variant:?} {is_closed}", file.get().vpath());
        findings.extend(memory.findings(key, world, check));
        // A section whose text could not be read has an error already; that it is empty would be a second one.
        if !findings.has_errors() {
            let empty = check::empty(world, &paper, &document, &findings);
            findings.extend(empty);
        }
    } else {
        findings.extend(check::words(&document));
    }
    let files: Vec<_> =
        [file].into_iter().chain(paper.drawn.iter().map(|drawn| drawn.file)).collect();
    let findings = check::placed(world, &files, findings);
    let findings = check::at_levels(&paper.house.council.check, findings);
    let findings = check::accepted(world, paper.subject.accepted(), findings);
    findings.finish(Some(Composed { paper, document, data }))
}

/// Composes a loaded paper, before any rule looks at it.
fn drafted(paper: Paper, as_at: Option<Date>, closed: Option<ClosedElsewhere>) -> Warned<Composed> {
    let Warned { value: Composition { mut document, data }, findings } =
        compose::compose(&paper, as_at);
    if let Some(closed) = closed {
        // The file that withholds a paper may give the grounds; where it does not, the paper's own count.
        let own = document.closed.take().map(|own| own.grounds).unwrap_or_default();
        let grounds = closed.grounds.map_or(own, |grounds| vec![grounds]);
        document.closed = Some(Closed { seal: Whole, grounds });
    }
    Warned { value: Composed { paper, document, data }, findings }
}
