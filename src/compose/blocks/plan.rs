//! Makes the values and blocks of a plan that prose can ask for besides its figures: one action, area or measure by
//! name, the plan on another day, and whole blocks.

use minijinja::value::{Kwargs, Serde, ValueKind, from_args};
use minijinja::{Error, Value, context};

use super::actions::{
    ActionColumn, action_table, attention_table, closed_milestones, milestone_table,
};
use super::areas::areas_report;
use super::cells::{note, unsaid, words as text};
use super::changes::{movement_matrix, movement_table};
use super::measures::{distance, measure_table, reading_table};
use super::progress::{progress_table, status_chart, status_key};
use super::spare::{beside_chart, with_key};
use super::standing::risk_table;
use super::terms::{Terms, as_at};
use super::timeline::{milestones_of, timeline};
use super::trend::trend_chart;
use super::{blocks, named_each, plan_value, unknown_choice, wrong};
use crate::compose::expression::kind;
use crate::compose::seal::named;
use crate::compose::value::words;
use crate::derive;
use crate::derive::action::{ActionState, MilestoneState};
use crate::derive::movement::Movement;
use crate::derive::plan::{Around, Figures, Planned};
use crate::derive::share::Group;
use crate::diag::closest;
use crate::document::Block;
use crate::language::Wording;
use crate::model::plan::Status;
use crate::model::scale::Level;
use crate::read::date::Date;

/// The methods of a plan, by their names in prose.
pub(super) const NAMES: [&str; 21] = [
    "action",
    "action_table",
    "area",
    "areas_report",
    "at",
    "attention_table",
    "expected",
    "level",
    "measure",
    "measure_table",
    "milestone_table",
    "movement",
    "movement_matrix",
    "movement_table",
    "progress_table",
    "reading_table",
    "risk_table",
    "status_chart",
    "status_key",
    "timeline",
    "trend_chart",
];

/// The value of a method; `None` for an unknown method.
///
/// Values: `action("1.2")`, `area("co-production")`, `measure("in-time")`, `at(date)` (the plan on another day),
/// `movement(since)`, `expected("re-visit")` (the day by which the framework expects it), `level("amber")` (the
/// actions on a level of the status scale). Every other method gives blocks: `areas_report()`, and those of [`made`].
pub(super) fn method(
    wording: &Wording,
    planned: &Planned,
    figures: &Figures,
    method: &str,
    arguments: &[Value],
) -> Result<Option<Value>, Error> {
    let made = match method {
        "action" => {
            let (id,): (String,) = from_args(arguments)?;
            let known = figures.actions().map(|action| action.id.as_str());
            let found = figures.action(&id).ok_or_else(|| unknown("action", &id, known))?;
            let status_words = wording.word(&format!("status-{}", found.status.word()));
            let mark = Terms { wording, scale: &planned.scale }.status(found.status);
            let mark = words(vec![mark]);
            named(context! { status_words, mark, ..Value::from(Serde(found)) })
        }
        "area" => {
            let (id,): (String,) = from_args(arguments)?;
            let found = area(figures, &id)?;
            named(Value::from(Serde(found)))
        }
        "measure" => {
            let (id,): (String,) = from_args(arguments)?;
            let found = measure(figures, &id)?;
            let variance_words = distance(wording, found);
            named(context! { variance_words, ..Value::from(Serde(found)) })
        }
        "level" => {
            let (label,): (String,) = from_args(arguments)?;
            let levels = &planned.scale.level;
            let named = |level: &&Level| level.label.to_lowercase() == label.to_lowercase();
            let known = levels.iter().map(|level| level.label.as_str());
            let found = levels.iter().find(named).ok_or_else(|| unknown("level", &label, known))?;
            Value::from(Serde(&figures.progress.on(found)))
        }
        "at" => {
            let (day,): (Value,) = from_args(arguments)?;
            let figures = derive::plan::figures(&planned.plan, date(&day)?.0, Around::default());
            plan_value(Box::new(planned.clone()), figures, wording)
        }
        "movement" => {
            let (since,): (Value,) = from_args(arguments)?;
            named(Value::from(Serde(&moved(planned, figures, &since)?)))
        }
        "expected" => {
            let (called,): (String,) = from_args(arguments)?;
            let inspected = planned.inspections.first();
            let inspected = inspected.ok_or_else(|| {
                let hint = "name the file of one in the plan: `inspection = \"inspection.toml\"`";
                wrong("the plan names no inspection, so that nothing is expected by a day", hint)
            })?;
            let day = derive::inspection::expected(inspected, Some(&planned.plan), &called);
            Value::from_object(day.map_err(|(what, hint)| wrong(what, hint))?)
        }
        "areas_report" => {
            let () = from_args(arguments)?;
            blocks(areas_report(Terms { wording, scale: &planned.scale }, planned, figures))
        }
        _ => return Ok(made(wording, planned, figures, method, arguments)?.map(blocks)),
    };
    Ok(Some(made))
}

