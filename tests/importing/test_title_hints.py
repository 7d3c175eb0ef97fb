"""What the title of a list says that none of its columns does is said, with the options that do it."""

import pytest
import yaml

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import ROWS, Sender

RECOGNIZED = "DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” ĐƯỢC CÔNG NHẬN NĂM 2024"
DECIDED = "(Kèm theo Quyết định số 210-QĐ/TU ngày 12/11/2024 của Ban Thường vụ)"
RATED = ("STT", "Tên mô hình", "Đơn vị", "Cấp đánh giá", "Xếp loại")
RATED_ROW = ("1", "Tổ tự quản an ninh", "Xã An Hòa", "Cấp huyện", "Tốt")
BY_TITLE = "by its title"


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    sender = Sender(clerk)
    sender.sends(sender.writes(*ROWS))
    return sender


def said_of(sender: Sender, *lines: tuple[str, ...], typed: tuple[str, ...] = ()) -> str:
    """Import what stands below a first line; return what is said."""
    return " ".join(sender.sends(sender.writes(*lines[1:], name="cn.csv", headings=lines[0]), *typed).err.split())


def test_the_recognition_and_the_decision_above_a_list_are_said(sender: Sender) -> None:
    lines = ((RECOGNIZED,), (DECIDED,), RATED, RATED_ROW)
    said = said_of(sender, *lines)
    typed = "--default recognized=yes --default decision=210-QĐ/TU --default decided_on=12/11/2024"
    assert f"If all are: {typed}" in said
    assert "recognized" not in sender.records("evaluations/2024")["2024-xa-a-to-tu-quan-an-ninh.huyen"]
    assert BY_TITLE not in said_of(sender, *lines, typed=tuple(typed.split()))
    record = yaml.safe_load(sender.records("evaluations/2024")["2024-xa-a-to-tu-quan-an-ninh.huyen"])
    assert (record["recognized"], record["decision"], str(record["decided_on"])) == (True, "210-QĐ/TU", "2024-11-12")
    assert BY_TITLE not in said_of(sender, *lines)  # all is on record


@pytest.mark.parametrize(
    ("title", "options"),
    [
        ("DANH SACH MO HINH DUOC CONG NHAN", "--kind evaluations --default recognized=yes"),
        ("Kết quả xếp loại mô hình", "--kind evaluations --default rating=…"),
        ("Danh sách tập thể được tặng Giấy khen", "--kind awards --default form=… --default authority=…"),
        ("Danh sách mô hình đã kết thúc", "--default ended_on=…"),
    ],
)
def test_a_list_of_models_says_what_its_title_says(sender: Sender, title: str, options: str) -> None:
    said = said_of(sender, (title,), ("STT", "Tên mô hình", "Đơn vị", "TT/CN"), ROWS[0][:4])
    assert BY_TITLE in said
    assert options in said


@pytest.mark.parametrize(
    "title",
    [
        "Danh sách mô hình đề nghị được công nhận",
        "Danh sách mô hình chưa được công nhận",
        "Danh sách đăng ký mô hình",
        "Danh sách mô hình của công nhân khu công nghiệp",
        "Ban Thi đua - Khen thưởng",
    ],
)
def test_other_titles_say_nothing(sender: Sender, title: str) -> None:
    assert BY_TITLE not in said_of(sender, (title,), RATED, RATED_ROW)
    assert BY_TITLE not in said_of(sender, (title,), ("STT", "Tên mô hình", "Đơn vị", "TT/CN"), ROWS[0][:4])
