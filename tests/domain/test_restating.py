"""A file comes to state something else, and keeps what people wrote around it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.errors import EditError
from danvan_cli.domain.lists import replaceable
from danvan_cli.domain.reading import read_office, read_record, read_units
from danvan_cli.domain.restating import restate_office, restate_record, restate_units
from danvan_cli.domain.writing import entry_shape, flow, record_bytes
from tests.helpers.record_values import values_of

Entry = dict[str, Any]
_names = st.lists(st.sampled_from("abcdef"), unique=True, max_size=5)
_STYLES = ("lines", "blocks", "flow")


def _written(table: str, entries: list[Entry], style: str, margin: str = "") -> list[str]:
    """Write entries as people do: each on a line, each on several, or all in brackets; with a comment above each."""
    shaped = [entry_shape(table, entry) for entry in entries]
    if style == "flow":
        return [f"{margin}[{', '.join(flow(dict(entry)) for entry in shaped)}]"]
    lines = []
    for entry, shape in zip(entries, shaped, strict=True):
        lines.append(f"{margin}# trên {_name(entry)}")
        pairs = [f"{key}: {flow(value)}" for key, value in shape.items()]
        lines += (
            [f"{margin}- {{{', '.join(pairs)}}}"]
            if style == "lines"
            else [f"{margin}{'- ' if pair is pairs[0] else '  '}{pair}" for pair in pairs]
        )
    return lines


def _name(entry: Entry) -> str:
    return str(entry.get("id") or f"{entry['measure']} {entry.get('count')}")


@given(_names, st.data(), st.sampled_from(_STYLES), st.sampled_from(("", "\r")))
def test_units_come_go_and_change_places(old: list[str], data: st.DataObject, style: str, end: str) -> None:
    before = [{"id": name, "name": name.upper(), "level": "xa"} for name in old]
    names = data.draw(_names) if style != "flow" else [*old[1:], *data.draw(st.lists(st.just("x"), max_size=1))]
    after = [{"id": name, "name": data.draw(st.sampled_from((name.upper(), "Mới"))), "level": "xa"} for name in names]
    text = "\n".join([*_written("unit", before, style if old else "flow"), ""]).replace("\n", f"{end}\n").encode()
    if style == "flow" and old and not {*old} & {*names}:
        with pytest.raises(EditError):
            restate_units("units.yaml", text, after)
        return
    new = restate_units("units.yaml", text, after)
    reading = read_units("units.yaml", new)
    assert reading.sound
    assert [entry.values for entry in reading.entries] == after
    kept = {f"# trên {name}" for name in old if name in names} if style != "flow" else set()
    assert kept <= {line.strip() for line in new.decode().split("\n")}
    assert restate_units("units.yaml", text, before) == text


def _changed(data: st.DataObject, old: list[Entry], new: list[Entry], key: str, values: list[Any]) -> list[Entry]:
    """Draw what becomes of entries: some go, some change, new ones come between them."""
    kept = [{**entry, key: data.draw(st.sampled_from(values))} for entry in old if data.draw(st.booleans())]
    for entry in new:
        kept.insert(data.draw(st.integers(0, len(kept))), entry)
    return kept


@given(st.data(), st.sampled_from(_STYLES), st.integers(0, 3), st.integers(0, 2))
def test_claims_come_and_go(data: st.DataObject, style: str, there: int, added: int) -> None:
    asked = [
        {"measure": measure, "count": count}
        for measure in ("registered", "recognized")
        for count in ("yearly", "each", "distinct")
    ]
    old = [{**claim, "value": 100} for claim in asked[:there]]
    new = [{**claim, "value": 300} for claim in asked[there : there + added]]
    wanted = _changed(data, old, new, "value", [100, 200])
    written = ["claims:", *_written("claim", old, style, "  ")] if old else []
    text = "\n".join(["# đầu", "source: s  # nguồn", *written, "note: x", ""]).encode()
    values = {"source": "s", "note": "y", "claims": wanted}
    result = restate_record("figures", "a.yaml", 2020, text, values)
    reading = read_record("figures", "a.yaml", 2020, result)
    assert reading.sound
    assert [claim.values for claim in reading.entries] == wanted
    assert reading.stated.values == {"source": "s", "note": "y"}
    assert b"# \xc4\x91\xe1\xba\xa7u" in result
    assert result.count(b"# ") == text.count(b"# ")
    assert restate_record("figures", "a.yaml", 2020, text, {**values, "note": "x", "claims": old}) == text


@given(st.data(), st.sampled_from(_STYLES), st.sets(st.sampled_from(("field", "rating"))))
def test_lists_of_the_office_come_and_go(data: st.DataObject, style: str, listed: set[str]) -> None:
    def entries(*names: str) -> list[Entry]:
        return [{"id": name, "label": name.upper()} for name in names]

    lists = {name: entries("a", "b", "c") for name in sorted(listed)}
    wanted = {
        name: _changed(data, lists.get(name, []), entries("x"), "label", ["B", "Đổi"])
        for name in sorted(data.draw(st.sets(st.sampled_from(("field", "rating", "form")))))
    }
    written = [line for name, old in lists.items() for line in (f"  {name}:", *_written("entry", old, style, "    "))]
    text = "\n".join(["format: 1  # dạng", "office: Cơ quan", *(["vocabulary:", *written] if lists else []), ""])
    result = restate_office("danvan.yaml", text.encode(), {"format": 1, "office": "Khác", "vocabulary": wanted})
    reading, later = read_office("danvan.yaml", result, replaceable())
    assert reading.sound
    assert {name: [entry.values for entry in stated] for name, stated in later.items()} == wanted
    assert reading.stated.values == {"format": 1, "office": "Khác"}
    assert result.decode().startswith("format: 1  # dạng\noffice: Khác\n")


@given(st.data(), st.sampled_from(("model", "evaluation", "award", "activity")))
def test_any_record_becomes_any_other(data: st.DataObject, kind: str) -> None:
    old, new = data.draw(values_of(kind)), data.draw(values_of(kind))
    restated = restate_record(kind, "a.yaml", 2020, record_bytes(kind, old), new)
    assert read_record(kind, "a.yaml", 2020, restated).stated.values == new


def test_what_a_program_cannot_rearrange_is_refused() -> None:
    text = b"source: s\nclaims:\n  - {measure: registered, value: 1}\n  - {measure: recognized, value: 2}\n"
    claims = [{"measure": "recognized", "value": 200}, {"measure": "registered", "value": 100}]
    with pytest.raises(EditError):
        restate_record("figures", "a.yaml", 2020, text, {"source": "s", "claims": claims})
