"""What a step does to what was stated before: what only grows is added, all else is replaced."""

from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.counting.ledger import Ledger
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import NO_ID
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.values import Value
from danvan_cli.recording.plan import Step, create
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.store.disk import DiskSource
from danvan_cli.store.writing import Change
from tests.helpers.data_folder import LATER, DataFolder, no_progress

_TAGS = ["xanh", "sạch"]


@pytest.mark.parametrize(
    ("old", "new", "replaces"),
    [
        (_TAGS, _TAGS, False),
        (_TAGS, [*_TAGS, "đẹp"], False),
        (_TAGS, ["xanh", "đẹp"], True),
        (_TAGS, ["đẹp", *_TAGS], True),
        (_TAGS, ["sạch", "xanh"], True),
        (_TAGS, ["xanh"], True),
        (_TAGS, None, True),
        ({"k": "v"}, {"k": "v", "m": "n"}, False),
        ({"k": "v"}, {"k": "w"}, True),
        ({"k": "v"}, {"m": "v"}, True),
        ({"An": {"noi-dung": 4}}, {"An": {"noi-dung": 4, "cach-lam": 5}}, False),
        ({"An": {"noi-dung": 4}}, {"An": {"cach-lam": 5}}, True),
        ("xanh", "xanh", False),
        ("xanh", "xanh sạch", True),
        (True, False, True),
    ],
)
def test_what_is_stated_otherwise_is_replaced_and_what_grows_is_not(
    old: Value,
    new: Value | None,
    replaces: bool,  # noqa: FBT001 - a case of a table
) -> None:
    after = {} if new is None else {"key": new}
    step = Step("model", "models/2020/to.yaml", {"key": old}, after, Change("models/2020/to.yaml", b"a", b"b"))

    assert step.replaces is replaces


def test_a_new_record_replaces_nothing() -> None:
    step = Step("model", "models/2020/to.yaml", None, {"title": "Tổ"}, Change("models/2020/to.yaml", None, b"b"))

    assert not step.replaces


def test_what_is_no_id_names_no_file(data: DataFolder, tmp_path: Path) -> None:
    ledger = Ledger(DiskSource(data.root, LATER), tmp_path, data.root, no_progress)
    with closing(RecordLookup(ledger, "2020-12-31")) as lookup, pytest.raises(RequestError) as refused:
        create(lookup, MODELS, 2020, "../../a", {"title": "A", "unit": "xa-a", "kind": "tap-the"})
    assert refused.value.message is NO_ID
