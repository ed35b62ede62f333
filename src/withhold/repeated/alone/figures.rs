//! Finds sums, references, telephone numbers and addresses in a text, each of which can give something away by
//! itself.

use super::names::{Surety, places};

/// The fewest digits of a sum, and the fewest before its final noughts: a round sum may be anyone's.
const DIGITS: usize = 4;
const TELLING: usize = 3;
/// The numbers of digits that a telephone number can have.
const TELEPHONE: [usize; 2] = [10, 11];
/// The country code of the United Kingdom, alone and with the nought of the number after it: +44 (0)20.
const COUNTRY: [&str; 2] = ["44", "440"];
/// The fewest letters and digits of a reference, and how many of them must be digits that are not a year.
const REFERENCE: usize = 5;
const REFERENCE_DIGITS: usize = 3;
/// Words that end the names of streets.
const STREETS: [&str; 20] = [
    "Avenue", "Close", "Court", "Crescent", "Drive", "Gardens", "Green", "Grove", "Hill", "Lane",
    "Mews", "Parade", "Place", "Road", "Row", "Square", "Street", "Terrace", "Walk", "Way",
];
/// The most words in the name of a street.
const STREET: usize = 4;

/// Every such figure, in each form that open text may give it, with how certain it is that it gives something away.
pub(super) fn figures(text: &str) -> Vec<(String, Surety)> {
    let sure = sums(text).into_iter().chain(addresses(text)).map(str::to_owned);
    let sure = sure.chain(telephones(text).into_iter().flat_map(forms));
    let others = references(text).into_iter().chain(streets(text)).map(str::to_owned);
    let sure = sure.map(|figure| (figure, Surety::Someone));
    sure.chain(others.map(|figure| (figure, Surety::Word))).collect()
}

/// The forms of a telephone number: as it is dialled here, and from abroad.
fn forms(number: &str) -> Vec<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let rest = COUNTRY.iter().rev().find_map(|country| digits.strip_prefix(country));
    let rest = rest.unwrap_or_else(|| digits.trim_start_matches('0'));
    ["0"].iter().chain(&COUNTRY).map(|start| format!("{start}{rest}")).collect()
}

/// The references in a text: words of capitals and digits that are not a road or a year.
fn references(text: &str) -> Vec<&str> {
    let is_year =
        |digits: &str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let is_reference = |word: &str| {
        let mut digits = word.split(|next: char| !next.is_ascii_digit()).peekable();
        let mut counted = 0;
        while let Some(run) = digits.next() {
            match is_year(run) {
                // The next two digits are those of the year after.
                true => drop(digits.next_if(|next| next.len() == 2)),
                false => counted += run.len(),
            }
        }
        let letters = word.chars().filter(|next| next.is_alphabetic()).count();
        let all = word.chars().filter(|next| next.is_alphanumeric()).count();
        let is_road = letters == 1 && all <= REFERENCE && word.chars().all(char::is_alphanumeric);
        word.contains(|next: char| next.is_ascii_uppercase())
            && !word.contains(|next: char| next.is_lowercase() || "@.:£".contains(next))
            && counted >= REFERENCE_DIGITS
            && all >= REFERENCE
            && !is_road
    };
    places(text).into_iter().map(|(_, word)| word).filter(|word| is_reference(word)).collect()
}

/// The addresses in a text that are a number and a street.
fn streets(text: &str) -> Vec<&str> {
    let words = places(text);
    let is_number = |word: &str| {
        word.starts_with(|next: char| next.is_ascii_digit())
            && word.trim_end_matches(char::is_alphabetic).len() + 1 >= word.len()
            && word.len() <= STREET
    };
    let found = (0..words.len()).filter(|at| is_number(words[*at].1)).filter_map(|at| {
        let named = words[at + 1..].iter().take(STREET);
        let named = named.take_while(|(_, word)| word.starts_with(char::is_uppercase));
        let named: Vec<_> = named.collect();
        let (last, street) = named.iter().skip(1).find(|(_, word)| STREETS.contains(word))?;
        let said = &text[words[at].0..last + street.len()];
        (!said.contains(['.', '\n', ';', '|'])).then_some(said)
    });
    found.collect()
}

/// The sums of money in a text that are not round.
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

/// The telephone numbers in a text: the digits of one or several words, beginning with a nought or a country code.
fn telephones(text: &str) -> Vec<&str> {
    let words = places(text);
    let is_figures =
        |word: &str| word.chars().all(|next| next.is_ascii_digit() || "()-".contains(next));
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
        let is_abroad =
            || words[at].1.starts_with(COUNTRY[0]) && text[..words[at].0].ends_with('+');
        if figures > 0 && (words[at].1.starts_with('0') || is_abroad()) {
            let (last, word) = words[at + figures - 1];
            let number = &text[words[at].0..last + word.len()];
            let digits = forms(number)[0].len();
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

    fn found(text: &str) -> Vec<String> {
        figures(text).into_iter().map(|(figure, _)| figure).collect()
    }

    #[test]
    fn sums_addresses_and_references_are_known_by_their_form() {
        assert_eq!(found("It was £1,204,500 and not £500,000."), ["£1,204,500"]);
        let text =
            "Write to ann@example.org or to 2b Mill Lane, ZZ9 4QX; see @home and A1 and 3rd.";
        assert_eq!(found(text), ["ann@example.org", "ZZ9 4QX", "2b Mill Lane"]);
        let text = "Lot 14 Old Quagga Road, of ref ZQ/2291-B; on the A1065, in 2026/27, Q2-2026/27, FY2026, S106, 12 Lane.";
        assert_eq!(found(text), ["ZQ/2291-B", "14 Old Quagga Road"]);
        assert_eq!(
            found("The 14 members of Quagga Lane met in 2026. Road works took 3 May and 4 June."),
            [""; 0]
        );
    }

    #[test]
    fn a_telephone_number_is_the_same_from_abroad() {
        let forms = ["01632960777", "441632960777", "4401632960777"];
        for text in ["01632 960777", "01632-960777", "+44 1632 960777", "+44 (0)1632 960777"] {
            assert_eq!(found(&format!("Call {text} now.")), forms, "{text}");
        }
        assert_eq!(found("Call (0808) 157 0123.")[0], "08081570123");
        assert_eq!(found("In 2026 0 of 10, 44 16 32 960777, or 020 79 and more."), [""; 0]);
    }
}
