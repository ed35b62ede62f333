//! Builds packs: the agenda of a meeting with all of its papers, for the public and for members.
//!
//! In comes the file of a meeting; out come its packs: a public one, a restricted one if anything is not for
//! publication, and both for each supplement; each public pack comes with its agenda as an HTML file. Restricted
//! packs go to members as PDF only. The stages:
//!
//! ```text
//! bundle     typesets each paper and appendix on its own, in parallel, in its editions
//! align      aligns the two editions of a paper, page by page
//! plan       assigns pages of the pack to each: the same in both packs
//! furniture  typesets the agenda, and a blank page for each page of a paper, with its stamps and links
//! assemble   fills the pages, and brings tags, bookmarks and links along
//! twin       writes the public agenda as HTML
//! search     searches the public files for everything withheld: a single leak stops the build
//! ```

mod align;
mod bundle;
mod facts;
mod notice;
mod plan;
mod spots;
#[cfg(test)]
mod tests;
mod twin;
mod typesetter;

use typst::syntax::FileId;

use crate::assemble::{Claims, assemble};
use crate::diag::{Diagnostic, Findings, Outcome};
use crate::document::Audience;
use crate::document::furniture::Furniture;
use crate::export::Output;
use crate::format::Format;
use crate::load::house::House;
use crate::load::meeting::Convened;
use crate::memory::Memory;
use crate::model::meeting::Meeting;
use crate::search::Search;
use crate::withhold::Elsewhere;
use crate::world::Workspace;
use crate::{check, compile, load, parallel};
use bundle::{Bundle, Request};
use plan::Plan;
use twin::Twin;
use typesetter::Typesetter;

/// One pack.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The name of its file, without extension: `pack`, `pack-restricted`, `supplement-1` …
    pub name: String,
    /// The file.
    pub pdf: Vec<u8>,
    /// The number of its pages.
    pub pages: usize,
    /// The standards that it conforms to.
    pub claims: Claims,
    /// Its agenda as an HTML file, for a public pack.
    pub twin: Option<Twin>,
}

impl Pack {
    /// The files of the pack.
    pub fn outputs(self) -> impl Iterator<Item = Output> {
        let pdf = Output {
            suffix: format!("-{}", self.name),
            format: Format::Pdf,
            bytes: self.pdf,
            pages: Some(self.pages),
        };
        let twin = self.twin.map(|twin| Output {
            suffix: format!("-{}", twin.name),
            format: Format::Html,
            bytes: twin.html.into_bytes(),
            pages: None,
        });
        std::iter::once(pdf).chain(twin)
    }
}

/// The web page of a paper, published in the same run as the agenda.
#[derive(Debug, Clone)]
pub struct Page {
    /// The file of the paper.
    pub paper: FileId,
    /// The address of its page relative to that of the agenda: `send/report.html`.
    pub address: String,
}

/// Progress in building the packs of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The meeting is read; this many items will be prepared.
    Items(usize),
    /// One more item is ready.
    Item,
    /// All items are ready, and are being joined.
    Joining,
}

/// Builds the packs of a meeting: that of the agenda, then those of the supplements, the public one first each time.
/// `elsewhere` is what the files of the workspace withhold, and `pages` are the web pages that the agenda's own can
/// link to. Papers in `memory` are not typeset again. `watch` is called at each step, on any thread.
pub fn build(
    workspace: &Workspace,
    file: FileId,
    elsewhere: &Elsewhere,
    memory: &Memory,
    pages: &[Page],
    watch: &(dyn Fn(Step) + Sync),
) -> Outcome<Vec<Pack>> {
    let mut findings = Findings::default();
    let Some(convened) = findings.take(load::meeting::meeting(&workspace.world(), file)) else {
        return findings.finish(None);
    };
    findings.extend(notice::check(&convened));
    findings.extend(check::meeting(&convened.meeting));
    findings.extend(check::adrift(&workspace.world(), file));
    findings.extend(elsewhere.repeated(file).to_vec());
    let typesetter = Typesetter { workspace, memory };
    let packs = findings.take(packs(typesetter, elsewhere, &convened, pages, watch));
    if packs.is_some() {
        memory.forget_rest();
    }
    let findings = check::at_levels(&convened.house.council.check, findings);
    check::accepted(&workspace.world(), &convened.meeting.accept, findings).finish(packs)
}

