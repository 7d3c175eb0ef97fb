from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.reading import FileReading, read_office, read_record, read_units
from danvan_cli.domain.vocabulary import FIXED
from danvan_cli.domain.writing import record_bytes, units_bytes
from tests.helpers.record_values import texts, values_of

KINDS = ("model", "evaluation", "award", "figures")


def read(kind: str, data: bytes) -> FileReading:
    reading = read_record(kind, "a.yaml", 2020, data)
    assert not reading.problems, data
    return reading


def test_a_model_is_written_in_the_order_of_its_table() -> None:
    values = {
        "source": "Báo cáo 12/BC: cuối năm",
        "note": "Một\n\n  hai",
        "extra": {"mã số": "012", "cũ": None, "bảng": [{"a": "1", "b": []}, {}], "dài": "x\ny"},
        "tags": ["no", "xanh"],
        "registered_on": "2020-03",
        "participants": 0,
        "kind": "tap-the",
        "unit": "nga-bay",
        "title": "Tổ tự quản",
        "goal": None,
        "partners": [],
    }
    assert record_bytes("model", values).decode() == (
        "title: Tổ tự quản\n"
        "unit: nga-bay\n"
        "kind: tap-the\n"
        "registered_on: 2020-03\n"
        "participants: 0\n"
        "tags:\n"
        '  - "no"\n'
        "  - xanh\n"
        "note: |\n"
        "  Một\n"
        "\n"
        "    hai\n"
        'source: "Báo cáo 12/BC: cuối năm"\n'
        "extra:\n"
        '  mã số: "012"\n'
        "  cũ:\n"
        "  bảng:\n"
        '    - a: "1"\n'
        "      b: []\n"
        "    - {}\n"
        "  dài: |\n"
        "    x\n"
        "    y\n"
    )


def test_an_evaluation_is_written_with_its_points() -> None:
    values = {"scores": {"nội dung": 850}, "score": 120000, "scorers": {"Bà A": {"x": 1}}, "recognized": False}
    assert record_bytes("evaluation", values).decode() == (
        "scorers:\n  Bà A:\n    x: 0.01\nscores:\n  nội dung: 8.5\nscore: 1200\nrecognized: false\n"
    )


def test_claims_stand_one_a_line() -> None:
    claims = [{"measure": "registered", "value": -1250, "text": "giảm 12,5"}, {"measure": "awards", "unknown": True}]
    assert record_bytes("figures", {"where": {"unit": "nga-bay", "kind": "tap-the,ca-nhan"}}, claims).decode() == (
        "where: {unit: nga-bay, kind: [tap-the, ca-nhan]}\n"
        "claims:\n"
        '  - {measure: registered, value: -12.5, text: "giảm 12,5"}\n'
        "  - {measure: awards, unknown: true}\n"
    )


def test_units_stand_one_a_line() -> None:
    unit = {"id": "xa-a", "name": "Xã An Hòa", "level": "xa", "parent": "huyen-x", "aliases": ["An Hoà", "a, b"]}
    line = '- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x, aliases: [An Hoà, "a, b"]}\n'
    assert units_bytes([unit, unit]).decode() == line * 2


def test_an_office_is_written_with_its_lists() -> None:
    level = [{"id": "tinh", "label": "Cấp tỉnh"}, {"id": "xa", "label": "Cấp xã", "until": 2025}]
    data = record_bytes("office", {"format": 1, "vocabulary": {"level": level, "field": []}})
    assert data.decode() == (
        "format: 1\n"
        "vocabulary:\n"
        "  level:\n"
        "    - {id: tinh, label: Cấp tỉnh}\n"
        "    - {id: xa, label: Cấp xã, until: 2025}\n"
        "  field: []\n"
    )
    reading, lists = read_office("danvan.yaml", data, {"level": 0, "field": 0, **dict.fromkeys(FIXED)})
    assert not reading.problems
    assert [entry.values for entry in lists["level"]] == level


