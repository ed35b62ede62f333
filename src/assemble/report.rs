//! What a part cost the pack, and what there is to say about it, in plain words.
//!
//! In comes what was counted while a part was made ready; out go findings, each with something to
//! do, and the claims that the pack can still make.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Place, Rule};

use super::annotations::Notes;
use super::compare::Missing;
use super::copy::LeftOut;
use super::hidden::Hidden;
use super::layers::Uneven;
use super::metadata::{Claims, Level};
use super::source::Source;
use super::view::Unseen;

/// Something about a part that its users should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The part, by its place in the list.
    pub part: usize,
    /// The named rule that it comes under.
    pub rule: Rule,
    /// What was found, naming the file.
    pub message: String,
    /// What to do about it, if anything.
    pub hint: Option<String>,
}

impl Finding {
    /// The same as a warning, at the place where the user names the part.
    pub(crate) fn diagnostic(&self, place: impl Into<Option<Place>>) -> Diagnostic {
        let hints = self.hint.iter().cloned().collect();
        Diagnostic { hints, ..Diagnostic::of(self.rule, place, &*self.message) }
    }
}

/// A standard that a pack can claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standard {
    /// PDF/UA-1: usable with assistive technology.
    Accessible,
    /// PDF/A-2: fit to be archived, at some level.
    Archival,
}

/// A claim that a part cost the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cost {
    /// The part, by its place in the list.
    pub part: usize,
    /// The claim.
    pub standard: Standard,
    /// For [`Standard::Archival`] the lower level that is left, if one is.
    pub left: Option<Level>,
    /// Why, naming the file.
    pub message: String,
}

impl Cost {
    /// The same as a warning, at the place where the user names the part.
    pub(crate) fn diagnostic(&self, place: impl Into<Option<Place>>) -> Diagnostic {
        Diagnostic::of(Rule::PackConformance, place, &*self.message)
    }
}

/// What there is to say about a part.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) left_out: LeftOut,
    pub(super) notes: Notes,
    /// Pages without tags.
    pub(super) untagged: usize,
    pub(super) pages: usize,
    /// Marked content that the source's own tree does not reach.
    pub(super) unreachable: usize,
    pub(super) damaged_tags: bool,
    /// Whether it has headings without levels, which do not go with those that have them.
    pub(super) unlevelled: bool,
    pub(super) repaired: bool,
    /// The pages whose content cannot be unpacked.
    pub(super) unreadable: BTreeSet<usize>,
    /// The pages that need objects which nothing could be made of.
    pub(super) incomplete: BTreeSet<usize>,
    pub(super) has_form_software: bool,
    pub(super) is_portfolio: bool,
    /// What is written on its pages and cannot be seen.
    pub(super) hidden: Vec<Hidden>,
    /// Its layers that show on screen and in print differently.
    pub(super) uneven: Uneven,
    /// Colour components of its output intent, if it has one.
    pub(super) intent: Option<i64>,
}

/// What a part costs the claims that the furniture makes.
pub(super) fn costs(
    part: usize,
    source: &Source,
    report: &Report,
    claimed: Claims,
    intent: Option<i64>,
) -> Vec<Cost> {
    let (name, own) = (source.name(), source.claims());
    let broken_tags = if report.untagged == report.pages {
        Some("has no tags".to_owned())
    } else if report.untagged > 0 {
        Some(format!("has no tags on {} of its {} pages", report.untagged, report.pages))
    } else if report.unreachable > 0 || report.damaged_tags || !report.unreadable.is_empty() {
        Some("has tags that do not cover all of its content".to_owned())
    } else {
        None
    };
    let mut costs = Vec::new();
    let mut cost = |standard, left, why: String| {
        costs.push(Cost { part, standard, left, message: format!("`{name}` {why}") });
    };
    if claimed.ua.is_some() {
        match &broken_tags {
            Some(why) => {
                cost(Standard::Accessible, None, format!("{why}, so the pack is not PDF/UA-1"))
            }
            None if own.ua != Some(1) => {
                cost(
                    Standard::Accessible,
                    None,
                    "does not say that it conforms to PDF/UA-1, so the pack cannot".to_owned(),
                );
            }
            None if report.unlevelled => cost(
                Standard::Accessible,
                None,
                "has headings without levels, so the pack is not PDF/UA-1".to_owned(),
            ),
            None => {}
        }
    }
    if let Some((_, level)) = claimed.a {
        let foreign_colours =
            report.intent.is_some() && intent.is_some() && report.intent != intent;
        match own.a {
            // What conforms to parts 1 to 3 conforms to part 2 once attachments are left out.
            Some((1..=3, own)) if !foreign_colours && report.unreadable.is_empty() => {
                let own = if broken_tags.is_some() { own.min(Level::U) } else { own };
                if own < level {
                    let (had, left) = (letter(level), letter(own));
                    cost(
                        Standard::Archival,
                        Some(own),
                        format!(
                            "conforms to PDF/A at level {left} only, so the pack is PDF/A-2{left} and not PDF/A-2{had}"
                        ),
                    );
                }
            }
            Some((1..=3, _)) if foreign_colours => {
                cost(
                    Standard::Archival,
                    None,
                    "is made for a different colour space, so the pack is not PDF/A-2".to_owned(),
                );
            }
            _ => cost(
                Standard::Archival,
                None,
                "does not say that it conforms to PDF/A, so the pack cannot".to_owned(),
            ),
        }
    }
    costs
}

