//! A paper that is built by itself, as many times as it has to be: for everyone, and for those who may see all
//! of it.
//!
//! In comes a paper; out come its versions, composed. Most have one. A paper that is withheld in part has two,
//! of which the public one never holds what is withheld, and is searched for it when it is finished; a paper
//! that is withheld as a whole has only the restricted one.

use typst::syntax::FileId;

use crate::derive::exempt::{Grounds, Schedule};
use crate::diag::Diagnostic;
use crate::document::{Block, Inline};
use crate::export::Format;
use crate::load::paper::{Paper, Subject};
use crate::search::{Evidence, Search};
use crate::world::World;
use crate::{Composed, Options, compose_paper, withhold};

/// What the name of a restricted version has after that of its source.
pub(crate) const RESTRICTED: &str = "-restricted";

/// A version of a paper.
pub(crate) struct Version {
    /// What its name has after that of its source.
    pub(crate) suffix: &'static str,
    /// The paper before it is typeset.
    pub(crate) composed: Composed,
    /// What it must not hold.
    search: Search,
}

impl Version {
    /// The errors for withheld words in a finished file.
    pub(crate) fn leaks(&self, format: Format, bytes: &[u8]) -> Vec<Diagnostic> {
        let leaks = match format {
            Format::Pdf => self.search.pdf(bytes),
            Format::Html => self.search.html(&String::from_utf8_lossy(bytes)),
        };
        leaks.iter().map(|leak| leak.diagnostic("version")).collect()
    }
}

/// The versions of a paper; the public one first. None where anything is wrong.
pub(crate) fn versions(
    world: &World,
    file: FileId,
    paper: Paper,
    options: &Options,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Version> {
    let schedule = Schedule::of(paper.house.council.jurisdiction);
    let before = problems.len();
    problems.extend(withhold::check(&paper, schedule));
    problems.extend(withhold::warn(&paper, options.withheld));
    let whole = withhold::restricted(&paper, schedule);
    let Some(mut restricted) = compose_paper(world, file, whole, options.as_at, problems) else {
        return Vec::new();
    };
    let report = match &paper.subject {
        Subject::Report(report) if withhold::is_restricted(report) => Some(report),
        _ => None,
    };
    if report.is_none() && options.withheld.is_none() {
        return vec![Version { suffix: "", composed: restricted, search: Search::default() }];
    }
    let mut versions = Vec::new();
    let withheld = report.and_then(|report| report.withheld());
    let public = report.filter(|_| withheld.is_none() && options.withheld.is_none());
    if let Some(report) = public {
        let mut found = Vec::new();
        let public = withhold::public(&paper, schedule);
        let public = compose_paper(world, file, public, options.as_at, &mut found);
        // What both versions have is said of the restricted one, where its place is known.
        found.retain(|new| problems[before..].iter().all(|said| said.message != new.message));
        problems.append(&mut found);
        let Some(composed) = public else { return Vec::new() };
        let mut evidence = Evidence::default();
        evidence.words.report(report, false, true);
        evidence.withheld(&restricted.document);
        evidence.open(&composed.document);
        versions.push(Version { suffix: "", composed, search: Search::new(&[&evidence]) });
    }
    mark(&mut restricted, withheld.map(|withheld| schedule.statement(&Grounds::of(withheld))));
    versions.push(Version { suffix: RESTRICTED, composed: restricted, search: Search::default() });
    versions
}

/// Marks each page of a restricted version, and says at its head why it is one.
fn mark(restricted: &mut Composed, statement: Option<String>) {
    let document = &mut restricted.document;
    document.running.marking = Some("Not for publication: restricted version".to_owned());
    let said = statement.unwrap_or_else(|| {
        "Not for publication: this is the restricted version of this paper.".to_owned()
    });
    document.blocks.insert(0, Block::paragraph(vec![Inline::strong(said)]));
}
