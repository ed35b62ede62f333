//! Compares two versions block by block, noting the changes and marking them in the newer one.

use std::slice;

use super::align::{Pair, Unit, align};
use super::mark::{Labels, before_caption};
use super::words::exchange;
use super::{Change, Same, What};
use crate::document::{
    Block, Cell, Chart, Cleared, Figure, Heading, Inline, Inlines, Item, List, Paragraph,
    Quotation, Region, Table, plain, words_of,
};

/// A comparison in progress.
pub(super) struct Comparing<'a> {
    labels: &'a Labels,
    /// Whether two paths lead to the same file.
    same: Same<'a>,
    /// The last heading of the newer version.
    section: Option<String>,
    /// The last heading if it was removed, until a block that remains is met.
    gone: Option<String>,
    /// The names of the part being compared, outermost first.
    parts: Vec<String>,
    /// The changes found so far.
    pub(super) changes: Vec<Change>,
}

impl<'a> Comparing<'a> {
    /// A comparison that has not begun.
    pub(super) fn new(labels: &'a Labels, same: Same<'a>) -> Self {
        let (section, gone, parts, changes) = Default::default();
        Self { labels, same, section, gone, parts, changes }
    }

    /// Compares blocks, and marks what changed in the newer ones.
    pub(super) fn blocks(
        &mut self,
        old: &[Block<Cleared>],
        new: &[Block<Cleared>],
    ) -> Vec<Block<Cleared>> {
        let mut marked = Vec::new();
        for pair in align(old, new, unit) {
            match pair {
                Pair::Both(old, new) => marked.push(self.block(old, new)),
                Pair::Old(old) => {
                    if let Block::Heading(heading) = old {
                        self.gone = Some(plain(&heading.content));
                    }
                    self.whole(What::Removed, old);
                    marked.extend(self.labels.removed(old));
                }
                Pair::New(new) => {
                    self.enter(new);
                    self.whole(What::Added, new);
                    marked.push(self.labels.added(new));
                }
            }
        }
        marked
    }

    /// Compares two blocks of the same kind.
    fn block(&mut self, old: &Block<Cleared>, new: &Block<Cleared>) -> Block<Cleared> {
        self.enter(new);
        match (old, new) {
            (Block::Heading(old), Block::Heading(new)) => {
                let content = self.within(new.number.as_deref().map(bare), |comparing| {
                    comparing.inlines(&old.content, &new.content)
                });
                Block::Heading(Heading { content, ..new.clone() })
            }
            (Block::Paragraph(old), Block::Paragraph(new)) => {
                self.within(new.number.as_deref().map(bare), |comparing| {
                    let content = comparing.inlines(&old.content, &new.content);
                    let belongings = comparing.blocks(&old.belongings, &new.belongings);
                    Block::Paragraph(Paragraph { content, belongings, ..new.clone() })
                })
            }
            (Block::List(old), Block::List(new)) => Block::List(self.list(old, new)),
            (Block::Quotation(old), Block::Quotation(new)) => {
                Block::Quotation(Quotation { blocks: self.blocks(&old.blocks, &new.blocks) })
            }
            (Block::Table(old), Block::Table(new)) => Block::Table(self.table(old, new)),
            (Block::Figure(old), Block::Figure(new)) => {
                self.told(
                    &format!("{} ({})", old.alternative, old.path),
                    &format!("{} ({})", new.alternative, new.path),
                );
                let mut caption = self.caption(old.caption.as_ref(), new.caption.as_ref());
                if old.path == new.path && !(self.same)(&old.path, &new.path) {
                    self.drawn_anew(&self.labels.picture, &mut caption);
                }
                Block::Figure(Figure { caption, ..new.clone() })
            }
            (Block::Chart(old), Block::Chart(new)) => {
                self.told(&old.alternative, &new.alternative);
                let mut caption = self.caption(old.caption.as_ref(), new.caption.as_ref());
                if old.drawing != new.drawing {
                    self.drawn_anew(&self.labels.chart, &mut caption);
                }
                Block::Chart(Chart { caption, ..new.clone() })
            }
            (Block::Region(old), Block::Region(new)) => Block::Region(Region {
                blocks: self.blocks(&old.blocks, &new.blocks),
                ..new.clone()
            }),
            (Block::Verbatim(old), Block::Verbatim(new)) => {
                self.told(&old.lines.join("\n"), &new.lines.join("\n"));
                Block::Verbatim(new.clone())
            }
            (_, new) => new.clone(),
        }
    }

