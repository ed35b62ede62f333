//! Finds the status that a sentence gives to the things it counts: "twelve actions are behind", "sufficient progress
//! in six".
//!
//! In comes a number in its sentence; out come the parts of things in the data that the words beside it mean. Words
//! farther away count only where nothing else can be meant.

use super::Held;
use super::names::{RATED, is_standing};
use crate::check::claims::facts::{InspectionOf, phrase};
use crate::check::reading::{What, may_be_otherwise};
use crate::model::inspection::Visit;

/// Words that may come between a number of things and their status.
pub(super) const BETWEEN: [&str; 30] = [
    "was", "were", "is", "are", "be", "been", "has", "either", "come", "comes", "have", "had",
    "that", "which", "who", "to", "judged", "rated", "found", "said", "recorded", "reported",
    "now", "still", "as", "already", "graded", "scored", "given", "received",
];

/// Verbs before a number of things whose status follows, and words that end a phrase.
const REPORTS: [&str; 4] = ["report", "reported", "were", "are"];
const ENDS: [&str; 9] = ["and", "but", "by", "at", "in", "on", "so", "against", "compared"];

/// Words after a status that narrow it: "completed after their first date", "improved at each reading".
const NARROWS: [&str; 11] = [
    "after", "before", "ahead", "early", "late", "within", "every", "each", "time", "action",
    "actions",
];

