"""Conditions whose meaning only an office's own lists tell: they are spelled out before a question is asked.

`tính riêng=có`, `tính riêng=không`: forms of awards that are summed up in a line of their own, such as medals, or all
others. `cấp=cơ quan`: the level of the office's own unit, unless the whole paper is of a level or a decision already.
"""

from collections.abc import Sequence

from danvan_cli.counting.overview import forms_apart
from danvan_cli.counting.question import find_dimension_of_filter
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug

NO_OWN_LEVEL = Message(
    "no-own-level",
    N_(
        "At which level the office itself decides is not known: danvan.yaml names no unit. Name the level of this "
        "paper: --where level={value}."
    ),
    severity="fault",
)
_APART, _YES, _NO, _OFFICE = "tinh-rieng", "co", "khong", "co-quan"
_NONE = ("form=", "form!=")  # stated and not stated: nothing is both
_ALREADY = ("level", "decision")


def is_of_office(condition: str) -> bool:
    """Whether a condition is `cấp=cơ quan`: what has it is decided by the office, at one level."""
    dimension = find_dimension_of_filter(condition)
    return dimension is not None and dimension.name == "level" and slug(condition.partition("=")[2]) == _OFFICE


def spelled_out(condition: str, of_paper: Sequence[str], lists: Lists) -> tuple[str, ...]:
    """Return the conditions that one means in this office; raise RequestError."""
    name, _, value = condition.partition("=")
    if slug(name) == _APART and slug(value) in (_YES, _NO):
        return _apart(forms_apart(lists), is_apart=slug(value) == _YES)
    if not is_of_office(condition):
        return (condition,)
    stated = {found.name for found in map(find_dimension_of_filter, of_paper) if found is not None}
    return () if stated.intersection(_ALREADY) else (f"level={_own_level(lists)}",)


def _apart(forms: str, *, is_apart: bool) -> tuple[str, ...]:
    if not forms:
        return _NONE if is_apart else ()
    return (f"form={forms}",) if is_apart else (f"form!={forms}",)


def _own_level(lists: Lists) -> str:
    levels = lists.entries("level")
    unit = lists.units.get(lists.setting("unit") or "")
    if unit is None or unit.level not in levels:
        raise RequestError(NO_OWN_LEVEL, value=next(iter(levels), "…"))
    return unit.level
