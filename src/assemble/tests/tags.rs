//! The tags of a part in the pack, checked element by element.

use super::fixture::{Builder, Read, furniture, pack, part, stream, tagged, untagged};
use super::messages;
use super::roles;
use crate::assemble::metadata::Level;
use crate::assemble::tests::walk::{self, Content, Tag};
use crate::assemble::*;

#[test]
fn tags_of_a_part_stand_below_its_element_in_page_order() {
    let source = tagged(2, "Word").build();
    let made = pack([source.clone(), source.clone()]);
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
    let tags = walk::tags(&made.pdf).unwrap();
    let part = [(1, "Part"), (2, "H1"), (2, "P"), (2, "H1"), (2, "P")];
    assert_eq!(roles(&tags), [&[(0, "Document"), (1, "P")][..], &part, &part].concat());
    let own = walk::tags(&source).unwrap();
    for (mine, theirs) in tags[3..7].iter().zip(&own[1..]) {
        let operators = |tag: &Tag| match &tag.content[0] {
            Content::Marked { operators, .. } => operators.clone(),
            Content::Object { .. } => panic!("the fixture has marked content only"),
        };
        assert_eq!(operators(mine), operators(theirs));
    }
    assert_eq!(tags[2].title.as_deref(), Some("Part"));
}

#[test]
fn a_page_without_tags_is_one_figure_with_an_alternative_text() {
    let mut part = part(untagged(2, "Scan").build(), 1);
    part.alternatives = vec!["First page of the scan".to_owned()];
    let made = assemble(&furniture(3), vec![part]).unwrap();
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
    let tags = walk::tags(&made.pdf).unwrap();
    assert_eq!(roles(&tags[2..]), [(1, "Part"), (2, "Figure"), (2, "Figure")]);
    assert_eq!(tags[3].alternative.as_deref(), Some("First page of the scan"));
    assert_eq!(tags[4].alternative.as_deref(), Some("Part, page 2 of 2"));
}

#[test]
fn marks_left_over_from_another_tree_are_taken_off() {
    let mut stale = untagged(1, "Text");
    stale.pages[0].1 =
        "/P <</MCID 0>> BDC (Text) Tj EMC /P <</MCID 7>> BDC (more) Tj EMC".to_owned();
    let made = pack([stale.build()]);
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
    assert!(Read::new(&made.pdf).content(1).contains("(more) Tj"));
}

#[test]
fn what_the_tags_of_a_part_leave_out_is_tagged_and_costs_the_claims() {
    let mut partial = tagged(3, "Word");
    partial.pages[0].1.push_str(" /P <</MCID 5>> BDC (left out) Tj EMC");
    partial.more[7] = partial.more[7].replace("/K 0", "/K []");
    partial.more[8] = partial.more[8].replace("/K 1", "/K []");
    let made = pack([partial.build()]);
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
    let tags = walk::tags(&made.pdf).unwrap();
    let found: Vec<&str> = tags[2..].iter().map(|tag| tag.role.as_str()).collect();
    assert_eq!(found, ["Part", "H1", "P", "P", "H1", "P", "H1", "P", "Figure"]);
    assert_eq!(made.claims, Claims { ua: None, a: Some((2, Level::U)) });
    assert!(messages(&made).contains("has no tags on 1 of its 3 pages"));
}

#[test]
fn table_headers_are_found_by_their_new_names() {
    let mut builder = tagged(1, "Cell");
    let [heading, paragraph] = [3, 4];
    builder.more[heading] =
        builder.more[heading].replace("/S/H1", "/S/TH/ID(h)/A<</O/Table/Scope/Column>>");
    builder.more[paragraph] =
        builder.more[paragraph].replace("/S/P", "/S/TD/A[<</O/Table/Headers[(h)]>>]");
    let made = pack([builder.build(), builder.build()]);
    let read = Read::new(&made.pdf);
    let all = read.everything();
    for name in ["part1.h", "part2.h"] {
        assert!(all.contains(&format!("/ID ({name})")), "{all}");
        assert!(all.contains(&format!("/Headers [({name})]")));
    }
    let root = read.document.catalog().unwrap();
    let root = read.document.get_dict_in_dict(root, b"StructTreeRoot").unwrap();
    let identifiers = trees::name_tree(&read.document, root.get(b"IDTree").unwrap());
    assert_eq!(
        identifiers.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        [b"part1.h", b"part2.h"]
    );
}

