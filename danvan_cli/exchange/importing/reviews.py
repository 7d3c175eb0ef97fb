"""The review of last year's models: carried on, replicated, or ended."""

from collections.abc import Iterable, Sequence

from danvan_cli.counting.question import Refused
from danvan_cli.domain.fields import MODEL
from danvan_cli.domain.values import Value
from danvan_cli.exchange.cells import read_cell
from danvan_cli.exchange.columns import REVIEW
from danvan_cli.exchange.faults import Fault
from danvan_cli.exchange.importing.records import Outcome
from danvan_cli.exchange.importing.taking import spot_of
from danvan_cli.exchange.importing.texts import cleaned, text_of
from danvan_cli.exchange.importing.wishes import Wishes
from danvan_cli.exchange.rows import ListOnSheet, Row
from danvan_cli.recording.carrying import carry_over
from danvan_cli.recording.changing import end_of
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.mistakes import Mistakes, Unsound
from danvan_cli.recording.plan import remark
from danvan_cli.recording.typed import Reader
from danvan_cli.store.writing import WriteRefused


def plan_reviews(desk: Desk, sheets: Iterable[ListOnSheet], wishes: Wishes, out: Outcome) -> None:
    """Plan what a review decided: models of the year asked for, and the end of others."""
    rows = [(of, row) for of in sheets for row in of.rows]
    if not rows:
        return
    if wishes.year is None:
        raise Mistakes(missing=["year"])
    carried: list[Record] = []
    origins: dict[str, str] = {}
    undecided = 0
    for of, row in rows:
        try:
            undecided += not _take(desk, of, row, (carried, origins), out)
        except (Refused, Unsound, WriteRefused) as why:
            out.faults.append(Fault(spot_of(of, row, row.cells.get("review")), _refused(why), "review"))
    if undecided:
        out.remarks.append(remark("review-open", number=undecided))
    _carry(desk, carried, origins, wishes.year, out)


def _refused(why: Exception) -> Refused:
    if isinstance(why, Refused):
        return why
    if isinstance(why, WriteRefused):
        return Refused("row-refused", path=str(why.args_of_code.get("path", "")))
    return Refused("row-refused", path="")


def _text(row: Row, key: str) -> str:
    given = row.cells.get(key)
    return (
        "" if given is None else cleaned(text_of(given.value, MODEL[key].type if key in MODEL else "text"), lines=False)
    )


def _take(desk: Desk, of: ListOnSheet, row: Row, carried: tuple[list[Record], dict[str, str]], out: Outcome) -> bool:
    """Take a row; False where nothing is decided yet."""
    said = read_cell(REVIEW, _text(row, "review"), Reader(desk.lists, None, desk.model_id))
    if said is None:
        return False
    record = desk.find(_text(row, "id") or _text(row, "title"))
    if said == "dung":
        _end(desk, of, row, record, out)
        return True
    carried[0].append(record)
    carried[1][record.id] = said
    return True


def _end(desk: Desk, of: ListOnSheet, row: Row, record: Record, out: Outcome) -> None:
    reader = Reader(desk.lists, record.year, desk.model_id)
    values: dict[str, Value] = {}
    for key in ("ended_on", "ended_reason"):
        value = reader.value(MODEL[key], [_text(row, key)])
        if value is not None:
            values[key] = value
    if "ended_on" not in values:
        out.faults.append(Fault(spot_of(of, row, None, "ended_on"), Refused("row-lacks", key="ended_on"), "ended_on"))
        return
    out.steps.append(end_of(record, values))


def _carry(desk: Desk, models: Sequence[Record], origins: dict[str, str], to: int, out: Outcome) -> None:
    """Carry models over; those that are there already are told of, not written again."""
    late = [model for model in models if model.year >= to]
    if late:
        raise Refused("years-reversed", value=str(late[0].year), other=str(to))
    planned = carry_over(desk, models, to, origins)
    out.steps += planned.steps
    out.remarks += [one for one in planned.remarks if not one.doubt]
