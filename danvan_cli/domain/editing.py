"""A file that a person may have edited, and changed values -> the file with those values and all else as it was."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise

import yaml

from danvan_cli.domain.errors import EditError
from danvan_cli.domain.field_types import ANYTHING
from danvan_cli.domain.fields import TABLES, Field
from danvan_cli.domain.lists import replaceable
from danvan_cli.domain.nodes import BOM, compose, decode
from danvan_cli.domain.pieces import YamlPiece, YamlText
from danvan_cli.domain.problem import ProblemLog
from danvan_cli.domain.reading import FileReading, read_office, read_record, read_units
from danvan_cli.domain.record_types import PUBLISHED_FIGURES
from danvan_cli.domain.splicing import Path, append_items, insert_item, piece_at, remove_key, set_value
from danvan_cli.domain.values import Value, anything
from danvan_cli.domain.writing import FlowValue, Shape, entry_shape, opened, shapes

EditStep = Callable[[YamlText], str]
_Shapes = dict[str, Shape]
_ROOT = Field("", ANYTHING, "")
_ITEM = re.compile(r"^- ", re.MULTILINE)


def edit_record(kind: str, path: str, year: int, data: bytes, changes: Mapping[str, Value | None]) -> bytes:
    """Set keys of a record's file, and remove those whose value is None.

    Raise EditError, and ValueError for a file with faults.
    """
    return _edit_keys(kind, path, partial(read_record, kind, path, year), data, changes)


def edit_office(path: str, data: bytes, changes: Mapping[str, Value | None]) -> bytes:
    """Set keys of danvan.yaml. Raise EditError, and ValueError for a file with faults."""
    return _edit_keys("office", path, lambda content: read_office(path, content, replaceable())[0], data, changes)


def _edit_keys(
    kind: str, path: str, read: Callable[[bytes], FileReading], data: bytes, changes: Mapping[str, Value | None]
) -> bytes:
    old = require_sound(read(data)).stated.values
    was, wanted = shapes(TABLES[kind], old), shapes(TABLES[kind], {**old, **changes})
    new = take_steps(path, data, lambda page: change_steps(page, (), was, wanted, tuple(TABLES[kind])))

    def is_right() -> bool:
        result = read(new)
        others = _other_values(data, changes) == _other_values(new, changes)
        return result.sound and shapes(TABLES[kind], result.stated.values) == wanted and others

    return _prove(path, data, new, is_right)


def edit_list(path: str, data: bytes, name: str, entries: Sequence[Mapping[str, Value]]) -> bytes:
    """Make danvan.yaml state a list of the office's own: changed entries, and new ones among those that are there.

    Raise EditError, and ValueError for a file with faults.
    """
    reading, lists = read_office(path, data, replaceable())
    require_sound(reading)
    old = [entry_shape("entry", entry.values) for entry in lists.get(name, ())]
    wanted = [entry_shape("entry", entry) for entry in entries]
    new = take_steps(path, data, lambda page: list(_list_steps(page, name, old, wanted, is_there=name in lists)))

    def is_right() -> bool:
        result, later = read_office(path, new, replaceable())
        others = _other_values(data, {"vocabulary": None}) == _other_values(new, {"vocabulary": None})
        shapes_later = {key: [entry_shape("entry", entry.values) for entry in list_] for key, list_ in later.items()}
        shapes_before = {key: [entry_shape("entry", entry.values) for entry in list_] for key, list_ in lists.items()}
        return result.sound and others and shapes_later == {**shapes_before, name: wanted}

    return _prove(path, data, new, is_right)


def append_claim(path: str, year: int, data: bytes, claim: Mapping[str, Value]) -> bytes:
    """Add a claim to a figures file. Raise EditError, and ValueError for a file with faults."""
    read = partial(read_record, PUBLISHED_FIGURES.name, path, year)
    old = require_sound(read(data))
    new = take_steps(path, data, lambda page: _claim_steps(page, [FlowValue(entry_shape("claim", claim))]))

    def is_right() -> bool:
        result = read(new)
        claims = [*(entry.values for entry in old.entries), claim]
        return result.sound and result.stated.values == old.stated.values and _has_entries("claim", result, claims)

    return _prove(path, data, new, is_right)


def append_entries(data: bytes, path: str, entries: Sequence[Mapping[str, Value]], table: str = "unit") -> bytes:
    """Add entries to units.yaml. Raise EditError, and ValueError for a file with faults."""
    old = [entry.values for entry in require_sound(read_units_once(path, data)).entries]
    added: list[Shape] = [FlowValue(entry_shape(table, entry)) for entry in entries]
    items = split_items(decode(data, ProblemLog("")) or "", len(old))
    step = [partial(append_items, path=(), new=added)]
    items[-1] = take_steps(path, items[-1].encode(), lambda _: step).decode()
    new = joined(data, items)
    return _prove(path, data, new, lambda: _has_entries(table, read_units_once(path, new), [*old, *entries]))


def edit_entries(data: bytes, path: str, changes: Mapping[str, Mapping[str, Value | None]]) -> bytes:
    """Set keys of units in units.yaml, {id: {key: value}}, and remove those whose value is None.

    Raise EditError, KeyError where there is no such unit, and ValueError for a file with faults.
    """
    entries = [entry.values for entry in require_sound(read_units_once(path, data)).entries]
    positions = {entry["id"]: number for number, entry in enumerate(entries)}
    items = split_items(decode(data, ProblemLog("")) or "", len(entries))
    for entry_id, values in changes.items():
        number = positions[entry_id]
        was = entry_shape("unit", entries[number])
        entries[number] = {**entries[number], **values}
        within, place = (number + 1, 0) if items[1:] else (0, number)
        items[within] = _edit_item(path, items[within], place, was, entry_shape("unit", entries[number]))
    new = joined(data, items)
    return _prove(path, data, new, lambda: _has_entries("unit", read_units_once(path, new), entries))


def remove_entry(data: bytes, path: str, entry_id: str) -> bytes:
    """Take a unit out of units.yaml; comments below it stay. Raise EditError, also where each unit is no item of lines.

    Raise KeyError where there is no such unit, and ValueError for a file with faults.
    """
    entries = [entry.values for entry in require_sound(read_units_once(path, data)).entries]
    number = {entry["id"]: number for number, entry in enumerate(entries)}[entry_id]
    items = split_items(decode(data, ProblemLog("")) or "", len(entries))
    if len(items) == 1:
        raise EditError(path, "the list is not written item by item")
    items[number + 1] = "".join(line for line in items[number + 1].splitlines(keepends=True) if line.startswith("#"))
    left = [*entries[:number], *entries[number + 1 :]]
    new = joined(data, [*items, *([] if left else ["[]\n"])])
    return _prove(path, data, new, lambda: _has_entries("unit", read_units_once(path, new), left))


def split_items(text: str, number: int) -> list[str]:
    """Split a list into what stands above it and its items, so that one is found at once; the whole if it cannot be."""
    starts = [match.start() for match in _ITEM.finditer(text)]
    if len(starts) != number:
        return [text]
    return (
        [text[: starts[0]], *(text[start:end] for start, end in pairwise([*starts, len(text)]))] if starts else [text]
    )


def joined(data: bytes, items: Sequence[str]) -> bytes:
    """Join the items of a list again; a byte order mark stays."""
    return ((BOM if data.startswith(BOM.encode()) else "") + "".join(items)).encode()


def _edit_item(path: str, text: str, number: int, was: _Shapes, wanted: _Shapes) -> str:
    keys = tuple(TABLES["unit"])
    edited = take_steps(path, text.encode(), lambda page: change_steps(page, (number,), was, wanted, keys))
    return edited.decode()


@lru_cache(maxsize=2)
def read_units_once(path: str, data: bytes) -> FileReading:
    """Read units.yaml as `read_units` does; what has just been read, and is not changed by whoever has it, is kept."""
    return read_units(path, data)


def require_sound(reading: FileReading) -> FileReading:
    """Return what was read; raise ValueError for a file with faults."""
    if not reading.sound:
        raise ValueError(reading.problems)
    return reading


def _has_entries(table: str, reading: FileReading, expected: Sequence[Mapping[str, Value]]) -> bool:
    entries = [entry_shape(table, entry.values) for entry in reading.entries]
    return reading.sound and entries == [entry_shape(table, entry) for entry in expected]


def _other_values(data: bytes, changes: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return all that a file holds but the changed keys."""
    log = ProblemLog("")
    root = compose(data, log)
    values = (anything(root, _ROOT, log) if root is not None else None) or {}
    return {key: value for key, value in values.items() if key not in changes and value is not None}


