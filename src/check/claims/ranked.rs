//! Checks which area or post has the most or the fewest actions: "Culture has the most completed actions of the four
//! areas", "the Head of People leads the most actions", "Supervision has the fewest actions behind, with two".
//!
//! In comes a sentence that says so of one area or post; out comes the claim that another has more, or fewer, or that the
//! number given behind "with" is another.

use super::Claim;
use super::areas::named;
use super::facts::{Facts, Phrase, PlanOf, phrase, status_at};
use super::times::is_of_now;
use crate::check::reading::Sentence;
use crate::derive::action::ActionState;
use crate::diag::Place;
use crate::model::plan::Status;

/// Words between an area or post and what it has.
const HAS: [&str; 5] = ["has", "have", "leads", "lead", "still"];
/// Words between actions and their status.
const THAT: [&str; 4] = ["that", "which", "are", "still"];
/// Words that may follow what is said.
const ENDS: [&str; 3] = ["of", "with", "and"];

/// Actions that are counted: those of one status, or those that are not complete, or all.
#[derive(Clone, Copy)]
enum Such {
    All,
    Open,
    Of(Status),
}

impl Such {
    /// Whether an action is one of them.
    fn has(self, action: &ActionState) -> bool {
        match self {
            Self::All => true,
            Self::Open => action.status != Status::Complete,
            Self::Of(status) => action.status == status,
        }
    }
}

/// Reports an area or post that does not have the most, or the fewest, of some actions.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let end = tokens.iter().position(|token| token.is(&["most", "fewest"]))?;
    let plan = facts.only_plan()?;
    let most = tokens[end].is(&["most"]);
    let the = end.checked_sub(1).filter(|the| tokens[*the].is(&["the"]))?;
    let (such, behind) = such(sentence, end + 1)?;
    let has = tokens[..the].iter().rev().take_while(|token| token.is(&HAS)).count();
    let ends = tokens.get(behind).is_none_or(|next| next.apart || next.is(&ENDS));
    let is_sure = has > 0 && ends && is_of_now(facts, sentence, true);
    let is_denied = tokens.iter().any(|token| token.is(&["not", "no", "never", "or", "if", "but"]));
    if !is_sure || is_denied || !sentence.is_typed(0..behind) {
        return None;
    }
    let subject = the - has;
    let counts = by_area(plan, sentence, subject, such)
        .or_else(|| by_post(facts, plan, sentence, subject, such))?;
    let best = counts.all.iter().map(|(_, count)| *count);
    let best = if most { best.max() } else { best.min() }?;
    let own = *counts.own.iter().find(|own| **own == best).or(counts.own.first())?;
    let said = sentence.is(behind, &["with"]).then(|| tokens.get(behind + 1)?.count()).flatten();
    let with = (behind..tokens.len()).find(|at| tokens[*at].is(&["with"]));
    let said = said.or_else(|| {
        let at = with? + 1;
        let is_last = tokens.get(at + 1).is_none_or(|next| next.apart);
        tokens.get(at)?.count().filter(|_| is_last)
    });
    let is_other = said.is_some_and(|said| i64::try_from(own).ok() != Some(said));
    if own == best && !is_other {
        return None;
    }
    let holder = counts.all.iter().find(|(_, count)| *count == best)?;
    let says = match own == best {
        true => format!("there it is {own}"),
        false => format!("there it is {own}, and {best} for {}", holder.0),
    };
    Some(Claim::of(sentence, 0..behind, &says, counts.place))
}

/// How many actions one area or post has, and each of them.
struct Counts {
    /// The counts that may be meant of the one that the sentence names.
    own: Vec<usize>,
    all: Vec<(String, usize)>,
    place: Place,
}

/// Which actions the words at a token mean, and the token after them: "completed actions", "actions behind".
fn such(sentence: &Sentence<'_, '_>, at: usize) -> Option<(Such, usize)> {
    let open = |at: usize| sentence.is(at, &["open", "outstanding"]);
    let before = status_at(sentence, at);
    let actions = at + before.map_or(usize::from(open(at)), |(_, length)| length);
    if !sentence.is(actions, &["actions"]) {
        return None;
    }
    let end = actions + 1;
    if let Some((status, _)) = before {
        return Some((Such::Of(status), end));
    }
    if open(at) {
        return Some((Such::Open, end));
    }
    let that = sentence.tokens[end..].iter().take_while(|token| token.is(&THAT)).count();
    Some(match status_at(sentence, end + that) {
        Some((status, length)) => (Such::Of(status), end + that + length),
        None if open(end + that) => (Such::Open, end + that + 1),
        None => (Such::All, end),
    })
}

/// The counts of each area, if the words up to a token name one.
fn by_area(
    plan: &PlanOf<'_>,
    sentence: &Sentence<'_, '_>,
    end: usize,
    such: Such,
) -> Option<Counts> {
    let areas = &plan.figures.areas;
    let named = named(areas, sentence, &(0..end));
    let [own] = named.as_slice() else { return None };
    let count = |actions: &[ActionState]| actions.iter().filter(|one| such.has(one)).count();
    let all = areas.iter().map(|area| (format!("“{}”", area.title), count(&area.actions)));
    let place = plan.planned.plan.area.first()?.place;
    Some(Counts { own: vec![count(&own.actions)], all: all.collect(), place })
}

/// The counts of each post that leads actions, if the words up to a token name one.
fn by_post(
    facts: &Facts<'_>,
    plan: &PlanOf<'_>,
    sentence: &Sentence<'_, '_>,
    end: usize,
    such: Such,
) -> Option<Counts> {
    let posts = facts.posts_in(sentence);
    let (post, own) = posts.first().filter(|(_, own)| own.end == end && own.start <= 1)?;
    let name: &Phrase = &facts.posts[*post];
    let actions = || plan.figures.actions().filter(|action| such.has(action));
    let mut all: Vec<(String, usize)> = Vec::new();
    for action in actions() {
        match all.iter_mut().find(|(lead, _)| *lead == action.lead) {
            Some((_, count)) => *count += 1,
            None => all.push((action.lead.clone(), 1)),
        }
    }
    let is_its = |own: &str| phrase(own) == *name;
    let leads = actions().filter(|action| is_its(&action.lead)).count();
    let answers = actions().filter(|action| action.accountable.as_deref().is_some_and(is_its));
    let place = plan.planned.plan.area.first()?.place;
    // Who answers for all of them leads none.
    let is_lead = leads > 0 || !own.is_empty() && answers.count() == 0;
    is_lead.then(|| Counts { own: vec![leads], all, place })
}
