//! Prepares one item of business for a pack: its paper and appendices as PDFs, in both editions.
//!
//! In comes an item; out comes a [`Bundle`]: each paper typeset on its own, once for each edition that differs, and
//! the words that the public pack must not contain. Where the pages go is left to [`plan`](super::plan).

use typst::syntax::FileId;

use super::Typesetter;
use super::align::{Aligned, align};
use super::facts::facts;
use crate::assemble::Source;
use crate::check::{self, Told};
use crate::compose::agenda::Facts;
use crate::compose::appendix_called;
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Findings, Outcome, Place, Rule};
use crate::document::{Audience, Edition};
use crate::load::meeting::Convened;
use crate::load::paper::Subject;
use crate::model::accepted::Accepted;
use crate::model::exempt::Withheld;
use crate::model::meeting::Item;
use crate::model::report::{Appendix, Report};
use crate::model::withholds::Withholds;
use crate::read::date::Date;
use crate::read::{Name, Prose};
use crate::search::Evidence;
use crate::typeset::Typeset;
use crate::withhold::{self, Elsewhere, outside};
use crate::world::World;
use crate::{ClosedElsewhere, Composed, Options, compose_part};

/// An item to be prepared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'a> {
    /// Its number on the agenda.
    pub(super) number: usize,
    /// The item as the meeting's file has it.
    pub(super) item: &'a Item,
    /// The supplement it is in, counted from 0; `None` for the agenda itself.
    pub(super) supplement: Option<usize>,
}

/// A prepared item.
pub(super) struct Bundle<'a> {
    pub(super) number: usize,
    pub(super) item: &'a Item,
    pub(super) supplement: Option<usize>,
    /// Whether it is withheld as a whole.
    pub(super) whole: bool,
    /// The grounds on which it, or something in it, is withheld.
    pub(super) grounds: Vec<Grounds>,
    /// What the public reads instead of its title, if that is withheld.
    pub(super) public_title: Option<Prose>,
    /// What the agenda prints from its report.
    pub(super) facts: Facts,
    /// Its paper and appendices.
    pub(super) enclosures: Vec<Enclosure>,
    /// The words to search the public pack for, and those that are open.
    pub(super) evidence: Evidence,
    /// The facts that its papers state, for comparison with those of other items.
    pub(super) told: Vec<Told>,
}

/// One paper or appendix.
pub(super) struct Enclosure {
    /// The title of an appendix for those who may read it; `None` for the paper of the item itself.
    pub(super) title: Option<String>,
    /// The title of an appendix for the public.
    pub(super) public_title: Option<String>,
    /// Its pages in the restricted pack.
    pub(super) restricted: Source,
    /// Its pages in the public pack.
    pub(super) public: Public,
    /// The grounds on which it, or something in it, is withheld.
    pub(super) grounds: Vec<Grounds>,
    /// The place where the user named it.
    pub(super) place: Place,
}

/// The pages of a paper in the public pack.
pub(super) enum Public {
    /// The same as in the restricted pack: nothing is withheld.
    Same,
    /// Different ones: something in the paper is withheld.
    Other(Source),
    /// None: all of the paper is withheld.
    Withheld,
}

impl Bundle<'_> {
    /// Whether anything in it is not for publication.
    pub(super) fn is_restricted(&self) -> bool {
        !self.grounds.is_empty()
    }
}

/// Prepares an item. All problems with its files are found in one go.
pub(super) fn bundle<'a>(
    typesetter: Typesetter<'_>,
    elsewhere: &Elsewhere,
    convened: &'a Convened,
    request: Request<'a>,
) -> Outcome<Bundle<'a>> {
    let Request { number, item, supplement } = request;
    let bundle = Bundle {
        number,
        item,
        supplement,
        whole: item.withheld().is_some(),
        grounds: item.withheld().map(Grounds::of).into_iter().collect(),
        public_title: item.withheld().and_then(Withheld::public_title).cloned(),
        facts: Facts::default(),
        enclosures: Vec::new(),
        evidence: Evidence::default(),
        told: Vec::new(),
    };
    let mut maker =
        Maker { typesetter, elsewhere, convened, bundle, findings: Findings::default() };
    maker.bundle.evidence.words.item(item);
    if let Some(named) = &item.report {
        maker.report(named);
    }
    if let Some(named) = &item.file {
        let (whole, grounds) = (maker.bundle.whole, maker.bundle.grounds.clone());
        if let Some((restricted, public)) =
            maker.outside(convened.file, named, whole, &convened.meeting.accept)
        {
            let (title, place) = (None, named.place);
            let public_title = None;
            maker.bundle.enclosures.push(Enclosure {
                title,
                public_title,
                restricted,
                public,
                grounds,
                place,
            });
        }
    }
    let Maker { bundle, findings, .. } = maker;
    findings.finish(Some(bundle))
}

