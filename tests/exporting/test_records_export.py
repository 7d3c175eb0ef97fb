import csv
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from danvan_cli import locale
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.listing import list_records
from danvan_cli.counting.measures import MEASURES
from danvan_cli.counting.question import QuestionText
from danvan_cli.counting.tally import open_ledger
from danvan_cli.domain.errors import RequestError, WriteError
from danvan_cli.domain.reading import read_record
from danvan_cli.domain.writing import record_bytes
from danvan_cli.exporting.all_records import models_by_id
from danvan_cli.exporting.record_lists import ExportResult, write_records
from danvan_cli.exporting.record_rows import Readers
from danvan_cli.importing.cell_texts import text_of
from danvan_cli.importing.cells import read_cell
from danvan_cli.importing.columns import fields_of, own_headings
from danvan_cli.importing.origins import mark_of
from danvan_cli.index.comparing import Scope
from danvan_cli.store.disk import DiskSource
from danvan_cli.text.periods import Period
from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import DataFolder, no_progress, yaml_of
from tests.helpers.laws import cases
from tests.helpers.record_values import values_of
from tests.helpers.workbooks import read_by_calamine

_NOW = 2_000_000_000_000_000_000
_HEADINGS = 4  # the row
Export = Callable[..., ExportResult]
Rows = list[dict[str, Any]]


def _ledger(data: DataFolder) -> Ledger:
    return Ledger(DiskSource(data.root, _NOW), data.root.parent / "cache", data.root, no_progress)


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    monkeypatch.chdir(tmp_path)
    locale.use("vi")
    return Clerk(tmp_path / "data")


@pytest.fixture
def export(clerk: Clerk) -> Export:
    def write(name: str = "ra.xlsx", *args: Any, **more: Any) -> ExportResult:  # noqa: ANN401 - as it is called
        ledger = _ledger(clerk)
        try:
            return write_records(ledger, Path(name), *args, **more)
        finally:
            ledger.close()

    return write


def _rows(name: str, sheet: str) -> Rows:
    """Read a list as {heading: value}; empty cells are left out."""
    headings, *rows = openpyxl.load_workbook(name)[sheet].iter_rows(min_row=_HEADINGS, values_only=True)
    names = [str(heading).removesuffix(" (*)") for heading in headings]
    return [{name: one for name, one in zip(names, row, strict=True) if one is not None} for row in rows]


def test_each_kind_has_a_sheet_with_a_row_a_record(clerk: Clerk, export: Export) -> None:
    clerk.model("2020/b", title="Bến nước", unit="xa-b", field="kinh-te", registered_on="2020-03-01", participants=1240)
    clerk.model("2020/a", title="Ánh sáng")
    clerk.evaluation("2020/b.huyen", rating="tot", recognized=True, score=8.5, decision="012")
    clerk.award("2020/k", recipient="Bà Tư", model="b")
    written = export()
    assert written.counts == {"models": 2, "evaluations": 1, "awards": 1, "activities": 0, "figures": 0, "units": 6}
    assert read_by_calamine("ra.xlsx").sheet_names == [
        *("Mô hình", "Đánh giá", "Khen thưởng", "Hoạt động", "Số liệu công bố", "Đơn vị", "Danh mục"),
    ]
    first, second = _rows("ra.xlsx", "Mô hình")
    assert (first["Mã"], first["Năm thi đua"], first["Tên mô hình"]) == ("a", 2020, "Ánh sáng")
    assert second["Ngày đăng ký"] == datetime(2020, 3, 1)  # noqa: DTZ001 - a day, wherever
    assert (second["Số người tham gia"], second["Lĩnh vực"], second["Đơn vị"]) == (1240, "Kinh tế", "Xã Bình Hoà")
    (evaluation,) = _rows("ra.xlsx", "Đánh giá")
    known = {key: evaluation[key] for key in ("Mã", "Tên mô hình", "Đơn vị", "Cấp", "Tổng điểm", "Quyết định")}
    assert list(known.values()) == ["b.huyen", "Bến nước", "Xã Bình Hoà", "Cấp huyện", 8.5, "012"]


