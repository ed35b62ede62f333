//! The content of agendas, in PDF and in HTML, and the findings about meetings that cannot be held.

use super::*;
use crate::assemble::tests::fixture::Read;
use crate::diag::Rule;

#[test]
fn the_twin_of_a_public_agenda_leads_to_pages_of_the_pack() {
    let meeting = "[[item]]\nreport = \"a.toml\"\n[[item]]\nstanding = \"exclusion\"\n\
        [[item]]\ntitle = \"Award to Ferrow and Sons\"\nreport = \"b.toml\"\n\
        exempt = { paragraphs = [3], reason = \"harm\", public-title = \"An award\" }\n\
        [[supplement]]\npublished = 2022-07-12\n[[supplement.item]]\nnumber = 1\nreport = \"c.toml\"\n";
    let files = ["First", "Second", "Third"].map(|title| report(title, ""));
    let packs =
        built(meeting, &[("a.toml", &files[0]), ("b.toml", &files[1]), ("c.toml", &files[2])]);
    assert_eq!(errors(&packs), Vec::<&str>::new());
    let twins: Vec<_> =
        packs.packs.iter().map(|pack| pack.twin.as_ref().map(|twin| twin.name.as_str())).collect();
    assert_eq!(twins, [Some("agenda"), None, Some("supplement-1")]);
    let html = |place: usize| &packs.packs[place].twin.as_ref().unwrap().html;
    // A link "Page 3" also names its item for those who only hear it.
    let line = |page: usize, item: usize, printed: usize| {
        let place = format!("page~3d~{page} item-{item}");
        format!("{place}\"><span class=\"bound\">Page {printed}</span> (PDF)</a>")
    };
    assert!(html(0).contains(&line(3, 1, 3)), "{}", html(0));
    assert!(html(0).contains("An award") && !html(0).contains("Ferrow"));
    assert!(html(0).contains("<a href=\"meeting-pack.pdf\">Agenda and papers (PDF, <span class=\"bound\">4 pages)</span></a>"));
    assert!(html(2).contains(&line(2, 1, 6)), "{}", html(2));
}

#[test]
fn the_title_of_an_item_leads_to_the_web_page_of_its_paper_where_the_public_has_one() {
    let meeting = "[[item]]\nreport = \"a b/a.toml\"\n\
        [[item]]\nreport = \"b.toml\"\n[[item]]\nstanding = \"exclusion\"\n\
        [[item]]\ntitle = \"Award\"\nreport = \"c.toml\"\n\
        exempt = { paragraphs = [3], reason = \"harm\", open-title = true }\n";
    let files = ["First", "Second", "Third"].map(|title| report(title, ""));
    let files = [("a b/a.toml", &*files[0]), ("b.toml", &files[1]), ("c.toml", &files[2])];
    let workspace = workspace_of(meeting, &files);
    let page = |file: &str, address: &str| Page {
        paper: World::id(&VirtualPath::new(file).unwrap()),
        address: address.to_owned(),
    };
    let pages = [page("a b/a.toml", "a b/a.html"), page("c.toml", "../c.html")];
    let file = World::id(&VirtualPath::new("meeting.toml").unwrap());
    let elsewhere = Elsewhere::in_workspace(&workspace);
    let packs =
        build(&workspace, file, &elsewhere, &Memory::none(), &pages, &|_| ()).unwrap().value;
    let html = &packs[0].twin.as_ref().unwrap().html;
    assert!(html.contains("<a href=\"a%20b/a.html\">First</a>"), "{html}");
    assert!(html.contains("\">Second</a>") && !html.contains("b.html"), "{html}");
    assert!(!html.contains("c.html"), "{html}");
}

#[test]
fn a_report_for_another_committee_or_day_is_warned_of() {
    let other = report("First", "")
        .replace("committee = \"Scrutiny Committee\"", "committee = \"Cabinet\"")
        .replace("2022-07-14", "2022-07-15");
    let packs = built("[[item]]\nreport = \"a.toml\"\n", &[("a.toml", &other)]);
    let said: Vec<_> = packs.problems.iter().map(|problem| &*problem.message).collect();
    assert_eq!(
        said,
        [
            "this report is for the Cabinet, but the meeting is of the Scrutiny Committee",
            "this report is for Friday 15 July 2022, but the meeting is on Thursday 14 July 2022",
        ]
    );
}

