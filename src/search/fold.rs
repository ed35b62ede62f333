//! Folds texts for comparison: only letters and digits, in one case, without accents.
//!
//! In comes a text as its author wrote it or as a file shows it; out comes a [`Folded`], in which white space, line
//! ends, hyphens, ligatures, soft hyphens, emphasis and the different ways of writing a letter in Unicode make no
//! difference. It remembers where words and numbers ended, so that `2207` is not found in 22/07, nor `art` in
//! "party", and where each letter was, so that words can be quoted as written.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What is before a letter or digit, from nothing up to something that no number spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing: it is inside a word or a number.
    Within,
    /// A point between two digits.
    Point,
    /// A comma or an apostrophe between two digits.
    Comma,
    /// A move along the line between two strings on a page, which may mean nothing or a space.
    Move,
    /// White space, or the change between a letter and a digit.
    Blank,
    /// Anything else, or the start of the text.
    Other,
}

/// Stands in the text of a page where strings are moved apart along a line. No text contains it.
pub(super) const MOVE: char = '\u{FDD1}';

/// A folded text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    /// Its letters and digits.
    letters: String,
    /// The gap before each byte of the letters, and after the last.
    gaps: Vec<Gap>,
    /// For each byte of the letters, the position of its character in the text.
    origins: Vec<u32>,
}

impl Folded {
    /// Folds a text.
    pub(crate) fn new(text: &str) -> Self {
        let mut folding = Folding { folded: Self::default(), between: Between::Other };
        for (at, letter) in text.char_indices() {
            folding.add(letter, u32::try_from(at).unwrap_or(u32::MAX));
        }
        let mut folded = folding.folded;
        folded.gaps.push(Gap::Other);
        folded
    }

    /// Its letters and digits.
    pub(crate) fn letters(&self) -> &str {
        &self.letters
    }

    /// The gap before the byte at this position, or after the last.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.gaps.get(at).copied().unwrap_or(Gap::Other)
    }

    /// Its words and numbers.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        (1..=self.letters.len()).filter(|at| self.gap(*at) >= Gap::Move).map(move |end| {
            let word = &self.letters[start..end];
            start = end;
            word
        })
    }

    /// Whether a range of letters begins and ends at the ends of words or numbers; zeros after a point belong to the
    /// same number.
    pub(crate) fn is_whole(&self, at: &Range<usize>) -> bool {
        let zeros = match self.gap(at.end) {
            Gap::Point => self.letters[at.end..].bytes().take_while(|&byte| byte == b'0').count(),
            _ => 0,
        };
        self.gap(at.start) >= Gap::Move && self.gap(at.end + zeros) >= Gap::Move
    }

    /// The part of the text that a range of letters comes from, extended to whole words.
    pub(crate) fn said<'a>(&self, text: &'a str, letters: Range<usize>) -> &'a str {
        text.get(self.range(text, letters)).unwrap_or_default()
    }

    /// The range of that part in the text.
    pub(crate) fn range(&self, text: &str, letters: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = letters;
        while start > 0 && self.gap(start) == Gap::Within {
            start -= 1;
        }
        while end < self.letters.len() && self.gap(end) == Gap::Within {
            end += 1;
        }
        let place = |at: usize| self.origins.get(at).map(|&at| at as usize);
        let last = end.checked_sub(1).and_then(place).unwrap_or(0);
        let after = text.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        place(start).unwrap_or(0)..last + after
    }
}

/// What has been met since the last letter or digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Nothing,
    Mark(char),
    Move,
    Blank,
    Other,
}

/// A text that is being folded.
struct Folding {
    folded: Folded,
    between: Between,
}

