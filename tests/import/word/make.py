"""Makes the Word drafts of these cases with other programs than this one: python-docx, pandoc and LibreOffice.

    python3 -m venv v && v/bin/pip install python-docx && v/bin/python tests/import/word/make.py

Each draft is messy on purpose, as drafts are: what is in one is said where it is made. Councils, people and facts are invented.
The files are kept, so that the tests need none of those programs; they are made again only where a case changes.
"""

import io
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

HERE = pathlib.Path(__file__).parent


def picture(red, green, blue):
    """A small picture of one colour, as PNG."""
    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = b"".join(b"\0" + bytes([red, green, blue]) * 40 for _ in range(24))
    head = struct.pack(">IIBBBBB", 40, 24, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def save(document, name):
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    document.core_properties.author = "Alex Example"
    document.save(folder / "draft.docx")


def add(document, text="", style=None, bold=False, size=None, align=None, indent=None):
    paragraph = document.add_paragraph(style=style)
    if text:
        run = paragraph.add_run(text)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
    if align:
        paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.left_indent = Cm(indent)
    return paragraph


def link(paragraph, address, text):
    identifier = paragraph.part.relate_to(
        address, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True)
    paragraph._p.append(parse_xml(
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{identifier}"><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:hyperlink>'))


def xml(paragraph, inner):
    for element in parse_xml(f'<w:p {nsdecls("w", "r", "wp", "a", "m")}>{inner}</w:p>'):
        paragraph._p.append(element)


def numbering(document, levels):
    """A list of Word's own, by (format, pattern, indent) of each level; gives its number."""
    part = document.part.numbering_part.element
    number = 90 + len(part.findall(qn("w:abstractNum")))
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
        for n, (form, pattern, left) in enumerate(levels))
    part.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{inner}</w:abstractNum>'))
    part.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    return number


def numbered(paragraph, number, level=0):
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))
    return paragraph


def cell(cell, text, bold=False):
    cell.text = ""
    cell.paragraphs[0].add_run(text).bold = bold or None


def typed_numbers():
    """Headings in bold, numbers typed with tabs, bullets typed too, a front sheet of lines, contacts as lines."""
    d = docx.Document()
    centre = WD_ALIGN_PARAGRAPH.CENTER
    add(d, "WESSENSHIRE COUNTY COUNCIL", bold=True, size=14, align=centre)
    add(d, "CHILDREN AND FAMILIES SCRUTINY PANEL", bold=True, size=12, align=centre)
    add(d, "Thursday 12th March 2026", bold=True, align=centre)
    add(d, "PROGRESS WITH THE SEND IMPROVEMENT PLAN", bold=True, size=16, align=centre)
    add(d)
    add(d, "Report of:\tthe Director for Children and Young People")
    add(d, "Wards affected: All")
    add(d)
    add(d, "1.\tPURPOSE OF REPORT", bold=True)
    add(d, "1.1\tThis report tells the Panel what has been done about SEND since the inspection in May 2025.")
    add(d, "2.\tBACKGROUND", bold=True)
    p = add(d, "2.1\tOfsted and the Care Quality Commission (CQC) inspected the local area. ")
    p.add_run("They found ")
    p.add_run("three").bold = True
    p.add_run(" priority").bold = True
    p.add_run(" actions").bold = True
    p.add_run(", set out in paragraph 3.1 below.")
    add(d, "2.2\tThe area\u2019s partners have met every month since. Their plan\u00a0– which was published in July – has 31 actions, of which 2 are{sic} late.")
    add(d, "3.\tWHAT INSPECTORS FOUND", bold=True)
    add(d, "3.1\tThe priority actions are to:")
    add(d, "•\twrite education, health and care plans (EHC plans) on time;", indent=1.5)
    add(d, "•\thear children\u2019s views:", indent=1.5)
    add(d, "o\tin school; and", indent=2.5)
    add(d, "o\tat home;", indent=2.5)
    add(d, "•\tplan for adult life *early*.", indent=1.5)
    add(d, "3.2\tIn the inspectors\u2019 words:")
    add(d, "\u201cLeaders know what has to change, and families are beginning to see it.\u201d", style="Intense Quote")
    add(d, "The next visit is expected in 2027.")
    add(d, "4.\tFINANCIAL IMPLICATIONS", bold=True)
    add(d, "4.1\tThe cost is £1,200,000 in 2026/27. See section 2 for why.")
    add(d, "5.\tLEGAL IMPLICATIONS", bold=True)
    add(d, "5.1\tNone.")
    add(d, "6.\tRECOMMENDATIONS", bold=True)
    add(d, "6.1\tIt is recommended that the Panel:")
    add(d, "(a)\tnotes the progress made;", indent=1.5)
    add(d, "(b)\tasks for a further report in six months; and", indent=1.5)
    add(d, "(c)\ttells Cabinet what it thinks.", indent=1.5)
    add(d, "7.\tAPPENDICES", bold=True)
    add(d, "Appendix A – The SEND improvement plan")
    add(d, "Appendix B – Letter from the inspectors, 14 July 2025")
    add(d, "Background papers", bold=True)
    p = add(d)
    link(p, "https://wessenshire.example.gov.uk/send/report-2025", "Area SEND inspection of Wessenshire")
    add(d, "Contact officer", bold=True)
    add(d, "Morgan Penhallow, Head of SEND Improvement")
    add(d, "Tel: 01632 960471")
    add(d, "Email: morgan.penhallow@wessenshire.example.gov.uk")
    save(d, "typed-numbers")


