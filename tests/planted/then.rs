//! What a paper says of how the actions of an area stand, of how actions stood at an earlier time, and of how those that are complete kept their day: each sentence
//! once as the data do not bear it out, and once as they do.

use committee_papers::diag::Rule;

use super::care::{are_held, found, report};

/// A plan whose actions have reported three times.
const PLAN: &str = r#"kind = "plan"
name = "Market plan"
submitted = 2026-01-12
[[area]]
id = "stalls"
title = "Stalls"
action = [
  { id = "1", action = "Number every stall", lead = "Markets Manager", due = 2026-03-31, update = [{ on = 2026-03-27, status = "complete", completed = 2026-03-24 }] },
  { id = "2", action = "Replace the awnings", lead = "Markets Manager", due = 2026-05-29, update = [{ on = 2026-03-27, status = "on-track" }, { on = 2026-06-30, status = "complete", completed = 2026-06-12 }] },
]
[[area]]
id = "streets"
title = "Streets"
action = [
  { id = "3", action = "Repave the square", lead = "Head of Streets", due = 2026-06-30, update = [{ on = 2026-03-27, status = "behind", reason = "No stone." }, { on = 2026-07-03, status = "complete", completed = 2026-06-30 }] },
  { id = "4", action = "Light the arcade", lead = "Head of Streets", due = 2026-12-31, update = [{ on = 2026-03-27, status = "on-track" }, { on = 2026-06-30, status = "at-risk", reason = "No bids.", mitigation = "Ask again." }, { on = 2026-09-30, status = "behind", reason = "No bids." }] },
  { id = "5", action = "Open a night market", lead = "Town Clerk", start = 2026-11-02, due = 2027-01-29 },
]
"#;

/// Sentences that the data contradict, each beside one that is true, or that speaks of something else.
const CLAIMS: [(&str, &str); 32] = [
    // What is counted of an area.
    ("In Streets, all actions are complete.", "In Stalls, all actions are complete."),
    ("Only in Streets are all actions complete.", "Only in Stalls are all actions complete."),
    ("All actions in Streets are complete.", "All actions in Stalls are complete."),
    ("In Streets two actions are complete.", "In Streets one action is complete."),
    // What was counted at an earlier time.
    ("In March two actions were complete.", "In March one action was complete."),
    (
        "When leads reported in March, two actions were complete and one was behind.",
        "When leads reported in March, one action was complete and one was behind.",
    ),
    (
        "Three actions are complete, up from two in March.",
        "Three actions are complete, up from one in March.",
    ),
    (
        "Three actions were complete on 30 September 2026, against two at the end of March.",
        "Three actions were complete on 30 September 2026, against one at the end of March.",
    ),
    (
        "In March one action was complete, and by the end of June there were four.",
        "In March one action was complete, and by the end of June there were three.",
    ),
    (
        "In March we could report two completed actions.",
        "In March we could report one completed action.",
    ),
    (
        "On 30 June 2026, four actions were complete and one was at risk.",
        // One of them was reported in July.
        "On 30 June 2026, two actions were complete and one was at risk.",
    ),
    (
        "At the end of June, two actions were at risk.",
        "At the end of June, one action was at risk.",
    ),
    ("In mid-March two actions were complete.", "In mid-May two actions were complete."),
    (
        "As of 30 September, two actions are complete.",
        "As of 30 September, three actions are complete.",
    ),
    ("Three actions were completed in March.", "Two actions were completed in June."),
    (
        "Two actions are complete; one does not begin before November.",
        "If all goes well, five actions will be complete by the end of January 2027.",
    ),
    (
        "In March one action was complete and none was behind.",
        "In March one action was complete and none was at risk.",
    ),
    (
        "Three actions are still open.",
        "Of the four actions that are due by the end of December, three are complete.",
    ),
    // Who leads what.
    (
        "The Head of Streets replaced the awnings.",
        "The Head of Streets leads two actions: one is complete and one is behind.",
    ),
    (
        "The Head of Streets is to have lit the square, and the Town Clerk replaced the awnings.",
        "The new Markets Manager was appointed in May, and replaced the awnings in June.",
    ),
    (
        "Lighting the arcade is with the Markets Manager.",
        "One of the actions completed so far belongs to the Head of Streets.",
    ),
    (
        "The stalls were numbered by 24 March 2026. The Town Clerk led the work herself.",
        "The stalls were numbered by 24 March 2026. The Markets Manager led the work herself.",
    ),
    (
        "Every stall has its number. The arcade is to be lit. Both actions belong to the Town Clerk.",
        "Every stall has its number. The awnings are new. Both actions belong to the Markets Manager.",
    ),
    // How single actions stood, or do not stand.
    ("Repaving the square was on track in March.", "Repaving the square was behind in March."),
    (
        "Lighting the arcade, which was behind in June, is now late by a month.",
        "Lighting the arcade, which was at risk in June, has no bidder.",
    ),
    ("Replacing the awnings was behind in June.", "Replacing the awnings was complete in June."),
    ("Lighting the arcade is not behind.", "Lighting the arcade is not complete."),
    ("Numbering every stall is not yet complete.", "Lighting the arcade is no longer at risk."),
    (
        "Lighting the arcade was at risk in June. It is now complete.",
        "Lighting the arcade was at risk in June. It is now behind.",
    ),
    // Those of which no more is counted than these.
    (
        "Three actions are complete. Of the three, all are now at risk.",
        "Three actions are complete. Of the three, one was finished early and one was late.",
    ),
    (
        "Two of the four completed actions are in the square.",
        "Two of the three completed actions were finished ahead of time.",
    ),
    ("We can report two completed actions.", "Two completed actions came in under budget."),
];

/// What contradicts the data in a report that says something.
fn contradictions(said: &str) -> Vec<String> {
    found(
        &[("plan.toml", PLAN)],
        &report("plan = \"plan.toml\"\n", said),
        said,
        Rule::Contradiction,
    )
}

#[test]
fn how_actions_stood_is_held_against_the_data() {
    are_held(&CLAIMS, contradictions);
}

#[test]
fn how_actions_stood_is_said_with_the_day() {
    for (said, message) in [
        (
            "In March two actions were complete.",
            "`two actions`: by the data it is 1 (actions that were complete on 31 March 2026)",
        ),
        (
            "Repaving the square was on track in March.",
            "`Repaving the square was on track`: by the data, action 3 was behind on 31 March 2026",
        ),
        (
            "Lighting the arcade is not behind.",
            "`Lighting the arcade is not behind`: by the data, action 4 is behind",
        ),
    ] {
        assert_eq!(contradictions(said), [message]);
    }
}
