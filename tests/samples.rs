//! The sample papers in `data/`: sound, conforming by their own word, and read out in the right order.
//!
//! `tests/samples/WORKSPACE.FILE.tags.txt` is how one of each sort is read out, element by element. Run with `BLESS=1` to write
//! what came out; then read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use committee_papers::diag::Rule;
use committee_papers::{Elsewhere, Format, Memory, Options, Pack, Workspace, World, build_pack};
use typst::syntax::VirtualPath;

use crate::{pdf, support};

/// The kinds of file that papers are made from.
const KINDS: [&str; 4] = ["report", "plan", "review", "brief"];

/// The samples whose every element is kept as it is read out, one of each sort: prose under numbers, a front sheet of
/// tables, charts with lists.
const READ_OUT: [(&str, &str); 3] =
    [("staffordshire", "report"), ("worcestershire", "report"), ("staffordshire", "brief")];

/// Every sample paper: its workspace, and its file inside.
fn papers() -> Vec<(PathBuf, String)> {
    let mut papers = Vec::new();
    for workspace in fs::read_dir("data").unwrap().map(|entry| entry.unwrap().path()) {
        if !workspace.join("council.toml").is_file() {
            continue;
        }
        for file in fs::read_dir(&workspace)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        {
            if file.ends_with(".toml") && KINDS.contains(&kind(&workspace, &file).as_str()) {
                papers.push((workspace.clone(), file));
            }
        }
    }
    papers.sort();
    papers
}

/// The kind of a file in a workspace.
fn kind(workspace: &Path, file: &str) -> String {
    let text = fs::read_to_string(workspace.join(file)).unwrap();
    let table: toml::Table = text.parse().unwrap();
    table["kind"].as_str().unwrap().to_owned()
}

/// Builds a sample paper, in which nothing may be found but that a part of it is not for publication.
fn build(workspace: &Path, file: &str) -> Vec<u8> {
    let world = Workspace::open(workspace, workspace).unwrap().world();
    let mut built = support::build(
        &world,
        World::id(&VirtualPath::new(file).unwrap()),
        &Options { formats: vec![Format::Pdf], ..Options::default() },
    );
    built.problems.retain(|problem| problem.rule != Some(Rule::RestrictedPaper));
    assert!(built.problems.is_empty(), "{}/{file}: {:?}", workspace.display(), built.problems);
    built.outputs.into_iter().next().unwrap().bytes
}

/// The packs of a sample meeting, in which no error may be found.
fn packs(workspace: &str) -> Vec<Pack> {
    let folder = Path::new("data").join(workspace);
    let workspace = Workspace::open(&folder, &folder).unwrap();
    let file = World::id(&VirtualPath::new("meeting.toml").unwrap());
    let made = build_pack(
        &workspace,
        file,
        &Elsewhere::in_workspace(&workspace),
        &Memory::none(),
        &[],
        &|_| (),
    );
    made.unwrap_or_else(|errors| panic!("{}: {errors:?}", folder.display())).value
}

/// Compares with what is kept, or keeps it; gives the name of the file back.
fn as_kept(golden: PathBuf, tags: &str, bless: bool) -> PathBuf {
    if bless {
        fs::write(&golden, tags).unwrap();
    }
    let wanted = fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(tags, wanted, "{}", golden.display());
    golden
}

#[test]
fn papers_of_each_sort_are_read_out_in_the_right_order() {
    let bless = std::env::var_os("BLESS").is_some();
    let golden = |name: &str| Path::new("tests/samples").join(format!("{name}.tags.txt"));
    let mut kept = Vec::new();
    for (workspace, paper) in READ_OUT {
        let pdf = build(&Path::new("data").join(workspace), &format!("{paper}.toml"));
        kept.push(as_kept(golden(&format!("{workspace}.{paper}")), &pdf::tags(&pdf), bless));
    }
    let pack = packs("medway").into_iter().find(|pack| pack.name == "pack-restricted").unwrap();
    kept.push(as_kept(golden("medway.meeting-pack-restricted"), &pdf::tags(&pack.pdf), bless));
    for found in fs::read_dir("tests/samples").unwrap().map(|entry| entry.unwrap().path()) {
        assert!(kept.contains(&found), "{} belongs to no sample", found.display());
    }
}

#[test]
fn every_sample_says_that_it_conforms_and_leaves_no_mark_unreached() {
    for (workspace, file) in papers() {
        let pdf = build(&workspace, &file);
        let about = pdf::about(&pdf);
        assert_eq!(about.claims, ["PDF/UA-1", "PDF/A-2a"], "{}", workspace.display());
        assert_eq!(about.language.as_deref(), Some("en-GB"), "{}", workspace.display());
        assert!(about.shows_title, "{}", workspace.display());
        assert_eq!(pdf::unreachable_marks(&pdf), Vec::<String>::new(), "{}", workspace.display());
        let labels: Vec<_> = pdf::pages(&pdf).into_iter().map(|page| page.label).collect();
        let wanted: Vec<_> = (1..=labels.len()).map(|page| page.to_string()).collect();
        assert_eq!(labels, wanted, "{}", workspace.display());
        assert!(!pdf::outline(&pdf).is_empty(), "{}", workspace.display());
        assert!(
            pdf::fonts(&pdf).iter().all(|font| font.embedded && font.readable),
            "{}",
            workspace.display()
        );
    }
}

