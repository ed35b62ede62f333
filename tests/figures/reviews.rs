//! Figures of reviews and briefs: what moved, and what is listed and left out.

use super::{PLAN, plan_of, plan_with, printed, report, review_of, reviewed};

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
