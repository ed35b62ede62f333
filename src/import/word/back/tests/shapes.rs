//! Lines and tables that Word turned into something else: no change is lost without a report.

use super::*;

/// The refusals when a paragraph's properties are edited to give it another form.
fn reshaped(words: &str, from: &str, to: &str) -> Vec<String> {
    let back = with_xml(&|xml| {
        let old = paragraph(xml, words).to_owned();
        assert!(old.contains(from), "{old}");
        xml.replacen(&old, &old.replacen(from, to, 1), 1)
    });
    assert_eq!(back.text, REPORT, "{:?}", back.changes);
    assert!(all(&back, Kind::NotTaken), "{:?}", back.changes);
    back.changes.into_iter().map(|change| change.how.join(": ")).collect()
}

#[test]
fn a_line_that_was_made_something_else_is_said() {
    let why =
        "it was made something else in Word, which no words of it say; make it so in the file: ";
    assert_eq!(
        reshaped("Hours of opening", "Heading2", "Heading3"),
        [format!("{why}“Hours of opening” was a heading of level 2, and is a heading of level 3")]
    );
    assert_eq!(
        reshaped("opens early", "<w:ilvl w:val=\"0\"/>", "<w:ilvl w:val=\"1\"/>"),
        [format!(
            "{why}“The first branch opens early.” was an item of level 1, and is an item of level 2"
        )]
    );
    let form = reshaped("opens early", "ListBullet", "Quote");
    assert_eq!(
        form,
        [format!(
            "{why}“The first branch opens early.” was an item of level 1, and is a quotation"
        )]
    );
}

/// A row of the document, by words of it, as XML.
fn row(xml: &str, words: &str) -> String {
    let at = xml.find(words).unwrap();
    let start = xml[..at].rfind("<w:tr>").unwrap();
    let end = at + xml[at..].find("</w:tr>").unwrap() + "</w:tr>".len();
    xml[start..end].to_owned()
}

const COSTS: &str = "| Branch | Cost |\n| --- | ---: |\n| North | £10,000 |\n| South | £20,000 |\n";

/// The result of editing the XML of a paper with a column of figures.
fn with_costs(edit: &dyn Fn(&str) -> String) -> (String, Back) {
    let start = REPORT.find("| Branch").unwrap();
    let end = REPORT.find("\n{{ finance.loans.table() }}").unwrap();
    let report = format!("{}{COSTS}{}", &REPORT[..start], &REPORT[end..]);
    let docx = edited(&sent(&report)[0], &|name, text| match name {
        "word/document.xml" => edit(&text),
        _ => text,
    });
    let back = back_of(&report, &docx, Changes::Accepted);
    (report, back)
}

#[test]
fn rows_with_figures_come_and_go() {
    let (report, back) = with_costs(&|xml| xml.replacen(&row(xml, "£20,000"), "", 1));
    assert_eq!(back.text, report.replace("| South | £20,000 |\n", ""));
    let [gone] = &back.changes[..] else { panic!("{:?}", back.changes) };
    assert_eq!((gone.kind, gone.what, &*gone.how[0]), (Kind::Gone, "row", "“South | £20,000”"));
    let (report, back) = with_costs(&|xml| {
        let row = row(xml, "£20,000");
        let bare = row.replace("bookmarkStart", "proofErr").replace("bookmarkEnd", "proofErr");
        let new = bare.replace("South", "East").replace("£20,000", "£30,000");
        xml.replacen(&row, &format!("{row}{new}"), 1)
    });
    let new = "| South | £20,000 |\n| East | £30,000 |\n";
    assert_eq!(back.text, report.replace("| South | £20,000 |\n", new));
    // The table as a whole, with its line of dashes; and a cell of it.
    let (report, back) = with_costs(&|xml| {
        let start = xml[..xml.find("£10,000").unwrap()].rfind("<w:tbl>").unwrap();
        let end = start + xml[start..].find("</w:tbl>").unwrap() + "</w:tbl>".len();
        format!("{}{}", &xml[..start], &xml[end..])
    });
    assert_eq!(back.text, report.replace(COSTS, ""), "{:?}", back.changes);
    let (report, back) = with_costs(&|xml| xml.replacen(">£20,000<", "><", 1));
    assert_eq!(
        back.text,
        report.replace("| South | £20,000 |", "| South |  |"),
        "{:?}",
        back.changes
    );
    assert!(all(&back, Kind::Gone), "{:?}", back.changes);
    // No table is without its head.
    let (report, back) = with_costs(&|xml| xml.replacen(&row(xml, ">Cost<"), "", 1));
    assert_eq!(back.text, report);
    assert!(all(&back, Kind::NotTaken), "{:?}", back.changes);
    assert!(back.changes[0].how[0].contains("in the head of a table"), "{:?}", back.changes);
}

