//! Slips of the pen: whatever an author who means to withhold a sentence writes, the sentence is not published.

use committee_papers::{Elsewhere, Format, Options, Workspace, World};
use typst::syntax::VirtualPath;

use crate::support::{Built, COUNCIL, build};

/// What must not be published.
const SECRET: &str = "QZX1234567";

/// A report that says the secret.
const REPORT: &str = "kind = 'report'\ntitle = 'Title'\ncommittee = 'Cabinet'\nmeeting = 2022-11-10\n\
    front.report-of = 'Head'\nfront.local-members-interest = 'N/A'\n[[section]]\nid = 'summary'\ntext = 'QZX1234567'\n";

/// A picture of one pixel.
const PICTURE: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// What everyone may read.
const OPEN: &str = "Everyone may read this.";

/// Marks as they ought to be.
const MARKS: [&str; 3] = ["{.exempt-3}", "{.confidential}", "{.exempt-3 .exempt-5}"];

/// Marks as they are mistyped.
const MISTYPED: [&str; 62] = [
    "{#exempt}",
    "{#confidential}",
    "{.exempt}",
    "{.exempt-}",
    "{.exempt-0}",
    "{.exempt-99}",
    "{.exempt-3",
    "{.exempt-3]",
    "{exempt-3}",
    "{exempt 3}",
    "{.exempt 3}",
    "{.exempt3}",
    "{.exempt_3}",
    "{.exempt-three}",
    "{.exempt–3}",
    "{. exempt-3}",
    "{ .exempt-3 }",
    "{.Exempt-3}",
    "{.EXEMPT-3}",
    "{.exmpt-3}",
    "{.excempt-3}",
    "{#exempt-3}",
    "{:.exempt-3}",
    "{.confidental}",
    "{.Confidential}",
    "{confidential}",
    "{.exempt-3}.",
    "{.exempt-3} {.sub} and so on",
    "{.exempt-3}{.exempt-3}",
    "&#123;.exempt-3&#125;",
    "exempt-3}",
    ".exempt-3",
    "<.exempt-3>",
    "<exempt-3>",
    "(.exempt-3).",
    "(exempt-3)",
    "[.exempt-3] ok",
    "[exempt-3]",
    "[exempt]",
    "[Exempt]",
    "[EXEMPT.]",
    "[exempt 3]",
    "(exempt)",
    "(Exempt).",
    "(exempt 3)",
    "(exempt, paragraph 3)",
    "[exempt – paragraph 3]",
    "(exempt under paragraph 3 of Schedule 12A)",
    "[confidential]",
    "(exempt information)",
    "[ex\u{ad}empt]",
    "{{.exempt-3}",
    "{.paragraph-3}",
    "{.exempi-3d",
    "<!-- (exempt 3) -->",
    "<!-- not for publication -->",
    "<span class='exempt-3'>",
    "@exempt-3",
    "(exempt from disclosure)",
    "[this paragraph is exempt]",
    "[RESTRICTED]",
    "[Part II]",
];

/// Texts of a section in which a sentence with a mark can stand, for `@`. In the first, marks are read.
const TEXTS: [&str; 20] = [
    "@",
    "Before it.\n\n- first\n- @\n- last",
    "Before it.\n\n- first\n    - @\n- last",
    "Before it.\n\n1. @\n2. last",
    "| a | b |\n|---|---|\n| c | @ |",
    "> @",
    "**@**",
    "*@*",
    "~~@~~",
    "`@`",
    "[@](https://example.org)",
    "### @",
    "| a | @ |\n|---|---|\n| c | d |",
    "Before it.[^1]\n\n[^1]: @",
    "@ And then a sentence follows.",
    "@\nAnd then a line follows.",
    "@  \nAnd then a line follows.",
    "![@](picture.gif)",
    "Before it.\n\n    @",
    "```\n@\n```",
];

/// Blocks below which a mark stands alone, for `@`.
const BELOW: [&str; 5] = [
    "- one\n- QZX1234567\n\n@",
    "1. one\n2. QZX1234567\n\n@",
    "| a | b |\n|---|---|\n| c | QZX1234567 |\n\n@",
    "> QZX1234567\n\n@",
    "QZX1234567\n\n@",
];

/// Other keys of a report that hold prose, for `@`.
const KEYS: [&str; 7] = [
    "[[recommendation]]\ntext = \"@\"",
    "[[section]]\nheading = \"@\"\ntext = \"Words.\"",
    "[[appendix]]\ntitle = \"@\"",
    "[[background-paper]]\ntitle = \"@\"",
    "[[contact]]\nrole = \"Author\"\nname = \"@\"",
    "front.report-of = \"@\"",
    "front.local-members-interest = \"@\"",
];