#[test]
fn roles_and_classes_that_clash_are_renamed() {
    let with = |role: &str, class: &str| {
        let mut builder = tagged(1, "Word");
        builder.more[0] = builder.more[0].replace(
            "/K ",
            &format!("/RoleMap<</Own/{role}>>/ClassMap<</c<</O/Layout/Placement/{class}>>>>/K "),
        );
        builder.more[4] = builder.more[4].replace("/S/P", "/S/Own/C/c");
        builder.build()
    };
    let made = pack([with("P", "Block"), with("Note", "Inline"), with("P", "Block")]);
    let tags = walk::tags(&made.pdf).unwrap();
    let found: Vec<&str> = tags.iter().map(|tag| tag.role.as_str()).collect();
    assert_eq!(
        found,
        ["Document", "P", "Part", "H1", "P", "Part", "H1", "Note", "Part", "H1", "P"]
    );
    let all = Read::new(&made.pdf).everything();
    assert_eq!(all.matches("/C /c-2").count(), 1);
    assert_eq!(all.matches("/S /Own-2").count(), 1);
}

#[test]
fn types_of_pdf_2_come_out_as_their_nearest() {
    let mut builder = tagged(1, "Word");
    let space = builder.add("<</Type/Namespace/NS(http://iso.org/pdf2/ssn)>>");
    builder.more[3] = builder.more[3].replace("/S/H1", &format!("/S/Title/NS {space} 0 R"));
    builder.more[4] = builder.more[4].replace("/S/P", &format!("/S/FENote/NS {space} 0 R"));
    let tags = walk::tags(&pack([builder.build()]).pdf).unwrap();
    assert_eq!(roles(&tags[2..]), [(1, "Part"), (2, "P"), (2, "Note")]);
}

#[test]
fn marks_inside_drawings_are_kept() {
    let mut builder = tagged(1, "Word");
    let form = builder.add(stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/StructParents 1",
        "/P <</MCID 0>> BDC (in) Tj EMC",
    ));
    builder.pages[0].0.push_str(&format!("/Resources<</XObject<</F {form} 0 R>>>>"));
    builder.pages[0].1 = "/H1 <</MCID 0>> BDC (Word) Tj EMC /F Do".to_owned();
    builder.more[4] =
        builder.more[4].replace("/K 1", &format!("/K<</Type/MCR/Stm {form} 0 R/MCID 0>>"));
    let made = pack([builder.build()]);
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
    let tags = walk::tags(&made.pdf).unwrap();
    assert!(
        matches!(&tags[4].content[0], Content::Marked { page: 1, mark: 0, operators } if operators == b" (in) Tj ")
    );
    assert_eq!(made.claims.ua, Some(1));
}

#[test]
fn tags_of_a_stamp_stay_with_the_stamp() {
    let mut builder = Builder::default();
    builder
        .pages
        .push(("/StructParents 0".to_owned(), "/P <</MCID 0>> BDC (Item 6) Tj EMC".to_owned()));
    let root = builder.next();
    builder.catalog = format!("/StructTreeRoot {root} 0 R");
    builder.add(format!(
        "<</Type/StructTreeRoot/K {} 0 R/ParentTree<</Nums[0[{} 0 R]]>>>>",
        root + 1,
        root + 2
    ));
    builder.add(format!("<</Type/StructElem/S/Document/P {root} 0 R/K[{} 0 R]>>", root + 2));
    builder.add(format!("<</Type/StructElem/S/P/P {} 0 R/Pg 2 0 R/K 0>>", root + 1));
    let made = assemble(&builder.build(), vec![part(tagged(1, "Word").build(), 0)]).unwrap();
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
    let tags = walk::tags(&made.pdf).unwrap();
    assert_eq!(roles(&tags), [(0, "Document"), (1, "P"), (1, "Part"), (2, "H1"), (2, "P")]);
    assert!(
        matches!(&tags[1].content[0], Content::Marked { operators, .. } if operators == b" (Item 6) Tj ")
    );
}

#[test]
fn the_words_of_a_page_without_tags_stand_for_it_line_by_line_and_its_figure_has_bounds() {
    let mut builder = untagged(1, "");
    let font = builder.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    builder.pages[0] = (
        format!("/MediaBox[0 0 300 400]/Resources<</Font<</F {font} 0 R>>>>"),
        "BT /F 12 Tf 50 280 Td (last) Tj 0 20 Td (first) Tj 60 0 Td (line) Tj ET \
         1 g BT /F 12 Tf 50 200 Td (white) Tj ET"
            .to_owned(),
    );
    let read = Read::new(&pack([builder.build()]).pdf);
    let figure = read.document.objects.values().filter_map(look::dictionary);
    let figure = figure.into_iter().find(|element| element.has(b"Alt")).unwrap();
    assert_eq!(look::text_at(&read.document, figure, b"ActualText").unwrap(), "first line\nlast");
    let layout = look::dictionary_at(&read.document, figure, b"A").unwrap();
    let bounds = layout.get(b"BBox").unwrap();
    assert_eq!(look::numbers(&read.document, bounds), Some([0.0, 0.0, 300.0, 400.0]));
}

/// The claims that a tagged part leaves the pack once some of it is written otherwise, with the reasons.
fn claimed(change: impl Fn(&mut Builder)) -> (Claims, String) {
    let mut builder = tagged(1, "Word");
    change(&mut builder);
    let made = pack([builder.build()]);
    (made.claims, messages(&made))
}

