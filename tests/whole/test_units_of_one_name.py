"""Where several units bear one name, what they lie in is said with it, and understood, by every command."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from tests.helpers.data_folder import DataFolder
from tests.helpers.program import danvan

_UNITS = """\
- {id: binh-an, name: Thị xã Bình An, level: huyen}
- {id: dong-thap, name: Tỉnh Đồng Tháp, level: tinh}
- {id: lai-vung, name: Huyện Lai Vung, level: huyen, parent: dong-thap}
- {id: go-cong, name: Huyện Gò Công Đông, level: huyen}
- {id: x1, name: Xã Tân Thành, level: xa, parent: lai-vung}
- {id: x2, name: Xã Tân Thành, level: xa, parent: go-cong}
- {id: ca1, name: Công an xã, level: co-so, parent: x1}
- {id: ca2, name: Công an xã, level: co-so, parent: x2}
- {id: p1, name: Phường 9, level: xa, parent: binh-an, until: 2022-06-30}
- {id: p2, name: Phường 9, level: xa, parent: binh-an, from: 2022-07-01}
- {id: phuong-1, name: Phường 1, level: xa, parent: binh-an}
"""
_LAI_VUNG, _GO_CONG = "Xã Tân Thành, Huyện Lai Vung", "Xã Tân Thành, Huyện Gò Công Đông"
_ALL = (
    *(_LAI_VUNG, _GO_CONG, f"Công an xã, {_LAI_VUNG}", f"Công an xã, {_GO_CONG}"),
    *("Phường 9, đến 30/06/2022", "Phường 9, từ 01/07/2022"),
)
_OF_2022 = ("x1", "x2", "ca1", "ca2", "p1", "p2", "phuong-1")


@pytest.fixture
def namesakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """Return an office whose units share names, with a model each."""
    monkeypatch.chdir(tmp_path)
    folder = DataFolder(tmp_path / "data")
    folder.write("danvan.yaml", "format: 1\noffice: Ban Dân vận Tỉnh ủy\n")
    folder.write("units.yaml", _UNITS)
    for unit in _OF_2022:
        folder.model(f"2022/cho-{unit}", title="Chợ không rác", unit=unit)
    return folder


def _said(folder: DataFolder, *typed: str) -> str:
    said = folder.ask(*typed, "--lang", "vi")
    assert said.code == 0, said.err
    return said.out


@pytest.mark.parametrize("form", ["plain", "markdown", "html", "csv"])
@pytest.mark.parametrize("typed", [("tally", "registered", "--by", "unit"), ("list", "registered"), ("list", "units")])
def test_tables_and_lists_name_what_they_lie_in(namesakes: DataFolder, typed: tuple[str, ...], form: str) -> None:
    out = _said(namesakes, *typed, "--year", "2022", "--format", form)
    for name in _ALL:
        assert name in out
    assert "Phường 1, " not in out  # nobody shares its name


def test_programs_are_given_ids_and_bare_names(namesakes: DataFolder) -> None:
    rows = namesakes.json("tally", "registered", "--year", "2022", "--by", "unit")["rows"]
    assert {row["unit"] for row in rows} == set(_OF_2022)
    records = namesakes.json("list", "units", "--year", "2022")["records"]
    assert {record["title"] for record in records} == {"Xã Tân Thành", "Công an xã", "Phường 9", "Phường 1"}
    waiting = namesakes.json("status", "--year", "2023")["waiting"]
    assert all("," not in record["title"] for item in waiting for record in item["records"])


@pytest.mark.parametrize(
    "typed",
    [
        ("show", "cho-x1"),
        ("search", "chợ"),
        ("status", "--year", "2022"),
        ("tally", "registered", "--year", "2022", "--where", "unit=x1"),
        ("unit", "list", "công an"),
        ("show", "ca1"),
        ("set", "cho-x1", "unit=x2", "title=B", "--yes"),
    ],
)
def test_other_commands_name_it_too(namesakes: DataFolder, typed: tuple[str, ...]) -> None:
    said = namesakes.ask(*typed, "--lang", "vi")
    assert said.code == 0, said.err
    assert _LAI_VUNG in said.out + said.err


def test_units_found_by_a_word_are_listed_with_what_they_lie_in(namesakes: DataFolder) -> None:
    rows = [
        line.split("  ")[0] + "|" + line.split("  ")[-1].strip()
        for line in _said(namesakes, "unit", "list", "tân thành").splitlines()
    ]
    assert rows[0] == "Đơn vị|Đơn vị cấp trên"
    assert rows[2:] == ["Xã Tân Thành|Huyện Lai Vung", "Xã Tân Thành|Huyện Gò Công Đông"]
    assert "x1" in _said(namesakes, "unit", "list", _LAI_VUNG)
    assert "x2" not in _said(namesakes, "unit", "list", _LAI_VUNG)


def test_records_that_can_be_meant_are_told_with_year_and_unit(namesakes: DataFolder) -> None:
    said = namesakes.ask("show", "chợ không rác", "--lang", "vi")
    assert said.code == 2
    assert f"cho-x1 (2022, {_LAI_VUNG})" in said.err
    assert "cho-p1 (2022, Phường 9, đến 30/06/2022)" in said.err


_NAMED = (
    "Xã Tân Thành, Huyện Lai Vung",
    "tan thanh, lai vung",
    "Xã Tân Thành (Huyện Lai Vung)",
    "Tân Thành, Đồng Tháp",
)


@pytest.mark.parametrize("name", _NAMED)
def test_units_are_named_so_wherever_one_is_named(namesakes: DataFolder, name: str) -> None:
    assert namesakes.total("registered", "--year", "2022", "--where", f"unit={name}") == 2  # its Công an xã, too
    assert namesakes.total("registered", "--year", "2022", "--where", f"unit={name},Phường 1") == 3
    _said(namesakes, "register", "--year", "2022", "--unit", name, "--kind", "tap-the", "--title", "A", "--yes")
    _said(namesakes, "set", "cho-phuong-1", f"đơn vị={name}", "title=B", "--yes")
    _said(
        namesakes,
        "figure",
        "--year",
        "2022",
        "--source",
        "S",
        "--measure",
        "registered",
        "--where",
        f"unit={name}",
        *("--value", "2", "--yes"),
    )
    assert yaml.safe_load((namesakes.root / "models/2022/2022-x1-a.yaml").read_bytes())["unit"] == "x1"
    assert yaml.safe_load((namesakes.root / "models/2022/cho-phuong-1.yaml").read_bytes())["unit"] == "x1"
    (figures,) = (namesakes.root / "figures/2022").iterdir()
    assert yaml.safe_load(figures.read_bytes())["claims"][0]["where"] == {"unit": "x1"}
    assert "x1" in _said(namesakes, "show", name)


def _imported(folder: DataFolder, content: str, *typed: str) -> dict[str, str]:
    """Import a list of models; return {title: unit}."""
    Path("ds.csv").write_text(content, "utf-8")
    said = folder.ask("import", "ds.csv", "--year", "2023", "--yes", *typed)
    assert said.code == 0, said.err
    models = [yaml.safe_load(path.read_bytes()) for path in (folder.root / "models/2023").iterdir()]
    return {model["title"]: model["unit"] for model in models}


def test_lists_and_defaults_name_units_so(namesakes: DataFolder) -> None:
    rows = "".join(f'{number},Mô hình {number},"{name}",Tập thể\n' for number, name in enumerate(_NAMED))
    units = _imported(namesakes, f"TT,Tên mô hình,Đơn vị,Loại\n{rows}")
    assert units == {f"Mô hình {number}": "x1" for number in range(len(_NAMED))}


@pytest.mark.parametrize("key", ["unit", "don-vi", "đơn vị", "Đơn-vị"])
def test_a_default_is_named_in_vietnamese(namesakes: DataFolder, key: str) -> None:
    typed = ("--default", f"{key}=Tân Thành, Gò Công Đông", "--default", "linh-vuc=Kinh tế", "--map", "XX=loai")
    assert _imported(namesakes, "TT,Tên mô hình,XX\n1,Vườn rau,Tập thể\n", *typed) == {"Vườn rau": "x2"}
    (model,) = (namesakes.root / "models/2023").iterdir()
    assert yaml.safe_load(model.read_bytes())["field"] == "kinh-te"


def _sheets(file: str) -> Iterator[tuple[str, list[list[Any]]]]:
    for sheet in openpyxl.load_workbook(file):
        yield sheet.title, [[cell.value for cell in row] for row in sheet.iter_rows()]


def _offered(file: str) -> list[str]:
    """Return the names of units that the sheet of lists offers."""
    rows = dict(_sheets(file))["Danh mục"]
    place = rows[2].index("Đơn vị")
    return [row[place] for row in rows[3:] if row[place]]


def test_what_a_template_offers_is_understood_by_import(namesakes: DataFolder) -> None:
    _said(namesakes, "template", "models", "--year", "2022", "-o", "mau.xlsx")
    offered = _offered("mau.xlsx")
    assert set(_ALL) <= set(offered)
    rows = "".join(f'{number},Mô hình {number},"{name}",Tập thể\n' for number, name in enumerate(offered))
    Path("ds.csv").write_text(f"TT,Tên mô hình,Đơn vị,Loại\n{rows}", "utf-8")
    said = namesakes.ask("import", "ds.csv", "--year", "2022", "--yes")
    assert said.code == 0, said.err
    units = [unit["id"] for unit in yaml.safe_load(_UNITS)]
    for number, unit in enumerate(units):
        (model,) = (namesakes.root / "models/2022").glob(f"2022-{unit}-mo-hinh-{number}.yaml")
        assert yaml.safe_load(model.read_bytes())["unit"] == unit


def test_records_come_back_from_workbooks_also_into_another_folder(namesakes: DataFolder, tmp_path: Path) -> None:
    _said(namesakes, "export", "--records", "-o", "ban-ghi.xlsx")
    (models,) = (rows for title, rows in _sheets("ban-ghi.xlsx") if title == "Mô hình")
    assert set(_ALL) <= {cell for row in models for cell in row}
    before = [path.read_bytes() for path in sorted(namesakes.root.rglob("*.yaml"))]
    assert namesakes.ask("import", "ban-ghi.xlsx", "--yes", "--lang", "vi").code == 0
    assert [path.read_bytes() for path in sorted(namesakes.root.rglob("*.yaml"))] == before
    other = DataFolder(tmp_path / "khac")
    other.write("danvan.yaml", "format: 1\noffice: Ban Dân vận Tỉnh ủy\n")
    other.write("units.yaml", "[]\n")
    said = other.ask("import", "ban-ghi.xlsx", "--yes", "--lang", "vi")
    assert said.code == 0, said.err
    for unit in _OF_2022:
        assert yaml.safe_load((other.root / f"models/2022/cho-{unit}.yaml").read_bytes())["unit"] == unit


def test_the_years_workbook_names_it(namesakes: DataFolder) -> None:
    _said(namesakes, "export", "--year", "2022", "-o", "nam.xlsx")
    sheets = dict(_sheets("nam.xlsx"))
    for name in ("Mô hình", "Mở số"):
        assert set(_ALL) <= {cell for row in sheets[name] for cell in row}


def test_a_new_unit_is_told_from_what_lies_elsewhere(namesakes: DataFolder) -> None:
    said = namesakes.ask("unit", "add", "--name", "Phường 1", "--level", "xa", "--parent", "lai vung", "--dry-run")
    assert "Phường 1, Thị xã Bình An (phuong-1)" in said.err + said.out


def test_the_command_in_vietnamese_takes_keys_in_vietnamese(namesakes: DataFolder) -> None:
    said = danvan("set", "cho-x1", "linh-vuc=Kinh tế", "ghi-chu=a", "--yes", "--data", str(namesakes.root))
    assert said.code == 0, said.err
    model = yaml.safe_load((namesakes.root / "models/2022/cho-x1.yaml").read_bytes())
    assert (model["field"], model["note"]) == ("kinh-te", "a\n")
