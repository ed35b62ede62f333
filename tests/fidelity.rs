//! Whatever an author types is what a reader extracts, in every place that text can stand.

use committee_papers::diag::{Diagnostic, Rule};
use committee_papers::{Format, Options, Workspace, World};
use proptest::prelude::*;
use typst::syntax::VirtualPath;

use crate::pdf;
use crate::support::{self, Built, report, toml};

/// Builds a paper from its own file and one inspection, in the Staffordshire style.
fn build(report: &str, inspection: &str) -> Built {
    let council = support::COUNCIL;
    let files =
        [("council.toml", council), ("report.toml", report), ("inspection.toml", inspection)];
    let workspace = Workspace::memory(files.map(|(path, text)| (path, text.as_bytes())));
    let world = workspace.world();
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    support::build(&world, file, &Options { formats: vec![Format::Pdf], ..Options::default() })
}

/// Markdown that prints the text: every ASCII sign that could mean something is escaped.
fn markdown(text: &str) -> String {
    let escape = |next: char| {
        if next.is_ascii_punctuation() { format!("\\{next}") } else { next.to_string() }
    };
    text.chars().map(escape).collect()
}

/// Text as it is compared: any run of white space is one space, and a soft hyphen is nothing.
fn normal(text: &str) -> String {
    text.replace('\u{AD}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A paper that has `text` in every place, each time between a mark of its own and `]`.
fn paper(text: &str) -> (String, String) {
    let prose = markdown(text);
    let marked = |mark: &str| toml(&format!("{mark}[{prose}]"));
    let section = format!(
        "P[{prose}] **S[{prose}]** *E[{prose}]* [L[{prose}]](https://example.org) note[^1] V[{{{{ inspection.weaknesses[0].text }}}}]\n\n\
         - I[{prose}]\n  1. J[{prose}]\n\n> Q[{prose}]\n\n### H[{prose}]\n\n| C[{prose}] | b |\n|---|---|\n| D[{prose}] | d |\n\n\
         {{{{ inspection.weakness_list() }}}}\n\n[^1]: N[{prose}]\n"
    );
    let report = format!(
        "kind = \"report\"\ntitle = {}\ncommittee = {}\nmeeting = 2022-11-10\nsources.inspection = \"inspection.toml\"\n\
         front.local-members-interest = {}\nfront.report-of = {}\n\
         [[recommendation]]\ntext = {}\n[[section]]\nid = \"summary\"\ntext = \"See Appendix 1.\"\n\
         [[section]]\nheading = {}\ntext = {}\n[[appendix]]\ntitle = {}\n\
         [[contact]]\nrole = {}\nname = {}\n",
        marked("T"),
        marked("K"),
        marked("F"),
        marked("O"),
        marked("R"),
        marked("G"),
        toml(&section),
        marked("A"),
        toml(&format!("U[{text}]")),
        toml(&format!("M[{text}]")),
    );
    let inspection = format!(
        "kind = \"inspection\"\nframework = \"area-send-2016\"\n[[weakness]]\nid = 1\ntext = {}\n",
        toml(&format!("W[{}]", text.replace("{{", "\\{{").replace("{%", "\\{%")))
    );
    (report, inspection)
}

/// A character that the built-in fonts show, from left to right.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        4 => prop::char::range(' ', '~'),
        1 => prop::sample::select("£€–—‘’“”…•éêëŵŷÂâŴŶÿß½×÷§¶†‡©®™°µ".chars().collect::<Vec<_>>()),
        1 => prop::char::range('Α', 'Ρ'),
        1 => prop::char::range('а', 'я'),
        3 => prop::sample::select("\\\"#*_$<>@`~{}[]()|&%-+=!^.:;/'".chars().collect::<Vec<_>>()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_from_every_place(characters in prop::collection::vec(character(), 1..40)) {
        let text = normal(&characters.into_iter().collect::<String>());
        prop_assume!(!text.is_empty());
        let (report, inspection) = paper(&text);
        let built = build(&report, &inspection);
        // Text can look like a tag that was pasted; it is printed as it stands.
        let other = built.problems.iter().any(|problem| problem.rule != Some(Rule::PastedText));
        prop_assert!(!other, "{:?}\n{report}", built.problems);
        let read = normal(&pdf::text(&built.outputs[0].bytes));
        for mark in "TKFORGPSELVIJQHCDNAUMW".chars() {
            let wanted = format!("{mark}[{text}]");
            let wanted = if mark == 'V' { format!("V[W[{text}]]") } else { wanted };
            prop_assert!(read.contains(&wanted), "{wanted}\nis not in\n{read}");
        }
    }

    #[test]
    fn no_prose_stops_the_program(prose in "[ -~\n]{0,200}") {
        let report = report(&prose);
        let built = build(&report, "");
        prop_assert!(built.problems.iter().all(|problem| !problem.message.contains("cannot be typeset")), "{:?}\n{report}", built.problems);
        prop_assert_eq!(built.outputs.is_empty(), built.problems.iter().any(|problem| problem.is_error()));
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let (report, inspection) = paper("same");
    let first = build(&report, &inspection);
    let second = build(&report, &inspection);
    assert!(first.problems.is_empty(), "{:?}", first.problems);
    assert_eq!(first.outputs[0].bytes, second.outputs[0].bytes);
}

#[test]
fn lists_and_quotations_may_be_deep_but_not_without_end() {
    let deep = |depth: usize| {
        let list: String =
            (0..depth).map(|level| format!("{}- level {level}\n", "  ".repeat(level))).collect();
        build(&report(&list), "")
    };
    assert!(deep(12).problems.is_empty(), "{:?}", deep(12).problems);
    let problems = deep(500).problems;
    assert!(problems.iter().any(|problem| problem.message.contains("deep")), "{problems:?}");
    let emphasis = format!("{}x{}", "*a **b ".repeat(300), "** *".repeat(300));
    let prose = report(&emphasis);
    let problems = build(&prose, "").problems;
    let mut errors = problems.iter().filter(|problem| problem.is_error());
    assert!(errors.all(|problem| problem.message.contains("deep")), "{problems:?}");
}

#[test]
fn prose_made_to_be_slow_is_read_in_good_time() {
    for sign in ["<", "\\", "{{", "[", "*", "`", "&", "|", "[^", ">", "{#"] {
        let built = build(&report(&sign.repeat(20_000)), "");
        let stopped = built.problems.iter().any(|problem| problem.is_error());
        assert_eq!(built.outputs.is_empty(), stopped, "{sign}: {:?}", built.problems.first());
        let ours = |problem: &Diagnostic| problem.message.contains("cannot be typeset");
        assert!(!built.problems.iter().any(ours), "{sign}: {:?}", built.problems.first());
    }
}

#[test]
fn a_template_that_never_ends_runs_out_of_fuel() {
    let endless =
        "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}";
    let files = [
        ("council.toml", "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"own\"\n".to_owned()),
        ("report.toml", report("Words.")),
        (
            "styles/own/style.toml",
            include_str!("../templates/styles/staffordshire/style.toml").to_owned(),
        ),
        ("styles/own/typst/paper.typ.jinja", endless.replace("{{ a }}", "x")),
    ];
    let workspace = Workspace::memory(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let world = workspace.world();
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let options = Options { formats: vec![Format::Pdf], ..Options::default() };
    let built = support::build(&world, file, &options);
    assert!(built.outputs.is_empty());
    let said = &built.problems.last().unwrap().message;
    assert!(said.contains("paper.typ.jinja") && said.contains("fuel"), "{said}");
}
