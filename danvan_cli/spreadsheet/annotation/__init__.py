"""The clerk's own list back, untouched but for a comment and a colour on each cell that needs mending."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.spreadsheet.annotation.cell_colours import CellColours
from danvan_cli.spreadsheet.annotation.comments import EMPTY, EMPTY_DRAWING, Marks, commented, drawn, has_ours
from danvan_cli.spreadsheet.annotation.package_parts import PackageParts
from danvan_cli.spreadsheet.annotation.sheet_cells import SheetChange, coloured, with_drawing
from danvan_cli.spreadsheet.reading import read_unchecked
from danvan_cli.spreadsheet.reading.file_kinds import kind_of
from danvan_cli.spreadsheet.reading.limits import archive, check_sizes, guarded
from danvan_cli.spreadsheet.saving import new_workbook, saved
from danvan_cli.spreadsheet.sheets import Area, BadCell, Book, Sheet, Value
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible

ANNOTATE_ENDING = Message("annotate-ending", N_("“{value}”: the marked list must end in {wanted}."))

Mark = tuple[str, int, int, str]
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_ENDINGS = {"xlsx": (".xlsx", ".xlsm"), "docx": (".docx", ".docm")}
_KEPT = {ending for endings in _ENDINGS.values() for ending in endings}
_DOCUMENTS = {".doc", ".dotx", ".dotm"}
FORMATS, FORMULAS = N_("formats"), N_("formulas")


def annotated_name(path: Path) -> str:
    """Return the name that an annotated list has: what is of Excel's or Word's kind keeps its own, others are .xlsx."""
    suffix = path.suffix.lower()
    return path.name if suffix in _KEPT else f"{path.stem}{'.docx' if suffix in _DOCUMENTS else '.xlsx'}"


def annotate(path: Path, out: Path, marks: Sequence[Mark], *, force: bool = False) -> list[str]:
    """Mark cells of a list: (sheet, row, column, sentence); column 0 is the first filled cell of the row.

    Older marks of ours are taken away. Return the names of what is lost: nothing of a workbook of Excel or a document;
    of other kinds there is a new workbook with their values. Raise FileFormatError, WriteError, or RequestError
    ("annotate-ending").
    """
    with guarded(path.name):
        kind = kind_of(path)
        ending = _ending(path, kind)
        if out.suffix.lower() != ending:
            raise RequestError(ANNOTATE_ENDING, value=str(out), wanted=ending)
        book = read_unchecked(path)
        by_sheet = {sheet.name: dict(_sentences_by_cell(sheet, marks)) for sheet in book.sheets}
        if kind not in _ENDINGS:
            _write_values(book, by_sheet, out, force=force)
            return [FORMATS] if not book.sheets[0].name else [FORMATS, FORMULAS]
        with archive(path) as opened:
            check_sizes(opened, opened.infolist(), path.name)
            parts = PackageParts(opened)
            if kind == "docx":
                _mark_document(parts, path, by_sheet)
            else:
                from danvan_cli.spreadsheet.reading.xlsx import sheet_parts  # noqa: PLC0415 - brings openpyxl

                _mark_sheets(parts, sheet_parts(path), by_sheet)
            with saved(out, force=force) as temporary:
                parts.write(temporary)
    return []


def _ending(path: Path, kind: str) -> str:
    """Return how the name of the annotated file must end: as its own, if that is of its kind."""
    suffix, own = path.suffix.lower(), _ENDINGS.get(kind, (".xlsx",))
    return suffix if suffix in own else own[0]


def _mark_document(parts: PackageParts, path: Path, by_sheet: Mapping[str, Marks]) -> None:
    """Mark the cells of a document's tables; what is said of lines around a table stands in its first cell."""
    from danvan_cli.spreadsheet.annotation.document_marks import mark_cells  # noqa: PLC0415 - only of documents
    from danvan_cli.spreadsheet.reading.docx import document_cells  # noqa: PLC0415 - likewise

    part, numbers = document_cells(path)
    by_number: dict[int, list[str]] = {}
    for sheet, marks in by_sheet.items():
        for (row, column), sentence in marks.items():
            places = numbers[sheet]
            in_row = (number for place, number in places.items() if place[0] == row)
            number = places.get((row, column), next(in_row, min(places.values())))
            by_number.setdefault(number, []).append(sentence)
    mark_cells(parts, part, {number: "\n".join(sentences) for number, sentences in by_number.items()})


