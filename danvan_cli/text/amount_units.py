"""Units that amounts stand in: đồng and its multiples, areas, lengths, weights; and amounts with their unit behind.

Sheets state them above the table ("Đơn vị tính: triệu đồng"), in a heading ("Kinh phí (tr.đ)"), by a number's format,
or in the cell itself ("12,5 triệu"). Sào and công are no fixed area: they differ from province to province.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from danvan_cli.text.fold import bare, fold, has_diacritic, nfc
from danvan_cli.text.numbers import read_typed_hundredths

DONG = "đồng"
_THOUSAND, _BILLION = 1_000, 1_000_000_000
_UNFIXED = 0  # times: a unit of this kind, but nobody can say how many
_MULTIPLES: Mapping[str, int] = {
    **dict.fromkeys(("nghìn", "ngàn", "ngh"), _THOUSAND),
    **dict.fromkeys(("triệu", "tr", "triêu"), _THOUSAND**2),
    **dict.fromkeys(("tỷ", "tỉ"), _THOUSAND**3),
}
_MONEY = ("đồng", "đ", "vnđ", "vnd", "đồng việt nam", "việt nam đồng", "đồng vn", "vn đồng")
_FIXED: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]] = {
    DONG: ((_UNFIXED, ("usd", "đô la", "đô la mỹ", "eur", "euro", "chỉ", "chỉ vàng", "cây vàng", "lượng vàng")),),
    "m²": (
        (1, ("m²", "m2", "mét vuông", "m vuông")),
        (10_000, ("ha", "hecta", "hécta", "héc ta", "hec ta")),
        (1_000_000, ("km²", "km2", "ki lô mét vuông")),
        (_UNFIXED, ("sào", "mẫu", "công đất", "công tầm lớn", "công tầm nhỏ", "thước")),
    ),
    "m³": ((1, ("m³", "m3", "mét khối", "khối")),),
    "m": ((1, ("m", "mét", "mét dài", "m dài", "md")), (_THOUSAND, ("km", "ki lô mét", "cây số"))),
    "kg": (
        (1, ("kg", "ki lô gam", "kilôgam")),
        (10, ("yến",)),
        (100, ("tạ",)),
        (_THOUSAND, ("tấn",)),
    ),
}
MEASURED = frozenset(_FIXED)  # the plain units of what is not counted one by one
# What is counted one by one: such a unit says nothing of money or land.
_COUNTED = (
    *("người", "lượt người", "lượt", "hộ", "hộ dân", "hộ gia đình", "ngày công", "mô hình", "điển hình", "tập thể"),
    *("cá nhân", "đơn vị", "cuộc", "buổi", "lần", "hội nghị", "lớp", "cái", "chiếc", "căn", "nhà", "căn nhà", "suất"),
    *("suất quà", "phần", "phần quà", "con", "cây", "phần trăm", "điểm", "tháng", "ngày", "năm", "giờ", "đại biểu"),
    *("hội viên", "đoàn viên", "đảng viên", "cán bộ", "công trình", "tuyến", "tuyến đường", "bóng", "bộ", "quyển"),
    *("văn bản", "bằng khen", "giấy khen", "vụ", "việc", "tổ", "nhóm", "câu lạc bộ", "khẩu", "lao động"),
)
# Of these there is no half one, unlike of a day of labour or a share in per cent.
WHOLE_UNITS = frozenset(
    (
        *("người", "lượt người", "lượt", "hộ", "hộ dân", "hộ gia đình", "mô hình", "điển hình", "tập thể", "cá nhân"),
        *("cuộc", "buổi", "lần", "hội nghị", "lớp", "căn nhà", "suất quà", "đại biểu", "hội viên", "đoàn viên"),
        *("đảng viên", "cán bộ", "công trình", "câu lạc bộ", "bằng khen", "giấy khen", "văn bản", "khẩu", "lao động"),
    )
)
_DIGITS = re.compile(r"1?(?:[.,' ]?000)+(?!\d)")  # 1.000 đồng, 000đ
_LABEL = re.compile(
    r"\s*(?:đơn\s+vị\s+tính|đơn\s+vị|đvt|đv\s+tính|tính\s+(?:bằng|theo))\b\s*[:.\-–]?\s*", re.IGNORECASE
)
_SAID = re.compile(
    r"(?:(đơn\s+vị\s+tính|đvt|đv\s+tính)\s*(?:bằng|là)?\s*[:.\-–]?|(đơn\s+vị\s*:|tính\s+(?:bằng|theo)\b))\s*(.+)",
    re.IGNORECASE | re.DOTALL,
)
_AND = re.compile(r"\s*[,;/]\s*|\s+và\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_WITH_UNIT = re.compile(r"(?P<number>\d[\d.,]*(?: \d{3})*)\s*(?P<unit>[^\d.,\s].*)", re.DOTALL)
_AND_HALF = re.compile(r"(?P<number>\d+)\s*(?P<unit>\D+?)\s+(?:rưỡi|ruoi)(?:\s+(?:đồng|đ))?", re.IGNORECASE)
# 2,528 tỷ: nobody counts tỷ by thousands, as 1,240 triệu may be meant.
_FINE = re.compile(r"\d{1,3},\d{3,9}")
_PIECES = re.compile(r"(\d[\d.,]*)\s*([^\d.,\s]\D*)")
_MOST_WORDS = 3
_FEWEST_PARTS = 2
_REMEMBERED = 1 << 12
_LATE = "().;:- "


class AmountUnit(NamedTuple):
    """A unit: the plain one of its kind (đồng, m², hộ), and how many of those it is, 0 where that is not fixed."""

    base: str
    times: int

    def is_kind_of(self, base: str) -> bool:
        """Whether an amount in this unit can be said in a plain one."""
        return self.base == base and self.times != _UNFIXED


@cache
def _units() -> tuple[dict[str, AmountUnit], dict[str, AmountUnit]]:
    """Return the units by their names, with diacritics and without."""
    named = [(name, AmountUnit(DONG, 1)) for name in _MONEY]
    named += [
        (name, AmountUnit(base, times)) for base, sizes in _FIXED.items() for times, names in sizes for name in names
    ]
    named += [(name, AmountUnit(name, 1)) for name in _COUNTED]
    return {fold(name): unit for name, unit in named}, {bare(name): unit for name, unit in reversed(named)}


@lru_cache(maxsize=_REMEMBERED)
def read_amount_unit(text: str) -> AmountUnit | None:
    """Return the unit that a text names, None for one that is not known: triệu đồng, tr.đ, 1.000đ, ha, m2, người."""
    words = nfc(text).replace("₫", "đ").replace("$", "usd").replace("€", "eur").strip(_LATE).casefold()
    if words == "%":
        return AmountUnit("%", 1)
    times = 1
    while (multiple := _first_multiple(words)) is not None:
        size, words = multiple
        times *= size
    unit = _named(words) if words else None
    if times == 1 or (unit and unit.base == DONG):
        return AmountUnit(unit.base, times * unit.times) if unit else None
    return AmountUnit(DONG, times) if not words else None  # “triệu” alone is said of money


def _named(words: str) -> AmountUnit | None:
    by_name, by_bare_name = _units()
    return by_name.get(fold(words)) if has_diacritic(words) else by_bare_name.get(bare(words))


def _first_multiple(words: str) -> tuple[int, str] | None:
    """Return what the first word multiplies by, and the rest."""
    digits = _DIGITS.match(words)
    if digits:
        return _THOUSAND ** digits[0].count("000"), words[digits.end() :].strip(_LATE)
    for name, size in _multiples():
        rest = words[len(name) :]
        if words.startswith(name) and (not rest[:1].isalpha() or (name == "tr" and rest[:1] == "đ")):
            return size, rest.strip(_LATE)
    return None


@cache
def _multiples() -> list[tuple[str, int]]:
    return [(spelled, size) for name, size in _MULTIPLES.items() for spelled in {name, bare(name)}]


def units_said_above(text: str) -> list[str]:
    """Return the units that a line beside a table names behind “Đơn vị tính:”.

    Behind “Đơn vị:” or “tính bằng”, and alone in brackets, only those of money.
    """
    said = _SAID.search(nfc(text))
    if said is None:
        return [words for words in map(str.strip, _BRACKETS.findall(nfc(text))) if _is_money(words)]
    words = said[3].strip(_LATE)
    whole = read_amount_unit(words)
    parts = [words] if whole else [part.strip(_LATE) for part in _AND.split(words) if part.strip(_LATE)]
    return parts if said[1] or all(map(_is_money, parts)) else []


def _is_money(words: str) -> bool:
    unit = read_amount_unit(words)
    return unit is not None and unit.base == DONG


def is_unit_heading(text: str) -> bool:
    """Whether a text is the heading of a column that names units: `ĐVT`."""
    return bool(_LABEL.fullmatch(nfc(text))) and fold(text) != fold("đơn vị")


def split_unit(heading: str) -> tuple[str, str]:
    """Part a heading in what it is of and the unit that it names: in brackets, behind `ĐVT`, or at its end.

    What stands in brackets may be no unit at all.
    """
    bracketed = " ".join(_BRACKETS.findall(heading)).strip()
    if bracketed:
        return " ".join(_BRACKETS.sub(" ", heading).split()), _LABEL.sub("", bracketed, count=1)
    words = heading.split()
    for length in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        unit = " ".join(words[-length:])
        if read_amount_unit(unit):
            rest = " ".join(words[:-length])
            label = next((match for match in _LABEL.finditer(rest) if match.end() == len(rest)), None)
            return (rest[: label.start()] if label else rest).strip(" ,;:.-–/"), unit.strip(_LATE)
    return heading, ""


def split_amount(text: str) -> tuple[Decimal, AmountUnit] | None:
    """Read an amount with its unit behind, `12,5 triệu`, `1 tỷ 200 triệu`, `25.000đ`; None for anything else."""
    stripped = " ".join(nfc(text).split())
    if half := _AND_HALF.fullmatch(stripped):
        return _with_half(half["number"], half["unit"])
    match = _WITH_UNIT.fullmatch(stripped)
    if match and (unit := read_amount_unit(match["unit"])) and unit.times != _UNFIXED:
        number = _number(match["number"])
        if number is None and unit.times == _BILLION and _FINE.fullmatch(match["number"]):
            number = Decimal(match["number"].replace(",", "."))
        return (number * unit.times, AmountUnit(unit.base, 1)) if number is not None else None
    parts = list(_parts(stripped))
    sizes = [unit.times for _, unit in parts]
    if (
        len(parts) < _FEWEST_PARTS
        or sizes != sorted(set(sizes), reverse=True)
        or {unit.base for _, unit in parts} != {DONG}
    ):
        return None
    return sum((number * unit.times for number, unit in parts), Decimal()), AmountUnit(DONG, 1)


def _with_half(digits: str, words: str) -> tuple[Decimal, AmountUnit] | None:
    """Read `3 triệu rưỡi`, which is half of a million more."""
    number, unit = _number(digits), read_amount_unit(words)
    if number is None or unit is None or unit.times < _THOUSAND or unit.base != DONG:
        return None
    return (number + Decimal("0.5")) * unit.times, AmountUnit(DONG, 1)


def _parts(text: str) -> list[tuple[Decimal, AmountUnit]]:
    """Return the numbers of `1 tỷ 200 triệu đồng`, each with its unit; nothing where any is not understood."""
    pieces = _PIECES.findall(text)
    read = [(_number(number), read_amount_unit(words)) for number, words in pieces]
    parts = [(number, unit) for number, unit in read if number is not None and unit]
    return parts if len(parts) == len(pieces) and _PIECES.sub("", text) == "" else []


def _number(text: str) -> Decimal | None:
    hundredths = read_typed_hundredths(text)
    return None if hundredths is None else Decimal(hundredths).scaleb(-2)


def typed_decimal(number: Decimal) -> str:
    """Write a number as clerks type it, without separators of thousands: 12500000, 0,25."""
    return f"{number.normalize():f}".replace(".", ",")
