//! `meeting.toml`: a meeting, its agenda, and the supplements to it.

use super::accepted::Accepted;
use super::exempt::{Confidential, Exempt};
use super::report::Contact;
use crate::read::date::{Date, Time};
use crate::read::record::{choice, record};
use crate::read::{FileKind, Name, Placed, Prose};

record! {
    /// A meeting.
    pub struct Meeting("a meeting") {
        /// Always `meeting`.
        pub kind: Placed<FileKind>,
        /// The committee that meets.
        pub committee: Prose,
        /// The day of the meeting.
        pub date: Placed<Date>,
        /// When it starts.
        pub time: Placed<Time>,
        /// Where it is held.
        pub venue: Prose,
        /// Where the meeting can be watched, as an address.
        pub webcast: Option<Name>,
        /// The day on which the agenda is published.
        pub published: Option<Placed<Date>>,
        /// The meeting before, whose minutes are to be approved.
        pub previous: Option<Placed<Date>>,
        /// The clear days of notice, where they are not those that the law requires.
        pub clear_days: Option<Placed<u8>>,
        /// The way of counting clear days.
        pub counting: Counting = Counting::WorkingDays,
        /// A house style other than the council's.
        pub style: Option<Name>,
        /// The language of the agenda where it is not the council's, as a BCP 47 tag.
        pub language: Option<Name>,
        /// The chair.
        pub chair: Option<Prose>,
        /// The vice-chair.
        pub vice_chair: Option<Prose>,
        /// The members; the chair and vice-chair need not be repeated.
        pub members: Vec<Prose>,
        /// The people to ask about the meeting.
        pub contact: Vec<Contact>,
        /// Notices for those who attend, after those of the house style. Where one of the house style's is named
        /// here, only the notices given here are printed.
        pub notice: Vec<Notice>,
        /// The business, in order.
        pub item: Vec<Item>,
        /// Papers published later, in order.
        pub supplement: Vec<Supplement>,
        /// Findings that the author accepts.
        pub accept: Vec<Accepted>,
    }
}

choice! {
    /// A way of counting clear days.
    pub enum Counting("\"working-days\", \"parish\" or \"calendar-days\"") {
        /// All but Saturdays, Sundays and bank holidays.
        WorkingDays = "working-days",
        /// All but Sundays, bank holidays, the Christmas and Easter breaks and days of mourning.
        Parish = "parish",
        /// Every day.
        CalendarDays = "calendar-days",
    }
}

record! {
    /// A notice for those who attend a meeting.
    pub struct Notice("a notice") {
        /// The name of one of the house style's notices.
        pub standing: Option<Name>,
        /// Its heading.
        pub title: Option<Prose>,
        /// Its text.
        pub text: Option<Prose>,
    }
}

record! {
    /// An item of business.
    pub struct Item("an item") {
        /// The name of one of the house style's standing items.
        pub standing: Option<Name>,
        /// Its title, where that is not its report's or the house style's.
        pub title: Option<Prose>,
        /// What the committee is asked to do.
        pub purpose: Option<Purpose>,
        /// Its text on the agenda.
        pub text: Option<Prose>,
        /// The report on it.
        pub report: Option<Name>,
        /// A PDF on it from outside.
        pub file: Option<Name>,
        /// The author of its report, where the report does not say.
        pub author: Option<Prose>,
        /// Why it is exempt.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
        /// Why it is taken although it is late.
        pub urgent: Option<Urgent>,
        /// The heading of a group of items that begins with this one. It has no number.
        pub group: Option<Prose>,
        /// Its number, where that does not follow from the item before: a committee may count on through the year.
        /// For a late paper in a supplement, the number of its item on the agenda.
        pub number: Option<Placed<u16>>,
        /// Whether, in a supplement, it replaces the paper that the item with its `number` had before.
        pub replaces: Option<Placed<bool>>,
    }
}

choice! {
    /// What the committee is asked to do with an item.
    pub enum Purpose("\"decision\", \"scrutiny\", \"discussion\" or \"noting\"") {
        /// To decide, or to recommend a decision.
        Decision = "decision",
        /// To examine, and to hold decision makers to account.
        Scrutiny = "scrutiny",
        /// To give views.
        Discussion = "discussion",
        /// To note it.
        Noting = "noting",
    }
}

impl Item {
    /// Whether it replaces a paper published before.
    pub(crate) fn is_revised(&self) -> bool {
        self.replaces.as_ref().is_some_and(|replaces| replaces.value)
    }
}

impl Meeting {
    /// The last supplement, counted from 1, with a paper that replaces that of an item on the agenda.
    pub(crate) fn replaced_in(&self, number: usize) -> Option<usize> {
        let replaces = |item: &Item| {
            let own = item.number.is_some_and(|own| usize::from(own.value) == number);
            own && item.is_revised()
        };
        let place = self.supplement.iter().rposition(|one| one.item.iter().any(replaces))?;
        Some(place + 1)
    }

    /// The items of the agenda, each with its number.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, &Item)> {
        let mut number = 0;
        self.item.iter().map(move |item| {
            number = item.number.map_or(number + 1, |own| own.value.into());
            (number, item)
        })
    }
}

record! {
    /// The reasons for taking a late item, which the minutes must give (section 100B(4)(b) of the Local Government
    /// Act 1972).
    pub struct Urgent("a group such as `{ why-urgent = \"…\", why-late = \"…\" }`") {
        /// The special circumstances by reason of which the chair considers it urgent.
        pub why_urgent: Prose,
        /// Why it was not on the agenda in time.
        pub why_late: Prose,
    }
}

record! {
    /// Papers that are published after the agenda.
    pub struct Supplement("a supplement") {
        /// The day on which it is published.
        pub published: Placed<Date>,
        /// Its title, where it is not only a number.
        pub title: Option<Prose>,
        /// Its items, in order.
        pub item: Vec<Item>,
    }
}