/// An item while it is being prepared.
struct Maker<'a, 'b> {
    typesetter: Typesetter<'a>,
    elsewhere: &'a Elsewhere,
    convened: &'b Convened,
    bundle: Bundle<'b>,
    findings: Findings,
}

/// A paper made from data.
struct Made {
    /// Its file.
    file: FileId,
    /// The paper before typesetting.
    composed: Composed,
    /// Its pages in the restricted pack.
    restricted: Source,
    /// Its pages in the public pack.
    public: Public,
    /// The grounds on which it, or something in it, is withheld.
    grounds: Vec<Grounds>,
}

impl Maker<'_, '_> {
    /// Adds the report of an item and its appendices.
    fn report(&mut self, named: &Name) {
        let item = self.bundle.item;
        let closed = item.withheld().map(Grounds::of);
        let Some(made) = self.made(named, self.convened.file, closed, true) else { return };
        let Made { file, composed, restricted, public, grounds } = made;
        let said = [&item.title, &item.text].into_iter().flatten();
        let said: Vec<_> = said.map(|prose| (prose.text.as_str(), prose.place)).collect();
        let world = self.typesetter.workspace.world();
        self.findings.extend(check::about(&world, &composed.paper, &said));
        let subject = &composed.paper.subject;
        self.bundle.whole = composed.document.closed.is_some();
        self.bundle.grounds = withhold::grounds(&composed.document);
        self.bundle.facts = facts(&composed);
        if self.bundle.whole {
            let own = subject.record().withheld().and_then(Withheld::public_title);
            self.bundle.public_title = self.bundle.public_title.take().or(own.cloned());
            // The agenda says whose report it is, even if the report is withheld.
            self.bundle.evidence.words.open.extend(self.bundle.facts.author.clone());
        }
        let (title, public_title, place) = (None, None, named.place);
        self.bundle.enclosures.push(Enclosure {
            title,
            public_title,
            restricted,
            public,
            grounds,
            place,
        });
        let report = match subject {
            Subject::Report(report) => report,
            Subject::Plan(_) | Subject::Review(_) | Subject::Brief(..) => return,
        };
        self.findings.extend(check_committee(report, self.convened));
        for (n, appendix) in report.appendix.iter().enumerate() {
            let named = |title| appendix_called(&composed.paper.house, n, title, &composed.data);
            let own = named(&appendix.title);
            let public = appendix.withheld().and_then(Withheld::public_title).map(named);
            let public = match self.bundle.whole {
                true => own.0,
                false => public.unwrap_or(own.clone()).1,
            };
            self.appendix(own.1, public, appendix, file, &report.accept);
        }
    }

    /// Makes a paper from data, in its editions, and notes its words. `closed` holds the grounds if the naming record
    /// withholds the whole paper; `is_item` says whether the agenda prints its title.
    fn made(
        &mut self,
        named: &Name,
        from: FileId,
        closed: Option<Grounds>,
        is_item: bool,
    ) -> Option<Made> {
        let Typesetter { workspace, memory } = self.typesetter;
        let own = workspace.unread();
        let world = own.world();
        let file = self.file(&world, from, named)?;
        let whole = closed.is_some() || self.bundle.whole;
        let closed = whole.then_some(ClosedElsewhere { grounds: closed });
        let options = Options { elsewhere: self.elsewhere.clone(), ..Options::default() };
        let composed = match world.text(file) {
            Ok(_) => compose_part(&world, file, &options, closed, memory),
            Err(error) => Err(vec![world.unreadable(file, &error, named.place)]),
        };
        workspace.also_read(&own);
        let composed = self.findings.take(composed)?;
        self.bundle.told.push(check::told(file, &composed.document));
        let mut editions = composed.editions();
        let titled = is_item
            && self.bundle.public_title.is_none()
            && composed
                .paper
                .subject
                .record()
                .withheld()
                .and_then(Withheld::public_title)
                .is_none();
        self.bundle.evidence.paper(&composed, &editions, titled);
        let house = &composed.paper.house;
        let (restricted, public) = match editions.as_mut_slice() {
            [Edition { document, audience }] => {
                let made = self.findings.take(self.typesetter.paper(file, house, document))?;
                let public = match audience {
                    Audience::Public => Public::Same,
                    Audience::Restricted => Public::Withheld,
                };
                (self.read(named, made)?, public)
            }
            [public, restricted] => {
                let (ours, theirs) = (&mut public.document, &mut restricted.document);
                let aligned = align(self.typesetter, file, house, ours, theirs);
                let Aligned { public, restricted } = self.findings.take(aligned)?;
                (self.read(named, restricted)?, Public::Other(self.read(named, public)?))
            }
            _ => return None,
        };
        let grounds = withhold::own_grounds(&composed.document);
        Some(Made { file, composed, restricted, public, grounds })
    }

