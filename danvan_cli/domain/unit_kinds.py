"""What the first and last words of a unit's name say of it: which level it is of, and whether it is a body of a place.

The country has places of three levels (Tỉnh, Huyện, Xã and what else they are called); each has its bodies (UBND, Đảng
ủy), which are of the level of their place and lie in it, and its organisations (Công an xã), of which a name says no
more than the kind of place that they are of.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.text.fold import bare, fold, has_diacritic

PROVINCE, DISTRICT, COMMUNE, GRASS_ROOTS = "tinh", "huyen", "xa", "co-so"
# Each kind of place with the levels that it may be of: a city is a province, or lies in one.
_PLACES = {
    "tỉnh": (PROVINCE,),
    "thành phố": (PROVINCE, DISTRICT),
    "huyện": (DISTRICT,),
    "quận": (DISTRICT,),
    "thị xã": (DISTRICT,),
    "phường": (COMMUNE,),
    "thị trấn": (COMMUNE,),
    "đặc khu": (COMMUNE,),  # since 1 July 2025
    "xã": (COMMUNE,),
}
_BODIES = ("UBND", "Ủy ban nhân dân", "HĐND", "Hội đồng nhân dân", "Đảng ủy", "Đảng bộ")
_HAMLETS = ("ấp", "khóm", "thôn", "bản", "buôn", "khu phố", "tổ dân phố", "khu dân cư")
# How groups, bodies and offices are called that are no places; no person's name begins so.
_GROUPS = (
    *("Chi bộ", "Chi đoàn", "Chi hội", "Chi cục", "Đảng ủy", "Đảng bộ", "Hội", "Đoàn Thanh niên", "Công an", "Quân sự"),
    *(
        "Ban",
        "Ủy ban",
        "UBND",
        "UBMTTQ",
        "MTTQ",
        "Mặt trận",
        "HĐND",
        "Hội đồng",
        "Công đoàn",
        "Liên đoàn",
        "Sở",
        "Viện",
    ),
    *(
        "Câu lạc bộ",
        "CLB",
        "Tổ",
        "Nhóm",
        "Trường",
        "Trạm",
        "Phòng",
        "Trung tâm",
        "Hợp tác xã",
        "HTX",
        "Công ty",
        "Chùa",
    ),
    *("Giáo xứ", "Bệnh viện", "Đồn Biên phòng", "Văn phòng", "Tòa án", "Viện Kiểm sát", "Cơ quan"),
)
# Bodies that say of a place's kind only: Ban Dân vận Tỉnh ủy; and those that provinces alone have.
_COMMITTEES = {
    "Tỉnh ủy": (PROVINCE,),
    "Thành ủy": (PROVINCE, DISTRICT),
    "Huyện ủy": (DISTRICT,),
    "Quận ủy": (DISTRICT,),
    "Thị ủy": (DISTRICT,),
}
_DEPARTMENTS = ("Sở",)
_NO_PLACES = ("hợp tác xã", "xã hội", "xã viên", "tỉnh táo")  # words of which one is the kind of a place
_LEVELS = {PROVINCE: "tỉnh", DISTRICT: "huyện", COMMUNE: "xã", GRASS_ROOTS: "cơ sở"}
_LEVELS_BY_KIND = {fold(kind): levels for kind, levels in (*_PLACES.items(), *_COMMITTEES.items())}
_MOST_WORDS = 4  # of the longest of all these: Hội đồng nhân dân


@cache
def _words(*, bared: bool) -> Mapping[str, Mapping[str, str]]:
    """Return, by their sort, {words without diacritics, or with them: the latter}, all folded."""
    key_of = bare if bared else fold
    sorts = {"place": _PLACES, "body": _BODIES, "hamlet": _HAMLETS, "group": _GROUPS, "none": _NO_PLACES}
    sorts |= {"committee": _COMMITTEES, "department": _DEPARTMENTS}
    return {sort: {key_of(word): fold(word) for word in words} for sort, words in sorts.items()}


def _leading(name: str, sort: str) -> tuple[str, str]:
    """Part a name in words of a sort that it begins with, folded, and what follows as it stands; "" for none."""
    known = _words(bared=not has_diacritic(name))[sort]
    key_of = fold if has_diacritic(name) else bare
    words = name.split()
    for number in range(min(_MOST_WORDS, len(words)), 0, -1):
        if word := known.get(key_of(" ".join(words[:number]))):
            return word, " ".join(words[number:])
    return "", name


def kinds_before(typed: str) -> Iterator[str]:
    """Yield, folded as what was typed is matched, the words for a kind that may be left out before it."""
    bared = not has_diacritic(typed)
    if any(map(str.isalpha, typed)):
        for sort in ("place", "body", "hamlet"):
            yield from _words(bared=bared)[sort]


def but_for_kind(name: str) -> str:
    """Return a place's name without its kind's word; “Phường 1” is nothing without."""
    rest = _leading(name, "place")[1]
    return rest if any(map(str.isalpha, rest)) else name


def place_kind(name: str) -> str:
    """Return the kind of the place that a name is of, "" where it is the name of none."""
    kind, rest = _leading(name, "place")
    return kind if kind and rest and not (_leading(name, "none")[0] or _leading(rest, "place")[0]) else ""


def levels_of_kind(words: str) -> tuple[str, ...]:
    """Return the levels that places of a kind may be of; nothing where the words are none."""
    kind, rest = _leading(words, "place")
    return _LEVELS_BY_KIND[kind] if kind and not rest else ()


def levels_of_place(name: str) -> tuple[str, ...]:
    """Return the levels that the place of a name may be of; nothing where it is none."""
    kind = place_kind(name)
    return _LEVELS_BY_KIND[kind] if kind else ()


def is_group(name: str) -> bool:
    """Whether a name begins as those of groups, bodies, offices and hamlets do, and not as a person's or a place's."""
    return any(_leading(name, sort)[0] for sort in ("group", "hamlet"))


def is_hamlet(name: str) -> bool:
    """Whether a name begins as those of hamlets do: Ấp 2, Tổ dân phố 5."""
    return bool(_leading(name, "hamlet")[0])


def body_of(name: str) -> tuple[str, str]:
    """Part `UBND phường 2` in the word for a body of a place, "" for none, and the place."""
    return _leading(name, "body")


def places_within(name: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part `Công an xã Tân Thành` in a name and a place at its end; the longest place goes first."""
    words = name.split()
    for number in range(1, len(words)):
        before, place = " ".join(words[:number]), " ".join(words[number:])
        if place_kind(place) and not (
            _ends_in_no_place(words, number) or _is_whole_kind(words[number - 1 : number + 1])
        ):
            yield before.rstrip(" ,-–"), place


