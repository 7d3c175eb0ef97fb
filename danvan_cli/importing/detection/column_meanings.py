"""From the headings of a list to the key of each column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.domain.field_types import LONG
from danvan_cli.domain.fields import Field
from danvan_cli.domain.people import is_form_of_address
from danvan_cli.domain.record_types import EVALUATIONS, MODELS
from danvan_cli.importing.columns import PLACES, fields_of
from danvan_cli.importing.detection.heading_blocks import HeadingBlock
from danvan_cli.importing.detection.known_names import LEFT_OUT, OfficeNames, is_tt
from danvan_cli.importing.detection.page import is_number, text_of
from danvan_cli.importing.detection.tick_columns import Sample, number_column, ticks_of
from danvan_cli.importing.detection.wordings import (
    CODE,
    EXACT,
    REVIEW,
    HeadingMatch,
    Wordings,
    is_named_by_content,
    may_go_on,
    place_headed,
    speaks_of_points,
)
from danvan_cli.spreadsheet.sheets import Value, column_name
from danvan_cli.text.dates import read_typed_date

_FORCED = 3
_TICK = 2
_BY_VALUES = ("who", "recipient")
# Headings of these say "Thời gian" as well, where a list may hold "cả năm" or "quý I".
_PERHAPS_DATES = ("started_on",)
_MAKE_THE_LIST = ("form", "rating")  # without these a list of awards, or of evaluations, is none
_MANY_TIMES = (LEFT_OUT,)
_TICKED_TOO = ("who", "person", "recipient", "outputs")  # whose heading is the value of a list as well
_NONE = HeadingMatch("", 0)
_FEWEST_UNITS = 2
_NAMING_MODELS = (MODELS.folder, EVALUATIONS.folder, REVIEW)
_NAMES = {"title", "id", "recipient"}


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


def meaning_of(block: HeadingBlock, kind: str, office: OfficeNames, sample: Sample) -> ColumnMeanings:
    """Return what the columns of a block hold, if it heads a list of this kind; raise RequestError."""
    matches = dict(_by_wordings(block, kind, office))
    taken = {column: match.key for column, match in matches.items() if match.key}
    not_for_ticks = {column: key for column, key in taken.items() if key not in _TICKED_TOO}
    ticked = ticks_of(block.paths, kind, office, not_for_ticks, sample)
    number = number_column(block.paths, taken, sample)
    matches |= {
        column: HeadingMatch(key, _TICK) for column, key in ticked.items() if matches.get(column, _NONE).grade < _FORCED
    }
    if number is not None:
        matches[number] = HeadingMatch("number", EXACT)
    joined = set(block.beside.values())  # what stands beside forms of address belongs to them
    matches = {
        column: match
        for column, match in matches.items()
        if match.grade != CODE
        or _is_read(
            fields_of(kind)[match.key],
            sample(column),
            office,
            office.meant(block.paths[column], column_name(column)),
        )
    }
    read = {
        column: _by_values(match, sample(column), office, may_address=column in joined)
        for column, match in matches.items()
    }
    has_ids = any(match.key == "id" for match in read.values())  # danvan's own: its columns are what they are called
    fields = fields_of(kind) if kind != REVIEW and not has_ids else {}
    named = {
        column: match
        for column, match in read.items()
        if match.key and not _holds_points(fields.get(match.key), match, block.paths[column], sample(column))
    }
    if "unit" in office.wordings[kind].keys:
        named = {**_of_places(block, named, sample, office), **named}
    named |= _by_content(block, kind, named)
    return _each_once({**named, **_places_among(named, block)}, block)


def _by_content(block: HeadingBlock, kind: str, matches: Mapping[int, HeadingMatch]) -> dict[int, HeadingMatch]:
    """Return the column `Nội dung mô hình` as the models' names, where no other names them, and it was not said."""
    if kind not in _NAMING_MODELS or not _NAMES.isdisjoint(match.key for match in matches.values()):
        return {}
    headed = [column for column, path in block.paths.items() if is_named_by_content(path[-1])]
    free = [column for column in headed if matches.get(column, _NONE).grade < _FORCED]
    return {column: HeadingMatch("title", EXACT) for column in free}


def _is_read(field: Field, values: Sequence[Value], office: OfficeNames, meant: Mapping[str, str]) -> bool:
    """Whether a column of codes is read: names stand there, the clerk says what they mean, or no list is without."""
    named = all(office.names.entry(field.choices, text_of(value)) for value in values)
    return named or bool(meant) or field.required or field.key in _MAKE_THE_LIST


