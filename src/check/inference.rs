//! Finds facts about withheld records that everyone can infer from totals that include them.
//!
//! A public edition shows the status of each open action, and the number of all actions at each status, in the whole
//! plan and in each open area. The difference gives the statuses of the withheld actions. If these are all alike, or
//! there is only one, the status of each is known. Likewise, an open total gives away the only withheld figure of its
//! column.

mod sums;

use super::tables::{said, written};
use super::totals::adds_up;
use crate::derive::inspection::{self, Inspected};
use crate::derive::measure::Standing;
use crate::derive::plan::{Around, Planned, figures};
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::{Block, Cell, Document, Inline, Node, Table, each_of};
use crate::load::paper::{Paper, Subject};
use crate::model::exempt::Withheld;
use crate::model::plan::Status;
use crate::model::withholds::Withholds;
use crate::read::date::Date;

/// The hint for a record.
const HINT: &str = "accept this with a reason, if that may be known; or take it out of this plan, and put it into one of its own \
                    that is withheld as a whole";

/// Reports records and table figures that can be inferred.
pub(super) fn check(paper: &Paper, document: &Document) -> Vec<Diagnostic> {
    let mut found = records(paper, document);
    document.each(&mut |node| {
        if let Node::Block(Block::Table(table)) = node
            && document.closed.is_none()
        {
            found.extend(left_over(table));
        }
    });
    if document.closed.is_none() {
        found.extend(sums::check(document));
    }
    found
}

/// The finding for a table in which a column has one withheld figure and an open total.
fn left_over(table: &Table) -> Option<Diagnostic> {
    let (foot, above) = table.rows.split_last().filter(|(foot, _)| adds_up(foot))?;
    (1..foot.len()).find_map(|column| {
        let cells = above.iter().map(|row| row.get(column)).collect::<Option<Vec<&Cell>>>()?;
        let (closed, open): (Vec<&Cell>, Vec<&Cell>) =
            cells.into_iter().partition(|cell| is_withheld(cell));
        let has_figure = |cell: &Cell| said(cell).contains(|next: char| next.is_ascii_digit());
        let [only] = closed[..] else { return None };
        let is_told = has_figure(only)
            && has_figure(&foot[column])
            && !is_withheld(&foot[column])
            && open.into_iter().all(has_figure);
        let place = written(only).find_map(|text| text.place);
        is_told.then(|| {
            let message = "everyone can work out this figure: the total and all others that it adds up are open";
            Diagnostic::of(Rule::WithheldTold, place, message)
                .hint("withhold the total too, or another figure of the column; or accept this with a reason")
        })
    })
}

/// Whether anything in a cell is withheld.
fn is_withheld(cell: &Cell) -> bool {
    let mut found = false;
    each_of(&cell.blocks, &mut |node| {
        found |=
            matches!(node, Node::Block(Block::Withheld(_)) | Node::Inline(Inline::Withheld(_)));
    });
    found
}

