"""What danvan cannot do, and why: one tree of exceptions. `cli/failures` tells them; any other exception is a bug.

DanvanError                   exit code 1, unless it says otherwise
├── RequestError              a question or a word that cannot be taken: exit code 2
│   ├── UnlistedError         what was typed is the name of nothing that can be meant
│   └── AmbiguousError        what was typed is the name of several things: at a terminal one is chosen
├── InputError                all that is wrong with what was typed: exit code 2
├── ReadError                 a file of the data folder cannot be read
├── ListsUnreadableError      danvan.yaml or units.yaml cannot be read, so no number is given
├── RevisionError             git cannot give an earlier state: exit code 2
│   └── DamagedRevisionError  git has lost what it consists of: exit code 1
├── RecordError               what would be written, or is to be changed, has faults
├── EditError                 a file is written in a way that cannot be changed safely
├── WriteError                nothing, or not everything, was written
├── CommitError               what was written is not in git's history
├── BackupError               what should be a backup of danvan is none, or cannot be used
├── CacheError                (index.cache) what lies in the index's place is not danvan's
├── FileFormatError           (spreadsheet.errors) a file that was sent is none that can be read
├── NoReadableFileError       (spreadsheet.errors) of the files that were sent, some are such
├── FaultyListError           (importing.results) all that is wrong in the lists that were sent
├── PaperConditionError      (exporting.papers.answers) a condition is not one of a whole paper: exit code 2
└── UnreadFilesError          (exporting.unread_files) files cannot be read that a paper would count
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from danvan_cli.domain.messages import Message
from danvan_cli.domain.namesakes import Candidate
from danvan_cli.domain.problem import Problem
from danvan_cli.text.mark import N_

HAVE_TO_BE_GIVEN = Message("missing", N_("These have to be given: {options}."))
LISTS_UNREADABLE = Message("lists-unreadable", N_("Until this is mended, nothing is counted and nothing written."))
NOTHING_WRITTEN = Message("nothing-written", N_("Nothing was written."))
CANNOT_EDIT = Message(
    "cannot-edit", N_("{path} is written in a way that cannot be changed safely. By hand: danvan edit {path}")
)


class DanvanError(Exception):
    """What a person is told: `message` says why, and `params` fill it in."""

    exit_code = 1
    doing: Literal["", "reading", "writing"] = ""  # what the system kept it from, where `reason` is the system's word

    def __init__(self, message: Message, /, **params: Any) -> None:  # noqa: ANN401 - as the sentence has them
        super().__init__(message.code, params)
        self.message = message
        self.params = params

    @property
    def code(self) -> str:
        """Return the message's code."""
        return self.message.code

    @property
    def parts(self) -> Sequence["DanvanError"]:
        """Return what it consists of, each told by itself: mostly itself alone."""
        return [self]


class RequestError(DanvanError):
    """A question, or a word of one, cannot be taken."""

    exit_code = 2


class UnlistedError(RequestError):
    """What was typed is the name of no unit, of no entry of a list, of nothing else that can be meant there."""

    @property
    def typed(self) -> str:
        """Return what was typed."""
        return str(self.params["value"])

    @property
    def near(self) -> str:
        """Return the nearest of what there is, "–" where nothing is near."""
        return str(self.params["near"])


class AmbiguousError(RequestError):
    """What was typed can mean several things, `choices`, the likeliest first.

    `name` is what is kept of an answer: what kind of thing was named, and how ("unit", "Tân Lập").
    """

    def __init__(
        self,
        message: Message,
        /,
        name: tuple[str, str],
        choices: Iterable[Candidate],
        **params: Any,  # noqa: ANN401 - as the sentence has them
    ) -> None:
        self.name = name
        self.choices = tuple(choices)
        super().__init__(message, **params)


class Mistake(NamedTuple):
    """Something typed that cannot be taken: under which key ("": none), and why."""

    key: str
    why: RequestError


class InputError(DanvanError):
    """What was typed cannot be taken; `missing` are the keys that have to be given and were not."""

    exit_code = 2

    def __init__(self, mistakes: Iterable[Mistake] = (), missing: Iterable[str] = ()) -> None:
        self.mistakes = tuple(mistakes)
        self.missing = tuple(missing)
        super().__init__(HAVE_TO_BE_GIVEN)

    def __add__(self, more: "InputError") -> "InputError":
        """Join two, so that all is told at once."""
        return InputError(self.mistakes + more.mistakes, self.missing + more.missing)

    def __bool__(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.mistakes or self.missing)


class ReadError(DanvanError):
    """A file of the data folder cannot be read; `message` is a rule's (`domain.rules`)."""

    doing = "reading"


class ListsUnreadableError(DanvanError):
    """danvan.yaml or units.yaml cannot be read, so no number is given; `problems` say why.

    `commands` bring them back as the history has them, if it does: whoever knows the folder says so.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        self.commands: Sequence[str] = ()
        super().__init__(LISTS_UNREADABLE)


class RevisionError(DanvanError):
    """git cannot give a state of the folder."""

    exit_code = 2


class DamagedRevisionError(RevisionError):
    """The revision is there, or was; git has lost what it consists of."""

    exit_code = 1


class RecordError(DanvanError):
    """What would be written, or is to be changed, has faults (`problems`); the record stays as it is."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(NOTHING_WRITTEN)


class EditError(DanvanError):
    """The file is written in a way that this program cannot change safely; it has to be edited by hand.

    `path` is relative to the data folder; `reason` is for whoever mends this program.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(CANNOT_EDIT, path=path)
        self.path = path
        self.reason = reason


class WriteError(DanvanError):
    """Nothing, or not everything, was written: running the same command again finishes what was begun."""

    doing = "writing"


class CommitError(DanvanError):
    """What was written could not be made a commit; it is written all the same."""


class BackupError(DanvanError):
    """A file is no backup that can be used, or what was written is not what was read back."""
