//! What officers write about actions, measures, grades and times in words of their own: each sentence once as the data
//! bear it out, and once as they do not.

use committee_papers::diag::Rule;

use super::care::{are_held, found, report};

/// What an inspection and a re-visit found.
const INSPECTION: &str = r#"kind = "inspection"
framework = "HMICFRS"
[[visit]]
name = "inspection"
start = 2024-03-04
end = 2024-03-22
published = 2024-09-12
[[visit]]
name = "revisit"
start = 2025-03-10
end = 2025-03-12
published = 2025-06-05
[[subject]]
id = "preventing"
judgement.inspection = "good"
[[subject]]
id = "protecting"
judgement.inspection = "requires-improvement"
[[subject]]
id = "responding"
judgement.inspection = "good"
[[subject]]
id = "values"
judgement.inspection = "inadequate"
[[cause-of-concern]]
id = "C1"
subject = "values"
title = "Culture"
text = "Staff are not heard."
judgement.revisit = "open"
[[recommendation]]
id = "R1"
under = "C1"
title = "Exit interviews"
text = "Ask those who leave."
judgement.revisit = "closed"
[[recommendation]]
id = "R2"
under = "C1"
title = "Mentors"
text = "Give each recruit a mentor."
judgement.revisit = "closed"
[[recommendation]]
id = "R3"
under = "C1"
title = "Complaints"
text = "Answer complaints."
judgement.revisit = "open"
"#;

/// The plan that answers it.
const PLAN: &str = r#"kind = "plan"
name = "Service Improvement Plan"
short = "SERVIP"
type = "action-plan"
inspection = "inspection.toml"
submitted = 2024-10-10
end = 2026-06-30
[[budget]]
name = "Improvement programme"
on = 2025-09-30
budget = 300000
spent = 120000
forecast = 280000
[[area]]
id = "culture"
title = "Culture"
finding = ["C1", "R1", "R2", "R3"]
[[area.action]]
id = "1"
action = "Open a wellbeing hub in Ashby"
lead = "Wellbeing Manager"
accountable = "Deputy Chief"
start = 2024-11-01
due = 2025-03-31
update = [{ on = 2025-04-30, status = "complete", completed = 2025-03-21 }]
[[area.action]]
id = "2"
action = "Pair each recruit with a mentor"
lead = "Head of Learning"
start = 2024-11-01
due = 2025-06-30
update = [{ on = 2025-08-31, status = "behind", due = 2025-12-31, reason = "Few came forward." }]
[[area.action]]
id = "3"
action = "Renew the complaints procedure"
lead = "Solicitor"
start = 2026-01-05
due = 2026-04-30
[[area.measure]]
name = "Complaints answered within ten days"
unit = "%"
better = "higher"
baseline = { on = 2024-09-30, value = 41 }
target = [{ by = 2025-06-30, value = 55 }]
actual = [{ on = 2025-03-31, value = 52 }, { on = 2025-06-30, value = 46 }]
[[area.measure]]
name = "Days lost to stress in the quarter"
better = "lower"
baseline = { on = 2024-09-30, value = 310 }
target = [{ by = 2025-06-30, value = 250 }]
actual = [{ on = 2025-03-31, value = 280 }, { on = 2025-06-30, value = 236 }]
"#;

/// A council's own figures.
const FINANCE: &str = r#"kind = "figures"
[[table]]
id = "cost"
title = "Cost of the plan"
unit = "£m"
row = [
  { id = "hub", title = "Wellbeing hub", value = 1.15 },
  { id = "mentors", title = "Mentors", value = 0.42 },
]
"#;

