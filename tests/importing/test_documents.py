"""Lists that come as tables of Word."""

from pathlib import Path

import pytest

from tests.helpers.clerk import Clerk
from tests.helpers.documents import cell, document, paragraph, row, table
from tests.importing.sent_lists import HEADINGS, ROWS, Sender

_LETTERHEAD = table([("ĐẢNG BỘ HUYỆN\nXÃ AN HÒA", "ĐẢNG CỘNG SẢN VIỆT NAM"), ("Số 05-DS/ĐU", "ngày 05/10/2024")], "")
_SIGNATURES = table([("Nơi nhận:\n- Lưu.", "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nLê Văn Một")], "")
_TITLE = (paragraph("DANH SÁCH"), paragraph("Mô hình Dân vận khéo đăng ký năm 2024"))


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    return Sender(clerk)


def written(sender: Sender, *blocks: str) -> Path:
    return document(sender.folder / "ds.docx", *blocks)


def test_a_table_is_taken_as_the_same_list_in_a_sheet_is(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    as_csv = sender.stated()
    for path in sender.clerk.root.glob("models/2024/*"):
        path.unlink()
    below = (paragraph("Danh sách có 03 mô hình./."), _SIGNATURES)
    file = written(sender, _LETTERHEAD, *_TITLE, table([HEADINGS, *ROWS]), *below)
    said = sender.sends(file)
    assert (said.code, sender.stated()) == (0, as_csv)
    assert "not taken" not in said.err  # nothing is said of what only stands around
    assert all("source: ds.docx › Bảng 1 › " in text for text in sender.records().values())
    assert "unchanged: 3" in sender.sends(file).err


def test_boxes_of_a_form_are_ticked_or_not(sender: Sender) -> None:
    rows = [("STT", "Tên mô hình", "Đơn vị", "TT", "CN"), ("1", "Tổ tự quản", "Xã An Hòa", "☒", "☐")]
    sender.sends(written(sender, table([*rows, ("2", "Vườn rau", "Xã An Hòa", "□", "☑")])))
    assert [record["kind"] for record in sender.stated().values()] == ["tap-the", "ca-nhan"]


def test_what_stands_above_each_table_holds_for_its_rows(sender: Sender) -> None:
    head = ("STT", "Tên mô hình", "Loại")
    first = (paragraph("I. XÃ AN HÒA"), table([head, ("1", "Tổ tự quản", "TT")]))
    second = (paragraph("II. XÃ BÌNH HÒA"), table([head, ("1", "Vườn rau", "CN")]))
    sender.sends(written(sender, *_TITLE, *first, *second))
    assert [record["unit"] for record in sender.stated().values()] == ["xa-a", "xa-b"]


def test_a_section_above_one_table_goes_on_below_it_until_it_is_signed(sender: Sender) -> None:
    head, person = ("STT", "Tên mô hình", "Lĩnh vực"), ("STT", "Họ và tên", "Tên mô hình")
    blocks = (
        *(*_TITLE, paragraph("I. XÃ BÌNH HÒA"), paragraph("1. Tập thể"), table([head, ("1", "Tổ tự quản", "Kinh tế")])),
        *(paragraph("2. Cá nhân"), table([person, ("1", "Lê Văn Hai", "Vườn rau")])),
    )
    sender.clerk.ask("import", str(written(sender, *blocks)))  # of the year that the title says, of all tables
    assert [(record["unit"], record["kind"]) for record in sender.stated().values()] == [
        ("xa-b", "tap-the"),
        ("xa-b", "ca-nhan"),
    ]
    signed = (paragraph("3. Cá nhân"), _SIGNATURES, table([person, ("1", "Trần Thị Ba", "Lớp học đêm")]))
    said = sender.sends(written(sender, *blocks, *signed))
    assert (said.code, "ds.docx: Bảng 3, row 1: " in said.err) == (1, True)


def test_a_total_below_the_only_table_is_compared(sender: Sender) -> None:
    file = written(sender, table([HEADINGS, *ROWS]), paragraph("Danh sách này có 04 mô hình./."))
    assert "ds.docx: below Bảng 1: the total says 4, the list has 3 rows." in sender.sends(file, "--dry-run").err


def test_a_list_without_numbers_ends_with_its_table(sender: Sender) -> None:
    rows = [cells[1:4] for cells in (HEADINGS, *ROWS)]
    said = sender.sends(written(sender, table(rows), paragraph("Các mô hình trên được đăng ký đúng hạn.")))
    assert (said.code, len(sender.records())) == (0, 3)


def test_rows_go_on_behind_a_page_in_their_section(sender: Sender) -> None:
    span = '<w:gridSpan w:val="3"/>'
    head = ("STT", "Tên mô hình", "Loại")
    begun = table([head, row(cell("I. XÃ BÌNH HÒA", span)), ("1", "Tổ tự quản", "TT")])
    sender.sends(written(sender, begun, paragraph("Trang 2"), table([head, ("2", "Vườn rau", "CN")])))
    assert [record["unit"] for record in sender.stated().values()] == ["xa-b", "xa-b"]


def test_faults_are_named_as_a_reader_of_word_finds_them(sender: Sender) -> None:
    wrong = [(number, title, unit, "nhóm", *rest) for number, title, unit, _, *rest in ROWS]
    lone = ("STT", "Tên mô hình", "Đơn vị", "Loại")
    said = sender.sends(
        written(
            sender,
            table([HEADINGS, *wrong, *ROWS[:1], wrong[0]]),
            paragraph("II. CÁ NHÂN"),
            table([lone, ("1", "", "Xã An Hòa", "CN"), ("2", "Vườn rau", "Xã An Hòa", "CN")]),
        )
    )
    assert said.code == 1
    assert "ds.docx: Bảng 1, rows 2-4, 6, column D, 4 cells: “nhóm” is not on the list" in said.err
    assert "ds.docx: Bảng 2, row 2, column B: " in said.err


def test_faults_are_marked_in_the_document_itself(sender: Sender) -> None:
    wrong = [(number, title, "Xã Kh", *rest) for number, title, _, *rest in ROWS]
    file, out = written(sender, table([HEADINGS, *wrong])), sender.folder / "xem-lai.docx"
    said = sender.sends(file, "--annotate", str(out))
    assert (said.code, "Marked in: " in said.err, "could not be kept" in said.err) == (1, True, False)
    mended = out.read_bytes()
    assert sender.sends(out).err.replace("xem-lai", "ds") == sender.sends(file).err
    assert mended == out.read_bytes()


def test_one_table_of_several_is_asked_for_by_its_name(sender: Sender) -> None:
    others = [(number, f"{title} khác", *rest) for number, title, *rest in ROWS]
    file = written(sender, table([HEADINGS, *ROWS]), paragraph("Phụ lục"), table([HEADINGS, *others]))
    assert sender.sends(file, "--sheet", "Bảng 2").code == 0
    assert all(record["title"].endswith("khác") for record in sender.stated().values())
