//! Labels from numbers: `1.`, `a)`, `(iv)`.

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
