//! Checks grades beside a word for a judgement: "three good judgements", "the only outstanding rating was for care
//! leavers", "two judgements of inadequate", "a good judgement for leadership", "found it to be an inadequate service".
//!
//! In comes a sentence; out come the numbers of judgements with a grade that no visit meant gave, and the subjects that
//! no visit meant gave the grade beside them. Where a sentence gives no visit, any may be meant.

use std::ops::Range;

use super::brief::{is_inspector, is_of_others, named_from};
use super::subjects::{RATES, is_of_visits, is_who};
use crate::check::claims::Claim;
use crate::check::claims::counts::{at_visits, names_data};
use crate::check::claims::facts::{Facts, InspectionOf, Phrase, Thing, phrase};
use crate::check::reading::{Sentence, Token};
use crate::derive::inspection::{Graded, Judged};

/// Words for a judgement, and for several.
const ONE: [&str; 5] = ["judgement", "judgment", "grade", "rating", "score"];
const MANY: [&str; 5] = ["judgements", "judgments", "grades", "ratings", "scores"];
/// Words for the whole of what was inspected.
const WHOLE: [&str; 3] = ["service", "authority", "council"];
/// Words before a number that make it one of others, or inexact.
const OTHERS: [&str; 15] = [
    "other", "another", "further", "first", "last", "next", "than", "least", "most", "about",
    "over", "nearly", "almost", "or", "to",
];
/// Words of a sentence about what is wanted, may be, or is denied.
const UNREAL: [&str; 17] = [
    "not", "never", "must", "need", "needs", "want", "wants", "goal", "target", "takes",
    "ambition", "towards", "without", "cannot", "awaited", "awaiting", "pending",
];
/// Words of those who have judgements.
const OURS: [&str; 4] = ["there", "we", "us", "council"];
/// Words before one judgement, and words behind several that go on about them.
const BEFORE: [&str; 6] = ["a", "an", "the", "its", "our", "only"];
const BEHIND: [&str; 14] = [
    "and", "but", "is", "are", "was", "were", "has", "have", "had", "show", "shows", "overall",
    "again", "now",
];
/// Words that join a judgement with its visit.
const JOINS: [&str; 5] = ["in", "at", "by", "from", "of"];

/// A grade beside a word for a judgement.
struct Said {
    /// The tokens of the grade.
    grade: Range<usize>,
    /// These and the word for a judgement.
    all: Range<usize>,
}

/// Reports the grades beside words for judgements that the data contradict.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let is_noun = |token: &Token| token.is(&ONE) || token.is(&MANY) || token.is(&WHOLE);
    let mut nouns = (0..tokens.len()).filter(|at| is_noun(&tokens[*at])).peekable();
    nouns.peek()?;
    let is_unreal = tokens.iter().any(|token| token.is(&UNREAL));
    if is_unreal || is_of_others(facts, sentence) || !is_of_visits(facts, sentence) {
        return None;
    }
    nouns.find_map(|noun| {
        let many = (!tokens[noun].is(&WHOLE)).then(|| many(facts, sentence, noun)).flatten();
        many.or_else(|| facts.inspections.iter().find_map(|one| wrong(facts, one, sentence, noun)))
    })
}

/// Claims that the number of judgements with the grade beside a word for them is another.
fn many(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, noun: usize) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let things = facts.things.iter().filter(|thing| !thing.at_visits.is_empty());
    let things: Vec<&Thing> = things.collect();
    let phrases = things.iter().flat_map(|thing| &thing.parts).flat_map(|part| &part.phrases);
    let said = Said::beside(sentence, noun, phrases)?;
    let number = said.all.start.checked_sub(1)?;
    let before = number.checked_sub(1).map(|before| &tokens[before]);
    let how_many = match &tokens[number] {
        no if no.is(&["no"]) => 0,
        only if only.is(&["only"]) && before?.is(&["the"]) && tokens[noun].is(&ONE) => 1,
        other => usize::try_from(other.count()?).ok()?,
    };
    let is_ours = names_data(facts, sentence)
        || tokens[..number].iter().any(|token| token.is(&OURS))
        || tokens.iter().any(|token| gives_visit(facts, token));
    let is_other = before.is_some_and(|before| before.is(&OTHERS));
    if !is_ours || is_other || !ends(facts, sentence, said.all.end) {
        return None;
    }
    let is_it = |name: &Phrase| name.iter().eq(said.words(tokens));
    let then = things.iter().flat_map(|thing| at_visits(facts, sentence, thing));
    let parts = then.flat_map(|thing| thing.parts);
    let own = parts.filter(|part| part.phrases.iter().any(is_it)).flat_map(|part| part.counts);
    let counts: Vec<_> = own.collect();
    let first = counts.first().filter(|_| counts.iter().all(|own| own.value != how_many))?;
    let says = format!("it is {} ({})", first.value, first.of);
    let range = number..said.all.end;
    sentence.is_typed(range.clone()).then(|| Claim::of(sentence, range, &says, first.place))
}

