//! Secrets of every kind are found in every place of a file; what only looks like one is not.

use proptest::prelude::*;

use super::papers::Words;
use super::short::Manner;
use super::*;

/// A PDF of objects, the first of which is its catalogue, without an index, which the reader rebuilds.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut pdf = String::from("%PDF-1.7\n");
    for (object, number) in objects.iter().zip(1..) {
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    pdf.push_str("trailer\n<</Root 1 0 R/Info 9 0 R>>\n");
    pdf.into_bytes()
}

fn stream(entries: &str, content: &str) -> String {
    format!("<<{entries}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// Text as a hexadecimal string of big-endian UTF-16.
fn utf16(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
    format!("<FEFF{}>", units.collect::<String>())
}

/// Text as a hexadecimal string of little-endian UTF-16.
fn utf16_little(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("{:04X}", unit.swap_bytes()));
    format!("<FFFE{}>", units.collect::<String>())
}

/// A `ToUnicode` map in which the code of each letter is its unit of UTF-16 plus one.
fn map(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("<{:04X}> <{unit:04X}>\n", unit + 1));
    let units: Vec<_> = units.collect();
    stream("", &format!("{} beginbfchar\n{}endbfchar", units.len(), units.concat()))
}

/// Text in the codes of [`map`].
fn codes(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{:04X}", unit + 1)).collect()
}

/// The number of places in a PDF where words can be.
const PLACES: usize = 20;

/// A PDF with words in one of its places and no other.
fn with(text: &str, place: usize) -> Vec<u8> {
    let at = |number: usize, object: String| if place == number { object } else { String::new() };
    let said = utf16(text);
    let text_at = |number| at(number, said.clone()) + if place == number { "" } else { "()" };
    let shown = format!("<{}>", codes(text));
    let pieces: Vec<String> =
        text.chars().map(|letter| format!("<{}>", codes(&letter.to_string()))).collect();
    let content = [
        at(0, format!("BT /F 9 Tf {shown} Tj ET")),
        at(1, format!("BT /F 9 Tf [{}] TJ ET", pieces.join(" -30 "))),
        at(2, format!("BT /F 9 Tf {} Tj ET", pieces.join(" Tj 9 0 Td "))),
        at(3, format!("/Span <</ActualText {said}>> BDC EMC")),
        at(4, format!("/OC /Hidden BDC BT 3 Tr /F 9 Tf {shown} Tj ET EMC")),
        "q /X Do Q".to_owned(),
    ];
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let packet = format!("<x xmlns:dc='dc'><dc:title>{}</dc:title></x>", at(5, escaped));
    let objects = [
        format!(
            "<</Type/Catalog/Pages 2 0 R/Outlines 10 0 R/Metadata 8 0 R/StructTreeRoot<</K 12 0 R>>\
             /AcroForm<</Fields[<</T(a)/V {}/Opt[{}]>>]>>/Names<</EmbeddedFiles<</Names[(a) 14 0 R]>>\
             /Dests<</Names[{} [3 0 R/Fit]]>>>>/OCProperties<</OCGs[<</Name {}>>]>>>>",
            text_at(6),
            text_at(7),
            text_at(8),
            text_at(9),
        ),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[4 0 R]/Annots[13 0 R]\
         /Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
            .to_owned(),
        stream("", &content.join("\n")),
        "<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 16 0 R>>".to_owned(),
        stream(
            "/Type/XObject/Subtype/Form/Resources<</Font<</F 5 0 R>>/XObject<</Y 7 0 R>>>>",
            &at(10, format!("BT /F 9 Tf {shown} ' ET")),
        ),
        stream(
            "/Subtype/Form/Resources<</Font<</F 5 0 R>>>>",
            &at(11, format!("BT /F 9 Tf {shown} Tj ET")),
        ),
        stream("/Type/Metadata/Subtype/XML", &packet),
        format!("<</Producer(papers)/Keywords {}>>", text_at(12)),
        "<</First 11 0 R/Last 11 0 R>>".to_owned(),
        format!(
            "<</Parent 10 0 R/Dest[3 0 R/Fit]/Title {}>>",
            match place {
                13 => utf16_little(text),
                _ => "(Under)".to_owned(),
            }
        ),
        format!(
            "<</Type/StructElem/S/Figure/P 12 0 R/Pg 3 0 R/Alt {} /A<</Summary {}>>>>",
            text_at(14),
            text_at(15)
        ),
        format!(
            "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Contents {} /A<</URI {}>>>>",
            text_at(16),
            text_at(17)
        ),
        format!("<</Type/Filespec/F(a)/UF {} /EF<</F 15 0 R>>>>", text_at(18)),
        stream("/Type/EmbeddedFile", &at(19, text.to_owned())),
        map(text),
    ];
    pdf(&objects)
}

