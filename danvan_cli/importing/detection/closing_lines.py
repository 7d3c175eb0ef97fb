"""Lines that are no rows: totals, and what stands below a list, such as signatures.

What a list states of how many rows it has is compared with its rows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.importing.detection.known_names import NamesOfLists
from danvan_cli.importing.detection.page import is_number, text_of, without_brackets
from danvan_cli.importing.sheet_lists import GivenCell, SheetRow, StatedTotal
from danvan_cli.spreadsheet.sheets import Value
from danvan_cli.text.fold import bare, nfc
from danvan_cli.text.numbers import read_typed_whole

_LONGEST_SIGNATURE = 70
_TOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong don|cong)"
    r"(?: (?:muc|phan|khoi|cap|nhom|chung|toan|nam|danh sach|trang|cot|ca|hai"
    r"|i+|i?v|vi*|i?x|xi*|[a-hk]|[0-9]+)\b.*"
    r"| (?:so )?(?:mo hinh|dien hinh|tap the|ca nhan|ho gia dinh|don vi|luot|co|la|gom)\b.*)?"
)
_GRAND = re.compile(r"(?:tong|cong chung|cong toan)\b")
_LIST_HAS = re.compile(
    r"(?:an dinh |tong cong |tong so )?(?:danh sach|bang|bieu)(?: nay| tren)?"
    r"(?: gom| co| tong cong| gom co| an dinh)+ .*[0-9].*"
)
_DAY = re.compile(r"(?:.{0,60} )?ngay(?: \S+)?(?: thang(?: \S+)? nam(?: \S+)?| [0-9]{1,2} (?:19|20|21)[0-9]{2})")
_PLACE_AND_DAY = re.compile(r"(?:[^,]{1,40},\s*)?ngày\b", re.IGNORECASE)
_STRONG = (
    *("tm", "t m", "kt", "k t", "tl", "t l", "tuq", "t u q", "người lập", "người lập biểu", "người lập danh sách"),
    *("người lập bảng", "người tổng hợp", "người ghi biểu", "người báo cáo", "người kê khai", "nơi nhận", "ký ghi rõ"),
    *("ký tên", "ký đóng dấu", "đã ký", "cán bộ tổng hợp", "cán bộ lập", "người kiểm tra", "người thực hiện ký"),
)
_WEAK = (
    *("thủ trưởng", "xác nhận", "trưởng ban", "phó trưởng ban", "bí thư", "phó bí thư", "chủ tịch", "phó chủ tịch"),
    *("trưởng khối", "phó trưởng khối", "chỉ huy trưởng", "giám đốc", "hiệu trưởng", "thường trực", "ban thường vụ"),
    *("lưu", "như trên", "trưởng phòng", "chánh văn phòng", "phó chánh văn phòng", "trưởng khối dân vận"),
)
# Kinds that follow each other are counted together: `5 tập thể, cá nhân`; not `10 mô hình, tập thể 7`.
_COUNTS = re.compile(
    r"([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,6})\s*(?:\([^)]*\)\s*)?"
    r"((?:mo hinh|dien hinh|tap the|ca nhan|ho gia dinh|truong hop|luot|dong chi|don vi|mh)"
    r"(?:(?: (?:va |hoac )?(?:dien hinh|tap the|ca nhan|ho gia dinh)"
    r"|, (?:va |hoac )?(?:tap the|ca nhan|ho gia dinh)(?! (?:la |co )?[0-9]|[:=])))*)\b"
)
_ENDING = re.compile(
    r"(?:.*[:=]|\(?(?:tong cong|tong so|tong|cong)(?: co| la| gom)?),?\s*"
    r"([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,6})\s*[.;)]*"
)
# As above, but from end to end: what stands in a row with a running number is a title unless nothing else can be meant.
_NUMBER_WORDS = "khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|tram|nghin|linh|le"
_CERTAIN_TOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong don|cong|trong do)(?: (?:chung|toan danh sach|danh sach))?"
    rf"(?= ?$|(?:.* )?(?:[0-9]|(?:{_NUMBER_WORDS})\b))(?: (?:so|la|co|gom|va|trong do|mo hinh|dien hinh|tap the|ca nhan"
    rf"|ho gia dinh|don vi|luot|truong hop|dong chi|giay khen|bang khen|mh|tt|cn|[0-9]+|{_NUMBER_WORDS}"
    r"|cuoc|hoat dong|buoi|hoi nghi|chuong trinh|danh gia|phieu|so lieu|chi tieu|nguoi))*"
)
_OFFICES = (
    r"(?:ban|btv|bch|bcd|dang uy|dang bo|chi bo|chi uy|uy ban|ubnd|hdnd|ub ?mttq|mttq|mat tran|hoi|doan|thuong truc"
    r"|lanh dao|tap the|khoi|bi thu|chu tich|truong|pho|giam doc|hieu truong|thu truong|chi huy|chanh)\b.*"
)
_ROLE = (
    r"(?:pho )?(?:bi thu|chu tich|truong ban|truong khoi|truong phong|giam doc|hieu truong|chi huy truong"
    r"|chanh van phong|truong doan|truong don vi|thu truong)"
    r"(?: (?:thuong truc|dang uy|chi bo|don vi|co quan|hoi|doan|ubnd|hdnd|ubmttq))*"
)
_CERTAIN_SIGNATURE = re.compile(
    rf"(?:t ?m|k ?t|t ?l|t ?u ?q) {_OFFICES}"
    r"|(?:(?:nguoi|can bo) )?(?:lap bieu|lap bang|lap danh sach|tong hop|ghi bieu)(?: ky.*)?"
    r"|(?:nguoi|can bo) (?:lap|bao cao|ke khai|kiem tra|phu trach|tham muu|dung dau)(?: ky.*)?"
    r"|noi nhan|ky(?: va)? ghi ro ho(?: va)? ten.*|ky ten(?:,? dong dau.*)?|ky dong dau.*|da ky"
    r"|xac nhan(?: cua .*)?|thu truong(?: (?:don vi|co quan))?(?: ky.*)?"
)
_CERTAIN_ROLE = re.compile(_ROLE)
_BESIDE_SIGNATURE = re.compile(r"\(.*\)|[-–*+•.…_ ]+|[-–*+•] ?\S.*")
_NAME = re.compile(r"(?:[^\W\d_]+\.?/?){1,2}(?:[ -]+[^\W\d_]+\.?){1,6}")
# What a closing line may begin with, as it is typed: asked of thousands of rows.
_MAY_CLOSE = re.compile(
    r"[\W\d]*(?:t[oổ]ng|c[oộ]ng|danh s|b[aả]ng|bi[eể]u|[aấ]n đ|t\W*m\b|k\W*t\b|t\W*l\b|t\W*u\W*q|ng[uư][oờ]i"
    r"|n[oơ]i|k[yý]|đ[aã]|c[aá]n b|th[uủ]|x[aá]c|trong|tr[uư][oở]ng|l[aậ]p|ph[oó]|b[ií] th|ch[uủáỉ]|gi[aá]m|hi[eệ]u"
    r"|.{0,60}ng[aà]y)"
    r"|.{0,20}[\u0300-\u0323]",
    re.IGNORECASE | re.DOTALL,
)
_KINDS = {"tap the": "tap-the", "ca nhan": "ca-nhan", "ho gia dinh": "ho-gia-dinh"}
# Columns that hold words, so that a number in them counts rows.
_WORDS = (
    *("number", "title", "who", "person", "recipient", "unit", "name", "kind", "field", "level", "origin", "position"),
    *("form", "authority", "rating", "model", "purpose", "claims.measure"),
)


def _beginning_with(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(bare, words))})\b")


_STRONGLY = _beginning_with(_STRONG)
_WEAKLY = _beginning_with(_WEAK)


def is_total(text: str) -> bool:
    """Whether a text begins a total: `Tổng cộng`, `Cộng mục I`; `Cộng đồng` does not."""
    bare_text = bare(text)
    return bool(_TOTAL.fullmatch(bare_text) or _LIST_HAS.fullmatch(bare_text))


def is_grand(text: str) -> bool:
    """Whether a total is one of the whole list by its words."""
    bare_text = bare(text)
    return bool(_GRAND.match(bare_text) or _LIST_HAS.fullmatch(bare_text))


def is_signature(text: str) -> bool:
    """Whether a text stands below lists, over a signature or beside it, and hardly anywhere else.

    Of several lines, one does, and the others may stand beside it.
    """
    parts = lines_of(text)
    if len(parts) > 1:
        return any(map(is_signature, parts)) and all(map(_may_be_part, parts))
    if len(text) > _LONGEST_SIGNATURE:
        return False
    bare_text = bare(text)
    return bool(_STRONGLY.match(bare_text) or _DAY.fullmatch(bare_text))


def _may_be_part(part: str) -> bool:
    return may_be_signature(part) or may_be_beside(part)


def may_be_signature(text: str) -> bool:
    """Whether a text may stand there: an office, a recipient of copies."""
    return is_signature(text) or (len(text) <= _LONGEST_SIGNATURE and _WEAKLY.match(bare(text)) is not None)


def may_close(text: str) -> bool:
    """Whether a text in a row with a running number may be a total or a signature, told quickly."""
    return _MAY_CLOSE.match(text) is not None


def is_certain_total(text: str) -> bool:
    """Whether a text is a total from end to end, so that it can be no title: `Tổng cộng: 3 mô hình`."""
    bare_text = bare(without_brackets(text))
    return bool(_CERTAIN_TOTAL.fullmatch(bare_text) or _LIST_HAS.fullmatch(bare_text))


def is_certain_signature(text: str) -> bool:
    """Whether a cell's text, perhaps of several lines, stands below a list and can be no title."""
    parts = lines_of(text)
    return any(map(_is_certain, parts)) and all(_is_certain(part) or may_be_beside(part) for part in parts)


