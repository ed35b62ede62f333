//! Tests the messages about mistakes, and what the text is read as.

use proptest::prelude::*;

use super::*;

/// The mistakes in a text: the words that each is at, its message and its hint.
fn slips(text: &str) -> Vec<(String, String, String)> {
    let said =
        |(at, message, hint): (Range<usize>, String, String)| (text[at].to_owned(), message, hint);
    Meant::of(text).slips.into_iter().map(said).collect()
}

/// Asserts that a text has a single mistake, its message and hint, and what the text is read as.
#[track_caller]
fn slip(text: &str, at: &str, message: &str, hint: &str, meant: &str) {
    let said = (at.to_owned(), message.to_owned(), hint.to_owned());
    assert_eq!(slips(text), [said], "{text}");
    assert_eq!(Meant::of(text).text, meant, "{text}");
}

#[test]
fn sound_toml_is_read_as_it_stands() {
    let text = "a = \"“x”\"\nb = [\n  1, # one\n]\nc = '''\n[[x]]\n'''\n";
    assert_eq!(slips(text), []);
    assert!(matches!(Meant::of(text).text, Cow::Borrowed(_)));
}

#[test]
fn quotation_marks_that_are_curly_missing_or_inside_are_named() {
    slip(
        "title = “Safe homes”\n",
        "“Safe homes”",
        "`“` is a curly quotation mark, and a value stands between straight ones, `\"`",
        "write `title = \"Safe homes\"`",
        "title = \"Safe homes\"\n",
    );
    slip(
        "title = \"Safe homes”\n",
        "\"Safe homes”",
        "this text starts with `\"` and ends with `”`",
        "write `title = \"Safe homes\"`",
        "title = \"Safe homes\"\n",
    );
    slip(
        "title = \"Safe homes\nkind = \"report\"\n",
        "\"Safe homes",
        "this text has no quotation mark after it",
        "write `title = \"Safe homes\"`",
        "title = \"Safe homes\"\nkind = \"report\"\n",
    );
    slip(
        "title = Safe homes\"\n",
        "Safe homes\"",
        "this text has no quotation mark before it",
        "write `title = \"Safe homes\"`",
        "title = \"Safe homes\"\n",
    );
    slip(
        "title = Safe homes # to be agreed\n",
        "Safe homes",
        "text stands between quotation marks",
        "write `title = \"Safe homes\"`",
        "title = \"Safe homes\" # to be agreed\n",
    );
    slip(
        "text = \"see {{ ref(\"plan\") }} first\"\n",
        "\"plan\"",
        "the quotation marks within this text end it, since they are like those around it",
        "put the text between single quotation marks: `text = 'see {{ ref(\"plan\") }} first'`",
        "text = 'see {{ ref(\"plan\") }} first'\n",
    );
    slip(
        "text = 'the Council's plan'\n",
        "'",
        "this apostrophe ends the text, since it is like the mark before it",
        "put the text between double quotation marks: `text = \"the Council's plan\"`",
        "text = \"the Council's plan\"\n",
    );
    slip(
        "text = \"the Council's \"Safe homes\" plan\"\n",
        "\"Safe homes\"",
        "the quotation marks within this text end it, since they are like those around it",
        "put the text between three quotation marks at each end: `text = \"\"\"the Council's \"Safe homes\" plan\"\"\"`",
        "text = \"\"\"the Council's \"Safe homes\" plan\"\"\"\n",
    );
}

#[test]
fn numbers_dates_times_and_truths_are_said_as_toml_has_them() {
    for (written, message, value) in [
        ("19/09/2024", "a date is written as year, month and day, with hyphens", "2024-09-19"),
        ("14th July 2022", "a date is written as year, month and day, with hyphens", "2022-07-14"),
        ("7.30pm", "a time is written as hours and minutes, with two digits each", "19:30"),
        ("88,1", "a number has a point before its decimals, not a comma", "88.1"),
        ("1,204", "a number has no commas between its thousands", "1204"),
        ("88.1%", "a number stands without `%`", "88.1"),
        ("£3.50", "a number stands without `£`", "3.50"),
        ("Yes", "yes and no are written as `true` and `false`, in small letters", "true"),
        ("01632 960123", "text stands between quotation marks", "\"01632 960123\""),
    ] {
        let (text, hint) = (format!("a = {written}\n"), format!("write `a = {value}`"));
        slip(&text, written, message, &hint, &format!("a = {value}\n"));
    }
    slip(
        "due = 31/02/2024\n",
        "31/02/2024",
        "there is no day `31/02/2024`",
        "check it; a date is written as year-month-day",
        "due = 0\n",
    );
    slip(
        "due =\n",
        "due",
        "`due` has no value",
        "write it after the `=`, or remove the key",
        "due =0\n",
    );
}

