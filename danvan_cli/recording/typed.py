"""From texts, as typed behind options or at prompts, to the values of a record; all mistakes at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from danvan_cli.counting.lists import Lists
from danvan_cli.counting.question import Refused
from danvan_cli.domain.fields import TABLES, Field
from danvan_cli.domain.names import is_id, is_year
from danvan_cli.domain.values import Value
from danvan_cli.recording.mistakes import Mistake, Mistakes
from danvan_cli.recording.naming import find_entry, find_unit
from danvan_cli.text.dates import read_typed_date
from danvan_cli.text.fold import bare, nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import read_typed_hundredths, read_typed_whole
from danvan_cli.text.periods import read_period

Typed = Mapping[str, Sequence[str]]
FindModel = Callable[[str], str]
YEAR = Field("year", "year", N_("Campaign year"), required=True)
_SEVERAL = ";"
_YES, _NO = ("co", "yes", "true", "x", "dung"), ("khong", "no", "false", "sai")


class Reader:
    """Reads what was typed for the records of one campaign year."""

    def __init__(self, lists: Lists, year: int | None, find_model: FindModel) -> None:
        self._lists = lists
        self._year = year
        self._find_model = find_model

    def record(self, kind: str, typed: Typed, required: Iterable[str] = ()) -> dict[str, Value]:
        """Read a record's keys, in its table's order; empty texts state nothing. Raise Mistakes."""
        table, values = TABLES[kind], dict[str, Value]()
        mistakes = []
        for key in table:
            try:
                value = self.value(table[key], typed.get(key, ()))
            except Refused as why:
                mistakes.append(Mistake(key, why))
                continue
            if value is not None:
                values[key] = value
        named = {one.key for one in mistakes}
        missing = [key for key in required if key not in values and key not in named]
        if mistakes or missing:
            raise Mistakes(mistakes, missing)
        return values

    def value(self, field: Field, texts: Sequence[str]) -> Value | None:
        """Read one field: several texts where it holds several things; None where nothing is stated. Raise Refused."""
        said = [text for text in map(nfc, texts) if text]
        if not said:
            return None
        match field.type:
            case "texts" | "refs":
                return [self._one(field, part) for part in _parts(said)]
            case "numbers":
                return dict(self._named_number(field, part) for part in _parts(said))
            case "scorers":
                return {name: self._points(field, points) for name, points in map(_named, said)}
            case "anything":
                return dict(map(_keyed, said))
        return self._one(field, said[-1])

    def _points(self, field: Field, text: str) -> dict[str, int]:
        return dict(self._named_number(field, part) for part in _parts([text]))

    def _named_number(self, field: Field, text: str) -> tuple[str, int]:
        name, number = _keyed(text)
        return find_entry(self._lists, field.choices, name, self._year), _converted(
            read_typed_hundredths, "no-number", number
        )

    def _one(self, field: Field, text: str) -> Value:
        if field.refers == "unit":
            return find_unit(self._lists, text, self._year)
        if field.refers == "model":
            return self._find_model(text)
        if field.choices and field.type == "ref":
            return find_entry(self._lists, field.choices, text, self._year)
        convert, code = _CONVERTERS.get(field.type, (str, ""))
        return _converted(convert, code, text)


def read_year(typed: Typed) -> tuple[int | None, Mistakes]:
    """Read the campaign year, which is always stated; None with what is wrong with it."""
    texts = [text for text in map(nfc, typed.get("year", ())) if text]
    if not texts:
        return None, Mistakes(missing=["year"])
    if not is_year(texts[-1]):
        return None, Mistakes([Mistake("year", Refused("no-year", value=texts[-1]))])
    return int(texts[-1]), Mistakes()


def one_year(typed: str | None) -> int | None:
    """Read the campaign year that a record lies in, if it is said; raise Mistakes."""
    if typed is None:
        return None
    year, wrong = read_year({"year": [typed]})
    if wrong:
        raise wrong
    return year


def read_new(
    lists: Lists, kind: str, typed: Typed, required: Iterable[str], find_model: FindModel
) -> tuple[int, dict[str, Value]]:
    """Read the year and the keys of a new record; raise Mistakes with all that is wrong or missing."""
    year, wrong = read_year(typed)
    try:
        values = Reader(lists, year, find_model).record(kind, typed, required)
    except Mistakes as also:
        raise wrong + also from None
    if year is None:
        raise wrong
    return year, values


def _parts(texts: Iterable[str]) -> list[str]:
    return [part.strip() for text in texts for part in text.split(_SEVERAL) if part.strip()]


def _keyed(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (equals and key.strip() and value.strip()):
        raise Refused("no-pair", value=text)
    return key.strip(), value.strip()


def _named(text: str) -> tuple[str, str]:
    name, colon, rest = text.partition(":")
    if not (colon and name.strip() and rest.strip()):
        raise Refused("no-scorer", value=text)
    return name.strip(), rest.strip()


def _converted(convert: Callable[[str], Any], code: str, text: str) -> Value:
    value = convert(text)
    if value is None:
        raise Refused(code, value=text)
    return value


def _flag(text: str) -> bool | None:
    said = bare(text)
    return True if said in _YES else False if said in _NO else None


def _not_negative(text: str) -> int | None:
    number = read_typed_hundredths(text)
    return number if number is not None and number >= 0 else None


_CONVERTERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "date": (read_typed_date, "no-date"),
    "year": (lambda text: int(text) if is_year(text) else None, "no-year"),
    "period": (read_period, "no-period"),
    "whole": (read_typed_whole, "no-whole"),
    "count": (lambda text: read_typed_whole(text) or None, "no-count"),
    "number": (_not_negative, "no-number"),
    "signed": (read_typed_hundredths, "no-number"),
    "flag": (_flag, "no-flag"),
    "id": (lambda text: text if is_id(text) else None, "no-id"),
}
