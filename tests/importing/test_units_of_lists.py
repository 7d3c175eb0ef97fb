"""Which unit a list means by a name, and where the units lie that it brings along."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.unit_names import UnitNames, days_of_years
from danvan_cli.domain.unit_scope import ListHome, UnitScope
from danvan_cli.index.current_lists import Unit
from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender

OFFICE = "format: 1\noffice: Ban Dân vận Thị ủy Bình An\nunit: binh-an\n"
UNITS = """\
- {id: binh-an, name: Thị xã Bình An, level: huyen}
- {id: phuong-1, name: Phường 1, level: xa, parent: binh-an}
- {id: phuong-2, name: Phường 2, level: xa, parent: binh-an}
- {id: tan-lap, name: Xã Tân Lập, level: xa, parent: binh-an}
- {id: ubnd, name: UBND thị xã, level: huyen, parent: binh-an}
- {id: ca-1, name: Công an phường, level: co-so, parent: phuong-1}
- {id: ca-2, name: Công an phường, level: co-so, parent: phuong-2}
- {id: hnd-2, name: Hội Nông dân, level: co-so, parent: phuong-2}
"""
HEADINGS = ("STT", "Tên mô hình", "Đơn vị", "TT/CN")
_DISTRICTS = {"lai-vung": "Lai Vung", "hong-ngu": "Hồng Ngự"}


class Town(Sender):
    """A town's clerk, to whom wards send lists."""

    def __init__(self, clerk: Clerk) -> None:
        super().__init__(clerk)
        clerk.write("danvan.yaml", OFFICE)
        clerk.write("units.yaml", UNITS)

    def units(self) -> dict[str, dict[str, Any]]:
        return {unit["id"]: unit for unit in yaml.safe_load((self.clerk.root / "units.yaml").read_bytes())}

    def unit_of(self, *named: str, typed: tuple[str, ...] = ()) -> list[str]:
        """Return the units of the models of a list that names these units, in their order."""
        rows = [(str(number), f"Mô hình {number}", name, "TT") for number, name in enumerate(named)]
        said = self.sends(self.writes(*rows), *typed)
        assert said.code == 0, said.err
        units = {record["title"]: record["unit"] for record in self.stated().values()}
        return [units[f"Mô hình {number}"] for number in range(len(named))]

    def refuses(self, name: str, *typed: str) -> str:
        said = self.sends(self.writes(("1", "Chợ xanh", name, "TT")), *typed)
        assert (said.code, self.stated()) == (1, {}), said.err
        return said.err

    def added(self, *named: str, typed: tuple[str, ...] = ()) -> dict[str, tuple[str, str | None]]:
        """Return the units that a list brings along: {name: (level, parent)}."""
        before = self.units()
        self.unit_of(*named, typed=("--add-units", *typed))
        new = [unit for name, unit in self.units().items() if name not in before]
        return {unit["name"]: (unit["level"], unit.get("parent")) for unit in new}