/// The same words in one of the ways that a file can show them.
fn shown(text: &str, way: usize) -> String {
    use unicode_normalization::UnicodeNormalization;
    match way {
        0 => text.to_owned(),
        1 => text.nfd().collect(),
        2 => text.to_uppercase(),
        3 => text.replace("ffi", "\u{FB03}").replace("fi", "\u{FB01}").replace("fl", "\u{FB02}"),
        4 => text.replace(' ', "\n"),
        5 => text.replace(' ', "\u{A0}\u{200B}"),
        6 => text.chars().flat_map(|letter| [letter, '\u{AD}']).collect(),
        _ => {
            let middle = text.char_indices().nth(text.chars().count() / 2);
            let (start, end) = text.split_at(middle.map_or(0, |(at, _)| at));
            let broken =
                start.ends_with(char::is_alphabetic) && end.starts_with(char::is_alphabetic);
            if broken { format!("{start}-\n{end}") } else { text.to_owned() }
        }
    }
}

const WAYS: usize = 8;

/// A name of two words, a sum of money, a reference, or a sentence.
fn secret() -> impl Strategy<Value = String> {
    let word = "[A-ZŁÉ][a-zëéŵßø]{2,4}(ffi|fi|fl|x)[a-z]{1,3}";
    prop_oneof![
        (word, word).prop_map(|(first, last)| format!("{first} {last}")),
        word.prop_map(String::from),
        "£[1-9][0-9]{1,2},[0-9]{3}",
        "£[1-9],[0-9]{3},[0-9]{3}",
        "[A-Z]{3}[0-9]{5}",
        prop::collection::vec(word, 8..20).prop_map(|words| words.join(" ")),
    ]
}

fn search(withheld: &[&str], open: &[&str]) -> Search {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let words = Words { withheld: owned(withheld), open: owned(open) };
    Search::new(&[&Evidence { words, ..Evidence::default() }])
}

