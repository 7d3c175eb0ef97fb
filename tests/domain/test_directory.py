"""The country's directory: what it has, and which of its units are called what."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from danvan_cli.cli import completing
from danvan_cli.domain.directory import DIRECTORY_FILE, directory
from danvan_cli.domain.unit_kinds import but_for_kind, kind_word, spelt_out

COUNTRY = directory()
_MOST_BYTES = 300_000
_HEADER = "code,name,level,parent,since,until,successors\n"


def _names(typed: str, year: int | None = None) -> list[str]:
    return [COUNTRY.full_name(unit.code) for unit in COUNTRY.find(typed, year)]


def test_it_has_the_units_in_force_and_those_that_ended() -> None:
    in_force = [unit for unit in COUNTRY.units.values() if not unit.until]
    assert len(COUNTRY.provinces()) == 34
    assert (len(in_force), len(COUNTRY.units)) == (34 + 3321, 14119)
    assert {unit.official_code is not None for unit in in_force} == {True}
    assert {unit.official_code for unit in COUNTRY.units.values() if unit.until} == {None}
    assert DIRECTORY_FILE.stat().st_size < _MOST_BYTES


def test_each_lies_in_one_that_comes_before_it_and_leads_to_one_in_force() -> None:
    seen = {""}
    for unit in COUNTRY.units.values():
        assert unit.parent in seen
        assert not unit.successor or not COUNTRY.units[unit.successor].until
        seen.add(unit.code)


def test_a_name_in_full_means_one_unit() -> None:
    codes = list(COUNTRY.units)[::307]
    assert [[unit.code for unit in COUNTRY.find(COUNTRY.full_name(code))] for code in codes] == [
        [code] for code in codes
    ]


@pytest.mark.parametrize(
    ("typed", "year", "meant"),
    [
        ("phường ngã bảy", None, ["Phường Ngã Bảy, Thành phố Cần Thơ"]),
        ("P. Ngã Bảy", 2020, ["Phường Ngã Bảy, Thành phố Ngã Bảy, Tỉnh Hậu Giang"]),
        (
            "nga bay, hau giang",
            None,
            ["Thành phố Ngã Bảy, Tỉnh Hậu Giang", "Phường Ngã Bảy, Thành phố Ngã Bảy, Tỉnh Hậu Giang"],
        ),
        ("TP.Cần Thơ", None, ["Thành phố Cần Thơ"]),
        ("Tân Thành, Đồng Tháp", None, ["Xã Tân Thành, Tỉnh Đồng Tháp"]),
        ("Xã Tân Thành · Tỉnh Đồng Tháp", None, ["Xã Tân Thành, Tỉnh Đồng Tháp"]),
        ("29938", None, ["Xã Tân Thành, Tỉnh Đồng Tháp"]),
        ("Tỉnh Khánh Hòa", None, ["Tỉnh Khánh Hoà"]),
        ("Xã Sùng Máng", None, []),
        ("1", None, []),
        ("", None, []),
        (", ,", None, []),
        ("Xã", None, []),
    ],
)
def test_a_name_is_found_as_people_write_it(typed: str, year: int | None, meant: list[str]) -> None:
    assert sorted(_names(typed, year)) == sorted(meant)


def test_a_name_that_repeats_is_never_chosen_from() -> None:
    assert len(_names("Xã Tân Thành")) == 7
    assert len(_names("Xã Tân Thành", 2020)) == 27


def test_the_kinds_words_are_told_from_the_name() -> None:
    assert {kind_word(unit.name) for unit in COUNTRY.units.values()} == {
        *("tỉnh", "thành phố", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "đặc khu", "")
    }
    assert [but_for_kind(name) for name in ("Phường 1", "Thị xã Ngã Năm", "Xã Xã", "Huyện")] == [
        *("Phường 1", "Ngã Năm", "Xã", "Huyện")
    ]
    assert [spelt_out(name) for name in ("TT. Một Ngàn", "X.Tân Lập", "Tân Lập", "Pháp")] == [
        *("Thị trấn Một Ngàn", "Xã Tân Lập", "Tân Lập", "Pháp")
    ]


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("directory_tool", Path(__file__).parents[2] / "tools/directory.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tool_puts_units_in_order_and_joins_a_province_that_goes_on(tmp_path: Path) -> None:
    tool = _tool()
    source = tmp_path / "units.csv"
    source.write_text(
        _HEADER
        + "x1,Thị Trấn  B,xa,h1,,2025-06-30,00001\nh1,Huyện A,huyen,t1,,2025-06-30,\nt1,Tỉnh Hoà,tinh,,,2025-06-30,01\n"
        "00001,Xã B,xa,01,2025-07-01,,\n01,Tỉnh Hòa,tinh,,,,\n",
        "utf-8",
    )
    rows = list(tool.in_order(tool.joined(tool.read(source))))
    assert [(row["code"], row["name"], row["parent"]) for row in rows] == [
        ("01", "Tỉnh Hòa", ""),
        ("00001", "Xã B", "01"),
        ("h1", "Huyện A", "01"),
        ("x1", "Thị trấn B", "h1"),
    ]
    assert tool.compressed(rows) == tool.compressed(rows)


def test_the_file_is_as_the_tool_writes_it() -> None:
    tool = _tool()
    rows = [dict(zip(tool.COLUMNS, unit, strict=True)) for unit in COUNTRY.units.values()]
    assert list(tool.in_order({row["code"]: row for row in rows})) == rows


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("can", ["can-tho"]), ("Cà", ["ca-mau"]), ("Thành phố H", ["ha-noi", "hai-phong"]), ("x", [])],
)
def test_the_tab_key_offers_provinces_as_they_can_be_typed(typed: str, offered: list[str]) -> None:
    names = [name for name, _ in completing.provinces(typed)]
    assert names[: len(offered)] == offered
    assert all(COUNTRY.provinces()[0].level == COUNTRY.find(name)[0].level for name in names)
    assert len(completing.provinces("")) == 34