/// A rule with a sentence that the data contradict, and one that they do not.
const CLAIMS: [(&str, &str); 59] = [
    // How an action stands, by its own words.
    (
        "The wellbeing hub is behind schedule.",
        "The wellbeing hub, in a former fire station, is complete.",
    ),
    (
        "Pairing recruits with a mentor, on the other hand, is on track.",
        "Pairing recruits with a mentor is behind.",
    ),
    (
        "The complaints procedure is at risk.",
        "The board for the complaints procedure is at risk of being too large.",
    ),
    (
        "Work on the complaints procedure is complete.",
        "Work on the complaints procedure has yet to start.",
    ),
    (
        "The wellbeing hub in Ashby is at risk.",
        "A wellbeing hub, unlike others and one in Leeds, is at risk.",
    ),
    // When it is due, began and ended.
    ("The wellbeing hub opened on 21 April 2025.", "The wellbeing hub opened on 21 March 2025."),
    (
        "The wellbeing hub was opened on 2 March 2025.",
        "The wellbeing hub was visited on 2 April 2025.",
    ),
    (
        "Each recruit is to be paired with a mentor by 31 October 2025.",
        "Each recruit is now expected to have a mentor by 31 December 2025.",
    ),
    (
        "Pairing each recruit with a mentor is slow. Its revised date is 30 November.",
        "Pairing each recruit with a mentor is slow. Its revised date is 31 December.",
    ),
    (
        "Work on the complaints procedure starts in March.",
        "Work on the complaints procedure starts in January.",
    ),
    // How late or early it is.
    (
        "The wellbeing hub opened ten days after it was due.",
        "The wellbeing hub opened ten days before it was due.",
    ),
    (
        "The wellbeing hub opened about two months early.",
        "The wellbeing hub opened about ten days early.",
    ),
    (
        "Pairing each recruit with a mentor is three months later than planned.",
        "Pairing each recruit with a mentor is six months later than planned.",
    ),
    (
        "Pairing each recruit with a mentor has slipped by two months.",
        "Pairing each recruit with a mentor takes two months.",
    ),
    // Who leads it.
    ("The Solicitor leads on the wellbeing hub.", "The Solicitor leads a team of six."),
    (
        "The wellbeing hub is open. That action was led by the Head of Learning.",
        "The wellbeing hub is open. That action was led by the Wellbeing Manager.",
    ),
    // Which way a measure went, and by how much.
    (
        "Complaints answered within ten days had crept up to 46% in June, from 52% in March.",
        "Complaints answered within ten days were down to 46% in June, from 52% in March.",
    ),
    (
        "In March, 280 days were lost to stress. By June that number had risen to 236.",
        "In March, 280 days were lost to stress. By June that number had come down to 236.",
    ),
    (
        "Days lost to stress in the quarter are 84 lower than at the start.",
        "Days lost to stress in the quarter are 74 lower than at the start.",
    ),
    (
        "Days lost to stress in the quarter fell by 54 from March to June.",
        "Days lost to stress in the quarter at one station fell by 54 in 2025.",
    ),
    (
        "Complaints answered within ten days rose by seven points.",
        "Complaints answered within ten days rose by five points.",
    ),
    (
        "Complaints answered within ten days are up by more than ten points since September.",
        "Complaints answered within ten days are up by nearly six points since September.",
    ),
    (
        "Complaints answered within ten days are improving slowly. In September it was 47 per cent.",
        "Complaints answered within ten days are improving slowly. In September it was 41 per cent.",
    ),
    (
        "Complaints answered within ten days, which matter most, are up by nine points since September.",
        "Complaints answered within ten days, which matter most, are up by five points since September.",
    ),
    (
        "In March, 52 per cent of complaints were answered within ten days. By June the share was up to 46 per cent.",
        "In March, 52 per cent of complaints were answered within ten days. By June the share was down to 46 per cent.",
    ),
    // How it stands to its target.
    (
        "Days lost to stress in the quarter are 14 more than the target.",
        "Days lost to stress in the quarter are 14 fewer than the target.",
    ),
    (
        "Days lost to stress in the quarter are above target.",
        "Days lost to stress in the quarter are comfortably inside the target.",
    ),
    (
        "Complaints answered within ten days are just above target.",
        "Complaints answered within ten days are below target.",
    ),
    (
        "The one that fell short was days lost to stress.",
        "The one that fell short was complaints answered in ten days.",
    ),
    (
        "Of the two measures in the SERVIP, both were read in June, and none met its target for June.",
        "Of the two measures in the SERVIP, both were read in June, and one met its target for June.",
    ),
    (
        "More than half of complaints are now answered within ten days.",
        "Fewer than half of complaints are now answered within ten days.",
    ),
    (
        "More than half of complaints (46 per cent) are answered within ten days.",
        "More than half of the complaints that were answered within ten days came by telephone.",
    ),
    // What was judged.
    (
        "On protecting the public through fire regulation the Service was graded good.",
        "On protecting the public through fire regulation the Service requires improvement.",
    ),
    (
        "Responding to fires and other emergencies was among those found to be adequate.",
        "Responding to fires and other emergencies is a good example of work with neighbours.",
    ),
    (
        "The Service is outstanding at promoting the right values and culture.",
        "The Service is inadequate at promoting the right values and culture.",
    ),
    (
        "HMICFRS graded the Service outstanding at preventing fires and other risks.",
        "HMICFRS graded the Service good at preventing fires and other risks.",
    ),
    (
        "The recommendation on mentors is the one that they could not close.",
        "The recommendation on complaints is the one that they could not close.",
    ),
    ("The cause of concern has now been closed.", "The cause of concern itself remains open."),
    ("The recommendation on mentors remains open.", "The recommendation on mentors was closed."),
    (
        "All three recommendations made under it have been closed.",
        "Two of the three recommendations made under it have been closed.",
    ),
    ("Three of the questions were graded good.", "Two of the questions were graded good."),
    (
        "None of the questions was graded inadequate.",
        "None of the questions was graded outstanding.",
    ),
    ("The Service was graded on five questions.", "The Service was graded on four questions."),
    (
        "The Service was graded on four questions. Three of these were graded good.",
        "The Service was graded on four questions. Two of these were graded good.",
    ),
    (
        "The Service was graded on four questions. Nothing was graded inadequate.",
        "The Service was graded on four questions. Nothing was graded outstanding.",
    ),
    (
        "Of the four questions, two were given the lowest grade.",
        "Of the four questions, one was given the lowest grade.",
    ),
    // Days and times.
    (
        "The inspection began on 4 March 2024 and ended on 27 March.",
        "The inspection began on 4 March 2024 and ended on 22 March.",
    ),
    (
        "The inspection of hydrants, unlike the other, ended on 27 May 2024. The inspection ended on 20 March 2024.",
        "The inspection of hydrants ended on 27 May 2024.",
    ),
    ("The SERVIP runs until the end of June 2027.", "The SERVIP runs until the end of June 2026."),
    (
        "The SERVIP was submitted on 10 October 2024, three months after the report came out.",
        "The SERVIP was submitted on 10 October 2024, four weeks after the report came out.",
    ),
    (
        "Within 28 days of publication the Service sent off its SERVIP, on 10 November 2024.",
        "Within 28 days of publication the Service sent off its SERVIP, on 10 October 2024.",
    ),
    ("Inspectors came back two years later.", "Inspectors came back a year later."),
    (
        "The Panel met on 4 June 2025 and again on 2 July, six weeks later.",
        "The Panel met on 4 June 2025 and again on 2 July, four weeks later.",
    ),
    // Money.
    (
        "It is forecast to cost £280,000, an overspend of £20,000.",
        "It is forecast to cost £280,000, an underspend of £20,000.",
    ),
    (
        "The largest item is mentors, at £1.15m.",
        "The largest item is the wellbeing hub, at £1.15m.",
    ),
    ("Mentors cost £1.15m.", "Mentors cost £1.15m in 2019."),
    // Shares and parts.
    (
        "In the SERVIP, one action is complete and two thirds are on track.",
        "In the SERVIP, one action is complete and a third are behind.",
    ),
    (
        "Half of the actions in the plan are complete.",
        "The only area in which no action is on track is culture.",
    ),
    (
        "All of the actions in the SERVIP are complete.",
        "One of the actions in the SERVIP is complete.",
    ),
];

