"""What the system says is told by its number, in the language that is spoken, with what helps."""

import errno
import os

import pytest

from danvan_cli import locale
from danvan_cli.domain.errors import ReadError
from danvan_cli.store import objects
from danvan_cli.store.disk import DiskSource
from danvan_cli.store.system import REASONS, reason_of
from danvan_cli.store.writing import explain
from danvan_cli.view import reasons
from danvan_cli.view.messages import told
from tests.helpers.data_folder import DataFolder


class WindowsError_(OSError):  # noqa: N801, N818 - what Python raises on Windows
    """An error as Windows gives it: errno is what Python makes of its number, the words are Windows' own."""

    def __init__(self, number: int, made_of_it: int) -> None:
        super().__init__(made_of_it, "Der Prozess kann nicht zugreifen")
        self.winerror = number


@pytest.mark.parametrize(
    ("number", "made_of_it", "words"),
    [
        (2, errno.ENOENT, "No such file or directory"),
        (5, errno.EACCES, "Permission denied"),
        (19, errno.EACCES, "Read-only file system"),
        (21, errno.EACCES, "No such device"),
        (32, errno.EACCES, "Being used by another process"),
        (33, errno.EACCES, "Being used by another process"),
        (53, errno.ENOENT, "The network share cannot be reached"),
        (64, errno.ENOENT, "The network share cannot be reached"),
        (112, errno.ENOSPC, "No space left on device"),
        (123, errno.EINVAL, "File name not allowed"),
        (206, errno.ENOENT, "File name too long"),
        (225, errno.EINVAL, "Blocked by the virus scanner"),
        (362, errno.EINVAL, "The cloud's program does not give the file"),
        (1117, errno.EINVAL, "Input/output error"),
        (183, errno.EEXIST, "File exists"),
    ],
)
def test_windows_own_numbers_come_first(number: int, made_of_it: int, words: str) -> None:
    assert reason_of(WindowsError_(number, made_of_it)) == words


def test_a_number_counts_and_not_the_words_that_come_with_it() -> None:
    assert reason_of(OSError(errno.ENOSPC, "Auf dem Gerät ist kein Speicherplatz mehr")) == "No space left on device"
    assert reason_of(NotImplementedError("no such thing here")) == "Function not implemented"


def test_what_has_no_words_of_ours_keeps_the_systems() -> None:
    assert reason_of(OSError(errno.EDOM, "Numerical argument out of domain")) == "Numerical argument out of domain"
    assert reason_of(OSError("archive is closed")) == "archive is closed"
    assert reason_of(OSError()) == "OSError"


def test_every_reason_is_said_in_vietnamese() -> None:
    locale.use("vi")
    assert {words for words in REASONS | objects.REASONS if reasons.reason(words).isascii()} == set()


def test_what_helps_is_known_for_reasons_there_are() -> None:
    assert set(reasons._WRITING) | set(reasons._READING) <= REASONS | objects.REASONS


@pytest.mark.parametrize(
    ("number", "made_of_it", "said"),
    [
        (5, errno.EACCES, "không có quyền truy cập. Chưa có gì thay đổi. Hãy đóng chương trình khác"),
        (32, errno.EACCES, "chương trình khác đang mở tệp. Chưa có gì thay đổi. Hãy đóng chương trình khác"),
        (206, errno.ENOENT, "tên tệp quá dài. Chưa có gì thay đổi. Hãy chuyển thư mục lên gần gốc ổ đĩa"),
        (53, errno.ENOENT, "không kết nối được thư mục mạng. Chưa có gì thay đổi. Hãy kiểm tra ổ đĩa"),
    ],
)
def test_what_windows_refuses_is_told_with_what_helps(number: int, made_of_it: int, said: str) -> None:
    locale.use("vi")
    refused = explain("units.yaml", WindowsError_(number, made_of_it))
    assert told(refused).startswith(f"Không ghi được units.yaml: {said}")


@pytest.mark.parametrize(
    ("number", "said", "hint"),
    [
        (errno.EACCES, "không có quyền truy cập", "cấp quyền đọc"),
        (errno.EMFILE, "máy đang mở quá nhiều tệp", "đóng bớt chương trình"),
        (errno.EIO, "lỗi đọc, ghi của ổ đĩa", "đã kết nối chưa"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_what_helps(
    number: int, said: str, hint: str, data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/a")

    def refused(source: DiskSource, path: str) -> bytes:
        if path.endswith("a.yaml"):
            raise OSError(number, os.strerror(number))
        return (source.root / path).read_bytes()

    monkeypatch.setattr("danvan_cli.store.disk._read", lambda path, _most: refused(DiskSource(data.root, 0), path))
    with pytest.raises(ReadError):
        DiskSource(data.root, 0).read("models/2020/a.yaml")
    told = data.ask("check", "--lang", "vi").err + data.ask("check", "--lang", "vi").out
    assert said in told
    assert hint in told
