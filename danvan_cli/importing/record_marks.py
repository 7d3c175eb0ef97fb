"""What danvan notes of a record that it writes into a workbook: its mark, which is another as soon as it changes."""

from collections.abc import Mapping
from hashlib import sha256

from danvan_cli.domain.values import Value
from danvan_cli.domain.writing import record_bytes

_DIGITS = 12


def mark_of(kind: str, values: Mapping[str, Value]) -> str:
    """Digest what a record of TABLES[kind] states, a figures file's `claims` among it; comments do not count."""
    return sha256(record_bytes(kind, values)).hexdigest()[:_DIGITS]
