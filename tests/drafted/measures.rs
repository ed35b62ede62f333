//! What is drafted of measures: their readings, verdicts, targets and shares.

use super::{days, measured, never_says, reviewed, says, share};
use crate::figures::report;

const RISEN: &str = "{ on = 2024-05-31, value = 110 }, { on = 2024-06-30, value = 105 }, { on = 2024-07-31, value = 90 }";

#[test]
fn a_measure_improved_only_where_it_is_better_than_at_the_start_of_the_period() {
    let plan = measured(&days(RISEN));
    for said in reviewed(&plan, "2024-01-08") {
        says(&said, &["90 days (31 Jul 2024) from 80 days (7 Jan 2024)", "Worsened"]);
        says(&said, &["Against an earlier value, it had not improved."]);
        never_says(&said, &["What has improved", "Wait: from"]);
    }
    for said in reviewed(&plan, "2024-07-01") {
        says(
            &said,
            &["Wait: from 105 days to 90 days.", "from 105 days (30 Jun 2024)", "Improved"],
        );
        says(&said, &["Against an earlier value, it had improved."]);
    }
    // A way that is not straight leads somewhere all the same.
    let turns = "{ on = 2024-03-01, value = 90 }, { on = 2024-05-31, value = 60 }, { on = 2024-06-30, value = 70 }";
    for said in reviewed(&measured(&days(turns)), "2024-01-08") {
        says(&said, &["Wait: from 80 days to 70 days.", "Improved"]);
    }
    // Nothing was read since.
    for said in reviewed(&plan, "2024-08-01") {
        never_says(&said, &["n earlier value", "What has improved"]);
    }
    // Without a baseline the first reading after the day is the start.
    let plan = plan.replace("baseline = { on = 2024-01-07, value = 80 }\n", "");
    for said in reviewed(&plan, "2024-01-08") {
        says(&said, &["Wait: from 110 days to 90 days.", "from 110 days (31 May 2024)"]);
    }
}

#[test]
fn a_verdict_of_a_day_stands_apart_from_where_the_measure_is_now() {
    let target = "target = [{ by = 2024-06-30, value = 85 }]\n";
    let met = "actual = [{ on = 2024-06-30, value = 85 }, { on = 2024-09-30, value = 60 }]";
    let missed = "actual = [{ on = 2024-06-30, value = 80 }, { on = 2024-09-30, value = 90 }]";
    let never = "actual = [{ on = 2024-09-30, value = 90 }]";
    let measures = [("a", met), ("b", missed), ("c", never)]
        .map(|(id, readings)| share(id, &format!("{target}{readings}")));
    let plan = measured(&measures.concat());
    for said in reviewed(&plan, "2024-04-01") {
        says(
            &said,
            &[
                "Met on 30 Jun 2024; now 25 percentage points below target",
                "Missed on 30 Jun 2024; now 5 percentage points above target",
                "Not known on 30 Jun 2024; now 5 percentage points above target",
                "Of three targets in force whose date had come by 5 October 2024, one was met and one missed; \
                 of one it is not known.",
            ],
        );
        never_says(&said, &["Met: ", "could not be said"]);
    }
    let alone = measured(&share("c", &format!("{target}{never}")));
    for said in reviewed(&alone, "2024-04-01") {
        says(
            &said,
            &[
                "The date of its target in force had come by 5 October 2024, and it is not known whether it was met.",
            ],
        );
        never_says(&said, &["could not be said"]);
    }
}

#[test]
fn a_count_of_targets_to_come_says_that_it_is_of_measures_with_a_reading() {
    let target = "target = [{ by = 2025-03-31, value = 60 }]\n";
    let read = format!(
        "{target}baseline = {{ on = 2024-01-07, value = 50 }}\nactual = [{{ on = 2024-09-30, value = 60 }}]"
    );
    let plan = measured(&[share("a", &read), share("b", &read), share("c", target)].concat());
    for said in reviewed(&plan, "2024-04-01") {
        says(
            &said,
            &[
                "Of two with a reading and a target to come, both were on course and none off course.",
            ],
        );
    }
}

#[test]
fn what_is_computed_exactly_prints_no_digit_that_says_nothing() {
    let figures = "kind = 'figures'\n[[table]]\nid = 't'\ntitle = 'T'\nunit = '£m'\nrow = [{ id = 'a', value = 3.688 }, { id = 'b', value = 2.50 }]\n";
    let prose = "{{ 5 / 2 }}, {{ 5 / 4 }}, {{ 10 / 5 }}, {{ 1000 / 10 }}, {{ figures.t.a * 0.5 }}, {{ figures.t.b }}, {{ figures.t.b * 2 }}.";
    let (said, _) = report(prose, &[("figures.toml", figures)]);
    says(&said, &["2.5, 1.25, 2, 100, £1.844m, £2.50m, £5m."]);
}

#[test]
fn measures_with_a_target_to_come_are_all_counted_and_a_baseline_alone_is_told() {
    let target = "target = [{ by = 2025-03-31, value = 90 }]";
    let read = |value: u32| format!("actual = [{{ on = 2024-09-30, value = {value} }}]");
    let baseline = "baseline = { on = 2024-01-07, value = 50 }";
    let bare = share("bare", &format!("{target}\n{}", read(74)));
    let on = share("on", &format!("{target}\n{baseline}\n{}", read(85)));
    let off = share("off", &format!("{target}\n{baseline}\n{}", read(51)));
    for (measures, sentence) in [
        (
            bare.clone() + &on + &off,
            "Of three with a reading and a target to come, one was on course and one off course; of one it could not yet be said.",
        ),
        (
            bare.clone() + &on,
            "Of two with a reading and a target to come, one was on course and none off course; of one it could not yet be said.",
        ),
        (
            bare.clone() + &share("none", target),
            "It could not yet be said whether the one with a reading and a target to come was on course.",
        ),
        (bare, "The plan has one measure. It could not yet be said whether it was on course."),
    ] {
        reviewed(&measured(&measures), "2024-04-01")
            .iter()
            .for_each(|said| says(said, &[sentence]));
    }
    let said = &reviewed(&measured(&share("b", &format!("{target}\n{baseline}"))), "2024-04-01")[0];
    says(said, &["no reading yet from 50% (7 Jan 2024)"]);
}

#[test]
fn percentages_add_up_only_where_they_are_shares_of_one_whole() {
    let table = |unit: &str, values: [&str; 2]| {
        format!(
            "kind = 'figures'\n[[table]]\nid = 't'\ntitle = 'T'\nunit = '{unit}'\ntotal = 'Both'\n\
             row = [{{ id = 'a', value = {} }}, {{ id = 'b', value = {} }}]\n",
            values[0], values[1]
        )
    };
    let said = |unit: &str, values| {
        report("{{ figures.t.table() }}", &[("figures.toml", &table(unit, values))])
    };
    for (unit, values, total) in [
        ("%", ["62.5", "37.5"], "Both 100.0"),
        ("cases", ["96", "97"], "Both 193"),
        ("cases per week", ["96", "97"], "Both 193"),
    ] {
        let (said, problems) = said(unit, values);
        says(&said, &[total]);
        assert_eq!(problems, [""; 0]);
    }
    for unit in ["%", "per cent", "£ per head"] {
        let (said, problems) = said(unit, ["96.5", "97.2"]);
        never_says(&said, &["193.7"]);
        assert_eq!(problems, ["no column of `t` can be added up"]);
    }
}
