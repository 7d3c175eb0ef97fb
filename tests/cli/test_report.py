"""The command that writes papers, says what is wrong in their templates, and compares them with the records."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.data_folder import DataFolder
from tests.helpers.program import CommandResult, run_program
from tests.helpers.questions import asked_long_after
from tests.helpers.word_files import WrittenPaper, write_docx

SAMPLES = Path(__file__).parents[2] / "data"
_TEMPLATE = "Công nhận {{ so('công nhận', 'đơn vị=nga-bay') }}; số {{ so_van_ban }}, {{ ngay | ngay_thang }}"


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with asked_long_after(tmp_path_factory.mktemp("cache")):
        yield


@pytest.fixture(autouse=True)
def _at_a_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def report(*typed: str, data: Path = SAMPLES) -> CommandResult:
    return run_program(["report", *typed, "--data", str(data)])


def test_the_offices_own_template_is_filled_in() -> None:
    write_docx(Path("mau.docx"), _TEMPLATE)
    said = report("--template", "mau.docx", "--year", "2020", "-o", "bc.docx", "--number", "05", "--date", "23/12/2020")
    assert (said.code, said.err) == (0, "")
    assert said.out == "Đã ghi: bc.docx (số đối chiếu lại được: 1)\n"
    assert WrittenPaper(Path("bc.docx")).texts() == ["Công nhận 62; số 05, ngày 23 tháng 12 năm 2020"]


def test_a_paper_bears_the_offices_name_and_is_not_written_over() -> None:
    assert report("--year", "2020", "-o", "bc.docx").code == 0
    before = Path("bc.docx").read_bytes()
    assert "T/M BAN DÂN VẬN TRUNG ƯƠNG (DỮ LIỆU MẪU)" in "".join(
        row for rows in WrittenPaper(Path("bc.docx")).tables() for cells in rows for row in cells
    )
    refused = report("--year", "2023", "-o", "bc.docx")
    assert refused.code == 1
    assert "--ghi-de" in refused.err
    assert Path("bc.docx").read_bytes() == before
    assert report("--year", "2023", "-o", "bc.docx", "--force").code == 0
    assert Path("bc.docx").read_bytes() != before


def test_a_look_before_writes_nothing() -> None:
    said = report("--year", "2020", "-o", "bc.docx", "--dry-run")
    assert said.code == 0
    assert "47" in said.out
    assert not Path("bc.docx").exists()


def test_a_look_before_says_what_would_be_refused_and_which_files_would_be_there(data: DataFolder) -> None:
    data.award("2020/2020-a", recipient="Nguyễn Văn An", form="giay-khen")
    said = report("giay-khen", "--year", "2020", "-o", "giay-khen", "--dry-run", data=data.root)
    assert (said.code, said.out) == (0, "Sẽ ghi: giay-khen/001-nguyen-van-an.docx\n")
    assert not Path("giay-khen").exists()
    assert report("bao-cao", "-o", "giay-khen", "--dry-run", data=data.root).code == 2
    Path("bc.docx").write_bytes(b"")
    assert report("-o", "bc.docx", "--dry-run", data=data.root).code == 1
    assert report("-o", "bc.docx", "--dry-run", "--force", data=data.root).code == 0
    assert Path("bc.docx").read_bytes() == b""


def test_pages_of_nobody_are_told(data: DataFolder) -> None:
    data.award("2020/2020-an", recipient="Nguyễn Văn An", form="giay-khen")
    data.award("2020/2020-bon", count=4, form="giay-khen", unit="xa-a")
    data.award("2020/2020-ai", form="giay-khen", unit="xa-a")
    for target in ("gk.docx", "giay-khen"):
        said = report("giay-khen", "--year", "2020", "-o", target, data=data.root)
        assert said.code == 0
        assert "2 trang không ghi tên ai hoặc gộp nhiều người, theo bản ghi: 2020-ai, 2020-bon." in said.err
    write_docx(Path("mau.docx"), "{%p for m in danh_sach('khen thưởng') %}", "- {{ m.ten }}", "{%p endfor %}")
    assert report("--template", "mau.docx", "--year", "2020", "-o", "ds.docx", data=data.root).err == ""


def test_nothing_is_written_where_one_of_many_is_wrong(data: DataFolder) -> None:
    data.award("2020/2020-a", recipient="An")
    data.award("2020/2020-b", recipient="Bé", decision="05-QĐ/ĐU")
    wrong = "{% if m.quyet_dinh %}{{ so('công nhận') }}{% endif %}"
    write_docx(
        Path("mau.docx"), "{%p for m in danh_sach('khen thưởng') %}", f"{{{{ m.ten }}}} {wrong}", "{%p endfor %}"
    )
    assert report("--template", "mau.docx", "--year", "2020", "-o", "giay-khen", data=data.root).code == 1
    assert not Path("giay-khen").exists()


def test_what_is_no_workbook_is_told_as_one(data: DataFolder) -> None:
    for name, content, said in (
        ("a.xlsx", b"x", "không phải bảng tính điền được"),
        ("b.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "không phải bảng tính điền được"),
        ("c.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    ):
        Path(name).write_bytes(content)
        for typed in (("--template", name, "-o", "x.xlsx"), ("--lint", name), ("--compare", name)):
            refused = report(*typed, data=data.root)
            assert (refused.code, said in refused.err) == (1, True), (typed, refused.err)
    assert not Path("x.xlsx").exists()


def test_conditions_hold_for_the_whole_paper() -> None:
    write_docx(Path("mau.docx"), "{{ so('đăng ký') }} {{ so('công nhận', 'cấp=xã') }}")
    report("--template", "mau.docx", "--year", "2020", "--where", "unit=nga-bay", "-o", "bc.docx")
    assert WrittenPaper(Path("bc.docx")).texts() == ["187 16"]


def test_a_template_is_looked_over() -> None:
    write_docx(Path("mau.docx"), "Có 187 mô hình", "Đạt {{ so('công dân') }}", header="{{ x }}")
    said = report("--lint", "mau.docx")
    assert said.code == 1
    lines = said.out.splitlines()
    assert lines[0].startswith("thân văn bản, đoạn 2 “Đạt {{ so('công dân') }}”: Không có loại số liệu “công dân”.")
    assert any(line.startswith("đầu trang, đoạn 1 “{{ x }}”:") for line in lines)
    assert any("“Có 187 mô hình” gõ bằng tay" in line for line in lines)
    write_docx(Path("mau.docx"), "Có 187 mô hình")
    assert report("--lint", "mau.docx").code == 0  # it is but a warning


def test_what_is_wrong_in_a_template_is_told_to_programs() -> None:
    write_docx(Path("mau.docx"), "Có 187 mô hình", "Đạt {{ so('công dân') }}", properties={"dc:title": "{{ x }}"})
    said = report("--lint", "mau.docx", "--format", "json")
    assert said.code == 1
    assert said.json["schema"] == 1
    keys = ("code", "severity", "path", "part", "paragraph", "cell", "words")
    assert [tuple(problem[key] for key in keys) for problem in said.json["problems"]] == [
        ("no-measure", "error", "mau.docx", "thân văn bản", 2, None, "Đạt {{ so('công dân') }}"),
        ("no-template-value", "error", "mau.docx", "thuộc tính", None, None, "{{ x }}"),
        ("typed-number", "warning", "mau.docx", "thân văn bản", 1, None, "Có 187 mô hình"),
    ]
    assert said.json["problems"][0]["message"].startswith("Không có loại số liệu “công dân”.")
    assert "Không có loại số liệu" in report("--lint", "mau.docx", "--format", "csv").out
    write_docx(Path("mau.docx"), "{{ nam }}")
    assert report("--lint", "mau.docx", "--format", "json").json == {"schema": 1, "problems": []}


def test_a_paper_is_compared(data: DataFolder) -> None:
    data.model("2020/2020-a")
    data.model("2020/2020-b", unit="xa-b", title="Tổ khác")
    write_docx(Path("mau.docx"), "{{ so('đăng ký') }} {{ so('đăng ký', 'đơn vị=xa-a') }}")
    assert report("--template", "mau.docx", "-o", "bc.docx", data=data.root).code == 0
    untouched = report("--compare", "bc.docx", "--format", "json", data=data.root)
    assert (untouched.code, {number["result"] for number in untouched.json["numbers"]}) == (0, {"equal"})
    data.model("2020/2020-b", unit="xa-b", title="Tổ khác", count=3)
    changed = report("--compare", "bc.docx", "--format", "json", data=data.root)
    assert changed.code == 1
    assert [
        (number["name"], number["written"], number["counted"], number["result"]) for number in changed.json["numbers"]
    ] == [
        ("dv0001", "2", "4", "changed"),
        ("dv0002", "1", "1", "equal"),
    ]
    table = report("--compare", "bc.docx", data=data.root)
    assert "bản ghi đã đổi" in table.out
    assert report("--compare", "mau.docx", data=data.root).code == 2


def test_a_paper_is_of_an_earlier_state(data: DataFolder) -> None:
    data.model("2020/2020-a")
    data.commit("2021-01-15")
    data.model("2020/2020-b", unit="xa-b", title="Tổ khác")
    write_docx(Path("mau.docx"), "{{ so('đăng ký') }}")
    for at, text in (((), "2"), (("--at", "HEAD"), "1")):
        report("--template", "mau.docx", "-o", "bc.docx", "--force", *at, data=data.root)
        assert WrittenPaper(Path("bc.docx")).texts() == [text]


@pytest.mark.parametrize("date", ["2020", "12/2020", "hôm qua", "31/2/2020"])
def test_a_paper_has_a_whole_day(date: str) -> None:
    assert report("-o", "a.docx", "--date", date).code == 2
    assert not Path("a.docx").exists()


def test_a_template_to_begin_with() -> None:
    said = run_program(
        ["template", "report", "to-trinh", "--form", "nha-nuoc", "-o", "mau.docx", "--data", str(SAMPLES)]
    )
    assert said.code == 0
    template = WrittenPaper(Path("mau.docx"))
    assert "Kính trình: [cấp có thẩm quyền]" in template.texts()
    assert "BAN DÂN VẬN TRUNG ƯƠNG (DỮ LIỆU MẪU)" in template.tables()[0][0][0]
    assert report("--lint", "mau.docx").code == 0


def test_the_year_in_one_paragraph(data: DataFolder) -> None:
    said = report("doan-van", "--year", "2020", "--where", "unit=nga-bay")
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "Năm 2020 (Đơn vị = Thành phố Ngã Bảy) đã đăng ký 187 mô hình “Dân vận khéo”; 62 mô hình được công nhận, "
        "đạt 33,2% số đăng ký "
        "(tập thể 61, cá nhân 1).\n"
    )
    nothing = report("đoạn văn", "--year", "2020", data=data.root)
    assert nothing.out == "Năm 2020, chưa có số liệu đăng ký mô hình “Dân vận khéo”.\n"
    data.write("models/2020/2020-b.yaml", "title: [\n")
    unread = report("doan-van", "--year", "2020", data=data.root)
    assert (unread.code, unread.out) == (1, "")
    assert "2020-b.yaml" in unread.err
    assert report("doan-van", "-o", "a.txt").code == 2


def test_each_certificate_is_a_file_of_its_own(data: DataFolder) -> None:
    data.award("2020/2020-a", recipient="Nguyễn Văn An", form="giay-khen", unit="xa-a")
    data.award("2020/2020-b", recipient="Trần Thị Bé", form="giay-khen", unit="xa-b")
    folder = Path("giay-khen")
    said = report("giay-khen", "--year", "2020", "-o", "giay-khen", data=data.root)
    assert (said.code, said.err) == (0, "")
    assert sorted(file.name for file in folder.iterdir()) == ["001-nguyen-van-an.docx", "002-tran-thi-be.docx"]
    texts = WrittenPaper(folder / "002-tran-thi-be.docx").texts()
    assert "Trần Thị Bé" in texts
    assert "Nguyễn Văn An" not in texts
    (folder / "001-nguyen-van-an.docx").unlink()
    assert report("giay-khen", "--year", "2020", "-o", "giay-khen", data=data.root).code == 1
    assert len(list(folder.iterdir())) == 1  # nothing is written where something would be written over
    assert report("bao-cao", "--year", "2020", "-o", "giay-khen", data=data.root).code == 2
