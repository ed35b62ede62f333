//! Slips of the pen: whatever an author who means to withhold a sentence writes, the sentence is not published.

mod marks;

use committee_papers::{Elsewhere, Format, Options, Workspace, World};
use typst::syntax::VirtualPath;

use crate::support::{Built, COUNCIL, build};

/// A plan with an action.
const PLAN: &str = "kind = 'plan'\nname = 'Improvement Plan'\nshort = 'IP'\nsubmitted = 2022-04-01\n[[area]]\nid = 'staff'\n\
    title = 'Staff'\n[[area.action]]\nid = '1.1'\naction = 'Recruit three caseworkers'\nlead = 'Alun Prothero'\n\
    accountable = 'Head of Service'\nstart = 2022-04-01\ndue = 2022-12-30\nsuccess = 'Three posts are filled.'\n";

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
    paper(files, "report.toml")
}

/// A paper of a workspace.
fn paper(files: &[(&str, &[u8])], name: &str) -> Built {
    let workspace = Workspace::memory(files.iter().copied());
    let options = Options {
        formats: vec![Format::Html],
        elsewhere: Elsewhere::in_workspace(&workspace),
        ..Options::default()
    };
    build(&workspace.world(), World::id(&VirtualPath::new(name).unwrap()), &options)
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
        format!("{item}not-for-publication = {given}"),
        format!("{item}closed = {given}"),
        format!("{item}restricted = true"),
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
fn open_papers_made_from_a_plan_that_is_an_exempt_appendix_are_refused_until_they_say_what_is_open()
{
    let review = "kind = 'review'\nplan = 'plan.toml'\nname = 'Six-month review'\nheld = 2022-09-29\nsince = 2022-04-01\n\
        reviewers = ['Department for Education']\nconclusions = ['It goes well.']\nencouraged = ['More.']\nfocus-next = ['Staff.']\n";
    let open = REPORT.replace("front.report-of", "sources.plan = 'plan.toml'\nfront.report-of");
    let open = open.replace("QZX1234567", "The plan has {{ plan.total }} action.");
    let says = open.replace("kind = 'report'", "kind = 'report'\nopen-figures = ['plan.total']");
    let closed = format!(
        "{REPORT}[[appendix]]\ntitle = 'The plan'\nsource = 'plan.toml'\n\
         exempt = {{ paragraphs = [3], reason = 'It would do harm.', open-title = true }}\n"
    );
    let built = |closed: &str, open: &str, name: &str| {
        let files = [
            ("council.toml", COUNCIL),
            ("plan.toml", PLAN),
            ("review.toml", review),
            ("brief.toml", "kind = 'brief'\nreview = 'review.toml'\nasks = ['note it.']\n"),
            ("closed.toml", closed),
            ("report.toml", open),
        ];
        paper(&files.map(|(name, text)| (name, text.as_bytes())), name)
    };
    let refused = |built: &Built| {
        let says = |message: &str| message.contains("is not for publication, and this paper");
        built.problems.iter().any(|problem| problem.is_error() && says(&problem.message))
    };
    for name in ["report.toml", "review.toml", "brief.toml"] {
        let made = built(&closed, &open, name);
        assert!(refused(&made) && published(&made).is_none(), "{name}: {:?}", made.problems);
        let made = built(REPORT, &open, name);
        assert!(!refused(&made) && published(&made).is_some(), "{name}: {:?}", made.problems);
    }
    let made = built(&closed, &says, "report.toml");
    assert!(published(&made).is_some(), "{:?}", made.problems);
}

#[test]
fn what_is_withheld_of_an_open_plan_is_said_to_be_open_in_the_paper_of_the_plan() {
    let says = |mark: &str| {
        let text = format!(
            "text = '''\nSee this:{mark}\n\n{{{{ plan.action_table() }}}}\n\nWords. {{.exempt-3}}\n'''"
        );
        let head =
            "exempt-reason = 'It would do harm.'\nsources.plan = 'plan.toml'\nfront.report-of";
        let report = REPORT.replace("front.report-of", head).replace("text = 'QZX1234567'", &text);
        let files = [("council.toml", COUNCIL), ("plan.toml", PLAN), ("report.toml", &report)];
        let built = built(&files.map(|(name, text)| (name, text.as_bytes())));
        assert!(published(&built).is_some(), "{:?}", built.problems);
        let hints = built.problems.iter().flat_map(|problem| &problem.hints);
        hints.filter(|hint| hint.contains("comes from `plan.toml`, which is open")).count()
    };
    assert_eq!((says(" {.exempt-3}"), says("")), (1, 0));
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
