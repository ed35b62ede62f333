#!/usr/bin/env python3
"""Edits Word files of the sample papers as colleagues do, takes them back, and wants each edit in its paragraph.

    word_back.py PAPERS [--edits N] [--seed N] [--office]    PAPERS is the program; `--office` saves each file with
                                                             LibreOffice before it comes back
    word_back.py PAPERS --self-test                          plants a fault in what came back, wants it found

Each round builds a paper, makes a dozen edits of many kinds in its Word file with python-docx, some of them tracked, takes the
file back with `papers import … --into`, and builds the paper again. Its paragraphs must then be those of the edited file,
one by one and in their order, but for edits of figures from data, each of which must be refused by its source. A file
that nobody edited must change nothing. Exits 1 when anything failed. Needs the packages in `requirements.txt`.
"""

import argparse
import copy
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

PAPERS = [
    "staffordshire/report.toml",
    "peterborough/report.toml",
    "medway/report.toml",
    "sheffield/report.toml",
    "worcestershire/report.toml",
    "county-meeting/libraries/report.toml",
    "county-meeting/transport/report.toml",
]
EDITS_A_ROUND = 12
SIGNS = ["*", "_so_", "[x](y)", "{{ z }}", "# 1", "| a |", "<b>", "R&D;", "C:\\d", "\"so\"", "1. x", "~~y~~", "(exempt 3)"]
LIKELY = "council members families schools services report action review agreed improved local partners need".split()


REFERENCE = re.compile(r"\b(paragraphs?|sections?|recommendations?|appendi(?:x|ces)) [0-9A-Z]+(\.[0-9]+)*", re.I)


def words(text):
    """Words as they are compared: however they are spaced, and whatever numbers references have."""
    return REFERENCE.sub(r"\1 N", " ".join(text.split()))


def is_deleted(node):
    """Whether a tracked change took something away."""
    above = {ancestor.tag for ancestor in node.iterancestors()}
    return qn("w:del") in above or qn("w:moveFrom") in above


def lines(path):
    """What each paragraph of a Word file says, tracked changes accepted; those without words are left out."""
    paper = docx.Document(path)
    parts = [paper.element.body]
    marks = {mark.get(qn("w:id")) for mark in paper.element.body.iter(qn("w:footnoteReference")) if not is_deleted(mark)}
    for related in paper.part.rels.values():
        if related.reltype.endswith("/footnotes"):
            notes = docx.oxml.parse_xml(related.target_part.blob)
            # A note whose mark is gone stays in the file unseen.
            parts += [note for note in notes.iter(qn("w:footnote")) if note.get(qn("w:id")) in marks]
    said, held = [], ""
    for part in parts:
        for paragraph in part.iter(qn("w:p")):
            text = ""
            for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:noBreakHyphen")):
                if is_deleted(node):
                    continue
                text += {qn("w:t"): node.text or "", qn("w:noBreakHyphen"): "\u2011"}.get(node.tag, " ")
            held += text
            mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
            if mark is None:
                said.append(words(held))
                held = ""
    return [line for line in said if line]


