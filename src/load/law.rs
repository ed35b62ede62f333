//! Loads the law of a council's jurisdiction: the workspace's own file, or a built-in one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::file::{Shelf, record};
use crate::diag::{Findings, Outcome};
use crate::model::law::Law;
use crate::read::Name;
use crate::world::World;

/// The folder of laws.
const LAWS: Shelf = Shelf { what: "jurisdiction", folder: "reference/law", ending: ".toml" };

/// Loads the law of a jurisdiction; built-in ones are read once. A jurisdiction without a file is an error, since no
/// paper may cite the law of another country.
pub(super) fn law(world: &World, jurisdiction: &Name) -> Outcome<Arc<Law>> {
    static READ: Mutex<BTreeMap<String, Arc<Law>>> = Mutex::new(BTreeMap::new());
    let mut findings = Findings::default();
    let Some(file) = findings.note(LAWS.find(world, jurisdiction)) else {
        return findings.finish(None);
    };
    let mut load = || findings.take(record::<Law>(world, file, Some(jurisdiction))).map(Arc::new);
    let law = if World::is_built_in(file) {
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let known = read.get(&jurisdiction.value).cloned().or_else(load);
        read.extend(known.clone().map(|law| (jurisdiction.value.clone(), law)));
        known
    } else {
        load()
    };
    findings.finish(law)
}

/// The built-in law of a jurisdiction.
#[cfg(test)]
pub(crate) fn built_in(jurisdiction: &str) -> Arc<Law> {
    let world = crate::world::Workspace::memory([]).world();
    law(&world, &crate::read::record::common(jurisdiction)).unwrap().silent()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::language::Language;
    use crate::model::law::said;
    use crate::read::date::Date;

    #[test]
    fn each_country_has_its_own_law_and_no_other_is_guessed() {
        let numbers = |name: &str| {
            let law = built_in(name);
            let all: Vec<_> =
                law.category.iter().map(|one| one.paragraph.value.to_string()).collect();
            let on = |year| Date(NaiveDate::from_ymd_opt(year, 6, 1).unwrap());
            (law.clear_days_on(on(2001)), law.clear_days_on(on(2026)), all.join(" "))
        };
        assert_eq!(numbers("england"), (3, 5, "1 2 3 4 5 6 7".to_owned()));
        assert_eq!(numbers("wales"), (3, 3, "12 13 14 15 16 17 18 18A 18B 18C".to_owned()));
        assert_eq!(numbers("scotland"), (3, 3, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15".to_owned()));
        let world = crate::world::Workspace::memory([]).world();
        let wrong = law(&world, &crate::read::record::common("northern-ireland")).unwrap_err();
        assert_eq!(wrong[0].message, "there is no jurisdiction `northern-ireland`");
        assert!(wrong[0].hints[0].contains("england, scotland, wales"), "{:?}", wrong[0].hints);
    }

    #[test]
    fn the_law_of_england_and_of_wales_stands_in_welsh_too() {
        let (english, welsh) = (Language::common(), Language::built_in("cy").unwrap());
        for name in ["england", "wales"] {
            for category in &built_in(name).category {
                let texts = [&english, &welsh].map(|language| said(&category.text, language));
                assert!(
                    texts[0].starts_with("information ") && texts[1].starts_with("gwybodaeth ")
                );
            }
        }
        let scotland = built_in("scotland");
        assert_eq!(said(&scotland.act, &welsh), "Local Government (Scotland) Act 1973");
    }
}