def _is_certain(part: str) -> bool:
    if len(part) > _LONGEST_SIGNATURE:
        return False
    bare_part = bare(part)
    if _CERTAIN_SIGNATURE.fullmatch(bare_part) or (_PLACE_AND_DAY.match(nfc(part)) and _DAY.fullmatch(bare_part)):
        return True
    return part == part.upper() and _WEAKLY.match(bare_part) is not None


def may_be_beside(text: str) -> bool:
    """Whether each line of a text may stand below a signature: a person's name, an office, (Đã ký), - Lưu."""
    return all(
        len(part) <= _LONGEST_SIGNATURE
        and bool(_BESIDE_SIGNATURE.fullmatch(part) or _is_name(part) or _CERTAIN_ROLE.fullmatch(bare(part)))
        for part in lines_of(text)
    )


def _is_name(part: str) -> bool:
    return _NAME.fullmatch(part) is not None and all(word[:1].isupper() for word in re.split(r"[ -]+", part))


def lines_of(text: str) -> list[str]:
    """Return the lines of a cell that hold something, each without spaces around it."""
    return [part for part in (" ".join(line.split()) for line in text.splitlines()) if part]


def may_end_list(text: str) -> bool:
    """Whether a text may begin a total or a signature, told quickly."""
    bare_text = bare(text)
    return any(pattern.match(bare_text) is not None for pattern in (_TOTAL, _LIST_HAS, _STRONGLY, _WEAKLY, _DAY))


