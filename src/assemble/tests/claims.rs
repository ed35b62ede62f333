//! Parts that claim a standard and break it: each costs the pack that claim, with a reason.

use lopdf::Document;

use super::fixture::{Builder, encrypted, part, stream, tagged};
use super::messages;
use super::typeset::typeset;
use crate::assemble::metadata::Level;
use crate::assemble::{Claims, assemble};

pub(super) const ALL: Claims = Claims { ua: Some(1), a: Some((2, Level::A)) };

/// The claims that a pack with this one part keeps, and the reasons given for those it loses.
pub(super) fn left(pdf: Vec<u8>) -> (Claims, String) {
    let pages = part(pdf.clone(), 1).source.pages().len();
    let furniture = typeset(&format!("= Agenda\n{}", "#page[]\n".repeat(pages)));
    let made = assemble(&furniture, vec![part(pdf, 1)]).unwrap();
    (made.claims, messages(&made))
}

/// The claims and reasons for a small tagged part, once it is changed.
pub(super) fn changed(change: impl FnOnce(&mut Builder)) -> (Claims, String) {
    let mut builder = tagged(1, "Word");
    change(&mut builder);
    left(builder.build())
}

/// The claims and reasons for a part whose page has resources, entries and content added.
pub(super) fn with(resources: &str, entries: &str, content: &str) -> (Claims, String) {
    changed(|builder| {
        let page = &mut builder.pages[0];
        page.0.push_str(&format!("/Resources<<{resources}>>{entries}"));
        page.1.push_str(&format!(" /Artifact BMC {content} EMC"));
    })
}

/// Asserts which claims a part leaves, and the reason for those it costs.
#[track_caller]
pub(super) fn assert_lost((claims, said): (Claims, String), ua: bool, a: Option<Level>, why: &str) {
    assert_eq!(
        claims,
        Claims { ua: ua.then_some(1), a: a.map(|level| (2, level)) },
        "{why}: {said}"
    );
    assert!(said.contains(why), "{why}: {said}");
}

#[test]
fn what_a_document_says_of_itself_is_held_against_its_claims() {
    let catalog = |from: &'static str, to: &'static str| {
        changed(move |builder| builder.catalog = builder.catalog.replace(from, to))
    };
    let (both, a) = (Some(Level::A), "so it is not PDF/A as it says");
    assert_lost(catalog("/Lang(en-GB)", ""), false, both, "has no language");
    assert_lost(
        catalog("/DisplayDocTitle true", ""),
        false,
        both,
        "has no order to show its title",
    );
    let suspect = catalog("/Marked true", "/Marked true/Suspects true");
    assert_lost(suspect, false, both, "has tags that it calls suspect");
    for script in
        ["/OpenAction<</S/JavaScript/JS(1)>>/Lang", "/Names<</JavaScript<</Names[]>>>>/Lang"]
    {
        assert_lost(catalog("/Lang", script), true, None, "has JavaScript, so it is not PDF/A");
    }
    let switches = "/OCProperties<</OCGs[]/D<</AS[<</Event/View/OCGs[]/Category[/View]>>]>>>>/Lang";
    assert_lost(catalog("/Lang", switches), false, None, "has layers that switch themselves");
    let first = |extra: &'static str| {
        changed(move |builder| {
            builder.catalog.push_str(extra);
            let all = builder.more.iter_mut();
            all.for_each(|object| *object = object.replace("pdfaid:part>2", "pdfaid:part>1"));
        })
    };
    assert_eq!(first("").0, ALL);
    assert_lost(first("/Names<</EmbeddedFiles<</Names[]>>>>"), true, None, a);
}

