"""A sheet of a workbook, filled in: bytes in place of those of cells with tags; lists grow by copies of their rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.answers.paper_lists import PaperList
from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber
from danvan_cli.exporting.papers.answers.paper_tables import PaperCell
from danvan_cli.exporting.papers.language.blocks import Block
from danvan_cli.exporting.papers.language.tagged_text import TaggedText, TextSpan, listed_of
from danvan_cli.exporting.papers.language.words import Call, Output
from danvan_cli.exporting.papers.template_faults import TemplateFault
from danvan_cli.exporting.papers.text_filling import PaperDetails, Scope, TextFiller
from danvan_cli.exporting.papers.workbook.list_rows import ListArea, near
from danvan_cli.exporting.papers.workbook.moved_rows import MovedRows, RowCopy
from danvan_cli.exporting.papers.workbook.sheet_cells import XmlCell, XmlRow, shown_in
from danvan_cli.exporting.papers.workbook.sheet_template import SheetTemplate, margin_place, where_is
from danvan_cli.exporting.papers.workbook.shown_values import CellValue
from danvan_cli.spreadsheet.annotation.xml_edits import Node, escaped
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible

TOO_LONG = Message(
    "cell-too-long",
    N_("what would stand there is longer than the {number} letters that fit there. Give each record a row"),
    severity="fault",
)
# Of a cell, and above or below a page: with more, Excel calls a file damaged.
_MOST_LETTERS, _MOST_ABOVE = 32_767, 255
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # a text of a record that Excel would take for a character

Content = str | PaperNumber | None  # None: what has to be said under the numbers, which is known last
_Place = tuple[XmlRow, XmlCell]


class FilledRow(NamedTuple):
    """A row as it is to be: of which one it is a copy, and what stands in some columns, others being as they were."""

    row: XmlRow
    number: int
    contents: Mapping[int, Content]
    copy: RowCopy | None = None
    like: int = 0  # the column whose look those have that the row lacks


class SheetFiller:
    """Fills a sheet in; what cannot be answered is gathered as a fault."""

    def __init__(self, template: SheetTemplate, answers: PaperAnswers, details: PaperDetails) -> None:
        self._template, self._answers = template, answers
        self._texts: TextFiller[_Place] = TextFiller(answers, details, self._refuse)
        self.faults: list[TemplateFault] = []
        self.areas: list[ListArea] = []
        self.moved = MovedRows()
        self.rows = list(self._filled())
        self._look_round()
        self.margins = [(node, self._margin(node, text)) for node, text in template.margins]

    @property
    def inline(self) -> list[PaperList]:
        """Return the lists within cells, whose rows have no place of their own."""
        return self._texts.inline

    @property
    def says_notes(self) -> bool:
        """Whether any cell holds what has to be said under the numbers."""
        return any(content is None for row in self.rows for content in row.contents.values())

    def _margin(self, node: Node, text: TaggedText) -> str:
        """Return what is printed above or below each page, in which & begins a sign of Excel's unless it is doubled."""
        pieces = self._texts.pieces(margin_place(node, text), text, {})
        whole = "".join(
            str(what) if isinstance(piece, TextSpan) else str(what).replace("&", "&&") for piece, what in pieces
        )
        if len(whole) > _MOST_ABOVE:
            self._refuse(margin_place(node, text), RequestError(TOO_LONG, number=_MOST_ABOVE))
        return whole

    def _refuse(self, place: _Place, why: RequestError) -> None:
        row, cell = place
        words = TaggedText(cell.text).first_words
        where = where_is(row, cell)
        fault = TemplateFault(self._template.sheet.name, row.number, words, why, where)
        if not any(fault.is_like(known) for known in self.faults):
            self.faults.append(fault)

    def _filled(self) -> Iterator[FilledRow]:
        for node in self._template.nesting.nodes:
            if isinstance(node, Block):
                yield from self._list(node)
            elif (table := self._template.table_in(node)) is not None:
                yield from self._table(node, *table)
            else:
                yield FilledRow(node, self.moved.first(node.number), self._contents(node, {}))

    def _list(self, block: Block[XmlRow]) -> Iterator[FilledRow]:
        """Yield the rows of a list, one copy for each record; without any record they stay once, and are empty."""
        rows = [node for node in block.branches[0].contents if isinstance(node, XmlRow)]
        place = (block.first, self._template.tagged(block.first)[0][0])
        listed = self._texts.listed(place, listed_of(block.statement), self._template.keys_of(block))
        records = listed.records
        self.moved.take_away(block.first.number)
        if not rows:
            return
        first, last = rows[0].number, rows[-1].number
        self.moved.repeat(first, last, max(1, len(records)))
        columns = [cell.column for row in rows for cell, _ in self._template.tagged(row)] or [1]
        ends = self.moved.first(first), self.moved.first(last, max(0, len(records) - 1))
        area = ListArea(listed, self._template.sheet.name, ends, (min(columns), max(columns)), last - first + 1, [])
        self.areas.append(area)
        for number in range(max(1, len(records))):
            texts: list[str] = []
            copy = RowCopy(self._template.sheet.name, first, last, number)
            for row in rows:
                empty: Mapping[int, Content] = {cell.column: "" for cell, _ in self._template.tagged(row)}
                contents = self._contents(row, {block.statement.name: records[number]}) if records else empty
                texts += _texts_of(row, contents, area.columns)
                yield FilledRow(row, self.moved.first(row.number, number), contents, copy)
            if records:
                area.texts.append(texts)
        end = self._template.end_of(block)
        if end is not None:
            self.moved.take_away(end.number)

    def _look_round(self) -> None:
        """Keep what stands in the rows round each list."""
        rows = {row.number: row for row in self.rows}
        others = [area.rows for area in self.areas]

        def texts(numbers: Sequence[int], area: ListArea) -> list[list[str]]:
            there = [rows.get(number) for number in numbers]
            return [list(_texts_of(row.row, row.contents, area.columns)) if row else [] for row in there]

        for place, area in enumerate(self.areas):
            above, below = (texts(numbers, area) for numbers in near(area.rows, others))
            self.areas[place] = area._replace(above=above, below=below)

    def _table(self, row: XmlRow, cell: XmlCell, call: Call) -> Iterator[FilledRow]:
        """Yield the rows of a table of numbers, its headings first: copies of the row of its tag."""
        try:
            table = self._answers.table(call)
        except RequestError as error:
            self._refuse((row, cell), error)
            return
        lines = [
            *([[PaperCell(header) for header in table.headers]] if table.headers else []),
            *table.rows,
            *([table.footer] if table.footer else []),
        ]
        self.moved.repeat(row.number, row.number, len(lines))
        for place, line in enumerate(lines):
            contents = {cell.column + column: _of_cell(part) for column, part in enumerate(line)}
            copy = RowCopy(self._template.sheet.name, row.number, row.number, place)
            yield FilledRow(row, self.moved.first(row.number, place), contents, copy, cell.column)

    def _contents(self, row: XmlRow, scope: Scope) -> Mapping[int, Content]:
        return {cell.column: self._content(row, cell, text, scope) for cell, text in self._template.tagged(row)}

    def _content(self, row: XmlRow, cell: XmlCell, text: TaggedText, scope: Scope) -> Content:
        tag = text.only_tag
        value = tag.says.value if tag is not None and isinstance(tag.says, Output) else None
        if isinstance(value, Call) and value.function == "ghi_chu":
            return None
        pieces = [what for _, what in self._texts.pieces((row, cell), text, scope) if what]
        if len(pieces) == 1 and isinstance(pieces[0], PaperNumber):
            return pieces[0]
        whole = "".join(piece.text if isinstance(piece, PaperNumber) else piece for piece in pieces)
        if len(whole) > _MOST_LETTERS:
            self._refuse((row, cell), RequestError(TOO_LONG, number=_MOST_LETTERS))
        return whole


