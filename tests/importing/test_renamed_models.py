"""A list of ratings sent again calls a model as it did before its title was corrected: the row is known."""

import pytest

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender

_HEADINGS = ("STT", "Tên mô hình", "Đơn vị", "Xếp loại")
_ROWS = (("1", "Tiếng loa biên giới", "Xã An Hòa", "Tốt"), ("2", "Vườn rau", "Xã An Hòa", "Khá"))


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    """Send models and their ratings, and correct the title of one."""
    sender = Sender(clerk)
    models = [(*row[:3], "TT") for row in _ROWS]
    assert sender.sends(sender.writes(*models, name="dk.csv", headings=(*_HEADINGS[:3], "TT/CN"))).code == 0
    assert sender.sends(sender.writes(*_ROWS, headings=_HEADINGS)).code == 0
    typed = ("set", "2024-xa-a-tieng-loa-bien-gioi", "title=Loa an ninh vùng biên", "--yes")
    assert clerk.ask(*typed).code == 0
    return sender


def test_the_same_list_again_changes_nothing_and_says_which_model_it_is(sender: Sender) -> None:
    before = sender.clerk.files()
    said = sender.sends(sender.writes(*_ROWS, headings=_HEADINGS))
    assert (said.code, sender.clerk.files()) == (0, before), said.err
    assert "“Tiếng loa biên giới” is called “Loa an ninh vùng biên” now" in said.err


@pytest.mark.parametrize(
    "row",
    [
        ("1", "Tiếng loa biên giới", "Xã An Hòa", "Khá"),  # it says something else than it did
        ("1", "Tiếng loa biên giới", "Xã Bình Hoà", "Tốt"),
        ("3", "Tiếng loa biên giới", "Xã An Hòa", "Tốt"),
    ],
)
def test_another_row_names_a_model_that_nobody_registered(row: tuple[str, ...], sender: Sender) -> None:
    said = sender.sends(sender.writes(row, _ROWS[1], headings=_HEADINGS))
    assert (said.code, "not registered" in said.err) == (1, True), said.err
