//! Finds the thing that a number counts, by the name after it: "seven of the eight areas", "the two remaining actions".
//!
//! In come a sentence and the place of a number in it; out come the things of the data that the number may count. A
//! name that other things share, such as "areas", counts only if no words after it say that it means others.

use super::parts::BETWEEN;
use super::whose::WITHIN;
use super::within::DONE;
use crate::check::claims::days::is_other;
use crate::check::claims::facts::{Facts, Phrase, Thing, phrase};
use crate::check::claims::periods::period;
use crate::check::reading::{Sentence, Token, What};

/// Words before a number of things that readers know already.
pub(super) const KNOWN: [&str; 8] = ["the", "these", "those", "its", "their", "our", "with", "all"];
/// Adjectives between a number and the name of what it counts.
const SUCH: [&str; 7] =
    ["other", "remaining", "such", "significant", "different", "listed", "outstanding"];

/// How many tokens before the name of what was done the verb for that may be.
const NEAR: usize = 5;

/// Verbs that give a grade.
pub(super) const RATED: [&str; 4] = ["judged", "rated", "graded", "scored"];

/// A number and what it counts.
pub(super) struct Number {
    /// The token of the number.
    pub(super) at: usize,
    /// The last token of the name.
    pub(super) end: usize,
    /// The indices of the things that it may count; empty if no name is given.
    pub(super) things: Vec<usize>,
    /// Whether the name could mean other things as well.
    pub(super) common: bool,
}

/// Resolves the number at a token to the things that it counts, by the name after it.
pub(super) fn named(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, at: usize) -> Number {
    let tokens = &sentence.tokens;
    let mut from = at + 1;
    let is_of = |at: usize| tokens.get(at).is_some_and(|token| token.is(&["of"]));
    if is_of(from) {
        from += 1;
        // "A third of the plan’s actions".
        while tokens.get(from).is_some_and(|token| token.is(&KNOWN) || token.word.ends_with("’s"))
        {
            from += 1;
        }
        if tokens.get(from).is_some_and(|token| token.count().is_some()) {
            from += 1;
        }
    } else if tokens[at].is(&["all"]) && tokens.get(from).is_some_and(|next| next.is(&["but"])) {
        // "All but two of the actions".
        from += 2 + usize::from(is_of(from + 2));
        while tokens.get(from).is_some_and(|token| token.is(&KNOWN)) {
            from += 1;
        }
        from += usize::from(tokens.get(from).is_some_and(|token| token.count().is_some()));
    } else if tokens[at].what == What::Word {
        from += usize::from(tokens.get(from).is_some_and(|token| token.is(&["the"])));
        from += usize::from(tokens.get(from).is_some_and(|token| token.count().is_some()));
    }
    for skipped in 0..=1 {
        let start = from + skipped;
        let is_such = |token: &Token| token.is(&SUCH) || is_standing(facts, token);
        if skipped == 1 && !tokens.get(from).is_some_and(is_such) {
            break;
        }
        if tokens.get(start).is_some_and(|token| token.apart) {
            break;
        }
        if let Some((things, length, common)) = things_at(facts, sentence, start) {
            return Number { at, end: start + length - 1, things, common };
        }
    }
    if is_of(at + 1)
        && let Some((things, length)) = whole_at(facts, sentence, from)
    {
        return Number { at, end: from + length - 1, things, common: false };
    }
    // "Nothing in the on-call area is at risk".
    let is_any = tokens[at].is(&["nothing", "everything"]) && sentence.is(at + 1, &WITHIN);
    if is_any && is_area(facts, sentence, at + 2) {
        let actions = facts.things.iter().enumerate().filter(|(_, one)| !one.whole.is_empty());
        return Number { at, end: at, things: actions.map(|(n, _)| n).collect(), common: true };
    }
    // "Three more are".
    let is_more = tokens.get(at + 1).is_some_and(|next| next.is(&["more"]));
    let than = tokens.get(at + 2).is_some_and(|next| next.is(&["than"]));
    Number { at, end: at + usize::from(is_more && !than), things: Vec::new(), common: false }
}

/// Whether a word is a status of actions: "completed actions".
pub(super) fn is_standing(facts: &Facts<'_>, token: &Token) -> bool {
    let parts = facts.things.iter().filter(|thing| !thing.whole.is_empty());
    let mut said = parts.flat_map(|thing| &thing.parts).flat_map(|part| &part.phrases);
    said.any(|said| matches!(said.as_slice(), [word] if token.is(&[word])))
}

/// The things that the words at a token mean as a whole, and the number of these words: "two thirds of the plan".
fn whole_at(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    at: usize,
) -> Option<(Vec<usize>, usize)> {
    let all = facts.things.iter().enumerate().filter_map(|(n, thing)| {
        let said = thing.whole.iter().filter(|name| sentence.says(at, name));
        Some((n, said.map(Vec::len).max()?))
    });
    let all: Vec<_> = all.collect();
    let length = all.iter().map(|(_, length)| *length).max()?;
    let next = sentence.tokens.get(at + length);
    let ends = next.is_none_or(|next| next.apart || next.is(&BETWEEN));
    ends.then(|| (all.into_iter().map(|(n, _)| n).collect(), length))
}

