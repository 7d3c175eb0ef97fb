"""Tables that look like a list and are none: guides, examples, catalogues, and what names nobody and nothing.

What a sheet is called and what stands above the table say so, or its rows do. A list may well be called “Danh mục mô
hình đăng ký năm 2023”, and the sheets of a set of forms “Mẫu 1” and “Mẫu 2”.
"""

import re
from collections.abc import Iterable

from danvan_cli.domain.record_types import ACTIVITIES, AWARDS, EVALUATIONS, MODELS
from danvan_cli.importing.cell_texts import is_no_tick, is_tick
from danvan_cli.importing.detection.numbering import split_number
from danvan_cli.importing.detection.page import is_number
from danvan_cli.importing.detection.wanted_lists import WantedLists
from danvan_cli.importing.list_values import has_ids
from danvan_cli.importing.sheet_lists import ListOnSheet, SheetRow
from danvan_cli.spreadsheet.sheets import Book, Sheet
from danvan_cli.text.fold import bare, nfc

GUIDE, EXAMPLE, CATALOGUE, NAMELESS = "guide", "example", "catalogue", "nameless"
_UNITS = "units"
# What a row of each kind must name, one of these, or else it speaks of no record.
_NAMED_BY = {
    MODELS.folder: ("title",),
    EVALUATIONS.folder: ("title", "who", "id"),
    AWARDS.folder: ("recipient", "unit", "model", "id"),
    ACTIVITIES.folder: ("title", "id"),
}
_NAMES = {"title", "who", "recipient"}
_WRITING = "(?:ghi|dien|nhap|ke khai|khai|lap|lam|su dung|trinh bay|cham|danh gia)"
_FORM = (
    "(?:bieu|mau|bieu mau|mau bieu|danh sach|thong tin|so lieu|du lieu|file|tep|bang|cac cot|cot|cac muc|chung|phieu)"
)
_GUIDE = re.compile(
    rf"(?:(?:bang |phan )?huong dan(?: (?:cach )?{_WRITING})?(?: {_FORM})*(?: nay| so \d+| \d+)?|hdsd"
    r"|hd su dung|chu giai"
    rf"|giai thich(?: tu ngu| {_FORM})*|cach {_WRITING}(?: {_FORM})*"
    rf"|(?:luu y|ghi chu)(?: khi| ve)?(?: cach)? {_WRITING}(?: {_FORM})*"
    r"|instructions?|guide|read ?me)"
)
_EXAMPLE = re.compile(
    r"(?:(?:bang |bieu |mau |dong |cac |so lieu |du lieu |phan )*(?:vi du|minh hoa|vd)"
    rf"(?: minh hoa| mau| tham khao| (?:cach )?{_WRITING}| {_FORM})*(?: \d+)?"
    r"|(?:bang |bieu )?mau (?:tham khao|da dien|dien san)|(?:so lieu|du lieu) (?:mau|gia dinh)|examples?|samples?)"
)
_SAYS_EXAMPLE = re.compile(r"\bvi du\b")  # within the name of a sheet
_BEGINS_AS_EXAMPLE = re.compile(
    r"\s*(?:\((?:ví dụ|vi du|vd|mẫu)\)|(?:ví dụ|vi du|vd)\s*(?:\d+\s*)?[:–-])", re.IGNORECASE
)
_FORM_SHEET = re.compile(r"mau(?: bieu)?")
_CATALOGUE = re.compile(r"(?:bang |phu luc )?(?:danh muc|dm|tra cuu|bang ma|lookup|catalog(?:ue)?)\b ?(?P<of>.*)")
_FILLERS = re.compile(r"^(?:cac|ma|bang|nhom|loai|ten|dung chung|chung|tra cuu|va|so|\d+) ?")
# What a catalogue is of, in contrast to a list of records that is called one.
_RECORDS = re.compile(
    r"(?:mo hinh|dien hinh|cong trinh|phan viec|viec lam|hoat dong|chuong trinh|tap the|ca nhan|ho gia dinh|guong)\b"
)
_OF_A_YEAR = re.compile(r"\b(?:nam \d{4}|(?:19|20)\d\d|dang ky|duoc khen|de nghi khen)\b")
_LIST_TITLE = re.compile(
    r"(?:phu luc \S+ )?(?:danh sach|bang tong hop|tong hop|bieu tong hop|bieu|dang ky|ket qua|phieu)\b"
)
_RUN_TOGETHER = (("danhmuc", "danh muc "), ("huongdan", "huong dan "), ("vidu", "vi du "), ("minhhoa", "minh hoa "))


