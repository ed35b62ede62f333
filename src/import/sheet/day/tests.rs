//! Days as people write them, parsed and written back.

use proptest::prelude::*;

use super::*;
use crate::import::sheet::words::common;

fn said(text: &str) -> Said {
    let words = common().dates.unwrap();
    Days::new(&words).said(text)
}

/// The day in a cell, with `~` if it is the end of a longer period.
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
        ("31/12/2025 was moved to 31/03/2026", "2025-12-31 > 2026-03-31"),
        ("was 31/12/2025, now 31/03/2026", "2025-12-31 > 2026-03-31"),
        ("moved from 31/12/2025 to 31/03/2026", "2025-12-31 > 2026-03-31"),
        ("31/03/2026 (was 31/12/2025)", "2025-12-31 > 2026-03-31"),
        ("31/03/2026 moved from 31/12/2025", "2025-12-31 > 2026-03-31"),
        ("31/03/2026 (revised; previously 31/12/2025)", "2025-12-31 > 2026-03-31"),
        ("31/03/2026, orig. 31/12/2025", "2025-12-31 > 2026-03-31"),
        ("from 31/12/2025 to 31/03/2026", "2025-12-31 .. 2026-03-31"),
        ("31/03/2026 (31/12/2025)", "Unclear"),
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
fn a_start_a_later_day_and_one_of_something_else_are_no_days_by_which_anything_is_due() {
    let words = common().dates.unwrap();
    let days = Days::new(&words);
    let is_deadline = |text: &str| days.is_deadline(text, &days.all(text)[0]);
    for text in [
        "From May 2026",
        "Ongoing from April 2026",
        "Not before June 2026",
        "After September 2026",
        "June 2026 – ongoing",
        "May 2026 onwards",
        "Start of May 2026",
        "Completed Aug 2026",
        "Review Oct 2026",
        "within 3 months of March 2027 Cabinet",
        "2 weeks after 31/03/2027",
        "Phase 1 is done; phase 2 from May 2026",
        "Sept 2026 and then quarterly",
        "Sept 2026, quarterly thereafter",
        "Sept 2026 (monthly)",
        "30/09/2026; then every term",
    ] {
        assert!(!is_deadline(text), "{text}");
    }
    for text in [
        "31/03/2027",
        "by March 2027",
        "To be completed by March 2027",
        "Reviewed, and to end in March 2027",
        "before June 2026",
        "no later than 31/03/2027",
        "within Q4 2026/27",
        "1st week of Nov 2026",
        "Completion date: March 2027",
        "Phase 1 completed; phase 2 March 2027",
        "Started early; until March 2027",
        "31/03/2027 (phase 1)",
        "31/03/2027 (quarterly report)",
        "Monthly until 31/03/2027",
        "31/03/2027, reviewed monthly",
    ] {
        assert!(is_deadline(text), "{text}");
    }
}

#[test]
fn a_day_that_nobody_is_sure_of_is_doubtful() {
    let words = common().dates.unwrap();
    let days = Days::new(&words);
    let is_doubtful = |text: &str| days.is_doubtful(text, &days.all(text)[0]);
    for text in [
        "TBC (Dec 2026?)",
        "Dec 2026 (provisional)",
        "Dec 2026 - provisional date",
        "31/12/2026?",
        "31/12/2026 (?)",
        "? Dec 2026",
        "c. Dec 2026",
        "approx 31/12/2026",
        "Date to be confirmed: by Dec 2026",
        "Dec 2026, tbc",
        "Rhagfyr 2026 (i’w gadarnhau)",
    ] {
        assert!(is_doubtful(text), "{text}");
    }
    for text in [
        "31/12/2026",
        "31/12/2026 (lead TBC)",
        "31/12/2026 (is funding agreed?)",
        "Dec 2026 (provisional figures)",
        "by the end of Dec 2026 (phase 1)",
        "31/12/2026: about half of it",
    ] {
        assert!(!is_doubtful(text), "{text}");
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