class Round:
    """The Word file of a paper, as it is edited."""

    def __init__(self, path, toml, chance):
        self.paper = docx.Document(path)
        self.toml = words(toml.replace("\\\\", "\\"))
        self.said = lines(path)
        self.prose = words(" ".join(toml.split('"""')[1::2]).replace("\\\\", "\\"))
        styles = Path("templates/styles").glob("*/style.toml")
        self.fixed = words(" ".join(style.read_text() for style in styles))
        self.chance = chance
        self.made = []
        self.refused = []
        self.comments = []
        self.coloured = False
        self.used = set()

    def paragraphs(self):
        """The paragraphs that were written in the paper's own file and were not edited yet."""
        found = []
        for paragraph in self.paper.element.body.iter(qn("w:p")):
            above = {ancestor.tag for ancestor in paragraph.iterancestors()}
            said = words("".join(text.text for text in paragraph.iter(qn("w:t"))))
            once = self.said.count(said) == 1 and said not in self.fixed
            if once and paragraph not in self.used and qn("w:sdtContent") not in above and self.runs(paragraph):
                found.append(paragraph)
        return found

    def runs(self, paragraph):
        """The runs of a paragraph whose words stand once in the file of the paper."""
        runs = [run for run in paragraph.iter(qn("w:r")) if run.getparent() is paragraph]
        texts = [(run, run.find(qn("w:t"))) for run in runs]
        return [
            (run, text)
            for run, text in texts
            if text is not None and len(text.text.split()) > 3 and self.toml.count(words(text.text)) == 1
        ]

    def pick(self, wanted=lambda paragraph: True):
        """A paragraph to edit, a run of it, and its text."""
        found = [paragraph for paragraph in self.paragraphs() if wanted(paragraph)]
        if not found:
            return None
        paragraph = self.chance.choice(found)
        self.used.add(paragraph)
        run, text = self.chance.choice(self.runs(paragraph))
        return paragraph, run, text

    def sentence(self):
        """A sentence that nobody wrote yet."""
        said = [self.chance.choice(LIKELY) for _ in range(self.chance.randint(3, 8))]
        if self.chance.random() < 0.4:
            said.insert(self.chance.randint(0, len(said)), self.chance.choice(SIGNS))
        said.append(f"n{self.chance.randint(1000, 9999)}")
        return " ".join(said).capitalize() + "."

    def change_a_word(self):
        picked = self.pick()
        if picked is None:
            return
        said = picked[2].text.split(" ")
        at = self.chance.choice([at for at, word in enumerate(said) if word] or [0])
        said[at] = f"x{self.chance.randint(100, 999)}"
        picked[2].text = " ".join(said)
        self.made.append(f"a word became {said[at]}")

    def insert_a_sentence(self):
        picked = self.pick()
        if picked is None:
            return
        said = picked[2].text.split(" ")
        at = self.chance.randint(1, len(said) - 1)
        sentence = self.sentence()
        picked[2].text = " ".join(said[:at] + [sentence] + said[at:])
        self.made.append(f"new words: {sentence}")

    def delete_words(self):
        picked = self.pick()
        if picked is None:
            return
        said = picked[2].text.split(" ")
        start = self.chance.randint(1, len(said) - 2)
        end = min(len(said) - 1, start + self.chance.randint(1, 6))
        gone = said[start:end]
        picked[2].text = " ".join(said[:start] + said[end:])
        self.made.append(f"gone: {' '.join(gone)}")

    def tracked(self):
        """Words put in or taken away with tracked changes."""
        picked = self.pick()
        if picked is None:
            return
        _, run, text = picked
        said = text.text.split(" ")
        at = self.chance.randint(1, len(said) - 2)
        parts = [" ".join(said[:at]) + " ", said[at] + " ", " ".join(said[at + 1 :])]
        runs = []
        for part in parts:
            new = copy.deepcopy(run)
            new.find(qn("w:t")).text = part
            new.find(qn("w:t")).set(qn("xml:space"), "preserve")
            runs.append(new)
        if self.chance.random() < 0.5:
            kind, changed = "w:ins", copy.deepcopy(runs[1])
            changed.find(qn("w:t")).text = self.sentence() + " "
            put = [runs[0], runs[1], (kind, changed), runs[2]]
        else:
            kind, changed = "w:del", runs[1]
            changed.find(qn("w:t")).tag = qn("w:delText")
            put = [runs[0], (kind, changed), runs[2]]
        for one in put:
            if isinstance(one, tuple):
                change = OxmlElement(one[0])
                change.set(qn("w:id"), str(self.chance.randint(10**6, 10**7)))
                change.set(qn("w:author"), "Alex Example")
                change.set(qn("w:date"), "2026-11-20T10:00:00Z")
                change.append(one[1])
                one = change
            run.addprevious(one)
        run.getparent().remove(run)
        self.made.append(f"tracked: {kind}")

    def emphasize(self):
        picked = self.pick()
        if picked is None:
            return
        _, run, text = picked
        said = text.text.split(" ")
        at = self.chance.randint(1, len(said) - 2)
        for part, strong in [(" ".join(said[:at]) + " ", False), (said[at], True), (" " + " ".join(said[at + 1 :]), False)]:
            new = copy.deepcopy(run)
            new.find(qn("w:t")).text = part
            new.find(qn("w:t")).set(qn("xml:space"), "preserve")
            if strong:
                properties = new.find(qn("w:rPr"))
                if properties is None:
                    properties = OxmlElement("w:rPr")
                    new.insert(0, properties)
                properties.append(OxmlElement(self.chance.choice(["w:b", "w:i"])))
            run.addprevious(new)
        run.getparent().remove(run)
        self.made.append(f"important: {said[at]}")

    def colour(self):
        """Words in red, which say the same in the paper."""
        picked = self.pick()
        if picked is None:
            return
        docx.text.run.Run(picked[1], self.paper).font.color.rgb = docx.shared.RGBColor(255, 0, 0)
        self.coloured = True
        self.made.append(f"red: {picked[2].text}")

    def delete_a_footnote(self):
        """The mark of a footnote, with which the note goes."""
        marks = [mark for mark in self.paper.element.body.iter(qn("w:footnoteReference")) if not is_deleted(mark)]
        free = [mark for mark in marks if next(mark.iterancestors(qn("w:p"))) not in self.used]
        if not free:
            return
        mark = self.chance.choice(free)
        self.used.add(next(mark.iterancestors(qn("w:p"))))
        run = mark.getparent()
        if self.chance.random() < 0.5:
            change = OxmlElement("w:del")
            change.set(qn("w:id"), str(self.chance.randint(10**6, 10**7)))
            change.set(qn("w:author"), "Alex Example")
            run.addprevious(change)
            change.append(run)
        else:
            run.getparent().remove(run)
        self.made.append(f"gone is a footnote: {mark.get(qn('w:id'))}")

    def in_prose(self, paragraph):
        """Whether paragraphs can stand beside one: not in a table."""
        return paragraph.getparent() is self.paper.element.body and self.style(paragraph) not in ("Title", "Caption")

    def style(self, paragraph):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return "" if style is None else style.get(qn("w:val"))

    def add_a_paragraph(self):
        def beside(paragraph):
            """Whether paragraphs can stand below one: not in a list of parts."""
            return self.in_prose(paragraph) and any(words(text.text) in self.prose for _, text in self.runs(paragraph))

        picked = self.pick(lambda paragraph: beside(paragraph) and "eading" not in self.style(paragraph))
        if picked is None:
            return
        new = OxmlElement("w:p")
        properties = picked[0].find(qn("w:pPr"))
        if properties is not None:
            new.append(copy.deepcopy(properties))
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = self.sentence()
        run.append(text)
        new.append(run)
        picked[0].addnext(new)
        self.used.add(new)
        self.made.append(f"new paragraph: {text.text}")

    def alone(self, paragraph):
        """Whether a paragraph can go without anything that belongs to it: no figure, note, link or label."""
        plain = all(child.tag in (qn("w:pPr"), qn("w:r"), qn("w:bookmarkStart"), qn("w:bookmarkEnd")) for child in paragraph)
        own = {mark.get(qn("w:name")) for mark in paragraph.iter(qn("w:bookmarkStart"))}
        labelled = any(not name.startswith("_papers_") for name in own)
        noted = next(paragraph.iter(qn("w:footnoteReference")), None) is not None
        beside = [paragraph.getprevious(), paragraph.getnext()]
        likes = all(one is not None and self.style(one) == self.style(paragraph) and one not in self.used for one in beside)
        whole = self.toml.count(words("".join(text.text for text in paragraph.iter(qn("w:t"))))) == 1
        return self.in_prose(paragraph) and plain and whole and likes and not labelled and not noted

    def delete_a_paragraph(self):
        picked = self.pick(self.alone)
        if picked is None:
            return
        self.used.update([picked[0].getprevious(), picked[0].getnext()])
        said = "".join(text.text for text in picked[0].iter(qn("w:t")))
        picked[0].getparent().remove(picked[0])
        self.made.append(f"gone is the paragraph: {said}")

    def move_a_paragraph(self):
        picked = self.pick(self.alone)
        if picked is None:
            return
        other = picked[0].getnext()
        self.used.update([other, picked[0].getprevious()])
        said = "".join(text.text for text in picked[0].iter(qn("w:t")))
        other.addnext(picked[0])
        self.made.append(f"moved: {said}")

    def edit_a_figure(self):
        controls = [
            control
            for control in self.paper.element.body.iter(qn("w:sdt"))
            if control.getparent().tag == qn("w:p") and control.getparent() not in self.used
        ]
        if not controls:
            return
        control = self.chance.choice(controls)
        self.used.add(control.getparent())
        text = next(control.iter(qn("w:t")))
        before = words("".join(node.text for node in control.getparent().iter(qn("w:t"))))
        text.text = f"{self.chance.randint(1000, 9999)} {text.text}"
        after = words("".join(node.text for node in control.getparent().iter(qn("w:t"))))
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        self.refused.append((tag, before, after))
        self.made.append(f"a figure of {tag}")

    def comment(self):
        picked = self.pick()
        if picked is None:
            return
        said = self.sentence()
        run = docx.text.run.Run(picked[1], self.paper)
        self.paper.add_comment([run], text=said, author="Sam Example", initials="SE")
        self.comments.append((said, words(picked[2].text)))
        self.made.append(f"comment: {said}")

    KINDS = [change_a_word] * 4 + [insert_a_sentence] * 3 + [delete_words] * 2 + [tracked] * 4 + [
        emphasize, emphasize, add_a_paragraph, add_a_paragraph, delete_a_paragraph, move_a_paragraph, edit_a_figure, comment, comment,
        colour, delete_a_footnote,
    ]

    def edit(self, count):
        for _ in range(count * 3):
            if len(self.made) >= count:
                break
            self.chance.choice(self.KINDS)(self)


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def through_office(path, folder):
    """The same file as LibreOffice saves it."""
    out = folder / "office"
    office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    made = run([*office, "--convert-to", "docx", "--outdir", str(out), str(path)])
    if not (out / path.name).exists():
        sys.exit(f"LibreOffice saved nothing: {made.stdout} {made.stderr}")
    return out / path.name


