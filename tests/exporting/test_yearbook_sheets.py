"""How an exported workbook looks: sheets, records, charts, pages; and that the same data gives the same bytes."""

import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.exporting.exported_workbooks import OPENED, ExportedWorkbook, export
from tests.helpers.data_folder import DataFolder
from tests.helpers.program import danvan
from tests.helpers.workbooks import read_by_calamine

DATA = Path(__file__).parents[2] / "data"
SHEETS = ["Overview", "By unit", "Models", "Evaluations", "Awards", OPENED]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.xlsx"


@pytest.fixture
def year(data: DataFolder) -> DataFolder:
    """A year with something in every table."""
    for number, kind in enumerate(("tap-the", "tap-the", "ca-nhan")):
        fields = {
            "kind": kind,
            "field": ("kinh-te", "moi-truong", "kinh-te")[number],
            "unit": ("xa-a", "xa-b")[number % 2],
        }
        data.model(f"2020/m{number}", title=f"Mô hình số {number}", registered_on="2020-03-01", **fields)
        level = ("huyen", "xa")[number % 2]
        verdict = {"recognized": True, "rating": ("tot", "kha", "tot")[number], "results": {"hien-dat": 12.5}}
        data.evaluation(f"2020/m{number}.{level}", decision="05-QĐ/TU", decided_on="2020-12", score=8.5, **verdict)
        form = ("bang-khen", "giay-khen", "giay-khen")[number]
        data.award(
            f"2020/k{number}", recipient=f"Người {number}", form=form, authority="huyen-x", model=f"2020-m{number}"
        )
    return data


def _rows(book: ExportedWorkbook, sheet: str) -> list[dict[str, object]]:
    found = book.book[sheet]
    assert isinstance(found, Worksheet)
    headers, *rows = ([cell.value for cell in row] for row in found.iter_rows(min_row=2))
    return [dict(zip(map(str, headers), row, strict=True)) for row in rows]


def test_the_sheets_and_their_order(year: DataFolder, file: Path) -> None:
    said = export(year.root, file)
    assert ExportedWorkbook(file).book.sheetnames == SHEETS
    assert said.out == f"Written: {file} (6 sheets)\nModel: 3, Evaluation: 3, Award: 3\n"


def test_records_that_are_several_things_are_told_apart_from_these(year: DataFolder, file: Path) -> None:
    year.award("2020/gop", kind="ca-nhan", form="giay-khen", count=3)
    assert "Award: 4 records, which stand for 6\n" in export(year.root, file).out


def test_in_vietnamese_all_is_vietnamese(year: DataFolder, file: Path) -> None:
    assert danvan("xuat", "-o", str(file), "--data", str(year.root), "--lang", "vi").code == 0
    overview = ExportedWorkbook(file, read_by_calamine(file).sheet_names[0])
    assert "Mô hình" in overview.book.sheetnames
    assert overview.row_of("Đăng ký")
    assert overview.row_of("Công nhận theo cấp và loại")


def test_a_record_is_told_in_peoples_words(year: DataFolder, file: Path) -> None:
    export(year.root, file)
    model = _rows(ExportedWorkbook(file), "Models")[0]
    assert model == {
        "Row number": 1,
        "Title": "Mô hình số 0",
        "Unit": "Xã An Hòa",
        "Kind": "Collective",
        "Level": "Commune",
        "Field": "Economy",
        "Registered on": dt.datetime(2020, 3, 1),  # noqa: DTZ001 - a sheet's dates know no zone
        "Rating": "Good",
        "Recognized at": "District",
        "Decision": "05-QĐ/TU",
        "Decided on": "2020-12",
        "Id": "m0",
    }


def test_an_evaluation_names_its_model_and_states_its_results(year: DataFolder, file: Path) -> None:
    export(year.root, file)
    found = _rows(ExportedWorkbook(file), "Evaluations")[0]
    expected = {"Title": "Mô hình số 0", "Unit": "Xã An Hòa", "Rating": "Good", "Recognized": "yes", "Id": "m0.huyen"}
    assert expected.items() <= found.items()
    assert (found["Decision"], found["Decided on"]) == ("05-QĐ/TU", "2020-12")  # a month is no day
    assert (found["Total score"], found["Land given (m²)"]) == (8.5, 12.5)


def test_a_model_of_another_year_is_called_by_title_and_year(year: DataFolder, file: Path) -> None:
    year.model("2019/cu", title="Tổ cũ")
    year.award("2020/cua-cu", recipient="Tổ cũ", kind="mo-hinh", model="cu")
    year.award("2020/cua-ai", recipient="Tổ nào", kind="mo-hinh", model="khong-co")
    year.activity("2020/ra-quan", title="Ra quân", model="cu")
    export(year.root, file)
    book = ExportedWorkbook(file)
    models = {row["Id"]: row["Model"] for sheet in ("Awards", "Activities") for row in _rows(book, sheet)}
    expected = {"cua-cu": "Tổ cũ (2019)", "cua-ai": "khong-co", "ra-quan": "Tổ cũ (2019)"}
    assert expected.items() <= models.items()


def test_an_award_that_states_no_status_was_given(year: DataFolder, file: Path) -> None:
    export(year.root, file)
    assert {row["Status"] for row in _rows(ExportedWorkbook(file), "Awards")} == {"Awarded"}


def test_a_record_for_several_says_for_how_many(data: DataFolder, file: Path) -> None:
    data.model("2020/a")
    data.model("2020/b", count=16)
    export(data.root, file)
    assert sorted(str(row["Count"]) for row in _rows(ExportedWorkbook(file), "Models")) == ["1", "16"]


def test_records_stand_in_the_order_of_lists(data: DataFolder, file: Path) -> None:
    for name, unit, title in (("1", "xa-b", "A"), ("2", "xa-a", "Đ"), ("3", "xa-a", "Da"), ("4", "xa-a", "ă")):
        data.model(f"2020/{name}", unit=unit, title=title)
    export(data.root, file)
    assert [row["Title"] for row in _rows(ExportedWorkbook(file), "Models")] == ["ă", "Da", "Đ", "A"]


def test_with_a_condition_only_its_records_are_there(year: DataFolder, file: Path) -> None:
    year.award("2020/khac", recipient="Người bị thu hồi", unit="xa-a", status="huy-bo")
    year.award("2020/khac-nua", recipient="Người xã khác", unit="xa-b", status="huy-bo")
    year.evaluation("2020/m0.xa", recognized=True)
    export(year.root, file, "--where", "unit=xa-a")
    book = ExportedWorkbook(file)
    assert [row["Id"] for row in _rows(book, "Models")] == ["m0", "m2"]
    assert [row["Id"] for row in _rows(book, "Evaluations")] == ["m0.huyen", "m0.xa", "m2.huyen"]
    assert [row["Id"] for row in _rows(book, "Awards")] == ["khac"]


def test_charts_show_what_there_is(year: DataFolder, file: Path) -> None:
    export(year.root, file)
    charts = ExportedWorkbook(file).first._charts  # type: ignore[attr-defined]  # openpyxl's only way
    assert [_title(chart) for chart in charts] == [
        "Recognized by level and kind",
        "Recognized by rating",
        "Registered by field",
        "Awards by form",
    ]


def test_without_anything_to_compare_there_is_no_chart(data: DataFolder, file: Path) -> None:
    data.model("2020/a")
    export(data.root, file)
    assert ExportedWorkbook(file).first._charts == []  # type: ignore[attr-defined]  # openpyxl's only way


