from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain import editing
from danvan_cli.domain.editing import append_claim, append_entries, edit_entries, edit_record
from danvan_cli.domain.errors import EditError
from danvan_cli.domain.reading import read_record, read_units
from danvan_cli.domain.writing import record_bytes, units_bytes
from tests.domain.hand_made_files import HandMade, changed_values, edit_entry, files, flow_files
from tests.helpers.record_values import values_of

BASE = "title: A\nunit: b\nkind: c\n"


def edit(text: str, **changes: Any) -> str:  # noqa: ANN401 - values of any field
    return edit_record("model", "a.yaml", 2020, text.encode(), changes).decode()


def comments_of(data: bytes) -> Counter[str]:
    return Counter(part.split(".")[0] for part in data.decode().split("# ghi chú ")[1:])


@given(files() | flow_files(), changed_values())
def test_changing_values_keeps_everything_else(file: HandMade, changes: dict[str, Any]) -> None:
    before = read_record("model", "a.yaml", 2020, file.data)
    assert before.sound, before.problems
    assert before.stated.values == file.values
    data = edit_record("model", "a.yaml", 2020, file.data, changes)
    after = read_record("model", "a.yaml", 2020, data).stated.values
    assert after == {key: value for key, value in {**file.values, **changes}.items() if value not in (None, [], {})}
    assert comments_of(data) == comments_of(file.data)
    text = "\n".join(data.decode().splitlines())
    unchanged = [part for part in file.parts if (part.value or None) == after.get(part.key)]
    assert all("\n".join(part.lines).rstrip() in text for part in unchanged)
    assert edit_record("model", "a.yaml", 2020, data, changes) == data


@given(files() | flow_files())
def test_a_change_to_what_is_there_already_changes_nothing(file: HandMade) -> None:
    assert (
        edit_record("model", "a.yaml", 2020, file.data, {**file.values, "goal": file.values.get("goal")}) == file.data
    )


@given(st.data(), st.sampled_from(("model", "evaluation", "award", "figures")))
def test_a_record_can_be_turned_into_any_other(data: st.DataObject, kind: str) -> None:
    old, new = data.draw(values_of(kind)), data.draw(values_of(kind))
    edited = edit_record(kind, "a.yaml", 2020, record_bytes(kind, old), {**dict.fromkeys(old), **new})
    assert read_record(kind, "a.yaml", 2020, edited).stated.values == new


@given(st.lists(values_of("claim"), max_size=2), values_of("claim"))
def test_a_claim_is_added_to_those_that_are_there(claims: list[dict[str, Any]], claim: dict[str, Any]) -> None:
    data = append_claim("a.yaml", 2020, record_bytes("figures", {"source": "s"}, claims), claim)
    assert data == record_bytes("figures", {"source": "s"}, [*claims, claim])


@given(st.lists(values_of("unit"), min_size=1, max_size=3, unique_by=lambda unit: unit["id"]), values_of("unit"))
def test_a_unit_can_be_turned_into_any_other(units: list[dict[str, Any]], new: dict[str, Any]) -> None:
    new["id"] = units[-1]["id"]
    data = edit_entry(units_bytes(units), "units.yaml", new["id"], {**dict.fromkeys(units[-1]), **new})
    assert [entry.values for entry in read_units("units.yaml", data).entries] == [*units[:-1], new]
    assert append_entries(units_bytes(units[:-1]), "units.yaml", [new]) == units_bytes([*units[:-1], new])


@pytest.mark.parametrize(
    ("old", "changes", "new"),
    [
        ("title:    'A'   # a\n", {"title": "B"}, "title:    B   # a\n"),
        ("title:\tA\n", {"title": "x: y"}, 'title:\t"x: y"\n'),
        ('"title": A\n', {"title": "B"}, '"title": B\n'),
        ("? title # a\n: A # b\n", {"title": "B"}, "? title # a\n: B # b\n"),
        ("title: A\n  b # c\n# d\n", {"title": "B"}, "title: B # c\n# d\n"),
        ("title: # a\n  # b\n  A # c\n", {"title": "B"}, "# a\n# b\n# c\ntitle: B\n"),
        ("title: A\nnote: # a\n", {"note": "b\nc"}, "title: A\n# a\nnote: |\n  b\n  c\n"),
        ("title: A\nplace:   # a\n", {"place": "b"}, "title: A\nplace: b   # a\n"),
        ("title: A\n? place\n", {"place": "b"}, "title: A\n? place\n: b\n"),
        ("title: A\nnote: >+ # a\n  b\n\n\n# c\n", {"note": "d"}, "title: A\n# a\nnote: |\n  d\n\n\n# c\n"),
        ("title: A\nnote: b # c\n# d\n", {"note": None}, "title: A\n# c\n# d\n"),
    ],
)
def test_a_value_is_changed_in_its_place(old: str, changes: dict[str, Any], new: str) -> None:
    head, tail = "unit: b\nkind: c\n", "source: s\n"
    assert edit(head + old + tail, **changes) == head + new + tail


