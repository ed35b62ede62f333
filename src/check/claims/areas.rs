//! Checks areas of a plan by the status of their actions: "X is the only area in which no action has been completed",
//! "two of the six areas, X and Y, have yet to complete anything", "every area has at least one completed action".
//!
//! In comes a sentence; out come the areas that it names and the numbers of areas that it gives where the data
//! disagree.

use std::ops::Range;

use super::Claim;
use super::about::stems;
use super::facts::{Facts, PlanOf, status_at};
use super::times::is_of_now;
use crate::check::gist;
use crate::check::reading::{Sentence, What};
use crate::derive::plan::AreaFigures;
use crate::model::plan::Status;

/// Verbs between areas and what is said of them, and words that begin another clause.
const VERBS: [&str; 7] = ["is", "are", "was", "were", "has", "have", "had"];
const CLAUSE: [&str; 5] = ["but", "though", "although", "while", "whereas"];
/// Words, besides these verbs, that begin what is said of areas.
const OPENS: [&str; 7] = ["in", "where", "with", "without", "that", "which", "whose"];
/// Words for none.
const NONE: [&str; 4] = ["no", "nothing", "none", "without"];
/// The most words in what is said of areas.
const REACH: usize = 12;

/// What is said of an area: how many of its actions have a status.
#[derive(Clone, Copy)]
struct Said {
    status: Status,
    many: Many,
}

/// A quantity of actions or areas.
#[derive(Clone, Copy)]
enum Many {
    Exactly(i64),
    AtLeast(i64),
    All,
}

impl Said {
    /// Whether the statement is true of an area.
    fn is_of(self, area: &AreaFigures) -> bool {
        let count = area.progress.get(self.status).count;
        let is = |many: i64| i64::try_from(count).is_ok_and(|count| count == many);
        match self.many {
            Many::Exactly(many) => is(many),
            Many::AtLeast(many) => i64::try_from(count).is_ok_and(|count| count >= many),
            Many::All => count == area.total && count > 0,
        }
    }

    /// Reads a statement from a token to the end of its clause; `None` if it is not about how many actions have a
    /// status. A sentence that opens with its areas needs no word between: "in two areas an action is behind".
    fn from(sentence: &Sentence<'_, '_>, from: usize, opens: bool) -> Option<Self> {
        let tokens = &sentence.tokens;
        tokens.get(from).filter(|first| opens || first.is(&OPENS) || first.is(&VERBS))?;
        let last = tokens.len().min(from + REACH);
        let end = (from + 1..last).find(|at| tokens[*at].apart).unwrap_or(last);
        let is = |words: &[&str]| (from..end).find(|at| tokens[*at].is(words));
        let (status, _) = (from..end).find_map(|at| status_at(sentence, at))?;
        is(&["action", "actions", "nothing", "anything"])?;
        let number = (from..end).find_map(|at| Some((at, tokens[at].count()?)));
        let not = is(&["not", "yet", "nor", "never"]).is_some();
        let some = is(&["any", "anything", "a", "an", "single"]).is_some();
        let many = match number {
            _ if is(&NONE).is_some() => Many::Exactly(0),
            _ if not && some => Many::Exactly(0),
            _ if not => return None,
            _ if is(&["all", "every", "each"]).is_some() => Many::All,
            Some((at, many)) if sentence.is(at.wrapping_sub(1), &["least"]) => Many::AtLeast(many),
            Some((at, many)) if sentence.is(at.wrapping_sub(1), &["than"]) => {
                Many::AtLeast(many + 1)
            }
            Some((_, many)) => Many::Exactly(many),
            None if some => Many::AtLeast(1),
            None => return None,
        };
        Some(Self { status, many })
    }
}

/// The areas that a sentence names or counts, and what it says of them.
struct Set {
    said: Said,
    /// The tokens that name the areas, if any do.
    names: Option<Range<usize>>,
    /// The token that counts the areas, and the count.
    count: Option<(usize, Many)>,
    /// Whether the sentence says that it is true of no other area.
    only: bool,
}

/// Reports the areas in a sentence for which the data contradict it.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let Some(plan) = facts.only_plan() else { return Vec::new() };
    let opens = facts.areas_in(sentence).into_iter().find(|(_, own)| own.start == 0);
    let speaks = sentence.tokens.iter().any(|token| token.is(&["area", "areas", "only", "sole"]));
    let speaks = speaks || opens.is_some();
    if !speaks || !is_of_now(facts, sentence, true) {
        return Vec::new();
    }
    let opens = opens.and_then(|(_, own)| Set::of_one(sentence, own));
    sets(sentence).into_iter().chain(opens).filter_map(|set| set.claim(plan, sentence)).collect()
}

