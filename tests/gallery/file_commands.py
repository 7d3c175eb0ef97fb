"""Files that cannot be read: exit code 1. All of a command are named at once, and none of them is taken."""

import io
import shlex
import struct
import zipfile
from collections.abc import Callable, Mapping

import xlwt

from danvan_cli.exporting.papers.kept_numbers import OURS, keep
from danvan_cli.spreadsheet.annotation.package_parts import PackageParts
from tests.gallery.playing import Situation
from tests.gallery.sent_files import HEADINGS, workbook
from tests.helpers.backups import FOLDER, archive_of, manifest
from tests.helpers.documents import document_bytes, paragraph
from tests.helpers.word_files import docx

_SHEET = (HEADINGS, (1, "Chợ xanh", "Hiệp Thành", "TT"))
_DAY = (2020, 1, 1, 0, 0, 0)  # the same bytes each time
_MEGABYTE = 1 << 20
_INTERFACE, _ENCRYPTED = (struct.pack("<H", number) for number in (0xE1, 0x2F))  # records of .xls: the first one's kind


def _archive(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        for name, content in parts.items():
            opened.writestr(zipfile.ZipInfo(name, _DAY), content)
    return stream.getvalue()


def _changed(change: Callable[[str, bytes], bytes]) -> Callable[[], bytes]:
    """Return a workbook whose parts are changed."""

    def make() -> bytes:
        with zipfile.ZipFile(io.BytesIO(workbook(*_SHEET)())) as opened:
            return _archive({name: change(name, opened.read(name)) for name in opened.namelist()})

    return make


def _swollen() -> bytes:
    """Return a workbook of some kilobytes that says of its first part that it unpacks to a gigabyte."""
    content = bytearray(workbook(*_SHEET)())
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 1024 * _MEGABYTE)
    return bytes(content)


def _with_password() -> bytes:
    """Return a workbook as Excel 97 wrote it, with the record that says that what follows is encrypted."""
    stream = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("Đăng ký")
    book.save(stream)
    return stream.getvalue().replace(_INTERFACE + b"\2\0", _ENCRYPTED + b"\2\0", 1)


def _with_entities(name: str, content: bytes) -> bytes:
    if name != "xl/worksheets/sheet1.xml":
        return content
    return content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "ha">]><worksheet', 1)


