"""Lists on paper and on screen: numbered, with columns that hold something, no record in three lines."""

import csv
import io
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook

from danvan_cli.text.numbers import roman
from tests.helpers.data_folder import DataFolder

TITLE = "Vận động Nhân dân hiến đất, góp ngày công làm đường bê tông liên ấp gắn với trồng hoa hai bên lề"


@pytest.fixture
def folder(data: DataFolder) -> DataFolder:
    for number in range(4):
        name = f"2020-xa-a-van-dong-nhan-dan-hien-dat-gop-ngay-cong-lam-duong-be-tong-lien-{number}"
        data.model(f"2020/{name}", title=f"{TITLE} {number}", registered_on="2020-03-02")
        found = {"recognized": True, "rating": "tot", "decision": f"1{number}-QĐ/HU", "decided_on": "2020-12-07"}
        data.evaluation(f"2020/{name}.huyen", **found)
        given = {"form": "giay-khen", "authority": "huyen-x", "unit": "xa-b", "decision": "13-QĐ/UBND"}
        data.award(f"2020/2020-khen-{number}", recipient="Hội Liên hiệp Phụ nữ xã", kind="tap-the", **given)
    return data


def _shown(folder: DataFolder, *typed: str) -> list[str]:
    said = folder.ask(*typed, "--format", "table", "--lang", "vi")
    assert (said.code, said.err) == (0, "")
    return [line.rstrip() for line in said.out.splitlines()]


@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize("typed", ["list recognized", "list registered", "list awards", "search hiến đất"])
def test_a_record_takes_two_lines_at_most(
    columns: int, typed: str, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    command, *rest = typed.split(" ", 1)
    lines = _shown(folder, command, *rest, *(["--year", "2020"] if command == "list" else []))
    assert all(len(line) <= columns for line in lines[:9])
    starts = [place for place, line in enumerate(lines) if "Hội Liên hiệp" in line or TITLE[:30] in line]
    assert len(starts) == 4
    assert all(after - before <= 2 for before, after in pairwise(starts))


def test_what_has_no_room_is_said_how_to_see(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = _shown(folder, "list", "recognized", "--year", "2020")
    assert "2020-xa-a-van-dong" not in "".join(lines)
    assert lines[-2].startswith(" Xem một bản ghi: danvan xem")
    assert lines[-1] == " --dang van-ban."  # an option stands with its value
    assert "   trồng hoa hai bên lề 3 · Xã An Hòa · Tập thể · Cấp huyện · Tốt · 13-QĐ/HU" in lines[8]


def test_a_list_of_awards_shows_what_an_annex_of_awards_has(folder: DataFolder) -> None:
    said = folder.ask("list", "awards", "--year", "2020", "--format", "csv", "--lang", "vi")
    assert said.out.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(said.out.removeprefix("\ufeff"))))
    assert rows[0] == [
        *("STT", "Tập thể, cá nhân được khen", "Chức vụ", "Đơn vị", "Hình thức", "Cơ quan khen thưởng", "Quyết định"),
        *("Ngày quyết định", "Trạng thái", "Loại", "Bản ghi"),  # what nobody states, too: a letter has a place for it
    ]
    assert rows[1] == [
        *("1", "Hội Liên hiệp Phụ nữ xã", "", "Xã Bình Hòa", "Giấy khen", "Huyện Xuân Lộc", "13-QĐ/UBND"),
        *("", "Đã khen thưởng", "Tập thể", "2020-khen-0"),
    ]
    assert len(rows) == 5  # no total: each row becomes a letter


def test_the_value_has_a_column_only_where_it_tells_anything(folder: DataFolder) -> None:
    bare = folder.ask("list", "registered", "--year", "2020", "--format", "markdown", "--lang", "vi").out
    assert "Số lượng" not in bare
    assert "|Tổng: 4|" in bare.replace("  ", "").replace("| ", "|").replace(" |", "|")
    folder.model("2020/2020-gop", title="Gộp", count=16)
    summed = folder.ask("list", "registered", "--year", "2020", "--format", "html", "--lang", "vi").out
    assert "Số lượng" in summed
    assert ">20</td>" in summed.replace(" ", "")
    assert "Giá trị" not in summed  # which could be money