def test_charts_cover_no_cell_and_no_other_chart(year: DataFolder, file: Path) -> None:
    export(year.root, file)
    page = ExportedWorkbook(file).first
    places = [chart.anchor for chart in page._charts]  # type: ignore[attr-defined]  # openpyxl's only way
    covered = [{*range(place._from.row + 1, place.to.row + 2)} for place in places]
    filled = {cell.row for row in page.iter_rows() for cell in row if cell.value is not None}
    assert all(rows.isdisjoint(filled) for rows in covered)
    assert covered[0].isdisjoint(covered[2])
    first, second = places[:2]
    assert (first.to.col, first.to.colOff) <= (second._from.col, second._from.colOff)


def test_a_chart_reads_the_cells_of_its_table(year: DataFolder, file: Path) -> None:
    export(year.root, file)
    book = ExportedWorkbook(file)
    row = book.row_of("Recognized by level and kind") + 1
    series = book.first._charts[0].series  # type: ignore[attr-defined]  # openpyxl's only way
    assert [line.tx.strRef.f for line in series] == [f"Overview!$B${row}", f"Overview!$C${row}"]
    assert [line.val.numRef.f for line in series] == [f"Overview!${c}${row + 1}:${c}${row + 2}" for c in "BC"]


def _title(chart: object) -> str:
    runs = chart.title.tx.rich.p[0].r  # type: ignore[attr-defined]  # openpyxl's
    return "".join(run.t for run in runs)


def test_every_sheet_is_ready_to_print(year: DataFolder, file: Path) -> None:
    export(year.root, file)
    for sheet in ExportedWorkbook(file).book.worksheets:
        assert sheet.page_setup.paperSize == 9  # A4
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter is not None
        assert "&P/&N" in str(sheet.oddFooter.right.text)
        assert "Ban Dân vận Huyện ủy" in str(sheet.oddFooter.left.text)
        assert sheet.page_setup.orientation == ("portrait" if sheet.title == "Overview" else "landscape")


def test_long_sheets_repeat_and_keep_their_headings(year: DataFolder, file: Path) -> None:
    export(year.root, file)
    book = ExportedWorkbook(file).book
    for name in SHEETS[2:]:
        sheet = book[name]
        assert isinstance(sheet, Worksheet)
        assert sheet.print_title_rows == "$2:$2"
        assert str(sheet.freeze_panes).endswith("3")
    assert all(book[name].auto_filter.ref for name in ("Models", "Evaluations", "Awards"))


def test_headings_of_two_lines_are_seen_whole(year: DataFolder, file: Path) -> None:
    export(year.root, file)
    sheet = ExportedWorkbook(file).book["Models"]
    assert isinstance(sheet, Worksheet)
    assert (sheet.row_dimensions[2].height or 0) >= 30  # "Registered on" in a column of dates


def test_no_table_is_torn_by_the_end_of_a_page(year: DataFolder, file: Path) -> None:
    for number in range(40):
        year.model(f"2020/n{number}", field=f"linh-vuc-{number}")
    export(year.root, file)
    book = ExportedWorkbook(file)
    breaks = [brk.id + 1 for brk in book.first.row_breaks.brk]
    titles = ("Recognized by level and rating", "Registered by field and kind", "Awards by authority, form and kind")
    assert breaks
    assert set(breaks) <= {
        *(book.row_of(title) for title in titles),
        book.row_of("Results"),
        book.row_of("Awards by form"),
    }


