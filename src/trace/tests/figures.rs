//! The definitions given for a council's own figures.

use super::*;

const FIGURES: &str = r#"
kind = "figures"
[[table]]
id = "invoices"
title = "Invoices of the month"
source = "The ledger"
as-at = 2026-08-31
row = [
    { id = "overdue", title = "Past their day", value = 120 },
    { id = "complete", title = "Paid", value = 30 },
]
total = "All invoices"
"#;

const REPORT: &str = r#"
kind = "report"
title = "Invoices"
committee = "Cabinet"
meeting = 2026-09-10
front = { local-members-interest = "N/A", report-of = "Leader" }
[sources]
f = "figures.toml"
[[section]]
id = "summary"
text = "There are {{ f.invoices.overdue }} past their day of {{ f.invoices.total }}."
[[section]]
heading = "Detail"
text = "{{ f.invoices.table() }}"
"#;

/// The definitions of the summary's figures.
fn meanings(report: &str) -> Vec<String> {
    let workspace = Workspace::memory([
        ("council.toml", COUNCIL.as_bytes()),
        ("figures.toml", FIGURES.as_bytes()),
        ("report.toml", report.as_bytes()),
    ]);
    let figures = traced(&workspace, asked("report.toml", Audience::Public));
    let said = |figure: Figure| match figure.origin {
        Origin::Data(bound) if figure.said.starts_with("There are") => bound.meaning,
        _ => None,
    };
    figures.into_iter().filter_map(said).collect()
}

#[test]
fn a_councils_own_figure_is_defined_by_its_table_whatever_its_row_is_called() {
    assert_eq!(
        meanings(REPORT),
        [
            "“Invoices of the month”: Past their day, as at 31 August 2026. Source: The ledger.",
            "“Invoices of the month”: All invoices, added up from the rows, as at 31 August 2026. \
             Source: The ledger.",
        ]
    );
}

#[test]
fn a_table_that_is_withheld_defines_nothing_in_public() {
    let exempt =
        "heading = \"Detail\"\nexempt = { paragraphs = [3], reason = \"Prices are not agreed.\" }";
    let meanings = meanings(&REPORT.replace("heading = \"Detail\"", exempt));
    assert_eq!(meanings.len(), 2);
    assert!(meanings.iter().all(|meaning| !meaning.contains("Invoices")), "{meanings:?}");
}
