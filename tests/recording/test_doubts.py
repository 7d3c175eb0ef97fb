"""What a writing command doubts beforehand is what check says afterwards: neither less nor more."""

import sqlite3
from collections.abc import Collection
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from danvan_cli.counting.ledger import Ledger
from danvan_cli.index import hiding
from danvan_cli.index.current_lists import Unit
from danvan_cli.index.hiding import UnwrittenRecord, records_alone
from danvan_cli.store.disk import DiskSource
from tests.helpers.clerk import OFFICE, Clerk
from tests.helpers.data_folder import no_progress

MODEL = ("register", "--kind", "tap-the", "--title", "Tổ mới")
XA = ("--unit", "xa-a")
IN_2020 = (*MODEL, *XA, "--year", "2020")
EVALUATE = ("evaluate", "to", "--level", "xa")
AWARD = ("award", "--year", "2020", "--recipient", "Tổ", *XA)
CARRY = ("carry-over", "2020", "2021", "--all")
OFFICE_OF_A_CITY = OFFICE.replace("id: tinh", "id: thanh-pho").replace("huyen-x", "tp")
UNITS_OF_A_CITY = """\
- {id: tp, name: Thành phố A, level: thanh-pho}
- {id: xa-a, name: Xã An Hòa, level: xa, parent: tp}
"""


def found(clerk: Clerk) -> dict[tuple[str, str], str]:
    """Return the sentences of all that check finds, by code and path."""
    problems = clerk.ask("check", "--format", "json").json["problems"]
    return {
        (problem["code"], problem["path"]): f"{problem['message']} {problem['hint']}".rstrip() for problem in problems
    }


def said(clerk: Clerk, *typed: str) -> str:
    """Write by a command; give what it said beforehand, however it was folded."""
    done = clerk.ask(*typed)
    assert done.code == 0, done.err
    return " ".join(done.err.split())


@pytest.fixture(autouse=True)
def _records(clerk: Clerk) -> None:
    clerk.model("2020/to", title="Tổ dân vận")


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("unit-ended", (*MODEL, *XA, "--year", "2026")),
        ("unit-not-yet", (*MODEL, "--unit", "xa-loc", "--year", "2020")),
        ("retired-value", (*EVALUATE, "--rating", "dat")),
        ("date-order", (*IN_2020, "--registered-on", "2/5/2020", "--ended-on", "1/5/2020")),
        ("date-order", (*EVALUATE, "--surveyed-on", "20/10/2020", "--rated-on", "1/10/2020")),
        ("no-continues", (*IN_2020, "--origin", "duy-tri")),
        ("person-kind", (*IN_2020, "--person", "Lê Hòa")),
        ("no-decision", ("set", "to.huyen", "recognized=true")),
        ("outstanding-only", ("set", "to.huyen", "outstanding=true")),
        ("part-of-one", (*EVALUATE, "--results", "nguoi-tham-gia=1,5")),
        ("part-of-one", ("activity", "--title", "Đối thoại", *XA, "--year", "2020", "--results", "ho-huong-loi=2,25")),
        ("says-nothing", ("set", "to.huyen", "rating=")),
        ("says-nothing", ("set", "to.huyen", "rating=", "source=Danh sách xã")),
        ("score-max", (*EVALUATE, "--scores", "noi-dung=9")),
        ("score-max", (*EVALUATE, "--score", "11")),
        ("score-sum", (*EVALUATE, "--scores", "noi-dung=4", "--score", "5")),
        ("medal-kind", (*AWARD, "--kind", "tap-the", "--form", "ky-niem-chuong")),
        ("unusual-form", (*AWARD, "--kind", "tap-the", "--form", "bang-khen", "--authority", "huyen-x")),
        ("revoked-status", ("set", "khen", "revoked_on=2020")),
    ],
)
def test_what_check_will_say_is_doubted_in_its_words(clerk: Clerk, code: str, typed: tuple[str, ...]) -> None:
    clerk.model("2019/truoc", title="Của năm trước", unit="xa-b")  # in an office's first year nothing can be continued
    clerk.evaluation("2020/to.huyen", rating="tot")
    clerk.award("2020/khen", recipient="Lê Hòa")
    assert found(clerk) == {}
    beforehand = said(clerk, *typed)

    assert [one for one, _ in found(clerk)] == [code]
    assert all(sentence in beforehand for sentence in found(clerk).values())


def test_half_a_day_of_labour_is_a_number_like_others(clerk: Clerk) -> None:
    clerk.evaluation("2020/to.huyen", results={"ngay-cong": 505.5, "tien": 0.5, "hien-dat": 1.25, "nguoi-tham-gia": 7})
    assert found(clerk) == {}


def test_an_evaluation_with_a_note_or_evidence_alone_says_something(clerk: Clerk) -> None:
    clerk.evaluation("2020/to.huyen", note="Đã hẹn, chưa đến được")
    clerk.evaluation("2020/to.xa", signed_by="Lê Hòa")
    assert found(clerk) == {}


@pytest.mark.parametrize(
    ("code", "stated"),
    [
        ("unknown-unit", {"unit": "xa-z"}),
        ("unknown-value", {"field": "ngoai-danh-muc"}),
        ("kind-of-model", {"kind": "ho-gia-dinh"}),
    ],
)
def test_a_copy_is_doubted_for_what_its_original_has(clerk: Clerk, code: str, stated: dict[str, str]) -> None:
    clerk.model("2020/to", title="Tổ dân vận", **stated)
    (sentence,) = found(clerk).values()
    beforehand = said(clerk, *CARRY, "--anyway")

    assert [one for one, _ in found(clerk)] == [code, code]
    assert sentence in beforehand


