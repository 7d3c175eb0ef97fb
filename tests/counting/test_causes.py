"""`danvan diff --measure`: why a number is another one, each contribution with what was done."""

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.helpers.data_folder import UNITS, DataFolder

RECOGNIZED = {"recognized": True, "decision": "12-QĐ", "decided_on": "2020-11-01", "rating": "tot"}
COPY = "removed/models/2020/2020-to.yaml"
Short = list[tuple[str, int | float, list[tuple[str, object]]]]


@pytest.fixture(name="data")
def kept(data: DataFolder) -> DataFolder:
    """Two models recognized, one of them in two years, an award each to two persons, and a total."""
    data.model("2019/2019-cho", title="Chợ xanh")
    data.model("2020/2020-cho", title="Chợ xanh", continues="2019-cho")
    data.model("2020/2020-to", unit="xa-b")
    data.evaluation("2020/2020-cho.xa", **RECOGNIZED, results={"hien-dat": 120.5, "tien": 2})
    data.evaluation("2020/2020-to.xa", **RECOGNIZED)
    data.award("2020/2020-an", recipient="Lê An", unit="xa-a", form="giay-khen")
    data.award("2020/2020-an-2", recipient="Lê  An", unit="xa-a", form="bang-khen")
    data.award("2020/2020-khong-ten", unit="xa-a", form="giay-khen", count=3)
    data.award("2020/2020-khong-ten-2", unit="xa-a", form="bang-khen", count=2)
    data.commit("2021-01-15")
    return data


def _diff(data: DataFolder, measure: str, *typed: str) -> dict[str, Any]:
    year = [] if "--year" in typed else ["--year", "2020"]
    document: dict[str, Any] = data.json("diff", "HEAD", "--measure", measure, *year, *typed)
    return document


def _short(document: dict[str, Any]) -> Short:
    """Return (path, change, [(code, key, or what stood and stands there)]) of contributions."""
    return [
        (
            each["path"],
            each["change"],
            [(why["code"], why["key"] or (why["before"], why["after"])) for why in each["why"]],
        )
        for each in document["contributions"]
    ]


def test_the_document_has_the_keys_of_the_contract(data: DataFolder) -> None:
    data.model("2020/2020-to", unit="xa-b", count=3)
    head = data.git("rev-parse", "HEAD")
    assert _diff(data, "registered") == {
        "schema": 1,
        "from": head,
        "to": None,
        "measure": "registered",
        "year": "2020",
        "count": "yearly",
        "where": [],
        "before": 2,
        "after": 4,
        "change": 2,
        "contributions": [
            {
                "id": "2020-to",
                "path": "models/2020/2020-to.yaml",
                "title": "Tổ dân vận",
                "indicator": None,
                "before": 1,
                "after": 3,
                "change": 2,
                "why": [
                    {
                        "code": "changed",
                        "path": "models/2020/2020-to.yaml",
                        "key": ["count"],
                        "before": None,
                        "after": 3,
                    }
                ],
            }
        ],
        "complete": True,
    }


def test_what_came_what_went_and_what_changed(data: DataFolder) -> None:
    data.model("2020/2020-moi")
    (data.root / "models/2020/2020-to.yaml").unlink()
    data.evaluation("2020/2020-cho.xa", **{**RECOGNIZED, "recognized": False, "note": "x"})
    assert _short(_diff(data, "registered")) == [
        ("models/2020/2020-moi.yaml", 1, [("added", (None, None))]),
        ("models/2020/2020-to.yaml", -1, [("removed", (None, None))]),
    ]
    assert _short(_diff(data, "recognized"))[0] == (
        "evaluations/2020/2020-cho.xa.yaml",
        -1,
        [("changed", ["recognized"])],
    )


def test_only_keys_that_the_question_rests_on_are_told(data: DataFolder) -> None:
    data.evaluation("2020/2020-cho.xa", **{**RECOGNIZED, "rating": "kha", "decision": "13-QĐ", "note": "x"})
    assert _short(_diff(data, "recognized")) == []
    assert _short(_diff(data, "recognized", "--where", "rating=tot")) == [
        ("evaluations/2020/2020-cho.xa.yaml", -1, [("changed", ["rating"])])
    ]
    assert _short(_diff(data, "recognized", "--where", "decision=13-QĐ"))[0][2] == [("changed", ["decision"])]


