//! Words that cannot be seen, and odd ones that can.

use super::fixture::{Builder, pack, stream};
use super::messages;

const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

/// The findings for a part of one page with this content, page entries and further objects.
fn said(content: &str, entries: &str, more: &[&str]) -> String {
    let mut builder = Builder::default();
    builder.pages.push((String::new(), content.to_owned()));
    let font = builder.add(FONT);
    let numbers: Vec<usize> = more.iter().map(|object| builder.add(*object)).collect();
    let first = numbers.first().copied().unwrap_or(0).to_string();
    builder.pages[0].0 = format!(
        "{}/Resources<</Font<</F {font} 0 R>>/XObject<</X {first} 0 R>>/Properties<</L {first} 0 R>>\
         /ExtGState<</T<</ca .3>>/M<</BM/Multiply>>/S<</SMask<</S/Luminosity/G {first} 0 R>>>>/N<</SMask/None>>>>\
         /Pattern<</W {}/B {}/P {first} 0 R>>>>",
        entries.replace("FIRST", &first),
        shading(1),
        shading(0),
    );
    if content.contains("/OC") {
        builder.catalog = format!("/OCProperties<</OCGs[{first} 0 R]/D<</OFF[{first} 0 R]>>>>");
    }
    messages(&pack([builder.build()]))
}

/// A pattern that runs from white to a grey.
fn shading(grey: u8) -> String {
    format!(
        "<</PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 300 0]\
         /Function<</FunctionType 2/Domain[0 1]/C0[1]/C1[{grey}]/N 1>>/Extend[true true]>>>>"
    )
}

/// A picture of two rows, white and of some grey.
fn two_rows(grey: char) -> String {
    let entries = "/Type/XObject/Subtype/Image/Width 1/Height 2/BitsPerComponent 8";
    let indexed = format!("{entries}/ColorSpace[/Indexed/DeviceGray 1<FF{:02X}>]", grey as u32);
    stream(&indexed, "\0\x01")
}

/// A group that a mask can be.
fn group(content: &str) -> String {
    stream("/Subtype/Form/BBox[0 0 300 400]/Group<</S/Transparency/CS/DeviceGray>>", content)
}

fn shown(text: &str) -> String {
    format!("BT /F 12 Tf 50 300 Td ({text}) Tj ET ")
}

/// A picture of one pixel.
fn picture() -> String {
    stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
        "x",
    )
}

#[test]
fn words_that_something_hides_are_quoted_with_their_page() {
    let name = shown("Jo Venn");
    let picture = picture();
    let annotation = "/Annots[<</Subtype/Square/Rect[0 290 300 320]/AP<</N FIRST 0 R>>>>]";
    let black = stream("/Subtype/Form/BBox[0 0 300 30]", "0 g 0 0 300 30 re f");
    let covered = "because something is drawn over them, on page 1: `Jo Venn`";
    let coloured = "because they have the colour of what is behind them, on page 1: `Jo Venn`";
    let outside = "because they stand outside the visible part of the page, on page 1: `Jo Venn`";
    for (content, entries, more, expected) in [
        (format!("{name} 0 g 40 290 200 30 re f"), "", "", covered),
        (format!("{name} 1 g 40 290 200 30 re f"), "", "", covered),
        (format!("{name} 30 w 40 305 m 240 305 l S"), "", "", covered),
        (format!("{name} 40 290 m 240 290 l 240 320 l 40 320 l h f"), "", "", covered),
        (format!("{name} q 200 0 0 30 40 290 cm /X Do Q"), "", &picture, covered),
        (name.clone(), annotation, &black, covered),
        (format!("1 g {name}"), "", "", coloured),
        (format!(".99 g {name}"), "", "", coloured),
        (format!("0 0 1 rg 40 290 200 30 re f 0 0 1 rg {name}"), "", "", coloured),
        (name.clone(), "/MediaBox[0 0 300 400]/CropBox[0 0 300 200]", "", outside),
        (format!("q 0 0 20 20 re W n {name} Q"), "", "", outside),
        (
            format!("3 Tr {name}"),
            "",
            "",
            "because they are in invisible type, on page 1: `Jo Venn`",
        ),
        (
            "BT /F .5 Tf 50 300 Td (Jo Venn) Tj ET".to_owned(),
            "",
            "",
            "because they are too small, on page 1: `Jo Venn`",
        ),
        (
            format!("/OC /L BDC {name} EMC"),
            "",
            "<</Type/OCG/Name(Notes)>>",
            "because they are in a layer that is switched off, on page 1: `Jo Venn`",
        ),
    ] {
        let more: Vec<&str> = Some(more).filter(|more| !more.is_empty()).into_iter().collect();
        let said = said(&content, entries, &more);
        assert!(said.contains(expected), "{content}\n{said}");
    }
}

