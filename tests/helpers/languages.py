"""What tells the two languages apart, and what a command says in each."""

from __future__ import annotations

import gettext
import re
from typing import TYPE_CHECKING

from danvan_cli import locale
from danvan_cli.cli.commands import COMMANDS, UNIT_COMMANDS, VOCABULARY_COMMANDS
from danvan_cli.cli.completion import Shell
from danvan_cli.counting.checks import RULES
from danvan_cli.counting.measures import BASES, DIMENSIONS, MEASURES
from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.lists import built_in
from danvan_cli.domain.names import RECORD_FOLDERS
from tests.helpers.program import CommandResult
from tests.helpers.questions import run_on

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("table", "plain", "markdown", "html", "csv")
# A word that stands by itself: no part of an id, a path, an option, a condition or a key.
WORD = re.compile(r"(?<![\w./=|'-])[A-Za-z]+(?![\w/=|'-]|\.\w|:\d)")
FILLED_IN = re.compile(r"\{[^}]*\}|%\(\w+\)s|<[^<>]+>")
# Names that are the same word in both languages, and formats that are called so everywhere, are no English.
NAMES = {entry.vietnamese for entries in (COMMANDS, UNIT_COMMANDS, VOCABULARY_COMMANDS) for entry in entries.values()}
ENCODING = "abc"  # TCVN3 (ABC)
KEY = "kind"  # a record's, which these tests type and files show
LITERALS = {ENCODING, KEY, *NAMES, *FORMATS, *RULES, *Shell} - {"table", "plain"}
# What stands in files as it is: keys, folders, lists, and what figures name.
_STATED = (*RECORD_FOLDERS, *built_in(), *MEASURES, *DIMENSIONS, *BASES)
KEYS = frozenset({*(key for table in TABLES.values() for key in table), *_STATED})
NAME = re.compile("dân vận khéo|m², hộ", re.IGNORECASE)  # what has no English name


def words_of(text: str) -> set[str]:
    return set(WORD.findall(FILLED_IN.sub(" ", text)))


def _english() -> frozenset[str]:
    """Return all words of the English messages and labels that no Vietnamese one has, in small letters and capitals."""
    with (locale.FOLDER / "vi" / "LC_MESSAGES" / "danvan.mo").open("rb") as file:
        spoken = {
            (key if isinstance(key, str) else key[0]): text
            for key, text in vars(gettext.GNUTranslations(file))["_catalog"].items()
            if key
        }
    entries = [entry for entries in built_in().values() for entry in entries]
    english = words_of(" ".join([*spoken, *(entry.label_en or "" for entry in entries)]))
    vietnamese = words_of(" ".join([*spoken.values(), *(entry.label for entry in entries)]))
    return frozenset(
        {form for word in english for form in (word, word.lower(), word.capitalize())} - vietnamese - LITERALS
    )


ENGLISH = _english()


def english_in(text: str, known: frozenset[str] = frozenset()) -> set[str]:
    """Return the English words in what was said in Vietnamese."""
    return words_of(text) & ENGLISH - known


def vietnamese_in(text: str) -> set[str]:
    """Return the words with letters that English has not, in what was said in English."""
    return {word for word in NAME.sub("", text).split() if any(sign.isalpha() and not sign.isascii() for sign in word)}


def speak(folder: Path, command: str, language: str) -> CommandResult:
    said = run_on(folder, f"{command} --lang {language}")
    assert "danvan-error.log" not in said.err, said.err
    return said


def check_both(folder: Path, command: str, code: int | None = None, known: frozenset[str] = frozenset()) -> None:
    said, told = speak(folder, command, "vi"), speak(folder, command, "en")
    assert english_in(said.out + said.err, known) == set(), command
    assert vietnamese_in(told.out + told.err) == set(), command
    assert said.code == told.code, command
    assert code is None or said.code == code, command
