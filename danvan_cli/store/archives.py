"""Zip archives of very many files: what they say of each lies on the disk, not in memory, where 200.000 take 150 MB.

`zipfile` keeps all that in a list and a dictionary. What it writes is kept here beside the archive until the end; what
is read is read as it comes, by the same rules, and only as danvan writes it: in one piece, without a comment behind.
"""

import marshal
import struct
import zlib
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

_KEPT = (
    *("filename", "date_time", "compress_type", "create_system", "create_version", "extract_version", "flag_bits"),
    *("internal_attr", "external_attr", "CRC", "compress_size", "file_size", "header_offset", "extra", "comment"),
)
_PIECE = 1 << 18
_UTF8, _ENCRYPTED = 0x800, 0x1
_LARGE = 0xFFFFFFFF  # stands where a number has no room, and stands elsewhere
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_EXTRA = struct.Struct("<2H")
_LOCATOR = struct.Struct("<4sLQL")


class _PartsOnDisk(list[ZipInfo]):
    """The parts that were written, as `zipfile` appends them to a list and goes through it once, at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._file = TemporaryFile()  # noqa: SIM115 - it goes with this
        self._number = 0

    def append(self, part: ZipInfo) -> None:
        marshal.dump(tuple(getattr(part, name) for name in _KEPT), self._file)
        self._number += 1

    def close(self) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[ZipInfo]:
        self._file.seek(0)
        for _ in range(self._number):
            filename, *values = marshal.load(self._file)  # noqa: S302 - of what was just written, by nobody else
            part = ZipInfo(filename)
            for name, value in zip(_KEPT[1:], values, strict=True):
                setattr(part, name, value)
            yield part


class _NoNames(dict[str, ZipInfo]):
    """Which names were written: nobody asks, for a folder has each once."""

    def __setitem__(self, name: str, part: ZipInfo) -> None:
        return


class WrittenArchive(ZipFile):
    """An archive that is written, part by part."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream, "w", ZIP_DEFLATED)
        self.filelist = self._parts = _PartsOnDisk()
        self.NameToInfo = _NoNames()

    def close(self) -> None:
        """End the archive with what it holds."""
        super().close()
        self._parts.close()


class _Directory(NamedTuple):
    """Where an archive says what it holds: how many parts, from which byte to which."""

    number: int
    begin: int
    end: int


class ReadArchive:
    """An archive that is read; whatever it is asked raises BadZipFile and the like where it is none, or damaged."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = stream.seek(0, 2)
        self._directory = self._find_directory()

    def parts(self) -> Iterator[ZipInfo]:
        """Yield what the archive says of each part, in its order."""
        number, place, end = self._directory
        for _ in range(number):
            self._stream.seek(place)
            fields = _CENTRAL.unpack(self._stream.read(_CENTRAL.size))
            lengths = fields[10:13]
            rest = self._stream.read(sum(lengths))
            place += _CENTRAL.size + len(rest)
            if fields[0] != b"PK\1\2" or len(rest) != sum(lengths) or place > end:
                raise BadZipFile
            yield _part(fields, rest[: lengths[0]], rest[lengths[0] : lengths[0] + lengths[1]])
        if place != end:
            raise BadZipFile

    def pieces(self, part: ZipInfo) -> Iterator[bytes]:
        """Yield the bytes of a part; where they are not as the archive says, raise at the end."""
        self._stream.seek(part.header_offset)
        signature, _, flags, method, *_, length, extra = _LOCAL.unpack(self._stream.read(_LOCAL.size))
        name = self._stream.read(length)
        if signature != b"PK\3\4" or _name(name, flags) != part.orig_filename or method != part.compress_type:
            raise BadZipFile
        if flags & _ENCRYPTED or method not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile
        size = check = 0
        for piece in self._unpacked(part, self._stream.tell() + extra):
            check = zlib.crc32(piece, check)
            size += len(piece)
            if size > part.file_size:
                raise BadZipFile
            yield piece
        if (size, check) != (part.file_size, part.CRC):
            raise BadZipFile

    def _unpacked(self, part: ZipInfo, place: int) -> Iterator[bytes]:
        """Yield what a part's bytes say, at most so many at once."""
        unpacking = zlib.decompressobj(-15) if part.compress_type == ZIP_DEFLATED else None
        end = place + part.compress_size
        while place < end:
            self._stream.seek(place)  # whoever takes the pieces may read another part meanwhile
            packed = self._stream.read(min(_PIECE, end - place))
            if not packed:
                raise BadZipFile
            place += len(packed)
            if unpacking is None:
                yield packed
            else:
                while packed and not unpacking.eof:
                    yield unpacking.decompress(packed, _PIECE)
                    packed = unpacking.unconsumed_tail
        if unpacking:
            yield unpacking.flush()
            if not unpacking.eof:
                raise BadZipFile

    def _find_directory(self) -> _Directory:
        place = self.size - _END.size
        end = _END.unpack(self._at(place, _END.size))
        number, length, begin = end[4:7]
        if end[0] != b"PK\5\6" or end[7]:
            raise BadZipFile
        locator = self._at(place - _LOCATOR.size, _LOCATOR.size)
        if locator.startswith(b"PK\6\7"):  # of many parts, or large ones
            place = _LOCATOR.unpack(locator)[2]
            signature, *_, number, length, begin = _END_64.unpack(self._at(place, _END_64.size))
            if signature != b"PK\6\6":
                raise BadZipFile
        if begin + length != place:
            raise BadZipFile
        return _Directory(number, begin, place)

    def _at(self, place: int, size: int) -> bytes:
        if place < 0:
            raise BadZipFile
        self._stream.seek(place)
        return self._stream.read(size)


def _part(fields: tuple[Any, ...], name: bytes, extra: bytes) -> ZipInfo:
    """Return what an archive says of a part."""
    flags, method, _, _, check, packed, size = fields[3:10]
    part = ZipInfo(_name(name, flags))
    part.flag_bits, part.compress_type, part.CRC = flags, method, check
    part.external_attr = fields[15]
    numbers = iter(_large_numbers(extra))
    part.file_size, part.compress_size, part.header_offset = (
        next(numbers) if number == _LARGE else number for number in (size, packed, fields[16])
    )
    return part


def _large_numbers(extra: bytes) -> list[int]:
    """Return the numbers that have no room where they belong, in their order."""
    while len(extra) >= _EXTRA.size:
        kind, length = _EXTRA.unpack_from(extra)
        content, extra = extra[_EXTRA.size : _EXTRA.size + length], extra[_EXTRA.size + length :]
        if kind == 1:
            return [number for (number,) in struct.iter_unpack("<Q", content)]
    return []


def _name(name: bytes, flags: int) -> str:
    return name.decode("utf-8" if flags & _UTF8 else "cp437")
