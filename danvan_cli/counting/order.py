from collections.abc import Sequence

from danvan_cli.counting.question import Axis
from danvan_cli.counting.tables import Value
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.order import sort_key


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
