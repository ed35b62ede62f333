"""What the validator does not look at: whether tags, marks, links and bookmarks belong together.

In comes an open PDF; out goes a list of sentences, each one thing that is wrong, and counts of what
was looked at. Declared standards, fonts and colours are left to the validator that `conformance.py`
calls.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"}
SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
# The structure types of ISO 32000-1, 14.8.4; every other one must be mapped to one of these.
STANDARD_ROLES = set("""
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private
    P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot
    Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
    Figure Formula Form
    """.split())


@dataclass
class Element:
    """One element of the structure tree, in reading order."""

    node: Dictionary
    role: str
    parent: "Element | None"
    page: tuple | None = None
    marks: list = field(default_factory=list)
    objects: list = field(default_factory=list)
    children: list = field(default_factory=list)

    def inside(self):
        """This element and everything under it."""
        pending = [self]
        while pending:
            element = pending.pop()
            yield element
            pending.extend(element.children)

    def attribute(self, name):
        """The value of an attribute in any of the element's attribute dictionaries."""
        attributes = self.node.get("/A", [])
        for entry in [attributes] if isinstance(attributes, Dictionary) else attributes:
            if isinstance(entry, (Dictionary, Stream)) and name in entry:
                return entry[name]
        return None


class Report:
    """Findings about one file; the same sentence is said once, with how often it holds."""

    def __init__(self):
        self.counts = Counter()

    def __call__(self, sentence):
        self.counts[sentence] += 1

    def sentences(self):
        """Each finding once, in the order found."""
        return [s if n == 1 else f"{s} ({n} times)" for s, n in self.counts.items()]


def words(value):
    """A text string without the white space around it; nothing for anything else."""
    return str(value).strip() if isinstance(value, (String, str)) else ""


def check_structure(pdf):
    """All findings about an open PDF, and one phrase that says how much was looked at."""
    report = Report()
    check_catalog(pdf, report)
    tree = pdf.Root.get("/StructTreeRoot")
    if not isinstance(tree, Dictionary):
        report("there is no structure tree")
        return report.sentences(), f"{len(pdf.pages)} pages"
    elements = read_elements(tree, report)
    content = read_content(pdf, report)
    check_marks(pdf, tree, elements, content, report)
    check_tables(elements, report)
    check_alternatives(elements, report)
    check_ids(elements, report)
    check_annotations(pdf, tree, elements, content, report)
    check_outline(pdf, report)
    marks = sum(len(found) for found in content.values())
    return report.sentences(), f"{len(pdf.pages)} pages, {len(elements)} elements, {marks} marks"


def check_catalog(pdf, report):
    """Language, title, and that the file says it is tagged."""
    language = words(pdf.Root.get("/Lang"))
    if not language:
        report("the document has no language")
    elif not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        report(f"the document's language `{language}` is not a language tag")
    if not words(pdf.docinfo.get("/Title") if "/Info" in pdf.trailer else None):
        report("the document has no title")
    if pdf.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is not True:
        report("the title is not shown in the window's title bar")
    if pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked") is not True:
        report("the document does not say that it is tagged (MarkInfo)")


def read_elements(tree, report):
    """The structure tree as a flat list in reading order, with what each element points to."""
    role_map = tree.get("/RoleMap", Dictionary())
    elements, seen = [], set()

    def role_of(node):
        role, steps = str(node.get("/S", "/none")), 0
        while role[1:] not in STANDARD_ROLES and role in role_map and steps < 20:
            role, steps = str(role_map[role]), steps + 1
        if role[1:] not in STANDARD_ROLES:
            report(f"the role {role} is not mapped to a standard one")
        return role[1:]

    pending = [(kid, None) for kid in reversed(as_list(tree.get("/K")))]
    while pending:
        kid, parent = pending.pop()
        if isinstance(kid, int):
            parent.marks.append((parent.page, kid))
            continue
        if not isinstance(kid, Dictionary):
            report("the structure tree holds something that is no element")
            continue
        kind = kid.get("/Type")
        if kind == Name.MCR:
            page = kid.Pg.objgen if "/Pg" in kid else parent.page
            parent.marks.append((kid.Stm.objgen if "/Stm" in kid else page, int(kid.MCID)))
            continue
        if kind == Name.OBJR:
            parent.objects.append(kid.Obj.objgen)
            continue
        if kid.is_indirect and kid.objgen in seen:
            report("an element stands twice in the structure tree")
            continue
        seen.add(kid.objgen)
        element = Element(kid, role_of(kid), parent)
        # A mark without a page of its own stands on its element's page.
        element.page = kid.Pg.objgen if "/Pg" in kid else parent and parent.page
        above = parent.node if parent else tree
        if "/P" not in kid or kid.P.objgen != above.objgen:
            report(f"a {element.role} does not name the element above it as its parent")
        if parent:
            parent.children.append(element)
        elements.append(element)
        pending.extend((grandkid, element) for grandkid in reversed(as_list(kid.get("/K"))))
    if not elements:
        report("the structure tree is empty")
    return elements


