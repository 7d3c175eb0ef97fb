"""The numbers that Word puts before paragraphs by itself: no text of the document holds them, everybody sees them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from danvan_cli.spreadsheet.reading.docx.styles import attribute, local_name

_NO_LIST, _LEVELS = "0", 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_ROMAN, _ALPHABET = 4000, 26
_UNNUMBERED = {"bullet", "none"}


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


_Levels = dict[int, _Level]


@dataclass(slots=True)
class _List:
    """A numbering that paragraphs name: whose levels it has, and where it begins anew."""

    outline: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: _Levels = field(default_factory=dict)


class Numbering:
    """The lists of a document, read as their part streams by; then it counts, from the top of the document down."""

    def __init__(self) -> None:
        self._outlines: dict[str, _Levels] = {}
        self._lists: dict[str, _List] = {}
        self._path: list[str] = [""]
        self._outline = ""
        self._list = ""
        self._level = 0
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        local, parent = local_name(name), self._path[-1]
        self._path.append(local)
        value = attribute(attributes, "val")
        if local == "abstractNum":
            self._outline, self._list = attribute(attributes, "abstractNumId"), ""
            self._outlines[self._outline] = {}
        elif local == "num":
            self._list = attribute(attributes, "numId")
            self._lists[self._list] = _List()
        elif local in {"lvl", "lvlOverride"}:
            self._level = int(attribute(attributes, "ilvl", "0"))
            if local == "lvl":
                self._levels[self._level] = _Level()
        elif parent == "num" and local == "abstractNumId":
            self._lists[self._list].outline = value
        elif local == "startOverride":
            self._lists[self._list].starts[self._level] = int(value)
        elif parent == "lvl":
            self._take_of_level(self._levels[self._level], local, value)

    @property
    def _levels(self) -> _Levels:
        return self._lists[self._list].levels if self._list else self._outlines[self._outline]

    def _take_of_level(self, level: _Level, local: str, value: str) -> None:
        if local == "start":
            level.start = int(value)
        elif local == "numFmt":
            level.form = value
        elif local == "lvlText":
            level.text = value

    def end(self, _: str) -> None:
        """Take the end of an element."""
        self._path.pop()

    def next(self, name: str, at: str) -> str:
        """Count a paragraph of a list and a level of it, and return the number before it, "" for none."""
        numbered = self._lists.get(name)
        if not name or name == _NO_LIST or numbered is None or not at.isdecimal() or int(at) >= _LEVELS:
            return ""
        levels, place = {**self._outlines.get(numbered.outline, {}), **numbered.levels}, int(at)
        if place not in levels:
            return ""
        counts = self._counts.setdefault(numbered.outline, {})
        if place in numbered.starts and (name, place) not in self._begun:
            counts[place] = numbered.starts[place]
        else:
            counts[place] = counts.get(place, levels[place].start - 1) + 1
        self._begun.add((name, place))
        for deeper in [level for level in counts if level > place]:
            del counts[deeper]
        if levels[place].form in _UNNUMBERED:
            return ""
        return _PLACE.sub(lambda match: _counted(levels, counts, int(match[1]) - 1), levels[place].text)


def _counted(levels: _Levels, counts: Mapping[int, int], place: int) -> str:
    level = levels.get(place, _Level())
    return _written(counts.get(place, level.start), level.form)


def _written(number: int, form: str) -> str:
    """Write a number as lists do; forms that are not of Vietnamese papers as digits."""
    if form == "decimalZero":
        return f"{number:02}"
    if form in {"upperRoman", "lowerRoman"} and 0 < number < _MOST_ROMAN:
        text = _roman(number)
    elif form in {"upperLetter", "lowerLetter"} and number > 0:
        text = chr(ord("a") + (number - 1) % _ALPHABET) * ((number - 1) // _ALPHABET + 1)
    else:
        return str(number)
    return text.upper() if form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_SMALL_ROMAN):
        times, number = divmod(number, value)
        text += letters * times
    return text
