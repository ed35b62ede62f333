//! Records the findings about a part, and what it costs the pack.
//!
//! In come the counts made while a part was prepared; out go the claims that the pack can still make. Wording
//! everything else is left to [`findings`](super::findings).

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
    /// The index of the part.
    pub part: usize,
    /// The named rule that it comes under.
    pub rule: Rule,
    /// What was found, naming the file.
    pub message: String,
    /// What to do about it, if anything.
    pub hint: Option<String>,
}

impl Finding {
    /// Turns it into a diagnostic at the place where the user names the part.
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

/// A claim that the pack has to give up because of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cost {
    /// The index of the part.
    pub part: usize,
    /// The claim.
    pub standard: Standard,
    /// For [`Standard::Archival`], the lower level that can still be claimed, if there is one.
    pub left: Option<Level>,
    /// Why, naming the file.
    pub message: String,
}

impl Cost {
    /// Turns it into a warning at the place where the user names the part.
    pub(crate) fn diagnostic(&self, place: impl Into<Option<Place>>) -> Diagnostic {
        Diagnostic::of(Rule::PackConformance, place, &*self.message)
    }
}

/// Everything found while a part was prepared.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) left_out: LeftOut,
    pub(super) notes: Notes,
    /// Pages without tags.
    pub(super) untagged: usize,
    pub(super) pages: usize,
    /// Marked content that the source's own tags do not reach.
    pub(super) unreachable: usize,
    pub(super) damaged_tags: bool,
    /// Pages that draw something neither tagged nor marked as decoration, although the part claims that there is
    /// none.
    pub(super) unmarked: usize,
    /// The faults that its claims to a standard rule out.
    pub(super) faults: Faults,
    /// Whether it has headings without levels, which do not go with those that have one.
    pub(super) unlevelled: bool,
    pub(super) repaired: bool,
    /// The pages whose content cannot be decoded.
    pub(super) unreadable: BTreeSet<usize>,
    /// The pages that need objects which could not be read.
    pub(super) incomplete: BTreeSet<usize>,
    pub(super) has_form_software: bool,
    pub(super) is_portfolio: bool,
    /// The words on its pages that cannot be seen.
    pub(super) hidden: Vec<Hidden>,
    /// The pages with letters of which nothing says what they are.
    pub(super) unread: BTreeSet<usize>,
    /// Its layers that differ between screen and print.
    pub(super) uneven: Uneven,
    /// News about its form fields, each with its page.
    pub(super) fields: Vec<(usize, News)>,
    /// The pages on which fields were drawn, as they now look.
    pub(super) views: BTreeMap<usize, View>,
    /// The number of components of its output intent, if it has one.
    pub(super) intent: Option<i64>,
}

impl Report {
    /// Takes in the news about the fields of a page.
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

/// What a part costs the claims of the furniture.
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
            // A PDF/A-1 to PDF/A-3 also conforms to PDF/A-2 once its attachments are removed.
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

/// Joins reasons into one phrase: "a, b and c".
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

/// The claims that the pack can still make.
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
