"""A paper can be asked again which of its numbers are still what the records say."""

from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.domain.errors import RequestError
from danvan_cli.exporting.papers.comparing import (
    NOT_A_PAPER,
    ComparedNumber,
    ComparedPaper,
    as_json,
    compare,
    grids,
    lines,
)
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import fill
from tests.exporting.papers.asked_papers import AskedFolder
from tests.helpers.data_folder import DataFolder
from tests.helpers.program import danvan
from tests.helpers.word_files import WrittenPaper, write_docx

_BODY = (
    'Đăng ký {{ so("đăng ký") }}, tập thể {{ so("đăng ký", "loại=tập thể") }}, B {{ so("đăng ký", "đơn vị=xa-b") }}',
    'Công nhận {{ so("công nhận") }}, {{ ty_le("công nhận", "đăng ký") }}',
    'Khen {{ so("khen thưởng", khong_co="chưa có") }}',
    '{{ bang("đăng ký", theo="đơn vị,loại") }}',
)


@pytest.fixture
def paper(data: DataFolder, tmp_path: Path) -> Path:
    """A paper of a folder with three models, one of them recognized."""
    data.model("2020/2020-a", title="Chợ xanh")
    data.model("2020/2020-b", title="Các mô hình khác", unit="xa-b", count=6)
    data.model("2020/2020-c", title="Tiết kiệm", kind="ca-nhan")
    data.evaluation("2020/2020-c.xa", recognized=True)
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        fill(write_docx(tmp_path / "t.docx", *_BODY), tmp_path / "p.docx", folder.answers, PaperDetails())
    return tmp_path / "p.docx"


def compared(data: DataFolder, paper: Path) -> list[ComparedNumber]:
    with closing(AskedFolder(data.root, paper.parent / "again")) as folder:
        return list(compare(paper, folder.answers.counted).numbers)


def differing(data: DataFolder, paper: Path) -> dict[str, str]:
    return {number.name: number.result for number in compared(data, paper) if number.result != "equal"}


def change(paper: Path, before: str, after: str) -> None:
    """Change the body of a paper, as somebody did in Word."""
    parts = WrittenPaper(paper).parts
    text = parts["word/document.xml"].decode()
    assert before in text
    parts["word/document.xml"] = text.replace(before, after, 1).encode()
    write_docx(paper, more=parts)


def test_an_untouched_paper_differs_in_nothing(data: DataFolder, paper: Path) -> None:
    numbers = compared(data, paper)
    assert len(numbers) > 12
    assert {number.result for number in numbers} == {"equal"}
    assert [number.name for number in numbers] == [f"dv{place:04}" for place in range(1, len(numbers) + 1)]


def test_a_number_that_was_typed_over_is_named(data: DataFolder, paper: Path) -> None:
    change(paper, '<w:t xml:space="preserve">8</w:t>', "<w:t>1</w:t></w:r><w:r><w:t>0</w:t>")
    assert differing(data, paper) == {"dv0001": "typed-over"}
    first = compared(data, paper)[0]
    assert (first.written, first.found, first.counted) == ("8", "10", "8")


def test_a_deleted_number_is_gone(data: DataFolder, paper: Path) -> None:
    change(paper, 'w:name="dv0002"', 'w:name="_GoBack"')
    change(paper, '<w:t xml:space="preserve">6</w:t>', "<w:t> </w:t>")
    assert differing(data, paper) == {"dv0002": "gone", "dv0003": "gone"}


def test_what_records_say_otherwise_is_named_and_nothing_else(data: DataFolder, paper: Path) -> None:
    data.model("2020/2020-b", title="Các mô hình khác", unit="xa-b", count=7)
    differ = differing(data, paper)
    assert set(differ.values()) == {"changed"}
    holding = set()
    for number in compared(data, paper):
        opened = danvan(*number.opens.split()[1:], "--format", "json", "--data", str(data.root))
        if any(record["id"] == "2020-b" for record in opened.json["records"]):
            holding.add(number.name)
    assert differ.keys() == holding | {"dv0005"}  # and the share of the whole that it is in
    numbers = {number.name: number for number in compared(data, paper)}
    assert (numbers["dv0001"].written, numbers["dv0001"].counted) == ("8", "9")


def test_what_was_corrected_by_hand_is_what_the_records_say(data: DataFolder, paper: Path) -> None:
    data.model("2020/2020-d", title="Mới", unit="xa-a")
    change(paper, '<w:t xml:space="preserve">8</w:t>', "<w:t>9</w:t>")
    assert "dv0001" not in differing(data, paper)


