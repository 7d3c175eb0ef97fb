"""What danvan cannot do, and why: one tree of exceptions. `cli/failures` tells them; any other exception is a bug.

DanvanError                   exit code 1, unless it says otherwise
├── RequestError              a question or a word that cannot be taken: exit code 2
│   └── UnlistedError         what was typed is the name of nothing that can be meant
├── InputError                all that is wrong with what was typed: exit code 2
├── ReadError                 a file of the data folder cannot be read
├── ListsUnreadableError      danvan.yaml or units.yaml cannot be read, so no number is given
├── RevisionError             git cannot give an earlier state: exit code 2
│   └── DamagedRevisionError  git has lost what it consists of: exit code 1
├── RecordError               what would be written, or is to be changed, has faults
├── EditError                 a file is written in a way that cannot be changed safely
├── WriteError                nothing, or not everything, was written
├── CacheError                (index.cache) what lies in the index's place is not danvan's
├── FileFormatError           (exchange.faults) a file that was sent is none that can be read
├── NoReadableFileError       (exchange.faults) of the files that were sent, some are such
└── FaultyListError           (importing.results) all that is wrong in the lists that were sent
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from danvan_cli.domain.problem import Problem


class DanvanError(Exception):
    """What a person is told: `code` names the sentence that says why, and `params` fill it in."""

    exit_code = 1

    def __init__(self, code: str, /, **params: Any) -> None:  # noqa: ANN401 - texts and numbers, as the sentence has them
        super().__init__(code, params)
        self.code = code
        self.params = params


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
        super().__init__("input", mistakes=self.mistakes, missing=self.missing)

    def __add__(self, more: "InputError") -> "InputError":
        """Join two, so that all is told at once."""
        return InputError(self.mistakes + more.mistakes, self.missing + more.missing)

    def __bool__(self) -> bool:
        """Return whether anything is wrong."""
        return bool(self.mistakes or self.missing)


class ReadError(DanvanError):
    """A file of the data folder cannot be read; `code` is that of a rule (`domain.rules`)."""


class ListsUnreadableError(DanvanError):
    """danvan.yaml or units.yaml cannot be read, so no number is given; `problems` say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("lists-unreadable", problems=self.problems)


class RevisionError(DanvanError):
    """git cannot give a state of the folder.

    "no-git"; "no-repository"; "not-trusted": path, owner, command; "git-refuses", "not-made": reason (git's words);
    "no-revision": name; "shallow": name, date; "no-folder-then": name; "folder-elsewhere": name, path, command, data.
    """

    exit_code = 2


class DamagedRevisionError(RevisionError):
    """The revision is there, or was; git has lost what it consists of: "revision-damaged": name, reason."""

    exit_code = 1


class RecordError(DanvanError):
    """What would be written, or is to be changed, has faults (`problems`); the record stays as it is."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("record", problems=self.problems)


class EditError(DanvanError):
    """The file is written in a way that this program cannot change safely; it has to be edited by hand.

    `path` is relative to the data folder; `reason` is for whoever mends this program.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__("edit", path=path, reason=reason)
        self.path = path
        self.reason = reason


class WriteError(DanvanError):
    """Nothing, or not everything, was written.

    "changed-meanwhile", "exists", "linked", "not-a-file": path. "locked": seconds. "cannot-write": path, reason (as
    `store.system.reason_of` has it). "partly-written": done, total, path, reason ("" if it was not the system), why
    (another code, or "interrupted"): running the same command again finishes it.
    """
