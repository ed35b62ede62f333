//! Handles characters that papers cannot show: those of picture fonts, and those missing from every font of the
//! paper.

use super::remarks::Remarks;
use super::tree::{Block, Inline, each_line};

/// Names for characters that no font of papers has.
const NAMES: [(&str, &str); 9] = [
    ("✓✔🗸", "a tick"),
    ("✗✘🗴", "a cross"),
    ("☐❏❑🗆", "an empty box"),
    ("☑☒🗹🗷", "a ticked box"),
    ("➔➜➡⇨", "an arrow"),
    ("★☆⭐", "a star"),
    ("☺🙂😀", "a smiling face"),
    ("☹🙁", "a sad face"),
    ("⁰", "a raised 0"),
];

/// The replacement for an unknown character of a picture font.
const UNKNOWN: char = '\u{FFFD}';

/// The character that a letter of a picture font shows, as far as there is one.
pub(super) fn symbol(code: char, font: &str) -> char {
    let small = u32::from(code) & 0xFF;
    match font.to_ascii_lowercase().as_str() {
        "wingdings" => match small {
            0xFC => '✓',
            0xFB => '✗',
            0xFE => '☑',
            0xFD => '☒',
            0x6F | 0xA8 | 0x71 | 0x72 => '☐',
            0xE0 | 0xE8 | 0xF0 => '→',
            0xDF => '←',
            0x4A => '☺',
            0x4C => '☹',
            0x6C | 0x6E | 0x73..=0x77 | 0x9E | 0x9F | 0xA7 | 0xD8 | 0xB7 => '•',
            _ => UNKNOWN,
        },
        "wingdings 2" => match small {
            0x50 => '✓',
            0x4F => '✗',
            0x52 => '☑',
            0x51 | 0x53 | 0x54 => '☒',
            0xA3 | 0x30 | 0x2A => '☐',
            0x96..=0x98 | 0xB7 => '•',
            _ => UNKNOWN,
        },
        "wingdings 3" => match small {
            0x22 | 0x67 | 0x7D | 0xC6 => '→',
            _ => UNKNOWN,
        },
        "webdings" => match small {
            0x61 => '✓',
            0x72 => '✗',
            0x63 => '☐',
            0x3D | 0x6E => '•',
            _ => UNKNOWN,
        },
        _ => match small {
            0xA3 => '≤',
            0xB3 => '≥',
            0xB1 => '±',
            0xB4 => '×',
            0xD7 => '·',
            0x2D => '−',
            0x61 => 'α',
            0x62 => 'β',
            0x6D => 'μ',
            0x44 => 'Δ',
            0x53 => 'Σ',
            0x20..0x7F => char::from_u32(small).unwrap_or('•'),
            _ => '•',
        },
    }
}

/// Replaces characters that cannot be shown by notes, in each line of blocks.
pub(super) fn name_unshown(
    blocks: &mut [Block],
    shows: &dyn Fn(char) -> bool,
    remarks: &mut Remarks,
) {
    each_line(blocks, &mut |content| in_line(content, shows, remarks));
}

/// Replaces characters that cannot be shown by notes; letters stay, as they only lack a font.
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
                // These only change the look of the character before.
                '\u{FE00}'..='\u{FE0F}' | '\u{200D}' => {}
                next => {
                    line.push(Inline::Text(std::mem::take(&mut words), manner));
                    line.push(remarks.at(
                        match next {
                            UNKNOWN => "the draft has a sign of a picture font here".to_owned(),
                            next => format!("no font of papers shows `{next}`"),
                        },
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

/// The name of a character.
fn name(sign: char) -> String {
    if sign == UNKNOWN {
        return "a sign of a picture font".to_owned();
    }
    let known = NAMES.iter().find(|(signs, _)| signs.contains(sign));
    known.map_or_else(
        || format!("the sign U+{:04X}", u32::from(sign)),
        |(_, name)| (*name).to_owned(),
    )
}
