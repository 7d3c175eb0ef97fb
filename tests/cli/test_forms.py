"""What the questions of the forms offer, without a terminal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_cli.cli.forms import register
from danvan_cli.counting.ledger import Ledger
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.store.disk import DiskSource
from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import LATER, no_progress


@pytest.fixture
def lookup(clerk: Clerk, tmp_path: Path) -> Iterator[RecordLookup]:
    ledger = Ledger(DiskSource(clerk.root, LATER), tmp_path / "cache", clerk.root, no_progress)
    opened = RecordLookup(ledger, "2026-03-01")
    yield opened
    opened.close()


def test_a_model_carries_on_one_of_the_years_before_its_unit_first_and_copies_any(
    clerk: Clerk, lookup: RecordLookup
) -> None:
    for name, unit in (("2024/cua-b", "xa-b"), ("2025/cua-loc", "xa-loc"), ("2026/cua-a", "xa-a-moi")):
        clerk.model(name, title=name, unit=unit)
    questions = {question.key: question for question in register.questions(lookup, {})}
    answers = {"year": "2026", "unit": "xa-a-moi"}
    offered = {
        key: [choice.value for choice in questions[key].adapted(answers).offered()]
        for key in ("continues", "replicates")
    }
    assert offered["continues"] == ["cua-b", "cua-loc"]  # Xã Bình Hoà is Xã An Hòa by then
    assert offered["replicates"] == ["cua-a", "cua-loc", "cua-b"]
