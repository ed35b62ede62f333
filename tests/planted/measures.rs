//! What a paper says of the readings of measures, in the words in which officers say it: figures, distances, directions,
//! shares in words, targets, and what goes on about the measure before.

use committee_papers::diag::Rule;

use super::care::{are_held, are_held_in, found};
use super::children;

const PLAN: &str = r#"kind = "plan"
name = "Streets plan"
short = "SP"
submitted = 2026-01-12
[[budget]]
name = "Streets programme"
on = 2026-06-30
budget = 640000
spent = 210000
forecast = 655000
[[area]]
id = "repairs"
title = "Repairs"
action = [{ id = "1", action = "Mend potholes sooner", lead = "Head of Streets", due = 2026-12-31, success = "The eight lorries that mend potholes are new.", update = [{ on = 2026-06-30, status = "on-track", note = "Three of the eight lorries have come." }] }]
[[area.measure]]
name = "Potholes mended within five days"
unit = "%"
better = "higher"
baseline = { on = 2025-12-31, value = 44 }
target = [{ by = 2026-06-30, value = 75 }]
actual = [{ on = 2026-03-31, value = 66.5 }, { on = 2026-06-30, value = 63 }]
[[area.measure]]
name = "Median wait for a dropped kerb"
unit = "days"
better = "lower"
baseline = { on = 2025-12-31, value = 74 }
target = [{ by = 2026-06-30, value = 56 }]
actual = [{ on = 2026-03-31, value = 66 }, { on = 2026-06-30, value = 61 }]
[[area.measure]]
name = "Street lamps that do not light"
better = "lower"
baseline = { on = 2025-12-31, value = 412 }
target = [{ by = 2026-06-30, value = 330 }, { by = 2026-12-31, value = 200 }]
actual = [{ on = 2026-03-31, value = 371 }, { on = 2026-06-30, value = 318 }]
"#;

const COSTS: &str = r#"kind = "figures"
[[table]]
id = "work"
title = "Cost of the work"
unit = "£m"
row = [{ id = "lamps", title = "Lamps", value = 4.3 }, { id = "kerbs", title = "Kerbs", value = 2.9 }]
total = "Together"
"#;

/// Sentences that the data contradict, each beside one that is true, or that speaks of something else.
const CLAIMS: [(&str, &str); 32] = [
    (
        "In December 412 street lamps did not light. By June that number had crept up to 318.",
        "In December 412 street lamps did not light. By June that number had come down to 318.",
    ),
    (
        "In June 318 street lamps did not light. It is 104 lower than it was in December.",
        "In June 318 street lamps did not light. It is 94 lower than it was in December.",
    ),
    (
        "In June 318 street lamps did not light. That is twelve more than the target.",
        "In June 318 street lamps did not light. That is twelve fewer than the target.",
    ),
    ("In March, 317 street lamps did not light.", "In March, 371 street lamps did not light."),
    (
        "Street lamps that do not light: the number missed its target of 330.",
        "Street lamps that do not light must fall to 200 by December.",
    ),
    (
        "The number of street lamps that do not light is above target.",
        "The number of street lamps that do not light is below the target for June.",
    ),
    (
        "The number of street lamps that do not light rose to 318 in June.",
        "Another council has 90 street lamps that do not light.",
    ),
    (
        "At 64 days in June, the median wait for a dropped kerb was too long.",
        "At 61 days in June, the median wait for a dropped kerb was too long.",
    ),
    (
        "In June the median wait for a dropped kerb was five days shorter than we had aimed for.",
        "In June the median wait for a dropped kerb was five days longer than we had aimed for.",
    ),
    (
        "The median wait for a dropped kerb has shortened by 18 days since the end of 2025.",
        "The median wait for a dropped kerb has shortened by 13 days since the end of 2025.",
    ),
    (
        "The median wait for a dropped kerb has lengthened since December.",
        "To reach 42 days, the median wait for a dropped kerb has to fall by 19 days.",
    ),
    (
        "The median wait for a dropped kerb came down from 74 to 58 days.",
        "The median wait for a dropped kerb came down from 74 to 61 days.",
    ),
    (
        "The median wait for a dropped kerb stands at 65 days.",
        "The median wait for a dropped kerb stands at 61 days, but at 80 days in the north.",
    ),
    (
        "The median wait for a dropped kerb met its target.",
        "The median wait for a dropped kerb missed its target.",
    ),
    (
        "In March 66.5 per cent of potholes were mended within five days; in June the share was up to 63 per cent.",
        "In March 66.5 per cent of potholes were mended within five days; in June the share was down to 63 per cent.",
    ),
    (
        "Of potholes, 66 per cent were mended within five days in June.",
        "Of potholes that were mended, 70 per cent were in the north.",
    ),
    (
        "In June 63% of potholes were mended within five days, which is 21 points better than at the outset.",
        "In June 63% of potholes were mended within five days, which is 19 points better than at the outset.",
    ),
    (
        "In June 63% of potholes were mended within five days, up by three points since March.",
        "In June 63% of potholes were mended within five days, down by more than three points since March.",
    ),
    (
        "In June 63% of potholes were mended within five days, 17 points short of the target.",
        "In June 63% of potholes were mended within five days, 12 points short of the target.",
    ),
    (
        "Nearly half of potholes are mended within five days.",
        "Nearly two thirds of potholes are mended within five days.",
    ),
    (
        "Fewer than half of potholes are now mended within five days.",
        "At the start fewer than half of potholes were mended within five days.",
    ),
    (
        "One in three potholes are mended within five days.",
        "One in three potholes is deeper than a hand.",
    ),
    (
        "The share of potholes mended within five days has fallen since December.",
        "The share of potholes mended within five days fell between March and June.",
    ),
    (
        "Potholes mended within five days rose by 29 points since December.",
        "Potholes mended within five days rose by 19 points since December.",
    ),
    (
        "In December 63% of potholes were mended within five days.",
        "In December 44% of potholes were mended within five days.",
    ),
    (
        "Two of the three measures met their target for June.",
        "One of the three measures met its target for June.",
    ),
    (
        "Of the three measures, one missed its target for June.",
        "Of the three measures, two missed their target for June.",
    ),
    ("Two of the three measures have worsened.", "All three measures have improved."),
    (
        "The latest figure for street lamps that do not light, 381, is the lowest yet.",
        "The latest figure for street lamps that do not light, 318, is the lowest yet.",
    ),
    (
        "The one that fell short was street lamps that do not light.",
        "The two that fell short were potholes mended within five days and the median wait for a dropped kerb.",
    ),
    (
        "Street lamps that do not light fell by 44 from March to June.",
        "Street lamps that do not light fell by 53 from March to June.",
    ),
    (
        "63% of potholes were mended within five days, against a target of 85%.",
        "63% of potholes were mended within five days, against a target of 75%.",
    ),
];

