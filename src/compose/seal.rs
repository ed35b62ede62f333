//! Withholds single records of data: an area, an action, an update, a milestone, a measure, a risk, a budget, a
//! finding, an overall judgement.
//!
//! Data comes in before anything is derived from it. The words of a withheld record are sealed: put between
//! characters that nobody can type, which every sentence, table and chart then carries along. In the finished
//! document they become values that [`withhold`](crate::withhold) takes out. So no block or wording needs to know
//! what is withheld, and none can forget it. A withheld record is counted and keeps its number; the row, sentence or
//! chart about it is withheld as a whole. Of an update only the words are withheld.

mod named;
mod once;
mod opening;

pub(super) use self::named::{holds_closed, is_closed, items, named, with_sealed_numbers};
use self::opening::Opening;
pub(super) use self::opening::{BRIEFLY, UNSAID};
use crate::derive::Source;
use crate::derive::exempt::{Grounds, Statements};
use crate::derive::inspection::Inspected;
use crate::derive::plan::Planned;
use crate::derive::review::Reviewed;
use crate::document::{Document, Element};
use crate::model::exempt::Withheld;
use crate::model::inspection::Finding;
use crate::model::plan::{
    Action, Area, Budget, Comparator, Evidence, Measure, Milestone, NextStep, Overall, Plan, Risk,
    Update,
};
use crate::model::withholds::Withholds;
use crate::read::Line;

/// Opens sealed words; the number of their seal follows, one character for each half-byte. All of these are Unicode
/// noncharacters, which no text holds.
const OPEN: char = '\u{FDD3}';
/// Separates the number of a seal from the words.
const BETWEEN: char = '\u{FDD4}';
/// Closes sealed words.
const CLOSE: char = '\u{FDD5}';
/// The first of the sixteen characters for the digits of a number.
const DIGITS: u32 = 0xFDE0;

/// A bit in the number of a seal that withholds its words alone, and not the text around them.
const ALONE: usize = 1 << (usize::BITS - 1);

/// The seals of a paper; their numbers are indices.
#[derive(Debug, Default)]
pub(super) struct Seals(Vec<Seal>);

/// The grounds and public words for sealed words.
#[derive(Debug, Clone, PartialEq)]
struct Seal {
    /// The grounds for withholding them.
    grounds: Grounds,
    /// The number of the record, where everything about it is withheld; `None` where only the words are.
    whole: Option<String>,
    /// The public name of the record.
    public: Option<String>,
}

/// Whether a text has sealed words in it.
pub(crate) fn is_sealed(text: &str) -> bool {
    text.contains([OPEN, CLOSE])
}

/// The number of a record, for a place that says more of it than its public row, such as that it is overdue: sealed
/// if the record's words are.
pub(super) fn number_beside(id: &str, words: &str) -> String {
    match opening::first(words) {
        Some(seal) => sealed(seal | ALONE, id),
        None => id.to_owned(),
    }
}

/// A text about other words, sealed with their seal if they are sealed.
pub(super) fn sealed_like(words: &str, text: String) -> String {
    match opening::first(words) {
        Some(seal) => sealed(seal, &text),
        None => text,
    }
}

/// A text without seals.
pub(crate) fn unsealed(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find([OPEN, CLOSE]) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let in_number = rest.starts_with(OPEN).then(|| rest.find(BETWEEN)).flatten();
        let skipped = in_number.map_or(CLOSE.len_utf8(), |between| between + BETWEEN.len_utf8());
        rest = &rest[skipped..];
    }
    words + rest
}

impl Seals {
    /// Seals what a source withholds.
    pub(super) fn source(&mut self, source: &mut Source) {
        match source {
            Source::Inspection(inspected) => self.inspected(inspected),
            Source::Plan(planned) => self.planned(planned),
            Source::Review(reviewed) => self.reviewed(reviewed),
            Source::Figures(_) => {}
        }
    }

    /// Seals what an inspection withholds.
    fn inspected(&mut self, inspected: &mut Inspected) {
        let inspection = &mut inspected.inspection;
        for finding in inspection.finding.iter_mut().chain(&mut inspection.weakness) {
            let Finding {
                id,
                kind: _,
                title,
                text,
                subject: _,
                under: _,
                responsible,
                priority: _,
                due: _,
                tags,
                judgement: _,
                findings,
                exempt,
                confidential,
                place: _,
            } = finding;
            let Some(by) = Withheld::of(exempt, confidential) else { continue };
            let seal = self.number(by, Some(&id.to_string()), None);
            title.iter_mut().for_each(|title| self.name(by, &id.to_string(), &mut title.value));
            responsible.iter_mut().chain(tags).for_each(|name| name.value = sealed(seal, name));
            [text].into_iter().chain(findings).for_each(|line| seal_line(seal, line));
        }
    }

