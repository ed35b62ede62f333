//! Tests house styles: a workspace's own style, conditions, layouts, and the messages for what does not fit.

mod cells;
mod left;
mod mistakes;
mod numbers;
mod variants;

use typst::syntax::VirtualPath;

use crate::Composed;
use crate::diag::Diagnostic;
use crate::document::*;
use crate::world::{Workspace, World};

const COUNCIL: &str = "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"anyshire\"\n";

/// A minimal style.
const STYLE: &str = r#"
kind = "style"
name = "Anyshire"
summary = "Papers of a council that is not built in"
date = "%-d %B %Y"
[page]
paper = "a4"
margin = "2cm"
[labels]
paragraph = "paragraph"
section = "section"
appendix = "Appendix"
recommendation = "recommendation"
[numbering]
sections = "1."
paragraphs = "by-section"
[lists]
bullets = ["•"]
ordered = ["a)"]
"#;

const REPORT: &str = r#"
kind = "report"
title = "A paper"
committee = "Cabinet"
meeting = 2022-11-10
"#;

/// Composes a paper in a style that is only in the workspace.
fn composed(style: &str, report: &str) -> (Option<Composed>, Vec<Diagnostic>) {
    composed_in(&format!("{STYLE}{style}"), report)
}

/// Composes a paper in a complete style.
fn composed_in(style: &str, report: &str) -> (Option<Composed>, Vec<Diagnostic>) {
    let report = format!("{REPORT}{report}");
    let files = [
        ("council.toml", COUNCIL.as_bytes()),
        ("styles/anyshire/style.toml", style.as_bytes()),
        ("report.toml", report.as_bytes()),
    ];
    let world = Workspace::memory(files).world();
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let (composed, problems) =
        crate::diag::apart(crate::compose(&world, file, &crate::Options::default()));
    (composed, problems)
}

/// A paper as lines, each with the kind of an element and its words.
fn lines(style: &str, report: &str) -> Vec<String> {
    let (composed, problems) = composed(style, report);
    let mut all = Vec::new();
    tell(&composed.unwrap_or_else(|| panic!("{problems:?}")).document.blocks, &mut all);
    all
}

fn tell(blocks: &[Block], all: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                let number = heading.number.as_deref().unwrap_or("-");
                all.push(format!("h{} {number} {}", heading.level, plain(&heading.content)));
            }
            Block::Paragraph(paragraph) => {
                let number =
                    paragraph.number.as_deref().or(paragraph.role.as_deref()).unwrap_or("-");
                all.push(format!("p {number} {}", plain(&paragraph.content)));
                tell(&paragraph.belongings, all);
            }
            Block::List(list) => {
                for item in &list.items {
                    let mut inside = Vec::new();
                    tell(&item.blocks, &mut inside);
                    all.push(format!("item {} {}", item.label, inside.join(" ")));
                }
            }
            Block::Table(table) => {
                let row = |cells: &Vec<Cell>| {
                    let mut inside = Vec::new();
                    for cell in cells {
                        tell(&cell.blocks, &mut inside);
                    }
                    inside.join(" | ").replace("p - ", "")
                };
                let role = table.role.as_deref().unwrap_or("table");
                all.push(format!(
                    "table {role}{}",
                    if table.landscape { " landscape" } else { "" }
                ));
                all.extend(
                    Some(&table.header)
                        .filter(|header| !header.is_empty())
                        .map(|header| format!("  head {}", row(header))),
                );
                all.extend(table.rows.iter().map(|cells| format!("  row {}", row(cells))));
            }
            Block::Region(region) => {
                all.push(format!("[{} {}", region.role, region.columns.len()));
                tell(&region.blocks, all);
                all.push("]".into());
            }
            other => {
                all.push(format!("{other:?}").split('(').next().unwrap_or_default().to_owned())
            }
        }
    }
}

/// The messages of problems, with the line of the style or paper that each points at.
fn messages(style: &str, report: &str) -> Vec<String> {
    let whole = [format!("{STYLE}{style}"), format!("{REPORT}{report}")];
    let (_, problems) = composed(style, report);
    let line = |problem: &Diagnostic| {
        let place = problem.place.unwrap();
        let own = World::path(place.file).ends_with("style.toml");
        let text = &whole[usize::from(!own)];
        text[..place.start].matches('\n').count() + 1
    };
    problems.iter().map(|problem| format!("{}: {}", line(problem), problem.message)).collect()
}

