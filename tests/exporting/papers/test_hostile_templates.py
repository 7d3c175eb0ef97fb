"""Whatever Jinja could read and a template cannot say is refused in each part of a file, and nothing is written."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from danvan_cli import locale
from danvan_cli.exporting.papers.template_faults import FaultyTemplateError
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.unfilled_places import NOT_FILLED
from danvan_cli.exporting.papers.word import faults_of, fill
from danvan_cli.exporting.papers.workbook import faults_of_workbook, fill_workbook
from danvan_cli.exporting.papers.workbook.sheet_filling import TOO_LONG
from danvan_cli.spreadsheet.reading import read_book
from danvan_cli.view.messages import told
from tests.exporting.papers.asked_papers import SAMPLES, AskedFolder
from tests.helpers.data_folder import DataFolder
from tests.helpers.word_files import WrittenPaper, docx, paragraph, run, table, with_part

_SUMS = ("1 + 1", "1 - 1", "2 * 2", "2 / 1", "2 // 1", "2 % 1", "2 ** 9", "-nam", "+nam", "nam ~ ngay", "1.5", "1_000")
_LOGIC = ("not nam", "nam and ngay", "nam == ngay", "nam < ngay", "nam in ngay", "nam is none", "nam if ngay else nam")
_THINGS = ("(nam, ngay)", "[nam]", '{"a": nam}', "nam[0]", "nam[0:1]", "true", "none", '"a"', "'a' 'b'", "`a`", "so")
_NAMES = ("nam.x.y", "nam._x", "nam.__class__", 'nam["__class__"]', '""["__class__"]', "().x", "self", "loop.index")
_CALLS = ("nam()", "nam.f()", "super()", "caller()", "namespace()", "dict(a=1)", "lipsum()", "range(3)", 'gettext("x")')
_GIVEN = ('so("dang-ky", *nam)', 'so("dang-ky", **nam)', 'so("dang-ky", nam=2020)', 'so("dang-ky", nam=nam)', "so(nam)")
_FILTERED = (
    "nam | upper(1)",
    'nam | replace("a", "b")',
    'nam | map("upper")',
    "nam | safe",
    'nam | attr("x")',
    "nam | e",
)
_STATEMENTS = (
    *(
        "set x = 1",
        "set x",
        'include "x"',
        'import "x" as y',
        'from "x" import y',
        'extends "x"',
        "block a",
        "macro a()",
    ),
    *("call a()", "filter upper", "with a = 1", "autoescape false", "raw", "trans", "do nam", "break", "continue"),
    *("debug", "for a in nam", 'for a, b in danh_sach("dang-ky")', 'for a in danh_sach("dang-ky") if nam'),
    *('for a in danh_sach("dang-ky") recursive', 'for _a in danh_sach("dang-ky")', "if nam == 1", "if 1", "if so"),
    *("if nam is defined", "if (nam, ngay)", "+ if nam", "- if nam", "if nam", "endif", "else", "p nam", "r nam", ""),
)
_EXPRESSIONS = (*_SUMS, *_LOGIC, *_THINGS, *_NAMES, *_CALLS, *_GIVEN, *_FILTERED)
_TAGS = [f"{{{{ {text} }}}}" for text in _EXPRESSIONS] + [f"{{% {text} %}}" for text in _STATEMENTS]
_BOX = "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>"
_PARTS: dict[str, Callable[[str], bytes]] = {
    "body": docx,
    "cut": lambda tag: docx(f"<w:p>{run(tag[:1])}<w:proofErr/>{run(tag[1:4], 1)}{run(tag[4:])}</w:p>"),
    "table": lambda tag: docx(table([tag, "x"])),
    "box": lambda tag: docx(_BOX.format(paragraph(tag))),
    "header": lambda tag: docx("x", header=tag),
    "footer": lambda tag: with_part(docx("x"), "footer", f"<w:ftr>{paragraph(tag)}</w:ftr>"),
    "footnotes": lambda tag: docx("x", footnotes=tag),
    "endnotes": lambda tag: with_part(
        docx("x"), "endnotes", f'<w:endnotes><w:endnote w:id="1">{paragraph(tag)}</w:endnote></w:endnotes>'
    ),
    "title": lambda tag: docx("x", properties={"dc:title": tag}),
    "keywords": lambda tag: docx("x", properties={"cp:keywords": tag}),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskedFolder]:
    with closing(AskedFolder(SAMPLES, tmp_path_factory.mktemp("cache"), "2020")) as asked:
        yield asked


@pytest.fixture(autouse=True)
def _at_a_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    locale.use("vi")


@pytest.mark.parametrize("part", _PARTS)
def test_what_a_template_cannot_say_is_refused_in_each_part(folder: AskedFolder, part: str) -> None:
    for tag in _TAGS:
        Path("t.docx").write_bytes(_PARTS[part](tag))
        assert faults_of(Path("t.docx"), folder.answers)[0], tag
        if tag in _TAGS[::6] or part == "body":  # elsewhere filling in asks the same
            with pytest.raises(FaultyTemplateError):
                fill(Path("t.docx"), Path("p.docx"), folder.answers, PaperDetails())
    assert not Path("p.docx").exists()


def test_a_tag_in_a_comment_of_word_is_told(folder: AskedFolder) -> None:
    comment = f'<w:comments><w:comment w:id="1">{paragraph("Số {{", " nam }}")}</w:comment></w:comments>'
    Path("t.docx").write_bytes(with_part(docx("x"), "comments", comment))
    (fault,) = faults_of(Path("t.docx"), folder.answers)[0]
    assert (fault.why.message, told(fault.told).partition("”")[0]) == (NOT_FILLED, "ghi chú, “{{ nam }}")


def _in(place: str, tag: str) -> Workbook:
    book = Workbook()
    sheet: Any = book.active
    sheet["A1"] = tag if place == "cell" else "x"
    match place:
        case "header":
            sheet.firstHeader.center.text = tag
        case "comment":
            sheet["A1"].comment = Comment(tag, "x")
        case "sheet":
            sheet.title = tag
        case "name":
            book.defined_names["x"] = DefinedName("x", attr_text=f'"{tag}"')
        case "title":
            book.properties.title = tag
        case "prompt":
            choice = DataValidation(type="list", formula1='"a"', prompt=tag)
            choice.add("C1")
            sheet.add_data_validation(choice)
        case "formula":
            sheet["A2"] = f'="{tag}"'
        case "chart":
            chart: Any = BarChart()
            chart.title = tag
            chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=1))
            sheet.add_chart(chart, "D4")
    return book


def _refused(folder: AskedFolder, book: Workbook) -> list[str]:
    """Return what is told of a workbook that is refused, by the check and by whoever would fill it in."""
    book.save("t.xlsx")
    faults = faults_of_workbook(Path("t.xlsx"), folder.answers)[0]
    with pytest.raises(FaultyTemplateError) as refused:
        fill_workbook(Path("t.xlsx"), Path("p.xlsx"), folder.answers, PaperDetails())
    assert [told(fault.told) for fault in refused.value.faults] == [told(fault.told) for fault in faults]
    assert not Path("p.xlsx").exists()
    return [told(fault.told) for fault in faults]


@pytest.mark.parametrize("place", ["cell", "header", "title"])
def test_what_a_template_cannot_say_is_refused_in_a_workbook(folder: AskedFolder, place: str) -> None:
    for tag in _TAGS[:: 4 if place == "cell" else 9]:
        assert _refused(folder, _in(place, tag)), tag


@pytest.mark.parametrize("place", ["comment", "sheet", "name", "prompt", "formula", "chart"])
def test_a_tag_where_nothing_is_filled_in_is_told(folder: AskedFolder, place: str) -> None:
    said = " ".join(_refused(folder, _in(place, "{{ nam }}")))
    assert said.count("{{ nam }}") == 1
    assert "ở đó không điền gì" in said


def test_the_title_of_a_workbook_is_filled_in(folder: AskedFolder) -> None:
    _in("title", "Biểu {{ nam }} {{ so('công nhận', 'đơn vị=nga-bay') }}").save("t.xlsx")
    fill_workbook(Path("t.xlsx"), Path("p.xlsx"), folder.answers, PaperDetails())
    assert load_workbook("p.xlsx").properties.title == "Biểu 2020 62"


_TEXTS = (
    *(
        "A & B <số 3> {{ nam }} {% set a = 1 %} {# x #}",
        "</w:t></w:r><w:r>",
        "]]> <![CDATA[ &amp; &#65;",
        "Tổ \ue000\uf8ff",
    ),
    *("=1+1", "+84", "007", "_x0041_ _x000D_", "{%tr endfor %} }}", "1234567890123456"),
)
_UNSAFE = {"a\x01\x02": r"a\x01\x02", "b\ufffe\uffff": r"b\ufffe\uffff", "c\u202e": r"c\u202e"}


@pytest.fixture
def hostile(data: DataFolder, tmp_path: Path) -> Iterator[AskedFolder]:
    """A folder whose titles would do harm, in the order of their records."""
    for place, text in enumerate((*_TEXTS, *_UNSAFE)):
        data.write(f"models/2020/2020-{place}.yaml", f"title: {json.dumps(text)}\nunit: xa-a\nkind: tap-the\n")
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as asked:
        yield asked


def test_texts_of_records_stand_there_as_they_are(hostile: AskedFolder) -> None:
    shown = {*_TEXTS, *_UNSAFE.values()}
    listed = "danh_sach('đăng ký')"
    rows = [[f"{{%tr for m in {listed} %}}"], ["{{ m.ten }}"], ["{%tr endfor %}"]]
    Path("t.docx").write_bytes(
        docx(table(*rows), properties={"dc:title": f"{{% for m in {listed} %}}{{{{ m.ten }}}}{{% endfor %}}"})
    )
    fill(Path("t.docx"), Path("p.docx"), hostile.answers, PaperDetails())
    assert {row[0] for row in WrittenPaper(Path("p.docx")).tables()[0]} == shown
    book = Workbook()
    sheet: Any = book.active
    for place, (text,) in enumerate(rows, 1):
        sheet[f"A{place}"] = text
    book.save("t.xlsx")
    fill_workbook(Path("t.xlsx"), Path("p.xlsx"), hostile.answers, PaperDetails())
    (read,) = read_book(Path("p.xlsx")).sheets
    assert {str(cell) for row in read.rows.values() for cell in row.values()} == shown


def test_a_table_of_which_no_row_is_left_is_none(hostile: AskedFolder) -> None:
    rows = [["{%tr for m in danh_sach('công nhận') %}"], ["{{ m.ten }}"], ["{%tr endfor %}"]]
    Path("t.docx").write_bytes(docx("{{ so('đăng ký') }}", table(*rows)))
    fill(Path("t.docx"), Path("p.docx"), hostile.answers, PaperDetails())
    assert WrittenPaper(Path("p.docx")).tables() == []


@pytest.mark.parametrize(("place", "times"), [("cell", 600), ("header", 9)])
def test_a_place_holds_only_so_much(hostile: AskedFolder, place: str, times: int) -> None:
    names = "{% for m in danh_sach('đăng ký') %}" + "{{ m.ten }}" * times + "{% endfor %}"
    _in(place, names).save("t.xlsx")
    with pytest.raises(FaultyTemplateError) as refused:
        fill_workbook(Path("t.xlsx"), Path("p.xlsx"), hostile.answers, PaperDetails())
    assert [fault.why.message for fault in refused.value.faults] == [TOO_LONG]
