"""What is written to what is there is shown, also where nobody is asked: a part of a name may mean another."""

import pytest

from danvan_cli.cli.carrying_out import _Consent
from danvan_cli.counting.ledger import Ledger
from danvan_cli.recording.awarding import revoke
from danvan_cli.recording.changing import end
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.selecting import Selection
from danvan_cli.store.disk import DiskSource
from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import LATER, no_progress

_BY = ("--decision", "123-QĐ/TU", "--on", "20/12/2020")


@pytest.fixture(autouse=True)
def _models(clerk: Clerk) -> None:
    for number, title in enumerate(("Hòa giải", "Đường hoa", "Tổ tự quản"), 1):
        clerk.model(f"2020/m{number}", title=title, unit="xa-b")
    clerk.evaluation("2020/m1.huyen", recognized=True, decision="123-QĐ/TU", decided_on="2020-12-20", rating="tot")
    clerk.evaluation("2020/m2.huyen", rating="tot")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (("revoke", "hoa giai", "--on", "30/11/2021", "--reason", "sai"), "Revoked on: – → 2021-11-30"),
        (("end", "hoa giai", "--on", "30/11/2021", "--reason", "xong"), "Ended on: – → 2021-11-30"),
        (("recognize", "duong hoa", *_BY), "Recognized: – → yes"),
        (("recognize", "tu quan", *_BY), "Recognized: yes"),
        (("recognize", "tu quan", "--propose", "--on", "20/12/2020"), "Proposed on: 2020-12-20"),
    ],
)
def test_it_is_shown_what_one_command_wrote(clerk: Clerk, typed: tuple[str, ...], shown: str) -> None:
    said = clerk.ask(*typed)
    assert said.code == 0
    assert shown in said.err


def test_what_takes_back_or_ends_is_asked_about_even_of_one(clerk: Clerk) -> None:
    lookup = RecordLookup(
        Ledger(DiskSource(clerk.root, LATER), clerk.root / ".c", clerk.root, no_progress), "2021-12-01"
    )
    selection, consent = Selection(["m1"]), _Consent(yes=False, anyway=False, agreed=False)
    assert consent.asks_about(revoke(lookup, selection, {"revoked_on": ["2021"]}))
    assert consent.asks_about(end(lookup, selection, {"ended_on": ["2021"]}))
    lookup.close()


def test_of_several_chosen_those_are_told_that_were_recognized_already(clerk: Clerk) -> None:
    said = clerk.ask("recognize", "--year", "2020", "--where", "rating=tot", *_BY)
    assert "Chosen (2)" in said.err
    assert "Recognized already, and stays (1): decision 123-QĐ/TU, 2020-12-20." in said.err
    assert said.out == "Recognized (1): m2.huyen\n"
