"""A Word template filled in: numbers that can be found again, whatever Word did to the tags, and nothing but texts."""

import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.domain.errors import WriteError
from danvan_cli.exporting.papers import text_check
from danvan_cli.exporting.papers.answers.paper_numbers import read_kept
from danvan_cli.exporting.papers.template_faults import WRITTEN_ALREADY, NotATemplateError
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import faults_of, fill
from danvan_cli.spreadsheet.saving import FILE_EXISTS
from tests.exporting.papers.asked_papers import SAMPLES, AskedFolder
from tests.exporting.papers.written_papers import NGA_BAY, RECOGNIZED, Papers
from tests.helpers.data_folder import DataFolder
from tests.helpers.word_files import W, WrittenPaper, paragraph, run, table, write_docx


def test_a_number_is_written_and_can_be_found_again(papers: Papers) -> None:
    template = write_docx(papers.place / "t.docx", f"Đã công nhận {RECOGNIZED} mô hình.")
    paper = papers.fill(template)
    assert paper.texts() == ["Đã công nhận 62 mô hình."]
    assert paper.bookmarks() == {"dv0001": "62"}
    asked, written = read_kept(paper.properties()["dv0001"])
    assert written == "62"
    assert papers.folder.answers.counted.ask(asked).text == "62"
    assert '"commit"' in paper.properties()["danvan"]


@pytest.mark.parametrize(
    "runs",
    [
        ("Đã {", "{ so(“công", " nhận”, 'đơn vị=nga-bay'", ") }", "} rồi"),
        ("Đã {{", " so(", '"công nhận"', f", {NGA_BAY}", ")", " }} rồi"),
        ("Đã ", "{{\u00a0so(„công nhận”,\u00a0“don-vi=nga-bay”)}}", " rồi"),
    ],
)
def test_a_tag_may_be_cut_into_runs(papers: Papers, runs: tuple[str, ...]) -> None:
    paper = papers.fill(write_docx(papers.place / "t.docx", paragraph(*runs)))
    assert paper.texts() == ["Đã 62 rồi"]
    assert paper.bookmarks() == {"dv0001": "62"}


def test_spelling_marks_links_and_insertions_do_not_matter(papers: Papers) -> None:
    begin, end = "{{ so(“công nhận”, ", f"{NGA_BAY}) }}}}"
    body = (
        f'<w:p>{run("Đã ")}<w:bookmarkStart w:id="7" w:name="_GoBack"/>{run("{")}<w:proofErr w:type="spellStart"/>'
        f'{run(begin[1:])}<w:hyperlink>{run(end)}</w:hyperlink><w:bookmarkEnd w:id="7"/>'
        f"<w:ins>{run(' rồi {{ nam }}')}</w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
    )
    paper = papers.fill(write_docx(papers.place / "t.docx", body))
    assert paper.texts() == ["Đã 62 rồi 2020"]
    ids = [str(mark.get(f"{{{W}}}id")) for mark in paper.tree().iter(f"{{{W}}}bookmarkStart")]
    assert sorted(ids) == ["7", "8"]


def test_what_is_no_text_stays_where_it_is(papers: Papers) -> None:
    tab = "<w:r><w:tab/></w:r>"
    body = (
        f"<w:p>{tab}{run('{{ nam }}')}<w:r><w:drawing/></w:r>{run('x', 1)}<w:r><w:br/></w:r>{run(RECOGNIZED, 1)}</w:p>"
    )
    tree = papers.fill(write_docx(papers.place / "t.docx", body)).tree()
    kept = ("tab", "t", "br", "drawing")
    names = [str(element.tag).rpartition("}")[2] for element in tree.iter()]
    assert [name for name in names if name in kept] == ["tab", "t", "drawing", "t", "br", "t"]
    assert names.count("b") == 2  # a number looks as its tag does