    /// Adds an appendix of a report, which accepts some findings, under its two titles.
    fn appendix(
        &mut self,
        title: String,
        public_title: String,
        appendix: &Appendix,
        file: FileId,
        accepted: &[Accepted],
    ) {
        let own = appendix.withheld();
        let withheld = self.bundle.whole || own.is_some();
        let made = if let Some(source) = &appendix.source {
            let made = self.made(source, file, own.map(Grounds::of), false);
            made.map(|made| (made.restricted, made.public, made.grounds, source.place))
        } else if let Some(named) = &appendix.file {
            let made = self.outside(file, named, withheld, accepted);
            let grounds = own.map(Grounds::of).into_iter().collect();
            made.map(|(restricted, public)| (restricted, public, grounds, named.place))
        } else {
            None
        };
        if let Some((restricted, public, mut grounds, place)) = made {
            if grounds.is_empty() && self.bundle.whole {
                grounds.clone_from(&self.bundle.grounds);
            }
            if own.is_none() && !self.bundle.whole {
                // Grounds that come from the appendix's own file are not yet among the item's.
                self.bundle.grounds.extend(grounds.iter().cloned());
            }
            let (title, public_title) = (Some(title), Some(public_title));
            self.bundle.enclosures.push(Enclosure {
                title,
                public_title,
                restricted,
                public,
                grounds,
                place,
            });
        }
    }

    /// Reads an outside PDF and notes its words. `accepted` is what the paper that names it accepts.
    fn outside(
        &mut self,
        from: FileId,
        named: &Name,
        withheld: bool,
        accepted: &[Accepted],
    ) -> Option<(Source, Public)> {
        let world = self.typesetter.workspace.world();
        let source = self.findings.note(outside::read(&world, from, named))?;
        let texts = self.bundle.evidence.outside(&source.readable(), withheld);
        if !withheld {
            let found = outside::check(&world, self.elsewhere, accepted, named, texts);
            self.findings.extend(found.into_inner());
        }
        let public = if withheld { Public::Withheld } else { Public::Same };
        Some((source, public))
    }

    /// Resolves a file name relative to the file that names it.
    fn file(&mut self, world: &World, from: FileId, named: &Name) -> Option<FileId> {
        self.findings.note(world.relative(from, &named.value, named.place))
    }

    /// Reads a paper that has just been typeset.
    fn read(&mut self, named: &Name, made: Typeset) -> Option<Source> {
        self.findings.note(outside::opened(named, made.pdf))
    }
}

/// Warns of a report that was written for another committee or meeting.
fn check_committee(report: &Report, convened: &Convened) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let meeting = &convened.meeting;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (committee, own) = (words(&meeting.committee.text), words(&report.committee.text));
    if committee.to_lowercase() != own.to_lowercase() {
        problems.push(
            Diagnostic::of(
                Rule::MeetingCommittee,
                report.committee.place,
                format!("this report is for the {own}, but the meeting is of the {committee}"),
            )
            .hint("correct `committee` in the report, or in the meeting's file"),
        );
    }
    if report.meeting.value != meeting.date.value {
        let day = |date: Date| date.0.format("%A %-d %B %Y").to_string();
        problems.push(
            Diagnostic::of(
                Rule::MeetingDate,
                report.meeting.place,
                format!(
                    "this report is for {}, but the meeting is on {}",
                    day(report.meeting.value),
                    day(meeting.date.value)
                ),
            )
            .hint("correct `meeting` in the report, or `date` in the meeting's file"),
        );
    }
    problems
}
