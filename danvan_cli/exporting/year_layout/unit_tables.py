"""The tables by unit, as the annex of a report has them: a row a unit, a column a measure."""

from collections.abc import Iterator, Sequence

from danvan_cli.counting.column_table import ColumnTable, kept_columns, tally_columns
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.narrowing import narrowed
from danvan_cli.counting.question import QuestionText
from danvan_cli.counting.tables import FolderState
from danvan_cli.exporting.year_layout.counted_cells import CountedCell, CountedTable, count_cell, lower_bound
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.visible import visible
from danvan_cli.view.column_table import column_heading, columns_shown, notes_of_columns
from danvan_cli.view.labels import axis_label, value_label
from danvan_cli.view.layout import TOTAL, Layout


def unit_tables(
    ledger: Ledger, typed: Sequence[str], asked: QuestionText, state: FolderState | None
) -> Iterator[CountedTable]:
    """Yield the table of the columns that were typed, else one for each set that danvan.yaml keeps, else the built-in.

    `state` is told below each. Raise RequestError.
    """
    by_unit = asked._replace(by=("unit",), evidence=False)
    sets = {"": typed} if typed else kept_columns(ledger) or {"": ()}
    for name, columns in sets.items():
        answer = tally_columns(ledger, columns, by_unit)
        evidence = answer.evidence._replace(state=state)
        yield lay_out_columns(answer._replace(evidence=evidence), ledger.lists, visible(name))


def lay_out_columns(answer: ColumnTable, lists: Lists, title: str) -> CountedTable:
    """Lay several columns out, each of whose numbers is a question of its own."""
    shown = [(place, answer.columns[place]) for place in columns_shown(answer)]
    rows = [
        [
            *(CountedCell(value_label(lists, axis, value)) for axis, value in zip(answer.by, row.values, strict=True)),
            *(
                count_cell(narrowed(column.question, answer.by, row.values), row.counts[place])
                for place, column in shown
            ),
        ]
        for row in answer.rows
    ]
    totals = [(count_cell(narrowed(column.question, (), ()), column.total), column) for _, column in shown]
    footer = [
        CountedCell(translate(TOTAL)),
        *(lower_bound(cell) if column.is_lower_bound else cell for cell, column in totals),
    ]
    headers = [
        *(axis_label(lists, axis) for axis in answer.by),
        *(column_heading(column, answer, lists) for _, column in shown),
    ]
    return CountedTable(title, Layout(headers, len(answer.by), rows, footer), notes_of_columns(answer, lists))
