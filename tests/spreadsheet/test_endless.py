"""What has no end, or more than anybody could look through, is refused before it fills the memory."""

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from danvan_cli.spreadsheet.errors import FileFormatError
from danvan_cli.spreadsheet.reading import delimited, read_book
from danvan_cli.spreadsheet.reading import limits as safety
from tests.helpers.clerk import Clerk
from tests.helpers.program import danvan
from tests.helpers.workbooks import ods_content, with_sheet

_WITHIN = 300 << 10  # KiB
_PART = 32  # of the limits; at all of them a test takes too long
_READ = """
import re, sys
from pathlib import Path
from danvan_cli.spreadsheet.errors import FileFormatError
from danvan_cli.spreadsheet.reading import read_book
try:
    read_book(Path(sys.argv[1]))
    print("read")
except FileFormatError as why:
    print(why.code)
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""
_POSIX = pytest.mark.skipif(sys.platform != "linux", reason="what a process has used is counted as on Linux")
_MANY = "<row r='{0}'><c r='A{0}'><v>{0}</v></c><c r='B{0}'><v>1</v></c></row>"


def why_not(path: Path) -> str:
    with pytest.raises(FileFormatError) as caught:
        read_book(path)
    return caught.value.code


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
@pytest.mark.parametrize("name", ["/dev/zero", "zero.xlsx", "pipe.csv"])
def test_a_pipe_or_a_device_is_not_read_at_all(name: str, tmp_path: Path, clerk: Clerk) -> None:
    path = tmp_path / name
    if name == "zero.xlsx":
        path.symlink_to("/dev/zero")
    elif name == "pipe.csv":
        os.mkfifo(path)
    assert why_not(path) == "no-end"
    assert "Save the list as a file" in clerk.is_refused("import", str(path), "--year", "2020", code=1)


def _large(path: Path, what: str, part: int = 1) -> Path:
    contents = {
        "line": (b"a", 31_000_000),
        "letters": (b"\xe9", 31_000_000),
        "cells": (b"ab,", 10_000_000),
        "lines": (b"\n", 31_000_000),
        "rows": ("Đường làng,b\n".encode(), 1_600_000),
        "quote": (b"ab,\n", 7_500_000),
        "all": (b"a", 120_000_000),
    }
    before = {"quote": b'a,"', "all": b"Ten mo hinh\n"}
    if what == "workbook":
        return with_sheet(path, f"<sheetData>{''.join(map(_MANY.format, range(1, 300_001)))}</sheetData>")
    if what == "cell":
        return with_sheet(path, f"<sheetData><row><c t='inlineStr'><is><t>{_text()}</t></is></c></row></sheetData>")
    repeated, times = contents[what]
    path.write_bytes(before.get(what, b"") + repeated * (times // part))
    return path


def _text() -> str:
    """Return much text that does not pack well."""
    return os.urandom(8 << 20).hex()


@_POSIX
@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("all", "file-too-large"),
        ("workbook", "too-many-rows"),
        ("cell", "too-large"),
    ],
)
def test_what_is_too_much_is_told_within_the_memory(what: str, code: str, tmp_path: Path) -> None:
    path = _large(tmp_path / ("a.xlsx" if what in ("workbook", "cell") else "a.csv"), what)
    done = subprocess.run([sys.executable, "-c", _READ, path], capture_output=True, check=True)
    told, used = done.stdout.split()
    assert told.decode() == code
    assert int(used) < _WITHIN


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("line", "too-long"),
        ("letters", "too-long"),
        ("cells", "too-long"),
        ("lines", "too-many-rows"),
        ("rows", "too-many-rows"),
        ("quote", "bad-quote"),
        ("all", "file-too-large"),
    ],
)
def test_a_part_of_what_is_too_much_takes_that_part_of_the_memory(
    what: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, limit in (
        (delimited, "_MOST_LETTERS"),
        (delimited, "_MOST_RECORDS"),
        (safety, "MOST_FILE_MEGABYTES"),
        (safety, "MOST_ROWS"),
        (safety, "MOST_CELLS"),
        (safety, "MOST_LETTERS"),
    ):
        monkeypatch.setattr(module, limit, getattr(module, limit) // _PART)
    path = _large(tmp_path / "a.csv", what, _PART)
    tracemalloc.start()
    try:
        told = why_not(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert told == code
    assert peak < (_WITHIN << 10) // _PART


def test_rows_and_texts_that_are_said_to_be_repeated_count_each_time(tmp_path: Path) -> None:
    row = (
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="{}">'
        '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    assert why_not(ods_content(tmp_path / "a.ods", row.format(30_001, "x"))) == "too-many-rows"
    assert why_not(ods_content(tmp_path / "b.ods", row.format(30_000, "x" * 700))) == "too-much-text"


def test_a_record_is_not_written_that_would_not_be_read_again(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Tên mô hình,Đơn vị,TT/CN,Nội dung\nChợ,Xã An Hòa,TT,{'a' * 1_200_000}\n", "utf-8")
    assert "too-large" in clerk.is_refused("import", str(path), "--year", "2020", code=1)


@pytest.mark.skipif(sys.platform == "win32", reason="the editors are scripts of sh")
@pytest.mark.parametrize(
    ("does", "told"),
    [
        ('rm "$1"; mkfifo "$1"', "is no file"),
        ('rm "$1"; ln -s /dev/zero "$1"', "is no file"),
        ('head -c 50000000 /dev/zero > "$1"', "[too-large]"),
    ],
)
def test_what_an_editor_leaves_is_read_to_its_limit(
    does: str, told: str, clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\n{does}\n")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    said = danvan("edit", "units.yaml", "--data", str(clerk.root))
    assert (said.code, said.out) == (1, "")
    assert told in said.err
