//! The grounds on which something is not for publication, as an author writes them beside an item, a report, a
//! section or an appendix. [`derive::exempt`](crate::derive::exempt) words what the law says of them.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use toml::Spanned;
use toml::de::DeValue;

use crate::diag::{Diagnostic, Place};
use crate::read::decode::{Decode, Decoder};
use crate::read::record::record;
use crate::read::{Placed, Prose};

/// The number of a paragraph that describes exempt information: `3`, or `18C` for one inserted later.
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
    /// Exempt information, for which a resolution may exclude the press and public.
    pub struct Exempt("a group such as `{ paragraphs = [3], reason = \"…\" }`") {
        /// The paragraphs that describe it, in the Schedule that the law of the jurisdiction names: in England, of
        /// Part 1 of Schedule 12A to the Local Government Act 1972. One with a letter is in quotation marks, such as
        /// `"18C"`.
        pub paragraphs: Vec<Placed<Paragraph>>,
        /// Why the public interest in withholding it outweighs the public interest in disclosing it. The
        /// public agenda prints this, so it must not itself reveal what is withheld.
        pub reason: Option<Prose>,
        /// The title that the public reads, where its own title or heading is withheld.
        pub public_title: Option<Prose>,
        /// Whether everyone may read its own title or heading.
        pub open_title: bool = false,
    }
}

record! {
    /// Confidential information, which may not be disclosed at all (section 100A(2) and (3) of the Act).
    pub struct Confidential("a group such as `{ reason = \"…\" }`") {
        /// The government department, enactment or court that forbids disclosure. The public agenda prints this.
        pub reason: Prose,
        /// The title that the public reads, where its own title or heading is withheld.
        pub public_title: Option<Prose>,
        /// Whether everyone may read its own title or heading.
        pub open_title: bool = false,
    }
}

/// The two ways of withholding; only one can apply.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Withheld<'a> {
    /// Withheld as exempt.
    Exempt(&'a Exempt),
    /// Withheld as confidential.
    Confidential(&'a Confidential),
}

impl<'a> Withheld<'a> {
    /// How something is withheld, if it is. Confidential prevails over exempt, as in law.
    pub(crate) fn of(
        exempt: &'a Option<Exempt>,
        confidential: &'a Option<Confidential>,
    ) -> Option<Self> {
        let confidential = confidential.as_ref().map(Self::Confidential);
        confidential.or(exempt.as_ref().map(Self::Exempt))
    }

    /// Whether everyone may read its own title.
    pub(crate) fn has_open_title(self) -> bool {
        match self {
            Self::Exempt(exempt) => exempt.open_title,
            Self::Confidential(confidential) => confidential.open_title,
        }
    }

    /// The place that withholds it.
    pub(crate) fn place(self) -> Place {
        match self {
            Self::Exempt(exempt) => exempt.place,
            Self::Confidential(confidential) => confidential.place,
        }
    }

    /// Reports a title that would be published without leave, or that is both opened and withheld. `what` names the
    /// thing with the title.
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

    /// The title that the public reads, where the own title is withheld.
    pub(crate) fn public_title(self) -> Option<&'a Prose> {
        match self {
            Self::Exempt(exempt) => exempt.public_title.as_ref(),
            Self::Confidential(confidential) => confidential.public_title.as_ref(),
        }
    }
}
