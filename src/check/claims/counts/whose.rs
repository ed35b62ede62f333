//! Which of the things that the data count a number is of: some of them alone, those of a place, those of something else.
//!
//! In comes a number in its sentence; out comes whether words beside it say that it is not of all there are.

use super::{Held, Number, Token};

/// Verbs of a post that has actions, and how far behind it they may stand.
const LEADS: [&str; 4] = ["leads", "lead", "led", "has"];
const REACH: usize = 2;

impl Held<'_, '_, '_> {
    /// Whether words behind the number's noun say which of these are meant: "the two areas that must improve most".
    pub(super) fn is_restricted(&self) -> bool {
        let after = self.number.end + 1;
        let says = |at: usize, words: &[&str]| {
            self.sentence.tokens.get(at).is_some_and(|next| next.is(words) && !next.apart)
        };
        let which = ["that", "which", "who", "whose"];
        says(after, &which) || says(after, &["on", "in", "for"]) && says(after + 1, &which)
    }

    /// Whether these are said not to be something: "of the six actions that are not complete".
    pub(super) fn is_denied(&self) -> bool {
        self.is_restricted() && self.sentence.is(self.number.end + 3, &["not", "yet"])
    }

    /// Whether the thing is said to be that of something else than the data: "Governance has done three of its four
    /// actions", "the Monitoring Officer’s two actions".
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
        own || its && !self.names_data() && !self.spoken.named || self.is_of_post()
    }

    /// Whether a post is said to lead what is counted: "the Chief Accountant leads three actions", "two belong to the Chief
    /// Accountant".
    fn is_of_post(&self) -> bool {
        let (tokens, at) = (&self.sentence.tokens, self.number.at);
        self.facts.posts_in(self.sentence).into_iter().any(|(_, post)| {
            let mut behind = tokens[post.end..].iter().take(REACH);
            let before = tokens[..post.start].iter().rev().find(|one| !one.is(&["the", "our"]));
            post.end <= at && behind.any(|one| one.is(&LEADS))
                || post.start > at && before.is_some_and(|one| one.is(&["by", "to", "with"]))
        })
    }

    /// Whether the sentence begins with a place that its numbers are of.
    pub(super) fn is_of_place(&self) -> bool {
        let tokens = &self.sentence.tokens;
        tokens[0].is(&["at", "in", "for", "on", "within"])
            && tokens[..self.number.at].iter().any(|token| token.apart)
    }
}
