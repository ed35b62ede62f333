//! `papers rules`: what papers are checked by.

use std::fmt::Write;

use super::report::{failed, print};
use super::{Outcome, Rules};
use crate::diag::rule::{About, Family, Level};
use crate::diag::{Rule, closest};

/// Lists the rules by family, or explains one.
pub(super) fn run(command: &Rules) -> Outcome {
    let all = || Rule::ALL.iter().map(|rule| rule.about());
    let shown: Vec<_> = match &command.name {
        None => all().collect(),
        Some(name) => match Rule::named(name) {
            Some(rule) => vec![rule.about()],
            None => {
                let near = closest(name, all().map(|about| about.name));
                let hint = near.map(|near| format!("; did you mean `{near}`?"));
                failed(&format!("there is no rule `{name}`{}", hint.unwrap_or_default()));
                return Outcome::Failed;
            }
        },
    };
    if command.json {
        let json = serde_json::to_string_pretty(&serde_json::json!({ "rules": shown }));
        return print(&format!("{}\n", json.unwrap_or_default()));
    }
    print(&match (&command.name, &shown[..]) {
        (Some(_), [about]) => explain(about),
        _ => list(&shown),
    })
}

/// The rules, a line each, under the titles of their families.
fn list(rules: &[&About]) -> String {
    let mut text = String::new();
    for family in Family::ALL {
        let _ = writeln!(text, "{}{}", if text.is_empty() { "" } else { "\n" }, family.title());
        for rule in rules.iter().filter(|rule| rule.family == *family) {
            let _ = writeln!(text, "  {:24} {:7}  {}", rule.name, level(rule.default), rule.finds);
        }
    }
    text
}

/// One rule in full.
fn explain(rule: &About) -> String {
    let About { name, family, default, settable, finds, why, remedy } = rule;
    let other = if *default == Level::Off { "warning" } else { "off" };
    let set = match settable {
        true => format!("In council.toml, under [check]: {name} = \"{other}\""),
        false => "No council can change that.".to_owned(),
    };
    format!(
        "{name} ({})\n\nFinds:   {finds}.\nWhy:     {why}\nRemedy:  {remedy}\nDefault: {}. {set}\n",
        family.title(),
        level(*default)
    )
}

/// How the findings of a rule count, in a word.
fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Off => "off",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_listed_once_with_what_it_finds() {
        let all: Vec<_> = Rule::ALL.iter().map(|rule| rule.about()).collect();
        let text = list(&all);
        for about in all {
            let lines = text.lines().filter(|line| line.starts_with(&format!("  {} ", about.name)));
            assert_eq!(lines.filter(|line| line.ends_with(about.finds)).count(), 1, "{text}");
        }
    }

    #[test]
    fn a_rule_that_waits_to_be_asked_says_how() {
        let text = explain(Rule::AcronymExplained.about());
        assert!(
            text.contains(
                "Default: off. In council.toml, under [check]: acronym-explained = \"warning\""
            ),
            "{text}"
        );
        assert!(explain(Rule::Leak.about()).contains("error. No council can change that."));
    }
}
