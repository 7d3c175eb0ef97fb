"""A sheet of a workbook that is a template: which cells have tags, which rows are repeated, and what is wrong there."""

from collections.abc import Iterator, Sequence

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.language.blocks import Block, nest
from danvan_cli.exporting.papers.language.tagged_text import TaggedText, keys_among, listed_of
from danvan_cli.exporting.papers.language.words import FUNCTIONS, Call, Output, Statement, Tag
from danvan_cli.exporting.papers.template_faults import NOT_ALONE, TemplateFault
from danvan_cli.exporting.papers.text_check import Lists, TextCheck
from danvan_cli.exporting.papers.workbook.sheet_cells import XmlCell, XmlRow, XmlSheet
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.annotation.xml_edits import Node
from danvan_cli.spreadsheet.sheets import address
from danvan_cli.text.mark import N_

AMONG_WORDS = Message(
    "number-among-words",
    N_("“{value}” is a number among words, and in a workbook it could not be found again. Let it stand alone."),
    severity="fault",
)
ROWS_STAY = Message(
    "rows-stay",
    N_("“{value}” would leave rows of a form out. In a workbook write {example} within a cell."),
    severity="fault",
)
_MARGIN = N_("header or footer")
_IN_CELL = '{% if co("khen-thuong") %} … {% endif %}'


class SheetTemplate:
    """A sheet with its tags."""

    def __init__(self, sheet: XmlSheet) -> None:
        self.sheet = sheet
        cells = (cell for row in sheet.rows for cell in row.cells if "{" in cell.text or "}" in cell.text)
        self._texts = {cell.start: TaggedText(cell.text) for cell in cells if cell.formula is None}
        self.margins = [(node, TaggedText(text)) for node, text in sheet.margins if "{" in text or "}" in text]
        self.nesting = nest(sheet.rows, self.statement)

    @property
    def has_tags(self) -> bool:
        """Whether anything has to be filled in."""
        return bool(self._texts or self.margins)

    def text(self, cell: XmlCell) -> TaggedText | None:
        """Return the text of a cell that has tags."""
        return self._texts.get(cell.start)

    def tagged(self, row: XmlRow) -> list[tuple[XmlCell, TaggedText]]:
        """Return the cells of a row that have tags."""
        return [(cell, text) for cell in row.cells if (text := self.text(cell)) is not None]

    def statement(self, row: XmlRow) -> Statement | None:
        """Return the statement that a row stands for."""
        tags = [tag for _, text in self.tagged(row) for tag in text.tags]
        return next((tag.says for tag in tags if isinstance(tag.says, Statement) and tag.says.level == "tr"), None)

    def table_in(self, row: XmlRow) -> tuple[XmlCell, Call] | None:
        """Return the cell of a row in whose place a table is put, and what it asks."""
        for cell, text in self.tagged(row):
            call = _call(text.only_tag) if text.only_tag else None
            if call is not None and call.function == "bang":
                return cell, call
        return None

    def end_of(self, block: Block[XmlRow]) -> XmlRow | None:
        """Return the row that ends a list."""
        behind = (row for row in self.sheet.rows if row.number > block.first.number)
        return next((row for row in behind if (says := self.statement(row)) and says.word == "endfor"), None)

    def keys_of(self, block: Block[XmlRow]) -> tuple[str, ...]:
        """Return what is shown of the records of a list."""
        rows = (node for branch in block.branches for node in branch.contents if isinstance(node, XmlRow))
        tags = (tag for row in rows for _, text in self.tagged(row) for tag in text.tags)
        return keys_among(block.statement.name, tags)


def margin_place(node: Node, text: TaggedText) -> tuple[XmlRow, XmlCell]:
    """Return the place of what is printed above or below each page: no row has it."""
    return XmlRow(0, node.start, node.inside), XmlCell(0, node.start, {}, "", text=text.text)


def where_is(row: XmlRow, cell: XmlCell) -> str:
    """Return how people call a place on a sheet."""
    return address(row.number, cell.column) if row.number else translate(_MARGIN)