def test_a_model_that_changed_counts_otherwise_through_its_evaluation(data: DataFolder) -> None:
    data.model("2020/2020-to", unit="xa-a", kind="ca-nhan")
    assert _short(_diff(data, "recognized", "--where", "unit=xa-a")) == [
        ("evaluations/2020/2020-to.xa.yaml", 1, [("model-changed", ["unit"])])
    ]
    assert _short(_diff(data, "recognized", "--where", "kind=ca-nhan"))[0][2] == [("model-changed", ["kind"])]


@pytest.mark.parametrize("year", [2020, 2019])
def test_a_model_that_kept_its_evaluation_from_the_year_is_why_when_it_goes(data: DataFolder, year: int) -> None:
    data.model(f"{year}/2020-lau", from_year=str(year - 1))
    data.evaluation("2020/2020-lau.xa", **RECOGNIZED)
    data.commit("2021-01-17")
    (data.root / f"models/{year}/2020-lau.yaml").unlink()
    assert _short(_diff(data, "recognized", "--count", "each")) == [
        ("evaluations/2020/2020-lau.xa.yaml", 1, [("model-changed", ["title"])])
    ]


def test_a_higher_level_displaces_a_lower_one_and_is_told(data: DataFolder) -> None:
    data.evaluation("2020/2020-cho.huyen", **RECOGNIZED)
    higher, lower = "evaluations/2020/2020-cho.huyen.yaml", "evaluations/2020/2020-cho.xa.yaml"
    document = _diff(data, "recognized")
    assert (document["before"], document["after"], document["change"]) == (2, 2, 0)
    assert _short(document) == [
        (higher, 1, [("added", (None, None))]),
        (lower, -1, [("displaced", (None, higher))]),
    ]
    data.commit("2021-01-16")
    (data.root / higher).unlink()
    assert (lower, 1, [("displaced", (higher, None))]) in _short(_diff(data, "recognized"))
    assert _short(_diff(data, "recognized", "--count", "each")) == [(higher, -1, [("removed", (None, None))])]


def test_a_later_year_of_the_lineage_displaces_an_earlier_one(data: DataFolder) -> None:
    data.model("2021/2021-cho", title="Chợ xanh", continues="2020-cho")
    later = "models/2021/2021-cho.yaml"
    assert _short(_diff(data, "registered", "--year", "2020-2021", "--count", "distinct")) == [
        ("models/2020/2020-cho.yaml", -1, [("displaced", (None, later))]),
        (later, 1, [("added", (None, None))]),
    ]


def test_where_a_lineage_is_torn_that_is_why(data: DataFolder) -> None:
    data.model("2020/2020-cho", title="Chợ xanh")
    document = _diff(data, "registered", "--year", "2019-2020", "--count", "distinct")
    (path, change, why), *_ = _short(document)
    assert (path, change) == ("models/2019/2019-cho.yaml", 1)
    assert ("displaced", ("models/2020/2020-cho.yaml", None)) in why or ("lineage", ["continues"]) in why


def test_levels_units_and_ratings_of_the_lists_may_be_why(data: DataFolder) -> None:
    data.write(
        "units.yaml",
        UNITS.replace("id: xa-b, name: Xã Bình Hòa, level: xa", "id: xa-b, name: Xã Bình Hòa, level: huyen"),
    )
    assert _short(_diff(data, "registered", "--where", "level=huyen")) == [
        ("models/2020/2020-to.yaml", 1, [("lists-changed", ["xa-b", "level"])])
    ]
    data.write("units.yaml", UNITS.replace("- {id: xa-b, name: Xã Bình Hòa, level: xa, parent: huyen-x}\n", ""))
    assert _short(_diff(data, "registered", "--where", "unit=huyen-x")) == [
        ("models/2020/2020-to.yaml", -1, [("lists-changed", ["xa-b"])])
    ]
    data.write("units.yaml", UNITS)
    office = (data.root / "danvan.yaml").read_text("utf-8")
    data.write("danvan.yaml", f"{office}vocabulary:\n  rating:\n  - {{id: tot, label: Tốt}}\n")
    assert [why for _, _, why in _short(_diff(data, "effective"))] == [
        [("lists-changed", ["rating", "tot", "effective"])]
    ] * 2


