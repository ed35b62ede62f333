//! Input that is far larger than any paper ends soon and in little memory: with an answer, or with an error that names the
//! limit and where to raise it.

use committee_papers::diag::{Diagnostic, apart};
use committee_papers::{Format, Options, Workspace, World, build};
use typst::syntax::VirtualPath;

use crate::support;

/// How a hint ends that says where to raise a limit.
const RAISED: &str = "`check.too-large = \"off\"` in council.toml lifts the limit";

/// Builds one file; gives each error with its last hint.
fn said(file: &str, text: &str) -> Vec<(String, String)> {
    let files = [("council.toml", support::COUNCIL), (file, text)];
    let workspace = Workspace::memory(files.map(|(path, text)| (path, text.as_bytes())));
    let file = World::id(&VirtualPath::new(file).unwrap());
    let options = Options { formats: vec![Format::Pdf, Format::Html], ..Options::default() };
    let (outputs, found) = apart(build(&workspace.world(), file, &options));
    let errors: Vec<_> = found.into_iter().filter(|problem| problem.stops(false)).collect();
    assert_eq!(outputs.is_none_or(|outputs| outputs.len() < 2), !errors.is_empty());
    let said = |mut error: Diagnostic| (error.message, error.hints.pop().unwrap_or_default());
    errors.into_iter().map(said).collect()
}

/// A report of that text, with more at its end.
fn report(text: &str, more: &str) -> String {
    format!(
        "kind = \"report\"\ntitle = \"A paper\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n\
         front.local-members-interest = \"N/A\"\nfront.report-of = \"Leader\"\n\
         [[section]]\nid = \"summary\"\ntext = '''\n{text}\n'''\n{more}"
    )
}

/// What is said first of a paper of that text.
fn first(text: &str) -> (String, String) {
    said("report.toml", &report(text, "")).into_iter().next().unwrap_or_default()
}

#[test]
fn a_word_of_a_million_letters_is_named_wherever_it_stands() {
    let word = "a".repeat(1_000_000);
    let titled = report("x", "").replace("A paper", &word);
    let headed = report(&format!("## {word}"), "");
    let celled = report(&format!("| a |\n|---|\n| {word} |"), "");
    for paper in [report(&word, ""), titled, headed, celled] {
        let (message, hint) = said("report.toml", &paper).swap_remove(0);
        assert_eq!(message, "this word has 1000000 letters, and 4000 is the most that is typeset");
        assert!(hint.ends_with(RAISED), "{hint}");
    }
}

#[test]
fn signs_of_markdown_and_marks_are_each_looked_at_once_however_many_there_are() {
    for sign in [
        "[",
        "](",
        "[^a]",
        "{",
        "{{",
        "(",
        "(exempt) ",
        "<a",
        "`a",
        "_a",
        "*",
        "> ",
        "e\u{301}",
        ".exempt-3 ",
    ] {
        let (message, _) = first(&sign.repeat(200_000 / sign.len()));
        assert!(!message.is_empty() || sign == "*", "{sign}");
    }
}

#[test]
fn a_table_of_a_hundred_thousand_rows_or_thousands_of_columns_is_named() {
    let rows = first(&format!("| a | b |\n|---|---|\n{}", "| a | b |\n".repeat(100_000)));
    assert!(
        rows.0.ends_with("have 200001 cells, and 40000 is the most that is typeset"),
        "{rows:?}"
    );
    assert!(rows.1.ends_with(RAISED));
    let line = |cell: &str| format!("|{}\n", cell.repeat(5_000));
    let columns = first(&[line(" a |"), line("---|"), line(" b |")].concat());
    assert_eq!(columns.0, "this table has 5000 columns, and 100 is the most that is typeset");
    assert!(columns.1.ends_with(RAISED));
}

#[test]
fn tens_of_thousands_of_paragraphs_sections_points_contacts_and_recommendations_are_named() {
    let many = |part: &str| report("x", &part.repeat(20_000));
    for (paper, size) in [
        (
            report(&"A paragraph.\n\n".repeat(100_000), ""),
            " paragraphs, headings and tables, and 15000 is the most that is typeset",
        ),
        (
            many("[[section]]\nheading = \"One\"\ntext = \"x\"\n"),
            " paragraphs, headings and tables, and 15000 is the most that is typeset",
        ),
        (report(&"- a point\n".repeat(20_000), ""), "20000 entries"),
        (
            many("[[contact]]\nrole = \"Officer\"\nname = \"A N Other\"\n"),
            "cells, and 40000 is the most",
        ),
        (many("[[recommendation]]\ntext = \"notes it.\"\n"), "20000 entries"),
    ] {
        let (message, hint) = said("report.toml", &paper).swap_remove(0);
        assert!(message.contains(size), "{message}");
        assert!(hint.ends_with(RAISED), "{hint}");
    }
}

