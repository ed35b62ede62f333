//! Makes the blocks of an inspection that prose can ask for: lists and tables of findings and judgements.

use minijinja::value::{Kwargs, from_args};
use minijinja::{Error, Value, context};

use super::cells::{bullets, cell, cell_or_dash, filling, marked, narrow, strong, table, words};
use super::terms::none;
use super::timeline::{timeline, visits};
use super::{blocks, unknown_choice, wrong};
use crate::compose::seal::is_sealed;
use crate::derive::inspection::{Figures, Found, Graded, Inspected, Judged, Standing, expected};
use crate::diag::Place;
use crate::document::{Block, Cell, Column, Inline, Item, List, Paragraph, Quotation};
use crate::language::Wording;
use crate::language::case::{capital, sentence_case};
use crate::model::framework::{FindingKind, Grading};
use crate::model::inspection::Visit;
use crate::read::date::Date;
use crate::read::{Id, Name, Placed};

/// The methods of an inspection, by their names in prose.
pub(super) const NAMES: [&str; 8] = [
    "expected",
    "finding_list",
    "finding_table",
    "findings_by_area",
    "judgement_table",
    "timeline",
    "weakness_list",
    "weakness_table",
];

/// The value of a method; `None` for an unknown method:
///
/// * `finding_list(kind, grade, show="text", joined=false, numbered=false, quoted=false)`: the findings as a list;
/// * `finding_table(kind, grade)`: the same as a table, with the judgement of every visit and who answers for each;
/// * `weakness_list(…)`, `weakness_table(…)`: the same for the framework's first kind of finding;
/// * `findings_by_area()`: a paragraph for each finding with key findings, with these and its judgement;
/// * `judgement_table()`: the overall judgements of every visit;
/// * `timeline()`: the visits and their publications;
/// * `expected(kind)`: the day by which the framework expects a kind of visit or plan.
pub(super) fn method(
    wording: &Wording,
    (inspected, figures, as_at): (&Inspected, &Figures, Date),
    method: &str,
    arguments: &[Value],
) -> Result<Option<Value>, Error> {
    if method == "expected" {
        let (called,): (String,) = from_args(arguments)?;
        return expected(inspected, None, &called)
            .map(Value::from_object)
            .map(Some)
            .map_err(|(what, hint)| wrong(what, hint));
    }
    if !NAMES.contains(&method) {
        return Ok(None);
    }
    let (options,): (Kwargs,) = from_args(arguments)?;
    let first = inspected.framework.finding(None).map(|kind| kind.id.value.clone());
    let made = match method {
        "finding_list" | "weakness_list" | "finding_table" | "weakness_table" => {
            let of = first.filter(|_| method.starts_with("weakness"));
            let (found, what) = chosen(wording, inspected, figures, of, &options)?;
            vec![match method {
                "finding_list" | "weakness_list" => list(wording, &found, what, &options)?,
                _ => {
                    let caption: Option<String> = options.get("caption")?;
                    let caption = caption.unwrap_or(what);
                    finding_table(wording, inspected, figures, &found, caption)
                }
            }]
        }
        "findings_by_area" => findings_by_area(wording, figures),
        "judgement_table" => judgement_table(wording, inspected, figures, options.get("caption")?),
        "timeline" => {
            timeline(wording, visits(wording, inspected, as_at, None), options.get("caption")?)
        }
        _ => return Ok(None),
    };
    options.assert_all_used()?;
    Ok(Some(blocks(made)))
}

