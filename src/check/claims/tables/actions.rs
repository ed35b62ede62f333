//! Checks columns of actions: who leads them, when they are due, begun and done, and their status.

use chrono::NaiveDate;

use super::subjects::Doing;
use super::{Known, Read, Words};
use crate::check::claims::about::stems;
use crate::check::claims::facts::{PlanOf, phrase, status_phrases};
use crate::check::reading::{Day, Token, What};
use crate::derive::plan::Figures;
use crate::diag::Place;
use crate::model::plan::Status;
use crate::read::date::{Date, in_words};

/// What columns are called.
const LEADS: [&str; 3] = ["lead", "leads", "led"];
const ANSWERS: [&str; 1] = ["accountable"];
const EITHER: [&str; 4] = ["owner", "owners", "responsible", "responsibility"];
const DUE: [&str; 3] = ["due", "deadline", "when"];
const DONE: [&str; 5] = ["completed", "complete", "finished", "done", "completion"];
const BEGUN: [&str; 5] = ["start", "started", "starts", "begun", "began"];
const STANDS: [&str; 6] = ["status", "rag", "rating", "progress", "position", "standing"];
/// What makes a due date the first one, or the one in force.
const FIRST: [&str; 4] = ["original", "originally", "first", "initial"];
const IN_FORCE: [&str; 5] = ["revised", "new", "now", "current", "latest"];
/// What makes a day one that is only looked for.
const LOOKED_FOR: [&str; 6] = ["expected", "planned", "target", "due", "estimated", "forecast"];
/// What makes a rating one of another time.
const ELSEWHEN: [&str; 6] = ["previous", "last", "before", "since", "change", "next"];

/// What the data have for an action under a heading.
pub(super) fn known(
    read: &Read<'_, '_>,
    doing: &Doing<'_>,
    head: &Words,
    cell: &Words,
) -> Option<Known> {
    let is = |words: &[&str]| head.has(words);
    match () {
        () if is(&LEADS) || is(&ANSWERS) || is(&EITHER) => post(read, doing, head, cell),
        () if is(&DUE) || head.phrase() == ["target", "date"] => due(doing, head, cell),
        () if is(&DONE) && !is(&LOOKED_FOR) => done(doing, cell),
        () if is(&BEGUN) => {
            let own = [doing.state.start, doing.state.started];
            let own: Vec<_> = own.into_iter().flatten().collect();
            let says = format!("is to start on {}", in_words(*own.first()?));
            days(doing, cell, &own, &says, None)
        }
        () if !is(&ELSEWHEN) && (is(&STANDS) || head.is_dated()) => stands(read, doing, head, cell),
        () => None,
    }
}

/// Checks a cell with the post that leads an action or answers for it.
fn post(read: &Read<'_, '_>, doing: &Doing<'_>, head: &Words, cell: &Words) -> Option<Known> {
    let lead = head.has(&LEADS) || head.has(&EITHER);
    let answers = head.has(&ANSWERS) || head.has(&EITHER);
    let own =
        [lead.then_some(&doing.action.lead), doing.action.accountable.as_ref().filter(|_| answers)];
    let own: Vec<_> = own.into_iter().flatten().collect();
    let first = own.first()?;
    let said = stems(&cell.said);
    let is_it = |own: &str| {
        let own = stems(own);
        own.iter().all(|stem| said.contains(stem)) || said.iter().all(|stem| own.contains(stem))
    };
    let right = own.iter().any(|own| is_it(&own.value));
    let (verb, key) =
        if lead { ("is led by", "lead") } else { ("is answered for by", "accountable") };
    // A cell that names no post of the plan may name a person or a team.
    (right || read.subjects.is_post(&cell.phrase())).then(|| Known {
        right,
        sure: true,
        says: format!("action {} {verb} {}", doing.state.id, first.value),
        expression: Some(doing.expression(key)),
        place: first.place,
    })
}

/// Checks a cell with a due date.
fn due(doing: &Doing<'_>, head: &Words, cell: &Words) -> Option<Known> {
    let state = doing.state;
    let moved = doing.action.update.iter().filter_map(|update| update.due).map(|due| due.value);
    let own: Vec<Date> = match () {
        () if head.has(&FIRST) => vec![state.first_due],
        () if head.has(&IN_FORCE) => vec![state.due],
        () => [state.due, state.first_due].into_iter().chain(moved).collect(),
    };
    let first = own.first()?;
    let expression = (*first == state.due).then(|| doing.expression("due") + " | date");
    days(doing, cell, &own, &format!("is due on {}", in_words(*first)), expression)
}

/// Checks a cell with the day of completion, or with yes or no.
fn done(doing: &Doing<'_>, cell: &Words) -> Option<Known> {
    let state = doing.state;
    if let Some(is) = cell.yes_or_no() {
        let is_done = state.status == Status::Complete;
        let not = if is_done { "" } else { "not " };
        return Some(Known {
            right: is == is_done,
            sure: false,
            says: format!("action {} is {not}complete", state.id),
            expression: None,
            place: doing.action.place,
        });
    }
    let own: Vec<Date> = state.completed.into_iter().collect();
    let says = match own.first() {
        Some(day) => format!("was completed on {}", in_words(*day)),
        None => "is not complete".to_owned(),
    };
    let expression = own.first().map(|_| doing.expression("completed") + " | date");
    days(doing, cell, &own, &says, expression)
}

