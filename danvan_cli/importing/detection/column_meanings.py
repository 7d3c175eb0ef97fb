"""From the headings of a list to the key of each column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.importing.detection.heading_blocks import HeadingBlock
from danvan_cli.importing.detection.known_names import LEFT_OUT, OfficeNames, is_tt
from danvan_cli.importing.detection.line_texts import text_of
from danvan_cli.importing.detection.tick_columns import Sample, number_column, ticks_of
from danvan_cli.importing.detection.wordings import EXACT, HeadingMatch, Wordings, may_go_on
from danvan_cli.spreadsheet.sheets import Value, column_name
from danvan_cli.text.dates import read_typed_date

_FORCED = 3
_TICK = 2
_BY_VALUES = ("who", "recipient")
# Headings of these say "Thời gian" as well, where a list may hold "cả năm" or "quý I".
_PERHAPS_DATES = ("started_on",)
_MANY_TIMES = (LEFT_OUT,)


class RepeatedColumn(NamedTuple):
    """A column that means the same as one before it."""

    column: int
    first: int
    key: str


class ColumnMeanings(NamedTuple):
    """The keys of columns, the headings of those that have none, and those that mean the same as another."""

    keys: dict[int, str]
    unknown: dict[int, str]
    alike: list[RepeatedColumn]


def heading(path: tuple[str, ...]) -> str:
    """Show a column's heading as one text."""
    return " / ".join(path)


def meaning_of(block: HeadingBlock, kind: str, known: OfficeNames, sample: Sample) -> ColumnMeanings:
    """Tell what the columns of a block hold, if it heads a list of this kind; raise RequestError."""
    found = dict(_by_wordings(block, kind, known))
    taken = {column: one.key for column, one in found.items() if one.key}
    ticked = ticks_of(block.paths, kind, known, _firm(found), sample)
    number = number_column(block.paths, taken, sample)
    found |= {
        column: HeadingMatch(key, _TICK) for column, key in ticked.items() if found.get(column, _NONE).grade < _FORCED
    }
    if number is not None:
        found[number] = HeadingMatch("number", EXACT)
    read = {column: _by_values(one, sample(column), known) for column, one in found.items()}
    return _each_once({column: one for column, one in read.items() if one.key}, block)


_NONE = HeadingMatch("", 0)


def _firm(found: Mapping[int, HeadingMatch]) -> dict[int, str]:
    """Give the columns that no tick may take: all but those whose heading is the value of a list as well."""
    ticks_too = ("who", "person", "recipient", "outputs")
    return {column: one.key for column, one in found.items() if one.key and one.key not in ticks_too}


def _by_wordings(block: HeadingBlock, kind: str, known: OfficeNames) -> Iterator[tuple[int, HeadingMatch]]:
    for column, path in block.paths.items():
        forced = known.forced(path, column_name(column))
        found = (
            HeadingMatch(known.key_named(kind, forced), _FORCED)
            if forced
            else _by_path(block, column, known.wordings[kind])
        )
        if found is not None and not (is_tt(path[-1]) and not forced):
            yield column, found


def _by_path(block: HeadingBlock, column: int, wordings: Wordings) -> HeadingMatch | None:
    """Look up both texts together, then the lower one, then the upper one if it stands over this column alone."""
    path = block.paths[column]
    whole = [" ".join(path[start:]) for start in range(len(path))]
    found = [one for text in whole if (one := wordings.find(text)) and one.grade == EXACT]
    if found:
        return found[0]
    if len(path) == 1:
        return wordings.find(path[0])
    over = wordings.find(path[0])
    alone = sum(other[0] == path[0] for other in block.paths.values()) == 1
    return over if over and alone and may_go_on(over.key) else None


def _by_values(found: HeadingMatch, values: Sequence[Value], known: OfficeNames) -> HeadingMatch:
    """Mend what the heading leaves open: `Tập thể/Cá nhân` may be names or kinds, `Thời gian` a day or a season."""
    if found.grade == _FORCED or not values:
        return found
    if found.key in _BY_VALUES and all(known.names.entry("kind", text_of(value)) for value in values):
        return HeadingMatch("kind", found.grade)
    if found.key in _PERHAPS_DATES and sum(map(_is_date, values)) * 2 < len(values):
        return HeadingMatch("", found.grade)
    return found


def _is_date(value: Value) -> bool:
    return not isinstance(value, str | int | float) or read_typed_date(text_of(value)) is not None


def _each_once(found: Mapping[int, HeadingMatch], block: HeadingBlock) -> ColumnMeanings:
    """Keep one column for each key: the one that says so most plainly. Equals are for the clerk to tell apart."""
    keys: dict[int, str] = {}
    alike: list[RepeatedColumn] = []
    first: dict[str, int] = {}
    for column, one in sorted(found.items(), key=lambda item: (-item[1].grade, item[0])):
        before = first.setdefault(one.key, column)
        if before == column or one.key in _MANY_TIMES:
            keys[column] = one.key
        elif found[before].grade == one.grade and one.key != "number":
            alike.append(RepeatedColumn(column, before, one.key))
    unknown = {column: heading(path) for column, path in block.paths.items() if column not in keys}
    return ColumnMeanings(dict(sorted(keys.items())), unknown, sorted(alike))
