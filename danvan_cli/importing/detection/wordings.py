"""What headings are called: the wordings of headings.yaml, the labels of fields, and the office's own lists."""

import gettext
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from danvan_cli.domain.field_types import Parts
from danvan_cli.domain.record_types import EVALUATIONS, MODELS
from danvan_cli.domain.unit_kinds import COMMUNE, DISTRICT, levels_of_kind
from danvan_cli.importing.columns import KINDS, REQUIRED, fields_of, own_headings
from danvan_cli.importing.detection.page import without_brackets
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import DOMAIN, FOLDER
from danvan_cli.recording.amounts import is_amount
from danvan_cli.text.amount_units import split_unit
from danvan_cli.text.fold import bare, fold, has_diacritic

REVIEW = "review"
ALL_KINDS = (*KINDS, REVIEW)
EXACT, PART, CODE = 1, 0, -1
_OF_REVIEW = ("id", "year", "title", "unit", "review", "ended_on", "ended_reason", "note", "mark")
_WITH_WHO = (MODELS.folder, EVALUATIONS.folder)
# Of these, a heading may go on after the wording ("Tên mô hình do đơn vị tự chọn").
_MAY_GO_ON = frozenset(
    ["title", "unit", "who", "content", "recipient", "place", "position", "note", "model", "person", "citation", "form"]
)
# As exports name parts that no list has, all parts together, and the office's own keys.
_OWN_KEY = re.compile(r"(?:scores|results)(?:\.[a-z0-9-]+)?|extra\..+")
_FEWEST_WORDS, _MOST_WORDS = 2, 12
_OVER_PARTS = {"scores": ("Điểm", "Điểm chấm", "Score"), "results": ("Kết quả", "Result")}
_OF = frozenset(["của", "cua", "cho", "do", "trong", "theo", "tại", "tai", "ở", "được", "duoc", "đã", "da"])
_LOOSE = re.compile(r"\b(?:dân vận khéo|dan van kheo|dvk|năm \d{4}|nam \d{4}|nếu có)\b")
_BY_CONTENT = {"noi dung mo hinh", "noi dung cua mo hinh", "noi dung mo hinh dang ky", "noi dung mo hinh dien hinh"}
_POINTS = re.compile(
    r"^(?:(?:tong|bang|ket qua|thang|cham|so) )*diem\b(?! (?:manh|yeu|moi|noi bat|sang|den))|\b[0-9]+ diem\b"
)
_CODE = re.compile(r"\s*(?:mã(?:\s+(?:số|hiệu))?|ký\s+hiệu|ma(?:\s+(?:so|hieu))?)\s+", re.IGNORECASE)
_PLACES = {DISTRICT: "district", COMMUNE: "commune"}
_ANY_COMMUNE = ("địa phương", "dia phuong")
_BEFORE_PLACES = re.compile(r"^(?:(?:tên|ten|thuộc|thuoc|đơn vị|don vi|địa bàn|dia ban)\s+)+", re.IGNORECASE)
_BETWEEN_PLACES = re.compile(r"\s*[,/;-]\s*|\s+(?:và|va|hoặc|hoac)\s+")
_FILE = Path(__file__).with_name("headings.yaml")
_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


class FoldedWording(NamedTuple):
    """A wording, folded with and without diacritics."""

    folded: str
    bared: str


class HeadingMatch(NamedTuple):
    """The key that a heading means, and whether the whole of the heading says so (EXACT), or its beginning (PART).

    CODE: it is headed as a code of the key's entries: `Mã hình thức khen thưởng`.
    """

    key: str  # "" where it is known, but nothing that can be taken
    grade: int


@cache
def _stated() -> dict[str, dict[str, tuple[FoldedWording, ...]]]:
    """Read headings.yaml once: {part of the file: {key: wordings}}."""
    with _FILE.open(encoding="utf-8") as file:
        parts = yaml.load(file, Loader=_LOADER)  # noqa: S506 - a loader that makes texts of everything
    return {name: {key: _folded_wordings(texts) for key, texts in keys.items()} for name, keys in parts.items()}


