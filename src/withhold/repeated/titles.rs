//! Finds public titles that give away the titles they replace.
//!
//! All texts of a workspace come in. Out go the public titles that repeat a withheld title, or contain a name, sum or
//! reference of one that no open text has.

use std::collections::BTreeSet;

use super::said::{Kind, Open, Said};
use crate::search::{Folded, is_known, telling};

/// The fewest letters of a name or digits of a sum.
const TELLING: usize = 4;

/// The public titles that give something away, each with the words that do so.
pub(super) fn telling_in_public(said: &Said) -> Vec<(&Open, String)> {
    let titles = said.withheld.iter().filter(|withheld| withheld.kind != Kind::Text);
    let in_titles: BTreeSet<String> = titles.flat_map(|title| told_by(&title.text)).collect();
    // The first word of a title has a capital anyway; it is a name if it also has one inside a sentence.
    let tells = said.withheld.iter().flat_map(|withheld| telling(&withheld.text)).map(folded);
    let secrets: BTreeSet<String> = tells.filter(|word| in_titles.contains(word)).collect();
    let public = said.open.iter().filter_map(|open| Some((open, open.stands_for.as_ref()?)));
    let found = public.filter_map(|(open, title)| {
        let whole = folded(title);
        let public = open.folded.letters();
        if !whole.is_empty() && public == whole || whole.len() >= TELLING && public.contains(&whole)
        {
            return Some((open, title.trim().to_owned()));
        }
        let with_first = format!("a {}", open.text);
        let mut words = telling(&with_first).into_iter();
        let word = words.find(|word| secrets.contains(&folded(word)) && !is_open(said, word))?;
        Some((open, word.to_owned()))
    });
    found.collect()
}

/// The names, sums and references in a title, including its first word, without words that the program prints itself.
fn told_by(title: &str) -> Vec<String> {
    let with_first = format!("a {title}");
    let words = telling(&with_first).into_iter().map(Folded::new);
    let words = words.filter(|word| word.letters().len() >= TELLING && !is_known(word));
    words.map(|word| word.letters().to_owned()).collect()
}

/// The letters and digits of a text, folded.
fn folded(text: &str) -> String {
    Folded::new(text).letters().to_owned()
}

/// Whether a word is public: an open text has it, or any text has it in small letters, unlike a name.
fn is_open(said: &Said, word: &str) -> bool {
    let (letters, small) = (folded(word), word.to_lowercase());
    let mut open = said.open.iter().filter(|open| open.stands_for.is_none());
    let is_open = open.any(|open| open.folded.letters().contains(&letters));
    let has_small = |text: &String| small != word && text.contains(&small);
    is_open
        || said.open.iter().any(|open| has_small(&open.text))
        || said.withheld.iter().any(|withheld| has_small(&withheld.text))
}
