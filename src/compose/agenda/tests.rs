//! The agenda as a document: a golden copy in words, and what each audience may read.

use typst::syntax::VirtualPath;

use super::*;
use crate::diag::Outcome;
use crate::document::{Audience, Block, Cleared, Document, Inline, Target, plain};
use crate::language::{Language, Wording};
use crate::model::exempt::Withheld;
use crate::model::withholds::Withholds;
use crate::withhold::clear;
use crate::world::{Workspace, World};

const COUNCIL: &str = "kind = \"council\"\nname = \"Wessen\"\nstyle = \"staffordshire\"\n";

const MEETING: &str = r#"
kind = "meeting"
committee = "Scrutiny Committee"
date = 2022-07-14
time = 19:00:00
venue = "Shire House"
webcast = "https://wessen.example.gov.uk/watch/"
published = 2022-07-08
previous = 2022-05-12
chair = "Councillor Maud Ellery"
members = ["Councillor Maud Ellery", "Councillor Sian Marlowe"]
[[contact]]
role = "Clerk"
name = "Ruth Ashdown"
telephone = "01632 960114"
[[notice]]
standing = "recording"
[[item]]
standing = "apologies"
[[item]]
standing = "minutes"
purpose = "decision"
[[item]]
report = "open.toml"
purpose = "scrutiny"
[[item]]
standing = "exclusion"
[[item]]
title = "Award to Pennant Coaches"
report = "secret.toml"
exempt = { paragraphs = [3], reason = "prices would rise", public-title = "Award of a contract" }
[[supplement]]
published = 2022-07-12
[[supplement.item]]
title = "Flood damage"
urgent = { why-urgent = "the bridge is shut", why-late = "the flood was on 8 July" }
"#;

fn convened() -> Convened {
    convened_by(COUNCIL, MEETING).unwrap().silent()
}

/// A meeting's file loaded beside a council's.
fn convened_by(council: &str, meeting: &str) -> Outcome<Convened> {
    let workspace = Workspace::memory([
        ("council.toml", council.as_bytes()),
        ("meeting.toml", meeting.as_bytes()),
    ]);
    let file = World::id(&VirtualPath::new("meeting.toml").unwrap());
    crate::load::meeting::meeting(&workspace.world(), file)
}

fn composed(
    convened: &Convened,
    audience: Audience,
    supplement: Option<usize>,
) -> Document<Cleared> {
    let items = match supplement {
        None => &convened.meeting.item,
        Some(place) => &convened.meeting.supplement[place].item,
    };
    let entries = (1..).zip(items).map(|(number, item)| {
        let grounds: Vec<_> = item.withheld().map(Grounds::of).into_iter().collect();
        let facts = Facts {
            title: Some(vec![Inline::text("A report", None)]),
            author: Some("the Leader".into()),
            recommendations: Vec::new(),
        };
        let run = Run { title: None, first: 10 + number, last: 11 + number };
        Entry {
            number,
            item,
            report: if item.report.is_some() { facts } else { Facts::default() },
            runs: if item.report.is_some() { vec![run] } else { Vec::new() },
            whole: !grounds.is_empty(),
            grounds,
            public_title: item.withheld().and_then(Withheld::public_title),
        }
    });
    let entries: Vec<_> = entries.collect();
    let excluded = entries.iter().flat_map(|entry| {
        entry.grounds.iter().map(|grounds| (entry.number.to_string(), grounds.clone()))
    });
    let excluded = excluded.collect();
    let agenda = Agenda { convened, supplement, entries, excluded };
    clear(compose(&agenda).silent(), audience, convened.house.statements())
}

/// A document as lines of text, each with the kind and the words of a block.
fn lines(document: &Document<Cleared>) -> String {
    let mut lines = vec![format!("title: {}", plain(&document.title))];
    walk(&document.blocks, 0, &mut lines);
    lines.join("\n")
}

fn walk(blocks: &[Block<Cleared>], depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                let number = heading.number.as_deref().unwrap_or_default();
                let words = words(&heading.content);
                lines.push(
                    format!("{indent}h{} {number} {words}", heading.level).replace("  ", " "),
                );
            }
            Block::Paragraph(paragraph) => {
                lines.push(format!("{indent}p {}", words(&paragraph.content)))
            }
            Block::List(list) => {
                list.items.iter().for_each(|item| walk(&item.blocks, depth + 1, lines))
            }
            Block::PageBreak => lines.push(format!("{indent}new page")),
            Block::Region(region) => walk(&region.blocks, depth, lines),
            other => panic!("an agenda has no {other:?}"),
        }
    }
}

