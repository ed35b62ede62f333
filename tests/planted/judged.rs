//! What a paper says of the grades of inspections: which subject or finding was given which at which visit, and how many
//! were given one. Each sentence stands once as the data do not bear it out, and once as they do.

use committee_papers::diag::Rule;

use super::care::{are_held, are_held_in, found, report};
use super::children::contradictions;

/// What an inspection found, and what was judged of it three years later.
const FINDINGS: &str = r#"kind = "inspection"
framework = "Joint local area SEND inspection"
[[visit]]
name = "inspection"
start = 2018-11-05
end = 2018-11-09
published = 2019-01-22
[[visit]]
name = "re-visit"
start = 2021-11-08
end = 2021-11-10
published = 2022-01-14
[[weakness]]
id = 1
title = "Joint commissioning"
text = "It was poor."
judgement.re-visit = "not-sufficient"
[[weakness]]
id = 2
title = "Co-production with parents"
text = "It was poor."
judgement.re-visit = "sufficient"
[[weakness]]
id = 3
title = "The quality of EHC plans"
text = "It was poor."
judgement.re-visit = "not-sufficient"
[[weakness]]
id = 4
title = "Waiting times for therapy"
text = "It was poor."
judgement.re-visit = "sufficient"
[[weakness]]
id = 5
title = "Preparation for adulthood"
text = "It was poor."
judgement.re-visit = "sufficient"
[[weakness]]
id = 6
title = "The local offer"
text = "It was poor."
judgement.re-visit = "sufficient"
"#;

/// Grades that a visit gave, by its day or its name.
const GRADES: [(&str, &str); 16] = [
    (
        "Inspectors judged leadership to be good at the inspection of 2023.",
        "Inspectors judged leadership to be good at the re-inspection of 2025.",
    ),
    (
        "In 2023 Ofsted found that help and protection was good.",
        "In 2023 Ofsted found that help and protection was inadequate.",
    ),
    (
        "In 2023 the experiences and progress of care leavers were judged to be good.",
        "In 2023 the experiences and progress of care leavers were judged to require improvement.",
    ),
    (
        "At the inspection of 2023, leadership was judged good.",
        "At the inspection of 2023, leadership was judged good by its own staff.",
    ),
    (
        "At the inspection, leadership was judged inadequate.",
        "At the inspection, leadership was judged good.",
    ),
    (
        "Leadership rose from inadequate in 2023 to good in 2025.",
        "Leadership rose from requires improvement in 2023 to good in 2025.",
    ),
    (
        "The judgement on leaders was inadequate in 2023 and good in 2025.",
        "The judgement on leaders was requires improvement in 2023 and good in 2025.",
    ),
    (
        "Overall effectiveness was judged inadequate in 2023 and good in 2025.",
        "Overall effectiveness was judged inadequate in 2023 and requires improvement in 2025.",
    ),
    (
        "The overall judgement moved from inadequate to good.",
        "The overall judgement moved from inadequate to requires improvement.",
    ),
    (
        "Care leavers’ experiences were graded requires improvement in 2025, having been inadequate in 2023.",
        "Care leavers’ experiences were graded outstanding in 2025, having required improvement in 2023.",
    ),
    (
        "Ofsted judged leadership to be inadequate.",
        "Ofsted judged a neighbouring council’s leadership to be inadequate in 2023.",
    ),
    (
        "The grade for leaders had been inadequate in 2023.",
        "Leaders were judged good by their staff in the survey of 2023.",
    ),
    (
        "Help and protection improved from inadequate to good.",
        "Help and protection must improve from requires improvement to good.",
    ),
    ("The service was rated good in 2023.", "The fostering service was rated good in 2023."),
    (
        "The service for care leavers was judged good in 2025.",
        "The service for care leavers in Leek was judged good in 2025.",
    ),
    (
        "In 2023 inspectors judged leadership to be outstanding.",
        "At the inspection of 2023 leaders had a good understanding of practice.",
    ),
];