def counts_in(text: str) -> list[tuple[int, str]]:
    """Return the numbers of rows that a text states, each with the kind counted: `15 tập thể, 3 cá nhân`."""
    counts = _COUNTS.findall(_bare_keeping_marks(text))
    return [(int(re.sub(r"\D", "", number)), _kind_counted(words)) for number, words in counts]


def _kind_counted(words: str) -> str:
    """Return the kind that words count, "" for several or none."""
    kinds = [kind for name, kind in _KINDS.items() if name in words]
    return kinds[0] if len(kinds) == 1 else ""


def _bare_keeping_marks(text: str) -> str:
    """Take the diacritics off, but keep points and brackets: `1.240 (một nghìn …) mô hình`."""
    return " ".join(part if not part.strip("().,0123456789") else _bare_part(part) for part in text.split())


def _bare_part(part: str) -> str:
    head = "(" if part.startswith("(") else ""
    end = part.rstrip(".;")
    return f"{head}{bare(part)}{end[-1:] if end[-1:] in '):=,' else ''}"


def last_number(text: str) -> int | None:
    """Return the number that a total's words end with: `Tổng cộng: 46`; not the year of `Tổng cộng năm 2020`."""
    match = _ENDING.fullmatch(_bare_keeping_marks(text))
    return int(re.sub(r"\D", "", match[1])) if match else None


