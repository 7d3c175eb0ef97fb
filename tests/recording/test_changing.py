import itertools
import unicodedata
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.record_types import RECORD_TYPES
from tests.helpers.clerk import Clerk
from tests.helpers.laws import cases

HAND_MADE = """\
# Sổ tay của chị Hoa
kind:   tap-the

unit: xa-a            # thôn 3
title: Tổ tự quản     # tên cũ: Tổ an ninh
tags: [ xanh,  sạch ] # nhãn
extra: {k: v}
count: 2 # hai tổ
"""
PATH = "models/2020/tu-quan.yaml"


@pytest.fixture
def files(clerk: Clerk) -> Clerk:
    clerk.write(PATH, HAND_MADE)
    clerk.model("2021/hoa", title="Đường hoa", unit="xa-b")
    clerk.evaluation("2020/tu-quan.xa", rating="tot", score=8, results={"hien-dat": 5})
    clerk.award("2020/thuong", recipient="An", count=3)
    clerk.write("figures/2020/bao.yaml", "source: Báo\nclaims:\n  - {measure: registered, value: 187}\n")
    return clerk


@cases(10)
@given(
    st.dictionaries(
        st.sampled_from(["title", "place", "count", "unit", "registered_on", "field", "note", "budget"]),
        st.just(""),
        min_size=1,
    ),
    st.data(),
)
def test_what_is_set_and_set_back_is_byte_by_byte_as_before(
    clerk: Clerk, keys: dict[str, str], data: st.DataObject
) -> None:
    old = {"title": "Tổ tự quản", "count": "2", "unit": "xa-a"}
    new = {
        "title": "Tổ: #1 'mới'",
        "place": "Ấp 3",
        "count": "5",
        "unit": "xa-b",
        "registered_on": "7/12/2020",
        "field": "kinh-te",
        "note": "một\nhai",
        "budget": "1.240",
    }
    text = HAND_MADE.replace("\n", data.draw(st.sampled_from(["\n", "\r\n"])))
    clerk.write(PATH, data.draw(st.sampled_from(["", "\ufeff"])) + text)
    before = clerk.files()
    clerk.writes("set", "tu-quan", *(f"{key}={new[key]}" for key in keys))
    assert clerk.files() != before
    clerk.writes("set", "tu-quan", *(f"{key}={old.get(key, '')}" for key in keys))

    assert clerk.files() == before


def test_comments_order_and_spaces_of_a_hand_made_file_stay(files: Clerk) -> None:
    files.does("set", "tổ tự quản", "title=Tổ an ninh", "field=kinh te", "participants=1.240")

    assert files.files()[PATH].decode() == HAND_MADE.replace("title: Tổ tự quản ", "title: Tổ an ninh ").replace(
        "kind:   tap-the\n", "kind:   tap-the\nfield: kinh-te\nparticipants: 1240\n"
    )


def test_an_nfd_file_becomes_nfc_and_is_else_as_it_was(files: Clerk) -> None:
    text = unicodedata.normalize("NFD", "title: Tổ hòa giải # của bà Tâm\nunit: xa-a\nkind: tap-the\n")
    files.write("models/2020/nfd.yaml", text)
    files.does("set", "nfd", "place=Ấp 3")

    assert files.files()["models/2020/nfd.yaml"].decode() == unicodedata.normalize("NFC", text) + "place: Ấp 3\n"


@pytest.mark.parametrize(
    ("name", "assignment", "key", "value"),
    [
        ("tu-quan", "note==1+1", "note", "=1+1\n"),
        ("tu-quan", "ended-on=1/2020", "ended_on", "2020-01"),
        ("tu-quan", "extra.mới=a=b", "extra", {"k": "v", "mới": "a=b"}),
        ("tu-quan", "extra.k=", "extra", None),
        ("tu-quan", "tags=", "tags", None),
        ("tu-quan.xa", "results.ngay cong=1.240", "results", {"hien-dat": 5, "ngay-cong": 1240}),
        ("tu-quan.xa", "results.Hiến đất=", "results", None),
        ("tu-quan.xa", "outstanding=không", "outstanding", False),
        ("evaluations/2020/tu-quan.xa.yaml", "surveyed_on=7/12/2020", "surveyed_on", date(2020, 12, 7)),
        ("thuong", "count=5", "count", 5),
        ("bao", "source=Báo mới", "source", "Báo mới"),
    ],
)
def test_one_key_of_any_record_is_set(files: Clerk, name: str, assignment: str, key: str, value: object) -> None:
    (stated,) = files.does("set", name, assignment).values()

    assert stated.get(key) == value


