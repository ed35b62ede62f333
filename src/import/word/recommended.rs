//! Reads recommendations from the sections of a draft: paragraphs, lists or a table.

use super::fields::report_of;
use super::labels::{self, counted_label};
use super::outline::{Arranging, Outline, Section};
use super::places::is_of_recommendations;
use super::remarks::Remarks;
use super::tree::{Block, Cell, Label, LabelKind, Shape, Standing, Table, line, lines, plain};
use super::withheld;
use crate::model::style::{PartKind, Style};

/// The most words in a line of a signature.
const LONGEST_SIGNATURE: usize = 8;
/// Words between the names in a signature.
const JOINING: [&str; 8] = ["of", "and", "the", "for", "to", "de", "&", "on"];
/// Verbs that begin a recommendation.
const BEGINS: [&str; 28] = [
    "accept",
    "adopt",
    "agree",
    "allocate",
    "appoint",
    "approve",
    "authorise",
    "award",
    "comment",
    "confirm",
    "consider",
    "delegate",
    "determine",
    "endorse",
    "grant",
    "invite",
    "members",
    "note",
    "receive",
    "recommend",
    "refer",
    "reject",
    "request",
    "resolve",
    "review",
    "scrutinise",
    "support",
    "that",
];

impl Arranging<'_> {
    /// Moves recommendations into the outline and returns the other blocks.
    pub(super) fn recommendations(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut blocks: Vec<Block> =
            blocks.into_iter().flat_map(|block| self.of_table(block)).collect();
        let signed = blocks.split_off(before_signature(&blocks));
        let first = blocks.iter().position(|block| match block {
            Block::Paragraph(one) if one.standing == Standing::Item => true,
            Block::Paragraph(one) => {
                one.standing != Standing::Free && !is_lead(&line(&one.content))
            }
            _ => false,
        });
        let mut kept = Vec::new();
        let mut rest = Vec::new();
        let mut current: Option<Vec<Block>> = None;
        let mut lead: Option<String> = None;
        let mut outer: Option<(Standing, LabelKind, usize)> = None;
        for (at, block) in blocks.into_iter().enumerate() {
            let Block::Paragraph(mut paragraph) = block else {
                match &mut current {
                    Some(current) => current.push(block),
                    None => kept.push(block),
                }
                continue;
            };
            let words = line(&paragraph.content);
            if first.is_some_and(|first| at < first)
                || first.is_none() && is_lead(&words) && words.ends_with(':')
            {
                if is_lead(&words) || at + 1 == first.unwrap_or(0) {
                    self.remarks.leave_out(&words);
                    lead = Some(words);
                } else {
                    kept.push(Block::Paragraph(paragraph));
                }
                continue;
            }
            let label =
                paragraph.label.as_ref().map(|label| (paragraph.standing, label.kind, label.level));
            let own = first.is_none() || label.is_some() && (outer.is_none() || outer == label);
            if own && (first.is_none() || paragraph.standing != Standing::Free) {
                outer = outer.or(label);
                rest.extend(current.take());
                if let Some(cut) = lead_in(&words) {
                    self.remarks.leave_out(&words[..cut]);
                    lead = Some(words[..cut].to_owned());
                    paragraph.cut(words[..cut].chars().count());
                }
                if paragraph.label.is_none()
                    && let Some((label, length)) = labels::lone(&plain(&paragraph.content))
                {
                    self.remarks.leave_out(&label);
                    paragraph.cut(length);
                }
                (paragraph.standing, paragraph.label) = (Standing::Free, None);
                current = Some(vec![Block::Paragraph(paragraph)]);
            } else if let Some(current) =
                current.as_mut().filter(|_| label.is_some() || paragraph.indent > 0)
            {
                current.push(Block::Paragraph(paragraph));
            } else if let Some((field, length)) = report_of(&words, self.style) {
                self.remarks.leave_out(&words[..length]);
                paragraph.cut(length);
                self.outline.fields.push((field, paragraph.content));
            } else {
                kept.push(Block::Paragraph(paragraph));
            }
        }
        rest.extend(current);
        if let Some(lead) = lead.filter(|lead| leads_to(lead) != self.leads_to())
            && let Some(Block::Paragraph(first)) =
                rest.first_mut().and_then(|first| first.first_mut())
        {
            let spot = self.remarks.at(
                format!("the recommendations followed “{lead}” in the draft, and follow other words in the house style"),
                "read each after the words that the house style prints before it",
            );
            first.content.insert(0, spot);
        }
        self.outline.recommendations.extend(rest);
        kept.extend(signed);
        kept
    }

    /// The recommendations of a table as items of a list; any other block unchanged.
    fn of_table(&mut self, block: Block) -> Vec<Block> {
        let Block::Table(table) = block else { return vec![block] };
        let Some(column) = column(&table, self.style) else { return vec![Block::Table(table)] };
        let head = usize::from(column.is_headed);
        let names: Vec<String> = table.rows[0].iter().map(words).collect();
        names[..head * names.len()].iter().for_each(|name| self.remarks.leave_out(name));
        let mut items = Vec::new();
        for (n, mut row) in table.rows.into_iter().skip(head).enumerate() {
            let own = std::mem::take(&mut row[column.at].blocks);
            let mut beside = Vec::new();
            for (name, said) in names.iter().zip(row.iter().map(words)) {
                match counted_label(&said) {
                    Some(_) => self.remarks.leave_out(&said),
                    None if said.is_empty() => {}
                    None if name.is_empty() => beside.push(said),
                    None => beside.push(format!("{name}: {said}")),
                }
            }
            let spot = (!beside.is_empty()).then(|| {
                self.remarks.at(
                    format!(
                        "beside this recommendation the draft has “{}”, which is left out",
                        beside.join("; ")
                    ),
                    "say it in the recommendation, if it is part of what is decided",
                )
            });
            for (at, block) in own.into_iter().enumerate() {
                let Block::Paragraph(mut paragraph) = block else { continue };
                if at > 0 {
                    paragraph.indent = paragraph.indent.max(1);
                } else {
                    paragraph.content.splice(0..0, spot.clone());
                    paragraph.standing = Standing::Item;
                    paragraph.label = Some(numbered(n + 1));
                }
                items.push(Block::Paragraph(paragraph));
            }
        }
        items
    }

    /// Whether the house style introduces recommendations with "… to", so that verbs are infinitives.
    fn leads_to(&self) -> bool {
        let part = self.style.part.iter().find(|part| part.kind == PartKind::Recommendations);
        part.and_then(|part| part.text.as_ref()).is_some_and(|text| leads_to(&text.text))
    }
}

