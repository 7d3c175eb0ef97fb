"""A unit that the folder lacks and the country has: every way in says its name and how it is loaded."""

from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.cli.forms.interview import RecordForm
from danvan_cli.cli.prompts.state import QuestionState
from danvan_cli.counting.ledger import Ledger
from danvan_cli.domain import directory
from danvan_cli.domain.fields import MODEL
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.store.disk import DiskSource
from tests.helpers.data_folder import LATER, DataFolder, no_progress

NEW = ("--kind", "tap-the", "--title", "Chợ xanh")
COMMAND = 'danvan unit load --for "Phường Ngã Bảy, Thành phố Cần Thơ"'
OLD = 'danvan unit load --for "Phường Ngã Bảy, Thành phố Ngã Bảy, Tỉnh Hậu Giang"'


@pytest.mark.parametrize(
    ("typed", "code", "command"),
    [
        (("register", "--year", "2026", "--unit", "phường ngã bảy", *NEW), 2, COMMAND),
        (("register", "--year", "2020", "--unit", "P. Ngã Bảy", *NEW), 2, OLD),
        (("award", "--year", "2026", "--kind", "ca-nhan", "--recipient", "Lan", "--authority", "ngã bảy"), 2, COMMAND),
        (("unit", "alias", "ngã bảy", "NB"), 2, COMMAND),
        (("unit", "add", "--name", "Khóm 1", "--level", "co-so", "--parent", "Phường Ngã Bảy"), 2, COMMAND),
        (("template", "models", "--year", "2026", "--unit", "phuong nga bay", "-o", "x.xlsx"), 2, COMMAND),
        (("tally", "registered", "--year", "2020", "--where", "unit=phường ngã bảy"), 2, COMMAND),
        (("list", "registered", "--year", "2020", "--where", "unit=phường ngã bảy"), 2, COMMAND),
    ],
)
def test_every_way_in_names_the_unit_and_the_command(
    typed: tuple[str, ...], code: int, command: str, data: DataFolder
) -> None:
    data.model("2020/2020-a")
    said = data.ask(*typed)
    assert (said.code, command in said.err) == (code, True), said.err


def test_a_row_of_a_list_says_so_too(data: DataFolder, tmp_path: Path) -> None:
    sheet = tmp_path / "ds.csv"
    sheet.write_text("STT,Tên mô hình,Đơn vị,Loại\n1,Chợ xanh,Phường Ngã Bảy,TT\n", "utf-8")
    said = data.ask("import", str(sheet), "--year", "2026")
    assert (said.code, COMMAND in said.err) == (1, True), said.err


def test_a_question_says_so_too(data: DataFolder, tmp_path: Path) -> None:
    with closing(Ledger(DiskSource(data.root, LATER), tmp_path / "cache", data.root, no_progress)) as ledger:
        question = RecordForm(RecordLookup(ledger, "2026-12-31"), 2026).question(MODEL["unit"])
        state = QuestionState(question, "", first=True)
    state.changed("phường ngã bảy")
    assert COMMAND.replace("unit load --for", "don-vi tai --cua") in state.fault("phường ngã bảy")
    state.changed("đâu đó")
    assert "danvan don-vi tai" not in state.fault("đâu đó")


def test_of_several_the_number_and_the_first_are_named_and_none_is_chosen(data: DataFolder) -> None:
    said = data.ask("register", "--year", "2026", "--unit", "Xã Tân Thành", *NEW)
    assert "7: Xã Tân Thành, Tỉnh Thái Nguyên; " in said.err
    assert 'danvan unit load --for "Xã Tân Thành, …"' in said.err


def test_those_at_the_offices_own_place_go_first(data: DataFolder) -> None:
    data.write("units.yaml", "- {id: huyen-x, name: Tỉnh Đồng Tháp, level: tinh}\n")
    said = data.ask("register", "--year", "2026", "--unit", "Xã Tân Thành", *NEW)
    assert "7: Xã Tân Thành, Tỉnh Đồng Tháp; " in said.err


def test_what_the_folder_has_that_is_near_is_said_before(data: DataFolder) -> None:
    data.write("units.yaml", "- {id: huyen-x, name: Xã Tân Thanh, level: xa}\n")
    said = data.ask("register", "--year", "2026", "--unit", "Xã Tân Thành", *NEW)
    assert "Nearest there: Xã Tân Thanh. The country has 7: " in said.err


def test_after_the_command_the_name_is_found_also_with_what_it_lies_in(data: DataFolder) -> None:
    assert data.ask("unit", "load", "--for", "Phường Ngã Bảy, Thành phố Cần Thơ", "--ended", "--yes").code == 0
    for name, year, unit in (
        ("phường ngã bảy", "2026", "phuong-nga-bay"),
        ("Phường Ngã Bảy, Cần Thơ", "2027", "phuong-nga-bay"),
        ("Phường Ngã Bảy, Thành phố Ngã Bảy, Tỉnh Hậu Giang", "2020", "phuong-nga-bay-thanh-pho-nga-bay"),
    ):
        said = data.ask("register", "--year", year, "--unit", name, *NEW)
        assert f"{year}-{unit}-cho-xanh" in said.out


def test_what_goes_well_does_not_read_the_directory(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "DIRECTORY_FILE", data.root / "none")
    directory.directory.cache_clear()
    assert data.ask("register", "--year", "2026", "--unit", "xã an hoà", *NEW).code == 0
    assert data.ask("tally", "registered", "--year", "2026", "--where", "unit=an hòa").code == 0
    assert data.ask("register", "--year", "2026", "--field", "thể thao", "--unit", "xa-a", *NEW).code == 2
