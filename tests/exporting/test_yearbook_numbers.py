"""Every number of an exported workbook is what `tally` says, and leads to the records that make it up."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from danvan_cli.exporting.yearbook import opened_numbers as opened
from danvan_cli.exporting.yearbook import pages as paper
from tests.exporting.exported_workbooks import OPENED, ExportedWorkbook, Number, ask, export, number_in, tallied
from tests.helpers.data_folder import DataFolder
from tests.helpers.laws import costly_cases
from tests.helpers.questions import asked_long_after
from tests.oracle.facts import (
    Question,
)
from tests.oracle.strategies import folders, questions
from tests.oracle.written_folders import write

DATA = Path(__file__).parents[2] / "data"
_CENT = 0.005  # floats of hundredths


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with asked_long_after(tmp_path_factory.mktemp("cache")):
        yield


def _check(book: ExportedWorkbook) -> int:
    """Follow every number; give how many there are."""
    numbers = book.numbers()
    for number in numbers:
        _check_number(book, number)
    return len(numbers)


def _check_number(book: ExportedWorkbook, number: Number) -> None:
    if number.to == f"'{OPENED}'!A1":
        assert number.value == 0
        return
    block = book.behind(number)
    assert sum(row.value for row in block.rows) == pytest.approx(block.value, abs=_CENT)
    assert [row.number for row in block.rows] == list(range(1, len(block.rows) + 1))
    if not number.form.endswith("%") and not number.form.startswith("+"):  # no change, no share
        assert block.value == pytest.approx(number.value, abs=_CENT)
    assert number_in(book.cell(block.back)).to == number.to
    for row in block.rows:
        if row.to:
            _check_record(book, row.to, row.id, row.title)


def _check_record(book: ExportedWorkbook, to: str, record: str, title: str) -> None:
    """A record's own row bears its id (an evaluation's with its level), and its title or name."""
    cells = book.row_at(to)
    assert any(str(cell).partition(".")[0] == record for cell in cells), (to, record, cells)
    assert title in cells or title in (record, "–")


@pytest.mark.parametrize("year", ["2020", "2023", "2018-2023"])
def test_every_number_of_the_samples_opens(year: str, tmp_path: Path) -> None:
    export(DATA, tmp_path / "a.xlsx", "--year", year)
    book = ExportedWorkbook(tmp_path / "a.xlsx")
    assert _check(book) > 20
    linked = [row for number in book.numbers() if "A1" not in number.to[-3:] for row in book.behind(number).rows]
    assert any(row.to for row in linked)


@costly_cases(3)
@given(data=st.data())
def test_every_number_of_any_folder_opens(data: st.DataObject) -> None:
    folder = data.draw(folders())
    with TemporaryDirectory() as home:
        write(folder, Path(home, "data"))
        years = sorted(folder.models)
        for year in (str(years[-1]), f"{years[0]}-{years[-1]}"):
            export(Path(home, "data"), Path(home, "a.xlsx"), "--year", year)
            _check(ExportedWorkbook(Path(home, "a.xlsx")))


@costly_cases(3)
@given(data=st.data())
def test_any_table_is_laid_out_as_tally_does_and_opens(data: st.DataObject) -> None:
    folder = data.draw(folders())
    with TemporaryDirectory() as home:
        write(folder, Path(home, "data"))
        for _ in range(4):
            question = data.draw(questions(folder))
            _check_table(Path(home), _typed(question), data.draw(st.sampled_from(_MORE)), question)


_MORE = ((), ("--zeros",), ("--vs", "2019"))


def _check_table(home: Path, typed: list[str], more: tuple[str, ...], question: Question) -> None:
    if "year" in question.by and "--vs" in more:
        more = ()
    note("danvan export " + " ".join([*typed, *more]))
    export(home / "data", home / "a.xlsx", *typed, *more)
    book = ExportedWorkbook(home / "a.xlsx", "Table")
    expected = without_each_time(tallied(home / "data", *typed, *more))
    assert book.lines(3, 2 + len(expected)) == expected
    _check(book)


def without_each_time(lines: list[list[str]]) -> list[list[str]]:
    """Leave out what each level says, beside a table by level: a workbook's cells lead to the records behind them."""
    if "Each time" not in lines[0]:
        return lines
    column = lines[0].index("Each time")
    return [line[:column] + line[column + 1 :] for line in lines]


def _typed(question: Question) -> list[str]:
    first, last = question.years
    typed = [question.measure, "--year", f"{first}" if first == last else f"{first}-{last}"]
    typed += ["--by", ",".join(question.by)] if question.by else []
    typed += [part for where in question.where for part in ("--where", where)]
    typed += ["--count", question.count] if question.count else []
    typed += ["--as-of", question.as_of] if question.as_of else []
    return typed + (["--units", "now"] if question.units_now else [])


def test_the_tables_of_the_overview_are_those_of_tally(tmp_path: Path) -> None:
    export(DATA, tmp_path / "a.xlsx", "--year", "2020")
    book = ExportedWorkbook(tmp_path / "a.xlsx")
    tables = split(tallied(DATA, "--year", "2020"))
    assert len(tables) == 6  # heading, headlines, four tables
    for title, *rows in tables[2:]:
        first = book.row_of(title[0]) + 1
        assert book.lines(first, first + len(rows) - 1) == rows


def split(rows: list[list[str]]) -> list[list[list[str]]]:
    tables: list[list[list[str]]] = [[]]
    for row in rows:
        if row:
            tables[-1].append(row)
        else:
            tables.append([])
    return tables


