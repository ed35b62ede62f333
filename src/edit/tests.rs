use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, TextMergeStream};
use toml::de::DeValue;

use super::file::{Failure, read, save};
use super::*;

const ORDER: [&str; 8] =
    ["kind", "title", "sources", "front", "recommendation", "section", "appendix", "contact"];

const PAPER: &str = r#"# A paper.

kind = "report"        # always
title = 'Old "title"'
meeting = 2022-11-10

# The data.
[sources]
plan = "plan.toml"

[[recommendation]]
text = "notes it."

# What it is about.
[[section]]
id = "summary"
text = """
One two three.

- a
- b
"""

[[section]]
heading = "Costs"
exempt = { paragraphs = [3], reason = "money" }

[[contact]]
role = "Author"
name = "Alex Example"
judgement.first = "a"
judgement.second = "b"
"#;

fn path(written: &str) -> Path {
    let step = |step: &str| step.parse().map_or_else(|_| Step::Key(step.to_owned()), Step::At);
    written.split('/').filter(|step| !step.is_empty()).map(step).collect()
}

fn text(words: &str) -> Datum {
    Datum::Text(words.to_owned())
}

fn made(on: &str, edit: &Edit) -> String {
    apply(on, edit, &ORDER).unwrap()
}

fn set(to: &str, value: Datum) -> String {
    made(PAPER, &Edit::Set(path(to), value))
}

/// The lines that only one of two texts has.
fn changed(new: &str) -> (Vec<&str>, Vec<&str>) {
    let without = |one: &'static str, other: &str| {
        let known: Vec<String> = other.lines().map(str::to_owned).collect();
        one.lines().filter(|line| !known.contains(&(*line).to_owned())).collect::<Vec<_>>()
    };
    (
        without(PAPER, new),
        new.lines().filter(|line| !PAPER.lines().any(|old| old == *line)).collect(),
    )
}

#[test]
fn a_value_changes_and_nothing_else() {
    let new = set("title", text("New title"));
    assert_eq!(changed(&new), (vec!["title = 'Old \"title\"'"], vec!["title = 'New title'"]));
    let new = set("kind", text("plan"));
    assert_eq!(changed(&new).1, ["kind = \"plan\"        # always"]);
    let new = set("meeting", Datum::Day("2023-01-05".into()));
    assert_eq!(changed(&new).1, ["meeting = 2023-01-05"]);
    let new = set("section/1/exempt/reason", text("money of others"));
    assert_eq!(changed(&new).1, ["exempt = { paragraphs = [3], reason = \"money of others\" }"]);
    let new = set("contact/0/judgement/second", text("c"));
    assert_eq!(changed(&new).1, ["judgement.second = \"c\""]);
}

#[test]
fn setting_what_is_said_already_changes_no_byte() {
    for (at, value) in [
        ("title", text("Old \"title\"")),
        ("meeting", Datum::Day("2022-11-10".into())),
        ("section/0/text", Datum::Prose("One two three.\n\n- a\n- b".into())),
        ("section/1/exempt/paragraphs/0", Datum::Number("3".into())),
    ] {
        assert_eq!(set(at, value), PAPER, "{at}");
    }
}

#[test]
fn prose_is_written_in_lines_and_the_paragraphs_that_stay_keep_theirs() {
    let long = "word ".repeat(40);
    let new = set(
        "section/0/text",
        Datum::Prose(format!("One two three.\n\n{}\n\n- a\n- b", long.trim())),
    );
    let block = &new[new.find("\"\"\"").unwrap()..];
    assert!(block.starts_with("\"\"\"\nOne two three.\n\nword word"), "{block}");
    assert!(block.lines().all(|line| line.len() <= 120), "{block}");
    assert!(block.contains("\n\n- a\n- b\n\"\"\"\n"), "{block}");
    let new = set("section/1/text", Datum::Prose("First \\ \"\"\"quoted\"\"\".\n\nSecond.".into()));
    assert!(
        new.contains("text = \"\"\"\nFirst \\\\ \"\"\\\"quoted\"\"\\\".\n\nSecond.\n\"\"\"\n"),
        "{new}"
    );
}

