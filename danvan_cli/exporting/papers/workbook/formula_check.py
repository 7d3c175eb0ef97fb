"""Formulas that would not go along where a form's rows are repeated, and would silently give another number."""

import re
from collections.abc import Iterator, Sequence

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.language.blocks import Block
from danvan_cli.exporting.papers.template_faults import TemplateFault
from danvan_cli.exporting.papers.workbook.moved_rows import REFERENCE, is_absolute, row_of, sheet_of
from danvan_cli.exporting.papers.workbook.sheet_cells import XmlCell, XmlRow
from danvan_cli.exporting.papers.workbook.sheet_template import SheetTemplate
from danvan_cli.spreadsheet.sheets import address
from danvan_cli.text.mark import N_

ONE_OF_MANY = Message(
    "formula-of-one-row",
    N_("{name} is one cell of rows that will be several, or none. Name an area in the formula, such as {example}"),
    severity="fault",
)
BY_PLACE = Message(
    "formula-by-place",
    N_("{name} does not go along where rows are repeated. Name cells or areas in the formula themselves"),
    severity="fault",
)
# What finds cells by counting rows, by an address that is a text, or on all sheets from one to another.
_PLACES = re.compile(
    r"""(?<![\w.\]])(?:(?P<row>ROW\(\s*\))|INDIRECT\([^()]*"|OFFSET\(|ADDRESS\(
    |(?P<sheets>'[^'!\[\]]+:[^'!]+'!|[^\W\d]\w*:[^\W\d]\w*!))""",
    re.IGNORECASE | re.VERBOSE,
)
_ROW_OF = re.compile(r"(?<![\w.])ROW\(\s*[^)\s]", re.IGNORECASE)  # ROW()-ROW(A$3) goes along
_MOST = 40  # letters of a formula that are shown


class FormulaCheck:
    """Looks at the formulas of a form's sheets."""

    def __init__(self, templates: Sequence[SheetTemplate]) -> None:
        self._templates = templates
        self._blocks = {template.sheet.name: list(_repeated(template)) for template in templates}
        self._gone = {template.sheet.name: set(_gone(template)) for template in templates}

    def faults(self) -> Iterator[TemplateFault]:
        """Yield each formula that would not go along."""
        for template in self._templates if any(self._blocks.values()) else ():
            name = template.sheet.name
            for row in template.sheet.rows:
                for cell in row.cells:
                    why = self._why(name, row, cell.formula_text) if cell.formula_text else None
                    if why is not None:
                        yield _fault(name, row, cell, why)

    def _why(self, sheet: str, row: XmlRow, formula: str) -> RequestError | None:
        place = _PLACES.search(formula)
        if place and (place["sheets"] or self._blocks[sheet]) and not (place["row"] and _ROW_OF.search(formula)):
            return RequestError(BY_PLACE, name=re.split(r"[(!]", place[0])[0])
        for match in REFERENCE.finditer(formula):
            if not match["words"] and not match["last"] and self._is_left(sheet, row.number, match):
                reference = match[0]
                return RequestError(ONE_OF_MANY, name=reference, example=f"{reference}:{match['first']}")
        return None

    def _is_left(self, sheet: str, row: int, match: re.Match[str]) -> bool:
        """Whether a reference is to one cell of rows that are repeated, or are gone, and is not filled down.

        In a row that is itself repeated, a relative one is: the tag's row above is the row above each copy, and rows of
        another list are those beside it.
        """
        name, named = sheet_of(match, sheet), row_of(match["first"])
        own = next((rows for rows in self._blocks[sheet] if row in rows), range(0))
        is_relative = not is_absolute(match["first"])
        if named in self._gone.get(name, ()):
            return not (own and is_relative and name == sheet and named in (own.start - 1, own.stop))
        block = next((rows for rows in self._blocks.get(name, ()) if named in rows), None)
        return block is not None and not (own and is_relative) and not (name == sheet and row in block)


def _repeated(template: SheetTemplate) -> Iterator[range]:
    """Yield which rows are repeated together."""
    for node in template.nesting.nodes:
        if isinstance(node, Block):
            rows = [row.number for row in node.branches[0].contents if isinstance(row, XmlRow)]
            if rows:
                yield range(rows[0], rows[-1] + 1)
        elif template.table_in(node) is not None:
            yield range(node.number, node.number + 1)


def _gone(template: SheetTemplate) -> Iterator[int]:
    """Yield the rows of tags, which are taken away."""
    for node in template.nesting.nodes:
        if isinstance(node, Block):
            yield node.first.number
            end = template.end_of(node)
            if end is not None:
                yield end.number


def _fault(sheet: str, row: XmlRow, cell: XmlCell, why: RequestError) -> TemplateFault:
    return TemplateFault(sheet, row.number, f"={cell.formula_text}"[:_MOST], why, address(row.number, cell.column))