/// More of them: figures and directions in participles, sentences that go on, sets of measures, changes and extremes.
const MORE: [(&str, &str); 34] = [
    (
        "Having fallen to 66.5 per cent in March, the share of potholes mended within five days was 63 per cent in June.",
        "Having risen to 66.5 per cent in March, the share of potholes mended within five days was 63 per cent in June.",
    ),
    (
        "Street lamps that do not light tell another story. They went up over the spring, to 318.",
        "Street lamps that do not light tell another story. They came down over the spring, to 318.",
    ),
    (
        "In June 318 street lamps did not light. The target of 200 was therefore exceeded.",
        "In June 318 street lamps did not light. The target of 330 was therefore exceeded.",
    ),
    (
        "In June 318 street lamps did not light. They are still above the 330 that we were aiming for.",
        "In June 318 street lamps did not light. They are already below the 330 that we were aiming for.",
    ),
    (
        "In June 318 street lamps did not light. The target of 330 has not been reached.",
        "In June 318 street lamps did not light. The target of 200 has not been reached.",
    ),
    (
        "The median wait for a dropped kerb has come down to the 56 days that we aimed for.",
        "The median wait for a dropped kerb has not come down to the 56 days that we aimed for.",
    ),
    (
        "In March it was 66.5 per cent of potholes that were mended within five days, so performance has improved.",
        "In March it was 66.5 per cent of potholes that were mended within five days, so performance has slipped.",
    ),
    (
        "In June 63% of potholes were mended within five days; the Council remains seven points adrift of its target.",
        "In June 63% of potholes were mended within five days; the Council remains twelve points adrift of its target.",
    ),
    (
        "At 61 days in June, the median wait for a dropped kerb was five days shorter than we had aimed for, although it has shortened by 13 days since the end of 2025.",
        "At 61 days in June, the median wait for a dropped kerb was five days longer than we had aimed for, although it has shortened by 13 days since the end of 2025.",
    ),
    (
        "In June 318 street lamps did not light. That is a reduction of more than two thirds since December.",
        "In June 318 street lamps did not light. That is a reduction of more than a fifth since December.",
    ),
    (
        "Street lamps that do not light fell by 35 per cent between December and June.",
        "Street lamps that do not light fell by 23 per cent between December and June.",
    ),
    (
        "Nine in ten potholes or more are mended within five days.",
        "Three in five potholes or more are mended within five days.",
    ),
    (
        "In June 318 street lamps did not light. That is the second time the figure has been below the target of 330.",
        "In June 318 street lamps did not light. That is the first time the figure has been below the target of 330.",
    ),
    (
        "Potholes mended within five days stood at 63% in June, the highest share so far.",
        "Potholes mended within five days stood at 66.5% in March, the highest share so far.",
    ),
    (
        "Potholes mended within five days is one of two measures to have gone backwards since March.",
        "Potholes mended within five days is the only one of the three measures to have gone backwards since March.",
    ),
    (
        "Street lamps that do not light is the only one of the three measures to have got worse since March.",
        "Another council had only one of three measures get worse.",
    ),
    (
        "There are three measures. Since December, all but one had improved.",
        "There are three measures. Since March, all but one had improved.",
    ),
    (
        "Of the three measures, one met its target for June, and one did not.",
        "Of the three measures, one met its target for June, and two did not.",
    ),
    (
        "Of the three measures, one had met its target for June. Those that had not are potholes mended within five days and street lamps that do not light.",
        "Of the three measures, one had met its target for June. Those that had not are potholes mended within five days and the median wait for a dropped kerb.",
    ),
    ("All three measures met their targets for June.", "Not all measures met their targets."),
    (
        "The programme has a budget of £640,000. It is forecast to cost £655,000, an underspend of £15,000.",
        "The programme has a budget of £640,000. It is forecast to cost £655,000, an overspend of £15,000.",
    ),
    (
        "The programme has a budget of £640,000. We expect to finish £15,000 under budget.",
        "The programme has a budget of £640,000. We expect to finish £15,000 over budget.",
    ),
    (
        "The programme has a budget of £640,000. We expect to finish £25,000 over budget.",
        "The programme has a budget of £640,000, and the parks £25,000.",
    ),
    (
        "Of the budget of £640,000, £210,000 had been spent by June, leaving £450,000.",
        "Of the budget of £640,000, £210,000 had been spent by June, leaving £430,000.",
    ),
    (
        "The programme has a budget of £640,000. By June £230,000 of it had been spent.",
        "The programme has a budget of £640,000. It includes £230,000 that was added in May.",
    ),
    (
        "Lamps cost £4.3m; kerbs come second with £3.9m.",
        "Lamps cost £4.3m; kerbs come second with £2.9m.",
    ),
    (
        "In all the work costs £8.2m: lamps take £4.3m and kerbs £2.9m.",
        "In all the work costs £7.2m: lamps take £4.3m and kerbs £2.9m.",
    ),
    (
        "Lamps take £4.3m and potholes, which are not in the table, £1m; kerbs take £2m.",
        "Lamps take £4.3m and potholes, which are not in the table, £1m.",
    ),
    (
        "| Measure | December 2025 | June 2026 | Change |\n|---|---|---|---|\n| Potholes mended within five days | 44% | 63% | +29 |\n| Median wait for a dropped kerb | 74 | 61 | -13 |",
        "| Measure | December 2025 | June 2026 | Change |\n|---|---|---|---|\n| Potholes mended within five days | 44% | 63% | +19 |\n| Median wait for a dropped kerb | 74 | 61 | -13 |",
    ),
    (
        "| Measure | Baseline | Latest | Target |\n|---|---|---|---|\n| Potholes mended within five days | 44% | 63% | 75% |\n| Median wait for a dropped kerb | 77 | 61 | 56 |",
        "| Measure | Baseline | Latest | Target |\n|---|---|---|---|\n| Potholes mended within five days | 44% | 63% | 75% |\n| Median wait for a dropped kerb | 74 | 61 | 56 |",
    ),
    (
        "| Area | Actions | On track | Behind |\n|---|---|---|---|\n| Repairs | 1 | 0 | 0 |",
        "| Area | Spend | Fatal | Behind us |\n|---|---|---|---|\n| Repairs | 9 | 7 | 5 |",
    ),
    (
        "In December 412 street lamps did not light, and in June the number had fallen to 371.",
        "In December 412 street lamps did not light, and in March the number had fallen to 371.",
    ),
    (
        "The share of potholes mended within five days is now three quarters.",
        "The share of potholes mended within five days is now under two thirds.",
    ),
    (
        "At the time of the first reading 412 street lamps did not light, 94 fewer than in June.",
        "At the time of the first reading 412 street lamps did not light, 94 more than in June.",
    ),
];

