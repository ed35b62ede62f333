//! What is said of a plan as a whole, of how its actions turned, of its budgets by their names, of one area and of a time with
//! two ends: each sentence once as the data bear it out, and once as they do not.

use super::care::are_held;
use super::tables::contradictions;

/// Sentences that the data contradict, each with one that they do not.
const CLAIMS: [(&str, &str); 25] = [
    (
        "The Plan as a whole moved from at risk to on track in September.",
        "The Plan as a whole moved from on track to at risk in September.",
    ),
    ("The Plan as a whole is on track.", "The Plan as a whole is at risk."),
    (
        "The Plan overall was judged at risk in March 2026.",
        "The Plan overall was judged on track in March 2026.",
    ),
    ("The Plan is now overall behind.", "The Plan is not overall behind."),
    (
        "The training of volunteers went from behind in March to on track by September.",
        "The training of volunteers went from not started in March to on track by September.",
    ),
    ("Action M1 slipped from at risk to behind.", "Action M1 slipped from on track to behind."),
    (
        "Action M1 went from behind to on track.",
        "Action M1 would have gone from behind to on track.",
    ),
    ("The forecast for story hours is £48,000.", "The forecast for story hours is £84,000."),
    (
        "Story hours have a budget of £95,000 and have spent £41,000.",
        "Story hours have a budget of £90,000 and have spent £41,000.",
    ),
    (
        "Story hours have spent over half of their budget.",
        "Story hours have spent nearly half of their budget.",
    ),
    ("Spending on story hours is £14,000.", "Spending on story hours was £14,000 in March."),
    ("The budget for story hours is £70,000.", "The budget for books in story hours is £70,000."),
    ("The story hours’ budget is £70,000.", "The story hours’ puppet budget is £70,000."),
    ("Story hours spent £44,000 of the budget.", "Story hours spent £44,000 on puppets."),
    ("Every action is complete.", "Every action has a lead."),
    (
        "Every action in the Mobile libraries area is behind.",
        "Every action in the Story hours area is on track.",
    ),
    (
        "Both actions in Mobile libraries are behind; all two actions on mobile libraries are complete.",
        "One of the two actions on mobile libraries is complete.",
    ),
    (
        "Two of the three actions on mobile libraries are open.",
        "One of the two actions on mobile libraries is open.",
    ),
    ("Story hours has one completed action.", "Story hours has no completed action."),
    ("Mobile libraries has no completed action.", "Mobile libraries has one completed action."),
    (
        "The Plan has four areas.",
        "The Plan has two areas, and the inspection found one area for improvement.",
    ),
    (
        "Two of the two measures met their target.",
        "Two of the two measures met their target or are yet to come to it.",
    ),
    (
        "Between September 2025 and March 2026, visits to mobile libraries each month rose by 215.",
        "Between September 2025 and March 2026, visits to mobile libraries each month rose by 155.",
    ),
    (
        "Visits to mobile libraries each month rose by 215 between September 2025 and March 2026.",
        "Visits to mobile libraries each month rose by 215 between March and September 2026.",
    ),
    (
        "From March to September 2026, visits to mobile libraries each month rose from 1,240 to 1,610.",
        "From March to September 2026, visits to mobile libraries each month rose from 1,395 to 1,610.",
    ),
];

#[test]
fn turns_budgets_areas_and_times_with_two_ends_are_held_against_the_data() {
    are_held(&CLAIMS, contradictions);
}

#[test]
fn what_is_said_of_them_gives_the_right_reason() {
    let said = [
        (
            CLAIMS[0].0,
            "`from at risk to on track`: by the data, the Plan as a whole was on track on 31 March 2026, then at risk on 30 September 2026",
        ),
        (
            CLAIMS[4].0,
            "`from behind in March to on track`: by the data, action S1 was not started on 31 March 2026, then on track on 30 September 2026",
        ),
        (
            CLAIMS[7].0,
            "`£48,000`: by the data, Story hours is expected to cost £84,000, its budget is £90,000, and £41,000 of it was spent by 30 September 2026",
        ),
        (
            CLAIMS[15].0,
            "`Every action`: by the data it is 1 (actions that are behind in “Mobile libraries”)",
        ),
        (CLAIMS[18].0, "`Story hours`: by the data, this is so of “Mobile libraries”"),
        (CLAIMS[20].0, "`four areas`: by the data it is 2 (areas of the plan)"),
        (
            CLAIMS[22].0,
            "`215`: by the data, “Visits to mobile libraries each month” went from 1,240 to 1,395",
        ),
        (
            "Action M2 began in May.",
            "`May`: by the data, action M2 was to start on 5 January 2026 and was completed on 14 August 2026",
        ),
    ];
    for (sentence, message) in said {
        assert_eq!(contradictions(sentence), [message]);
    }
}
