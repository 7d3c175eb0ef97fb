"""One list may hold models and what was found about them: each evaluation is of the model of its own line."""

import pytest

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender

HEADINGS = ("Tên mô hình", "Đơn vị", "TT/CN", "Họ và tên", "Xếp loại")
BOTH = ("--kind", "models", "--kind", "evaluations", "--default", "level=huyen")
ROWS = (
    ("Chợ xanh", "Xã An Hòa", "CN", "Lê Tám", "Tốt"),
    ("Chợ xanh", "Xã An Hòa", "CN", "Lê Chín", "Khá"),
)


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    return Sender(clerk)


def _ratings(sender: Sender) -> dict[str, str]:
    """Return each person's rating."""
    models, found = sender.stated(), sender.stated("evaluations/2024")
    return {models[name.partition(".")[0]].get("person", ""): one["rating"] for name, one in found.items()}


def test_two_persons_of_one_title_are_each_evaluated(sender: Sender) -> None:
    file = sender.writes(*ROWS, headings=HEADINGS)
    said = sender.sends(file, *BOTH)
    assert said.code == 0, said.err
    assert _ratings(sender) == {"Lê Tám": "tot", "Lê Chín": "kha"}
    before = sender.clerk.files()
    assert (sender.sends(file, *BOTH).code, sender.clerk.files()) == (0, before)


def test_imported_is_as_typed(sender: Sender) -> None:
    for title, _, _, person, rating in ROWS:
        model = ("--unit", "xa-a", "--kind", "ca-nhan", "--title", title, "--person", person)
        (path,) = sender.clerk.writes("register", "--year", "2024", *model)
        sender.clerk.writes("evaluate", path, "--level", "huyen", "--rating", rating)
    before = sender.records("evaluations/2024")
    said = sender.sends(sender.writes(*ROWS, headings=HEADINGS), *BOTH)
    assert said.code == 0, said.err
    assert (sender.records("evaluations/2024"), len(sender.records())) == (before, 2)


@pytest.mark.parametrize("rows", [ROWS, ROWS[::-1]])
def test_the_evaluation_of_a_row_that_is_kept_back_is_kept_back_too(
    sender: Sender, rows: tuple[tuple[str, ...], ...]
) -> None:
    model = ("--unit", "xa-a", "--kind", "ca-nhan", "--title", "Chợ xanh")
    sender.clerk.writes("register", "--year", "2024", *model)
    other = ("Vườn rau", "Xã An Hòa", "CN", "Lê Ba", "Tốt")
    said = sender.sends(sender.writes(*rows, other, headings=HEADINGS), *BOTH)
    assert (said.code, "kept: 4;" in said.err) == (1, True), said.err
    assert _ratings(sender) == {"Lê Ba": "tot"}
