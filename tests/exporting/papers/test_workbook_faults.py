"""What is wrong in a form of the upper level: told with its cell, and nothing is written."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers import template_faults, text_check
from danvan_cli.exporting.papers.answers.counted_numbers import UNKNOWN_NUMBER
from danvan_cli.exporting.papers.language import blocks
from danvan_cli.exporting.papers.template_faults import FaultyTemplateError, NotATemplateError
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.workbook import faults_of_workbook, fill_workbook, formula_check, sheet_template
from danvan_cli.spreadsheet.errors import DAMAGED, FileFormatError
from tests.exporting.papers.asked_papers import SAMPLES, AskedFolder
from tests.exporting.papers.filled_workbooks import FORM, LIST, column, filled, template, the_sheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskedFolder]:
    with closing(AskedFolder(SAMPLES, tmp_path_factory.mktemp("cache"), "2020")) as asked:
        yield asked


@pytest.fixture(autouse=True)
def _at_a_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("cell", "formula", "message"),
    [
        ("C5", "=C2", formula_check.ONE_OF_MANY),
        ("C5", "=SUM($C$2)+1", formula_check.ONE_OF_MANY),
        ("C2", "=D$1+1", formula_check.ONE_OF_MANY),
        ("C2", "=C1+1", None),
        ("C5", "=ROW()-4", formula_check.BY_PLACE),
        ("C2", '=INDIRECT("C"&2)', formula_check.BY_PLACE),
        ("C5", "=OFFSET(C4,1,0)", formula_check.BY_PLACE),
        ("C5", "=SUM('Biểu 1:Tổng'!C7)", formula_check.BY_PLACE),
        ("C5", "=SUM(C2:C2)+C4", None),
        ("C2", "=D2+D$5+ROW()-ROW(A$4)", None),
        ("C5", "=INDIRECT(C4)", None),
        ("C5", "=[1]Khác!C2", None),
    ],
)
def test_a_formula_that_would_be_left_behind_is_told(
    folder: AskedFolder, cell: str, formula: str, message: Message | None
) -> None:
    book = template({**FORM, cell: formula})
    other = book.create_sheet("Khác")
    other["A1"] = formula.replace("=", "='Biểu 1'!", 1) if formula == "=C2" else "x"
    book.save("mau.xlsx")
    told, _ = faults_of_workbook(Path("mau.xlsx"), folder.answers)
    places = [cell, "A1"] if formula == "=C2" else [cell] if message else []
    assert [(fault.cell, fault.why.message) for fault in told] == [(place, message) for place in places]
    template({"A1": "{{ nam }}", cell: formula}).save("mau.xlsx")
    assert faults_of_workbook(Path("mau.xlsx"), folder.answers) == (
        [],
        [],
    )  # where no row moves, all stay where they are


def test_a_paper_is_no_template_and_one_with_new_tags_has_numbers_that_were_typed(folder: AskedFolder) -> None:
    filled(folder, template({"A1": "{{ so('công nhận') }}"}))
    with pytest.raises(NotATemplateError):
        filled(folder, load_workbook("bc.xlsx"))
    with pytest.raises(NotATemplateError):
        faults_of_workbook(Path("bc.xlsx"), folder.answers)
    paper = load_workbook("bc.xlsx")
    the_sheet(paper)["B1"] = "{{ nam }}"
    assert column(filled(folder, paper), "A", 1, 1) == [62]
    with zipfile.ZipFile("bc.xlsx") as archive:
        assert b"dv0001" not in archive.read("xl/workbook.xml")  # it was typed, as far as anybody knows


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({"B3": "Có {{ so('công nhận') }} mô hình"}, [("B3", sheet_template.AMONG_WORDS)]),
        ({"B3": "{{ bang('công nhận', theo='cấp') }} x"}, [("B3", template_faults.NOT_ALONE)]),
        ({"A1": "{{ nam }}", "B1": "{{ bang('công nhận', theo='cấp') }}"}, [("B1", template_faults.NOT_ALONE)]),
        ({"A1": f"{LIST} {{{{ m.ten }}}}", "A2": "{%tr endfor %}"}, [("A1", template_faults.NOT_ALONE)]),
        ({"A1": LIST, "A2": "{{ m.ten }}"}, [("A1", blocks.NOT_ENDED)]),
        ({"A1": "{%tr if co('công nhận') %}", "A2": "x", "A3": "{%tr endif %}"}, [("A1", sheet_template.ROWS_STAY)]),
        ({"A1": "{{ nem }}", "B2": "{{ nim }}"}, [("A1", text_check.NO_VARIABLE), ("B2", text_check.NO_VARIABLE)]),
    ],
)
def test_all_faults_are_told_with_their_cells(
    folder: AskedFolder, cells: dict[str, str | int], faults: list[tuple[str, Message]]
) -> None:
    template(cells).save("mau.xlsx")
    told, _ = faults_of_workbook(Path("mau.xlsx"), folder.answers)
    assert [(fault.cell, fault.why.message) for fault in told] == faults
    with pytest.raises(FaultyTemplateError):
        fill_workbook(Path("mau.xlsx"), Path("bc.xlsx"), folder.answers, PaperDetails())
    assert not Path("bc.xlsx").exists()


def test_what_nobody_knows_is_no_number(folder: AskedFolder) -> None:
    template({"A2": "{{ so('công nhận', nam='1999') }}"}).save("mau.xlsx")
    with pytest.raises(FaultyTemplateError) as refused:
        fill_workbook(Path("mau.xlsx"), Path("bc.xlsx"), folder.answers, PaperDetails())
    assert [(fault.cell, fault.why.message) for fault in refused.value.faults] == [("A2", UNKNOWN_NUMBER)]


def test_numbers_typed_among_words_are_told_and_those_of_the_form_are_not(folder: AskedFolder) -> None:
    template({"A1": "Biểu số 1", "A2": 187, "A3": "Đăng ký 187 mô hình"}).save("mau.xlsx")
    faults, typed = faults_of_workbook(Path("mau.xlsx"), folder.answers)
    assert (faults, [fault.cell for fault in typed]) == ([], ["", "A3"])


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/custom.xml"])
def test_a_broken_workbook_is_told_as_such(folder: AskedFolder, part: str) -> None:
    filled(folder, template({"A1": "{{ nam }}"}))
    with zipfile.ZipFile("bc.xlsx") as before, zipfile.ZipFile("broken.xlsx", "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name)[:-9] if name == part else before.read(name))
    with pytest.raises(FileFormatError) as refused:
        fill_workbook(Path("broken.xlsx"), Path("x.xlsx"), folder.answers, PaperDetails())
    assert refused.value.message is DAMAGED
    assert not Path("x.xlsx").exists()


def test_all_cells_whose_numbers_are_not_known_are_told_at_once(folder: AskedFolder) -> None:
    days = ("tu_ngay='2020-12-01', den_ngay='2020-12-31'", "den_ngay='2020-12-31'")
    book = template({f"{place}1": f"{{{{ so('đề nghị', {day}) }}}}" for place, day in zip("AB", days, strict=True)})
    book.save("mau.xlsx")
    with pytest.raises(FaultyTemplateError) as refused:
        fill_workbook(Path("mau.xlsx"), Path("bc.xlsx"), folder.answers, PaperDetails())
    assert [(fault.cell, fault.why.message) for fault in refused.value.faults] == [
        ("A1", UNKNOWN_NUMBER),
        ("B1", UNKNOWN_NUMBER),
    ]
