//! What is shown beside the form, and the findings about it.

use super::*;

#[test]
fn a_paper_that_cannot_be_made_keeps_its_last_page_and_says_what_stops_it() {
    let (folder, desk) = opened();
    let (_, good) = asked(&desk, "/api/preview?file=report.toml&edition=public", None);
    assert!(good["html"].as_str().unwrap().contains("It costs much."), "{good}");
    assert_eq!(
        (good["stale"].clone(), good["editions"].clone()),
        (json!(false), json!(["public"]))
    );
    let places = good["places"].as_array().unwrap();
    assert!(places.iter().any(|place| place["path"] == json!(["section", 0, "text"])), "{good}");
    fs::write(
        folder.path().join("report.toml"),
        REPORT.replace("It costs much.", "It costs {{ nothing }}."),
    )
    .unwrap();
    let (_, bad) = asked(&desk, "/api/preview?file=report.toml&edition=public", None);
    assert_eq!((bad["stale"].clone(), bad["html"].clone()), (json!(true), good["html"].clone()));
    assert_eq!(bad["findings"][0]["path"], json!(["section", 1, "text"]), "{}", bad["findings"]);
    fs::write(folder.path().join("report.toml"), "kind = \"report\"\ntitle = \n").unwrap();
    let (_, broken) = asked(&desk, "/api/preview?file=report.toml&edition=public", None);
    assert_eq!(broken["stale"], json!(true));
    assert!(paper(&desk)["problem"].as_str().unwrap().contains("slip"));
}

/// The report as it is printed.
fn printed(desk: &Desk, edition: &str) -> Value {
    asked(desk, &format!("/api/preview?file=report.toml&edition={edition}&as=printed"), None).1
}

#[test]
fn pages_are_seen_as_they_are_printed_and_only_those_that_changed_get_other_names() {
    let (folder, desk) = opened();
    let long = format!(
        "{REPORT}\n[[section]]\nheading = \"More\"\ntext = \"\"\"\n{}\"\"\"\n",
        "Words of no weight.\n\n".repeat(300)
    );
    fs::write(folder.path().join("report.toml"), &long).unwrap();
    let before = printed(&desk, "public");
    let names = |told: &Value| -> Vec<String> {
        let pages = told["pages"].as_array().unwrap().iter();
        pages.map(|page| page["name"].as_str().unwrap().to_owned()).collect()
    };
    assert!(names(&before).len() > 2, "{before}");
    let place = |nth: u64| {
        let places = before["places"].as_array().unwrap().iter();
        let is_it =
            |place: &&Value| place["path"] == json!(["section", 1, "text"]) && place["nth"] == nth;
        places.clone().find(is_it).map(|place| place["down"].as_f64().unwrap())
    };
    assert!(place(0).unwrap() < place(1).unwrap() && place(1).unwrap() < 1.0, "{before}");
    let changed = long.replace("It will cost more.", "It will cost much more than that.");
    fs::write(folder.path().join("report.toml"), changed).unwrap();
    let after = printed(&desk, "public");
    assert_ne!(names(&before)[0], names(&after)[0]);
    assert_eq!(names(&before)[1..], names(&after)[1..]);
    let picture = |name: &str, edition: &str| {
        desk.answer(&request(
            &format!("/api/page?file=report.toml&edition={edition}&name={name}"),
            None,
        ))
    };
    let first = picture(&names(&after)[0], "public");
    assert_eq!((first.status, first.kind), (200, "image/svg+xml"));
    assert!(String::from_utf8(first.body).unwrap().starts_with("<svg"));
    assert_eq!(picture(&names(&before)[0], "public").status, 404);
    assert_eq!(picture(&names(&after)[0], "restricted").status, 404);
}

#[test]
fn an_agenda_is_seen_before_its_packs_are_made() {
    let (folder, desk) = opened();
    let meeting = "kind = \"meeting\"\ncommittee = \"Transport Committee\"\ndate = 2027-01-19\ntime = 10:00:00\n\
        venue = \"Shire Hall\"\n[[item]]\nstanding = \"apologies\"\n[[item]]\nreport = \"report.toml\"\n\
        [[item]]\ntitle = \"A walk over all of the bridges\"\n";
    fs::write(folder.path().join("meeting.toml"), meeting).unwrap();
    let ask = |manner: &str| {
        asked(&desk, &format!("/api/preview?file=meeting.toml&edition=public&as={manner}"), None).1
    };
    let told = ask("printed");
    assert_eq!(
        (told["pages"].as_array().map(Vec::len), told["stale"].clone()),
        (Some(1), json!(false)),
        "{told}"
    );
    let places: Vec<_> =
        told["places"].as_array().unwrap().iter().map(|one| &one["path"]).collect();
    assert!(places.contains(&&json!(["item", 2])), "{places:?}");
    assert!(ask("web")["html"].as_str().unwrap().contains("A walk over all of the bridges"));
}

