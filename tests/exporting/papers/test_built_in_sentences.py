"""What the built-in texts say adds up, says medals apart as the overview does, and is of what the office decides."""

from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.counting.question import QuestionText
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.leaders_page import make_page
from danvan_cli.exporting.papers.answers.counted_numbers import NOT_WITHIN
from danvan_cli.exporting.papers.answers.nothing_on_record import NOTHING_IN_YEAR, NOTHING_SO, NOTHING_YET
from danvan_cli.exporting.papers.answers.office_conditions import NO_OWN_LEVEL
from danvan_cli.exporting.papers.answers.paper_conditions import (
    DIFFERS,
    LACKING,
    SEVERAL_DECISIONS,
    SHARE_OF_DAYS,
    TWICE_DECIDED,
    PaperConditionError,
)
from danvan_cli.exporting.papers.forms import built_in
from danvan_cli.exporting.papers.template_faults import FaultyTemplateError
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import faults_of, fill, fill_each
from danvan_cli.exporting.papers.year_paragraph import year_paragraph
from tests.exporting.papers.asked_papers import AskedFolder
from tests.helpers.data_folder import DataFolder
from tests.helpers.program import danvan
from tests.helpers.word_files import WrittenPaper


@pytest.fixture
def year(data: DataFolder) -> DataFolder:
    """A year: models of three kinds recognized by a commune, one by the province only; awards, one of them a medal."""
    for name, kind, count in (("a", "tap-the", 3), ("b", "ca-nhan", 1), ("c", "khong-ro", 6), ("d", "tap-the", 1)):
        data.model(f"2020/2020-{name}", title=f"Mô hình {name}", kind=kind, count=count)
    for name in "abc":
        data.evaluation(f"2020/2020-{name}.xa", recognized=True, decision="05-QĐ/ĐU")
    data.evaluation("2020/2020-d.tinh", recognized=True, decision="300-QĐ/TU")
    data.award("2020/2020-giay", recipient="An", form="giay-khen")
    data.award("2020/2020-chuong", recipient="Bình", form="ky-niem-chuong", kind="ca-nhan")
    return data


def paragraph(data: DataFolder, tmp_path: Path) -> str:
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        return year_paragraph(folder.answers)


def paper(data: DataFolder, tmp_path: Path, name: str, *where: str) -> WrittenPaper:
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020", where=where)) as folder:
        fill(built_in(name), tmp_path / "p.docx", folder.answers, PaperDetails(), force=True)
    return WrittenPaper(tmp_path / "p.docx")


def test_parts_add_up_and_say_what_is_not_known(year: DataFolder, tmp_path: Path) -> None:
    assert "11 mô hình được công nhận" in paragraph(year, tmp_path)
    parts = "tập thể 4, cá nhân 1, loại khác hoặc chưa rõ 6"
    assert f"({parts})" in paragraph(year, tmp_path)
    assert any(parts in text for text in paper(year, tmp_path, "bao-cao").texts())
    (year.root / "evaluations/2020/2020-c.xa.yaml").unlink()
    assert "(tập thể 4, cá nhân 1)" in paragraph(year, tmp_path)


def test_medals_are_said_apart_as_in_the_overview(year: DataFolder, tmp_path: Path) -> None:
    assert "đã khen thưởng 1 lượt, 1 kỷ niệm chương." in paragraph(year, tmp_path)
    assert any("Đã khen thưởng 1 lượt, 1 kỷ niệm chương:" in text for text in paper(year, tmp_path, "bao-cao").texts())
    overview = danvan("tally", "--year", "2020", "--format", "json", "--data", str(year.root)).json
    assert next(table["total"] for table in overview["tables"] if table["measure"] == "awards") == 1
    with closing(AskedFolder(year.root, tmp_path / "all", "2020")) as folder:
        assert folder.text('{{ so("khen thưởng") }}') == "2"
    (year.root / "awards/2020/2020-giay.yaml").unlink()
    assert "đã khen thưởng 1 kỷ niệm chương." in paragraph(year, tmp_path)


