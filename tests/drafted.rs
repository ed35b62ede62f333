//! What drafted sentences, lists and tables say where data are few, late, ahead of the day or outside the usual.

use crate::figures::{PLAN, printed, report};

/// A review of a plan, and a brief of that, of which movement is measured from a day.
fn reviewed(plan: &str, since: &str) -> [String; 2] {
    let review = format!(
        "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = 2024-10-05\nsince = {since}\n"
    );
    let brief = "kind = 'brief'\nreview = 'review.toml'\n";
    let files = [("plan.toml", plan), ("review.toml", review.as_str()), ("brief.toml", brief)];
    ["review.toml", "brief.toml"].map(|paper| printed(&files, paper).0)
}

/// A plan with an action that is on track, and measures.
fn measured(measures: &str) -> String {
    format!("{}{measures}", acted(&[("on-track", "2024-09-20")]))
}

/// A plan with actions that are due on 1 June 2024, each with a status since a day, and what else an update says.
fn acted(updates: &[(&str, &str)]) -> String {
    let action = |(n, (status, on)): (usize, &(&str, &str))| {
        format!(
            "[[area.action]]\nid = '1.{}'\naction = 'Act'\nlead = 'L'\ndue = 2024-12-31\n\
             [[area.action.update]]\non = {on}\nstatus = '{status}'\n",
            n + 1
        )
    };
    PLAN.to_owned() + &updates.iter().enumerate().map(action).collect::<String>()
}

/// A measure of days, of which fewer are better.
fn days(readings: &str) -> String {
    format!(
        "[[area.measure]]\nid = 'w'\nname = 'Wait'\nunit = 'days'\nbetter = 'lower'\n\
         baseline = {{ on = 2024-01-07, value = 80 }}\nactual = [{readings}]\n"
    )
}

/// A measure in per cent, of which more are better.
fn share(id: &str, rest: &str) -> String {
    format!(
        "[[area.measure]]\nid = '{id}'\nname = 'Share {id}'\nunit = '%'\nbetter = 'higher'\n{rest}\n"
    )
}

/// Fails where a part is not said.
fn says(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "`{part}` is not said: {said}");
    }
}

/// Fails where a part is said.
fn never_says(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(!said.contains(part), "`{part}` is said: {said}");
    }
}

const RISEN: &str = "{ on = 2024-05-31, value = 110 }, { on = 2024-06-30, value = 105 }, { on = 2024-07-31, value = 90 }";

#[test]
fn a_measure_improved_only_where_it_is_better_than_at_the_start_of_the_period() {
    let plan = measured(&days(RISEN));
    for said in reviewed(&plan, "2024-01-08") {
        says(&said, &["90 days (31 Jul 2024) from 80 days (7 Jan 2024)", "Worsened"]);
        says(&said, &["Against an earlier value, it had not improved."]);
        never_says(&said, &["What has improved", "Wait: from"]);
    }
    for said in reviewed(&plan, "2024-07-01") {
        says(
            &said,
            &["Wait: from 105 days to 90 days.", "from 105 days (30 Jun 2024)", "Improved"],
        );
        says(&said, &["Against an earlier value, it had improved."]);
    }
    // A way that is not straight leads somewhere all the same.
    let turns = "{ on = 2024-03-01, value = 90 }, { on = 2024-05-31, value = 60 }, { on = 2024-06-30, value = 70 }";
    for said in reviewed(&measured(&days(turns)), "2024-01-08") {
        says(&said, &["Wait: from 80 days to 70 days.", "Improved"]);
    }
    // Nothing was read since.
    for said in reviewed(&plan, "2024-08-01") {
        never_says(&said, &["n earlier value", "What has improved"]);
    }
    // Without a baseline the first reading after the day is the start.
    let plan = plan.replace("baseline = { on = 2024-01-07, value = 80 }\n", "");
    for said in reviewed(&plan, "2024-01-08") {
        says(&said, &["Wait: from 110 days to 90 days.", "from 110 days (31 May 2024)"]);
    }
}

