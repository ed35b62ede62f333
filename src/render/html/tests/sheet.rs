//! Tests the style sheet made from a style's looks, on screens and in print.

use super::*;

#[test]
fn a_style_sheet_cannot_end_early() {
    let own: [(&str, &[u8]); 1] = [("styles/plain/style.css", b"p {} </STYLE><script>")];
    let problem = render_in(&own, &document(vec![]), "").unwrap_err();
    assert_eq!(problem.message, "the style sheet of the house style Plain contains `</style`");
}

#[test]
fn no_words_of_a_style_reach_the_style_sheet() {
    let looks = r##"
[look."x } okapi {"]
colour = "#123456"
font = ["okapi\"; } </style> <script>"]
"##;
    let html = render_in(&[], &document(vec![]), looks).unwrap();
    check_markup(&Node::read(&html));
    assert!(!html.contains(" okapi") && !html.contains("okapi\""));
    assert!(html.contains(".look-x_20__7d__20_okapi_20__7b_ { color: #123456 }"));
}

#[test]
fn a_colour_that_cannot_be_read_gives_way_to_ink() {
    let looks = r##"
[look.pale]
colour = "#cccccc"
[look.banner]
background = "#4b2582"
colour = "#9a3fff"
[look.table]
background = "#f3e9d2"
colour = "#7a1f5c"
"##;
    let html = render_in(&[], &document(vec![]), looks).unwrap();
    for rule in [
        ".look-pale { color: #1a1c1f }",
        ".frame.look-banner { background: #4b2582 }",
        ".frame.look-banner.look-banner { color: #ffffff }",
        ".grid.look-table > thead > tr > * { background: #f3e9d2; color: #7a1f5c }",
    ] {
        assert!(html.contains(rule), "{rule}\nis not in\n{html}");
    }
    assert!(html.contains(".look-pale { color: #cccccc }"), "it can be read on a dark screen");
}

#[test]
fn a_sheet_of_any_size_is_called_as_css_calls_it() {
    for (paper, size) in [("us-letter", "letter"), ("us-legal", "legal"), ("a3", "a3")] {
        let sheet = PLAIN.replace("\"a4\"", &format!("{paper:?}"));
        let file = World::builtin("styles/plain/style.toml");
        let style: Style = crate::read::read(file, &sheet).unwrap().silent();
        let page = render_as(&[], &document(vec![]), style).unwrap();
        assert!(page.contains(&format!("@page {{ size: {size}; ")), "{paper}");
        assert!(page.contains(&format!("@page wide {{ size: {size} landscape; ")), "{paper}");
    }
}

#[test]
fn a_paper_that_is_set_close_is_printed_so() {
    for (layout, body, margin) in [
        (Layout::Report, "<body>", "2cm"),
        (Layout::Close, "<body data-sheet=\"close\">", "1.7cm"),
        (Layout::Wide, "<body data-sheet=\"wide\">", "1.7cm"),
    ] {
        let page = render(&Document { layout, ..document(vec![]) });
        assert!(page.contains(body), "{layout:?}");
        assert!(page.contains(&format!("@page {{ size: a4; margin: {margin} }}")), "{layout:?}");
    }
}

#[test]
fn cells_with_a_border_share_the_line_between_them() {
    let looks = "[look.cell-a]\nborder = '1pt'\n[look.cell-b]\ninset = '1pt'\n";
    let page = render_in(&[], &document(vec![]), looks).unwrap();
    let joined = |cell: &str| {
        let line = "min(1pt, 0.5rem)";
        let apart = format!(
            ".tracks:not(.look-sides):has(> .frame.look-{cell}) {{ row-gap: 0; padding: 0 {line} {line} 0 }}"
        );
        let over = format!("calc(-1 * {line})");
        let beside = format!(
            ".tracks:not(.look-sides) > .frame.look-{cell} {{ margin: 0 {over} {over} 0 }}"
        );
        [page.contains(&apart), page.contains(&beside)]
    };
    assert_eq!([joined("cell-a"), joined("cell-b")], [[true; 2], [false; 2]]);
}

#[test]
fn what_stands_around_the_title_of_an_agenda_stands_as_that_does() {
    let rule = |side: &str| {
        let looks = format!("[look.title]\nalign = '{side}'\n");
        let page = render_in(&[], &document(vec![]), &looks).unwrap();
        let rule = page.split_once(":is(.look-agenda-cover, .look-agenda-particulars) ");
        rule.and_then(|(_, rule)| rule.lines().next()).map(str::to_owned)
    };
    assert_eq!(rule("centre").as_deref(), Some("{ text-align: center }"));
    assert_eq!(rule("left").as_deref(), Some("{ text-align: start }"));
}

#[test]
fn a_table_in_a_box_has_no_line_beside_that_of_the_box() {
    let looks = "[look.box]\nborder = '1pt'\n[look.tint]\nbackground = '#eeeeee'\n";
    let page = render_in(&[], &document(vec![]), looks).unwrap();
    let bare = |name: &str| {
        let cells = "> .scroll:last-child > table > tbody > tr:last-child > *";
        page.contains(&format!(".frame.look-{name} {cells} {{ border-block-end: 0 }}"))
    };
    assert_eq!([bare("box"), bare("tint")], [true, false]);
}

#[test]
fn the_room_of_numbers_is_the_same_in_headings_as_in_paragraphs() {
    let page = render_in(&[], &document(vec![]), "[look.paragraph]\nindent = '3.2em'\n").unwrap();
    assert!(page.contains(":root { --room: min(3.2rem, 3.5rem) }"), "{page}");
}

#[test]
fn a_table_has_the_lines_and_heads_that_the_style_gives_it() {
    let looks = r##"
[look.table]
lines = "all"
[look.table-header]
background = "#d9d9d9"
[look.ticks]
border = "0.75pt"
[look.plain-list]
lines = "none"
[look.ticks-header]
bold = false
"##;
    let page = |layout| render_as_laid(looks, layout);
    let rules = [
        ".grid > * > tr > * { border: 1px solid var(--line) }",
        ".grid.look-ticks > * > tr > * { border: min(0.75pt, 0.5rem) solid var(--line) }",
        ".grid.look-form > * > tr > * { border: 1px solid var(--line); border-inline: 0 }",
        ".grid.look-plain-list > * > tr > * { border: 0 }",
    ];
    let heads = [
        ".grid > thead > tr > * { background: #d9d9d9; color: #1a1c1f }",
        ".grid.look-ticks > tbody > tr > th { font-weight: 400 }",
    ];
    let (report, close) = (page(Layout::Report), page(Layout::Close));
    for rule in rules {
        assert!(report.contains(rule) && !close.contains(rule), "{rule}");
    }
    for rule in heads {
        assert!(report.contains(rule) && close.contains(rule), "{rule}");
    }
}

/// The HTML of an empty paper with this layout.
fn render_as_laid(looks: &str, layout: Layout) -> String {
    render_in(&[], &Document { layout, ..document(vec![]) }, looks).unwrap()
}

#[test]
fn a_header_that_only_leads_to_the_pdf_is_not_printed() {
    let header = |document: &Document| {
        let house = house(style(""), "en-GB");
        let document = clear(document.clone(), Audience::Public, house.statements());
        let page = html(&Workspace::memory([]).world(), &document, &house, Some("a.pdf")).unwrap();
        let (_, header) = page.split_once("<header class=\"").unwrap();
        header.split_once('"').unwrap().0.to_owned()
    };
    let mut paper = document(vec![]);
    assert_eq!(header(&paper), "frame look-header bare");
    paper.running.header = vec![text("A council")];
    assert_eq!(header(&paper), "frame look-header");
}
