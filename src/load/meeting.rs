//! A meeting with what its agenda is made from: its own file, its council, its house style, the wording of
//! standing items. The papers of its items are loaded one by one, by those who build them.

use typst::syntax::{FileId, VirtualPath};

use super::Name;
use super::paper::{record, style};
use super::record::record as declare;
use crate::derive::clear_days::{Holidays, Notice, last_day_to_publish};
use crate::derive::exempt::Schedule;
use crate::diag::{Diagnostic, Place, closest};
use crate::model::council::Council;
use crate::model::meeting::{Item, Meeting};
use crate::model::style::{Standing, Style};
use crate::world::World;

declare! {
    /// What stands on every agenda, as the program ships it.
    pub struct CommonAgenda("an agenda") {
        /// Always `agenda`.
        pub kind: Name,
        /// The standing items and notices.
        pub standing: Vec<Standing>,
    }
}

/// A meeting with what its agenda is made from.
#[derive(Debug, Clone)]
pub struct Gathering {
    /// The meeting's own file.
    pub file: FileId,
    /// The meeting.
    pub meeting: Meeting,
    /// The council whose workspace it is in.
    pub council: Council,
    /// Its house style.
    pub style: Style,
    /// The folder of the style, inside the workspace or built in.
    pub style_folder: String,
    /// The standing items and notices: the house style's, then the common ones that it does not replace.
    pub standing: Vec<Standing>,
    /// The bank holidays known: the program's, and the workspace's own.
    pub holidays: Holidays,
}

impl Gathering {
    /// The language of the agenda, as a BCP 47 tag.
    pub fn language(&self) -> &str {
        let language = self.meeting.language.as_ref().or(self.council.language.as_ref());
        language.map_or("en-GB", |language| language.as_str())
    }

    /// The descriptions of exempt information that hold for the council.
    pub fn schedule(&self) -> &'static Schedule {
        Schedule::of(self.council.jurisdiction)
    }

    /// The standing item or notice of that name.
    pub fn standing(&self, id: &str) -> Option<&Standing> {
        self.standing.iter().find(|standing| *standing.id == id)
    }

    /// The clear days of notice that the meeting needs.
    pub fn days(&self) -> u16 {
        let own = self.meeting.clear_days.as_ref().map(|days| u16::from(days.value));
        own.unwrap_or_else(|| self.council.jurisdiction.clear_days())
    }

    /// By when the notice of the meeting must be out.
    pub fn notice(&self) -> Result<Notice, Diagnostic> {
        let date = &self.meeting.date;
        let profile = self.meeting.counting.profile();
        last_day_to_publish(date.value.0, self.days(), profile, &self.holidays)
            .map_err(|problem| problem.at(date.place))
    }
}

/// Loads a meeting. Everything that is wrong with any of its files is raised in one go.
pub fn meeting(world: &World, file: FileId, problems: &mut Vec<Diagnostic>) -> Option<Gathering> {
    let council: Option<Council> = record(world, root("council.toml"), None, problems);
    let meeting: Option<Meeting> = record(world, file, None, problems);
    let named = meeting.as_ref().and_then(|meeting| meeting.style.as_ref());
    let named = named.or(council.as_ref().map(|council| &council.style));
    let style = named.and_then(|named| style(world, named, problems));
    let common: Option<CommonAgenda> = record(world, World::builtin("agenda.toml"), None, problems);
    let holidays = holidays(world, problems);
    let (style_folder, style) = style?;
    let own = style.agenda.iter().flat_map(|agenda| agenda.standing.iter().cloned());
    let mut standing: Vec<Standing> = own.collect();
    for common in common?.standing {
        if !standing.iter().any(|known| known.id.value == common.id.value) {
            standing.push(common);
        }
    }
    let (meeting, council, holidays) = (meeting?, council?, holidays?);
    let gathering = Gathering { file, meeting, council, style, style_folder, standing, holidays };
    let before = problems.len();
    check(&gathering, problems);
    let sound = !problems[before..].iter().any(Diagnostic::is_error);
    sound.then_some(gathering)
}

/// A file at the root of the workspace.
fn root(name: &str) -> FileId {
    World::id(&VirtualPath::new(name).expect("the name has no `..`"))
}

/// The bank holidays of the program, and those in the workspace's `bank-holidays.toml`.
fn holidays(world: &World, problems: &mut Vec<Diagnostic>) -> Option<Holidays> {
    let built_in = Holidays::built_in();
    let own = root("bank-holidays.toml");
    if !world.has(own) {
        return Some(built_in);
    }
    let text = match world.text(own) {
        Ok(text) => text,
        Err(error) => {
            problems.push(world.unreadable(own, &error, None));
            return None;
        }
    };
    match Holidays::parse(&text) {
        Ok(holidays) => Some(built_in.with(holidays)),
        Err(found) => {
            problems.extend(found.into_iter().map(|problem| problem.at(own)));
            None
        }
    }
}

