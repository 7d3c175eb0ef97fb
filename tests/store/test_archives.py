"""Archives of very many files: what memory they take does not go by how many these are, and any program reads them."""

import gc
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_cli.exporting.all_records import no_progress
from danvan_cli.store import archives, backups
from danvan_cli.store.archives import ReadArchive, WrittenArchive


def _backed_up(root: Path, number: int, progress: Callable[[int, int], object] = no_progress) -> Path:
    """Put a folder of so many files into a backup."""
    (root / "data/models/2020").mkdir(parents=True)
    for place in range(number):
        (root / f"data/models/2020/2020-to-{place}.yaml").write_bytes(b"x")
    with (root / "x.zip").open("wb") as stream, WrittenArchive(stream) as archive:
        contents, _ = backups.put_folder(archive, root / "data", progress)
        backups.put_manifest(archive, backups.Manifest("2026-11-30", "", contents, {}, None))
    return root / "x.zip"


def test_of_all_files_only_the_one_at_hand_is_kept_in_memory(tmp_path: Path) -> None:
    alive = []

    def look(done: int, total: int) -> None:
        if done == total:
            alive.append(sum(type(kept) is zipfile.ZipInfo for kept in gc.get_objects()))

    before = sum(type(kept) is zipfile.ZipInfo for kept in gc.get_objects())
    file = _backed_up(tmp_path, 50, look)
    with backups.opened_backup(file) as backup:
        backup.unpack(tmp_path, look, lambda _: False)
    assert len(alive) == len(("written", "read"))
    assert max(alive) - before <= 3


def test_what_is_written_any_program_reads(tmp_path: Path) -> None:
    with zipfile.ZipFile(_backed_up(tmp_path, 3)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist())[1:] == [f"data/models/2020/2020-to-{place}.yaml" for place in range(3)]


def test_numbers_that_have_no_room_stand_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 100)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)
    parts = {"a": b"0" * 1000, "b": b"1" * 300, "c": b"", "đ": b"2"}
    stream = io.BytesIO()
    with WrittenArchive(stream) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "b" else None)
    read = ReadArchive(stream)
    assert {part.filename: b"".join(read.pieces(part)) for part in read.parts()} == parts


def test_a_part_that_swells_beyond_what_it_says_is_not_unpacked_whole() -> None:
    stream = io.BytesIO()
    with WrittenArchive(stream) as archive:
        archive.writestr("a", b"\0" * (archives._PIECE * 40))
    read = ReadArchive(stream)
    part = next(read.parts())
    part.file_size = 1000
    pieces = read.pieces(part)
    with pytest.raises(zipfile.BadZipFile):
        next(pieces)
