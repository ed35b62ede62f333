//! Figures as they are printed: what a reader with a calculator gets from the data.

use committee_papers::diag::apart;
use committee_papers::{Options, Workspace, World, compose};
use typst::syntax::VirtualPath;

/// A council whose papers print actions on a scale of three levels.
const COUNCIL: &str =
    "kind = 'council'\nname = 'Anyshire Council'\nstyle = 'staffordshire'\nrag = 'three-point'\n";

/// The head of a plan.
pub(crate) const PLAN: &str =
    "kind = 'plan'\nname = 'Plan'\nsubmitted = 2024-01-08\n[[area]]\nid = 'a'\ntitle = 'Area'\n";

/// What is printed of a paper in a workspace of that council, and the messages of what is wrong with it.
pub(crate) fn printed(files: &[(&str, &str)], paper: &str) -> (String, Vec<String>) {
    let files = [("council.toml", COUNCIL)].into_iter().chain(files.iter().copied());
    let world = Workspace::memory(files.map(|(name, text)| (name, text.as_bytes()))).world();
    let file = World::id(&VirtualPath::new(paper).unwrap());
    let (composed, problems) = apart(compose(&world, file, &Options::default()));
    let mut words = String::new();
    if let Some(composed) = composed {
        composed.document.each_text(&mut |text| {
            words += &text.text;
            words.push(' ');
        });
    }
    // Runs of one sentence are put together again.
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut words = words.replace("( ", "(");
    for mark in [":", ";", ",", ".", ")"] {
        words = words.replace(&format!(" {mark}"), mark);
    }
    (words, problems.into_iter().map(|problem| problem.message).collect())
}

/// A plan with an action for each status.
fn plan_of(statuses: &[&str]) -> String {
    let actions = statuses.iter().enumerate().map(|(n, status)| {
        let told = match *status {
            "at-risk" | "behind" => ", reason = 'R.', impact = 'I.', mitigation = 'M.'",
            _ => "",
        };
        format!(
            "[[area.action]]\nid = '{n}'\naction = 'Act'\nlead = 'L'\naccountable = 'A'\nstart = 2024-01-08\n\
             due = 2024-12-31\nupdate = [{{ on = 2024-03-01, status = '{status}'{told} }}]\n"
        )
    });
    PLAN.to_owned() + &actions.collect::<String>()
}

#[test]
fn a_share_of_several_statuses_is_computed_from_their_sum() {
    let plan = plan_of(&["complete", "on-track", "not-started", "at-risk", "behind", "behind"]);
    let (words, problems) = printed(&[("plan.toml", &plan)], "plan.toml");
    assert_eq!(problems, Vec::<String>::new());
    // Three of six are green, although three times one in six, rounded, is 51%.
    assert!(words.contains("Share of 6 actions 33% 17% 50% 100%"), "{words}");
    assert!(!words.contains("because of rounding"), "{words}");
}

#[test]
fn shares_that_do_not_sum_to_a_hundred_are_left_so_and_a_note_says_why() {
    let plan = plan_of(&["complete", "on-track", "behind"]);
    let five = COUNCIL.replace("three-point", "five-point");
    let (words, _) = printed(&[("plan.toml", &plan), ("council.toml", &five)], "plan.toml");
    assert!(words.contains("Percentages may not sum to 100 because of rounding."), "{words}");
}

/// A plan with one measure.
fn plan_with(measure: &str) -> String {
    format!("{PLAN}[[area.measure]]\nid = 'm'\nname = 'M'\nbetter = 'higher'\n{measure}")
}

#[test]
fn a_number_prints_with_the_places_it_was_given_whoever_published_it() {
    let measure = "unit = '%'\nbaseline = { on = 2024-01-31, value = 40 }\n\
                   target = [{ by = 2024-12-31, value = 60 }]\nactual = [{ on = 2024-06-30, value = 59.9996 }]\n\
                   comparator = [{ name = 'England', on = 2023-12-31, value = 59.90 }]\n";
    let (words, problems) = printed(&[("plan.toml", &plan_with(measure))], "plan.toml");
    assert_eq!(problems, Vec::<String>::new());
    for figure in
        ["40% (31 Jan 2024)", "60% by 31 Dec 2024", "59.9996% (30 Jun 2024)", "England: 59.90%"]
    {
        assert!(words.contains(figure), "{figure}: {words}");
    }
    // The line to the target asks for 49.0 on that day; the distance is as exact as the reading.
    assert!(words.contains("On course: 0.0004 percentage points below target"), "{words}");
}

