//! Numbers of things that the data count: "seven of the eight areas", "twelve actions are behind", "60% were complete",
//! "most of the actions are on track".
//!
//! In comes a sentence; out come the numbers in it that the data contradict. A number is held against what it can be
//! seen to count: how many there are of a thing, how many of them are something that is said right beside it, or how
//! many are left. What cannot be seen is not guessed.

mod names;
mod parts;
mod said;

use self::names::{KNOWN, Number, named};
use self::said::Said;
use super::facts::{Count, Facts, Part, Thing};
use super::reading::{Sentence, Token};
use super::{Claim, Data};

/// Words before a number of things that are all there are.
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

/// What the sentences before spoke of, under the same heading.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Spoken {
    /// The thing that was counted last.
    thing: Option<usize>,
    /// The thing and the part of it that was counted last.
    part: Option<(usize, usize)>,
}

/// The numbers in a sentence that the data contradict.
pub(super) fn check(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    spoken: &mut Spoken,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    for at in 0..sentence.tokens.len() {
        let Some(share) = Said::of(&sentence.tokens, at) else { continue };
        let number = named(facts, sentence, at);
        let held = Held { facts, sentence, number, share, spoken: *spoken };
        let (claim, part) = held.check();
        let thing = held.number.things.first().copied();
        // Something else was counted: "all three" are no longer those of before.
        let is_other = matches!(share, Said::Count(_)) && !held.is_alone();
        let before = spoken.thing.filter(|_| !is_other);
        spoken.thing = part.map(|(thing, _)| thing).or(thing).or(before);
        spoken.part = part.or(spoken.part);
        claims.extend(claim);
    }
    claims
}

/// A number and all that it is held against.
struct Held<'a, 'p, 'd> {
    facts: &'a Facts<'p>,
    sentence: &'a Sentence<'a, 'd>,
    number: Number,
    share: Said,
    /// What was spoken of before.
    spoken: Spoken,
}

