//! Between loading and composing: what is not for publication leaves the data.
//!
//! In comes a paper as its author wrote it; out come the data of its two versions. From that of the public
//! one everything withheld is gone before anything is rendered, and in its place stands what the law
//! requires to be said, numbered as what it stands for. That of the restricted one is whole, with what is
//! withheld marked. A third function lists the words that were withheld, for the search that proves that
//! none of them reached a public file.

mod check;
mod elsewhere;
mod prose;
mod secrets;

pub use check::check;
pub use elsewhere::Elsewhere;
pub use secrets::Words;

use crate::compose::split::{PieceKind, split};
use crate::derive::exempt::{Grounds, Schedule};
use crate::diag::{Diagnostic, Place, Rule};
use crate::load::paper::{Paper, Subject};
use crate::model::exempt::Withheld;
use crate::model::report::{Appendix, Report, Section};
use crate::read::{Name, Prose};

/// What the public version calls a section whose heading is withheld.
const UNNAMED_SECTION: &str = "Not for publication";

/// Whether a report holds anything that is not for publication.
pub fn is_restricted(report: &Report) -> bool {
    report.withheld().is_some()
        || report.appendix.iter().any(|appendix| appendix.withheld().is_some())
        || report.section.iter().any(section_is_restricted)
}

/// Warns that a paper that is built by itself has a restricted version. `elsewhere` is where another file says
/// that all of it is withheld, if one does.
pub fn warn(paper: &Paper, elsewhere: Option<Place>) -> Option<Diagnostic> {
    let own = match &paper.subject {
        Subject::Report(report) => is_restricted(report).then_some(report.kind.place),
        _ => None,
    };
    let (place, what) = match elsewhere {
        Some(place) => (place, "the paper that is named here is not for publication"),
        None => (own?, "this paper holds matter that is not for publication"),
    };
    Some(
        Diagnostic::of(Rule::RestrictedPaper, place, format!("{what}, so its restricted version must not be published"))
            .hint("the restricted version has `-restricted` at the end of its name; give it only to those who may see it"),
    )
}

/// Whether a section holds anything that is not for publication.
fn section_is_restricted(section: &Section) -> bool {
    section.withheld().is_some()
        || section.text.as_ref().is_some_and(|text| prose::grounds(text, None).next().is_some())
        || section.section.iter().any(section_is_restricted)
}

/// Everything in a report that is withheld, by its grounds, in the order written; first that of the paper
/// itself, then that of its appendices.
pub fn all_grounds(report: &Report) -> (Vec<Grounds>, Vec<Grounds>) {
    let mut own = Vec::new();
    own.extend(report.withheld().map(Grounds::of));
    for section in &report.section {
        section_grounds(section, report, &mut own);
    }
    let appendices = report.appendix.iter().filter_map(Appendix::withheld).map(Grounds::of);
    (own, appendices.collect())
}

/// Adds everything in a section that is withheld.
fn section_grounds(section: &Section, report: &Report, all: &mut Vec<Grounds>) {
    if let Some(withheld) = section.withheld() {
        all.push(Grounds::of(withheld));
        return;
    }
    if let Some(text) = &section.text {
        all.extend(prose::grounds(text, reason(report)));
    }
    for inner in &section.section {
        section_grounds(inner, report, all);
    }
}

/// Why the paragraphs that the prose of a report marks are withheld.
fn reason(report: &Report) -> Option<&str> {
    report.exempt_reason.as_ref().map(|reason| reason.text.trim())
}

/// The public version of a paper.
///
/// A paper that is withheld as a whole has none: the whole of it is replaced by pages that say so.
pub fn public(paper: &Paper, schedule: &Schedule) -> Paper {
    match &paper.subject {
        Subject::Report(report) => {
            let subject = Subject::Report(Box::new(public_report(report, schedule)));
            Paper { subject, ..paper.clone() }
        }
        _ => paper.clone(),
    }
}

/// A report without what is withheld in it.
fn public_report(report: &Report, schedule: &Schedule) -> Report {
    let mut public =
        Report { exempt: None, confidential: None, exempt_reason: None, ..report.clone() };
    let mut labels = Labels::default();
    public.section = report
        .section
        .iter()
        .map(|section| public_section(section, report, schedule, &mut labels))
        .collect();
    public.appendix =
        report.appendix.iter().map(|appendix| public_appendix(appendix, schedule)).collect();
    for appendix in &mut public.appendix {
        if let Some(label) = appendix
            .label
            .take_if(|_| appendix.exempt.take().is_some() | appendix.confidential.take().is_some())
        {
            let new = labels.fresh(label.place);
            labels.rename(&label, &new);
            appendix.label = Some(new);
        }
    }
    labels.apply(&mut public);
    public
}

/// The restricted version of a paper: all of it, with what is withheld marked where it stands.
pub fn restricted(paper: &Paper, schedule: &Schedule) -> Paper {
    let mut restricted = paper.clone();
    let Subject::Report(report) = &mut restricted.subject else { return restricted };
    for section in &mut report.section {
        mark_section(section, schedule);
    }
    for appendix in &mut report.appendix {
        if let Some(grounds) = appendix.withheld().map(Grounds::of) {
            appendix.title = with_remark(&appendix.title, schedule, &grounds);
        }
    }
    restricted
}