#[test]
fn a_new_key_stands_before_long_texts_and_a_new_group_where_a_person_would_write_it() {
    let new = set("section/0/label", text("s"));
    assert!(new.contains("id = \"summary\"\nlabel = \"s\"\ntext = \"\"\""), "{new}");
    let new = set("front/report-of", text("Cabinet Member"));
    assert!(
        new.contains(
            "plan = \"plan.toml\"\n\n[front]\nreport-of = \"Cabinet Member\"\n\n[[recommendation]]"
        ),
        "{new}"
    );
    let new = set("section/0/exempt/reason", text("r"));
    assert!(new.contains("exempt = { reason = \"r\" }\ntext = "), "{new}");
    let new = set("section/1/exempt/open-title", Datum::Truth(true));
    assert!(new.contains("{ paragraphs = [3], reason = \"money\", open-title = true }"), "{new}");
    let new = set("contact/0/judgement/third", text("c"));
    assert!(new.ends_with("judgement.second = \"b\"\njudgement.third = \"c\"\n"), "{new}");
    assert_eq!(made("", &Edit::Set(path("kind"), text("report"))), "kind = \"report\"\n");
    assert_eq!(
        made("# A\nb = 1\n", &Edit::Set(path("c"), Datum::Truth(true))),
        "# A\nb = 1\nc = true\n"
    );
}

#[test]
fn a_group_is_put_in_first_between_and_last() {
    let group = || Datum::Group(vec![("heading".into(), text("New"))]);
    let at = |place| made(PAPER, &Edit::Insert(path("section"), place, group()));
    assert!(
        at(0)
            .contains("\n\n[[section]]\nheading = \"New\"\n\n# What it is about.\n[[section]]\nid"),
        "{}",
        at(0)
    );
    assert!(
        at(1).contains(
            "\"\"\"\n\n[[section]]\nheading = \"New\"\n\n[[section]]\nheading = \"Costs\""
        ),
        "{}",
        at(1)
    );
    assert!(
        at(9).contains("\"money\" }\n\n[[section]]\nheading = \"New\"\n\n[[contact]]"),
        "{}",
        at(9)
    );
    let new = made(PAPER, &Edit::Insert(path("appendix"), 0, group()));
    assert!(new.contains("\"money\" }\n\n[[appendix]]\nheading = \"New\"\n\n[[contact]]"), "{new}");
    let new = made(PAPER, &Edit::Insert(path("section/1/section"), 0, group()));
    assert!(
        new.contains("\"money\" }\n\n[[section.section]]\nheading = \"New\"\n\n[[contact]]"),
        "{new}"
    );
}

#[test]
fn a_value_is_put_into_a_list_in_the_layout_that_it_has() {
    let one = "a = [1, 2]\nb = [\n  \"x\",\n  \"y\",   # last\n]\nc = []\n";
    let put = |list: &str, at, value| made(one, &Edit::Insert(path(list), at, value));
    assert!(put("a", 1, Datum::Number("9".into())).starts_with("a = [1, 9, 2]\n"));
    assert!(put("a", 2, Datum::Number("9".into())).starts_with("a = [1, 2, 9]\n"));
    assert!(put("b", 0, text("z")).contains("b = [\n  \"z\",\n  \"x\",\n"));
    assert!(put("b", 2, text("z")).contains("  \"y\",\n  \"z\",   # last\n]"));
    assert!(put("c", 0, text("z")).ends_with("c = [\"z\"]\n"));
    assert!(put("d", 0, text("z")).ends_with("d = [\"z\"]\n"));
}

#[test]
fn what_is_taken_away_leaves_no_gap() {
    let gone = |at: &str| made(PAPER, &Edit::Remove(path(at)));
    assert!(
        gone("section/0").contains("notes it.\"\n\n[[section]]\nheading = \"Costs\""),
        "{}",
        gone("section/0")
    );
    assert!(gone("section/1").contains("\"\"\"\n\n[[contact]]"), "{}", gone("section/1"));
    assert!(gone("contact/0").ends_with("reason = \"money\" }\n"), "{}", gone("contact/0"));
    assert!(gone("title").contains("# always\nmeeting"), "{}", gone("title"));
    assert!(gone("section/1/exempt/paragraphs").contains("exempt = { reason = \"money\" }"));
    assert!(gone("section/1/exempt/reason").contains("exempt = { paragraphs = [3] }"));
    assert!(gone("contact/0/judgement").ends_with("name = \"Alex Example\"\n"));
    assert!(
        gone("sources").contains("meeting = 2022-11-10\n\n[[recommendation]]"),
        "{}",
        gone("sources")
    );
    assert_eq!(gone("nothing/here"), PAPER);
}

