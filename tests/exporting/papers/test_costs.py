"""What a paper costs, counted and never timed: processes of git, and how often the index is asked."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import Workbook

from danvan_cli import locale
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import fill
from danvan_cli.exporting.papers.word.repeated_rows import RepeatedRows
from danvan_cli.exporting.papers.workbook import fill_workbook
from danvan_cli.store import repository
from tests.exporting.papers.asked_papers import AskedFolder
from tests.helpers.data_folder import DataFolder
from tests.helpers.questions import asked_long_after
from tests.helpers.word_files import WrittenPaper, paragraph, write_docx

REGISTERED = '{{ so("đăng ký") }}'


@pytest.fixture
def folder(data: DataFolder, tmp_path: Path) -> Iterator[AskedFolder]:
    """A model that is carried on for a year, kept in git."""
    locale.use("vi")
    data.model("2019/2019-a", title="Chợ xanh", kind="ca-nhan")
    data.model("2020/2020-a", title="Chợ xanh", continues="2019-a")
    data.commit("2021-01-15")
    cache = tmp_path / "cache"
    with asked_long_after(cache), closing(AskedFolder(data.root, cache, "2019-2020")) as asked:
        yield asked


@pytest.fixture
def of_git(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The subcommands of git that are asked."""
    asked: list[str] = []
    command = repository.command

    def noted(root: Path, *arguments: str) -> list[str]:
        asked.append(next(word for word in arguments if word != "-c" and "=" not in word))
        return command(root, *arguments)

    monkeypatch.setattr(repository, "command", noted)
    return asked


@pytest.fixture
def scans(folder: AskedFolder) -> list[str]:
    """The statements that read facts."""
    read: list[str] = []

    def note(statement: str) -> None:
        if "FROM fact" in statement:
            read.append(statement)

    folder.answers.counted.ledger.db.set_trace_callback(note)
    return read


def _fill(folder: AskedFolder, place: Path, *texts: str) -> None:
    fill(write_docx(place / "t.docx", *texts), place / "paper.docx", folder.answers, PaperDetails())


def test_git_is_asked_once_for_the_commit_of_a_paper(folder: AskedFolder, of_git: list[str], tmp_path: Path) -> None:
    _fill(folder, tmp_path, REGISTERED)
    assert of_git == ["rev-parse"]


def test_the_state_of_the_folder_is_asked_where_it_is_said(
    folder: AskedFolder, of_git: list[str], tmp_path: Path
) -> None:
    _fill(folder, tmp_path, REGISTERED, "{{ ghi_chu() }}")
    assert of_git.count("status") == of_git.count("show") == 1


def test_a_workbook_costs_no_more(folder: AskedFolder, of_git: list[str], tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = REGISTERED
    book.save(tmp_path / "mau.xlsx")
    fill_workbook(tmp_path / "mau.xlsx", tmp_path / "ra.xlsx", folder.answers, PaperDetails())
    assert of_git == ["rev-parse"]


def test_three_answers_of_git_are_a_state(folder: AskedFolder, data: DataFolder, of_git: list[str]) -> None:
    source = folder.answers.counted.ledger.source
    data.model("2020/2020-b")
    assert source.saved() == (data.git("rev-parse", "HEAD"), "2021-01-15T12:00:00+00:00", 1, "")
    assert of_git == ["show", "ls-files", "status"]  # the second tells which files git was told not to look at
    assert source.last_commit() == data.git("rev-parse", "HEAD")


def test_what_was_counted_is_not_counted_again(folder: AskedFolder, scans: list[str]) -> None:
    assert folder.text(REGISTERED) == "2"
    before = len(scans)
    assert folder.text('{{ so("đăng ký", khong_co="chưa rõ") }}') == "2"
    assert len(scans) == before
    folder.table('{{ bang("đăng ký", theo="loại") }}')
    assert len(scans) == before + 1


def test_what_is_said_under_numbers_is_counted_where_it_is_said(folder: AskedFolder, scans: list[str]) -> None:
    folder.text(REGISTERED)
    assert not any("MAX(g.year)" in statement for statement in scans)  # each model once, for what is carried on
    assert any("nếu mỗi mô hình chỉ tính một lần" in note for note in folder.answers.counted.notes())
    assert any("MAX(g.year)" in statement for statement in scans)


@pytest.mark.parametrize("runs", [("{{ m.ten }}",), ("{{ m.", "ten }}")], ids=["in one run", "in two"])
def test_a_list_has_one_row_in_the_tree_however_many_records(
    runs: tuple[str, ...], folder: AskedFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trees: list[int] = []
    written = RepeatedRows.written

    def noted(rows: RepeatedRows, xml: bytes) -> bytes:
        trees.append(xml.count(b"<w:tr>"))
        return written(rows, xml)

    monkeypatch.setattr(RepeatedRows, "written", noted)
    cells = (paragraph('{%tr for m in danh_sach("đăng ký") %}'), paragraph(*runs), paragraph("{%tr endfor %}"))
    rows = "".join(f"<w:tr><w:tc>{cell}</w:tc></w:tr>" for cell in cells)
    _fill(folder, tmp_path, f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
    assert trees == [1]
    assert WrittenPaper(tmp_path / "paper.docx").tables() == [[["Chợ xanh"], ["Chợ xanh"]]]
