//! Finds open items of an agenda that say that they are not for publication: in the heading of their group, in their
//! title or text, or in the name of their file.

use super::doubt::{Said, of_heading, of_name, of_sentence};
use super::{ask, bare, calls, labels, raise, shouts};
use crate::diag::{Diagnostic, Rule};
use crate::language::sentences::clauses;
use crate::model::meeting::{Item, Meeting};
use crate::model::withholds::Withholds;
use crate::read::Prose;

/// The hint for an item of a meeting.
const ITEM: &str =
    "withhold the item, with `exempt = { paragraphs = […], reason = \"…\" }`, or say it otherwise";

/// The hint for an item of a meeting that may say so.
const MAYBE_ITEM: &str = "if the item is not for publication, withhold it, with `exempt = { paragraphs = […], reason = \"…\" }`; else say it otherwise, or accept it with a reason";

/// Reports public text about agenda items that calls them not for publication.
pub(crate) fn check(meeting: &Meeting) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let lists = [&meeting.item].into_iter().chain(meeting.supplement.iter().map(|one| &one.item));
    for items in lists {
        // A group goes on until the next one begins.
        let mut group = None;
        for item in items {
            group = item.group.as_ref().or(group);
            let is_exclusion =
                item.standing.as_ref().is_some_and(|standing| *standing.value == *"exclusion");
            if item.withheld().is_none() && !is_exclusion {
                found.extend(of_item(item, group));
            }
        }
    }
    found
}

/// The findings for an open item below the heading of a group. Only one with a paper publishes more than the agenda
/// itself says.
fn of_item(item: &Item, group: Option<&Prose>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let has_paper = item.report.is_some() || item.file.is_some();
    if let Some(title) = &item.title
        && let Some(said) = of_heading(&title.text).filter(|said| counts(*said, has_paper))
    {
        found.extend(said.raise(&title.text, Some(title.place), ITEM));
    }
    if let Some(group) = group.filter(|_| has_paper)
        && let Some(said) = of_heading(&group.text)
    {
        let message =
            format!("this item stands below the heading `{}`, and is published", group.text.trim());
        let (rule, hint) = match said {
            Said::Plainly => (Rule::SaysExempt, ITEM),
            Said::Perhaps => (Rule::MayBeExempt, MAYBE_ITEM),
        };
        found.push(Diagnostic::of(rule, item.place, message).hint(hint));
    }
    for paragraph in item.text.iter().flat_map(|text| text.text.split("\n\n")).map(str::trim) {
        let place = item.text.as_ref().map(|text| text.place);
        let is_said = shouts(paragraph) || labels(paragraph) || calls(bare(paragraph));
        found.extend(raise(paragraph, is_said, place, ITEM));
        let sentences = clauses(paragraph).map(|range| paragraph[range].trim());
        let told =
            sentences.filter(|_| !is_said).filter_map(|said| Some((said, of_sentence(said)?)));
        for (sentence, said) in told.filter(|(_, said)| counts(*said, has_paper)) {
            found.extend(match said {
                Said::Plainly => raise(sentence, true, place, ITEM),
                Said::Perhaps => ask(sentence, place, MAYBE_ITEM),
            });
        }
    }
    found.extend(item.report.iter().chain(&item.file).filter_map(of_name));
    found
}

/// Whether to report what an item says: where it is in doubt, only if it has a paper.
fn counts(said: Said, has_paper: bool) -> bool {
    said == Said::Plainly || has_paper
}
