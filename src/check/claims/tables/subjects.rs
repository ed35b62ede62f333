//! Resolves a label of a table to what it names: an action, a measure, an area, a post, a budget, a judged subject or
//! finding, or the plan as a whole.
//!
//! In comes a label; out comes everything that it names: in full, by number, or by words that fit nothing else.

use std::collections::HashMap;

use super::Words;
use crate::check::claims::about::stems;
use crate::check::claims::facts::{Facts, InspectionOf, Known, PlanOf, phrase};
use crate::check::claims::measures::Measures;
use crate::derive::action::ActionState;
use crate::derive::inspection::Standing;
use crate::derive::measure::MeasureState;
use crate::diag::Place;
use crate::model::plan::{Action, Budget};

/// Headings of a column of action numbers.
const NUMBERS: [&str; 8] = ["action", "actions", "no", "no.", "number", "ref", "reference", "id"];
/// Labels that mean the plan as a whole.
const WHOLE: [&str; 5] =
    ["overall", "plan as a whole", "whole plan", "plan overall", "overall plan"];

/// Something that a label names.
#[derive(Clone, Copy)]
pub(super) enum Subject<'s> {
    Action(&'s Doing<'s>),
    Plan(&'s PlanOf<'s>),
    Measure(&'s MeasureState),
    Actions(&'s Actions<'s>),
    Judged(&'s Judged<'s>),
    Budget(&'s Budget),
    Figures(&'s Figures<'s>),
}

/// An action of a plan.
pub(super) struct Doing<'s> {
    pub(super) plan: &'s PlanOf<'s>,
    pub(super) state: &'s ActionState,
    pub(super) action: &'s Action,
    stems: Vec<String>,
}

/// The actions of an area or of a post.
pub(super) struct Actions<'s> {
    /// The title of the area, or the name of the post.
    pub(super) name: &'s str,
    /// The actions; for a post in three sets: those that it leads, those that it answers for, and both.
    pub(super) sets: Vec<Vec<&'s ActionState>>,
    pub(super) place: Place,
}

/// One row of the council's own tables of figures.
pub(super) struct Figures<'s> {
    /// The titles of the row and of its table.
    pub(super) title: &'s str,
    pub(super) table: &'s str,
    /// The figures of the row, one for each column.
    pub(super) all: Vec<&'s Known>,
}

/// A subject or a finding, and what visits judged of it.
pub(super) struct Judged<'s> {
    pub(super) of: &'s InspectionOf<'s>,
    pub(super) title: &'s str,
    /// The name and number of a finding: "area of significant weakness 3"; `None` for a subject.
    number: Option<String>,
    pub(super) standing: &'s Standing,
    pub(super) place: Place,
    stems: Vec<String>,
}

/// Everything that a label may name.
pub(super) struct Subjects<'s, 'f> {
    facts: &'s Facts<'f>,
    pub(super) measures: &'s Measures<'s>,
    plans: &'s [PlanOf<'s>],
    actions: Vec<Doing<'s>>,
    sets: Vec<Actions<'s>>,
    judged: Vec<Judged<'s>>,
    figures: Vec<Figures<'s>>,
}

impl<'s, 'f> Subjects<'s, 'f> {
    /// Collects everything in the data of a paper that a label may name, each plan once.
    pub(super) fn of(facts: &'s Facts<'f>, measures: &'s Measures<'s>) -> Self {
        let plans = facts.plans.as_slice();
        let actions: Vec<Doing<'_>> = plans.iter().flat_map(|plan| doings(plan)).collect();
        let sets = plans.iter().flat_map(|plan| areas(plan).into_iter().chain(posts(plan)));
        let judged = facts.inspections.iter().flat_map(judged).collect();
        let figures = figures(&facts.known);
        Self { facts, measures, sets: sets.collect(), plans, actions, judged, figures }
    }

    /// Everything that a label names, in a column whose heading is `head`.
    pub(super) fn named(&'s self, label: &Words, head: Option<&Words>) -> Vec<Subject<'s>> {
        let words = label.phrase();
        if words.is_empty() {
            return Vec::new();
        }
        let is = |name: &str| phrase(name).iter().map(String::as_str).eq(words.iter().copied());
        let whole = |plan: &&PlanOf<'_>| {
            is(&plan.figures.name) || is(&plan.figures.short) || WHOLE.iter().any(|name| is(name))
        };
        let plans = self.plans.iter().filter(whole).map(Subject::Plan);
        let sets = self.sets.iter().filter(|set| is(set.name)).map(Subject::Actions);
        let budgets = self.plans.iter().flat_map(|plan| &plan.planned.plan.budget);
        let budgets = budgets.filter(|budget| is(&budget.name.value)).map(Subject::Budget);
        let measure = self.measures.named_by(&label.tokens).map(Subject::Measure);
        let actions = self.action(label, &words, head).map(Subject::Action);
        let judged = self.judged(label, &words).map(Subject::Judged);
        let figures = self.figures.iter().filter(|row| is(row.title)).map(Subject::Figures);
        let one = actions.into_iter().chain(measure).chain(judged);
        one.chain(sets).chain(budgets).chain(plans).chain(figures).collect()
    }

