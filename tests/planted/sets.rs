//! What officers write about how many of an action plan, which areas, when inspectors came and what they gave: each sentence
//! once as the data bear it out, and once as they do not.

use committee_papers::diag::{Rule, apart};
use committee_papers::{Options, Workspace, World, compose};
use typst::syntax::VirtualPath;

use super::care::{are_held, found, report};
use crate::support::COUNCIL;

/// What an inspection found, and a judgement after it.
const INSPECTION: &str = r#"kind = "inspection"
framework = "Regulator of Social Housing"
[[visit]]
name = "inspection"
start = 2025-02-03
end = 2025-02-14
received = 2025-05-06
published = 2025-05-20
[[visit]]
name = "2026 judgement"
kind = "judgement"
published = 2026-06-30
[[subject]]
id = "consumer"
judgement.inspection = "C3"
judgement."2026 judgement" = "C2"
[[failing]]
id = 1
subject = "safety-and-quality"
title = "Condition of homes"
text = "Nobody knows how the homes are."
[[failing]]
id = 2
subject = "safety-and-quality"
title = "Repairs and damp"
text = "Repairs take too long."
[[failing]]
id = 3
subject = "transparency"
title = "Tenants’ voice"
text = "Tenants are not heard."
"#;

/// The plan that answers it.
const PLAN: &str = r#"kind = "plan"
name = "Landlord Improvement Plan"
short = "LIP"
inspection = "inspection.toml"
submitted = 2025-07-01
end = 2027-01-31
[[area]]
id = "homes"
title = "Condition of homes"
finding = 1
action = [
  { id = "H1", action = "Survey every home", lead = "Head of Assets", start = 2025-08-01, due = 2026-01-31, update = [{ on = 2026-02-10, status = "complete", completed = 2026-01-20 }] },
  { id = "H2", action = "Test the lifts", lead = "Head of Safety", start = 2025-08-01, due = 2026-12-31, update = [{ on = 2026-09-10, status = "on-track" }] },
]
[[area]]
id = "repairs"
title = "Repairs and damp"
finding = 2
action = [
  { id = "R1", action = "Appoint a second contractor", lead = "Head of Repairs", start = 2025-08-01, due = 2026-03-31, update = [{ on = 2026-04-10, status = "complete", completed = 2026-03-20 }] },
  { id = "R2", action = "Train surveyors in mould", lead = "Head of Repairs", start = 2025-08-01, due = 2026-06-15, update = [{ on = 2026-06-20, status = "complete", completed = 2026-06-12 }] },
  { id = "R3", action = "Clear the backlog of leaks", lead = "Head of Repairs", start = 2025-08-01, due = 2026-06-30, update = [{ on = 2026-09-10, status = "behind", due = 2026-11-30, reason = "Plumbers are few." }] },
]
[[area]]
id = "voice"
title = "Tenants’ voice"
finding = 3
action = [
  { id = "V1", action = "Hold a conference of tenants", lead = "Engagement Manager", start = 2026-11-02, due = 2027-01-31 },
  { id = "V2", action = "Publish a yearly calendar", lead = "Engagement Manager", start = 2025-09-01, due = 2026-12-31, update = [{ on = 2026-09-10, status = "at-risk", reason = "No designer.", mitigation = "An agency." }] },
]
"#;