def front_sheet():
    """A front sheet in tables with merged cells, styled headings, automatic numbers on two levels, footnotes by pandoc elsewhere;
    a table with a head of two rows and merged cells; pictures with and without alternative text; recommendations in a box."""
    d = docx.Document()
    t = d.add_table(rows=2, cols=2, style="Table Grid")
    cell(t.cell(0, 0), "Cabinet", True)
    cell(t.cell(0, 1), "AGENDA ITEM No. 7", True)
    cell(t.cell(1, 0), "15 June 2026", True)
    cell(t.cell(1, 1), "PUBLIC REPORT", True)
    add(d)
    t = d.add_table(rows=3, cols=4, style="Table Grid")
    cell(t.cell(0, 0), "Report of:")
    t.cell(0, 1).merge(t.cell(0, 3)).text = "Rowan Ashby, Executive Director of Place"
    cell(t.cell(1, 0), "Cabinet Member(s) responsible:")
    t.cell(1, 1).merge(t.cell(1, 3)).text = "Councillor Jo Merrow, Cabinet Member for Housing"
    cell(t.cell(2, 0), "Contact Officer(s):")
    cell(t.cell(2, 1), "Sam Tolliver, Head of Housing")
    cell(t.cell(2, 2), "Tel.")
    cell(t.cell(2, 3), "01632 960528")
    d.add_paragraph("Housing repairs: a new contract", style="Title")
    box = d.add_table(rows=3, cols=2, style="Table Grid")
    box.cell(0, 0).merge(box.cell(0, 1)).text = ""
    box.cell(0, 0).paragraphs[0].add_run("RECOMMENDATIONS").bold = True
    cell(box.cell(1, 0), "FROM: Executive Director of Place")
    cell(box.cell(1, 1), "Deadline date: N/A")
    inner = box.cell(2, 0).merge(box.cell(2, 1))
    inner.text = "It is recommended that Cabinet:"
    one = numbering(d, [("decimal", "%1.", 720)])
    for text in ["approves the award of the contract described in section 4; and", "delegates its signature to the Executive Director of Place."]:
        numbered(inner.add_paragraph(text), one)
    levels = numbering(d, [("decimal", "%1.", 720), ("decimal", "%1.%2", 720), ("lowerLetter", "%3)", 1440)])
    def heading(text):
        numbered(d.add_heading(text, 1), levels)
    def body(text, level=1):
        return numbered(add(d, text), levels, level)
    heading("Origin of report")
    body("This report follows the decision of Cabinet on 9 March 2026 to tender the contract.")
    heading("Purpose and reason for report")
    body("Cabinet is asked to award the contract for repairs to the Council’s homes.")
    heading("Background and key issues")
    body("The Council owns 10,400 homes. Tenants reported 31,000 repairs last year:")
    body("a third were to heating;", 2)
    body("a quarter were to kitchens and bathrooms; and", 2)
    body("the rest were of all kinds.", 2)
    body("How quickly repairs were done is shown below.")
    t = d.add_table(rows=5, cols=4, style="Table Grid")
    t.cell(0, 0).merge(t.cell(1, 0)).text = "Kind"
    t.cell(0, 1).merge(t.cell(0, 3)).text = "Days to do"
    for n, text in enumerate(["2024", "2025", "Target"]):
        cell(t.cell(1, n + 1), text)
    for row in (0, 1):
        t.rows[row]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    t.cell(2, 0).merge(t.cell(3, 0)).text = "Heating"
    for row, texts in [(2, ["4", "3", "2"]), (3, ["Urgent: 1", "1", "1"]), (4, ["21", "19", "14"])]:
        for n, text in enumerate(texts):
            cell(t.cell(row, n + 1), text)
    cell(t.cell(4, 0), "Kitchens | bathrooms")
    add(d, "Table 1: days that repairs took", style="Caption")
    p = add(d, "The chart shows satisfaction.")
    d.add_picture(io.BytesIO(picture(26, 79, 138)), width=Cm(6))
    d.inline_shapes[-1]._inline.docPr.set("descr", "A bar chart: 71 per cent of tenants were satisfied in 2024, and 78 per cent in 2025")
    d.add_picture(io.BytesIO(picture(200, 80, 30)), width=Cm(6))
    d.add_heading("What tenants say", 2)
    body("The tenants’ panel met on 2 April. Its views are in Appendix 1.")
    heading("Reasons for recommendations")
    body("The tender of Pennant Repairs is the best for its price. See paragraph 3.1.")
    heading("Alternative options considered")
    body("To do nothing: the present contract ends in August.")
    heading("Implications")
    d.add_heading("Financial Implications", 2)
    body("The contract costs £4.2m a year, within the budget.")
    d.add_heading("Legal Implications", 2)
    body("The award follows the Procurement Act 2023.")
    heading("Background documents")
    add(d, "None")
    heading("Appendices")
    add(d, "Appendix 1 – Views of the tenants’ panel", style="List Bullet")
    save(d, "front-sheet")