def test_what_nobody_knew_and_now_is_known_has_changed(data: DataFolder, paper: Path) -> None:
    data.award("2020/2020-khen", recipient="An")
    number = next(number for number in compared(data, paper) if number.written == "chưa có")
    assert (number.result, number.counted) == ("changed", "1")


def test_what_cannot_be_asked_any_more_has_changed(data: DataFolder, paper: Path) -> None:
    for name in ("a", "b", "c"):
        (data.root / f"models/2020/2020-{name}.yaml").unlink()
    (data.root / "evaluations/2020/2020-c.xa.yaml").unlink()
    first = compared(data, paper)[0]
    assert (first.result, first.counted) == ("changed", None)


@pytest.mark.parametrize(
    "body", ["x", '<w:p><w:bookmarkStart w:id="1" w:name="dv0001"/><w:bookmarkEnd w:id="1"/></w:p>']
)
def test_a_file_of_somebody_else_is_told_from_a_paper(data: DataFolder, tmp_path: Path, body: str) -> None:
    with pytest.raises(RequestError) as refused:
        compared(data, write_docx(tmp_path / "x.docx", body))
    assert (refused.value.message, refused.value.exit_code) == (NOT_A_PAPER, 2)


def test_properties_that_are_no_questions_are_not_asked(data: DataFolder, paper: Path) -> None:
    parts = WrittenPaper(paper).parts
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b'"function"', b'"eval"')
    write_docx(paper, more=parts)
    with pytest.raises(RequestError) as refused:
        compared(data, paper)
    assert refused.value.message is NOT_A_PAPER


def test_numbers_are_told_to_people_and_programs(data: DataFolder, paper: Path) -> None:
    change(paper, '<w:t xml:space="preserve">8</w:t>', "<w:t>190</w:t>")
    numbers = ComparedPaper(compared(data, paper))
    document = as_json(numbers)
    assert document["schema"] == 1
    assert set(document["numbers"][0]) == {"name", "written", "found", "counted", "opens", "result"}
    assert lines(numbers, "p.docx") == [
        "p.docx: đã đối chiếu 15 số; đúng như bản ghi: 14; gõ đè: 1",
        "dv0001: 8 đã bị gõ đè thành 190; theo bản ghi là 8.",
        "  Trong đoạn: Đăng ký 190, tập thể 7, B 6 …",
        "  Mở số: danvan danh-sach dang-ky --nam 2020 --cach-tinh moi-nam",
    ]
    first = grids(numbers, "p.docx")[0].rows[0]
    assert first[:5] == ["dv0001", "8", "190", "8", "gõ đè"]
    assert first[5] == "danvan danh-sach dang-ky --nam 2020 --cach-tinh moi-nam"


def test_the_same_number_in_two_digits_is_no_difference(data: DataFolder, paper: Path) -> None:
    change(paper, '<w:t xml:space="preserve">8</w:t>', "<w:t>08</w:t>")
    assert differing(data, paper) == {}
    change(paper, "<w:t>08</w:t>", "<w:t>080</w:t>")
    assert differing(data, paper) == {"dv0001": "typed-over"}


def test_a_number_in_a_table_is_told_with_its_row_and_column(data: DataFolder, paper: Path) -> None:
    last = [number for number in compared(data, paper) if number.row][-1]
    assert (last.row, last.column) == ("Tổng", "Tổng")
    parts = WrittenPaper(paper).parts
    text = parts["word/document.xml"].decode()
    at = text.index(f'w:name="{last.name}"')
    text = text[:at] + text[at:].replace(">8<", ">9<", 1)
    write_docx(paper, more={**parts, "word/document.xml": text.encode()})
    told = lines(ComparedPaper(compared(data, paper)), "p.docx")
    assert "  Trong bảng: dòng “Tổng”, cột “Tổng”" in told


def test_a_paper_of_another_folder_is_told_as_that(data: DataFolder, paper: Path, tmp_path: Path) -> None:
    with closing(AskedFolder(data.root, tmp_path / "own")) as folder:
        assert not compare(paper, folder.answers.counted).is_of_another_folder
    data.write("danvan.yaml", "format: 1\noffice: Ban khác\nunit: huyen-x\n")
    with closing(AskedFolder(data.root, tmp_path / "other")) as folder:
        compared_there = compare(paper, folder.answers.counted)
    assert compared_there.is_of_another_folder
    assert not compared_there.differs
    assert "thư mục khác" in lines(compared_there, "p.docx")[1]
    parts = WrittenPaper(paper).parts
    commit = b'"commit": "' + b"a" * 40 + b'"'
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b'"commit": null', commit)
    write_docx(paper, more=parts)
    with closing(AskedFolder(data.root, tmp_path / "third")) as folder:
        assert compare(paper, folder.answers.counted).is_of_another_folder