def as_list(value):
    """The kids of an element: none, one, or an array of them."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def read_content(pdf, report):
    """For each page and form with marks of its own: mark number to the bytes of text it shows."""
    content = defaultdict(dict)
    for number, page in enumerate(pdf.pages, start=1):
        read_stream(
            page.obj, page.obj.objgen, page.resources, False, content, set(), number, report
        )
    return content


def read_stream(stream, owner, resources, covered, content, above, number, report):
    """Reads one content stream; `covered`: it is drawn inside a mark or an artifact."""
    stack = []
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator in ("BMC", "BDC"):
            tag = instruction.operands[0]
            properties = instruction.operands[1] if operator == "BDC" else None
            if isinstance(properties, Name):
                properties = resources.get("/Properties", Dictionary()).get(properties)
            mark = properties.get("/MCID") if isinstance(properties, Dictionary) else None
            if mark is not None:
                if any(isinstance(entry, int) for entry in stack):
                    report(f"page {number}: a mark inside another mark")
                if mark in content[owner]:
                    report(f"page {number}: two marks with the number {mark}")
                content[owner].setdefault(int(mark), 0)
                stack.append(int(mark))
            else:
                stack.append("artifact" if tag == Name.Artifact else "other")
        elif operator == "EMC":
            if not stack:
                report(f"page {number}: a mark ends that never began")
            else:
                stack.pop()
        elif operator in SHOWS_TEXT or operator in PAINTS or operator == "Do":
            shown = (
                sum(text_bytes(operand) for operand in instruction.operands)
                if operator in SHOWS_TEXT
                else 0
            )
            mark = next((entry for entry in reversed(stack) if isinstance(entry, int)), None)
            inside = covered or mark is not None or "artifact" in stack
            if mark is not None and "artifact" not in stack:
                content[owner][mark] += shown
            if operator == "Do":
                form = resources.get("/XObject", Dictionary()).get(instruction.operands[0])
                if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
                    if form.objgen in above:
                        report(f"page {number}: a form draws itself")
                        continue
                    of_its_own = form.objgen if "/StructParents" in form else owner
                    below = form.get("/Resources", resources)
                    read_stream(
                        form,
                        of_its_own,
                        below,
                        inside,
                        content,
                        above | {form.objgen},
                        number,
                        report,
                    )
                    continue
            if not inside and (shown or operator not in SHOWS_TEXT):
                report(f"page {number}: content that is neither tagged nor an artifact")
    if stack:
        report(f"page {number}: a mark never ends")


def text_bytes(operand):
    """How many bytes of text an operand of a text operator shows."""
    if isinstance(operand, (String, bytes)):
        return len(bytes(operand))
    if isinstance(operand, Array):
        return sum(text_bytes(part) for part in operand)
    return 0


def check_marks(pdf, tree, elements, content, report):
    """Every mark belongs to one element, every element's marks exist, and the way back agrees."""
    numbers = {page.obj.objgen: f"page {number}" for number, page in enumerate(pdf.pages, start=1)}
    claimed = {}
    for element in elements:
        for mark in element.marks:
            if mark in claimed:
                report(f"{numbers.get(mark[0], 'a form')}: mark {mark[1]} belongs to two elements")
            claimed[mark] = element
            if mark[1] not in content.get(mark[0], {}):
                where = numbers.get(mark[0], "a form or a page that is not there")
                report(
                    f"a {element.role} points to mark {mark[1]} of {where}, which does not exist"
                )

    back = pikepdf.NumberTree(tree.ParentTree) if "/ParentTree" in tree else {}
    taken = {}
    for owner, marks in content.items():
        where = numbers.get(owner, "a form")
        holder = pdf.get_object(owner)
        key = holder.get("/StructParents")
        if marks and key is None:
            report(f"{where}: its marks have no entry in the parent tree (StructParents)")
        elif marks and taken.setdefault(int(key), owner) != owner:
            report(f"{where}: shares its entry in the parent tree with another page")
        for mark in marks:
            element = claimed.get((owner, mark))
            if element is None:
                report(f"{where}: mark {mark} belongs to no element, so nobody hears its content")
                continue
            row = back[int(key)] if key is not None and int(key) in back else None
            entry = row[mark] if isinstance(row, Array) and mark < len(row) else None
            if not isinstance(entry, Dictionary) or entry.objgen != element.node.objgen:
                report(f"{where}: the parent tree does not lead from mark {mark} to its element")