/// The findings that the options choose, by kind and by latest grade or priority, and the words for these.
fn chosen<'f>(
    wording: &Wording,
    inspected: &Inspected,
    figures: &'f Figures,
    of: Option<String>,
    options: &Kwargs,
) -> Result<(Vec<&'f Found>, String), Error> {
    let mut found: Vec<&Found> = figures.findings.iter().collect();
    let mut asked_kind = None;
    let mut with_grade = None;
    let kind = match of {
        Some(kind) => Some(kind),
        None => options.get::<Option<String>>("kind")?,
    };
    if let Some(kind) = kind {
        let kinds: Vec<_> =
            inspected.framework.finding.iter().map(|kind| kind.id.as_str()).collect();
        if !kinds.contains(&kind.as_str()) {
            return Err(unknown_choice("kind", &kind, &kinds));
        }
        asked_kind = inspected.framework.finding(Some(&kind));
        found.retain(|found| found.finding.kind.as_ref().is_some_and(|own| own.value == kind));
    }
    if let Some(wanted) = options.get::<Option<Value>>("grade")? {
        let wanted = wanted.to_string();
        let scales = &inspected.framework.scale;
        let grades = || scales.iter().filter_map(|scale| Some((scale, scale.grade(&wanted)?)));
        let meant: Vec<_> =
            grades().map(|(scale, grade)| (scale.id.as_str(), &grade.id.value)).collect();
        with_grade = grades().next().map(|(_, grade)| grade.title());
        if meant.is_empty() {
            let grades = scales.iter().flat_map(|scale| &scale.grade);
            let grades: Vec<_> = grades.map(|grade| grade.id.as_str()).collect();
            return Err(unknown_choice("grade", &wanted, &grades));
        }
        let has = |found: &&Found| {
            let is_one = |scale: &str, id: &Id| meant.contains(&(scale, id));
            let latest = found.standing.grade.as_ref();
            let priority = found.finding.priority.as_ref().zip(priorities(inspected, found));
            latest.is_some_and(|own| is_one(&own.scale, &own.id))
                || priority.is_some_and(|(own, scale)| is_one(&scale.id, own))
        };
        found.retain(has);
    }
    let kinds: Vec<&FindingKind> = inspected.framework.finding.iter().collect();
    let there = kinds.iter().filter(|kind| found.iter().any(|found| is_of(found, kind)));
    let mut there = there.map(|kind| capital(&kind.many));
    let only = there.next().filter(|_| there.next().is_none());
    let only = asked_kind.map(|kind| capital(&kind.many)).or(only);
    let findings = only.unwrap_or_else(|| wording.word("findings-caption"));
    let what = match with_grade {
        Some(grade) => wording.say("findings-with-grade", context! { findings, grade }),
        None => findings,
    };
    Ok((found, what))
}

/// A list of findings, each with its key findings below it; a sentence where there are none.
///
/// `show` is `"text"` or `"title"`; `joined` makes the items one sentence, with semicolons, "and" and a full stop;
/// `numbered` numbers them; `quoted` sets each as a quotation, in quotation marks.
fn list(
    wording: &Wording,
    found: &[&Found],
    what: String,
    options: &Kwargs,
) -> Result<Block, Error> {
    let show: Option<String> = options.get("show")?;
    let choose: fn(&Found) -> (&str, Place) = match show.as_deref() {
        None | Some("text") => |found| (&found.finding.text, found.finding.text.place),
        Some("title") => |found| found.finding.title(),
        Some(other) => return Err(unknown_choice("show", other, &["text", "title"])),
    };
    let is_asked =
        |option: &str| Ok::<_, Error>(options.get::<Option<bool>>(option)? == Some(true));
    let (joined, numbered, quoted) =
        (is_asked("joined")?, is_asked("numbered")?, is_asked("quoted")?);
    if found.is_empty() {
        return Ok(none(wording, &what));
    }
    let is_below = |found: &Found, other: &Found| {
        found.finding.under.as_ref().is_some_and(|under| under.value == other.finding.id.value)
    };
    let top: Vec<_> =
        found.iter().filter(|one| !found.iter().any(|other| is_below(one, other))).collect();
    let last = format!(";{}", wording.language().lists.and.trim_end());
    let items = top.iter().enumerate().map(|(n, one)| {
        let (said, place) = choose(one);
        let left = top.len() - n - 1;
        let (bare, end) = match left {
            _ if !joined => (said, ""),
            0 => (said.trim_end_matches('.'), "."),
            1 => (said.trim_end_matches('.'), last.as_str()),
            _ => (said.trim_end_matches('.'), ";"),
        };
        let text = if quoted { format!("“{bare}”{end}") } else { format!("{bare}{end}") };
        let content = vec![Inline::text(text, place)];
        let mut blocks = match quoted {
            true => vec![Block::Quotation(Quotation { blocks: vec![Block::paragraph(content)] })],
            false => vec![Block::paragraph(content)],
        };
        let below: Vec<_> = found.iter().filter(|other| is_below(other, one)).collect();
        if !below.is_empty() {
            let below = below.into_iter().map(|one| {
                let (said, place) = choose(one);
                vec![Inline::text(said, place)]
            });
            blocks.push(bullets("○", below));
        }
        let label = if numbered { format!("{}.", n + 1) } else { "•".into() };
        Item { label, blocks, anchor: None }
    });
    Ok(Block::List(List { ordered: numbered, items: items.collect() }))
}

