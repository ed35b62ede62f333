//! Reports withheld data that an open paper uses without its author's leave.
//!
//! A paper and what its workspace withholds come in; errors go out, for each withheld file that the paper draws on,
//! and for each expression in its prose that names a withheld figure outside `open-figures`.

use super::Elsewhere;
use crate::diag::{Diagnostic, Place};
use crate::load::paper::{Drawn, Paper, Subject};
use crate::model::report::{Report, Section};
use crate::read::{Prose, Value};
use crate::world::World;

/// Reports each withheld file or figure that an open paper draws on.
pub(crate) fn check_drawn(paper: &Paper, elsewhere: &Elsewhere) -> Vec<Diagnostic> {
    let withheld = paper.drawn.iter().filter(|drawn| elsewhere.withheld(drawn.file).is_some());
    match &paper.subject {
        Subject::Report(report) if !report.open_figures.is_empty() => {
            let names: Vec<&str> = withheld.filter_map(|drawn| drawn.name.as_deref()).collect();
            proses(report)
                .into_iter()
                .flat_map(|prose| closed_names(prose, &names, report))
                .collect()
        }
        Subject::Report(_) => {
            let hint = "withhold this paper too, with `exempt`; or say which of its figures everyone may read: \
                        `open-figures = [\"plan.progress\"]`";
            withheld.map(|drawn| closed(drawn, hint)).collect()
        }
        Subject::Plan(_) | Subject::Review(_) | Subject::Brief(..) => {
            let hint = "withhold this paper too: give it the key `exempt`";
            withheld.map(|drawn| closed(drawn, hint)).collect()
        }
    }
}

/// The error for a withheld file that an open paper draws on.
fn closed(drawn: &Drawn, hint: &str) -> Diagnostic {
    let file = World::path(drawn.file);
    let message =
        format!("`{file}` is not for publication, and this paper, which is open, is made from it");
    Diagnostic::error(drawn.place, message).hint(hint)
}

/// Every text of a report that can name figures: titles, front matter, sections, recommendations, appendices and
/// background papers.
fn proses(report: &Report) -> Vec<&Prose> {
    let mut all: Vec<&Prose> = vec![&report.title, &report.committee];
    let mut waiting: Vec<&Section> = report.section.iter().collect();
    while let Some(section) = waiting.pop() {
        all.extend(section.heading.iter().chain(&section.text));
        section.beside.iter().for_each(|(_, value)| proses_of(value, &mut all));
        waiting.extend(&section.section);
    }
    report.front.iter().for_each(|(_, value)| proses_of(value, &mut all));
    all.extend(report.recommendation.iter().map(|one| &one.text));
    all.extend(report.appendix.iter().map(|appendix| &appendix.title));
    all.extend(report.background_paper.iter().map(|paper| &paper.title));
    all
}

/// Adds the prose of a front-matter value and of the values inside it.
fn proses_of<'v>(value: &'v Value, all: &mut Vec<&'v Prose>) {
    match value {
        Value::Text(prose) => all.push(prose),
        Value::List(list) => list.iter().for_each(|value| proses_of(value, all)),
        Value::Table(table) => table.iter().for_each(|(_, value)| proses_of(value, all)),
        Value::Integer(_)
        | Value::Number(_)
        | Value::Truth(_)
        | Value::Date(_)
        | Value::Time(_) => {}
    }
}

/// The errors for names of withheld sources in the expressions of a text, unless `open-figures` opens them.
fn closed_names(prose: &Prose, names: &[&str], report: &Report) -> Vec<Diagnostic> {
    let is_name = |next: char| next.is_alphanumeric() || next == '_' || next == '.';
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = prose.text[at..].find("{{") {
        let start = at + open + 2;
        let end = prose.text[start..].find("}}").map_or(prose.text.len(), |end| start + end);
        let expression = &prose.text[start..end];
        let mut offset = 0;
        for word in expression.split_inclusive(|next: char| !is_name(next)) {
            let path = word.trim_end_matches(|next: char| !is_name(next));
            let root = path.split('.').next().unwrap_or_default();
            let is_open = report.open_figures.iter().any(|open| {
                path.strip_prefix(open.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            });
            if names.contains(&root) && !is_open {
                let place = prose.place_of(start + offset..start + offset + path.len());
                found.push(not_open(path, place));
            }
            offset += word.len();
        }
        at = end;
    }
    found
}

/// The error for a withheld figure that `open-figures` does not list.
fn not_open(path: &str, place: Place) -> Diagnostic {
    Diagnostic::error(place, format!("`{path}` comes from data that is not for publication"))
        .hint(format!("add \"{path}\" to `open-figures` if everyone may read it, or take it out"))
}
