"""Units out of the country's directory: completed where they are there, added where not, and never anything else."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.directory import directory
from danvan_cli.domain.lists import built_in
from danvan_cli.domain.reading import read_units
from danvan_cli.domain.writing import units_bytes
from danvan_cli.recording.known_units import KnownUnits
from danvan_cli.recording.loading import Loading, LoadRequest, wanted
from tests.helpers.data_folder import DataFolder, from_yaml
from tests.helpers.laws import cases, cases_of

COUNTRY = directory()
OFFICE = "format: 1\noffice: Ban Tuyên giáo và Dân vận\nunit: ct\n"
CAN_THO = "- {id: ct, name: Thành phố Cần Thơ, level: tinh}\n"
Unit = dict[str, Any]
_TEXTS = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


@pytest.fixture
def office(data: DataFolder) -> DataFolder:
    data.write("danvan.yaml", OFFICE)
    data.write("units.yaml", CAN_THO)
    return data


def _units(folder: DataFolder) -> dict[str, Unit]:
    units = {unit["id"]: unit for unit in from_yaml((folder.root / "units.yaml").read_bytes())}
    codes = [unit["code"] for unit in units.values() if "code" in unit]
    assert len(codes) == len(set(codes))
    return units


def _as_texts(folder: DataFolder) -> dict[str, Unit]:
    """Return the units with nothing made of how scalars look."""
    units = yaml.load((folder.root / "units.yaml").read_bytes(), _TEXTS)  # noqa: S506 - texts only
    return {unit["id"]: unit for unit in units}


def _load(folder: DataFolder, *typed: str, code: int = 0) -> dict[str, Unit]:
    said = folder.ask("unit", "load", *typed, "--yes")
    assert said.code == code, said.err
    return _units(folder)


def _sound(folder: DataFolder) -> None:
    problems = folder.json("check")["problems"]
    assert problems == []


def test_the_communes_of_a_province_come_with_their_codes(office: DataFolder) -> None:
    units = _load(office, "can tho")
    assert len(units) == 104
    assert units["ct"] == {"id": "ct", "name": "Thành phố Cần Thơ", "level": "tinh", "code": "92"}
    assert str(units["phuong-nga-bay"].pop("from")) == "2025-07-01"
    known = {"id": "phuong-nga-bay", "name": "Phường Ngã Bảy", "level": "xa", "parent": "ct", "code": "31340"}
    assert units["phuong-nga-bay"] == known
    _sound(office)


def test_a_province_that_is_absent_comes_too_and_names_that_repeat_get_their_parents(office: DataFolder) -> None:
    units = _load(office, "Đồng Tháp", "Tây Ninh")
    assert units["tinh-dong-thap"]["name"] == "Tỉnh Đồng Tháp"
    of_the_name = {unit["parent"]: name for name, unit in units.items() if unit["name"] == "Xã Tân Thành"}
    assert of_the_name == {"tinh-tay-ninh": "xa-tan-thanh", "tinh-dong-thap": "xa-tan-thanh-tinh-dong-thap"}
    _sound(office)


def test_with_those_that_ended_come_their_districts_and_what_became_of_them(office: DataFolder) -> None:
    units = _load(office, "Cần Thơ", "--ended")
    old = units["phuong-nga-bay-thanh-pho-nga-bay"]
    assert (str(old["until"]), old["successors"], "code" in old) == ("2025-06-30", ["phuong-nga-bay"], False)
    assert units["thanh-pho-nga-bay"]["parent"] == "tinh-hau-giang"
    assert units["tinh-hau-giang"]["successors"] == ["ct"]
    assert units["quan-ninh-kieu"]["parent"] == "ct"
    _sound(office)


def test_loading_twice_changes_nothing(office: DataFolder) -> None:
    _load(office, "Cần Thơ", "--ended")
    before = office.state()
    said = office.ask("unit", "load", "Cần Thơ", "--ended", "--yes")
    assert said.code == 0
    assert {**office.state(), ".danvan.lock": None} == {**before, ".danvan.lock": None}


def test_a_province_is_all_of_its_communes_one_by_one(office: DataFolder) -> None:
    names = [COUNTRY.full_name(unit.code) for unit in COUNTRY.below("96") if not unit.until]
    one_by_one = _load(office, *(part for name in names for part in ("--for", name)))
    office.write("units.yaml", CAN_THO)
    assert _load(office, "Cà Mau") == one_by_one


def test_one_unit_comes_with_what_it_lies_in_and_what_it_came_from(office: DataFolder) -> None:
    assert [*_load(office, "--for", "Xã Tân Thành, Tỉnh Đồng Tháp")] == ["ct", "tinh-dong-thap", "xa-tan-thanh"]
    units = _load(office, "--for", "Phường Ngã Bảy", "--ended")
    origins = [unit["name"] for unit in units.values() if unit.get("successors") == ["phuong-nga-bay"]]
    assert origins == [unit.name for unit in COUNTRY.origins("31340")]
    _sound(office)


def test_a_unit_that_ended_brings_what_it_became(office: DataFolder) -> None:
    units = _load(office, "--for", "Xã Tân Thành, Thành phố Ngã Bảy")
    (old,) = [unit for unit in units.values() if unit["name"] == "Xã Tân Thành"]
    assert [*units][:3] == ["ct", old["successors"][0], "tinh-hau-giang"]
    _sound(office)


def test_what_was_made_by_hand_is_completed_and_keeps_all_it_states(office: DataFolder) -> None:
    office.write(
        "units.yaml",
        """\
