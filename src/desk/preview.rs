//! The finished paper beside the form: its pages as the web has them, and what is found in it.

use serde_json::{Value, json};
use typst::syntax::FileId;

use super::{Answer, Desk};
use crate::diag::{Diagnostic, apart};
use crate::document::{Audience, Block, Cleared, Document, Node};
use crate::edit::path_at;
use crate::load::meeting::meeting;
use crate::load::paper::Subject;
use crate::read::kind;
use crate::withhold::Elsewhere;
use crate::world::World;
use crate::{Options, render};

impl Desk {
    /// An edition of a paper as one page, and what is found in it. Where it cannot be made, the last page that could is
    /// shown, and that is said.
    pub(super) fn preview(&self, name: &str, edition: &str) -> Answer {
        let (file, _) = self.locate(name)?;
        let workspace = self.workspace.unread();
        let world = workspace.world();
        let text = world.text(file).unwrap_or_default();
        let kind = kind(file, &text).map(|kind| kind.value).unwrap_or_default();
        if kind == "meeting" {
            let (_, findings) = apart(meeting(&world, file));
            return Ok(
                json!({ "html": null, "findings": said(&world, file, &findings), "editions": [], "stale": false }),
            );
        }
        if !Subject::KINDS.contains(&kind.as_str()) {
            return Ok(json!({ "html": null, "findings": [], "editions": [], "stale": false }));
        }
        let elsewhere = Elsewhere::in_workspace(&workspace);
        let options = Options { elsewhere, ..Options::default() };
        let (composed, mut findings) = apart(crate::compose(&world, file, &options));
        comemo::evict(8);
        let mut page = None;
        let mut editions = Vec::new();
        let mut places = Vec::new();
        if let Some(composed) = &composed {
            let all = composed.editions();
            editions = all.iter().map(|one| word(one.audience)).collect();
            let wanted = all.iter().find(|one| word(one.audience) == edition).or(all.first());
            if let Some(one) = wanted {
                places = spots(&one.document, file, &text);
                match render::html(&world, &one.document, &composed.paper.house, None) {
                    Ok(html) => page = Some((word(one.audience), html)),
                    Err(problem) => findings.push(problem),
                }
            }
        }
        let stale = page.is_none();
        let mut past = self.past();
        if let Some((shown, html)) = &page {
            past.pages.insert((name.to_owned(), (*shown).to_owned()), html.clone());
        }
        let last = || {
            [edition, "public", "restricted"].iter().find_map(|shown| {
                let html = past.pages.get(&(name.to_owned(), (*shown).to_owned()))?;
                Some(((*shown).to_owned(), html.clone()))
            })
        };
        let page = page.map(|(shown, html)| (shown.to_owned(), html)).or_else(last);
        Ok(json!({
            "edition": page.as_ref().map(|(shown, _)| shown),
            "html": page.as_ref().map(|(_, html)| html),
            "stale": stale,
            "editions": editions,
            "findings": said(&world, file, &findings),
            "places": places,
        }))
    }
}

/// The word for those who read an edition.
fn word(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "public",
        Audience::Restricted => "restricted",
    }
}

/// Where in the page each numbered paragraph stands, by where it was written.
fn spots(document: &Document<Cleared>, file: FileId, text: &str) -> Vec<Value> {
    let mut spots = Vec::new();
    document.each(&mut |node| {
        let (place, id) = match node {
            Node::Block(Block::Paragraph(paragraph)) => {
                let number = paragraph.number.as_ref().map(|number| {
                    format!("paragraph:{}", number.trim_matches(['.', ')', '(', ' ']))
                });
                (paragraph.place, paragraph.anchor.clone().or(number))
            }
            Node::Block(Block::Heading(heading)) => (heading.place, heading.anchor.clone()),
            _ => (None, None),
        };
        if let (Some(place), Some(id)) = (place.filter(|place| place.file == file), id)
            && let Some(path) = path_at(text, place.start)
        {
            spots.push(json!({ "path": path, "id": id }));
        }
    });
    spots
}

/// What was found, for the page: how serious, what, what to do, and which field it leads to.
fn said(world: &World, open: FileId, findings: &[Diagnostic]) -> Vec<Value> {
    let findings = findings.iter().filter(|found| found.accepted.is_none());
    findings
        .map(|found| {
            let place = found.place.filter(|place| world.has(place.file));
            let text = place.and_then(|place| world.text(place.file).ok());
            let line = place
                .zip(text.as_ref())
                .and_then(|(place, text)| Some(text.get(..place.start)?.matches('\n').count() + 1));
            let path = place.zip(text).and_then(|(place, text)| {
                let words: String = text.get(place.range())?.chars().take(120).collect();
                Some((path_at(&text, place.start)?, words))
            });
            json!({
                "severity": found.severity,
                "rule": found.rule,
                "message": found.message,
                "hints": found.hints,
                "file": place.map(|place| world.shown(place.file)),
                "here": place.is_none_or(|place| place.file == open),
                "line": line,
                "path": path.as_ref().map(|(path, _)| path),
                "words": path.as_ref().map(|(_, words)| words),
            })
        })
        .collect()
}
