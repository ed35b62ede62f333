//! The facts in the data of a paper that prose may state: how many things there are of a kind, and how many of those
//! have a given status.
//!
//! In come the data that a paper is made from, as at its day; out come counts, each with the English words for it,
//! its place in the data and the expression that would print it. Prose in another language is not checked.

mod findings;
mod known;
mod plans;
mod risks;
mod views;

pub(super) use self::findings::grade_phrases;
use self::findings::{found, judged};
use self::plans::planned;
pub(super) use self::plans::{status_at, status_phrases};
pub(super) use self::views::told;
use std::collections::HashMap;

use chrono::NaiveDate;

use crate::derive::Source;
use crate::derive::action::ActionState;
use crate::derive::inspection::{self, Inspected};
use crate::derive::plan::{self, Planned};
use crate::derive::review::{self, Reviewed};
use crate::diag::Place;
use crate::language::sentences;
use crate::load::paper::{Paper, Subject};
use crate::model::framework::Grading;
use crate::read::Name;
use crate::read::date::Date;
use crate::read::number::Number;

/// A phrase as its words in lower case.
pub(super) type Phrase = Vec<String>;

/// How many there are of something, with where to find it.
#[derive(Debug, Clone)]
pub(super) struct Count {
    /// The number itself.
    pub(super) value: usize,
    /// What is counted, for messages: "actions behind".
    pub(super) of: String,
    /// The expression that prints the count.
    pub(super) expression: String,
    /// The place of the counted data.
    pub(super) place: Place,
}

/// A status that some things of a kind have: sufficient, behind.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The phrases for the status.
    pub(super) phrases: Vec<Phrase>,
    /// How many have the status; several counts where the phrase is ambiguous.
    pub(super) counts: Vec<Count>,
}

/// A kind of thing that the data count.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    /// Names that mean only this kind of thing.
    pub(super) names: Vec<Phrase>,
    /// Names that other kinds may share, such as "areas".
    pub(super) common: Vec<Phrase>,
    /// Names for all of them together, of which a share may be meant: "half of the plan".
    pub(super) whole: Vec<Phrase>,
    /// Whether much else goes by the name, as with actions; then a sentence must also name the plan.
    pub(super) loose: bool,
    /// The days on which the status of these things was read.
    pub(super) days: Vec<NaiveDate>,
    /// How many there are in all.
    pub(super) all: Count,
    /// How many are still to be done.
    pub(super) open: Option<Count>,
    /// How many have each status.
    pub(super) parts: Vec<Part>,
    /// The same at each visit that judged such things, for the subjects of an inspection.
    pub(super) at_visits: Vec<AtVisit>,
}

/// The things that a visit judged.
#[derive(Debug, Clone)]
pub(super) struct AtVisit {
    /// The name of the visit, and the days that are its.
    pub(super) name: Phrase,
    pub(super) days: Vec<NaiveDate>,
    /// Their counts by the grades that the visit gave.
    pub(super) thing: Thing,
}

/// A single figure in the data.
pub(super) struct Known {
    /// The figure itself.
    pub(super) value: Number,
    /// The title of the row, or the name of the measure.
    pub(super) of: String,
    /// The title of the column; a sentence about the figure must name any year in it.
    pub(super) besides: String,
    /// The title of the table that contains the figure.
    pub(super) within: String,
    /// The expression that prints the figure, if there is one.
    pub(super) expression: Option<String>,
    /// The place of the figure in the data.
    pub(super) place: Place,
}

/// A plan of a paper, with the name that prose uses for it.
pub(super) struct PlanOf<'p> {
    /// The name that begins its expressions.
    pub(super) name: String,
    /// The plan.
    pub(super) planned: &'p Planned,
    /// The figures of the plan as at the day of the paper.
    pub(super) figures: plan::Figures,
    /// The reviews of the plan.
    pub(super) reviews: Vec<ReviewOf<'p>>,
}

/// A review of a plan.
pub(super) struct ReviewOf<'p> {
    /// The name that begins its expressions.
    pub(super) name: String,
    /// The review.
    pub(super) reviewed: &'p Reviewed,
    /// Its figures.
    pub(super) figures: review::Figures,
}

impl PlanOf<'_> {
    /// The state of each action, by its number.
    pub(super) fn states(&self) -> HashMap<&str, &ActionState> {
        self.figures.actions().map(|state| (state.id.as_str(), state)).collect()
    }
}

