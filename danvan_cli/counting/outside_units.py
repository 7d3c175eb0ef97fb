"""Units of which nothing says that they lie in the office's own: what counts below that misses them."""

from collections.abc import Iterator

from danvan_cli.domain.unit_kinds import body_of, place_kind
from danvan_cli.index.current_lists import Lists


def may_lie_in(lists: Lists, name: str, level: str, parent: str) -> bool:
    """Whether a unit may lie in another by their levels: a place in a higher one, a body or a group in its equal too.

    Of levels that the office's list does not have, nobody knows.
    """
    levels = list(lists.entries("level"))
    above = lists.units[parent].level
    if level not in levels or above not in levels:
        return True
    lower = levels.index(level) - levels.index(above)
    return lower > 0 or (lower == 0 and not place_kind(name))


def is_outside(lists: Lists, unit: str, name: str, level: str, parent: str | None) -> bool:
    """Whether a unit lies in no other, though it could lie in the office's own; a committee need not, such as UBND."""
    own = lists.setting("unit")
    if parent or own not in lists.units or unit == own or body_of(name)[0]:
        return False
    return may_lie_in(lists, name, level, str(own))


def outside_units(lists: Lists) -> Iterator[str]:
    """Yield them, in the order of units.yaml."""
    for unit in lists.units.values():
        if unit.parent is None and is_outside(lists, unit.id, unit.name, unit.level, None):
            yield unit.id
