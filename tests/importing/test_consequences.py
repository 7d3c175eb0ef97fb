"""What is said of a list is what can be mended in it, and is so."""

from pathlib import Path

import pytest

from danvan_cli.cli import remove
from danvan_cli.cli.prompts import form
from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender
from tests.importing.sent_workbooks import book

_BOTH = ("STT", "Tên mô hình", "Đơn vị", "TT/CN", "Ngày đăng ký", "Xếp loại")
_KINDS = ("--kind", "models", "--kind", "evaluations")


def test_a_faulty_model_is_told_once_and_not_that_its_rating_names_none(clerk: Clerk) -> None:
    sender = Sender(clerk)
    rows = (
        ("1", "Chợ xanh", "Xã An Hòa", "TT", "quý I/2024", "Tốt"),
        ("2", "Vườn rau", "Xã An Hòa", "TT", "2/2024", "Khá"),
    )
    said = sender.sends(sender.writes(*rows, headings=_BOTH), *_KINDS)
    assert (said.code, "is a quarter" in said.err, "no model of the list" in said.err) == (1, True, False)
    assert "refused: 1." in said.err


def test_a_list_read_as_two_is_told_of_once(clerk: Clerk) -> None:
    sender = Sender(clerk)
    rows = (("1", "Chợ xanh", "Xã An Hòa", "TT", "2/2024", "Tốt"), ("", "Tổng cộng: 1 mô hình"))
    said = sender.sends(sender.writes(*rows, headings=_BOTH), *_KINDS)
    assert said.code == 0, said.err
    assert said.err.count("rows 3 not taken") == 1


def test_nothing_is_marked_where_nothing_is_wrong(clerk: Clerk, tmp_path: Path) -> None:
    sender = Sender(clerk)
    rows = [_BOTH[:5], ("1", "Chợ xanh", "Xã An Hòa", "TT", "2/2024")]
    said = sender.sends(book(sender.folder / "ds.xlsx", {"DS": rows}), "--annotate", str(tmp_path / "x.xlsx"))
    assert (said.code, "nothing is wrong with the list" in said.err) == (0, True)


def test_why_a_record_is_removed_is_asked_at_a_terminal(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    sender = Sender(clerk)
    assert sender.sends(sender.writes(("1", "Chợ xanh", "Xã An Hòa", "TT", "2/2024"), headings=_BOTH[:5])).code == 0
    typed = ("remove", "2024-xa-a-cho-xanh", "--yes")
    assert clerk.ask(*typed).code == 2
    monkeypatch.setattr(remove, "can_ask", lambda: True)
    monkeypatch.setattr(form, "fill", lambda *_: {"reason": "Ghi trùng"})
    said = clerk.ask(*typed)
    assert said.code == 0, said.err
    assert "Ghi trùng" in "".join(sender.records("removed/models/2024").values())
