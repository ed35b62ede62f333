//! Properties that hold for packs of any parts, and of any bytes at all.

use proptest::prelude::*;
use proptest::sample::Index;

use super::fixture::{Builder, Read, furniture, part, stream, tagged, untagged};
use crate::assemble::content;
use crate::assemble::tests::walk::{self, Content};
use crate::assemble::{Part, Source, assemble};

/// A generated part.
#[derive(Debug, Clone)]
struct Made {
    tagged: bool,
    pages: usize,
    turns: Vec<u16>,
    /// From which page to which, and whether by name.
    links: Vec<(usize, usize, bool)>,
    /// Whether all pages show the same picture.
    picture: bool,
}

fn made() -> impl Strategy<Value = Made> {
    (any::<bool>(), 1usize..6, any::<bool>()).prop_flat_map(|(tagged, pages, picture)| {
        let turns = prop::collection::vec(prop::sample::select(vec![0, 90, 180, 270]), pages);
        let links = prop::collection::vec((0..pages, 0..pages, any::<bool>()), 0..6);
        (turns, links).prop_map(move |(turns, links)| Made { tagged, pages, turns, links, picture })
    })
}

impl Made {
    fn builder(&self, word: &str) -> Builder {
        let mut builder =
            if self.tagged { tagged(self.pages, word) } else { untagged(self.pages, word) };
        let mut names = String::new();
        for page in 0..self.pages {
            names.push_str(&format!("(to{page})[{} 0 R/Fit]", builder.page(page)));
        }
        builder.catalog.push_str(&format!("/Names<</Dests<</Names[{names}]>>>>"));
        let picture = self.picture.then(|| {
            builder.add(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 9 9 re f %picture"))
        });
        for page in 0..self.pages {
            let mut links = String::new();
            for (_, to, by_name) in self.links.iter().filter(|(from, ..)| *from == page) {
                let to = if *by_name {
                    format!("(to{to})")
                } else {
                    format!("[{} 0 R/Fit]", builder.page(*to))
                };
                links.push_str(&format!("<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest{to}>>"));
            }
            let entries = format!("/Rotate {}/Annots[{links}]", self.turns[page]);
            builder.pages[page].0.push_str(&entries);
            if let Some(picture) = picture {
                builder.pages[page]
                    .0
                    .push_str(&format!("/Resources<</XObject<</X {picture} 0 R>>>>"));
                builder.pages[page].1.push_str(" /Artifact BMC /X Do EMC");
            }
        }
        builder
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_page_mark_and_link_of_every_part_is_in_the_pack(parts in prop::collection::vec(made(), 1..5)) {
        let mut next = 1;
        let mut placed = Vec::new();
        for (index, made) in parts.iter().enumerate() {
            placed.push(part(made.builder(&format!("Word{index}")).build(), next));
            next += made.pages;
        }
        let pack = assemble(&furniture(next), placed).unwrap();
        let read = Read::new(&pack.pdf);
        prop_assert_eq!(read.pages.len(), next);
        prop_assert_eq!(read.dangling(), vec![]);
        prop_assert_eq!(walk::loose_ends(&pack.pdf).unwrap(), Vec::<String>::new());
        // The tags of these parts do not include links.
        let conforms = parts.iter().all(|made| made.tagged && made.links.is_empty());
        prop_assert_eq!(pack.claims.ua.is_some(), conforms);

        let tags = walk::tags(&pack.pdf).unwrap();
        let held: Vec<(usize, String)> = tags.iter().flat_map(|tag| &tag.content).filter_map(|content| match content {
            Content::Marked { page, operators, .. } => Some((*page, String::from_utf8_lossy(operators).into_owned())),
            Content::Object { .. } => None,
        }).collect();
        let mut at = 1;
        let mut in_order = 0;
        for (index, made) in parts.iter().enumerate() {
            for page in 0..made.pages {
                let word = format!("(Word{index} {page}) Tj");
                prop_assert!(read.content(at + page).contains(&word));
                let place = held.iter().position(|(held_on, text)| *held_on == at + page && text.contains(&word));
                prop_assert!(place.is_some_and(|place| place >= in_order));
                in_order = place.unwrap_or(0);
                let expected: Vec<_> = made.links.iter().filter(|(from, ..)| *from == page).map(|(_, to, _)| Some(at + to)).collect();
                let found: Vec<_> = read.annotations(at + page).iter().map(|link| read.leads_to(link.get(b"Dest").unwrap())).collect();
                prop_assert_eq!(found, expected);
            }
            at += made.pages;
        }
        let pictures = read.everything().matches("%picture").count();
        prop_assert_eq!(pictures, usize::from(parts.iter().any(|made| made.picture)));
    }

    #[test]
    fn changed_bytes_never_stop_the_program(
        made in made(),
        edits in prop::collection::vec((any::<Index>(), any::<u8>(), 0u8..4), 1..24),
    ) {
        let mut bytes = made.builder("Word").build();
        for (place, byte, edit) in edits {
            let at = place.index(bytes.len());
            match edit {
                0 => bytes[at] = byte,
                1 => bytes[at] = b"0123456789<>[]()/ R"[usize::from(byte) % 19],
                2 => { bytes.remove(at); bytes.push(b' '); }
                _ => bytes.truncate(at.max(1)),
            }
        }
        if let Ok(source) = Source::read("part.pdf", bytes) && source.pages().len() <= 8 {
            let pack = assemble(&furniture(9), vec![Part::new(source, 1, "Part")]).unwrap();
            let read = Read::new(&pack.pdf);
            prop_assert_eq!(read.pages.len(), 9);
            prop_assert_eq!(read.dangling(), vec![]);
        }
    }

    #[test]
    fn any_content_at_all_is_scanned_to_its_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let scan = content::scan(&bytes, &lopdf::Document::new(), None);
        let bare = content::without_marks(&bytes, &scan);
        prop_assert!(content::scan(&bare, &lopdf::Document::new(), None).marks.is_empty());
    }
}
