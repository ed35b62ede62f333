//! Recognises the header of a table: the one or two rows that name its columns.

use std::collections::BTreeSet;

use super::{Column, Seen};
use crate::import::sheet::day::{Days, Said};
use crate::import::sheet::remarks::{At, letters};
use crate::import::sheet::words::{Field, Kind, Words};
use crate::import::sheet::workbook::{Sheet, Value};
use crate::import::word::in_heading;

/// The longest heading, in characters.
const LONGEST: usize = 120;

/// The fewest fields that a row must name to be a header, and to be another one below a table.
const FEWEST: (usize, usize) = (2, 3);

/// The header of a table.
pub(super) struct Head {
    /// The kind of rows below it.
    pub(super) kind: Kind,
    /// The columns.
    pub(super) columns: Vec<Column>,
    /// The number of rows that it takes.
    pub(super) rows: usize,
}

/// Fields for which a table can have several columns.
const SEVERAL: [Field; 12] = [
    Field::Update,
    Field::Status,
    Field::Success,
    Field::Milestone,
    Field::Evidence,
    Field::Activity,
    Field::Output,
    Field::Impact,
    Field::Target,
    Field::Actual,
    Field::History,
    Field::Skip,
];

/// Fields of what people write.
const PROSE: [Field; 8] = [
    Field::Update,
    Field::History,
    Field::Note,
    Field::Evidence,
    Field::Activity,
    Field::Output,
    Field::Impact,
    Field::Success,
];

impl Head {
    /// Recognises a header at the beginning of some rows. `above` is the kind of the table above, if there is one.
    pub(super) fn at(
        rows: &[Seen],
        sheet: &Sheet,
        words: &Words,
        above: Option<Kind>,
    ) -> Option<Self> {
        let first = rows.first().filter(|first| first.own().nth(1).is_some())?;
        if words.head().is_some_and(|told| above.is_none() && told != first.number) {
            return None;
        }
        let told = words.head() == Some(first.number);
        let fewest = match (told, above) {
            (true, _) => 1,
            (false, None) => FEWEST.0,
            (false, Some(_)) => FEWEST.1,
        };
        let best = |names: &[Names]| Self::of(names, first.number, sheet, words, fewest);
        let alone = best(&names(first, None, sheet));
        let second = rows.get(1).filter(|second| {
            let is_row = || {
                let (_, head) = alone.as_ref()?;
                Some(head.is_above(second, sheet, words))
            };
            is_split(first, second, sheet) && !is_row().unwrap_or(false)
        });
        let both = second.and_then(|second| {
            let (most, head) = best(&names(first, Some(second), sheet))?;
            // If its second row says as much alone, the row above is not part of the header.
            let own = second.without(|column| {
                let merged = sheet.merged_at(second.number, column);
                merged.is_some_and(|merged| merged.top == first.number)
            });
            let below = best(&names(&own, None, sheet)).map_or(0, |(known, _)| known);
            (most > below).then_some((most, Self { rows: 2, ..head }))
        });
        // Of two readings, the one that names more fields, or else more columns: "RAG" above "Oct 26" and "Nov 26".
        let names = |(known, head): &(usize, Self)| {
            (*known, head.columns.iter().filter(|column| column.field.is_some()).count())
        };
        let fewer = alone.as_ref().map_or((0, 0), names);
        let found = both.filter(|both| names(both) > fewer).or(alone);
        found.map(|(_, head)| head)
    }

    /// Builds a one-row header from headings, as the kind of table of whose fields it names most, and how many.
    fn of(
        names: &[Names],
        row: u32,
        sheet: &Sheet,
        words: &Words,
        fewest: usize,
    ) -> Option<(usize, Self)> {
        let mut best: Option<(usize, Self)> = None;
        for kind in [Kind::Action, Kind::Risk, Kind::Measure, Kind::Milestone] {
            let columns = columns(kind, names, row, sheet, words);
            let fields: BTreeSet<Field> =
                columns.iter().filter_map(|column| column.field).collect();
            let known = fields.iter().filter(|field| **field != Field::Skip).count();
            // An issue is a risk only if there is a column for likelihood, impact or mitigation.
            let is_other = |column: &Column| {
                column.field == Some(Words::first(kind)) && words.is_other(&column.heading)
            };
            let of_risks = [Field::Mitigation, Field::Likelihood, Field::Impact];
            let is_sure = !columns.iter().any(is_other)
                || of_risks.iter().any(|field| fields.contains(field));
            let enough = fields.contains(&Words::first(kind)) && known >= fewest && is_sure;
            if enough && best.as_ref().is_none_or(|(most, _)| known > *most) {
                best = Some((known, Self { kind, columns, rows: 1 }));
            }
        }
        best
    }
}

impl Head {
    /// Whether a row reads as the first below this header: at least two of its cells are what stands under their
    /// headings, one of them a reference, a day or a rating.
    fn is_above(&self, row: &Seen, sheet: &Sheet, words: &Words) -> bool {
        let days = Days::new(words.days());
        let (mut sure, mut likely) = (0, 0);
        for column in &self.columns {
            let Some(field) = column.field else { continue };
            let Some(cell) = row.own().find(|cell| cell.column == column.at.column) else {
                continue;
            };
            // Names of columns stand below a heading that is merged over several.
            let merged = sheet.merged_at(column.at.row, column.at.column);
            if merged.is_some_and(|merged| merged.right > merged.left) {
                continue;
            }
            let text = cell.value.text();
            let names = words.field(self.kind, &text).is_some() || text.starts_with('(');
            let speaks = !names && text.split_whitespace().nth(1).is_some();
            match field {
                Field::Ref => {
                    sure += usize::from(text.contains(|next: char| next.is_ascii_digit()))
                }
                Field::Status => sure += usize::from(words.status(&text).is_some()),
                Field::Start
                | Field::Due
                | Field::Revised
                | Field::Completed
                | Field::By
                | Field::Met => {
                    let is_day = matches!(cell.value, Value::Day(_));
                    let said = days.said(&text);
                    sure += usize::from(is_day || !names && said != Said::Unclear);
                }
                Field::Lead | Field::Accountable | Field::Owner => likely += usize::from(speaks),
                _ if field == Words::first(self.kind) => {
                    likely += usize::from(speaks && text.contains(char::is_alphabetic));
                }
                _ => {}
            }
        }
        sure > 0 && sure + likely > 1
    }
}

