"""Lists of models: what becomes of each row, round after round."""

import pytest
import xlsxwriter
import yaml

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import HEADINGS, ROWS, Sender


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    return Sender(clerk)


def test_each_row_becomes_a_record_that_says_where_it_came_from(sender: Sender) -> None:
    said = sender.sends(sender.writes(*ROWS))
    assert said.code == 0, said.err
    assert "New: 3; changed: 0; unchanged: 0; kept: 0; gone: 0; refused: 0." in said.err
    records = {name: yaml.safe_load(text) for name, text in sender.records().items()}
    assert set(records) == {
        "2024-xa-a-to-tu-quan-an-ninh",
        "2024-xa-a-hien-dat-lam-duong",
        "2024-xa-b-vuon-rau-sach",
    }
    road = records["2024-xa-a-hien-dat-lam-duong"]
    assert road.pop("source").startswith("ds.csv › 2 · ")
    assert road == {
        "title": "Hiến đất làm đường",
        "unit": "xa-a",
        "kind": "tap-the",
        "field": "kinh-te",
        "note": "20 hộ\n",
    }
    assert records["2024-xa-b-vuon-rau-sach"]["kind"] == "ca-nhan"


def test_the_same_list_again_changes_nothing(sender: Sender) -> None:
    file = sender.writes(*ROWS)
    sender.sends(file)
    before = sender.clerk.files()
    said = sender.sends(file)
    assert said.code == 0
    assert "New: 0; changed: 0; unchanged: 3;" in said.err
    assert sender.clerk.files() == before


def test_a_dry_run_writes_nothing(sender: Sender) -> None:
    before = sender.clerk.files()
    said = sender.sends(sender.writes(*ROWS), "--dry-run")
    assert said.code == 0
    assert "New: 3;" in said.err
    assert sender.clerk.files() == before


