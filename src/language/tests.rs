//! Tests that every language has the same keys, and that the program uses all of them and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::*;

/// Calls that name a key.
const CALLS: [&str; 5] = ["word(\"", ".say(\"", ".say_of(\"", ".lines(\"", ".numbered(\""];

fn languages() -> impl Iterator<Item = (&'static str, Arc<Language>)> {
    BUILT_IN.iter().map(|(name, _)| (*name, Language::built_in(name).unwrap()))
}

fn keys<T>(entries: &Entries<T>) -> BTreeSet<&str> {
    entries.iter().map(|(key, _)| key.as_str()).collect()
}

/// Collects the text of all files with some extensions in a folder, without tests.
fn sources(folder: &Path, kinds: &[&str], text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && stem != "tests" {
            sources(&path, kinds, text);
        } else if stem != "tests"
            && path.extension().is_some_and(|kind| kinds.iter().any(|known| kind == *known))
        {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

/// Every source in which a key can be named.
fn all_sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    sources(&root.join("src"), &["rs"], &mut text);
    sources(&root.join("templates"), &["jinja", "typ"], &mut text);
    text
}

#[test]
fn every_language_says_the_same_things_and_names_every_day() {
    let common = Language::common();
    for (name, language) in languages() {
        assert_eq!(language.check(), [], "{name}");
        assert_eq!(keys(&language.wording), keys(&common.wording), "{name}");
        assert_eq!(keys(&language.noun), keys(&common.noun), "{name}");
        let standing = |language: &Language| -> Vec<_> {
            language.standing.iter().map(|one| (one.id.value.clone(), one.notice)).collect()
        };
        assert_eq!(standing(&language), standing(&common), "{name}");
        assert!(language.noun.iter().all(|(_, forms)| forms.get("other").is_some()), "{name}");
    }
}

#[test]
fn every_sentence_is_a_template_that_names_no_more_than_the_common_one() {
    let environment = minijinja::Environment::new();
    let common = Language::common();
    for (name, language) in languages() {
        for (key, text) in language.wording.iter() {
            let named = |text: &str| {
                environment.template_from_str(text).unwrap().undeclared_variables(true)
            };
            let known = named(common.wording.get(key).unwrap());
            let beyond: Vec<_> =
                named(text).into_iter().filter(|name| !known.contains(name)).collect();
            assert!(beyond.is_empty(), "{name}: {} names {beyond:?}", key.value);
        }
    }
}

#[test]
fn every_key_is_asked_for_and_none_that_is_not_there() {
    let text = all_sources();
    let known: BTreeSet<_> = Language::keys().collect();
    // A key may be composed: `format!("status-{}", …)`.
    let asked = |key: &str| {
        let starts = key.match_indices('-').map(|(at, _)| format!("\"{}-{{", &key[..at]));
        text.contains(&format!("\"{key}\""))
            || starts.into_iter().any(|start| text.contains(&start))
    };
    let unused: Vec<_> = known.iter().filter(|key| !asked(key)).collect();
    assert!(unused.is_empty(), "nothing asks for {unused:?}");
    for call in CALLS {
        for (at, _) in text.match_indices(call) {
            let key = text[at + call.len()..].split('"').next().unwrap();
            assert!(known.contains(key) || key.contains('{'), "no language says `{key}`");
        }
    }
}
