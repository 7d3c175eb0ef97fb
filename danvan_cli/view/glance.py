"""The year at a glance, for people: headline counts, then tables, each with the command that opens it."""

from collections.abc import Callable, Mapping, Sequence

from danvan_cli.counting import measures
from danvan_cli.counting.notes import CARRIED_ON, EMPTY_FOLDER, HIDDEN_LEVEL, LEFT_OUT
from danvan_cli.counting.tables import Note, Table
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_percent
from danvan_cli.text.visible import visible
from danvan_cli.view import messages
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import NOTHING, measure_label, number, value_label
from danvan_cli.view.layout import thousandths
from danvan_cli.view.tables import conditions, grid_of, opening

TITLES = {
    "recognized-by-level-kind": N_("Recognized by level and kind"),
    "recognized-by-level-rating": N_("Recognized by level and rating"),
    "registered-by-field-kind": N_("Registered by field and kind"),
    "awards-by-authority-form-kind": N_("Awards by authority, form and kind"),
    "awards-apart": N_("Stated apart: medals"),
    "results": N_("Results"),
}
HEADLINES = (
    "registered", "active", "units", "surveyed", "rated", "effective", "recognized", "outstanding",
    "awards", "awards-apart", "proposed",
    *(record_type.measure for record_type in RECORD_TYPES.values() if record_type.measure),
)  # fmt: skip
_NOTED = ("registered", "recognized")  # what holds for these holds for the others
_SAID = (LEFT_OUT, HIDDEN_LEVEL, CARRIED_ON)
SHARES = ("surveyed", "rated", "effective", "recognized", "outstanding")


def heading(answers: Sequence[Table], lists: Lists) -> str:
    """Name the office and the years."""
    period = answers[0].question.period
    office = visible(lists.setting("office") or "")
    years = translate(N_("DÂN VẬN KHÉO {years}")).format(years=period) if period.first else "DÂN VẬN KHÉO"
    return " · ".join([years, *([office] if office else []), *conditions(answers[0].question, lists)])


def headlines(answers: Sequence[Table], lists: Lists) -> Grid:
    """Give the counts that are asked for first."""
    named = {answer.name: answer for answer in answers}
    rows = [_headline(named, name, lists) for name in HEADLINES if name in named]
    notes = [*(messages.sentence(one.message, one.args, lists) for one in notes_of(named)), *_openings(named)]
    return Grid("", ["", "", ""], rows, [False, True, False], notes=notes)


def _openings(named: Mapping[str, Table]) -> list[str]:
    """Give the command that opens the headlines; awards have tables of their own, that are opened apart."""
    there = (name for name in HEADLINES[1:] if name in named and named[name].total)
    others = [name for name in there if named[name].question.measure is not measures.AWARDS]
    likewise = [translate(N_("Likewise: {measures}")).format(measures=", ".join(others))] if others else []
    return [opening(named["registered"]), *likewise]


def notes_of(named: Mapping[str, Table]) -> list[Note]:
    """Give what was left out, each thing once."""
    notes = [one for name in _NOTED if name in named for one in named[name].notes if one.message in _SAID]
    if not named["registered"].question.period.first:
        notes.append(Note(EMPTY_FOLDER))
    return list({(one.message, *one.args.values()): one for one in notes}.values())


def _headline(named: Mapping[str, Table], name: str, lists: Lists) -> list[str]:
    answer = named[name]
    total = answer.total or 0
    shown = number(total) if total else NOTHING
    return [headline_label(answer), shown, remark_on(named, name, lists)]


def headline_label(answer: Table) -> str:
    """Name what a headline counts."""
    return translate(TITLES[answer.name]) if answer.name in TITLES else measure_label(answer.question.measure)


def remark_on(named: Mapping[str, Table], name: str, lists: Lists) -> str:
    """Say of a headline what share of the registered it is, what it consists of, or why it is empty."""
    total, registered = named[name].total or 0, named["registered"].total or 0
    if not total:
        left_out = any(one.message is LEFT_OUT for one in named[name].notes)
        return translate(N_("known only for a longer period") if left_out else N_("no record yet"))
    if name == "registered":
        return _origins(named.get("registered-by-origin"), lists)
    if name in SHARES and registered:
        percent = format_percent(thousandths(total, registered), language())
        return translate(N_("{percent} of those registered")).format(percent=percent)
    return ""


def _origins(answer: Table | None, lists: Lists) -> str:
    if answer is None:
        return ""
    axis = answer.question.by[0]
    if all(row.values == (None,) for row in answer.rows):
        return translate(N_("(new, carried on or replicated: not known)"))
    return ", ".join(f"{value_label(lists, axis, row.values[0]).lower()} {number(row.value)}" for row in answer.rows)


def grids(answers: Sequence[Table], lists: Lists, *, room: Callable[[Grid], bool] = lambda _: True) -> list[Grid]:
    """Give the tables that have a title of their own."""
    shown = []
    for answer in answers:
        if answer.name in TITLES:
            grid = grid_of(answer, lists, room=room)
            shown.append(grid._replace(title=translate(TITLES[answer.name]), notes=[*grid.notes, opening(answer)]))
    return shown
