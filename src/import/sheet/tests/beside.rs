//! Markings outside the rows of a workbook, and text in it that nobody sees.

use rust_xlsxwriter::{Color, DocProperties, Format, Note, Shape, Workbook, Worksheet};

use super::*;

/// A workbook of three actions, modified by `change`.
pub(super) fn workbook_of(change: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Plan").unwrap();
    for (column, text) in (0..).zip(["Ref", "Action", "Lead", "Due", "RAG", "Update"]) {
        sheet.write(0, column, text).unwrap();
    }
    for row in 1..4 {
        let id = format!("1.{row}");
        let texts = [&id, "Mend the road", "Head of Roads", "31/03/2027", "Green", "Half of it"];
        for (column, text) in (0..).zip(texts) {
            sheet.write(row, column, text).unwrap();
        }
    }
    change(&mut book);
    book.save_to_buffer().unwrap()
}

/// The sheet of the plan.
pub(super) fn plan_of(book: &mut Workbook) -> &mut Worksheet {
    book.worksheet_from_name("Plan").unwrap()
}

/// The withheld parts of a workbook, by the numbers of its actions, with `all` for the plan; and the remarks.
pub(super) fn withheld(change: impl FnOnce(&mut Workbook)) -> (Vec<String>, String) {
    let found = open(&workbook_of(change), "plan.xlsx").unwrap();
    let said: Vec<_> = found.findings.iter().map(|found| found.message.clone()).collect();
    let text = found.value.plan();
    let mut closed = Vec::new();
    for group in text.split("\n[[").filter(|group| group.contains("reason = \"[Insert")) {
        let id = group.strip_prefix("area.action]]").and_then(|group| group.split('"').nth(1));
        closed.push(id.unwrap_or("all").to_owned());
    }
    (closed, said.join("\n"))
}

#[test]
fn a_hidden_column_that_says_so_withholds_its_rows() {
    let hidden = |heading: &'static str, answers: [&'static str; 3]| {
        withheld(move |book| {
            let sheet = plan_of(book);
            sheet.write(0, 6, heading).unwrap();
            for (row, answer) in (1..).zip(answers) {
                sheet.write(row, 6, answer).unwrap();
            }
            sheet.set_column_hidden(6).unwrap();
        })
    };
    for (heading, answers) in [
        ("Exempt?", ["No", "Yes", "No"]),
        ("Public?", ["Y", "N", "Y"]),
        ("Publication status", ["", "Exempt para 3", ""]),
    ] {
        let (closed, said) = hidden(heading, answers);
        assert_eq!(closed, ["1.2"], "{heading}: {said}");
        assert!(said.contains("column G is hidden, and is read since it says"), "{said}");
    }
    let (closed, said) = hidden("Our notes", ["Ask Jo", "Late again", "Done"]);
    assert_eq!(closed, [""; 0], "{said}");
    assert!(said.contains("column G is hidden, and was left out"), "{said}");
}

#[test]
fn a_comment_that_says_so_withholds_the_row_that_it_is_on() {
    let note = |row, words: &'static str| {
        withheld(move |book| {
            let note = Note::new(words).add_author_prefix(false);
            plan_of(book).insert_note(row, 1, &note).unwrap();
        })
    };
    for words in ["exempt – do not publish", "Not for publication", "Do not publish"] {
        let (closed, said) = note(2, words);
        assert_eq!(closed, ["1.2"], "{words}");
        let wanted = format!(
            "Plan!B3: “{words}” in a comment, in a format, in the name of an area or hidden here says that this row is not for publication, so that it is withheld in the plan"
        );
        assert!(said.contains(&wanted), "{said}");
    }
    assert_eq!(note(0, "NOT FOR PUBLICATION").0, ["all"]);
    assert_eq!(note(2, "Ask Finance whether the bank is closed").0, [""; 0]);
    assert_eq!(note(0, "Say Yes where an action is exempt").0, [""; 0]);
}

#[test]
fn properties_and_text_boxes_that_say_so_withhold_the_plan() {
    let (closed, said) = withheld(|book| {
        book.set_properties(&DocProperties::new().set_keywords("not for publication"));
    });
    assert_eq!(closed, ["all"]);
    let wanted = "“not for publication” in a property of the file says that the workbook is not for publication, so that all of the plan is withheld";
    assert!(said.contains(wanted), "{said}");
    let described = |properties: DocProperties| {
        let change = |book: &mut Workbook| {
            book.set_properties(&properties);
        };
        withheld(change).0
    };
    for properties in [
        DocProperties::new().set_title("Exempt plan"),
        DocProperties::new().set_subject("Confidential"),
        DocProperties::new().set_status("Private"),
        DocProperties::new().set_comment("Exempt – paragraph 3"),
    ] {
        assert_eq!(described(properties), ["all"]);
    }
    let open = DocProperties::new().set_title("Private hire plan").set_author("Exempt Ltd");
    assert_eq!(described(open), [""; 0]);
    let boxed = |words: &'static str| {
        withheld(move |book| {
            let shape = Shape::textbox().set_text(words);
            plan_of(book).insert_shape(6, 1, &shape).unwrap();
        })
    };
    assert_eq!(boxed("NOT FOR PUBLICATION").0, ["all"]);
    assert_eq!(boxed("Draft: not agreed").0, [""; 0]);
}

