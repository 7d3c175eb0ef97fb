"""What a number says it rests on, and what it does not know."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.helpers.data_folder import DataFolder

_UNITS = """\
- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen}
- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x}
- {id: xa-b, name: Xã Bình Hòa, level: xa, parent: huyen-x}
- {id: xa-c, name: Xã Cũ, level: xa, parent: huyen-x, until: 2019-12-31}
- {id: xa-d, name: Xã Sáp nhập, level: xa, parent: huyen-x, until: 2020-06-30, successors: [xa-b]}
- {id: phong, name: Phòng Nội vụ, level: co-so, parent: huyen-x}
- {id: ap-1, name: Ấp 1, level: co-so, parent: xa-a}
- {id: ap-2, name: Ấp 2, level: co-so, parent: xa-a}
"""


@pytest.fixture
def folder(data: DataFolder) -> DataFolder:
    """A hamlet's model, and a list of 46 that came as a number; one of two levels has decided."""
    data.write("units.yaml", _UNITS)
    data.model("2020/to", unit="ap-1")
    data.model("2020/danh-sach", unit="ap-1", title="Danh sách", count=46)
    data.evaluation("2020/to.huyen", recognized=True, decision="12-QĐ/HU")
    data.evaluation("2020/to.xa", recognized=True)
    data.evaluation("2020/danh-sach.xa", recognized=True)
    return data


def _evidence(folder: DataFolder, *typed: str) -> dict[str, Any]:
    evidence: dict[str, Any] = folder.json("tally", *typed)["evidence"]
    return evidence


def _said(folder: DataFolder, *typed: str) -> str:
    return folder.ask(*typed, "--lang", "vi").out


def test_records_totals_and_missing_decisions_are_those_behind_the_number(folder: DataFolder) -> None:
    counts = {count: _evidence(folder, "recognized", "--count", count) for count in ("yearly", "each")}
    for count, records, undecided in (("yearly", 2, 1), ("each", 3, 2)):
        assert [counts[count][key] for key in ("records", "grouped", "undecided")] == [records, 1, undecided]
    assert _evidence(folder, "recognized", "--where", "kind=ca-nhan")["records"] == 0
    assert _evidence(folder, "registered", "--by", "tag")["records"] == 2


def test_of_results_a_record_is_behind_several_amounts_and_counts_once(folder: DataFolder) -> None:
    folder.evaluation("2020/danh-sach.huyen", results={"tien": 5, "hien-dat": 0})
    assert [_evidence(folder, "results")[key] for key in ("records", "grouped")] == [1, 1]


def test_units_without_any_record_are_those_right_below_the_office_of_levels_that_send(folder: DataFolder) -> None:
    assert _evidence(folder, "registered")["unsent"] == 1  # xa-b: xa-a has its hamlet's, xa-c ended, xa-d is xa-b
    folder.award("2020/khen", unit="xa-d")
    assert _evidence(folder, "registered")["unsent"] == 0  # what became of it is one with it
    folder.award("2020/khen", unit="phong")
    assert _evidence(folder, "awards")["unsent"] == 1
    assert _evidence(folder, "registered", "--where", "unit=xa-a")["unsent"] == 1  # its other hamlet
    assert _evidence(folder, "registered", "--where", "unit=xa-a,ap-2")["unsent"] == 1  # the same, and not once more
    assert _evidence(folder, "registered", "--where", "unit=xa-b")["unsent"] == 1  # it has none below
    assert _evidence(folder, "registered", "--where", "unit==huyen-x")["unsent"] == 0
    assert _evidence(folder, "registered", "--year", "2019")["unsent"] == 4  # of all levels, where nobody sent


def test_files_that_cannot_be_read_are_counted(folder: DataFolder) -> None:
    folder.write("models/2020/hong.yaml", "title: [")
    said = folder.ask("tally", "registered", "--format", "json")
    assert (said.code, said.json["evidence"]["unread"], said.json["complete"]) == (1, 1, False)


