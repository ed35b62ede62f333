//! What a paper says of times between two days, in words of its own: how late something is, how long after another thing it
//! came, and whether it was on the very day; of the data of a sample.

use committee_papers::diag::Rule;
use committee_papers::{Options, Workspace, World, compose, diag};
use typst::syntax::VirtualPath;

use super::care::are_held;
use crate::truths::report;

/// Sentences that the data contradict, each beside one that is true, or that speaks of something else.
const CLAIMS: [(&str, &str); 18] = [
    (
        "The charter for co-production was agreed on 30 August 2022, twelve days late.",
        "The charter for co-production was agreed on 30 August 2022, 30 days late.",
    ),
    (
        "The charter for co-production was agreed on 30 August 2022, three months after the date in the plan.",
        "The charter for co-production was agreed on 30 August 2022, a month after the date in the plan.",
    ),
    (
        "Staff were trained in working with families by 9 September 2022, with sixteen days to spare.",
        "Staff were trained in working with families by 9 September 2022, with six days to spare.",
    ),
    (
        "The first survey of families came out the day after it was due, on 30 June 2022.",
        "The first survey of families came out on the very day on which it was due, 30 June 2022.",
    ),
    (
        "The charter was to have been agreed by 31 July 2022; it came on 30 August 2022, three months on.",
        "The charter was to have been agreed by 31 July 2022; it came on 30 August 2022, a month on.",
    ),
    (
        "Contact every term with the lead practitioner of each school has been put back by six months, to the end of May 2023.",
        "Contact every term with the lead practitioner of each school has been put back by six months, to the end of March 2023.",
    ),
    (
        "One record of what a family has told services is now promised for 31 March 2023, five months later than first agreed.",
        "One record of what a family has told services is now promised for 31 March 2023, three months later than first agreed.",
    ),
    (
        "The findings of the re-visit were published on 1 March 2022, nearly nine weeks after inspectors had left.",
        "The findings of the re-visit were published on 1 March 2022, nearly six weeks after inspectors had left.",
    ),
    (
        "The APP was submitted on 1 April 2022, three months after publication.",
        "The APP was submitted on 1 April 2022, a month after publication.",
    ),
    (
        "Inspectors were back from 18 to 20 January 2022, less than two years after they had left.",
        "Inspectors were back from 18 to 20 January 2022, more than three years after they had left.",
    ),
    (
        "Two actions were late: the charter by a month, the newsletter by ten weeks.",
        "Two actions were late: the charter by a month, the newsletter by ten days.",
    ),
    (
        "The re-visit took place from Wednesday 19 to Thursday 20 January 2022.",
        "The re-visit took place from Tuesday 18 to Thursday 20 January 2022.",
    ),
    (
        "We had the findings of the re-visit on 1 March, and sent in the APP twenty days later, on 1 April.",
        "We had the findings of the re-visit on 1 March, and sent in the APP 31 days later, on 1 April.",
    ),
    (
        "The plan runs until the last day of 2023.",
        "The plan runs on until the last day of the school year 2023.",
    ),
    (
        "In September 2022 the APP had four months left to run.",
        "In September 2022 the APP had seven months left to run.",
    ),
    // Times between other days than those of the data.
    (
        "The hub opened on 4 May 2022 and closed on 18 May 2022, five weeks later.",
        "The hub opened on 4 May 2022 and a week later than planned at first; it closed in the summer.",
    ),
    (
        "The APP was submitted on 1 April 2022, three weeks after the re-visit.",
        "The forum met on 3 May 2022, three weeks after the re-visit of another council.",
    ),
    (
        "The charter was agreed on 30 August 2022, a month before it was due.",
        "The charter was agreed on 30 August 2022, and a week later the forum met.",
    ),
];

/// What contradicts the data in the report of a sample that says something more.
fn contradictions(said: &str) -> Vec<String> {
    let files = report("staffordshire", said);
    let world = Workspace::memory(files.iter().map(|(name, text)| (&**name, &**text))).world();
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let (composed, problems) = diag::apart(compose(&world, file, &Options::default()));
    assert!(composed.is_some(), "{said}: {problems:?}");
    let found = problems.into_iter().filter(|problem| problem.rule == Some(Rule::Contradiction));
    found.map(|problem| problem.message).collect()
}

#[test]
fn times_between_two_days_are_held_against_the_data() {
    are_held(&CLAIMS, contradictions);
}

#[test]
fn what_is_said_of_a_time_names_both_days() {
    for (said, message) in [
        (
            "Staff were trained in working with families by 9 September 2022, with sixteen days to spare.",
            "`sixteen days to spare`: by the data, action 1.9 was due on 15 September 2022 and was completed on 9 September 2022",
        ),
        (
            "The APP was submitted on 1 April 2022, three months after publication.",
            "`three months after publication`: by the data, the findings of the re-visit were published on 1 March 2022, 31 days from 1 April 2022",
        ),
        (
            "The hub opened on 4 May 2022 and closed on 18 May 2022, five weeks later.",
            "`five weeks later`: from 4 May 2022 to 18 May 2022 it is 14 days",
        ),
    ] {
        assert_eq!(contradictions(said), [message]);
    }
}
