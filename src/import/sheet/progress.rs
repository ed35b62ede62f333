//! Splits a cell of progress into its dated lines: "12/05/2025: started. 01/07/2025: first draft".

use super::day::{Days, Found};

/// A report with its day, if given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The day.
    pub(super) on: Option<Found>,
    /// What was reported, on one line.
    pub(super) text: String,
}

/// The characters between a day and its report.
const BETWEEN: [char; 9] = [':', '-', '–', '—', '.', ')', ']', ',', ' '];

/// The marks of list items, and brackets, that may precede a line.
const BULLETS: [char; 11] = ['•', '·', '▪', '‣', '◦', '*', '-', '–', '>', '[', '('];

/// The lines of a cell, each with the undated lines below it.
pub(super) fn split(text: &str, days: &Days<'_>) -> Vec<Said> {
    let mut said: Vec<(Option<Found>, Vec<&str>)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match dated(line, days) {
            Some((found, rest)) => said.push((Some(found), vec![rest])),
            None => match said.last_mut() {
                Some((_, lines)) => lines.push(line),
                None => said.push((None, vec![line])),
            },
        }
    }
    said.into_iter()
        .map(|(on, lines)| Said { on, text: one_line(&lines) })
        .filter(|said| !said.text.is_empty() || said.on.is_some())
        .collect()
}

/// The day at the beginning of a line, and the rest: the day must be followed by a mark, or stand alone.
fn dated<'t>(line: &'t str, days: &Days<'_>) -> Option<(Found, &'t str)> {
    let start = line.trim_start_matches(BULLETS).trim_start();
    let found = days.first(start)?;
    let rest = &start[found.range.end..];
    let bare = rest.trim_start();
    let rest = bare.strip_prefix("update").or(bare.strip_prefix("Update")).unwrap_or(rest);
    let bare = rest.trim_start();
    let marked = bare.is_empty() || bare.starts_with(&BETWEEN[..8]);
    // A sentence may begin with a day: "By March 2026 all will be trained".
    let alone = !start[..found.range.start].contains(char::is_alphanumeric);
    (marked && alone).then_some((found, without_marks(rest)))
}

/// A report without the marks after its day. A hyphen between a space and a digit is a minus.
fn without_marks(rest: &str) -> &str {
    let said = rest.trim_start_matches(BETWEEN);
    let marks = &rest[..rest.len() - said.len()];
    let signed = marks.char_indices().skip(1).last().filter(|(_, mark)| ['-', '–'].contains(mark));
    match signed {
        Some((at, _)) if is_figure(said) => &rest[at..],
        _ => said,
    }
}

/// Whether a text begins with a figure.
fn is_figure(text: &str) -> bool {
    let text = text.trim_start_matches(['£', '.']);
    text.starts_with(char::is_numeric)
}

/// A line without list marks before it. A hyphen directly before a digit is a minus, and `>` before a number means
/// more than.
fn unmarked(line: &str) -> &str {
    let mut line = line.trim();
    while let Some(mark) = line.chars().next().filter(|mark| BULLETS[..9].contains(mark)) {
        let rest = &line[mark.len_utf8()..];
        let is_sign = match mark {
            '-' | '–' => is_figure(rest),
            '>' => is_figure(rest.trim_start()),
            _ => false,
        };
        if is_sign {
            break;
        }
        line = rest.trim_start();
    }
    line
}

/// Joins lines into one; each but the last ends with a punctuation mark.
pub(super) fn one_line(lines: &[&str]) -> String {
    let mut all = String::new();
    for line in lines {
        let line = quoted(unmarked(line));
        if line.is_empty() {
            continue;
        }
        if !all.is_empty() {
            let ends = all.ends_with(['.', ':', ';', ',', '!', '?', '–', '-']);
            all.push_str(if ends { " " } else { "; " });
        }
        all.push_str(&line);
    }
    all
}

/// A text on one line, as quoted in messages.
pub(super) fn quoted(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a cell on one line, without list marks.
pub(super) fn line(text: &str) -> String {
    one_line(&text.lines().collect::<Vec<_>>())
}

/// Whether two texts are the same, ignoring spaces, quotation marks and line ends.
pub(super) fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| -> String {
        let text = text.replace("\\{{", "{{").replace("{ %", "{%").replace("{ {", "{{");
        let text = text.replace(['’', '‘'], "'").replace(['“', '”'], "\"");
        quoted(&text)
    };
    // Lines of a cell are joined with punctuation, those of a plan with spaces.
    let forms = |text: &str| [plain(text), plain(&line(text))];
    let (one, other) = (forms(one), forms(other));
    one.iter().any(|form| other.contains(form))
}

#[cfg(test)]
mod tests {
    use super::super::words::common;
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let words = common().dates.unwrap();
        let said = split(text, &Days::new(&words)).into_iter();
        let day = |on: Option<Found>| on.map_or("?".into(), |found| found.day.to_string());
        said.map(|said| format!("{} {}", day(said.on), said.text)).collect()
    }

    #[test]
    fn dated_lines_are_told_apart() {
        assert_eq!(
            lines(
                "12/05/2025: Post advertised.\nMay 2025 – Interviews held\nOffer made\n\n1.9.25 - Started"
            ),
            [
                "2025-05-12 Post advertised.",
                "2025-05-31 Interviews held; Offer made",
                "2025-09-01 Started"
            ]
        );
        assert_eq!(lines("[03/02/2026] Signed off"), ["2026-02-03 Signed off"]);
        assert_eq!(lines("• 03/02/2026 – Signed off"), ["2026-02-03 Signed off"]);
        assert_eq!(lines("3rd March 2026\nSigned off"), ["2026-03-03 Signed off"]);
        assert_eq!(lines("Q3 2025/26 update: All trained"), ["2025-12-31 All trained"]);
    }

    #[test]
    fn a_line_in_which_a_day_is_mentioned_is_no_dated_line() {
        assert_eq!(
            lines("By March 2026 all will be trained."),
            ["? By March 2026 all will be trained."]
        );
        assert_eq!(
            lines("Agreed.\nMeeting on 12/05/2025 went well"),
            ["? Agreed. Meeting on 12/05/2025 went well"]
        );
        assert_eq!(lines("March 2026 will see the launch"), ["? March 2026 will see the launch"]);
        assert_eq!(lines(""), Vec::<String>::new());
    }

    #[test]
    fn lines_become_one_without_their_bullets() {
        assert_eq!(line("• one\n• two.\n  three"), "one; two. three");
        assert_eq!(line(" a \r\n b "), "a; b");
        assert_eq!(line("-one\n–two\n> three\n- 4 of five\n-"), "one; two; three; 4 of five");
    }

    #[test]
    fn a_hyphen_before_a_figure_is_a_minus() {
        for text in ["-5 degrees", "–5", "-£2m", ">95%", "> 95%", "-.5"] {
            assert_eq!(line(text), text);
        }
        assert_eq!(line("- -5 at night"), "-5 at night");
        assert_eq!(lines("12/05/2026: -5 at night"), ["2026-05-12 -5 at night"]);
        assert_eq!(lines("12/05/2026 -5 at night"), ["2026-05-12 -5 at night"]);
        assert_eq!(lines("12/05/2026 - 5 came"), ["2026-05-12 5 came"]);
        assert_eq!(lines("12/05/2026: - done"), ["2026-05-12 done"]);
    }
}
