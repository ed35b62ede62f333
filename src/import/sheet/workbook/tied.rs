//! Reads comments and table styles from an Excel file, which the reader library leaves out.

use super::geometry::{area, position};
use super::parts::Parts;
use super::{Merged, Tied, What};

/// The beginning of a comment that merely stands in for a threaded one, for programs that do not know those.
const STAND_IN: &str = "[Threaded comment]";

/// The comments on the cells of a sheet; `None` if any of them cannot be read.
pub(super) fn comments(parts: &Parts<'_>, part: &str) -> Option<Vec<Tied>> {
    let mut all = Vec::new();
    for target in related(parts, part, &["/comments", "/threadedComment"]) {
        let text = parts.text_of(&target)?;
        let tree = roxmltree::Document::parse(&text).ok()?;
        let comments = tree
            .descendants()
            .filter(|node| matches!(node.tag_name().name(), "comment" | "threadedComment"));
        all.extend(comments.filter_map(|comment| {
            let (row, column) = position(comment.attribute("ref")?)?;
            let named =
                |node: &roxmltree::Node<'_, '_>| matches!(node.tag_name().name(), "t" | "text");
            let words = comment.descendants().filter(named);
            let words: String = words.filter_map(|node| node.text()).collect();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let says = !words.is_empty() && !words.starts_with(STAND_IN);
            says.then_some(Tied { row, column, what: What::Comment(words) })
        }));
    }
    Some(all)
}

/// The names that people gave to cell styles, by the index that cells use.
pub(super) fn styles(parts: &Parts<'_>) -> Vec<Option<String>> {
    let text = parts.text_of("xl/styles.xml").unwrap_or_default();
    let Ok(tree) = roxmltree::Document::parse(&text) else { return Vec::new() };
    let inside = |name: &'static str| {
        let list = tree.descendants().find(|node| node.tag_name().name() == name);
        list.into_iter().flat_map(|list| list.children()).filter(|node| node.is_element())
    };
    let named = |id: Option<&str>| {
        let mut styles = inside("cellStyles");
        let own = styles.find(|style| id.is_some() && style.attribute("xfId") == id)?;
        let name = own.attribute("name").filter(|_| own.attribute("builtinId").is_none())?;
        Some(name.to_owned())
    };
    inside("cellXfs").map(|format| named(format.attribute("xfId"))).collect()
}

/// The areas of a sheet coloured by table styles: the header rows, and the whole table if the style is dark.
pub(super) fn striped(parts: &Parts<'_>, part: &str) -> Vec<Merged> {
    let texts = related(parts, part, &["/table"]).into_iter().filter_map(|at| parts.text_of(&at));
    let area = |text: String| {
        let tree = roxmltree::Document::parse(&text).ok()?;
        let area = area(tree.root_element().attribute("ref")?)?;
        let named = tree.descendants().find_map(|node| {
            (node.tag_name().name() == "tableStyleInfo").then(|| node.attribute("name"))?
        });
        let is_dark = named.is_some_and(|name| name.contains("Dark"));
        Some(Merged { bottom: if is_dark { area.bottom } else { area.top }, ..area })
    };
    texts.filter_map(area).collect()
}

/// The parts of these kinds that a part refers to.
fn related(parts: &Parts<'_>, part: &str, kinds: &[&str]) -> Vec<String> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let links = parts.text_of(&format!("{folder}/_rels/{name}.rels")).unwrap_or_default();
    let Ok(links) = roxmltree::Document::parse(&links) else { return Vec::new() };
    let wanted = |kind: &str| kinds.iter().any(|wanted| kind.ends_with(wanted));
    let found = links.descendants().filter(|link| link.attribute("Type").is_some_and(wanted));
    found.filter_map(|link| Some(resolved(folder, link.attribute("Target")?))).collect()
}

/// Resolves the name of a part relative to a folder: `../comments1.xml`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').collect();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_from_where_they_are_named() {
        let from = |target| resolved("xl/worksheets", target);
        assert_eq!(from("../comments1.xml"), "xl/comments1.xml");
        assert_eq!(from("/xl/comments/one.xml"), "xl/comments/one.xml");
        assert_eq!(from("../threadedComments/one.xml"), "xl/threadedComments/one.xml");
        assert_eq!(from("./one.xml"), "xl/worksheets/one.xml");
    }
}
