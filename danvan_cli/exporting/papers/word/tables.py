"""A table of numbers in Word: as wide as where it stands, its heading on every page, its rows in one piece."""

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy

from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber
from danvan_cli.exporting.papers.answers.paper_tables import PaperCell, PaperTable
from danvan_cli.exporting.papers.word.wordml import text_run, w, word_element
from danvan_cli.exporting.papers.xml_trees import Element

Numbered = Callable[[PaperNumber, Element | None], list[Element]]
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LEAST, _MOST = 5, 40  # letters that a column is taken to have, so that none is left without room
_SMALL = 15  # rows: a table of no more stays on one page
_MARGIN = "85"  # twentieths of a point between a cell's text and its sides


def word_table(table: PaperTable, width: int, look: Element | None, numbered: Numbered) -> Element:
    """Return a table; `look` are the properties of its text, `numbered` makes the runs of a number."""
    element = word_element(None, "tbl")
    _describe(element, width)
    widths = _widths(table, width)
    grid = word_element(element, "tblGrid")
    for column in widths:
        word_element(grid, "gridCol", w=str(column))
    heads = [PaperCell(header) for header in table.headers]
    _row(element, heads, widths, _Look(look, numbered, table.words, is_heading=True, is_bold=True))
    for row in table.rows:
        _row(element, row, widths, _Look(look, numbered, table.words))
    if table.footer:
        _row(element, table.footer, widths, _Look(look, numbered, table.words, is_bold=True))
    _keep_together(element.findall(w("tr")))
    return element


def _keep_together(rows: Sequence[Element]) -> None:
    """Leave no heading and no total alone on a page, and a small table on one."""
    together = rows[:-1] if len(rows) <= _SMALL else [rows[0], *rows[-3:-1]]
    for row in together:
        for described in row.iter(w("pPr")):
            described.insert(0, word_element(None, "keepNext"))


class _Look:
    """How the cells of a row look."""

    def __init__(
        self, text: Element | None, numbered: Numbered, words: int, *, is_heading: bool = False, is_bold: bool = False
    ) -> None:
        self.numbered, self.words, self.is_heading = numbered, words, is_heading
        self.text = _bold(text) if is_bold else text


def _describe(element: Element, width: int) -> None:
    properties = word_element(element, "tblPr")
    word_element(properties, "tblW", w=str(width), type="dxa")
    word_element(properties, "jc", val="center")
    borders = word_element(properties, "tblBorders")
    for side in _SIDES:
        word_element(borders, side, val="single", sz="4", space="0", color="auto")
    word_element(properties, "tblLayout", type="fixed")  # LibreOffice goes by the grid, Word by this
    margins = word_element(properties, "tblCellMar")
    for side in ("left", "right"):
        word_element(margins, side, w=_MARGIN, type="dxa")


def _row(table: Element, cells: Sequence[PaperCell], widths: Sequence[int], look: _Look) -> None:
    row = word_element(table, "tr")
    properties = word_element(row, "trPr")
    word_element(properties, "cantSplit")
    if look.is_heading:
        word_element(properties, "tblHeader")
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        element = word_element(row, "tc")
        word_element(word_element(element, "tcPr"), "tcW", w=str(width), type="dxa")
        paragraph = word_element(element, "p")
        described = word_element(paragraph, "pPr")
        word_element(described, "spacing", before="20", after="20", line="240", lineRule="auto")
        word_element(described, "ind", left="0", right="0", firstLine="0")
        word_element(described, "jc", val="left" if place < look.words and not look.is_heading else "center")
        paragraph.extend(_runs(cell, look))


def _runs(cell: PaperCell, look: _Look) -> Iterable[Element]:
    if cell.number is None:
        return [text_run(cell.text, look.text)]
    behind = [text_run(f" {cell.text}", look.text)] if cell.text else []
    return [*look.numbered(cell.number, look.text), *behind]


def _bold(properties: Element | None) -> Element:
    bold = word_element(None, "rPr") if properties is None else deepcopy(properties)
    for old in bold.findall(w("b")):
        bold.remove(old)
    before = [place for place, part in enumerate(bold, 1) if part.tag in (w("rStyle"), w("rFonts"))]
    bold.insert(max([0, *before]), word_element(None, "b"))
    return bold


def _widths(table: PaperTable, width: int) -> list[int]:
    """Share the width out by what the columns hold."""
    columns = zip(*[[PaperCell(header) for header in table.headers], *table.rows], strict=True)
    letters = [min(_MOST, max(_LEAST, *map(_letters, column))) for column in columns]
    shares = [width * length // sum(letters) for length in letters]
    return [shares[0] + width - sum(shares), *shares[1:]]


def _letters(cell: PaperCell) -> int:
    """Return how long the longest word of a cell is, or half its text where that is more."""
    text = f"{cell.number.text} {cell.text}" if cell.number else cell.text
    return max(len(text) // 2, max(map(len, text.split()), default=0))
