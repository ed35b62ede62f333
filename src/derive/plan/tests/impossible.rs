//! What cannot be true of a plan.

use super::*;

/// An action that depends on others.
fn waits(id: &str, others: &str) -> String {
    format!("{}depends-on = {others}\n", action(id, ""))
}

#[test]
fn actions_that_wait_for_each_other_are_found_at_each_of_them() {
    let round = ["1", "2", "3"].into_iter().zip(["[\"2\"]", "[\"3\"]", "[\"2\"]"]);
    let inside: String = round.map(|(id, others)| waits(id, others)).collect();
    let said: Vec<_> = problems(&inside).into_iter().map(|problem| problem.message).collect();
    let expected =
        ["action 2 waits for 3, which waits for it", "action 3 waits for 2, which waits for it"];
    assert_eq!(said, expected);
}

#[test]
fn money_and_standing_that_cannot_be_are_found() {
    let money = |budget: i64, spent: i64| {
        format!(
            "[[budget]]\nname = \"Buses\"\non = 2022-08-31\nbudget = {budget}\nspent = {spent}\n"
        )
    };
    let stands = |status: &str| {
        format!("[[overall]]\non = 2022-07-15\nstatus = \"{status}\"\nreason = \"So.\"\n")
    };
    let said = |inside: String| {
        let found = validate(&plan(&format!("{HEAD}{inside}")), &[]);
        found.into_iter().map(|problem| problem.message).collect::<Vec<_>>()
    };
    assert_eq!(said(money(0, 0)), ["this has no `budget` to spend from"]);
    assert_eq!(said(money(10, -3)), ["less than nothing was `spent` on this"]);
    assert_eq!(
        said(stands("on-track") + &stands("behind")),
        ["the plan stands in two ways on 2022-07-15"]
    );
    assert!(said(stands("behind") + &stands("behind") + &money(10, 3)).is_empty());
}

#[test]
fn measures_whose_values_point_the_wrong_way_are_found() {
    let said = |better: &str, from: &str, target: &str, value: &str| {
        let measure = format!(
            "[[area.measure]]\nname = \"Plans in time\"\nunit = \"%\"\nbetter = \"{better}\"\n\
             baseline = {{ on = 2022-03-31, value = {from} }}\ntarget = [{{ by = 2023-03-31, value = {target} }}]\n\
             actual = [{{ on = 2022-06-30, value = 44 }}, {{ on = 2022-09-30, value = {value} }}]\n"
        );
        let found = problems(&measure).into_iter();
        found.map(|problem| problem.message).collect::<Vec<_>>()
    };
    let worse = "this target is worse than the baseline, where lower is better";
    assert_eq!(said("lower", "40", "60", "51"), [worse]);
    assert!(said("higher", "97", "95", "51").is_empty());
    let far = "0.51% is far from every other value of this measure";
    assert_eq!(said("higher", "40", "60", "0.51"), [far]);
    assert!(said("higher", "4", "60", "0.51").is_empty());
}

/// What is wrong with a plan.
fn problems(inside: &str) -> Vec<Diagnostic> {
    validate(&with(inside), &[])
}

#[test]
fn what_cannot_be_true_is_said_at_its_place() {
    let cases = [
        (
            action(
                "1",
                "{ on = 2022-07-01, status = \"on-track\" }, { on = 2022-07-01, status = \"behind\" }",
            ),
            "action 1 stands in two ways on 2022-07-01",
            "2022-07-01",
        ),
        (
            action("1", "{ on = 2022-07-01, status = \"behind\", completed = 2022-06-30 }"),
            "action 1 was completed on 2022-06-30, and its status is `behind`",
            "2022-06-30",
        ),
        (
            action("1", "{ on = 2022-03-01, status = \"on-track\" }"),
            "this update is dated before action 1 starts, on 2022-04-01",
            "2022-03-01",
        ),
        (
            action("1", "{ on = 2022-05-01, status = \"complete\", completed = 2022-03-01 }"),
            "action 1 is complete before it starts, on 2022-04-01",
            "2022-03-01",
        ),
        (action("1", "") + &action("1", ""), "two actions have the id `1`", "\"1\""),
        (
            action("1", "").replace("2022-09-30", "2022-03-31"),
            "action 1 is due before it starts",
            "2022-03-31",
        ),
        (
            action("1", "").replace("2022-09-30", "2023-05-31"),
            "action 1 is first due after the plan ends, on 2023-04-30",
            "2023-05-31",
        ),
        (
            MEASURE.replace("2023-03-31", "2023-06-30"),
            "this target is due after the plan ends, on 2023-04-30",
            "2023-06-30",
        ),
        (
            MEASURE.replace("2022-09-01", "2022-06-01"),
            "this reading was reported before the day it describes",
            "2022-06-01",
        ),
        (
            MEASURE.replace(", reported = 2022-09-01", ""),
            "there are two readings for 2022-06-30",
            "2022-06-30",
        ),
        (waits("1", "[\"2\", \"2\"]") + &waits("2", "[]"), "action 1 waits for 2 twice", "\"2\""),
    ];
    for (inside, message, at) in cases {
        let toml = format!("{HEAD}[[area]]\nid = \"a\"\ntitle = \"Area\"\n{inside}");
        let problems = problems(&inside);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].message, message);
        assert_eq!(&toml[problems[0].place.unwrap().range()], at);
        assert!(!problems[0].hints.is_empty());
    }
}

#[test]
fn work_may_start_before_it_was_planned_to() {
    let early = action("1", "{ on = 2022-03-20, status = \"on-track\", started = 2022-03-15 }");
    assert_eq!(problems(&early), []);
}
