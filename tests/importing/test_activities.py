"""Lists of activities, as people head them, are told from lists of models."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.helpers.clerk import Clerk

HELD = "STT,Ngày,Nội dung hoạt động,Hình thức,Đơn vị,Thành phần,Số người dự,Địa điểm,Kết quả,Ghi chú\n"


def stated(clerk: Clerk, tmp_path: Path, text: str, *typed: str) -> dict[str, dict[str, object]]:
    file = tmp_path / "ds.csv"
    file.write_text(text, "utf-8")
    return clerk.does("import", str(file), "--year", "2024", "--yes", *typed)


def test_a_list_is_known_by_its_headings_and_read(clerk: Clerk, tmp_path: Path) -> None:
    rows = "1,12/5/2024,Đối thoại với nhân dân,Đối thoại,Xã An Hòa,Đảng ủy; UBND,120 người,Nhà văn hóa,Giải đáp,\n"
    written = stated(clerk, tmp_path, f"DANH SÁCH HOẠT ĐỘNG\n{HELD}{rows}")
    ((path, record),) = written.items()
    assert path == "activities/2024/2024-xa-a-doi-thoai-voi-nhan-dan-0512.yaml"
    assert {key: record[key] for key in ("form", "partners", "participants", "place", "outcome")} == {
        "form": "doi-thoai",
        "partners": ["Đảng ủy", "UBND"],
        "participants": 120,
        "place": "Nhà văn hóa",
        "outcome": "Giải đáp\n",
    }
    assert stated(clerk, tmp_path, f"DANH SÁCH HOẠT ĐỘNG\n{HELD}{rows}") == {}


@pytest.mark.parametrize(
    ("cell", "number", "note"),
    [
        ("trên 100", 100, "People present: trên 100\n"),
        ("Trên 1.000 lượt người", 1000, "People present: Trên 1.000 lượt người\n"),
        ("gần 50 đại biểu", 50, "People present: gần 50 đại biểu\n"),
        ("120 người", 120, None),
        ("1.240", 1240, None),
        ("", None, None),
    ],
)
def test_how_many_came_is_read_as_people_write_it(
    cell: str, number: int | None, note: str | None, clerk: Clerk, tmp_path: Path
) -> None:
    ((_, record),) = stated(clerk, tmp_path, f'{HELD}1,,Tọa đàm,,Xã An Hòa,,"{cell}",,,\n').items()
    assert (record.get("participants"), record.get("note")) == (number, note)


def test_a_number_with_other_words_is_refused_at_its_cell(clerk: Clerk, tmp_path: Path) -> None:
    file = tmp_path / "ds.csv"
    file.write_text(f"{HELD}1,,Tọa đàm,,Xã An Hòa,,đông đủ,,,\n", "utf-8")
    said = clerk.ask("import", str(file), "--year", "2024", "--yes")
    assert (said.code, "G2" in said.err + said.out) == (1, True)


@pytest.mark.parametrize(
    ("headings", "folder"),
    [
        ("Ngày,Nội dung,Đơn vị", "activities"),
        ("Thời gian,Tên hoạt động,Đơn vị tổ chức", "activities"),
        ("Kết quả,Nội dung hoạt động,Đơn vị", "activities"),
        ("Kết quả,Tên mô hình,Đơn vị", "models"),
        ("Ghi chú,Tên mô hình,Đơn vị", "models"),
    ],
)
def test_it_is_told_from_a_list_of_models(headings: str, folder: str, clerk: Clerk, tmp_path: Path) -> None:
    text = f"STT,{headings},TT/CN\n1,,Chợ xanh,Xã An Hòa,TT\n"
    assert [path.split("/")[0] for path in stated(clerk, tmp_path, text)] == [folder]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_template_comes_back(language: str, clerk: Clerk, tmp_path: Path) -> None:
    file = tmp_path / "hd.xlsx"
    said = clerk.ask("bieu-mau", "hoat-dong", "--year", "2024", "-o", str(file), "--lang", language)
    assert said.code == 0, said.err
    book = load_workbook(file)
    sheet = book.worksheets[0]
    headings = [str(cell.value).removesuffix(" (*)") for cell in sheet[4] if cell.value]
    if language == "vi":
        assert headings[1:] == [
            *(
                "Ngày tổ chức",
                "Nội dung hoạt động",
                "Hình thức",
                "Đơn vị",
                "Thành phần, đơn vị phối hợp",
                "Số người dự",
            ),
            *("Địa điểm", "Kết quả", "Ghi chú"),
        ]
    for column, value in enumerate(("1", "12/05/2024", "Tọa đàm", None, "Xã An Hòa", None, "120", None, None), 1):
        sheet.cell(5, column, value)
    book.save(file)
    assert list(clerk.does("import", str(file), "--year", "2024", "--yes", "--lang", "vi")) == [
        "activities/2024/2024-xa-a-toa-dam-0512.yaml"
    ]


def test_what_it_brought_about_has_columns_of_its_own(clerk: Clerk, tmp_path: Path) -> None:
    text = "STT,Ngày,Nội dung hoạt động,Đơn vị,Hiến đất (m²)\n1,3/2024,Vận động làm đường,Xã An Hòa,1.200\n"
    ((_, record),) = stated(clerk, tmp_path, text).items()
    assert record["results"] == {"hien-dat": 1200}