/// A table of findings with the judgement of every visit, and who answers for each where that is given.
fn finding_table(
    wording: &Wording,
    inspected: &Inspected,
    figures: &Figures,
    found: &[&Found],
    caption: String,
) -> Block {
    let kinds: Vec<&FindingKind> = inspected
        .framework
        .finding
        .iter()
        .filter(|kind| found.iter().any(|found| is_of(found, kind)))
        .collect();
    if found.is_empty() {
        return none(wording, &caption);
    }
    let judging: Vec<&Visit> = figures
        .visits
        .iter()
        .filter(|visit| found.iter().any(|found| found.standing.at(visit).is_some()))
        .collect();
    let one = match kinds.as_slice() {
        [kind] => capital(&kind.one),
        _ => wording.word("column-finding"),
    };
    let has = |given: fn(&Found) -> bool| found.iter().any(|found| given(found));
    let (kind, subject) = (kinds.len() > 1, has(|found| found.finding.subject.is_some()));
    let (who, due) = (
        has(|found| !found.finding.responsible.is_empty()),
        has(|found| found.finding.due.is_some()),
    );
    let priority = has(|found| found.finding.priority.is_some());
    let mut columns: Vec<(String, Column)> = vec![(wording.word("column-number"), narrow())];
    for (shown, name, column) in [
        (kind, wording.word("column-kind"), filling()),
        (true, one, filling()),
        (subject, wording.word("column-of"), filling()),
        (who, wording.word("column-responsible"), filling()),
        (priority, wording.word("column-priority"), narrow()),
        (due, wording.word("column-due"), narrow()),
    ] {
        if shown {
            columns.push((name, column));
        }
    }
    columns.extend(judging.iter().map(|visit| {
        (heading(wording, found.iter().map(|found| &found.standing), visit), filling())
    }));
    let rows = found.iter().map(|one| {
        let finding = &one.finding;
        let mut row = vec![cell(finding.id.to_string())];
        let (title, place) = finding.title();
        for (shown, cell) in [
            (kind, cell(&*one.short)),
            (true, Cell::of(vec![Inline::text(title, place)])),
            (
                subject,
                cell_or_dash(finding.subject.as_ref().map(|id| subject_title(inspected, id))),
            ),
            (who, cell_or_dash(Some(names(&finding.responsible)).filter(|who| !who.is_empty()))),
            (
                priority,
                cell_or_dash(
                    finding.priority.as_ref().map(|id| priority_label(inspected, one, id)),
                ),
            ),
            (due, cell_or_dash(finding.due.map(|due| wording.short_date(due.value)))),
        ] {
            if shown {
                row.push(cell);
            }
        }
        row.extend(judging.iter().map(|visit| grade_cell(one.standing.at(visit))));
        row
    });
    table(caption, columns, rows.collect())
}

/// A table of the overall judgements of every visit; a sentence where nothing was judged, and empty where the
/// framework judges findings alone.
pub(in crate::compose) fn judgement_table(
    wording: &Wording,
    inspected: &Inspected,
    figures: &Figures,
    caption: Option<String>,
) -> Vec<Block> {
    let judgement = &inspected.framework.words.judgement.value;
    let caption =
        caption.unwrap_or_else(|| wording.say("judgements-caption", context! { judgement }));
    let judges = |visit: &Visit, subject: &Judged| {
        let kind = subject.subject.kind.as_ref();
        let judged = inspected.visit_kind(visit).map(|kind| &kind.judges);
        judged
            .zip(kind)
            .is_some_and(|(judges, kind)| judges.iter().any(|one| one.value == kind.value))
    };
    let judging: Vec<&Visit> = figures
        .visits
        .iter()
        .filter(|visit| figures.subjects.iter().any(|one| one.standing.at(visit).is_some()))
        .collect();
    let subjects: Vec<&Judged> = figures
        .subjects
        .iter()
        .filter(|one| judging.iter().any(|visit| judges(visit, one)))
        .collect();
    if subjects.is_empty() {
        let titles: Vec<_> = figures.subjects.iter().map(title).collect();
        let is_any = !titles.is_empty();
        let said = words(wording.say("no-judgements", context! { judgement, titles }));
        return is_any.then(|| Block::paragraph(said)).into_iter().collect();
    }
    let group = capital(&inspected.framework.words.group);
    let has_groups = subjects.iter().any(|one| one.group.is_some());
    let mut columns = vec![(capital(judgement), filling())];
    if has_groups {
        columns.push((group, filling()));
    }
    columns.extend(judging.iter().map(|visit| {
        (heading(wording, subjects.iter().map(|one| &one.standing), visit), filling())
    }));
    let rows = subjects.iter().map(|one| {
        let mut row = vec![cell(title(one))];
        if has_groups {
            row.push(cell_or_dash(one.group.clone()));
        }
        row.extend(judging.iter().map(|visit| grade_cell(one.standing.at(visit))));
        row
    });
    vec![table(caption, columns, rows.collect())]
}

/// A paragraph for each finding that has key findings: its title, these, and the last judgement of it, unless it is
/// withheld. A sentence where there are none.
fn findings_by_area(wording: &Wording, figures: &Figures) -> Vec<Block> {
    let paragraph = |found: &Found| {
        let findings = found.finding.findings.iter();
        let mut belongings = vec![
            Block::paragraph(words(wording.word("key-findings"))),
            bullets(
                "•",
                findings.clone().map(|one| vec![Inline::text(one.value.clone(), one.place)]),
            ),
        ];
        let is_open = !findings.clone().any(|one| is_sealed(&one.value));
        if let Some(grade) = found.standing.grade.as_ref().filter(|_| is_open) {
            let judged = context! { of => &grade.of, visit => &grade.visit, grade => grade.label.to_lowercase() };
            belongings.push(Block::paragraph(words(wording.say("judged-at", judged))));
        }
        let (title, _) = found.finding.title();
        let number = format!("{} {}", found.short, *found.finding.id);
        let heading = match title.ends_with('.') || title.len() > 80 {
            true => number,
            false => format!("{number}: {title}"),
        };
        let content = vec![strong(heading)];
        Block::Paragraph(Paragraph { content, belongings, ..Paragraph::default() })
    };
    let with_findings = figures.findings.iter().filter(|found| !found.finding.findings.is_empty());
    let made: Vec<_> = with_findings.map(paragraph).collect();
    if made.is_empty() {
        vec![Block::paragraph(words(wording.word("no-key-findings")))]
    } else {
        made
    }
}

/// The title of a judged subject.
fn title(judged: &Judged) -> String {
    let title = judged.subject.title.as_ref().map(|title| title.value.clone());
    title.unwrap_or_else(|| sentence_case(&judged.subject.id))
}

/// The title of the subject with an `id`.
fn subject_title(inspected: &Inspected, id: &Placed<Id>) -> String {
    let own = inspected.inspection.subject.iter().find(|subject| subject.id.value == id.value);
    let own = own.and_then(|subject| subject.title.clone());
    let title =
        own.or_else(|| inspected.framework.subject(id).map(|subject| subject.title.clone()));
    title.map_or_else(|| sentence_case(id), |title| title.value)
}

/// The label of a priority on the scale of the finding's kind.
fn priority_label(inspected: &Inspected, found: &Found, priority: &Placed<Id>) -> String {
    priorities(inspected, found)
        .and_then(|scale| scale.grade(priority))
        .map_or_else(|| priority.to_string(), |grade| grade.title())
}

/// The scale of priorities of a finding's kind, if it has one.
fn priorities<'i>(inspected: &'i Inspected, found: &Found) -> Option<&'i Grading> {
    let kind = inspected.kind(&found.finding)?;
    inspected.framework.scale(kind.priority.as_ref())
}

/// Names in the order given, with semicolons between them.
fn names(names: &[Name]) -> String {
    names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join("; ")
}

/// Whether a finding is of a kind.
fn is_of(found: &Found, kind: &FindingKind) -> bool {
    found.finding.kind.as_ref().is_some_and(|own| own.value == kind.id.value)
}

/// The heading of a visit's column: what its scale measures and the visit, or the visit alone where scales differ.
fn heading<'s>(
    wording: &Wording,
    standings: impl Iterator<Item = &'s Standing>,
    visit: &Visit,
) -> String {
    let mut of: Vec<&str> = standings.filter_map(|one| Some(one.at(visit)?.of.as_str())).collect();
    of.dedup();
    match of.as_slice() {
        [of] => wording.say("progress-at", context! { of => *of, visit => &visit.name.value }),
        _ => capital(&visit.name),
    }
}

/// A grade as mark and label; a dash for `None`.
fn grade_cell(grade: Option<&Graded>) -> Cell {
    let Some(grade) = grade else { return cell("–") };
    match grade.mark {
        Some(shape) => Cell::of(vec![marked((shape, grade.colour.as_ref()), &*grade.label)]),
        None => cell(&*grade.label),
    }
}
