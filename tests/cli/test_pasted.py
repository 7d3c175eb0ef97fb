"""A table that is pasted: from a sheet, a document or a message."""

import io
import sys
from pathlib import Path

import pytest

from tests.helpers.clerk import Clerk
from tests.helpers.declared_messages import REFUSALS
from tests.helpers.program import CommandResult

_TABBED = """DANH SÁCH MÔ HÌNH NĂM 2020

STT\tTên mô hình\tĐơn vị\tLoại
1\tChợ "xanh", sạch\tXã An Hòa\tTập thể
2\t"Tổ" tự quản, ấp 3\tXã Bình Hoà\tTT
\tTổng cộng\t2\t
"""
_MARKDOWN = """**DANH SÁCH MÔ HÌNH NĂM 2020**

| STT | Tên mô hình | Đơn vị | Loại |
|----:|:------------|--------|:----:|
| 1 | Chợ "xanh", sạch | Xã An Hòa | Tập thể |
| 2 | "Tổ" tự quản, ấp 3 | Xã Bình Hoà | **TT** |
"""
_BARE_MARKDOWN = "\n".join(line.strip("| ") for line in _MARKDOWN.splitlines())
_CSV = '''STT,Tên mô hình,Đơn vị,Loại
1,"Chợ ""xanh"", sạch",Xã An Hòa,Tập thể
2,"""Tổ"" tự quản, ấp 3",Xã Bình Hoà,TT
'''
_QUOTED = '''STT\tTên mô hình\tĐơn vị\tLoại
1\t"Chợ ""xanh"", sạch"\tXã An Hòa\tTT
2\t"""Tổ"" tự quản, ấp 3"\tXã Bình Hoà\tTT
'''


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    monkeypatch.chdir(tmp_path)
    return Clerk(tmp_path / "data")


def _paste(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, text: str | bytes, *typed: str) -> CommandResult:
    data = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
    language = () if "--lang" in typed else ("--lang", "vi")
    return clerk.ask("import", "-", "--year", "2020", "--yes", *typed, *language)


def _titles(clerk: Clerk) -> set[str]:
    listed = clerk.ask("list", "registered", "--year", "2020", "--format", "json").json
    return {record["title"] for record in listed["records"]}


@pytest.mark.parametrize(
    "text",
    [
        *(_TABBED, _MARKDOWN, _BARE_MARKDOWN, _CSV, _QUOTED, _TABBED.replace("\n", "\r\n")),
        *(_TABBED.encode("utf-16"), _TABBED.encode("utf-8-sig"), _TABBED.partition("\n\n")[2]),
    ],
)
def test_a_table_is_read_however_it_was_copied(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, text: str | bytes
) -> None:
    said = _paste(clerk, monkeypatch, text)
    assert said.code == 0, said.err
    assert _titles(clerk) == {'Chợ "xanh", sạch', '"Tổ" tự quản, ấp 3'}
    assert "dán vào " in said.err


def test_the_same_paste_again_changes_nothing(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    _paste(clerk, monkeypatch, _TABBED)
    before = clerk.files()
    assert "không đổi: 2" in _paste(clerk, monkeypatch, _TABBED).err
    assert clerk.files() == before


def test_another_paste_is_another_list(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    _paste(clerk, monkeypatch, _TABBED)
    other = "STT\tTên mô hình\tĐơn vị\tLoại\n1\tHiến đất\tXã An Hòa\tTT\n2\tVườn rau\tXã Bình Hoà\tTT\n"
    said = _paste(clerk, monkeypatch, other)
    assert "Mới: 2; sửa: 0; không đổi: 0; giữ nguyên: 0; không còn: 0; không nhận: 0." in said.err
    assert clerk.total("registered", "--year", "2020") == 4


def test_a_corrected_paste_corrects_its_records(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    _paste(clerk, monkeypatch, _TABBED)
    said = _paste(clerk, monkeypatch, _TABBED.replace("ấp 3", "ấp 4"))
    assert "Mới: 0; sửa: 1; không đổi: 1" in said.err
    assert clerk.total("registered", "--year", "2020") == 2


def test_faults_name_their_cells(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = _paste(clerk, monkeypatch, _TABBED.replace("Xã An Hòa", "Xã Lạ"))
    assert said.code == 1
    assert ": C4: “Xã Lạ”" in said.err
    assert not _titles(clerk)


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_nothing_is_no_table(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    said = _paste(clerk, monkeypatch, text, "--lang", "en")
    assert said.code == 2
    assert REFUSALS["nothing-pasted"].sentence in said.err


def test_a_workbook_through_a_pipe_is_one(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert clerk.ask("template", "models", "-o", "mau.xlsx").code == 0
    said = _paste(clerk, monkeypatch, Path("mau.xlsx").read_bytes())
    assert said.code == 0, said.err


def test_what_is_pasted_goes_beside_files_once(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("ds.csv").write_text("Tên mô hình,Đơn vị,Loại\nVườn rau,Xã An Hòa,TT\n", encoding="utf-8")
    assert _paste(clerk, monkeypatch, _TABBED, "ds.csv").code == 0
    assert clerk.total("registered", "--year", "2020") == 3
    assert _paste(clerk, monkeypatch, _TABBED, "-").code == 2
