"""Who carries out a model, or receives an award: a person or a unit, as one cell names them; and the kind by that."""

import re
from typing import TYPE_CHECKING

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.people import is_addressed
from danvan_cli.domain.unit_kinds import is_group
from danvan_cli.domain.unit_scope import ListHome
from danvan_cli.domain.values import Value
from danvan_cli.importing.cell_texts import cleaned
from danvan_cli.importing.parsed_rows import CELLS_DIFFER

if TYPE_CHECKING:
    from danvan_cli.importing.list_values import ListValues, RecordTime

_BETWEEN_NAMES = re.compile(r"\s+[-–—]\s+|[,;\n]")


def take_who(reader: "ListValues", values: dict[str, Value], text: str, when: "RecordTime") -> None:
    """Take whoever carries out a model: a person, or a unit; raise RequestError for a unit that is not known."""
    if values.get("unit"):
        when = when._replace(home=ListHome(values["unit"], is_told=True)) if when.home else when
    name, unit = _split_name_and_unit(reader, text, when)
    if not name and not unit:
        return
    if name and (unit or is_addressed(name) or values.get("kind") == "ca-nhan"):
        values.setdefault("person", name)
    elif name:
        unit = reader.value("unit", name, when)
    known = values.setdefault("unit", unit) if unit else unit
    if known != unit and known not in reader.lists.chain(unit):
        raise RequestError(CELLS_DIFFER, value=text, key="unit")
    if unit:
        values["unit"] = unit  # what another cell names is what it lies in


def _split_name_and_unit(reader: "ListValues", text: str, when: "RecordTime") -> tuple[str, Value]:
    """Part `Nguyễn Thị Hoa - Phường Hiệp Thành` in a name and a unit; only a unit's whole name is taken for one.

    `Chi bộ khóm 3, phường 5` is one unit, known or not, as its first words say.
    """
    whole = cleaned(text, lines=False)
    if is_group(whole):
        return whole, None
    parts = [cleaned(part, lines=False) for part in _BETWEEN_NAMES.split(text)]
    for number, part in enumerate(parts):
        unit = reader.unit_named(part, when) if number and part else None
        if unit:
            return ", ".join(part for part in (*parts[:number], *parts[number + 1 :]) if part), unit
    return whole, None


def imply_kind(reader: "ListValues", values: dict[str, Value], when: "RecordTime") -> None:
    """Set the kind where no column states it: individual by a person's name, collective by a unit's in its place."""
    if "kind" in values:
        return
    implied = None
    if "person" in reader.own_keys:
        has_who = "who" in reader.sheet_list.columns.values()
        implied = "ca-nhan" if "person" in values else "tap-the" if has_who and "unit" in values else None
    elif "recipient" in reader.own_keys:
        implied = _kind_of_recipient(reader, str(values.get("recipient", "")), when)
    if implied:
        values["kind"] = reader.value("kind", implied, when)


def _kind_of_recipient(reader: "ListValues", recipient: str, when: "RecordTime") -> str | None:
    if is_addressed(recipient):
        return "ca-nhan"
    return "tap-the" if reader.unit_named(recipient, when) else None
