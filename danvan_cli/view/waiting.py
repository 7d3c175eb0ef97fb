"""What waits -> lines for people, and JSON. Every number leads on: to its records, and to the command for them."""

import textwrap
from collections.abc import Callable, Collection, Iterator
from typing import Any

from danvan_cli.counting import waiting
from danvan_cli.counting.sent_lists import SentLists
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.counting.waiting import WaitingItem, WaitingSummary, proposals_open
from danvan_cli.domain.names import record_name
from danvan_cli.domain.record_types import EVALUATIONS
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import sent_lists
from danvan_cli.view.as_json import SCHEMA
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import NOTHING, date, number, unit_label
from danvan_cli.view.own_words import own_words

_TITLES = {
    waiting.UNITS: N_("Units at any level without a model of their own: {value}"),
    waiting.SURVEY: N_("Models neither surveyed, rated nor recognized: {value}"),
    waiting.RATING: N_("Models surveyed, not rated: {value}"),
    waiting.RECOGNITION: N_("Models rated effective, recognition not decided: {value}"),
    waiting.NOMINATIONS: N_("Put forward for recognition, not decided: {value}"),
    waiting.DECISION: N_("Recognized without a decision: {value}"),
    waiting.PROPOSALS: N_("Proposals still open: {value}"),
    waiting.ENDING: N_("Programmes whose last year is {year}: {value}"),
    waiting.OUTCOMES: N_("Activities held, what came of them not written: {value}"),
    waiting.CARRYING_OVER: N_("Models of {before} neither carried on nor ended: {value}"),
}
_GO_ON = {
    waiting.UNITS: "danvan register --year {year} --unit {id}",
    waiting.SURVEY: "danvan evaluate {id}",
    waiting.RATING: "danvan evaluate {id}",
    waiting.RECOGNITION: "danvan recognize {id}",
    waiting.NOMINATIONS: "danvan recognize {id} --level {level}",
    waiting.DECISION: "danvan recognize {id} --level {level}",
    waiting.PROPOSALS: "danvan grant {id}",
    waiting.ENDING: "danvan show {id}",
    waiting.OUTCOMES: "danvan edit {id}",
    waiting.CARRYING_OVER: "danvan carry-over {before} {year}",
}
_CHECK = "danvan check"
_BRIEF = (waiting.OUTCOMES,)  # of which the number is said, and no records until somebody asks for them
_SHOWN, _INDENT = 5, "  "


def text(
    summary: WaitingSummary,
    lists: Lists,
    only: Collection[str] = (),
    columns: int | None = None,
    fold: Callable[[str], str] = str,
) -> str:
    """Return what waits, in lines of so many columns, None for as long as they are; of `only` these codes all.

    `fold` folds lines for the screen, all but the paragraph that is to be pasted into a message.
    """
    items = [item for item in summary.items if not only or item.code in only]
    title = translate(N_("WHAT WAITS IN {year}") if summary.year else N_("WHAT WAITS"))
    blocks = [
        fold(" · ".join(filter(None, (title.format(year=summary.year), visible(lists.setting("office") or ""))))),
        *map(fold, [] if only else _next_due(summary)),
        *map(fold, _sent_lines(summary, lists, only, columns)),
        *_message(summary, lists, only),
        *(fold("\n".join(_block(item, summary, lists, columns, everything=bool(only)))) for item in items),
    ]
    checked = "" if only else _check_counts(summary)
    sent = _sent_shown(summary, only)
    if not items and not (sent and (sent.missing or only)) and not summary.checked.errors + summary.checked.warnings:
        blocks.append(fold(_nothing(summary, lists)))
    return "\n\n".join([*blocks, *([fold(checked)] if checked else [])]) + "\n"


def _next_due(summary: WaitingSummary) -> Iterator[str]:
    """Yield that lists of a later year are due, of which nothing is on record yet."""
    if summary.next_due:
        year, day = summary.next_due
        due = translate(N_("Lists of {year} are due on {date}.")).format(year=year, date=date(day))
        yield f"{due}\n{_INDENT}{_opening(f'danvan status --year {year}')}"


