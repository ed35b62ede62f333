//! Checks numbers of things that the data count: "seven of the eight areas", "twelve actions are behind", "60% were
//! complete", "most of the actions are on track".
//!
//! In comes a sentence; out come the numbers in it that the data contradict. A number is compared only with what it
//! clearly counts: how many there are of a thing, how many have a status given beside it, or how many are left.
//! Nothing is guessed.

mod at_visits;
mod due;
mod left;
mod names;
mod parts;
mod said;
mod wholes;
mod whose;
mod within;

pub(super) use self::at_visits::at_visits;
pub(super) use self::names::names_data;
use self::names::{KNOWN, Number, named};
pub(super) use self::said::Said;
use self::whose::Areas;
use super::facts::{Count, Facts, Thing};
use super::times::{PRESENT, Time, time_at};
use super::{Claim, Data};
use crate::check::hedge::Hedge;
use crate::check::reading::{Sentence, Token, What, clause_of, year_of};

/// Verbs that say something of the things counted.
const VERBS: [&str; 9] = ["is", "are", "was", "were", "has", "have", "had", "belong", "belongs"];
/// What the sentences before counted, under the same heading.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Spoken {
    /// The thing that was counted last.
    thing: Option<usize>,
    /// The thing counted last, with the part of it.
    part: Option<(usize, usize)>,
    /// The parts of that thing counted so far, one bit each.
    counted: u64,
    /// The thing counted last by a name of its own, under any heading.
    known: Option<usize>,
    /// Whether the sentence before names an inspection or plan of the data, or refers back to one: "It has".
    named: bool,
}

impl Spoken {
    /// What carries over to another heading.
    pub(super) fn under_another(self) -> Self {
        Self { known: self.known, ..Self::default() }
    }
}

/// Reports the numbers in a sentence that the data contradict.
pub(super) fn check(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    spoken: &mut Spoken,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    for at in 0..sentence.tokens.len() {
        let Some(share) = Said::of(&sentence.tokens, at) else { continue };
        if year_of(&sentence.tokens[at].word).is_some() {
            continue;
        }
        // "The only area in which no action is late" counts actions within something named before.
        if at > 1 && sentence.is(at - 1, &["which", "whose", "where"]) {
            continue;
        }
        // The "two" of "two thirds" counts nothing.
        if sentence.is(at + 1, &["thirds", "quarters", "fifths", "tenths"]) {
            continue;
        }
        // "All three" is one quantity.
        if at > 0 && sentence.is(at - 1, &["all"]) && !claims.is_empty() {
            continue;
        }
        let number = named(facts, sentence, at);
        let held = Held { facts, sentence, number, share, spoken: *spoken };
        if held.is_not_all() {
            continue;
        }
        if held.is_of_another() {
            // What is said of the rest is about the other thing, too.
            *spoken = Spoken { known: spoken.known, named: spoken.named, ..Spoken::default() };
            continue;
        }
        let (claim, part) = held.check();
        *spoken = held.spoken_of(claim.is_none(), part);
        claims.extend(claim);
    }
    let counted = spoken.thing.filter(|thing| !facts.things[*thing].whole.is_empty());
    claims.extend(counted.and_then(|_| due::starts(facts, sentence)));
    spoken.named = names::names_data(facts, sentence) || spoken.named && goes_on(sentence);
    claims
}

/// Whether a sentence refers back to what the one before names.
fn goes_on(sentence: &Sentence<'_, '_>) -> bool {
    sentence.tokens.first().is_some_and(|first| first.is(&["it"]))
}

/// The claim that a number is wrong, if it is, and the thing and part that it counts, if known.
type Checked = (Option<Claim>, Option<(usize, usize)>);

/// A number with all that it is compared with.
struct Held<'a, 'p, 'd> {
    facts: &'a Facts<'p>,
    sentence: &'a Sentence<'a, 'd>,
    number: Number,
    share: Said,
    /// What was counted before.
    spoken: Spoken,
}

