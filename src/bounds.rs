//! Bounds how much templates and expressions may produce in one step; minijinja's fuel bounds the number of steps.
//!
//! In comes an environment; it loses the filters and functions whose output grows with a number given to them, which
//! no paper needs, and `join` and `replace` fail if they would make more than [`MOST`] bytes.

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, Value};

/// The longest text that an expression may make, in bytes: more than the longest paper.
const MOST: usize = 4 << 20;

/// Removes the filters whose output grows with a number given to them.
pub(crate) fn without_multipliers(environment: &mut Environment<'_>) {
    for filter in ["batch", "format", "indent", "pprint", "slice"] {
        environment.remove_filter(filter);
    }
}

/// Bounds an environment without escaping.
pub(crate) fn bounded(environment: &mut Environment<'_>) {
    without_multipliers(environment);
    for function in ["debug", "range"] {
        environment.remove_global(function);
    }
    environment.add_filter("replace", |text: &str, from: &str, to: &str| {
        let found = text.matches(from).count();
        within("replace", text.len().saturating_add(found.saturating_mul(to.len())))?;
        Ok::<_, Error>(text.replace(from, to))
    });
    environment.add_filter("join", |all: &Value, between: Option<&str>| {
        let between = between.unwrap_or_default();
        if all.kind() == ValueKind::Map {
            let message = "`join` is for lists, and this is a group of values";
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        }
        let mut joined = String::new();
        for (number, item) in all.try_iter()?.enumerate() {
            let words = item.to_string();
            if number > 0 {
                joined.push_str(between);
            }
            joined.push_str(&words);
            within("join", joined.len())?;
        }
        Ok(joined)
    });
}

/// Fails if a text would be too long.
fn within(filter: &str, length: usize) -> Result<(), Error> {
    if length <= MOST {
        return Ok(());
    }
    let message = format!("`{filter}` would make a text of more than {} MB", MOST >> 20);
    Err(Error::new(ErrorKind::InvalidOperation, message))
}