@pytest.mark.parametrize(
    ("old", "changes", "new"),
    [
        (
            "tags:\n- a # 1\n\n# 2\n- b # 3\n# 4\n",
            {"tags": ["a", "b", "no"]},
            'tags:\n- a # 1\n\n# 2\n- b # 3\n- "no"\n# 4\n',
        ),
        ("tags:\n    - a\n", {"tags": ["a", "b"]}, "tags:\n    - a\n    - b\n"),
        ("tags: [a, b,] # 1\n", {"tags": ["a", "b", "c, d"]}, 'tags: [a, b, "c, d",] # 1\n'),
        ("tags: # 1\n  - a # 2\n  - b\n", {"tags": ["b"]}, "# 1\n# 2\ntags:\n  - b\n"),
        ("tags: []\n", {"tags": ["b"]}, "tags:\n  - b\n"),
        (
            "extra:\n  # 1\n  a: x # 2\n  b: y\n",
            {"extra": {"a": "z", "b": "y", "c": ["d"]}},
            "extra:\n  # 1\n  a: z # 2\n  b: y\n  c:\n    - d\n",
        ),
        ("extra:\n  a: x # 2\n  b: y\n", {"extra": {"b": "y"}}, "extra:\n  # 2\n  b: y\n"),
        ("extra: {a: x, # 1\n  b: y}\n", {"extra": {"a": "x", "c": "z"}}, "extra: {a: x, # 1\n  c: z}\n"),
        ("extra: {a: x, # 1\n  b: y}\n", {"extra": {"a": "x"}}, "extra: {a: x # 1\n  }\n"),
        ("extra: {a: {b: c}}\n", {"extra": {"a": {}}}, "extra: {a: {}}\n"),
        ("extra:\n  a: &x\n    b: c\n", {"extra": {"a": {"b": "d"}}}, "extra:\n  a: &x\n    b: d\n"),
    ],
)
def test_lists_and_mappings_are_changed_in_part(old: str, changes: dict[str, Any], new: str) -> None:
    assert edit(BASE + old, **changes) == BASE + new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{title: A, unit: b, kind: c}", "{title: A, unit: b, kind: c, level: xa}"),
        ('{"title":"A","unit":"b","kind":"c"}\n', '{"title":"A","unit":"b","kind":"c", level: xa}\n'),
        ("--- # 1\ntitle: A\nunit: b\nkind: c\n...\n", "--- # 1\ntitle: A\nunit: b\nkind: c\nlevel: xa\n...\n"),
        ("  title: A\n  unit: b\n  kind: c\n", "  title: A\n  unit: b\n  kind: c\n  level: xa\n"),
        ("\ufefftitle: A\r\nunit: b\r\nkind: c", "\ufefftitle: A\r\nunit: b\r\nkind: c\r\nlevel: xa"),
        ("note: |\n  x\nunit: b\ntitle: A\nkind: c # 1\n", "note: |\n  x\nunit: b\ntitle: A\nkind: c # 1\nlevel: xa\n"),
    ],
)
def test_a_new_key_goes_to_its_place(old: str, new: str) -> None:
    assert edit(old, level="xa") == new


def test_a_first_key_goes_to_the_beginning() -> None:
    data = edit_record("evaluation", "a.yaml", 2020, b"# 1\nrating: tot\n", {"surveyed_on": "2020-03"})
    assert data == b"# 1\nsurveyed_on: 2020-03\nrating: tot\n"


@pytest.mark.parametrize(
    ("old", "new"), [("# 1\nrating: tot # 2\n# 3\n", "# 1\n# 2\n{}\n# 3\n"), ("{rating: tot}", "{}")]
)
def test_an_evaluation_may_run_empty(old: str, new: str) -> None:
    assert edit_record("evaluation", "a.yaml", 2020, old.encode(), {"rating": None}).decode() == new


def test_decomposed_text_is_written_composed() -> None:
    assert edit(BASE + "note: Hoa\u0300\n", level="xa") == BASE + "level: xa\nnote: Hoà\n"


