//! Tests of the reader: what it makes of files that Typst writes, and of files written by hand.

use super::sample::typeset;
use super::*;

/// A file of numbered objects, the first of which is the catalogue.
fn by_hand(objects: &[&str]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = file.len();
    let count = objects.len() + 1;
    file.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let trailer = format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.extend(trailer.bytes());
    file
}

/// A stream object.
fn stream(entries: &str, data: &str) -> String {
    format!("<< {entries} /Length {} >>\nstream\n{data}\nendstream", data.len())
}

/// A one-page file with this content, and a structure tree with these kids of one paragraph.
fn one_page(content: &str, kids: &str) -> Vec<u8> {
    by_hand(&[
        "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R \
         /PageLabels << /Nums [0 << /S /r /St 4 /P (A-) >>] >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /StructParents 0 /Resources << \
         /Font << /F 7 0 R >> /XObject << /Own 8 0 R /Plain 9 0 R >> \
         /Properties << /Named << /MCID 5 >> >> >> >>",
        &stream("", content),
        "<< /Type /StructTreeRoot /K 6 0 R /RoleMap << /Para /Body /Body /P >> >>",
        &format!("<< /Type /StructElem /S /Para /P 5 0 R /Pg 3 0 R /K [{kids}] >>"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        &stream("/Type /XObject /Subtype /Form /StructParents 1", "/P <</MCID 0>> BDC (own) ' EMC"),
        &stream("/Type /XObject /Subtype /Form", "/F 9 Tf 0 0 (plain) \" (?) Tj"),
    ])
}

#[test]
fn headings_paragraphs_lists_and_emphasis_are_walked_in_reading_order() {
    let file = typeset(
        "= One\nFirst *bold* word.\n\n- a\n- b\n\n+ c\n\n== Two\n#quote(block: true)[Said.]",
    );
    let expected = r#"Document
  H1 "One"
  P "First "
    Span "bold"
    " word."
  L[Circle]
    LI
      Lbl "•"
      LBody "a"
    LI
      Lbl "•"
      LBody "b"
  L[Decimal]
    LI
      Lbl "1."
      LBody "c"
  H2 "Two"
  BlockQuote
    Span "Said."
"#;
    assert_eq!(tags(&file), expected);
    assert_eq!(text(&file), "One\nFirst bold word.\n• a\n• b\n1. c\nTwo\nSaid.");
    assert_eq!(unreachable_marks(&file), Vec::<String>::new());
}

#[test]
fn header_cells_say_what_they_head() {
    let file = typeset(
        "#table(columns: 2, table.header([Area], [Count]),
           pdf.header-cell(scope: \"row\")[Co-production], [6], table.cell(colspan: 2)[None])",
    );
    let expected = r#"Document
  Table
    TR
      TH[Column] "Area"
      TH[Column] "Count"
    TR
      TH[Row] "Co-production"
      TD "6"
    TR
      TD[2 columns] "None"
"#;
    assert_eq!(tags(&file), expected);
    let document: &Element = &walk(&file)[0];
    let (heads, cells) = (document.find("TH"), document.find("TD"));
    let names: Vec<&str> = heads.iter().filter_map(|head| head.id.as_deref()).collect();
    assert_eq!(names.len(), 3);
    assert!(cells[0].headers.iter().all(|name| names.contains(&&**name)), "{:?}", cells[0].headers);
}

#[test]
fn links_and_notes_stand_where_they_are_read() {
    let file = typeset(
        "= Here <here>\nSee #link(\"https://example.org/letter\")[the letter]
         and #link(<here>)[this part].#footnote[In full.]",
    );
    let expected = r#"Document
  H1 "Here"
  P "See "
    Link "the letter"
    " and "
    Link "this part"
    "."
    Lbl
      Link
        Span "1"
    Note
      Lbl
        Link
          Span "1"
      "In full."
"#;
    assert_eq!(tags(&file), expected);
    assert_eq!(text(&file), "Here\nSee the letter and this part.1\n1 In full.");
    let link = |text: &str, description: &str, target| Link {
        page: 1,
        text: Some(text.into()),
        description: Some(description.into()),
        target,
    };
    let found = links(&file);
    let address = "https://example.org/letter";
    assert!(found.contains(&link("the letter", address, Target::Address(address.into()))));
    assert!(found.contains(&link("this part", "Section, page 1", Target::Page(1))));
}

#[test]
fn a_figure_has_its_alternative_text_and_running_heads_are_not_heard() {
    let file = typeset(
        "#set page(header: [Running head], footer: [Foot])
         #figure(rect(), alt: \"A plain shape\", caption: [Shape])
         #pdf.artifact[Decoration]",
    );
    let expected = r#"Document
  Div
    Caption
      Span "Figure\u{a0}1: Shape"
    Figure alt="A plain shape"
"#;
    assert_eq!(tags(&file), expected);
}

#[test]
fn lines_and_pages_that_break_read_as_one() {
    let words = "The area’s response to the extraordinarily long re-visit was considered";
    for setting in ["hyphenate: false", "hyphenate: true"] {
        let file = typeset(&format!(
            "#set page(width: 105pt, height: 80pt, margin: 20pt)
             #set text({setting})
             #set par(justify: true)
             {words}"
        ));
        assert!(pages(&file).len() > 1);
        // A word that was broken keeps a soft hyphen, which no one sees or hears.
        assert_eq!(text(&file).replace('\u{AD}', ""), words, "{setting}");
        assert_eq!(unreachable_marks(&file), Vec::<String>::new());
    }
}

#[test]
fn every_character_comes_back() {
    let typed = r##"#*_$<@\"'`{{ }} -- é – £ ŵ ŷ Tŷ ffi “q” a  b"##;
    let file = typeset(&format!("#{typed:?}"));
    assert_eq!(text(&file), typed);
}

#[test]
fn what_a_file_says_about_itself_is_read() {
    let file = typeset("Text.");
    let expected = About {
        title: Some("Café & <review>".into()),
        metadata_title: Some("Café & <review>".into()),
        shows_title: true,
        language: Some("en-GB".into()),
        marked: true,
        claims: vec!["PDF/UA-1".into(), "PDF/A-2a".into()],
    };
    assert_eq!(about(&file), expected);
    let bare = about(&one_page("", ""));
    assert_eq!((bare.title, bare.language, bare.claims), (None, None, vec![]));
}

#[test]
fn pages_fonts_and_bookmarks_are_read() {
    let file = typeset(
        "#set page(numbering: \"i\", width: 300pt, height: 200pt)
         = One\n== Two\n#pagebreak()\n= Thrée",
    );
    let page = |label: &str| Page { width: 300.0, height: 200.0, label: label.into() };
    assert_eq!(pages(&file), [page("i"), page("ii")]);
    let fonts = fonts(&file);
    assert!(fonts.iter().any(|font| font.name.ends_with("+LiberationSans-Bold")), "{fonts:?}");
    assert!(fonts.iter().all(|font| font.embedded && font.readable), "{fonts:?}");
    let bookmark = |level, title: &str, page| Bookmark {
        level,
        title: title.into(),
        target: Target::Page(page),
    };
    let expected = [bookmark(1, "One", 1), bookmark(2, "Two", 1), bookmark(1, "Thrée", 2)];
    assert_eq!(outline(&file), expected);
}

#[test]
fn content_written_by_hand_is_read_by_the_rules() {
    let content = "/P <</MCID 0>> BDC q BT /F 9 Tf [(o) -20 (ne)] TJ ET Q EMC \
         /F 9 Tf /Artifact BMC (head) Tj EMC \
         /P <</MCID 1>> BDC /Span <</ActualText (said)>> BDC (shown) Tj EMC ( more) ' \
         /Artifact BMC (rule) Tj EMC EMC \
         /P /Named BDC /Plain Do EMC /Own Do (nobody's) Tj";
    let own = "<< /Type /MCR /Pg 3 0 R /Stm 8 0 R /MCID 0 >>";
    let file = one_page(content, &format!("0 1 5 {own} << /Type /OBJR /Obj 9 0 R >>"));
    let expected = Kid::Text("onesaid moreplain?own".into());
    assert_eq!(walk(&file)[0].role, "P");
    assert_eq!(walk(&file)[0].kids, [expected, Kid::Annotation(9)]);
    assert_eq!(unreachable_marks(&file), Vec::<String>::new());
    assert_eq!(pages(&file), [Page { width: 200.0, height: 100.0, label: "A-iv".into() }]);
    let helvetica = Font { name: "Helvetica".into(), embedded: false, readable: false };
    assert_eq!(fonts(&file), [helvetica]);
}

#[test]
fn marks_that_nothing_reaches_are_named() {
    let file = one_page("/F 9 Tf /P <</MCID 0>> BDC EMC /P <</MCID 1>> BDC EMC /Own Do", "1 1 7");
    let expected = [
        "page 1: no element reaches mark 0",
        "object 8: no element reaches mark 0",
        "page 1: mark 1 belongs to P and P",
        "page 1: P points to mark 7, which does not exist",
    ];
    assert_eq!(unreachable_marks(&file), expected);
}