/// An inspection of a paper, with the name that prose uses for it.
pub(super) struct InspectionOf<'p> {
    /// The name, if prose has one.
    pub(super) name: Option<String>,
    /// The inspection.
    pub(super) inspected: &'p Inspected,
    /// The figures of the inspection as at the day of the paper.
    pub(super) figures: inspection::Figures,
    /// The titles of its findings, in their order, without the article before them.
    pub(super) titles: Vec<Option<Phrase>>,
    /// The words for each grade of each scale of its framework, in their order.
    grades: Vec<Vec<Vec<Phrase>>>,
}

impl<'p> InspectionOf<'p> {
    /// An inspection as at a day.
    fn of(name: Option<String>, inspected: &'p Inspected, as_at: Date) -> Self {
        let figures = inspection::figures(inspected, Some(as_at.0));
        // A title or a grade may be a sign alone, which no sentence says.
        let is_said = |phrase: &Phrase| !phrase.is_empty();
        let title = |title: &Option<Name>| title.as_ref().map(|title| titled(title));
        let titles = figures.findings.iter();
        let titles = titles.map(|found| title(&found.finding.title).filter(is_said));
        let words = |grade, all| grade_phrases(grade, all).into_iter().filter(is_said).collect();
        let scales = inspected.framework.scale.iter().map(|scale| scale.grade.as_slice());
        let grades = scales.map(|all| all.iter().map(|one| words(one, all)).collect());
        Self { name, inspected, titles: titles.collect(), grades: grades.collect(), figures }
    }

    /// The words for each grade of a scale of its framework.
    pub(super) fn grades(&self, scale: &Grading) -> &[Vec<Phrase>] {
        let scales = &self.inspected.framework.scale;
        let at = scales.iter().position(|one| one.id.value == scale.id.value);
        at.map_or(&[], |at| &self.grades[at])
    }

    /// The name that prose uses, or `inspection` if it has none yet.
    pub(super) fn called(&self) -> &str {
        self.name.as_deref().unwrap_or("inspection")
    }
}

/// The data of a paper, in the form that prose is checked against.
pub(super) struct Facts<'p> {
    /// The inspections, each once.
    pub(super) inspections: Vec<InspectionOf<'p>>,
    /// The plans, with those under review, each once: as at the last day for which the paper has it.
    pub(super) plans: Vec<PlanOf<'p>>,
    /// The actions of plans as earlier reviews of them counted these.
    pub(super) past: Vec<Thing>,
    /// The kinds of thing that the data count.
    pub(super) things: Vec<Thing>,
    /// The single figures of tables and measures.
    pub(super) known: Vec<Known>,
    /// The posts that lead actions or answer for them, sorted.
    pub(super) posts: Vec<Phrase>,
    /// The titles of the areas of the only plan, in its order.
    titles: Vec<Phrase>,
    /// For each of them, the stems of the words that no other title has.
    telling: Vec<Vec<String>>,
    /// The names of the local area, in lower case.
    areas: Vec<String>,
    /// Whether the paper can name data under `[sources]`.
    pub(super) has_sources: bool,
}

impl<'p> Facts<'p> {
    /// The data of a paper, as at a day.
    pub(super) fn of(paper: &'p Paper, as_at: Option<Date>) -> Self {
        let has_sources = matches!(paper.subject, Subject::Report(_));
        let first = paper.house.council.name.split_whitespace().next().map(str::to_lowercase);
        let areas = first.into_iter().collect();
        let (inspections, plans) = (Vec::new(), Vec::new());
        let (past, things, known, posts, titles, telling) = Default::default();
        let mut facts = Self {
            inspections,
            plans,
            past,
            things,
            known,
            posts,
            titles,
            telling,
            areas,
            has_sources,
        };
        match &paper.subject {
            Subject::Report(report) => {
                let as_at = as_at.unwrap_or(report.as_at.unwrap_or(report.meeting).value);
                for (name, source) in &paper.sources {
                    if let Source::Inspection(inspected) = source {
                        facts.inspection(Some(name.clone()), inspected, as_at);
                    }
                }
                for (name, source) in &paper.sources {
                    match source {
                        Source::Plan(planned) => {
                            facts.plan(name.clone(), planned, Vec::new(), as_at)
                        }
                        Source::Review(reviewed) => {
                            facts.review(name, &format!("{name}.plan"), reviewed);
                        }
                        Source::Figures(tables) => facts
                            .known
                            .extend(tables.iter().flat_map(|table| known::of_table(name, table))),
                        Source::Inspection(_) => {}
                    }
                }
            }
            Subject::Plan(planned) => {
                let as_at = as_at.unwrap_or_else(|| plan::last_said(&planned.plan));
                facts.plan("plan".to_owned(), planned, Vec::new(), as_at);
            }
            Subject::Review(reviewed) | Subject::Brief(_, reviewed) => {
                facts.review("review", "plan", reviewed);
            }
        }
        facts.things = facts.counted();
        facts.posts = facts.plans.iter().flat_map(views::posts).collect();
        facts.titles = facts.only_plan().map(views::titles).unwrap_or_default();
        facts.telling = facts.only_plan().map(views::telling).unwrap_or_default();
        facts.posts.sort();
        facts.posts.dedup();
        let of_measures: Vec<_> = facts.plans.iter().flat_map(known::of_measures).collect();
        facts.known.extend(of_measures);
        facts
    }