#[test]
fn a_style_of_the_workspace_lays_out_forms_grids_ticks_and_tables() {
    let style = r#"
[[field]]
name = "wards"
label = "Wards affected"
[[field]]
name = "key-decision"
label = "Key decision"
value = "truth"
[[field]]
name = "type"
label = "Type"
value = "choice"
options = ["Decision", "Information"]
[[field]]
name = "approvals"
label = "Approvals"
value = "rows"
column = [{ name = "officer", label = "Officer" }, { name = "cleared", label = "Cleared on" }]
[[field]]
name = "classification"
label = "Classification"
default = "Open"
[[part]]
kind = "grid"
columns = [2, 1]
role = "banner"
cell = [{ text = "{{ committee }}" }, { text = "{{ meeting | date }}", role = "when" }]
[[part]]
kind = "title"
[[part]]
kind = "fields"
fields = ["wards", "key-decision"]
layout = "pairs"
[[part]]
kind = "fields"
fields = ["classification"]
layout = "columns"
[[part]]
kind = "fields"
heading = "Type of item"
level = 0
fields = ["type"]
layout = "ticks"
[[part]]
kind = "text"
text = "This is a key decision."
when = "key-decision"
[[part]]
kind = "text"
text = "Not printed."
unless = "key-decision"
[[part]]
kind = "fields"
fields = ["approvals"]
"#;
    let report = r#"
[front]
wards = "All"
key-decision = true
type = "Information"
[[front.approvals]]
officer = "Monitoring Officer"
cleared = 2022-10-28
"#;
    assert_eq!(
        lines(style, report),
        [
            "[banner 0",
            "[grid 2",
            "[cell 0",
            "p - Cabinet",
            "]",
            "[when 0",
            "p - 10 November 2022",
            "]",
            "]",
            "]",
            "h1 - A paper",
            "table form",
            "  row Wards affected | All | Key decision | Yes",
            "table form",
            "  head Classification",
            "  row Open",
            "p part-heading Type of item",
            "table ticks",
            "  row Decision | p mark-no No",
            "  row Information | p mark-yes Yes",
            "p - This is a key decision.",
            "table approvals",
            "  head Officer | Cleared on",
            "  row Monitoring Officer | 28 October 2022",
        ]
    );
}

#[test]
fn sections_stand_in_the_order_of_the_style_with_its_wording_for_those_that_are_missing() {
    let style = r#"
[[section]]
id = "purpose"
heading = "Purpose"
[[section]]
id = "implications"
heading = "Implications"
[[section]]
id = "legal"
heading = "Legal"
[[section]]
id = "financial"
heading = "Financial"
empty = "None."
[[part]]
kind = "title"
[[part]]
kind = "section"
section = "purpose"
[[part]]
kind = "sections"
[[part]]
kind = "section"
section = "implications"
sections = ["financial", "legal"]
[[part]]
kind = "background-papers"
heading = "Background papers"
numbered = true
layout = "paragraphs"
empty = "None."
[[part]]
kind = "recommendations"
heading = "Recommendations"
numbered = true
text = "Cabinet is asked to:"
"#;
    let report = r#"
[[recommendation]]
text = "agree"
[[section]]
id = "legal"
text = "Law."
[[section]]
heading = "Other"
text = "Something.\n\nMore. {.sub}"
[[section]]
id = "purpose"
text = "Why."
"#;
    assert_eq!(
        lines(style, report),
        [
            "h1 - A paper",
            "h2 1. Purpose",
            "p 1.1 Why.",
            "h2 2. Other",
            "p 2.1 Something.",
            "p 2.1.1 More.",
            "h2 3. Implications",
            "h3 - Financial",
            "p 3.1 None.",
            "h3 - Legal",
            "p 3.2 Law.",
            "h2 4. Background papers",
            "p 4.1 None.",
            "h2 5. Recommendations",
            "p 5.1 Cabinet is asked to:",
            "item 1. p - agree",
        ]
    );
}

#[test]
fn what_a_style_gives_no_place_stands_at_the_end_and_is_said() {
    let style = "[[part]]\nkind = \"title\"\n";
    let report = r#"
[front]
wards = "All"
[[recommendation]]
text = "agree"
[[section]]
id = "next-steps"
text = "Soon: see Appendix 1."
[[appendix]]
title = "A letter"
"#;
    assert_eq!(
        lines(style, report),
        [
            "h1 - A paper",
            "h2 - Recommendations",
            "item 1. p - agree",
            "h2 1. Next steps",
            "p 1.1 Soon: see Appendix 1.",
            "h2 - Appendices",
            "item • p - Appendix 1: A letter",
        ]
    );
    assert_eq!(
        messages(style, report),
        [
            "8: the house style Anyshire has no place for `wards`, so it is not printed",
            "12: the house style Anyshire has no section `next-steps`, so it stands among the others, in the order of the paper",
            "2: the house style Anyshire has no place for recommendations, so this paper's stand at its end",
            "2: the house style Anyshire has no place for sections, so this paper's stand at its end",
            "2: the house style Anyshire has no place for appendices, so this paper's stand at its end",
        ]
    );
}

#[test]
fn a_part_of_wording_may_be_a_heading_alone() {
    let style = "[[part]]\nkind = \"title\"\n[[part]]\nkind = \"text\"\nheading = \"Documents\"\n\
                 [[part]]\nkind = \"appendices\"\nheading = \"Appendices\"\nlevel = 3\nempty = \"None\"\n";
    assert_eq!(lines(style, ""), ["h1 - A paper", "h2 - Documents", "h3 - Appendices", "p - None"]);
    assert_eq!(messages(style, ""), Vec::<String>::new());
    let said = messages("[[part]]\nkind = \"title\"\n[[part]]\nkind = \"text\"\n", "");
    assert_eq!(said, ["22: a part of this kind needs `text`"]);
}

#[test]
fn a_wide_table_has_a_page_on_its_side_unless_it_stands_inside_something() {
    let style = "[[part]]\nkind = \"title\"\n[[part]]\nkind = \"sections\"\n";
    let wide = "|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n|1|2|3|4|5|6|7|8|\n";
    let report = format!(
        "[[section]]\nheading = \"One\"\ntext = \"\"\"\nWords.\n\n{wide}\n|a|b|\n|-|-|\n|1|2|\n\n{{.landscape}}\n\n> {}\"\"\"\n",
        wide.replace('\n', "\n> ")
    );
    let tables: Vec<_> =
        lines(style, &report).into_iter().filter(|line| line.starts_with("table")).collect();
    assert_eq!(tables, ["table table landscape", "table table landscape"]);
}