def _sent_lines(summary: WaitingSummary, lists: Lists, only: Collection[str], columns: int | None) -> Iterator[str]:
    """Yield who has sent lists, where that is told."""
    sent = _sent_shown(summary, only)
    if sent is None:
        return
    lines = [sent_lists.headline(sent), *(_INDENT + line for line in sent_lists.summary_lines(sent))]
    if not sent.units:
        lines.append(_INDENT + _go_on("danvan unit add"))
    elif only:
        lines += [part for line in sent_lists.unit_lines(sent, lists) for part in _wrapped(line, columns)]
    else:
        year, due, _ = sent.deadline
        by = f" --due {due}" if due != lists.due.get(year) else ""
        lines.append(_INDENT + _opening(f"danvan status --year {year}{by} --only {waiting.SENT}"))
    yield "\n".join(lines)


def _message(summary: WaitingSummary, lists: Lists, only: Collection[str]) -> Iterator[str]:
    """Yield the paragraph for a message to the units, in one line, as it is to be pasted."""
    sent = _sent_shown(summary, only)
    if sent and (sent.missing or (only and sent.units)):
        yield sent_lists.paragraph(sent, lists)


def _sent_shown(summary: WaitingSummary, only: Collection[str]) -> SentLists | None:
    """Return who has sent lists, where that is told."""
    return summary.sent if not only or waiting.SENT in only else None


def grids(summary: WaitingSummary, lists: Lists, only: Collection[str] = ()) -> list[Grid]:
    """Return what waits as tables: who has sent lists, where that is told, and the records that wait."""
    sent = _sent_shown(summary, only)
    tables = [sent_lists.grid(sent, lists)] if sent else []
    return tables if sent and set(only) == {waiting.SENT} else [*tables, grid(summary, lists, only)]


def grid(summary: WaitingSummary, lists: Lists, only: Collection[str] = ()) -> Grid:
    """Return what waits as a table: a row a record, with the command that goes on with it."""
    rows = []
    for item in summary.items:
        if only and item.code not in only:
            continue
        title = _title(item, summary)
        for record in item.records:
            name = unit_label(lists, record.id) if item.code == waiting.UNITS else visible(record.title or NOTHING)
            unit = unit_label(lists, record.unit) if record.unit else NOTHING
            rows.append([title, unit, name, number(record.value), record.id])
    headers = [N_("What waits"), N_("Unit"), N_("Title or name"), N_("Value"), N_("Record")]
    office = visible(lists.setting("office") or "")
    titles = translate(N_("WHAT WAITS IN {year}") if summary.year else N_("WHAT WAITS")).format(year=summary.year)
    about = [_check_counts(summary)] if not only and _check_counts(summary) else []
    numeric = [False, False, False, True, False]
    return Grid(" · ".join(filter(None, (titles, office))), [*map(translate, headers)], rows, numeric, notes=about)


def _nothing(summary: WaitingSummary, lists: Lists) -> str:
    if summary.year:
        return translate(N_("Nothing waits."))
    lines = [translate(N_("There are no records yet.")), *(_go_on(command) for command in _first_steps(lists))]
    return "\n".join(lines)


def _first_steps(lists: Lists) -> list[str]:
    return ["danvan register"] if lists.units else ["danvan unit add", "danvan register"]


def _block(
    item: WaitingItem, summary: WaitingSummary, lists: Lists, columns: int | None, *, everything: bool
) -> Iterator[str]:
    yield _title(item, summary)
    brief = item.code in _BRIEF and not everything
    for record in item.records if everything else item.records[: 0 if brief else _SHOWN]:
        yield from _record(record, item, lists, columns)
    more = len(item.records) - _SHOWN
    if more > 0 and not everything and not brief:
        yield _INDENT + translate(N_("… and {number} more")).format(number=number(more))
    go_on, opening = commands(item, summary)
    if not everything:
        yield _INDENT + _opening(opening)
    if not brief:
        yield _INDENT + _go_on(go_on)


