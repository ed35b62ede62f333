//! Finds text that can only be meant as a withholding mark, however it was written: `{.exmpt-3}`, `[exempt]`,
//! `EXEMPT`.
//!
//! A text comes in; the places in it that say that something is withheld, without being a mark, go out. Real marks
//! are left to those who read the text, as is what such a place would withhold.

mod brackets;
mod ends;
mod lines;
mod mistyped;
mod parts;
mod references;
mod vocabulary;
mod words;

pub(crate) use self::mistyped::{is_meant, reach, withholding, without_braces};
pub(crate) use self::references::names_a_part as numbers_an_item;
pub(crate) use self::vocabulary::{Words, lists_of};
pub(crate) use self::words::{
    MARKS, bare, can_say_that, cites_the_law, is_for_now, is_for_some, is_mark_elsewhere,
    is_mentioned, names_a_part, says_elsewhere, says_only_that, says_so_alone,
};

/// The places in a text that can only be meant as a mark, though they lack its braces. Each has the byte that it
/// starts at, where a backslash in Markdown makes it plain text.
pub(crate) fn unread(text: &str) -> Vec<(usize, &str)> {
    if !words::has_any(text) {
        return Vec::new();
    }
    signs(text).chain(lines::alone(text)).chain(ends::at_ends(text)).collect()
}

/// The places of [`unread`] that are set apart by brackets or other signs.
pub(crate) fn in_signs(text: &str) -> Vec<(usize, &str)> {
    if words::has_any(text) { signs(text).collect() } else { Vec::new() }
}

/// The places of [`in_signs`] in a text that has a word for withholding.
fn signs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    mistyped::without_braces(text).chain(brackets::in_brackets(text))
}

#[cfg(test)]
mod tests {
    use super::brackets::in_brackets;
    use super::ends::at_ends;
    use super::lines::alone;
    use super::mistyped::without_braces;
    use super::*;

    #[test]
    fn a_mark_with_two_slips_in_it_is_mentioned_and_ordinary_words_are_not() {
        for text in
            ["it is Exempt.", "exmetp", "xempt-3", "eexemptt", "con\u{ad}fidental", "CONFEDENTAIL"]
        {
            assert!(is_mentioned(text), "{text}");
        }
        assert!(!is_mentioned("The council confides in its members."));
    }