    /// Seals what the plan of a review withholds, and the reviewers' comments on withheld areas.
    pub(super) fn reviewed(&mut self, reviewed: &mut Reviewed) {
        for comment in &mut reviewed.review.comment {
            let is_it = |area: &&Area| area.id.value == comment.area.value;
            let area = reviewed.planned.plan.area.iter().find(is_it);
            if let Some(by) = area.and_then(Withholds::withheld) {
                let seal = self.number(by, Some(&comment.area.value), None);
                seal_line(seal, &mut comment.text);
            }
        }
        self.planned(&mut reviewed.planned);
    }

    /// Seals what a plan and its inspections withhold.
    pub(super) fn planned(&mut self, planned: &mut Planned) {
        let Planned { plan, inspections, scale: _ } = planned;
        inspections.iter_mut().for_each(|inspected| self.inspected(inspected));
        let Plan { area, risk, budget, overall, .. } = plan;
        for area in area {
            self.area(area);
            self.named_after(area, inspections);
        }
        for budget in budget {
            let Budget {
                name,
                on: _,
                budget: _,
                spent: _,
                forecast: _,
                unit: _,
                exempt,
                confidential,
                place: _,
            } = budget;
            let Some(by) = Withheld::of(exempt, confidential) else { continue };
            name.value = sealed(self.number(by, Some(""), None), name);
        }
        for Overall { on: _, status: _, reason, exempt, confidential, place: _ } in overall {
            let Some(by) = Withheld::of(exempt, confidential) else { continue };
            seal_line(self.number(by, Some(""), None), reason);
        }
        for risk in risk {
            let Risk {
                risk,
                mitigation,
                likelihood: _,
                impact: _,
                before: _,
                owner,
                exempt,
                confidential,
                place: _,
            } = risk;
            let Some(by) = Withheld::of(exempt, confidential) else { continue };
            let seal = self.number(by, Some(""), None);
            [risk, mitigation].into_iter().for_each(|line| seal_line(seal, line));
            owner.iter_mut().for_each(|owner| owner.value = sealed(seal, owner));
        }
    }

    fn area(&mut self, area: &mut Area) {
        let Area {
            id,
            title,
            finding: _,
            weakness: _,
            outcome,
            action,
            measure,
            exempt,
            confidential,
            place: _,
        } = area;
        let above = Withheld::of(exempt, confidential);
        if let Some(by) = above {
            self.name(by, &id.value, &mut title.get_or_insert_with(|| id.clone()).value);
            let seal = self.number(by, Some(&id.value), None);
            outcome.iter_mut().for_each(|outcome| seal_line(seal, outcome));
        }
        action.iter_mut().for_each(|action| self.action(action, above));
        measure.iter_mut().for_each(|measure| self.measure(measure, above));
    }

    /// Seals the title that an area has from a withheld finding. That of an area which is withheld itself is sealed
    /// already, unless the area says that everyone may read it.
    fn named_after(&mut self, area: &mut Area, inspections: &[Inspected]) {
        let own = area.withheld();
        if own.is_some_and(|own| !own.has_open_title()) {
            return;
        }
        let whole = own.map(|_| area.id.value.clone());
        let Some(title) = &mut area.title else { return };
        let mut findings = inspections.iter().flat_map(|inspected| inspected.inspection.findings());
        let is_it =
            |finding: &&Finding| finding.title.as_ref().is_some_and(|own| own.place == title.place);
        let found = findings.find(is_it).and_then(Withholds::withheld);
        let Some(by) = found.filter(|by| !by.has_open_title()) else { return };
        let public = by.public_title().map(|title| title.text.trim());
        title.value = sealed(self.number(by, whole.as_deref(), public), &title.value);
    }