def changes_and_comments():
    """Tracked insertions, deletions, moves and a deleted end of a paragraph, comments, hidden words, a text box, an equation,
    a header with a watermark, macros' names, symbols, and a link into the intranet."""
    d = docx.Document()
    d.sections[0].header.paragraphs[0].text = "DRAFT v3 – Democratic Services"
    d.sections[0].footer.paragraphs[0].text = "Page 1 of 9"
    d.add_heading("Review of library opening hours", 0)
    add(d, "Report to: Communities Overview and Scrutiny Committee")
    add(d, "Date: 4/11/2026")
    add(d, "Report of: Head of Libraries")
    d.add_heading("Summary", 1)
    p = add(d)
    author = 'w:id="1" w:author="Kit Marlow" w:date="2026-10-01T09:00:00Z"'
    xml(p, f'''<w:r><w:t xml:space="preserve">The review looked at </w:t></w:r>
      <w:del {author}><w:r><w:delText xml:space="preserve">nine </w:delText></w:r></w:del>
      <w:ins {author}><w:r><w:t xml:space="preserve">eleven </w:t></w:r></w:ins>
      <w:r><w:t>libraries.</w:t></w:r>''')
    p = add(d)
    p._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del {author}/></w:rPr>'))
    xml(p, '<w:r><w:t xml:space="preserve">Visits fell by a fifth </w:t></w:r>')
    xml(add(d), f'''<w:r><w:t>in three years, and rose again in 2026.</w:t></w:r>
      <w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> Check this with Finance.</w:t></w:r>''')
    d.add_heading("What was found", 1)
    p = add(d)
    xml(p, f'''<w:moveFrom {author}><w:r><w:t xml:space="preserve">Evening hours are used most. </w:t></w:r></w:moveFrom>
      <w:r><w:t>Saturday is the busiest day.</w:t></w:r>''')
    p = add(d)
    xml(p, f'''<w:r><w:t xml:space="preserve">Children come after school. </w:t></w:r>
      <w:moveTo {author}><w:r><w:t>Evening hours are used most.</w:t></w:r></w:moveTo>''')
    commented = add(d, "Two libraries could open longer.")
    d.add_comment(commented.runs, text="Which two? The Panel will ask.", author="Robin Sedge", initials="RS")
    p = add(d, "The saving is ")
    xml(p, '<m:oMath><m:r><m:t>s = h × c</m:t></m:r></m:oMath><w:r><w:t xml:space="preserve"> for each library.</w:t></w:r>')
    p = add(d, "A box stood beside this paragraph.")
    xml(p, '''<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:100pt"><v:textbox><w:txbxContent>
      <w:p><w:r><w:t>Key fact: 412,000 visits last year.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>''')
    p = add(d, "Staff can read the data ")
    link(p, "file://S:/Libraries/visits.xlsx", "on the shared drive")
    p.add_run(", co\u00adoperate with us, and tick ")
    xml(p, '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:noBreakHyphen/><w:t>marks. 10 m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>')
    d.add_heading("Recommendations", 1)
    add(d, "The Committee is asked to:")
    add(d, "comment on the findings; and", style="List Number")
    add(d, "agree that the trial of longer hours goes ahead.", style="List Number")
    d.add_heading("Contact details", 1)
    t = d.add_table(rows=3, cols=2)
    for row, texts in enumerate([("Report author", "Ash Lindqvist, Head of Libraries"), ("Telephone", "01632 960222"), ("E-mail", "ash.lindqvist@anyshire.example.gov.uk")]):
        for n, text in enumerate(texts):
            cell(t.cell(row, n), text)
    save(d, "changes-and-comments")


