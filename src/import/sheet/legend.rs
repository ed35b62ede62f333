//! Reads the key of a workbook: what it says its own colours and letters mean.
//!
//! In come its sheets; out comes the [`Key`], and the rows of the key are removed from the sheets. A key is a text
//! ("Key: green = complete, blue = not started"), or rows in which a colour, a letter or a filled cell is next to its
//! meaning.

use super::remarks::{At, Remarks};
use super::words::{Key, Words};
use super::workbook::{Row, Sheet, Value};
use crate::model::plan::Status;

/// A colour, a letter or a filled cell, with its stated meaning.
struct Pair {
    column: u32,
    code: Option<String>,
    fill: Option<[u8; 3]>,
    meaning: String,
}

/// The part of a key in one row.
enum Part {
    /// The title of the key, or of its columns.
    Label,
    /// Pairs, and whether the title is in the same row.
    Pairs(Vec<Pair>, bool),
}

/// Removes the key from sheets and returns it, with remarks on how it was read.
pub(super) fn take(sheets: &mut [Sheet], words: &Words, remarks: &mut Remarks) -> Key {
    let mut pairs: Vec<(At, Pair, Option<Status>)> = Vec::new();
    for sheet in sheets.iter_mut() {
        let mut found = take_texts(sheet, words);
        found.extend(take_rows(sheet, words));
        pairs.extend(found.into_iter().map(|(row, pair)| {
            let at = At { sheet: sheet.name.clone(), row, column: pair.column };
            let status = words.meaning(&pair.meaning);
            (at, pair, status)
        }));
    }
    let usual = |pair: &Pair| match (&pair.code, pair.fill) {
        (Some(code), _) => words.status(code),
        (None, Some(fill)) => words.filled(fill),
        (None, None) => None,
    };
    let known = || pairs.iter().filter(|(.., status)| status.is_some());
    let is_usual = known().count() > 0 && known().all(|(_, pair, status)| usual(pair) == *status);
    let mut key = Key::new(is_usual);
    let mut said: Vec<(At, String)> = Vec::new();
    for (at, pair, status) in pairs {
        let as_usual = usual(&pair).filter(|_| is_usual && status.is_none());
        let colour = || pair.fill.and_then(|fill| words.colour(fill));
        let code = pair.code.clone().unwrap_or_else(|| match colour() {
            Some(name) => format!("a fill in {name}"),
            None => "a fill".to_owned(),
        });
        if let Some(status) = status {
            let meaning = format!("{code} is `{}`", status.word());
            if said.iter().all(|(_, other)| *other != meaning) {
                said.push((at, meaning));
            }
        } else {
            let taken = match as_usual {
                Some(usual) => format!("it is read as is usual, for `{}`", usual.word()),
                None => "nothing is taken for it".to_owned(),
            };
            remarks.warn(
                &at,
                format!("the key says that {code} means “{}”, which is not a status that is known; {taken}", pair.meaning),
                "say what it means under `[status]` in a file that you give with `--map`",
            );
        }
        if as_usual.is_some() {
            continue;
        }
        if let Some(fill) = pair.fill {
            key.fill(fill, status);
        }
        if let Some(code) = &pair.code {
            key.mean(code, status);
        }
    }
    if let Some((at, _)) = said.first() {
        let all: Vec<&str> = said.iter().map(|(_, said)| said.as_str()).collect();
        let message = format!("ratings were read by this key: {}", all.join(", "));
        remarks.warn(at, message, "");
    }
    key
}

/// Removes the cells that hold a whole key as text.
fn take_texts(sheet: &mut Sheet, words: &Words) -> Vec<(u32, Pair)> {
    let mut taken = Vec::new();
    for row in &mut sheet.rows {
        for cell in &mut row.cells {
            let text = cell.value.text();
            let pairs = of_text(&text, words);
            if pairs.is_empty() {
                continue;
            }
            cell.value = Value::Blank;
            taken.extend(pairs.into_iter().map(|(code, meaning)| {
                (row.number, Pair { column: cell.column, code: Some(code), fill: None, meaning })
            }));
        }
    }
    sheet.rows.retain(|row| row.said().next().is_some());
    taken
}

