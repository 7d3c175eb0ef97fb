"""What a field of a record can hold: one object a type says how it is read, typed, written, told and described.

A scalar is one thing; the other types are made of scalars, or are read in a way of their own. Whoever shows or asks
for values adds only what is its own, such as a column's width, by a table with these objects as its keys.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from danvan_cli.domain import rules
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import (
    DATE_WITHOUT_YEAR,
    NO_DATE,
    NO_ID,
    NO_PERIOD,
    NO_SUCH_DAY,
    NO_YEAR,
    QUARTER_NO_DATE,
    Message,
)
from danvan_cli.domain.names import is_id, is_year, why_no_id
from danvan_cli.text.dates import day_without_year, format_date, is_beyond_month, is_date, read_typed_date
from danvan_cli.text.fold import bare
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import (
    format_number,
    plain_number,
    read_hundredths,
    read_typed_hundredths,
    read_typed_whole,
    read_whole,
)
from danvan_cli.text.periods import read_period, read_quarter

NO_WHOLE = Message("no-whole", N_("“{value}” is no whole number. Write 1240 or 1.240."))
NO_COUNT = Message("no-count", N_("“{value}” is no number of things from 1. Write 1240 or 1.240."))
NO_NUMBER = Message("no-number", N_("“{value}” is no number. Write 8, 8,5 or 1.240."))
NO_FLAG = Message("no-flag", N_("“{value}” is neither yes nor no. Write yes or no."))

_YES, _NO = ("co", "yes", "true", "x", "dung"), ("khong", "no", "false", "sai")
_ID = "^[a-z0-9][a-z0-9-]{0,79}$"
_YEAR = "(19|20|21)[0-9]{2}"
_DATE = f"^{_YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_PERIOD = rf"^\s*{_YEAR}(\s*[-–—]\s*{_YEAR})?\s*$"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MOST = 10**13 - 1
_SCALARS = ("string", "number", "boolean")


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class FieldType:
    """A type of field; each is one object, compared as such.

    `about` says in the reference what a key of this type takes. `is_reference`: it holds ids of what stands elsewhere;
    `is_searched`: words of one line, by which a record is looked for; `has_parts`: each part has a name by which it is
    typed, and set alone.
    """

    is_several: ClassVar[bool] = False  # a list of scalars: typed with `;` between them
    is_mapping: ClassVar[bool] = False  # what stands in braces

    name: str
    about: str
    is_reference: bool = False
    is_searched: bool = False
    has_parts: bool = False

    def __repr__(self) -> str:
        """Return its name."""
        return f"<{self.name}>"

    def as_json(self, value: Any) -> Any:  # noqa: ANN401 - JSON's values
        """Return a value as JSON has it: numbers as numbers, not as hundredths."""
        return value


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Scalar(FieldType):
    """One thing.

    `read` makes a value of a file's text, None where it is none of this type, which is the problem `fault`;
    `read_typed` does so with what clerks type, `refusal` says why it cannot, `explain` more closely. `is_text`: files
    have it as text, so what looks like a number is put in quotes there. `plain` gives JSON's value, `tell` that for
    people, by language, where it needs no words. `schema` is what an editor may see: the letters, or the type that
    they look like.
    """

    read: Callable[[str], Any] = str
    fault: Message | None = None
    read_typed: Callable[[str], Any] = str
    refusal: Message | None = None
    explain: Callable[[str], Message | None] = lambda _: None
    is_text: bool = False
    is_decimal: bool = False  # kept as hundredths
    plain: Callable[[Any], Any] = lambda value: value
    tell: Callable[[Any, str], str] = lambda value, _language: str(value)
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": list(_SCALARS)})

    def refused(self, text: str) -> RequestError | None:
        """Return why a text that is typed is none of this type."""
        why = self.explain(text) or self.refusal
        return RequestError(why, value=text, day=day_without_year(text)) if why else None

    @property
    def is_free(self) -> bool:
        """Whether any text is one."""
        return self.is_text and not self.fault

    def as_json(self, value: Any) -> Any:  # noqa: ANN401 - JSON's values
        """Return a value as JSON has it."""
        return self.plain(value)


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Several(FieldType):
    """A list of scalars that are texts."""

    is_several: ClassVar[bool] = True

    item: Scalar


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Keyed(FieldType):
    """A mapping whose keys the record chooses."""

    is_mapping: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Parts(Keyed):
    """{entry of a list: scalar}."""

    item: Scalar

    def as_json(self, value: Any) -> Any:  # noqa: ANN401 - JSON's values
        """Return a value as JSON has it."""
        return {name: self.item.plain(part) for name, part in value.items()}


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class NamedParts(Keyed):
    """{anybody's name: {entry of a list: scalar}}."""

    parts: Parts

    def as_json(self, value: Any) -> Any:  # noqa: ANN401 - JSON's values
        """Return a value as JSON has it."""
        return {name: self.parts.as_json(part) for name, part in value.items()}


def _integer(least: int, most: int, pattern: str) -> dict[str, Any]:
    return {"type": ["integer", "string"], "minimum": least, "maximum": most, "pattern": pattern}


def _number(*, signed: bool = False) -> dict[str, Any]:
    """Return a schema that checks the two decimals by their letters: a computer's 8.55 is no multiple of 0.01."""
    sign, least = ("-?", -_MOST) if signed else ("", 0)
    pattern = rf"^{sign}[0-9]{{1,13}}(\.[0-9]{{1,2}})?$"
    return {"type": ["number", "string"], "minimum": least, "maximum": _MOST + 1, "pattern": pattern}


def _id(text: str) -> str | None:
    return text if is_id(text) else None


def _year(text: str) -> int | None:
    return int(text) if is_year(text) else None


def _typed_not_negative(text: str) -> int | None:
    number = read_typed_hundredths(text)
    return number if number is not None and number >= 0 else None


def _typed_flag(text: str) -> bool | None:
    word = bare(text)
    return True if word in _YES else False if word in _NO else None


def _tell_whole(value: int, language: str) -> str:
    return format_number(value * 100, language)


def _closer(text: str) -> Message | None:
    """Return what a date lacks, None where that cannot be told."""
    if read_quarter(text):
        return QUARTER_NO_DATE
    return NO_SUCH_DAY if is_beyond_month(text) else DATE_WITHOUT_YEAR if day_without_year(text) else None


TEXT = Scalar(name="text", about="text", is_text=True, is_searched=True)  # one line
LONG = Scalar(name="long", about="text of several lines", is_text=True)
ID = Scalar(  # the id of the entry itself
    name="id",
    about="id",
    read=_id,
    fault=rules.BAD_ID,
    read_typed=_id,
    refusal=NO_ID,
    explain=why_no_id,
    is_text=True,
    schema={"type": ["string", "integer"], "pattern": _ID},
)
# The id of a record, a unit or a list entry; whether it leads anywhere is asked of all files together.
REF = Scalar(name="ref", about="name", is_text=True, is_reference=True)
DATE = Scalar(  # YYYY, YYYY-MM or YYYY-MM-DD
    name="date",
    about="date",
    read=lambda text: text if is_date(text) else None,
    fault=rules.BAD_DATE,
    read_typed=read_typed_date,
    refusal=NO_DATE,
    explain=_closer,
    tell=format_date,
    schema=_integer(_FIRST_YEAR, _LAST_YEAR, _DATE),
)
YEAR = Scalar(
    name="year",
    about="year",
    read=_year,
    fault=rules.BAD_YEAR,
    read_typed=_year,
    refusal=NO_YEAR,
    schema=_integer(_FIRST_YEAR, _LAST_YEAR, f"^{_YEAR}$"),
)
PERIOD = Scalar(  # 2020 or 2018-2020
    name="period",
    about="year or period",
    read=read_period,
    fault=rules.BAD_PERIOD,
    read_typed=read_period,
    refusal=NO_PERIOD,
    plain=str,
    schema=_integer(_FIRST_YEAR, _LAST_YEAR, _PERIOD),
)
WHOLE = Scalar(  # 0 or more
    name="whole",
    about="whole number",
    read=read_whole,
    fault=rules.BAD_WHOLE,
    read_typed=read_typed_whole,
    refusal=NO_WHOLE,
    tell=_tell_whole,
    schema=_integer(0, _MOST, "^[0-9]{1,13}$"),
)
COUNT = Scalar(  # 1 or more
    name="count",
    about="whole number from 1",
    read=lambda text: read_whole(text) or None,
    fault=rules.BAD_COUNT,
    read_typed=lambda text: read_typed_whole(text) or None,
    refusal=NO_COUNT,
    tell=_tell_whole,
    schema=_integer(1, _MOST, "^(?=.*[1-9])[0-9]{1,13}$"),
)
NUMBER = Scalar(  # at most two decimals
    name="number",
    about="number",
    read=lambda text: None if text.startswith("-") else read_hundredths(text),
    fault=rules.BAD_NUMBER,
    read_typed=_typed_not_negative,
    refusal=NO_NUMBER,
    is_decimal=True,
    plain=plain_number,
    tell=format_number,
    schema=_number(),
)
SIGNED = Scalar(  # a number that may be negative
    name="signed",
    about="number, may be negative",
    read=read_hundredths,
    fault=rules.BAD_NUMBER,
    read_typed=read_typed_hundredths,
    refusal=NO_NUMBER,
    is_decimal=True,
    plain=plain_number,
    tell=format_number,
    schema=_number(signed=True),
)
FLAG = Scalar(
    name="flag",
    about="true or false",
    read={"true": True, "false": False}.get,
    fault=rules.BAD_FLAG,
    read_typed=_typed_flag,
    refusal=NO_FLAG,
    schema={"type": ["boolean", "string"], "pattern": "^(true|false)$"},
)
TEXTS = Several(name="texts", about="list of texts", item=TEXT, is_searched=True)
REFS = Several(name="refs", about="list of ids", item=REF, is_reference=True)
NUMBERS = Parts(name="numbers", about="number", item=NUMBER, has_parts=True)
SCORERS = NamedParts(name="scorers", about="number", parts=NUMBERS, has_parts=True)
ANYTHING = Keyed(name="anything", about="any keys", has_parts=True)  # the office's own keys, and what they hold
WHERE = Keyed(name="where", about="{dimension: value, or list of values}")
DAYS = FieldType(name="days", about="date, or {year: date}")  # kept as {year: date}
ENTRIES = FieldType(name="entries", about="list")  # of mappings, each read by a table of its own
LISTS = FieldType(name="lists", about="lists")  # {name: entries}
