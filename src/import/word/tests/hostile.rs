//! Files that would do harm, and files that are no drafts.

use super::*;

#[test]
fn a_bomb_is_not_unpacked() {
    let filler = vec![b' '; 60 << 20];
    let draft = zipped(&[("word/document.xml", &filler)]);
    assert!(draft.len() < 1 << 20);
    assert!(refused(&draft).contains("holds more than the draft of a paper can"));
}

#[test]
fn half_a_million_paragraphs_are_refused() {
    let body = paragraph("a").repeat(500_000);
    let draft = word(&body);
    assert!(refused(&draft).contains("holds more than the draft of a paper can"));
}

#[test]
fn awkward_signs_in_their_thousands_become_a_report() {
    for sign in
        ["( ", "&lt;b ", "[x](", "* ", "_a_ ", "{{ ", "`", "paragraph 1.1 ", "Appendix 1 ", "1. "]
    {
        let text = report(&word(&paragraph(&sign.repeat(20_000))), "staffordshire");
        assert!(text.len() > 20_000);
    }
}

#[test]
fn elements_that_stand_too_deep_in_one_another_are_refused() {
    let depth = 50_000;
    let body = format!(
        "{}{}{}",
        "<w:sdt><w:sdtContent>".repeat(depth),
        paragraph("a"),
        "</w:sdtContent></w:sdt>".repeat(depth)
    );
    assert!(refused(&word(&body)).contains("draft.docx"));
}

#[test]
fn entities_that_would_bring_in_other_files_are_refused() {
    let document = format!(
        r#"<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"#
    );
    let message = refused(&zipped(&[("word/document.xml", document.as_bytes())]));
    assert!(message.contains("declares entities of its own"), "{message}");
}

#[test]
fn what_lies_outside_the_file_is_never_fetched() {
    let relations = format!(
        r#"<Relationships><Relationship Id="r9" Type="{TYPES}/image" Target="https://example.org/a.png" TargetMode="External"/>
        <Relationship Id="r8" Type="{TYPES}/image" Target="../../../../etc/passwd"/></Relationships>"#
    );
    let drawing = |id: &str| {
        format!(r#"<w:p><w:r><w:drawing><a:blip r:link="{id}"/></w:drawing></w:r></w:p>"#)
    };
    let body = format!("{}{}{}", paragraph("A picture:"), drawing("r9"), drawing("r8"));
    let draft = word_with(&body, &[("word/_rels/document.xml.rels", relations.as_bytes())]);
    let (report, findings) = imported(&draft, "staffordshire");
    let report = report.unwrap();
    assert!(report.text.contains("[Insert the picture that is linked here.]"), "{}", report.text);
    assert!(report.pictures.is_empty());
    assert!(findings.iter().any(|finding| finding.message.contains("not in the draft itself")));
}

#[test]
fn other_files_are_called_what_they_are() {
    let book = zipped(&[("xl/workbook.xml", b"<workbook/>")]);
    assert!(refused(&book).contains("is not a Word document"));
    let empty = word(&paragraph(""));
    assert!(refused(&empty).contains("has no words"));
    let broken = zipped(&[("word/document.xml", b"<w:document")]);
    assert!(refused(&broken).contains("is damaged"));
    let no_body = zipped(&[("word/document.xml", b"<document/>")]);
    assert!(refused(&no_body).contains("has no text"));
}

#[test]
fn macros_are_said_and_left_out() {
    let draft = word_with(&paragraph("Words."), &[("word/vbaProject.bin", b"Sub AutoOpen()")]);
    let (report, findings) = imported(&draft, "staffordshire");
    assert!(report.unwrap().text.contains("Words."));
    assert!(findings.iter().any(|finding| finding.message.contains("has macros")));
}
