//! Takes what is not for publication out of a document.
//!
//! A composed document comes in; its editions go out: one for everyone, and one for those who may see all of it. In
//! the public one, the statement that the law requires replaces what is withheld; in the restricted one, it is
//! marked. Numbers and references were given before, so the two agree.
//!
//! [`Elsewhere`] finds what the file of a meeting or of another paper withholds of this one.
//! [`search`](crate::search) proves that nothing withheld reached a public file.

mod check;
mod clearing;
mod drawn;
mod elsewhere;
pub(crate) mod outside;
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

/// The editions of a document: the public one alone where nothing is withheld, the restricted one alone where all is,
/// else both, the public one first.
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

/// Marks a restricted edition that is published by itself: a marking on each page and the grounds at its head. In a
/// pack, the stamps of its pages do this.
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
