//! Numbers of sections and paragraphs, and labels from numbers: `1.`, `a)`, `(iv)`.

use crate::model::style::{Numbering, ParagraphNumbers};

/// Counts the sections and paragraphs of one paper as its house style does.
pub(super) struct Numbers<'a> {
    numbering: &'a Numbering,
    /// The numbers last given to a section, a paragraph, and a paragraph below one.
    section: usize,
    paragraph: usize,
    sub: usize,
}

impl<'a> Numbers<'a> {
    /// Nothing is numbered yet.
    pub(super) fn new(numbering: &'a Numbering) -> Self {
        Self { numbering, section: 0, paragraph: 0, sub: 0 }
    }

    /// The number of the next top section, if the house style numbers sections.
    pub(super) fn section(&mut self) -> Option<String> {
        let pattern = self.numbering.sections.as_ref()?;
        self.section += 1;
        if self.numbering.paragraphs == ParagraphNumbers::BySection {
            self.paragraph = 0;
            self.sub = 0;
        }
        Some(label(pattern, self.section))
    }

    /// The number of the next paragraph; of one below the last, if `sub`.
    pub(super) fn paragraph(&mut self, sub: bool) -> String {
        if sub {
            self.sub += 1;
        } else {
            self.paragraph += 1;
            self.sub = 0;
        }
        let below = if sub { format!(".{}", self.sub) } else { String::new() };
        match self.numbering.paragraphs {
            ParagraphNumbers::BySection => format!("{}.{}{below}", self.section, self.paragraph),
            _ => {
                let pattern =
                    self.numbering.pattern.as_ref().map_or("1.", |pattern| pattern.as_str());
                let pattern = if sub { pattern.trim_end_matches('.') } else { pattern };
                format!("{}{below}", label(pattern, self.paragraph))
            }
        }
    }
}

/// The label of the nth thing (from 1) in a pattern that has one of `1`, `a`, `A`, `i`, `I` where the
/// number goes. A pattern without one is the label of every thing, as a bullet is.
pub(crate) fn label(pattern: &str, n: usize) -> String {
    match pattern.find(['1', 'a', 'A', 'i', 'I']) {
        Some(at) => {
            let number = match pattern.as_bytes()[at] {
                b'a' => letters(n),
                b'A' => letters(n).to_ascii_uppercase(),
                b'i' => roman(n),
                b'I' => roman(n).to_ascii_uppercase(),
                _ => n.to_string(),
            };
            format!("{}{number}{}", &pattern[..at], &pattern[at + 1..])
        }
        None => pattern.to_owned(),
    }
}

/// Whether a pattern has a place for the number.
pub(super) fn counts(pattern: &str) -> bool {
    pattern.contains(['1', 'a', 'A', 'i', 'I'])
}

/// a … z, aa, ab …
fn letters(mut n: usize) -> String {
    let mut letters = Vec::new();
    while n > 0 {
        n -= 1;
        letters.push((b'a' + (n % 26) as u8) as char);
        n /= 26;
    }
    letters.iter().rev().collect()
}

/// i, ii, iii, iv … up to 3,999; digits beyond.
fn roman(n: usize) -> String {
    const STEPS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if n > 3999 {
        return n.to_string();
    }
    let mut left = n;
    let mut numeral = String::new();
    for (value, sign) in STEPS {
        while left >= value {
            numeral.push_str(sign);
            left -= value;
        }
    }
    numeral
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_carries_the_number_in_its_own_script() {
        assert_eq!(label("1.", 12), "12.");
        assert_eq!(label("a)", 28), "ab)");
        assert_eq!(label("(i)", 14), "(xiv)");
        assert_eq!(label("A", 3), "C");
        assert_eq!(label("•", 3), "•");
    }
}