#[test]
fn each_slip_in_a_list_or_a_group_is_said() {
    let text = "actual = [\n  { on = 31/07/2024, value = 88,1, final = no }\n  { on = 2024-05-31 value = 72% },\n";
    let meant = "actual = [\n  { on = 2024-07-31, value = 88.1, final = false },\n  { on = 2024-05-31, value = 72 },]\n";
    let said: Vec<_> = slips(text).into_iter().map(|(at, _, hint)| (at, hint)).collect();
    let said: Vec<_> = said.iter().map(|(at, hint)| (at.as_str(), hint.as_str())).collect();
    assert_eq!(
        said,
        [
            ("31/07/2024", "write `on = 2024-07-31`"),
            ("88,1", "write `value = 88.1`"),
            ("no", "write `final = false`"),
            ("72%", "write `value = 72`"),
            ("}", "write `},`"),
            ("1", "write `on = 2024-05-31,`"),
            ("[", "write `]` after the last value"),
        ]
    );
    assert_eq!(Meant::of(text).text, meant);
}

#[test]
fn a_text_or_a_list_without_an_end_is_said_at_its_start() {
    slip(
        "text = \"\"\"\nOne.\n\n[[section]]\nheading = \"Two\"\ntext = \"\"\"\nThree.\n\"\"\"\n",
        "\"\"\"",
        "the text that starts here has no `\"\"\"` at its end",
        "write `\"\"\"` on a line of its own before line 4, `[[section]]`",
        "text = \"\"\"\nOne.\"\"\"\n\n[[section]]\nheading = \"Two\"\ntext = \"\"\"\nThree.\n\"\"\"\n",
    );
    slip(
        "text = '''\nOne.\n",
        "'''",
        "the text that starts here has no `'''` at its end",
        "write `'''` on a line of its own at the end of the file",
        "text = '''\nOne.'''\n",
    );
    slip(
        "text = \"\nOne,\ntwo.\"\nkind = \"x\"\n",
        "\"",
        "text over several lines stands between three straight quotation marks at each end",
        "write `text = \"\"\"` before it, and `\"\"\"` after it",
        "text = \"\"\"\nOne,\ntwo.\"\"\"\nkind = \"x\"\n",
    );
    slip(
        "members = [\"A\",\n  \"B\"\n\nkind = \"x\"\n",
        "[",
        "nothing closes this `[`",
        "write `]` after the last value",
        "members = [\"A\",\n  \"B\"]\n\nkind = \"x\"\n",
    );
}

#[test]
fn lines_outside_any_text_are_said_once() {
    slip(
        "text = \"One.\"\nTwo and three are here.\n\n- four\n\nAnd five, too.\nkind = \"x\"\n",
        "Two and three are here.",
        "this line stands outside any text",
        "text over several lines stands between `\"\"\"` and `\"\"\"`; look whether the text above ends too early",
        "text = \"One.\"\n\n\n\n\n\nkind = \"x\"\n",
    );
}

#[test]
fn backslashes_and_characters_that_cannot_be_printed_are_named() {
    slip(
        "file = \"outside\\partner.pdf\"\n",
        "\\",
        "a path has slashes between its folders, not backslashes",
        "write `file = \"outside/partner.pdf\"`",
        "file = \"outside/partner.pdf\"\n",
    );
    slip(
        "text = \"\"\"\nOne.\nA star: \\*\n\"\"\"\n",
        "\\*",
        "a backslash before `*` stands for nothing between these quotation marks",
        "write the backslash twice: `A star: \\\\*`",
        "text = \"\"\"\nOne.\nA star: \\\\*\n\"\"\"\n",
    );
    slip(
        "text = \"one\u{B}two\"\n",
        "\u{B}",
        "there is a line break of a word processor (U+000B) here, which cannot be printed",
        "delete it, and start a new line or press the space bar where one is wanted",
        "text = \"one two\"\n",
    );
    slip(
        "text\u{A0}= \"one\"\n",
        "\u{A0}",
        "there is a space that does not break (U+00A0) here, which is no ordinary space",
        "delete it, and press the space bar where one is wanted",
        "text = \"one\"\n",
    );
}