impl Held<'_, '_, '_> {
    /// What the data contradict, if they do; and the thing and the part that the number counts, where that is known.
    fn check(&self) -> (Option<Claim>, Option<(usize, usize)>) {
        let tokens = &self.sentence.tokens;
        let before = |back: usize| self.number.at.checked_sub(back).map(|at| &tokens[at]);
        let is = |back: usize, words: &[&str]| before(back).is_some_and(|token| token.is(words));
        let left = is(1, &["other", "remaining"]) || self.says_left();
        let found = self.parts();
        if let Some((claim, part)) = self.impossible().map(|claim| (Some(claim), None)) {
            return (claim, part);
        }
        // "Of the eight areas", "six of the eight areas"; not "in view of the eight areas".
        let of = [1, 2].into_iter().find(|back| is(*back, &["of"]));
        let of = of.filter(|back| *back == 1 || is(1, &KNOWN));
        let is_total = of.is_some_and(|back| match self.number.at - back {
            0 => true,
            at => Said::of(tokens, at - 1).is_some(),
        });
        if is_total {
            return (self.total(), None);
        }
        if !found.is_empty() {
            let counts: Vec<&Count> = found.iter().flat_map(|part| self.counts(part)).collect();
            let first = found.first().and_then(|parts| parts.first().copied());
            let joined: Vec<usize> = found
                .iter()
                .map(|parts| parts.iter().map(|(t, p)| self.value(*t, *p)).sum())
                .collect();
            let all = |n: usize| self.facts.things[n].all.value;
            let holds = found
                .iter()
                .zip(&joined)
                .any(|(parts, value)| self.share.holds(*value, all(parts[0].0)))
                || found.iter().any(|parts| {
                    parts.len() == 1
                        && self
                            .counts(parts)
                            .iter()
                            .any(|count| self.share.holds(count.value, all(parts[0].0)))
                });
            if holds {
                return (None, first);
            }
            let closest = counts.first().copied();
            return (
                closest.map(|count| {
                    self.claim(
                        count,
                        joined.first().copied().unwrap_or(count.value),
                        all(found[0][0].0),
                    )
                }),
                first,
            );
        }
        if left {
            return (self.left(), None);
        }
        (self.whole(), None)
    }

    /// Whether words after the number say that it is what is left: "two remaining areas", "the two areas that remain".
    fn says_left(&self) -> bool {
        let tokens = &self.sentence.tokens;
        let at = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
        let end = self.number.end;
        at(self.number.at + 1, &["other", "remaining"])
            || at(end + 1, &["remaining"])
            || at(end + 1, &["that", "which"]) && at(end + 2, &["remain", "remained"])
    }

    /// More of a thing than there are.
    fn impossible(&self) -> Option<Claim> {
        let tokens = &self.sentence.tokens;
        let Said::Count(said) = self.share else { return None };
        let mut at = self.number.at + 1;
        tokens.get(at).filter(|token| token.is(&["of"]))?;
        at += 1;
        while tokens.get(at).is_some_and(|token| token.is(&KNOWN)) {
            at += 1;
        }
        let all = tokens.get(at)?.count()?;
        let thing = self.facts.things.get(*self.number.things.first()?)?;
        let written = self.sentence.written(self.number.at, self.number.end);
        (said > all).then(|| Claim {
            range: tokens[self.number.at].range.start..tokens[self.number.end].range.end,
            message: format!("`{written}` is more than there are"),
            data: Some(Data::of(&thing.all)),
        })
    }

    /// The total of a thing: "of the eight areas".
    fn total(&self) -> Option<Claim> {
        let Said::Count(_) = self.share else { return None };
        let mut things = self.number.things.clone();
        if things.is_empty() {
            // "Of the eight, six were sufficient": what follows says of what.
            let opens = self.number.at <= 2 && self.sentence.tokens[0].is(&["of"]);
            things = self
                .said_anywhere()
                .into_iter()
                .map(|(thing, _)| thing)
                .filter(|_| opens)
                .collect();
        }
        self.one_of(things.iter().map(|n| &self.facts.things[*n].all))
    }

    /// All there are of a thing, or a number of them that readers know of: "found eight areas", "the two areas".
    fn whole(&self) -> Option<Claim> {
        let Said::Count(said) = self.share else { return None };
        let Number { at, things, common, .. } = &self.number;
        let before: Vec<&Token> = self.sentence.tokens[..*at].iter().rev().take(3).collect();
        let is_known = |words: &[&str]| before.first().is_some_and(|token| token.is(words));
        if things.is_empty() {
            // "With all five": those that were spoken of.
            let spoken = self.spoken.thing.filter(|_| is_known(&["all"]) && self.is_alone())?;
            return self.one_of(std::iter::once(&self.facts.things[spoken].all));
        }
        let things = things.iter().map(|n| &self.facts.things[*n]);
        let things: Vec<_> = things.filter(|thing| !thing.loose || self.names_plan()).collect();
        let is_part = self.sentence.tokens.get(at + 1).is_some_and(|token| token.is(&["of"]));
        let past = usize::from(is_known(&KNOWN));
        if !is_part && before.get(past).is_some_and(|token| token.is(&STATED)) {
            return self.one_of(things.iter().map(|thing| &thing.all));
        }
        if said < 2 || *common && !is_known(&KNOWN) {
            return None;
        }
        let parts = |thing: &&&Thing| !thing.loose;
        let of_parts = things.iter().filter(parts).flat_map(|thing| &thing.parts);
        let counts = of_parts.flat_map(|part| &part.counts);
        self.one_of(things.iter().map(|thing| &thing.all).chain(counts))
    }

    /// What is left of a thing: "the other two", "the two areas that remain".
    fn left(&self) -> Option<Claim> {
        let Said::Count(_) = self.share else { return None };
        let last = self.spoken.part;
        let things = match (self.number.things.as_slice(), last) {
            ([], Some((thing, _))) if self.is_alone() => vec![thing],
            (things, _) => things.to_vec(),
        };
        let left = |thing: &Thing, part: &Part| {
            let value = thing.all.value.saturating_sub(part.counts[0].value);
            let other = thing.parts.iter().find(|other| other.counts[0].value == value);
            (value, other.map_or(&thing.all, |other| &other.counts[0]).clone())
        };
        let tokens = &self.sentence.tokens;
        let is_other = tokens[..self.number.at].last().is_some_and(|token| token.is(&["other"]));
        let mut known: Vec<(usize, Count)> = Vec::new();
        for n in &things {
            let thing = &self.facts.things[*n];
            match last.filter(|(thing, _)| thing == n) {
                Some((_, part)) => known.push(left(thing, &thing.parts[part])),
                None if is_other => known.extend(thing.parts.iter().map(|part| left(thing, part))),
                None => {}
            }
            let open = thing.open.iter().filter(|_| !is_other);
            known.extend(open.map(|open| (open.value, open.clone())));
        }
        let holds = known.iter().any(|(value, _)| self.share.holds(*value, *value));
        let (value, count) = known.first().filter(|_| !holds)?;
        Some(self.claim(count, *value, *value))
    }

    /// Whether a comma or an end stands after the number, so that it has no noun of its own.
    fn is_alone(&self) -> bool {
        let next = self.sentence.tokens.get(self.number.at + 1);
        next.is_none_or(|token| token.apart)
    }

    /// The claim, if the number is none of some counts.
    fn one_of<'c>(&self, counts: impl Iterator<Item = &'c Count> + Clone) -> Option<Claim> {
        let all = |count: &Count| count.value;
        if counts.clone().any(|count| self.share.holds(count.value, all(count))) {
            return None;
        }
        let mut counts = counts;
        let first = counts.next()?;
        Some(self.claim(first, first.value, first.value))
    }

    /// Whether the sentence names a plan of the data.
    fn names_plan(&self) -> bool {
        let plans = self.facts.plans.iter();
        let mut names = plans.flat_map(|plan| [&plan.figures.name, &plan.figures.short]);
        names.any(|name| self.sentence.holds(&super::facts::phrase(name)))
            || self.sentence.tokens.iter().any(|token| token.is(&["plan", "plan’s", "plan's"]))
    }

    /// The counts of some parts.
    fn counts(&self, parts: &[(usize, usize)]) -> Vec<&Count> {
        parts.iter().flat_map(|(thing, part)| &self.part(*thing, *part).counts).collect()
    }

    /// A part.
    fn part(&self, thing: usize, part: usize) -> &Part {
        &self.facts.things[thing].parts[part]
    }

    /// How many a part has.
    fn value(&self, thing: usize, part: usize) -> usize {
        self.part(thing, part).counts[0].value
    }

    /// What the paper says and what the data have.
    fn claim(&self, count: &Count, value: usize, all: usize) -> Claim {
        let tokens = &self.sentence.tokens;
        let end = self.number.end.max(self.number.at);
        let written = self.sentence.written(self.number.at, end);
        let mut data = Data::of(count);
        if let Said::Percent(_) = self.share {
            data.says = format!("{value} of {all}");
            data.expression = data
                .expression
                .strip_suffix(".count")
                .map(|group| format!("{group}.share"))
                .unwrap_or(data.expression);
            data.words = false;
        }
        Claim {
            range: tokens[self.number.at].range.start..tokens[end].range.end,
            message: format!("`{written}`: by the data it is {} ({})", data.says, count.of),
            data: Some(data),
        }
    }
}
