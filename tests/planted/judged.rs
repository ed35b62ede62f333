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

#[test]
fn grades_of_a_visit_are_held_against_the_data() {
    are_held(&GRADES, contradictions);
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
