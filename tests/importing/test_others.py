"""Lists of evaluations, awards, figures and units, and the review of last year's models."""

import pytest
import yaml

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import HEADINGS, ROWS, YEAR, Sender

EVALUATED = ("STT", "Tên mô hình", "Đơn vị", "Cấp công nhận", "Xếp loại", "Công nhận", "Số quyết định", "Hiến đất (m²)")
AWARDED = (
    "STT",
    "Họ và tên/Tập thể",
    "Chức vụ",
    "Đơn vị",
    "Hình thức khen thưởng",
    "Cơ quan khen thưởng",
    "Số quyết định",
)


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    return Sender(clerk)


def test_evaluations_name_their_models_by_title_and_unit(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    rows = (
        ("1", "Tổ tự quản an ninh", "Xã An Hòa", "Cấp huyện", "Tốt", "x", "012", "1.240"),
        ("2", "HIẾN ĐẤT LÀM ĐƯỜNG", "Xã An Hòa", "Cấp xã", "Khá", "", "", ""),
    )
    file = sender.writes(*rows, name="dg.csv", headings=EVALUATED)
    said = sender.sends(file, "--kind", "danh-gia")
    assert said.code == 0, said.err
    found = {name: yaml.safe_load(text) for name, text in sender.records("evaluations/2024").items()}
    assert set(found) == {"2024-xa-a-to-tu-quan-an-ninh.huyen", "2024-xa-a-hien-dat-lam-duong.xa"}
    first = found["2024-xa-a-to-tu-quan-an-ninh.huyen"]
    assert (first["rating"], first["recognized"], first["decision"]) == ("tot", True, "012")
    assert first["results"] == {"hien-dat": 1240}
    assert "unchanged: 2" in sender.sends(file, "--kind", "danh-gia").err


def test_a_model_that_is_not_registered_is_refused_with_the_nearest(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    rows = (("1", "Tổ tự quản an nin", "Xã An Hòa", "Cấp huyện", "Tốt", "", "", ""),)
    said = sender.sends(sender.writes(*rows, name="dg.csv", headings=EVALUATED), "--kind", "evaluations")
    assert said.code == 1
    assert "Tổ tự quản an ninh" in said.err


def test_one_list_can_register_and_evaluate(sender: Sender) -> None:
    headings = (*HEADINGS[:5], "Xếp loại")
    rows = [(*row[:5], "Tốt") for row in ROWS]
    file = sender.writes(*rows, headings=headings)
    typed = ("--kind", "models", "--kind", "evaluations", "--default", "level=huyen")
    said = sender.sends(file, *typed)
    assert said.code == 0, said.err
    assert len(sender.records()) == len(sender.records("evaluations/2024")) == 3
    assert "unchanged: 6;" in sender.sends(file, *typed).err


def test_awards_are_known_again(sender: Sender) -> None:
    rows = (
        ("1", "Bà Lê Thị A", "Bí thư chi bộ", "Xã An Hòa", "Giấy khen", "Huyện Xuân Lộc", "05-QĐ/HU"),
        ("2", "Xã Bình Hoà", "", "Xã Bình Hoà", "GK", "huyện xuân lộc", "05-QĐ/HU"),
    )
    file = sender.writes(*rows, name="kt.csv", headings=AWARDED)
    said = sender.sends(file)
    assert said.code == 0, said.err
    found = [yaml.safe_load(text) for text in sender.records("awards/2024").values()]
    assert {record["kind"] for record in found} == {"ca-nhan", "tap-the"}
    assert {record["decision"] for record in found} == {"05-QĐ/HU"}
    assert "unchanged: 2;" in sender.sends(file).err
    corrected = (*rows[0][:6], "06-QĐ/HU")
    said = sender.sends(sender.writes(corrected, rows[1], name="kt.csv", headings=AWARDED))
    assert "changed: 1;" in said.err
    assert len(sender.records("awards/2024")) == 2


def test_figures_of_one_source_are_one_record(sender: Sender) -> None:
    headings = ("Nguồn", "Chỉ số", "Điều kiện", "Giá trị")
    rows = (
        ("Cổng thông tin huyện", "Đăng ký", "", "187"),
        ("Cổng thông tin huyện", "Công nhận", "level=huyen", "46"),
    )
    file = sender.writes(*rows, headings=headings)
    said = sender.sends(
        file,
        "--kind",
        "so-lieu",
        "--map",
        "Chỉ số=claims.measure",
        "--map",
        "Điều kiện=claims.where",
        "--map",
        "Giá trị=claims.value",
        "--map",
        "Nguồn=source",
    )
    assert said.code == 0, said.err
    (text,) = sender.records("figures/2024").values()
    claims = yaml.safe_load(text)["claims"]
    assert claims == [
        {"measure": "registered", "value": 187},
        {"measure": "recognized", "where": {"level": "huyen"}, "value": 46},
    ]


def test_a_number_that_words_go_with_is_kept_as_they_say(sender: Sender) -> None:
    headings = ("Nguồn", "Loại số liệu", "Giá trị", "Nguyên văn")
    numbers = {"Đăng ký": "trên 1.000", "Công nhận": "≥ 46", "Khen thưởng": "khoảng 30", "Khảo sát": "187"}
    rows = [("Cổng thông tin huyện", measure, number, "lời nguồn") for measure, number in numbers.items()]
    said = sender.sends(sender.writes(*rows, headings=headings), "--kind", "so-lieu")
    assert said.code == 0, said.err
    (text,) = sender.records("figures/2024").values()
    stated = [{**claim} for claim in yaml.safe_load(text)["claims"]]
    assert [claim.popitem() for claim in stated if claim.pop("text") and claim.pop("measure")] == [
        ("more_than", 1000),
        ("at_least", 46),
        ("about", 30),
        ("value", 187),
    ]


def test_words_that_say_nothing_of_a_number_are_refused_at_their_cell(sender: Sender) -> None:
    rows = (("Cổng thông tin huyện", "Đăng ký", "gần 1.000", ""),)
    headings = ("Nguồn", "Loại số liệu", "Giá trị", "Nguyên văn")
    said = sender.sends(sender.writes(*rows, headings=headings), "--kind", "so-lieu")
    assert said.code == 1
    assert "C2: " in said.err
    assert "gần 1.000" in said.err


def test_a_share_that_means_nothing_is_refused_at_its_row(sender: Sender) -> None:
    headings = ("Nguồn", "Loại số liệu", "Tỷ lệ trên", "Giá trị", "Gấp (lần)", "So với")
    rows = [
        ("Cổng thông tin", "Công nhận", "Đăng ký", "33,2", "", ""),
        ("Cổng thông tin", "Đăng ký", "", "", "2", "2010"),
        ("Cổng thông tin", "Công nhận", "Công nhận", "100", "", ""),
    ]
    said = sender.sends(sender.writes(*rows, headings=headings), "--kind", "so-lieu")
    assert said.code == 1
    assert "B4: " in said.err
    assert said.err.count("100") == 1
    sender.sends(sender.writes(*rows[:2], headings=headings), "--kind", "so-lieu")
    (text,) = sender.records("figures/2024").values()
    assert yaml.safe_load(text)["claims"] == [
        {"measure": "recognized", "share_of": "registered", "value": 33.2},
        {"measure": "registered", "vs": 2010, "times": 2},
    ]


def test_units_may_lie_in_units_of_the_same_list(sender: Sender) -> None:
    headings = ("Tên đơn vị", "Cấp", "Trực thuộc", "Tên khác")
    rows = (
        ("Xã Tân Thành", "Cấp xã", "Huyện Mới", "Tân Thành; X. Tân Thành"),
        ("Huyện Mới", "Cấp huyện", "Tỉnh Yên", ""),
    )
    file = sender.writes(*rows, headings=headings)
    said = sender.sends(file, "--kind", "units", "--map", "Trực thuộc=parent", "--map", "Tên khác=aliases")
    assert said.code == 0, said.err
    units = {
        unit["id"]: unit for unit in yaml.safe_load((sender.clerk.root / "units.yaml").read_text(encoding="utf-8"))
    }
    assert units["xa-tan-thanh"] == {
        "id": "xa-tan-thanh", "name": "Xã Tân Thành", "level": "xa", "parent": "huyen-moi",
        "aliases": ["Tân Thành", "X. Tân Thành"],
    }  # fmt: skip
    before = sender.clerk.files()
    again = sender.sends(file, "--kind", "units", "--map", "Trực thuộc=parent", "--map", "Tên khác=aliases")
    assert again.code == 0
    assert sender.clerk.files() == before


def test_a_review_carries_on_replicates_and_ends(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    headings = ("STT", "Mã", "Tên mô hình", "Kết quả rà soát", "Ngày dừng", "Lý do dừng")
    ids = ["2024-xa-a-to-tu-quan-an-ninh", "2024-xa-a-hien-dat-lam-duong", "2024-xa-b-vuon-rau-sach"]
    said_of = (("Duy trì", "", ""), ("Nhân rộng", "", ""), ("Dừng", "30/11/2024", "Không còn hiệu quả"))
    rows = [(str(n), one, row[1], *said) for n, (one, row, said) in enumerate(zip(ids, ROWS, said_of, strict=True), 1)]
    file = sender.writes(*rows, name="rs.csv", headings=headings)
    said = sender.sends(file, "--year", "2025")
    assert said.code == 0, said.err
    found = [yaml.safe_load(text) for text in sender.records("models/2025").values()]
    assert {(record["continues"], record["origin"]) for record in found} == {(ids[0], "duy-tri"), (ids[1], "nhan-rong")}
    ended = yaml.safe_load(sender.records()[ids[2]])
    assert (str(ended["ended_on"]), ended["ended_reason"]) == ("2024-11-30", "Không còn hiệu quả")
    before = sender.clerk.files()
    assert sender.sends(file, "--year", "2025").code == 0
    assert sender.clerk.files() == before


def test_a_review_that_stops_a_model_says_when(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    headings = ("Mã", "Tên mô hình", "Ngày dừng", "Kết quả rà soát")
    file = sender.writes(("2024-xa-b-vuon-rau-sach", "Vườn rau sạch", "", "Dừng"), headings=headings)
    said = sender.sends(file, "--year", "2025")
    assert said.code == 1
    assert "C2: It was stopped, and the column “Stopped on” does not say when" in said.err
    said = sender.sends(file, "--year", "2025", "--default", "ended_on=30/11/2024")
    assert said.code == 0, said.err
    assert "ended_on: 2024-11-30" in sender.records()["2024-xa-b-vuon-rau-sach"]


def test_a_mapping_can_be_kept_under_a_name(sender: Sender) -> None:
    office = (sender.clerk.root / "danvan.yaml").read_text(encoding="utf-8")
    sender.clerk.write("danvan.yaml", f"{office}maps:\n  to-khai: {{Công trình: title, Chỗ: unit, Kiểu: kind}}\n")
    file = sender.writes(("Đường hoa", "Xã An Hòa", "TT"), headings=("Công trình", "Chỗ", "Kiểu"))
    said = sender.clerk.ask("import", str(file), *YEAR, "--map", "to-khai", "--kind", "models")
    assert said.code == 0, said.err
    assert "2024-xa-a-duong-hoa" in sender.records()
    assert sender.clerk.ask("import", str(file), *YEAR, "--map", "to-kai").code == 2


def test_an_evaluation_lies_in_its_models_year(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    headings = ("Mã", "Xếp loại")
    file = sender.writes(("2024-xa-a-khong-co", "Tốt"), headings=headings)
    assert sender.sends(file, "--kind", "evaluations", "--default", "level=xa").code == 1
    file = sender.writes(("2024-xa-b-vuon-rau-sach", "Tốt"), headings=headings)
    assert sender.sends(file, "--kind", "evaluations", "--default", "level=xa", "--year", "2025").code == 1
    assert not sender.records("evaluations/2025")


def test_a_list_of_units_and_units_that_another_list_names_are_one_file(sender: Sender) -> None:
    units = sender.writes(("Xã Tân Thành", "Cấp xã"), name="dv.csv", headings=("Tên đơn vị", "Cấp"))
    models = sender.writes(("1", "Đường hoa", "Xã Mỹ Lộc", "TT", "", ""))
    said = sender.clerk.ask("import", str(units), str(models), *YEAR, "--add-units")
    assert said.code == 0, said.err
    text = (sender.clerk.root / "units.yaml").read_text(encoding="utf-8")
    assert "xa-tan-thanh" in text
    assert "xa-my-loc" in text


def test_a_model_is_reviewed_once(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    headings = ("Mã", "Tên mô hình", "Kết quả rà soát")
    rows = [("2024-xa-b-vuon-rau-sach", "Vườn rau sạch", said) for said in ("Duy trì", "Nhân rộng")]
    assert sender.sends(sender.writes(*rows, headings=headings), "--year", "2025").code == 1
    assert not sender.records("models/2025")


def test_two_lists_that_would_write_one_record_are_refused(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    headings = ("Mã", "Tên mô hình", "Kết quả rà soát")
    review = sender.writes(("2024-xa-b-vuon-rau-sach", "Vườn rau sạch", "Duy trì"), name="rs.csv", headings=headings)
    said = sender.clerk.ask("import", str(review), str(sender.writes(*ROWS)), "--year", "2025")
    assert said.code == 2
    assert not sender.records("models/2025")


def test_an_evaluation_that_other_lists_gave_too_is_not_said_to_be_removable(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    rated = ("STT", "Tên mô hình", "Đơn vị", "Cấp công nhận", "Xếp loại")
    both = [("1", *ROWS[0][1:3], "Cấp xã", "Tốt"), ("2", *ROWS[1][1:3], "Cấp xã", "Tốt")]
    sender.sends(sender.writes(*both, name="dg.csv", headings=rated), "--kind", "evaluations")
    recognized = ("STT", "Tên mô hình", "Đơn vị", "Cấp công nhận", "Công nhận", "Số quyết định")
    rows = [(*row[:4], "x", "210-QĐ/TU") for row in both]
    typed = ("--kind", "evaluations", "--yes")
    said = sender.sends(sender.writes(*rows, name="cn.csv", headings=recognized), *typed)
    assert said.code == 0, said.err
    said = sender.sends(sender.writes(rows[0], name="cn.csv", headings=recognized), *typed)
    assert "danvan remove" not in said.err
    assert "danvan revoke" in said.err


def test_a_list_that_states_another_decision_is_doubted(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    headings = ("STT", "Tên mô hình", "Đơn vị", "Cấp công nhận", "Công nhận", "Số quyết định")
    row = ("1", *ROWS[0][1:3], "Cấp xã", "x")
    typed = ("--kind", "evaluations", "--yes")
    sender.sends(sender.writes((*row, "210-QĐ/TU"), name="cn.csv", headings=headings), *typed)
    file = sender.writes((*row, "211-QĐ/TU"), name="cn.csv", headings=headings)
    said = sender.sends(file, *typed)
    assert said.code != 0
    assert "210-QĐ/TU" in said.err
    assert "211-QĐ/TU" not in "".join(sender.records("evaluations/2024").values())
    assert sender.sends(file, *typed, "--anyway").code == 0
    assert "211-QĐ/TU" in "".join(sender.records("evaluations/2024").values())
