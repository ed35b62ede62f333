//! Loads the language of a paper: a file in the workspace's `wording` folder, or a built-in one.

use std::sync::Arc;

use typst::syntax::VirtualPath;

use super::file::record;
use crate::diag::{Diagnostic, Findings, Outcome};
use crate::language::Language;
use crate::language::sentences::words;
use crate::language::wording::fixed;
use crate::read::Name;
use crate::world::World;

/// The most keys that a message lists.
const FEW: usize = 5;

/// Loads the language with a BCP 47 tag; English where the paper names none, or one without a file.
pub(super) fn language(world: &World, tag: Option<&Name>) -> Outcome<Arc<Language>> {
    let mut findings = Findings::default();
    let Some(tag) = tag else { return findings.finish(Some(Language::common())) };
    if !is_tag(tag) {
        findings.push(
            Diagnostic::error(tag.place, format!("`{}` is not the tag of a language", tag.value))
                .hint("write it as BCP 47 has it: `cy` for Welsh, `en-GB`, `zh-Hant`"),
        );
        return findings.go_on(Some(Language::common()));
    }
    for name in names_of(tag) {
        let path = VirtualPath::new(format!("wording/{name}.toml")).ok();
        let built_in = Language::built_in(&name);
        match path.map(|path| World::id(&path)).filter(|own| world.has(*own)) {
            Some(own) => {
                let language = findings.take(record::<Language>(world, own, Some(tag)));
                let language = language.map(|mut language| {
                    findings.extend(complete(&mut language, built_in.as_deref()));
                    Arc::new(language)
                });
                return findings.finish(language);
            }
            None if built_in.is_some() => return findings.finish(built_in),
            None => {}
        }
    }
    findings.push(
        Diagnostic::warning(
            tag.place,
            format!("nobody has put the words of papers into the language `{}`, so they stand in English", tag.value),
        )
        .hint("add `wording/TAG.toml` to the workspace, with the keys of `templates/wording/en.toml`"),
    );
    findings.finish(Some(Language::common()))
}

/// Whether a tag has the form of BCP 47 (RFC 5646, 2.1) that files and screen readers understand: a language of two
/// or three letters, then script, region and the like of up to eight letters and digits each.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    parts.next().is_some_and(|part| matches!(part.len(), 2 | 3) && letters(part))
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The names of the files that a BCP 47 tag can stand for: the tag itself, and the language without region or script.
pub(super) fn names_of(tag: &Name) -> Vec<String> {
    let whole = tag.to_ascii_lowercase();
    let plain = |next: char| next.is_ascii_alphanumeric() || next == '-';
    if !whole.starts_with(|first: char| first.is_ascii_alphabetic()) || !whole.chars().all(plain) {
        return Vec::new();
    }
    let primary = whole.split('-').next().unwrap_or_default().to_owned();
    if primary == whole { vec![primary] } else { vec![whole, primary] }
}

/// Completes a workspace's language from the built-in one with its name, or else from English, and reports what is
/// wrong or missing in it.
fn complete(language: &mut Language, built_in: Option<&Language>) -> Vec<Diagnostic> {
    let mut problems = language.check();
    let common = Language::common();
    let copied: Vec<_> = language
        .wording
        .iter()
        .filter(|(key, own)| common.wording.get(key).is_some_and(|common| is_copy(own, common)))
        .map(|(key, _)| key.value.clone())
        .collect();
    let missing = language.complete(built_in.unwrap_or(&common));
    let mut warn = |keys: &[String], message: String, hint: &dyn Fn(String) -> String| {
        if built_in.is_none() && !keys.is_empty() {
            let first: Vec<_> = keys.iter().take(FEW).map(|key| format!("`{key}`")).collect();
            let more = if keys.len() > FEW { ", …" } else { "" };
            let hint = hint(format!("{}{more}", first.join(", ")));
            problems.push(Diagnostic::warning(language.kind.place, message).hint(hint));
        }
    };
    warn(
        &missing,
        format!(
            "this wording lacks {} of the words that papers print, so those stand in English",
            missing.len()
        ),
        &|keys| format!("add the keys {keys} under `[wording]`"),
    );
    warn(
        &copied,
        format!(
            "{} of the sentences of this wording are the English ones, and papers say that they are not",
            copied.len()
        ),
        &|keys| format!("put {keys} into the language, or leave them out until you have"),
    );
    problems
}

