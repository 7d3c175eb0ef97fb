"""Where in a table of a document something stands, in words by which people find it."""

from typing import NamedTuple

from danvan_cli.exporting.papers.word.wordml import w
from danvan_cli.exporting.papers.xml_trees import Element


class CellTitles(NamedTuple):
    """A cell: what its row and its column are called."""

    row: str
    column: str


def place_in_table(mark: Element) -> CellTitles | None:
    """Return what the row and the column of a cell are called, None outside of tables."""
    cell = next(mark.iterancestors(w("tc")), None)
    row = next(mark.iterancestors(w("tr")), None)
    table = None if row is None else row.getparent()
    if cell is None or row is None or table is None:
        return None
    cells, heading = row.findall(w("tc")), next(table.iter(w("tr")))
    if cell not in cells or row is heading:
        return CellTitles(_words(cells[0]), "")
    at = sum(map(_width, cells[: cells.index(cell)]))
    for head in heading.findall(w("tc")):
        at -= _width(head)
        if at < 0:
            return CellTitles(_words(cells[0]) if cells[0] is not cell else "", _words(head))
    return CellTitles(_words(cells[0]), "")


def _width(cell: Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    value = "1" if span is None else span.get(w("val"), "1")
    return int(value) if value.isdigit() else 1


def _words(cell: Element) -> str:
    return " ".join("".join(text.text or "" for text in cell.iter(w("t"))).split())
