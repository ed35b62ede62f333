//! Looks up XML elements and attributes by local name.
//!
//! Word and other programs write the same names in two namespaces, that of ECMA-376 and that of ISO 29500 Strict, so
//! namespaces are ignored.

use roxmltree::Node;

/// A node of a part, usually an element.
pub(super) type Element<'a, 'i> = Node<'a, 'i>;

/// The elements with this name directly inside another.
pub(super) fn children<'a, 'i: 'a>(
    parent: Element<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Element<'a, 'i>> {
    parent.children().filter(move |child| is(*child, name))
}

/// The first element with this name directly inside another.
pub(super) fn child<'a, 'i: 'a>(
    parent: Element<'a, 'i>,
    name: &'static str,
) -> Option<Element<'a, 'i>> {
    children(parent, name).next()
}

/// The element at the end of a path of names.
pub(super) fn path<'a, 'i: 'a>(
    from: Element<'a, 'i>,
    names: &[&'static str],
) -> Option<Element<'a, 'i>> {
    names.iter().try_fold(from, |at, name| child(at, name))
}

/// The first element with this name anywhere inside another.
pub(super) fn inside<'a, 'i: 'a>(
    parent: Element<'a, 'i>,
    name: &'static str,
) -> Option<Element<'a, 'i>> {
    parent.descendants().find(|node| is(*node, name))
}

/// Whether a node is an element with this name.
pub(super) fn is(node: Element<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The value of an attribute, whatever its namespace.
pub(super) fn attribute<'a>(element: Element<'a, '_>, name: &str) -> Option<&'a str> {
    element.attributes().find(|attribute| attribute.name() == name).map(|found| found.value())
}

/// The `val` of the element at the end of a path.
pub(super) fn value<'a>(from: Element<'a, '_>, names: &[&'static str]) -> Option<&'a str> {
    attribute(path(from, names)?, "val")
}

/// Whether an on/off property is on; `None` if it is not given.
pub(super) fn switch(properties: Element<'_, '_>, name: &'static str) -> Option<bool> {
    let found = child(properties, name)?;
    Some(!matches!(attribute(found, "val"), Some("0" | "false" | "off" | "none")))
}

/// All text inside an element, with a space between paragraphs.
pub(super) fn words(element: Element<'_, '_>) -> String {
    let mut words = String::new();
    for node in element.descendants() {
        match node.tag_name().name() {
            "t" | "delText" | "v" => words.push_str(node.text().unwrap_or_default()),
            "p" | "tab" | "br" | "pt" if !words.is_empty() => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
