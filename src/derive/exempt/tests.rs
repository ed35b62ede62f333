//! Tests the statements about withheld matter, in England and in Wales.

use super::*;
use crate::language::Language;
use crate::load::law::built_in;

fn exempt(paragraphs: &[u8]) -> Grounds {
    Grounds::Exempt {
        paragraphs: paragraphs.iter().copied().map(Paragraph::from).collect(),
        reason: Some("it would harm the tender".into()),
    }
}

fn paragraph(number: &str) -> Paragraph {
    number.parse().unwrap()
}

#[test]
fn the_number_of_a_paragraph_is_a_number_and_perhaps_a_letter() {
    assert_eq!(paragraph("18c").to_string(), "18C");
    assert!(paragraph("18") < paragraph("18A") && paragraph("18C") < paragraph("19"));
    for wrong in ["", "A", "+3", "3AB", "3.1", "256", "1é"] {
        assert!(wrong.parse::<Paragraph>().is_err(), "{wrong}");
    }
}

#[test]
fn a_statement_cites_the_paragraph_and_gives_the_reason() {
    let (law, wording) = (built_in("england"), Wording::default());
    let said = Statements { law: &law, wording: &wording }.statement(&exempt(&[3]));
    assert_eq!(
        said,
        "Not for publication: this contains exempt information under paragraph 3 of Part 1 of Schedule 12A to the \
         Local Government Act 1972: information relating to the financial or business affairs of any particular \
         person (including the authority holding that information). In all the circumstances, the public interest \
         in maintaining the exemption outweighs the public interest in disclosing the information. It would harm \
         the tender."
    );
}

#[test]
fn what_is_withheld_for_several_reasons_is_marked_once() {
    let (law, wording) = (built_in("england"), Wording::default());
    let statements = Statements { law: &law, wording: &wording };
    let order = Grounds::Confidential { reason: "an order of the court".into() };
    let all = [exempt(&[3]), order.clone(), exempt(&[1, 3]), order];
    assert_eq!(
        statements.page_marking(&all),
        "confidential information under section 100A of the Local Government Act 1972, and exempt information \
         under paragraphs 1 and 3 of Part 1 of Schedule 12A to the Local Government Act 1972"
    );
    assert!(statements.marking_all(&all).contains("1972; and exempt information"));
}

#[test]
fn legal_privilege_in_wales_needs_no_test_of_the_public_interest() {
    let (law, wording) = (built_in("wales"), Wording::default());
    let statements = Statements { law: &law, wording: &wording };
    assert!(!statements.statement(&exempt(&[16])).contains("public interest"));
    assert!(statements.statement(&exempt(&[14])).contains("public interest"));
    let said = statements.resolution(&[("5".to_owned(), exempt(&[14, 16]))]);
    assert!(said[0].contains("except under paragraph 16, where the law asks for no such test"));
    assert!(said[0].contains("of Part 4 of Schedule 12A"));
    let said = statements.resolution(&[("5".to_owned(), exempt(&[16]))]);
    assert!(!said[0].contains("public interest"));
}

#[test]
fn a_resolution_groups_items_by_paragraph_and_tells_confidential_from_exempt() {
    let items = [
        ("5 (in part)".to_owned(), exempt(&[3])),
        ("5 (in part)".to_owned(), exempt(&[1, 4])),
        ("6".to_owned(), exempt(&[3])),
        ("7".to_owned(), Grounds::Confidential { reason: "an order of the court".into() }),
        ("8".to_owned(), exempt(&[1, 2])),
        ("9".to_owned(), exempt(&[3])),
    ];
    let (law, wording) = (built_in("england"), Wording::default());
    let statements = Statements { law: &law, wording: &wording };
    let said = statements.resolution(&items);
    assert_eq!(said.len(), 2);
    let lines: Vec<_> = said[0].lines().filter(|line| line.starts_with("- ")).collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("- item 5 (in part): information relating to any individual; "));
    assert!(lines[0].ends_with(
        ", under paragraphs 1, 3 and 4 of Part 1 of Schedule 12A to the Local Government Act 1972"
    ));
    assert!(
        lines[1].starts_with(
            "- items 6 and 9: information relating to the financial or business affairs"
        )
    );
    assert!(lines[2].starts_with("- item 8: "));
    assert!(said[1].contains("while item 7 is considered"));
    assert!(statements.resolution(&[]).is_empty());
}

#[test]
fn a_council_cites_the_law_of_its_country_alone() {
    let wording = Wording::default();
    for (name, act) in [
        ("england", "Local Government Act 1972"),
        ("wales", "Local Government Act 1972"),
        ("scotland", "Local Government (Scotland) Act 1973"),
    ] {
        let law = built_in(name);
        let statements = Statements { law: &law, wording: &wording };
        let first = law.category[0].paragraph.value;
        let grounds = Grounds::Exempt { paragraphs: vec![first], reason: None };
        let order = Grounds::Confidential { reason: "an order of the court".into() };
        let mut said =
            statements.resolution(&[("5".into(), grounds.clone()), ("6".into(), order.clone())]);
        said.extend([statements.statement(&grounds), statements.page_marking(&[grounds, order])]);
        for said in said {
            assert!(said.contains(act), "{said}");
            assert_eq!(said.contains("1972"), act.contains("1972"), "{said}");
        }
    }
}

#[test]
fn a_welsh_statement_names_the_act_and_the_paragraph_in_welsh() {
    let language = Language::built_in("cy").unwrap();
    let wording = Wording::new(language, std::collections::BTreeMap::new());
    let law = built_in("wales");
    let statements = Statements { law: &law, wording: &wording };
    assert_eq!(
        statements.statement(&exempt(&[14])),
        "Ddim i’w gyhoeddi: mae hyn yn cynnwys gwybodaeth esempt o dan baragraff 14 o Ran 4, Atodlen 12A, Deddf \
         Llywodraeth Leol 1972: gwybodaeth sy’n ymwneud â materion ariannol neu fusnes unrhyw berson penodol (gan \
         gynnwys yr awdurdod sy’n dal yr wybodaeth honno). O dan yr holl amgylchiadau, mae budd y cyhoedd o ran \
         cynnal yr esemptiad yn drech na budd y cyhoedd o ran datgelu’r wybodaeth. It would harm the tender."
    );
}
