//! Packs of meetings in memory: pages that agree in both editions, and secrets that stay secret.

mod agenda;
mod alarms;
mod alone;
mod sample;

use std::sync::Mutex;

use typst::syntax::VirtualPath;

use super::*;
use crate::diag::apart;
use crate::search::{self, Evidence};
use crate::world::World;

const COUNCIL: &str = "kind = \"council\"\nname = \"Wessen\"\nstyle = \"staffordshire\"\n";

const MEETING: &str = r#"
kind = "meeting"
committee = "Scrutiny Committee"
date = 2022-07-14
time = 19:00:00
venue = "Shire House"
published = 2022-07-06
"#;

fn report(title: &str, rest: &str) -> String {
    format!(
        "kind = \"report\"\ntitle = \"{title}\"\ncommittee = \"Scrutiny Committee\"\nmeeting = 2022-07-14\n{rest}\n\
         [front]\nlocal-members-interest = \"N/A\"\nreport-of = \"the Leader\"\n\
         [[section]]\nid = \"summary\"\ntext = \"A summary.\"\n"
    )
}

/// The packs that were built, and the findings.
struct Packs {
    packs: Vec<Pack>,
    problems: Vec<Diagnostic>,
}

fn packs_of(workspace: &Workspace) -> Packs {
    watched(workspace, &|_| ())
}

fn watched(workspace: &Workspace, watch: &(dyn Fn(Step) + Sync)) -> Packs {
    let file = World::id(&VirtualPath::new("meeting.toml").unwrap());
    let elsewhere = Elsewhere::in_workspace(workspace);
    let (packs, problems) = apart(build(workspace, file, &elsewhere, &Memory::none(), &[], watch));
    Packs { packs: packs.unwrap_or_default(), problems }
}

/// A workspace with a meeting and its papers.
fn workspace_of(meeting: &str, files: &[(&str, &str)]) -> Workspace {
    let meeting = format!("{MEETING}{meeting}");
    let mut all = vec![("council.toml", COUNCIL.as_bytes()), ("meeting.toml", meeting.as_bytes())];
    all.extend(files.iter().map(|(name, text)| (*name, text.as_bytes())));
    Workspace::memory(all)
}

fn built(meeting: &str, files: &[(&str, &str)]) -> Packs {
    packs_of(&workspace_of(meeting, files))
}

fn errors(packs: &Packs) -> Vec<&str> {
    packs
        .problems
        .iter()
        .filter(|problem| problem.is_error())
        .map(|problem| &*problem.message)
        .collect()
}

/// All text in a PDF, without white space.
fn squeezed(pdf: &[u8]) -> String {
    let found = search::text::all(pdf).unwrap();
    found.into_iter().map(|found| search::normal(&found.text)).collect::<Vec<_>>().join("\n")
}

/// A house style with a crest.
const CRESTED: &str =
    include_str!("../../tests/cases/a-style-of-ones-own/styles/anyshire/style.toml");

#[test]
fn the_crest_of_a_style_stands_on_the_first_page_of_the_agenda() {
    let crest = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 60\"><path d=\"M5 5h50v50z\"/></svg>";
    let council = COUNCIL.replace("staffordshire", "wessen");
    let meeting = format!("{MEETING}[[item]]\nstanding = \"apologies\"\n");
    let files = |style: String| {
        let files = [
            ("council.toml", council.clone()),
            ("meeting.toml", meeting.clone()),
            ("styles/wessen/style.toml", style),
            ("styles/wessen/crest.svg", crest.to_owned()),
        ];
        let packs =
            packs_of(&Workspace::memory(files.iter().map(|(name, text)| (*name, text.as_bytes()))));
        assert_eq!(errors(&packs), Vec::<&str>::new());
        packs.packs[0].pages
    };
    let (head, rest) = CRESTED.split_once("[page.crest]").unwrap();
    let (_, rest) = rest.split_once("[labels]").unwrap();
    let plain = format!("{head}[labels]{rest}");
    assert_eq!((files(CRESTED.to_owned()), files(plain)), (1, 1));
}

#[test]
fn an_open_meeting_has_one_pack_that_conforms() {
    let packs = built(
        "[[item]]\nstanding = \"apologies\"\n[[item]]\nreport = \"a.toml\"\n",
        &[("a.toml", &report("Open", ""))],
    );
    assert_eq!(errors(&packs), Vec::<&str>::new());
    let names: Vec<_> = packs.packs.iter().map(|pack| (pack.name.as_str(), pack.pages)).collect();
    assert_eq!(names, [("pack", 2)]);
    assert_eq!(packs.packs[0].claims.ua, Some(1));
    assert!(packs.packs[0].claims.a.is_some());
    assert_eq!(
        crate::assemble::tests::walk::loose_ends(&packs.packs[0].pdf).unwrap(),
        Vec::<String>::new()
    );
}