@pytest.fixture
def town(clerk: Clerk) -> Town:
    return Town(clerk)


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "name", "unit"),
        [
            (("--unit", "Phường 1"), "Công an phường", "ca-1"),
            (("--unit", "phường 2"), "Công an phường", "ca-2"),
            (("--unit", "phuong-2"), "P. 2", "phuong-2"),
            (("--unit", "phuong-2"), "", "phuong-2"),
            (("--unit", "phuong-1"), "UBND thị xã", "ubnd"),
            (("--unit", "phuong-1"), "Thị xã Bình An", "binh-an"),
            (("--unit", "phuong-1"), "Xã Tân Lập", "tan-lap"),
            (("--unit", "phuong-1"), "Hội Nông dân, Phường 2", "hnd-2"),
            (("--unit", "phuong-1"), "Hội Nông dân phường 2", "hnd-2"),
            ((), "Công an phường 2", "ca-2"),
            ((), "Công an phường, P. 2", "ca-2"),
            ((), "Hội Nông dân", "hnd-2"),
            ((), "Tân Lập", "tan-lap"),
            ((), "X. Tân Lập", "tan-lap"),
            ((), "cong an phuong 2", "ca-2"),
        ],
    )
    def test_are_of_where_the_list_is_from(self, town: Town, typed: tuple[str, ...], name: str, unit: str) -> None:
        assert town.unit_of(name, typed=typed) == [unit]

    def test_of_several_units_are_a_fault_that_says_what_they_lie_in(self, town: Town) -> None:
        said = town.refuses("Công an phường")
        assert "ca-1 (Công an phường, Phường 1); ca-2 (Công an phường, Phường 2)" in said

    def test_of_another_communes_unit_are_a_fault_that_says_how_it_is_named(self, town: Town) -> None:
        said = town.refuses("Hội Nông dân", "--unit", "Phường 1")
        assert "hnd-2" in said
        assert "Hội Nông dân, Phường 2" in said

    @pytest.mark.parametrize("part", ["Công an", "Lập", "Nông", "Xã Tan Lập", "Phường"])
    def test_a_part_of_one_is_at_most_proposed(self, town: Town, part: str) -> None:
        town.refuses(part)

    def test_one_that_was_there_in_the_year_is_meant(self, town: Town) -> None:
        until = UNITS.replace("level: co-so, parent: phuong-1}", "level: co-so, parent: phuong-1, until: 2022-12-31}")
        town.clerk.write("units.yaml", until)
        assert town.unit_of("Công an phường") == ["ca-2"]

    def test_a_unit_that_does_not_exist_is_no_option(self, town: Town) -> None:
        said = town.sends(town.writes(("1", "Chợ xanh", "", "TT")), "--unit", "Phường Lạ")
        assert (said.code, "--unit" in said.err) == (2, True), said.err


