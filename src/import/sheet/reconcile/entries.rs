//! Compares measures and risks.

use chrono::NaiveDate;

use super::pairs::{area_of, find};
use super::{Change, Kind, day, element, group, list, short, text};
use crate::edit::{Datum, Edit, Path};
use crate::import::sheet::draft::{self, Draft};
use crate::import::sheet::progress::same;
use crate::import::sheet::write::escaped;
use crate::import::word::Closed;
use crate::model::plan::{Area, Measure, Plan};
use crate::read::number::Number;
use crate::read::record::Choice;

/// The differences between measures: new readings, and readings with a new value for the same day.
pub(super) fn measures(draft: &Draft, plan: &Plan, as_at: Option<NaiveDate>) -> Vec<Change> {
    let mut changes = Vec::new();
    for area in &draft.areas {
        for row in &area.measures {
            let known = plan.area.iter().enumerate().find_map(|(at, of)| {
                let by_id = of.measure.iter().position(|known| {
                    let ids = known.id.as_ref().zip(row.id.as_ref());
                    ids.is_some_and(|(known, id)| known.value == *id)
                });
                Some((
                    at,
                    by_id.or_else(|| find(&of.measure, &row.name, |known| &known.name.value))?,
                ))
            });
            let Some((of, at)) = known else {
                let mut change =
                    Change::new(Kind::NotTaken, format!("measure “{}”", short(&row.name)));
                let place = area_of(plan, area).map(|at| plan.area[at].title().value.clone());
                change.tell(match place {
                    Some(title) => format!("is not in the plan; write it into “{title}” there"),
                    None => "is not in the plan; write it into one of its areas".to_owned(),
                });
                changes.push(change);
                continue;
            };
            let path = element(&element(&Path::new(), "area", of), "measure", at);
            changes.extend(measure(row, &plan.area[of], at, plan, &path, as_at));
        }
    }
    changes
}

/// The differences of one measure.
fn measure(
    row: &draft::Measure,
    area: &Area,
    at: usize,
    plan: &Plan,
    path: &Path,
    as_at: Option<NaiveDate>,
) -> Option<Change> {
    let known = &area.measure[at];
    let mut change = Change::new(Kind::Changed, format!("measure “{}”", short(&known.name)));
    if let Some(closed) = &row.closed {
        change.withhold(closed, path, &[plan, area, known]);
    }
    let note = known.note.as_ref().map(|note| &note.value);
    if let Some(new) = row.note.as_ref().filter(|new| note.is_none_or(|old| !same(old, new))) {
        let old = note.map(String::as_str);
        change.set(path, "note", old, text(&escaped(new)), new);
    }
    let baseline = row.baseline.as_ref().and_then(|row| row.value.parse::<Number>().ok());
    if let Some((new, old)) =
        baseline.zip(known.baseline.as_ref()).filter(|(new, old)| *new != old.value)
    {
        change.tell(format!(
            "not taken: the baseline is {new} in the spreadsheet, and {} in the plan; correct it there, if it was wrong",
            old.value
        ));
    }
    readings(row, known, path, as_at, &mut change);
    targets(row, known, path, &mut change);
    (!change.how.is_empty()).then_some(change)
}

/// Adds new readings, and readings that have another value than that of the same day before; `as_at` is the day of
/// these.
fn readings(
    row: &draft::Measure,
    known: &Measure,
    path: &Path,
    as_at: Option<NaiveDate>,
    change: &mut Change,
) {
    let mut count = known.actual.len();
    for reading in &row.actual {
        let (Some(on), Ok(value)) = (reading.on.known(), reading.value.parse::<Number>()) else {
            continue;
        };
        let of_day = || known.actual.iter().filter(|known| known.on.0 == on);
        let is_final = reading.provisional == Some(false);
        if of_day().any(|known| known.value == value && !(known.provisional && is_final)) {
            continue;
        }
        let restated = of_day().next().is_some();
        let what = match of_day().any(|known| known.value == value) {
            true => "no longer provisional".to_owned(),
            false if restated => format!("restated as {}", reading.value),
            false => reading.value.clone(),
        };
        let said = of_day().map(|known| known.reported.map_or(known.on.0, |day| day.0)).max();
        let reported = as_at.filter(|as_at| said.is_some_and(|said| *as_at > said));
        if restated && reported.is_none() {
            change.restates |= as_at.is_none();
            change.tell(format!(
                "not taken: the reading of {on} is {what} in the spreadsheet; say with `--on` on which later day"
            ));
            continue;
        }
        let new = group([
            ("on", Some(day(on))),
            ("value", Some(Datum::Number(reading.value.clone()))),
            ("provisional", (reading.provisional == Some(true)).then_some(Datum::Truth(true))),
            ("reported", reported.map(day)),
        ]);
        change.tell(format!("the reading of {on} is {what}"));
        change.edits.push(Edit::Insert(list(path, "actual"), count, new));
        count += 1;
    }
}

