//! Begins a file from an old one of its kind, keeping the words and clearing the days, the figures and everything
//! that was reported.
//!
//! In come the old text and the day of the new file; out comes the new text. In a sentence that cannot do without it,
//! a cleared day or figure becomes words in square brackets, which `check` finds.

use chrono::NaiveDate;
use serde_json::Value;

use crate::edit::{Datum, Edit, Path, Refusal, Step, apply, tree};
use crate::load::kind::shape;
use crate::read::date::month;
use crate::read::shape::{Shape, Slot};

/// Lists that are kept although each of their groups has a day.
const KEPT: [&str; 1] = ["action"];

/// Keys that belong to one paper alone, such as the conclusions of a review.
const OWN: [&str; 9] = [
    "accept",
    "previous",
    "minutes",
    "conclusions",
    "encouraged",
    "comment",
    "focus-next",
    "questions",
    "beside",
];

/// Words after which a number is a reference, not a figure.
const REFERRING: [&str; 18] = [
    "act",
    "acts",
    "section",
    "sections",
    "schedule",
    "part",
    "regulation",
    "regulations",
    "paragraph",
    "paragraphs",
    "appendix",
    "article",
    "articles",
    "order",
    "rule",
    "rules",
    "chapter",
    "note",
];

/// The text of a file of this kind without its days and figures. Required days of the file itself become `day`; those
/// of its groups are left out, so that `check` reports each.
pub(super) fn cleared(text: &str, kind: &str, day: NaiveDate) -> Result<String, Refusal> {
    let (Some(values), Some(shape)) = (tree(text), shape(kind)) else { return Err(Refusal::Slip) };
    let held = values.get("held").and_then(Value::as_str).and_then(|held| held.parse().ok());
    let mut clearing = Clearing { day, held, edits: Vec::new() };
    clearing.value(&shape, &values, &mut Vec::new());
    // The last edit comes first, so that the indexes of list elements remain valid.
    clearing.edits.iter().rev().try_fold(text.to_owned(), |text, edit| apply(&text, edit, &[]))
}

/// The edits that clear a file.
struct Clearing {
    day: NaiveDate,
    /// The day of the old review, from which the new one says what moved.
    held: Option<NaiveDate>,
    edits: Vec<Edit>,
}

impl Clearing {
    /// Clears a value and everything in it.
    fn value(&mut self, of: &Shape, value: &Value, at: &mut Path) {
        match (of, value) {
            (Shape::Group(slots), Value::Object(group)) => {
                let slots = slots();
                for (key, inner) in group {
                    at.push(Step::Key(key.clone()));
                    if let Some(slot) = slots.iter().find(|slot| slot.key == *key) {
                        self.slot(slot, inner, at);
                    }
                    at.pop();
                }
            }
            (Shape::List(of) | Shape::Several(of), Value::Array(list)) => {
                for (place, inner) in list.iter().enumerate() {
                    at.push(Step::At(place));
                    // A paper belongs to one meeting; a standing item is on every agenda.
                    let paper = ["report", "file"].into_iter().find(|key| inner.get(key).is_some());
                    let paper = paper.filter(|_| at.first() == Some(&Step::Key("item".into())));
                    match paper {
                        Some(key) if inner.get("standing").is_some() => {
                            at.push(Step::Key(key.into()));
                            self.edits.push(Edit::Remove(at.clone()));
                            at.pop();
                        }
                        Some(_) => self.edits.push(Edit::Remove(at.clone())),
                        None => self.value(of, inner, at),
                    }
                    at.pop();
                }
            }
            (Shape::Entries, Value::Object(_)) => self.entries(value, at),
            (Shape::Line | Shape::Prose, Value::String(text)) => {
                let new = without_figures(text);
                if new != *text {
                    let datum = match of {
                        Shape::Prose => Datum::Prose(new),
                        _ => Datum::Text(new),
                    };
                    self.edits.push(Edit::Set(at.clone(), datum));
                }
            }
            _ => {}
        }
    }

