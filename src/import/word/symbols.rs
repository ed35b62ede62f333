//! Signs of a draft that papers cannot show: those of picture fonts, and those that no font of the paper has.

use super::remarks::Remarks;
use super::tree::{Block, Inline, each_line};

/// What signs are called that no font of papers has.
const NAMES: [(&str, &str); 7] = [
    ("✓✔🗸", "a tick"),
    ("✗✘🗴", "a cross"),
    ("☐❏❑🗆", "an empty box"),
    ("☑☒🗹🗷", "a ticked box"),
    ("➔➜➡⇨", "an arrow"),
    ("★☆⭐", "a star"),
    ("☺🙂😀", "a smiling face"),
];

/// The character that a letter of a picture font shows, as far as there is one.
pub(super) fn symbol(code: char, font: &str) -> char {
    let small = u32::from(code) & 0xFF;
    let wingdings = font.to_ascii_lowercase().starts_with("wingdings");
    match (small, wingdings) {
        (0xFC, true) => '✓',
        (0xFB, true) => '✗',
        (0xFE, true) => '☑',
        (0xFD, true) => '☒',
        (0x6F | 0xA8 | 0x71 | 0x72, true) => '☐',
        (0xE0, true) => '→',
        (0xDF, true) => '←',
        (0x4A, true) => '☺',
        (0xA3, false) => '≤',
        (0xB3, false) => '≥',
        (0xB1, false) => '±',
        (0xB4, false) => '×',
        (0xD7, false) => '·',
        (0x2D, false) => '−',
        (0x61, false) => 'α',
        (0x62, false) => 'β',
        (0x6D, false) => 'μ',
        (0x44, false) => 'Δ',
        (0x53, false) => 'Σ',
        (0x20..0x7F, false) => char::from_u32(small).unwrap_or('•'),
        _ => '•',
    }
}

/// Puts notes in the place of signs that cannot be shown, in each line of blocks.
pub(super) fn name_unshown(
    blocks: &mut [Block],
    shows: &dyn Fn(char) -> bool,
    remarks: &mut Remarks,
) {
    each_line(blocks, &mut |content| in_line(content, shows, remarks));
}

/// Puts notes in the place of signs that cannot be shown; letters stay, since they say something that only a font is
/// wanting for.
pub(super) fn in_line(
    content: &mut Vec<Inline>,
    shows: &dyn Fn(char) -> bool,
    remarks: &mut Remarks,
) {
    let shown = |next: char| next.is_alphanumeric() || next.is_ascii() || shows(next);
    let mut line = Vec::with_capacity(content.len());
    for inline in std::mem::take(content) {
        let (text, manner) = match inline {
            Inline::Text(text, manner) if !text.chars().all(shown) => (text, manner),
            other => {
                line.push(other);
                continue;
            }
        };
        let mut words = String::new();
        for next in text.chars() {
            match next {
                next if shown(next) => words.push(next),
                '\u{2010}' | '\u{2011}' => words.push('-'),
                next if next.is_whitespace() => words.push(' '),
                // What only changes how the sign before it looks.
                '\u{FE00}'..='\u{FE0F}' | '\u{200D}' => {}
                next => {
                    line.push(Inline::Text(std::mem::take(&mut words), manner));
                    line.push(remarks.at(
                        format!("no font of papers shows `{next}`"),
                        "say in words what it stands for",
                    ));
                    words.push_str(&format!("[Insert in words: {}]", name(next)));
                }
            }
        }
        line.push(Inline::Text(words, manner));
    }
    *content = line;
}

/// What a sign is called.
fn name(sign: char) -> String {
    let known = NAMES.iter().find(|(signs, _)| signs.contains(sign));
    known.map_or_else(
        || format!("the sign U+{:04X}", u32::from(sign)),
        |(_, name)| (*name).to_owned(),
    )
}
