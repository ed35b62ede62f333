//! Finds open text of a workspace that repeats what is withheld elsewhere in it.
//!
//! All files of a workspace come in as plain TOML, with the list of those withheld as wholes. Errors go out: for each
//! open text that repeats a withheld title, a sentence or half of one, or a name together with a sum; for each public
//! title that gives away the one it replaces; and for each open use of a file that is withheld elsewhere.
//! [`search`](crate::search) proves that a finished file holds none of it.

mod alone;
mod brought;
mod public;
mod said;
mod sentences;
mod titles;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use typst::syntax::{FileId, VirtualPath};

pub(super) use self::alone::Secrets;
use self::said::{Open, Said};
use self::sentences::Sentences;
use super::elsewhere::name;
use crate::diag::{Diagnostic, Place, Rule};
use crate::read::Name;
use crate::read::mark::is_mentioned;
use crate::read::syntax::Meant;
use crate::search::Folded;
use crate::world::World;

/// Open texts that repeat something withheld.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    /// The errors and warnings of each file, by its path.
    pub(super) found: BTreeMap<String, Vec<Diagnostic>>,
    /// Names, days, sums and addresses that no open text may say either.
    pub(super) secrets: Secrets,
}

/// Finds the repetitions in a workspace. `closed` holds the files that others withhold, each with the place that
/// withholds it.
pub(super) fn find(
    world: &World,
    texts: &[(FileId, Meant<'_>)],
    closed: &BTreeMap<String, Place>,
) -> Repeated {
    // Most workspaces withhold nothing.
    let withholds = !closed.is_empty() || texts.iter().any(|(_, meant)| is_mentioned(meant.file));
    if !withholds {
        return Repeated::default();
    }
    let said = Said::of(world, texts, closed);
    let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    let mut raise = |problem: Diagnostic, place: Place| {
        found.entry(name(place.file).to_owned()).or_default().push(problem);
    };
    let copies = copies(world, &said.named, closed);
    let hint = "withhold it here too, or in neither place";
    for (file, place) in &said.named {
        let shown = world.shown(*file);
        if let Some(original) = copies.get(name(*file)) {
            let message =
                format!("`{shown}` holds the same as `{original}`, which is not for publication");
            raise(Diagnostic::of(Rule::WithheldRepeated, *place, message).hint(hint), *place);
        }
        if let Some(says) = closed.get(name(*file)).filter(|says| **says != *place) {
            let other = world.shown(says.file);
            let message = format!("`{shown}` is open to everyone here, and withheld in `{other}`");
            raise(Diagnostic::of(Rule::WithheldRepeated, *place, message).hint(hint), *place);
        }
    }
    if said.withheld.is_empty() {
        return Repeated { found, ..Repeated::default() };
    }
    let titles = titles::telling_in_public(&said);
    for (open, words) in &titles {
        let message =
            format!("this title is public, and says “{words}” of the title that it stands for");
        let hint = "give nothing of that title away; if everyone may read it, say `open-title = true` instead";
        raise(repeated(&said, open, message, hint), open.place);
    }
    let sentences = Sentences::new(&said.withheld, &said.records).repeated(&said.open);
    let secrets = Secrets::of(&said);
    for (open, (word, at, file)) in secrets.said(&said) {
        if sentences.iter().any(|(other, ..)| other.place == open.place)
            || titles.iter().any(|(title, _)| title.place == open.place)
        {
            continue;
        }
        let place = written(world, open, &at);
        let is_named = is_named(world, open, &word);
        raise(repeats(&word, is_named, place, &world.shown(file)), place);
    }
    for (open, words, file) in sentences {
        if titles.iter().any(|(title, _)| title.place == open.place) {
            continue;
        }
        let message =
            format!("this says in public what `{}` withholds: “{words}”", world.shown(file));
        let hint = "take it out, or mark it as not for publication too";
        raise(repeated(&said, open, message, hint), open.place);
    }
    Repeated { found, secrets }
}

/// The warnings for withheld words in an open file from outside, one for each word.
pub(super) fn of_outside(
    world: &World,
    secrets: &Secrets,
    named: &Name,
    texts: &[String],
) -> Vec<Diagnostic> {
    let mut known = BTreeSet::new();
    let told = texts.iter().flat_map(|text| secrets.told_by_others(text));
    let told = told.filter(|(word, ..)| known.insert(word.clone()));
    let found = told.map(|(word, _, file)| {
        let (own, file) = (&named.value, world.shown(file));
        let message =
            format!("`{own}` says `{word}` in public, which `{file}` says in what it withholds");
        Diagnostic::of(Rule::WithheldWord, named.place, message)
            .hint("see that it gives nothing away; withhold the item or the appendix too, or ask for a copy without it; if everyone may know it, accept this with a reason")
    });
    found.collect()
}

/// Whether an expression in an open text names the figure, and so may print a result worked out from it.
fn is_named(world: &World, open: &Open, word: &str) -> bool {
    let text = world.text(open.place.file).ok();
    let written = text.as_ref().and_then(|text| text.get(open.place.range()));
    let has = |written: &str| Folded::new(written).letters().contains(Folded::new(word).letters());
    written.is_some_and(|written| written.contains("{{") && !has(written))
}

/// The warning for a word of an open text. `is_named` is whether an expression of it names the figure.
fn repeats(word: &str, is_named: bool, place: Place, file: &str) -> Diagnostic {
    let says = match is_named {
        true => format!("an expression here draws on `{word}` in public"),
        false => format!("this says `{word}` in public"),
    };
    let message = format!("{says}, which `{file}` says in what it withholds");
    let hint = "see that it gives nothing away; take it out, or withhold it here too; if everyone may know it, accept this with a reason";
    Diagnostic::of(Rule::WithheldWord, place, message).hint(hint)
}

/// The place in its file of a range of an open text; that of the whole text if the file does not have the line as it
/// is.
fn written(world: &World, open: &Open, at: &Range<usize>) -> Place {
    let own = || {
        let text = world.text(open.place.file).ok()?;
        let start = open.text[..at.start].rfind('\n').map_or(0, |end| end + 1);
        let line = open.text[start..].lines().next().filter(|line| at.end <= start + line.len())?;
        let found = text.get(open.place.range())?.find(line)? + open.place.range().start;
        Some(Place::new(open.place.file, found + at.start - start..found + at.end - start))
    };
    own().unwrap_or(open.place)
}

/// The error for an open text; says how to accept it where the kind of file has `accept`.
fn repeated(said: &Said, open: &Open, message: String, hint: &str) -> Diagnostic {
    let problem = Diagnostic::of(Rule::WithheldRepeated, open.place, message).hint(hint);
    match said.may_accept.contains(&open.place.file) {
        true => problem.hint("if everyone may read it, say why at the head of this file: `accept = [{ rule = \"withheld-repeated\", reason = \"…\" }]`"),
        false => problem,
    }
}

/// The files that are named openly and have the same bytes as a withheld file, each with the path of the withheld
/// one.
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

#[cfg(test)]
mod tests {
    use typst::syntax::VirtualPath;

    use super::super::Elsewhere;
    use crate::world::{Workspace, World};

    /// The number of errors in `open.toml` of a workspace with these files.
    fn errors(files: &[(&str, &str)]) -> usize {
        let all = files.iter().map(|(name, text)| (*name, text.as_bytes()));
        let found = Elsewhere::in_workspace(&Workspace::memory(all));
        let open = found.repeated(World::id(&VirtualPath::new("open.toml").unwrap()));
        open.iter().filter(|problem| problem.is_error()).count()
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
    fn a_withheld_record_is_told_by_what_it_is_called_and_a_figure_of_it() {
        let plan = "kind = \"plan\"\n[[area]]\ntitle = \"Debt\"\n[[area.measure]]\nname = \"Debt owed to Merrow Haulage\"\n\
            actual = [{ on = 2026-06-30, value = 15991 }, { on = 2026-09-30, value = 2031 }]\n\
            exempt = { paragraphs = [3] }\n[[area.measure]]\nname = \"Homes let\"\nactual = [{ on = 2026-06-30, value = 4411 }]\n";
        for (text, count) in [
            ("The debt owed to Merrow Haulage is now £15,991.", 1),
            ("Merrow is owed 15991 pounds.", 1),
            ("The debt owed by others is £15,991.", 0),
            ("Merrow was founded in 2031.", 0),
            ("There were 4,411 homes let to Haulage.", 0),
        ] {
            let open = format!("[[section]]\ntext = \"{text}\"\n");
            assert_eq!(errors(&[("plan.toml", plan), ("open.toml", &open)]), count, "{text}");
        }
    }

    #[test]
    fn a_figure_that_is_brought_in_is_the_same_as_one_that_is_typed() {
        let figures = "kind = \"figures\"\n[[table]]\nid = \"bids\"\ntitle = \"Bids\"\nunit = \"£\"\n\
            row = [{ id = \"ferrow\", title = \"Ferrow\", value = 717271 }, { id = \"weald\", title = \"Weald\", value = 512345 }]\n";
        let report = |text: &str| {
            format!(
                "kind = \"report\"\nsources.finance = \"figures.toml\"\n[[section]]\ntext = '{text}'\n"
            )
        };
        let (typed, bound, table) = (
            "The price is £717,271.",
            "The price is {{ finance.bids.ferrow }}.",
            "{{ finance.bids.table() }}",
        );
        let other = "The price is {{ finance.bids.weald }}.";
        let said = |closed: &str, open: &str| {
            let closed = report(&format!("{closed} {{.exempt-3}}"));
            let (open, figures) = (report(open), figures.as_bytes());
            let files = [
                ("closed.toml", closed.as_bytes()),
                ("open.toml", open.as_bytes()),
                ("figures.toml", figures),
            ];
            let found = Elsewhere::in_workspace(&Workspace::memory(files));
            found.repeated(World::id(&VirtualPath::new("open.toml").unwrap())).len()
        };
        for (closed, open) in
            [(typed, bound), (bound, typed), (bound, bound), (bound, table), (table, bound)]
        {
            assert_eq!(said(closed, open), 1, "{closed} / {open}");
        }
        let misspelt = "The price is {{ finance.bids.ferow }}.";
        for open in [other, misspelt] {
            assert_eq!(said(bound, open), 0, "{open}");
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
    fn a_month_beside_a_sum_is_no_name() {
        let closed = "[[section]]\ntext = \"The depot closes in August, at £412,500 to Ferrow.\"\nexempt = { paragraphs = [3] }\n";
        for (text, count) in [("In August we paid £412,500.", 0), ("We paid Ferrow £412,500.", 1)]
        {
            let open = format!("[[section]]\ntext = \"{text}\"\n");
            assert_eq!(errors(&[("closed.toml", closed), ("open.toml", &open)]), count, "{text}");
        }
    }

    #[test]
    fn half_a_sentence_is_found_and_less_of_it_is_left_alone() {
        let closed = "exempt = { paragraphs = [3], open-title = true }\n\
            [[section]]\ntext = \"The bidder failed two audits of its lorries, and its directors were fined for that in May.\"\n";
        for (text, count) in [
            ("We know that its directors were fined for that in May of this year.", 1),
            ("In spring the bidder failed two audits of its lorries.", 1),
            ("Of the lorries, two failed; its directors were not there.", 0),
        ] {
            let open = format!("[[section]]\ntext = \"{text}\"\n");
            assert_eq!(errors(&[("closed.toml", closed), ("open.toml", &open)]), count, "{text}");
        }
        let both = closed.replace(
            "[[section]]\ntext = \"",
            "[[section]]\ntext = \"Its directors were fined for that in May. {.exempt-3}\\n\\n",
        );
        let own = both.replace("exempt = { paragraphs = [3], open-title = true }\n", "");
        assert_eq!(errors(&[("open.toml", &own)]), 1, "in the paper itself");
    }

    #[test]
    fn what_every_report_says_is_left_alone() {
        let said = "The committee is asked to note this report. There are no legal implications.";
        let duty = "The council must have regard to fairness in all that it decides.";
        let closed = format!(
            "exempt = {{ paragraphs = [3], open-title = true }}\n[[section]]\ntext = \"{said} {duty}\"\n"
        );
        let open = |text: &str| format!("[[section]]\ntext = \"{text}\"\n");
        let headed =
            |heading: &str| format!("[[section]]\nheading = \"{heading}\"\ntext = \"Words.\"\n");
        for (heading, count) in [
            ("Background to the collection of waste", 0),
            ("Why Ferrow must go", 1),
            ("Background to Ferrow", 1),
            ("Risks at Harbour Road", 0),
            ("The position in Harwick", 0),
            ("The Wessen Forward programme", 0),
            ("The work of the Harwick Town Board", 0),
            ("Disposal of the depot in Harwick", 1),
            ("The position of Ferrow in Harwick", 1),
            ("Costs in Harwick of £412,500", 1),
        ] {
            let own = headed(heading);
            let other = format!("exempt = {{ paragraphs = [3] }}\n{own}");
            assert_eq!(errors(&[("closed.toml", &other), ("open.toml", &own)]), count, "{heading}");
        }
        let [stock, own] = [open(said), open(duty)];
        assert_eq!(errors(&[("closed.toml", &closed), ("open.toml", &stock)]), 0);
        let files =
            [("closed.toml", &*closed), ("open.toml", &own), ("b.toml", &own), ("c.toml", &own)];
        assert_eq!(errors(&files[..2]), 1, "one other file says it");
        assert_eq!(errors(&files), 0, "three other files say it");
    }

    #[test]
    fn the_wording_of_the_law_is_left_alone_and_what_stands_beside_it_is_not() {
        let law = "This report is exempt by virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972 (as amended)";
        let interest = "In all the circumstances of the case, the public interest in maintaining the exemption outweighs the public \
            interest in disclosing the information";
        let both = |text: &str| {
            let open = format!("[[section]]\ntext = \"{text}\"\n");
            let closed = format!("exempt = {{ paragraphs = [3], open-title = true }}\n{open}");
            errors(&[("closed.toml", &closed), ("open.toml", &open)])
        };
        assert_eq!(both(&format!("{law}. {interest}.")), 0);
        for secret in [
            "because the council will close the home before the public is told of it",
            "as the firm Ferrow has lost the confidence of the council and of its own bank",
            "and the council expects to lose the case that was brought against it by its own officers",
        ] {
            assert_eq!(both(&format!("{law} {secret}.")), 1, "{secret}");
        }
        let words = "The public interest in the case outweighs the authority of the officers who hold that information on business";
        assert_eq!(both(&format!("{words}.")), 1, "the same words in another order");
    }

    #[test]
    fn a_public_title_that_gives_the_title_away_is_found() {
        let errors = |title: &str, public: &str| {
            let item = format!(
                "kind = \"meeting\"\n[[item]]\ntitle = \"{title}\"\nexempt = {{ paragraphs = [3], public-title = \"{public}\" }}\n"
            );
            let section = item
                .replace("kind = \"meeting\"", "")
                .replace("item", "section")
                .replace("title = \"", "heading = \"")
                .replace("public-heading", "public-title");
            let action = format!(
                "[[area]]\n[[area.action]]\naction = \"{title}\"\nexempt = {{ paragraphs = [3], public-title = \"{public}\" }}\n"
            );
            let council = ("council.toml", "name = \"Wessenshire\"");
            [item, section, action].map(|text| errors(&[council, ("open.toml", &text)]))
        };
        let title = "Sale of the depot at Kelham Yard in Wessenshire to Ferrow for £412,500";
        for public in
            [title, "Ferrow", "Sale to FERROW", "Work at Kelham Yard", "Sale for £412,500"]
        {
            assert_eq!(errors(title, public), [1; 3], "{public}");
        }
        assert_eq!(errors("Job cuts", "Job cuts in libraries"), [1; 3]);
        assert_eq!(errors("A", "Sale of land"), [0; 3], "the letter of a short title");
        for public in ["Sale of land", "Sale of a depot in Wessenshire", "A sale"] {
            assert_eq!(errors(title, public), [0; 3], "{public}");
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
