//! What is withheld in data changes nothing that the public reads: each withheld value is changed alone, and every
//! paper is built again.
//!
//! Totals count withheld actions and measures, so a change of a status or a date here leaves the totals as they are.

use committee_papers::{Format, Options, Workspace, World, build};
use typst::syntax::VirtualPath;

use crate::support::COUNCIL;

/// A plan in which records of each kind are withheld.
const PLAN: &str = r#"
kind = "plan"
name = "Action plan"
inspection = "inspection.toml"
submitted = 2024-01-31
end = 2026-12-31
[[overall]]
on = 2024-07-31
status = "behind"
reason = "A claim is why"
exempt = { paragraphs = [3], reason = "Harm." }
[[risk]]
risk = "Posts stay vacant"
mitigation = "Agencies are asked"
likelihood = "medium"
impact = "medium"
[[risk]]
risk = "A claim is made"
mitigation = "Counsel is asked"
likelihood = "high"
impact = "high"
exempt = { paragraphs = [3], reason = "Harm." }
[[budget]]
name = "A settlement"
on = 2024-07-31
budget = 51200
spent = 12700
exempt = { paragraphs = [3], reason = "Harm." }
[[area]]
id = "first"
title = "Families"
weakness = 2
[[area.action]]
id = "1.1"
action = "Agree the offer"
lead = "Head of Families"
start = 2024-02-01
due = 2025-06-30
[[area.action.update]]
on = 2024-04-30
status = "on-track"
note = "It began well"
[[area.action.update]]
on = 2024-07-31
status = "behind"
note = "A claim was made"
reason = "The claim"
impact = "Families wait"
mitigation = "Counsel was asked"
exempt = { paragraphs = [3], reason = "Harm." }
[[area.action]]
id = "1.2"
action = "Dismiss a manager"
lead = "Monitoring Officer"
start = 2024-02-01
due = 2025-05-31
milestone = [{ by = 2024-05-31, text = "Hear the manager", met = 2024-06-01 }]
update = [{ on = 2024-06-30, status = "behind" }, { on = 2024-07-30, status = "behind", note = "An appeal was made" }]
exempt = { paragraphs = [1], reason = "Harm." }
[[area.action]]
id = "1.3"
action = "Publish the offer"
lead = "Head of Families"
start = 2024-02-01
due = 2025-06-30
milestone = [{ by = 2024-05-31, text = "Ask families", met = 2024-05-30 }, { by = 2024-10-31, text = "Sign a lease", exempt = { paragraphs = [3], reason = "Harm." } }, { by = 2024-11-30, text = "Print it" }]
update = [{ on = 2024-08-01, status = "behind", note = "It was late" }]
[[area.action]]
id = "1.4"
action = "Buy a house"
lead = "Head of Assets"
start = 2024-02-01
due = 2025-05-31
update = [{ on = 2024-07-30, status = "at-risk", note = "A price was named" }]
exempt = { paragraphs = [1], reason = "Harm." }
[[area.measure]]
id = "heard"
name = "Families are heard"
unit = "%"
better = "higher"
baseline = { on = 2023-12-31, value = 41.7 }
target = [{ by = 2025-12-31, value = 63.9 }]
actual = [{ on = 2024-06-30, value = 45.1 }]
[[area.measure]]
id = "paid"
name = "Paid to families"
unit = "£"
better = "lower"
baseline = { on = 2023-12-31, value = 91234 }
target = [{ by = 2025-12-31, value = 51234 }]
actual = [{ on = 2024-06-30, value = 90234 }]
note = "The court counts it"
exempt = { paragraphs = [3], reason = "Harm." }
[[area]]
id = "second"
title = "A closure"
outcome = "The school is shut"
exempt = { paragraphs = [3], reason = "Harm." }
[[area.action]]
id = "2.1"
action = "Sell the land"
lead = "Head of Land"
start = 2024-02-01
due = 2025-06-30
update = [{ on = 2024-06-30, status = "on-track" }, { on = 2024-07-29, status = "on-track", note = "A buyer came" }]
[[area]]
id = "third"
finding = 1
[[area.action]]
id = "3.1"
action = "Train staff"
lead = "Head of Schools"
start = 2024-02-01
due = 2025-06-30
update = [{ on = 2024-07-31, status = "on-track", note = "Training began" }]
"#;

const INSPECTION: &str = r#"
kind = "inspection"
framework = "Joint local area SEND inspection"
[[visit]]
name = "inspection"
start = 2022-06-13
end = 2022-06-17
[[weakness]]
id = 1
title = "Handling of a fraud"
text = "A fraud was not seen"
exempt = { paragraphs = [7], reason = "Harm." }
[[weakness]]
id = 2
title = "Work with families"
text = "Families are not heard"
"#;

const REVIEW: &str = "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = 2024-08-31\nsince = 2024-03-31\n\
    next = 2024-12-31\nreviewers = ['The Board']\n";

const REPORT: &str = r#"
kind = "report"
title = "Progress"
committee = "Cabinet"
meeting = 2024-09-10
as-at = 2024-08-31
sources = { plan = "plan.toml", inspection = "inspection.toml" }
front = { report-of = "Head", local-members-interest = "N/A" }
[[section]]
id = "summary"
text = """
{{ plan.action_table(columns=["id", "action", "lead", "accountable", "start", "due", "status", "success", "update", "evidence", "slipped", "why"]) }}

{{ plan.action_table(status="at-risk") }}

{{ plan.action_table(only="attention") }}

{{ plan.attention_table() }}

{{ plan.milestone_table() }}

{{ plan.milestone_table(only="overdue") }}

{{ plan.measure_table() }}

{{ plan.risk_table() }}

{{ plan.movement_table("2024-03-31") }}

{{ plan.movement_matrix("2024-03-31") }}

{{ plan.status_chart() }}

{{ plan.timeline() }}

{{ inspection.finding_list() }}

{{ inspection.finding_table() }}

The area is {{ plan.area("third").title }}.
"""
[[section]]
heading = "Areas"
text = "{{ plan.areas_report() }}"
"#;