#[test]
fn content_that_pdf_a_does_not_have_costs_its_claim() {
    for (resources, entries, content, why) in [
        ("", "", "1 0 0 rg 0 0 9 9 re f", "colours of which nothing says which they are"),
        ("", "", "1 0 0 0 k 0 0 9 9 re f", "colours of which nothing says which they are"),
        ("/ColorSpace<</C/DeviceCMYK>>", "", "", "colours of which nothing says which they are"),
        ("/ColorSpace<</C[/Indexed/DeviceRGB 0<000000>]>>", "", "", "colours of which nothing"),
        ("", "", "/Best ri", "ways to render colours that do not exist"),
        ("", "", "0 0 9 9 box", "content that is not as PDF/A has it"),
        ("", "", "<414> Tj", "content that is not as PDF/A has it"),
        ("", "", "2157483648 0 Td", "content that is not as PDF/A has it"),
        ("", "", "BI /W 1 /H 1 /BPC 8 /CS /G /I true ID x EI", "pictures that are smoothed"),
        ("", "", "BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID x EI", "content that is packed in LZW"),
        ("/ExtGState<</G<</TR/Identity>>>>", "", "", "colours that are changed"),
        ("/ExtGState<</G<</BM/Odd>>>>", "", "", "colours that are changed"),
        (
            "/ColorSpace<</C[/DeviceN[/Gold]/DeviceGray 5 0 R]>>",
            "",
            "",
            "inks that are not described",
        ),
        ("/ExtGState<</G<</LW 4294967296>>>>", "", "", "numbers that are too large"),
        ("", "/MediaBox[0 0 300 20000]", "", "pages of a size that PDF/A does not have"),
        (
            "",
            "/Annots[<</Type/Annot/Subtype/Square/Rect[0 0 9 9]/Contents(A box)>>]",
            "",
            "comments of which it does not say how they look",
        ),
    ] {
        let (claims, said) = with(resources, entries, content);
        assert_eq!(claims.a, None, "{why}: {said}");
        assert!(said.contains(why), "{why}: {said}");
    }
    let defined = "/ColorSpace<</DefaultRGB[/CalRGB<</WhitePoint[1 1 1]>>]>>";
    for (resources, content) in [
        (defined, "1 0 0 rg 0 0 9 9 re f"),
        ("", "0.5 g 0 0 9 9 re f"),
        ("/ExtGState<</G<</ca 0.5/BM/Multiply>>>>", ""),
        ("", "BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} zz yy EI"),
    ] {
        assert_eq!(with(resources, "", content).0, ALL, "{content}");
    }
    let (claims, said) = changed(|builder| {
        let all = builder.more.iter_mut();
        all.for_each(|object| *object = object.replace("pdfaid:part>2", "pdfaid:part>1"));
        builder.pages[0].0.push_str("/Resources<</ExtGState<</G<</ca 0.5>>>>>>");
    });
    assert_lost((claims, said), true, None, "has colours that shine through");
}

/// The claims and reasons for a part whose page shows a drawing with these entries and content.
fn drawing(entries: &str, content: &str, shown: &str) -> (Claims, String) {
    changed(|builder| {
        let drawing = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]{entries}");
        let drawing = builder.add(stream(&drawing, content));
        let defaults = "/ColorSpace<</DefaultCMYK[/CalRGB<</WhitePoint[1 1 1]>>]>>";
        let page = &mut builder.pages[0];
        page.0.push_str(&format!("/Resources<<{defaults}/XObject<</D {drawing} 0 R>>>>"));
        page.1.push_str(&format!(" /Artifact BMC {shown} EMC"));
    })
}

#[test]
fn drawings_have_what_they_draw_with() {
    let (all, both) = (ALL, Some(Level::A));
    let own = "/Resources<</ColorSpace<</DefaultCMYK[/CalRGB<<>>]>>/ExtGState<</G<<>>>>>>";
    assert_eq!(drawing(own, "/G gs 0 0 0 1 k f", "/D Do").0, all);
    assert_eq!(drawing("", "0 g /Pattern cs f", "/D Do").0, all);
    let why = "drawings that are drawn with what they do not name themselves";
    assert_lost(drawing("", "/G gs f", "/D Do"), true, None, why);
    let why = "colours of which nothing says which they are";
    assert_lost(drawing("", "/DeviceCMYK cs 0 0 0 1 sc f", "/D Do"), true, None, why);
    let tagged = "/P <</MCID 0>> BDC f EMC";
    assert_eq!(drawing("", "f", "/D Do /D Do").0, all);
    let why = "tagged drawings that stand in several places";
    assert_lost(drawing("/StructParents 9", tagged, "/D Do /D Do"), false, both, why);
}

