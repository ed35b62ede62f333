//! Packs of small parts, looked into.

use super::fixture::{Builder, Read, file, furniture, pack, part, stream, tagged, untagged};
use super::walk::{self, Content, Tag};
use super::*;

fn roles(tags: &[Tag]) -> Vec<(usize, &str)> {
    tags.iter().map(|tag| (tag.depth, tag.role.as_str())).collect()
}

fn messages(pack: &Pack) -> String {
    let findings = pack.findings.iter().map(|finding| finding.message.clone());
    findings
        .chain(pack.costs.iter().map(|cost| cost.message.clone()))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn blank_pages_are_filled_and_the_others_are_left() {
    let made = assemble(&furniture(4), vec![part(tagged(2, "Word").build(), 1)]).unwrap();
    let read = Read::new(&made.pdf);
    assert_eq!(read.pages.len(), 4);
    assert!(read.content(0).contains("(Agenda)"));
    assert!(read.content(1).contains("(Word 0)") && read.content(2).contains("(Word 1)"));
    assert!(read.content(3).contains("(Stamp 4)"));
    for stamp in ["(Stamp 2)", "(Stamp 3)"] {
        assert_eq!(read.everything().matches(stamp).count(), 1);
    }
}

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
fn a_pack_of_conforming_parts_claims_what_they_do() {
    let made = pack([tagged(1, "A").build(), tagged(2, "B").build()]);
    assert_eq!(made.claims, Claims { ua: Some(1), a: Some((2, Level::A)) });
    assert!(made.costs.is_empty() && made.findings.is_empty());
    assert_eq!(Source::read("pack", made.pdf).unwrap().claims(), made.claims);
}

#[test]
fn a_part_without_tags_costs_the_claims_and_is_named() {
    let made = pack([tagged(1, "A").build(), untagged(1, "B").build()]);
    assert_eq!(made.claims, Claims::default());
    assert_eq!(made.costs.iter().map(|cost| cost.part).collect::<Vec<_>>(), [1, 1]);
    assert!(made.costs[0].message.contains("`part.pdf` has no tags"));
    assert_eq!(Source::read("pack", made.pdf).unwrap().claims(), Claims::default());
}

#[test]
fn a_part_that_conforms_at_a_lower_level_lowers_the_claim() {
    let mut lower = tagged(1, "A");
    lower.more[2] = super::fixture::metadata("B");
    let made = pack([lower.build()]);
    assert_eq!(made.claims, Claims { ua: Some(1), a: Some((2, Level::B)) });
    assert_eq!(Source::read("pack", made.pdf).unwrap().claims(), made.claims);
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
    assert!(tags[4].alternative.as_deref().unwrap().starts_with("Page 2 of Part;"));
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
fn content_that_leaves_states_open_does_not_move_the_stamp() {
    let mut broken = untagged(1, "Text");
    broken.pages[0].1 = "Q Q q 2 0 0 2 0 0 cm q BT /X BMC (Text) Tj".to_owned();
    let made = pack([broken.build()]);
    let content = Read::new(&made.pdf).content(1);
    let scan = content::scan(content.as_bytes(), &lopdf::Document::new(), None);
    assert_eq!(
        (scan.open_states, scan.surplus_restores, scan.open_marks, scan.surplus_ends),
        (0, 0, 0, 0)
    );
    let before_stamp = content.split("/Artifact BMC").next().unwrap();
    let scan = content::scan(before_stamp.as_bytes(), &lopdf::Document::new(), None);
    assert_eq!((scan.open_states, scan.open_marks, scan.open_text), (0, 0, false));
}

/// A part of three pages whose first links to the others by every form of destination.
fn linked() -> Vec<u8> {
    let mut builder = untagged(3, "Page");
    let (second, third) = (builder.page(1), builder.page(2));
    let next = builder.next();
    builder.catalog = format!(
        "/Dests<</old[{third} 0 R/Fit]/same[{second} 0 R/Fit]>>/Names<</Dests {next} 0 R>>"
    );
    builder.add(format!("<</Kids[{} 0 R {next} 0 R]>>", next + 1));
    builder.add(format!(
        "<</Names[(new)<</D[{third} 0 R/XYZ 0 9 null]>>(same)[{third} 0 R/FitH 5]]>>"
    ));
    let targets = [
        "/Dest/old",
        "/Dest(new)",
        "/Dest/same",
        "/Dest(same)",
        "/A<</S/GoTo/D(new)>>",
        "/Dest[1/Fit]",
        "/Dest(gone)",
    ];
    let links = targets.map(|to| format!("<</Type/Annot/Subtype/Link/Rect[0 0 9 9]{to}>>"));
    let numbers: Vec<String> =
        links.into_iter().map(|link| format!("{} 0 R", builder.add(link))).collect();
    builder.pages[0].0 = format!("/Annots[{}]", numbers.join(" "));
    builder.build()
}

#[test]
fn links_by_name_lead_to_the_page_they_did_in_each_part() {
    let made = pack([linked(), linked()]);
    let read = Read::new(&made.pdf);
    for first in [1, 4] {
        let found: Vec<_> = read
            .annotations(first)
            .iter()
            .map(|link| read.leads_to(link.get(b"Dest").unwrap()))
            .collect();
        let expected = [2, 2, 1, 2, 2, 1].map(|page| Some(first + page));
        assert_eq!(found, expected);
    }
    assert!(messages(&made).contains("has 1 link to nowhere"));
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
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
fn what_runs_or_carries_files_is_left_out_and_said() {
    let mut builder = untagged(1, "Text");
    let script = builder.add("<</S/JavaScript/JS(app.alert\\(1\\))>>");
    let attached = builder.add(stream("/Type/EmbeddedFile", "SECRET"));
    builder.catalog = format!(
        "/OpenAction {script} 0 R/Names<</JavaScript<</Names[(a){script} 0 R]>>\
         /EmbeddedFiles<</Names[(a)<</EF<</F {attached} 0 R>>>>]>>>>"
    );
    let links = [
        "/A<</S/Launch/F(calc.exe)>>",
        "/A<</S/JavaScript/JS(app.beep)>>",
        "/A<</S/URI/URI(javascript:x)>>",
        "/A<</S/GoToR/F(other.pdf)>>",
        "/A<</S/URI/URI(https://example.org/)>>",
    ];
    let links = links.map(|action| format!("<</Subtype/Link/Rect[0 0 9 9]{action}>>")).join("");
    builder.pages[0].0 = format!(
        "/AA<</O {script} 0 R>>/Annots[{links}<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</EF<</F {attached} 0 R>>>>>>]"
    );
    let made = pack([builder.build()]);
    let read = Read::new(&made.pdf);
    let all = read.everything();
    for left in ["SECRET", "app.", "calc.exe", "javascript:", "other.pdf", "JavaScript"] {
        assert!(!all.contains(left), "{left} is in the pack");
    }
    assert_eq!(read.annotations(1).len(), 1);
    assert_eq!(
        read.annotations(1)[0].get(b"Contents").unwrap().as_str().unwrap(),
        b"Link to https://example.org/"
    );
    let said = messages(&made);
    for word in ["JavaScript", "start programs", "attached files", "1 link to other files"] {
        assert!(said.contains(word), "{word} is not said in {said}");
    }
}

#[test]
fn form_fields_become_drawings() {
    let mut builder = tagged(1, "Form");
    let look = builder.add(stream("/Type/XObject/Subtype/Form/BBox[0 0 10 5]", "(filled in) Tj"));
    let field = builder.add(format!("<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/Rect[100 100 120 110]/StructParent 1/AP<</N {look} 0 R>>>>"));
    builder.catalog.push_str(&format!("/AcroForm<</Fields[{field} 0 R]>>"));
    builder.pages[0].0.push_str(&format!("/Annots[{field} 0 R]"));
    builder.more[4] = builder.more[4]
        .replace("/S/P", "/S/Form")
        .replace("/K 1", &format!("/K[1<</Type/OBJR/Obj {field} 0 R>>]"));
    let made = pack([builder.build()]);
    let read = Read::new(&made.pdf);
    assert!(read.annotations(1).is_empty());
    assert!(read.content(1).contains("/Span <</MCID 2>> BDC q 2 0 0 2 100 100 cm /Field Do Q EMC"));
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
    assert!(messages(&made).contains("is a form"));
}

#[test]
fn redactions_that_were_never_applied_are_said() {
    let mut builder = untagged(1, "Secret");
    builder.pages[0].0 = "/Annots[<</Subtype/Redact/Rect[0 0 9 9]>>]".to_owned();
    assert!(messages(&pack([builder.build()])).contains("never applied"));
}

#[test]
fn layers_stay_hidden_that_were() {
    let mut builder = untagged(1, "Text");
    let (shown, hidden) =
        (builder.add("<</Type/OCG/Name(a)>>"), builder.add("<</Type/OCG/Name(b)>>"));
    builder.catalog =
        format!("/OCProperties<</OCGs[{shown} 0 R {hidden} 0 R]/D<</OFF[{hidden} 0 R]>>>>");
    builder.pages[0].0 = format!("/Resources<</Properties<</A {shown} 0 R/B {hidden} 0 R>>>>");
    let read = Read::new(&pack([builder.build()]).pdf);
    let catalog = read.document.catalog().unwrap();
    let properties = look::dictionary_at(&read.document, catalog, b"OCProperties").unwrap();
    assert_eq!(look::array_at(&read.document, properties, b"OCGs").unwrap().len(), 2);
    let default = look::dictionary_at(&read.document, properties, b"D").unwrap();
    let off = look::array_at(&read.document, default, b"OFF").unwrap();
    assert_eq!(off.len(), 1);
    let off = read.document.get_dictionary(off[0].as_reference().unwrap()).unwrap();
    assert_eq!(off.get(b"Name").unwrap().as_str().unwrap(), b"b");
}

#[test]
fn bookmarks_hang_where_they_are_told() {
    let with_outline = || {
        let mut builder = tagged(2, "Word");
        let outline = builder.next();
        builder.catalog.push_str(&format!("/Outlines {outline} 0 R"));
        builder.add(format!("<</First {} 0 R>>", outline + 1));
        // The second leads back to the first, as broken files do.
        builder.add(format!("<</Title(One)/Dest[2 0 R/Fit]/Next {} 0 R>>", outline + 2));
        builder.add(format!(
            "<</Title(Two)/Dest[3 0 R/Fit]/First {0} 0 R/Next {0} 0 R>>",
            outline + 1
        ));
        builder.build()
    };
    let mut parts = vec![part(with_outline(), 1), part(with_outline(), 3), part(with_outline(), 5)];
    parts[1].bookmark = Bookmark::Under("Agenda".to_owned());
    parts[2].bookmark = Bookmark::Within("Agenda".to_owned());
    let made = assemble(&furniture(7), parts).unwrap();
    let found = Read::new(&made.pdf).bookmarks();
    let found: Vec<_> =
        found.iter().map(|(depth, title, page)| (*depth, title.as_str(), page.unwrap())).collect();
    let expected = [
        (0, "Agenda", 0),
        (1, "Part", 3),
        (2, "One", 3),
        (2, "Two", 4),
        (1, "One", 5),
        (1, "Two", 6),
        (0, "Part", 1),
        (1, "One", 1),
        (1, "Two", 2),
    ];
    assert_eq!(found, expected);
}

#[test]
fn identical_streams_are_stored_once() {
    let font = |builder: &mut Builder| {
        let data = builder.add(stream("/Subtype/OpenType", "the same font program"));
        let descriptor = builder.add(format!("<</Type/FontDescriptor/FontFile3 {data} 0 R>>"));
        let font = builder.add(format!("<</Type/Font/FontDescriptor {descriptor} 0 R>>"));
        builder.pages[0].0.push_str(&format!("/Resources<</Font<</F {font} 0 R>>>>"));
    };
    let (mut one, mut two) = (tagged(1, "One"), untagged(1, "Two"));
    font(&mut one);
    font(&mut two);
    let read = Read::new(&pack([one.build(), two.build()]).pdf);
    let all = read.everything();
    assert_eq!(all.matches("the same font program").count(), 1);
    assert_eq!(all.matches("/Type /FontDescriptor").count(), 1);
    assert_eq!(all.matches("/Type /Font/").count(), 1);
}

#[test]
fn the_same_parts_make_the_same_bytes_on_any_number_of_threads() {
    let make = || pack((1..6).map(|pages| tagged(pages, "Word").build())).pdf;
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert!(make() == alone.install(make));
}

#[test]
fn unusable_files_are_named_with_something_to_do() {
    let read = |bytes: &[u8]| Source::read("letter.pdf", bytes).unwrap_err();
    assert_eq!(read(b"hello").message, "`letter.pdf` is not a PDF");
    assert_eq!(read(b"%PDF-1.4\nnothing more").message, "`letter.pdf` is damaged beyond repair");
    assert_eq!(read(&untagged(0, "").build()).message, "`letter.pdf` has no pages");
    let mut form = untagged(1, "Please wait");
    form.catalog = "/NeedsRendering true".to_owned();
    assert!(read(&form.build()).message.contains("interactive form"));
}

#[test]
fn a_locked_file_is_unusable_and_one_without_a_user_password_is_not() {
    let locked = |user: &str| {
        let mut document = lopdf::Document::load_mem(&tagged(1, "Word").build()).unwrap();
        let identifier = lopdf::Object::string_literal("0123456789abcdef");
        document.trailer.set("ID", vec![identifier.clone(), identifier]);
        let version = lopdf::EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password: user,
            key_length: 128,
            permissions: lopdf::Permissions::all(),
        };
        let state = lopdf::EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    };
    let refused = Source::read("letter.pdf", locked("secret")).unwrap_err();
    assert_eq!(refused.message, "`letter.pdf` is locked with a password");
    let read = Read::new(&pack([locked("")]).pdf);
    assert!(read.content(1).contains("(Word 0)"));
}

#[test]
fn a_part_without_room_is_refused() {
    let refused = assemble(&furniture(2), vec![part(tagged(2, "Word").build(), 1)]).unwrap_err();
    assert!(refused.message.contains("`part.pdf`"));
}

#[test]
fn trees_that_go_round_in_circles_end() {
    let pages = [
        "<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R/StructTreeRoot 7 0 R/Names<</Dests 9 0 R>>>>",
        "<</Type/Pages/Kids[3 0 R 2 0 R 4 0 R 3 0 R 99 0 R null 5]/Parent 2 0 R>>",
        "<</Type/Page/Parent 2 0 R/Annots 5 0 R/Contents[3 0 R 4 0 R]/Resources 3 0 R/MediaBox[0 0 340282350000000000000000000000000000000.0 -99999999999]>>",
        "<</Type/Pages/Kids[2 0 R 4 0 R]>>",
        "[5 0 R 3 0 R 6 0 R 8 0 R]",
        "<</Title(x)/First 6 0 R/Next 6 0 R/Parent 6 0 R/Dest 6 0 R/Count -999999999999>>",
        "<</Type/StructTreeRoot/K[8 0 R 7 0 R 8 0 R]/ParentTree 9 0 R/RoleMap<</X/Y/Y/X>>>>",
        "<</S/X/K[8 0 R 7 0 R -1 99999999999 <</MCID 4294967297>> <</Obj 8 0 R>> <</Stm 8 0 R/MCID 0>>]/Pg 3 0 R/P 8 0 R/A 8 0 R/Ref[8 0 R]>>",
        "<</Kids[9 0 R]/Names[(a) 9 0 R (b)]/Nums[0 9 0 R]>>",
    ];
    let made = pack([file(&pages.map(str::to_owned))]);
    let read = Read::new(&made.pdf);
    assert_eq!(read.pages.len(), 2);
    assert_eq!(read.dangling(), []);
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
}

#[test]
fn a_stamp_lies_upright_on_a_turned_page() {
    for (turn, top_right) in
        [(0, [200.0, 300.0]), (90, [10.0, 300.0]), (180, [10.0, 20.0]), (270, [200.0, 20.0])]
    {
        let mut builder = untagged(1, "Text");
        builder.pages[0].0 = format!("/MediaBox[0 0 500 500]/CropBox[10 20 200 300]/Rotate {turn}");
        let source = Source::read("x", builder.build()).unwrap();
        let size = source.pages()[0];
        let expected = if turn % 180 == 0 { (190.0, 280.0) } else { (280.0, 190.0) };
        assert_eq!((size.width, size.height), expected);
        let matrix = source.open().unwrap().pages[0].frame.overlay(size);
        let found = pages::moved(&matrix, [size.width, size.height]);
        assert_eq!(found, top_right, "turned by {turn}");
    }
}