/// A report with more keys at its end, or more fields of its front matter.
fn report(more: &str) -> Built {
    let front = [("report-of", "Head"), ("local-members-interest", "N/A")];
    let front = front.iter().filter(|(name, _)| !more.contains(name));
    let front: String =
        front.map(|(name, value)| format!("front.{name} = \"{value}\"\n")).collect();
    let (field, more) = if more.starts_with("front.") { (more, "") } else { ("", more) };
    let report = format!(
        "kind = \"report\"\ntitle = \"Title\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n\
         exempt-reason = \"It would do harm.\"\n{front}{field}\n[[section]]\nid = \"summary\"\ntext = \"{OPEN}\"\n{more}"
    );
    built(&[
        ("council.toml", COUNCIL.as_bytes()),
        ("report.toml", report.as_bytes()),
        ("picture.gif", PICTURE),
    ])
}

/// The report of a workspace.
fn built(files: &[(&str, &[u8])]) -> Built {
    let workspace = Workspace::memory(files.iter().copied());
    let options = Options {
        formats: vec![Format::Html],
        elsewhere: Elsewhere::in_workspace(&workspace),
        ..Options::default()
    };
    build(&workspace.world(), World::id(&VirtualPath::new("report.toml").unwrap()), &options)
}

/// A report with a section.
fn section(text: &str) -> Built {
    report(&format!("[[section]]\nheading = \"Body\"\ntext = '''\n{text}\n'''"))
}

/// What the public reads of a paper, if there is something to read.
fn published(built: &Built) -> Option<&str> {
    let public = built.outputs.iter().find(|output| output.suffix.is_empty())?;
    Some(str::from_utf8(&public.bytes).unwrap())
}

/// Asserts that a paper does not publish the secret, and is an error or has a restricted version.
fn assert_withheld(built: &Built, what: &str) {
    assert!(!published(built).is_some_and(|page| page.contains(SECRET)), "published: {what}");
    let stopped = built.problems.iter().any(|problem| problem.is_error());
    let restricted = built.outputs.iter().any(|output| !output.suffix.is_empty());
    assert!(stopped || restricted, "silent: {what}");
}

#[test]
fn without_a_mark_all_is_published() {
    let texts = TEXTS.iter().map(|text| section(&text.replace('@', SECRET)));
    let below = BELOW.iter().map(|text| section(&text.replace('@', "")));
    let keys = KEYS.iter().map(|key| report(&key.replace('@', SECRET)));
    for built in texts.chain(below).chain(keys) {
        let page = published(&built).unwrap_or_else(|| panic!("{:?}", built.problems));
        assert!(page.contains(SECRET) && page.contains(OPEN), "{page}");
    }
}

#[test]
fn a_mark_at_the_end_of_a_paragraph_item_or_cell_withholds_it_and_nothing_else() {
    for text in TEXTS.iter().take(6) {
        for mark in MARKS {
            let text = text.replace('@', &format!("{SECRET} {mark}"));
            let built = section(&text);
            let page = published(&built).unwrap_or_else(|| panic!("{text}: {:?}", built.problems));
            assert!(page.contains(OPEN) && !page.contains(SECRET), "{text}");
            assert!(!text.contains("last") || page.contains("last"), "too much of {text}");
        }
    }
}

#[test]
fn a_mark_in_an_expression_or_below_a_line_across_the_page_publishes_nothing() {
    for text in [
        format!("{SECRET} {{{{ '{{.exempt-3}}' }}}}"),
        format!("{SECRET}\n\n{{{{ '.exempt-3' }}}}"),
        format!("{SECRET}\n\n***\n\n{{.exempt-3}}"),
        format!("{SECRET}\n\nExempt."),
        format!("{SECRET}\n\n<!-- for legal -->\n\n{{.exempt-3}}"),
        format!("{OPEN} {SECRET}. EXEMPT"),
        format!("Not for publication:\n\n{SECRET}"),
    ] {
        assert_withheld(&section(&text), &text);
    }
    let literal = format!("{SECRET}\n\n\\{{.exempt-3}}\n\nWords.");
    assert!(published(&section(&literal)).is_some_and(|page| page.contains(SECRET)));
}

#[test]
fn a_mark_alone_below_a_block_withholds_it() {
    for text in BELOW.iter().take(4) {
        let built = section(&text.replace('@', "{.exempt-3}"));
        let page = published(&built).unwrap_or_else(|| panic!("{text}: {:?}", built.problems));
        assert!(page.contains(OPEN) && !page.contains(SECRET), "{text}");
    }
}

#[test]
fn a_mark_that_is_mistyped_or_misplaced_publishes_nothing() {
    for mark in MARKS.iter().chain(&MISTYPED) {
        for text in TEXTS {
            for said in
                [format!("{SECRET} {mark}"), format!("{SECRET}{mark}"), format!("{mark} {SECRET}")]
            {
                let text = text.replace('@', &said);
                assert_withheld(&section(&text), &text);
            }
        }
        for text in BELOW {
            let text = text.replace('@', mark);
            assert_withheld(&section(&text), &text);
        }
        for key in KEYS {
            let more = key.replace('@', &format!("{SECRET} {mark}"));
            assert_withheld(&report(&more), &more);
        }
    }
}

