//! Drafts as councils write them: a table below a heading, recommendations in a table, text that only looks like a
//! heading.

use super::*;

/// A table of plain cells.
fn table(rows: &[&[&str]]) -> String {
    let cell = |words: &&str| format!("<w:tc>{}</w:tc>", paragraph(words));
    let row =
        |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// A line in bold, or with other properties of a run.
fn styled(properties: &str, words: &str) -> String {
    format!(
        r#"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>"#
    )
}

/// The report from a body, and the findings.
fn report(body: &[String]) -> (String, String) {
    let (report, findings) = imported(&word(&body.concat()), "medway");
    let said: Vec<_> = findings.iter().map(|found| found.message.as_str()).collect();
    (report.unwrap().text, said.join("\n"))
}

#[test]
fn a_table_below_a_heading_is_no_front_sheet() {
    let progress: [&[&str]; 3] =
        [&["Action", "Lead", "Status"], &["Alpha", "CX", "Green"], &["Beta", "HR", "Red"]];
    let markdown =
        "| Action | Lead | Status |\n|---|---|---|\n| Alpha | CX | Green |\n| Beta | HR | Red |";
    let title = r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Homes</w:t></w:r></w:p>"#;
    let prose = paragraph("The status of each is shown here in words of some length.");
    for between in ["", &prose] {
        let body = [title.to_owned(), section("Progress"), between.to_owned(), table(&progress)];
        let (text, said) = report(&body);
        assert!(text.contains(markdown) && text.contains("heading = \"Progress\""), "{text}");
        assert!(!text.contains("classification") && !said.contains("“Status”"), "{text}\n{said}");
    }
    // A date or a status in two columns is a table, too.
    let dates: [&[&str]; 3] = [&["Date", "Event"], &["May", "Visit"], &["June", "Letter"]];
    let (text, _) = report(&[title.to_owned(), section("What was done"), prose, table(&dates)]);
    assert!(text.contains("| Date | Event |\n|---|---|\n| May | Visit |"), "{text}");
}

#[test]
fn a_form_is_a_front_sheet_below_a_heading_too() {
    let form: [&[&str]; 3] =
        [&["Meeting", "Cabinet"], &["Date", "8 December 2026"], &["Subject", "Homes"]];
    let (text, _) = report(&[section("Report for decision"), table(&form), section("Background")]);
    assert!(text.contains("committee = \"Cabinet\"\nmeeting = 2026-12-08\n"), "{text}");
    let pairs: [&[&str]; 2] = [
        &["Meeting", "Cabinet", "Date", "8 December 2026"],
        &["Exempt?", "No", "Forward Plan ref", "FP/26/31"],
    ];
    let (text, _) = report(&[table(&pairs), section("Background"), paragraph("Homes.")]);
    assert!(text.contains("forward-plan-ref = \"FP/26/31\""), "{text}");
}

#[test]
fn a_row_of_the_head_of_which_nothing_is_understood_stays_whole() {
    let form: [&[&str]; 3] =
        [&["Committee", "Cabinet"], &["Alpha", "CX", "Green"], &["Beta", "HR", "Red"]];
    let (text, said) = report(&[table(&form), section("Background"), paragraph("Homes.")]);
    assert!(text.contains("| Alpha | CX | Green |\n|---|---|---|\n| Beta | HR | Red |"), "{text}");
    let message = "these words stood at the head of the draft, and are no field of the house style";
    assert!(said.contains(message), "{said}");
}

#[test]
fn a_paper_in_one_form_has_its_sections_and_its_recommendation() {
    let form: [&[&str]; 9] = [
        &["Committee", "Audit Committee"],
        &["Title", "Homes"],
        &["1. Summary"],
        &["Three of the five are complete."],
        &["2. Recommendation"],
        &["That Committee note the report."],
        &["3. Considerations"],
        &["3.1", "Finance: none."],
        &["4. Appendices", "None"],
    ];
    let (text, _) = report(&[table(&form)]);
    for part in [
        "[[recommendation]]\ntext = \"That Committee note the report.\"",
        "id = \"summary\"\nheading = \"Summary\"\ntext = \"\"\"\nThree of the five are complete.",
        "heading = \"Considerations\"\ntext = \"\"\"\nFinance: none.",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains("[front]") && !text.contains("Delete"), "{text}");
}

#[test]
fn recommendations_stand_in_tables_and_below_questions() {
    let rows: [&[&str]; 3] = [
        &["No", "Recommendation", "Decision maker"],
        &["1", "Note the report", "Cabinet"],
        &["2", "Approve £1.2m", ""],
    ];
    let both = "[[recommendation]]\ntext = \"Note the report\"\n\n[[recommendation]]\ntext = \"Approve £1.2m\"\n";
    let (text, said) = report(&[head("Roads"), section("Recommendations"), table(&rows)]);
    assert!(text.contains(both) && !text.contains("| No |"), "{text}");
    let beside =
        "beside this recommendation the draft has “Decision maker: Cabinet”, which is left out";
    assert!(said.contains(beside) && !said.contains("no recommendation"), "{said}");
    let numbered: [&[&str]; 2] = [&["1", "Note the report"], &["2", "Approve £1.2m"]];
    let (text, _) = report(&[head("Roads"), section("What is recommended?"), table(&numbered)]);
    assert!(text.contains(both), "{text}");
}

#[test]
fn a_table_that_has_no_recommendations_is_kept_and_their_lack_is_said() {
    let none = "no recommendation was found in the draft";
    let options: [&[&str]; 3] = [&["Option", "Cost"], &["Repair", "£2m"], &["Rebuild", "£9m"]];
    let (text, said) = report(&[head("Roads"), section("Recommendations"), table(&options)]);
    assert!(
        text.contains("heading = \"Recommendations\"") && text.contains("| Repair | £2m |"),
        "{text}"
    );
    assert!(said.contains(none), "{said}");
    // A marking in a table stays with its contents.
    let secret: [&[&str]; 2] =
        [&["Recommendation", "Access"], &["Buy the site", "NOT FOR PUBLICATION"]];
    let (text, _) = report(&[head("Roads"), section("Recommendations"), table(&secret)]);
    assert!(!text.contains("[[recommendation]]") && text.contains("exempt = {"), "{text}");
    let (_, said) = report(&[head("Roads"), section("Background"), paragraph("Roads wear.")]);
    assert!(said.contains(none), "{said}");
    let asked = [head("Roads"), section("Recommendations"), paragraph("That Cabinet notes it.")];
    assert!(!report(&asked).1.contains(none));
}

#[test]
fn who_signed_below_the_last_recommendation_recommends_nothing() {
    let lines = ["1. That more be done.", "Jo Example", "Chief Officer"].map(paragraph);
    let (text, _) = report(&[head("Roads"), section("Recommendations"), lines.concat()]);
    assert!(
        text.contains("[[recommendation]]\ntext = \"That more be done.\"\n\n[[section]]"),
        "{text}"
    );
    let kept = "heading = \"[Insert a heading for what followed “Recommendations”]\"\ntext = \"\"\"\nJo Example\n\nChief Officer\n";
    assert!(text.contains(kept), "{text}");
    let two = ["Note the report.", "Approve Option A"].map(paragraph).concat();
    let (text, _) = report(&[head("Roads"), section("Recommendations"), two]);
    assert_eq!(text.matches("[[recommendation]]").count(), 2, "{text}");
}

#[test]
fn headings_in_bold_stand_above_those_that_are_underlined_whatever_their_numbers() {
    let bold = |words: &str| styled("<w:b/>", words);
    let under = |words: &str| styled(r#"<w:u w:val="single"/>"#, words);
    let none = || paragraph("There are none arising from this report.");
    let body = [
        paragraph("Report to: Cabinet"),
        paragraph("Title: Roads"),
        bold("1.0\tEXECUTIVE SUMMARY"),
        paragraph("1.1\tThis report sets out progress since June."),
        bold("2.0\tRECOMMENDATIONS"),
        paragraph("The Panel is recommended to:"),
        paragraph("2.1\tNote progress; and"),
        paragraph("2.2\tAgree to receive a further report."),
        bold("3.0\tDETAIL"),
        paragraph("Text here."),
        bold("4.0\tIMPLICATIONS"),
        under("Financial implications"),
        none(),
        under("Legal implications"),
        none(),
        under("Equality implications"),
        none(),
    ];
    let (text, _) = report(&body);
    let headings: Vec<_> =
        text.lines().filter_map(|line| line.strip_prefix("heading = ")).collect();
    let wanted = [
        "\"Executive summary\"",
        "\"Detail\"",
        "\"Implications\"",
        "\"Financial implications\"",
        "\"Legal implications\"",
        "\"Equality implications\"",
    ];
    assert_eq!(headings, wanted, "{text}");
    assert_eq!(text.matches("[[recommendation]]").count(), 2, "{text}");
    assert!(!text.contains("###"), "{text}");
}
