"""A record that cannot be read may be a row's: that row alone is kept back."""

import pytest

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender

BROKEN = "title: [\n"


@pytest.mark.parametrize("kind", ["models", "awards", "figures"])
def test_an_import_keeps_that_row_back_and_takes_the_others(kind: str, clerk: Clerk) -> None:
    headings, rows, path = {
        "models": (
            ("Tên mô hình", "Đơn vị", "TT/CN"),
            [(title, "Xã An Hòa", "TT") for title in ("Chợ xanh", "Vườn rau")],
            "models/2021/2021-xa-a-cho-xanh.yaml",
        ),
        "awards": (
            ("Hình thức khen thưởng", "Họ và tên/Tập thể", "Loại"),
            [("Giấy khen", name, "Cá nhân") for name in ("Lê Tám", "Lê Ba")],
            "awards/2021/2021-giay-khen-ca-nhan-le-tam.yaml",
        ),
        "figures": (
            ("Nguồn", "Loại số liệu", "Giá trị"),
            [(source, "Đăng ký", "3") for source in ("Báo A", "Cổng thông tin")],
            "figures/2021/2021-bao-a.yaml",
        ),
    }[kind]
    sender = Sender(clerk)
    clerk.write(path, BROKEN)
    file = sender.writes(*rows, headings=headings)
    for new in (1, 0):
        said = sender.sends(file, "--year", "2021", "--kind", kind)
        assert (said.code, f"New: {new};" in said.err, "kept: 1;" in said.err) == (1, True, True), said.err
        assert len(sender.records(f"{kind}/2021")) == 2
    assert f"{path} cannot be read" in said.err


def test_an_unread_evaluation_keeps_back_that_of_its_own_model(clerk: Clerk) -> None:
    for name, title in (("m", "Chợ xanh"), ("n", "Vườn rau")):
        clerk.model(f"2024/{name}", title=title)
    clerk.write("evaluations/2024/m.xa.yaml", "ratting: [\n")
    sender = Sender(clerk)
    rows = [(title, "Xã An Hòa", "Cấp xã", "Tốt") for title in ("Chợ xanh", "Vườn rau")]
    headings = ("Tên mô hình", "Đơn vị", "Cấp công nhận", "Xếp loại")
    said = sender.sends(sender.writes(*rows, headings=headings), "--kind", "evaluations")
    assert (said.code, "New: 1;" in said.err, "kept: 1;" in said.err) == (1, True, True), said.err
    assert set(sender.records("evaluations/2024")) == {"m.xa", "n.xa"}


def test_a_row_of_a_review_is_kept_back_whatever_its_doubt(clerk: Clerk) -> None:
    sender = Sender(clerk)
    clerk.model("2023/2023-xa-b-rau", title="Rau", unit="xa-b")
    clerk.model("2024/2024-xa-b-rau", title="Rau", unit="xa-b")
    clerk.model("2025/2025-xa-b-rau", title="Rau", unit="xa-b", continues="2023-xa-b-rau")
    clerk.model("2024/2024-xa-a-cho-xanh", title="Chợ xanh")
    clerk.write("models/2025/2025-xa-a-cho-xanh.yaml", BROKEN)
    rows = [("2024-xa-b-rau", "Duy trì"), ("2024-xa-a-cho-xanh", "Duy trì")]
    said = sender.sends(sender.writes(*rows, headings=("Mã", "Kết quả rà soát")), "--year", "2025")
    assert (said.code, "kept: 2;" in said.err) == (1, True), said.err