def test_part_of_a_mapping_that_is_in_no_list_can_be_removed(files: Clerk) -> None:
    files.evaluation("2020/tu-quan.xa", results={"hien-dat": 5, "la": 3})
    (stated,) = files.does("set", "tu-quan.xa", "results.la=").values()

    assert stated == {"results": {"hien-dat": 5}}


def test_a_name_used_again_means_the_unit_of_each_records_year(files: Clerk) -> None:
    files.model("2026/moi", title="Tổ mới", unit="xa-loc")
    written = files.does("set", "hoa", "moi", "unit=Xã An Hòa")

    assert [one["unit"] for _, one in sorted(written.items())] == ["xa-a", "xa-a-moi"]


def test_many_are_set_by_conditions_or_by_a_measure(files: Clerk) -> None:
    for number in range(3):
        files.model(f"2020/m{number}", title=f"Tổ số {number}", unit="xa-b")

    assert len(files.does("set", "--where", "unit=xa-b", "--year", "2020", "field=kinh-te")) == 3
    assert files.total("registered", "--year", "2020", "--where", "field=kinh-te") == 3
    assert list(files.does("set", "--of", "rated", "--year", "2020", "note=đã xem")) == [
        "evaluations/2020/tu-quan.xa.yaml"
    ]


def test_old_and_new_are_shown(files: Clerk) -> None:
    said = files.ask("set", "tu-quan", "count=5", "unit=xa-b")

    assert "2 → 5" in said.err
    assert "(xa-a) → Xã Bình Hoà (xa-b)" in said.err


def test_all_that_is_wrong_is_named_at_once(files: Clerk) -> None:
    wrong = ("bogus=1", "tilte=x", "budget=a", "kind=", "registered_on=32/1/2020", "unit.x=1", "note=a", "note=b")
    said = files.is_refused("set", "tu-quan", *wrong)

    for key in ("bogus", "tilte", "budget", "kind", "registered", "unit.x", "note"):
        assert key in said


