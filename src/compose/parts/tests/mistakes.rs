//! Tests the messages for mistakes in a style, and for values that do not fit it.

use super::*;
use crate::load::house::builtin_styles;

#[test]
fn mistakes_in_a_style_are_said_at_their_lines() {
    let style = r##"[[field]]
name = "date"
label = "Date"
date = "%Q"
[[field]]
name = "type"
label = "Type"
value = "choice"
[[part]]
kind = "text"
heading = "Too early"
text = "…"
[[part]]
kind = "title"
[[part]]
kind = "fields"
fields = ["wrads", "date"]
when = "typ"
[[part]]
kind = "section"
section = "legal"
[[part]]
kind = "image"
file = "../crest.png"
[[part]]
kind = "grid"
[look.titel]
size = "2pt"
leading = "40%"
"##;
    assert_eq!(
        messages(style, ""),
        [
            "23: `%Q` in the date pattern is not a part of a date",
            "25: the field `type` is a choice without options",
            "28: a heading stands before the title",
            "37: nothing that a paper can give is called `typ`",
            "36: the style has no field `wrads`",
            "40: the style has no section `legal`",
            "43: `../crest.png` is not a file in the style's folder",
            "44: a part of this kind needs `cell`",
            "46: nothing on a paper has the look `titel`",
            "46: `40%` is a share, and nothing says of what",
            "46: nobody can read type of this size",
        ]
    );
}

#[test]
fn nothing_of_a_style_is_code() {
    for (line, wrong) in [
        ("[look.body]\nsize = \"1pt + panic()\"", "is not a length"),
        ("[look.body]\ncolour = \"red\"", "is not a colour"),
        ("[look.body]\nalign = \"center)\"", "is not one of"),
    ] {
        let said = messages(&format!("[[part]]\nkind = \"title\"\n{line}\n"), "");
        assert!(said.iter().any(|said| said.contains(wrong)), "{said:?}");
    }
    let style = "[[part]]\nkind = \"title\"\n[[part]]\nkind = \"text\"\ntext = \"x\"\nrole = \"#panic()\"\n[look.\"#panic()\"]\nfont = [\"Liberation Sans\\\"+panic()\"]\n";
    let (composed, problems) = composed(style, "");
    assert!(composed.is_some(), "{problems:?}");
}

#[test]
fn a_value_of_the_wrong_kind_is_said_at_the_value() {
    let style = r#"
[[field]]
name = "when"
label = "When"
value = "date"
[[field]]
name = "type"
label = "Type"
value = "choice"
options = ["Decision"]
[[part]]
kind = "title"
[[part]]
kind = "fields"
fields = ["when"]
[[part]]
kind = "fields"
fields = ["type"]
layout = "ticks"
"#;
    assert_eq!(
        messages(style, "[front]\nwhen = \"soon\"\ntype = \"Decison\"\n"),
        ["7: `when` takes another kind of value", "8: `Decison` is not an option of `type`"]
    );
}

#[test]
fn a_footnote_in_a_heading_is_said_to_have_no_place_there() {
    let style = "[[part]]\nkind = \"title\"\n[[part]]\nkind = \"sections\"\n";
    let report = "[[section]]\nheading = \"Costs[^c]\"\ntext = \"Text[^d].\"\n";
    let (_, problems) = composed(style, report);
    let said: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "a title, a heading or a field has no footnotes",
            "there is no footnote `d` for this to refer to"
        ]
    );
    assert!(problems[0].hints[0].contains("into the text of a section"));
}

#[test]
fn every_style_that_is_built_in_is_sound() {
    let world = Workspace::memory([]).world();
    for name in builtin_styles() {
        let style = crate::load::house::style_of(&world, name).unwrap();
        assert_eq!(style.findings, [], "{name}");
    }
}