#[test]
fn screens_profiles_and_inks_are_held_against_the_claims_of_their_part() {
    let screen =
        |screens: &'static str| with(&format!("/ExtGState<</G<</HT<<{screens}>>>>>>"), "", "");
    let plain = "/HalftoneType 1/Frequency 9/Angle 1/SpotFunction/Round";
    let of_ink = |ink: &str, more: &str| {
        let screens = format!("/HalftoneType 5/Default<<{plain}>>/{ink}<<{plain}{more}>>");
        with(&format!("/ExtGState<</G<</HT<<{screens}>>>>>>"), "", "")
    };
    let transfers = "/TransferFunction/Identity";
    assert_eq!(screen("/HalftoneType 1/SpotFunction/Round").0, ALL);
    assert_eq!(of_ink("Cyan", "").0, ALL);
    assert_eq!(of_ink("Gold", transfers).0, ALL);
    let why = "screens of a kind that PDF/A does not have";
    assert_lost(screen("/HalftoneType 6"), true, None, why);
    assert_lost(screen("/HalftoneType 1/TransferFunction/Identity"), true, None, why);
    assert_lost(of_ink("Cyan", transfers), true, None, why);
    assert_lost(of_ink("Gold", ""), true, None, why);
    let profile = |colours: u8| {
        changed(move |builder| {
            let head = format!("{}RGB {}", " ".repeat(16), " ".repeat(20));
            let profile = builder.add(stream(&format!("/N {colours}"), &head));
            let space = format!("/Resources<</ColorSpace<</C[/ICCBased {profile} 0 R]>>>>");
            builder.pages[0].0.push_str(&space);
        })
    };
    assert_eq!(profile(3).0, ALL);
    assert_lost(profile(4), true, None, "colours that are described as others");
    let inks = "/None ".repeat(33);
    let inks = with(&format!("/ColorSpace<</C[/DeviceN[{inks}]/DeviceGray 5 0 R]>>"), "", "");
    assert_lost(inks, true, None, "more inks in one than PDF/A has");
    let small = with("/ExtGState<</G<</LW 0.000000000000000000000000000000000000001>>>>", "", "");
    assert_lost(small, true, None, "numbers that are too small");
}

#[test]
fn colours_are_known_by_the_output_intent_of_the_part() {
    let with_intent = |colours: u8, content: &'static str| {
        changed(move |builder| {
            let profile = builder.add(stream(&format!("/N {colours}"), "profile"));
            let intent =
                format!("/OutputIntents[<</S/GTS_PDFA1/DestOutputProfile {profile} 0 R>>]");
            builder.catalog.push_str(&intent);
            builder.pages[0].1.push_str(&format!(" /Artifact BMC {content} EMC"));
        })
    };
    assert_eq!(with_intent(3, "1 0 0 rg 0 0 9 9 re f").0, ALL);
    let why = "has colours of which nothing says which they are";
    assert_lost(with_intent(3, "1 0 0 0 k 0 0 9 9 re f"), true, None, why);
    assert_lost(
        with_intent(4, "1 0 0 0 k 0 0 9 9 re f"),
        true,
        None,
        "for a different colour space",
    );
}