/// Sentences that the data contradict, each with one that they do not.
const CLAIMS: [(&str, &str); 47] = [
    // Shares of the plan, and what is left of it.
    (
        "More than half of the plan has been delivered.",
        "Just over two fifths of the plan has been delivered.",
    ),
    (
        "Nearly three quarters of the actions are complete.",
        "Nearly half of the actions are complete.",
    ),
    (
        "Less than half of the LIP is either complete or on track.",
        "More than half of the plan’s budget is on track.",
    ),
    (
        "Three actions are complete. A further two are proceeding to plan.",
        "Three actions are complete. A further one is proceeding to plan.",
    ),
    (
        "Three actions are complete and another two on track.",
        "Three actions are complete and another one on track.",
    ),
    (
        "Three actions are complete and one is on track; of the remaining four, one is behind.",
        "Three actions are complete and one is on track; of the remaining three, one is behind.",
    ),
    (
        "Three actions are complete. Of the rest, two are behind.",
        "Three actions are complete. Of the rest, two are being discussed.",
    ),
    (
        "Three actions are complete; one is not due to begin until January 2027.",
        "Three actions are complete; one is not due to begin until November 2026.",
    ),
    (
        "All but three of the actions due before July 2026 are complete.",
        "All but one of the actions due before July 2026 are complete.",
    ),
    (
        "All of the actions that were due by 31 January 2027 have been completed.",
        "All of the actions that were due by 31 March 2026 have been completed.",
    ),
    (
        "All but three of the seven actions are complete.",
        "All but four of the seven actions are complete.",
    ),
    // Areas by how their actions stand.
    (
        "Condition of homes is the only area in which no action has been completed.",
        "Tenants’ voice is therefore the only area in which nothing has been completed.",
    ),
    (
        "One of the three areas, repairs, has yet to complete anything.",
        "One of the three areas, tenants’ voice, has yet to complete anything.",
    ),
    (
        "Every area has at least one completed action.",
        "No area has more than two completed actions.",
    ),
    (
        "There are two areas in which nothing has been completed.",
        "There is one area in which nothing has been completed.",
    ),
    (
        "Every area has been visited, but the condition of homes is the only one with two completed actions.",
        "Every area has been visited, but repairs is the only one with two completed actions.",
    ),
    (
        "Two areas, homes and tenants’ voice, have at least one completed action.",
        "Two areas, homes and repairs, have at least one completed action.",
    ),
    // What was found, by its subject.
    (
        "The inspection found three areas that must improve. One of them comes under the Safety and Quality Standard.",
        "The inspection found three areas that must improve. Two of them come under the Safety and Quality Standard.",
    ),
    // Grades of a day, and which way they went.
    (
        "The regulator gave the Council a grade of C4 in May 2025.",
        "The regulator gave the Council a grade of C3 in May 2025.",
    ),
    (
        "The Council was judged to be C1 in June 2026.",
        "The Council was judged to be C2 in June 2026.",
    ),
    ("On 30 June 2026 the grade was lowered to C2.", "On 30 June 2026 the grade was raised to C2."),
    ("The Council was upgraded to C1.", "The budget was cut to the C1 level."),
    (
        "The landlord received a rating of C1.",
        "The landlord received a rating of C1 from its tenants, and not from inspectors.",
    ),
    // When inspectors were there, and for how long.
    (
        "Inspectors came on 3 February 2025 and stayed for a month.",
        "Inspectors came on 3 February 2025 and stayed for a fortnight.",
    ),
    ("The inspection lasted six weeks.", "The inspection lasted two weeks."),
    ("Inspectors were on site in April 2025.", "Inspectors were on site in February 2025."),
    (
        "Inspectors came back for two days in March.",
        "Inspectors are expected back for two days in March.",
    ),
    (
        "The inspection ended on 14 February 2025, and its outcome was published on 12 May.",
        "The inspection ended on 14 February 2025, and its outcome was published on 20 May.",
    ),
    (
        "The inspection led to a report on 20 May 2025, five months after it ended.",
        "The inspection led to a report on 20 May 2025, three months after it ended.",
    ),
    (
        "We received the report on 6 May 2025; four weeks later it was published.",
        "We received the report on 6 May 2025; two weeks later it was published.",
    ),
    // Single actions.
    (
        "Surveying every home, for which the Head of Assets is responsible, is behind.",
        "Surveying every home, for which the Head of Assets is responsible, is complete.",
    ),
    (
        "The survey of every home was finished on 20 January 2026, eleven days after it should have been.",
        "The survey of every home was finished on 20 January 2026, eleven days before the date that we had set.",
    ),
    (
        "Clearing the backlog of leaks will take until the end of December 2026.",
        "Clearing the backlog of leaks will take until the end of November 2026.",
    ),
    (
        "The last action is to be done by 28 February 2027.",
        "The last action is to be done by 31 January 2027.",
    ),
    (
        "The second contractor will be appointed in spring.",
        "The second contractor will be paid monthly.",
    ),
    (
        "The yearly calendar was published on time.",
        "A yearly calendar of meetings was published by the tenants.",
    ),
    // Bounds, and what is not done.
    ("More than four of the actions are complete.", "More than two of the actions are complete."),
    (
        "At least four of the actions are complete.",
        "No fewer than three of the actions are complete.",
    ),
    ("Three actions are still to be completed.", "Four actions are still to be completed."),
    ("Three actions are off track.", "Two actions are off track."),
    // Which actions stand so, and what is done.
    (
        "The action that is behind is testing the lifts.",
        "The action that is behind is clearing the backlog of leaks.",
    ),
    (
        "The conference of tenants was held in June.",
        "The conference of tenants was proposed in June.",
    ),
    (
        "Only one of the three areas has a completed action.",
        "Only one of the three areas has no completed action.",
    ),
    (
        "Repairs is the one area with no completed action.",
        "Tenants’ voice is the one area with no completed action.",
    ),
    (
        "The report was published five months after the inspection.",
        "The report was published three months after the inspection.",
    ),
    ("In May 2025 we were graded C2.", "In May 2025 we were graded C3."),
    (
        "Inspectors spent a month with us in February 2025.",
        "Inspectors spent two weeks with us in February 2025.",
    ),
];

