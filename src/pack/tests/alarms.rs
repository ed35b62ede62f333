//! Correct packs are not refused, whatever is withheld in them: words that the program, its formats and its house
//! styles print, sums with the digits of the meeting's day, names that open papers use too.

use super::*;
use crate::diag::Rule;

/// Headings that programs, formats and house styles use as well.
const HEADINGS: [&str; 44] = [
    "Date",
    "Title",
    "Type",
    "Papers",
    "Contents",
    "Summary",
    "Background",
    "Next steps",
    "Recommendation",
    "Appendix",
    "Page",
    "Author",
    "Subject",
    "Keywords",
    "Figure",
    "Table",
    "Link",
    "Note",
    "Status",
    "Behind",
    "On track",
    "Complete",
    "At risk",
    "July",
    "Thursday",
    "Cabinet",
    "Producer",
    "Creator",
    "Layout",
    "Reference",
    "Version",
    "Form",
    "Font",
    "Image",
    "Pattern",
    "Group",
    "Language",
    "English",
    "Parent",
    "Names",
    "Info",
    "Agenda item 1",
    "Page 2 of 3",
    "Not for publication",
];

/// Contents of withheld cells and lines, among them sums with the digits of dates and times.
const CELLS: [&str; 38] = [
    "£1,407",
    "£2,207",
    "£2,022",
    "£7,202",
    "£140,722",
    "£20,220",
    "£1,900",
    "£190,000",
    "£22.07",
    "14.07",
    "2022",
    "19:00",
    "14 July 2022",
    "July 2022",
    "7 pm",
    "Yes",
    "None.",
    "n/a",
    "50%",
    "4.1",
    "Chair",
    "Alun Prothero",
    "Councillor Maud Ellery",
    "Recruit three caseworkers",
    "Shire House",
    "Scrutiny Committee",
    "Ruth Ashdown",
    "the Leader",
    "Head of Service",
    "Posts advertised",
    "Three posts are filled.",
    "Officer in charge",
    "Improvement Plan",
    "letter.pdf",
    "A letter",
    "An award",
    "A matter of harm",
    "See Shire House, Alun Prothero and Wessen for 1,000 of them",
];

/// Contents of a withheld paragraph.
const BLOCKS: [&str; 10] = [
    "{{ plan.attention_table() }}",
    "{{ plan.progress_table() }}",
    "{{ plan.action_table() }}",
    "{{ plan.status_chart() }}",
    "{{ plan.milestone_table() }}",
    "{{ plan.status_key() }}",
    "- Date\n- Type",
    "> Contents",
    "| Date | Title |\n|---|---|\n| 14.07 | £2,207 |",
    "```\nDate\n```",
];

const PLAN: &str = r#"kind = "plan"
name = "Improvement Plan"
submitted = 2022-04-01
[[area]]
id = "staff"
title = "Staff"
[[area.action]]
id = "1.1"
action = "Recruit three caseworkers"
lead = "Alun Prothero"
accountable = "Head of Service"
success = "Three posts are filled."
start = 2022-04-01
due = 2022-06-30
milestone = [{ by = 2022-06-01, text = "Posts advertised" }]
[[area.action.update]]
on = 2022-07-01
status = "behind"
"#;

const STYLE: &str = r#"kind = "style"
name = "Own"
summary = "A council's own"
[page]
paper = "a4"
margin = "2cm"
footer = "Officer in charge: see the Chair of Shire House"
[numbering]
sections = "1."
paragraphs = "by-section"
[[field]]
name = "local-members-interest"
label = "Interest"
[[field]]
name = "report-of"
label = "Report of"
[[part]]
kind = "title"
[[part]]
kind = "fields"
fields = ["report-of"]
[[part]]
kind = "sections"
[[part]]
kind = "appendices"
"#;

/// An outside PDF with some words and the usual metadata of programs.
pub(super) fn outside(words: &str) -> String {
    let stream = format!("BT /F 12 Tf 50 300 Td ({words}) Tj ET");
    let content = format!("<</Length {}>>\nstream\n{stream}\nendstream", stream.len());
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        &content,
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        "<</Title(Papers)/Author(Alun Prothero)/CreationDate(D:20220714190000Z)/Producer(Date Type 2207)>>",
    ];
    let objects =
        (1..).zip(objects).map(|(number, object)| format!("{number} 0 obj\n{object}\nendobj\n"));
    format!("%PDF-1.4\n{}trailer\n<</Root 1 0 R/Info 6 0 R>>\n", objects.collect::<String>())
}

