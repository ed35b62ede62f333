//! What was found out about a part, and what it cost the pack.
//!
//! In comes what was counted while a part was made ready; out go the claims that the pack can still make. What else
//! there is to say is left to [`findings`](super::findings).

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Place, Rule};

use super::annotations::Notes;
use super::copy::LeftOut;
use super::faults::{Broken, Faults};
use super::fields::News;
use super::hidden::Hidden;
use super::layers::Uneven;
use super::metadata::{Claims, Level};
use super::source::Source;
use super::view::View;

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
    /// Pages on which something is drawn that is neither tagged nor marked as decoration, where it says that there is
    /// nothing of the kind.
    pub(super) unmarked: usize,
    /// What is wrong with it, where it says that nothing is.
    pub(super) faults: Faults,
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
    /// What its form fields look like and hold, by page, where the two are not one.
    pub(super) fields: Vec<(usize, News)>,
    /// The views of the pages on which fields were drawn anew, as they are then.
    pub(super) views: BTreeMap<usize, View>,
    /// Colour components of its output intent, if it has one.
    pub(super) intent: Option<i64>,
}

impl Report {
    /// Takes in what is to be said of the fields of a page.
    pub(super) fn tell_of_fields(&mut self, page: usize, view: Option<&View>, news: &[News]) {
        let drawn = news.iter().filter_map(|news| match news {
            News::Drawn(area, words) => Some((*area, words.as_str())),
            News::Differs { .. } => None,
        });
        let drawn: Vec<_> = drawn.collect();
        if let Some(view) = view.filter(|_| !drawn.is_empty()) {
            self.views.insert(page, view.redrawn(&drawn));
        }
        if !drawn.is_empty() {
            self.faults.add(Broken::Both, "fields that it does not draw");
        }
        self.fields.extend(news.iter().map(|news| (page, news.clone())));
    }
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
    } else if report.unreachable > 0
        || report.unmarked > 0
        || report.damaged_tags
        || !report.unreadable.is_empty()
    {
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
            None if !report.faults.accessible().is_empty() => {
                let faults = all_of(&report.faults.accessible());
                let why =
                    format!("has {faults}, so it is not PDF/UA-1 as it says, nor is the pack");
                cost(Standard::Accessible, None, why);
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
            Some((1..=3, _)) if !report.faults.archival().is_empty() => {
                let faults = all_of(&report.faults.archival());
                let why = format!("has {faults}, so it is not PDF/A as it says, nor is the pack");
                cost(Standard::Archival, None, why);
            }
            Some((1..=3, own)) if !foreign_colours && report.unreadable.is_empty() => {
                let own = if broken_tags.is_some() { own.min(Level::U) } else { own };
                let (most, faults) = report.faults.level();
                let why = match most < own {
                    true => format!("has {}, so it conforms", all_of(&faults)),
                    false => "conforms".to_owned(),
                };
                let own = own.min(most);
                if own < level {
                    let (had, left) = (letter(level), letter(own));
                    cost(
                        Standard::Archival,
                        Some(own),
                        format!(
                            "{why} to PDF/A at level {left} only, and the pack to PDF/A-2{left}, not PDF/A-2{had}"
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

/// Reasons in one sentence.
fn all_of(reasons: &[&str]) -> String {
    match reasons {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => reasons.concat(),
    }
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
