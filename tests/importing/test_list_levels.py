"""Which level evaluated, where no column says so: the title does, or it is asked; never the office's in silence."""

import pytest

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender

_HEADINGS = ("STT", "Tên mô hình", "Xếp loại")
_OWN, _OTHER = "huyen", "xa"  # the office's level, and that of its communes


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    sender = Sender(clerk)
    models = [("1", "Chợ xanh", "Xã An Hòa", "TT"), ("2", "Vườn rau", "Xã An Hòa", "TT")]
    assert (
        sender.sends(sender.writes(*models, name="dk.csv", headings=("STT", "Tên mô hình", "Đơn vị", "TT/CN"))).code
        == 0
    )
    return sender


def _levels(sender: Sender) -> set[str]:
    return {name.rpartition(".")[2] for name in sender.records("evaluations/2024")}


def _sends(sender: Sender, *above: str, typed: tuple[str, ...] = ()) -> tuple[int, str]:
    rows = [*((line, "", "") for line in above[1:]), _HEADINGS, ("1", "Chợ xanh", "Tốt"), ("2", "Vườn rau", "Khá")]
    said = sender.sends(sender.writes(*rows, headings=(above[0], "", "")), "--yes", *typed)
    return said.code, said.err


@pytest.mark.parametrize("title", ["KẾT QUẢ XẾP LOẠI MÔ HÌNH CẤP XÃ NĂM 2024", "KET QUA XEP LOAI CAP XA"])
@pytest.mark.parametrize("typed", [(), ("--unit", "Xã An Hòa")])
def test_a_level_that_the_title_says_is_taken_and_told(title: str, typed: tuple[str, ...], sender: Sender) -> None:
    code, said = _sends(sender, "ĐẢNG ỦY XÃ AN HÒA", title, typed=typed)
    assert (code, _levels(sender)) == (0, {_OTHER}), said
    assert "evaluated at" in said


@pytest.mark.parametrize(
    ("above", "typed"),
    [
        (("ĐẢNG ỦY XÃ AN HÒA", "KẾT QUẢ XẾP LOẠI NĂM 2024"), ()),
        (("KẾT QUẢ XẾP LOẠI NĂM 2024",), ("--unit", "Xã An Hòa")),
        (("KẾT QUẢ XẾP LOẠI MÔ HÌNH CẤP XÃ, CẤP HUYỆN",), ()),
        (("KẾT QUẢ XẾP LOẠI CẤP XÃ ĐỀ NGHỊ CÔNG NHẬN",), ()),
    ],
)
def test_what_nobody_says_is_not_written_unasked(
    above: tuple[str, ...], typed: tuple[str, ...], sender: Sender
) -> None:
    code, said = _sends(sender, *above, typed=typed)
    assert (code, _levels(sender)) == (1, set()), said
    assert "--default level=" in said
    assert _sends(sender, *above, typed=(*typed, "--default", "level=Cấp xã"))[0] == 0
    assert _levels(sender) == {_OTHER}


@pytest.mark.parametrize("title", ["KẾT QUẢ XẾP LOẠI NĂM 2024", "KẾT QUẢ XẾP LOẠI CẤP HUYỆN", "ĐẢNG BỘ TỈNH ĐỒNG NAI"])
def test_the_offices_own_lists_are_of_its_level(title: str, sender: Sender) -> None:
    code, said = _sends(sender, title)
    assert (code, _levels(sender)) == (0, {_OWN}), said
    assert "level" not in said
