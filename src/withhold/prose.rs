//! Paragraphs of prose that their author marked as not for publication.
//!
//! In comes prose; out comes what is left of it in public, or the whole with the marks put into words.
//! What belongs to a marked paragraph (the lists, tables and quotations after it) is withheld with it.

use super::Labels;
use crate::compose::split::{Marks, Piece, PieceKind, split};
use crate::derive::exempt::{Grounds, Schedule};
use crate::read::{Name, Prose};

/// Why a paragraph is withheld, if it is.
fn grounds_of(marks: &Marks, reason: Option<&str>) -> Option<Grounds> {
    if marks.confidential {
        let reason = reason.unwrap_or_default().to_owned();
        return Some(Grounds::Confidential { reason });
    }
    let mut paragraphs = marks.exempt.clone();
    paragraphs.sort_unstable();
    paragraphs.dedup();
    let reason = reason.map(str::to_owned);
    (!paragraphs.is_empty()).then_some(Grounds::Exempt { paragraphs, reason })
}

/// The grounds of each paragraph that is withheld.
pub(super) fn grounds(prose: &Prose, reason: Option<&str>) -> impl Iterator<Item = Grounds> {
    let reason = reason.map(str::to_owned);
    split(&prose.text).into_iter().filter_map(move |piece| match piece.kind {
        PieceKind::Paragraph(marks) => grounds_of(&marks, reason.as_deref()),
        _ => None,
    })
}

/// What is withheld and what is left, piece by piece: for each whether it is withheld.
pub(super) fn sorted(text: &str) -> Vec<(Piece, bool)> {
    let pieces = split(text);
    let mut withheld = false;
    let mut sorted: Vec<(Piece, bool)> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let out = match &piece.kind {
            PieceKind::Paragraph(marks) => {
                let marked = grounds_of(marks, None).is_some();
                withheld = marked || (withheld && marks.continued);
                withheld
            }
            PieceKind::Heading { .. } => {
                withheld = false;
                false
            }
            PieceKind::Block => withheld,
            PieceKind::Note(_) | PieceKind::Definition(_) => false,
        };
        sorted.push((piece, out));
    }
    if !sorted.iter().any(|(_, out)| *out) {
        return sorted;
    }
    // A note or the address of a link goes with the paragraphs that use it; what only a withheld one uses, or
    // none, is withheld.
    let left: String = sorted
        .iter()
        .filter(|(piece, out)| {
            !out && !matches!(piece.kind, PieceKind::Note(_) | PieceKind::Definition(_))
        })
        .map(|(piece, _)| text.get(piece.range.clone()).unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase();
    for (piece, out) in &mut sorted {
        let used = match &piece.kind {
            PieceKind::Note(name) => left.contains(&format!("[^{}]", name.to_lowercase())),
            PieceKind::Definition(name) => left.contains(&format!("[{}]", name.to_lowercase())),
            _ => continue,
        };
        *out = !used;
    }
    sorted
}

/// The prose without what is withheld, a paragraph that says so in place of each that is.
pub(super) fn public(
    prose: &Prose,
    reason: Option<&str>,
    schedule: &Schedule,
    labels: &mut Labels,
) -> Prose {
    let sorted = sorted(&prose.text);
    if !sorted.iter().any(|(_, withheld)| *withheld) {
        return prose.clone();
    }
    let mut left: Vec<String> = Vec::new();
    for (piece, withheld) in &sorted {
        if !withheld {
            left.push(
                prose.text.get(piece.range.clone()).unwrap_or_default().trim_end().to_owned(),
            );
            continue;
        }
        let PieceKind::Paragraph(marks) = &piece.kind else { continue };
        let Some(grounds) = grounds_of(marks, reason) else { continue };
        let mut attributes = Vec::new();
        if let Some(label) = &marks.label {
            let new = labels.fresh(prose.place);
            labels.rename(&Name::new(label.clone(), prose.place), &new);
            attributes.push(format!("#{}", new.value));
        }
        let set = [
            (marks.sub, ".sub"),
            (marks.unnumbered, ".unnumbered"),
            (marks.continued, ".continued"),
        ];
        attributes.extend(set.iter().filter(|(is, _)| *is).map(|(_, name)| (*name).to_owned()));
        let attributes = match attributes.is_empty() {
            true => String::new(),
            false => format!(" {{{}}}", attributes.join(" ")),
        };
        left.push(format!("Not for publication: {}.{attributes}", schedule.brief(&grounds)));
    }
    Prose::made(left.join("\n\n"), prose.place)
}

/// The whole prose, with the marks of paragraphs put into words at their start.
pub(super) fn marked(prose: &Prose, schedule: &Schedule) -> Prose {
    let mut marked = prose.clone();
    for piece in split(&prose.text).iter().rev() {
        if let PieceKind::Paragraph(marks) = &piece.kind
            && let Some(grounds) = grounds_of(marks, None)
        {
            let mark = format!("**Not for publication ({}).** ", schedule.brief(&grounds));
            marked = marked.with(piece.range.start, &mark);
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::council::Jurisdiction;
    use crate::world::World;
    use typst::syntax::VirtualPath;

    fn prose(text: &str) -> Prose {
        let file = World::id(&VirtualPath::new("report.toml").unwrap());
        Prose::new(text.to_owned(), "", crate::diag::Place::new(file, 0..0))
    }

    fn left(text: &str) -> String {
        let schedule = Schedule::of(Jurisdiction::England);
        public(&prose(text), None, schedule, &mut Labels::default()).text
    }

    #[test]
    fn what_belongs_to_a_withheld_paragraph_goes_with_it() {
        let text = "Open.\n\nSecret: {.exempt-3}\n\n- one\n- two\n\nmore {.continued}\n\n| a |\n|---|\n| b |\n\nOpen again.";
        assert_eq!(
            left(text),
            "Open.\n\nNot for publication: exempt information, Schedule 12A, paragraph 3.\n\nOpen again."
        );
    }

    #[test]
    fn a_note_stays_only_where_a_public_paragraph_uses_it() {
        let text = "Open[^a].\n\nSecret[^b]. {.confidential}\n\n[^a]: Kept.\n\n[^b]: Hidden.";
        let left = left(text);
        assert!(left.contains("[^a]: Kept."));
        assert!(!left.contains("Hidden"));
        assert!(left.contains("Not for publication: confidential information."));
    }

    #[test]
    fn the_label_of_a_withheld_paragraph_tells_nothing() {
        let left = left("Secret {#settlement .sub .exempt-1-2}");
        assert_eq!(
            left,
            "Not for publication: exempt information, Schedule 12A, paragraphs 1 and 2. {#withheld-1 .sub}"
        );
    }

    #[test]
    fn prose_without_marks_is_left_as_it_is() {
        let text = "One.\n\n  * two\n\n[x]: https://example.org";
        assert_eq!(left(text), text);
    }
}
