"""The year at a glance, for people: headline counts, then tables, each with the command that opens it."""

from collections.abc import Callable, Mapping, Sequence

from danvan_cli.counting import measures
from danvan_cli.counting.notes import CARRIED_ON, EMPTY_FOLDER, HIDDEN_LEVEL, LEFT_OUT
from danvan_cli.counting.tables import Note, Table
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_percent
from danvan_cli.text.visible import visible
from danvan_cli.view import messages
from danvan_cli.view.evidence import evidence_line, silent_note
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import NOTHING, at_least, measure_label, number, value_label
from danvan_cli.view.layout import thousandths
from danvan_cli.view.own_words import own_measure
from danvan_cli.view.tables import conditions, grid_of, opening

TITLES = {
    "recognized-by-level-kind": N_("Recognized by level and kind"),
    "recognized-by-level-rating": N_("Recognized by level and rating"),
    "registered-by-field-kind": N_("Registered by field and kind"),
    "awards-by-authority-form-kind": N_("Awards by authority, form and kind"),
    "awards-apart": N_("Stated apart: medals"),
    "activities-by-form": N_("Activities by form"),
    "results": N_("Results"),
}
HEADLINES = (
    "registered", "active", "units", "surveyed", "rated", "effective", "nominated", "recognized", "outstanding",
    "awards", "awards-apart", "proposed",
    *(
        name
        for record_type in RECORD_TYPES.values()
        for name in filter(None, (record_type.measure, *record_type.measured_beside))
    ),
)  # fmt: skip
_NOTED = ("registered", "recognized")  # what holds for these holds for the others
_NOTES_SHOWN = (LEFT_OUT, HIDDEN_LEVEL, CARRIED_ON)
SHARES = ("surveyed", "rated", "effective", "recognized", "outstanding")


def heading(answers: Sequence[Table], lists: Lists) -> str:
    """Return the line above the overview: the years, the office, and what was filtered by."""
    period = answers[0].question.period
    office = visible(lists.setting("office") or "")
    years = translate(N_("DÂN VẬN KHÉO {years}")).format(years=period) if period.first else "DÂN VẬN KHÉO"
    return " · ".join([years, *([office] if office else []), *conditions(answers[0].question, lists)])


def headlines(answers: Sequence[Table], lists: Lists) -> Grid:
    """Return the counts that are asked for first."""
    named = {answer.name: answer for answer in answers}
    rows = [_headline_row(named, name, lists) for name in HEADLINES if name in named]
    notes = [messages.sentence(note.message, note.args, lists) for note in notes_of(named)]
    notes += [*silent_note(named["registered"].evidence, lists), evidence_line(named["registered"])]
    return Grid("", ["", "", ""], rows, [False, True, False], notes=notes, openings=_openings(named))


def _openings(named: Mapping[str, Table]) -> list[str]:
    """Return the sentence with the command that opens the headlines, and one that names the others.

    Awards have tables of their own, which are opened apart.
    """
    counted = (name for name in HEADLINES[1:] if name in named and named[name].total)
    others = [name for name in counted if named[name].question.measure is not measures.AWARDS]
    likewise = (
        [translate(N_("Likewise: {measures}")).format(measures=", ".join(map(own_measure, others)))] if others else []
    )
    return [opening(named["registered"]), *likewise]


def notes_of(named: Mapping[str, Table]) -> list[Note]:
    """Return what was left out, each thing once."""
    notes = [note for name in _NOTED if name in named for note in named[name].notes if note.message in _NOTES_SHOWN]
    if not named["registered"].question.period.first:
        notes.append(Note(EMPTY_FOLDER))
    return list({(note.message, *note.args.values()): note for note in notes}.values())


def _headline_row(named: Mapping[str, Table], name: str, lists: Lists) -> list[str]:
    answer = named[name]
    total = answer.total or 0
    shown = number(total) if total else NOTHING
    return [
        headline_label(answer),
        at_least(shown) if answer.is_lower_bound and total else shown,
        remark_on(named, name, lists),
    ]


def headline_label(answer: Table) -> str:
    """Return what a headline counts."""
    return translate(TITLES[answer.name]) if answer.name in TITLES else measure_label(answer.question.measure)


def remark_on(named: Mapping[str, Table], name: str, lists: Lists) -> str:
    """Return of a headline what share of the registered it is, what it consists of, or why it is empty."""
    total, registered = named[name].total or 0, named["registered"].total or 0
    if not total:
        left_out = any(note.message is LEFT_OUT for note in named[name].notes)
        return translate(N_("known only for a longer period") if left_out else N_("no record yet"))
    if name == "registered":
        return _origin_counts(named.get("registered-by-origin"), lists)
    if name in SHARES and registered:
        percent = format_percent(thousandths(total, registered), language())
        return translate(N_("{percent} of those registered")).format(percent=percent)
    return ""


def _origin_counts(answer: Table | None, lists: Lists) -> str:
    if answer is None:
        return ""
    axis = answer.question.by[0]
    if all(row.values == (None,) for row in answer.rows):
        return translate(N_("(new, carried on or replicated: not known)"))
    return ", ".join(
        f"{value_label(lists, axis, row.values[0]).lower()} {number(row.value or 0)}" for row in answer.rows
    )


def unread(answers: Sequence[Table]) -> list[Problem]:
    """Return what some table could not count, each problem once."""
    problems = {(problem.path, problem.place, problem.code): problem for answer in answers for problem in answer.unread}
    return [problems[key] for key in sorted(problems)]


def grids(answers: Sequence[Table], lists: Lists, *, room: Callable[[Grid], bool] = lambda _: True) -> list[Grid]:
    """Return the tables that have a title of their own."""
    titled = []
    for answer in answers:
        if answer.name in TITLES:
            grid = grid_of(answer, lists, room=room)
            titled.append(grid._replace(title=translate(TITLES[answer.name]), openings=[opening(answer)]))
    return titled