#[test]
fn what_cannot_be_an_agenda_is_said_where_it_stands() {
    let said = |meeting: &str| {
        let packs = built(meeting, &[("a.toml", &report("First", ""))]);
        assert!(packs.packs.is_empty(), "{meeting}");
        let first = packs.problems.into_iter().find(Diagnostic::is_error).unwrap();
        assert!(first.place.is_some() && !first.hints.is_empty(), "{meeting}");
        first.message.to_string()
    };
    for (meeting, message) in [
        ("[[item]]\ntitle = \"x\"\nfile = \"a.toml\"\n", "this is not a PDF"),
        ("[[item]]\nreport = \"x.pdf\"\n", "this is a PDF, not the data of a report"),
        (
            "[[item]]\ntitle = \"x\"\n[[supplement]]\npublished = 2022-07-15\n[[supplement.item]]\ntitle = \"y\"\n",
            "this day is after the meeting",
        ),
        (
            "[[item]]\ntitle = \"x\"\nnumber = 7\n[[item]]\ntitle = \"y\"\nnumber = 7\n",
            "item 7 comes after item 7",
        ),
        (
            "[[item]]\ntitle = \"x\"\nnumber = 7\n[[supplement]]\npublished = 2022-07-12\n[[supplement.item]]\nnumber = 1\ntitle = \"y\"\n",
            "the agenda has no item 1",
        ),
        (
            "[[item]]\ntitle = \"x\"\nexempt = { paragraphs = [8], reason = \"y\", open-title = true }\n",
            "paragraph 8 of Part 1 of Schedule 12A does not describe exempt information",
        ),
        (
            "[[item]]\ntitle = \"x\"\nexempt = { paragraphs = [\"3a)\"], reason = \"y\", open-title = true }\n",
            "this is not the number of a paragraph of the Schedule",
        ),
    ] {
        assert_eq!(said(meeting), message);
    }
}

#[test]
fn numbers_go_on_from_where_the_year_has_got_to_and_groups_have_headings_without_any() {
    let meeting = "[[notice]]\ntitle = \"Getting in\"\ntext = \"Use the door in Mill Lane.\"\n\
        [[item]]\nnumber = 287\ngroup = \"To begin with\"\nstanding = \"apologies\"\n\
        [[item]]\ngroup = \"For decision\"\nreport = \"a.toml\"\n\
        [[item]]\nnumber = 300\ntitle = \"Any other business\"\n\
        [[supplement]]\npublished = 2022-07-12\n[[supplement.item]]\nnumber = 288\nreport = \"a.toml\"\n";
    let packs = built(meeting, &[("a.toml", &report("First", ""))]);
    assert_eq!(errors(&packs), Vec::<&str>::new());
    let bookmarks = Read::new(&packs.packs[0].pdf).bookmarks();
    let bookmarks: Vec<_> =
        bookmarks.iter().map(|(depth, title, _)| (*depth, title.as_str())).collect();
    assert_eq!(
        bookmarks[..11],
        [
            (0, "Scrutiny Committee"),
            (1, "About the meeting"),
            (2, "Attending the meeting"),
            (2, "Recording"),
            (2, "Members’ interests"),
            (2, "Getting in"),
            (1, "To begin with"),
            (2, "287. Apologies for absence"),
            (1, "For decision"),
            (2, "288. First"),
            (2, "300. Any other business"),
        ]
    );
    let supplement = Read::new(&packs.packs[1].pdf).bookmarks();
    assert!(
        supplement.iter().any(|(depth, title, _)| (*depth, title.as_str()) == (0, "288. First"))
    );
}