def build(papers, work, paper, out):
    """The public Word file of a paper."""
    built = run([papers, "build", paper, "--format", "docx", "--out", str(out)], cwd=work)
    found = sorted(path for path in out.rglob(Path(paper).stem + ".docx"))
    if built.returncode != 0 or not found:
        sys.exit(f"{paper} does not build: {built.stderr}")
    return found[0]


def take(papers, work, paper, file):
    taken = run([papers, "import", str(file), "--into", paper, "--yes", "--json"], cwd=work)
    if taken.returncode != 0:
        return None, taken.stderr
    return json.loads(taken.stdout), taken.stderr


def check(papers, paper, chance, office, spoil=False):
    """What is wrong with one round, and how many edits it made."""
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = folder / "data"
        top = paper.split("/")[0]
        shutil.copytree(Path("data") / top, work / top)
        file = work / paper
        before = file.read_text()
        sent = build(papers, work, paper, folder / "sent")
        untouched = through_office(sent, folder) if office else sent
        answer, said = take(papers, work, paper, untouched)
        if answer is None or file.read_text() != before:
            wrong.append(f"a file that nobody edited changed the paper: {said}")
        edits = Round(sent, before, chance)
        edits.edit(EDITS_A_ROUND)
        back = folder / "back.docx"
        edits.paper.save(back)
        # What nobody edited is as it was: figures are those of the data.
        wanted = lines(back)
        for _, was, now in edits.refused:
            wanted[wanted.index(now)] = was
        if office:
            back = through_office(back, folder)
        answer, said = take(papers, work, paper, back)
        if answer is None:
            return [f"nothing was taken: {said}"], len(edits.made)
        if spoil:
            file.write_text(re.sub(r"n(\d{4})\.", r"\1n.", file.read_text()))
        taken = answer["import"] if "import" in answer else answer
        now = lines(build(papers, work, paper, folder / "now"))
        if now != wanted:
            gone = [line for line in wanted if line not in now]
            new = [line for line in now if line not in wanted]
            wrong += [f"not in the paper: {line}" for line in gone] + [f"in the paper alone: {line}" for line in new]
            if not gone and not new:
                wrong.append("the paragraphs stand in another order")
        if edits.coloured != ("in colour or highlighted" in said):
            wrong.append(f"words in colour are not said as they should be: {said}")
        not_taken = [change for change in taken["changes"] if change["kind"] == "not-taken"]
        for tag, _, _ in edits.refused:
            source = tag.rstrip("…")
            if not any(source in " ".join(change["how"]) for change in not_taken):
                wrong.append(f"an edit of {tag} was not refused by its source")
        if len(not_taken) > len(edits.refused):
            wrong.append(f"not taken: {json.dumps(not_taken, ensure_ascii=False)}")
        text = file.read_text()
        for words_said, on in edits.comments:
            found = [comment for comment in taken["comments"] if words(comment["words"]) == words(words_said)]
            if not found or not found[0]["place"]:
                wrong.append(f"a comment has no place: {words_said}")
                continue
            line = int(found[0]["place"].rsplit(":", 1)[1])
            near = words(" ".join(before.splitlines()[max(0, line - 2) : line + 40]))
            if on not in near and words(on)[:40] not in near:
                wrong.append(f"a comment on “{on}” stands at {found[0]['place']}")
        outside = "".join(before.split('"""')[::2])
        for comment_line in [line for line in outside.splitlines() if line.startswith("#")]:
            if comment_line not in text:
                wrong.append(f"a comment of the file is lost: {comment_line}")
        if wrong:
            wrong += [f"  made: {made}" for made in edits.made]
        return wrong, len(edits.made)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("papers")
    parser.add_argument("--edits", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--office", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    given = parser.parse_args()
    papers = str(Path(given.papers).resolve())
    made, failed, number = 0, 0, given.seed
    if given.self_test:
        wrong, _ = check(papers, PAPERS[0], random.Random(given.seed), False, spoil=True)
        print("a planted fault was found" if wrong else "a planted fault was not found")
        sys.exit(0 if wrong else 1)
    while made < given.edits:
        paper = PAPERS[number % len(PAPERS)]
        wrong, count = check(papers, paper, random.Random(number), given.office)
        made += count
        failed += bool(wrong)
        print(f"{'FAIL' if wrong else 'ok'}  {paper}, round {number}: {count} edits", flush=True)
        for line in wrong:
            print(f"      {line}")
        number += 1
    print(f"{made} edits, {failed} rounds failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