def test_an_office_decides_what_its_own_level_recognizes(year: DataFolder, tmp_path: Path) -> None:
    year.write("danvan.yaml", "format: 1\noffice: Đảng ủy xã A\nunit: xa-a\n")
    decision = paper(year, tmp_path, "quyet-dinh")
    assert any("Công nhận 10 mô hình" in text for text in decision.texts())
    assert [len(rows) for rows in decision.tables()][-1] == 4  # a heading, and three rows that stand for ten
    of_province = paper(year, tmp_path, "quyet-dinh", "level=tinh")
    assert any("Công nhận 1 mô hình" in text for text in of_province.texts())
    by_number = paper(year, tmp_path, "quyet-dinh", "decision=300-QĐ/TU")
    assert any("Công nhận 1 mô hình" in text for text in by_number.texts())


@pytest.mark.parametrize("where", ["level=xa,tinh", "decision=05-QĐ/ĐU,300-QĐ/TU", "level!=xa", "decision="])
def test_a_decision_is_of_one_level(year: DataFolder, tmp_path: Path, where: str) -> None:
    year.evaluation("2020/2020-a.tinh", recognized=True, decision="300-QĐ/TU")
    year.evaluation("2020/2020-b.tinh", recognized=True)
    with pytest.raises(PaperConditionError) as refused:
        paper(year, tmp_path, "quyet-dinh", where)
    assert refused.value.message is SEVERAL_DECISIONS
    year.evaluation("2020/2020-c.tinh", recognized=True, decision="05-QĐ/ĐU")
    with pytest.raises(PaperConditionError) as refused:
        paper(year, tmp_path, "quyet-dinh", "decision=05-QĐ/ĐU")
    assert (refused.value.message, refused.value.params["id"]) == (TWICE_DECIDED, "2020-c")
    assert any(
        "Công nhận 10 mô hình" in text
        for text in paper(year, tmp_path, "quyet-dinh", "decision=05-QĐ/ĐU", "level=xa").texts()
    )


@pytest.mark.parametrize("name", ["quyet-dinh", "danh-sach", "bao-cao"])
def test_rows_that_stand_for_several_are_named(year: DataFolder, tmp_path: Path, name: str) -> None:
    year.write("danvan.yaml", "format: 1\noffice: Đảng ủy xã A\nunit: xa-a\n")
    told = danvan("report", name, "--year", "2020", "-o", str(tmp_path / "p.docx"), "--data", str(year.root))
    assert "Rows of the list that stand for several without their names: 2, of " in told.err
    assert "2020-a, 2020-c." in told.err


def test_where_the_own_level_is_not_known_a_level_has_to_be_named(year: DataFolder, tmp_path: Path) -> None:
    year.write("danvan.yaml", "format: 1\noffice: Đảng ủy xã A\n")
    with pytest.raises(FaultyTemplateError) as refused:
        paper(year, tmp_path, "quyet-dinh")
    assert {fault.why.message for fault in refused.value.faults} == {NO_OWN_LEVEL}
    assert any("Công nhận 1 mô hình" in text for text in paper(year, tmp_path, "quyet-dinh", "level=tinh").texts())
    with closing(AskedFolder(year.root, tmp_path / "lint", "2020", where=("level=xa",))) as folder:
        assert faults_of(built_in("quyet-dinh"), folder.answers)[0] == []


@pytest.mark.parametrize(("name", "where"), [("bao-cao", ()), ("giay-khen", ()), ("quyet-dinh", ("level=xa",))])
def test_of_a_year_without_records_no_paper_is_written(
    year: DataFolder, tmp_path: Path, name: str, where: tuple[str, ...]
) -> None:
    with closing(AskedFolder(year.root, tmp_path / "asked", "2062", where=where)) as folder:
        with pytest.raises(RequestError) as refused:
            fill(built_in(name), tmp_path / "p.docx", folder.answers, PaperDetails())
        assert refused.value.message is (NOTHING_SO if where else NOTHING_IN_YEAR)
        assert refused.value.params["year"] == "2062"
    assert not (tmp_path / "p.docx").exists()