#[test]
fn money_and_words_stand_where_they_belong() {
    let measure = "unit = '£m'\ntarget = [{ by = 2024-12-31, value = 0 }]\n\
                   actual = [{ on = 2024-03-31, value = -9604.5 }, { on = 2024-06-30, value = -3688.0 }]\n";
    let (words, _) = printed(&[("plan.toml", &plan_with(measure))], "plan.toml");
    assert!(words.contains("−£3,688.0m (30 Jun 2024)"), "{words}");
    assert!(words.contains("On course: £3,688.0m below target"), "{words}");
    let measure = "unit = 'days'\ntarget = [{ by = 2024-05-31, value = 2 }]\n\
                   actual = [{ on = 2024-06-30, value = 1 }, { on = 2024-05-31, value = 3 }]\n";
    let (words, _) = printed(&[("plan.toml", &plan_with(measure))], "plan.toml");
    assert!(
        words.contains("1 day (30 Jun 2024)") && words.contains("1 day below target"),
        "{words}"
    );
    // The target fell due with a reading for its day.
    assert!(words.contains("Met on 31 May 2024; now 1 day below target"), "{words}");
}

#[test]
fn a_target_is_missed_only_once_its_day_has_come() {
    let measure = "unit = '%'\nbaseline = { on = 2024-01-31, value = 40 }\n\
                   target = [{ by = 2024-06-30, value = 60 }, { by = 2024-12-31, value = 80 }]\n";
    let told = |readings: &str| {
        let measure = format!("{measure}actual = [{readings}]\n");
        printed(&[("plan.toml", &plan_with(&measure))], "plan.toml").0
    };
    let may = "{ on = 2024-05-31, value = 45.0 }";
    let early = told(may);
    assert!(early.contains("Off course: 15.0 percentage points below target"), "{early}");
    assert!(!early.to_lowercase().contains("missed:") && !early.contains("Not met"), "{early}");
    let late = told(&format!("{may}, {{ on = 2024-05-31, value = 45.0, reported = 2024-07-10 }}"));
    assert!(
        late.contains(
            "Not known whether it was met; 15.0 percentage points below target at the last reading"
        ),
        "{late}"
    );
    let after = told(&format!("{may}, {{ on = 2024-07-31, value = 66 }}"));
    assert!(after.contains("On course: 14 percentage points below target"), "{after}");
    assert!(after.contains("Missed: 60% by 30 Jun 2024"), "{after}");
}

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

/// A report with prose and the files of data that it names.
pub(crate) fn report(prose: &str, files: &[(&str, &str)]) -> (String, Vec<String>) {
    let sources: String = files
        .iter()
        .map(|(name, _)| format!("{} = '{name}'\n", name.trim_end_matches(".toml")))
        .collect();
    let report = format!(
        "kind = 'report'\ntitle = 'T'\ncommittee = 'C'\nmeeting = 2024-11-10\n[sources]\n{sources}[front]\n\
         local-members-interest = 'N/A'\nreport-of = 'Head'\n[[section]]\nid = 'summary'\ntext = 'Sums.'\n[[section]]\nheading = 'Figures'\ntext = '''\n{prose}\n'''\n"
    );
    let all: Vec<_> = files.iter().copied().chain([("report.toml", report.as_str())]).collect();
    printed(&all, "report.toml")
}

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

#[test]
fn a_position_long_after_the_last_update_says_so() {
    let review = |held: &str| {
        format!(
            "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = {held}\nsince = 2024-01-31\nreviewers = ['R']\n"
        )
    };
    let plan = plan_of(&["on-track"]);
    let brief = "kind = 'brief'\nreview = 'review.toml'\n";
    for paper in ["review.toml", "brief.toml"] {
        let told = |held| {
            let review = review(held);
            let files =
                [("plan.toml", plan.as_str()), ("review.toml", &review), ("brief.toml", brief)];
            printed(&files, paper)
        };
        let (soon, none) = told("2024-05-31");
        assert!(none.is_empty() && !soon.contains("The last update was"), "{soon}");
        let (late, problems) = told("2024-06-01");
        assert_eq!(
            problems,
            ["the figures are as at 1 June 2024, and the last update is of 1 March 2024"]
        );
        assert!(late.contains("The last update was on 1 March 2024."), "{late}");
    }
}

/// A review of the plan that lies beside it.
fn review_of(since: &str, more: &str) -> String {
    format!(
        "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = 2024-05-31\nsince = {since}\nreviewers = ['R']\n{more}"
    )
}