@pytest.mark.parametrize(
    "typed",
    [
        ("tu-quan",),
        ("note=x",),
        (),
        ("không có", "note=x"),
        ("tu-quan", "--where", "unit=xa-a", "note=x"),
        ("tu-quan", "kind=mo-hinh"),
        ("tu-quan", "continues=hoa"),
        ("hoa", "continues=hoa"),
        ("bao", "claims="),
        ("tu-quan", "id=khac"),
        ("tu-quan", "title=\u200b"),
        ("tu-quan.huyen", "note=x"),
        ("tu-quan", "--year", "2021", "note=x"),
        ("--where", "rating=tot", "note=x"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(files: Clerk, typed: tuple[str, ...]) -> None:
    files.is_refused("set", *typed)


def test_a_broken_file_is_not_set_and_one_beside_it_is(files: Clerk) -> None:
    files.write("models/2020/hong.yaml", "title: [\n")

    files.is_refused("set", "hong", "title=x", code=1)
    files.is_refused("set", "tu-quan", "hong", "note=x", code=1)
    files.is_refused("set", "--where", "unit=xa-a", "--year", "2020", "note=x", code=1)
    assert list(files.does("set", "tu-quan", "note=x")) == [PATH]


def test_a_value_that_would_make_a_fault_is_refused(files: Clerk) -> None:
    assert "from_year" in files.is_refused("set", "tu-quan", "from_year=2021", code=1)


def test_a_model_is_ended_once(files: Clerk) -> None:
    ending = ("end", "tu-quan", "--on", "1/6/2020", "--reason", "giải thể")
    (stated,) = files.does(*ending).values()

    assert (stated["ended_on"], stated["ended_reason"]) == (date(2020, 6, 1), "giải thể")
    assert files.does(*ending) == {}
    assert "2020-06-01" in files.is_refused("end", "tu-quan", "--on", "2/6/2020", code=1)
    assert files.total("active", "--year", "2020") == 0


def test_all_that_an_end_lacks_is_named_at_once(files: Clerk) -> None:
    said = files.is_refused("end", "không có", "thuong")

    for part in ("không có", "thuong", "--ended-on"):
        assert part in said


def test_many_are_ended_and_a_second_run_finds_none(files: Clerk) -> None:
    ending = ("end", "--where", "unit=xa-b", "--year", "2021", "--on", "1/6/2021")

    assert len(files.does(*ending)) == 1
    assert files.does(*ending) == {}


@pytest.mark.parametrize("typed", [("set", "tu-quan", "note=x"), ("end", "tu-quan", "--on", "2020")])
def test_a_dry_run_shows_what_differs_and_leaves_nothing(files: Clerk, typed: tuple[str, ...]) -> None:
    before = files.state()
    said = files.ask(*typed, "--dry-run")

    assert (said.code, f"~ {PATH}" in said.out) == (0, True)
    assert files.state() == before


def test_what_set_writes_reads_as_what_it_shows(files: Clerk) -> None:
    files.does("set", "tu-quan", "content=một: #hai\n  ba", "person=Nguyễn Văn A", "kind=ca-nhan")

    assert yaml.safe_load(files.files()[PATH])["content"] == "một: #hai\n  ba\n"


def test_a_part_of_one_scorers_points_is_set_alone(clerk: Clerk) -> None:
    clerk.model("2020/tu-quan")
    clerk.evaluation("2020/tu-quan.xa", scorers={"An": {"noi-dung": 4, "hieu-qua": 3}})

    written = clerk.does("set", "tu-quan.xa", "scorers.An=nội dung=5", "--yes")

    assert written["evaluations/2020/tu-quan.xa.yaml"]["scorers"]["An"]["noi-dung"] == 5


def test_what_stands_behind_a_number_of_units_is_no_record(clerk: Clerk) -> None:
    clerk.model("2020/tu-quan")
    assert "units.yaml" in clerk.is_refused("set", "--of", "units", "--year", "2020", "count=2")


def test_no_key_of_any_record_makes_a_fault_of_danvan_itself(files: Clerk) -> None:
    files.activity("2020/doi-thoai", held_on="2020-05-05")
    ids = {"model": "tu-quan", "evaluation": "tu-quan.xa", "award": "thuong", "activity": "doi-thoai", "figures": "bao"}
    assert ids.keys() == RECORD_TYPES.keys()
    for name, record_type in RECORD_TYPES.items():
        for key, text in itertools.product(record_type.fields, ("a=b", "x: 1")):
            said = files.ask("set", ids[name], f"{key}={text}", "--dry-run")
            assert (said.code in (0, 1, 2), "danvan itself" in said.err) == (True, False), said.err


def test_what_no_single_value_can_state_says_how_it_is_changed(files: Clerk) -> None:
    for assignment in ("where=level=xa", "claims=3", "claims="):
        assert "danvan edit bao" in files.is_refused("set", "bao", assignment)
    files.write("figures/2020/bao.yaml", "source: Báo\nwhere: {unit: xa-a}\n")
    assert files.does("set", "bao", "where=") == {"figures/2020/bao.yaml": {"source": "Báo"}}


def test_a_key_of_another_record_says_which_one_has_it(files: Clerk) -> None:
    assert "danvan set tu-quan.xa results=…" in files.is_refused("set", "tu-quan", "ket-qua=")
    assert "danvan set tu-quan title=…" in files.is_refused("set", "tu-quan.xa", "title=Tổ")
    assert "“ket-quả”" in files.is_refused("set", "hoa", "ket-quả=5")  # it has no evaluation
