//! Writes the updates of an action into one cell, and reads them back.
//!
//! ```text
//! 30/06/2026 (At risk; now due 31/12/2026): No site yet.
//! output: A list of sites <https://example.org/sites>
//! 20/09/2026: Lease signed.
//! ```
//!
//! There is a line for each update and for each piece of its evidence. A rating and a new due date are in brackets
//! before the colon, so that no words of an update can be mistaken for them.

use chrono::NaiveDate;

use super::rows::{DAY, shown, words};
use super::status_word;
use crate::model::plan::{EvidenceKind, Status, Update};
use crate::read::record::Choice;

/// The heading of its column, which identifies a workbook of this program.
pub(crate) const HEADING: &str = "History (from papers)";

/// The words before a new due date.
const MOVED: &str = "now due ";

/// The meaning of one line of the cell.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line<'t> {
    /// An update of the action.
    Update {
        /// Its day.
        on: NaiveDate,
        /// The status reported.
        status: Option<Status>,
        /// The new due date.
        due: Option<NaiveDate>,
        /// What was done.
        note: Option<&'t str>,
    },
    /// A piece of evidence for the update above: its kind, text and address.
    Evidence(EvidenceKind, &'t str, Option<&'t str>),
}

/// The cell for some updates, which must be in the order of their days.
pub(super) fn written(updates: &[&Update]) -> String {
    let mut lines = Vec::new();
    for update in updates {
        let status = update.status.map(|status| status_word(status).to_owned());
        let due = update.due.map(|due| format!("{MOVED}{}", shown(due.0)));
        let marks: Vec<_> = status.into_iter().chain(due).collect();
        let mut line = shown(update.on.0);
        if !marks.is_empty() {
            line += &format!(" ({})", marks.join("; "));
        }
        line.extend(update.note.as_ref().map(|note| format!(": {}", words(note))));
        lines.push(line);
        lines.extend(update.evidence.iter().map(|one| {
            let url = one.url.as_ref().map(|url| format!(" <{}>", url.value));
            let url = url.unwrap_or_default();
            format!("{}: {}{url}", one.kind.word(), words(&one.text))
        }));
    }
    lines.join("\n")
}

/// Reads a line of such a cell; `None` if this program did not write it.
pub(crate) fn read(line: &str) -> Option<Line<'_>> {
    if let Some((kind, text)) = line.split_once(": ")
        && let Some(kind) = EvidenceKind::named(kind)
    {
        let linked = text.strip_suffix('>').and_then(|text| text.rsplit_once(" <"));
        let linked = linked.filter(|(_, url)| url.contains("://"));
        let (text, url) = linked.map_or((text, None), |(text, url)| (text, Some(url)));
        return Some(Line::Evidence(kind, text, url));
    }
    let day = |text: &str| NaiveDate::parse_from_str(text, DAY).ok();
    let (on, rest) = line.split_at_checked("31/12/2026".len())?;
    let on = day(on)?;
    let (marks, rest) = match rest.strip_prefix(" (") {
        Some(rest) => rest.split_once(')')?,
        None => ("", rest),
    };
    let note = match rest {
        "" => None,
        rest => Some(rest.strip_prefix(": ")?),
    };
    let (mut status, mut due) = (None, None);
    for mark in marks.split("; ").filter(|mark| !mark.is_empty()) {
        match mark.strip_prefix(MOVED) {
            Some(moved) => due = Some(day(moved)?),
            None => status = Some(status_of(mark)?),
        }
    }
    Some(Line::Update { on, status, due, note })
}

/// The status that a word in a workbook stands for.
fn status_of(word: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status_word(*status) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_of_an_update_what_stands_in_brackets_and_after_the_colon() {
        let day = |day, month| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let of = |on, status, due, note| Some(Line::Update { on, status, due, note });
        let june = day(30, 6);
        for (line, read_as) in [
            ("30/06/2026", of(june, None, None, None)),
            ("30/06/2026: Started", of(june, None, None, Some("Started"))),
            ("30/06/2026: (On track): no", of(june, None, None, Some("(On track): no"))),
            ("30/06/2026 (On track)", of(june, Some(Status::OnTrack), None, None)),
            (
                "30/06/2026 (At risk; now due 31/12/2026): a; b",
                of(june, Some(Status::AtRisk), Some(day(31, 12)), Some("a; b")),
            ),
            (
                "impact: Fewer wait <https://example.org/a>",
                Some(Line::Evidence(
                    EvidenceKind::Impact,
                    "Fewer wait",
                    Some("https://example.org/a"),
                )),
            ),
            ("output: A <b>", Some(Line::Evidence(EvidenceKind::Output, "A <b>", None))),
        ] {
            assert_eq!(read(line), read_as, "{line}");
        }
        for line in [
            "",
            "30/06/2026 Started",
            "30/06/2026 (Green): fine",
            "30/06/2026 (On track: fine",
            "30/6/2026: Started",
            "31/06/2026: Started",
            "June 2026: Started",
            "effect: none",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
