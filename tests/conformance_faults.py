"""Faults to plant in a good PDF, to prove that the check finds them.

In comes an open PDF, which each function damages in one way; `FAULTS` names them and says by which
words the check must show that it found this fault and not another.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream


class Missing(Exception):
    """The file has nothing that this fault could damage."""


def elements(pdf, *roles):
    """The structure elements with one of these roles; raises if there is none."""
    found = [
        item
        for item in pdf.objects
        if isinstance(item, Dictionary)
        and item.get("/Type") == Name.StructElem
        and str(item.get("/S"))[1:] in roles
    ]
    if not found:
        raise Missing(roles)
    return found


def paragraph_called(pdf, role):
    """Calls a paragraph by another role, for files that have nothing of that role to damage."""
    elements(pdf, "P")[0].S = role


def links(pdf):
    """The link annotations of all pages; raises if there is none."""
    found = [
        item
        for page in pdf.pages
        for item in page.obj.get("/Annots", [])
        if item.get("/Subtype") == Name.Link
    ]
    if not found:
        raise Missing("link")
    return found


def fonts(pdf):
    """The fonts of the first page that has any."""
    for page in pdf.pages:
        found = list(page.resources.get("/Font", Dictionary()).values())
        if found:
            return found
    raise Missing("font")


def nothing(_):
    """The control: a file that was only read and written again."""


def title_gone(pdf):
    """No title, in either place that holds one."""
    del pdf.docinfo["/Title"]
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as metadata:
        del metadata["dc:title"]


def title_not_shown(pdf):
    """The window shows the file's name."""
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def language_gone(pdf):
    """No language for the document."""
    del pdf.Root.Lang


def not_marked(pdf):
    """Tags, but a file that does not say so."""
    del pdf.Root.MarkInfo


def tree_gone(pdf):
    """Marks without a structure tree."""
    del pdf.Root.StructTreeRoot


def mark_orphaned(pdf):
    """An element lets go of the text that it had; the parent tree still knows it."""
    for element in elements(pdf, "P", "H1", "LBody"):
        kids = element.get("/K")
        if isinstance(kids, Array) and len(kids) > 0 and isinstance(kids[0], int):
            del kids[0]
            return
    raise Missing("mark")


def mark_invented(pdf):
    """An element points to a mark that no page has."""
    for element in elements(pdf, "P", "H1", "LBody"):
        if "/Pg" in element and isinstance(element.get("/K"), Array):
            element.K.append(99_999)
            return
    raise Missing("mark")


def parent_tree_torn(pdf):
    """A page whose marks lead to no element."""
    for page in pdf.pages:
        if "/StructParents" in page.obj:
            page.obj.StructParents = 99_999
            return
    raise Missing("mark")


def headers_gone(pdf):
    """Header cells become plain ones; where there is no table, a paragraph is called one."""
    try:
        for cell in elements(pdf, "TH"):
            cell.S = Name.TD
    except Missing:
        paragraph_called(pdf, Name.Table)


def scope_gone(pdf):
    """Header cells head nobody knows what; where there are none, a paragraph is called one."""
    try:
        for cell in elements(pdf, "TH"):
            for attributes in cell.get("/A", []):
                if "/Scope" in attributes:
                    del attributes["/Scope"]
    except Missing:
        paragraph_called(pdf, Name.TH)


def alternative_gone(pdf):
    """A figure without alternative text; where there is no figure, a paragraph is called one."""
    try:
        for figure in elements(pdf, "Figure"):
            for key in ("/Alt", "/ActualText"):
                if key in figure:
                    del figure[key]
    except Missing:
        paragraph_called(pdf, Name.Figure)


def description_gone(pdf):
    """A link without a description."""
    del links(pdf)[0]["/Contents"]


def link_text_gone(pdf):
    """A link's element keeps the annotation and loses its text."""
    for element in elements(pdf, "Link"):
        kept = [
            kid
            for kid in element.K
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
        ]
        if kept:
            element.K = Array(kept)
            return
    raise Missing("link")


def link_astray(pdf):
    """A link to a place that is not there."""
    link = links(pdf)[0]
    link.A = Dictionary(S=Name.GoTo, D=pikepdf.String("nowhere"))
    if "/Dest" in link:
        del link["/Dest"]


def bookmark_astray(pdf):
    """A bookmark to a page that is not in the document."""
    first = pdf.Root.get("/Outlines", Dictionary()).get("/First")
    if first is None:
        raise Missing("bookmark")
    page = pdf.make_indirect(Dictionary(Type=Name.Page))
    first.Dest = Array([page, Name.Fit])
    if "/A" in first:
        del first["/A"]


def font_not_embedded(pdf):
    """A font that the reader must have."""
    for font in fonts(pdf):
        for descendant in font.get("/DescendantFonts", [font]):
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                descriptor = descendant.get("/FontDescriptor", Dictionary())
                if key in descriptor:
                    del descriptor[key]
                    return
    raise Missing("embedded font")


def characters_gone(pdf):
    """A font whose text can be seen and not read."""
    for font in fonts(pdf):
        if "/ToUnicode" in font:
            del font["/ToUnicode"]
            return
    raise Missing("ToUnicode")


def untagged_content(pdf):
    """A rule that is neither tagged nor an artifact."""
    page = pdf.pages[0]
    page.contents_add(Stream(pdf, b"q 0 0 m 9 9 l S Q"))


def claim_gone(pdf):
    """A file that no longer says that it is accessible."""
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfuaid:part"]


def carriage_return(pdf):
    """A stream that ends in 0x0D: the validator's false alarm, which must raise none here."""
    page = pdf.pages[0].obj
    page.Contents = Stream(pdf, pdf.pages[0].Contents.read_bytes() + b"\r")


# Name of the fault: what plants it, and words of the finding that must name it (none: no finding).
FAULTS = {
    "nothing changed": (nothing, ""),
    "stream that ends in a carriage return": (carriage_return, ""),
    "title removed": (title_gone, "no title"),
    "title not shown": (title_not_shown, "title bar"),
    "language removed": (language_gone, "no language"),
    "tagging not declared": (not_marked, "MarkInfo"),
    "structure tree removed": (tree_gone, "no structure tree"),
    "mark orphaned": (mark_orphaned, "belongs to no element"),
    "mark invented": (mark_invented, "which does not exist"),
    "parent tree torn": (parent_tree_torn, "parent tree"),
    "header cells made plain": (headers_gone, "no header cells"),
    "scope of a header cell removed": (scope_gone, "heads a row or a column"),
    "alternative text removed": (alternative_gone, "no alternative text"),
    "description of a link removed": (description_gone, "no description"),
    "text of a link removed": (link_text_gone, "link has no text"),
    "link to nowhere": (link_astray, "which does not exist"),
    "bookmark to nowhere": (bookmark_astray, "leads to no page"),
    "font not embedded": (font_not_embedded, "FONT-EMBEDDING"),
    "characters of a font removed": (characters_gone, "UNICODE-MAPPING"),
    "content neither tagged nor artifact": (untagged_content, "neither tagged nor an artifact"),
    "claim removed": (claim_gone, "PDFUA1-ID-SCHEMA"),
}
