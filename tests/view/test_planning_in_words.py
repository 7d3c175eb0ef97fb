"""A dry run tells in the words of the question what would be written; `--diff` shows the lines of the files."""

import pytest

from tests.helpers.clerk import Clerk
from tests.helpers.program import run_program

_RECOGNIZE = ("recognize", "--level", "xa", "--decision", "1/QĐ", "--on", "5/2/2024")


@pytest.fixture(autouse=True)
def _models(clerk: Clerk) -> None:
    for number in range(30):
        clerk.model(f"2024/to-{number}", title=f"Tổ {number}", unit="xa-a", kind="tap-the")
        clerk.evaluation(f"2024/to-{number}.xa", rating="tot")


def _said(clerk: Clerk, *typed: str) -> str:
    before = clerk.files()
    said = run_program([*typed, "--dry-run", "--data", str(clerk.root), "--lang", "vi"])
    assert (said.code, clerk.files()) == (0, before)
    return said.out


def test_keys_and_values_are_told_by_their_labels(clerk: Clerk) -> None:
    assert _said(clerk, *_RECOGNIZE, "to-1") == (
        "~ evaluations/2024/to-1.xa.yaml\n"
        "  Công nhận: – → có\n"
        "  Quyết định: – → 1/QĐ\n"
        "  Ngày quyết định: – → 05/02/2024\n"
    )


def test_what_changes_in_thirty_records_is_said_once(clerk: Clerk) -> None:
    shown = _said(clerk, *_RECOGNIZE, "--where", "unit=xa-a", "--year", "2024").splitlines()
    assert shown[:3] == ["Công nhận: – → có", "Quyết định: – → 1/QĐ", "Ngày quyết định: – → 05/02/2024"]
    assert sorted(shown[3:]) == sorted(f"  ~ evaluations/2024/to-{number}.xa.yaml" for number in range(30))


def test_the_lines_of_the_files_are_shown_to_who_wants_them(clerk: Clerk) -> None:
    shown = _said(clerk, *_RECOGNIZE, "to-1", "--diff").splitlines()
    assert {"  +recognized: true", "  +decision: 1/QĐ", "  +decided_on: 2024-02-05"} <= set(shown)
    assert "Công nhận: – → có" not in shown


def test_diff_is_shown_too_where_it_is_written(clerk: Clerk) -> None:
    said = run_program(["set", "to-1", "title=Tổ hai", "--diff", "--yes", "--data", str(clerk.root), "--lang", "vi"])
    assert said.code == 0
    assert "+title: Tổ hai" in said.err


def test_what_no_key_tells_is_shown_as_it_stands(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i '1i# Đã hỏi lại xã'")
    assert "+# Đã hỏi lại xã" in _said(clerk, "edit", "to-1")


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (("set", "to-1", "registered_on=2/5/2024"), ["Ngày đăng ký: – → 02/05/2024"]),
        (("evaluate", "to-1", "--level", "huyen", "--results", "hiến đất=1.5; tiền=3,5 triệu"), ["Kết quả: "]),
    ],
)
def test_what_was_typed_is_shown_as_it_was_taken_where_nothing_is_asked(
    clerk: Clerk, typed: tuple[str, ...], lines: list[str]
) -> None:
    said = run_program([*typed, "--data", str(clerk.root), "--lang", "vi"])
    assert said.code == 0
    for line in lines:
        assert line in said.err


def test_results_are_told_apart_and_have_their_units(clerk: Clerk) -> None:
    clerk.does("evaluate", "to-2", "--level", "xa", "--results", "hiến đất=1,5; ngày công=2,5; tiền=3,5 triệu")
    shown = run_program(["show", "to-2", "--data", str(clerk.root), "--lang", "vi"]).out
    assert "1,5 m²; Ngày công: 2,5; Tiền: 3.500.000 đồng" in " ".join(shown.split())


_FIGURE = ("figure", "--year", "2024", "--source", "Báo cáo 88", "--measure")


def test_a_figure_that_comes_is_shown_by_itself(clerk: Clerk) -> None:
    assert clerk.ask(*_FIGURE, "recognized", "--value", "6").code == 0
    assert _said(clerk, *_FIGURE, "recognized", "--value", "5").splitlines()[1:] == [
        "  Các số công bố: 1 → 2",
        "    + Loại số liệu: Công nhận; Giá trị: 5",
    ]
