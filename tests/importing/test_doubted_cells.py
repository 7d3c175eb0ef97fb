"""What check would say of a row's record is said at its cell, and marked there."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.helpers.clerk import Clerk
from tests.helpers.program import CommandResult
from tests.helpers.workbooks import xlsx
from tests.importing.sent_lists import HEADINGS, ROWS, YEAR, Sender

_HEADINGS = ("STT", "Tên mô hình", "Đơn vị", "Ngày khảo sát", "Nội dung", "Hiệu quả", "Tổng điểm", "Xếp loại", "Ngày")
_ROWS = (
    (1, "Tổ tự quản an ninh", "Xã An Hòa", "12/10/2024", 7, 1, 8, "Tốt", ""),
    (2, "Hiến đất làm đường", "Xã An Hòa", "12/10/2024", 3, 2, 9, "Khá", "01/09/2024"),
    (3, "Vườn rau sạch", "Xã Bình Hòa", "12/10/2024", 5, 3, 8, "Tốt", ""),
)
_OF_EVALUATIONS = ("--kind", "evaluations", "--default", "level=xa", "--map", "Ngày=rated_on")
_CELLS = {"E2", "G3", "H3", "I3"}


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    sender = Sender(clerk)
    assert sender.sends(sender.writes(*ROWS)).code == 0
    return sender


def sends(sender: Sender, out: Path, *typed: str) -> CommandResult:
    file = xlsx(sender.folder / "kq.xlsx", (_HEADINGS, *_ROWS), "KQ")
    return sender.sends(file, *_OF_EVALUATIONS, "--annotate", str(out), *typed)


def marked(file: Path) -> set[str]:
    rows = load_workbook(file)["KQ"].iter_rows()
    return {cell.coordinate for row in rows for cell in row if cell.comment}


@pytest.mark.parametrize(("typed", "code", "number"), [((), 1, 0), (("--dry-run",), 0, 0), (("--anyway",), 0, 3)])
def test_doubts_name_cells_and_titles_and_are_marked_whatever_becomes_of_the_list(
    typed: tuple[str, ...], code: int, number: int, sender: Sender
) -> None:
    out = sender.folder / "out.xlsx"
    said = sends(sender, out, *typed)
    assert (said.code, len(sender.records("evaluations/2024"))) == (code, number), said.err
    lines = said.err.splitlines()
    told = {line for line in lines if line.startswith("kq.xlsx: KQ!") and line.endswith("”)")}
    assert {line.split("!")[1].split(":")[0] for line in told} == _CELLS, said.err
    assert any("KQ!G3" in line and "Hiến đất làm đường" in line for line in told)
    assert ".xa)" not in said.err
    assert marked(out) == _CELLS


def test_of_many_alike_the_cells_are_named_too(sender: Sender) -> None:
    headings = (*_HEADINGS[:3], "Nội dung", "Hiệu quả", "Tổng điểm")
    new = [(n, f"Tuyến đường số {n}", "Xã An Hòa", "TT", "", "") for n in range(4, 9)]
    assert sender.sends(sender.writes(*new, name="them.csv")).code == 0
    file = sender.writes(*((*row[:3], 3, 2, row[0]) for row in new if row[0] != 5), name="d.csv", headings=headings)
    said = sender.sends(file, *_OF_EVALUATIONS[:4])
    assert "d.csv: F2:F5, 4 cells: 4 times" in said.err, said.err


def test_where_nothing_is_of_a_cell_that_is_said(sender: Sender) -> None:
    out = sender.folder / "out.xlsx"
    file = sender.writes(*ROWS, headings=HEADINGS)
    said = sender.clerk.ask("import", str(file), *YEAR, "--annotate", str(out))
    assert (said.code, "Nothing was marked" in said.err, out.exists()) == (0, True, False), said.err