def test_columns_are_those_asked_for_and_those_that_a_record_fills(clerk: Clerk, export: Export) -> None:
    clerk.model("2020/a", goal="Sạch đẹp")
    clerk.evaluation("2020/a.xa", results={"rung": 2.5, "tien": 10})
    export()
    book = openpyxl.load_workbook("ra.xlsx")
    models, evaluations = ([cell.value for cell in book[name][_HEADINGS]] for name in ("Mô hình", "Đánh giá"))
    assert models[:3] == ["Mã", "Năm thi đua", "Tên mô hình (*)"]
    assert models[-2:] == ["Mục tiêu", "Dấu của danvan"]
    assert "Thực trạng" not in models
    assert evaluations.index("results.rung") == evaluations.index("Kết quả: Người tham gia (lượt người)") + 1
    assert book["Mô hình"].column_dimensions[get_column_letter(len(models))].hidden


def test_figures_have_a_row_a_claim_with_their_source_on_each(clerk: Clerk, export: Export) -> None:
    claims = [{"measure": "registered", "value": 187}, {"measure": "awards", "unknown": True}]
    clerk.write("figures/2020/bao-cao.yaml", yaml_of({"source": "Báo cáo", "claims": claims}))
    clerk.write("figures/2020/trong.yaml", yaml_of({"source": "Trống"}))
    export()
    rows = _rows("ra.xlsx", "Số liệu công bố")
    assert [row["Nguồn"] for row in rows] == ["Báo cáo", "Báo cáo", "Trống"]
    assert [row.get("Loại số liệu") for row in rows] == ["Đăng ký", "Khen thưởng", None]
    assert (rows[0]["Giá trị"], rows[1]["Không rõ"]) == (187, "Có")
    assert rows[0]["Dấu của danvan"] == rows[1]["Dấu của danvan"]


def test_units_stand_in_the_order_of_their_file(export: Export) -> None:
    export("ra.xlsx", ["units"])
    rows = _rows("ra.xlsx", "Đơn vị")
    assert [row["Mã"] for row in rows] == ["tinh-y", "huyen-x", "xa-a", "xa-b", "xa-a-moi", "xa-loc"]
    assert rows[1]["Đơn vị kế thừa"] == "Xã Xuân Lộc"


def test_only_the_years_and_kinds_asked_for_are_written(clerk: Clerk, export: Export) -> None:
    for year in (2019, 2020, 2021):
        clerk.model(f"{year}/m{year}")
        clerk.evaluation(f"{year}/m{year}.xa", rating="tot")
    written = export("ra.xlsx", ["evaluations"], Period(2020, 2021))
    assert written.counts == {"evaluations": 2}
    assert [row["Tên mô hình"] for row in _rows("ra.xlsx", "Đánh giá")] == ["Tổ dân vận"] * 2


def test_the_mark_is_another_as_soon_as_the_record_is(clerk: Clerk, export: Export) -> None:
    clerk.model("2020/a", note="một")
    export()
    before = _rows("ra.xlsx", "Mô hình")[0]["Dấu của danvan"]
    clerk.model("2020/a", note="hai")
    export(force=True)
    after = _rows("ra.xlsx", "Mô hình")[0]["Dấu của danvan"]
    assert before != after
    assert after == mark_of("model", {"title": "Tổ dân vận", "unit": "xa-a", "kind": "tap-the", "note": "hai"})


def test_the_mark_is_that_of_what_is_stated_and_not_of_how_it_is_written(clerk: Clerk, export: Export) -> None:
    clerk.write("models/2020/a.yaml", "# ghi thêm\nkind: tap-the\nunit: xa-a\ntitle: 'Tổ dân vận'\n")
    export()
    mark = _rows("ra.xlsx", "Mô hình")[0]["Dấu của danvan"]
    assert mark == mark_of("model", {"title": "Tổ dân vận", "unit": "xa-a", "kind": "tap-the"})
    assert len(mark) == 12


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_the_same_records_give_the_same_bytes(form: str, clerk: Clerk, export: Export) -> None:
    clerk.model("2020/a", tags=["x", "y"], extra={"b": "1", "a": "2"})
    clerk.evaluation("2020/a.xa", scores={"noi-dung": 5}, results={"z": 1, "la": 2})
    written = export("ra", (), None, form).files
    before = [file.read_bytes() for file in written]
    export("ra", (), None, form, force=True)
    assert [file.read_bytes() for file in written] == before


def test_text_stays_text(clerk: Clerk, export: Export) -> None:
    for number, title in enumerate(("=1+1", "+84 9", "-5", "@a", "012", "1/2", "http://a.vn", "{=1}")):
        clerk.model(f"2020/m{number}", title=title)
    export()
    book = openpyxl.load_workbook("ra.xlsx")
    cells = [row[2] for row in book["Mô hình"].iter_rows(min_row=_HEADINGS + 1)]
    assert [cell.value for cell in cells] == ["=1+1", "+84 9", "-5", "@a", "012", "1/2", "http://a.vn", "{=1}"]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    assert not any(cell.hyperlink for cell in cells)


