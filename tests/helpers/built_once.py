"""What is the same for each command in one process is made once: that is a tenth of a small command, and more."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache, lru_cache
from typing import Any
from unittest.mock import patch

import click
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.defaults import load_key_bindings
from prompt_toolkit.styles import style

from danvan_cli import COMPLETE, locale
from danvan_cli.cli import app
from danvan_cli.cli.commands import COMMANDS, CommandEntry
from danvan_cli.cli.own_names import OwnNames
from danvan_cli.domain.lists import replaceable
from danvan_cli.domain.reading import read_office, read_units
from danvan_cli.importing.detection import known_names
from danvan_cli.importing.detection.wordings import Wordings
from danvan_cli.index import database
from danvan_cli.index import lists as index_lists
from danvan_cli.index.current_lists import Lists

_FILES_KEPT = 32


@contextmanager
def commands() -> Iterator[None]:
    """Build each command and its parser once a language."""
    built: dict[tuple[str, str, str], click.Command] = {}
    build, build_program, make_parser = app.load, app.program, OwnNames._make_parser
    parsers: dict[OwnNames, Any] = {}

    def load(name: str, among: Mapping[str, CommandEntry] = COMMANDS) -> click.Command:
        key = (locale.language(), name, among[name].module)  # groups have no module
        if key not in built:
            built[key] = build(name, among)
        return built[key]

    def program() -> click.Command:
        if COMPLETE in os.environ:
            return build_program()
        key = (locale.language(), "", "")
        if key not in built:
            built[key] = build_program()
        return built[key]

    def parser(command: OwnNames, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        if ctx.resilient_parsing:
            return make_parser(command, ctx)
        if command not in parsers:
            parsers[command] = make_parser(command, ctx)
        parsers[command].ctx = ctx
        return parsers[command]

    with (
        patch.object(app, "load", load),
        patch.object(app, "program", program),
        patch.object(OwnNames, "_make_parser", parser),
    ):
        yield


@contextmanager
def wordings() -> Iterator[None]:
    """Gather what headings of lists are called once a language and vocabulary."""
    gathered: dict[object, Wordings] = {}

    def gather(kind: str, lists: Lists) -> Wordings:
        entries = tuple((name, *entries.values()) for name, entries in lists.vocabulary.items())
        key = (kind, locale.language(), entries)
        if key not in gathered:
            gathered[key] = Wordings(kind, lists)
        return gathered[key]

    with patch.object(known_names, "Wordings", gather):
        yield


@contextmanager
def tables() -> Iterator[None]:
    """Make the tables of an index once, and copy them into each new one."""
    make = database._make_tables
    empty = sqlite3.connect(":memory:", isolation_level=None)
    make(empty)

    def copy(db: sqlite3.Connection) -> None:
        if db.execute("PRAGMA schema_version").fetchone()[0]:
            make(db)  # says what is wrong with it
            return
        empty.backup(db)
        with database.writing(db):
            first, sealed = int.from_bytes(os.urandom(6)), database._keeps_times(database._file_name(db))
            db.execute("UPDATE state SET generation = ?, sealed = ?", [first, sealed])

    with closing(empty), patch.object(database, "_make_tables", copy):
        yield


@contextmanager
def lists() -> Iterator[None]:
    """Read an office's lists and units once, however many folders have the same."""

    @lru_cache(maxsize=_FILES_KEPT)
    def office(path: str, data: bytes) -> Any:  # noqa: ANN401 - what it is, the one who asks knows
        return read_office(path, data, replaceable())

    with (
        patch.object(index_lists, "read_office", lambda path, data, _: office(path, data)),
        patch.object(index_lists, "read_units", lru_cache(maxsize=_FILES_KEPT)(read_units)),
    ):
        yield


@contextmanager
def prompts() -> Iterator[None]:
    """Gather once what each key does by default, and take styles apart once: most of what a question costs."""

    @cache
    def bindings() -> KeyBindings:
        """Return all in one: what is merged is looked through again and again."""
        flat = KeyBindings()
        flat.bindings.extend(load_key_bindings().bindings)
        return flat

    with (
        patch("prompt_toolkit.application.application.load_key_bindings", bindings),
        patch.object(style, "_parse_style_str", cache(style._parse_style_str)),
    ):
        bindings()
        yield
