//! Figures that are named: those of a council’s own tables in prose, and those that lines of data name.

use super::{printed, report};

/// A file of figures: a list with a total, and a table of two columns.
const FIGURES: &str = r#"
kind = "figures"
source = "School census"
as-at = 2024-01-18
[[table]]
id = "high-needs"
title = "Overspend on high needs"
unit = "£m"
row = [
  { id = "carried", title = "Carried forward", value = 3.688 },
  { id = "inyear", title = "In the year", value = 5.916 },
]
total = "Together"
[[table]]
id = "demand"
title = "Plans kept"
unit = "plans"
source = "SEN2"
note = "Counted in January."
rows = "Phase"
column = [{ id = "y2023", title = "2023" }, { id = "y2024", title = "2024" }]
row = [
  { id = "primary", title = "Primary", value = { y2023 = 812, y2024 = 1204 } },
  { id = "post-16", title = "Post-16", value = { y2024 = 97 } },
  { id = "share", title = "Share of pupils", unit = "%", value = { y2023 = 3.9, y2024 = 4.10 } },
]
"#;

#[test]
fn a_council_s_own_figures_are_named_and_added_in_prose() {
    let prose = "{{ figures.high_needs.carried }} and {{ figures.high_needs.inyear }} make \
                 {{ figures.high_needs.carried + figures.high_needs.inyear | money }}, that is \
                 {{ figures.high_needs.total }}. From {{ figures.demand.primary.y2023 }} to \
                 {{ figures.demand.primary.y2024 }}, up {{ figures.demand.primary.y2024 - figures.demand.primary.y2023 | number }}; \
                 {{ figures.demand.share.y2024 }}, {{ figures.demand.share.y2024 - figures.demand.share.y2023 | signed }}.";
    let (words, problems) = report(prose, &[("figures.toml", FIGURES)]);
    assert_eq!(problems, Vec::<String>::new());
    let expected = "£3.688m and £5.916m make £9.604m, that is £9.604m. From 812 plans to 1,204 plans, up 392; 4.10%, \
                    +0.20 percentage points.";
    assert!(words.contains(expected), "{words}");
}