impl Held<'_, '_, '_> {
    /// The claim that the number is wrong, if it is, and the thing and part that it counts, if known.
    fn check(&self) -> Checked {
        let tokens = &self.sentence.tokens;
        let before = |back: usize| self.number.at.checked_sub(back).map(|at| &tokens[at]);
        let is = |back: usize, words: &[&str]| before(back).is_some_and(|token| token.is(words));
        let left = is(1, &["other", "remaining"]) || self.says_left();
        if let Some(claim) = self.impossible() {
            return (Some(claim), None);
        }
        if self.sentence.is(self.number.end + 1, &["due", "with"]) || self.is_restricted() {
            let of_due = self.of_due();
            if of_due.is_some() || !self.is_restricted() {
                return (of_due.flatten(), None);
            }
        }
        if let Some(within) = self.within() {
            return within;
        }
        // "Of the eight areas", "six of the eight areas", "six of the plan’s eight areas"; not "in view of the eight
        // areas".
        let whose =
            before(1).is_some_and(|token| ["’s", "'s"].iter().any(|end| token.word.ends_with(end)));
        let of = (1..=4).find(|back| is(*back, &["of"]));
        let of = of.filter(|back| *back == 1 || whose || *back == 2 && is(1, &KNOWN));
        let is_total = of.is_some_and(|back| match self.number.at - back {
            0 => !tokens[self.number.at].apart,
            at => Said::of(tokens, at - 1).is_some() || tokens[at - 1].count().is_some(),
        });
        // "Of the two actions that are late" are not all; "at the front door, two of three actions" counts those of
        // one place.
        let of_place = self.is_of_place();
        if self.is_denied() || self.is_qualified() {
            return (None, None);
        }
        let is_some = self.is_restricted() || !self.such().is_empty();
        if is_total && !left && (!is_some || self.parts().is_empty()) {
            return (self.total().filter(|_| of != Some(1) || !of_place), None);
        }
        let of_number = self.sentence.is(self.number.at + 1, &["of"])
            && tokens.get(self.number.at + 2).is_some_and(|next| next.count().is_some());
        if of_place && of_number {
            return (None, None);
        }
        // "One of the actions that are late": there may be more.
        if matches!(self.share, Said::Count(1)) && self.is_restricted() {
            return (None, None);
        }
        let found = self.parts();
        if let Some(first) = found.first() {
            let held = found.iter().flat_map(|parts| {
                self.things_then(parts[0].0).into_iter().map(move |thing| (thing, parts))
            });
            let held: Vec<_> = held.collect();
            let holds = held.iter().any(|(thing, parts)| self.is_part(thing, parts));
            let claim = held.first().filter(|_| !holds).map(|(thing, parts)| {
                let firsts = parts.iter().map(|(_, part)| &thing.parts[*part].counts[0]);
                self.claim(&firsts.collect::<Vec<_>>(), thing.all.value)
            });
            return (claim, Some(first[0]).filter(|_| !held.is_empty()));
        }
        match () {
            () if left => (self.left(), None),
            () if matches!(self.areas(), Areas::All) => (self.whole(), None),
            () => (None, None),
        }
    }

    /// Whether words after the noun make a choice that no data count: "three recommendations of medium priority",
    /// "none of the actions that are behind is led by …".
    fn is_qualified(&self) -> bool {
        let tokens = &self.sentence.tokens;
        let end = self.number.end;
        let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
        let of_a_kind = is(end + 1, &["of"])
            && tokens.get(end + 3).is_some_and(|after| after.is(&["priority", "importance"]));
        // "Two of the nine actions that are still open are behind".
        let counted = matches!(self.share, Said::Count(_) | Said::AtLeast(_) | Said::AtMost(_));
        let is_loose = self.number.things.iter().any(|n| self.facts.things[*n].loose);
        let of_some = (!counted || is_loose && is(self.number.at + 1, &["of"]))
            && is(end + 1, &["that", "which", "who"])
            && self.acts_behind();
        of_a_kind || of_some || !self.such().is_empty() && self.parts().is_empty()
    }

    /// Whether a second verb follows the clause that says which ones are meant.
    fn acts_behind(&self) -> bool {
        let rest = self.sentence.tokens.iter().skip(self.number.end + 2);
        rest.filter(|token| token.is(&VERBS)).count() > 1
    }

    /// What counts as mentioned after the number: the thing that it counts, or nothing if it counts something else.
    fn spoken_of(&self, holds: bool, part: Option<(usize, usize)>) -> Spoken {
        let Spoken { thing, part: last, counted: parts, known, named } = self.spoken;
        let fits = |n: &&usize| {
            let thing = &self.facts.things[**n];
            self.share.holds(thing.all.value, thing.all.value)
                || thing
                    .parts
                    .iter()
                    .any(|part| self.share.holds(part.counts[0].value, thing.all.value))
        };
        let counted = part.map(|(thing, _)| thing);
        let counted = counted.or_else(|| self.number.things.iter().find(fits).copied());
        match counted.filter(|_| holds) {
            Some(counted) => {
                let own = !self.number.common && !self.number.things.is_empty();
                let sure = own || self.names_data();
                let known =
                    if sure && !self.facts.things[counted].loose { Some(counted) } else { known };
                // A named count that is not the whole is a part of its own: "three actions have had their dates
                // moved".
                let tokens = &self.sentence.tokens[..self.number.at];
                let is_whole = tokens.last().is_some_and(|before| before.is(&KNOWN));
                let same = is_whole || self.number.things.is_empty();
                let last = part.or(last.filter(|(thing, _)| *thing == counted && same));
                let parts = if thing == Some(counted) { parts } else { 0 };
                let own = part.map_or(0, |(_, part)| 1 << part.min(63));
                Spoken { thing: Some(counted), part: last, counted: parts | own, known, named }
            }
            None if self.is_bare()
                || !matches!(self.share, Said::Count(_) | Said::Percent(..) | Said::Share(_)) =>
            {
                self.spoken
            }
            None => {
                let thing = thing.filter(|_| !holds);
                Spoken { thing, part: None, counted: 0, known, named }
            }
        }
    }

    /// Whether the number has no noun of its own: a comma, a verb, "of them" or the end follows.
    fn is_bare(&self) -> bool {
        let tokens = &self.sentence.tokens;
        let at = self.number.end + 1;
        let next = tokens.get(at);
        let of = next.is_some_and(|next| next.is(&["of"]))
            && tokens.get(at + 1).is_some_and(|next| next.is(&["them", "these", "those", "which"]));
        // "Another five on track".
        let is_said = self.spoken.thing.is_some_and(|thing| {
            let mut said = self.facts.things[thing].parts.iter().flat_map(|part| &part.phrases);
            said.any(|said| self.sentence.says(at, said))
        });
        self.number.things.is_empty()
            && (of
                || is_said
                || self.is_of_before()
                || next.is_none_or(|token| {
                    token.apart
                        || token.is(&parts::BETWEEN)
                        || token.is(&["and", "or", "but", "had", "met", "missed", "fell", "did"])
                        || token.is(&["require", "required"])
                }))
    }

    /// The claim that the number is none of these counts, if it is not.
    fn one_of<'c>(&self, counts: impl Iterator<Item = &'c Count> + Clone) -> Option<Claim> {
        if counts.clone().any(|count| self.share.holds(count.value, count.value)) {
            return None;
        }
        let mut counts = counts;
        let first = counts.next()?;
        Some(self.claim(&[first], first.value))
    }

    /// Whether the sentence clearly speaks of a thing of the data: it names the data or a part of the thing, or the
    /// thing was mentioned before.
    fn is_ours(&self, thing: usize) -> bool {
        let spoken = [self.spoken.thing, self.spoken.known].contains(&Some(thing));
        spoken || self.names_data() || self.said_anywhere().iter().any(|(said, _)| *said == thing)
    }

    /// Whether the sentence names an inspection or a plan of the data.
    fn names_data(&self) -> bool {
        names::names_data(self.facts, self.sentence)
    }

    /// The counts of a thing at the time of the sentence; empty if these are unknown.
    fn things_then(&self, thing: usize) -> Vec<Thing> {
        let thing = &self.facts.things[thing];
        if !thing.at_visits.is_empty() {
            return at_visits(self.facts, self.sentence, thing);
        }
        match time_at(self.facts, self.sentence, thing.loose, &thing.days, self.number.at) {
            Time::Now => self.things_in(thing).into_iter().chain(self.things_past(thing)).collect(),
            Time::Then(time) if !thing.whole.is_empty() => self.facts.then(time),
            Time::Then(_) | Time::Unclear => Vec::new(),
        }
    }

    /// What earlier reviews counted of a thing, where the sentence says how it was, or its paragraph spoke of a review.
    fn things_past(&self, thing: &Thing) -> Vec<Thing> {
        let tokens = &self.sentence.tokens;
        let is_now = tokens[clause_of(tokens, self.number.at)].iter().any(|one| one.is(&PRESENT));
        let before = tokens.first().map_or(0, |first| first.range.start);
        let of_review = self.sentence.passage.text[..before].to_lowercase().contains("review");
        let past = self.facts.past.iter().filter(|past| past.whole == thing.whole);
        past.filter(|_| !is_now || of_review).cloned().collect()
    }

    /// The counts of a thing in the area of the sentence; empty if these are unknown.
    fn things_in(&self, thing: &Thing) -> Vec<Thing> {
        match self.areas() {
            Areas::One(area) if !thing.whole.is_empty() => {
                self.facts.of_area(area).into_iter().collect()
            }
            Areas::Unclear if !thing.whole.is_empty() => Vec::new(),
            _ => vec![thing.clone()],
        }
    }

    /// Whether the number is the count of a part of a thing, or of several parts together.
    fn is_part(&self, thing: &Thing, parts: &[(usize, usize)]) -> bool {
        let counts = parts.iter().map(|(_, part)| &thing.parts[*part].counts);
        let sum = |n: usize| counts.clone().filter_map(|counts| Some(counts.get(n)?.value)).sum();
        // Each visit has a count of its own, in the same order for every grade.
        let visits = 1 + thing.at_visits.len();
        let mut known = counts.clone().flatten().filter(|_| parts.len() == 1);
        (0..visits).any(|n| self.share.holds(sum(n), thing.all.value))
            || known.any(|count| self.share.holds(count.value, thing.all.value))
    }

    /// A claim with what the paper says and what the data have: one count, or several together.
    fn claim(&self, counts: &[&Count], all: usize) -> Claim {
        let tokens = &self.sentence.tokens;
        let token = &tokens[self.number.at];
        let value: usize = counts.iter().map(|count| count.value).sum();
        let join = |words: Vec<String>, with: &str| words.join(with);
        let of = join(counts.iter().map(|count| count.of.clone()).collect(), " and ");
        let mut says = value.to_string();
        let sum = join(counts.iter().map(|count| count.expression.clone()).collect(), " + ");
        let mut expression = match counts {
            [_] => sum,
            _ => format!("({sum})"),
        };
        let mut offered = token.typed && counts.iter().all(|count| !count.expression.is_empty());
        let mut words = !token.word.starts_with(|first: char| first.is_ascii_digit());
        if let Said::Percent(..) | Said::Share(_) = self.share {
            says = format!("{value} of {all}");
            let group = expression.strip_suffix(".count").map(|group| format!("{group}.share"));
            let is_figure =
                matches!(self.share, Said::Percent(Hedge::Exactly, _)) && !token.word.is_empty();
            offered &= group.is_some() && counts.len() == 1 && is_figure;
            expression = group.unwrap_or_default();
            words = false;
        } else if token.what == What::Word {
            let next = tokens.get(self.number.at + 1);
            offered &= next.is_none_or(|next| next.count().is_none());
        }
        let data = counts.first().map(|count| Data {
            expression: offered.then_some(expression),
            words,
            place: count.place,
        });
        let start = self.share.start(self.number.at);
        let written = self.sentence.written(start, self.number.end);
        Claim {
            range: tokens[start].range.start..token.range.end,
            message: format!("`{written}`: by the data it is {says} ({of})"),
            data,
        }
    }
}
