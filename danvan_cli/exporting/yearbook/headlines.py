"""The counts that are asked for first, and the tables that a workbook has beside those of `danvan tally`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from danvan_cli.counting import measures
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.measures import DIMENSIONS
from danvan_cli.counting.question import Axis
from danvan_cli.counting.tables import Table
from danvan_cli.counting.tally import AnswerContext, answer
from danvan_cli.exporting.yearbook.counted_cells import CountedCell, counted, narrowed, share
from danvan_cli.exporting.yearbook.table_layout import SheetTable, laid
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.view import messages
from danvan_cli.view.glance import HEADLINES, SHARES, TITLES, headline_label, notes_of, remark_on
from danvan_cli.view.labels import NOTHING, measure_label, value_label
from danvan_cli.view.layout import Layout

_YEAR, _FORM = Axis("year", DIMENSIONS["year"]), Axis("form", DIMENSIONS["form"])
_OVER_YEARS = (
    *(measures.REGISTERED, measures.SURVEYED, measures.EFFECTIVE, measures.RECOGNIZED, measures.OUTSTANDING),
    measures.AWARDS,
)


def headlines(answers: Sequence[Table], lists: Lists) -> SheetTable:
    """Lay out the counts, each with its share of what was registered, and of these where they come from."""
    named = {one.name: one for one in answers}
    rows: list[list[CountedCell]] = []
    remarks: dict[int, str] = {}
    for name in HEADLINES:
        if name in named:
            rows.append(_headline(named, name))
            if rows[-1][-1].value is None and name not in TITLES:
                remarks[len(rows) - 1] = _said(named, name, lists)
            rows += _origins(named, lists) if name == "registered" else []
    headers = [translate(N_("Measure")), translate(N_("Number")), translate(N_("Per cent of those registered"))]
    notes = [messages.sentence(one.message, one.args, lists) for one in notes_of(named)]
    return SheetTable("", Layout(headers, 1, rows), notes, remarks)


def _headline(named: Mapping[str, Table], name: str) -> list[CountedCell]:
    found = named[name]
    label = headline_label(found)
    total, registered = found.total or 0, named["registered"].total or 0
    if not total:
        return [CountedCell(label), CountedCell(NOTHING), CountedCell()]
    number = counted(narrowed(found.question, (), ()), total)
    shared = name in SHARES and registered
    return [CountedCell(label), number, share(total, registered, number.opens) if shared else CountedCell()]


def _said(named: Mapping[str, Table], name: str, lists: Lists) -> str:
    """Say why there is no number, or that nobody knows where the registered come from."""
    if named[name].total and (name != "registered" or _known_origins(named)):
        return ""
    return remark_on(named, name, lists)


def _known_origins(named: Mapping[str, Table]) -> Table | None:
    found = named.get("registered-by-origin")
    return found if found and any(row.values != (None,) for row in found.rows) else None


def _origins(named: Mapping[str, Table], lists: Lists) -> list[list[CountedCell]]:
    """Give a line for each origin, if any is known."""
    found = _known_origins(named)
    if found is None:
        return []
    axes, total = found.question.by, named["registered"].total or 0
    rows = []
    for row in found.rows:
        number = counted(narrowed(found.question, axes, row.values), row.value)
        label = value_label(lists, axes[0], row.values[0]).lower()
        rows.append([CountedCell(f"– {label}"), number, share(row.value, total, number.opens)])
    return rows


def tables(answers: Sequence[Table], lists: Lists) -> dict[str, SheetTable]:
    """Lay out the tables of the overview that have titles, by their stable names."""
    return {one.name: laid(one, lists, translate(TITLES[one.name])) for one in answers if one.name in TITLES}


def years(counter: Counter, answers: Sequence[Table]) -> SheetTable | None:
    """Lay the years out below each other, where there are several with anything to count."""
    named = {one.name: one for one in answers if one.total}
    chosen = [named[measure.name] for measure in _OVER_YEARS if measure.name in named]
    cells = [counter.cells(one.question, (_YEAR,)) for one in chosen]
    found = sorted({year for one in cells for (year,) in one if isinstance(year, int)})
    if len(found) < 2:  # noqa: PLR2004 - a single year is the overview itself
        return None
    rows = [
        [CountedCell(str(year)), *(_of_year(one, year, by.get((year,))) for one, by in zip(chosen, cells, strict=True))]
        for year in found
    ]
    headers = [translate(_YEAR.dimension.label), *(measure_label(one.question.measure) for one in chosen)]
    return SheetTable(translate(N_("Year by year")), Layout(headers, 1, rows))


def _of_year(of: Table, year: int, value: int | None) -> CountedCell:
    """Give a year's count; none that is recorded is not 0."""
    return CountedCell(NOTHING) if value is None else counted(narrowed(of.question, (_YEAR,), (year,)), value)


def by_form(counter: Counter, answers: Sequence[Table], lists: Lists) -> SheetTable | None:
    """Lay out the awards by form alone, where there are several."""
    awards = next(one for one in answers if one.name == measures.AWARDS.name)
    found = answer(
        counter, lists, awards.question._replace(by=(_FORM,)), awards.asked, AnswerContext(None, notes=False)
    )
    return replace(laid(found, lists, translate(N_("Awards by form"))), notes=[]) if len(found.rows) > 1 else None
