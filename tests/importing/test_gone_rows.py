"""What is proposed for a record that its list names no more is never more than the list gave."""

import pytest

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import ROWS, Sender

_NAMED = ("STT", "Tên mô hình", "Đơn vị")
_OF_EVALUATIONS = ("--kind", "evaluations", "--default", "level=xa")
_RECOGNIZED = [(*row[:3], "x", "10-QĐ/TU") for row in ROWS[:2]]
_SCORED = [(*row[:3], "8") for row in ROWS[:2]]


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    sender = Sender(clerk)
    assert sender.sends(sender.writes(*ROWS)).code == 0
    return sender


def gone(sender: Sender, list_of_it: str) -> str:
    recognized = sender.writes(*_RECOGNIZED, name="cn.csv", headings=(*_NAMED, "Công nhận", "Số quyết định"))
    assert sender.sends(recognized, *_OF_EVALUATIONS).code == 0
    if list_of_it == "alone":
        again = sender.writes(_RECOGNIZED[0], name="cn.csv", headings=(*_NAMED, "Công nhận", "Số quyết định"))
    else:
        scored = sender.writes(*_SCORED, name="diem.csv", headings=(*_NAMED, "Tổng điểm"))
        assert sender.sends(scored, *_OF_EVALUATIONS).code == 0
        again = sender.writes(_SCORED[0], name="diem.csv", headings=(*_NAMED, "Tổng điểm"))
    said = sender.sends(again, *_OF_EVALUATIONS)
    return next(line for line in said.err.splitlines() if "not any more" in line)


@pytest.mark.parametrize(("list_of_it", "proposed"), [("alone", "danvan revoke"), ("scores", "danvan set")])
def test_a_recognition_is_revoked_or_corrected_and_what_another_list_gave_stays(
    list_of_it: str, proposed: str, sender: Sender
) -> None:
    line = gone(sender, list_of_it)
    assert proposed in line
    assert ("danvan revoke" in line) == (list_of_it == "alone")
    assert "danvan remove" not in line
    assert f"“{ROWS[1][1]}”" in line
    assert (("cn.csv" if list_of_it == "alone" else "diem.csv") in line) is True