#[test]
fn an_appendix_has_one_name_and_one_bookmark_in_paper_agenda_and_both_packs() {
    let style = "kind = \"style\"\nname = \"Own\"\nsummary = \"x\"\npage.paper = \"a4\"\npage.margin = \"2cm\"\nnumbering.appendices = \"A\"\n\
        [[part]]\nkind = \"title\"\n[[part]]\nkind = \"sections\"\n\
        [[part]]\nkind = \"appendices\"\nseparator = \" – \"\n";
    let council = COUNCIL.replace("staffordshire", "own");
    let meeting = format!("{MEETING}[[item]]\nreport = \"a.toml\"\n");
    let plain = "kind = \"report\"\ncommittee = \"Scrutiny Committee\"\nmeeting = 2022-07-14\n";
    let appendices = "[[section]]\nheading = \"Why\"\ntext = \"See {{ ref('o') }}.\"\n\
        [[appendix]]\ntitle = \"Hours on *{{ meeting | date }}*\"\nlabel = \"o\"\nsource = \"open.toml\"\n\
        [[appendix]]\ntitle = \"Offer of Pennant Estates\"\nsource = \"closed.toml\"\n\
        exempt = { paragraphs = [3], reason = \"harm\", public-title = \"An offer\" }\n";
    let text = |title: &str, words: &str| {
        format!(
            "{plain}title = \"{title}\"\n[[section]]\nheading = \"Words\"\ntext = \"{words}\"\n"
        )
    };
    let files = [
        ("council.toml", council),
        ("styles/own/style.toml", style.to_owned()),
        ("meeting.toml", meeting),
        ("a.toml", format!("{plain}title = \"Libraries\"\n{appendices}")),
        ("open.toml", text("Hours", "Nine to five.")),
        ("closed.toml", text("Offer", "Twelve pounds for each of the yards.")),
    ];
    let files = files.iter().map(|(name, text)| (*name, text.as_bytes()));
    let packs = packs_of(&Workspace::memory(files));
    assert_eq!(errors(&packs), Vec::<&str>::new());
    let open = "Appendix A – Hours on 14 July 2022";
    for (place, closed) in
        [(0, "Appendix B – An offer"), (1, "Appendix B – Offer of Pennant Estates")]
    {
        let pdf = &packs.packs[place].pdf;
        let bookmarks = Read::new(pdf).bookmarks();
        let own = bookmarks.iter().filter(|(_, title, _)| title.starts_with("Appendix"));
        let own: Vec<_> = own.map(|(depth, title, page)| (*depth, title.as_str(), *page)).collect();
        assert_eq!(own, [(1, open, Some(2)), (1, closed, Some(3))]);
        for name in [open, closed] {
            assert!(squeezed(pdf).contains(&*search::normal(name)), "{name}");
        }
    }
}

#[test]
fn a_plan_or_a_review_can_be_an_item() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/staffordshire"));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let files = ["inspection.toml", "plan.toml", "review.toml"].map(|name| (name, read(name)));
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let meeting = "[[item]]\nreport = \"review.toml\"\n[[item]]\nreport = \"plan.toml\"\n";
    let packs = built(meeting, &files);
    assert_eq!(errors(&packs), Vec::<&str>::new());
    let agenda = &packs.packs[0].twin.as_ref().unwrap().html;
    assert!(agenda.contains(">Six-month review of the Accelerated Progress Plan</a></h3>"));
}

