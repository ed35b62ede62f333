//! Days as people write them, read and written back.

use proptest::prelude::*;

use super::*;
use crate::import::sheet::words::common;

fn said(text: &str) -> Said {
    let words = common().dates.unwrap();
    Days::new(&words).said(text)
}

/// The day that a cell says, with `~` where it was taken from a longer time.
fn day(text: &str) -> String {
    match said(text) {
        Said::Day(found, rest) => {
            let rest = if rest.is_empty() { rest } else { format!(" + {rest}") };
            format!("{}{}{rest}", if found.taken { "~" } else { "" }, found.day)
        }
        Said::Moved(first, now) => format!("{} > {}", first.day, now.day),
        Said::Span(first, last) => format!("{} .. {}", first.day, last.day),
        other => format!("{other:?}"),
    }
}

#[test]
fn days_are_read_as_people_write_them() {
    for (written, read) in [
        ("31/03/2026", "2026-03-31"),
        ("31.3.26", "2026-03-31"),
        ("1-4-2026", "2026-04-01"),
        ("31st March 2026", "2026-03-31"),
        ("31st of March 2026", "2026-03-31"),
        ("Tuesday 31 March 2026", "2026-03-31"),
        ("31-Mar-26", "2026-03-31"),
        ("2026-03-31", "2026-03-31"),
        ("2026-03-31 00:00:00", "2026-03-31"),
        ("2026-03-31T00:00:00", "2026-03-31"),
        ("March 31, 2026", "2026-03-31"),
        ("By 31 March 2026", "2026-03-31"),
        ("Mar 2026", "~2026-03-31"),
        ("Feb-28", "~2028-02-29"),
        ("end of March 2026", "~2026-03-31"),
        ("Q3 2025/26", "~2025-12-31"),
        ("Q4 2025-26", "~2026-03-31"),
        ("quarter 1 of 2025/2026", "~2025-06-30"),
        ("Autumn term 2025", "~2025-12-31"),
        ("Spring term 2025/26", "~2026-03-31"),
        ("Summer term 2026", "~2026-07-31"),
        ("Autumn 2025", "~2025-11-30"),
        ("2025/26", "~2026-03-31"),
        ("31/03/2026 (first phase)", "2026-03-31 + (first phase)"),
        ("31/03/2025 revised to 30/09/2025", "2025-03-31 > 2025-09-30"),
        ("31/03/2025 → 30/09/2025", "2025-03-31 > 2025-09-30"),
        ("April 2025 – March 2026", "2025-04-30 .. 2026-03-31"),
        ("01/04/2025 - 31/03/2026", "2025-04-01 .. 2026-03-31"),
        ("Ongoing", "Open"),
        ("TBC", "Open"),
        ("N/A", "Open"),
        ("-", "Open"),
        ("ongoing, reviewed each term", "Open"),
        ("end of March", "Unclear"),
        ("Q3 2025", "Unclear"),
        ("Mar 26", "Unclear"),
        ("05/31/2026", "Unclear"),
        ("31/02/2026", "Unclear"),
        ("2026", "Unclear"),
        ("when funding allows", "Unclear"),
        ("1/1/25, 1/2/25, 1/3/25", "Unclear"),
        ("", "Nothing"),
    ] {
        assert_eq!(day(written), read, "{written}");
    }
}

#[test]
fn a_month_above_a_column_has_its_year_in_two_figures() {
    let words = common().dates.unwrap();
    let days = Days::of_headings(&words);
    let read = |text: &str| {
        days.all(text).iter().map(|found| found.day.to_string()).collect::<Vec<_>>().join(" ")
    };
    for (heading, day) in [
        ("Oct 26", "2026-10-31"),
        ("RAG (Nov 26)", "2026-11-30"),
        ("Feb '27", "2027-02-28"),
        ("26 Oct 26", "2026-10-26"),
        ("Oct 12", ""),
        ("Phase 26", ""),
    ] {
        assert_eq!(read(heading), day, "{heading}");
    }
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,60}") {
        let _ = said(&text);
    }

    #[test]
    fn every_day_reads_back_as_it_is_written(number in 0i64..60_000) {
        let date = NaiveDate::from_ymd_opt(1960, 1, 1).unwrap() + chrono::Duration::days(number);
        for form in ["%d/%m/%Y", "%-d.%-m.%Y", "%Y-%m-%d", "%-d %B %Y", "%d-%b-%Y", "%B %-d, %Y"] {
            let text = date.format(form).to_string();
            prop_assert_eq!(day(&text), date.to_string(), "{}", text);
        }
    }
}
