//! Typesets the papers and the furniture of a pack, each once: what has been typeset before is remembered.

use typst::syntax::FileId;

use crate::diag::Outcome;
use crate::document::furniture::Furniture;
use crate::document::{Audience, Cleared, Document};
use crate::load::house::House;
use crate::load::meeting::Convened;
use crate::memory::Memory;
use crate::render::Typst;
use crate::typeset::{Typeset, typeset};
use crate::world::{Workspace, World};

/// Typesets the papers of a meeting.
#[derive(Clone, Copy)]
pub(super) struct Typesetter<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) memory: &'a Memory,
}

impl Typesetter<'_> {
    /// Typesets an edition of a paper.
    pub(super) fn paper(
        &self,
        file: FileId,
        house: &House,
        document: &Document<Cleared>,
    ) -> Outcome<Typeset> {
        let world = self.workspace.world();
        let identity = World::path(file);
        typeset(&world, &Typst::in_pack(document, house), identity, document, self.memory)
    }

    /// Typesets the furniture of a pack.
    pub(super) fn furniture(
        &self,
        convened: &Convened,
        furniture: &Furniture,
        audience: Audience,
    ) -> Outcome<Typeset> {
        let world = self.workspace.world();
        let seen = Typst::pack(furniture, &convened.house);
        let file = World::path(convened.file);
        let audience = match audience {
            Audience::Public => "public",
            Audience::Restricted => "restricted",
        };
        let identity = format!("{file}, {audience}, from page {}", furniture.first_page);
        typeset(&world, &seen, &identity, &furniture.document, self.memory)
    }
}
