"""The clerk's own workbook back, untouched but for a comment and a colour on each cell that needs mending."""

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

ANNOTATE_ENDING = Message("annotate-ending", N_("“{value}”: the marked workbook must end in {wanted}."))

Mark = tuple[str, int, int, str]
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_WORKBOOKS = {".xlsx", ".xlsm"}
FORMATS, FORMULAS = N_("formats"), N_("formulas")


def annotated_name(path: Path) -> str:
    """Return the name that an annotated workbook has: .xlsm stays what it is, all others are .xlsx."""
    return path.name if path.suffix.lower() in _WORKBOOKS else f"{path.stem}.xlsx"


def annotate(path: Path, out: Path, marks: Sequence[Mark], *, force: bool = False) -> list[str]:
    """Mark cells of a workbook: (sheet, row, column, sentence); column 0 is the first filled cell of the row.

    Older marks of ours are taken away. Return the names of what is lost: nothing of an Excel workbook; of other kinds
    there is a new workbook with their values. Raise FileFormatError, WriteError, or RequestError ("annotate-ending").
    """
    with guarded(path.name):
        is_excel = kind_of(path) == "xlsx"
        ending = Path(annotated_name(path)).suffix.lower() if is_excel else ".xlsx"
        if out.suffix.lower() != ending:
            raise RequestError(ANNOTATE_ENDING, value=str(out), wanted=ending)
        book = read_unchecked(path)
        by_sheet = {sheet.name: dict(_sentences_by_cell(sheet, marks)) for sheet in book.sheets}
        if not is_excel:
            _write_values(book, by_sheet, out, force=force)
            return [FORMATS] if not book.sheets[0].name else [FORMATS, FORMULAS]
        from danvan_cli.spreadsheet.reading.xlsx import sheet_parts  # noqa: PLC0415 - brings openpyxl

        with archive(path) as opened:
            check_sizes(opened, opened.infolist(), path.name)
            parts = PackageParts(opened)
            _mark_sheets(parts, sheet_parts(path), by_sheet)
            with saved(out, force=force) as temporary:
                parts.write(temporary)
    return []


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
