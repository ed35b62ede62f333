//! Counts of a plan for some of its actions, or at an earlier time: the actions of one area, or those that were
//! complete in March.
//!
//! In comes the area or the time; out come its counts, in the same form as those of the whole plan on the day of the
//! paper. An earlier time has two sets of counts: one from what was reported on a day within that time, one from what
//! has since been reported as true by its end.

use std::ops::Range;

use chrono::NaiveDate;

use super::plans::planned;
use super::{Count, Facts, Phrase, PlanOf, Thing, phrase};
use crate::check::claims::about::stems;
use crate::check::reading::{Day, Sentence};
use crate::derive::plan::{Around, Figures, figures};
use crate::model::plan::{Plan, Status};

/// The posts that lead the actions of a plan or answer for them.
pub(super) fn posts(of: &PlanOf<'_>) -> Vec<Phrase> {
    let actions = of.planned.plan.area.iter().flat_map(|area| &area.action);
    let posts = actions.flat_map(|action| [Some(&action.lead), action.accountable.as_ref()]);
    posts.flatten().map(|post| phrase(&post.value)).collect()
}

/// The titles of the areas of a plan.
pub(super) fn titles(of: &PlanOf<'_>) -> Vec<Phrase> {
    of.planned.plan.area.iter().map(|area| phrase(&area.title().value)).collect()
}

/// For each area of a plan, the stems of its title that no other has.
pub(super) fn telling(of: &PlanOf<'_>) -> Vec<Vec<String>> {
    let areas = of.planned.plan.area.iter();
    let all: Vec<Vec<String>> = areas.map(|area| stems(&area.title().value)).collect();
    let is_own = |stem: &&String| all.iter().filter(|own| own.contains(stem)).count() == 1;
    all.iter().map(|own| own.iter().filter(is_own).cloned().collect()).collect()
}

/// Each place where a sentence says one of `names`, with the index of the longest name that matches there.
fn all_named(names: &[Phrase], sentence: &Sentence<'_, '_>) -> Vec<(usize, Range<usize>)> {
    let at = |at: usize| {
        let named = names.iter().enumerate().filter(|(_, name)| sentence.names(at, name));
        let (n, name) = named.max_by_key(|(_, name)| name.len())?;
        Some((n, at..at + name.len()))
    };
    (0..sentence.tokens.len()).filter_map(at).collect()
}

impl Facts<'_> {
    /// Each place where a sentence names a post, with the index of the post in `posts`.
    pub(in crate::check::claims) fn posts_in(
        &self,
        sentence: &Sentence<'_, '_>,
    ) -> Vec<(usize, Range<usize>)> {
        all_named(&self.posts, sentence)
    }

    /// The plan of the paper, if there is only one; a plan and a review of it are one.
    pub(in crate::check::claims) fn only_plan(&self) -> Option<&PlanOf<'_>> {
        let [only] = self.plans.as_slice() else { return None };
        Some(only)
    }

    /// Each place where a sentence gives the title of an area of the only plan, with the index of the area.
    pub(in crate::check::claims) fn areas_in(
        &self,
        sentence: &Sentence<'_, '_>,
    ) -> Vec<(usize, Range<usize>)> {
        let mut named = all_named(&self.titles, sentence);
        // "The on-call area": a word that only its title has.
        let short = (1..sentence.tokens.len()).filter(|at| sentence.is(*at, &["area"]));
        let short = short.filter_map(|area| {
            let said = stems(&sentence.tokens[area - 1].word);
            let is_it = |own: &Vec<String>| said.iter().any(|stem| own.contains(stem));
            Some((self.telling.iter().position(is_it)?, area - 1..area))
        });
        let is_new = |at: &Range<usize>, named: &[(usize, Range<usize>)]| {
            !named.iter().any(|(_, own)| own.contains(&at.start))
        };
        let short: Vec<_> = short.filter(|(_, at)| is_new(at, &named)).collect();
        named.extend(short);
        named.sort_by_key(|(_, own)| own.start);
        named
    }

    /// The counts of the actions in one area of the only plan.
    pub(in crate::check::claims) fn of_area(&self, area: usize) -> Option<Thing> {
        let of = self.only_plan()?;
        let mut plan = of.planned.plan.clone();
        let own = plan.area.get(area)?.clone();
        let title = own.title().value.clone();
        plan.area = vec![own];
        let figures = figures(&plan, of.figures.as_at.0, Around::default());
        counted(of, figures, None, &|of| format!("{of} in “{title}”"))
    }

    /// The figures of the only plan at an earlier time: as reported on each day within it, the latest first, then as
    /// known since.
    pub(in crate::check::claims) fn figures_then(&self, time: Day) -> Vec<Figures> {
        let Some(of) = self.only_plan() else { return Vec::new() };
        let plan = &of.planned.plan;
        let mut days: Vec<_> = told(plan).filter(|on| time.is(*on)).collect();
        days.push(time.to);
        days.sort();
        days.dedup();
        let reported = days.into_iter().rev().map(|on| figures(plan, on, Around::default()));
        reported.chain([figures(&as_known(plan), time.to, Around::default())]).collect()
    }

    /// The counts of the only plan's actions at an earlier time, one for each set of figures.
    pub(in crate::check::claims) fn then(&self, time: Day) -> Vec<Thing> {
        let Some(of) = self.only_plan() else { return Vec::new() };
        let all = self.figures_then(time);
        let within = all.last().map_or(0, |known| {
            let done = known.actions().filter_map(|action| action.completed);
            done.filter(|day| time.is(day.0)).count()
        });
        let then = |figures: Figures| {
            let on = figures.as_at.0.format("on %-d %B %Y").to_string();
            let said = |of: &str| format!("{} {on}", of.replacen(" are ", " were ", 1));
            counted(of, figures, Some(within), &said)
        };
        all.into_iter().filter_map(then).collect()
    }
}

/// The day of each update of an action, in the order of the plan.
pub(in crate::check::claims) fn told(plan: &Plan) -> impl Iterator<Item = NaiveDate> {
    let actions = plan.area.iter().flat_map(|area| &area.action);
    actions.flat_map(|action| &action.update).map(|update| update.on.value.0)
}

/// A copy of a plan in which each update is moved back to the day on which it says the action was completed or begun.
fn as_known(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for action in plan.area.iter_mut().flat_map(|area| &mut area.action) {
        for update in &mut action.update {
            let own = update.completed.or(update.started).map_or(update.on, |own| own);
            update.on.value = update.on.value.min(own.value);
        }
    }
    plan
}

/// The counts of a plan's actions in `figures`, each described by `said`. `within` is how many actions were completed
/// within the time that the figures are of; it is added as another possible count of completed actions.
fn counted(
    of: &PlanOf<'_>,
    figures: Figures,
    within: Option<usize>,
    said: &dyn Fn(&str) -> String,
) -> Option<Thing> {
    let own = PlanOf { name: of.name.clone(), planned: of.planned, figures, reviews: Vec::new() };
    let mut thing = planned(&own).into_iter().find(|thing| !thing.whole.is_empty())?;
    thing.all.of = said(&thing.all.of);
    let complete = phrase(Status::Complete.word());
    for part in &mut thing.parts {
        if let Some(within) = within.filter(|_| part.phrases.contains(&complete)) {
            let first = part.counts[0].clone();
            part.counts.push(Count { value: within, ..first });
        }
        for count in &mut part.counts {
            count.of = said(&count.of);
            count.expression = String::new();
        }
    }
    Some(thing)
}
