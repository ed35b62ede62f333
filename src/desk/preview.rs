//! Shows the finished paper beside the form, as printed or as a web page, with the findings about it.

use serde_json::{Value, json};
use typst::syntax::FileId;

use super::marks::Written;
use super::pages::{Laid, Seen, Sheets};
use super::{Answer, Desk};
use crate::diag::{Diagnostic, Findings, Outcome, apart};
use crate::document::furniture::Furniture;
use crate::document::{Audience, Cleared, Document};
use crate::load::house::House;
use crate::load::paper::Subject;
use crate::read::kind;
use crate::render::Typst;
use crate::withhold::Elsewhere;
use crate::world::{Workspace, World};
use crate::{Options, pack, render};

/// What a file becomes for its readers.
struct Readable {
    house: House,
    /// The edition of each audience.
    editions: Vec<(Audience, Vec<Part>)>,
}

/// A part of what is read.
enum Part {
    /// A paper.
    Paper(Document<Cleared>),
    /// An agenda or the cover of a supplement, with an extra page to which links to papers lead.
    Agenda(Furniture),
}

impl Part {
    /// Its document.
    fn document(&mut self) -> &mut Document<Cleared> {
        match self {
            Self::Paper(document) => document,
            Self::Agenda(agenda) => &mut agenda.document,
        }
    }

    /// Lays it out as printed.
    fn print(&self, world: &World, house: &House) -> Outcome<Sheets> {
        let (seen, document, rest) = match self {
            Self::Paper(document) => (Typst::paper(document, house), document, 0),
            Self::Agenda(agenda) => (Typst::pack(agenda, house), &agenda.document, 1),
        };
        let mut findings = Findings::default();
        let source = findings.note(seen.source(world));
        let laid = source.and_then(|source| findings.take(crate::compile(world, source, document)));
        findings.finish(laid.map(|laid| Sheets::without(laid, rest)))
    }
}

impl Desk {
    /// An edition of a paper, printed or as a web page, with the findings. If it cannot be made, the last view is
    /// shown again and marked as stale.
    pub(super) fn preview(&self, name: &str, edition: &str, printed: bool) -> Answer {
        let (file, _) = self.locate(name)?;
        let workspace = self.workspace.unread();
        let world = workspace.world();
        let text = world.text(file).unwrap_or_default();
        let kind = kind(file, &text).map(|kind| kind.value).unwrap_or_default();
        if kind != "meeting" && !Subject::KINDS.contains(&kind.as_str()) {
            return Ok(json!({ "findings": [], "editions": [], "stale": false }));
        }
        let written = Written::of(file, &text);
        let (readable, mut findings) = match kind.as_str() {
            "meeting" => self.agendas(&workspace, file),
            _ => paper(&workspace, file),
        };
        // What Typst remembers of the last few states of the paper speeds up the next.
        comemo::evict(8);
        let editions = readable.iter().flat_map(|readable| &readable.editions);
        let editions: Vec<_> = editions.map(|(audience, _)| word(*audience)).collect();
        let shown = readable.and_then(|readable| {
            let is_wanted = |one: &(Audience, _)| word(one.0) == edition;
            let place = readable.editions.iter().position(is_wanted).unwrap_or_default();
            let (audience, parts) = readable.editions.into_iter().nth(place)?;
            let (seen, problems) = apart(see(&world, &written, &readable.house, parts, printed));
            findings.extend(problems);
            Some((word(audience), seen?))
        });
        let stale = shown.is_none();
        let mut past = self.past();
        if let Some((shown, seen)) = shown {
            past.keep(name, shown, seen);
        }
        let others = [edition, "public", "restricted"].into_iter();
        let mut kept = others.filter_map(|shown| Some((shown, past.seen(name, shown, printed)?)));
        let mut told = kept.next().map_or_else(
            || json!({}),
            |(shown, seen)| {
                let mut told = seen.told();
                told["edition"] = json!(shown);
                told
            },
        );
        told["stale"] = json!(stale);
        told["editions"] = json!(editions);
        told["findings"] = json!(said(&world, &written, &findings));
        Ok(told)
    }

