//! Tests the variants of a style.

use super::*;

#[test]
fn the_accessible_variant_is_large_left_aligned_and_without_capitals_or_italics() {
    let style = "[[part]]\nkind = \"title\"\n[look.title]\ncapitals = true\nitalic = true\nsize = \"9pt\"\nalign = \"centre\"\n[look.body]\nsize = \"10pt\"\n";
    let (composed, problems) = composed(style, "variant = \"accessible\"\n");
    let style = composed.unwrap_or_else(|| panic!("{problems:?}")).paper.house.style;
    let title = style.look.get("title").unwrap();
    assert_eq!((title.capitals, title.italic), (Some(false), Some(false)));
    assert_eq!(title.size.as_ref().map(|size| size.as_str()), Some("12pt"));
    assert_eq!(title.align, Some(crate::model::style::Align::Left));
    assert_eq!(
        style.look.get("body").unwrap().size.as_ref().map(|size| size.as_str()),
        Some("12pt")
    );
    assert_eq!(style.look.get("emphasis").unwrap().italic, Some(false));
}

#[test]
fn an_unknown_variant_is_said_with_those_that_there_are() {
    let style = "[[part]]\nkind = \"title\"\n[variant.large.look.body]\nsize = \"16pt\"\n";
    let said = messages(style, "variant = \"lagre\"\n");
    assert_eq!(said, ["6: the house style Anyshire has no variant `lagre`"]);
    assert_eq!(messages(style, "variant = \"large\"\n"), Vec::<String>::new());
}
