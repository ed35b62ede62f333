//! Finds sums, telephone numbers, e-mail addresses and postcodes in a text, each of which can be a secret by itself.

use super::names::places;

/// The fewest digits of a sum, and the fewest before its final noughts: a round sum may be anyone's.
const DIGITS: usize = 4;
const TELLING: usize = 3;
/// The numbers of digits that a telephone number can have.
const TELEPHONE: [usize; 2] = [10, 11];

/// All sums, addresses and telephone numbers in a text.
pub(super) fn figures(text: &str) -> Vec<&str> {
    let all = sums(text).into_iter().chain(addresses(text)).chain(telephones(text));
    all.collect()
}

/// The sums of money in a text, without round ones.
fn sums(text: &str) -> Vec<&str> {
    let found = text.match_indices('£').filter_map(|(at, sign)| {
        let rest = &text[at + sign.len()..];
        let end = rest.find(|next: char| !next.is_ascii_digit() && !",.".contains(next));
        let figure = rest[..end.unwrap_or(rest.len())].trim_end_matches([',', '.']);
        let digits: String = figure.chars().filter(char::is_ascii_digit).collect();
        let telling = digits.trim_end_matches('0').len();
        (digits.len() >= DIGITS && telling >= TELLING)
            .then(|| &text[at..at + sign.len() + figure.len()])
    });
    found.collect()
}

/// The e-mail addresses and postcodes in a text.
fn addresses(text: &str) -> Vec<&str> {
    let words = places(text);
    let is_email = |word: &str| {
        word.split_once('@').is_some_and(|(name, at)| !name.is_empty() && at.contains('.'))
    };
    let emails = words.iter().map(|(_, word)| *word).filter(|word| is_email(word));
    let postcodes = words.windows(2).filter_map(|two| match two {
        [(start, outward), (last, inward)] if is_postcode(outward, inward) => {
            Some(&text[*start..last + inward.len()])
        }
        _ => None,
    });
    emails.chain(postcodes).collect()
}

/// The telephone numbers in a text: one or several words of digits that begin with nought.
fn telephones(text: &str) -> Vec<&str> {
    let words = places(text);
    let is_figures = |word: &str| word.chars().all(|next| next.is_ascii_digit() || next == '-');
    let (mut found, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let is_beside = |two: &&[(usize, &str)]| {
            let between = &text[two[0].0 + two[0].1.len()..two[1].0];
            is_figures(two[1].1)
                && between.chars().all(|next| next.is_whitespace() || "()".contains(next))
        };
        let figures = match is_figures(words[at].1) {
            true => 1 + words[at..].windows(2).take_while(is_beside).count(),
            false => 0,
        };
        if figures > 0 && words[at].1.starts_with('0') {
            let (last, word) = words[at + figures - 1];
            let number = &text[words[at].0..last + word.len()];
            let digits = number.chars().filter(char::is_ascii_digit).count();
            found.extend(TELEPHONE.contains(&digits).then_some(number));
        }
        at += figures.max(1);
    }
    found
}

/// Whether two words are the halves of a postcode: `SW1A 2AA`.
fn is_postcode(outward: &str, inward: &str) -> bool {
    let is_letter = |next: char| next.is_ascii_uppercase();
    let is_digit = |next: char| next.is_ascii_digit();
    (2..=4).contains(&outward.len())
        && outward.starts_with(is_letter)
        && outward.contains(is_digit)
        && inward.len() == 3
        && inward.starts_with(is_digit)
        && inward.ends_with(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_addresses_and_telephones_are_known_by_their_form() {
        let text = "It was £1,204,500 and not £500,000; see 01632 960123.";
        assert_eq!(figures(text), ["£1,204,500", "01632 960123"]);
        let text = "Write to ann@example.org or to 2 Mill Lane, ZZ9 4QX; see @home and A1 and 3rd.";
        assert_eq!(figures(text), ["ann@example.org", "ZZ9 4QX"]);
        let text = "Call (0808) 157 0123, in 2026 0 of 10, 07700-900123, or 020 79 and more.";
        assert_eq!(figures(text), ["0808) 157 0123", "07700-900123"]);
    }
}