#[test]
fn a_group_moves_with_the_comment_above_it() {
    let new = made(PAPER, &Edit::Move(path("section"), 0, 1));
    let (costs, summary) =
        (new.find("\"Costs\"").unwrap(), new.find("# What it is about.").unwrap());
    assert!(costs < summary, "{new}");
    assert_eq!(made(&new, &Edit::Move(path("section"), 1, 0)), PAPER);
    assert_eq!(made("a = [1, 2, 3]\n", &Edit::Move(path("a"), 2, 0)), "a = [3, 1, 2]\n");
}

#[test]
fn what_cannot_be_done_is_refused_in_words() {
    let refused = |on, edit| apply(on, &edit, &ORDER).unwrap_err();
    assert_eq!(refused("a = \n", Edit::Set(path("a"), text("b"))), Refusal::Slip);
    assert_eq!(refused(PAPER, Edit::Move(path("section"), 0, 5)), Refusal::Nowhere);
    assert_eq!(refused(PAPER, Edit::Set(Vec::new(), text("x"))), Refusal::Nowhere);
    assert_eq!(refused(PAPER, Edit::Insert(Vec::new(), 0, text("x"))), Refusal::Nowhere);
    assert_eq!(refused(PAPER, Edit::Remove(Vec::new())), Refusal::Nowhere);
    let into = |list: &str| refused(PAPER, Edit::Insert(path(list), 0, text("x"))).to_string();
    let groups = "is made of groups of lines, and only such a group can be put into it";
    assert_eq!(into("section"), format!("`section` {groups}"));
    assert_eq!(into("sources"), format!("`sources` {groups}"));
    let scattered = "[[a]]\nx = 1\n[b]\ny = 1\n[a.c]\nz = 1\n[[a]]\nx = 2\n";
    assert_eq!(refused(scattered, Edit::Move(path("a"), 0, 1)), Refusal::Scattered);
    let no_day = refused(PAPER, Edit::Set(path("meeting"), Datum::Day("2022-02-30".into())));
    assert_eq!(no_day.to_string(), "“2022-02-30” is not a day that exists");
}

#[test]
fn a_file_with_the_ends_of_lines_of_windows_keeps_them() {
    let windows = PAPER.replace('\n', "\r\n");
    let group = Datum::Group(vec![
        ("heading".into(), text("New")),
        ("text".into(), Datum::Prose("A.\n\nB.".into())),
    ]);
    for edit in [
        Edit::Insert(path("section"), 1, group),
        Edit::Set(path("section/0/text"), Datum::Prose("A.\n\nB.".into())),
        Edit::Remove(path("section/0")),
    ] {
        let new = made(&windows, &edit);
        assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "{new:?}");
        assert_eq!(new.replace("\r\n", "\n"), made(PAPER, &edit));
    }
}

#[test]
fn a_byte_leads_to_its_path() {
    let place = |words: &str| stands(PAPER)(PAPER.find(words).unwrap());
    let at = |words: &str| place(words).map(|stand| stand.path);
    assert_eq!(at("One two"), Some(path("section/0/text")));
    assert_eq!(at("money"), Some(path("section/1/exempt/reason")));
    assert_eq!(at("[[contact]]"), Some(path("contact/0")));
    assert_eq!(["One two", "- b"].map(|words| place(words).unwrap().blank), [0, 1]);
}

/// Every text in a value, with its path.
fn texts(value: &DeValue<'_>, at: &Path, found: &mut Vec<(Path, String)>) {
    let below = |step| at.iter().cloned().chain([step]).collect::<Path>();
    match value {
        DeValue::String(text) => found.push((at.clone(), text.to_string())),
        DeValue::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(place, one)| texts(one.get_ref(), &below(Step::At(place)), found)),
        DeValue::Table(group) => group.iter().for_each(|(key, one)| {
            texts(one.get_ref(), &below(Step::Key(key.get_ref().to_string())), found);
        }),
        _ => {}
    }
}

