"""From what a person typed to the one thing she means (docs/design.md, Matching)."""

from collections.abc import Iterable, Mapping

from danvan_cli.domain.errors import AmbiguousError, RequestError, UnlistedError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.namesakes import ValueCandidate
from danvan_cli.text.fold import agreeing, bare, fold, has_diacritic, occurring
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

# What somebody answered who was asked which thing is meant: {(its kind, the name as it was typed): its id}.
Meant = Mapping[tuple[str, str], str]

NOT_THERE = Message("not-there", N_("There is no “{value}”. Nearest: {near}."))
SEVERAL_VALUES = Message("several-values", N_("“{value}” can mean several: {candidates}. Write more of it, or the id."))

_MOST_SHOWN = 12
_MOST_PROPOSED = 3
NOTHING_NEAR = "–"


class AmbiguousNameError(Exception):
    """What was typed names nothing (`candidates` empty, `near` perhaps set), or several things."""

    def __init__(self, typed: str, candidates: tuple[str, ...], near: str | None = None) -> None:
        super().__init__(typed, candidates, near)
        self.typed = typed
        self.candidates = candidates
        self.near = near


def match(typed: str, named: Mapping[str, Iterable[str]]) -> str:
    """Return the id of the one thing meant among {id: its names}; raise AmbiguousNameError.

    An id itself goes first, then a whole name, then a part of one. Several are never chosen from.
    """
    if typed in named:
        return typed
    for fits in (agreeing(typed), occurring(typed)):
        fitting = tuple(name for name, names in named.items() if any(map(fits, names)))
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise AmbiguousNameError(typed, fitting)
    raise AmbiguousNameError(typed, (), nearest(typed, (name for names in named.values() for name in names)))


def pick(typed: str, named: Mapping[str, tuple[str, ...]], kind: str = "") -> str:
    """Return the id of the one thing meant; raise UnlistedError, or RequestError with all that can be meant.

    With the `kind` of thing that is named it is an AmbiguousError, which can be answered.
    """
    try:
        return match(typed, named)
    except AmbiguousNameError as error:
        if error.candidates:
            raise several(error, named, kind) from None
        raise UnlistedError(NOT_THERE, value=typed, near=error.near or NOTHING_NEAR) from None


def pick_whole(typed: str, named: Mapping[str, tuple[str, ...]]) -> str:
    """Return the id of the one thing that bears this id or whole name, as lists must write it; raise as `pick` does.

    Nobody sits beside a list and sees what a part of a name was taken for: it is proposed, never taken.
    """
    if typed in named:
        return typed
    is_name = agreeing(typed)
    bearing = tuple(name for name, names in named.items() if any(map(is_name, names)))
    if len(bearing) > 1:
        raise several(AmbiguousNameError(typed, bearing), named)
    if not bearing:
        raise UnlistedError(NOT_THERE, value=typed, near=_proposal(typed, named))
    return bearing[0]


def _proposal(typed: str, named: Mapping[str, tuple[str, ...]]) -> str:
    """Return what a text that is no whole name may have been meant for, “–” for nothing."""
    is_part = occurring(typed)
    sharing = [names for names in named.values() if any(is_part(name) or _is_within(name, typed) for name in names)]
    if sharing and typed.strip():
        return "; ".join(names[min(1, len(names) - 1)] for names in sharing[:_MOST_PROPOSED])
    return nearest(typed, (name for names in named.values() for name in names)) or NOTHING_NEAR


def _is_within(name: str, text: str) -> bool:
    """Whether a text has all words of a name side by side, among others."""
    key_of = fold if has_diacritic(name) else bare
    return f" {key_of(name)} " in f" {key_of(text)} "


def several(error: AmbiguousNameError, named: Mapping[str, tuple[str, ...]], kind: str = "") -> RequestError:
    """Return the error that names all that can be meant, as something of a `kind` if there is one."""
    shown = error.candidates[:_MOST_SHOWN]
    listed = "; ".join(f"{name} ({named[name][1]})" if len(named[name]) > 1 else name for name in shown)
    more = len(error.candidates) - _MOST_SHOWN
    listed += f"; … +{more}" if more > 0 else ""
    if not kind:
        return RequestError(SEVERAL_VALUES, value=error.typed, candidates=listed)
    choices = [ValueCandidate(name, named[name][min(1, len(named[name]) - 1)]) for name in error.candidates]
    return AmbiguousError(
        SEVERAL_VALUES, name=(kind, error.typed), choices=choices, value=error.typed, candidates=listed
    )