/// How many judgements gave a grade.
const COUNTS: [(&str, &str); 15] = [
    (
        "At the re-inspection three of the five judgements were good.",
        "At the re-inspection two of the five judgements were good.",
    ),
    ("Three of the five judgements were good.", "Two of the five judgements were good."),
    ("Two of the five judgements were outstanding.", "One of the five judgements was outstanding."),
    (
        "Three areas were graded inadequate in 2025.",
        "Two areas were judged good at the re-inspection.",
    ),
    ("In 2023 three judgements were inadequate.", "In 2023 two judgements were inadequate."),
    (
        "None of the judgements was inadequate in 2023.",
        "None of the judgements was inadequate at the re-inspection.",
    ),
    ("All five judgements were good.", "All of the judgements were published on 4 August 2025."),
    (
        "Of the five judgements, three were good, one required improvement and one was outstanding.",
        "Of the five judgements, two were good, two required improvement and one was outstanding.",
    ),
    (
        "Four of the five judgements were good or outstanding at the re-inspection.",
        "Three of the five judgements were good or outstanding at the re-inspection.",
    ),
    (
        "More than half of the judgements were inadequate in 2023.",
        "Fewer than half of the judgements were inadequate in 2023.",
    ),
    (
        "At the inspection four of the five judgements were good.",
        "At the inspection two of the five judgements were inadequate.",
    ),
    (
        "Most of the judgements were good or outstanding in 2023.",
        "Most of the judgements were good or outstanding in 2025.",
    ),
    ("Four judgements were good.", "Two of the four judgements besides the overall one were good."),
    (
        "The seven judgements were good or outstanding.",
        "Four of the five judgements were better in 2025 than in 2023.",
    ),
    ("Two of the six judgements were good.", "Two of the five areas judged in 2025 were good."),
];

/// Progress in what was found, by its title and in how many areas.
const PROGRESS: [(&str, &str); 13] = [
    (
        "At the re-visit the area was judged to have made sufficient progress in joint commissioning.",
        "At the re-visit the area was judged to have made sufficient progress in co-production with parents.",
    ),
    (
        "At the re-visit the service was judged to have made sufficient progress in the quality of EHC plans.",
        "Parents think that sufficient progress has been made in the quality of EHC plans.",
    ),
    (
        "Inspectors found that progress was sufficient in joint commissioning.",
        "Inspectors found that progress was not sufficient in joint commissioning.",
    ),
    (
        "Inspectors judged that progress in the local offer was not sufficient.",
        "Inspectors judged that progress in the local offer was sufficient.",
    ),
    (
        "At the re-visit sufficient progress was found in co-production with parents and joint commissioning.",
        "At the re-visit sufficient progress was found in co-production with parents and the local offer.",
    ),
    (
        "Sufficient progress had been made in joint commissioning.",
        "We had hoped for sufficient progress in joint commissioning.",
    ),
    (
        "Too little progress had been made in the local offer.",
        "Too little progress had been made in joint commissioning.",
    ),
    (
        "Inspectors saw too little progress in preparation for adulthood.",
        "The inspectors want to see sufficient progress in joint commissioning.",
    ),
    (
        "Joint commissioning was judged to be sufficient.",
        "Joint commissioning is to be sufficient by spring.",
    ),
    (
        "At the re-visit of November 2021 progress in joint commissioning was judged sufficient.",
        "Members told inspectors that sufficient progress had been made in joint commissioning.",
    ),
    (
        "Progress was judged sufficient in a third of the areas.",
        "Progress was judged sufficient in two thirds of the areas.",
    ),
    (
        "About half of the areas were judged to be sufficient.",
        "About two thirds of the areas were judged to be sufficient.",
    ),
    (
        "Progress was sufficient in half of the areas.",
        "For sufficient progress in joint commissioning more money is needed.",
    ),
];

#[test]
fn grades_of_a_visit_are_held_against_the_data() {
    are_held(&GRADES, contradictions);
}

#[test]
fn judgements_by_grade_are_held_against_the_data() {
    are_held(&COUNTS, contradictions);
}

#[test]
fn grades_beside_words_for_judgements_are_held_against_the_data() {
    are_held_in("judgements.txt", contradictions);
}

#[test]
fn grades_of_a_visit_are_said_with_it() {
    let said = "Inspectors judged leadership to be good at the inspection of 2023.";
    let title = "The impact of leaders on social work practice with children and families";
    let message = format!(
        "`good`: by the data, “{title}” is requires improvement to be good at the inspection"
    );
    assert_eq!(contradictions(said), [message]);
}

#[test]
fn progress_in_what_was_found_is_held_against_the_data() {
    let report = |said: &str| report("inspection = \"inspection.toml\"\n", said);
    let files = [("inspection.toml", FINDINGS)];
    are_held(&PROGRESS, |said| found(&files, &report(said), said, Rule::Contradiction));
}
