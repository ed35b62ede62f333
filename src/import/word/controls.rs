//! Content controls and fields: what each gave, what was answered in it, and what its name says of what stands in it.

use super::body::{Field, Reader};
use super::closing::NAMED;
use super::styles::Look;
use super::tree::{Inline, Manner};
use super::withheld;
use super::xml::{Element, attribute, child, path, switch, value, words};

/// The fields that print nothing, or whose place in a paper is another.
const QUIET: &str = "ADVANCE ASK BIDIOUTLINE EMBED FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK INDEX NEXT NEXTIF NUMPAGES PAGE \
    PRINT PRIVATE RD SECTIONPAGES SEQ SET SHAPE SKIPIF TA TC TOC XE";

impl Reader<'_, '_> {
    /// Reads what stands in a content control, with what its name says of that.
    pub(super) fn within(
        &mut self,
        control: Element<'_, '_>,
        read: &mut dyn FnMut(&mut Self, Element<'_, '_>),
    ) {
        let Some(inner) = child(control, "sdtContent") else { return };
        let marks = marks(control, &words(inner));
        let count = self.controls.len();
        self.controls.extend(marks);
        read(self, inner);
        self.controls.truncate(count);
    }

    /// Reads a content control in a line.
    pub(super) fn control(
        &mut self,
        control: Element<'_, '_>,
        look: &Look,
        content: &mut Vec<Inline>,
    ) {
        let said = child(control, "sdtContent").map(words).unwrap_or_default();
        if path(control, &["sdtPr", "showingPlcHdr"]).is_some() {
            let spot = self.remarks.at(
                format!("this was never filled in: “{said}”"),
                "write what belongs here, or remove it",
            );
            content.extend([spot, Inline::Text(format!("[Insert: {said}]"), Manner::default())]);
            return;
        }
        self.within(control, &mut |reader, inner| reader.inlines(inner, look, content));
        if said.is_empty()
            && let Some(answer) = answer(control)
        {
            self.text(answer, look, content);
        }
    }

    /// Says of what stands in a run that the name of its style, or of the content control around it, says that it is not for
    /// publication.
    pub(super) fn mark(&mut self, look: &Look, content: &mut Vec<Inline>) {
        let style = look.marks.as_ref().map(|name| ("style", name));
        let control = self.controls.last().map(|name| ("content control", name));
        let Some((what, name)) = style.or(control) else { return };
        if self.line.marked.as_ref() == Some(name) {
            return;
        }
        let message = format!(
            "the name of this {what} says that what it is of is not for publication: “{name}”"
        );
        let closed = withheld::closed(name);
        content.push(self.remarks.withheld(message, NAMED, closed));
        self.line.marked = Some(name.clone());
    }

    /// Begins a field, ends its instruction, or ends it.
    pub(super) fn field(&mut self, mark: Element<'_, '_>, look: &Look, content: &mut Vec<Inline>) {
        match attribute(mark, "fldCharType") {
            Some("begin") => {
                if let Some(ticked) = path(mark, &["ffData", "checkBox"]) {
                    self.text(shown_box(ticked), look, content);
                }
                let list = path(mark, &["ffData", "ddList"]);
                let answer = list.and_then(chosen).map(str::to_owned);
                self.fields.push(Field { here: true, answer, ..Field::default() });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                    field.start = content.len();
                    field.here = true;
                }
            }
            Some("end") => {
                let Some(field) = self.fields.pop() else { return };
                let gave = field.result && (!field.here || field.start < content.len());
                match field.answer {
                    Some(answer) if !gave => self.text(&answer, look, content),
                    _ if !gave => self.unanswered(&field.instruction, content),
                    _ if field.here && field.start <= content.len() => {
                        let said = super::tree::line(&content[field.start..]);
                        content.extend(self.counted(&field.instruction, &said));
                    }
                    _ => {}
                }
                let target = address(&field.instruction);
                if let Some(target) =
                    target.filter(|_| field.result && field.here && field.start <= content.len())
                {
                    let inner = content.split_off(field.start);
                    self.link(Some(target), inner, content);
                }
            }
            _ => {}
        }
    }

    /// Says that a number was counted by Word, which is another one in the paper: of a page, or of what is referred to.
    pub(super) fn counted(&mut self, instruction: &str, said: &str) -> Option<Inline> {
        let kind = instruction.split_whitespace().next()?.to_uppercase();
        let what = match kind.as_str() {
            "PAGEREF" => "the number of a page",
            "REF" | "NOTEREF" => "a reference",
            _ => return None,
        };
        said.contains(|next: char| next.is_ascii_digit()).then(|| {
            self.remarks.at(
                format!("this is {what} that Word counted in the draft, and is kept as it stood: “{said}”"),
                "end the paragraph that is meant with {#label}, and write {{ ref(\"label\") }} here, so that the number is always right",
            )
        })
    }

    /// Says that a field gave nothing that should have given something.
    pub(super) fn unanswered(&mut self, instruction: &str, content: &mut Vec<Inline>) {
        let kind = instruction.split_whitespace().next().unwrap_or_default().to_uppercase();
        if kind.is_empty() || QUIET.split(' ').any(|quiet| quiet == kind) || !self.is_shown() {
            return;
        }
        let instruction = instruction.split_whitespace().collect::<Vec<_>>().join(" ");
        content.push(self.remarks.at(
            format!("a field of the draft gives nothing here: `{instruction}`"),
            "write what it was to show, if the paper needs it",
        ));
    }
}