def test_the_line_stands_under_tables_lists_and_the_overview(folder: DataFolder) -> None:
    line = "Nguồn: 47 mô hình trên 2 bản ghi (1 bản ghi gộp) · {}1 đơn vị chưa có bản ghi · 0 tệp không đọc được"
    undecided = line.format("1 chưa có quyết định · ")
    assert f"{undecided}\n" in _said(folder, "tally", "recognized", "--by", "level", "--count", "yearly")
    assert f"{undecided}\n" in _said(folder, "list", "recognized")
    overview = _said(folder, "tally")
    assert f"{line.format('')}\n" in overview
    assert overview.count(f"{undecided}\n") == 2  # by level and kind, by level and rating
    assert "Nguồn: 3 lượt trên 3" not in _said(folder, "tally", "recognized")
    assert "Nguồn: 48 lượt trên 3 bản ghi" in _said(folder, "tally", "recognized", "--count", "each")


@pytest.mark.parametrize("form", ["plain", "markdown", "html", "csv"])
@pytest.mark.parametrize("asked", [("tally", "registered"), ("list", "registered"), ("tally",)])
def test_papers_say_in_full_what_they_rest_on(folder: DataFolder, form: str, asked: tuple[str, ...]) -> None:
    folder.commit("2021-01-15")
    folder.model("2020/moi", unit="xa-b")
    (folder.root / "mau-bao-cao.docx").write_bytes(b"x")  # is no record, and nothing that is to be saved
    state = f"trạng thái {folder.git('rev-parse', 'HEAD')[:7]}, 15/01/2021 12:00 +00, 1 tệp chưa lưu"
    said = _said(folder, *asked, "--format", form)
    assert (state in said) == (form in ("markdown", "html"))
    assert ("kiểm tra: 0 lỗi, " in said) == (form in ("markdown", "html"))
    assert ("tệp không đọc được" in said) == (form != "csv")
    assert state in _said(folder, *asked, "--evidence")


def test_findings_are_those_of_the_years_asked(folder: DataFolder) -> None:
    folder.model("2018/sai", unit="khong-co")
    assert _evidence(folder, "registered", "--year", "2020", "--evidence")["errors"] == 0
    assert _evidence(folder, "registered", "--year", "2018-2020", "--evidence")["errors"] == 1


def test_an_earlier_state_is_the_commit_and_has_nothing_unsaved(folder: DataFolder) -> None:
    commit = folder.commit("2021-01-15")
    folder.model("2020/moi")
    evidence = _evidence(folder, "registered", "--revision", "HEAD", "--evidence")
    assert (evidence["at"], evidence["unsaved"], evidence["records"]) == (commit, 0, 2)


def test_without_git_no_state_is_kept(folder: DataFolder) -> None:
    evidence = _evidence(folder, "registered", "--evidence")
    assert (evidence["errors"], evidence["at"], evidence["unsaved"]) == (0, None, None)
    assert "chưa lưu trạng thái nào trong git" in _said(folder, "tally", "registered", "--evidence")


def test_a_list_says_which_records_stand_for_several(folder: DataFolder) -> None:
    listed = _said(folder, "list", "registered")
    assert "gộp 46" in listed
    assert "gộp 1 " not in listed
    assert "Gộp" not in _said(folder, "list", "registered", "--where", "unit=xa-b")


# Unknown is not zero


def test_of_a_unit_without_any_record_nobody_knows_how_much_it_has(folder: DataFolder) -> None:
    folder.award("2020/khen", unit="xa-b")
    table = folder.json("tally", "registered", "--by", "unit,kind", "--zeros", "--where", "unit=xa-b,phong")
    assert {row["unit"]: row["value"] for row in table["rows"]} == {"xa-b": 0, "phong": None}
    below = folder.json("tally", "awards", "--by", "unit.xa", "--zeros")
    assert [(row["unit.xa"], row["value"]) for row in below["rows"]] == [("xa-a", 0), ("xa-b", 1), ("xa-d", None)]
    assert folder.json("tally", "registered", "--by", "unit", "--zeros", "--vs", "2019")["rows"][0] == {
        "unit": "huyen-x", "value": None, "vs": None, "change": None, "percent": None,
    }  # fmt: skip
    shown = _said(folder, "tally", "registered", "--by", "unit,kind", "--zeros", "--where", "unit=phong")
    assert "Phòng Nội vụ" in shown
    assert "–" in next(line for line in shown.splitlines() if line.startswith("Phòng Nội vụ"))