#[test]
fn a_column_that_asks_whether_a_row_is_public_withholds_it_by_a_no() {
    let column = |heading: &'static str, answer: &'static str| {
        withheld(move |book| {
            let sheet = plan_of(book);
            sheet.write(0, 6, heading).unwrap();
            sheet.write(1, 6, "Yes").unwrap();
            sheet.write(2, 6, answer).unwrap();
        })
        .0
    };
    for (heading, answer) in [
        ("Public?", "N"),
        ("Publish?", "No"),
        ("For publication", "no"),
        ("OK to publish (Y/N)", "N"),
        ("Public?", "Exempt"),
        ("In public pack", "N"),
    ] {
        assert_eq!(column(heading, answer), ["1.2"], "{heading} {answer}");
    }
    for (heading, answer) in [
        ("Public?", "Y"),
        ("Public consultation?", "No"),
        ("Publication date", "31/03/2027"),
        ("Public?", "Not known"),
        ("Exempt?", "N"),
        ("In public pack", "Y"),
        ("Reason for exemption", "N/A"),
        ("Council tax exemption", "Class F"),
    ] {
        assert!(!column(heading, answer).contains(&"1.2".to_owned()), "{heading} {answer}");
    }
    for (heading, answer) in [
        ("Sch 12A", "para 3"),
        ("Reason for exemption", "Para 3"),
        ("Exemption category", "Commercial"),
    ] {
        assert!(column(heading, answer).contains(&"1.2".to_owned()), "{heading} {answer}");
    }
}

#[test]
fn a_line_that_names_rows_or_their_fills_withholds_those_and_one_that_names_none_all() {
    let below = |words: &'static str| {
        withheld(move |book| {
            let pink = Format::new().set_background_color(0xFF_C7_CE);
            let sheet = plan_of(book);
            sheet.write_with_format(2, 1, "Mend the bridge", &pink).unwrap();
            sheet.write(5, 0, words).unwrap();
        })
    };
    let (closed, said) = below("Pink rows are exempt");
    assert_eq!(closed, ["1.2"]);
    let wanted = "Plan!A6: “Pink rows are exempt” says which rows are not for publication, so that they are withheld in the plan";
    assert!(said.contains(wanted), "{said}");
    assert_eq!(below("1.3 is exempt").0, ["1.3"]);
    let (closed, said) = below("Some actions are not for publication");
    assert_eq!(closed, ["1.1", "1.2", "1.3"]);
    let wanted = "“Some actions are not for publication” does not say which rows are not for publication, so that all of the table are withheld in the plan";
    assert!(said.contains(wanted), "{said}");
    assert_eq!(below("Pink rows are late").0, [""; 0]);
}

#[test]
fn a_sheet_of_notes_withholds_the_rows_that_it_names_and_else_is_said() {
    let notes = |words: &'static str| {
        withheld(move |book| {
            let sheet = book.add_worksheet();
            sheet.set_name("Notes").unwrap();
            sheet.write(0, 0, words).unwrap();
        })
    };
    assert_eq!(notes("Action 1.2 is exempt under paragraph 3").0, ["1.2"]);
    let (closed, said) = notes("NOT FOR PUBLICATION");
    assert_eq!(closed, ["all"]);
    let wanted = "Notes!A1: “NOT FOR PUBLICATION” says that something is not for publication, and not what, so that all of the plan is withheld";
    assert!(said.contains(wanted), "{said}");
    let (closed, said) = notes("The sale is exempt at first");
    assert_eq!(closed, [""; 0]);
    let wanted = "“The sale is exempt at first” may say of some rows that they are not for publication, and nothing is withheld for it";
    assert!(said.contains(wanted), "{said}");
    let (closed, said) = notes("Exempt accommodation was reviewed");
    assert!(closed.is_empty() && !said.contains("may say"), "{said}");
}

#[test]
fn the_name_of_a_sheet_withholds_it() {
    let named = |name: &'static str| {
        let change = |book: &mut Workbook| {
            plan_of(book).set_name(name).unwrap();
        };
        withheld(change).0
    };
    for name in [
        "Plan – Part 2",
        "Plan (private)",
        "Members only",
        "Restricted",
        "Restricted actions",
        "NFP",
        "NFP actions",
    ] {
        assert!(named(name).contains(&"all".to_owned()), "{name}");
    }
    for name in ["Closed actions", "Private hire", "Part 1"] {
        assert_eq!(named(name), [""; 0], "{name}");
    }
}

