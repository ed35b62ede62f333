//! The parts of a paper in the order of its house style.

use std::collections::BTreeSet;

use super::Composer;
use super::document::*;
use super::markdown::plain_blocks;
use super::number::label;
use crate::diag::{Diagnostic, closest};
use crate::load::{Name, Value};
use crate::model::report::Contact;
use crate::model::style::{Field, Part, PartKind};

impl Composer<'_> {
    /// All parts of the paper. What the paper has and the house style gives no place is reported.
    pub(super) fn parts(&mut self, title: &Inlines) -> Vec<Block> {
        self.check_fields();
        self.check_sections();
        let mut blocks = Vec::new();
        for part in &self.style.part {
            let mut inside = Vec::new();
            self.part(part, title, &mut inside);
            if inside.is_empty() && part.kind != PartKind::PageBreak {
                let Some(empty) = &part.empty else { continue };
                inside = plain_blocks(self.prose(empty));
            }
            if let Some(heading) = &part.heading {
                let content = self.line(heading);
                let level = part.level.clamp(1, 6);
                blocks.push(Block::Heading(Heading {
                    level,
                    number: None,
                    content,
                    anchor: None,
                    place: Some(heading.place),
                }));
            }
            match &part.role {
                Some(role) if part.kind != PartKind::Title => {
                    blocks.push(Block::Region(Region { role: role.value.clone(), blocks: inside }));
                }
                _ => blocks.append(&mut inside),
            }
        }
        blocks
    }

    /// Adds what one part shows; nothing if there is nothing to show.
    fn part(&mut self, part: &Part, title: &Inlines, blocks: &mut Vec<Block>) {
        match part.kind {
            PartKind::Fields => self.fields(part, blocks),
            PartKind::Text => {
                if let Some(prose) = &part.text {
                    *blocks = plain_blocks(self.prose(prose));
                }
            }
            PartKind::Title => blocks.push(Block::Heading(Heading {
                level: 1,
                number: None,
                content: title.clone(),
                anchor: None,
                place: Some(self.report.title.place),
            })),
            PartKind::Recommendations => self.recommendations(part, blocks),
            PartKind::Section => {
                let report = self.report;
                let level = part.level.max(2);
                for section in
                    report.section.iter().filter(|section| names(part, section.id.as_ref()))
                {
                    self.section(section, level, true, blocks);
                }
            }
            PartKind::Sections => {
                let report = self.report;
                let level = if part.heading.is_some() {
                    part.level.saturating_add(1)
                } else {
                    part.level.max(2)
                };
                for section in &report.section {
                    if !self.style.part.iter().any(|part| names(part, section.id.as_ref())) {
                        self.section(section, level, true, blocks);
                    }
                }
            }
            PartKind::Appendices => self.appendices(blocks),
            PartKind::BackgroundPapers => self.background_papers(blocks),
            PartKind::Contacts => self.contacts(blocks),
            PartKind::PageBreak => blocks.push(Block::PageBreak),
        }
    }

    /// A form of front-matter fields.
    fn fields(&mut self, part: &Part, blocks: &mut Vec<Block>) {
        let mut rows = Vec::new();
        for name in &part.fields {
            let Some(field) = self.style.field.iter().find(|field| field.name.value == name.value)
            else {
                self.problems.push(
                    Diagnostic::error(
                        name.place,
                        format!("the house style has no field `{}`", name.value),
                    )
                    .hint("declare it with `[[field]]`"),
                );
                continue;
            };
            if let Some(value) = self.report.front.get(&field.name) {
                let content = self.field(field, value);
                rows.push(form_row(
                    Inline::text(field.label.value.clone(), field.label.place),
                    content,
                ));
            }
        }
        if !rows.is_empty() {
            blocks.push(form(rows));
        }
    }

    /// The value of a field as words.
    fn field(&mut self, field: &Field, value: &Value) -> Inlines {
        match value {
            Value::Text(prose) => self.line(prose),
            Value::Date(date) => {
                let words = super::environment::in_words(&self.style.date, date.value);
                vec![Inline::text(words, date.place)]
            }
            Value::Truth(truth) => {
                vec![Inline::text(if truth.value { "Yes" } else { "No" }, truth.place)]
            }
            Value::Integer(number) => vec![Inline::text(number.value.to_string(), number.place)],
            Value::Number(number) => vec![Inline::text(number.value.to_string(), number.place)],
            Value::Time(time) => vec![Inline::text(time.value.to_string(), time.place)],
            Value::List(_) | Value::Table(_) => {
                self.problems.push(
                    Diagnostic::error(
                        value.place(),
                        format!("`{}` takes one value", field.name.value),
                    )
                    .hint("write it as text in quotation marks"),
                );
                Inlines::new()
            }
        }
    }

    /// The list of recommendations after its lead-in.
    fn recommendations(&mut self, part: &Part, blocks: &mut Vec<Block>) {
        let report = self.report;
        if report.recommendation.is_empty() {
            return;
        }
        if let Some(lead) = &part.text {
            blocks.extend(plain_blocks(self.prose(lead)));
        }
        let pattern = part.marker.as_ref().map_or("1.", |pattern| pattern.as_str());
        let mut items = Vec::new();
        for (n, recommendation) in report.recommendation.iter().enumerate() {
            let number = label(pattern, n + 1);
            let bare = number.trim_matches(['.', ')', '(']).to_owned();
            let anchor = self.label(recommendation.label.as_ref(), |composer| {
                format!("{} {bare}", composer.style.labels.recommendation.value)
            });
            let blocks = plain_blocks(self.prose(&recommendation.text));
            items.push(Item { label: number, blocks, anchor });
        }
        blocks.push(Block::List(List { ordered: true, items }));
    }

    /// The list of appendices.
    fn appendices(&mut self, blocks: &mut Vec<Block>) {
        let report = self.report;
        let bullet = self.bullet();
        let mut items = Vec::new();
        for (n, appendix) in report.appendix.iter().enumerate() {
            let name = format!("{} {}", self.style.labels.appendix.value, n + 1);
            let anchor = self.label(appendix.label.as_ref(), |_| name.clone());
            let mut content = vec![Inline::text(format!("{name}: "), None)];
            content.extend(self.line(&appendix.title));
            items.push(Item {
                label: bullet.clone(),
                blocks: vec![Block::paragraph(content)],
                anchor,
            });
        }
        if !items.is_empty() {
            blocks.push(Block::List(List { ordered: false, items }));
        }
    }

    /// The list of background papers.
    fn background_papers(&mut self, blocks: &mut Vec<Block>) {
        let report = self.report;
        let bullet = self.bullet();
        let mut items = Vec::new();
        for paper in &report.background_paper {
            let mut content = self.line(&paper.title);
            if let Some(url) = &paper.url {
                let target = Target::Url(url.value.clone());
                content = vec![Inline::Link(Link { target, content, place: Some(url.place) })];
            }
            items.push(Item {
                label: bullet.clone(),
                blocks: vec![Block::paragraph(content)],
                anchor: None,
            });
        }
        if !items.is_empty() {
            blocks.push(Block::List(List { ordered: false, items }));
        }
    }

    /// The form of whom to ask.
    fn contacts(&mut self, blocks: &mut Vec<Block>) {
        let rows: Vec<_> = self.report.contact.iter().flat_map(contact_rows).collect();
        if !rows.is_empty() {
            blocks.push(form(rows));
        }
    }

    /// The marker of an outermost bullet list.
    fn bullet(&self) -> String {
        self.style.lists.bullets.first().map_or("•", |bullet| bullet.as_str()).to_owned()
    }

    /// Raises the fields that the house style requires and the paper lacks, and those it does not know.
    fn check_fields(&mut self) {
        let style = &self.style.name.value;
        for field in self.style.field.iter().filter(|field| field.required) {
            if self.report.front.get(&field.name).is_none() {
                let name = &field.name.value;
                let message =
                    format!("the house style {style} needs `{name}` ({})", field.label.value);
                self.problems.push(
                    Diagnostic::error(self.report.kind.place, message)
                        .hint(format!("add `{name} = …` under `[front]`")),
                );
            }
        }
        let known: BTreeSet<_> = self.style.field.iter().map(|field| field.name.as_str()).collect();
        for (name, _) in self.report.front.iter().filter(|(name, _)| !known.contains(name.as_str()))
        {
            let message = format!(
                "the house style {style} has no place for `{}`, so it is not printed",
                name.value
            );
            let warning = Diagnostic::warning(name.place, message);
            self.problems.push(match closest(name, known.iter().copied()) {
                Some(near) => warning.hint(format!("did you mean `{near}`?")),
                None => warning.hint(format!("`papers styles` lists the fields of {style}")),
            });
        }
    }

    /// Raises the sections that the house style requires and the paper lacks.
    fn check_sections(&mut self) {
        for known in self.style.section.iter().filter(|known| known.required) {
            let has = |id: &Option<Name>| id.as_ref().is_some_and(|id| id.value == known.id.value);
            if !self.report.section.iter().any(|section| has(&section.id)) {
                let message = format!(
                    "the house style {} needs a section `{}` ({})",
                    self.style.name.value, known.id.value, known.heading.value
                );
                self.problems.push(Diagnostic::error(self.report.kind.place, message).hint(
                    format!(
                        "add a `[[section]]` with `id = \"{}\"` and its `text`",
                        known.id.value
                    ),
                ));
            }
        }
    }
}

