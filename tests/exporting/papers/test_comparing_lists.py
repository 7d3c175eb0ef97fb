"""The lists of a paper can be asked again, too: whether the records are still those, and whether its rows are."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from danvan_cli.domain.errors import RequestError
from danvan_cli.exporting.papers.comparing import NOT_A_PAPER, ComparedPaper, as_json, compare, grids, lines
from danvan_cli.exporting.papers.comparing_lists import ComparedList
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import fill, fill_each
from danvan_cli.exporting.papers.workbook import fill_workbook
from tests.exporting.papers.asked_papers import AskedFolder
from tests.helpers.data_folder import DataFolder
from tests.helpers.word_files import WrittenPaper, table, write_docx

_BEGIN, _END = "{%tr for m in danh_sach('đăng ký') %}", "{%tr endfor %}"
_LIST = [_BEGIN], ["{{ m.stt }}", "{{ m.ten }}", "{{ m.don_vi }}"], [_END]
_BY_PARAGRAPHS = "{%p for m in danh_sach('đăng ký') %}", "Mô hình", "{{ m.ten }}", "", "{%p endfor %}"
_TITLES = ["Bếp ấm", "Các mô hình khác", "Nhà sạch", "Tiết kiệm"]


@pytest.fixture
def models(data: DataFolder) -> DataFolder:
    """Four models, of which one stands for six."""
    for place, title in enumerate(_TITLES):
        data.model(f"2020/2020-{place}", title=title, **({"count": 6} if place == 1 else {}))
    return data


@pytest.fixture
def write(models: DataFolder, tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a paper of a body."""

    def written(*body: str) -> Path:
        with closing(AskedFolder(models.root, tmp_path / "asked", "2020")) as folder:
            fill(write_docx(tmp_path / "t.docx", *body), tmp_path / "p.docx", folder.answers, PaperDetails())
        return tmp_path / "p.docx"

    return written


@pytest.fixture
def workbook(models: DataFolder, tmp_path: Path) -> Path:
    """A workbook with the same list, in which a column is computed."""
    book = Workbook()
    sheet = book.worksheets[0]
    cells = {"A2": _BEGIN, "A3": "{{ m.stt }}", "B3": "{{ m.ten }}", "C3": "=A3*2", "D3": "{{ m.so_luong }}"}
    for place, text in {**cells, "A4": _END, "B6": "hết"}.items():
        sheet[place] = text
    book.save(tmp_path / "t.xlsx")
    with closing(AskedFolder(models.root, tmp_path / "asked", "2020")) as folder:
        fill_workbook(tmp_path / "t.xlsx", tmp_path / "p.xlsx", folder.answers, PaperDetails())
    return tmp_path / "p.xlsx"


def compared(data: DataFolder, paper: Path) -> ComparedPaper:
    with closing(AskedFolder(data.root, paper.parent / "again")) as folder:
        return compare(paper, folder.answers.counted)


def the_list(data: DataFolder, paper: Path) -> ComparedList:
    (listed,) = compared(data, paper).lists
    return listed


def rows(data: DataFolder, paper: Path) -> list[tuple[int | None, str]]:
    return [(row.row, row.result) for row in the_list(data, paper).rows or ()]


def change(paper: Path, edit: Callable[[str], str]) -> None:
    """Change the body of a paper, as somebody did in Word."""
    parts = WrittenPaper(paper).parts
    before = parts["word/document.xml"].decode()
    assert edit(before) != before
    parts["word/document.xml"] = edit(before).encode()
    write_docx(paper, more=parts)


def row_of(body: str, words: str) -> str:
    """Return the row of a table in which some words stand."""
    return next(row[0] for row in re.finditer("<w:tr[ >].*?</w:tr>", body, re.DOTALL) if words in row[0])