fn letter(level: Level) -> &'static str {
    match level {
        Level::A => "a",
        Level::U => "u",
        Level::B => "b",
    }
}

/// The claims that are left.
pub(super) fn remaining(claimed: Claims, costs: &[Cost]) -> Claims {
    let mut left = claimed;
    for cost in costs {
        match cost.standard {
            Standard::Accessible => left.ua = None,
            Standard::Archival => {
                left.a = left.a.zip(cost.left).map(|((part, level), left)| (part, level.min(left)));
            }
        }
    }
    left
}

/// What else there is to say about a part.
pub(super) fn findings(
    part: usize,
    name: &str,
    report: &Report,
    missing: &Missing,
) -> Vec<Finding> {
    let (left_out, notes) = (&report.left_out, &report.notes);
    let mut findings = Vec::new();
    let mut say = |rule, found: bool, what: &str, hint: Option<&str>| {
        if found {
            let message = format!("`{name}` {what}");
            findings.push(Finding { part, rule, message, hint: hint.map(str::to_owned) });
        }
    };
    let tags = Some(
        "ask its author for a tagged PDF, exported from the original document rather than printed \
         or scanned",
    );
    let all = report.untagged == report.pages;
    let some = format!("has {} without tags", counted(report.untagged, "page"));
    let broken = report.unreachable > 0 || report.damaged_tags;
    say(
        Rule::OutsidePdfTags,
        all,
        "has no tags, so people who use screen readers cannot read it",
        tags,
    );
    say(Rule::OutsidePdfTags, !all && report.untagged > 0, &some, tags);
    say(
        Rule::OutsidePdfTags,
        !all && broken,
        "has tags that do not cover all of its content",
        tags,
    );

    let look = Some("check that its pages look right, or ask for it again");
    let unreadable =
        format!("has content on {} that could not be read", on_pages(&report.unreadable));
    let incomplete = format!(
        "is damaged: something that {} needs could not be read and is left out",
        on_pages(&report.incomplete)
    );
    say(Rule::OutsidePdfDamage, report.repaired, "was damaged and has been repaired", look);
    say(Rule::OutsidePdfDamage, !report.unreadable.is_empty(), &unreadable, look);
    say(Rule::OutsidePdfDamage, !report.incomplete.is_empty(), &incomplete, look);

    let lost = "has words that are not in the pack as they are in the file";
    for (page, words) in missing.words.iter().take(MOST_PAGES) {
        let what = format!("{lost}, on page {}: `{words}`", page + 1);
        say(Rule::OutsidePdfWords, true, &what, look);
    }
    let more: BTreeSet<usize> =
        missing.words.iter().skip(MOST_PAGES).map(|(page, _)| *page).collect();
    say(
        Rule::OutsidePdfWords,
        !more.is_empty(),
        &format!("{lost}, also on {}", on_pages(&more)),
        look,
    );
    let unknown = "is written in such a way that its pages cannot be compared with those of the pack, nor searched \
                   for words that cannot be seen";
    say(Rule::OutsidePdfWords, missing.unknown, unknown, look);

    let remove = "anyone can copy them from the published file; ask for a copy from which they are removed, unless they \
                  may be read";
    for by in Unseen::ALL {
        let what = format!("has words that cannot be seen, because {}", hidden_by(by));
        let mut hidden = report.hidden.iter().filter(|hidden| hidden.by == by);
        for hidden in hidden.by_ref().take(MOST_PAGES) {
            let what = format!("{what}, on page {}: `{}`", hidden.page + 1, hidden.words);
            say(Rule::OutsidePdfHidden, true, &what, Some(remove));
        }
        let more: BTreeSet<usize> = hidden.map(|hidden| hidden.page).collect();
        say(
            Rule::OutsidePdfHidden,
            !more.is_empty(),
            &format!("{what}, also on {}", on_pages(&more)),
            Some(remove),
        );
    }

    for (names, place) in
        [(&report.uneven.only_in_print, "in print"), (&report.uneven.only_on_screen, "on screen")]
    {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let layers = if names.len() == 1 { "a layer that shows" } else { "layers that show" };
        let what = format!("has {layers} only {place}: {}", names.join(", "));
        let print = "some readers show such layers always or never; ask for a copy without them";
        say(Rule::OutsidePdfLayers, !names.is_empty(), &what, Some(print));
    }

    let redactions = "has redactions that were marked but never applied: what they should hide is \
                      in the file";
    let comments = counted(notes.comments, "reviewer's comment");
    let comments = format!("has {comments} that anyone can read");
    let apply = "do not publish it; ask for a copy in which the redactions are applied";
    let without = "ask for a copy without comments, unless they are meant to be published";
    say(Rule::OutsidePdfRedactions, notes.pending_redactions > 0, redactions, Some(apply));
    say(Rule::OutsidePdfComments, notes.comments > 0, &comments, Some(without));

    let separately = "if members need them, add them as papers of their own";
    let files = counted(left_out.links_to_files, "link");
    let files = format!("has {files} to other files, left out because they cannot work in a pack");
    let nowhere = format!("has {} to nowhere, left out", counted(left_out.dead_links, "link"));
    let actions = "has buttons or links that act on a form or a viewer, which were left out";
    let beyond = format!(
        "has more links, comments and form fields than a pack can hold; {} were left out",
        left_out.surplus
    );
    let cover = "is a collection of files, of which only the cover is in the pack";
    say(
        Rule::OutsidePdfLeftOut,
        left_out.scripts > 0,
        "holds JavaScript, which was left out",
        None,
    );
    say(
        Rule::OutsidePdfLeftOut,
        left_out.launches > 0,
        "holds links that start programs, which were left out",
        None,
    );
    say(
        Rule::OutsidePdfLeftOut,
        left_out.attachments > 0,
        "holds attached files, which were left out",
        Some(separately),
    );
    say(
        Rule::OutsidePdfLeftOut,
        left_out.media > 0,
        "holds sound, video or 3D, which was left out",
        None,
    );
    say(Rule::OutsidePdfLeftOut, left_out.links_to_files > 0, &files, None);
    say(Rule::OutsidePdfLeftOut, left_out.dead_links > 0, &nowhere, None);
    say(Rule::OutsidePdfLeftOut, left_out.other_actions > 0, actions, None);
    say(Rule::OutsidePdfLeftOut, left_out.surplus > 0, &beyond, None);
    say(Rule::OutsidePdfLeftOut, report.is_portfolio, cover, Some(separately));

    let signed = "is signed; the signature shows in the pack but cannot be verified there";
    let beside = "publish the signed file beside the pack if the signature matters";
    let form = "is a form; it looks as it was filled in, but cannot be filled in in the pack";
    let bare = counted(notes.fields_without_appearance, "form field");
    let bare =
        format!("has {bare} with nothing to show, because the file does not say how they look");
    let adobe = "is a form for Adobe software, of which only the fixed pages are in the pack";
    let print = "open it in a PDF reader and print it to a new PDF";
    say(Rule::OutsidePdfForm, notes.signatures > 0, signed, Some(beside));
    say(Rule::OutsidePdfForm, notes.fields > notes.signatures, form, None);
    say(Rule::OutsidePdfForm, notes.fields_without_appearance > 0, &bare, Some(print));
    say(Rule::OutsidePdfForm, report.has_form_software && notes.fields == 0, adobe, Some(print));
    findings
}

