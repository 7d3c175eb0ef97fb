import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.errors import RequestError, WriteError
from danvan_cli.spreadsheet.annotation import Mark, annotate, annotated_name
from danvan_cli.spreadsheet.errors import FileFormatError
from danvan_cli.spreadsheet.reading import read_book
from danvan_cli.spreadsheet.sheets import address
from tests.helpers.laws import cases
from tests.helpers.workbooks import ROWS, cells, ods, with_parts, with_sheet, xls, xlsx

_RED = "FFFFC9C7"
_SHEET = "Đăng ký"
_WRONG = (_SHEET, 4, 3, "“Xã Tân Thanh” không có trong danh mục; gần nhất: “Xã Tân Thành”.")
# What openpyxl and others cannot keep, as parts of the archive.
_STRANGE = {"xl/ctrlProps/ctrlProp1.xml": b"<x/>", "xl/media/image1.emf": b"\1\0\0\0", "customXml/item1.xml": b"<x/>"}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The clerk's own: colours, comments, formulas, merged cells, lists to choose from, a text box, another sheet."""
    path = tmp_path / "source.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(_SHEET)
        yellow = book.add_format({"bg_color": "#FFFF00", "bold": True, "num_format": "000"})
        page.merge_range("A1:C2", "DANH SÁCH", book.add_format({"bold": True}))
        page.write_row("A3", ["STT", "Tên", "Đơn vị"], yellow)
        page.write_row("A4", [1, "Tổ tự quản", "Xã Tân Thanh"])
        page.write_comment("C4", "Hỏi lại xã", {"author": "Lan"})
        page.write_formula("A5", "=A4+1", yellow, 2)
        page.write("B5", "Vườn rau")
        page.write("H5", "xa")
        page.set_row(8, 30, yellow)
        page.set_column("B:B", 40)
        page.data_validation("C4:C9", {"validate": "list", "source": "=Khác!$A$1:$A$2"})
        page.conditional_format("A4:A9", {"type": "cell", "criteria": ">", "value": 5, "format": yellow})
        page.insert_textbox("E4", "Ô chữ của tôi")
        page.autofilter("A3:C5")
        book.add_worksheet("Khác").write_column("A1", ["Xã Tân Thành", "Xã Tân Phú"])
    return with_parts(path, tmp_path / "list.xlsx", _STRANGE)


def marked(path: Path, *marks: Mark, name: str = "out.xlsx") -> Path:
    out = path.with_name(name)
    assert annotate(path, out, marks, force=True) == []
    return out


def told(path: Path, sheet: str = _SHEET) -> dict[str, tuple[str, str | None]]:
    """Return the comments and colours of cells, as openpyxl reads them."""
    found = {}
    for row in openpyxl.load_workbook(path)[sheet].iter_rows():
        for cell in row:
            colour = cell.fill.fgColor.rgb if cell.fill.fill_type else None
            if cell.comment or colour:
                found[cell.coordinate] = (cell.comment.text if cell.comment else "", colour)
    return found


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def seen(path: Path) -> list[Any]:
    """Return all that openpyxl and python-calamine know of a workbook but comments and colours."""
    found: list[Any] = []
    for book in (openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)):
        for page in book:
            cells = [(cell.coordinate, cell.value, cell.number_format, cell.font.b) for row in page for cell in row]
            widths = {key: one.width for key, one in page.column_dimensions.items()}
            heights = {key: one.height for key, one in page.row_dimensions.items() if one.height}
            lists = [(rule.sqref, rule.formula1) for rule in page.data_validations.dataValidation]
            found.append(
                ([cell for cell in cells if cell[1] is not None], widths, heights, lists, page.auto_filter.ref)
            )
            found.append(
                (sorted(map(str, page.merged_cells.ranges)), [str(area.sqref) for area in page.conditional_formatting])
            )
    theirs = python_calamine.load_workbook(str(path))
    return [*found, *(theirs.get_sheet_by_name(name).to_python() for name in theirs.sheet_names)]