@pytest.mark.parametrize(
    "body", [(table(*_LIST),), _BY_PARAGRAPHS, ("{% for m in danh_sach('đăng ký') %}{{ m.ten }}, {% endfor %}",)]
)
def test_a_list_that_nobody_touched_is_as_it_was(
    models: DataFolder, write: Callable[..., Path], body: tuple[str, ...]
) -> None:
    listed = the_list(models, write(*body))
    assert (listed.result, listed.written, listed.counted) == ("equal", (4, 9), (4, 9))


def test_records_that_changed_are_told_with_rows_and_total(models: DataFolder, write: Callable[..., Path]) -> None:
    paper = write(table(*_LIST))
    models.model("2020/2020-0", title="Chợ sạch")
    models.model("2020/2020-4", title="Mới")
    listed = the_list(models, paper)
    assert (listed.result, listed.written, listed.counted) == ("changed", (4, 9), (5, 10))
    assert (set(listed.new), listed.left, listed.rows) == ({"Chợ sạch", "Mới"}, 1, [])
    assert listed.opens == "danvan danh-sach dang-ky --nam 2020 --cach-tinh moi-nam"
    assert compared(models, paper).differs
    told = lines(compared(models, paper), "p.docx")
    assert told[1] == "p.docx: đã đối chiếu 1 danh sách; bản ghi đã đổi: 1"
    assert "khi ghi 4 dòng, cộng 9; nay 5 dòng, cộng 10" in told[2]


def test_a_count_alone_and_a_record_that_is_gone_are_told(models: DataFolder, write: Callable[..., Path]) -> None:
    paper = write(table(*_LIST))
    models.model("2020/2020-1", title=_TITLES[1], count=7)
    assert (the_list(models, paper).result, the_list(models, paper).counted) == ("changed", (4, 10))
    (models.root / "models/2020/2020-1.yaml").unlink()
    assert (the_list(models, paper).left, the_list(models, paper).new) == (1, ())


def test_rows_that_somebody_changed_in_word_are_told(models: DataFolder, write: Callable[..., Path]) -> None:
    paper = write(table(*_LIST))
    change(paper, lambda body: body.replace(row_of(body, _TITLES[2]), ""))
    assert rows(models, paper) == [(3, "gone")]
    change(paper, lambda body: body.replace("(6 mô hình)", "(60 mô hình)"))
    assert rows(models, paper) == [(2, "typed-over"), (3, "gone")]
    unmarked = re.compile("<w:bookmark(?:Start|End)[^>]*/>")
    change(paper, lambda body: body.replace(row := row_of(body, "Tiết"), unmarked.sub("", row).replace("4", "5") + row))
    assert rows(models, paper) == [(2, "typed-over"), (3, "typed-over")]  # what stands where that one stood
    listed = the_list(models, paper)
    assert (listed.result, listed.has_changed) == ("typed-over", False)
    told = lines(compared(models, paper), "p.docx")
    assert told[2].startswith("ds0001: dòng 2 không còn như khi ghi: 2 Các mô hình khác (60 mô hình)")


def test_a_row_whose_mark_is_lost_is_known_by_what_stands_in_it(models: DataFolder, write: Callable[..., Path]) -> None:
    paper = write(table(*_LIST))
    change(paper, lambda body: body.replace("ds0001r0002", "x"))
    assert rows(models, paper) == []
    change(
        paper, lambda body: body.replace(row := row_of(body, "Tiết"), row_of(body, "Bếp").replace("r0001", "r9") + row)
    )
    assert rows(models, paper) == [(None, "added")]


def test_paragraphs_that_are_repeated_are_compared(models: DataFolder, write: Callable[..., Path]) -> None:
    paper = write(*_BY_PARAGRAPHS)
    change(paper, lambda body: body.replace("Tiết kiệm", "Tiết"))
    assert rows(models, paper) == [(4, "typed-over")]


