//! Composes recommendations, appendices, background papers and contacts.

use minijinja::Value;

use super::super::markdown::plain_blocks;
use super::fields::{Manner, form_of, form_row};
use super::follows::misfit;
use crate::compose::Composer;
use crate::compose::number::{counts, label};
use crate::compose::prose::Reading;
use crate::compose::reach::call;
use crate::compose::resolve::Said;
use crate::compose::seal::is_sealed;
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Rule};
use crate::document::*;
use crate::language::Wording;
use crate::load::house::House;
use crate::model::report::{Appendix, Contact};
use crate::model::style::{Layout, Part, PartKind};
use crate::model::withholds::Withholds;
use crate::read::{Name, Prose};

/// The name of an appendix, counted from 0: `Appendix A`.
fn appendix_name(house: &House, n: usize) -> String {
    let pattern = house.style.numbering.appendices.as_ref();
    let pattern = pattern.map_or("1", |pattern| pattern.value.as_str());
    format!("{} {}", house.wording.word("appendix"), label(pattern, n + 1))
}

/// The text between the name of an appendix and its title.
fn separator(part: &Part) -> &str {
    part.separator.as_ref().map_or(": ", |separator| separator.as_str())
}

/// The name of an appendix, counted from 0, and the name with its title as the paper lists it.
pub(crate) fn appendix_called(
    house: &House,
    n: usize,
    title: &Prose,
    data: &Value,
) -> (String, String) {
    let part = house.style.part.iter().find(|part| part.kind == PartKind::Appendices);
    let name = appendix_name(house, n);
    let title = plain(&Reading::new(house).line(title, data).value);
    // Only a reader of the paper may know a title with withheld words.
    let titled = match is_sealed(&title) {
        true => name.clone(),
        false => format!("{name}{}{}", part.map_or(": ", separator), title.trim()),
    };
    (name, titled)
}

