"""A day as it is said to somebody who is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_cli.cli.forms.interview import RecordForm
from danvan_cli.counting.ledger import Ledger
from danvan_cli.domain.fields import MODEL
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.store.disk import DiskSource
from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import no_progress


@pytest.fixture
def form(tmp_path: Path) -> Iterator[RecordForm]:
    ledger = Ledger(
        DiskSource(Clerk(tmp_path / "data").root, 2_000_000_000_000_000_000),
        tmp_path / "cache",
        tmp_path / "data",
        no_progress,
    )
    yield RecordForm(RecordLookup(ledger, "2026-03-01"), 2025)
    ledger.close()


def test_what_is_said_of_a_day_is_read_and_shown_in_full(form: RecordForm) -> None:
    question = form.question(MODEL["registered_on"])
    said = {text: question.reads(text) for text in ("5/2", "5/4", "hôm nay", "hom qua", "5/2/26", "31/2", "")}

    assert set(map(question.check or str, [said["5/2"], said["5/4"]])) == {None}
    assert [day[:10] for day in said.values()] in (
        ["05/02/2026", "05/04/2025", "01/03/2026", "28/02/2026", "05/02/2026", "31/2", ""],
        ["2026-02-05", "2025-04-05", "2026-03-01", "2026-02-28", "2026-02-05", "31/2", ""],
    )


def test_a_title_is_read_as_it_stands(form: RecordForm) -> None:
    assert form.question(MODEL["title"]).reads("hôm nay") == "hôm nay"
