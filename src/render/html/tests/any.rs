//! Generates any document, however hostile its words.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::document::*;

/// Any characters, and text that would be markup if it were not escaped.
pub(super) fn words() -> impl Strategy<Value = String> {
    let hostile = prop_oneof![
        Just("</style><script>alert(1)</script>"),
        Just("\" onload=\"alert(1)"),
        Just("'><img src=x onerror=alert(1)>"),
        Just("<!-- "),
        Just("]]>"),
        Just("&amp;&lt;&#13;"),
        Just("{{ document }}{% raw %}{#"),
        Just("\r\n\0"),
    ];
    let any = vec(any::<char>(), 0..12).prop_map(|all| all.into_iter().collect::<String>());
    prop_oneof![any, hostile.prop_map(str::to_owned)]
}

fn text() -> impl Strategy<Value = Text> {
    words().prop_map(|text| Text { text, place: None, source: None })
}

fn target() -> impl Strategy<Value = Target> {
    let url = words().prop_map(|end| {
        let end: String = end.chars().filter(|next| !next.is_control() && *next != ' ').collect();
        Target::Url(format!("https://example.org/{end}"))
    });
    prop_oneof![url, words().prop_map(Target::Anchor)]
}

fn leaf() -> impl Strategy<Value = Inline> {
    prop_oneof![text().prop_map(Inline::Text), text().prop_map(Inline::Code), Just(Inline::Break)]
}

/// Inlines, with notes that hold such blocks.
fn inlines_with(blocks: BoxedStrategy<Vec<Block>>) -> BoxedStrategy<Inlines> {
    let note = blocks.prop_map(|blocks| Inline::Note(Note { number: 1, blocks }));
    let outermost = prop_oneof![6 => leaf(), 1 => note];
    let inline = outermost.prop_recursive(3, 12, 3, |inner| {
        let content = vec(inner, 0..3);
        let link = (target(), content.clone())
            .prop_map(|(target, content)| Inline::Link(Link { target, content, place: None }));
        prop_oneof![
            content.clone().prop_map(|content| Inline::Strong(Span { content })),
            content.clone().prop_map(|content| Inline::Emphasis(Span { content })),
            content.prop_map(|content| Inline::Struck(Span { content })),
            link,
        ]
    });
    vec(inline, 0..4).boxed()
}

pub(super) fn inlines() -> BoxedStrategy<Inlines> {
    let content = vec(leaf(), 0..3);
    inlines_with(content.prop_map(|content| vec![Block::paragraph(content)]).boxed())
}

/// Any blocks except pictures, whose files would have to exist.
fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let plain = prop_oneof![
        (any::<u8>(), option::of(words()), inlines(), option::of(words())).prop_map(
            |(level, number, content, anchor)| {
                Block::Heading(Heading { level, number, content, anchor, place: None })
            }
        ),
        vec(words(), 0..4).prop_map(|lines| Block::Verbatim(Verbatim { lines, place: None })),
        Just(Block::Rule),
        Just(Block::PageBreak),
        inlines().prop_map(Block::paragraph),
    ];
    let block = plain.prop_recursive(3, 24, 4, |inner| {
        let blocks = vec(inner, 0..4);
        prop_oneof![
            paragraph(blocks.clone().boxed()),
            list(blocks.clone().boxed()),
            blocks.clone().prop_map(|blocks| Block::Quotation(Quotation { blocks })),
            table(blocks.clone().boxed()),
            (words(), blocks).prop_map(|(role, blocks)| Block::Region(Region {
                role,
                columns: Vec::new(),
                blocks
            })),
        ]
    });
    vec(block, 0..5)
}

fn paragraph(blocks: BoxedStrategy<Vec<Block>>) -> impl Strategy<Value = Block> {
    let names = (option::of(words()), option::of(words()), option::of(words()));
    (names, any::<u8>(), inlines(), blocks).prop_map(
        |((number, anchor, role), depth, content, belongings)| {
            Block::Paragraph(Paragraph {
                number,
                depth,
                content,
                belongings,
                anchor,
                role,
                place: None,
            })
        },
    )
}

fn list(blocks: BoxedStrategy<Vec<Block>>) -> impl Strategy<Value = Block> {
    let item = (words(), blocks, option::of(words()));
    let item = item.prop_map(|(label, blocks, anchor)| Item { label, blocks, anchor });
    (any::<bool>(), vec(item, 0..3))
        .prop_map(|(ordered, items)| Block::List(List { ordered, items }))
}

fn table(blocks: BoxedStrategy<Vec<Block>>) -> impl Strategy<Value = Block> {
    let align =
        prop_oneof![Just(ColumnAlign::Left), Just(ColumnAlign::Centre), Just(ColumnAlign::Right)];
    let column = (align, option::of(0.0..9.0), any::<bool>())
        .prop_map(|(align, share, fills)| Column { align, share, fills });
    let row = vec(blocks.prop_map(|blocks| Cell { blocks }), 0..3);
    let names = (option::of(words()), option::of(inlines()), option::of(words()));
    (names, vec(column, 0..4), row.clone(), vec(row, 0..3), any::<bool>()).prop_map(
        |((role, caption, summary), columns, header, rows, row_headers)| {
            Block::Table(Table {
                role,
                columns,
                header,
                rows,
                row_headers,
                caption,
                summary,
                ..Table::default()
            })
        },
    )
}

/// Any document.
pub(in crate::render) fn document() -> impl Strategy<Value = Document> {
    (words(), words(), inlines(), inlines(), blocks()).prop_map(
        |(title, language, header, footer, blocks)| Document {
            title: vec![Inline::text(title, None)],
            language,
            date: None,
            layout: crate::document::Layout::Report,
            running: Running { header, footer, marking: None },
            blocks,
            closed: None,
            origins: Vec::new(),
        },
    )
}
