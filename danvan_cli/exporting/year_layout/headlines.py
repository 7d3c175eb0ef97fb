"""The counts that are asked for first, and the tables that a workbook has beside those of `danvan tally`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from danvan_cli.counting import measures
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.measures import DIMENSIONS
from danvan_cli.counting.narrowing import narrowed
from danvan_cli.counting.question import Axis
from danvan_cli.counting.tables import Table
from danvan_cli.counting.tally import AnswerContext, answer
from danvan_cli.exporting.year_layout.counted_cells import (
    CountedCell,
    CountedTable,
    count_cell,
    lay_out_answer,
    lower_bound,
    share_cell,
)
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.view import messages
from danvan_cli.view.evidence import evidence_line, silent_note
from danvan_cli.view.glance import HEADLINES, SHARES, TITLES, headline_label, notes_of, remark_on
from danvan_cli.view.labels import NOTHING, measure_label, value_label
from danvan_cli.view.layout import Layout

_YEAR, _FORM = Axis("year", DIMENSIONS["year"]), Axis("form", DIMENSIONS["form"])
_OVER_YEARS = (
    *(measures.REGISTERED, measures.SURVEYED, measures.EFFECTIVE, measures.RECOGNIZED, measures.OUTSTANDING),
    measures.AWARDS,
)


def headlines(answers: Sequence[Table], lists: Lists) -> CountedTable:
    """Lay out the counts, each with its share of what was registered, and of these where they come from."""
    by_name = {table.name: table for table in answers}
    rows: list[list[CountedCell]] = []
    remarks: dict[int, str] = {}
    for name in HEADLINES:
        if name in by_name:
            rows.append(_headline_row(by_name, name))
            if rows[-1][-1].value is None and name not in TITLES:
                remarks[len(rows) - 1] = _remark(by_name, name, lists)
            rows += _origin_rows(by_name, lists) if name == "registered" else []
    headers = [translate(N_("Measure")), translate(N_("Number")), translate(N_("Per cent of those registered"))]
    notes = [messages.sentence(note.message, note.args, lists) for note in notes_of(by_name)]
    notes += [*silent_note(by_name["registered"].evidence, lists), evidence_line(by_name["registered"])]
    return CountedTable("", Layout(headers, 1, rows), notes, remarks)


def _headline_row(by_name: Mapping[str, Table], name: str) -> list[CountedCell]:
    table = by_name[name]
    label = headline_label(table)
    total, registered = table.total or 0, by_name["registered"].total or 0
    if not total:
        return [CountedCell(label), CountedCell(NOTHING), CountedCell()]
    number = count_cell(narrowed(table.question, (), ()), total)
    number = lower_bound(number) if table.is_lower_bound else number
    shared = name in SHARES and registered
    return [CountedCell(label), number, share_cell(total, registered, number.opens) if shared else CountedCell()]


def _remark(by_name: Mapping[str, Table], name: str, lists: Lists) -> str:
    """Return why there is no number, or that nobody knows where the registered come from; "" for neither."""
    if by_name[name].total and (name != "registered" or _known_origin_table(by_name)):
        return ""
    return remark_on(by_name, name, lists)


def _known_origin_table(by_name: Mapping[str, Table]) -> Table | None:
    by_origin = by_name.get("registered-by-origin")
    return by_origin if by_origin and any(row.values != (None,) for row in by_origin.rows) else None


def _origin_rows(by_name: Mapping[str, Table], lists: Lists) -> list[list[CountedCell]]:
    """Return a row for each origin, if any is known."""
    by_origin = _known_origin_table(by_name)
    if by_origin is None:
        return []
    axes, total = by_origin.question.by, by_name["registered"].total or 0
    rows = []
    for row in by_origin.rows:
        number = count_cell(narrowed(by_origin.question, axes, row.values), row.value)
        label = value_label(lists, axes[0], row.values[0]).lower()
        rows.append([CountedCell(f"– {label}"), number, share_cell(row.value or 0, total, number.opens)])
    return rows


def tables(answers: Sequence[Table], lists: Lists) -> dict[str, CountedTable]:
    """Lay out the tables of the overview that have titles, by their stable names."""
    return {
        table.name: lay_out_answer(table, lists, translate(TITLES[table.name]))
        for table in answers
        if table.name in TITLES
    }


def years(counter: Counter, answers: Sequence[Table]) -> CountedTable | None:
    """Lay the years out below each other, where there are several with anything to count."""
    by_name = {table.name: table for table in answers if table.total}
    chosen = [by_name[measure.name] for measure in _OVER_YEARS if measure.name in by_name]
    counts = [counter.cells(table.question, (_YEAR,)) for table in chosen]
    counted_years = sorted({year for by_year in counts for (year,) in by_year if isinstance(year, int)})
    if len(counted_years) < 2:  # noqa: PLR2004 - a single year is the overview itself
        return None
    rows = [
        [
            CountedCell(str(year)),
            *(_year_cell(table, year, by_year.get((year,))) for table, by_year in zip(chosen, counts, strict=True)),
        ]
        for year in counted_years
    ]
    headers = [translate(_YEAR.dimension.label), *(measure_label(table.question.measure) for table in chosen)]
    return CountedTable(translate(N_("Year by year")), Layout(headers, 1, rows))


def _year_cell(table: Table, year: int, value: int | None) -> CountedCell:
    """Return a year's count; none that is recorded is not 0."""
    return CountedCell(NOTHING) if value is None else count_cell(narrowed(table.question, (_YEAR,), (year,)), value)


def by_form(counter: Counter, answers: Sequence[Table], lists: Lists) -> CountedTable | None:
    """Lay out the awards by form alone, where there are several."""
    awards = next(table for table in answers if table.name == measures.AWARDS.name)
    awards_by_form = answer(
        counter, lists, awards.question._replace(by=(_FORM,)), awards.asked, AnswerContext(None, notes=False)
    )
    if len(awards_by_form.rows) <= 1:
        return None
    return replace(lay_out_answer(awards_by_form, lists, translate(N_("Awards by form"))), notes=[])
