//! Files that are written in unusual or broken ways, as other programs write them.

use lopdf::{Document, Object, Stream, dictionary};

use super::fixture::{Builder, Read, file, pack, stream, tagged, untagged};
use super::messages;
use crate::assemble::tests::walk;
use crate::assemble::{Pack, Source, content};

/// A file in which some text is replaced by other text of the same length, so that all positions stay.
fn altered(pdf: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut pdf = pdf;
    let found: Vec<usize> =
        (0..pdf.len()).filter(|&at| pdf[at..].starts_with(from.as_bytes())).collect();
    assert!(!found.is_empty(), "{from} is not in the file");
    for at in found {
        pdf[at..at + to.len()].copy_from_slice(to.as_bytes());
    }
    pdf
}

#[test]
fn streams_without_a_length_end_where_they_end() {
    let made = pack([altered(untagged(2, "Word").build(), "/Length", "/Lenght")]);
    let read = Read::new(&made.pdf);
    assert!(read.content(1).contains("(Word 0) Tj") && read.content(2).contains("(Word 1) Tj"));
    assert!(messages(&made).contains("was damaged and has been repaired"));
}

#[test]
fn what_an_index_points_beside_is_found() {
    let own = untagged(2, "Word").build();
    let offset = own.windows(8).position(|bytes| bytes == b"\n5 0 obj").unwrap() + 1;
    let (right, wrong) = (format!("{offset:010} 00000 n"), format!("{:010} 00000 n", offset + 3));
    let made = pack([altered(own, &right, &wrong)]);
    let read = Read::new(&made.pdf);
    assert!(read.content(1).contains("(Word 0) Tj") && read.content(2).contains("(Word 1) Tj"));
    assert!(messages(&made).contains("was damaged and has been repaired"));
}

#[test]
fn filters_are_known_by_reference_and_in_short() {
    for filter in ["/AHx", "/ASCIIHexDecode", "[/Crypt/AHx]"] {
        let mut builder = untagged(1, "Word");
        let name = builder.add(filter);
        let content =
            builder.add(stream(&format!("/Filter {name} 0 R"), "28 68 65 78 29 20 54 6A>"));
        builder.pages[0].0 = format!("/Contents {content} 0 R");
        let made = pack([builder.build()]);
        let read = Read::new(&made.pdf);
        assert!(read.content(1).contains("(hex)"), "{filter}: {}", read.content(1));
        assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
    }
}

#[test]
fn numbers_that_no_standard_knows_are_plain_in_the_pack() {
    let mut builder = untagged(1, "Word");
    let content = builder.add(stream("", "1.2.3 w BT 6e-5 --7 Td (1.2.3) Tj ET"));
    builder.pages[0].0 = format!("/Contents {content} 0 R");
    let read = Read::new(&pack([builder.build()]).pdf);
    assert!(
        read.content(1).contains("1.2 w BT 0.00006 -7 Td (1.2.3) Tj ET"),
        "{}",
        read.content(1)
    );
}

#[test]
fn pages_that_are_no_objects_of_their_own_are_pages() {
    let page = |word: &str, content: usize| {
        format!("<</Type/Page/MediaBox[0 0 300 400]/Contents {content} 0 R/Note({word})>>")
    };
    let objects = [
        format!(
            "<</Type/Catalog/Pages<</Type/Pages/Count 3/Kids[{} <</Type/Pages/Kids[{}]>> {}]>>>>",
            page("a", 2),
            page("b", 3),
            page("c", 4)
        ),
        stream("", "(One) Tj"),
        stream("", "(Two) Tj"),
        stream("", "(Three) Tj"),
    ];
    let read = Read::new(&pack([file(&objects)]).pdf);
    assert_eq!(read.pages.len(), 4);
    for (page, word) in [(1, "(One)"), (2, "(Two)"), (3, "(Three)")] {
        assert!(read.content(page).contains(word));
    }
}