/// The sets of areas in a sentence.
fn sets(sentence: &Sentence<'_, '_>) -> Vec<Set> {
    let tokens = &sentence.tokens;
    // "The one area" is the only one.
    let is_only = |at: &usize| {
        let one = tokens[*at].count() == Some(1) && sentence.is(at + 1, &["area"]);
        tokens[*at].is(&["only", "sole"]) || one && tokens[*at - 1].is(&["the"])
    };
    let only = (1..tokens.len()).filter(is_only).filter_map(|at| {
        let noun = at + 1 + usize::from(tokens.get(at + 1)?.count().is_some_and(|many| many > 1));
        let is_noun = sentence.is(noun, &["area", "areas", "one", "ones"])
            || tokens.get(noun)?.count() == Some(1);
        let said = Said::from(sentence, noun + 1, false).filter(|_| is_noun)?;
        let verb = at.checked_sub(2).filter(|_| tokens[at - 1].is(&["the"]))?;
        let verb = (verb.saturating_sub(2)..=verb).rev().find(|at| tokens[*at].is(&VERBS))?;
        let start = (0..verb).rev().find(|at| tokens[*at].is(&CLAUSE)).map_or(0, |at| at + 1);
        Some(Set { said, names: Some(start..verb), count: None, only: true })
    });
    let counted =
        (1..tokens.len()).filter(|at| tokens[*at].is(&["area", "areas"])).filter_map(|noun| {
            let of = (noun.saturating_sub(4)..noun).rev().find(|at| tokens[*at].is(&["of"]));
            let at = of.unwrap_or(noun).checked_sub(1)?;
            let many = match tokens[at].count() {
                Some(many) => Many::Exactly(many),
                None if tokens[at].is(&["no", "none"]) => Many::Exactly(0),
                None if tokens[at].is(&["every", "each", "all"]) => Many::All,
                None => return None,
            };
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            let sure = before.is_none_or(|before| {
                !before.is(&["not", "the", "than", "least", "but", "other", "in"])
                    || before.is(&["in"]) && at == 1
            });
            let sure = sure && !(sentence.is(at.wrapping_sub(2), &["the"]) && at > 1);
            let listed = tokens.get(noun + 1)?.apart.then(|| {
                (noun + 1..tokens.len()).find(|at| tokens[*at].apart && tokens[*at].is(&VERBS))
            });
            let names = listed.flatten().map(|end| noun + 1..end);
            let from = names.as_ref().map_or(noun + 1, |names| names.end);
            if names.is_none() && tokens[noun + 1].apart {
                return None;
            }
            let is_other = sentence.is(noun + 1, &["for", "that", "of", "to"]);
            let said = Said::from(sentence, from, sentence.is(0, &["in"]) && at == 1)
                .filter(|_| sure && !is_other)?;
            Some(Set { said, names, count: Some((at, many)), only: false })
        });
    only.chain(counted).collect()
}

impl Set {
    /// Reads what is said of the one area that opens a sentence: "Supervision has no completed action".
    fn of_one(sentence: &Sentence<'_, '_>, names: Range<usize>) -> Option<Self> {
        let verb = names.end + usize::from(sentence.is(names.end, &["area"]));
        let is_verb = sentence.is(verb, &VERBS) && !sentence.tokens[verb].apart;
        let said = Said::from(sentence, verb, false).filter(|_| is_verb)?;
        Some(Self { said, names: Some(names), count: None, only: false })
    }

    /// The claim that the data contradict the statement, if they do.
    fn claim(&self, plan: &PlanOf<'_>, sentence: &Sentence<'_, '_>) -> Option<Claim> {
        let areas = &plan.figures.areas;
        let so: Vec<&AreaFigures> = areas.iter().filter(|area| self.said.is_of(area)).collect();
        let is_so = |area: &AreaFigures| so.iter().any(|one| one.id == area.id);
        let names = self.names.clone().map(|names| (named(areas, sentence, &names), names));
        let wrong = match (&names, self.count) {
            (Some((named, names)), _) if !named.is_empty() => {
                let all = !self.only || named.len() == so.len();
                (!all || !named.iter().all(|area| is_so(area))).then(|| names.clone())
            }
            _ => None,
        };
        let count = self.count.filter(|(_, many)| match many {
            Many::All => so.len() != areas.len(),
            Many::Exactly(many) | Many::AtLeast(many) => {
                i64::try_from(so.len()).ok() != Some(*many)
            }
        });
        let range = wrong.or(count.map(|(at, _)| at..at + 1))?;
        let titles: Vec<_> = so.iter().map(|area| format!("“{}”", area.title)).collect();
        let of = match titles.as_slice() {
            [] => "no area".to_owned(),
            titles if titles.len() == areas.len() => "every area".to_owned(),
            titles => titles.join(" and "),
        };
        let place = plan.planned.plan.area.first()?.place;
        let says = format!("this is so of {of}");
        sentence.is_typed(range.clone()).then(|| Claim::of(sentence, range, &says, place))
    }
}

/// The areas that tokens name, each by a word that only its title has; empty if a word is in no title.
pub(super) fn named<'a>(
    areas: &'a [AreaFigures],
    sentence: &Sentence<'_, '_>,
    names: &Range<usize>,
) -> Vec<&'a AreaFigures> {
    let words = || sentence.tokens[names.clone()].iter().filter(|token| token.what == What::Word);
    let titles: Vec<_> = areas.iter().map(|area| stems(&area.title)).collect();
    let is_known = |word: &str| {
        stems(word).iter().all(|stem| titles.iter().any(|title| title.contains(stem)))
            || gist::stem(word).is_none()
            || word == "therefore"
    };
    if !words().all(|token| is_known(&token.word)) {
        return Vec::new();
    }
    let said: Vec<String> = words().flat_map(|token| stems(&token.word)).collect();
    let found = areas.iter().zip(&titles).filter(|(_, title)| {
        let own = |stem: &&String| titles.iter().filter(|title| title.contains(stem)).count() == 1;
        title.iter().filter(own).any(|stem| said.contains(stem))
    });
    found.map(|(area, _)| area).collect()
}
