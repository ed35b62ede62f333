//! What is kept on one page: notes with their marks, the last items of a list together, a few lines of typewriter
//! text.

use std::fmt::Write;

use super::shown::shown;
use super::{STYLE, filler, find, pages, pages_in};

/// Words whose length varies with `at`.
fn words(at: usize) -> String {
    "the works at the bridge ".repeat([1, 6, 2, 9, 3][at % 5])
}

/// Asserts that all of a paper's notes, this many, are on the pages of their marks.
fn assert_beside(prose: &str, notes: usize) {
    let mut prose = prose.to_owned();
    for note in 1..=notes {
        let _ = write!(prose, "\n[^{note}]: Note{note} {}\n", words(note));
    }
    let shown = shown(&pages(&prose));
    for note in 1..=notes {
        let (mark, said) =
            (find(&shown, &format!("Mark{note}")), find(&shown, &format!("Note{note}")));
        assert_eq!(mark.page, said.page, "note {note} of {prose}");
    }
}

#[test]
fn a_note_in_a_long_table_stands_on_the_page_of_its_mark() {
    let mut table = filler(9) + "| Work | Why |\n|---|---|\n";
    for row in 1..=60 {
        let _ = writeln!(table, "| {} | {} Mark{row}[^{row}] |", words(row + 2), words(row));
    }
    assert_beside(&table, 60);
}

#[test]
fn a_note_in_a_list_stands_on_the_page_of_its_mark_be_the_list_long_or_short() {
    for (lines, items) in [(22, 4), (12, 8), (17, 8), (18, 60)] {
        let mut list = filler(lines) + "These are:\n\n";
        for item in 1..=items {
            let _ = writeln!(list, "- {} Mark{item}[^{item}]", words(item));
        }
        assert_beside(&list, items);
    }
}

#[test]
fn the_last_item_of_a_list_never_stands_alone_overleaf_wherever_the_page_ends() {
    for lines in 14..30 {
        let prose = filler(lines)
            + "These are:\n\n- one;\n- two;\n- three;\n- four;\n- the last but one; and\n- the last.\n\nEnd.";
        let shown = shown(&pages(&prose));
        let (before, last) = (find(&shown, "the last but one"), find(&shown, "the last."));
        assert_eq!(before.page, last.page, "after {lines} lines");
        let end = find(&shown, "End.");
        if end.page == last.page {
            assert!((17.0..45.0).contains(&(end.baseline - last.baseline)), "{end:?} {last:?}");
        }
    }
}

#[test]
fn a_few_lines_of_typewriter_text_stay_on_one_page_and_many_go_on_overleaf() {
    let mut parted = 0;
    for before in 16..34 {
        for (lines, stays) in [(9, true), (24, false)] {
            let text: String = (1..=lines).map(|line| format!("line{line};\n")).collect();
            let shown = shown(&pages(&format!("{}```\n{text}```\n", filler(before))));
            let (first, last) = (find(&shown, "line1;"), find(&shown, &format!("line{lines};")));
            assert!(!stays || first.page == last.page, "after {before} lines");
            parted += usize::from(first.page < last.page);
        }
    }
    assert!(parted > 0, "many lines are parted by the end of a page");
}

#[test]
fn a_list_beside_other_things_goes_on_overleaf_without_standing_on_itself() {
    let item = "It takes more than one line where two things stand beside one another";
    let style = format!(
        "{STYLE}[[part]]\nkind = \"grid\"\ncolumns = [1, 1]\n[[part.cell]]\ntext = '''\nThese are:\n\n\
         - First. {item};\n- Second. {item};\n- Third. {item};\n{}'''\n[[part.cell]]\ntext = \"Beside.\"\n",
        format!("- More. {item};\n").repeat(9)
    );
    let mut parted = 0;
    for lines in 14..34 {
        let prose = filler(lines);
        let report = format!("[[section]]\nheading = \"Before\"\ntext = '''\n{prose}'''\n");
        let shown = shown(&pages_in(&style, &report));
        for (at, one) in shown.iter().enumerate() {
            let on = shown[at + 1..].iter().find(|other| {
                one.page == other.page
                    && (one.baseline - other.baseline).abs() < 7.0
                    && one.right.min(other.right) - one.left.max(other.left) > 0.5
            });
            assert!(on.is_none(), "after {lines} lines: {one:?} and {on:?}");
        }
        parted += usize::from(find(&shown, "First.").page < find(&shown, "Third.").page);
    }
    assert!(parted > 0, "the list is parted by the end of a page");
}
