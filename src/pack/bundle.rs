//! One item of business as it goes into a pack: its paper and appendices as PDFs, in both versions.
//!
//! In comes an item; out comes a [`Bundle`]: each paper typeset on its own, once for each version that
//! differs, and the words that the public version must not have. Where the pages go is left to
//! [`plan`](super::plan).

use typst::syntax::FileId;

use super::align::align;
use super::facts::facts;
use super::typeset::{Typeset, Typesetter};
use crate::assemble::Source;
use crate::compose::agenda::Facts;
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Place, Rule};
use crate::load::meeting::Convened;
use crate::load::paper::{Paper, Subject};
use crate::model::exempt::Withheld;
use crate::model::meeting::Item;
use crate::model::report::{Appendix, Report};
use crate::read::Name;
use crate::read::date::Date;
use crate::search::Evidence;
use crate::withhold;
use crate::world::World;
use crate::{Composed, compose_paper};

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
    typesetter: Typesetter<'_>,
    convened: &'a Convened,
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
    let maker = Maker { typesetter, convened };
    if let Some(named) = &item.report {
        maker.report(named, &mut bundle, problems);
    }
    if let Some(named) = &item.file
        && let Some((source, text)) = maker.outside(convened.file, named, number, problems)
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
    typesetter: Typesetter<'a>,
    convened: &'a Convened,
}

/// A paper as something else names it.
struct Named<'a> {
    name: &'a Name,
    /// The file that names it.
    from: FileId,
    /// How all of it is withheld by what names it, if it is.
    withheld: Option<Withheld<'a>>,
}

/// A paper that was made from data.
struct Made {
    /// Its file.
    file: FileId,
    /// The paper as its author wrote it.
    paper: Paper,
    /// Its restricted version.
    restricted: (Composed, Source),
    /// Its public version where that is another one; none where all of it is withheld, or nothing is.
    public: Option<(Composed, Source)>,
    /// Whether all of it is withheld.
    whole: bool,
    /// Why it, or something in it, is withheld.
    grounds: Vec<Grounds>,
}

