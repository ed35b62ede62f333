//! Checks the document before it is typeset.
//!
//! In come a paper and its document; out come findings, each with its place and a remedy. A file here is a rule, a
//! few related rules, or something that several rules share; [`Rule`](crate::diag::Rule) says what each finds and
//! why.

mod accepted;
mod acronyms;
mod adrift;
mod bare_none;
mod capitals;
mod captions;
mod claims;
mod columns;
mod commas;
mod counted;
mod dated;
mod decisions;
mod doubled;
mod duties;
mod empty_section;
mod evidence;
mod expansions;
mod gist;
mod glyphs;
mod hard_summary;
mod hedge;
mod impossible_date;
mod inference;
mod leftovers;
mod levels;
mod links;
mod long;
mod lookalikes;
mod markings;
pub(crate) mod money;
mod named;
mod no_recommendation;
mod outside_pdf;
mod passage;
mod personal;
mod pictures;
mod plain_paper;
mod pointing;
mod portions;
pub(crate) mod reading;
mod references;
mod remainders;
mod repeated;
mod says_open;
mod shares;
mod size;
mod sums;
mod tables;
mod tense;
mod totals;
mod unnamed_source;
mod voices;
mod weekdays;
mod wording;

pub(crate) use self::accepted::apply as accepted;
pub(crate) use self::adrift::check as adrift;
use self::counted::Counted;
use self::dated::Dated;
pub(crate) use self::empty_section::check as empty;
pub(crate) use self::glyphs::shown as can_be_shown;
pub(crate) use self::leftovers::placed;
pub(crate) use self::levels::apply as at_levels;
pub(crate) use self::markings::meeting;
pub(crate) use self::outside_pdf::check as says_exempt;
use self::passage::Passage;
pub(crate) use self::personal::outside as personal_in;
pub(crate) use self::plain_paper::is_plain;
use typst::syntax::FileId;

use crate::diag::{Diagnostic, Place};
use crate::document::Document;
use crate::load::paper::Paper;
use crate::read::date::Date;
use crate::world::World;

/// Applies all rules to a paper: to its data, to the words of its document, and to those words against the data and
/// the appendices. `as_at` is the day of its figures, if that is not the paper's own.
pub(crate) fn paper(
    world: &World,
    paper: &Paper,
    document: &Document,
    as_at: Option<Date>,
) -> Vec<Diagnostic> {
    let passages = passage::passages(document);
    [
        evidence::check(paper, document.date),
        said(world, document, &passages),
        claims::check(world, paper, document, &passages, as_at),
        references::check(paper, document, &passages),
        pointing::check(document, &passages),
        decisions::check(paper, document, &passages),
        duties::check(paper, document, &passages),
        no_recommendation::check(paper, document),
        unnamed_source::check(world, paper, document, &passages).into_iter().collect(),
        bare_none::check(paper),
        wording::plain(&paper.house.council.avoid, &passages),
        lookalikes::check(paper, document),
        captions::check(paper, document),
        markings::check(paper, document),
        inference::check(paper, document),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Compares words about a paper that are written elsewhere, each with its place, with the data of the paper.
pub(crate) fn about(world: &World, paper: &Paper, said: &[(&str, Place)]) -> Vec<Diagnostic> {
    claims::elsewhere(world, paper, said)
}

/// Applies the rules for the words of a document, whatever it is made from.
pub(crate) fn document(world: &World, document: &Document) -> Vec<Diagnostic> {
    said(world, document, &passage::passages(document))
}

/// The findings in the words of a document alone, which hold whatever else is wrong with it.
pub(crate) fn words(document: &Document) -> Vec<Diagnostic> {
    let passages = passage::passages(document);
    [leftovers::check(document, &passages), doubled::check(&passages)].concat()
}

/// The findings of the rules for the words of a document.
fn said(world: &World, document: &Document, passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let own = if is_english(document) { dated::dated(passages) } else { Vec::new() };
    [
        size::check(document),
        glyphs::check(world, document),
        acronyms::check(document),
        links::check(document),
        pictures::check(document),
        says_open::check(document, passages),
        tables::check(document),
        totals::check(document),
        columns::check(document),
        shares::check(passages),
        sums::check(passages),
        commas::check(passages),
        remainders::check(passages),
        tense::check(document, passages),
        dated::check(own.iter(), false),
        expansions::check(passages),
        named::check(passages),
        weekdays::check(document.date, passages),
        impossible_date::check(passages),
        leftovers::check(document, passages),
        doubled::check(passages),
        capitals::check(passages),
        capitals::slanted_or_bold(document),
        wording::misspelt(passages),
        long::check(passages),
        hard_summary::check(passages),
        repeated::check(passages),
        voices::check(passages),
        personal::check(passages),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The dated events and counts of a paper, for comparison with other papers.
#[derive(Debug)]
pub(crate) struct Told {
    file: FileId,
    day: Option<Date>,
    dated: Vec<Dated>,
    counted: Vec<Counted>,
}

impl Told {
    /// The day of the paper.
    pub(crate) fn day(&self) -> Option<Date> {
        self.day
    }
}

/// The dated events and counts of the paper in a file. Only English is read.
pub(crate) fn told(file: FileId, document: &Document) -> Told {
    let passages = if is_english(document) { passage::passages(document) } else { Vec::new() };
    let (dated, counted) = (dated::dated(&passages), counted::counted(&passages));
    Told { file, day: document.date, dated, counted }
}

/// Whether a document is in English, the only language that some rules know.
fn is_english(document: &Document) -> bool {
    document.language.starts_with("en")
}

/// Compares the papers of a meeting, or of a day, in the order of their files, so that the findings do not depend on
/// how the papers were found.
pub(crate) fn between(mut papers: Vec<&Told>) -> Vec<Diagnostic> {
    papers.sort_by_key(|told| World::path(told.file));
    let mut findings = counted::check(papers.iter().map(|told| told.counted.as_slice()));
    findings.extend(dated::check(papers.iter().flat_map(|told| &told.dated), true));
    findings
}