#[test]
fn rows_in_another_order_are_said() {
    let (report, back) = with_costs(&|xml| {
        let (first, second) = (row(xml, "£10,000"), row(xml, "£20,000"));
        xml.replacen(&first, "", 1).replacen(&second, &format!("{second}{first}"), 1)
    });
    assert_eq!(back.text, report);
    let [moved] = &back.changes[..] else { panic!("{:?}", back.changes) };
    assert_eq!(moved.how[0], "it stands elsewhere in Word; move it in the file");
    assert!(["“North | £10,000”", "“South | £20,000”"].contains(&&*moved.how[1]), "{moved:?}");
}

#[test]
fn a_paragraph_is_put_into_the_midst_of_no_list() {
    let back = with_xml(&|xml| {
        let like = paragraph(xml, "The last words");
        let start = &like[..like.find("<w:bookmarkStart").unwrap()];
        let old = paragraph(xml, "opens early");
        let new = format!("{old}{start}<w:r><w:t>It is the oldest of them.</w:t></w:r></w:p>");
        xml.replacen(old, &new, 1)
    });
    assert_eq!(back.text, REPORT);
    assert!(all(&back, Kind::NotTaken), "{:?}", back.changes);
}

#[test]
fn edits_are_said_in_whole_words() {
    let (_, back) = with_costs(&|xml| xml.replacen(">£20,000<", ">£20,500<", 1));
    assert_eq!(back.changes[0].how, ["“£20,000” became “£20,500”"]);
    let back = replaced(&[("opens late", "opens lately")]);
    assert_eq!(back.changes[0].how, ["“late.” became “lately.”"]);
}

#[test]
fn a_new_item_stands_as_deep_as_in_word() {
    let with_item = |depth: usize| {
        with_xml(&|xml| {
            let old = paragraph(xml, "opens early");
            let start = &old[..old.find("<w:bookmarkStart").unwrap()];
            let start =
                start.replace("<w:ilvl w:val=\"0\"/>", &format!("<w:ilvl w:val=\"{depth}\"/>"));
            let new = format!("{old}{start}<w:r><w:t>It has two doors.</w:t></w:r></w:p>");
            xml.replacen(old, &new, 1)
        })
    };
    for (depth, new) in [(0, "- It has two doors."), (1, "  - It has two doors.")] {
        let back = with_item(depth);
        assert_eq!(new_lines(&back), [new], "{:?}", back.changes);
    }
    let back = with_item(3);
    assert_eq!(back.text, REPORT);
    assert!(all(&back, Kind::NotTaken), "{:?}", back.changes);
}

#[test]
fn a_paragraph_whose_end_was_taken_away_leaves_the_next_one_what_it_is() {
    let back = with_xml(&|xml| {
        let old = paragraph(xml, "The last words");
        let next = paragraph(xml, "Hours of opening").to_owned();
        let gone = "<w:p><w:pPr><w:rPr><w:del w:id=\"901\" w:author=\"A\"/></w:rPr></w:pPr><w:del w:id=\"902\" w:author=\"A\"><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>";
        assert!(xml.find(old) < xml.find(&next));
        xml.replacen(&next, &format!("{gone}{next}"), 1)
    });
    assert_eq!(back.text, REPORT);
    assert!(back.changes.is_empty(), "{:?}", back.changes);
}

const REVIEW: &str = "kind = \"review\"\nplan = \"plan.toml\"\nname = \"Review of libraries\"\nheld = 2026-10-05\nsince = 2026-04-01\n\
    next = 2027-04-06\nreviewers = [\"Library Board\"]\n\
    conclusions = [\"Work goes on.\", \"Staff are trained in each branch.\", \"Costs fell.\"]\n";

