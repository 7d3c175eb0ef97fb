"""How lists address people: `Ông Lê Văn Một`, and columns that hold nothing but such a word."""

import re

_WORDS = (
    r"(?:ông|bà|anh|chị|cô|chú|bác|thầy|em|đ/c|đồng chí|linh mục|đại đức|thượng tọa|hòa thượng|ni sư|sư cô|mục sư)\b"
)
_ADDRESSED = re.compile(_WORDS, re.IGNORECASE)
_ALONE = re.compile(rf"(?:(?:{_WORDS}|đ\.c)[\s./,()&-]*)+", re.IGNORECASE)


def is_addressed(text: str) -> bool:
    """Whether a text begins as people are addressed."""
    return _ADDRESSED.match(text) is not None


def is_form_of_address(text: str) -> bool:
    """Whether a text is nothing but a form of address: Ông, Bà, Ông (bà), Đ/c."""
    return _ALONE.fullmatch(text.strip()) is not None
