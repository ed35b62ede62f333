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
use crate::model::accepted::Accepted;
use crate::model::withholds::Withholds;
use crate::read::Name;
use crate::search::text;
use crate::world::World;

/// Reads a PDF that the file `from` names.
pub(crate) fn read(world: &World, from: FileId, named: &Name) -> Result<Source, Diagnostic> {
    let file = world.relative(from, &named.value, named.place)?;
    let bytes = world.bytes(file).map_err(|error| world.unreadable(file, &error, named.place))?;
    opened(named, bytes.to_vec())
}

/// Opens a PDF that is read already; an error names it.
pub(crate) fn opened(named: &Name, pdf: Vec<u8>) -> Result<Source, Diagnostic> {
    Source::read(&named.value, pdf)
        .map_err(|unusable| Diagnostic::error(named.place, unusable.message).hint(unusable.hint))
}

/// The findings for an open PDF with these texts: marks of withholding, personal data, and withheld words. `accepted`
/// is what the paper that names it accepts.
pub(crate) fn check(
    world: &World,
    elsewhere: &Elsewhere,
    accepted: &[Accepted],
    named: &Name,
    texts: &[String],
) -> Findings {
    let mut findings = Findings::default();
    findings.extend(check::says_exempt(named, texts));
    findings.extend(check::personal_in(named, texts));
    findings.extend(elsewhere.outside(world, named, texts));
    check::accepted(world, accepted, findings)
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
    for appendix in &report.appendix {
        let Some(named) = &appendix.file else { continue };
        let source = findings.note(read(world, file, named));
        if let Some(source) = source.filter(|_| is_open && appendix.withheld().is_none()) {
            let texts = text::texts(&source.readable());
            findings.extend(check(world, elsewhere, &report.accept, named, &texts).into_inner());
        }
    }
    check::at_levels(&composed.paper.house.council.check, findings)
}
