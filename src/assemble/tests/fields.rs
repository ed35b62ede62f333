//! Form fields: what they hold, and how much of it the pack shows.

use super::fixture::{Builder, Read, pack, stream, untagged};
use super::messages;
use crate::assemble::{Pack, Source};

/// A form with fields, each written as its entries, and with entries for the form as a whole.
fn form(fields: &[&str], of_all: &str) -> Builder {
    let mut builder = untagged(1, "Form");
    let all: Vec<String> = fields
        .iter()
        .map(|field| {
            let field = format!("<</Type/Annot/Subtype/Widget{field}>>");
            format!("{} 0 R", builder.add(field))
        })
        .collect();
    let all = all.join(" ");
    builder.catalog.push_str(&format!("/AcroForm<</Fields[{all}]/DA(/Helv 0 Tf 0 g){of_all}>>"));
    builder.pages[0].0.push_str(&format!("/Annots[{all}]"));
    builder
}

/// A drawing of some words, with a font of its own so that it needs no other object.
fn saying(words: &str) -> String {
    let font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>";
    stream(
        &format!("/Type/XObject/Subtype/Form/BBox[0 0 100 20]{font}"),
        &format!("BT /F 10 Tf 2 5 Td ({words}) Tj ET"),
    )
}

/// A pack of a form with one field that has a drawing.
fn with_drawing(words: &str, field: &str, of_all: &str) -> Pack {
    let mut builder = form(&[], of_all);
    let look = builder.add(saying(words));
    let field = builder.add(format!(
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(Amount)/Rect[100 100 200 120]/AP<</N {look} 0 R>>{field}>>"
    ));
    builder.catalog = format!("/AcroForm<</Fields[{field} 0 R]{of_all}>>");
    builder.pages[0].0 = format!("/Annots[{field} 0 R]");
    pack([builder.build()])
}

/// The words of the page that a form fills.
fn words(made: &Pack) -> String {
    Source::read("pack.pdf", made.pdf.clone()).unwrap().views().unwrap()[1].words()
}

const NEED: &str = "/NeedAppearances true";

#[test]
fn what_a_field_holds_is_drawn_where_the_file_has_no_drawing() {
    let made = pack([form(
        &[
            "/FT/Tx/T(a)/V(Anne Other)/Rect[10 300 110 315]",
            "/FT/Tx/T(b)/V<FEFF0054017700200048006100660061006E>/Rect[10 280 110 295]",
            "/FT/Tx/T(c)/Ff 4096/V(One line\rand one more that is long)/Rect[10 220 80 275]",
            "/FT/Tx/T(d)/Ff 16777216/MaxLen 4/V(WX12)/Rect[10 200 110 215]",
            "/FT/Ch/Ff 131072/T(e)/V(x)/Opt[[(w)(West ward)][(x)(East ward)]]/Rect[10 180 110 195]",
            "/FT/Btn/Ff 65536/MK<</CA(Send)>>/Rect[10 160 110 175]",
            "/FT/Tx/T(f)/Ff 8192/V(password)/Rect[10 140 110 155]",
            "/FT/Tx/T(g)/V(hidden)/F 2/Rect[10 120 110 135]",
            "/FT/Tx/T(h)/V(Turned)/MK<</R 90>>/Rect[10 20 25 115]",
        ],
        "",
    )
    .build()]);
    let words = words(&made);
    let words: String = words.split_whitespace().collect();
    for held in [
        "AnneOther",
        "TŷHafan",
        "Onelineandonemorethatislong",
        "WX12",
        "Eastward",
        "Send",
        "Turned",
    ] {
        assert!(words.contains(held), "{held}: {words}");
    }
    for other in ["password", "hidden", "Westward"] {
        assert!(!words.contains(other), "{other}: {words}");
    }
    let said = messages(&made);
    assert!(said.contains("does not say how what was filled in looks, on page 1"), "{said}");
    assert!(!said.contains("looks as it was filled in"), "{said}");
    assert!(!said.contains("not in the pack"), "{said}");
}

#[test]
fn a_list_shows_all_that_is_in_it_and_marks_what_is_chosen() {
    let list = "/FT/Ch/T(ward)/V(e)/Opt[[(e)(East)][(w)(West)](North)]/Rect[10 250 110 315]";
    let shown = words(&pack([form(&[list], "").build()]));
    assert!(
        shown.contains("• East") && shown.contains("West") && shown.contains("North"),
        "{shown}"
    );
    assert_eq!(shown.matches('•').count(), 1, "{shown}");
    let low = list.replace("10 250", "10 305");
    let shown = words(&pack([form(&[&low], "").build()]));
    assert!(shown.contains("East") && !shown.contains("West"), "{shown}");
}