@pytest.mark.parametrize(
    ("form", "usual"),
    [
        ("huan-chuong", ["trung-uong"]),
        ("co", ["trung-uong", "tinh"]),
        ("bang-khen", ["trung-uong", "tinh"]),
        ("ky-niem-chuong", ["trung-uong", "tinh"]),
        ("giay-khen", ["trung-uong", "tinh", "huyen", "xa"]),
    ],
)
def test_each_form_is_doubted_from_levels_that_do_not_usually_give_it(
    clerk: Clerk, form: str, usual: list[str]
) -> None:
    """The Law on Emulation and Commendation (06/2022/QH15) has who may give what; communes give only the rest."""
    levels = ("trung-uong", "tinh", "huyen", "xa")
    clerk.write("danvan.yaml", "format: 1\nunit: huyen\n")
    clerk.write(
        "units.yaml", "".join(f"- {{id: {level}, name: Cơ quan {level}, level: {level}}}\n" for level in levels)
    )
    clerk.model("2020/to", title="Tổ dân vận", unit="xa")
    for level in levels:
        clerk.award(f"2020/{level}", form=form, authority=level, recipient=f"Bà {level}")

    doubted = {path for code, path in found(clerk) if code == "unusual-form"}
    assert doubted == {f"awards/2020/{level}.yaml" for level in levels if level not in usual}


@pytest.mark.parametrize(
    "typed",
    [
        (*AWARD, "--kind", "tap-the", "--form", "bang-khen", "--authority", "xa-a"),
        (*AWARD, "--kind", "tap-the", "--form", "huan-chuong", "--authority", "tp"),
    ],
)
def test_an_office_with_levels_of_its_own_gives_what_forms_it_likes(clerk: Clerk, typed: tuple[str, ...]) -> None:
    clerk.write("danvan.yaml", OFFICE_OF_A_CITY)
    clerk.write("units.yaml", UNITS_OF_A_CITY)

    assert said(clerk, *typed).count("usually") == 0
    assert found(clerk) == {}


def test_what_was_so_before_is_not_doubted_again(clerk: Clerk) -> None:
    clerk.model("2020/to", title="Tổ dân vận", person="Lê Hòa")
    clerk.evaluation("2020/to.xa", rating="dat", scores={"noi-dung": 4}, score=5)
    (person, *others) = found(clerk).values()

    assert person not in said(clerk, "set", "to", "title=Tổ khác")
    assert not any(record in said(clerk, "set", "to.xa", "surveyed_on=2020") for record in others)
    assert len(found(clerk)) == 3


def test_what_is_wrong_otherwise_than_before_is_doubted(clerk: Clerk) -> None:
    clerk.evaluation("2020/to.xa", scores={"noi-dung": 4}, score=5)
    beforehand = said(clerk, "set", "to.xa", "score=6")

    assert next(iter(found(clerk).values())) in beforehand


def test_what_is_mended_is_not_doubted(clerk: Clerk) -> None:
    clerk.evaluation("2020/to.xa", scores={"noi-dung": 4}, score=5)
    (wrong,) = found(clerk).values()

    assert wrong not in said(clerk, "set", "to.xa", "score=4")
    assert found(clerk) == {}


def test_the_same_doubt_about_many_records_is_one(clerk: Clerk) -> None:
    clerk.model("2020/hai", title="Tổ hai", person="Lê Hòa")
    clerk.model("2020/ba", title="Tổ ba", person="Lê Hòa")
    (sentence,) = set(found(clerk).values())

    assert said(clerk, *CARRY).count(sentence) == 1
    assert len(found(clerk)) == 4


def test_the_index_is_hidden_only_meanwhile(clerk: Clerk, tmp_path: Path) -> None:
    clerk.evaluation("2020/to.xa", rating="tot")
    ledger = Ledger(DiskSource(clerk.root, 0), tmp_path / "index", clerk.root, no_progress)
    db, _ = ledger.open_records(None)
    (file,) = (tmp_path / "index").glob("*.db")
    before = file.read_bytes()
    planned = UnwrittenRecord("model", "models/2021/moi.yaml", {"title": "Tổ mới", "unit": "xa-a", "kind": "tap-the"})
    with records_alone(db, [planned]):
        assert db.execute("SELECT title, year FROM model").fetchall() == [("Tổ mới", 2021)]
        assert db.execute("SELECT COUNT(*) FROM evaluation").fetchone() == (0,)

    assert db.execute("SELECT title, year FROM model").fetchall() == [("Tổ dân vận", 2020)]
    assert file.read_bytes() == before
    ledger.close()


def test_what_was_wrong_before_is_looked_for_only_where_something_is_wrong(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[list[str]] = []

    def watched(
        db: sqlite3.Connection, records: Collection[UnwrittenRecord], units: Collection[Unit]
    ) -> AbstractContextManager[None]:
        looked.append([str(record.values["title"]) for record in records])
        return records_alone(db, records, units)

    monkeypatch.setattr(hiding, "records_alone", watched)
    said(clerk, "set", "to", "title=Chợ xanh")
    assert looked == [["Chợ xanh"]]
    said(clerk, "set", "to", "title=Chợ sạch", "ended_on=2020", "registered_on=2021", "--yes")
    assert looked[1:] == [["Chợ sạch"], ["Chợ xanh"]]


def test_in_vietnamese_a_doubt_speaks_of_labels(clerk: Clerk) -> None:
    clerk.model("2020/to", title="Tổ dân vận")
    doubted = clerk.ask(*("danh-gia", "to", "--nam", "2020", "--ngay-xep-loai", "12/05/2031", "--lang", "vi"))
    assert "Ngày xếp loại: 12/05/2031" in doubted.err
    assert "rated_on" not in doubted.err