#[test]
fn a_key_that_withholds_and_is_mistyped_publishes_nothing() {
    let given = "{ paragraphs = [3], reason = \"It would do harm.\", open-title = true }";
    let keys = [
        format!("exmpt = {given}"),
        format!("exempted = {given}"),
        format!("Exempt = {given}"),
        format!("confidental = {given}"),
        "exempt = true".to_owned(),
        "exempt = 3".to_owned(),
        "exempt = \"3\"".to_owned(),
        "exempt = {}".to_owned(),
        "exempt = []".to_owned(),
        "exempt = { paragraphs = [] }".to_owned(),
        "exempt = { paragraphs = [99], reason = \"R\" }".to_owned(),
        "exempt = { paragraph = 3, reason = \"R\" }".to_owned(),
        "confidential = true".to_owned(),
        "confidential = false".to_owned(),
    ];
    for key in keys {
        for head in [
            "[[section]]\nheading = \"Body\"\ntext = \"QZX1234567\"",
            "[[appendix]]\ntitle = \"QZX1234567\"",
        ] {
            let more = format!("{head}\n{key}");
            assert_withheld(&report(&more), &more);
        }
    }
}

#[test]
fn a_paper_is_not_published_while_the_file_that_may_withhold_it_has_a_slip_there() {
    let item = "[[item]]\nreport = \"report.toml\"\n";
    let given = "{ paragraphs = [3], reason = \"It would do harm.\", open-title = true }";
    let slips = [
        format!("{item}Exempt = {given}"),
        format!("{item}exmept = {given}"),
        format!("{item}confidental = {given}"),
        format!("{item}\"ex\u{200B}empt\" = {given}"),
        format!("{item}exempt-paragraphs = [3]"),
        format!("{item}exempt: paragraph 3"),
        format!("{item}exempt (paragraph 3)"),
        format!("{item}// exempt = {given}"),
        format!("{item}[item exempt]\nparagraphs = [3]"),
        format!("{item}[items.exempt]\nparagraphs = [3]"),
        format!("{item}[[item]] exempt = {given}"),
        "[[item]]\nreport = \"report.toml\" exempt".to_owned(),
        format!("[[item]]\nreport: report.toml\nexempt = {given}"),
        format!("[[item]]\nReport = \"report.toml\"\nexempt = {given}"),
        format!("[[item]]\nreport = [\"report.toml\"]\nexempt = {given}"),
        format!("item = [{{ report = \"report.toml\", exempt: {given} }}]"),
        format!("{item}text = \"\"\"\nexempt = {given}"),
        format!("{item}exempt = {given}\n\u{0}"),
    ];
    let workspace = |slip: &str| {
        let meeting = format!(
            "kind = \"meeting\"\ncommittee = \"Cabinet\"\ndate = 2022-11-10\ntime = 10:00:00\nvenue = \"Hall\"\n{slip}\n"
        );
        let files = [
            ("council.toml", COUNCIL.as_bytes()),
            ("meeting.toml", meeting.as_bytes()),
            ("report.toml", REPORT.as_bytes()),
        ];
        built(&files)
    };
    assert!(published(&workspace(item)).is_some_and(|page| page.contains(SECRET)));
    for slip in slips {
        assert_withheld(&workspace(&slip), &slip);
    }
}

#[test]
fn footnotes_have_the_same_numbers_in_both_editions() {
    let text = "First[^a].\\n\\nSecret[^b]. {.exempt-3}\\n\\nLast[^c].\\n\\n[^a]: Note one.\\n[^b]: Note two.\\n[^c]: Note three.\\n";
    let report = REPORT
        .replace("text = 'QZX1234567'", &format!("text = \"{text}\""))
        .replace("[[section]]", "exempt-reason = 'A tender.'\n[[section]]");
    let files = [("council.toml", COUNCIL), ("report.toml", report.as_str())];
    let workspace = Workspace::memory(files.map(|(name, text)| (name, text.as_bytes())));
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let formats = vec![Format::Pdf, Format::Html, Format::Docx];
    let built = build(&workspace.world(), file, &Options { formats, ..Options::default() });
    assert_eq!(built.outputs.len(), 6, "{:?}", built.problems);
    for output in &built.outputs {
        let said = match output.format {
            Format::Pdf => crate::pdf::text(&output.bytes),
            Format::Html => String::from_utf8(output.bytes.clone()).unwrap(),
            Format::Docx => crate::support::word_file(&output.bytes),
        };
        let last = match output.format {
            Format::Pdf => "Last3 3 Note three.".to_owned(),
            Format::Html => "aria-label=\"Footnote 3\">3</a></sup>.".to_owned(),
            Format::Docx => "Note three.".to_owned(),
        };
        let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(&last), "{:?} {}: {said}", output.format, output.suffix);
        assert_eq!(said.contains("Note two"), !output.suffix.is_empty());
    }
}
