//! Runs `papers rules`: lists the rules by which papers are checked.

use super::Outcome;
use super::arguments::Rules;
use super::report::{Answer, Report};
use super::table::table;
use crate::diag::rule::{About, Family, Level};
use crate::diag::{Rule, closest};

/// Lists the rules by family, or explains one.
pub(super) fn run(command: &Rules, report: &mut Report) -> Option<Answer> {
    let all = || Rule::ALL.iter().map(|rule| rule.about());
    let Some(name) = &command.name else {
        let all: Vec<_> = all().collect();
        return Some(Answer::new("rules", &all, list(&all, report.width())));
    };
    let Some(rule) = Rule::named(name) else {
        let near = closest(name, all().map(|about| about.name));
        let hint = near.map(|near| format!("; did you mean `{near}`?"));
        let message = format!("there is no rule `{name}`{}", hint.unwrap_or_default());
        return report.refuse(Outcome::Usage, message);
    };
    Some(Answer::new("rules", &[rule.about()], explain(rule.about(), report.width())))
}

/// The rules, under the titles of their families.
fn list(rules: &[&About], width: u16) -> String {
    let family = |family: &Family| {
        let own = rules.iter().filter(|rule| rule.family == *family);
        let rows = own.map(|rule| [rule.name, level(rule.default), rule.finds].map(str::to_owned));
        format!("{}\n{}", family.title(), table(&rows.collect::<Vec<_>>(), width))
    };
    Family::ALL.iter().map(family).collect::<Vec<_>>().join("\n")
}

/// One rule in full.
fn explain(rule: &About, width: u16) -> String {
    let About { name, family, default, settable, finds, why, remedy } = rule;
    let other = if *default == Level::Off { "warning" } else { "off" };
    let set = match settable {
        true => format!("In council.toml, under [check]: {name} = \"{other}\""),
        false => "No council can change that.".to_owned(),
    };
    let rows = [
        ["finds".to_owned(), format!("{finds}.")],
        ["why".to_owned(), (*why).to_owned()],
        ["remedy".to_owned(), (*remedy).to_owned()],
        ["default".to_owned(), format!("{}. {set}", level(*default))],
    ];
    format!("{name} ({})\n\n{}", family.title(), table(&rows, width))
}

/// The word for how the findings of a rule count.
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
        let text = list(&all, 200);
        for about in all {
            let lines = text.lines().filter(|line| line.starts_with(&format!("  {} ", about.name)));
            assert_eq!(lines.filter(|line| line.ends_with(about.finds)).count(), 1, "{text}");
        }
    }

    #[test]
    fn a_rule_that_waits_to_be_asked_says_how() {
        let text = explain(Rule::AcronymExplained.about(), 80);
        assert!(
            text.contains(
                "default  off. In council.toml, under [check]: acronym-explained = \"warning\""
            ),
            "{text}"
        );
        assert!(explain(Rule::Leak.about(), 80).contains("error. No council can change that."));
    }
}
