"""What was typed wrongly, all of it at once."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from danvan_cli.domain.errors import InputError, Mistake, RequestError

Read = TypeVar("Read")
Instead = TypeVar("Instead")


class MistakeLog:
    """Several readings of what was typed: what is wrong in any of them is told at once."""

    def __init__(self, missing: Iterable[str] = ()) -> None:
        self._error = InputError(missing=missing)

    def take(self, reading: Callable[[], Read], instead: Instead) -> Read | Instead:
        """Return what is read, or something instead where it cannot be taken."""
        try:
            return reading()
        except RequestError as why:
            self._error += InputError([Mistake("", why)])
        except InputError as error:
            self._error += error
        return instead

    def settle(self) -> None:
        """Raise InputError if anything was wrong."""
        if self._error:
            raise self._error