impl Folding {
    /// Adds the next character of the text, at this position.
    fn add(&mut self, letter: char, at: u32) {
        if letter == MOVE {
            self.between = match self.between {
                Between::Nothing | Between::Mark(_) | Between::Move => Between::Move,
                Between::Blank | Between::Other => self.between,
            };
        } else if letter.is_ascii_alphanumeric() {
            self.letter(letter.to_ascii_lowercase(), at);
        } else if letter.is_ascii() {
            self.other(letter);
        } else if !is_invisible(letter) {
            // A raised figure, such as a footnote number, does not belong to the number beside it.
            let raised = letter.is_numeric() && !letter.is_alphabetic();
            if raised {
                self.between = Between::Other;
            }
            decompose_compatible(letter, |part| {
                if is_combining_mark(part) {
                } else if part.is_alphanumeric() {
                    // Case folding as in Unicode: ß and ſ have capitals, and final sigma has the same as any other.
                    let capitals = part.to_uppercase();
                    capitals.flat_map(char::to_lowercase).for_each(|part| {
                        if part.is_alphanumeric() && !is_combining_mark(part) {
                            self.letter(part, at);
                        }
                    });
                } else {
                    self.other(part);
                }
            });
            if raised {
                self.between = Between::Other;
            }
        }
    }

    /// Adds a letter or digit.
    fn letter(&mut self, letter: char, at: u32) {
        let digit = letter.is_numeric();
        let last = self.folded.letters.chars().next_back().map(char::is_numeric);
        let both_digits = digit && last == Some(true);
        let gap = match self.between {
            Between::Nothing if last == Some(digit) => Gap::Within,
            Between::Mark('.') if both_digits => Gap::Point,
            Between::Mark(_) if both_digits => Gap::Comma,
            Between::Move => Gap::Move,
            Between::Nothing | Between::Blank => Gap::Blank,
            Between::Mark(_) | Between::Other => Gap::Other,
        };
        self.between = Between::Nothing;
        self.folded.letters.push(letter);
        for byte in 0..letter.len_utf8() {
            self.folded.gaps.push(if byte == 0 { gap } else { Gap::Within });
            self.folded.origins.push(at);
        }
    }

    /// Handles a character that is neither letter nor digit.
    fn other(&mut self, letter: char) {
        self.between = match self.between {
            Between::Nothing if matches!(letter, '.' | ',' | '\'' | '’' | '\u{2024}') => {
                Between::Mark(letter)
            }
            Between::Move if matches!(letter, '.' | ',') => Between::Move,
            // A number does not continue on the next line.
            Between::Nothing | Between::Blank if letter.is_whitespace() && letter != '\n' => {
                Between::Blank
            }
            _ => Between::Other,
        };
    }
}

/// Whether a character is invisible and separates nothing: a soft hyphen, a joiner, a direction mark.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> String {
        Folded::new(text).letters
    }

    #[test]
    fn one_letter_is_the_same_however_it_is_written() {
        for (one, other) in [
            ("Zoë Brontë", "Zoe\u{308} Bronte\u{308}"),
            ("office flat", "o\u{FB03}ce \u{FB02}at"),
            ("Straße", "STRASSE"),
            ("co-operate", "coope\u{AD}rate"),
            ("word", "wo\u{200B}rd\u{FEFF}"),
            ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
            ("ŵyl", "w\u{302}yl"),
            ("Ａ１", "a1"),
            ("first", "fir\u{FB05}"),
        ] {
            assert_eq!(letters(one), letters(other), "{one}");
        }
    }

    #[test]
    fn words_and_numbers_end_where_a_reader_sees_an_end() {
        let folded = Folded::new("at £1,400.50 a-year, 3 x²");
        assert_eq!(folded.letters(), "at140050ayear3x2");
        use Gap::{Blank, Comma, Other, Point, Within};
        let gaps = [
            Other, Within, Other, Comma, Within, Within, Point, Within, Blank, Other, Within,
            Within, Within, Other, Blank, Other, Other,
        ];
        assert_eq!(folded.gaps, gaps);
    }

    #[test]
    fn words_are_said_as_they_were_written() {
        let text = "The **Ferrow & Sons** firm’s Zoë.";
        let folded = Folded::new(text);
        let at = folded.letters().find("errowson").unwrap();
        assert_eq!(folded.said(text, at..at + 8), "Ferrow & Sons");
        let end = folded.letters().len();
        assert_eq!(folded.said(text, end - 2..end), "Zoë");
    }
}
