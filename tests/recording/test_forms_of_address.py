"""How a list addresses people makes no second person of one: every way in doubts it, and what is stored stays."""

from collections.abc import Sequence

import pytest

from danvan_cli.domain.people import without_address
from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender

_HEADINGS = ("STT", "Tập thể, cá nhân được khen", "TT/CN", "Đơn vị", "Hình thức", "Quyết định")
_AWARD = ("CN", "Xã An Hòa", "Giấy khen", "12/QĐ-UBND")
_TYPED = ("--kind", "ca-nhan", "--unit", "xa-a", "--form", "giay-khen", "--decision", "12/QĐ-UBND", "--year", "2024")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ông Giàng A Páo", "giàng a páo"),
        ("Đ/c Hoàng Văn Sơn", "hoàng văn sơn"),
        ("đ.c. Hoàng Văn Sơn", "hoàng văn sơn"),
        ("ĐC Hoàng Văn Sơn", "hoàng văn sơn"),
        ("Đồng chí: Hoàng Văn Sơn", "hoàng văn sơn"),
        ("Hộ gia đình ông Lê Văn Một", "lê văn một"),
        ("Ông (bà) Lê Văn Một", "lê văn một"),
        ("Ông", "ông"),
        ("Anh", "anh"),
        ("Ôn Văn Bà", "ôn văn bà"),
    ],
)
def test_a_name_is_compared_without_what_stands_before_it(name: str, plain: str) -> None:
    assert without_address(name) == plain


@pytest.mark.parametrize("names", [("Giàng A Páo", "Ông Giàng A Páo"), ("Đ/c Giàng A Páo", "Ông Giàng A Páo")])
def test_an_award_typed_and_listed_again_is_doubted(names: Sequence[str], clerk: Clerk) -> None:
    sender = Sender(clerk)
    assert sender.sends(sender.writes(("1", names[0], *_AWARD), name="a.csv", headings=_HEADINGS)).code == 0
    listed = sender.sends(sender.writes(("1", names[1], *_AWARD), name="b.csv", headings=_HEADINGS), "--yes")
    typed = clerk.ask("award", "--recipient", names[1], *_TYPED, "--yes")
    assert (listed.code, typed.code) == (1, 1)
    assert "Only how the person is addressed differs" in listed.err
    assert "Only how the person is addressed differs" in typed.err
    assert [record["recipient"] for record in sender.stated("awards/2024").values()] == [names[0]]

    assert clerk.ask("award", "--recipient", names[1], *_TYPED, "--anyway").code == 0
    assert "only how the person is addressed differs" in clerk.ask("check").out


def test_another_form_by_another_decision_is_not_doubted(clerk: Clerk) -> None:
    sender = Sender(clerk)
    other = (*_AWARD[:3], "13/QĐ-UBND")
    assert sender.sends(sender.writes(("1", "Giàng A Páo", *_AWARD), name="a.csv", headings=_HEADINGS)).code == 0
    said = sender.sends(sender.writes(("1", "Ông Giàng A Páo", *other), name="b.csv", headings=_HEADINGS), "--yes")
    assert (said.code, "person is addressed differs" in said.err) == (0, False)
    assert "same form of award for the same achievement" in said.err


def test_a_name_addressed_otherwise_in_its_own_list_is_the_same_award(clerk: Clerk) -> None:
    sender = Sender(clerk)
    for name in ("Giàng A Páo", "Ông Giàng A Páo"):
        assert sender.sends(sender.writes(("1", name, *_AWARD), headings=_HEADINGS), "--yes").code == 0
    assert [record["recipient"] for record in sender.stated("awards/2024").values()] == ["Giàng A Páo"]


def test_the_same_model_of_a_person_addressed_otherwise_is_doubted(clerk: Clerk) -> None:
    sender = Sender(clerk)
    headings = ("STT", "Tên mô hình", "Đơn vị", "TT/CN", "Họ và tên")
    row = ("1", "Người có uy tín", "Xã An Hòa", "CN")
    assert sender.sends(sender.writes((*row, "Giàng A Páo"), name="a.csv", headings=headings)).code == 0
    said = sender.sends(sender.writes((*row, "Ông Giàng A Páo"), name="b.csv", headings=headings), "--yes")
    assert (said.code, len(sender.records())) == (1, 1)
    assert "Only how the person is addressed differs" in said.err


@pytest.mark.parametrize("title", ["Mô hình “Homestay xanh”", "Mô hình: Homestay xanh", "MH DVK: Homestay xanh"])
def test_a_title_that_says_model_before_it_is_nearly_the_same(title: str, clerk: Clerk) -> None:
    sender = Sender(clerk)
    row = ("Xã An Hòa", "TT", "", "")
    assert sender.sends(sender.writes(("1", "Homestay xanh", *row), name="a.csv")).code == 0
    said = sender.sends(sender.writes(("1", title, *row), name="b.csv"), "--yes")
    assert "is nearly “Homestay xanh”" in said.err
    assert "nearly the same title" in clerk.ask("check").out


@pytest.mark.parametrize("title", ["Mô hình", "Mô hình trồng rau", "Mô hình Homestay"])
def test_other_titles_that_say_model_are_others(title: str, clerk: Clerk) -> None:
    sender = Sender(clerk)
    row = ("Xã An Hòa", "TT", "", "")
    said = sender.sends(sender.writes(("1", "Homestay xanh", *row), ("2", title, *row), ("3", "Rau", *row)), "--yes")
    assert (said.code, "nearly" in said.err) == (0, False)
