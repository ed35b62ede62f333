//! Packs: the agenda of a meeting with all of its papers, for the public and for members.
//!
//! In comes the file of a meeting; out come its packs: the public one, the restricted one where anything
//! is not for publication, and both of each supplement; with each public one its agenda as an HTML file. Restricted
//! packs go to members as PDF alone. The stages:
//!
//! ```text
//! papers     each paper and appendix on its own, in parallel, in both versions
//! align      both versions of a paper brought together, page by page
//! plan       which pages of the pack each has: the same in both versions
//! furniture  the agenda, and a page for each page of a paper, with its stamps and links
//! assemble   the pages filled; tags, bookmarks and links brought along
//! twin       the public agenda once more, as HTML
//! leaks      the public files searched for all that is withheld: one find, and there is no file
//! ```

mod align;
mod bundle;
mod facts;
mod furniture;
mod memory;
mod notice;
mod plan;
mod spots;
#[cfg(test)]
mod tests;
mod twin;
mod typeset;

use std::collections::BTreeSet;

use typst::syntax::FileId;

pub use furniture::{Furniture, Sheet};
pub use memory::Memory;
pub use twin::Twin;

use crate::assemble::{Claims, assemble};
use crate::compose::agenda::Version;
use crate::diag::Diagnostic;
use crate::export::{Format, Output};
use crate::load::meeting::Convened;
use crate::search::Search;
use crate::versions::RESTRICTED;
use crate::world::Workspace;
use crate::{Built, parallel};
use bundle::{Bundle, Request};
use plan::Plan;
use typeset::Typesetter;

/// The packs of a meeting, as far as they could be built.
#[derive(Debug, Default)]
pub struct Packs {
    /// The packs: of the agenda, then of each supplement; the public one first.
    pub packs: Vec<Pack>,
    /// Everything that was found on the way.
    pub problems: Vec<Diagnostic>,
}

/// One pack.
#[derive(Debug, Clone)]
pub struct Pack {
    /// What to call its file, without an extension: `pack`, `pack-restricted`, `supplement-1` …
    pub name: String,
    /// Which version it is.
    pub version: Version,
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The standards that it conforms to.
    pub claims: Claims,
    /// Its agenda as an HTML file, where it is public.
    pub twin: Option<Twin>,
}

impl From<Packs> for Built {
    fn from(packs: Packs) -> Self {
        let outputs = packs.packs.into_iter().flat_map(|pack| {
            let pdf = Output {
                suffix: format!("-{}", pack.name),
                format: Format::Pdf,
                bytes: pack.pdf,
                pages: pack.pages,
            };
            let twin = pack.twin.map(|twin| Output {
                suffix: format!("-{}", twin.name),
                format: Format::Html,
                bytes: twin.html.into_bytes(),
                pages: 0,
            });
            std::iter::once(pdf).chain(twin)
        });
        Self { outputs: outputs.collect(), problems: packs.problems }
    }
}

/// Builds the packs of a meeting. Papers that the memory holds are not typeset again.
pub fn build(workspace: &Workspace, file: FileId, memory: &Memory) -> Packs {
    let (convened, mut problems) =
        crate::diag::apart(crate::load::meeting::meeting(&workspace.world(), file));
    let packs = convened.map(|convened| {
        notice::check(&convened, &mut problems);
        let packs = packs(Typesetter { workspace, memory }, &convened, &mut problems);
        if !packs.is_empty() {
            memory.forget_rest();
        }
        crate::check::apply_levels(&convened.house.council.check, &mut problems);
        packs
    });
    let mut said = BTreeSet::new();
    problems.retain(|problem| {
        let place =
            problem.place.map(|place| (place.file.get().vpath().get_with_slash(), place.start));
        said.insert(format!("{place:?} {}", problem.message))
    });
    Packs { packs: packs.unwrap_or_default(), problems }
}

