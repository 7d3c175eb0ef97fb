"""Who has sent what: the units that are expected, their lists by `source`, the days that git has, and the paragraph."""

from typing import Any

import pytest

from danvan_cli.domain.origin import read_origin
from tests.helpers.data_folder import OFFICE, DataFolder

_UNITS = """\
- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen}
- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x}
- {id: ap-1, name: Ấp 1, level: co-so, parent: xa-a}
- {id: xa-b, name: Xã Bình Hòa, level: xa, parent: huyen-x}
- {id: xa-c, name: Xã Cẩm Hòa, level: xa, parent: huyen-x}
- {id: xa-d, name: Xã Đông Hòa, level: xa, parent: huyen-x}
- {id: xa-e, name: Xã Xuân Hòa, level: xa, parent: huyen-x}
"""
_ENDING = """\
- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen}
- {id: xa-a, name: Xã A, level: xa, parent: huyen-x}
- {id: xa-b, name: Xã B, level: xa, parent: huyen-x, until: 2020-06-30}
"""
_DIGEST = " · 1a2b3c4d"


@pytest.fixture
def folder(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """Work on 5 April in the folder of a district with five communes."""
    monkeypatch.setenv("DANVAN_TODAY", "2020-04-05")
    data.write("units.yaml", _UNITS)
    return data


def sent(data: DataFolder, *typed: str) -> Any:  # noqa: ANN401 - JSON is whatever it is
    return data.json("status", *typed)["sent"]


def units(data: DataFolder, *typed: str) -> dict[str, Any]:
    return {unit["unit"]: unit for unit in sent(data, *typed)["units"]}


def states(data: DataFolder, *typed: str) -> dict[str, str]:
    return {name: unit["state"] for name, unit in units(data, *typed).items()}


def in_list(file: str, row: str = "Trang 1 › 1") -> str:
    return f"{file} › {row}{_DIGEST}"


def test_lists_come_on_the_day_from_which_git_has_a_record_that_names_them(folder: DataFolder) -> None:
    folder.model("2020/a1", unit="ap-1", title="Tổ 1", source=in_list("a.xlsx"))
    folder.model("2020/b1", unit="xa-b", title="Tổ 2")  # typed in, before the commune's list named it
    folder.commit("2020-03-20")
    folder.award("2020/a2", unit="xa-a", recipient="Lê Hòa", source=in_list("a.xlsx", "Trang 2 › 7"))
    folder.model("2020/b1", unit="xa-b", title="Tổ 2", source=in_list("b.xlsx"))
    folder.model("2020/c1", unit="xa-c", title="Tổ 3", source=f"Công văn 5; {in_list('c.csv', '1')}")
    folder.commit("2020-04-02")
    folder.model("2020/b1", unit="xa-b", title="Tổ 2", note="xem lại", source=in_list("b.xlsx"))
    folder.model("2020/d1", unit="xa-d", title="Tổ 4", source=in_list("d.xlsx"))
    found = units(folder, "--due", "31/3/2020")
    assert found["xa-a"] == {
        "unit": "xa-a",
        "name": "Xã An Hòa",
        "state": "sent",
        "records": 2,
        "saved_on": "2020-03-20",
        "lists": [{"file": "a.xlsx", "records": 2, "saved_on": "2020-03-20", "saved": True}],
    }
    assert found["xa-b"]["lists"] == [{"file": "b.xlsx", "records": 1, "saved_on": "2020-04-02", "saved": True}]
    assert found["xa-c"]["lists"][0]["file"] == "c.csv"
    assert found["xa-d"]["lists"] == [{"file": "d.xlsx", "records": 1, "saved_on": None, "saved": False}]
    assert {name: unit["state"] for name, unit in found.items()} == {
        "xa-a": "sent",
        "xa-b": "late",
        "xa-c": "late",
        "xa-d": "day-unknown",
        "xa-e": "missing",
    }
    assert set(states(folder, "--due", "5/4/2020").values()) == {"sent", "missing"}  # it is there by the day


def test_who_only_received_an_award_has_sent_nothing(folder: DataFolder) -> None:
    folder.model("2020/a1", unit="ap-1", title="Tổ 1")
    folder.award("2020/a2", unit="xa-a", recipient="Lê Hòa")
    folder.award("2020/b1", unit="xa-b", recipient="Trần Bình", source=in_list("quyet-dinh.xlsx"))
    found = sent(folder, "--due", "5/4/2020")
    assert {unit["unit"]: unit["records"] for unit in found["units"]} == {
        "xa-a": 1,
        **dict.fromkeys(("xa-b", "xa-c", "xa-d", "xa-e"), 0),
    }
    assert "from 1 of 5 units. Missing: Xã Bình Hòa" in found["message"]


def test_what_was_typed_in_is_told_apart_and_without_git_no_day_is_known(folder: DataFolder) -> None:
    folder.model("2020/a1", title="Tổ 1", source="Báo cáo 312-BC/TU", registered_on="2020-03-01")
    folder.model("2020/a2", title="Tổ 2", source=in_list("a.xlsx"))
    unit = units(folder, "--only", "lists-sent")["xa-a"]
    assert unit["lists"] == [
        {"file": "a.xlsx", "records": 1, "saved_on": None, "saved": None},
        {"file": None, "records": 1, "saved_on": None, "saved": None},
    ]
    assert (unit["records"], unit["state"]) == (2, "sent")
    assert states(folder, "--due", "2020-03-31")["xa-a"] == "day-unknown"
    folder.git("init", "--quiet", "--initial-branch=main")
    folder.git("add", "units.yaml")
    folder.git("commit", "--quiet", "--message", "Đơn vị")
    assert [came["saved"] for came in units(folder, "--only", "lists-sent")["xa-a"]["lists"]] == [False, False]


@pytest.mark.parametrize(
    ("source", "files"),
    [
        ("", ()),
        ("Báo cáo 312-BC/TU", ()),
        ("a.xlsx › Trang › 1", ()),  # what a person wrote
        (f"a.xlsx › Trang › 1{_DIGEST}", ("a.xlsx",)),
        (f"a.xlsx › Trang › 1; a.xlsx › Khác › 2; b.csv › 3{_DIGEST}", ("a.xlsx", "b.csv")),
        (f"Công văn 5; a.csv{_DIGEST}", ("a.csv",)),
    ],
)
def test_the_files_of_a_source_are_those_that_import_wrote(source: str, files: tuple[str, ...]) -> None:
    assert read_origin(source).files == files


def test_the_day_stands_in_danvan_yaml_for_its_own_year_or_for_several(folder: DataFolder) -> None:
    folder.model("2019/cu", unit="xa-b")
    folder.model("2020/a1", unit="xa-a")
    folder.write("danvan.yaml", f"{OFFICE}due: 2020-03\n")
    found = sent(folder)
    assert (found["due"], found["days_left"], found["expected"], found["came"]) == ("2020-03-31", -5, 5, 1)
    assert list(found) == ["day", "due", "days_left", "expected", "came", "units", "message"]
    assert sent(folder, "--due", "10/4/2020")["days_left"] == 5
    assert "sent" not in folder.json("status", "--year", "2019")
    folder.write("danvan.yaml", f"{OFFICE}due:\n  2019: 2020-01-15\n  2020: 2020-04-05\n  2021: 2021-03-31\n")
    assert (sent(folder)["days_left"], sent(folder, "--year", "2019")["due"]) == (0, "2020-01-15")
    assert "due today, 2020-04-05" in folder.ask("status").out
    later = "Lists of 2021 are due on 2021-03-31.\n  Open: danvan status --year 2021\n"
    assert later in folder.ask("status").out
    assert later not in folder.ask("status", "--year", "2020").out


def test_before_anything_came_all_are_missing(folder: DataFolder) -> None:
    folder.write("danvan.yaml", f"{OFFICE}due: 2020-04-30\n")
    out = folder.ask("status").out
    assert "Lists of 2020 are due on 2020-04-30.\n  Open: danvan status --year 2020\n" in out
    assert "There are no records yet." in out
    assert states(folder, "--year", "2020") == dict.fromkeys(["xa-a", "xa-b", "xa-c", "xa-d", "xa-e"], "missing")
    assert sent(folder, "--due", "30/4/2020")["expected"] == 5  # of the day's own year


def test_units_are_those_of_the_day_and_the_office_does_not_send_to_itself(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write(
        "units.yaml",
        "- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen}\n"
        "- {id: xa-a, name: Xã A, level: xa, parent: huyen-x, until: 2020-06-30, successors: [xa-m]}\n"
        "- {id: xa-b, name: Xã B, level: xa, parent: huyen-x, until: 2020-06-30, successors: [xa-m]}\n"
        "- {id: xa-m, name: Xã M, level: xa, parent: huyen-x, from: 2020-07-01}\n",
    )
    folder.model("2020/a1", unit="xa-a", source=in_list("a.xlsx"))
    folder.model("2020/b1", unit="xa-b", source=in_list("b.xlsx"))
    folder.model("2020/x1", unit="huyen-x")
    found = units(folder, "--due", "2020-04-30")
    assert {name: unit["records"] for name, unit in found.items()} == {"xa-m": 2}
    (folder.root / "models/2020/b1.yaml").unlink()
    folder.write("units.yaml", _ENDING)
    assert set(units(folder, "--due", "2020-04-30")) == {"xa-a", "xa-b"}  # it is asked until its last day
    monkeypatch.setenv("DANVAN_TODAY", "2020-07-01")
    assert set(units(folder, "--due", "2020-04-30")) == {"xa-a"}
    folder.model("2020/c1", unit="xa-b")
    assert states(folder, "--due", "2020-07-30") == {"xa-a": "sent", "xa-b": "sent"}  # what came has come
    folder.write("units.yaml", "- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen}\n")
    out = folder.ask("status", "--due", "2020-04-30").out
    assert "Lists of 2020: no unit is known that sends any\n  Go on: danvan unit add\n" in out


# For people


def test_status_says_how_many_came_and_gives_a_paragraph_in_one_line(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    folder.write("danvan.yaml", f"{OFFICE}due: 2020-04-08\n")
    folder.model("2020/a1", source=in_list("a.xlsx"))
    folder.model("2020/b1", unit="xa-b")
    out = folder.ask("status", "--lang", "vi").out
    assert (
        "Danh sách năm 2020 đã về: 2/5 đơn vị · hạn 08/04/2020, còn 3 ngày\n"
        "  Chỉ có bản ghi gõ tay, chưa nhập danh sách nào: 1\n"
        "  Mở số: danvan tinh-hinh --nam 2020 --chi danh-sach-da-gui\n\n"
        "Đến ngày 05/04/2020 đã có danh sách năm 2020 của 2/5 đơn vị. Còn thiếu: Xã Cẩm Hòa; Xã Đông Hòa;"
        " Xã Xuân Hòa. Đề nghị gửi chậm nhất ngày 08/04/2020.\n\n"
    ) in out
    opened = folder.ask("status", "--year", "2020", "--only", "lists-sent").out
    assert "  – Xã An Hòa · has sent\n    a.xlsx · records: 1 · day unknown\n" in opened
    assert "Models neither surveyed" not in opened
    assert "--due 2020-04-01 --only lists-sent" in folder.ask("status", "--due", "1/4/2020").out
    assert "They were due on 2020-04-01; please send them now." in folder.ask("status", "--due", "1/4/2020").out
    for number, unit in enumerate(("xa-c", "xa-d", "xa-e")):
        folder.model(f"2020/c{number}", unit=unit, title=f"Tổ {number}")
    assert sent(folder)["message"] == "By 2020-04-05, the lists of 2020 have come from all 5 units."


def test_the_table_has_a_row_a_list(folder: DataFolder) -> None:
    folder.model("2020/a1", source=in_list("a.xlsx"))
    folder.commit("2020-03-20")
    table = folder.ask("status", "--only", "lists-sent", "--format", "csv").raw.decode("utf-8-sig")
    assert table.splitlines()[:3] == [
        "Unit,How it stands,List,Records,Saved on",
        "Xã An Hòa,has sent,a.xlsx,1,2020-03-20",
        "Xã Bình Hòa,has sent nothing,–,–,–",
    ]
    both = folder.ask("status", "--due", "2020-04-30", "--format", "markdown").out
    assert "### Lists of 2020 sent: 1 of 5 units · due on 2020-04-30, days left: 25" in both
    assert "### WHAT WAITS IN 2020" in both


def test_a_day_that_is_none_is_refused(folder: DataFolder) -> None:
    said = folder.ask("status", "--due", "31/2/2020")
    assert (said.code, said.out) == (2, "")
    assert "31/2/2020" in said.err


def test_what_the_office_only_carried_on_was_not_sent(folder: DataFolder) -> None:
    folder.model("2019/a0", unit="xa-a", title="Tổ 1")
    folder.model("2019/b0", unit="xa-b", title="Tổ 2")
    folder.model("2020/a1", unit="xa-a", title="Tổ 1", continues="a0")
    folder.model("2020/b1", unit="xa-b", title="Tổ 2", continues="b0", source=in_list("b.xlsx"))
    folder.model("2020/c1", unit="xa-c", title="Tổ 3")
    found = states(folder, "--year", "2020", "--due", "31/3/2020")
    assert (found["xa-a"], found["xa-b"], found["xa-c"]) == ("missing", "day-unknown", "day-unknown")