def _bytes(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _file(code: str, name: str, content: str | Callable[[], bytes], mend: str) -> Situation:
    return Situation(code, f"import {shlex.quote(name)} --year 2021", mend, sent={name: content})


def _backup(code: str, content: Callable[[], bytes], mend: str) -> Situation:
    return Situation(code, "init --from ban.zip --data moi", mend, sent={"ban.zip": content})


_AGAIN = "Save it as is said, and import what was saved."


def _paper() -> bytes:
    """Return a document that keeps numbers as one does that danvan wrote."""
    with zipfile.ZipFile(io.BytesIO(docx("Công nhận 62 mô hình"))) as template:
        parts = PackageParts(template)
        keep(parts, {OURS: "{}"})
        return _archive({name: parts[name] for name in parts.names})


def _word(code: str, make: Callable[[], bytes], mend: str) -> Situation:
    """Return a template that is no Word document."""
    return Situation(code, "report --lint mau.docx", mend, sent={"mau.docx": make})


FILES = [
    Situation(
        "no-file", "import dsach.csv --year 2021", "A file is named as it stands in its folder, ending included."
    ),
    Situation(
        "folder",
        "import nop --year 2021",
        "`danvan import nop/*.xlsx` takes all workbooks in it.",
        sent={"nop/ds.csv": ""},
    ),
    _file("empty-file", "ds.xlsx", "", "Ask the ward to send it once more."),
    _file("lock-file", "~$ds.xlsx", "\x05Lan", "Excel makes it while the workbook is open, and takes it away after."),
    _file("password", "ds.xls", _with_password, "In Excel: File, Info, Protect Workbook, Encrypt with Password."),
    _file("damaged", "ds.xlsx", lambda: workbook(*_SHEET)()[:-300], "Mostly it was cut short on its way."),
    _file("doctype", "ds.xlsx", _changed(_with_entities), "Such definitions can be made to fill the memory."),
    _file("too-long", "ds.csv", lambda: b"a" * 2_000_001, "A row holds one model, and no more."),
    _file("too-many-rows", "ds.csv", lambda: b"a,b\n" * 30_001, "One file for each ward."),
    _file("file-too-large", "ds.csv", lambda: b"a" * (33 * _MEGABYTE), "One file for each ward."),
    Situation(
        "no-end",
        "import /dev/null --year 2021",
        "What another program gives is first saved: `… > ds.csv`, then `danvan import ds.csv`.",
    ),
    _file("too-large", "ds.xlsx", _swollen, "A list of ten thousand rows has less than a megabyte."),
    _file(
        "no-sheets",
        "ds.xlsx",
        _changed(lambda _, content: content.replace(b"/relationships/worksheet", b"/relationships/chartsheet")),
        "Somebody sent a workbook of charts alone.",
    ),
    _file("web-page", "ds.xls", "<html><table><tr><td>STT</td></tr></table></html>", _AGAIN),
    _file(
        "xml-sheet",
        "ds.xls",
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        _AGAIN,
    ),
    _file(
        "word",
        "ds.rtf",
        "{\\rtf1}",
        "In Word: File, Save As, Word Document. Old documents (.doc) and those of LibreOffice (.odt) likewise.",
    ),
    _file(
        "no-tables",
        "ds.docx",
        lambda: document_bytes(paragraph("Danh sách như ảnh dưới đây:")),
        "In Word: mark the lines, Insert, Table, Convert Text to Table. What is a picture has to be typed.",
    ),
    _file("bad-json", "rt.json", '{"schema": 1,\n "models": {', "A file that was cut off on its way."),
    _file("other-json", "so.json", '{"schema": 1, "rows": []}', "Numbers are no records."),
    _file("newer-json", "rt.json", '{"schema": 2, "models": {}}', "What it says may mean something else by now."),
    _file("pdf", "ds.pdf", "%PDF-1.7", "A table in a PDF has lost its cells."),
    _file("picture", "ds.jpg", _bytes(b"\xff\xd8\xff\xe0"), "What was photographed has to be typed."),
    _file("archive", "ds.zip", lambda: _archive({"ds.csv": b"STT"}), "Several files may be named at once."),
    _file("binary-workbook", "ds.xlsb", lambda: _archive({"xl/workbook.bin": b"x"}), _AGAIN),
    _file("old-workbook", "ds.xls", _bytes(b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(20)), _AGAIN),
    _file(
        "not-a-workbook",
        "ds.pptx",
        lambda: _archive({"[Content_Types].xml": b"<Types/>", "ppt/document.xml": b"<x/>"}),
        "Ask for the list as Excel has it.",
    ),
    _file(
        "not-text", "ds.csv", "STT,Tên mô hình\n1\0,Chợ xanh\n", "The program that wrote it, or the disk, is broken."
    ),
    _file("not-utf8", "ds.csv", _bytes(b"STT,Ghi ch\xfa\n1,caf\xe9\n"), "`.xlsx` keeps all letters."),
    _file(
        "bad-quote", "ds.csv", 'STT,Tên mô hình\n1,"Chợ xanh\n2,Vườn rau\n', "A text in quotes needs them at both ends."
    ),
    _file(
        "tcvn3",
        "ds.csv",
        "STT,Tªn m« h×nh,§¬n vÞ\n1,Tæ d©n vËn khÐo,X· HiÖp Lîi\n",
        "Look whether it reads well. Fonts such as .VnTime are TCVN3.",
    ),
    _file(
        "vni",
        "ds.csv",
        "STT,Teân moâ hình,Ñôn vò\n1,Toå daân vaän kheùo,Xaõ Hieäp Lôïi\n",
        "Look whether it reads well. Fonts such as VNI-Times are VNI.",
    ),
    _backup("not-a-backup", lambda: _archive({"ds.csv": b"STT"}), "`danvan backup` writes them; `import` takes lists."),
    _backup(
        "backup-damaged",
        lambda: archive_of({**FOLDER, "units.yaml": ""}, manifest(FOLDER)),
        "A stick that fails loses bytes. What can still be read: unpack the file, its records lie in `data/`.",
    ),
    _backup("backup-newer", lambda: archive_of(FOLDER, {"schema": 2}), "Whoever sent it can say which danvan."),
    _backup(
        "backup-unsafe",
        lambda: archive_of({**FOLDER, ".git/hooks/post-checkout": "rm -rf ~"}),
        "Somebody changed the file, and not by accident.",
    ),
    _word(
        "not-word",
        lambda: b"B\xc3\xa1o c\xc3\xa1o",
        "What is a web page or a text inside may be called .docx all the same.",
    ),
    _word("word-macros", lambda: docx("x", kind="document.macroEnabled"), "A template needs no macros."),
    Situation(
        "not-xlsx",
        "report --year 2020 --template bieu.xls -o bieu.xlsx",
        "What Excel 97 wrote, and what is only called .xlsx, is saved again in Excel.",
        sent={"bieu.xls": lambda: b"STT;T\xc3\xaan\n"},
    ),
    Situation(
        "faulty-template",
        "report --year 2020 --template mau.docx -o bc.docx",
        "Each fault is told with its paragraph; `danvan report --lint mau.docx` says them without writing.",
        sent={"mau.docx": lambda: docx("Đăng ký {{ so(“đăng kí”, “cấp=x”) }} và {{ 187 }} mô hình")},
    ),
    Situation(
        "template-itself",
        "report --year 2020 --template mau.docx -o mau.docx --force",
        "Also with `--force`: what can be filled in again next month is worth more than one paper.",
        sent={"mau.docx": lambda: docx("Đăng ký {{ so(“đăng ký”) }} mô hình")},
    ),
    Situation(
        "paper-as-template",
        "report --year 2020 --template bc.docx -o bc-2020.docx",
        "Name the file with the tags, which stays as it is when a paper is made from it.",
        sent={"bc.docx": _paper},
    ),
]
