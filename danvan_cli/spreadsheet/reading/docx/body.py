"""The text of a document, as its XML streams by: what a reader sees of it, with all tracked changes accepted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from danvan_cli.spreadsheet.reading.docx.document import Block, Cell, DocumentTable, Line, PageEnd, Row
from danvan_cli.spreadsheet.reading.docx.letters import as_seen, sign
from danvan_cli.spreadsheet.reading.docx.numbering import Numbering
from danvan_cli.spreadsheet.reading.docx.styles import Styles, attribute, font_of, is_on, is_seen, local_name
from danvan_cli.spreadsheet.reading.limits import ReadingLimits, parse
from danvan_cli.spreadsheet.reading.number_formats import old_font

# What nobody sees: deleted text, how it looked before, what readers take that know no text boxes, codes of fields, and
# how words are pronounced.
_UNSEEN = {
    *("del", "moveFrom", "delText", "delInstrText", "instrText", "Fallback", "rt"),
    *("rPrChange", "pPrChange", "tblPrChange", "tblGridChange", "tblPrExChange", "trPrChange", "tcPrChange"),
    *("sectPr", "numberingChange"),
}
_PAGES = {"page", "column"}
_DIGITS = 5  # of a number in the grid


@dataclass(slots=True)
class _Run:
    """A stretch of letters that look alike."""

    font: str = ""
    style: str = ""
    script: str = ""
    is_hidden: bool = False


@dataclass(slots=True)
class _Paragraph:
    style: str = ""
    pieces: list[str] = field(default_factory=list)
    font: str = ""
    number: str = ""  # of the numbering that it is part of
    level: str = "0"
    goes_on: bool = False  # its end is deleted: the next one is part of it
    begins_page: bool = False
    ends_page: bool = False
    boxes: list[Block] = field(default_factory=list)


class _Flow:
    """Where paragraphs and tables follow each other: the document, a cell, or a text box."""

    def __init__(self, *, is_cell: bool = False) -> None:
        self.is_cell = is_cell
        self.blocks: list[Block] = []
        self.begun: _Paragraph | None = None  # its end is deleted


def read_body(pieces: Iterable[bytes], styles: Styles, numbering: Numbering, file: str) -> list[Block]:
    """Return the lines and tables of a document's main part, from the top; raise FileFormatError, or as `parse`."""
    reader = _BodyReader(file, styles, numbering)
    parse(pieces, reader.start, reader.end, reader.text, file)
    return reader.blocks


