//! Tests pictures with data in them that nobody should see.

use proptest::prelude::*;

use super::*;

/// EXIF with an orientation and an artist, in either byte order.
fn exif(great: bool, orientation: u8) -> Vec<u8> {
    let two = |value: u16| if great { value.to_be_bytes() } else { value.to_le_bytes() };
    let four = |value: u32| if great { value.to_be_bytes() } else { value.to_le_bytes() };
    let mut exif = if great { b"MM\0\x2A".to_vec() } else { b"II\x2A\0".to_vec() };
    exif.extend(four(8));
    exif.extend(two(2));
    exif.extend([two(0x013B), two(2)].concat());
    exif.extend([four(8), four(38)].concat());
    exif.extend([two(0x0112), two(3)].concat());
    exif.extend(four(1));
    exif.extend([two(u16::from(orientation)), two(0)].concat());
    exif.extend(four(0));
    exif.extend(b"Jo Venn\0");
    exif
}

fn segment(kind: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, kind], &length[..], data].concat()
}

/// A JPEG with so many colour channels, and everything that cameras add.
fn jpeg(colours: u8, orientation: u8) -> Vec<u8> {
    let frame = [8, 0, 30, 0, 40, colours];
    let app = |kind, words: &str| segment(kind, words.as_bytes());
    [
        vec![0xFF, 0xD8],
        app(0xE0, "JFIF\0....."),
        app(0xE0, "JFXX\0a small preview"),
        segment(0xE1, &[b"Exif\0\0".to_vec(), exif(false, orientation)].concat()),
        app(0xE1, "http://ns.adobe.com/xap/1.0/\0<x>Jo Venn</x>"),
        app(0xE2, "ICC_PROFILE\0the profile"),
        app(0xE2, "MPF\0another picture"),
        app(0xED, "Photoshop 3.0\0Jo Venn"),
        app(0xEE, "Adobe...."),
        app(0xFE, "by Jo Venn"),
        segment(0xC0, &frame),
        segment(0xDA, b"scan"),
        b"dots\xFF\0more\xFF\xD1dots".to_vec(),
        segment(0xC4, b"table"),
        segment(0xDA, b"scan"),
        b"last dots\xFF\xD9 and Jo Venn after the end".to_vec(),
    ]
    .concat()
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length[..], kind, data, b"sums"].concat()
}

fn png(size: (u32, u32)) -> Vec<u8> {
    let head = [&size.0.to_be_bytes()[..], &size.1.to_be_bytes(), &[16, 2, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &head),
        chunk(b"tEXt", b"Author\0Jo Venn"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0Jo Venn"),
        chunk(b"eXIf", &exif(true, 6)),
        chunk(b"pHYs", b"dense"),
        chunk(b"tIME", b"when"),
        chunk(b"IDAT", b"the dots"),
        chunk(b"IEND", b""),
        b"and Jo Venn after the end".to_vec(),
    ]
    .concat()
}

fn gif() -> Vec<u8> {
    let block = |data: &[u8]| [&[u8::try_from(data.len()).unwrap()], data, &[0]].concat();
    [
        b"GIF89a\x28\0\x1E\0\x80\0\0\0\0\0\xFF\xFF\xFF".to_vec(),
        [&[0x21, 0xFE], &block(b"by Jo Venn")[..]].concat(),
        [&[0x21, 0xFF, 11], &b"XMP DataXMP"[..], &block(b"Jo Venn")].concat(),
        [&[0x21, 0xF9], &block(b"....")[..]].concat(),
        [&b"\x2C\0\0\0\0\x28\0\x1E\0\0\x02"[..], &block(b"the dots")].concat(),
        b"\x3Band Jo Venn after the end".to_vec(),
    ]
    .concat()
}

fn webp() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        [kind, &length[..], data, &vec![0; data.len() % 2]].concat()
    };
    let chunks = [
        chunk(b"VP8X", &[0x0C, 0, 0, 0, 39, 0, 0, 29, 0, 0]),
        chunk(b"VP8 ", b"...\x9D\x01\x2A\x28\0\x1E\0the dots"),
        chunk(b"EXIF", &exif(false, 8)),
        chunk(b"XMP ", b"<x>Jo Venn</x>"),
    ]
    .concat();
    let length = u32::try_from(chunks.len() + 4).unwrap().to_le_bytes();
    [b"RIFF", &length[..], b"WEBP", &chunks].concat()
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[test]
fn nothing_that_a_camera_or_an_editor_notes_is_published() {
    for (bytes, size) in
        [(jpeg(3, 6), (40, 30)), (png((40, 30)), (40, 30)), (gif(), (40, 30)), (webp(), (40, 30))]
    {
        let picture = read(&bytes).unwrap();
        assert!(holds(&bytes, b"Jo Venn"));
        assert!(
            !holds(&picture.bytes, b"Jo Venn"),
            "{:?}",
            String::from_utf8_lossy(&picture.bytes)
        );
        assert!(holds(&picture.bytes, b"dots"));
        assert_eq!(picture.size, size);
        assert_eq!(unusable(&bytes), None);
        assert_eq!(
            read(&picture.bytes).unwrap().bytes,
            picture.bytes,
            "what is clean stays as it is"
        );
    }
}

