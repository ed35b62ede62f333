//! Checks what is said of a risk to a plan: "the risk of vacant posts is rated low", "the risk that the link is late,
//! which is owned by the Head of Digital", "the risk of delay has fallen".
//!
//! In comes a sentence with the word "risk"; out come ratings, likelihoods, impacts, owners and directions that the data
//! do not have of the one risk that its words name. A clause with "that" has verbs of its own, so what follows it counts
//! only where a word such as "rated" says so.

use std::ops::Range;

use super::Claim;
use super::facts::{Facts, Phrase, phrase};
use super::verbs::{Way, way};
use crate::check::gist::{stem, stems};
use crate::check::reading::{Sentence, Token};
use crate::derive::plan::RiskState;
use crate::diag::Place;
use crate::model::plan::Grade;

/// Words for a risk.
const RISK: [&str; 2] = ["risk", "risks"];
/// Words between a risk and what is said of it; those for how it is now; and verbs that rate it.
const LINKS: [&str; 14] = [
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "been",
    "remains",
    "now",
    "still",
    "currently",
    "as",
    "at",
    "again",
];
const PRESENT: [&str; 6] = ["is", "are", "remains", "now", "still", "currently"];
const RATED: [&str; 7] = ["rated", "scored", "assessed", "judged", "graded", "classed", "ranked"];
/// The grades, in words.
const GRADES: [(&str, Grade); 3] =
    [("low", Grade::Low), ("medium", Grade::Medium), ("high", Grade::High)];
/// Words that may follow what is said.
const ENDS: [&str; 10] =
    ["and", "but", "overall", "because", "since", "although", "while", "so", "again", "slightly"];
/// Words of a sentence about a risk at another time, before what is done about it, or about none.
const OTHERS: [&str; 23] = [
    "before",
    "inherent",
    "gross",
    "unmitigated",
    "initially",
    "originally",
    "until",
    "would",
    "could",
    "should",
    "may",
    "might",
    "will",
    "if",
    "without",
    "not",
    "never",
    "next",
    "another",
    "other",
    "elsewhere",
    "neighbouring",
    "previous",
];
/// How many words that no other risk has must name one.
const ENOUGH: usize = 2;

/// The risks of the only plan of a paper.
#[derive(Default)]
pub(super) struct Risks<'f> {
    all: Vec<Named<'f>>,
    /// Whoever may own one.
    owners: Vec<Phrase>,
}

/// A risk with the stems of its words that no other risk has.
struct Named<'f> {
    risk: &'f RiskState,
    place: Place,
    stems: Vec<String>,
    /// The stems of the first clause of its text.
    clause: Vec<String>,
    owner: Option<Phrase>,
}

impl<'f> Risks<'f> {
    /// Collects the risks of a paper’s only plan.
    pub(super) fn of(facts: &'f Facts<'_>) -> Self {
        let plan = facts.only_plan();
        let risks = plan.iter().flat_map(|plan| &plan.figures.risks);
        let place = |risk: &RiskState| {
            let mut own = plan?.planned.plan.risk.iter();
            own.find(|one| one.risk.value == risk.risk).map(|one| one.risk.place)
        };
        let risks: Vec<_> = risks.filter_map(|risk| Some((risk, place(risk)?))).collect();
        let words: Vec<Vec<String>> = risks.iter().map(|(risk, _)| stems(&risk.risk)).collect();
        let is_own = |n: usize, stem: &String| {
            !words.iter().enumerate().any(|(other, all)| other != n && all.contains(stem))
        };
        let named = risks.iter().enumerate().map(|(n, (risk, place))| Named {
            risk,
            place: *place,
            stems: words[n].iter().filter(|stem| is_own(n, stem)).cloned().collect(),
            clause: stems(risk.risk.split(',').next().unwrap_or_default()),
            owner: risk.owner.as_ref().map(|owner| phrase(owner)),
        });
        let all: Vec<_> = named.collect();
        let owners = all.iter().filter_map(|one| one.owner.clone());
        let owners = owners.chain(facts.posts.iter().cloned()).collect();
        Self { all, owners }
    }