def test_a_value_that_one_state_does_not_know_counts_nothing_there(data: DataFolder) -> None:
    data.write("units.yaml", f"{UNITS}- {{id: xa-c, name: Xã Cẩm, level: xa, parent: huyen-x}}\n")
    data.model("2020/2020-cam", unit="xa-c")
    document = _diff(data, "registered", "--where", "unit=Xã Cẩm")
    assert (document["before"], document["after"], document["where"]) == (0, 1, ["unit=Xã Cẩm"])
    data.commit("2021-01-16")
    data.write("units.yaml", UNITS)
    (data.root / "models/2020/2020-cam.yaml").unlink()
    document = _diff(data, "registered", "--where", "unit=xa-c")
    assert (document["before"], document["after"]) == (1, 0)
    assert data.ask("diff", "HEAD", "--measure", "registered", "--where", "unit=xa-d").code == 2


def test_year_and_basis_are_those_of_the_later_state(data: DataFolder) -> None:
    data.model("2021/2021-cho")
    document = data.json("diff", "HEAD", "--measure", "registered")
    assert (document["year"], document["before"], document["after"]) == ("2021", 0, 1)
    document = data.json("diff", "HEAD", "HEAD", "--measure", "recognized", "--year", "2020", "--where", "level=xa")
    assert (document["count"], document["to"]) == ("each", data.git("rev-parse", "HEAD"))


def test_results_are_told_by_indicator_in_their_own_numbers(data: DataFolder) -> None:
    data.evaluation("2020/2020-cho.xa", **RECOGNIZED, results={"hien-dat": 100, "ngay-cong": 3})
    document = _diff(data, "results")
    assert (document["before"], document["change"]) == (None, None)
    told = {each["indicator"]: (each["before"], each["after"], each["change"]) for each in document["contributions"]}
    assert told == {"hien-dat": (120.5, 100, -20.5), "tien": (2, 0, -2), "ngay-cong": (0, 3, 3)}
    keys = {each["indicator"]: [why["key"] for why in each["why"]] for each in document["contributions"]}
    assert keys["tien"] == [["results", "tien"]]
    assert _diff(data, "results", "--where", "indicator=hien-dat")["change"] == -20.5


def test_units_and_recipients_count_once(data: DataFolder) -> None:
    data.model("2020/2020-to", unit="xa-a")
    document = _diff(data, "units")
    assert [(each["id"], each["change"], each["why"][0]["code"]) for each in document["contributions"]] == [
        ("xa-b", -1, "changed")
    ]
    (data.root / "awards/2020/2020-an.yaml").unlink()
    assert _diff(data, "recipients")["contributions"] == []
    (data.root / "awards/2020/2020-an-2.yaml").unlink()
    assert [change for _, change, _ in _short(_diff(data, "recipients"))] == [-1]


def test_of_awards_without_a_name_the_larger_share_displaces_the_smaller(data: DataFolder) -> None:
    data.award("2020/2020-khong-ten-2", unit="xa-a", form="bang-khen", count=4)
    document = _diff(data, "recipients")
    assert (document["before"], document["after"]) == (4, 5)
    larger = "awards/2020/2020-khong-ten-2.yaml"
    assert _short(document) == [
        (larger, 4, [("changed", ["count"]), ("displaced", ("awards/2020/2020-khong-ten.yaml", None))]),
        ("awards/2020/2020-khong-ten.yaml", -3, [("displaced", (None, larger))]),
    ]


