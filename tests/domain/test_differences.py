"""Differences value by value: put onto what was, they give what is."""

from typing import Any

import pytest
from hypothesis import given, strategies

from danvan_cli.domain.differences import leaves, reordered, value_changes
from danvan_cli.domain.fields import TABLES
from danvan_cli.text.periods import Period

_TEXTS = strategies.sampled_from(["tot", "kha", "a", "2020"])
_PARTS = strategies.dictionaries(strategies.sampled_from(["x", "y", "z"]), strategies.integers(0, 3), min_size=1)
_STATED = strategies.fixed_dictionaries(
    {},
    optional={
        "rating": _TEXTS,
        "recognized": strategies.booleans(),
        "scores": _PARTS,
        "scorers": strategies.dictionaries(strategies.sampled_from(["An", "Bình"]), _PARTS, min_size=1),
        "tags": strategies.lists(_TEXTS, min_size=1, max_size=2),
        "extra": strategies.dictionaries(_TEXTS, strategies.one_of(_TEXTS, strategies.just({"sâu": "x"})), min_size=1),
    },
)


@given(_STATED, _STATED)
def test_what_changed_put_onto_what_was_is_what_is(before: dict[str, Any], after: dict[str, Any]) -> None:
    table = TABLES["evaluation"]
    was, will = (
        {key: leaf.value for key, leaf in leaves(table, values).items() if leaf.value != {}}
        for values in (before, after)
    )
    changes = value_changes(table, before, after)
    assert all(was.pop(change.key, None) == change.before for change in changes)
    was |= {change.key: change.after for change in changes if change.after is not None}
    assert was == will
    assert not value_changes(table, after, after)


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        ("evaluation", {"scores": {"a": 850}}, {"scores": {"a": 900}}, [(("scores", "a"), 8.5, 9)]),
        ("evaluation", {}, {"scorers": {"An": {"a": 100}}}, [(("scorers", "An", "a"), None, 1)]),
        ("model", {"title": "A", "count": 2}, {"title": "A"}, [(("count",), 2, None)]),
        ("model", {"tags": ["a"]}, {"tags": ["a", "b"]}, [(("tags",), ["a"], ["a", "b"])]),
        ("model", {"extra": {"o": {"p": "1"}}}, {"extra": {"o": {"p": "2"}}}, [(("extra", "o", "p"), "1", "2")]),
    ],
)
def test_values_are_told_as_they_are_stored(kind: str, before: Any, after: Any, expected: object) -> None:  # noqa: ANN401
    changes = value_changes(TABLES[kind], before, after)
    assert [(change.key, change.as_json(change.before), change.as_json(change.after)) for change in changes] == expected


def test_a_claim_is_told_by_what_it_asks() -> None:
    claim = {"measure": "recognized", "where": {"level": "xa"}, "year": Period(2018, 2020), "value": 4000}
    other = {"measure": "registered", "value": 18700}
    before, after = {"claims": [other, claim]}, {"claims": [{**claim, "value": 4100}, other, other]}
    told = [(change.key[1:], change.before, change.after) for change in value_changes(TABLES["figures"], before, after)]
    assert told == [
        (("recognized level=xa 2018-2020", "value"), 4000, 4100),
        (("registered (2)", "measure"), None, "registered"),
        (("registered (2)", "value"), None, 18700),
    ]


def test_only_what_both_have_can_be_reordered() -> None:
    assert reordered(["a", "b"], ["b", "a"])
    assert not reordered(["a", "b"], ["c", "a", "b"])
