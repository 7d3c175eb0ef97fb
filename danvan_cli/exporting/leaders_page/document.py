"""The page as a whole: what stands where."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from danvan_cli.counting.question import Question
from danvan_cli.exporting.frozen_ledger import FrozenLedger
from danvan_cli.exporting.leaders_page.bars import bars
from danvan_cli.exporting.leaders_page.cards import Cards
from danvan_cli.exporting.year_layout import YearLayout, state_asked
from danvan_cli.exporting.year_layout.counted_cells import PERCENT, CountedCell, CountedTable
from danvan_cli.exporting.year_layout.records_behind import RecordsBehind
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.view.evidence import state_line
from danvan_cli.view.markup import Markup, element, joined
from danvan_cli.view.tables import without_options

# Nothing is fetched and nothing runs: what is not in the file is not there.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_HEADLINES, _RECORDS = N_("The year in numbers"), N_("The records")
_HOW_TO_OPEN = N_("A number that is underlined opens: the records that it counts, and the command that lists them.")
_FILTERED = N_("Only the records of the number that is open.")
_NUMBER = N_("Number")


class PageDocument:
    """Writes the year as a page, and knows how much is on it."""

    def __init__(self, ledger: FrozenLedger, year: YearLayout) -> None:
        self._year, self._revision = year, ledger.revision
        self._cards = Cards(RecordsBehind(ledger.db, ledger.lists), ledger.lists, ledger.revision)
        self._tables = [year.headlines, *year.tables.values()]
        opened = [question for table in self._tables for question in _opened(table)]
        for question in opened:
            self._cards.add(question)
        self._cards.records.number_all()
        self.numbers = len(opened)

    @property
    def records(self) -> int:
        """Return how many records stand in the list."""
        return len(self._cards.records.numbers)

    def text(self) -> str:
        """Return the page."""
        heading = self._year.heading
        head = joined(
            Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width">'),
            Markup(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
            element("title", heading),
            element("style", Markup(_style(self._columns()) + _filters(self._cards.filters))),
        )
        main = element(
            "main",
            element("h1", heading),
            *map(_note, state_asked(self._revision)),
            *([element("p", translate(_HOW_TO_OPEN), class_="how")] if self.numbers else []),
            *map(self._section, self._tables),
            *([_note(state_line(self._year.state))] if self._year.state else []),
            *([self._list()] if self._cards.filters else []),
        )
        page = element("html", element("head", head), Markup("\n"), element("body", main), lang=language())
        return f"<!DOCTYPE html>\n{page}\n"

    def _section(self, table: CountedTable) -> Markup:
        title = table.title or translate(_HEADLINES)
        wide = element("div", self._table(table), class_="wide", tabindex="0", role="region", aria_label=title)
        return joined(
            Markup("\n"), element("section", element("h2", title), wide, *map(_note, map(without_options, table.notes)))
        )

    def _table(self, table: CountedTable) -> Markup:
        layout = table.layout
        headers = (_heading_cell("col", header) for header in layout.headers)
        drawn = [Markup(f"<td class=bar>{bar}</td>") for bar in bars(layout.amounts or [])]
        rows = (
            element("tr", self._row(cells, layout.words, table.remarks.get(at, "")), *drawn[at : at + 1])
            for at, cells in enumerate(layout.rows)
        )
        footer = element("tr", self._row(layout.footer, layout.words)) if layout.footer else Markup("")
        return element(
            "table",
            element("thead", element("tr", *headers)),
            element("tbody", *rows),
            *([element("tfoot", footer)] if footer else []),
        )

    def _row(self, cells: Sequence[CountedCell], words: int, remark: str = "") -> Markup:
        said = [element("small", remark)] if remark else []  # below the first label
        labels = (
            _heading_cell("row", cell.text, *(() if column else said)) for column, cell in enumerate(cells[:words])
        )
        return joined(*labels, *map(self._cell, cells[words:]))

    def _cell(self, cell: CountedCell) -> Markup:
        return element("td", cell.text if cell.value is None else self._cards.number(cell))

    def _list(self) -> Markup:
        period = self._year.answers[0].question.period
        items = self._cards.records.items(with_years=period.first < period.last)
        heading = element("h2", translate(_RECORDS))
        filtered = element("p", translate(_FILTERED), class_="only")
        content = (heading, filtered, element("ul", *items))
        return joined(Markup("\n"), element("section", *content, id="ds", tabindex="0"))

    def _columns(self) -> int:
        return max(len(table.layout.headers) for table in self._tables)


def _heading_cell(scope: str, *content: str) -> Markup:
    return Markup(f"<th scope={scope}>{joined(*content)}</th>")


def _note(text: str) -> Markup:
    return element("p", text)


def _opened(table: CountedTable) -> Iterator[Question]:
    """Yield the questions of a table's numbers; a share opens with the number beside it."""
    rows = [*table.layout.rows, table.layout.footer or []]
    cells = (cell for row in rows for cell in row if cell.has_records and cell.form != PERCENT)
    return (cell.opens for cell in cells if cell.opens is not None)


def _style(columns: int) -> str:
    """Return the style, in which the headings of an open number stand out: a column has no element of its own."""
    own = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    cells = (f":nth-child({column})" for column in range(2, columns + 1))
    return (
        own
        + ",".join(f"table:has({cell}>[open]) thead {cell}" for cell in cells)
        + ",tr:has([open]) th{background:#fd9}"
    )


def _filters(cards: Sequence[str]) -> str:
    """Return the rule by which the list has the records of a card while that is open; page.css hides all others.

    A browser looks such rules up by an item's own classes: what each item had to be tried against would be slow.
    """
    own = ",".join(f":has(.{card}[open]) .{card}" for card in cards)
    return f"{own}{{display:block}}" if own else ""
