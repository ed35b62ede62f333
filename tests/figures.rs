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
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
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