#[test]
fn what_nobody_sees_in_a_cell_is_left_out_and_said() {
    let written = |format: Format, words: &'static str, more: fn(&mut Worksheet)| {
        let bytes = workbook_of(|book| {
            let sheet = plan_of(book);
            sheet.write_with_format(2, 5, words, &format).unwrap();
            more(sheet);
        });
        let said: Vec<_> = open(&bytes, "a.xlsx").unwrap().findings;
        let said: Vec<_> = said.into_iter().map(|found| found.message).collect();
        (opened(&bytes, "a.xlsx").plan(), said.join("\n"))
    };
    let white = || Format::new().set_font_color(Color::White);
    let wanted = "Plan!F3: what stands in this cell has the colour of what is behind it, a size that nobody reads, or a format that shows nothing, and was left out";
    let pink = Format::new().set_font_color(0xFF_C7_CE).set_background_color(0xFF_C7_CE);
    let words = "The bid was sold to Ferrow";
    for hidden in [white(), pink.clone(), Format::new().set_num_format(";;;")] {
        let (text, said) = written(hidden, words, |_| {});
        assert!(!text.contains("Ferrow") && said.contains(wanted), "{text}\n{said}");
    }
    let (text, said) = written(white().set_background_color(Color::Navy), words, |_| {});
    assert!(text.contains("Ferrow") && !said.contains("was left out"), "{said}");
    let (text, said) = written(Format::new().set_num_format(";;"), words, |_| {});
    assert!(text.contains("Ferrow") && !said.contains("was left out"), "{said}");
    // A rating whose letter has the colour of its fill can be seen by that.
    let (text, said) = written(pink.clone(), "Amber", |_| {});
    assert!(text.contains("Amber") && !said.contains("was left out"), "{text}");
    let (text, said) = written(pink, "Sold to Ferrow", |_| {});
    assert!(!text.contains("Ferrow") && said.contains(wanted), "{text}\n{said}");
    // The fill that a condition gives a cell is unknown.
    let (text, _) = written(white(), words, |sheet| {
        let dark = rust_xlsxwriter::ConditionalFormatBlank::new()
            .invert()
            .set_format(Format::new().set_background_color(Color::Navy));
        sheet.add_conditional_format(1, 5, 9, 5, &dark).unwrap();
    });
    assert!(text.contains("Ferrow"), "{text}");
    let (text, said) = written(white(), "NOT FOR PUBLICATION", |_| {});
    assert_eq!(text.matches("reason = \"[Insert").count(), 1, "{text}\n{said}");
}

#[test]
fn the_head_of_a_table_in_white_is_seen_by_the_style_of_the_table() {
    let white = Format::new().set_font_color(Color::White);
    let bytes = workbook_of(|book| {
        let sheet = plan_of(book);
        sheet.write_with_format(0, 5, "Update", &white).unwrap();
        let columns = ["Ref", "Action", "Lead", "Due", "RAG", "Update"]
            .map(|name| rust_xlsxwriter::TableColumn::new().set_header(name));
        let table = rust_xlsxwriter::Table::new().set_columns(&columns);
        sheet.add_table(0, 0, 3, 5, &table).unwrap();
        sheet.write_with_format(0, 5, "Update", &white).unwrap();
    });
    assert!(opened(&bytes, "a.xlsx").plan().contains("note = \"Half of it\""));
}

#[test]
fn text_of_what_is_withheld_may_say_so_and_text_of_what_is_open_may_not() {
    let action = "action = \"Sell it (exempt)\"\nlead = \"Head of Land\"\ndue = 2027-03-31\n";
    let update = "[[area.action.update]]\non = 2026-10-01\nnote = \"EXEMPT: it was sold.\"\n";
    let plan = |key: &str| {
        format!(
            "kind = \"plan\"\nname = \"Plan\"\nsubmitted = 2026-04-01\n[[area]]\nid = \"a\"\ntitle = \"A\"\n[[area.action]]\nid = \"1\"\n{action}{key}{update}"
        )
    };
    let file = crate::world::World::builtin("plan.toml");
    let read = |text: &str| crate::read::read::<crate::model::plan::Plan>(file, text);
    let why = |reason: &str| format!("exempt = {{ paragraphs = [3], reason = \"{reason}\" }}\n");
    assert!(read(&plan(&why("It would harm the sale."))).unwrap().findings.is_empty());
    let said = |text: &str| {
        let (_, found) = crate::diag::apart(read(text));
        found.into_iter().map(|found| found.message).collect::<Vec<_>>()
    };
    let wanted = ["`(exempt)` withholds nothing here", "`EXEMPT` withholds nothing here"];
    assert_eq!(said(&plan("")), wanted);
}