#[test]
fn the_agenda_prints_recommendations_as_each_house_style_does_where_it_wishes() {
    for style in crate::load::house::builtin_styles() {
        let folder = format!("{}/templates/styles/{style}", env!("CARGO_MANIFEST_DIR"));
        let own = std::fs::read_to_string(format!("{folder}/style.toml")).unwrap()
            + "\n[agenda]\nrecommendations = true\n";
        let council = COUNCIL.replace("staffordshire", "own");
        let sample = std::fs::read_to_string(format!(
            "{}/data/{style}/report.toml",
            env!("CARGO_MANIFEST_DIR")
        ));
        let front = sample.unwrap();
        let front = front.split("[front]").nth(1).unwrap().split("\n[[").next().unwrap().to_owned();
        let paper = format!(
            "kind = \"report\"\ntitle = \"First\"\ncommittee = \"Scrutiny Committee\"\nmeeting = 2022-07-14\n\
             [sources]\ninspection = \"inspection.toml\"\n[front]\n{front}\n\
             [[recommendation]]\ntext = \"alpha {{{{ ref('here') }}}}; and\"\n\
             [[recommendation]]\ntext = \"beta\"\nlabel = \"second\"\n\
             [[section]]\nheading = \"Body\"\ntext = \"Words. {{#here}}\"\n"
        );
        let inspection =
            std::fs::read(format!("{}/data/sheffield/inspection.toml", env!("CARGO_MANIFEST_DIR")));
        let meeting = format!("{MEETING}[[item]]\nreport = \"a.toml\"\n");
        let workspace = Workspace::memory([
            ("council.toml", council.as_bytes()),
            ("meeting.toml", meeting.as_bytes()),
            ("a.toml", paper.as_bytes()),
            ("inspection.toml", &inspection.unwrap()),
            ("styles/own/style.toml", own.as_bytes()),
        ]);
        let packs = packs_of(&workspace);
        assert_eq!(errors(&packs), Vec::<&str>::new(), "{style}");
        let html = search::normal(&packs.packs[0].twin.as_ref().unwrap().html);
        assert!(html.contains("alpha") && html.contains("beta"), "{style}: {html}");
    }
}

#[test]
fn each_pack_excludes_the_public_for_its_own_items() {
    let withheld = "exempt = { paragraphs = [3], reason = \"harm\", open-title = true }\n";
    let meeting = format!(
        "[[item]]\nstanding = \"exclusion\"\n[[item]]\nreport = \"a.toml\"\n{withheld}\
         [[supplement]]\npublished = 2022-07-12\n[[supplement.item]]\nreport = \"b.toml\"\n\
         urgent = {{ why-urgent = \"x is broken\", why-late = \"it broke yesterday\" }}\n{withheld}"
    );
    let packs =
        built(&meeting, &[("a.toml", &report("First", "")), ("b.toml", &report("Second", ""))]);
    assert_eq!(errors(&packs), Vec::<&str>::new());
    let (agenda, supplement) = (squeezed(&packs.packs[0].pdf), squeezed(&packs.packs[2].pdf));
    assert!(agenda.contains("item2informationrelating") && !agenda.contains("item3"), "{agenda}");
    assert!(supplement.contains("item3informationrelating"));
}

#[test]
fn a_page_of_a_pack_has_no_number_but_that_of_the_pack() {
    let packs = built(
        "[[item]]\nreport = \"a.toml\"\n[[item]]\nreport = \"p.toml\"\n",
        &[
            ("a.toml", &report("First", "")),
            (
                "p.toml",
                &report("Part", "exempt-reason = \"harm\"").replace("A summary.", "A. {.exempt-3}"),
            ),
        ],
    );
    assert_eq!(errors(&packs), Vec::<&str>::new());
    assert_eq!(packs.packs.len(), 2);
    for pack in &packs.packs {
        for words in search::text::words(&pack.pdf) {
            assert!(!search::normal(&words).contains("of1"), "{words}");
        }
    }
}

#[test]
fn supplements_go_on_with_the_page_numbers_of_the_pack() {
    let meeting = "[[item]]\nreport = \"a.toml\"\n[[supplement]]\npublished = 2022-07-12\n[[supplement.item]]\nreport = \"b.toml\"\nurgent = { why-urgent = \"x is broken\", why-late = \"it broke yesterday\" }\n";
    let packs =
        built(meeting, &[("a.toml", &report("First", "")), ("b.toml", &report("Second", ""))]);
    assert_eq!(errors(&packs), Vec::<&str>::new());
    let names: Vec<_> = packs.packs.iter().map(|pack| (pack.name.as_str(), pack.pages)).collect();
    assert_eq!(names, [("pack", 2), ("supplement-1", 2)]);
    let pages = search::text::words(&packs.packs[1].pdf);
    assert_eq!(pages.len(), 2);
    assert!(search::normal(&pages[0]).contains("page3"), "{}", pages[0]);
    assert!(!search::normal(&pages[0]).contains("page1"), "{}", pages[0]);
}