/// What contradicts the data in a report that says something.
fn contradictions(said: &str) -> Vec<String> {
    let report = report(
        "inspection = \"inspection.toml\"\nplan = \"plan.toml\"\nfinance = \"finance.toml\"\n",
        said,
    );
    let files = [("inspection.toml", INSPECTION), ("plan.toml", PLAN), ("finance.toml", FINANCE)];
    found(&files, &report, said, Rule::Contradiction)
}

#[test]
fn claims_in_words_of_their_own_are_held_against_the_data() {
    are_held(&CLAIMS, contradictions);
}

#[test]
fn what_is_said_says_what_the_data_have() {
    for (said, message) in [
        (
            "The wellbeing hub opened ten days after it was due.",
            "`ten days after it was due`: by the data, action 1 was due on 31 March 2025 and was completed on 21 March 2025",
        ),
        (
            "The Solicitor leads on the wellbeing hub.",
            "`Solicitor`: by the data, action 1 is led by Wellbeing Manager",
        ),
        (
            "Days lost to stress in the quarter are 84 lower than at the start.",
            "`84 lower`: by the data, “Days lost to stress in the quarter” is 236, and it was 310 before",
        ),
        (
            "Days lost to stress in the quarter are above target.",
            "`above target`: by the data, “Days lost to stress in the quarter” stands at 236, and its target is 250",
        ),
        (
            "The SERVIP was submitted on 10 October 2024, three months after the report came out.",
            "`three months after the report`: by the data, the findings of the inspection were published on 12 September 2024, 28 days from 10 October 2024",
        ),
        (
            "It is forecast to cost £280,000, an overspend of £20,000.",
            "`overspend`: by the data, Improvement programme is expected to cost £280,000, its budget is £300,000, and £120,000 of it was spent by 30 September 2025",
        ),
        (
            "The largest item is mentors, at £1.15m.",
            "`£1.15m` is what the data have of “Wellbeing hub”; of “Mentors” they have 0.42",
        ),
    ] {
        assert_eq!(contradictions(said), [message]);
    }
}
