"""Two changes of one thing: whoever was idle takes the other's, and nobody's change is lost without being named."""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.lists import built_in, stated_by
from danvan_cli.domain.threeway import Joined, KeyConflict, Sides, join_office, join_records, join_units
from danvan_cli.text.periods import Period
from tests.helpers.record_values import values_of

Values = dict[str, Any]
_words = st.sampled_from("abc")
_points = st.dictionaries(st.sampled_from("xyz"), st.integers(1, 2), min_size=1, max_size=3)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "rating": _words,
    "recognized": st.booleans(),
    "note": _words,
    "scores": _points,
    "scorers": st.dictionaries(st.sampled_from(("An", "Bình")), _points, min_size=1, max_size=2),
    "tags": st.lists(_words, unique=True, min_size=1),
    "extra": st.dictionaries(_words, _words | st.dictionaries(_words, _words, min_size=1), min_size=1, max_size=2),
}
_evaluations = st.fixed_dictionaries({}, optional=_VALUES)
_unit = st.fixed_dictionaries(
    {"name": _words, "level": st.just("xa")}, optional={"parent": _words, "aliases": st.lists(_words, min_size=1)}
)
_unit_lists = st.dictionaries(st.sampled_from("pqrst"), _unit).map(
    lambda units: [{"id": name, **unit} for name, unit in units.items()]
)
_claims = st.lists(
    st.fixed_dictionaries(
        {"measure": st.sampled_from(("registered", "awards"))}, optional={"year": st.just(Period(2018, 2019))}
    ).flatmap(lambda asked: st.sampled_from(("value", "at_least")).map(lambda key: {**asked, key: 100})),
    min_size=1,
    max_size=3,
    unique_by=lambda claim: (claim["measure"], claim.get("year")),
)
_figures = st.fixed_dictionaries({}, optional={"claims": _claims, "where": st.just({"unit": "a"}), "note": _words})


