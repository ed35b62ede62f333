//! What is exported and taken back unchanged changes nothing; with edits, exactly what was edited.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::export::sheet::{SheetFormat, export};
use crate::import::sheet::tests::opened;
use crate::import::sheet::{Lack, change};
use crate::world::World;

/// The day on which colleagues send the workbook back.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 30).unwrap()
}

fn plan(text: &str) -> Plan {
    crate::read::read::<Plan>(World::builtin("plan.toml"), text).unwrap().value
}

/// A text in quotation marks.
fn quoted(text: &str) -> String {
    Datum::Text(text.to_owned()).inline().unwrap()
}

/// Words as people write them, among them some that look like something else.
fn words() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "Agree “one” plan – by 31/03/2026: it’s due",
        "- begins with a dash",
        "100% of 12/05/2025 reviews",
        "Say \"yes\", or 'no'; C:\\temp",
        "=1+1",
        "TBC",
        "1.10",
        "{{ plan.total }} of \\{{",
        "Two\nlines",
    ]);
    prop_oneof![3 => "[A-Z][a-z]{2,9}( [a-z]{2,9}){0,6}\\.?", 1 => odd.prop_map(str::to_owned)]
}

prop_compose! {
    fn update()(day in 0u64..400, status in prop::option::of(prop::sample::select(vec!["not-started", "on-track", "at-risk", "behind", "complete"])), note in prop::option::of(words()), due in prop::option::weighted(0.2, 700u64..900)) -> String {
        let start = NaiveDate::from_ymd_opt(2025, 4, 1).unwrap();
        let mut parts = vec![format!("on = {}", start + Days::new(day))];
        parts.extend(status.map(|status| format!("status = \"{status}\"")));
        parts.extend(due.map(|due| format!("due = {}", start + Days::new(due))));
        parts.extend(note.map(|note| format!("note = {}", quoted(&note))));
        format!("{{ {} }}", parts.join(", "))
    }
}

prop_compose! {
    fn action()(action in words(), lead in "[A-Z][a-z]{2,9} [A-Z][a-z]{2,9}", accountable in prop::option::of("[A-Z][a-z]{3,9}"), start in prop::option::of(0u64..50), due in 400u64..700, milestones in prop::collection::vec((words(), 10u64..390), 0..3), updates in prop::collection::vec(update(), 0..4)) -> String {
        let start_of = NaiveDate::from_ymd_opt(2025, 4, 1).unwrap();
        let mut text = format!("action = {}\nlead = \"{lead}\"\ndue = {}\n", quoted(&action), start_of + Days::new(due));
        text.extend(accountable.map(|name| format!("accountable = \"{name}\"\n")));
        text.extend(start.map(|start| format!("start = {}\n", start_of + Days::new(start))));
        let milestones: Vec<_> = milestones.into_iter().enumerate().map(|(n, (words, by))| format!("{{ by = {}, text = {} }}", start_of + Days::new(by), quoted(&format!("M{n} {words}")))).collect();
        if !milestones.is_empty() {
            text += &format!("milestone = [{}]\n", milestones.join(", "));
        }
        if !updates.is_empty() {
            text += &format!("update = [{}]\n", updates.join(", "));
        }
        text
    }
}

/// The text of a plan with actions in two areas, a measure and a risk.
fn plan_of(actions: &[String]) -> String {
    let mut text = "kind = \"plan\"\nname = \"Plan\"\nsubmitted = 2025-04-01\n[[risk]]\nrisk = \"Posts stay vacant\"\nmitigation = \"Recruit\"\nlikelihood = \"low\"\nimpact = \"high\"\n".to_owned();
    for (area, title) in [(0, "title = \"Care & health\"\n"), (1, "")] {
        text += &format!("[[area]]\nid = \"area-{area}\"\n{title}");
        for (n, action) in actions.iter().enumerate().filter(|(n, _)| n % 2 == area) {
            text += &format!("[[area.action]]\nid = \"{area}.{n}\"\n{action}");
        }
    }
    text + "[[area.measure]]\nname = \"Plans in time\"\nunit = \"%\"\nbetter = \"higher\"\nbaseline = { on = 2025-03-31, value = 42.0 }\ntarget = [{ by = 2026-03-31, value = 70.5 }]\nactual = [{ on = 2025-06-30, value = 50.0 }, { on = 2025-06-30, value = 49.50, reported = 2025-08-01 }]\n"
}

/// What differs once the bytes of a workbook are taken back into the plan that it was made from.
fn taken_back(text: &str, bytes: &[u8], name: &str) -> Vec<Change> {
    let mut imported = opened(bytes, name);
    let plan = plan(text);
    imported.give(Lack::AsAt, today());
    imported.differences(&plan)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_comes_back_unchanged_changes_nothing(actions in prop::collection::vec(action(), 1..6)) {
        let text = plan_of(&actions);
        for format in [SheetFormat::Xlsx, SheetFormat::Csv] {
            let bytes = export(&plan(&text), false, format).unwrap();
            let name = format!("plan.{}", format.extension());
            let changes = taken_back(&text, &bytes, &name);
            prop_assert!(changes.is_empty(), "{name}: {changes:?}\n{text}");
        }
    }

    #[test]
    fn what_is_edited_is_changed_and_nothing_else(actions in prop::collection::vec(action(), 1..6), at in any::<prop::sample::Index>(), column in 0usize..4) {
        let text = plan_of(&actions);
        let bytes = export(&plan(&text), false, SheetFormat::Csv).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&bytes[..]);
        let mut rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let row = 3 + at.index(rows.len() - 3);
        let head = rows[2].clone();
        let (heading, value) = [("Lead", "Somebody Else"), ("Status", "Behind"), ("Update", "A wholly new word."), ("Revised due date", "01/02/2030")][column];
        let place = head.iter().position(|name| name == heading).unwrap();
        let already = rows[row][place] == value;
        rows[row][place] = value.to_owned();
        let id = rows[row][1].clone();
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let changes = taken_back(&text, &writer.into_inner().unwrap(), "plan.csv");
        let what: Vec<_> = changes.iter().map(|change| change.what.clone()).collect();
        let wanted = if already { vec![] } else { vec![format!("action {id}")] };
        prop_assert_eq!(what, wanted, "{:?}\n{}", changes, text);
        let new = change(&text, &changes).unwrap();
        let (before, after) = (plan(&text), plan(&new));
        let rest = |plan: &Plan| -> Vec<String> {
            let all = plan.area.iter().flat_map(|area| &area.action).filter(|action| action.id.value != id);
            all.map(|action| serde_json::to_string(action).unwrap()).collect()
        };
        prop_assert_eq!(rest(&before), rest(&after));
        let count = |plan: &Plan| plan.area.iter().flat_map(|area| &area.action).map(|action| action.update.len()).sum::<usize>();
        prop_assert_eq!(count(&after) - count(&before), usize::from(!already && heading != "Lead"));
    }
}