def _go_on(command: str) -> str:
    return translate(N_("Go on: {command}")).format(command=own_words(command))


def _opening(command: str) -> str:
    return translate(N_("Open: {command}")).format(command=own_words(command))


def _title(item: WaitingItem, summary: WaitingSummary) -> str:
    value = number(item.value)
    title = translate(_TITLES[item.code]).format(value=value, year=summary.year, before=(summary.year or 0) - 1)
    if not item.unnamed:
        return title
    return f"{title} {translate(N_('({value} of them known by number only)')).format(value=number(item.unnamed))}"


def _record(record: ListedRecord, item: WaitingItem, lists: Lists, columns: int | None) -> Iterator[str]:
    title = visible(record.title or "–")
    if item.code == waiting.UNITS:
        yield from _wrapped(f"– {unit_label(lists, record.id)} · {record.id}", columns)
        return
    weight = f" (×{number(record.value)})" if record.value > 1 else ""
    unit = f"{unit_label(lists, record.unit)} · " if record.unit else ""
    yield from _wrapped(f"– {title}{weight}", columns)
    yield from _wrapped(f"{_INDENT}{unit}{record.id}", columns)


def _wrapped(line: str, columns: int | None) -> list[str]:
    if columns is None:
        return [_INDENT + line]
    return textwrap.wrap(
        line,
        columns,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT * 2,
        break_long_words=False,  # an id stays in one piece
        break_on_hyphens=False,
    )


def _check_counts(summary: WaitingSummary) -> str:
    errors, warnings, everything = summary.checked
    if everything and not errors + warnings:
        return ""
    sentence = N_("Found by check: errors {errors}, warnings {warnings}.")
    if not everything:
        sentence = N_("Found in the records of {year} alone: errors {errors}, warnings {warnings}.")
    counts = translate(sentence).format(errors=number(errors), warnings=number(warnings), year=summary.year)
    return f"{counts}\n{_INDENT}{_opening(_CHECK)}"


def commands(item: WaitingItem, summary: WaitingSummary) -> tuple[str, str]:
    """Return the command that goes on with the first record, or with all, and the one that lists all."""
    year = summary.year or 0
    first = item.records[0]
    evaluation = record_name(EVALUATIONS, first.path.rpartition("/")[2])
    level = evaluation.level if evaluation else None
    go_on = _GO_ON[item.code].format(id=first.id, level=level, year=year, before=year - 1)
    match item.code:
        case waiting.DECISION:
            opening = f"danvan list recognized --year {year} --where decision= --count each"
        case waiting.PROPOSALS:
            opening = f"danvan list awards --year {proposals_open(year).period} --where status=de-nghi"
        case _:
            opening = f"danvan status --year {year} --only {item.code}"
    return go_on, opening


def document(summary: WaitingSummary, lists: Lists, only: Collection[str] = ()) -> dict[str, Any]:
    """Return the object of what waits."""
    items = [_object(item, summary) for item in summary.items if not only or item.code in only]
    sent = _sent_shown(summary, only)
    if summary.year is None:
        items = [{"code": "no-records", "count": 0, "records": [], "commands": _first_steps(lists)}]
    return {
        "schema": SCHEMA,
        "year": str(summary.year) if summary.year else None,
        "waiting": items,
        "problems": {"error": summary.checked.errors, "warning": summary.checked.warnings},
        "checked": "everything" if summary.checked.everything else "year",
        "complete": not summary.unread,
        **({"sent": sent_lists.document(sent, lists)} if sent else {}),
    }


def _object(item: WaitingItem, summary: WaitingSummary) -> dict[str, Any]:
    records = [
        {"id": record.id, "path": record.path, "title": record.title, "value": record.value} for record in item.records
    ]
    return {"code": item.code, "count": item.value, "records": records, "commands": list(commands(item, summary))}
