"""Which level evaluated the models of a list, where no column and nobody says so: its title, or whose paper it is.

An office's own lists are of its own level. A list of a commune's, with a level in its title, is of that one; without
any it may be the commune's or the office's, and is asked about.
"""

import re
from collections.abc import Iterator, Sequence

from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import EVALUATIONS
from danvan_cli.domain.unit_kinds import LEVEL_WORDS, body_of, level_entry, levels_of_place
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.sheet_lists import ListOnSheet
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.plan import Remark, Step, remark
from danvan_cli.text.fold import bare
from danvan_cli.text.mark import N_

LEVEL_BY_TITLE = Message(
    "level-by-title", N_("{name}: evaluated at {level}, as the list's title says."), severity="remark"
)
LEVEL_UNSAID = Message(
    "level-unsaid",
    N_(
        "{name}: the list is from a unit of another level, and nothing says which level evaluated; as it stands it is"
        " {level}. Say it: --default level=…"
    ),
    severity="open",
)
LEVELS_IN_TITLE = Message(
    "levels-in-title",
    N_(
        "{name}: the title speaks of {stated}, and nothing says that it was evaluated there; as it stands it is"
        " {level}. Say it: --default level=…"
    ),
    severity="open",
)

_PLANNED = re.compile(r"\b(?:de nghi|dang ky|de xuat|trinh|xet|du kien|gui|bao cao)\b")


def level_by_title(sheet_list: ListOnSheet, lists: Lists) -> str:
    """Return the level of which a title says that its models were evaluated there, "" where it says none, or more."""
    stated = _levels_in_title(sheet_list, lists)
    plain = len(stated) == 1 and not _PLANNED.search(bare(sheet_list.above))
    return next(iter(stated.values())) if plain else ""


def level_remarks(
    sheet_list: ListOnSheet, options: ImportOptions, lists: Lists, steps: Sequence[Step]
) -> Iterator[Remark]:
    """Yield which level a title gave new evaluations, or that nobody knows it; the office's own is no silent guess."""
    own = lists.units.get(lists.setting("unit") or "")
    if own is None or sheet_list.kind != EVALUATIONS.folder or _is_stated(sheet_list, options):
        return
    if not any(step.kind == EVALUATIONS.name and step.old is None for step in steps):
        return
    name = sheet_list.name
    by_title, stated = level_by_title(sheet_list, lists), _levels_in_title(sheet_list, lists)
    if by_title and by_title != own.level:
        yield remark(LEVEL_BY_TITLE, name=name, level=by_title)
    elif not by_title and set(stated.values()) - {own.level}:
        yield remark(LEVELS_IN_TITLE, name=name, level=own.level, stated=list(stated))
    elif not by_title and _is_from_elsewhere(sheet_list, options, lists, own.level):
        yield remark(LEVEL_UNSAID, name=name, level=own.level)


def _is_stated(sheet_list: ListOnSheet, options: ImportOptions) -> bool:
    """Whether a list's columns, headings or ids say the level of each row, or somebody said it for all."""
    if "level" in options.defaults or not {"level", "id", "mark"}.isdisjoint(sheet_list.columns.values()):
        return True
    return all("level" in row.sections for row in sheet_list.rows)


def _levels_in_title(sheet_list: ListOnSheet, lists: Lists) -> dict[str, str]:
    """Return {as it is called: level} of the levels that stand above a list, "" for one that the office has none of."""
    entries = lists.entries("level")
    called = {words: level_entry(entries, level) or "" for level, alike in LEVEL_WORDS.items() for words in alike}
    for entry in entries.values():
        names = (part for name in entry.names() for part in name.replace("/", ",").split(","))
        called |= {bare(name).removeprefix("cap "): entry.id for name in names}
    longest_first = sorted(filter(None, called), key=len, reverse=True)
    stated = re.findall(rf"\bcap ({'|'.join(map(re.escape, longest_first))})\b", bare(sheet_list.above))
    by_level = {called[words]: f"cấp {words}" for words in reversed(stated)}
    return {entries[level].label if level else words: level for level, words in by_level.items()}


def _is_from_elsewhere(sheet_list: ListOnSheet, options: ImportOptions, lists: Lists, own_level: str) -> bool:
    """Whether a list is from a unit of another level than the office, as was said, or of a lower one by its letterhead.

    What stands in a letterhead of a higher level is above whoever wrote it.
    """
    unit = lists.units.get(options.unit or sheet_list.unit)
    if unit:
        return unit.level != own_level
    entries = lists.entries("level")
    ranks = {level: rank for rank, level in enumerate(entries)}
    bodies = (body_of(line.strip()) for line in sheet_list.above.splitlines())
    of_bodies = [levels_of_place(place) for body, place in bodies if body and levels_of_place(place)]
    levels = {level_entry(entries, level) for level in of_bodies[-1]} if of_bodies else set()
    return any(ranks[level] > ranks.get(own_level, len(ranks)) for level in levels if level) and own_level not in levels