def take_steps(path: str, data: bytes, plan: Callable[[YamlText], "Sequence[EditStep] | Iterator[EditStep]"]) -> bytes:
    """Take the steps that the text needs one after the other, each finding its place anew; return the new file.

    Raise EditError where one cannot be taken, or a comment would be lost.
    """
    page = before = YamlText(decode(data, ProblemLog("")) or "")
    for step in plan(before):
        try:
            page = YamlText(step(page))
        except (yaml.YAMLError, LookupError, StopIteration, ValueError) as error:
            raise EditError(path, str(error)) from error
    if _comments(before) - _comments(page):
        raise EditError(path, "a comment would be lost")
    return data if page is before else ((BOM if data.startswith(BOM.encode()) else "") + page.text).encode()


def _comments(page: YamlText) -> Counter[str]:
    return Counter(page.comments_in(0, len(page.text)))


def _prove(path: str, old: bytes, new: bytes, is_right: Callable[[], bool]) -> bytes:
    """Return the new file; raise EditError where it does not say what it should."""
    if new != old and not is_right():
        raise EditError(path, "the change would alter something else")
    return new


def _claim_steps(page: YamlText, new: list[Shape]) -> list[EditStep]:
    pair = page.root.pair("claims")
    if pair is not None and pair.value.items:
        return [partial(append_items, path=("claims",), new=new)]
    before = keys_before("claims", tuple(PUBLISHED_FIGURES.fields))
    return [partial(set_value, path=(), name="claims", value=new, before=before)]


