"""What is written for people on a disk that takes no more: told in one sentence, and nothing is left."""

import gc
import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from danvan_cli.spreadsheet.saving import ArchiveFile
from tests.helpers.data_folder import DataFolder
from tests.helpers.processes import program, run_process
from tests.helpers.program import danvan

pytestmark = pytest.mark.skipif(os.name == "nt", reason="only POSIX limits how large a file may get")

_FILES = ("x.xlsx", "records/x.xlsx", "records/x.csv", "records/x.json", "template/x.xlsx", "a/ds.xlsx")


def _limited(most: int, *typed: str) -> int:
    import resource  # noqa: PLC0415 - not on Windows

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return program(*typed)


def _command(name: str, file: Path, sent: Path) -> list[str]:
    if name.startswith("a/"):
        return ["import", str(sent), "--year", "2020", "--annotate", str(file)]
    if name.startswith("template/"):
        return ["template", "models", "--year", "2020", "-o", str(file)]
    return ["export", *(["--records", "--kind", "models"] if name.startswith("records/") else []), "-o", str(file)]


def _size(typed: list[str], folder: Path) -> int:
    """Return how large the file gets that a command writes, and remove it."""
    danvan(*typed)
    [file] = folder.iterdir()
    size = file.stat().st_size
    file.unlink()
    return size


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("name", _FILES)
def test_a_file_for_people_that_finds_no_room_is_told_and_not_left(
    name: str, data: DataFolder, tmp_path: Path, *, short: bool
) -> None:
    """At its beginning, or a byte short of its end, when all but the last is written."""
    for number in range(40):
        data.model(f"2020/m{number}", title=f"Mô hình số {number}")
    sent = tmp_path / "ds.csv"
    sent.write_text("STT,Tên mô hình,Đơn vị,Loại\n1,Chợ xanh,Không đâu,Tập thể\n", "utf-8")
    file = tmp_path / "out" / Path(name).name
    file.parent.mkdir()
    typed = [*_command(name, file, sent), "--data", str(data.root), "--lang", "vi"]
    most = _size(typed, file.parent) - 1 if short else 1000
    done = run_process(most, *typed, work=_limited)
    assert done.code == 1
    assert f"Lỗi: Không ghi được {file}: tệp quá lớn. Chưa có gì thay đổi." in done.err
    assert "Traceback" not in done.err
    assert list(file.parent.iterdir()) == []


def _write_archive(file: Path) -> None:
    """Write as xlsxwriter does, which closes an archive only when all went well."""
    with ArchiveFile(file, "wb") as stream:
        archive = ZipFile(stream, "w")
        archive.writestr("a", "a" * 100_000)
        archive.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a file that is always full")
def test_an_archive_that_was_refused_says_nothing_when_it_is_thrown_away() -> None:
    """What ZipFile then still tries would be printed, and is an error to pytest."""
    with pytest.raises(OSError, match="No space left"):
        _write_archive(Path("/dev/full"))
    gc.collect()


def test_an_archive_is_written_whole(tmp_path: Path) -> None:
    _write_archive(tmp_path / "a.zip")
    with ZipFile(tmp_path / "a.zip") as archive:
        assert (archive.testzip(), archive.read("a")) == (None, b"a" * 100_000)
