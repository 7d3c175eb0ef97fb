"""A list that was taken before another one does not take back what that one set, unless somebody says so."""

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import HEADINGS, Sender


def _note(sender: Sender) -> str:
    (record,) = sender.stated().values()
    return str(record["note"]).strip()


def test_an_older_list_is_kept_from_what_a_later_one_set(clerk: Clerk) -> None:
    sender = Sender(clerk)
    older, newer = (
        sender.writes(("1", "Chợ xanh", "Xã An Hòa", "TT", "Kinh tế", note), name=name, headings=HEADINGS)
        for name, note in (("cu.csv", "150 hộ"), ("moi.csv", "180 hộ"))
    )
    sender.sends(older)
    assert sender.sends(newer).code == 0
    said = sender.sends(older)
    assert said.code == 1
    assert "was changed by a list taken later (moi.csv)" in " ".join(said.err.split())
    assert _note(sender) == "180 hộ"
    assert sender.sends(newer).code == 0
    assert sender.sends(older, "--overwrite").code == 0
    assert _note(sender) == "150 hộ"
    assert "(cu.csv)" in sender.sends(newer).err  # now that one was taken later
    assert _note(sender) == "150 hộ"
