"""Columns that hold either a unit or a person: `Đơn vị, cá nhân thực hiện`."""

import re
from typing import TYPE_CHECKING

from danvan_cli.counting.question import Refused
from danvan_cli.domain.values import Value
from danvan_cli.exchange.importing.texts import cleaned
from danvan_cli.text.fold import fold

if TYPE_CHECKING:
    from danvan_cli.exchange.importing.taking import Taker

_TITLES = re.compile(
    r"(?:ông|bà|anh|chị|cô|chú|bác|thầy|em|đ/c|đồng chí|linh mục|đại đức|thượng tọa|hòa thượng|ni sư|sư cô|mục sư)\b",
    re.IGNORECASE,
)
_PERSONAL = ("ca-nhan",)


def is_person(text: str) -> bool:
    """Say whether a text begins as people are addressed."""
    return _TITLES.match(text) is not None


def take_who(taker: "Taker", values: dict[str, Value], text: str, year: int) -> None:
    """Take whoever carries out a model: a person, or a unit; raise Refused for a unit that is not known."""
    text = cleaned(text, lines=False)
    if not text:
        return
    if is_person(text) or values.get("kind") in _PERSONAL:
        values.setdefault("person", text)
        return
    unit = taker.value("unit", text, year)
    if values.setdefault("unit", unit) != unit:
        raise Refused("cells-differ", value=text, key="unit")


def imply_kind(taker: "Taker", values: dict[str, Value], year: int) -> None:
    """Tell collective from individual where no column does: by a person's name, or a unit's in its place."""
    if "kind" in values:
        return
    kind = taker.of.kind
    if kind == "models":
        has_who = "who" in taker.of.columns.values()
        implied = "ca-nhan" if "person" in values else "tap-the" if has_who and "unit" in values else None
    else:
        implied = _kind_of_recipient(taker, str(values.get("recipient", ""))) if kind == "awards" else None
    if implied:
        values["kind"] = taker.value("kind", implied, year)


def _kind_of_recipient(taker: "Taker", recipient: str) -> str | None:
    if is_person(recipient):
        return "ca-nhan"
    return "tap-the" if fold(recipient) in taker.unit_names else None
