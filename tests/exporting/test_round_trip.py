"""Records -> a workbook, CSV files, or JSON -> the same records, letter by letter, and nothing to do where they are."""

import string
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.reading import read_record
from danvan_cli.domain.writing import record_bytes
from tests.helpers.data_folder import DataFolder
from tests.helpers.laws import costly_cases
from tests.helpers.record_values import values_of

_KINDS = {"models": "model", "evaluations": "evaluation", "awards": "award", "figures": "figures"}
# What chance draws may look like an old encoding, and contradicts itself.
_AS_IT_STANDS = ("--from-encoding", "unicode", "--anyway")
_YEARS = st.integers(2019, 2021)
_IDS = st.text(string.ascii_lowercase, min_size=1, max_size=8).map("so-{}".format)
Drawn = list[tuple[str, int, str, bytes]]


def _sound(kind: str, year: int, data: bytes) -> bool:
    return read_record(kind, "x", year, data).sound


@st.composite
def _records(draw: st.DrawFn) -> Drawn:
    """Draw some records of all kinds, whatever they state as long as their files can be read."""
    found: Drawn = []
    for folder, kind in _KINDS.items():
        for name in draw(st.lists(_IDS, unique=True, max_size=2)):
            values: dict[str, Any] = draw(values_of(kind))
            year = draw(_YEARS)
            data = record_bytes(kind, values, values.get("claims", ()))
            if _sound(kind, year, data):
                full = f"{name}.xa" if kind == "evaluation" else f"{name}-{kind}"
                found.append((folder, year, full, data))
    return found


def _write(folder: DataFolder, records: Drawn) -> None:
    for kind, year, name, data in records:
        folder.write(f"{kind}/{year}/{name}.yaml", data)


def _files(folder: DataFolder) -> dict[str, bytes]:
    return {
        path.relative_to(folder.root).as_posix(): path.read_bytes()
        for kind in _KINDS
        for path in (folder.root / kind).rglob("*.yaml")
    }


def _stated(folder: DataFolder) -> dict[str, object]:
    """Return what each file states; of a mapping's parts the order does not count."""
    found: dict[str, object] = {}
    for path, data in _files(folder).items():
        kind, year, _ = path.split("/")
        reading = read_record(_KINDS[kind], path, int(year), data)
        found[path] = reading.stated.values, [entry.values for entry in reading.entries]
    return found


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
@costly_cases(4)
@given(records=_records())
def test_what_is_exported_comes_back(form: str, records: Drawn) -> None:
    with TemporaryDirectory() as scratch:
        one, other = (DataFolder(Path(scratch) / name) for name in ("one", "other"))
        _write(one, records)
        before = _files(one)
        said = one.ask("export", "--records", "-o", f"{scratch}/all.{form}", "--year", "2019-2021")
        assert said.code == 0, said.err
        lists = sorted(map(str, Path(scratch).glob(f"*.{form}")))
        if records:
            again = one.ask("import", *lists, *_AS_IT_STANDS)
            assert again.code == 0, again.err
            assert _files(one) == before
            said = other.ask("import", *lists, *_AS_IT_STANDS)
            assert said.code == 0, said.err
        assert _stated(other) == _stated(one)
