//! Finds a key that withholds and is written right above the head of a group, apart from the group it belongs to.
//!
//! In TOML, a key belongs to the group above it. A key after an empty line or a long text, directly above the head of
//! the next group, may have been meant for that next group, but withholds the previous one.

use typst::syntax::FileId;

use crate::diag::{Diagnostic, Place, Rule};
use crate::read::mark::MARKS;
use crate::world::World;

/// Reports each such key of a file.
pub(crate) fn check(world: &World, file: FileId) -> Vec<Diagnostic> {
    let text = world.text(file).unwrap_or_default();
    let found = adrift(&text).into_iter().map(|(at, key)| {
        let message =
            format!("`{key}` belongs to the group above it, and stands against the one below");
        Diagnostic::of(Rule::ExemptAdrift, Place::new(file, at..at + key.len()), message)
            .hint("write it below the `[[…]]` of the group that it withholds")
    });
    found.collect()
}

/// The byte offset and the name of each such key in a TOML text.
fn adrift(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    // The key on the last line if it is apart from others; whether the next key would be apart; whether the group has
    // other keys.
    let (mut last, mut is_apart, mut has_keys) = (None, false, false);
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, words) = (at, line.trim());
        at += line.len();
        if let Some(marks) = fence {
            fence = Some(marks).filter(|_| !words.contains(marks));
            is_apart = true;
            continue;
        }
        let key = words.split_once('=').map(|(key, _)| key.trim());
        fence = ["\"\"\"", "'''"].into_iter().find(|marks| words.matches(marks).count() == 1);
        if words.starts_with('[') && key.is_none() {
            found.extend(last);
            (last, has_keys) = (None, false);
        } else if words.is_empty() {
            (last, is_apart) = (None, true);
            continue;
        } else if let Some(key) = key.filter(|_| !words.starts_with('#')) {
            let withholds = is_apart && has_keys && MARKS.contains(&key);
            let column = line.len() - line.trim_start().len();
            last = withholds.then_some((start + column, key));
            has_keys = true;
        }
        is_apart = false;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_key_apart_from_its_group_and_against_the_next_is_adrift() {
        let adrift = |text: &str| adrift(text).len();
        let prices = "[[section]]\nheading = \"Background\"\ntext = \"\"\"\nOpen.\n\n\"\"\"\n";
        let key = "exempt = { paragraphs = [3], reason = \"Bidders.\" }\n";
        assert_eq!(adrift(&format!("{prices}\n{key}[[section]]\nheading = \"Prices\"\n")), 1);
        assert_eq!(adrift(&format!("{prices}{key}[[section]]\n")), 1);
        for sound in [
            format!("{prices}{key}\n[[section]]\n"),
            format!("{prices}\n{key}\n[[section]]\n"),
            format!("[[section]]\nheading = \"Prices\"\n{key}[[section]]\n"),
            format!("{prices}[[section]]\n{key}[[section]]\n"),
            format!("text = '''\n\n{key}[[section]]\n'''\n"),
            format!("{prices}\n{key}"),
        ] {
            assert_eq!(adrift(&sound), 0, "{sound}");
        }
    }
}