#[test]
fn comments_and_links_are_held_against_the_claims_of_their_part() {
    let note = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/F 4/AP<</N 5 0 R>>";
    // An annotation in an element of some kind, which has replacement or alternative text.
    let tagged = |annotation: String, kind: &'static str| {
        changed(move |builder| {
            let note = builder.next();
            builder.add(annotation.replace("5 0 R", &format!("{} 0 R", note + 1)));
            builder.add(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", ""));
            let element = builder.add(format!(
                "<</Type/StructElem/S/{kind}/P 7 0 R/K<</Type/OBJR/Pg 2 0 R/Obj {note} 0 R>>>>"
            ));
            builder.pages[0].0.push_str(&format!("/Annots[{note} 0 R]"));
            let top =
                builder.more.iter_mut().find(|object| object.contains("/S/Document")).unwrap();
            *top = top.replace("/K[", &format!("/K[{element} 0 R "));
        })
    };
    let (all, both) = (ALL, Some(Level::A));
    assert_eq!(tagged(format!("{note}/Contents(Why?)>>"), "Annot").0, all);
    let says = "comments that do not say what they are";
    assert_lost(tagged(format!("{note}>>"), "Annot"), false, both, says);
    let astray = "links or comments that are not tagged as such";
    assert_lost(tagged(format!("{note}/Contents(Why?)>>"), "P"), false, both, astray);
    let link = "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/F 4/Contents(A page)/A<</S/URI/URI(https://example.org)>>>>";
    assert_eq!(tagged(link.to_owned(), "Link").0, all);
    assert_lost(tagged(link.to_owned(), "P"), false, both, astray);
    let untold = changed(|builder| builder.pages[0].0.push_str(&format!("/Annots[{link}]")));
    assert_lost(untold, false, both, "has links or comments that its tags leave out");
}

#[test]
fn tables_are_held_against_the_claims_of_their_part() {
    // Rows of cells with their attributes.
    let table = |rows: &[&[&str]]| {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        changed(move |builder| {
            let mut below = Vec::new();
            for row in rows {
                let cells: Vec<String> = row
                    .iter()
                    .map(|cell| {
                        format!("{} 0 R", builder.add(format!("<</Type/StructElem/S/{cell}>>")))
                    })
                    .collect();
                below.push(format!(
                    "{} 0 R",
                    builder.add(format!("<</Type/StructElem/S/TR/K[{}]>>", cells.join(" ")))
                ));
            }
            let table = builder.add(format!("<</Type/StructElem/S/Table/K[{}]>>", below.join(" ")));
            let top =
                builder.more.iter_mut().find(|object| object.contains("/S/Document")).unwrap();
            *top = top.replace("/K[", &format!("/K[{table} 0 R "));
        })
    };
    let head = "TH/A<</O/Table/Scope/Column>>";
    assert_eq!(table(&[&[head, head], &["TD", "TD"]]).0, ALL);
    assert_eq!(table(&[&["TD", head], &["TH/A<</O/Table/Scope/Row>>", "TD"]]).0, ALL);
    assert_eq!(table(&[&["TD/A<</O/Table/ColSpan 2>>"], &["TD", "TD"]]).0, ALL);
    assert_eq!(table(&[&["TD/A<</O/Table/RowSpan 2>>", "TD"], &["TD"]]).0, ALL);
    for (rows, why) in [
        (&[&["TD", "TD"][..], &["TD"]][..], "tables whose rows are not of one length"),
        (&[&["TD/A<</O/Table/RowSpan 2>>", "TD"]], "tables whose rows are not of one length"),
        (&[&["TH", "TH"], &["TD", "TD"]], "tables whose heads do not say what they are of"),
        (&[&[head, "TH"], &["TD", "TD"]], "tables whose heads do not say what they are of"),
        (&[&[head, "TH/A<</O/Table/Scope/>>"], &["TD", "TD"]], "tables whose heads do not say"),
        (
            &[&[head], &["TD/A<</O/Table/Headers[(nowhere)]>>"]],
            "cells of tables whose heads are not there",
        ),
    ] {
        assert_lost(table(rows), false, Some(Level::A), why);
    }
}

#[test]
fn tags_that_mean_nothing_cost_the_level_of_tagging_too() {
    let (claims, said) = changed(|builder| {
        let all = builder.more.iter_mut();
        all.for_each(|object| *object = object.replace("/S/P/", "/S/Absatz/"));
    });
    assert_lost((claims, said), false, Some(Level::U), "has tags that mean nothing on page 1");
}

#[test]
fn a_part_that_is_encrypted_is_not_pdf_a() {
    let mut document = Document::load_mem(&tagged(1, "Word").build()).unwrap();
    assert_lost(
        left(encrypted(&mut document)),
        true,
        None,
        "has encryption, so it is not PDF/A as it says",
    );
}
