"""The whole workbook: which sheets it has, and what stands on each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from danvan_cli.counting import measures, query
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.measures import Basis, Measure
from danvan_cli.counting.question import Question, QuestionText
from danvan_cli.counting.tables import FolderState, Table
from danvan_cli.counting.tally import tally
from danvan_cli.domain.problem import Problem
from danvan_cli.exporting.all_records import Progress, gather, no_progress
from danvan_cli.exporting.frozen_ledger import FrozenLedger
from danvan_cli.exporting.year_layout import YEARS, YearLayout, lay_out_year, state_asked
from danvan_cli.exporting.year_layout.counted_cells import CountedTable, lay_out_answer
from danvan_cli.exporting.year_layout.unit_tables import unit_tables
from danvan_cli.exporting.yearbook import charts
from danvan_cli.exporting.yearbook.charts import ChartRequest, TablePlace
from danvan_cli.exporting.yearbook.opened_numbers import OpenedNumbers
from danvan_cli.exporting.yearbook.overview_sheet import OverviewSheet
from danvan_cli.exporting.yearbook.pages import SheetWriter, YearbookFormats, set_page
from danvan_cli.exporting.yearbook.record_sheets import SHEETS, RecordSheets
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.saving import new_workbook
from danvan_cli.store.collecting import uncollected
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import glance, problems
from danvan_cli.view.evidence import state_line

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_OVERVIEW, _BY_UNIT, _TABLE, _PAGE = N_("Overview"), N_("By unit"), N_("Table"), N_("Page")
# Which charts the overview has, if there is anything to see: a table, its part, the kind of chart, the title.
_CHARTS = (
    (YEARS, "columns", "line", N_("Year by year")),
    ("recognized-by-level-kind", "columns", "column", N_("Recognized by level and kind")),
    ("recognized-by-level-rating", "footer", "column", N_("Recognized by rating")),
    ("registered-by-field-kind", "total", "bar", N_("Registered by field")),
    ("awards-by-form", "total", "bar", N_("Awards by form")),
)
_MOST_GROUPS = 6  # of columns beside each other; more years are drawn as lines


class YearbookResult(NamedTuple):
    """What a workbook holds: its sheets, the records on sheets of their own by kind, and what could not be read.

    `stands_for` are how many things the records of a kind are, where one of them is several.
    """

    sheets: int
    records: dict[str, int]
    unread: Sequence[Problem]
    stands_for: Mapping[str, int] = {}


class YearbookRequest(NamedTuple):
    """What is wanted: for people, with which columns of the table by unit, as typed; `force`: over what is there."""

    asked: QuestionText
    columns: Sequence[str] = ()
    force: bool = False


def write_overview(
    ledger: Ledger, file: Path, request: YearbookRequest, progress: Progress = no_progress
) -> YearbookResult:
    """Write the years' workbook; raise RequestError, ListsUnreadableError or WriteError."""
    asked, columns, force = request
    frozen = FrozenLedger(ledger)
    year = lay_out_year(frozen, asked)
    annexes = list(unit_tables(frozen, columns, asked, year.state))
    with uncollected(), new_workbook(file, year.heading, force=force) as book:
        writer = _YearbookWriter(frozen, book, year.heading, glance.unread(year.answers))
        writer.state = None if asked.evidence else year.state
        return writer.overview(year, annexes, asked, progress)


def write_table(
    ledger: Ledger, file: Path, measure: Measure, asked: QuestionText, *, force: bool = False
) -> YearbookResult:
    """Write the workbook of one table.

    Raise RequestError, ListsUnreadableError or WriteError. `asked` is for people.
    """
    frozen = FrozenLedger(ledger)
    answer = tally(frozen, measure, asked._replace(evidence=True))
    table = lay_out_answer(answer, frozen.lists)
    with uncollected(), new_workbook(file, table.title, force=force) as book:
        return _YearbookWriter(frozen, book, table.title, answer.unread).table(table)