    fn action(&mut self, action: &mut Action, above: Option<Withheld<'_>>) {
        let Action {
            id,
            action,
            lead,
            accountable,
            start: _,
            due: _,
            success,
            depends_on: _,
            added: _,
            withdrawn: _,
            milestone,
            update,
            exempt,
            confidential,
            place: _,
        } = action;
        let own = Withheld::of(exempt, confidential);
        if let Some(by) = own.or(above) {
            let seal = self.number(by, Some(&id.value), None);
            match own {
                Some(own) => self.name(own, &id.value, &mut action.value),
                None => seal_line(seal, action),
            }
            let names = [lead].into_iter().chain(accountable);
            names.for_each(|name| name.value = sealed(seal, name));
            success.iter_mut().for_each(|success| seal_line(seal, success));
        }
        let above = own.or(above);
        for Milestone { by: _, text, met: _, exempt, confidential, place: _ } in milestone {
            let Some(by) = Withheld::of(exempt, confidential).or(above) else { continue };
            seal_line(self.number(by, Some(&id.value), None), text);
        }
        for update in update {
            let Update {
                on: _,
                status: _,
                started: _,
                due: _,
                completed: _,
                note,
                reason,
                impact,
                mitigation,
                next,
                decision_needed,
                evidence,
                exempt,
                confidential,
                place: _,
            } = update;
            let Some(by) = Withheld::of(exempt, confidential).or(above) else { continue };
            let seal = self.number(by, above.map(|_| &*id.value), None);
            let next = next.as_mut().map(|NextStep { by: _, text, place: _ }| text);
            let lines = [note, reason, impact, mitigation, decision_needed];
            lines.into_iter().flatten().chain(next).for_each(|line| seal_line(seal, line));
            for Evidence { kind: _, text, url, place: _ } in evidence {
                seal_line(seal, text);
                url.iter_mut().for_each(|url| url.value = sealed(seal, url));
            }
        }
    }

    fn measure(&mut self, measure: &mut Measure, above: Option<Withheld<'_>>) {
        let Measure {
            id: _,
            name,
            unit: _,
            better: _,
            baseline: _,
            target: _,
            actual: _,
            comparator,
            note,
            exempt,
            confidential,
            place: _,
        } = measure;
        let own = Withheld::of(exempt, confidential);
        let Some(by) = own.or(above) else { return };
        let seal = self.number(by, Some(""), None);
        match own {
            Some(own) => self.name(own, "", &mut name.value),
            None => name.value = sealed(seal, name),
        }
        note.iter_mut().for_each(|note| seal_line(seal, note));
        for Comparator { name, value: _, on: _, source, place: _ } in comparator {
            [name].into_iter().chain(source).for_each(|name| name.value = sealed(seal, name));
        }
    }

    /// Seals the name of a withheld record, and notes its public name, which is the name itself where that is open.
    fn name(&mut self, by: Withheld<'_>, id: &str, name: &mut String) {
        let public = by.public_title().map(|title| title.text.trim().to_owned());
        let public = public.or_else(|| by.has_open_title().then(|| unsealed(name)));
        let seal = self.number(by, Some(id), public.as_deref());
        *name = sealed(seal, name);
    }

    /// The number of a seal, new or known.
    fn number(&mut self, by: Withheld<'_>, whole: Option<&str>, public: Option<&str>) -> usize {
        let [whole, public] = [whole, public].map(|text| text.map(str::to_owned));
        let seal = Seal { grounds: Grounds::of(by), whole, public };
        let known = self.0.iter().position(|known| *known == seal);
        known.unwrap_or_else(|| {
            self.0.push(seal);
            self.0.len() - 1
        })
    }

    /// Makes the sealed words of a document into withheld values.
    pub(super) fn open(&self, document: &mut Document, statements: Statements<'_>) {
        if self.0.is_empty() {
            return;
        }
        let opening = Opening { seals: &self.0, statements };
        document.each_mut(&mut |element| match element {
            Element::Block(block) => opening.block(block),
            Element::Inline(inline) => opening.inline(inline),
        });
        once::say(document, statements);
    }
}

/// Words under a seal, which replaces any seals inside them.
fn sealed(seal: usize, words: &str) -> String {
    let words = unsealed(words);
    if words.is_empty() {
        return words;
    }
    let digit = |shift: u32| char::from_u32(DIGITS + ((seal >> shift) & 0xF) as u32);
    let number: String = (0..usize::BITS).step_by(4).filter_map(digit).collect();
    format!("{OPEN}{number}{BETWEEN}{words}{CLOSE}")
}

/// Seals a line. Its expressions can still be evaluated; their values are then sealed with it.
fn seal_line(seal: usize, line: &mut Line) {
    line.value = sealed(seal, &line.value);
}