def _holds_points(field: Field | None, match: HeadingMatch, path: tuple[str, ...], values: Sequence[Value]) -> bool:
    """Whether a column that is headed as a text holds points: `Nội dung (30)` below `Điểm chấm`, or numbers alone."""
    if field is None or field.type is not LONG or field.key == "note" or match.grade == _FORCED:
        return False
    return any(map(speaks_of_points, path)) or (bool(values) and all(map(is_number, values)))


def _by_wordings(block: HeadingBlock, kind: str, office: OfficeNames) -> Iterator[tuple[int, HeadingMatch]]:
    for column, path in block.paths.items():
        forced = office.forced(path, column_name(column))
        match = (
            HeadingMatch(office.key_named(kind, forced), _FORCED)
            if forced
            else _by_path(block, column, office.wordings[kind])
        )
        if match is not None and not (is_tt(path[-1]) and not forced):
            yield column, match


def _by_path(block: HeadingBlock, column: int, wordings: Wordings) -> HeadingMatch | None:
    """Look up both texts together, then the lower one, then the upper one if it stands over this column alone."""
    path = block.paths[column]
    texts = [" ".join(path[start:]) for start in range(len(path))]
    exact_matches = [match for text in texts if (match := wordings.find(text)) and match.grade == EXACT]
    if exact_matches:
        return exact_matches[0]
    if len(path) == 1:
        return wordings.find(path[0])
    over = wordings.find(path[0])
    alone = sum(other_path[0] == path[0] for other_path in block.paths.values()) == 1
    return over if over and alone and may_go_on(over.key) else None


def _by_values(match: HeadingMatch, values: Sequence[Value], office: OfficeNames, *, may_address: bool) -> HeadingMatch:
    """Mend what the heading leaves open: `Tập thể/Cá nhân` may be names or kinds, `Thời gian` a day or a season.

    `Ông`, `Bà` in every row name nobody, whatever the heading says.
    """
    if match.grade == _FORCED or not values:
        return match
    if not may_address and all(isinstance(value, str) and is_form_of_address(value) for value in values):
        return HeadingMatch("", match.grade)
    if match.key in _BY_VALUES and all(office.names.entry("kind", text_of(value)) for value in values):
        return HeadingMatch("kind", match.grade)
    if match.key in _PERHAPS_DATES and sum(map(_is_date, values)) * 2 < len(values):
        return HeadingMatch("", match.grade)
    return match


def _of_places(
    block: HeadingBlock, matches: Mapping[int, HeadingMatch], sample: Sample, office: OfficeNames
) -> dict[int, HeadingMatch]:
    """Return the columns headed by a kind of place, such as `Huyện`, that name units: others are there to be ticked."""
    headed = [column for column, path in block.paths.items() if column not in matches and place_headed(path[-1])]
    texts = {column: [value for value in sample(column) if isinstance(value, str)] for column in headed}
    return {column: HeadingMatch("unit", EXACT) for column in headed if any(map(office.may_be_place, texts[column]))}


def _places_among(matches: Mapping[int, HeadingMatch], block: HeadingBlock) -> dict[int, HeadingMatch]:
    """Return the columns of places beside one of units: what these lie in. Without one, the lowest is the unit's own.

    `Xã, phường` and `Đơn vị`, `Huyện` and `Xã, phường`: both would be a unit's, and one lies in the other.
    """
    units = {column: match for column, match in matches.items() if match.key in ("unit", "who")}
    places = {
        column: place
        for column, match in units.items()
        if match.key == "unit" and match.grade < _FORCED and (place := place_headed(block.paths[column][-1]))
    }
    if len(units) < _FEWEST_UNITS or len(set(places.values())) < len(places):
        return {}
    own = max(places, key=lambda column: PLACES.index(places[column]), default=0) if len(places) == len(units) else 0
    return {column: HeadingMatch(place, EXACT) for column, place in places.items() if column != own}


def _is_date(value: Value) -> bool:
    return not isinstance(value, str | int | float) or read_typed_date(text_of(value)) is not None


def _each_once(matches: Mapping[int, HeadingMatch], block: HeadingBlock) -> ColumnMeanings:
    """Keep one column for each key: the one that says so most plainly. Equals are for the clerk to tell apart."""
    keys: dict[int, str] = {}
    alike: list[RepeatedColumn] = []
    first: dict[str, int] = {}
    for column, match in sorted(matches.items(), key=lambda item: (-item[1].grade, item[0])):
        before = first.setdefault(match.key, column)
        if before == column or match.key in _MANY_TIMES:
            keys[column] = match.key
        elif matches[before].grade == match.grade and match.key != "number":
            alike.append(RepeatedColumn(column, before, match.key))
    unknown = {column: heading(path) for column, path in block.paths.items() if column not in keys}
    return ColumnMeanings(dict(sorted(keys.items())), unknown, sorted(alike))
