//! What a paper says of the readings of measures, in the words in which officers say it: figures, distances, directions,
//! shares in words, targets, and what goes on about the measure before.

use committee_papers::diag::{Rule, apart};
use committee_papers::{Options, Workspace, World, compose};
use typst::syntax::VirtualPath;

use crate::support::COUNCIL;

const PLAN: &str = r#"kind = "plan"
name = "Streets plan"
short = "SP"
submitted = 2026-01-12
[[area]]
id = "repairs"
title = "Repairs"
action = [{ id = "1", action = "Mend potholes sooner", lead = "Head of Streets", due = 2026-12-31, update = [{ on = 2026-06-30, status = "on-track" }] }]
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

/// What contradicts the data in a report that says something.
fn contradictions(said: &str) -> Vec<String> {
    let report = format!(
        "kind = \"report\"\ntitle = \"Streets\"\ncommittee = \"Cabinet\"\nmeeting = 2026-07-14\n[sources]\n\
         plan = \"plan.toml\"\n[[section]]\nheading = \"Streets\"\ntext = \"{said}\"\n"
    );
    let files = [("council.toml", COUNCIL), ("plan.toml", PLAN), ("report.toml", &report)];
    let world = Workspace::memory(files.map(|(name, text)| (name, text.as_bytes()))).world();
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let (composed, problems) = apart(compose(&world, file, &Options::default()));
    assert!(composed.is_some(), "{said}: {problems:?}");
    let found = problems.into_iter().filter(|problem| problem.rule == Some(Rule::Contradiction));
    found.map(|problem| problem.message).collect()
}

#[test]
fn readings_distances_ways_shares_and_targets_are_held_against_the_data() {
    let missed = CLAIMS.iter().filter(|(wrong, _)| contradictions(wrong).is_empty());
    assert_eq!(missed.map(|(wrong, _)| *wrong).collect::<Vec<_>>(), Vec::<&str>::new(), "missed");
    let alarms: Vec<_> = CLAIMS.iter().map(|(_, right)| (*right, contradictions(right))).collect();
    let alarms = alarms.into_iter().filter(|(_, found)| !found.is_empty());
    assert_eq!(alarms.collect::<Vec<_>>(), Vec::new(), "false alarms");
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