/// The agenda of a meeting and the covers of its supplements, without the papers.
pub(crate) fn agendas(
    workspace: &Workspace,
    file: FileId,
    elsewhere: &Elsewhere,
    memory: &Memory,
) -> Outcome<Agendas> {
    let mut findings = Findings::default();
    let Some(convened) = findings.take(load::meeting::meeting(&workspace.world(), file)) else {
        return findings.finish(None);
    };
    let typesetter = Typesetter { workspace, memory };
    let bundles = findings.take(bundles(typesetter, elsewhere, &convened, &|_| ()));
    let plans = bundles.and_then(|bundles| {
        let plans = findings.take(plans(typesetter, &convened, &bundles))?;
        let read_by = |audience| plans.iter().map(|plan| plan.measured(audience)).collect();
        let is_restricted = plans.iter().any(|plan| plan.audiences().len() > 1);
        Some((read_by(Audience::Public), is_restricted.then(|| read_by(Audience::Restricted))))
    });
    let agendas = plans.map(|(public, restricted)| Agendas {
        house: convened.house,
        meeting: convened.meeting,
        public,
        restricted,
    });
    findings.finish(agendas)
}

/// The agendas of a meeting, each with one extra page to which all links to papers lead.
pub(crate) struct Agendas {
    /// Their house style.
    pub house: House,
    /// The meeting.
    pub meeting: Meeting,
    /// The agenda, then the cover of each supplement, in the public edition.
    pub public: Vec<Furniture>,
    /// The same documents in the restricted edition, if anything in them is not for publication.
    pub restricted: Option<Vec<Furniture>>,
}

/// Prepares the items of a meeting, in parallel.
fn bundles<'a>(
    typesetter: Typesetter<'_>,
    elsewhere: &Elsewhere,
    convened: &'a Convened,
    watch: &(dyn Fn(Step) + Sync),
) -> Outcome<Vec<Bundle<'a>>> {
    let mut findings = Findings::default();
    let requests = requests(convened);
    watch(Step::Items(requests.len()));
    let made = parallel::each(&requests, |request| {
        let bundle = bundle::bundle(typesetter, elsewhere, convened, *request);
        compile::forget();
        watch(Step::Item);
        bundle
    });
    let made = made.map_err(|error| {
        let message = format!("no worker threads could be started: {error}");
        vec![Diagnostic::error(None, message).hint("close other programs, and try again")]
    })?;
    let bundles: Vec<Option<Bundle<'_>>> =
        made.into_iter().map(|bundle| findings.take(bundle)).collect();
    findings.finish(bundles.into_iter().collect())
}

