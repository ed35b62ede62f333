//! Makes the document for one audience: what is withheld is taken out of it, or marked.
//!
//! Every kind of block and inline is matched with every field, so that a new one cannot be forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::within::{withheld_anchors, withheld_expressions, withheld_words, withholds_data};
use crate::derive::exempt::{Grounds, Statements};
use crate::derive::meaning::Holds;
use crate::document::*;

/// The document for an audience. A document closed as a whole has no public edition, so this is called for its
/// restricted one alone.
pub(crate) fn clear(
    document: Document,
    audience: Audience,
    statements: Statements<'_>,
) -> Document<Cleared> {
    let anchors = match audience {
        Audience::Public => withheld_anchors(&document),
        Audience::Restricted => BTreeMap::new(),
    };
    let figures = match audience {
        Audience::Public => {
            withheld_expressions(&document).iter().flat_map(|one| figures(one)).collect()
        }
        Audience::Restricted => BTreeSet::new(),
    };
    Clearing { audience, statements, anchors, figures }.document(document)
}

/// The figures that an expression names, by their first two steps: `finance.bids` of `finance.bids.ferrow`.
fn figures(expression: &str) -> impl Iterator<Item = String> + '_ {
    let is_name = |next: char| next.is_alphanumeric() || next == '_' || next == '.';
    expression.split(move |next| !is_name(next)).filter_map(|name| {
        let (first, rest) = name.split_once('.')?;
        Some(format!("{first}.{}", rest.split('.').next()?))
    })
}

/// The expressions that the words of an edition come from.
fn expressions(document: &Document<Cleared>) -> BTreeSet<Arc<str>> {
    let mut all = BTreeSet::new();
    document.each_text(&mut |text| all.extend(text.source.clone()));
    all
}

/// Removes from the origins of a public edition each table of figures whose names occur in the withheld words. Where
/// withheld matter is made from data, `open` holds the expressions of the edition, and a named file that none of them
/// uses is removed too.
fn clear_origins(origins: &mut Vec<DataFile>, withheld: &str, open: Option<&BTreeSet<Arc<str>>>) {
    for DataFile { holds, .. } in origins.iter_mut() {
        if let Holds::Figures(tables) = holds {
            tables.retain(|table| table.words().all(|words| !withheld.contains(words)));
        }
    }
    if let Some(open) = open {
        origins.retain(|origin| {
            origin.name.is_none() || open.iter().any(|expression| origin.is_named_by(expression))
        });
    }
}

/// The clearing of one document for one audience.
struct Clearing<'a> {
    audience: Audience,
    statements: Statements<'a>,
    /// The public names of anchors in withheld blocks, by their own names; empty for the restricted edition.
    anchors: BTreeMap<String, String>,
    /// The figures that withheld words name, by source and table: `finance.bids`.
    figures: BTreeSet<String>,
}

