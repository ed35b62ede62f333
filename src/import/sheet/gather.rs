//! Turns the tables of a workbook into a plan, by areas, with the facts from the lines above the tables.
//!
//! In come the layouts of its sheets; out comes a [`Draft`], with a remark for each cell that was not understood and
//! each column that has no place in a plan. Reading a row is left to a file for each kind of table.

mod actions;
mod beside;
mod cells;
mod closed;
mod figure;
mod history;
mod measures;
mod milestones;
mod numbers;
mod others;
mod scale;
mod unsaid;

use std::collections::BTreeMap;

use super::day::{Days, written};
use super::draft::{Area, Draft};
use super::progress::line;
use super::remarks::{At, Remarks};
use super::table::{Entry, Layout, Table};
use super::words::{Field, Kind, Words};
use super::workbook::Value;
use crate::diag::Diagnostic;
use crate::export::sheet::RESTRICTED;
use crate::import::word::{Closed, in_sheet, is_lone_marking, is_marking};
use crate::language::case::without_number;

/// The hint for fills that seem to mean something.
const FILLS: &str =
    "write the days into columns Start date and Due date, or a rating into each cell";

/// The tools for reading a workbook.
struct Reading<'w> {
    words: &'w Words,
    days: Days<'w>,
    remarks: &'w mut Remarks,
    /// The withheld sheets, if others are not withheld.
    closed: BTreeMap<String, Closed>,
    /// The rows, by sheet and number, that a line among them withholds.
    marked: BTreeMap<(String, u32), Closed>,
}