def test_a_list_within_a_text_is_compared_with_the_records_only_and_says_so(
    models: DataFolder, write: Callable[..., Path]
) -> None:
    paper = write("{% for m in danh_sach('đăng ký') %}{{ m.ten }}, {% endfor %}")
    change(paper, lambda body: body.replace("Tiết kiệm", "Tiết"))
    listed = the_list(models, paper)
    assert (listed.rows, listed.result) == (None, "equal")
    assert "nằm trong một câu" in lines(compared(models, paper), "p.docx")[2]


def test_a_file_for_each_record_is_compared_with_that_record(models: DataFolder, tmp_path: Path) -> None:
    template = write_docx(tmp_path / "t.docx", *_BY_PARAGRAPHS)
    with closing(AskedFolder(models.root, tmp_path / "asked", "2020")) as folder:
        files = fill_each(template, tmp_path / "o", folder.answers, PaperDetails()).files
    models.model("2020/2020-9", title="Mới")
    models.model("2020/2020-0", title="Chợ sạch")
    results = {file.name: the_list(models, file).result for file in files}
    assert list(results.values()).count("changed") == 1
    assert results[next(file.name for file in files if "bep-am" in file.name)] == "changed"


def test_programs_read_lists_beside_numbers(models: DataFolder, write: Callable[..., Path]) -> None:
    paper = compared(models, write(table(*_LIST)))
    document = as_json(paper)
    assert document["numbers"] == []
    assert document["lists"][0]["written"] == {"rows": 4, "total": 9}
    assert (document["lists"][0]["result"], document["lists"][0]["rows"]) == ("equal", [])
    assert [len(grid.rows) for grid in grids(paper, "p.docx")] == [0, 1]


def test_a_list_in_a_workbook_is_compared(models: DataFolder, workbook: Path) -> None:
    assert (the_list(models, workbook).result, the_list(models, workbook).written) == ("equal", (4, 9))
    book = load_workbook(workbook)
    sheet = book.worksheets[0]
    assert [sheet[f"B{row}"].value for row in range(2, 5)] == ["Bếp ấm", "Các mô hình khác", "Nhà sạch"]
    sheet["B3"] = "Gõ tay"
    book.save(workbook)
    assert rows(models, workbook) == [(2, "typed-over")]
    models.model("2020/2020-5", title="Mới")
    assert the_list(models, workbook).counted == (5, 10)


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_a_day_in_a_workbooks_list_is_read_as_it_was_written(data: DataFolder, tmp_path: Path, epoch: datetime) -> None:
    data.model("2020/2020-a", title="Nhà sạch", registered_on="2020-03-01")
    book = Workbook()
    book.epoch = epoch
    for place, text in {"A2": _BEGIN, "A3": "{{ m.ngay_dang_ky }}", "B3": "{{ m.ten }}", "A4": _END}.items():
        book.worksheets[0][place] = text
    book.save(tmp_path / "t.xlsx")
    paper = tmp_path / "p.xlsx"
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        fill_workbook(tmp_path / "t.xlsx", paper, folder.answers, PaperDetails())
    filled = load_workbook(paper)
    assert filled.worksheets[0]["A2"].value == datetime(2020, 3, 1)  # noqa: DTZ001 - a workbook knows no zones
    assert the_list(data, paper).result == "equal"
    filled.worksheets[0]["A2"].value = datetime(2020, 3, 2)  # noqa: DTZ001
    filled.save(paper)
    assert rows(data, paper) == [(1, "typed-over")]


def test_what_is_kept_of_a_list_and_is_none_is_not_asked(models: DataFolder, write: Callable[..., Path]) -> None:
    paper = write(table(*_LIST))
    parts = WrittenPaper(paper).parts
    for before, after in ((b'"total":9', b'"total":"9"'), (b'"function"', b'"eval"')):
        kept = parts["docProps/custom.xml"].replace(before, after)
        write_docx(paper, more={**parts, "docProps/custom.xml": kept})
        with pytest.raises(RequestError) as refused:
            compared(models, paper)
        assert refused.value.message is NOT_A_PAPER
