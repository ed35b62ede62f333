//! Reads form fields: what they hold, and how they look.
//!
//! In comes a field; out goes the drawing that replaces it in the pack. A field stores its value and, separately, its
//! appearance, and a program that fills in the value may leave the appearance to readers. Where a file says so, or
//! has no appearance, the value is drawn here; where it has both and they differ, that is noted.

mod drawing;

use lopdf::{Dictionary, Document, Object, Stream};

use super::look::{
    array_at, catalog, decoded, dictionary, dictionary_at, entry, integer_at, name_at, numbers,
    resolve,
};
use super::pages::{Matrix, moved_rectangle};
use super::view::{Area, View};
use drawing::Style;

/// The form of a document.
pub(super) struct Form<'a> {
    document: &'a Document,
    /// The entries of the form, which apply to all its fields.
    shared: Option<&'a Dictionary>,
    /// Whether readers have to draw its fields themselves (`NeedAppearances`).
    left_to_readers: bool,
}

/// How a field looks in the pack.
#[derive(Default)]
pub(super) struct Look {
    /// Its drawing, and the matrix that puts it in place.
    pub(super) drawing: Option<(Stream, Matrix)>,
    pub(super) news: Option<News>,
}

/// What the users of a part should know about a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum News {
    /// This program drew its value; the area, and the words, if it has any.
    Drawn(Area, String),
    /// Its appearance does not show its value.
    Differs { name: String, looks: String, holds: String },
}

/// The flags of fields that matter here.
const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
const PUSH: i64 = 1 << 16;
const COMBO: i64 = 1 << 17;
const COMB: i64 = 1 << 24;

/// The state of a box that is not ticked.
const OFF: &[u8] = b"Off";

/// The deepest nesting of fields that is followed.
const DEEPEST: usize = 32;

/// The most boxes that belong to one question.
const MOST: usize = 256;

impl<'a> Form<'a> {
    /// Reads the form of a document; it may have none.
    pub(super) fn new(document: &'a Document) -> Self {
        let shared = catalog(document).and_then(|root| dictionary_at(document, root, b"AcroForm"));
        let asked = shared.and_then(|shared| entry(document, shared, b"NeedAppearances"));
        Self { document, shared, left_to_readers: asked == Some(&Object::Boolean(true)) }
    }