/// Whether a part is the place of the section of that name.
fn names(part: &Part, id: Option<&Name>) -> bool {
    part.kind == PartKind::Section
        && part.section.as_ref().zip(id).is_some_and(|(named, id)| named.value == id.value)
}

/// The rows of a form for one contact.
pub(super) fn contact_rows(contact: &Contact) -> Vec<Vec<Cell>> {
    let words = |name: &Name| vec![Inline::text(name.value.clone(), name.place)];
    let link = |name: &Name, address: String| {
        let target = Target::Url(address);
        vec![Inline::Link(Link { target, content: words(name), place: Some(name.place) })]
    };
    let mut rows = vec![form_row(
        Inline::text(contact.role.value.clone(), contact.role.place),
        words(&contact.name),
    )];
    let mut row = |label: &str, content| rows.push(form_row(Inline::text(label, None), content));
    if let Some(title) = &contact.job_title {
        row("Job title", words(title));
    }
    if let Some(number) = &contact.telephone {
        row("Telephone", words(number));
    }
    if let Some(address) = &contact.email {
        row("E-mail address", link(address, format!("mailto:{}", address.value)));
    }
    rows
}

/// A row of a form.
fn form_row(label: Inline, value: Inlines) -> Vec<Cell> {
    vec![Cell::of(vec![label]), Cell::of(value)]
}

/// A form: a header cell and a value in each row.
fn form(rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table {
        role: Some("form".into()),
        columns: vec![Column::default(), Column { share: Some(1.0), ..Column::default() }],
        rows,
        row_headers: true,
        ..Table::default()
    })
}
