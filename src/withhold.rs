//! Stage five: what is not for publication leaves the document.
//!
//! In comes a document as composed; out come its editions: one for everyone, and one for those who may see all of it.
//! In the public one, what the law requires to be said stands in place of what is withheld; in the restricted one, what
//! is withheld is marked. Numbers and references were given before, so both agree.
//!
//! What a meeting's or another paper's file says of a paper is found by [`Elsewhere`]. The proof that nothing withheld
//! reached a public file is left to [`search`](crate::search).

mod check;
mod clearing;
mod drawn;
mod elsewhere;
mod repeated;
mod within;

pub(crate) use self::check::{check, warn};
pub(crate) use self::clearing::clear;
pub(crate) use self::drawn::check_drawn;
pub use self::elsewhere::Elsewhere;
use self::within::withholds;
pub(crate) use self::within::{grounds, own_grounds};
use crate::derive::exempt::{Grounds, Statements};
use crate::document::*;

/// The editions of a document, the public one first: one where nothing is withheld, two where something is, and the
/// restricted one alone where all is.
pub(crate) fn editions(document: Document, statements: Statements<'_>) -> Vec<Edition> {
    let audiences: &[Audience] = match &document.closed {
        Some(_) => &[Audience::Restricted],
        None if withholds(&document) => &[Audience::Public, Audience::Restricted],
        None => &[Audience::Public],
    };
    let documents = std::iter::repeat_n(document, audiences.len());
    let edition = |(document, audience): (Document, &Audience)| Edition {
        audience: *audience,
        document: clear(document, *audience, statements),
    };
    documents.zip(audiences).map(edition).collect()
}

/// Marks a restricted edition that stands by itself on each page, and says at its head why it is one. Pages of a pack
/// are marked by their stamps.
pub(crate) fn mark_alone(
    edition: &mut Edition,
    grounds: &[Grounds],
    closed: bool,
    statements: Statements<'_>,
) {
    if edition.audience == Audience::Public {
        return;
    }
    let said = match grounds.first().filter(|_| closed) {
        Some(grounds) => statements.statement(grounds),
        None => statements.wording.word("restricted-paper"),
    };
    let document = &mut edition.document;
    document.running.marking = Some(statements.wording.word("marking-restricted"));
    document.blocks.insert(0, Block::paragraph(vec![Inline::strong(said)]));
}
