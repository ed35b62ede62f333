//! Renders a document as a single HTML file that needs no other.
//!
//! Words reach HTML only through one formatter, which escapes them, and never reach CSS; the file has no script and
//! forbids any: the sources of its figures are in it as data (JSON-LD, see [`origins`]). Pictures are embedded as
//! `data:` addresses. [`gather`] collects ids, notes and contents while the templates run, [`css`] turns a style's
//! looks into CSS, and [`inlet`] decides which pictures and addresses are allowed.

mod css;
mod gather;
mod inlet;
mod origins;
#[cfg(test)]
pub(super) mod tests;

pub(crate) use self::inlet::address_of;
pub(super) use self::inlet::check as check_link;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, Value};
use typst::syntax::VirtualPath;

use super::words::{Part, coded, joined, parts};
use super::{broken, environment, file, fit};
use crate::diag::Diagnostic;
use crate::document::{Cleared, Document, Layout};
use crate::load::house::House;
use crate::model::style::Style;
use crate::world::World;

/// The template of blocks and inlines.
const BLOCKS: &str = "html/blocks.html.jinja";

/// The template of charts and marks.
const CHARTS: &str = "html/charts.html.jinja";

/// The template that every paper starts from.
const PAPER: &str = "html/paper.html.jinja";

/// The common style sheet.
const SHEET: &str = "html/paper.css";

/// The style sheet of tables that do not fit.
const CARDS: &str = "html/cards.css";

/// The text that would end a style sheet inside HTML.
const END_OF_SHEET: &str = "</style";

/// The most characters of an address' start that stays whole.
const FEW: usize = 24;

/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// Renders an edition as HTML. `pdf` is the name of a file beside it with the same edition as a PDF, if there is one.
pub(crate) fn html(
    world: &World,
    document: &Document<Cleared>,
    house: &House,
    pdf: Option<&str>,
) -> Result<String, Diagnostic> {
    let House { style, style_folder, wording, .. } = house;
    let pictures = inlet::pictures(world, document)?;
    let crest = match &style.page.crest {
        Some(crest) => Some(inlet::crest(world, &format!("{style_folder}/{}", crest.file.value))?),
        None => None,
    };
    let language = document.language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let shown = Value::from(Serde(document));
    let families = fit::on_screen(&shown.get_attr("blocks").unwrap_or_default());
    let context = Value::from_pairs([
        ("document", shown),
        ("sheet", Value::from_safe_string(sheet(world, style, document.layout, style_folder)?)),
        ("crest", Value::from(crest)),
        ("council", Value::from(house.council.name.value.as_str())),
        ("pdf", pdf.map_or(Value::from(()), |name| address_of(name).into())),
        ("page", Value::from(Serde(&style.page))),
        ("right_to_left", Value::from(RIGHT_TO_LEFT.contains(&language.as_str()))),
    ]);
    let mut environment = writer(world, style, style_folder)?;
    origins::add_functions(&mut environment, document, wording);
    let wording = wording.clone();
    environment.add_filter("needs", move |table: &Value, across: usize| families.of(table, across));
    environment.add_function("word", move |key: &str| wording.word(key));
    environment.add_function("picture", move |path: &str| {
        pictures.get(path).cloned().ok_or_else(|| invalid(format!("`{path}` is no picture")))
    });
    let paper = environment.get_template(PAPER).map_err(|error| broken(&error))?;
    paper.render(context).map_err(|error| broken(&error))
}

