"""In what two states differ, and why a number does: for people and for programs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from danvan_cli.counting.causes import DISPLACED, LINEAGE, LISTS_CHANGED, MODEL_CHANGED, Cause, Explanation
from danvan_cli.counting.changed_records import ADDED, CHANGED, REMOVED, UNREADABLE, ChangedRecord, record_at
from danvan_cli.counting.explaining import Comparison
from danvan_cli.counting.question import Question
from danvan_cli.domain.names import id_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import quoted, visible
from danvan_cli.view.as_json import SCHEMA, amount
from danvan_cli.view.grid import Grid
from danvan_cli.view.history import called, change_line, merged_into, moves_as_one, record_document, record_lines
from danvan_cli.view.labels import NOTHING, SHORT, date, entry_label, indicator_unit, moment, number
from danvan_cli.view.layout import TOTAL
from danvan_cli.view.tables import title_of, written, written_change

_INDENT = "  "
_MOST_CAUSES = 6
_WHOLE = {
    ADDED: N_("it is new"),
    REMOVED: N_("it is no longer there"),
    UNREADABLE: N_("on one side its file cannot be read"),
}
_MOVED = {ADDED: N_("it was moved here from {year}"), REMOVED: N_("it was moved to {year}")}
_REMOVED_ON = N_("it was removed on {date}: {value}")
_MERGED_ON = N_("it was merged on {date} into {other}")
_CAME = N_("it came over from {other}, which was merged into its model")
_DISPLACING = (N_("now {record} counts in its place"), N_("before, {record} counted in its place"))
_BEHIND = {
    MODEL_CHANGED: N_("its model: {change}"),
    LISTS_CHANGED: N_("the lists: {change}"),
    LINEAGE: N_("its lineage: {change}"),
    UNREADABLE: N_("cannot be read on one side: {change}"),
}
_NEW, _WENT = N_("{record} is new"), N_("{record} is no longer there")


def difference_document(before: str, after: str | None, records: Sequence[ChangedRecord]) -> dict[str, Any]:
    """Return in what two states differ as JSON."""
    return {
        "schema": SCHEMA,
        "from": before,
        "to": after,
        "records": [record_document(record) for record in records if not record.is_of_lists],
        "lists": [record_document(record) for record in records if record.is_of_lists],
        "complete": all(record.what != UNREADABLE for record in records),
    }


State = tuple[str, str]  # a commit, and when it was made


def states_heading(before: State | None, after: State | None) -> str:
    """Return which two states are compared; the later one is None where it is the present one."""
    sides = {"before": _state(before), "after": _state(after) if after else translate(N_("now"))}
    return translate(N_("From {before} to {after}")).format(**sides)


def _state(state: State | None) -> str:
    return f"{moment(state[1])} ({state[0][:SHORT]})" if state else NOTHING


def difference_lines(records: Sequence[ChangedRecord], lists: Lists) -> Iterator[str]:
    """Yield how much differs, and the lines of each record and entry."""
    records = list(moves_as_one(records))
    of_lists = sum(record.is_of_lists for record in records)
    counts = {"records": number(len(records) - of_lists), "entries": number(of_lists)}
    yield translate(N_("Records that differ: {records}; units and entries of lists: {entries}")).format(**counts)
    for record in records:
        yield from record_lines(record, lists)


def comparison_document(
    comparison: Comparison, explained: Iterable[Explanation], where: Sequence[str]
) -> dict[str, Any]:
    """Return a number at two states, and what makes the difference, as JSON."""
    question, before, after = comparison.question, comparison.before, comparison.after
    return {
        "schema": SCHEMA,
        "from": before.revision,
        "to": after.revision,
        "measure": question.measure.name,
        "year": str(question.period) if question.period.first else None,
        "count": question.basis,
        "where": list(where),
        "before": amount(question.measure, before.total),
        "after": amount(question.measure, after.total),
        "change": amount(question.measure, _difference(comparison)),
        "contributions": [_contribution(comparison, explanation) for explanation in explained],
        "complete": not comparison.unread,
    }


def _difference(comparison: Comparison) -> int | None:
    before, after = comparison.before.total, comparison.after.total
    return None if before is None or after is None else after - before


def _contribution(comparison: Comparison, explanation: Explanation) -> dict[str, Any]:
    measure, contribution = comparison.question.measure, explanation.contribution
    record = contribution.record
    return {
        "id": record.id,
        "path": visible(record.path),
        "title": record.title,
        "indicator": record.indicator,
        "before": amount(measure, contribution.before),
        "after": amount(measure, contribution.after),
        "change": amount(measure, contribution.change),
        "why": [_why(cause) for cause in explanation.causes],
    }


def _why(cause: Cause) -> dict[str, Any]:
    key = None if cause.key is None else list(cause.key)
    return {"code": cause.code, "path": visible(cause.path), "key": key, "before": cause.before, "after": cause.after}


def comparison_lines(comparison: Comparison, explained: Sequence[Explanation], lists: Lists) -> Iterator[str]:
    """Yield the number before and after, then what makes the difference, each with its reasons."""
    question = comparison.question
    yield title_of(question, lists)
    yield from _totals(comparison, lists)
    for explanation in explained:
        yield ""
        yield f"{_INDENT}{_amount_of(comparison, explanation, lists)}  {_record(explanation)}"
        causes = [because(cause, lists) for cause in explanation.causes]
        yield from (f"{_INDENT * 3}– {cause}" for cause in causes[:_MOST_CAUSES])
        if causes[_MOST_CAUSES:]:
            yield f"{_INDENT * 3}… +{number(len(causes) - _MOST_CAUSES)}"


def _totals(comparison: Comparison, lists: Lists) -> Iterator[str]:
    """Yield the number before and after; of what cannot be added up, each one that is not the same."""
    before, after = comparison.before, comparison.after
    if before.total is not None and after.total is not None:
        yield _total(comparison, before.total, after.total)
        return
    sums = [Counter[str](), Counter[str]()]
    for side, by_indicator in zip((before, after), sums, strict=True):
        for record in side.listed.values():
            by_indicator[record.indicator or ""] += record.value
    for indicator in sorted({*sums[0], *sums[1]}, key=lambda name: entry_label(lists, "indicator", name)):
        was, will = (by_indicator[indicator] for by_indicator in sums)
        total = _total(comparison, was, will, indicator_unit(lists, indicator))
        yield f"{entry_label(lists, 'indicator', indicator)}: {total}"


def _total(comparison: Comparison, before: int, after: int, unit: str = "") -> str:
    sides = [written(comparison.question, total) for total in (before, after)]
    behind = f" {unit}" if unit else ""
    return f"{sides[0]} → {sides[1]}{behind} ({_signed(comparison, after - before)})"


def _signed(comparison: Comparison, change: int) -> str:
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return f"{sign}{written(comparison.question, abs(change))}"


def _amount_of(comparison: Comparison, explanation: Explanation, lists: Lists) -> str:
    record, contribution = explanation.contribution.record, explanation.contribution
    unit = indicator_unit(lists, record.indicator)
    change = _signed(comparison, contribution.change)
    sides = [written(comparison.question, value) for value in (contribution.before, contribution.after)]
    both = f" ({sides[0]} → {sides[1]})" if contribution.before and contribution.after else ""
    return f"{change}{f' {unit}' if unit else ''}{both}"


def _record(explanation: Explanation) -> str:
    record = explanation.contribution.record
    return " · ".join(
        visible(part) for part in (record.title, id_of(record.path) if "/" in record.path else record.id) if part
    )


def because(cause: Cause, lists: Lists) -> str:
    """Return one reason as people read it."""
    name = called(cause.record or record_at(cause.path), lists)
    if cause.code == DISPLACED:
        return translate(_DISPLACING[cause.after is None]).format(record=name)
    if cause.record and cause.change is None and (way := _way(cause.record)):
        return way if cause.code in _MOVED else translate(_BEHIND[cause.code]).format(change=f"{name} – {way}")
    if cause.code in _WHOLE and cause.change is None:
        return translate(_WHOLE[cause.code])
    if cause.change is None:
        came = cause.record is not None and cause.record.what == ADDED
        return translate(_BEHIND[cause.code]).format(change=translate(_NEW if came else _WENT).format(record=name))
    line = change_line(cause.change, lists)
    return line if cause.code == CHANGED else translate(_BEHIND[cause.code]).format(change=f"{name} – {line}")


def _way(record: ChangedRecord) -> str:
    """Return where a record went, or came from, "" where nothing is known of that."""
    removal = record.removal
    if record.other_year:
        return translate(_MOVED[record.what]).format(year=record.other_year)
    if removal and removal.day and (other := merged_into(record)):
        return translate(_MERGED_ON).format(other=other, date=date(removal.day))
    if removal and removal.day:
        return translate(_REMOVED_ON).format(date=date(removal.day), value=quoted(removal.reason or NOTHING))
    return translate(_CAME).format(other=visible(record.came_from)) if record.came_from else ""


def comparison_grid(
    comparison: Comparison, explained: Iterable[Explanation], lists: Lists, states: tuple[State | None, State | None]
) -> Grid:
    """Return what makes the difference as a table, a row a record; above the numbers stands of which state they are."""
    question = comparison.question
    was, will = _state(states[0]), _state(states[1]) if states[1] else translate(N_("now"))
    names = [translate(name) for name in (N_("Title or name"), N_("Record"), N_("Indicator"))]
    names += [f"{translate(N_('Before'))}: {was}", f"{translate(N_('After'))}: {will}"]
    names += [translate(N_("Change")), translate(N_("Why"))]
    rows = [
        [
            visible(record.title or NOTHING),
            visible(id_of(record.path) if "/" in record.path else record.id),
            visible(record.indicator or ""),
            *_numbers(question, contribution.before, contribution.after),
            "; ".join(because(cause, lists) for cause in causes),
        ]
        for contribution, causes in explained
        for record in [contribution.record]
    ]
    before, after = comparison.before.total, comparison.after.total
    footer = None if before is None or after is None else _numbers(question, before, after)
    numeric = [False, False, False, True, True, True, False]
    columns = [column for column in range(len(names)) if column != 2 or question.measure.adds_unlike_things]  # noqa: PLR2004
    grid = Grid(
        title_of(comparison.question, lists),
        names,
        rows,
        numeric,
        footer and [translate(TOTAL), "", "", *footer, ""],
        [states_heading(*states), *_totals(comparison, lists)],
    )
    return grid.of_columns(columns)


def _numbers(question: Question, before: int, after: int) -> list[str]:
    """Return the cells of a number before and after, and its change, as programs read it too."""
    return [written(question, before), written(question, after), written_change(question, after - before)]
