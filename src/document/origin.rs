//! The data files that a paper is made from, and the definitions of its figures.

use minijinja::Environment;
use serde::Serialize;

use crate::derive::meaning::{self, Holds};
use crate::language::Wording;
use crate::read::date::Date;

/// A data file that a paper is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DataFile {
    /// The name that the paper's prose uses for it, if any.
    pub name: Option<String>,
    /// Its path inside the workspace.
    pub file: String,
    /// The day that its figures are as at; `None` where they have no such day.
    pub as_at: Option<Date>,
    /// The kind of data in it.
    #[serde(skip)]
    pub(crate) holds: Holds,
}

impl DataFile {
    /// Whether an expression in prose names it.
    pub(crate) fn is_named_by(&self, expression: &str) -> bool {
        let Some(name) = &self.name else { return false };
        let environment = Environment::empty();
        let parsed = environment.compile_expression(expression);
        parsed.is_ok_and(|parsed| parsed.undeclared_variables(false).contains(name))
    }

    /// Whether a line in data uses this name for it: a table of figures by its own name, an inspection by its kind.
    fn calls(&self, name: &str) -> bool {
        match &self.holds {
            Holds::Inspection(_) => name == "inspection",
            Holds::Figures(tables) => tables.iter().any(|table| table.is_called(name)),
            Holds::Plan | Holds::Review | Holds::Other => false,
        }
    }
}

/// The definition of the figure that an expression gives, in words. `origins` are the files that it can name.
pub(crate) fn meaning(origins: &[DataFile], expression: &str, wording: &Wording) -> String {
    let stands_for = |name: &str| {
        let named = origins.iter().find(|origin| origin.name.as_deref() == Some(name));
        if let Some(origin) = named {
            return origin.holds.clone();
        }
        match name {
            "plan" => Holds::Plan,
            "review" => Holds::Review,
            _ => {
                let called = origins.iter().find(|origin| origin.calls(name));
                called.map(|origin| origin.holds.clone()).unwrap_or_default()
            }
        }
    };
    meaning::meaning(expression, stands_for, wording)
}
