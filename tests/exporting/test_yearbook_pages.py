"""What of a workbook is printed, and how: the table by unit, signatures, evidence, columns wide enough."""

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.exporting.exported_workbooks import OPENED, ExportedWorkbook, Number, ask, export, shown
from tests.helpers.data_folder import DataFolder

BY_UNIT = "By unit"
CLOSING = [
    "……………, day …… month …… year ………",
    *("MADE BY", "HEAD OF THE OFFICE"),
    *("(signature, full name)", "(signature, seal, full name)"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.xlsx"


@pytest.fixture
def units(data: DataFolder) -> DataFolder:
    """Two units with models, one of them recognized at two levels."""
    data.model("2020/a", unit="xa-a", title="A")
    data.model("2020/b", unit="xa-a", title="B")
    data.model("2020/c", unit="xa-b", title="C", count=3)
    data.evaluation("2020/a.xa", rating="kha", recognized=True)
    data.evaluation("2020/a.huyen", rating="tot", recognized=True, decision="05-QĐ/TU", decided_on="2020-12-05")
    data.award("2020/k", recipient="A", form="giay-khen", authority="huyen-x", model="a", unit="xa-a")
    data.award("2020/l", recipient="A", form="bang-khen", model="a", unit="xa-a", revoked_on="2020-12-31")
    return data


def _sheet(book: ExportedWorkbook, name: str) -> Worksheet:
    sheet = book.book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def _texts(book: ExportedWorkbook) -> list[str]:
    return [str(cell.value) for row in book.first.iter_rows() for cell in row if cell.value is not None]


def _check_by_unit(folder: DataFolder, file: Path, *typed: str) -> list[list[str]]:
    """Compare the table by unit with `tally --by unit`, and follow its numbers; return its rows as they are shown."""
    export(folder.root, file, *typed)
    book = ExportedWorkbook(file, BY_UNIT)
    told = ask(folder.root, "tally", "--by", "unit", *typed, "--format", "json").json
    header = book.row_of("Unit")
    rows = book.lines(header, header + len(told["rows"]) + 1)
    counted = [column["name"] for column in told["columns"] if column["total"]]
    assert [row[1:] for row in rows[1:-1]] == [[str(row[name]) for name in counted] for row in told["rows"]]
    assert rows[-1][1:] == [str(column["total"]) for column in told["columns"] if column["total"]]
    for number in book.numbers():
        if number.value:
            block = book.behind(number)
            assert sum(row.value for row in block.rows) == block.value == number.value
    return rows


def test_the_table_by_unit_is_that_of_tally_and_each_number_opens(units: DataFolder, file: Path) -> None:
    rows = _check_by_unit(units, file)
    assert rows[0][:2] == ["Unit", "Registered"]
    assert [row[:2] for row in rows[1:]] == [["Xã An Hòa", "2"], ["Xã Bình Hòa", "3"], ["Total", "5"]]
    book = ExportedWorkbook(file, BY_UNIT)
    said = " ".join(_texts(book))
    assert "1 models are recognized at several levels" in said
    assert "Source: " in said


def test_a_units_number_leads_to_its_own_records_in_words(units: DataFolder, file: Path) -> None:
    export(units.root, file)
    book = ExportedWorkbook(file, BY_UNIT)
    first = next(number for number in book.numbers() if number.cell.startswith("B"))
    block = book.behind(first)
    assert block.title == "Registered in 2020 · Unit: Xã An Hòa (without those below)"
    assert [row.id for row in block.rows] == ["a", "b"]
    assert block.back == f"'{BY_UNIT}'!{first.cell}"


def test_the_columns_are_those_that_the_office_keeps(units: DataFolder, file: Path) -> None:
    office = (units.root / "danvan.yaml").read_text(encoding="utf-8")
    units.write("danvan.yaml", office + "columns:\n  Phụ lục 1: ['Cấp xã: recognized level=xa', registered]\n")
    export(units.root, file)
    book = ExportedWorkbook(file, BY_UNIT)
    header = book.row_of("Unit")
    assert book.lines(header - 1, header) == [["Phụ lục 1"], ["Unit", "Cấp xã", "Registered"]]
    export(units.root, file, "--column", "registered kind=tap-the")
    assert ExportedWorkbook(file, BY_UNIT).lines(header, header)[0][0] == "Unit"
    assert "Phụ lục 1" not in _texts(ExportedWorkbook(file, BY_UNIT))


def test_columns_do_not_go_with_a_measure(units: DataFolder, file: Path) -> None:
    said = units.ask("export", "registered", "--column", "recognized", "-o", str(file))
    assert (said.code, file.exists()) == (2, False)


def test_sheets_of_tables_are_signed_and_say_what_they_rest_on(units: DataFolder, file: Path) -> None:
    export(units.root, file)
    for name in ("Overview", BY_UNIT):
        texts = _texts(ExportedWorkbook(file, name))
        assert sum("check: errors" in text for text in texts) == 1
        assert [text for text in texts if text][-5:] == CLOSING


def test_of_the_opened_numbers_nothing_is_printed(units: DataFolder, file: Path) -> None:
    export(units.root, file)
    book = ExportedWorkbook(file)
    areas = {sheet.title: sheet.print_area for sheet in book.book.worksheets}
    sheet, _, area = str(areas.pop(OPENED)).rpartition("!")
    cell = area.partition(":")[0].replace("$", "")
    assert sheet == f"'{OPENED}'"
    assert _sheet(book, OPENED)[cell].value is None
    assert not any(areas.values())
    margins = [_sheet(book, name).page_margins for name in areas]
    assert {(round(page.left * 25.4), round(page.right * 25.4), round(page.top * 25.4)) for page in margins} == {
        (30, 20, 20)
    }


def test_an_amount_is_seen_whole_wherever_it_stands(data: DataFolder, file: Path) -> None:
    data.model("2020/a", budget=1)
    data.evaluation("2020/a.xa", results={"tien": 1234567890.25})
    data.activity("2020/h", title="H", unit="xa-a", participants=1234567890123)
    export(data.root, file)
    book = ExportedWorkbook(file)
    amounts = [
        cell
        for sheet in book.book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float) and cell.value > 1_000_000
    ]
    assert {cell.parent.title for cell in amounts} >= {"Overview", "Evaluations"}
    for cell in amounts:
        columns = _sheet(book, cell.parent.title).column_dimensions.values()  # several of one width are one
        width = next(column.width for column in columns if (column.min or 0) <= cell.column <= (column.max or 0))
        assert width >= len(shown(cell)), (cell.parent.title, cell.coordinate)


def test_a_model_has_its_number_rating_decision_and_the_awards_that_count(units: DataFolder, file: Path) -> None:
    export(units.root, file)
    rows = list(_sheet(ExportedWorkbook(file), "Models").iter_rows(min_row=2, values_only=True))
    model, other = (dict(zip(rows[0], row, strict=True)) for row in rows[1:3])
    wanted = ("Row number", "Title", "Rating", "Recognized at", "Decision", "Awards")
    assert [model[key] for key in wanted] == [
        *(1, "A", "Good", "District", "05-QĐ/TU"),
        "Certificate (Huyện Xuân Lộc)",
    ]
    assert [other[key] for key in wanted] == [2, "B", None, None, None, None]


def test_a_number_of_one_level_says_that_each_time_counts(units: DataFolder, file: Path) -> None:
    export(units.root, file)
    book = ExportedWorkbook(file, BY_UNIT)
    links = {number.to for number in book.numbers() if number.value}
    titles = {book.behind(Number("", 0, "", to)).title for to in links}
    assert "Recognized in 2020 · Level: Commune · each time that it is said" in titles


@pytest.mark.parametrize(("fields", "pages"), [(1, 1), (14, 2)])
def test_what_is_nearly_a_page_is_printed_on_one(fields: int, pages: int, units: DataFolder, file: Path) -> None:
    for number in range(fields):
        units.model(f"2020/n{number}", field=f"linh-vuc-{number}")
    export(units.root, file)
    overview = ExportedWorkbook(file).first
    height = overview.page_setup.fitToHeight
    assert (1 if height is None else height) == (
        1 if pages == 1 else 0
    )  # 1 is what it is unsaid, 0 as many as it needs
    assert bool(overview.row_breaks.brk) == (pages > 1)
