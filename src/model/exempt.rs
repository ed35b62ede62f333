//! Why something is not for publication: what an author writes beside an item, a report, a section or
//! an appendix. What the law says about each reason is left to [`derive::exempt`](crate::derive::exempt).

use crate::load::record::record;
use crate::load::{Placed, Prose};

record! {
    /// Exempt information: the press and public may be excluded by a resolution.
    pub struct Exempt("a group such as `{ paragraphs = [3], reason = \"…\" }`") {
        /// The paragraphs of Schedule 12A to the Local Government Act 1972 that describe it: of Part 1 in
        /// England, of Part 4 in Wales.
        pub paragraphs: Vec<Placed<u8>>,
        /// Why the public interest in withholding it outweighs the public interest in disclosing it. The
        /// public agenda prints this, so it must not itself reveal what is withheld.
        pub reason: Option<Prose>,
        /// What the public version calls it, where its title or heading is itself withheld.
        pub public_title: Option<Prose>,
    }
}

record! {
    /// Confidential information, which may not be disclosed at all (section 100A(2) and (3) of the Act).
    pub struct Confidential("a group such as `{ reason = \"…\" }`") {
        /// Which government department, enactment or court forbids it. The public agenda prints this.
        pub reason: Prose,
        /// What the public version calls it, where its title or heading is itself withheld.
        pub public_title: Option<Prose>,
    }
}

/// Both ways of withholding, of which something has one at most.
#[derive(Debug, Clone, Copy)]
pub enum Withheld<'a> {
    /// It is exempt.
    Exempt(&'a Exempt),
    /// It is confidential.
    Confidential(&'a Confidential),
}

impl<'a> Withheld<'a> {
    /// How something is withheld, if it is. Confidential goes before exempt, as the law has it.
    pub fn of(exempt: Option<&'a Exempt>, confidential: Option<&'a Confidential>) -> Option<Self> {
        confidential.map(Self::Confidential).or(exempt.map(Self::Exempt))
    }

    /// What the public version calls it, where its own title is withheld.
    pub fn public_title(self) -> Option<&'a Prose> {
        match self {
            Self::Exempt(exempt) => exempt.public_title.as_ref(),
            Self::Confidential(confidential) => confidential.public_title.as_ref(),
        }
    }
}