class _YearbookWriter:
    """Writes one workbook."""

    def __init__(self, ledger: FrozenLedger, book: "Workbook", heading: str, unread: Sequence[Problem]) -> None:
        self.ledger, self.book, self.heading, self.unread = ledger, book, heading, unread
        self.lists = ledger.lists
        self.looks = YearbookFormats(book)
        self.state: FolderState | None = None
        self.office = visible(self.lists.setting("office") or "")

    def overview(
        self, year: YearLayout, annexes: Sequence[CountedTable], asked: QuestionText, progress: Progress
    ) -> YearbookResult:
        """Write the overview, the tables by unit, the records, and the rows behind the numbers."""
        opened = OpenedNumbers(self.ledger.db, self.lists)
        self._overview_sheet(year, opened)
        self._unit_sheet(annexes, opened)
        period = year.answers[0].question.period
        only = self._paths_asked_for(year.answers, opened) if asked.where else None
        collection = gather(self.ledger.source, SHEETS, period, progress)
        sheets = RecordSheets(self.ledger.db, self.lists, period, collection.records, only)
        sheets.write(self.book, self.looks, self.heading, self.office)
        opened.write(self.book, self.looks, sheets.rows, self.office)
        weights = {
            kind: sum(record.values.get("count", 1) for record in sheets.records[kind]) for kind in sheets.records
        }
        result = self._result({kind: len(records) for kind, records in sheets.records.items()})
        return result._replace(stands_for=weights)

    def _overview_sheet(self, year: YearLayout, opened: OpenedNumbers) -> None:
        head, tables = year.headlines, year.tables
        page = self._begin(translate(_OVERVIEW), [head, *tables.values()], opened)
        page.table(head)
        drawn = [
            (name, part, kind, title)
            for name, part, kind, title in _CHARTS
            if name in tables and charts.worth_drawing(tables[name].layout, part)
        ]
        room = page.room(len(drawn))
        places = {name: page.table(table) for name, table in tables.items()}
        requests = [self._chart_request(places[name], part, kind, title) for name, part, kind, title in drawn]
        page.charts(self.book, requests, room)
        if self.state:
            page.remark(state_line(self.state))
        page.signatures()
        page.end()

    def _unit_sheet(self, annexes: Sequence[CountedTable], opened: OpenedNumbers) -> None:
        """Write the tables by unit; the headings of a single one stand on top of each page."""
        name = translate(_BY_UNIT)
        page = self._begin(name, annexes, opened, landscape=True)
        places = [page.table(replace(table, title=table.title or name)) for table in annexes]
        if len(places) == 1:
            page.writer.sheet.repeat_rows(places[0].row)
        page.signatures()
        page.end()

    def table(self, table: CountedTable) -> YearbookResult:
        """Write one table, and the rows behind its numbers."""
        opened = OpenedNumbers(self.ledger.db, self.lists)
        page = self._begin(translate(_TABLE), [table], opened)
        place = page.table(replace(table, title=""))
        page.writer.sheet.repeat_rows(place.row)
        page.signatures()
        page.end()
        opened.write(self.book, self.looks, {}, self.office)
        return self._result({})

    def _result(self, records: dict[str, int]) -> YearbookResult:
        return YearbookResult(len(self.book.worksheets()), records, self.unread)

    def _begin(
        self, name: str, tables: Sequence[CountedTable], opened: OpenedNumbers, *, landscape: bool = False
    ) -> OverviewSheet:
        """Begin a sheet of tables: what it is about, and what is not in it."""
        sheet = self.book.add_worksheet(name)
        page = OverviewSheet(SheetWriter(sheet, self.looks), name, opened, tables)
        page.landscape |= landscape
        for text in problems.unread_sentences(self.unread):
            page.line(text, "warning")
        page.line(self.heading, "heading")
        for text in state_asked(self.ledger.revision):
            page.line(text, "note")
        page.row += 1
        set_page(sheet, self.office, name, translate(_PAGE), landscape=page.landscape)
        return page

    def _chart_request(self, place: TablePlace, part: str, kind: str, title: str) -> ChartRequest:
        table = place.table
        axis = table.pivoted if part == "footer" else table.headers[0]
        if kind == "line" and len(table.rows) <= _MOST_GROUPS:
            kind = "column"
        return ChartRequest(translate(title), place, part, kind, axis, translate(N_("Number")))

    def _paths_asked_for(self, answers: Sequence[Table], opened: OpenedNumbers) -> set[str]:
        """Return the files of the records that the conditions hold for: each evaluation, awards of every status."""
        questions: set[Question] = set()
        for question in (answer.question for answer in answers):
            basis: Basis | None = "each" if question.basis else None
            every_status = question.measure.facts == measures.AWARDS.facts
            questions.add(question._replace(by=(), basis=basis, every_status=every_status))
        behind = {fact.path for question in questions for fact in query.facts(self.ledger.db, question)}
        return behind | opened.paths