impl Composer<'_> {
    /// Adds the recommendations, after their fields and lead-in.
    pub(super) fn recommendations(&mut self, part: &Part, blocks: &mut Vec<Block>) {
        let report = self.report;
        let layout = part.layout.filter(|of| *of == Layout::Form).unwrap_or(Layout::Pairs);
        let manner = Manner { layout: Some(layout), marker: None, ..Manner::of(part) };
        self.fields(&part.fields, manner, blocks);
        let lead =
            part.text.as_ref().map(|lead| plain_blocks(self.prose(lead))).unwrap_or_default();
        let paragraphs = part.layout == Some(Layout::Paragraphs);
        if !paragraphs {
            blocks.extend(lead.iter().cloned());
        }
        let (pattern, ordered) = self.marker(part, "1.");
        let mut items = Vec::new();
        for (n, recommendation) in report.recommendation.iter().enumerate() {
            let number = label(&pattern, n + 1);
            let bare = number.trim_matches(['.', ')', '(']).to_owned();
            let bare = if ordered { bare } else { (n + 1).to_string() };
            let said = Said::Number(format!("{} {bare}", self.wording.word("recommendation")));
            let anchor = self.label(recommendation.label.as_ref(), said);
            let anchor = anchor.unwrap_or_else(|| recommendation_anchor(None, n + 1));
            let anchor = Some(anchor);
            let said = plain_blocks(self.prose(&recommendation.text));
            let listed = matches!(said.first(), Some(Block::List(list)) if list.items.len() == 1);
            if listed || is_numbered(&recommendation.text.text) {
                let message = "a recommendation is an item already, and this one begins as an item of its own";
                self.problems.push(
                    Diagnostic::error(recommendation.text.place, message)
                        .hint("remove the number or the sign before its words; the house style has its number"),
                );
            }
            if let Some((message, hint)) = misfit(&words_of(&lead), &words_of(&said)) {
                let place = recommendation.text.place;
                self.problems
                    .push(Diagnostic::of(Rule::RecommendationWording, place, message).hint(hint));
            }
            if paragraphs {
                blocks.extend(after_lead(&lead, said, anchor));
            } else {
                items.push(Item { label: number, blocks: said, anchor });
            }
        }
        if !items.is_empty() {
            blocks.push(Block::List(List { ordered, items }));
        }
    }

    /// Adds the list of appendices.
    pub(super) fn appendices(&mut self, part: &Part, blocks: &mut Vec<Block>) {
        let report = self.report;
        let separator = separator(part);
        // A numbered list counts the appendices themselves: "1. Title".
        let numbered = part.layout == Some(Layout::List)
            && part.marker.as_ref().is_some_and(|marker| counts(marker));
        let mut entries = Vec::new();
        for (n, appendix) in report.appendix.iter().enumerate() {
            for named in appendix.source.iter().chain(&appendix.file) {
                if named.contains("://") {
                    let message =
                        format!("`{}` is an address, and an appendix is a file", named.value);
                    self.problems.push(
                        Diagnostic::error(named.place, message)
                            .hint("save what is there beside the report and name that, or link to the address in the text"),
                    );
                }
            }
            let name = appendix_name(self.house, n);
            // The words of a label can give away what is withheld, so the anchor has the number.
            let anchor = appendix.label.as_ref().map(|label| {
                let anchor = format!("appendix-{}", n + 1);
                let added = self.labels.add_at(label, anchor.clone(), Said::Number(name.clone()));
                self.problems.extend(added.err());
                anchor
            });
            let mut content = match numbered {
                true => Inlines::new(),
                false => vec![Inline::text(format!("{name}{separator}"), None)],
            };
            content.extend(self.appendix_title(appendix));
            entries.push((content, anchor));
        }
        self.entries(part, entries, blocks);
    }

    /// The title of an appendix, with a remark where the appendix is not for publication.
    fn appendix_title(&mut self, appendix: &Appendix) -> Inlines {
        let title = self.line(&appendix.title);
        let Some(withheld) = appendix.withheld() else { return title };
        let grounds = Grounds::of(withheld);
        let remark = format!(" {}", self.house.statements().remark(&grounds));
        let public = withheld.public_title().map(|public| self.line(public));
        let public = public.unwrap_or_else(|| title.clone());
        let (seal, grounds) = (Whole, Some(grounds));
        let words = WithheldWords { seal, grounds, names_another: true, content: title, public };
        vec![Inline::Withheld(words), Inline::text(remark, None)]
    }

    /// Adds the list of background papers.
    pub(super) fn background_papers(&mut self, part: &Part, blocks: &mut Vec<Block>) {
        let report = self.report;
        let mut entries = Vec::new();
        for paper in &report.background_paper {
            let mut content = self.line(&paper.title);
            if let Some(url) = &paper.url {
                let target = Target::Url(url.value.clone());
                content = vec![Inline::Link(Link { target, content, place: Some(url.place) })];
            }
            entries.push((content, None));
        }
        self.entries(part, entries, blocks);
    }

    /// Adds entries after their lead-in, as a list or as paragraphs.
    fn entries(
        &mut self,
        part: &Part,
        entries: Vec<(Inlines, Option<String>)>,
        blocks: &mut Vec<Block>,
    ) {
        if let Some(lead) = &part.text {
            blocks.extend(plain_blocks(self.prose(lead)));
        }
        if part.layout == Some(Layout::Paragraphs) {
            let paragraph = |(content, anchor)| {
                Block::Paragraph(Paragraph { content, anchor, ..Paragraph::default() })
            };
            blocks.extend(entries.into_iter().map(paragraph));
            return;
        }
        let bullet = self.bullet();
        let (pattern, ordered) = self.marker(part, &bullet);
        let item = |(n, (content, anchor))| Item {
            label: label(&pattern, n + 1),
            blocks: vec![Block::paragraph(content)],
            anchor,
        };
        let items = entries.into_iter().enumerate().map(item).collect();
        blocks.push(Block::List(List { ordered, items }));
    }

    /// Adds the contacts as a form or as lines, without those that fields have printed in full.
    pub(super) fn contacts(&mut self, part: &Part, blocks: &mut Vec<Block>) {
        let contacts = self.report.contact.get(self.told..).unwrap_or_default();
        if let Some(lead) = &part.text {
            blocks.extend(plain_blocks(self.prose(lead)));
        }
        match part.layout {
            Some(Layout::Lines | Layout::Paragraphs) => {
                blocks.extend(
                    contacts
                        .iter()
                        .map(|contact| {
                            contact_lines(self.wording, contact).join(&[Inline::Break][..])
                        })
                        .map(Block::paragraph),
                );
            }
            _ => {
                let rows = contacts
                    .iter()
                    .flat_map(|contact| contact_rows(self.wording, contact))
                    .collect();
                blocks.push(form_of(rows, &part.columns));
            }
        }
    }
}