def test_what_nobody_recorded_is_not_zero(folder: DataFolder) -> None:
    found = folder.json("tally", "awards", "--year", "2020")
    assert (found["total"], found["evidence"]["records"]) == (0, 0)
    for by in ((), ("--by", "form"), ("--by", "form,kind", "--zeros")):
        shown = _said(folder, "tally", "awards", "--year", "2020", *by)
        assert "Khen thưởng: chưa có bản ghi, nên chưa biết là bao nhiêu." in shown
        assert "0" not in "".join(line for line in shown.splitlines()[1:] if "20" not in line and " · " not in line)
    folder.award("2020/khen", kind="ca-nhan")
    shown = _said(folder, "tally", "awards", "--year", "2020", "--where", "kind=tap-the")
    assert "chưa có bản ghi," not in shown
    assert shown.splitlines()[3].strip() == "0"


def test_a_period_without_records_is_not_compared_as_zero(folder: DataFolder) -> None:
    shown = _said(folder, "tally", "registered", "--year", "2020", "--vs", "2019")
    assert shown.splitlines()[3].split() == ["47", "–", "–", "–"]


@pytest.mark.parametrize(
    "claim", ["measure: awards, value: 0", "measure: awards, at_most: 5", "measure: awards, value: 7"]
)
def test_a_figure_is_not_held_against_what_nobody_recorded(folder: DataFolder, claim: str) -> None:
    folder.write("figures/2020/nguon.yaml", f"source: Báo\nclaims:\n  - {{{claim}}}\n")
    said = folder.ask("reconcile", "--format", "json")
    assert [(found["counted"], found["result"]) for found in said.json["claims"]] == [(None, "unknown")]
    assert said.code == 0
    folder.award("2020/khen", status="khong-duyet")
    assert folder.ask("reconcile", "--format", "json").json["claims"][0]["counted"] == 0


@pytest.mark.parametrize(
    "claim", ["measure: recognized, vs: 2019, value: 47", "measure: registered, vs: 2019, value: 47"]
)
def test_neither_is_a_change_on_a_year_without_records(folder: DataFolder, claim: str) -> None:
    folder.write("figures/2020/nguon.yaml", f"source: Báo\nclaims:\n  - {{{claim}}}\n")
    assert folder.json("reconcile")["claims"][0]["result"] == "unknown"


# Models of the year before of which nobody knows


@pytest.fixture
def two_years(data: DataFolder) -> DataFolder:
    """Of 2019 one that was carried on, one that ended, and five that nobody speaks of; a chain leaps over 2019."""
    data.model("2018/xa-xua", title="Xưa")
    data.model("2019/tiep", title="Tiếp")
    data.model("2019/xong", title="Xong", ended_on="2020-03")
    data.model("2019/treo", title="Treo", count=5)
    data.model("2019/xua", title="Xưa", continues="xa-xua")
    data.model("2020/tiep-2", title="Tiếp", continues="tiep")
    data.model("2020/xua-2", title="Xưa", continues="xa-xua")
    return data


