//! What stands on which page: notes on that of their marks, headings on that of what they head.

use std::collections::BTreeSet;

use committee_papers::{Format, Options, Workspace, World};
use typst::syntax::VirtualPath;

use crate::figures::PLAN;
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
    built(&[("council.toml", support::COUNCIL), ("report.toml", &report)], "report.toml")
}

/// The PDF of a paper among files.
fn built(files: &[(&str, &str)], paper: &str) -> Vec<u8> {
    let workspace = Workspace::memory(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let file = World::id(&VirtualPath::new(paper).unwrap());
    let options = Options { formats: vec![Format::Pdf], ..Options::default() };
    support::build(&workspace.world(), file, &options).outputs.remove(0).bytes
}

/// A review of actions with evidence, and of others, each in need of attention for a reason of so many words.
fn review(reasons: &[usize]) -> Vec<u8> {
    let action = |n: usize, update: &str| {
        format!(
            "[[area.action]]\nid = '1.{n}'\naction = 'Act'\nlead = 'L'\ndue = 2024-12-31\n\
             [[area.action.update]]\non = 2024-09-20\n{update}\n"
        )
    };
    let shown = (1..=6).map(|n| {
        let evidence = format!("Thing {n} is better than it was in spring, as people say of it");
        action(
            n,
            &format!(
                "status = 'on-track'\nevidence = [{{ kind = 'impact', text = '{evidence}' }}]"
            ),
        )
    });
    let behind = reasons.iter().zip(7..).map(|(words, n)| {
        let reason = "hard ".repeat(*words);
        action(n, &format!("status = 'behind'\nreason = 'It was {reason}'\nimpact = 'Late'\nmitigation = 'More'"))
    });
    let actions: String = shown.chain(behind).collect();
    let plan = format!("{PLAN}{actions}");
    let review =
        "kind = 'review'\nplan = 'plan.toml'\nname = 'R'\nheld = 2024-10-05\nsince = 2024-02-01\n";
    let files = [("council.toml", support::COUNCIL), ("plan.toml", &plan), ("review.toml", review)];
    built(&files, "review.toml")
}

#[test]
fn a_list_in_two_columns_starts_on_the_page_of_what_leads_in_to_it() {
    let mut pages = BTreeSet::new();
    for many in 3..6 {
        for words in (0..70).step_by(7) {
            let words = pdf::words_by_page(&review(&vec![words; many]));
            let page = |part: &str| words.iter().position(|words| words.contains(part)).unwrap();
            let said = format!("{many} actions, {words:?}");
            let [heading, sentence, lead, first, beside] = [
                "Evidence of impact",
                "Six pieces of evidence",
                "The evidence of impact is:",
                "Action 1.1: Thing 1",
                "Action 1.4: Thing 4",
            ]
            .map(page);
            assert_eq!(heading, sentence, "{said}");
            assert_eq!([lead; 2], [first, beside], "{said}");
            pages.insert((heading, lead));
        }
    }
    assert!(pages.len() == 3, "at the foot of a page, parted by its end, and overleaf: {pages:?}");
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