#[test]
fn papers_from_data_are_no_longer_than_their_readers_have_time_for() {
    for (workspace, file, most) in [
        ("staffordshire", "review", 7),
        ("staffordshire", "brief", 2),
        ("sheffield", "plan", 12),
        ("guide", "report", 1),
    ] {
        let pdf = build(&Path::new("data").join(workspace), &format!("{file}.toml"));
        let pages = pdf::pages(&pdf).len();
        assert!(pages <= most, "{workspace}/{file} has {pages} pages");
    }
}

#[test]
fn a_review_opens_with_its_answer_and_the_reviewers_come_next() {
    let pdf = build(Path::new("data/staffordshire"), "review.toml");
    let outline = pdf::outline(&pdf);
    let heads: Vec<_> = outline.iter().map(|mark| (&*mark.title, &mark.target)).collect();
    for (at, (title, page)) in [
        ("You are asked to", 1),
        ("Decisions needed", 1),
        ("What has improved", 1),
        ("What is wrong, and who puts it right by when", 1),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(heads[at + 1], (title, &pdf::Target::Page(page)), "{heads:?}");
    }
    let reviewers = heads.iter().find(|(title, _)| *title == "They concluded");
    assert_eq!(reviewers.map(|(_, target)| *target), Some(&pdf::Target::Page(2)), "{heads:?}");
    let text = pdf::tags(&pdf);
    let stands = text.find("At risk").zip(text.find("What the reviewers concluded"));
    assert!(stands.is_some_and(|(panel, reviewers)| panel < reviewers), "{text}");
}

#[test]
fn packs_of_our_own_papers_say_that_they_conform() {
    let packs = packs("medway");
    let names: Vec<_> = packs.iter().map(|pack| pack.name.as_str()).collect();
    assert_eq!(names, ["pack", "pack-restricted", "supplement-1"]);
    for pack in &packs {
        let about = pdf::about(&pack.pdf);
        assert_eq!(about.claims, ["PDF/UA-1", "PDF/A-2a"], "{}", pack.name);
        assert_eq!(pdf::unreachable_marks(&pack.pdf), Vec::<String>::new(), "{}", pack.name);
    }
}

#[test]
fn the_staffordshire_paper_numbers_its_paragraphs_1_to_23_straight_through() {
    let pdf = build(Path::new("data/staffordshire"), "report.toml");
    let tags = pdf::tags(&pdf);
    let mut after = 0;
    for number in 1..=23 {
        let paragraph = format!("P \"{number}. ");
        let found = tags[after..].find(&paragraph);
        after +=
            found.unwrap_or_else(|| panic!("paragraph {number} is not read out in order:\n{tags}"));
    }
}

/// The files of a sample workspace, with another house style in its council's file.
fn in_style(workspace: &Path, style: &str) -> Vec<(String, Vec<u8>)> {
    let own = format!("style = \"{}\"", workspace.file_name().unwrap().to_string_lossy());
    let files = fs::read_dir(workspace).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.is_file())
        .map(|path| {
            let mut bytes = fs::read(&path).unwrap();
            if path.ends_with("council.toml") {
                let text = String::from_utf8(bytes).unwrap();
                assert!(text.contains(&own), "{}", path.display());
                bytes = text.replace(&own, &format!("style = \"{style}\"")).into_bytes();
            }
            (path.file_name().unwrap().to_string_lossy().into_owned(), bytes)
        })
        .collect()
}

#[test]
fn every_sample_builds_in_every_style_and_variant_and_loses_no_prose() {
    let styles: Vec<_> = fs::read_dir("templates/styles")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(styles.len(), 5, "{styles:?}");
    for name in &styles {
        let workspace = Path::new("data").join(name);
        let mut looks = Vec::new();
        for style in &styles {
            for variant in [None, Some("accessible".to_owned())] {
                let files = in_style(&workspace, style);
                let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
                let world = Workspace::memory(files).world();
                let file = World::id(&VirtualPath::new("report.toml").unwrap());
                let options = Options {
                    formats: vec![Format::Pdf],
                    variant: variant.clone(),
                    ..Options::default()
                };
                let built = support::build(&world, file, &options);
                let errors: Vec<_> =
                    built.problems.iter().filter(|problem| problem.is_error()).collect();
                assert!(errors.is_empty(), "{name} in {style}, {variant:?}: {errors:?}");
                let pdf = &built.outputs[0].bytes;
                assert_eq!(pdf::about(pdf).claims, ["PDF/UA-1", "PDF/A-2a"], "{name} in {style}");
                let text = pdf::text(pdf);
                for paragraph in prose(&workspace) {
                    assert!(text.contains(&paragraph), "{name} in {style} has lost: {paragraph}");
                }
                looks.push(pdf.clone());
            }
        }
        looks.sort();
        looks.dedup();
        assert_eq!(looks.len(), 10, "two styles or variants of {name} look alike");
    }
}

/// Lines of a sample's prose that are plain words: long enough to be looked for, and without markup.
fn prose(workspace: &Path) -> Vec<String> {
    let text = fs::read_to_string(workspace.join("report.toml")).unwrap();
    let body = text.split("[[section]]").skip(1).collect::<String>();
    let plain = |line: &&str| {
        line.len() > 60
            && !line.contains(['{', '[', ']', '*', '=', '|', '>', '#', '`', '\\', '_', '<'])
    };
    let lines = body.lines().map(str::trim).filter(plain);
    let lines = lines.map(|line| {
        line.trim_start_matches("- ").trim_start_matches(|next: char| next.is_ascii_digit())
    });
    lines.map(|line| line.trim_start_matches(". ").to_owned()).collect()
}
