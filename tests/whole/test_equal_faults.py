"""What is wrong alike in many rows is said once, with its cells; nothing is advised that was done."""

import re
from pathlib import Path

import openpyxl
import pytest

from tests.helpers.clerk import Clerk

_HEAD = ("Tên mô hình", "Đơn vị", "Loại")


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    monkeypatch.chdir(tmp_path)
    return Clerk(tmp_path / "data")


def _sent(*rows: tuple[str, ...], head: tuple[str, ...] = _HEAD) -> None:
    text = "\n".join(",".join(row) for row in (head, *rows))
    Path("ds.csv").write_text(text + "\n", encoding="utf-8")


def _said(clerk: Clerk, *typed: str) -> list[str]:
    said = clerk.ask("import", "ds.csv", "--year", "2020", "--dry-run", *typed, "--lang", "vi")
    assert said.code in (1, 2), said.out
    return said.err.splitlines()


def test_equal_faults_of_a_column_are_one_line(clerk: Clerk) -> None:
    _sent(*((f"Chợ sạch {number}", "Sở Y tế", "Nhóm") for number in range(40)))
    lines = [line for line in _said(clerk) if line.startswith(("ds.csv: B", "ds.csv: C"))]
    assert [line.partition(" “")[0] for line in lines] == ["ds.csv: B2:B41, 40 ô:", "ds.csv: C2:C41, 40 ô:"]


def test_cells_that_lie_apart_are_listed(clerk: Clerk) -> None:
    units = ["Sở Y tế", "Xã An Hòa", "Sở Y tế", "Sở Y tế", "Sở Nội vụ", "Sở Y tế"]
    _sent(*((f"Chợ sạch {number}", unit, "TT") for number, unit in enumerate(units)))
    lines = _said(clerk)
    assert [line.partition(" “")[0] for line in lines if line.startswith("ds.csv: B")] == [
        "ds.csv: B2, B4:B5, B7, 4 ô:",
        "ds.csv: B6:",
    ]


def test_of_many_that_lie_apart_the_first_are_named_with_their_number(clerk: Clerk) -> None:
    _sent(*((f"Chợ sạch {number}", ("Sở Y tế", "Xã An Hòa")[number % 2], "TT") for number in range(40)))
    (line,) = (line for line in _said(clerk) if line.startswith("ds.csv: B"))
    assert line.startswith("ds.csv: B2, B4, B6, B8, B10, B12, …, 20 ô: ")


def test_rows_are_named_by_their_numbers(clerk: Clerk) -> None:
    _sent(*((f"Chợ sạch {number}", "TT") for number in range(5)), head=("Tên mô hình", "Loại"))
    (line,) = (line for line in _said(clerk) if line.startswith("ds.csv: dòng 1: "))
    assert "--ghep-cot" in line


def test_each_cell_keeps_a_comment_of_its_own(clerk: Clerk) -> None:
    _sent(*((f"Chợ sạch {number}", "Sở Y tế", "TT") for number in range(5)))
    said = clerk.ask("import", "ds.csv", "--year", "2020", "--annotate", "loi.xlsx").err
    sheet = openpyxl.load_workbook("loi.xlsx").worksheets[0]
    assert [bool(sheet[f"B{row}"].comment) for row in range(1, 8)] == [False, *[True] * 5, False], said


@pytest.mark.parametrize("typed", [("--add-units",), ("--add-units", "--annotate", "loi.xlsx")])
def test_adding_units_is_not_advised_where_it_is_asked_for(clerk: Clerk, typed: tuple[str, ...]) -> None:
    _sent(("Chợ xanh", "Khu phố 3", "TT"), ("Chợ sạch", "Ban lạ", "TT"))
    lines = _said(clerk, *typed)
    assert not any("--them-don-vi" in line for line in lines)
    cells = re.findall(r"\bB[23]\b", "\n".join(lines))
    assert cells == ["B2", "B3"]
    assert any("--them-don-vi" in line for line in _said(clerk))


@pytest.mark.parametrize(
    ("typed", "advised"),
    [
        ((), {"--loai", "--ghep-cot"}),
        (("--kind", "models"), {"--ghep-cot"}),
        (("--map", "Ngày=title"), set()),
        (("--kind", "awards", "--map", "Ngày=decided_on"), set()),
    ],
)
def test_where_no_list_is_found_only_what_was_not_said_is_advised(
    clerk: Clerk, typed: tuple[str, ...], advised: set[str]
) -> None:
    Path("ds.csv").write_text("Kính gửi: Ban Dân vận\nDanh sách sẽ gửi sau\n", encoding="utf-8")
    lines = " ".join(_said(clerk, *typed))
    assert {option for option in ("--loai", "--ghep-cot") if option in lines} == advised