    /// The kind of a field.
    pub(super) fn kind(&self, field: &'a Dictionary) -> Option<&'a [u8]> {
        self.of(field, b"FT")?.as_name().ok()
    }

    /// How a field looks on a page. `page` is what an independent reader sees there.
    pub(super) fn look(&self, field: &'a Dictionary, page: Option<&View>) -> Look {
        let flags = self.of(field, b"Ff").and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
        match self.kind(field) {
            Some(b"Btn") if flags & PUSH == 0 => self.ticked(field),
            Some(b"Btn") => match self.drawn(field, None) {
                None => self.written(field, self.caption(field), flags, None),
                drawing => Look { drawing, news: None },
            },
            Some(b"Ch") if flags & COMBO == 0 => self.listed(field, flags),
            Some(b"Tx" | b"Ch") => self.written(field, self.words(field, flags), flags, page),
            _ => Look { drawing: self.drawn(field, None), news: None },
        }
    }

    /// How a field with words looks.
    fn written(
        &self,
        field: &'a Dictionary,
        words: Option<String>,
        flags: i64,
        page: Option<&View>,
    ) -> Look {
        let drawing = self.drawn(field, None);
        let Some((area, words)) = self.area(field).zip(words) else {
            return Look { drawing, news: None };
        };
        let looks = page.map(|page| page.words_in(area)).unwrap_or_default();
        let is_unknown = page.is_none() && !self.left_to_readers;
        if agree(&looks, &words) || drawing.is_some() && is_unknown {
            return Look { drawing, news: None };
        }
        let own = match drawing.is_none() || self.left_to_readers || looks.is_empty() {
            true => drawing::words(&words, &self.style(field, area, flags)),
            false => None,
        };
        match own.and_then(|own| Some((own.clone(), self.matrix(&own, area)?))) {
            Some(own) => Look { drawing: Some(own), news: Some(News::Drawn(area, words)) },
            None => {
                let looks = if looks.is_empty() { "nothing".into() } else { format!("`{looks}`") };
                let holds = format!("`{words}`");
                let news = News::Differs { name: self.name(field), looks, holds };
                Look { drawing, news: Some(news) }
            }
        }
    }

    /// How a list of choices looks: all of them with a bullet before those chosen, or only those chosen if there is
    /// no room for more. An appearance in the file is believed, because the lines that it marks cannot be read.
    fn listed(&self, field: &'a Dictionary, flags: i64) -> Look {
        let drawing = self.drawn(field, None).filter(|_| !self.left_to_readers);
        if drawing.is_some() {
            return Look { drawing, news: None };
        }
        let chosen = self.words(field, flags);
        let room = self.area(field).map_or(0.0, |area| area[3] - area[1]);
        let list: Vec<String> = self.options(field).map(|(_, words)| words).collect();
        let all = (!list.is_empty() && drawing::fits(list.len(), room)).then(|| {
            let is_chosen =
                |words: &str| chosen.iter().any(|all| all.lines().any(|one| one == words));
            let line = |words: &String| match is_chosen(words) {
                true => format!("• {words}"),
                false => words.clone(),
            };
            list.iter().map(line).collect::<Vec<_>>().join("\n")
        });
        self.written(field, all.or(chosen), flags, None)
    }

    /// How a tick box or radio button looks.
    fn ticked(&self, field: &'a Dictionary) -> Look {
        let state = name_at(self.document, field, b"AS");
        let value = self.of(field, b"V").and_then(|value| value.as_name().ok());
        let by_value = match self.states(field) {
            Some(states) => value.map(|value| if states.has(value) { value } else { OFF }),
            // The value of a group does not say which of its boxes is ticked.
            None => name_at(self.document, field, b"V"),
        };
        // A value that no box of the group has says nothing about this one.
        let is_said = value.is_some_and(|value| value == OFF || self.is_of_one(field, value));
        let differs = is_said && state.zip(by_value).is_some_and(|(state, value)| state != value);
        let chosen = if self.left_to_readers && differs { by_value } else { state.or(by_value) };
        let chosen = chosen.unwrap_or(OFF);
        let drawing = self.drawn(field, Some(chosen));
        let area = self.area(field).filter(|_| drawing.is_none() && chosen != OFF);
        let cross = area.and_then(|area| {
            let cross = drawing::cross(&self.style(field, area, 0));
            let matrix = self.matrix(&cross, area)?;
            Some(((cross, matrix), News::Drawn(area, String::new())))
        });
        if let Some((cross, news)) = cross {
            return Look { drawing: Some(cross), news: Some(news) };
        }
        let news = (differs && !self.left_to_readers).then(|| {
            let looks = if state == Some(OFF) { "an empty box" } else { "a ticked box" };
            let holds = format!("`{}`", String::from_utf8_lossy(value.unwrap_or_default()));
            News::Differs { name: self.name(field), looks: looks.into(), holds }
        });
        Look { drawing, news }
    }

    /// Whether a value is that of this box or of another one in its group.
    fn is_of_one(&self, field: &'a Dictionary, value: &[u8]) -> bool {
        let beside = dictionary_at(self.document, field, b"Parent")
            .and_then(|above| array_at(self.document, above, b"Kids"));
        let beside = beside.into_iter().flatten().take(MOST);
        let mut beside = beside.filter_map(|one| dictionary(resolve(self.document, one)));
        let has = |one| self.states(one).is_some_and(|states| states.has(value));
        self.states(field).is_none() || has(field) || beside.any(has)
    }

    /// The appearances of a field that has one for each state.
    fn states(&self, field: &'a Dictionary) -> Option<&'a Dictionary> {
        let document = self.document;
        let looks = entry(document, field, b"AP")?.as_dict().ok()?;
        let normal = resolve(document, looks.get(b"N").ok()?);
        normal.as_dict().ok()
    }

    /// The appearance that the file has for a field: in this state or, without one, in its current state.
    pub(super) fn drawn(
        &self,
        field: &Dictionary,
        state: Option<&[u8]>,
    ) -> Option<(Stream, Matrix)> {
        let document = self.document;
        let normal = entry(document, dictionary_at(document, field, b"AP")?, b"N")?;
        let drawing = match normal.as_dict() {
            Ok(states) => {
                let own = name_at(document, field, b"AS").unwrap_or(OFF);
                entry(document, states, state.unwrap_or(own))?
            }
            Err(_) => normal,
        };
        let mut form = drawing.as_stream().ok()?.clone();
        let matrix = self.matrix(&form, self.area(field)?)?;
        form.dict.set("Type", "XObject");
        form.dict.set("Subtype", "Form");
        form.dict.remove(b"StructParent");
        form.dict.remove(b"StructParents");
        // The fonts and other resources that fields use when they have none of their own.
        let resources = self.shared.and_then(|shared| shared.get(b"DR").ok());
        if let Some(resources) = resources.filter(|_| !form.dict.has(b"Resources")) {
            form.dict.set("Resources", resources.clone());
        }
        Some((form, matrix))
    }

    /// The matrix that fits a drawing into an area.
    fn matrix(&self, form: &Stream, area: Area) -> Option<Matrix> {
        let bounds = numbers(self.document, form.dict.get(b"BBox").ok()?)?;
        let own = form.dict.get(b"Matrix").ok().and_then(|own| numbers(self.document, own));
        let shown = moved_rectangle(&own.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]), bounds);
        let (width, height) = (shown[2] - shown[0], shown[3] - shown[1]);
        let (across, up) = ((area[2] - area[0]) / width, (area[3] - area[1]) / height);
        let matrix = [across, 0.0, 0.0, up, area[0] - shown[0] * across, area[1] - shown[1] * up];
        let is_place = width > 0.0 && height > 0.0 && matrix.iter().all(|part| part.is_finite());
        is_place.then_some(matrix)
    }

