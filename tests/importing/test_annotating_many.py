"""Several lists with faults, given back marked: none over another, and none over what was sent."""

from pathlib import Path

import pytest

from danvan_cli.spreadsheet.reading import read_book
from tests.helpers.clerk import Clerk
from tests.helpers.program import CommandResult
from tests.helpers.workbooks import xlsx
from tests.importing.sent_lists import HEADINGS, YEAR, Sender

_WRONG = ("1", "Tổ tự quản", "Xã An Hoa Bình", "TT", "", "")
_IN = ("--lang", "vi")


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    return Sender(clerk)


def sends(sender: Sender, out: Path, *files: Path, force: bool = False) -> CommandResult:
    forced = ["--force"] if force else []
    said = sender.clerk.ask(*_IN, "import", *map(str, files), *YEAR, "--annotate", str(out), *forced)
    assert sender.records() == {}
    return said


def folder(sender: Sender, name: str) -> Path:
    found = sender.folder / name
    found.mkdir()
    return found


def test_lists_of_any_kind_are_marked_in_workbooks_and_what_is_lost_is_said_in_vietnamese(sender: Sender) -> None:
    out = folder(sender, "out")
    said = sends(sender, out, sender.writes(_WRONG, name="a.csv"), xlsx(sender.folder / "b.xlsx", (HEADINGS, _WRONG)))
    assert said.code == 1
    assert {file.name for file in out.iterdir()} == {"a.xlsx", "b.xlsx"}
    assert "định dạng" in said.err


def test_lists_of_one_name_are_marked_each_in_a_workbook_of_its_own(sender: Sender) -> None:
    files = [xlsx(folder(sender, name) / "ds.xlsx", (HEADINGS, (*_WRONG[:5], name))) for name in ("xa", "xb")]
    out = folder(sender, "out")
    csv = sender.writes(_WRONG)
    sends(sender, out, *files, csv)
    assert {file.name for file in out.iterdir()} == {"xa-ds.xlsx", "xb-ds.xlsx", "ds.csv.xlsx"}
    assert read_book(out / "xb-ds.xlsx").sheets[0].rows[2][6] == "xb"


@pytest.mark.parametrize("into_its_folder", [True, False])
def test_a_list_is_never_marked_in_its_own_place(sender: Sender, *, into_its_folder: bool) -> None:
    file = xlsx(folder(sender, "xa") / "ds.xlsx", (HEADINGS, _WRONG))
    before = file.read_bytes()
    said = sends(sender, file.parent if into_its_folder else file, file, force=True)
    assert (said.code, file.read_bytes()) == (2, before)


def test_nothing_is_marked_where_one_of_the_lists_would_be_written_over(sender: Sender) -> None:
    out = folder(sender, "out")
    own, other = xlsx(out / "z.xlsx", (HEADINGS, _WRONG)), sender.writes(_WRONG, name="a.csv")
    assert sends(sender, out, other, own).code == 2
    assert [file.name for file in out.iterdir()] == ["z.xlsx"]
