"""The numbers of the records behind a card, as text: “1–4, 7 (33), 12”.

A browser that knows no `:has` shows the whole list, and by these it still says which of its records a number counts.
"""

from collections.abc import Iterable, Iterator

_ONE = ""  # what stands behind the number of a record that counts once


def record_numbers(weights: Iterable[tuple[int, str]]) -> str:
    """Return the numbers of records in their order, with how much each counts where that is not one."""
    return ", ".join(_runs(sorted(weights)))


def _runs(weights: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Yield each run of records that count once, as its first and its last, and each other record."""
    first = last = 0
    for number, weight in weights:
        if weight == _ONE and number == last + 1 and first:
            last = number
            continue
        if first:
            yield _run(first, last)
        first, last = (number, number) if weight == _ONE else (0, 0)
        if weight != _ONE:
            yield f"{number} ({weight})"
    if first:
        yield _run(first, last)


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}" if last > first + 1 else f"{first}, {last}"
