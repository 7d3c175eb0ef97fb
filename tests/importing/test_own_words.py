"""What an import says of keys and cells has the clerk's words: names of options, and what stands in the cells."""

import pytest

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import ROWS, Sender


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    return Sender(clerk)


def test_what_holds_for_all_is_named_as_the_command_for_one_names_it(sender: Sender) -> None:
    headings = ("STT", "Tập thể được khen", "Hình thức khen thưởng")
    file = sender.writes(("1", "Xã An Hòa", "Giấy khen"), headings=headings)
    said = sender.sends(file, "--kind", "awards", "--default", "kind=tap-the", "--default", "ngay=05/12/2024")
    assert said.code == 0, said.err
    assert [str(record["decided_on"]) for record in sender.stated("awards/2024").values()] == ["2024-12-05"]


def test_a_key_that_is_none_is_refused_with_the_names_of_the_language(sender: Sender) -> None:
    file = sender.writes(*ROWS)
    said = sender.clerk.ask("import", str(file), "--year", "2024", "--default", "linhvuc=x", "--lang", "vi")
    assert said.code == 2
    assert "Gần nhất: linh-vuc" in said.err
    assert "ngay-dang-ky" in said.err
    assert "registered_on" not in said.err


def test_two_ticks_that_contradict_are_called_by_their_headings(sender: Sender) -> None:
    headings = ("STT", "Tên mô hình", "Đơn vị", "Tập thể", "Cá nhân")
    file = sender.writes(("1", "Chợ xanh", "Xã An Hòa", "x", "x"), ("2", "B", "Xã An Hòa", "x", ""), headings=headings)
    said = sender.sends(file)
    assert said.code == 1
    assert "“Cá nhân” contradicts" in said.err


def test_the_names_of_who_was_awarded_are_in_files_too(sender: Sender) -> None:
    file = sender.writes(
        ("1", "Lê Thị Hòa", "Giấy khen"), headings=("STT", "Cá nhân được khen", "Hình thức khen thưởng")
    )
    assert sender.sends(file, "--kind", "awards", "--default", "kind=ca-nhan").code == 0
    shown = sender.clerk.ask("list", "awards", "--year", "2024", "--show", "ten,form", "--format", "csv").out
    assert "Lê Thị Hòa" in shown
