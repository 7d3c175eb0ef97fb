"""At a terminal an office is founded, and its units are added."""

import sys
from pathlib import Path

import pytest

from tests.cli.prompts.office_folder import at_terminal, ended, vi, write
from tests.helpers.data_folder import DataFolder
from tests.helpers.terminal import CTRL_C, ENTER, ESC

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

_WHAT_NOW = vi("What now?")
_NOTHING_CHANGED = vi("Stopped. Nothing was changed.")
_CHANGE = "2" + ENTER


def test_an_office_is_founded_by_what_is_answered(tmp_path: Path) -> None:
    with at_terminal(tmp_path, "init", "--data", "x") as clerk:
        clerk.expect_line("Tên cơ quan:")
        clerk.send("Ban Dân vận Thành ủy Ngã Bảy", ENTER)
        clerk.expect_line("Tỉnh, thành phố:")
        clerk.send(ENTER, "Ngã Bảy", ENTER)
        clerk.expect_line("Trong danh mục đơn vị cả nước:")
        clerk.send(ENTER)
        clerk.expect_line("Cấp của đơn vị đó:")
        clerk.send("huyen", ENTER, "Tỉnh Hậu Giang", ENTER, "tinh", ENTER, ENTER)
        clerk.expect_line("Các cấp của đơn vị và của việc đánh giá:")
        clerk.send("xa", ENTER, ENTER)
        clerk.expect_line(_WHAT_NOW)
        clerk.send(_CHANGE, "don vi cua co quan", ENTER)
        clerk.expect_line("Đơn vị của cơ quan: Ngã Bảy")
        clerk.send("\x01Thành phố ", ENTER)
        write(clerk)
        assert clerk.code() == 0
    assert (tmp_path / "x/.git").is_dir()
    made = (tmp_path / "x/danvan.yaml").read_text("utf-8").split("\n")
    assert made[:3] == ["format: 1", "office: Ban Dân vận Thành ủy Ngã Bảy", "unit: thanh-pho-nga-bay"]
    assert [line.split(",")[0] for line in made[5:-1]] == ["    - {id: tinh", "    - {id: huyen", "    - {id: xa"]
    assert "label: Cấp xã, label_en: Commune, aliases: [xã, phường, thị trấn, đặc khu]" in made[-2]
    assert made[-3].endswith("until: 2025}")


def test_an_office_of_a_commune_is_chosen_from_the_directory(tmp_path: Path) -> None:
    with at_terminal(tmp_path, "init", "--data", "x", "--office", "Ban Xây dựng Đảng") as clerk:
        clerk.expect_line("Tỉnh, thành phố:")
        clerk.send("dong thap", ENTER)
        clerk.expect_line("Đơn vị của cơ quan:")
        clerk.expect("› Tỉnh Đồng Tháp")
        clerk.send("tân thành", ENTER)
        clerk.expect_line("Các cấp của đơn vị và của việc đánh giá:")
        clerk.send(ENTER)
        clerk.expect_line(_WHAT_NOW)
        write(clerk)
        assert clerk.code() == 0
    assert (tmp_path / "x/units.yaml").read_text("utf-8").splitlines() == [
        '- {id: tinh-dong-thap, name: Tỉnh Đồng Tháp, level: tinh, code: "82"}',
        '- {id: xa-tan-thanh, name: Xã Tân Thành, level: xa, parent: tinh-dong-thap, code: "29938", from: 2025-07-01}',
    ]


def test_the_province_to_load_is_chosen(office: DataFolder) -> None:
    with at_terminal(office.root, "unit", "load") as clerk:
        clerk.expect_line("Tỉnh, thành phố:")
        clerk.send("ca mau", ENTER)
        clerk.expect("mới 65")
        clerk.send("1", ENTER)
        assert clerk.code() == 0
    assert "phuong-bac-lieu" in (office.root / "units.yaml").read_text("utf-8")