    /// Adds an inspection.
    fn inspection(&mut self, name: Option<String>, inspected: &'p Inspected, as_at: Date) {
        let is_there = |one: &InspectionOf<'_>| {
            one.inspected.inspection.framework.place == inspected.inspection.framework.place
        };
        if !self.inspections.iter().any(is_there) {
            self.inspections.push(InspectionOf::of(name, inspected, as_at));
        }
    }

    /// Adds a plan, and the inspections that it answers. Of a plan that is there already, as at another day, the later
    /// figures are kept.
    fn plan(
        &mut self,
        name: String,
        planned: &'p Planned,
        reviews: Vec<ReviewOf<'p>>,
        as_at: Date,
    ) {
        for inspected in &planned.inspections {
            self.inspection(None, inspected, as_at);
        }
        let figures = plan::figures(&planned.plan, as_at.0, plan::Around::default());
        let mut plan = PlanOf { name, planned, figures, reviews };
        let own = planned.plan.name.place;
        let Some(known) = self.plans.iter_mut().find(|one| one.planned.plan.name.place == own)
        else {
            return self.plans.push(plan);
        };
        if known.figures.as_at < plan.figures.as_at {
            std::mem::swap(known, &mut plan);
        }
        self.past.extend(plans::planned(&plan).into_iter().filter(|thing| !thing.whole.is_empty()));
        known.reviews.extend(plan.reviews);
    }

    /// Adds a review and its plan.
    fn review(&mut self, name: &str, plan: &str, reviewed: &'p Reviewed) {
        let figures = review::figures(reviewed);
        let reviews = vec![ReviewOf { name: name.to_owned(), reviewed, figures }];
        self.plan(plan.to_owned(), &reviewed.planned, reviews, reviewed.review.held.value);
    }

    /// Whether a word is the name of the local area: "Staffordshire", "Staffordshire’s".
    pub(super) fn is_area(&self, word: &str) -> bool {
        let word = word.trim_end_matches("’s").trim_end_matches("'s");
        self.areas.iter().any(|area| area == word)
    }

    /// Who inspected, as papers write it.
    pub(super) fn inspectors(&self) -> impl Iterator<Item = &str> {
        let by = self.inspections.iter().flat_map(|one| &one.figures.by);
        by.map(|who| who.strip_prefix("the ").unwrap_or(who))
    }

    /// Whether a word is one of those for who inspected or for what a framework inspects: "Ofsted", "Children’s".
    pub(super) fn inspects(&self, word: &str) -> bool {
        let of_framework = self.inspections.iter().any(|one| one.is_of_framework(word));
        of_framework || self.inspectors().any(|who| phrase(who).iter().any(|own| own == word))
    }

    /// Whether an expression needs data that prose has no name for yet.
    pub(super) fn is_unnamed(&self, expression: &str) -> bool {
        let mut unnamed = self.inspections.iter().filter(|one| one.name.is_none());
        unnamed.any(|one| expression.starts_with(&format!("{}.", one.called())))
    }

    /// Everything that the data count.
    fn counted(&self) -> Vec<Thing> {
        let planned: Vec<Thing> = self.plans.iter().flat_map(planned).collect();
        // "Actions" are those of the plan, also where areas for priority action were found.
        let is_taken = |name: &Phrase| {
            planned.iter().any(|thing| thing.names.contains(name) || thing.common.contains(name))
        };
        let mut found: Vec<Thing> = self
            .inspections
            .iter()
            .flat_map(|one| found(one).into_iter().chain(judged(one)))
            .collect();
        for thing in &mut found {
            thing.names.retain(|name| name.len() > 1 || !is_taken(name));
        }
        found.into_iter().chain(planned).collect()
    }
}

/// A phrase from words.
pub(super) fn phrase(words: &str) -> Phrase {
    sentences::words(words).map(|(_, word)| word.to_lowercase()).collect()
}

/// The words of a title, without the article before them.
fn titled(title: &str) -> Phrase {
    let mut words = phrase(title);
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words
}
