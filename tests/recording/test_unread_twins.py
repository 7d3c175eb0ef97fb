"""A record that cannot be read may be the one that is to be written: a doubt for every way in, where its name fits."""

import pytest
import yaml

from danvan_cli.domain.record_types import AWARDS, MODELS
from danvan_cli.domain.values import Value
from danvan_cli.recording.twins import UnreadRecord
from tests.helpers.clerk import Clerk

BROKEN = "title: [\n"
MODEL = ("register", "--year", "2021", "--unit", "xa-a", "--kind", "tap-the", "--title", "Chợ xanh")
AWARD = ("award", "--year", "2021", "--kind", "ca-nhan", "--form", "giay-khen", "--recipient", "Lê Tám")
FIGURE = ("figure", "--year", "2021", "--source", "Báo A", "--measure", "registered", "--value", "3")
WAYS = [
    (MODEL, "models/2021/2021-xa-a-cho-xanh.yaml", "models/2021/2021-xa-a-vuon-rau.yaml"),
    (AWARD, "awards/2021/2021-giay-khen-ca-nhan-le-tam.yaml", "awards/2021/2021-giay-khen-ca-nhan-le-chin.yaml"),
    (FIGURE, "figures/2021/2021-bao-a.yaml", "figures/2021/2021-cong-thong-tin.yaml"),
    (
        ("carry-over", "2020", "2021", "--all"),
        "models/2021/2021-xa-a-duong-hoa.yaml",
        "models/2021/2021-xa-b-duong-hoa.yaml",
    ),
    (
        ("set", "2020-xa-a-duong-hoa", "title=Hàng rào"),
        "models/2020/2020-xa-a-hang-rao.yaml",
        "models/2020/2020-xa-a-vuon.yaml",
    ),
]


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    clerk.model("2020/2020-xa-a-duong-hoa", title="Đường hoa")
    clerk.award("2021/2021-ca-nhan-le-chin", recipient="Lê Chín", status="de-nghi")
    return clerk


@pytest.mark.parametrize(("typed", "path"), [way[:2] for way in WAYS])
def test_it_stops_every_way_in_until_it_is_said_that_it_is_another_thing(
    typed: tuple[str, ...], path: str, office: Clerk
) -> None:
    office.write(path, BROKEN)
    for answer in ((), ("--yes",)):
        said = office.is_refused(*typed, *answer, code=1)
        assert f"{path} cannot be read" in said
    before = office.files()
    assert office.ask(*typed, "--anyway").code == 0
    assert office.files() != before
    assert (office.root / path).read_text() == BROKEN


@pytest.mark.parametrize(("typed", "other"), [(way[0], way[2]) for way in WAYS])
def test_one_of_quite_another_name_stops_nothing_and_is_told(typed: tuple[str, ...], other: str, office: Clerk) -> None:
    office.write(other, BROKEN)
    said = office.ask(*typed)
    assert said.code == 0, said.err
    assert typed[0] == "set" or other in said.err


def test_a_proposal_is_not_made_what_a_broken_award_may_be(office: Clerk) -> None:
    office.write("awards/2021/x.yaml", "kind: ca-nhan\nrecipient: lê chín\nform: co\ncount: nhiều\n")
    given = ("grant", "2021-ca-nhan-le-chin", "--decision", "1", "--on", "1/12/2021", "--form")
    assert "awards/2021/x.yaml cannot be read" in office.is_refused(*given, "co", code=1)
    assert office.ask(*given, "giay-khen").code == 0


