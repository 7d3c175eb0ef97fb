"""What is wrong in a Word template, or keeps a paper from being written: all of it is told, in one run."""

from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.domain.errors import DanvanError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers import template_faults, text_check
from danvan_cli.exporting.papers.answers.counted_numbers import UNKNOWN_NUMBER
from danvan_cli.exporting.papers.language import blocks, tags
from danvan_cli.exporting.papers.language.typed_numbers import TYPED_NUMBER
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import docx_package, faults_of, fill, template_check
from danvan_cli.exporting.unread_files import UnreadFilesError
from danvan_cli.spreadsheet.errors import DAMAGED, PASSWORD, TOO_LARGE, WORD, FileFormatError
from danvan_cli.spreadsheet.reading.file_kinds import EMPTY_FILE, FOLDER, NO_FILE
from danvan_cli.spreadsheet.reading.limits import DOCTYPE, MOST_MEGABYTES
from danvan_cli.view.messages import told
from tests.exporting.papers.asked_papers import AskedFolder
from tests.exporting.papers.written_papers import NGA_BAY, RECOGNIZED, Papers
from tests.helpers.data_folder import DataFolder
from tests.helpers.word_files import run, table, write_docx


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


def test_where_a_file_cannot_be_read_no_paper_is_written(data: DataFolder, tmp_path: Path) -> None:
    data.write("models/2020/2020-b.yaml", "title: [\n")
    template = write_docx(tmp_path / "t.docx", '{{ so("đăng ký", khong_co="0") }}')
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder, pytest.raises(UnreadFilesError):
        fill(template, tmp_path / "p.docx", folder.answers, PaperDetails())
    assert not (tmp_path / "p.docx").exists()


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