/// Raises what is wrong with the business of a meeting as far as its own file says.
fn check(gathering: &Gathering, problems: &mut Vec<Diagnostic>) {
    let meeting = &gathering.meeting;
    for notice in &meeting.notice {
        named(gathering, notice.standing.as_ref(), true, problems);
        if notice.standing.is_none() && (notice.title.is_none() || notice.text.is_none()) {
            problems.push(Diagnostic::error(notice.place, "this notice says nothing").hint(
                "give it a `title` and a `text`, or name one of the house style in `standing`",
            ));
        }
    }
    if meeting.item.is_empty() {
        problems.push(
            Diagnostic::error(meeting.kind.place, "this meeting has no business")
                .hint("add an `[[item]]` for each item of the agenda"),
        );
    }
    for item in &meeting.item {
        check_item(gathering, item, problems);
        if let Some(number) = &item.number {
            problems.push(
                Diagnostic::error(number.place, "items of the agenda are numbered in their order")
                    .hint("remove `number`; only a late paper in a supplement names the item it belongs to"),
            );
        }
    }
    let supplements = meeting.supplement.iter().map(|supplement| &supplement.published);
    for published in meeting.published.iter().chain(supplements) {
        if published.value > meeting.date.value {
            problems.push(
                Diagnostic::error(published.place, "this day is after the meeting")
                    .hint("correct it, or the `date` of the meeting"),
            );
        }
    }
    let mut last = meeting.published.as_ref();
    for supplement in &meeting.supplement {
        if let Some(before) = last
            && supplement.published.value < before.value
        {
            problems.push(
                Diagnostic::error(
                    supplement.published.place,
                    "this supplement is published before what it adds to",
                )
                .hint(
                    "check the dates; supplements stand in the order in which they are published",
                ),
            );
        }
        last = Some(&supplement.published);
        if supplement.item.is_empty() {
            problems.push(
                Diagnostic::error(supplement.place, "this supplement has no items")
                    .hint("add a `[[supplement.item]]` for each paper in it"),
            );
        }
        for item in &supplement.item {
            check_item(gathering, item, problems);
            if let Some(number) = &item.number
                && (number.value == 0 || usize::from(number.value) > meeting.item.len())
            {
                problems.push(
                    Diagnostic::error(
                        number.place,
                        format!("the agenda has no item {}", number.value),
                    )
                    .hint(format!("its items are numbered from 1 to {}", meeting.item.len())),
                );
            }
        }
    }
}

/// Raises what is wrong with one item.
fn check_item(gathering: &Gathering, item: &Item, problems: &mut Vec<Diagnostic>) {
    named(gathering, item.standing.as_ref(), false, problems);
    if item.standing.is_none() && item.title.is_none() && item.report.is_none() {
        problems.push(
            Diagnostic::error(item.place, "this item has no title")
                .hint("give it a `title`, a `report`, or the name of a `standing` item"),
        );
    }
    let ends = |name: &Name, end: &str| name.value.to_lowercase().ends_with(end);
    if let Some(file) = item.file.as_ref().filter(|file| ends(file, ".toml")) {
        problems.push(
            Diagnostic::error(file.place, "this is no PDF")
                .hint("a paper that is made from data is named in `report`"),
        );
    }
    if let Some(report) = item.report.as_ref().filter(|report| ends(report, ".pdf")) {
        problems.push(
            Diagnostic::error(report.place, "this is a PDF, not the data of a report")
                .hint("a PDF from outside is named in `file`"),
        );
    }
    if let (Some(_), Some(file)) = (&item.report, &item.file) {
        problems.push(
            Diagnostic::error(file.place, "this item has both a report and a file")
                .hint("make the file an appendix of the report, or an item of its own"),
        );
    }
    both(item.exempt.as_ref().map(|it| it.place), item.confidential.is_some(), problems);
    if let Some(exempt) = &item.exempt {
        problems.extend(gathering.schedule().check(exempt));
    }
}

/// Raises that something is said to be both exempt and confidential.
pub(crate) fn both(exempt: Option<Place>, confidential: bool, problems: &mut Vec<Diagnostic>) {
    if let Some(place) = exempt.filter(|_| confidential) {
        problems.push(
            Diagnostic::error(place, "this is said to be both exempt and confidential")
                .hint("confidential information may never be disclosed, so keep only `confidential` if that is true"),
        );
    }
}

/// Raises the name of a standing item or notice that is not known.
fn named(gathering: &Gathering, name: Option<&Name>, notice: bool, problems: &mut Vec<Diagnostic>) {
    let Some(name) = name else { return };
    let known: Vec<&str> = gathering
        .standing
        .iter()
        .filter(|standing| standing.notice == notice)
        .map(|standing| standing.id.as_str())
        .collect();
    if known.contains(&name.as_str()) {
        return;
    }
    let what = if notice { "notice" } else { "item" };
    let error = Diagnostic::error(
        name.place,
        format!("the house style has no standing {what} `{}`", name.value),
    );
    problems.push(match closest(name, known.iter().copied()) {
        Some(near) => error.hint(format!("did you mean \"{near}\"?")),
        None => error.hint(format!("the standing {what}s are {}", known.join(", "))),
    });
}
