"""Tables on a screen: units are not squeezed, what headings share stands once, no line ends with blanks."""

import pytest
from rich.cells import cell_len

from danvan_cli.view import screen
from danvan_cli.view.grid import Grid, LineBlocks
from tests.helpers.data_folder import DataFolder

_UNITS = ["Ấp Phước Lợi", "Trường THCS Long Hồ", "Hội Liên hiệp Phụ nữ xã Long Hồ"]
_RATED = ["Xếp loại · Tốt", "Xếp loại · Khá", "Xếp loại · Đạt", "Xếp loại · Không đạt"]
_ANNEX = ["Đơn vị", "Đăng ký", "Khảo sát", *_RATED, "Công nhận · Cấp xã", "Khen thưởng"]


def _lines(grid: Grid, columns: int) -> list[str]:
    console = screen.console(columns=columns)
    with console.capture() as captured:
        console.print(screen.render(grid, columns), crop=False)
    return captured.get().split("\n")[:-1]


def _annex(headers: list[str]) -> Grid:
    numbers = [str(place) for place in range(1, len(headers))]
    return Grid(
        "Biểu", headers, [[unit, *numbers] for unit in _UNITS], [False] + [True] * len(numbers), ["Tổng", *numbers]
    )


@pytest.mark.parametrize("columns", [50, 60, 80, 140])
def test_names_of_units_stay_in_one_line_and_shared_headings_stand_once(columns: int) -> None:
    lines = _lines(_annex(_ANNEX), columns)
    assert all(cell_len(line) <= columns for line in lines)
    assert all(line == line.rstrip() for line in lines)
    parts = sum("Tổng" in line for line in lines)
    assert (parts == 1) == (columns >= 80)
    assert sum("Ấp Phước Lợi" in line for line in lines) == parts
    assert sum("Trường THCS Long Hồ" in line for line in lines) == parts
    assert "\n".join(lines).count("Xếp loại") == 1
    if columns == 140:
        assert " ".join(lines[1].split()) == "─────── Xếp loại ─────── Công nhận"
        assert " ".join(lines[2].split()) == "Đơn vị Đăng ký Khảo sát Tốt Khá Đạt Không đạt Cấp xã Khen thưởng"


def test_what_has_no_room_stands_below_with_the_names_once_more() -> None:
    lines = _lines(_annex(["Đơn vị", *(f"Công nhận ở cấp thứ {place}" for place in range(15))]), 80)
    blank = lines.index("")
    assert sum("Trường THCS Long Hồ" in line for line in lines[:blank]) == 1
    assert sum("Trường THCS Long Hồ" in line for line in lines[blank:]) == 1
    assert [*lines[blank - 1].split()[1:], *lines[-1].split()[1:]] == [str(place) for place in range(1, 16)]


def test_ids_stand_in_all_rows_or_in_none() -> None:
    rows = [[str(place), f"Mô hình {place}", "Xã An Hòa " * 3, "x" * length] for place, length in enumerate((60, 20))]
    grid = Grid(
        "",
        ["STT", "Tên", "Đơn vị", "Bản ghi"],
        rows,
        [True, False, False, False],
        blocks=LineBlocks(0, 1, 3, "Mã: --dang x"),
    )
    shown = "\n".join(_lines(grid, 60))
    assert "xxx" not in shown
    assert shown.endswith(" Mã: --dang x")


def test_an_empty_list_has_no_headings_over_nothing(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = data.ask("list", "awards", "--year", "2020", "--format", "table", "--lang", "vi").out.splitlines()
    assert shown[0] == "Khen thưởng 2020"
    assert "STT" not in shown[1]


def test_ids_of_units_are_never_cut(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    name = "hoi-lien-hiep-phu-nu-viet-nam-xa-thanh-phuoc-dong-tinh-thanh-giang-nhiem-ky-moi"
    kept = (data.root / "units.yaml").read_text("utf-8")
    data.write("units.yaml", f"{kept}- {{id: {name}, name: Hội Liên hiệp Phụ nữ, level: xa, aliases: [HPN, Hội PN]}}\n")
    lines = data.ask("unit", "list", "--format", "table", "--lang", "vi").out.splitlines()
    assert any(line.endswith(name) for line in lines)


def test_what_was_asked_for_is_shown_below_a_long_title(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    title = "Tổ tự quản đường biên, cột mốc gắn với xây dựng nếp sống văn minh ở mười tám thôn giáp biên"
    data.model("2020/2020-dai", unit="an-hoa", title=title, field="van-hoa-xa-hoi")
    data.evaluation("2020/2020-dai.xa", rating="tot", recognized=True, outstanding=True, decision="1210-QĐ/HU")
    typed = ("list", "recognized", "--year", "2020", "--format", "table", "--lang", "vi")
    shown = data.ask(*typed, "--show", "title,unit,field,score,rating,outstanding,decision").out
    assert "1210-QĐ/HU" in shown
    assert "Tiêu biểu: có" in shown
    assert "…" not in shown
    assert all(cell_len(line) <= 80 for line in shown.splitlines())


def test_a_problem_has_its_code_only_where_it_is_of_use(data: DataFolder) -> None:
    data.model("2020/a", unit="xa-la")
    for lang, form, is_shown in (("vi", "table", False), ("vi", "plain", True), ("en", "table", True)):
        assert ("[unknown-unit]" in data.ask("check", "--format", form, "--lang", lang).out) == is_shown
    assert data.ask("check", "--format", "json").json["problems"][0]["code"] == "unknown-unit"