def _folded_wordings(texts: Iterable[str]) -> tuple[FoldedWording, ...]:
    return tuple(map(_folded_wording, texts))


@lru_cache(maxsize=1 << 12)
def _folded_wording(text: str) -> FoldedWording:
    """Fold a text once: lists of all kinds have the same keys, headings and names of parts."""
    return FoldedWording(fold(text), bare(text))


@cache
def _label_words(label: str) -> tuple[FoldedWording, ...]:
    """Fold a field's label, as it is in the code and in Vietnamese, whatever language is spoken."""
    return _folded_wordings([label, gettext.translation(DOMAIN, FOLDER, ["vi"], fallback=True).gettext(label)])


def groups_of(key: str) -> tuple[FoldedWording, ...]:
    """Return the headings that stand over ticked columns of a key."""
    return _stated()["groups"].get(key, ())


def is_named_by_content(heading: str) -> bool:
    """Whether a heading is “Nội dung mô hình”, under which models are named where no other column names them."""
    return bare(_tightened(heading)) in _BY_CONTENT


class Wordings:
    """The headings that lists of one kind have."""

    def __init__(self, kind: str, lists: Lists) -> None:
        self.kind = kind
        self._lists = lists
        self.parts = dict(_parts(kind, lists))
        self.keys = frozenset([*_keys_of(kind), *self.parts])
        self._folded: dict[str, str] = {}
        self._bared: dict[str, str] = {}
        self._matches: dict[str, HeadingMatch | None] = {}
        self._own_headings = own_headings(MODELS.folder if kind == REVIEW else kind, lists)
        for key, words in self._all_wordings():
            if key in self.keys:
                self._add(key, words)

    def _all_wordings(self) -> Iterator[tuple[str, tuple[FoldedWording, ...]]]:
        """Yield all wordings, those that go first at the head; a criterion goes before a field of such a name."""
        stated = _stated()
        for heading, key in self._own_headings.items():
            yield key, _folded_wordings([heading])
        for key, names in self.parts.items():
            yield key, names
        for part in (self.kind, "common"):
            yield from stated.get(part, {}).items()
        if self.kind == REVIEW:
            yield from stated[MODELS.folder].items()
        for key, field in _fields(self.kind).items():
            yield key, (*_label_words(field), _folded_wording(key))

    def _add(self, key: str, words: Iterable[FoldedWording]) -> None:
        for word in words:
            if word.folded:
                self._folded.setdefault(word.folded, key)
                if self._bared.setdefault(word.bared, key) != key:
                    self._bared[word.bared] = self._bared[word.bared] if word.folded == word.bared else ""

    def is_own(self, heading: str, key: str) -> bool:
        """Whether a heading is the one that danvan itself writes over a key, in the language that is spoken."""
        text = heading.removesuffix(REQUIRED).strip()
        return self._own_headings.get(text) == key or text == key  # parts that no list has stand under their key

    def whole(self) -> frozenset[str]:
        """Return all wordings, folded, and without diacritics."""
        return frozenset([*self._folded, *self._bared])

    def first_words(self) -> frozenset[str]:
        """Return the words that wordings begin with, without diacritics."""
        return frozenset(bared.partition(" ")[0] for bared in self._bared)

    def find(self, heading: str) -> HeadingMatch | None:
        """Find the key that a heading means: by its whole, or by how it begins."""
        if heading not in self._matches:
            self._matches[heading] = (
                self._match_whole(heading) or self._match_code(heading) or self._match_beginning(heading)
            )
        return self._matches[heading]

    def _match_whole(self, heading: str) -> HeadingMatch | None:
        if is_own_key(heading) and heading.partition(".")[0] in _fields(self.kind):
            return HeadingMatch(heading, EXACT)
        for text in (heading, without_brackets(heading), _tightened(heading)):
            key = self._exact(text)
            if key:
                return HeadingMatch(key, EXACT)
        rest, unit = split_unit(heading)
        key = self._exact(_tightened(rest)) if unit else None
        return HeadingMatch(key, EXACT) if key and is_amount(key) else None

    def _exact(self, text: str) -> str | None:
        return self._folded.get(fold(text)) if has_diacritic(text) else self._bared.get(bare(text))

    def _match_code(self, heading: str) -> HeadingMatch | None:
        code = _CODE.match(heading)
        key = self._exact(_tightened(heading[code.end() :])) if code else None
        field = fields_of(self.kind).get(key) if key and self.kind != REVIEW else None
        return HeadingMatch(key, CODE) if key and field and field.choices else None

    def _match_beginning(self, heading: str) -> HeadingMatch | None:
        """Take the longest wording that the heading begins with, where the rest is no wording of another key."""
        text = _tightened(heading)
        table, words = (self._folded, fold(text).split()) if has_diacritic(text) else (self._bared, bare(text).split())
        for length in range(min(len(words), _MOST_WORDS) - 1, _FEWEST_WORDS - 1, -1):
            key = table.get(" ".join(words[:length]))
            if key:
                alone = key in _MAY_GO_ON and not _says_more(words[length:], table, key)
                return HeadingMatch(key, PART) if alone else None
        return None


