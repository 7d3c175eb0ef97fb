"""Rows of long texts on a screen that is too narrow for a table: each has its number and title, and what was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.view.grid import Grid, LineBlocks
from danvan_cli.view.row_blocks import MOST_LINES, row_blocks

_WORD = st.text("abcđêô·;", min_size=1, max_size=14).filter(lambda word: word != "·")
_CELL = st.lists(_WORD, min_size=0, max_size=12).map(" ".join)
_TITLE = st.lists(_WORD, min_size=1, max_size=25).map(" ".join)


def _grid(rows: list[list[str]]) -> Grid:
    numbered = [[str(number), *row] for number, row in enumerate(rows, 1)]
    return Grid("", ["STT", "Tên", "A", "B", "C"], numbered, [True, False, False, False, False])


def _blocks(grid: Grid, columns: int, *, keeps_all: bool) -> list[list[str]]:
    """Return the lines of each row; whatever begins with a number begins one."""
    lines, _ = row_blocks(grid, LineBlocks(0, 1, None, keeps_all=keeps_all), columns)
    width = len(str(len(grid.rows))) + 2
    blocks: list[list[str]] = []
    for line in lines:
        assert len(line.plain) <= columns
        if line.plain[:width].strip():
            blocks.append([])
        blocks[-1].append(line.plain)
    return blocks


@given(st.lists(st.tuples(_TITLE, _CELL, _CELL, _CELL).map(list), min_size=1, max_size=12), st.sampled_from([80, 140]))
def test_each_row_has_its_number_and_title_and_all_that_was_asked_for(rows: list[list[str]], columns: int) -> None:
    grid = _grid(rows)
    for keeps_all in (True, False):
        blocks = _blocks(grid, columns, keeps_all=keeps_all)
        assert len(blocks) == len(rows)
        for row, block in zip(grid.rows, blocks, strict=True):
            words = " ".join(block).split()
            assert words[: 1 + len(row[1].split())] == [row[0], *row[1].split()]
            said = [word for cell in row[2:] if cell != row[1] for word in cell.split()]
            if keeps_all:
                assert [word for word in words if word != "·"] == [row[0], *row[1].split(), *said]


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        ("Phường An Hòa", [" 1 Bác sĩ về ấp", "   Phường An Hòa · Võ Minh Tâm · 152-QĐ/TU"]),
        (
            "Bệnh viện Đa khoa tỉnh Thanh Giang",
            [" 1 Bác sĩ về ấp · Bệnh viện Đa khoa tỉnh Thanh Giang", "   Võ Minh Tâm · 152-QĐ/TU"],
        ),
    ],
)
def test_what_has_no_room_below_a_short_title_begins_behind_it(unit: str, lines: list[str]) -> None:
    (block,) = _blocks(_grid([["Bác sĩ về ấp", unit, "Võ Minh Tâm", "152-QĐ/TU"]]), 60, keeps_all=False)
    assert block == lines
    assert len(block) <= MOST_LINES


@given(
    st.lists(st.tuples(_TITLE, _CELL, _CELL, st.integers(0, 10**6), st.integers(2, 99)), min_size=1, max_size=6),
    st.sampled_from([40, 60, 80]),
    st.sampled_from([None, 6]),
)
def test_a_number_is_never_left_out(rows: list[tuple[str, str, str, int, int]], columns: int, ids: int | None) -> None:
    cells = [[str(n), title, a, b, f"gộp {of}", f"{x}", f"2020-{n}"] for n, (title, a, b, x, of) in enumerate(rows, 1)]
    headers = ["STT", "Tên", "A", "B", "Gộp", "Số", "Mã"]
    grid = Grid("", headers, cells, [True, False, False, False, False, True, False])
    blocks = LineBlocks(0, 1, ids, id_first=ids is not None, amounts=frozenset([4]))
    said = " ".join(" ".join(line.plain for line in row_blocks(grid, blocks, columns)[0]).split())
    at = 0
    for row in cells:
        at = said.index(f"Số: {row[5]}", said.index(row[4], at))


def test_what_is_left_out_stands_before_the_numbers() -> None:
    row = ["1", "Bà Nguyễn Thị Hoàng Oanh", "152-QĐ/TU", "ngày 12/10/2026", "gộp 4", "4"]
    grid = Grid("", ["STT", "Tên", "A", "B", "Gộp", "Số lượng"], [row], [True, *[False] * 4, True])
    lines, _ = row_blocks(grid, LineBlocks(0, 1, None, amounts=frozenset([4])), 30)
    assert [line.plain for line in lines] == [
        " 1 Bà Nguyễn Thị Hoàng Oanh",
        "   … · gộp 4 · Số lượng: 4",
    ]