@pytest.mark.parametrize("year", ["2020", "2018-2023"])
def test_the_headlines_are_the_totals_of_tally(year: str, tmp_path: Path) -> None:
    export(DATA, tmp_path / "a.xlsx", "--year", year)
    book = ExportedWorkbook(tmp_path / "a.xlsx")
    found = {str(row[0].value).lower(): row[1].value for row in book.first.iter_rows(min_row=3, max_row=20)}
    for table in ask(DATA, "tally", "--year", year, "--format", "json").json["tables"]:
        if not table["by"]:
            label = {"running": "running programmes", "participants": "turns of participants"}.get(
                table["name"], table["name"]
            )
            assert found[label] == (table["total"] or "–")


def test_over_several_years_each_year_has_a_line(tmp_path: Path) -> None:
    export(DATA, tmp_path / "a.xlsx", "--year", "2018-2023")
    book = ExportedWorkbook(tmp_path / "a.xlsx")
    first = book.row_of("Year by year") + 1
    header = [cell.value for cell in book.first[first]]
    for measure in ("Registered", "Recognized", "Awards"):
        where = ("--where", "form!=ky-niem-chuong") if measure == "Awards" else ()
        said = ask(DATA, "tally", measure.lower(), "--year", "2018-2023", "--by", "year", *where, "--format", "json")
        rows = {row["year"]: row["value"] for row in said.json["rows"]}
        for row in (first + 1, first + 2):
            year = int(str(book.first.cell(row, 1).value))
            assert book.first.cell(row, header.index(measure) + 1).value == rows.get(year, "–")


def test_a_share_is_a_number_with_a_format(tmp_path: Path) -> None:
    export(DATA, tmp_path / "a.xlsx", "--year", "2020")
    shares = [number for number in ExportedWorkbook(tmp_path / "a.xlsx").numbers() if number.form.endswith("%")]
    assert {share.value for share in shares} == {0.33}


def test_unknown_is_not_zero(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a")
    export(data.root, tmp_path / "a.xlsx")
    book = ExportedWorkbook(tmp_path / "a.xlsx")
    row = book.row_of("Recognized")
    assert [book.first.cell(row, column).value for column in (2, 4)] == ["–", "no record yet"]


def test_a_units_own_number_is_without_those_below_it(data: DataFolder, tmp_path: Path) -> None:
    for name, unit in (("a", "huyen-x"), ("b", "xa-a"), ("c", "xa-a")):
        data.model(f"2020/{name}", unit=unit)
    export(data.root, tmp_path / "a.xlsx", "registered", "--by", "unit")
    book = ExportedWorkbook(tmp_path / "a.xlsx", "Table")
    opened_ = {number.value: [row.id for row in book.behind(number).rows] for number in book.numbers()}
    assert opened_ == {1: ["a"], 2: ["b", "c"], 3: ["a", "b", "c"]}


def test_tags_spelled_in_two_ways_are_two(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a", tags=["hoà giải"])
    data.model("2020/b", tags=["hòa giải"])
    export(data.root, tmp_path / "a.xlsx", "registered", "--by", "tag")
    assert _check(ExportedWorkbook(tmp_path / "a.xlsx", "Table")) == 3


def test_zeros_are_laid_out_too(tmp_path: Path) -> None:
    typed = ("recognized", "--year", "2020", "--by", "kind,level", "--zeros")
    export(DATA, tmp_path / "a.xlsx", *typed)
    expected = tallied(DATA, *typed)
    assert ExportedWorkbook(tmp_path / "a.xlsx", "Table").lines(3, 2 + len(expected)) == expected


def test_where_origins_are_known_each_has_a_line(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a", origin="moi")
    data.model("2020/b", origin="duy-tri", count=3)
    export(data.root, tmp_path / "a.xlsx")
    book = ExportedWorkbook(tmp_path / "a.xlsx")
    rows = book.lines(book.row_of("Registered"), book.row_of("Registered") + 2)
    assert rows == [["Registered", "4"], ["– new", "1", "25%"], ["– carried on", "3", "75%"]]
    _check(book)


def test_beyond_what_excel_allows_only_records_lose_their_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(DATA, tmp_path / "all.xlsx", "--year", "2020")
    blocks = {number.to for number in ExportedWorkbook(tmp_path / "all.xlsx").numbers()} - {f"'{OPENED}'!A1"}
    units = ExportedWorkbook(tmp_path / "all.xlsx", "By unit")
    by_unit = {number.to for number in units.numbers()} - {f"'{OPENED}'!A1"}
    titles = len(blocks | by_unit)
    monkeypatch.setattr(opened, "MOST_LINKS", titles + 5)
    export(DATA, tmp_path / "a.xlsx", "--year", "2020")
    book = ExportedWorkbook(tmp_path / "a.xlsx")
    _check(book)
    linked = [row for to in blocks | by_unit for row in book.behind(Number("", 0, "", to)).rows if row.to]
    assert len(linked) == 5
    assert f"A sheet can hold {titles + 5} links" in str(book.book[OPENED]["A1"].value)


def test_what_has_no_room_on_a_sheet_stands_on_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "MOST_ROWS", 40)
    export(DATA, tmp_path / "a.xlsx", "--year", "2020")
    book = ExportedWorkbook(tmp_path / "a.xlsx")
    assert f"{OPENED} 3" in book.book.sheetnames
    assert all(book.book[name].max_row <= 40 for name in book.book.sheetnames if name.startswith(OPENED))
    _check(book)


def test_a_pen_lays_no_more_links_than_excel_allows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "MOST_LINKS", 3)
    export(DATA, tmp_path / "a.xlsx", "--year", "2020")
    cells = [cell for row in ExportedWorkbook(tmp_path / "a.xlsx").first.iter_rows() for cell in row if cell.hyperlink]
    assert len(cells) == 3
