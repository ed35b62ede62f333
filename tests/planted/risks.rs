//! What a paper says of the risks of its plan: how they are rated, who owns them, and which way they went.

use committee_papers::diag::Rule;

use super::care::{are_held_in, found, report};

/// A plan with three risks.
const PLAN: &str = r#"kind = "plan"
name = "Harbour plan"
short = "HP"
submitted = 2026-01-12
[[risk]]
risk = "Divers cannot be hired, so that the survey of the quay walls is late."
mitigation = "Two firms stand by."
likelihood = "high"
impact = "medium"
before = { likelihood = "medium", impact = "medium" }
owner = "Harbour Master"
[[risk]]
risk = "Storms damage the temporary crane."
mitigation = "It is lowered at night."
likelihood = "low"
impact = "medium"
before = { likelihood = "medium", impact = "high" }
owner = "Head of Works"
[[risk]]
risk = "Fuel prices rise beyond the budget."
mitigation = "A fixed price until spring."
likelihood = "medium"
impact = "medium"
before = { likelihood = "medium", impact = "medium" }
[[area]]
id = "quay"
title = "Quay walls"
action = [{ id = "Q1", action = "Survey the quay walls", lead = "Harbour Master", due = 2026-12-31, update = [{ on = 2026-06-30, status = "on-track" }] }]
"#;

#[test]
fn ratings_owners_and_directions_of_risks_are_held_against_the_data() {
    are_held_in("risks.txt", |said| {
        let report = report("plan = \"plan.toml\"\n", said);
        found(&[("plan.toml", PLAN)], &report, said, Rule::Contradiction)
    });
}
