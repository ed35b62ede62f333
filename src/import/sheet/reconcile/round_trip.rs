//! A workbook exported and imported unchanged changes nothing; an edited one changes exactly what was edited.

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

/// Text as people write it, including some that looks like something else.
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
    text + "[[area.measure]]\nname = \"Waits\"\nbetter = \"lower\"\nbaseline = { on = 2025-03-31, value = 12, provisional = true }\nactual = [{ on = 2025-06-30, value = -15991.50, provisional = true }]\n[[area.measure]]\nname = \"Plans in time\"\nunit = \"%\"\nbetter = \"higher\"\nbaseline = { on = 2025-03-31, value = 42.0 }\ntarget = [{ by = 2026-03-31, value = 70.5 }]\nactual = [{ on = 2025-06-30, value = 50.0 }, { on = 2025-06-30, value = 49.50, reported = 2025-08-01 }]\n"
}

/// The plan imported from a workbook without an existing one.
fn afresh(bytes: &[u8], name: &str) -> Plan {
    let mut imported = opened(bytes, name);
    imported.give(Lack::AsAt, today());
    let text = imported.plan();
    match crate::read::read::<Plan>(World::builtin("plan.toml"), &text) {
        Ok(read) => read.value,
        Err(found) => panic!("{found:?}\n{text}"),
    }
}

/// Asserts that a workbook imported afresh is exported again unchanged.
fn comes_back_whole(plan: &Plan) {
    for format in [SheetFormat::Xlsx, SheetFormat::Csv] {
        let out = export(plan, false, format).unwrap();
        let name = format!("plan.{}", format.extension());
        assert_eq!(opened(&out, &name).lacks(), [], "{name}");
        let again = afresh(&out, &name);
        let shown = |plan| String::from_utf8(export(plan, false, SheetFormat::Csv).unwrap());
        assert_eq!(shown(&again), shown(plan), "{format:?}");
        assert!(export(&again, false, format).unwrap() == out, "{format:?}");
    }
}

#[test]
fn a_sample_plan_that_is_imported_afresh_is_the_same_plan() {
    let sample = |name: &str| {
        let path = format!("{}/data/{name}/plan.toml", env!("CARGO_MANIFEST_DIR"));
        comes_back_whole(&plan(&std::fs::read_to_string(path).unwrap()));
    };
    ["guide", "sheffield", "staffordshire"].into_iter().for_each(sample);
}

#[test]
fn what_colleagues_edit_before_it_is_imported_afresh_is_of_the_day_that_is_given_and_the_rest_is_not()
 {
    let text = plan_of(&[
        "action = \"Mend roofs\"\nlead = \"Head\"\ndue = 2026-12-31\nupdate = [{ on = 2026-05-20, status = \"behind\", note = \"Not due\" }, { on = 2026-06-20, due = 2027-01-31, note = \"Started\", evidence = [{ kind = \"output\", text = \"A list\", url = \"https://example.org/a\" }] }]\n".to_owned(),
    ]);
    let csv = String::from_utf8(export(&plan(&text), false, SheetFormat::Csv).unwrap()).unwrap();
    let updates = |csv: &str| {
        let plan = afresh(csv.as_bytes(), "plan.csv");
        serde_json::to_value(&plan.area[0].action[0].update).unwrap()
    };
    let before = serde_json::to_value(&plan(&text).area[0].action[0].update).unwrap();
    assert_eq!(updates(&csv), before);
    let standing = ",31/01/2027,Behind,Started,,";
    for (edit, gained) in [
        (",31/01/2027,On track,Started,,", "status = \"on-track\""),
        (",31/01/2027,Behind,Half are done,,", "status = \"behind\", note = \"Half are done\""),
        (",28/02/2027,Behind,Started,,", "status = \"behind\", due = 2027-02-28"),
    ] {
        assert!(csv.contains(standing), "{csv}");
        let wanted =
            text.replace("}] }]\n", &format!("}}] }}, {{ on = {}, {gained} }}]\n", today()));
        let wanted = serde_json::to_value(&plan(&wanted).area[0].action[0].update).unwrap();
        assert_eq!(updates(&csv.replace(standing, edit)), wanted, "{edit}");
    }
    let dated = csv.replace(standing, ",31/01/2027,Behind,Started,25/06/2026,");
    let wanted = text.replace("}] }]\n", "}] }, { on = 2026-06-25, status = \"behind\" }]\n");
    let wanted = serde_json::to_value(&plan(&wanted).area[0].action[0].update).unwrap();
    assert_eq!(updates(&dated), wanted);
}

#[test]
fn a_workbook_that_nobody_edited_takes_nothing_back_from_a_plan_that_moved_on() {
    let action = |more: &str| {
        plan_of(&[format!(
            "action = \"Mend roofs\"\nlead = \"Head\"\ndue = 2026-12-31\nupdate = [{{ on = 2026-05-20, status = \"behind\", note = \"Not due\" }}{more}]\n"
        )])
    };
    let moved = action(", { on = 2026-06-20, status = \"on-track\", note = \"All is well.\" }");
    for format in [SheetFormat::Xlsx, SheetFormat::Csv] {
        let bytes = export(&plan(&action("")), false, format).unwrap();
        let changes = taken_back(&moved, &bytes, &format!("plan.{}", format.extension()));
        assert!(changes.is_empty(), "{changes:?}");
    }
}

/// The differences found when a workbook is imported into the plan that it was made from.
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
    fn what_is_imported_afresh_is_exported_again_as_it_was(actions in prop::collection::vec(action(), 1..6)) {
        // A list mark at the beginning of a cell is not part of its text.
        comes_back_whole(&plan(&plan_of(&actions).replace("\"- begins", "\"Begins")));
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