fn words(inlines: &[Inline<Cleared>]) -> String {
    let each = inlines.iter().map(|inline| match inline {
        Inline::Link(link) => match &link.target {
            Target::Anchor(name) => format!("[{} -> {name}]", plain(&link.content)),
            Target::Url(address) | Target::Beside(address) => {
                format!("[{} -> {address}]", plain(&link.content))
            }
        },
        other => plain(std::slice::from_ref(other)),
    });
    each.collect()
}

#[test]
fn an_agenda_says_all_that_a_public_one_has_to() {
    let convened = convened();
    insta::assert_snapshot!(lines(&composed(&convened, Audience::Public, None)), @r"
    title: Agenda: Scrutiny Committee, 14 July 2022
    p Wessen
    p Agenda and papers
    h1 Scrutiny Committee
    p Thursday 14 July 2022 at 7pm
    p Shire House
    p Watch at [wessen.example.gov.uk/watch -> https://wessen.example.gov.uk/watch/]
    p Published 8 July 2022
    p This agenda was published on 8 July 2022. The last day that gives five clear days of notice was 6 July 2022. Business in it can be taken only if the Chair is of the opinion, by reason of special circumstances, which the minutes will specify, that it should be considered as a matter of urgency (Local Government Act 1972, section 100B(4)(b)).
    h2 Membership
      p Councillor Maud Ellery (Chair)
      p Councillor Sian Marlowe
    h2 Whom to ask
    p Ruth Ashdown, Clerk Telephone: [01632 960114 -> tel:01632960114]
    h2 About the meeting
    h3 Recording
    p Anyone may film, record or report on the parts of the meeting that are open to the public. Those who speak may be recorded.
    new page
    h2 Agenda
    h3 1. Apologies for absence
    h3 2. Minutes of the last meeting
    p For decision.
    p To approve as a correct record the minutes of the meeting held on 12 May 2022.
    h3 3. [A report -> page-13]
    p For scrutiny. Report of the Leader [Pages 13 to 14 -> page-13]
    h3 4. Exclusion of the press and public
    p To resolve that, under section 100A(4) of the Local Government Act 1972, the press and public be excluded from the meeting while the business below is considered, because it is likely, in view of the nature of that business, that exempt information would be disclosed to them if they were present, and that, in all the circumstances, the public interest in maintaining the exemption outweighs the public interest in disclosing the information:
      p item 5: information relating to the financial or business affairs of any particular person (including the authority holding that information), under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972
    h3 5. [Award of a contract -> page-15]
    p Report of the Leader [Pages 15 to 16 -> page-15]
    p Not for publication: this contains exempt information under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972: information relating to the financial or business affairs of any particular person (including the authority holding that information). In all the circumstances, the public interest in maintaining the exemption outweighs the public interest in disclosing the information. Prices would rise.
    ");
}

#[test]
fn a_supplement_says_why_its_items_are_urgent_and_late() {
    let convened = convened();
    insta::assert_snapshot!(lines(&composed(&convened, Audience::Public, Some(0))), @r"
    title: Supplement 1: Scrutiny Committee, 14 July 2022
    p Wessen
    p Supplement 1
    h1 Scrutiny Committee
    p Thursday 14 July 2022 at 7pm
    p Shire House
    p Watch at [wessen.example.gov.uk/watch -> https://wessen.example.gov.uk/watch/]
    p Published 12 July 2022
    p This supplement was published on 12 July 2022. The last day that gives five clear days of notice was 6 July 2022. Business in it can be taken only if the Chair is of the opinion, by reason of special circumstances, which the minutes will specify, that it should be considered as a matter of urgency (Local Government Act 1972, section 100B(4)(b)).
    h2 In this supplement
    h3 1. Flood damage
    p Late item. The Chair is of the opinion that it should be considered as a matter of urgency by reason of special circumstances, which the minutes will specify.
    p Why it is urgent: the bridge is shut
    p Why it is late: the flood was on 8 July
    h2 Whom to ask
    p Ruth Ashdown, Clerk Telephone: [01632 960114 -> tel:01632960114]
    ");
}

#[test]
fn many_members_stand_apart_from_the_notices_and_a_front_that_says_little_has_no_page_of_its_own() {
    let roles = |meeting: &str| {
        let convened = convened_by(COUNCIL, meeting).unwrap().silent();
        let agenda = composed(&convened, Audience::Public, None);
        let role = |block: &Block<Cleared>| match block {
            Block::Region(region) => Some(region.role.clone()),
            Block::PageBreak => Some("new page".to_owned()),
            _ => None,
        };
        agenda.blocks.iter().filter_map(role).collect::<Vec<_>>().join(" ")
    };
    let few = roles(MEETING);
    assert!(few.starts_with("agenda-cover agenda-particulars sides new page"), "{few}");
    let names: Vec<_> = (1..=40).map(|n| format!("\"Councillor {n}\"")).collect();
    let many = MEETING.replace("\"Councillor Sian Marlowe\"", &names.join(", "));
    let many = roles(&many);
    let front = "agenda-cover agenda-particulars agenda-many-members sides new page";
    assert!(many.starts_with(front), "{many}");
}

#[test]
fn only_the_restricted_agenda_has_the_title_that_is_withheld() {
    let convened = convened();
    let public = lines(&composed(&convened, Audience::Public, None));
    let restricted = lines(&composed(&convened, Audience::Restricted, None));
    assert!(!public.contains("Pennant"));
    assert!(restricted.contains("Award to Pennant Coaches"));
    assert!(restricted.contains("Not for publication: this is the restricted version"));
}

#[test]
fn times_are_as_people_say_them() {
    let time = |language: &str, hour: u32, minute: u32| {
        let language = Language::built_in(language).unwrap();
        let wording = Wording::new(language, std::collections::BTreeMap::new());
        wording.say("clock", context! { hour, minute })
    };
    let said = [(19, 0), (10, 30), (12, 0), (0, 5)].map(|(hour, minute)| time("en", hour, minute));
    assert_eq!(said, ["7pm", "10.30am", "12 noon", "12.05am"]);
    let said = [(19, 0), (14, 0), (9, 5), (12, 0)].map(|(hour, minute)| time("cy", hour, minute));
    assert_eq!(said, ["7yh", "2yp", "9.05yb", "12 hanner dydd"]);
}

#[test]
fn a_welsh_agenda_is_welsh_throughout() {
    let council = format!("{COUNCIL}jurisdiction = \"wales\"\nlanguage = \"cy\"\n");
    let meeting = MEETING.replace("paragraphs = [3]", "paragraphs = [14]");
    let convened = convened_by(&council, &meeting).unwrap().silent();
    let agenda = lines(&composed(&convened, Audience::Restricted, None));
    for said in [
        "title: Agenda: Scrutiny Committee, 14 Gorffennaf 2022 (cyfyngedig)",
        "p Dydd Iau 14 Gorffennaf 2022, 7yh",
        "p I graffu. Adroddiad gan the Leader",
        "p Councillor Maud Ellery (Cadeirydd)",
        "h3 1. Ymddiheuriadau am absenoldeb",
        "fel cofnod cywir",
        "Adroddiad gan the Leader [Tudalennau 13 i 14 -> page-13]",
        "p Penderfynu, o dan adran 100A(4), Deddf Llywodraeth Leol 1972, y dylid gwahardd y wasg a’r cyhoedd",
        "p eitem 5: gwybodaeth sy’n ymwneud â materion ariannol",
    ] {
        assert!(agenda.contains(said), "{said}\n{agenda}");
    }
    let supplement = lines(&composed(&convened, Audience::Public, Some(0)));
    assert!(
        supplement.contains("Cyhoeddwyd yr agenda atodol hon ar 12 Gorffennaf 2022."),
        "{supplement}"
    );
    let revised = meeting
        .replace("[[supplement.item]]\n", "[[supplement.item]]\nnumber = 3\nreplaces = true\n");
    let convened = convened_by(&council, &revised).unwrap().silent();
    let agenda = lines(&composed(&convened, Audience::Public, None));
    assert!(agenda.contains("ar ôl cyhoeddi’r agenda: gweler agenda atodol 1."), "{agenda}");
    let supplement = lines(&composed(&convened, Audience::Public, Some(0)));
    assert!(supplement.contains("Mae’r papur hwn yn disodli’r un"), "{supplement}");
    assert!(!supplement.contains("Cyhoeddwyd yr agenda atodol hon"), "{supplement}");
}

#[test]
fn a_scottish_agenda_cites_the_act_of_scotland_and_asks_for_its_bank_holidays() {
    let council = format!("{COUNCIL}jurisdiction = \"scotland\"\n");
    let convened = convened_by(&council, MEETING).unwrap().silent();
    assert!(convened.notice().is_err_and(|error| error.message.contains("known for no year")));
    let meeting = MEETING.replace("[[contact]]", "counting = \"calendar-days\"\n[[contact]]");
    let convened = convened_by(&council, &meeting).unwrap().silent();
    assert_eq!(convened.notice().unwrap().last_day.to_string(), "2022-07-10");
    let agenda = lines(&composed(&convened, Audience::Public, None));
    assert!(agenda.contains(
        "paragraph 3 of Part I of Schedule 7A to the Local Government (Scotland) Act 1973"
    ));
    assert!(!agenda.contains("1972"), "{agenda}");
}

#[test]
fn a_council_whose_law_nobody_has_written_down_is_refused() {
    let council = format!("{COUNCIL}jurisdiction = \"northern-ireland\"\n");
    let refused = convened_by(&council, MEETING).unwrap_err();
    assert_eq!(refused[0].message, "there is no jurisdiction `northern-ireland`");
}