/// Checks a cell whose days must all be among `own`; `None` if it gives no day.
fn days(
    doing: &Doing<'_>,
    cell: &Words,
    own: &[Date],
    says: &str,
    expression: Option<String>,
) -> Option<Known> {
    let said: Vec<Token> = cell.tokens.iter().filter_map(day).collect();
    let is_own = |day: &Token| own.iter().any(|own| day.is_day(own.0) == Some(true));
    let is_one = cell.tokens.len() == 1;
    (!said.is_empty()).then(|| Known {
        right: said.iter().all(is_own),
        sure: true,
        says: format!("action {} {says}", doing.state.id),
        expression: expression.filter(|_| is_one),
        place: doing.action.place,
    })
}

/// A token that gives a day, also in figures: "31/01/2027".
fn day(token: &Token) -> Option<Token> {
    if token.gives_day() {
        return Some(token.clone());
    }
    let patterns = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y"];
    let read = |pattern: &&str| NaiveDate::parse_from_str(&token.word, pattern).ok();
    let day = patterns.iter().find_map(read).filter(|_| token.what == What::Word)?;
    Some(Token { what: What::Day(Day { from: day, to: day, since: None }), ..token.clone() })
}

/// Checks a cell with a status, on the day of the heading or the table, or else of the paper.
fn stands(read: &Read<'_, '_>, doing: &Doing<'_>, head: &Words, cell: &Words) -> Option<Known> {
    let own = |figures: &Figures| {
        let mut all = figures.actions();
        Some(all.find(|action| action.id == doing.state.id)?.status)
    };
    let named = format!("action {}", doing.state.id);
    let expression = doing.expression("status_words");
    let place = doing.action.place;
    stood(read, doing.plan, head, cell, &own, &named, (expression, place))
}

/// Checks a cell with the status of the whole plan.
pub(super) fn overall(
    read: &Read<'_, '_>,
    plan: &PlanOf<'_>,
    head: &Words,
    cell: &Words,
) -> Option<Known> {
    if head.has(&ELSEWHEN) || !head.has(&STANDS) && !head.is_dated() {
        return None;
    }
    let own = |figures: &Figures| Some(figures.overall.as_ref()?.status);
    let place = plan.planned.plan.overall.first()?.on.place;
    let expression = format!("{}.overall.status_words", plan.name);
    let named = format!("the {} as a whole", plan.figures.short);
    stood(read, plan, head, cell, &own, &named, (expression, place))
}

/// How something stood by some figures, on the day that a table or its heading gives.
fn stood(
    read: &Read<'_, '_>,
    plan: &PlanOf<'_>,
    head: &Words,
    cell: &Words,
    own: &dyn Fn(&Figures) -> Option<Status>,
    named: &str,
    (expression, place): (String, Place),
) -> Option<Known> {
    let said = statuses(plan, cell)?;
    let day = [head, &read.caption].into_iter().flat_map(|words| &words.tokens).find_map(|token| {
        match token.what {
            What::Day(day) => Some(day),
            _ => None,
        }
    });
    let is_elsewhen = day.is_none() && (head.is_dated() || read.caption.is_dated());
    let known: Vec<Status> = match day {
        Some(day) => read.facts.figures_then(day).iter().filter_map(own).collect(),
        None => own(&plan.figures).into_iter().filter(|_| !is_elsewhen).collect(),
    };
    let words = |status: Status| status.word().replace('-', " ");
    let then = day.map(|day| day.to.format(" on %-d %B %Y").to_string());
    let verb = if then.is_some() { "was" } else { "is" };
    let is = words(*known.first()?);
    Some(Known {
        right: known.iter().any(|own| said.contains(own)),
        sure: false,
        says: format!("{named} {verb} {is}{}", then.as_deref().unwrap_or_default()),
        expression: Some(expression).filter(|_| day.is_none()),
        place,
    })
}

/// The statuses of which a cell speaks: one, or those of a level of the scale.
fn statuses(plan: &PlanOf<'_>, cell: &Words) -> Option<Vec<Status>> {
    let words = cell.phrase();
    let opens = |said: &[String]| {
        let is = words.len() >= said.len() && said.iter().zip(&words).all(|(one, own)| one == own);
        let next = cell.tokens.get(said.len());
        (is && next.is_none_or(|next| next.apart)).then_some(said.len())
    };
    let own = Status::ALL.into_iter().flat_map(|status| {
        let said = status_phrases(status).iter().map(|said| phrase(said));
        said.map(move |said| (said, vec![status]))
    });
    let levels = plan.planned.scale.level.iter();
    let levels = levels.map(|level| (phrase(&level.label.value), level.statuses.clone()));
    let said = own.chain(levels).filter_map(|(said, own)| Some((opens(&said)?, own)));
    said.max_by_key(|(length, _)| *length).map(|(_, own)| own)
}

impl Doing<'_> {
    /// The expression for a key of the action.
    fn expression(&self, key: &str) -> String {
        format!("{}.action(\"{}\").{key}", self.plan.name, self.state.id)
    }
}