#[test]
fn every_text_of_every_sample_paper_is_found_and_stays_as_it_is_when_it_is_set_again() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut count = 0;
    for file in crate::world::TomlFiles::below(&data).files {
        let sample = std::fs::read_to_string(&file).unwrap();
        let mut found = Vec::new();
        texts(
            &DeValue::Table(DeTable::parse(&sample).unwrap().into_inner()),
            &Path::new(),
            &mut found,
        );
        count += found.len();
        for (path, said) in found.into_iter().filter(|(_, said)| said.contains('\n')) {
            let edit = Edit::Set(path, Datum::Prose(flow(&said)));
            assert!(apply(&sample, &edit, &[]).unwrap() == sample, "{}: {edit:?}", file.display());
            assert_eq!(prose::fold(&flow(&said), said.trim_end()), said.trim_end());
        }
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn a_file_that_changed_meanwhile_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.toml");
    std::fs::write(&file, PAPER).unwrap();
    let (_, revision) = read(&file).unwrap();
    let next = save(&file, "a = 1\n", &revision).unwrap();
    std::fs::write(&file, "a = 2\n").unwrap();
    assert!(matches!(save(&file, "a = 3\n", &next), Err(Failure::Changed)));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "a = 2\n");
    std::fs::write(&file, b"a = \"\xA3\"\n").unwrap();
    assert!(matches!(read(&file), Err(Failure::Foreign)));
}

/// The events of Markdown, with the end of a line as a space.
fn said(markdown: &str) -> Vec<Event<'_>> {
    let spaced = Parser::new(markdown).map(|event| match event {
        Event::SoftBreak => Event::Text(" ".into()),
        other => other,
    });
    TextMergeStream::new(spaced).collect()
}

proptest! {
    #[test]
    fn lines_of_prose_can_be_broken_and_joined_without_changing_what_is_said(
        paragraphs in prop::collection::vec("(- |1\\. |> |### |    |)([a-z]{1,12}|\\{\\{ a \\| b \\}\\}|[-+*#>|`]|2022\\.|\\*\\*x\\*\\*|\\\\){1,40}( ([a-z]{1,12}|-|\\+|[0-9]{1,3}[.)]|#|> x|\\{#a\\}|`c d`)){0,40}", 1..4)
    ) {
        let text = paragraphs.join("\n\n");
        let text = text.trim_end();
        let folded = prose::fold(text, "");
        prop_assert_eq!(flow(&folded), flow(text));
        prop_assert_eq!(said(&folded), said(text));
        prop_assert_eq!(prose::fold(&flow(text), text), text);
    }

    #[test]
    fn any_text_comes_back_as_it_was_set(words in "\\PC{0,60}", lines in prop::collection::vec("[^\\r]{0,30}", 0..5)) {
        for (value, said) in [
            (Datum::Text(words.clone()), words.clone()),
            (Datum::Group(vec![("k".into(), Datum::Text(words.clone()))]), words.clone()),
        ] {
            let new = made(PAPER, &Edit::Set(path("front/x"), value.clone()));
            let root = DeTable::parse(&new).unwrap().into_inner();
            let found = root["front"].get_ref()["x"].get_ref().clone();
            let found = found.get("k").map_or(found.clone(), |inner| inner.get_ref().clone());
            prop_assert_eq!(found.as_str(), Some(said.as_str()));
        }
        let text = lines.join("\n");
        let new = made(PAPER, &Edit::Set(path("section/0/text"), Datum::Prose(text.clone())));
        let root = DeTable::parse(&new).unwrap().into_inner();
        let found = root["section"].get_ref()[0].get_ref()["text"].get_ref().as_str().unwrap().to_owned();
        prop_assert_eq!(flow(&found), flow(text.trim_end()));
    }

    #[test]
    fn edits_touch_nothing_beside_them(
        edits in prop::collection::vec((0usize..4, 0usize..3, 0usize..3, "[a-z\"'\\\\ ]{0,12}"), 1..8)
    ) {
        let mut now = PAPER.to_owned();
        for (what, from, to, words) in edits {
            let edit = match what {
                0 => Edit::Set(path(&format!("section/{from}/heading")), text(&words)),
                1 => Edit::Insert(path("section"), from, Datum::Group(vec![("heading".into(), text(&words))])),
                2 => Edit::Remove(path(&format!("section/{from}"))),
                _ => Edit::Move(path("section"), from, to),
            };
            if let Ok(new) = apply(&now, &edit, &ORDER) {
                now = new;
            }
            prop_assert!(now.starts_with("# A paper.\n\nkind = \"report\"        # always\n"));
            prop_assert!(now.contains("[[recommendation]]\ntext = \"notes it.\"\n"));
            prop_assert!(now.contains("[[contact]]\nrole = \"Author\"\n"));
            prop_assert!(!now.contains("\n\n\n") && now.ends_with('\n') && !now.ends_with("\n\n"), "{}", now);
        }
    }
}