/// The environment of the templates, with everything that does not depend on one document.
fn writer(
    world: &World,
    style: &Style,
    style_folder: &str,
) -> Result<Environment<'static>, Diagnostic> {
    let mut environment =
        environment(world, style_folder, &[CHARTS, BLOCKS, PAPER], AutoEscape::Html)?;
    environment.set_formatter(formatted);
    environment.add_filter("written", |text: &str| Value::from_safe_string(written(&parts(text))));
    environment.add_filter("coded", |text: &str| Value::from_safe_string(written(&coded(text))));
    environment.add_filter("joined", joined);
    environment.add_filter("needs", fit::needs);
    environment.add_filter("held", fit::held);
    environment.add_filter("address", |address: &str| match inlet::is_address(address) {
        true => Ok(address.to_owned()),
        false => Err(invalid(format!("`{address}` is not an address that a link can lead to"))),
    });
    environment.add_filter("page", |address: &str| match inlet::is_beside(address) {
        true => Ok(address.to_owned()),
        false => Err(invalid(format!("`{address}` is not a file beside this one"))),
    });
    environment.add_filter("anchor", gather::id_of);
    let looks = css::Looks::of(style);
    environment.add_filter("look", move |name: &str, otherwise: Option<&str>| {
        looks.class(name, otherwise)
    });
    gather::add_functions(&mut environment);
    Ok(environment)
}

/// The style sheet: the common one, the rules of the style's looks, and the style's own.
fn sheet(
    world: &World,
    style: &Style,
    layout: Layout,
    style_folder: &str,
) -> Result<String, Diagnostic> {
    let mut sheet = file(world, style_folder, SHEET)?;
    sheet.push_str(&css::rules(style, layout));
    sheet.push_str(&css::cards(&file(world, style_folder, CARDS)?));
    let own = VirtualPath::new(format!("{style_folder}/style.css")).ok();
    if let Some(own) = own.map(|path| World::id(&path)).filter(|own| world.has(*own)) {
        let text = world.text(own).map_err(|error| world.unreadable(own, &error, None))?;
        sheet.push_str(&text);
    }
    if sheet.to_ascii_lowercase().contains(END_OF_SHEET) {
        return Err(Diagnostic::error(
            None,
            format!(
                "the style sheet of the house style {} contains `{END_OF_SHEET}`",
                style.name.value
            ),
        )
        .hint("remove it: a style sheet holds CSS only"));
    }
    Ok(sheet)
}

/// Writes a value where a template places it: escaped text or a number; an error for anything else.
fn formatted(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text).map_err(Error::from),
        Some(text) => out.write_str(&escaped(text)).map_err(Error::from),
        None if value.kind() == ValueKind::Number => write!(out, "{value}").map_err(Error::from),
        None => Err(invalid(format!("a {} cannot be placed", value.kind()))),
    }
}

/// Text as HTML: with the places where a long word may break, sums that stay whole, and words that stay on one line
/// where they fit.
fn written(parts: &[Part<'_>]) -> String {
    let mut html = String::new();
    for part in parts {
        match part {
            Part::Words(words) => match begun(words) {
                Some((before, address)) => {
                    html.push_str(&escaped(before));
                    html.push_str(&format!("<span class=\"sum\">{}</span>", escaped(address)));
                }
                None => html.push_str(&escaped(words)),
            },
            Part::Break => html.push_str("<wbr>"),
            Part::Sum(sum) => {
                html.push_str(&format!("<span class=\"sum\">{}</span>", escaped(sum)))
            }
            Part::Bound(words) => {
                html.push_str(&format!("<span class=\"bound\">{}</span>", escaped(words)))
            }
        }
    }
    html
}

/// The start of an address at the end of words, and the text before it: a browser would break a line inside
/// `https://`.
fn begun(words: &str) -> Option<(&str, &str)> {
    let scheme = words.rfind("://")?;
    let before = words[..scheme].trim_end_matches(|next: char| !next.is_whitespace());
    let (before, address) = words.split_at(before.len());
    let is_short = !address.contains(char::is_whitespace) && address.chars().count() <= FEW;
    is_short.then_some((before, address))
}

/// Text escaped so that a browser reads exactly it, between tags and inside quotation marks.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'', '\r', '\0']) {
        let (before, after) = rest.split_at(at);
        html.push_str(before);
        html.push_str(match after.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            // A browser would turn a bare one into a line feed.
            b'\r' => "&#13;",
            // HTML cannot hold this character; browsers show the same replacement for it.
            _ => "\u{FFFD}",
        });
        rest = &after[1..];
    }
    html.push_str(rest);
    html
}

/// The error of a template that asks for something impossible.
fn invalid(what: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, what)
}