def test_points_are_changed_one_by_one() -> None:
    old = b"scorers:\n  A: # 1\n    x: 1 # 2\n    y: 2.5\nscores: {x: 1, y: 2}\n"
    changes = {"scorers": {"A": {"x": 150, "y": 250}, "B": {"x": 100}}, "scores": {"x": 100, "y": 300}}
    assert edit_record("evaluation", "a.yaml", 2020, old, changes).decode() == (
        "scorers:\n  A: # 1\n    x: 1.5 # 2\n    y: 2.5\n  B:\n    x: 1\nscores: {x: 1, y: 3}\n"
    )


@pytest.mark.parametrize(
    ("old", "changes"),
    [
        ("title: &a A\nunit: b\nkind: c\nnote: *a\n", {"title": "B"}),
        ("title: A\nunit: b\nkind: c\nextra: {x: &a {b: c}, d: *a}\n", {"extra": {"d": {"b": "c"}}}),
        (BASE, {"title": None}),
    ],
)
def test_a_file_that_would_say_something_else_is_left_to_a_person(old: str, changes: dict[str, Any]) -> None:
    with pytest.raises(EditError) as refused:
        edit(old, **changes)
    assert refused.value.path == "a.yaml"


def test_a_key_that_no_record_has_is_not_passed_over() -> None:
    with pytest.raises(KeyError, match="rating"):
        edit(BASE, rating="tot")


def test_an_alias_is_replaced_and_its_anchor_stays() -> None:
    assert (
        edit("title: &a A\nunit: b\nkind: c\nplace: *a # 1\n", place="B")
        == "title: &a A\nunit: b\nkind: c\nplace: B # 1\n"
    )


def test_a_file_with_faults_is_not_edited() -> None:
    with pytest.raises(ValueError, match="unknown-key"):
        edit(BASE + "no_such_key: 1\n", title="B")


def test_the_claims_of_a_file_stay_when_its_source_changes() -> None:
    claims = b"claims:\n  - {measure: registered, value: 1} # 1\n"
    assert edit_record("figures", "a.yaml", 2020, claims, {"source": "B"}) == b"source: B\n" + claims


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("source: x\n# 1\nnote: y\n", "source: x\nclaims:\n  - {NEW}\n# 1\nnote: y\n"),
        ("source: x\nclaims: []\n", "source: x\nclaims:\n  - {NEW}\n"),
        (
            "claims:\n- {measure: a, value: 1} # 1\n\nnote: y",
            "claims:\n- {measure: a, value: 1} # 1\n- {NEW}\n\nnote: y",
        ),
        ("claims: [{measure: a, value: 1}]\n", "claims: [{measure: a, value: 1}, {NEW}]\n"),
        ("{source: x}\n", "{source: x, claims: [{NEW}]}\n"),
        (
            "claims:\n  - measure: a\n    value: 1 # 1\n# 2\n",
            "claims:\n  - measure: a\n    value: 1 # 1\n  - {MEASURE}# 2\n",
        ),
    ],
)
def test_a_claim_is_added_in_the_style_of_the_others(old: str, new: str) -> None:
    claim = {"measure": "registered", "where": {"kind": "a,b"}, "value": 150}
    block = "measure: registered\n    where: {kind: [a, b]}\n    value: 1.5\n"
    expected = new.replace("NEW", "measure: registered, where: {kind: [a, b]}, value: 1.5").replace("{MEASURE}", block)
    assert append_claim("a.yaml", 2020, old.encode(), claim).decode() == expected


FLOW = "- {id: a, name: A, level: xa} # 1\n"
BLOCK = "- id: b\n  # 2\n  name: B # 3\n  level: xa\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FLOW + "# end\n", FLOW + "- {id: c, name: C, level: xa, aliases: [d]}\n# end\n"),
        (FLOW + BLOCK, FLOW + BLOCK + "- id: c\n  name: C\n  level: xa\n  aliases: [d]\n"),
        ("[]\n", "- {id: c, name: C, level: xa, aliases: [d]}\n"),
        ("[ # 1\n]\n", "[ # 1\n{id: c, name: C, level: xa, aliases: [d]}]\n"),
    ],
)
def test_a_unit_is_added_in_the_style_of_the_last(old: str, new: str) -> None:
    entry = {"id": "c", "name": "C", "level": "xa", "aliases": ["d"]}
    assert append_entries(old.encode(), "units.yaml", [entry]).decode() == new


