use super::*;

const SECTIONS: &str = r#"kind = "report"
title = "Bids"

[[section]]
heading = "One"
text = "Alpha."

[[section]]
heading = "Two"
text = "Beta."

[[section]]
heading = "Three"
exempt = { paragraphs = [3], reason = "About a bidder." }
text = "Secret gamma."

[[section]]
heading = "Four"
text = "Delta."
"#;

/// A desk on a paper with a withheld section.
fn on_sections() -> (TempDir, Desk, Value) {
    let (folder, desk) = opened();
    fs::write(folder.path().join("report.toml"), SECTIONS).unwrap();
    let revision = paper(&desk)["revision"].clone();
    (folder, desk, revision)
}

fn writes(at: usize, words: &str) -> Value {
    json!([{ "set": [["section", at, "text"], { "prose": words }] }])
}

#[test]
fn an_older_tab_writes_into_the_section_that_it_showed_wherever_that_stands_now() {
    let (folder, desk, revision) = on_sections();
    assert_eq!(edit(&desk, &revision, json!([{ "remove": ["section", 1] }])).0, 200);
    let (status, told) = edit(&desk, &revision, writes(2, "Secret gamma, and more."));
    assert_eq!((status, told["merged"].clone()), (200, json!(true)), "{told}");
    let expected = SECTIONS
        .replace("[[section]]\nheading = \"Two\"\ntext = \"Beta.\"\n\n", "")
        .replace("\"Secret gamma.\"", "\"Secret gamma, and more.\"");
    assert_eq!(written(&folder), expected);
    // The tab still shows what it showed, and goes on from there.
    let (status, told) = edit(&desk, &told["shown"], writes(2, "Secret gamma, and most."));
    assert_eq!(status, 200, "{told}");
    assert_eq!(written(&folder), expected.replace("and more", "and most"));
    let (_, told) = edit(&desk, &told["shown"], json!([{ "remove": ["section", 3] }]));
    assert_eq!(told["merged"], json!(true));
    assert!(!written(&folder).contains("Delta"), "{}", written(&folder));
}

#[test]
fn a_choice_made_in_an_older_tab_goes_to_the_section_that_was_shown() {
    let (folder, desk, revision) = on_sections();
    let (_, first) = edit(&desk, &revision, writes(2, "Secret gamma of tab one."));
    edit(&desk, &first["revision"], json!([{ "remove": ["section", 1] }]));
    let mine = writes(2, "Secret gamma of tab two.");
    let (status, clash) = edit(&desk, &revision, mine.clone());
    assert_eq!((status, clash["theirs"].clone()), (409, json!("Secret gamma of tab one.")));
    assert!(clash.get("revision").is_none(), "{clash}");
    assert_eq!(chosen(&desk, &revision, &clash["now"], mine).0, 200);
    let text = written(&folder);
    assert!(text.contains("Delta.") && text.contains("Secret gamma of tab two."), "{text}");
    assert!(!text.contains("tab one"), "{text}");
}

#[test]
fn words_for_a_section_that_is_gone_or_no_longer_withheld_are_refused() {
    let gone = json!([{ "remove": ["section", 2] }]);
    let opened = json!([{ "remove": ["section", 2, "exempt"] }]);
    for (change, words) in [(gone, "is no longer in it"), (opened, "no longer withholds")] {
        let (folder, desk, revision) = on_sections();
        edit(&desk, &revision, change);
        let before = written(&folder);
        let mine = writes(2, "Secret gamma of tab two.");
        let (status, told) = edit(&desk, &revision, mine.clone());
        assert_eq!((status, told["lost"].clone()), (409, json!(true)), "{told}");
        assert!(told["problem"].as_str().unwrap().contains(words), "{told}");
        assert_eq!(chosen(&desk, &revision, &told["now"], mine).0, 409);
        assert_eq!(written(&folder), before);
    }
}

#[test]
fn what_was_written_into_a_withheld_section_is_not_opened_by_an_older_tab() {
    let (folder, desk, revision) = on_sections();
    edit(&desk, &revision, writes(2, "Secret gamma, and more."));
    let before = written(&folder);
    let (status, _) = edit(&desk, &revision, json!([{ "remove": ["section", 2, "exempt"] }]));
    assert_eq!((status, written(&folder)), (409, before));
    let whole = format!("exempt = {{ paragraphs = [3], reason = \"A bid.\" }}\n{SECTIONS}");
    fs::write(folder.path().join("report.toml"), &whole).unwrap();
    let revision = paper(&desk)["revision"].clone();
    edit(&desk, &revision, json!([{ "remove": ["exempt"] }]));
    let (status, told) = edit(&desk, &revision, writes(0, "Alpha, and a secret."));
    assert_eq!((status, told["lost"].clone()), (409, json!(true)), "{told}");
}

#[test]
fn sections_that_say_the_same_are_told_apart_by_their_order_or_not_at_all() {
    let (folder, desk) = opened();
    let twice = |times: usize| {
        "kind = \"report\"\n".to_owned() + &"\n[[section]]\ntext = \"Alpha.\"\n".repeat(times)
    };
    fs::write(folder.path().join("report.toml"), twice(2)).unwrap();
    let revision = paper(&desk)["revision"].clone();
    fs::write(folder.path().join("report.toml"), twice(3)).unwrap();
    assert_eq!(edit(&desk, &revision, writes(1, "Beta.")).0, 409);
    assert_eq!(written(&folder), twice(3));
}
