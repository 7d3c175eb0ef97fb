"""Answers: what a question brought to light, and in which order, before anybody shows it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from danvan_cli.counting.question import Axis, Question, QuestionText
from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem
from danvan_cli.index.current_lists import Lists
from danvan_cli.store.source import SavedState
from danvan_cli.text.order import sort_key

if TYPE_CHECKING:
    from danvan_cli.counting.shown_columns import ShownColumn
    from danvan_cli.counting.shown_values import ShownCell

Value = str | int | None


class Note(NamedTuple):
    """Something to say under a table; `args` fill its message in."""

    message: Message
    args: Mapping[str, str | int | tuple[str, ...]] = {}


class TableRow(NamedTuple):
    """One row: the values of the axes, the count, and the count of the period compared with.

    A count is None where nothing at all is on record of the row's unit: unknown is not zero.
    """

    values: tuple[Value, ...]
    value: int | None
    vs: int | None = None


class Margins(NamedTuple):
    """Totals of a table whose last axis gives the columns; None where unlike things would be added."""

    rows: Mapping[tuple[Value, ...], int] | None
    columns: Mapping[Value, int] | None


class EachTime(NamedTuple):
    """What each level says, beside a table of where models count once: by all axes, by all but the last, in all."""

    cells: Mapping[tuple[Value, ...], int]
    rows: Mapping[tuple[Value, ...], int]
    columns: Mapping[tuple[Value, ...], int]
    total: int


class FolderState(NamedTuple):
    """What `check` finds in the years asked, and what git keeps of the folder; None where it keeps nothing."""

    errors: int
    warnings: int
    saved: SavedState | None


class Evidence(NamedTuple):
    """How many records are behind a number, how many of these are bare numbers, and how many state no decision.

    `unsent` are how many of the units that are expected to send have no record at or below them, `silent` their ids,
    `unread` the files that could not be read. The `state` of the folder is known where it was asked for.
    """

    records: int = 0
    grouped: int = 0
    undecided: int = 0
    unsent: int = 0
    unread: int = 0
    state: FolderState | None = None
    silent: Sequence[str] = ()


class Table(NamedTuple):
    """An answer to a question. Values are counts; for results, hundredths of the indicator's unit.

    `total` is None where unlike things remain; it is at least that where it `is_lower_bound`, and a 0 that nobody knows
    where it `is_unknown`. `name` is stable where the table is one of an overview.
    """

    asked: QuestionText
    question: Question
    rows: list[TableRow]
    total: int | None
    vs_total: int | None = None
    vs_year: str | None = None
    margins: Margins | None = None
    notes: Sequence[Note] = ()
    unread: Sequence[Problem] = ()
    revision: str | None = None
    name: str = ""
    is_lower_bound: bool = False
    is_unknown: bool = False
    vs_is_unknown: bool = False
    each_time: EachTime | None = None
    evidence: Evidence = Evidence()


class ListedRecord(NamedTuple):
    """One record behind a number; it stands for so many things."""

    id: str
    path: str
    title: str | None
    value: int
    year: int
    unit: str | None
    kind: str | None
    indicator: str | None = None
    form: str | None = None
    stands_for: int = 1


class RecordGroup(NamedTuple):
    """Records that have a value of an axis in common: the place of the first, and their own total."""

    value: Value
    first: int
    total: int | None


class RecordListing(NamedTuple):
    """The records behind a number, and the same total as the table's.

    `cells` are what each record has in the `columns` that are shown, `titles` those of models that they name by id;
    `models` are the titles of the models that awards without a recipient were given for, by the paths of the awards.
    Where records are listed by an axis, the `question` is grouped by it, and each record stands in one of the `groups`.
    """

    asked: QuestionText
    question: Question
    records: list[ListedRecord]
    total: int | None
    notes: Sequence[Note] = ()
    unread: Sequence[Problem] = ()
    revision: str | None = None
    is_lower_bound: bool = False
    evidence: Evidence = Evidence()
    columns: "Sequence[ShownColumn]" = ()
    cells: "Sequence[tuple[ShownCell, ...]]" = ()
    titles: Mapping[str, str] = {}
    models: Mapping[str, str] = {}
    groups: Sequence[RecordGroup] = ()


class RowOrder:
    """Rows stand in the order of the vocabulary, units in that of units.yaml, unknown last."""

    def __init__(self, lists: Lists, by: Sequence[Axis]) -> None:
        self._ranks = [_ranks(lists, axis) for axis in by]

    def __call__(self, values: tuple[Value, ...]) -> tuple[object, ...]:
        """Return a row's place."""
        return tuple(_rank(ranks, value) for ranks, value in zip(self._ranks, values, strict=True))


def _ranks(lists: Lists, axis: Axis) -> dict[str, int]:
    if axis.dimension.type == "unit":
        return lists.unit_order
    return {entry: number for number, entry in enumerate(lists.entries(axis.dimension.choices))}


def _rank(ranks: dict[str, int], value: Value) -> tuple[int, int, object]:
    if value is None:
        return (2, 0, "")
    if isinstance(value, int):
        return (0, value, "")
    if value in ranks:
        return (0, ranks[value], "")
    return (1, 0, sort_key(value))