impl Maker<'_> {
    /// Adds the report of an item and its appendices.
    fn report(&self, named: &Name, bundle: &mut Bundle<'_>, problems: &mut Vec<Diagnostic>) {
        let item: &Item = bundle.item;
        let source = Named { name: named, from: self.convened.file, withheld: item.withheld() };
        let Some(made) = self.made(source, bundle, problems) else { return };
        let (composed, restricted) = made.restricted;
        bundle.whole = made.whole;
        bundle.grounds = made.grounds.clone();
        bundle.restricted = facts(&composed);
        bundle.public = match &made.public {
            Some((public, _)) => facts(public),
            None => bundle.restricted.clone(),
        };
        if made.whole {
            bundle.public.recommendations.clear();
            let own = match &made.paper.subject {
                Subject::Report(report) => report.withheld(),
                _ => None,
            };
            if let Some(title) = item.withheld().or(own).and_then(Withheld::public_title) {
                bundle.public.title = Some(title.text.trim().to_owned());
            }
            // The agenda says whose report it is, whatever is withheld.
            bundle.evidence.words.open.extend(bundle.public.author.clone());
        }
        bundle.units.push(Unit {
            title: None,
            public_title: None,
            restricted,
            public: match made.public {
                Some((_, public)) => Public::Other(public),
                None if made.whole => Public::Withheld,
                None => Public::Same,
            },
            grounds: made.grounds,
            place: named.place,
        });
        let Subject::Report(report) = &made.paper.subject else { return };
        self.check_committee(report, problems);
        if !made.whole {
            bundle.grounds.extend(withhold::all_grounds(report).1);
        }
        for (n, appendix) in report.appendix.iter().enumerate() {
            let label = format!("{} {}", made.paper.house.wording.word("appendix"), n + 1);
            self.appendix(&label, appendix, made.file, bundle, problems);
        }
    }

    /// Makes a paper from data, in both versions, and notes its words.
    fn made(
        &self,
        named: Named<'_>,
        bundle: &mut Bundle<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Made> {
        let Named { name: named, from, withheld } = named;
        let world = self.typesetter.workspace.world();
        let file = file(&world, from, named, problems)?;
        world
            .text(file)
            .map_err(|error| problems.push(world.unreadable(file, &error, named.place)))
            .ok()?;
        let (paper, found) = crate::diag::apart(crate::load::paper::paper(&world, file, None));
        problems.extend(found);
        let paper = paper?;
        let schedule = self.convened.house.schedule();
        problems.extend(withhold::check(&paper, schedule));
        let mut whole = withheld.is_some() || bundle.whole;
        let mut grounds: Vec<_> = withheld.map(Grounds::of).into_iter().collect();
        let mut parted = false;
        if let Subject::Report(report) = &paper.subject {
            let withheld = withheld.or(report.withheld());
            whole |= withheld.is_some();
            parted = withhold::is_restricted(report);
            // The agenda names an item by the title of its report, unless it has another one for the public.
            let is_item = from == self.convened.file;
            let titled = !whole || is_item && withheld.and_then(Withheld::public_title).is_none();
            bundle.evidence.words.report(report, whole, titled);
            grounds = match withheld {
                Some(withheld) => vec![Grounds::of(withheld)],
                None => withhold::all_grounds(report).0,
            };
        }
        let restricted = withhold::restricted(&paper, schedule);
        let mut composed = compose_paper(&world, file, restricted, None, problems)?;
        let read = |typeset: Typeset, problems: &mut _| {
            read(named, &named.value, typeset.pdf, bundle.number, problems)
        };
        if whole || !parted {
            let typeset = self.typesetter.paper(file, &composed, problems)?;
            let source = read(typeset, problems)?;
            match whole {
                true => bundle.evidence.withheld(&composed.document),
                false => bundle.evidence.open(&composed.document),
            }
            let restricted = (composed, source);
            return Some(Made { file, paper, restricted, public: None, whole, grounds });
        }
        let mut found = Vec::new();
        let public = withhold::public(&paper, schedule);
        let public = compose_paper(&world, file, public, None, &mut found);
        // What both versions have is said of the restricted one, where its place is known.
        found.retain(|problem| !problems.iter().any(|said| said.message == problem.message));
        problems.append(&mut found);
        let mut public = public?;
        let aligned =
            align(self.typesetter, file, named.place, &mut composed, &mut public, problems)?;
        let restricted = read(aligned.restricted, problems)?;
        let source = read(aligned.public, problems)?;
        bundle.evidence.withheld(&composed.document);
        bundle.evidence.open(&public.document);
        Some(Made {
            file,
            paper,
            restricted: (composed, restricted),
            public: Some((public, source)),
            whole,
            grounds,
        })
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
        let mut grounds = match appendix.withheld() {
            Some(withheld) => vec![Grounds::of(withheld)],
            None if bundle.whole => bundle.grounds.clone(),
            None => Vec::new(),
        };
        let made = if let Some(source) = &appendix.source {
            let named = Named { name: source, from: file, withheld: appendix.withheld() };
            let made = self.made(named, bundle, problems);
            made.map(|made| {
                if !withheld {
                    bundle.grounds.extend(made.grounds.iter().cloned());
                    grounds = made.grounds;
                }
                let public = match made.public {
                    Some((_, public)) => Public::Other(public),
                    None if made.whole => Public::Withheld,
                    None => Public::Same,
                };
                (made.restricted.1, public, source.place)
            })
        } else if let Some(named) = &appendix.file {
            self.outside(file, named, bundle.number, problems).map(|(source, text)| {
                bundle.evidence.outside(text, withheld);
                let public = if withheld { Public::Withheld } else { Public::Same };
                (source, public, named.place)
            })
        } else {
            None
        };
        if let Some((restricted, public, place)) = made {
            bundle.units.push(Unit {
                title: Some(title),
                public_title: Some(public_title),
                restricted,
                public,
                grounds,
                place,
            });
        }
    }

    /// Reads a PDF from outside, and the words in it.
    fn outside(
        &self,
        from: FileId,
        named: &Name,
        number: usize,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<(Source, Vec<String>)> {
        let world = self.typesetter.workspace.world();
        let id = file(&world, from, named, problems)?;
        let bytes = world
            .bytes(id)
            .map_err(|error| problems.push(world.unreadable(id, &error, named.place)))
            .ok()?;
        let text = crate::search::text::words(&bytes);
        let source = read(named, &named.value, bytes.to_vec(), number, problems)?;
        Some((source, text))
    }

    /// Warns of a report that was written for another meeting.
    fn check_committee(&self, report: &Report, problems: &mut Vec<Diagnostic>) {
        let meeting = &self.convened.meeting;
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