/// Adds new targets, and changes the values of others.
fn targets(row: &draft::Measure, known: &Measure, path: &Path, change: &mut Change) {
    let mut count = known.target.len();
    for target in &row.targets {
        let (Some(by), Ok(value)) = (target.on.known(), target.value.parse::<Number>()) else {
            continue;
        };
        match known.target.iter().position(|known| known.by.0 == by) {
            Some(at) if known.target[at].value == value => {}
            Some(at) => {
                let old = known.target[at].value.to_string();
                let path = element(path, "target", at);
                let new = Datum::Number(target.value.clone());
                change.set(&path, "value", Some(&old), new, &target.value);
            }
            None => {
                change.tell(format!("a target for {by}: {}", target.value));
                let value = Datum::Number(target.value.clone());
                let new = group([("by", Some(day(by))), ("value", Some(value))]);
                change.edits.push(Edit::Insert(list(path, "target"), count, new));
                count += 1;
            }
        }
    }
}

/// The differences between risks.
pub(super) fn risks(draft: &Draft, plan: &Plan) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut count = plan.risk.len();
    for row in &draft.risks {
        let Some(at) = find(&plan.risk, &row.risk, |known| &known.risk.value) else {
            changes.push(new_risk(row, &mut count, plan, draft.closed.as_ref()));
            continue;
        };
        let (known, path) = (&plan.risk[at], element(&Path::new(), "risk", at));
        let mut change = Change::new(Kind::Changed, format!("risk “{}”", short(&known.risk)));
        let owner = known.owner.as_ref().map(|owner| &owner.value);
        for (key, new, old) in [
            ("risk", Some(&row.risk), Some(&known.risk.value)),
            ("mitigation", row.mitigation.as_ref(), Some(&known.mitigation.value)),
            ("owner", row.owner.as_ref(), owner),
        ] {
            let Some(new) = new.filter(|new| old.is_none_or(|old| !same(old, new))) else {
                continue;
            };
            let value = if key == "owner" { text(new) } else { text(&escaped(new)) };
            change.set(&path, key, old.map(String::as_str), value, new);
        }
        for (key, new, old) in
            [("likelihood", row.likelihood, known.likelihood), ("impact", row.impact, known.impact)]
        {
            if let Some(new) = new.filter(|new| *new != old) {
                change.set(&path, key, Some(old.word()), text(new.word()), new.word());
            }
        }
        if let Some(closed) = &row.closed {
            change.withhold(closed, &path, &[plan, known]);
        }
        changes.extend((!change.how.is_empty()).then_some(change));
    }
    changes
}

/// The change that adds a risk.
fn new_risk(row: &draft::Risk, count: &mut usize, plan: &Plan, closed: Option<&Closed>) -> Change {
    let mut change = Change::new(Kind::New, format!("risk “{}”", short(&row.risk)));
    let (Some(likelihood), Some(impact)) = (row.likelihood, row.impact) else {
        change.kind = Kind::NotTaken;
        change.tell("its likelihood or impact is not known; give it in the spreadsheet");
        return change;
    };
    let mitigation = row.mitigation.as_deref().unwrap_or("[describe what is done about it]");
    let new = group([
        ("risk", Some(text(&escaped(&row.risk)))),
        ("mitigation", Some(text(&escaped(mitigation)))),
        ("likelihood", Some(text(likelihood.word()))),
        ("impact", Some(text(impact.word()))),
        ("owner", row.owner.as_deref().map(text)),
    ]);
    let plan_itself = Path::new();
    change.edits.push(Edit::Insert(list(&plan_itself, "risk"), *count, new));
    if let Some(closed) = row.closed.as_ref().or(closed) {
        change.withhold(closed, &element(&plan_itself, "risk", *count), &[plan]);
    }
    *count += 1;
    change.tell("joins the plan");
    change
}