impl Held<'_, '_, '_> {
    /// The parts that the number may count; each is a list, since several may be counted together ("on track or not
    /// started").
    pub(super) fn parts(&self) -> Vec<Vec<(usize, usize)>> {
        let tokens = &self.sentence.tokens;
        let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
        // "Three of these were good".
        let (of, them) = (self.number.end + 1, self.number.end + 2);
        let is_of_them = is(of, &["of"]) && is(them, &["them", "these", "those"]);
        // "Nearly half of the actions (six) have been completed".
        let in_brackets =
            tokens.get(of).filter(|next| next.count().is_some()).is_some_and(|next| {
                let end = tokens[self.number.end].range.end;
                self.sentence.passage.text[end..next.range.start].contains('(')
            });
        let is_behind = in_brackets && is(them, &BETWEEN);
        let direct =
            self.said_after(if is_of_them || is_behind { them + 1 } else { self.past_area(of) });
        let such = self.such();
        if !such.is_empty() {
            let before = |back: usize, words: &[&str]| {
                self.number.at.checked_sub(back).is_some_and(|at| is(at, words))
            };
            let ends = tokens.get(of).is_none_or(|next| next.apart || next.is(&ENDS));
            let all = before(1, &["the"]) && before(2, &["of"]) || before(1, &REPORTS) && ends;
            return if all { such } else { Vec::new() };
        }
        // "Met their target or are yet to come to it" leaves the status open, so no number is checked.
        if may_be_otherwise(&tokens[self.number.end + 1..])
            && !direct.iter().any(|parts| parts.len() > 1)
        {
            return Vec::new();
        }
        if !direct.is_empty() {
            return direct;
        }
        let before = self.said_before();
        if !before.is_empty() {
            return before;
        }
        if self.is_bare() && self.is_of_before() {
            return self.spoken.part.into_iter().map(|part| vec![part]).collect();
        }
        let of = tokens.get(self.number.at + 1).is_some_and(|token| token.is(&["of"]));
        let opens = self.number.at <= 1 && tokens[0].is(&["in"]) || self.number.at == 0;
        let anywhere = self.said_anywhere();
        match anywhere.as_slice() {
            [one] if of && opens => vec![vec![*one]],
            _ => Vec::new(),
        }
    }

    /// The status between a number and the name of what it counts: "five completed actions", not "two of the five".
    pub(super) fn such(&self) -> Vec<Vec<(usize, usize)>> {
        let of = self.sentence.is(self.number.at + 1, &["of"]);
        let mut between = (self.number.at + 1..self.number.end).filter(|_| !of);
        let such = between.find(|at| is_standing(self.facts, &self.sentence.tokens[*at]));
        let parts = such.map(|at| self.said_at(at)).unwrap_or_default();
        parts.into_iter().map(|(part, _)| vec![part]).collect()
    }

    /// Whether the number is an earlier count of the same things: "up from six in June", "by July there were six".
    pub(super) fn is_of_before(&self) -> bool {
        let is = |back: usize, words: &[&str]| {
            self.number.at.checked_sub(back).is_some_and(|at| self.sentence.is(at, words))
        };
        let next = self.sentence.tokens.get(self.number.end + 1);
        let is_last = next.is_some_and(|next| next.is(&["last"]));
        let ends = is_last || next.is_none_or(|next| next.apart || next.is(&ENDS));
        let there = is(1, &["was", "were"]) && is(2, &["there"]);
        ends && (is_last || there || is(1, &["from", "against"]))
    }

    /// The status just after a token, past words that add nothing.
    fn said_after(&self, from: usize) -> Vec<Vec<(usize, usize)>> {
        let tokens = &self.sentence.tokens;
        let mut at = self.past_how(from);
        let mut steps = 0;
        loop {
            let found = self.part_at(at);
            if let Some(length) = found.iter().map(|(_, length)| *length).max() {
                let parts: Vec<_> = found
                    .into_iter()
                    .filter(|(_, one)| *one == length)
                    .map(|(part, _)| part)
                    .collect();
                let next = at + length;
                let joins = tokens.get(next).is_some_and(|token| token.is(&["or", "and"]));
                let more = if joins { self.said_after(next + 1) } else { Vec::new() };
                return match more.as_slice() {
                    [] => parts.into_iter().map(|part| vec![part]).collect(),
                    more => parts
                        .iter()
                        .flat_map(|part| {
                            more.iter().filter(|also| also[0].0 == part.0).map(|also| {
                                std::iter::once(*part).chain(also.iter().copied()).collect()
                            })
                        })
                        .collect(),
                };
            }
            // "Still to be completed" says that they are not complete.
            let is_judged = self.sentence.is(at.wrapping_sub(1), &RATED);
            let is_to_be = self.sentence.is(at, &["to"]) && self.sentence.is(at + 1, &["be"]);
            let is_to_be = is_to_be && !is_judged;
            let goes_on = tokens.get(at).is_some_and(|token| {
                (token.is(&BETWEEN) || token.is(&["remain", "remains"])) && !token.apart
            });
            let goes_on = goes_on && !is_to_be;
            if !goes_on || steps == 5 {
                return Vec::new();
            }
            (at, steps) = (at + 1, steps + 1);
        }
    }

    /// The token after words that only say which ones are meant: "made under it", "set in March".
    fn past_how(&self, from: usize) -> usize {
        let tokens = &self.sentence.tokens;
        let is_made = tokens.get(from).is_some_and(|token| {
            let is_verb =
                token.word.ends_with("ed") || token.is(&["made", "set", "given", "found"]);
            is_verb && !token.apart && !token.is(&BETWEEN)
        });
        if !is_made || !self.part_at(from).is_empty() || from != self.number.end + 1 {
            return from;
        }
        let verb = (from + 1..tokens.len().min(from + 5))
            .find(|at| tokens[*at].is(&["was", "were", "are", "is", "have", "has"]));
        verb.filter(|verb| !tokens[from..*verb].iter().any(|token| token.apart)).unwrap_or(from)
    }

    /// The status said before the number: "sufficient progress in six", "too little in the other two".
    fn said_before(&self) -> Vec<Vec<(usize, usize)>> {
        let tokens = &self.sentence.tokens;
        let mut at = self.share.start(self.number.at);
        while at > 0 && tokens[at - 1].is(&["the", "other", "remaining", "all", "only"]) {
            at -= 1;
        }
        if at == 0 || !tokens[at - 1].is(&["in", "for", "on"]) {
            return Vec::new();
        }
        for back in (at.saturating_sub(7)..at - 1).rev() {
            let found = self.part_at(back);
            if let Some(length) = found.iter().map(|(_, length)| *length).max() {
                // A longer phrase may begin earlier: "not sufficient".
                let longer = back.checked_sub(1).map(|back| self.part_at(back)).unwrap_or_default();
                let longer: Vec<_> = longer
                    .into_iter()
                    .filter(|(_, more)| *more > length)
                    .map(|(part, _)| vec![part])
                    .collect();
                if !longer.is_empty() {
                    return longer;
                }
                return found
                    .into_iter()
                    .filter(|(_, one)| *one == length)
                    .map(|(part, _)| vec![part])
                    .collect();
            }
            if tokens[back].apart
                || tokens[back].is(&["and", "but", "while"])
                || tokens[back].what != What::Word
            {
                break;
            }
        }
        Vec::new()
    }

    /// The statuses said anywhere in the sentence, the longest phrase first where several start at one word.
    pub(super) fn said_anywhere(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.sentence.tokens.len() {
            let here = self.part_at(at);
            match here.iter().map(|(_, length)| *length).max() {
                Some(length) => {
                    found.extend(
                        here.into_iter().filter(|(_, one)| *one == length).map(|(part, _)| part),
                    );
                    at += length;
                }
                None => at += 1,
            }
        }
        found.dedup();
        found
    }

    /// The statuses said at a token, with the length of the phrase, unless what follows narrows them.
    fn part_at(&self, at: usize) -> Vec<((usize, usize), usize)> {
        let mut found = self.said_at(at);
        // "Open to all tenants" is no status.
        let is_else = |end: usize| {
            let next = self.sentence.tokens.get(end).filter(|next| !next.apart);
            self.sentence.is(end - 1, &["open"]) && next.is_some_and(|next| next.is(&["to", "for"]))
        };
        found.retain(|(_, length)| !self.is_narrowed(at + length) && !is_else(at + length));
        found
    }

    /// Whether words from a token on narrow the status before them: "completed on time".
    pub(super) fn is_narrowed(&self, at: usize) -> bool {
        let narrows = at + usize::from(self.sentence.is(at, &["at", "on", "in"]));
        let is_apart = self.sentence.tokens.get(at).is_none_or(|next| next.apart);
        !is_apart && self.sentence.is(narrows, &NARROWS) && !self.is_after_visit(at)
    }

    /// Whether words from a token on say that it was so after the visit that judged findings last: "open after the
    /// revisit". So it is still.
    fn is_after_visit(&self, at: usize) -> bool {
        let name = at + 1 + usize::from(self.sentence.is(at + 1, &["the"]));
        let is_last = |one: &InspectionOf<'_>| {
            let judged = |visit: &&Visit| {
                let mut found = one.figures.findings.iter();
                found.any(|found| found.standing.at(visit).is_some())
            };
            let last = one.inspected.inspection.visit.iter().rfind(judged);
            last.is_some_and(|visit| self.sentence.says(name, &phrase(&visit.name)))
        };
        self.sentence.is(at, &["after"]) && self.facts.inspections.iter().any(is_last)
    }

    /// The statuses whose phrase starts at a token, with its length; only those of the number's things, if it names
    /// any.
    fn said_at(&self, at: usize) -> Vec<((usize, usize), usize)> {
        let things = self.facts.things.iter().enumerate();
        let mine = things.filter(|(n, _)| match self.number.things.as_slice() {
            // Without a name, the thing counted last is meant.
            [] => self.is_bare() && self.spoken.thing == Some(*n),
            things => things.contains(n),
        });
        let parts = mine.flat_map(|(n, thing)| {
            thing.parts.iter().enumerate().filter_map(move |(p, part)| {
                let said = part.phrases.iter().filter(|phrase| self.sentence.says(at, phrase));
                said.map(Vec::len).max().map(|length| ((n, p), length))
            })
        });
        parts.collect()
    }
}