@pytest.mark.parametrize(
    ("name", "changes", "new"),
    [
        ("a", {"name": "AA", "aliases": ["x"]}, "- {id: a, name: AA, level: xa, aliases: [x]} # 1\n" + BLOCK),
        ("b", {"name": "BB", "parent": "a"}, FLOW + "- id: b\n  # 2\n  name: BB # 3\n  level: xa\n  parent: a\n"),
    ],
)
def test_a_unit_is_changed_in_its_place(name: str, changes: dict[str, Any], new: str) -> None:
    assert edit_entry((FLOW + BLOCK).encode(), "units.yaml", name, changes).decode() == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- parent: a # 1\n  id: b\n  name: B\n  level: xa\n", "- # 1\n  id: b\n  name: B\n  level: xa\n"),
        ("- parent: a\n  id: b\n  name: B\n  level: xa\n", "- id: b\n  name: B\n  level: xa\n"),
    ],
)
def test_the_first_key_of_a_unit_can_go(old: str, new: str) -> None:
    assert edit_entry((FLOW + old).encode(), "units.yaml", "b", {"parent": None}).decode() == FLOW + new


def test_a_unit_that_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(KeyError):
        edit_entry(FLOW.encode(), "units.yaml", "x", {"name": "X"})


@pytest.mark.parametrize(
    ("old", "new"),
    [("{}\n", "{surveyed_on: 2020}\n"), ("{recognized: true}\n", "{surveyed_on: 2020, recognized: true}\n")],
)
def test_a_new_key_goes_first_into_a_mapping_on_one_line(old: str, new: str) -> None:
    assert edit_record("evaluation", "a.xa.yaml", 2020, old.encode(), {"surveyed_on": "2020"}).decode() == new


def test_a_comment_in_the_first_value_of_an_entry_goes_behind_it() -> None:
    units = "- name: # tên cũ: Xã Ân\n    Xã An\n  id: xa-a\n  level: xa\n"
    new = "- name: Xã Yên\n  # tên cũ: Xã Ân\n  id: xa-a\n  level: xa\n"
    assert edit_entry(units.encode(), "units.yaml", "xa-a", {"name": "Xã Yên"}).decode() == new


def test_nothing_among_an_offices_own_values_stays_an_item_on_one_line() -> None:
    assert 'k: [a, ""]' in edit(f"{BASE}extra: {{k: [a]}}\n", extra={"k": ["a", None]})


@pytest.mark.parametrize("broken", [LookupError, StopIteration])
def test_a_step_that_finds_no_place_changes_nothing(broken: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise broken

    monkeypatch.setattr(editing, "set_value", fail)
    with pytest.raises(EditError):
        edit(BASE, title="B")


def test_a_step_that_would_lose_a_comment_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing, "set_value", lambda *_, **__: BASE)
    with pytest.raises(EditError) as refused:
        edit(f"# của xã\n{BASE}", title="B")
    assert refused.value.reason == "a comment would be lost"


_UNITS_OF_HAND = """\
# Các đơn vị
- {id: a, name: Xã A, level: xa}  # thứ nhất
- id: b   # thứ hai
  name: Xã B
  level: xa
  aliases:
    - B.   # cách viết cũ
# trước c
- {id: c, name: "Xã C", level: xa}
# hết
"""
_ENDED = {"until": "2025-06-30", "successors": ["c"]}


@pytest.mark.parametrize("text", [_UNITS_OF_HAND, "[{id: a, name: A, level: xa}, {id: b, name: B, level: xa}]\n"])
def test_several_units_are_changed_at_once_as_one_by_one(text: str) -> None:
    at_once = edit_entries(text.encode(), "units.yaml", {"b": _ENDED, "a": {**_ENDED, "name": "Xã Â"}})
    first = edit_entry(text.encode(), "units.yaml", "b", _ENDED)
    assert at_once == edit_entry(first, "units.yaml", "a", {**_ENDED, "name": "Xã Â"})
    named = {entry.values["id"]: entry.values for entry in read_units("units.yaml", at_once).entries}
    assert (named["a"]["name"], named["b"]["until"]) == ("Xã Â", "2025-06-30")
    assert [line for line in text.split("\n") if line.startswith("#") and line not in at_once.decode()] == []


def test_nothing_changed_leaves_the_bytes() -> None:
    data = ("\ufeff" + _UNITS_OF_HAND).encode()
    assert edit_entries(data, "units.yaml", {}) == data
    assert edit_entries(data, "units.yaml", {"a": {"name": "Xã A"}}) == data
