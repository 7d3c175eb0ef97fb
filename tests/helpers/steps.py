"""How much is done, counted instead of timed: a busy machine changes nothing about it."""

import sys
from collections.abc import Callable
from types import FrameType

_CALLS = ("call", "c_call")


def steps(work: Callable[[], object]) -> int:
    """Do the work; return how many calls it makes, of Python's functions and of C's."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in _CALLS

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls
