//! Recognises the notices in public files of this program, which say what was left out and so mark nothing in the
//! file.
//!
//! In comes a line of such a file; out comes whether it is a notice, in any built-in language. The markings of
//! restricted files are not notices.

use std::sync::LazyLock;

use crate::check::markings::bare;
use crate::language::Language;
use crate::search::Folded;

/// The start of a property in files of this program.
const MAKER: &str = "committee-papers ";
/// The wording keys of the notices: those used in full, and those followed by the grounds.
const WHOLE: [&str; 2] = ["not-for-publication", "withheld-paragraph"];
const BEGUN: [&str; 3] = ["exempt-statement", "confidential-statement", "part-statement"];
const GROUNDS: [&str; 2] = ["exempt-cited", "confidential-cited"];
const BRIEFLY: &str = "withheld-briefly";
const BRIEF: [&str; 2] = ["exempt-brief", "confidential-brief"];
/// The wording keys of the markings of restricted files.
const RESTRICTED: [&str; 3] = ["marking-restricted", "restricted-agenda", "restricted-paper"];
/// The fewest letters for the end of a notice to be recognised in a line that goes on after it.
const FEWEST: usize = 8;

/// The letters of each notice, and whether grounds follow them.
static NOTICES: LazyLock<Vec<(String, bool)>> = LazyLock::new(|| {
    let in_language = |language: &Language| {
        let begun = |key: &str| {
            let text = word(language, key);
            let end = ["{{", "{%"].iter().filter_map(|code| text.find(code)).min();
            text[..end.unwrap_or(text.len())].to_owned()
        };
        let whole = WHOLE.map(|key| (word(language, key).to_owned(), false));
        let with = |key: &str, grounds: &str| (begun(key) + &begun(grounds), true);
        let all = BEGUN.iter().flat_map(|key| GROUNDS.map(|grounds| with(key, grounds)));
        let briefly = BRIEF.map(|grounds| with(BRIEFLY, grounds));
        whole.into_iter().chain(all).chain(briefly).collect::<Vec<_>>()
    };
    let all = Language::all().flat_map(|language| in_language(&language));
    all.map(|(text, goes_on)| (letters(&text), goes_on)).collect()
});

/// The wording of a key in a language.
fn word<'a>(language: &'a Language, key: &str) -> &'a str {
    let found = language.wording.iter().find(|(own, _)| own.value == key);
    found.map(|(_, text)| text.as_str()).unwrap_or_default()
}

/// The letters and digits of a text.
fn letters(text: &str) -> String {
    Folded::new(text).letters().to_owned()
}

/// Whether this program made the file and nothing in it says that it is restricted.
pub(super) fn is_public(texts: &[Vec<String>]) -> bool {
    let is_ours = texts.iter().flatten().any(|line| line.starts_with(MAKER));
    let restricted =
        Language::all().flat_map(|language| RESTRICTED.map(|key| letters(word(&language, key))));
    let restricted: Vec<String> = restricted.filter(|words| !words.is_empty()).collect();
    let is_restricted = |lines: &Vec<String>| {
        let said = letters(&lines.join("\n"));
        restricted.iter().any(|words| said.contains(words))
    };
    is_ours && !texts.iter().any(is_restricted)
}

/// Whether a line of such a file is a notice or part of one.
pub(super) fn is_notice(line: &str) -> bool {
    let line = Folded::new(bare(line));
    let said = line.letters();
    NOTICES.iter().any(|(notice, has_grounds)| {
        let goes_on = || {
            let ends = notice.char_indices().map(|(at, _)| &notice[at..]);
            let ends = ends.take_while(|end| end.len() >= FEWEST);
            ends.into_iter().any(|end| said.starts_with(end))
        };
        notice.contains(said) || *has_grounds && goes_on()
    })
}