#[test]
fn each_item_of_a_meeting_is_a_step_and_joining_them_the_last() {
    let workspace = workspace_of(
        "[[item]]\nstanding = \"apologies\"\n[[item]]\nreport = \"a.toml\"\n\
         [[supplement]]\npublished = 2022-07-11\n[[supplement.item]]\nreport = \"b.toml\"\n\
         urgent = { why-urgent = \"It cannot wait.\", why-late = \"It came on Monday.\" }\n",
        &[("a.toml", &report("One", "")), ("b.toml", &report("Two", ""))],
    );
    let steps: Mutex<Vec<Step>> = Mutex::default();
    let packs = watched(&workspace, &|step| steps.lock().unwrap().push(step));
    assert_eq!(errors(&packs), Vec::<&str>::new());
    let steps = steps.into_inner().unwrap();
    assert_eq!(steps, [Step::Items(3), Step::Item, Step::Item, Step::Item, Step::Joining]);
}

#[test]
fn a_late_agenda_builds_with_a_warning_and_says_so() {
    let meeting = "[[item]]\nstanding = \"apologies\"\n";
    let late = MEETING.replace("2022-07-06", "2022-07-07");
    let text = format!("{late}{meeting}");
    let workspace = Workspace::memory([
        ("council.toml", COUNCIL.as_bytes()),
        ("meeting.toml", text.as_bytes()),
    ]);
    let packs = packs_of(&workspace);
    assert!(packs.problems.iter().any(|problem| {
        problem
            .message
            .contains("five clear days of notice needed publication by Wednesday 6 July 2022")
    }));
    assert!(squeezed(&packs.packs[0].pdf).contains("section100b4b"));
}

