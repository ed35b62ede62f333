//! Sentences about figures, in plain English.

use super::blocks::actions::why;
use super::blocks::cells::{counted, long, short};
use crate::derive::action::ActionState;
use crate::derive::movement::{Moved, Movement};
use crate::derive::plan::Figures;
use crate::derive::words::{and_list, words};
use crate::model::scale::Scale;

/// A number inside a sentence: in words below ten.
pub(super) fn number(number: usize) -> String {
    match i64::try_from(number) {
        Ok(small @ 0..10) => words(small),
        _ => number.to_string(),
    }
}

/// A number at the start of a sentence: in words below a hundred, "No" for none.
fn opening(number: usize) -> String {
    match i64::try_from(number) {
        Ok(0) => "No".into(),
        Ok(small @ 1..100) => capital(&words(small)),
        _ => number.to_string(),
    }
}

/// Text with its first letter a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// "Four actions were completed (1.1, 1.2, 1.5 and 1.7)."
pub(super) fn happened(moved: &Moved, was: &str, were: &str) -> String {
    match moved.count {
        0 => format!("No action {was}."),
        1 => format!("One action {was} ({}).", moved.ids.join(", ")),
        count => format!("{} actions {were} ({}).", opening(count), and_list(&moved.ids)),
    }
}

/// The position of a plan in one sentence: how many of how many actions are on each level of the scale.
pub(super) fn position(scale: &Scale, figures: &Figures) -> String {
    if figures.total == 0 {
        return format!("On {}, the plan had no actions.", long(figures.as_at));
    }
    let levels = scale.level.iter();
    let some = levels
        .map(|level| (level, figures.progress.on(level)))
        .filter(|(_, group)| group.count > 0);
    let each: Vec<_> = some
        .enumerate()
        .map(|(n, (level, group))| {
            let verb = match (n, group.count) {
                (0, 1) => " was",
                (0, _) => " were",
                _ => "",
            };
            let colour = level.colour().map(|colour| format!("{colour}, ")).unwrap_or_default();
            let words = level.statuses_in_words();
            format!("{}{verb} {words} ({colour}{}%)", number(group.count), group.share)
        })
        .collect();
    let of = counted(figures.total, "action", "actions");
    format!("On {}, of the plan’s {of}, {}.", long(figures.as_at), and_list(&each))
}

/// What is overdue and what has slipped, in one or two sentences.
pub(super) fn lateness(figures: &Figures) -> String {
    let mut said = match figures.overdue.count {
        0 => "No action was overdue.".to_owned(),
        1 => format!("One action was overdue ({}).", figures.overdue.ids.join(", ")),
        count => {
            format!("{} actions were overdue ({}).", opening(count), and_list(&figures.overdue.ids))
        }
    };
    let slipped: Vec<_> = figures.actions().filter(|action| action.slipped.days > 0).collect();
    if let Some(most) = slipped.iter().max_by_key(|action| action.slipped.days) {
        said += &match slipped.len() {
            1 => format!(
                " The due date of one had been moved back: {}, by {}.",
                most.id,
                days(most.slipped.days)
            ),
            count => format!(
                " The due dates of {} had been moved back ({}), the furthest by {}.",
                number(count),
                and_list(&figures.slipped.ids),
                days(most.slipped.days)
            ),
        };
    }
    said
}

/// Days with their noun.
fn days(days: i64) -> String {
    counted(usize::try_from(days).unwrap_or(0), "day", "days")
}

/// What moved, a paragraph for each kind of movement that there was.
pub(super) fn movement(movement: &Movement) -> Vec<String> {
    let mut said = vec![happened(&movement.completed, "was completed", "were completed")];
    for (moved, was, were) in [
        (
            &movement.improved,
            "improved but is not yet complete",
            "improved but are not yet complete",
        ),
        (&movement.worsened, "moved to a worse status", "moved to a worse status"),
        (&movement.unchanged, "stands as it did", "stand as they did"),
        (&movement.added, "joined the plan", "joined the plan"),
        (&movement.withdrawn, "left the plan", "left the plan"),
    ] {
        if moved.count > 0 {
            said.push(happened(moved, was, were));
        }
    }
    said.push(match movement.started.count {
        0 => "Work began on no action that had not begun before.".into(),
        1 => format!("Work began on one action ({}).", movement.started.ids.join(", ")),
        count => format!("Work began on {} actions.", number(count)),
    });
    for change in &movement.changes {
        if let Some((from, to)) = change.from.zip(change.to)
            && to.due > from.due
        {
            said.push(format!(
                "The due date of action {} ({}) was moved from {} to {}.",
                change.id,
                lower_first(&change.action),
                long(from.due),
                long(to.due)
            ));
        }
    }
    said
}

/// The words of an action inside a sentence: without its full stop, its first letter small unless it is a name's.
pub(super) fn lower_first(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// The measures of a plan in one or two sentences.
pub(super) fn measures(figures: &Figures) -> String {
    let all = &figures.measures;
    if all.total == 0 {
        return "The plan has no measures.".into();
    }
    let met = match (all.judged, all.met) {
        (0, _) => "none had both a reading and a target".to_owned(),
        (judged, met) => {
            let met = if met == 0 { "none".into() } else { number(met) };
            format!("{met} of the {} with a reading met the target in force", number(judged))
        }
    };
    let mut said = format!(
        "The plan has {}. On {}, {met}.",
        counted_words(all.total, "measure", "measures"),
        long(figures.as_at)
    );
    said += &match all.improving {
        0 => " None had improved over its last readings.".to_owned(),
        1 => " One had improved over its last readings.".to_owned(),
        improving => format!(" {} had improved over their last readings.", opening(improving)),
    };
    match all.provisional {
        0 => {}
        1 => said += " The last reading of one is provisional.",
        count => said += &format!(" The last readings of {} are provisional.", number(count)),
    }
    said
}

/// The evidence of a plan in a few sentences.
pub(super) fn evidence(figures: &Figures) -> String {
    let counts = &figures.evidence;
    let mut said = match counts.total {
        0 => return "No evidence had been recorded.".into(),
        1 => "One piece of evidence had been recorded".to_owned(),
        count => format!("{} pieces of evidence had been recorded", opening(count)),
    };
    said += &format!(
        ": {} of impact, {} of output and {} of activity.",
        number(counts.impact),
        number(counts.output),
        number(counts.activity)
    );
    if figures.activity_only.count > 0 {
        said += &format!(
            " {} with only activity to show for it ({}).",
            match figures.activity_only.count {
                1 => "One action claims impact".to_owned(),
                count => format!("{} actions claim impact", opening(count)),
            },
            and_list(&figures.activity_only.ids)
        );
    }
    if figures.without_evidence.count > 0 {
        said += &format!(
            " {} without any evidence ({}).",
            match figures.without_evidence.count {
                1 => "One action has begun".to_owned(),
                count => format!("{} actions have begun", opening(count)),
            },
            and_list(&figures.without_evidence.ids)
        );
    }
    said
}

/// One action that needs attention: "1.3 Bring in one record …: behind; due 31 Mar 2023."
pub(super) fn attention(action: &ActionState) -> String {
    format!(
        "{} {}: {}; due {}.",
        action.id,
        action.action.trim_end_matches('.'),
        lower_first(&why(action)),
        short(action.due)
    )
}

/// A count in words with its noun.
pub(super) fn counted_words(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}
