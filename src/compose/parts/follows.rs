//! Checks that a recommendation continues its lead-in: "The Cabinet is asked to" note, not notes.

/// Verbs of what committees do; without its last letter, each is what a committee is asked to do.
const DEEDS: [&str; 24] = [
    "accepts",
    "adopts",
    "agrees",
    "appoints",
    "approves",
    "asks",
    "authorises",
    "comments",
    "confirms",
    "considers",
    "delegates",
    "endorses",
    "invites",
    "notes",
    "receives",
    "recommends",
    "refers",
    "requests",
    "resolves",
    "reviews",
    "scrutinises",
    "sets",
    "supports",
    "welcomes",
];

/// The message and the hint for a recommendation that does not continue its lead-in; `None` where it does.
pub(super) fn misfit(lead: &str, said: &str) -> Option<(String, String)> {
    let lead = lead.trim().trim_end_matches([':', '…', ' ']);
    let first = said.split_whitespace().next()?.trim_end_matches(':');
    let small = first.to_lowercase();
    let ends = lead.split_whitespace().rev().take(3).collect::<Vec<_>>();
    let asks = ends.first() == Some(&"to");
    // "It is recommended that the Cabinet:" continues with what the Cabinet does.
    let names = !asks && lead.contains("that the ");
    let hint = match small.as_str() {
        "that" if asks => "begin with what is asked, such as `agree`".to_owned(),
        "that" | "to" if names => "begin with what the committee does, such as `agrees`".to_owned(),
        "to" if asks => "leave `to` out".to_owned(),
        deed if asks && DEEDS.contains(&deed) => {
            format!("write `{}`", &deed[..deed.len() - 1])
        }
        _ => return None,
    };
    let lead = ends.into_iter().rev().collect::<Vec<_>>().join(" ");
    Some((format!("this reads “{lead} {first}”"), hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_a_deed_to_do_and_what_is_recommended_is_one_done() {
        let asked = "The Cabinet is asked to";
        let recommended = "I recommend that the Committee:";
        let said =
            |lead, words| misfit(lead, words).map(|(message, hint)| format!("{message}; {hint}"));
        assert_eq!(
            said(asked, "notes the report").as_deref(),
            Some("this reads “is asked to notes”; write `note`")
        );
        assert!(said(asked, "That Cabinet agrees").is_some());
        assert!(said(asked, "to agree").is_some());
        assert!(said(recommended, "That the Committee notes").is_some());
        for (lead, words) in [
            (asked, "note the report"),
            (asked, "Consider the report"),
            (recommended, "notes the report"),
            (recommended, "note the report"),
            ("Recommendations:", "That the report be noted"),
            ("", "That the report be noted"),
        ] {
            assert_eq!(said(lead, words), None, "{lead} {words}");
        }
    }
}