class SheetCheck(TextCheck[tuple[XmlRow, XmlCell]]):
    """Looks at every tag of a sheet, also where nothing would be written."""

    def __init__(self, template: SheetTemplate, answers: PaperAnswers) -> None:
        super().__init__(answers)
        self._template = template
        self.faults: list[TemplateFault] = []
        for row, mistake in template.nesting.mistakes:
            self.refuse((row, template.tagged(row)[0][0]), None, mistake)
        self._rows(template.nesting.nodes, {})
        for node, text in template.margins:
            place = margin_place(node, text)
            self.text(place, text, {})
            for tag in text.tags:
                if _call(tag) is not None:
                    self.refuse(place, text, RequestError(AMONG_WORDS, value=tag.text))

    def refuse(self, place: tuple[XmlRow, XmlCell], text: TaggedText | None, why: RequestError) -> None:
        """Gather a fault of a cell."""
        row, cell = place
        words = (text or TaggedText(cell.text)).first_words
        where = where_is(row, cell)
        self.faults.append(TemplateFault(self._template.sheet.name, row.number, words, why, where))

    def _rows(self, nodes: "Sequence[XmlRow | Block[XmlRow]]", lists: Lists) -> None:
        for node in nodes:
            if isinstance(node, XmlRow):
                self._row(node, lists)
            else:
                self._block(node, lists)

    def _block(self, block: Block[XmlRow], lists: Lists) -> None:
        cell, text = self._template.tagged(block.first)[0]
        place = (block.first, cell)
        if text.only_tag is None or sum(1 for filled in block.first.cells if filled.text.strip()) > 1:
            self.refuse(place, text, RequestError(NOT_ALONE, value=text.tags[0].text))
        statement, within = block.statement, lists
        if statement.word != "for":
            self.refuse(place, text, RequestError(ROWS_STAY, value=text.tags[0].text, example=_IN_CELL))
        else:
            self.refuse_list_in_list(place, text, lists)
            self.call(place, text, listed_of(statement), self._template.keys_of(block))
            within = {**lists, statement.name: listed_of(statement)}
        for branch in block.branches:
            self._rows(branch.contents, within)

    def _row(self, row: XmlRow, lists: Lists) -> None:
        table = self._template.table_in(row)
        tagged = self._template.tagged(row)
        for cell, text in tagged:
            self.text((row, cell), text, lists)
            for tag in text.tags:
                call = _call(tag)
                if call is not None and text.only_tag is None:
                    stands_alone = FUNCTIONS[call.function].stands == "paragraph"
                    self.refuse(
                        (row, cell), text, RequestError(NOT_ALONE if stands_alone else AMONG_WORDS, value=tag.text)
                    )
                elif isinstance(tag.says, Statement) and tag.says.level:
                    self.refuse((row, cell), text, RequestError(NOT_ALONE, value=tag.text))
        if table is not None and (len(tagged) > 1 or lists):
            self.refuse((row, table[0]), None, RequestError(NOT_ALONE, value=table[0].text))

    def typed(self) -> Iterator[TemplateFault]:
        """Yield the numbers that were typed among the words of cells; a cell that is a number is part of the form."""
        from danvan_cli.exporting.papers.language.typed_numbers import (  # noqa: PLC0415 - not to fill a template in
            TYPED_NUMBER,
            typed_numbers,
        )

        for row in self._template.sheet.rows:
            for cell in row.cells:
                text = self._template.text(cell) or TaggedText(cell.text)
                for number, around in typed_numbers(text.typed):
                    why = RequestError(TYPED_NUMBER, value=around, number_text=number)
                    where = address(row.number, cell.column)
                    yield TemplateFault(self._template.sheet.name, row.number, text.first_words, why, where)


def _call(tag: Tag) -> Call | None:
    """Return the question whose answer a tag puts in its place."""
    value = tag.says.value if isinstance(tag.says, Output) else None
    return value if isinstance(value, Call) else None