    /// Removes every day, and every text with a day, under keys that the author chose, such as a sign-off.
    fn entries(&mut self, value: &Value, at: &mut Path) {
        let inside: Vec<(Step, &Value)> = match value {
            Value::Object(group) => {
                group.iter().map(|(key, inner)| (Step::Key(key.clone()), inner)).collect()
            }
            Value::Array(list) => {
                list.iter().enumerate().map(|(place, inner)| (Step::At(place), inner)).collect()
            }
            _ => return,
        };
        for (step, inner) in inside {
            let in_group = matches!(step, Step::Key(_));
            at.push(step);
            match inner.as_str() {
                Some(text) if in_group && says_a_day(text) => {
                    self.edits.push(Edit::Remove(at.clone()));
                }
                _ => self.entries(inner, at),
            }
            at.pop();
        }
    }

    /// Clears the value of a key.
    fn slot(&mut self, slot: &Slot, value: &Value, at: &mut Path) {
        let key = slot.key.as_str();
        let goes = OWN.contains(&key) || (!KEPT.contains(&key) && is_dated(&slot.shape));
        match slot.shape {
            _ if goes && !slot.required => self.edits.push(Edit::Remove(at.clone())),
            Shape::Day if at.iter().any(|step| matches!(step, Step::At(_))) => {
                self.edits.push(Edit::Remove(at.clone()));
            }
            Shape::Day => {
                let day = self.held.filter(|_| key == "since").unwrap_or(self.day);
                self.edits.push(Edit::Set(at.clone(), Datum::Day(day.to_string())));
            }
            _ => self.value(&slot.shape, value, at),
        }
    }
}

/// Whether a value is a day or a figure, or one of several groups that need one.
fn is_dated(shape: &Shape) -> bool {
    match shape {
        Shape::Day | Shape::Number => true,
        Shape::List(of) | Shape::Several(of) => matches!(**of, Shape::Group(_)) && is_dated(of),
        Shape::Group(slots) => slots()
            .iter()
            .any(|slot| slot.required && matches!(slot.shape, Shape::Day | Shape::Number)),
        _ => false,
    }
}

/// A text with words in brackets in place of its days and figures. Expressions in `{{ }}` stay.
fn without_figures(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut brought = false;
    for line in text.split_inclusive('\n') {
        let words: Vec<&str> = line.split_inclusive([' ', '\n']).collect();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            brought |= word.contains("{{");
            let before = at.checked_sub(1).map_or("", |before| core(words[before]));
            let (taken, instead) = match brought {
                true => (1, None),
                false => {
                    let first = words[..at].iter().all(|before| before.trim().is_empty());
                    figure(&words[at..], before, first)
                }
            };
            match instead {
                Some(instead) => {
                    let last = words[at + taken - 1];
                    let start = word.find(core(word)).unwrap_or_default();
                    let end = last.find(core(last)).unwrap_or_default() + core(last).len();
                    out.extend([&word[..start], instead, &last[end..]]);
                }
                None => out.push_str(word),
            }
            brought &= !word.contains("}}");
            at += taken;
        }
    }
    out
}

/// Whether a text is a day or contains one.
fn says_a_day(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok() || without_figures(text).contains("[insert day]")
}

/// The number of words in the day or figure at the start of `words`, and the words to put in its place; `(1, None)`
/// if there is neither. `first` says that they begin a line.
fn figure(words: &[&str], before: &str, first: bool) -> (usize, Option<&'static str>) {
    let word = |at: usize| words.get(at).map_or("", |word| core(word));
    let is_month = |word: &str| month(word).is_some();
    let is_year = |word: &str| word.len() == 4 && word.parse::<u16>().is_ok();
    let own = word(0);
    let day = own.trim_end_matches(|next: char| next.is_ascii_alphabetic()).parse::<u8>();
    if day.is_ok_and(|day| (1..=31).contains(&day)) && is_month(word(1)) {
        return (2 + usize::from(is_year(word(2))), Some("[insert day]"));
    }
    if is_month(own) && is_year(word(1)) {
        return (2, Some("[insert month]"));
    }
    if own.split('/').count() == 3 && own.split('/').all(|part| part.parse::<u16>().is_ok()) {
        return (1, Some("[insert day]"));
    }
    // The number of a list item stays, and that of a provision of the law.
    let is_item = first && words[0].trim_end().ends_with(['.', ')']);
    if is_item || REFERRING.contains(&before.to_lowercase().as_str()) {
        return (1, None);
    }
    let number = own.trim_start_matches(['£', '+', '-', '−']).trim_end_matches(['%', 'm', 'k']);
    let number = number.strip_suffix("bn").unwrap_or(number);
    let is_number = number.starts_with(|next: char| next.is_ascii_digit())
        && number.chars().all(|next| next.is_ascii_digit() || ",.-–:/".contains(next));
    (1, is_number.then_some("[insert figure]"))
}

