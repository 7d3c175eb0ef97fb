"""From texts, as typed behind options or at prompts, to the values of a record; all mistakes at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from danvan_cli.counting.question import one_year
from danvan_cli.counting.zeros import KINDS_OF_MODELS
from danvan_cli.domain import field_types
from danvan_cli.domain.errors import InputError, Mistake, RequestError
from danvan_cli.domain.field_types import REF, TEXT, NamedParts, Parts, Scalar, Several
from danvan_cli.domain.fields import MODEL, Field, Table
from danvan_cli.domain.messages import GIVEN_TWICE, NO_LETTERS, NO_PAIR, REQUIRED, Message
from danvan_cli.domain.names import is_id, why_no_id
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.unit_names import days_of, days_of_years
from danvan_cli.domain.unit_scope import UnitScope
from danvan_cli.domain.values import Value
from danvan_cli.domain.vietnamese_names import BothNames
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.amounts import unit_words, without_unit
from danvan_cli.recording.naming import find_entry, find_unit, find_unit_in_list
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.text.dates import read_typed_date
from danvan_cli.text.fold import nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import has_letters, is_blank

KIND_OF_MODEL = Message("kind-of-model", N_("A model is tap-the, ca-nhan or khong-ro, not {kind}."))
NO_SCORER = Message(
    "no-scorer", N_("“{value}” lacks a part. Write the scorer's name, a colon, and criterion=points; …")
)
EMPTY_PART = Message(
    "empty-part",
    N_("“{value}” states nothing."),
    N_("To take out what is recorded: danvan set, the record, and {key}="),
)

Typed = Mapping[str, Sequence[str]]
FindModel = Callable[[str, int | None], str]
YEAR = Field("year", field_types.YEAR, N_("Campaign year"), required=True)
_SEVERAL = ";"


class TypedReader:
    """Reads what was typed for the records of one campaign year.

    `find_model` gives a model's id; told a year, that of one of an earlier year. Units are those of the day on which
    the record speaks of them (`day`, a stored date), else of the year. `scope`: they are named as in a list.

    What names an entry of a list is matched as `takes_parts` says, and a body named with its place as `takes_places`.
    """

    takes_parts = True  # of a name: whoever types one sees what it was taken for
    takes_places = True  # for their bodies

    def __init__(
        self,
        lists: Lists,
        year: int | None,
        find_model: FindModel,
        day: str | None = None,
        scope: UnitScope | None = None,
    ) -> None:
        self._lists = lists
        self._year = year
        self._find_model = find_model
        self._days = days_of(day) if day else days_of_years(year) if year else None
        self._scope = scope

    def of_day(self, table: Table, texts: Sequence[str]) -> "TypedReader":
        """Return a reader of a record whose day is one of these texts, if any is one: the day of its table's type."""
        dates = [date for date in map(read_typed_date, stated(texts)) if date] if spoken_on(table) else []
        return TypedReader(self._lists, self._year, self._find_model, dates[-1]) if dates else self

    def record(self, table: Table, typed: Typed, required: Iterable[str] = ()) -> dict[str, Value]:
        """Read the keys of a table, in its order; empty texts state nothing. Raise InputError."""
        reader = self.of_day(table, typed.get(spoken_on(table), ()))
        values, needed = dict[str, Value](), tuple(required)
        mistakes = []
        for key in table:
            try:
                value = reader.value(table[key], typed.get(key, ()))
                if key in needed:
                    check_name(table[key], value)
            except RequestError as why:
                mistakes.append(Mistake(key, why))
                continue
            if value is not None:
                values[key] = value
        mistaken = {mistake.key for mistake in mistakes}
        missing = [key for key in needed if key not in values and key not in mistaken]
        if mistakes or missing:
            raise InputError(mistakes, missing)
        return values

    def value(self, field: Field, texts: Sequence[str]) -> Value | None:
        """Read one field: several texts where it holds several things; None where nothing is stated.

        Raise RequestError.
        """
        stated_texts = stated(texts)
        if not stated_texts:
            return None
        match field.type:
            case Several():
                return list(dict.fromkeys(self._one(field, part) for part in _split_several(stated_texts)))
            case Parts():
                return self._points(field, field.type, stated_texts)
            case NamedParts(parts=parts):
                scorers = map(_split_scorer, stated_texts)
                return _unique_values((name, self._points(field, parts, [points])) for name, points in scorers)
        if field.type.has_parts:
            return _unique_values(map(_split_pair, stated_texts))
        return self._one(field, stated_texts[-1])

    def part(self, field: Field, name: str) -> str:
        """Return the id of the part of a mapping that is meant; one that is in no list is taken as it stands."""
        if not isinstance(field.type, Parts):
            return nfc(name)
        try:
            return self._find_entry(field, name)
        except RequestError:
            return nfc(name)

    def _points(self, field: Field, parts: Parts, texts: Iterable[str]) -> dict[str, Value]:
        stated_parts = _split_several(texts)
        for name, equals, value in (part.partition("=") for part in stated_parts):
            if name.strip() and equals and not value.strip():
                key = BothNames(*(f"{called}.{name.strip()}" for called in (field.key, field.option_vi or field.key)))
                raise RequestError(EMPTY_PART, value=f"{name}=", key=key)
        return _unique_values(self._point(field, parts.item, *_split_pair(part)) for part in stated_parts)

    def _point(self, field: Field, item: Scalar, name: str, text: str) -> tuple[str, Value]:
        part = self._find_entry(field, name)
        return part, _convert(item, self._plain(f"{field.key}.{part}", text))

    def _plain(self, key: str, text: str) -> str:
        """Return an amount without the unit that it stands in anyway."""
        return without_unit(text, unit_words(key, self._lists))

    def _find_entry(self, field: Field, text: str) -> str:
        return find_entry(self._lists, field.choices, text, self._year, whole=not self.takes_parts)

    def _one(self, field: Field, text: str) -> Value:
        if field.refers == "unit":
            return self._unit(text)
        if field.refers == MODELS.name:
            return self._find_model(text, self._year if field.key == "continues" else None)
        if field.choices and field.type is REF:
            return self._entry(field, text)
        if field.required:
            check_name(field, text)
        return _convert(field.type, self._plain(field.key, text)) if isinstance(field.type, Scalar) else text

    def units(self, text: str) -> list[str]:
        """Read several units between commas; raise RequestError."""
        return [self._unit(name) for name in self._lists.unit_names.between_commas(text)]

    def is_alone(self, unit: str) -> bool:
        """Whether no other unit of the time bears a unit's name."""
        return not self._lists.unit_names.is_shared(unit, self._days)

    def _unit(self, text: str) -> str:
        if self._scope is None:
            return find_unit(self._lists, text, self._days, takes_places=self.takes_places)
        return find_unit_in_list(self._lists, self._scope, text, self._days)

    def _entry(self, field: Field, text: str) -> str:
        entry = self._find_entry(field, text)
        if field is MODEL["kind"] and entry not in KINDS_OF_MODELS:
            raise RequestError(KIND_OF_MODEL, kind=entry)
        return entry