def _sentences_by_cell(sheet: Sheet, marks: Sequence[Mark]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield each marked cell (row, column) with its sentences; what lies under a merged cell is shown by its first."""
    by_cell: dict[tuple[int, int], list[str]] = {}
    for name, row, column, sentence in marks:
        if name == sheet.name:
            place = _visible_cell(sheet.merged, row, column or min(sheet.rows.get(row, {}), default=1))
            by_cell.setdefault(place, []).append(visible(sentence, keep_lines=True))
    for place, sentences in by_cell.items():
        yield place, "\n".join(dict.fromkeys(sentences))


def _visible_cell(merged: Sequence[Area], row: int, column: int) -> tuple[int, int]:
    for area in merged:
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            return area.top, area.left
    return row, column


def _mark_sheets(parts: PackageParts, names: Mapping[str, str], by_sheet: Mapping[str, Marks]) -> None:
    root = parts.related("", "officeDocument") or "xl/workbook.xml"
    styles = parts.related(root, "styles")
    application = parts.get("docProps/app.xml", b"")
    colours = CellColours(parts[styles], application) if styles else None
    had_ours = colours is not None and colours.has_ours
    for sheet, part in names.items():
        marks = by_sheet[sheet]
        _put_comments(parts, part, marks)
        if colours and (marks or had_ours):
            parts[part] = coloured(SheetChange(parts[part], colours, set(marks)))
    if colours and styles:
        parts[styles] = colours.xml()


def _put_comments(parts: PackageParts, sheet: str, marks: Marks) -> None:
    """Put comments on a sheet, and take older ones of ours away."""
    comments = parts.related(sheet, "comments")
    if not marks and (not comments or not has_ours(parts[comments])):
        return
    if not comments:
        comments = parts.free("xl/comments{}.xml")
        parts[comments] = EMPTY
        parts.relate(sheet, "comments", comments)
        parts.declare(comments, _COMMENTS)
    drawing = parts.related(sheet, "vmlDrawing") or _new_drawing(parts, sheet)
    parts[comments], texts, gone = commented(parts[comments], marks)
    parts[drawing] = drawn(parts[drawing], texts, gone)


def _new_drawing(parts: PackageParts, sheet: str) -> str:
    drawing = parts.free("xl/drawings/vmlDrawing{}.vml")
    parts[drawing] = EMPTY_DRAWING
    parts.declare(".vml", _DRAWING)
    parts[sheet] = with_drawing(parts[sheet], parts.relate(sheet, "vmlDrawing", drawing))
    return drawing


def _write_values(book: Book, by_sheet: Mapping[str, Marks], out: Path, *, force: bool) -> None:
    """Write a new workbook with the values of another kind of file, as text."""
    with new_workbook(out, book.file, force=force) as target:
        text = target.add_format({"num_format": "@"})
        red = target.add_format({"num_format": "@", "bg_color": "#FFC9C7"})
        for sheet in book.sheets:
            page = target.add_worksheet(sheet.name or None)
            marks = by_sheet[sheet.name]
            for row, cells in sheet.rows.items():
                for column, value in cells.items():
                    looks = red if (row, column) in marks else text
                    page.write_string(row - 1, column - 1, _value_text(value), looks)
            for (row, column), sentence in marks.items():
                if column not in sheet.rows.get(row, {}):
                    page.write_blank(row - 1, column - 1, None, red)
                page.write_comment(row - 1, column - 1, f"danvan:\n{sentence}", {"author": "danvan"})


def _value_text(value: Value) -> str:
    if isinstance(value, BadCell):
        return value.text
    if isinstance(value, date):
        return format(value, "%d/%m/%Y %H:%M" if isinstance(value, datetime) else "%d/%m/%Y")
    return str(value)
