//! What a workbook marks as not for publication is withheld in the plan until its author decides otherwise.

use rust_xlsxwriter::Workbook;

use super::*;

/// The plan of a workbook with one action on each sheet, given the text above its table and in its margins.
fn plan(sheets: &[(&str, &str, &str, &str)]) -> String {
    let mut book = Workbook::new();
    for (number, (name, above, margin, action)) in (1..).zip(sheets) {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        sheet.set_header(*margin);
        sheet.write(0, 0, *above).unwrap();
        for (column, text) in (0..).zip(["Ref", "Action", "Lead", "Due", "Exempt?"]) {
            sheet.write(2, column, text).unwrap();
        }
        let row = [format!("{number}.1").as_str(), action, "Head of Roads", "31/03/2027"]
            .map(str::to_owned);
        for (column, text) in (0..).zip(row) {
            sheet.write(3, column, text).unwrap();
        }
        let answer = if action.contains("yes") { "Yes" } else { "No" };
        sheet.write(3, 4, answer).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    open(&bytes, "plan.xlsx").unwrap().value.plan()
}

/// The lines that withhold something, each with the line before it.
fn withheld(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair[1].contains("reason = \"[Insert"));
    pairs.map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect()
}

#[test]
fn a_line_above_the_table_withholds_the_plan() {
    for above in [
        "Not for publication",
        "EXEMPT – paragraph 3",
        "Waste plan (confidential)",
        "OFFICIAL-SENSITIVE",
        "This plan contains exempt information",
    ] {
        let text = plan(&[("Plan", above, "", "Mend the road")]);
        let found = withheld(&text);
        assert!(text.starts_with("# From") && !found.is_empty(), "{above}: {text}");
        assert!(text.find("reason = ") < text.find("[[area]]"), "{above}: {text}");
    }
    for above in ["Exempt accommodation plan", "Private hire plan", "This plan is not exempt"] {
        let text = plan(&[("Plan", above, "", "Mend the road")]);
        assert_eq!(withheld(&text), [], "{above}");
    }
}

#[test]
fn a_sheet_that_says_so_withholds_its_own_rows() {
    let open = ("Roads", "", "&LDraft", "Mend the road");
    for closed in [
        ("Staffing", "", "&C&14NOT FOR PUBLICATION", "Lose two posts"),
        ("Staffing", "Private and confidential", "", "Lose two posts"),
        ("Staffing (exempt)", "", "", "Lose two posts"),
    ] {
        let text = plan(&[open, closed]);
        let (_, after) = text.split_once("Lose two posts").unwrap();
        assert_eq!(withheld(after).len(), 1, "{text}");
        let (before, _) = text.split_once("title = \"Staffing").unwrap();
        assert_eq!(withheld(before), [], "{text}");
    }
    // A sheet of closed actions says nothing about who may read it.
    assert_eq!(withheld(&plan(&[open, ("Closed", "", "", "Mend the bridge")])), []);
}

#[test]
fn a_row_that_says_so_is_withheld() {
    for action in
        ["EXEMPT – Lose two posts", "Lose two posts (not for publication)", "Say yes to it"]
    {
        let text = plan(&[("Plan", "", "", action)]);
        assert_eq!(withheld(&text).len(), 1, "{text}");
        assert!(withheld(&text)[0].0.starts_with("due = "), "{text}");
    }
}

/// The numbers of the withheld actions of a table with these cells.
fn withheld_actions(rows: &[&[&str]]) -> Vec<String> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Waste plan").unwrap();
    for (row, cells) in (2..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            sheet.write(row, column, *text).unwrap();
        }
    }
    let plan = open(&book.save_to_buffer().unwrap(), "plan.xlsx").unwrap().value.plan();
    let groups = plan.split("\n[[");
    let actions = groups.filter_map(|group| group.strip_prefix("area.action]]"));
    let closed = actions.filter(|action| action.contains("reason = \"[Insert"));
    let number = |action: &str| Some(action.split_once("id = \"")?.1.split_once('"')?.0.to_owned());
    closed.filter_map(number).collect()
}

#[test]
fn a_line_among_the_rows_withholds_those_beside_it() {
    let head = ["Ref", "Area", "Action", "Lead", "Due"];
    let row = |id, area| [id, area, "Mend the road", "Head of Roads", "31/03/2027"];
    let (first, second, third) =
        (row("1.1", "Roads"), row("1.2", "Roads"), row("2.1", "CONFIDENTIAL Housing"));
    for banner in ["NOT FOR PUBLICATION", "The following actions are not for publication"] {
        assert_eq!(withheld_actions(&[&head, &first, &[banner], &second]), ["1.2"], "{banner}");
    }
    // In a cell that may continue the row above, the marking may mean that row.
    let inside = ["", "Exempt"];
    assert_eq!(withheld_actions(&[&head, &first, &inside, &second]), ["1.1", "1.2"]);
    // Another line among the rows ends its effect.
    let open = ["After the merger"];
    assert_eq!(withheld_actions(&[&head, &["Exempt"], &first, &open, &second]), ["1.1"]);
    assert_eq!(withheld_actions(&[&head, &first, &third]), ["2.1"]);
}