def _texts_of(row: XmlRow, contents: Mapping[int, Content], columns: tuple[int, int]) -> Iterator[str]:
    """Yield what stands in some columns of a row, besides numbers and what is computed."""
    for cell in row.cells:
        if columns[0] <= cell.column <= columns[1] and cell.formula is None:
            content = contents.get(cell.column, shown_in(cell))
            if isinstance(content, str):
                yield visible(content, keep_lines=True)


def _of_cell(cell: PaperCell) -> Content:
    return cell.number or cell.text


def written_cell(cell: XmlCell, reference: str, content: str | CellValue) -> bytes:
    """Return a cell that holds a text or a value, and looks as it did but for the format that shows the value."""
    w = cell.prefix
    kept = {key: value for key, value in cell.attributes.items() if key not in ("r", "t")}
    marks = "".join(f' {key}="{escaped(value)}"' for key, value in kept.items())
    if isinstance(content, CellValue):
        return f'<{w}c r="{reference}"{marks}><{w}v>{content.value}</{w}v></{w}c>'.encode()
    if not content:
        return f'<{w}c r="{reference}"{marks}/>'.encode()
    held = escaped(_ESCAPE.sub("_x005F_", visible(content, keep_lines=True)))
    return (
        f'<{w}c r="{reference}"{marks} t="inlineStr"><{w}is><{w}t xml:space="preserve">{held}</{w}t></{w}is></{w}c>'
    ).encode()
