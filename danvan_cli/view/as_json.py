"""The JSON that programs rest on (docs/design.md, JSON): within a schema no key goes or changes its meaning."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from danvan_cli.counting.measures import Measure
from danvan_cli.counting.tables import Evidence, RecordListing, Table, TableRow, Value
from danvan_cli.domain.problem import Problem
from danvan_cli.text.numbers import plain_number

if TYPE_CHECKING:
    from danvan_cli.counting.column_table import Column, ColumnTable
    from danvan_cli.counting.shown_columns import ShownColumn
    from danvan_cli.counting.shown_values import ShownCell

SCHEMA = 1
_ACTING = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def dump(document: Mapping[str, Any]) -> str:
    """Return a document as JSON text, without what acts on a terminal."""
    return _inert(json.dumps(document, ensure_ascii=False, indent=1))


def _inert(text: str) -> str:
    """Escape what acts on a terminal and JSON lets through: C1 controls and marks of direction."""
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def table(answer: Table) -> dict[str, Any]:
    """Return a table's object; one of an overview bears its stable name."""
    question = answer.question
    document: dict[str, Any] = {
        "schema": SCHEMA,
        **({"name": answer.name} if answer.name else {}),
        "measure": question.measure.name,
        "year": str(question.period) if question.period.first else None,
        **({"from": question.since} if question.since else {}),
        "as_of": question.as_of,
        "count": question.basis,
        "by": [axis.typed for axis in question.by],
        "where": list(answer.asked.where),
        "rows": [_row(answer, row) for row in answer.rows],
        "total": _number(answer, answer.total),
        **({"bound": "at_least"} if answer.is_lower_bound else {}),
        "complete": not answer.unread,
        "evidence": _evidence(answer.evidence),
        "revision": answer.revision,
    }
    if answer.vs_year is not None:
        document["vs"] = answer.vs_year
        document["vs_total"] = _number(answer, answer.vs_total)
        document |= _change(answer, answer.total, answer.vs_total)
    return document


def _evidence(evidence: Evidence) -> dict[str, Any]:
    """Return what an answer rests on; what was not asked for is null."""
    state, saved = evidence.state, evidence.state and evidence.state.saved
    return {
        "records": evidence.records,
        "grouped": evidence.grouped,
        "undecided": evidence.undecided,
        "unsent": evidence.unsent,
        "unread": evidence.unread,
        "errors": state and state.errors,
        "warnings": state and state.warnings,
        "at": saved and (saved.commit or None),
        "unsaved": saved and saved.unsaved,
    }


def columns(answer: "ColumnTable") -> dict[str, Any]:
    """Return the object of several columns."""
    question = answer.columns[0].question
    names = [axis.typed for axis in answer.by]
    return {
        "schema": SCHEMA,
        "year": str(question.period) if question.period.first else None,
        **({"from": question.since} if question.since else {}),
        "as_of": question.as_of,
        "units": "now" if answer.asked.units_now else "then",
        "where": list(answer.asked.where),
        "by": names,
        "columns": [_column(column) for column in answer.columns],
        "rows": [
            {
                **dict(zip(names, row.values, strict=True)),
                **{
                    column.name: amount(column.question.measure, count)
                    for column, count in zip(answer.columns, row.counts, strict=True)
                },
            }
            for row in answer.rows
        ],
        "complete": not answer.unread,
        "evidence": _evidence(answer.evidence),
        "revision": answer.revision,
    }


def _column(column: "Column") -> dict[str, Any]:
    return {
        "name": column.name,
        "measure": column.question.measure.name,
        "count": column.question.basis,
        "where": list(column.where),
        "total": amount(column.question.measure, column.total),
        **({"bound": "at_least"} if column.is_lower_bound else {}),
    }


def overview(answers: Iterable[Table]) -> dict[str, Any]:
    """Return the overview's object."""
    return {"schema": SCHEMA, "tables": [table(answer) for answer in answers]}


def _row(answer: Table, row: TableRow) -> dict[str, Any]:
    values: dict[str, Any] = {axis.typed: value for axis, value in zip(answer.question.by, row.values, strict=True)}
    values["value"] = _number(answer, row.value)
    if answer.vs_year is not None:
        values["vs"] = _number(answer, row.vs)
        values |= _change(answer, row.value, row.vs)
    return values


def _change(answer: Table, value: int | None, before: int | None) -> dict[str, Any]:
    if value is None or before is None:
        return {"change": None, "percent": None}
    percent = round(100 * (value - before) / before, 1) if before else None
    return {"change": _number(answer, value - before), "percent": percent}


def _number(answer: Table | RecordListing, value: int | None) -> int | float | None:
    return amount(answer.question.measure, value)


def amount(measure: Measure, value: int | None) -> int | float | None:
    """Return what a measure counts as JSON has it."""
    if value is None or not measure.adds_unlike_things:
        return value
    return plain_number(value)


def listing(answer: RecordListing) -> Iterator[str]:
    """Yield the object of the records behind a number, a record a line: there may be very many."""
    yield f'{{"schema": {SCHEMA}, "records": ['
    separator = ""
    groups = _groups(answer)
    for place, listed in enumerate(answer.records):
        record = {"id": listed.id, "path": listed.path, "title": listed.title, "value": _number(answer, listed.value)}
        if listed.indicator is not None:
            record["indicator"] = listed.indicator
        if answer.groups:
            record.setdefault(answer.question.by[0].typed, groups[place])
        for column, cell in zip(answer.columns, answer.cells[place] if answer.columns else (), strict=True):
            record.setdefault(column.name, _shown(column, cell))
        yield f"{separator}\n {_inert(json.dumps(record, ensure_ascii=False))}"
        separator = ","
    yield f'\n], "total": {json.dumps(_number(answer, answer.total))}}}\n'


def _groups(answer: RecordListing) -> list[Value]:
    """Return the value of the group that each record stands in."""
    ends = [*(group.first for group in answer.groups[1:]), len(answer.records)]
    return [group.value for group, end in zip(answer.groups, ends, strict=False) for _ in range(group.first, end)]


def _shown(column: "ShownColumn", cell: "ShownCell") -> Any:  # noqa: ANN401 - JSON's values
    """Return what a record has in a column: of several records of its own, such as two evaluations, a list."""
    values = [_stated(column, shown.value) for shown in cell]
    if column.field is None and column.record_type is not None:
        return values
    return values if len(values) > 1 else next(iter(values), None)


def _stated(column: "ShownColumn", value: Any) -> Any:  # noqa: ANN401 - likewise
    if value is None or column.field is None:
        return value
    if not column.part:
        return column.field.type.as_json(value)
    return plain_number(value) if isinstance(value, int) else value


def problem(problem: Problem, message: str, hint: str) -> dict[str, Any]:
    """Return a problem's object."""
    return {
        "code": problem.code,
        "severity": "warning" if problem.rule.severity == "warning" else "error",
        "path": problem.path,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
        "message": message,
        "hint": hint,
    }