/// The blocks of a method; `None` for an unknown method. Each takes `caption`, and:
///
/// * `progress_table()`, `status_key()`, `attention_table()`, `risk_table()`, `timeline()`: nothing else;
/// * `status_chart(table)`: whether the numbers follow as a table; if not given, they do unless it is in the paper;
/// * `action_table(columns, area, status, only, landscape=false)`: see [`chosen_actions`];
/// * `milestone_table(only)`: `"due-next"` or `"overdue"`; without it, all;
/// * `measure_table(area)`: the measures of one area;
/// * `trend_chart(measure, table)`, `reading_table(measure)`: one measure, with `table` as above;
/// * `movement_table(since)`, `movement_matrix(since)`: the movement after that day.
fn made(
    wording: &Wording,
    planned: &Planned,
    figures: &Figures,
    method: &str,
    arguments: &[Value],
) -> Result<Option<Vec<Block>>, Error> {
    let (first, options) = match method {
        "trend_chart" | "reading_table" | "movement_table" | "movement_matrix" => {
            let (first, options): (Value, Kwargs) = from_args(arguments)?;
            (first, options)
        }
        "progress_table" | "status_chart" | "status_key" | "attention_table" | "risk_table"
        | "timeline" | "action_table" | "milestone_table" | "measure_table" => {
            let (options,): (Kwargs,) = from_args(arguments)?;
            (Value::UNDEFINED, options)
        }
        _ => return Ok(None),
    };
    let terms = Terms { wording, scale: &planned.scale };
    let named = || measure(figures, first.as_str().unwrap_or_default());
    let movement = || moved(planned, figures, &first);
    let caption: Option<String> =
        if method == "status_key" { None } else { options.get("caption")? };
    let made = match method {
        "progress_table" => progress_table(terms, figures, caption),
        "status_key" => vec![status_key(terms)],
        "attention_table" => vec![attention_table(terms, figures, caption)],
        "risk_table" => vec![risk_table(terms, figures, caption)],
        "timeline" => timeline(wording, milestones_of(wording, planned, figures.as_at), caption),
        "status_chart" => {
            let mut made = vec![status_chart(terms, figures, caption)];
            let table = progress_table(terms, figures, None);
            made.extend(beside_chart(table, options.get("table")?));
            made
        }
        "action_table" => {
            let Chosen { actions, closed, left_out, what } =
                chosen_actions(terms, figures, &options)?;
            let columns = columns(&options)?;
            let caption = caption.unwrap_or_else(|| {
                terms.say("chosen-actions-caption", context! { what, ..as_at(figures) })
            });
            let landscape = options.get::<Option<bool>>("landscape")?.unwrap_or_default();
            let table = |actions: &[&ActionState], caption: String| {
                let mut table = action_table(terms, actions, &columns, caption);
                if let (true, Block::Table(table)) = (landscape, &mut table) {
                    table.landscape = true;
                }
                table
            };
            let mut made = vec![table(&actions, caption.clone())];
            made.extend(left_out.then(|| note(text(terms.word("left-out")))));
            let of_closed = |caption| table(&closed, closed_caption(terms, caption));
            made.extend((!closed.is_empty()).then(|| unsaid(vec![of_closed(caption)])));
            made
        }
        "milestone_table" => {
            let only: Option<String> = options.get("only")?;
            let (milestones, what) = match only.as_deref() {
                Some("due-next") => (figures.milestones.due_next.clone(), "milestones-due-caption"),
                Some("overdue") => {
                    (figures.milestones.overdue.clone(), "milestones-overdue-caption")
                }
                None => {
                    let open = figures.actions().filter(|action| !action.closed);
                    let mut all: Vec<_> =
                        open.flat_map(|action| action.milestones.clone()).collect();
                    all.sort_by_key(MilestoneState::place);
                    (all, "all-milestones-caption")
                }
                Some(other) => return Err(unknown_choice("only", other, &["due-next", "overdue"])),
            };
            let days = context! { next => Value::from_object(figures.next), ..as_at(figures) };
            let caption = caption.unwrap_or_else(|| terms.say(what, days));
            let mut made = vec![milestone_table(terms, &milestones, caption)];
            let left_out = figures.actions().any(|action| action.closed);
            made.extend(left_out.then(|| note(text(terms.word("left-out")))));
            made.extend(closed_milestones(terms, figures));
            made
        }
        "measure_table" => {
            let only: Option<String> = options.get("area")?;
            let of = only.map(|id| area(figures, &id)).transpose()?;
            let measures: Vec<_> = match of {
                Some(area) => area.measures.iter().collect(),
                None => figures.measures().collect(),
            };
            let called = if of.is_some() { "measures-caption" } else { "all-measures-caption" };
            let said = context! { plan => as_at(figures), area => Value::from(Serde(&of)) };
            let caption = caption.unwrap_or_else(|| terms.say(called, said));
            vec![measure_table(terms, &measures, caption)]
        }
        "reading_table" => vec![reading_table(terms, named()?, caption)],
        "trend_chart" => {
            let measure = named()?;
            let asked = options.get("table")?;
            let chart =
                trend_chart(terms, measure, caption.or_else(|| Some(measure.name.clone())), false);
            let asked = if chart.is_none() { Some(true) } else { asked };
            let table = vec![reading_table(terms, measure, None)];
            chart.into_iter().chain(beside_chart(table, asked)).collect()
        }
        "movement_table" => vec![movement_table(terms, &movement()?, caption)],
        "movement_matrix" => vec![movement_matrix(terms, &movement()?, caption)],
        _ => return Ok(None),
    };
    options.assert_all_used()?;
    Ok(Some(with_key(method, terms, made)))
}

