//! Recognises headings of recommendations: “Recommendations”, “What is recommended?”.

/// Words beside “recommend” in such a heading: who recommends what to whom.
const BESIDE: &str = "a action am and be being board cabinet committee council decision detailed executive formal full i is key \
    member members of officer panel proposed report s scrutiny that the this to we what";

/// Whether a heading announces recommendations and nothing else, such as their reasons or results.
pub(crate) fn heads_recommendations(heading: &str) -> bool {
    let small = heading.to_lowercase();
    let mut words =
        small.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty());
    let says = |word: &str| word.starts_with("recommend");
    words.clone().any(says)
        && words.all(|word| says(word) || BESIDE.split(' ').any(|one| one == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_recommended_is_told_from_what_is_said_of_it() {
        for heading in [
            "Recommendation(s)",
            "What is recommended?",
            "OFFICER RECOMMENDATIONS",
            "Recommendations to Council",
            "We recommend",
        ] {
            assert!(heads_recommendations(heading), "{heading}");
        }
        for heading in [
            "Reasons for recommendations",
            "Recommended option",
            "Progress on the Panel’s recommendations",
            "What is proposed?",
        ] {
            assert!(!heads_recommendations(heading), "{heading}");
        }
    }
}