    /// Compares two lists, item by item.
    fn list(&mut self, old: &List<Cleared>, new: &List<Cleared>) -> List<Cleared> {
        let unit = |item: &Item<Cleared>| Unit {
            kind: String::new(),
            name: String::new(),
            words: words_of(&item.blocks),
        };
        let mut items = Vec::new();
        for pair in align(&old.items, &new.items, unit) {
            items.push(match pair {
                Pair::Both(old, new) => {
                    let blocks = self.within(name_of(new), |comparing| {
                        comparing.blocks(&old.blocks, &new.blocks)
                    });
                    Item { blocks, ..new.clone() }
                }
                Pair::Old(old) => {
                    self.note(What::Removed, words_of(&old.blocks));
                    let blocks = old.blocks.iter().filter_map(|block| self.labels.removed(block));
                    Item { label: old.label.clone(), blocks: blocks.collect(), anchor: None }
                }
                Pair::New(new) => {
                    let words = words_of(&new.blocks);
                    self.within(name_of(new), |comparing| comparing.note(What::Added, words));
                    let blocks = new.blocks.iter().map(|block| self.labels.added(block));
                    Item { blocks: blocks.collect(), ..new.clone() }
                }
            });
        }
        List { items, ..new.clone() }
    }

    /// Compares two tables with the same columns row by row. A cell is named by the first cell of its row and the
    /// head of its column.
    fn table(&mut self, old: &Table<Cleared>, new: &Table<Cleared>) -> Table<Cleared> {
        let caption = self.caption(old.caption.as_ref(), new.caption.as_ref());
        let summary = |table: &Table<Cleared>| table.summary.clone().unwrap_or_default();
        self.told(&summary(old), &summary(new));
        let heads: Vec<String> = new.header.iter().map(|cell| words_of(&cell.blocks)).collect();
        let unit = |row: &Vec<Cell<Cleared>>| Unit {
            kind: row.len().to_string(),
            name: first_of(row),
            words: words_of_row(row),
        };
        let mut rows = Vec::new();
        for pair in align(&old.rows, &new.rows, unit) {
            rows.push(match pair {
                Pair::Both(old, new) => self.row(old, new, &heads),
                Pair::Old(old) => {
                    self.note(What::Removed, words_of_row(old));
                    self.labels.removed_row(old)
                }
                Pair::New(new) => {
                    self.note(What::Added, words_of_row(new));
                    self.labels.added_row(new)
                }
            });
        }
        Table { caption, rows, ..new.clone() }
    }

    /// Compares two rows cell by cell.
    fn row(
        &mut self,
        old: &[Cell<Cleared>],
        new: &[Cell<Cleared>],
        heads: &[String],
    ) -> Vec<Cell<Cleared>> {
        let first = first_of(new);
        let mut cells = Vec::new();
        for (at, (old, new)) in old.iter().zip(new).enumerate() {
            let names = [Some(&first).filter(|_| at > 0), heads.get(at)];
            let names: Vec<_> =
                names.into_iter().flatten().filter(|name| !name.is_empty()).cloned().collect();
            let name = (!names.is_empty()).then(|| names.join(", "));
            let blocks = self.within(name, |comparing| comparing.blocks(&old.blocks, &new.blocks));
            cells.push(Cell { blocks });
        }
        cells
    }

    /// Compares two captions.
    fn caption(
        &mut self,
        old: Option<&Inlines<Cleared>>,
        new: Option<&Inlines<Cleared>>,
    ) -> Option<Inlines<Cleared>> {
        let none = Vec::new();
        let caption = self.inlines(old.unwrap_or(&none), new.unwrap_or(&none));
        (old.is_some() || new.is_some()).then_some(caption)
    }

    /// Compares two lines of text.
    fn inlines(&mut self, old: &[Inline<Cleared>], new: &[Inline<Cleared>]) -> Inlines<Cleared> {
        let exchange = exchange(old, new, self.labels);
        if let Some(excerpt) = exchange.excerpt {
            self.note(What::Changed, excerpt);
        }
        exchange.marked
    }

