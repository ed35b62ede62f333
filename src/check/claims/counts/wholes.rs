//! Checks statements of how many there are in all, and counts that exceed it: "found eight areas", "of the eight
//! areas", "nine of its eight reports".
//!
//! In comes a number in its sentence; out comes the claim that it is not how many there are.

use super::names::{KNOWN, Number, RATED, named};
use super::said::Said;
use super::{Claim, Data, Held, goes_on};
use crate::check::claims::facts::{Thing, phrase};
use crate::check::claims::verbs::way;
use crate::check::reading::Token;

/// Words before a number of things that state how many there are in all.
const STATED: [&str; 17] = [
    "found",
    "named",
    "identified",
    "recorded",
    "made",
    "contains",
    "contained",
    "has",
    "had",
    "comprises",
    "includes",
    "raised",
    "listed",
    "all",
    "overcome",
    "address",
    "describes",
];

/// Verbs before "on" and what was graded: "graded on eleven questions".
const GRADED: [&str; 5] = ["graded", "rated", "judged", "scored", "assessed"];

impl Held<'_, '_, '_> {
    /// Claims that a number exceeds how many of a thing there are.
    pub(super) fn impossible(&self) -> Option<Claim> {
        let tokens = &self.sentence.tokens;
        let Said::Count(said) = self.share else { return None };
        let mut at = self.number.at + 1;
        tokens.get(at).filter(|token| token.is(&["of"]))?;
        at += 1;
        let owns = |word: &str| ["’s", "'s"].iter().any(|end| word.ends_with(end));
        while tokens.get(at).is_some_and(|token| token.is(&KNOWN) || owns(&token.word)) {
            at += 1;
        }
        let all = tokens.get(at)?.count()?;
        let thing = self.number.things.first().and_then(|thing| self.facts.things.get(*thing));
        // "Six of its five reports": the things must be named.
        let many = tokens.get(at + 1).filter(|next| next.word.ends_with('s') && !next.apart);
        let end = if thing.is_some() { self.number.end } else { many.map(|_| at + 1)? };
        let written = self.sentence.written(self.number.at, end);
        (said > all).then(|| Claim {
            range: tokens[self.number.at].range.clone(),
            message: format!("`{written}` is more than there are"),
            data: thing.map(|thing| Data { expression: None, ..Data::of(&thing.all) }),
        })
    }

    /// Claims that a total is wrong: "of the eight areas"; without a name, the total of what was counted before.
    pub(super) fn total(&self) -> Option<Claim> {
        let Said::Count(_) = self.share else { return None };
        let things = match self.number.things.as_slice() {
            [] => self.spoken.thing.into_iter().filter(|_| self.is_bare()).collect(),
            things => things.to_vec(),
        };
        // "Of the four judgements" may leave the overall one out, and "the areas judged" are others.
        let fits = |n: &usize| {
            let thing = &self.facts.things[*n];
            let all = thing.at_visits.iter().map(|visit| &visit.thing).chain([thing]);
            !thing.at_visits.is_empty() && all.clone().any(|one| self.share.holds(one.all.value, 0))
        };
        if things.iter().any(fits) || self.sentence.is(self.number.end + 1, &RATED) {
            return None;
        }
        let things = things.into_iter().filter(|n| self.is_ours(*n));
        let things: Vec<_> = things.flat_map(|n| self.things_in(&self.facts.things[n])).collect();
        // "Of the four actions that are due in December" makes a choice that the data do not count.
        if self.is_restricted() && things.iter().any(|thing| thing.loose) {
            return None;
        }
        // "Of the seven" may mean those counted before.
        let counted = things.iter().flat_map(|thing| &thing.parts).flat_map(|part| &part.counts);
        let mut counted = counted.filter(|_| self.number.things.is_empty());
        if counted.any(|count| self.share.holds(count.value, count.value)) {
            return None;
        }
        self.one_of(things.iter().map(|thing| &thing.all))
    }

    /// Claims that the number of all there are is wrong: "found eight areas", "the two areas".
    pub(super) fn whole(&self) -> Option<Claim> {
        let Said::Count(said) = self.share else { return None };
        let Number { at, end, things, common } = &self.number;
        if self.is_restricted() && !self.says_left() {
            return None;
        }
        let before: Vec<&Token> = self.sentence.tokens[..*at].iter().rev().take(3).collect();
        let is_known = |words: &[&str]| before.first().is_some_and(|token| token.is(words));
        if things.is_empty() {
            // "With all five" means those mentioned before.
            let spoken = self.spoken.thing.filter(|_| is_known(&["all"]) && self.is_bare())?;
            return self.one_of(std::iter::once(&self.facts.things[spoken].all));
        }
        let all = things.iter().map(|n| &self.facts.things[*n]);
        // Where several things share the name, one that fits is meant.
        let fits = |thing: &Thing| i64::try_from(thing.all.value).is_ok_and(|all| all == said);
        if *common && all.clone().any(fits) {
            return None;
        }
        let is_part = self.sentence.tokens.get(at + 1).is_some_and(|token| token.is(&["of"]));
        // "Scores rose for six of the nine statements" counts those that moved.
        if is_part && (0..*at).any(|at| way(&self.sentence.tokens, at).is_some()) {
            return None;
        }
        let past = usize::from(is_known(&KNOWN));
        // "Was graded on eleven questions".
        let is_graded =
            is_known(&["on", "against"]) && before.get(1).is_some_and(|token| token.is(&GRADED));
        let is_stated = is_graded || before.get(past).is_some_and(|token| token.is(&STATED));
        if !is_part && (is_stated || self.goes_on_stating()) {
            let ours = !common
                || is_graded
                || self.names_data()
                || self.spoken.named && goes_on(self.sentence);
            // "The Plan has five areas" is about its own areas, even where an inspection found areas, too.
            let plan = before.get(past + 1).is_some_and(|token| self.is_plan(token));
            let mut all: Vec<&Thing> = all.filter(|_| ours).collect();
            all.sort_by_key(|thing| plan != self.is_of_plan(thing));
            return self.one_of(all.into_iter().map(|thing| &thing.all));
        }
        // "The four areas are Stafford, Leek …" lists them.
        let next = self.sentence.tokens.get(end + 1);
        let lists = *common && next.is_some_and(|next| next.is(&["are", "were"]));
        if said < 2 || lists || *common && !is_known(&KNOWN) {
            return None;
        }
        let ours: Vec<_> = things.iter().filter(|n| !common || self.is_ours(**n)).collect();
        // A thing without parts cannot be counted in part.
        let things = ours.into_iter().map(|n| &self.facts.things[*n]);
        let things = things.filter(|thing| !is_part || !thing.parts.is_empty());
        let things = things.filter(|thing| !thing.loose || self.names_data());
        let parts = |thing: &&Thing| !thing.loose;
        let of_parts = things.clone().filter(parts).flat_map(|thing| &thing.parts);
        let counts = of_parts.flat_map(|part| &part.counts);
        self.one_of(things.map(|thing| &thing.all).chain(counts))
    }

    /// Whether a word is the last word of the name of a plan.
    fn is_plan(&self, token: &Token) -> bool {
        let names = self.facts.plans.iter().map(|plan| &plan.figures);
        let names = names.flat_map(|figures| [phrase(&figures.name), phrase(&figures.short)]);
        token.is(&["plan"])
            || names.filter_map(|mut name| name.pop()).any(|last| token.is(&[&last]))
    }

    /// Whether a thing belongs to a plan.
    fn is_of_plan(&self, thing: &Thing) -> bool {
        let mut names = self.facts.plans.iter().map(|plan| format!("{}.", plan.name));
        names.any(|name| thing.all.expression.starts_with(&name))
    }

    /// Whether another stated number of things comes just before: "has six actions in two areas".
    fn goes_on_stating(&self) -> bool {
        let tokens = &self.sentence.tokens;
        let Some(joins) = self.number.at.checked_sub(1) else { return false };
        let is_joined = tokens[joins].is(&["in", "across", "and"]);
        let before = (0..joins).rev().find(|at| tokens[*at].count().is_some());
        let Some(before) = before.filter(|before| is_joined && *before > 0) else { return false };
        let other = named(self.facts, self.sentence, before);
        !other.things.is_empty() && other.end + 1 == joins && tokens[before - 1].is(&STATED)
    }
}