impl Clearing<'_> {
    fn document(&self, document: Document) -> Document<Cleared> {
        let withheld = (self.audience == Audience::Public)
            .then(|| (withheld_words(&document), withholds_data(&document)));
        let Document { title, language, date, layout, running, blocks, closed: _, origins } =
            document;
        let Running { header, footer, marking } = running;
        let mut cleared = Document {
            title: self.inlines(title),
            language,
            date,
            layout,
            running: Running {
                header: self.inlines(header),
                footer: self.inlines(footer),
                marking,
            },
            blocks: self.blocks(blocks),
            closed: None,
            origins,
        };
        if let Some((words, is_data)) = withheld {
            let open = if is_data { Some(expressions(&cleared)) } else { None };
            clear_origins(&mut cleared.origins, &words, open.as_ref());
        }
        cleared
    }

    fn blocks(&self, blocks: Vec<Block>) -> Vec<Block<Cleared>> {
        blocks.into_iter().flat_map(|block| self.block(block)).collect()
    }

    fn block(&self, block: Block) -> Vec<Block<Cleared>> {
        vec![match block {
            Block::Heading(heading) => Block::Heading(self.heading(heading)),
            Block::Paragraph(paragraph) => {
                let said = !paragraph.content.is_empty() && paragraph.anchor.is_none();
                let paragraph = self.paragraph(paragraph);
                // Words for the other audience alone leave no empty line.
                if said && paragraph.content.is_empty() && paragraph.number.is_none() {
                    return paragraph.belongings;
                }
                Block::Paragraph(paragraph)
            }
            Block::List(List { ordered, items }) => {
                let item = |Item { label, blocks, anchor }: Item| {
                    let is_empty = blocks.is_empty();
                    let blocks = self.blocks(blocks);
                    // A bullet whose content is all withheld goes; a numbered item stays, so that the others keep
                    // their numbers.
                    let is_kept = ordered || is_empty || !blocks.is_empty();
                    is_kept.then_some(Item { label, blocks, anchor })
                };
                Block::List(List { ordered, items: items.into_iter().filter_map(item).collect() })
            }
            Block::Quotation(Quotation { blocks }) => {
                Block::Quotation(Quotation { blocks: self.blocks(blocks) })
            }
            Block::Table(table) => Block::Table(self.table(table)),
            Block::Figure(Figure { path, alternative, caption, width, place }) => {
                let caption = caption.map(|caption| self.inlines(caption));
                Block::Figure(Figure { path, alternative, caption, width, place })
            }
            Block::Chart(Chart { alternative, caption, drawing }) => {
                let caption = caption.map(|caption| self.inlines(caption));
                Block::Chart(Chart { alternative, caption, drawing })
            }
            Block::Verbatim(verbatim) => Block::Verbatim(verbatim),
            Block::Region(Region { role, columns, blocks }) => {
                Block::Region(Region { role, columns, blocks: self.blocks(blocks) })
            }
            Block::Rule => Block::Rule,
            Block::PageBreak => Block::PageBreak,
            Block::Withheld(withheld) => {
                return match self.audience {
                    Audience::Public => self.told(withheld),
                    Audience::Restricted => self.marked(withheld),
                };
            }
        }]
    }

    fn heading(&self, heading: Heading) -> Heading<Cleared> {
        let Heading { level, number, content, anchor, place } = heading;
        Heading { level, number, content: self.inlines(content), anchor, place }
    }

    fn paragraph(&self, paragraph: Paragraph) -> Paragraph<Cleared> {
        let Paragraph { number, depth, content, belongings, anchor, role, place } = paragraph;
        let (content, belongings) = (self.inlines(content), self.blocks(belongings));
        Paragraph { number, depth, content, belongings, anchor, role, place }
    }

    fn table(&self, table: Table) -> Table<Cleared> {
        let Table { role, columns, header, rows, row_headers, pairs, landscape, caption, summary } =
            table;
        let cell = |Cell { blocks }: Cell| Cell { blocks: self.blocks(blocks) };
        let cells = |row: Vec<Cell>| row.into_iter().map(cell).collect::<Vec<_>>();
        Table {
            role,
            columns,
            header: cells(header),
            rows: rows.into_iter().map(cells).collect(),
            row_headers,
            pairs,
            landscape,
            caption: caption.map(|caption| self.inlines(caption)),
            summary,
        }
    }

    /// Drops the expression of a text if it names a table with withheld figures, since its keys and file name would
    /// tell of them. An empty source remains, so that the text still counts as data.
    fn text(&self, text: Text) -> Text {
        let tells = |source: &Arc<str>| figures(source).any(|name| self.figures.contains(&name));
        match &text.source {
            Some(source) if tells(source) => Text { source: Some(Arc::default()), ..text },
            _ => text,
        }
    }

    fn inlines(&self, inlines: Inlines) -> Inlines<Cleared> {
        let mut cleared = Inlines::with_capacity(inlines.len());
        for inline in inlines {
            let span = |Span { content }: Span| Span { content: self.inlines(content) };
            cleared.push(match inline {
                Inline::Text(text) => Inline::Text(self.text(text)),
                Inline::Code(text) => Inline::Code(text),
                Inline::Strong(inside) => Inline::Strong(span(inside)),
                Inline::Emphasis(inside) => Inline::Emphasis(span(inside)),
                Inline::Struck(inside) => Inline::Struck(span(inside)),
                Inline::Mark(Mark { mark, content }) => {
                    Inline::Mark(Mark { mark, content: self.inlines(content) })
                }
                Inline::Link(Link { target, content, place }) => Inline::Link(Link {
                    target: self.target(target),
                    content: self.inlines(content),
                    place,
                }),
                Inline::Note(Note { number, blocks }) => {
                    Inline::Note(Note { number, blocks: self.blocks(blocks) })
                }
                Inline::Break => Inline::Break,
                Inline::Withheld(WithheldWords {
                    seal: Whole,
                    grounds: _,
                    names_another: _,
                    content,
                    public,
                }) => {
                    cleared.extend(self.inlines(match self.audience {
                        Audience::Public => public,
                        Audience::Restricted => content,
                    }));
                    continue;
                }
            });
        }
        cleared
    }

    fn target(&self, target: Target) -> Target {
        match target {
            Target::Anchor(name) => {
                Target::Anchor(self.anchors.get(&name).cloned().unwrap_or(name))
            }
            Target::Url(address) => Target::Url(address),
            Target::Beside(address) => Target::Beside(address),
        }
    }

    /// The public stand-in for withheld blocks. Links to any of them lead to its first block.
    fn told(&self, withheld: Withheld) -> Vec<Block<Cleared>> {
        let Withheld { seal: Whole, grounds, told, heading, blocks } = withheld;
        let mut stand_ins = self.stand_ins(&blocks, true);
        if let (Some(Block::Heading(first)), Some(public)) = (stand_ins.first_mut(), heading) {
            first.content = self.inlines(public);
        }
        let headings =
            stand_ins.iter().take_while(|block| matches!(block, Block::Heading(_))).count();
        let words = |said: String| vec![Inline::text(said, None)];
        match (told, stand_ins.get_mut(headings)) {
            (Told::Nothing, _) => {}
            (Told::Briefly, Some(Block::Paragraph(first))) => {
                first.content = words(self.statements.briefly(&grounds));
            }
            (Told::Briefly, _) => {
                stand_ins
                    .insert(headings, Block::paragraph(words(self.statements.briefly(&grounds))));
            }
            (Told::Fully, _) => {
                let statement = self.statements.statement(&grounds);
                stand_ins.insert(headings, Block::paragraph(words(statement)));
            }
        }
        let anchor =
            anchors_of(&blocks).first().and_then(|first| self.anchors.get(*first)).cloned();
        match stand_ins.first_mut() {
            Some(Block::Heading(first)) => first.anchor = anchor,
            Some(Block::Paragraph(first)) => first.anchor = anchor,
            _ => {}
        }
        stand_ins
    }

    /// The blocks that keep the place of withheld ones: their first heading and everything numbered, with none of
    /// their words.
    fn stand_ins(&self, blocks: &[Block], mut leads: bool) -> Vec<Block<Cleared>> {
        let mut kept = Vec::new();
        for block in blocks {
            match block {
                Block::Heading(heading) if leads || heading.number.is_some() => {
                    kept.push(Block::Heading(Heading {
                        level: heading.level,
                        number: heading.number.clone(),
                        content: vec![Inline::text(self.word("not-for-publication"), None)],
                        anchor: None,
                        place: heading.place,
                    }));
                }
                Block::Paragraph(paragraph) if paragraph.number.is_some() => {
                    let words = self.word("withheld-paragraph");
                    kept.push(Block::Paragraph(Paragraph {
                        number: paragraph.number.clone(),
                        depth: paragraph.depth,
                        content: vec![Inline::text(words, None)],
                        belongings: Vec::new(),
                        anchor: None,
                        role: None,
                        place: paragraph.place,
                    }));
                }
                Block::Region(region) => kept.extend(self.stand_ins(&region.blocks, leads)),
                Block::Withheld(inner) => kept.extend(self.stand_ins(&inner.blocks, leads)),
                Block::Heading(_)
                | Block::Paragraph(_)
                | Block::List(_)
                | Block::Quotation(_)
                | Block::Table(_)
                | Block::Figure(_)
                | Block::Chart(_)
                | Block::Verbatim(_)
                | Block::Rule
                | Block::PageBreak => {}
            }
            leads = false;
        }
        kept
    }

    /// Withheld blocks as the restricted edition has them, with their mark.
    fn marked(&self, withheld: Withheld) -> Vec<Block<Cleared>> {
        let Withheld { seal: Whole, grounds, told, heading: _, blocks } = withheld;
        let mut blocks = self.blocks(blocks);
        match (told, blocks.first_mut()) {
            (Told::Nothing, _) => {}
            (Told::Briefly, Some(Block::Paragraph(first))) => {
                first.content.insert(0, Inline::strong(self.statements.mark(&grounds)));
                first.content.insert(1, Inline::text(" ", None));
            }
            (Told::Briefly, _) => {
                blocks.insert(
                    0,
                    Block::paragraph(vec![Inline::strong(self.statements.mark(&grounds))]),
                );
            }
            (Told::Fully, first) => {
                let at = usize::from(matches!(first, Some(Block::Heading(_))));
                blocks.insert(at, Block::paragraph(self.stated(&grounds)));
            }
        }
        blocks
    }

    /// The statement that something is not for publication, with only its first words in bold, as on an agenda.
    fn stated(&self, grounds: &Grounds) -> Vec<Inline<Cleared>> {
        let statement = self.statements.statement(grounds);
        let lead = self.word("not-for-publication");
        match statement.strip_prefix(&*lead) {
            Some(rest) => vec![Inline::strong(lead), Inline::text(rest, None)],
            None => vec![Inline::strong(statement)],
        }
    }

    /// A word of the paper's language, by its key.
    fn word(&self, key: &str) -> String {
        self.statements.wording.word(key)
    }
}

