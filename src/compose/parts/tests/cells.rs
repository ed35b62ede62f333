//! Tests the content of cells and labels: nothing is lost, repeated or published.

use super::*;

const TABLE: &str = r#"
[[section]]
id = "implications"
heading = "Implications"
[[section]]
id = "money"
heading = "Money"
[[section]]
id = "law"
heading = "Law"
[[part]]
kind = "title"
[[part]]
kind = "section"
section = "implications"
sections = ["money", "law"]
layout = "table"
[[part.column]]
name = "heading"
label = "Issue"
[[part.column]]
name = "text"
label = "Implications"
[[part.column]]
name = "sign-off"
label = "Sign-off"
"#;

#[test]
fn sections_in_a_table_have_further_columns_and_lists() {
    let report = "[[section]]\nid = \"money\"\ntext = \"Two:\\n\\n- one;\\n- two.\"\n\
        beside.sign-off = [\"Finance\", \"Audit\"]\n[[section]]\nid = \"law\"\ntext = \"None.\"\n";
    let expected = [
        "h1 - A paper",
        "h2 1. Implications",
        "table sections",
        "  head Issue | Implications | Sign-off",
        "  row Money | Two: | item • one; | item • two. | Finance | Audit",
        "  row Law | None.",
    ];
    assert_eq!(lines(TABLE, report), expected);
}

#[test]
fn a_section_that_is_withheld_or_has_sections_inside_is_no_row_of_a_table() {
    let report = "[[section]]\nid = \"money\"\ntext = \"The price is £9m.\"\n\
        exempt = { paragraphs = [3], reason = \"harm\" }\n\
        [[section]]\nid = \"law\"\n[[section.section]]\nheading = \"Duties\"\ntext = \"Many.\"\n";
    let (composed, problems) = composed(TABLE, report);
    assert!(!problems.iter().any(Diagnostic::is_error), "{problems:?}");
    let composed = composed.unwrap();
    let mut withheld = Vec::new();
    for block in &composed.document.blocks {
        if let Block::Withheld(inside) = block {
            tell(&inside.blocks, &mut withheld);
        }
    }
    assert_eq!(withheld, ["h3 - Money", "p 1.1 The price is £9m."]);
    let mut all = Vec::new();
    tell(&composed.document.blocks, &mut all);
    assert!(all.iter().any(|line| line.ends_with("Duties")), "{all:?}");
}

#[test]
fn what_has_no_column_beside_a_section_is_said() {
    let report = "[[section]]\nid = \"money\"\ntext = \"None.\"\nbeside.signoff = \"Finance\"\n";
    let (_, problems) = composed(TABLE, report);
    let said: Vec<_> = problems.iter().map(|one| (&*one.message, &*one.hints[0])).collect();
    let message = "the house style Anyshire has no column for `signoff` beside this section, so it is not printed";
    assert_eq!(said, [(message, "did you mean `sign-off`?")]);
}

const FORM: &str = r#"
[[field]]
name = "days"
label = "Days"
value = "date"
[[field]]
name = "officer"
label = "Officer"
value = "rows"
also = ["contacts"]
[[field.column]]
name = "name"
label = "Name"
[[field.column]]
name = "telephone"
label = "Tel"
[[part]]
kind = "title"
[[part]]
kind = "fields"
fields = ["officer", "days"]
"#;

const CONTACTS: &str = "[[contact]]\nrole = \"Author\"\nname = \"Ann\"\ntelephone = \"01632 960001\"\n\
    [[contact]]\nrole = \"Author\"\nname = \"Bob\"\n";

#[test]
fn rows_among_other_fields_stand_in_their_place_after_their_label() {
    let report = format!("[front]\ndays = [2022-11-10, 2022-12-08]\n{CONTACTS}");
    let expected = [
        "h1 - A paper",
        "table form",
        "  row Officer | Name: Ann | Tel: 01632 960001 | Name: Bob",
        "  row Days | 10 November 2022 | 8 December 2022",
    ];
    assert_eq!(lines(FORM, &report), expected);
    let (_, problems) = composed(FORM, &report);
    assert!(problems.is_empty(), "contacts are not said twice: {problems:?}");
}

#[test]
fn contacts_that_rows_tell_all_of_have_no_block_of_their_own() {
    let style = format!("{FORM}[[part]]\nkind = \"contacts\"\nheading = \"Whom to ask\"\n");
    let block = |contacts: &str| lines(&style, contacts).into_iter().skip(3).collect::<Vec<_>>();
    assert!(block(CONTACTS).is_empty());
    let email = "[[contact]]\nrole = \"Clerk\"\nname = \"Cyd\"\nemail = \"cyd@example.org\"\n";
    assert_eq!(block(email)[0], "h2 - Whom to ask", "the rows have no column for its address");
}

#[test]
fn a_table_of_ticks_has_the_label_of_its_field_unless_a_heading_says_what_it_is() {
    let style = "[[field]]\nname = \"type\"\nlabel = \"Type of item:\"\nvalue = \"choice\"\noptions = [\"Note\", \"Decide\"]\n\
        [[part]]\nkind = \"title\"\n[[part]]\nkind = \"fields\"\nfields = [\"type\"]\nlayout = \"ticks\"\n";
    let caption = |style: &str| match composed(style, "front.type = \"Note\"\n")
        .0
        .unwrap()
        .document
        .blocks
        .pop()
    {
        Some(Block::Table(table)) => (table.caption.map(|words| plain(&words)), table.summary),
        other => panic!("{other:?}"),
    };
    assert_eq!(caption(style), (Some("Type of item".into()), None));
    let headed = format!("{style}heading = \"Type of item\"\n");
    assert_eq!(caption(&headed), (None, Some("Type of item".into())));
}

