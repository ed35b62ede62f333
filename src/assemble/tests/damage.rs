//! Files whose data breaks off, is wrong, or is missing.

use lopdf::{Document, Object};

use super::fixture::{Builder, Read, pack, stream, untagged};
use super::mended::{hexadecimal, pack_with_picture, packed, photograph};
use super::{messages, walk};
use crate::assemble::{Pack, damage};

/// Content with a recognisable beginning and end, and noise in between that packs badly.
fn content() -> String {
    let mut state = 1_u32;
    let mut number = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let strokes: String = (0..500).map(|_| format!("{} {} m ", number(), number())).collect();
    format!("BT (first) Tj ET {strokes} n BT (last) Tj ET")
}

/// A pack of one page with this data under these filters.
fn pack_with_content(filters: &str, data: &str) -> Pack {
    let mut builder = untagged(1, "Word");
    let content = builder.add(stream(&format!("/Filter[{filters}]"), data));
    builder.pages[0].0 = format!("/Contents {content} 0 R");
    pack([builder.build()])
}

/// Whether everything in a pack can be read and no reference leads nowhere.
fn is_sound(made: &Pack) -> bool {
    let mut document = Document::load_mem(&made.pdf).unwrap();
    damage::mend(&mut document).is_empty()
        && walk::loose_ends(&made.pdf).unwrap() == Vec::<String>::new()
}

const UNREAD: &str = "has content on page 1 that could not be read";
const LACKS: &str =
    "is damaged: something that page 1 needs is missing or could not be read, and is left out";

#[test]
fn content_that_breaks_off_is_said_and_stays_up_to_its_last_whole_operator() {
    let whole = packed(content().as_bytes());
    let middle = whole.len() / 2;
    let spelled = hexadecimal(content().as_bytes());
    for (filters, data) in [
        ("/ASCIIHexDecode/FlateDecode", hexadecimal(&whole[..middle])),
        ("/ASCIIHexDecode", format!("{}!{}", &spelled[..middle], &spelled[middle..])),
    ] {
        let made = pack_with_content(filters, &data);
        assert!(messages(&made).contains(UNREAD), "{filters}: {}", messages(&made));
        let shown = Read::new(&made.pdf).content(1);
        assert!(!shown.contains("(last) Tj"), "{shown}");
        let after = shown.split_once("(first) Tj ET").map_or("", |(_, after)| after);
        let own = after.split_once("Q").map_or("", |(own, _)| own).trim_end();
        assert!(own.ends_with(" m"), "{filters}: {shown}");
        assert!(is_sound(&made), "{filters}");
    }
}

#[test]
fn content_that_is_not_what_was_packed_is_said() {
    let whole = packed(content().as_bytes());
    let middle = whole.len() / 2;
    let spoilt = [&whole[..middle], &[0xFF; 9], &whole[middle + 9..]].concat();
    let wrong = [&whole[..whole.len() - 4], b"none"].concat();
    let mut spelled = hexadecimal(&whole);
    spelled.insert(middle, '!');
    for (filters, data) in [
        ("/ASCIIHexDecode/FlateDecode", &*hexadecimal(&spoilt)),
        ("/ASCIIHexDecode/FlateDecode", &hexadecimal(&wrong)),
        ("/ASCIIHexDecode/FlateDecode", &spelled),
        ("/FlateDecode", "no such thing"),
        ("/ASCIIHexDecode/LZWDecode", "01020304010203040102030401020304010203040102030401020304>"),
        ("/ASCII85Decode", "zzzz\x01\x02bad~>"),
    ] {
        let made = pack_with_content(filters, data);
        assert!(messages(&made).contains(UNREAD), "{filters} {data}: {}", messages(&made));
        assert!(is_sound(&made), "{filters} {data}");
    }
}

#[test]
fn content_that_is_all_there_is_taken_as_it_is() {
    let whole = packed(content().as_bytes());
    let last = whole.len() - 4;
    let without_sum = whole[..last].to_vec();
    for data in [whole.clone(), without_sum, [&whole[..], b"\r\n"].concat()] {
        let made = pack_with_content("/ASCIIHexDecode/FlateDecode", &hexadecimal(&data));
        assert!(!messages(&made).contains(UNREAD), "{}", messages(&made));
        let shown = Read::new(&made.pdf).content(1);
        assert!(shown.contains("(last) Tj"), "{} of {}: {shown}", data.len(), whole.len());
        assert!(is_sound(&made));
    }
}

