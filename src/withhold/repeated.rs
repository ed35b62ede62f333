//! Open text of a workspace that repeats what is withheld elsewhere in it.
//!
//! In come all files of a workspace, by their shape alone, and what they withhold as wholes; out come the errors for each
//! open text that says a withheld sentence, title, or name with a sum again, and for each open use of a file that is
//! withheld elsewhere. The proof that a finished file holds none of it is left to [`search`](crate::search).

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use typst::syntax::{FileId, VirtualPath};

use super::elsewhere::{NAMES, name};
use crate::diag::{Diagnostic, Place, Rule};
use crate::read::mark::MARKS;
use crate::read::syntax::Meant;
use crate::search::{Folded, passages, telling};
use crate::world::World;

/// The fewest letters of a sentence that is looked for.
const SENTENCE: usize = 25;

/// The fewest letters of a title that is looked for.
const TITLE: usize = 12;

/// The letters of a part of a sentence that tells it.
const PART: usize = 60;

/// How far apart parts of a sentence are that are looked for.
const STEP: usize = 20;

/// Keys of what recurs in open papers though a closed one has it too: whose paper it is, for whom, and how it is laid
/// out.
const RECURRING: [&str; 18] = [
    "kind",
    "committee",
    "venue",
    "chair",
    "front",
    "contact",
    "sources",
    "id",
    "label",
    "style",
    "variant",
    "language",
    "status",
    "unit",
    "better",
    "lead",
    "accountable",
    "reviewers",
];

/// The kinds of file that have the key `accept`.
const ACCEPTING: [&str; 5] = ["report", "plan", "review", "brief", "meeting"];

/// The fewest letters of a name, and digits of a sum.
const TELLING: usize = 4;

/// Everything that the files of a workspace say, by whether it is withheld.
#[derive(Default)]
struct Said {
    open: Vec<Open>,
    withheld: Vec<Withheld>,
    /// Files that are named openly, and where.
    named: Vec<(FileId, Place)>,
    /// Files whose authors accept, with a reason, that they repeat what is withheld.
    accepted: Vec<FileId>,
    /// Files of kinds in which that can be accepted.
    may_accept: Vec<FileId>,
}

/// An open text.
struct Open {
    place: Place,
    folded: Folded,
}

/// A withheld text.
struct Withheld {
    text: String,
    /// The file that it is in.
    file: FileId,
    is_title: bool,
}