/// The packs of a meeting that was loaded.
fn packs(
    typesetter: Typesetter<'_>,
    convened: &Convened,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Pack> {
    let made = parallel::each(&requests(convened), |request| {
        let mut problems = Vec::new();
        let bundle = bundle::bundle(typesetter, convened, *request, &mut problems);
        // What one paper was typeset with is of little use to the next, and takes much memory.
        comemo::evict(4);
        (bundle, problems)
    });
    let made = match made {
        Ok(made) => made,
        Err(error) => {
            let message = format!("no worker threads could be started: {error}");
            problems
                .push(Diagnostic::error(None, message).hint("close other programs, and try again"));
            return Vec::new();
        }
    };
    let mut bundles = Vec::new();
    let mut whole = true;
    for (bundle, found) in made {
        problems.extend(found);
        whole &= bundle.is_some();
        bundles.extend(bundle);
    }
    if !whole {
        return Vec::new();
    }
    notice::check_exclusion(&bundles, problems);
    let mut plans = Vec::new();
    let mut first_page = 1;
    for supplement in std::iter::once(None).chain((0..convened.meeting.supplement.len()).map(Some))
    {
        let own: Vec<&Bundle<'_>> =
            bundles.iter().filter(|bundle| bundle.supplement == supplement).collect();
        let plan = Plan::new(typesetter, convened, supplement, first_page, &own, problems);
        let Some(plan) = plan else { return Vec::new() };
        first_page = plan.next_page();
        plans.push(plan);
    }
    let agendas: Vec<_> = plans.iter().map(Plan::evidence).collect();
    let evidence: Vec<_> = bundles.iter().map(|bundle| &bundle.evidence).chain(&agendas).collect();
    let search = Search::new(&evidence);
    let mut packs = Vec::new();
    for plan in &plans {
        for version in plan.versions() {
            let Some(pack) = pack(typesetter, convened, plan, version, problems) else {
                return Vec::new();
            };
            if version == Version::Public {
                let mut leaks = search.pdf(&pack.pdf);
                leaks.extend(pack.twin.iter().flat_map(|twin| search.html(&twin.html)));
                if !leaks.is_empty() {
                    problems.extend(leaks.iter().map(|leak| leak.diagnostic("pack")));
                    return Vec::new();
                }
            }
            packs.push(pack);
        }
    }
    packs
}

/// The items of the agenda and of its supplements, with their numbers.
fn requests(convened: &Convened) -> Vec<Request<'_>> {
    let meeting = &convened.meeting;
    let mut requests: Vec<_> = (1..)
        .zip(&meeting.item)
        .map(|(number, item)| Request { number, item, supplement: None })
        .collect();
    let mut next = requests.len() + 1;
    for (place, supplement) in meeting.supplement.iter().enumerate() {
        for item in &supplement.item {
            let number = match &item.number {
                Some(number) => usize::from(number.value),
                None => {
                    next += 1;
                    next - 1
                }
            };
            requests.push(Request { number, item, supplement: Some(place) });
        }
    }
    requests
}

/// One version of one pack: its furniture, filled.
fn pack(
    typesetter: Typesetter<'_>,
    convened: &Convened,
    plan: &Plan<'_>,
    version: Version,
    problems: &mut Vec<Diagnostic>,
) -> Option<Pack> {
    let furniture = plan.furniture(version);
    let pdf = typesetter.furniture(convened, &furniture, problems)?.pdf;
    // Joining needs the memory that typesetting took.
    comemo::evict(0);
    let (parts, places) = plan.parts(version);
    let made = assemble(&pdf, parts).map_err(|unusable| {
        problems.push(Diagnostic::error(None, unusable.message).hint(unusable.hint));
    });
    let made = made.ok()?;
    let place = |part: usize| places.get(part).copied().flatten();
    problems.extend(made.findings.iter().map(|finding| finding.diagnostic(place(finding.part))));
    problems.extend(made.costs.iter().map(|cost| cost.diagnostic(place(cost.part))));
    let suffix = if version == Version::Restricted { RESTRICTED } else { "" };
    let name = match plan.supplement {
        None => format!("pack{suffix}"),
        Some(place) => format!("supplement-{}{suffix}", place + 1),
    };
    let twin = match version {
        Version::Restricted => None,
        Version::Public => {
            let twin = twin::twin(&typesetter.workspace.world(), convened, plan, &name);
            Some(twin.map_err(|problem| problems.push(problem)).ok()?)
        }
    };
    let pages = plan.pages();
    Some(Pack { name, version, pdf: made.pdf, pages, claims: made.claims, twin })
}
