"""A type of field is one object: what it writes it reads, and a new one needs no other line."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain import field_types, fields, rules
from danvan_cli.domain.field_types import FLAG, NUMBER, TEXT, FieldType, NamedParts, Parts, Scalar, Several
from danvan_cli.domain.fields import TABLES, Field
from danvan_cli.domain.reading import read_record
from danvan_cli.domain.writing import record_bytes
from tests.helpers.record_values import texts, value_of

TYPES = [value for value in vars(field_types).values() if isinstance(value, FieldType)]
SCALARS = [type_ for type_ in TYPES if isinstance(type_, Scalar)]
FREE = (TEXT, field_types.LONG, field_types.REF)
EVEN = Scalar(
    name="even",
    about="an even number",
    read=lambda text: int(text) // 2 if text.isdigit() and int(text) % 2 == 0 else None,
    fault=rules.BAD_WHOLE,
    read_typed=lambda text: int(text) // 2 if text.isdigit() and int(text) % 2 == 0 else None,
    refusal=field_types.NO_WHOLE,
    plain=lambda half: 2 * half,
    tell=lambda half, _: f"{2 * half} *",
)


def test_names_are_told_apart() -> None:
    assert len({type_.name for type_ in TYPES}) == len(TYPES)


@pytest.mark.parametrize("type_", SCALARS, ids=str)
def test_what_not_any_text_is_has_its_codes(type_: Scalar) -> None:
    assert bool(type_.fault) == bool(type_.refusal) == (type_ not in FREE)
    assert type_.is_free == (type_ in FREE)


@pytest.mark.parametrize("type_", SCALARS, ids=str)
@given(data=st.data())
def test_what_a_file_says_is_read_again(type_: Scalar, data: st.DataObject) -> None:
    value = data.draw(value_of(Field("key", type_, "")))
    assert type_.read(str(type_.plain(value)).lower() if type_ is FLAG else str(type_.plain(value))) == value


@pytest.mark.parametrize("type_", SCALARS, ids=str)
@given(data=st.data())
def test_what_files_say_may_be_typed(type_: Scalar, data: st.DataObject) -> None:
    value = data.draw(value_of(Field("key", type_, "")))
    assert type_.read_typed(str(type_.plain(value))) == value


@given(text=st.one_of(texts, st.from_regex(r"-?[0-9]{1,3}([.,][0-9]{1,3})?", fullmatch=True)))
def test_only_signed_numbers_are_less_than_nothing(text: str) -> None:
    assert (NUMBER.read(text) or 0) >= 0
    assert (NUMBER.read_typed(text) or 0) >= 0


def made_up(*added: Field) -> dict[str, Field]:
    return {**fields.MODEL, **{field.key: field for field in added}}


def test_a_new_type_is_read_and_written(monkeypatch: pytest.MonkeyPatch) -> None:
    each = Parts(name="evens", about="", item=EVEN)
    added = (
        Field("pair", EVEN, "Pair"),
        Field("pairs", each, "Pairs"),
        Field("by_name", NamedParts(name="named", about="", parts=each), "By name"),
        Field("names", Several(name="names", about="", item=TEXT), "Names"),
    )
    monkeypatch.setitem(TABLES, "model", made_up(*added))
    values: dict[str, Any] = {
        "title": "T",
        "unit": "u",
        "kind": "tap-the",
        "pair": 3,
        "pairs": {"a": 1},
        "by_name": {"An": {"b": 2}},
        "names": ["x"],
    }
    written = record_bytes("model", values)
    assert b"pair: 6\npairs:\n  a: 2\nby_name:\n  An:\n    b: 4\nnames:\n  - x\n" in written
    reading = read_record("model", "models/2020/a.yaml", 2020, written)
    assert (reading.problems, reading.stated.values) == ([], values)
    odd = read_record("model", "models/2020/a.yaml", 2020, written.replace(b"pair: 6", b"pair: 7"))
    assert [(problem.code, problem.args["key"]) for problem in odd.problems] == [("bad-whole", "pair")]
