//! Words that mark what they stand beside as not for publication, told from the same words in a subject: "Prices (exempt)"
//! beside "Exempt accommodation".
//!
//! In comes a line of a draft; out comes whether something in it is such a mark. What that withholds is left to
//! [`withheld`](super::withheld) and [`closing`](super::closing).

use crate::read::mark::is_mark_elsewhere;

/// How far a mark can be trusted to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// Subjects have the word as often.
    Likely,
    /// It has hardly another meaning in a paper.
    Sure,
}

/// The marks, each as the words that it is made of.
const MARKS: [(&[&str], Strength); 20] = [
    (&["exempt"], Strength::Sure),
    (&["confidential"], Strength::Sure),
    (&["not", "for", "publication"], Strength::Sure),
    (&["not", "to", "be", "published"], Strength::Sure),
    (&["commercial", "in", "confidence"], Strength::Sure),
    (&["official", "sensitive"], Strength::Sure),
    (&["pink", "paper"], Strength::Sure),
    (&["pink", "papers"], Strength::Sure),
    (&["not", "public"], Strength::Likely),
    (&["non", "public"], Strength::Likely),
    (&["in", "private"], Strength::Likely),
    (&["private"], Strength::Likely),
    (&["restricted"], Strength::Likely),
    (&["closed"], Strength::Likely),
    (&["sensitive"], Strength::Likely),
    (&["secret"], Strength::Likely),
    (&["part", "2"], Strength::Likely),
    (&["part", "ii"], Strength::Likely),
    (&["part", "two"], Strength::Likely),
    (&["part", "b"], Strength::Likely),
];

/// The words beside a mark that say no more than it does.
const BESIDE: &str = "12a 1972 a act agenda and annex appendices appendix as be business by category commercially contains \
    disclosure document for from fully government in information is item items local members not of only or paper \
    papers para paragraph paragraphs paras part partly press public publication report schedule section session \
    status strictly the this to under virtue wholly with yes";

/// What is called private or closed when it is not for publication.
const NOUNS: &str =
    "agenda annex appendices appendix business information item items paper report session";

/// The words after a mark that is sure with which it is a subject of its own: exempt accommodation.
const KNOWN: &str = "accommodation from housing vehicles";

/// The words after any other with which it is one: private hire, closed roads.
const SUBJECTS: &str = "access accommodation accounts actions after area areas at bill bills businesses by byway byways car care cases \
    churchyard churchyards circuit companies company complaints development during dwellings finance financing for \
    foster fostering from fund funding funds grant grants healthcare hire homes housing in individual individuals \
    investment land landfill landfills landlord landlords law loop mobility nurseries on parking parties \
    properties property provider providers rental rented renting reserve reserves road roads school schools sector \
    since street streets tenants to vat vehicles";