    #[test]
    fn words_at_an_end_that_say_only_that_something_is_withheld_are_marks() {
        for (text, mark) in [
            ("It costs £4m. EXEMPT\n\nThe rest is open.", "EXEMPT"),
            ("- It costs £4m. Exempt, paragraph 3.\n- another", "Exempt, paragraph 3."),
            ("| a | It costs £4m. Exempt. |", "Exempt."),
            ("It costs £4m.\nEXEMPT", "EXEMPT"),
            ("It costs £4m. **EXEMPT**", "**EXEMPT**"),
            ("It costs £4m ::exempt::", "::exempt::"),
            ("It costs £4m EXEMPT", "EXEMPT"),
            ("It costs £4m – EXEMPT", "EXEMPT"),
            ("It costs the council £4m – not for publication", "not for publication"),
            ("It costs the council £4m -- exempt, paragraph 3", "exempt, paragraph 3"),
            ("Exempt, paragraph 3 - it costs £4m.", "Exempt, paragraph 3"),
            ("Do not publish: it costs £4m.", "Do not publish"),
            ("It costs £4m.\n**EXEMPT**", "**EXEMPT**"),
            ("It costs £4m. Not for publication", "Not for publication"),
            ("It costs £4m. This paragraph is exempt.", "This paragraph is exempt."),
            ("It costs £4m. Restricted.", "Restricted."),
            ("It costs £4m – RESTRICTED", "RESTRICTED"),
            ("EXEMPT The bid is £4m.", "EXEMPT"),
            ("Exempt: It costs £4m.", "Exempt"),
            ("Exempt – it costs £4m.", "Exempt"),
            ("NOT FOR PUBLICATION: it costs £4m.", "NOT FOR PUBLICATION"),
            (":::exempt it costs £4m", ":::exempt"),
            ("**Confidential** The firm costs £4m.", "**Confidential"),
            ("It costs £4m. Not to be disclosed.", "Not to be disclosed."),
            ("Ddim i’w gyhoeddi: y pris yw £4m.", "Ddim i’w gyhoeddi"),
            ("Y pris yw £4m. Ddim i'w gyhoeddi.", "Ddim i'w gyhoeddi."),
            ("CYFRINACHOL: y pris yw £4m.", "CYFRINACHOL"),
            ("Private and confidential: it costs £4m.", "Private and confidential"),
            ("Not for press and public: it costs £4m.", "Not for press and public"),
            ("Y pris yw £4m. Eithriedig.", "Eithriedig."),
            ("- NOT FOR PUBLICATION\n- it costs £4m", "NOT FOR PUBLICATION"),
            ("1. NOT FOR PUBLICATION\n2. it costs £4m", "NOT FOR PUBLICATION"),
            ("| Ferrow | Not for publication |", "Not for publication"),
            ("| Ferrow | MEMBERS ONLY |", "MEMBERS ONLY"),
            ("Text.[^1]\n\n[^1]: Not for publication: it costs £4m.", "Not for publication"),
            ("Exempt\nFerrow bid £4m.", "Exempt"),
            ("Exempt; Ferrow bid £4m.", "Exempt"),
            (
                "Not for publication until 1 March 2027: £4m.",
                "Not for publication until 1 March 2027",
            ),
            ("Embargoed until noon: it costs £4m.", "Embargoed until noon"),
            ("Commercially sensitive. It costs £4m.", "Commercially sensitive"),
            ("Commercial in confidence: it costs £4m.", "Commercial in confidence"),
            ("Members only: it costs £4m.", "Members only"),
            ("OFFICIAL-SENSITIVE: it costs £4m.", "OFFICIAL-SENSITIVE"),
            ("Official – Sensitive: it costs £4m.", "Official – Sensitive"),
            ("RESTRICTED: it costs £4m.", "RESTRICTED"),
            ("NFP: it costs £4m.", "NFP"),
            ("DO NOT PUBLISH It costs £4m.", "DO NOT PUBLISH"),
            ("The following is exempt: it costs £4m.", "The following is exempt"),
            ("It costs £4m – exempt", "exempt"),
            ("It is sold. Exempt: Ferrow paid £4m.", "Exempt"),
            ("It is sold.\nNOT FOR PUBLICATION: Ferrow paid £4m.", "NOT FOR PUBLICATION"),
            ("Ferrow bid lowest — exempt information", "exempt information"),
        ] {
            let found: Vec<_> = at_ends(text).into_iter().map(|(_, said)| said).collect();
            assert_eq!(found, [mark], "{text}");
        }
        for open in [
            "Staff keep a list. It is confidential.",
            "Staff keep a list. This is confidential.",
            "It costs £4m. Exempt goods cost less.",
            "Exempt goods cost less.",
            "Private: 20 homes",
            "Exempt Goods cost less.",
            "- Confidential: the names of children.",
            "The files are marked CONFIDENTIAL.",
            "Their status is exempt",
            "It costs £4m. {.landscape .exempt-3}",
            "Part of this item is not for publication: it contains exempt information.",
            "Page 3 is not for publication.",
            "Not for publication: this is the restricted version of this paper.",
            "An award. Not for publication: this contains exempt information under paragraph 3 of Part 1 of Schedule 12A.",
            "Not for publication: this contains exempt information under Schedule 12A to the Local Government Act 1972. Its reason",
            "Part 2: what the law asks",
            "Ddim i’w gyhoeddi: dyma fersiwn gyfyngedig y papur hwn.",
            "Appendix 2 (Not for publication): Prices",
            "- Bids – exempt",
            "The council has a paper of its own as Appendix 2 – exempt",
            "It is complete. Closed.",
            "The meeting was private.",
            "PROGRESS REPORT PART 2",
            "exempt",
            "EXEMPT",
            "| Exempt | Open |",
            "It said “exempt”",
            "Not for the first time, it costs £4m.",
            "This part of the report is about 2022",
            "Restricted: £4m of grants",
            "Part two: what it costs",
            "Pink papers: what they are for",
            "Exempt\ngoods cost less.",
            "| Exempt? | No |",
            "- Exempt",
            "Churches – exempt",
            "The following are exempt: churches and schools.",
            "Members only vote. It costs £4m.",
            "Rates are due. Exempt: churches and schools.",
            "Closed sessions: 4 a year",
        ] {
            assert_eq!(at_ends(open), [], "{open}");
        }
    }