#[test]
fn the_public_page_holds_no_word_of_what_is_withheld() {
    let (folder, desk) = opened();
    let told = paper(&desk);
    let group = json!({ "group": [["paragraphs", { "list": [{ "number": "3" }] }], ["reason", { "text": "Bidders could raise their prices" }], ["public-title", { "text": "Prices" }]] });
    let (status, saved) =
        edit(&desk, &told["revision"], json!([{ "set": [["section", 1, "exempt"], group] }]));
    assert_eq!(status, 200, "{saved}");
    assert!(written(&folder).contains("exempt = { paragraphs = [3], reason = \"Bidders could raise their prices\", public-title = \"Prices\" }\ntext = \"\"\""));
    let (_, public) = asked(&desk, "/api/preview?file=report.toml&edition=public", None);
    assert_eq!(public["editions"], json!(["public", "restricted"]));
    let html = public["html"].as_str().unwrap();
    assert!(!html.contains("It costs much.") && !html.contains("Costs") && html.contains("Prices"));
    let (_, restricted) = asked(&desk, "/api/preview?file=report.toml&edition=restricted", None);
    assert!(restricted["html"].as_str().unwrap().contains("It costs much."));
}

#[test]
fn a_figure_that_the_data_contradict_comes_with_what_brings_it_in() {
    let folder = TempDir::new().unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/staffordshire");
    for name in ["council.toml", "inspection.toml", "plan.toml", "review.toml"] {
        fs::copy(data.join(name), folder.path().join(name)).unwrap();
    }
    let report = format!(
        "{}\n[sources]\nplan = \"plan.toml\"\n\n[[section]]\nheading = \"Late\"\ntext = \"\"\"\nThere are {{{{ plan.actions | length }}}} actions in the plan.\n\nOf the plan's actions, 26 of 26 actions are in the plan. The plan has 26 actions.\n\"\"\"\n",
        REPORT.trim_end()
    );
    fs::write(folder.path().join("report.toml"), report).unwrap();
    let desk = desk(&folder);
    let (_, told) = asked(&desk, "/api/preview?file=report.toml&edition=public", None);
    let findings = told["findings"].as_array().unwrap();
    let bound = findings.iter().find(|found| !found["fix"].is_null());
    let bound = bound.unwrap_or_else(|| panic!("{findings:#?}"));
    assert!(bound["fix"].as_str().unwrap().starts_with("{{ plan."), "{bound}");
    assert_eq!(
        (bound["path"].clone(), bound["nth"].clone()),
        (json!(["section", 2, "text"]), json!(1))
    );
    assert_eq!(bound["words"], "26");
}

#[test]
fn a_hint_is_for_the_field_in_which_one_types() {
    let (folder, desk) = opened();
    let text = REPORT.replace("It costs much.", "It costs {much}, 1) or more.");
    fs::write(folder.path().join("report.toml"), text).unwrap();
    let (_, told) = asked(&desk, "/api/preview?file=report.toml&edition=public", None);
    let hints = told["findings"].to_string();
    assert!(
        hints.contains(r"put a backslash before a brace that is to be printed: `\\{`"),
        "{hints}"
    );
    assert!(!hints.contains(r"`\\\\"), "{hints}");
}

#[test]
fn a_section_that_the_house_style_places_is_told_from_one_that_stands_where_the_file_has_it() {
    let (folder, desk) = opened();
    let text = REPORT.replacen("title =", "style = \"medway\"\ntitle =", 1);
    fs::write(folder.path().join("report.toml"), text).unwrap();
    let told = paper(&desk);
    let mut parts = told["parts"].as_array().unwrap().iter();
    let sections = parts.find(|part| part["id"] == "section").unwrap();
    let known = sections["known"].as_array().unwrap();
    let placed =
        |id: &str| known.iter().find(|one| one["id"] == id).map(|one| one["placed"].clone());
    assert_eq!((placed("summary"), placed("options")), (Some(json!(true)), Some(json!(false))));
}
