"""What a template can say: functions, values and statements, as they are once they are read."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.text.mark import N_

NO_PAPER_DAY = Message(
    "no-paper-day", N_("{what} asks for the paper's own day. State it: --date 30/11/2026"), severity="fault"
)

Wherever = Literal["text", "paragraph", "for", "if"]


class Function(NamedTuple):
    """What a name in a template gives: the measures it takes, its options, those it needs, and where it stands."""

    measures: int
    options: tuple[str, ...]
    stands: Wherever
    example: str
    needs: tuple[str, ...] = ()


_OF_QUESTIONS = ("nam", "tinh", "tu_ngay", "den_ngay")
_OF_NUMBERS = (*_OF_QUESTIONS, "khong_co")
FUNCTIONS: Mapping[str, Function] = {
    "so": Function(1, (*_OF_NUMBERS, "hai_chu_so"), "text", '{{ so("cong-nhan", "cap=xa") }}'),
    "ty_le": Function(2, _OF_NUMBERS, "text", '{{ ty_le("cong-nhan", "dang-ky") }}'),
    "tang_giam": Function(
        1, (*_OF_NUMBERS, "so_voi"), "text", '{{ tang_giam("dang-ky", so_voi="2019") }}', ("so_voi",)
    ),
    "bang": Function(
        1, (*_OF_NUMBERS, "theo"), "paragraph", '{{ bang("cong-nhan", theo="cap,loai") }}', ("theo",)
    ),
    "ghi_chu": Function(0, (), "paragraph", "{{ ghi_chu() }}"),
    "danh_sach": Function(1, _OF_QUESTIONS, "for", '{%tr for m in danh_sach("cong-nhan") %} … {%tr endfor %}'),
    "co": Function(1, _OF_QUESTIONS, "if", '{% if co("khen-thuong") %} … {% endif %}'),
}  # fmt: skip
FLAGS = ("hai_chu_so",)
DAY_OPTIONS = ("tu_ngay", "den_ngay")
PAPER_DAYS: Mapping[str, Callable[[date], date]] = {  # without quotes: by the paper's own day, each month another one
    "ngay": lambda day: day,
    "dau_thang": lambda day: day.replace(day=1),
    "dau_quy": lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
    "dau_nam": lambda day: day.replace(month=1, day=1),
}
VARIABLES = ("nam", "so_van_ban", "ngay", "pham_vi", "don_vi", "nhieu_nam")
FILTERS = ("upper", "ngay_thang")
STATEMENTS = ("for", "endfor", "if", "elif", "else", "endif")
LEVELS = ("tr", "p")  # of a tag that stands for a row, or a paragraph
EVERYTHING = ", ".join(f"{name}()" for name in FUNCTIONS) + f", {', '.join(VARIABLES)}, {', '.join(STATEMENTS)}"


class PaperDay(NamedTuple):
    """A day that follows from the paper's own, by its name."""

    name: str

    def of(self, day: str) -> str:
        """Return the day as it is stored, of a paper of a day."""
        return PAPER_DAYS[self.name](date.fromisoformat(day)).isoformat()


OptionValue = str | bool | PaperDay


class Call(NamedTuple):
    """A question to the records: function, measures, conditions, and options by their names."""

    function: str
    measures: tuple[str, ...]
    where: tuple[str, ...] = ()
    options: tuple[tuple[str, OptionValue], ...] = ()

    def option(self, name: str) -> str | None:
        """Return what a text option says, None where it is not given."""
        value = dict(self.options).get(name)
        return value if isinstance(value, str) else None

    def day(self, name: str, paper_day: str | None) -> str | None:
        """Return the day that an option states, be it by the paper's own; raise RequestError if that is not known."""
        value = dict(self.options).get(name)
        if not isinstance(value, PaperDay):
            return self.option(name)
        if paper_day is None:
            raise RequestError(NO_PAPER_DAY, what=f"{name}={value.name}")
        return value.of(paper_day)


class Variable(NamedTuple):
    """A value by its name: one of the paper's own, or a `key` of the record that a list calls so."""

    name: str
    key: str = ""


class Combination(NamedTuple):
    """A condition: `not`, `and` or `or` of others."""

    operator: Literal["not", "and", "or"]
    parts: tuple["Condition", ...]


Condition = Call | Variable | Combination


class Output(NamedTuple):
    """What is written in a tag's place."""

    value: Call | Variable
    filters: tuple[str, ...] = ()


class Statement(NamedTuple):
    """A tag that begins, goes on with, or ends what is repeated or may be left out.

    `level` says what it stands for: "" for the text between two tags, "p" for paragraphs, "tr" for rows of a table.
    """

    word: str
    level: str = ""
    name: str = ""
    listed: Call | None = None
    condition: Condition | None = None


class Tag(NamedTuple):
    """A tag in the text of a paragraph: where it begins and ends, as it is written, and what it says or why nothing."""

    begin: int
    end: int
    text: str
    says: Output | Statement | RequestError | None  # None: a comment


def calls_in(says: Output | Statement) -> Iterator[Call]:
    """Yield the questions of a tag."""
    if isinstance(says, Output):
        yield from (value for value in [says.value] if isinstance(value, Call))
    else:
        yield from [says.listed] if says.listed else []
        yield from (part for part in _leaves(says.condition) if isinstance(part, Call))


def variables_in(says: Output | Statement) -> Iterator[Variable]:
    """Yield the values that a tag names."""
    leaves = [says.value] if isinstance(says, Output) else _leaves(says.condition)
    yield from (part for part in leaves if isinstance(part, Variable))


def _leaves(condition: Condition | None) -> Iterator[Call | Variable]:
    if isinstance(condition, Combination):
        for part in condition.parts:
            yield from _leaves(part)
    elif condition is not None:
        yield condition


def holds(condition: Condition, ask: Callable[[Call | Variable], bool]) -> bool:
    """Whether a condition holds, as `ask` says of its parts."""
    if not isinstance(condition, Combination):
        return ask(condition)
    if condition.operator == "not":
        return not holds(condition.parts[0], ask)
    together = all if condition.operator == "and" else any
    return together(holds(part, ask) for part in condition.parts)
