"""An import is recording with many rows: the same records as typed, and a result that says what became of each row."""

import pytest
import yaml

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import ROWS, Sender

REVIEWED = ("Mã", "Tên mô hình", "Kết quả rà soát")
CLAIMED = ("Nguồn", "Loại số liệu", "Giá trị")


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    return Sender(clerk)


def test_a_row_of_a_review_is_kept_back_where_its_model_may_be_registered(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    model = ("--title", "Vườn rau sạch", "--unit", "xa-b", "--kind", "ca-nhan", "--person", "Lê Thị Tám")
    assert sender.clerk.ask("register", "--year", "2025", *model).code == 0
    rows = [
        ("2024-xa-b-vuon-rau-sach", "Vườn rau sạch", "Duy trì"),
        ("2024-xa-a-to-tu-quan-an-ninh", "Tổ tự quản an ninh", "Duy trì"),
    ]
    said = sender.sends(sender.writes(*rows, name="rs.csv", headings=REVIEWED), "--year", "2025")
    assert said.code == 1
    assert "rs.csv: B2: It may be recorded already: models/2025/2025-xa-b-vuon-rau-sach.yaml" in said.err
    assert "kept: 1;" in said.err
    assert set(sender.records("models/2025")) == {"2025-xa-b-vuon-rau-sach", "2025-xa-a-to-tu-quan-an-ninh"}
    before = sender.clerk.files()
    assert sender.sends(sender.writes(*rows, name="rs.csv", headings=REVIEWED), "--year", "2025").code == 1
    assert sender.clerk.files() == before


def test_two_sources_that_would_have_one_id_are_two_records_as_if_typed(sender: Sender) -> None:
    sources = ("Báo cáo Sùng Máng", "Báo cáo Sủng Máng")
    file = sender.writes(*((source, "Đăng ký", "12") for source in sources), name="sl.csv", headings=CLAIMED)
    said = sender.sends(file, "--kind", "figures")
    assert said.code == 0, said.err
    records = sender.records("figures/2024")
    assert {yaml.safe_load(text)["source"] for text in records.values()} == set(sources)
    assert "2024-bao-cao-sung-mang" in records


def test_another_list_of_the_same_file_name_takes_over_no_records(sender: Sender) -> None:
    first = sender.writes(("1", "Chợ xanh", "Xã An Hòa", "Cá nhân"), ("2", "Nuôi bò", "Xã An Hòa", "Cá nhân"))
    assert sender.sends(first).code == 0
    second = sender.writes(("1", "Đường hoa", "Xã An Hòa", "Cá nhân"), ("2", "Ngõ sạch", "Xã An Hòa", "Cá nhân"))
    assert sender.sends(second).code == 0
    titles = {values["title"] for values in sender.stated().values()}
    assert titles == {"Chợ xanh", "Nuôi bò", "Đường hoa", "Ngõ sạch"}


PERSONS = ("STT", "Tên mô hình", "Đơn vị", "TT/CN", "Họ và tên")


def test_a_list_with_rows_in_doubt_can_be_sent_again_in_any_order(sender: Sender) -> None:
    rows = [("1", "Chợ xanh", "Xã An Hòa", "CN", name) for name in ("", "Lê Tám", "Lê Chín")]
    for sent in (rows, rows, rows[::-1]):
        said = sender.sends(sender.writes(*sent, headings=PERSONS))
        assert said.code == 1, said.err
        assert "kept: 1" in said.err
        assert {values.get("person") for values in sender.stated().values()} == {"Lê Tám", "Lê Chín"}


def test_a_row_without_a_person_does_not_take_the_person_out_of_another_lists_record(sender: Sender) -> None:
    sender.sends(sender.writes(("7", "Chợ xanh", "Xã An Hòa", "CN", "Lê Tám"), headings=PERSONS))
    said = sender.sends(sender.writes(("1", "Chợ xanh", "Xã An Hòa", "CN", ""), headings=PERSONS))
    assert said.code == 1
    assert [values["person"] for values in sender.stated().values()] == ["Lê Tám"]


def test_a_corrected_row_does_not_make_its_record_the_same_as_another(sender: Sender) -> None:
    rows = [("1", "Chợ sạch", "Xã An Hòa", "CN", "Lê Tám"), ("2", "Hàng rào", "Xã An Hòa", "CN", "Lê Chín")]
    sender.sends(sender.writes(*rows, headings=PERSONS))
    model = ("--title", "Chợ xanh", "--unit", "xa-a", "--kind", "ca-nhan", "--person", "Lê Tám")
    assert sender.clerk.ask("register", "--year", "2024", *model).code == 0
    before = sender.clerk.files()
    said = sender.sends(sender.writes(("1", "Chợ xanh", "Xã An Hòa", "CN", ""), rows[1], headings=PERSONS))
    assert said.code == 1, said.err
    assert sender.clerk.files() == before
