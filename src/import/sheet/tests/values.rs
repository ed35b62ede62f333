//! Numbers as people write them in spreadsheets, with units and words beside them.

use rust_xlsxwriter::Workbook;

use super::*;

const HEAD: [&str; 5] =
    ["Indicator", "Good is", "Baseline Mar 2026", "Target Mar 2027", "Sep 2026"];

/// The plan text for a measure with these values, the latest last, and the remarks.
fn measure(name: &str, head: [&str; 5], values: [&str; 3]) -> (String, String) {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head).unwrap();
    writer.write_record([name, "Low", values[0], values[1], values[2]]).unwrap();
    read(&writer.into_inner().unwrap(), "a.csv")
}

/// The measures of a file, and the remarks.
fn read(bytes: &[u8], name: &str) -> (String, String) {
    let found = open(bytes, name).unwrap();
    let said: Vec<_> = found.findings.iter().map(|found| found.message.clone()).collect();
    (found.value.plan(), said.join("\n"))
}

fn values(values: [&str; 3]) -> (String, String) {
    measure("Children waiting", HEAD, values)
}

#[test]
fn negative_values_keep_their_sign() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in (0..).zip(HEAD) {
        sheet.write(0, column, text).unwrap();
    }
    sheet.write(1, 0, "Net change in places").unwrap();
    for (column, value) in [(2, -12.0), (3, 4.0), (4, -5.5)] {
        sheet.write(1, column, value).unwrap();
    }
    let in_cells = read(&book.save_to_buffer().unwrap(), "a.xlsx").0;
    for text in [in_cells, values(["-12", "4", "−5.5"]).0] {
        assert!(text.contains("baseline = { on = 2026-03-31, value = -12 }\n"), "{text}");
        assert!(text.contains("actual = [{ on = 2026-09-30, value = -5.5 }]\n"), "{text}");
    }
    let (text, said) = values(["- 12", "4", "(5)"]);
    assert!(!text.contains("value = 12") && !text.contains("value = 5"), "{text}");
    assert!(said.contains("a!C2: `- 12` is not a number, and was not taken"), "{said}");
    assert!(said.contains("a!E2: `(5)` is not a number, and was not taken"), "{said}");
}

#[test]
fn a_minus_stays_in_what_is_said_of_an_action() {
    let csv = "Ref,Action,Lead,Due,Update\n1,- Mend it,Jo,-5,-5 degrees at night\n";
    let (text, said) = read(csv.as_bytes(), "a.csv");
    assert!(text.contains("action = \"Mend it\"\n"), "{text}");
    assert!(text.contains("note = \"-5 degrees at night\"\n"), "{text}");
    assert!(said.contains("a!D2: `-5` is not a day that is known"), "{said}");
}

#[test]
fn a_number_that_is_marked_as_provisional_is() {
    for mark in ["790 (p)", "790 (provisional)", "790 [P]"] {
        let (text, said) = values(["840", "400", mark]);
        let wanted = "actual = [{ on = 2026-09-30, value = 790, provisional = true }]\n";
        assert!(text.contains(wanted) && !text.contains("unit ="), "{text}");
        assert!(!said.contains("790"), "{said}");
    }
    let (text, said) = values(["840", "400 (p)", "790"]);
    assert!(!text.contains("provisional"), "{text}");
    assert!(said.contains("`400 (p)` is a target, and was not taken as provisional"), "{said}");
}

#[test]
fn what_follows_a_number_is_no_unit_where_the_others_have_none() {
    for cell in
        ["790p", "790 [r]", "7.9e2", "790 in June", "790*", "£1.2m", "45%", "12.5‰", "790 r"]
    {
        let (text, said) = values(["840", "400", cell]);
        assert!(!text.contains("unit =") && !text.contains("actual ="), "{cell}: {text}");
        assert!(said.contains(&format!("a!E2: nothing says that what follows the number in `{cell}` is the unit of this measure, so that it was not taken")) || cell == "790 in June", "{said}");
    }
    for cell in [">95%", "<5", "2½", "1.234,5", "1,2345", "3rd", "790 in June"] {
        let (text, said) = values(["840", "400", cell]);
        let kept = !text.contains("unit =") && !text.contains("actual =");
        assert!(kept && said.contains("a!E2: ") && said.contains(cell), "{said}");
    }
}

#[test]
fn a_unit_is_what_the_values_of_a_measure_agree_on_or_a_name_says() {
    let (text, said) = values(["900,000", "500,000", "£1.2m"]);
    assert!(text.contains("target = [{ by = 2027-03-31, value = 500000 }]\n"), "{text}");
    assert!(!text.contains("1.2") && said.contains("`£1.2m`"), "{text}");
    let (text, _) = values(["£900,000", "£500,000", "£1.2m"]);
    assert!(text.contains("unit = \"£\"\n") && text.contains("value = 1200000 }"), "{text}");
    let (text, said) = values(["12 weeks", "10 weeks", "9"]);
    assert!(text.contains("unit = \"weeks\"\n") && !text.contains("actual ="), "{text}");
    let wanted = "a!E2: `9` has no unit, and other values of this measure are in weeks, so that it was not taken";
    assert!(said.contains(wanted), "{said}");
    let (text, _) = measure("Wait in weeks", HEAD, ["12 weeks", "10", "9"]);
    assert!(text.contains("unit = \"weeks\"\n") && text.contains("value = 9 }"), "{text}");
    let head = ["Indicator", "Good is", "Baseline (%)", "Target Mar 2027", "Sep 2026"];
    let (text, _) = measure("Plans", head, ["41.5", "65", "44%"]);
    assert!(text.contains("unit = \"%\"\n") && text.contains("value = 41.5 }"), "{text}");
}

#[test]
fn a_unit_that_is_singular_beside_one_is_printed_in_the_plural_that_the_row_has() {
    let unit =
        |text: &str| text.lines().find_map(|line| line.strip_prefix("unit = ").map(str::to_owned));
    let (text, said) = values(["1 home", "3 homes", "2 home"]);
    assert_eq!(unit(&text).as_deref(), Some("\"homes\""), "{text}");
    assert!(!said.contains("not taken"), "{said}");
    let let_ = |name| unit(&measure(name, HEAD, ["1 home", "1 home", "2 home"]).0);
    assert_eq!(let_("Homes that were let").as_deref(), Some("\"homes\""));
    // Nothing says how its plural is formed.
    assert_eq!(let_("Lettings").as_deref(), Some("\"home\""));
    let (text, _) = read(
        b"Measure,Unit,Better,Latest value,Date of reading\nFamilies in need,Family,Lower,2,30/09/2026\n",
        "a.csv",
    );
    assert_eq!(unit(&text).as_deref(), Some("\"families\""), "{text}");
}