def _says_more(words: list[str], table: Mapping[str, str], key: str) -> bool:
    if words[0] in _OF:
        return False  # what follows belongs to what was said: "Địa chỉ của mô hình"
    few = words[:_MOST_WORDS]
    pairs = ((start, end) for start in range(len(few)) for end in range(start + 1, len(few) + 1))
    return any(table.get(" ".join(few[start:end]), key) != key for start, end in pairs)


def _tightened(heading: str) -> str:
    """Leave out brackets, the movement's name and the year, which say nothing of the column."""
    return _LOOSE.sub(" ", without_brackets(heading).casefold())


def _fields(kind: str) -> dict[str, str]:
    """Return the labels of fields by key; of those with one label (`where`, `claims.where`) a claim's goes first."""
    fields = fields_of(MODELS.folder if kind == REVIEW else kind)
    order = sorted(fields, key=lambda key: not key.startswith("claims."))
    return {key: fields[key].label for key in order}


def _keys_of(kind: str) -> Iterator[str]:
    yield "number"
    if kind == REVIEW:
        yield from _OF_REVIEW
        return
    yield from (key for key, field in fields_of(kind).items() if not isinstance(field.type, Parts))
    if kind in _WITH_WHO:
        yield "who"


def _parts(kind: str, lists: Lists) -> Iterator[tuple[str, tuple[FoldedWording, ...]]]:
    """Name the columns of criteria and indicators, also as they are called under a heading of their own."""
    fields = {} if kind == REVIEW else fields_of(kind)
    for key, field in fields.items():
        if isinstance(field.type, Parts):
            for entry in lists.entries(field.choices).values():
                part = f"{key}.{entry.id}"
                names = (*entry.names(), part)
                headed = (f"{heading} {name}" for heading in _OVER_PARTS[key] for name in names)
                words = _folded_wordings(names)
                alone = (word for word in words if word.bared not in fields)  # such a heading is the field's
                yield part, (*alone, *_folded_wordings(headed))


def is_own_key(text: str) -> bool:
    """Whether a text is the key of a part, such as `results.hien-dat`, or of all parts."""
    return _OWN_KEY.fullmatch(text) is not None


def may_go_on(key: str) -> bool:
    """Whether a heading that only begins with a wording of the key still means it."""
    return key in _MAY_GO_ON


def speaks_of_points(text: str) -> bool:
    """Whether a heading is one over points, or says how many there are at most: Điểm chấm, Nội dung (30 điểm)."""
    return _POINTS.search(bare(text)) is not None


def place_headed(text: str) -> str:
    """Return which places a heading names, "commune" or "district"; "" where it may be any unit, or names both."""
    levels: set[str] = set()
    for part in _BETWEEN_PLACES.split(_BEFORE_PLACES.sub("", without_brackets(text).strip())):
        kinds = levels_of_kind(part)
        if not kinds and fold(part) not in _ANY_COMMUNE:
            return ""
        levels |= {DISTRICT} if DISTRICT in kinds else {COMMUNE}
    return _PLACES[levels.pop()] if len(levels) == 1 else ""
