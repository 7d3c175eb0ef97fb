"""Units: added, called otherwise, corrected, succeeded; comments stay, and nothing lies in itself."""

from pathlib import Path

import pytest
import yaml

from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import DataFolder

LIST = """\
# Đơn vị theo thứ tự nghi thức
- {id: tinh-t, name: Tỉnh T, level: tinh}
- id: huyen-x      # huyện
  name: Huyện Xuân Lộc
  level: huyen
  parent: tinh-t

# các xã
- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x}  # xã thứ nhất
- id: xa-b
  name: "Xã Bình Hòa"
  level: xa
  parent: huyen-x   # thuộc huyện
  aliases:
    - Bình Hoà xã   # cách viết cũ
- {id: xa-c, name: Xã Cát, level: xa, parent: huyen-x}
# hết
"""
COMMENTS = ["nghi thức", "# huyện", "# các xã", "# xã thứ nhất", "# thuộc huyện", "# cách viết cũ", "# hết"]
ON = ("--on", "1/7/2025")


@pytest.fixture
def office(data: DataFolder) -> DataFolder:
    data.write("units.yaml", LIST)
    return data


def _units(data: DataFolder) -> dict[str, dict[str, object]]:
    return {unit["id"]: unit for unit in yaml.safe_load((data.root / "units.yaml").read_bytes())}


def _sound(data: DataFolder) -> None:
    assert data.ask("check").code == 0
    text = (data.root / "units.yaml").read_text("utf-8")
    assert [comment for comment in COMMENTS if comment not in text] == []


def _done(data: DataFolder, *typed: str) -> str:
    said = data.ask(*typed)
    assert said.code == 0, said.err
    _sound(data)
    return said.out + said.err


def _refused(data: DataFolder, code: int, *typed: str) -> str:
    before = (data.root / "units.yaml").read_bytes()
    said = data.ask(*typed)
    assert said.code == code
    assert (data.root / "units.yaml").read_bytes() == before
    return said.err


def test_a_new_unit_stands_at_the_end_and_the_comments_stay(office: DataFolder) -> None:
    _done(office, "unit", "add", "--name", "Xã Dừa", "--level", "cấp xã", "--parent", "Xuân Lộc", "--from", "2021")
    units = _units(office)
    assert [*units][-1] == "xa-dua"
    assert units["xa-dua"] == {"id": "xa-dua", "name": "Xã Dừa", "level": "xa", "parent": "huyen-x", "from": 2021}


def test_the_same_name_spelt_otherwise_is_the_same_unit(office: DataFolder) -> None:
    said = _refused(office, 1, "unit", "add", "--name", "xã  an hoà", "--level", "xa", "--parent", "huyen-x")
    assert "xa-a" in said


def test_a_name_that_differs_in_its_diacritics_is_another_unit_and_is_pointed_at(office: DataFolder) -> None:
    assert "xa-a" in _done(office, "unit", "add", "--name", "Xã Ân Hóa", "--level", "xa", "--parent", "huyen-x")
    assert len(_units(office)) == 6


@pytest.mark.parametrize("name", ["Con", "村"])
def test_a_name_that_gives_no_id_asks_for_one(name: str, office: DataFolder) -> None:
    assert "by --id" in _refused(office, 2, "unit", "add", "--name", name, "--level", "xa")
    _done(office, "unit", "add", "--name", name, "--level", "xa", "--id", "xa-moi")


def test_units_with_long_names_are_told_apart(office: DataFolder) -> None:
    for name in ("Xã " + "rất dài " * 20, "Xã " + "rat dai " * 20):
        _done(office, "unit", "add", "--name", name, "--level", "xa", "--parent", "huyen-x")
    assert [unit for unit in _units(office) if unit.startswith("xa-rat-dai") and unit.endswith("-huyen-x")]


@pytest.mark.parametrize("name", ["xa-a", "CON", "xã", ""])
def test_an_id_that_is_taken_or_none_is_refused(name: str, office: DataFolder) -> None:
    assert office.ask("unit", "add", "--name", "Xã Dừa", "--level", "xa", "--id", name).code in (1, 2)
    assert len(_units(office)) == 5


def test_all_that_is_wrong_or_missing_is_told_at_once(office: DataFolder) -> None:
    said = _refused(office, 2, "unit", "add", "--level", "nope", "--parent", "zzz", "--from", "31/02/2020")
    assert all(word in said for word in ("--name", "nope", "zzz", "31/02/2020"))


def test_other_spellings_are_added_once(office: DataFolder) -> None:
    _done(office, "unit", "alias", "Bình Hòa", "xa binh hoa", "bình hoà xã", "BH;B.H.")
    assert _units(office)["xa-b"]["aliases"] == ["Bình Hoà xã", "xa binh hoa", "BH", "B.H."]
    before = office.state()
    assert office.ask("unit", "alias", "BH", "B.H.").code == 0
    assert office.state()["units.yaml"] == before["units.yaml"]


def test_a_spelling_that_is_another_units_name_is_pointed_at(office: DataFolder) -> None:
    assert "xa-b" in _done(office, "unit", "alias", "xa-a", "Bình Hòa xã", "Xã Bình Hòa")