def test_a_cell_gets_a_comment_and_a_colour_and_all_else_stays(workbook: Path) -> None:
    out = marked(
        workbook, (_SHEET, 5, 1, "sai"), (_SHEET, 5, 7, "thiếu"), (_SHEET, 6, 2, "thiếu"), ("Khác", 1, 1, "<&>")
    )
    before = told(workbook)
    assert told(out) == before | {
        "A5": ("danvan:\nsai", _RED),
        "G5": ("danvan:\nthiếu", _RED),
        "B6": ("danvan:\nthiếu", _RED),
    }
    assert told(out, "Khác") == {"A1": ("danvan:\n<&>", _RED)}
    assert seen(out) == seen(workbook)


def test_no_part_of_the_workbook_is_lost_and_those_without_marks_are_the_same(workbook: Path) -> None:
    before, after = parts(workbook), parts(marked(workbook, _WRONG))
    changed = {"xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert {name for name in before if before[name] != after.get(name)} == changed
    assert after.keys() == before.keys()


def test_somebodys_own_comment_stays_before_ours(workbook: Path) -> None:
    assert told(marked(workbook, _WRONG))["C4"] == (f"Hỏi lại xã\n\ndanvan:\n{_WRONG[3]}", _RED)


def test_several_marks_on_a_cell_stand_in_one_comment_and_control_characters_are_shown(workbook: Path) -> None:
    out = marked(workbook, (_SHEET, 5, 2, "một"), (_SHEET, 5, 2, "hai \x1b"), (_SHEET, 5, 2, "một"))
    assert told(out)["B5"] == ("danvan:\nmột\nhai \\x1b", _RED)


def test_a_mark_on_a_row_stands_at_its_first_filled_cell_and_one_under_a_merged_cell_at_that(workbook: Path) -> None:
    found = told(marked(workbook, (_SHEET, 5, 0, "hàng"), (_SHEET, 2, 3, "gộp"), (_SHEET, 40, 0, "trống")))
    assert {at: text.removeprefix("danvan:\n") for at, (text, colour) in found.items() if colour == _RED} == {
        "A5": "hàng",
        "A1": "gộp",
        "A40": "trống",
    }


def test_an_empty_cell_looks_in_all_else_like_its_row(workbook: Path) -> None:
    page = openpyxl.load_workbook(marked(workbook, (_SHEET, 9, 2, "thiếu")))[_SHEET]
    assert (page["B9"].font.b, page["B9"].number_format, page["B9"].fill.fgColor.rgb) == (True, "000", _RED)


def test_marking_anew_takes_the_old_marks_away_and_gives_the_colour_back(workbook: Path) -> None:
    first = marked(workbook, _WRONG, (_SHEET, 3, 1, "vàng"), (_SHEET, 5, 2, "không màu"), name="first.xlsx")
    assert told(first)["A3"] == ("danvan:\nvàng", _RED)
    second = marked(first, (_SHEET, 3, 2, "khác"), name="second.xlsx")
    assert told(second) == told(workbook) | {"B3": ("danvan:\nkhác", _RED)}
    assert told(marked(second, name="third.xlsx")) == told(workbook)
    assert seen(second) == seen(workbook)


_AT = st.tuples(st.just(_SHEET), st.integers(1, 8), st.integers(1, 9), st.sampled_from(["một", "hai"]))


@given(st.lists(st.lists(_AT, max_size=6), min_size=1, max_size=3))
@cases(6)
def test_however_often_it_is_marked_only_the_last_marks_are_there(workbook: Path, rounds: list[list[Mark]]) -> None:
    path = workbook
    for number, marks in enumerate(rounds):
        path = marked(path, *marks, name=f"round-{number}.xlsx")
    assert told(path) == told(marked(workbook, *rounds[-1], name="at-once.xlsx"))
    assert told(marked(path, name="clean.xlsx")) == told(workbook)
    assert seen(path) == seen(workbook)


def _boxes(path: Path) -> list[tuple[str, float]]:
    """Return the boxes of comments with their heights in points, which openpyxl itself does not read."""
    found = []
    for shape in parts(path)["xl/drawings/vmlDrawing1.vml"].decode().split("<v:shape ")[1:]:
        row, column = (int(shape.split(f"<x:{what}>")[1].split("<")[0]) + 1 for what in ("Row", "Column"))
        found.append((address(row, column), float(shape.split("height:")[1].split("pt")[0])))
    return sorted(found)


def test_each_comment_has_one_box_as_large_as_its_text(workbook: Path) -> None:
    out = marked(workbook, (_SHEET, 5, 1, "ngắn"), (_SHEET, 5, 2, "một câu rất dài " * 20), _WRONG)
    boxes = _boxes(out)
    assert [cell for cell, _ in boxes] == ["A5", "B5", "C4"]
    assert boxes[1][1] > 3 * boxes[0][1]
    assert [cell for cell, _ in _boxes(marked(out, name="anew.xlsx"))] == ["C4"]


def test_a_row_that_gets_wider_no_longer_says_how_wide_it_is(tmp_path: Path) -> None:
    row = '<row r="1" spans="1:3"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row><row r="2" spans="1:3"/>'
    source = with_sheet(tmp_path / "a.xlsx", f"<sheetData>{row}</sheetData>")
    for column, spans in ((3, 2), (2, 1), (9, 1)):
        out = marked(source, (_SHEET, 1, column, "sai"))
        assert parts(out)["xl/worksheets/sheet1.xml"].count(b"spans") == spans
        assert openpyxl.load_workbook(out)[_SHEET].cell(1, column).comment
    assert b'<row r="2"><c r="D2"' in parts(marked(source, (_SHEET, 2, 4, "sai")))["xl/worksheets/sheet1.xml"]


def test_the_same_marks_give_the_same_bytes(workbook: Path) -> None:
    assert marked(workbook, _WRONG, name="a.xlsx").read_bytes() == marked(workbook, _WRONG, name="b.xlsx").read_bytes()


def test_a_workbook_of_another_program_with_little_in_it_can_be_marked(tmp_path: Path) -> None:
    path = cells(tmp_path / "a.xlsx", "<c><v>1</v></c><c><v>2</v></c>")
    book = openpyxl.load_workbook(marked(path, (_SHEET, 1, 2, "sai"), (_SHEET, 1, 3, "thiếu")))
    assert [(cell.value, bool(cell.comment)) for cell in book[_SHEET][1]] == [(1, False), (2, True), (None, True)]


def test_a_workbook_with_macros_keeps_them_and_its_ending(tmp_path: Path) -> None:
    source = with_parts(xlsx(tmp_path / "a.xlsx"), tmp_path / "a.xlsm", {"xl/vbaProject.bin": b"macro"})
    assert parts(marked(source, _WRONG, name="out.xlsm"))["xl/vbaProject.bin"] == b"macro"
    with pytest.raises(RequestError) as caught:
        annotate(source, tmp_path / "b.xlsx", [_WRONG])
    assert (caught.value.code, caught.value.params["wanted"]) == ("annotate-ending", ".xlsm")
    assert [annotated_name(Path(name)) for name in ("a.XLSM", "a.xlsx", "b.c.csv")] == ["a.XLSM", "a.xlsx", "b.c.xlsx"]


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.csv"])
def test_other_kinds_become_a_new_workbook_with_the_same_values(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.csv":
        path.write_text("\n".join(",".join(map(str, row)) for row in ROWS), encoding="utf-8")
    else:
        {"a.xls": xls, "a.ods": ods}[name](path)
    sheet = "" if name == "a.csv" else _SHEET
    out = tmp_path / "out.xlsx"
    assert annotate(path, out, [(sheet, 2, 2, "sai"), (sheet, 3, 9, "thiếu")])
    (page,) = read_book(out).sheets
    assert page.rows == {row: dict(enumerate(map(str, cells), start=1)) for row, cells in enumerate(ROWS, start=1)}
    assert told(out, page.name) == {"B2": ("danvan:\nsai", _RED), "I3": ("danvan:\nthiếu", _RED)}


def test_it_is_written_whole_or_not_at_all_and_not_over_another_file(workbook: Path) -> None:
    out = workbook.with_name("out.xlsx")
    out.write_bytes(b"mine")
    with pytest.raises(WriteError) as caught:
        annotate(workbook, out, [_WRONG])
    assert (caught.value.code, out.read_bytes()) == ("file-exists", b"mine")


def test_a_broken_workbook_is_refused_as_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(tmp_path / "b.xlsx").read_bytes()[:-100])
    with pytest.raises(FileFormatError):
        annotate(path, tmp_path / "out.xlsx", [_WRONG])
    assert not (tmp_path / "out.xlsx").exists()