def test_a_table_is_what_tally_prints(papers: Papers) -> None:
    paper = papers.fill(
        write_docx(papers.place / "t.docx", f'{{{{ bang("công nhận", {NGA_BAY}, theo="cấp,loại") }}}}', "Hết.")
    )
    assert paper.tables() == [
        [
            ["Cấp", "Tập thể", "Cá nhân", "Tổng"],
            ["Cấp huyện", "45", "1", "46"],
            ["Cấp xã", "16", "0", "16"],
            ["Tổng", "61", "1", "62"],
        ]
    ]
    assert list(paper.bookmarks().values()) == ["45", "1", "46", "16", "0", "16", "61", "1", "62"]
    columns = [int(column.get(f"{{{W}}}w", "")) for column in paper.tree().iter(f"{{{W}}}gridCol")]
    assert sum(columns) == 11906 - 1701 - 851
    assert len(list(paper.tree().iter(f"{{{W}}}tblHeader"))) == 1
    together = [row for row in paper.tree().iter(f"{{{W}}}tr") if row.find(f".//{{{W}}}keepNext") is not None]
    assert len(together) == len(list(paper.tree().iter(f"{{{W}}}tr"))) - 1  # its total is never alone on a page
    assert len(list(paper.tree().iter(f"{{{W}}}cantSplit"))) == 4


def test_two_tables_stay_two(papers: Papers) -> None:
    tag = f'{{{{ bang("công nhận", {NGA_BAY}, theo="cấp") }}}}'
    paper = papers.fill(write_docx(papers.place / "t.docx", tag, tag, table(["{{ nam }}"], [tag])))
    assert len(paper.tables()) == 4
    following = [(element.getnext()) for element in paper.tree().iter(f"{{{W}}}tbl")]
    assert all(element is not None and element.tag != f"{{{W}}}tbl" for element in following)


