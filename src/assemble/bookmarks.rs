//! Puts the bookmarks of the parts among those of the furniture.

use std::iter;

use lopdf::{Dictionary, Object};

use super::Part;
use super::look;
use super::outline::Entry;
use super::prepare::Prepared;

/// Merges the bookmarks of furniture and parts into one list.
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
        let at = entries
            .iter()
            .rposition(|(_, page)| *page <= place.first_page)
            .map_or(0, |index| index + 1);
        let mut dictionary = Dictionary::new();
        dictionary.set("Title", look::text(&place.title));
        let first =
            part.page_ids.first().map_or(Object::Null, |&page| Object::Reference((page, 0)));
        dictionary.set("Dest", vec![first, "Fit".into()]);
        let own = Entry { depth: place.depth, title: place.title.clone(), dictionary, open: false };
        drop_repetition(&place.title, &mut part.outline);
        let inside = part.outline.drain(..).map(|entry| Entry {
            depth: entry.depth + place.depth + 1,
            open: false,
            ..entry
        });
        let added: Vec<_> = iter::once(own).chain(inside).collect();
        let _ = entries.splice(at..at, added.into_iter().map(|entry| (entry, place.first_page)));
    }
    entries.into_iter().map(|(entry, _)| entry).collect()
}

/// Removes the first bookmark of a part if it only repeats the part's title, with or without a label such as "4." or
/// "Appendix 1:" in front of that title. The bookmarks below it move up.
fn drop_repetition(title: &str, outline: &mut Vec<Entry>) {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (title, Some(first)) = (words(title), outline.first()) else { return };
    let label = title.strip_suffix(&*words(&first.title)).map(str::trim_end);
    if first.depth != 0 || label.is_none_or(|label| label.ends_with(char::is_alphanumeric)) {
        return;
    }
    outline.remove(0);
    for entry in outline.iter_mut().take_while(|entry| entry.depth > 0) {
        entry.depth -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(title: &str, outline: &[(usize, &str)]) -> Vec<(usize, String)> {
        let entry = |(depth, title): &(usize, &str)| Entry {
            depth: *depth,
            title: (*title).to_owned(),
            dictionary: Dictionary::new(),
            open: false,
        };
        let mut outline: Vec<_> = outline.iter().map(entry).collect();
        drop_repetition(title, &mut outline);
        outline.into_iter().map(|entry| (entry.depth, entry.title)).collect()
    }

    #[test]
    fn a_bookmark_that_repeats_the_title_of_its_part_goes_and_what_stood_below_it_moves_up() {
        let outline =
            [(0, "School  places"), (1, "Summary"), (2, "In brief"), (0, "Annex"), (1, "A")];
        let without = [(0, "Summary"), (1, "In brief"), (0, "Annex"), (1, "A")]
            .map(|(depth, title)| (depth, title.to_owned()));
        for title in ["School places", "6. School places", "Appendix 1: School places"] {
            assert_eq!(left(title, &outline), without, "{title}");
        }
        for title in ["6. New school places", "6. School", ""] {
            assert_eq!(left(title, &outline).len(), 5, "{title}");
        }
        assert!(left("x", &[]).is_empty());
    }
}