def test_of_a_year_that_has_records_it_is_told_how_to_record_what_a_paper_says(
    year: DataFolder, tmp_path: Path
) -> None:
    with pytest.raises(RequestError) as refused:
        paper(year, tmp_path, "to-trinh")
    assert (refused.value.message, refused.value.params["year"]) == (NOTHING_YET, "2020")
    told = danvan("report", "to-trinh", "--year", "2020", "-o", str(tmp_path / "p.docx"), "--data", str(year.root))
    assert told.err.rstrip().endswith("It is recorded by: danvan recognize --propose")
    for award in ("giay", "chuong"):
        (year.root / f"awards/2020/2020-{award}.yaml").unlink()
    told = danvan("report", "giay-khen", "--year", "2020", "-o", str(tmp_path / "p.docx"), "--data", str(year.root))
    assert told.err.rstrip().endswith("It is recorded by: danvan award")


def test_a_decision_that_is_mistyped_is_refused_with_the_nearest(year: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(RequestError) as refused:
        paper(year, tmp_path, "quyet-dinh", "decision=06-QĐ/ĐU")
    assert (refused.value.message, refused.value.params["near"]) == (NOTHING_SO, "05-QĐ/ĐU")
    assert not (tmp_path / "p.docx").exists()
    with pytest.raises(RequestError) as refused:
        paper(year, tmp_path, "giay-khen", "kind=ho-gia-dinh")
    assert refused.value.message is NOTHING_SO


def test_a_folder_of_certificates_for_nobody_is_not_made(year: DataFolder, tmp_path: Path) -> None:
    with closing(AskedFolder(year.root, tmp_path / "asked", "2019")) as folder, pytest.raises(RequestError):
        fill_each(built_in("giay-khen"), tmp_path / "folder", folder.answers, PaperDetails())
    assert not (tmp_path / "folder").exists()


def test_texts_say_of_what_they_are(year: DataFolder, tmp_path: Path) -> None:
    with closing(AskedFolder(year.root, tmp_path / "asked", "2020", where=("unit=xa-a",))) as folder:
        assert year_paragraph(folder.answers).startswith("Năm 2020 (Xã An Hòa) đã đăng ký 11 mô hình")
        assert folder.answers.notes()[0] == "Chỉ tính: Xã An Hòa."
    assert any("Năm 2020 (Xã An Hòa) đã" in text for text in paper(year, tmp_path, "bao-cao", "unit=xa-a").texts())
    assert paragraph(year, tmp_path).startswith("Năm 2020, các đơn vị đã đăng ký 11 mô hình")


@pytest.mark.parametrize(
    ("condition", "why"),
    [("level=xa", DIFFERS), ("quarter=Q4/2020", SHARE_OF_DAYS), ("field=moi-truong", LACKING), ("decision=x", LACKING)],
)
def test_a_condition_that_is_not_one_of_all_that_is_counted_is_refused_once(
    year: DataFolder, tmp_path: Path, condition: str, why: Message
) -> None:
    with closing(AskedFolder(year.root, tmp_path / "asked", "2020", where=(condition,))) as folder:
        for write in (
            lambda: fill(built_in("bao-cao"), tmp_path / "p.docx", folder.answers, PaperDetails()),
            lambda: year_paragraph(folder.answers),
            lambda: make_page(folder.ledger, QuestionText("2020", where=(condition,), for_people=True)),
        ):
            with pytest.raises(PaperConditionError) as refused:
                write()
            assert (refused.value.message, refused.value.exit_code) == (why, 2)
    assert not (tmp_path / "p.docx").exists()


def test_a_condition_of_the_one_thing_that_a_paper_counts_is_one(year: DataFolder, tmp_path: Path) -> None:
    for condition in ("level=xa", "decision=05-QĐ/ĐU", "field="):
        assert len(paper(year, tmp_path, "danh-sach", condition).tables()[-2]) > 1


def test_what_is_no_condition_at_all_is_told_once(year: DataFolder, tmp_path: Path) -> None:
    told = danvan("report", "--where", "quarter=4", "-o", str(tmp_path / "p.docx"), "--data", str(year.root))
    assert (told.code, told.err.count("is no quarter")) == (2, 1)


def test_no_share_is_more_than_all_in_silence(year: DataFolder, tmp_path: Path) -> None:
    for name in "abcd":
        (year.root / f"models/2020/2020-{name}.yaml").unlink()
        year.model(f"2020/2020-{name}", registered_on="2020-03-05")
        level = "tinh" if name == "d" else "xa"
        year.evaluation(f"2020/2020-{name}.{level}", recognized=True, decision="1", decided_on="2020-11-05")
    year.model("2020/2020-late", registered_on="2020-11-02")
    month = 'tu_ngay="2020-11-01", den_ngay="2020-11-30"'
    with closing(AskedFolder(year.root, tmp_path / "asked", "2020")) as folder:
        for condition in (month, '"tháng=11/2020"'):
            assert folder.refused(f'{{{{ ty_le("công nhận", "đăng ký", {condition}) }}}}') is NOT_WITHIN
            assert folder.text(f'{{{{ ty_le("công nhận", "đăng ký", {condition}, khong_co="–") }}}}') == "–"
        assert folder.text('{{ ty_le("công nhận", "đăng ký", den_ngay="2020-11-30") }}') == "80%"
    for name in "bcd":
        (year.root / f"models/2020/2020-{name}.yaml").unlink()
        year.model(f"2019/2020-{name}")
    with closing(AskedFolder(year.root, tmp_path / "later", "2020")) as folder:
        assert folder.refused('{{ ty_le("công nhận", "đăng ký", tinh="moi_luot") }}') is NOT_WITHIN
        assert "đạt (chưa tính được phần trăm) số đăng ký" in year_paragraph(folder.answers)


def test_rows_of_several_years_say_of_which_and_a_decision_of_which_unit_it_is(
    year: DataFolder, tmp_path: Path
) -> None:
    year.write("danvan.yaml", "format: 1\noffice: Đảng ủy xã A\nunit: xa-a\n")
    assert [rows[-1][-1] for rows in paper(year, tmp_path, "danh-sach").tables() if "Cấp công nhận" in rows[0]] != []
    year.model("2021/2021-a", title="Mô hình a", continues="2020-a")
    year.evaluation("2021/2021-a.xa", recognized=True)
    with closing(AskedFolder(year.root, tmp_path / "years", "2020-2021", where=("unit=xa-a",))) as folder:
        for name in ("bao-cao", "danh-sach", "quyet-dinh"):
            fill(built_in(name), tmp_path / "p.docx", folder.answers, PaperDetails(), force=True)
            (rows,) = [rows for rows in WrittenPaper(tmp_path / "p.docx").tables() if "Cấp công nhận, năm" in rows[0]]
            assert {row[-1].rpartition(", ")[2] for row in rows[1:]} == {"2020", "2021"}
    assert any("mô hình “Dân vận khéo” của Xã An Hòa năm" in text for text in WrittenPaper(tmp_path / "p.docx").texts())


def test_notes_have_no_options_and_say_of_what_they_are(year: DataFolder, tmp_path: Path) -> None:
    year.model("2021/2021-a", title="Mô hình a", kind="tap-the", count=3, continues="2020-a")
    year.model("2021/2021-b", title="Mô hình b", kind="ca-nhan", continues="2020-b")
    with closing(AskedFolder(year.root, tmp_path / "asked", "2020-2021")) as folder:
        for tag in ("", ', "loại=cá nhân"'):
            folder.text(f'{{{{ so("đăng ký"{tag}) }}}}')
        notes = folder.answers.notes()
    assert not any("--" in note for note in notes)
    assert [note.startswith("Loại = Cá nhân: ") for note in notes if "một lần" in note] == [False, True]
