"""Lines that are no rows: totals, and what stands below a list, such as signatures."""

import re
from collections.abc import Sequence

from danvan_cli.text.fold import bare

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
_DAY = re.compile(r"(?:.{0,60} )?ngay(?: \S+)? thang(?: \S+)? nam(?: \S+)?")
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
_COUNTS = re.compile(
    r"([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,6})\s*(?:\([^)]*\)\s*)?"
    r"((?:mo hinh|dien hinh|tap the|ca nhan|ho gia dinh|truong hop|luot|dong chi|don vi|mh)"
    r"(?: (?:tap the|ca nhan|ho gia dinh))?)\b"
)
_ENDING = re.compile(
    r"(?:.*[:=]|\(?(?:tong cong|tong so|tong|cong)(?: co| la| gom)?)\s*"
    r"([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,6})\s*[.;)]*"
)
_KINDS = {"tap the": "tap-the", "ca nhan": "ca-nhan", "ho gia dinh": "ho-gia-dinh"}


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
    """Whether a text stands below lists, over a signature or beside it, and hardly anywhere else."""
    if len(text) > _LONGEST_SIGNATURE:
        return False
    bare_text = bare(text)
    return bool(_STRONGLY.match(bare_text) or _DAY.fullmatch(bare_text))


def may_be_signature(text: str) -> bool:
    """Whether a text may stand there: an office, a recipient of copies."""
    return is_signature(text) or (len(text) <= _LONGEST_SIGNATURE and _WEAKLY.match(bare(text)) is not None)


def may_end_list(text: str) -> bool:
    """Whether a text may begin a total or a signature, told quickly."""
    bare_text = bare(text)
    return any(pattern.match(bare_text) is not None for pattern in (_TOTAL, _LIST_HAS, _STRONGLY, _WEAKLY, _DAY))


def counts_in(text: str) -> list[tuple[int, str]]:
    """Return the numbers of rows that a text states, each with the kind counted: `15 tập thể, 3 cá nhân`."""
    counts = _COUNTS.findall(_bare_keeping_marks(text))
    return [(int(re.sub(r"\D", "", number)), _kind(words)) for number, words in counts]


def _kind(words: str) -> str:
    return next((kind for name, kind in _KINDS.items() if words.endswith(name)), "")


def _bare_keeping_marks(text: str) -> str:
    """Take the diacritics off, but keep points and brackets: `1.240 (một nghìn …) mô hình`."""
    return " ".join(part if not part.strip("().,0123456789") else _bare_part(part) for part in text.split())


def _bare_part(part: str) -> str:
    head = "(" if part.startswith("(") else ""
    end = part.rstrip(".,;")
    return f"{head}{bare(part)}{end[-1:] if end[-1:] in '):=' else ''}"


def last_number(text: str) -> int | None:
    """Return the number that a total's words end with: `Tổng cộng: 46`; not the year of `Tổng cộng năm 2020`."""
    match = _ENDING.fullmatch(_bare_keeping_marks(text))
    return int(re.sub(r"\D", "", match[1])) if match else None
