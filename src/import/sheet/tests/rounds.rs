//! Several ratings of an action, and their days.

use super::*;

/// The updates of an action in a tracker with these columns, and the remarks.
fn tracker(columns: &[(&str, &str)]) -> (String, String) {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    writer.write_record(["Position as at", "15/11/2026"]).unwrap();
    let names = columns.iter().map(|(name, _)| *name);
    writer.write_record(["Ref", "Action", "Lead", "Due"].into_iter().chain(names)).unwrap();
    let cells = columns.iter().map(|(_, cell)| *cell);
    let row = ["1.1", "Hire clinicians", "Jo", "30/09/2026"].into_iter().chain(cells);
    writer.write_record(row).unwrap();
    let found = open(&writer.into_inner().unwrap(), "a.csv").unwrap();
    let said: Vec<_> = found.findings.iter().map(|found| found.message.clone()).collect();
    let text = found.value.plan();
    let updates = text.split("[[area.action.update]]\n").skip(1).collect::<Vec<_>>().concat();
    (updates, said.join("\n"))
}

const JULY: (&str, &str) = ("Progress update July 2026", "Adverts out");
const OCTOBER: (&str, &str) = ("Progress update October 2026", "All in post");
const IN_TURN: &str = "on = 2026-07-31\nstatus = \"on-track\"\nnote = \"Adverts out\"\non = 2026-10-31\nstatus = \"complete\"\nnote = \"All in post\"\n";

#[test]
fn ratings_are_of_the_report_that_each_stands_beside() {
    let (text, said) = tracker(&[("BRAG", "G"), JULY, ("BRAG Oct", "B"), OCTOBER]);
    assert_eq!(text, IN_TURN, "{said}");
    let wanted =
        "a!E2: `BRAG` has no day, and was taken with `Progress update July 2026`, for 31 July 2026";
    assert!(said.contains(wanted), "{said}");
    assert_eq!(tracker(&[("BRAG", "G"), JULY, ("BRAG", "B"), OCTOBER]).0, IN_TURN);
    assert_eq!(tracker(&[JULY, ("BRAG", "G"), OCTOBER, ("BRAG", "B")]).0, IN_TURN);
    assert_eq!(tracker(&[("RAG Oct", "B"), ("RAG July", "G"), JULY, OCTOBER]).0, IN_TURN);
}

#[test]
fn one_rating_without_a_day_says_how_an_action_stands() {
    let (text, said) = tracker(&[("BRAG", "G"), JULY, OCTOBER]);
    assert!(text.contains("on = 2026-11-15\nstatus = \"on-track\"\n"), "{text}");
    assert!(!said.contains("has no day"), "{said}");
}

#[test]
fn where_nothing_says_which_rating_is_the_newest_it_is_asked() {
    let (text, said) = tracker(&[("BRAG", "G"), ("BRAG now", "B"), JULY, OCTOBER]);
    let wanted = "status = \"[Insert which of these is the newest rating: on-track, complete]\"\n";
    assert!(text.contains(wanted), "{text}");
    let wanted = "a!E3: nothing says whether `on-track` or another rating of this action is the newest, so that none was taken";
    assert!(said.contains(wanted), "{said}");
    let (text, _) = tracker(&[("BRAG", "G"), ("BRAG now", "G"), JULY, OCTOBER]);
    assert!(text.contains("status = \"on-track\"\n") && !text.contains("[Insert"), "{text}");
}

#[test]
fn the_numbers_of_areas_that_are_those_that_papers_print_are_left_out() {
    let areas = |titles: [&str; 2]| {
        let csv = format!(
            "Area,Ref,Action,Lead,Due\n{},1.1,Mend it,Jo,31/03/2027\n{},2.1,Sell it,Jo,31/03/2027\n",
            titles[0], titles[1]
        );
        opened(csv.as_bytes(), "a.csv").plan()
    };
    for titles in [["1 Waits", "2 Plans"], ["1. Waits", "2) Plans"]] {
        let text = areas(titles);
        assert!(
            text.contains("title = \"Waits\"\n") && text.contains("title = \"Plans\"\n"),
            "{text}"
        );
    }
    let text = areas(["1 Waits", "3 Towns Fund"]);
    assert!(text.contains("title = \"1 Waits\"\n") && text.contains("title = \"3 Towns Fund\"\n"));
    let text = areas(["1st aid", "2nd look"]);
    assert!(text.contains("title = \"1st aid\"\n"), "{text}");
}
