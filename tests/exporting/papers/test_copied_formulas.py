"""Formulas in the rows of lists: each copy has its own, as where Excel fills down."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.exporting.papers.workbook.moved_areas import moved_areas
from danvan_cli.exporting.papers.workbook.moved_rows import MovedRows, RowCopy, moved_formula
from danvan_cli.spreadsheet.annotation.xml_edits import edited
from tests.exporting.papers.computed_formulas import ComputedFormulas


def listed(times: int, *, first: int = 5, last: int | None = None) -> MovedRows:
    """Return rows of which a list's are repeated, and those of its tags, above and below, are gone."""
    last = last or first
    rows = MovedRows()
    rows.take_away(first - 1)
    rows.repeat(first, last, times)
    rows.take_away(last + 1)
    return rows


@pytest.mark.parametrize(
    ("formula", "copies"),
    [
        ("A4+1", ["A3+1", "A4+1", "A5+1"]),  # of the tag's row: the row above
        ("A3+1", ["A3+1", "A4+1", "A5+1"]),
        ("A$3+1", ["A$3+1", "A$3+1", "A$3+1"]),
        ("C5*2", ["C4*2", "C5*2", "C6*2"]),
        ("C$5+$C5+$C$5", ["C$4+$C4+$C$4", "C$4+$C5+$C$4", "C$4+$C6+$C$4"]),
        ("SUM(C$5:C5)", ["SUM(C$4:C4)", "SUM(C$4:C5)", "SUM(C$4:C6)"]),
        ("SUM($C$4:$C5)", ["SUM($C$4:$C4)", "SUM($C$4:$C5)", "SUM($C$4:$C6)"]),
        ("SUM(C$3:C4)", ["SUM(C$3:C3)", "SUM(C$3:C4)", "SUM(C$3:C5)"]),
        ("SUM(C$4:C4)", ["SUM(C$3:C3)", "SUM(C$4:C4)", "SUM(C$4:C5)"]),
        ("SUM(C5:C$5)", ["SUM(C4:C$4)", "SUM(C$4:C5)", "SUM(C$4:C6)"]),
        ("RANK(C5,C$5:C$5)", ["RANK(C4,C$4:C$6)", "RANK(C5,C$4:C$6)", "RANK(C6,C$4:C$6)"]),
        ("C5/SUM(C4:C6)", ["C4/SUM(C4:C6)", "C5/SUM(C4:C6)", "C6/SUM(C4:C6)"]),
        ("C5/C$7", ["C4/C$7", "C5/C$7", "C6/C$7"]),
        ("C5/C7", ["C4/C7", "C5/C7", "C6/C7"]),
        ("C6-C5", ["C5-C4", "C6-C5", "C7-C6"]),  # of the tag's row below: the row below
        ("SUMIF(B$5:B$5,B5,C$5:C$5)", [f"SUMIF(B$4:B$6,B{row},C$4:C$6)" for row in (4, 5, 6)]),
        ("Khác!B6&Khác!B$6", ["Khác!B6&Khác!B$6", "Khác!B7&Khác!B$6", "Khác!B8&Khác!B$6"]),
        ("SUM(C:C)+SUM($C:$C)", ["SUM(C:C)+SUM($C:$C)"] * 3),
        ("SUM(5:5)+SUM($5:$5)", [f"SUM({row}:{row})+SUM($4:$6)" for row in (4, 5, 6)]),
        ("TONG*C5", ["TONG*C4", "TONG*C5", "TONG*C6"]),
        ('Bang[C5]+[1]Khác!C5&"C5"', ['Bang[C5]+[1]Khác!C5&"C5"'] * 3),
    ],
)
def test_each_copy_has_its_own_formula(formula: str, copies: list[str]) -> None:
    moves = {"Biểu": listed(3)}
    assert [moved_formula(formula, "Biểu", moves, RowCopy("Biểu", 5, 5, place)) for place in range(3)] == copies


def test_rows_that_are_repeated_together_go_along_together() -> None:
    moves = {"Biểu": listed(2, last=6)}
    copies = [moved_formula("C4+C5+C6+C$5+C$8", "Biểu", moves, RowCopy("Biểu", 5, 6, place)) for place in range(2)]
    assert copies == ["C3+C4+C5+C$4+C$8", "C5+C6+C7+C$4+C$8"]


def test_a_copy_asks_the_row_of_another_list_that_is_beside_it() -> None:
    moves = {"Biểu": listed(3), "Khác": listed(3, first=9)}
    copies = [moved_formula("Khác!B9", "Biểu", moves, RowCopy("Biểu", 5, 5, place)) for place in range(3)]
    assert copies == ["Khác!B8", "Khác!B9", "Khác!B10"]
    assert moved_formula("SUM(Khác!B9:B9)", "Biểu", moves, RowCopy("Biểu", 5, 5, 2)) == "SUM(Khác!B8:B10)"


def test_a_rule_that_holds_for_all_copies_speaks_for_the_first() -> None:
    xml = '<s><dataValidation sqref="{}"><formula1>{}</formula1></dataValidation></s>'
    before = xml.format("C5", "C5&lt;C4").encode()
    after = edited(before, moved_areas(before, "Biểu", {"Biểu": listed(3)}))
    assert after == xml.format("C4:C6", "C4&lt;C3").encode()


@given(
    values=st.lists(st.integers(1, 99), min_size=1, max_size=8),
    first=st.integers(3, 7),
    above=st.integers(0, 3),
    kinds=st.data(),
)
def test_running_numbers_sums_and_shares_are_right(
    values: list[int], first: int, above: int, kinds: st.DataObject
) -> None:
    """Two lists below each other, the second below `above` rows of its own, of the same values."""
    second, rows = first + 4 + above, MovedRows()
    for row in (first, second):
        rows.take_away(row - 1)
        rows.repeat(row, row, len(values))
        rows.take_away(row + 1)
    cells: dict[str, object] = {}
    for row in (first, second):
        upper = kinds.draw(st.sampled_from([row - 1, row - 2]))  # the row of the tag, or the one above it
        formulas = {
            "A": f"=N(A{upper})+1",
            "C": f"=SUM(B${row}:B{row})",
            "D": f"=N(D{upper})+B{row}",
            "E": f"=B{row}/B${row + 2}",
            "F": f"=SUMIF(A${row}:A${row},A{row},B${row}:B${row})",
        }
        moves = {"": rows}
        for place, value in enumerate(values):
            at = rows.first(row, place)
            cells[f"B{at}"] = value
            copy = RowCopy("", row, row, place)
            cells |= {f"{letter}{at}": moved_formula(text, "", moves, copy) for letter, text in formulas.items()}
        cells[f"B{rows.first(row + 2)}"] = moved_formula(f"=SUM(B{row}:B{row})", "", moves)
    sheet = ComputedFormulas(cells)
    for row in (first, second):
        places = [rows.first(row, place) for place in range(len(values))]
        assert sheet.value(f"B{rows.first(row + 2)}") == sum(values)
        sums = list(accumulate(values))
        for letter in "CD":
            assert [sheet.value(f"{letter}{at}") for at in places] == sums
        assert [sheet.value(f"A{at}") for at in places] == list(range(1, len(values) + 1))
        assert [sheet.value(f"E{at}") for at in places] == [value / sum(values) for value in values]
        assert [sheet.value(f"F{at}") for at in places] == values