#[test]
fn the_title_can_stand_in_a_cell_of_the_front_sheet() {
    let style = "[[part]]\nkind = \"grid\"\ncolumns = [1, 3]\ncell = [{ text = \"Subject\" }, { title = true }]\n";
    let expected = ["[grid 2", "[cell 0", "p - Subject", "]", "[cell 0", "h1 - A paper", "]", "]"];
    assert_eq!(lines(style, ""), expected);
    let twice = format!("{style}[[part]]\nkind = \"title\"\n");
    assert!(messages(&twice, "")[0].ends_with("the title stands twice"));
}

#[test]
fn wording_of_a_house_style_is_not_taken_for_pasted() {
    let style = "[[part]]\nkind = \"title\"\n[[part]]\nkind = \"text\"\ntext = \"FOR NOTING\\n\\nWords.\"\n[[part]]\nkind = \"sections\"\n";
    assert!(messages(style, "").is_empty());
    let report = "[[section]]\nheading = \"One\"\ntext = \"FOR NOTING\\n\\nWords.\"\n";
    assert_eq!(messages(style, report).len(), 1);
}

#[test]
fn telephone_numbers_alone_in_cells_can_be_dialled() {
    let style = "[[field]]\nname = \"desk\"\nlabel = \"Desk\"\n[[part]]\nkind = \"title\"\n\
        [[part]]\nkind = \"fields\"\nfields = [\"desk\"]\n[[part]]\nkind = \"sections\"\n";
    let report = "front.desk = \"01632 960001\"\n[[section]]\nheading = \"Who\"\n\
        text = \"See:\\n\\n| Who | Number |\\n|---|---|\\n| Ann | 01632 960002 |\"\n";
    let mut dialled = Vec::new();
    let (composed, problems) = composed(style, report);
    let composed = composed.unwrap_or_else(|| panic!("{problems:?}"));
    each_of(&composed.document.blocks, &mut |element| {
        if let Node::Inline(Inline::Link(Link { target: Target::Url(url), .. })) = element {
            dialled.push(url.clone());
        }
    });
    assert_eq!(dialled, ["tel:01632960001", "tel:01632960002"]);
}

#[test]
fn contacts_that_no_field_told_of_still_stand_at_the_end() {
    let field = "[[field]]\nname = \"author\"\nlabel = \"Author\"\nalso = [\"contacts\"]\n\
        [[part]]\nkind = \"title\"\n[[part]]\nkind = \"fields\"\nfields = [\"author\"]\n";
    let expected = [
        "h1 - A paper",
        "table form",
        "  row Author | Ann | Telephone: 01632 960001",
        "h2 - Contacts",
        "table form",
        "  row Author | Bob",
    ];
    assert_eq!(lines(field, CONTACTS), expected);
}

#[test]
fn a_mark_in_a_field_withholds_nothing_and_is_an_error() {
    let style = "[[field]]\nname = \"note\"\nlabel = \"Note\"\n[[part]]\nkind = \"title\"\n\
        [[part]]\nkind = \"fields\"\nfields = [\"note\"]\n";
    for note in ["Words. {exempt=3}", "- one\\n- two\\n\\n{exempt=3}"] {
        let (_, problems) = composed(style, &format!("front.note = \"{note}\"\n"));
        assert!(problems.iter().any(Diagnostic::is_error), "{note}: {problems:?}");
    }
}

#[test]
fn a_table_of_rows_keeps_its_label_below_a_heading_that_says_something_else() {
    let style = |heading: &str| {
        format!(
            "[[field]]\nname = \"finance\"\nlabel = \"Finance officer\"\nvalue = \"rows\"\n[[field.column]]\nname = \"name\"\n\
             label = \"Name\"\n[[part]]\nkind = \"title\"\n[[part]]\nkind = \"fields\"\nfields = [\"finance\"]\nheading = \"{heading}\"\n"
        )
    };
    let report = "[[front.finance]]\nname = \"Sam Example\"\n";
    for (heading, caption) in [("Sign-off", Some("Finance officer")), ("Finance Officer:", None)] {
        let (composed, problems) = composed(&style(heading), report);
        let composed = composed.unwrap_or_else(|| panic!("{problems:?}"));
        let said = composed.document.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table.caption.as_ref().map(|caption| plain(caption))),
            _ => None,
        });
        assert_eq!(said.unwrap().as_deref(), caption);
    }
}

#[test]
fn a_value_of_one_line_that_starts_with_a_number_is_no_list() {
    let style = "[[field]]\nname = \"option\"\nlabel = \"Option\"\n[[part]]\nkind = \"title\"\n[[part]]\n\
                 kind = \"fields\"\nfields = [\"option\"]\nlayout = \"lines\"\n";
    let report = "[front]\noption = \"2. Repair the pool\"\n";
    assert_eq!(lines(style, report), ["h1 - A paper", "p - Option: 2. Repair the pool"]);
    assert_eq!(messages(style, report), Vec::<String>::new());
}