#[test]
fn an_element_of_a_list_goes_and_another_order_is_said() {
    let with_review = |edit: &dyn Fn(&str) -> String| {
        let docx = edited(&sent(REVIEW)[0], &|name, text| match name {
            "word/document.xml" => edit(&text),
            _ => text,
        });
        back_of(REVIEW, &docx, Changes::Accepted)
    };
    let back = with_review(&|xml| xml.replacen(paragraph(xml, "Staff are trained"), "", 1));
    let gone = REVIEW.replace(" \"Staff are trained in each branch.\",", "");
    assert_eq!(back.text, gone, "{:?}", back.changes);
    assert!(all(&back, Kind::Gone), "{:?}", back.changes);
    let back = with_review(&|xml| {
        let moved = paragraph(xml, "Costs fell").to_owned();
        let first = paragraph(xml, "Work goes on").to_owned();
        xml.replacen(&moved, "", 1).replacen(&first, &format!("{moved}{first}"), 1)
    });
    assert_eq!(back.text, REVIEW);
    assert!(all(&back, Kind::NotTaken), "{:?}", back.changes);
    // Text that was written in the plan is changed in the plan.
    let back = with_review(&|xml| xml.replacen("Open at nine.", "Open at ten.", 1));
    assert_eq!(back.text, REVIEW);
    assert!(all(&back, Kind::NotTaken), "{:?}", back.changes);
}

#[test]
fn words_in_colour_are_taken_as_plain_ones_and_that_is_said_once() {
    let coloured = |to: &str| {
        let look = format!("</w:t></w:r><w:r><w:rPr>{to}</w:rPr><w:t>");
        let docx = edited(&sent(REPORT)[0], &|name, text| match name {
            "word/document.xml" => text
                .replacen("opens early.", &format!("{look}opens soon."), 1)
                .replacen("opens late.", &format!("{look}opens late."), 1),
            _ => text,
        });
        let (workspace, file) = workspace(REPORT);
        let changes = Changes::Accepted;
        let wanted = Wanted { shown: "back.docx", workspace: &workspace, file, changes };
        let taken = take(&docx, REPORT, &wanted).unwrap();
        let said = taken.findings.into_iter().map(|found| found.message);
        (taken.value.text, said.collect::<Vec<_>>())
    };
    for look in ["<w:color w:val=\"FF0000\"/>", "<w:highlight w:val=\"yellow\"/>"] {
        let (text, said) = coloured(look);
        assert!(text.contains("- The first branch opens soon.\n"), "{text}");
        let whole = "`back.docx` has words in colour or highlighted, which are taken as plain words: “opens soon.”, and in one more paragraph";
        assert_eq!(said, [whole]);
    }
    for look in ["<w:color w:val=\"000000\"/>", "<w:highlight w:val=\"none\"/>"] {
        assert_eq!(coloured(look).1, Vec::<String>::new());
    }
}

#[test]
fn a_footnote_goes_with_its_mark_and_is_said_however_word_took_the_mark_away() {
    let within = |xml: &str, of: &str, start: &str, end: &str| {
        let at = xml.find(of).unwrap();
        let from = xml[..at].rfind(start).unwrap();
        xml[from..at + xml[at..].find(end).unwrap() + end.len()].to_owned()
    };
    let gone = |with_note: bool, tracked: bool| {
        edited(&sent(REPORT)[0], &|part, text| match part {
            "word/document.xml" => {
                let run = within(&text, "<w:footnoteReference", "<w:r>", "</w:r>");
                let kept = format!("<w:del w:id=\"901\" w:author=\"A\">{run}</w:del>");
                text.replacen(&run, if tracked { &kept } else { "" }, 1)
            }
            "word/footnotes.xml" if with_note => {
                let note = within(&text, "A survey said so.", "<w:footnote ", "</w:footnote>");
                text.replacen(&note, "", 1)
            }
            _ => text,
        })
    };
    for docx in [gone(true, false), gone(false, false), gone(false, true)] {
        let back = back_of(REPORT, &docx, Changes::Accepted);
        assert_eq!(lost_lines(&back)[1..], ["[^why]: A survey said so."]);
        assert_eq!(new_lines(&back), ["less, as *everybody* knows."]);
        let said: Vec<_> = back.changes.iter().map(|one| (one.kind, one.how.concat())).collect();
        let words = (Kind::Changed, "“knows.[footnote]” became “knows.”".to_owned());
        assert_eq!(said, [words, (Kind::Gone, "“A survey said so.”".to_owned())]);
    }
    assert_eq!(back_of(REPORT, &gone(false, true), Changes::Rejected).text, REPORT);
}