#[test]
fn a_table_of_figures_prints_its_caption_units_and_source() {
    let prose =
        "{{ figures.high_needs.table() }}\n\n{{ figures.demand.table(caption=\"Demand\") }}";
    let (words, problems) = report(prose, &[("figures.toml", FIGURES)]);
    assert_eq!(problems, Vec::<String>::new());
    for expected in [
        "Overspend on high needs, as at 18 January 2024 Item £m Carried forward 3.688 In the year 5.916 Together 9.604 \
         Source: School census",
        "Demand Phase 2023 2024 Primary (plans) 812 1,204 Post-16 (plans) – 97 Share of pupils (%) 3.9 4.10 Source: SEN2 \
         Counted in January.",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
}

#[test]
fn a_unit_that_some_columns_do_not_have_stands_above_those_that_do() {
    let figures = "kind = 'figures'\n[[table]]\nid = 'cost'\ntitle = 'Cost'\nunit = '£'\n\
                   column = [{ id = 'sum', title = 'Sum' }, { id = 'share', title = 'Share', unit = '%' }, \
                   { id = 'why', title = 'Why' }]\n\
                   row = [{ id = 'staff', title = 'Staff', value = { sum = 900, share = 90, why = 'More' } }]\n";
    let (words, problems) = report("{{ figures.cost.table() }}", &[("figures.toml", figures)]);
    assert_eq!(problems, Vec::<String>::new());
    assert!(words.contains("Cost Item Sum (£) Share (%) Why Staff 900 90 More"), "{words}");
}

#[test]
fn figures_that_cannot_be_are_said() {
    for (from, to, message) in [
        ("id = \"carried\"", "id = \"2019\"", "prose cannot name a row `2019`"),
        ("id = \"carried\"", "id = \"source\"", "a row cannot be called `source`"),
        ("id = \"carried\"", "id = \"inyear\"", "two rows have the id `inyear`"),
        ("value = 3.688", "value = true", "this is not a figure"),
        ("value = 3.688", "value = { a = 1 }", "this table has no columns"),
        ("y2023 = 812", "y2032 = 812", "the table has no column `y2032`"),
        (
            "value = { y2024 = 97 }",
            "value = 97",
            "this table has several columns, and this is one value",
        ),
    ] {
        let figures = FIGURES.replacen(from, to, 1);
        assert_eq!(report("Nothing.", &[("figures.toml", &figures)]).1, [message], "{to}");
    }
}

/// A plan whose measure is read in March and in July, with prose wherever a plan has some.
const NOTED: &str = r#"
kind = 'plan'
name = 'Plan'
submitted = 2024-01-08
note = "{{ plan.total | words }} actions"
[[risk]]
risk = "R{{ 1 + 1 }}"
mitigation = "M"
likelihood = 'low'
impact = 'low'
[[area]]
id = 'a'
title = 'Area'
outcome = "Reach {{ plan.measure('m').targets[0].words }}"
[[area.action]]
id = '1'
action = "Act on {{ plan.submitted | date }}"
lead = 'L'
accountable = 'A'
start = 2024-01-08
due = 2024-12-31
success = "All {{ 2 + 3 }}"
milestone = [{ by = 2024-06-30, text = "Half of {{ 10 }}" }]
update = [
  { on = 2024-04-10, status = 'on-track', note = "{{ plan.measure('m').latest.words }} by then", evidence = [
    { kind = 'output', text = "from {{ plan.measure('m').baseline.words }} to {{ plan.measure('m').latest.words }}" },
  ] },
  { on = 2024-07-20, status = 'on-track' },
]
[[area.measure]]
id = 'm'
name = 'M'
unit = '%'
better = 'higher'
note = "\\{{ is a brace, {{ plan.measure('m').name }} a measure"
baseline = { on = 2024-01-31, value = 40 }
target = [{ by = 2024-12-31, value = 60 }]
actual = [{ on = 2024-03-31, value = 45.5 }, { on = 2024-07-31, value = 52 }]
"#;

#[test]
fn every_line_of_data_names_figures_and_what_an_update_says_is_as_at_its_day() {
    let (words, problems) = printed(&[("plan.toml", NOTED)], "plan.toml");
    assert_eq!(problems, Vec::<String>::new());
    for said in [
        "one actions",
        "R2",
        "Reach 60%",
        "Act on 8 January 2024",
        "All 5",
        "Half of 10",
        "10 Apr 2024: 45.5% by then",
        "{{ is a brace, M a measure",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let review = "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = 2024-08-31\nsince = 2024-01-31\n\
                  reviewers = ['R']\nconclusions = [\"{{ plan.measure('m').latest.words }} is {{ review.name }}\"]\n\
                  encouraged = [\"{{ 1 + 2 }}\"]\nfocus-next = [\"{{ plan.total }} thing\"]\n\
                  comment = [{ area = 'a', text = \"{{ plan.areas | length }} area\" }]\n";
    let brief = "kind = 'brief'\nreview = 'review.toml'\nasks = [\"note {{ plan.total }}\"]\n\
                 questions = [\"Why {{ review.held | date }}?\"]\n";
    let files = [("plan.toml", NOTED), ("review.toml", review), ("brief.toml", brief)];
    for (paper, said) in [
        ("review.toml", ["52% is Review", "3", "1 thing", "1 area"].as_slice()),
        ("brief.toml", ["note 1", "Why 31 August 2024?"].as_slice()),
    ] {
        let (words, problems) = printed(&files, paper);
        assert_eq!(problems, Vec::<String>::new());
        let missing: Vec<_> = said.iter().filter(|said| !words.contains(**said)).collect();
        assert!(missing.is_empty(), "{missing:?}: {words}");
    }
}

#[test]
fn mistakes_in_lines_of_data_are_those_of_prose() {
    for (from, to, message) in [
        ("plan.total | words", "plan.totl | words", "`plan` has nothing called `totl`"),
        (
            "plan.total | words",
            "plan.areas[0].outcome",
            "this is prose that has an expression itself",
        ),
        (
            "plan.total | words",
            "plan.progress_table()",
            "a table, list or picture cannot stand inside a sentence",
        ),
        ("{{ plan.total | words }} actions", "{{ plan.total", "`{{` has no `}}` after it"),
        ("{{ plan.total | words }} actions", "{% if x %}", "`{% … %}` cannot be used in prose"),
        (
            "lead = 'L'",
            "lead = '{{ plan.name }}'",
            "this is not prose, so that braces would be printed as they stand",
        ),
    ] {
        let plan = NOTED.replacen(from, to, 1);
        let (_, problems) = printed(&[("plan.toml", &plan)], "plan.toml");
        assert_eq!(problems, [message], "{to}");
    }
    let (_, problems) = report("{% if figures %}Yes{% endif %}", &[("figures.toml", FIGURES)]);
    assert_eq!(problems, ["`{% … %}` cannot be used in prose"; 2]);
}