def test_what_cannot_be_read_on_a_side_is_why_and_makes_it_incomplete(data: DataFolder) -> None:
    data.write("models/2020/2020-to.yaml", "title: [\n")
    said = data.ask("diff", "HEAD", "--measure", "registered", "--year", "2020", "--format", "json")
    assert (said.code, said.json["complete"], said.json["change"]) == (1, False, -1)
    assert _short(said.json)[0][2] == [("unreadable", (None, None))]
    assert "2020-to.yaml" in said.err
    said = data.ask("diff", "HEAD", "--format", "json")
    assert (said.code, said.json["complete"], said.json["records"][0]["what"]) == (1, False, "unreadable")
    assert data.ask("diff", "HEAD").code == 1


def test_two_states_differ_in_records_and_entries_of_lists(data: DataFolder) -> None:
    data.model("2021/2021-moi")
    data.write("units.yaml", UNITS.replace("Xã An Hòa", "Xã An Tây"))
    document = data.json("diff", "HEAD")
    assert list(document) == ["schema", "from", "to", "records", "lists", "complete"]
    assert [(each["path"], each["what"]) for each in document["records"]] == [("models/2021/2021-moi.yaml", "added")]
    assert document["lists"] == [
        {
            "id": "xa-a",
            "type": "unit",
            "year": None,
            "path": "units.yaml",
            "what": "changed",
            "changes": [{"key": ["name"], "before": "Xã An Hòa", "after": "Xã An Tây"}],
        }
    ]
    assert data.json("diff", "HEAD", "--year", "2020")["records"] == []
    second = data.commit("2021-01-16")
    assert data.json("diff", second, "HEAD~1")["records"][0]["what"] == "removed"


def test_people_read_the_number_and_the_reasons(data: DataFolder) -> None:
    data.evaluation("2020/2020-cho.huyen", **{**RECOGNIZED, "rating": "kha"})
    said = data.ask(
        "diff", "HEAD", "--measure", "recognized", "--year", "2020", "--where", "rating=tot", "--lang", "vi"
    )
    assert "2 → 1 (−1)" in said.out
    assert "nay Đánh giá · 2020-cho (Cấp huyện) được tính thay cho nó" in said.out
    table = data.ask("diff", "HEAD", "--measure", "recognized", "--year", "2020", "--format", "csv", "--lang", "vi")
    assert "Vì sao" in table.out
    assert re.search(r",\d+,\d+,-1,", table.out)
    assert re.search(r"Trước: .* \(\w{12}\),Sau: hiện nay,", table.out)
    assert "\nTổng,,2,2,0,\r" in table.out


def test_what_went_to_another_year_is_no_removal_for_people(data: DataFolder) -> None:
    data.git("config", "danvan.commit", "true")
    assert data.ask("move", "2020-cho", "--year", "2021", "--yes").code == 0
    for year, moved in (("2020", "– it was moved to 2021"), ("2021", "– it was moved here from 2020")):
        asked = ("diff", "HEAD~1", "--measure", "registered", "--year", year)
        assert moved in data.ask(*asked).out
        codes = {why["code"] for each in data.json(*asked)["contributions"] for why in each["why"]}
        assert codes <= {"added", "removed"}
    for typed in (("diff", "HEAD~1"), ("diff", "HEAD~1", "--year", "2020"), ("log", "-n", "1")):
        said = data.ask(*typed).out
        assert ("Moved from 2020 to 2021: Model" in said, "Removed" in said) == (True, False)
    whats = [record["what"] for record in data.json("diff", "HEAD~1")["records"]]
    assert set(whats) == {"added", "removed"}