def test_what_was_misspelt_is_corrected_in_its_place(office: DataFolder) -> None:
    _done(office, "unit", "correct", "huyen-x", "--name", "Huyện Xuân Lập")
    _done(office, "unit", "correct", "xa-b", "--name", "Xã Bình Hoà")
    assert [_units(office)[unit]["name"] for unit in ("huyen-x", "xa-b")] == ["Huyện Xuân Lập", "Xã Bình Hoà"]
    assert [*_units(office)] == ["tinh-t", "huyen-x", "xa-a", "xa-b", "xa-c"]


def test_what_is_corrected_to_nothing_is_taken_out(office: DataFolder) -> None:
    _done(office, "unit", "succeed", "xa-c", *ON, "--into", "xa-a")
    _done(office, "unit", "correct", "xa-c", "--until", "", "--successors", "")
    assert _units(office)["xa-c"] == {"id": "xa-c", "name": "Xã Cát", "level": "xa", "parent": "huyen-x"}
    assert "name" in _refused(office, 2, "unit", "correct", "xa-c", "--name", "")
    _refused(office, 2, "unit", "correct", "xa-c")


@pytest.mark.parametrize(
    "typed",
    [
        ("correct", "huyen-x", "--parent", "huyen-x"),
        ("correct", "tinh-t", "--parent", "xa-b"),
        ("correct", "xa-a", "--successors", "xa-a"),
        ("succeed", "xa-a", *ON, "--into", "xa-a"),
        ("succeed", "xa-a", "xa-b", *ON, "--into", "xa-b"),
        ("correct", "xa-a", "--from", "2025", "--until", "2020"),
    ],
)
def test_no_unit_comes_to_lie_in_itself_to_succeed_itself_or_to_end_before_it_began(
    typed: tuple[str, ...], office: DataFolder
) -> None:
    assert "units.yaml" in _refused(office, 1, "unit", *typed)


def test_a_circle_that_is_there_already_keeps_nobody_from_adding(office: DataFolder) -> None:
    office.write("units.yaml", "- {id: a, name: A, level: xa, parent: b}\n- {id: b, name: B, level: xa, parent: a}\n")
    assert office.ask("unit", "add", "--name", "C", "--level", "xa").code == 0
    assert office.ask("unit", "correct", "a", "--parent", "c").code == 0
    assert _units(office)["a"]["parent"] == "c"


def test_merged_units_end_the_day_before_and_lead_to_the_new_one(office: DataFolder) -> None:
    for name, unit in {"2023/a": "xa-a", "2024/a2": "xa-a", "2024/b": "xa-b", "2025/c": "xa-c"}.items():
        office.model(name, unit=unit, title=name)
    typed = ("unit", "succeed", "An Hòa", "xa-b", *ON, "--name", "Xã An Bình", "--parent", "tinh-t")
    assert "-" in office.ask(*typed, "--dry-run").out
    assert "xa-an-binh" not in _units(office)
    _done(office, *typed)
    ended = [{key: str(_units(office)[unit][key]) for key in ("until", "successors")} for unit in ("xa-a", "xa-b")]
    assert ended == [{"until": "2025-06-30", "successors": "['xa-an-binh']"}] * 2
    tally = ("registered", "--year", "2023-2025", "--by", "unit")
    now = {row["unit"]: row["value"] for row in office.json("tally", *tally, "--units", "now")["rows"]}
    assert now == {"xa-c": 1, "xa-an-binh": 3}
    then = {row["unit"]: row["value"] for row in office.json("tally", *tally)["rows"]}
    assert then == {"xa-a": 2, "xa-b": 1, "xa-c": 1}


def test_succeeding_again_changes_nothing(office: DataFolder) -> None:
    typed = ("unit", "succeed", "xa-a", *ON, "--name", "Xã An Bình", "--parent", "tinh-t")
    _done(office, *typed)
    before = (office.root / "units.yaml").read_bytes()
    _done(office, *typed)
    assert (office.root / "units.yaml").read_bytes() == before


def test_a_unit_that_was_split_leads_to_both_and_its_models_stay_its_own(office: DataFolder) -> None:
    office.model("2024/c", unit="xa-c")
    _done(office, "unit", "succeed", "xa-c", *ON, "--name", "Xã Cát Một", "--into", "xa-a")
    _done(office, "unit", "succeed", "xa-c", *ON, "--name", "Xã Cát Hai")
    assert _units(office)["xa-c"]["successors"] == ["xa-a", "xa-cat-mot", "xa-cat-hai"]
    rows = office.json("tally", "registered", "--year", "2024", "--by", "unit", "--units", "now")["rows"]
    assert [row["unit"] for row in rows] == ["xa-c"]


def test_a_unit_ends_once(office: DataFolder) -> None:
    _done(office, "unit", "succeed", "xa-a", *ON, "--into", "xa-b")
    assert "xa-a" in _refused(office, 1, "unit", "succeed", "xa-a", "--on", "1/8/2025", "--into", "xa-b")


