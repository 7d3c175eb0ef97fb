"""Formulas of a small workbook, computed: what people see when Excel opens it."""

import re
from collections.abc import Callable, Mapping

Cells = Mapping[str, object]  # what stands in each cell, a formula with its =
_REFERENCE = re.compile(r"(?P<from>\$?[A-Z]\$?\d+)(?::(?P<to>\$?[A-Z]\$?\d+))?(?!\()")


class ComputedFormulas:
    """Computes cells of one sheet; what asks for itself is an error, as it is in Excel."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._asked: list[str] = []

    def value(self, place: str) -> object:
        """Return what a cell shows."""
        content = self._cells.get(place)
        if not isinstance(content, str) or not content.startswith("="):
            return content
        if place in self._asked:
            raise RecursionError(place)
        self._asked.append(place)
        try:
            return self._computed(content[1:])
        finally:
            self._asked.pop()

    def _computed(self, formula: str) -> object:
        functions: dict[str, Callable[..., object]] = {"SUM": _sum, "N": _number, "SUMIF": _sum_if, "COUNTA": _count}
        values: list[object] = []

        def held(match: re.Match[str]) -> str:
            values.append(self._area(match["from"], match["to"]) if match["to"] else self.value(_plain(match["from"])))
            return f"values[{len(values) - 1}]"

        return eval(_REFERENCE.sub(held, formula), {**functions, "values": values})  # noqa: S307 - formulas of tests

    def _area(self, first: str, last: str) -> list[object]:
        columns = sorted((_plain(first)[0], _plain(last)[0]))
        rows = sorted(int(_plain(end)[1:]) for end in (first, last))
        letters = map(chr, range(ord(columns[0]), ord(columns[1]) + 1))
        return [self.value(f"{letter}{row}") for letter in letters for row in range(rows[0], rows[1] + 1)]


def _plain(reference: str) -> str:
    return reference.replace("$", "")


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else 0


def _sum(*values: object) -> float:
    return sum(_sum(*value) if isinstance(value, list) else _number(value) for value in values)


def _sum_if(where: list[object], value: object, what: list[object]) -> float:
    return _sum([number for found, number in zip(where, what, strict=True) if found == value])


def _count(values: list[object]) -> int:
    return sum(1 for value in values if value is not None)
