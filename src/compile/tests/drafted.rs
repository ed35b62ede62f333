//! Papers drafted from data: their pages are full, and their words do not overlap.

use std::path::Path;

use typst::syntax::VirtualPath;
use typst_layout::PagedDocument;

use super::shown::shown;
use crate::render::Typst;
use crate::world::{Workspace, World};
use crate::{Options, compile};

/// The margin at the sides, in points.
const MARGIN: f64 = 48.2;

/// The pages of a sample paper, in a variant of its style.
fn pages(workspace: &str, file: &str, variant: Option<&str>) -> PagedDocument {
    let folder = Path::new("data").join(workspace);
    let world = Workspace::open(&folder, &folder).unwrap().world();
    let file = World::id(&VirtualPath::new(file).unwrap());
    let options = Options { variant: variant.map(str::to_owned), ..Options::default() };
    let composed = crate::compose(&world, file, &options).unwrap().value;
    let edition = composed.editions().swap_remove(0).document;
    let source = Typst::paper(&edition, &composed.paper.house).source(&world).unwrap();
    compile::compile(&world, source, &edition).unwrap().value
}

#[test]
fn no_page_of_a_plan_is_less_than_half_full_but_the_last() {
    for workspace in ["sheffield", "staffordshire"] {
        let pages = pages(workspace, "plan.toml", None);
        let shown = shown(&pages);
        for (at, page) in pages.pages().iter().enumerate().rev().skip(1) {
            let high = page.frame.height().to_pt();
            // The footer does not count towards how full a page is.
            let body = shown.iter().filter(|one| one.page == at + 1 && one.baseline < high - 45.0);
            let lowest = body.map(|one| one.baseline).fold(0.0, f64::max);
            assert!(lowest > high / 2.0, "{workspace}: page {} ends at {lowest}", at + 1);
        }
    }
}

/// A question that a reader asks, and words at least one of which the answer must contain.
type Question = (&'static str, &'static [&'static str]);

#[test]
fn the_first_page_of_a_drafted_paper_answers_what_its_readers_ask() {
    let asked: Question = ("what is asked of me?", &["You are asked to", "Decisions needed"]);
    let wrong: Question = (
        "what is wrong, and who puts it right by when?",
        &["What is wrong, and who puts it right by when", "behind, at risk or overdue:"],
    );
    let better: Question =
        ("is it better than last time?", &["What has improved", "before that, "]);
    for (workspace, file, questions) in [
        ("staffordshire", "review.toml", &[asked, wrong, better][..]),
        ("staffordshire", "brief.toml", &[asked, wrong, better]),
        ("staffordshire", "plan.toml", &[asked, wrong, better]),
        ("sheffield", "plan.toml", &[asked, wrong, better]),
        ("guide", "review.toml", &[asked, wrong, better]),
        ("guide", "plan.toml", &[wrong]),
    ] {
        let pages = pages(workspace, file, None);
        let first: Vec<_> = shown(&pages).into_iter().filter(|one| one.page == 1).collect();
        let first: String = first.iter().map(|one| one.text.as_str()).collect();
        let first = first.split_whitespace().collect::<Vec<_>>().join(" ");
        for (question, answers) in questions {
            let answered = answers.iter().any(|answer| first.contains(answer));
            assert!(answered, "{workspace}/{file}: {question} {first}");
        }
    }
}

#[test]
fn no_words_of_a_drafted_paper_stand_on_others_or_beyond_the_margin() {
    for (workspace, file) in [
        ("sheffield", "plan.toml"),
        ("staffordshire", "plan.toml"),
        ("staffordshire", "review.toml"),
        ("staffordshire", "brief.toml"),
    ] {
        for variant in [None, Some("accessible")] {
            let pages = pages(workspace, file, variant);
            let wide = pages.pages()[0].frame.width().to_pt();
            let shown = shown(&pages);
            for (at, one) in shown.iter().enumerate() {
                let place = format!("{workspace}/{file} {variant:?}: {one:?}");
                assert!(one.left > MARGIN - 0.5 && one.right < wide - MARGIN + 0.5, "{place}");
                let other = shown[at + 1..].iter().find(|other| {
                    one.page == other.page
                        && (one.baseline - other.baseline).abs() < 3.0
                        && one.right.min(other.right) - one.left.max(other.left) > 0.5
                });
                assert!(other.is_none(), "{place} and {other:?}");
            }
        }
    }
}
