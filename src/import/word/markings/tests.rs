//! Tests lines that are marks beside lines that only contain the words of one.

use super::*;

#[test]
fn a_heading_is_marked_wherever_the_mark_stands() {
    for marked in [
        "Appendix B (exempt) – Prices",
        "Appendix 2 (Not for publication): Prices",
        "Prices – not for publication",
        "Part 2 – Exempt",
        "PART II – PRIVATE",
        "EXEMPT – Prices",
        "EXEMPT Prices",
        "Prices: CLOSED",
        "Prices [restricted]",
        "Appendix 3 Private",
        "Private and confidential: bids",
        "Restricted appendix",
        "4. Exempt information",
        "Exempt – paragraph 3",
        "Exempt under paragraph 3 of Part 1 of Schedule 12A",
        "Confidential bids",
        "Closed session",
        "Bids PRIVATE for now",
        "Part exempt",
    ] {
        assert!(heading_marks(marked), "{marked}");
    }
}

#[test]
fn subjects_with_such_words_are_no_marks() {
    for open in [
        "Private hire licensing",
        "The private rented sector",
        "Closed landfill sites",
        "Closed-circuit television",
        "Roads closed in the year",
        "Schools that closed",
        "Restricted reserves",
        "Supported exempt accommodation",
        "Premises exempt from business rates",
        "Our part 2 of the plan was kept private by no one",
        "Confidentiality",
        "Part 1 – Introduction",
        "Exemption from council tax",
        "Withheld grants",
    ] {
        assert!(!heading_marks(open), "{open}");
    }
}

#[test]
fn the_title_of_an_appendix_goes_on_after_its_mark() {
    for (title, own) in [
        ("(exempt) – Prices", "Prices"),
        ("[Not for publication]: Prices", "Prices"),
        ("(exempt)", "(exempt)"),
        ("(draft) Prices", "(draft) Prices"),
        ("Prices (exempt)", "Prices (exempt)"),
    ] {
        assert_eq!(&title[title_after(title)..], own);
    }
}

#[test]
fn text_is_marked_at_its_start_and_at_its_end() {
    for marked in [
        "EXEMPT – The lowest bid was £1.2m.",
        "EXEMPT: The lowest bid was £1.2m.",
        "EXEMPT The lowest bid was £1.2m.",
        "Exempt. The lowest bid was £1.2m.",
        "CONFIDENTIAL – The lowest bid was £1.2m.",
        "Exempt (paragraph 3): the lowest bid was £1.2m.",
        "RESTRICTED: the lowest bid was £1.2m.",
        "[Exempt begins]",
        "[Exempt information ends]",
        "E X E M P T",
        "N O T  F O R  P U B L I C A T I O N",
        "(The information below is confidential)",
        "Withhold from public",
        "For members only",
        "Sch 12A para 3",
        "EXEMPTION APPLIES",
        "Private session",
        "Status: Private",
        "Access: Restricted",
        "Legal privilege",
        "Cabinet – Part B",
        "The lowest bid was £1.2m – EXEMPT",
        "Private and confidential – the lowest bid",
        "In camera",
        "Item to be taken in private",
        "Closed item",
        "For consideration in closed session",
        "Confidential until award",
        "Not for publication until 1 March 2027",
        "Strictly embargoed until 12 noon",
        "Restricted circulation",
        "Draft – not for circulation",
        "This is exempt, not for the public version",
        "ＥＸＥＭＰＴ",
    ] {
        assert!(text_marks(marked), "{marked}");
    }
    for open in [
        "Private: 20 homes",
        "Closed – 14 complaints",
        "Three premises are exempt from rates.",
        "Part 2: what was done",
        "Restricted reserves fell.",
        "They respect confidential advice.",
        "Status: Closed",
        "An exemption applies to three homes.",
        "Members only have until June.",
        "A B C D",
        "Cabinet – Part A",
        "Private sessions were held.",
        "Legal privilege was claimed by the firm.",
        "Closed until further notice",
        "Private until 2030",
        "Closed items were counted",
        "The circulation of the draft",
        "The pilot was taken to the public",
    ] {
        assert!(!text_marks(open), "{open}");
    }
}

#[test]
fn what_is_said_of_words_that_look_so_is_a_mark() {
    for marked in [
        "Text in pink is exempt.",
        "Everything highlighted in yellow is confidential",
        "Red text is not for publication.",
        "The bids follow. The highlighted figures are exempt",
    ] {
        assert!(marks_by_looks(marked), "{marked}");
    }
    for open in [
        "Yellow bins are exempt",
        "Text in pink is new",
        "Green is exempt from the rule that the others keep",
        "All entries are exempt",
    ] {
        assert!(!marks_by_looks(open), "{open}");
    }
}

#[test]
fn headings_of_reasons_and_names_of_sheets_are_told_from_others() {
    for heading in ["reason for exemption", "exemption category", "grounds for exemption (if any)"]
    {
        assert!(asks_why(heading), "{heading}");
    }
    for heading in ["exempt accommodation", "reason for delay", "council tax exemption"] {
        assert!(!asks_why(heading), "{heading}");
    }
    assert_eq!(without_kind("Restricted actions"), "Restricted");
    assert_eq!(without_kind("Action plan – Part 2"), "– Part 2");
    assert_eq!(without_kind("Plan"), "Plan");
}
