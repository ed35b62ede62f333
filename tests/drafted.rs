//! What drafted sentences, lists and tables say where data are few, late, ahead of the day or outside the usual.

mod inspections;
mod measures;

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

/// An inspection with a re-visit in October whose report is published in December.
const INSPECTION: &str = "kind = 'inspection'\nframework = 'area-send-2016'\n\
    visit = [{ name = 'inspection', start = 2019-05-13, end = 2019-05-17, published = 2019-07-01 },\n\
    { name = 're-visit', start = 2024-10-07, end = 2024-10-09, published = 2024-12-01 }]\n\
    weakness = [{ id = 1, text = 'Waits', judgement = { re-visit = 'sufficient' } },\n\
    { id = 2, text = 'Plans', judgement = { re-visit = 'not-sufficient' } }]\n";

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
