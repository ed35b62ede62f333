//! The text of each piece of marked content.
//!
//! In comes an open file; out comes, for every mark of every page and form, the text that it shows.
//! Which element a mark belongs to is left to `tree`.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream, String as Bytes};
use hayro_syntax::page::Resources;

use super::cmap::Decoder;
use super::strings::text_string;

/// A mark: the page or form that it stands on, and its number there.
pub(super) type Mark = (ObjectIdentifier, i32);

/// Forms within forms are followed this far.
const MAX_DEPTH: usize = 16;

/// Reads the text of all marks.
pub(super) fn marks(pdf: &Pdf) -> BTreeMap<Mark, String> {
    let mut reader = Reader { marks: BTreeMap::new(), fonts: HashMap::new() };
    for page in pdf.pages().iter() {
        let owner = page.raw().obj_id().expect("a page is an object of its own");
        let stream = page.page_stream().unwrap_or_default();
        reader.read(stream, owner, page.resources(), State::default(), 0);
    }
    reader.marks
}

/// What holds at one point of a stream, and within a form that is drawn there.
#[derive(Clone, Default)]
struct State {
    scope: Scope,
    font: Option<Rc<Decoder>>,
}

/// What marked content surrounds a point of a stream.
#[derive(Clone, Copy, Default)]
struct Scope {
    /// The mark that text belongs to; none in artifacts.
    mark: Option<Mark>,
    /// Whether a replacement text has already said what is shown.
    replaced: bool,
}

struct Reader<'a> {
    marks: BTreeMap<Mark, String>,
    /// By the bytes of the font's dictionary: the same bytes are the same font.
    fonts: HashMap<&'a [u8], Rc<Decoder>>,
}

impl<'a> Reader<'a> {
    /// Reads one content stream, from the state in which it is drawn.
    fn read(
        &mut self,
        stream: &[u8],
        owner: ObjectIdentifier,
        resources: &Resources<'a>,
        outside: State,
        depth: usize,
    ) {
        let mut scopes = vec![outside.scope];
        let mut font = outside.font;
        let mut saved = Vec::new();
        let mut instructions = UntypedIter::new(stream);
        while let Some(instruction) = instructions.next() {
            let operands: Vec<&Object<'_>> = instruction.operands().collect();
            let scope = *scopes.last().expect("the outer scope is never closed");
            match (&**instruction.operator, &*operands) {
                (b"q", _) => saved.push(font.clone()),
                (b"Q", _) => font = saved.pop().expect("a state is restored that was saved"),
                (b"Tf", [Object::Name(name), _]) => font = self.font(name, resources),
                (b"Tj" | b"'", [Object::String(shown)])
                | (b"\"", [_, _, Object::String(shown)]) => {
                    self.show(shown, scope, font.as_deref());
                }
                (b"TJ", [Object::Array(parts)]) => {
                    for part in parts.iter::<Object<'_>>() {
                        if let Object::String(shown) = part {
                            self.show(&shown, scope, font.as_deref());
                        }
                    }
                }
                (b"BMC", [Object::Name(tag)]) => {
                    scopes.push(self.enter(scope, tag, &Dict::empty(), owner));
                }
                (b"BDC", [Object::Name(tag), Object::Dict(properties)]) => {
                    scopes.push(self.enter(scope, tag, properties, owner));
                }
                (b"BDC", [Object::Name(tag), Object::Name(name)]) => {
                    let properties = properties(name, resources).expect("properties that exist");
                    scopes.push(self.enter(scope, tag, &properties, owner));
                }
                (b"EMC", _) => {
                    scopes.pop();
                    assert!(!scopes.is_empty(), "a mark ends that never began");
                }
                (b"Do", [Object::Name(name)]) => {
                    let object = resources.get_x_object(name).expect("an object that exists");
                    let state = State { scope, font: font.clone() };
                    self.draw(&object, owner, resources, state, depth);
                }
                _ => {}
            }
        }
        assert_eq!(scopes.len(), 1, "a mark never ends");
    }

    /// Enters a piece of marked content.
    fn enter(
        &mut self,
        outside: Scope,
        tag: &Name<'_>,
        properties: &Dict<'_>,
        owner: ObjectIdentifier,
    ) -> Scope {
        let mut scope = outside;
        if &**tag == b"Artifact" {
            scope.mark = None;
        }
        if let Some(number) = properties.get::<i32>(b"MCID") {
            scope.mark = Some((owner, number));
            self.marks.entry((owner, number)).or_default();
        }
        if let Some(text) = properties.get::<Bytes<'_>>(b"ActualText") {
            self.say(&text_string(&text), scope);
            scope.replaced = true;
        }
        scope
    }

    /// Draws a form; its marks are its own if it has an entry in the parent tree.
    fn draw(
        &mut self,
        object: &Stream<'a>,
        owner: ObjectIdentifier,
        resources: &Resources<'a>,
        state: State,
        depth: usize,
    ) {
        let dict = object.dict();
        if dict.get::<Name<'_>>(b"Subtype").is_none_or(|kind| &*kind != b"Form") {
            return;
        }
        assert!(depth < MAX_DEPTH, "forms are nested too deeply");
        let own = dict.get::<Dict<'_>>(b"Resources").unwrap_or_default();
        let resources = Resources::from_parent(own, resources.clone());
        let owner = if dict.contains_key(b"StructParents") { object.obj_id() } else { owner };
        let data = object.decoded().expect("a form can be decoded");
        self.read(&data, owner, &resources, state, depth + 1);
    }

    /// Adds shown text to the mark it stands in.
    fn show(&mut self, shown: &[u8], scope: Scope, font: Option<&Decoder>) {
        if !scope.replaced {
            let font = font.expect("text is shown in a font");
            self.say(&font.decode(shown), scope);
        }
    }

    /// Adds text to a mark.
    fn say(&mut self, text: &str, scope: Scope) {
        if let (Some(mark), false) = (scope.mark, scope.replaced) {
            self.marks.entry(mark).or_default().push_str(text);
        }
    }

    /// The decoder of a font by its name in the resources.
    fn font(&mut self, name: &Name<'_>, resources: &Resources<'a>) -> Option<Rc<Decoder>> {
        let dict = resources.get_font(name)?;
        Some(self.fonts.entry(dict.data()).or_insert_with(|| Rc::new(Decoder::new(&dict))).clone())
    }
}

/// Properties of marked content by their name in the resources.
fn properties<'a>(name: &Name<'_>, resources: &Resources<'a>) -> Option<Dict<'a>> {
    let here = resources.properties.get::<Dict<'a>>(&**name);
    here.or_else(|| properties(name, resources.parent()?))
}
