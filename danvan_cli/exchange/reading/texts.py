"""Texts in Excel's XML: escapes, runs in several fonts, readings for pronunciation."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from danvan_cli.exchange.reading.safety import Local, parse
from danvan_cli.exchange.reading.styles import old_font

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Strings(NamedTuple):
    """The texts that cells refer to by number; `fonts` of those that have runs in a font of an old encoding."""

    texts: list[str]
    fonts: dict[int, str]


def plain(text: str) -> str:
    """Give the text that Excel shows: `_x000D_` is how it writes a character that XML cannot hold."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    """Half a character beyond the first 65.536 stays as it is written: no text can hold it."""
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)  # noqa: PLR2004 - Unicode's surrogates


def strings(pieces: Iterator[bytes], file: str) -> Strings:
    """Read the table of texts."""
    reader = _Reader()
    parse(pieces, reader.start, reader.end, reader.text, file)
    return reader.found


class _Reader:
    """The texts, gathered from the XML as it streams by."""

    def __init__(self) -> None:
        self.found = Strings([], {})
        self.local = Local()
        self.parts: list[str] = []
        self.font = ""
        self.taking = self.spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self.local[name]
        if tag == "t":
            self.taking = not self.spoken
        elif tag == "si":
            self.parts = []
            self.font = ""
        elif tag == "rPh":
            self.spoken = True
        elif tag == "rFont":
            self.font = self.font or old_font(attributes.get("val", ""))

    def text(self, characters: str) -> None:
        if self.taking:
            self.parts.append(characters)

    def end(self, name: str) -> None:
        tag = self.local[name]
        if tag == "t":
            self.taking = False
        elif tag == "rPh":
            self.spoken = False
        elif tag == "si":
            if self.font:
                self.found.fonts[len(self.found.texts)] = self.font
            self.found.texts.append(plain("".join(self.parts)))