#[test]
fn twenty_thousand_actions_or_measures_are_named_and_updates_of_one_are_printed() {
    let plan = |part: fn(usize) -> String| {
        let head = "kind = \"plan\"\nname = \"Plan\"\nsubmitted = 2022-04-01\n[[area]]\nid = \"a\"\ntitle = \"Area\"\n";
        let parts: String = (0..20_000).map(part).collect();
        said("plan.toml", &format!("{head}{parts}"))
    };
    let actions = plan(|n| {
        format!(
            "[[area.action]]\nid = \"1.{n}\"\naction = \"Act\"\nlead = \"Head\"\nstart = 2022-04-01\ndue = 2022-09-30\n"
        )
    });
    let measures = plan(|n| {
        format!(
            "[[area.measure]]\nname = \"Measure {n}\"\nunit = \"%\"\nbetter = \"higher\"\nbaseline = {{ on = 2021-12-31, value = 42.0 }}\n"
        )
    });
    for named in [actions, measures] {
        assert!(named[0].0.contains("cells, and 40000 is the most"), "{named:?}");
        assert!(named[0].1.ends_with(RAISED));
    }
    let updates = plan(|n| {
        match n {
        0 => "[[area.action]]\nid = \"1.1\"\naction = \"Act\"\nlead = \"Head\"\nstart = 2022-04-01\ndue = 2022-09-30\n".to_owned(),
        n => format!("[[area.action.update]]\non = 2022-07-15\nstatus = \"on-track\"\nnote = \"{n}\"\n"),
    }
    });
    assert_eq!(updates, []);
}

#[test]
fn a_file_of_fifty_megabytes_is_not_read_and_a_field_of_many_is_named() {
    let field = |words: usize| {
        said("report.toml", &report("x", "").replace("A paper", &"a b ".repeat(words)))
    };
    let (message, _) = field(12_500_000).swap_remove(0);
    let most = "it has 47 MB, and 16 MB is the most of a text file; split it";
    assert!(message.ends_with(most), "{message}");
    let (message, hint) = field(3_000_000).swap_remove(0);
    assert_eq!(
        message,
        "this paragraph has 11999999 letters, and 100000 is the most that is typeset"
    );
    assert!(hint.ends_with(RAISED), "{hint}");
}

#[test]
fn three_hundred_thousand_unknown_keys_are_each_named_and_so_are_groups() {
    let keys: String = (0..300_000).map(|n| format!("unknown{n} = 1\n")).collect();
    let groups: String = (0..30_000).map(|n| format!("[unknown{n}]\n")).collect();
    let in_front = report("x", "").replacen("front.", &format!("{keys}front."), 1);
    for (paper, many) in [(in_front, 300_000), (report("x", &groups), 30_000)] {
        let found = said("report.toml", &paper);
        assert_eq!(found.len(), many);
        assert_eq!(found[0].0, "`unknown0` is not a key that is known here");
    }
}

#[test]
fn expressions_make_no_more_than_an_office_computer_has_room_for() {
    for (expression, error) in [
        ("\"a\" | indent(1000000000)", "there is no filter `indent`"),
        ("\"%1000000000d\" | format(1)", "there is no filter `format`"),
        ("\"a\" | center(1000000000)", "there is no filter `center`"),
        ("range(1000000000)", "there is nothing called `range` to use here"),
        ("9 ** 999999999", "this cannot be computed here"),
        ("1.5 | round(1000000000)", "a number cannot have 1000000000 places"),
    ] {
        let (message, _) = first(&format!("{{{{ {expression} }}}}"));
        assert!(message.contains(error), "{message}");
    }
    let replaced =
        format!("{{{{ \"{}\" | replace(\"a\", \"{}\") }}}}", "a".repeat(1_500), "b".repeat(2_400));
    let twice = replaced.replace(" }}", &format!(" | replace(\"b\", \"{}\") }}}}", "c".repeat(40)));
    assert!(first(&twice).0.contains("`replace` would make a text of more than 4 MB"));
    let (message, hint) = first(&format!("{{{{ \"a\"{} }}}}", " ~ \"b\"".repeat(50_000)));
    assert_eq!(message, "this expression has 300005 letters, and 4000 is the most");
    assert_eq!(hint, "split it into several");
}
