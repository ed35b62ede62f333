//! Makes telephone numbers and e-mail addresses into links.
//!
//! Words come in; the same words go out, as a link where they are a number that can be dialled or an address. Those
//! in the middle of a sentence stay plain, since nothing there tells a telephone number from others.

use crate::document::*;
use crate::read::Name;

/// The fewest digits of a telephone number that can be dialled from outside.
const SHORTEST: usize = 5;

/// The digits of a number that is known by its form alone: as many as British numbers have or, after `+`, as any
/// abroad.
const NATIONAL: std::ops::RangeInclusive<usize> = 10..=11;
const INTERNATIONAL: std::ops::RangeInclusive<usize> = 9..=15;

/// A field for a telephone number as a link, which dials the digits before an extension.
pub(super) fn call(name: &Name) -> Inlines {
    let words = Inline::text(name.value.clone(), name.place);
    match dialled(&name.value) {
        Some(number) => vec![link(format!("tel:{number}"), words)],
        None => vec![words],
    }
}

/// Makes a link of each paragraph that is a telephone number or an e-mail address and nothing else.
pub(super) fn link_alone(blocks: &mut [Block]) {
    for block in blocks {
        let Block::Paragraph(paragraph) = block else { continue };
        if let [Inline::Text(text)] = paragraph.content.as_slice()
            && let Some(target) = target(&text.text)
        {
            paragraph.content = vec![link(target, Inline::Text(text.clone()))];
        }
    }
}

/// The address for words that are a telephone number or an e-mail address and nothing else.
fn target(words: &str) -> Option<String> {
    let number = dialled(words).filter(|_| is_number(words)).map(|number| format!("tel:{number}"));
    number.or_else(|| is_email(words).then(|| format!("mailto:{words}")))
}

/// Whether words are an e-mail address.
fn is_email(words: &str) -> bool {
    let plain = |part: &str| {
        part.chars().all(|next| next.is_ascii_alphanumeric() || "._+-'".contains(next))
    };
    words.split_once('@').is_some_and(|(who, at)| {
        let named = at.split('.').all(|part| !part.is_empty()) && at.contains('.');
        !who.is_empty() && named && plain(who) && plain(at)
    })
}

/// Words as a link.
fn link(target: String, words: Inline) -> Inline {
    let place = match &words {
        Inline::Text(text) => text.place,
        _ => None,
    };
    Inline::Link(Link { target: Target::Url(target), content: vec![words], place })
}

/// The digits to dial, if there are enough.
fn dialled(words: &str) -> Option<String> {
    let number = words.split(char::is_alphabetic).next().unwrap_or_default();
    let dialled = number
        .chars()
        .enumerate()
        .filter(|(at, next)| next.is_ascii_digit() || (*at == 0 && *next == '+'));
    let dialled: String = dialled.map(|(_, next)| next).collect();
    (dialled.len() >= SHORTEST).then_some(dialled)
}

/// Whether words can only be a telephone number: `01632 960123`, `(020) 7946 0123 ext. 4`, `+44 1632 960123`.
fn is_number(words: &str) -> bool {
    let (number, rest) = words.split_at(words.find(char::is_alphabetic).unwrap_or(words.len()));
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let plain = number.chars().all(|next| {
        next.is_ascii_digit() || matches!(next, '+' | '(' | ')' | ' ' | '\u{A0}' | '-' | ',')
    });
    let inland = number.trim_start_matches('(').starts_with('0')
        && NATIONAL.contains(&digits)
        && (digits == 11 || number.trim().contains(' '));
    let abroad = number.starts_with('+') && INTERNATIONAL.contains(&digits);
    plain && (inland || abroad) && (rest.is_empty() || rest.starts_with("ext"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_or_address_alone_in_a_cell_is_a_link_and_no_other_words_are() {
        let linked = |words: &str| {
            let mut blocks = vec![Block::paragraph(vec![Inline::text(words, None)])];
            link_alone(&mut blocks);
            match &blocks[..] {
                [Block::Paragraph(Paragraph { content, .. })] => match &content[..] {
                    [Inline::Link(Link { target: Target::Url(url), .. })] => Some(url.clone()),
                    _ => None,
                },
                _ => None,
            }
        };
        assert_eq!(linked("01632 960123").as_deref(), Some("tel:01632960123"));
        assert_eq!(linked("020 7946 0123 ext. 45").as_deref(), Some("tel:02079460123"));
        assert_eq!(linked("+44 1632 960 123").as_deref(), Some("tel:+441632960123"));
        assert_eq!(linked("07700900123").as_deref(), Some("tel:07700900123"));
        assert_eq!(
            linked("r.o'neill@example.gov.uk").as_deref(),
            Some("mailto:r.o'neill@example.gov.uk")
        );
        for other in [
            "@example.gov.uk",
            "sam@example",
            "sam@example..uk",
            "sam@example.gov.uk or ring",
            "0198611862",
            "10 November 2022",
            "1,000,000,000",
            "01632 960123 or 0808 157 0192",
            "2022-23",
            "",
        ] {
            assert_eq!(linked(other), None, "{other}");
        }
    }
}