def test_rows_are_repeated(papers: Papers) -> None:
    listed = f'{{%tr for m in danh_sach("công nhận", {NGA_BAY}, "cấp=xã") %}}'
    rows = table(["TT", "Tên"], [listed, ""], ["{{ m.stt }}", "{{ m.ten }}"], ["{%tr endfor %}", ""])
    paper = papers.fill(write_docx(papers.place / "t.docx", rows))
    assert [row[0] for row in paper.tables()[0]] == ["TT", "1", "2"]
    assert paper.tables()[0][1][1].endswith("(3 mô hình)")


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        (paragraph("{{ m.st", "t }}", ". {{ m.ten", " }}"), ["1. Chợ “A & B” <xanh>", "2. Vườn rau (6 mô hình)"]),
        (paragraph("{{ m.ten | upper }}"), ["CHỢ “A & B” <XANH>", "VƯỜN RAU (6 MÔ HÌNH)"]),
        (paragraph("{% if m.field %}có{% else %}{{ m.ten }}{% endif %}"), ["có", "Vườn rau (6 mô hình)"]),
        (paragraph("{{ nam }}/{{ m.ten }}"), ["2020/Chợ “A & B” <xanh>", "2020/Vườn rau (6 mô hình)"]),
        (paragraph('{{ m.stt }}/{{ so("đăng ký") }}'), ["1/7", "2/7"]),
        (paragraph("\ue000a\ue001{{ m.stt }}"), ["\ue000a\ue0011", "\ue000a\ue0012"]),
    ],
)
def test_each_row_has_its_own_texts(cell: str, texts: list[str], data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/2020-a", title="Chợ “A & B” <xanh>", field="kinh-te")
    data.model("2020/2020-b", title="Vườn rau", count=6)
    listed, ended = paragraph('{%tr for m in danh_sach("đăng ký") %}'), paragraph("{%tr endfor %}")
    rows = "".join(f"<w:tr><w:tc>{inner}</w:tc></w:tr>" for inner in (listed, cell, ended))
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        papers = Papers(folder, tmp_path)
        paper = papers.fill(write_docx(tmp_path / "t.docx", f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"))
    assert paper.tables() == [[[text] for text in texts]]
    assert b"<?danvan" not in paper.parts["word/document.xml"]


def test_rows_of_a_table_within_a_table_are_repeated(papers: Papers) -> None:
    listed = f'{{%tr for m in danh_sach("công nhận", {NGA_BAY}, "cấp=xã") %}}'
    inner = table([listed], ["{{ m.stt }}"], ["{%tr endfor %}"])
    outer = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{inner}{paragraph('{{ nam }}')}</w:tc></w:tr></w:tbl>"
    paper = papers.fill(write_docx(papers.place / "t.docx", outer))
    assert paper.tables()[1] == [["1"], ["2"]]


def test_comments_in_the_file_are_no_tags(papers: Papers) -> None:
    body = f"<w:p><!-- {{{{ 1 }}}} -->{run('{{ nam }}')}</w:p>"
    assert papers.texts(body) == ["2020"]


def test_letters_that_a_file_cannot_hold_are_shown(papers: Papers) -> None:
    template = write_docx(papers.place / "t.docx", "Số {{ so_van_ban }}", properties={"dc:title": "{{ so_van_ban }}"})
    assert papers.fill(template, PaperDetails("05\x01")).texts() == ["Số 05\\x01"]


def test_paragraphs_and_words_are_repeated_and_left_out(own: Papers) -> None:
    assert own.texts(
        '{%p for m in danh_sach("đăng ký") %}',
        "{{ m.stt }}. {{ m.ten | upper }}{% if m.nguoi %} ({{ m.nguoi }}){% endif %}",
        "{% if m.so_luong %}",
        "gộp {{ m.so_luong }}",
        "{% endif %}",
        "{%p endfor %}",
        '{%p if co("khen thưởng") %}',
        'Khen {{ so("khen thưởng") }}',
        '{%p elif not co("đăng ký") %}',
        "không",
        "{%p else %}",
        'Đơn vị: {% for u in danh_sach("đơn vị") %}{{ u.ten }}; {% endfor %}hết',
        "{%p endif %}",
    ) == [
        "1. A & B <SỐ 3> {{ 1 }} {% SET A %} \ue000 ]]>",
        "gộp 1",
        "2. CHỢ XANH",
        "gộp 6",
        "Đơn vị: Xã An Hòa; Xã Bình Hòa; hết",
    ]


def test_texts_of_records_stay_texts(own: Papers) -> None:
    title = "A & B <số 3> {{ 1 }} {% set a %} \ue000 ]]>"
    listed = ['{%tr for m in danh_sach("đăng ký", "đơn vị=xa-a") %}', "{{ m.ten }}", "{%tr endfor %}"]
    paper = own.fill(write_docx(own.place / "t.docx", table(*([text] for text in listed))))
    assert paper.tables() == [[[title]]]


def test_all_parts_are_filled_in(papers: Papers) -> None:
    template = write_docx(
        papers.place / "t.docx",
        RECOGNIZED,
        header="Số {{ so_van_ban }}-BC/TU",
        footnotes=f"Năm {{{{ nam }}}}: {RECOGNIZED}",
        properties={"dc:title": f"Báo cáo {{{{ nam }}}} & <{RECOGNIZED}>", "dcterms:modified": "2019-01-01T00:00:00Z"},
    )
    paper = papers.fill(template, PaperDetails("05", "2020-12-23"))
    assert paper.texts("word/header1.xml") == ["Số 05-BC/TU"]
    assert paper.texts("word/footnotes1.xml") == ["Năm 2020: 62"]
    assert paper.bookmarks("word/footnotes1.xml") == {"dv0002": "62"}
    assert [element.text for element in paper.tree("docProps/core.xml")] == [
        "Báo cáo 2020 & <62>",
        "2020-12-23T00:00:00Z",
    ]
    undated = papers.fill(template)
    assert [element.text for element in undated.tree("docProps/core.xml")] == ["Báo cáo 2020 & <62>"]


def test_a_text_box_is_filled_in(papers: Papers) -> None:
    box = (
        f"<w:r><w:pict><w:txbxContent>{paragraph('Hộp {{ nam }}')}{table([RECOGNIZED])}</w:txbxContent></w:pict></w:r>"
    )
    paper = papers.fill(write_docx(papers.place / "t.docx", f"<w:p>{box}{run('Ngoài {{ nam }}')}</w:p>"))
    assert "Hộp 2020" in paper.texts()
    assert paper.tables() == [[["62"]]]
    faulty = box.replace("nam", "nem")
    faults = papers.faults(write_docx(papers.place / "u.docx", f"<w:p>{faulty}{run('Ngoài')}</w:p>"))
    assert faults == [("body", 2, text_check.NO_VARIABLE)]


def test_days_and_numbers_are_written_as_papers_write_them(papers: Papers) -> None:
    template = write_docx(papers.place / "t.docx", "Số {{ so_van_ban }}", "{{ ngay | ngay_thang }}", "{{ ngay }}")
    assert papers.fill(template, PaperDetails("05", "2026-02-05")).texts() == [
        "Số 05",
        "ngày 05 tháng 02 năm 2026",
        "05/02/2026",
    ]
    assert papers.fill(template, PaperDetails("05", "2026-06-23")).texts()[1] == "ngày 23 tháng 6 năm 2026"
    number, day, _ = papers.fill(template).texts()
    assert number.strip("Số \u00a0") == ""
    assert day.replace("\u00a0", "") == "ngàythángnăm"


def test_notes_stand_where_the_template_wants_them(papers: Papers) -> None:
    texts = papers.texts("{{ ghi_chu() }}", f'{{{{ so("công nhận", {NGA_BAY}, "cấp=xã") }}}}')
    assert texts[-1] == "16"
    assert any("Hỏi theo cấp hoặc quyết định" in text for text in texts[:-1])
    assert texts[-2].startswith("Số liệu theo hồ sơ")


def test_breaks_beside_a_tag_are_kept(papers: Papers) -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    section = '<w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr></w:pPr>'
    body = [
        f"<w:p>{run('{%p if co(“đăng ký”) %}')}{page}</w:p>",
        "Phụ lục",
        paragraph("{%p endif %}", properties=section),
        "{%p if not co(“đăng ký”) %}",
        f"<w:p>{run('x')}{page}</w:p>",
        "{%p endif %}",
    ]
    paper = papers.fill(write_docx(papers.place / "t.docx", *body))
    assert [text for text in paper.texts() if text] == ["Phụ lục"]
    names = [str(element.tag).rpartition("}")[2] for element in paper.tree().iter()]
    assert [name for name in names if name in ("br", "t", "sectPr")] == ["br", "t", "sectPr", "sectPr"]


def test_an_existing_file_is_written_over_by_force_only(papers: Papers) -> None:
    template = write_docx(papers.place / "t.docx", "x")
    there = papers.place / "p.docx"
    there.write_bytes(b"x")
    with pytest.raises(WriteError) as refused:
        fill(template, there, papers.folder.answers, PaperDetails())
    assert (refused.value.message, there.read_bytes()) == (FILE_EXISTS, b"x")


def test_a_paper_is_no_template_and_one_with_new_tags_loses_its_old_bookmarks(papers: Papers) -> None:
    first = write_docx(papers.place / "t.docx", f"{RECOGNIZED} {RECOGNIZED}")
    fill(first, papers.place / "paper1.docx", papers.folder.answers, PaperDetails())
    for refused in (papers.fill, lambda template: faults_of(template, papers.folder.answers)):
        with pytest.raises(NotATemplateError) as why:
            refused(papers.place / "paper1.docx")
        assert why.value.message is WRITTEN_ALREADY
    parts = WrittenPaper(papers.place / "paper1.docx").parts
    more = paragraph("{{ nam }}").encode() + b"<w:sectPr>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr>", more)
    write_docx(papers.place / "t2.docx", more=parts)
    paper = papers.fill(papers.place / "t2.docx")
    assert (paper.bookmarks(), paper.texts()) == ({}, ["62 62", "2020"])
    assert list(paper.properties()) == ["danvan"]


_AGAIN = """
import sys
from contextlib import closing
from pathlib import Path
from danvan_cli import locale
from danvan_cli.exporting.papers.template_faults import WRITTEN_ALREADY, NotATemplateError
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import fill
from tests.exporting.papers.asked_papers import SAMPLES, AskedFolder
locale.use("vi")
template, file, cache = map(Path, sys.argv[1:])
with closing(AskedFolder(SAMPLES, cache, "2020")) as folder:
    fill(template, file, folder.answers, PaperDetails())
"""


@pytest.mark.long
def test_the_same_input_is_the_same_file_elsewhere_too(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    body = [RECOGNIZED, "{{ ghi_chu() }}", f'{{{{ bang("công nhận", {NGA_BAY}, theo="cấp,xếp loại") }}}}']
    template = write_docx(papers.place / "t.docx", *body, properties={"dc:title": "{{ nam }}"})
    files = [papers.place / name for name in ("a.docx", "b.docx")]
    with closing(AskedFolder(SAMPLES, papers.place / "c", "2020")) as folder:
        fill(template, files[0], folder.answers, PaperDetails())
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    monkeypatch.setenv("PYTHONHASHSEED", "4711")
    command = [sys.executable, "-c", _AGAIN, *map(str, (template, files[1], papers.place / "d"))]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[3])
    assert files[0].read_bytes() == files[1].read_bytes()


def test_what_has_no_tags_is_copied_byte_by_byte(papers: Papers) -> None:
    template = write_docx(papers.place / "t.docx", "{{ nam }}", more={"word/media/a.png": b"\x89PNG \0\1\2"})
    paper = papers.fill(template)
    assert paper.parts["word/media/a.png"] == b"\x89PNG \0\1\2"
    with zipfile.ZipFile(template) as archive:
        assert set(archive.namelist()) <= paper.parts.keys()