    /// The area that a field takes up on its page.
    fn area(&self, field: &Dictionary) -> Option<Area> {
        let [x0, y0, x1, y1] = numbers(self.document, field.get(b"Rect").ok()?)?;
        Some([f32::min(x0, x1), f32::min(y0, y1), f32::max(x0, x1), f32::max(y0, y1)])
    }

    /// An entry of a field, inherited from the fields above it or from the form.
    fn of(&self, mut field: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        for _ in 0..DEEPEST {
            if let Some(found) = entry(self.document, field, key) {
                return Some(found);
            }
            field = match dictionary_at(self.document, field, b"Parent") {
                Some(above) => above,
                None => break,
            };
        }
        entry(self.document, self.shared?, key)
    }

    /// The value of a field in words; `None` for a password.
    fn words(&self, field: &'a Dictionary, flags: i64) -> Option<String> {
        let value = self.of(field, b"V").filter(|_| flags & PASSWORD == 0)?;
        let shown = |held: &Object| {
            let held = decoded(resolve(self.document, held))?;
            let named = self.options(field).find(|(name, _)| *name == held);
            Some(named.map_or(held, |(_, words)| words))
        };
        let lines: Vec<String> = match value {
            Object::Array(values) => values.iter().filter_map(shown).collect(),
            value => shown(value).into_iter().collect(),
        };
        Some(lines.join("\n")).filter(|words| !words.trim().is_empty())
    }

