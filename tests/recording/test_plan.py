"""What a step does to what was stated before: what only grows is added, all else is replaced."""

import pytest

from danvan_cli.domain.values import Value
from danvan_cli.recording.plan import Step
from danvan_cli.store.writing import Change

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