/// On so many pages words are quoted that are hidden in one way, or missing.
const MOST_PAGES: usize = 5;

/// What hides words, as a reason.
fn hidden_by(by: Unseen) -> &'static str {
    match by {
        Unseen::Covered => "something is drawn over them",
        Unseen::Coloured => "they have the colour of what is behind them",
        Unseen::Outside => "they stand outside the visible part of the page",
        Unseen::Invisible => "they are in invisible type",
        Unseen::Small => "they are too small",
        Unseen::Layer => "they are in a layer that is switched off",
    }
}

/// Pages, counted from 0, in words: "page 3", "pages 1, 4 to 9 and 12".
pub(super) fn on_pages(pages: &BTreeSet<usize>) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last == page => *last = page + 1,
            _ => runs.push((page + 1, page + 1)),
        }
    }
    let mut said: Vec<String> = runs
        .iter()
        .flat_map(|&(first, last)| match last - first {
            0 => vec![first.to_string()],
            1 => vec![first.to_string(), last.to_string()],
            _ => vec![format!("{first} to {last}")],
        })
        .collect();
    let what = if pages.len() == 1 { "page" } else { "pages" };
    match said.pop() {
        Some(last) if !said.is_empty() => format!("{what} {} and {last}", said.join(", ")),
        last => format!("{what} {}", last.unwrap_or_default()),
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_said_in_runs() {
        for (pages, said) in [
            (vec![2], "page 3"),
            (vec![0, 1], "pages 1 and 2"),
            (vec![0, 3, 4, 5, 11], "pages 1, 4 to 6 and 12"),
        ] {
            assert_eq!(on_pages(&pages.into_iter().collect()), said);
        }
    }
}
