"""Rows that somebody typed at either end of a list, copied, or numbered anew are told as what they are."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from danvan_cli.exporting.papers.comparing import as_json, compare, grids, lines
from danvan_cli.exporting.papers.comparing_lists import ComparedList, lines_of_list
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import fill
from danvan_cli.exporting.papers.workbook import fill_workbook
from tests.exporting.papers.asked_papers import AskedFolder
from tests.helpers.data_folder import DataFolder
from tests.helpers.word_files import WrittenPaper, table, write_docx

_BEGIN, _END = "{%tr for m in danh_sach('đăng ký') %}", "{%tr endfor %}"
_HEADING, _TOTAL = ["STT", "Tên", "Đơn vị"], ["", "Tổng", "{{ so('đăng ký') }}"]
_TABLE = table(["Phụ lục"], _HEADING, [_BEGIN], ["{{ m.stt }}", "{{ m.ten }}", "{{ m.don_vi }}"], [_END], _TOTAL)
_TITLES = ["Bếp ấm", "Chợ sạch", "Nhà sạch", "Tiết kiệm"]
_MARKS = re.compile("<w:bookmark(?:Start|End)[^>]*/>")
Edit = Callable[[str], str]


@pytest.fixture
def models(data: DataFolder) -> DataFolder:
    for place, title in enumerate(_TITLES):
        data.model(f"2020/2020-{place}", title=title)
    return data


@pytest.fixture
def paper(models: DataFolder, tmp_path: Path) -> Path:
    return written(models, tmp_path, _TABLE)


def written(models: DataFolder, folder: Path, *body: str) -> Path:
    with closing(AskedFolder(models.root, folder / "asked", "2020")) as asked:
        fill(write_docx(folder / "t.docx", *body), folder / "p.docx", asked.answers, PaperDetails())
    return folder / "p.docx"


def the_list(data: DataFolder, paper: Path) -> ComparedList:
    with closing(AskedFolder(data.root, paper.parent / "again")) as folder:
        return compare(paper, folder.answers.counted).lists[0]


def rows(data: DataFolder, paper: Path) -> list[tuple[int | None, str, str]]:
    return [(row.row, row.result, row.words) for row in the_list(data, paper).rows or ()]


def change(paper: Path, *edits: Edit) -> None:
    parts = WrittenPaper(paper).parts
    body = parts["word/document.xml"].decode()
    for edit in edits:
        before, body = body, edit(body)
        assert body != before
    parts["word/document.xml"] = body.encode()
    write_docx(paper, more=parts)


def row_of(body: str, words: str) -> str:
    return next(row[0] for row in re.finditer("<w:tr[ >].*?</w:tr>", body, re.DOTALL) if words in row[0])


def typed(behind: str, *, before: bool = False, words: str = "Gõ tay") -> Edit:
    """Return what types a row beside the one in which some words stand."""

    def edit(body: str) -> str:
        new = _MARKS.sub("", row_of(body, "Nhà sạch")).replace("Nhà sạch", words).replace(">3<", ">5<")
        row = row_of(body, behind)
        return body.replace(row, new + row if before else row + new)

    return edit


def without(words: str) -> Edit:
    return lambda body: body.replace(row_of(body, words), "")


_EDITS = (
    *(typed(words) for words in ("Tiết kiệm", "Nhà sạch", "Tên", "Tổng", "Phụ lục")),
    *(typed(words, before=True) for words in ("Bếp ấm", "Tổng", "Phụ lục")),
)


@pytest.mark.parametrize("edit", _EDITS)
def test_a_row_typed_anywhere_in_a_lists_table_is_told(models: DataFolder, paper: Path, edit: Edit) -> None:
    assert rows(models, paper) == []
    change(paper, edit)
    assert [row[:2] for row in rows(models, paper)] == [(None, "added")]
    assert "Gõ tay" in rows(models, paper)[0][2]


def test_a_row_typed_behind_the_last_one_of_a_table_is_told(models: DataFolder, tmp_path: Path) -> None:
    paper = written(models, tmp_path, table([_BEGIN], ["{{ m.stt }}", "{{ m.ten }}"], [_END]))
    change(paper, typed("Tiết kiệm", words="Một"), typed("Bếp ấm", before=True, words="Hai"))
    assert [row[1] for row in rows(models, paper)] == ["added", "added"]


def test_the_templates_own_rows_may_be_worded_anew(models: DataFolder, paper: Path) -> None:
    change(paper, lambda body: body.replace("Tên", "Tên mô hình").replace("Tổng", "Tổng cộng"))
    assert rows(models, paper) == []
    change(paper, typed("Tổng cộng", before=True))
    assert [row[:2] for row in rows(models, paper)] == [(None, "added")]
    change(paper, without("Gõ tay"), without("Phụ lục"), without("Tổng cộng"))
    assert rows(models, paper) == []


@pytest.mark.parametrize("title", _TITLES)
@pytest.mark.parametrize("before", [False, True])
def test_of_a_copied_row_the_copy_is_told(models: DataFolder, paper: Path, title: str, *, before: bool) -> None:
    def copied(body: str) -> str:
        row = row_of(body, title)
        new = row.replace(title, "Bản chép")
        return body.replace(row, new + row if before else row + new)

    change(paper, copied)
    assert [row[:2] for row in rows(models, paper)] == [(None, "added")]
    assert "Bản chép" in rows(models, paper)[0][2]


def test_two_lists_of_one_table_tell_each_its_own_rows(models: DataFolder, tmp_path: Path) -> None:
    row = [_BEGIN], ["{{ m.stt }}", "{{ m.ten }}"], [_END]
    paper = written(models, tmp_path, table(_HEADING, *row, ["II", "Khác"], *row, ["Hết"]))
    change(paper, typed("II", before=True), typed("Hết", before=True, words="Sau"))
    with closing(AskedFolder(models.root, tmp_path / "again")) as folder:
        lists = compare(paper, folder.answers.counted).lists
    assert [[(row.result, row.words) for row in listed.rows or ()] for listed in lists] == [
        [("added", "5 Gõ tay")],
        [("added", "5 Sau")],
    ]


def test_rows_numbered_anew_are_as_they_were(models: DataFolder, paper: Path) -> None:
    renumber: Edit = lambda body: body.replace(">3<", ">2<").replace(">4<", ">3<")  # noqa: E731
    change(paper, without("Chợ sạch"), renumber)
    assert [row[:2] for row in rows(models, paper)] == [(2, "gone")]
    change(paper, lambda body: body.replace("Tiết kiệm", "Tiết"))
    assert sorted(row[:2] for row in rows(models, paper)) == [(2, "gone"), (4, "typed-over")]


@pytest.mark.parametrize("shown", ["{{ m.stt }}. {{ m.ten }}", "{{ m.stt }} {{ m.ten }}", "{{ m.ten }}"])
def test_a_title_that_begins_with_a_number_is_none(models: DataFolder, tmp_path: Path, shown: str) -> None:
    models.model("2020/2020-0", title="5 không, 3 sạch")
    paper = written(models, tmp_path, table([_BEGIN], [shown], [_END]))
    change(paper, lambda body: body.replace("5 không", "6 không"))
    assert [row[1] for row in rows(models, paper)] == ["typed-over"]


def workbook(models: DataFolder, folder: Path, *, total: bool) -> Path:
    """Write a list beneath headings; beneath it a total or nothing, and who signs."""
    book = Workbook()
    cells = {"A1": "Biểu", "A3": "STT", "B3": "Tên", "A4": _BEGIN, "A5": "{{ m.stt }}", "B5": "{{ m.ten }}", "A6": _END}
    cells |= {"A7": "Tổng", "B7": "=SUM(A5:A5)"} if total else {}
    for place, text in {**cells, "B10": "Người lập"}.items():
        book.worksheets[0][place] = text
    book.save(folder / "t.xlsx")
    with closing(AskedFolder(models.root, folder / "asked", "2020")) as asked:
        fill_workbook(folder / "t.xlsx", folder / "p.xlsx", asked.answers, PaperDetails())
    return folder / "p.xlsx"


@pytest.mark.parametrize("total", [True, False])
def test_a_row_typed_beneath_a_list_of_a_workbook_is_told(models: DataFolder, tmp_path: Path, *, total: bool) -> None:
    paper = workbook(models, tmp_path, total=total)
    assert rows(models, paper) == []
    book = load_workbook(paper)
    sheet = book.worksheets[0]
    sheet["B12"] = "Nguyễn Văn A"
    sheet["B3"] = "Tên mô hình"
    book.save(paper)
    assert rows(models, paper) == []
    if total:
        sheet.move_range("A8:B12", rows=1)
    sheet["A8"], sheet["B8"] = 5, "Gõ tay"
    book.save(paper)
    assert rows(models, paper) == [(None, "added", "5 Gõ tay")]


def test_rows_of_a_workbook_numbered_anew_are_as_they_were(models: DataFolder, tmp_path: Path) -> None:
    paper = workbook(models, tmp_path, total=False)
    book = load_workbook(paper)
    sheet = book.worksheets[0]
    sheet["A6"], sheet["A7"] = 1, 2
    book.save(paper)
    assert rows(models, paper) == []


def told(models: DataFolder, paper: Path) -> list[str]:
    return list(lines_of_list(the_list(models, paper)))


def test_a_row_that_is_gone_is_named(models: DataFolder, paper: Path) -> None:
    change(paper, without("Chợ sạch"))
    assert rows(models, paper) == [(2, "gone", "Chợ sạch")]
    assert told(models, paper)[0] == "ds0001: dòng 2 không còn trong tệp: Chợ sạch"
    (models.root / "models/2020/2020-1.yaml").unlink()
    assert rows(models, paper) == [(2, "gone", "")]


def test_records_that_are_gone_are_called_as_the_paper_calls_them(models: DataFolder, paper: Path) -> None:
    (models.root / "models/2020/2020-1.yaml").unlink()
    models.model("2020/2020-2", title="Nhà rất sạch")
    listed = the_list(models, paper)
    assert [name.split(" Hội")[0][:8] for name in listed.left_names] == ["Chợ sạch", "Nhà sạch"]
    assert listed.as_json()["left_names"] == listed.left_names
    assert told(models, paper)[2].startswith("  Dòng khi ghi, nay không còn hoặc đã khác: 2 (Chợ sạch")


def test_rows_of_a_workbook_are_told_by_the_numbers_of_the_sheet(models: DataFolder, tmp_path: Path) -> None:
    paper = workbook(models, tmp_path, total=False)
    book = load_workbook(paper)
    sheet = book.worksheets[0]
    sheet["B5"], sheet["B8"] = "Gõ đè", "Gõ thêm"
    book.save(paper)
    assert told(models, paper)[:2] == [
        "ds0001: dòng 2 (dòng 5 của trang tính) không còn như khi ghi: 2 Gõ đè …",
        "ds0001: dòng 8 của trang tính là dòng thêm tay: Gõ thêm …",
    ]


@pytest.mark.parametrize("moved", [False, True])
def test_formulas_that_were_typed_over_are_told(models: DataFolder, tmp_path: Path, *, moved: bool) -> None:
    paper = workbook(models, tmp_path, total=True)
    book = load_workbook(paper)
    sheet = book.worksheets[0]
    sheet["B8"] = 200
    if moved:
        sheet.insert_rows(1)
    book.save(paper)
    with closing(AskedFolder(models.root, tmp_path / "again")) as folder:
        compared = compare(paper, folder.answers.counted)
    assert compared.differs
    assert compared.lost == (1, ["Sheet, B8"])
    assert "p.xlsx: công thức bị gõ đè hoặc bị xóa: 1" in lines(compared, "p.xlsx")
    assert as_json(compared)["lost_formulas"]["number"] == 1
    assert grids(compared, "p.xlsx")[-1].rows == [["1", "Sheet, B8"]]