def test_a_workbook_is_set_up_as_templates_are(clerk: Clerk, export: Export) -> None:
    clerk.model("2020/a")
    export()
    book = openpyxl.load_workbook("ra.xlsx")
    sheet = book["Mô hình"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("D5", "$4:$4")
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert {rule.errorStyle for rule in lists} == {"warning"}
    offered = book["Danh mục"][lists[0].formula1.split("!")[1].replace("$", "")]
    assert [row[0].value for row in offered][:2] == ["Tỉnh Yên", "Huyện Xuân Lộc"]


def test_what_cannot_be_read_is_named_and_all_else_written(clerk: Clerk, export: Export) -> None:
    clerk.model("2020/a")
    clerk.write("models/2020/b.yaml", "title: 1\ntitle: 2\n")
    clerk.write("models/2020/c.yml", "title: 1\n")
    clerk.write("models/2020/ghi-chu.txt", "…")
    written = export()
    assert {(problem.code, problem.path) for problem in written.unread} == {
        ("duplicate-key", "models/2020/b.yaml"),
        ("missing-key", "models/2020/b.yaml"),
        ("stray-file", "models/2020/c.yml"),
    }
    with closing(_ledger(clerk)) as ledger:
        listed = list_records(ledger, MEASURES["registered"], QuestionText("2020"))
    assert {*map(str, written.unread)} == {*map(str, listed.unread)}
    assert [row["Mã"] for row in _rows("ra.xlsx", "Mô hình")] == ["a"]


def test_a_text_too_long_for_a_cell_is_named_and_nothing_written(clerk: Clerk, export: Export, tmp_path: Path) -> None:
    clerk.model("2020/a", content="a" * 32_767)
    export()
    clerk.model("2020/b", content="a" * 32_765 + "🙂🙂")
    with pytest.raises(RequestError) as refused:
        export("them.xlsx")
    assert refused.value.code == "too-long-for-a-cell"
    assert refused.value.params == {"path": "models/2020/b.yaml", "key": "content"}
    assert not list(tmp_path.glob("*them*"))
    export("ra.json", (), None, "json")


def test_a_file_that_is_there_stays_and_none_is_written_beside_it(clerk: Clerk, export: Export) -> None:
    clerk.model("2020/a")
    Path("ra-units.csv").write_text("quý", encoding="utf-8")
    with pytest.raises(WriteError):
        export("ra.csv", (), None, "csv")
    assert not Path("ra-models.csv").exists()
    assert Path("ra-units.csv").read_text(encoding="utf-8") == "quý"


def test_csv_has_a_file_a_kind_and_no_formulas(clerk: Clerk, export: Export) -> None:
    titles = ["=1+1", "'=1", "-5", "@a", "'abc", 'a, "b"\nc', "＝1+1", "＠a", "+84912345678"]
    for number, title in enumerate(titles):
        clerk.model(f"2020/m{number}", title=title)
    written = export("ra.csv", ["models", "units"], None, "csv")
    assert [file.name for file in written.files] == ["ra-models.csv", "ra-units.csv"]
    data = Path("ra-models.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfM\xc3\xa3,")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)))
    assert [row[2] for row in rows[1:]] == [
        "'=1+1",
        "''=1",
        "-5",
        "'@a",
        "'abc",
        'a, "b"\nc',
        "'＝1+1",
        "'＠a",
        "'+84912345678",
    ]


def test_csv_of_one_kind_is_one_file(clerk: Clerk, export: Export) -> None:
    clerk.model("2020/a", registered_on="2020-03-01", participants=5)
    assert export("ra.csv", ["models"], None, "csv").files == [Path("ra.csv")]
    text = Path("ra.csv").read_text(encoding="utf-8-sig")
    assert "2020-03-01" in text
    assert ",5," in text