#[test]
fn all_that_is_drawn_stays() {
    let jpeg = read(&jpeg(3, 1)).unwrap().bytes;
    for kept in ["JFIF", "the profile", "Adobe", "table", "dots\u{FF}"] {
        let kept: Vec<u8> = kept.chars().map(|letter| letter as u8).collect();
        assert!(holds(&jpeg, &kept), "{kept:?}");
    }
    assert!(jpeg.ends_with(b"last dots\xFF\xD9"));
    for left in ["preview", "another picture", "Exif"] {
        assert!(!holds(&jpeg, left.as_bytes()), "{left}");
    }
    let png = read(&png((40, 30))).unwrap();
    assert!(holds(&png.bytes, b"pHYsdense") && !holds(&png.bytes, b"tIME"));
    assert_eq!(png.bits, 16);
    assert!(holds(&read(&gif()).unwrap().bytes, b"\x21\xF9"));
}

#[test]
fn a_picture_still_stands_the_right_way_up() {
    for (great, turned) in [(true, 6), (false, 6), (true, 3), (false, 8)] {
        assert_eq!(orientation::read(&exif(great, turned)), Some(turned));
        assert_eq!(orientation::read(&orientation::written(turned)), Some(turned));
    }
    assert_eq!(orientation::read(&exif(true, 1)), None);
    assert_eq!(orientation::read(&exif(true, 9)), None);
    let exif = |orientation| orientation::written(orientation);
    assert!(holds(&read(&jpeg(3, 6)).unwrap().bytes, &exif(6)));
    assert!(holds(&read(&png((40, 30))).unwrap().bytes, &[b"eXIf".to_vec(), exif(6)].concat()));
    assert!(holds(&read(&webp()).unwrap().bytes, &exif(8)));
}

#[test]
fn pictures_that_no_paper_can_show_are_known_by_their_head() {
    let why = |bytes: &[u8]| unusable(bytes).unwrap().0;
    assert!(why(&jpeg(4, 1)).contains("CMYK"));
    assert!(why(&png((60_000, 60_000))).contains("60000 dots wide and 60000 high"));
    assert!(why(&png((u32::MAX, u32::MAX))).contains("more than any page can show"));
    let mut deep = jpeg(3, 1);
    let frame = deep.windows(4).position(|found| found == [0xFF, 0xC0, 0, 8]).unwrap();
    deep[frame + 4] = 12;
    assert!(why(&deep).contains("12 bits"));
}

proptest! {
    #[test]
    fn bytes_of_any_kind_are_cleaned_once_and_for_all(
        which in 0usize..4,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = [jpeg(3, 6), png((40, 30)), gif(), webp()][which].clone();
        let mut bytes = whole[..16.max(cut.index(whole.len()))].to_vec();
        for (place, byte) in edits {
            let at = 16 + place.index(bytes.len());
            if let Some(spoiled) = bytes.get_mut(at) {
                *spoiled = byte;
            }
        }
        let picture = read(&bytes).unwrap();
        prop_assert!(picture.bytes.len() <= bytes.len() + 64);
        let again = read(&picture.bytes).unwrap();
        prop_assert_eq!(again.bytes, picture.bytes);
    }
}