@pytest.mark.parametrize(
    ("name", "read", "values", "may_be"),
    [
        ("2020-xa-a-cho-xanh", {}, {"unit": "xa-a", "title": "Chợ xành"}, True),
        ("2020-xa-a-cho-xanh-ab12", {}, {"unit": "xa-a", "title": "Chợ xanh"}, True),
        ("2020-xa-a-cho-xanh", {}, {"unit": "xa-a", "title": "Chợ xanh ấp 5"}, True),
        ("2020-xa-a-cho-xanh", {}, {"unit": "xa-a", "title": "Chợ xinh"}, True),
        ("2020-xa-a-cho-xanh", {}, {"unit": "xa-a", "title": "Vườn xanh"}, False),
        ("2020-xa-a-cho-xanh", {}, {"unit": "xa-b", "title": "Chợ xanh"}, False),
        ("2020-xa-a-to-12", {}, {"unit": "xa-a", "title": "Tổ 13"}, False),
        ("2020-xa-a-nam-2020", {}, {"unit": "xa-a", "title": "Năm 2020"}, True),
        ("x", {}, {"unit": "xa-a", "title": "Chợ xanh"}, False),
        ("x", {"title": "CHỢ XANH"}, {"unit": "xa-a", "title": "Chợ xanh"}, True),
        ("x", {"title": "Chợ xanh", "unit": "xa-b"}, {"unit": "xa-a", "title": "Chợ xanh"}, False),
        ("2020-xa-a-cho-xanh", {"title": "Vườn rau"}, {"unit": "xa-a", "title": "Chợ xanh"}, False),
        ("x", {"title": "Chợ xanh", "person": "A"}, {"unit": "xa-a", "title": "Chợ xanh"}, True),
        ("x", {"title": "Chợ xanh", "person": "A"}, {"unit": "xa-a", "title": "Chợ xanh", "person": "B"}, False),
    ],
)
def test_what_of_it_can_be_read_speaks_first_and_then_its_name(
    name: str,
    read: dict[str, Value],
    values: dict[str, Value],
    may_be: bool,  # noqa: FBT001
) -> None:
    assert UnreadRecord(f"models/2020/{name}.yaml", (), read).may_be(MODELS, 2020, values) == may_be


@pytest.mark.parametrize(
    ("name", "values", "may_be"),
    [
        ("2020-huyen-x-giay-khen-ca-nhan-le-tam", {"form": "giay-khen", "recipient": "Lê Tám"}, True),
        ("2020-giay-khen-ca-nhan-le-tam", {"form": "giay-khen", "recipient": "Lê Tám", "authority": "huyen-x"}, True),
        ("2020-giay-khen-tap-the-le-tam", {"form": "giay-khen", "recipient": "Lê Tám"}, False),
        ("2020-giay-khen-ca-nhan-le-tam", {"form": "giay-khen", "recipient": "Lê Chín"}, False),
    ],
)
def test_an_award_may_lack_its_authority_in_its_name(name: str, values: dict[str, Value], may_be: bool) -> None:  # noqa: FBT001
    stated = {"kind": "ca-nhan", **values}
    assert UnreadRecord(f"awards/2020/{name}.yaml", (), {}).may_be(AWARDS, 2020, stated) == may_be


def test_what_can_be_read_of_a_file_is_what_has_no_fault(clerk: Clerk) -> None:
    stated = {"title": "Vườn rau", "unit": "xa-a", "kind": "tap-the", "budget": "nhiều"}
    clerk.write("models/2021/2021-xa-a-cho-xanh.yaml", yaml.safe_dump(stated, allow_unicode=True))
    assert clerk.ask(*MODEL).code == 0
    rau = (*MODEL[:-1], "vườn rau")
    assert "2021-xa-a-cho-xanh.yaml cannot be read" in clerk.is_refused(*rau, code=1)


def test_a_folder_of_the_records_name_may_be_the_record(clerk: Clerk) -> None:
    (clerk.root / "models/2021/2021-xa-a-cho-xanh.yaml").mkdir(parents=True)

    assert "2021-xa-a-cho-xanh.yaml" in clerk.is_refused(*MODEL, code=1)


def test_an_award_of_nobody_is_called_by_its_decision(office: Clerk) -> None:
    office.write("awards/2021/2021-giay-khen-tap-the-5-qd-ubnd.yaml", BROKEN)
    typed = ("award", "--year", "2021", "--kind", "tap-the", "--form", "giay-khen", "--count", "3", "--decision")
    assert "5-qd-ubnd.yaml cannot be read" in office.is_refused(*typed, "5-QĐ/UBND", "--on", "1/12/2021", code=1)
    assert office.ask(*typed, "6-QĐ/UBND", "--on", "1/12/2021").code == 0


def test_three_that_cannot_be_read_are_told(office: Clerk) -> None:
    for number in range(4):
        office.write(f"models/2021/2021-xa-b-khac-{number}.yaml", BROKEN)
    said = office.ask(*MODEL).err
    assert [f"2021-xa-b-khac-{number}.yaml" in said for number in range(4)] == [True, True, True, False]


@pytest.mark.parametrize(("name", "code"), [("cho-xanj-e4d0", 1), ("cho-xanh-e4d0", 1), ("cho-dem-e4d0", 0)])
def test_a_name_with_a_mark_is_compared_without_it(office: Clerk, name: str, code: int) -> None:
    office.write(f"models/2021/2021-xa-a-{name}.yaml", BROKEN)
    assert office.ask(*MODEL).code == code
