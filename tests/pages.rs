//! What stands on which page: notes on that of their marks, headings on that of what they head.

use committee_papers::{Format, Options, Workspace, World};
use typst::syntax::VirtualPath;

use crate::pdf::{self, Target};
use crate::support;

/// A paper that has so many short paragraphs before some prose.
fn paper(short: usize, prose: &str) -> Vec<u8> {
    let before: String = (1..=short).map(|n| format!("Line {n} of those before.\n\n")).collect();
    let report = format!(
        "kind = \"report\"\ntitle = \"x\"\ncommittee = \"x\"\nmeeting = 2022-11-10\n\
         front.local-members-interest = \"x\"\nfront.report-of = \"x\"\n\
         [[section]]\nid = \"background\"\ntext = '''\n{before}{prose}'''\n"
    );
    let files = [("council.toml", support::COUNCIL), ("report.toml", &report)];
    let workspace = Workspace::memory(files.map(|(path, text)| (path, text.as_bytes())));
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let options = Options { formats: vec![Format::Pdf], ..Options::default() };
    support::build(&workspace.world(), file, &options).outputs.remove(0).bytes
}

#[test]
fn a_note_stands_on_the_page_of_its_mark_and_a_heading_on_that_of_what_it_heads() {
    let long = "It goes on for some time, so that it fills several lines of the page. ".repeat(4);
    let note = format!("\n\n[^n]: {}\n", "What a note says of it. ".repeat(9));
    let kinds = [
        format!("### Heading\n\nAt the start[^n] {long}{note}"),
        format!(
            "### Heading\n\nThe costs[^n] are:\n\n| Year | Cost |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n{note}"
        ),
        format!("### Heading\n\nOne.\n\nThings:\n\n- one;\n- two;\n- three[^n] {long}{note}"),
        format!(
            "### Heading\n\nThe years:\n\n| Year | Said |\n|---|---|\n| 1 | 2 |\n| 3 | here[^n] {long} |\n{note}"
        ),
    ];
    let mut seen = 0;
    for kind in &kinds {
        for short in 18..36 {
            let file = paper(short, kind);
            let links = pdf::links(&file);
            let mark = links.iter().find(|link| link.text.as_deref() == Some("1")).unwrap();
            assert_eq!(mark.target, Target::Page(mark.page), "{short} lines before {kind}");
            let heading = pdf::outline(&file).into_iter().find(|one| one.title == "Heading");
            if kind.starts_with("### Heading\n\nAt") || kind.contains("costs") {
                let page = heading.unwrap().target;
                assert_eq!(page, Target::Page(mark.page), "{short} lines before {kind}");
            }
            seen += usize::from(mark.page > 1);
        }
    }
    assert!(seen > kinds.len(), "some marks moved overleaf");
}