def test_units_below_what_ended_are_pointed_at(office: DataFolder) -> None:
    said = _done(office, "unit", "succeed", "huyen-x", *ON, "--into", "tinh-t")
    assert "huyen-x: 3" in said


@pytest.mark.parametrize("typed", [("xa-a",), ("xa-a", *ON), ("nope", *ON, "--name", "X"), ("hòa", *ON, "--name", "X")])
def test_what_cannot_be_succeeded_is_refused(typed: tuple[str, ...], office: DataFolder) -> None:
    _refused(office, 2, "unit", "succeed", *typed)


def test_all_that_a_successor_lacks_is_told_at_once(office: DataFolder) -> None:
    said = _refused(office, 2, "unit", "succeed", "nope", "--on", "xx", "--level", "zz")
    assert all(word in said for word in ("nope", "--on: “xx”", "--level", "--name"))
    assert all(option in _refused(office, 2, "unit", "succeed", "xa-a") for option in ("--on", "--name"))


def test_units_that_cannot_be_read_are_not_written_over(office: DataFolder) -> None:
    office.write("units.yaml", "- {id: a, name: A, level: xa\n")
    _refused(office, 1, "unit", "add", "--name", "C", "--level", "xa")


def test_the_list_is_a_tree_and_can_be_searched(office: DataFolder) -> None:
    assert office.ask("unit", "list").out.index("Huyện Xuân Lộc") < office.ask("unit", "list").out.index("Xã An Hòa")
    assert [unit["id"] for unit in office.json("unit", "list", "hoà")["units"]] == ["xa-a", "xa-b"]


def test_a_name_of_which_no_id_is_left_is_refused(data: DataFolder) -> None:
    data.write("units.yaml", "- {id: xa-hoa, name: Xã Hóa, level: xa}\n")

    assert "xa-hoa" in _refused(data, 1, "unit", "add", "--name", "Xã Hoa", "--level", "xa")


@pytest.mark.parametrize(("parent", "inherited"), [("huyen-x", "huyen-x"), ("tinh-t", None)])
def test_what_becomes_of_units_lies_where_all_of_them_lay(
    office: DataFolder, parent: str, inherited: str | None
) -> None:
    office.write("units.yaml", f"{LIST}- {{id: xa-d, name: Xã Dừa, level: xa, parent: {parent}}}\n")
    _done(office, "unit", "succeed", "xa-c", "xa-d", *ON, "--name", "Xã Cát Dừa")
    (new,) = [unit for unit in _units(office).values() if unit["name"] == "Xã Cát Dừa"]
    assert new.get("parent") == inherited


def test_a_unit_that_has_a_twin_is_corrected_where_it_does_not_matter(office: DataFolder) -> None:
    office.write("units.yaml", f"{LIST}- {{id: xa-d, name: Xã Cát, level: xa, parent: huyen-x}}\n")
    assert office.ask("unit", "correct", "xa-d", "--level", "thon").code == 0
    assert office.ask("unit", "correct", "xa-d", "--parent", "huyen-x").code == 1


@pytest.mark.parametrize(
    "command",
    [
        ("add", "--name", "Tỉnh Mới", "--level", "tinh", "--parent", "huyen-x"),
        ("add", "--name", "Huyện Mới", "--level", "huyen", "--parent", "huyen-x"),
        ("correct", "xa-c", "--parent", "xa-a"),
        ("correct", "xa-c", "--level", "tinh"),
    ],
)
def test_what_cannot_lie_there_by_its_level_is_a_doubt(command: tuple[str, ...], office: DataFolder) -> None:
    assert "cannot lie in" in _refused(office, 1, "unit", *command)
    assert office.ask("unit", *command, "--anyway").code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("add", "--name", "UBND huyện", "--level", "huyen", "--parent", "huyen-x"),
        ("add", "--name", "Xã Mới", "--level", "xa", "--parent", "tinh-t"),
        ("correct", "xa-c", "--name", "Xã Cát Mới"),
    ],
)
def test_what_can_lie_there_is_none(command: tuple[str, ...], office: DataFolder) -> None:
    _done(office, "unit", *command)


def test_a_list_of_units_is_doubted_likewise(office: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "dv.csv").write_text("Tên đơn vị,Cấp,Thuộc\nTỉnh Mới,Cấp tỉnh,Xuân Lộc\n", encoding="utf-8")
    typed = ("import", str(tmp_path / "dv.csv"), "--kind", "units", "--map", "Thuộc=parent")
    assert "cannot lie in" in _refused(office, 1, *typed)
    assert office.ask(*typed, "--anyway").code == 0


def test_each_commune_may_have_its_own_body_without_being_asked(clerk: Clerk) -> None:
    clerk.writes("unit", "add", "--name", "Công an xã", "--level", "xa", "--parent", "xa-a")
    said = clerk.ask("unit", "add", "--name", "Công an xã", "--level", "xa", "--parent", "xa-b")
    assert (said.code, "cong-an-xa" in said.err) == (0, False)
    assert "cong-an-xa" in clerk.ask("unit", "add", "--name", "Cong an xã", "--level", "xa", "--parent", "xa-b").err