/// Whether a word is one of a list.
fn is_any(word: &str, list: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// What a line says where it is parted at brackets, dashes, colons and full stops.
struct Stretch {
    words: Vec<Word>,
}

/// A word of a line.
struct Word {
    small: String,
    /// Whether it stands in capitals.
    loud: bool,
}

/// A mark in a stretch: where it stands, and how sure it is.
struct Mark {
    start: usize,
    end: usize,
    strength: Strength,
    /// Whether it is in capitals, and not all of the line is.
    loud: bool,
}

/// Whether a heading, a title or a line of a front sheet marks what it stands above. Where that is not sure, it does: it is
/// for the author to say that it does not.
pub(super) fn heading_marks(line: &str) -> bool {
    let shouted = !line.chars().any(char::is_lowercase);
    stretches(line).iter().any(|stretch| {
        let marks = stretch.marks(shouted);
        let last = stretch.words.len();
        stretch.is_only(&marks)
            || marks.iter().any(|mark| {
                let subject = stretch.is_subject(mark);
                let outer = mark.start == 0
                    || mark.end == last && stretch.words[mark.start].small != "closed";
                let noun =
                    stretch.words.get(mark.end).is_some_and(|next| is_any(&next.small, NOUNS));
                mark.loud || !subject && (mark.strength == Strength::Sure || outer || noun)
            })
    })
}

/// Whether a line of text starts or ends with a mark that holds for what it says.
pub(super) fn text_marks(line: &str) -> bool {
    let shouted = !line.chars().any(char::is_lowercase);
    let stretches = stretches(line);
    let apart = |stretch: &Stretch| {
        let marks = stretch.marks(shouted);
        let sure = |mark: &Mark| mark.strength == Strength::Sure || mark.loud || shouted;
        stretch.is_only(&marks) && marks.iter().any(sure)
    };
    let starts = stretches.first().is_some_and(|first| {
        first.marks(shouted).first().is_some_and(|mark| mark.start == 0 && mark.loud)
    });
    starts || stretches.first().is_some_and(apart) || stretches.last().is_some_and(apart)
}

/// Whether a line has a word in it that can hardly mean anything else than that something is not for publication.
pub(super) fn is_sure(line: &str) -> bool {
    let shouted = !line.chars().any(char::is_lowercase);
    let sure = |stretch: &Stretch, mark: &Mark| {
        mark.strength == Strength::Sure && (mark.loud || !stretch.is_subject(mark))
    };
    stretches(line)
        .iter()
        .any(|stretch| stretch.marks(shouted).iter().any(|mark| sure(stretch, mark)))
}

/// Whether a line does nothing but mark.
pub(super) fn is_lone(line: &str) -> bool {
    let stretches = stretches(line);
    let marks = stretches.iter().any(|stretch| stretch.is_only(&stretch.marks(false)));
    marks && stretches.iter().all(Stretch::says_no_more)
}

/// Where the title of an appendix goes on after brackets that only mark it: after "(exempt) – ".
pub(super) fn title_after(title: &str) -> usize {
    let inside = title.strip_prefix(['(', '[']).and_then(|rest| rest.split_once([')', ']']));
    let rest = inside.filter(|(inside, _)| is_lone(inside)).map_or(title, |(_, rest)| rest);
    let own = rest.trim_start_matches([' ', '–', '—', '-', ':', '.']);
    if own.is_empty() { 0 } else { title.len() - own.len() }
}

/// Whether a heading parts what is not for publication from what came before it.
pub(super) fn divides(heading: &str) -> bool {
    let part = |mark: &Mark, stretch: &Stretch| stretch.words[mark.start].small == "part";
    stretches(heading).iter().any(|stretch| {
        stretch.marks(false).iter().any(|mark| mark.start == 0 && part(mark, stretch))
    })
}

/// Whether a heading says that what follows is public, or is another part than the one that is not.
pub(super) fn opens(heading: &str) -> bool {
    let open = |words: &[&str]| match words {
        ["part", number, ..] => {
            !["2", "ii", "two", "b"].contains(number) && number.chars().count() <= 4
        }
        ["public" | "open"] | ["public" | "open", "report"] => true,
        _ => false,
    };
    stretches(heading).iter().any(|stretch| {
        let words: Vec<&str> = stretch.words.iter().map(|word| &*word.small).collect();
        open(&words)
    })
}

/// Parts a line at brackets, dashes, colons and full stops.
fn stretches(line: &str) -> Vec<Stretch> {
    let spaced = line.replace(" - ", "–").replace("- ", "–").replace(". ", "–");
    let parted = spaced.split(|next: char| "()[]{}:;|*–—!?".contains(next));
    let stretches = parted.map(|words| {
        let words =
            words.split(|next: char| !next.is_alphanumeric() && next != '’' && next != '\'');
        let words = words.filter(|word| !word.is_empty()).map(|word| Word {
            small: word.to_lowercase(),
            loud: word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase),
        });
        Stretch { words: without_label(words.collect()) }
    });
    stretches.filter(|stretch| !stretch.words.is_empty()).collect()
}

/// Words without the number before them, or the label of an appendix.
fn without_label(mut words: Vec<Word>) -> Vec<Word> {
    let number = |word: &Word| word.small.chars().all(|next| next.is_ascii_digit());
    let numbers = words.iter().take_while(|word| number(word)).count();
    words.drain(..numbers);
    let labelled = words.len() > 2
        && ["appendix", "annex", "annexe"].contains(&&*words[0].small)
        && words[1].small.chars().count() <= 3;
    words.drain(..if labelled { 2 } else { 0 });
    words
}

