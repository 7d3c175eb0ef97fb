"""How papers are laid out in Word's XML, by the table of their form, for `paper_templates.py`."""  # noqa: INP001 - as there

from collections.abc import Iterable
from itertools import islice, zip_longest
from xml.sax.saxutils import escape

from danvan_cli.exporting.papers.forms import ABOVE, OFFICE, Form

PAGE = (11906, 16838)  # A4, in twentieths of a point
_BORDER = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'


def twips(millimetres: float) -> int:
    """Return twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def run(text: str, size: int, *marks: str) -> str:
    """Return a run; `marks` are b, i and u."""
    looks = {"b": "<w:b/>", "i": "<w:i/>", "u": '<w:u w:val="single"/>'}
    wanted = "".join(looks[mark] for mark in ("b", "i") if mark in marks)
    sizes = f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
    under = looks["u"] if "u" in marks else ""
    return f'<w:r><w:rPr>{wanted}{sizes}{under}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, align: str = "center", before: str = "", properties: str = "") -> str:
    """Return a paragraph without room above and below; `before` are properties that come first."""
    spacing = '<w:spacing w:before="0" w:after="0"/>'
    return f'<w:p><w:pPr>{before}{spacing}{properties}<w:jc w:val="{align}"/></w:pPr>{"".join(runs)}</w:p>'


def text(form: Form, words: str, *marks: str, size: int = 0, keeps_with_next: bool = False) -> str:
    """Return a paragraph of the text: both sides straight, lines of an exact height."""
    keep = "<w:keepNext/>" if keeps_with_next else ""
    spacing = f'<w:spacing w:before="0" w:after="{20 * form.between}" w:line="{20 * form.lines}" w:lineRule="exact"/>'
    indent = f'<w:ind w:firstLine="{twips(form.first_line)}"/>'
    return (
        f'<w:p><w:pPr>{keep}{spacing}{indent}<w:jc w:val="both"/></w:pPr>{run(words, size or form.body, *marks)}</w:p>'
    )


def table(
    widths: Iterable[int],
    rows: Iterable[Iterable[str]],
    *,
    spans: Iterable[Iterable[int]] = (),
    has_lines: bool = False,
    has_heading: bool = False,
) -> str:
    """Return a table of cells, each the XML of its paragraphs; `spans` are how many columns cells of a row take."""
    columns = list(widths)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    borders = f"<w:tblBorders>{lines}</w:tblBorders>" if has_lines else ""
    margin = 85 if has_lines else 0
    margins = (
        f'<w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
    )
    wide = f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
    described = f'{wide}{borders}<w:tblLayout w:type="fixed"/>{margins}'
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    made = []
    for place, (row, row_spans) in enumerate(zip_longest(rows, spans)):
        left = iter(columns)
        cells = "".join(
            _cell(cell, list(islice(left, span)))
            for cell, span in zip(row, row_spans or (1,) * len(columns), strict=True)
        )
        heading = "<w:tblHeader/>" if has_heading and not place else ""
        made.append(f"<w:tr><w:trPr><w:cantSplit/>{heading}</w:trPr>{cells}</w:tr>")
    return f"<w:tbl><w:tblPr>{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"


def _cell(paragraphs: str, columns: list[int]) -> str:
    span = f'<w:gridSpan w:val="{len(columns)}"/>' if len(columns) > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{sum(columns)}" w:type="dxa"/>{span}</w:tcPr>{paragraphs}</w:tc>'


def numbers(form: Form, tag: str) -> str:
    """Return the place of a table of numbers, and some room below it."""
    return text(form, tag) + gap(form.between)


def room(form: Form) -> int:
    """Return how wide the text is."""
    return PAGE[0] - twips(form.margins[2]) - twips(form.margins[3])


def ruled(words: str, size: int, length: int, width: int) -> str:
    """Return a bold paragraph with a rule of some length below it, in the middle of a width."""
    side = max(0, (width - 20 * length) // 2)
    indent = f'<w:ind w:left="{side}" w:right="{side}"/>'
    return paragraph(run(words, size, "b"), before=_BORDER, properties=indent)


def gap(points: int, properties: str = "", border: str = "") -> str:
    """Return an empty paragraph of a height: else it would be as high as a line of the text."""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{20 * points}" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{border}{spacing}{properties}</w:pPr></w:p>"


def rule_below(length: int, width: int) -> str:
    """Return a rule below a name of any length, which it leaves its whole width; nothing for a length of 0."""
    side = max(0, (width - 20 * length) // 2)
    return gap(4, f'<w:ind w:left="{side}" w:right="{side}"/>', _BORDER) if length else ""


def heading(form: Form, symbol: str) -> str:
    """Return what stands above the text: office and nation, and below them, at one height, number and day.

    The day has a wider column than the nation, so that it stays on a line with the name of any city.
    """
    whole = room(form)
    left = whole * form.columns[0] // 100
    right = whole - left
    office = [paragraph(run(ABOVE, form.above)), paragraph(run(OFFICE, form.office, "b"))]
    office += [paragraph(run(form.star, form.office))] if form.star else []
    office.append(rule_below(form.office_rule, left) + gap(4) if form.office_rule else "")
    *first, (last, size) = form.nation
    nation = [paragraph(run(words, words_size, "b")) for words, words_size in first]
    nation.append(ruled(last, size, form.rule, right))
    number = paragraph(run(form.number.format(symbol=symbol), form.number_size))
    day = paragraph(run("[Nơi ban hành], {{ ngay | ngay_thang }}", form.date_size, "i"), align="right")
    narrow = whole // 3
    rows = [("".join(office), "".join(nation)), (number, day)]
    return table((narrow, left - narrow, right), rows, spans=((2, 1), (1, 2)))


def titled(form: Form, kind: str, subject: str) -> str:
    """Return the kind of paper and what it is about."""
    empty = paragraph(run("", form.body))
    below = paragraph(run(form.below_subject, form.body)) if form.below_subject else ""
    below += rule_below(form.subject_rule, room(form))
    return f"{empty}{paragraph(run(kind, form.kind, 'b'))}{paragraph(run(subject, form.subject, 'b'))}{below}{empty}"


def signed(form: Form) -> str:
    """Return who gets it and who signs it, in one piece."""
    whole = room(form)
    marks = ("u",) if form.is_recipients_underlined else ("b", "i")
    left = [paragraph(run("Nơi nhận:", form.recipients, *marks), align="left")]
    left += [paragraph(run(words, form.recipients_list), align="left") for words in ("- […],", "- Lưu […].")]
    bold = ("b",) if form.is_signer_office_bold else ()
    right = [
        paragraph(run(f"{form.acting} {OFFICE}", form.signing, "b")),
        paragraph(run("[CHỨC VỤ]", form.signing, *bold)),
        *[paragraph(run("", form.signing))] * 4,
        paragraph(run("[Họ và tên]", form.signing, "b")),
    ]
    return paragraph(run("", form.body), before="<w:keepNext/>") + table(
        (whole // 2, whole - whole // 2), [("".join(left), "".join(right))]
    )


def listed(form: Form, measure: str, columns: Iterable[tuple[str, str, int]], *where: str) -> str:
    """Return a table with a row for each record: (heading, key, share of the width)."""
    asked = ", ".join(f'"{text}"' for text in (measure, *where))
    of_columns = list(columns)
    widths = [room(form) * share // 100 for _, _, share in of_columns]
    size = form.body - 2
    heads = [paragraph(run(header, size, "b")) for header, _, _ in of_columns]
    cells = [
        paragraph(run(f"{{{{ m.{key} }}}}", size), align="center" if key == "stt" else "left")
        for _, key, _ in of_columns
    ]
    blank = [paragraph()] * (len(of_columns) - 1)
    begin = [paragraph(run(f"{{%tr for m in danh_sach({asked}) %}}", size)), *blank]
    end = [paragraph(run("{%tr endfor %}", size)), *blank]
    return table(widths, [heads, begin, cells, end], has_lines=True, has_heading=True)


def annex(form: Form, title: str, body: str) -> str:
    """Return what stands on a page of its own at the end."""
    new_page = "<w:pageBreakBefore/>"
    return paragraph(run(title, form.body, "b"), before=new_page) + paragraph(run("", form.body)) + body
