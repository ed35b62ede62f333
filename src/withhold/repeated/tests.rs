//! Tests which open texts repeat or tell what is withheld.

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
        let accepted =
            format!("accept = [{{ rule = \"withheld-repeated\", reason = \"known\" }}]\n{open}");
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

/// The warnings in `open.toml` about what a sentence tells of a plan with withheld records.
fn told(text: &str) -> Vec<String> {
    let plan = "kind = \"plan\"\nsubmitted = 2026-01-05\n[[budget]]\nname = \"Premises database\"\nbudget = 240000\nforecast = 310000\n\
        exempt = { paragraphs = [3] }\n[[budget]]\nname = \"Training\"\nbudget = 50000\nforecast = 61000\n\
        [[area]]\ntitle = \"Culture\"\n[[area.action]]\nid = \"3.5\"\naction = \"Check the records of all staff.\"\ndue = 2026-07-31\n\
        update = [{ on = 2026-09-18, completed = 2026-07-28 }]\nexempt = { paragraphs = [1] }\n\
        [[area.action]]\nid = \"3.6\"\naction = \"Train staff.\"\ndue = 2026-07-31\nupdate = [{ on = 2026-09-18 }]\n\
        [[area.measure]]\nname = \"Staff who are confident to report poor behaviour\"\nactual = [{ on = 2026-06-30, value = 46 }, \
        { on = 2026-09-30, value = 44 }]\nexempt = { paragraphs = [1] }\n[[area.measure]]\nname = \"Staff trained\"\n\
        actual = [{ on = 2026-06-30, value = 81 }]\n";
    let open = format!("kind = \"report\"\n[[section]]\ntext = \"{text}\"\n");
    let all = [("plan.toml", plan), ("open.toml", &open)];
    let all = all.map(|(name, text)| (name, text.as_bytes()));
    let found = Elsewhere::in_workspace(&Workspace::memory(all));
    let found = found.repeated(World::id(&VirtualPath::new("open.toml").unwrap()));
    found.iter().map(|problem| problem.message.clone()).collect()
}

#[test]
fn what_is_said_of_a_withheld_record_in_other_words_is_found() {
    for text in [
        "Confidence to report poor behaviour is 44%.",
        "Staff confidence in reporting fell from 46% to 44%.",
        "The database will overspend by £70,000.",
        "Action 3.5 is complete.",
        "Actions 3.4 and 3.5 have been finished.",
        "The check of staff records was done on 28 July 2026.",
    ] {
        assert_eq!(told(text).len(), 1, "{text}: {:?}", told(text));
    }
    for text in [
        "Confidence to report poor behaviour has changed.",
        "Action 3.5 is exempt, and its status is not shown.",
        "Action 3.6 is complete.",
        "The staff survey was sent to 44 people, and staff were pleased.",
        "Training will overspend by £11,000.",
        "Staff trained rose to 81% of staff.",
        "The check of the accounts was done on 28 July 2026.",
        "The database has 44 screens.",
        "Of the 44 actions, three are complete.",
    ] {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_withheld_sum_in_words_or_in_pence_is_found() {
    let closed = "[[section]]\ntext = \"The bid was £3,207.\"\nexempt = { paragraphs = [3] }\n";
    for (text, count) in [
        ("It costs three thousand two hundred and seven pounds.", 1),
        ("It costs 320,700p.", 1),
        ("It costs three thousand two hundred pounds.", 0),
        ("It costs 320,800p.", 0),
    ] {
        let open = format!("[[section]]\ntext = \"{text}\"\n");
        let files = [("closed.toml", closed.as_bytes()), ("open.toml", open.as_bytes())];
        let found = Elsewhere::in_workspace(&Workspace::memory(files));
        let found = found.repeated(World::id(&VirtualPath::new("open.toml").unwrap()));
        assert_eq!(found.len(), count, "{text}: {found:?}");
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
    for text in ["The depot in Mill Lane is old.", "It cost £412,500.", "Ferrow is a village."] {
        let open = format!("committee = \"Cabinet\"\n[[section]]\ntext = \"{text}\"\n");
        assert_eq!(errors(&[("closed.toml", CLOSED), ("open.toml", &open)]), 0, "{text}");
    }
}

#[test]
fn a_month_beside_a_sum_is_no_name() {
    let closed = "[[section]]\ntext = \"The depot closes in August, at £412,500 to Ferrow.\"\nexempt = { paragraphs = [3] }\n";
    for (text, count) in [("In August we paid £412,500.", 0), ("We paid Ferrow £412,500.", 1)] {
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
    for public in [title, "Ferrow", "Sale to FERROW", "Work at Kelham Yard", "Sale for £412,500"] {
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
        let files =
            [("c.toml", closed), ("open.toml", &open), ("a.pdf", "%PDF x"), ("b.pdf", "%PDF x")];
        assert_eq!(errors(&files), 1, "{name}");
    }
}
