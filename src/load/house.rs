//! Loads the house of a paper: its council, and the style in which that publishes.

use typst::syntax::VirtualPath;

use super::file::{Shelf, record, root};
use super::{fonts, language, law};
use std::sync::Arc;

use crate::derive::exempt::Statements;
use crate::diag::{Findings, Outcome};
use crate::language::Wording;
use crate::model::council::Council;
use crate::model::law::Law;
use crate::model::style::Style;
use crate::read::Name;
use crate::read::record::nowhere;
use crate::world::{World, pictures};

/// The folder of house styles.
const STYLES: Shelf = Shelf { what: "house style", folder: "styles", ending: "/style.toml" };

/// The council, looks and words of a paper or agenda.
#[derive(Debug, Clone)]
pub(crate) struct House {
    /// The council whose workspace it is in.
    pub council: Council,
    /// The house style, in the variant asked for.
    pub style: Style,
    /// The folder of the style, in the workspace or built in.
    pub style_folder: String,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// The wording in that language and style.
    pub wording: Wording,
    /// The law that applies to the council.
    pub law: Arc<Law>,
}

/// A house made of a council, a style with its folder, and the language of a paper.
pub(super) fn house(
    world: &World,
    council: Council,
    (style_folder, style): (String, Style),
    language: Option<&Name>,
) -> Outcome<House> {
    let mut findings = Findings::default();
    let law = findings.take(law::law(world, &council.jurisdiction));
    let words = findings.take(language::language(world, language));
    let house = words.zip(law).map(|(words, law)| {
        let wording = Wording::new(words, style.own_words());
        let language = language.map_or("en-GB", |tag| tag.as_str()).to_owned();
        House { council, style, style_folder, language, wording, law }
    });
    findings.finish(house)
}

impl House {
    /// The statements that its papers make on withheld matter.
    pub(crate) fn statements(&self) -> Statements<'_> {
        Statements { law: &self.law, wording: &self.wording }
    }
}

/// Loads the council of the workspace.
pub(super) fn council(world: &World) -> Outcome<Council> {
    record(world, root("council.toml"), None)
}

/// Loads a house style by name, the workspace's own or a built-in one, with its folder: in a variant if one is named,
/// and in a language if the style has a version in it.
pub(super) fn style(
    world: &World,
    named: &Name,
    variant: Option<&Name>,
    language: Option<&Name>,
) -> Outcome<(String, Style)> {
    let mut findings = Findings::default();
    let file = findings
        .note(STYLES.find_in(world, named, language))
        .or_else(|| STYLES.near(world, named, language));
    let Some(file) = file else { return findings.finish(None) };
    let folder = file.get().vpath().parent().expect("the file of a style is in a folder");
    let folder = folder.get_with_slash().to_owned();
    let mut own = Findings::default();
    let Some(mut style) = own.take(record::<Style>(world, file, Some(named))) else {
        findings.extend(own.into_inner());
        return findings.finish(None);
    };
    let trouble = |name: &str| {
        let path = VirtualPath::new(format!("{folder}/{name}")).ok();
        let bytes = path.and_then(|path| world.bytes(World::id(&path)).ok());
        let Some(bytes) = bytes else {
            let message = format!("there is no file `{name}` in the style's folder");
            return Some((
                message,
                "check the spelling, or put the file beside `style.toml`".to_owned(),
            ));
        };
        let (why, remedy) = pictures::unusable(&bytes)?;
        Some((format!("`{name}` {why}"), remedy.to_owned()))
    };
    own.extend(style.check(&trouble));
    own.extend(fonts::settle(world, &mut style));
    let style = match variant {
        Some(variant) => own.note(style.in_variant(variant)),
        None => Some(style),
    };
    let style = findings.take(own.finish(style));
    findings.go_on(style.map(|style| (folder, style)))
}

/// Loads the house of a workspace: its council, and the style of papers that name none.
pub(crate) fn house_of(world: &World) -> Outcome<House> {
    let mut findings = Findings::default();
    let council = findings.take(council(world));
    let found = council.as_ref().and_then(|council| {
        let (variant, language) = (council.variant.as_ref(), council.language.as_ref());
        findings.take(style(world, &council.style, variant, language))
    });
    let house = council.zip(found).and_then(|(council, style)| {
        let language = council.language.clone();
        findings.take(house(world, council, style, language.as_ref()))
    });
    findings.finish(house)
}

/// Loads a house style by name.
pub(crate) fn style_of(world: &World, name: &str) -> Outcome<Style> {
    let mut findings = Findings::default();
    let found = style(world, &Name::new(name.to_owned(), nowhere()), None, None);
    let style = findings.take(found).map(|(_, style)| style);
    findings.finish(style)
}

/// The names of the built-in house styles.
pub(crate) fn builtin_styles() -> impl Iterator<Item = &'static str> {
    STYLES.built_in()
}
