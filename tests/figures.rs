//! Figures as they are printed: what a reader with a calculator gets from the data.

use committee_papers::diag::apart;
use committee_papers::world::{Workspace, World};
use committee_papers::{Options, compose};
use typst::syntax::VirtualPath;

/// A council whose papers print actions on a scale of three levels.
const COUNCIL: &str =
    "kind = 'council'\nname = 'Anyshire Council'\nstyle = 'staffordshire'\nrag = 'three-point'\n";

/// The head of a plan.
const PLAN: &str =
    "kind = 'plan'\nname = 'Plan'\nsubmitted = 2024-01-08\n[[area]]\nid = 'a'\ntitle = 'Area'\n";

/// What is printed of a paper in a workspace of that council, and the messages of what is wrong with it.
fn printed(files: &[(&str, &str)], paper: &str) -> (String, Vec<String>) {
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
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ").replace(" :", ":");
    (words, problems.into_iter().map(|problem| problem.message).collect())
}

/// A plan with an action for each status.
fn plan_of(statuses: &[&str]) -> String {
    let actions = statuses.iter().enumerate().map(|(n, status)| {
        format!(
            "[[area.action]]\nid = '{n}'\naction = 'Act'\nlead = 'L'\naccountable = 'A'\nstart = 2024-01-08\n\
             due = 2024-12-31\nupdate = [{{ on = 2024-03-01, status = '{status}' }}]\n"
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
    assert!(words.contains("Share of 6 actions 50% 17% 33% 100%"), "{words}");
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
    assert!(words.contains("−\u{2060}£3,688.0m (30 Jun 2024)"), "{words}");
    assert!(words.contains("On course: £3,688.0m below target"), "{words}");
    let measure = "unit = 'days'\ntarget = [{ by = 2024-05-31, value = 2 }]\n\
                   actual = [{ on = 2024-06-30, value = 1 }, { on = 2024-05-31, value = 3 }]\n";
    let (words, _) = printed(&[("plan.toml", &plan_with(measure))], "plan.toml");
    assert!(
        words.contains("1 day (30 Jun 2024)") && words.contains("1 day below target"),
        "{words}"
    );
    // The target fell due with a reading for its day.
    assert!(words.contains("Met: 1 day below target"), "{words}");
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
    assert!(late.contains("Not yet known: 15.0 percentage points below target"), "{late}");
    let after = told(&format!("{may}, {{ on = 2024-07-31, value = 66 }}"));
    assert!(after.contains("On course: 14 percentage points below target"), "{after}");
    assert!(after.contains("Missed: 60% by 30 Jun 2024"), "{after}");
}
