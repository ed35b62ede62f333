//! Committee papers from data: one source of truth, every paper agrees.
//!
//! An officer keeps a plan, an inspection and its reviews as TOML; the papers that a council publishes
//! from them are generated, say the same numbers, and are accessible by construction.
//!
//! # The pipeline
//!
//! Each stage is a function over a value, in a file or folder of its name. [`build`] reads like this list:
//!
//! | stage | from | to |
//! |---|---|---|
//! | [`load`] | TOML files | typed data ([`model`]), every value of which knows its file and line |
//! | [`derive`](mod@derive) | data | figures: counts, groups, clear days |
//! | [`compose`](mod@compose) | data, figures and prose | a [document](compose::document): blocks and inlines, numbers and references resolved |
//! | [`check`] | the document | findings, each with a place and a remedy |
//! | [`render`] | the document and its house style | Typst source, and the HTML twin |
//! | [`compile`] | Typst source | pages |
//! | [`export`] | pages | a PDF, whole or not at all |
//! | [`assemble`] | the PDFs of papers and others | an agenda pack, tags and all |
//!
//! Every read goes through one [`World`]; everything wrong is said by one kind of
//! [`Diagnostic`], and all that can be found wrong is said in one run.
//!
//! # The seams
//!
//! The document in the middle is small and plain. Every output and every check reads the same one, so
//! no two outputs can say different things. What the templates see can be printed (`--emit data`), and
//! so can the Typst source (`--emit typst`), which the stock `typst compile` accepts.

pub mod assemble;
pub mod check;
pub mod cli;
pub mod compile;
pub mod compose;
pub mod derive;
pub mod diag;
pub mod document;
pub mod export;
pub mod language;
pub mod load;
pub mod model;
pub mod pack;
mod parallel;
pub mod read;
pub mod render;
pub mod search;
mod versions;
pub mod withhold;
pub mod world;

use typst::syntax::FileId;

use crate::compose::Composition;
use crate::diag::{Diagnostic, Place};
use crate::document::Document;
use crate::export::{Format, Output};
use crate::load::paper::Paper;
use crate::read::date::Date;
use crate::world::World;

/// A paper that was built, as far as that went.
#[derive(Debug, Default)]
pub struct Built {
    /// The paper in each format that was asked for; none where an error stopped the build.
    pub outputs: Vec<Output>,
    /// Everything that was found on the way.
    pub problems: Vec<Diagnostic>,
}

/// What is wanted of a paper beyond what its file says.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The formats to build.
    pub formats: Vec<Format>,
    /// The day that figures are as at, where that is not the paper's own.
    pub as_at: Option<Date>,
    /// The variant of the house style, where that is not the paper's own.
    pub variant: Option<String>,
    /// Where another file says that all of the paper is withheld, if one does: a search of the workspace
    /// ([`Elsewhere`](withhold::Elsewhere)) finds that.
    pub withheld: Option<Place>,
}

/// A paper before it is typeset: what it is made from, and what it says.
#[derive(Debug)]
pub struct Composed {
    /// What it is made from.
    pub paper: Paper,
    /// The values that its prose can name.
    pub data: minijinja::Value,
    /// What it says.
    pub document: Document,
}

/// Builds the paper in a file: all stages in order, for each of its versions.
pub fn build(world: &World, file: FileId, options: &Options) -> Built {
    let mut built = Built::default();
    let problems = &mut built.problems;
    let (paper, found) = diag::apart(load::paper::paper(world, file, options.variant.as_deref()));
    problems.extend(found);
    let Some(paper) = paper else { return built };
    for version in versions::versions(world, file, paper, options, problems) {
        let Composed { paper, document, .. } = &version.composed;
        for &format in &options.formats {
            let made = match format {
                Format::Pdf => typeset(world, file, paper, document, problems),
                Format::Html => {
                    render::html(world, document, &paper.house.style, &paper.house.style_folder)
                        .map_err(|problem| problems.push(problem))
                        .map(|page| (page.into_bytes(), 0))
                        .ok()
                }
            };
            let Some((bytes, pages)) = made else { continue };
            let leaks = version.leaks(format, &bytes);
            if leaks.is_empty() {
                let suffix = version.suffix.to_owned();
                built.outputs.push(Output { suffix, format, bytes, pages });
            }
            problems.extend(leaks);
        }
    }
    built
}

/// The stages from the document to a PDF: render, compile, export. Also gives the number of pages.
pub(crate) fn typeset(
    world: &World,
    file: FileId,
    paper: &Paper,
    document: &Document,
    problems: &mut Vec<Diagnostic>,
) -> Option<(Vec<u8>, usize)> {
    let source = render::typst(world, document, &paper.house.style, &paper.house.style_folder);
    let source = source.map_err(|problem| problems.push(problem)).ok()?;
    let pages = compile::compile(world, source, document, problems)?;
    let identity = file.get().vpath().get_without_slash();
    let pdf = export::pdf::pdf(&pages, identity, document, problems)?;
    Some((pdf, pages.pages().len()))
}

/// The stages up to the document: load, derive, compose, check. Of a paper in which something is withheld, this
/// is the restricted version.
pub fn compose(
    world: &World,
    file: FileId,
    options: &Options,
    problems: &mut Vec<Diagnostic>,
) -> Option<Composed> {
    let (paper, found) = diag::apart(load::paper::paper(world, file, options.variant.as_deref()));
    problems.extend(found);
    let paper = paper?;
    let schedule = paper.house.schedule();
    problems.extend(withhold::check(&paper, schedule));
    problems.extend(withhold::warn(&paper, options.withheld));
    compose_paper(world, file, withhold::restricted(&paper, schedule), options.as_at, problems)
}

/// The same from a paper that was loaded: derive, compose, check.
pub(crate) fn compose_paper(
    world: &World,
    file: FileId,
    paper: Paper,
    as_at: Option<Date>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Composed> {
    let Composition { mut document, data, problems: found } = compose::compose(&paper, as_at);
    problems.extend(found);
    compose::pictures(world, file, &mut document, problems);
    problems.extend(check::check(world, &document));
    check::apply_levels(&paper.house.council.check, problems);
    let sound = !problems.iter().any(Diagnostic::is_error);
    sound.then_some(Composed { paper, data, document })
}