#[test]
fn keys_and_groups_that_are_written_otherwise_are_said_as_toml_has_them() {
    for (text, at, message, hint, meant) in [
        (
            "title: \"A\"",
            ":",
            "`=` stands between `title` and its value, not `:`",
            "write `title = \"A\"`",
            "title = \"A\"",
        ),
        (
            "title \"A\"",
            " ",
            "there is no `=` between `title` and its value",
            "write `title = \"A\"`",
            "title = \"A\"",
        ),
        (
            "title == \"A\"",
            "=",
            "one `=` stands between a key and its value",
            "write `title = \"A\"`",
            "title =\"A\"",
        ),
        (
            "title",
            "title",
            "there is no `=` after `title`, and no value",
            "write `title = …`, or remove the line",
            "title = 0",
        ),
        (
            "title = \"A\",",
            ",",
            "nothing but a comment follows a value on its line",
            "write `title = \"A\"`",
            "title = \"A\"",
        ),
        (
            "a = 1, b = 2",
            "b",
            "`b` stands on the line of another key",
            "write `a = 1` and below it `b = 2`",
            "a = 1\nb = 2",
        ),
        (
            "a = 2024-09-19 (a Thursday)",
            "(a Thursday)",
            "nothing but a comment follows a value on its line",
            "write `a = 2024-09-19 # (a Thursday)`",
            "a = 2024-09-19 # (a Thursday)",
        ),
        (
            "members interest = 1",
            "members interest",
            "`members interest` cannot be a key, which is one word or words joined by hyphens",
            "write `members-interest = …`",
            "members-interest = 1",
        ),
        (
            "[[section]",
            "[[section]",
            "a name has as many square brackets after it as before it",
            "write `[[section]]`",
            "[[section]]",
        ),
        (
            "[[my section]]",
            "[[my section]]",
            "`my section` cannot be the name of a group, which is one word or words joined by hyphens",
            "write `[[my-section]]`",
            "[[my-section]]",
        ),
        ("// a note", "//", "a comment starts with `#`", "write `# a note`", "# // a note"),
        ("a = [1]]", "]", "`]` is too much here", "remove it", "a = [1]"),
    ] {
        slip(text, at, message, hint, meant);
    }
}

#[test]
fn what_is_given_twice_is_said_with_the_line_of_the_first() {
    slip(
        "a = 1\nb = 2\na = 3\n",
        "a",
        "`a` is given twice, first in line 1",
        "keep one of the two lines",
        "a = 1\nb = 2\na = 3\n",
    );
    slip(
        "[front]\na = 1\n[front]\nb = 2\n",
        "front",
        "the group `front` is there twice, first in line 1",
        "put its keys together under one `[front]`; if there are several of it, write `[[front]]` before each",
        "[front]\na = 1\n[front]\nb = 2\n",
    );
}

#[test]
fn a_byte_after_a_slip_keeps_its_place() {
    let text = "title = “A”\nmeeting = 1/2/2024\nnext = \"x\"\n";
    let meant = Meant::of(text);
    let at = meant.text.find("\"x\"").unwrap();
    assert_eq!(&text[meant.locate(at)..meant.locate(at + 3)], "\"x\"");
    let at = meant.text.find('A').unwrap();
    assert_eq!(&text[meant.locate(at)..meant.locate(at + 1)], "A");
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_place_is_in_it(
        text in "([\\[\\]{}=\"'#,:.“” \\n\\\\a-c1é\u{B}\u{A0}]|\"\"\"|\\[\\[a\\]\\]\n|\na = ){0,40}",
    ) {
        let meant = Meant::of(&text);
        for (at, message, _) in &meant.slips {
            prop_assert!(text.get(at.clone()).is_some(), "{message} {at:?}");
        }
        let (_, errors) = DeTable::parse_recoverable(&meant.text);
        let all_said = errors.is_empty() || !meant.slips.is_empty();
        prop_assert!(all_said);
    }
}

#[test]
fn no_hint_makes_a_comment_of_a_mark_however_it_is_spelt() {
    for mark in ["{.exempt-3}", "{.exmept-3}", "{.Exempt3}", "{.confidental}"] {
        let found = slips(&format!("text = \"\"\"\nThe price.\n\"\"\" {mark}\n"));
        let [(_, _, hint)] = &found[..] else { panic!("{mark}: {found:?}") };
        assert!(
            !hint.contains('#') && hint.contains("inside the quotation marks"),
            "{mark}: {hint}"
        );
    }
    let other = slips("text = \"\"\"\nThe price.\n\"\"\" as agreed\n");
    assert!(other[0].2.contains('#'), "{other:?}");
}
