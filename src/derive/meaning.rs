//! Finds the definition by which a figure is derived, in the words that papers print.
//!
//! An expression of prose comes in, with what its names stand for; the definition of its value goes out. A definition
//! follows from the source of a value and its path there ([`steps`]), never from its name alone. The wording of each
//! language has the definitions themselves.

mod paths;
mod steps;
mod tables;

pub(crate) use self::tables::TableNames;
use crate::language::Wording;

/// The kind of data that a name in prose stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A plan.
    Plan,
    /// A review.
    Review,
    /// An inspection, with the names of its groups by grade.
    Inspection(Vec<String>),
    /// A council's own figures.
    Figures(Vec<TableNames>),
    /// Anything else.
    #[default]
    Other,
}

/// The definitions behind the value of an expression, in words: those of every figure that it names, or that it is
/// given in the data. `stands_for` resolves names.
pub(crate) fn meaning(
    expression: &str,
    stands_for: impl Fn(&str) -> Holds,
    wording: &Wording,
) -> String {
    let mut meanings: Vec<String> = Vec::new();
    let given = wording.word(steps::GIVEN);
    let of = |path: &Vec<String>| {
        let (name, names) = path.split_first()?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let words = |keys: Vec<&str>| keys.into_iter().map(|key| wording.word(key)).collect();
        Some(match stands_for(name) {
            Holds::Figures(tables) => {
                // A line in a file of figures names its tables without the file.
                let own: Vec<&str> = path.iter().map(String::as_str).collect();
                let said = tables::meaning(&tables, &names, wording);
                let said = said.or_else(|| tables::meaning(&tables, &own, wording));
                vec![said.unwrap_or_else(|| given.clone())]
            }
            Holds::Plan => words(steps::plan(&names)),
            Holds::Review => words(steps::review(&names)),
            Holds::Inspection(judged) => words(steps::inspection(&judged, &names)),
            Holds::Other if name == "working_days" => words(vec![steps::RECKONED]),
            Holds::Other => words(steps::list(&names)),
        })
    };
    for meaning in paths::paths(expression).iter().filter_map(of).flatten() {
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
    // Beside a derived figure, a given one needs no definition.
    if meanings.len() > 1 {
        meanings.retain(|meaning| *meaning != given);
    }
    if meanings.is_empty() { given } else { meanings.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The data that `plan`, `review`, `inspection` and `f` stand for.
    fn stands_for(name: &str) -> Holds {
        match name {
            "plan" => Holds::Plan,
            "review" => Holds::Review,
            "inspection" => Holds::Inspection(vec!["good".into(), "outstanding".into()]),
            "f" => Holds::Figures(vec![TableNames {
                id: "invoices".into(),
                title: "Invoices".into(),
                unit: None,
                source: Some("The ledger.".into()),
                as_at: None,
                rows: vec![
                    ("overdue".into(), "Past their day".into(), None),
                    ("status".into(), "Status".into(), Some("%".into())),
                ],
                columns: vec![
                    ("number".into(), Some("Number".into()), None),
                    ("cost".into(), Some("Cost".into()), Some("£m|£m".into())),
                ],
                total: Some("Together".into()),
            }]),
            _ => Holds::Other,
        }
    }

    #[test]
    fn a_definition_follows_what_a_value_is_and_not_what_it_is_called() {
        let wording = Wording::default();
        for (expression, keys) in [
            ("plan.overdue.count | words", &["meaning-overdue"][..]),
            ("plan.action('overdue').due | date", &["meaning-given"]),
            ("plan.milestones.overdue | length", &["meaning-milestone-overdue"]),
            ("plan.milestones.met", &["meaning-counted"]),
            ("plan.milestones.total", &["meaning-counted"]),
            ("plan.progress.complete.share", &["meaning-progress", "meaning-share"]),
            ("plan.total", &["meaning-total"]),
            ("plan.areas[0].total", &["meaning-total-area"]),
            ("plan['total']", &["meaning-total"]),
            ("plan.area('one').overdue.count", &["meaning-overdue"]),
            ("plan.risks | length", &["meaning-counted"]),
            ("plan.risks[0].rating", &["meaning-risk-rating"]),
            ("plan.measures.total", &["meaning-counted"]),
            ("plan.measures.off_course", &["meaning-standing"]),
            ("plan.off_course.count", &["meaning-off-course"]),
            ("plan.measure('met targets').latest.words", &["meaning-given"]),
            ("plan.measure('met').target.words", &["meaning-target"]),
            ("plan.at('2026-01-01').open.count", &["meaning-progress"]),
            ("plan.submitted | date", &["meaning-given"]),
            ("plan.progress_table()", &["meaning-progress"]),
            ("plan.movement(review.since).slipped.count", &["meaning-moved"]),
            ("plan.slipped.count", &["meaning-slipped"]),
            ("review.movement.completed.count", &["meaning-movement"]),
            ("review.plan.total", &["meaning-total"]),
            ("review.action_table()", &["meaning-progress"]),
            ("inspection.weaknesses | length | words", &["meaning-counted"]),
            ("inspection.open.count", &["meaning-counted"]),
            ("inspection.overdue.count", &["meaning-counted"]),
            ("inspection.good.count", &["meaning-judged"]),
            ("inspection.outstanding.count", &["meaning-judged"]),
            ("inspection.unsettled.count", &["meaning-unsettled"]),
            ("inspection.judgement_table()", &["meaning-judgements"]),
            ("inspection.latest.start | date", &["meaning-given"]),
            ("plan.overdue.count / plan.total", &["meaning-overdue", "meaning-total"]),
            ("plan.short if plan.overdue.count else plan.name", &["meaning-given"]),
            ("front.total", &["meaning-given"]),
            ("working_days(review.held, meeting)", &["meaning-reckoned"]),
            ("“not an expression", &["meaning-given"]),
        ] {
            let words: Vec<String> = keys.iter().map(|key| wording.word(key)).collect();
            assert_eq!(meaning(expression, stands_for, &wording), words.join(" "), "{expression}");
        }
    }

    #[test]
    fn a_councils_own_figure_is_said_to_be_of_its_table() {
        let wording = Wording::default();
        for (expression, said) in [
            (
                "f.invoices.overdue.cost",
                "“Invoices”: Past their day, Cost (£m). Source: The ledger.",
            ),
            (
                "f.invoices.overdue.number | words",
                "“Invoices”: Past their day, Number. Source: The ledger.",
            ),
            (
                "f.invoices.total.cost | money",
                "“Invoices”: Together, Cost (£m), added up from the rows. Source: The ledger.",
            ),
            ("f.invoices.status.number", "“Invoices”: Status, Number (%). Source: The ledger."),
            ("f.invoices.table()", "“Invoices”. Source: The ledger."),
            (
                "f.invoices.total.cost - f.invoices.overdue.cost",
                "“Invoices”: Together, Cost (£m), added up from the rows. Source: The ledger. “Invoices”: Past their day, Cost (£m). Source: The ledger.",
            ),
        ] {
            assert_eq!(meaning(expression, stands_for, &wording), said, "{expression}");
        }
    }

    #[test]
    fn every_definition_is_worded() {
        let wording = Wording::default();
        for key in steps::ALL {
            assert!(!wording.word(key).is_empty(), "{key}");
        }
    }
}