#[test]
fn the_title_of_a_withheld_item_is_set_as_titles_of_papers_are() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/county-meeting"));
    let workspace = Workspace::open(folder, folder).unwrap();
    let pack = packs_of(&workspace).packs.swap_remove(0);
    let pdf = lopdf::Document::load_mem(&pack.pdf).unwrap();
    let largest = |page: u32| {
        let content = pdf.get_page_content(pdf.get_pages()[&page]);
        let content = lopdf::content::Content::decode(&content).unwrap();
        let fonts = content.operations.iter().filter(|one| one.operator == "Tf");
        fonts.map(|font| font.operands[1].as_float().unwrap()).fold(0.0, f32::max)
    };
    let last = u32::try_from(pack.pages).unwrap();
    let (agenda, paper, withheld) = (largest(1), largest(4), largest(last));
    assert!(agenda > 20.0 && paper < 20.0 && withheld < 20.0, "{agenda} {paper} {withheld}");
}

/// The findings for a meeting and its papers, and no others.
fn said(meeting: &str) -> Vec<String> {
    let files = [("a.toml", report("First", "")), ("b.toml", report("Zebra House", ""))];
    let packs = built(meeting, &files.each_ref().map(|(name, text)| (*name, text.as_str())));
    packs.problems.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn a_revised_paper_replaces_the_one_before_under_the_number_of_its_item() {
    let revised = |keys: &str| {
        format!(
            "[[item]]\nreport = \"a.toml\"\n[[supplement]]\npublished = 2022-07-12\n\
             [[supplement.item]]\nreport = \"b.toml\"\n{keys}"
        )
    };
    let meeting = revised("number = 1\nreplaces = true\n");
    assert_eq!(said(&meeting), Vec::<String>::new());
    let packs =
        built(&meeting, &[("a.toml", &report("First", "")), ("b.toml", &report("Second", ""))]);
    let (agenda, supplement) = (squeezed(&packs.packs[0].pdf), squeezed(&packs.packs[1].pdf));
    assert!(agenda.contains("replacedaftertheagendawaspublishedseesupplement1"), "{agenda}");
    assert!(supplement.contains("thispaperreplacestheonethatwaspublishedbefore"), "{supplement}");
    assert!(supplement.contains("1second") && !supplement.contains("urgency"), "{supplement}");
    let later = revised("number = 1\n");
    let packs =
        built(&later, &[("a.toml", &report("First", "")), ("b.toml", &report("Second", ""))]);
    assert!(packs.packs.iter().all(|pack| !squeezed(&pack.pdf).contains("replace")));
    let late = said(&revised(""));
    assert!(late.iter().any(|said| said.contains("does not say why it is taken")), "{late:?}");
    assert_eq!(said(&revised("replaces = true\n"))[0], "this does not say whose paper it replaces");
    assert_eq!(
        said("[[item]]\nreport = \"a.toml\"\nreplaces = true\n")[0],
        "nothing was published before the agenda"
    );
}

#[test]
fn the_public_is_excluded_where_something_in_an_item_is_withheld() {
    let part = report(
        "First",
        "[[section]]\nheading = \"Price\"\ntext = \"The bid was low.\"\n\
        exempt = { paragraphs = [3], reason = \"harm\" }\n",
    );
    let said = |meeting: &str| {
        let packs = built(meeting, &[("a.toml", &part)]);
        packs.problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>()
    };
    let (item, exclusion) =
        ("[[item]]\nreport = \"a.toml\"\n", "[[item]]\nstanding = \"exclusion\"\n");
    assert_eq!(
        said(item),
        [
            "something in this item is not for publication, and no item excludes the press and public"
        ]
    );
    for both in [format!("{exclusion}{item}"), format!("{item}{exclusion}")] {
        assert_eq!(said(&both), Vec::<String>::new());
    }
}

#[test]
fn an_open_item_with_a_paper_after_the_exclusion_of_the_public_is_an_error_where_nothing_is_withheld()
 {
    let exclusion = "[[item]]\nstanding = \"exclusion\"\n";
    let [open, other] = ["a", "b"].map(|name| format!("[[item]]\nreport = \"{name}.toml\"\n"));
    let closed = "exempt = { paragraphs = [3], reason = \"harm\", open-title = true }\n";
    let (first, second) = (report("First", ""), report("Second", ""));
    let found = |meeting: &str| {
        let packs = built(meeting, &[("a.toml", &first), ("b.toml", &second)]);
        let follows = |problem: &&Diagnostic| problem.message.contains("follows the one");
        packs.problems.iter().filter(follows).map(Diagnostic::is_error).collect::<Vec<_>>()
    };
    assert_eq!(found(&format!("{open}{exclusion}{other}")), [true]);
    assert_eq!(found(&format!("{exclusion}{open}{other}{closed}")), [false]);
    assert_eq!(found(&format!("{open}{exclusion}{other}{closed}")), [false; 0]);
    assert_eq!(
        found(&format!("{open}{exclusion}[[item]]\ntitle = \"Any questions\"\n")),
        [false; 0]
    );
}

#[test]
fn a_paper_that_a_meeting_has_twice_is_said() {
    let twice = "[[item]]\nreport = \"a.toml\"\n[[item]]\nreport = \"b.toml\"\n[[item]]\nreport = \"a.toml\"\n";
    assert!(said(twice).contains(&"`a.toml` is the paper of item 1, too".to_owned()));
    let again = "[[item]]\nreport = \"a.toml\"\n[[supplement]]\npublished = 2022-07-12\n\
                 [[supplement.item]]\nreport = \"a.toml\"\nnumber = 1\nreplaces = true\n";
    assert!(said(again).contains(&"`a.toml` is the paper of item 1 already".to_owned()));
    assert_eq!(
        said("[[item]]\nreport = \"a.toml\"\n[[item]]\nreport = \"b.toml\"\n"),
        Vec::<String>::new()
    );
}

#[test]
fn what_the_agenda_says_in_public_of_withheld_matter_is_said() {
    let withheld = |group: &str| {
        said(&format!(
            "[[item]]\nstanding = \"exclusion\"\n[[item]]\ngroup = \"{group}\"\nreport = \"b.toml\"\n\
             exempt = {{ paragraphs = [3], reason = \"harm\", public-title = \"A purchase\" }}\n"
        ))
    };
    assert_eq!(
        withheld("Matters of Zebra House"),
        [
            "the heading `Matters of Zebra House` is public, and names what the withheld item below it is about"
        ]
    );
    for group in ["Exempt Items", "For decision", "Part 2", "Zebras and houses"] {
        assert_eq!(withheld(group), Vec::<String>::new(), "{group}");
    }
    let item = |text: &str| said(&format!("[[item]]\nstanding = \"minutes\"\ntext = \"{text}\"\n"));
    assert_eq!(
        item("Exempt minutes of 12 May: a house was bought."),
        ["this says `Exempt minutes of 12 May: a house was bought.`, and is published"]
    );
    assert_eq!(item("To approve the minutes of 12 May."), Vec::<String>::new());
}

#[test]
fn what_the_agenda_says_of_a_paper_is_held_against_its_data() {
    let plan = "kind = \"plan\"\nname = \"Paths Plan\"\nsubmitted = 2022-01-10\nend = 2023-12-31\n";
    let report = report("Paths", "[sources]\nplan = \"plan.toml\"");
    let files = [("paths.toml", report.as_str()), ("plan.toml", plan)];
    let said = |end: &str| {
        let item = format!(
            "[[item]]\nreport = \"paths.toml\"\ntext = \"The Paths Plan runs until {end}.\"\n"
        );
        let problems = built(&item, &files).problems.into_iter();
        let found = problems.filter(|found| found.rule == Some(Rule::Contradiction));
        found.map(|found| found.message).collect::<Vec<_>>()
    };
    assert_eq!(
        said("March 2024"),
        ["`March 2024`: by the data, the Paths Plan ends on 31 December 2023"]
    );
    assert_eq!(said("December 2023"), Vec::<String>::new());
}