def test_json_has_what_the_files_have(clerk: Clerk, export: Export) -> None:
    clerk.model("2020/a", extra={"b": {"c": ["1"]}}, tags=["x"], participants=5, registered_on="2020-03")
    clerk.evaluation(
        "2020/a.xa", score=8.5, scores={"noi-dung": 5}, scorers={"A": {"noi-dung": 5.25}}, recognized=False
    )
    claims = [{"measure": "registered", "year": "2018-2020", "where": {"level": "xa"}, "value": -1.5}]
    clerk.write("figures/2020/s.yaml", yaml_of({"source": "S", "claims": claims}))
    export("ra.json", (), None, "json")
    document = json.loads(Path("ra.json").read_bytes())
    assert document["schema"] == 1
    for kind, name in (("models", "a"), ("evaluations", "a.xa"), ("figures", "s")):
        stated = yaml.safe_load((clerk.root / kind / "2020" / f"{name}.yaml").read_bytes())
        assert document[kind] == {name: {"year": 2020, **stated}}
    assert document["units"]["xa-a-moi"] == {
        "name": "Xã An Hòa",
        "level": "xa",
        "parent": "tinh-y",
        "from": "2025-07-01",
    }


def test_json_loses_no_record_whose_id_another_year_has(clerk: Clerk, export: Export) -> None:
    clerk.model("2020/a")
    clerk.model("2021/a")
    clerk.model("2021/b")
    export("ra.json", ["models"], None, "json")
    assert list(json.loads(Path("ra.json").read_bytes())["models"]) == ["2020/a", "2021/a", "b"]


def _read_again(name: str, sheet: str, kind: str, readers: Readers) -> list[dict[str, Any]]:
    """Read a list's rows as an import does; each criterion and indicator has a key of its own."""
    keys = own_headings(kind, readers.lists)
    return [
        _values_of(kind, {keys.get(head, head): cell for head, cell in row.items()}, readers)
        for row in _rows(name, sheet)
    ]


def _values_of(kind: str, cells: Mapping[str, Any], readers: Readers) -> dict[str, Any]:
    reader, values = readers[cells.get("year")], dict[str, Any]()
    for key, cell in cells.items():
        base = key if key in fields_of(kind) else key.partition(".")[0]
        field, given = fields_of(kind)[base], cell.date() if isinstance(cell, datetime) else cell
        if key in ("id", "mark", "year"):
            values[key] = cell
        elif base != key:
            values.setdefault(base, {})[key.partition(".")[2]] = round(float(str(cell).replace(",", ".")) * 100)
        else:
            values[key] = read_cell(field, text_of(given, field.type), reader)
    return values


_ids = itertools.count()


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


_folders = st.tuples(
    st.lists(values_of("model"), min_size=3, max_size=5),
    st.lists(values_of("evaluation"), min_size=1, max_size=3),
    st.lists(values_of("claim"), min_size=1, max_size=5),
    values_of("figures"),
)


@cases(3)  # a workbook costs more than the records in it
@given(folder=_folders)
def test_all_that_records_can_state_is_read_again(folder: tuple[Any, ...], place: Path) -> None:
    models, evaluations, claims, source = folder
    locale.use("vi")
    data = DataFolder(place / str(next(_ids)))
    for number, values in enumerate(models):
        values.pop("from_year", None)
        data.write(f"models/2020/m{number:02}.yaml", record_bytes("model", values))
    for number, values in enumerate(evaluations):
        data.write(f"evaluations/2020/m{number:02}.xa.yaml", record_bytes("evaluation", values))
    data.write("figures/2020/f.yaml", record_bytes("figures", source, claims))
    ledger = _ledger(data)
    written = write_records(ledger, place / "ra.xlsx", (), None, force=True)
    assert not written.unread
    readers = Readers(open_ledger(ledger, Scope((), 0, 0, (0, 0)))[1], models_by_id(ledger.source))
    for kind, sheet in (("models", "Mô hình"), ("evaluations", "Đánh giá"), ("figures", "Số liệu công bố")):
        rows = _read_again(str(place / "ra.xlsx"), sheet, kind, readers)
        assert rows == list(_expected(data, kind))
    ledger.close()


def _expected(data: DataFolder, kind: str) -> Iterator[dict[str, Any]]:
    one = {"models": "model", "evaluations": "evaluation", "figures": "figures"}[kind]
    for file in sorted((data.root / kind).rglob("*.yaml")):
        reading = read_record(one, file.name, 2020, file.read_bytes())
        values, claims = reading.stated.values, [entry.values for entry in reading.entries]
        mark = mark_of(one, {**values, "claims": claims} if claims else values)
        head = {"id": file.name[:-5], "year": 2020, "mark": mark}
        if kind == "evaluations":
            model = read_record("model", "", 2020, (data.root / "models/2020" / f"{file.name[:-8]}.yaml").read_bytes())
            head |= {key: model.stated.values[key] for key in ("title", "unit")} | {"level": "xa"}
        for claim in claims or [{}]:
            yield {**head, **values, **{f"claims.{key}": value for key, value in claim.items()}}
