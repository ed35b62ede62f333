//! Checks what is left of a thing after some of it: "the other two", "the two areas that remain", "of the remaining
//! four".
//!
//! In comes a number in its sentence; out comes the claim that it is not what the parts counted before leave.

use super::{Claim, Held, Said};
use crate::check::claims::facts::{Count, Part, Thing};

impl Held<'_, '_, '_> {
    /// Whether words after the number say that it is what remains: "two remaining areas", "the two areas that
    /// remain".
    pub(super) fn says_left(&self) -> bool {
        let tokens = &self.sentence.tokens;
        let at = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
        let end = self.number.end;
        at(self.number.at + 1, &["other", "remaining"])
            || at(end + 1, &["remaining"])
            || at(end + 1, &["that", "which"]) && at(end + 2, &["remain", "remained"])
    }

    /// Claims that the number left after the part counted last is wrong: "the other two", "the two areas that
    /// remain".
    pub(super) fn left(&self) -> Option<Claim> {
        let Said::Count(_) = self.share else { return None };
        let last = self.spoken.part;
        let things = match (self.number.things.as_slice(), last) {
            ([], Some((thing, _))) if self.is_bare() => vec![thing],
            (things, _) => things.to_vec(),
        };
        let left = |thing: &Thing, part: &Part| {
            let value = thing.all.value.saturating_sub(part.counts[0].value);
            let other = thing.parts.iter().find(|other| other.counts[0].value == value);
            let other = other.map(|other| other.counts[0].clone());
            other.unwrap_or(Count { value, expression: String::new(), ..thing.all.clone() })
        };
        let tokens = &self.sentence.tokens;
        let is_other = tokens[..self.number.at].last().is_some_and(|token| token.is(&["other"]));
        let mut known: Vec<Count> = Vec::new();
        for n in things {
            let thing = &self.facts.things[n];
            let last = last.filter(|(thing, _)| *thing == n);
            known.extend(last.map(|(_, part)| left(thing, &thing.parts[part])));
            let counted = thing.parts.iter().enumerate();
            let counted = counted.filter(|(part, _)| self.spoken.counted & (1 << part) > 0);
            let counted: usize = counted.map(|(_, part)| part.counts[0].value).sum();
            let rest = thing.all.value.saturating_sub(counted);
            let rest = Count { value: rest, expression: String::new(), ..thing.all.clone() };
            known.extend(last.map(|_| rest));
            let ours = !thing.loose || self.names_data();
            known.extend(thing.open.clone().filter(|_| !is_other && ours));
        }
        self.one_of(known.iter())
    }
}