/// The things whose name starts at a token, the length of the name, and whether other things share it.
fn things_at(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    at: usize,
) -> Option<(Vec<usize>, usize, bool)> {
    let before = at.checked_sub(1).map(|before| &sentence.tokens[before]);
    let one = before.is_some_and(|before| before.count() == Some(1) || before.is(&["no", "every"]));
    let says = |name: &Phrase| sentence.says(at, name) || one && sentence.says(at, &singular(name));
    let with = |of: fn(&Thing) -> &Vec<Phrase>| {
        let all = facts.things.iter().enumerate();
        let called = all.filter_map(|(n, thing)| {
            let lengths = of(thing).iter().filter(|name| says(name)).map(Vec::len);
            lengths.max().map(|length| (n, length))
        });
        called.collect::<Vec<_>>()
    };
    let own = with(|thing| &thing.names);
    if let Some(longest) = own.iter().map(|(_, length)| *length).max() {
        let things = own.into_iter().filter(|(_, length)| *length == longest);
        return Some((things.map(|(n, _)| n).collect(), longest, false));
    }
    let common = with(|thing| &thing.common);
    let (_, length) = *common.first()?;
    // "Areas of focus" are other areas; "areas of serious weakness" are those of the data.
    let after = sentence.tokens.get(at + length);
    let is_within = after.is_some_and(|token| token.is(&WITHIN) && !token.apart)
        && is_area(facts, sentence, at + length + 1);
    if after.is_some_and(|token| token.is(&["of", "for"]) && !token.apart && !is_within) {
        let last = sentence.tokens.get(at + length + 2)?;
        let same = |n: usize| {
            let mut names = facts.things[n].names.iter();
            names.any(|name| name.len() > 2 && name.last() == Some(&last.word))
        };
        let things: Vec<_> = common.into_iter().map(|(n, _)| n).filter(|n| same(*n)).collect();
        return (!things.is_empty()).then_some((things, length + 3, false));
    }
    // "We completed four of the actions between April and June."
    let is_done = sentence.tokens[at.saturating_sub(NEAR)..at].iter().any(|one| one.is(&DONE));
    // "The areas identified in the consultation", "areas where more is needed", "actions for schools".
    let follows = after.is_none_or(|after| {
        after.apart
            || after.is(&BETWEEN) && !after.is(&["to"])
            || after.is(&["and", "or", "had", "remain", "listed", "due"])
            || after.is(&["with"]) && sentence.is(at + length + 2, &["due"])
            || after.is(&["in", "across"]) && is_number_of_things(facts, sentence, at + length + 1)
            || is_within
            || is_done
                && period(facts, sentence, at + length).is_some_and(|own| !own.times.is_empty())
    });
    let is_said = |n: &usize| {
        let mut phrases = facts.things[*n].parts.iter().flat_map(|part| &part.phrases);
        phrases.any(|said| sentence.says(at + length, said))
    };
    let things = common.into_iter().map(|(n, _)| n);
    // "Two areas were graded inadequate."
    let things: Vec<_> = things.chain(graded(facts, sentence, at, length)).collect();
    (follows || things.iter().any(is_said)).then_some((things, length, true))
}

/// The subjects of an inspection, if areas at a token are said to have been given one of their grades.
fn graded(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, at: usize, length: usize) -> Vec<usize> {
    let verbs = sentence.tokens[at + length..].iter().take_while(|token| token.is(&BETWEEN));
    let is_rated = verbs.clone().any(|verb| verb.is(&RATED));
    let grade = at + length + verbs.count();
    let is_area = length == 1 && sentence.is(at, &["areas"]) && is_rated;
    let has = |thing: &Thing| {
        let mut said = thing.parts.iter().flat_map(|part| &part.phrases);
        !thing.at_visits.is_empty() && said.any(|said| sentence.says(grade, said))
    };
    let all = facts.things.iter().enumerate().filter(|(_, thing)| is_area && has(thing));
    all.map(|(n, _)| n).collect()
}

/// Whether a token begins the name of an area of the plan: "actions in Supervision".
fn is_area(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let at = at + usize::from(sentence.is(at, &["the"]));
    facts.areas_in(sentence).iter().any(|(_, own)| own.start == at)
}

/// Whether a number of things in the data starts at a token: "six actions in two areas".
fn is_number_of_things(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let is_number = sentence.tokens.get(at).is_some_and(|token| token.count().is_some());
    is_number && things_at(facts, sentence, at + 1).is_some()
}

/// The singular of a name: "action", "area to improve".
fn singular(many: &Phrase) -> Phrase {
    let (first, rest) = many.split_first().map_or(("", [].as_slice()), |(one, all)| (one, all));
    let one = first.strip_suffix("ses").map(|stem| format!("{stem}s"));
    let one = one.unwrap_or_else(|| first.trim_end_matches('s').to_owned());
    std::iter::once(one).chain(rest.iter().cloned()).collect()
}

/// Whether a sentence names an inspection or plan of the data, rather than that of something else.
pub(in crate::check::claims) fn names_data(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> bool {
    let tokens = &sentence.tokens;
    let visits = facts.inspections.iter().flat_map(|one| &one.inspected.inspection.visit);
    let plans = facts.plans.iter().map(|plan| &plan.figures);
    let plans = plans.flat_map(|figures| [phrase(&figures.name), phrase(&figures.short)]);
    let who = ["inspectors", "ofsted", "plan", "plan’s"].map(phrase);
    let names = visits.map(|visit| phrase(&visit.name)).chain(plans).chain(who);
    let own = |at: usize| at == 0 || !tokens[at - 1].is(&["own", "draft", "peer", "audit"]);
    let mut found = names.filter(|name| !name.is_empty()).flat_map(|name| {
        (0..tokens.len())
            .filter(move |at| sentence.says(*at, &name))
            .map(|at| (at, at + 1))
            .collect::<Vec<_>>()
    });
    found.any(|(at, end)| own(at) && !is_other(facts, &tokens[end..]))
}
