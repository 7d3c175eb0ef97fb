"""A Word template filled in: numbers that can be found again, whatever Word did to the tags, and nothing but texts."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli import locale
from danvan_cli.domain.errors import DanvanError, WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers import template_faults, text_check
from danvan_cli.exporting.papers.answers.counted_numbers import UNKNOWN_NUMBER
from danvan_cli.exporting.papers.answers.paper_numbers import read_kept
from danvan_cli.exporting.papers.language import blocks, tags
from danvan_cli.exporting.papers.language.typed_numbers import TYPED_NUMBER
from danvan_cli.exporting.papers.template_faults import WRITTEN_ALREADY, NotATemplateError
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import docx_package, faults_of, fill, template_check
from danvan_cli.exporting.unread_files import UnreadFilesError
from danvan_cli.spreadsheet.errors import DAMAGED, PASSWORD, TOO_LARGE, WORD, FileFormatError
from danvan_cli.spreadsheet.reading.file_kinds import EMPTY_FILE, FOLDER, NO_FILE
from danvan_cli.spreadsheet.reading.limits import DOCTYPE, MOST_MEGABYTES
from danvan_cli.spreadsheet.saving import FILE_EXISTS
from danvan_cli.view.messages import told
from tests.exporting.papers.asked_papers import SAMPLES, AskedFolder
from tests.helpers.data_folder import DataFolder
from tests.helpers.word_files import W, WrittenPaper, paragraph, run, table, write_docx

NGA_BAY = '"đơn vị=nga-bay"'
RECOGNIZED = f'{{{{ so("công nhận", {NGA_BAY}) }}}}'


@pytest.fixture(autouse=True)
def _in_vietnamese() -> None:
    locale.use("vi")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskedFolder]:
    with closing(AskedFolder(SAMPLES, tmp_path_factory.mktemp("samples"), "2020")) as folder:
        yield folder


@pytest.fixture
def asked(data: DataFolder, tmp_path: Path) -> Iterator[AskedFolder]:
    """Two models, one of them with a title that would do harm, and no award."""
    data.model("2020/2020-a", title="A & B <số 3> {{ 1 }} {% set a %} \ue000 ]]>", person="")
    data.model("2020/2020-b", title="Chợ xanh", unit="xa-b", count=6)
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        yield folder


class Papers:
    """Fills templates in."""

    def __init__(self, folder: AskedFolder, place: Path) -> None:
        self.folder, self.place = folder, place

    def fill(self, template: Path, details: PaperDetails | None = None) -> WrittenPaper:
        file = self.place / "paper.docx"
        fill(template, file, self.folder.answers, details or PaperDetails(), force=True)
        return WrittenPaper(file)

    def texts(self, *body: str) -> list[str]:
        return self.fill(write_docx(self.place / "template.docx", *body)).texts()

    def faults(self, template: Path) -> list[tuple[str, int, Message]]:
        """Return what is wrong in a template, by the check, and by whoever would fill it in."""
        faults = faults_of(template, self.folder.answers)[0]
        with pytest.raises(template_faults.FaultyTemplateError) as refused:
            fill(template, self.place / "never.docx", self.folder.answers, PaperDetails())
        assert len(refused.value.faults) == len(faults)
        assert all(map(template_faults.TemplateFault.is_like, refused.value.faults, faults))
        assert not (self.place / "never.docx").exists()
        return [(fault.part, fault.paragraph, fault.why.message) for fault in faults]


@pytest.fixture
def papers(samples: AskedFolder, tmp_path: Path) -> Papers:
    return Papers(samples, tmp_path)


@pytest.fixture
def own(asked: AskedFolder, tmp_path: Path) -> Papers:
    return Papers(asked, tmp_path)


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


def test_a_list_stands_in_no_other_list(own: Papers) -> None:
    listed = 'danh_sach("đăng ký")'
    template = write_docx(
        own.place / "t.docx",
        f"{{%p for m in {listed} %}}",
        f"{{% for k in {listed} %}}{{{{ k.ten }}}}{{% endfor %}}",
        f"{{%p for k in {listed} %}}",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    assert own.faults(template) == [
        ("body", 2, text_check.LIST_IN_LIST),
        ("body", 3, text_check.LIST_IN_LIST),
    ]


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


def test_every_fault_is_told_in_one_run(papers: Papers) -> None:
    template = write_docx(
        papers.place / "t.docx",
        "Không lỗi {{ nam }}",
        "Đạt {{ so(“công dân”) }} và {{ 187 }} và {{ nem }}",
        "{{ so('công nhận' }",
        "{%p if co('khen thưởng') %}",
        "{{ so('công nhận', 'cấp=x') }}",
        "{%tr endfor %}",
        f"Bảng: {{{{ bang('công nhận', {NGA_BAY}, theo='cấp') }}}}",
        table(
            ["{%tr for m in danh_sach('công nhận') %}", "mất"], ["{{ m.mau }}", "{{ k.ten }}"], ["{%tr endfor %}", ""]
        ),
        "Câu {%p if co('đăng ký') %} dở",
        header="Đầu {% set a = 1 %}",
        footnotes="{{ m.__class__ }}",
        properties={"dc:title": "{{ cycler.__init__ }}"},
    )
    messages = papers.faults(template)
    assert [(part, place) for part, place, _ in messages] == [
        *([("body", 2)] * 3),
        ("body", 3),
        ("body", 4),
        ("body", 5),
        ("body", 6),
        ("body", 7),
        ("body", 8),
        ("body", 8),
        ("body", 11),
        ("body", 14),
        ("header", 1),
        ("footnotes", 1),
        ("properties", 0),
    ]
    assert {message for _, _, message in messages} >= {
        tags.TYPED_CONSTANT,
        tags.NOT_CLOSED,
        tags.NO_STATEMENT,
        tags.NOT_ALLOWED,
        blocks.NOT_ENDED,
        template_faults.NOT_ALONE,
        template_check.NOT_IN_TABLE,
        text_check.NO_VARIABLE,
    }


@pytest.mark.parametrize(
    "tag",
    [
        '{{ cycler.__init__.__globals__.os.popen("echo").read() }}',
        "{{ range(1000000000) }}",
        "{% set a = 1 %}",
        '{% include "a" %}',
        "{{ 'a' * 1000000000 }}",
    ],
)
def test_what_is_on_no_white_list_is_refused_in_every_part(tag: str, papers: Papers) -> None:
    template = write_docx(papers.place / "t.docx", tag, header=tag, footnotes=tag, properties={"dc:subject": tag})
    assert [part for part, _, _ in papers.faults(template)] == ["body", "header", "footnotes", "properties"]


def test_a_fault_says_where_and_what(papers: Papers) -> None:
    template = write_docx(papers.place / "t.docx", "x", "Đã đạt {{ so(“công dân”) }} rồi", header="{{ namm }}")
    sentences = [told(fault.told) for fault in faults_of(template, papers.folder.answers)[0]]
    assert sentences[0].startswith(
        "thân văn bản, đoạn 2 “Đã đạt {{ so(“công dân”) }} rồi”: Không có loại số liệu “công dân”."
    )
    assert sentences[1].startswith("đầu trang, đoạn 1 “{{ namm }}”: Ở đây không có “namm”. Gần nhất: nam.")


def test_a_number_that_nobody_knows_names_its_paragraph(own: Papers) -> None:
    template = write_docx(
        own.place / "t.docx", "x", 'Khen {{ so("khen thưởng") }}', 'và {{ ty_le("khen thưởng", "đề nghị") }}'
    )
    with pytest.raises(template_faults.FaultyTemplateError) as refused:
        fill(template, own.place / "p.docx", own.folder.answers, PaperDetails())
    assert [(fault.paragraph, fault.why.message) for fault in refused.value.faults] == [
        (2, UNKNOWN_NUMBER),
        (3, UNKNOWN_NUMBER),
    ]
    assert not (own.place / "p.docx").exists()
    titled = write_docx(own.place / "v.docx", "x", properties={"dc:title": 'Khen {{ so("khen thưởng") }}'})
    with pytest.raises(template_faults.FaultyTemplateError) as refused:
        fill(titled, own.place / "p.docx", own.folder.answers, PaperDetails())
    assert [(fault.part, fault.why.message) for fault in refused.value.faults] == [("properties", UNKNOWN_NUMBER)]
    known = write_docx(own.place / "u.docx", 'Khen {{ so("khen thưởng", khong_co="chưa có số liệu") }}')
    assert own.fill(known).texts() == ["Khen chưa có số liệu"]


def test_numbers_typed_by_hand_are_told_and_keep_nothing_from_being_written(papers: Papers) -> None:
    template = write_docx(papers.place / "t.docx", f"Năm 2020 có 187 mô hình, công nhận {RECOGNIZED}", header="Biểu 1")
    faults, typed = faults_of(template, papers.folder.answers)
    assert faults == []
    assert [(fault.paragraph, fault.why.message, fault.why.params["number_text"]) for fault in typed] == [
        (1, TYPED_NUMBER, "187")
    ]
    assert papers.fill(template).texts() == ["Năm 2020 có 187 mô hình, công nhận 62"]


def test_what_word_computes_is_not_typed(papers: Papers) -> None:
    kinds = ("begin", "separate", "end")
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    page = f"<w:p>{begin}<w:r><w:instrText> PAGE </w:instrText></w:r>{middle}{run('3')}{end}{run(' trên 4')}</w:p>"
    faults, typed = faults_of(write_docx(papers.place / "t.docx", page), papers.folder.answers)
    assert (faults, [fault.why.params.get("number_text") for fault in typed]) == ([], [None, "4"])


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


def test_where_a_file_cannot_be_read_no_paper_is_written(data: DataFolder, tmp_path: Path) -> None:
    data.write("models/2020/2020-b.yaml", "title: [\n")
    template = write_docx(tmp_path / "t.docx", '{{ so("đăng ký", khong_co="0") }}')
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder, pytest.raises(UnreadFilesError):
        fill(template, tmp_path / "p.docx", folder.answers, PaperDetails())
    assert not (tmp_path / "p.docx").exists()


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


def changed(place: Path, **parts: bytes) -> Path:
    return write_docx(
        place / "x.docx", "{{ nam }}", more={name.replace("__", "/"): data for name, data in parts.items()}
    )


def _bomb(place: Path) -> Path:
    return write_docx(place / "x.docx", "x", more={"word/media/a.bin": b"\0" * (MOST_MEGABYTES + 1) * (1 << 20)})


def _broken(place: Path) -> Path:
    file = changed(place)
    file.write_bytes(file.read_bytes()[:-40])
    return file


def _with(place: Path, data: bytes) -> Path:
    file = place / "x.docx"
    file.write_bytes(data)
    return file


_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
_STRICT = b'<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body/></document>'
_DTD = b'<!DOCTYPE a [<!ENTITY b "c">]>'


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda place: place / "nothing.docx", NO_FILE),
        (lambda place: place, FOLDER),
        (lambda place: _with(place, b""), EMPTY_FILE),
        (lambda place: _with(place, "Báo cáo".encode()), docx_package.NOT_WORD),
        (lambda place: _with(place, b"%PDF-1.7 x"), docx_package.NOT_WORD),
        (lambda place: _with(place, b"{\\rtf1 x}"), WORD),
        (lambda place: _with(place, _COMPOUND + "WordDocument".encode("utf-16-le")), WORD),
        (lambda place: _with(place, _COMPOUND + "EncryptedPackage".encode("utf-16-le")), PASSWORD),
        (lambda place: _with(place, _COMPOUND), docx_package.NOT_WORD),
        (lambda place: write_docx(place / "x.docx", "x", kind="document.macroEnabled"), docx_package.MACROS),
        (lambda place: write_docx(place / "x.docx", "x", kind="glossary"), docx_package.NOT_WORD),
        (lambda place: changed(place, **{"word__document.xml": _STRICT}), docx_package.NOT_WORD),
        (_broken, DAMAGED),
        (_bomb, TOO_LARGE),
        (lambda place: changed(place, **{"word__document.xml": b"<w:document"}), DAMAGED),
        (lambda place: changed(place, **{"word__document.xml": _DTD + b"<a>&b;</a>"}), DOCTYPE),
    ],
)  # fmt: skip
def test_what_is_no_word_document_is_refused(papers: Papers, make: object, message: Message) -> None:
    assert callable(make)
    file = make(papers.place)
    with pytest.raises(DanvanError) as refused:
        faults_of(file, papers.folder.answers)
    assert isinstance(refused.value, FileFormatError)
    assert refused.value.message is message
    assert file.name in told(refused.value)


def test_what_has_no_tags_is_copied_byte_by_byte(papers: Papers) -> None:
    template = write_docx(papers.place / "t.docx", "{{ nam }}", more={"word/media/a.png": b"\x89PNG \0\1\2"})
    paper = papers.fill(template)
    assert paper.parts["word/media/a.png"] == b"\x89PNG \0\1\2"
    with zipfile.ZipFile(template) as archive:
        assert set(archive.namelist()) <= paper.parts.keys()
