//! Tests the figures of plans: examples worked by hand, and properties of every plan.

mod impossible;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

use super::*;
use crate::derive::movement::Change;
use crate::derive::share::share;
use crate::diag::Diagnostic;
use crate::model::plan::Plan;

fn file() -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new("plan.toml").unwrap()).intern()
}

fn plan(toml: &str) -> Plan {
    crate::read::read::<Plan>(file(), toml).unwrap().silent()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const HEAD: &str = "kind = \"plan\"\nname = \"Plan\"\nsubmitted = 2022-04-01\nend = 2023-04-30\n";

/// A plan of one area with the actions and measures given.
fn with(inside: &str) -> Plan {
    plan(&format!("{HEAD}[[area]]\nid = \"a\"\ntitle = \"Area\"\n{inside}"))
}

/// An action due on 30 September 2022, with updates.
fn action(id: &str, updates: &str) -> String {
    format!(
        "[[area.action]]\nid = \"{id}\"\naction = \"Do it\"\nlead = \"L\"\naccountable = \"A\"\n\
         start = 2022-04-01\ndue = 2022-09-30\nupdate = [{updates}]\n"
    )
}

#[test]
fn the_state_of_an_action_is_that_of_its_last_update() {
    let plan = with(&action(
        "1",
        "{ on = 2022-07-15, status = \"at-risk\", note = \"Staff left.\" },\n\
         { on = 2022-09-15, status = \"behind\", due = 2022-12-31 },\n\
         { on = 2022-12-20, status = \"complete\" }",
    ));
    let at = |date| figures(&plan, day(date), Around::default()).action("1").cloned().unwrap();
    assert_eq!(at("2022-06-01").status, Status::NotStarted);
    assert!(at("2022-06-01").started_late);
    assert_eq!(at("2022-07-15").status, Status::AtRisk);
    let september = at("2022-10-01");
    assert_eq!(september.status, Status::Behind);
    assert_eq!(september.note.as_deref(), Some("Staff left."));
    assert_eq!((september.slipped.days, september.slipped.months), (92, 3));
    assert!(!september.overdue);
    assert_eq!(at("2022-12-20").completed, Some(Date(day("2022-12-20"))));
}

#[test]
fn what_a_plan_does_not_say_of_an_action_is_not_made_up() {
    let plan = with(
        "[[area.action]]\nid = \"1\"\naction = \"Do it\"\nlead = \"L\"\ndue = 2022-09-30\nupdate = [\
         { on = 2022-03-15, note = \"Drafted.\" }, { on = 2022-05-01, status = \"complete\" }, \
         { on = 2022-06-01, note = \"Still in use.\" }]\n",
    );
    assert_eq!(validate(&plan, &[]), []);
    let at = |date| figures(&plan, day(date), Around::default()).action("1").cloned().unwrap();
    let april = at("2022-04-30");
    assert_eq!((april.status, april.started_late), (Status::NotStarted, false));
    assert_eq!((april.start, april.accountable), (None, None));
    let june = at("2022-06-01");
    assert_eq!((june.status, june.completed), (Status::Complete, Some(Date(day("2022-05-01")))));
    assert_eq!(june.note.as_deref(), Some("Still in use."));
}

#[test]
fn an_action_waits_only_for_what_is_open() {
    let after = |id: &str, others: &str, updates: &str| {
        action(id, updates) + &format!("depends-on = [{others}]\n")
    };
    let done = "{ on = 2022-07-15, status = \"complete\" }";
    let plan = with(
        &[
            action("1", done),
            action("2", "") + "withdrawn = 2022-06-06\n",
            action("3", "{ on = 2022-07-15, status = \"behind\" }"),
            after("4", "\"1\", \"2\", \"3\"", ""),
            after("5", "\"3\"", done),
        ]
        .concat(),
    );
    let on = |date| figures(&plan, day(date), Around::default());
    let waits = |figures: &Figures, id: &str| {
        let found = figures.waits_for(figures.action(id).unwrap());
        found.into_iter().map(|one| one.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(waits(&on("2022-05-01"), "4"), ["1", "2", "3"]);
    assert_eq!(waits(&on("2022-07-15"), "4"), ["3"]);
    assert_eq!(waits(&on("2022-07-15"), "5"), [] as [String; 0]);
}

#[test]
fn a_share_of_a_budget_is_not_rounded_to_none_or_all_of_it() {
    let spent = |spent: &str| {
        let budget = format!(
            "budget = [{{ name = \"Posts\", on = 2022-05-01, budget = 60000, spent = {spent}, unit = \"£\" }}]\n"
        );
        let plan = plan(&format!("{HEAD}{budget}[[area]]\nid = \"a\"\ntitle = \"Area\"\n"));
        let one = figures(&plan, day("2022-06-01"), Around::default()).budgets.remove(0);
        (one.share.unwrap_or_default(), one.overspent)
    };
    assert_eq!(spent("59999"), ("99.998%".to_owned(), None));
    assert_eq!(spent("59700"), ("99.5%".to_owned(), None));
    assert_eq!(spent("60000"), ("100%".to_owned(), None));
    assert_eq!(spent("0"), ("0%".to_owned(), None));
    assert_eq!(spent("60"), ("0.1%".to_owned(), None));
    assert_eq!(spent("20000"), ("33%".to_owned(), None));
    assert_eq!(spent("72000"), ("120%".to_owned(), Some("£12,000".to_owned())));
}

#[test]
fn overdue_counts_from_the_due_date_in_force() {
    let plan = with(&action("1", "{ on = 2022-07-15, status = \"on-track\" }"));
    assert_eq!(figures(&plan, day("2022-09-30"), Around::default()).overdue.count, 0);
    let late = figures(&plan, day("2022-10-10"), Around::default());
    assert_eq!(late.overdue.ids, ["1"]);
    assert_eq!(late.action("1").unwrap().overdue_days, 10);
    assert_eq!(late.due.count, 1);
    assert_eq!(reasons(late.action("1").unwrap()), [Reason::Overdue(10)]);
}

#[test]
fn what_is_due_on_the_day_is_yet_to_come() {
    let due = action("1", "{ on = 2022-07-15, status = \"on-track\" }")
        + "milestone = [{ by = 2022-09-30, text = \"Done\" }]\n";
    let on = |date| figures(&with(&due), day(date), Around::default());
    let counts = |date| {
        let on = on(date);
        let milestones = (on.milestones.overdue.len(), on.milestones.due_next.len());
        (on.overdue.count, on.due_next.count, milestones)
    };
    assert_eq!(counts("2022-09-29"), (0, 1, (0, 1)));
    assert_eq!(counts("2022-09-30"), (0, 1, (0, 1)));
    assert_eq!(counts("2022-10-01"), (1, 0, (1, 0)));
}

#[test]
fn work_is_newly_begun_where_it_was_known_not_to_have_begun() {
    let begun = |updates: &str| {
        let plan = with(&action("1", updates));
        movement(&plan, day("2022-06-30"), day("2022-09-01")).started.count
    };
    let later = "{ on = 2022-08-01, status = \"on-track\" }";
    for before in ["", "{ on = 2022-06-01, status = \"not-started\" }, "] {
        assert_eq!(begun(&format!("{before}{later}")), 1, "{before}");
    }
    for before in [
        "{ on = 2022-06-01, status = \"on-track\" }, ",
        "{ on = 2022-06-01, status = \"at-risk\" }, ",
        "{ on = 2022-06-01, status = \"behind\", evidence = [{ kind = \"activity\", text = \"Ten met\" }] }, ",
    ] {
        assert_eq!(begun(&format!("{before}{later}")), 0, "{before}");
    }
    let told = "{ on = 2022-06-01, status = \"behind\" }, \
                { on = 2022-08-01, status = \"behind\", started = 2022-07-20 }";
    assert_eq!(begun(told), 1, "its day says so");
}

#[test]
fn work_that_is_reported_not_to_have_begun_after_it_had_is_worse() {
    let plan = with(&action(
        "1",
        "{ on = 2022-06-01, status = \"behind\" }, { on = 2022-08-01, status = \"not-started\" }",
    ));
    let moved = movement(&plan, day("2022-06-30"), day("2022-09-01"));
    assert_eq!((moved.worsened.ids, moved.improved.count), (vec!["1".to_owned()], 0));
}

#[test]
fn an_action_counts_only_while_it_is_part_of_the_plan() {
    let plan = with(&format!(
        "{}added = 2022-06-01\nwithdrawn = 2022-08-01\n{}",
        action("1", ""),
        action("2", "")
    ));
    let total = |date| figures(&plan, day(date), Around::default()).total;
    assert_eq!((total("2022-05-31"), total("2022-06-01"), total("2022-08-01")), (1, 2, 1));
    let moved = movement(&plan, day("2022-05-01"), day("2022-07-01"));
    assert_eq!(moved.added.ids, ["1"]);
}

#[test]
fn an_action_that_joined_and_left_between_the_days_is_in_the_movement() {
    let plan = with(&format!(
        "{}added = 2022-06-01\nwithdrawn = 2022-08-01\n{}",
        action("1", "{ on = 2022-07-01, status = \"behind\", due = 2022-12-01 }"),
        action("2", "")
    ));
    let moved = movement(&plan, day("2022-05-01"), day("2022-09-01"));
    let ids: Vec<&str> = moved.changes.iter().map(|change| change.id.as_str()).collect();
    assert_eq!(ids, ["2", "1"], "what left stands last");
    let left = &moved.changes[1];
    assert_eq!((left.from, left.to, left.due), (None, None, Date(day("2022-12-01"))));
    assert!(!left.lead.is_empty());
    assert_eq!((moved.added.ids, moved.withdrawn.ids), (vec!["1".into()], vec!["1".into()]));
    let after = movement(&plan, day("2022-08-01"), day("2022-09-01"));
    assert_eq!(after.changes.len(), 1, "it had left before");
}

#[test]
fn an_action_that_joined_the_plan_and_was_completed_counts_as_both() {
    let plan = with(&format!(
        "{}added = 2022-06-01\n{}",
        action("1", "{ on = 2022-08-15, status = \"complete\" }"),
        action("2", "")
    ));
    let moved = movement(&plan, day("2022-05-01"), day("2022-09-01"));
    let groups = [moved.completed.ids, moved.started.ids, moved.added.ids];
    assert_eq!(groups, [["1"], ["1"], ["1"]]);
    assert_eq!(moved.unchanged.ids, ["2"]);
}

#[test]
fn work_that_claims_impact_with_only_activity_is_found() {
    let complete = |id, evidence: &str| {
        action(
            id,
            &format!("{{ on = 2022-09-15, status = \"complete\", evidence = [{evidence}] }}"),
        )
    };
    let plan = with(
        &[
            complete("1", "{ kind = \"activity\", text = \"Training held\" }"),
            complete(
                "2",
                "{ kind = \"impact\", text = \"A training session was held for all schools\" }",
            ),
            complete(
                "3",
                "{ kind = \"impact\", text = \"After training, 9 in 10 plans were on time\" }",
            ),
            complete(
                "4",
                "{ kind = \"impact\", text = \"Fewer families come to a meeting unheard\" }",
            ),
            complete("5", ""),
            complete("6", "{ kind = \"impact\", text = \"Every appeal was upheld\" }"),
            complete(
                "8",
                "{ kind = \"impact\", text = \"Not measured yet; 40 families will be asked\" }",
            ),
            complete("7", "{ kind = \"impact\", text = \"Parents no longer wait for meetings\" }"),
        ]
        .concat(),
    );
    let figures = figures(&plan, day("2022-09-29"), Around::default());
    assert_eq!(figures.activity_only.ids, ["1", "2", "8"]);
    assert_eq!(figures.without_evidence.ids, ["5"]);
    assert_eq!((figures.evidence.total, figures.evidence.impact), (7, 6));
}

const MEASURE: &str = r#"
[[area.measure]]
id = "m"
name = "Plans in time"
unit = "%"
better = "higher"
baseline = { on = 2021-12-31, value = 42 }
target = [{ by = 2022-09-30, value = 70 }, { by = 2023-03-31, value = 85 }]
actual = [
  { on = 2022-06-30, value = 61.5, provisional = true },
  { on = 2022-06-30, value = 60.5, reported = 2022-09-01 },
  { on = 2022-09-30, value = 72, reported = 2022-10-20 },
]
"#;

#[test]
fn a_measure_is_held_against_the_target_in_force_for_its_reading() {
    let plan = with(MEASURE);
    let at =
        |date| figures(&plan, day(date), Around::default()).measures().next().cloned().unwrap();
    let early = at("2022-05-01");
    assert_eq!((early.latest.is_none(), early.met, early.direction), (true, None, None));
    let july = at("2022-07-01");
    assert!(july.provisional);
    let restated = at("2022-09-29");
    let latest = restated.latest.as_ref().unwrap();
    assert_eq!(latest.words, "60.5%");
    assert!(latest.restated && !restated.provisional);
    let met = at("2022-10-20");
    assert_eq!(
        (met.met, met.variance, met.direction),
        (Some(true), Some(2.into()), Some(measure::Direction::Improving))
    );
    assert_eq!(met.target.unwrap().value, 70.into());
    // Its day had not come, so it was neither met nor missed.
    let standings = [july.standing, restated.standing, at("2022-10-01").standing, met.standing];
    // On 30 June the line from 42 to 70 is at 60.56.
    let expected = [Standing::OnCourse, Standing::OffCourse, Standing::NotYetKnown, Standing::Met];
    assert_eq!(standings, expected.map(Some));
}

/// The due date of an action, its updates (day, status, new due date), and the days it joined and left the plan.
type History = (u64, Vec<(u64, &'static str, Option<u64>)>, Option<u64>, Option<u64>);

/// An action with a random history.
fn random_action() -> impl Strategy<Value = History> {
    let status = prop::sample::select(Status::WORDS.to_vec());
    let update = (0u64..400, status, prop::option::of(0u64..500));
    let dates = (prop::option::weighted(0.2, 0u64..400), prop::option::weighted(0.2, 0u64..400));
    (1u64..390, prop::collection::vec(update, 0..5), dates)
        .prop_map(|(due, updates, (added, withdrawn))| (due, updates, added, withdrawn))
}

/// A plan of random actions, in TOML; updates after `until` are left out.
fn random_plan(actions: &[History], until: u64) -> Plan {
    let start = day("2022-04-01");
    let date = |days: u64| start + Days::new(days);
    let mut toml = String::new();
    for (n, (due, updates, added, withdrawn)) in actions.iter().enumerate() {
        let updates: Vec<_> = updates
            .iter()
            .filter(|(on, ..)| *on <= until)
            .map(|(on, status, due)| {
                let due = due.map(|due| format!(", due = {}", date(due))).unwrap_or_default();
                format!("{{ on = {}, status = \"{status}\"{due} }}", date(*on))
            })
            .collect();
        toml += &action(&n.to_string(), &updates.join(", ")).replacen(
            "2022-09-30",
            &date(*due).to_string(),
            1,
        );
        let mut dated = |name, days: Option<u64>| {
            if let Some(days) = days {
                toml += &format!("{name} = {}\n", date(days));
            }
        };
        dated("added", *added);
        dated("withdrawn", *withdrawn);
    }
    with(&toml)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn shares_of_groups_are_those_of_their_counts(actions in prop::collection::vec(random_action(), 0..14), at in 0u64..450) {
        let figures = figures(&random_plan(&actions, 1000), day("2022-04-01") + Days::new(at), Around::default());
        let progress = &figures.progress;
        let position = &figures.position;
        let groups = [&position.complete, &position.on_course, &position.off_course];
        for group in Status::ALL.map(|status| progress.get(status)).into_iter().chain(groups) {
            prop_assert_eq!(group.share, share(group.count, figures.total));
        }
        prop_assert_eq!(groups.iter().map(|group| group.count).sum::<usize>(), figures.total);
        let counted: usize = Status::ALL.iter().map(|status| progress.get(*status).count).sum();
        prop_assert_eq!(counted, figures.total);
        prop_assert_eq!(figures.open.count + figures.complete.count, figures.total);
        prop_assert!(figures.overdue.count <= figures.due.count);
    }

    #[test]
    fn what_is_reported_later_changes_nothing_earlier(actions in prop::collection::vec(random_action(), 0..10), at in 0u64..400) {
        let as_at = day("2022-04-01") + Days::new(at);
        let said = |plan: &Plan| serde_json::to_string(&figures(plan, as_at, Around::default())).unwrap();
        prop_assert_eq!(said(&random_plan(&actions, 1000)), said(&random_plan(&actions, at)));
    }

    #[test]
    fn movements_add_up(actions in prop::collection::vec(random_action(), 0..10), mut days in prop::array::uniform3(0u64..450)) {
        days.sort_unstable();
        let plan = random_plan(&actions, 1000);
        let [a, b, c] = days.map(|at| day("2022-04-01") + Days::new(at));
        let sorted = |movement: Movement| {
            let mut changes = movement.changes;
            changes.sort_by(|one, other| one.id.cmp(&other.id));
            changes
        };
        let (first, second) = (sorted(movement(&plan, a, b)), sorted(movement(&plan, b, c)));
        let direct = movement(&plan, a, c);
        for change in sorted(direct.clone()) {
            let of = |changes: &[Change]| changes.iter().find(|one| one.id == change.id).cloned();
            let (earlier, later) = (of(&first), of(&second));
            prop_assert_eq!(change.from, earlier.as_ref().and_then(|one| one.from));
            prop_assert_eq!(change.to, later.as_ref().and_then(|one| one.to));
            // An action that joined and left in one half is not in the other.
            let stood = |one: Option<Change>| one.map(|one| (one.from, one.to));
            if let (Some(earlier), Some(later)) = (stood(earlier), stood(later)) {
                prop_assert_eq!(earlier.1, later.0);
            }
        }
        let passing = direct.changes.iter().filter(|change| change.from.is_none() && change.to.is_none());
        let groups = [&direct.completed, &direct.improved, &direct.worsened, &direct.unchanged, &direct.added, &direct.withdrawn];
        // An action that joined the plan and was completed, or left again, is in two groups.
        let both = direct.changes.iter().filter(|change| change.from.is_none() && change.to.is_some_and(|to| to.status == Status::Complete));
        prop_assert_eq!(groups.iter().map(|group| group.count).sum::<usize>(), direct.changes.len() + both.count() + passing.count());
    }
}