/// The heading of a column, in an upper and a lower row.
struct Names {
    column: u32,
    upper: String,
    lower: String,
}

/// Whether the second of two rows is part of the header: the first has cells merged over both, or over several
/// columns that the second names separately, or gaps where the second has short texts.
fn is_split(first: &Seen, second: &Seen, sheet: &Sheet) -> bool {
    if second.number != first.number + 1 {
        return false;
    }
    let short = second.own().all(|cell| match &cell.value {
        Value::Text(text) => text.chars().count() <= 60,
        value => matches!(value, Value::Day(_)),
    });
    let mut merged = sheet.merged.iter().filter(|merged| merged.top == first.number);
    let over = merged.any(|merged| {
        merged.bottom == second.number
            || merged.bottom == first.number
                && merged.right > merged.left
                && second
                    .own()
                    .filter(|cell| merged.left <= cell.column && cell.column <= merged.right)
                    .count()
                    > 1
    });
    let gaps = second.own().any(|cell| first.text(cell.column).is_empty());
    short && second.own().next().is_some() && (over || gaps)
}

/// The headings in one or two rows.
fn names(first: &Seen, second: Option<&Seen>, sheet: &Sheet) -> Vec<Names> {
    let all = first.cells.iter().chain(second.iter().flat_map(|second| &second.cells));
    let columns: BTreeSet<u32> =
        all.filter(|cell| !cell.value.is_blank()).map(|cell| cell.column).collect();
    let name = |column: u32| {
        let lower = second.map(|second| second.text(column)).unwrap_or_default();
        let mut upper = first.text(column);
        if upper.is_empty() && !lower.is_empty() {
            // A heading merged over several columns, or left of a gap, applies to each of them.
            upper = match sheet.merged_at(first.number, column) {
                Some(merged) => first.text(merged.left),
                None => {
                    let left = first.own().filter(|cell| cell.column < column).last();
                    left.map(|cell| cell.value.text()).unwrap_or_default()
                }
            };
        }
        let lower = if lower == upper { String::new() } else { lower };
        Names { column, upper, lower }
    };
    columns.into_iter().map(name).collect()
}

/// The columns named by headings in a kind of table. Of two columns for one field, the one with exactly its name is
/// taken, or else the first.
fn columns(kind: Kind, names: &[Names], row: u32, sheet: &Sheet, words: &Words) -> Vec<Column> {
    let days = Days::of_headings(words.days());
    let mut exact = BTreeSet::new();
    let mut columns: Vec<(Column, bool)> = Vec::new();
    for Names { column, upper, lower } in names {
        let heading =
            [upper.as_str(), lower].join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        if heading.chars().count() > LONGEST {
            continue;
        }
        let known = words.field(kind, &heading);
        let known = known.filter(|(_, rest)| rest.is_empty() || lower.is_empty());
        let by_lower =
            || words.field(kind, lower).filter(|(_, rest)| rest.is_empty() && !lower.is_empty());
        let by_upper = || words.field(kind, &heading).or_else(|| words.field(kind, upper));
        let found = days.all(&heading).into_iter().next();
        // "Oct 26 RAG": the words after a day name the column.
        let by_rest = || words.field(kind, heading.get(found.as_ref()?.range.end..)?);
        let named = known.or_else(by_lower).or_else(by_upper).or_else(by_rest);
        let told = words.told(&heading, &letters(*column));
        let is_taken = found.as_ref().is_some_and(|found| found.taken);
        let day = found.map(|found| found.day);
        // The name of a column may be followed by a day, or by a few words at most.
        let named = named
            .filter(|(_, rest)| rest.is_empty() || day.is_some() || rest.split(' ').count() < 5);
        let is_exact = told.is_some() || named.as_ref().is_some_and(|(_, rest)| rest.is_empty());
        let field = told.or(named.map(|(field, _)| field));
        // A column for some readers only is left out, but for the one without which a row says nothing.
        let is_internal = |field: Field| {
            told.is_none()
                && field != Words::first(kind)
                && in_heading(&heading, None).is_none()
                && words.is_internal(&heading, PROSE.contains(&field))
        };
        let kept = field.is_some_and(is_internal);
        let (field, is_exact) = if kept { (Some(Field::Skip), false) } else { (field, is_exact) };
        if is_exact {
            exact.extend(field);
        }
        let at = At { sheet: sheet.name.clone(), row, column: *column };
        columns.push((Column { at, heading, field, day, is_taken, level: None }, is_exact));
    }
    let mut taken = BTreeSet::new();
    for (column, is_exact) in &mut columns {
        let Some(field) = column.field.filter(|field| !SEVERAL.contains(field)) else { continue };
        if exact.contains(&field) && !*is_exact || !taken.insert(field) {
            column.field = None;
        }
    }
    columns.into_iter().map(|(column, _)| column).collect()
}