def spoken_on(table: Table) -> str:
    """Return the key of the day on which a table's records speak of units, "" where it has none."""
    return next((record_type.spoken_on for record_type in RECORD_TYPES.values() if record_type.fields is table), "")


def read_year(typed: Typed) -> tuple[int | None, InputError]:
    """Read the campaign year, which is always stated; None with what is wrong with it."""
    texts = stated(typed.get("year", ()))
    if not texts:
        return None, InputError(missing=["year"])
    try:
        return one_year(texts[-1]), InputError()
    except RequestError as why:
        return None, InputError([Mistake("year", why)])


def reader_for(lookup: RecordLookup, year: int | None, day: str | None = None) -> TypedReader:
    """Return a reader of what is typed for a record of a year."""
    return TypedReader(lookup.lists, year, lookup.model_finder(year), day)


def read_new(
    lookup: RecordLookup, table: Table, typed: Typed, required: Iterable[str], name: str | None = None
) -> tuple[int, dict[str, Value]]:
    """Read the year and the keys of a new record; raise InputError with all that is wrong or missing.

    `name` is the id that it was given, if it was given one.
    """
    year, wrong = read_year(typed)
    if name is not None and not is_id(name):
        wrong += InputError([Mistake("id", RequestError(why_no_id(name), value=name))])
    try:
        values = reader_for(lookup, year).record(table, typed, required)
    except InputError as error:
        raise wrong + error from None
    if wrong or year is None:
        raise wrong
    return year, values


def stated(texts: Iterable[str]) -> list[str]:
    """Return the texts that state something, unlike one of spaces or of what nobody can see; lines end as in files."""
    lines = (nfc(text.replace("\r\n", "\n")) for text in texts)
    return [text for text in lines if not is_blank(text)]


def emptied(table: Table, typed: Typed) -> dict[str, Value | None]:
    """Return {key: None} of what was typed empty, which takes it out; raise InputError for what must be stated."""
    empty = [key for key, texts in typed.items() if not any(map(nfc, texts))]
    needed = [Mistake(key, RequestError(REQUIRED, value=key)) for key in empty if table[key].required]
    if needed:
        raise InputError(needed)
    return dict.fromkeys(empty)


def check_name(field: Field, value: Value | None) -> None:
    """Raise RequestError for a text that has to name something, and has no letter."""
    if field.type is TEXT and value is not None and not has_letters(value):
        raise RequestError(NO_LETTERS, value=value)


def _unique_values(pairs: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """Return {name: value}; raise RequestError where a name stands twice: nobody knows which is meant."""
    values: dict[str, Value] = {}
    for name, value in pairs:
        if name in values:
            raise RequestError(GIVEN_TWICE, value=name)
        values[name] = value
    return values


def _split_several(texts: Iterable[str]) -> list[str]:
    return [part.strip() for text in texts for part in text.split(_SEVERAL) if part.strip()]


def _split_pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (equals and key.strip() and value.strip()):
        raise RequestError(NO_PAIR, value=text)
    return key.strip(), value.strip()


def _split_scorer(text: str) -> tuple[str, str]:
    name, colon, rest = text.partition(":")
    if not (colon and name.strip() and rest.strip()):
        raise RequestError(NO_SCORER, value=text)
    return name.strip(), rest.strip()


def _convert(type_: Scalar, text: str) -> Value:
    value = type_.read_typed(text)
    if value is None and (why := type_.refused(text)):
        raise why
    return value
