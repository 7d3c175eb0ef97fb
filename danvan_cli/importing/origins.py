"""Where an imported record came from, as its `source` keeps it, and by what it is seen whether it changed since.

`Danh sách 2020.xlsx › Đăng ký › I.3 · 5f2a9c1d`: file, sheet, STT within its section; several lists are separated by
semicolons, and may stand behind what a person stated. What comes last is a digest of the record's other keys: as long
as it fits, nobody changed the record since.
"""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from danvan_cli.domain.values import Value
from danvan_cli.domain.writing import record_bytes

if TYPE_CHECKING:
    from danvan_cli.importing.parsed_rows import ParsedRow

_ARROW = " › "
ARROW = "›"  # without which a text names no row of a list
_NEXT = "; "
_COPY = re.compile(r"(?: \(\d+\)| - Copy| - Bản sao)+(?=\.\w+$)")
_DIGEST = re.compile(r"(.*) · ([0-9a-f]{8})", re.DOTALL)


class Origin(NamedTuple):
    """A record's source taken apart: what a person stated, the rows of lists that gave it, and the digest."""

    stated: str = ""
    rows: tuple[str, ...] = ()
    digest: str = ""

    def __str__(self) -> str:
        """Write it as `source` has it."""
        text = _NEXT.join(filter(None, (self.stated, *self.rows)))
        return f"{text} · {self.digest}" if self.digest else text


def origin_of(row: "ParsedRow") -> str:
    """Name a row of a list as records' sources do.

    The folders of its file do not count, nor that the file is a copy; what a name is put together with does not
    stand in its parts.
    """
    file = _COPY.sub("", row.sheet_list.file.rpartition("/")[2])
    parts = (
        part.replace("›", ">").replace(";", ",").strip() for part in (file, row.sheet_list.sheet.name, row.raw.number)
    )
    return _ARROW.join(part for part in parts if part)


def list_of(row: str) -> str:
    """Return the list that a row's name names: file and sheet."""
    return row.rpartition(_ARROW)[0]


def number_of(row: str) -> str:
    """Return the number of the row that a row's name names."""
    return row.rpartition(_ARROW)[2]


def read_origin(source: str) -> Origin:
    """Take a record's source apart; what no import wrote is a person's."""
    match = _DIGEST.fullmatch(source)
    if match is None:
        return Origin(source)
    stated: list[str] = []
    rows: list[str] = []
    for part in match[1].split(_NEXT):
        (rows if _ARROW in part else stated).append(part)
    return Origin(_NEXT.join(stated), tuple(rows), match[2])


def digest_of(values: Mapping[str, Value]) -> str:
    """Digest what a record states besides its source: the same values always give the same digest."""
    others = {key: value for key, value in values.items() if key != "source"}
    text = json.dumps(others, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def with_origin(values: Mapping[str, Value], row: str) -> dict[str, Value]:
    """Add a row to what a record's source names, one of each list, and the digest of what the record now states."""
    before = read_origin(values.get("source", ""))
    elsewhere = tuple(origin for origin in before.rows if list_of(origin) != list_of(row))
    rows = before.rows if row in before.rows else (*elsewhere, row)
    return {**values, "source": str(Origin(before.stated, rows, digest_of(values)))}


def is_untouched(values: Mapping[str, Value]) -> bool:
    """Whether a record still states what an import left it with."""
    return read_origin(values.get("source", "")).digest == digest_of(values)


def mark_of(kind: str, values: Mapping[str, Value]) -> str:
    """Return what danvan notes of a record that it writes into a workbook, another as soon as the record changes.

    It is a digest of all that a record of TABLES[kind] states, a figures file's `claims` among it.
    """
    return sha256(record_bytes(kind, values)).hexdigest()[:12]