/// The caption of a table that only those read who may see it, from that of the table beside it.
fn closed_caption(terms: Terms<'_>, caption: String) -> String {
    terms.say("closed-caption", context! { caption })
}

/// The actions that options choose.
struct Chosen<'f> {
    /// Those that everyone reads of.
    actions: Vec<&'f ActionState>,
    /// The withheld ones, where the table tells how its actions stand: that they are in it would tell that of them.
    closed: Vec<&'f ActionState>,
    /// Whether the table leaves out withheld actions, however they stand.
    left_out: bool,
    /// The words for the actions.
    what: String,
}

/// The actions that the options choose: `area` is the `id` of an area, `status` a status or a list of them, `only` a
/// group of [`Figures`] such as `"overdue"` or `"due-next"`.
fn chosen_actions<'f>(
    terms: Terms<'_>,
    figures: &'f Figures,
    options: &Kwargs,
) -> Result<Chosen<'f>, Error> {
    let groups: [(&str, &'static str, &Group); 9] = [
        ("open", "actions-open", &figures.open),
        ("complete", "actions-complete", &figures.complete),
        ("due", "actions-due", &figures.due),
        ("overdue", "actions-overdue", &figures.overdue),
        ("slipped", "actions-slipped", &figures.slipped),
        ("started-late", "actions-started-late", &figures.started_late),
        ("due-next", "actions-due-next", &figures.due_next),
        ("attention", "actions-attention", &figures.attention),
        ("activity-only", "actions-activity-only", &figures.activity_only),
    ];
    let mut what = "actions-heading";
    let mut of_area = None;
    let mut statuses: Vec<String> = Vec::new();
    let mut actions: Vec<_> = figures.actions().collect();
    let mut tells = false;
    if let Some(only) = options.get::<Option<String>>("only")? {
        let found = groups.iter().find(|(name, ..)| *name == only);
        let names: Vec<_> = groups.iter().map(|(name, ..)| *name).collect();
        let (_, called, group) = found.ok_or_else(|| unknown_choice("only", &only, &names))?;
        what = called;
        tells = true;
        actions = figures.by_severity();
        actions.retain(|action| group.ids.contains(&action.id));
    }
    let mut in_question: Vec<_> = figures.actions().collect();
    if let Some(id) = options.get::<Option<String>>("area")? {
        of_area = Some(area(figures, &id)?.title.as_str());
        for all in [&mut actions, &mut in_question] {
            all.retain(|action| action.area == id);
        }
    }
    if let Some(wanted) = options.get::<Option<Value>>("status")? {
        let wanted = texts(&wanted)?;
        for word in &wanted {
            if !Status::WORDS.contains(&word.as_str()) {
                return Err(unknown_choice("status", word, Status::WORDS));
            }
        }
        actions.retain(|action| wanted.iter().any(|word| word == action.status.word()));
        tells = true;
        statuses = wanted.iter().map(|word| terms.word(&format!("phrase-{word}"))).collect();
    }
    let what = terms.word(what);
    let statuses = statuses.join(&terms.wording.language().lists.or);
    let what = terms.say("chosen-actions", context! { what, area => of_area, statuses });
    let (closed, actions) = actions.into_iter().partition(|action| tells && action.closed);
    let left_out = tells && in_question.into_iter().any(|action| action.closed);
    Ok(Chosen { actions, closed, left_out, what })
}