#[test]
fn pictures_that_cannot_be_shown_or_not_to_their_end_are_said_with_their_page() {
    let page = [0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19].into_iter().chain([0; 19]).collect::<Vec<u8>>();
    let codes = [0xFF, 0x4F, 0xFF, 0x51, 0xFF, 0x93, 0, 0xFF, 0xD9].to_vec();
    let photograph = photograph();
    let drawn = photograph.windows(5).position(|bytes| bytes == b"DRAWN").unwrap();
    for (bytes, filter, is_whole) in [
        (photograph.clone(), "DCTDecode", true),
        (photograph[..drawn + 5].to_vec(), "DCTDecode", false),
        (b"\xFF\xD8 no photograph".to_vec(), "DCTDecode", false),
        (codes.clone(), "JPXDecode", true),
        (codes[..4].to_vec(), "JPXDecode", false),
        (page.clone(), "JBIG2Decode", true),
        (page[..20].to_vec(), "JBIG2Decode", false),
        (b"nope".to_vec(), "JBIG2Decode", false),
        (packed(&[0; 2000]), "FlateDecode", true),
        (packed(content().as_bytes())[..99].to_vec(), "FlateDecode", false),
    ] {
        let made = pack_with_picture(bytes, &[filter]);
        let said = messages(&made).contains(LACKS);
        assert_eq!(said, !is_whole, "{filter}: {}", messages(&made));
    }
}

#[test]
fn a_picture_that_lacks_more_than_its_last_row_is_said() {
    let entries = "/Type/XObject/Subtype/Image/Width 3/Height 4/BitsPerComponent 8/ColorSpace";
    for (space, bytes, is_short) in [
        ("/DeviceRGB", 36, false),
        ("/DeviceRGB", 27, false),
        ("/DeviceRGB", 26, true),
        ("[/Indexed/DeviceRGB 1<000000FFFFFF>]", 9, false),
        ("[/Indexed/DeviceRGB 1<000000FFFFFF>]", 8, true),
        ("[/DeviceN[/One/Two]/DeviceGray<</FunctionType 2/Domain[0 1]/N 1>>]", 17, true),
        ("/NoSuchSpace", 1, false),
    ] {
        let mut builder = Builder::default();
        builder.pages.push((String::new(), "/X Do".to_owned()));
        let picture = builder.add(stream(&format!("{entries}{space}"), &"x".repeat(bytes)));
        builder.pages[0].0 = format!("/Resources<</XObject<</X {picture} 0 R>>>>");
        let said = messages(&pack([builder.build()])).contains(LACKS);
        assert_eq!(said, is_short, "{space} {bytes}");
    }
}

#[test]
fn what_a_page_or_its_drawings_name_and_do_not_have_is_said() {
    let named = |content: &str, resources: &str| {
        let mut builder = Builder::default();
        builder.pages.push((String::new(), content.to_owned()));
        let font = builder.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        let drawing = builder.add(stream(
            &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<{resources}>>"),
            "BT /F 9 Tf (drawn) Tj ET",
        ));
        builder.pages[0].0 =
            format!("/Resources<</Font<</F {font} 0 R>>/XObject<</X {drawing} 0 R/Y 99 0 R>>>>");
        messages(&pack([builder.build()])).contains(LACKS)
    };
    let own = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";
    for (content, resources, lacks) in [
        ("BT /F 9 Tf (here) Tj ET /X Do", own, false),
        ("BT /G 9 Tf /F 9 Tf (here) Tj ET", own, false),
        ("BT /G 9 Tf (nowhere) Tj ET", own, true),
        ("/Z Do", own, true),
        ("/Y Do", own, true),
        ("/X Do", "", true),
    ] {
        assert_eq!(named(content, resources), lacks, "{content} {resources}");
    }
}

#[test]
fn what_is_damaged_is_not_what_it_claims() {
    let mut builder = super::fixture::tagged(1, "Word");
    let sound = pack([builder.build()]);
    assert!(sound.claims.ua.is_some(), "{}", messages(&sound));
    builder.pages[0].1.push_str(" /Artifact BMC /Z Do EMC");
    let made = pack([builder.build()]);
    let said = "has content that is damaged, so it is not PDF/UA-1 as it says, nor is the pack";
    assert!(messages(&made).contains(said), "{}", messages(&made));
    assert!(
        Document::load_mem(&made.pdf)
            .unwrap()
            .objects
            .values()
            .all(|object| *object != Object::Null)
    );
}