class _BodyReader:
    """The blocks of a document, gathered from its XML."""

    def __init__(self, file: str, styles: Styles, numbering: Numbering) -> None:
        self._styles, self._numbering = styles, numbering
        self._limits = ReadingLimits(file)
        self._path: list[str] = [""]
        self._unseen = 0
        self._in_text = False
        self._flows = [_Flow()]
        self._tables: list[DocumentTable] = []
        self._paragraphs: list[_Paragraph] = []
        self._runs = [_Run()]
        self._prompts: list[bool] = []  # of the controls around: whether what they hold asks to be replaced
        self._is_ticked = False
        self._muted = 0
        self._cells_begun = 0  # be they seen or not

    @property
    def blocks(self) -> list[Block]:
        """Return the document's lines and tables, from the top."""
        return self._flows[0].blocks

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        local, parent = local_name(name), self._path[-1]
        self._cells_begun += local == "tc"
        if self._unseen or (local in _UNSEEN and not self._take_deletion(local, parent)):
            self._unseen += 1
            if (parent, local) == ("pPr", "sectPr"):
                self._paragraphs[-1].ends_page = True
            return
        self._path.append(local)
        if begin := _BEGINNINGS.get(local):
            begin(self, attributes)
        elif take := _PROPERTIES.get((parent, local)):
            take(self, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._unseen:
            self._unseen -= 1
            return
        self._path.pop()
        if finish := _ENDS.get(local_name(name)):
            finish(self)

    def text(self, characters: str) -> None:
        """Take text; outside of runs there are only the blanks between elements."""
        if self._in_text and not self._unseen:
            self.write(characters)

    def write(self, characters: str) -> None:
        run = self._runs[-1]
        if not self._paragraphs or self._muted or run.is_hidden:
            return
        self._limits.take_cells(0, len(characters))
        paragraph = self._paragraphs[-1]
        paragraph.pieces.append(as_seen(characters, run.font, run.script))
        if not paragraph.font and not characters.isspace():
            paragraph.font = old_font(run.font or self._styles.font(run.style, paragraph.style))

    def _take_deletion(self, local: str, parent: str) -> bool:
        """Take a mark that a row, or the end of a paragraph, is deleted; return whether it is one."""
        if local not in {"del", "moveFrom"} or parent not in {"trPr", "rPr"}:
            return False
        if parent == "trPr":
            self._row.is_deleted = True
        elif self._path[-2] == "pPr":
            self._paragraphs[-1].goes_on = True
        return True

    @property
    def _row(self) -> Row:
        return self._tables[-1].rows[-1]

    @property
    def _cell(self) -> Cell:
        return self._row.cells[-1]

    # -- paragraphs and runs

    def begin_paragraph(self, _: dict[str, str]) -> None:
        self._paragraphs.append(_Paragraph())

    def end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        flow = self._flows[-1]
        if before := flow.begun:
            paragraph.pieces[:0] = before.pieces
            paragraph.font = before.font or paragraph.font
            paragraph.boxes[:0] = before.boxes
            paragraph.style, paragraph.number, paragraph.level = before.style, before.number, before.level
        flow.begun = paragraph if paragraph.goes_on else None
        if not paragraph.goes_on:
            self._add_line(flow, paragraph)

    def _add_line(self, flow: _Flow, paragraph: _Paragraph) -> None:
        """Put a paragraph into its flow; what stands in boxes goes before it, but in a cell it is none of its text."""
        if flow.is_cell:
            self._keep_box(paragraph.boxes)
        else:
            flow.blocks += [*([PageEnd()] if paragraph.begins_page else []), *paragraph.boxes]
        text = f"{self._number_of(paragraph)} {''.join(paragraph.pieces).strip()}".strip()
        if text:
            if not self._tables:
                self._limits.take_rows(1)
            flow.blocks.append(Line(text, paragraph.font))
        if paragraph.ends_page and not flow.is_cell:
            flow.blocks.append(PageEnd())

    def _keep_box(self, blocks: list[Block]) -> None:
        self._cell.box = " ".join(
            filter(None, [self._cell.box, *(block.text for block in blocks if not isinstance(block, PageEnd))])
        )

    def _number_of(self, paragraph: _Paragraph) -> str:
        """Return the number that is put before a paragraph; what nobody sees is not counted."""
        if self._muted or (self._tables and (self._row.is_deleted or self._cell.below == "continue")):
            return ""
        stated = (paragraph.number, paragraph.level)
        return self._numbering.next(*(stated if paragraph.number else self._styles.numbering(paragraph.style)))

    def begin_run(self, _: dict[str, str]) -> None:
        self._runs.append(_Run(script=self._runs[-1].script))

    def begin_script(self, script: str) -> None:
        """Begin a part of an equation that is set higher or lower, and has runs of its own."""
        self._runs.append(_Run(script=script))

    def end_run(self) -> None:
        self._runs.pop()

    def begin_text(self, _: dict[str, str]) -> None:
        self._in_text = True

    def end_text(self) -> None:
        self._in_text = False

    def take_break(self, attributes: dict[str, str]) -> None:
        paragraph = self._paragraphs[-1]
        if attribute(attributes, "type") not in _PAGES:
            self.write("\n")
        elif any(map(str.strip, paragraph.pieces)):
            paragraph.ends_page = True
        else:
            paragraph.begins_page = True

    def take_sign(self, attributes: dict[str, str]) -> None:
        """Take a sign of a font that has its own."""
        self.write(sign(attribute(attributes, "font"), int(attribute(attributes, "char", "0"), 16)))

    def take_ticked(self, attributes: dict[str, str]) -> None:
        self._is_ticked = is_on(attributes)

    def end_box_to_tick(self) -> None:
        """Write a box of a form, which is a drawing to Word."""
        self.write("☑" if self._is_ticked else "☐")
        self._is_ticked = False

    def take_paragraph_style(self, attributes: dict[str, str]) -> None:
        self._paragraphs[-1].style = attribute(attributes, "val")

    def take_page(self, attributes: dict[str, str]) -> None:
        self._paragraphs[-1].begins_page = is_on(attributes)

    def take_number(self, attributes: dict[str, str]) -> None:
        self._paragraphs[-1].number = attribute(attributes, "val")

    def take_level(self, attributes: dict[str, str]) -> None:
        self._paragraphs[-1].level = attribute(attributes, "val")

    def take_of_run(self, name: str, value: object) -> None:
        """Take a property of letters, but for that of the mark that ends a paragraph."""
        if self._path[-3] == "r":
            setattr(self._runs[-1], name, value)

    # -- text boxes, and controls to fill in

    def begin_box(self, _: dict[str, str]) -> None:
        self._flows.append(_Flow())
        self._runs.append(_Run())

    def end_box(self) -> None:
        self._runs.pop()
        self._paragraphs[-1].boxes += self._flows.pop().blocks

    def begin_control(self, _: dict[str, str]) -> None:
        self._prompts.append(False)

    def end_control(self) -> None:
        self._prompts.pop()

    def take_prompt(self, attributes: dict[str, str]) -> None:
        self._prompts[-1] = is_on(attributes)

    def begin_control_content(self, _: dict[str, str]) -> None:
        self._muted += self._prompts[-1]

    def end_control_content(self) -> None:
        self._muted -= self._prompts[-1]

    # -- tables

    def begin_table(self, _: dict[str, str]) -> None:
        self._tables.append(DocumentTable())

    def end_table(self) -> None:
        table = self._tables.pop()
        self._flows[-1].blocks.append(table)

    def begin_row(self, _: dict[str, str]) -> None:
        self._limits.take_rows(1)
        self._tables[-1].rows.append(Row())

    def end_row(self) -> None:
        row = self._row
        row.cells = [cell for cell in row.cells if not cell.deleted]
        if row.is_deleted:
            self._tables[-1].rows.pop()

    def begin_cell(self, _: dict[str, str]) -> None:
        self._limits.take_cells(1, 0)
        self._row.cells.append(Cell(self._cells_begun - 1))
        self._flows.append(_Flow(is_cell=True))

    def end_cell(self) -> None:
        lines = self._flows.pop().blocks
        cell = self._cell
        cell.text = "\n".join(block.text for block in lines if isinstance(block, Line))
        cell.font = next((block.font for block in lines if isinstance(block, Line) and block.font), "")
        cell.tables = tuple(block for block in lines if isinstance(block, DocumentTable))

    def take_table_style(self, attributes: dict[str, str]) -> None:
        self._tables[-1].style = attribute(attributes, "val")

    def take_grid_column(self, attributes: dict[str, str]) -> None:
        self._tables[-1].widths.append(_whole(attribute(attributes, "w")))

    def take_before(self, attributes: dict[str, str]) -> None:
        self._row.before = _whole(attribute(attributes, "val"))

    def take_hidden_row(self, attributes: dict[str, str]) -> None:
        self._row.is_hidden = is_on(attributes)

    def take_heading_row(self, attributes: dict[str, str]) -> None:
        self._row.is_heading = is_on(attributes)

    def take_span(self, attributes: dict[str, str]) -> None:
        self._cell.span = max(1, _whole(attribute(attributes, "val")))

    def take_below(self, attributes: dict[str, str]) -> None:
        self._cell.below = attribute(attributes, "val", "continue")

    def take_beside(self, attributes: dict[str, str]) -> None:
        self._cell.beside = attribute(attributes, "val", "continue")

    def take_deleted_cell(self, _: dict[str, str]) -> None:
        self._cell.deleted = True

    def take_table_border(self, edge: str, attributes: dict[str, str]) -> None:
        """Take a border of the table."""
        self._tables[-1].borders[edge] = is_seen(attributes)

    def take_cell_border(self, attributes: dict[str, str]) -> None:
        """Take a border of the cell."""
        self._cell.drawn = bool(self._cell.drawn) or is_seen(attributes)


Take = Callable[[_BodyReader, dict[str, str]], None]


def _whole(text: str) -> int:
    """Return a number of the grid; 0 for one that is written in another unit, or none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0


def _table_border(edge: str) -> Take:
    return lambda reader, attributes: reader.take_table_border(edge, attributes)


_EDGES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_BEGINNINGS: dict[str, Take] = {
    "p": _BodyReader.begin_paragraph,
    "r": _BodyReader.begin_run,
    "sup": lambda reader, _: reader.begin_script("superscript"),
    "sub": lambda reader, _: reader.begin_script("subscript"),
    "t": _BodyReader.begin_text,
    "tbl": _BodyReader.begin_table,
    "tr": _BodyReader.begin_row,
    "tc": _BodyReader.begin_cell,
    "txbxContent": _BodyReader.begin_box,
    "sdt": _BodyReader.begin_control,
    "sdtContent": _BodyReader.begin_control_content,
}
_ENDS: dict[str, Callable[[_BodyReader], None]] = {
    "p": _BodyReader.end_paragraph,
    **dict.fromkeys(("r", "sup", "sub"), _BodyReader.end_run),
    "t": _BodyReader.end_text,
    "checkBox": _BodyReader.end_box_to_tick,
    "tbl": _BodyReader.end_table,
    "tr": _BodyReader.end_row,
    "tc": _BodyReader.end_cell,
    "txbxContent": _BodyReader.end_box,
    "sdt": _BodyReader.end_control,
    "sdtContent": _BodyReader.end_control_content,
}
_PROPERTIES: dict[tuple[str, str], Take] = {
    ("pPr", "pStyle"): _BodyReader.take_paragraph_style,
    ("pPr", "pageBreakBefore"): _BodyReader.take_page,
    ("numPr", "numId"): _BodyReader.take_number,
    ("numPr", "ilvl"): _BodyReader.take_level,
    ("rPr", "rFonts"): lambda reader, attributes: reader.take_of_run("font", font_of(attributes)),
    ("rPr", "rStyle"): lambda reader, attributes: reader.take_of_run("style", attribute(attributes, "val")),
    ("rPr", "vertAlign"): lambda reader, attributes: reader.take_of_run("script", attribute(attributes, "val")),
    ("rPr", "vanish"): lambda reader, attributes: reader.take_of_run("is_hidden", is_on(attributes)),
    ("r", "tab"): lambda reader, _: reader.write("\t"),
    ("r", "ptab"): lambda reader, _: reader.write("\t"),
    ("r", "noBreakHyphen"): lambda reader, _: reader.write("-"),
    ("r", "br"): _BodyReader.take_break,
    ("checkBox", "default"): _BodyReader.take_ticked,
    ("checkBox", "checked"): _BodyReader.take_ticked,
    ("r", "cr"): _BodyReader.take_break,
    ("r", "sym"): _BodyReader.take_sign,
    ("sdtPr", "showingPlcHdr"): _BodyReader.take_prompt,
    ("tblPr", "tblStyle"): _BodyReader.take_table_style,
    ("tblGrid", "gridCol"): _BodyReader.take_grid_column,
    ("trPr", "gridBefore"): _BodyReader.take_before,
    ("trPr", "hidden"): _BodyReader.take_hidden_row,
    ("trPr", "tblHeader"): _BodyReader.take_heading_row,
    ("tcPr", "gridSpan"): _BodyReader.take_span,
    ("tcPr", "vMerge"): _BodyReader.take_below,
    ("tcPr", "hMerge"): _BodyReader.take_beside,
    ("tcPr", "cellDel"): _BodyReader.take_deleted_cell,
    **{("tblBorders", edge): _table_border(edge) for edge in _EDGES},
    **{("tcBorders", edge): _BodyReader.take_cell_border for edge in _EDGES},
}
