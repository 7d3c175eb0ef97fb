"""Of any folder and any form: numbers are `tally`'s, untouched nothing differs, and a record changes what lists it."""

from __future__ import annotations

import zipfile
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, note
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from danvan_cli.domain.errors import RequestError
from danvan_cli.exporting.papers.answers.nothing_on_record import NOTHING_IN_YEAR, NOTHING_YET
from danvan_cli.exporting.papers.answers.paper_conditions import PaperConditionError
from danvan_cli.exporting.papers.answers.paper_numbers import IN_TABLE, AskedNumber, PaperNumber
from danvan_cli.exporting.papers.comparing import compare
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import fill
from danvan_cli.exporting.papers.workbook import fill_workbook
from danvan_cli.exporting.papers.workbook.shown_values import text_like
from tests.exporting.papers.asked_papers import AskedFolder
from tests.exporting.papers.random_questions import (
    MISSING,
    RandomTag,
    holds,
    is_weighed,
    random_tags,
    total_of_list,
)
from tests.helpers.laws import costly_cases
from tests.helpers.word_files import WrittenPaper, table, write_docx
from tests.oracle.facts import MEASURES
from tests.oracle.strategies import folders
from tests.oracle.written_folders import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DECISIONS = ("12-QĐ/TU", "1318/QĐ-UBND", "05-QĐ/TU")
_DECIDERS = ["level=xa", "level=tinh", "level=xa,tinh", *(f"decision={decision}" for decision in _DECISIONS)]
_LISTED = ("registered", "recognized", "awards", "activities")
Numbers = dict[str, tuple[PaperNumber, RandomTag | None]]


class _Office:
    """A random folder on disk, and the tags of a form that it can answer."""

    def __init__(self, drawn: st.DataObject, home: Path) -> None:
        self._drawn, self.home = drawn, home
        self.records = drawn.draw(folders())
        self.units_now = drawn.draw(st.booleans())
        write(self.records, home / "data")
        tags = [drawn.draw(random_tags(self.records, MEASURES, units_now=self.units_now)) for _ in range(8)]
        with self.asked() as folder:
            self.tags = [tag for tag in tags if tag.is_answered(folder)]
        self.listed = drawn.draw(st.sampled_from(_LISTED))
        note("\n".join(tag.text for tag in self.tags))

    @property
    def list_tag(self) -> str:
        return f"{{%tr for m in danh_sach('{self.listed}', nam='2019-2022') %}}"

    @contextmanager
    def asked(self) -> Iterator[AskedFolder]:
        with closing(AskedFolder(self.home / "data", self.home / "asked", units_now=self.units_now)) as folder:
            yield folder

    def have_one_more(self) -> str | None:
        """Have one record, if there is any, stand for one thing more; return its id."""
        kinds = (self.records.models, self.records.awards, self.records.activities)
        places = [(of_year, name) for kind in kinds for of_year in kind.values() for name in of_year]
        if not places:
            return None
        of_year, name = self._drawn.draw(st.sampled_from(places))
        of_year[name]["count"] = of_year[name].get("count", 1) + 1
        write(self.records, self.home / "data")
        note(f"one more: {name}")
        return str(name)


def _by_tags(numbers: Mapping[str, PaperNumber], tags: list[RandomTag]) -> Numbers:
    """Return the numbers with the tags that they stand for; those of tables have none."""
    alone = iter(tag for tag in tags if tag.function != "bang")
    return {
        name: (number, None if number.asked.function == IN_TABLE else next(alone)) for name, number in numbers.items()
    }


def _is_what_tally_says(numbers: Numbers, folder: AskedFolder) -> None:
    for number, tag in numbers.values():
        if tag is None:
            assert total_of_list(folder.ledger, number.asked) == number.value
        elif number.text == MISSING:
            assert tag.missing
        else:
            assert number.text == tag.counted(folder.ledger), tag.text


