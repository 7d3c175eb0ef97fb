"""What danvan says: each sentence is an object, declared beside whoever says it; those that many say stand here.

The words are message ids of the catalogues; `view.messages` fills them in, in the language that is spoken. What a
placeholder is called says how it is written ("{date}" as a day, "{score}" as points, "{reason}" as the system's word).
"""

from collections.abc import Callable
from types import ModuleType
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from danvan_cli.text.mark import N_

# How grave it is. Of the data: "fault" keeps a file from being counted; "error", "warning". Of a command: "error".
# Of a plan: "remark"; "doubt", which is asked about; "open", a doubt that is never written through unasked, and
# "identity", such a doubt whether it is the same thing; "left", what was asked for and is not part of the plan, asked
# about; "unread", the same, not asked.
Severity = Literal["fault", "error", "warning", "remark", "doubt", "open", "identity", "left", "unread"]


class Message(NamedTuple):
    """One thing to say: its code, which programs and documents know it by; what is wrong; how to mend it; and why.

    `sentence` says how to mend it too where it is told on one line. `why` explains a problem of the data.
    `is_asked`: a warning that a command does not write through unasked.
    """

    code: str
    sentence: str
    hint: str = ""
    severity: Severity = "error"
    why: str = ""
    is_asked: bool = False

    @property
    def is_fault(self) -> bool:
        """Whether it lies inside one file and keeps that from being counted."""
        return self.severity == "fault"


@runtime_checkable
class NamedPlace(Protocol):
    """What fills a sentence in with words of its own, such as `row 5, column C`."""

    def in_words(self, translate: Callable[[str], str]) -> str:
        """Return the words, in the language into which a function translates."""


def declared(*modules: ModuleType) -> dict[str, Message]:
    """Return the messages that modules declare, by their codes."""
    return {value.code: value for module in modules for value in vars(module).values() if isinstance(value, Message)}


NO_RECORD = Message("no-record", N_("There is no record “{value}”. Nearest: {near}."))
SEVERAL_RECORDS = Message(
    "several-records", N_("“{value}” can mean several: {candidates}. Write more of it, or the id.")
)
NO_LETTERS = Message("no-letters", N_("“{value}” has no letter and no digit. Write the name itself."))
GIVEN_TWICE = Message("given-twice", N_("“{value}” is given twice. Give it once."))
NO_PAIR = Message("no-pair", N_("“{value}” lacks a part. Write key=value."))
NO_KEY = Message("no-key", N_("There is no key “{value}”. Nearest: {near}. There are: {known}."))
REQUIRED = Message("required", N_("“{value}” cannot be left empty."))
SAME_RECORD = Message("same-record", N_("Both are the same record: {value}."))
NO_PERIOD = Message("no-period", N_("“{value}” is no year. Write YYYY or XXXX-YYYY."))
NO_DATE = Message("no-date", N_("“{value}” is no date. Write 31/12/YYYY or YYYY-12-31."))
DATE_WITHOUT_YEAR = Message("date-without-year", N_("“{value}” lacks the year. Write it behind the day: {day}/YYYY."))
NO_SUCH_DAY = Message("no-such-day", N_("“{value}”: that month has no such day. Write one such as 31/12/YYYY."))
QUARTER_NO_DATE = Message(
    "quarter-no-date", N_("“{value}” is a quarter, and no date. Write a day, a month (3/YYYY), or a year.")
)
NO_YEAR = Message("no-year", N_("“{value}” is no year. Write YYYY."))
NO_ID = Message(
    "no-id", N_("“{value}” cannot be an id. Write only a–z, 0–9 and hyphens (none at the beginning), at most 80.")
)
DEVICE_ID = Message(
    "device-id",
    N_("“{value}” cannot be an id: Windows keeps it for a device, so no file has it. Write more, such as {value}-1."),
)
UNPORTABLE = Message("unportable-name", N_("{name} is no name that every system can give a file. Give it another one."))
