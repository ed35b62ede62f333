//! Appendices from outside of reports that are built by themselves, not in a pack.

use typst::syntax::VirtualPath;

use super::alarms::outside;
use crate::diag::apart;
use crate::{Format, Options, Workspace, World, build};

const COUNCIL: &str = "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"staffordshire\"\n";

/// What building a report with this appendix says, where the file of the appendix has these bytes.
fn said(appendix: &str, pdf: &[u8]) -> (bool, Vec<String>) {
    let report = format!(
        r#"kind = "report"
title = "Libraries"
committee = "Cabinet"
meeting = 2026-11-11
front.local-members-interest = "N/A"
front.report-of = "Leader of the Council"
[[section]]
id = "summary"
text = "Loans of books rose by a tenth, as {{{{ ref(\"letter\") }}}} shows."
[[appendix]]
title = "A letter"
label = "letter"
file = "letter.pdf"
{appendix}"#
    );
    let files = [
        ("council.toml", COUNCIL.as_bytes()),
        ("report.toml", report.as_bytes()),
        ("letter.pdf", pdf),
    ];
    let file = World::id(&VirtualPath::new("report.toml").expect("a path"));
    let options = Options { formats: vec![Format::Html], ..Options::default() };
    let (built, findings) = apart(build(&Workspace::memory(files).world(), file, &options));
    (built.is_some(), findings.iter().map(|found| found.message.to_string()).collect())
}

#[test]
fn a_report_whose_appendix_cannot_be_opened_is_not_built() {
    let (built, said) = said("", b"hello");
    assert!(!built);
    assert_eq!(said, ["`letter.pdf` is not a PDF (appendix 1)"]);
}

#[test]
fn an_open_appendix_that_says_that_it_is_exempt_is_found_without_a_pack() {
    let marked = outside("NOT FOR PUBLICATION");
    let (built, found) = said("", marked.as_bytes());
    assert!(!built);
    assert!(found.iter().any(|found| found.contains("letter.pdf")), "{found:?}");
    let (built, found) = said(
        "exempt = { paragraphs = [3], reason = \"The letter gives the prices of one supplier.\", public-title = \"A letter\" }",
        marked.as_bytes(),
    );
    assert!(built, "{found:?}");
    assert!(!found.iter().any(|found| found.contains("letter.pdf")), "{found:?}");
}

#[test]
fn an_open_appendix_without_marks_gives_no_finding() {
    assert_eq!(said("", outside("Loans by branch and month").as_bytes()), (true, Vec::new()));
}