def _holds_laws(office: _Office, paper: Path, numbers: Numbers) -> None:
    """Hold what is true of any paper: untouched nothing differs, and one thing more changes what lists it."""
    with office.asked() as folder:
        _is_what_tally_says(numbers, folder)
        compared = compare(paper, folder.answers.counted).numbers
        assert [number.name for number in compared] == list(numbers)
        assert {number.result for number in compared} <= {"equal"}
    record = office.have_one_more()
    if record is None:
        return
    with office.asked() as folder:
        differing = {
            number.name for number in compare(paper, folder.answers.counted).numbers if number.result != "equal"
        }
        for name, (number, tag) in numbers.items():
            _differs_rightly(folder, number, tag, record, is_named=name in differing)


def _differs_rightly(
    folder: AskedFolder, number: PaperNumber, tag: RandomTag | None, record: str, *, is_named: bool
) -> None:
    asked = number.asked
    if asked.function in ("so", IN_TABLE) and is_weighed(asked):
        assert is_named == holds(folder.ledger, asked, record), asked
    elif tag is not None and number.text != MISSING:
        assert is_named == (tag.counted(folder.ledger) != number.text), asked
        years = [asked, *([asked._replace(year=asked.vs)] if asked.vs else [])]
        of_both = [*years, *([asked._replace(measure=asked.whole)] if asked.whole else [])]
        assert not is_named or not is_weighed(asked) or any(holds(folder.ledger, part, record) for part in of_both)


@contextmanager
def _nothing_is_no_paper() -> Iterator[None]:
    """Let a paper be refused of which nothing is on record."""
    try:
        yield
    except RequestError as error:
        if error.message not in (NOTHING_IN_YEAR, NOTHING_YET):
            raise


@costly_cases(3)
@given(drawn=st.data())
def test_a_paper_of_any_folder(drawn: st.DataObject) -> None:
    with TemporaryDirectory() as place:
        office = _Office(drawn, Path(place))
        paper = office.home / "p.docx"
        rows = table(["TT"], [office.list_tag], ["{{ m.stt }} {{ m.so_luong }}"], ["{%tr endfor %}"])
        write_docx(office.home / "t.docx", *(tag.text for tag in office.tags), rows)
        with office.asked() as folder:
            with _nothing_is_no_paper():
                result = fill(office.home / "t.docx", paper, folder.answers, PaperDetails())
            if not paper.exists():
                return
            _lists_all([row[0].split() for row in WrittenPaper(paper).tables()[-1][1:]], office, folder)
        assert list(WrittenPaper(paper).bookmarks().values()) == [number.text for number in result.numbers.values()]
        _holds_laws(office, paper, _by_tags(result.numbers, office.tags))


@costly_cases(8)
@given(drawn=st.data())
def test_a_decision_says_how_many_its_list_has_and_has_each_once(drawn: st.DataObject) -> None:
    with TemporaryDirectory() as place:
        records = drawn.draw(folders())
        write(records, Path(place, "data"))
        where = drawn.draw(st.sampled_from(_DECIDERS))
        folder = AskedFolder(Path(place, "data"), Path(place, "cache"), "2020-2021", where=(where,))
        with closing(folder):
            try:
                number = folder.number('{{ so("công nhận", "cấp=cơ quan", khong_co="0") }}')
                rows = folder.records('{%tr for m in danh_sach("công nhận", "cấp=cơ quan") %}', "so_luong", "id", "nam")
            except PaperConditionError:
                return
        assert where != "level=xa,tinh"
        assert number.value in (None, sum(int(row["so_luong"]) for row in rows))
        assert len({(row["id"], row["nam"]) for row in rows}) == len(rows)


def _lists_all(rows: list[list[str]], office: _Office, folder: AskedFolder) -> None:
    """Hold that a list has a row for each record, which together stand for as many things as `tally` counts."""
    asked = AskedNumber("so", office.listed, "2019-2022", units_now=office.units_now)
    listed = [row for row in rows if row != ["None", "None"]]  # without a record a row stays once, empty
    assert [row[0] for row in listed] == [str(place) for place in range(1, len(listed) + 1)]
    assert sum(int(row[1]) for row in listed) == total_of_list(folder.ledger, asked)