/// The errors of each file, by its path. `closed` are the files that others withhold, with where each is said.
pub(super) fn find(
    world: &World,
    texts: &[(FileId, Meant<'_>)],
    closed: &BTreeMap<String, Place>,
) -> BTreeMap<String, Vec<Diagnostic>> {
    let mut said = Said::default();
    for (file, meant) in texts {
        let (root, _) = DeTable::parse_recoverable(&meant.text);
        let kind = root.get_ref().get("kind").and_then(|kind| kind.get_ref().as_str());
        if kind.is_some_and(|kind| ACCEPTING.contains(&kind)) {
            said.may_accept.push(*file);
        }
        let mut reading = Reading { world, file: *file, meant, said: &mut said };
        reading.table(root.get_ref(), closed.contains_key(name(*file)));
    }
    let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    let mut raise = |problem: Diagnostic, place: Place| {
        found.entry(name(place.file).to_owned()).or_default().push(problem);
    };
    let copies = copies(world, &said.named, closed);
    for (file, place) in &said.named {
        if let Some(original) = copies.get(name(*file)) {
            let message = format!(
                "`{}` holds the same as `{original}`, which is not for publication",
                world.shown(*file)
            );
            raise(
                Diagnostic::of(Rule::WithheldRepeated, *place, message)
                    .hint("withhold it here too, or in neither place"),
                *place,
            );
        }
        if let Some(says) = closed.get(name(*file)).filter(|says| **says != *place) {
            let (shown, other) = (world.shown(*file), world.shown(says.file));
            let message = format!("`{shown}` is open to everyone here, and withheld in `{other}`");
            raise(
                Diagnostic::of(Rule::WithheldRepeated, *place, message)
                    .hint("withhold it here too, or in neither place"),
                *place,
            );
        }
    }
    if said.withheld.is_empty() {
        return found;
    }
    let parts: Vec<(&Withheld, Vec<(&str, Folded)>)> =
        said.withheld.iter().map(|withheld| (withheld, withheld.parts())).collect();
    for open in said.open.iter().filter(|open| !said.accepted.contains(&open.place.file)) {
        let hit = parts.iter().find_map(|(withheld, parts)| withheld.repeated(parts, &open.folded));
        if let Some((words, file)) = hit {
            let message =
                format!("this says in public what `{}` withholds: “{words}”", world.shown(file));
            let mut problem = Diagnostic::of(Rule::WithheldRepeated, open.place, message)
                .hint("take it out, or mark it as not for publication too");
            if said.may_accept.contains(&open.place.file) {
                problem = problem.hint("if everyone may read it, say why at the head of this file: `accept = [{ rule = \"withheld-repeated\", reason = \"…\" }]`");
            }
            raise(problem, open.place);
        }
    }
    found
}

/// The open files that hold the same bytes as one that is withheld, each with the path of that.
fn copies(
    world: &World,
    named: &[(FileId, Place)],
    closed: &BTreeMap<String, Place>,
) -> BTreeMap<String, String> {
    let bytes = |path: &str| {
        let id = World::id(&VirtualPath::new(path).ok()?);
        world.bytes(id).ok()
    };
    let withheld = closed.keys().filter(|path| !path.ends_with(".toml"));
    let withheld: Vec<_> = withheld.filter_map(|path| Some((path, bytes(path)?))).collect();
    let open = named.iter().map(|(file, _)| name(*file)).filter(|path| !closed.contains_key(*path));
    let same = |path: &str| {
        let own = (!withheld.is_empty()).then(|| bytes(path)).flatten()?;
        let (original, _) = withheld.iter().find(|(_, other)| *other == own)?;
        Some((path.to_owned(), original.trim_start_matches('/').to_owned()))
    };
    open.filter_map(same).collect()
}

impl Withheld {
    /// What of it must not be said in public: its title, or its sentences.
    fn parts(&self) -> Vec<(&str, Folded)> {
        let (parts, shortest): (Vec<&str>, _) = match self.is_title {
            true => (vec![&self.text], TITLE),
            false => (self.text.split_inclusive(['.', '!', '?', '\n', ';']).collect(), SENTENCE),
        };
        let parts = parts.into_iter().map(|part| (part, Folded::new(part)));
        parts.filter(|(_, part)| part.letters().len() >= shortest).collect()
    }

    /// The words of it that an open text repeats, and the file that withholds them.
    fn repeated(&self, parts: &[(&str, Folded)], open: &Folded) -> Option<(String, FileId)> {
        let letters = open.letters();
        for (text, part) in parts {
            let whole = part.letters();
            let starts = (0..whole.len().saturating_sub(PART)).step_by(STEP);
            let mut ranges = std::iter::once(0..whole.len()).chain(starts.map(|at| at..at + PART));
            let said = |range: &Range<usize>| {
                whole.get(range.clone()).is_some_and(|words| letters.contains(words))
            };
            if let Some(range) = ranges.find(said) {
                return Some((part.said(text, range).trim().to_owned(), self.file));
            }
        }
        let tells = telling(&self.text);
        let (sums, names): (Vec<&str>, Vec<&str>) =
            tells.into_iter().partition(|word| word.contains(|next: char| next.is_ascii_digit()));
        let stands = |word: &&&str| {
            let folded = Folded::new(word);
            folded.letters().len() >= TELLING && letters.contains(folded.letters())
        };
        let (sum, name) = (sums.iter().find(stands)?, names.iter().find(stands)?);
        Some((format!("{name} … {sum}"), self.file))
    }
}

/// A file whose texts are being sorted.
struct Reading<'a> {
    world: &'a World,
    file: FileId,
    meant: &'a Meant<'a>,
    said: &'a mut Said,
}

impl Reading<'_> {
    /// Sorts the texts of a table, all of which is withheld if what it stands in is.
    fn table(&mut self, table: &DeTable<'_>, withheld: bool) {
        let mark = table.iter().find(|(key, _)| MARKS.contains(&key.get_ref().as_ref()));
        let keys = mark.and_then(|(_, value)| value.get_ref().as_table());
        let has = |wanted: &str| {
            keys.is_some_and(|keys| keys.iter().any(|(key, _)| key.get_ref() == wanted))
        };
        let is_closed = withheld || mark.is_some();
        for (key, value) in table {
            let key = key.get_ref().as_ref();
            if is_closed && RECURRING.contains(&key) {
                continue;
            }
            match value.get_ref() {
                DeValue::String(text) if NAMES.contains(&key) => {
                    let place = self.meant.place(self.file, value.span());
                    if let Ok(named) = self.world.relative(self.file, text, place)
                        && !is_closed
                    {
                        self.said.named.push((named, place));
                    }
                }
                DeValue::String(text) => {
                    let title = matches!(key, "title" | "heading");
                    // The title of what is withheld is open where it says so, and that of an appendix by custom.
                    let open_title = title && mark.is_some() && !has("public-title");
                    self.text(text, value, is_closed && !open_title, title);
                }
                DeValue::Table(_) if MARKS.contains(&key) || key == "accept" => {}
                DeValue::Array(all) if key == "accept" => {
                    self.said.accepted.extend(all.iter().any(accepts).then_some(self.file));
                }
                DeValue::Table(inner) => self.table(inner, is_closed),
                DeValue::Array(all) => {
                    for value in all.iter() {
                        match value.get_ref() {
                            DeValue::Table(inner) => self.table(inner, is_closed),
                            DeValue::String(text) => self.text(text, value, is_closed, false),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Sorts one text; of open prose, the passages that are marked.
    fn text(&mut self, text: &str, value: &Spanned<DeValue<'_>>, withheld: bool, is_title: bool) {
        let place = self.meant.place(self.file, value.span());
        if withheld {
            let text = said(text);
            self.said.withheld.push(Withheld { text, file: self.file, is_title });
            return;
        }
        let passages = match text.contains('{') {
            true => passages(text),
            false => vec![(text.to_owned(), false)],
        };
        for (text, withheld) in passages {
            let text = said(&text);
            if withheld {
                self.said.withheld.push(Withheld { text, file: self.file, is_title: false });
            } else {
                self.said.open.push(Open { place, folded: Folded::new(&text) });
            }
        }
    }
}

/// What a text says without the code of its expressions, of which only what stands between quotation marks is words.
fn said(text: &str) -> String {
    let (mut said, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, code)) = rest.split_once("{{") {
        said += before;
        let (code, after) = code.split_once("}}").unwrap_or((code, ""));
        let mut code = code;
        while let Some(at) = code.find(['"', '\'']) {
            let (quote, inside) = (&code[at..=at], &code[at + 1..]);
            let (words, after) = inside.split_once(quote).unwrap_or((inside, ""));
            said.push(' ');
            said += words;
            code = after;
        }
        said.push(' ');
        rest = after;
    }
    said + rest
}

/// Whether something accepted is that withheld words are repeated.
fn accepts(accepted: &Spanned<DeValue<'_>>) -> bool {
    let Some(table) = accepted.get_ref().as_table() else { return false };
    let rule = table.iter().find(|(key, _)| key.get_ref() == "rule");
    rule.and_then(|(_, rule)| rule.get_ref().as_str()) == Some(Rule::WithheldRepeated.about().name)
}

#[cfg(test)]
mod tests {
    use typst::syntax::VirtualPath;

    use super::super::Elsewhere;
    use crate::world::{Workspace, World};

    /// How many errors there are in `open.toml`, in a workspace with these files.
    fn errors(files: &[(&str, &str)]) -> usize {
        let all = files.iter().map(|(name, text)| (*name, text.as_bytes()));
        let found = Elsewhere::in_workspace(&Workspace::memory(all));
        found.repeated(World::id(&VirtualPath::new("open.toml").unwrap())).len()
    }

    const CLOSED: &str = "title = \"Sale of the depot to Ferrow\"\nexempt = { paragraphs = [3], public-title = \"A sale\" }\n\
        [[section]]\ntext = \"The firm Ferrow offers £412,500 for the depot in Mill Lane. The committee is asked to note this.\"\n";

    #[test]
    fn a_sentence_a_title_and_a_name_with_a_sum_are_found_in_whatever_case_and_break() {
        for text in [
            "As we heard, the firm ferrow offers £412,500 for the DEPOT in\\nMill Lane.",
            "See the report on the Sale of the depot to Ferrow.",
            "Ferrow would pay £412,500.",
        ] {
            let open = format!("[[section]]\ntext = \"{text}\"\n");
            assert_eq!(errors(&[("closed.toml", CLOSED), ("open.toml", &open)]), 1, "{text}");
            let accepted = format!(
                "accept = [{{ rule = \"withheld-repeated\", reason = \"known\" }}]\n{open}"
            );
            assert_eq!(errors(&[("closed.toml", CLOSED), ("open.toml", &accepted)]), 0, "{text}");
        }
    }

    #[test]
    fn what_is_only_alike_is_left_alone() {
        for text in ["The depot in Mill Lane is old.", "It cost £412,500.", "Ferrow is a village."]
        {
            let open = format!("committee = \"Cabinet\"\n[[section]]\ntext = \"{text}\"\n");
            assert_eq!(errors(&[("closed.toml", CLOSED), ("open.toml", &open)]), 0, "{text}");
        }
    }

    #[test]
    fn a_marked_paragraph_that_its_own_report_repeats_is_found() {
        let report = "[[recommendation]]\ntext = \"notes that the firm is the winner of the contract.\"\n\
            [[section]]\ntext = \"\"\"\nThe firm is the winner of the contract. {.exempt-3}\n\"\"\"\n";
        assert_eq!(errors(&[("open.toml", report)]), 1);
    }

    #[test]
    fn code_of_expressions_is_no_secret_and_words_in_it_are() {
        let said = |withheld: &str, text: &str| {
            let closed =
                format!("[[section]]\ntext = '''{withheld}'''\nexempt = {{ paragraphs = [3] }}\n");
            let open = format!("[[section]]\ntext = '''{text}'''\n");
            errors(&[("closed.toml", &closed), ("open.toml", &open)])
        };
        let code = "{{ inspection.weaknesses | length | words | capitalize }} were found. ";
        let secret = "{{ \"The firm is the winner of the contract\" if plan.total }}.";
        assert_eq!(said(code, code), 0);
        assert_eq!(said(secret, "The firm is the winner of the contract."), 1);
        assert_eq!(said("The firm is the winner of the contract.", secret), 1);
        let words = "The council's winner of the large contract is Ferrow";
        assert_eq!(said(words, &format!("{{{{ \"{words}\" }}}}.")), 1);
    }

    #[test]
    fn a_file_that_is_open_here_and_withheld_there_is_found_even_as_a_copy() {
        let closed = "[[appendix]]\nfile = \"a.pdf\"\nexempt = { paragraphs = [3] }\n";
        for name in ["a.pdf", "b.pdf"] {
            let open = format!("[[appendix]]\nfile = \"{name}\"\n");
            let files = [
                ("c.toml", closed),
                ("open.toml", &open),
                ("a.pdf", "%PDF x"),
                ("b.pdf", "%PDF x"),
            ];
            assert_eq!(errors(&files), 1, "{name}");
        }
    }
}