def exempt():
    """An open report with an exempt appendix and headings in capitals, and words that Markdown would read."""
    d = docx.Document()
    add(d, "CABINET", bold=True)
    add(d, "8 September 2026", bold=True)
    add(d, "LEISURE CENTRES: THE NEXT OPERATOR", bold=True)
    add(d, "Portfolio Holder: Councillor Lee Harkness, Portfolio Holder for Leisure")
    add(d, "Report from: Jamie Coldwell, Director of Place")
    add(d, "Author: Toni Varga, Leisure Manager")
    add(d, "Key decision: Yes – spending above £500,000")
    add(d, "SUMMARY", bold=True)
    add(d, "Four firms bid to run the Council’s leisure centres. Appendix 2 is exempt information by virtue of paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972.")
    add(d, "1. BACKGROUND", bold=True)
    add(d, "1.1 The contract ends on 31 March 2027. It covers five_centres, 3 pools & a track.")
    add(d, "1.2 2020. That was the year in which {{ all }} centres were closed <by law>; income fell 40* per cent.")
    add(d, "2. OPTIONS", bold=True)
    add(d, "2.1 The options are:")
    add(d, "(i) to let the contract;")
    add(d, "(ii) to run the centres ourselves; or")
    add(d, "(iii) to close them.")
    add(d, "3. FINANCIAL IMPLICATIONS", bold=True)
    add(d, "3.1 The bids are compared in Appendix 2 [see there](sic).")
    add(d, "4. LEGAL IMPLICATIONS", bold=True)
    add(d, "4.1 There are none beyond those of the Procurement Act 2023.")
    add(d, "5. RECOMMENDATIONS", bold=True)
    add(d, "5.1 The Cabinet is asked to agree to let the contract to the firm that is named in Appendix 2.")
    add(d, "LEAD OFFICER CONTACT", bold=True)
    add(d, "Toni Varga, Leisure Manager, 01632 960333, toni.varga@wessenshire.example.gov.uk")
    add(d, "APPENDICES", bold=True)
    add(d, "Appendix 1 – The leisure strategy")
    add(d, "Appendix 2 – Comparison of the bids (exempt)")
    save(d, "exempt")