/// Reports the first withheld action of each open area and of all withheld areas, the first withheld milestone if a
/// review counts them, and the first withheld measure, if all withheld records of that kind have the same status there.
/// The milestones of withheld actions are not counted. Reports are left out, since a report shows only what its author
/// brings in.
fn records(paper: &Paper, document: &Document) -> Vec<Diagnostic> {
    let planned: &Planned = match &paper.subject {
        Subject::Plan(planned) => planned,
        Subject::Review(reviewed) | Subject::Brief(_, reviewed) => &reviewed.planned,
        Subject::Report(_) => return Vec::new(),
    };
    let counts_milestones = matches!(paper.subject, Subject::Review(_));
    let lists = !matches!(paper.subject, Subject::Plan(_));
    // A brief counts the actions of the whole plan alone.
    let has_rows = !matches!(paper.subject, Subject::Brief(..));
    let Some(as_at) = document.date.filter(|_| document.closed.is_none()) else {
        return Vec::new();
    };
    let figures = figures(&planned.plan, as_at.0, Around::default());
    let mut groups: Vec<Vec<(Place, Status)>> = vec![Vec::new()];
    let mut milestones = Vec::new();
    let (mut measures, mut courses, mut directions) = (Vec::new(), Vec::new(), Vec::new());
    let mut listed = Vec::new();
    for (area, state) in planned.plan.area.iter().zip(&figures.areas) {
        let whole = area.withheld().map(Withheld::place);
        let mut rows = Vec::new();
        for (action, state) in area.action.iter().zip(&state.actions) {
            let own = action.withheld().map(Withheld::place);
            rows.extend(own.or(whole).map(|place| (place, state.status)));
            let is_listed = lists && figures.attention.ids.contains(&state.id);
            listed.extend(own.or(whole).filter(|_| is_listed));
            for (milestone, state) in action.milestone.iter().zip(&state.milestones) {
                let is_counted = counts_milestones && own.or(whole).is_none();
                let place = milestone.withheld().map(Withheld::place).filter(|_| is_counted);
                milestones.extend(place.map(|place| (place, (state.met.is_some(), state.overdue))));
            }
        }
        match whole {
            None if has_rows => groups.push(rows),
            _ => groups[0].extend(rows),
        }
        for (measure, state) in area.measure.iter().zip(&state.measures) {
            let place = measure.withheld().map(Withheld::place).or(whole);
            measures.extend(place.zip(state.met));
            let is_course =
                |one: &Standing| matches!(one, Standing::OnCourse | Standing::OffCourse);
            let course = state.standing.filter(is_course);
            courses.extend(place.zip(course));
            directions.extend(place.zip(state.direction));
        }
    }
    let stand = |group: &Vec<_>| alike(group, "how this action stands", "how these actions stand");
    let actions: Vec<Diagnostic> = groups.iter().filter_map(stand).collect();
    let milestones = alike(&milestones, "how this milestone stands", "how these milestones stand");
    let measures = alike(
        &measures,
        "whether this measure met its target",
        "whether these measures met their targets",
    );
    let courses = alike(
        &courses,
        "whether this measure is on course for its target",
        "whether these measures are on course for their targets",
    );
    let directions = alike(
        &directions,
        "whether this measure had improved",
        "whether these measures had improved",
    );
    let of_measures: Vec<Diagnostic> =
        [measures, courses, directions].into_iter().flatten().collect();
    // One finding for a measure is enough.
    let again = |at: usize| of_measures[..at].iter().any(|one| one.place == of_measures[at].place);
    let measures: Vec<_> = (0..of_measures.len()).filter(|at| !again(*at)).collect();
    let measures = measures.into_iter().map(|at| of_measures[at].clone());
    // If the status of an action can be worked out, that it needs attention follows; one finding is enough.
    let is_known = |place: &Place| actions.iter().any(|found| found.place == Some(*place));
    listed.retain(|place| !is_known(place));
    let listed = listed.into_iter().map(|place| {
        let message = "everyone can work out that this action needs attention: it has a row among those that do";
        Diagnostic::of(Rule::WithheldTold, place, message).hint(HINT)
    });
    let of_findings = planned.inspections.iter().flat_map(|inspected| {
        let counts = matches!(paper.subject, Subject::Review(_));
        counts.then(|| findings(inspected, as_at)).into_iter().flatten()
    });
    let found = actions.into_iter().chain(milestones).chain(measures);
    found.chain(of_findings).chain(listed).collect()
}

/// Reports, for each kind of finding whose grades a review counts, the first withheld one if all of them have the same
/// grade.
fn findings(inspected: &Inspected, as_at: Date) -> Vec<Diagnostic> {
    let figures = inspection::figures(inspected, Some(as_at.0));
    let of_kind = figures.kinds.iter().filter_map(|kind| {
        let found = figures.findings.iter().filter(|one| one.one == kind.one);
        let closed = found.filter_map(|one| {
            let grade = one.standing.grade.as_ref()?.id.to_string();
            Some((one.finding.withheld()?.place(), grade))
        });
        let closed: Vec<(Place, String)> = closed.collect();
        alike(&closed, "how this finding was judged", "how these findings were judged")
    });
    of_kind.collect()
}

/// Reports withheld records of one status, at the first; `one` and `many` say what can be inferred of them.
fn alike<S: PartialEq>(records: &[(Place, S)], one: &str, many: &str) -> Option<Diagnostic> {
    let ((place, first), others) = records.split_first()?;
    let known = if others.is_empty() { one } else { many };
    others.iter().all(|(_, other)| other == first).then(|| {
        let message = format!(
            "everyone can work out {known}: the totals count what is withheld, and all others are shown"
        );
        Diagnostic::of(Rule::WithheldTold, *place, message).hint(HINT)
    })
}
