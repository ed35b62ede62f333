//! Finds late actions that a report does not mention, although it discusses their plan.
//!
//! In come the plans of a report and its document; out comes a finding for each plan with such actions. An action
//! counts as mentioned where its number is printed, where a paragraph has most of its words, where its area is said
//! to be late, and where the late actions are mentioned together.

use super::facts::{Facts, PlanOf};
use crate::check::gist::{has, stems};
use crate::check::is_english;
use crate::check::passage::Passage;
use crate::derive::action::ActionState;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Document, Text};
use crate::language::sentences::words;
use crate::load::paper::{Paper, Subject};
use crate::model::plan::Status;

/// Beginnings of words that say that something is late.
const LATE: [&str; 12] = [
    "behind",
    "overdue",
    "delay",
    "slip",
    "attention",
    "missed",
    "outstanding",
    "concern",
    "fail",
    "postpone",
    "longer",
    "barrier",
];
/// Whole words that say that something is late.
const LATE_WORDS: [&str; 5] = ["late", "red", "off", "risk", "risks"];
/// Words for the late actions as a group.
const TOGETHER: [&str; 5] = ["actions", "others", "rest", "remainder", "remaining"];

/// Reports the late actions that an English report does not mention, once for each plan that it discusses.
pub(super) fn check(
    facts: &Facts<'_>,
    paper: &Paper,
    document: &Document,
    passages: &[Passage<'_>],
) -> Vec<Diagnostic> {
    if !matches!(paper.subject, Subject::Report(_)) || !is_english(document) {
        return Vec::new();
    }
    let small = |text: &str| words(text).map(|(_, word)| word.to_lowercase()).collect::<Vec<_>>();
    let mut printed = Vec::new();
    document.each_text(&mut |text: &Text| printed.push(small(&text.text)));
    let said: Vec<_> = passages.iter().map(Said::of).collect();
    let spoken = passages.iter().any(|passage| says_together(&passage.text));
    let plans = facts.plans.iter().filter(|plan| !spoken && is_discussed(plan, passages));
    let found = plans.filter_map(|plan| {
        let late = plan.figures.actions().filter(|action| is_red(action));
        let unsaid: Vec<_> = late
            .filter(|action| !is_named(&action.id, &printed))
            .filter(|action| !said.iter().any(|said| said.speaks(action)))
            .collect();
        finding(paper, plan, &unsaid)
    });
    found.collect()
}

/// Whether an action is behind, or past its due date.
fn is_red(action: &ActionState) -> bool {
    action.status == Status::Behind || action.overdue
}

/// Whether a report mentions a plan by name, or any "action plan".
fn is_discussed(plan: &PlanOf<'_>, passages: &[Passage<'_>]) -> bool {
    let names = [
        plan.figures.name.to_lowercase(),
        plan.figures.short.to_lowercase(),
        "action plan".to_owned(),
    ];
    passages.iter().any(|passage| {
        let small = passage.text.to_lowercase();
        names.iter().any(|name| small.contains(name))
    })
}

/// Whether a text mentions the late actions as a group: "two actions are behind". "Action 1.3 is behind" does not.
fn says_together(text: &str) -> bool {
    let words: Vec<_> = words(text).map(|(_, word)| word.to_lowercase()).collect();
    let together = words.iter().enumerate().any(|(at, word)| {
        let numbered =
            words.get(at + 1).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        let one = word == "action" && at > 0 && words[at - 1] == "one";
        (TOGETHER.contains(&word.as_str()) || one) && !numbered
    });
    together && words.iter().any(|word| is_late(word))
}

/// Whether a word says that something is late.
fn is_late(word: &str) -> bool {
    LATE_WORDS.contains(&word) || LATE.iter().any(|late| word.starts_with(late))
}

/// Whether the number of an action is printed. A plain number must be the whole text, or follow "action", "actions"
/// or "and".
fn is_named(id: &str, printed: &[Vec<String>]) -> bool {
    let small = id.to_lowercase();
    printed.iter().any(|words| {
        let plain = small.bytes().all(|byte| byte.is_ascii_digit());
        words.iter().enumerate().any(|(at, word)| {
            let after = at.checked_sub(1).and_then(|before| words.get(before));
            let of_action =
                after.is_some_and(|before| matches!(before.as_str(), "action" | "actions" | "and"));
            *word == small && (!plain || words.len() == 1 || of_action)
        })
    })
}

/// The stems of a passage, to match them with those of actions.
struct Said {
    stems: Vec<String>,
    /// Whether the passage says that something is late.
    late: bool,
}

impl Said {
    /// Collects the stems of a passage.
    fn of(passage: &Passage<'_>) -> Self {
        let late = passage.words().any(|(_, word)| is_late(&word.to_lowercase()));
        Self { stems: stems(&passage.text), late }
    }

    /// Whether the passage has most words of an action, or says that its area is late.
    fn speaks(&self, action: &ActionState) -> bool {
        let shared = |own: &[String]| own.iter().filter(|stem| has(&self.stems, stem)).count();
        // The words of the last update count as well.
        let words_of = [Some(&action.action), action.note.as_ref(), action.reason.as_ref()];
        let spoken = words_of
            .into_iter()
            .flatten()
            .map(|text| stems(text))
            .any(|own| !own.is_empty() && 5 * shared(&own) >= 3 * own.len());
        let area = stems(&action.area);
        spoken || self.late && !area.is_empty() && shared(&area) == area.len()
    }
}

/// The finding for a plan; `None` if no action is left out.
fn finding(paper: &Paper, plan: &PlanOf<'_>, unsaid: &[&ActionState]) -> Option<Diagnostic> {
    let called = &plan.figures.short;
    let stands = |action: &ActionState| match action.status {
        Status::Behind => "behind",
        _ => "overdue",
    };
    let each: Vec<_> =
        unsaid.iter().map(|action| format!("{} ({})", action.id, stands(action))).collect();
    let message = match unsaid {
        [] => return None,
        [_] => {
            format!("the paper speaks of the {called}, and no sentence of action {}", each.concat())
        }
        _ => format!(
            "the paper speaks of the {called}, and no sentence of actions {}",
            each.join(", ")
        ),
    };
    let reviews = plan.reviews.iter().map(|one| one.name.as_str());
    let names: Vec<&str> = reviews.chain([plan.name.as_str()]).collect();
    let is_its = |name: &String| names.contains(&name.as_str());
    let place = paper.drawn.iter().find(|drawn| drawn.name.as_ref().is_some_and(is_its))?.place;
    let hint = format!(
        "say how they stand and what is done about it, or bring them in with `{{{{ {}.attention_table() }}}}`",
        plan.name
    );
    Some(Diagnostic::of(Rule::UnsaidRed, place, message).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::says_together;

    #[test]
    fn late_actions_are_spoken_of_together_without_their_numbers() {
        assert!(says_together("Two actions are behind.") && says_together("One action is behind."));
        assert!(!says_together("Action 1.3 is behind.") && !says_together("Two actions are done."));
    }
}