def name_says(sheet: Sheet) -> str:
    """Return what a sheet's name says that it holds instead of a list: GUIDE, EXAMPLE, CATALOGUE, or "" for nothing."""
    name = _spaced(sheet.name)
    if _GUIDE.fullmatch(name):
        return GUIDE
    if _EXAMPLE.fullmatch(name) or _SAYS_EXAMPLE.search(name):
        return EXAMPLE
    return CATALOGUE if _is_catalogue(name) else ""


def _spaced(text: str) -> str:
    """Fold a name, with blanks where Vietnamese has them and names of sheets often have not: DANHMUC."""
    name = bare(text)
    for together, apart in _RUN_TOGETHER:
        name = re.sub(rf"\b{together}", apart, name)
    return " ".join(name.split())


def _is_catalogue(text: str) -> bool:
    match = _CATALOGUE.fullmatch(text)
    if match is None:
        return False
    of = match["of"]
    while _FILLERS.match(of):
        of = _FILLERS.sub("", of)
    return not (_RECORDS.match(of) or _OF_A_YEAR.search(match["of"]))


def says_example(line: str) -> bool:
    """Whether a line says that an example follows; behind a row's number, that the row is one."""
    return not line.isdecimal() and _EXAMPLE.fullmatch(bare(line)) is not None


def begins_as_example(name: str) -> bool:
    """Whether what a row names is shown as an example: `Ví dụ: Tuyến đường hoa`, `(VD) Tuyến đường hoa`."""
    return _BEGINS_AS_EXAMPLE.match(nfc(name)) is not None


def _title_says(above: str) -> str:
    """Return what a line above the headings says: of a guide or catalogue only where none is a list's title."""
    lines = [bare(split_number(text)[1]) for line in above.splitlines() for text in line.split(" | ")]
    if any(_EXAMPLE.fullmatch(line) for line in lines):
        return EXAMPLE
    if any(map(_LIST_TITLE.match, lines)):
        return ""
    return GUIDE if any(map(_GUIDE.fullmatch, lines)) else CATALOGUE if any(map(_is_catalogue, lines)) else ""


def reason_of_name(sheet: Sheet, wanted: WantedLists) -> str | None:
    """Return why a sheet is left for what it is called: guide, example, catalogue; None if it is not.

    Where units are what is wanted, a catalogue of them is their list.
    """
    says = name_says(sheet)
    return None if says == CATALOGUE and wanted.kind == _UNITS else says or None


def reason_of_table(sheet_list: ListOnSheet, wanted: WantedLists, *, named: bool) -> str | None:
    """Return why a table is no list though it looks like one; None if it is. What is `named` is no guide or example."""
    if _is_nameless(sheet_list, wanted):
        return NAMELESS
    says = "" if named else _title_says(sheet_list.above)
    return None if says == CATALOGUE and wanted.kind == _UNITS else says or None


def blank_forms(book: Book, with_lists: Iterable[int]) -> set[int]:
    """Return the places of sheets called “Mẫu” beside a list that is none of a set of forms: they show how."""
    called_so = {place for place, sheet in enumerate(book.sheets) if bare(sheet.name).startswith("mau")}
    places = set(with_lists)
    return set() if places <= called_so else {place for place in places & called_so if _is_form(book.sheets[place])}


def _is_form(sheet: Sheet) -> bool:
    return _FORM_SHEET.fullmatch(bare(sheet.name)) is not None


def _is_nameless(sheet_list: ListOnSheet, wanted: WantedLists) -> bool:
    """Whether no row of a list names what a record of its kind is of; one without rows may yet be filled in."""
    if sheet_list.kind not in _NAMED_BY or not sheet_list.rows or "mark" in sheet_list.columns.values():
        return False
    keys = set(_NAMED_BY[sheet_list.kind]) - (set() if has_ids(sheet_list) else {"id"})
    if wanted.kind == sheet_list.kind:
        keys.add("count")  # bare numbers, as the clerk says herself
    return not any(_names_any(row, keys) for row in sheet_list.rows)


def _names_any(row: SheetRow, keys: set[str]) -> bool:
    """Whether a row names what it is of; a table of how many there are has numbers where names would stand."""
    if any(key in row.cells and is_number(row.cells[key].value) for key in keys & _NAMES):
        return False
    if not keys.isdisjoint(row.cells) or not keys.isdisjoint(row.sections):
        return True
    ticked = (given.value for key, given in row.cells.items() if key.startswith("kind="))
    return any(isinstance(value, str) and not is_tick(value) and not is_no_tick(value) for value in ticked)
