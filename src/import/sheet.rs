//! Imports plans that are kept in spreadsheets.
//!
//! In come the bytes of a workbook; out comes a plan as TOML. Each step is a function over a value:
//!
//! | step | from | to |
//! |---|---|---|
//! | `workbook` | the bytes of a file | sheets of cells |
//! | `legend` | sheets | the workbook's own key to its colours and letters |
//! | `table` | a sheet | tables, with columns recognised by the names in `words` |
//! | `gather` | tables | a plan as the spreadsheet has it, a `draft`; `day` and `progress` read its cells |
//! | `write` | a draft | a new file |
//! | `reconcile` | a draft and an existing plan | the differences, as edits of its file |
//!
//! Nothing is guessed silently: each cell that is not understood, each column without a place in a plan and
//! everything hidden is reported by sheet and cell. Asking for what the spreadsheet does not say, and writing files,
//! are left to [`cli`](crate::cli).

mod day;
mod draft;
mod gather;
mod legend;
mod older;
mod progress;
mod reconcile;
mod remarks;
mod table;
#[cfg(test)]
mod tests;
mod words;
mod workbook;
mod write;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use self::draft::Draft;
pub(crate) use self::reconcile::Change;
use self::remarks::Remarks;
use self::words::Words;
pub(crate) use self::words::{Columns, check as check_columns};
pub(crate) use self::workbook::LARGEST;
use crate::diag::{Diagnostic, Findings, Outcome};
use crate::edit::{self, Refusal};
use crate::language::case::sentence_case;
use crate::model::plan::Plan;
use crate::model::scale::Scale;

/// A workbook to be read, with the options for reading it.
pub(crate) struct Source<'a> {
    /// The content of the file.
    pub(crate) bytes: &'a [u8],
    /// Its name, without its folder.
    pub(crate) name: &'a str,
    /// The user's own meanings of columns and words.
    pub(crate) columns: Option<Columns>,
    /// The scale on which the council rates progress.
    pub(crate) scale: Option<&'a Scale>,
    /// Whether hidden sheets, rows and columns are read too.
    pub(crate) hidden: bool,
}

/// The plan read from a workbook.
#[derive(Debug)]
pub(crate) struct Imported {
    draft: Draft,
    file: String,
}

/// Something that a plan must say and its spreadsheet does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lack {
    /// The day on which it was submitted.
    Submitted,
    /// The day of statuses and reports without a date.
    AsAt,
}

/// The first day named in a text.
pub(crate) fn day_of(text: &str) -> Option<NaiveDate> {
    let words = Words::new(None, None);
    let days = day::Days::new(words.days()).all(text);
    days.first().map(|found| found.day)
}

/// Reads the plan in a workbook.
pub(crate) fn read(source: Source<'_>) -> Outcome<Imported> {
    let mut remarks = Remarks::default();
    let mut findings = Findings::default();
    let mut words = Words::new(source.columns, source.scale);
    let (mut layouts, mut left_out) = (Vec::new(), BTreeSet::new());
    let mut around = Vec::new();
    match workbook::open(source.bytes, source.name, &mut remarks) {
        Ok(book) => {
            for what in book.ignored {
                remarks.push(Diagnostic::warning(None, format!("`{}`: {what}", source.name)));
            }
            around = book.around;
            let mut sheets = book.sheets;
            let key = legend::take(&mut sheets, &words, &mut remarks);
            words.learn(key);
            for sheet in sheets {
                if !is_wanted(&sheet, &words, source.hidden, &mut remarks) {
                    continue;
                }
                let rows = sheet.rows.iter().filter(|_| !source.hidden);
                let is_hidden = |row: &workbook::Row, cell: &workbook::Cell| {
                    row.hidden || table::is_unseen(cell, &words)
                };
                let hidden =
                    rows.flat_map(|row| row.said().filter(move |cell| is_hidden(row, cell)));
                left_out.extend(hidden.map(|cell| cell.value.text()));
                let sheet = table::visible(sheet, source.hidden, &words, &mut remarks);
                let layout = table::layout(&sheet, &words, book.from_1904, &mut remarks);
                if layout.tables.is_empty() && !sheet.rows.is_empty() {
                    remarks.push(Diagnostic::warning(
                        None,
                        format!(
                            "no table was found in the sheet `{}`, and nothing of it was taken",
                            sheet.name
                        ),
                    ));
                }
                layouts.push(layout);
            }
        }
        Err(error) => findings.push(error),
    }
    if words.sheets().is_empty() {
        older::leave_out(&mut layouts, &words, &mut remarks);
    }
    let mut draft = gather::gather(&layouts, &around, &words, &mut remarks);
    draft.hidden = left_out;
    let nothing = draft.areas.is_empty() && draft.risks.is_empty();
    if nothing && !findings.has_errors() {
        findings.push(
            Diagnostic::error(None, format!("no action plan was found in `{}`", source.name))
                .hint("its table needs a row of headings such as Ref, Action, Lead, By when, RAG, Progress update")
                .hint("say what other headings mean in a file that you give with `--map`"),
        );
    }
    findings.extend(remarks.into_findings());
    findings.finish((!nothing).then(|| Imported { draft, file: source.name.to_owned() }))
}

