"""What the first and last words of a unit's name say of it: which level it is of, and whether it is a body of a place.

Here is the one table of such words and of how they are shortened; `abbreviations` and the directory take them from it.
The country has places of three levels (Tỉnh, Huyện, Xã and what else they are called); each has its bodies (UBND, Đảng
ủy), which are of the level of their place and lie in it, and its organisations (Công an xã), of which a name says no
more than the kind of place that they are of.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache

from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.text.fold import bare, fold, has_diacritic

PROVINCE, DISTRICT, COMMUNE, GRASS_ROOTS = "tinh", "huyen", "xa", "co-so"
# Each kind of place with the levels that it may be of: a city is a province, or lies in one.
_PLACES = {
    "Tỉnh": (PROVINCE,),
    "Thành phố": (PROVINCE, DISTRICT),
    "Huyện": (DISTRICT,),
    "Quận": (DISTRICT,),
    "Thị xã": (DISTRICT,),
    "Phường": (COMMUNE,),
    "Thị trấn": (COMMUNE,),
    "Đặc khu": (COMMUNE,),  # since 1 July 2025
    "Xã": (COMMUNE,),
}
# T goes behind what begins with it: “T.P Cần Thơ” is a city.
SHORT_KINDS = {
    "Phường": "P",
    "Xã": "X",
    "Thị trấn": "TT",
    "Thành phố": "TP",
    "Thị xã": "TX",
    "Huyện": "H",
    "Quận": "Q",
    "Tỉnh": "T",
    "Đặc khu": "ĐK",
}
BODIES = ("UBND", "Ủy ban nhân dân", "HĐND", "Hội đồng nhân dân", "Đảng ủy", "Đảng bộ")
_HAMLETS = ("ấp", "khóm", "thôn", "xóm", "làng", "bản", "buôn", "tiểu khu", "khu phố", "tổ dân phố", "khu dân cư")
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
# By which words an office's list may call a level of the country; a city may be of two, a đặc khu have its own.
LEVEL_WORDS = {
    PROVINCE: ("tinh",),
    DISTRICT: ("huyen", "quan", "thi xa"),
    COMMUNE: ("xa", "phuong"),
    GRASS_ROOTS: ("co so",),
}
_LEVELS_BY_KIND = {fold(kind): levels for kind, levels in (*_PLACES.items(), *_COMMITTEES.items())}
_MOST_WORDS = 4  # of the longest of all these: Hội đồng nhân dân


@cache
def _words(*, bared: bool) -> Mapping[str, Mapping[str, str]]:
    """Return, by their sort, {words without diacritics, or with them: the latter}, all folded."""
    key_of = bare if bared else fold
    sorts = {"place": _PLACES, "body": BODIES, "hamlet": _HAMLETS, "group": _GROUPS, "none": _NO_PLACES}
    sorts |= {"committee": _COMMITTEES, "department": _DEPARTMENTS}
    return {sort: {key_of(word): fold(word) for word in words} for sort, words in sorts.items()}


def _leading(name: str, sort: str, within: str = "") -> tuple[str, str]:
    """Part a name in words of a sort that it begins with, folded, and what follows as it stands; "" for none.

    Diacritics count where it has any, or the text that it stands in: in “Xã Xa Dung” no second xã is meant.
    """
    bared = not has_diacritic(within or name)
    known = _words(bared=bared)[sort]
    key_of = bare if bared else fold
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


def kind_word(name: str) -> str:
    """Return the word for the kind of a place that a name begins with, folded; "" for none."""
    return _leading(name, "place")[0]


@lru_cache(maxsize=1 << 14)  # what lies above the units of a list is compared with each of its names
def but_for_kind(name: str) -> str:
    """Return a place's name without its kind's word; “Phường 1” is nothing without."""
    rest = _leading(name, "place")[1]
    return rest if any(map(str.isalpha, rest)) else name


def without_kind(name: str) -> Iterator[str]:
    """Yield the name of a place or hamlet without its kind's word; “Xóm 1” is nothing without."""
    for sort in ("place", "hamlet"):
        word, rest = _leading(name, sort)
        if word and any(map(str.isalpha, rest)):
            yield rest


def is_but_for_kind(name: str, typed: str) -> bool:
    """Whether what was typed is a place's name without its kind's word, diacritics aside; here “1” is Phường 1, too."""
    return any(bare(name) == f"{kind} {bare(typed)}" for kind in _words(bared=True)["place"])


@lru_cache(maxsize=1 << 14)  # one that is typed is compared with many
def spelt_out(name: str) -> str:
    """Return what was typed with its kind's word whole: “P. Ngã Bảy”, “TP.Cần Thơ”."""
    for kind, short in SHORT_KINDS.items():
        for letters in (short, ".".join(short)):
            rest = name.strip()[len(letters) :]
            if name.strip()[: len(letters)].upper() == letters and rest[:1] in (".", " "):
                return f"{kind} {rest.lstrip('. ')}"
    return name


def is_called(name: str, typed: str) -> bool:
    """Whether a name is what was typed, perhaps without its kind's word, or with that shortened."""
    key_of = fold if has_diacritic(typed) else bare
    return key_of(spelt_out(typed)) in (key_of(name), key_of(but_for_kind(name)))


@lru_cache(maxsize=1 << 14)  # asked of each cell of a column that may hold places
def place_kind(name: str) -> str:
    """Return the kind of the place that a name is of, "" where it is the name of none."""
    kind, rest = _leading(name, "place")
    is_none = _begins_as_no_place(name) or _leading(rest, "place", within=name)[0]
    return kind if kind and rest and not is_none else ""


def _begins_as_no_place(name: str) -> bool:
    """Whether a name begins with such as “xã hội”; “xã Hội An” is a commune, told by the capital behind its kind."""
    words, rest = _leading(name, "none")
    if not words or not rest or name.isupper() or words.split()[0] not in _LEVELS_BY_KIND:
        return bool(words)
    return not name.split()[1][0].isupper()


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
    for first, last in stretches:
        word, rest = _leading(" ".join(words[first:last]), "none")
        if word and not rest and (first < at or _begins_as_no_place(" ".join(words[first:]))):
            return True
    return False


def levels_called(entries: Iterable[VocabularyEntry], words: Collection[str]) -> list[str]:
    """Return the levels of an office's list that are called after one of some words, such as “Cấp xã, phường”."""

    def is_called_so(entry: VocabularyEntry) -> bool:
        names = [part for name in entry.names() for part in name.replace("/", ",").split(",")]
        return any(entry.id == word.replace(" ", "-") for word in words) or any(
            bare(name).removeprefix("cap ") in words for name in names
        )

    return [entry.id for entry in entries if is_called_so(entry)]


def level_entry(entries: Mapping[str, VocabularyEntry], level: str) -> str | None:
    """Return the office's entry for a level of the country, None where its list has none: by its id or its names.

    An office's list may call the districts' level otherwise: it is what stands alone between the two others.
    """
    if level in entries:
        return level
    named = levels_called(entries.values(), LEVEL_WORDS[level])
    if named or level != DISTRICT:
        return named[0] if named else None
    first, last = level_entry(entries, PROVINCE), level_entry(entries, COMMUNE)
    listed = list(entries)
    between = listed[listed.index(first) + 1 : listed.index(last)] if first and last else []
    return between[0] if len(between) == 1 else None