/// The pairs in a text that is a key: it is labelled as one, or two or more of its pairs mean a status.
fn of_text(text: &str, words: &Words) -> Vec<(String, String)> {
    let (label, rest) = text.split_once(':').unwrap_or(("", text));
    let labelled = is_label(label, words);
    let rest = if labelled { rest } else { text };
    if !labelled && !rest.contains('=') {
        return Vec::new();
    }
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in rest.split([',', ';', '\n', '|']) {
        let parted = ["=", " – ", " - ", "–", ":"].iter().find_map(|sign| part.split_once(sign));
        match parted.filter(|(code, _)| words.is_code(code)) {
            Some((code, meaning)) => {
                pairs.push((code.trim().to_owned(), meaning.trim().to_owned()))
            }
            // A meaning may contain a comma.
            None => match pairs.last_mut() {
                Some((_, meaning)) => *meaning = format!("{meaning}, {}", part.trim()),
                None => return Vec::new(),
            },
        }
    }
    let known = pairs.len() > 1 && pairs.iter().all(|(_, said)| words.meaning(said).is_some());
    if labelled || known { pairs } else { Vec::new() }
}

/// Removes the rows of a key.
fn take_rows(sheet: &mut Sheet, words: &Words) -> Vec<(u32, Pair)> {
    let parts: Vec<Option<Part>> = sheet.rows.iter().map(|row| part(row, words)).collect();
    let named = is_label(&sheet.name, words);
    let mut taken = Vec::new();
    let mut rows = std::mem::take(&mut sheet.rows).into_iter().zip(parts).peekable();
    let mut block: Vec<(Row, Part)> = Vec::new();
    while let Some((row, part)) = rows.next() {
        match part {
            Some(part) => block.push((row, part)),
            None => sheet.rows.push(row),
        }
        let goes_on = rows.peek().is_some_and(|(_, part)| part.is_some());
        if goes_on || block.is_empty() {
            continue;
        }
        let labelled = named
            || block.iter().any(|(_, part)| matches!(part, Part::Label | Part::Pairs(_, true)));
        let pairs = || {
            block.iter().filter_map(|(_, part)| match part {
                Part::Pairs(pairs, _) => Some(pairs),
                Part::Label => None,
            })
        };
        let count = pairs().flatten().count();
        let known = pairs().flatten().all(|pair| words.meaning(&pair.meaning).is_some());
        let is_key = count > 0 && labelled || count > 1 && known && pairs().count() > 1;
        for (row, part) in block.drain(..) {
            match part {
                Part::Pairs(pairs, _) if is_key => {
                    taken.extend(pairs.into_iter().map(|pair| (row.number, pair)));
                }
                Part::Label if is_key => {}
                _ => sheet.rows.push(row),
            }
        }
    }
    taken
}

/// The part of a key in a row; `None` if the row holds anything else.
fn part(row: &Row, words: &Words) -> Option<Part> {
    let texts: Vec<String> = row.said().map(|cell| cell.value.text()).collect();
    let is_head =
        |text: &String| words.is_of_key("heads", &text.to_lowercase()) || is_label(text, words);
    if texts.len() <= 3 && texts.iter().all(is_head) {
        return Some(Part::Label);
    }
    let mut pairs = Vec::new();
    let (mut labelled, mut equal) = (false, 0);
    let mut cells = row.cells.iter().peekable();
    while let Some(cell) = cells.next() {
        let text = cell.value.text();
        let (fill, column) = (cell.look.fill, cell.column);
        if is_label(&text, words) {
            labelled = true;
            continue;
        }
        if let Some((code, meaning)) = text.split_once('=').filter(|(code, _)| words.is_code(code))
        {
            let (code, meaning) = (Some(code.trim().to_owned()), meaning.trim().to_owned());
            equal += usize::from(words.meaning(&meaning).is_some());
            pairs.push(Pair { column, code, fill, meaning });
            continue;
        }
        let is_code = words.is_code(&text);
        let means = |text: &str| words.meaning(text).is_some();
        let next = cells.peek().map(|next| next.value.text()).filter(|next| !next.is_empty());
        let code = (!text.is_empty()).then_some(text.clone());
        match next {
            Some(meaning) if is_code => {
                cells.next();
                pairs.push(Pair { column, code, fill, meaning });
            }
            Some(meaning) if text.is_empty() && means(&meaning) && fill.is_some() => {
                cells.next();
                pairs.push(Pair { column, code: None, fill, meaning });
            }
            _ if text.is_empty() => {}
            _ if fill.is_some() && means(&text) => {
                pairs.push(Pair { column, code: None, fill, meaning: text });
            }
            _ => return None,
        }
    }
    // Two cells that say what a colour equals are a key without a title, too.
    (!pairs.is_empty()).then_some(Part::Pairs(pairs, labelled || equal > 1))
}

