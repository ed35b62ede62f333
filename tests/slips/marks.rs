//! Slips in the marks that withhold paragraphs, and words that say without a mark that something is withheld.

use super::{BELOW, KEYS, OPEN, SECRET, TEXTS, assert_withheld, published, report, section};

/// Marks as they ought to be.
const MARKS: [&str; 3] = ["{.exempt-3}", "{.confidential}", "{.exempt-3 .exempt-5}"];

/// Marks as they are mistyped.
const MISTYPED: [&str; 62] = [
    "{#exempt}",
    "{#confidential}",
    "{.exempt}",
    "{.exempt-}",
    "{.exempt-0}",
    "{.exempt-99}",
    "{.exempt-3",
    "{.exempt-3]",
    "{exempt-3}",
    "{exempt 3}",
    "{.exempt 3}",
    "{.exempt3}",
    "{.exempt_3}",
    "{.exempt-three}",
    "{.exempt–3}",
    "{. exempt-3}",
    "{ .exempt-3 }",
    "{.Exempt-3}",
    "{.EXEMPT-3}",
    "{.exmpt-3}",
    "{.excempt-3}",
    "{#exempt-3}",
    "{:.exempt-3}",
    "{.confidental}",
    "{.Confidential}",
    "{confidential}",
    "{.exempt-3}.",
    "{.exempt-3} {.sub} and so on",
    "{.exempt-3}{.exempt-3}",
    "&#123;.exempt-3&#125;",
    "exempt-3}",
    ".exempt-3",
    "<.exempt-3>",
    "<exempt-3>",
    "(.exempt-3).",
    "(exempt-3)",
    "[.exempt-3] ok",
    "[exempt-3]",
    "[exempt]",
    "[Exempt]",
    "[EXEMPT.]",
    "[exempt 3]",
    "(exempt)",
    "(Exempt).",
    "(exempt 3)",
    "(exempt, paragraph 3)",
    "[exempt – paragraph 3]",
    "(exempt under paragraph 3 of Schedule 12A)",
    "[confidential]",
    "(exempt information)",
    "[ex\u{ad}empt]",
    "{{.exempt-3}",
    "{.paragraph-3}",
    "{.exempi-3d",
    "<!-- (exempt 3) -->",
    "<!-- not for publication -->",
    "<span class='exempt-3'>",
    "@exempt-3",
    "(exempt from disclosure)",
    "[this paragraph is exempt]",
    "[RESTRICTED]",
    "[Part II]",
];

/// Texts that say, without a mark, that the secret is not for publication.
const SAID: [&str; 34] = [
    "The firm asks for QZX1234567 (restricted)",
    "It costs £4m and goes to QZX1234567 (private).",
    "The firm asks for QZX1234567. (Part 2)",
    "(Restricted) The firm asks for QZX1234567.",
    "QZX1234567\n\n(restricted)",
    "QZX1234567\n\n(Part 2)",
    "QZX1234567 [redacted]",
    "The firm asks for QZX1234567 (Exempt Appendix)",
    "QZX1234567 ::exempt::",
    "::: exempt\nQZX1234567\n:::",
    "[QZX1234567]{.exempt-3}",
    "> [!EXEMPT]\n> QZX1234567",
    "> **Exempt**\n>\n> QZX1234567",
    "%%exempt%% QZX1234567",
    "The firm asks for QZX1234567 // exempt",
    "The firm asks for QZX1234567 -- exempt, paragraph 3",
    "The firm asks for QZX1234567 – not for publication",
    "Exempt para 3 - QZX1234567 is asked for",
    "*Exempt:* The firm asks for QZX1234567.",
    "Do not publish: the firm asks for QZX1234567.",
    "DO NOT PUBLISH\n\nQZX1234567",
    "QZX1234567 [not to be published]",
    "[REDACT] QZX1234567",
    "[CONFIDENTIAL]\n\nQZX1234567",
    "[start exempt]\n\nQZX1234567\n\n[end exempt]",
    "The firm asks for QZX1234567. (Sch 12A, para 3)",
    "QZX1234567 [Schedule 12A]",
    "[Officers only] QZX1234567",
    "### Not for publication\n\nQZX1234567",
    "Secret: {.exempt-3}\n\n<div>\n\nQZX1234567\n\n</div>",
    "The firm asks for QZX1234567.\n\n```\nA sum\n```\n\n{.exempt-3}",
    "The firm[^1] asks.\n\nIt asks again.\n\n[^1]: QZX1234567\n\n{.exempt-3}",
    "| a | b {.exempt-3} |\n|---|---|\n| c | QZX1234567 |",
    "QZX1234567\n{: .exempt-3}",
];

