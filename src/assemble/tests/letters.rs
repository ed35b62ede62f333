//! Fonts that break the claims of a part: glyphs of other widths, without names, missing, or without a meaning.

use lopdf::{Document, Object};

use super::claims::{ALL, assert_lost, changed, left};
use super::fixture::{Builder, stream};
use super::typeset::typeset;
use crate::assemble::Claims;
use crate::assemble::metadata::Level;

/// A page typeset by Typst and treated as an outside file, with its objects changed.
fn typeset_and(change: impl Fn(&mut Object)) -> Vec<u8> {
    let mut document = Document::load_mem(&typeset("= Words\nSome more of them.")).unwrap();
    document.objects.values_mut().for_each(change);
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).unwrap();
    pdf
}

#[test]
fn type_is_held_against_the_claims_of_its_part() {
    assert_eq!(left(typeset_and(|_| {})).0, ALL);
    let font = |object: &Object, kind: &[u8]| {
        object.as_dict().is_ok_and(|font| {
            font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == kind)
        })
    };
    // Without `ToUnicode` maps, or with maps that cannot be read.
    let mute = left(typeset_and(|object| {
        if font(object, b"Type0") {
            object.as_dict_mut().unwrap().remove(b"ToUnicode");
        }
    }));
    assert_lost(mute, false, Some(Level::B), "has type without the letters that it stands for");
    let broken = left(typeset_and(|object| {
        if let Ok(stream) = object.as_stream_mut()
            && stream
                .get_plain_content()
                .is_ok_and(|map| map.windows(9).any(|part| part == b"beginbfch"))
        {
            stream.set_plain_content(b"begincmap endcmap".to_vec());
        }
    }));
    assert_lost(
        broken,
        false,
        Some(Level::B),
        "has letters that cannot be read out or searched on page 1",
    );
    // Glyphs that the font does not have.
    let lacking = left(typeset_and(|object| {
        if let Ok(stream) = object.as_stream_mut()
            && let Ok(content) = stream.get_plain_content().map(String::from_utf8)
            && let Ok(content) = content
            && content.contains(" Tf")
        {
            stream.set_plain_content(content.replace(" Tf", " Tf <0000> Tj").into_bytes());
        }
    }));
    assert!(lacking.1.contains("letters that its type does not have on page 1"), "{}", lacking.1);
    assert_eq!(lacking.0, Claims::default());
    let unplaced = left(typeset_and(|object| {
        if font(object, b"Type0") {
            object.as_dict_mut().unwrap().set("Encoding", "Own-Encoding");
        }
    }));
    assert!(
        unplaced.1.contains("type that does not say which letters are which"),
        "{}",
        unplaced.1
    );
}

/// Whether an object is a dictionary of a subtype.
fn is(object: &Object, kind: &[u8]) -> bool {
    let entries = object.as_dict();
    entries.is_ok_and(|entries| {
        entries.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == kind)
    })
}

const MISFIT: &str = "has type whose letters are not as wide as it says";
const MISSPELT: &str = "has type that does not say which letters are which";

#[test]
fn letters_are_as_wide_as_the_part_says() {
    let widened = |by: f32| {
        left(typeset_and(|object| {
            if is(object, b"CIDFontType2") {
                let widths = object.as_dict_mut().unwrap().get_mut(b"W").unwrap();
                // First and last letter, and how wide those between them are.
                for range in widths.as_array_mut().unwrap().chunks_exact_mut(3) {
                    range[2] = Object::Real(range[2].as_float().unwrap() + by);
                }
            }
        }))
    };
    assert_eq!(widened(0.4).0, ALL);
    assert_lost(widened(3.0), false, None, MISFIT);
}