def test_a_unit_typed_is_offered_with_what_it_lies_in(tmp_path: Path) -> None:
    typed = ("init", "--data", "x", "--office", "A", "--unit", "Xã Đất Mũi")
    with at_terminal(tmp_path, *typed) as clerk:
        clerk.expect_line("Trong danh mục đơn vị cả nước:")
        clerk.expect("Xã Đất Mũi, Huyện Ngọc Hiển, Tỉnh Cà Mau")
        clerk.send("mũi, tỉnh", ENTER)
        clerk.expect_line("Các cấp của đơn vị và của việc đánh giá:")
        clerk.send(ENTER)
        clerk.expect_line(_WHAT_NOW)
        write(clerk)
        assert clerk.code() == 0
    lines = (tmp_path / "x/units.yaml").read_text("utf-8").splitlines()
    assert [line.partition(", level")[0] for line in lines] == [
        "- {id: tinh-ca-mau, name: Tỉnh Cà Mau",
        "- {id: xa-dat-mui, name: Xã Đất Mũi",
    ]


def test_leaving_init_makes_no_folder(tmp_path: Path) -> None:
    with at_terminal(tmp_path, "init", "--data", "x", "--office", "A", "--unit", "B", "--above", "C=tinh") as clerk:
        clerk.expect_line("Cấp của đơn vị đó:")
        clerk.send("huyen", ENTER)
        clerk.expect_line("Các cấp của đơn vị và của việc đánh giá:")
        clerk.send(CTRL_C)
        assert ended(clerk, 130) == _NOTHING_CHANGED
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("name", "level", "written"),
    [
        ("Xã Mới", "xa", "{id: xa-moi, name: Xã Mới, level: xa, parent: nga-bay}"),
        ("Tỉnh Mới", "tinh", "{id: tinh-moi, name: Tỉnh Mới, level: tinh}"),
    ],
)
def test_a_new_unit_is_proposed_to_lie_in_the_offices_own_where_it_can(
    name: str, level: str, written: str, office: DataFolder
) -> None:
    with at_terminal(office.root, "unit", "add", "--name", name) as clerk:
        clerk.expect_line("Cấp:")
        clerk.send(level, ENTER)
        clerk.expect_line("Đơn vị cấp trên:")
        clerk.send(ENTER)
        assert clerk.code() == 0
    assert written in (office.root / "units.yaml").read_text("utf-8").replace('"', "")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Xóm Yên Sơn", "level: co-so, parent: nga-bay}"),
        ("Phường Mới", "level: xa, parent: nga-bay}"),
        ("Hội Nông dân", "level: xa, parent: nga-bay}"),  # as the others there
    ],
)
def test_a_new_unit_is_where_it_likely_is_by_enter_alone(name: str, written: str, office: DataFolder) -> None:
    with at_terminal(office.root, "unit", "add") as clerk:
        clerk.expect_line("Tên:")
        clerk.send(name, ENTER)
        clerk.expect_line("Cấp:")
        clerk.send(ENTER)
        clerk.expect_line("Đơn vị cấp trên:")
        clerk.send(ENTER)
        assert clerk.code() == 0
    assert (office.root / "units.yaml").read_text("utf-8").splitlines()[-1].endswith(written)


def test_a_level_mistyped_is_gone_back_to_from_what_the_unit_lies_in(office: DataFolder) -> None:
    with at_terminal(office.root, "unit", "add", "--name", "Phường Mới") as clerk:
        clerk.expect_line("Cấp:")
        clerk.send("cơ sở", ENTER)
        clerk.expect_line("Đơn vị cấp trên:")
        clerk.send(ESC)
        clerk.expect_line("Cấp:")
        clerk.send("xã", ENTER)
        clerk.expect_line("Đơn vị cấp trên:")
        clerk.send(ENTER)
        assert clerk.code() == 0
    assert "level: xa, parent: nga-bay}" in (office.root / "units.yaml").read_text("utf-8").splitlines()[-1]
