"""A folder that changes while it is looked at, and what lies in it besides records."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan_cli.domain import rules
from danvan_cli.store import disk
from danvan_cli.store.disk import DiskSource
from tests.helpers.data_folder import LATER, DataFolder
from tests.helpers.systems import LINKS


class _GoneEntry:
    """A file that was removed between its listing and the next look."""

    name = "a.yaml"

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:
        raise FileNotFoundError(self.name, follow_symlinks)

    def is_dir(self) -> bool:
        return True

    is_symlink = is_dir


@contextmanager
def _scanning(_path: Path) -> Iterator[Iterator[_GoneEntry]]:
    yield iter([_GoneEntry()])


def test_a_file_that_goes_while_its_folder_is_looked_at_is_not_there(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = DiskSource(data.root, LATER)
    monkeypatch.setattr(disk, "_scanning", _scanning)

    assert source.listing("models/2020").entries == []
    assert source.digest("models/2020") == b""


def test_a_folder_that_goes_is_empty_and_marked_by_nothing(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    source = DiskSource(data.root, LATER)
    assert source.listing("models/2020").entries == []
    assert source.holds_files("models/2020")  # nobody can say that it has none

    _GoneEntry.name = "2020"
    monkeypatch.setattr(DiskSource, "_scan", lambda *_: [_GoneEntry()])
    assert {folder.mark for folder in source.folders()} == {""}


def test_a_folder_that_is_looked_at_by_its_path_has_the_same_digest(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/a")
    source = DiskSource(data.root, LATER)
    digest = source.digest("models/2020")
    monkeypatch.setattr(disk, "_BY_DESCRIPTOR", False)  # as on Windows

    assert source.digest("models/2020") == digest


@LINKS
def test_a_link_beside_the_years_is_told_as_one(data: DataFolder) -> None:
    data.model("2020/a")
    (data.root / "models/khac").symlink_to("2020")

    assert list(DiskSource(data.root, LATER).strays()) == [(rules.LINKED, "models/khac")]
