//! Who is said to lead an action: "the Head of People, who leads on this", "that action, led by the Head of Protection".
//!
//! In comes a sentence and the actions that it names; out come the posts of the plan in it that lead another action.

use super::{About, Record, Records};
use crate::check::claims::facts::{Phrase, phrase};
use crate::check::claims::{Claim, Data};

/// Words with which a post before them leads, and a post behind them does.
const LEADS: [&str; 6] = ["leads", "leading", "led", "runs", "oversees", "responsible"];
const LED_BY: [&str; 3] = ["led", "run", "overseen"];
/// Words between a post and one of these.
const BETWEEN: [&str; 7] = ["who", "which", "is", "has", "who", "now", "still"];

/// The posts in a sentence that do not lead what they are said to lead.
pub(super) fn check(records: &Records<'_>, about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let leads = tokens.iter().position(|token| token.is(&LEADS) || token.is(&LED_BY));
    let Some(leads) = leads else { return Vec::new() };
    let by =
        (leads + 1..tokens.len()).find(|at| tokens[*at].is(&["by"])).filter(|by| *by == leads + 1);
    let posts = records.posts();
    let post = match by {
        Some(by) => {
            let from = by + 1 + usize::from(sentence.is(by + 1, &["the", "our", "its"]));
            posts
                .iter()
                .filter(|post| sentence.says(from, post))
                .max_by_key(|post| post.len())
                .map(|post| (from, post))
        }
        None => {
            let mut end = leads;
            while end > 0 && tokens[end - 1].is(&BETWEEN) {
                end -= 1;
            }
            let starts = posts.iter().filter_map(|post| Some((end.checked_sub(post.len())?, post)));
            starts
                .filter(|(from, post)| sentence.says(*from, post))
                .max_by_key(|(_, post)| post.len())
        }
    };
    let Some((from, post)) = post else { return Vec::new() };
    let after = about.actions().find(|(mention, _)| by.is_none() && mention.start > leads);
    let doing = match after {
        Some((mention, doing)) => mention.sure.then_some(doing),
        None => about.action_at(from),
    };
    // An action that is only spoken of last is meant where the sentence points to it: "leads on this".
    let pointed = tokens[leads..].iter().any(|token| token.is(&["this", "it", "that"]));
    let doing =
        doing.or_else(|| about.last.action.filter(|_| pointed && about.actions().next().is_none()));
    let Some(doing) = doing.filter(|_| sentence.is_typed(from..from + post.len())) else {
        return Vec::new();
    };
    let own = [Some(&doing.action.lead), doing.action.accountable.as_ref()];
    if own.into_iter().flatten().any(|own| phrase(&own.value) == *post) {
        return Vec::new();
    }
    let lead = &doing.action.lead;
    let message = format!(
        "`{}`: by the data, action {} is led by {}",
        sentence.written(from, from + post.len() - 1),
        doing.state.id,
        lead.value
    );
    let range = tokens[from].range.start..tokens[from + post.len() - 1].range.end;
    let expression = Some(format!("{}.action(\"{}\").lead", doing.plan.name, doing.state.id));
    vec![Claim { range, message, data: Some(Data { expression, words: false, place: lead.place }) }]
}

impl Records<'_> {
    /// The posts that lead actions or answer for them.
    fn posts(&self) -> Vec<Phrase> {
        let actions = self.all.iter().filter_map(|own| match own.of {
            Record::Action(doing) => Some(doing.action),
            Record::Measure(_) => None,
        });
        let posts = actions.flat_map(|action| [Some(&action.lead), action.accountable.as_ref()]);
        let mut posts: Vec<_> = posts.flatten().map(|post| phrase(&post.value)).collect();
        posts.sort();
        posts.dedup();
        posts
    }
}