/// What the name of a content control says of what stands in it, unless that answers it: "Exempt?" before "No".
pub(super) fn marks(control: Element<'_, '_>, said: &str) -> Option<String> {
    let properties = child(control, "sdtPr")?;
    let empty = path(properties, &["showingPlcHdr"]).is_some() || said == "☐";
    let names = ["alias", "tag"].map(|name| value(properties, &[name]).map(parted));
    let marks = |name: &String| withheld::in_name(name, Some(said)).is_some();
    names.into_iter().flatten().find(marks).filter(|_| !empty)
}

/// The box of an old form, ticked or not, as a sign.
pub(super) fn shown_box(form: Element<'_, '_>) -> &'static str {
    let state = switch(form, "checked").or(switch(form, "default"));
    if state == Some(true) { "☒" } else { "☐" }
}

/// A name with spaces between its words: "ExemptText" has two.
pub(super) fn parted(name: &str) -> String {
    let mut parted = String::with_capacity(name.len());
    let mut before = ' ';
    for next in name.chars() {
        if before.is_lowercase() && next.is_uppercase() {
            parted.push(' ');
        }
        parted.push(if next == '_' { ' ' } else { next });
        before = next;
    }
    parted
}

/// The answer that was chosen in a list of an old form.
fn chosen<'a>(list: Element<'a, '_>) -> Option<&'a str> {
    let number = value(list, &["result"]).or(value(list, &["default"])).unwrap_or("0");
    let entry = list.children().filter(|child| super::xml::is(*child, "listEntry"));
    attribute(entry.into_iter().nth(number.parse().ok()?)?, "val")
}

/// The answer that was last chosen in the list of a content control.
pub(super) fn answer<'a>(control: Element<'a, '_>) -> Option<&'a str> {
    let properties = control.children().find(|child| super::xml::is(*child, "sdtPr"))?;
    let kinds = ["dropDownList", "comboBox"];
    let list =
        properties.children().find(|list| kinds.iter().any(|kind| super::xml::is(*list, kind)))?;
    let last = attribute(list, "lastValue")?;
    let item = list.children().find(|item| attribute(*item, "value") == Some(last))?;
    attribute(item, "displayText").or(Some(last))
}

/// The address that the instruction of a field leads to, if it is one for a link out of the file.
pub(super) fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
    let quoted = rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
    let target =
        quoted.or_else(|| rest.split_whitespace().next().filter(|word| !word.starts_with('\\')))?;
    (!target.is_empty()).then(|| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_field_is_read_from_its_instruction() {
        assert_eq!(
            address(r#" HYPERLINK "https://example.org/a b" \o "tip" "#).as_deref(),
            Some("https://example.org/a b")
        );
        assert_eq!(address(r#"HYPERLINK \l "_Toc1""#), None);
        assert_eq!(address("PAGE"), None);
    }

    #[test]
    fn the_words_of_a_name_are_told_apart() {
        assert_eq!(parted("ExemptText"), "Exempt Text");
        assert_eq!(parted("not_for_publication"), "not for publication");
        assert_eq!(parted("NHS"), "NHS");
    }
}
