"""A table is pasted at a terminal."""

import sys
from pathlib import Path

import pytest

from tests.cli.prompts.office_folder import at_terminal, vi
from tests.helpers.data_folder import DataFolder
from tests.helpers.terminal import CTRL_C, ENTER, pasted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

_HEADING = vi("Paste the table here, then press Enter on an empty line:")
_WRITE_THIS = vi("Write this?")
_TABLE = (
    "DANH SÁCH NĂM 2021\n\nSTT\tTên mô hình\tĐơn vị\tLoại\n"
    "1\tChợ xanh, sạch\tPhường Hiệp Thành\tTT\n2\tVườn rau\tXã Đại Thành\tTT\n"
)


def test_a_table_is_pasted_and_agreed_to(office: DataFolder) -> None:
    with at_terminal(office.root, "import", "-") as clerk:
        clerk.expect(_HEADING)
        clerk.send(pasted(_TABLE), ENTER)
        clerk.expect(_WRITE_THIS)
        clerk.send("y", ENTER)
        assert clerk.code() == 0
    assert len(list((office.root / "models/2021").iterdir())) == 2


def test_whoever_leaves_has_written_nothing(office: DataFolder) -> None:
    with at_terminal(office.root, "import", "-") as clerk:
        clerk.expect(_HEADING)
        clerk.send(pasted(_TABLE), CTRL_C)
        assert clerk.code() == 130
    assert not (office.root / "models/2021").exists()


def test_enter_alone_pastes_nothing(office: DataFolder) -> None:
    with at_terminal(office.root, "import", "-") as clerk:
        clerk.expect(_HEADING)
        clerk.send(ENTER)
        assert clerk.code() == 2
    assert not Path(office.root / "models/2021").exists()
