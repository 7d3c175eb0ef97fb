"""Cells and rows that have a format and nothing in them are dropped from a sheet's XML before it is parsed.

Whoever formats whole columns can get twelve million of them: taking them out of the text by a pattern is ten times as
fast as parsing them. Where text could look like an element (CDATA, comments), nothing more is dropped.
"""

import re
from collections.abc import Iterator

from danvan_cli.spreadsheet.reading.limits import too_large

_CELL = rb'<c r="[^<>]*/>'
_ROW = rb'<row r="\d+"[^<>]*(?:/>|></row>)\s*'
# Patterns that begin with plain letters are found several times as fast as repeated ones.
_CELLS = re.compile(_CELL + rb"(?:" + _CELL + rb")*")
_ROWS = re.compile(_ROW + rb"(?:" + _ROW + rb")*")
_COULD_BE_TEXT = b"<!"
_MOST_TEXT = 4 << 20  # bytes without any element: a cell of Excel's holds 32.767 letters


class TrimmedSheet:
    """A sheet without its empty cells and rows, to be read piece by piece; `dropped` says whether there were any.

    What is dropped said where it stood. So the rest must say so too: nothing can be counted on from it.
    """

    def __init__(self, pieces: Iterator[bytes], file: str = "") -> None:
        self._file = file
        self._pieces = filter(None, self._trimmed(pieces))
        self.dropped = False

    def read(self, _: int = -1) -> bytes:
        """Return the next piece, however long; nothing at the end."""
        return next(self._pieces, b"")

    def _trimmed(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        rest = b""
        for piece in pieces:
            whole, end, rest = (rest + piece).rpartition(b">")
            whole += end
            if len(rest) > _MOST_TEXT:
                raise too_large(self._file)
            if _COULD_BE_TEXT in whole:
                yield whole + rest
                yield from pieces
                return
            yield self._without_empties(whole)
        yield rest

    def _without_empties(self, whole: bytes) -> bytes:
        without = _ROWS.sub(b"", _CELLS.sub(b"", whole))
        self.dropped = self.dropped or len(without) < len(whole)
        return without