    #[test]
    fn brackets_that_say_only_that_something_is_withheld_are_marks() {
        for marked in [
            "It costs £4m [exempt]",
            "It costs [exempt] £4m.",
            "(Exempt) It costs £4m.",
            "1. (exempt) It costs £4m",
            "It costs £4m (exempt).",
            "It costs £4m (EXEMPT) And so on",
            "| a | £4m (exempt 3) | b |",
            "[It costs £4m (exempt)](https://example.org)",
            "![(exempt) £4m](picture.gif)",
            "**£4m (exempt under paragraph 3 of Schedule 12A)**",
            "£4m (exempt from disclosure)",
            "£4m [this paragraph is exempt]",
            "[RESTRICTED] It costs £4m.",
            "£4m [Part II]",
            "<!-- not for publication --> £4m",
            "<span class=\"exempt-3\">£4m",
            "<p class=\"exempt-3\">£4m</p>",
            "<td class='confidential'>£4m",
            "£4m (exmpt, para. 3)",
            "£4m [ex\u{ad}empt]",
            "£4m (confidential)",
            "£4m [not for publication]",
            "£4m (strictly private and confidential)",
            "The offer was £4m (exempt, paragraph\n3).",
            "- The offer was £4m (exempt)\n- another",
            "It costs £4m. (restricted)",
            "The firm asks the council for £4m for it (private).",
            "(Restricted) It costs £4m.",
            "The firm asks the council for £4m (Part 2).",
            "It costs £4m. (Part 2) And so on.",
            "It costs £4m (Exempt Appendix)",
            "Y pris yw £4m (esempt, paragraff 14)",
            "Y pris yw £4m [gwybodaeth eithriedig]",
            "It costs £4m [redacted]",
            "It costs £4m (restricted)",
            "It was sold to Ferrow (private).",
            "It costs £4m [do not publish]",
            "It costs £4m [Schedule 12A]",
            "It costs £4m. (Sch 12A, para 3)",
            "[REDACTED It costs £4m.]",
            "It costs £4m (NFP).",
            "It costs £4m (confidential - not for the public version).",
            "It is sold (exempt: Ferrow paid £4m).",
            "It is sold. [Confidential: Ferrow paid £4m]",
        ] {
            assert_eq!(in_brackets(marked).len(), 1, "{marked}");
        }
        for open in [
            "Appendix 2 (exempt) sets out the bids.",
            "Goods (exempt from VAT)",
            "Rates (exempt: churches) are due.",
            "the exempt appendix (Appendix 2)",
            "[exempt](https://example.org)",
            "Not for publication (by law)",
            "Appendix 2 (exempt)\nsets out the bids.",
            "The bids stand in Appendix 2\n(exempt) and in no other.",
            "The meeting considered the bids in Part 2 (exempt).",
            "Each bid is set out in Appendix 2 (exempt) and Appendix 3 (exempt).",
            "(2022)",
            "Goods (restricted)",
            "It costs £4m (confidential as to the next version).",
            "He said that the [closed] school was cold.",
            "Part 2 (the second part)",
            "The report [in Part 2] says so.",
            "<https://example.org/exempt>",
            "<https://example.org/?kind=exempt>",
            "Nursery places (private)",
            "- Reserves (restricted)",
            "| Reserves that came from grants of the government (restricted) in 2022 |",
            "A home that is run by others (private) costs more.",
            "The licence was given under the Licensing Act 2003 (Part 2).",
            "The panel heard this under the Licensing Act (Part 2)",
            "### What the council did in the year of the flood (Part 2)",
            "The bids stand in a paper of their own (exempt appendix 2).",
            "What the bidders asked is not for publication (paragraph 3 of Schedule 12A).",
            "It was said that “the [redacted] bid” was high.",
        ] {
            assert_eq!(in_brackets(open).len(), 0, "{open}");
        }
    }

    #[test]
    fn a_line_that_says_only_that_something_is_withheld_is_a_mark_and_a_list_or_a_whole_text_of_it_is_not()
     {
        for marked in [
            "It costs £4m.\n\nExempt.",
            "**EXEMPT**\n\nIt costs £4m.",
            "£4m\n\n*not for publication:*\n\n- a",
            "£4m\n\n(restricted)",
            "£4m\n\n(Part 2)",
            "£4m\n\n[redacted]",
            "£4m\n\n(Exempt Appendix)",
            "£4m\n\n::exempt::",
            "> **Exempt**\n>\n> £4m",
            "£4m\n\nDo not publish",
            "[start exempt]\n\n£4m",
            "£4m\n\n[x] exempt",
            "£4m\n\nThe rest of this section is not for publication.",
            "£4m\n\nDo not publish the following.",
            "£4m\n\n```exempt-3\n£5m\n```",
            "By virtue of paragraph 3 of Schedule 12A the following is not open to the press and public.\n\n£4m",
            "The press and public are excluded for the following.\n\n£4m",
            "TO BE TAKEN IN PRIVATE\n\n£4m",
            "To be considered in private\n\n£4m",
            "The following paragraphs are exempt.\n\n£4m",
            "Private session\n\n£4m",
            "Closed report\n\n£4m",
            "Confidential business\n\n£4m",
            "Section B – closed to the public\n\n£4m",
            "Not for publication / Nid i'w gyhoeddi\n\n£4m",
            "Rhan II\n\n£4m",
            "CYFYNGEDIG\n\n£4m",
            "Adroddiad preifat\n\n£4m",
        ] {
            assert_eq!(alone(marked).len(), 1, "{marked}");
        }
        for open in [
            "Exempt",
            "- open\n\n- exempt",
            "a\n\n## Exempt",
            "a\n\nexempt\nfrom tax",
            "a\n\nPart 2 is open",
            "a\n\nThe press and public were excluded at the last meeting.",
            "a\n\nThe panel met in a closed session in March.",
            "a\n\nClosed to the public",
            "a\n\nExempt / open",
        ] {
            assert_eq!(alone(open).len(), 0, "{open}");
        }
    }

    #[test]
    fn a_numbered_word_is_a_mark_whatever_sign_stands_before_it_but_in_an_address() {
        for marked in ["£4m @exempt-3", "£4m #exempt-3", "£4m ==exempt-3==", "/exempt-3/"] {
            assert_eq!(without_braces(marked).count(), 1, "{marked}");
        }
        for open in
            ["https://example.org/exempt-3", "[a](#exempt-3)", "exempt-3", "exempt from tax"]
        {
            assert_eq!(without_braces(open).count(), 0, "{open}");
        }
    }
}