PANDOC = r'''---
title: "Adult social care: the year ahead"
---

**Committee:** Adults and Health Overview and Scrutiny Panel

**Date of meeting:** 6 March 2026

## Summary

The Council’s care services support 5,200 people.[^1] This paper says what will change, and *why*.

[^1]: At 31 December 2025. The figure counts people once.

    It leaves out those who pay for all of their care.

## Background

1.  Demand has grown:

    -   for home care;
    -   for equipment, as [the survey](https://wessenshire.example.gov.uk/survey) shows; and

        most of all at night;
    -   for respite.

2.  Money has not.

| Service           | People | Cost, £m |
|:------------------|-------:|---------:|
| Home care         |  2,900 |     31.4 |
| Residential care  |  1,700 |     58.0 |
| Day opportunities |    600 |      4.1 |

: People and costs in 2025/26

> We were listened to. That had not happened before.

### What people told us

They want `one number` to ring, and H~2~O at hand.

$$c = \frac{n}{p}$$

## Next steps

The Panel will see a draft in May.

## Purpose of the meeting

The Panel is asked to:

(a) note the position;
(b) say what it would like to look at.

## Supporting information

- Appendix 1 – Survey of carers

## Contact points

Isolde Fenn, Assistant Director, <isolde.fenn@wessenshire.example.gov.uk>
'''


def by_pandoc():
    """A draft that pandoc writes: footnotes of two paragraphs, nested lists, a table, a quotation, an equation."""
    folder = HERE / "pandoc"
    folder.mkdir(exist_ok=True)
    subprocess.run(["pandoc", "-f", "markdown", "-o", folder / "draft.docx"], input=PANDOC.encode(), check=True)


HTML = r'''<html><head><title>Air quality in the town centre</title></head><body>
<h1>Air quality in the town centre</h1>
<table border="1"><tr><td><b>Report to</b></td><td>Environment Scrutiny Committee</td></tr>
<tr><td><b>Date</b></td><td>Monday 5 October 2026</td></tr>
<tr><td><b>Report of</b></td><td>Director of Environment</td></tr>
<tr><td><b>Lead director</b></td><td>Nell Astbury</td></tr></table>
<h2>Local members’ interest</h2><p>Town Centre</p>
<h2>Summary</h2><p>Nitrogen dioxide fell by a quarter in five years. <b>Most</b> of the fall was in Bridge Street.</p>
<h2>Report</h2>
<h3>What was measured</h3>
<ol><li>There are twelve monitors. Each takes a reading an hour.</li>
<li>The readings are checked each month.</li></ol>
<h3>What was found</h3>
<ol start="3"><li>The yearly average in Bridge Street was 31 µg/m³ &lt; 40, the legal limit.</li>
<li>Reports came from:<ul><li>residents;</li><li>shops;<ul><li>on the square</li></ul></li></ul></li></ol>
<blockquote>The air is better than it was.</blockquote>
<h2>Recommendations</h2><p>I recommend that the Committee:</p>
<ol type="a"><li>notes the readings; and</li><li>asks for a yearly report.</li></ol>
<h2>List of background documents and appendices</h2><p>Appendix 1: Readings by monitor</p>
<h2>Contact details</h2>
<table><tr><td>Report author:</td><td>Wren Oakley</td></tr><tr><td>Job title:</td><td>Scientific Officer</td></tr>
<tr><td>Telephone:</td><td>01632 960444</td></tr><tr><td>E-mail:</td><td>wren.oakley@example.gov.uk</td></tr></table>
</body></html>'''


