"""The styles of a workbook's cells, and those that are added since a cell shows a number in another way than before."""

import re
from functools import cached_property

from danvan_cli.exporting.papers.workbook.shown_values import DAY
from danvan_cli.spreadsheet.annotation.package_parts import PackageParts
from danvan_cli.spreadsheet.annotation.xml_edits import Edit, Node, edited, escaped, inserted, tree, with_attribute

_NO_STYLES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts><font/></fonts><fills><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b"<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/></cellXfs></styleSheet>"
)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_FIRST_OWN = 164  # of the numbers that formats of one's own have
_BUILT_IN = {9: "0%", 10: "0.00%"}
_BUILT_IN_DAYS = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
_SAID = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')  # words, colours and languages of a format, which say nothing of its kind


def cell_formats(parts: PackageParts, book: str) -> "CellFormats":
    """Return the formats of a workbook whose own part is `book`."""
    styles = parts.related(book, "styles") or ""
    stated = tree(parts[book]).first("workbookPr")
    from_1904 = stated is not None and stated.attributes.get("date1904") in ("1", "true")
    return CellFormats(parts.get(styles, _NO_STYLES), count_from_1904=from_1904)


def keep_formats(parts: PackageParts, book: str, formats: "CellFormats") -> None:
    """Write the styles that were added; a workbook that had none gets its first ones."""
    xml = formats.xml()
    styles = parts.related(book, "styles")
    if styles is None or styles not in parts:
        if xml == _NO_STYLES:
            return
        styles = parts.free("xl/danvan-styles{}.xml")
        parts.relate(book, "styles", styles)
        parts.declare(styles, _TYPE)
    elif xml == parts[styles]:
        return
    parts[styles] = xml


class CellFormats:
    """The formats that cells have by their styles; a style that is asked for and not there is added."""

    def __init__(self, xml: bytes, *, count_from_1904: bool = False) -> None:
        self.count_from_1904 = count_from_1904
        self._xml, self._root = xml, tree(xml)
        self._styles = self._raw("cellXfs")
        self._given = len(self._styles)
        self._new_forms: dict[str, int] = {}

    def _node(self, name: str) -> Node | None:
        return next((child for child in self._root.children if child.name == name), None)

    def _raw(self, name: str) -> list[bytes]:
        node = self._node(name)
        return [self._xml[child.start : child.end] for child in node.children] if node else []

    @cached_property
    def _forms(self) -> dict[int, str]:
        node = self._node("numFmts")
        stated = [child.attributes for child in node.children] if node else []
        days = dict.fromkeys(_BUILT_IN_DAYS, "d")
        return _BUILT_IN | days | {int(form["numFmtId"]): form.get("formatCode", "") for form in stated}

    def style_with(self, style: int, form: str) -> int:
        """Return the style that looks as another one and shows numbers by a format; its own, where that is as good."""
        if not form or style >= len(self._styles):
            return style
        own = self._forms.get(int(tree(self._styles[style]).attributes.get("numFmtId", 0)), "")
        if own == form or _are_alike(own, form):
            return style
        new = with_attribute(self._styles[style], "numFmtId", self._number_of(form))
        new = with_attribute(new, "applyNumberFormat", 1)
        if new not in self._styles[self._given :]:
            self._styles.append(new)
        return self._styles.index(new, self._given)

    def _number_of(self, form: str) -> int:
        known = next((number for number, code in self._forms.items() if code == form), None)
        if known is None:
            free = max(_FIRST_OWN - 1, *self._forms, *self._new_forms.values()) + 1
            known = self._new_forms.setdefault(form, free)
        return known

    def xml(self) -> bytes:
        """Return the part of the styles, with those that were added at the end of theirs."""
        added = self._styles[self._given :]
        node = self._node("cellXfs")
        if not added or node is None:
            return self._xml
        edits = [*self._with_more(node, b"".join(added), len(self._styles)), *self._more_forms()]
        return edited(self._xml, edits)

    def _more_forms(self) -> list[Edit]:
        w, node = self._root.prefix, self._node("numFmts")
        new = "".join(
            f'<{w}numFmt numFmtId="{number}" formatCode="{escaped(form)}"/>' for form, number in self._new_forms.items()
        ).encode()
        if not new:
            return []
        if node is None:  # they are the first of all styles
            count = len(self._new_forms)
            begin = self._root.inside
            return [(begin, begin, f'<{w}numFmts count="{count}">'.encode() + new + f"</{w}numFmts>".encode())]
        return self._with_more(node, new, len(node.children) + len(self._new_forms))

    def _with_more(self, node: Node, new: bytes, count: int) -> list[Edit]:
        edit = inserted(self._xml, node, new)
        if edit[0] == node.start:  # it had no content
            return [(edit[0], edit[1], with_attribute(edit[2], "count", count))]
        tag = with_attribute(self._xml[node.start : node.inside], "count", count)
        return [edit, (node.start, node.inside, tag)]


def _are_alike(own: str, form: str) -> bool:
    """Whether a cell's own format shows a share, or a day, as its office wishes it to be shown."""
    plain = _SAID.sub("", own)
    if form == DAY:
        return bool(re.search("[dDyY]", plain))
    return "%" in form and '"' not in form and "%" in plain