def test_a_workbook_adds_up_what_makes_the_difference(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/2020-moi", unit="xa-b", count=3)
    (data.root / "models/2020/2020-cho.yaml").unlink()
    file = tmp_path / "a.xlsx"
    said = data.ask("diff", "HEAD", "--measure", "registered", "--year", "2020", "-o", str(file), "--lang", "vi")
    assert said.code == 0, said.err
    rows = list(load_workbook(file).worksheets[0].iter_rows())
    heads = next(row for row in rows if row[0].value == "Tên")
    cells = {row[0].value: row[[cell.value for cell in heads].index("Tăng, giảm")] for row in rows}
    change = cells["Tổng"].value
    changes = [cell.value for name, cell in cells.items() if name != "Tổng" and isinstance(cell.value, int)]
    assert (sum(changes), min(changes) < 0, "−" in cells["Tổng"].number_format) == (change, True, False)
    assert any("Từ 15/01/2021" in str(row[0].value) for row in rows)


def test_models_left_open_the_year_before_count_where_that_is_asked(data: DataFolder) -> None:
    data.model("2019/2019-to", unit="xa-b")
    first = data.commit("2021-01-16")
    data.model("2020/2020-tiep", unit="xa-b", continues="2019-to")
    data.model("2019/2019-moi", unit="xa-b")
    asked = ("diff", first, "--measure", "active", "--year", "2020", "--include-open")
    document = data.json(*asked)
    tallied = [
        data.json("tally", "active", "--year", "2020", "--include-open", *at)["total"] for at in (("--at", first), ())
    ]
    assert [document["before"], document["after"]] == tallied
    causes = {path: (change, [code for code, _ in why]) for path, change, why in _short(document)}
    assert causes == {
        "models/2020/2020-tiep.yaml": (1, ["added"]),
        "models/2019/2019-moi.yaml": (1, ["added"]),
        "models/2019/2019-to.yaml": (-1, ["lineage"]),
    }
    refused = data.ask("diff", first, "--measure", "registered", "--year", "2020", "--include-open")
    assert refused.code == data.ask("tally", "registered", "--year", "2020", "--include-open").code == 2


def test_people_read_the_total_of_each_indicator(data: DataFolder) -> None:
    data.evaluation("2020/2020-cho.xa", **RECOGNIZED, results={"hien-dat": 100, "ngay-cong": 3})
    lines = data.ask("diff", "HEAD", "--measure", "results", "--year", "2020", "--lang", "vi").out.splitlines()
    assert lines[2:5] == [
        "Hiến đất: 120,5 → 100 m² (−20,5)",
        "Ngày công: 0 → 3 ngày công (+3)",
        "Tiền: 2 → 0 đồng (−2)",
    ]


def test_what_was_removed_or_merged_is_told_with_its_day_and_reason_or_into_which_it_went(data: DataFolder) -> None:
    data.model("2020/2020-sach", title="Chợ sạch", content="Sạch")
    data.evaluation("2020/2020-sach.huyen", **RECOGNIZED)
    data.commit("2021-01-16")
    data.ask("remove", "2020-to.xa", "2020-to", "--reason", "trùng", "--yes")
    data.ask("merge", "2020-cho", "2020-sach", "--keep", "title", "--yes")
    today = re.findall("# removed: (.*)", (data.root / COPY).read_text("utf-8"))[0]

    told = data.ask("diff", "HEAD", "--measure", "recognized", "--year", "2020", "--count", "each").out
    assert f"2020-to.xa\n      – it was removed on {today}: trùng\n" in told
    assert f"2020-sach.huyen\n      – it was merged on {today} into Chợ xanh · 2020-cho\n" in told
    assert "2020-cho.huyen\n      – it came over from 2020-sach, which was merged into its model\n" in told
    both = data.ask("--lang", "vi", "diff", "HEAD", "--measure", "registered", "--year", "2020").out
    assert "đã gộp ngày " in both
    assert "vào Chợ xanh · 2020-cho" in both
    changed = data.ask("--lang", "vi", "diff", "HEAD").out
    assert "Gộp: Mô hình · Chợ sạch · 2020-sach\n      Vào: Chợ xanh · 2020-cho\n" in changed
    assert "Lý do: trùng" in changed
    assert not [record for record in data.json("diff", "HEAD")["records"] if "removed/" in record["path"]]


def test_what_was_deleted_by_hand_or_whose_heading_says_nothing_is_no_longer_there(data: DataFolder) -> None:
    (data.root / "models/2020/2020-to.yaml").rename(data.write(COPY, ""))
    told = data.ask("diff", "HEAD", "--measure", "registered", "--year", "2020").out
    assert "2020-to\n      – it is no longer there\n" in told