def by_libreoffice():
    """A draft that LibreOffice writes from a page of the web: headings, lists that go on counting, tables."""
    folder = HERE / "libreoffice"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        page = pathlib.Path(work) / "draft.html"
        page.write_text(HTML, encoding="utf-8")
        subprocess.run(
            ["soffice", "--headless", "--writer", f"-env:UserInstallation=file://{work}/profile", "--convert-to",
             "docx:MS Word 2007 XML", "--outdir", folder, page], check=True, stdout=subprocess.DEVNULL)


def plain():
    """No styles at all and no front sheet but two lines, long paragraphs, a table pasted with bold first row, appendices in the
    file itself, and "OPEN"; in a style that does not number paragraphs."""
    d = docx.Document()
    add(d, "Report to Economic Development and Skills Policy Committee, 20 January 2027", bold=True)
    add(d, "Skills for the green economy", bold=True, size=18)
    add(d, "Category of report: OPEN")
    add(d, "Report of: Executive Director, City Futures")
    add(d, "Author of report: Ines Calloway, Skills Manager")
    add(d, "Type of item: Briefing paper for the Scrutiny Committee")
    add(d, "Introduction", bold=True, size=14)
    add(d, "Firms in the city look for people who can fit heat pumps and insulate homes. Colleges teach too few of them, and those who learn often leave for jobs elsewhere.")
    add(d, "Main body of the report", bold=True, size=14)
    add(d, "Demand", bold=True)
    add(d, "Last year firms advertised these jobs.")
    t = d.add_table(rows=3, cols=3)
    for row, texts in enumerate([("Job", "Advertised", "Filled"), ("Heat pump fitter", "120", "61"), ("Insulation installer", "85", "70")]):
        for n, text in enumerate(texts):
            cell(t.cell(row, n), text, bold=row == 0)
            if n and row:
                t.cell(row, n).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add(d, "Supply", bold=True)
    p = add(d, "Colleges had 140 places. Two-thirds were taken")
    p.add_run(", most of them by men").italic = True
    p.add_run(".")
    p.add_run().add_break()
    p.add_run("A second line follows without a new paragraph.")
    add(d, "- one college closed its course;")
    add(d, "- another will open one.")
    add(d, "What does this mean for the people of the city?", bold=True, size=14)
    add(d, "Bills fall, and jobs are near home.")
    add(d, "Recommendation", bold=True, size=14)
    add(d, "The Committee is asked to note the report.")
    add(d, "Appendix 1 – Courses", bold=True, size=14)
    add(d, "Heat pumps: twelve weeks. Insulation: six weeks.")
    save(d, "plain")


def not_for_publication():
    """A whole report that is exempt, said in its header and at its head, numbered straight through, with a list of figures in
    roman, a picture that cannot be used, endnotes by hand and a table of contents."""
    d = docx.Document()
    d.sections[0].header.paragraphs[0].text = "NOT FOR PUBLICATION"
    add(d, "Not for publication by virtue of paragraphs 1 and 3 of Part 1 of Schedule 12A to the Local Government Act 1972", bold=True)
    t = d.add_table(rows=4, cols=2)
    for row, (label, value) in enumerate([("Meeting:", "Pensions Committee"), ("Date:", "3 December 2026"), ("Title:", "Appointment of an investment adviser"), ("Report of:", "Director of Finance")]):
        cell(t.cell(row, 0), label, True)
        cell(t.cell(row, 1), value)
    p = add(d)
    xml(p, '''<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r>
      <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Summary 1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>''')
    d.add_heading("Local Members’ Interest", 1)
    add(d, "N/A")
    d.add_heading("Summary", 1)
    add(d, "The fund needs an adviser. Three firms were interviewed.")
    d.add_heading("The firms", 1)
    one = numbering(d, [("decimal", "%1.", 360), ("lowerRoman", "(%2)", 720)])
    def body(text, level=0):
        return numbered(add(d, text), one, level)
    body("Each firm was asked the same questions about its people and its prices.")
    body("The panel marked:")
    body("experience;", 1)
    body("price.", 1)
    d.add_heading("The choice", 1)
    body("The panel chose Tarn and Fell. Its price was the lowest, as paragraph 2 explains.")
    d.add_heading("Recommendations", 1)
    add(d, "That the Committee appoints Tarn and Fell for four years.", style="List Number")
    d.add_heading("Contact details", 1)
    add(d, "Quinn Barrow – Head of Investments – quinn.barrow@example.gov.uk")
    save(d, "not-for-publication")


