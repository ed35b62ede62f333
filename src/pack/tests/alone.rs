//! Appendices from outside of reports that are built by themselves, not in a pack.

use typst::syntax::VirtualPath;

use super::alarms::outside;
use super::{COUNCIL, report};
use crate::diag::apart;
use crate::{Format, Options, Workspace, World, build};

/// Whether a report with an appendix and `more` is built, and what is said of the appendix’s file, which has these bytes.
fn said(more: &str, pdf: &[u8]) -> (bool, Vec<String>) {
    let appendix = format!(
        "[[appendix]]\ntitle = \"A letter\"\nlabel = \"letter\"\nfile = \"letter.pdf\"\n{more}"
    );
    let report = report("Libraries", &appendix);
    let files = [
        ("council.toml", COUNCIL.as_bytes()),
        ("report.toml", report.as_bytes()),
        ("letter.pdf", pdf),
    ];
    let file = World::id(&VirtualPath::new("report.toml").expect("a path"));
    let options = Options { formats: vec![Format::Html], ..Options::default() };
    let (built, findings) = apart(build(&Workspace::memory(files).world(), file, &options));
    let open = findings.iter().filter(|found| found.accepted.is_none());
    let said = open.map(|found| found.message.to_string());
    (built.is_some(), said.filter(|said| said.contains("letter.pdf")).collect())
}

#[test]
fn a_report_whose_appendix_cannot_be_opened_is_not_built() {
    let (built, said) = said("", b"hello");
    assert!(!built);
    assert_eq!(said, ["`letter.pdf` is not a PDF"]);
}

#[test]
fn an_open_appendix_that_says_that_it_is_exempt_is_found_without_a_pack() {
    let marked = outside("NOT FOR PUBLICATION");
    let (built, found) = said("", marked.as_bytes());
    assert!(!built);
    assert_eq!(found.len(), 1, "{found:?}");
    let (built, found) = said(
        "exempt = { paragraphs = [3], reason = \"The letter gives the prices of one supplier.\", public-title = \"A letter\" }",
        marked.as_bytes(),
    );
    assert!(built);
    assert_eq!(found, [""; 0]);
}

#[test]
fn an_open_appendix_without_marks_gives_no_finding() {
    assert_eq!(said("", outside("Loans by branch and month").as_bytes()), (true, Vec::new()));
}

#[test]
fn a_report_accepts_what_is_found_in_its_appendix() {
    let letter = outside("National Insurance number: AB 12 34 56 C");
    let accept = "[[accept]]\nrule = \"personal-data\"\nreason = \"an invented number\"\n";
    assert_eq!(said("", letter.as_bytes()).1.len(), 1);
    assert_eq!(said(accept, letter.as_bytes()), (true, Vec::new()));
}
