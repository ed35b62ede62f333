//! Names characters that cannot be seen, in words that people can look up.

/// Stands for a `<` that Markdown would otherwise take for HTML. A Unicode noncharacter, which no text holds.
pub(crate) const LESS: char = '\u{FDD2}';

/// The name of a character that cannot be seen, with its article.
pub(crate) fn described(character: char) -> String {
    let name = match character {
        '\u{0B}' => "a line break of a word processor",
        '\u{0C}' => "a page break",
        '\u{A0}' | '\u{202F}' => "a space that does not break",
        '\u{AD}' | '\u{200B}' => "a mark for where a word may break",
        '\u{2000}'..='\u{200A}' | '\u{205F}' | '\u{3000}' => "a space of a width of its own",
        '\u{34F}' | '\u{200C}' | '\u{200D}' | '\u{2060}' => "a mark that joins or parts letters",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "a letter that fills a gap",
        '\u{180E}' | '\u{2061}'..='\u{2064}' => "a mark that has no shape",
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            "a mark for the direction of writing"
        }
        '\u{2028}' | '\u{2029}' => "a line break",
        '\u{FEFF}' => "a mark that some programs put before text",
        '\u{FFFC}' => "a mark for an object that was lost",
        '\u{FFFD}' => "a mark for a letter that was lost",
        _ => "a control character",
    };
    format!("{name} (U+{:04X})", u32::from(character))
}

/// Whether a character is invisible by design: soft hyphens, zero-width spaces and joiners, direction marks, word
/// joiners, invisible operators, fillers.
pub(crate) fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'..='\u{2064}'
            | '\u{3164}'
            | '\u{FFA0}'
    )
}