/// Claims that a subject was not given the grade beside a word for a judgement.
fn wrong(
    facts: &Facts<'_>,
    one: &InspectionOf<'_>,
    sentence: &Sentence<'_, '_>,
    noun: usize,
) -> Option<Claim> {
    let mut scales = one.inspected.framework.scale.iter();
    scales.find_map(|scale| {
        let grades = one.grades(scale);
        let said = Said::beside(sentence, noun, grades.iter().flatten())?;
        let (judged, end) = subject(facts, one, sentence, &said, noun)?;
        let standing = &judged.standing;
        let meant = one.meant(standing, sentence, 0..sentence.tokens.len());
        let meant: Vec<&Graded> =
            if meant.is_empty() { standing.grades.iter().collect() } else { meant };
        let last = *meant.last().filter(|last| last.scale == scale.id.value)?;
        let is_said = |names: &[Phrase]| {
            names.iter().any(|name| name.iter().eq(said.words(&sentence.tokens)))
        };
        let ids = scale.grade.iter().zip(grades).filter(|(_, names)| is_said(names));
        let mut ids = ids.map(|(grade, _)| &grade.id.value);
        let is_so = ids.any(|id| meant.iter().any(|own| own.id == *id));
        let title = judged.subject.title.as_ref().map_or("the whole", |title| title);
        let says = format!("“{title}” is {} at the {}", last.label.to_lowercase(), last.visit);
        let is_typed = sentence.is_typed(said.grade.clone());
        let range = said.all.start..end;
        (is_typed && !is_so).then(|| Claim::of(sentence, range, &says, judged.subject.id.place))
    })
}

/// The subject of a judgement, with the token after it: what follows "for", or the whole.
fn subject<'o>(
    facts: &Facts<'_>,
    one: &'o InspectionOf<'_>,
    sentence: &Sentence<'_, '_>,
    said: &Said,
    noun: usize,
) -> Option<(&'o Judged, usize)> {
    let tokens = &sentence.tokens;
    let before = said.all.start.checked_sub(1)?;
    let whole = || one.figures.subjects.iter().find(|judged| one.is_overall(judged));
    let end = said.all.end;
    if tokens[noun].is(&WHOLE) {
        // "Inspectors found us to be an inadequate service."
        let who = tokens[..before].iter().rev().take_while(|token| is_who(token)).count();
        let is_rated = before.checked_sub(who + 1).is_some_and(|verb| tokens[verb].is(&RATES));
        let is_ours = is_rated && tokens.iter().any(|token| is_inspector(facts, token));
        let is_one = tokens[before].is(&["a", "an"]) && is_ours && ends(facts, sentence, end);
        return whole().filter(|_| is_one).map(|judged| (judged, end));
    }
    if tokens[before].is(&["overall"]) {
        return whole().filter(|_| ends(facts, sentence, end)).map(|judged| (judged, end));
    }
    let is_verb = |token: &Token| token.is(&["is", "was", "came", "given"]);
    let verbs = tokens[end..].iter().take_while(|token| is_verb(token)).count();
    let is_for = sentence.is(end + verbs, &["for", "on"]);
    if !tokens[before].is(&BEFORE) || !is_for || tokens[end].apart {
        return None;
    }
    let the = usize::from(sentence.is(end + verbs + 1, &["the"]));
    let (end, judged) = named_from(one, tokens, end + verbs + 1 + the)?;
    ends(facts, sentence, end).then_some((judged, end))
}

/// Whether a token gives a day or the year of a visit.
fn gives_visit(facts: &Facts<'_>, token: &Token) -> bool {
    let visits = facts.things.iter().flat_map(|thing| &thing.at_visits);
    visits.flat_map(|visit| &visit.days).any(|day| token.is_day(*day) == Some(true))
}

/// Whether the words at a token narrow what is before them to nothing but a visit of the data.
fn ends(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let tokens = &sentence.tokens;
    let Some(next) = tokens.get(at).filter(|next| !next.apart && !next.is(&BEHIND)) else {
        return true;
    };
    let from = at + 1 + usize::from(sentence.is(at + 1, &["the", "our", "its"]));
    let visits = facts.inspections.iter().flat_map(|one| &one.inspected.inspection.visit);
    let mut names = visits.map(|visit| phrase(&visit.name));
    let is_visit = |token: &Token| gives_visit(facts, token) || is_inspector(facts, token);
    next.is(&JOINS)
        && (tokens.get(from).is_some_and(is_visit) || names.any(|name| sentence.says(from, &name)))
}

impl Said {
    /// The grade right before a word for a judgement, or after it and "of", by the longest of some phrases for grades.
    fn beside<'n>(
        sentence: &Sentence<'_, '_>,
        noun: usize,
        phrases: impl Iterator<Item = &'n Phrase> + Clone,
    ) -> Option<Self> {
        let is_before =
            |name: &&Phrase| noun.checked_sub(name.len()).is_some_and(|at| sentence.says(at, name));
        let before = phrases.clone().filter(is_before).map(Vec::len).max();
        let behind = || {
            let is_behind = |name: &&Phrase| sentence.says(noun + 2, name);
            let length = phrases.filter(is_behind).map(Vec::len).max()?;
            let grade = noun + 2..noun + 2 + length;
            sentence.is(noun + 1, &["of"]).then_some(Self { all: noun..grade.end, grade })
        };
        let before =
            before.map(|many| Self { grade: noun - many..noun, all: noun - many..noun + 1 });
        let is_one = |said: &Self| {
            !sentence.tokens[said.all.start + 1..said.all.end].iter().any(|one| one.apart)
        };
        before.or_else(behind).filter(is_one)
    }

    /// The words of the grade.
    fn words<'t>(&self, tokens: &'t [Token]) -> impl Iterator<Item = &'t String> {
        tokens[self.grade.clone()].iter().map(|token| &token.word)
    }
}
