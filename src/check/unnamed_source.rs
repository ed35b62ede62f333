//! Finds reports that give figures about actions or measures and name no data, though a plan lies in their folder.
//!
//! What such a report says is held against nothing, so a wrong figure in it goes unnoticed.

use super::is_english;
use super::passage::Passage;
use super::reading::{Token, What};
use crate::diag::{Diagnostic, Rule};
use crate::document::Document;
use crate::load::paper::{Paper, Subject};
use crate::world::World;

/// Words for what the data of a plan count.
const COUNTED: [&str; 4] = ["action", "actions", "measure", "measures"];
/// How many words after a number what it counts follows.
const NEAR: usize = 4;

/// Reports the first figure of such a report, with the plan that it may be about.
pub(super) fn check(
    world: &World,
    paper: &Paper,
    document: &Document,
    passages: &[Passage<'_>],
) -> Option<Diagnostic> {
    let Subject::Report(report) = &paper.subject else { return None };
    if !paper.sources.is_empty() || !is_english(document) {
        return None;
    }
    let place = passages.iter().find_map(|passage| {
        let figure = passage.read().iter().find_map(|tokens| {
            let mut figures = (0..tokens.len()).filter(|at| is_figure(&tokens[*at]));
            figures.find(|at| counts(&tokens[at + 1..])).map(|at| &tokens[at])
        })?;
        passage.place_of(figure.range.clone())
    })?;
    let own = report.kind.place.file;
    let path = World::path(own);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let plan = world.files().list(folder).into_iter().find(|name| {
        let file = name.ends_with(".toml").then(|| world.relative(own, name, place).ok());
        file.flatten().is_some_and(|file| world.text(file).is_ok_and(|text| is_plan(&text)))
    })?;
    let message = format!(
        "this report names no data, so this figure is held against nothing; `{plan}` lies beside it"
    );
    let hint = format!("if it is about that plan, write `plan = \"{plan}\"` under `[sources]`");
    Some(Diagnostic::of(Rule::UnnamedSource, place, message).hint(hint))
}

/// Whether a token is a number or a percentage that somebody typed.
fn is_figure(token: &Token) -> bool {
    token.typed && (token.count().is_some() || matches!(token.what, What::Percent(_)))
}

/// Whether what a number counts follows it: "four of the five actions".
fn counts(rest: &[Token]) -> bool {
    let mut near = rest.iter().take(NEAR).take_while(|token| !token.apart);
    near.any(|token| token.is(&COUNTED))
}

/// Whether the text of a file begins as that of a plan does.
fn is_plan(text: &str) -> bool {
    let keys = text.lines().map(str::trim).take_while(|line| !line.starts_with('['));
    keys.filter_map(|line| line.split_once('=')).any(|(key, value)| {
        key.trim() == "kind" && value.trim().trim_matches(['"', '\'']) == "plan"
    })
}