def kind_at_end(name: str) -> tuple[str, ...]:
    """Return the levels of the place that `Công an xã` leaves unnamed; nothing where a name tells of no kind of place.

    `Ban Dân vận Tỉnh ủy` and `Sở Y tế` leave a province unnamed.
    """
    words = name.split()
    for number, sort in ((2, "committee"), (2, "place"), (1, "place")):
        if len(words) >= number + (sort == "place") and not _ends_in_no_place(words, len(words) - number):
            word, rest = _leading(" ".join(words[-number:]), sort)
            if word and not rest:
                return _LEVELS_BY_KIND[word]
    return (PROVINCE,) if _leading(name, "department")[0] else ()


def _is_whole_kind(words: list[str]) -> bool:
    """Whether two words are one kind, such as thị xã, which the second alone is not."""
    word, rest = _leading(" ".join(words), "place")
    return bool(word) and " " in word and not rest


def _ends_in_no_place(words: list[str], at: int) -> bool:
    """Whether the word at a place belongs to one such as hợp tác xã, or xã hội."""
    stretches = ((first, first + length) for length in (2, 3) for first in range(max(at - length + 1, 0), at + 1))
    parted = (_leading(" ".join(words[first:last]), "none") for first, last in stretches)
    return any(word and not rest for word, rest in parted)


def level_entry(entries: Mapping[str, VocabularyEntry], level: str) -> str | None:
    """Return the office's entry for a level of the country, None where its list has none: by its id or its names.

    An office's list may call the districts' level otherwise: it is what stands alone between the two others.
    """
    if level in entries:
        return level
    word = _LEVELS[level]
    named = [entry.id for entry in entries.values() if fold(word) in map(fold, entry.names())]
    if named or level != DISTRICT:
        return named[0] if named else None
    first, last = level_entry(entries, PROVINCE), level_entry(entries, COMMUNE)
    listed = list(entries)
    between = listed[listed.index(first) + 1 : listed.index(last)] if first and last else []
    return between[0] if len(between) == 1 else None
