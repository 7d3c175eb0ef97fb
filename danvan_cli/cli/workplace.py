"""What a command works with: the data folder that is meant, the user's cache, the clock."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_cli.cli.app import DATA, OF_UNIT
from danvan_cli.cli.own_names import OwnNames
from danvan_cli.cli.progress import Progress
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import OFFICE_FILE, RECORD_FOLDERS, REMOVED_FOLDER, UNITS_FILE
from danvan_cli.store.windows import usual
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.counting.ledger import Ledger
    from danvan_cli.recording.record_lookup import RecordLookup

NO_FOLDER = Message(
    "no-folder", N_("There is no data folder at {path}. Name one with --data or DANVAN_DATA, or make one: danvan init.")
)
NO_CURRENT_FOLDER = Message(
    "no-current-folder",
    N_(
        "The current folder was deleted. Go to one that is there (cd), or name the data folder by its whole path:"
        " --data."
    ),
)
AMONG_RECORDS = Message("among-records", N_("{path} would lie among the records. Name a file in another folder."))

DAY_AHEAD = Message("day-ahead", N_("{date} is still to come: the last state so far stands for it."), severity="remark")

# Under these a command keeps which of several things a name means, once somebody was asked, and what it has said.
MEANT, SAID = "danvan.meant", "danvan.said"


class IndexForgotten(Exception):  # noqa: N818 - not a failure yet: the same is asked once more
    """The index of the data folder was damaged and thrown away; its cause is what SQLite said."""


def folder_meant(ctx: click.Context) -> Path:
    """Find the data folder that is meant, whether it is there or not; raise RequestError where nothing tells which."""
    given: Path | None = ctx.meta.get(DATA)
    if given is not None:
        return given
    from danvan_cli.store.disk import find_folder

    return find_folder(current_folder())


def current_folder() -> Path:
    """Return the current folder; raise RequestError where it was deleted meanwhile."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise RequestError(NO_CURRENT_FOLDER) from None


def data_folder(ctx: click.Context) -> Path:
    """Find the data folder that is meant; raise RequestError where there is none."""
    folder = folder_meant(ctx)
    if not folder.is_dir():
        raise RequestError(NO_FOLDER, path=str(folder))
    return usual(folder.resolve())


def refuse_among_records(ctx: click.Context, path: Path) -> None:
    """Raise RequestError where a file for people would lie in a folder of records, or be one that the records need."""
    root, place = folder_meant(ctx).resolve(), path.resolve()
    if place in (root / OFFICE_FILE, root / UNITS_FILE) or any(
        place.is_relative_to(root / name) for name in (*RECORD_FOLDERS, REMOVED_FOLDER)
    ):
        raise RequestError(AMONG_RECORDS, path=str(path))


def open_ledger(ctx: click.Context, revision: str | None = None) -> "Ledger":
    """Open the data folder for questions, as it is or as it was; closed when the command ends."""
    from danvan_cli.counting.ledger import Ledger

    root = data_folder(ctx)
    if revision:
        say_if_ahead(ctx, revision)
    source = _source(root, revision)
    ledger = Ledger(source, cache_folder(), root, Progress(), lambda: int(_day_of(root, source.revision)[:4]))
    ledger.unit_told = ctx.meta.get(OF_UNIT, "")
    ledger.meant = ctx.meta.setdefault(MEANT, {})
    return ctx.with_resource(_closing(ledger))


@contextmanager
def _closing(ledger: "Ledger") -> "Iterator[Ledger]":
    """Close a ledger in the end; raise IndexForgotten where its index turned out to be damaged while it was asked."""
    try:
        yield ledger
    except Exception as error:
        from danvan_cli.index.database import is_unusable

        if not is_unusable(error):
            raise
        with suppress(OSError):  # Windows keeps a file that another danvan has open
            ledger.forget()
        raise IndexForgotten from error
    finally:
        ledger.close()


def open_lookup(ctx: click.Context, *, trusting: bool = True) -> "RecordLookup":
    """Open the data folder for changes."""
    from danvan_cli.recording.record_lookup import RecordLookup

    ledger = open_ledger(ctx)
    return RecordLookup(ledger, today(), trusting=trusting, meant=ledger.meant, say=partial(say_once, ctx))


def say_once(ctx: click.Context, message: Message, **params: object) -> None:
    """Say something on stderr that a command may find out several times, once."""
    from danvan_cli.cli import output
    from danvan_cli.counting.finding import OF_THAT_YEAR, OF_YEAR
    from danvan_cli.view.messages import sentence

    if message is OF_YEAR and isinstance(ctx.command, OwnNames) and not ctx.command.has_option("year"):
        message = OF_THAT_YEAR
    said: set[str] = ctx.meta.setdefault(SAID, set())
    text = sentence(message, params)
    if text not in said:
        said.add(text)
        output.say(text)


def say_if_ahead(ctx: click.Context, revision: str) -> None:
    """Say that a day on which a state is asked for is still to come; programs know what day it is."""
    from danvan_cli.cli.options import OutputFormat
    from danvan_cli.text.dates import first_day, read_typed_date

    date = None if ctx.params.get("form") is OutputFormat.json else read_typed_date(revision)
    if date and first_day(date) > today():
        say_once(ctx, DAY_AHEAD, date=date)


def today() -> str:
    """Return the present day, 2020-12-31; DANVAN_TODAY names another."""
    return os.environ.get("DANVAN_TODAY") or time.strftime("%Y-%m-%d")


def day_asked(ledger: "Ledger") -> str:
    """Return the present day, or that of the earlier state that is asked."""
    return _day_of(ledger.source.root, ledger.revision)


def tell_state(ledger: "Ledger", *, in_json: bool) -> dict[str, str]:
    """Return the key by which JSON says which earlier state is asked, where one is; people are told so."""
    if ledger.revision is None or in_json:
        return {"revision": ledger.revision} if ledger.revision else {}
    from danvan_cli.cli import output
    from danvan_cli.locale import translate
    from danvan_cli.view.labels import date

    sentence = N_("This is how the folder was on {date} (state {commit}).")
    output.say(translate(sentence).format(date=date(day_asked(ledger)), commit=ledger.revision[:12]))
    return {}


def _day_of(root: Path, commit: str | None) -> str:
    """Return the present day, or that of the commit which is asked."""
    if commit is None:
        return today()
    from danvan_cli.store.repository import day_of_commit

    return day_of_commit(root, commit)


def _source(root: Path, revision: str | None):  # type: ignore[no-untyped-def]  # noqa: ANN202
    if revision is None:
        from danvan_cli.store.disk import DiskSource

        return DiskSource(root, time.time_ns())
    from danvan_cli.store.git import GitSource
    from danvan_cli.store.repository import find_revision

    return GitSource(root, find_revision(root, revision))


def cache_folder() -> Path:
    """Return the folder of the indexes; DANVAN_CACHE names another."""
    named = os.environ.get("DANVAN_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("danvan", appauthor=False)