    /// Compares descriptions that are not printed as text, such as the alternative text of a picture.
    fn told(&mut self, old: &str, new: &str) {
        self.inlines(&[Inline::text(old, None)], &[Inline::text(new, None)]);
    }

    /// Notes that a picture or chart is different, and says so at the start of its caption.
    fn drawn_anew(&mut self, label: &str, caption: &mut Option<Inlines<Cleared>>) {
        self.note(What::Changed, label.to_owned());
        before_caption(caption, &format!("[{label}] "));
    }

    /// Notes that a whole block was added or removed, unless it has no words.
    fn whole(&mut self, what: What, block: &Block<Cleared>) {
        let words = words_of(slice::from_ref(block));
        let number = match block {
            Block::Heading(heading) => heading.number.as_deref().map(bare),
            Block::Paragraph(paragraph) => paragraph.number.as_deref().map(bare),
            _ => None,
        };
        if !words.is_empty() {
            self.within(number, |comparing| comparing.note(what, words));
        }
    }

    /// Notes a change in the part being compared.
    fn note(&mut self, what: What, words: String) {
        let part = (!self.parts.is_empty()).then(|| self.parts.join(", "));
        let gone = self.gone.as_ref().filter(|_| what == What::Removed);
        let section = gone.or(self.section.as_ref()).cloned();
        self.changes.push(self.labels.change(section, part, what, words));
    }

    /// Runs `act` inside a part, which may have a name.
    fn within<T>(&mut self, name: Option<String>, act: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.parts.len();
        self.parts.extend(name);
        let made = act(self);
        self.parts.truncate(depth);
        made
    }

    /// Remembers a heading for the blocks that follow.
    fn enter(&mut self, block: &Block<Cleared>) {
        self.gone = None;
        if let Block::Heading(heading) = block {
            self.section = Some(plain(&heading.content));
        }
    }
}

/// What a block is matched by.
fn unit(block: &Block<Cleared>) -> Unit {
    let words = words_of(slice::from_ref(block));
    let (kind, name) = match block {
        Block::Heading(heading) => (format!("heading {}", heading.level), String::new()),
        Block::Paragraph(paragraph) => {
            let kind = paragraph.role.as_deref().unwrap_or_default();
            (format!("paragraph {kind}"), paragraph.anchor.clone().unwrap_or_default())
        }
        Block::List(_) => ("list".to_owned(), String::new()),
        Block::Quotation(_) => ("quotation".to_owned(), String::new()),
        // Tables with different columns cannot be compared row by row.
        Block::Table(table) => {
            let caption = table.caption.as_deref().map(plain).unwrap_or_default();
            (format!("table {} {}", table.columns.len(), words_of_row(&table.header)), caption)
        }
        Block::Figure(figure) => ("figure".to_owned(), figure.path.clone()),
        Block::Chart(chart) => {
            ("chart".to_owned(), chart.caption.as_deref().map(plain).unwrap_or_default())
        }
        Block::Verbatim(_) => ("verbatim".to_owned(), String::new()),
        Block::Region(region) => (format!("region {}", region.role), region.role.clone()),
        Block::Rule => ("rule".to_owned(), String::new()),
        Block::PageBreak => ("page break".to_owned(), String::new()),
        Block::Withheld(withheld) => match withheld.seal {},
    };
    Unit { kind, name, words }
}

/// The name of an item: its label, unless that is only a bullet.
fn name_of(item: &Item<Cleared>) -> Option<String> {
    item.label.chars().any(char::is_alphanumeric).then(|| bare(&item.label))
}

/// A number or label without trailing punctuation.
fn bare(number: &str) -> String {
    number.trim_end_matches(['.', ')', ':']).to_owned()
}

/// The text of the first cell of a row.
fn first_of(row: &[Cell<Cleared>]) -> String {
    row.first().map(|cell| words_of(&cell.blocks)).unwrap_or_default()
}

/// The text of a row.
fn words_of_row(row: &[Cell<Cleared>]) -> String {
    let cells: Vec<_> = row.iter().map(|cell| words_of(&cell.blocks)).collect();
    cells.join(" | ")
}