#[test]
fn a_page_that_is_shown_twice_is_two_pages_and_links_lead_to_the_first() {
    let mut builder = tagged(2, "Word");
    let first = builder.page(0);
    builder.pages[1].0.push_str(&format!(
        "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest[{first} 0 R/Fit]>>]"
    ));
    builder.inherited = format!("/Kids[{first} 0 R {} 0 R {first} 0 R]", builder.page(1));
    let made = pack([builder.build()]);
    let read = Read::new(&made.pdf);
    assert_eq!(read.pages.len(), 4);
    assert!(read.content(1).contains("(Word 0)") && read.content(3).contains("(Word 0)"));
    let link = &read.annotations(2)[0];
    assert_eq!(read.leads_to(link.get(b"Dest").unwrap()), Some(1));
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
    assert!(messages(&made).contains("has no tags on 1 of its 3 pages"));
}

#[test]
fn a_file_without_its_first_line_is_a_pdf() {
    let own = altered(untagged(1, "Word").build(), "%PDF-1.7", "%SPOILED");
    assert!(Read::new(&pack([own]).pdf).content(1).contains("(Word 0)"));
}

#[test]
fn a_file_encrypted_by_unknown_means_is_not_taken_for_open() {
    let mut document = lopdf::Document::load_mem(&tagged(1, "Word").build()).unwrap();
    let identifier = lopdf::Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![identifier.clone(), identifier]);
    let aes: std::sync::Arc<dyn lopdf::encryption::crypt_filters::CryptFilter> =
        std::sync::Arc::new(lopdf::encryption::crypt_filters::Aes128CryptFilter);
    let version = lopdf::EncryptionVersion::V4 {
        document: &document,
        encrypt_metadata: true,
        crypt_filters: [(b"StdCF".to_vec(), aes)].into(),
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: "owner",
        user_password: "",
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert!(Read::new(&pack([bytes.clone()]).pdf).content(1).contains("(Word 0)"));
    let unknown = altered(bytes, "/StmF/StdCF", "/StmF/Other");
    let refused = Source::read("letter.pdf", unknown).unwrap_err();
    assert_eq!(refused.message, "`letter.pdf` is encrypted in an unusual way");
}

#[test]
fn annotations_of_unknown_kinds_still_look_as_they_did() {
    let mut builder = tagged(1, "Word");
    let look = builder.add(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "(Draft) Tj"));
    let annotation = |kind: &str, flags: u8| {
        format!("<</Subtype/{kind}/F {flags}/Rect[0 0 9 9]/AP<</N {look} 0 R>>>>")
    };
    let all = [
        annotation("Watermark", 4),
        annotation("Screen", 4),
        annotation("Whatever", 2),
        annotation("Popup", 4),
    ];
    builder.pages[0].0.push_str(&format!("/Annots[{}]", all.join("")));
    let made = pack([builder.build()]);
    let read = Read::new(&made.pdf);
    assert!(read.annotations(1).is_empty());
    assert_eq!(read.content(1).matches("/Field").count(), 2);
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
    assert!(messages(&made).contains("sound, video or 3D"));
}

#[test]
fn entries_of_other_programs_do_not_come_along_with_an_annotation() {
    let mut builder = untagged(1, "Word");
    let copy = builder.add("<</Subtype/Square/Rect[0 0 9 9]/Contents(an older version)>>");
    builder.pages[0].0 = format!(
        "/Annots[<</Type/Annot/Subtype/Square/Rect[0 0 9 9]/ACME:Extras<</Was {copy} 0 R>>>>]"
    );
    let made = pack([builder.build()]);
    assert!(!Read::new(&made.pdf).everything().contains("an older version"));
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
}

#[test]
fn content_that_unpacks_without_end_is_soon_given_up() {
    let mut builder = untagged(40, "Word");
    let bomb = packed(&packed(&vec![b' '; 32 << 20]));
    let filters = "/Filter[/ASCIIHexDecode/FlateDecode/FlateDecode]";
    let content = builder.add(stream(filters, &hexadecimal(&bomb)));
    for page in &mut builder.pages {
        page.0 = format!("/Contents {content} 0 R");
    }
    let made = pack([builder.build()]);
    assert!(messages(&made).contains("has content on pages 1 to 40 that could not be read"));
    assert_eq!(Read::new(&made.pdf).pages.len(), 41);
}

/// Bytes as hexadecimal digits, which a test can write as text.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + ">"
}