def _list_steps(
    page: YamlText, name: str, old: Sequence[_Shapes], wanted: Sequence[_Shapes], *, is_there: bool
) -> Iterator[EditStep]:
    """Yield the steps from the entries that danvan.yaml has in a list to those that it should have; none goes."""
    path: Path = ("vocabulary", name)
    if not is_there:
        listed: list[Shape] = [FlowValue(entry) for entry in wanted]
        lists = page.root.pair("vocabulary")
        if lists and lists.value.pairs:
            yield partial(set_value, path=path[:1], name=name, value=listed)
        else:
            before = keys_before("vocabulary", tuple(TABLES["office"]))
            yield partial(set_value, path=(), name="vocabulary", value={name: listed}, before=before)
        return
    numbers = {entry["id"]: number for number, entry in enumerate(old)}
    for entry in wanted:
        number = numbers.get(entry["id"])
        if number is not None and old[number] != entry:
            yield from change_steps(page, (*path, number), old[number], entry, tuple(TABLES["entry"]))
    for number, entry in enumerate(wanted):  # from the first on: those before it are there already
        if entry["id"] not in numbers and any(later["id"] in numbers for later in wanted[number:]):
            yield partial(insert_item, path=path, number=number, new=FlowValue(entry))
        elif entry["id"] not in numbers:
            yield partial(append_items, path=path, new=[FlowValue(entry)])


def keys_before(name: str, order: Sequence[str]) -> Sequence[str]:
    """Return the keys of a table behind which one comes."""
    return order[: order.index(name)]


def change_steps(
    page: YamlText, path: Path, was: _Shapes, wanted: _Shapes, order: Sequence[str] = ()
) -> Iterator[EditStep]:
    """Yield the steps from the values that a mapping has to those that it should have.

    New keys first: a mapping never runs empty on the way.
    """
    piece = piece_at(page, path)
    for name, value in wanted.items():
        pair = piece.pair(name)
        if name not in was or was[name] != value or pair is None:
            before = keys_before(name, order) if order else None
            within = _steps_within(page, (*path, name), pair.value, was.get(name), value) if pair else None
            yield from within or [partial(set_value, path=path, name=name, value=value, before=before)]
    yield from (partial(remove_key, path=path, name=name) for name in was if name not in wanted)


def _steps_within(page: YamlText, path: Path, piece: YamlPiece, was: Shape, wanted: Shape) -> "list[EditStep] | None":
    """Return the steps within a value that can be changed in part, None for one that is replaced."""
    was, wanted = opened(was), opened(wanted)
    if isinstance(was, dict) and isinstance(wanted, dict) and wanted and piece.kind == "mapping" and piece.pairs:
        return list(change_steps(page, path, was, wanted))
    if isinstance(was, list) and isinstance(wanted, list) and piece.items and wanted[: len(was)] == was:
        return [partial(append_items, path=path, new=wanted[len(was) :])]
    return None
