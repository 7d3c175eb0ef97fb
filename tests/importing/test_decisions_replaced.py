"""A list that states another decision, date or form than is on record is asked about, whatever its rows are."""

import pytest

from tests.helpers.clerk import Clerk
from tests.helpers.program import CommandResult
from tests.importing.sent_lists import Sender

_HEADINGS = ("STT", "Họ tên", "Loại", "Đơn vị", "Hình thức", "Số quyết định", "Ngày quyết định")
_ROWS = (
    ("1", "Chi hội Phụ nữ", "Tập thể", "Xã An Hòa", "Giấy khen", "10-QĐ/TU", "05/12/2024"),
    ("2", "Lê Văn Ba", "Cá nhân", "Xã An Hòa", "Giấy khen", "10-QĐ/TU", "05/12/2024"),
)


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    sender = Sender(clerk)
    assert resends(sender, *_ROWS).code == 0
    return sender


def resends(sender: Sender, *rows: tuple[str, ...], typed: tuple[str, ...] = (), name: str = "kt.csv") -> CommandResult:
    file = sender.writes(*rows, headings=_HEADINGS[: len(rows[0])], name=name)
    return sender.sends(file, "--kind", "awards", *typed)


@pytest.mark.parametrize(
    ("column", "text", "rows"),
    [(5, "11-QĐ/TU", 2), (5, "11-QĐ/TU", 1), (6, "06/12/2024", 2), (4, "Bằng khen", 1)],
)
def test_of_awards_it_is_asked_and_overwrite_takes_the_lists(column: int, text: str, rows: int, sender: Sender) -> None:
    before = sender.records("awards/2024")
    changed = [(*row[:column], text, *row[column + 1 :]) for row in _ROWS[:rows]]
    said = resends(sender, *changed, *_ROWS[rows:])
    assert (said.code, "would take its place" in said.err) == (1, True), said.err
    assert sender.records("awards/2024") == before
    assert resends(sender, *changed, *_ROWS[rows:], typed=("--overwrite",)).code == 0
    assert len(sender.records("awards/2024")) == 2


def test_a_decision_that_holds_for_all_rows_is_asked_about_too(sender: Sender) -> None:
    said = resends(sender, *(row[:5] for row in _ROWS), typed=("--default", "decision=15-QĐ/TU"))
    assert (said.code, "“10-QĐ/TU” stands already, and “15-QĐ/TU”" in said.err) == (1, True), said.err


def test_the_same_award_by_another_list_and_decision_is_told(sender: Sender) -> None:
    said = resends(sender, *((*row[:5], "11-QĐ/TU", row[6]) for row in _ROWS), name="khac.csv")
    assert "khac.csv: E2" in said.err
    assert "the same form of award for the same achievement" in said.err, said.err