class TotalNumber(NamedTuple):
    """A number that a line states: where it stands, and the kind that it counts, "" for all."""

    column: int
    value: int
    kind: str = ""


class PendingTotal(NamedTuple):
    """A stated number, and the rows that it may count: stretches (first, behind the last), the likeliest first."""

    row: int
    stated: TotalNumber
    stretches: tuple[tuple[int, int], ...]
    grand: bool = False


def stated_in(cells: Mapping[int, Value], keys: Mapping[int, str]) -> list[TotalNumber]:
    """Return the numbers of rows that a total's line states: in its words, else in the first column of words."""
    return _in_words(cells) or _beside(cells, keys)


def _in_words(cells: Mapping[int, Value]) -> list[TotalNumber]:
    """Return the numbers of rows that the texts of a line state."""
    return [
        TotalNumber(column, value, kind)
        for column in sorted(cells)
        if isinstance(cells[column], str)
        for value, kind in counts_in(text_of(cells[column]))
    ]


def _beside(cells: Mapping[int, Value], keys: Mapping[int, str]) -> list[TotalNumber]:
    """Return the number behind the words, or the first cell with a number if its column holds words."""
    for column in sorted(cells):
        value = cells[column]
        if is_number(value):
            number = read_typed_whole(text_of(value))
            return [TotalNumber(column, number)] if number is not None and keys.get(column) in _WORDS else []
        last = last_number(text_of(value))
        if last is not None:
            return [TotalNumber(column, last)]
    return []


def stated_in_heading(cells: Mapping[int, Value], number: int, keys: Mapping[int, str]) -> list[TotalNumber]:
    """Return the numbers of rows that a section's heading states: `(15 mô hình)`, or in a column of words beside it."""
    beside = {column: value for column, value in cells.items() if column != number and is_number(value)}
    return _in_words(cells) or _beside(beside, keys)


def ticked_in(cells: Mapping[int, Value], keys: Mapping[int, str]) -> list[TotalNumber]:
    """Return the numbers below columns of kinds that are ticked."""
    return [
        TotalNumber(column, number, key.partition("=")[2])
        for column, key in keys.items()
        if key.startswith("kind=") and is_number(cells.get(column, "-"))
        if (number := read_typed_whole(text_of(cells[column]))) is not None
    ]


def settled(
    pending: Sequence[PendingTotal], rows: Sequence[SheetRow], first: int, names: NamesOfLists
) -> Iterator[StatedTotal]:
    """Count the rows for each number; yield both. Of several stretches that it may mean, one that agrees goes first.

    `rows` are all of the sheet, of which the list has those from `first` on.
    """
    early = any(total.grand and total.stretches[-1][1] < len(rows) for total in pending)
    for total in pending:
        whole = [stretch for stretch in total.stretches if stretch[0] in (0, first)]
        stretches = whole if total.grand and not early and whole else total.stretches
        counted = [_count(rows[begin:end], total.stated.kind, names) for begin, end in stretches]
        counts = [number for number in counted if number is not None]
        if counts:
            stated = total.stated
            yield StatedTotal(
                total.row, stated.column, stated.value, stated.value if stated.value in counts else counts[0]
            )


def _count(rows: Sequence[SheetRow], kind: str, names: NamesOfLists) -> int | None:
    """Count rows, of a kind if one is asked; None where a row does not say its kind."""
    if not kind:
        return len(rows)
    kinds = [_kind(row, names) for row in rows]
    return None if None in kinds else kinds.count(kind)


def _kind(row: SheetRow, names: NamesOfLists) -> str | None:
    ticked = next((key for key in row.cells if key.startswith("kind=")), None)
    if ticked:
        return ticked.partition("=")[2]
    given: GivenCell | None = row.cells.get("kind") or row.sections.get("kind")
    return names.entry("kind", text_of(given.value)) if given else None