    /// Reports what a sentence says of a risk that the data contradict.
    pub(super) fn check(&self, sentence: &Sentence<'_, '_>) -> Option<Claim> {
        let tokens = &sentence.tokens;
        if let Some(claim) = self.likely(sentence) {
            return Some(claim);
        }
        let is_risk = |at: &usize| tokens[*at].is(&RISK);
        let risk = (0..tokens.len()).find(is_risk).filter(|_| !self.all.is_empty())?;
        let is_other = |token: &Token| token.is(&OTHERS) || token.gives_day();
        if (risk + 1..tokens.len()).any(|at| is_risk(&at)) || tokens.iter().any(is_other) {
            return None;
        }
        (risk + 2..tokens.len()).find_map(|at| {
            let named = self.named(&tokens[risk + 1..at])?;
            let of = sentence.is(risk + 1, &["of"]);
            let said = named.rated(sentence, at, of).or_else(|| named.graded(sentence, at));
            // "The risk that prices rise has eased": behind the whole clause, the verb is that of the risk.
            let is_its = of || named.is_told(&tokens[risk + 1..at]);
            let moved = || named.moved(sentence, at).filter(|_| is_its);
            let (said, says) = said.or_else(moved).or_else(|| self.owned(named, sentence, at))?;
            let claim = || Claim::of(sentence, said.clone(), &says, named.place);
            sentence.is_typed(said.clone()).then(claim)
        })
    }

    /// The grade that a sentence gives to the likelihood or the impact of a risk, if it has another: "the likelihood of
    /// delay is low", "we rate the impact of delay as medium".
    fn likely(&self, sentence: &Sentence<'_, '_>) -> Option<Claim> {
        let tokens = &sentence.tokens;
        let at = tokens.iter().position(|token| token.is(&["likelihood", "impact"]))?;
        let last = (at + 1..tokens.len()).find(|at| grade(&tokens[*at]).is_some())?;
        let links = tokens[..last].iter().rev().take_while(|one| one.is(&LINKS) || one.is(&RATED));
        let from = last - links.count();
        let is_other = |token: &Token| {
            token.is(&OTHERS) || token.is(&["was", "were", "had"]) || token.gives_day()
        };
        let of = sentence.is(at + 1, &["of", "that"]) && at + 2 < from && from < last;
        let named = self.named(&tokens[at + 2..from.max(at + 2)]).filter(|_| of)?;
        let (what, own) = if tokens[at].is(&["impact"]) {
            ("impact", named.risk.impact)
        } else {
            ("likelihood", named.risk.likelihood)
        };
        let says = format!("the {what} of this risk is {}", word(own));
        let is_wrong = grade(&tokens[last])? != own && ends(tokens, last + 1);
        let is_plain = !tokens.iter().any(is_other) && sentence.is_typed(from..last + 1);
        let claim = || Claim::of(sentence, from..last + 1, &says, named.place);
        (is_wrong && is_plain).then(claim)
    }

    /// The one risk that some words name.
    fn named(&self, words: &[Token]) -> Option<&Named<'f>> {
        let said: Vec<String> = words.iter().filter_map(|token| stem(&token.word)).collect();
        let count = |one: &Named<'_>| one.stems.iter().filter(|own| said.contains(own)).count();
        let mut named = self.all.iter().filter(|one| count(one) >= ENOUGH.min(one.stems.len()));
        named.next().filter(|one| named.next().is_none() && count(one) > 0)
    }

    /// The owner that a risk is said to have at a token, if it has another.
    fn owned(
        &self,
        named: &Named<'_>,
        sentence: &Sentence<'_, '_>,
        at: usize,
    ) -> Option<(Range<usize>, String)> {
        let is_owned = sentence.is(at, &["owned"]) && sentence.is(at + 1, &["by"]);
        let from = at + 2 + usize::from(sentence.is(at + 2, &["the", "our"]));
        let own = named.owner.as_ref().filter(|_| is_owned)?;
        let said = self.owners.iter().filter(|owner| sentence.says(from, owner));
        let said = said.max_by_key(|owner| owner.len()).filter(|said| *said != own)?;
        let owner = named.risk.owner.as_deref().unwrap_or_default();
        Some((from..from + said.len(), format!("this risk is owned by {owner}")))
    }
}