#[test]
fn a_map_of_letters_is_one_that_all_readers_have_or_stands_in_the_file() {
    for name in ["Own-H", "H-H", "GBK-EUC-H", "Adobe-Japan1-2"] {
        let mapped = left(typeset_and(|object| {
            if is(object, b"Type0") {
                object.as_dict_mut().unwrap().set("Encoding", name);
            }
        }));
        let misspelt = "type that does not say which letters are which";
        assert!(mapped.1.contains(misspelt), "{name}: {}", mapped.1);
        assert_eq!(mapped.0, Claims::default(), "{name}");
    }
}

#[test]
fn what_letters_stand_for_is_not_left_to_anyone() {
    // Every glyph has the same meaning.
    let standing_for = |sign: &str| {
        left(typeset_and(|object| {
            let Ok(stream) = object.as_stream_mut() else { return };
            let Ok(map) = stream.get_plain_content().map(String::from_utf8) else { return };
            let Ok(map) = map else { return };
            if !map.contains("beginbfchar") {
                return;
            }
            let lines = map.lines().map(|line| match line.split_once("> <") {
                Some((code, letter)) if line.starts_with('<') && !letter.starts_with("FFFF") => {
                    format!("{code}> <{sign}>")
                }
                _ => line.to_owned(),
            });
            let map = lines.collect::<Vec<_>>().join("\n");
            stream.set_plain_content(map.into_bytes());
        }))
    };
    for sign in ["0000", "FEFF", "FFFE"] {
        let why = "has letters that cannot be read out or searched on page 1";
        assert_lost(standing_for(sign), false, Some(Level::B), why);
    }
    for sign in ["E000", "DBC0DC00"] {
        let why = "has signs that nothing stands for on page 1";
        assert_lost(standing_for(sign), true, Some(Level::U), why);
    }
}

/// A bare CFF with the letters A, 600 wide, and B, 700 wide.
const COMPACT: &str = "01000401000101010254000101010d8b8befef05aa0f8bcd12ae11000000000100220100030101091119f78e8b16efef06\
    0ef8ec8b16efef060ef9508b16efef060e";

/// A part with type of that program, with entries of the font and of its descriptor.
fn in_compact(font: &'static str, descriptor: &'static str) -> (Claims, String) {
    changed(move |builder| compact(builder, COMPACT, font, descriptor))
}

/// Adds type of such a program to a part, and shows its letters.
fn compact(builder: &mut Builder, program: &str, font: &str, descriptor: &str) {
    let program = builder.add(stream("/Subtype/Type1C/Filter/ASCIIHexDecode", program));
    let page = &mut builder.pages[0];
    page.0.push_str(&format!(
            "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+T/FirstChar 65/LastChar 66{font}\
             /FontDescriptor<</Type/FontDescriptor/Flags 32/FontFile3 {program} 0 R{descriptor}>>>>>>>>"
        ));
    page.1.push_str(" /Artifact BMC BT /F 10 Tf (AB) Tj ET EMC");
}

#[test]
fn letters_that_go_by_names_are_held_against_their_program() {
    let plain = "/Encoding/WinAnsiEncoding/Widths[600 701]";
    assert_eq!(in_compact(plain, "/CharSet(/A/B)").0, ALL);
    assert_eq!(in_compact(plain, "").0, ALL);
    let lists = "has type that leaves letters out of its own list";
    assert_lost(in_compact(plain, "/CharSet(/A)"), false, None, lists);
    let more = "has type that lists letters that it does not have";
    assert_lost(in_compact(plain, "/CharSet(/A/B/C)"), false, Some(Level::A), more);
    let wide = "/Encoding/WinAnsiEncoding/Widths[600 650]";
    assert_lost(in_compact(wide, ""), false, None, MISFIT);
    let named = "/Encoding<</Differences[65/B/A]>>/Widths[600 700]";
    assert_lost(in_compact(named, ""), false, None, MISFIT);
}

#[test]
fn letters_whose_names_nobody_knows_are_said_to_stand_for_something() {
    // The same letters under two of the names that weights of type have.
    let program = COMPACT.replace("01002201", "01017f01");
    let font = "/Encoding<</Differences[65/Black/Bold]>>/Widths[600 700]";
    let unnamed = changed(|builder| compact(builder, &program, font, ""));
    let why = "has type without the letters that it stands for";
    assert_lost(unnamed, false, Some(Level::B), why);
}

