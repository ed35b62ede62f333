//! Checks the grades given to findings by title beside their progress: "at the re-visit sufficient progress was found in
//! joint commissioning", "inspectors judged that progress in the local offer was not sufficient".
//!
//! In comes a sentence; out come the titles in it beside which stands a grade that no visit meant gave. Only what
//! inspectors judged is checked: what a council says of its own progress may be its own view.

use super::brief::is_inspector;
use crate::check::claims::Claim;
use crate::check::claims::facts::{Facts, InspectionOf, phrase};
use crate::check::reading::{Sentence, Token};
use crate::derive::inspection::Found;

/// Words between a grade and what it is of, and between what was judged and its grade.
const BETWEEN: [&str; 10] =
    ["progress", "had", "has", "have", "been", "was", "were", "made", "judged", "found"];
const VERBS: [&str; 8] = ["was", "were", "is", "had", "been", "judged", "to", "be"];
/// Words that join progress and a title.
const JOINS: [&str; 5] = ["in", "on", "with", "for", "towards"];
/// Words before a grade that is said to have been given.
const GIVEN: [&str; 10] =
    ["made", "that", "found", "was", "were", "is", "been", "be", "judged", "saw"];
/// Words of a sentence about something else than what inspectors judged.
const OTHERS: [&str; 20] = [
    "since", "must", "need", "needs", "needed", "whether", "not", "no", "never", "parents",
    "without", "yet", "survey", "until", "members", "officers", "leaders", "told", "board",
    "hoped",
];

/// Reports the titles in a sentence beside a grade that their findings were not given.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let is_judged = sentence.tokens.iter().any(|token| is_inspector(facts, token));
    facts.inspections.iter().flat_map(|one| one.progress(sentence, is_judged)).collect()
}

impl InspectionOf<'_> {
    /// The titles of its findings beside a wrong grade. `is_judged` says whether the sentence names inspectors.
    fn progress(&self, sentence: &Sentence<'_, '_>, is_judged: bool) -> Vec<Claim> {
        let tokens = &sentence.tokens;
        let names = self.inspected.inspection.visit.iter().map(|visit| phrase(&visit.name));
        let visits = names.flat_map(|name| {
            let said = (0..tokens.len()).filter(|at| sentence.says(*at, &name));
            said.map(|at| at + name.len()).collect::<Vec<_>>()
        });
        let visits: Vec<usize> = visits.collect();
        let is_judged = is_judged || !visits.is_empty();
        if !is_judged && !tokens.iter().any(|token| token.is(&["had"])) {
            return Vec::new();
        }
        let titles: Vec<_> = (0..tokens.len()).filter_map(|at| self.titled(sentence, at)).collect();
        let is_titled =
            |at: usize| titles.iter().any(|(_, start, end)| (*start..*end).contains(&at));
        let skip = |from: usize, words: &[&str]| {
            from + tokens[from.min(tokens.len())..].iter().take_while(|one| one.is(words)).count()
        };
        let mut claims = Vec::new();
        for scale in &self.inspected.framework.scale {
            let mut at = 0;
            while at < tokens.len() {
                let Some((grade, length)) = self.said(sentence, scale, at) else {
                    at += 1;
                    continue;
                };
                let places = at..at + length;
                at = places.end;
                // "Not" may be a word of the grade, and nowhere else.
                let is_other = |(n, token): (usize, &Token)| {
                    token.is(&OTHERS) && !places.contains(&n) && !is_titled(n)
                };
                if tokens.iter().enumerate().any(is_other) {
                    continue;
                }
                let before = places.start.checked_sub(1).map(|before| &tokens[before]);
                let is_given = before.is_none_or(|one| one.is(&GIVEN) || one.gives_day())
                    || tokens[places.start].apart
                    || visits.contains(&places.start);
                let joins = skip(at, &BETWEEN);
                let had = tokens[at..joins].iter().any(|token| token.is(&["had"]));
                if !is_given || !(is_judged || had) {
                    continue;
                }
                let behind = sentence.is(joins, &JOINS).then(|| self.listed(sentence, joins + 1));
                let listed = match behind {
                    Some(listed) => listed,
                    None => self.before(sentence, places.start).into_iter().collect(),
                };
                for (found, start, end) in listed {
                    let meant = self.meant(&found.standing, sentence, 0..tokens.len());
                    let last = found.standing.grade.as_ref();
                    let meant = if meant.is_empty() { last.into_iter().collect() } else { meant };
                    let is_so = meant.iter().any(|own| own.id == grade.id.value);
                    let typed = sentence.is_typed(places.clone()) || sentence.is_typed(start..end);
                    let is_scale = meant.iter().all(|own| own.scale == scale.id.value);
                    let Some(first) = meant.first().filter(|_| !is_so && typed && is_scale) else {
                        continue;
                    };
                    let says =
                        format!("it is {} at the {}", first.label.to_lowercase(), first.visit);
                    claims.push(Claim::of(sentence, start..end, &says, found.finding.place));
                }
            }
        }
        claims
    }

    /// The findings whose titles are listed from a token on, each with its tokens: "joint commissioning and the local
    /// offer".
    fn listed(&self, sentence: &Sentence<'_, '_>, from: usize) -> Vec<(&Found, usize, usize)> {
        let mut all = Vec::new();
        let mut next = Some(from);
        while let Some((found, start, end)) = next.and_then(|from| self.titled(sentence, from)) {
            all.push((found, start, end));
            let joins = usize::from(sentence.is(end, &["and"]));
            let goes_on = joins > 0 || sentence.tokens.get(end).is_some_and(|one| one.apart);
            next = goes_on.then_some(end + joins);
        }
        all
    }

    /// The finding that a title at a token means, with the tokens of the title.
    fn titled(&self, sentence: &Sentence<'_, '_>, from: usize) -> Option<(&Found, usize, usize)> {
        let from = from + usize::from(sentence.is(from, &["the"]));
        let named = self.figures.findings.iter().zip(&self.titles).filter_map(|(found, title)| {
            let name = title.as_ref().filter(|name| sentence.says(from, name))?;
            Some((found, from, from + name.len()))
        });
        named.max_by_key(|(_, _, end)| *end)
    }

    /// The finding whose progress the words before a grade are about: "progress in the local offer was judged to be".
    fn before(&self, sentence: &Sentence<'_, '_>, grade: usize) -> Option<(&Found, usize, usize)> {
        let tokens = &sentence.tokens;
        let verbs = tokens[..grade].iter().rev().take_while(|token| token.is(&VERBS)).count();
        let is_to_be = tokens[grade - verbs..grade].iter().any(|token| token.is(&["to"]));
        let is_judged = tokens[grade - verbs..grade].iter().any(|token| token.is(&["judged"]));
        let end = (verbs > 0 && (is_judged || !is_to_be)).then_some(grade - verbs)?;
        let mut starts = (0..end).filter_map(|from| self.titled(sentence, from));
        let found = starts.find(|(_, _, last)| *last == end)?;
        let before = found.1.checked_sub(1)?;
        let join = before.checked_sub(usize::from(sentence.is(before, &["the"])))?;
        let is_progress = sentence.is(join, &JOINS)
            && join.checked_sub(1).is_some_and(|before| tokens[before].is(&["progress"]));
        is_progress.then_some(found)
    }
}
