"""What import writes of where a record came from, and by what it is seen whether it changed since.

What `source` holds, and how it is read: `domain/origin.py`.
"""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from danvan_cli.domain.origin import ARROW, Origin, list_of, read_origin
from danvan_cli.domain.values import Value
from danvan_cli.domain.writing import record_bytes

if TYPE_CHECKING:
    from danvan_cli.importing.parsed_rows import ParsedRow

_COPY = re.compile(r"(?: \(\d+\)| - Copy| - Bản sao)+(?=\.\w+$)")


def origin_of(row: "ParsedRow") -> str:
    """Name a row of a list as records' sources do.

    The folders of its file do not count, nor that the file is a copy; what a name is put together with does not
    stand in its parts.
    """
    file = _COPY.sub("", row.sheet_list.file.rpartition("/")[2])
    parts = (
        part.replace("›", ">").replace(";", ",").strip() for part in (file, row.sheet_list.sheet.name, row.raw.number)
    )
    return ARROW.join(part for part in parts if part)


def digest_of(values: Mapping[str, Value]) -> str:
    """Digest what a record states besides its source: the same values always give the same digest."""
    others = {key: value for key, value in values.items() if key != "source"}
    text = json.dumps(others, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def with_origin(values: Mapping[str, Value], row: str) -> dict[str, Value]:
    """Add a row to what a record's source names, one of each list, and the digest of what the record now states.

    The list that changed it last stands last.
    """
    before = read_origin(values.get("source", ""))
    mine = [origin for origin in before.rows if list_of(origin) == list_of(row)]
    others = [origin for origin in before.rows if origin not in mine]
    rows = (*others, *(mine if row in mine else [row]))
    return {**values, "source": str(Origin(before.stated, rows, digest_of(values)))}


def is_untouched(values: Mapping[str, Value]) -> bool:
    """Whether a record still states what an import left it with."""
    return read_origin(values.get("source", "")).digest == digest_of(values)


def mark_of(kind: str, values: Mapping[str, Value]) -> str:
    """Return what danvan notes of a record that it writes into a workbook, another as soon as the record changes.

    It is a digest of all that a record of TABLES[kind] states, a figures file's `claims` among it.
    """
    return sha256(record_bytes(kind, values)).hexdigest()[:12]
