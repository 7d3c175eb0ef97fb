"""Commands and their parts, written in English words, as the language that is spoken has them.

Whatever prints a command, or a part of one, has it from here. JSON, and what is English, has the English words.
"""

import re
from collections.abc import Callable

from danvan_cli.counting.measures import find_dimension, find_measure
from danvan_cli.domain.list_kinds import LIST_KINDS
from danvan_cli.domain.list_names import LIST_NAMES
from danvan_cli.domain.vietnamese_names import COMMAND_NAMES_BELOW, KEYS, VALUES, BothNames, command_name, option_name
from danvan_cli.locale import language

# A part of a command: what stands around it, such as quotes or the end of a sentence, is left as it is.
_PART = re.compile(
    r"""(?P<before>[(“]*(?:-\w/)?)(?P<word>(?:"(?:[^"\\]|\\.)*"|'[^']*'|\S)+?)(?P<after>[.,;:?!)”]*)(?=\s|$)""",
    re.DOTALL,
)
_OPTION = re.compile(r"--(?P<name>[a-z][a-z-]*)(?P<equals>=?)(?P<value>.*)", re.DOTALL)
_CONDITION = re.compile(r"(?P<name>[A-Za-z_-]+)(?P<rest>(?:\.[\w-]+)?\s*(?:==|!=|=).*)", re.DOTALL)
_PROGRAM, _ANOTHER = "danvan", "git"
_COUNTING = ("tally", "list", "export")
_SEVERAL_MEANINGS = ("by", "count")  # called one way by commands that count, and another by those that write


def own_words(text: str, command: str = "") -> str:
    """Return a command, or a text with some in it, in the words of the language that is spoken.

    Options that stand alone are those of `command`, by its English name; without it, those of two meanings stay.
    """
    return in_vietnamese(text, command) if language() == "vi" else text


def in_vietnamese(text: str, command: str = "") -> str:
    """Return a text with the commands in it in Vietnamese words."""
    line = _Line(command)
    return _PART.sub(
        lambda part: part["before"] + line.word(part["word"], ends=bool(part["after"])) + part["after"], text
    )


def own_names(names: BothNames) -> str:
    """Return what is said of names, in the words of the language that is spoken."""
    return names.vietnamese if language() == "vi" else names.english


def own_dimension(name: str) -> str:
    """Return what a dimension is called where a condition is typed: `unit`, `unit.xa`."""
    return dimension_in_vietnamese(name) if language() == "vi" else name


def own_measure(name: str) -> str:
    """Return what a measure is called where it is typed."""
    return _measure(name) if language() == "vi" else name


def own_column(asked: str) -> str:
    """Return a measure with its conditions, as a column or a claim has them, in the words it is typed in."""
    return _column(asked) if language() == "vi" else asked


def own_list(name: str) -> str:
    """Return what a list of the vocabulary is called where it is typed."""
    return _list(name) if language() == "vi" else name


def own_value(option: str, value: str) -> str:
    """Return what a word of the program's own is called that an option takes, such as a basis of counting."""
    return VALUES[option].get(value, value) if language() == "vi" else value


class _Line:
    """A command as it is read, word by word: what has been read decides what the next word can be."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._names_follow = False  # the next word is a command
        self._takes: Callable[[str], str] | None = None  # how the next word is written, where it is known

    def word(self, word: str, *, ends: bool) -> str:
        """Return the next word in Vietnamese; `ends` says that a part of a sentence does with it."""
        takes, self._takes = self._takes, None
        if word == _PROGRAM or (word == _ANOTHER and not ends):
            self._command, self._names_follow = "" if word == _PROGRAM else _ANOTHER, word == _PROGRAM
            return word
        if option := _OPTION.fullmatch(word):
            return self._option(option)
        if self._names_follow:
            return self._name(word)
        if takes:
            return takes(word)
        return _assignment(word) if self._command == "set" else word if self._command else _condition(word)

    def _name(self, word: str) -> str:
        path = f"{self._command} {word}".strip()
        name = command_name(path)
        self._names_follow = bool(name) and path in COMMAND_NAMES_BELOW
        if not name:
            return word
        self._command = path
        self._takes = _list if path.startswith("vocabulary ") else _measure if path in _COUNTING else None
        return name

    def _option(self, option: re.Match[str]) -> str:
        name = option["name"]
        is_unclear = name in _SEVERAL_MEANINGS and not self._command
        spoken = "" if is_unclear or self._command == _ANOTHER else option_name(name, self._command)
        if not spoken:
            return option[0]
        write = _VALUE_WRITERS.get(name)
        if option["equals"]:
            return f"--{spoken}={write(option['value']) if write else option['value']}"
        self._takes = write
        return f"--{spoken}"


def _measure(word: str) -> str:
    measure = find_measure(word)
    return measure.names[0] if measure else word


def dimension_in_vietnamese(word: str) -> str:
    """Return a dimension's Vietnamese name, with the level that may stand behind it."""
    name, dot, level = word.partition(".")
    dimension = find_dimension(name)
    return f"{dimension.names[0]}{dot}{level}" if dimension else word


def _dimensions(word: str) -> str:
    quote = word[:1] if word[:1] in ("'", '"') else ""
    return quote + ",".join(map(dimension_in_vietnamese, word.strip("'\"").split(","))) + quote


def _condition(word: str) -> str:
    quote = word[:1] if word[:1] in ("'", '"') else ""
    parts = _CONDITION.fullmatch(word[len(quote) :])
    return f"{quote}{dimension_in_vietnamese(parts['name'])}{parts['rest']}" if parts else word


def _column(word: str) -> str:
    """Write a column's measure and conditions; what it is named, before a colon, stays."""
    name, colon, asked = word.rpartition(": ")
    return name + colon + " ".join(_condition(part) if "=" in part else _measure(part) for part in asked.split(" "))


def _assignment(word: str) -> str:
    quote = word[:1] if word[:1] in ("'", '"') else ""
    parts = _CONDITION.fullmatch(word[len(quote) :])
    return f"{quote}{KEYS.get(parts['name'].replace('-', '_'), parts['name'])}{parts['rest']}" if parts else word


def _list(word: str) -> str:
    return LIST_NAMES[word].vietnamese if word in LIST_NAMES else word


_VALUE_WRITERS: dict[str, Callable[[str], str]] = {
    "by": _dimensions,
    "column": _column,
    "default": _assignment,
    "kind": lambda word: LIST_KINDS.get(word, word),
    "where": _condition,
    "of": _measure,
    "measure": _measure,
    **{option: lambda word, names=names: names.get(word, word) for option, names in VALUES.items()},  # type: ignore[misc]
}
