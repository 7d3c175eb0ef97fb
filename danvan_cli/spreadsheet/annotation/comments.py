"""Comments on cells: ours, behind those that people wrote, and taken away again when cells are marked anew."""

import math
import re
from collections.abc import Mapping

from danvan_cli.spreadsheet.annotation.sheet_cells import place
from danvan_cli.spreadsheet.annotation.xml_edits import Edit, Node, edited, escaped, inserted, tree
from danvan_cli.spreadsheet.sheets import address

AUTHOR = "danvan"
_BEGIN = f"{AUTHOR}:\n"
_OURS = re.compile(rf"(?:^|\n\n){AUTHOR}:\r?\n")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'.encode()
)
EMPTY_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b"</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    b'<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(rb"<(?P<prefix>\w+:)shape\b.*?</(?P=prefix)shape>", re.DOTALL)
_AT = re.compile(rb"<\w+:Row>\s*(\d+)\s*</\w+:Row>\s*<\w+:Column>\s*(\d+)\s*</\w+:Column>")
_SHAPE_ID = re.compile(rb"_x0000_s(\d+)")
_FIRST_ID = 1024
_LETTERS_IN_LINE, _POINTS_A_LETTER, _POINTS_A_LINE, _MARGIN = 44, 5.6, 13, 14

Marks = Mapping[tuple[int, int], str]


def has_ours(xml: bytes) -> bool:
    """Whether any comment holds one of ours."""
    return any(_OURS.search(_text(comment)) for comment in tree(xml).all("comment"))


def commented(xml: bytes, marks: Marks) -> tuple[bytes, dict[tuple[int, int], str], set[tuple[int, int]]]:
    """Put our comments behind those that are there, in the place of older ones of ours.

    Also return the whole texts of comments that have ours now, by row and column, and which cells had none but ours.
    """
    root = tree(xml)
    authors, comments = (
        next(child for child in root.children if child.name == name) for name in ("authors", "commentList")
    )
    edits: list[Edit] = []
    texts: dict[tuple[int, int], str] = {}
    gone: set[tuple[int, int]] = set()
    unplaced = dict(marks)
    for comment in comments.children:
        at = place(comment.attributes["ref"])
        whole = _text(comment)
        ours = _OURS.search(whole)
        own = whole[: ours.start()] if ours else whole
        mark = unplaced.pop(at, "") if own else ""
        if mark:
            texts[at] = f"{own}\n\n{_BEGIN}{mark}"
        if not own:
            gone.add(at)
            edits.append((comment.start, comment.end, b""))
        elif ours or mark:
            edits.append(_rewritten(xml, comment, len(own), mark))
    texts |= {at: f"{_BEGIN}{mark}" for at, mark in unplaced.items()}
    if unplaced:
        number = len(authors.children)
        author = f"<{authors.prefix}author>{AUTHOR}</{authors.prefix}author>"
        edits.append(inserted(xml, authors, author.encode()))
        new = b"".join(_comment(comments.prefix, at, number, mark) for at, mark in sorted(unplaced.items()))
        edits.append(inserted(xml, comments, new))
    return edited(xml, edits), texts, gone


def _text(comment: Node) -> str:
    return "".join(node.text for node in comment.all("t"))


def _rewritten(xml: bytes, comment: Node, own: int, mark: str) -> Edit:
    """Keep the runs of a person's text as they are, and put ours behind them."""
    text = comment.first("text")
    if text is None:
        raise ValueError(comment.attributes["ref"])
    prefix = text.prefix
    kept: list[bytes] = []
    for run in (child for child in text.children if child.name in {"r", "t"}):
        letters = run.text if run.name == "t" else "".join(node.text for node in run.all("t"))
        raw = xml[run.start : run.end]
        if len(letters) > own:
            raw = _run(prefix, letters[:own]) if own else b""
        elif run.name == "t":
            raw = f"<{prefix}r>".encode() + raw + f"</{prefix}r>".encode()
        kept.append(raw)
        own = max(0, own - len(letters))
    if mark:
        kept.append(_run(prefix, f"\n\n{_BEGIN}{mark}"))
    return text.start, text.end, f"<{prefix}text>".encode() + b"".join(kept) + f"</{prefix}text>".encode()


def _run(prefix: str, text: str) -> bytes:
    return f'<{prefix}r><{prefix}t xml:space="preserve">{escaped(text)}</{prefix}t></{prefix}r>'.encode()


def _comment(prefix: str, at: tuple[int, int], author: int, mark: str) -> bytes:
    text = f"<{prefix}text>".encode() + _run(prefix, _BEGIN + mark) + f"</{prefix}text>".encode()
    return (
        f'<{prefix}comment ref="{address(*at)}" authorId="{author}">'.encode() + text + f"</{prefix}comment>".encode()
    )


def drawn(xml: bytes, texts: Marks, gone: set[tuple[int, int]]) -> bytes:
    """Draw a box for each comment that has ours, as large as its text, and none for those that are gone.

    Excel writes these drawings in a language that is not always XML, so they are not parsed.
    """
    kept = _SHAPE.sub(lambda match: b"" if _at(match[0]) in gone | texts.keys() else match[0], xml)
    number = max((_FIRST_ID, *(int(shape_id) for shape_id in _SHAPE_ID.findall(kept))))
    shapes = b"".join(
        _shape(at, text, number + offset) for offset, (at, text) in enumerate(sorted(texts.items()), start=1)
    )
    if shapes and b'id="_x0000_t202"' not in kept:
        shapes = _SHAPE_TYPE + shapes
    before, end, after = kept.rpartition(b"</xml>")
    return before + shapes + end + after if end else kept


def _at(shape: bytes) -> tuple[int, int] | None:
    match = _AT.search(shape)
    return (int(match[1]) + 1, int(match[2]) + 1) if match else None


def _shape(at: tuple[int, int], text: str, number: int) -> bytes:
    row, column = at[0] - 1, at[1] - 1
    lines = text.split("\n")
    wide = min(_LETTERS_IN_LINE, max(map(len, lines)))
    high = sum(max(1, math.ceil(len(line) / _LETTERS_IN_LINE)) for line in lines)
    width, height = round(wide * _POINTS_A_LETTER) + _MARGIN, high * _POINTS_A_LINE + _MARGIN
    return (
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202" '
        f"style='position:absolute;margin-left:60pt;margin-top:2pt;width:{width}pt;height:{height}pt;"
        'z-index:1;visibility:hidden\' fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{_anchor(row, column, high)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    ).encode()


def _anchor(row: int, column: int, lines: int) -> str:
    """Return between which cells the box stands, in columns and rows of the usual size: Excel goes by this."""
    top = max(0, row - 1)
    return f"{column + 1}, 15, {top}, 2, {column + 5}, 15, {top + math.ceil(lines * 0.8) + 2}, 4"