/// Builds the packs of a loaded meeting.
fn packs(
    typesetter: Typesetter<'_>,
    elsewhere: &Elsewhere,
    convened: &Convened,
    pages: &[Page],
    watch: &(dyn Fn(Step) + Sync),
) -> Outcome<Vec<Pack>> {
    let mut findings = Findings::default();
    let Some(bundles) = findings.take(bundles(typesetter, elsewhere, convened, watch)) else {
        return findings.finish(None);
    };
    watch(Step::Joining);
    findings.extend(notice::check_exclusion(&bundles));
    findings.extend(notice::check_open(&bundles));
    findings.extend(notice::check_groups(&bundles));
    let told = bundles.iter().flat_map(|bundle| &bundle.told).collect();
    findings.extend(check::between(told));
    let Some(plans) = findings.take(plans(typesetter, convened, &bundles)) else {
        return findings.finish(None);
    };
    let world = typesetter.workspace.world();
    let agendas: Vec<_> = plans.iter().map(|plan| plan.evidence(&world)).collect();
    let evidence: Vec<_> = bundles.iter().map(|bundle| &bundle.evidence).chain(&agendas).collect();
    let search = Search::new(&evidence);
    let mut packs = Vec::new();
    for plan in &plans {
        for &audience in plan.audiences() {
            let Some(pack) = findings.take(pack(typesetter, convened, plan, audience, pages))
            else {
                return findings.finish(None);
            };
            if audience == Audience::Public {
                let mut leaks = search.pdf(&pack.pdf);
                leaks.extend(pack.twin.iter().flat_map(|twin| search.html(&twin.html)));
                findings.extend(leaks.iter().map(|leak| leak.diagnostic("pack", &world)));
            }
            packs.push(pack);
        }
    }
    findings.finish(Some(packs))
}

/// Plans the agenda's pack and those of its supplements, whose page numbers continue from one to the next.
fn plans<'a>(
    typesetter: Typesetter<'_>,
    convened: &'a Convened,
    bundles: &'a [Bundle<'a>],
) -> Outcome<Vec<Plan<'a>>> {
    let mut findings = Findings::default();
    let mut plans = Vec::new();
    let mut first_page = 1;
    let supplements = (0..convened.meeting.supplement.len()).map(Some);
    for supplement in std::iter::once(None).chain(supplements) {
        let own = bundles.iter().filter(|bundle| bundle.supplement == supplement).collect();
        let plan = Plan::new(typesetter, convened, supplement, first_page, own);
        let Some(plan) = findings.take(plan) else { return findings.finish(None) };
        first_page = plan.next_page();
        plans.push(plan);
    }
    findings.finish(Some(plans))
}

/// The items of the agenda and of its supplements, with their numbers.
fn requests(convened: &Convened) -> Vec<Request<'_>> {
    let meeting = &convened.meeting;
    let request = |(number, item)| Request { number, item, supplement: None };
    let mut requests: Vec<_> = meeting.numbered().map(request).collect();
    let mut next = requests.last().map_or(1, |last| last.number + 1);
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

/// Builds one pack by filling its furniture.
fn pack(
    typesetter: Typesetter<'_>,
    convened: &Convened,
    plan: &Plan<'_>,
    audience: Audience,
    beside: &[Page],
) -> Outcome<Pack> {
    let mut findings = Findings::default();
    let furniture = plan.furniture(audience);
    let furniture = findings.take(typesetter.furniture(convened, &furniture, audience));
    let Some(furniture) = furniture else { return findings.finish(None) };
    // Joining needs the memory that typesetting used.
    comemo::evict(0);
    let (parts, places) = plan.parts(audience);
    let made = assemble(&furniture.pdf, parts)
        .map_err(|unusable| Diagnostic::error(None, unusable.message).hint(unusable.hint));
    let Some(made) = findings.note(made) else { return findings.finish(None) };
    let place = |part: usize| places.get(part).copied().flatten();
    findings.extend(made.findings.iter().map(|finding| finding.diagnostic(place(finding.part))));
    findings.extend(made.costs.iter().map(|cost| cost.diagnostic(place(cost.part))));
    let suffix = audience.suffix();
    let name = match plan.supplement {
        None => format!("pack{suffix}"),
        Some(place) => format!("supplement-{}{suffix}", place + 1),
    };
    let twin = (audience == Audience::Public)
        .then(|| twin::twin(&typesetter.workspace.world(), convened, plan, &name, beside))
        .map(|twin| findings.note(twin));
    let twin = match twin {
        Some(None) => return findings.finish(None),
        twin => twin.flatten(),
    };
    let pages = plan.pages();
    findings.finish(Some(Pack { name, pdf: made.pdf, pages, claims: made.claims, twin }))
}