#[test]
fn a_verdict_of_a_day_stands_apart_from_where_the_measure_is_now() {
    let target = "target = [{ by = 2024-06-30, value = 85 }]\n";
    let met = "actual = [{ on = 2024-06-30, value = 85 }, { on = 2024-09-30, value = 60 }]";
    let missed = "actual = [{ on = 2024-06-30, value = 80 }, { on = 2024-09-30, value = 90 }]";
    let never = "actual = [{ on = 2024-09-30, value = 90 }]";
    let measures = [("a", met), ("b", missed), ("c", never)]
        .map(|(id, readings)| share(id, &format!("{target}{readings}")));
    let plan = measured(&measures.concat());
    for said in reviewed(&plan, "2024-04-01") {
        says(
            &said,
            &[
                "Met on 30 Jun 2024; now 25 percentage points below target",
                "Missed on 30 Jun 2024; now 5 percentage points above target",
                "Not known on 30 Jun 2024; now 5 percentage points above target",
                "Of three targets in force whose date had come by 5 October 2024, one was met and one missed; \
                 of one it is not known.",
            ],
        );
        never_says(&said, &["Met: ", "could not be said"]);
    }
    let alone = measured(&share("c", &format!("{target}{never}")));
    for said in reviewed(&alone, "2024-04-01") {
        says(
            &said,
            &[
                "The date of its target in force had come by 5 October 2024, and it is not known whether it was met.",
            ],
        );
        never_says(&said, &["could not be said"]);
    }
}

#[test]
fn a_count_of_targets_to_come_says_that_it_is_of_measures_with_a_reading() {
    let target = "target = [{ by = 2025-03-31, value = 60 }]\n";
    let read = format!(
        "{target}baseline = {{ on = 2024-01-07, value = 50 }}\nactual = [{{ on = 2024-09-30, value = 60 }}]"
    );
    let plan = measured(&[share("a", &read), share("b", &read), share("c", target)].concat());
    for said in reviewed(&plan, "2024-04-01") {
        says(
            &said,
            &[
                "Of two with a reading and a target to come, both were on course and none off course.",
            ],
        );
    }
}

/// An inspection with a re-visit in October whose report is published in December.
const INSPECTION: &str = "kind = 'inspection'\nframework = 'area-send-2016'\n\
    visit = [{ name = 'inspection', start = 2019-05-13, end = 2019-05-17, published = 2019-07-01 },\n\
    { name = 're-visit', start = 2024-10-07, end = 2024-10-09, published = 2024-12-01 }]\n\
    weakness = [{ id = 1, text = 'Waits', judgement = { re-visit = 'sufficient' } },\n\
    { id = 2, text = 'Plans', judgement = { re-visit = 'not-sufficient' } }]\n";