impl Stretch {
    /// The marks that stand in it. `shouted` is whether all of the line is in capitals.
    fn marks(&self, shouted: bool) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for start in 0..self.words.len() {
            let rest = &self.words[start..];
            let made_of = |words: &[&str]| {
                words.len() <= rest.len()
                    && words.iter().zip(rest).all(|(word, own)| own.small == *word)
            };
            let found = MARKS.iter().find(|(words, _)| made_of(words));
            let found = found.map(|(words, strength)| (words.len(), *strength));
            let elsewhere = || is_mark_elsewhere(&rest[0].small).then_some((1, Strength::Sure));
            if let Some((length, strength)) = found.or_else(elsewhere) {
                let end = start + length;
                let loud = !shouted
                    && self.words[start..end].iter().all(|word| word.loud || word.small.len() < 2);
                marks.push(Mark { start, end, strength, loud });
            }
        }
        marks
    }

    /// Whether it says nothing but its marks.
    fn is_only(&self, marks: &[Mark]) -> bool {
        !marks.is_empty() && self.says_no_more()
    }

    /// Whether all of its words are those of marks, or say no more than they do.
    fn says_no_more(&self) -> bool {
        let marks = self.marks(false);
        let within = |at: usize| marks.iter().any(|mark| (mark.start..mark.end).contains(&at));
        let number =
            |word: &str| word.len() <= 3 && word.starts_with(|next: char| next.is_ascii_digit());
        self.words
            .iter()
            .enumerate()
            .all(|(at, word)| within(at) || number(&word.small) || is_any(&word.small, BESIDE))
    }

    /// Whether a mark is the start of a subject that has that word.
    fn is_subject(&self, mark: &Mark) -> bool {
        let is = |word: Option<&Word>, words| word.is_some_and(|word| is_any(&word.small, words));
        let after = self.words.get(mark.end);
        let law = ["publication", "disclosure", "inspection", "press", "public"];
        let kept = is(after, "from")
            && self.words[mark.end..].iter().any(|word| law.contains(&&*word.small));
        let before = mark.start.checked_sub(1).and_then(|at| self.words.get(at));
        let subjects = if mark.strength == Strength::Sure { KNOWN } else { SUBJECTS };
        is(after, subjects) && !kept || is(before, "vat tax non")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_marked_wherever_the_mark_stands() {
        for marked in [
            "Appendix B (exempt) – Prices",
            "Appendix 2 (Not for publication): Prices",
            "Prices – not for publication",
            "Part 2 – Exempt",
            "PART II – PRIVATE",
            "EXEMPT – Prices",
            "EXEMPT Prices",
            "Prices: CLOSED",
            "Prices [restricted]",
            "Appendix 3 Private",
            "Private and confidential: bids",
            "Restricted appendix",
            "4. Exempt information",
            "Exempt – paragraph 3",
            "Exempt under paragraph 3 of Part 1 of Schedule 12A",
            "Confidential bids",
            "Closed session",
            "Bids PRIVATE for now",
            "Part exempt",
        ] {
            assert!(heading_marks(marked), "{marked}");
        }
    }

    #[test]
    fn subjects_with_such_words_are_no_marks() {
        for open in [
            "Private hire licensing",
            "The private rented sector",
            "Closed landfill sites",
            "Closed-circuit television",
            "Roads closed in the year",
            "Schools that closed",
            "Restricted reserves",
            "Supported exempt accommodation",
            "Premises exempt from business rates",
            "Our part 2 of the plan was kept private by no one",
            "Confidentiality",
            "Part 1 – Introduction",
        ] {
            assert!(!heading_marks(open), "{open}");
        }
    }

    #[test]
    fn the_title_of_an_appendix_goes_on_after_its_mark() {
        for (title, own) in [
            ("(exempt) – Prices", "Prices"),
            ("[Not for publication]: Prices", "Prices"),
            ("(exempt)", "(exempt)"),
            ("(draft) Prices", "(draft) Prices"),
            ("Prices (exempt)", "Prices (exempt)"),
        ] {
            assert_eq!(&title[title_after(title)..], own);
        }
    }

    #[test]
    fn text_is_marked_at_its_start_and_at_its_end() {
        for marked in [
            "EXEMPT – The lowest bid was £1.2m.",
            "EXEMPT: The lowest bid was £1.2m.",
            "EXEMPT The lowest bid was £1.2m.",
            "Exempt. The lowest bid was £1.2m.",
            "CONFIDENTIAL – The lowest bid was £1.2m.",
            "Exempt (paragraph 3): the lowest bid was £1.2m.",
            "RESTRICTED: the lowest bid was £1.2m.",
            "The lowest bid was £1.2m – EXEMPT",
            "Private and confidential – the lowest bid",
        ] {
            assert!(text_marks(marked), "{marked}");
        }
        for open in [
            "Private: 20 homes",
            "Closed – 14 complaints",
            "Three premises are exempt from rates.",
            "Part 2: what was done",
            "Restricted reserves fell.",
            "They respect confidential advice.",
        ] {
            assert!(!text_marks(open), "{open}");
        }
    }
}
