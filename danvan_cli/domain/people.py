"""How people are addressed: `Ông Lê Văn Một`, and columns of a list that hold nothing but such a word."""

import re
from functools import cache, lru_cache

from danvan_cli.text.fold import fold

_ADDRESSES = (
    *("ông", "bà", "anh", "chị", "cô", "chú", "bác", "thầy", "em", "đ/c", "đồng chí", "linh mục", "đại đức"),
    *("thượng tọa", "hòa thượng", "ni sư", "sư cô", "mục sư"),
)
_BEFORE_NAMES = (*_ADDRESSES, "đc", "hộ", "gia đình", "vợ chồng")
_WORDS = rf"(?:{'|'.join(_ADDRESSES)})\b"
_ALONE = rf"(?:(?:{_WORDS}|đ\.c)[\s./,()&-]*)+"


def is_addressed(text: str) -> bool:
    """Whether a text begins as people are addressed."""
    return _compiled(_WORDS).match(text) is not None


def is_form_of_address(text: str) -> bool:
    """Whether a text is nothing but a form of address: Ông, Bà, Ông (bà), Đ/c."""
    return _compiled(_ALONE).fullmatch(text.strip()) is not None


@lru_cache(maxsize=1 << 15)  # each record is compared, as it is folded
def without_address(name: str) -> str:
    """Return a folded name without what stands before it in lists: `Đ/c Lê Văn Một`, `Hộ gia đình ông Lê Văn Một`."""
    folded = fold(name)
    address = _compiled(_before_names()).match(folded)
    return folded[address.end() :] if address else folded


@cache  # most starts of the program do without
def _before_names() -> str:
    return rf"(?:(?:{'|'.join(map(fold, _BEFORE_NAMES))}) )+"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