    /// The choices of a field: each as stored and as shown.
    fn options(&self, field: &'a Dictionary) -> impl Iterator<Item = (String, String)> {
        let options = self.of(field, b"Opt").and_then(|options| options.as_array().ok());
        options.into_iter().flatten().filter_map(|option| match resolve(self.document, option) {
            Object::Array(pair) => {
                let mut pair = pair.iter().map(|one| decoded(resolve(self.document, one)));
                Some((pair.next()??, pair.next()??))
            }
            only => decoded(only).map(|words| (words.clone(), words)),
        })
    }

    /// The caption of a button.
    fn caption(&self, field: &Dictionary) -> Option<String> {
        let look = dictionary_at(self.document, field, b"MK")?;
        decoded(entry(self.document, look, b"CA")?).filter(|words| !words.trim().is_empty())
    }

    /// The name of a field for its users: its description, or its full name.
    fn name(&self, mut field: &'a Dictionary) -> String {
        if let Some(name) = self.of(field, b"TU").and_then(decoded) {
            return name;
        }
        let mut names = Vec::new();
        for _ in 0..DEEPEST {
            names.extend(entry(self.document, field, b"T").and_then(decoded));
            let Some(above) = dictionary_at(self.document, field, b"Parent") else { break };
            field = above;
        }
        names.reverse();
        names.join(".")
    }

    /// How to set the words of a field.
    fn style(&self, field: &'a Dictionary, area: Area, flags: i64) -> Style {
        let document = self.document;
        let look = dictionary_at(document, field, b"MK");
        let colour = |key: &[u8]| -> Vec<f32> {
            let parts = look.and_then(|look| array_at(document, look, key)).unwrap_or_default();
            parts.iter().filter_map(|part| resolve(document, part).as_float().ok()).collect()
        };
        let whole = |key: &[u8]| self.of(field, key).and_then(|found| found.as_i64().ok());
        let turn = look.and_then(|look| integer_at(document, look, b"R")).unwrap_or(0);
        let is_button = self.kind(field) == Some(b"Btn");
        let is_list = self.kind(field) == Some(b"Ch");
        Style {
            size: [area[2] - area[0], area[3] - area[1]],
            turn: turn.rem_euclid(360),
            setting: self
                .of(field, b"DA")
                .and_then(|setting| setting.as_str().ok())
                .map_or_else(String::new, |setting| String::from_utf8_lossy(setting).into_owned()),
            align: if is_button { 1 } else { whole(b"Q").unwrap_or(0) },
            has_lines: flags & MULTILINE != 0 || is_list,
            cells: whole(b"MaxLen").filter(|_| flags & COMB != 0 && !is_list),
            ground: colour(b"BG"),
            border: colour(b"BC"),
        }
    }
}

/// Whether the appearance of a field shows its value, however formatted: 2500 may appear as "£2,500.00".
fn agree(looks: &str, holds: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let number = |text: &str| -> Option<f64> {
        let digits = |letter: &char| letter.is_ascii_digit() || matches!(letter, '.' | '-');
        text.chars().filter(digits).collect::<String>().parse().ok()
    };
    let (shown, held) = (letters(looks), letters(holds));
    let is_number = !held.is_empty() && held.bytes().all(|byte| byte.is_ascii_digit());
    shown == held
        || held.chars().count() >= ENOUGH && shown.contains(&held)
        || is_number && number(looks) == number(holds)
}

/// This many letters in a row do not agree by chance.
const ENOUGH: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_agrees_with_itself_however_it_is_set() {
        for (looks, holds) in
            [("£2,500.00", "2500"), ("5.00", "5"), ("Anne  Other", "anne other"), ("-3.0", "-3")]
        {
            assert!(agree(looks, holds), "{looks} {holds}");
        }
        for (looks, holds) in [("1,000", "1"), ("1,000 pounds", "£2,500"), ("", "x"), ("12", "1")]
        {
            assert!(!agree(looks, holds), "{looks} {holds}");
        }
    }
}
