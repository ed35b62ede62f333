//! Loads a meeting with everything that its agenda needs: its own file, its council, its house style, the wording of
//! standing items. The papers of its items are loaded one by one, where they are built.

mod check;

use typst::syntax::FileId;

use super::file::{record, root};
use super::house::{self, House, council, style};
use crate::derive::clear_days::{Holidays, Notice, last_day_to_publish};
use crate::diag::{Diagnostic, Findings, Outcome};
use crate::language::Standing;
use crate::model::meeting::Meeting;
use crate::world::World;

/// A meeting with everything that its agenda needs.
#[derive(Debug, Clone)]
pub(crate) struct Convened {
    /// The meeting's own file.
    pub file: FileId,
    /// The meeting.
    pub meeting: Meeting,
    /// The council, looks and words of the agenda.
    pub house: House,
    /// The standing items and notices: the house style's, then those of the language that the style does not replace.
    pub standing: Vec<Standing>,
    /// The known bank holidays: the built-in ones where they apply to the jurisdiction, and the workspace's own.
    pub holidays: Holidays,
}

impl Convened {
    /// The standing item or notice with a name.
    pub(crate) fn standing(&self, id: &str) -> Option<&Standing> {
        self.standing.iter().find(|standing| *standing.id == id)
    }

    /// The clear days of notice that the meeting needs: its own number, or else the law's.
    pub(crate) fn days(&self) -> u16 {
        let own = self.meeting.clear_days.as_ref().map(|days| u16::from(days.value));
        own.unwrap_or_else(|| self.house.law.clear_days_on(self.meeting.date.value))
    }

    /// The last day to publish the notice of the meeting.
    pub(crate) fn notice(&self) -> Result<Notice, Diagnostic> {
        let date = &self.meeting.date;
        let profile = self.meeting.counting;
        last_day_to_publish(date.value.0, self.days(), profile, &self.holidays)
            .map_err(|problem| problem.at(date.place))
    }
}

/// Loads a meeting, and reports everything that is wrong in any of its files.
pub(crate) fn meeting(world: &World, file: FileId) -> Outcome<Convened> {
    let mut findings = Findings::default();
    let council = findings.take(council(world));
    let meeting = findings.take(record::<Meeting>(world, file, None));
    let named = meeting.as_ref().and_then(|meeting| meeting.style.as_ref());
    let named = named.or(council.as_ref().map(|council| &council.style));
    let language = meeting.as_ref().and_then(|meeting| meeting.language.clone());
    let language = language.or(council.as_ref().and_then(|council| council.language.clone()));
    let language = language.as_ref();
    let style = named.and_then(|named| findings.take(style(world, named, None, language)));
    let house = council.zip(style);
    let house = house
        .and_then(|(council, style)| findings.take(house::house(world, council, style, language)));
    let holidays = house.as_ref().and_then(|house| {
        let known =
            if house.law.bank_holidays { Holidays::built_in() } else { Holidays::default() };
        findings.take(holidays(world, known))
    });
    let (Some(meeting), Some(house), Some(holidays)) = (meeting, house, holidays) else {
        return findings.finish(None);
    };
    let own = house.style.agenda.iter().flat_map(|agenda| agenda.standing.iter().cloned());
    let mut standing: Vec<Standing> = own.collect();
    for common in &house.wording.language().standing {
        if !standing.iter().any(|known| known.id.value == common.id.value) {
            standing.push(common.clone());
        }
    }
    let convened = Convened { file, meeting, house, standing, holidays };
    findings.extend(check::check(&convened));
    findings.go_on(Some(convened))
}

/// The known bank holidays with those in the workspace's `bank-holidays.toml`.
fn holidays(world: &World, known: Holidays) -> Outcome<Holidays> {
    let mut findings = Findings::default();
    let own = root("bank-holidays.toml");
    if !world.has(own) {
        return findings.finish(Some(known));
    }
    let text = world.text(own).map_err(|error| vec![world.unreadable(own, &error, None)])?;
    let holidays = match Holidays::parse(&text) {
        Ok(holidays) => Some(known.with(holidays)),
        Err(found) => {
            findings.extend(found.into_iter().map(|problem| problem.at(own)));
            None
        }
    };
    findings.finish(holidays)
}
