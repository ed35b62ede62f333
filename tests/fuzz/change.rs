//! Files with random changes in them.

use super::File;

/// The most changes of one file.
const CHANGES: usize = 6;

/// What means something in one of the formats.
const TELLING: [&str; 46] = [
    "{{",
    "}}",
    "{%",
    "{{ plan.action_table() }}",
    "{.exempt-3}",
    "{#label}",
    "[^1]",
    "\n[^1]: a\n",
    "](",
    "![",
    "](a b.png)",
    "**",
    "`",
    "\n\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n## ",
    "\n| a | b |\n|---|---|\n",
    "<a",
    "<!--",
    "https://",
    "\\",
    "\t",
    "\u{FEFF}",
    "\u{202E}",
    "\u{301}",
    "\u{AD}",
    "\u{FDD0}",
    "\0",
    "\"",
    "'''",
    "\"\"\"",
    "[[section]]\n",
    "[a.b]\n",
    " = ",
    "2022-02-30",
    "-1",
    "9223372036854775808",
    "1e999",
    "nan",
    "<< >>",
    " 1 0 R ",
    "[ ]",
    "/Kids",
    "endstream",
];

/// Random numbers: those of SplitMix64.
pub(super) struct Random(u64);

impl Random {
    /// The numbers from one on.
    pub(super) fn new(number: u64) -> Self {
        Self(number)
    }

    /// A number below a limit; 0 where that is 0.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        (mixed as usize).checked_rem(limit).unwrap_or(0)
    }

    /// One of some.
    fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// A range in so many bytes, most often a short one.
    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let wide = 1 << self.below(10);
        start..length.min(start + self.below(wide) + 1)
    }
}

/// One of the seeds, changed.
pub(super) fn changed(seeds: &[File], random: &mut Random) -> File {
    let File { name, mut bytes } = random.one(seeds).clone();
    for _ in 0..=random.below(CHANGES) {
        let range = random.range(bytes.len());
        match random.below(7) {
            0 => {
                if let Some(byte) = bytes.get_mut(range.start) {
                    *byte ^= 1 << random.below(8);
                }
            }
            1 => drop(bytes.splice(range.start..range.start, random.one(&TELLING).bytes())),
            2 => drop(bytes.splice(range, random.one(&TELLING).bytes())),
            3 => drop(bytes.drain(range)),
            4 => {
                let again = bytes[range].repeat(1 << random.below(6));
                let at = random.below(bytes.len() + 1);
                drop(bytes.splice(at..at, again));
            }
            5 => {
                let other = &random.one(seeds).bytes;
                let part = other[random.range(other.len())].to_vec();
                drop(bytes.splice(range, part));
            }
            _ => {
                // A number in the text becomes another one.
                let digits = |byte: &u8| byte.is_ascii_digit();
                let start = bytes[range.start..].iter().position(digits).map(|at| range.start + at);
                if let Some(start) = start {
                    let length = bytes[start..].iter().take_while(|byte| digits(byte)).count();
                    let number = *random.one(&[
                        "0",
                        "-1",
                        "1",
                        "65536",
                        "4294967296",
                        "0.1",
                        "99999999999999999999",
                    ]);
                    drop(bytes.splice(start..start + length, number.bytes()));
                }
            }
        }
    }
    File { name, bytes }
}
