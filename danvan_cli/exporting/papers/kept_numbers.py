"""What a paper keeps of its numbers, in the custom properties of an Office file, be it of Word or of Excel."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from lxml import etree

from danvan_cli.exporting.papers.xml_trees import VARIANTS, Element, child_text, made, parsed, written_part
from danvan_cli.spreadsheet.annotation.package_parts import PackageParts

OURS, NUMBER, LIST = "danvan", "dv", "ds"  # how our properties are called, and what is kept of numbers, of lists
_OWN_NAME = re.compile(rf"(?:{OURS}|(?:{NUMBER}|{LIST})\d+)(?:[rp]\d+)?(?:[-_]\d+)*")
_CUSTOM = "docProps/custom.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_SET_OF_OURS = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_LONGEST = 250  # letters of a property that every program keeps


class FoundNumber(NamedTuple):
    """What stands where a number was written, and words by which people find it: of its paragraph, row and column.

    `value` is that of a workbook's cell.
    """

    text: str
    words: str
    row: str = ""
    column: str = ""
    value: float | None = None


class FoundRow(NamedTuple):
    """What stands in a row of a list, and as the how-manieth it was written, if its mark is still there.

    Rows `above` the list and `below` are of the same table: the template's own, and what somebody typed there.
    `sheet_row` is what a workbook calls it.
    """

    text: str
    number: int | None = None
    side: Literal["", "above", "below"] = ""
    sheet_row: int | None = None


class LostFormulas(NamedTuple):
    """How many formulas of a form are there no more, and their cells where those are known."""

    number: int = 0
    cells: Sequence[str] = ()


class FoundPaper(NamedTuple):
    """What a paper keeps of its numbers and lists, and what stands there: numbers and rows by names of ours."""

    custom: Mapping[str, str]
    numbers: Mapping[str, FoundNumber]
    rows: Mapping[str, Sequence[FoundRow]]
    lost: LostFormulas = LostFormulas()


def keep(parts: PackageParts, custom: Mapping[str, str]) -> None:
    """Write custom properties beside those that are not ours."""
    part = parts.related("", "custom-properties")
    if part is None or part not in parts:
        part = _CUSTOM
        root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={"op": _PROPERTIES, "vt": VARIANTS})
        parts.relate("", "custom-properties", part)
        parts.declare(part, _CUSTOM_TYPE)
    else:
        root = _properties(parts[part])
    for element in list(root):
        if is_ours(element.get("name", "")):
            root.remove(element)
    last = max([1, *(int(element.get("pid", "1")) for element in root if element.get("pid", "").isdigit())])
    for number, (name, text) in enumerate(_in_pieces(custom), last + 1):
        element = made(root, f"{{{_PROPERTIES}}}property", fmtid=_SET_OF_OURS, pid=str(number), name=name)
        made(element, f"{{{VARIANTS}}}lpwstr").text = text
    parts[part] = written_part(root)


def kept_in(parts: PackageParts) -> dict[str, str]:
    """Return our own custom properties, each in one piece again."""
    part = parts.related("", "custom-properties")
    if part is None or part not in parts:
        return {}
    whole: dict[str, str] = {}
    elements = {element.get("name", ""): child_text(element) for element in _properties(parts[part])}
    for name in sorted(filter(is_ours, elements), key=_place_of_piece):
        first = name.partition("-")[0]
        whole[first] = whole.get(first, "") + elements[name]
    return whole


def _properties(xml: bytes) -> Element:
    """Return the tree of the properties; raise ValueError where they are broken, as what guards files expects."""
    try:
        return parsed(xml)
    except etree.XMLSyntaxError as error:
        raise ValueError(xml[:20]) from error


def is_ours(name: str) -> bool:
    """Whether a property or a bookmark bears a name that danvan gives."""
    return _OWN_NAME.fullmatch(name) is not None


def _place_of_piece(name: str) -> tuple[str, int]:
    first, _, place = name.partition("-")
    return first, int(place or 0)


def _in_pieces(custom: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of properties, long ones in several, whose names say so."""
    for name, text in custom.items():
        for place, begin in enumerate(range(0, max(1, len(text)), _LONGEST)):
            yield (f"{name}-{place:02}" if place else name), text[begin : begin + _LONGEST]
