//! Objects that a strict parser refuses and every viewer shows.

use super::fixture::{Read, encrypted, pack, stream, untagged};
use super::messages;

/// A part of one page whose font has an entry, and whose content shows a word in it.
fn with_font(entry: &str) -> Vec<u8> {
    let mut builder = untagged(1, "Word");
    let font = builder.add(format!("<</Type/Font/Subtype/Type1/BaseFont/Helvetica{entry}>>"));
    builder.pages[0].0 = format!("/Resources<</Font<</F {font} 0 R>>>>");
    builder.build()
}

#[test]
fn a_font_with_one_odd_entry_is_in_the_pack_all_the_same() {
    for odd in [
        "/Own --12",
        "/Own 1.2.3",
        "/Own 6e-5",
        "/Own 99999999999999999999",
        "/Own -99999999999999999999",
        "/Own/A#l",
        "/O#wn 1",
        "/Own[--1 <4z> 2]",
        "/Own bare",
        "/Own(unbalanced\\)",
        "/Own",
        " stray/Own 1",
        "/Own<</Never closed",
        "/Own[/Never closed",
    ] {
        let made = pack([with_font(odd)]);
        let read = Read::new(&made.pdf);
        assert!(read.everything().contains("/BaseFont /Helvetica"), "{odd}");
        assert!(!messages(&made).contains("could not be read"), "{odd}");
    }
}

#[test]
fn an_odd_object_in_a_list_of_objects_is_in_the_pack_all_the_same() {
    let list =
        "3 0 4 14 <</Own 1/A 2>><</Type/Page/Parent 2 0 R/MediaBox[0 0 --300 400]/Contents 5 0 R>>";
    let first = "3 0 4 14 ".len();
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[4 0 R]/Count 1>>".to_owned(),
        stream("", "(Listed) Tj"),
        stream(&format!("/Type/ObjStm/N 2/First {first}"), list),
    ];
    // The cross-reference stream of a file whose objects 3 and 4 are members of its object 6.
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut rows = vec![0u8, 0, 0, 0];
    let mut places = Vec::new();
    for (number, object) in [1, 2, 5, 6].into_iter().zip(objects) {
        places.push(pdf.len() as u16);
        pdf.extend_from_slice(format!("{number} 0 obj\n{object}\nendobj\n").as_bytes());
    }
    let at = |kind: u8, place: u16, index: u8| {
        let [high, low] = place.to_be_bytes();
        [kind, high, low, index]
    };
    let start = pdf.len() as u16;
    rows.extend([at(1, places[0], 0), at(1, places[1], 0), at(2, 6, 0), at(2, 6, 1)].concat());
    rows.extend([at(1, places[2], 0), at(1, places[3], 0), at(1, start, 0)].concat());
    pdf.extend_from_slice(
        format!("7 0 obj\n<</Type/XRef/W[1 2 1]/Size 8/Root 1 0 R/Length {}>>stream\n", rows.len())
            .as_bytes(),
    );
    pdf.extend_from_slice(&rows);
    pdf.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF").as_bytes());
    let read = Read::new(&pack([pdf]).pdf);
    assert!(read.content(1).contains("(Listed)"));
}

#[test]
fn an_odd_object_of_an_encrypted_file_is_decrypted() {
    let mut document = lopdf::Document::load_mem(&with_font("/Own(word)")).unwrap();
    let mut bytes = encrypted(&mut document);
    // The same length, so that all else stays in its place.
    let at = bytes.windows(10).position(|found| found == b"/Helvetica").unwrap();
    bytes[at..at + 10].copy_from_slice(b"/Helv#tica");
    let read = Read::new(&pack([bytes]).pdf).everything();
    assert!(read.contains("/Helv#23tica") || read.contains("Helv#tica"), "{read}");
    assert!(read.contains("(word)"), "{read}");
}

#[test]
fn a_stream_that_never_ends_ends_with_its_object() {
    let whole = String::from_utf8_lossy(&untagged(2, "Word").build()).into_owned();
    for kept in [whole.replace("\nendstream", ""), whole.replace("endstream\nendobj", "")] {
        let mut kept = kept.into_bytes();
        kept.retain(|byte| byte.is_ascii());
        let read = Read::new(&pack([kept]).pdf);
        assert!(read.content(1).contains("(Word 0)") && read.content(2).contains("(Word 1)"));
    }
}

#[test]
fn a_page_that_needs_what_is_lost_is_named() {
    let mut builder = untagged(3, "Word");
    let font = builder.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    builder.pages[1].0 = format!("/Resources<</Font<</F {font} 0 R>>>>");
    let whole = String::from_utf8_lossy(&builder.build()).into_owned();
    let lost = whole.replace(&format!("\n{font} 0 obj"), &format!("\n{font} 0 obx"));
    let lost: Vec<u8> = lost.into_bytes().into_iter().filter(u8::is_ascii).collect();
    let said = messages(&pack([lost]));
    assert!(
        said.contains(
            "something that page 2 needs is missing or could not be read, and is left out"
        ),
        "{said}"
    );
}

#[test]
fn odd_numbers_are_written_plainly_wherever_something_is_drawn() {
    let mut builder = untagged(1, "Word");
    builder.pages[0].1.push_str(" 1.2.3 0 Td");
    let tile = builder.add(stream("/Type/Pattern/PatternType 1/PaintType 1", "--7 0 5 5 re f"));
    let letter = builder.add(stream("", "--500 0 d0 1.5.5 0 9 9 re f"));
    let drawing = builder.add(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "6e-1 w"));
    builder.pages[0].0 = format!(
        "/Resources<</Pattern<</T {tile} 0 R>>/XObject<</D {drawing} 0 R>>/Font<</F<</Type/Font/Subtype/Type3\
         /FontMatrix[1 0 0 1 0 0]/FontBBox[0 0 9 9]/CharProcs<</a {letter} 0 R>>>>>>>>"
    );
    let read = Read::new(&pack([builder.build()]).pdf).everything();
    for plain in ["1.2 0 Td", "-7 0 5 5 re f", "-500 0 d0 1.5 0 9 9 re f", "0.6 w"] {
        assert!(read.contains(plain), "{plain}: {read}");
    }
}
