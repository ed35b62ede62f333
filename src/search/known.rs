//! Lists what the program itself prints, so that no search takes it for a secret.
//!
//! It covers the words of all built-in templates, house styles, wordings, scales and laws, and what programs write
//! about themselves into PDFs. Everybody can read those.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::Folded;
use crate::language::dates::DateWords;
use crate::language::{Language, wording};
use crate::world;

/// Everything the program prints.
struct Known {
    texts: Vec<Folded>,
    words: HashSet<String>,
    /// The words of dates, in the built-in languages.
    days: HashSet<String>,
    /// All words in sequence, with a space before and after each.
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

/// What is printed by Rust code rather than by built-in files, and what the authors of all reports write.
const OWN: [&str; 4] = [
    "page of",
    "papers committee-papers Typst krilla",
    "Further details and information are available on request from the author of this report, as set out above and \
     below; nothing beyond those; not applicable; for members to note and consider.",
    STANDING,
];

/// The phrases by which reports are withheld (the Local Government Act 1972, Part VA and Schedule 12A, and formerly
/// Schedule 12), each as one author or another puts it.
const STANDING: &str = "This report is not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government \
    Act 1972 (as amended). The report is exempt by virtue of paragraphs 1 and 3 of Part 1 of Schedule 12A to the Local Government \
    Act 1972, as amended, because it contains information relating to. This appendix is exempt from publication under paragraph 3 of \
    Schedule 12A of the Act as it contains exempt information as defined in paragraph 3 of Part I of Schedule 12A to the Act. It is \
    exempt from disclosure by virtue of the paragraph. By reason of paragraph 3 of Part 1. Contains exempt information within the \
    meaning of paragraph 3 of Part 1. The appendix to this report is exempt. Appendices to this report are exempt by virtue of \
    paragraph. Information relating to the financial or business affairs of any particular person (including the authority holding \
    that information). Relates to the financial or business affairs. That under section 100A(4) of the Local Government Act 1972 the \
    press and public be excluded from the meeting for the following item of business on the grounds that it involves the likely \
    disclosure of exempt information as defined in Part 1 of Schedule 12A of the Act. For the following items of business on the \
    grounds that they involve the likely disclosure of exempt information. The public be excluded from the meeting during consideration \
    of this item. In all the circumstances of the case, the public interest in maintaining the exemption outweighs the public interest \
    in disclosing the information. It is considered that the public interest in maintaining the exemption outweighs the public interest \
    in disclosing it. The committee is asked to resolve. If members wish to discuss the exempt information, the committee will be \
    asked to exclude the press and public from the meeting. Members are reminded that this report must not be disclosed to anyone.";

/// The number of consecutive words that make a phrase.
const TURN: usize = 4;

/// The texts that the program prints from.
pub(super) fn texts() -> impl Iterator<Item = &'static Folded> {
    KNOWN.texts.iter()
}

/// Whether the program uses this folded word.
pub(super) fn has(word: &str) -> bool {
    KNOWN.words.contains(word)
}

/// Whether a text consists only of words that the program uses too, as every report has.
pub(crate) fn is_known(text: &Folded) -> bool {
    text.words().all(has)
}

/// Whether a text consists only of phrases that the program or the law uses too, apart from numbers.
pub(crate) fn is_standing(text: &Folded) -> bool {
    let words: Vec<&str> = text.words().filter(|word| !is_number(word)).collect();
    words.len() >= TURN && words.windows(TURN).all(prints)
}

/// Whether a text is a date or part of one, as the program prints on every paper.
pub(crate) fn is_day(text: &Folded) -> bool {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() <= 4;
    text.words().all(|word| is_number(word) || KNOWN.days.contains(word))
}

/// Whether the program prints these folded words in this sequence, apart from numbers.
pub(super) fn prints(words: &[&str]) -> bool {
    KNOWN.run.contains(&run(words.iter().copied()))
}

/// Joins words with a space before and after each, leaving out numbers such as those of pages, items and tables.
fn run<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words = words.filter(|word| !is_number(word));
    words.fold(" ".to_owned(), |run, word| run + word + " ")
}

/// Whether a word is a number as pages, items and tables have.
fn is_number(word: &str) -> bool {
    word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}
