//! Tells whether a number is of all things of a kind, or only of some: those of a place, of a post or of something
//! else.
//!
//! In comes a number in its sentence; out comes whether words beside it say that it is not of all there are.

use std::ops::Range;

use super::{Held, Number, Token, What};

/// Verbs for a post that has actions, and how far after it they may follow.
const LEADS: [&str; 4] = ["leads", "lead", "led", "has"];
const REACH: usize = 2;
/// Words for bodies whose data the paper does not have.
const NEIGHBOURS: [&str; 4] = ["neighbour", "neighbours", "neighbouring", "neighbours’"];
/// Prepositions before the area that something is in.
pub(super) const WITHIN: [&str; 6] = ["in", "within", "under", "for", "across", "on"];

/// The areas of the plan whose actions a number counts.
pub(super) enum Areas {
    All,
    One(usize),
    Unclear,
}

impl Held<'_, '_, '_> {
    /// Whether words after the noun say which ones are meant: "the two areas that must improve most".
    pub(super) fn is_restricted(&self) -> bool {
        let after = self.number.end + 1;
        let says = |at: usize, words: &[&str]| {
            self.sentence.tokens.get(at).is_some_and(|next| next.is(words) && !next.apart)
        };
        let which = ["that", "which", "who", "whose"];
        says(after, &which) || says(after, &["on", "in", "for"]) && says(after + 1, &which)
    }

    /// Whether those words deny something: "of the six actions that are not complete".
    pub(super) fn is_denied(&self) -> bool {
        self.is_restricted() && self.sentence.is(self.number.end + 3, &["not", "yet"])
    }

    /// Whether the thing belongs to something other than the data: "Governance has done three of its four actions",
    /// "the Monitoring Officer’s two actions".
    pub(super) fn is_of_another(&self) -> bool {
        let tokens = &self.sentence.tokens;
        let Number { at, end, .. } = self.number;
        let first = at.saturating_sub(2);
        let owners = ["plan’s", "council’s", "report’s", "inspectors’"];
        let owns =
            |token: &&Token| token.word.ends_with("’s") && !owners.contains(&token.word.as_str());
        let own = tokens[first..end].iter().filter(owns).any(|token| {
            let name = token.word.trim_end_matches("’s");
            !self.facts.plans.iter().any(|plan| plan.figures.short.eq_ignore_ascii_case(name))
        });
        let its = tokens[first..end].iter().any(|token| token.is(&["its", "their"]));
        own || its && !self.names_data() && !self.spoken.named
            || self.is_of_post()
            || self.is_of_body()
            || tokens.iter().any(|token| token.is(&NEIGHBOURS))
    }

    /// Whether the sentence is about the inspection or the plan of another body: "the inspection of Eastshire named
    /// three".
    fn is_of_body(&self) -> bool {
        let tokens = &self.sentence.tokens;
        let text = &self.sentence.passage.text;
        let is_name = |token: &Token| {
            text[token.range.start..].starts_with(char::is_uppercase)
                && token.what == What::Word
                && !self.facts.is_area(&token.word)
                && !self.facts.inspects(&token.word)
        };
        tokens.windows(3).any(|three| {
            let [what, of, body] = three else { return false };
            what.is(&["inspection", "revisit", "visit", "plan"]) && of.is(&["of"]) && is_name(body)
        })
    }

    /// Whether the sentence says that a post leads what is counted: "the Chief Accountant leads three actions", "two
    /// belong to the Chief Accountant".
    fn is_of_post(&self) -> bool {
        let (tokens, at) = (&self.sentence.tokens, self.number.at);
        self.facts.posts_in(self.sentence).into_iter().any(|(_, post)| {
            let mut behind = tokens[post.end..].iter().take(REACH);
            let before = tokens[..post.start].iter().rev().find(|one| !one.is(&["the", "our"]));
            post.end <= at && behind.any(|one| one.is(&LEADS))
                || post.start > at && before.is_some_and(|one| one.is(&["by", "to", "with"]))
        })
    }

    /// The areas whose actions the number may count: the one that opens the sentence, "in Supervision, all actions
    /// are complete", or that follows the things, "all actions in Supervision". If several are named, or another
    /// number comes between, it is unclear which.
    pub(super) fn areas(&self) -> Areas {
        let tokens = &self.sentence.tokens;
        let Number { at, end, .. } = self.number;
        let is_in = |from: &usize| {
            let before = tokens[..*from].iter().rposition(|one| !one.is(&["the", "area", "of"]));
            before.filter(|before| tokens[*before].is(&WITHIN))
        };
        let named = self.facts.areas_in(self.sentence).into_iter();
        let named: Vec<_> =
            named.filter_map(|(area, own)| Some((area, is_in(&own.start)?))).collect();
        let opens = |before: usize| before == 0 || before == 1 && tokens[0].is(&["only"]);
        let counts =
            |from: usize, to: usize| tokens[from..to].iter().any(|one| one.count().is_some());
        match named.as_slice() {
            [] => Areas::All,
            [(area, before)] if *before == end + 1 => Areas::One(*area),
            [(area, before)] if opens(*before) && !counts(*before, at) => Areas::One(*area),
            _ => Areas::Unclear,
        }
    }

    /// The token after an area named from a token on: "all actions in Supervision are complete".
    pub(super) fn past_area(&self, from: usize) -> usize {
        let areas = self.facts.areas_in(self.sentence).into_iter().map(|(_, own)| own);
        let is_next = |own: &Range<usize>| from < own.start && own.start <= from + 2;
        let own = areas.filter(|_| self.sentence.is(from, &WITHIN)).find(is_next);
        own.map_or(from, |own| own.end + usize::from(self.sentence.is(own.end, &["area"])))
    }

    /// Whether the sentence says that it is not all: "by no means are all actions complete", "far from all".
    pub(super) fn is_not_all(&self) -> bool {
        let tokens = &self.sentence.tokens[..self.number.at];
        let ends = |words: &[&str]| {
            let last = tokens.iter().rev().zip(words.iter().rev());
            tokens.len() >= words.len() && last.clone().all(|(token, word)| token.is(&[*word]))
        };
        let verbs = ["are", "were", "have", "had"];
        ends(&["not"])
            || ends(&["far", "from"])
            || ends(&["hardly"])
            || verbs.iter().any(|verb| ends(&["no", "means", verb]))
    }

    /// Whether the sentence opens with a place that its numbers are of.
    pub(super) fn is_of_place(&self) -> bool {
        let tokens = &self.sentence.tokens;
        tokens[0].is(&["at", "in", "for", "on", "within"])
            && tokens[..self.number.at].iter().any(|token| token.apart)
    }
}