impl Named<'_> {
    /// Whether some words have all that the first clause of its text has.
    fn is_told(&self, words: &[Token]) -> bool {
        let said: Vec<String> = words.iter().filter_map(|token| stem(&token.word)).collect();
        self.clause.len() >= ENOUGH && self.clause.iter().all(|own| said.contains(own))
    }

    /// The rating that the risk is said to have by the words at a token, if it has another. `of` says whether nothing
    /// but a rating can be meant without a verb that rates.
    fn rated(
        &self,
        sentence: &Sentence<'_, '_>,
        at: usize,
        of: bool,
    ) -> Option<(Range<usize>, String)> {
        let tokens = &sentence.tokens;
        let is_link = |token: &&Token| token.is(&LINKS) || token.is(&RATED);
        let links = tokens[at..].iter().take_while(is_link).count();
        let said = at + links;
        let is_rated = tokens[at..said].iter().any(|token| token.is(&RATED));
        let grade = grade(tokens.get(said)?).filter(|_| links > 0 && (of || is_rated))?;
        let is_now = tokens[at..said].iter().any(|token| token.is(&PRESENT));
        let was = [Some(self.risk.rating), self.risk.before].into_iter().flatten();
        let is_known = is_now || self.risk.before.is_some();
        let is_so =
            if is_now { grade == self.risk.rating } else { was.clone().any(|one| one == grade) };
        let says = format!("this risk is rated {}", word(self.risk.rating));
        (is_known && !is_so && ends(tokens, said + 1)).then_some((at..said + 1, says))
    }

    /// The likelihood or impact that the risk is said to have at a token, if it has another: "a high likelihood".
    fn graded(&self, sentence: &Sentence<'_, '_>, at: usize) -> Option<(Range<usize>, String)> {
        let tokens = &sentence.tokens;
        let said = grade(&tokens[at])?;
        let (what, own) = match tokens.get(at + 1)? {
            likely if likely.is(&["likelihood"]) => ("likelihood", self.risk.likelihood),
            serious if serious.is(&["impact"]) => ("impact", self.risk.impact),
            _ => return None,
        };
        let says = format!("the {what} of this risk is {}", word(own));
        (said != own && ends(tokens, at + 2)).then_some((at..at + 2, says))
    }

    /// The way that the risk is said to have gone at a token, if it went another.
    fn moved(&self, sentence: &Sentence<'_, '_>, at: usize) -> Option<(Range<usize>, String)> {
        let tokens = &sentence.tokens;
        let moved = self.risk.moved.filter(|_| tokens[at - 1].is(&["has", "have", "is"]))?;
        let (said, end) = match way(tokens, at) {
            Some((Way::Up | Way::Worse, end)) => (1, end),
            Some((Way::Down | Way::Better, end)) => (-1, end),
            None if tokens[at].is(&["unchanged"]) => (0, at + 1),
            None => return None,
        };
        let says = match moved {
            1.. => "this risk has risen",
            0 => "this risk is as it was before",
            _ => "this risk has fallen",
        };
        (said != moved && ends(tokens, end)).then(|| (at..end, says.to_owned()))
    }
}

/// The grade that a token says.
fn grade(token: &Token) -> Option<Grade> {
    GRADES.iter().find(|(word, _)| token.is(&[*word])).map(|(_, grade)| *grade)
}

/// The word for a grade.
fn word(grade: Grade) -> &'static str {
    GRADES.iter().find(|(_, own)| *own == grade).map_or("", |(word, _)| *word)
}

/// Whether what is said ends at a token.
fn ends(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_none_or(|next| next.apart || next.is(&ENDS))
}
