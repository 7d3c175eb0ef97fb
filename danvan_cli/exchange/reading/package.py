"""What an Excel workbook consists of: its sheets and where they lie in the archive."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from zipfile import ZipFile, ZipInfo

from danvan_cli.exchange.faults import NotReadable
from danvan_cli.exchange.reading.safety import Local, check_sizes, parse, unpacked

_RELATION = "Relationship"


class SheetPart(NamedTuple):
    """A sheet's name, where its cells lie, and whether it is hidden."""

    name: str
    part: ZipInfo
    hidden: bool


class Parts(NamedTuple):
    """The parts of a workbook that are read; `from_1904` says that its days are counted from 1904."""

    sheets: list[SheetPart]
    strings: ZipInfo | None
    styles: ZipInfo | None
    from_1904: bool


class Element(NamedTuple):
    """The beginning of an element: its name and attributes, both without prefixes."""

    name: str
    attributes: dict[str, str]


def elements(archive: ZipFile, info: ZipInfo, file: str) -> list[Element]:
    """Give all elements of a small part, in the order of their beginnings."""
    check_sizes(archive, [info], file)
    local = Local()
    found: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append(Element(local[name], {local[key]: value for key, value in attributes.items()}))

    parse(unpacked(archive, info), start, _nothing, _nothing, file)
    return found


def _nothing(_: str) -> None:
    """Have no use for it."""


def parts_of(archive: ZipFile, file: str) -> Parts:
    """Find the parts of a workbook. Sheets of charts and of old macros are left out: they have no cells.

    Raise NotReadable where they are too large, or there is none.
    """
    root = _workbook(archive, file)
    relations = dict(_relations(archive, root, file))
    described = elements(archive, archive.getinfo(root), file)
    sheets = [_sheet(archive, one.attributes, relations) for one in described if one.name == "sheet"]
    cells = [sheet for sheet in sheets if sheet]
    if not cells:
        raise NotReadable("no-sheets", file=file)
    by_kind = dict(reversed(relations.values()))
    strings, styles = (_info(archive, by_kind.get(kind, "")) for kind in ("sharedStrings", "styles"))
    check_sizes(archive, [one for one in (*(sheet.part for sheet in cells), strings, styles) if one], file)
    flags = next((one.attributes for one in described if one.name == "workbookPr"), {})
    return Parts(cells, strings, styles, is_set(flags.get("date1904")))


def is_set(flag: str | None) -> bool:
    """Read a flag of XML."""
    return flag in {"1", "true", "on"}


def _workbook(archive: ZipFile, file: str) -> str:
    """Find the workbook itself; nearly always it is where everybody puts it."""
    for kind, target in dict(_relations(archive, "", file)).values():
        if kind == "officeDocument":
            return target
    return "xl/workbook.xml"


def _relations(archive: ZipFile, part: str, file: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give what a part refers to inside the archive: id -> kind and name. What lies outside is never looked at."""
    folder, name = posixpath.split(part)
    info = _info(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    for one in elements(archive, info, file) if info else ():
        if one.name == _RELATION and one.attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.attributes["Target"])).lstrip("/")
            yield one.attributes["Id"], (one.attributes["Type"].rpartition("/")[2], target)


def _info(archive: ZipFile, name: str) -> ZipInfo | None:
    return archive.NameToInfo.get(name)


def _sheet(archive: ZipFile, attributes: dict[str, str], relations: dict[str, tuple[str, str]]) -> SheetPart | None:
    kind, target = relations[attributes["id"]]
    if kind != "worksheet":
        return None
    return SheetPart(attributes["name"], archive.getinfo(target), attributes.get("state", "visible") != "visible")
