"""Templates that know the year's models, from whom they are, and what of them is printed; sent back, they match."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_cli.importing.stated_unit import stated_unit
from danvan_cli.spreadsheet.reading import read_book
from tests.helpers.clerk import Clerk
from tests.helpers.program import CommandResult

_FIRST = 5


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    monkeypatch.chdir(tmp_path)
    clerk = Clerk(tmp_path / "data")
    clerk.model("2020/2020-a", title="Chợ xanh", unit="xa-a", kind="tap-the")
    clerk.model("2020/2020-b", title="Chợ xanh", unit="xa-b", kind="ca-nhan", person="Bà Tư", position="Bí thư")
    clerk.model("2020/2020-c", title="Vườn rau", unit="xa-b", kind="tap-the")
    clerk.model("2019/2019-c", title="Vườn rau", unit="xa-b", kind="tap-the")
    return clerk


def _made(clerk: Clerk, *typed: str) -> Any:  # noqa: ANN401 - openpyxl's workbooks
    said = clerk.ask("template", *typed, "-o", "mau.xlsx", "--force", "--lang", "vi")
    assert (said.code, said.err) == (0, "")
    return openpyxl.load_workbook("mau.xlsx")


def _column(sheet: Any, heading: str) -> int:  # noqa: ANN401 - likewise
    return next(int(cell.column) for cell in sheet[_FIRST - 1] if str(cell.value).startswith(heading))


def _fill(book: Any, row: int, **cells: str) -> None:  # noqa: ANN401 - likewise
    sheet = book.worksheets[0]
    for heading, text in cells.items():
        sheet.cell(row, _column(sheet, heading.replace("_", " "))).value = text
    book.save("mau.xlsx")


def _sent_back(clerk: Clerk, *typed: str) -> CommandResult:
    return clerk.ask("import", "mau.xlsx", "--year", "2020", "--yes", *typed, "--lang", "vi")


def _written(clerk: Clerk, before: dict[str, bytes]) -> dict[str, str]:
    return {path: data.decode() for path, data in clerk.files().items() if path not in before}


def _values(book: Any, heading: str) -> list[Any]:  # noqa: ANN401 - likewise
    sheet = book.worksheets[0]
    return [sheet.cell(row, _column(sheet, heading)).value for row in range(_FIRST, sheet.max_row + 1)]


def test_evaluations_have_a_row_for_each_model_of_the_year(clerk: Clerk) -> None:
    book = _made(clerk, "evaluations", "--year", "2020")
    assert _values(book, "Mã") == ["2020-a", "2020-b", "2020-c"]
    assert _values(book, "Tên mô hình") == ["Chợ xanh", "Chợ xanh", "Vườn rau"]
    assert _values(book, "Cấp") == ["Cấp huyện"] * 3
    assert _values(_made(clerk, "evaluations", "--year", "2020", "--unit", "xa-b"), "Cấp") == ["Cấp xã"] * 2


def test_awards_have_a_row_for_each_model_of_the_year(clerk: Clerk) -> None:
    book = _made(clerk, "awards", "--year", "2020")
    assert _values(book, "Tập thể, cá nhân") == [None, "Bà Tư", None]
    assert _values(book, "Loại") == ["Tập thể", "Cá nhân", "Tập thể"]
    assert _values(book, "Đơn vị") == ["Xã An Hòa", "Xã Bình Hoà", "Xã Bình Hoà"]


@pytest.mark.parametrize("kind", ["evaluations", "awards"])
def test_rows_left_as_they_were_are_no_records_and_no_faults(clerk: Clerk, kind: str) -> None:
    _made(clerk, kind, "--year", "2020")
    before = clerk.files()
    said = _sent_back(clerk)
    assert (said.code, clerk.files()) == (0, before), said.err
    assert "dòng 5-7 trả về như lúc gửi đi, không phải bản ghi." in said.err


@pytest.mark.parametrize("kind", ["evaluations", "awards"])
def test_defaults_are_for_rows_that_state_something(clerk: Clerk, kind: str) -> None:
    _made(clerk, kind, "--year", "2020")
    before = clerk.files()
    assert _sent_back(clerk, "--default", "note=xong").code == 0
    assert clerk.files() == before


def test_what_is_filled_in_is_of_the_very_model(clerk: Clerk) -> None:
    book, before = _made(clerk, "evaluations", "--year", "2020"), clerk.files()
    _fill(book, 6, Xếp_loại="Tốt")
    _fill(book, 7, Xếp_loại="Khá", Cấp="Cấp xã")
    said = _sent_back(clerk)
    assert said.code == 0, said.err
    assert sorted(_written(clerk, before)) == [
        "evaluations/2020/2020-b.huyen.yaml",
        "evaluations/2020/2020-c.xa.yaml",
    ]


def test_an_award_is_of_the_very_model(clerk: Clerk) -> None:
    book, before = _made(clerk, "awards", "--year", "2020"), clerk.files()
    for row in (5, 6, 7):
        _fill(book, row, Hình_thức="Giấy khen", Cơ_quan="Huyện Xuân Lộc")
    said = _sent_back(clerk)
    assert said.code == 0, said.err
    texts = _written(clerk, before).values()
    assert {line for text in texts for line in text.splitlines() if line.startswith("model:")} == {
        *("model: 2020-a", "model: 2020-b", "model: 2020-c"),
    }


def test_sent_back_twice_it_changes_nothing(clerk: Clerk) -> None:
    _fill(_made(clerk, "evaluations", "--year", "2020"), 5, Xếp_loại="Tốt")
    assert _sent_back(clerk).code == 0
    before = clerk.files()
    assert _sent_back(clerk).code == 0
    assert clerk.files() == before


def test_a_total_and_a_signature_below_a_filled_template(clerk: Clerk) -> None:
    book, before = _made(clerk, "evaluations", "--year", "2020"), clerk.files()
    _fill(book, 5, Xếp_loại="Tốt")
    _fill(book, 9, Tên_mô_hình="Tổng cộng: 1 mô hình", Xếp_loại="TM. BAN DÂN VẬN")
    _fill(book, 12, Xếp_loại="Nguyễn Văn A")
    said = _sent_back(clerk)
    assert said.code == 0, said.err
    assert len(_written(clerk, before)) == 1


def test_a_template_says_by_itself_from_whom_it_is(clerk: Clerk) -> None:
    book, before = _made(clerk, "models", "--year", "2020", "--unit", "xa-b"), clerk.files()
    assert stated_unit(read_book(Path("mau.xlsx"))) == "xa-b"
    mark = "Mẫu này lập cho: Xã Bình Hoà (xa-b)"
    assert book["Danh mục"]["A2"].value == mark
    book["Danh mục"]["A2"] = "unit=xa-b"  # as older templates have it
    book.save("mau.xlsx")
    assert stated_unit(read_book(Path("mau.xlsx"))) == "xa-b"
    _fill(book, 200, Tên_mô_hình="Hàng cây", Loại="Tập thể")  # below the rows that are prepared
    said = _sent_back(clerk)
    assert said.code == 0, said.err
    ((_, text),) = _written(clerk, before).items()
    assert "unit: xa-b\n" in text


@pytest.mark.parametrize("total", ["Tổng cộng: 1 cuộc", "Tổng số: 01 hoạt động", "Cộng: 01 buổi, 90 người"])
def test_a_total_on_a_row_that_was_prepared_is_no_activity(clerk: Clerk, total: str) -> None:
    book, before = _made(clerk, "activities", "--year", "2020", "--unit", "xa-b"), clerk.files()
    _fill(book, 5, Nội_dung_hoạt_động="Đối thoại tiểu thương", Hình_thức="Đối thoại")
    _fill(book, 7, Nội_dung_hoạt_động=total)
    said = _sent_back(clerk)
    assert said.code == 0, said.err
    assert [text.splitlines()[0] for text in _written(clerk, before).values()] == ["title: Đối thoại tiểu thương"]


def test_a_template_for_all_names_no_unit(clerk: Clerk) -> None:
    _made(clerk, "models", "--year", "2020")
    assert stated_unit(read_book(Path("mau.xlsx"))) == ""


def test_a_template_has_places_for_total_and_signature(clerk: Clerk) -> None:
    sheet = _made(clerk, "models", "--year", "2020")["Mô hình"]
    labels = {str(cell.value): cell for row in sheet["A1:Z3"] for cell in row if cell.value}
    total = labels["Tổng cộng:"]
    assert sheet.cell(total.row, total.column + 1).value == "=COUNTA(B5:B1048576)"
    assert {"Ngày, người lập:", "Người ký:"} <= labels.keys()


def test_the_total_counts_what_is_filled_in_and_not_what_was(clerk: Clerk) -> None:
    sheet = _made(clerk, "evaluations", "--year", "2020").worksheets[0]
    total = next(cell for row in sheet["A1:Z3"] for cell in row if cell.value == "Tổng cộng:")
    formula = str(sheet.cell(total.row, total.column + 1).value)
    column = {name: sheet.cell(1, _column(sheet, name)).column_letter for name in ("Cấp", "Tên mô hình", "Xếp loại")}
    assert f'(${column["Xếp loại"]}$5:${column["Xếp loại"]}$2000<>"")' in formula
    assert not any(f"${column[name]}$" in formula for name in ("Cấp", "Tên mô hình"))


def test_what_stands_in_these_places_is_no_row(clerk: Clerk) -> None:
    book, before = _made(clerk, "models", "--year", "2020"), clerk.files()
    sheet = book.worksheets[0]
    place = next(cell.column for row in sheet["A1:Z3"] for cell in row if cell.value == "Người ký:") + 1
    sheet.cell(1, place).value, sheet.cell(2, place).value = 1, "12/3/2020, Trần Thị Bé"
    sheet.cell(3, place).value = "Nguyễn Văn A, Phó Bí thư"
    _fill(book, 5, Tên_mô_hình="Hàng cây", Đơn_vị="Xã Bình Hoà", Loại="Tập thể")
    said = _sent_back(clerk)
    assert said.code == 0, said.err
    assert len(_written(clerk, before)) == 1


def test_only_rows_that_are_filled_in_are_printed(clerk: Clerk) -> None:
    sheet = _made(clerk, "models", "--year", "2020", "--unit", "xa-b")["Mô hình"]
    (name,) = sheet.defined_names
    formula = sheet.defined_names[name].value
    assert "$B$5:$B$2000<>" in formula  # titles
    assert "$A$5" not in formula  # numbers, and units, stand in all rows that are prepared
    assert "$C$5" not in formula
    assert not _made(clerk, "evaluations", "--year", "2020")["Đánh giá"].defined_names  # all rows are filled in


def test_examples_are_the_offices_own(clerk: Clerk) -> None:
    guide = _made(clerk, "models", "--year", "2021", "--unit", "xa-b")["Hướng dẫn"]
    examples = {row[0]: row[4] for row in guide.iter_rows(min_row=4, values_only=True)}
    assert examples["Đơn vị"] == "Xã Bình Hoà"
    assert examples["Ngày đăng ký"] == "15/03/2021"
    guide = _made(clerk, "figures", "--year", "2021")["Hướng dẫn"]
    texts = " ".join(str(row[4]) for row in guide.iter_rows(min_row=4, values_only=True))
    assert "2020" not in texts
    assert "2021" in texts