/// Bytes packed with Flate.
pub(super) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), bytes.to_vec());
    stream.compress().unwrap();
    stream.content
}

#[test]
fn lists_of_objects_that_unpack_without_end_are_refused_by_name() {
    let mut builder = untagged(1, "Word");
    let filters = "/Filter[/ASCIIHexDecode/FlateDecode]";
    let list = hexadecimal(&packed(&vec![b' '; 9 << 20]));
    builder.add(stream(&format!("/Type/ObjStm/N 1/First 4{filters}"), &list));
    let refused = Source::read("letter.pdf", builder.build()).unwrap_err();
    assert_eq!(refused.message, "`letter.pdf` unpacks to far more than a real document does");
}

#[test]
fn what_pages_have_in_common_is_copied_once() {
    let mut builder = untagged(50, "Word");
    let fonts: String = (0..100).map(|font| format!("/F{font}<</Type/Font/Own {font}>>")).collect();
    builder.inherited = format!("/Resources<</Font<<{fonts}>>/XObject<<>>>>");
    let made = pack([builder.build()]);
    let read = Read::new(&made.pdf);
    assert_eq!(read.everything().matches("/Type /Font/Own 99").count(), 1);
    let page = read.document.get_dictionary(read.pages[50]).unwrap();
    let resources = page.get(b"Resources").unwrap().as_dict().unwrap();
    let fonts = resources.get_deref(b"Font", &read.document).unwrap().as_dict().unwrap();
    assert_eq!(fonts.len(), 100);
}

#[test]
fn links_beyond_all_measure_are_left_out_and_said() {
    let mut builder = untagged(2, "Word");
    let link = builder.add("<</Subtype/Link/Rect[0 0 9 9]/Dest(nowhere)>>");
    for page in &mut builder.pages {
        page.0 = format!("/Annots[{}]", format!("{link} 0 R ").repeat(30_000));
    }
    let said = messages(&pack([builder.build()]));
    assert!(said.contains("50000 links to nowhere") && said.contains("; 10000 were left out"));
}

#[test]
fn a_file_of_more_pages_than_any_paper_is_refused() {
    let mut builder = untagged(1, "Word");
    let page = builder.page(0);
    builder.inherited = format!("/Kids[{}]", format!("{page} 0 R ").repeat(10_001));
    let refused = Source::read("letter.pdf", builder.build()).unwrap_err();
    assert_eq!(refused.message, "`letter.pdf` has 10001 pages, more than a pack can hold");
}

#[test]
fn content_that_cannot_be_read_stays_and_is_said() {
    let mut builder = Builder::default();
    builder.pages.push((String::new(), String::new()));
    let content = builder.add(stream("/Filter/NoSuchDecode", "whatever"));
    builder.pages[0].0 = format!("/Contents {content} 0 R");
    let made = pack([builder.build()]);
    assert!(messages(&made).contains("has content on page 1 that could not be read"));
    assert!(Read::new(&made.pdf).everything().contains("whatever"));
    assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
}

/// A pack of one page with a picture of these bytes, under these filters.
pub(super) fn pack_with_picture(bytes: Vec<u8>, filters: &[&str]) -> Pack {
    let mut document = Document::load_mem(&untagged(1, "Word").build()).unwrap();
    let filters: Vec<Object> = filters.iter().map(|&filter| filter.into()).collect();
    let entries = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8,
        "ColorSpace" => "DeviceGray", "Filter" => filters,
    };
    let picture = document.add_object(Stream::new(entries, bytes));
    let page = document.page_iter().next().unwrap();
    let resources = dictionary! { "XObject" => dictionary! { "X" => picture } };
    document.get_dictionary_mut(page).unwrap().set("Resources", resources);
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).unwrap();
    pack([pdf])
}

/// The notes of cameras and editors in [`photograph`].
const NOTES: [&str; 5] = ["52.57 north", "neighbour", "camera", "a comment", "second picture"];

