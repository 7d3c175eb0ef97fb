"""Files that are broken, or made to do harm."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.helpers.documents import document_bytes, paragraph, table
from tests.helpers.workbooks import HEAD, ROWS, ods, with_parts, with_sheet, xls, xlsx


def _compound(path: Path, *names: str) -> bytes:
    """Make a compound file with streams of these names, out of a workbook."""
    content = bytearray(xls(path).read_bytes())
    at = content.index("Workbook".encode("utf-16-le"))
    for name in names:
        raw = name.encode("utf-16-le")
        content[at : at + 66] = raw.ljust(64, b"\0") + struct.pack("<H", len(raw) + 2)
    return bytes(content)


def _document(folder: str, name: str = "document.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/{name}", "<x/>")
    return stream.getvalue()


def _bomb(path: Path) -> bytes:
    """Make a workbook of some kilobytes that says it unpacks to a gigabyte."""
    sheet = (HEAD + "<sheetData>" + " " * (48 << 20) + "</sheetData></worksheet>").encode()
    return with_parts(xlsx(path), path.with_name("bomb"), {"xl/worksheets/sheet1.xml": sheet}).read_bytes()


def _liar(path: Path) -> bytes:
    """Make a workbook whose sheet is larger than its archive says."""
    content = bytearray(xlsx(path).read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    size = struct.pack("<I", info.file_size)
    directory = content.index(b"PK\x01\x02")
    at = content.index(size, directory)
    content[at : at + 4] = struct.pack("<I", 7)
    return bytes(content)


def _entities(path: Path) -> bytes:
    lol = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    source = with_sheet(path, "")
    sheet = (lol + HEAD.partition("?>")[2] + "<sheetData/></worksheet>").encode()
    return with_parts(source, path.with_name("entities"), {"xl/worksheets/sheet1.xml": sheet}).read_bytes()


def _with_entities(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "ha">]><w:document'))
    return stream.getvalue()


def _locked_ods(path: Path) -> bytes:
    manifest = b'<m><manifest:encryption-data xmlns:manifest="m"/></m>'
    parts = {"META-INF/manifest.xml": manifest, "content.xml": zlib.compress(b"x" * 99)}
    return with_parts(ods(path), path.with_name("locked"), parts).read_bytes()


def _locked_xls(path: Path) -> bytes:
    """Put the record that says that all behind it is encrypted in the place of another."""
    content = bytearray(xls(path).read_bytes())
    at = content.index(struct.pack("<2H", 0xE1, 2))  # INTERFACEHDR stands early
    content[at : at + 2] = struct.pack("<H", 0x2F)
    return bytes(content)


def refused(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Return files that cannot be read: name -> code, content."""
    scratch = folder / "scratch"
    workbook = xlsx(scratch).read_bytes()
    return {
        "empty.xlsx": ("empty-file", b""),
        "~$list.xlsx": ("lock-file", b"\x05Lan"),
        "locked.xlsx": ("password", _compound(scratch, "EncryptedPackage")),
        "locked.xls": ("password", _locked_xls(scratch)),
        "locked.ods": ("password", _locked_ods(scratch)),
        "letter.doc": ("word", _compound(scratch, "WordDocument")),
        "old.xls": ("old-workbook", _compound(scratch, "Book")),
        "older.xls": ("old-workbook", b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(20)),
        "other.xls": ("not-a-workbook", _compound(scratch, "Other")),
        "cut.xlsx": ("damaged", workbook[:-300]),
        "half.xlsx": ("damaged", workbook[: len(workbook) // 2]),
        "zeros.xlsx": ("damaged", bytes(3000)),
        "page.xls": ("web-page", "\ufeff<html><table><tr><td>Tên</td></tr></table></html>".encode()),
        "sheet.xls": (
            "xml-sheet",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        ),
        "letter.docx": ("no-tables", document_bytes(paragraph("Thư"))),
        "lost.docx": ("damaged", _document("word", "lost.xml")),
        "locked.docx": ("password", _compound(scratch, "EncryptedPackage")),
        "bomb.docx": ("too-large", document_bytes(" " * (48 << 20))),
        "entities.docx": ("doctype", _with_entities(document_bytes(table([("a", "b")])))),
        "letter.rtf": ("word", b"{\\rtf1"),
        "letter.xml": ("word", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'),
        "slides.pptx": ("not-a-workbook", _document("ppt")),
        "photos.zip": ("archive", _document("photos").replace(b"[Content_Types]", b"-Content_Types-")),
        "list.pdf": ("pdf", b"%PDF-1.7"),
        "scan.jpg": ("picture", b"\xff\xd8\xff\xe0"),
        "list.xlsb": ("binary-workbook", _document("xl").replace(b"document.xml", b"workbook.bin")),
        "bomb.xlsx": ("too-large", _bomb(scratch)),
        "liar.xlsx": ("damaged", _liar(scratch)),
        "entities.xlsx": ("doctype", _entities(scratch)),
        "nul.csv": ("not-text", b"a,b\nc\0,d\n"),
        "latin.csv": ("not-utf8", "Tên,Ghi chú\n1,déjà vu, naïveté\n".encode() + b"caf\xe9,x\n"),
        "quote.csv": ("bad-quote", b'a,b\n1,"never closed\n2,3\n'),
        "mixed.csv": ("bad-quote", b'a,b\n1,"one" two\n2,3\n'),
    }


def mutants(folder: Path, seed: int, number: int) -> Iterator[tuple[str, bytes]]:
    """Yield files with some of their bytes changed, cut out or put in; of archives, also within their parts."""
    chance = random.Random(seed)  # noqa: S311 - broken in the same way each time
    originals = {
        "a.xlsx": xlsx(folder / "a.xlsx").read_bytes(),
        "a.xls": xls(folder / "a.xls").read_bytes(),
        "a.ods": ods(folder / "a.ods").read_bytes(),
        "a.docx": document_bytes(paragraph("DANH SÁCH"), table([[*map(str, cells)] for cells in ROWS])),
        "a.csv": "\n".join(";".join(map(str, row)) for row in ROWS).encode(),
    }
    for _ in range(number):
        for name, content in originals.items():
            if content.startswith(b"PK") and chance.random() < 0.7:
                yield name, _with_broken_part(content, chance)
            else:
                yield name, _broken(content, chance)


def _broken(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(found) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            found[at : at + chance.randrange(1, 200)] = b""
        elif kind == 1:
            found[at:at] = chance.choice((b"\0", b"\xff", b'"', b"<", b">", b"-1", b"99999999999", b"\xff" * 8))
        else:
            found[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(found)


def _with_broken_part(content: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        chosen = chance.choice([name for name in old.namelist() if name.endswith((".xml", ".rels"))])
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _broken(part, chance) if name == chosen else part)
    return stream.getvalue()