def leaves(value: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:  # noqa: ANN401 - values of any field
    """Return what a value states, one thing at a path; of a list, that each item is in it."""
    if isinstance(value, Mapping):
        return {at: leaf for key, part in value.items() for at, leaf in leaves(part, (*path, key)).items()}
    if isinstance(value, list):
        return {(*path, item): True for item in value}
    return {path: value}


@given(_evaluations, _evaluations, _evaluations)
def test_each_value_by_itself_as_one_would_do_it_by_hand(base: Values, ours: Values, theirs: Values) -> None:
    joined = join_records("evaluation", 2020, base, ours, theirs)
    sides = [leaves(side) for side in (base, ours, theirs)]
    expected, disputed = {}, set()
    for path in {path for side in sides for path in side}:
        was, mine, other = (side.get(path) for side in sides)
        expected[path] = other if mine == was else mine
        if mine != was and other not in (was, mine):
            disputed.add(path)
    # A key that is a mapping on one side and a word on the other is one value.
    whole = {conflict.key for conflict in joined.conflicts}
    within = {path for path in expected if any(path[: len(key)] == key for key in whole)}
    assert {path: value for path, value in leaves(joined.value).items() if path not in within} == {
        path: value for path, value in expected.items() if value is not None and path not in within
    }
    assert disputed <= within
    assert all(any(path[: len(key)] == key for path in expected) for key in whole)


def _check_laws(join: Any, base: Any, ours: Any, theirs: Any) -> None:  # noqa: ANN401 - any of the functions
    """Whoever is idle takes the other's; both alike is that; and which side is which makes no difference."""
    assert join(base, base, theirs) == Joined(theirs, ())
    assert join(base, ours, base) == Joined(ours, ())
    assert join(base, ours, ours) == Joined(ours, ())
    one, another = join(base, ours, theirs), join(base, theirs, ours)
    assert {conflict.key for conflict in one.conflicts} == {conflict.key for conflict in another.conflicts}
    if not one.conflicts:
        assert _unordered(one.value) == _unordered(another.value)


def _unordered(value: Any) -> Any:  # noqa: ANN401 - values of any field
    if isinstance(value, Mapping):
        return sorted((key, _unordered(part)) for key, part in value.items())
    return sorted(map(repr, map(_unordered, value))) if isinstance(value, list) else value


@given(_evaluations, _evaluations, _evaluations)
def test_the_laws_of_evaluations(base: Values, ours: Values, theirs: Values) -> None:
    _check_laws(lambda *sides: join_records("evaluation", 2020, *sides), base, ours, theirs)


@given(*[st.none() | values_of("model")] * 3)
def test_the_laws_of_any_models(base: Values | None, ours: Values | None, theirs: Values | None) -> None:
    _check_laws(lambda *sides: join_records("model", 2020, *sides), base, ours, theirs)


@given(_figures, _figures, _figures)
def test_the_laws_of_figures(base: Values, ours: Values, theirs: Values) -> None:
    _check_laws(lambda *sides: join_records("figures", 2020, *sides), base, ours, theirs)
    joined = join_records("figures", 2020, base, ours, theirs)
    if base.get("where") == ours.get("where") == theirs.get("where") and not joined.conflicts:
        asked = [(claim["measure"], claim.get("year")) for claim in (joined.value or {}).get("claims", ())]
        assert len(asked) == len(set(asked))
        assert all(("value" in claim) != ("at_least" in claim) for claim in (joined.value or {}).get("claims", ()))


@given(_unit_lists, _unit_lists, _unit_lists)
def test_the_laws_of_units(base: list[Values], ours: list[Values], theirs: list[Values]) -> None:
    _check_laws(join_units, base, ours, theirs)
    ids = [unit["id"] for unit in join_units(base, ours, theirs).value or ()]
    assert len(ids) == len(set(ids))


@given(st.lists(_words, unique=True), st.permutations("abc"))
def test_an_order_that_one_side_changed_holds(added: list[str], order: Sequence[str]) -> None:
    base = {"tags": list("abc")}
    theirs = {"tags": [*"abc", *(f"x{word}" for word in added)]}
    ours = {"tags": list(order)}
    joined = join_records("evaluation", 2020, base, ours, theirs)
    assert not joined.conflicts
    assert joined.value is not None
    assert [tag for tag in joined.value["tags"] if tag in "abc"] == list(order)
    assert sorted(joined.value["tags"]) == sorted(theirs["tags"])


def test_what_is_new_stands_behind_what_it_followed() -> None:
    units = [{"id": name, "name": name, "level": "xa"} for name in "abcdef"]
    a, b, c, d, e, f = units
    joined = join_units([a, b, c], [a, d, b, c], [f, a, b, e, c])
    assert joined == Joined([f, a, d, b, e, c], ())


def test_what_one_removed_and_another_changed_is_disputed() -> None:
    old = {"id": "a", "name": "A", "level": "xa"}
    new = {**old, "name": "B"}
    assert join_units([old], [new], []) == Joined([new], (KeyConflict(("a",), Sides(old, new, None)),))
    record = {"title": "A"}
    changed = {"title": "B"}
    assert join_records("model", 2020, record, changed, None).conflicts == (
        KeyConflict((), Sides(record, changed, None)),
    )


def test_a_claim_says_one_thing() -> None:
    claim = {"measure": "registered"}
    base, ours, theirs = ({"claims": [{**claim, key: 100}]} for key in ("value", "at_least", "about"))
    joined = join_records("figures", 2020, base, ours, theirs)
    assert joined.value == ours
    assert [conflict.key for conflict in joined.conflicts] == [("claims", "registered", "value")]


def test_claims_are_not_taken_to_other_conditions() -> None:
    claim = {"measure": "registered", "value": 100}
    base: Values = {"claims": [claim]}
    ours = {"claims": [claim, {"measure": "awards", "value": 200}]}
    theirs = {"claims": [claim], "where": {"unit": "a"}}
    assert [conflict.key for conflict in join_records("figures", 2020, base, ours, theirs).conflicts] == [("where",)]


def test_a_list_that_an_office_no_longer_has_is_the_one_of_the_program() -> None:
    plain = [stated_by(entry) for entry in built_in()["field"]]
    own = {"format": 1, "vocabulary": {"field": [*plain, {"id": "bien", "label": "Biển"}]}}
    further = {
        "format": 1,
        "vocabulary": {"field": [*plain, {"id": "bien", "label": "Biển"}, {"id": "ao", "label": "Ao"}]},
    }
    without: Values = {"format": 1}
    assert join_office(own, own, without) == Joined(without, ())
    joined = join_office(own, further, without)
    assert joined == Joined({"format": 1, "vocabulary": {"field": [*plain, {"id": "ao", "label": "Ao"}]}}, ())
    relabelled = {"format": 1, "office": "X", "vocabulary": {"field": [{"id": "bien", "label": "Biển"}, *plain]}}
    assert join_office(own, relabelled, without) == Joined({"format": 1, "office": "X"}, ())
    assert join_office(own, {**own, "office": "X"}, without) == Joined({"format": 1, "office": "X"}, ())
