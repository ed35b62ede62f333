//! Parts that are unusual, hostile or broken.

use super::fixture::{Read, file, pack, stream, tagged, untagged};
use super::messages;
use crate::assemble::tests::walk;
use crate::assemble::*;

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
fn lists_of_objects_that_stand_in_one_another_keep_no_reader_in_a_circle() {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut entries: Vec<[u8; 4]> = vec![[0; 4]];
    for object in [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Names 4 0 R>>",
    ] {
        let [.., high, low] = bytes.len().to_be_bytes();
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", entries.len()).bytes());
        entries.push([1, high, low, 0]);
    }
    // The fourth object is in the object stream that is the fifth, which is in the one that is the fourth.
    entries.extend([[2, 0, 5, 0], [2, 0, 4, 0]]);
    let start = bytes.len();
    let [.., high, low] = start.to_be_bytes();
    entries.push([1, high, low, 0]);
    let index = "6 0 obj\n<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length 28>>\nstream\n";
    bytes.extend(index.bytes());
    bytes.extend(entries.concat());
    bytes.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    let source = Source::read("letter.pdf", bytes).unwrap();
    assert_eq!(source.pages().len(), 1);
    crate::search::Evidence::default().outside(&source.readable(), false);
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
    assert_eq!(read.pages.len(), 3);
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
