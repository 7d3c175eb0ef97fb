"""In a list, an entry of a vocabulary is named whole: what a part of its name was taken for, nobody would see."""

import pytest

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    return Sender(clerk)


@pytest.mark.parametrize(
    ("kind", "field", "cell", "near"),
    [
        ("NH", "", "D2", "Cá nhân"),
        ("tap", "", "D2", "Tập thể"),
        ("TT", "te", "E2", "Kinh tế"),
        ("TT", "phòng", "E2", "Quốc phòng - an ninh"),
    ],
)
def test_a_part_of_a_name_is_a_fault_that_proposes_it(
    sender: Sender, kind: str, field: str, cell: str, near: str
) -> None:
    before = sender.clerk.files()
    said = sender.sends(sender.writes(("1", "Đường hoa", "Xã An Hòa", kind, field, "")))
    assert said.code == 1
    assert f"ds.csv: {cell}: " in said.err
    assert f"nearest: “{near}”" in said.err
    assert sender.clerk.files() == before


@pytest.mark.parametrize(
    ("kind", "field", "stated"),
    [
        ("TT", "KT", ("tap-the", "kinh-te")),
        ("tập thể", "KINH TẾ", ("tap-the", "kinh-te")),
        ("CÁ NHÂN", "an ninh – quốc phòng", ("ca-nhan", "quoc-phong-an-ninh")),
        ("ca nhan", "van hoa xa hoi", ("ca-nhan", "van-hoa-xa-hoi")),
        ("tap-the", "ntm", ("tap-the", "nong-thon-moi")),
    ],
)
def test_a_whole_label_alias_or_id_is_taken_however_it_is_spelt(
    sender: Sender, kind: str, field: str, stated: tuple[str, str]
) -> None:
    said = sender.sends(sender.writes(("1", "Đường hoa", "Xã An Hòa", kind, field, "")))
    assert said.code == 0, said.err
    record = sender.stated()["2024-xa-a-duong-hoa"]
    assert (record["kind"], record["field"]) == stated


def test_what_is_typed_for_all_rows_may_be_a_part(sender: Sender) -> None:
    said = sender.sends(sender.writes(("1", "Đường hoa", "Xã An Hòa", "", "", "")), "--default", "kind=tap")
    assert said.code == 0, said.err
    assert sender.stated()["2024-xa-a-duong-hoa"]["kind"] == "tap-the"


@pytest.mark.parametrize(
    ("headings", "row", "options"),
    [
        (("Tên mô hình", "Đơn vị", "Cấp công nhận", "Xếp loại"), ("Rau", "Xã An Hòa", "Cấp xã", "tố"), ()),
        (("Tên mô hình", "Đơn vị", "Cấp công nhận", "Xếp loại"), ("Rau", "Xã An Hòa", "huy", "Tốt"), ()),
        (
            ("Tên mô hình", "Đơn vị", "Cấp công nhận", "results"),
            ("Rau", "Xã An Hòa", "Cấp xã", "đất=3"),
            ("--kind", "evaluations"),
        ),
        (("Họ và tên", "Hình thức khen thưởng", "Loại"), ("Bà A", "kỷ niệm", "Cá nhân"), ()),
        (
            ("Họ và tên", "Hình thức khen thưởng", "Loại", "Tình trạng"),
            ("Bà A", "GK", "CN", "duyệt"),
            ("--kind", "awards"),
        ),
        (("Nguồn", "Loại số liệu", "where", "Giá trị"), ("Báo A", "Đăng ký", "kind=gia", "3"), ()),
        (("Nguồn", "Loại số liệu", "where", "Giá trị"), ("Báo A", "Đăng ký", "kind=nh", "3"), ()),
        (("Mã", "Kết quả rà soát"), ("rau", "trì"), ("--year", "2025")),
    ],
)
def test_no_column_takes_a_part(
    sender: Sender, headings: tuple[str, ...], row: tuple[str, ...], options: tuple[str, ...]
) -> None:
    sender.clerk.model("2024/rau", title="Rau", unit="xa-a")
    before = sender.clerk.files()
    said = sender.sends(sender.writes(row, headings=headings), *options)
    assert said.code == 1, said
    assert sender.clerk.files() == before


def test_the_word_for_level_may_be_left_out_of_an_offices_own_labels(sender: Sender) -> None:
    levels = "vocabulary:\n  level:\n    - {id: thanh-pho, label: Cấp thành phố}\n    - {id: xa, label: Cấp xã}\n"
    sender.clerk.write("danvan.yaml", "format: 1\noffice: Ban Dân vận\n" + levels)
    sender.clerk.model("2024/rau", title="Rau", unit="xa-a")
    headings = ("Tên mô hình", "Đơn vị", "Cấp công nhận", "Xếp loại")
    rows = [("Rau", "Xã An Hòa", level, "Tốt") for level in ("Thành phố", "Xã")]
    said = sender.sends(sender.writes(*rows, headings=headings))
    assert said.code == 0, said.err
    assert set(sender.records("evaluations/2024")) == {"rau.thanh-pho", "rau.xa"}


def test_what_is_exported_names_everything_whole(sender: Sender) -> None:
    sender.clerk.model("2024/rau", title="Rau", unit="xa-a", field="kinh-te", origin="moi")
    sender.clerk.write("awards/2024/gk.yaml", "{kind: ca-nhan, form: giay-khen, recipient: Bà A, model: rau}\n")
    file = sender.folder / "all.csv"
    for kind in ("models", "awards"):
        sender.clerk.ask("export", "--records", "--kind", kind, "-o", str(file), "--force")
        before = sender.clerk.files()
        said = sender.sends(file)
        assert said.code == 0, said.err
        assert sender.clerk.files() == before


@pytest.mark.parametrize(("headings", "field"), [(("Dat", "Kinh tế"), None), (("Đất", "Kinh tế"), "dat")])
def test_a_heading_that_two_entries_bear_ticks_neither(
    sender: Sender, headings: tuple[str, str], field: str | None
) -> None:
    fields = ("{id: dat, label: Đất}", "{id: dat-ruong, label: Đạt}", "{id: kinh-te, label: Kinh tế}")
    vocabulary = "".join(f"    - {entry}\n" for entry in fields)
    office = f"format: 1\noffice: Ban Dân vận\nunit: xuan-loc\nvocabulary:\n  field:\n{vocabulary}"
    sender.clerk.write("danvan.yaml", office)
    rows = [("Rau", "Xã An Hòa", "TT", "x", ""), ("Hoa", "Xã An Hòa", "TT", "", "x")]
    said = sender.sends(sender.writes(*rows, headings=("Tên mô hình", "Đơn vị", "TT/CN", *headings)))
    assert said.code == 0, said.err
    assert sender.stated()["2024-xa-a-rau"].get("field") == field
