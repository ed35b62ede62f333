//! The guide in `data/guide`: what it shows is what stands in the files beside it, and its commands are the program's.

use std::fs;
use std::path::Path;

use crate::command::{papers, stderr, stdout};

/// A block of the guide that is set as a typewriter would: its language, and its lines.
struct Block {
    language: String,
    text: String,
}

/// The blocks of the guide.
fn blocks() -> Vec<Block> {
    let guide = fs::read_to_string(folder().join("guide.toml")).unwrap();
    let mut parts = guide.split("\n```");
    parts.next();
    let mut blocks = Vec::new();
    while let Some(block) = parts.next() {
        let (language, text) = block.split_once('\n').unwrap();
        blocks.push(Block { language: language.to_owned(), text: text.replace("\\{", "{") });
        parts.next();
    }
    blocks
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/guide"))
}

#[test]
fn every_piece_of_toml_in_the_guide_stands_in_the_file_that_it_names() {
    let mut count = 0;
    for block in blocks().iter().filter(|block| block.language == "toml") {
        let (name, piece) = block.text.split_once('\n').unwrap();
        let name = name.strip_prefix("# ").unwrap();
        let file = fs::read_to_string(folder().join(name)).unwrap();
        assert!(file.contains(piece), "{name} does not say:\n{piece}");
        count += 1;
    }
    assert!(count > 10, "{count}");
}

#[test]
fn every_command_in_the_guide_is_one_that_the_program_knows() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let blocks = blocks();
    let lines =
        blocks.iter().filter(|block| block.language == "text").flat_map(|block| block.text.lines());
    let commands: Vec<_> = lines.filter_map(|line| line.strip_prefix("papers ")).collect();
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands {
        let mut words = command.split_whitespace();
        let name = words.next().unwrap();
        let help = papers(here, &["help", name]);
        assert_eq!(help.status.code(), Some(0), "papers {command}: {}", stderr(&help));
        for option in words.filter(|word| word.starts_with("--")) {
            assert!(stdout(&help).contains(option), "papers {command}");
        }
    }
}

#[test]
fn nothing_is_found_in_the_guide_but_that_a_part_of_its_report_is_exempt() {
    let found = papers(folder(), &["check", "."]);
    assert_eq!(found.status.code(), Some(0), "{}", stderr(&found));
    let warnings: Vec<_> = stderr(&found)
        .lines()
        .filter(|line| line.starts_with("warning"))
        .map(str::to_owned)
        .collect();
    assert!(warnings.iter().all(|line| line.contains("restricted-paper")), "{warnings:?}");
}

#[test]
fn a_brace_after_a_backslash_is_printed_in_words_that_are_set_as_a_typewriter_would() {
    let folder = tempfile::TempDir::new().unwrap();
    let report = "kind = 'report'\ntitle = 'T'\ncommittee = 'C'\nmeeting = 2026-11-10\n\
                  front = { local-members-interest = 'N/A', report-of = 'Leader' }\n\
                  [[section]]\nid = 'summary'\ntext = '''\nWrite `\\{{ plan.total }}` or `\\{.exempt-3}`:\n\n\
                  ```\n| a | \\{.exempt-3} b |\n```\n'''\n";
    fs::write(folder.path().join("council.toml"), crate::support::COUNCIL).unwrap();
    fs::write(folder.path().join("report.toml"), report).unwrap();
    let build = ["build", "report.toml", "--format", "html", "--out", "out"];
    let built = papers(folder.path(), &build);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    let out = folder.path().join("out");
    let page = fs::read_dir(&out).unwrap().flatten().next().unwrap().path().join("report.html");
    let page = fs::read_to_string(page).unwrap();
    for words in [
        "<code>{{ plan.total }}</code>",
        "<code><span class=\"bound\">{.exempt-3}</span></code>",
        "| a | <span class=\"bound\">{.exempt-3}</span> b |",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    fs::write(folder.path().join("report.toml"), report.replace("`\\{.exempt", "`{.exempt"))
        .unwrap();
    let refused = papers(folder.path(), &build);
    assert!(stderr(&refused).contains("put a backslash before the brace"), "{}", stderr(&refused));
}