#[cfg(test)]
mod tests {
    use typst::syntax::VirtualPath;

    use crate::{Format, Options, Workspace, World, build};

    #[test]
    fn no_public_file_names_the_keys_and_files_of_a_table_of_which_something_is_withheld() {
        let report = "kind = \"report\"\ntitle = \"Bids\"\ncommittee = \"Cabinet\"\nmeeting = 2022-07-14\n\
            exempt-reason = \"Harm.\"\nsources = { finance = \"zebra.toml\", rents = \"rents.toml\" }\n\
            front = { local-members-interest = \"N/A\", report-of = \"Leader\" }\n\
            [[section]]\nid = \"summary\"\ntext = '''\nAll bid {{ finance.bids.alpha + finance.bids.zebra }}, and the rent is \
            {{ rents.year.all }}.\n\nOne bid {{ finance.bids.zebra }}. {.exempt-3}\n'''\n";
        let table = |id: &str, row: &str| {
            format!(
                "kind = \"figures\"\n[[table]]\nid = \"{id}\"\ntitle = \"A table\"\nrow = [{row}]\n"
            )
        };
        let bids = "{ id = \"alpha\", title = \"A\", value = 512345 }, { id = \"zebra\", title = \"B\", value = 717271 }";
        let (bids, rents) =
            (table("bids", bids), table("year", "{ id = \"all\", title = \"C\", value = 1234 }"));
        let council = "kind = \"council\"\nname = \"Wessen\"\nstyle = \"staffordshire\"\n";
        let files = [
            ("council.toml", council),
            ("report.toml", report),
            ("zebra.toml", &bids),
            ("rents.toml", &rents),
        ];
        let workspace = Workspace::memory(files.map(|(name, text)| (name, text.as_bytes())));
        let formats = vec![Format::Html, Format::Docx];
        let options = Options { formats, ..Options::default() };
        let file = World::id(&VirtualPath::new("report.toml").unwrap());
        let built = build(&workspace.world(), file, &options).unwrap();
        for output in built.value.iter().filter(|output| !output.suffix.contains("restricted")) {
            let texts = output.format.texts(&output.bytes).unwrap();
            let has = |word: &str| texts.iter().any(|found| found.text.contains(word));
            assert!(has("rents.year.all"), "{:?}", output.format);
            assert!(!has("zebra") && !has("finance"), "{:?}", output.format);
        }
    }
}