/// Remarks that a draft has no recommendation although the house style has a place for them.
pub(super) fn none_found(outline: &mut Outline, style: &Style, remarks: &mut Remarks) {
    let wanted = style.part.iter().any(|part| part.kind == PartKind::Recommendations);
    if !wanted || !outline.recommendations.is_empty() {
        return;
    }
    let (message, hint) = (
        "no recommendation was found in the draft",
        "write each as a `[[recommendation]]` with its `text`, unless the paper is for information",
    );
    let mut sections: Vec<&mut Section> = outline.sections.iter_mut().collect();
    while let Some(section) = sections.pop() {
        if is_of_recommendations(&line(&section.heading), style) {
            section.heading.insert(0, remarks.at(message, hint));
            return;
        }
        sections.extend(section.inner.iter_mut());
    }
    remarks.add(message, hint);
}

/// The column of a table with the recommendations.
struct Column {
    at: usize,
    /// Whether the first row has its heading.
    is_headed: bool,
}

/// Finds the recommendations of a table: below a heading for them, or beside numbers alone. `None` if a row has none,
/// or anything is marked as not for publication.
fn column(table: &Table, style: &Style) -> Option<Column> {
    let plainly = table.rows.iter().flatten().flat_map(|cell| &cell.blocks).all(|block| {
        matches!(block, Block::Paragraph(_))
            && withheld::in_cell(&lines(std::slice::from_ref(block)).join(" "), None).is_none()
    });
    let head =
        table.rows.first()?.iter().position(|cell| is_of_recommendations(&words(cell), style));
    let is_headed = head.is_some();
    let body = table.rows.get(usize::from(is_headed)..).filter(|body| !body.is_empty())?;
    let is_number = |at: usize| body.iter().all(|row| counted_label(&words(&row[at])).is_some());
    let at = match head {
        Some(at) => at,
        None => (table.rows[0].len() == 2 && is_number(0)).then_some(1)?,
    };
    let all = body.iter().all(|row| !words(&row[at]).is_empty());
    (plainly && all).then_some(Column { at, is_headed })
}

