"""The built-in templates are what their script makes, have no faults, and become papers of any folder."""

import itertools
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from danvan_cli.domain.errors import RequestError
from danvan_cli.exporting.papers.answers.nothing_on_record import NOTHING_IN_YEAR, NOTHING_YET
from danvan_cli.exporting.papers.forms import FORMS, OFFICE, PAPERS, PARTY, STATE, Form, built_in, names_in
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import faults_of, fill, write_template
from danvan_cli.exporting.papers.year_paragraph import year_paragraph
from tests.exporting.papers.asked_papers import SAMPLES, AskedFolder
from tests.helpers.data_folder import DataFolder
from tests.helpers.word_files import W, WrittenPaper

ROOT = Path(__file__).parents[3]
ALL = [pytest.param(paper, form, id=f"{form.name}-{paper}") for form in FORMS.values() for paper in PAPERS]


@pytest.fixture(scope="module")
def script() -> Any:  # noqa: ANN401 - a script is no module with types
    """Return what makes the templates."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
        return import_module("paper_templates")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskedFolder]:
    with closing(AskedFolder(SAMPLES, tmp_path_factory.mktemp("samples"), "2020")) as folder:
        yield folder


def parts(data: bytes, place: Path) -> dict[str, bytes]:
    place.write_bytes(data)
    with zipfile.ZipFile(place) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(("paper", "form"), ALL)
def test_a_template_is_what_its_script_makes(
    paper: str,
    form: Form,
    script: Any,  # noqa: ANN401 - as there
    tmp_path: Path,
) -> None:
    with zipfile.ZipFile(built_in(paper, form)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}  # another zlib packs otherwise
    assert kept == parts(script.made(paper, form), tmp_path / "made.docx"), "run tools/paper_templates.py"


@pytest.mark.parametrize(("paper", "form"), ALL)
def test_a_template_has_no_faults_and_no_typed_numbers(paper: str, form: Form, samples: AskedFolder) -> None:
    assert faults_of(built_in(paper, form), samples.answers) == ([], [])


def _surveyed(data: DataFolder) -> None:
    data.model("2020/2020-a")
    data.model("2020/2020-b", count=4)
    data.evaluation("2020/2020-a.xa", surveyed_on="2020-05", rating="tot")


def _recognized(data: DataFolder) -> None:
    _surveyed(data)
    data.evaluation("2020/2020-b.xa", recognized=True)


def _known_for_longer(data: DataFolder) -> None:
    data.model("2020/2020-a", from_year=2018, count=1240)
    data.evaluation("2020/2020-a.xa", recognized=True)
    data.award("2020/2020-k", from_year=2018, count=9)


_STATES: dict[str, Callable[[DataFolder], object]] = {
    "begun": lambda data: data,
    "registered": lambda data: data.model("2020/2020-a"),
    "surveyed": _surveyed,
    "nominated": lambda data: data.evaluation("2020/2019-a.xa", proposal="01-TTr"),
    "recognized": _recognized,
    "proposed": lambda data: data.award("2020/2020-k", recipient="An", status="de-nghi"),
    "awarded": lambda data: data.award("2020/2020-k", recipient="An"),
    "known for longer": _known_for_longer,
    "astray": lambda data: data.evaluation("2020/2019-a.xa", recognized=True),
}


@pytest.mark.parametrize("state", _STATES)
def test_a_folder_in_any_state_has_papers_and_no_zero_that_nobody_knows(
    state: str, data: DataFolder, tmp_path: Path
) -> None:
    _STATES[state](data)
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        for paper, form in itertools.product(PAPERS, FORMS.values()):
            try:
                fill(built_in(paper, form), tmp_path / "p.docx", folder.answers, PaperDetails(), force=True)
            except RequestError as error:
                assert error.message in (NOTHING_IN_YEAR, NOTHING_YET)  # noqa: PT017 - of some of them nothing is on record
                continue
            text = "".join(WrittenPaper(tmp_path / "p.docx").texts())
            assert "{" not in text
            assert not re.search(r"\b0 (mô hình|lượt)", text), text
        assert not (tmp_path / "p").exists()
        assert not re.search(r"\b0 (mô hình|lượt)", year_paragraph(folder.answers))


def test_the_report_of_the_samples(samples: AskedFolder, tmp_path: Path) -> None:
    fill(built_in("bao-cao"), tmp_path / "p.docx", samples.answers, PaperDetails("05", "2021-01-14"))
    paper = WrittenPaper(tmp_path / "p.docx")
    text = " ".join(paper.texts())
    assert "Năm 2020, các đơn vị đã đăng ký 188 mô hình “Dân vận khéo”." in text
    assert "Đã công nhận 62 mô hình, đạt 33% số đăng ký; trong đó tập thể 61, cá nhân 1." in text
    assert ["Tổng", "61", "1", "62"] in [row for rows in paper.tables() for row in rows]
    names, numbered = paper.tables()[0]
    assert names == ["[CƠ QUAN CẤP TRÊN][TÊN CƠ QUAN]*", "ĐẢNG CỘNG SẢN VIỆT NAM"]
    # a row of their own: at one height, however many lines a name takes
    assert numbered == ["Số 05-BC/[KÝ HIỆU]", "[Nơi ban hành], ngày 14 tháng 01 năm 2021"]
    annex = paper.tables()[-1]
    assert len(annex) == 1 + 11
    assert any("(33 mô hình)" in name for _, name, _, _ in annex)  # 33 models on a row must not look like one


@pytest.mark.parametrize(("form", "number", "acting"), [(PARTY, "Số 05-BC/", "T/M"), (STATE, "Số: 05/BC-", "TM.")])
def test_a_paper_has_the_form(form: Form, number: str, acting: str, samples: AskedFolder, tmp_path: Path) -> None:
    fill(built_in("bao-cao", form), tmp_path / "p.docx", samples.answers, PaperDetails("05"))
    paper = WrittenPaper(tmp_path / "p.docx")
    page = next(paper.tree().iter(f"{{{W}}}pgMar"))
    sides = ("top", "bottom", "left", "right")
    assert [int(page.get(f"{{{W}}}{side}", "")) for side in sides] == [1134, 1134, 1701, 850]  # 20, 20, 30, 15 mm
    xml = paper.parts["word/document.xml"].decode()
    assert number in paper.tables()[0][1][0]
    assert f">[{acting} …]<" in xml  # who heads a board signs without
    assert f"{acting} {OFFICE}" not in xml
    assert "<w:titlePg/>" in xml  # no number on the first page
    assert "Times New Roman" in paper.parts["word/styles.xml"].decode()
    grids = re.findall(r"<w:tblGrid>(.*?)</w:tblGrid>", xml)
    widths = [sum(map(int, re.findall(r'w:w="(\d+)"', grid))) for grid in grids]
    assert all(0 < width <= 11906 - 1701 - 850 for width in widths)


@pytest.mark.parametrize("form", FORMS.values())
def test_only_the_state_has_rules_below_office_and_subject_and_italic_grounds(form: Form, tmp_path: Path) -> None:
    xml = parts(built_in("quyet-dinh", form).read_bytes(), tmp_path / "p.docx")["word/document.xml"].decode()
    assert xml.count("<w:pBdr>") == (3 if form is STATE else 1)  # below the nation's last line in both
    ground = xml[xml.index("Căn cứ [quy định") - 150 : xml.index("Căn cứ [quy định")]
    assert ("<w:i/>" in ground) == (form is STATE)


@pytest.mark.parametrize("form", FORMS.values())
def test_certificates_have_no_page_numbers(form: Form, tmp_path: Path) -> None:
    for paper in PAPERS:
        xml = parts(built_in(paper, form).read_bytes(), tmp_path / "p.docx")["word/document.xml"].decode()
        assert ("<w:headerReference" in xml) == (paper != "giay-khen")


@pytest.mark.parametrize(
    ("form", "typed", "number"),
    [(PARTY, "5", "05-QĐ/[KÝ HIỆU]"), (PARTY, "12-QĐ/ĐU", "12-QĐ/ĐU"), (STATE, "130", "130/QĐ-[KÝ HIỆU]")],
)
def test_an_appendix_says_which_paper_it_goes_with(
    form: Form, typed: str, number: str, data: DataFolder, tmp_path: Path
) -> None:
    data.model("2020/2020-b")
    data.evaluation("2020/2020-b.huyen", recognized=True)
    details = PaperDetails(typed, "2020-12-05", names_in(form, "Ban Dân vận Huyện ủy Xuân Lộc", typed))
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        fill(built_in("quyet-dinh", form), tmp_path / "p.docx", folder.answers, details)
    paper = WrittenPaper(tmp_path / "p.docx")
    assert paper.tables()[0][1][0] == f"{'Số' if form is PARTY else 'Số:'} {number}"
    day = f"{',' if form is PARTY else ''} ngày 05 tháng 12 năm 2020"
    assert f"(Kèm theo Quyết định số {number}{day} của Ban Dân vận Huyện ủy Xuân Lộc)" in paper.texts()
    xml = paper.parts["word/document.xml"].decode()
    assert "<w:i/>" in xml[xml.index("(Kèm theo") - 100 : xml.index("(Kèm theo")]


def test_lists_name_who_is_recognized(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/2020-a", title="Hiến đất", kind="ca-nhan", person="Nguyễn Văn Bé")
    data.model("2020/2020-b", title="Hũ gạo", unit="xa-b", count=3)
    for name in ("a", "b"):
        data.evaluation(f"2020/2020-{name}.huyen", recognized=True, proposal="01-TTr/BDV")
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        for paper in ("bao-cao", "to-trinh", "quyet-dinh", "danh-sach"):
            fill(built_in(paper), tmp_path / "p.docx", folder.answers, PaperDetails(), force=True)
            (listed,) = (rows for rows in WrittenPaper(tmp_path / "p.docx").tables() if rows[0][0] == "TT")
            assert [row[1:3] for row in listed[1:]] == [
                ["Hiến đất", "Nguyễn Văn Bé, Xã An Hòa"],
                ["Hũ gạo (3 mô hình)", "Xã Bình Hòa"],
            ]


def test_a_certificate_is_by_whoever_gave_the_award_and_says_of_which_day(data: DataFolder, tmp_path: Path) -> None:
    data.award("2020/2020-a", recipient="An", authority="huyen-x", decision="13-QĐ/HU", decided_on="2020-12-07")
    data.award("2020/2020-b", recipient="Bình", unit="xa-a")
    details = PaperDetails(names=names_in(PARTY, "Đảng ủy xã An Hòa", None))
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        fill(built_in("giay-khen"), tmp_path / "p.docx", folder.answers, details)
    paper = WrittenPaper(tmp_path / "p.docx")
    texts = [text for text in paper.texts() if text in ("HUYỆN XUÂN LỘC", "ĐẢNG ỦY XÃ AN HÒA", "An", "Bình")]
    assert texts == ["ĐẢNG ỦY XÃ AN HÒA", "Bình", "HUYỆN XUÂN LỘC", "An"]
    decided = [rows[0][0] for rows in paper.tables()]
    assert decided == ["", "Theo Quyết định số 13-QĐ/HU, ngày 07 tháng 12 năm 2020"]


@pytest.mark.parametrize(
    ("office", "lines"),
    [
        ("Ban Dân vận", "BAN DÂN VẬN"),
        ("Ban Xây dựng Đảng Đảng ủy xã Phụng Hiệp", "BAN XÂY DỰNG ĐẢNG|ĐẢNG ỦY XÃ PHỤNG HIỆP"),
        ("Ban Dân vận Thành ủy Ngã Bảy", "BAN DÂN VẬN|THÀNH ỦY NGÃ BẢY"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy Đồng Nai", "BAN TUYÊN GIÁO|VÀ DÂN VẬN|TỈNH ỦY ĐỒNG NAI"),
        ("Uỷ ban nhân dân thị xã Ngã Bảy", "UỶ BAN NHÂN DÂN|THỊ XÃ NGÃ BẢY"),
        ("Cơ quan không có tên nào ở trong", "CƠ QUAN KHÔNG CÓ TÊN NÀO Ở TRONG"),
    ],
)
def test_a_long_name_is_broken_between_the_names_within_it(office: str, lines: str, tmp_path: Path) -> None:
    assert names_in(PARTY, office, None)[OFFICE].split("\n") == lines.split("|")
    write_template(built_in("bao-cao"), tmp_path / "p.docx", names_in(PARTY, office, None))
    paper = WrittenPaper(tmp_path / "p.docx")
    assert f"]{office.upper()}*" in paper.tables()[0][0][0]  # its words stand apart for whoever takes the text alone
    assert paper.parts["word/document.xml"].count(b"<w:br/>") == lines.count("|")