/// A word without the punctuation around it.
fn core(word: &str) -> &str {
    word.trim().trim_matches(|next: char| "()[]“”‘’\"'*_.,;:?!".contains(next))
}

#[cfg(test)]
mod tests {
    use typst::syntax::VirtualPath;

    use super::*;
    use crate::diag::{apart, whole};
    use crate::model::plan::Plan;
    use crate::read;
    use crate::world::World;

    #[test]
    fn days_and_figures_give_way_to_brackets_and_references_and_what_is_brought_in_stay() {
        for (written, left) in [
            (
                "Of 27 actions, 9 (33%) are late.",
                "Of [insert figure] actions, [insert figure] ([insert figure]) are late.",
            ),
            ("On 10 November 2022, and by 3rd May.", "On [insert day], and by [insert day]."),
            ("Since 1 Sept 2022.", "Since [insert day]."),
            ("Since March 2021 it cost £1.2m.", "Since [insert month] it cost [insert figure]."),
            ("It met on 10/11/2022.", "It met on [insert day]."),
            (
                "At 09:30 prices of 2026/27 rose 3-4%.",
                "At [insert figure] prices of [insert figure] rose [insert figure].",
            ),
            ("Under section 19 of the Care Act 2014.", "Under section 19 of the Care Act 2014."),
            (
                "1. First, {{ plan.overdue.count }} of 4.",
                "1. First, {{ plan.overdue.count }} of [insert figure].",
            ),
            (
                "{{ plan.on(\"2022-01-02\").count | words }}\n\n2) Two",
                "{{ plan.on(\"2022-01-02\").count | words }}\n\n2) Two",
            ),
            ("Nothing of the kind, e.g. A4 paper.", "Nothing of the kind, e.g. A4 paper."),
            ("- one\n  1. deep\n  2. deeper", "- one\n  1. deep\n  2. deeper"),
        ] {
            assert_eq!(without_figures(written), left);
        }
    }

    #[test]
    fn a_plan_keeps_its_actions_and_loses_what_was_reported_of_them() {
        let old = "kind = \"plan\"\nname = \"Plan\"\nshort = \"Plan\"\nsubmitted = 2022-04-01\nend = 2023-04-01\n\n\
            [[area]]\nid = \"one\"\n\n[[area.action]]\nid = \"1.1\"\naction = \"Train 40 people\"\nlead = \"Head\"\n\
            start = 2022-04-01\ndue = 2022-09-30\n\n[[area.action.update]]\non = 2022-07-01\nstatus = \"on-track\"\n\n\
            [[area.measure]]\nname = \"Plans in time\"\nbetter = \"higher\"\nbaseline = { on = 2022-01-01, value = 4 }\n\
            actual = [{ on = 2022-06-30, value = 6 }]\n";
        let new = cleared(old, "plan", "2026-11-27".parse().unwrap()).unwrap();
        assert_eq!(
            new,
            "kind = \"plan\"\nname = \"Plan\"\nshort = \"Plan\"\nsubmitted = 2026-11-27\n\n\
            [[area]]\nid = \"one\"\n\n[[area.action]]\nid = \"1.1\"\naction = \"Train [insert figure] people\"\nlead = \"Head\"\n\
            \n\
            [[area.measure]]\nname = \"Plans in time\"\nbetter = \"higher\"\n"
        );
    }