/// Withheld values, each as it stands and as it is changed.
const CHANGES: [&[(&str, &str)]; 25] = [
    &[("Handling of a fraud", "Handling of the Kestrel case")],
    &[("A fraud was not seen", "It was seen and hidden")],
    &[
        ("status = \"behind\"\nreason", "status = \"complete\"\nreason"),
        ("A claim is why", "All is done"),
    ],
    &[("\"high\"\nimpact = \"high\"", "\"low\"\nimpact = \"low\"")],
    &[("budget = 51200\nspent = 12700", "budget = 11200\nspent = 99700")],
    &[("reason = \"The claim\"\n", "")],
    &[("impact = \"Families wait\"\n", "")],
    &[("mitigation = \"Counsel was asked\"\n", "")],
    &[(
        "mitigation = \"Counsel was asked\"\n",
        "mitigation = \"Counsel was asked\"\ndecision-needed = \"To settle\"\n",
    )],
    &[(
        "mitigation = \"Counsel was asked\"\n",
        "mitigation = \"Counsel was asked\"\nnext = { by = 2024-11-03, text = \"Mediation\" }\n",
    )],
    &[(
        "mitigation = \"Counsel was asked\"\n",
        "mitigation = \"Counsel was asked\"\nevidence = [{ kind = \"impact\", text = \"An opinion\" }]\n",
    )],
    &[(
        "mitigation = \"Counsel was asked\"\n",
        "mitigation = \"Counsel was asked\"\nevidence = [{ kind = \"output\", text = \"An opinion\" }]\n",
    )],
    &[
        ("2024-07-30, status = \"behind\"", "2024-07-30, status = \"at-risk\""),
        ("status = \"at-risk\", note = \"A price", "status = \"behind\", note = \"A price"),
    ],
    &[("2024-07-30, status = \"behind\"", "2024-08-20, status = \"behind\"")],
    &[(", met = 2024-06-01", "")],
    &[("milestone = [{ by = 2024-05-31, text = \"Hear the manager\", met = 2024-06-01 }]\n", "")],
    &[(
        "note = \"An appeal was made\"",
        "note = \"An appeal was made\", decision-needed = \"To pay\"",
    )],
    &[(
        "note = \"An appeal was made\"",
        "note = \"An appeal was made\", evidence = [{ kind = \"impact\", text = \"Gone\" }]",
    )],
    &[("note = \"An appeal was made\"", "reason = \"An appeal was made\"")],
    &[("2024-10-31, text = \"Sign", "2024-12-15, text = \"Sign")],
    &[("value = 90234", "value = 89234")],
    &[("{ by = 2025-12-31, value = 51234 }", "{ by = 2026-06-30, value = 31234 }")],
    &[("note = \"The court counts it\"\n", "")],
    &[("outcome = \"The school is shut\"\n", "")],
    &[("2024-07-29, status = \"on-track\", note", "2024-08-19, status = \"on-track\", reason")],
];

/// The public pages of every paper, in the order of their files.
fn pages(changes: &[(&str, &str)]) -> Vec<String> {
    let (mut plan, mut inspection) = (PLAN.to_owned(), INSPECTION.to_owned());
    for (old, new) in changes {
        assert!(plan.contains(old) || inspection.contains(old), "{old}");
        plan = plan.replacen(old, new, 1);
        inspection = inspection.replacen(old, new, 1);
    }
    let brief = "kind = 'brief'\nreview = 'review.toml'\nasks = ['note the review.']\n";
    let texts = [
        ("council.toml", COUNCIL),
        ("plan.toml", &plan),
        ("inspection.toml", &inspection),
        ("review.toml", REVIEW),
        ("brief.toml", brief),
        ("report.toml", REPORT),
    ];
    let workspace = Workspace::memory(texts.map(|(name, text)| (name, text.as_bytes())));
    let options = Options { formats: vec![Format::Html], ..Options::default() };
    let page = |paper: &&str| {
        let file = World::id(&VirtualPath::new(*paper).unwrap());
        let built = build(&workspace.world(), file, &options);
        let made = built.unwrap_or_else(|problems| panic!("{changes:?} in {paper}: {problems:?}"));
        let public = made.value.into_iter().find(|output| output.suffix.is_empty()).unwrap();
        String::from_utf8(public.bytes).unwrap().replace("><", ">\n<")
    };
    ["plan.toml", "review.toml", "brief.toml", "report.toml"].iter().map(page).collect()
}

#[test]
fn no_change_of_a_withheld_value_changes_what_the_public_reads() {
    let before = pages(&[]);
    assert!(before.iter().all(|page| !page.contains("fraud")));
    let mut told = Vec::new();
    for changes in CHANGES {
        for (paper, (one, other)) in before.iter().zip(pages(changes)).enumerate() {
            let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
            told.extend(
                differs.map(|lines| (paper, changes, lines.0.to_owned(), lines.1.to_owned())),
            );
        }
    }
    assert!(told.is_empty(), "{told:#?}");
}