/// What the summary and the brief of a review of a plan say, where nothing is wrong.
fn reviewed(plan: &str) -> [String; 2] {
    let review = review_of("2024-01-31", "");
    let brief = "kind = 'brief'\nreview = 'review.toml'\n";
    let files = [("plan.toml", plan), ("review.toml", review.as_str()), ("brief.toml", brief)];
    ["review.toml", "brief.toml"].map(|paper| {
        let (words, problems) = printed(&files, paper);
        assert_eq!(problems, Vec::<String>::new());
        words
    })
}

#[test]
fn an_action_that_joined_the_plan_and_was_completed_is_said_to_be_both() {
    let [summary, brief] = reviewed(&plan_of(&["on-track"]));
    for words in [&summary, &brief] {
        assert!(!words.contains("reported complete since"), "{words}");
    }
    let joined = plan_of(&["on-track", "complete"]).replace(
        "update = [{ on = 2024-03-01, status = 'complete'",
        "added = 2024-02-15\nupdate = [{ on = 2024-03-01, status = 'complete'",
    );
    let [summary, brief] = reviewed(&joined);
    for words in [&summary, &brief] {
        for said in [
            "One action was reported complete since 31 January 2024 (1).",
            "Added Not in the plan Green: complete 1 1",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
    }
    let matrix = |plan: &str| {
        let prose = "{{ plan.at(\"2024-05-31\").movement_matrix(\"2024-01-31\") }}";
        report(prose, &[("plan.toml", plan)]).0
    };
    let caption = "on 31 May 2024 (columns), without those that joined or left the plan in between";
    assert!(matrix(&joined).contains(caption), "{}", matrix(&joined));
    assert!(!matrix(&plan_of(&["on-track"])).contains("joined or left"));
}

/// A plan that ten reviews looked at, one every two months from the end of February 2024: an action that was completed
/// late, one whose date moved at most of them, one that joined and was done, one that left, and one that stands still.
fn plan_of_ten_reviews() -> String {
    let moved = |n: u32| {
        let (year, month) = (2024 + (2 * n + 12) / 12, (2 * n + 12) % 12 + 1);
        let (on_year, on_month) = (2024 + (2 * n - 1) / 12, (2 * n - 1) % 12 + 1);
        format!(
            "{{ on = {on_year}-{on_month:02}-20, status = 'behind', due = {year}-{month:02}-28 }}"
        )
    };
    let moves: Vec<_> = (1..=10).map(moved).collect();
    format!(
        "{PLAN}[[area.action]]\nid = 'late'\naction = 'Finish late.'\nlead = 'L'\nstart = 2024-01-08\ndue = 2025-06-30\n\
         update = [{{ on = 2024-03-01, status = 'on-track' }}, {{ on = 2025-09-10, status = 'complete' }}]\n\
         [[area.action]]\nid = 'moved'\naction = 'Slip.'\nlead = 'L'\nstart = 2024-01-08\ndue = 2024-12-31\nupdate = [{}]\n\
         [[area.action]]\nid = 'new'\naction = 'Join.'\nlead = 'L'\nadded = 2025-07-15\nstart = 2025-07-15\ndue = 2026-01-31\n\
         [[area.action]]\nid = 'gone'\naction = 'Leave.'\nlead = 'L'\nwithdrawn = 2025-08-01\nstart = 2024-01-08\ndue = 2026-01-31\n\
         [[area.action]]\nid = 'still'\naction = 'Stand.'\nlead = 'L'\nstart = 2024-01-08\ndue = 2026-12-31\n\
         update = [{{ on = 2024-03-01, status = 'on-track' }}]\n",
        moves.join(", ")
    )
}

#[test]
fn a_tenth_review_says_what_moved_since_the_ninth_and_a_first_what_moved_since_the_plan() {
    let plan = plan_of_ten_reviews();
    let summary = |held: &str, since: &str| {
        let review = review_of(since, "").replace("2024-05-31", held);
        let files = [("plan.toml", plan.as_str()), ("review.toml", review.as_str())];
        printed(&files, "review.toml").0
    };
    let tenth = summary("2025-10-31", "2025-06-30");
    for said in [
        "One action was reported complete since 30 June 2025 (late).",
        "One action was completed, or reported complete, after the due date (late).",
        "late Finish late. 30 Jun 2025 30 Jun 2025 reported 10 Sep 2025 reported complete 72 days after it was due",
        "moved Slip. 31 Dec 2024 28 Sep 2026 – moved back 62 days",
        "Added Not in the plan",
        "Dropped",
    ] {
        assert!(tenth.contains(said), "{said}: {tenth}");
    }
    let first = summary("2024-05-31", "2024-01-08");
    assert!(
        first.contains("This is measured from the day on which the plan was submitted."),
        "{first}"
    );
    for later in ["new Join.", "reported complete since", "Added"] {
        assert!(!first.contains(later), "{later}: {first}");
    }
}

#[test]
fn movement_is_measured_between_days_of_the_plan() {
    let plan = plan_of(&["on-track"]);
    let early =
        "movement cannot be measured from 2024-01-07: the plan was submitted later, on 2024-01-08";
    let late = "movement cannot be measured from 2024-05-31: the figures are as at 2024-05-31, which is not later";
    for (since, message) in [("2024-01-07", early), ("2024-05-31", late)] {
        let review = review_of(since, "");
        let files = [("plan.toml", plan.as_str()), ("review.toml", review.as_str())];
        assert_eq!(printed(&files, "review.toml").1, [message]);
        for asked in ["movement", "movement_table", "movement_matrix"] {
            let prose = format!("{{{{ plan.at(\"2024-05-31\").{asked}(\"{since}\") }}}}");
            let (_, problems) = report(&prose, &[("plan.toml", &plan)]);
            assert!(problems.iter().any(|said| said == message), "{asked}: {problems:?}");
        }
    }
}

#[test]
fn a_target_that_fell_due_without_any_reading_is_not_known() {
    let measure = "unit = '%'\ntarget = [{ by = 2024-03-31, value = 60 }]\n";
    let [summary, brief] = reviewed(&plan_with(measure));
    for words in [&summary, &brief] {
        let said = "The date of its target in force had come by 31 May 2024, and it is not known whether it was met.";
        assert!(words.contains(said), "{words}");
        assert!(!words.contains("had improved"), "{words}");
    }
    assert!(summary.contains("M – – 60% by 31 Mar 2024 Higher Not known"), "{summary}");
}

#[test]
fn what_reviewers_said_is_a_list_without_a_caption_or_a_sentence_where_they_said_nothing() {
    let plan = plan_of(&["on-track"]);
    let said = |prose: &str, more: &str| {
        let review = review_of("2024-01-31", more);
        report(prose, &[("plan.toml", &plan), ("review.toml", &review)])
    };
    for (list, sentence) in [
        ("conclusions_list", "What the reviewers concluded: none."),
        ("encouraged_list", "What encouraged the reviewers: none."),
        ("focus_list", "What the next review will look at: none."),
    ] {
        let (words, _) = said(&format!("{{{{ review.{list}() }}}}"), "");
        assert!(words.contains(sentence), "{words}");
        let (_, problems) = said(&format!("{{{{ review.{list}(caption=\"X\") }}}}"), "");
        assert!(problems.contains(&format!("`{list}` cannot be used like this")), "{problems:?}");
    }
    let (words, _) = said("{{ review.conclusions_list() }}", "conclusions = ['Much was done']\n");
    assert!(words.contains("Much was done") && !words.contains(": none."), "{words}");
}

#[test]
fn a_summary_without_a_next_review_says_what_stands_for_its_day() {
    let [summary, _] = reviewed(&plan_of(&["on-track"]));
    let said = "up to the next review or, where its date is not known, up to the end of the plan’s months between reviews";
    assert!(summary.contains(said), "{summary}");
}

#[test]
fn a_brief_mentions_a_measure_that_missed_the_last_target_that_fell_due() {
    let measure = "unit = '%'\ntarget = [{ by = 2024-03-31, value = 60 }, { by = 2024-12-31, value = 65 }]\n\
                   actual = [{ on = 2024-03-31, value = 50 }, { on = 2024-04-30, value = 66 }]\n";
    let [_, brief] = reviewed(&plan_with(measure));
    let said = "On course: 1 percentage point above target Missed: 60% by 31 Mar 2024";
    assert!(brief.contains(said), "{brief}");
}

#[test]
fn a_brief_names_the_actions_whose_questions_it_leaves_out() {
    let [_, few] = reviewed(&plan_of(&["on-track"]));
    assert!(!few.contains("Questions worth asking"), "{few}");
    let [_, five] = reviewed(&plan_of(&["behind"; 5]));
    assert!(
        five.contains("Questions worth asking") && !five.contains("The same may be asked"),
        "{five}"
    );
    let [_, seven] = reviewed(&plan_of(&["behind"; 7]));
    assert!(seven.contains("The same may be asked of actions 5 and 6."), "{seven}");
}