class TestPlaces:
    def test_sections_decide_among_units_of_one_name(self, town: Town) -> None:
        rows = [("I", "PHƯỜNG 1"), ("1", "Một", "Công an phường", "TT"), ("II", "PHƯỜNG 2")]
        said = town.sends(town.writes(*rows, ("1", "Hai", "Công an phường", "TT")))
        assert said.code == 0, said.err
        assert {record["title"]: record["unit"] for record in town.stated().values()} == {"Một": "ca-1", "Hai": "ca-2"}

    def test_a_section_within_another_is_below_it(self, town: Town) -> None:
        headings = ("STT", "Tên mô hình", "TT/CN")
        rows = [("A", "PHƯỜNG 1"), ("I", "Công an phường"), ("1", "Một", "TT"), ("B", "PHƯỜNG 2")]
        said = town.sends(town.writes(*rows, ("I", "Công an phường"), ("1", "Hai", "TT"), headings=headings))
        assert said.code == 0, said.err
        assert {record["title"]: record["unit"] for record in town.stated().values()} == {"Một": "ca-1", "Hai": "ca-2"}

    @pytest.mark.parametrize("heading", ["Xã, phường", "Địa phương", "Thuộc xã, phường", "Phường"])
    def test_a_column_decides_and_is_the_unit_where_the_other_is_empty(self, town: Town, heading: str) -> None:
        headings = ("STT", "Tên mô hình", heading, "Đơn vị", "TT/CN")
        rows = [("1", "Một", "Phường 1", "Công an phường", "TT"), ("2", "Hai", "P.2", "Công an phường", "TT")]
        more = [("3", "Ba", "Phường 2", "", "TT"), ("4", "Bốn", "", "UBND thị xã", "TT")]
        said = town.sends(town.writes(*rows, *more, headings=headings))
        assert said.code == 0, said.err
        units = {record["title"]: record["unit"] for record in town.stated().values()}
        assert units == {"Một": "ca-1", "Hai": "ca-2", "Ba": "phuong-2", "Bốn": "ubnd"}

    @pytest.mark.parametrize(
        "headings", [("Huyện", "Xã"), ("Quận/Huyện", "Xã/Phường"), ("Tên huyện", "Tên xã"), ("Huyện", "Tên đơn vị")]
    )
    def test_columns_of_places_may_leave_their_kind_to_the_heading(self, town: Town, headings: tuple[str, str]) -> None:
        districts = [f"- {{id: {place}, name: Huyện {name}, level: huyen}}\n" for place, name in _DISTRICTS.items()]
        communes = [f"- {{id: {place}-x, name: Xã Tân Thành, level: xa, parent: {place}}}\n" for place in _DISTRICTS]
        town.clerk.write("units.yaml", "".join((UNITS, *districts, *communes)))
        rows = [("1", "Một", "Lai Vung", "Tân Thành", "TT"), ("2", "Hai", "Hồng Ngự", "X. Tân Thành", "TT")]
        said = town.sends(town.writes(*rows, headings=("STT", "Tên mô hình", *headings, "TT/CN")))
        assert said.code == 0, said.err
        units = {record["title"]: record["unit"] for record in town.stated().values()}
        assert units == {"Một": "lai-vung-x", "Hai": "hong-ngu-x"}

    def test_a_column_headed_by_a_kind_of_place_that_names_none_is_no_place(self, town: Town) -> None:
        headings = ("STT", "Tên mô hình", "Đơn vị", "TT/CN", "Xã")
        said = town.sends(town.writes(("1", "Một", "Phường 1", "TT", "Tốt"), headings=headings))
        assert (said.code, [record["unit"] for record in town.stated().values()]) == (0, ["phuong-1"]), said.err

    def test_a_line_above_the_headings_decides(self, town: Town) -> None:
        file = town.folder / "ds.csv"
        text = "Đơn vị: Phường 2\nSTT,Tên mô hình,Đơn vị,TT/CN\n1,Một,Công an phường,TT\n"
        file.write_text(text, encoding="utf-8")
        assert town.sends(file).code == 0
        assert [record["unit"] for record in town.stated().values()] == ["ca-2"]

    def test_an_unknown_place_is_one_fault_and_its_units_are_no_others(self, town: Town) -> None:
        rows = [("I", "PHƯỜNG 9"), ("1", "Một", "Hội Nông dân", "TT"), ("2", "Hai", "Công an phường", "TT")]
        said = town.sends(town.writes(*rows))
        assert said.code == 1
        assert [line for line in said.err.splitlines() if line.startswith("ds.csv: ")] == [
            line for line in said.err.splitlines() if "B2" in line or "rows" in line
        ]

    def test_whoever_carries_a_model_out_may_be_a_unit_in_its_place(self, town: Town) -> None:
        headings = ("STT", "Tên mô hình", "Tập thể, cá nhân")
        rows = [("1", "Một", "Công an phường, Phường 2"), ("2", "Hai", "Nguyễn Thị Hoa - Phường 1")]
        said = town.sends(town.writes(*rows, headings=headings))
        assert said.code == 0, said.err
        records = {record["title"]: record for record in town.stated().values()}
        assert (records["Một"]["unit"], records["Một"]["kind"]) == ("ca-2", "tap-the")
        assert (records["Hai"]["unit"], records["Hai"]["person"]) == ("phuong-1", "Nguyễn Thị Hoa")

    def test_whoever_carries_a_model_out_lies_in_the_unit_of_the_row(self, town: Town) -> None:
        headings = ("STT", "Tên mô hình", "Tập thể, cá nhân", "Xã, phường")
        rows = [("1", "Một", "Công an phường", "Phường 2"), ("2", "Hai", "Bà Nguyễn Thị Hoa", "Phường 1")]
        said = town.sends(town.writes(*rows, headings=headings))
        assert said.code == 0, said.err
        records = {record["title"]: record for record in town.stated().values()}
        assert (records["Một"]["unit"], records["Hai"]["unit"]) == ("ca-2", "phuong-1")

    def test_units_of_one_name_in_sections_of_a_list_of_units_are_two(self, town: Town) -> None:
        rows = [("I", "Phường 1"), ("1", "Khóm 1", "Cấp cơ sở"), ("II", "Phường 2"), ("1", "Khóm 1", "Cấp cơ sở")]
        file = town.writes(*rows, headings=("STT", "Tên đơn vị", "Cấp"))
        said = town.sends(file, "--kind", "units")
        assert said.code == 0, said.err
        assert {unit["parent"] for unit in town.units().values() if unit["name"] == "Khóm 1"} == {
            "phuong-1",
            "phuong-2",
        }
        assert "unchanged: 2" in town.sends(file, "--kind", "units").err


