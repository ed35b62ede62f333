//! Packs of small parts, checked object by object.

mod claims;
mod damage;
mod fields;
pub(crate) mod fixture;
pub(crate) mod grafted;
mod hidden;
mod layers;
mod lenient;
mod letters;
mod links;
mod mended;
mod odd;
mod properties;
mod tags;
mod typeset;
pub(crate) mod walk;

use metadata::Level;
use walk::Tag;

use super::*;
use fixture::{Builder, Read, furniture, pack, part, stream, tagged, untagged};

fn roles(tags: &[Tag]) -> Vec<(usize, &str)> {
    tags.iter().map(|tag| (tag.depth, tag.role.as_str())).collect()
}

fn messages(pack: &Pack) -> String {
    let findings = pack.findings.iter().map(|finding| finding.message.clone());
    findings
        .chain(pack.costs.iter().map(|cost| cost.message.clone()))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn blank_pages_are_filled_and_the_others_are_left() {
    let made = assemble(&furniture(4), vec![part(tagged(2, "Word").build(), 1)]).unwrap();
    let read = Read::new(&made.pdf);
    assert_eq!(read.pages.len(), 4);
    assert!(read.content(0).contains("(Agenda)"));
    assert!(read.content(1).contains("(Word 0)") && read.content(2).contains("(Word 1)"));
    assert!(read.content(3).contains("(Stamp 4)"));
    for stamp in ["(Stamp 2)", "(Stamp 3)"] {
        assert_eq!(read.everything().matches(stamp).count(), 1);
    }
}

#[test]
fn a_pack_of_conforming_parts_claims_what_they_do() {
    let made = pack([tagged(1, "A").build(), tagged(2, "B").build()]);
    assert_eq!(made.claims, Claims { ua: Some(1), a: Some((2, Level::A)) });
    assert!(made.costs.is_empty() && made.findings.is_empty());
    assert_eq!(Source::read("pack", made.pdf).unwrap().claims(), made.claims);
}

#[test]
fn a_part_without_tags_costs_the_claims_and_is_named() {
    let made = pack([tagged(1, "A").build(), untagged(1, "B").build()]);
    assert_eq!(made.claims, Claims::default());
    assert_eq!(made.costs.iter().map(|cost| cost.part).collect::<Vec<_>>(), [1, 1]);
    assert!(made.costs[0].message.contains("`part.pdf` has no tags"));
    assert_eq!(Source::read("pack", made.pdf).unwrap().claims(), Claims::default());
}

#[test]
fn a_part_that_conforms_at_a_lower_level_lowers_the_claim() {
    let mut lower = tagged(1, "A");
    lower.more[2] = fixture::metadata("B");
    let made = pack([lower.build()]);
    assert_eq!(made.claims, Claims { ua: Some(1), a: Some((2, Level::B)) });
    assert_eq!(Source::read("pack", made.pdf).unwrap().claims(), made.claims);
}

#[test]
fn identical_streams_are_stored_once() {
    let font = |builder: &mut Builder| {
        let data = builder.add(stream("/Subtype/OpenType", "the same font program"));
        let descriptor = builder.add(format!("<</Type/FontDescriptor/FontFile3 {data} 0 R>>"));
        let font = builder.add(format!("<</Type/Font/FontDescriptor {descriptor} 0 R>>"));
        builder.pages[0].0.push_str(&format!("/Resources<</Font<</F {font} 0 R>>>>"));
    };
    let (mut one, mut two) = (tagged(1, "One"), untagged(1, "Two"));
    font(&mut one);
    font(&mut two);
    let read = Read::new(&pack([one.build(), two.build()]).pdf);
    let all = read.everything();
    assert_eq!(all.matches("the same font program").count(), 1);
    assert_eq!(all.matches("/Type /FontDescriptor").count(), 1);
    assert_eq!(all.matches("/Type /Font/").count(), 1);
}

#[test]
fn the_same_parts_make_the_same_bytes_on_any_number_of_threads() {
    let make = || pack((1..6).map(|pages| tagged(pages, "Word").build())).pdf;
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert!(make() == alone.install(make));
}

#[test]
fn a_part_without_room_is_refused() {
    let refused = assemble(&furniture(2), vec![part(tagged(2, "Word").build(), 1)]).unwrap_err();
    assert!(refused.message.contains("`part.pdf`"));
}
