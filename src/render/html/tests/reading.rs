//! Reads HTML as a browser would, as far as these papers need: a tree of elements and words.

/// Elements that have no end tag.
const VOID: [&str; 7] = ["meta", "br", "wbr", "hr", "img", "col", "!doctype"];

/// An element, or words if `tag` is empty.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) tag: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(super) inside: Vec<Node>,
}

impl Node {
    /// Reads a whole file. Panics where an end tag does not fit.
    pub(super) fn read(html: &str) -> Self {
        let mut open = vec![Self::default()];
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            let (text, tagged) = rest.split_at(at);
            open.last_mut().unwrap().add_text(text);
            let end = end_of_tag(tagged);
            let inside = &tagged[1..end];
            rest = &tagged[end + 1..];
            if let Some(name) = inside.strip_prefix('/') {
                let node = open.pop().unwrap();
                assert_eq!(node.tag, name, "an end tag does not fit");
                open.last_mut().unwrap().inside.push(node);
                continue;
            }
            let node = start(inside);
            if node.tag == "style" {
                let end = rest.find("</style>").expect("a style sheet ends");
                rest = &rest[end + "</style>".len()..];
            } else if VOID.contains(&node.tag.as_str()) {
                open.last_mut().unwrap().inside.push(node);
            } else {
                open.push(node);
            }
        }
        open.last_mut().unwrap().add_text(rest);
        assert_eq!(open.len(), 1, "every element ends");
        open.pop().unwrap()
    }

    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether it has a class.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
    }

    /// This node and all inside it, in order.
    pub(super) fn all(&self) -> Vec<&Node> {
        std::iter::once(self).chain(self.inside.iter().flat_map(Node::all)).collect()
    }

    fn add_text(&mut self, text: &str) {
        if !text.is_empty() {
            self.inside.push(Self { text: unescaped(text), ..Self::default() });
        }
    }
}

/// The end of a tag: the first `>` outside quotation marks.
fn end_of_tag(tagged: &str) -> usize {
    let mut quoted = false;
    let end = tagged.char_indices().find(|(_, next)| {
        quoted ^= *next == '"';
        *next == '>' && !quoted
    });
    end.expect("a tag ends").0
}

/// A start tag with its attributes.
fn start(inside: &str) -> Node {
    let (tag, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    let mut node = Node { tag: tag.to_ascii_lowercase(), ..Node::default() };
    while let Some((name, value)) = rest.trim_start().split_once("=\"") {
        let (value, after) = value.split_once('"').expect("a value ends");
        node.attributes.push((name.to_owned(), unescaped(value)));
        rest = after;
    }
    node
}

/// Text with its escapes resolved.
fn unescaped(text: &str) -> String {
    let escapes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r")];
    let text =
        escapes.iter().fold(text.to_owned(), |text, (escape, plain)| text.replace(escape, plain));
    text.replace("&amp;", "&")
}