class TestNewUnits:
    def test_lie_where_the_list_is_from(self, town: Town) -> None:
        ward = {"Hội Phụ nữ": ("co-so", "phuong-1"), "Khóm 3": ("co-so", "phuong-1"), "Đảng ủy": ("xa", "phuong-1")}
        assert town.added(*ward, "Công an phường", typed=("--unit", "Phường 1")) == ward
        assert {parent for _, parent in town.added(*ward, typed=("--unit", "Xã Tân Lập")).values()} == {"tan-lap"}
        assert town.units()["hoi-phu-nu-tan-lap"]["name"] == "Hội Phụ nữ"

    def test_are_there_when_the_list_comes_again(self, town: Town) -> None:
        typed = ("--unit", "Phường 1", "--add-units")
        file = town.writes(("1", "Một", "Hội Phụ nữ", "TT"), ("2", "Hai", "UBND phường 2", "TT"))
        assert town.sends(file, *typed).code == 0
        units = town.units()
        assert "unchanged: 2;" in town.sends(file, *typed).err
        assert town.units() == units

    def test_lie_in_the_places_of_sections_known_or_not(self, town: Town) -> None:
        rows = [
            ("I", "PHƯỜNG 1"),
            ("1", "Một", "Hội Phụ nữ", "TT"),
            ("II", "Phường 9"),
            ("1", "Hai", "Hội Phụ nữ", "TT"),
        ]
        said = town.sends(town.writes(*rows), "--add-units")
        assert said.code == 0, said.err
        assert "New unit: Hội Phụ nữ (hoi-phu-nu), Grass roots, Phường 1" in said.err
        new = {name: unit["parent"] for name, unit in town.units().items() if name not in UNITS}
        assert new == {"phuong-9": "binh-an", "hoi-phu-nu": "phuong-1", "hoi-phu-nu-phuong-9": "phuong-9"}

    @pytest.mark.parametrize(
        ("name", "level", "parent"),
        [
            ("UBND phường 2", "xa", "phuong-2"),
            ("Đảng ủy xã Tân Lập", "xa", "tan-lap"),
            ("Công an xã Tân Lập", "co-so", "tan-lap"),
            ("Hội Cựu chiến binh, Phường 2", "co-so", "phuong-2"),
            ("Phường 9", "xa", "binh-an"),
            ("Thị trấn Mới", "xa", "binh-an"),
            ("Khu phố 3", "co-so", "binh-an"),
            ("Công an thị xã", "co-so", "binh-an"),
            ("Hợp tác xã", "co-so", "binh-an"),
            ("Ban Dân vận Thị ủy", "co-so", "binh-an"),
        ],
    )
    def test_are_of_the_level_and_in_the_place_that_their_names_say(
        self, town: Town, name: str, level: str, parent: str
    ) -> None:
        assert town.added(name) == {name.partition(",")[0]: (level, parent)}

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("Tỉnh Quảng Bình", "cannot lie in Thị xã Bình An"),
            ("Huyện Lệ Thủy", "cannot lie in Thị xã Bình An"),
            ("Quận Ninh Kiều", "cannot lie in Thị xã Bình An"),
            ("Công an xã", "--unit"),
            ("UBND xã", "--unit"),
            ("Công an tỉnh", "--unit"),
            ("Ban Dân vận Tỉnh ủy", "--unit"),
            ("Tỉnh uỷ", "--unit"),
            ("Sở Y tế", "--unit"),
            ("Công an xã Đại Thành", "“xã Đại Thành”"),
            ("Đại Thành", "level"),
        ],
    )
    def test_of_which_nobody_can_tell_are_asked_for_in_one_message(self, town: Town, name: str, said: str) -> None:
        err = town.refuses(name, "--add-units")
        assert [line for line in err.splitlines() if "C2" in line and said in line], err
        assert err.count("C2") == 1
        assert "--add-units" not in err

    def test_a_hamlet_is_one_with_and_without_a_comma_before_its_commune(self, town: Town) -> None:
        new = town.added("Ấp 2 xã Tân Lập", "Ấp 2, xã Tân Lập", "ấp 2 xã Tân Lập")
        assert new == {"Ấp 2": ("co-so", "tan-lap")}

    def test_lie_elsewhere_as_was_said(self, town: Town) -> None:
        tree = "- {id: mien-dong, name: Tỉnh Miền Đông, level: tinh}\n"
        town.clerk.write("units.yaml", UNITS + tree)
        new = town.added("Huyện Lệ Thủy", "Phường 9", "Sở Y tế", typed=("--parent", "Tỉnh Miền Đông"))
        assert new == {
            "Huyện Lệ Thủy": ("huyen", "mien-dong"),
            "Phường 9": ("xa", "binh-an"),
            "Sở Y tế": ("co-so", "mien-dong"),
        }

    def test_a_special_zone_is_of_the_communes_level_and_doubted_where_the_country_has_it_elsewhere(
        self, town: Town
    ) -> None:
        said = town.sends(town.writes(("1", "Một", "Đặc khu Phú Quốc", "TT")), "--add-units")
        assert (said.code, "Tỉnh An Giang" in said.err, town.stated()) == (1, True, {}), said.err
        assert town.added("Đặc khu Phú Quốc", typed=("--anyway",)) == {"Đặc khu Phú Quốc": ("xa", "binh-an")}

    def test_a_commune_that_the_country_has_in_a_district_of_the_province_is_loaded(self, town: Town) -> None:
        town.clerk.write("danvan.yaml", OFFICE.replace("binh-an", "dong-thap"))
        town.clerk.write("units.yaml", "- {id: dong-thap, name: Tỉnh Đồng Tháp, level: tinh}\n")
        said = town.sends(town.writes(("1", "Một", "Xã Tân Dương", "TT")), "--year", "2023", "--add-units")
        assert said.code == 1
        assert 'danvan unit load --for "Xã Tân Dương, Huyện Lai Vung, Tỉnh Đồng Tháp"' in said.err