/// A sequence of numbers that follows from a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        ((self.0 >> 33) as usize) % most
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// A council, a meeting and its papers, with something withheld.
fn workspace(seed: u64) -> Vec<(&'static str, String)> {
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let styles = ["staffordshire", "peterborough", "medway", "sheffield", "worcestershire", "own"];
    let style = chance.of(&styles);
    let countries = [
        ("jurisdiction = \"england\"\n", 3, ".exempt-3"),
        ("jurisdiction = \"wales\"\nlanguage = \"cy\"\n", 14, ".exempt-14"),
    ];
    let (country, paragraph, mark) = countries[chance.below(2)];
    let mut body = String::from("Open words.\n\n");
    for n in 0..1 + chance.below(3) {
        let label = if chance.below(3) == 0 { format!("#date-{n} ") } else { String::new() };
        let (cell, block) = (chance.of(&CELLS), chance.of(&BLOCKS));
        body.push_str(&format!("Matter {n}: {cell} {{{label}{mark}}}\n\n{block}\n\n"));
        if chance.below(2) == 0 {
            let cells = [chance.of(&CELLS), chance.of(&HEADINGS)];
            body.push_str(&format!("| A | B |\n|---|---|\n| {} | {} |\n\n", cells[0], cells[1]));
        }
        body.push_str("Open words again.\n\n");
    }
    let mut part = report("A report", "exempt-reason = \"harm\"\nsources.plan = \"plan.toml\"");
    part.push_str(&format!("[[section]]\nheading = \"Body\"\ntext = '''\n{body}'''\n"));
    for _ in 0..chance.below(3) {
        let (heading, cell) = (chance.of(&HEADINGS), chance.of(&CELLS));
        part.push_str(&format!(
            "[[section]]\nheading = \"{heading}\"\nexempt = {{ paragraphs = [{paragraph}], reason = \"harm\", public-title = \"A matter\" }}\ntext = \"{cell}\"\n"
        ));
    }
    part.push_str("[[section]]\nheading = \"The end\"\ntext = \"The last words.\"\n[[appendix]]\ntitle = \"The plan\"\nsource = \"plan.toml\"\n");
    let mut whole = report(
        chance.of(&HEADINGS),
        &format!(
            "exempt = {{ paragraphs = [{paragraph}], reason = \"harm\", public-title = \"An award\" }}"
        ),
    );
    whole.push_str(&format!(
        "[[section]]\nheading = \"{}\"\ntext = \"{}\"\n",
        chance.of(&HEADINGS),
        chance.of(&CELLS)
    ));
    let meeting = format!(
        "{MEETING}chair = \"Councillor Maud Ellery\"\n[[contact]]\nrole = \"Clerk\"\nname = \"Ruth Ashdown\"\n\
         [[item]]\nstanding = \"apologies\"\n[[item]]\ntitle = \"A letter\"\nfile = \"letter.pdf\"\n\
         [[item]]\nstanding = \"exclusion\"\n[[item]]\nreport = \"part.toml\"\n[[item]]\nreport = \"whole.toml\"\n"
    );
    let council = format!("kind = \"council\"\nname = \"Wessen\"\nstyle = \"{style}\"\n{country}");
    vec![
        ("council.toml", council),
        ("meeting.toml", meeting),
        ("plan.toml", PLAN.to_owned()),
        ("part.toml", part),
        ("whole.toml", whole),
        ("letter.pdf", outside("A letter of 2022")),
        ("styles/own/style.toml", STYLE.to_owned()),
    ]
}

/// The errors for the packs, and for the paper with something withheld when it is built by itself.
fn refused(files: &[(&str, String)]) -> Vec<String> {
    let workspace = Workspace::memory(files.iter().map(|(name, text)| (*name, text.as_bytes())));
    let mut problems = packs_of(&workspace).problems;
    let options = crate::Options {
        formats: vec![Format::Pdf, Format::Html],
        elsewhere: Elsewhere::in_workspace(&workspace),
        ..crate::Options::default()
    };
    let part = World::id(&VirtualPath::new("part.toml").unwrap());
    problems.extend(apart(crate::build(&workspace.world(), part, &options)).1);
    problems.retain(Diagnostic::is_error);
    problems.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn no_correct_pack_is_refused_for_words_that_are_no_secret() {
    for seed in 0..6 {
        let files = workspace(seed);
        assert_eq!(refused(&files), Vec::<String>::new(), "seed {seed}: {}", files[3].1);
    }
}

#[test]
fn what_a_pdf_from_outside_says_of_withheld_names_sums_and_days_is_asked() {
    let meeting =
        "[[item]]\nreport = \"bids.toml\"\n[[item]]\ntitle = \"A letter\"\nfile = \"letter.pdf\"\n";
    let cells =
        "| Firm | Bid |\n|---|---|\n| Thistledown Haulage {.exempt-3} | £96,353 {.exempt-3} |\n\n";
    let prose = "Ms Carter of Fenwick (ann@example.org) waits until 14 August 2022. {.exempt-3}";
    let bids = report("Bids", "exempt-reason = \"Harm.\"");
    let bids = format!("{bids}[[section]]\nheading = \"Award\"\ntext = '''\n{cells}{prose}\n'''\n");
    let said = |words: &str| {
        let packs = built(meeting, &[("bids.toml", &bids), ("letter.pdf", &outside(words))]);
        let rule = |problem: &&Diagnostic| problem.rule == Some(Rule::WithheldWord);
        let found = packs.problems.iter().filter(rule).map(|problem| problem.message.clone());
        found.collect::<Vec<_>>()
    };
    for (words, found) in [
        ("A letter from Thistledown Haulage", "Thistledown Haulage"),
        ("We paid 96353 pounds", "96353"),
        ("Ms Carter wrote", "Ms Carter"),
        ("Write to ann@example.org", "ann@example.org"),
        ("It ends on 14 August 2022", "14 August 2022"),
    ] {
        let expected = format!(
            "`letter.pdf` says `{found}` in public, which `bids.toml` says in what it withholds"
        );
        assert_eq!(said(words), [expected], "{words}");
    }
    for words in ["We paid 1,963,530 pounds", "The thistledown and haulage in Fenwick Road"] {
        assert_eq!(said(words), Vec::<String>::new(), "{words}");
    }
}