def check_tables(elements, report):
    """Tables have header cells, and header cells say what they head."""
    for element in elements:
        if element.role == "Table" and not any(e.role == "TH" for e in element.inside()):
            report("a table has no header cells")
        if element.role == "TH" and element.attribute("/Scope") is None:
            report("a header cell does not say whether it heads a row or a column")


def check_alternatives(elements, report):
    """Figures and formulas have a text in their place."""
    for element in elements:
        spoken = words(element.node.get("/Alt")) or words(element.node.get("/ActualText"))
        if element.role in ("Figure", "Formula") and not spoken:
            report(f"a {element.role.lower()} has no alternative text")


def check_ids(elements, report):
    """Names of elements are unique, and cells name header cells that exist."""
    names = Counter(bytes(element.node.ID) for element in elements if "/ID" in element.node)
    for name, count in names.items():
        if count > 1:
            report(f"{count} elements have the name {name!r}")
    for element in elements:
        for header in as_list(element.attribute("/Headers")):
            if bytes(header) not in names:
                report(f"a cell names a header cell {bytes(header)!r} that does not exist")


def check_annotations(pdf, tree, elements, content, report):
    """Links are described, tagged, have text in the tags, and lead somewhere."""
    owners = {number: element for element in elements for number in element.objects}
    back = pikepdf.NumberTree(tree.ParentTree) if "/ParentTree" in tree else {}
    pages = {page.obj.objgen for page in pdf.pages}
    named = named_destinations(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        annotations = as_list(page.obj.get("/Annots"))
        if annotations and page.obj.get("/Tabs") != Name.S:
            report(f"page {number}: the tab key does not follow the structure")
        for annotation in annotations:
            element = owners.get(annotation.objgen)
            if element is None:
                report(f"page {number}: an annotation belongs to no element")
                continue
            key = annotation.get("/StructParent")
            entry = back[int(key)] if key is not None and int(key) in back else None
            if not isinstance(entry, Dictionary) or entry.objgen != element.node.objgen:
                report(
                    f"page {number}: the parent tree does not lead from an annotation to its tag"
                )
            if annotation.get("/Subtype") != Name.Link:
                continue
            if element.role not in ("Link", "Reference"):
                report(f"page {number}: a link is tagged as {element.role}")
            if not words(annotation.get("/Contents")):
                report(f"page {number}: a link has no description (Contents)")
            shown = sum(
                content.get(owner, {}).get(mark, 0)
                for part in element.inside()
                for owner, mark in part.marks
            )
            spoken = any(
                words(e.node.get(key)) for e in element.inside() for key in ("/Alt", "/ActualText")
            )
            if not shown and not spoken:
                report(f"page {number}: a link has no text")
            check_target(annotation, pages, named, f"page {number}: a link", report)


def named_destinations(pdf):
    """The names that links and bookmarks can lead to."""
    names = pdf.Root.get("/Names", Dictionary()).get("/Dests")
    old = {str(name)[1:]: value for name, value in pdf.Root.get("/Dests", Dictionary()).items()}
    return {**old, **(dict(pikepdf.NameTree(names).items()) if names is not None else {})}


def check_target(item, pages, named, who, report):
    """The target of a link or bookmark is an address, or a page of this document."""
    action = item.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") == Name.URI:
        if not words(action.get("/URI")):
            report(f"{who} leads to an empty address")
        return
    target = item.get("/Dest", action.get("/D") if isinstance(action, Dictionary) else None)
    if isinstance(target, (String, Name)):
        name = str(target)[1:] if isinstance(target, Name) else str(target)
        target = named.get(name)
        if target is None:
            report(f"{who} leads to the name `{name}`, which does not exist")
            return
    if isinstance(target, Dictionary):
        target = target.get("/D")
    if (
        not isinstance(target, Array)
        or not isinstance(target[0], Dictionary)
        or target[0].objgen not in pages
    ):
        report(f"{who} leads to no page of this document")


def check_outline(pdf, report):
    """Bookmarks have titles and lead to pages; the chain of them has no loop."""
    pages, named, seen = {page.obj.objgen for page in pdf.pages}, named_destinations(pdf), set()
    pending = [pdf.Root.get("/Outlines", Dictionary()).get("/First")]
    while pending:
        item = pending.pop()
        if item is None:
            continue
        if item.objgen in seen:
            report("the bookmarks run in a circle")
            continue
        seen.add(item.objgen)
        title = words(item.get("/Title"))
        if not title:
            report("a bookmark has no title")
        check_target(item, pages, named, f"the bookmark “{title}”", report)
        pending += [item.get("/Next"), item.get("/First")]