- {id: tw, name: Trung ương, level: trung-uong}
- {id: kh, name: Khánh Hòa, level: tinh, parent: tw}   # không có chữ Tỉnh
- {id: bac, name: P. Bắc Nha Trang, level: xa, parent: kh, from: 2025-07}
- id: nam
  name: Nam Nha Trang
  level: xa
  parent: kh
  aliases: [NNT]   # viết tắt
- {id: dao, name: Đảo, level: xa, parent: kh, aliases: [đặc khu Trường Sa]}
- {id: ninh-hoa, name: PHƯỜNG NINH HÒA, level: xa}
- {id: to, name: Cam Ranh, level: co-so, parent: kh}
""",
    )
    units = _load(office, "khánh hòa")
    assert len(units) == 2 + 65 + 1
    assert (units["kh"]["name"], units["kh"]["parent"], units["kh"]["code"]) == ("Khánh Hòa", "tw", "56")
    assert units["kh"]["aliases"] == ["Tỉnh Khánh Hoà"]
    assert (units["bac"]["name"], str(units["bac"]["from"])) == ("P. Bắc Nha Trang", "2025-07")
    assert units["nam"]["aliases"] == ["NNT", "Phường Nam Nha Trang"]
    assert units["dao"]["code"] == "22736"
    assert units["ninh-hoa"] == {**units["ninh-hoa"], "name": "PHƯỜNG NINH HÒA", "parent": "kh"}
    assert units["to"] == {"id": "to", "name": "Cam Ranh", "level": "co-so", "parent": "kh"}
    assert "phuong-cam-ranh" in units
    text = (office.root / "units.yaml").read_text("utf-8")
    assert "# không có chữ Tỉnh" in text
    assert "# viết tắt" in text
    assert _load(office, "khánh hòa") == units


def test_a_unit_of_the_old_district_is_that_of_its_day(office: DataFolder) -> None:
    office.write(
        "units.yaml",
        CAN_THO
        + "- {id: hg, name: Hậu Giang, level: tinh}\n- {id: nb, name: Thành phố Ngã Bảy, level: huyen, parent: hg}\n"
        "- {id: p, name: Ngã Bảy, level: xa, parent: nb}\n",
    )
    units = _load(office, "Cần Thơ")
    assert (units["phuong-nga-bay"]["parent"], units["p"]) == (
        *("ct", {"id": "p", "name": "Ngã Bảy", "level": "xa", "parent": "nb"}),
    )
    units = _load(office, "Cần Thơ", "--ended")
    assert (str(units["p"]["until"]), units["p"]["successors"]) == ("2025-06-30", ["phuong-nga-bay"])
    assert units["nb"]["parent"] == "hg"


def test_nobody_guesses_which_of_several_a_unit_without_a_place_is(office: DataFolder) -> None:
    office.write("units.yaml", CAN_THO + "- {id: tt, name: Xã Tân Thành, level: xa}\n")
    said = office.ask("unit", "load", "Đồng Tháp", "--yes")
    assert (said.code, "danvan unit correct tt --code 29938" in said.err) == (1, True)
    assert [unit["id"] for unit in _units(office).values() if unit["name"] == "Xã Tân Thành"] == ["tt"]
    assert office.ask("unit", "correct", "tt", "--code", "29938", "--yes").code == 0
    assert _load(office, "Đồng Tháp")["tt"]["parent"] == "tinh-dong-thap"


def test_a_town_and_a_commune_of_one_name_are_told_apart_by_their_kind_alone(office: DataFolder) -> None:
    office.write(
        "units.yaml",
        CAN_THO
        + "- {id: dt, name: Tỉnh Đồng Tháp, level: tinh}\n- {id: cl, name: Huyện Cao Lãnh, level: huyen, parent: dt}\n"
        "- {id: mt, name: Mỹ Thọ, level: xa, parent: cl}\n",
    )
    typed = ("--for", "Thị trấn Mỹ Thọ, Cao Lãnh", "--for", "Xã Mỹ Thọ, Huyện Cao Lãnh")
    units = _load(office, *typed, code=1)
    assert "until" not in units["mt"]
    assert office.ask("unit", "correct", "mt", "--name", "TT. Mỹ Thọ", "--yes").code == 0
    units = _load(office, *typed)
    assert (units["mt"]["aliases"], str(units["mt"]["until"])) == (["Thị trấn Mỹ Thọ"], "2025-06-30")
    assert [unit["name"] for unit in units.values() if unit.get("parent") == "cl"] == ["TT. Mỹ Thọ", "Xã Mỹ Thọ"]


def test_what_lies_in_an_old_district_is_no_unit_of_today_though_the_province_is(office: DataFolder) -> None:
    office.write(
        "units.yaml",
        CAN_THO + "- {id: nk, name: Quận Ninh Kiều, level: huyen, parent: ct}\n"
        "- {id: ab, name: Phường An Bình, level: xa, parent: nk}\n- {id: k, name: Khối phường, level: xa, parent: ct}\n"
        "- {id: ck, name: Cái Khế, level: xa, parent: k}\n",
    )
    units = _load(office, "Cần Thơ")
    assert units["ab"] == {"id": "ab", "name": "Phường An Bình", "level": "xa", "parent": "nk"}
    assert units["phuong-an-binh"]["parent"] == "ct"
    assert (units["ck"]["code"], units["ck"]["parent"]) == ("31120", "k")
    assert str(_load(office, "Cần Thơ", "--ended")["ab"]["until"]) == "2025-06-30"


@pytest.mark.parametrize(("code", "left"), [("000", 0), ("31120", 1)])
def test_a_code_that_is_there_stays_and_one_of_another_unit_is_a_doubt(
    code: str, left: int, office: DataFolder
) -> None:
    office.write("units.yaml", CAN_THO + f'- {{id: x, name: Phường Ngã Bảy, level: xa, parent: ct, code: "{code}"}}\n')
    units = _load(office, "--for", "Phường Ngã Bảy, Cần Thơ", code=left)
    assert ([*units], units["x"]["code"], "from" in units["x"]) == (["ct", "x"], code, not left)


@pytest.mark.parametrize(
    ("levels", "of_the_city", "of_a_district"),
    [
        (["tinh", "huyen", "xa"], "tinh", "huyen"),
        (["cap-tinh=Cấp tỉnh", "thanh-pho=Cấp thành phố", "huyen", "xa"], "cap-tinh", "huyen"),
        (["tinh", "thanh-pho=Cấp thành phố", "xa"], "tinh", "thanh-pho"),
        (["thanh-pho=Thành phố", "huyen=Quận, huyện", "xa=Phường, xã"], "thanh-pho", "huyen"),
    ],
)
def test_levels_are_the_offices_own(
    levels: list[str], of_the_city: str, of_a_district: str, office: DataFolder
) -> None:
    stated = [entry.partition("=") for entry in levels]
    entries = "".join(f"\n    - {{id: {name}, label: '{label or name}'}}" for name, _, label in stated)
    office.write("danvan.yaml", f"{OFFICE.replace('unit: ct', 'unit: xy')}vocabulary:\n  level:{entries}\n")
    office.write("units.yaml", "- {id: xy, name: Xã Y, level: xa}\n")
    district = "Quận Ninh Kiều" if of_the_city == "thanh-pho" else "Thành phố Ngã Bảy"
    units = _load(office, "--for", district, "--for", "Phường Ngã Bảy")
    assert units["thanh-pho-can-tho"]["level"] == of_the_city
    assert [unit["level"] for unit in units.values() if unit["name"] == district] == [of_a_district]
    assert units["phuong-nga-bay"]["level"] == "xa"


def test_what_lies_in_a_unit_that_is_left_out_is_left_out_too(office: DataFolder) -> None:
    office.write("units.yaml", CAN_THO + '- {id: cm, name: Tỉnh Cà Mau, level: tinh, code: "91"}\n')
    said = office.ask("unit", "load", "Cà Mau", "--yes")
    assert (said.code, "Left out, since what they lie in is: 64." in said.err) == (1, True)
    assert [*_units(office)] == ["ct", "cm"]


def test_of_many_that_are_completed_the_first_are_shown(office: DataFolder) -> None:
    communes = [unit for unit in COUNTRY.below("96") if not unit.until]
    made = "".join(f"- {{id: u{unit.code}, name: {unit.name}, level: xa, parent: cm}}\n" for unit in communes)
    office.write("units.yaml", f"{CAN_THO}- {{id: cm, name: Tỉnh Cà Mau, level: tinh}}\n{made}")
    said = office.ask("unit", "load", "Cà Mau", "--yes")
    assert (said.code, "… and 53 more are completed" in said.err) == (0, True)
    assert {unit["code"] for unit in _units(office).values() if unit["id"][0] == "u"} == {
        unit.code for unit in communes
    }


def test_without_a_terminal_a_province_has_to_be_named(office: DataFolder) -> None:
    said = office.ask("unit", "load")
    assert (said.code, "PROVINCE..." in said.err) == (2, True)


def test_a_province_alone_comes_without_its_communes(office: DataFolder) -> None:
    assert [*_load(office, "--for", "Tỉnh Đồng Tháp", "--ended")] == ["ct", "tinh-dong-thap", "tinh-tien-giang"]


def test_a_dry_run_shows_what_would_come_and_writes_nothing(office: DataFolder) -> None:
    before = office.state()
    said = office.ask("unit", "load", "Cần Thơ", "--ended", "--dry-run", "--lang", "en")
    assert (said.code, office.state()) == (0, before)
    assert "units.yaml: 396 new, 1 completed, 0 there already" in said.err
    assert "New in Tỉnh Hậu Giang, Commune until 2025-06-30: 75 (Phường Ngã Bảy," in said.err


_NAMES = ["Phường Ngã Bảy", "Ngã Bảy", "P. Ngã Bảy", "phường Ngã Bẩy", "Phường Đại Thành", "xã tân hoà", "Tân Hòa"]
_HAND_MADE = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(_NAMES), "level": st.sampled_from(["xa", "huyen", "co-so"])},
        optional={
            "parent": st.sampled_from(["ct", "nhom"]),
            "code": st.sampled_from(["31340", "1"]),
            "from": st.sampled_from(["2025-07-01", "2025", "2010"]),
            "until": st.sampled_from(["2025-06-30", "2030"]),
            "aliases": st.lists(st.sampled_from(_NAMES), max_size=1),
            "successors": st.just(["ct"]),
        },
    ),
    max_size=4,
    unique_by=lambda unit: unit.get("code", id(unit)),
)


@cases(6)
@given(_HAND_MADE)
def test_nothing_that_is_stated_is_overwritten_and_the_second_time_nothing_is_new(
    office: DataFolder, hand_made: list[Unit]
) -> None:
    named = [{"id": f"u{number}", **unit} for number, unit in enumerate(hand_made)]
    group = {"id": "nhom", "name": "Khối phường", "level": "xa", "parent": "ct"}
    before = {unit["id"]: unit for unit in [{"id": "ct", "name": "Thành phố Cần Thơ", "level": "tinh"}, group, *named]}
    office.write("units.yaml", "".join(f"- {unit}\n" for unit in before.values()))
    typed = ("--for", "Phường Ngã Bảy, Cần Thơ", "--for", "Xã Tân Hoà, Cần Thơ", "--ended", "--yes")
    office.ask("unit", "load", *typed)
    after = _as_texts(office)
    for name, unit in before.items():
        kept = {key: value for key, value in after[name].items() if key in unit}
        assert {**kept, "aliases": kept.get("aliases", [])[: len(unit.get("aliases", []))]} == {"aliases": [], **unit}
    codes = [unit["code"] for unit in after.values() if "code" in unit]
    assert len(codes) == len(set(codes))
    office.ask("unit", "load", *typed)
    assert _as_texts(office) == after


def _units_of(provinces: list[str]) -> list[Unit]:
    loading = Loading(KnownUnits([], list(built_in()["level"])))
    for unit in wanted(LoadRequest(provinces, ended=True)):
        loading.take(unit)
    return [entry for _, entry in loading.new]


def test_the_whole_country_fits_into_a_folder() -> None:
    units = _units_of([unit.name for unit in COUNTRY.provinces()])
    assert len({unit["id"] for unit in units}) == len(units) == len(COUNTRY.units)
    reading = read_units("units.yaml", units_bytes(units))
    assert (reading.sound, len(reading.entries)) == (True, len(units))


@pytest.mark.law
def test_provinces_as_they_come_are_sound(office: DataFolder) -> None:
    """Of all provinces it is so: `make laws` takes them all."""
    provinces = [unit.name for unit in COUNTRY.provinces()][: cases_of(4)]
    office.write("danvan.yaml", OFFICE.replace("unit: ct", f"unit: {_units_of(provinces[:1])[0]['id']}"))
    office.write("units.yaml", units_bytes(_units_of(provinces)))
    _sound(office)
    assert office.json("tally", "registered", "--year", "2020", "--by", "unit")["rows"] == []


def test_a_unit_that_was_misspelt_is_pointed_at_and_stays(office: DataFolder) -> None:
    office.write("units.yaml", f"{CAN_THO}- {{id: xa-q, name: Phường Ninh Kiếu, level: xa, parent: ct}}\n")
    said = office.ask("unit", "load", "Cần Thơ", "--dry-run")
    (line,) = [line for line in said.err.splitlines() if "nearly the name" in line]
    assert "“Phường Ninh Kiều” is new" in line
    assert "(xa-q)" in line
