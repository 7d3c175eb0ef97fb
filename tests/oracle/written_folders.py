"""Random folders as files of a data folder."""

from __future__ import annotations

import itertools
import os
from decimal import Decimal
from typing import TYPE_CHECKING

import yaml

from tests.oracle.facts import Folder, Record

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = itertools.count(1_600_000_000)  # long ago

# The lists that a folder has without saying so, as far as counting asks them.
BUILT_IN: dict[str, list[Record]] = {
    "level": [{"id": entry} for entry in ("trung-uong", "tinh", "huyen", "xa", "co-so")],
    "rating": [
        *({"id": entry, "effective": True} for entry in ("xuat-sac", "tot", "kha", "dat", "hieu-qua")),
        *({"id": entry} for entry in ("trung-binh", "khong-dat", "khong-hieu-qua", "khong-phan-loai")),
    ],
    "indicator": [
        *({"id": entry} for entry in ("hien-dat", "ngay-cong", "tien", "nguoi-tham-gia")),
        {"id": "ho-huong-loi", "stock": True},
    ],
}


class _Dumper(yaml.CSafeDumper):
    """PyYAML's own rules of quoting, and numbers digit by digit as stated."""


def _number(dumper: _Dumper, number: Decimal) -> yaml.ScalarNode:
    kind = "float" if "." in str(number) else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(number))


_Dumper.add_representer(Decimal, _number)


def write(folder: Folder, path: Path) -> None:
    """Make the data folder hold these records and no others, touching only what differs.

    What is written is old, and younger than what was written before: the index reads it again, but only once.
    """
    wanted = {path / name: _bytes(content) for name, content in _files(folder).items()}
    for stray in set(path.rglob("*.yaml")) - set(wanted):
        stray.unlink()
    for file, content in wanted.items():
        if not file.exists() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            os.utime(file, (second := next(_SECONDS), second))


def _bytes(content: object) -> bytes:
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False).encode()


def _files(folder: Folder) -> dict[str, object]:
    own = {name: entries for name, entries in folder.vocabulary.items() if entries != BUILT_IN[name]}
    office = {"format": 1, "office": "Ban Dân vận", "vocabulary": own}
    return {"danvan.yaml": office, "units.yaml": folder.units} | {
        f"{kind}/{year}/{name if isinstance(name, str) else '.'.join(name)}.yaml": record
        for kind in ("models", "evaluations", "awards", "activities")
        for year, records in getattr(folder, kind).items()
        for name, record in records.items()
    }
