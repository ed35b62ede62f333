//! What is said of matter that is withheld, in England and in Wales.

use super::*;

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
fn each_country_has_its_own_paragraphs() {
    let numbers = |jurisdiction| {
        let schedule = Schedule::of(jurisdiction);
        let all: Vec<_> =
            schedule.category.iter().map(|category| category.paragraph.to_string()).collect();
        (schedule.part, all.join(" "))
    };
    assert_eq!(numbers(Jurisdiction::England), (1, "1 2 3 4 5 6 7".to_owned()));
    assert_eq!(numbers(Jurisdiction::Wales), (4, "12 13 14 15 16 17 18 18A 18B 18C".to_owned()));
    assert!(Schedule::of(Jurisdiction::England).check_number(paragraph("12")).is_some());
    assert!(Schedule::of(Jurisdiction::Wales).check_number(paragraph("3")).is_some());
    assert!(Schedule::of(Jurisdiction::Wales).check_number(paragraph("18c")).is_none());
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
    let said = Schedule::of(Jurisdiction::England).statement(&exempt(&[3]));
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
    let schedule = Schedule::of(Jurisdiction::England);
    let order = Grounds::Confidential { reason: "an order of the court".into() };
    let all = [exempt(&[3]), order.clone(), exempt(&[1, 3]), order];
    assert_eq!(
        schedule.page_marking(&all),
        "confidential information under section 100A of the Local Government Act 1972, and exempt information \
         under paragraphs 1 and 3 of Part 1 of Schedule 12A to the Local Government Act 1972"
    );
    assert!(schedule.marking_all(&all).contains("1972; and exempt information"));
}

#[test]
fn legal_privilege_in_wales_needs_no_test_of_the_public_interest() {
    let schedule = Schedule::of(Jurisdiction::Wales);
    assert!(!schedule.statement(&exempt(&[16])).contains("public interest"));
    assert!(schedule.statement(&exempt(&[14])).contains("public interest"));
    let said = schedule.resolution(&[("5".to_owned(), exempt(&[14, 16]))]);
    assert!(said[0].contains("except under paragraph 16, where the law asks for no such test"));
    assert!(said[0].contains("of Part 4 of Schedule 12A"));
    let said = schedule.resolution(&[("5".to_owned(), exempt(&[16]))]);
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
    let said = Schedule::of(Jurisdiction::England).resolution(&items);
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
    assert!(Schedule::of(Jurisdiction::England).resolution(&[]).is_empty());
}