    /// The action that a label names: by its number, or by words that fit no other action.
    fn action(
        &'s self,
        label: &Words,
        words: &[&str],
        head: Option<&Words>,
    ) -> Option<&'s Doing<'s>> {
        let (number, is_called) = match words {
            ["action", number, ..] => (*number, true),
            [number, ..] => (*number, false),
            [] => return None,
        };
        let numbered = self.actions.iter().find(|one| one.state.id.eq_ignore_ascii_case(number));
        let is_number = |doing: &&Doing<'_>| {
            let is_telling = !doing.state.id.bytes().all(|byte| byte.is_ascii_digit());
            let is_headed = head.is_some_and(|head| head.has(&NUMBERS));
            is_called || is_headed || is_telling && words.len() > 1
        };
        let named = || {
            let own = stems(&label.said);
            only(self.actions.iter().filter(|one| is_name(&own, &one.stems)))
        };
        numbered.filter(is_number).or_else(named)
    }

    /// The subject or finding that a label names: by number, by title, or by words that fit no other.
    fn judged(&'s self, label: &Words, words: &[&str]) -> Option<&'s Judged<'s>> {
        let is = |name: &str| phrase(name).iter().map(String::as_str).eq(words.iter().copied());
        let numbered =
            self.judged.iter().find(|one| one.number.as_ref().is_some_and(|own| is(own)));
        let whole = || only(self.judged.iter().filter(|one| is(one.title)));
        let own = stems(&label.said);
        let told = || only(self.judged.iter().filter(|one| is_name(&own, &one.stems)));
        numbered.or_else(whole).or_else(told)
    }

    /// Whether the words are the name of a post that leads actions or answers for them.
    pub(super) fn is_post(&self, words: &[&str]) -> bool {
        self.facts
            .posts
            .iter()
            .any(|post| post.iter().map(String::as_str).eq(words.iter().copied()))
    }
}

/// The only item, or `None` if there are none or several.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    first.filter(|_| all.next().is_none())
}

/// Whether every stem of the shorter list is in the longer; the shorter must have more than one.
fn is_name(said: &[String], own: &[String]) -> bool {
    let (less, more) = if said.len() < own.len() { (said, own) } else { (own, said) };
    less.len() > 1 && less.iter().all(|stem| more.contains(stem))
}

/// The actions of a plan that have a state.
fn doings<'s>(plan: &'s PlanOf<'s>) -> impl Iterator<Item = Doing<'s>> {
    let states = plan.states();
    let actions = plan.planned.plan.area.iter().flat_map(|area| &area.action);
    actions.filter_map(move |action| {
        let state = states.get(action.id.value.as_str())?;
        Some(Doing { plan, state, action, stems: stems(&action.action.value) })
    })
}

/// The actions of each area of a plan.
fn areas<'s>(plan: &'s PlanOf<'s>) -> Vec<Actions<'s>> {
    let own = plan.planned.plan.area.iter();
    let places: HashMap<&str, Place> =
        own.map(|area| (area.id.value.as_str(), area.id.place)).collect();
    let areas = plan.figures.areas.iter().filter_map(|area| {
        let place = *places.get(area.id.as_str())?;
        Some(Actions { name: &area.title, sets: vec![area.actions.iter().collect()], place })
    });
    areas.collect()
}

/// The actions of each post that leads actions of a plan or answers for them, in the order in which they are named.
fn posts<'s>(plan: &'s PlanOf<'s>) -> Vec<Actions<'s>> {
    let mut posts: Vec<Actions<'s>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for action in plan.planned.plan.area.iter().flat_map(|area| &area.action) {
        for post in [Some(&action.lead), action.accountable.as_ref()].into_iter().flatten() {
            known.entry(&post.value).or_insert_with(|| {
                posts.push(Actions {
                    name: &post.value,
                    sets: vec![Vec::new(); 3],
                    place: post.place,
                });
                posts.len() - 1
            });
        }
    }
    for state in plan.figures.actions() {
        let leads = known.get(state.lead.as_str()).copied();
        let answers = state.accountable.as_ref().and_then(|post| known.get(post.as_str())).copied();
        leads.into_iter().for_each(|n| posts[n].sets[0].push(state));
        answers.into_iter().for_each(|n| posts[n].sets[1].push(state));
        let both = answers.filter(|_| answers != leads);
        leads.into_iter().chain(both).for_each(|n| posts[n].sets[2].push(state));
    }
    posts
}

/// The figures that have an expression, by the rows of the council's own tables.
fn figures(known: &[Known]) -> Vec<Figures<'_>> {
    let mut rows: Vec<Figures<'_>> = Vec::new();
    for one in known.iter().filter(|one| one.expression.is_some()) {
        let is_it = |row: &&mut Figures<'_>| row.title == one.of && row.table == one.within;
        match rows.iter_mut().find(is_it) {
            Some(row) => row.all.push(one),
            None => rows.push(Figures { title: &one.of, table: &one.within, all: vec![one] }),
        }
    }
    rows
}

/// The subjects that have a title, and the findings, of an inspection.
fn judged<'s>(of: &'s InspectionOf<'s>) -> Vec<Judged<'s>> {
    let subjects = of.figures.subjects.iter().filter_map(|one| {
        let title = one.subject.title.as_ref()?.value.as_str();
        let (standing, place) = (&one.standing, one.subject.id.place);
        Some(Judged { of, title, number: None, standing, place, stems: stems(title) })
    });
    let findings = of.figures.findings.iter().filter_map(|one| {
        let title = one.finding.title.as_ref().map_or("", |title| title.value.as_str());
        let kind = of.inspected.kind(&one.finding)?;
        let number = Some(format!("{} {}", kind.one.value, one.finding.id.value));
        let (standing, place) = (&one.standing, one.finding.place);
        Some(Judged { of, title, number, standing, place, stems: stems(title) })
    });
    subjects.chain(findings).collect()
}
