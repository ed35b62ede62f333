#!/usr/bin/env python3
"""Checks Word files with another reader than ours: python-docx.

    word.py FILE.docx …                the whole check
    word.py --self-test FILE.docx …    plants faults in good files, wants each found

In come files; out goes one line a file with what is wrong under it, and last `N passed, N failed`.
Exits 1 when anything failed. Needs the packages in `requirements.txt`.
"""

import io
import sys
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def stories_of(paper):
    """The body, the footnotes, the heads and the feet, each with the names of its relationships."""
    parts = [paper.part]
    for relation in paper.part.rels.values():
        if relation.reltype.rsplit("/", 1)[-1] in ("footnotes", "header", "footer"):
            parts.append(relation.target_part)
    return [(set(part.rels), parse_xml(part.blob)) for part in parts]


def check(data):
    """What is wrong with a Word file, in words."""
    paper = docx.Document(io.BytesIO(data))
    stories = stories_of(paper)
    wrong = []
    properties = paper.core_properties
    for name in ("title", "author", "language"):
        if not getattr(properties, name):
            wrong.append(f"its properties have no {name}")
    styles = {style.style_id for style in paper.styles}
    kinds = [qn(f"w:{kind}") for kind in ("pStyle", "rStyle", "tblStyle")]

    def every(name):
        return [element for _, story in stories for element in story.iter(qn(name))]

    used = {mark.get(qn("w:val")) for _, story in stories for mark in story.iter(*kinds)}
    wrong += [f"there is no style {style}" for style in sorted(used - styles)]
    if not used & {"Title", "Heading1"}:
        wrong.append("nothing is a title or a heading")
    lists = {num.get(qn("w:numId")) for num in paper.part.numbering_part.element.iter(qn("w:num"))}
    counted = {mark.get(qn("w:val")) for mark in every("w:numId")}
    wrong += [f"there is no list {name}" for name in sorted(counted - lists)]
    for relations, story in stories:
        for element in story.iter():
            for name in ("id", "embed"):
                target = element.get(OFFICE + name)
                if target is not None and target not in relations:
                    wrong.append(f"{target} leads nowhere")
    bookmarks = {mark.get(qn("w:name")) for mark in every("w:bookmarkStart")}
    anchors = {link.get(qn("w:anchor")) for link in every("w:hyperlink")} - {None}
    wrong += [f"there is no bookmark {name}" for name in sorted(anchors - bookmarks)]
    for shown in every("wp:docPr"):
        if not shown.get("descr") and shown.find(f".//{DECORATIVE}") is None:
            wrong.append("a picture says nothing to those who cannot see it")
    for table in every("w:tbl"):
        look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
        heads = next(table.iter(qn("w:tr"))).find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
        if look.get(qn("w:firstRow")) == "1" and heads is None:
            wrong.append("the head of a table is not repeated")
    for control in every("w:sdtPr"):
        lock, tag = control.find(qn("w:lock")), control.find(qn("w:tag"))
        if lock is None or lock.get(qn("w:val")) != "sdtContentLocked" or not tag.get(qn("w:val")):
            wrong.append("a figure from data is not locked, or does not say its source")
    numbers = [element.get("id") for element in every("wp:docPr")]
    if len(set(numbers)) < len(numbers):
        wrong.append("two pictures have one number")
    return wrong


# A fault: the part that has it, what stands there, and what is put in its place.
FAULTS = {
    "an unknown style": ("word/document.xml", 'Style w:val="Title"/>', 'Style w:val="Heading0"/>'),
    "an unknown list": ("word/document.xml", 'numId w:val="1"/>', 'numId w:val="999"/>'),
    "a dead bookmark": ("word/document.xml", 'hyperlink w:anchor="', 'hyperlink w:anchor="x'),
    "a lost link": ("word/_rels/document.xml.rels", 'Id="link1"', 'Id="lost"'),
    "an unknown style in a footnote": ("word/footnotes.xml", 'Style w:val="FootnoteText"/>', 'Style w:val="Heading0"/>'),
    "an unlocked figure": ("word/document.xml", "sdtContentLocked", "unlocked"),
    "a head that is not repeated": ("word/document.xml", "<w:tblHeader/>", ""),
    "a picture without a text": ("word/document.xml", "adec:decorative", "adec:other"),
    "no title": ("docProps/core.xml", "dc:title>", "dc:subject>"),
}


def planted(data, part, before, after):
    """The file with a fault; nothing if it cannot have it."""
    made = io.BytesIO()
    found = False
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part and before.encode() in content:
                found = True
                content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)
    return made.getvalue() if found else None


def self_test(files):
    """Plants each fault in the files that can have it."""
    failed = 0
    for name, fault in FAULTS.items():
        tried = [made for made in (planted(data, *fault) for data in files.values()) if made]
        missed = sum(not check(made) for made in tried)
        failed += bool(missed) or not tried
        said = "FAIL" if missed or not tried else "ok"
        print(f"{said}  {name}: {missed} of {len(tried)} missed")
    print(f"{len(FAULTS) - failed} passed, {failed} failed")
    return failed


def main(arguments):
    """Runs the check or its test."""
    names = [name for name in arguments if name != "--self-test"]
    files = {name: open(name, "rb").read() for name in names}
    if not files:
        sys.exit(__doc__)
    if "--self-test" in arguments:
        sys.exit(self_test(files) > 0)
    failed = 0
    for name, data in files.items():
        wrong = check(data)
        failed += bool(wrong)
        print("FAIL" if wrong else "ok", name, sep="  ")
        for one in dict.fromkeys(wrong):
            print(f"      {one}")
    print(f"{len(files) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main(sys.argv[1:])
