"""A record's value <-> what stands in a cell: reading a cell gives the very value that was written into it.

Each type has a plain form, as a clerk would type it. Where that would be read as anything else (a name that no list
has, a text with a ";" in it), the value stands there as JSON, which begins with [ or {.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from danvan_cli.counting import measures
from danvan_cli.counting.measures import DIMENSION_NAMES, MEASURES, Dimension, find_dimension
from danvan_cli.counting.question import NO_DIMENSION, check_basis, read_measure
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import (
    ANYTHING,
    DATE,
    FLAG,
    NUMBER,
    REF,
    SCORERS,
    WHERE,
    NamedParts,
    Parts,
    Scalar,
    Several,
)
from danvan_cli.domain.fields import CLAIM, UNIT, Field
from danvan_cli.domain.matching import pick_whole
from danvan_cli.domain.messages import NO_PAIR
from danvan_cli.domain.values import Value
from danvan_cli.domain.vietnamese_names import all_of, nearest_of
from danvan_cli.importing.columns import REVIEW
from danvan_cli.importing.exact_cells import as_json, from_json, is_safe
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.recording.typed import FindModel, TypedReader, stated
from danvan_cli.text.dates import format_date
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import label_of, measure_label, unit_label

Cell = str | int | float | date
YES, NO = N_("yes"), N_("no")
STOPPED = N_("Stopped")
# What a review can say; the first two are a model's origins in the year after.
REVIEWS = {
    "duy-tri": ("duy-tri", "Duy trì", "tiếp tục", "tiếp tục duy trì", "carried on"),
    "nhan-rong": ("nhan-rong", "Nhân rộng", "replicated"),
    "dung": ("dung", "Dừng", "kết thúc", "dừng hoạt động", "stopped", "ended"),
}
_IN_LINES = (SCORERS, ANYTHING)
_FULL_DATE = len("2020-12-31")
_FIRST_REAL_DATE = "1950-01-01"  # earlier days have the numbers of years: 2020 is 12/07/1905
_OF_UNITS = (UNIT["parent"], UNIT["successors"])
_PAIRS = Field("where", ANYTHING, "")
_POINTS = Field("points", NUMBER, "")


class CellReader(TypedReader):
    """Reads the cells of lists: an entry of a list is named whole there."""

    takes_parts = False


class CachingReader(CellReader):
    """A reader that remembers what each name means: the cells of a column say the same few things again and again."""

    def __init__(self, lists: Lists, year: int | None, find_model: FindModel) -> None:
        super().__init__(lists, year, find_model)
        self.lists = lists
        self.cells: dict[tuple[Field, str], Cell] = {}
        self._values_by_text: dict[tuple[Field, str], Value | RequestError] = {}

    def _one(self, field: Field, text: str) -> Value:
        if not (field.choices or field.refers):
            return super()._one(field, text)
        asked = (field, text)
        if asked not in self._values_by_text:
            try:
                self._values_by_text[asked] = super()._one(field, text)
            except RequestError as error:
                self._values_by_text[asked] = error
        value = self._values_by_text[asked]
        if isinstance(value, RequestError):
            raise value
        return value


def read_cell(field: Field, text: str, reader: TypedReader) -> Value | None:
    """Read a cell's text; None where it states nothing. Raise RequestError."""
    exact = from_json(field, text)
    if exact is not None:
        return exact
    if text.startswith("{") and field.type.is_mapping:
        raise RequestError(NO_PAIR, value=text)  # it was to be JSON, and is none: a part of it would be taken for a key
    special = _SPECIAL.get(field)
    if special or field.type is WHERE:
        texts = stated([text])
        return None if not texts else special(texts[0]) if special else _read_where(texts[0], reader)
    return reader.value(field, text.split("\n") if field.type in _IN_LINES else [text])


def cell_of(field: Field, value: Value, reader: CachingReader, part: str = "") -> Cell:
    """Return what stands in a cell for a value; `part`: the value is that of one criterion or indicator.

    `reader` reads records of the same campaign year.
    """
    if field.type is not REF:
        return _find_cell(_POINTS if part else field, value, reader)
    cell = reader.cells.get((field, value))
    if cell is None:
        cell = reader.cells[field, value] = _find_cell(field, value, reader)
    return cell


def _find_cell(field: Field, value: Value, reader: CachingReader) -> Cell:
    for cell in _plain_forms(field, value, reader):
        if (not isinstance(cell, str) or is_safe(cell)) and _read_back(field, cell, reader) == value:
            return cell
    return as_json(field, value)


def name_for(field: Field, value: str, reader: CachingReader) -> str:
    """Return the name by which a list's entry or a unit is called in cells: its label, where that can mean it only."""
    return str(cell_of(field, value, reader))