/// Whether a sheet is to be read: one that the user names, or else any that is not hidden.
fn is_wanted(sheet: &workbook::Sheet, words: &Words, hidden: bool, remarks: &mut Remarks) -> bool {
    if !words.sheets().is_empty() {
        return words.sheets().iter().any(|name| name.value == sheet.name);
    }
    let wanted = hidden || !sheet.hidden;
    if !wanted && !sheet.rows.is_empty() {
        let message = format!("the sheet `{}` is hidden, and was left out", sheet.name);
        remarks
            .push(Diagnostic::warning(None, message).hint("with `--hidden` it is taken as well"));
    }
    wanted
}

/// The keys of a plan in the order in which a person would write them.
const ORDER: [&str; 2] = ["risk", "area"];

/// The text of a plan with all changes made, or which change cannot be made and why.
pub(crate) fn change(text: &str, changes: &[Change]) -> Result<String, (String, Refusal)> {
    let edits =
        changes.iter().flat_map(|change| change.edits.iter().map(move |edit| (change, edit)));
    let mut text = text.to_owned();
    for (change, edit) in edits {
        let new = edit::apply(&text, edit, &ORDER);
        text = new.map_err(|refusal| (change.what.clone(), refusal))?;
    }
    Ok(text)
}

impl Imported {
    /// What a new plan must say and the spreadsheet does not.
    pub(crate) fn lacks(&self) -> Vec<Lack> {
        let submitted = self.draft.submitted.is_none().then_some(Lack::Submitted);
        submitted.into_iter().chain(self.lacks_day()).collect()
    }

    /// Whether something was reported without a day and no day was given for that.
    fn lacks_day(&self) -> Option<Lack> {
        (self.draft.as_at.is_none() && self.draft.lacks_day()).then_some(Lack::AsAt)
    }

    /// Sets a missing day, whatever the spreadsheet says.
    pub(crate) fn give(&mut self, lack: Lack, day: NaiveDate) {
        match lack {
            Lack::Submitted => self.draft.submitted = Some(day),
            Lack::AsAt => self.draft.as_at = Some(day),
        }
    }

    /// Sets the name of the plan, whatever the spreadsheet says.
    pub(crate) fn call(&mut self, name: &str) {
        self.draft.name = Some(name.to_owned());
    }

    /// Whether the spreadsheet does not name the plan.
    pub(crate) fn is_named_after_file(&self) -> bool {
        self.draft.name.is_none()
    }

    /// The name of the plan: from the spreadsheet, or else from its file.
    pub(crate) fn name(&self) -> String {
        let stem = self.file.rsplit_once('.').map_or(self.file.as_str(), |(stem, _)| stem);
        self.draft.name.clone().unwrap_or_else(|| sentence_case(&stem.replace('_', "-")))
    }

    /// Gives undated reports the day of the whole.
    pub(crate) fn date(&mut self) {
        if let Some(day) = self.draft.as_at {
            self.draft.date(day);
        }
    }

    /// The text of a new plan.
    pub(crate) fn plan(mut self) -> String {
        self.date();
        self.draft.name = Some(self.name());
        write::plan(&self.draft, &self.file)
    }

    /// The differences from an existing plan.
    pub(crate) fn differences(&self, plan: &Plan) -> Vec<Change> {
        reconcile::differences(&self.draft, plan, self.draft.as_at)
    }

    /// The day still needed if a difference from the plan has no date.
    pub(crate) fn lacks_day_beside(&self, plan: &Plan) -> Option<Lack> {
        let undated = || self.differences(plan).iter().any(Change::is_undated);
        (self.draft.as_at.is_none() && undated()).then_some(Lack::AsAt)
    }

    /// A summary of the contents in words.
    pub(crate) fn summary(&self) -> String {
        let actions = || self.draft.actions();
        let areas = &self.draft.areas;
        let counts = [
            (areas.len(), "area"),
            (actions().count(), "action"),
            (actions().map(|action| action.updates.len()).sum(), "update"),
            (actions().map(|action| action.milestones.len()).sum(), "milestone"),
            (areas.iter().map(|area| area.measures.len()).sum(), "measure"),
            (self.draft.risks.len(), "risk"),
        ];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let said = counts
            .map(|(count, what)| format!("{count} {what}{}", if count == 1 { "" } else { "s" }));
        said.collect::<Vec<_>>().join(", ")
    }
}
