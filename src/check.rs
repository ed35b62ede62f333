//! Stage four: the document is checked before it is typeset.
//!
//! In come a paper and its document; out come findings, each with its place and a remedy. A file here is a rule, or a
//! few that look at the same thing; [`Rule`](crate::diag::Rule) says what each finds and why.

mod accepted;
mod acronyms;
mod calendar;
mod capitals;
mod claims;
mod counted;
mod dated;
mod decisions;
mod doubled;
mod duties;
mod empty;
mod evidence;
mod expansions;
mod gist;
mod glyphs;
mod impossible;
mod leftovers;
mod levels;
mod links;
mod long;
mod lookalikes;
mod markings;
mod nothing;
mod passage;
mod personal;
mod pictures;
mod references;
mod release;
mod repeated;
mod size;
mod tables;
mod tense;
mod totals;
mod weekdays;

pub(crate) use self::accepted::apply as accepted;
pub(crate) use self::claims::reading;
use self::counted::Counted;
use self::dated::Dated;
pub(crate) use self::empty::check as empty;
pub(crate) use self::glyphs::shown as can_be_shown;
pub(crate) use self::leftovers::placed;
pub(crate) use self::levels::apply as at_levels;
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::load::paper::Paper;
use crate::read::date::Date;
use crate::world::World;

/// Applies the rules for the data that a paper is made from, as at its day.
pub(crate) fn data(paper: &Paper, as_at: Option<Date>) -> Vec<Diagnostic> {
    evidence::check(paper, as_at)
}

/// Holds what a document says against the data and the appendices that its paper has. `as_at` is the day of their figures, where
/// that is not the paper's own.
pub(crate) fn claims(
    world: &World,
    paper: &Paper,
    document: &Document,
    as_at: Option<Date>,
) -> Vec<Diagnostic> {
    let mut findings = claims::check(world, paper, document, as_at);
    let passages = passage::passages(document);
    findings.extend(references::check(paper, document, &passages));
    findings.extend(decisions::check(paper, document, &passages));
    findings.extend(duties::check(paper, document, &passages));
    findings.extend(nothing::check(paper));
    findings.extend(lookalikes::check(paper, document));
    findings.extend(markings::check(paper, document));
    findings
}

/// What was found in the words of a document alone, which holds whatever else is wrong with it.
pub(crate) fn words(document: &Document) -> Vec<Diagnostic> {
    let passages = passage::passages(document);
    [leftovers::check(document, &passages), doubled::check(&passages)].concat()
}

/// Applies the rules for what a document says.
pub(crate) fn check(world: &World, document: &Document) -> Vec<Diagnostic> {
    let passages = passage::passages(document);
    let own = if is_english(document) { dated::dated(&passages) } else { Vec::new() };
    [
        size::check(document),
        glyphs::check(world, document),
        acronyms::check(document),
        links::check(document),
        pictures::check(document),
        release::check(document, &passages),
        tables::check(document),
        totals::check(document),
        tense::check(document, &passages),
        dated::check(own.iter(), false),
        expansions::check(&passages),
        weekdays::check(&passages),
        impossible::check(&passages),
        words(document),
        capitals::check(&passages),
        long::check(&passages),
        repeated::check(&passages),
        personal::check(&passages),
    ]
    .concat()
}

/// What a paper says that another, or it itself, may say otherwise.
#[derive(Debug, Default)]
pub(crate) struct Told {
    dated: Vec<Dated>,
    counted: Vec<Counted>,
}

/// What a paper says that another, or it itself, may say otherwise. It is read in English alone.
pub(crate) fn told(document: &Document) -> Told {
    if !is_english(document) {
        return Told::default();
    }
    let passages = passage::passages(document);
    Told { dated: dated::dated(&passages), counted: counted::counted(&passages) }
}

/// Whether a document is read by rules that know English alone.
fn is_english(document: &Document) -> bool {
    document.language.starts_with("en")
}

/// Holds the papers of a meeting against each other.
pub(crate) fn between(papers: &[&Told]) -> Vec<Diagnostic> {
    let mut findings = counted::check(papers.iter().map(|told| told.counted.as_slice()));
    findings.extend(dated::check(papers.iter().flat_map(|told| &told.dated), true));
    findings
}
