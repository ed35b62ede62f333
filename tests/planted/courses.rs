//! What a paper says of measures with several readings and targets: how far from which, by how much a target was missed and
//! how often, where a measure went and came back, and sums of money in millions.

use committee_papers::diag::Rule;

use super::care::{are_held, found, report};

const PLAN: &str = r#"kind = "plan"
name = "Recovery plan"
submitted = 2026-01-12
[[area]]
id = "debt"
title = "Debt"
action = [{ id = "1", action = "Write to every household in debt for council tax", lead = "Head of Revenues", due = 2026-11-27, update = [{ on = 2026-09-30, status = "on-track" }] }]
[[area.measure]]
name = "Unpaid council tax"
unit = "£m"
better = "lower"
baseline = { on = 2025-12-31, value = 5.8 }
target = [{ by = 2026-06-30, value = 5.3 }, { by = 2026-09-30, value = 5.0 }]
actual = [{ on = 2026-03-31, value = 6.1 }, { on = 2026-06-30, value = 5.5 }, { on = 2026-09-30, value = 4.9 }]
[[area.measure]]
name = "Calls answered within a minute"
unit = "%"
better = "higher"
baseline = { on = 2025-12-31, value = 48 }
target = [{ by = 2026-06-30, value = 65 }, { by = 2026-09-30, value = 80 }]
actual = [{ on = 2026-03-31, value = 59 }, { on = 2026-06-30, value = 67 }, { on = 2026-09-30, value = 71 }]
[[area.measure]]
name = "Complaints older than a month"
better = "lower"
baseline = { on = 2025-12-31, value = 340 }
target = [{ by = 2026-06-30, value = 250 }, { by = 2026-09-30, value = 120 }]
actual = [{ on = 2026-03-31, value = 312 }, { on = 2026-06-30, value = 264 }, { on = 2026-09-30, value = 133 }]
"#;

const SAVINGS: &str = r#"kind = "figures"
[[table]]
id = "agreed"
title = "Savings agreed"
unit = "£m"
row = [{ id = "parks", title = "Parks", value = 0.84 }, { id = "libraries", title = "Libraries", value = 0.37 }]
[[table]]
id = "made"
title = "Savings made"
unit = "£m"
row = [{ id = "parks", title = "Parks", value = 0.42 }, { id = "libraries", title = "Libraries", value = 0.19 }]
"#;

