"""Amounts as people say them, `12,5 triệu`, `35 ngày công`, in the unit that the record's own number stands in."""

import re
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.amount_units import DONG, MEASURED, AmountUnit, read_amount_unit, split_amount, typed_decimal
from danvan_cli.text.fold import agrees, fold, occurs
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import counted_people, read_typed_hundredths

OTHER_UNIT = Message("other-unit", N_("“{value}” is in another unit: this number stands in {unit}."))

_BUDGET, _PARTICIPANTS, _RESULTS = "budget", "participants", "results."
_SHORTER = {fold("ngày công"): ("công",)}  # how clerks call a unit where no other can be meant
_WITH_WORDS = re.compile(r"(?P<number>-?[0-9][0-9., ]*?)\s*(?P<words>[^0-9.,\s-].*)", re.DOTALL)


class StatedUnit(NamedTuple):
    """The unit in which amounts stand, and the record's own, each with its words ("" for none)."""

    words: str
    unit: AmountUnit
    own_words: str
    own: AmountUnit


def unit_of_record(key: str, lists: Lists) -> StatedUnit | None:
    """Return the unit in which a record states what stands under a key; None for no amount, or a unit of its own."""
    words = unit_words(key, lists)
    own = read_amount_unit(words) if words else None
    return StatedUnit("", own, words, own) if own else None


def unit_words(key: str, lists: Lists) -> str:
    """Return what the unit of an amount is called, `results.hien-dat` being a part of `results`; "" for none."""
    if key.startswith(_RESULTS):
        entry = lists.entries("indicator").get(key.removeprefix(_RESULTS))
        return (entry.unit or "") if entry else ""
    return {_BUDGET: DONG, _PARTICIPANTS: "người"}.get(key, "")


def is_amount(key: str) -> bool:
    """Whether a key holds an amount."""
    return key == _BUDGET or key.startswith(_RESULTS)


def without_unit(text: str, words: str) -> str:
    """Return an amount as it is typed without its unit, in the one that is called so; other texts as they stand.

    Raise RequestError for an amount in a unit of another kind.
    """
    match = _WITH_WORDS.fullmatch(text.strip())
    if not words or match is None or read_typed_hundredths(text) is not None:
        return text
    if any(agrees(match["words"], called) for called in (words, *_SHORTER.get(fold(words), ()))):
        return match["number"]
    own, said, amount = read_amount_unit(words), read_amount_unit(match["words"]), split_amount(text)
    if own and amount and amount[1].base == own.base:
        return typed_decimal(amount[0] / own.times)
    if _is_more_of(match["words"], words) and not _is_measured(own) and not _is_measured(said):
        return match["number"]
    if said or amount:
        raise RequestError(OTHER_UNIT, value=text, unit=words)
    return text


def _is_more_of(said: str, words: str) -> bool:
    """Whether what was said has the unit's words in it: `hộ dân` are hộ, `đại biểu` are người."""
    people = counted_people(f"1 {said}")
    return occurs(f"{words} ", f"{said} ") or (people == ("1", False) and occurs("người", words))


def _is_measured(unit: AmountUnit | None) -> bool:
    return unit is not None and unit.base in MEASURED
