//! Why something is not for publication: what an author writes beside an item, a report, a section or
//! an appendix. What the law says about each reason is left to [`derive::exempt`](crate::derive::exempt).

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use toml::Spanned;
use toml::de::DeValue;

use crate::diag::{Diagnostic, Place};
use crate::read::decode::{Decode, Decoder};
use crate::read::record::record;
use crate::read::{Placed, Prose};

/// The number of a paragraph that describes exempt information: `3`, or `18C` where one was put in later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Paragraph {
    number: u8,
    letter: Option<char>,
}

impl From<u8> for Paragraph {
    fn from(number: u8) -> Self {
        Self { number, letter: None }
    }
}

impl FromStr for Paragraph {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (digits, letter) = match text.chars().next_back() {
            Some(last) if last.is_ascii_alphabetic() => {
                (&text[..text.len() - 1], Some(last.to_ascii_uppercase()))
            }
            _ => (text, None),
        };
        let plain = digits.bytes().all(|digit| digit.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| plain);
        number.map(|number| Self { number, letter }).ok_or(())
    }
}

impl fmt::Display for Paragraph {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.number)?;
        self.letter.map_or(Ok(()), |letter| write!(formatter, "{letter}"))
    }
}

impl Serialize for Paragraph {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Decode for Paragraph {
    const EXPECTED: &'static str = "the number of a paragraph, such as 3 or \"18C\"";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let found = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        if found.is_none() {
            let place = decoder.place(value.span());
            decoder.raise(
                Diagnostic::error(place, "this is not the number of a paragraph of the Schedule")
                    .hint("write the number alone, such as 3, or \"18C\" where it has a letter"),
            );
        }
        found
    }
}

record! {
    /// Exempt information: the press and public may be excluded by a resolution.
    pub struct Exempt("a group such as `{ paragraphs = [3], reason = \"…\" }`") {
        /// The paragraphs that describe it, of the Schedule that the law of the jurisdiction names: in England those of
        /// Part 1 of Schedule 12A to the Local Government Act 1972; one with a letter in quotation marks, such as `"18C"`.
        pub paragraphs: Vec<Placed<Paragraph>>,
        /// Why the public interest in withholding it outweighs the public interest in disclosing it. The
        /// public agenda prints this, so it must not itself reveal what is withheld.
        pub reason: Option<Prose>,
        /// What the public version calls it, where its title or heading is itself withheld.
        pub public_title: Option<Prose>,
        /// Whether everyone may read its own title or heading.
        pub open_title: bool = false,
    }
}

record! {
    /// Confidential information, which may not be disclosed at all (section 100A(2) and (3) of the Act).
    pub struct Confidential("a group such as `{ reason = \"…\" }`") {
        /// Which government department, enactment or court forbids it. The public agenda prints this.
        pub reason: Prose,
        /// What the public version calls it, where its title or heading is itself withheld.
        pub public_title: Option<Prose>,
        /// Whether everyone may read its own title or heading.
        pub open_title: bool = false,
    }
}

/// Both ways of withholding, of which something has one at most.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Withheld<'a> {
    /// It is exempt.
    Exempt(&'a Exempt),
    /// It is confidential.
    Confidential(&'a Confidential),
}

impl<'a> Withheld<'a> {
    /// How something is withheld, if it is. Confidential goes before exempt, as the law has it.
    pub(crate) fn of(
        exempt: Option<&'a Exempt>,
        confidential: Option<&'a Confidential>,
    ) -> Option<Self> {
        confidential.map(Self::Confidential).or(exempt.map(Self::Exempt))
    }

    /// Whether everyone may read its own title.
    pub(crate) fn has_open_title(self) -> bool {
        match self {
            Self::Exempt(exempt) => exempt.open_title,
            Self::Confidential(confidential) => confidential.open_title,
        }
    }

    /// Where it is said that it is withheld.
    pub(crate) fn place(self) -> Place {
        match self {
            Self::Exempt(exempt) => exempt.place,
            Self::Confidential(confidential) => confidential.place,
        }
    }

    /// Raises that the title of what is withheld would be published, though no one said that it may be; or that it is
    /// said both to be open and to be withheld. `what` is what has the title.
    pub(crate) fn check_title(self, what: &str) -> Option<Diagnostic> {
        match (self.public_title(), self.has_open_title()) {
            (None, false) => Some(
                Diagnostic::error(
                    self.place(),
                    format!("this does not say what the public may read in place of the title of {what}"),
                )
                .hint("add `public-title = \"…\"`, which is printed in its place; or `open-title = true`, if everyone may read the title itself"),
            ),
            (Some(title), true) => Some(
                Diagnostic::error(title.place, format!("the title of {what} is said to be open, and to be withheld"))
                    .hint("keep `public-title` or `open-title = true`, not both"),
            ),
            _ => None,
        }
    }

    /// What the public version calls it, where its own title is withheld.
    pub(crate) fn public_title(self) -> Option<&'a Prose> {
        match self {
            Self::Exempt(exempt) => exempt.public_title.as_ref(),
            Self::Confidential(confidential) => confidential.public_title.as_ref(),
        }
    }
}
