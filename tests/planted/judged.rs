//! What a paper says of the grades of two inspections: which subject was given which at which visit, and how many were
//! given one. Each sentence stands once as the data do not bear it out, and once as they do.

use super::care::are_held;
use super::children::contradictions;

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

#[test]
fn grades_of_a_visit_are_held_against_the_data() {
    are_held(&GRADES, contradictions);
}

#[test]
fn judgements_by_grade_are_held_against_the_data() {
    are_held(&COUNTS, contradictions);
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