#[test]
fn what_helps_to_fill_in_a_cell_withholds_its_row_and_a_question_does_not() {
    let prompt = |words: &'static str| {
        withheld(move |book| {
            let validation = rust_xlsxwriter::DataValidation::new()
                .allow_any_value()
                .set_input_message(words)
                .unwrap();
            plan_of(book).add_data_validation(2, 1, 2, 1, &validation).unwrap();
        })
        .0
    };
    assert_eq!(prompt("NOT FOR PUBLICATION"), ["1.2"]);
    assert_eq!(prompt("Is this exempt?"), [""; 0]);
    assert_eq!(prompt("What is to be done"), [""; 0]);
    let shown = |format: &'static str| {
        withheld(move |book| {
            let format = Format::new().set_num_format(format);
            plan_of(book).write_with_format(2, 1, "Sell it", &format).unwrap();
        })
        .0
    };
    assert_eq!(shown("@\" (exempt)\""), ["1.2"]);
    assert_eq!(shown("@\" (new)\""), [""; 0]);
}

#[test]
fn the_name_of_the_style_of_a_cell_withholds_its_row() {
    let named = |name: &str| {
        let styles = format!(
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"2\"><xf/><xf/></cellStyleXfs><cellXfs count=\"2\"><xf xfId=\"0\"/><xf xfId=\"1\"/></cellXfs><cellStyles count=\"2\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/><cellStyle name=\"{name}\" xfId=\"1\"/></cellStyles></styleSheet>"
        );
        let rows = row(1, &HEAD)
            + &row(2, &["1", "Sell it", "Lee", "31/03/2027"]).replace("<c ", "<c s=\"1\" ");
        let bytes = workbook(&rows, "", &[("xl/styles.xml", styles.as_bytes())]);
        opened(&bytes, "a.xlsx").plan().contains("reason = \"[Insert")
    };
    assert!(named("Exempt") && named("Not for publication"));
    assert!(!named("Body") && !named("Private hire"));
}

#[test]
fn what_is_too_small_to_be_seen_is_left_out_and_said() {
    let left_out = |change: fn(&mut Worksheet)| {
        let bytes = workbook_of(|book| {
            let sheet = plan_of(book);
            sheet.write(2, 5, "Sold to Ferrow").unwrap();
            change(sheet);
        });
        let said: Vec<_> = open(&bytes, "a.xlsx").unwrap().findings;
        let said: Vec<_> = said.into_iter().map(|found| found.message).collect();
        (!opened(&bytes, "a.xlsx").plan().contains("Ferrow"), said.join("\n"))
    };
    for change in [
        (|sheet| {
            sheet.set_column_width(5, 0.1).unwrap();
        }) as fn(&mut Worksheet),
        |sheet| {
            sheet.set_row_height(2, 0.3).unwrap();
        },
        |sheet| {
            let tiny = Format::new().set_font_size(1);
            sheet.write_with_format(2, 5, "Sold to Ferrow", &tiny).unwrap();
        },
        |sheet| {
            let black = Format::new().set_font_color(0).set_background_color(0);
            sheet.write_with_format(2, 5, "Sold to Ferrow", &black).unwrap();
        },
    ] {
        let (gone, said) = left_out(change);
        assert!(gone && said.contains("was left out"), "{said}");
    }
    for change in [
        (|sheet| {
            sheet.set_column_width(5, 2).unwrap();
        }) as fn(&mut Worksheet),
        |sheet| {
            sheet.set_row_height(2, 6).unwrap();
        },
    ] {
        let (gone, said) = left_out(change);
        assert!(!gone && !said.contains("was left out"), "{said}");
    }
}

#[test]
fn rows_of_a_closed_group_of_an_open_document_are_hidden() {
    let cells = |texts: [&str; 4]| {
        let cell =
            |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
        format!("<table:table-row>{}</table:table-row>", texts.map(cell).concat())
    };
    let group = |display: &str| {
        let rows = [
            cells(HEAD),
            cells(["1", "Mend it", "Jo", "31/03/2027"]),
            format!(
                "<table:table-row-group table:display=\"{display}\">{}</table:table-row-group>",
                cells(["2", "Sell it", "Jo", "31/03/2027"])
            ),
            cells(["3", "Paint it", "Jo", "31/03/2027"]),
        ];
        let content = format!(
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><table:table table:name=\"Plan\">{}</table:table></office:document-content>",
            rows.concat()
        );
        opened(&archive(&[("content.xml", content.as_bytes())]), "a.ods").plan()
    };
    let text = group("false");
    assert!(!text.contains("Sell it") && text.contains("Paint it"), "{text}");
    assert!(group("true").contains("Sell it"));
}
