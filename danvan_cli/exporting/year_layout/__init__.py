"""The year as it is laid out for people: the workbook and the page for leaders have the same cells.

Each number knows the question that it answers, and `RecordsBehind` asks that once more for its records.
"""

from collections.abc import Sequence
from typing import NamedTuple

from danvan_cli.counting.counter import Counter
from danvan_cli.counting.overview import overview
from danvan_cli.counting.question import QuestionText
from danvan_cli.counting.tables import FolderState, Table
from danvan_cli.exporting.frozen_ledger import FrozenLedger
from danvan_cli.exporting.year_layout import headlines
from danvan_cli.exporting.year_layout.counted_cells import CountedTable
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.view import glance

YEARS = "years"
_AS_OF = N_("As the data folder was at revision {revision}.")


class YearLayout(NamedTuple):
    """The year at a glance: headline counts, then tables by their stable names, in the order they stand in.

    `state` is what `check` finds and git keeps. It holds for all tables, and stands below each of them only where
    whoever asked wanted it there.
    """

    heading: str
    headlines: CountedTable
    tables: dict[str, CountedTable]
    state: FolderState | None
    answers: Sequence[Table]


def lay_out_year(ledger: FrozenLedger, asked: QuestionText) -> YearLayout:
    """Ask the questions of the year and lay their answers out; raise RequestError or ListsUnreadableError."""
    answers = overview(ledger, asked._replace(evidence=True))
    state = answers[0].evidence.state
    if not asked.evidence:
        answers = [answer._replace(evidence=answer.evidence._replace(state=None)) for answer in answers]
    lists = ledger.lists
    tables = _tables(Counter(ledger.db), answers, lists)
    return YearLayout(glance.heading(answers, lists), headlines.headlines(answers, lists), tables, state, answers)


def _tables(counter: Counter, answers: Sequence[Table], lists: Lists) -> dict[str, CountedTable]:
    """Return all tables by name, in the order they stand in."""
    years, forms = headlines.years(counter, answers), headlines.by_form(counter, answers, lists)
    tables = {YEARS: years, **headlines.tables(answers, lists), "awards-by-form": forms}
    results = tables.pop("results", None)
    return {name: table for name, table in {**tables, "results": results}.items() if table is not None}


def state_asked(revision: str | None) -> list[str]:
    """Return the line that says which earlier state of the folder is shown; nothing for the present one."""
    return [translate(_AS_OF).format(revision=revision[:12])] if revision else []