def test_models_left_open_are_said_and_counted_on_request(two_years: DataFolder) -> None:
    said = _said(two_years, "tally", "active", "--year", "2020")
    note = (
        "Đang hoạt động: không tính 5 của năm 2019 chưa kết thúc và chưa có bản ghi tiếp theo; "
        "tính cả: --ca-chua-ket-thuc."
    )
    assert note in said
    assert note in _said(two_years, "list", "active", "--year", "2020")
    assert two_years.total("active", "--year", "2020") == 2
    assert two_years.total("active", "--year", "2020", "--include-open") == 7
    listed = two_years.json("list", "active", "--year", "2020", "--include-open")
    assert ([record["id"] for record in listed["records"]], listed["total"]) == (["treo", "tiep-2", "xua-2"], 7)
    assert "Mở số: danvan danh-sach dang-hoat-dong --nam 2020 --ca-chua-ket-thuc" in _said(
        two_years, "tally", "active", "--year", "2020", "--include-open"
    )
    assert "chưa có bản ghi tiếp theo; tính cả" not in _said(two_years, "tally", "registered", "--year", "2020")
    assert two_years.total("active", "--year", "2020", "--include-open", "--as-of", "29/02/2020") == 8
    two_years.model("2019/treo", title="Treo", count=5, ended_on="2020")
    assert "--ca-chua-ket-thuc" not in _said(two_years, "tally", "active", "--year", "2020")


# Of recipients a lower bound


def test_a_lower_bound_is_shown_as_one(folder: DataFolder, tmp_path: Path) -> None:
    folder.award("2020/giay", kind="ca-nhan", form="giay-khen", unit="xa-a", count=1200)
    folder.award("2020/bang", kind="ca-nhan", form="bang-khen", unit="xa-a", count=30)
    folder.award("2020/co-ten", kind="tap-the", recipient="Tổ 1", unit="xa-a")
    assert _said(folder, "tally", "recipients").splitlines()[3].strip() == "ít nhất 1.201"
    assert "Nguồn: ít nhất 1.201 tập thể, cá nhân trên 3 bản ghi" in _said(folder, "tally", "recipients")
    by_kind = _said(folder, "tally", "recipients", "--by", "kind").splitlines()
    assert [line.split()[-2:] for line in by_kind[3:6]] == [["thể", "1"], ["nhân", "1.200"], ["nhất", "1.201"]]
    assert "ít nhất 1.201" in _said(folder, "list", "recipients")
    assert "ít nhất" not in _said(folder, "tally", "recipients", "--where", "form=giay-khen")
    file = tmp_path / "nguoi.xlsx"
    _said(folder, "export", "recipients", "--output", str(file))
    total = next(cell for row in load_workbook(file).worksheets[0].iter_rows() for cell in row if cell.value == 1201)
    assert total.number_format == '"ít nhất "#,##0'


def test_workbooks_say_what_they_rest_on(folder: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / "nam.xlsx"
    for full, state in (((), False), (("--evidence",), True)):
        _said(folder, "export", "--output", str(file), "--force", *full)
        cells = [str(cell.value) for row in load_workbook(file).worksheets[0].iter_rows() for cell in row]
        lines = [text for text in cells if text.startswith("Nguồn: 47 mô hình trên 2 bản ghi")]
        assert len(lines) > 2
        assert all(("kiểm tra: 0 lỗi" in line) is state for line in lines)


def test_whoever_has_nothing_on_record_is_named_where_it_is_counted(folder: DataFolder) -> None:
    named = "Chưa có bản ghi nào, kể cả của cấp dưới: {}."
    for asked in (("tally", "registered"), ("list", "registered"), ("tally",), ("tally", "--by", "unit")):
        assert _said(folder, *asked).count(named.format("Xã Bình Hòa")) == 1
    of_commune = _said(folder, "tally", "registered", "--where", "unit=xa-a")
    assert named.format("Ấp 2") in of_commune  # which the whole does not miss: it lies in what has sent
    folder.award("2020/khen", unit="xa-b")
    assert "Chưa có bản ghi" not in _said(folder, "tally", "registered")


def test_the_units_that_lie_below_no_row_of_a_level_are_named(folder: DataFolder) -> None:
    folder.model("2020/phong", unit="phong")
    for asked in (("tally", "registered", "--by", "unit.xa"), ("list", "registered", "--group", "unit.xa")):
        assert "Không thuộc đơn vị nào của Cấp xã: Phòng Nội vụ." in _said(folder, *asked)
    assert "Cấp xã:" not in _said(folder, "tally", "registered", "--by", "unit.xa", "--where", "unit=xa-a")
    assert "Cấp xã:" not in _said(folder, "tally", "registered", "--by", "unit")
