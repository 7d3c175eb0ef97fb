"""Columns that are ticked: TT | CN, or Tốt | Khá below "Xếp loại"; and what a column `TT` is."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from danvan_cli.importing.detection.known_names import OfficeNames, is_tt, ticked_fields
from danvan_cli.importing.detection.page import is_number, text_of
from danvan_cli.importing.detection.wordings import EXACT, groups_of
from danvan_cli.spreadsheet.sheets import Value
from danvan_cli.text.fold import fold

Paths = Mapping[int, tuple[str, ...]]
Sample = Callable[[int], Sequence[Value]]  # the first values below a heading
_LONGEST_TICK = 2
_MOST = 0.8


def ticks_of(paths: Paths, kind: str, office: OfficeNames, taken: Mapping[int, str], sample: Sample) -> dict[int, str]:
    """Return the key (`kind=tap-the`) of each column that is ticked; `taken` are columns that have a key already."""
    options = {column: _options(path, kind, office) for column, path in paths.items()}
    number = number_column(paths, taken, sample)
    open_to = {column: entries for column, entries in options.items() if entries and column != number}
    ticked = {column: entries for column, entries in open_to.items() if _is_ticked(sample(column))}
    ticked = dict(sorted((ticked | _columns_of_names(open_to, ticked, paths)).items()))
    below = {column: key for column in ticked if (key := _key_by_parent(paths[column], ticked[column], kind, office))}
    by_parent = {column: f"{key}={ticked[column][key]}" for column, key in below.items()}
    rest = [column for column in ticked if column not in by_parent and column not in taken]
    return by_parent | dict(_ticks_by_neighbours(rest, ticked, paths))


def _columns_of_names(
    open_to: Mapping[int, dict[str, str]], ticked: Mapping[int, object], paths: Paths
) -> dict[int, dict[str, str]]:
    """Return the columns beside a ticked one, of the same group, that hold people's names instead: TT | CN."""
    groups = {(paths[column][:-1], near) for column in ticked for near in (column - 1, column + 1)}
    return {
        column: {"kind": entries["kind"]}
        for column, entries in open_to.items()
        if "kind" in entries and column not in ticked and (paths[column][:-1], column) in groups
    }


def _options(path: tuple[str, ...], kind: str, office: OfficeNames) -> dict[str, str]:
    """Return the entries that a heading names, by key."""
    fields = ticked_fields(kind)
    entries = {key: office.names.only_entry(choices, path[-1]) for key, choices in fields.items()}
    return {key: entry for key, entry in entries.items() if entry}


def _key_by_parent(path: tuple[str, ...], options: Mapping[str, str], kind: str, office: OfficeNames) -> str | None:
    keys = [key for key in options for parent in path[:-1] if _is_over(key, parent, kind, office)]
    return keys[0] if keys else None


def _is_over(key: str, parent: str, kind: str, office: OfficeNames) -> bool:
    match = office.wordings[kind].find(parent)
    if match is not None and match.grade == EXACT and match.key == key:
        return True
    return any(word.folded == fold(parent) for word in groups_of(key))


def _ticks_by_neighbours(
    columns: list[int], options: Mapping[int, Mapping[str, str]], paths: Paths
) -> Iterator[tuple[int, str]]:
    """Take two columns or more side by side, with values of one list, and of no other group, for ticks."""
    for run in _runs(columns, paths):
        shared = [key for key in options[run[0]] if all(key in options[column] for column in run)]
        entries = {options[column][key] for column in run for key in shared[:1]}
        if len(run) > 1 and len(entries) == len(run):
            yield from ((column, f"{shared[0]}={options[column][shared[0]]}") for column in run)


def _runs(columns: list[int], paths: Paths) -> Iterator[list[int]]:
    run: list[int] = []
    for column in columns:
        if run and (column != run[-1] + 1 or paths[column][:-1] != paths[run[-1]][:-1]):
            yield run
            run = []
        run.append(column)
    if run:
        yield run


def _is_ticked(values: Sequence[Value]) -> bool:
    """Whether a column's values may be ticks: x, 1, ✓; an empty column's may."""
    return sum(map(_is_tick, values)) >= len(values) * _MOST


def _is_tick(value: Value) -> bool:
    if isinstance(value, str):
        return len(text_of(value)) <= _LONGEST_TICK and not (is_number(value) and text_of(value) not in ("1", "01"))
    return value is True or value == 1


def number_column(paths: Paths, taken: Mapping[int, str], sample: Sample) -> int | None:
    """Return the column `TT` that holds the running numbers, where none is headed STT."""
    if "number" in taken.values():
        return None
    tt = [column for column, path in paths.items() if is_tt(path[-1])]
    numbered = [column for column in tt if column == min(paths) or not _is_ticked(sample(column))]
    return next((column for column in numbered if _may_number(sample(column))), None)


def _may_number(values: Sequence[Value]) -> bool:
    """Whether these can be running numbers: not where all are ticked by a letter."""
    return not values or not all(
        isinstance(value, str) and text_of(value).casefold() in ("x", "v", "✓") for value in values
    )