def _read_back(field: Field, cell: Cell, reader: CachingReader) -> Value | None:
    try:
        return read_cell(field, _typed_text(cell), reader)
    except RequestError:
        return None


def _typed_text(cell: Cell) -> str:
    """Return the text that a clerk would type for a cell; a number's digits behind the twelfth are not trusted."""
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:.12g}" if isinstance(cell, float) else str(cell)


def _plain_forms(field: Field, value: Value, reader: CachingReader) -> Iterator[Cell]:
    """Yield the ways in which a clerk would write a value, the best first."""
    match field.type:
        case Scalar():
            yield from _scalar_forms(field, field.type, value, reader)
        case Several(is_reference=True):
            yield "; ".join(next(_names(field, entry, reader), entry) for entry in value)
            yield "; ".join(value)
        case Several():
            yield "; ".join(value)
        case Parts(item=item):
            yield _points_text(item, value)
        case NamedParts(parts=parts):
            yield "\n".join(f"{name}: {_points_text(parts.item, points)}" for name, points in value.items())
    if field.type is WHERE:
        yield "; ".join(f"{key}={part}" for key, part in value.items())
    if field.type is ANYTHING and all(isinstance(text, str) for text in value.values()):
        yield "\n".join(f"{key}={text}" for key, text in value.items())


def _scalar_forms(field: Field, type_: Scalar, value: Value, reader: CachingReader) -> Iterator[Cell]:
    if type_ is REF:
        yield from _names(field, value, reader)
    if type_ is DATE:
        if len(value) == _FULL_DATE and value >= _FIRST_REAL_DATE:
            yield date.fromisoformat(value)
        yield format_date(value, language())
    elif type_ is FLAG:
        yield translate(YES if value else NO).capitalize()
    else:
        yield type_.plain(value)
    if type_.is_decimal:
        yield _typed_number(type_, value)


def _names(field: Field, value: str, reader: CachingReader) -> Iterator[str]:
    """Yield what a list's entry, a unit or a measure is called."""
    entry = reader.lists.entries(field.choices).get(value) if field.choices else None
    unit = reader.lists.units.get(value) if field.refers == "unit" else None
    if entry:
        yield from (label_of(entry), entry.label)
    elif unit and (field in _OF_UNITS or reader.is_alone(unit.id)):
        yield unit.name  # what units lie in is only known when all rows of their list are read
    elif unit:
        yield unit_label(reader.lists, unit.id)
    elif field in (CLAIM["measure"], CLAIM["share_of"]) and value in MEASURES:
        yield measure_label(MEASURES[value])


def _points_text(item: Scalar, points: Mapping[str, Value]) -> str:
    return "; ".join(f"{name}={_typed_number(item, number)}" for name, number in points.items())


def _typed_number(type_: Scalar, value: Value) -> str:
    """Write a number so that every reader takes it as it is: without separators of thousands."""
    text = str(type_.plain(value))
    return text.replace(".", ",") if language() == "vi" else text


def _read_where(text: str, reader: TypedReader) -> dict[str, str]:
    """Read `level=Cấp huyện; kind=ca-nhan`: dimensions stay as typed, their values become ids. Raise RequestError."""
    pairs: dict[str, str] = reader.value(_PAIRS, [part for part in text.split(";") if part.strip()]) or {}
    return {key: _read_dimension(key, value, reader) for key, value in pairs.items()}


def _read_dimension(key: str, value: str, reader: TypedReader) -> str:
    dimension = find_dimension(key.partition(".")[0])
    if dimension is None:
        raise RequestError(
            NO_DIMENSION, value=key, known=all_of(DIMENSION_NAMES), near=nearest_of(key, DIMENSION_NAMES)
        )
    field = _field_of(dimension)
    if field is None:
        return value
    if dimension.type == "unit":
        return ",".join(reader.units(value))
    try:
        return str(reader.value(field, [value]))
    except RequestError:
        if "," not in value:
            raise
    return ",".join(str(reader.value(field, [part])) for part in value.split(","))


def _field_of(dimension: Dimension) -> Field | None:
    if dimension.type == "unit":
        return Field(dimension.name, REF, dimension.label, refers="unit")
    return Field(dimension.name, REF, dimension.label, choices=dimension.choices) if dimension.choices else None


# What is in no list of the office's, but has names all the same.
_SPECIAL: dict[Field, Callable[[str], str]] = {
    CLAIM["measure"]: lambda text: read_measure(text).name,
    CLAIM["share_of"]: lambda text: read_measure(text).name,
    CLAIM["count"]: lambda text: str(check_basis(measures.REGISTERED, text)),
    REVIEW: lambda text: pick_whole(text, REVIEWS),
}