/// The columns that the option `columns` lists.
fn columns(options: &Kwargs) -> Result<Vec<ActionColumn>, Error> {
    use ActionColumn::{Action, Due, Id, Lead, Status};
    let Some(wanted) = options.get::<Option<Value>>("columns")? else {
        return Ok(vec![Id, Action, Lead, Due, Status]);
    };
    let known: Vec<_> = ActionColumn::ALL.iter().map(|(name, _)| *name).collect();
    let column = |word: String| {
        let found = ActionColumn::ALL.iter().find(|(name, _)| *name == word);
        found.map(|(_, column)| *column).ok_or_else(|| unknown_choice("columns", &word, &known))
    };
    let columns: Vec<_> = texts(&wanted)?.into_iter().map(column).collect::<Result<_, _>>()?;
    if columns.is_empty() {
        let hint = format!("name some of {}", named_each(&known));
        return Err(wrong("`columns` names no column", hint));
    }
    Ok(columns)
}

/// A text, or each text of a list.
fn texts(value: &Value) -> Result<Vec<String>, Error> {
    match value.kind() {
        ValueKind::String => Ok(vec![value.to_string()]),
        _ => Ok(value.try_iter()?.map(|item| item.to_string()).collect()),
    }
}

/// The area with an `id`.
fn area<'f>(figures: &'f Figures, id: &str) -> Result<&'f derive::plan::AreaFigures, Error> {
    let known = figures.areas.iter().map(|area| area.id.as_str());
    figures.areas.iter().find(|area| area.id == id).ok_or_else(|| unknown("area", id, known))
}

/// The measure with an `id`.
pub(super) fn measure<'f>(
    figures: &'f Figures,
    id: &str,
) -> Result<&'f derive::measure::MeasureState, Error> {
    let named = |measure: &&derive::measure::MeasureState| measure.id.as_deref() == Some(id);
    let known = figures.measures().filter_map(|measure| measure.id.as_deref());
    figures.measures().find(named).ok_or_else(|| unknown("measure", id, known))
}

/// The movement after a day that an expression gave, up to the day of the figures.
fn moved(planned: &Planned, figures: &Figures, since: &Value) -> Result<Movement, Error> {
    let (since, until) = (date(since)?, figures.as_at);
    match derive::plan::unmeasurable(&planned.plan, since, until) {
        Some(why) => Err(wrong(
            why,
            "name a day between the two, or look at the plan on a later day with `at`",
        )),
        None => Ok(derive::plan::movement(&planned.plan, since.0, until.0)),
    }
}

/// A date from an expression: one of the data, or text such as `2022-09-29`.
fn date(value: &Value) -> Result<Date, Error> {
    if let Some(date) = value.downcast_object_ref::<Date>() {
        return Ok(*date);
    }
    let written = value.as_str().and_then(|text| text.parse().ok()).map(Date);
    let what = match value.as_str() {
        Some(text) => format!("`{text}` is no day"),
        None => format!("a day is wanted here, and this is {}", kind(value)),
    };
    let hint =
        "name a date of the data, or write year-month-day in quotation marks: `\"2022-09-29\"`";
    written.ok_or_else(|| wrong(what, hint))
}

/// The error for a name that the plan does not have.
fn unknown<'a>(what: &str, id: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let known: Vec<_> = known.collect();
    let hint = match closest(id, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => {
            format!("give the {what} that you mean an `id` in the file of the plan")
        }
        None => format!("what can be named is {}", named_each(&known)),
    };
    let message = match id {
        "" => format!("which {what} of the plan is meant is not said"),
        _ => format!("the plan has no {what} `{id}`"),
    };
    wrong(message, hint)
}