#[test]
fn a_claim_that_the_tags_of_a_part_belie_is_lost_with_the_reason() {
    let element = |from: &'static str, to: &'static str| {
        move |builder: &mut Builder| {
            let all = builder.more.iter_mut();
            all.for_each(|object| *object = object.replace(from, to));
        }
    };
    for (from, to, why) in [
        (
            "/S/P/",
            "/S/Figure/",
            "has pictures without alternative text on page 1, so it is not PDF/UA-1 as it says",
        ),
        ("/S/P/", "/S/Figure/Alt( )/", "has pictures without alternative text on page 1"),
        ("/S/H1", "/S/H2", "has headings that skip a level on page 1"),
        ("/S/P/", "/S/TR/", "has tags of tables or lists where they mean nothing on page 1"),
        ("/S/P/", "/S/P/Lang(British English)/", "has languages that do not exist on page 1"),
        ("/S/P/", "/S/Note/", "has notes without a name on page 1"),
        (">Part</dc:title>", "></dc:title>", "has no title"),
    ] {
        let (claims, said) = claimed(element(from, to));
        assert_eq!((claims.ua, claims.a.is_some()), (None, true), "{why}: {said}");
        assert!(said.contains(why), "{why}: {said}");
    }
    for (from, to) in [
        ("/S/P/", "/S/Figure/Alt(A bridge)/"),
        ("/S/P/", "/S/Formula/ActualText(x)/"),
        ("/S/P/", "/S/H2/"),
        ("/S/P/", "/S/P/Lang(cy-GB)/"),
        ("/S/P/", "/S/Note/ID(n)/"),
    ] {
        let (claims, said) = claimed(element(from, to));
        assert_eq!((claims.ua, &*said), (Some(1), ""), "{to}");
    }
    let (claims, said) = claimed(|builder| {
        builder.catalog = builder.catalog.replace("/Lang(en-GB)", "");
    });
    assert_eq!(claims.ua, None, "{said}");
    assert!(said.contains("has no language"), "{said}");
}

#[test]
fn content_that_is_neither_tagged_nor_decoration_costs_the_claims_of_a_part() {
    let (claims, said) = claimed(|builder| builder.pages[0].1.push_str(" (unsaid) Tj"));
    assert_eq!(claims, Claims { ua: None, a: Some((2, Level::U)) });
    assert!(
        said.contains("has tags that do not cover all of its content, so the pack is not PDF/UA-1"),
        "{said}"
    );
    let picture = stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
        "x",
    );
    let (claims, said) = claimed(|builder| {
        let picture = builder.add(picture.clone());
        builder.pages[0].0.push_str(&format!("/Resources<</XObject<</X {picture} 0 R>>>>"));
        builder.pages[0].1.push_str(" /X Do");
    });
    assert_eq!(claims.ua, None, "{said}");
}

#[test]
fn type_that_is_not_in_a_part_costs_all_of_its_claims() {
    let with_font = |font: &'static str| {
        claimed(move |builder| {
            let letters = builder.add(stream("", "letters"));
            let font = font.replace("LETTERS", &format!("{letters} 0 R"));
            builder.pages[0].0.push_str(&format!("/Resources<</Font<</F {font}>>>>"));
        })
    };
    let (claims, said) = with_font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    assert_eq!(claims, Claims::default());
    for standard in ["PDF/UA-1", "PDF/A"] {
        let why = format!("has type that is not in the file, so it is not {standard} as it says");
        assert!(said.contains(&why), "{said}");
    }
    let there =
        "<</Type/Font/Subtype/TrueType/FontDescriptor<</Type/FontDescriptor/FontFile2 LETTERS>>>>";
    assert_eq!(with_font(there).0, Claims { ua: Some(1), a: Some((2, Level::A)) });
    let below = "<</Type/Font/Subtype/Type0/DescendantFonts[<</Type/Font/Subtype/CIDFontType2>>]>>";
    assert_eq!(with_font(below).0, Claims::default());
    let (claims, said) = claimed(|builder| {
        let packed = builder
            .add(stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Filter/LZWDecode", "\u{1}"));
        builder.pages[0].0.push_str(&format!("/Resources<</XObject<</X {packed} 0 R>>>>"));
    });
    assert_eq!((claims.ua, claims.a), (Some(1), None), "{said}");
    assert!(said.contains("content that is packed in LZW"), "{said}");
}

#[test]
fn a_field_that_is_drawn_here_costs_the_claims_of_a_part() {
    let (claims, said) = claimed(|builder| {
        let field = builder.add("<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(x)/Rect[10 10 90 30]>>");
        builder.pages[0].0.push_str(&format!("/Annots[{field} 0 R]"));
        builder.catalog.push_str(&format!("/AcroForm<</Fields[{field} 0 R]>>"));
    });
    assert_eq!(claims, Claims::default());
    assert!(
        said.contains("has fields that it does not draw, so it is not PDF/A as it says"),
        "{said}"
    );
}