def ticks():
    """A form with options to tick, its subject and its author said twice, a category below the background papers, and bare
    numbers before the headings."""
    d = docx.Document()
    add(d, "Report to Schools Scrutiny Committee", bold=True, size=14)
    add(d, "Monday 11 January 2027")
    rows = [("Report of:", "Director of Schools"), ("Subject:", "Uniform grants"), ("Author of Report:", "Lee Example"),
            ("Summary:", "The grants and who has them.")]
    t = d.add_table(rows=len(rows), cols=2)
    for row, pair in enumerate(rows):
        for column, text in enumerate(pair):
            t.cell(row, column).text = text
    add(d, "Type of item: The report author should tick the appropriate box", bold=True)
    options = [("Reviewing of existing policy", ""), ("Informing the development of new policy", "X"), ("Statutory consultation", ""),
               ("Performance / budget monitoring report", ""), ("Other", "")]
    t = d.add_table(rows=len(options), cols=2)
    for row, pair in enumerate(options):
        for column, text in enumerate(pair):
            t.cell(row, column).text = text
    add(d, "The Scrutiny Committee is being asked to:", bold=True)
    add(d, "Comment on the grants.")
    add(d, "Background Papers:", bold=True)
    add(d, "None")
    add(d, "Category of Report:\tOPEN", bold=True)
    add(d, "Report of the Director of Schools", bold=True)
    add(d, "Uniform grants", bold=True)
    add(d, "1 Introduction", bold=True)
    add(d, "Grants are paid in May.")
    add(d, "2 What was paid", bold=True)
    add(d, "We paid 412 of them.")
    add(d, "A. Late claims", bold=True)
    add(d, "Eleven came late.")
    add(d, "B. Wrong claims", bold=True)
    add(d, "Two were wrong.")
    add(d, "Appendix A", bold=True)
    add(d, "Grants by school", bold=True)
    add(d, "Oakfield has 41 and Ashfield 37.")
    save(d, "ticks")


def laid_out():
    """A whole paper in a table without lines, its numbers in the first two columns; links in fields among words that look alike,
    figures above and below the line, and signs of four picture fonts."""
    d = docx.Document()
    t = d.add_table(rows=0, cols=3)
    for cells in [("Title:", "Car parks", ""), ("Committee:", "Place Scrutiny Panel", ""), ("Date:", "3 February 2027", ""),
                  ("1.", "Why this report is here", ""), ("", "1.1", "Income fell by £12,000."), ("2.", "What we found", ""),
                  ("", "2.1", "Two machines were broken.")]:
        for cell_, text in zip(t.add_row().cells, cells):
            cell_.text = text
    p = t.rows[-1].cells[2].add_paragraph()
    def run(text, properties=""):
        return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    height = '<w:vertAlign w:val="{}script"/>'.format
    xml(p, run("See ") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/parks" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("the plan") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run(" for CO")
        + run("2", height("sub")) + run(", 10") + run("6", height("super")) + run(" m") + run("2", height("super")) + run(" and the 1")
        + run("st", height("super")) + run(" day."))
    p = t.rows[-1].cells[2].add_paragraph("Marks: ")
    for font, code, text in [("Wingdings", "F0FC", " paid; "), ("Wingdings 2", "F052", " ticked; "), ("Webdings", "F072", " not paid; "), ("Wingdings", "F028", " by telephone")]:
        xml(p, f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>' + run(text))
    save(d, "laid-out")


if __name__ == "__main__":
    made = [typed_numbers, front_sheet, changes_and_comments, exempt, by_pandoc, by_libreoffice, plain, not_for_publication, ticks, laid_out]
    names = sys.argv[1:]
    for make in made:
        if not names or make.__name__ in names:
            make()
