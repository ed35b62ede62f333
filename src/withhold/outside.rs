//! Opens the PDFs from outside that papers have as appendices, and finds what an open one says that it may not.
//!
//! In comes the name of a file, as a paper or a meeting has it; out come the PDF, ready for a pack, and findings.
//! A paper that is built by itself does not hold these files, but a reader gets them with it, so they are opened here
//! as they are for a pack.

use typst::syntax::FileId;

use super::Elsewhere;
use crate::Composed;
use crate::assemble::Source;
use crate::check;
use crate::diag::{Diagnostic, Findings};
use crate::load::paper::Subject;
use crate::model::withholds::Withholds;
use crate::read::Name;
use crate::search::text;
use crate::world::World;

/// Reads a PDF that the file `from` names. An error names the PDF and `whose` it is: “item 5”.
pub(crate) fn read(
    world: &World,
    from: FileId,
    named: &Name,
    whose: &str,
) -> Result<Source, Diagnostic> {
    let file = world.relative(from, &named.value, named.place)?;
    let bytes = world.bytes(file).map_err(|error| world.unreadable(file, &error, named.place))?;
    Source::read(&named.value, bytes.to_vec()).map_err(|unusable| {
        let message = format!("{} ({whose})", unusable.message);
        Diagnostic::error(named.place, message).hint(unusable.hint)
    })
}

/// The findings for an open PDF with these texts: marks of withholding, personal data, and withheld words.
pub(crate) fn check(
    world: &World,
    elsewhere: &Elsewhere,
    named: &Name,
    texts: &[String],
) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = check::says_exempt(named, texts).into_iter().collect();
    found.extend(check::personal_in(named, texts));
    found.extend(elsewhere.outside(world, named, texts));
    found
}

/// The findings for the appendices of a report that is built by itself.
pub(crate) fn check_appendices(
    world: &World,
    file: FileId,
    composed: &Composed,
    elsewhere: &Elsewhere,
) -> Findings {
    let mut findings = Findings::default();
    let Subject::Report(report) = &composed.paper.subject else { return findings };
    let is_open = composed.document.closed.is_none();
    for (at, appendix) in report.appendix.iter().enumerate() {
        let Some(named) = &appendix.file else { continue };
        let source = findings.note(read(world, file, named, &format!("appendix {}", at + 1)));
        if let Some(source) = source.filter(|_| is_open && appendix.withheld().is_none()) {
            let texts = text::texts(&source.readable());
            findings.extend(check(world, elsewhere, named, &texts));
        }
    }
    findings
}