/// Figures of a time, targets, and distances over a time.
const OF_TIMES: [(&str, &str); 16] = [
    (
        "In June 66.5 per cent of potholes were being mended within five days.",
        "By June 63 per cent of potholes were being mended within five days.",
    ),
    (
        "In June 318 street lamps did not light. The next target, 200, is 81 away.",
        "In June 318 street lamps did not light. The next target, 200, is 118 away.",
    ),
    (
        "In June 318 street lamps did not light. We had hoped for 200.",
        "In June 318 street lamps did not light. We had hoped for 330.",
    ),
    (
        "In June 318 street lamps did not light. The target for December is 330.",
        "In June 318 street lamps did not light. The target for December is 200.",
    ),
    (
        "In June 63% of potholes were mended within five days, up by nine points in six months.",
        "In June 63% of potholes were mended within five days, up by nineteen points in six months.",
    ),
    (
        "The median wait for a dropped kerb stood at 66 days this June.",
        "The median wait for a dropped kerb stood at 61 days this June.",
    ),
    (
        "In June 318 street lamps did not light. The number has halved since December.",
        "In June 318 street lamps did not light. The number has not halved since December.",
    ),
    (
        "Potholes mended within five days have more than doubled since December.",
        "Potholes that took longer to mend have more than doubled since December.",
    ),
    (
        "Potholes mended within five days rose by nine points by March, and fell later.",
        "Potholes mended within five days rose by more than 22 points by March, and fell later.",
    ),
    (
        "Of the ten lorries that mend potholes, four are new.",
        "Of the nine lorries that the parks have, four are new.",
    ),
    (
        "The crew that mends potholes sooner has six of the eight lorries that it needs.",
        "The crew that mends potholes sooner has three of the eight lorries that it needs.",
    ),
    (
        "In December 412 street lamps did not light. In June there were half as many.",
        "In June 318 street lamps did not light. In December there were nearly a third as many again.",
    ),
    ("Today 371 street lamps do not light.", "Today 318 street lamps do not light."),
    (
        "In March 66.5 per cent of potholes were mended within five days, lower than the 44 per cent with which we began.",
        "In March 66.5 per cent of potholes were mended within five days, higher than the 44 per cent with which we began.",
    ),
    (
        "In December 412 street lamps did not light. In June there were half as many.",
        "In December 412 street lamps did not light. In June there were three quarters as many.",
    ),
    (
        "In June 63 per cent of potholes were mended within five days, three points lower than in March and seven short of the target.",
        "In June 63 per cent of potholes were mended within five days, three points lower than in March and twelve short of the target.",
    ),
];