/// Texts that have the same words and withhold nothing.
const OPEN_TEXTS: [&str; 12] = [
    "The home QZX1234567 (private) costs more than others.",
    "It is licensed under the Licensing Act 2003 (Part 2): QZX1234567.",
    "QZX1234567 is licensed under the Licensing Act 2003 (Part 2).",
    "QZX1234567 runs homes:\n\n- homes (private)\n- reserves (restricted)",
    "| Kind | Homes |\n|---|---|\n| QZX1234567 (private) | 3 |",
    "### Part 2\n\nQZX1234567",
    "### Private homes\n\nQZX1234567",
    "Files on QZX1234567 are marked CONFIDENTIAL.",
    "Exempt goods of QZX1234567 cost less.",
    "QZX1234567 keeps a list. It is confidential.",
    "Appendix 2 (exempt) sets out what QZX1234567 asks.",
    "```\nQZX1234567\n```",
];

#[test]
fn a_mark_at_the_end_of_a_paragraph_item_or_cell_withholds_it_and_nothing_else() {
    for text in TEXTS.iter().take(6) {
        for mark in MARKS {
            let text = text.replace('@', &format!("{SECRET} {mark}"));
            let built = section(&text);
            let page = published(&built).unwrap_or_else(|| panic!("{text}: {:?}", built.problems));
            assert!(page.contains(OPEN) && !page.contains(SECRET), "{text}");
            assert!(!text.contains("last") || page.contains("last"), "too much of {text}");
        }
    }
}

#[test]
fn a_mark_in_an_expression_or_below_a_line_across_the_page_publishes_nothing() {
    for text in [
        format!("{SECRET} {{{{ '{{.exempt-3}}' }}}}"),
        format!("{SECRET}\n\n{{{{ '.exempt-3' }}}}"),
        format!("{SECRET}\n\n***\n\n{{.exempt-3}}"),
        format!("{SECRET}\n\nExempt."),
        format!("{SECRET}\n\n<!-- for legal -->\n\n{{.exempt-3}}"),
        format!("{OPEN} {SECRET}. EXEMPT"),
        format!("Not for publication:\n\n{SECRET}"),
    ] {
        assert_withheld(&section(&text), &text);
    }
    let literal = format!("{SECRET}\n\n\\{{.exempt-3}}\n\nWords.");
    assert!(published(&section(&literal)).is_some_and(|page| page.contains(SECRET)));
}

#[test]
fn a_mark_alone_below_a_block_withholds_it() {
    for text in BELOW.iter().take(4) {
        let built = section(&text.replace('@', "{.exempt-3}"));
        let page = published(&built).unwrap_or_else(|| panic!("{text}: {:?}", built.problems));
        assert!(page.contains(OPEN) && !page.contains(SECRET), "{text}");
    }
}

#[test]
fn a_mark_that_is_mistyped_or_misplaced_publishes_nothing() {
    for mark in MARKS.iter().chain(&MISTYPED) {
        for text in TEXTS {
            for said in
                [format!("{SECRET} {mark}"), format!("{SECRET}{mark}"), format!("{mark} {SECRET}")]
            {
                let text = text.replace('@', &said);
                assert_withheld(&section(&text), &text);
            }
        }
        for text in BELOW {
            let text = text.replace('@', mark);
            assert_withheld(&section(&text), &text);
        }
        for key in KEYS {
            let more = key.replace('@', &format!("{SECRET} {mark}"));
            assert_withheld(&report(&more), &more);
        }
    }
}

#[test]
fn what_says_without_a_mark_that_it_is_not_for_publication_is_not_published_and_other_words_are() {
    for text in SAID {
        assert_withheld(&section(text), text);
    }
    for key in KEYS {
        let more = key.replace('@', &format!("The firm asks for {SECRET}. (Restricted)"));
        assert_withheld(&report(&more), &more);
    }
    for label in ["label = 'exempt-3'", "label = '.exempt-3'"] {
        let more = format!("[[section]]\nheading = 'Body'\n{label}\ntext = '{SECRET}'");
        assert_withheld(&report(&more), label);
    }
    for text in OPEN_TEXTS {
        let built = section(text);
        let page = published(&built).unwrap_or_else(|| panic!("{text}: {:?}", built.problems));
        assert!(page.contains(SECRET) && built.outputs.len() == 1, "{text}");
    }
}

#[test]
fn words_that_say_of_what_is_withheld_that_it_is_are_no_slip() {
    for text in ["NOT FOR PUBLICATION\n\n@", "@ (Exempt, paragraph 3)", "@. EXEMPT"] {
        let more = format!(
            "[[section]]\nheading = \"EXEMPT – Prices\"\ntext = '''\n{}\n'''\n\
             exempt = {{ paragraphs = [3], reason = \"It would do harm.\", public-title = \"Bids\" }}",
            text.replace('@', SECRET)
        );
        let built = report(&more);
        let page = published(&built).unwrap_or_else(|| panic!("{text}: {:?}", built.problems));
        assert!(!page.contains(SECRET), "{text}");
    }
}
