//! One item of business as it goes into a pack: its paper and appendices as PDFs, in both versions.
//!
//! In comes an item; out comes a [`Bundle`]: each paper typeset on its own, once for each version that
//! differs, and the words that the public version must not have. Where the pages go is left to
//! [`plan`](super::plan).

use typst::syntax::FileId;

use super::align::align;
use super::leaks::{Evidence, texts};
use crate::Options;
use crate::assemble::Source;
use crate::compose::agenda::Facts;
use crate::compose::document::{Block, Document, Element, Inline, Inlines, Target};
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Place};
use crate::load::meeting::Gathering;
use crate::load::paper::{Paper, Subject};
use crate::load::{Name, Value};
use crate::model::exempt::Withheld;
use crate::model::meeting::Item;
use crate::model::report::{Appendix, Report};
use crate::model::style::PartKind;
use crate::withhold;
use crate::world::{Workspace, World};
use crate::{Composed, compose, compose_paper, typeset};

/// An item to be made ready.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'a> {
    /// Its number on the agenda.
    pub(super) number: usize,
    /// What the meeting's file says of it.
    pub(super) item: &'a Item,
    /// The supplement that it is in, counted from 0; `None` for the agenda itself.
    pub(super) supplement: Option<usize>,
}

/// An item that is ready.
pub(super) struct Bundle<'a> {
    pub(super) number: usize,
    pub(super) item: &'a Item,
    pub(super) supplement: Option<usize>,
    /// Whether it is withheld as a whole.
    pub(super) whole: bool,
    /// Why it, or something in it, is withheld.
    pub(super) grounds: Vec<Grounds>,
    /// What its report says of itself in the restricted version.
    pub(super) restricted: Facts,
    /// What its report says of itself in the public version.
    pub(super) public: Facts,
    /// Its paper and appendices.
    pub(super) units: Vec<Unit>,
    /// The words to search the public version for.
    pub(super) evidence: Evidence,
}

/// One paper or appendix.
pub(super) struct Unit {
    /// What it is called where it is an appendix; the paper of the item itself has none.
    pub(super) title: Option<String>,
    /// The same in public.
    pub(super) public_title: Option<String>,
    /// Its pages in the restricted version.
    pub(super) restricted: Source,
    /// Its pages in the public version.
    pub(super) public: Public,
    /// Why it, or something in it, is withheld.
    pub(super) grounds: Vec<Grounds>,
    /// Where it was named.
    pub(super) place: Place,
}

/// The pages of a paper in the public version.
pub(super) enum Public {
    /// Those of the restricted one: nothing in it is withheld.
    Same,
    /// Its own: something in it is withheld.
    Other(Source),
    /// None: all of it is withheld.
    Withheld,
}

impl Bundle<'_> {
    /// Whether anything in it is not for publication.
    pub(super) fn is_restricted(&self) -> bool {
        !self.grounds.is_empty()
    }
}

/// Makes an item ready. Everything that is wrong with its files is raised.
pub(super) fn bundle<'a>(
    workspace: &Workspace,
    gathering: &'a Gathering,
    request: Request<'a>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Bundle<'a>> {
    let Request { number, item, supplement } = request;
    let mut bundle = Bundle {
        number,
        item,
        supplement,
        whole: item.withheld().is_some(),
        grounds: item.withheld().map(Grounds::of).into_iter().collect(),
        restricted: Facts::default(),
        public: Facts::default(),
        units: Vec::new(),
        evidence: Evidence::default(),
    };
    bundle.evidence.words.item(item);
    let before = problems.len();
    let maker = Maker { workspace, gathering };
    if let Some(named) = &item.report {
        maker.report(named, &mut bundle, problems);
    }
    if let Some(named) = &item.file
        && let Some((source, text)) = maker.outside(gathering.file, named, number, problems)
    {
        bundle.evidence.outside(text, bundle.whole);
        let public = if bundle.whole { Public::Withheld } else { Public::Same };
        let grounds = bundle.grounds.clone();
        bundle.units.push(Unit {
            title: None,
            public_title: None,
            restricted: source,
            public,
            grounds,
            place: named.place,
        });
    }
    let sound = !problems[before..].iter().any(Diagnostic::is_error);
    sound.then_some(bundle)
}

/// What every paper of a pack is made with.
struct Maker<'a> {
    workspace: &'a Workspace,
    gathering: &'a Gathering,
}

