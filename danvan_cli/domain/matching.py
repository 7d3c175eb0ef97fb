"""From what a person typed to the one thing she means (design, section 3)."""

from collections.abc import Iterable, Mapping

from danvan_cli.text.fold import agreeing, occurring
from danvan_cli.text.nearest import nearest


class AmbiguousNameError(Exception):
    """What was typed names nothing (`candidates` empty, `near` perhaps set), or several things."""

    def __init__(self, typed: str, candidates: tuple[str, ...], near: str | None = None) -> None:
        super().__init__(typed, candidates, near)
        self.typed = typed
        self.candidates = candidates
        self.near = near


def match(typed: str, named: Mapping[str, Iterable[str]]) -> str:
    """Give the id of the one thing meant among {id: its names}; raise AmbiguousNameError.

    An id itself goes first, then a whole name, then a part of one. Several are never chosen from.
    """
    if typed in named:
        return typed
    for fits in (agreeing(typed), occurring(typed)):
        found = tuple(one for one, names in named.items() if any(map(fits, names)))
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousNameError(typed, found)
    raise AmbiguousNameError(typed, (), nearest(typed, (name for names in named.values() for name in names)))