/// A photograph full of [`NOTES`].
pub(super) fn photograph() -> Vec<u8> {
    let segment = |kind: u8, said: &[u8]| {
        let length = u8::try_from(said.len() + 2).unwrap();
        [&[0xFF, kind, 0, length], said].concat()
    };
    let notes = [
        segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\0 at 52.57 north"),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0taken by a neighbour"),
        segment(0xED, b"Photoshop 3.0\0with a camera"),
        segment(0xFE, b"a comment"),
    ]
    .concat();
    let drawn = [
        segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        b"DRAWN\xFF\xD9".to_vec(),
    ]
    .concat();
    [&b"\xFF\xD8"[..], &notes, &drawn, b"\xFF\xD8a second picture"].concat()
}

#[test]
fn photographs_come_along_without_what_their_cameras_note_whatever_is_packed_around_them() {
    let boxed = |kind: &[u8], said: &[u8]| {
        let length = u32::try_from(said.len() + 8).unwrap().to_be_bytes();
        [&length[..], kind, said].concat()
    };
    let jpeg_2000 = [
        boxed(b"jP  ", b"\r\n\x87\n"),
        boxed(b"uuid", b"at 52.57 north"),
        boxed(b"xml ", b"<x>a neighbour</x>"),
        boxed(b"jp2c", b"DRAWN"),
    ]
    .concat();
    let hexadecimal: String = photograph().iter().map(|byte| format!("{byte:02x}")).collect();
    let flate = |bytes: &[u8]| {
        let mut stream = Stream::new(lopdf::Dictionary::new(), [bytes, &[0; 4096]].concat());
        stream.compress().unwrap();
        stream.content
    };
    for (bytes, filters) in [
        (photograph(), &["DCTDecode"][..]),
        (flate(&photograph()), &["FlateDecode", "DCTDecode"]),
        (format!("{hexadecimal}>").into_bytes(), &["ASCIIHexDecode", "DCTDecode"]),
        (jpeg_2000.clone(), &["JPXDecode"]),
        (flate(&jpeg_2000[..jpeg_2000.len()]), &["FlateDecode", "JPXDecode"]),
    ] {
        let made = pack_with_picture(bytes, filters);
        let pdf = Read::new(&made.pdf).everything();
        let holds = |words: &str| {
            pdf.contains(words)
                || made.pdf.windows(words.len()).any(|part| part == words.as_bytes())
        };
        assert!(holds("DRAWN"), "{filters:?}");
        for note in NOTES {
            assert!(!holds(note), "{filters:?}: {note}");
        }
    }
}

#[test]
fn photographs_in_the_line_of_a_page_come_along_without_what_their_cameras_note() {
    let hexadecimal: String = photograph().iter().map(|byte| format!("{byte:02x}")).collect();
    for (filter, data) in [
        ("/F /DCT", photograph()),
        ("/Filter [/DCTDecode]", photograph()),
        ("/F [/AHx /DCT]", format!("{hexadecimal}>").into_bytes()),
    ] {
        let head = format!("BT (Before) Tj ET BI /W 1 /H 1 /BPC 8 /CS /G {filter} ID ");
        let content = [head.as_bytes(), &data, b"\nEI\nBT (After it) Tj ET"].concat();
        let made = String::from_utf8_lossy(&content::plain(&content).unwrap()).into_owned();
        assert!(made.contains("DRAWN") && made.contains("(After it)"), "{filter}: {made}");
        for note in NOTES {
            assert!(!made.contains(note), "{filter}: {note}");
        }
        let clean = content::plain(made.as_bytes());
        assert!(!made.is_ascii() || clean.is_none(), "{filter}");
    }
}

#[test]
fn a_photograph_whose_notes_cannot_be_left_out_is_said() {
    let cut = [b"\n\n", &photograph()[..]].concat();
    for (bytes, filters) in [
        (cut, &["DCTDecode"][..]),
        (photograph(), &["NoSuchDecode", "DCTDecode"]),
        (b"\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x08jp2c\0\0\0\xFFuuid".to_vec(), &["JPXDecode"]),
    ] {
        let said = messages(&pack_with_picture(bytes, filters));
        assert!(said.contains("what a camera notes"), "{filters:?}: {said}");
    }
    let said = messages(&pack_with_picture(photograph(), &["DCTDecode"]));
    assert!(!said.contains("what a camera notes"), "{said}");
}