/// The words of a cell on one line.
fn words(cell: &Cell) -> String {
    lines(&cell.blocks).join(" ")
}

/// A label for a numbered list.
fn numbered(number: usize) -> Label {
    let text = format!("{number}.");
    Label { text, kind: LabelKind::Number, number, parts: 1, level: 0, list: None }
}

/// Where a signature begins after the last sentence.
fn before_signature(blocks: &[Block]) -> usize {
    let signs = |block: &&Block| match block {
        Block::Paragraph(one) => {
            one.label.is_none() && one.shape == Shape::Plain && is_signature(&line(&one.content))
        }
        _ => false,
    };
    let start = blocks.len() - blocks.iter().rev().take_while(signs).count();
    match start.checked_sub(1).map(|last| &blocks[last]) {
        Some(Block::Paragraph(last)) if line(&last.content).ends_with('.') => start,
        _ => blocks.len(),
    }
}

/// Whether a line is a name, a post or a day and asks for nothing: “Jo Example”, “Chief Officer”.
fn is_signature(words: &str) -> bool {
    let mut all = words.split(' ').map(|word| word.trim_matches([',', ':', '(', ')']));
    let is_name = |word: &str| {
        JOINING.contains(&word)
            || word.starts_with(|next: char| next.is_uppercase() || next.is_ascii_digit())
    };
    let asks = all.clone().next().is_some_and(|first| BEGINS.contains(&&*first.to_lowercase()));
    !asks
        && words.split(' ').count() <= LONGEST_SIGNATURE
        && !words.ends_with(['.', ';', ':'])
        && all.all(is_name)
}

/// Whether a line introduces recommendations.
fn is_lead(words: &str) -> bool {
    let small = words.to_lowercase();
    words.ends_with([':', '–', '-'])
        || small.ends_with(" to")
        || small.ends_with(" that")
        || small.ends_with("recommended that the committee")
}

/// Whether text introduces recommendations with "… to", so that verbs are infinitives.
fn leads_to(words: &str) -> bool {
    words.trim_end_matches(|next: char| !next.is_alphanumeric()).to_lowercase().ends_with(" to")
}

/// The end of the words that merely introduce a recommendation: "It is recommended that the Committee".
fn lead_in(words: &str) -> Option<usize> {
    let small = words.to_ascii_lowercase();
    let asked = ["asked to ", "recommended to ", "requested to ", "invited to "];
    let start = small.starts_with("the ")
        || small.starts_with("that ")
        || small.starts_with("members ")
        || small.starts_with("cabinet ")
        || small.starts_with("it is ")
        || small.starts_with("i recommend ");
    if !start {
        return None;
    }
    if let Some(end) = asked
        .iter()
        .filter_map(|asked| small.find(asked).map(|at| at + asked.len()))
        .min()
        .filter(|end| *end < 110)
    {
        return Some(end);
    }
    let that = small.find("recommended that ").map(|at| at + "recommended that ".len());
    let that =
        that.or_else(|| small.find("recommend that ").map(|at| at + "recommend that ".len()))?;
    let bodies =
        ["committee ", "cabinet ", "panel ", "board ", "council ", "members ", "executive "];
    let end = bodies
        .iter()
        .filter_map(|body| small[that..].find(body).map(|at| that + at + body.len()))
        .min();
    Some(end.filter(|end| *end < that + 70).unwrap_or(that))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_in_to_a_recommendation_is_told_from_it() {
        let rest = |words: &str| lead_in(words).map(|end| words[end..].to_owned());
        assert_eq!(
            rest("It is recommended that the Scrutiny Committee notes the report."),
            Some("notes the report.".into())
        );
        assert_eq!(
            rest("The Committee is asked to note the report."),
            Some("note the report.".into())
        );
        assert_eq!(rest("Note the report."), None);
    }

    #[test]
    fn who_signed_is_told_from_what_is_recommended() {
        for words in
            ["Chief Officer", "A. N. Example QFSM", "Director of Place", "Date: 30 November 2026"]
        {
            assert!(is_signature(words), "{words}");
        }
        for words in
            ["Approve Option A", "That Cabinet Note", "Further work in June", "Chief Officer."]
        {
            assert!(!is_signature(words), "{words}");
        }
    }
}
