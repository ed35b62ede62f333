//! Composes the business of an agenda: each item with its title, author, recommendations and pages.

use minijinja::context;

use super::{Composer, Entry, Run, WITHHELD, heading, made, of_role, page_anchor, region, said};
use crate::document::*;
use crate::model::meeting::Urgent;
use crate::read::Prose;
use crate::read::record::Choice;

/// The role of a line that gives page numbers.
pub(crate) const PAGES: &str = "agenda-pages";

/// The prefix of an item's anchor, before its number.
pub(crate) const ITEM: &str = "item-";

impl Composer<'_> {
    /// Adds the business: its heading, and every item below the heading of its group.
    pub(super) fn business(&mut self, blocks: &mut Vec<Block>) {
        let key = match self.agenda.supplement {
            Some(_) => "supplement-heading",
            None => "agenda-heading",
        };
        let grouped = self.agenda.entries.first().is_some_and(|first| first.item.group.is_some());
        if !grouped {
            blocks.push(heading(2, vec![Inline::text(self.word(key), None)]));
        }
        for entry in &self.agenda.entries {
            if let Some(group) = &entry.item.group {
                let words = self.line(group);
                blocks.push(heading(2, words));
            }
            self.entry(entry, blocks);
        }
        // The agenda was published before, so the items of a supplement need a resolution of their own.
        if self.agenda.supplement.is_some()
            && !self.agenda.excluded.is_empty()
            && let Some(standing) = self.agenda.convened.standing("exclusion")
        {
            let title = self.line(&standing.title);
            blocks.push(heading(3, title));
            let text = standing.text.as_ref().map(|text| self.prose(text)).unwrap_or_default();
            blocks.push(region("agenda-item", text));
        }
    }

    /// Adds one item.
    fn entry(&mut self, entry: &Entry<'_>, blocks: &mut Vec<Block>) {
        let first = entry.runs.first().map(|run| run.first);
        let title = self.title(entry);
        let content = match first {
            Some(first) => vec![to_page(first, title)],
            None => title,
        };
        blocks.push(Block::Heading(Heading {
            level: 3,
            number: Some(format!("{}.", entry.number)),
            content,
            anchor: Some(format!("{ITEM}{}", entry.number)),
            place: Some(entry.item.place),
        }));
        let mut inside = Vec::new();
        self.inside(entry, &mut inside);
        if !inside.is_empty() {
            blocks.push(region("agenda-item", inside));
        }
    }

    /// Adds what is below an item's title: its purpose, author and pages, then its recommendations and text.
    fn inside(&mut self, entry: &Entry<'_>, blocks: &mut Vec<Block>) {
        let purpose = entry
            .item
            .purpose
            .map(|purpose| Inline::strong(self.word(&format!("purpose-{}", purpose.word()))));
        let mut first: Inlines = purpose.into_iter().collect();
        if let Some(author) = self.author(entry) {
            first.extend((!first.is_empty()).then(|| Inline::text(" ", None)));
            first.extend(author);
        }
        let (own, appended): (Vec<_>, Vec<_>) =
            entry.runs.iter().partition(|run| run.title.is_none());
        match own.first() {
            Some(run) => {
                if first.is_empty() {
                    first.push(Inline::text(self.word("paper"), None));
                }
                blocks.push(self.pages(run, first));
            }
            None if first.is_empty() => {}
            None => blocks.push(Block::paragraph(first)),
        }
        for run in appended {
            blocks.push(self.pages(run, run.title.clone().unwrap_or_default()));
        }
        let replaced = match self.agenda.supplement {
            Some(_) => entry.item.is_revised().then(|| self.word("replaces")),
            None => {
                let supplement = self.agenda.convened.meeting.replaced_in(entry.number);
                supplement.map(|n| self.say("replaced", context! { n }))
            }
        };
        blocks.extend(replaced.map(said));
        let standing = entry.item.standing.as_ref();
        let standing = standing.and_then(|name| self.agenda.convened.standing(name));
        let text =
            entry.item.text.as_ref().or(standing.and_then(|standing| standing.text.as_ref()));
        if let Some(text) = text {
            let said = self.prose(text);
            blocks.extend(unless_whole(entry, said));
        }
        self.withheld(entry, blocks);
        if let Some(urgent) = entry.item.urgent.as_ref() {
            self.urgent(urgent, blocks);
        }
        let prints =
            self.agenda.convened.house.style.agenda.as_ref().is_some_and(|it| it.recommendations);
        if prints {
            let mut recommended = entry.report.recommendations.clone();
            // Paragraphs of recommendations introduce themselves; a list needs words before it.
            if let Some(Block::List(_)) = recommended.first() {
                recommended.insert(0, said(self.word("recommended")));
            }
            blocks.extend(unless_whole(entry, recommended));
        }
    }

    /// The line "Report of …": the author that the meeting gives, or else the report.
    fn author(&mut self, entry: &Entry<'_>) -> Option<Inlines> {
        let own = entry.item.author.as_ref().map(|author| self.line(author));
        let author = own.or_else(|| Some(vec![Inline::text(entry.report.author.clone()?, None)]));
        let author = author.filter(|author| !author.is_empty())?;
        let mut content = vec![Inline::text(format!("{} ", self.word("report-of")), None)];
        content.extend(author);
        Some(content)
    }

    /// The title of an item: its own, its report's or the house style's, in that order.
    fn title(&mut self, entry: &Entry<'_>) -> Inlines {
        let convened = self.agenda.convened;
        let standing = entry.item.standing.as_ref().and_then(|name| convened.standing(name));
        let title = match (&entry.item.title, &entry.report.title) {
            (Some(title), _) => self.line(title),
            (None, Some(title)) => title.clone(),
            (None, None) => match standing {
                Some(standing) => self.line(&standing.title),
                // The missing title is reported elsewhere.
                None => vec![Inline::text("…", None)],
            },
        };
        match entry.public_title {
            Some(public) => vec![Inline::withheld(title, self.line(public))],
            None => title,
        }
    }

    /// Adds the statements for an item that is withheld as a whole or in part.
    fn withheld(&mut self, entry: &Entry<'_>, blocks: &mut Vec<Block>) {
        let statements = self.agenda.convened.house.statements();
        let mut said: Vec<String> = match entry.grounds.as_slice() {
            [] => Vec::new(),
            grounds if !entry.whole => vec![statements.part_statement(grounds)],
            grounds => grounds.iter().map(|grounds| statements.statement(grounds)).collect(),
        };
        said.dedup();
        let place = entry.item.place;
        let said: Vec<_> =
            said.into_iter().flat_map(|statement| self.prose(&made(statement, place))).collect();
        if !said.is_empty() {
            blocks.push(region(WITHHELD, said));
        }
    }

    /// Adds the reasons for taking a late item.
    fn urgent(&mut self, urgent: &Urgent, blocks: &mut Vec<Block>) {
        blocks.push(said(self.word("late-item")));
        for (key, prose) in [("why-urgent", &urgent.why_urgent), ("why-late", &urgent.why_late)] {
            let text = format!("**{}** {}", self.word(key), prose.text.trim());
            let labelled = Prose::made(text, prose.place);
            blocks.extend(self.prose(&labelled));
        }
    }

    /// A line with the pages of a paper after `content`, which links to the first of them.
    fn pages(&self, run: &Run, mut content: Inlines) -> Block {
        let pages = self.say("pages", context! { first => run.first, last => run.last });
        if !content.is_empty() {
            content.push(Inline::text(" ", None));
        }
        content.push(to_page(run.first, vec![Inline::text(pages, None)]));
        of_role(PAGES, content)
    }
}

/// The blocks of an item, withheld where the whole item is. They have no statement of their own, since the item has
/// one.
fn unless_whole(entry: &Entry<'_>, blocks: Vec<Block>) -> Vec<Block> {
    match entry.grounds.first().filter(|_| entry.whole && !blocks.is_empty()) {
        Some(grounds) => vec![Block::withheld(grounds.clone(), Told::Nothing, blocks)],
        None => blocks,
    }
}

/// A link to a page of the pack.
fn to_page(page: usize, content: Inlines) -> Inline {
    Inline::Link(Link { target: Target::Anchor(page_anchor(page)), content, place: None })
}
