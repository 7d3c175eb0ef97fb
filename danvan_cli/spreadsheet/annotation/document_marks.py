"""Cells of Word's tables that need mending: a comment and a colour on each, taken away again when they are marked anew.

The colour that a cell had before is kept as that of its pattern, which has none, so that nobody sees it.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from danvan_cli.spreadsheet.annotation.package_parts import PackageParts
from danvan_cli.spreadsheet.annotation.xml_edits import Edit, Node, edited, escaped, inserted, scan, tree

AUTHOR, RED = "danvan", "FFC9C7"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_EMPTY = f'<?xml version="1.0" encoding="UTF-8"?>\n<w:comments xmlns:w="{_MAIN}"></w:comments>'.encode()
_NO_COLOUR = "auto"
# What stands behind the colour among the properties of a cell, in the order that the format has.
_BEHIND = {"noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel"}
_BEHIND |= {"cellMerge", "tcPrChange"}
_ANCHORS = {"commentRangeStart", "commentRangeEnd"}


def mark_cells(parts: PackageParts, part: str, sentences: Mapping[int, str]) -> None:
    """Mark cells by their number in the document, which is in `part`; take older marks of ours away."""
    comments = parts.related(part, "comments")
    if not comments and sentences:
        comments = parts.free(posixpath.join(posixpath.dirname(part), "comments{}.xml"))
        parts[comments] = _EMPTY
        parts.relate(part, "comments", comments)
        parts.declare(comments, _KIND)
    ours: set[str] = set()
    ids: dict[int, str] = {}
    if comments:
        parts[comments], ids, ours = _commented(parts[comments], sentences)
    parts[part] = _DocumentMarker(parts[part], ids, ours).marked()


def _commented(xml: bytes, sentences: Mapping[int, str]) -> tuple[bytes, dict[int, str], set[str]]:
    """Put comments in the place of older ones of ours; return their ids by cell, and those that are gone."""
    root = tree(xml)
    listed = [comment for comment in root.children if comment.name == "comment"]
    ours = [comment for comment in listed if _attribute(comment, "author") == AUTHOR]
    taken = (int(_attribute(comment, "id")) for comment in listed)
    first = max(taken, default=-1) + 1
    ids = {number: str(place) for place, number in enumerate(sorted(sentences), first)}
    new = "".join(_comment(root.prefix, ids[number], sentences[number]) for number in ids)
    edits: list[Edit] = [(comment.start, comment.end, b"") for comment in ours]
    if new:
        edits.append(inserted(xml, root, new.encode()))
    return edited(xml, edits), ids, {_attribute(comment, "id") for comment in ours}


def _comment(prefix: str, name: str, sentence: str) -> str:
    w = prefix
    lines = "".join(
        f'<{w}p><{w}r><{w}t xml:space="preserve">{escaped(line)}</{w}t></{w}r></{w}p>' for line in sentence.split("\n")
    )
    return f'<{w}comment {w}id="{name}" {w}author="{AUTHOR}" {w}initials="dv">{lines}</{w}comment>'


def _attribute(node: Node, name: str) -> str:
    return next((value for key, value in node.attributes.items() if key.rpartition(":")[2] == name), "")


@dataclass(slots=True)
class _OpenCell:
    """A cell that is being gone through, or a text box in it, which holds none of its own paragraphs."""

    node: Node
    number: int = -1
    properties: Node | None = None
    shading: Node | None = None
    behind: Node | None = None
    has_paragraph: bool = False


@dataclass(slots=True)
class _OpenRun:
    node: Node
    is_ours: bool = False


class _DocumentMarker:
    """Goes through a document and gathers what is to be changed of it."""

    def __init__(self, xml: bytes, ids: Mapping[int, str], gone: set[str]) -> None:
        self._xml, self._ids, self._gone = xml, ids, gone
        self._edits: list[Edit] = []
        self._cells_begun = 0
        self._open: list[Node] = []
        self._cells: list[_OpenCell] = []
        self._runs: list[_OpenRun] = []

    def marked(self) -> bytes:
        """Return the document with its marks."""
        scan(self._xml, self._start, self._end, lambda _: None)
        return edited(self._xml, self._edits)

    def _start(self, node: Node) -> None:
        parent = self._open[-1].name if self._open else ""
        self._open.append(node)
        if node.name == "tc":
            self._cells.append(_OpenCell(node, self._cells_begun))
            self._cells_begun += 1
        elif node.name == "txbxContent":
            self._cells.append(_OpenCell(node))
        elif node.name == "r":
            self._runs.append(_OpenRun(node))
        elif parent == "r" and node.name == "commentReference":
            self._runs[-1].is_ours = _attribute(node, "id") in self._gone
        elif self._cells:
            self._take_property(node, parent)

    def _take_property(self, node: Node, parent: str) -> None:
        cell = self._cells[-1]
        if parent == "tc" and node.name == "tcPr":
            cell.properties = node
        elif parent == "tcPr" and self._open[-2] is cell.properties:
            if node.name == "shd":
                cell.shading = node
            elif node.name in _BEHIND and cell.behind is None:
                cell.behind = node

    def _end(self, name: str, close: int, after: int) -> None:
        node = self._open.pop()
        node.close, node.end = close, after
        if name == "r":
            if self._runs.pop().is_ours:
                self._edits.append((node.start, node.end, b""))
        elif name in _ANCHORS and _attribute(node, "id") in self._gone:
            self._edits.append((node.start, node.end, b""))
        elif name == "p" and self._cells:
            self._end_paragraph(node, self._cells[-1])
        elif name in {"tc", "txbxContent"}:
            cell = self._cells.pop()
            if name == "tc":
                self._colour(cell)

    def _end_paragraph(self, node: Node, cell: _OpenCell) -> None:
        """Put the sign of a comment behind the first paragraph of a cell."""
        if cell.number in self._ids and not cell.has_paragraph:
            w, name = node.prefix, self._ids[cell.number]
            sign = f'<{w}r><{w}commentReference {w}id="{name}"/></{w}r>'
            self._edits.append(inserted(self._xml, node, sign.encode()))
        cell.has_paragraph = True

    def _colour(self, cell: _OpenCell) -> None:
        shading, is_wanted = cell.shading, cell.number in self._ids
        is_ours = shading is not None and _attribute(shading, "fill").upper() == RED
        if is_wanted == is_ours:
            return
        w = cell.node.prefix
        if shading is None:
            self._put_shading(cell, _shading(w, _NO_COLOUR, RED))
        elif is_wanted:
            before = _attribute(shading, "fill") or _NO_COLOUR
            self._edits.append((shading.start, shading.end, _shading(w, before, RED)))
        else:
            before = _attribute(shading, "color")
            again = b"" if before in {"", _NO_COLOUR} else _shading(w, _NO_COLOUR, before)
            self._edits.append((shading.start, shading.end, again))

    def _put_shading(self, cell: _OpenCell, shading: bytes) -> None:
        w = cell.node.prefix
        if cell.properties is None:
            whole = f"<{w}tcPr>".encode() + shading + f"</{w}tcPr>".encode()
            self._edits.append((cell.node.inside, cell.node.inside, whole))
        elif cell.behind is not None:
            self._edits.append((cell.behind.start, cell.behind.start, shading))
        else:
            self._edits.append(inserted(self._xml, cell.properties, shading))


def _shading(prefix: str, colour: str, fill: str) -> bytes:
    return f'<{prefix}shd {prefix}val="clear" {prefix}color="{colour}" {prefix}fill="{fill}"/>'.encode()
