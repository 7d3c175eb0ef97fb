"""What a terminal shows of the bytes that a program writes: as much of a VT100 as our programs use."""

import codecs
import re

from wcwidth import wcwidth

_SEQUENCE = re.compile(r"\x1b\[([?>]?)([0-9;]*)([A-Za-z@])|\x1b[=>78]|\x1b[()][A-Z0-9]|\x1b\][^\x07]*\x07")
_UNFINISHED = re.compile(r"\x1b(\[[?>]?[0-9;]*|\][^\x07]*|[()])?\Z")


class Screen:
    """Rows of cells, a cursor, and what has scrolled off the top.

    `overrun` tells whether a line was ever broken by the terminal because it did not fit.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self._columns, self._height = columns, rows
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._x = self._y = 0
        self._cells = [self._blank() for _ in range(rows)]
        self._gone: list[str] = []
        self._wraps = True
        self._shows_cursor = True
        self.overrun = False
        self.styles: set[str] = set()

    def _blank(self) -> list[str]:
        return [" "] * self._columns

    @property
    def is_drawn(self) -> bool:
        """Whether nothing is half-drawn: no sequence is cut off, and no cursor hidden as while a form is drawn anew."""
        return self._shows_cursor and not self._rest

    @property
    def lines(self) -> list[str]:
        """All lines, the scrolled ones too, without the empty ones at the end."""
        return "\n".join([*self._gone, *("".join(row).rstrip() for row in self._cells)]).rstrip().split("\n")

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def cursor_line(self) -> str:
        return "".join(self._cells[self._y]).rstrip()

    def feed(self, data: bytes) -> None:
        text = self._rest + self._decoder.decode(data)
        unfinished = _UNFINISHED.search(text)
        self._rest = unfinished[0] if unfinished else ""
        text = text[: len(text) - len(self._rest)]
        place = 0
        while place < len(text):
            found = _SEQUENCE.match(text, place)
            if found:
                self._obey(found[1] or "", found[2] or "", found[3] or "")
                place = found.end()
            else:
                self._write(text[place])
                place += 1

    def _write(self, char: str) -> None:
        if char == "\r":
            self._x = 0
        elif char == "\n":
            self._down()
        elif char == "\b":
            self._x = max(0, self._x - 1)
        elif char >= " ":
            self._put(char)

    def _put(self, char: str) -> None:
        width = max(wcwidth(char), 0)
        if not width:
            self._cells[self._y][max(0, self._x - 1)] += char
            return
        if self._x + width > self._columns:
            self.overrun = self.overrun or self._wraps
            if self._wraps:
                self._x = 0
                self._down()
            else:
                self._x = self._columns - width
        self._cells[self._y][self._x] = char
        if width > 1:
            self._cells[self._y][self._x + 1] = ""
        self._x += width

    def _down(self) -> None:
        if self._y < self._height - 1:
            self._y += 1
            return
        self._gone.append("".join(self._cells.pop(0)).rstrip())
        self._cells.append(self._blank())

    def _obey(self, private: str, given: str, command: str) -> None:
        numbers = [int(number or 0) for number in given.split(";")]
        if private:
            self._wraps = command == "h" if given == "7" else self._wraps
            self._shows_cursor = command == "h" if given == "25" else self._shows_cursor
        elif command == "m":
            self.styles.update(given.split(";"))
        elif command in "JK":
            self._erase(command, numbers[0])
        elif command == "H":
            self._y = max(numbers[0], 1) - 1
            self._x = max(numbers[-1], 1) - 1 if len(numbers) > 1 else 0
        else:
            self._move(command, max(numbers[0], 1))

    def _move(self, command: str, count: int) -> None:
        down, right = {"A": (-count, 0), "B": (count, 0), "C": (0, count), "D": (0, -count)}.get(command, (0, 0))
        self._y = min(max(self._y + down, 0), self._height - 1)
        self._x = min(max(self._x + right, 0), self._columns - 1)

    def _erase(self, command: str, what: int) -> None:
        row = self._cells[self._y]
        start, end = {0: (self._x, self._columns), 1: (0, self._x + 1)}.get(what, (0, self._columns))
        row[start:end] = [" "] * (end - start)
        if command == "J" and what in (0, 2):
            for place in range(self._y + 1 if what == 0 else 0, self._height):
                self._cells[place] = self._blank()