def test_how_many_a_record_is_stands_once_and_in_each_row(folder: DataFolder) -> None:
    folder.award("2020/2020-gop", kind="ca-nhan", unit="xa-b", form="giay-khen", count=3)
    asked = ("list", "awards", "--year", "2020", "--lang", "vi", "--show", "recipient,so-luong", "--format")
    rows = list(csv.reader(io.StringIO(folder.ask(*asked, "csv").out.removeprefix("\ufeff"))))
    assert rows[0] == ["STT", "Tập thể, cá nhân được khen", "Số lượng"]
    assert [row[2] for row in rows[1:]] == ["1", "1", "1", "1", "3"]
    lines = folder.ask(*asked, "plain").out.splitlines()
    assert [line.split() for line in lines if "Tổng" in line] == [["Tổng", "7"]]


def test_what_people_read_has_the_title_before_what_was_asked_for(folder: DataFolder) -> None:
    asked = ("list", "registered", "--year", "2020", "--lang", "vi", "--show")
    assert _shown(folder, *asked, "unit")[1].split() == ["STT", "Tên", "mô", "hình", "Đơn", "vị"]
    assert _shown(folder, *asked, "unit,title")[1].split() == ["STT", "Đơn", "vị", "Tên", "mô", "hình"]
    assert _shown(folder, *asked, "id,unit")[1].split() == ["STT", "Bản", "ghi", "Đơn", "vị"]
    for form in ("plain", "markdown", "html"):
        assert "Tên mô hình" in folder.ask(*asked, "unit", "--format", form).out
    said = folder.ask(*asked, "unit", "--format", "csv")  # what programs read has what was asked for
    assert (said.out.splitlines()[0], said.err) == ("\ufeffSTT,Đơn vị", "")


def test_a_file_for_people_names_its_records_and_one_for_programs_says_that_it_does_not(
    folder: DataFolder, tmp_path: Path
) -> None:
    asked = ("list", "registered", "--year", "2020", "--lang", "vi", "--show", "registered_on", "-o")
    folder.ask(*asked, str(tmp_path / "ds.xlsx"))
    sheet = load_workbook(tmp_path / "ds.xlsx").worksheets[0]
    assert "Tên mô hình" in [cell.value for row in sheet.iter_rows(max_row=6) for cell in row]
    said = folder.ask(*asked, str(tmp_path / "ds.csv"))
    assert "“Tên mô hình”" in said.err
    assert "--hien ten,…" in said.err
    named = folder.ask(*asked[:-1], "--show", "title", "-o", str(tmp_path / "named.csv"))
    assert "Tên mô hình" not in named.err


def test_an_award_without_a_recipient_is_called_by_its_model_or_its_unit(folder: DataFolder) -> None:
    folder.model("2019/2019-cho", title="Chợ xanh")
    folder.award("2022/2022-a", kind="tap-the", unit="xa-b", form="giay-khen")
    folder.award("2022/2022-b", kind="mo-hinh", unit="xa-b", model="2021-ben")
    folder.model("2021/2021-ben", title="Bến đò")
    folder.award("2022/2022-c", kind="ca-nhan", unit="xa-b", form="bang-khen")
    folder.award("2022/2022-d", kind="ca-nhan", form="bang-khen")
    rows = folder.ask("list", "awards", "--year", "2022", "--show", "ten,form", "--format", "csv", "--lang", "vi").out
    nobody = "(không ghi người nhận)"
    names = [row.split(",")[1] for row in rows.splitlines()[1:]]
    assert names == ["Xã Bình Hòa", "Bến đò", f"Xã Bình Hòa {nobody}", nobody]
    of_json = folder.json("list", "awards", "--year", "2022", "--show", "recipient")["records"]
    assert {record["recipient"] for record in of_json} == {None}  # programs are told what is stated


def test_sections_stand_in_each_format(folder: DataFolder) -> None:
    asked = ("list", "awards", "--year", "2020", "--group", "unit", "--lang", "vi", "--format")
    assert "I |Xã Bình Hòa: 4" in folder.ask(*asked, "markdown").out.replace("  ", "").replace("| ", "|")
    assert ">Xã Bình Hòa: 4" in folder.ask(*asked, "html").out.replace("> ", ">")
    assert folder.ask(*asked, "csv").out.splitlines()[1].startswith("1,Xã Bình Hòa,Hội Liên hiệp Phụ nữ xã,,Giấy khen")
    assert any("I Xã Bình Hòa: 4" in line.replace("  ", " ") for line in _shown(folder, *asked[:-1]))


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (2024, "MMXXIV")]
)
def test_groups_are_numbered_as_parts_of_an_annex_are(number: int, numeral: str) -> None:
    assert roman(number) == numeral