_NAMES = ("Công an", "Khóm 1", "Hội Phụ nữ", "Xã Tân Lập")


@given(
    st.lists(st.tuples(st.sampled_from(_NAMES), st.sampled_from(("t", "a", "b"))), max_size=6),
    st.sampled_from((*_NAMES, "Tân Lập", "Công", "Khóm 1, Phường B")),
    st.sampled_from((ListHome(), ListHome("t"), ListHome("a", is_told=True), ListHome("b", is_told=True))),
)
def test_what_a_list_means_is_called_so_as_a_whole_and_lies_in_its_own_commune_if_any_does(
    named: list[tuple[str, str]], typed: str, home: ListHome
) -> None:
    places = [("t", "Thị xã T", "huyen", None), ("a", "Phường A", "xa", "t"), ("b", "Phường B", "xa", "t")]
    communes = [Unit(unit, name, level, parent, (), None, None, unit) for unit, name, level, parent in places]
    below = [Unit(f"u{at}", name, "co-so", within, (), None, None, "") for at, (name, within) in enumerate(named)]
    units = {unit.id: unit for unit in (*communes, *below)}
    scope = UnitScope(units, UnitNames(units), home, lambda unit: unit in ("a", "b"))
    try:
        meant = units[scope.pick(typed, days_of_years(2024))]
    except RequestError:
        return
    assert typed in (meant.name, meant.name.removeprefix("Xã "), f"{meant.name}, {units[meant.parent or 't'].name}")
    alike = [unit for unit in below if unit.name == meant.name and "," not in typed]
    if home.is_told and any(unit.parent == home.unit for unit in alike):
        assert meant.parent == home.unit
    if home.is_told and "," not in typed:
        assert meant.parent in (home.unit, "t", None)
