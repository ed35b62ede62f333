//! What is drafted of inspections: visits, judgements and grades.

use super::{INSPECTION, acted, measured, never_says, reviewed, says};
use crate::figures::{PLAN, printed, report};

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
