//! Putting the bookmarks of the parts among the furniture's.

use lopdf::{Dictionary, Object};

use super::look;
use super::outline::Entry;
use super::prepare::Prepared;
use super::{Bookmark, Part};

/// The bookmarks of furniture and parts in one list.
pub(super) fn bookmarks(
    furniture: Vec<(Entry, Option<usize>)>,
    parts: &mut [Prepared],
    places: &[Part],
) -> Vec<Entry> {
    let mut page = 0;
    let mut entries: Vec<(Entry, usize)> = Vec::new();
    for (entry, at) in furniture {
        page = at.unwrap_or(page);
        entries.push((entry, page));
    }
    for (part, place) in parts.iter_mut().zip(places) {
        let found = |title: &str| {
            let same = |entry: &Entry| entry.title.split_whitespace().eq(title.split_whitespace());
            let above = entries.iter().position(|(entry, _)| same(entry))?;
            let depth = entries[above].0.depth;
            let below =
                entries[above + 1..].iter().take_while(|(entry, _)| entry.depth > depth).count();
            Some((above + 1 + below, depth + 1))
        };
        let in_order = |depth: usize| {
            let at = entries
                .iter()
                .rposition(|(_, page)| *page <= place.first_page)
                .map_or(0, |index| index + 1);
            // Never between an entry and those below it that it would take away.
            let inside = entries[at..].iter().take_while(|(entry, _)| entry.depth > depth).count();
            (at + inside, depth)
        };
        let (at, depth, own) = match &place.bookmark {
            Bookmark::AtDepth(depth) => {
                let (at, depth) = in_order(*depth);
                (at, depth, true)
            }
            Bookmark::Under(title) => {
                let (at, depth) = found(title).unwrap_or_else(|| in_order(0));
                (at, depth, true)
            }
            Bookmark::Within(title) => match found(title) {
                Some((at, depth)) => (at, depth, false),
                None => {
                    let (at, depth) = in_order(0);
                    (at, depth, true)
                }
            },
        };
        let mut added = Vec::with_capacity(part.outline.len() + 1);
        if own {
            let mut dictionary = Dictionary::new();
            dictionary.set("Title", look::text(&place.title));
            let first =
                part.page_ids.first().map_or(Object::Null, |&page| Object::Reference((page, 0)));
            dictionary.set("Dest", vec![first, "Fit".into()]);
            added.push(Entry { depth, title: place.title.clone(), dictionary, open: false });
        }
        added.extend(part.outline.drain(..).map(|entry| Entry {
            depth: entry.depth + depth + usize::from(own),
            open: false,
            ..entry
        }));
        let _ = entries.splice(at..at, added.into_iter().map(|entry| (entry, place.first_page)));
    }
    entries.into_iter().map(|(entry, _)| entry).collect()
}
