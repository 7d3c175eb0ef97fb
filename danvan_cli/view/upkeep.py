"""What a clone of a data folder wants from time to time -> lines for people, and JSON."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from danvan_cli.counting.upkeep import Upkeep
from danvan_cli.domain.commit import Aside
from danvan_cli.domain.names import RECORD_FOLDERS, id_of
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import messages
from danvan_cli.view.evidence import UNTOLD
from danvan_cli.view.labels import date, moment, number
from danvan_cli.view.own_words import own_words


def text(upkeep: Upkeep, columns: int | None) -> str:
    """Return what is to be said, in lines of so many columns (None: as long as they are); "" where nothing is."""
    return "".join(f"\n{block}\n" for block in _blocks(upkeep, columns))


def _blocks(upkeep: Upkeep, columns: int | None) -> Iterator[str]:
    yield from _keeping(upkeep, columns)
    yield from _standing(upkeep, columns)


def _keeping(upkeep: Upkeep, columns: int | None) -> Iterator[str]:
    """Yield what is not in the history yet, and what keeps it from that."""
    if upkeep.unsaved:
        sentence = translate(N_("Files changed by hand, not in the history yet: {number}"))
        way = "" if upkeep.begun else f"\n{translate(N_('  Go on: danvan save'))}"
        yield f"{sentence.format(number=number(upkeep.unsaved))}{_gone(upkeep.gone)}{way}"
    if upkeep.begun:
        sentence = N_("Somebody began {what} with git in this folder; until that is ended, no change is kept.")
        told = translate(sentence).format(what=translate(upkeep.begun.what))
        way = translate(N_("  To leave it off: {command}")).format(command=upkeep.begun.command)
        yield f"{_folded(told, columns)}\n{way}"
    if upkeep.refusal:
        yield _folded(messages.told(upkeep.refusal), columns)
    elif upkeep.unsaved is None:
        yield _folded(f"{translate(UNTOLD).format(reason=upkeep.reason)}.", columns)
    if upkeep.lock:
        sentence = N_("Since {moment} another program has held git's part of the folder, so that no change is kept.")
        told = _folded(translate(sentence).format(moment=moment(upkeep.lock.moment)), columns)
        way = N_("  If no program is at work with git any more, as after a power cut: {command}")
        yield f"{told}\n{translate(way).format(command=upkeep.lock.command)}"


def _standing(upkeep: Upkeep, columns: int | None) -> Iterator[str]:
    """Yield what concerns the folder and its history as a whole."""
    if upkeep.left_out:
        sentence = N_("Files that git leaves out of this folder, so that no number has them: {number}")
        told = _folded(translate(sentence).format(number=number(upkeep.left_out)), columns)
        yield f"{told}\n{translate(N_('  To have them: git sparse-checkout disable'))}"
    if not (upkeep.keeps_history or upkeep.refusal):
        off = N_("Changes are not kept in the history of this folder. To keep them: danvan init")
        none = N_("This folder has no history: what is changed cannot be looked up later. To begin one: danvan init")
        yield translate(none if upkeep.keeps_history is None else off)
    if lines := aside_lines(upkeep.aside):
        yield "\n".join([_folded(lines[0], columns), *lines[1:]])
    if upkeep.wants_backup:
        never = translate(N_("No backup has been made yet."))
        last = translate(N_("The last backup was made on {date}.")).format(date=date(upkeep.backed_up))
        yield f"{last if upkeep.backed_up else never}\n{translate(N_('  Go on: danvan backup -o FILE.zip'))}"
    if upkeep.dated_ahead:
        sentence = N_(
            "The last save in git is dated {date}, which is still to come: the clock of that machine was wrong. Who "
            "asks as of a day before that does not find it."
        )
        yield _folded(translate(sentence).format(date=date(upkeep.dated_ahead)), columns)


def _gone(paths: Sequence[str]) -> str:
    """Return how many of the files that were changed are deleted, and how to have them again."""
    if not paths:
        return ""
    way = N_("  Deleted of these: {number}. To have one back: {command}")
    command = own_words(f"danvan undo {undo_name(paths[0])}")
    return f"\n{translate(way).format(number=number(len(paths)), command=command)}"


def undo_name(path: str) -> str:
    """Return by what a file is named to have it back: a record by its id."""
    return visible(id_of(path) if path.partition("/")[0] in RECORD_FOLDERS else path)


def aside_lines(aside: Aside) -> list[str]:
    """Return what was written here and is not in what is open, and what brings it in, no line where nothing is."""
    return [_where_aside(aside), _back(aside)] if aside.command else []


def _where_aside(aside: Aside) -> str:
    """Return what was written beside the history that is open."""
    earlier = N_(
        "The folder stands at an earlier state, beside its history (by git checkout): what is kept there is easily "
        "lost."
    )
    adrift = N_(
        "The folder stands beside its history (by git checkout): {number} changes are only here, and go out of sight "
        "with the next git checkout."
    )
    lost = N_("{number} changes that danvan wrote on this machine are not in the folder as it is (somebody used git).")
    sentence = (adrift if aside.number else earlier) if aside.is_adrift else lost
    return translate(sentence).format(number=number(aside.number))


def _back(aside: Aside) -> str:
    """Return the line with what brings it in."""
    in_words, keeping = N_("  To bring them in: {command}"), N_("  To keep them: {command}")
    back = keeping if aside.number else N_("  Back: {command}")
    return own_words(translate(back if aside.is_adrift else in_words).format(command=aside.command))


def _folded(sentence: str, columns: int | None) -> str:
    return textwrap.fill(sentence, columns, break_on_hyphens=False) if columns else sentence


def document(upkeep: Upkeep) -> dict[str, Any]:
    """Return the keys of it: the last backup and whether one is due, and the day that is still to come."""
    return {
        "backup": {"last": upkeep.backed_up or None, "due": upkeep.wants_backup},
        "dated_ahead": upkeep.dated_ahead or None,
        "history": {"kept": upkeep.keeps_history, "unsaved": upkeep.unsaved},
    }
