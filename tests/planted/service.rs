//! What a paper says of a rescue service that was inspected twice: sets of findings, grades that moved, dates that were
//! put back, risks by their ratings, short names of areas and budgets, and who has the most to do.

use committee_papers::diag::Rule;

use super::care::{are_held_in, found, report};

/// What two inspections and a revisit found.
const INSPECTION: &str = r#"kind = "inspection"
framework = "fire-2023"
[[visit]]
name = "Round 3 inspection"
kind = "inspection"
start = 2024-03-04
end = 2024-03-22
published = 2024-08-15
[[visit]]
name = "revisit"
kind = "revisit"
start = 2025-01-13
end = 2025-01-15
published = 2025-02-27
[[visit]]
name = "Round 4 inspection"
kind = "inspection"
start = 2026-02-09
end = 2026-02-27
published = 2026-06-18
[[subject]]
id = "preventing"
judgement = { "Round 3 inspection" = "inadequate", "Round 4 inspection" = "adequate" }
[[subject]]
id = "responding"
judgement = { "Round 3 inspection" = "good", "Round 4 inspection" = "requires-improvement" }
[[subject]]
id = "values"
judgement = { "Round 3 inspection" = "adequate", "Round 4 inspection" = "good" }
[[subject]]
id = "skills"
judgement = { "Round 3 inspection" = "requires-improvement", "Round 4 inspection" = "requires-improvement" }
[[finding]]
id = "C1"
kind = "cause-of-concern"
text = "Checks of homes are not aimed at those most at risk."
judgement = { revisit = "closed" }
[[finding]]
id = "C2"
kind = "cause-of-concern"
text = "Crews are not trained for floods."
judgement = { revisit = "open" }
[[finding]]
id = "R1"
kind = "recommendation"
under = "C1"
text = "Rank homes by risk."
judgement = { revisit = "closed" }
[[finding]]
id = "R2"
kind = "recommendation"
under = "C1"
text = "Share what is known of residents."
judgement = { revisit = "closed" }
[[finding]]
id = "R3"
kind = "recommendation"
under = "C2"
text = "Train all crews."
judgement = { revisit = "open" }
"#;

/// The plan that answers them.
const PLAN: &str = r#"kind = "plan"
name = "Rescue improvement plan"
short = "RIP"
inspection = "inspection.toml"
submitted = 2025-09-01
end = 2027-03-31
[[budget]]
name = "Recovery programme"
on = 2026-07-31
budget = 900000
spent = 400000
forecast = 860000
[[budget]]
name = "Control room system"
on = 2026-07-31
budget = 300000
spent = 240000
forecast = 350000
[[risk]]
risk = "Boats cannot be repaired in time."
mitigation = "A spare is hired."
likelihood = "high"
impact = "high"
before = { likelihood = "medium", impact = "high" }
owner = "Head of Fleet"
[[risk]]
risk = "Volunteers leave before they are trained."
mitigation = "Courses at weekends."
likelihood = "low"
impact = "medium"
before = { likelihood = "high", impact = "medium" }
owner = "Head of People"
[[risk]]
risk = "The control room system fails the tests."
mitigation = "The old one is kept."
likelihood = "low"
impact = "high"
before = { likelihood = "medium", impact = "high" }
owner = "Head of Fleet"
[[area]]
id = "homes"
title = "Safer homes"
finding = "R1"
action = [
  { id = "1.1", action = "Rank households by risk", lead = "Head of Homes", due = 2026-01-31, update = [{ on = 2026-02-10, status = "complete", completed = 2026-01-30 }] },
  { id = "1.2", action = "Visit forty care homes", lead = "Head of Homes", due = 2026-06-30, update = [{ on = 2026-05-12, status = "at-risk", note = "Sixteen are visited." }, { on = 2026-07-31, status = "behind", due = 2026-11-30, note = "Twenty-five are visited." }] },
  { id = "1.3", action = "Publish advice on heaters", lead = "Press Officer", due = 2026-04-30, update = [{ on = 2026-05-12, status = "complete", completed = 2026-05-11 }] },
]
[[area.measure]]
name = "Boats available"
unit = "%"
better = "higher"
baseline = { on = 2025-12-31, value = 72 }
actual = [{ on = 2026-03-31, value = 75 }, { on = 2026-05-31, value = 70 }, { on = 2026-07-31, value = 66 }]
[[area.measure]]
name = "Days to answer a request for advice"
unit = "days"
better = "lower"
baseline = { on = 2025-12-31, value = 30 }
actual = [{ on = 2026-03-31, value = 27 }, { on = 2026-07-31, value = 22 }]
[[area]]
id = "floods"
title = "Rescue from floods"
finding = "R3"
action = [
  { id = "2.1", action = "Train every crew for floods", lead = "Head of People", due = 2026-09-30, update = [{ on = 2026-05-12, status = "on-track" }, { on = 2026-07-31, status = "behind", due = 2027-01-31 }] },
  { id = "2.2", action = "Hire a spare boat", lead = "Head of Fleet", due = 2026-07-15, update = [{ on = 2026-07-31, status = "complete", completed = 2026-07-08 }] },
]
[[area.measure]]
name = "Crews trained"
unit = "%"
better = "higher"
baseline = { on = 2025-12-31, value = 10 }
actual = [{ on = 2026-07-31, value = 35 }]
[[area.measure]]
name = "Volunteers on call"
better = "higher"
baseline = { on = 2025-12-31, value = 208 }
actual = [{ on = 2026-03-31, value = 214 }, { on = 2026-07-31, value = 231 }]
"#;

#[test]
fn sets_moves_dates_and_short_names_are_held_against_the_data() {
    are_held_in("service.txt", |said| {
        let report = report("inspection = \"inspection.toml\"\nplan = \"plan.toml\"\n", said);
        let files = [("inspection.toml", INSPECTION), ("plan.toml", PLAN)];
        found(&files, &report, said, Rule::Contradiction)
    });
}
