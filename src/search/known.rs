//! What the program itself prints, so that no search takes it for a secret.
//!
//! The words of all templates, house styles, wordings, scales and laws that are built in, with what programs that
//! write PDFs say of themselves. Everybody can read them.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::Folded;
use crate::language::dates::DateWords;
use crate::language::{Language, wording};
use crate::world;

/// What is known.
struct Known {
    texts: Vec<Folded>,
    words: HashSet<String>,
    /// The words of days, in the languages that are built in.
    days: HashSet<String>,
    /// All words one after the other, a space before and after each.
    run: String,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let said = Language::all().flat_map(|language| {
        language.texts().map(wording::fixed).map(|text| Folded::new(&text)).collect::<Vec<_>>()
    });
    let texts = OWN.into_iter().chain(world::builtin_texts()).map(Folded::new);
    let texts: Vec<_> = texts.chain(said).collect();
    let words = texts.iter().flat_map(Folded::words).map(str::to_owned).collect();
    let run = texts.iter().map(|text| run(text.words()) + "\u{1}").collect();
    let days = Language::all().flat_map(|language| {
        let DateWords { months, months_short, weekdays, weekdays_short, ordinals, .. } =
            &language.dates;
        let all = [months, months_short, weekdays, weekdays_short, ordinals].into_iter().flatten();
        let words = |text| Folded::new(text).words().map(str::to_owned).collect::<Vec<_>>();
        all.flat_map(|text| words(text)).collect::<Vec<_>>()
    });
    Known { texts, words, days: days.collect(), run }
});

/// What is printed by Rust rather than by what is built in, and what the authors of all reports write.
const OWN: [&str; 3] = [
    "page of",
    "papers committee-papers Typst krilla",
    "Further details and information are available on request from the author of this report, as set out above and \
     below; nothing beyond those; not applicable; for members to note and consider.",
];

/// The texts that the program prints from.
pub(super) fn texts() -> impl Iterator<Item = &'static Folded> {
    KNOWN.texts.iter()
}

/// Whether the program uses a word, which is folded.
pub(super) fn has(word: &str) -> bool {
    KNOWN.words.contains(word)
}

/// Whether a text is of nothing but words that the program uses too, such as every report has.
pub(crate) fn is_known(text: &Folded) -> bool {
    text.words().all(has)
}

/// Whether words, which are folded, are a day or a part of one, such as the program prints on every paper.
pub(super) fn is_day(words: &[&str]) -> bool {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() <= 4;
    words.iter().all(|word| is_number(word) || KNOWN.days.contains(*word))
}

/// Whether the program prints these words, which are folded, one after the other, whatever the numbers among them.
pub(super) fn prints(words: &[&str]) -> bool {
    KNOWN.run.contains(&run(words.iter().copied()))
}

/// Words one after the other, a space before and after each, without numbers such as pages, items and tables have.
fn run<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words = words.filter(|word| !is_number(word));
    words.fold(" ".to_owned(), |run, word| run + word + " ")
}

/// Whether a word is a number such as pages, items and tables have.
fn is_number(word: &str) -> bool {
    word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}
