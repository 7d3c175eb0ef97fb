"""What the clerk says that texts in a column mean: --map-value, and `values` of a mapping that is kept."""

import pytest

from tests.helpers.clerk import OFFICE, Clerk
from tests.importing.sent_lists import Sender

HEADINGS = ("STT", "Phân loại khen thưởng", "Họ và tên", "Hình thức khen thưởng")
AWARDS = "awards/2024"
FORMS = ("1", "Nhóm A", "Tổ 1", "Giấy khen"), ("2", "02", "Lê Văn Một", "gk cấp xã")
KEPT = """\
maps:
  khen:
    Tên người: recipient
    values:
      Phân loại khen thưởng: {Nhóm A: tap-the, "02": ca-nhan}
      Hình thức khen thưởng: {gk cấp xã: giay-khen}
"""


def kinds_and_forms(sender: Sender) -> list[tuple[str, str]]:
    """Return what the awards state."""
    return sorted((record["kind"], record["form"]) for record in sender.stated(AWARDS).values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Khen thưởng tập thể", "tap-the"),
        ("KHEN THƯỞNG CÁ NHÂN", "ca-nhan"),
        ("Khen hộ gia đình", "ho-gia-dinh"),
        ("Cá nhân", "ca-nhan"),
        ("TT", "tap-the"),
    ],
)
def test_kinds_in_the_words_of_the_states_form(clerk: Clerk, text: str, kind: str) -> None:
    sender = Sender(clerk)
    said = sender.sends(sender.writes(("1", text, "Tổ 1", "Giấy khen"), headings=HEADINGS))
    assert said.code == 0, said.err
    assert kinds_and_forms(sender) == [(kind, "giay-khen")]


def test_what_a_text_means_is_said_column_by_column(clerk: Clerk) -> None:
    sender = Sender(clerk)
    file = sender.writes(*FORMS, headings=HEADINGS)
    said = sender.sends(
        file,
        *("--map-value", "Phân loại khen thưởng: NHÓM A=tap-the", "--ghep-gia-tri", "B: 02=Cá nhân"),
        *("--map-value", "hinh thuc khen thuong: gk cấp xã=Giấy khen"),
    )
    assert said.code == 0, said.err
    assert kinds_and_forms(sender) == [("ca-nhan", "giay-khen"), ("tap-the", "giay-khen")]


def test_it_is_kept_in_a_mapping_and_what_is_typed_goes_first(clerk: Clerk) -> None:
    clerk.write("danvan.yaml", f"{OFFICE}{KEPT}")
    sender = Sender(clerk)
    file = sender.writes(*FORMS, headings=(*HEADINGS[:2], "Tên người", HEADINGS[3]))
    said = sender.sends(file, "--map", "khen", "--map-value", "Phân loại khen thưởng: 02=ho-gia-dinh")
    assert said.code == 0, said.err
    assert kinds_and_forms(sender) == [("ho-gia-dinh", "giay-khen"), ("tap-the", "giay-khen")]


def test_units_and_models_too_and_nothing_where_nothing_is_meant(clerk: Clerk) -> None:
    sender = Sender(clerk)
    file = sender.writes(("1", "Vườn rau", "Xã AH", "TT", "chưa rõ", ""))
    meant = ("--map-value", "Đơn vị: Xã AH=Xã An Hòa", "--map-value", "Lĩnh vực: chưa rõ=")
    said = sender.sends(file, *meant)
    assert said.code == 0, said.err
    assert [(record["unit"], record.get("field")) for record in sender.stated().values()] == [("xa-a", None)]


def test_the_fault_tells_how_with_its_own_heading_and_text(clerk: Clerk) -> None:
    sender = Sender(clerk)
    said = sender.sends(sender.writes(*FORMS, headings=HEADINGS))
    assert said.code == 1
    assert said.err.count("--map-value") == 1
    assert '--map-value "Phân loại khen thưởng: Nhóm A=…"' in said.err


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Phân loại", "does not say what a cell means"),
        ("Phân loại: A", "does not say what a cell means"),
        (": A=tap-the", "does not say what a cell means"),
        ("Phân nhóm: A=tap-the", "no list has a column “Phân nhóm”"),
    ],
)
def test_what_says_nothing_of_the_list_is_refused(clerk: Clerk, typed: str, code: str) -> None:
    sender = Sender(clerk)
    said = sender.sends(sender.writes(*FORMS, headings=HEADINGS), "--map-value", typed)
    assert said.code == 2
    assert code in said.err


def test_a_kept_mapping_that_cannot_be_read_is_refused_and_told_with_its_line(clerk: Clerk) -> None:
    clerk.write("danvan.yaml", f"{OFFICE}maps:\n  khen:\n    values:\n      Loại: tap-the\n")
    sender = Sender(clerk)
    said = sender.sends(sender.writes(*FORMS, headings=HEADINGS), "--map", "khen")
    line = len(OFFICE.splitlines()) + 4
    assert said.code == 2
    assert f"line {line}" in said.err
    checked = clerk.ask("check", "--format", "json")
    assert [(problem["code"], problem["line"]) for problem in checked.json["problems"]] == [("map-shape", line)]


CODES = ("STT", "Họ và tên", "TT/CN", "Mã hình thức khen thưởng")


def test_codes_of_the_form_alone_are_still_a_list(clerk: Clerk) -> None:
    sender = Sender(clerk)
    file = sender.writes(("1", "Lê Văn Một", "CN", "ht4"), headings=CODES)
    said = sender.sends(file)
    assert (said.code, '--map-value "Mã hình thức khen thưởng: ht4=…"' in said.err) == (1, True)
    assert sender.sends(file, "--map-value", "Mã hình thức khen thưởng: ht4=giay-khen").code == 0
    assert kinds_and_forms(sender) == [("ca-nhan", "giay-khen")]


def test_codes_beside_the_form_are_left_out(clerk: Clerk) -> None:
    sender = Sender(clerk)
    rows = ("1", "Lê Văn Một", "CN", "bằng khen", "Giấy khen")
    assert sender.sends(sender.writes(rows, headings=(*CODES, "Hình thức khen thưởng"))).code == 0
    assert kinds_and_forms(sender) == [("ca-nhan", "giay-khen")]
