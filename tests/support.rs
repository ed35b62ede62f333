//! What several tests need.

use committee_papers::diag::{Diagnostic, apart};
use committee_papers::{Options, Output, World};
use typst::syntax::FileId;

/// The council of most tests.
pub(crate) const COUNCIL: &str =
    "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"staffordshire\"\n";

/// A paper that was built: its files, none where an error stopped it, and all that was found.
pub(crate) struct Built {
    pub(crate) outputs: Vec<Output>,
    pub(crate) problems: Vec<Diagnostic>,
}

/// Builds a paper.
pub(crate) fn build(world: &World, file: FileId, options: &Options) -> Built {
    let (outputs, problems) = apart(committee_papers::build(world, file, options));
    Built { outputs: outputs.unwrap_or_default(), problems }
}