@pytest.mark.parametrize(("written", "data"), [(record_bytes("evaluation", {}), b"{}\n"), (units_bytes([]), b"[]\n")])
def test_what_states_nothing_is_a_sound_file(written: bytes, data: bytes) -> None:
    assert written == data


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Tổ tự quản – “ấp” 3", "Tổ tự quản – “ấp” 3"),
        ("12 hộ", "12 hộ"),
        ("a:b#c", "a:b#c"),
        ("2020-nga-bay-abc", "2020-nga-bay-abc"),
        ("x: y", '"x: y"'),
        ("x #y", '"x #y"'),
        ("x:", '"x:"'),
        ("- x", '"- x"'),
        ("tab\tbed", r'"tab\tbed"'),
        ('"x"', r'"\"x\""'),
        ("a\x1b\u2028\ufeff", r'"a\x1b\u2028\ufeff"'),
        ("a\n\u0301", r'"a\n\u0301"'),
        ("\u0301a", r'"\u0301a"'),
        ("\U000e0001" + "\x00", '"\U000e0001' + r'\x00"'),
        *((text, f'"{text}"') for text in ("no", "Y", "null", "~", "=", "<<", "012", "1.240", "1e3", "12:30", "0o17")),
        *((text, f'"{text}"') for text in ("2020-12-23", "2020-12-23T10:00:00Z", ".NaN", "-.inf", "0x1f", "1_000")),
    ],
)
def test_text_is_plain_where_nobody_takes_it_for_something_else(text: str, written: str) -> None:
    data = record_bytes("evaluation", {"decision": text})
    assert data.decode() == f"decision: {written}\n"
    assert yaml.safe_load(data) == {"decision": text}


def test_a_key_that_no_record_has_is_not_passed_over() -> None:
    with pytest.raises(KeyError, match="rating"):
        record_bytes("model", {"rating": "tot"})


@pytest.mark.parametrize("text", ["a\rb", "a\x85b", "a\u2028b", "a\nb\x00", "a\ufeffb"])
def test_long_text_that_no_block_can_hold_stands_in_quotes(text: str) -> None:
    data = record_bytes("model", {"note": text})
    assert data.startswith(b'note: "')
    assert yaml.safe_load(data) == {"note": text}


@given(st.data(), st.sampled_from(KINDS))
def test_what_is_written_reads_back_as_it_was(data: st.DataObject, kind: str) -> None:
    values = data.draw(values_of(kind))
    entries = data.draw(st.lists(values_of("claim"), max_size=3)) if kind == "figures" else []
    written = record_bytes(kind, values, entries)
    reading = read(kind, written)
    assert reading.stated.values == values
    assert [entry.values for entry in reading.entries] == entries
    assert record_bytes(kind, reading.stated.values, [entry.values for entry in reading.entries]) == written


@given(st.lists(values_of("unit"), max_size=3, unique_by=lambda unit: unit["id"]))
def test_units_read_back_as_they_were(units: list[dict[str, Any]]) -> None:
    reading = read_units("units.yaml", units_bytes(units))
    assert not reading.problems
    assert [entry.values for entry in reading.entries] == units


@given(texts, texts, texts)
def test_another_reader_finds_the_same_texts(one: str, other: str, name: str) -> None:
    extra = {name: [one, {other: one}]}
    data = record_bytes("model", {"title": one, "note": other, "tags": [one, other], "extra": extra})
    loaded = yaml.safe_load(data)
    assert loaded["title"] == one
    assert loaded["note"].removesuffix("\n") == other
    assert loaded["tags"] == [one, other]
    found = loaded["extra"][name]
    assert [found[0].removesuffix("\n"), found[1][other].removesuffix("\n")] == [one, one]
    claim = yaml.safe_load(record_bytes("figures", {}, [{"measure": one, "where": {name: other}}]))
    assert claim == {"claims": [{"measure": one, "where": {name: claim["claims"][0]["where"][name]}}]}


@given(st.data(), st.sampled_from(KINDS))
def test_a_file_is_utf8_nfc_and_lf(data: st.DataObject, kind: str) -> None:
    written = record_bytes(kind, data.draw(values_of(kind)))
    assert written.endswith(b"\n")
    assert not written.endswith(b"\n\n")
    assert b"\r" not in written
