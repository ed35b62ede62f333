//! Provides the fonts of a paper: its workspace's first, then the built-in ones, each with its capitals.

use std::sync::OnceLock;

use typst::syntax::VirtualPath;
use typst::text::Font;
use typst_kit::files::FileLoader;
use typst_kit::fonts::FontStore;

use super::builtin;
use super::capitals::Capitals;
use super::{Files, World};

/// Collects the fonts of a workspace's `fonts/` folder and the built-in ones.
pub(super) fn store(files: &Files) -> FontStore {
    let mut store = FontStore::new();
    let own = files.list("fonts").into_iter().filter(|name| is_font(name)).filter_map(|name| {
        let path = VirtualPath::new(format!("fonts/{name}")).ok()?;
        files.load(World::id(&path)).ok()
    });
    for font in own.flat_map(Font::iter).chain(builtin_fonts().iter().cloned()) {
        let info = font.info().clone();
        let capitals = Capitals(font.clone());
        store.push((font, info));
        let info = capitals.info();
        store.push((capitals, info));
    }
    store
}

/// Whether a file is a font, by the extension of its name.
pub(crate) fn is_font(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(extension.as_str(), "ttf" | "otf" | "ttc" | "otc")
}

/// The built-in fonts, read once.
fn builtin_fonts() -> &'static [Font] {
    static FONTS: OnceLock<Vec<Font>> = OnceLock::new();
    FONTS.get_or_init(|| {
        let names = builtin::builtin_names("fonts/").filter(|name| is_font(name));
        names.filter_map(builtin::bytes).flat_map(Font::iter).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::Workspace;
    use super::*;

    #[test]
    fn a_workspaces_own_fonts_come_before_those_built_in() {
        let built_in = builtin::bytes("fonts/LiberationMono-Regular.ttf").unwrap();
        let without = Workspace::memory([]);
        let with =
            Workspace::memory([("fonts/Own.ttf", &built_in[..]), ("fonts/note.txt", b"no font")]);
        assert!(without.world().fonts().font(0).unwrap().info().family.starts_with("Liberation"));
        assert_eq!(with.world().fonts().font(0).unwrap().info().family, "Liberation Mono");
    }
}