@costly_cases(3)
@given(drawn=st.data())
def test_a_workbook_of_any_folder(drawn: st.DataObject) -> None:
    with TemporaryDirectory() as place:
        office = _Office(drawn, Path(place))
        form, paper = office.home / "t.xlsx", office.home / "p.xlsx"
        _form(office).save(form)
        with office.asked() as folder:
            with _nothing_is_no_paper():
                numbers = fill_workbook(form, paper, folder.answers, PaperDetails()).numbers
            if not paper.exists():
                return
            sheet = _sheet(paper, "Biểu")
            _goes_along(sheet, office, folder)
        _stands_in_its_cell(paper, numbers)
        _keeps_the_rest(form, paper)
        _holds_laws(office, paper, _by_tags(numbers, office.tags))


def _form(office: _Office) -> Workbook:
    """Return a form: beside each tag a formula, merged cells and a list to choose from; a list with its sum."""
    book = Workbook()
    sheet = book.create_sheet("Biểu", 0)
    row = 0
    for row, tag in enumerate(office.tags, 1):
        sheet[f"B{row}"] = tag.text
        if tag.function != "bang":
            _dress(sheet, row, f"dòng {row}")
    sheet[f"B{row + 1}"], sheet[f"B{row + 3}"] = office.list_tag, "{%tr endfor %}"
    sheet[f"B{row + 2}"] = "{{ m.so_luong }}"
    _dress(sheet, row + 2, "{{ m.stt }}")
    sheet[f"B{row + 4}"] = f"=SUM(B{row + 1}:B{row + 3})"
    _dress(sheet, row + 4, "cộng")
    return book


def _dress(sheet: Worksheet, row: int, label: str) -> None:
    sheet[f"A{row}"], sheet[f"C{row}"] = label, f"=B{row}"
    sheet.merge_cells(f"D{row}:E{row}")
    choice = DataValidation(type="list", formula1=f"$A${row}")
    choice.add(f"F{row}")
    sheet.add_data_validation(choice)


def _sheet(file: Path, name: str) -> Worksheet:
    sheet = load_workbook(file)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def _goes_along(sheet: Worksheet, office: _Office, folder: AskedFolder) -> None:
    """Hold that each row kept what stands beside its number, wherever it is now, and that the sum is of all rows."""
    rows = {str(cell.value): cell.row for cell in sheet["A"] if cell.value is not None}
    merged = {str(area) for area in sheet.merged_cells.ranges}
    choices = {str(choice.sqref): choice.formula1 for choice in sheet.data_validations.dataValidation}
    for label, row in rows.items():
        assert sheet[f"C{row}"].value == f"=B{row}"
        assert f"D{row}:E{row}" in merged
        assert label.isdigit() or choices[f"F{row}"] == f"$A${row}"
    last = rows["cộng"]
    listed = [row for label, row in rows.items() if label.isdigit()] or [last - 1]
    assert sheet[f"B{last}"].value == f"=SUM(B{listed[0]}:B{last - 1})"
    _lists_all([[str(sheet[f"A{row}"].value), str(sheet[f"B{row}"].value)] for row in listed], office, folder)


def _stands_in_its_cell(paper: Path, numbers: Mapping[str, PaperNumber]) -> None:
    book = load_workbook(paper)
    ours = {name: where.attr_text for name, where in book.defined_names.items() if name.startswith("dv")}
    assert ours.keys() == numbers.keys()
    for name, where in ours.items():
        cell = _sheet(paper, "Biểu")[str(where).rpartition("!")[2].replace("$", "")].value
        number = numbers[name]
        is_number = number.value is not None and number.asked.function != "tang_giam"
        assert isinstance(cell, int | float) or not is_number, name
        assert (text_like(cell, number.text) if isinstance(cell, int | float) else cell) == number.text, name


def _keeps_the_rest(form: Path, paper: Path) -> None:
    with zipfile.ZipFile(form) as before, zipfile.ZipFile(paper) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    others = {"xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "_rels/.rels"}
    assert changed <= {"xl/worksheets/sheet1.xml", *others}
