//! Evaluates prose in data, such as notes, conclusions and evidence, before anything is derived from it.
//!
//! A source and the day of the paper come in; the same source goes out with every line as it is printed. A line can
//! name the figures of its own file and of the files that this one names. An update is evaluated as at its own day,
//! so that a note of July still says in December what was known in July.

use minijinja::{Value, context};

use super::blocks;
use super::prose::Reading;
use crate::derive::Source;
use crate::derive::inspection::Inspected;
use crate::derive::plan::Planned;
use crate::derive::review::Reviewed;
use crate::diag::Diagnostic;
use crate::language::Wording;
use crate::model::review::Brief;
use crate::read::date::Date;
use crate::read::{Decode, Line};

/// Settles the lines of data: evaluates their expressions in a house style.
pub(super) struct Settling<'a> {
    reading: &'a Reading<'a>,
    wording: &'a Wording,
    /// The findings in the expressions.
    pub(super) findings: Vec<Diagnostic>,
}

impl<'a> Settling<'a> {
    /// Settles nothing yet.
    pub(super) fn new(reading: &'a Reading<'a>, wording: &'a Wording) -> Self {
        Self { reading, wording, findings: Vec::new() }
    }

    /// Settles any source of prose.
    pub(super) fn source(&mut self, source: &mut Source, as_at: Date) {
        match source {
            Source::Inspection(inspected) => self.inspected(inspected, as_at),
            Source::Plan(planned) => self.planned(planned, as_at),
            Source::Review(reviewed) => self.reviewed(reviewed),
            Source::Figures(tables) => {
                let values = blocks::value(Source::Figures(tables.clone()), as_at, self.wording);
                let notes = tables.iter_mut().filter_map(|table| table.note.as_mut());
                notes.for_each(|note| self.line(note, &values));
            }
        }
    }

    /// Settles an inspection, whose lines can name its figures.
    fn inspected(&mut self, inspected: &mut Inspected, as_at: Date) {
        if !has_expressions(&mut inspected.inspection) {
            return;
        }
        let source = Source::Inspection(Box::new(inspected.clone()));
        let inspection = blocks::value(source, as_at, self.wording);
        let values = context! { inspection };
        inspected.inspection.each_line(&mut |line| self.line(line, &values));
    }

    /// Settles a plan, whose lines can name its figures, and each update as at its own day.
    pub(super) fn planned(&mut self, planned: &mut Planned, as_at: Date) {
        planned.inspections.iter_mut().for_each(|inspected| self.inspected(inspected, as_at));
        if !has_expressions(&mut planned.plan) {
            return;
        }
        let (written, wording) = (planned.clone(), self.wording);
        let values = |day| {
            let plan = Source::Plan(Box::new(written.clone()));
            context! { plan => blocks::value(plan, day, wording) }
        };
        let whole = values(as_at);
        let actions = planned.plan.area.iter_mut().flat_map(|area| &mut area.action);
        for update in actions.flat_map(|action| &mut action.update) {
            if has_expressions(update) {
                let values = values(update.on.value.min(as_at));
                update.each_line(&mut |line| self.line(line, &values));
            }
        }
        planned.plan.each_line(&mut |line| self.line(line, &whole));
    }

    /// Settles a review, whose lines can name its figures and those of its plan.
    pub(super) fn reviewed(&mut self, reviewed: &mut Reviewed) {
        let held = reviewed.review.held.value;
        self.planned(&mut reviewed.planned, held);
        if has_expressions(&mut reviewed.review) {
            let values = self.of_review(reviewed);
            reviewed.review.each_line(&mut |line| self.line(line, &values));
        }
    }

    /// Settles a brief, whose lines can name the figures of its review and of the plan.
    pub(super) fn brief(&mut self, brief: &mut Brief, reviewed: &Reviewed) {
        if has_expressions(brief) {
            let values = self.of_review(reviewed);
            brief.each_line(&mut |line| self.line(line, &values));
        }
    }

    /// The figures of a review and of its plan.
    fn of_review(&self, reviewed: &Reviewed) -> Value {
        let held = reviewed.review.held.value;
        let plan = Source::Plan(Box::new(reviewed.planned.clone()));
        let review = Source::Review(Box::new(reviewed.clone()));
        context! {
            plan => blocks::value(plan, held, self.wording),
            review => blocks::value(review, held, self.wording),
        }
    }

    /// Settles one line.
    fn line(&mut self, line: &mut Line, values: &Value) {
        let Some(written) = line.written().filter(|written| written.text.contains('{')) else {
            return;
        };
        let read = self.reading.words(written, values);
        self.findings.extend(read.findings);
        line.say(read.value);
    }
}

/// Whether a line in data has a brace, and so perhaps an expression.
fn has_expressions(data: &mut impl Decode) -> bool {
    let mut has = false;
    data.each_line(&mut |line| has |= line.contains('{'));
    has
}