/// What contradicts the data in a report that says something.
fn contradictions(said: &str) -> Vec<String> {
    let report = format!(
        "kind = \"report\"\ntitle = \"Streets\"\ncommittee = \"Cabinet\"\nmeeting = 2026-07-14\n[sources]\n\
         plan = \"plan.toml\"\ncosts = \"costs.toml\"\n[[section]]\nheading = \"Streets\"\ntext = \"\"\"\n{said}\n\"\"\"\n"
    );
    let files = [("plan.toml", PLAN), ("costs.toml", COSTS)];
    found(&files, &report, said, Rule::Contradiction)
}

#[test]
fn readings_distances_ways_shares_and_targets_are_held_against_the_data() {
    are_held(&[CLAIMS.as_slice(), &MORE, &OF_TIMES].concat(), contradictions);
}

#[test]
fn readings_of_two_times_are_compared_without_figures() {
    are_held_in("compared.txt", children::contradictions);
    are_held_in("streets.txt", contradictions);
}

#[test]
fn sums_of_a_plan_are_held_against_its_budgets() {
    are_held_in("sums.txt", children::contradictions);
    are_held_in("programme.txt", contradictions);
}

#[test]
fn what_is_said_names_the_figure_the_measure_and_its_day() {
    let said = [
        (
            "In March, 317 street lamps did not light.",
            "`317`: by the data, “Street lamps that do not light” was 371 on 31 March 2026",
        ),
        (
            "In June 318 street lamps did not light. It is 104 lower than it was in December.",
            "`104 lower`: by the data, “Street lamps that do not light” is 318, and it was 412 before",
        ),
        (
            "Fewer than half of potholes are now mended within five days.",
            "`Fewer than half`: by the data, “Potholes mended within five days” is 63%",
        ),
        (
            "Two of the three measures met their target for June.",
            "`Two of the three measures`: by the data it is 1 (measures that met their target)",
        ),
        (
            "The median wait for a dropped kerb met its target.",
            "`met its target`: by the data, “Median wait for a dropped kerb” stands at 61 days, and its target is 56 days",
        ),
    ];
    for (sentence, message) in said {
        assert_eq!(contradictions(sentence), [message]);
    }
}