/// Reads the plan in a workbook.
pub(super) fn gather(
    layouts: &[Layout],
    around: &[(&'static str, String)],
    words: &Words,
    remarks: &mut Remarks,
) -> Draft {
    let (closed, marked) = (BTreeMap::new(), BTreeMap::new());
    let mut reading = Reading { words, days: Days::new(words.days()), remarks, closed, marked };
    let mut draft = Draft::default();
    let with_tables = || layouts.iter().filter(|layout| !layout.tables.is_empty());
    let is_headed = |layout: &&Layout| {
        let of_actions = layout.tables.iter().any(|table| table.kind == Kind::Action);
        of_actions && !layout.above.is_empty()
    };
    let lines = |layout: &Layout| layout.above.iter().map(|(_, text)| line(text)).collect();
    let headings: Vec<Vec<String>> = with_tables().filter(is_headed).map(lines).collect();
    // A text above the table of one of several sheets is the title of that sheet, not the name of the plan.
    let names = |title: &String| headings.iter().all(|heading| heading.contains(title));
    reading.closed_sheets(&with_tables().collect::<Vec<_>>(), &mut draft);
    reading.closed_by_others(layouts, around, &mut draft);
    for layout in with_tables() {
        reading.banners(&layout.above, &names, &mut draft);
    }
    let tables = || layouts.iter().flat_map(|layout| &layout.tables);
    for table in tables() {
        reading.marked_rows(table);
    }
    layouts.iter().for_each(|layout| reading.marked_beside(layout));
    reading.american(layouts);
    let of = |kind| tables().filter(move |table| table.kind == kind);
    let sheets: Vec<&str> = of(Kind::Action).map(|table| table.sheet.as_str()).collect();
    let several = sheets.iter().any(|sheet| *sheet != sheets[0]);
    // A table that continues below another header keeps its area.
    let mut last: Option<(&str, String)> = None;
    for table in of(Kind::Action) {
        let title = match last.filter(|(sheet, _)| *sheet == table.sheet) {
            Some((_, area)) => area,
            None => reading.title(table, several, &draft),
        };
        let area = reading.actions(table, &title, &mut draft);
        last = Some((&table.sheet, area));
    }
    for table in of(Kind::Milestone) {
        reading.milestones(table, &mut draft);
    }
    for table in of(Kind::Measure) {
        reading.measures(table, &mut draft);
    }
    for table in of(Kind::Risk) {
        reading.risks(table, &mut draft);
    }
    for table in tables() {
        reading.homeless(table);
    }
    draft.areas.retain(|area| !area.actions.is_empty() || !area.measures.is_empty());
    unnumber(&mut draft.areas);
    numbers::number(&mut draft, reading.remarks);
    draft
}

impl Reading<'_> {
    /// Reads the lines above a table: the plan's name, when it was submitted, and the day of its statuses. `names`
    /// says which texts may be a name.
    fn banners(
        &mut self,
        above: &[(At, String)],
        names: &dyn Fn(&String) -> bool,
        draft: &mut Draft,
    ) {
        // "Last updated:" and its day may be in two adjacent cells.
        let mut skipped = false;
        for (n, (at, text)) in above.iter().enumerate() {
            if std::mem::take(&mut skipped) {
                continue;
            }
            if is_marking(text) || text == RESTRICTED {
                continue;
            }
            let next =
                above.get(n + 1).filter(|(next, _)| next.row == at.row).map(|(_, text)| text);
            let day_after = |name: &str| {
                let (first, rest) = self.words.banner(name, text)?;
                if !first {
                    // Within a text, the day has to follow directly.
                    return Some((self.days.first(rest)?, false, true));
                }
                let own = self.days.all(rest).into_iter().next();
                let beside = next.filter(|_| !rest.contains(char::is_alphanumeric));
                let day = beside.and_then(|text| self.days.all(text).into_iter().next());
                own.map(|found| (found, false, false)).or(day.map(|found| (found, true, false)))
            };
            let called = self.words.banner("name", text).filter(|(first, _)| *first);
            let called = called.and_then(|(_, rest)| match rest.trim_start().strip_prefix(':') {
                Some(own) if !own.trim().is_empty() => Some((own.trim(), false)),
                Some(_) => Some((next?.as_str(), true)),
                None => Some((next.filter(|_| rest.trim().is_empty())?.as_str(), true)),
            });
            if let Some((name, beside)) = called.filter(|_| draft.name.is_none()) {
                draft.name = Some(line(name));
                skipped = beside;
                continue;
            }
            let (submitted, as_at) = (day_after("submitted"), day_after("as-at"));
            let taken = submitted.clone().or_else(|| as_at.clone());
            if let Some((found, beside, _)) = &taken {
                if found.taken {
                    let message = format!("`{text}` is taken as {}", written(found.day));
                    self.remarks.warn(at, message, "");
                }
                skipped = *beside;
            }
            if let Some((found, ..)) = &submitted {
                draft.submitted.get_or_insert(found.day);
            } else if let Some((found, ..)) = &as_at {
                draft.as_at = draft.as_at.max(Some(found.day));
            }
            let is_title = text.contains(char::is_alphabetic)
                && taken.as_ref().is_none_or(|(.., inside)| *inside);
            let title = line(text);
            match &draft.name {
                None if is_title && names(&title) => draft.name = Some(title),
                Some(name) if *name == title => {}
                _ if taken.is_some() => {}
                _ => self.remarks.warn(
                    at,
                    "what stands here has no place in a plan, and was not taken",
                    "copy into the plan's `note` or `governance` what of it readers need",
                ),
            }
        }
    }

    /// Reads numeric dates with the month first if some of them cannot be read otherwise, and remarks on it.
    fn american(&mut self, layouts: &[Layout]) {
        let items = layouts.iter().flat_map(|layout| &layout.tables).flat_map(Table::items);
        let texts =
            items.flatten().flat_map(|seen| seen.own()).filter_map(|cell| match &cell.value {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            });
        if let Some(shows) = self.days.learn(texts) {
            let message = format!(
                "days are written with the month first here, as in `{shows}`, and all days in numbers were read so"
            );
            let hint = "check the days in the plan, or write them as 31/03/2026";
            self.remarks.push(Diagnostic::warning(None, message).hint(hint));
        }
    }

    /// The area title for rows that name none: the name of their sheet, if it says something.
    fn title(&self, table: &Table, several: bool, draft: &Draft) -> String {
        match several || !self.words.is_plain_sheet(&table.sheet) {
            true => table.sheet.clone(),
            false => draft.name.clone().unwrap_or_else(|| "Actions".to_owned()),
        }
    }

    /// Remarks on columns with content that a plan has no place for.
    fn homeless(&mut self, table: &Table) {
        for column in
            table.columns.iter().filter(|column| column.is_taken && column.field.is_some())
        {
            if let Some(day) = column.day {
                let message =
                    format!("`{}` is taken for its last day, {}", column.heading, written(day));
                self.remarks.warn(&column.at, message, "");
            }
        }
        for column in table.columns.iter().filter(|column| column.field.is_none()) {
            let said = table.items().flatten().filter(|seen| seen.says(column.at.column)).count();
            let filled = || table.items().flatten().filter(|seen| seen.is_filled(column.at.column));
            if said == 0 && filled().next().is_some() {
                let message = "the fills below this heading were not taken: they may say when work is done, or how it goes";
                self.remarks.warn(&column.at, message, FILLS);
            }
            if said > 0 {
                let cells =
                    if said == 1 { "its one cell was" } else { &format!("its {said} cells were") };
                // "Q1" is no day, but "Q1 2026/27" is one.
                let with_year = format!("{} 2026/27", column.heading);
                let lacks_year = table.kind == Kind::Measure
                    && self.days.first(&column.heading).is_none()
                    && self.days.first(&with_year).is_some();
                let (why, hint) = match lacks_year {
                    true => (
                        "does not say of which year it is",
                        format!("write the year in the heading, such as `{with_year}`"),
                    ),
                    false => (
                        "has no place in a plan",
                        "say what it is with `--map`, or `skip` it there".to_owned(),
                    ),
                };
                let message = format!("the column `{}` {why}; {cells} not taken", column.heading);
                self.remarks.warn(&column.at, message, &hint);
            }
        }
        for seen in table.items().flatten() {
            for at in seen.outside(table) {
                self.remarks.warn(&at, "this cell stands below no heading, and was not taken", "");
            }
            for at in seen.filled_outside(table) {
                let message = "this fill stands below no heading, and was not taken: it may say when work is done, or how it goes";
                self.remarks.warn(&at, message, FILLS);
            }
        }
    }

    /// Walks through a table, and returns each item with the title of its area.
    fn walk<'t>(
        &mut self,
        table: &'t Table,
        title: &str,
    ) -> Vec<(String, &'t [super::table::Seen])> {
        let mut current = title.to_owned();
        let mut waiting: Option<(At, String)> = None;
        let mut items = Vec::new();
        for entry in &table.entries {
            match entry {
                Entry::Banner(_, text) if is_lone_marking(text) => {}
                Entry::Banner(at, text) => {
                    if let Some((at, _)) = waiting.replace((at.clone(), text.clone())) {
                        self.remarks.warn(
                            &at,
                            "what stands here heads no row, and was not taken",
                            "",
                        );
                    }
                }
                Entry::Aside(at, _) => self.remarks.warn(
                    at,
                    "what stands here says something of the table, and was not taken",
                    "copy into the plan's `note`, or into that of a measure, what of it readers need",
                ),
                Entry::Item(rows) => {
                    // A banner does not head a row without content of its own, such as a signature.
                    let is_row = table
                        .cells(rows, Words::first(table.kind))
                        .iter()
                        .any(|found| !found.cell.value.is_blank());
                    let above = waiting.take_if(|_| is_row);
                    if let Some((_, text)) = &above {
                        current = line(text);
                    }
                    let mut named = table
                        .cells(rows, Field::Area)
                        .into_iter()
                        .map(|found| line(&found.cell.value.text()));
                    if let Some(named) = named.find(|named| !named.is_empty()) {
                        let is_taken =
                            |text: &str| line(text) == named || in_sheet(text).is_some();
                        if let Some((at, _)) = above.filter(|(_, text)| !is_taken(text)) {
                            let message = "what stands here heads rows that name their own area, and was not taken";
                            self.remarks.warn(&at, message, "");
                        }
                        current = named;
                    }
                    items.push((current.clone(), &rows[..]));
                }
            }
        }
        if let Some((at, _)) = waiting {
            self.remarks.warn(&at, "what stands here heads no row, and was not taken", "");
        }
        items
    }
}

impl Draft {
    /// The area with this title, created if necessary.
    fn area(&mut self, title: &str) -> &mut Area {
        let key = super::words::plain(title);
        let at = self.areas.iter().position(|area| area.key == key).unwrap_or(self.areas.len());
        if at == self.areas.len() {
            let closed = in_sheet(title);
            self.areas.push(Area { title: title.to_owned(), key, closed, ..Area::default() });
        }
        &mut self.areas[at]
    }
}

/// Removes the numbers from the titles of areas if they are the ones that papers print anyway: "1 Leadership".
fn unnumber(areas: &mut [Area]) {
    let acting = || areas.iter().filter(|area| !area.actions.is_empty());
    let bare: Vec<String> = (1..)
        .zip(acting())
        .filter_map(|(number, area): (usize, _)| {
            without_number(&area.title, number).map(str::to_owned)
        })
        .collect();
    if bare.len() == acting().count() {
        let acting = areas.iter_mut().filter(|area| !area.actions.is_empty());
        acting.zip(bare).for_each(|(area, title)| area.title = title);
    }
}