def test_the_same_data_gives_the_same_bytes(year: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(year.root, tmp_path / "a.xlsx")
    monkeypatch.setenv("DANVAN_CACHE", str(tmp_path / "other"))
    year.ask("tally", "--year", "2019")  # an index that came about otherwise
    export(year.root, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_text_is_text_and_nothing_is_a_formula(data: DataFolder, file: Path) -> None:
    for number, title in enumerate(("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "https://example.invalid", "012")):
        data.model(f"2020/m{number}", title=title)
        data.award(f"2020/k{number}", recipient=title)
    export(data.root, file)
    book = ExportedWorkbook(file)
    assert all(cell.data_type != "f" for sheet in book.book.worksheets for row in sheet.iter_rows() for cell in row)
    assert "=cmd|' /C calc'!A0" in [row["Title"] for row in _rows(book, "Models")]
    assert "012" in [row["Recipient"] for row in _rows(book, "Awards")]
    with zipfile.ZipFile(file) as parts:
        assert not any(re.search(rb"<f[ >]", parts.read(name)) for name in parts.namelist() if "worksheets" in name)


def test_another_library_reads_the_same(year: DataFolder, file: Path) -> None:
    export(year.root, file)
    sheets = ExportedWorkbook(file).book.worksheets
    other = read_by_calamine(file)
    for sheet in sheets:
        mine = [[cell.value for cell in row] for row in sheet.iter_rows()]
        read = other.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        assert [_plain(row) for row in read] == [_plain(row) for row in mine][: len(read)]
        assert len(read) > 2


def _plain(row: Sequence[object]) -> list[object]:
    """Return a row without what the libraries tell differently: empty cells, dates with and without a time."""
    dates = [value.date() if isinstance(value, dt.datetime) else value for value in row]
    last = max((number for number, one in enumerate(dates, 1) if one not in (None, "")), default=0)
    return ["" if date is None else date for date in dates[:last]]


def test_what_could_not_be_read_is_said_on_top_in_red(year: DataFolder, file: Path) -> None:
    year.write("models/2020/hong.yaml", "title: [")
    said = year.ask("export", "-o", str(file))
    assert said.code == 1
    assert "models/2020/hong.yaml" in said.err
    top = [ExportedWorkbook(file).first.cell(row, 1) for row in (1, 2)]
    assert str(top[0].value).startswith("Not complete")
    assert "models/2020/hong.yaml" in str(top[1].value)
    assert top[0].font.color is not None
    assert top[0].font.color.rgb == "FFC00000"


def test_a_text_of_any_length_leaves_the_workbook_sound(data: DataFolder, file: Path) -> None:
    data.model("2020/a", title="Khéo " * 8_000)
    export(data.root, file)
    book = ExportedWorkbook(file)
    assert max(row.height or 0 for sheet in book.book.worksheets for row in sheet.row_dimensions.values()) <= 409.5
    assert len(str(_rows(book, "Models")[0]["Title"])) == 32_767


def test_an_earlier_state_says_which(year: DataFolder, file: Path) -> None:
    commit = year.commit("2021-01-15")
    year.model("2020/spaeter")
    export(year.root, file, "--revision", commit[:8])
    book = ExportedWorkbook(file)
    assert commit[:12] in str(book.first["A2"].value)
    assert len(_rows(book, "Models")) == 3


def test_an_empty_year_is_said_to_be_empty(data: DataFolder, file: Path) -> None:
    export(data.root, file, "--year", "2020")
    book = ExportedWorkbook(file)
    assert book.numbers() == []
    assert _rows(book, "Models")[0]["Title"] == "There are no records yet."


def test_one_table_has_its_notes(year: DataFolder, file: Path) -> None:
    year.evaluation("2020/m0.xa", recognized=True)
    export(year.root, file, "recognized", "--by", "level")
    book = ExportedWorkbook(file, "Table")
    assert book.book.sheetnames == ["Table", OPENED]
    said = [str(book.first.cell(row, 1).value) for row in range(1, book.first.max_row + 1)]
    assert said[0] == "Recognized 2020"
    assert "Models recognized, revoked ones left out." in said
    assert any(line.startswith("Recognized: said again lower down") for line in said)


def test_what_is_put_forward_stands_on_the_sheet_of_evaluations(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a")
    data.evaluation("2020/a.tinh", proposal="12-TTr/BDV", proposed_on="2020-11-05")
    assert data.ask("export", "--year", "2020", "-o", str(tmp_path / "a.xlsx")).code == 0
    rows = read_by_calamine(tmp_path / "a.xlsx").get_sheet_by_name("Evaluations").to_python()
    assert any("12-TTr/BDV" in row for row in rows)