    #[test]
    fn each_action_of_a_plan_that_is_begun_from_an_old_one_is_asked_for_the_day_it_is_due() {
        let action = |id: &str| {
            format!(
                "[[area.action]]\nid = \"{id}\"\naction = \"Do it\"\nlead = \"Head\"\ndue = 2022-09-30\n"
            )
        };
        let old = format!(
            "kind = \"plan\"\nname = \"Plan\"\nsubmitted = 2022-04-01\n[[area]]\nid = \"one\"\n{}{}",
            action("1.1"),
            action("1.2")
        );
        let new = cleared(&old, "plan", "2026-11-27".parse().unwrap()).unwrap();
        let file = World::id(&VirtualPath::new("plan.toml").unwrap());
        let (plan, problems) = apart(whole(read::read::<Plan>(file, &new)));
        assert!(plan.is_none());
        let said: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(said, ["`due` is missing", "`due` is missing"]);
        let places: Vec<_> = problems.iter().filter_map(|problem| problem.place).collect();
        assert!(places[0].end <= places[1].start, "{places:?}");
    }

    #[test]
    fn a_report_loses_the_days_on_which_it_was_signed_off() {
        let old = "kind = \"report\"\ntitle = \"Depot\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n\n\
            [front]\nreport-of = \"Leader\"\n\n[[front.signoffs]]\nofficer = \"Jo Sea\"\non = 2022-11-01\n\n\
            [[section]]\nid = \"legal\"\nbeside.sign-off = \"J. Sea\"\ntext = \"None.\"\n";
        let new = cleared(old, "report", "2027-01-12".parse().unwrap()).unwrap();
        assert_eq!(
            new,
            "kind = \"report\"\ntitle = \"Depot\"\ncommittee = \"Cabinet\"\nmeeting = 2027-01-12\n\n\
            [front]\nreport-of = \"Leader\"\n\n[[front.signoffs]]\nofficer = \"Jo Sea\"\n\n\
            [[section]]\nid = \"legal\"\ntext = \"None.\"\n"
        );
    }

    #[test]
    fn a_review_is_measured_from_the_last_one_and_loses_what_that_one_said() {
        let old = "kind = \"review\"\nplan = \"plan.toml\"\nname = \"Review\"\nheld = 2026-11-05\nsince = 2026-06-30\n\
            letter = 2026-11-16\nreviewers = [\"The regulator\"]\nasks = [\"note the review.\"]\n\
            conclusions = [\"All is done.\"]\nencouraged = [\"The panel was formed.\"]\nfocus-next = [\"Action 2.\"]\n\n\
            [[comment]]\narea = \"fire\"\ntext = \"All is complete.\"\n";
        let new = cleared(old, "review", "2027-05-06".parse().unwrap()).unwrap();
        assert_eq!(
            new.trim_end(),
            "kind = \"review\"\nplan = \"plan.toml\"\nname = \"Review\"\nheld = 2027-05-06\nsince = 2026-11-05\n\
            reviewers = [\"The regulator\"]\nasks = [\"note the review.\"]"
        );
    }

    #[test]
    fn a_meeting_keeps_its_standing_items_and_loses_its_papers() {
        let old = "kind = \"meeting\"\ncommittee = \"Cabinet\"\ndate = 2022-11-10\ntime = 10:00:00\nvenue = \"Hall\"\n\
            published = 2022-11-02\n\n[[item]]\nstanding = \"apologies\"\n\n[[item]]\nstanding = \"minutes\"\nfile = \"minutes.pdf\"\n\n[[item]]\nreport = \"a.toml\"\n\n[[item]]\ntitle = \"Other\"\n\n\
            [[supplement]]\npublished = 2022-11-08\n\n[[supplement.item]]\nreport = \"b.toml\"\n";
        let new = cleared(old, "meeting", "2027-01-12".parse().unwrap()).unwrap();
        assert_eq!(
            new,
            "kind = \"meeting\"\ncommittee = \"Cabinet\"\ndate = 2027-01-12\ntime = 10:00:00\nvenue = \"Hall\"\n\n\
            [[item]]\nstanding = \"apologies\"\n\n[[item]]\nstanding = \"minutes\"\n\n[[item]]\ntitle = \"Other\"\n"
        );
    }
}