    /// The agenda of a meeting and the covers of its supplements. Papers that have not changed are not typeset again.
    fn agendas(&self, workspace: &Workspace, file: FileId) -> (Option<Readable>, Vec<Diagnostic>) {
        let elsewhere = Elsewhere::in_workspace(workspace);
        let (agendas, findings) = apart(pack::agendas(workspace, file, &elsewhere, &self.memory));
        let readable = agendas.map(|pack::Agendas { house, public, restricted, .. }| {
            let read_by =
                |audience, all: Vec<_>| (audience, all.into_iter().map(Part::Agenda).collect());
            let mut editions = vec![read_by(Audience::Public, public)];
            editions.extend(restricted.map(|all| read_by(Audience::Restricted, all)));
            Readable { house, editions }
        });
        (readable, findings)
    }
}

/// A paper in its editions.
fn paper(workspace: &Workspace, file: FileId) -> (Option<Readable>, Vec<Diagnostic>) {
    let options = Options { elsewhere: Elsewhere::in_workspace(workspace), ..Options::default() };
    let (composed, findings) = apart(crate::compose(&workspace.world(), file, &options));
    let readable = composed.map(|composed| {
        let editions = composed.editions().into_iter();
        let editions = editions.map(|one| (one.audience, vec![Part::Paper(one.document)]));
        Readable { editions: editions.collect(), house: composed.paper.house }
    });
    (readable, findings)
}

/// Prepares what is read for showing.
fn see(
    world: &World,
    written: &Written<'_>,
    house: &House,
    mut parts: Vec<Part>,
    printed: bool,
) -> Outcome<Seen> {
    let mut findings = Findings::default();
    let mut marks = Vec::new();
    parts.iter_mut().for_each(|part| written.mark(part.document(), &mut marks));
    let seen = if printed {
        let sheets = parts.iter().map(|part| findings.take(part.print(world, house)));
        let sheets: Option<Vec<_>> = sheets.collect();
        sheets.map(|sheets| Seen::Printed(Laid::of(sheets, marks)))
    } else {
        // An agenda comes first; the covers of its supplements are shown only as printed.
        let first = parts.first_mut().map(Part::document);
        let html =
            first.and_then(|document| findings.note(render::html(world, document, house, None)));
        html.map(|html| Seen::Web { html, marks })
    };
    findings.finish(seen)
}

/// The word for an audience.
fn word(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "public",
        Audience::Restricted => "restricted",
    }
}

/// The findings for the page: severity, message, hints, what puts each right, and the field it belongs to.
fn said(world: &World, written: &Written<'_>, findings: &[Diagnostic]) -> Vec<Value> {
    let findings = findings.iter().filter(|found| found.accepted.is_none());
    findings
        .map(|found| {
            let here = written.spot(found);
            let elsewhere = found.place.filter(|place| here.is_none() && world.has(place.file));
            let other =
                elsewhere.and_then(|place| Some((world.shown(place.file), world.line(place)?)));
            json!({
                "severity": found.severity,
                "rule": found.rule,
                "message": found.message,
                "hints": found.hints.iter().map(|hint| in_a_field(hint)).collect::<Vec<_>>(),
                "file": other.as_ref().map(|(file, _)| file),
                "line": other.as_ref().map(|(_, line)| line),
                "path": here.as_ref().map(|spot| &spot.path),
                "nth": here.as_ref().map(|spot| spot.nth),
                "words": here.as_ref().map(|spot| &spot.words),
                "same": here.as_ref().map(|spot| spot.same),
                "fix": found.fix,
            })
        })
        .collect()
}

/// A hint in terms of the form: a backslash is typed once there, however the file has it.
fn in_a_field(hint: &str) -> String {
    hint.replace("`\\\\", "`\\").replace(" (two in a \"\"\" string)", "")
}
