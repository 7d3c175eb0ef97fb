"""A paper is whole or it is not there: a number that lacks what a file holds is none to be signed."""

from collections.abc import Iterable

from danvan_cli.domain.errors import DanvanError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem
from danvan_cli.text.mark import N_

UNREAD_FILES = Message(
    "unread-files", N_("{number} files cannot be read, so no number is sure, and no paper is written.")
)


class UnreadFilesError(DanvanError):
    """Files of what is counted cannot be read (`problems`), so no paper is written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(UNREAD_FILES, number=len({problem.path for problem in self.problems}))
