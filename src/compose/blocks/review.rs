//! Makes the blocks of a review that prose can ask for besides its figures: its own, and all those of its plan as it
//! was on the day of the review.

use minijinja::value::{Kwargs, from_args};
use minijinja::{Error, Value, context};

use super::cells::{bullets, written};
use super::changes::{movement_matrix, movement_table};
use super::spare::with_key;
use super::terms::{Terms, none};
use super::timeline::{Event, milestones_of, timeline};
use super::{blocks, plan};
use crate::derive::review::{Figures, Reviewed};
use crate::document::Block;
use crate::language::Wording;
use crate::read::Line;

/// The methods of a review beyond those of its plan, by their names in prose.
pub(super) const NAMES: [&str; 3] = ["conclusions_list", "encouraged_list", "focus_list"];

/// The value of a method; `None` for an unknown method. `conclusions_list()`, `encouraged_list()` and `focus_list()`
/// list what the reviewers said and take no arguments; the rest are tables and take `caption`.
pub(super) fn method(
    wording: &Wording,
    reviewed: &Reviewed,
    figures: &Figures,
    method: &str,
    arguments: &[Value],
) -> Result<Option<Value>, Error> {
    let review = &reviewed.review;
    let said = match method {
        "conclusions_list" => Some(("conclusions-heading", &review.conclusions)),
        "encouraged_list" => Some(("encouraged-caption", &review.encouraged)),
        "focus_list" => Some(("focus-caption", &review.focus_next)),
        _ => None,
    };
    if let Some((called, said)) = said {
        let () = from_args(arguments)?;
        return Ok(Some(blocks(vec![list(wording, called, said)])));
    }
    let terms = Terms { wording, scale: &reviewed.planned.scale };
    let make: &dyn Fn(Option<String>) -> Vec<Block> = match method {
        "movement_table" => &|caption| vec![movement_table(terms, &figures.movement, caption)],
        "movement_matrix" => &|caption| vec![movement_matrix(terms, &figures.movement, caption)],
        "timeline" => &|caption| timeline(wording, events(wording, reviewed), caption),
        _ => return plan::method(wording, &reviewed.planned, &figures.plan, method, arguments),
    };
    let (options,): (Kwargs,) = from_args(arguments)?;
    let caption = options.get("caption")?;
    options.assert_all_used()?;
    Ok(Some(blocks(with_key(method, terms, make(caption)))))
}

/// A list of what the reviewers said; a sentence where they said nothing.
fn list(wording: &Wording, called: &str, said: &[Line]) -> Block {
    if said.is_empty() {
        return none(wording, &wording.word(called));
    }
    bullets("•", said.iter().map(written))
}

/// The events of a plan up to its review, the review's own, and the next review.
pub(in crate::compose) fn events(wording: &Wording, reviewed: &Reviewed) -> Vec<Event> {
    let review = &reviewed.review;
    let mut events = milestones_of(wording, &reviewed.planned, review.held.value);
    // A review held by inspectors is among their visits already.
    let (held, name) = (review.held.value, &review.name.value);
    if !events.iter().any(|one| one.on == held && one.what.to_lowercase() == name.to_lowercase()) {
        events.push(Event { on: held, what: name.clone() });
    }
    if let Some(letter) = review.letter {
        let what = wording.say("event-letter", context! { review => &review.name.value });
        events.push(Event { on: letter.value, what });
    }
    if let Some(next) = review.next {
        events.push(Event { on: next.value, what: wording.word("next-review") });
    }
    events
}