/// A recommendation as a sentence that begins with the lead-in.
fn after_lead(lead: &[Block], said: Vec<Block>, anchor: Option<String>) -> Vec<Block> {
    let mut said = said;
    if let ([Block::Paragraph(lead)], Some(Block::Paragraph(first))) = (lead, said.first_mut()) {
        let mut content = lead.content.clone();
        content.push(Inline::text(" ", None));
        content.append(&mut first.content);
        first.content = content;
        first.anchor = anchor;
    }
    said
}

/// The anchor of a recommendation, by which an agenda finds it: its label, or its position counted from 1.
pub(crate) fn recommendation_anchor(label: Option<&Name>, place: usize) -> String {
    label.map_or_else(|| format!("recommendation-{place}"), |label| label.value.clone())
}

/// A text of a contact as inlines.
fn words(name: &Name) -> Inlines {
    vec![Inline::text(name.value.clone(), name.place)]
}

/// A contact's e-mail address as a link.
fn address(name: &Name) -> Inlines {
    let target = Target::Url(format!("mailto:{}", name.value));
    vec![Inline::Link(Link { target, content: words(name), place: Some(name.place) })]
}

/// A contact's telephone number and e-mail address, each with its label.
fn reach(wording: &Wording, contact: &Contact) -> Vec<(String, Inlines)> {
    let telephone = contact.telephone.as_ref();
    let telephone = telephone.map(|number| (wording.word("telephone"), call(number)));
    let email = contact.email.as_ref().map(|email| (wording.word("email"), address(email)));
    telephone.into_iter().chain(email).collect()
}

/// The rows of a form for one contact.
pub(crate) fn contact_rows(wording: &Wording, contact: &Contact) -> Vec<Vec<Cell>> {
    let mut rows = vec![form_row(
        Inline::text(contact.role.value.clone(), contact.role.place),
        words(&contact.name),
    )];
    if let Some(title) = &contact.job_title {
        rows.push(form_row(Inline::text(wording.word("job-title"), None), words(title)));
    }
    rows.extend(
        reach(wording, contact)
            .into_iter()
            .map(|(label, value)| form_row(Inline::text(label, None), value)),
    );
    rows
}

/// A contact's name and job title.
pub(super) fn name_and_post(contact: &Contact) -> Inlines {
    let mut head = words(&contact.name);
    if let Some(title) = &contact.job_title {
        head.push(Inline::text(", ", None));
        head.extend(words(title));
    }
    head
}

/// The value of a contact for a column with this name.
pub(super) fn of_contact(contact: &Contact, column: &str) -> Option<Inlines> {
    match column {
        "role" => Some(words(&contact.role)),
        "name" => Some(words(&contact.name)),
        "job-title" => contact.job_title.as_ref().map(words),
        "telephone" => contact.telephone.as_ref().map(call),
        "email" => contact.email.as_ref().map(address),
        _ => None,
    }
}

/// The lines of one contact.
pub(super) fn contact_lines(wording: &Wording, contact: &Contact) -> Vec<Inlines> {
    let mut lines = vec![name_and_post(contact)];
    lines.extend(reach_lines(wording, contact));
    lines
}

/// The lines with a contact's telephone number and e-mail address.
pub(in crate::compose) fn reach_lines(wording: &Wording, contact: &Contact) -> Vec<Inlines> {
    let line = |(label, value): (String, Inlines)| {
        let mut line = vec![Inline::text(format!("{label}: "), None)];
        line.extend(value);
        line
    };
    reach(wording, contact).into_iter().map(line).collect()
}

/// A text of the program as prose, at the place it comes from.
pub(super) fn said(words: &str, at: &Name) -> Prose {
    Prose::new(words.to_owned(), "", at.place)
}

/// Whether a text begins with the number of an item: `1. note the report`.
fn is_numbered(words: &str) -> bool {
    let rest = words.trim_start().trim_start_matches(|next: char| next.is_ascii_digit());
    let digits = words.trim_start().len() - rest.len();
    (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}