/// Whether a text is the title of a key.
fn is_label(text: &str, words: &Words) -> bool {
    let small = text.trim().trim_end_matches(':').to_lowercase();
    words.is_of_key("labels", small.trim())
}

#[cfg(test)]
mod tests {
    use super::super::workbook::{Cell, Look};
    use super::*;

    const GREEN: [u8; 3] = [0, 0xB0, 0x50];
    const BLUE: [u8; 3] = [0, 0x70, 0xC0];

    fn cell(column: u32, text: &str, fill: Option<[u8; 3]>) -> Cell {
        let value = if text.is_empty() { Value::Blank } else { Value::Text(text.to_owned()) };
        Cell { column, value, look: Look { fill, ..Look::default() } }
    }

    /// The statuses of "G", "B" and the two fills according to the key in a sheet of these rows, and how many rows
    /// remain.
    fn read(name: &str, rows: Vec<Vec<Cell>>) -> ([Option<Status>; 4], usize) {
        let rows = (0..).zip(rows).map(|(number, cells)| Row { number, hidden: false, cells });
        let mut sheets =
            [Sheet { name: name.to_owned(), rows: rows.collect(), ..Sheet::default() }];
        let mut words = Words::new(None, None);
        let key = take(&mut sheets, &words, &mut Remarks::default());
        words.learn(key);
        let by = [words.status("G"), words.status("B"), words.filled(GREEN), words.filled(BLUE)];
        (by, sheets[0].rows.len())
    }

    #[test]
    fn a_key_is_read_as_text_and_as_rows() {
        let turned = [
            Some(Status::Complete),
            Some(Status::NotStarted),
            Some(Status::Complete),
            Some(Status::NotStarted),
        ];
        let text = |text: &str| vec![vec![cell(0, text, None)]];
        assert_eq!(read("Plan", text("Key: Green = complete, blue = not started")), (turned, 0));
        assert_eq!(read("Plan", text("G = complete; B = not yet started")), (turned, 0));
        assert_eq!(
            read("Plan", text("RAG key: Green – complete, and signed off; Blue – not started")),
            (turned, 0)
        );
        let rows = vec![
            vec![cell(0, "Colour", None), cell(1, "Meaning", None)],
            vec![cell(0, "Green", None), cell(1, "Completed in full", None)],
            vec![cell(0, "Blue", None), cell(1, "Not started", None)],
        ];
        assert_eq!(read("Key", rows), (turned, 0));
        let fills = vec![
            vec![cell(3, "", Some(GREEN)), cell(4, "Complete", None)],
            vec![cell(3, "", Some(BLUE)), cell(4, "Not started", None)],
        ];
        let by_fill = [Some(Status::OnTrack), Some(Status::Complete), turned[2], turned[3]];
        assert_eq!(read("Plan", fills), (by_fill, 0));
        let over_cells = |first: &str| {
            vec![vec![
                cell(0, first, None),
                cell(1, "Green = complete", None),
                cell(2, "Blue = not started", None),
            ]]
        };
        assert_eq!(read("Plan", over_cells("Key")), (turned, 0));
        assert_eq!(read("Plan", over_cells("")), (turned, 0));
        let beside = vec![vec![
            cell(0, "Key", None),
            cell(1, "Complete", Some(GREEN)),
            cell(2, "Not started", Some(BLUE)),
        ]];
        assert_eq!(read("Plan", beside), (by_fill, 0));
    }

    #[test]
    fn rows_of_a_plan_are_no_key() {
        let usual = [
            Some(Status::OnTrack),
            Some(Status::Complete),
            Some(Status::OnTrack),
            Some(Status::Complete),
        ];
        let rows = vec![
            vec![cell(0, "Status", None), cell(1, "Action", None)],
            vec![cell(0, "G", Some(GREEN)), cell(1, "Train all staff", None)],
            vec![cell(0, "B", Some(BLUE)), cell(1, "Agree the budget, a = b", None)],
        ];
        assert_eq!(read("Plan", rows), (usual, 3));
    }

    #[test]
    fn a_meaning_that_is_not_known_is_no_status() {
        let text = |text: &str| vec![vec![cell(0, text, None)]];
        let (by, _) = read("Plan", text("Key: green = going well, blue = not started"));
        assert_eq!(by, [None, Some(Status::NotStarted), None, Some(Status::NotStarted)]);
        // If everything in a key has its usual meaning, the rest is taken to have it too.
        let (by, _) = read("Plan", text("Key: green = going well, blue = complete"));
        let (green, blue) = (Some(Status::OnTrack), Some(Status::Complete));
        assert_eq!(by, [green, blue, green, blue]);
    }
}