/// What contradicts the data in a report that says something.
fn contradictions(said: &str) -> Vec<String> {
    let report = report("inspection = \"inspection.toml\"\nplan = \"plan.toml\"\n", said);
    let files = [("inspection.toml", INSPECTION), ("plan.toml", PLAN)];
    found(&files, &report, said, Rule::Contradiction)
}

#[test]
fn claims_about_sets_visits_and_grades_are_held_against_the_data() {
    are_held(&CLAIMS, contradictions);
}

#[test]
fn a_title_that_only_begins_like_a_subject_is_no_subject() {
    let inspection =
        INSPECTION.replace("\"Condition of homes\"", "\"Safety and quality of lifts\"");
    let report = |said| report("inspection = \"inspection.toml\"\n", said);
    let found =
        |said| found(&[("inspection.toml", &inspection)], &report(said), said, Rule::Contradiction);
    let one = "One of the three areas that must improve, on safety and quality of lifts, remains.";
    assert_eq!(found(one), Vec::<String>::new());
    let under = "The inspection found three areas that must improve. One of them comes under the Safety and Quality Standard.";
    assert_eq!(found(under).len(), 1);
}

#[test]
fn what_is_said_of_sets_says_what_the_data_have() {
    for (said, message) in [
        (
            "Condition of homes is the only area in which no action has been completed.",
            "`Condition of homes`: by the data, this is so of “Tenants’ voice”",
        ),
        (
            "All but three of the actions due before July 2026 are complete.",
            "`All but three of the actions due before July 2026`: by the data, 3 of 4 such actions are complete",
        ),
        (
            "On 30 June 2026 the grade was lowered to C2.",
            "`lowered to C2`: by the data, it was C3 at the inspection and is C2 at the 2026 judgement",
        ),
        (
            "The inspection lasted six weeks.",
            "`six weeks`: by the data, the inspection was from 3 February 2025 to 14 February 2025",
        ),
        (
            "The second contractor will be appointed in spring.",
            "`second contractor will be appointed`: by the data, action R1 was complete on 20 March 2026",
        ),
    ] {
        assert_eq!(contradictions(said), [message]);
    }
}

/// What contradicts the data in a review that concludes something, asks for something and looks at something next.
fn in_review(said: &str) -> usize {
    let review = format!(
        "kind = \"review\"\nplan = \"plan.toml\"\nname = \"Review\"\nheld = 2026-09-10\nsince = 2026-03-01\n\
         conclusions = [\"{said}\"]\nencouraged = [\"{said}\"]\nfocus-next = [\"{said}\"]\nasks = [\"{said}\"]\n\
         comment = [{{ area = \"homes\", text = \"{said}\" }}]\n"
    );
    let files = [
        ("council.toml", COUNCIL),
        ("inspection.toml", INSPECTION),
        ("plan.toml", PLAN),
        ("review.toml", &review),
    ];
    let world = Workspace::memory(files.map(|(name, text)| (name, text.as_bytes()))).world();
    let file = World::id(&VirtualPath::new("review.toml").unwrap());
    let (composed, problems) = apart(compose(&world, file, &Options::default()));
    assert!(composed.is_some(), "{said}: {problems:?}");
    problems.iter().filter(|problem| problem.rule == Some(Rule::Contradiction)).count()
}

#[test]
fn whatever_a_review_says_is_held_against_the_plan() {
    assert_eq!(in_review("Five of the seven actions have been completed."), 5);
    assert_eq!(in_review("Three of the seven actions have been completed."), 0);
}