/// Sentences that the data contradict, each beside one that is true.
const CLAIMS: [(&str, &str); 30] = [
    (
        "Unpaid council tax was £4.9m in September, £0.6m lower than at the end of 2025.",
        "Unpaid council tax was £4.9m in September, £0.9m lower than at the end of 2025.",
    ),
    (
        "Unpaid council tax stands at £4.9m. It is £1.2m smaller than when the plan was written.",
        "Unpaid council tax stands at £4.9m. It is £0.9m smaller than when the plan was written.",
    ),
    (
        "Unpaid council tax missed the target for June by £0.5m.",
        "Unpaid council tax missed the target for June by £0.2m.",
    ),
    (
        "Unpaid council tax met its target in June 2026.",
        "Unpaid council tax missed its target in June 2026.",
    ),
    (
        "Unpaid council tax missed its target in September 2026.",
        "Unpaid council tax met its target in September 2026.",
    ),
    (
        "Unpaid council tax stood at £6.3m in March.",
        "Unpaid council tax got worse before it got better, peaking at £6.1m in March.",
    ),
    (
        "Unpaid council tax fell by £0.8m, then by £0.6m.",
        "Since the spring unpaid council tax has gone down by £0.6m, then by £0.6m again.",
    ),
    (
        "Complaints older than a month missed the June target by 24 and that for September by thirteen.",
        "Complaints older than a month missed the June target by 14 and that for September by 13.",
    ),
    (
        "In September 133 complaints were older than a month, which missed the target by 31.",
        "In September 133 complaints were older than a month, which missed the target by 13.",
    ),
    (
        "At the end of September 133 complaints were older than a month: 179 fewer than in June.",
        "At the end of September 133 complaints were older than a month: 131 fewer than in June.",
    ),
    (
        "In September 133 complaints were older than a month, nearly a half below the baseline.",
        "In September 133 complaints were older than a month, about three fifths below the baseline.",
    ),
    (
        "In September 133 complaints were older than a month. Half a year before it had been 264.",
        "In September 133 complaints were older than a month. Half a year before it had been 312.",
    ),
    (
        "In the six months to September complaints older than a month fell by 131.",
        "In the six months to September complaints older than a month fell by 179.",
    ),
    (
        "In the three months to the end of March the share of calls answered within a minute fell.",
        "In the three months to the end of March the share of calls answered within a minute rose.",
    ),
    (
        "In September 71 per cent of calls were answered within a minute. At the end of 2025 it had been 48 per cent, so that we have gained 19 points.",
        "In September 71 per cent of calls were answered within a minute. At the end of 2025 it had been 48 per cent, so that we have gained 23 points.",
    ),
    (
        "Complaints older than a month have come down to 120.",
        "Complaints older than a month have come down to 133, and were to come down to 120.",
    ),
    (
        "Complaints older than a month have missed their target for the first time.",
        "Complaints older than a month have missed their target for the second time.",
    ),
    (
        "Calls answered within a minute have missed their target twice running.",
        "Calls answered within a minute have missed their target for the first time.",
    ),
    (
        "Calls answered within a minute are nine points below the target for September, and the one for June had been missed.",
        "Calls answered within a minute are nine points below the target for September, although the one for June had been met.",
    ),
    (
        "At the end of June the share of calls answered within a minute missed its target.",
        "At the end of June the share of calls answered within a minute met its target.",
    ),
    (
        "Every measure but one is better than it was at the end of 2025.",
        "Every measure is better than it was at the end of 2025.",
    ),
    (
        "Every measure but one met its target for September 2026.",
        "All measures but two met their target for September 2026.",
    ),
    ("One of the three measures went down.", "Two of the three measures went down."),
    (
        "| Measure | September 2026 | Target for June 2026 |\n|---|---|---|\n| Calls answered within a minute | 71% | 80% |\n| Complaints older than a month | 133 | 250 |",
        "| Measure | September 2026 | Target for June 2026 |\n|---|---|---|\n| Calls answered within a minute | 71% | 65% |\n| Complaints older than a month | 133 | 250 |",
    ),
    (
        "Parks have made £0.24m of their savings, and libraries £0.19m.",
        "Parks, with £0.84m to find, have made £0.42m of it, and libraries £0.19m.",
    ),
    (
        "Libraries are to save £0.73m, and have saved £0.19m.",
        "Libraries are to save £0.37m and have saved £0.19m, which leaves £0.18m.",
    ),
    (
        "The number of complaints older than a month nearly halved between March and June 2026, from 312 to 264.",
        "The number of complaints older than a month nearly halved between June and September 2026, from 264 to 133.",
    ),
    (
        "Complaints older than a month fell between March and September 2026 from 312 to 264.",
        "Complaints older than a month fell between March and September 2026 from 312 to 133.",
    ),
    (
        "In the nine months to September 2026 the number of complaints older than a month more than halved, from 312 to 133.",
        "In the nine months to September 2026 the number of complaints older than a month more than halved, from 340 to 133.",
    ),
    (
        "Calls answered within a minute rose between March and September 2026 from 59 to 67 per cent.",
        "In the nine months to September 2026 calls answered within a minute rose from 48 to 71 per cent.",
    ),
];

/// What contradicts the data in a report that says something.
fn contradictions(said: &str) -> Vec<String> {
    let said = said.replace('\n', "\\n");
    let report = report("plan = \"plan.toml\"\nsavings = \"savings.toml\"\n", &said);
    let files = [("plan.toml", PLAN), ("savings.toml", SAVINGS)];
    found(&files, &report, &said, Rule::Contradiction)
}

#[test]
fn where_measures_came_from_and_went_is_held_against_all_their_readings_and_targets() {
    are_held(&CLAIMS, contradictions);
}

#[test]
fn what_is_said_of_a_day_names_what_the_data_have_of_it() {
    let said = [
        (
            "Unpaid council tax missed the target for June by £0.5m.",
            "`£0.5m`: by the data, “Unpaid council tax” is £4.9m, and its target £5.3m, then £5.0m",
        ),
        (
            "Complaints older than a month have missed their target for the first time.",
            "`first`: by the data, “Complaints older than a month” has been 340, then 312, then 264, then 133, and its target 250, then 120",
        ),
        (
            "| Measure | Target for June 2026 |\n|---|---|\n| Calls answered within a minute | 80% |\n| Complaints older than a month | 250 |\n| Unpaid council tax (£m) | 5.3 |",
            "`80%`: by the data, “Calls answered within a minute” is to reach 65% by 30 June 2026",
        ),
    ];
    for (sentence, message) in said {
        assert_eq!(contradictions(sentence), [message]);
    }
}