fn found(search: &Search, text: &str) -> bool {
    let found = Found { place: String::new(), manner: Manner::Read, text: text.to_owned() };
    !search.leaks(&[found]).is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_secret_is_found_in_every_place_however_it_is_shown(
        secret in secret(), place in 0..PLACES, way in 0..WAYS, inside in any::<bool>(),
    ) {
        let is_number = secret.starts_with('£');
        // Numbers in names are not searched for, and no file breaks a number as it breaks words.
        prop_assume!(!(is_number && (place == 8 || matches!(way, 4..6))));
        let withheld = match inside {
            true => format!("They told us that {secret} is what it comes to in the end, as far as we know."),
            false => secret.clone(),
        };
        let said = shown(&format!("so ({secret}), they"), way);
        let leaks = search(&[&withheld], &[]).pdf(&with(&said, place));
        prop_assert!(!leaks.is_empty(), "{said} in {place}");
    }

    #[test]
    fn a_secret_that_is_open_elsewhere_is_no_leak(secret in secret(), place in 0..PLACES, way in 0..WAYS) {
        let open = format!("Everyone knows {secret}.");
        let leaks = search(&[&secret], &[&open]).pdf(&with(&shown(&secret, way), place));
        prop_assert_eq!(leaks, vec![]);
    }

    #[test]
    fn figures_and_words_of_a_file_are_no_secret(
        day in 1..29u32, month in 1..13u32, year in 2000..2031u32, hour in 0..24u32, place in 0..PLACES,
    ) {
        // Sums with the same digits as dates and times.
        let sums = [
            format!("£{}{month:02}", hour + 10),
            format!("£{hour},{day:02}0"),
            format!("£{year}"),
            format!("£{},{:03}", year % 10 + 1, month * 10 + day % 10),
            format!("£{},{:03}", year / 100, (year % 100) * 10 + month / 10),
        ];
        let withheld: Vec<&str> = sums.iter().map(String::as_str).collect();
        let text = format!("D:{year}{month:02}{day:02}{hour:02}0000Z {year}-{month:02}-{day:02}T{hour:02}:00:00 {day}/{month}/{year} {day} {month}");
        let leaks = search(&withheld, &[&year.to_string()]).pdf(&with(&text, place));
        prop_assert_eq!(leaks, vec![]);
    }
}

#[test]
fn a_file_without_secrets_has_none_found() {
    let headings = [
        "Date", "Title", "Type", "Papers", "Contents", "Figure", "Parent", "Link", "Names", "Form",
    ];
    for place in 0..PLACES {
        assert_eq!(search(&headings, &[]).pdf(&with("nothing", place)), vec![]);
    }
}

#[test]
fn a_leak_is_said_with_its_place_and_as_its_author_wrote_it() {
    let search = search(&["**Alun Prothero**\n"], &[]);
    let leak = |place| search.pdf(&with("ALUN PRO\u{AD}THERO", place)).pop().unwrap();
    assert_eq!(leak(0).place, "on page 1 of the file, under “Under”");
    assert_eq!(leak(10).place, "in a drawing on page 1 of the file, under “Under”");
    assert_eq!(leak(11).place, "in a drawing on page 1 of the file, under “Under”");
    assert_eq!(leak(12).place, "in its properties");
    assert_eq!(leak(13).place, "in a bookmark");
    assert_eq!(
        leak(14).place,
        "in a text for people who cannot see on page 1 of the file, under “Under”"
    );
    assert_eq!(leak(16).place, "in a link or comment on page 1 of the file, under “Under”");
    assert_eq!(leak(0).words, "Alun Prothero");
}

#[test]
fn a_file_that_cannot_be_read_back_is_a_leak() {
    let leaks = search(&["Alun Prothero"], &[]).pdf(b"not a PDF");
    assert_eq!(leaks.len(), 1);
    assert!(search(&[], &[]).pdf(b"not a PDF").is_empty());
}

#[test]
fn a_part_of_a_long_text_is_found_however_it_is_broken() {
    let search = search(
        &[
            "The contract with **Ferrow & Sons** ends in March because they could not pay {{ plan.sum }} to the pension fund.",
        ],
        &["The contract is about school transport."],
    );
    assert!(found(&search, "contract with\nFerrow &\u{a0}Sons ends in March because they"));
    assert!(found(&search, "… Ferrow & Sons ends in March because they could not pay"));
    assert!(!found(&search, "The contract is about school transport."));
}

#[test]
fn a_short_text_is_found_as_a_whole_unless_it_is_public_too() {
    let search = search(&["Alun Prothero", "Transport"], &["Transport"]);
    assert!(found(&search, "as Alun\nProthero said"));
    assert!(!found(&search, "transport"));
}

#[test]
fn words_that_public_matter_has_too_are_no_leak() {
    let standing =
        "The council must have regard to the public sector equality duty in all that it does.";
    let search = search(&[standing], &[standing]);
    assert!(!found(&search, standing));
}