def test_a_corrected_title_corrects_its_own_record(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    corrected = ("1", "Tổ tự quản an ninh trật tự", *ROWS[0][2:])
    said = sender.sends(sender.writes(corrected, *ROWS[1:]))
    assert "New: 0; changed: 1; unchanged: 2;" in said.err
    assert "Title: Tổ tự quản an ninh → Tổ tự quản an ninh trật tự" in said.err
    records = sender.records()
    assert len(records) == 3
    assert "title: Tổ tự quản an ninh trật tự\n" in records["2024-xa-a-to-tu-quan-an-ninh"]
    assert "unchanged: 3" in sender.sends(sender.writes(corrected, *ROWS[1:])).err


def test_a_row_put_in_between_moves_no_other(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    before = sender.stated()
    new = ("1", "Camera an ninh", *ROWS[0][2:])
    moved = [(str(number + 2), *row[1:]) for number, row in enumerate(ROWS)]
    said = sender.sends(sender.writes(new, *moved))
    assert "New: 1; changed: 0; unchanged: 3;" in said.err
    assert "Only their number in the list changes: 3." in said.err
    assert before.items() <= sender.stated().items()
    assert "› 3 · " in sender.records()["2024-xa-a-hien-dat-lam-duong"]


def test_a_blank_cell_takes_back_what_the_list_said(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    said = sender.sends(sender.writes(ROWS[0], (*ROWS[1][:5], ""), ROWS[2]))
    assert "Note: 20 hộ → –" in said.err
    assert "note" not in sender.records()["2024-xa-a-hien-dat-lam-duong"]


def test_what_somebody_changed_since_is_kept_and_reported(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    path = "models/2024/2024-xa-a-hien-dat-lam-duong.yaml"
    sender.clerk.writes("set", "2024-xa-a-hien-dat-lam-duong", "field=moi-truong")
    before = sender.clerk.files()
    same = sender.sends(sender.writes(*ROWS))
    assert same.code == 0
    assert f"{path} was changed since" in same.err
    assert "kept: 1" in same.err
    corrected = sender.writes(ROWS[0], (*ROWS[1][:4], "Nông thôn mới", "20 hộ"), ROWS[2])
    said = sender.sends(corrected)
    assert said.code == 1
    assert "Field: Môi trường → Nông thôn mới" in said.err.replace("Environment", "Môi trường").replace(
        "New countryside", "Nông thôn mới"
    )
    assert sender.clerk.files() == before
    assert sender.sends(corrected, "--overwrite").code == 0
    assert "field: nong-thon-moi\n" in sender.records()["2024-xa-a-hien-dat-lam-duong"]


def test_a_record_made_by_hand_is_only_added_to(sender: Sender) -> None:
    sender.clerk.writes(
        *("register", "--year", "2024", "--unit", "xa-a", "--kind", "tap-the"),
        *("--title", "Hiến đất làm đường", "--place", "Ấp 1", "--yes"),
    )
    said = sender.sends(sender.writes(*ROWS))
    assert "New: 2; changed: 1;" in said.err
    record = yaml.safe_load(sender.records()["2024-xa-a-hien-dat-lam-duong"])
    assert (record["place"], record["field"]) == ("Ấp 1", "kinh-te")


def test_a_row_that_is_gone_is_told_and_its_record_stays(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    said = sender.sends(sender.writes(*ROWS[:2]))
    assert said.code == 0
    assert "gone: 1" in said.err
    assert "models/2024/2024-xa-b-vuon-rau-sach.yaml" in said.err
    assert len(sender.records()) == 3


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(sender: Sender) -> None:
    before = sender.clerk.files()
    said = sender.sends(
        sender.writes(
            ("1", "Tổ tự quản", "Xã An Hoa", "TT", "Kinh tế", ""),
            ("2", "Đường hoa", "Xã Bình Hoã", "TT", "", ""),
            ("3", "", "Xã An Hòa", "TT", "Kinh tế", ""),
            ("4", "Vườn rau", "Xã An Hòa", "Tập thễ", "Kinh tếh", ""),
            ("5", "Tổ tự quản", "Xã An Hòa", "", "", ""),
            ("6", "#REF!", "Xã An Hòa", "TT", "", ""),
        )
    )
    assert said.code == 1
    lines = said.err.splitlines()
    assert any(line.startswith("ds.csv: C3: ") and "Xã Bình Hoà" in line for line in lines)
    assert any(line.startswith("ds.csv: D5: ") for line in lines)
    assert any(line.startswith("ds.csv: E5: ") and "Kinh tế" in line for line in lines)
    assert any(line.startswith("ds.csv: B4: ") and "Title" in line for line in lines)
    assert any(line.startswith("ds.csv: D6: ") and "Kind" in line for line in lines)
    assert sender.clerk.files() == before


def test_the_same_model_twice_in_a_list_is_refused(sender: Sender) -> None:
    said = sender.sends(sender.writes(ROWS[0], ("2", "TỔ TỰ QUẢN AN NINH", *ROWS[0][2:])))
    assert said.code == 1
    assert "same as row 2" in said.err


def test_two_peoples_models_of_one_title_are_two(sender: Sender) -> None:
    headings = (*HEADINGS[:3], "Họ và tên")
    rows = [(str(n), "Gương người tốt", "Xã An Hòa", name) for n, name in ((1, "Bà Lê Thị A"), (2, "Ông Trần B"))]
    file = sender.writes(*rows, headings=headings)
    assert "New: 2;" in sender.sends(file).err
    assert "unchanged: 2;" in sender.sends(file).err
    assert {yaml.safe_load(text)["person"] for text in sender.records().values()} == {"Bà Lê Thị A", "Ông Trần B"}


def test_unknown_units_are_added_only_when_asked_for(sender: Sender) -> None:
    file = sender.writes(*ROWS, ("4", "Đường hoa", "Xã Tân Thành", "TT", "", ""))
    said = sender.sends(file)
    assert said.code == 1
    assert "--add-units" in said.err
    said = sender.sends(file, "--add-units")
    assert said.code == 0, said.err
    assert "New unit: Xã Tân Thành (xa-tan-thanh)" in said.err
    assert "xa-tan-thanh" in (sender.clerk.root / "units.yaml").read_text(encoding="utf-8")
    assert "2024-xa-tan-thanh-duong-hoa" in sender.records()
    assert "unchanged: 4;" in sender.sends(file).err


def test_what_holds_for_all_rows_is_said_once(sender: Sender) -> None:
    file = sender.writes(("1", "Đường hoa"), ("2", "Vườn rau"), headings=HEADINGS[:2])
    said = sender.sends(file)
    assert said.code == 1
    assert said.err.count("has no column") == 2
    said = sender.sends(file, "--default", "unit=Xã An Hòa", "--default", "kind=TT")
    assert said.code == 0, said.err
    assert len(sender.records()) == 2


def test_without_a_year_nothing_is_taken(sender: Sender) -> None:
    said = sender.clerk.ask("import", str(sender.writes(*ROWS)))
    assert said.code == 2
    assert "--year" in said.err


def test_a_year_of_its_own_goes_before_the_one_that_was_said(sender: Sender) -> None:
    file = sender.writes((*ROWS[0], "2023"), (*ROWS[1], ""), headings=(*HEADINGS, "Năm"))
    assert sender.sends(file).code == 0
    assert len(sender.records("models/2023")) == len(sender.records("models/2024")) == 1


def test_an_interrupted_import_is_finished_by_the_same_command(sender: Sender) -> None:
    file = sender.writes(*ROWS)
    sender.sends(file)
    before = sender.clerk.files()
    (sender.clerk.root / "models/2024/2024-xa-b-vuon-rau-sach.yaml").unlink()
    said = sender.sends(file)
    assert "New: 1; changed: 0; unchanged: 2;" in said.err
    assert sender.clerk.files() == before


def test_a_correction_after_a_row_was_taken_out_finds_its_record(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    renumbered = (("1", *ROWS[1][1:]), ("2", *ROWS[2][1:]))
    assert "gone: 1" in sender.sends(sender.writes(*renumbered)).err
    corrected = (("1", "Hiến đất làm đường hoa", *ROWS[1][2:]), renumbered[1])
    said = sender.sends(sender.writes(*corrected))
    assert "New: 0; changed: 1; unchanged: 1;" in said.err
    assert "title: Hiến đất làm đường hoa\n" in sender.records()["2024-xa-a-hien-dat-lam-duong"]
    assert "title: Tổ tự quản an ninh\n" in sender.records()["2024-xa-a-to-tu-quan-an-ninh"]


def test_a_new_row_above_a_corrected_one_is_not_taken_for_it(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    rows = (
        ("1", "Mới tinh", *ROWS[0][2:]),
        ("2", "Tổ tự quản an ninh trật tự", *ROWS[0][2:]),
        *((str(number + 3), *row[1:]) for number, row in enumerate(ROWS[1:])),
    )
    said = sender.sends(sender.writes(*rows))
    assert "New: 1; changed: 1;" in said.err
    assert "title: Tổ tự quản an ninh trật tự\n" in sender.records()["2024-xa-a-to-tu-quan-an-ninh"]
    assert "2024-xa-a-moi-tinh" in sender.records()


def test_a_list_that_was_sorted_anew_is_still_known_and_its_new_row_is_new(sender: Sender) -> None:
    """The number that a new row now has was another row's: it tells nothing."""
    sender.sends(sender.writes(*ROWS))
    before = sender.stated()
    rows = (("1", *ROWS[1][1:]), ("2", *ROWS[0][1:]), ("3", "Chợ văn minh", *ROWS[2][2:]))
    said = sender.sends(sender.writes(*rows))
    assert "New: 1; changed: 0; unchanged: 2; kept: 0; gone: 1;" in said.err
    assert before.items() <= sender.stated().items()


def test_a_row_called_quite_otherwise_at_its_old_place_is_the_same_record(sender: Sender) -> None:
    """Nothing moved, as far as the rows tell that are known from before; a further row tells nothing of it."""
    sender.sends(sender.writes(*ROWS))
    rows = (*ROWS[:2], ("3", "Chợ văn minh", *ROWS[2][2:]), ("4", "Camera", *ROWS[0][2:]))
    said = sender.sends(sender.writes(*rows))
    assert "New: 1; changed: 1; unchanged: 2; kept: 0; gone: 0;" in said.err
    assert sender.stated()["2024-xa-b-vuon-rau-sach"]["title"] == "Chợ văn minh"


def test_another_wards_list_of_the_same_name_is_another_list(sender: Sender) -> None:
    rows = [
        (str(number), title, "Xã An Hòa", "TT", "", "") for number, title in enumerate(("Đường hoa", "Vườn rau"), 1)
    ]
    others = [(*row[:2], "Xã Bình Hòa", *row[3:]) for row in rows]
    sender.sends(sender.writes(*rows))
    said = sender.sends(sender.writes(*others))
    assert said.code == 0
    assert "New: 2; changed: 0;" in said.err
    assert len(sender.records()) == 4
    for again in (rows, others):
        assert "New: 0; changed: 0; unchanged: 2; kept: 0; gone: 0;" in sender.sends(sender.writes(*again)).err


def test_a_list_that_was_renamed_is_known_by_its_rows(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    corrected = (("1", "Tổ tự quản an ninh trật tự", *ROWS[0][2:]), *ROWS[1:])
    assert "New: 0; changed: 1;" in sender.sends(sender.writes(*corrected, name="lần 2.csv")).err


def test_codes_of_their_own_are_no_ids(sender: Sender) -> None:
    headings = ("Mã số", *HEADINGS[1:])
    said = sender.sends(sender.writes(("01", *ROWS[0][1:]), ("02", *ROWS[1][1:]), headings=headings))
    assert said.code == 0, said.err
    assert set(sender.records()) == {"2024-xa-a-to-tu-quan-an-ninh", "2024-xa-a-hien-dat-lam-duong"}


def test_beside_a_record_that_cannot_be_read_no_other_is_made(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    sender.clerk.write("models/2024/2024-xa-b-vuon-rau-sach.yaml", "titel: x\n")
    before = sender.clerk.files()
    said = sender.sends(sender.writes(*ROWS))
    assert said.code == 1
    assert sender.clerk.files() == before


def test_what_was_removed_is_not_made_again(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    sender.clerk.ask("remove", "2024-xa-b-vuon-rau-sach", "--reason", "Nhầm", "--yes")
    said = sender.sends(sender.writes(*ROWS))
    assert "2024-xa-b-vuon-rau-sach" not in sender.records()
    assert "was removed" in said.err


def test_a_sheet_of_a_units_name_and_a_title_of_a_year_say_so(sender: Sender) -> None:
    file = sender.folder / "ds.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        for unit in ("Xã An Hòa", "xã bình hoà"):
            sheet = book.add_worksheet(unit)
            sheet.write_row(0, 0, ("DANH SÁCH MÔ HÌNH NĂM 2023",))
            sheet.write_row(2, 0, ("STT", "Tên mô hình", "TT/CN"))
            sheet.write_row(3, 0, (1, "Đường hoa", "TT"))
    said = sender.clerk.ask("import", str(file))
    assert said.code == 0, said.err
    assert set(sender.records("models/2023")) == {"2023-xa-a-duong-hoa", "2023-xa-b-duong-hoa"}


def test_a_person_and_her_unit_may_stand_in_one_cell(sender: Sender) -> None:
    headings = ("STT", "Tên mô hình", "Đơn vị, cá nhân thực hiện")
    rows = (("1", "Vườn rau", "Nguyễn Thị Hoa - Xã An Hòa"), ("2", "Đường hoa", "Ông Trần Văn Tư, xã Bình Hòa"))
    said = sender.sends(sender.writes(*rows, headings=headings))
    assert said.code == 0, said.err
    found = {(record["unit"], record["person"], record["kind"]) for record in sender.stated().values()}
    assert found == {("xa-a", "Nguyễn Thị Hoa", "ca-nhan"), ("xa-b", "Ông Trần Văn Tư", "ca-nhan")}


def test_a_row_without_a_year_is_refused(sender: Sender) -> None:
    file = sender.writes((*ROWS[0], "2023"), (*ROWS[1], ""), headings=(*HEADINGS, "Năm"))
    said = sender.clerk.ask("import", str(file))
    assert said.code == 1
    assert "ds.csv: G3: " in said.err
    assert not sender.records("models/0")


def test_a_day_above_the_list_is_no_campaign_year(sender: Sender) -> None:
    file = sender.writes(("Xuân Lộc, ngày 14 tháng 01 năm 2025",), ("",), HEADINGS, *ROWS, headings=("DANH SÁCH",))
    assert sender.clerk.ask("import", str(file)).code == 2


def test_of_two_peoples_models_of_one_title_none_is_chosen(sender: Sender) -> None:
    headings = (*HEADINGS[:3], "Họ và tên", "Địa điểm")
    rows = [(str(n), "Gương người tốt", "Xã An Hòa", name, "") for n, name in ((1, "Bà A"), (2, "Ông B"))]
    sender.sends(sender.writes(*rows, headings=headings))
    before = sender.clerk.files()
    nobody = ("1", "Gương người tốt", "Xã An Hòa", "TT", "Ấp 1")
    said = sender.sends(sender.writes(nobody, name="khac.csv", headings=(*HEADINGS[:4], "Địa điểm")))
    assert said.code == 1
    assert sender.clerk.files() == before


def test_a_conflict_copy_is_no_record(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    name = "models/2024/2024-xa-b-vuon-rau-sach"
    copy = sender.clerk.write(f"{name} (1).yaml", (sender.clerk.root / f"{name}.yaml").read_bytes())
    before = copy.read_bytes()
    said = sender.sends(sender.writes(*ROWS[:2], (*ROWS[2][:5], "Tốt")))
    assert "changed: 1" in said.err
    assert copy.read_bytes() == before


def test_what_holds_for_all_rows_may_be_a_part(sender: Sender) -> None:
    assert sender.sends(sender.writes(*ROWS), "--default", "extra.dot=1").code == 0
    assert all(record["extra"] == {"dot": "1"} for record in sender.stated().values())


def test_rows_left_out_are_not_gone(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    assert "gone: 0" in sender.sends(sender.writes(*ROWS), "--rows", "2-3").err


def test_a_new_row_is_not_one_that_was_taken_out_long_ago(sender: Sender) -> None:
    rows = [
        (str(n), title, "Xã An Hòa", "TT", "", "")
        for n, title in enumerate(("Đường hoa ấp 1", "Vườn rau", "Chợ sạch"), 1)
    ]
    sender.sends(sender.writes(*rows))
    left = [("1", *rows[1][1:]), ("2", *rows[2][1:])]
    assert "gone: 1" in sender.sends(sender.writes(*left)).err
    said = sender.sends(sender.writes(*left, ("3", "Đường hoa ấp 9", *rows[0][2:])))
    assert "New: 1; changed: 0; unchanged: 2; kept: 0; gone: 1;" in said.err
    assert "title: Đường hoa ấp 1\n" in sender.records()["2024-xa-a-duong-hoa-ap-1"]


def test_beside_a_record_that_cannot_be_read_no_corrected_row_is_made(sender: Sender) -> None:
    sender.sends(sender.writes(*ROWS))
    sender.clerk.write("models/2024/2024-xa-b-vuon-rau-sach.yaml", "titel: x\n")
    said = sender.sends(sender.writes(*ROWS[:2], ("3", "Vườn rau sạch đẹp", *ROWS[2][2:])))
    assert said.code == 1
    assert "Mend that file first" in said.err
    assert len(sender.records()) == 3


def test_two_rows_of_one_title_that_say_otherwise_are_told_apart_by_what_they_say(sender: Sender) -> None:
    rows = (("1", "Đường hoa", "Xã An Hòa", "TT", "", ""), ("2", "ĐƯỜNG HOA", "Xã An Hòa", "CN", "", "cũ"))
    said = sender.sends(sender.writes(*rows))
    assert said.code == 1
    (line,) = [line for line in said.err.splitlines() if "B3" in line]
    assert "Row 2 may be the same thing, stated otherwise: Kind: " in line
    assert "Title" not in line
    assert "cũ" in line