#[test]
fn a_drawing_that_is_left_to_readers_is_made_anew_where_it_is_stale() {
    let made = with_drawing("1,000 pounds", "/V(2,500 pounds)", NEED);
    assert!(words(&made).contains("2,500 pounds") && !words(&made).contains("1,000"));
    let said = messages(&made);
    assert!(!said.contains("1,000"), "{said}");
    // The text of a page without tags is what the page shows.
    let read = Read::new(&made.pdf);
    assert!(!read.everything().contains("ActualText(Form 0\n1,000"));
}

#[test]
fn a_field_that_shows_something_else_than_it_holds_is_named() {
    let made = with_drawing("1,000 pounds", "/V(2,500 pounds)", "");
    assert!(words(&made).contains("1,000 pounds"));
    let said = messages(&made);
    let expected =
        "has a field, `Amount` on page 1, that shows `1,000 pounds` and holds `2,500 pounds`";
    assert!(said.contains(expected), "{said}");
    let same = messages(&with_drawing("2,500.00", "/V(2500)", ""));
    assert!(same.contains("looks as it was filled in"), "{same}");
    let empty = messages(&with_drawing("", "/V(Anne)", ""));
    assert!(empty.contains("does not say how"), "{empty}");
}

#[test]
fn letters_that_plain_type_lacks_are_said_to_be_lost() {
    let made = pack([form(&["/FT/Tx/T(name)/V<FEFF6F22>/Rect[10 300 110 315]"], "").build()]);
    let said = messages(&made);
    assert!(said.contains("`name` on page 1, that shows nothing and holds `漢`"), "{said}");
}

/// A form with a tick box that has a drawing for both states.
fn boxes(field: &str, of_all: &str) -> Pack {
    let mut builder = form(&[], of_all);
    let (on, off) = (builder.add(saying("ticked")), builder.add(saying("empty")));
    let field = builder.add(format!(
        "<</Type/Annot/Subtype/Widget/FT/Btn/T(Agree)/Rect[100 100 200 120]/AP<</N<</Yes {on} 0 R/Off {off} 0 R>>>>{field}>>"
    ));
    builder.catalog = format!("/AcroForm<</Fields[{field} 0 R]{of_all}>>");
    builder.pages[0].0 = format!("/Annots[{field} 0 R]");
    pack([builder.build()])
}

#[test]
fn a_box_without_a_state_is_ticked_where_its_value_says_so() {
    for (field, of_all, shown) in [
        ("/V/Yes", "", "ticked"),
        ("/V/Off", "", "empty"),
        ("", "", "empty"),
        ("/V/Yes/AS/Yes", "", "ticked"),
        ("/V/Yes/AS/Off", NEED, "ticked"),
        ("/V/Yes/AS/Off", "", "empty"),
        ("/V/Off/AS/Yes", NEED, "empty"),
        ("/V/Other/AS/Yes", "", "ticked"),
    ] {
        let made = boxes(field, of_all);
        assert!(words(&made).contains(shown), "{field}: {}", words(&made));
        let differs =
            messages(&made).contains("`Agree` on page 1, that shows an empty box and holds `Yes`");
        assert_eq!(
            differs,
            (field, of_all) == ("/V/Yes/AS/Off", ""),
            "{field}: {}",
            messages(&made)
        );
    }
    let bare = pack([form(&["/FT/Btn/T(x)/V/Yes/Rect[10 10 20 20]"], "").build()]);
    assert!(messages(&bare).contains("does not say how"), "{}", messages(&bare));
    assert!(Read::new(&bare.pdf).everything().contains("2.00 2.00 m 8.00 8.00 l"));
}

#[test]
fn of_several_boxes_that_all_say_they_are_ticked_the_one_that_is_chosen_is() {
    let several = |of_all: &str| {
        let mut builder = form(&[], of_all);
        let off = builder.add(saying("none"));
        let group = builder.next();
        builder.add("<</FT/Btn/Ff 49152/T(Vote)/V/No/Kids[KIDS]>>");
        let kids = ["Yes", "No"].map(|state| {
            let on = builder.add(saying(&format!("votes {state}")));
            builder.add(format!(
                "<</Type/Annot/Subtype/Widget/Parent {group} 0 R/Rect[100 100 200 120]/AS/{state}/AP<</N<</{state} {on} 0 R/Off {off} 0 R>>>>>>"
            ))
        });
        let kids = kids.map(|kid| format!("{kid} 0 R")).join(" ");
        let all = builder.more.iter_mut();
        all.for_each(|object| *object = object.replace("KIDS", &kids));
        builder.catalog = format!("/AcroForm<</Fields[{group} 0 R]{of_all}>>");
        builder.pages[0].0 = format!("/Annots[{kids}]");
        pack([builder.build()])
    };
    let drawn = words(&several(NEED));
    assert!(drawn.contains("votes No") && !drawn.contains("votes Yes"), "{drawn}");
    let said = messages(&several(""));
    assert!(said.contains("`Vote` on page 1, that shows a ticked box and holds `No`"), "{said}");
}
