//! What stays on one line (dates and the like in prose and in cells, words of code), titles with even lines, and what
//! keeps a few lines from having a page to themselves.

use typst::World as _;
use typst::syntax::VirtualPath;
use typst_layout::PagedDocument;

use super::shown::{Shown, misplaced, shown};
use super::{COUNCIL, STYLE, filler, pages, pages_of};
use crate::compile::settled;
use crate::render::Typst;
use crate::world::{Workspace, World};
use crate::{Options, compose};

/// How often a text appears unbroken in one line.
fn whole(all: &[Shown], text: &str) -> usize {
    all.iter().filter(|one| one.text.contains(text)).count()
}

#[test]
fn a_date_and_what_a_number_counts_stay_on_one_line_of_prose_wherever_it_ends() {
    let mut before = String::new();
    for _ in 0..40 {
        let all = shown(&pages(&format!("{before} 30 September 2022, 20 weeks, page 4, Part 1.")));
        for text in ["30 September 2022", "20 weeks", "page 4", "Part 1"] {
            assert_eq!(whole(&all, text), 1, "{text} after `{before}`: {all:?}");
        }
        before.push_str("aa ");
    }
}

#[test]
fn in_cells_they_stay_on_one_line_as_far_as_columns_have_room() {
    let prose = "The works were due by 30 September 2022 and took 20 weeks of all";
    for (columns, stays) in [(4, true), (7, false)] {
        let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(columns));
        let rows = row(prose).repeat(3);
        let all = shown(&pages(&format!("{}{}{rows}", row("Head"), row("---"))));
        assert_eq!(misplaced(&all, 70.87, 595.28 - 70.87), Vec::<String>::new(), "{columns}");
        let all_whole = whole(&all, "30 September 2022") == 3 * columns;
        assert_eq!(all_whole, stays, "{columns}: {all:?}");
    }
}

#[test]
fn a_word_of_code_is_not_parted_after_its_hyphens() {
    let mut before = String::new();
    for _ in 0..30 {
        let all = shown(&pages(&format!("{before} `papers check --accepted` says so.")));
        assert_eq!(whole(&all, "--accepted"), 1, "after `{before}`: {all:?}");
        before.push_str("aaa ");
    }
}

#[test]
fn the_lines_of_a_title_are_about_as_long_as_one_another() {
    let title = "Progress with the action plan for special educational needs in the whole of Anyshire and its districts";
    let report = format!("title = \"{title}\"\n");
    let all = shown(&pages_of_title(&report));
    let lines: Vec<_> = all.iter().filter(|one| title.contains(one.text.trim())).collect();
    let mut ends: Vec<(f64, f64)> = Vec::new();
    for one in &lines {
        match ends.last_mut().filter(|(baseline, _)| (baseline - one.baseline).abs() < 1.0) {
            Some((_, right)) => *right = right.max(one.right),
            None => ends.push((one.baseline, one.right)),
        }
    }
    assert!(ends.len() > 1, "{lines:?}");
    let (shortest, longest) = ends
        .iter()
        .fold((f64::MAX, 0.0_f64), |(least, most), (_, end)| (least.min(*end), most.max(*end)));
    assert!(shortest > 70.87 + (longest - 70.87) * 0.7, "{ends:?}");
}

/// The pages of a paper with this in place of its title.
fn pages_of_title(title: &str) -> PagedDocument {
    let report =
        format!("kind = \"report\"\n{title}committee = \"Cabinet\"\nmeeting = 2022-11-10\n");
    let (world, source, document) = source(&report);
    crate::compile(&world, source, &document).unwrap().value
}

/// The source of a paper, with its world and its document.
fn source(report: &str) -> (World, String, crate::document::Document<crate::document::Cleared>) {
    let files = [
        ("council.toml", COUNCIL.as_bytes()),
        ("styles/anyshire/style.toml", STYLE.as_bytes()),
        ("report.toml", report.as_bytes()),
    ];
    let world = Workspace::memory(files).world();
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let composed = compose(&world, file, &Options::default()).unwrap().value;
    let edition = composed.editions().swap_remove(0).document;
    let source = Typst::paper(&edition, &composed.paper.house).source(&world).unwrap();
    (world, source, edition)
}

#[test]
fn a_few_lines_have_no_page_of_their_own_where_the_others_have_room_for_them() {
    let contact = "[[contact]]\nrole = \"Author\"\nname = \"Sam Example\"\n";
    let mut spared = 0;
    for lines in 18..44 {
        let section = |lines| {
            format!("[[section]]\nheading = \"Background\"\ntext = '''\n{}'''\n", filler(lines))
        };
        let laid = pages_of(&format!("{}{contact}", section(lines)));
        let ends = |laid: &PagedDocument| {
            let last = laid.pages().len();
            let all = shown(laid);
            let body = all.iter().filter(|one| one.page == last && one.baseline < 760.0);
            body.map(|one| one.baseline).fold(0.0, f64::max)
        };
        // This many paragraphs fill two pages.
        if laid.pages().len() == 2 {
            assert!(
                ends(&laid) > 168.0,
                "after {lines} lines the last page ends at {}",
                ends(&laid)
            );
        }
        let gap = |laid: &PagedDocument| {
            let all = shown(laid);
            let lines: Vec<_> =
                all.iter().filter(|one| one.text.contains("Short line.")).take(2).collect();
            lines[1].baseline - lines[0].baseline
        };
        spared += usize::from(
            laid.pages().len() == 1
                && gap(&laid) < gap(&pages("Short line.\n\nShort line.\n")) - 0.1,
        );
    }
    assert!(spared > 0, "a page is spared after some numbers of lines");
}

#[test]
fn sources_that_are_settled_give_the_pages_that_are_published_at_once() {
    let mut notes = filler(9) + "| Work | Why |\n|---|---|\n";
    for row in 1..=30 {
        notes.push_str(&format!(
            "| {} | the works at the bridge[^{row}] |\n",
            "some words of it ".repeat(row % 7)
        ));
    }
    for row in 1..=30 {
        notes.push_str(&format!("\n[^{row}]: {}\n", "What a note says. ".repeat(row % 5 + 1)));
    }
    let report = format!(
        "kind = \"report\"\ntitle = \"A paper\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n\
         [[section]]\nheading = \"Background\"\ntext = '''\n{notes}'''\n"
    );
    let (world, source, document) = source(&report);
    let published = shown(&crate::compile(&world, source.clone(), &document).unwrap().value);
    let once = |world: &World| shown(&typst::compile::<PagedDocument>(world).output.unwrap());
    let said = |all: &[Shown]| format!("{all:?}");
    let settled = settled(&world, source.clone());
    assert_eq!(said(&once(&settled)), said(&published));
    assert_ne!(said(&once(&world.with_main(source))), said(&published), "some notes strayed");
    assert!(settled.made().iter().any(|made| made.id() != settled.main()));
}
