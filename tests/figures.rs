//! Figures as they are printed: what a reader with a calculator gets from the data.

mod marks;
mod named;
mod reviews;

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
pub(crate) fn plan_of(statuses: &[&str]) -> String {
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