/// Whether a sentence was left in English. A word or two can be the same in both languages.
fn is_copy(own: &Name, english: &Name) -> bool {
    own.value == english.value && words(&fixed(own)).count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::record::nowhere;
    use crate::world::Workspace;

    fn loaded(tag: &str, files: &[(&str, &str)]) -> (Option<Arc<Language>>, Vec<String>) {
        let files = files.iter().map(|(name, text)| (*name, text.as_bytes()));
        let world = Workspace::memory(files).world();
        let tag = Name::new(tag.to_owned(), nowhere());
        let (language, found) = crate::diag::apart(language(&world, Some(&tag)));
        (language, found.into_iter().map(|found| found.message).collect())
    }

    /// The English file, with one text replaced.
    fn english(from: &str, to: &str) -> String {
        let text = include_str!("../../templates/wording/en.toml");
        assert!(text.contains(from));
        text.replace(from, to)
    }

    #[test]
    fn a_language_is_found_by_its_tag_or_by_what_the_tag_starts_with() {
        for (tag, name) in [("cy", "Cymraeg"), ("cy-GB", "Cymraeg"), ("EN", "English")] {
            let (language, found) = loaded(tag, &[]);
            assert_eq!((language.unwrap().name.as_str(), found), (name, Vec::new()), "{tag}");
        }
        let own = english("name = \"English\"", "name = \"Zhōngwén\"");
        for tag in ["zh-Hant", "zh-Hant-TW", "zh-u-nu-hanidec"] {
            let (language, _) = loaded(tag, &[("wording/zh.toml", &own)]);
            assert_eq!(language.unwrap().name.as_str(), "Zhōngwén", "{tag}");
        }
        for (tag, said) in [
            (
                "xx",
                "nobody has put the words of papers into the language `xx`, so they stand in English",
            ),
            ("", "`` is not the tag of a language"),
            ("../cy", "`../cy` is not the tag of a language"),
            ("c y", "`c y` is not the tag of a language"),
            ("en_GB", "`en_GB` is not the tag of a language"),
            ("Welsh", "`Welsh` is not the tag of a language"),
            ("x-welsh", "`x-welsh` is not the tag of a language"),
            ("en-", "`en-` is not the tag of a language"),
        ] {
            let (language, found) = loaded(tag, &[]);
            assert_eq!(language.unwrap().name.as_str(), "English", "{tag}");
            assert_eq!(found, [said]);
        }
    }

    #[test]
    fn a_workspace_brings_a_language_of_its_own() {
        let own = english("name = \"English\"", "name = \"Gàidhlig\"")
            .replace("\"Risks\"", "\"Cunnartan\"");
        let (language, found) = loaded("gd", &[("wording/gd.toml", &own)]);
        let [copied] = &found[..] else { panic!("{found:?}") };
        assert!(
            copied.ends_with(
                " of the sentences of this wording are the English ones, and papers say that they are not"
            ),
            "{copied}"
        );
        let language = language.unwrap();
        assert_eq!(language.wording.get("risks-heading").unwrap().as_str(), "Cunnartan");
    }

    #[test]
    fn what_a_language_lacks_stands_in_english_and_that_is_said() {
        let own = english("risks-heading = \"Risks\"\n", "");
        let (language, found) = loaded("gd", &[("wording/gd.toml", &own)]);
        assert_eq!(
            found[0],
            "this wording lacks 1 of the words that papers print, so those stand in English"
        );
        assert_eq!(language.unwrap().wording.get("risks-heading").unwrap().as_str(), "Risks");
        let (language, found) = loaded("cy", &[("wording/cy.toml", &own)]);
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(language.unwrap().wording.get("risks-heading").unwrap().as_str(), "Risgiau");
    }

    #[test]
    fn a_language_that_cannot_be_is_wrong_at_its_lines() {
        let own = english("risks-heading", "riks-heading").replace("\"Jan\", ", "");
        let (_, found) = loaded("gd", &[("wording/gd.toml", &own)]);
        assert_eq!(found[..2], ["`months-short` names 11 of 12", "nothing says `riks-heading`"]);
    }
}
