//! Refuses differences that would publish in an open record what the plan withholds in another.
//!
//! A column that was sorted by itself, or moved up by a row, brings the report on a withheld action into the row of
//! an open one. In come the differences; each that would put withheld words of the plan where everyone reads them is
//! refused as a whole.

use std::collections::HashSet;

use super::{Change, Kind};
use crate::edit::{Datum, Edit, Step};
use crate::import::stretch::runs;
use crate::model::plan::{Action, Plan, Update};
use crate::model::withholds::Withholds;

/// Refuses the differences that would publish what the plan withholds.
pub(super) fn refuse(changes: &mut [Change], plan: &Plan) {
    let texts = Texts::of(plan);
    let open: HashSet<String> = texts.open.iter().flat_map(|text| runs(text)).collect();
    let is_secret = |run: &String| !open.contains(run);
    let secrets: Vec<(&str, HashSet<String>)> = texts
        .withheld
        .iter()
        .map(|(what, text)| (what.as_str(), runs(text).into_iter().filter(is_secret).collect()))
        .collect();
    for change in changes.iter_mut().filter(|change| is_open(change, plan)) {
        let mut said = Vec::new();
        change.edits.iter().for_each(|edit| said_by(edit, &mut said));
        let said: Vec<String> = said.into_iter().flat_map(runs).collect();
        let found = secrets.iter().find_map(|(what, secret)| {
            Some((what, said.iter().find(|run| secret.contains(*run))?))
        });
        let Some((what, run)) = found else { continue };
        let why = format!(
            "“{}” is what the plan withholds of {what}, and everyone could read it here; nothing of this row was taken: put it into the row of that, or withhold this one in the plan, too",
            run.trim_end_matches('.')
        );
        *change = Change::new(Kind::NotTaken, change.what.clone());
        change.tell(why);
    }
}

/// Whether everyone reads what a difference puts in, because neither its record nor anything around that is withheld.
fn is_open(change: &Change, plan: &Plan) -> bool {
    let withholds = |path: &[Step]| matches!(path.last(), Some(Step::Key(key)) if key == "exempt" || key == "confidential");
    let withheld = plan.withheld().is_some();
    let mut paths = change.edits.iter().map(Edit::path);
    !withheld && !paths.any(|path| withholds(path) || stands_withheld(path, plan))
}

/// Whether a path leads into a withheld record.
fn stands_withheld(path: &[Step], plan: &Plan) -> bool {
    let key = |at: usize, name: &str| matches!(path.get(at), Some(Step::Key(key)) if key == name);
    let number = |at: usize| match path.get(at) {
        Some(Step::At(number)) => Some(*number),
        _ => None,
    };
    let risk = number(1).filter(|_| key(0, "risk")).and_then(|at| plan.risk.get(at));
    let area = number(1).filter(|_| key(0, "area")).and_then(|at| plan.area.get(at));
    let (action, measure) = (
        area.filter(|_| key(2, "action")).and_then(|area| area.action.get(number(3)?)),
        area.filter(|_| key(2, "measure")).and_then(|area| area.measure.get(number(3)?)),
    );
    risk.is_some_and(|risk| risk.withheld().is_some())
        || area.is_some_and(|area| area.withheld().is_some())
        || action.is_some_and(|action| action.withheld().is_some())
        || measure.is_some_and(|measure| measure.withheld().is_some())
}

/// Adds the words that an edit puts in.
fn said_by<'e>(edit: &'e Edit, said: &mut Vec<&'e str>) {
    let mut waiting = match edit {
        Edit::Set(_, datum) | Edit::Insert(_, _, datum) => vec![datum],
        Edit::Move(..) | Edit::Remove(_) => Vec::new(),
    };
    while let Some(datum) = waiting.pop() {
        match datum {
            Datum::Text(words) | Datum::Prose(words) => said.push(words),
            Datum::List(all) => waiting.extend(all),
            Datum::Group(pairs) => waiting.extend(pairs.iter().map(|(_, datum)| datum)),
            Datum::Truth(_) | Datum::Number(_) | Datum::Day(_) | Datum::Time(_) => {}
        }
    }
}

/// The texts of a plan, withheld and open.
#[derive(Default)]
struct Texts<'p> {
    open: Vec<&'p str>,
    /// The withheld texts, each with a name for its record.
    withheld: Vec<(String, &'p str)>,
}

impl<'p> Texts<'p> {
    /// Collects the texts of a plan.
    fn of(plan: &'p Plan) -> Self {
        let mut texts = Self::default();
        for area in &plan.area {
            let closed = area.withheld().is_some();
            let what = format!("the area “{}”", area.title().value);
            texts.add(closed, &what, [area.title().value.as_str()]);
            for action in &area.action {
                texts.action(closed, action);
            }
            for measure in &area.measure {
                let closed = closed || measure.withheld().is_some();
                let note = measure.note.iter().map(|note| note.value.as_str());
                let what = format!("the measure “{}”", measure.name.value);
                texts.add(closed, &what, note.chain([measure.name.value.as_str()]));
            }
        }
        for risk in &plan.risk {
            let closed = risk.withheld().is_some();
            let words = [risk.risk.value.as_str(), risk.mitigation.value.as_str()];
            texts.add(closed, "a risk", words);
        }
        texts
    }

    /// Adds the texts of an action.
    fn action(&mut self, closed: bool, action: &'p Action) {
        let closed = closed || action.withheld().is_some();
        let what = format!("action {}", action.id.value);
        let own = action.success.iter().chain([&action.action]);
        self.add(closed, &what, own.map(|line| line.value.as_str()));
        for milestone in &action.milestone {
            let closed = closed || milestone.withheld().is_some();
            self.add(closed, &what, [milestone.text.value.as_str()]);
        }
        for update in &action.update {
            let closed = closed || update.withheld().is_some();
            self.add(closed, &what, words_of(update));
        }
    }

    /// Adds texts, withheld if `closed`; `what` names their record.
    fn add(&mut self, closed: bool, what: &str, texts: impl IntoIterator<Item = &'p str>) {
        match closed {
            true => self.withheld.extend(texts.into_iter().map(|text| (what.to_owned(), text))),
            false => self.open.extend(texts),
        }
    }
}

/// The words of an update.
fn words_of(update: &Update) -> impl Iterator<Item = &str> {
    let lines =
        [&update.note, &update.reason, &update.impact, &update.mitigation, &update.decision_needed];
    let next = update.next.iter().map(|next| &next.text);
    let evidence = update.evidence.iter().map(|one| &one.text);
    lines.into_iter().flatten().chain(next).chain(evidence).map(|line| line.value.as_str())
}