#[test]
fn a_report_knows_no_visit_that_was_published_after_its_day() {
    let prose = "{{ inspection.sufficient.count }} of {{ inspection.weaknesses | length }}\n\n\
                 {{ inspection.weakness_table() }}\n\n{{ inspection.timeline() }}";
    let (said, problems) = report(prose, &[("inspection.toml", INSPECTION)]);
    says(&said, &["0 of 2", "Inspection, to 17 May 2019"]);
    never_says(&said, &["Re-visit", "ufficient"]);
    let later = "what the re-visit found was known only after the day of the paper, 10 November 2024, and is left out";
    assert_eq!(problems, [later]);
    let known = INSPECTION.replace("2024-12-01", "2024-11-10");
    let (said, problems) = report(prose, &[("inspection.toml", &known)]);
    says(&said, &["1 of 2", "Re-visit, to 9 October 2024"]);
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn a_block_of_some_says_of_which_there_are_none() {
    let plan = acted(&[("on-track", "2024-09-20"), ("complete", "2024-09-20")]);
    for (call, said_instead) in [
        ("action_table(status='behind')", "Actions that are behind, as at 10 November 2024: none."),
        (
            "action_table(status=['behind', 'at-risk'], only='overdue')",
            "Overdue actions that are behind or at risk, as at 10 November 2024: none.",
        ),
        (
            "action_table(area='a', status=['behind'])",
            "Actions that are behind (Area), as at 10 November 2024: none.",
        ),
        ("measure_table(area='a')", "Measures of Area, as at 10 November 2024: none."),
    ] {
        let prose = format!("See:\n\n{{{{ plan.{call} }}}}");
        says(&report(&prose, &[("plan.toml", &plan)]).0, &[said_instead]);
    }
    let inspection = INSPECTION.replace("2024-12-01", "2024-11-01").replace("not-", "");
    for (call, said_instead) in [
        (
            "finding_table(grade='not-sufficient')",
            "Findings with the grade “Not sufficient”: none.",
        ),
        ("finding_list(grade='not-sufficient')", "Findings with the grade “Not sufficient”: none."),
        (
            "weakness_list(grade='not-sufficient')",
            "Areas of significant weakness with the grade “Not sufficient”: none.",
        ),
        ("findings_by_area()", "No key findings have been recorded."),
    ] {
        let prose = format!("See:\n\n{{{{ inspection.{call} }}}}");
        says(&report(&prose, &[("inspection.toml", &inspection)]).0, &[said_instead]);
    }
}

#[test]
fn a_rating_alone_reports_no_beginning() {
    let plan =
        acted(&[("behind", "2024-07-01"), ("at-risk", "2024-07-01"), ("on-track", "2024-07-01")]);
    let started =
        plan.replace("status = 'at-risk'\n", "status = 'at-risk'\nstarted = 2024-06-01\n");
    let [said, _] = reviewed(&plan, "2024-04-01");
    says(&said, &["newly reported to have begun on one action (1.3)."]);
    let [said, _] = reviewed(&started, "2024-04-01");
    says(&said, &["newly reported to have begun on two actions (1.2 and 1.3)."]);
}

#[test]
fn the_day_of_a_report_is_no_day_of_completion() {
    let plan = acted(&[("complete", "2024-09-20"), ("complete", "2024-09-20")])
        .replace("2024-12-31", "2024-09-10")
        .replacen("status = 'complete'\n", "status = 'complete'\ncompleted = 2024-09-12\n", 1);
    let [said, _] = reviewed(&plan, "2024-04-01");
    says(
        &said,
        &[
            "12 Sep 2024 completed 2 days late",
            "reported 20 Sep 2024 reported complete 10 days after it was due",
        ],
    );
}

#[test]
fn judgements_are_those_of_subjects() {
    let files = |framework: &str, rest: &str| {
        format!(
            "kind = 'inspection'\nframework = '{framework}'\n\
             visit = [{{ name = 'inspection', start = 2024-05-13, end = 2024-05-17 }}]\n{rest}"
        )
    };
    let prose = "See:\n\n{{ inspection.judgement_table() }}";
    let none = files("area-send-2016", "weakness = [{ id = 1, text = 'Waits' }]\n");
    never_says(&report(prose, &[("inspection.toml", &none)]).0, &["none"]);
    let ungiven = files("area-send-2023", "priority-action = [{ id = 1, text = 'Waits' }]\n");
    let (said, _) = report(prose, &[("inspection.toml", &ungiven)]);
    never_says(&said, &["Outcomes: none."]);
}

#[test]
fn a_time_of_nothing_is_said() {
    let framework = "kind = 'framework'\nname = 'Review of records'\n\
        finding = [{ id = 'point', one = 'point', many = 'points' }]\n\
        visit = [{ id = 'review', name = 'review' }, { id = 'next', name = 'next review', due = { after = 'end' } }]\n\
        plan = [{ id = 'plan', name = 'Plan', due = { days = 0, after = 'end' } }]\n";
    let inspection = "kind = 'inspection'\nframework = 'Review of records'\n\
        visit = [{ name = 'review', start = 2024-05-13, end = 2024-05-17 }]\n";
    let files = [("inspection.toml", inspection), ("frameworks/own.toml", framework)];
    let (_, problems) = report("Text.", &files[..1]);
    assert!(!problems.is_empty());
    let report = "kind = 'report'\ntitle = 'T'\ncommittee = 'C'\nmeeting = 2024-11-10\n\
        sources.inspection = 'inspection.toml'\n[front]\nlocal-members-interest = 'N/A'\nreport-of = 'Head'\n\
        [[section]]\nid = 'summary'\ntext = 'Sums.'\n";
    let files = [files[0], files[1], ("report.toml", report)];
    let (_, problems) = printed(&files, "report.toml");
    assert_eq!(problems, ["this time is no time at all"; 2]);
}

#[test]
fn months_that_are_not_whole_are_not_counted() {
    let review = "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = 2024-10-05\nsince = 2024-04-01\nnext = 2025-01-01\n";
    let plan = measured("");
    let (said, _) = printed(&[("plan.toml", &plan), ("review.toml", review)], "review.toml");
    says(&said, &["The next review is on 1 January 2025."]);
}

#[test]
fn two_of_two_are_both_and_more_are_all() {
    let inspection = INSPECTION
        .replace("2024-10-0", "2024-09-0")
        .replace("2024-12-01", "2024-10-01")
        .replace("not-", "");
    let plan = measured("").replace("[[area]]", "inspection = 'inspection.toml'\n[[area]]");
    let review = "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = 2024-10-05\nsince = 2024-04-01\n";
    let said = |inspection: &str, plan: &str| {
        let files = [("inspection.toml", inspection), ("plan.toml", plan), ("review.toml", review)];
        printed(&files, "review.toml").0
    };
    says(&said(&inspection, &plan), &["At the re-visit, both were judged sufficient."]);
    let more = inspection.replace(
        "weakness = [",
        "weakness = [{ id = 3, text = 'More', judgement = { re-visit = 'sufficient' } }, ",
    );
    says(&said(&more, &plan), &["At the re-visit, all three were judged sufficient."]);
    let behind = |count| acted(&vec![("behind", "2024-09-20"); count]);
    for (count, parts) in [
        (1, ["The plan’s one action needs attention.", "the plan’s one action was behind (red)."]),
        (2, ["Both actions need attention.", "both of the plan’s actions were behind (red)."]),
        (
            3,
            [
                "All three actions need attention.",
                "all three of the plan’s actions were behind (red).",
            ],
        ),
        (
            12,
            [
                "All twelve actions need attention.",
                "all 12 of the plan’s actions were behind (red).",
            ],
        ),
    ] {
        let said = &reviewed(&behind(count), "2024-04-01")[0];
        says(said, &parts);
        never_says(said, &["(100%)"]);
    }
    let some =
        behind(11) + &acted(&[("on-track", "2024-09-20")]).replace(PLAN, "").replace("1.1", "2.1");
    says(&reviewed(&some, "2024-04-01")[0], &["Eleven of 12 actions need attention (92%)."]);
}

#[test]
fn a_grade_without_words_for_sentences_is_quoted() {
    let framework = "kind = 'framework'\nname = 'Own'\nby = ['Estate reviewers']\n\
        scale = [{ id = 'progress', grade = [{ id = 'some', label = 'Some progress' }, { id = 'none', label = 'No progress', phrase = 'found wanting' }] }]\n\
        finding = [{ id = 'point', one = 'point', many = 'points', scale = 'progress' }]\n\
        visit = [{ id = 'visit', name = 'visit', judges = ['point'] }]\n";
    let inspection = "kind = 'inspection'\nframework = 'Own'\nvisit = [{ name = 'visit', start = 2024-05-13, end = 2024-05-17 }]\n\
        point = [{ id = 1, text = 'A', judgement.visit = 'some' }, { id = 2, text = 'B', judgement.visit = 'none' }]\n";
    let plan = measured("").replace("[[area]]", "inspection = 'inspection.toml'\n[[area]]");
    let review = "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = 2024-10-05\nsince = 2024-04-01\n";
    let files = [
        ("frameworks/own.toml", framework),
        ("inspection.toml", inspection),
        ("plan.toml", plan.as_str()),
        ("review.toml", review),
    ];
    let (said, _) = printed(&files, "review.toml");
    says(&said, &["At the visit, one was graded “Some progress” and one was found wanting."]);
}

#[test]
fn one_of_a_thing_is_spoken_of_in_the_singular() {
    let of = |rest: &str| reviewed(&measured(&share("a", rest)), "2024-04-01")[0].clone();
    says(&of(""), &["The plan has one measure. It does not have both a reading and a target."]);
    let due =
        "target = [{ by = 2024-06-30, value = 85 }]\nactual = [{ on = 2024-06-30, value = 80 }]";
    says(
        &of(due),
        &["The date of its target in force had come by 5 October 2024, and it was missed."],
    );
    let comes = "baseline = { on = 2024-01-07, value = 40 }\ntarget = [{ by = 2025-03-31, value = 85 }]\nactual = [{ on = 2024-06-30, value = 90 }]";
    says(
        &of(comes),
        &[
            "It has a target to come, and was on course.",
            "Against an earlier value, it had improved.",
        ],
    );
    let plan = measured("").replace(
        "[[area.action.update]]",
        "milestone = [{ by = 2026-01-01, text = 'Far' }]\n[[area.action.update]]",
    );
    let said = &reviewed(&plan, "2024-04-01")[0];
    says(
        said,
        &[
            "The one milestone had not been reached, and was not overdue.",
            "or not started (green). It was not",
        ],
    );
}

#[test]
fn a_paper_sends_no_reader_to_itself() {
    let plan = acted(&[("behind", "2024-09-20"); 8])
        .replace("status =", "decision-needed = 'Who.'\nstatus =");
    let [review, brief] = reviewed(&plan, "2024-04-01");
    says(
        &review,
        &[
            "More of each stands under “Actions that need attention”.",
            "And four more, under “Actions that need attention”.",
        ],
    );
    never_says(&review, &["The review says", "in the review"]);
    says(
        &brief,
        &[
            "The review says more of each under “Actions that need attention”.",
            "under “Actions that need attention” in the review.",
        ],
    );
}

#[test]
fn a_timeline_of_several_inspections_says_whose_each_visit_was() {
    let other = "kind = 'inspection'\nframework = 'peer-challenge-2024'\n\
                 visit = [{ name = 'peer challenge', start = 2023-03-04, end = 2023-03-07, published = 2023-05-01 }]\n";
    let plan = measured("")
        .replace("[[area]]", "inspection = ['inspection.toml', 'peers.toml']\n[[area]]");
    let review = "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = 2024-10-05\nsince = 2024-04-01\n";
    let files = [
        ("inspection.toml", INSPECTION),
        ("peers.toml", other),
        ("plan.toml", plan.as_str()),
        ("review.toml", review),
    ];
    let (said, _) = printed(&files, "review.toml");
    says(
        &said,
        &[
            "Peer challenge (LGA corporate peer challenge), to 7 March 2023",
            "Peer challenge (LGA corporate peer challenge): findings published",
            "Inspection (Local area SEND inspection), to 17 May 2019",
        ],
    );
}

#[test]
fn money_has_pence_in_twos_wherever_it_is_printed() {
    let money = "[[area.measure]]\nid = 'm'\nname = 'Cost'\nunit = '£'\nbetter = 'lower'\n\
        target = [{ by = 2025-03-31, value = 1000000 }]\nactual = [{ on = 2024-06-30, value = 1000000.5 }]\n";
    let said = &reviewed(&measured(money), "2024-04-01")[0];
    says(said, &["£1,000,000.50 (30 Jun 2024)", "£0.50 above target"]);
    let figures = "kind = 'figures'\n[[table]]\nid = 't'\ntitle = 'T'\nunit = '£'\ntotal = 'All'\n\
        row = [{ id = 'a', title = 'A', value = 1900.5 }, { id = 'b', title = 'B', value = 12 }]\n\
        [[table]]\nid = 'm'\ntitle = 'M'\nunit = '£m'\nrow = [{ id = 'a', value = 3.5 }, { id = 'w', value = 2.5, unit = '£ a week' }]\n";
    let prose = "{{ figures.t.a }}, {{ figures.t.a * 3 }}, {{ figures.m.a }}, {{ figures.m.w }}\n\n{{ figures.t.table() }}";
    let (said, _) = report(prose, &[("figures.toml", figures)]);
    says(&said, &["£1,900.50, £5,701.50, £3.5m, £2.50 a week", "A 1,900.50 B 12 All 1,912.50"]);
}

#[test]
fn what_is_computed_exactly_prints_no_digit_that_says_nothing() {
    let figures = "kind = 'figures'\n[[table]]\nid = 't'\ntitle = 'T'\nunit = '£m'\nrow = [{ id = 'a', value = 3.688 }, { id = 'b', value = 2.50 }]\n";
    let prose = "{{ 5 / 2 }}, {{ 5 / 4 }}, {{ 10 / 5 }}, {{ 1000 / 10 }}, {{ figures.t.a * 0.5 }}, {{ figures.t.b }}, {{ figures.t.b * 2 }}.";
    let (said, _) = report(prose, &[("figures.toml", figures)]);
    says(&said, &["2.5, 1.25, 2, 100, £1.844m, £2.50m, £5m."]);
}

#[test]
fn what_was_said_of_an_action_stands_under_the_day_on_which_it_was_said() {
    let action = "[[area.action]]\nid = '1'\naction = 'Act'\nlead = 'L'\ndue = 2024-12-31\n\
        update = [{ on = 2024-06-01, status = 'at-risk', note = 'Begun.', decision-needed = 'Cabinet chooses', \
        evidence = [{ kind = 'output', text = 'Ten done' }] }, { on = 2024-09-20, status = 'at-risk' }]\n";
    let plan = format!("{PLAN}{action}");
    let (said, _) = printed(&[("plan.toml", &plan)], "plan.toml");
    says(&said, &["1 Jun 2024: Begun.", "20 Sep 2024: nothing more was noted."]);
    says(&said, &["Output, 1 Jun 2024: ", "Action 1, asked on 1 June 2024: Cabinet chooses"]);
    never_says(&said, &["20 Sep 2024: Begun."]);
    says(&reviewed(&plan, "2024-04-01")[0], &["To decide (asked 1 Jun 2024):"]);
    let done = plan
        .replace("{ on = 2024-09-20, status = 'at-risk'", "{ on = 2024-09-20, status = 'complete'");
    let (said, _) = printed(&[("plan.toml", &done)], "plan.toml");
    never_says(&said, &["Cabinet chooses"]);
}

#[test]
fn measures_with_a_target_to_come_are_all_counted_and_a_baseline_alone_is_told() {
    let target = "target = [{ by = 2025-03-31, value = 90 }]";
    let read = |value: u32| format!("actual = [{{ on = 2024-09-30, value = {value} }}]");
    let baseline = "baseline = { on = 2024-01-07, value = 50 }";
    let bare = share("bare", &format!("{target}\n{}", read(74)));
    let on = share("on", &format!("{target}\n{baseline}\n{}", read(85)));
    let off = share("off", &format!("{target}\n{baseline}\n{}", read(51)));
    for (measures, sentence) in [
        (
            bare.clone() + &on + &off,
            "Of three with a reading and a target to come, one was on course and one off course; of one it could not yet be said.",
        ),
        (
            bare.clone() + &on,
            "Of two with a reading and a target to come, one was on course and none off course; of one it could not yet be said.",
        ),
        (
            bare.clone() + &share("none", target),
            "It could not yet be said whether the one with a reading and a target to come was on course.",
        ),
        (bare, "The plan has one measure. It could not yet be said whether it was on course."),
    ] {
        reviewed(&measured(&measures), "2024-04-01")
            .iter()
            .for_each(|said| says(said, &[sentence]));
    }
    let said = &reviewed(&measured(&share("b", &format!("{target}\n{baseline}"))), "2024-04-01")[0];
    says(said, &["no reading yet from 50% (7 Jan 2024)"]);
}

#[test]
fn percentages_add_up_only_where_they_are_shares_of_one_whole() {
    let table = |unit: &str, values: [&str; 2]| {
        format!(
            "kind = 'figures'\n[[table]]\nid = 't'\ntitle = 'T'\nunit = '{unit}'\ntotal = 'Both'\n\
             row = [{{ id = 'a', value = {} }}, {{ id = 'b', value = {} }}]\n",
            values[0], values[1]
        )
    };
    let said = |unit: &str, values| {
        report("{{ figures.t.table() }}", &[("figures.toml", &table(unit, values))])
    };
    for (unit, values, total) in [
        ("%", ["62.5", "37.5"], "Both 100.0"),
        ("cases", ["96", "97"], "Both 193"),
        ("cases per week", ["96", "97"], "Both 193"),
    ] {
        let (said, problems) = said(unit, values);
        says(&said, &[total]);
        assert_eq!(problems, [""; 0]);
    }
    for unit in ["%", "per cent", "£ per head"] {
        let (said, problems) = said(unit, ["96.5", "97.2"]);
        never_says(&said, &["193.7"]);
        assert_eq!(problems, ["no column of `t` can be added up"]);
    }
}

#[test]
fn an_empty_text_is_said_and_printed_as_if_it_were_left_out() {
    let plan = acted(&[("behind", "2024-09-20")])
        + "reason = ''\ndecision-needed = ''\n[[area]]\nid = 'b'\ntitle = 'Other'\noutcome = ''\n";
    let (said, problems) = printed(&[("plan.toml", &plan)], "plan.toml");
    never_says(&said, &["Decisions needed", "Why:", "is to achieve"]);
    for key in ["reason", "decision-needed", "outcome"] {
        assert!(problems.contains(&format!("`{key}` is empty")), "{problems:?}");
    }
}

#[test]
fn what_contradicts_itself_in_an_inspection_is_an_error() {
    let inspection = |rest: &str, published: &str| {
        format!(
            "kind = 'inspection'\nframework = 'ILACS'\n[[visit]]\nname = 'inspection'\nstart = 2023-02-06\n\
             end = 2023-02-17\npublished = {published}\n[[subject]]\nid = 'leaders'\njudgement.inspection = 'good'\n{rest}"
        )
    };
    let problems = |inspection: String| {
        let plan = PLAN.replace("[[area]]", "inspection = 'inspection.toml'\n[[area]]");
        printed(&[("inspection.toml", &inspection), ("plan.toml", &plan)], "plan.toml").1
    };
    let twice = "[[subject]]\nid = 'leaders'\njudgement.inspection = 'inadequate'\n";
    let said = problems(inspection(twice, "2023-04-03"));
    assert!(said.contains(&"two subjects have the id \"leaders\"".to_owned()), "{said:?}");
    let said = problems(inspection("", "2023-01-03"));
    let early = "the findings of this visit are published before it starts".to_owned();
    assert!(said.contains(&early), "{said:?}");
}

#[test]
fn a_plan_says_who_answers_for_actions_only_where_the_data_name_somebody_for_each() {
    let said = |second: &str| {
        let action = |id: u8, rest: &str| {
            format!(
                "[[area.action]]\nid = '{id}'\naction = 'Act'\nlead = 'L'\ndue = 2024-12-31\n{rest}\n"
            )
        };
        let plan = PLAN.to_owned() + &action(1, "accountable = 'Director'") + &action(2, second);
        printed(&[("plan.toml", &plan)], "plan.toml").0
    };
    says(
        &said("accountable = 'Chief'"),
        &["where no other is named: Director", "answers for it: Chief"],
    );
    never_says(&said(""), &["where no other is named"]);
    says(&said(""), &["answers for it: Director"]);
}