/// A secret that appears nowhere else.
fn secret(seed: u64, place: &mut u64) -> String {
    *place += 1;
    let number = (seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(*place << 7);
    format!("Zq{number:016x}")
}

/// A report with secrets in every place that can be withheld, chosen by a seed.
fn report_with_secrets(seed: u64, place: &mut u64, whole: bool) -> (String, Vec<String>) {
    let mut secrets = Vec::new();
    let mut new = |prefix: &str| {
        let made = secret(seed, place);
        secrets.push(made.clone());
        format!("{prefix}{made}")
    };
    let mut text = String::from(
        "kind = \"report\"\ncommittee = \"Scrutiny Committee\"\nmeeting = 2022-07-14\nexempt-reason = \"it would do harm\"\n",
    );
    let public_title = seed.is_multiple_of(2);
    if whole {
        let title = if public_title { new("Title ") } else { "Open title".into() };
        text.push_str(&format!("title = \"{title}\"\n"));
        let public = match public_title {
            true => ", public-title = \"Something\"",
            false => ", open-title = true",
        };
        text.push_str(&format!(
            "exempt = {{ paragraphs = [1, 3], reason = \"it would do harm\"{public} }}\n"
        ));
        text.push_str(&format!(
            "[front]\nlocal-members-interest = \"{}\"\nreport-of = \"the Leader\"\n",
            new("Interest ")
        ));
        text.push_str(&format!("[[recommendation]]\ntext = \"{}\"\n", new("Agree ")));
        text.push_str(&format!(
            "[[contact]]\nrole = \"Author\"\nname = \"{}\"\nemail = \"{}@example.org\"\n",
            new("Ann "),
            new("a")
        ));
        text.push_str(&format!(
            "[[background-paper]]\ntitle = \"{}\"\nurl = \"https://example.org/{}\"\n",
            new("Paper "),
            new("x")
        ));
        text.push_str(&format!("[[appendix]]\ntitle = \"{}\"\n", new("Annex ")));
    } else {
        text.push_str("title = \"A report\"\n[front]\nlocal-members-interest = \"N/A\"\nreport-of = \"the Leader\"\n");
        text.push_str(&format!(
            "[[recommendation]]\ntext = \"Agree {{{{ ref('{}') }}}}\"\n",
            "costs"
        ));
    }
    text.push_str("[[section]]\nid = \"summary\"\ntext = \"A summary.\"\n");
    let mark = if seed.is_multiple_of(3) { ".confidential" } else { ".exempt-3" };
    let body = format!(
        "Open text.\n\n{} with **{}** and [{}](https://example.org/{})[^n] {{#costs {mark}}}\n\n- {}\n  - {}\n\n| {} |\n|---|\n| {} |\n\n> {}\n\n{} {{.continued}}\n\nMore open text.\n\n[^n]: {}\n",
        new("A"),
        new("B"),
        new("C"),
        new("d"),
        new("E "),
        new("F "),
        new("G "),
        new("H "),
        new("I "),
        new("J "),
        new("K "),
    );
    text.push_str(&format!("[[section]]\nheading = \"Open heading\"\ntext = '''\n{body}'''\n"));
    let grounds = if seed.is_multiple_of(3) {
        "confidential = { reason = \"an order\" }"
    } else {
        "exempt = { paragraphs = [2], reason = \"it would do harm\" }"
    };
    let body = format!(
        "{} {{#{}}}\n\n### {} {{#{}}}\n\n```\n{}\n```\n\n{} {{.sub}}\n",
        new("L "),
        new("label-"),
        new("M "),
        new("label-"),
        new("N "),
        new("O "),
    );
    text.push_str(&format!(
        "[[section]]\nheading = \"{}\"\nlabel = \"{}\"\n{grounds}\ntext = '''\n{body}'''\n",
        new("P "),
        new("label-")
    ));
    text.push_str(&format!(
        "[[section.section]]\nheading = \"{}\"\ntext = \"{}\"\n",
        new("Q "),
        new("R ")
    ));
    text.push_str("[[section]]\nheading = \"The end\"\ntext = \"The last paragraph.\"\n");
    text.push_str(&format!(
        "[[appendix]]\ntitle = \"{}\"\nlabel = \"{}\"\nsource = \"s{seed}.toml\"\nexempt = {{ paragraphs = [3], reason = \"it would do harm\", public-title = \"An annex\" }}\n",
        new("S "), new("label-"),
    ));
    (text, secrets)
}

#[test]
fn no_secret_reaches_a_public_pack_from_any_place() {
    for seed in 0..6 {
        let mut place = 0;
        let (part, mut secrets) = report_with_secrets(seed, &mut place, false);
        let (whole, more) = report_with_secrets(seed, &mut place, true);
        secrets.extend(more);
        let annex_secret = secret(seed, &mut place);
        let annex = report(&format!("Annex {annex_secret}"), "");
        secrets.push(annex_secret);
        let item_secrets: Vec<_> = (0..2).map(|_| secret(seed, &mut place)).collect();
        let meeting = format!(
            "[[item]]\nstanding = \"exclusion\"\n[[item]]\nreport = \"part.toml\"\n[[item]]\nreport = \"whole.toml\"\n\
             [[item]]\ntitle = \"{}\"\ntext = \"{}\"\nreport = \"open.toml\"\nexempt = {{ paragraphs = [7], reason = \"it would do harm\", public-title = \"A case\" }}\n",
            item_secrets[0], item_secrets[1],
        );
        secrets.extend(item_secrets);
        let packs = built(
            &meeting,
            &[
                ("part.toml", &part),
                ("whole.toml", &whole),
                ("open.toml", &report("Inner", "")),
                (&format!("s{seed}.toml"), &annex),
            ],
        );
        assert_eq!(errors(&packs), Vec::<&str>::new(), "seed {seed}");
        let names: Vec<_> = packs.packs.iter().map(|pack| pack.name.as_str()).collect();
        assert_eq!(names, ["pack", "pack-restricted"]);
        let (public, restricted) = (&packs.packs[0], &packs.packs[1]);
        assert_eq!(public.pages, restricted.pages, "seed {seed}");
        let (said, whole) = (squeezed(&public.pdf), squeezed(&restricted.pdf));
        let mut shown = 0;
        for secret in &secrets {
            let secret = search::normal(secret);
            assert!(!said.contains(&secret), "seed {seed}: {secret} is public");
            shown += usize::from(whole.contains(&secret));
        }
        // Labels that nothing refers to, and the name of a file, do not appear in a PDF.
        assert!(
            shown + 12 >= secrets.len(),
            "seed {seed}: {shown} of {} are in the restricted pack",
            secrets.len()
        );
        assert!(said.contains("notforpublication"));
        for pack in &packs.packs {
            assert_eq!(pack.claims.ua, Some(1), "seed {seed}");
        }
    }
}

#[test]
fn withheld_words_that_an_open_report_repeats_stop_the_pack() {
    let long = "The firm was paid one million pounds to say nothing of the accident at the depot";
    // Text that stays on one line is set as a piece of its own.
    let parted = "From 3 May 2027 it pays £41,300 a year for 20 weeks, as page 4 of Part 2 says";
    [long, parted].into_iter().for_each(withheld_words_stop_the_pack);
}

/// Asserts that withheld words in a public pack stop the build.
fn withheld_words_stop_the_pack(secret: &str) {
    let open =
        report("Open", "") + "[[section]]\nheading = \"Body\"\ntext = \"Someone pasted this.\"\n";
    let mut restricted = report(
        "Closed",
        "exempt = { paragraphs = [3], reason = \"it would do harm\", open-title = true }",
    );
    restricted.push_str(&format!("[[section]]\nheading = \"Body\"\ntext = \"{secret}.\"\n"));
    let meeting = "[[item]]\nstanding = \"exclusion\"\n[[item]]\nreport = \"open.toml\"\n[[item]]\nreport = \"closed.toml\"\n";
    let files = [("open.toml", open.as_str()), ("closed.toml", restricted.as_str())];
    assert_eq!(built(meeting, &files).packs.len(), 2);
    let mut evidence = Evidence::default();
    evidence.words.withheld.push(secret.to_owned());
    let search = Search::new(&[&evidence]);
    let packs = built(meeting, &files);
    assert!(search.pdf(&packs.packs[0].pdf).is_empty());
    let leaks = search.pdf(&packs.packs[1].pdf);
    assert!(leaks.iter().any(|leak| leak.place.starts_with("on page")), "{secret}: {leaks:?}");
}

#[test]
fn paragraphs_start_on_the_same_pages_in_both_versions() {
    let long = "A sentence that fills the page with many words, one after the other. ".repeat(40);
    let secret =
        "What is withheld is said at length here, too, so that it takes its own room. ".repeat(36);
    let body = format!(
        "Open one.\n\n{secret} {{.exempt-3}}\n\nMarker alpha.\n\n{long}\n\n{secret} {{.exempt-3}}\n\n{secret} {{.exempt-3}}\n\nMarker omega.\n"
    );
    let paper = report("Long", "exempt-reason = \"harm\"")
        + &format!("[[section]]\nheading = \"Body\"\ntext = \"\"\"\n{body}\"\"\"\n");
    let packs = built("[[item]]\nreport = \"a.toml\"\n", &[("a.toml", &paper)]);
    assert_eq!(errors(&packs), Vec::<&str>::new());
    let page_of = |pack: &Pack, words: &str| {
        let pages = search::text::words(&pack.pdf);
        pages.iter().position(|page| search::normal(page).contains(words))
    };
    for words in ["openone", "markeralpha", "markeromega"] {
        let pages: Vec<_> = packs.packs.iter().map(|pack| page_of(pack, words)).collect();
        assert!(pages[0].is_some() && pages[0] == pages[1], "{words}: {pages:?}");
    }
    assert!(page_of(&packs.packs[0], "markeromega") > page_of(&packs.packs[0], "markeralpha"));
}

#[test]
fn a_mark_withholds_the_item_the_cell_or_the_block_that_it_stands_in_or_below() {
    let body = "Text.\n\n- open item\n- Zqitem {.exempt-3}\n\n| open cell | other |\n|---|---|\n| Zqcell {.exempt-3} | left |\n\n\
        - Zqlist\n- Zqmore\n\n{.exempt-3}\n\n> Zqquote\n{.exempt-3}\n\n| Zqhead |\n|---|\n| Zqrow |\n{.exempt-3}\n\nEnd.\n";
    let open = report("Open", "exempt-reason = \"harm\"")
        + &format!("[[section]]\nheading = \"Body\"\ntext = '''\n{body}'''\n");
    let packs = built("[[item]]\nreport = \"a.toml\"\n", &[("a.toml", &open)]);
    assert_eq!(errors(&packs), Vec::<&str>::new());
    let (public, restricted) = (squeezed(&packs.packs[0].pdf), squeezed(&packs.packs[1].pdf));
    for secret in ["zqitem", "zqcell", "zqlist", "zqmore", "zqquote", "zqhead", "zqrow"] {
        assert!(!public.contains(secret) && restricted.contains(secret), "{secret}");
    }
    for open in ["openitem", "opencell", "left", "end"] {
        assert!(public.contains(open), "{open}");
    }
}

#[test]
fn a_mark_that_is_not_understood_is_an_error() {
    for slip in [
        "{.Exempt-3}",
        "{exempt-3}",
        "{.excempt-3}",
        "{:.exempt-3}",
        "(.exempt-3)",
        "{#a}{.exempt-3}",
    ] {
        let open = report("Open", "exempt-reason = \"harm\"")
            + &format!("[[section]]\nheading = \"Body\"\ntext = '''\nA secret. {slip}\n'''\n");
        let packs = built("[[item]]\nreport = \"a.toml\"\n", &[("a.toml", &open)]);
        assert_eq!(errors(&packs).len(), 1, "{slip}: {:?}", errors(&packs));
        assert!(packs.packs.is_empty(), "{slip}");
    }
}

#[test]
fn words_of_pdf_html_and_the_house_style_are_no_leak() {
    let headings =
        ["Background", "Summary", "Title", "Description", "Action", "Layout", "Contents"];
    let body: String = headings
        .iter()
        .map(|heading| format!("[[section]]\nheading = \"{heading}\"\ntext = \"x\"\n"))
        .collect();
    let meeting = "[[item]]\nstanding = \"exclusion\"\n[[item]]\nreport = \"a.toml\"\n\
        exempt = { paragraphs = [3], reason = \"harm\", public-title = \"An award\" }\n";
    let packs = built(meeting, &[("a.toml", &(report("First", "") + &body))]);
    assert_eq!(errors(&packs), Vec::<&str>::new());
}

#[test]
fn a_file_that_is_no_pdf_is_an_error_that_names_the_item() {
    let meeting = "[[item]]\ntitle = \"Figures\"\nfile = \"figures.pdf\"\n";
    let packs = built(meeting, &[("figures.pdf", "hello")]);
    assert_eq!(errors(&packs), ["`figures.pdf` is not a PDF"]);
}

#[test]
fn an_open_pdf_from_outside_that_says_that_it_is_exempt_is_no_part_of_a_pack() {
    let item = "[[item]]\ntitle = \"Figures\"\nfile = \"figures.pdf\"\n";
    let said = |words: &str, meeting: &str| {
        let packs = built(meeting, &[("figures.pdf", &alarms::outside(words))]);
        errors(&packs).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    for words in ["EXEMPT", "Not for publication by virtue of paragraph 3 of Schedule 12A"] {
        assert_eq!(said(words, item), [format!("`figures.pdf` says `{words}`, and is published")]);
    }
    // Letters that are spaced out, in one line or along a slant.
    let spaced = "C O N F I D E N T I A L";
    for words in
        [spaced, &spaced.replace(' ', ") Tj 9 9 Td ("), "N O T  F O R  P U B L I C A T I O N"]
    {
        let shown = if words.contains("Tj") { spaced } else { words };
        assert_eq!(said(words, item), [format!("`figures.pdf` says `{shown}`, and is published")]);
    }
    for words in ["EXEMPT REPORT", "Confidential report", "RESTRICTED", "PRIVATE REPORT"] {
        let first = format!("{words}) Tj 0 -20 Td (The figures of the year");
        let found = said(&first, item);
        assert_eq!(found, [format!("`figures.pdf` says `{words}`, and is published")]);
    }
    let none = Vec::<String>::new();
    for words in ["EXEMPT REPORT", "Confidential report", "RESTRICTED"] {
        let below = format!("The figures of the year) Tj 0 -20 Td ({words}");
        assert_eq!(said(&below, item), none, "{words}");
    }
    assert_eq!(said("A B C D E F G", item), none);
    for words in ["Exempt", "The figures are not for publication before noon.", "Part 2"] {
        assert_eq!(said(words, item), none, "{words}");
    }
    let withheld = format!(
        "[[item]]\nstanding = \"exclusion\"\n{item}exempt = {{ paragraphs = [3], reason = \"harm\", public-title = \"Bids\" }}\n"
    );
    assert_eq!(said("EXEMPT", &withheld), none);
}

#[test]
fn the_sample_meeting_builds_in_both_versions_with_its_supplement() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/county-meeting"));
    let workspace = Workspace::open(folder, folder).unwrap();
    let packs = packs_of(&workspace);
    assert_eq!(errors(&packs), Vec::<&str>::new());
    let names: Vec<_> = packs.packs.iter().map(|pack| pack.name.as_str()).collect();
    assert_eq!(names, ["pack", "pack-restricted", "supplement-1"]);
    assert_eq!(packs.packs[0].pages, packs.packs[1].pages);
    let costs = packs.problems.iter().filter(|problem| problem.message.contains("PDF/UA-1"));
    assert_eq!(costs.count(), 3, "each of the outside PDFs costs a pack its claim");
    assert_eq!(packs.packs[2].claims.ua, Some(1));
    for pack in &packs.packs {
        assert_eq!(
            crate::assemble::tests::walk::loose_ends(&pack.pdf).unwrap(),
            Vec::<String>::new()
        );
    }
    let public = squeezed(&packs.packs[0].pdf);
    for secret in ["pennantcoaches", "640000", "fenwickgreenhasasked", "harcastle", "overage"] {
        assert!(!public.contains(secret), "{secret}");
    }
}
