"""Random values of records, as reading gives them: ordinary ones, and what is hard to write."""

from functools import cache
from typing import Any

from hypothesis import strategies as st

from danvan_cli.domain.field_types import (
    ANYTHING,
    COUNT,
    DATE,
    FLAG,
    ID,
    LONG,
    NUMBER,
    NUMBERS,
    PERIOD,
    REF,
    REFS,
    SCORERS,
    SIGNED,
    TEXT,
    TEXTS,
    WHERE,
    WHOLE,
    YEAR,
    FieldType,
)
from danvan_cli.domain.fields import STATEMENTS, TABLES, Field
from danvan_cli.domain.nodes import heap_of_marks
from danvan_cli.text.fold import nfc
from danvan_cli.text.periods import Period
from danvan_cli.text.visible import has_letters, is_blank

_WORDS = (
    "Tổ",
    "tự quản",
    "hòa",
    "Đảng",
    "e\u0301",
    "\u0301",
    "\u0338",
    "🙂",
    "👨‍👩‍👧",
    "“ấp”",
    "a",
    "x: y",
    "a #b",
    "#",
    "12",
)
_LOOK_ALIKES = (
    "no",
    "Yes",
    "~",
    "null",
    "012",
    "1.240",
    "1e3",
    "2020",
    "2020-12-23",
    "12:30",
    "<<",
    "=",
    ".inf",
    "0x1F",
)
_SIGNS = (
    "---",
    "...",
    "- a",
    "? a",
    "a:",
    ": ",
    "{a}",
    "[",
    "]",
    ",",
    "a, b",
    "&a",
    "*a",
    "!t",
    "|",
    ">",
    "%",
    "@",
    "`",
)
_RARE = (
    "\t",
    "\n",
    "\n\n",
    "\n  ",
    "\r",
    "\x00",
    "\x1b",
    "\x85",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\xa0",
    "'",
    '"',
    "\\",
    "\x7f",
)
_HEAP = ("a" + "\u0316" * 40, "…" * 40, "dài " * 500)
_pieces = st.sampled_from((*_WORDS, *_LOOK_ALIKES, *_SIGNS, *_RARE, *_HEAP)) | st.characters(codec="utf-8")


def _is_text(text: str) -> bool:
    return bool(text) and heap_of_marks(text) is None and not is_blank(text)


texts = st.lists(_pieces | st.just(" "), min_size=1, max_size=6).map("".join).map(nfc).filter(_is_text)
_plain_keys = st.sampled_from(("huyen", "tap-the", "Bà Nguyễn Thị A", "no", "2020", "a: b", "x" * 1100)) | texts
_hundredths = st.integers(0, 10**15 - 1) | st.sampled_from((0, 1, 10, 100, 850, 123400))
_dates = st.sampled_from(("2020", "2020-12", "2020-12-23"))
_anything = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_plain_keys, inner, max_size=3),
    max_leaves=8,
)
_numbers = st.dictionaries(_plain_keys, _hundredths, min_size=1, max_size=3)
_dimension = texts | st.lists(st.sampled_from(("nga-bay", "no", "2020", "")), min_size=1, max_size=3).map(",".join)

_BY_TYPE: dict[FieldType, st.SearchStrategy[Any]] = {
    TEXT: texts,
    LONG: texts,
    ID: st.sampled_from(("nga-bay", "no", "2020", "a-", "1-2", "y")),
    REF: texts,
    DATE: _dates,
    YEAR: st.integers(1900, 2020),
    WHOLE: st.integers(0, 10**13 - 1),
    COUNT: st.integers(1, 10**13 - 1),
    NUMBER: _hundredths,
    SIGNED: _hundredths | _hundredths.map(int.__neg__),
    FLAG: st.booleans(),
    TEXTS: st.lists(texts, min_size=1, max_size=3),
    REFS: st.lists(texts, min_size=1, max_size=3),
    NUMBERS: _numbers,
    SCORERS: st.dictionaries(_plain_keys, _numbers, min_size=1, max_size=2),
    ANYTHING: st.dictionaries(_plain_keys, _anything, min_size=1, max_size=3),
    WHERE: st.dictionaries(_plain_keys, _dimension, min_size=1, max_size=3),
    PERIOD: st.sampled_from((Period(2020, 2020), Period(2018, 2020))),
}


@cache
def value_of(field: Field) -> st.SearchStrategy[Any]:
    """Draw values of a field."""
    drawn = _BY_TYPE[field.type]
    return drawn.filter(has_letters) if field.type is TEXT and field.required else drawn


@cache
def values_of(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Draw the values of a sound record or entry, without those that are read by tables of their own."""
    fields = [field for field in TABLES[kind].values() if field.type in _BY_TYPE]
    required = {field.key: value_of(field) for field in fields if field.required}
    optional = {field.key: value_of(field) for field in fields if not field.required}
    if kind == "claim":
        optional = {key: value for key, value in optional.items() if key not in STATEMENTS}
        required["value"] = value_of(TABLES["claim"]["value"])
    return st.fixed_dictionaries(required, optional=optional)