#[test]
fn words_that_only_some_readers_show_are_hidden_for_all() {
    let name = shown("Jo Venn");
    let tile = |content: &str| {
        stream(
            "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>",
            content,
        )
    };
    let on_picture = format!("q 200 0 0 30 40 290 cm /X Do Q 1 g {name}");
    let white = "they have the colour of what is behind them";
    let unpainted = "they are in invisible type";
    for (content, more, hidden) in [
        (format!("q /S gs {name} Q"), group(""), Some(unpainted)),
        (format!("q /S gs {name} Q"), group("BT () Tj ET 0 0 300 400 re f"), Some(unpainted)),
        (format!("q /S gs {name} Q"), group("1 g 0 0 300 400 re f"), None),
        (format!("/S gs /N gs {name}"), group(""), None),
        (on_picture.clone(), two_rows('\u{FF}'), Some(white)),
        (on_picture, two_rows('\0'), None),
        (format!("/Pattern cs /W scn {name}"), String::new(), Some(white)),
        (format!("/Pattern cs /B scn {name}"), String::new(), None),
        (format!("/Pattern cs /P scn {name}"), tile("1 g 0 0 9 9 re f"), Some(white)),
        (format!("/Pattern cs /P scn {name}"), tile("0 g 0 0 9 9 re f"), None),
        (format!("/Pattern cs /P scn {name}"), tile(""), Some(unpainted)),
        (format!("7 Tr {name}"), String::new(), Some(unpainted)),
        (format!("q 7 Tr {name} Q"), String::new(), Some(unpainted)),
    ] {
        let more: Vec<&str> =
            Some(more.as_str()).filter(|more| !more.is_empty()).into_iter().collect();
        let said = said(&content, "", &more);
        let found = said.lines().find(|line| line.contains("cannot be seen"));
        let expected = hidden.map(|why| format!("because {why}, on page 1: `Jo Venn`"));
        assert!(!said.contains("not in the pack"), "{content} {more:?}\n{said}");
        match expected {
            Some(expected) => assert!(said.contains(&expected), "{content} {more:?}\n{said}"),
            None => assert_eq!(found, None, "{content} {more:?}"),
        }
    }
}

#[test]
fn words_that_stand_for_others_are_hidden_and_those_that_say_the_same_are_not() {
    let stands = |words: &str, content: &str| {
        let content = format!("/Span <</ActualText ({words})>> BDC {content} EMC");
        said(&content, "", &[])
    };
    let unlike = "because other words are shown in their place, on page 1: `Pennant bids £9`";
    assert!(stands("Pennant bids \\2439", &shown("Dear all")).contains(unlike));
    for (words, content) in [
        ("Dear all", shown("D e a r - all")),
        ("Inter-national", shown("International")),
        ("\\255", shown("-")),
        ("The arms of the county", "0 0 9 9 re f".to_owned()),
    ] {
        let said = stands(words, &content);
        assert!(!said.contains("cannot be seen"), "{words}: {said}");
    }
}