impl Maker<'_> {
    /// Adds the report of an item and its appendices.
    fn report(&self, named: &Name, bundle: &mut Bundle<'_>, problems: &mut Vec<Diagnostic>) {
        let world = self.workspace.world();
        let Some(file) = file(&world, self.gathering.file, named, problems) else { return };
        let text = match world.text(file) {
            Ok(text) => text,
            Err(error) => return problems.push(world.unreadable(file, &error, named.place)),
        };
        let kind = crate::load::kind(file, &text);
        if kind.is_some_and(|kind| *kind.value != *"report") {
            return self.generated(file, named, None, bundle, problems);
        }
        let Some(paper) = crate::load::paper::paper(&world, file, None, problems) else { return };
        let Subject::Report(report) = &paper.subject else { return };
        let schedule = self.gathering.schedule();
        problems.extend(withhold::check(&paper, schedule));
        self.check_committee(report, problems);
        let item: &Item = bundle.item;
        let withheld = item.withheld().or(report.withheld());
        bundle.whole = withheld.is_some();
        let (mut own, appendices) = withhold::all_grounds(report);
        if let Some(withheld) = withheld {
            own = vec![Grounds::of(withheld)];
        }
        bundle.grounds = own.clone();
        if !bundle.whole {
            bundle.grounds.extend(appendices);
        }
        bundle.evidence.words.report(report, withheld);
        let whole = withhold::restricted(&paper, schedule);
        let Some(mut composed) = compose_paper(&world, file, whole, None, problems) else { return };
        let mut other = None;
        if !bundle.whole && withhold::is_restricted(report) {
            let made = self.public(&paper, file, named, &composed, problems);
            let Some(mut public) = made else { return };
            if align(self.workspace, &mut composed, &mut public, problems).is_none() {
                return;
            }
            other = Some(public);
        }
        let Some((pdf, _)) = typeset(&world, file, &composed.paper, &composed.document, problems)
        else {
            return;
        };
        let Some(restricted) = read(named, &named.value, pdf, bundle.number, problems) else {
            return;
        };
        bundle.restricted = facts(&composed);
        let public = if bundle.whole {
            let title = withheld.and_then(Withheld::public_title);
            bundle.public = Facts { recommendations: Vec::new(), ..bundle.restricted.clone() };
            if let Some(title) = title {
                bundle.public.title = Some(title.text.trim().to_owned());
            }
            // The agenda says whose report it is, whatever is withheld.
            bundle.evidence.words.open.extend(bundle.public.author.clone());
            bundle.evidence.withheld(&composed.document);
            Public::Withheld
        } else if let Some(public) = other {
            let world = self.workspace.world();
            let made = typeset(&world, file, &public.paper, &public.document, problems);
            let source =
                made.and_then(|(pdf, _)| read(named, &named.value, pdf, bundle.number, problems));
            let Some(source) = source else { return };
            bundle.public = facts(&public);
            bundle.evidence.withheld(&composed.document);
            bundle.evidence.open(&public.document);
            Public::Other(source)
        } else {
            bundle.public = bundle.restricted.clone();
            bundle.evidence.open(&composed.document);
            Public::Same
        };
        bundle.units.push(Unit {
            title: None,
            public_title: None,
            restricted,
            public,
            grounds: own,
            place: named.place,
        });
        for (n, appendix) in report.appendix.iter().enumerate() {
            let label = format!("{} {}", paper.style.labels.appendix.value, n + 1);
            self.appendix(&label, appendix, file, bundle, problems);
        }
    }

    /// The public version of a paper of which something is withheld.
    fn public(
        &self,
        paper: &Paper,
        file: FileId,
        named: &Name,
        restricted: &Composed,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Composed> {
        let world = self.workspace.world();
        let public = withhold::public(paper, self.gathering.schedule());
        let mut found = Vec::new();
        let composed = compose_paper(&world, file, public, None, &mut found);
        // What both versions have is said of the restricted one, where its place is known.
        found.retain(|problem| !problems.iter().any(|said| said.message == problem.message));
        problems.append(&mut found);
        let composed = composed?;
        let (ours, theirs) = (numbers(&composed.document), numbers(&restricted.document));
        if let Some((public, whole)) =
            ours.iter().zip(&theirs).find(|(ours, theirs)| ours != theirs).or_else(|| {
                (ours.len() != theirs.len()).then(|| Some((ours.last()?, theirs.last()?))).flatten()
            })
        {
            problems.push(
                Diagnostic::error(
                    named.place,
                    format!("paragraph {whole} of the restricted version is {public} in the public one"),
                )
                .hint("mark the paragraph and what belongs to it, not a part of it; if that is so, please report this"),
            );
            return None;
        }
        Some(composed)
    }

    /// Adds an appendix of a report.
    fn appendix(
        &self,
        label: &str,
        appendix: &Appendix,
        file: FileId,
        bundle: &mut Bundle<'_>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let withheld = bundle.whole || appendix.withheld().is_some();
        let title = format!("{label}: {}", appendix.title.text.trim());
        let public_title = match bundle.whole {
            true => label.to_owned(),
            false => {
                let title = withhold::public_title(&appendix.title, appendix.withheld());
                format!("{label}: {}", title.text.trim())
            }
        };
        let grounds = match appendix.withheld() {
            Some(withheld) => vec![Grounds::of(withheld)],
            None if bundle.whole => bundle.grounds.clone(),
            None => Vec::new(),
        };
        let made = match (&appendix.source, &appendix.file) {
            (Some(source), _) => {
                let world = self.workspace.world();
                let made = self::file(&world, file, source, problems).and_then(|id| {
                    let composed = compose(&world, id, &Options::default(), problems)?;
                    let (pdf, _) =
                        typeset(&world, id, &composed.paper, &composed.document, problems)?;
                    match withheld {
                        true => bundle.evidence.withheld(&composed.document),
                        false => bundle.evidence.open(&composed.document),
                    }
                    read(source, &source.value, pdf, bundle.number, problems)
                });
                made.map(|made| (made, source.place))
            }
            (None, Some(named)) => {
                let made = self.outside(file, named, bundle.number, problems);
                made.map(|(source, text)| {
                    bundle.evidence.outside(text, withheld);
                    (source, named.place)
                })
            }
            (None, None) => None,
        };
        if let Some((restricted, place)) = made {
            bundle.units.push(Unit {
                title: Some(title),
                public_title: Some(public_title),
                restricted,
                public: if withheld { Public::Withheld } else { Public::Same },
                grounds,
                place,
            });
        }
    }

    /// Adds a paper that is generated from data of another kind than a report.
    fn generated(
        &self,
        file: FileId,
        named: &Name,
        title: Option<String>,
        bundle: &mut Bundle<'_>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let world = self.workspace.world();
        let Some(composed) = compose(&world, file, &Options::default(), problems) else { return };
        let Some((pdf, _)) = typeset(&world, file, &composed.paper, &composed.document, problems)
        else {
            return;
        };
        let Some(restricted) = read(named, &named.value, pdf, bundle.number, problems) else {
            return;
        };
        bundle.restricted.title = Some(composed.document.title.clone());
        bundle.public = bundle.restricted.clone();
        match bundle.whole {
            true => bundle.evidence.withheld(&composed.document),
            false => bundle.evidence.open(&composed.document),
        }
        bundle.units.push(Unit {
            title: title.clone(),
            public_title: title,
            restricted,
            public: if bundle.whole { Public::Withheld } else { Public::Same },
            grounds: bundle.grounds.clone(),
            place: named.place,
        });
    }

    /// Reads a PDF from outside, and the words in it.
    fn outside(
        &self,
        from: FileId,
        named: &Name,
        number: usize,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<(Source, Vec<String>)> {
        let world = self.workspace.world();
        let id = file(&world, from, named, problems)?;
        let bytes = world
            .bytes(id)
            .map_err(|error| problems.push(world.unreadable(id, &error, named.place)))
            .ok()?;
        let text = super::text::words(&bytes);
        let source = read(named, &named.value, bytes.to_vec(), number, problems)?;
        Some((source, text))
    }

    /// Warns of a report that was written for another meeting.
    fn check_committee(&self, report: &Report, problems: &mut Vec<Diagnostic>) {
        let meeting = &self.gathering.meeting;
        if report.meeting.value != meeting.date.value {
            problems.push(
                Diagnostic::warning(
                    report.meeting.place,
                    format!(
                        "this report is dated for {}, but the meeting is on {}",
                        report.meeting.value, meeting.date.value
                    ),
                )
                .rule("meeting-date")
                .hint("correct `meeting` in the report, or `date` in the meeting's file"),
            );
        }
    }
}

/// The file that a name leads to.
fn file(
    world: &World,
    from: FileId,
    named: &Name,
    problems: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    world.relative(from, &named.value, named.place).map_err(|problem| problems.push(problem)).ok()
}

/// Reads a PDF, naming the file and the item where it cannot be used.
fn read(
    named: &Name,
    name: &str,
    pdf: Vec<u8>,
    number: usize,
    problems: &mut Vec<Diagnostic>,
) -> Option<Source> {
    Source::read(name, pdf)
        .map_err(|unusable| {
            let message = format!("{} (item {number})", unusable.message);
            problems.push(Diagnostic::error(named.place, message).hint(unusable.hint));
        })
        .ok()
}

/// The numbers of paragraphs and sections, in order.
fn numbers(document: &Document) -> Vec<String> {
    let mut numbers = Vec::new();
    document.clone().each_mut(&mut |element| {
        let Element::Block(block) = element else { return };
        match block {
            Block::Paragraph(paragraph) => numbers.extend(paragraph.number.clone()),
            Block::Heading(heading) => numbers.extend(heading.number.clone()),
            _ => {}
        }
    });
    numbers
}

/// What a report says of itself.
fn facts(composed: &Composed) -> Facts {
    let Subject::Report(report) = &composed.paper.subject else { return Facts::default() };
    let author = match report.front.get("report-of") {
        Some(Value::Text(prose)) if !prose.text.contains("{{") => {
            Some(prose.text.trim().to_owned())
        }
        _ => None,
    };
    Facts {
        title: Some(composed.document.title.clone()),
        author,
        recommendations: recommendations(composed).into_iter().collect(),
    }
}

/// The recommendations as the paper prints them; what they refer to in the paper is named, not linked.
fn recommendations(composed: &Composed) -> Option<Block> {
    let Subject::Report(report) = &composed.paper.subject else { return None };
    let count = report.recommendation.len();
    let part =
        composed.paper.style.part.iter().find(|part| part.kind == PartKind::Recommendations)?;
    let marker = part.marker.as_ref().map_or("1.", |marker| marker.as_str());
    let first = crate::compose::label(marker, 1);
    let mut found = None;
    composed.document.clone().each_mut(&mut |element| {
        if let Element::Block(Block::List(list)) = element
            && found.is_none()
            && count > 0
            && list.ordered
            && list.items.len() == count
            && list.items[0].label == first
        {
            found = Some(list.clone());
        }
    });
    let mut list = found?;
    list.items.iter_mut().for_each(|item| item.anchor = None);
    let mut alone = Document { blocks: vec![Block::List(list)], ..composed.document.clone() };
    alone.each_mut(&mut |element| match element {
        Element::Block(Block::Paragraph(paragraph)) => unlink(&mut paragraph.content),
        Element::Block(_) | Element::Inline(_) => {}
    });
    alone.blocks.pop()
}

/// A text of the restricted version without the words that mark it, which the public version has too.
fn unmarked(text: &str) -> &str {
    let text = text.split(" (not for publication: ").next().unwrap_or_default();
    match text.strip_prefix("Not for publication") {
        Some(rest) if rest.starts_with(" (") => rest.split_once("). ").map_or("", |(_, own)| own),
        Some(_) => "",
        None => text,
    }
}

/// Makes links to places in the paper words.
fn unlink(inlines: &mut Inlines) {
    let all = std::mem::take(inlines);
    for inline in all {
        match inline {
            Inline::Link(link) if matches!(link.target, Target::Anchor(_)) => {
                inlines.extend(link.content)
            }
            Inline::Note(_) => {}
            other => inlines.push(other),
        }
    }
}

impl Evidence {
    /// Adds the words of a document that only the restricted version has.
    fn withheld(&mut self, document: &Document) {
        self.restricted.extend(texts(document).iter().map(|text| unmarked(text).to_owned()));
    }

    /// Adds the words of a document that the public version has.
    fn open(&mut self, document: &Document) {
        self.public.extend(texts(document));
    }

    /// Adds the words of a PDF from outside.
    fn outside(&mut self, text: Vec<String>, withheld: bool) {
        if withheld {
            self.outside_withheld.extend(text);
        } else {
            self.outside_open.extend(text);
        }
    }
}
