//! Layers that a reader switches by itself, and text strings as other programs write them.

use super::fixture::{Builder, Read, pack, untagged};
use super::messages;
use crate::assemble::look;

/// A part with a layer that shows only in print, and one that shows only on screen.
fn switched() -> Builder {
    let mut builder = untagged(1, "Text");
    let layer = |name: &str, view: &str, print: &str| {
        format!(
            "<</Type/OCG/Name{name}/Usage<</View<</ViewState/{view}>>/Print<</PrintState/{print}>>>>>>"
        )
    };
    let print = builder.add(layer("<FFFE500072006F006F006600>", "OFF", "ON"));
    let screen = builder.add(layer("(Screen)", "ON", "OFF"));
    let plain = builder.add("<</Type/OCG/Name(Plain)>>");
    let both = format!("[{print} 0 R {screen} 0 R]");
    builder.catalog = format!(
        "/OCProperties<</OCGs[{print} 0 R {screen} 0 R {plain} 0 R]/D<</AS[\
         <</Event/View/Category[/View]/OCGs{both}>><</Event/Print/Category[/Print]/OCGs{both}>>]>>>>"
    );
    builder.pages[0].0 =
        format!("/Resources<</Properties<</A {print} 0 R/B {screen} 0 R/C {plain} 0 R>>>>");
    builder
}

#[test]
fn layers_that_show_only_in_print_or_on_screen_are_switched_as_they_were_and_named() {
    let made = pack([untagged(1, "Before").build(), switched().build()]);
    let said = messages(&made);
    assert!(said.contains("has a layer that shows only in print: `Proof`"), "{said}");
    assert!(said.contains("has a layer that shows only on screen: `Screen`"), "{said}");
    assert!(!said.contains("Plain"), "{said}");
    let read = Read::new(&made.pdf);
    let catalog = read.document.catalog().unwrap();
    let properties = look::dictionary_at(&read.document, catalog, b"OCProperties").unwrap();
    let default = look::dictionary_at(&read.document, properties, b"D").unwrap();
    let switches = look::array_at(&read.document, default, b"AS").unwrap();
    assert_eq!(switches.len(), 2);
    for switch in switches {
        let switch = look::dictionary(look::resolve(&read.document, switch)).unwrap();
        for group in look::array_at(&read.document, switch, b"OCGs").unwrap() {
            let group = look::dictionary(look::resolve(&read.document, group)).unwrap();
            let name = look::text_at(&read.document, group, b"Name").unwrap();
            assert!(["Proof", "Screen"].contains(&name.as_str()), "{name}");
        }
    }
    assert_eq!(read.dangling(), []);
}

#[test]
fn bookmarks_are_read_in_every_way_that_programs_write_them() {
    let written = [
        "<FEFF00430061006600E9>",
        "<FFFE430061006600E900>",
        "<EFBBBF436166C3A9>",
        "(Caf\\351)",
        "<FEFF001B0065006E001B00430061006600E9>",
    ];
    let mut builder = untagged(1, "Text");
    let root = builder.next();
    builder.catalog = format!("/Outlines {root} 0 R");
    let page = builder.page(0);
    let last = root + written.len();
    builder.add(format!("<</First {} 0 R/Last {last} 0 R>>", root + 1));
    for (number, title) in (root + 1..).zip(written) {
        let next = if number < last { format!("/Next {} 0 R", number + 1) } else { String::new() };
        builder.add(format!("<</Title{title}/Parent {root} 0 R/Dest[{page} 0 R/Fit]{next}>>"));
    }
    let bookmarks = Read::new(&pack([builder.build()]).pdf).bookmarks();
    let titles: Vec<&str> = bookmarks.iter().map(|(_, title, _)| title.as_str()).collect();
    assert_eq!(titles, ["Agenda", "Part", "Café", "Café", "Café", "Café", "Café"]);
}

#[test]
fn a_comment_in_an_unusual_encoding_is_written_as_pdf_writes_it() {
    let mut builder = untagged(1, "Text");
    builder.pages[0].0 =
        "/Annots[<</Subtype/Text/Rect[0 0 9 9]/Contents<FFFE4A006F00>>>]".to_owned();
    let read = Read::new(&pack([builder.build()]).pdf);
    assert_eq!(read.annotations(1)[0].get(b"Contents").unwrap().as_str().unwrap(), b"Jo");
}