#[test]
fn what_a_comment_shows_to_no_one_is_not_in_the_pack_and_not_missed() {
    for flags in [2, 32, 34] {
        let annotation =
            format!("/Annots[<</Subtype/Stamp/F {flags}/Rect[0 290 300 320]/AP<</N FIRST 0 R>>>>]");
        let font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>";
        let stamp = stream(
            &format!("/Subtype/Form/BBox[0 0 300 30]{font}"),
            "BT /F 12 Tf 5 5 Td (Stamped) Tj ET",
        );
        let mut builder = Builder::default();
        builder.pages.push((String::new(), "0 0 9 9 re f".to_owned()));
        let drawing = builder.add(stamp);
        builder.pages[0].0 = annotation.replace("FIRST", &drawing.to_string());
        let made = pack([builder.build()]);
        let said = messages(&made);
        assert!(!said.contains("not in the pack") && !said.contains("cannot be seen"), "{said}");
        assert!(!super::fixture::Read::new(&made.pdf).everything().contains("Stamped"), "{flags}");
    }
}

#[test]
fn words_that_can_be_seen_are_not_taken_for_hidden() {
    let name = shown("Jo Venn");
    let picture = picture();
    for (content, more) in [
        (format!("0 g 40 290 200 30 re f 1 g {name}"), ""),
        (format!("{name} 40 290 200 30 re S"), ""),
        (format!("{name} /T gs 0 g 40 290 200 30 re f"), ""),
        (format!("{name} /M gs 1 1 0 rg 40 290 200 30 re f"), ""),
        (format!("{name} 0 g 40 296 200 1 re f"), ""),
        (format!("{name} 1 g 40 290 200 30 re f 0 g {name}"), ""),
        (format!("2 Tr 1 g 0 G {name}"), ""),
        // The words of a scan are below its picture or are never painted.
        (format!("q 300 0 0 400 0 0 cm /X Do Q 3 Tr {name}"), picture.as_str()),
        (format!("{name} q 300 0 0 400 0 0 cm /X Do Q"), picture.as_str()),
        (format!("q 200 0 0 30 40 290 cm /X Do Q 1 g {name}"), picture.as_str()),
        ("1 g BT /F 12 Tf 50 300 Td ( .) Tj ET".to_owned(), ""),
    ] {
        let more: Vec<&str> = Some(more).filter(|more| !more.is_empty()).into_iter().collect();
        let said = said(&content, "", &more);
        assert!(!said.contains("cannot be seen"), "{content}\n{said}");
    }
}

#[test]
fn only_the_letters_that_are_hidden_are_quoted() {
    let said = said(&format!("{} 0 g 78 290 200 30 re f", shown("Dear Jo Venn")), "", &[]);
    assert!(said.contains("on page 1: `Jo Venn`"), "{said}");
}

#[test]
fn drawings_that_draw_each_other_without_end_are_not_looked_at() {
    let mut builder = Builder::default();
    builder.pages.push((String::new(), "/X Do".to_owned()));
    for level in 0..40 {
        let next = builder.next() + 1;
        let content = if level < 39 { "/X Do /X Do" } else { "BT (end) Tj ET" };
        builder.add(stream(
            &format!("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>"),
            content,
        ));
    }
    let first = builder.next() - 40;
    builder.pages[0].0 = format!("/Resources<</XObject<</X {first} 0 R>>>>");
    assert!(messages(&pack([builder.build()])).contains("cannot be compared"));
}

#[test]
fn a_file_that_had_to_be_put_right_is_compared_with_its_fonts() {
    let mut builder = Builder::default();
    builder.pages.push((String::new(), "BT /F 12 Tf 50 300 Td (Jo Venn) Tj ET".to_owned()));
    let font = builder.add(
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[74/one]>>/Own --1>>",
    );
    let resources = builder.add(format!("<</Font<</F {font} 0 R>>>>"));
    builder.pages[0].0 = format!("/Resources {resources} 0 R");
    let said = messages(&pack([builder.build()]));
    assert!(!said.contains("not in the pack"), "{said}");
}