#[test]
fn part_of_a_type_lists_its_letters_where_the_first_part_of_the_standard_asks_for_it() {
    let first = |descriptor: &str| {
        changed(|builder| {
            compact(builder, COMPACT, "/Encoding/WinAnsiEncoding/Widths[600 701]", descriptor);
            let all = builder.more.iter_mut();
            all.for_each(|object| *object = object.replace("pdfaid:part>2", "pdfaid:part>1"));
        })
    };
    assert_eq!(first("/CharSet(/A/B)").0, ALL);
    let why = "has type in part of which it does not list the letters";
    assert_lost(first(""), true, None, why);
}

#[test]
fn letters_that_are_drawings_are_held_against_what_they_say_of_themselves() {
    let drawn = |name: &'static str, width: u32| {
        changed(move |builder| {
            let glyph = builder.add(stream("", "500 0 d0 0 0 400 400 re f"));
            let page = &mut builder.pages[0];
            page.0.push_str(&format!(
                "/Resources<</Font<</F<</Type/Font/Subtype/Type3/FontBBox[0 0 500 500]/FontMatrix[.001 0 0 .001 0 0]\
                 /FirstChar 65/LastChar 65/Widths[{width}]/Encoding<</Differences[65/{name}]>>\
                 /CharProcs<</{name} {glyph} 0 R>>/Resources<<>>>>>>>>"
            ));
            page.1.push_str(" /Artifact BMC BT /F 10 Tf (A) Tj ET EMC");
        })
    };
    assert_eq!(drawn("alpha", 500).0, ALL);
    assert_eq!(drawn("uni03B1", 500).0, ALL);
    assert_lost(drawn("alpha", 0), false, None, MISFIT);
    let unread = "has type without the letters that it stands for";
    assert_lost(drawn("g17", 500), false, Some(Level::B), unread);
}

#[test]
fn words_of_letters_that_nothing_names_are_said_and_a_sign_alone_is_not() {
    let said = |name: &'static str, words: &'static str| {
        changed(move |builder| {
            let glyph = builder.add(stream("", "500 0 d0 0 0 400 400 re f"));
            let page = &mut builder.pages[0];
            page.0.push_str(&format!(
                "/Resources<</Font<</F<</Type/Font/Subtype/Type3/FontBBox[0 0 500 500]/FontMatrix[.001 0 0 .001 0 0]\
                 /FirstChar 65/LastChar 65/Widths[500]/Encoding<</Differences[65/{name}]>>\
                 /CharProcs<</{name} {glyph} 0 R>>/Resources<<>>>>>>>>"
            ));
            page.1.push_str(&format!(" /Artifact BMC BT /F 10 Tf ({words}) Tj ET EMC"));
        })
    };
    let mute = "has letters on page 1 that cannot be read out or searched";
    assert!(said("g17", "AAA").1.contains(mute));
    for (name, words) in [("g17", "A"), ("alpha", "AAA")] {
        assert!(!said(name, words).1.contains(mute), "{name} {words}");
    }
}

#[test]
fn letters_that_an_encoding_names_have_names_by_which_they_are_known() {
    let named = |name: &'static str| {
        changed(move |builder| {
            let program = builder.add(stream("", ""));
            let encoding = format!("<</BaseEncoding/WinAnsiEncoding/Differences[65/{name}]>>");
            let descriptor = format!("<</Flags 32/FontFile2 {program} 0 R>>");
            builder.pages[0].0.push_str(&format!(
                "/Resources<</Font<</F<</Type/Font/Subtype/TrueType/FontDescriptor{descriptor}/Encoding{encoding}>>>>>>"
            ));
        })
    };
    assert_eq!(named("grave").0, ALL);
    assert_lost(named("gravee"), false, None, MISSPELT);
}
