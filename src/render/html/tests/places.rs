//! Tests the room that things have on a screen, line breaks, and emphasis.

use super::*;
use crate::derive::exempt::Grounds;

#[test]
fn tables_of_one_head_are_of_one_kind_and_many_long_columns_have_room() {
    let cell = |words: &str| Cell::of(vec![text(words)]);
    let table = |heads: [&str; 4], words: [&str; 4]| {
        Block::Table(Table {
            columns: vec![Column::default(); 4],
            header: heads.map(cell).to_vec(),
            rows: vec![words.map(cell).to_vec()],
            ..Table::default()
        })
    };
    let kinds = |blocks: Vec<Block>| {
        let page = render(&document(blocks));
        let tables = page.split("<div class=\"scroll").skip(1);
        tables.map(|rest| rest.split_once('"').unwrap().0.to_owned()).collect::<Vec<_>>()
    };
    let long = "Counterrevolutionaries";
    let (short, wide) = (["a"; 4], [long; 4]);
    let heads = ["No.", "Action", "Status", "Next"];
    let others = ["No.", "Action", "Status", "Last"];
    assert_eq!(
        kinds(vec![table(heads, short), table(heads, wide), table(others, short)]),
        [" wide", " wide", ""]
    );
    let said = ["They meet every week and say what each of them did"; 4];
    assert_eq!(kinds(vec![table(heads, said), table(others, short)]), [" broad", ""]);
}

#[test]
fn of_a_statement_that_a_part_is_withheld_the_first_words_stand_out() {
    let house = house(style(""), "en-GB");
    let grounds = Grounds::Confidential { reason: "An order of the court forbids it.".into() };
    let withheld = Block::withheld(grounds, Told::Fully, vec![paragraph("okapi")]);
    let cleared = clear(document(vec![withheld]), Audience::Restricted, house.statements());
    let page = html(&Workspace::memory([]).world(), &cleared, &house, None).unwrap();
    assert!(page.contains("<p><strong>Not for publication</strong>: this contains "), "{page}");
}

#[test]
fn no_line_breaks_inside_the_start_of_an_address_or_an_option() {
    let shown = |block: Block| {
        let page = render(&document(vec![block]));
        let (_, main) = page.split_once("<main").unwrap();
        main.split_once("</main>").unwrap().0.to_owned()
    };
    let start = "<span class=\"sum\">https://sheffield.</span><wbr>example.";
    let read = shown(paragraph("Read https://sheffield.example.gov.uk/send-inspection"));
    assert!(read.contains(&format!("<p>Read {start}")), "{read}");
    let near = shown(paragraph("Read www.sheffield.example.gov.uk/send-inspection"));
    assert!(near.contains("<p>Read www.<wbr>sheffield.<wbr>"), "{near}");
    let wide = shown(paragraph("Read\u{2003}https://a.example.gov.uk/send-inspection"));
    assert!(wide.contains("<p>Read\u{2003}<span class=\"sum\">https://a.</span>"), "{wide}");
    let code =
        shown(Block::Verbatim(Verbatim { lines: vec!["papers  --since".into()], place: None }));
    assert!(code.contains("<code>papers  <span class=\"bound\">--since</span></code>"), "{code}");
}
