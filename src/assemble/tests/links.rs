//! Links, destinations and bookmarks in the pack, looked into.

use super::fixture::{self, Read, furniture, pack, part, tagged, untagged};
use super::messages;
use crate::assemble::tests::walk;
use crate::assemble::*;

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
    parts[1].depth = 1;
    parts[2].depth = 1;
    let made = assemble(&furniture(7), parts).unwrap();
    let found = Read::new(&made.pdf).bookmarks();
    let found: Vec<_> =
        found.iter().map(|(depth, title, page)| (*depth, title.as_str(), page.unwrap())).collect();
    let expected = [
        (0, "Agenda", 0),
        (0, "Part", 1),
        (1, "One", 1),
        (1, "Two", 2),
        (1, "Part", 3),
        (2, "One", 3),
        (2, "Two", 4),
        (1, "Part", 5),
        (2, "One", 5),
        (2, "Two", 6),
    ];
    assert_eq!(found, expected);
}

#[test]
fn links_of_the_furniture_lead_to_the_same_place_of_a_page_that_lies_otherwise() {
    let pages = vec![(String::new(), String::new()); 3];
    let mut builder = fixture::Builder { pages, ..fixture::Builder::default() };
    let (second, third) = (builder.page(1), builder.page(2));
    let named = builder.add(format!("[{third} 0 R/XYZ 5 null 0]"));
    builder.catalog = format!("/Names<</Dests<</Names[(there){named} 0 R]>>>>");
    let link = |to: &str, place: &str| {
        format!(
            "<</Type/Annot/Subtype/Link/Rect[10 20 30 40]/QuadPoints[10 20 30 20 30 40 10 40]{to}{place}]>>"
        )
    };
    let to = format!("/Dest[{second} 0 R");
    let places =
        ["/XYZ 10 300 0", "/XYZ null 300 0", "/FitH 300", "/FitV 10", "/FitR 10 20 30 40", "/Fit"];
    let links = places.map(|place| link(&to, place)).join("");
    let action = link(&format!("/A<</S/GoTo/D[{third} 0 R"), "/XYZ 10 300 0]>>/Border[0 0 0");
    builder.pages[0].0 = format!("/Annots[{links}{action}]");
    let on_page = builder.add(link(&to, "/XYZ 0 400 0"));
    builder.pages[1].0 = format!("/Annots[{on_page} 0 R]");
    let mut turned = untagged(1, "Turned");
    turned.pages[0].0 = "/MediaBox[0 0 500 500]/CropBox[50 60 450 360]/Rotate 90".to_owned();
    let mut cropped = untagged(1, "Cropped");
    cropped.pages[0].0 = "/MediaBox[0 0 500 500]/CropBox[50 60 350 460]".to_owned();
    let parts = vec![part(turned.build(), 1), part(cropped.build(), 2)];
    let read = Read::new(&assemble(&builder.build(), parts).unwrap().pdf);

    let numbers = |object: &lopdf::Object| -> Vec<Option<f32>> {
        object.as_array().unwrap().iter().skip(2).map(|part| part.as_float().ok()).collect()
    };
    let kind = |object: &lopdf::Object| object.as_array().unwrap()[1].as_name().unwrap().to_vec();
    let own = read.annotations(0);
    // A page turned clockwise: what is across from the left is up from the bottom as it is written,
    // what is up is to the left of the right edge.
    let expected: [(&[u8], Vec<Option<f32>>); 6] = [
        (b"XYZ", vec![Some(150.0), Some(70.0), Some(0.0)]),
        (b"XYZ", vec![Some(150.0), None, Some(0.0)]),
        (b"FitV", vec![Some(150.0)]),
        (b"FitH", vec![Some(70.0)]),
        (b"FitR", vec![Some(410.0), Some(70.0), Some(430.0), Some(90.0)]),
        (b"Fit", vec![]),
    ];
    for (link, (expected_kind, expected)) in own.iter().zip(expected) {
        let to = link.get(b"Dest").unwrap();
        assert_eq!((kind(to), numbers(to)), (expected_kind.to_vec(), expected));
        assert_eq!(read.leads_to(to), Some(1));
        assert_eq!(numbers(link.get(b"Rect").unwrap()), [Some(30.0), Some(40.0)]);
    }
    let action = own[6].get(b"A").unwrap().as_dict().unwrap().get(b"D").unwrap();
    assert_eq!(numbers(action), [Some(60.0), Some(360.0), Some(0.0)]);
    let names = read.names();
    assert_eq!(numbers(&names[&b"there".to_vec()]), [Some(55.0), None, Some(0.0)]);
    let moved = read.annotations(1)[0];
    assert_eq!(numbers(moved.get(b"Rect").unwrap()), [Some(430.0), Some(90.0)]);
    assert_eq!(numbers(moved.get(b"QuadPoints").unwrap())[..2], [Some(430.0), Some(90.0)]);
    assert_eq!(numbers(moved.get(b"Dest").unwrap()), [Some(50.0), Some(60.0), Some(0.0)]);
}
