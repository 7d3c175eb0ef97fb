"""Compound files, in which Office kept its documents until 2003, and keeps those that have a password."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

_NONE = 0xFFFFFFFA  # from here on, numbers are no sectors
_HEADER = 512
_IN_HEADER = 109  # numbers of sectors that the header itself holds
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class _Entry(NamedTuple):
    kind: int
    first: int
    size: int


class Compound:
    """A compound file's streams by name; raise ValueError, LookupError or struct.error where it is broken."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, mini_shift = struct.unpack_from("<2H", content, 30)
        if shift not in {9, 12} or mini_shift != 6:  # noqa: PLR2004 - the sizes there are
            raise ValueError(shift)
        self._size = 1 << shift
        directory, self._cutoff, mini = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))
        self._next = self._numbers(self._table())
        entries = dict(self._entries(self._joined(directory)))
        self._streams = {name: entry for name, entry in entries.items() if entry.kind == _STREAM}
        self._next_small = self._numbers(self._chain(mini, self._next))
        root = next(entry for entry in entries.values() if entry.kind == _ROOT)
        self._small = self._joined(root.first)

    def names(self) -> set[str]:
        """Give the names of its streams."""
        return set(self._streams)

    def stream(self, name: str) -> bytes:
        """Give the content of a stream; raise KeyError where there is none of that name."""
        entry = self._streams[name]
        if entry.size >= self._cutoff:
            found = self._joined(entry.first)
        else:
            found = b"".join(self._small[at << 6 : (at + 1) << 6] for at in self._chain(entry.first, self._next_small))
        if len(found) < entry.size:
            raise ValueError(name)
        return found[: entry.size]

    def _table(self) -> Iterator[int]:
        """Give the sectors that hold the table of which sector follows which."""
        yield from struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76)
        sector = struct.unpack_from("<I", self._content, 68)[0]
        for _ in range(len(self._content) // self._size):
            if sector >= _NONE:
                return
            *numbers, sector = struct.unpack(f"<{self._size // 4}I", self._sector(sector))
            yield from numbers

    def _numbers(self, sectors: Iterator[int]) -> tuple[int, ...]:
        joined = b"".join(self._sector(one) for one in sectors if one < _NONE)
        return struct.unpack(f"<{len(joined) // 4}I", joined)

    def _sector(self, number: int) -> bytes:
        start = max(_HEADER, self._size) + number * self._size
        found = self._content[start : start + self._size]
        if not found:
            raise ValueError(number)
        return found.ljust(self._size, b"\0")  # the last one may be cut short

    def _joined(self, first: int) -> bytes:
        return b"".join(map(self._sector, self._chain(first, self._next)))

    @staticmethod
    def _chain(first: int, following: tuple[int, ...]) -> Iterator[int]:
        """Give the sectors of a stream in their order; a chain that bites its tail is broken."""
        for _ in following:
            if first >= _NONE:
                return
            yield first
            first = following[first]
        if first < _NONE:
            raise ValueError(first)

    @staticmethod
    def _entries(directory: bytes) -> Iterator[tuple[str, _Entry]]:
        for at in range(0, len(directory), _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            first, size = struct.unpack_from("<2I", directory, at + 116)
            if kind in {_STREAM, _ROOT}:
                yield directory[at : at + max(0, length - 2)].decode("utf-16-le"), _Entry(kind, first, size)