/// A section without what is withheld in it.
fn public_section(
    section: &Section,
    report: &Report,
    schedule: &Schedule,
    labels: &mut Labels,
) -> Section {
    let Some(withheld) = section.withheld() else {
        let text =
            section.text.as_ref().map(|text| prose::public(text, reason(report), schedule, labels));
        let inner = section.section.iter();
        let inner = inner.map(|inner| public_section(inner, report, schedule, labels)).collect();
        return Section { text, section: inner, ..section.clone() };
    };
    let named = withheld.public_title().cloned();
    let heading = named.unwrap_or_else(|| Prose::made(UNNAMED_SECTION, section.place));
    let label = all_labels(section).into_iter().fold(None, |new: Option<Name>, old| {
        let new = new.unwrap_or_else(|| labels.fresh(section.place));
        labels.rename(&old, &new);
        Some(new)
    });
    let mut text = unnumbered(&schedule.statement(&Grounds::of(withheld)));
    placeholders(section, &mut text);
    Section {
        id: section.id.clone(),
        heading: Some(heading),
        label,
        numbered: section.numbered,
        text: Some(Prose::made(text, section.place)),
        section: Vec::new(),
        exempt: None,
        confidential: None,
        place: section.place,
    }
}

/// Adds a paragraph for each numbered one of a section that is withheld, and of those inside it.
fn placeholders(section: &Section, text: &mut String) {
    if let Some(prose) = &section.text {
        for piece in split(&prose.text) {
            if let PieceKind::Paragraph(marks) = piece.kind
                && !marks.unnumbered
                && !marks.continued
            {
                text.push_str("\n\nNot for publication.");
                if marks.sub {
                    text.push_str(" {.sub}");
                }
            }
        }
    }
    section.section.iter().for_each(|inner| placeholders(inner, text));
}

/// All labels in a section.
fn all_labels(section: &Section) -> Vec<Name> {
    let mut labels: Vec<Name> = section.label.iter().cloned().collect();
    if let Some(prose) = &section.text {
        let named = split(&prose.text).into_iter().filter_map(|piece| match piece.kind {
            PieceKind::Paragraph(marks) => marks.label,
            PieceKind::Heading { label } => label,
            _ => None,
        });
        labels.extend(named.map(|label| Name::new(label, prose.place)));
    }
    section.section.iter().for_each(|inner| labels.extend(all_labels(inner)));
    labels
}

/// An appendix as the public version lists it. That it was withheld is still said of it.
fn public_appendix(appendix: &Appendix, schedule: &Schedule) -> Appendix {
    let Some(withheld) = appendix.withheld() else { return appendix.clone() };
    let title = withheld.public_title().unwrap_or(&appendix.title);
    Appendix {
        title: with_remark(title, schedule, &Grounds::of(withheld)),
        source: None,
        file: None,
        ..appendix.clone()
    }
}

/// A title, and that what it is the title of is not for publication.
fn with_remark(title: &Prose, schedule: &Schedule, grounds: &Grounds) -> Prose {
    let text = format!("{} (not for publication: {})", title.text.trim(), schedule.brief(grounds));
    Prose::made(text, title.place)
}

/// Marks what is withheld in a section.
fn mark_section(section: &mut Section, schedule: &Schedule) {
    if let Some(withheld) = section.withheld() {
        let statement = unnumbered(&format!("**{}**", schedule.statement(&Grounds::of(withheld))));
        section.text = Some(match &section.text {
            Some(text) => text.with(0, &format!("{statement}\n\n")),
            None => Prose::made(statement, section.place),
        });
        return;
    }
    if let Some(text) = &mut section.text {
        *text = prose::marked(text, schedule);
    }
    section.section.iter_mut().for_each(|inner| mark_section(inner, schedule));
}

/// Words as a paragraph without a number.
fn unnumbered(words: &str) -> String {
    format!("{words} {{.unnumbered}}")
}

/// Labels of what is withheld: the words of a label can tell what it names.
#[derive(Debug, Default)]
struct Labels {
    renamed: Vec<(String, String)>,
    made: usize,
}

impl Labels {
    /// A label that tells nothing.
    fn fresh(&mut self, place: Place) -> Name {
        self.made += 1;
        Name::new(format!("withheld-{}", self.made), place)
    }

    /// Notes that references to one label lead to another.
    fn rename(&mut self, old: &str, new: &str) {
        self.renamed.push((old.to_owned(), new.to_owned()));
    }

    /// Rewrites references in all that is left of a report.
    fn apply(&self, report: &mut Report) {
        if self.renamed.is_empty() {
            return;
        }
        let mut rewrite = |prose: &mut Prose| {
            let mut text = prose.text.clone();
            for (old, new) in &self.renamed {
                for (open, close) in [("ref(\"", "\")"), ("ref('", "')"), ("](#", ")")] {
                    text = text
                        .replace(&format!("{open}{old}{close}"), &format!("{open}{new}{close}"));
                }
            }
            if text != prose.text {
                *prose = Prose::made(text, prose.place);
            }
        };
        report.section.iter_mut().for_each(|section| each_prose(section, &mut rewrite));
        report.recommendation.iter_mut().for_each(|one| rewrite(&mut one.text));
        report.appendix.iter_mut().for_each(|appendix| rewrite(&mut appendix.title));
        report.background_paper.iter_mut().for_each(|paper| rewrite(&mut paper.title));
        rewrite(&mut report.title);
        for (_, value) in &mut report.front.0 {
            if let crate::read::Value::Text(prose) = value {
                rewrite(prose);
            }
        }
    }
}

/// Visits all prose of a section.
fn each_prose(section: &mut Section, visit: &mut impl FnMut(&mut Prose)) {
    section.heading.iter_mut().for_each(&mut *visit);
    section.text.iter_mut().for_each(&mut *visit);
    section.section.iter_mut().for_each(|inner| each_prose(inner, visit));
}

/// How something is called in public: by its own title, or what stands for it.
pub fn public_title<'a>(title: &'a Prose, withheld: Option<Withheld<'a>>) -> &'a Prose {
    withheld.and_then(Withheld::public_title).unwrap_or(title)
}
