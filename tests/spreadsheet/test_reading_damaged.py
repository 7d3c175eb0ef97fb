import string
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danvan_cli.spreadsheet.errors import FileFormatError
from danvan_cli.spreadsheet.reading import read_book
from danvan_cli.spreadsheet.sheets import Book
from tests.helpers.declared_messages import REFUSALS, UNREADABLE
from tests.helpers.laws import cases
from tests.helpers.steps import steps
from tests.helpers.workbooks import ods_content, with_parts, with_sheet, xls, xlsx
from tests.spreadsheet.damaged_files import mutants, refused


def why_not(path: Path) -> FileFormatError:
    with pytest.raises(FileFormatError) as caught:
        read_book(path)
    return caught.value


def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path: Path) -> None:
    for name, (code, content) in refused(tmp_path).items():
        path = tmp_path / name
        path.write_bytes(content)
        why = why_not(path)
        assert (name, why.code) == (name, code)
        assert why.params["file"] == name


def test_a_folder_a_missing_file_and_one_that_may_not_be_read(unprivileged: Path) -> None:
    locked = unprivileged / "a.xlsx"
    locked.write_bytes(b"x")
    locked.chmod(0)
    assert why_not(unprivileged).code == "folder"
    assert why_not(unprivileged / "b.xlsx").code == "no-file"
    assert why_not(locked).code == "cannot-open"


def test_each_reason_has_a_sentence_that_its_arguments_fill(tmp_path: Path) -> None:
    for name, (code, content) in refused(tmp_path).items():
        path = tmp_path / name
        path.write_bytes(content)
        assert name.lstrip("~$") in REFUSALS[code].sentence.format(**why_not(path).params)
    fields = {field for message in UNREADABLE for _, field, _, _ in string.Formatter().parse(message.sentence) if field}
    assert fields == {
        "file",
        "reason",
        "other",
        "megabytes",
        "cells",
        "rows",
        "letters",
        "line",
        "cell",
        "text",
        "means",
    }


def test_a_note_of_words_is_told_from_the_document_that_it_is_about(tmp_path: Path) -> None:
    for name in ("~$nh-sach.docx", "danh-sach.docx", "~$ds.docx"):
        (tmp_path / name).write_bytes(b"\x05Lan")
    assert why_not(tmp_path / "~$nh-sach.docx").params["other"] == "danh-sach.docx"
    assert why_not(tmp_path / "~$ds.docx").params["other"] == "ds.docx"


def test_the_line_that_is_wrong_in_a_text_is_named(tmp_path: Path) -> None:
    for content, line in ((b"a\nb\0\n", 2), (b"a\n\nb\xe9\n", 3), (b'a,b\n1,2\n3,"4\n5,6\n', 3)):
        path = tmp_path / "a.csv"
        path.write_bytes(content)
        assert why_not(path).params["line"] == line


def test_a_workbook_cannot_fill_the_memory_by_what_it_says_is_repeated(tmp_path: Path) -> None:
    times = 'table:number-columns-repeated="16384"', 'table:number-rows-repeated="1048576"'
    cell = f'<table:table-cell office:value-type="string" {times[0]}><text:p>x</text:p></table:table-cell>'
    table = f'<table:table table:name="a"><table:table-row {times[1]}>{cell}</table:table-row></table:table>'
    path = ods_content(tmp_path / "a.ods", table)
    assert steps(lambda: why_not(path)) < 3000  # of 17 thousand million cells
    assert why_not(path).code == "too-many-cells"


def test_more_cells_than_a_list_can_have_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danvan_cli.spreadsheet.reading.limits.MOST_CELLS", 2)
    row = "".join(f'<c r="{letter}1"><v>1</v></c>' for letter in "ABC")
    assert (
        why_not(with_sheet(tmp_path / "a.xlsx", f'<sheetData><row r="1">{row}</row></sheetData>')).code
        == "too-many-cells"
    )


def test_nor_in_an_xls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danvan_cli.spreadsheet.reading.limits.MOST_CELLS", 8)
    assert why_not(xls(tmp_path / "a.xls")).code == "too-many-cells"


_PARTS = [
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
]


@pytest.mark.parametrize("part", _PARTS)
def test_no_part_with_a_dtd_comes_before_a_parser(tmp_path: Path, part: str) -> None:
    source = xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(source) as archive:
        _, end, rest = archive.read(part).partition(b"?>")
    harmless = b'<?xml version="1.0"?><!DOCTYPE a>' + rest
    assert end
    assert why_not(with_parts(source, tmp_path / "b.xlsx", {part: harmless})).code == "doctype"


@pytest.mark.parametrize("seed", range(4))
def test_no_broken_workbook_gives_anything_but_a_book_or_a_reason(tmp_path: Path, seed: int) -> None:
    for name, content in mutants(tmp_path, seed, 40):
        path = tmp_path / f"broken-{name}"
        path.write_bytes(content)
        _read_or_refuse(path)


def test_the_library_prints_nothing_about_an_xls_that_is_not_as_it_should_be(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls")
    path.write_bytes(path.read_bytes() + b"more")
    read = (
        "import sys, pathlib; from danvan_cli.spreadsheet import reading; reading.read_book(pathlib.Path(sys.argv[1]))"
    )
    done = subprocess.run([sys.executable, "-c", read, str(path)], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_an_archive_that_lost_some_bytes_on_its_way_is_damaged(tmp_path: Path) -> None:
    content = xlsx(tmp_path / "a.xlsx").read_bytes()
    path = tmp_path / "b.xlsx"
    path.write_bytes(content[:2600] + content[2630:])
    assert why_not(path).code == "damaged"


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a.tsv"]))
@example(b"PK\x05\x06" + bytes(18), "a.xlsx")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls")
@cases(40)
def test_no_bytes_at_all_do(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    _read_or_refuse(path)
    _read_or_refuse(path, "tcvn3")


def _read_or_refuse(path: Path, encoding: str | None = None) -> None:
    try:
        assert isinstance(read_book(path, encoding), Book)
    except FileFormatError as why:
        assert why.code in REFUSALS  # noqa: PT017 - which of the two it is is the point
