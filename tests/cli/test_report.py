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
    assert "BAN DÂN VẬN TRUNG ƯƠNG (DỮ LIỆU MẪU)" in "".join(
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


def test_a_file_without_tags_is_told() -> None:
    write_docx(Path("mau.docx"), "Ông Năm")
    told = "Cảnh báo: Không có gì để điền trong mau.docx: tệp không có thẻ nào."
    assert report("--lint", "mau.docx").out.startswith(told)
    said = report("--template", "mau.docx", "--year", "2020", "-o", "bc.docx")
    assert (said.code, said.out) == (0, "Đã ghi: bc.docx\n")
    assert said.err.startswith(told)
    write_docx(Path("mau.docx"), "{{ nam }}")
    assert report("--template", "mau.docx", "--year", "2020", "-o", "khac.docx").err == ""


def test_a_paper_is_no_template() -> None:
    write_docx(Path("mau.docx"), _TEMPLATE)
    assert report("--template", "mau.docx", "--year", "2020", "-o", "bc.docx").code == 0
    for typed in (("--template", "bc.docx", "--year", "2020", "-o", "moi.docx"), ("--lint", "bc.docx")):
        said = report(*typed)
        assert said.code == 1
        assert "bc.docx là văn bản danvan đã ghi" in said.err
    assert not Path("moi.docx").exists()


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


def test_a_form_asks_for_the_papers_own_day_each_month(data: DataFolder) -> None:
    for month, count in (("04", 1), ("05", 2), ("06", 4), ("07", 8)):
        data.model(f"2020/2020-{month}", registered_on=f"2020-{month}-10", count=count)
    asked = ("", "tu_ngay=dau_thang, ", "tu_ngay=dau_quy, ", "tu_ngay=dau_nam, ", 'tu_ngay="10/5/2020", ')
    write_docx(Path("mau.docx"), " ".join(f"{{{{ so('đăng ký', {since}den_ngay=ngay) }}}}" for since in asked))
    assert report("--lint", "mau.docx", "--year", "2020", data=data.root).out == "mau.docx: không có chỗ sai.\n"
    typed = ("--template", "mau.docx", "--year", "2020", "-o", "bc.docx", "--force")
    refused = report(*typed, data=data.root)
    assert refused.code == 1
    assert "den_ngay=ngay hỏi ngày của chính văn bản. Hãy nêu ngày ấy: --ngay-van-ban 30/11/2026" in refused.err
    for day, numbers in (("30/6/2020", "7 4 7 7 6"), ("9/6/2020", "3 0 3 3 2")):
        assert report(*typed, "--date", day, data=data.root).code == 0
        assert WrittenPaper(Path("bc.docx")).texts() == [numbers]
    data.model("2020/2020-08", registered_on="2020-08-10")
    assert report("--compare", "bc.docx", data=data.root).code == 0  # what was asked has days of its own


def test_no_other_names_stand_for_days() -> None:
    write_docx(Path("mau.docx"), "{{ so('đăng ký', den_ngay=dau_tuan) }} {{ so('đăng ký', nam=ngay) }}")
    said = report("--lint", "mau.docx").out.splitlines()
    assert "Không có “dau_tuan”" in said[0]
    assert "ngay, dau_thang, dau_quy, dau_nam" in said[0]
    assert "“ngay” phải đặt trong dấu nháy" in said[1]


@pytest.mark.parametrize("typed", [("-o", "bc.docx"), ("--lint", "mau.docx")])
def test_what_is_no_year_is_refused_once(typed: tuple[str, str]) -> None:
    write_docx(Path("mau.docx"), "{{ so('đăng ký') }}", "{{ so('công nhận') }}")
    said = report("--year", "26", *typed)
    assert said.err == "Lỗi: “26” không phải là năm. Hãy ghi 2026 hoặc 2024-2026.\n"


def test_a_built_in_template_is_called_by_its_paper(data: DataFolder) -> None:
    refused = report("-o", "thu-muc", "--year", "2020")
    assert refused.err.startswith("Lỗi: mẫu có sẵn: báo cáo: đây là một văn bản chung cho mọi bản ghi")
    data.model("2020/2020-a")
    wrong = report("-o", "bc.docx", "--year", "2020", "--where", "unit=x", data=data.root)
    assert "dang-bao-cao" not in wrong.err


def test_what_is_no_paper_is_told_first() -> None:
    assert "“giay-khenn”" in report("giay-khenn").err


def test_papers_of_an_earlier_writing_are_told_and_stay(data: DataFolder) -> None:
    data.model("2020/2020-a")
    for place, name in enumerate(("Nguyễn Văn An", "Lê Thị Út")):
        data.award(f"2020/2020-k{place}", recipient=name, unit="xa-a")
    write_docx(
        Path("mau.docx"), "{%p for m in danh_sach('khen thưởng') %}", "{{ m.ten }}", "{%p endfor %}", "{# hết #}"
    )
    typed = ("--template", "mau.docx", "--year", "2020", "-o", "gk", "--force")
    assert report(*typed, data=data.root).err == ""
    Path("gk/001-ten-cu.docx").write_bytes(b"x")
    again = report(*typed, data=data.root)
    assert again.code == 0
    assert "còn 1 tệp không thuộc lần ghi này: 001-ten-cu.docx" in again.err
    assert Path("gk/001-ten-cu.docx").exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("mau.html", b"<html>x</html>", "Hãy mở bằng Word và lưu thành .docx"),
        ("mau.rtf", b"{\\rtf1 x}", "Hãy mở bằng Word và lưu thành .docx"),
        ("bieu.csv", b"a,b\n", "Hãy mở bằng Excel và lưu thành .xlsx"),
        ("bieu.xls", b"<html><table></table></html>", "Hãy mở bằng Excel và lưu thành .xlsx"),
        ("bieu.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Hãy mở bằng Excel và lưu thành .xlsx"),
    ],
)
def test_what_is_no_template_is_told_with_what_makes_one_of_it(name: str, content: bytes, told: str) -> None:
    Path(name).write_bytes(content)
    said = report("--template", name, "--year", "2020", "-o", f"bc{'.xlsx' if 'bieu' in name else '.docx'}")
    assert said.code == 1
    assert told in said.err


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
        "Năm 2020 (Thành phố Ngã Bảy) đã đăng ký 187 mô hình “Dân vận khéo”; 62 mô hình được công nhận, "
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
