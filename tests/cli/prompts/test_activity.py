"""A clerk notes activities at a terminal: of a programme its last year is asked, of a meeting who was there."""

import sys

import pytest

from tests.cli.prompts.office_folder import at_terminal, vi
from tests.helpers.data_folder import DataFolder
from tests.helpers.terminal import ENTER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")


@pytest.mark.parametrize("columns", [60, 140])
def test_one_after_the_other_is_noted_with_nothing_but_the_commands_name(office: DataFolder, columns: int) -> None:
    with at_terminal(office.root, "hoat-dong", size=(columns, 24)) as clerk:
        clerk.expect_line("Năm thi đua: 2020")
        clerk.send(ENTER)
        clerk.expect_line("Đơn vị:")
        clerk.send(ENTER)
        clerk.expect_line("Hình thức:")
        clerk.send("phoi hop", ENTER)
        clerk.expect_line("Nội dung hoạt động:")
        clerk.send("Phối hợp với Công an", ENTER)
        clerk.expect_line("Ngày tổ chức:")
        clerk.send("10/02/2020", ENTER)
        clerk.expect_line("Đến năm:")
        clerk.send("2022", ENTER)
        clerk.expect_line(vi("What now?"))
        clerk.send("3", ENTER, "thanh phan", ENTER, ENTER, "Công an", ENTER)
        clerk.expect_line(vi("What now?"))
        clerk.send("2", ENTER)
        clerk.expect_line("Năm thi đua: 2020")
        clerk.send(ENTER, "hiep thanh", ENTER, "doi thoai", ENTER)
        clerk.expect_line("Nội dung hoạt động:")
        clerk.send("Đối thoại", ENTER, ENTER)
        clerk.expect_line("Số người dự:")
        clerk.send("trên 100", ENTER)
        clerk.expect("! “trên 100”")
        clerk.send("\x15", "100", ENTER, "Chợ", ENTER)
        clerk.expect_line(vi("What now?"))
        clerk.send("1", ENTER)
        assert clerk.code() == 0
        assert not clerk.screen.overrun
    written = {path.name: path.read_text("utf-8") for path in (office.root / "activities/2020").iterdir()}
    assert written == {
        "2020-nga-bay-phoi-hop-voi-cong-an-0210.yaml": (
            "title: Phối hợp với Công an\nunit: nga-bay\nform: chuong-trinh-phoi-hop\nheld_on: 2020-02-10\n"
            "until_year: 2022\npartners:\n  - Công an\n"
        ),
        "2020-hiep-thanh-doi-thoai.yaml": (
            "title: Đối thoại\nunit: hiep-thanh\nform: doi-thoai\nplace: Chợ\nparticipants: 100\n"
        ),
    }
